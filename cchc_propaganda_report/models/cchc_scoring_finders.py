# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from calendar import monthrange
from datetime import date

from odoo import models
from odoo.fields import Domain
from odoo.tools import formatLang

from odoo.addons.cchc_propaganda.tools.dates import in_figures
from odoo.addons.cchc_propaganda.tools.decree import within_sentence
from odoo.addons.cchc_propaganda.tools.period import Period

from ..tools.scoring import FILE, LINK, Evidence, Found, Gap

NEVER = 'never'     # the form of outreach whose files are not attached: documents of party meetings


class CchcScoring(models.Model):
    """The finders: for each rule one method that returns what was done of what was planned, the evidence, and what is
    missing with the unit that has it (``tools.scoring.Found``). Each runs a fixed number of queries. They see all of
    the agency's records: score and evidence are the same for every reader of the pack."""
    _inherit = 'cchc.scoring'

    def _finders(self):
        """Return ``{rule of a criterion: method}``; each takes the criterion."""
        return {
            'sum': lambda criterion: Found(), 'plan': self._find_plan, 'completion': self._find_completion,
            'reports': self._find_reports, 'forms': self._find_forms, 'hand': self._find_by_hand}

    def _find(self, criterion):
        """Return what was found for the criterion; one record, in the language of its agency."""
        scoring = self.sudo()   # the same for every reader of the pack
        return scoring._finders()[criterion.rule](criterion.sudo())     # a setting that decides for every reader

    def _year_days(self):
        """Return the first and the last day of the year that is scored."""
        return date(self.year, 1, 1), date(self.year, 12, 31)

    # ------------------------------------------------------------------
    # Plan and reports
    # ------------------------------------------------------------------

    def _issued_plans(self):
        """Return the plans of the year that were issued, the first one first."""
        return self.env['cchc.plan'].search([
            ('company_id', '=', self.company_id.id), ('year', '=', self.year), ('date_issued', '!=', False),
            ('amends_id', '=', False), ('state', 'in', ('published', 'cancelled'))], order='date_issued, id')

    def _find_plan(self, criterion):
        _, found = self.env._, Found(planned=1)
        plans = self._issued_plans()
        by = self._plan_due(criterion)
        if not plans:
            found.basis.append(_("The plan of %(year)s is not issued.", year=self.year))
            found.gaps.append(Gap('cchc.plan', 0, _("Plan of %(year)s: not issued", year=self.year), 0))
            return found
        issued = plans[0].date_issued
        found.done = int(not by or issued <= by)
        found.basis.append(
            _("Issued on %(date)s, asked for by %(due)s.", date=in_figures(issued), due=in_figures(by)) if by
            else _("Issued on %(date)s.", date=in_figures(issued)))
        self._add_plans(found, plans)
        return found

    def _plan_due(self, criterion):
        """Return the day by which the criterion asks for the plan, None for any day."""
        if not criterion.due_month:
            return None
        year = self.year - int(criterion.due_year_before)
        last = monthrange(year, criterion.due_month)[1]
        return date(year, criterion.due_month, min(criterion.due_day or 31, last))

    def _add_plans(self, found, plans):
        """Add the signed copies of the plans, and what is missing of them."""
        for plan in plans:
            words = {'number': plan.number or plan.name}
            name = self.env._("Plan number %(number)s: signed copy", **words)
            found.evidence += self._files(plan.signed_document_ids, name, plan, day=plan.date_issued)
            if not plan.signed_document_ids:
                found.gaps.append(Gap(plan._name, plan.id, name, plan.office_id.id))
            else:
                found.notes.append(name)

    def _find_reports(self, criterion):
        """Count the reports of the agency that its reporting rules ask for, by period. The first version decides when a
        report was sent."""
        _, found, today = self.env._, Found(), self.company_id._cchc_today()
        reports = self._agency_reports(Domain('regime_id', '!=', False))
        not_due = 0
        for versions in reports.grouped(lambda report: (report.regime_id, report.period_key)).values():
            first = versions.sorted('version')[0]
            sent = first.state == 'published'
            if not sent and (not first.date_deadline or first.date_deadline >= today):
                not_due += 1
                continue
            in_time = sent and (not first.date_deadline or first.date_sent <= first.date_deadline)
            found.planned += 1
            found.done += int(in_time or sent and criterion.count_late)
            self._add_report(found, versions)
        found.basis.append(
            _("%(done)s of %(planned)s reports sent.", done=found.done, planned=found.planned) if criterion.count_late
            else _("%(done)s of %(planned)s reports sent in time.", done=found.done, planned=found.planned))
        if not_due:
            found.basis.append(_("Not due yet: %(count)s.", count=not_due))
        return found

    def _agency_reports(self, domain):
        """Return the agency's reports about periods of the year, those cancelled left out."""
        reports = self.env['cchc.report'].search(
            Domain('company_id', '=', self.company_id.id) & Domain('level', '=', 'agency')
            & Domain('state', '!=', 'cancelled') & Domain('period_key', '=like', f'{self.year}-%') & domain,
            order='date_end, id')
        return reports.filtered(lambda report: Period.parse(report.period_key).kind != 'window')

    def _add_report(self, found, versions, with_workbook=False):
        """Add the signed copy of a report, and what is missing of it; ``versions``: of the same report."""
        _, latest = self.env._, versions.filtered(lambda report: report.state == 'published').sorted('version')[-1:]
        report = latest or versions.sorted('version')[0]
        words = {'period': within_sentence(report._period_with_quarter())}
        if not latest:
            found.gaps.append(Gap(report._name, report.id, _("Report of %(period)s: not sent", **words), 0))
            return
        name = _("Report of %(period)s: signed copy", **words)
        found.evidence += self._files(report.signed_document_ids, name, report, day=report.date_sent)
        if report.signed_document_ids:
            found.notes.append(name)
        else:
            found.gaps.append(Gap(report._name, report.id, name, 0))
        if with_workbook and (workbook := self._workbook_of(report)):
            name = _("Workbook of the report of %(period)s", **words)
            found.evidence += [Evidence(
                FILE, name, day=report.date_sent.isoformat(), file=workbook.id, file_name='x.xlsx',
                size=workbook.file_size or 0, checksum=workbook.checksum or '', model=report._name, record=report.id)]
            found.notes.append(name)

    def _workbook_of(self, report):
        """Return the stored workbook of a report that was sent, as a file."""
        return self.env['ir.attachment'].search([
            ('res_model', '=', report._name), ('res_field', '=', 'xlsx_file'), ('res_id', '=', report.id)], limit=1)

    # ------------------------------------------------------------------
    # Assignments of the plan
    # ------------------------------------------------------------------

    def _find_completion(self, criterion):
        """Count the assignments whose period ends in the year. Exempt ones, those no longer asked for, and those that
        were due before the plan's issue and are unmet do not count."""
        _, found = self.env._, Found()
        first, last = self._year_days()
        ours = Domain('company_id', '=', self.company_id.id) & Domain('date_end', '>=', first) & Domain(
            'date_end', '<=', last)
        Assignment, today = self.env['cchc.assignment'], self.company_id._cchc_today()
        counted = {
            kind: Assignment.search_count(ours & Assignment._outcome_domain(kind, today=today))
            for kind in ('done', 'late', 'waiting', 'overdue', 'open')}
        met = ('done', 'late') if criterion.count_late else ('done',)
        found.done, found.planned = sum(counted[kind] for kind in met), sum(counted.values())
        found.basis.append(_(
            "%(done)s of %(planned)s assignments met (%(rate)s).", done=found.done, planned=found.planned,
            rate=f'{formatLang(self.env, 100 * found.done / (found.planned or 1), digits=1)}%'))
        if counted['open']:
            found.basis.append(_("Not due yet: %(count)s.", count=counted['open']))
        year_reports = self._agency_reports(Domain('period_type', '=', 'year'))
        if year_reports:
            self._add_report(found, year_reports, with_workbook=True)
        else:
            found.gaps.append(Gap(
                'cchc.report', 0, _("Report of the year %(year)s: not sent", year=self.year), 0, key='year'))
        self._add_plans(found, self._issued_plans())
        in_year = Domain('assignment_id', 'any', ours & Assignment._outcome_domain(*met))
        publications = self._add_publications(found, in_year)
        if publications:
            found.notes.append(_("Links of posted articles: %(count)s", count=len(publications)))
        self._add_outreach(found, in_year)
        return found

    # ------------------------------------------------------------------
    # Spread over forms and channels
    # ------------------------------------------------------------------

    def _find_forms(self, criterion):
        """Count the forms, genres and kinds of channels with enough articles or outreach in the year."""
        _, found = self.env._, Found()
        first, last = self._year_days()
        kinds, least = criterion._kinds(), criterion.least_items
        genres, forms = self._with_own(criterion.genre_ids), self._with_own(criterion.form_ids)
        posted = self._add_publications(
            found, Domain('date_published', '>=', first) & Domain('date_published', '<=', last) & (
                Domain('channel_id.kind', 'in', kinds)
                | Domain('genre_id', 'in', self.env['cchc.genre'].union(*genres.values()).ids)))
        labels = dict(self.env['cchc.channel']._fields['kind']._description_selection(self.env))
        numbers = [(labels[kind], len(posted.filtered(
            lambda one, kind=kind: one.channel_id.kind == kind)), '') for kind in kinds]
        numbers += [(genre.name, len(posted.filtered(
            lambda one, same=same: one.genre_id in same)), '') for genre, same in genres.items()]
        if forms:
            held = self._add_outreach(
                found, Domain('date', '>=', first) & Domain('date', '<=', last) & Domain(
                    'form_id', 'in', self.env['cchc.outreach.form'].union(*forms.values()).ids))
            for form, same in forms.items():
                own = held.filtered(lambda one, same=same: one.form_id in same)
                numbers.append((form.name, len(own), self._proof_in_words(own)))
        for name, count, proof in numbers:
            words = {'name': name, 'count': count, 'proof': proof}
            found.notes.append(
                _("%(name)s: nothing yet", name=name) if not count
                else _("%(name)s: %(count)s, %(proof)s", **words) if proof else _("%(name)s: %(count)s", **words))
        covered = sum(count >= least for __, count, __ in numbers)
        found.planned = criterion.least_forms or len(numbers)
        found.done = min(covered, found.planned)
        found.basis.append(_(
            "%(done)s of %(planned)s forms used, with at least %(least)s items each.", done=covered,
            planned=found.planned, least=least))
        return found

    def _with_own(self, settings):
        """Return ``{setting: itself and the agency's own copy, which counts as the same}``."""
        own = settings._own_copies(self.company_id)
        return {setting: setting | own.get(setting, setting) for setting in settings}

    def _proof_in_words(self, outreach):
        """Return how many of these have a file; '' for none."""
        asked = outreach.filtered(lambda one: one.form_id.evidence != NEVER)
        if outreach and not asked:
            return self.env._("no file needed, none of a party meeting is attached")
        proven = asked.filtered('evidence_ids')
        return self.env._("%(proven)s of them with a file", proven=len(proven)) if asked else ''

    # ------------------------------------------------------------------
    # By hand
    # ------------------------------------------------------------------

    def _find_by_hand(self, criterion):
        """The Office enters the points and attaches what proves them."""
        _, found = self.env._, Found()
        line = self.line_ids.filtered(lambda line: line.criterion_id == criterion)
        found.basis.append(_("Entered by the Office."))
        if line.entered_score and not line.evidence_ids:
            found.gaps.append(Gap(line._name, line.id, _(
                "What proves the points of “%(name)s”", name=criterion._label()), 0))
        return found

    # ------------------------------------------------------------------
    # Evidence of records
    # ------------------------------------------------------------------

    def _files(self, files, name, record, unit='', day=None):
        return self.env['cchc.scoring.line']._file_evidence(files, name, record._name, record.id, unit, day)

    def _add_publications(self, found, domain):
        """Add the links of the posted publications, and the files of those without a link; return the publications.
        Units and channels have the names of the day."""
        publications = self.env['cchc.publication'].search(
            Domain('company_id', '=', self.company_id.id) & Domain('state', '=', 'published') & domain,
            order='date_published, id')
        publications.mapped('article_id.name')      # all at once
        for one in publications:
            day = one.date_published
            unit = one.department_id._cchc_name_on(day)
            name = f'{one.article_id.display_name} · {one.channel_id._cchc_name_on(day)}'
            if one.url:
                found.evidence.append(Evidence(
                    LINK, name, unit, day.isoformat() if day else '', url=one.url, model=one._name, record=one.id))
            else:
                found.evidence += self._files(one.evidence_ids, name, one, unit, day)
        return publications

    def _add_outreach(self, found, domain):
        """Add the files of the accepted outreach, and what is missing of them; return the outreach. Files of forms that
        take none (party meetings) are never added."""
        outreach = self.env['cchc.outreach'].search(
            Domain('company_id', '=', self.company_id.id) & Domain('state', '=', 'approved') & domain,
            order='date, id')
        for one in outreach:
            if one.form_id.evidence == NEVER:
                continue
            name = f'{one.name}, {in_figures(one.date)}'
            if one.evidence_ids:
                found.evidence += self._files(
                    one.evidence_ids, name, one, one.department_id._cchc_name_on(one.date), one.date)
            else:
                found.gaps.append(Gap(
                    one._name, one.id, self.env._("Photo or minutes: %(name)s", name=name), self._unit_that_has(
                        one.department_id).id, takes_file=True))
        return outreach

    def _unit_that_has(self, unit):
        """Return the unit that keeps the papers of this one today: itself, or after a reorganisation its successor."""
        seen = unit
        while not unit.active and (successor := unit.cchc_successor_ids[:1]) and successor not in seen:
            unit, seen = successor, seen | successor
        return unit
