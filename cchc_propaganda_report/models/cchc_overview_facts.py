# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import Counter
from statistics import median

from odoo import models
from odoo.tools import SQL

from odoo.addons.cchc_propaganda.models.core.words import in_days
from odoo.addons.cchc_propaganda.tools.dates import in_figures, without_year

from ..tools.overview import Case, cause, is_due


class CchcOverview(models.AbstractModel):
    """What the overview shows beside the assignments: articles, forms of communication, reports, how long channels
    take."""
    _inherit = 'cchc.overview'

    def _facts(self, behind, years, units):
        """Return ``{'articles': [{name of the genre: articles}], 'outreach': [{form id: outreach}], 'cases': {id of an
        assignment behind: its cause}}``. ``years``: plans with the last day that counts, for the first two, as a report
        counts them; ``units``: False for all. The genres that need a text, news and articles, are one: ''.

        All in one query, because a screen for managers may not grow with what it shows.
        """
        for name in ('cchc.publication', 'cchc.outreach', 'cchc.assignment', 'cchc.article'):
            self.env[name].flush_model()
        days = SQL(', ').join(
            SQL("(%s, %s::date, %s::date)", number, plan.date_from, min(plan.date_to, until))
            for number, (plan, until) in enumerate(years))
        own = SQL("one.company_id = %s AND %s", self.env.company.id, SQL(
            "one.department_id IN %s", tuple(units.ids) or (0,)) if units is not False else SQL("TRUE"))
        facts = {'articles': [Counter() for __ in years], 'outreach': [Counter() for __ in years], 'cases': {}}
        forms = {square.id for square in behind if square.means.startswith('cchc.outreach.form')}
        for kind, key, name, year, count, at_channel, in_review in self.env.execute_query(SQL(
                """WITH years (number, first, last) AS (VALUES %(days)s)
                   SELECT 'articles', 0, CASE WHEN NOT genre.requires_body THEN %(genre)s END, years.number,
                          COUNT(DISTINCT one.article_id), 0, 0
                     FROM cchc_publication one
                     JOIN years ON one.date_published BETWEEN years.first AND years.last
                     LEFT JOIN cchc_genre genre ON genre.id = one.genre_id
                    WHERE one.state = 'published' AND %(own)s
                    GROUP BY 3, 4
                UNION ALL
                   SELECT 'outreach', one.form_id, '', years.number, COUNT(*), 0, 0
                     FROM cchc_outreach one JOIN years ON one.date BETWEEN years.first AND years.last
                    WHERE one.state = 'approved' AND %(own)s
                    GROUP BY 2, 4
                UNION ALL
                   SELECT 'cases', given.id, '', 0, given.quantity,
                          COUNT(DISTINCT one.article_id) FILTER (WHERE %(received)s <= given.date_deadline),
                          COUNT(DISTINCT one.article_id) FILTER (WHERE %(submitted)s <= given.date_deadline)
                     FROM cchc_assignment given
                     LEFT JOIN cchc_publication one ON one.assignment_id = given.id
                                                       AND one.state <> 'removed'
                     LEFT JOIN cchc_article article ON article.id = one.article_id
                    WHERE given.id IN %(behind)s
                    GROUP BY given.id""",
                days=days, own=own, genre=self.env['cchc.genre']._field_to_sql('genre', 'name'),
                behind=tuple(square.id for square in behind) or (0,),
                received=self._sql_day(SQL("COALESCE(one.date_sent, article.approved_date)")),
                submitted=self._sql_day(SQL("article.date_submitted")))):
            if kind == 'cases':
                facts['cases'][key] = cause(key in forms, count, at_channel, in_review)
            else:
                facts[kind][year][key or name or ''] += count
        return facts

    def _sql_day(self, moment):
        """Return the SQL of the agency's day of a moment."""
        return SQL("(%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date", moment, self.env.company.cchc_tz)

    def _cases(self, counted, causes):
        """Return the assignments that fell due as ``tools.overview.Case``."""
        return [
            Case(one.means, one.unit, one.id in causes, causes.get(one.id, ''), one.outcome.kind == 'overdue')
            for one in counted if is_due(one.outcome)]

    def _waits(self, channels, waited):
        """Return how long each channel takes from receiving an article to posting it: ``[{text, is_slow}]``."""
        lines = []
        for channel in channels:
            if days := waited[channel.id]:
                usual = max(round(median(days)), 0)
                lines.append({
                    'text': self.env._("%(channel)s: %(time)s", channel=channel.name, time=in_days(self.env, usual)),
                    'is_slow': not channel.is_internal and usual > channel.lead_days})
        return lines

    # ------------------------------------------------------------------
    # Forms of communication, reports
    # ------------------------------------------------------------------

    def _forms(self, forms, facts):
        """Return how often each form of communication was used in the year, those not used last: ``{used, total,
        lines: [{name, count}]}``. Articles, and each other genre that was used, are forms as well."""
        _ = self.env._
        articles, outreach = facts['articles'][0], facts['outreach'][0]
        lines = [{'name': _("Articles"), 'count': articles['']}]
        lines += [{'name': genre, 'count': articles[genre]} for genre in sorted(articles) if genre]
        lines += [{'name': form.name, 'count': sum(outreach[id_] for id_ in form._with_shared().ids)} for form in forms]
        lines.sort(key=lambda line: not line['count'])
        return {'lines': lines, 'used': sum(bool(line['count']) for line in lines), 'total': len(lines)}

    def _reports(self, plan, follows, today):
        """Return the reports of the year that the user may read: those of the agency, for the head of a unit its own,
        and of the units how many. False for whoever reads no reports."""
        Report = self.env['cchc.report']
        if not Report.has_access('read'):
            return False
        found = Report.search_fetch(
            [('plan_id', '=', plan.id), ('state', '!=', 'cancelled')],
            ['level', 'regime_id', 'department_id', 'period_key', 'state', 'date_sent', 'date_submitted',
             'date_deadline', 'company_id'], order='date_end, date_start, version, id')
        by_kind = found.grouped('level')
        none = Report.browse()
        listed = by_kind.get('agency', none) if follows else by_kind.get('department', none)
        lines = {}
        for report in listed:   # of several versions the first that was sent tells the day, the last is opened
            key = (report.regime_id or report, report.department_id, report.period_key)
            lines[key] = self._report_line(report, lines.get(key))
        of_units = [self._sent_on(report) for report in by_kind.get('department', none)] if follows else []
        in_time = sum(bool(line['is_in_time']) for line in lines.values())
        return {
            'lines': list(lines.values()), 'in_time': in_time, 'total': len(lines),
            'of_units': of_units and self.env._(
                "Reports of the units: %(sent)s of %(total)s sent, %(in_time)s of them in time.",
                sent=sum(bool(day) for day, __ in of_units), total=len(of_units),
                in_time=sum(is_in_time for __, is_in_time in of_units)) or ''}

    def _report_line(self, report, earlier):
        _, (day, is_in_time) = self.env._, self._sent_on(report)
        if earlier and earlier['is_sent']:
            return {**earlier, 'id': report.id}
        if day:
            text = _("sent on %(date)s", date=without_year(day))
        elif report.date_deadline:
            text = _("due %(date)s, %(state)s", date=in_figures(report.date_deadline),
                     state=report._state_label(report.state).lower())
        else:
            text = report._state_label(report.state).lower()
        return {
            'id': report.id, 'name': report._period_short(), 'text': text, 'is_sent': bool(day),
            'is_in_time': is_in_time,
            'is_late': bool(report.date_deadline) and not is_in_time and (
                bool(day) or report.date_deadline < report.company_id._cchc_today())}

    def _sent_on(self, report):
        """Return ``(day on which the report was sent or None, whether in time)``."""
        day = None
        if report.level == 'agency' and report.state == 'published':
            day = report.date_sent
        elif report.level == 'department' and report.state in ('submitted', 'approved'):
            day = report.company_id._cchc_day_of(report.date_submitted)
        return day, bool(day) and (not report.date_deadline or day <= report.date_deadline)
