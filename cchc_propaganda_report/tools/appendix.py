# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The rows of a plan's appendix with their results, in the order and words of the printed plan.

A bullet in a cell is a row. A turn of a rotation is a row below its topic ("a. Quý 1") or, if the plan prints the turns
in the cell of the lead units ("- Tháng 1,2,3: Văn phòng"), a row for each line.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from .figures import MET, MISSED

# Columns whose cell may continue the cell of the row above.
BULLET_JOINS = frozenset({'code', 'lead', 'coordinator', 'time'})
LINE_JOINS = frozenset({'code', 'content', 'coordinator', 'time'})
# The worst outcome in a cell decides its fill.
LEVELS = {'overdue': 3, 'waiting': 2, 'late': 2, 'done': 1}
FILLS = {3: 'bad', 2: 'warning', 1: 'good', 0: ''}


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """One assignment and its outcome, with the words for its cell."""

    id: int
    outcome: str                    # a kind of ``cchc_propaganda.tools.outcome``; "waiting" only where it is missed
    obligation: int = 0
    ordinal: int = 0                # of its period in the year
    period: str = ''
    channel: str = ''
    unit: str = ''
    deadline: date | None = None
    done_on: date | None = None
    met_after: date | None = None   # the day on which it was met after the report's last day
    url: str = ''
    is_explained: bool = False
    posted: int = 0
    asked: int = 1


@dataclass(frozen=True, slots=True)
class Turn:
    """One line of a rotation, as printed."""

    obligation: int
    first: int
    last: int
    name: str = ''
    lead: str = ''
    time: str = ''

    def takes(self, assignment: AssignmentLine) -> bool:
        return assignment.obligation == self.obligation and self.first <= assignment.ordinal <= self.last


@dataclass(frozen=True, slots=True)
class Topic:
    """A row of the plan with its bullets and the rows below it."""

    id: int
    code: str = ''
    name: str = ''
    lead: str = ''
    coordinator: str = ''
    time: str = ''
    children: Sequence['Topic'] = ()
    turns: Sequence[Turn] = ()
    assignments: Sequence[AssignmentLine] = ()

    def all_assignments(self) -> list[AssignmentLine]:
        """Return the assignments of the topic and of the rows below."""
        return [*self.assignments, *(one for child in self.children for one in child.all_assignments())]


@dataclass(frozen=True, slots=True)
class Row:
    """A printed row. Its result shows the publications about a topic, each assignment, or the sum of assignments."""

    code: str
    content: str
    lead: str
    coordinator: str
    time: str
    kind: str                       # publications, assignments, sum
    topic: int
    assignments: Sequence[AssignmentLine] = ()
    joins: frozenset = field(default=frozenset())
    is_heading: bool = False


def rows(topics: Sequence[Topic]) -> list[Row]:
    """Return the rows of the table for the topics of the first level, in the order given."""
    return [row for topic in topics for row in _rows_of(topic)]


def fill(outcomes) -> str:
    """Return the name of the fill for a cell with these outcomes: that of the worst one, '' without outcomes.

    >>> fill(['done', 'late']), fill(['done', 'overdue']), fill(['open'])
    ('warning', 'bad', '')
    """
    return FILLS[max((LEVELS.get(one, 0) for one in outcomes), default=0)]


def summary(assignments: Sequence[AssignmentLine]) -> dict[str, int]:
    """Return how many assignments are due, met, late and missed.

    >>> summary([AssignmentLine(1, 'done'), AssignmentLine(2, 'late'), AssignmentLine(3, 'open')])
    {'due': 2, 'met': 2, 'late': 1, 'missed': 0}
    """
    outcomes = [assignment.outcome for assignment in assignments]
    met = sum(one in MET for one in outcomes)
    missed = sum(one in MISSED for one in outcomes)
    return {'due': met + missed, 'met': met, 'late': outcomes.count('late'), 'missed': missed}


def _rows_of(topic):
    bullets = [child for child in topic.children if not child.code]
    below = [child for child in topic.children if child.code]
    result = []
    if topic.name or topic.assignments or not bullets:
        result += _own_rows(topic, below)
    for bullet in bullets:
        above = topic if not result else None   # the row of the topic begins here
        result.append(Row(
            code=above.code if above else '', content=f'- {bullet.name}', topic=bullet.id,
            kind='assignments' if bullet.assignments else 'publications', assignments=bullet.assignments,
            joins=frozenset() if above else _joined(bullet),
            **{column: getattr(bullet, column) or (getattr(above, column) if above else '')
               for column in ('lead', 'coordinator', 'time')}))
    for child in below:
        result += _rows_of(child)
    return result


def _joined(bullet):
    """Return the columns in which a bullet continues the row above: those without words of its own."""
    printed = {'lead': bullet.lead, 'coordinator': bullet.coordinator, 'time': bullet.time}
    return BULLET_JOINS - {column for column, text in printed.items() if text}


def _own_rows(topic, below):
    head = {'code': topic.code, 'content': topic.name, 'coordinator': topic.coordinator, 'time': topic.time,
            'topic': topic.id}
    lines = (topic.lead or '').splitlines()
    spans = sorted({(turn.first, turn.last) for turn in topic.turns})
    if below:
        return [Row(**head, lead=topic.lead, kind='sum', assignments=topic.all_assignments(), is_heading=True)]
    if not topic.assignments:
        return [Row(**head, lead=topic.lead, kind='publications')]
    if not spans:
        return [Row(**head, lead=topic.lead, kind='assignments', assignments=topic.assignments)]
    shares = [[assignment for assignment in topic.assignments if any(
        turn.takes(assignment) for turn in topic.turns if (turn.first, turn.last) == span)] for span in spans]
    if len(lines) == len(spans):
        return _rows_by_line(topic, head, lines, shares)
    turns = [next(turn for turn in topic.turns if (turn.first, turn.last) == span) for span in spans]
    return [
        Row(**head, lead=topic.lead, kind='sum', assignments=topic.assignments),
        *(Row(code='', content=turn.name, lead=turn.lead, coordinator='', time=turn.time, topic=topic.id,
              kind='assignments', assignments=share) for turn, share in zip(turns, shares, strict=True)),
    ]


def _rows_by_line(topic, head, lines, shares):
    taken = {assignment.id for share in shares for assignment in share}
    shares = [list(share) for share in shares]
    shares[0] += [one for one in topic.assignments if one.id not in taken]   # print every assignment somewhere
    empty = {'code': '', 'content': '', 'coordinator': '', 'time': '', 'topic': topic.id}
    return [
        Row(**(empty if at else head), lead=line, kind='assignments', assignments=share,
            joins=LINE_JOINS if at else frozenset())
        for at, (line, share) in enumerate(zip(lines, shares, strict=True))]
