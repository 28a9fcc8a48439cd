# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.cchc_propaganda.tools.dates import in_figures
from odoo.addons.cchc_propaganda.tools.decree import within_sentence
from odoo.addons.cchc_propaganda.tools.report_rule import (
    ENDS_WITH_QUARTER,
    Rule,
    comes_too_early,
    last_quarter,
    number_in_year,
)

LEVELS = [('department', "Unit"), ('agency', "Agency")]
PERIOD_TYPES = [
    ('month', "Month"),
    ('quarter', "Quarter"),
    ('half', "Half-year"),
    ('nine', "Nine months"),
    ('year', "Year"),
]
OWING_KINDS = ('division', 'subordinate')   # kinds of units that report to the Office unless a rule names its units


class CchcReportRegime(models.Model):
    """A reporting rule: who reports to whom about which periods, on which days of data, by when. The reports that it
    asks for are opened by themselves once their data are closed (``cchc_report_opening.py``)."""
    _name = 'cchc.report.regime'
    _inherit = ['cchc.shared.mixin']
    _description = "Reporting Rule"
    _order = 'sequence, id'
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    replaces_id = fields.Many2one(
        'cchc.report.regime', "Stands for", index='btree_not_null', ondelete='restrict', readonly=True, copy=False,
        help="The shared rule that this one replaces in the agency.")
    level = fields.Selection(
        LEVELS, "Who reports", required=True, default='department',
        help="A unit reports to the Office, the agency to its parent body.")
    recipient = fields.Char("To whom", translate=True, help="As it stands among the recipients of the report.")
    period_type = fields.Selection(PERIOD_TYPES, "How often", required=True, default='month')
    period_number = fields.Integer(
        "Only period number", aggregator=None,
        help="The number of the one month, quarter or half-year that is reported each year. 0: every one.")
    window = fields.Selection([
        ('calendar', "The calendar period"),
        ('cut_off', "Up to a day of its last month"),
    ], "Data of", required=True, default='calendar',
        help="Up to the 14th: data from the 15th of the month before the period to the 14th of its last month (decree "
             "09/2019/NĐ-CP).")
    cut_off_day = fields.Integer("Data close on day", default=14, aggregator=None)
    due_day = fields.Integer("Due on day", required=True, default=5, aggregator=None, help="31: the last day.")
    due_month_offset = fields.Integer(
        "Months after the period", required=True, default=1, aggregator=None,
        help="0: the last month of the period. 1: the month after.")
    lock_days = fields.Integer(
        "Locked after (days)", required=True, default=30, aggregator=None,
        help="So many days after the due day a report can no longer be submitted, until it is unlocked with a reason: "
             "by the Office, the report of the agency by the director.")
    includes_quarter = fields.Boolean(
        "With the quarter", compute='_compute_includes_quarter', store=True, readonly=False, precompute=True, copy=True,
        help="The report of a half-year, of nine months or of a year also gives the figures of the quarter with which "
             "it ends: “quarter II and the first half”. The quarterly rule with the same recipient and subjects then "
             "opens no report of that quarter.")
    subject_ids = fields.Many2many(
        'cchc.subject', 'cchc_report_regime_subject_rel', 'regime_id', 'subject_id', "Subjects", check_company=True,
        help="Empty: all. Otherwise the report counts only what belongs to rows of the plan about these subjects.")
    department_ids = fields.Many2many(
        'hr.department', 'cchc_report_regime_department_rel', 'regime_id', 'department_id', "Units that report",
        check_company=True, domain="[('company_id', '=', company_id)]",
        help="Empty: every division and subordinate unit but the Office.")
    date_from = fields.Date(
        "Reports due from", default=lambda self: self._default_date_from(),
        help="Reports due before this day are not opened. Filled in when the rule is switched on.")
    source_note = fields.Text("Asked for by", translate=True, help="Which document asks for it, and what is assumed.")
    window_text = fields.Char("Data", compute='_compute_texts')
    due_text = fields.Char("Due", compute='_compute_texts')
    next_text = fields.Char("Next report", compute='_compute_next')
    warning = fields.Text(compute='_compute_next')

    _days_possible = models.Constraint(
        'CHECK (due_day BETWEEN 1 AND 31 AND cut_off_day BETWEEN 0 AND 30 AND due_month_offset BETWEEN 0 AND 11)',
        "A report is due on a day from 1 to 31, at most 11 months after its period, and its data close on a day from 1 "
        "to 30.")
    _lock_possible = models.Constraint(
        'CHECK (lock_days BETWEEN 0 AND 366)', "A report is locked at most a year after its due day.")

    @api.model
    def _default_date_from(self):
        """A rule that a user enters asks for nothing that fell due before."""
        return not self.env.su and self.env.company._cchc_today()

    # ------------------------------------------------------------------
    # What follows from other data
    # ------------------------------------------------------------------

    @api.depends('period_type')
    def _compute_includes_quarter(self):
        for regime in self:
            regime.includes_quarter = regime.period_type in ENDS_WITH_QUARTER

    @api.depends('window', 'cut_off_day', 'due_day', 'due_month_offset')
    @api.depends_context('lang')
    def _compute_texts(self):
        _ = self.env._
        for regime in self:
            cut_off, due = regime._cut_off(), regime.due_day
            regime.window_text = _(
                "from day %(first)s of the month before to day %(last)s of the last month", first=cut_off + 1,
                last=cut_off) if cut_off else _("the calendar period")
            day = _("the last day") if due == 31 else _("day %(day)s", day=due)
            regime.due_text = {
                0: _("%(day)s of the last month", day=day), 1: _("%(day)s of the month after", day=day),
            }.get(regime.due_month_offset, _(
                "%(day)s, %(months)s months after", day=day, months=regime.due_month_offset))

    @api.depends('level', 'period_type', 'period_number', 'window', 'cut_off_day', 'due_day', 'due_month_offset',
                 'subject_ids')
    @api.depends_context('lang', 'allowed_company_ids')
    def _compute_next(self):
        """Show which report comes next, and warn of a due day on which it cannot be ready."""
        company = self.env.company
        today = company._cchc_today()
        of_units = self._in_use(company)[company].filtered(lambda regime: regime.level == 'department')
        for regime in self:
            regime.next_text = regime.warning = False
            if regime._impossible():
                continue
            rule = regime._rule()
            coming = next(period for year in (today.year - 1, today.year, today.year + 1)
                          for period in rule.periods(year) if rule.window(period)[1] >= today)
            first, last = rule.window(coming)
            regime.next_text = self.env._(
                "%(period)s: data from %(first)s to %(last)s, due %(due)s", period=self._in_words(coming.key),
                first=in_figures(first), last=in_figures(last), due=in_figures(rule.due(coming)))
            regime.warning = '\n'.join([
                *regime._warnings(rule, of_units - regime, today.year), *regime._warnings_of_rows(company, today),
            ]) or False

    def _in_words(self, key):
        return self.env['cchc.period.mixin']._period_in_words(key)

    def _warnings(self, rule, of_units, year):
        """Return what to reconsider about the due day; one record."""
        _ = self.env._
        early = next((period for period in rule.periods(year) if rule.due(period) <= rule.window(period)[1]), None)
        if early:
            yield _("The report of %(period)s is due on %(due)s, before its data are closed on %(last)s.",
                    period=within_sentence(self._in_words(early.key)), due=in_figures(rule.due(early)),
                    last=in_figures(rule.window(early)[1]))
        if self.level != 'agency':
            return
        for units in of_units:
            if clash := comes_too_early(rule, units._rule(), year):
                period, of_unit = clash
                yield _(
                    "The report of %(period)s is due on %(due)s, but the units report %(of_units)s only by "
                    "%(unit_due)s (“%(rule)s”). Set a later day here, or an earlier one there.",
                    period=within_sentence(self._in_words(period.key)), due=in_figures(rule.due(period)),
                    of_units=within_sentence(self._in_words(of_unit.key)),
                    unit_due=in_figures(units._rule().due(of_unit)), rule=units.name)

    def _warnings_of_rows(self, company, today):
        """Return that a rule on some subjects misses the rows of this year's plan without subjects; one record."""
        plan = self.subject_ids and self.env['cchc.plan'].sudo()._plan_of(company, today)   # only their number is told
        if plan and (missed := plan.topic_ids.filtered(lambda row: not (row.counted_subject_ids or row.child_ids))):
            yield self.env._(
                "Rows of “%(plan)s” without a subject: %(count)s. What belongs to them is not counted: enter their "
                "subjects in “Contents of the plan”.", plan=plan.name, count=len(missed))

    def _impossible(self):
        """Return the sentence saying why no period fits the numbers as typed, '' otherwise; one record."""
        if not 0 <= self.period_number <= number_in_year(self.period_type):
            return self.env._(
                "“%(name)s”: there is no such period in a year. Enter a number from 1 to %(most)s, or 0 for every one.",
                name=self.name or '', most=number_in_year(self.period_type))
        if not (1 <= self.due_day <= 31 and 0 <= self.due_month_offset <= 11):
            return self.env._(
                "“%(name)s”: a report is due on a day from 1 to 31, at most 11 months after its period.",
                name=self.name or '')
        if self.window == 'cut_off' and not 1 <= self.cut_off_day <= 30:
            return self.env._("“%(name)s”: data close on a day from 1 to 30.", name=self.name or '')
        return ''

    @api.constrains('period_type', 'period_number', 'due_day', 'due_month_offset', 'window', 'cut_off_day')
    def _check_possible(self):
        for regime in self:
            if refusal := regime._impossible():
                raise ValidationError(refusal)

    @api.constrains('includes_quarter', 'period_type')
    def _check_includes_quarter(self):
        for regime in self:
            if regime.includes_quarter and regime.period_type not in ENDS_WITH_QUARTER:
                raise ValidationError(self.env._(
                    "“%(name)s”: only the report of a half-year, of nine months or of a year includes a quarter.",
                    name=regime.name))

    @api.constrains('level', 'department_ids')
    def _check_departments(self):
        for regime in self:
            if regime.department_ids and regime.level == 'agency':
                raise ValidationError(self.env._(
                    "“%(name)s”: the agency reports, so no units are named.", name=regime.name))

    # ------------------------------------------------------------------
    # Create, write
    # ------------------------------------------------------------------

    def write(self, vals):
        fresh = self.filtered(lambda regime: not regime.active and not regime.date_from) if vals.get('active') and (
            'date_from' not in vals) else self.browse()
        result = super().write(vals)
        if fresh:   # what fell due before the rule was switched on was not asked for
            fresh.date_from = self.env.company._cchc_today()
        return result

    # ------------------------------------------------------------------
    # The rule
    # ------------------------------------------------------------------

    def _cut_off(self):
        """Return the day on which data close, 0 for the calendar; at most one record."""
        return self.cut_off_day if self.window == 'cut_off' else 0

    def _rule(self):
        """Return the rule of this record (``tools/report_rule.py`` of ``cchc_propaganda``)."""
        self.ensure_one()
        return Rule(self.period_type, self._cut_off(), self.due_day, self.due_month_offset, self.lock_days,
                    self.period_number)

    def _units(self, company):
        """Return the units of the agency that report by this rule; no record for the report of the agency itself."""
        self.ensure_one()
        if self.level == 'agency':
            return self.env['hr.department']
        if self.department_ids:
            return self.department_ids.filtered('active')
        return self.env['hr.department'].search([
            ('company_id', '=', company.id), ('cchc_kind', 'in', OWING_KINDS),
            ('id', '!=', company.cchc_office_id.id)])

    def _closed_units(self, company):
        """Return the units that reported by this rule until a reorganisation closed them."""
        if self.level == 'agency':
            return self.env['hr.department']
        closed = self.env['hr.department'].with_context(active_test=False).search([
            ('company_id', '=', company.id), ('active', '=', False), ('cchc_date_to', '!=', False),
            ('cchc_kind', 'in', OWING_KINDS)])
        if self.department_ids and closed:
            before = self.department_ids._cchc_predecessors()
            return closed.filtered(lambda unit: any(unit.id in ids for ids in before.values()))
        return closed

    def _units_of_window(self, units, closed, start, end):
        """Return which of these units report on the days from ``start`` to ``end``: those that there were on the last
        day, and those that ended meanwhile without a successor."""
        return units.filtered(lambda unit: not unit.cchc_date_from or unit.cchc_date_from <= end) | closed.filtered(
            lambda unit: unit.cchc_date_to >= (start if not unit.cchc_successor_ids else end)
            and (not unit.cchc_date_from or unit.cchc_date_from <= end))

    def _included_quarters(self, year):
        """Return ``{(what distinguishes a rule, key)}`` of the quarters that reports by these rules include."""
        return {
            (regime._same_report(), last_quarter(period).key)
            for regime in self if regime.includes_quarter and regime.period_type in ENDS_WITH_QUARTER
            for period in regime._rule().periods(year)}

    def _same_report(self):
        """Return by what a quarterly rule and one that includes quarters ask for the same; one record."""
        return (self.level, self._cut_off(), self.subject_ids, self.department_ids,
                ' '.join((self.recipient or '').casefold().split()))
