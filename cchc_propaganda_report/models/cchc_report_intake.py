# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.cchc_propaganda.tools.groups import OFFICE


class CchcReportIntake(models.Model):
    """The report of an agency that does not work in this system, taken in from its workbook. Nobody types a figure of
    it: it is made by the dialog that reads the workbook, and never changed. Of several the latest version counts, of
    one version the one taken in last; a wrong one is withdrawn and stays."""
    _name = 'cchc.report.intake'
    _inherit = ['cchc.period.mixin']
    _description = "Report Taken In from a Workbook"
    _order = 'year desc, period_key, agency_name, version desc, id desc'
    _check_company_auto = True

    company_id = fields.Many2one('res.company', "Taken in by", required=True, index=True, ondelete='restrict')
    agency_id = fields.Many2one(
        'res.company', "Agency seen", required=True, index=True, ondelete='restrict', groups=fields.NO_ACCESS)
    agency_name = fields.Char("Agency", required=True, help="As its workbook names it.")
    year = fields.Integer(required=True, aggregator=None)
    period_key = fields.Char(required=True)
    version = fields.Integer(required=True, default=1, aggregator=None)
    number = fields.Char("Number and symbol", required=True)
    date_sent = fields.Date("Sent on", required=True, help="The day of the signed report.")
    date_plan = fields.Date("Plan issued on")
    active = fields.Boolean(default=True)
    taken_by_id = fields.Many2one('res.users', "Taken in by user", required=True, ondelete='restrict')
    date_taken = fields.Datetime("Taken in on", required=True)
    withdrawn_by_id = fields.Many2one('res.users', "Withdrawn by", ondelete='restrict')
    date_withdrawn = fields.Datetime("Withdrawn on")
    file = fields.Binary("Workbook", attachment=True, required=True)
    filename = fields.Char("Name of the workbook")
    sha256 = fields.Char(
        "SHA-256 of the workbook", required=True, help="Compare it with the one that the sender tells.")
    figure_ids = fields.One2many('cchc.report.intake.figure', 'intake_id', "Figures")
    can_withdraw = fields.Boolean(compute='_compute_can_withdraw')

    _once = models.UniqueIndex(
        '(company_id, agency_id, period_key, sha256) WHERE active', "This workbook is already taken in.")

    @api.depends('agency_name', 'period_key')
    @api.depends_context('lang')
    def _compute_display_name(self):
        for intake in self:
            intake.display_name = f'{intake.agency_name} – {intake.period_label}'

    @api.depends('active')
    @api.depends_context('uid')
    def _compute_can_withdraw(self):
        office = self.env.user.has_group(OFFICE)
        for intake in self:
            intake.can_withdraw = office and intake.active

    def action_withdraw(self):
        """Withdraw reports that were taken in by mistake: they no longer count and stay in the list. Return True."""
        self.check_access('read')
        for intake in self:
            if not self.env.user.has_group(OFFICE):
                raise AccessError(self.env._(
                    "“%(name)s” is withdrawn by the Office.", name=intake.display_name))
            if not intake.active:
                raise UserError(self.env._("“%(name)s” is withdrawn already.", name=intake.display_name))
        self.sudo().write({     # nobody has the right to write what was taken in
            'active': False, 'withdrawn_by_id': self.env.uid, 'date_withdrawn': fields.Datetime.now()})
        self.env['cchc.report.agency'].invalidate_model()       # the lines are read from the tables anew
        return True


class CchcReportIntakeFigure(models.Model):
    """A figure of a report that was taken in, as its workbook has it."""
    _name = 'cchc.report.intake.figure'
    _description = "Figure of a Report Taken In"
    _order = 'intake_id, sequence, id'
    _check_company_auto = True

    intake_id = fields.Many2one(
        'cchc.report.intake', required=True, index=True, ondelete='cascade', check_company=True)
    company_id = fields.Many2one(related='intake_id.company_id', store=True, index=True, precompute=True)
    sequence = fields.Integer(required=True)
    code = fields.Char(required=True)
    name = fields.Char("Figure", required=True)
    value_text = fields.Char("This period")
    cumulative_text = fields.Char("Since the new year")
    cumulative = fields.Float("Since the new year, as a number")
    has_cumulative = fields.Boolean("Data since the new year")
