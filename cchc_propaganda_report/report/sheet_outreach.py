# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from .base import Field, ListSheet

PARTICIPANTS = 7


class OutreachSheet(ListSheet):
    """The outreach of the period that the Office accepted."""

    widths = (4, 9.5, 22, 13, 13, 11, 12, 8, 8)
    annex = 6

    def name(self):
        return self.env._("Other activities")

    def heading(self):
        return self.env._("OTHER COMMUNICATION ACTIVITIES, %(period)s", period=self.head.period.upper())

    def fields(self):
        _ = self.env._
        return [Field(_("No."), 'number'), Field(_("Held on"), 'day'), Field(_("What was done")), Field(_("Form")),
                Field(_("Unit")), Field(_("Where it was held")), Field(_("Audience")),
                Field(_("Number of participants"), 'number'), Field(_("Evidence"))]

    def number(self):
        return len(self.snapshot.outreach)

    def lines(self):
        _ = self.env._
        for number, one in enumerate(self.snapshot.outreach, start=1):
            beside = _("Held together with: %(event)s", event=one.held_with) if one.held_with else ''
            yield (number, one.day, '\n'.join(filter(None, (one.name, beside))), one.form, one.unit, one.place,
                   one.audience, one.participants or None, one.proof), {}

    def nothing(self):
        return self.env._("No other activity was held in the period.")

    def totals(self):
        first, last = self.FIRST_ROW + 1, self.last_row + 1
        _ = self.env._
        self.total(
            _("Communication activities"), PARTICIPANTS, f'=SUBTOTAL(102,B{first}:B{last})', self.number())
        self.total(_("Participants"), PARTICIPANTS, f'=SUBTOTAL(109,H{first}:H{last})',
                   sum(one.participants for one in self.snapshot.outreach))
