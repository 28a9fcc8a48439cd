# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.cchc_propaganda.models.plan.cchc_plan import FIRST_YEAR, LAST_YEAR
from odoo.addons.cchc_propaganda.tools.decree import roman, signing_title, within_sentence
from odoo.addons.cchc_propaganda.tools.period import WINDOW, Period, PeriodError, report_window
from odoo.addons.cchc_propaganda.tools.report_rule import ENDS_WITH_QUARTER, Rule, last_quarter, number_in_year

from .cchc_report_regime import LEVELS, PERIOD_TYPES


class CchcReport(models.Model):
    """A report for one period. Its reporting rule, unit and period are given on creation; level, days of the data,
    figures, name and deadline follow from them. The figures are counted, never typed. A report without a rule is ad
    hoc: for any period, or for the days from one date to another. Its steps are in ``cchc_report_workflow``."""
    _name = 'cchc.report'
    _inherit = ['cchc.workflow.mixin', 'cchc.period.mixin', 'mail.thread', 'mail.activity.mixin']
    _description = "Periodic Report"
    _order = 'date_end desc, id desc'
    _check_company_auto = True
    _rec_names_search = ['name', 'number']

    name = fields.Char(
        compute='_compute_name', store=True, precompute=True, server_only=True,
        help="As printed, in the agency's language.")
    regime_id = fields.Many2one(
        'cchc.report.regime', "Reporting rule", index='btree_not_null', ondelete='restrict', check_company=True,
        domain="[('is_in_use', '=', True)]", settled=True, copy=False, help="Empty: an ad hoc report.")
    level = fields.Selection(
        LEVELS, compute='_compute_level', store=True, readonly=False, precompute=True, required=True, settled=True,
        copy=True, help="A unit reports to the Office, the agency to its parent body.")
    period_type = fields.Selection(
        [*PERIOD_TYPES, (WINDOW, "From one day to another")], compute='_compute_period_type', store=True,
        readonly=False, precompute=True, required=True, settled=True, copy=True)
    year = fields.Integer(
        compute='_compute_period', store=True, readonly=False, precompute=True, required=True, settled=True)
    period_number = fields.Integer(
        "Period of the year", compute='_compute_period', store=True, readonly=False, precompute=True, required=True,
        settled=True, help="The number of the month, quarter or half-year in the year, from 1.")
    period_key = fields.Char(compute='_compute_period_key', store=True, readonly=False, precompute=True, settled=True)
    window_from = fields.Date("From", settled=True, help="The first day of an ad hoc report.")
    window_to = fields.Date("To", settled=True, help="The last day of an ad hoc report.")
    cut_off_day = fields.Integer(
        "Data close on day", compute='_compute_asked', store=True, precompute=True, server_only=True, aggregator=None,
        help="Of the last month of the period. 0: with the period itself.")
    includes_quarter = fields.Boolean(
        "With the quarter", compute='_compute_asked', store=True, precompute=True, server_only=True,
        help="The report has a second set of figures: those of the quarter with which its period ends.")
    date_start = fields.Date("Data from", compute='_compute_window', store=True, precompute=True, server_only=True)
    date_end = fields.Date("Data to", compute='_compute_window', store=True, precompute=True, server_only=True)
    date_deadline = fields.Date(
        "To be sent by", compute='_compute_date_deadline', store=True, readonly=False, precompute=True,
        help="By the reporting rule. The Office corrects it if the parent body sets another day this time.")
    department_id = fields.Many2one(
        'hr.department', "Unit", index='btree_not_null', ondelete='restrict', check_company=True,
        domain="[('company_id', '=', company_id)]", settled=True)
    company_id = fields.Many2one(
        'res.company', "Agency", required=True, index=True, default=lambda self: self.env.company, settled=True)
    plan_id = fields.Many2one(
        'cchc.plan', compute='_compute_plan_id', store=True, readonly=False, precompute=True, required=True, index=True,
        ondelete='restrict', check_company=True, settled=True,
        domain="[('state', '=', 'published'), ('amends_id', '=', False)]")
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

    _unit_by_level = models.Constraint(
        "CHECK ((level = 'department') = (department_id IS NOT NULL))",
        "A report of a unit needs a unit. A report of the agency must not have one.")
    _window_ordered = models.Constraint('CHECK (window_from <= window_to)', "A report cannot end before it begins.")
    _once = models.UniqueIndex(
        '(company_id, regime_id, department_id, period_key, version) NULLS NOT DISTINCT WHERE regime_id IS NOT NULL',
        "There is a report of this period by this reporting rule already.")
    _version_positive = models.Constraint('CHECK (version > 0)', "Versions are counted from 1.")
    _list_index = models.Index('(company_id, date_end DESC, id DESC)')

    # ------------------------------------------------------------------
    # What follows from other data
    # ------------------------------------------------------------------

    @api.depends('regime_id')
    def _compute_level(self):
        for report in self:
            report.level = report.regime_id.level or report.level or 'agency'

    @api.depends('regime_id')
    def _compute_period_type(self):
        for report in self:
            report.period_type = report.regime_id.period_type or report.period_type or 'quarter'

    @api.depends('regime_id')
    def _compute_asked(self):
        """What the rule asked for when the report was made: a later change of the rule does not change the report."""
        for report in self:
            report.cut_off_day = report.regime_id._cut_off()
            report.includes_quarter = report.regime_id.includes_quarter and (
                report.regime_id.period_type in ENDS_WITH_QUARTER)

    @api.depends('period_type', 'company_id', 'regime_id', 'window_from')
    def _compute_period(self):
        """Propose the latest period of that kind whose data are closed."""
        for report in self:
            today = (report.company_id or self.env.company)._cchc_today()
            if report.period_type == WINDOW:
                report.year, report.period_number = (report.window_from or today).year, 1
                continue
            rule = report.regime_id._rule() if report.regime_id else Rule(report.period_type)
            closed = rule.latest(today)
            report.year, report.period_number = closed.year, closed.ordinal

    @api.depends('period_type', 'year', 'period_number', 'window_from', 'window_to')
    def _compute_period_key(self):
        for report in self:
            if report.period_type == WINDOW:
                report.period_key = report._ad_hoc_key()
                continue
            number, most = report.period_number, number_in_year(report.period_type)
            if not 1 <= number <= most:
                raise UserError(self.env._(
                    "There is no such period in a year. Enter a number from 1 to %(most)s.", most=most))
            if not FIRST_YEAR <= report.year <= LAST_YEAR:
                raise UserError(self.env._(
                    "There is no report of the year %(year)s. Write the year with four digits.", year=report.year))
            report.period_key = Period.of_year(report.period_type, report.year)[number - 1].key

    def _ad_hoc_key(self):
        """Return the key of the typed days, False until both are typed in their order; one record."""
        first, last = self.window_from, self.window_to
        for day in filter(None, (first, last)):
            if not FIRST_YEAR <= day.year <= LAST_YEAR:
                raise UserError(self.env._(
                    "There is no report of the year %(year)s. Write the year with four digits.", year=day.year))
        return Period.window(first, last).key if first and last and first <= last else False

    @api.depends('period_key', 'regime_id')
    def _compute_window(self):
        for report in self:
            report.date_start, report.date_end = report._window_of(Period.parse(report.period_key)) if (
                report.period_key) else (False, False)

    @api.depends('period_key', 'regime_id')
    def _compute_date_deadline(self):
        for report in self:
            report.date_deadline = report.regime_id and report.period_key and report.regime_id._rule().due(
                Period.parse(report.period_key))

    @api.depends('period_key', 'company_id')
    def _compute_plan_id(self):
        for report in self:
            report.plan_id = report.date_end and self.env['cchc.plan']._plan_of(report.company_id, report.date_end)

    @api.depends('plan_id', 'level')
    def _compute_signer_title(self):
        for report in self:
            report.signer_title = report.level == 'agency' and signing_title(report.plan_id.signer_title or '')

    @api.depends('period_key', 'department_id', 'level', 'regime_id')
    def _compute_name(self):
        for report in self:
            report = report._in_company_language()
            _, period = report.env._, within_sentence(report._period_with_quarter())
            subjects = report._subjects()
            words = {
                'period': f"{period} ({', '.join(subjects.mapped('name'))})" if subjects else period,
                'unit': report._name_then(report.department_id)}
            report.name = (
                _("Report on communication, %(period)s – %(unit)s", **words) if report.department_id
                else _("Report on communication, %(period)s", period=words['period']))

    def _name_then(self, record):
        """Return how a unit, a channel or the agency was called on the last day of the report: it is printed so,
        whenever the report is made; one report, at most one record."""
        return record._cchc_name_on(self.date_end or self.company_id._cchc_today())

    @api.depends('includes_quarter')
    def _compute_period_label(self):
        for report in self:
            report.period_label = report._period_with_quarter()

    def _period_with_quarter(self):
        """Return the period in words: ``Quý I năm 2024``; with the quarter that it includes, ``Quý II và 6 tháng đầu
        năm 2024``; one record."""
        if not self.period_key:
            return ''
        words = self._period_in_words(self.period_key)
        if not self.includes_quarter:
            return words
        quarter = Period.parse(self.period_key).end.month // 3
        return self.env._("Quarter %(quarter)s and %(period)s", quarter=roman(quarter),
                          period=within_sentence(words))

    @api.constrains('plan_id')
    def _check_plan_of_the_year(self):
        self.plan_id._refuse_amendments()

    @api.constrains('period_key', 'period_type', 'year', 'period_number', 'window_from', 'window_to')
    def _check_period(self):
        for report in self:
            period = Period.parse(report.period_key)
            expected = (report.period_type, report.year, report.period_number)
            if (period.kind, period.year, period.ordinal) != expected or period.kind == WINDOW and (
                    period.start, period.end) != (report.window_from, report.window_to):
                raise ValidationError(self.env._(
                    "The period of “%(name)s” contradicts its kind, year and number.", name=report.display_name))

    @api.constrains('regime_id', 'level', 'period_type', 'period_number')
    def _check_regime(self):
        for report in self.filtered('regime_id'):
            regime = report.regime_id.sudo()    # who reports may not be allowed to read the rule
            if (report.level, report.period_type) != (regime.level, regime.period_type) or (
                    regime.period_number not in (0, report.period_number)):
                raise ValidationError(self.env._(
                    "The reporting rule “%(rule)s” does not ask for “%(name)s”: choose another rule, or none for an ad "
                    "hoc report.", rule=regime.name, name=report.display_name))

    # ------------------------------------------------------------------
    # Create
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        reports = super().create([self._complete_period(vals) for vals in vals_list])
        bare = reports.filtered(lambda report: report.level == 'agency' and not report.recipient_ids)
        self.env['cchc.report.recipient'].create([
            {'report_id': report.id, 'sequence': 10 * number, 'name': name}
            for report in bare for number, name in enumerate(report._usual_recipients(), start=1)])
        return reports

    @api.model
    def _complete_period(self, vals):
        """Fill in kind, year, number and days when the values give only the key of the period (``2024-Q1``)."""
        if not vals.get('period_key'):
            if vals.get('period_type') == WINDOW and not (vals.get('window_from') and vals.get('window_to')):
                raise UserError(self.env._("Enter the first and the last day of the report."))
            return vals
        try:
            period = Period.parse(vals['period_key'])
        except PeriodError as error:
            raise UserError(self.env._("There is no period “%(key)s”.", key=vals['period_key'])) from error
        if not FIRST_YEAR <= period.start.year <= period.end.year <= LAST_YEAR:
            raise UserError(self.env._(
                "There is no report of the year %(year)s. Write the year with four digits.", year=period.year))
        days = {'window_from': period.start, 'window_to': period.end} if period.kind == WINDOW else {}
        return {
            'period_type': period.kind, 'year': period.year, 'period_number': period.ordinal, **days, **vals}

    # ------------------------------------------------------------------
    # What the report covers
    # ------------------------------------------------------------------

    def _window_of(self, period):
        """Return the first and the last day of the data of a period, by the cut-off day of this report."""
        return report_window(period, self.cut_off_day)

    def _figure_periods(self):
        """Return the list of ``(period key, (first day, last day))`` of which the report prints figures: its own, and
        the quarter that it includes."""
        self.ensure_one()
        periods = [Period.parse(self.period_key)]
        if self.includes_quarter:
            periods.append(last_quarter(periods[0]))
        return [(period.key, self._window_of(period)) for period in periods]

    def _subjects(self):
        """Return the subjects to which the report is limited (``cchc.subject``); empty: it is about all; one record."""
        regime = self.regime_id.sudo()  # the report is the same for every reader
        # A client may try the rule of another agency in a form: nobody is told its subjects.
        return regime.filtered(lambda rule: not rule.company_id or rule.company_id == self.company_id).subject_ids

    def _subject_domain(self, model):
        """Return the domain of the records of that model (its name) that belong to the subjects of the report: those of
        a row of the plan about one of them. Of a model without rows, all."""
        subjects = self._subjects()
        path = {
            'cchc.topic': '', 'cchc.assignment': 'topic_id', 'cchc.obligation': 'topic_id',
            'cchc.budget.line': 'topic_id', 'cchc.article': 'topic_ids', 'cchc.outreach': 'topic_ids',
            'cchc.publication': 'article_id.topic_ids',
        }.get(model)
        if not subjects or path is None:
            return Domain.TRUE
        rows = self.env['cchc.topic'].sudo()._subject_domain(subjects, self.company_id)  # the same for every reader
        if not path:
            return rows
        domain = Domain(path, 'any', rows)
        if model == 'cchc.publication':     # what its article says, and what it was posted for
            domain |= Domain('assignment_id.topic_id', 'any', rows)
        return domain
