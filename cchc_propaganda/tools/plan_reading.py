# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the rows of an appendix ask for: which units, when, how many on which channel, in whose turn, and what a person
has to look at before it is entered."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from .matching import NameMatch, match_channels, match_forms, match_unit_cell
from .obligation import most_periods
from .period import MONTHS, Period
from .quota import Quota, read_quotas
from .schedule import (
    EMPTY,
    OTHER_YEAR,
    REPORT_WINDOW,
    VAGUE,
    Reading,
    Schedule,
    read_schedule,
    read_span,
)

# What a person has to look at. The values of a doubt fill its sentence.
UNREAD, UNKNOWN_UNIT, SIMILAR_UNIT, NO_LEAD = 'unread', 'unknown_unit', 'similar_unit', 'no_lead'
NO_MEANS, SIMILAR_MEANS, MANY_MEANS = 'no_means', 'similar_means', 'many_means'
RHYTHM_DIFFERS, TURNS_DIFFER, TURNS_MISSING, TURN_UNREAD, CELLS_MIXED, NOTED = (
    'rhythm_differs', 'turns_differ', 'turns_missing', 'turn_unread', 'cells_mixed', 'noted')
_ASKED_NOTES = (OTHER_YEAR, VAGUE, REPORT_WINDOW)


@dataclass(frozen=True, slots=True)
class Names:
    """What the words of a plan may mean in an agency: id -> names of units, channels, forms; ``groups``: word -> units
    that "các …" means."""

    units: Mapping[Hashable, Iterable[str]]
    groups: Mapping[str, Iterable[Hashable]]
    channels: Mapping[Hashable, Iterable[str]]
    forms: Mapping[Hashable, Iterable[str]]


@dataclass(frozen=True, slots=True)
class UnitTurn:
    """The periods (1-based, inclusive) in which a unit owes, and what is printed of it. Without a unit: the name is not
    understood."""

    first: int
    last: int
    unit: Hashable | None
    name: str = ''
    lead: str = ''
    time: str = ''


@dataclass(slots=True)
class Asked:
    """An obligation of the row: how many, how often, where, by when, in whose turn. ``due_day`` None: it has to be
    chosen."""

    quantity: int
    frequency: str
    channel: Hashable | None = None
    form: Hashable | None = None
    place: str = ''
    score: float = 0
    genres: tuple[str, ...] = ()
    due_day: int | None = None
    due_month_offset: int = 0
    due: date | None = None
    date_from: date | None = None
    date_to: date | None = None
    turns: tuple[UnitTurn, ...] = ()


@dataclass(slots=True)
class ReadRow:
    """A row as understood. ``parts``: the days or periods apart in each of which its obligations are met once.
    ``doubts``: ``(code, values)`` of what a person has to look at."""

    reading: Reading
    leads: list[NameMatch]
    coordinators: list[NameMatch]
    asked: list[Asked] = field(default_factory=list)
    parts: tuple[Schedule, ...] = ()
    doubts: list[tuple[str, dict]] = field(default_factory=list)


def read_rows(rows, year: int, names: Names) -> list[ReadRow]:
    """Return what each row asks for, in their order. A row below another takes from it the time and the lead that it
    does not name itself; one beside it takes nothing."""
    read, path = [], []
    for row in rows:
        del path[row.level:]
        above = path[-1] if path else None
        found = _read_row(row, year, names, above)
        path += [found] * (row.level + 1 - len(path))
        read.append(found)
    return read


def _read_row(row, year, names, above):
    reading = read_schedule(row.time, year)
    found = ReadRow(reading, match_unit_cell(row.lead, names.units, names.groups),
                    match_unit_cell(row.coordinator, names.units, names.groups))
    found.parts = _parts(row, found)
    if reading.problem and reading.problem != EMPTY and not found.parts:
        found.doubts.append((UNREAD, {'words': row.time, 'problem': reading.problem, 'day': reading.words}))
    found.doubts += [(NOTED, {'words': row.time, 'note': note}) for note in reading.notes if note in _ASKED_NOTES]
    for match in [*found.leads, *found.coordinators]:
        _doubt_unit(found, match)
    if row.is_doubtful:
        found.doubts.append((CELLS_MIXED, {}))
    if reading.problem == EMPTY and above and above.reading.schedule:
        found.reading = above.reading
    quotas = _quotas(row, found.reading.schedule)
    turns = _turns(row, found, year, names)
    for quota in quotas:
        for place in _places(row, quota, names, found):
            for schedule in found.parts or (found.reading.schedule or Schedule('once'),):
                asked = replace(place)
                _set_time(asked, quota, schedule, found, turns, year)
                found.asked.append(asked)
    if found.asked and not (turns or found.leads or above and above.leads):
        found.doubts.append((NO_LEAD, {}))
    return found


