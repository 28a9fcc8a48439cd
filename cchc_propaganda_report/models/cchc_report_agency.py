# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from datetime import date

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.cchc_propaganda.models.agency.res_company_profile import PROFILES
from odoo.addons.cchc_propaganda.tools.text import fold

from ..tools.province import COUNTED, PARTS, Asked, current_part, due_day

STATES = [('missing', "Not sent"), ('late', "Sent late"), ('on_time', "Sent"), ('due', "To be sent")]
COMPANIES = ('allowed_company_ids',)
CHOICE = ('allowed_company_ids', 'cchc_part')   # by these the figures of a line differ


class CchcReportAgency(models.Model):
    """An agency in one year, as its parent agency sees it: whether its plan is issued, which reports it has sent, and
    their figures. Only reports that were sent are read here, or taken in from a workbook: no draft, no discussion and
    no person of the agency. Nobody needs the agency among their own companies."""
    _name = 'cchc.report.agency'
    _description = "Agency Seen by Its Parent Agency"
    _auto = False
    _order = 'year desc, name, id'
    _depends = {
        'res.company': ['name', 'cchc_parent_id', 'cchc_profile', 'cchc_by_file'],
        'cchc.plan': ['amends_id', 'company_id', 'date_issued', 'state', 'year'],
        'cchc.report': ['company_id', 'date_deadline', 'date_sent', 'level', 'period_key', 'regime_id', 'state',
                        'version'],
        'cchc.report.figure': ['code', 'cumulative', 'has_cumulative', 'period_key', 'report_id'],
        'cchc.report.intake': ['active', 'agency_id', 'company_id', 'date_plan', 'date_sent', 'period_key', 'version',
                               'year'],
        'cchc.report.intake.figure': ['code', 'cumulative', 'has_cumulative', 'intake_id'],
    }

    name = fields.Char("Agency", readonly=True)
    parent_id = fields.Many2one('res.company', "Parent agency", readonly=True)
    agency_id = fields.Many2one('res.company', "Agency seen", readonly=True, groups=fields.NO_ACCESS)
    year = fields.Integer(readonly=True, aggregator=None)
    is_this_year = fields.Boolean("This year", readonly=True)
    kind = fields.Selection(PROFILES, "Kind of agency", readonly=True)
    by_file = fields.Boolean("Reports by file", readonly=True)
    date_plan = fields.Date("Plan issued on", readonly=True)
    plan_state = fields.Selection(
        [('none', "No plan"), ('unknown', "Not known"), ('issued', "Issued"), ('terminated', "Ended early")],
        "Plan of the year", readonly=True)
    plan_text = fields.Char("Plan", compute='_compute_texts')
    part = fields.Selection(
        [('q1', "Quarter I"), ('h1', "First half"), ('q3', "Quarter III"), ('year', "Year")], "Figures of",
        readonly=True, depends_context=CHOICE,
        help="The report whose figures the line shows: the latest whose data are closed, or the one chosen.")
    standing = fields.Selection([
        ('missing', "Not sent"), ('sent_department', "Departments that have sent it"),
        ('sent_commune', "Communes and wards that have sent it"), ('sent_other', "Others that have sent it"),
    ], "Has sent it", readonly=True, depends_context=CHOICE, group_expand='_expand_standing')
    has_figures = fields.Boolean(readonly=True, depends_context=CHOICE)
    due = fields.Integer("Assignments due", readonly=True, depends_context=CHOICE)
    met = fields.Integer("Assignments met", readonly=True, depends_context=CHOICE)
    on_time = fields.Integer("On time", readonly=True, depends_context=CHOICE)
    articles = fields.Integer(readonly=True, depends_context=CHOICE)
    outreach = fields.Integer("Other activities", readonly=True, depends_context=CHOICE)

    q1_state = fields.Selection(STATES, "Quarter I", readonly=True, depends_context=COMPANIES)
    h1_state = fields.Selection(STATES, "First half", readonly=True, depends_context=COMPANIES)
    q3_state = fields.Selection(STATES, "Quarter III", readonly=True, depends_context=COMPANIES)
    year_state = fields.Selection(STATES, "Year's report", readonly=True, depends_context=COMPANIES)
    q1_text = fields.Char("Quarter I, in words", compute='_compute_texts')
    h1_text = fields.Char("First half, in words", compute='_compute_texts')
    q3_text = fields.Char("Quarter III, in words", compute='_compute_texts')
    year_text = fields.Char("Year's report, in words", compute='_compute_texts')
    q1_sent = fields.Date("Quarter I sent on", readonly=True)
    h1_sent = fields.Date("First half sent on", readonly=True)
    q3_sent = fields.Date("Quarter III sent on", readonly=True)
    year_sent = fields.Date("Year's report sent on", readonly=True)
    q1_deadline = fields.Date("Quarter I due", readonly=True)
    h1_deadline = fields.Date("First half due", readonly=True)
    q3_deadline = fields.Date("Quarter III due", readonly=True)
    year_deadline = fields.Date("Year's report due", readonly=True)
    # The id of the sent report; a negative one is that of a report taken in from a workbook.
    q1_source = fields.Integer(readonly=True, aggregator=None, groups=fields.NO_ACCESS)
    h1_source = fields.Integer(readonly=True, aggregator=None, groups=fields.NO_ACCESS)
    q3_source = fields.Integer(readonly=True, aggregator=None, groups=fields.NO_ACCESS)
    year_source = fields.Integer(readonly=True, aggregator=None, groups=fields.NO_ACCESS)
    q1_by_file = fields.Boolean("Quarter I from a file", readonly=True)
    h1_by_file = fields.Boolean("First half from a file", readonly=True)
    q3_by_file = fields.Boolean("Quarter III from a file", readonly=True)
    year_by_file = fields.Boolean("Year's report from a file", readonly=True)

    # ------------------------------------------------------------------
    # The query
    # ------------------------------------------------------------------

    @property
    def _table_query(self):
        """One line for each agency below the user's active ones and each year of which there is something to see."""
        today = self.env.company._cchc_today()
        parents = tuple(self.env.companies.ids) or (0,)
        years, asked = self._years(parents, today), self._asked(parents)
        chosen = self.env.context.get('cchc_part')
        days = [
            (agency or 0, year, part, due_day(rules, part, year))
            for agency, rules in asked.items() for year in years for part in PARTS]
        parts = [
            (year, chosen if chosen in PARTS else current_part(asked[False], year, today)) for year in years]
        return SQL(
            """WITH agency AS (
                    SELECT id, name, cchc_parent_id, cchc_profile, COALESCE(cchc_by_file, FALSE) AS by_file
                      FROM res_company WHERE cchc_parent_id IN %(parents)s),
                 of_year (year, part) AS (VALUES %(parts)s),
                 asked (company_id, year, part, day) AS (VALUES %(days)s),
                 own AS (SELECT DISTINCT company_id FROM asked),
                 sent AS (%(sent)s),
                 plan AS (
                    SELECT company_id, year, COALESCE(MIN(day) FILTER (WHERE NOT is_over), MIN(day)) AS day,
                           BOOL_AND(is_over) AS is_over
                      FROM (
                        SELECT company_id, year, date_issued AS day, state = 'cancelled' AS is_over FROM cchc_plan
                         WHERE state IN ('published', 'cancelled') AND date_issued IS NOT NULL AND amends_id IS NULL
                           AND company_id IN (SELECT id FROM agency)
                         UNION ALL SELECT agency_id, year, date_plan, FALSE FROM cchc_report_intake
                         WHERE active AND date_plan IS NOT NULL AND company_id IN %(parents)s
                           AND agency_id IN (SELECT id FROM agency)) issued
                     GROUP BY company_id, year),
                 line AS (
                    SELECT agency.*, of_year.year, of_year.part, plan.day AS date_plan, plan.is_over, %(columns)s
                      FROM agency CROSS JOIN of_year
                      LEFT JOIN plan ON plan.company_id = agency.id AND plan.year = of_year.year
                      LEFT JOIN own ON own.company_id = agency.id
                      %(joins)s),
                 shown AS (
                    SELECT line.*, CASE part %(choices)s END AS source FROM line),
                 figure AS (
                    SELECT figure.report_id AS source, figure.code, figure.cumulative, figure.has_cumulative
                      FROM cchc_report_figure figure
                      JOIN cchc_report report ON report.id = figure.report_id
                       AND report.period_key = figure.period_key
                     WHERE figure.report_id IN (SELECT source FROM shown) AND figure.code IN %(codes)s
                     UNION ALL SELECT -intake_id, code, cumulative, has_cumulative
                      FROM cchc_report_intake_figure
                     WHERE intake_id IN (SELECT -source FROM shown) AND code IN %(codes)s),
                 counted AS (SELECT figure.source, %(sums)s FROM figure GROUP BY figure.source)
            SELECT shown.id * 10000 + shown.year AS id, shown.id AS agency_id, shown.cchc_parent_id AS parent_id,
                   shown.name, shown.year, shown.year = %(this_year)s AS is_this_year, shown.cchc_profile AS kind,
                   shown.by_file, shown.date_plan,
                   CASE WHEN shown.is_over THEN 'terminated' WHEN shown.date_plan IS NOT NULL THEN 'issued'
                        WHEN shown.by_file THEN 'unknown'
                        ELSE 'none' END AS plan_state,
                   shown.part, %(states)s,
                   CASE WHEN shown.source IS NULL THEN 'missing'
                        ELSE 'sent_' || COALESCE(shown.cchc_profile, 'other') END AS standing,
                   shown.source IS NOT NULL AS has_figures, %(counted)s
              FROM shown LEFT JOIN counted ON counted.source = shown.source""",
            parents=parents, this_year=today.year,
            parts=SQL(', ').join(SQL("(%s, %s)", *one) for one in parts),
            days=SQL(', ').join(SQL("(%s, %s, %s, %s::date)", *one) for one in days),
            sent=self._sql_sent(),
            columns=SQL(', ').join(SQL(
                """%(part)s.source AS %(source)s, %(part)s.day AS %(sent)s,
                   COALESCE(%(part)s.deadline, %(asked)s.day) AS %(deadline)s""", **_named(part)) for part in PARTS),
            joins=SQL(' ').join(SQL(
                """LEFT JOIN sent %(part)s ON %(part)s.company_id = agency.id AND %(part)s.year = of_year.year
                         AND %(part)s.part = %(name)s
                   LEFT JOIN asked %(asked)s ON %(asked)s.company_id = COALESCE(own.company_id, 0)
                         AND %(asked)s.year = of_year.year AND %(asked)s.part = %(name)s""", **_named(part))
                for part in PARTS),
            choices=SQL(' ').join(SQL("WHEN %(name)s THEN %(source)s", **_named(part)) for part in PARTS),
            states=SQL(', ').join(SQL(
                """%(source)s, %(sent)s, %(deadline)s, COALESCE(%(source)s < 0, FALSE) AS %(by_file)s,
                   CASE WHEN %(sent)s > %(deadline)s THEN 'late' WHEN %(source)s IS NOT NULL THEN 'on_time'
                        WHEN %(deadline)s < %(today)s THEN 'missing' WHEN %(deadline)s IS NOT NULL THEN 'due'
                        END AS %(state)s""", today=today, **_named(part)) for part in PARTS),
            sums=SQL(', ').join(
                SQL("SUM(figure.cumulative) FILTER (WHERE figure.code IN %s AND figure.has_cumulative)::int AS %s",
                    codes, SQL.identifier(name)) for name, codes in COUNTED.items()),
            counted=SQL(', ').join(SQL("counted.%s", SQL.identifier(name)) for name in COUNTED),
            codes=tuple({code for codes in COUNTED.values() for code in codes}))

    def _sql_sent(self):
        """Return the SQL of the sent reports, one line for each agency and part of a year: ``(company_id, year, part,
        source, deadline, day)``. The latest version counts, on the day on which the first was sent; what was sent in
        this system comes before what was taken in. A report on some subjects only goes to another body."""
        return SQL(
            """SELECT DISTINCT ON (company_id, year, part) company_id, year, part, source, deadline,
                      MIN(day) OVER (PARTITION BY company_id, year, part, source > 0) AS day
                 FROM (SELECT report.company_id, report.year, part.name AS part, report.id AS source,
                              report.date_deadline AS deadline, report.date_sent AS day, report.version,
                              report.regime_id IS NULL AS is_ad_hoc
                         FROM cchc_report report
                         JOIN (VALUES %(parts)s) AS part (name, ending)
                           ON report.period_key = LPAD(report.year::text, 4, '0') || '-' || part.ending
                        WHERE report.level = 'agency' AND report.state = 'published'
                          AND report.company_id IN (SELECT id FROM agency)
                          AND NOT EXISTS (SELECT FROM cchc_report_regime_subject_rel rel
                                           WHERE rel.regime_id = report.regime_id)
                        UNION ALL
                       SELECT intake.agency_id, intake.year, part.name, -intake.id, NULL, intake.date_sent,
                              intake.version, FALSE
                         FROM cchc_report_intake intake
                         JOIN agency ON agency.id = intake.agency_id AND agency.cchc_parent_id = intake.company_id
                         JOIN (VALUES %(parts)s) AS part (name, ending)
                           ON intake.period_key = LPAD(intake.year::text, 4, '0') || '-' || part.ending
                        WHERE intake.active) known
                ORDER BY company_id, year, part, source > 0 DESC, is_ad_hoc, version DESC, ABS(source) DESC""",
            parts=SQL(', ').join(SQL("(%s, %s)", part, ending) for part, (__, __, ending) in PARTS.items()))

    @api.model
    def _years(self, parents, today):
        """Return the years of which there is something to see, this one and the last included: a report of the last
        year is sent in January."""
        self.env['cchc.plan'].flush_model(['company_id', 'date_issued', 'state', 'year'])
        self.env['cchc.report'].flush_model(['company_id', 'level', 'state', 'year'])
        self.env['cchc.report.intake'].flush_model(['active', 'agency_id', 'company_id', 'year'])
        rows = self.env.execute_query(SQL(
            """WITH agency AS (SELECT id FROM res_company WHERE cchc_parent_id IN %(parents)s)
               SELECT year FROM cchc_plan WHERE state IN ('published', 'cancelled')
                         AND date_issued IS NOT NULL AND company_id IN (SELECT id FROM agency)
                UNION SELECT year FROM cchc_report WHERE state = 'published' AND level = 'agency'
                         AND company_id IN (SELECT id FROM agency)
                UNION SELECT year FROM cchc_report_intake WHERE active AND company_id IN %(parents)s
                         AND agency_id IN (SELECT id FROM agency)""", parents=parents))
        return sorted({today.year - 1, today.year, *(year for [year] in rows)})

    @api.model
    def _asked(self, parents):
        """Return ``{agency id: [province.Asked]}`` of the agencies with own reporting rules, and under False what is
        asked of all others."""
        regimes = self.env['cchc.report.regime'].sudo().with_context(active_test=False).search([   # as for every user
            ('level', '=', 'agency'), ('subject_ids', '=', False),
            '|', ('company_id', '=', False), ('company_id.cchc_parent_id', 'in', parents)])
        shared = regimes.filtered(lambda regime: not regime.company_id)
        by_agency = defaultdict(regimes.browse, {
            company.id: own for company, own in (regimes - shared).grouped('company_id').items()})
        return {
            agency: [Asked(regime._rule(), regime.date_from or date.min)
                     for regime in (by_agency[agency] | (shared - by_agency[agency].replaces_id)).filtered('active')]
            for agency in (False, *by_agency)}

    # ------------------------------------------------------------------
    # In words
    # ------------------------------------------------------------------

    @api.depends_context('lang', *CHOICE)
    def _compute_texts(self):
        _, today = self.env._, self.env.company._cchc_today()
        for line in self:
            line.plan_text = {
                'issued': _("Issued on %(date)s", date=line.date_plan and f'{line.date_plan:%d/%m}'),
                'none': _("No plan"), 'unknown': _("Not known"), 'terminated': _("Ended early"),
            }[line.plan_state]
            for part in PARTS:
                line[f'{part}_text'] = line._text_of(part, today)

    def _text_of(self, part, today):
        """Return where the report of that part of the year stands: “Chậm 3 ngày · 23/03 · từ tệp”; one record."""
        words = self._standing_of(part, today)
        return self.env._("%(words)s · from a file", words=words) if self[f'{part}_by_file'] else words

    def _standing_of(self, part, today):
        _, state, deadline, sent = self.env._, self[f'{part}_state'], self[f'{part}_deadline'], self[f'{part}_sent']
        if state == 'on_time':
            return _("Sent %(date)s", date=f'{sent:%d/%m}')
        if state == 'late':
            return _("%(days)s days late · %(date)s", days=(sent - deadline).days, date=f'{sent:%d/%m}')
        if state == 'missing':
            return _("Not sent · %(days)s days overdue", days=(today - deadline).days)
        return _("due %(date)s", date=f'{deadline:%d/%m}') if state == 'due' else ''

    def _is_called(self, name):
        """Whether the agency has that name, or had it before; one record."""
        agency = self.sudo().agency_id      # of the agency itself, its names alone
        earlier = self.env['cchc.earlier.name']._kept_of(agency._name).get(agency.id, ())
        return fold(name) in {fold(self.name), *(fold(one) for __, one in earlier)}

    @api.depends('name', 'year')
    def _compute_display_name(self):
        for line in self:
            line.display_name = f'{line.name} ({line.year})'


def _named(part):
    """Return what stands for the columns of a part of the year (a name of ``PARTS``) in a query."""
    columns = {name: SQL.identifier(f'{part}_{name}') for name in ('source', 'sent', 'deadline', 'state', 'by_file')}
    return {'name': part, 'part': SQL.identifier(part), 'asked': SQL.identifier(f'asked_{part}'), **columns}
