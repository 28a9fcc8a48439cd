# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a report prints, as plain data: its head, texts, figures and lists, with every word that comes from records.

A report is gathered once into a snapshot, and its files are made from the snapshot alone. So a report can be made again
from the snapshot that was kept when it was submitted, whatever the records say by then.

A snapshot is a gzip file of JSON lines, one object per line, each with its ``kind``. Publications come last, as lists
of the values that the line before them names, and are read one by one: a list of any length needs no memory. The same
data give the same bytes.
"""

import gzip
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from typing import IO, Any, get_args, get_origin, get_type_hints

FORMAT = 1      # of the snapshot; a reader refuses what it does not know
DUE = ('done', 'late', 'overdue', 'waiting')    # outcomes of assignments that were due


class SnapshotError(ValueError):
    """The file is no snapshot that this version can read."""


# -- The head and the texts --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class More:
    """A column that another addon adds to a list."""

    title: str
    width: float


@dataclass(frozen=True, slots=True)
class Head:
    """Who reports what to whom. Number and day of the document are blank in its files: the clerk writes them."""

    language: str               # code of the language in which everything is written
    title: str                  # of the record: "Báo cáo tuyên truyền CCHC quý I năm 2024"
    level: str                  # agency or department
    agency: str
    parent: str                 # body above the agency: "UBND tỉnh Sóc Trăng"
    body: str                   # the agency without the words that it shares with its parent
    unit: str                   # that reports to the agency; empty in the agency's report
    symbol: str                 # "STTTT"
    place: str                  # "Sóc Trăng"
    plan: str
    plan_year: int
    period_key: str
    period_type: str
    period: str                 # in words: "Quý I năm 2024"
    version: int
    start: date                 # the data of the report are from this day
    end: date                   # to this day
    year_start: date            # first day of the column "since the new year"
    as_of: date                 # the last day whose facts count
    day: date                   # on which the snapshot was taken: its month and year stand below "Số:"
    recipients: tuple[str, ...]
    signer_title: tuple[str, ...]
    signer: str
    assignment_more: tuple[More, ...] = ()
    publication_more: tuple[More, ...] = ()
    plan_issued: date | None = None     # unknown in snapshots of earlier versions


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the report's text. Its heading is as printed: "I. Công tác chỉ đạo, triển khai"."""

    name: str                   # of the field: narrative_direction
    heading: str
    html: str
    paragraphs: tuple[str, ...]     # the same text without markup


@dataclass(frozen=True, slots=True)
class Summary:
    """The sentences that the figures give, for a report whose sections are still empty."""

    sentences: tuple[str, ...]


