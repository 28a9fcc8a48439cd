# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

from ..tools.document_text import blocks_as_html


class PlanReport(models.AbstractModel):
    """The values of the printed plan, where no LibreOffice makes a PDF of its Word file: the same data as the file."""
    _name = 'report.cchc_propaganda.plan_report'
    _description = "Printed Plan"

    @api.model
    def _get_report_values(self, docids, data=None):
        plans = self.env['cchc.plan'].browse(docids).exists()
        plans.check_access('read')
        # The paper is the same for every reader of the plan.
        printed = [plan.sudo()._in_company_language()._print_data() for plan in plans]
        return {'doc_model': plans._name, 'doc_ids': plans.ids, 'docs': plans, 'printed': printed,
                'blocks': blocks_as_html}
