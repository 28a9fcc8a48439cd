# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date
from functools import cache
from typing import NamedTuple

from ...tools.dates import without_year
from ...tools.period import Period
from ..core.words import in_days

QUARTERS = ('q1', 'q2', 'q3', 'q4')
MONTH_COLUMNS = tuple(f'm{month}' for month in range(1, 13))
OUT = ('before', 'exempt', 'waived')                # kinds of assignments that do not count
SIGNS = {'done': '✓', 'late': '✓', 'overdue': '!', 'risk': '▲'}


class Asked(NamedTuple):
    """What the screen shows of an assignment, as it was read. There are thousands, and a record gives out a value many
    times slower. Links are ids; what is empty is None."""
    id: int
    department_id: int
    channel_id: int | None
    form_id: int | None
    period_key: str
    date_start: date
    date_deadline: date
    date_done: date | None
    quantity: int
    done_quantity: int
    waiver: str | None
    is_before_issue: bool | None
    is_waiting_channel: bool | None
    explanation: str | None


class Cells:
    """Draws the cells of the grid. There are thousands: what many of them say is worded once. ``names``: the name in a
    cell of each channel or form."""

    def __init__(self, env, names, today):
        _ = env._
        self._today = today
        self._words = {
            'done': _("Met"), 'late': _("Late"), 'overdue': _("Past due"), 'risk': _("May be missed"),
            'sent': _("Sent"), 'review': _("In review"), 'running': _("In progress"), 'ahead': '',
            'before': _("Before issue"), 'exempt': _("Exempt"), 'waived': _("No longer asked"),
        }
        self._signed = {kind: f'{SIGNS.get(kind, "")} {word}'.strip() for kind, word in self._words.items()}
        self._day = cache(without_year)
        self._due = cache(lambda day: _("due %(date)s", date=without_year(day)))
        self._days = cache(lambda days: in_days(env, days))
        self._means = {
            (one.id, None) if one._name == 'cchc.channel' else (None, one.id): (one._key(), one.name, short)
            for one, short in names.items()}
        self._period = cache(lambda key: (Period.parse(key), env['cchc.assignment']._short_words(key)))

    def draw(self, assignment, kind, unit):
        """Return the column and the cell ``{id, channel, short, sign, word, date, kind, period, title}`` of an
        ``Asked``; ``unit``: the name of who owes it. Sign and word repeat the colour."""
        period, period_words = self._period(assignment.period_key)
        means, name, short_name = self._means[assignment.channel_id, assignment.form_id]
        column = self._column(period, assignment)
        short = [short_name] if len(self._means) > 1 and column in QUARTERS else []
        short += [] if period.kind in ('month', 'quarter') else [period_words]
        date = self._date(assignment, kind)
        title = [unit, period_words, name, self._signed[kind], date]
        return column, {
            'id': assignment.id, 'channel': means, 'short': ' · '.join(short), 'sign': SIGNS.get(kind, ''),
            'word': self._words[kind], 'date': date, 'kind': kind, 'period': period_words,
            'title': ' · '.join(filter(None, title)),
        }

    def _column(self, period, assignment):
        """Return the column: the month for a monthly assignment, else the quarter in which the period ends."""
        if period.kind == 'month':
            return MONTH_COLUMNS[period.start.month - 1]
        return QUARTERS[(min(period.end, assignment.date_deadline).month - 1) // 3]

    def _date(self, assignment, kind):
        if kind in OUT:
            return ''
        if kind == 'ahead':
            return self._day(assignment.date_deadline)
        if kind in ('done', 'late'):
            date = self._day(assignment.date_done)
        elif kind == 'overdue':
            date = self._days((self._today - assignment.date_deadline).days)
        else:
            date = self._due(assignment.date_deadline)
        asked = assignment.quantity
        return f'{assignment.done_quantity}/{asked} · {date}' if asked > 1 else date