# -- Figures -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Column:
    name: str                   # value, previous, same_last_year, cumulative
    heading: str                # "Quý I năm 2024"
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of figures. None is "no data", which differs from 0."""

    code: str
    name: str
    clock: str                  # by which days it is counted: plan, posting, step, held, taken
    clock_words: str
    unit: str                   # count, percent, money
    is_section: bool
    is_part: bool               # a part of the figure above it
    values: dict[str, float | None]     # by name of the column
    record_id: int | None = None        # of the channel or genre that the line is about
    sums: tuple[int, ...] = ()          # of the channels that the line sums up
    texts: dict[str, str] = field(default_factory=dict)     # as printed, by name of the column
    note: int = 0                       # number of its footnote, from 1
    is_detail: bool = False             # by unit, row of the plan …: not printed with the report


@dataclass(frozen=True, slots=True)
class FigureTable:
    """The figures of one period. A report may have two tables: of the half-year, and of its second quarter."""

    period_key: str
    period: str                 # in words
    columns: tuple[Column, ...]
    lines: tuple[Figure, ...]
    notes: tuple[str, ...] = ()


# -- The appendix ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a result: words, and a day with the link to what was posted."""

    words: str
    day: str = ''
    url: str = ''
    is_bold: bool = False
    is_muted: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the plan's appendix, in the plan's words, with its result. Cells named in ``joins`` continue the cell
    above."""

    code: str
    content: str
    lead: str
    coordinator: str
    time: str
    told: tuple[Told, ...]
    fill: str = ''              # good, warning, bad: the worst outcome in the row
    joins: tuple[str, ...] = ()
    is_heading: bool = False


# -- Lists -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Assignment:
    """An assignment of the year so far."""

    outcome: str                # a kind of ``cchc_propaganda.tools.outcome``; "waiting" only where it is missed
    period: str                 # in words
    unit: str
    means: str                  # channel or form
    deadline: date
    end: date                   # of its period
    done_on: date | None = None
    url: str = ''
    is_explained: bool = False
    explanation: str = ''
    note: str = ''              # of the Office
    later: str = ''             # what came after the report's last day, in words
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outreach:
    day: date
    name: str
    form: str
    unit: str
    place: str
    held_with: str
    audience: str
    participants: int
    proof: str


@dataclass(frozen=True, slots=True)
class Difficulty:
    day: date
    name: str
    description: str
    proposal: str
    unit: str
    state: str                  # in words
    deadline: date | None
    answer: str
    answered_on: date | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class Budget:
    content: str
    unit: str
    source: str
    planned: float
    allocated: float
    decision: str
    spent: float


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency that reports to this one, with the figures of the report that it has sent for the same period. None:
    it has not sent it."""

    name: str
    report: str                 # where its report stands, in words
    is_sent: bool
    due: int | None = None
    met: int | None = None
    on_time: int | None = None
    articles: int | None = None
    outreach: int | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    title: str
    genre: str
    author: str
    unit: str
    channel: str
    day: date
    recorded: date | None
    url: str
    period: str                 # of its assignment, in words
    timing: str                 # on_time, late, extra, none
    channel_id: int
    genre_id: int
    broadcasts: int             # 0 where the channel does not broadcast
    is_first: bool              # the first of its article in this list
    is_recorded_late: bool
    more: tuple[str, ...] = ()


@dataclass(slots=True)
class Totals:
    """What the list of publications sums up to."""

    publications: int = 0
    articles: int = 0
    broadcasts: int = 0
    recorded_late: int = 0
    by_channel: dict[str, int] = field(default_factory=dict)    # id as text
    by_genre: dict[str, int] = field(default_factory=dict)      # articles
    by_timing: dict[str, int] = field(default_factory=dict)

    def add(self, publication: Publication):
        self.publications += 1
        self.articles += publication.is_first
        self.broadcasts += publication.broadcasts
        self.recorded_late += publication.is_recorded_late
        _count(self.by_channel, str(publication.channel_id))
        _count(self.by_timing, publication.timing)
        if publication.is_first:
            _count(self.by_genre, str(publication.genre_id))


def _count(numbers, key):
    numbers[key] = numbers.get(key, 0) + 1


# -- Writing -----------------------------------------------------------------------------------------------------------

KINDS = {
    'head': Head, 'section': Section, 'summary': Summary, 'figures': FigureTable, 'row': Row, 'assignment': Assignment,
    'outreach': Outreach, 'difficulty': Difficulty, 'budget': Budget, 'agency': Agency, 'totals': Totals}
_NAMES = {kind: name for name, kind in KINDS.items()}
_LIST = tuple(one.name for one in fields(Publication))
_READ_DAY = date.fromisoformat      # of the real class, whatever stands for it in tests
DAY, RECORDED, MORE = map(_LIST.index, ('day', 'recorded', 'more'))


def write(file: IO[bytes], parts: Iterable[Any], publications: Iterable[Publication]):
    """Write a snapshot of these parts, the head first. The publications are summed up on their way."""
    totals = Totals()
    with tempfile.TemporaryFile() as listed:
        with _compressed(listed) as lines:
            for publication in publications:
                totals.add(publication)
                lines.write(_ENCODER.encode([getattr(publication, name) for name in _LIST]).encode() + b'\n')
        with _compressed(file) as lines:
            lines.write(json.dumps({'kind': 'snapshot', 'format': FORMAT}).encode() + b'\n')
            for part in (*parts, totals):
                lines.write(_line(part))
            lines.write(_ENCODER.encode({'kind': 'publications', 'names': _LIST}).encode() + b'\n')
        listed.seek(0)
        shutil.copyfileobj(listed, file)    # gzip files one after the other are a gzip file


def _compressed(file):
    return gzip.GzipFile(filename='', mode='wb', fileobj=file, mtime=0, compresslevel=6)


