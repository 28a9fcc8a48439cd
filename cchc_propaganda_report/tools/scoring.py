# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The self-score of a criterion, and the evidence that proves it.

A criterion measures what was done of what was planned. Its thresholds turn that into points: they are settings, because
every scheme has its own. No score is above the maximum of its criterion.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from odoo.addons.cchc_propaganda.tools.archive import plain_name

FULL, SHARE, POINTS, NONE = 'full', 'share', 'points', 'none'
AWARDS = (FULL, SHARE, POINTS, NONE)
MOST_POINTS = 1000
CENT = Decimal('0.01')
LINK, FILE = 'link', 'file'
INDEX = '00_Muc-luc.xlsx'
FIRST_MONTH = 10    # from this month on, the criteria of the year are issued and its documents collected


@dataclass(frozen=True, slots=True)
class Threshold:
    """From that share on (in percent): the maximum, the same share of the maximum, some points, or none."""

    percent: float
    award: str              # one of AWARDS
    points: float = 0       # for POINTS


# Without thresholds, the share of the maximum is awarded that was done of what was planned.
BY_SHARE = (Threshold(0, SHARE),)


def year_to_score(today: date) -> int:
    """Return the year of which an agency prepares its pack on that day: this one from October on (the ministry's scheme
    of 2025 is of 15 October, that of 2024 of 5 December), the last one until then, while its pack is handed in and
    appraised.

    >>> [year_to_score(date(2024, month, 20)) for month in (1, 9, 10, 11)]
    [2023, 2023, 2024, 2024]
    """
    return today.year if today.month >= FIRST_MONTH else today.year - 1


def threshold_of(done: int, planned: int, thresholds: Iterable[Threshold]) -> Threshold | None:
    """Return the highest threshold that was reached; None when nothing was planned, or the lowest one was missed.

    >>> rows = [Threshold(0, NONE), Threshold(100, FULL), Threshold(90, SHARE)]
    >>> [threshold_of(done, 20, rows).award for done in (17, 18, 20, 25)]
    ['none', 'share', 'full', 'full']
    """
    if planned <= 0:
        return None
    share = Fraction(done * 100, planned)
    reached = [row for row in thresholds if share >= Fraction(str(row.percent))]
    return max(reached, key=lambda row: row.percent, default=None)


def score(done: int, planned: int, most: float, thresholds: Sequence[Threshold] = ()) -> float:
    """Return the points of a criterion, with two decimals, from 0 to ``most``.

    >>> score(17, 18, 1, [Threshold(100, FULL), Threshold(90, SHARE), Threshold(0, NONE)])
    0.94
    >>> score(4, 5, 1), score(0, 0, 1), score(30, 20, 0.5)
    (0.8, 0.0, 0.5)
    """
    reached = threshold_of(done, planned, thresholds or BY_SHARE)
    if reached is None or reached.award == NONE:
        return 0.0
    if reached.award == FULL:
        return capped(most, most)
    if reached.award == POINTS:
        return capped(reached.points, most)
    part = Fraction(str(most)) * min(Fraction(done, planned), 1)
    return capped(Decimal(part.numerator) / part.denominator, most)


def capped(points, most) -> float:
    """Return the points with two decimals, not below 0 and not above the maximum.

    >>> capped(0.945, 1), capped(3, 0.5), capped(-1, 1)
    (0.95, 0.5, 0.0)
    """
    rounded = Decimal(str(points)).quantize(CENT, ROUND_HALF_UP)
    return float(max(Decimal(0), min(rounded, Decimal(str(most)))))


def total(points: Iterable[float]) -> float:
    """Return the sum of points, without the errors of binary numbers.

    >>> total([0.1] * 3)
    0.3
    """
    return float(sum((Decimal(str(one)) for one in points), Decimal(0)))


@dataclass(frozen=True, slots=True)
class Evidence:
    """A link or a file that proves something. ``model`` and ``record`` say to what it belongs."""

    kind: str               # LINK or FILE
    name: str               # what it proves
    unit: str = ''
    day: str = ''           # YYYY-MM-DD
    url: str = ''           # of a link
    file: int = 0           # the id of the file
    file_name: str = ''
    size: int = 0           # bytes
    checksum: str = ''
    model: str = ''
    record: int = 0

    def values(self):
        """Return the evidence as it is stored: without what is empty."""
        return {name: value for name, value in asdict(self).items() if value}


@dataclass(frozen=True, slots=True)
class Gap:
    """A document that is missing, and the unit that has it."""

    model: str              # of the record that it belongs to
    record: int             # 0: there is no record yet
    name: str               # what is missing
    unit: int               # id of the unit; 0: the Office
    key: str = ''           # where one model has several gaps without a record
    takes_file: bool = False    # whether a file given to the pack fills it


@dataclass(slots=True)
class Found:
    """What a criterion comes to: what was done of what was planned, its proof and what is missing of it."""

    done: int = 0
    planned: int = 0
    basis: list = field(default_factory=list)       # sentences: from what the score follows
    evidence: list = field(default_factory=list)    # of Evidence
    gaps: list = field(default_factory=list)        # of Gap
    notes: list = field(default_factory=list)       # what was found, in a line each


def packed_names(folders: Iterable[tuple[str, Sequence[Evidence]]]) -> dict[int, str]:
    """Return ``{id of a file: its name in the ZIP}``, with only letters that any Windows can unpack, and short enough
    for its longest path. A file that proves several criteria is in the folder of the first, and numbers go on where two
    criteria have one folder.

    >>> packed_names([('1_Ke-hoach', [Evidence(FILE, 'Kế hoạch: bản đã ký số', file=7, file_name='Bản ký.PDF')])])
    {7: '1_Ke-hoach/01_Ke-hoach-ban-da-ky-so.pdf'}
    """
    names, numbers = {}, Counter()
    for folder, evidence in folders:
        for one in evidence:
            if one.kind == FILE and one.file not in names:
                numbers[folder.casefold()] += 1     # Windows knows no capital letters
                ending = plain_name(one.file_name.rpartition('.')[2], length=5).lower() if '.' in one.file_name else ''
                name = plain_name(one.name, length=70, default='tep')
                names[one.file] = f'{folder}/{numbers[folder.casefold()]:02}_{name}{"." if ending else ""}{ending}'
    return names


def folder_of(code: str, name: str) -> str:
    """Return the name of the folder of a criterion.

    >>> folder_of('3a', 'Trên môi trường mạng'), folder_of('', 'CON')
    ('3a_Tren-moi-truong-mang', '_CON')
    """
    return '_'.join(filter(None, (plain_name(code, length=8, default=''), plain_name(name, length=40)))) if code else (
        plain_name(name, length=40))
