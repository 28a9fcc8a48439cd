# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.dates import in_figures
from ...tools.outcome import OWED


class CchcPlan(models.Model):
    """The end of a plan's year. The Office closes the year: what is still owed leaves the first screens and the
    reminders. Nothing is waived, and an article may still make up for what was missed."""
    _inherit = 'cchc.plan'

    date_closed = fields.Date(
        "Year closed on", readonly=True, copy=False, server_only=True,
        help="From then on, what is still owed is neither on the first screens nor reminded.")
    owed_count = fields.Integer("Assignments still owed", compute='_compute_owed_count')
    is_over = fields.Boolean("Its year is over", compute='_compute_is_over')
    can_close = fields.Boolean(compute='_compute_can_transitions')

    @api.depends('assignment_ids.state', 'assignment_ids.is_before_issue')
    def _compute_owed_count(self):
        counts = dict(self.env['cchc.assignment']._read_group(
            Domain('plan_id', 'in', self.ids) & self.env['cchc.assignment']._outcome_domain(*OWED),
            ['plan_id'], ['__count']))
        for plan in self:
            plan.owed_count = counts.get(plan, 0)

    @api.depends('date_to', 'company_id')
    def _compute_is_over(self):
        today = {company: company._cchc_today() for company in self.company_id}
        for plan in self:
            plan.is_over = bool(plan.date_to) and plan.date_to < today[plan.company_id]

    def action_close(self):
        """Close the year of these plans. Return True."""
        return self._run_transition('close')

    def _missing_to_close(self, step):
        """Return what keeps the year open. The reports add those that are not sent yet."""
        if self.date_closed:
            return [self.env._("Its year was closed on %(date)s already.", date=in_figures(self.date_closed))]
        if not self.is_over:
            return [self.env._("The plan runs until %(date)s: close its year after that day.",
                               date=in_figures(self.date_to))]
        return []

    def _closed_values(self, step, reason):
        for company, plans in self.grouped('company_id').items():
            plans.write({'date_closed': company._cchc_today()})
        return {}

    def _step_note(self, step):
        if step.name == 'close' and self.owed_count:
            return self.env._("Assignments not met: %(count)s.", count=self.owed_count)
        return super()._step_note(step)

    def _refuse_if_closed(self):
        """Raise if the year is closed: what is given out then would be on nobody's screen; one record."""
        if self.date_closed:
            raise UserError(self.env._(
                "The year of “%(plan)s” was closed on %(date)s: no more assignments are given out under it.",
                plan=self.display_name, date=in_figures(self.date_closed)))

    def _sentence_of_the_end(self):
        """Return what the form says of an issued plan whose year is over; '' before; one record."""
        _ = self.env._
        if self.date_closed:
            return _("Its year was closed on %(date)s. Assignments not met: %(count)s.",
                     date=in_figures(self.date_closed), count=self.owed_count)
        if not self.is_over:
            return ''
        owed = _("Its year is over. Assignments not met: %(count)s.", count=self.owed_count)
        return f'{owed} {self._sentence_of_closing()}'

    def _sentence_of_closing(self):
        """Return who closes the year, and what that does; one record."""
        _ = self.env._
        return _("“Close the year” takes them off the first screens and ends their reminders; nothing is waived.") if (
            self.can_close) else _("The Office closes the year.")

    # ------------------------------------------------------------------
    # Plans of this year, and of earlier ones
    # ------------------------------------------------------------------

    @api.model
    def _not_over(self, company, today):
        """Return the ids of the agency's issued plans whose year is not over."""
        return self.sudo().search([     # an issued plan is public in its agency, and only the id is used
            ('company_id', '=', company.id), ('state', '=', 'published'), ('amends_id', '=', False),
            ('date_to', '>=', today)]).ids
