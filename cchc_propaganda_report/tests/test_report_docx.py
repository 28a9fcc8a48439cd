# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import hashlib
import io

from docx import Document
from docx.enum.section import WD_ORIENT
from openpyxl import load_workbook

from odoo.tests import HttpCase, tagged

from odoo.addons.cchc_propaganda.tests.agency.test_word_template import word
from odoo.addons.cchc_propaganda.tests.common import CchcMixin
from odoo.addons.cchc_propaganda.tools.decree import BLANK

from ..report.word import MAIN
from .common import ReportCommon

NOTHING = {'', '0', '–', '0%'}
POISON = '=1+1 & <b>{{ 7*7 }}</b> {% for x in y %} ]]>'


def opened(content):
    return Document(io.BytesIO(content))


def lines(container):
    return [line.text for line in container.paragraphs if line.text.strip()]


@tagged('post_install', '-at_install')
class TestReportDocx(ReportCommon):
    """The report as a Word file, for signing: the same words and figures as its workbook."""

    def setUp(self):
        super().setUp()
        self.plan = self.plan_in('published')
        self.post(self.article_in('approved', topic_ids=self.plan.topic_ids.ids), day='2024-03-11')
        self.at('2024-04-02')
        self.report = self.report_of(self.plan)
        self.report.action_refresh()
        self.report.write({
            'narrative_direction': "<p>The plan was issued on <b>2 January</b>.</p>",
            'narrative_result': "<p>Articles:</p><ul><li>one</li><li>two</li></ul>",
            'narrative_assessment': False, 'narrative_next': False, 'narrative_proposal': "<p>More time./.</p>",
            'signer_title': "KT.GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", 'signer_name': "The deputy"})

    def printed(self, login='office'):
        return opened(self.as_(self.report, login)._docx())

    def figures_of(self, document):
        """Return ``{name of the figure: [texts of the four columns]}`` of the table of figures."""
        return {row.cells[1].text: [cell.text for cell in row.cells[2:]]
                for row in document.tables[1].rows[1:] if row.cells[2].text}

    def test_sections_in_order_with_their_looks_and_one_end(self):
        document = self.printed()
        text = lines(document)
        start = text.index("I. DIRECTION AND IMPLEMENTATION")
        self.assertEqual(text[start:start + 5], [
            "I. DIRECTION AND IMPLEMENTATION", "The plan was issued on 2 January.", "II. RESULTS", "Articles:",
            "- one"])
        self.assertEqual(text[text.index("V. PROPOSALS") + 1], "More time.")
        self.assertEqual(' '.join(text).count('./.'), 1)
        [bold] = [run.text for line in document.paragraphs for run in line.runs
                  if run.bold and line.text.startswith("The plan was issued")]
        self.assertEqual(bold, "2 January")

    def test_report_without_sections_prints_the_sentences_of_its_figures(self):
        self.report.write(dict.fromkeys(
            (f'narrative_{name}' for name in ('direction', 'result', 'assessment', 'next', 'proposal')), False))
        text = ' '.join(lines(self.printed()))
        for sentence in self.report._summary_sentences(self.report._stored_lines()):
            self.assertIn(sentence, text)

    def test_head_and_signature(self):
        document = self.printed()
        left, right = (lines(cell) for cell in document.tables[0].rows[0].cells)
        self.assertEqual(left[-1], f"Số: {BLANK * 8}/RPT")
        self.assertIn(f"ngày {BLANK * 5} tháng 4 năm 2024", right[-1])
        signature = document.tables[-2].rows[0].cells[1]
        self.assertEqual(lines(signature), ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "The deputy"])
        self.assertEqual([section.orientation for section in document.sections], [
            WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE])

    def test_figures_are_those_of_the_workbook(self):
        """Every figure of the Word file stands in the workbook with the same four values, and none of the main figures
        that say something is missing."""
        book = load_workbook(io.BytesIO(self.report._render_workbook()), data_only=True)
        sheet, written = book.worksheets[1], {}
        for row in sheet.iter_rows(min_row=2):
            cells = [cell for cell in row[1:5] if cell.value is not None]
            if row[0].value and len(cells) == 4:
                written[row[0].value] = [
                    cell.value if isinstance(cell.value, str) else
                    f'{cell.value:.0%}' if '%' in cell.number_format else f'{cell.value:.0f}' for cell in cells]
        told = self.figures_of(self.printed())
        self.assertTrue(told)
        self.assertEqual({name: written[name] for name in told}, {
            name: [value.lstrip('0') or '0' for value in values] for name, values in told.items()})
        self.assertEqual(told["Met on time"][0], '01')
        with self.report._take_snapshot() as snapshot:
            expected, section = set(), ''
            for line in snapshot.figures[0].lines:
                section = line.code if line.is_section else section
                if section in MAIN and not (line.is_section or line.is_part) and not NOTHING.issuperset(
                        written[line.name]):
                    expected.add(line.name)
        self.assertEqual(set(told), expected)

    def test_appendix_has_the_rows_and_results_of_the_workbook(self):
        with self.report._take_snapshot() as snapshot:
            rows = snapshot.rows
        header, *printed = [[cell.text for cell in row.cells] for row in self.printed().tables[-1].rows]
        self.assertEqual([row[:5] for row in printed], [
            [row.code, row.content, row.lead, row.coordinator, row.time] for row in rows])
        for row, cells in zip(rows, printed, strict=True):
            self.assertEqual(cells[5].splitlines(), [
                f'{told.words} ({told.day})' if told.day else told.words for told in row.told])
        self.assertTrue(header[5].endswith("(đến ngày 31/3/2024)"))

    def test_submitted_report_gives_the_stored_file_byte_for_byte(self):
        """Also after the agency got another template and every record changed; and it can be made again."""
        draft = self.report._docx()
        report = self.report_in('submitted', self.report)
        stored = base64.b64decode(report.with_context(bin_size=False).docx_file)
        self.assertEqual(report.docx_sha256, hashlib.sha256(stored).hexdigest())
        self.assertNotEqual(stored, draft, "its text has changed since")
        self.model('cchc.word.template', 'admin').create({'kind': 'report', 'file': word('{{ document.title }}')})
        self.plan.sudo()._with_gate().company_id.write({'name': "Another name"})
        for login in ('office', 'director'):
            self.assertEqual(self.as_(report, login)._docx(), stored)
        with report._take_snapshot() as snapshot:
            self.assertEqual(report._rendered(snapshot)['docx'], stored)
        self.as_(report, 'office').action_recall()
        self.assertFalse(report.docx_template_file or report.docx_file)
        self.assertEqual(len(lines(opened(self.as_(report, 'office')._docx()))), 1, "the new template")

    def test_same_data_give_the_same_bytes(self):
        self.assertEqual(self.as_(self.report, 'office')._docx(), self.as_(self.report, 'director')._docx())

    def test_typed_words_are_printed_as_they_are(self):
        self.report.write({'signer_name': POISON, 'narrative_result': f'<p>{POISON}</p>'.replace('<b>', '')})
        document = self.printed()
        self.assertIn(POISON, lines(document.tables[-2].rows[0].cells[1]))
        self.assertIn('{{ 7*7 }}', ' '.join(lines(document)))

    def test_word_file_is_for_readers_of_the_report(self):
        unit = self.unit_report(self.plan)
        unit.action_refresh()
        for login, reads in {'head': True, 'office': True, 'director': True, 'stranger': False, 'other_head': False,
                             'outsider': False, 'admin': False}.items():
            with self.subTest(login=login):
                self.assertEqual(not self.refusal(self.as_(unit, login)._docx), reads)
                self.assertEqual(not self.refusal(self.as_(unit, login).action_print_docx), reads)

    def test_report_of_a_unit_stands_below_its_agency(self):
        unit = self.unit_report(self.plan)
        unit.action_refresh()
        self.assertEqual(lines(opened(unit._docx()).tables[0].rows[0].cells[0])[:2], [
            "DEPARTMENT OF THE PROVINCE", "PRESS"])

    def test_without_figures_it_is_refused(self):
        self.assertRefused("no figures yet", self.report_of(self.plan, '2024-M02')._docx)

    def test_name_of_the_file(self):
        self.assertEqual(self.report._file_title(),
                         "Report on communication, quarter I of 2024 - Department of the Province")


@tagged('post_install', '-at_install')
class TestReportDocxDoor(CchcMixin, HttpCase):

    def test_door_gives_the_file_to_readers_and_nothing_else(self):
        plan = self.plan_in('published')
        self.at('2024-04-02')
        report = self.model('cchc.report', 'office').create({'period_key': '2024-Q1', 'plan_id': plan.id})
        report.action_refresh()
        self.env.flush_all()
        for login, status in (('office', 200), ('stranger', 403)):
            self.authenticate(self.users[login].login, self.users[login].login)
            found = self.url_open(f'/cchc/report/{report.id}/docx')
            self.assertEqual((found.status_code, found.content[:2] == b'PK'), (status, status == 200))
        self.assertIn(self.url_open('/cchc/report/99999999/docx').status_code, (403, 404))