def _doubt_unit(found, match):
    if not match.is_asked:
        return
    doubt = (SIMILAR_UNIT, {'words': match.words, 'unit': match.ids[0], 'score': match.score}) if match.ids else (
        UNKNOWN_UNIT, {'words': match.words})
    if doubt not in found.doubts:
        found.doubts.append(doubt)


# -- how many, where -------------------------------------------------------------------------------------------------

def _quotas(row, schedule):
    """Return the quotas of the content, else of the column for quantities, else of the time ("02 lần/quý")."""
    text = '\n'.join([row.content, *row.bullets])
    quotas = read_quotas(text)
    if not quotas and row.quantity:
        number = row.quantity.strip()
        quotas = read_quotas(f'ít nhất {number}') or (
            (Quota(int(number)),) if number.isdigit() and 0 < int(number) < 1000 else ())
    if not quotas and schedule and schedule.count:
        quotas = (Quota(schedule.count, schedule.frequency),)
    return quotas


def _places(row, quota, names, found):
    """Return an obligation for each channel or form of the quota; without any, one that asks for it."""
    words = ' '.join(filter(None, [row.channel, row.form])) or quota.place
    channels = match_channels(words, names.channels) if not quota.is_event else []
    forms = [] if channels and channels[0].score >= 99 else match_forms(f'{words} {row.form}', names.forms)
    if not channels and not forms and not quota.is_event:
        # the quota says nothing of a place: the sentence it stands in may
        channels = match_channels(row.content, names.channels)
        forms = forms or match_forms(row.content, names.forms)
    if quota.is_event and not forms:
        forms = match_forms(row.content, names.forms)
    if forms and (not channels or channels[0].is_asked):
        matches = [(None, forms[-1])]
    else:
        matches = [(match, None) for match in channels]
    if not matches:
        found.doubts.append((NO_MEANS, {'words': words or row.content[:80]}))
        return [Asked(quota.quantity, '', place=words, genres=quota.genres)]
    if len(matches) > 1:
        found.doubts.append((MANY_MEANS, {'count': len(matches)}))
    obligations = []
    for channel, form in matches:
        match = channel or form
        if match.is_asked:
            found.doubts.append((SIMILAR_MEANS, {
                'words': words, 'channel': match.ids[0] if channel else None, 'score': match.score}))
        obligations.append(Asked(
            quota.quantity, '', match.ids[0] if channel else None, match.ids[0] if form else None, words, match.score,
            quota.genres if channel else ()))
    return obligations


def _parts(row, found):
    """Return the schedules of the row's days or periods apart ("Quý I và Quý III"): one item is then asked for in each.
    Several items, a rhythm of their own or turns leave open how they are shared out: () then."""
    alone = not row.turns and not any(match.turn for match in found.leads) and all(
        quota.quantity == 1 and not quota.frequency for quota in _quotas(row, None))
    return found.reading.parts if alone else ()


# -- by when, in whose turn ------------------------------------------------------------------------------------------

def _turns(row, found, year, names):
    """Return ``(first month, last month, NameMatch, Turn, Reading)`` of the turns printed below the row or in its lead
    cell."""
    turns = []
    for turn in row.turns:
        time = read_schedule(turn.time, year)
        span = read_span(turn.name, year) or _span_of(time.schedule)
        matches = match_unit_cell(turn.lead, names.units, names.groups)
        for match in matches:
            _doubt_unit(found, match)
        if time.problem and time.problem != EMPTY:
            found.doubts.append((UNREAD, {'words': turn.time, 'problem': time.problem, 'day': time.words}))
        found.doubts += [(NOTED, {'words': turn.time, 'note': note}) for note in time.notes if note in _ASKED_NOTES]
        if not span or not matches:
            found.doubts.append((TURN_UNREAD, {'words': turn.name or turn.time or turn.lead}))
            continue
        turns += [(span[0].month, span[1].month, match, turn.name, turn.lead, turn.time, time.schedule)
                  for match in matches]
    for match in found.leads:
        if match.turn:
            span = read_span(match.turn, year)
            if not span:
                found.doubts.append((TURN_UNREAD, {'words': match.turn}))
                continue
            turns.append((span[0].month, span[1].month, match, match.turn, match.words, '', None))
    return turns


