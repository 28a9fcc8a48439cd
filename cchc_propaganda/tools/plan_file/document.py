# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the readers of Word files, workbooks and plain texts have in common: lines and tables, in their order."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date


class PlanFileError(ValueError):
    """The file cannot be read as a plan. ``code``: ``empty large pdf rtf old encrypted other damaged macro bomb entity
    long too_many no_table no_rows language``; ``values`` fill the sentence (``most``: the limit)."""

    def __init__(self, code, **values):
        super().__init__(code)
        self.code, self.values = code, values


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell. ``is_down``, ``is_across``: it belongs to a merged area that began above or to the left, and
    repeats its text."""

    text: str = ''
    is_down: bool = False
    is_across: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The cells, row by row; all rows have the same number."""

    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Turn:
    """A line of a row that names who does it in which months: "a. Quý 1", with its own unit and time."""

    name: str
    lead: str = ''
    time: str = ''


@dataclass(slots=True)
class Row:
    """One row of the appendix. ``number``: its place in the source; ``bullets``: the dashes inside its content;
    ``source``: what stands in the file."""

    number: int
    code: str = ''
    content: str = ''
    bullets: list[str] = field(default_factory=list)
    lead: str = ''
    coordinator: str = ''
    time: str = ''
    output: str = ''
    note: str = ''
    channel: str = ''
    form: str = ''
    quantity: str = ''
    level: int = 0
    turns: list[Turn] = field(default_factory=list)
    source: list[str] = field(default_factory=list)
    is_doubtful: bool = False       # its cells were told apart by their words alone


@dataclass(frozen=True, slots=True)
class Basis:
    """A legal basis as printed, and what identifies it."""

    name: str
    number: str = ''
    day: date | None = None
    issuer: str = ''


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the text: its number as printed ("I.1"), kind, title and paragraphs."""

    number: str
    kind: str
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The plan without its appendix. Empty where the file does not say it."""

    name: str = ''
    number: str = ''
    day: date | None = None
    year: int | None = None
    bases: tuple[Basis, ...] = ()
    sections: tuple[Section, ...] = ()
    recipients: tuple[str, ...] = ()
    signer_title: str = ''
    signer_name: str = ''
    appendix_title: str = ''


@dataclass(frozen=True, slots=True)
class PlanFile:
    """What was read: the head, the rows of the appendix, and the ``(place, text)`` of lines of the table that are no
    row, so that nothing is left out without a word."""

    head: Head
    rows: tuple[Row, ...]
    left_out: tuple[tuple[int, str], ...] = ()
