# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Command

from ...tools import outline
from .cchc_topic import ARRANGED_LATER, PLACES


class CchcPlan(models.Model):
    """The rows of the appendix as they are typed: a row that is not saved yet cannot be named as the row above another,
    so the form sends order and levels, and the plan finds the rows above."""
    _inherit = 'cchc.plan'

    typing_choices = fields.Json(compute='_compute_typing_choices')

    @api.depends('company_id', 'state')
    @api.depends_context('lang')
    def _compute_typing_choices(self):
        """Offer the channels, forms and units of the agency that are in use: ``{'channels': [[id, name]], …}``."""
        self.typing_choices = False
        for plan in self.filtered(lambda plan: plan.state == 'draft'):
            of_agency = [('company_id', '=', plan.company_id.id)]
            forms = self.env['cchc.outreach.form']._in_use(plan.company_id)[plan.company_id].sudo(False)
            plan.typing_choices = {
                'forms': [[form.id, form.name] for form in forms.with_context(lang=self.env.lang)],
                **{name: [[record.id, record.name] for record in self.env[model].search(of_agency)]
                   for name, model in (('channels', 'cchc.channel'), ('units', 'hr.department'))}}

    # ------------------------------------------------------------------
    # While the rows are typed
    # ------------------------------------------------------------------

    @api.onchange('row_ids', 'year', 'date_from', 'date_to')
    def _onchange_row_ids(self):
        """Propose the level of a row whose number was just typed and the turns that a button asked for."""
        rows = self.row_ids.sorted('sequence')
        above = []
        for row in rows:
            if row.is_to_place:
                level = outline.level_of(row.code, above)
                if level is not None:
                    row.level = level
                row.is_to_place = False
            above.append((row.code, row.level))
        # Only for the form, which counts by them: the rows above are found again when the plan is saved.
        for row, (level, index) in zip(rows, outline.outline(rows.mapped('level')), strict=True):
            row.level = level
            row.parent_id = rows[index] if index is not None else False
        wanted = rows.obligation_ids.filtered('turns_wanted')
        for obligation in wanted:
            obligation._propose_turns()
        if nameless := wanted.filtered(lambda obligation: not obligation.turns).topic_id:
            return {'warning': {
                'title': self.env._("No lead unit yet"), 'type': 'notification',
                'message': self.env._(
                    "Row “%(row)s” names no lead unit, so nobody can take turns: enter the units under “Lead” first.",
                    row=nameless[0].code or '')}}
        return None

    # ------------------------------------------------------------------
    # When they are saved
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        if not any(map(self._row_commands, vals_list)):
            return super().create(vals_list)
        plans = super(CchcPlan, self.with_context(cchc_arranged=ARRANGED_LATER)).create(vals_list).with_env(self.env)
        for plan, vals in zip(plans, vals_list, strict=True):
            plan._arrange_rows(vals)
        return plans

    def write(self, vals):
        if not self._row_commands(vals):
            return super().write(vals)
        self._keep_rows_below_deleted(vals)
        res = super(CchcPlan, self.with_context(cchc_arranged=ARRANGED_LATER)).write(vals)
        for plan in self:
            plan._arrange_rows(vals)
        return res

    @api.model
    def _row_commands(self, vals):
        return [command for name in ('row_ids', 'topic_ids') for command in vals.get(name) or ()
                if isinstance(command, (tuple, list))]

    def _arrange_rows(self, vals):
        """Arrange the rows after they were written with these values: by order and level, as the form sends them; by
        the rows above, when a client names one."""
        written = [command[2] for command in self._row_commands(vals)
                   if command[0] in (Command.CREATE, Command.UPDATE) and isinstance(command[2], dict)]
        created = any(command[0] == Command.CREATE for command in self._row_commands(vals))
        if self.topic_ids and (created or any(PLACES & values.keys() for values in written)):
            self.topic_ids._arrange_plan(by_level=not any(values.get('parent_id') for values in written))

    def _keep_rows_below_deleted(self, vals):
        """Before rows are deleted, move the rows below them up: the form shows them as rows of their own."""
        gone = self.env['cchc.topic'].browse(
            [command[1] for command in self._row_commands(vals) if command[0] == Command.DELETE])
        for row in gone.child_ids.filtered('code') - gone:
            above = row.parent_id
            while above in gone:
                above = above.parent_id
            row.with_context(cchc_arranged=ARRANGED_LATER).parent_id = above