def _span_of(schedule):
    """Return the quarter in which a turn's own time lies."""
    if schedule and schedule.date_from and schedule.date_to and not schedule.due:
        return schedule.date_from, schedule.date_to
    if schedule and schedule.due:
        quarter = Period.of('quarter', schedule.due)
        return quarter.start, quarter.end
    return None


def _set_time(asked, quota, schedule, found, turns, year):
    """Set frequency, deadline and turns of an obligation, from its quota, the row's time and its turns."""
    often = quota.frequency or (schedule.frequency if schedule.frequency in MONTHS else '') or _rhythm_of(turns)
    is_periodic = schedule.frequency in MONTHS
    if quota.frequency and is_periodic and schedule.frequency != quota.frequency:
        found.doubts.append((RHYTHM_DIFFERS, {'quota': quota.frequency, 'time': schedule.frequency}))
    asked.frequency = often or ('once' if schedule.frequency != 'ongoing' else 'ongoing')
    if asked.frequency == 'year' and schedule.due:
        asked.frequency = 'once'        # once in the year of the plan, on a day of any month
    if asked.frequency in ('once', 'ongoing'):
        asked.due, asked.date_from, asked.date_to = schedule.due, schedule.date_from, schedule.date_to
        asked.due_day = 31
    else:
        whole = (schedule.date_from, schedule.date_to) == (date(year, 1, 1), date(year, 12, 31))
        if not whole and schedule.frequency != 'ongoing':
            asked.date_from, asked.date_to = schedule.date_from, schedule.date_to
        asked.due_day, asked.due_month_offset = schedule.due_day, schedule.due_month_offset
        if not asked.due_day and not schedule.due:
            asked.due_day = 31      # no day is named: within the period, so by its last day
        if schedule.due:
            found.doubts.append((RHYTHM_DIFFERS, {'quota': asked.frequency, 'time': 'once'}))
        _set_turns(asked, turns, found)
    found.doubts[:] = _unique(found.doubts)


def _rhythm_of(turns):
    """Return how often is asked where only the turns say it: a turn for each month or each quarter."""
    lengths = {last - first + 1 for first, last, *__ in turns}
    return {(1,): 'month', (3,): 'quarter'}.get(tuple(lengths), '') if len(turns) > 1 else ''


def _set_turns(asked, turns, found):
    length, most = MONTHS[asked.frequency], most_periods(asked.frequency)
    read, dues = [], set()
    for first, last, match, name, lead, time, schedule in turns:
        if (first - 1) % length or last % length:
            found.doubts.append((TURN_UNREAD, {'words': name}))
            continue
        period = Period.of(asked.frequency, date(2024, last, 1))
        if schedule and schedule.due:
            offset = schedule.due.month - period.end.month + 12 * (schedule.due.year - _year_of(schedule, period))
            if offset in (0, 1):
                dues.add((schedule.due.day, offset))
            else:
                found.doubts.append((TURN_UNREAD, {'words': time}))
        elif schedule and schedule.due_day:
            dues.add((schedule.due_day, schedule.due_month_offset))
        read += [UnitTurn((first - 1) // length + 1, last // length, unit, name, lead, time)
                 for unit in match.ids or (None,)]
    if len(dues) == 1:
        [(asked.due_day, asked.due_month_offset)] = dues
    elif dues:
        asked.due_day = None
        found.doubts.append((TURNS_DIFFER, {}))
    asked.turns = tuple(sorted(read, key=lambda turn: (turn.first, turn.last)))
    covered = {period for turn in read for period in range(turn.first, turn.last + 1)}
    missing = sorted(set(range(1, most + 1)) - covered)
    if read and missing and not (asked.date_from or asked.date_to):
        found.doubts.append((TURNS_MISSING, {'periods': missing, 'frequency': asked.frequency}))


def _year_of(schedule, period):
    """The year for which a turn is due: a day in the first month after a period that ends in December belongs to it."""
    return schedule.due.year - (period.end.month == 12 and schedule.due.month == 1)


def _unique(doubts):
    return [doubt for index, doubt in enumerate(doubts) if doubt not in doubts[:index]]
