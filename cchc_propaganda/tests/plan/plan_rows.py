# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import Form

from ..common import CchcCommon

PLAN_FORM = 'cchc_propaganda.cchc_plan_view_form'


class PlanRowsCase(CchcCommon):
    """A plan as it is typed into its form."""

    def new_form(self):
        form = Form(self.model('cchc.plan', 'office'), PLAN_FORM)
        form.name = "Plan of 2024"
        return form

    def typed(self, *codes, **values):
        """Return a plan whose rows are typed with these numbers, each row named by its number."""
        form = self.new_form()
        for code in codes:
            with form.row_ids.new() as row:
                row.code, row.name = code, f"Row {code}"
                for name, value in values.items():
                    row[name] = value
        return form.save()

    def outline(self, plan):
        plan.invalidate_recordset()
        return [(row.code, row.level, row.parent_id.code) for row in plan.topic_ids]
