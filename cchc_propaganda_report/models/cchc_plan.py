# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.cchc_propaganda.tools.groups import OFFICE


class CchcPlan(models.Model):
    """The end of a plan's year asks for the report of the year: the plan opens it, and its year is closed once the
    report is sent."""
    _inherit = 'cchc.plan'

    has_report_to_send = fields.Boolean("Report of the year to be sent", compute='_compute_has_report_to_send')

    @api.depends('state', 'is_over', 'date_closed', 'amends_id', 'year')
    @api.depends_context('uid')
    def _compute_has_report_to_send(self):
        is_office = self.env.user.has_group(OFFICE)
        for plan in self:
            plan.has_report_to_send = bool(is_office and plan._is_to_be_closed() and plan._year_reports_to_send())

    def _is_to_be_closed(self):
        """Whether the year of this plan is over and not closed yet, and nothing but its report may keep it open; one
        record."""
        return bool(
            self.year and self.state == 'published' and self._missing_to_close(None) == self._missing_reports())

    def _year_reports_to_send(self):
        return self.env['cchc.report']._year_reports_to_send(self)

    def _missing_to_close(self, step):
        """The year stays open until its report is sent."""
        return super()._missing_to_close(step) or self._missing_reports()

    def _missing_reports(self):
        """Return a sentence for each report of the year that is to be sent."""
        return [
            self.env._("Send the report of the year %(year)s first (“%(rule)s”).", year=self.year, rule=regime.name)
            for regime in self._year_reports_to_send()] if self.year else []

    def action_report_of_year(self):
        """Open the report of the year that keeps the year of this plan open; begin it, where it is not open yet.
        Return the action."""
        self.ensure_one()
        self.check_access('read')
        if not (self.env.su or self.env.user.has_group(OFFICE)):
            raise AccessError(self.env._("The report of the year is drawn up by the Office."))
        if not self._is_to_be_closed():
            raise UserError(self.env._(
                "“%(plan)s”: its report of the year is asked for once its year is over, until it is closed.",
                plan=self.display_name))
        regimes = self._year_reports_to_send()
        if not regimes:
            raise UserError(self.env._(
                "The report of the year %(year)s is sent, or no reporting rule asks for one: close the year.",
                year=self.year))
        report = self.env['cchc.report']._report_of_year(self, regimes[0])
        return {
            'type': 'ir.actions.act_window', 'res_model': report._name, 'res_id': report.id,
            'views': [(False, 'form')],
        }

    def _sentence_of_closing(self):
        """Say to the Office what keeps the year open."""
        if not self.has_report_to_send:
            return super()._sentence_of_closing()
        return ' '.join([*self._missing_to_close(None), self.env._("“Report of the year” opens it.")])

    @api.model
    @api.readonly
    def get_overview(self, plan=False, other=None):
        """Return the overview of a plan's year (its id; by default the plan of today, else the latest issued) beside
        another (its id; None: that of the year before; False: none), in the user's language: sums, the sentence made
        from them, each assignment by quarter, unit and channel, contents, forms and reports. At most twelve queries,
        whatever the size. The Office and the director see every unit, others the units that they belong to or head.

        Raise MissingError for a plan that the user may not see or that was never issued.
        """
        return self.env['cchc.overview']._data(plan, other)