def _line(part):
    return _ENCODER.encode({'kind': _NAMES[type(part)], **_plain(part)}).encode() + b'\n'


def _plain(part):
    return {name: getattr(part, name) for name in part.__slots__}


def _other(value):
    return value.isoformat() if isinstance(value, date) else _plain(value)


_ENCODER = json.JSONEncoder(separators=(',', ':'), default=_other)


# -- Reading -----------------------------------------------------------------------------------------------------------


class Snapshot:
    """A snapshot in an open file. All but the publications is read at once."""

    def __init__(self, file: IO[bytes]):
        self._file = file
        self.sections: list[Section] = []
        self.figures: list[FigureTable] = []
        self.rows: list[Row] = []
        self.assignments: list[Assignment] = []
        self.outreach: list[Outreach] = []
        self.difficulties: list[Difficulty] = []
        self.budget: list[Budget] = []
        self.agencies: list[Agency] = []
        self.summary = Summary(())
        self.totals: Totals | None = None
        self.head: Head | None = None
        lists = {
            'section': self.sections, 'figures': self.figures, 'row': self.rows, 'assignment': self.assignments,
            'outreach': self.outreach, 'difficulty': self.difficulties, 'budget': self.budget,
            'agency': self.agencies}
        for line in self._lines():
            kind, part = _part(line)
            if kind in lists:
                lists[kind].append(part)
            else:
                setattr(self, kind, part)
            if kind == 'totals':
                break
        if not (self.head and self.totals):
            raise SnapshotError("The snapshot breaks off.")

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self._file.close()

    def publications(self) -> Iterator[Publication]:
        """Read the publications, one by one."""
        number, lines, day = 0, self._lines(), _READ_DAY
        for line in lines:
            if line.startswith(b'{"kind":"publications"'):
                if tuple(json.loads(line)['names']) != _LIST:
                    raise SnapshotError("The snapshot lists other values of publications than this version knows.")
                break
        try:
            for line in lines:
                values = json.loads(line)
                values[DAY], values[MORE] = day(values[DAY]), tuple(values[MORE])
                values[RECORDED] = day(values[RECORDED]) if values[RECORDED] else None
                yield Publication(*values)
                number += 1
        except (LookupError, TypeError, ValueError) as error:
            raise SnapshotError(f"A publication cannot be read: {error}") from error
        if number != self.totals.publications:
            raise SnapshotError("The snapshot breaks off in its list of publications.")

    def content(self) -> bytes:
        """Return the bytes of the file."""
        self._file.seek(0)
        return self._file.read()

    def _lines(self):
        self._file.seek(0)
        try:
            with gzip.GzipFile(fileobj=self._file) as lines:
                first = json.loads(lines.readline())
                if first != {'kind': 'snapshot', 'format': FORMAT}:
                    raise SnapshotError("The file is no snapshot of this format.")
                yield from lines
        except (OSError, EOFError, ValueError) as error:
            if isinstance(error, SnapshotError):
                raise
            raise SnapshotError(f"The snapshot cannot be read: {error}") from error


def _part(line):
    values = json.loads(line)
    kind = values.pop('kind')
    if kind not in KINDS:
        raise SnapshotError(f"The snapshot holds {kind!r}, which this version does not know.")
    try:
        return kind, _made(KINDS[kind], values)
    except TypeError as error:
        raise SnapshotError(f"The snapshot holds another {kind!r} than this version knows: {error}") from error


def _made(kind, values):
    for name, reader in _READERS[kind]:
        if (value := values.get(name)) is not None:
            values[name] = reader(value)
    return kind(**values)


def _readers(kind):
    """Return (field, function) for each field that JSON holds in another form: days and tuples."""
    hints = get_type_hints(kind)
    readers = []
    for one in fields(kind):
        hint = hints[one.name]
        if date in (hint, *get_args(hint)):
            readers.append((one.name, date.fromisoformat))
        elif get_origin(hint) is tuple:
            readers.append((one.name, _tuple_reader(get_args(hint)[0])))
    return readers


def _tuple_reader(kind):
    if is_dataclass(kind):
        return lambda values: tuple(_made(kind, value) for value in values)
    return tuple


_READERS = {kind: _readers(kind) for kind in (*KINDS.values(), More, Column, Figure, Told)}
