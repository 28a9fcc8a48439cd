# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
from pathlib import Path
from unittest.mock import patch

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from ...models.plan import cchc_plan_print
from ...tools.decree import BLANK
from ...tools.plan_file import read_plan_file
from ..common import CchcCommon, CchcMixin

# Role -> the states of a plan in which it may print it: those in which it may read it (DESIGN §4).
READS = {
    'author': {'published'},
    'stranger': {'published'},
    'editor': {'published'},
    'head': {'draft', 'submitted', 'approved', 'published', 'cancelled'},
    'office': {'draft', 'submitted', 'approved', 'published', 'cancelled'},
    'director': {'draft', 'submitted', 'approved', 'published', 'cancelled'},
    'admin': set(),
    'outsider': set(),
}
POISON = '=1+1 & <b>{{ 7*7 }}</b> {% for x in y %} ]]>\u202e'


def lines(container):
    return [line.text for line in container.paragraphs if line.text.strip()]


class PrintMixin(CchcMixin):

    def printed(self, plan, kind='plan', login='office'):
        """Return the Word file that this person prints, opened."""
        return Document(io.BytesIO(self.as_(plan, login)._docx(kind)))

    def rows_of(self, document):
        """Return the texts of the rows of the appendix, the header first."""
        return [[cell.text for cell in row.cells] for row in document.tables[-1].rows]


