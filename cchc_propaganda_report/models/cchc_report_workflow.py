# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from odoo.addons.cchc_propaganda.tools.dates import in_figures
from odoo.addons.cchc_propaganda.tools.groups import DIRECTOR, OFFICE


class CchcReport(models.Model):
    """The steps of a report, and who may count its figures again."""
    _inherit = 'cchc.report'

    can_refresh = fields.Boolean(compute='_compute_can_refresh')

    @api.depends('state')
    @api.depends_context('uid')
    def _compute_can_refresh(self):
        for report in self:
            report.can_refresh = report.state == 'draft' and not report._refusal_to_refresh()

    def _transition_depends(self):
        return ('state', 'date_figures', 'date_deadline')

    def _step_labels(self):
        return {}   # the workflow has no steps yet

    def _next_step_sentence(self):
        _ = self.env._
        if not self.date_figures:
            return _("No figures yet. Use “Refresh the figures”.") if self._origin else False
        left = (self.date_deadline - self.company_id._cchc_today()).days if self.date_deadline else 0
        taken = self._format_moment(self.date_figures)
        due = self.date_deadline and in_figures(self.date_deadline)
        if not due:
            return _("Figures taken at %(when)s.", when=taken)
        if left < 0:
            return _("Figures taken at %(when)s. Due to be sent by %(date)s, %(days)s days ago.",
                     when=taken, date=due, days=-left)
        return _("Figures taken at %(when)s. To be sent by %(date)s: %(days)s days left.",
                 when=taken, date=due, days=left)

    @api.ondelete(at_uninstall=True)
    def _unlink_except_decided(self):
        for report in self:
            if report.state != 'draft' or report.last_step_by_id:
                raise UserError(self.env._(
                    "“%(name)s” is no longer a draft and cannot be deleted.", name=report.display_name))

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_refresh(self):
        """Count the figures again, for the Office and the director, while the report is a draft. Return True."""
        self.check_access('read')
        self._lock_records()
        for report in self:
            if refusal := report._refusal_to_refresh():
                raise AccessError(refusal)
            if report.state != 'draft':
                raise UserError(self.env._(
                    "“%(name)s” is “%(state)s”: its figures no longer change.",
                    name=report.display_name, state=report._state_label(report.state)))
        for report in self._with_gate():   # no user may write figures
            moment = fields.Datetime.now()
            lines = report._figure_lines(report.company_id._cchc_day_of(moment))
            report.write({
                'date_figures': moment,
                'figure_ids': [Command.clear()] + [
                    Command.create(report._prepare_figure_vals(line, at)) for at, line in enumerate(lines)],
            })
        return True

    def _refusal_to_refresh(self):
        """Return '' when the user may count the figures again, else a sentence saying who may."""
        if self.env.su or self.env.user.has_groups(f'{OFFICE},{DIRECTOR}'):
            return ''
        return self.env._("Only the Office or the director can refresh the figures of “%(name)s”.",
                          name=self.display_name)
