# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import io

from docx import Document
from psycopg2.errors import UniqueViolation

from odoo.tests import Form, HttpCase, tagged
from odoo.tools import mute_logger

from ..common import CchcCommon, CchcMixin


def word(*lines):
    """Return a Word file with a paragraph for each line."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return base64.b64encode(stream.getvalue()).decode()


@tagged('post_install', '-at_install')
class TestWordTemplate(CchcCommon):
    """An agency prints its documents by its own template, if that prints an example."""

    def own(self, *lines, kind='plan', login='admin'):
        return self.model('cchc.word.template', login).create({
            'kind': kind, 'file': word(*lines), 'filename': "Mẫu của Sở.docx"})

    def lines_of(self, plan):
        return [line.text for line in Document(io.BytesIO(plan._docx())).paragraphs if line.text]

    def test_own_template_prints_the_documents_of_its_agency_alone(self):
        plan = self.plan_in('published')
        own = self.own('Kế hoạch: {{ document.title }}', '{%p for row in appendix.rows %}', '{{ row.code }}',
                       '{{p row.content|text }}', '{%p endfor %}')
        self.assertEqual(self.lines_of(self.as_(plan, 'author')), [
            'Kế hoạch: Plan of 2024', '1', 'News of the reform'])
        self.assertIn('PHỤ LỤC', [
            line.text for line in Document(io.BytesIO(self.as_(plan, 'author')._docx('plan_results'))).paragraphs])
        elsewhere = self.model('cchc.word.template', 'outsider').search([])
        self.assertFalse(elsewhere)
        self.as_(own, 'admin').action_use_shared()
        self.assertIn('PHỤ LỤC', self.lines_of(self.as_(plan, 'author')))

    def test_template_that_does_not_print_is_refused_with_its_line(self):
        for line, words in (
                ('Tên: {{ plan.name }}', "“Tên: {{ plan.name }}” prints “plan”, which there is not"),
                ('{{ document.title', "“{{ document.title” does not end in its paragraph"),
                ('{% if bases %}', "“{% if … %}” is not closed"),
                ('{{ document }}', "prints a whole list"),
                ("{{ ''.__class__ }}", "only prints, chooses and repeats"),
                ('{% for a in appendix.rows %}{{ a.wrong }}{% endfor %}', "which there is not")):
            self.assertRefused(f"Mẫu của Sở.docx.*{words}".replace('{', r'\{'), self.own, line)
        own = self.own('{{ document.title }}')
        self.assertRefused("which there is not", own.write, {'file': word('{{ wrong }}')})

    def test_file_that_is_no_template_is_refused(self):
        create = self.model('cchc.word.template', 'admin').create
        for file, words in (
                (base64.b64encode(b'%PDF-1.7').decode(), "no Word file"),
                (base64.b64encode(b'PK nothing').decode(), "damaged"),
                ('a' * 7_500_000, "larger than 5 MB")):
            self.assertRefused(words, create, {'kind': 'plan', 'file': file})
        self.assertTrue(self.refusal(create, {'kind': 'plan', 'file': False}))

    def test_shared_templates_print_their_examples(self):
        for kind in self.env['cchc.word.template']._shared_paths():
            shared = base64.b64encode(self.env['cchc.word.template']._shared(kind))
            self.model('cchc.word.template', 'admin').create({'kind': kind, 'file': shared})

    def test_one_template_for_each_document(self):
        self.own('{{ document.title }}')
        with self.assertRaises(UniqueViolation), mute_logger('odoo.sql_db'), self.undone():
            self.own('{{ document.title }}')

    def test_only_the_administrator_changes_templates(self):
        own = self.own('{{ document.title }}')
        for login in ('author', 'head', 'editor', 'office', 'director', 'outsider'):
            with self.subTest(login=login):
                self.assertTrue(self.refusal(self.as_(own, login).write, {'file': word('a')}))
                self.assertTrue(self.refusal(self.as_(own, login).action_use_shared))
                if login != 'outsider':
                    self.assertTrue(self.refusal(self.own, 'a', login=login))

    def test_document_and_agency_of_a_template_stay(self):
        own = self.own('{{ document.title }}')
        self.assertRefused("do not change", own.write, {'kind': 'plan_results'})
        self.assertAllowed(own.write, {'kind': 'plan', 'filename': "b.docx"})
        self.assertTrue(self.refusal(own.write, {'company_id': self.other_company.id}))

    def test_template_that_fails_later_names_who_mends_it(self):
        """A template kept from before may print names that are gone."""
        own = self.own('{{ document.title }}')
        plan = self.as_(self.plan_in('draft'), 'office')
        file = self.env['ir.attachment'].search([
            ('res_model', '=', 'cchc.word.template'), ('res_id', '=', own.id), ('res_field', '=', 'file')])
        file.raw = base64.b64decode(word('{{ gone }}'))
        self.assertRefused("own template cannot print this document.*“gone”.*administrator", plan._docx)

    def test_typed_in_its_form(self):
        with Form(self.model('cchc.word.template', 'admin')) as form:
            form.kind = 'plan_results'
            self.assertEqual(form.shared_address, '/cchc/word-template?kind=plan_results')
            form.file = word('{{ appendix.title }}')
        self.assertEqual(form.record.display_name, "Appendix with its results")


@tagged('post_install', '-at_install')
class TestWordTemplateDoor(CchcMixin, HttpCase):

    def test_shared_template_is_downloaded_by_the_administrator(self):
        self.env.flush_all()
        for login, status in (('admin', 200), ('office', 403)):
            self.authenticate(self.users[login].login, self.users[login].login)
            found = self.url_open('/cchc/word-template?kind=plan')
            self.assertEqual((found.status_code, found.content[:2] == b'PK'), (status, status == 200))
        self.authenticate(self.users['admin'].login, self.users['admin'].login)
        for kind in ('', 'x', '../plan'):
            self.assertEqual(self.url_open(f'/cchc/word-template?kind={kind}').status_code, 400)
