# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import models

from ...tools.dates import in_figures
from .cchc_plan_check import finding
from .cchc_plan_preview import key_in_form


class CchcPlan(models.Model):
    """The check of the documents that a plan cites: those that have ended, and what replaced them."""
    _inherit = 'cchc.plan'

    def _findings_of_plan(self, rows):
        yield from super()._findings_of_plan(rows)
        for basis, sentence in self._ended_legal_bases():
            place = {'field': 'legal_basis_ids', 'key': key_in_form(basis)}
            yield finding('review', sentence, where=basis.name, place=place)

    def _ended_legal_bases(self):
        """Return, as ``(basis, sentence)``, the cited documents that are not in force; those without an entry in the
        register say nothing."""
        day = self._day_of_legal_bases()
        for basis in self.legal_basis_ids.filtered('document_id'):
            document = basis.document_id
            if document._in_force_on(day):
                continue
            if document.date_to and (successor := document._successor(day)):
                yield basis, self.env._(
                    "Legal basis “%(document)s” is no longer in force since %(date)s; it was replaced by "
                    "“%(successor)s”.", document=document.display_name,
                    date=in_figures(document.date_to + timedelta(days=1)), successor=successor.display_name)
            else:
                yield basis, self.env._(
                    "Legal basis “%(document)s” is not in force on %(date)s. Please review it.",
                    document=document.display_name, date=in_figures(day))
