# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64

from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from odoo.addons.cchc_propaganda.tests.guard.web_calls import WebCallsMixin

from .common import ReportCommon

SECRET = "Not sent zq7"
FILES = ('snapshot_file', 'xlsx_file', 'docx_file', 'docx_template_file')
LISTS = ('own_figure_ids', 'quarter_figure_ids', 'detail_figure_ids', 'figure_ids')


@tagged('post_install', '-at_install')
class TestReportIntruder(WebCallsMixin, ReportCommon, HttpCase):
    """Requests sent directly to the server, about reports that are somebody else's."""

    def setUp(self):
        super().setUp()
        self.plan = self.plan_in('published')
        self.at('2024-04-03')
        self.users['outsider'].group_ids = [Command.link(self.env.ref('cchc_propaganda.group_office').id)]

    def got(self, login, address):
        """Return the bytes that the address gives to the user; None: without an account."""
        self.env.flush_all()
        name = login and self.users[login].login
        self.authenticate(name, name)
        return self.url_open(address).content

    # ------------------------------------------------------------------
    # Files
    # ------------------------------------------------------------------

    def test_files_of_a_report_are_given_to_its_readers_alone(self):
        """By the address of the field, of the attachment, with a token that was kept, and by the doors that print."""
        for report, reader in ((self.unit_report(self.plan), 'head'), (self.report_of(self.plan), 'director')):
            report = self.report_in('submitted', report)
            addresses = {
                f'/report/xlsx/cchc_propaganda_report.workbook/{report.id}': 'xlsx_file',
                f'/cchc/report/{report.id}/docx': 'docx_file'}
            for name in FILES:
                file = self.env['ir.attachment'].search([
                    ('res_model', '=', 'cchc.report'), ('res_id', '=', report.id), ('res_field', '=', name)])
                [token] = file.generate_access_token()
                addresses |= dict.fromkeys((
                    f'/web/content/cchc.report/{report.id}/{name}', f'/web/content/{file.id}',
                    f'/web/content/{file.id}?access_token={token}'), name)
            files = {name: base64.b64decode(report.with_context(bin_size=False)[name]) for name in FILES}
            others = ('stranger', 'author', 'editor', 'other_head', 'admin', 'outsider', None)
            for address, name in addresses.items():
                with self.subTest(level=report.level, address=address):
                    self.assertEqual(self.got(reader, address), files[name])
                    for login in (*others, 'head') if report.level == 'agency' else others:
                        self.assertNotIn(self.got(login, address)[:2], (b'PK', files[name][:2]), login)

    # ------------------------------------------------------------------
    # Figures and texts of others
    # ------------------------------------------------------------------

    def test_a_form_tells_and_changes_nothing_of_other_reports(self):
        """Figures and sections of other units, put into the form of the own report."""
        own, other = self.unit_report(self.plan), self.unit_report(self.plan, unit='digital')
        agency = self.report_of(self.plan)
        (own | other | agency).action_refresh()
        agency.narrative_result = f'<p>{SECRET}</p>'
        self.as_(other, 'other_head').narrative_next = f'<p>{SECRET}</p>'
        own, other, agency = (report.with_env(self.env) for report in (own, other, agency))
        theirs = other.figure_ids.filtered(lambda figure: not figure.is_section)[0]
        theirs.sudo().write({'name': SECRET, 'value': 7, 'has_value': True, 'value_text': SECRET, 'footnote': SECRET})
        shown = ('summary', 'footnotes', 'brief', 'next_step', 'differences', 'own_figure_ids', 'can_report_nothing')
        for commands in ([[4, theirs.id]], [[6, 0, theirs.ids]], [[1, theirs.id, {}]]):
            for name in shown:
                spec = {name: {'fields': {'name': {}}} if name.endswith('_ids') else {}}
                answer = self.answer('head', 'cchc.report', 'onchange', own.ids, {'figure_ids': commands},
                                     ['figure_ids'], spec)
                self.assertNotIn(SECRET, str(answer), (name, commands))
        for name in ('section_ids', 'unit_report_ids', 'replacement_ids'):
            for record in (agency, other):
                answer = self.answer(
                    'head', 'cchc.report', 'onchange', own.ids, {name: [[4, record.id]]}, [name],
                    {name: {'fields': {'narrative_result': {}, 'narrative_next': {}}}})
                self.assertNotIn(SECRET, str(answer), name)
                for command in ([1, record.id, {'narrative_result': "<p>Forged</p>"}], [2, record.id], [4, record.id]):
                    self.call('head', 'cchc.report', 'write', own.ids, {name: [command]})
        for method, *arguments in (('read_unit_sections', 'result'), ('action_take', other.id, 'result'),
                                   ('compare_typed', {'narrative_result': "<p>x</p>"}), ('action_open',)):
            model, record = ('cchc.report.figure', theirs) if method == 'action_open' else ('cchc.report', agency)
            self.assertNotIn('result', self.answer('head', model, method, record.ids, *arguments), method)
        self.assertEqual((agency.narrative_result, other.state), (f'<p>{SECRET}</p>', 'draft'))
        self.assertNotEqual(other.narrative_result, "<p>Forged</p>")

    def test_no_list_of_figures_lets_anybody_type_one(self):
        report = self.unit_report(self.plan)
        report.action_refresh()
        figure = report.figure_ids.filtered(lambda one: not one.is_section)[0]
        before = (len(report.figure_ids), figure.value, figure.value_text)
        for login in ('head', 'office', 'director'):
            for name in LISTS:
                for command in ([1, figure.id, {'value': 99, 'value_text': "99"}], [2, figure.id], [3, figure.id],
                                [0, 0, {'name': "More", 'code': 'more', 'period_key': '2024-M03', 'clock': 'step'}]):
                    self.call(login, 'cchc.report', 'write', report.ids, {name: [command]})
                    self.assertEqual((len(report.figure_ids), figure.value, figure.value_text), before, (login, name))

    def test_what_a_figure_counted_is_found_by_its_readers_with_one_search(self):
        report = self.unit_report(self.plan)
        report.action_refresh()
        figure = report.figure_ids.filtered(lambda one: one.res_model == 'cchc.assignment' and one.value)[:1]
        self.assertTrue(figure)
        domain = [('counted_in', '=', f'{figure.id}.value')]
        for login, count in (('head', figure.value), ('office', figure.value), ('other_head', 0), ('stranger', 0),
                             ('outsider', 0)):
            self.assertEqual(self.model('cchc.assignment', login).search_count(domain), count, login)
        mine = self.model('cchc.assignment', 'head')

        def queries(values):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            mine.search_count([('counted_in', 'in', values)])
            return self.env.cr.sql_log_count - before

        one = [f'{figure.id}.value']
        queries(one)
        few = queries(one)
        self.assertLessEqual(queries(one + [f'{number}.value' for number in range(10 ** 6, 10 ** 6 + 500)]), few)

    # ------------------------------------------------------------------
    # In another's name
    # ------------------------------------------------------------------

    def test_nobody_begins_a_report_with_what_comes_later_or_is_another_s(self):
        """The Office makes reports: without a signed copy, and of a unit with a head without its text."""
        plan, unit = self.plan.id, {'level': 'department', 'department_id': self.units['press'].id}
        given = {'plan_id': plan, 'period_key': '2024-M02'}
        for values in ({'signed_document_ids': [[6, 0, self.attachment('office', name="signed.pdf").ids]]},
                       {**unit, 'narrative_result': f'<p>{SECRET}</p>'}):
            for sent, context in (({**given, **values}, {}),
                                  (given, {f'default_{name}': value for name, value in values.items()})):
                answer = self.answer('office', 'cchc.report', 'create', [sent], context=context)
                self.assertIn('error', answer)
        self.assertTrue(self.call('office', 'cchc.report', 'create', [{**given, **unit}]))
        self.assertTrue(self.call('office', 'cchc.report', 'create', [{**given, 'narrative_result': "<p>Own</p>"}]))

    def test_unit_of_another_agency_is_not_named(self):
        theirs = self.env['hr.department'].create({'name': SECRET, 'company_id': self.other_company.id})
        values = {'level': 'department', 'department_id': theirs.id, 'plan_id': self.plan.id, 'period_key': '2024-M02'}
        shown = {'name': {}, 'display_name': {}, 'department_id': {'fields': {'display_name': {}}}}
        for extra in ({}, {'company_id': self.other_company.id}):
            for method, arguments in (('onchange', [[], {**values, **extra}, ['department_id'], shown]),
                                      ('web_save', [[], {**values, **extra}, shown])):
                answer = self.answer('office', 'cchc.report', method, *arguments)
                self.assertNotIn(SECRET, str(answer), method)
        context = {f'default_{name}': value for name, value in values.items()}
        answer = self.answer('office', 'cchc.report', 'onchange', [], {}, [], shown, context=context)
        self.assertNotIn(SECRET, str(answer))
