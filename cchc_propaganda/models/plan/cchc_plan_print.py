# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ...tools import plan_document
from ...tools.archive import safe_name
from ...tools.check.deadlines import printed_day
from ...tools.decree import decree_day, roman
from ...tools.docx_template import Properties
from ...tools.period import Period, deadline
from ...tools.plan_document import Agency, Section, Topic
from ..core.libreoffice import pdf_of

PLAN, RESULTS = 'plan', 'plan_results'


class CchcPlan(models.Model):
    """The plan as a Word file, for signing: the same words, numbers and order as on the screen. Whoever may read the
    plan may print it."""
    _inherit = 'cchc.plan'

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    @api.readonly
    def action_print_docx(self):
        return self._download('docx')

    @api.readonly
    def action_print_pdf(self):
        return self._download('pdf')

    @api.readonly
    def action_print_results(self):
        """Download the appendix with one more column: its results so far."""
        self._check_printable(RESULTS)
        return self._download('results')

    def _download(self, form):
        self._check_printable(PLAN)
        return {'type': 'ir.actions.act_url', 'url': f'/cchc/plan/{self.id}/{form}', 'target': 'download'}

    def _check_printable(self, kind):
        """Raise unless it is one plan that the user may read, and has what is printed."""
        if len(self) != 1:
            raise UserError(self.env._("Print one plan at a time."))
        self.check_access('read')
        if kind == RESULTS and not (self.state in ('published', 'cancelled') and self.date_issued):
            raise UserError(self.env._(
                "“%(name)s” is not issued yet, so its rows have no results. Print the plan itself.",
                name=self.display_name))

    # ------------------------------------------------------------------
    # Files
    # ------------------------------------------------------------------

    def _docx(self, kind=PLAN):
        """Return the bytes of the Word file: the plan with its appendix, or the appendix with its results."""
        self._check_printable(kind)
        plan = self.sudo()._in_company_language()   # the file is the same for every reader of the plan
        data = plan._print_data(with_results=kind == RESULTS)
        properties = Properties(
            plan.name, plan.company_id._cchc_name_on(plan._day_of_names()), plan.date_issued or plan.date_from)
        return plan.env['cchc.word.template']._print(
            plan.company_id, plan._kind_of_template(kind), data, properties,
            wide=kind == PLAN and data['appendix']['has_output'])

    def _kind_of_template(self, kind):
        """Return the kind of template that prints the plan or its results; one record."""
        return kind

    def _pdf(self):
        """Return the plan as PDF: what LibreOffice makes of the Word file, or, where the server has none, what Odoo
        prints."""
        return pdf_of(self._docx()) or self._pdf_of_odoo()

    def _pdf_of_odoo(self):
        self._check_printable(PLAN)
        # The report's own rights are those of the plan, which are checked.
        reports = self.env['ir.actions.report'].sudo()
        return reports._render_qweb_pdf('cchc_propaganda.plan_report', self.ids)[0]

    def _file_name(self, form):
        """Return the name of the file as an office would store it, without its ending."""
        plan = self._in_company_language()
        _, number = plan.env._, (plan.number or '').replace('/', '-')
        if number and plan.date_issued:
            day = format_date(plan.env, plan.date_issued, date_format='dd-MM-yyyy')
            name = _("Plan %(number)s of %(day)s", number=number, day=day)
        else:
            name = plan._file_name_of_draft()
        if form == 'results':
            today = format_date(plan.env, plan.company_id._cchc_today(), date_format='dd-MM-yyyy')
            name = _("Appendix with results to %(today)s – %(plan)s", today=today, plan=name)
        return safe_name(name, length=100)

    def _file_name_of_draft(self):
        return self.env._("Plan of %(year)s (draft)", year=self.year)

    # ------------------------------------------------------------------
    # What is printed
    # ------------------------------------------------------------------

    def _print_data(self, with_results=False):
        """Return what the templates of a plan can print."""
        company, today = self.company_id, self.company_id._cchc_today()
        agency = company._cchc_letterhead(self._day_of_names())
        return plan_document.plan_data(
            agency=agency, name=self.name,
            document=plan_document.number_and_day(
                self.env._("PLAN"), agency, self.number or '', self.date_issued or None,
                printed_day(self.date_text) or today),
            bases=self.legal_basis_ids.mapped('name'),
            sections=self._printed_sections(),
            recipients=self.recipient_ids.mapped('name'), signer=(self.signer_title or '', self.signer_name or ''),
            appendix_title=self.appendix_title or self.env._("CONTENTS: %(name)s", name=self.name.upper()),
            topics=self._printed_topics(with_results), as_of=today)

    def _printed_sections(self):
        """Return the sections as ``plan_document.Section``."""
        return [Section(section.number or '', section.title or '', section.body or '') for section in self.section_ids]

    def _day_of_names(self):
        """Return the day whose names of units, channels and agency are printed: that of the issue, of a draft
        today."""
        return self.date_issued or self.company_id._cchc_today()

    def _printed_topics(self, with_results=False):
        """Return the rows of the appendix that stand below no other, as ``plan_document.Topic``."""
        below = self.topic_ids.sorted(lambda topic: (topic.sequence, topic.id)).grouped('parent_id')

        def topic(record):
            return Topic(
                code=record.code or '', name=record.name or '', lead=record.lead_text or '',
                coordinator=record.coordinator_text or '', time=record.time_text or '',
                output=record.expected_output or '', result=record._printed_result() if with_results else '',
                children=[topic(child) for child in below.get(record, ())],
                turns=record._printed_turns(with_results))

        return [topic(record) for record in below.get(self.env['cchc.topic'], ())]


