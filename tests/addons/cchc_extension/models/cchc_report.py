# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from odoo.addons.cchc_propaganda_report.tools.sheet import Column


class CchcReport(models.Model):
    _inherit = 'cchc.report'

    def _assignment_columns(self):
        return [*super()._assignment_columns(), Column(
            self.env._("Person in charge"), 12, lambda assignment: assignment.user_id.name or '')]

    def _publication_columns(self):
        return [*super()._publication_columns(), Column(
            self.env._("Origin"), 10, lambda publication: publication.article_id.origin)]

    def _prepare_figure_vals(self, line, period_key, sequence):
        vals = super()._prepare_figure_vals(line, period_key, sequence)
        return {**vals, 'name': f"{vals['name']} ({line.code})"}