@tagged('post_install', '-at_install')
class TestPlanPrint(PrintMixin, CchcCommon):
    """The plan as a Word file: its words, in the layout of Decree 30/2020."""

    @classmethod
    def _set_up_agency(cls):
        res = super()._set_up_agency()
        cls.company.write({
            'name': "Sở Thông tin và Truyền thông tỉnh Hậu Giang", 'cchc_parent_name': "UBND tỉnh Hậu Giang",
            'cchc_symbol': 'STTTT', 'cchc_place': "Hậu Giang"})
        return res

    def test_appendix_of_2024_reads_back_with_the_same_rows_numbers_and_words(self):
        """Row 1 is its eleven bullets; 4.1 has its quarters below it; 4.2 tells its months in the cell."""
        plan = self.load_plan_2024()
        document = Document(io.BytesIO(plan._docx()))
        header, *rows = self.rows_of(document)
        self.assertEqual([row[0] for row in rows], ['1', '2', '3', '4', '4.1', '', '', '', '', '4.2'])
        self.assertEqual(header, [
            'STT', 'NỘI DUNG TUYÊN TRUYỀN', 'PHÒNG, ĐƠN VỊ CHỦ TRÌ', 'PHÒNG, ĐƠN VỊ PHỐI HỢP', 'THỜI GIAN THỰC HIỆN'])
        by_code = {topic.code: topic for topic in plan.topic_ids if topic.code}
        for code, content, lead, coordinator, time in rows:
            if not code:
                continue
            topic = by_code[code]
            bullets = topic.child_ids.filtered(lambda child: not child.code).sorted('sequence')
            words = [*filter(None, [topic.name]), *(f'- {bullet.name}' for bullet in bullets)]
            self.assertEqual(content, '\n'.join(words))
            self.assertEqual((lead, coordinator, time), (
                topic.lead_text or '', topic.coordinator_text or '', topic.time_text or ''))
        self.assertEqual([row[1:] for row in rows if not row[0]], [
            ['a. Quý 1', 'Văn phòng', '', 'Chậm nhất 20/3/2024'],
            ['b. Quý 2', 'Phòng Thông tin – Báo chí – Xuất bản', '', 'Chậm nhất 20/06/2024'],
            ['c. Quý 3', 'Phòng Chuyển đổi số', '', 'Chậm nhất 20/09/2024'],
            ['d. Quý 4', 'Thanh tra', '', 'Chậm nhất 20/12/2024']])

    def test_printed_plan_is_read_back_as_it_was(self):
        """By the reader that takes plans in from Word: head, sections, rows, bullets and turns."""
        plan = self.load_plan_2024()
        found = read_plan_file(plan._docx())
        self.assertEqual((found.head.name, found.head.number, found.head.day), (plan.name, '', None))
        self.assertEqual([basis.name for basis in found.head.bases], plan.legal_basis_ids.mapped('name'))
        self.assertEqual([section.number for section in found.head.sections], [
            section.number or '' for section in plan.section_ids])
        rows = plan.topic_ids.filtered('code').sorted('sequence')
        self.assertEqual([(row.code, row.content, row.lead, row.coordinator, row.time) for row in found.rows], [
            (row.code, row.name or '', row.lead_text or '', row.coordinator_text or '', row.time_text or '')
            for row in rows])
        self.assertEqual(found.rows[0].bullets, plan.topic_ids.filtered(
            lambda topic: not topic.code).sorted('sequence').mapped('name'))
        turns = rows[4].obligation_ids[0].rotation_ids
        self.assertEqual([(turn.name, turn.lead, turn.time) for turn in found.rows[4].turns], [
            (turn.name, turn.lead_text, turn.time_text) for turn in turns])

    def test_text_of_2024_word_for_word(self):
        """Against the words of the official document, in their order."""
        plan = self.load_plan_2024()
        document = Document(io.BytesIO(plan._docx()))
        text = lines(document)
        source = ' '.join((Path(__file__).parents[3] / 'tests/data/plan-2024.txt').read_text().split())
        words = ' '.join(' '.join(text).split())
        begin, end = "I. MỤC TIÊU, YÊU CẦU", "chỉ đạo./."
        self.assertEqual(words[words.index(begin):words.index(end)], source[source.index(begin):source.index(end)])
        self.assertIn("1. Đối tượng: Toàn thể công chức", words, "a title with a colon stands on the line of its text")
        self.assertEqual(words.count('./.'), 1)
        self.assertIn("NỘI DUNG TUYÊN TRUYỀN CẢI CÁCH HÀNH CHÍNH NĂM 2023", words, "with the year that it has")
        self.assertEqual(lines(document.tables[1].rows[0].cells[0]), [
            'Nơi nhận:', '- Sở Nội vụ;', '- Đảng bộ Sở;', '- Các Chi bộ trực thuộc Đảng bộ Sở;',
            '- Các tổ chức đoàn thể thuộc Sở;', '- Ban Giám đốc Sở;', '- Các phòng, đơn vị trực thuộc Sở;',
            '- Lưu: VT.'])
        self.assertEqual(lines(document.tables[1].rows[0].cells[1]), [
            'KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC', 'Nguyễn Minh Chiến'])

    def test_layout_of_the_decree(self):
        """A4 upright, margins 20, 20, 30, 15 mm; Times New Roman 14; page number at the top, none on the first page;
        the appendix is numbered by itself; its header is repeated, its rows stay together."""
        document = self.printed(self.plan_in('draft'))
        self.assertEqual(len(document.sections), 2)
        for section in document.sections:
            sizes = (section.page_width, section.page_height, section.top_margin, section.bottom_margin,
                     section.left_margin, section.right_margin)
            self.assertEqual([round(size.mm) for size in sizes], [210, 297, 20, 20, 30, 15])
            self.assertTrue(section.different_first_page_header_footer)
            self.assertEqual(section.first_page_header.paragraphs[0].text, '')
            self.assertIn('PAGE', section.header._element.xpath('string(.//w:instrText)'))
        self.assertEqual(document.sections[1]._sectPr.find(qn('w:pgNumType')).get(qn('w:start')), '1')
        normal = document.styles['Normal']
        self.assertEqual((normal.font.name, normal.font.size.pt), ('Times New Roman', 14))
        header, *rows = document.tables[-1].rows
        self.assertTrue(header._tr.xpath('w:trPr/w:tblHeader'))
        self.assertTrue(all(row._tr.xpath('w:trPr/w:cantSplit') for row in rows))
        signature = document.tables[1].rows[0]
        self.assertTrue(signature._tr.xpath('w:trPr/w:cantSplit'))

    def test_letterhead_with_blanks_until_the_plan_is_issued(self):
        head = self.printed(self.plan_in('draft')).tables[0].rows[0]
        left, right = (lines(cell) for cell in head.cells)
        self.assertEqual(left, [
            'UBND TỈNH HẬU GIANG', 'SỞ THÔNG TIN\nVÀ TRUYỀN THÔNG', f'Số: {BLANK * 8}/PLAN-STTTT'])
        self.assertEqual(right, [
            'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc',
            f'Hậu Giang, ngày {BLANK * 5} tháng 3 năm 2024'], "month 3 has no zero")

    def test_letterhead_of_a_draft_that_names_its_month(self):
        plan = self.plan_in('draft', date_text="ngày ……/02/2024")
        [*__, day] = lines(self.printed(plan).tables[0].rows[0].cells[1])
        self.assertEqual(day, f'Hậu Giang, ngày {BLANK * 5} tháng 02 năm 2024')

    def test_letterhead_of_an_issued_plan(self):
        plan = self.plan_in('published', issued='2024-02-05')
        document = self.printed(plan, login='author')
        left, right = (lines(cell) for cell in document.tables[0].rows[0].cells)
        self.assertEqual(left[-1], f'Số: {plan.number}')
        self.assertEqual(right[-1], 'Hậu Giang, ngày 05 tháng 02 năm 2024')
        self.assertIn(
            f'(Kèm theo Kế hoạch số {plan.number} ngày 05 tháng 02 năm 2024 của Sở Thông tin và Truyền thông)',
            lines(document))

    def test_same_plan_gives_the_same_bytes(self):
        plan = self.as_(self.plan_in('published'), 'office')
        first = plan._docx()
        self.at('2024-04-12')
        self.assertEqual(self.as_(plan, 'author')._docx(), first)

    def test_typed_words_are_printed_as_they_are(self):
        plan = self.plan_in('draft', name=POISON, appendix_title=POISON, signer_name=POISON, signer_title=POISON)
        office = self.as_(plan, 'office')
        office.topic_ids.write({'name': POISON, 'lead_text': POISON, 'coordinator_text': POISON, 'time_text': POISON})
        office.write({
            'legal_basis_ids': [Command.create({'name': POISON})],
            'recipient_ids': [Command.create({'name': POISON})],
            'section_ids': [Command.create({'number': POISON, 'title': POISON, 'body': f'<p>{POISON}</p>'})]})
        document = self.printed(plan)
        topic = plan.topic_ids
        self.assertEqual(self.rows_of(document)[1][1:], [
            topic.name, topic.lead_text, topic.coordinator_text, topic.time_text])
        self.assertIn('{{ 7*7 }}', ' '.join(lines(document)))

    def test_rows_are_indented_by_their_level(self):
        document = Document(io.BytesIO(self.load_plan_2024()._docx()))
        indents = [row.cells[1].paragraphs[0].paragraph_format.left_indent or 0 for row in document.tables[-1].rows[1:]]
        self.assertEqual([round(indent / 180000, 1) for indent in indents], [0, 0, 0, 0, 1, 1, 1, 1, 1, 1])

    def test_typed_turns_are_printed_below_their_row(self):
        """Typed on the screen, turns have no printed words of their own."""
        plan = self.plan_in('draft', {'frequency': 'quarter', 'due_day': 20}, leads=('press', 'digital'))
        self.as_(plan, 'office').topic_ids.lead_text = "Press, Digital"
        obligation = self.as_(plan, 'office').obligation_ids
        obligation.turns = [{'first': at, 'last': at, 'unit': self.units[unit].id}
                            for at, unit in enumerate(('press', 'digital', 'press', 'digital'), start=1)]
        rows = self.rows_of(self.printed(plan))
        self.assertEqual([row[1:] for row in rows[2:4]], [
            ['a. Quarter I', 'Press', '', 'By 20/3/2024 at the latest'],
            ['b. Quarter II', 'Digital', '', 'By 20/6/2024 at the latest']])

    def test_bullet_with_a_lead_of_its_own_has_a_row_of_its_own(self):
        plan = self.plan_in('draft')
        topic = self.as_(plan, 'office').topic_ids
        topic.create([
            {'plan_id': plan.id, 'parent_id': topic.id, 'name': "with its row"},
            {'plan_id': plan.id, 'parent_id': topic.id, 'name': "by itself", 'lead_text': "Digital"}])
        self.assertEqual([row[:3] for row in self.rows_of(self.printed(plan))[1:]], [
            ['1', 'News of the reform\n- with its row', ''], ['', '- by itself', 'Digital']])

    def test_page_of_the_appendix_lies_down_only_for_a_sixth_column(self):
        plan = self.plan_in('draft')
        self.assertEqual(self.printed(plan).sections[1].orientation, WD_ORIENT.PORTRAIT)
        self.as_(plan, 'office').topic_ids.expected_output = "News"
        document = self.printed(plan)
        self.assertEqual([section.orientation for section in document.sections], [
            WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE])
        self.assertEqual([row[-1] for row in self.rows_of(document)], ['SẢN PHẨM', 'News'])

    def test_appendix_with_results_has_the_same_rows_and_one_more_column(self):
        plan = self.plan_in('published')
        self.post(self.article_in('approved', topic_ids=plan.topic_ids.ids), day='2024-03-11')
        self.as_(plan, 'office').topic_ids.write({'result': "One piece of news a month", 'result_state': 'running'})
        plain, told = self.rows_of(self.printed(plan)), self.rows_of(self.printed(plan, 'plan_results', 'author'))
        self.assertEqual([row[:-1] for row in told], plain)
        self.assertEqual(told[1][-1], "Under way: 01 of 12 assignments met\nOne piece of news a month")
        self.assertEqual(told[0][-1], "KẾT QUẢ THỰC HIỆN (đến ngày 11/3/2024)")

    def test_results_of_a_plan_that_is_not_issued_are_refused(self):
        plan = self.as_(self.plan_in('approved'), 'office')
        self.assertRefused("not issued yet", plan.action_print_results)
        self.assertRefused("not issued yet", plan._docx, 'plan_results')

    def test_plan_is_printed_by_those_who_read_it(self):
        for state in ('draft', 'submitted', 'approved', 'published', 'cancelled'):
            plan = self.plan_in(state)
            for login, states in READS.items():
                with self.subTest(state=state, login=login):
                    for print_ in (self.as_(plan, login)._docx, self.as_(plan, login).action_print_docx):
                        refusal = self.refusal(print_)
                        self.assertEqual(not refusal, state in states, refusal)

    def test_one_plan_at_a_time(self):
        plans = self.as_(self.plan_in('draft') | self.plan_in('draft'), 'office')
        self.assertRefused("one plan at a time", plans.action_print_docx)

    def test_name_of_the_file(self):
        plan = self.plan_in('draft')
        self.assertEqual(self.as_(plan, 'office')._file_name('docx'), "Plan of 2024 (draft)")
        plan = self.plan_in('published', issued='2024-02-05')
        name = f"Plan {plan.number.replace('/', '-')} of 05-02-2024"
        self.assertEqual(plan._file_name('docx'), name)
        self.assertEqual(plan._file_name('results'), f"Appendix with results to 11-03-2024 – {name}")

    # ------------------------------------------------------------------
    # PDF
    # ------------------------------------------------------------------

    def test_pdf_is_what_libreoffice_makes_of_the_word_file(self):
        plan = self.as_(self.plan_in('published'), 'author')
        with patch.object(cchc_plan_print, 'pdf_of', lambda docx: b'%PDF ' + docx[:2]):
            self.assertEqual(plan._pdf(), b'%PDF PK')

    def test_without_libreoffice_odoo_prints_the_same_words(self):
        plan = self.load_plan_2024()
        html = self.env['ir.actions.report']._render_qweb_html('cchc_propaganda.plan_report', plan.ids)[0].decode()
        for words in ("Độc lập - Tự do - Hạnh phúc", "1. Mục tiêu", "Chậm nhất 20/12/2024", "- Lưu: VT.",
                      "KT. GIÁM ĐỐC"):
            self.assertIn(words, html)
        self.assertEqual(html.count('./.'), 1)

    def test_own_report_of_odoo_is_for_readers_of_the_plan(self):
        plan = self.plan_in('draft')
        report = self.model('ir.actions.report', 'stranger')
        self.assertTrue(self.refusal(report._render_qweb_html, 'cchc_propaganda.plan_report', plan.ids))


@tagged('post_install', '-at_install')
class TestPlanPrintDoor(PrintMixin, HttpCase):

    def test_door_gives_the_file_to_readers_and_nothing_else(self):
        plan = self.plan_in('draft')
        self.env.flush_all()
        self.authenticate(self.users['office'].login, self.users['office'].login)
        found = self.url_open(f'/cchc/plan/{plan.id}/docx')
        self.assertEqual(found.status_code, 200)
        self.assertIn("filename*=UTF-8''Plan%20of%202024%20%28draft%29.docx", found.headers['Content-Disposition'])
        self.assertEqual(len(self.rows_of(Document(io.BytesIO(found.content)))), 2)
        self.authenticate(self.users['stranger'].login, self.users['stranger'].login)
        for path in (f'{plan.id}/docx', f'{plan.id}/pdf', f'{plan.id}/results', '99999999/docx'):
            refused = self.url_open(f'/cchc/plan/{path}')
            self.assertIn(refused.status_code, (403, 404), path)
            self.assertNotIn(b'PK', refused.content[:2])
        self.assertEqual(self.url_open(f'/cchc/plan/{plan.id}/xlsx').status_code, 404)
