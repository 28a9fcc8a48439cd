# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import logging
from datetime import date

from psycopg2 import OperationalError
from psycopg2.errors import UniqueViolation

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import mute_logger

from odoo.addons.cchc_propaganda.models.core.server import as_server
from odoo.addons.cchc_propaganda.models.reminder.cchc_reminder_roster import Roster
from odoo.addons.cchc_propaganda.tools.period import Period

_logger = logging.getLogger(__name__)

# Issued, whether or not it was ended since: a plan that was never issued has no day of issue.
ONCE_ISSUED = Domain('state', '=', 'published') | (
    Domain('state', '=', 'cancelled') & Domain('date_issued', '!=', False))


class CchcReport(models.Model):
    """Opening of the reports that the rules ask for: each once, on the day after its data are closed."""
    _inherit = 'cchc.report'

    @api.model
    def _cron_open(self):
        """Open what is due to be opened today, agency by agency, each by its own calendar day. A second run changes
        nothing, nor does one on another server at the same time; missed days are made up for. A fault in one agency
        does not keep the reports of the others closed."""
        companies = [company for [company] in self.env['cchc.plan'].sudo()._read_group(    # the job acts for everybody
            ONCE_ISSUED, ['company_id'])]
        in_use = self.env['cchc.report.regime']._in_use(self.env['res.company'].union(*companies))
        for company, regimes in in_use.items():
            try:
                with self.env.cr.savepoint():
                    self._open_for(company, regimes)
            except OperationalError:    # a fault of the database, not of the agency: the job is tried again
                raise
            except Exception:
                _logger.exception("Reports: those of %s are not opened", company.name)

    @api.model
    def _open_for(self, company, regimes):
        """Open the reports of the agency that these rules ask for today, and remind of them."""
        Report = as_server(
            self, lang=company._cchc_lang(), allowed_company_ids=company.ids, mail_create_nolog=True)
        wanted = Report._wanted(company.with_env(Report.env), regimes.with_env(Report.env))
        missing = [wanted[key] for key in wanted.keys() - Report._opened(company, wanted)]
        missing.sort(key=lambda vals: (vals['period_key'], vals['regime_id'], vals['department_id'] or 0))
        if reports := Report._open(missing):
            rules = Report.env['cchc.reminder.rule']
            rules._remind_without_rule(Roster(Report.env, company), reports, 'report_due', 'responsible')

    @api.model
    def _open(self, vals_list):
        """Create the reports and return them, without those that somebody else opens at the same time."""
        if not vals_list:
            return self.browse()
        try:
            with self.env.cr.savepoint(), mute_logger('odoo.sql_db'):
                return self.create(vals_list)
        except UniqueViolation:
            if len(vals_list) == 1:
                return self.browse()
            return self.browse().union(*(self._open([vals]) for vals in vals_list))

    @api.model
    def _wanted(self, company, regimes):
        """Return ``{key: values}`` of the reports of the agency that are to be open today: their data are closed, they
        are due after the first plan of their year was issued, and they are not locked yet. Of a plan that was ended,
        those whose data were closed by then are still owed. ``key``: see ``_opened``."""
        today = company._cchc_today()
        plans = self.env['cchc.plan'].search(
            Domain('company_id', '=', company.id) & Domain('amends_id', '=', False) & ONCE_ISSUED,
            order='date_issued desc, id desc')
        last_days = {plan: plan.date_to if plan.state == 'published' else min(
            plan.date_to, company._cchc_day_of(plan.date_last_step)) for plan in plans}
        included = set().union(*(regimes._included_quarters(year) for year in range(today.year - 2, today.year + 1)))
        wanted = {}
        for regime in regimes:
            rule, units, closed = regime._rule(), regime._units(company), regime._closed_units(company)
            for period in rule.to_open(today, regime.date_from or date.min):
                start, end = rule.window(period)
                of_year = plans.filtered(lambda plan, end=end: plan.date_from <= end <= last_days[plan])
                if not of_year or (regime._same_report(), period.key) in included or (
                        rule.due(period) < min(of_year.mapped('date_issued'))):
                    continue
                for unit in regime._units_of_window(units, closed, start, end) if (
                        regime.level == 'department') else [units]:
                    key = (regime._with_shared(), unit, period.key)
                    wanted[key] = {
                        'regime_id': regime.id, 'department_id': unit.id, 'period_key': period.key,
                        'plan_id': of_year[0].id, 'company_id': company.id}
        return wanted

    @api.model
    def _opened(self, company, wanted):
        """Return the keys of the wanted reports that exist already, in any state: ``(rule and the shared rule for which
        it stands, unit, period key)``."""
        by_rule = {rule: rules for rules, __, __ in wanted for rule in rules}
        found = self._read_group(
            [('company_id', '=', company.id), ('regime_id', 'in', [rule.id for rule in by_rule]),
             ('period_key', 'in', list({key for __, __, key in wanted}))],
            ['regime_id', 'department_id', 'period_key'])
        return {(by_rule[rule], unit, key) for rule, unit, key in found}

    @api.ondelete(at_uninstall=True)
    def _unlink_except_asked_for(self):
        """A report that a rule asks for would be opened again on the next day."""
        for company, reports in self.filtered('regime_id').grouped('company_id').items():
            regimes = self.env['cchc.report.regime']._in_use(company)[company]
            wanted = as_server(self)._wanted(company, regimes)
            asked = {(rule, unit.id, key) for rules, unit, key in wanted for rule in rules.ids}
            for report in reports:
                if (report.regime_id.id, report.department_id.id, report.period_key) in asked and report.version == 1:
                    raise UserError(self.env._(
                        "“%(name)s” is asked for by the reporting rule “%(rule)s” and would be opened again. If it is "
                        "not owed, change the rule.", name=report.display_name, rule=report.regime_id.name))

    # ------------------------------------------------------------------
    # Whether a plan's year can be closed
    # ------------------------------------------------------------------

    @api.model
    def _report_of_year(self, plan, regime):
        """Return the agency's report for the year of the plan by that rule. If the daily job has not opened it, or did
        not because it was locked by then, it is opened now."""
        key = Period.of_year('year', plan.year)[0].key
        found = self.search([
            ('company_id', '=', plan.company_id.id), ('regime_id', 'in', regime._with_shared().ids),
            ('period_key', '=', key), ('department_id', '=', False), ('state', '!=', 'cancelled'),
        ], order='version desc, id desc', limit=1)
        # The rule asks for it: it is opened as the daily job would.
        return found or as_server(self, lang=plan.company_id._cchc_lang())._open([{
            'regime_id': regime.id, 'period_key': key, 'plan_id': plan.id,
            'company_id': plan.company_id.id}]).with_env(self.env)

    @api.model
    def _year_reports_to_send(self, plan):
        """Return the rules by which the agency still owes the report for the year of the plan; one plan."""
        company = plan.company_id
        regimes = self.env['cchc.report.regime']._in_use(company)[company].filtered(
            lambda regime: regime.level == 'agency' and regime.period_type == 'year')
        period = Period.of_year('year', plan.year)[0]
        regimes = regimes.filtered(lambda regime: (
            not regime.date_from or regime._rule().due(period) >= regime.date_from))
        sent = self.sudo()._read_group(     # only whether it was sent
            [('company_id', '=', company.id), ('period_key', '=', period.key), ('state', '=', 'published'),
             ('regime_id', '!=', False)], ['regime_id'])
        sent = regimes.browse(rule.id for [rule] in sent)._with_shared()
        return regimes.filtered(lambda regime: not regime._with_shared() & sent)