class CchcTopic(models.Model):
    _inherit = 'cchc.topic'

    def _printed_result(self):
        """Return the result of the row: what the lead unit wrote, and its state; a bullet without words has none."""
        if not self.code and self.parent_id:
            return self.result or ''
        state = dict(self._fields['result_state']._description_selection(self.env))[self.result_state]
        counted = self.assignment_ids.filtered(lambda one: one.state not in ('exempt', 'waived'))
        if counted:
            state = self.env._(
                "%(state)s: %(met)s of %(asked)s assignments met", state=state, asked=f'{len(counted):02}',
                met=f"{len(counted.filtered('date_done')):02}")
        return '\n'.join(filter(None, [state, self.result]))

    def _printed_turns(self, with_results=False):
        """Return the turns that are printed as rows below this one: those whose words were read from the plan, and
        those that were typed as turns, unless the cell of the lead units tells them already."""
        by_span = {}
        for turn in self.obligation_ids.rotation_ids.sorted(lambda turn: (turn.period_from, turn.period_to, turn.id)):
            by_span.setdefault((turn.period_from, turn.period_to), []).append(turn)
        if not by_span or plan_document.told_in_cell(self.lead_text or '', len(by_span)):
            return []
        printed, day = [], self.plan_id._day_of_names()
        for index, (span, turns) in enumerate(by_span.items()):
            first = turns[0]
            units = dict.fromkeys(turn.lead_text or turn.department_id._cchc_name_on(day) for turn in turns)
            printed.append(plan_document.Turn(
                content=first.name or f'{plan_document.turn_letter(index)} {first.obligation_id._printed_span(*span)}',
                lead='\n'.join(units), time=first.time_text or first._printed_time(),
                result=self._printed_result_of(turns) if with_results else ''))
        return printed

    def _printed_result_of(self, turns):
        """Return one line for each assignment of these turns: on which channel, what became of it, when."""
        lines, named_on = [], self.plan_id._day_of_names()
        for assignment in self.assignment_ids.sorted(lambda one: (one.date_deadline, one.obligation_id.id, one.id)):
            ordinal = Period.parse(assignment.period_key).ordinal if assignment.obligation_id else 0
            if any(assignment.obligation_id == turn.obligation_id and turn.period_from <= ordinal <= turn.period_to
                   for turn in turns):
                became = assignment._state_label(assignment.state)
                day = assignment.date_done and f' ({decree_day(assignment.date_done, with_year=False)})' or ''
                lines.append(f'{assignment._met_by()._names_on(named_on)[0]}: {became}{day}')
        return '\n'.join(lines)


class CchcObligation(models.Model):
    _inherit = 'cchc.obligation'

    def _printed_span(self, first, last):
        """Return the periods of a turn as a plan prints them: Quý I, Tháng 1, 2, 3."""
        _ = self.env._
        if self.frequency == 'quarter':
            return _("Quarter %(number)s", number=', '.join(roman(number) for number in range(first, min(last, 4) + 1)))
        if self.frequency == 'month':
            return _("Month %(number)s", number=', '.join(map(str, range(first, last + 1))))
        if self.frequency == 'half':
            return _("First half of the year") if first == 1 else _("Second half of the year")
        return _("The whole year")


class CchcObligationRotation(models.Model):
    _inherit = 'cchc.obligation.rotation'

    def _printed_time(self):
        """Return the deadline of a turn of one period; of several, the row's own time says it."""
        obligation = self.obligation_id
        if self.period_from != self.period_to or obligation.frequency not in ('quarter', 'half', 'year'):
            return ''
        period = Period.of_year(obligation.frequency, obligation.plan_id.year)[self.period_from - 1]
        return self.env._("By %(day)s at the latest", day=decree_day(
            deadline(period, obligation.due_day, obligation.due_month_offset)))


class ResCompany(models.Model):
    _inherit = 'res.company'

    def _cchc_letterhead(self, day=None):
        """Return the agency as it stands on its documents of that day, by default of today."""
        company = self.sudo()   # some fields of a company are for the system administrator only
        name = company._cchc_name_on(day or company._cchc_today())
        return Agency(name, company.cchc_parent_name or '', company.cchc_place or '', company.cchc_symbol or '')


class CchcWordTemplate(models.Model):
    _inherit = 'cchc.word.template'

    @api.model
    def _examples(self, kind):
        """A full plan and an empty one, which the templates of plans must print."""
        if kind not in (PLAN, RESULTS):
            return super()._examples(kind)
        day, words = date(2024, 2, 21), "Văn phòng & <Phòng>\nThanh tra"
        agency = self.env.company._cchc_letterhead()
        row = Topic('1', words, words, words, words, words, words, children=[
            Topic('', words), Topic('', words, words), Topic('1.1', words, turns=[
                plan_document.Turn(words, words, words, words)])])
        full = plan_document.plan_data(
            agency, plan_document.number_and_day('KH', agency, '30/KH', day, day), words, [words, words],
            [Section('I', words, f'<p>{words}</p><ul><li>a</li></ul><table><tr><td>b</td></tr></table>')], [words],
            (words, words), words, [row, row], day)
        empty = plan_document.plan_data(
            agency, plan_document.number_and_day('KH', agency, '', None, day), 'a', [], [], [], ('', ''), '', [], day)
        return [full, empty]
