# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from ..tools.sheet import quoted
from .base import Field, ListSheet

STATE = 8


class DifficultySheet(ListSheet):
    """The difficulties that were raised, with what was answered."""

    widths = (4, 9.5, 20, 16, 12, 9.5, 17, 9.5, 10)
    annex = 7

    def name(self):
        return self.env._("Difficulties")

    def heading(self):
        return self.env._("DIFFICULTIES, %(period)s", period=self.head.period.upper())

    def fields(self):
        _ = self.env._
        return [Field(_("No."), 'number'), Field(_("Raised on"), 'day'), Field(_("Difficulty")), Field(_("Proposal")),
                Field(_("Unit")), Field(_("Answer by"), 'day'), Field(_("Answer")), Field(_("Answered on"), 'day'),
                Field(_("Progress"))]

    def number(self):
        return len(self.snapshot.difficulties)

    def lines(self):
        for number, one in enumerate(self.snapshot.difficulties, start=1):
            words = '\n'.join(filter(None, (one.name, one.description)))
            yield (number, one.day, words, one.proposal, one.unit, one.deadline, one.answer, one.answered_on,
                   self.words()[one.is_open]), {}

    def words(self):
        """Return the words for a resolved (False) and for an open difficulty."""
        return {False: self.env._("Resolved"), True: self.env._("Not resolved yet")}

    def nothing(self):
        return self.env._("No difficulty was raised in the period.")

    def totals(self):
        first, last = self.FIRST_ROW + 1, self.last_row + 1
        open_ = sum(one.is_open for one in self.snapshot.difficulties)
        self.total(self.env._("Difficulties"), STATE, f'=SUBTOTAL(102,B{first}:B{last})', self.number())
        self.total(self.env._("Not resolved yet"), STATE,
                   f'=COUNTIF(I{first}:I{last},{quoted(self.words()[True])})', open_)
