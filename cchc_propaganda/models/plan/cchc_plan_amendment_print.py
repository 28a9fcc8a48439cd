# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dataclasses import replace

from odoo import api, models
from odoo.exceptions import UserError

from ...tools import plan_document
from ...tools.decree import decree_day
from .cchc_plan_print import PLAN, RESULTS

AMENDMENT = 'plan_amendment'


class CchcPlan(models.Model):
    """The amendment as a Word file: its words, the table of what it changes, and the appendix as amended. The amended
    plan prints what it was amended by."""
    _inherit = 'cchc.plan'

    def _kind_of_template(self, kind):
        return AMENDMENT if self.amends_id and kind == PLAN else super()._kind_of_template(kind)

    def _check_printable(self, kind):
        res = super()._check_printable(kind)
        if kind == RESULTS and self.amends_id:
            raise UserError(self.env._(
                "“%(name)s” is an amendment: the results are entered in the plan that it amends. Print those of "
                "“%(plan)s”.", name=self.display_name, plan=self.amends_id.display_name))
        return res

    def _file_name_of_draft(self):
        if not self.amends_id:
            return super()._file_name_of_draft()
        return self.env._(
            "Amendment of plan %(number)s (draft)", number=(self.amends_id.number or '').replace('/', '-'))

    def _print_data(self, with_results=False):
        data = super()._print_data(with_results)
        data['document']['amended_by'] = [
            self.env._("(Amended by plan %(number)s of %(date)s)", number=plan.number,
                       date=decree_day(plan.date_issued)) for plan in self._issued_amendments()]
        return {**data, **self._print_data_of_amendment(data['sections'])} if self.amends_id else data

    def _print_data_of_amendment(self, sections):
        """Return what the template of an amendment can print besides."""
        return {
            'amended': {'number': self.amends_id.number or '', 'day': decree_day(self.amends_id.date_issued)},
            'changes': plan_document.printed_changes(
                self._changes()['rows'], self._change_labels(), self._cell_labels()),
            'has_changes_below': not any(section['has_changes'] for section in sections),
        }

    def _printed_sections(self):
        """The table stands below the first section about the contents."""
        with_table = self.amends_id and self.section_ids.filtered(lambda section: section.kind == 'content')[:1]
        return [
            replace(printed, has_changes=section == with_table)
            for section, printed in zip(self.section_ids, super()._printed_sections(), strict=True)]


class CchcWordTemplate(models.Model):
    _inherit = 'cchc.word.template'

    @api.model
    def _examples(self, kind):
        if kind != AMENDMENT:
            return super()._examples(kind)
        words, found = "Văn phòng & <Phòng>\nThanh tra", []
        full = [{'kind': kind, 'code': '1', 'title': words, 'cells': [['content', words, words]]}
                for kind in ('added', 'changed', 'abolished')]
        labels = self.env['cchc.plan']._change_labels(), self.env['cchc.plan']._cell_labels()
        for rows, data in zip((full, []), super()._examples(PLAN), strict=True):
            for section in data['sections']:
                section['has_changes'] = bool(rows)
            found.append({
                **data, 'amended': {'number': '30/KH', 'day': '21/02/2024'}, 'has_changes_below': not rows,
                'changes': plan_document.printed_changes(rows, *labels)})
        return found
