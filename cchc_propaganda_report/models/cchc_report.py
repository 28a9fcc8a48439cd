# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from odoo.addons.cchc_propaganda.models.plan.cchc_plan import FIRST_YEAR, LAST_YEAR
from odoo.addons.cchc_propaganda.tools.period import MONTHS, Period, PeriodError, deadline

from ..tools.layout import signing_title

# Assumed deadlines until agencies have reporting rules: the plan names the 5th for units and no day for the agency.
DUE_DAYS = {'department': 5, 'agency': 10}


class CchcReport(models.Model):
    """A report for one period. Level, unit and period are given on creation; figures, name and deadline follow from
    them. The figures are counted, never typed; its steps are in ``cchc_report_workflow``."""
    _name = 'cchc.report'
    _inherit = ['cchc.workflow.mixin', 'cchc.period.mixin', 'mail.thread', 'mail.activity.mixin']
    _description = "Periodic Report"
    _order = 'date_end desc, id desc'
    _check_company_auto = True
    _rec_names_search = ['name', 'number']

    name = fields.Char(
        compute='_compute_name', store=True, precompute=True, server_only=True,
        help="As printed, in the agency's language.")
    level = fields.Selection(
        [('department', "Unit"), ('agency', "Agency")], required=True, default='agency', settled=True,
        help="A unit reports to the Office, the agency to its parent body.")
    period_type = fields.Selection([
        ('month', "Month"),
        ('quarter', "Quarter"),
        ('half', "Half-year"),
        ('nine', "Nine months"),
        ('year', "Year"),
    ], required=True, default='quarter', settled=True)
    year = fields.Integer(
        compute='_compute_period', store=True, readonly=False, precompute=True, required=True, settled=True)
    period_number = fields.Integer(
        "Period of the year", compute='_compute_period', store=True, readonly=False, precompute=True, required=True,
        settled=True, help="The number of the month, quarter or half-year in the year, from 1.")
    period_key = fields.Char(compute='_compute_period_key', store=True, readonly=False, precompute=True, settled=True)
    date_start = fields.Date("Data from", compute='_compute_window', store=True, precompute=True, server_only=True)
    date_end = fields.Date("Data to", compute='_compute_window', store=True, precompute=True, server_only=True)
    date_deadline = fields.Date(
        "To be sent by", compute='_compute_date_deadline', store=True, readonly=False, precompute=True,
        help="Proposed: the 10th of the next month for the agency, the 5th for a unit. This is an assumption, because "
             "plans name no day for the agency's report: correct it if the parent body sets another day.")
    department_id = fields.Many2one(
        'hr.department', "Unit", index='btree_not_null', ondelete='restrict', check_company=True,
        domain="[('company_id', '=', company_id)]", settled=True)
    company_id = fields.Many2one(
        'res.company', "Agency", required=True, index=True, default=lambda self: self.env.company, settled=True)
    plan_id = fields.Many2one(
        'cchc.plan', compute='_compute_plan_id', store=True, readonly=False, precompute=True, required=True, index=True,
        ondelete='restrict', check_company=True, domain="[('state', '=', 'published')]", settled=True)
    version = fields.Integer(default=1, readonly=True, copy=False, server_only=True)
    state = fields.Selection([
        ('draft', "Draft report"),
        ('submitted', "Awaiting approval"),
        ('approved', "Approved"),
        ('published', "Sent"),
        ('cancelled', "Report cancelled"),
    ], required=True, default='draft', readonly=True, index=True, copy=False)
    figure_ids = fields.One2many(
        'cchc.report.figure', 'report_id', "Figures", readonly=True, copy=False, server_only=True)
    date_figures = fields.Datetime("Figures taken on", readonly=True, copy=False, server_only=True)
    summary = fields.Html(
        compute='_compute_summary', help="Written from the figures. It is the first paragraph of the printed report.")
    narrative_direction = fields.Html("I. Direction and implementation", sanitize_style=True)
    narrative_result = fields.Html("II. Results", sanitize_style=True)
    narrative_assessment = fields.Html("III. Assessment", sanitize_style=True)
    narrative_next = fields.Html("IV. Tasks of the next period", sanitize_style=True)
    narrative_proposal = fields.Html("V. Proposals", sanitize_style=True)
    signer_name = fields.Char("Signed by")
    signer_title = fields.Text(
        "Title of the signer", compute='_compute_signer_title', store=True, readonly=False, precompute=True,
        help="As printed above the signature, one title per line.")
    recipient_ids = fields.One2many('cchc.report.recipient', 'report_id', "Recipients", copy=True)
    number = fields.Char("Number and symbol", copy=False, help="Given when the report is sent: 30/BC-STTTT")
    xlsx_file = fields.Binary("Workbook as sent", attachment=True, readonly=True, copy=False, server_only=True)
    xlsx_sha256 = fields.Char("SHA-256 of the workbook", readonly=True, copy=False, server_only=True)

    _unit_by_level = models.Constraint(
        "CHECK ((level = 'department') = (department_id IS NOT NULL))",
        "A report of a unit needs a unit. A report of the agency must not have one.")
    _version_positive = models.Constraint('CHECK (version > 0)', "Versions are counted from 1.")
    _list_index = models.Index('(company_id, date_end DESC, id DESC)')

    # ------------------------------------------------------------------
    # What follows from other data
    # ------------------------------------------------------------------

    @api.depends('period_type', 'company_id')
    def _compute_period(self):
        """Propose the latest period of that kind that is over."""
        for report in self:
            today = (report.company_id or self.env.company)._cchc_today()
            closed = max(
                period for year in (today.year - 1, today.year) for period in Period.of_year(report.period_type, year)
                if period.end < today)
            report.year, report.period_number = closed.year, closed.ordinal

    @api.depends('period_type', 'year', 'period_number')
    def _compute_period_key(self):
        for report in self:
            number, most = report.period_number, 12 // MONTHS[report.period_type]
            if not 1 <= number <= most:
                raise UserError(self.env._(
                    "There is no such period in a year. Enter a number from 1 to %(most)s.", most=most))
            if not FIRST_YEAR <= report.year <= LAST_YEAR:
                raise UserError(self.env._(
                    "There is no report of the year %(year)s. Write the year with four digits.", year=report.year))
            report.period_key = Period.of_year(report.period_type, report.year)[number - 1].key

    @api.depends('period_key')
    def _compute_window(self):
        """The window of data is the calendar period. Windows that close on the 14th come with the reporting rules."""
        for report in self:
            period = Period.parse(report.period_key)
            report.date_start, report.date_end = period.start, period.end

    @api.depends('period_key', 'level')
    def _compute_date_deadline(self):
        for report in self:
            report.date_deadline = deadline(Period.parse(report.period_key), DUE_DAYS[report.level], 1)

    @api.depends('period_key', 'company_id')
    def _compute_plan_id(self):
        for report in self:
            report.plan_id = self.env['cchc.plan']._plan_of(report.company_id, report.date_end)

    @api.depends('plan_id', 'level')
    def _compute_signer_title(self):
        for report in self:
            report.signer_title = report.level == 'agency' and signing_title(report.plan_id.signer_title or '')

    @api.depends('period_key', 'department_id', 'level')
    def _compute_name(self):
        for report in self:
            report = report._in_company_language()
            _, period = report.env._, report._period_in_words(report.period_key)
            report.name = _(
                "Report on communication, %(period)s – %(unit)s", period=period, unit=report.department_id.name,
            ) if report.department_id else _("Report on communication, %(period)s", period=period)

    @api.depends('figure_ids')
    @api.depends_context('lang')
    def _compute_summary(self):
        for report in self:
            if not report.date_figures:
                report.summary = False
                continue
            report.summary = Markup().join(
                Markup("<p>%s</p>") % sentence for sentence in report._summary_sentences(report._stored_lines()))

    @api.constrains('period_key', 'period_type', 'year', 'period_number')
    def _check_period(self):
        for report in self:
            period = Period.parse(report.period_key)
            if (period.kind, period.year, period.ordinal) != (report.period_type, report.year, report.period_number):
                raise ValidationError(self.env._(
                    "The period of “%(name)s” contradicts its kind, year and number.", name=report.display_name))

    # ------------------------------------------------------------------
    # Create
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        reports = super().create([self._complete_period(vals) for vals in vals_list])
        for report in reports:
            if not report.recipient_ids and report.level == 'agency':
                report.recipient_ids = [
                    Command.create({'sequence': line.sequence, 'name': line.name})
                    for line in report.plan_id.recipient_ids]
        return reports

    @api.model
    def _complete_period(self, vals):
        """Fill in kind, year and number when the values give only the key of the period (``2024-Q1``)."""
        if not vals.get('period_key'):
            return vals
        try:
            period = Period.parse(vals['period_key'])
        except PeriodError as error:
            raise UserError(self.env._("There is no period “%(key)s”.", key=vals['period_key'])) from error
        if period.kind not in MONTHS:
            raise UserError(self.env._("A report covers a month, a quarter, a half, nine months or a year."))
        return {'period_type': period.kind, 'year': period.year, 'period_number': period.ordinal, **vals}

    # ------------------------------------------------------------------
    # The day after which a report is locked
    # ------------------------------------------------------------------

    def _refusal_when_locked(self):
        """Return '' while the report may be submitted, else a sentence saying since when it is locked and who unlocks
        it; one record."""
        return ''
