# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
import re
import shutil
import subprocess
import tempfile
import unittest
import zipfile
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import openpyxl
from openpyxl.utils import get_column_letter

from odoo.fields import Command
from odoo.tests import tagged

from ..report import sheet_publications
from ..tools import digest, figures
from ..tools import sheet as sheet_tools
from ..tools.sheet import Sheet, WorkbookError
from .common import ReportCommon

ALWAYS_COMPUTE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""
SOFFICE = shutil.which('soffice')
SHEETS = [
    'Bìa', 'Tổng hợp', 'Tiến độ theo Phụ lục', 'Ma trận đơn vị × kỳ', 'Nhiệm vụ', 'Danh sách tin, bài',
    'Hoạt động khác', 'Khó khăn, vướng mắc', 'Kinh phí', 'Số liệu chi tiết', 'Biểu đồ']
ON_SCREEN = ('Số liệu chi tiết', 'Biểu đồ')     # not printed
TABLES = [name for name in SHEETS[1:] if name not in ON_SCREEN]
# Titles that a spreadsheet would run, or that would break the file.
NASTY = ('=HYPERLINK("https://evil.example","Mở")', '@SUM(1+1)', '+1+1', '-2', '{=1+1}', '<r><t>raw</t></r>', 'https://a.example')


@tagged('post_install', '-at_install')
class TestReportWorkbook(ReportCommon):
    """The 2024 plan and its first quarter, lived by the accounts of the demonstration's agency: January is not counted
    (due before the issue on 28/02), February is made good by choice, March on time; the quarter on time on one channel
    and only after the report's last day on the other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls.load_plan_2024()
        cls.agency = cls.plan.company_id
        cls.accounts = {user.login: user for user in cls.env['res.users'].search([('company_id', '=', cls.agency.id)])}
        cls.clock.move_to('2024-02-26 02:00')
        cls.by('vanphong', cls.plan).action_submit()
        cls.by('phogiamdoc', cls.plan).action_approve()
        cls.clock.move_to('2024-02-28 02:00')
        plan = cls.by('vanphong', cls.plan)
        plan.write({'number': '99/KH-STTTT', 'date_issued': '2024-02-28'})
        plan.action_publish()
        cls.live_the_first_quarter()
        cls.clock.move_to('2024-04-05 02:00')
        cls.report = cls.by('vanphong', cls.env['cchc.report']).create({
            'period_key': '2024-Q1', 'plan_id': cls.plan.id})
        cls.report.action_refresh()
        cls.content = cls.report._render_workbook()
        cls.book = openpyxl.load_workbook(io.BytesIO(cls.content))
        cls.values = openpyxl.load_workbook(io.BytesIO(cls.content), data_only=True)

    @classmethod
    def by(cls, login, records):
        cls.env.flush_all()
        return records.with_user(cls.accounts[login]).with_context(
            lang='vi_VN', allowed_company_ids=cls.agency.ids)

    @classmethod
    def live_the_first_quarter(cls):
        portal, page, zalo = (
            cls.env.ref(f'cchc_propaganda.channel_{name}') for name in (
                'department_portal', 'reform_page', 'province_zalo'))
        cls.posted('2024-02-29', NASTY[0], {portal: '2024-02-22'}, 'topic_1_bullet_01', {portal: '2024-M02'})
        cls.posted('2024-03-15', "Chỉ số CCHC năm 2023", {page: '2024-03-15', zalo: '2024-04-04'}, 'topic_1_bullet_03',
                   {zalo: '2024-Q1'})
        cls.posted('2024-03-21', "Dịch vụ công trực tuyến", {portal: '2024-03-21'}, 'topic_1_bullet_03')

    @classmethod
    def posted(cls, day, title, channels, topic, assignments=None):
        """An article of the Office, posted on these channels on these days and recorded on that day or then."""
        cls.clock.move_to(f'{min(day, *channels.values())} 02:00')
        chosen = {channel: cls.assignment_of(key, channel) for channel, key in (assignments or {}).items()}
        article = cls.by('chuyenvien.vanphong', cls.env['cchc.article']).create({
            'name': title, 'body': "<p>Nội dung</p>", 'genre_id': cls.genre.id, 'plan_id': cls.plan.id,
            'topic_ids': [Command.set(cls.env.ref(f'cchc_propaganda.{topic}').ids)],
            'publication_ids': [Command.create({
                'channel_id': channel.id, 'assignment_id': chosen[channel].id if channel in chosen else False,
            }) for channel in channels]})
        article.action_submit()
        cls.by('bientap1', article).action_approve()
        for channel, posted_on in channels.items():
            cls.clock.move_to(max(f'{day} 02:00', f'{posted_on} 02:00'))
            publication = cls.by('bientap1', article).publication_ids.filtered(
                lambda publication, channel=channel: publication.channel_id == channel)
            publication.write({
                'url': f'{channel.url_prefix.split()[0]}{next(cls._numbers)}.html', 'date_published': posted_on})
            publication.action_publish()
        return article

    @classmethod
    def assignment_of(cls, key, channel):
        return cls.plan.assignment_ids.filtered(
            lambda assignment: assignment.period_key == key and assignment.channel_id == channel)

    def sheet(self, name, values=True):
        return (self.values if values else self.book)[name]

    def rows(self, name):
        """Return the rows of a sheet as texts, without empty cells."""
        return [[str(cell) for cell in row if cell not in (None, '')] for row in self.sheet(name).values]

    def progress(self):
        """Return ``[(STT, content, lead, time, result, day)]`` of the appendix's table."""
        rows = list(self.sheet('Tiến độ theo Phụ lục').iter_rows(values_only=True))
        head = next(at for at, row in enumerate(rows) if row[0] == 'STT')
        return [(row[0], row[1], row[2], row[4], row[5], row[6]) for row in rows[head + 1:]]

    # ------------------------------------------------------------------

    def test_sheets_are_those_of_the_cover(self):
        """Details and charts are for the screen: the cover does not name them."""
        self.assertEqual(self.book.sheetnames, SHEETS)
        targets = {
            cell.hyperlink.location for row in self.sheet('Bìa').iter_rows() for cell in row if cell.hyperlink}
        self.assertEqual(targets, {f"'{name}'!A1" for name in TABLES})

    def test_cover_has_the_official_layout(self):
        """Decree 30/2020: blanks for number and day, months 1 and 2 alone with a leading zero."""
        words = [text for row in self.rows('Bìa') for text in row]
        for expected in ("UBND TỈNH SÓC TRĂNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
                         "BÁO CÁO", "Quý I năm 2024", "Nơi nhận:",
                         "- Sở Nội vụ (để báo cáo);", "- Lưu: VT, VP.", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"):
            self.assertIn(expected, words)
        self.assertRegex('|'.join(words), r'Số: +/BC-STTTT')
        self.assertRegex('|'.join(words), r'Sóc Trăng, ngày +tháng 4 năm 2024')
        self.assertIn("Số liệu tính từ ngày 01/01/2024 đến ngày 31/3/2024", '|'.join(words))
        self.assertIn("II. Kết quả", [text.strip('\u00a0') for text in words])
        header = self.sheet('Bìa').HeaderFooter     # no page number on the first page
        self.assertTrue(header.differentFirst)
        self.assertFalse(header.firstHeader.center.text)
        self.assertIn('&P', self.sheet('Nhiệm vụ').oddHeader.center.text)

    def test_pages_are_a4_upright_in_times_with_repeated_headers(self):
        for name in self.book.sheetnames:
            with self.subTest(sheet=name):
                sheet = self.sheet(name, values=False)
                setup = sheet.page_setup
                self.assertEqual((str(setup.paperSize), setup.orientation, setup.fitToWidth or 1), ('9', 'portrait', 1))
                self.assertEqual(setup.fitToHeight, 0)
                self.assertAlmostEqual(sheet.page_margins.left * 25.4, 30, delta=0.1)
                self.assertTrue(sheet.sheet_properties.pageSetUpPr.fitToPage)
                fonts = {cell.font.name for row in sheet.iter_rows() for cell in row if cell.value is not None}
                self.assertEqual(fonts, {'Times New Roman'})
                self.assertEqual(bool(sheet.print_title_rows), name not in ('Bìa', *ON_SCREEN))

    def test_font_is_not_tied_to_the_theme(self):
        """Excel shows the theme's font, Calibri, for a font with a scheme, whatever its name."""
        self.assertNotIn('<scheme', zipfile.ZipFile(io.BytesIO(self.content)).read('xl/styles.xml').decode())

    def test_appendix_prints_back_word_for_word_and_in_order(self):
        rows = self.progress()
        self.assertEqual([row[0] for row in rows if row[0] and row[0][0].isdigit()], ['1', '2', '3', '4', '4.1', '4.2'])
        contents = [row[1] for row in rows if row[1]]
        for topic in self.plan.topic_ids.filtered('name'):
            self.assertIn(topic.name if topic.code else f'- {topic.name}', contents)
        self.assertEqual([text for text in contents if text.startswith(('a.', 'b.', 'c.', 'd.'))],
                         ["a. Quý 1", "b. Quý 2", "c. Quý 3", "d. Quý 4"])
        self.assertEqual([row[2] for row in rows if row[2] and row[2].startswith('- Tháng')],
                         self.env.ref('cchc_propaganda.topic_4_2').lead_text.splitlines())
        self.assertIn(("Văn phòng", "Chậm nhất 20/3/2024"), [(row[2], row[3]) for row in rows])

    def test_results_say_the_word_first(self):
        results = {row[1] or row[2]: row[4:] for row in self.progress() if row[4]}
        bullets = self.env.ref('cchc_propaganda.topic_1').child_ids
        self.assertEqual(results[f'- {bullets[0].name}'], ("Có 01 tin, bài", '22/02'))
        self.assertEqual(results[f'- {bullets[1].name}'], ("Chưa phát sinh", None))
        self.assertEqual(results[f'- {bullets[2].name}'], ("Có 02 tin, bài, gần nhất:", '21/3'))
        self.assertEqual(results[self.env.ref('cchc_propaganda.topic_4').name][0],
                         "Hoàn thành 03/04 nhiệm vụ đã đến hạn, chưa hoàn thành 01")
        self.assertEqual(results["a. Quý 1"], ("Chuyên trang CCHC: đúng hạn", '15/3'))
        self.assertEqual(results["b. Quý 2"], ("Chưa đến hạn", None))
        lines = [row[4:] for row in self.progress() if row[4]]
        for line in (("Cổng TTĐT tỉnh: chưa hoàn thành (hoàn thành ngày 04/4, sau kỳ báo cáo)", None),
                     ("T1: trước ngày ban hành, không tính", None),
                     ("T2: đúng hạn", '22/02'), ("T3: đúng hạn", '21/3')):
            self.assertIn(line, lines)

    def test_fill_is_that_of_the_worst_state(self):
        fills = {}
        for row in self.sheet('Tiến độ theo Phụ lục').iter_rows(min_row=5):
            if row[5].value:
                fills[str(row[5].value)] = row[5].fill.fgColor.rgb if row[5].fill.fill_type else None
        self.assertEqual(fills["Chuyên trang CCHC: đúng hạn"], 'FFF8D7DA')   # its other channel was not met
        self.assertEqual(fills["T3: đúng hạn"], 'FFE6F4EA')
        self.assertIsNone(fills["Chưa phát sinh"])

    def test_days_open_the_publications(self):
        links = set(self.env['cchc.publication'].search([
            ('company_id', '=', self.agency.id), ('state', '=', 'published'),
            ('date_published', '<=', '2024-03-31')]).mapped('url'))
        self.assertEqual(len(links), 3)
        for name in ('Tiến độ theo Phụ lục', 'Nhiệm vụ', 'Danh sách tin, bài'):
            with self.subTest(sheet=name):
                targets = {cell.hyperlink.target for row in self.sheet(name, values=False).iter_rows() for cell in row
                           if cell.hyperlink}
                self.assertEqual(targets, links)

    def test_list_holds_the_publications_of_the_period_alone(self):
        rows = [row for row in self.sheet('Danh sách tin, bài').iter_rows(min_row=6, values_only=True) if row[1]]
        self.assertEqual([(row[0], row[1], row[2], f'{row[6]:%d/%m/%Y}', f'{row[7]:%d/%m/%Y}', row[8], row[9])
                          for row in rows[:3]], [
            (1, NASTY[0], 'Tin', '22/02/2024', '29/02/2024', "Tháng 02 năm 2024", "Đúng hạn"),
            (2, "Chỉ số CCHC năm 2023", 'Tin', '15/03/2024', '15/03/2024', "Quý I năm 2024", "Đúng hạn"),
            (3, "Dịch vụ công trực tuyến", 'Tin', '21/03/2024', '21/03/2024', "Tháng 3 năm 2024", "Đúng hạn")])
        self.assertEqual(len(rows), 3)

    def test_list_and_figures_say_what_was_recorded_after_its_deadline(self):
        """Posted on 22/03 as its day says, recorded on 28/03, three days after the deadline of March."""
        portal = self.env.ref('cchc_propaganda.channel_department_portal')
        self.posted('2024-03-28', "Ghi nhận sau", {portal: '2024-03-22'}, 'topic_1_bullet_02', {portal: '2024-M03'})
        self.clock.move_to('2024-04-05 02:00')
        self.report.action_refresh()
        book = openpyxl.load_workbook(io.BytesIO(self.report._render_workbook()))
        cells = [cell for row in book['Danh sách tin, bài'].iter_rows() for cell in row]
        [bold] = [cell for cell in cells if cell.column == 8 and cell.row > 5 and cell.font.b and cell.is_date]
        self.assertEqual(f'{bold.value:%d/%m/%Y}', '28/03/2024')
        values = openpyxl.load_workbook(io.BytesIO(self.report._render_workbook()), data_only=True)
        [total] = [cell for cell in cells if str(cell.value).startswith('=SUM(O')]
        self.assertEqual(values['Danh sách tin, bài'][total.coordinate].value, 1)
        notes = [row[0] for row in book['Tổng hợp'].iter_rows(values_only=True) if row[0]]
        self.assertIn(': 1 (', notes[-1])

    def test_figures_are_formulas_and_equal_those_of_the_report(self):
        rows = self.sheet('Tổng hợp').iter_rows(min_row=6, max_col=5, values_only=True)
        printed = [row for row in rows if row[1] is not None]
        counted = self.report.figure_ids.filtered(lambda figure: not (figure.is_section or figure.is_detail))
        self.assertEqual(len(printed), len(counted))
        for row, figure in zip(printed, counted, strict=True):
            expected = tuple(
                figure[f'{column}_text'] if not figure[f'has_{column}'] or '/' in figure[f'{column}_text']
                else figure._number(column) for column in figures.COLUMNS)
            self.assertEqual(row, (figure.name, *expected), figure.code)
        formulas = [cell.value for row in self.sheet('Tổng hợp', values=False).iter_rows() for cell in row
                    if cell.data_type == 'f']
        self.assertGreater(len(formulas), 30)

    def test_figure_printed_in_several_places_is_the_same_everywhere(self):
        """The cover's sentence, the figures, the closing row of the appendix, the matrix, the lists."""
        printed = {row[0]: row[1] for row in self.sheet('Tổng hợp').iter_rows(min_row=6, values_only=True)}
        done, late, unmet = (int(printed[name]) for name in (
            "Hoàn thành đúng hạn", "Hoàn thành quá hạn", "Chưa hoàn thành"))
        due = done + late + unmet
        [sentence] = [section.paragraphs[0] for section in self.report._take_snapshot().sections
                      if section.name == 'narrative_result']
        self.assertIn(sentence, [cell.strip('\u00a0') for row in self.rows('Bìa') for cell in row])
        told = set(map(int, re.findall(r'\b\d\d\b', sentence)))
        self.assertLessEqual({due, done + late}, told)
        self.assertLessEqual(told, {due, done + late, done, late, unmet})
        closing = next(row[0] for row in self.rows('Tiến độ theo Phụ lục') if row and 'đã đến hạn:' in row[0])
        self.assertEqual([int(number) for number in re.findall(r'\d+', closing)], [due, done, late, unmet])
        matrix = {row[0]: row for row in self.rows('Ma trận đơn vị × kỳ') if row}
        self.assertEqual([int(matrix[name][-1]) for name in (
            "Hoàn thành đúng hạn", "Hoàn thành quá hạn", "Chưa hoàn thành")], [done, late, unmet])
        self.assertIn(f'{done + late}/{due}', matrix["Văn phòng"])
        outcomes = [row[6] for row in self.sheet('Nhiệm vụ').iter_rows(min_row=6, values_only=True) if row[6]]
        self.assertEqual(outcomes.count("Hoàn thành đúng hạn"), done)
        self.assertEqual(outcomes.count("Hoàn thành quá hạn"), late)
        listed = {row[0]: row[1] for row in self.rows('Danh sách tin, bài') if len(row) > 1}
        self.assertEqual(int(listed["Lượt đăng"]), printed["Tổng số lượt đăng"])
        self.assertEqual(int(listed["Số tin, bài (mỗi bài tính một lần)"]), printed["Tin, bài đã đăng"])

    def test_every_cell_of_a_table_has_its_four_borders(self):
        """Nor is a cell merged over rows: a page that ends within one would leave it open."""
        for name in TABLES:
            sheet = self.sheet(name, values=False)
            merged = {}     # (row, column) -> (first, last column) of the merged cell
            for cells in sheet.merged_cells.ranges:
                self.assertEqual(cells.min_row, cells.max_row, f'{name} {cells}')
                merged |= dict.fromkeys(
                    ((cells.min_row, column) for column in range(cells.min_col, cells.max_col + 1)),
                    (cells.min_col, cells.max_col))
            compared = 0
            for row in sheet.iter_rows(min_row=int(sheet.print_title_rows.replace('$', '').split(':')[0])):
                for cell in row:
                    first, last = merged.get((cell.row, cell.column), (cell.column, cell.column))
                    edges = {'top': cell.border.top.style, 'bottom': cell.border.bottom.style}
                    edges |= {'left': cell.border.left.style} if cell.column == first else {}
                    edges |= {'right': cell.border.right.style} if cell.column == last else {}
                    compared += any(edges.values())
                    self.assertIn(len(list(filter(None, edges.values()))), (0, len(edges)), f'{name} {cell.coordinate}')
            self.assertGreater(compared, 10, name)

    def test_nothing_of_the_program_is_printed(self):
        """No code, key, checksum or word of a screen stands in a cell that is printed."""
        for name in SHEETS[:-1]:
            sheet = self.sheet(name)
            hidden = {get_column_letter(column) for width in sheet.column_dimensions.values() if width.hidden
                      for column in range(width.min, width.max + 1)}
            words = '\n'.join(
                str(cell.value) for row in sheet.iter_rows() for cell in row
                if cell.value is not None and cell.column_letter not in hidden and cell.value not in NASTY)
            for forbidden in ('2024-Q1', '2024-M', 'hiển thị', 'assignment_', 'channel_', 'http', 'sha', 'None'):
                self.assertNotIn(forbidden, words, name)
            self.assertNotRegex(words, r'\b[0-9a-f]{32,}\b')

    def test_charts_are_outside_the_print_set(self):
        sheet = self.sheet('Biểu đồ', values=False)
        self.assertEqual(len(sheet._charts), 2)
        start = int(re.search(r'\d+', sheet.print_area.split('!')[-1].replace('$', ''))[0])
        self.assertFalse([row for row in sheet.iter_rows(min_row=start) if any(cell.value for cell in row)])

    def test_nothing_that_a_user_typed_is_in_a_formula(self):
        """Whatever a title looks like, it is text; formulas point to cells and hold our own words only."""
        for title in NASTY:
            self.posted('2024-03-22', title, {self.env.ref('cchc_propaganda.channel_department_zalo'): '2024-03-22'},
                        'topic_1_bullet_02')
        self.clock.move_to('2024-04-05 02:00')
        names = self.by('vanphong', self.env.ref('cchc_propaganda.channel_department_zalo'))
        names.name = '=1+1&"x"'
        self.report.action_refresh()
        book = openpyxl.load_workbook(io.BytesIO(self.report._render_workbook()))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
        titles = [cell for cell in cells if cell.value in NASTY or str(cell.value).rstrip() in NASTY]
        self.assertEqual(len(titles), len(NASTY) + 1)
        self.assertEqual({cell.data_type for cell in titles}, {'s'})
        formulas = [cell.value for cell in cells if cell.data_type == 'f']
        self.assertTrue(formulas)
        self.assertFalse([formula for formula in formulas if any(
            word in formula for word in (*NASTY, 'HYPERLINK', '1+1', names.name))])

    def test_same_data_give_the_same_bytes(self):
        self.assertEqual(self.report._render_workbook(), self.content)
        self.clock.move_to('2024-05-01 02:00')   # the clock alone changes nothing
        self.env.invalidate_all()
        self.assertEqual(self.by('phogiamdoc', self.report)._render_workbook(), self.content)
        core = zipfile.ZipFile(io.BytesIO(self.content)).read('docProps/core.xml').decode()
        self.assertIn('2024-03-31T00:00:00Z', core)

    def test_button_gives_the_report_action_and_takes_the_figures_anew(self):
        self.clock.move_to('2024-04-08 02:00')
        action = self.report.action_print_xlsx()
        self.assertEqual(
            (action['type'], action['report_type'], action['report_name'], action['context']['active_ids']),
            ('ir.actions.report', 'xlsx', 'cchc_propaganda_report.workbook', self.report.ids))
        self.assertEqual(str(self.report.date_figures), '2024-04-08 02:00:00')
        self.assertFalse(self.report.xlsx_file)   # that of a draft is not kept
        content, extension = self.env['ir.actions.report']._render_xlsx(action['report_name'], self.report.ids, None)
        self.assertEqual((content[:2], extension), (b'PK', 'xlsx'))

    def test_workbook_is_for_those_who_may_read_the_report(self):
        for login in ('chuyenvien.vanphong', 'bientap1', 'truongphong.cds', 'quantri'):
            with self.subTest(login=login):
                self.assertTrue(self.refusal(self.by(login, self.report)._render_workbook))
        fresh = self.by('vanphong', self.env['cchc.report']).create({'period_key': '2024-M03', 'plan_id': self.plan.id})
        self.assertRefused("chưa có số liệu", fresh._render_workbook)

    def test_other_periods_and_units_have_their_workbook_too(self):
        """A quarter without any publication, a year that is not over, a unit that owes nothing."""
        unit = self.env.ref('cchc_propaganda.department_centre')
        for key, values in {'2024-M06': {}, '2024-Y': {}, '2024-9M': {},
                            '2024-H1': {'level': 'department', 'department_id': unit.id}}.items():
            with self.subTest(key=key):
                report = self.by('vanphong', self.env['cchc.report']).create({
                    'period_key': key, 'plan_id': self.plan.id, **values})
                report.action_refresh()
                book = openpyxl.load_workbook(io.BytesIO(report._render_workbook()))
                self.assertEqual(book.sheetnames, SHEETS)

    def test_cell_that_cannot_be_written_is_an_error(self):
        """In constant memory XlsxWriter loses the cell of an earlier row without a word."""
        original = Sheet.text

        def backwards(sheet, row, column, text, style=None):
            original(sheet, row, column, text, style)
            if row > 3:
                original(sheet, 0, column, text, style)

        with patch.object(Sheet, 'text', backwards), self.assertRaises(WorkbookError):
            self.report._render_workbook()

    def test_list_of_thousands_takes_no_more_queries(self):
        few = self.queries_of_workbook()
        articles = self.env['cchc.article']._with_gate().create([{
            'name': f'Bài {at}', 'genre_id': self.genre.id, 'author_id': self.accounts['bientap1'].id,
            'department_id': self.env.ref('cchc_propaganda.department_press').id, 'company_id': self.agency.id,
            'state': 'published',
        } for at in range(1500)])
        channel = self.env.ref('cchc_propaganda.channel_department_portal')
        self.env['cchc.publication']._with_gate().create([{
            'article_id': article.id, 'channel_id': channel.id, 'state': 'published', 'date_published': '2024-03-30',
            'url': f'https://sotttt.soctrang.example/{article.id}',
        } for article in articles])
        self.assertLessEqual(self.queries_of_workbook(), few + 2 * 4)   # two readings of a thousand, four tables

    def queries_of_workbook(self):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.report._render_workbook()
        return self.env.cr.sql_log_count - before

    @unittest.skipUnless(SOFFICE, "LibreOffice is not installed")
    def test_formulas_compute_in_libreoffice_to_the_same_values(self):
        """The workbook is written with wrong values on purpose: what comes back right was computed. So the checksum of
        its values, which LibreOffice saved anew, is that of the workbook as we write it. The list is a long one, with
        links by formulas."""
        with patch.object(sheet_publications, 'LONG', 1):
            right = self.report._render_workbook()
            with self.wrong_values():
                content = self.report._render_workbook()
        self.assertNotEqual(digest.digest_of(io.BytesIO(content)), digest.digest_of(io.BytesIO(right)))
        saved = self.computed(content)
        expected, formulas = openpyxl.load_workbook(io.BytesIO(right), data_only=True), openpyxl.load_workbook(
            io.BytesIO(right))
        found, compared = openpyxl.load_workbook(io.BytesIO(saved), data_only=True), 0
        for sheet in formulas:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == 'f':
                        values = [book[sheet.title][cell.coordinate].value for book in (found, expected)]
                        self.assertEqual(values[0] or '', values[1] or '', f'{sheet.title} {cell.coordinate}')
                        compared += 1
        self.assertGreater(compared, 60)
        told = digest.properties_of(io.BytesIO(right))['cchc_digest']
        self.assertEqual(digest.digest_of(io.BytesIO(saved)), told)

    @contextmanager
    def wrong_values(self):
        """Within it, formulas are written with a wrong value."""
        cell, line = Sheet.formula, sheet_tools._formula_xml

        def wrong(sheet, row, column, formula, value, style=None):
            cell(sheet, row, column, formula, 4711, style)

        def wrong_in_line(name, look, formula):
            return line(name, look, sheet_tools.Formula(formula.formula, 4711))

        with patch.object(Sheet, 'formula', wrong), patch.object(sheet_tools, '_formula_xml', wrong_in_line):
            yield

    def test_long_list_has_links_by_formulas_over_cells(self):
        """Links of a sheet stay in memory; a formula does not. No address or name stands in a formula."""
        with patch.object(sheet_publications, 'LONG', 1):
            content = self.report._render_workbook()
        sheet = openpyxl.load_workbook(io.BytesIO(content))['Danh sách tin, bài']
        values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)['Danh sách tin, bài']
        self.assertFalse([cell for row in sheet.iter_rows() for cell in row if cell.hyperlink])
        links = [cell for row in sheet.iter_rows() for cell in row
                 if cell.data_type == 'f' and cell.value.startswith('=HYPERLINK(')]
        self.assertEqual(len(links), 3)
        for cell in links:
            url, name = re.fullmatch(r'=HYPERLINK\(([A-Z]+\d+),([A-Z]+\d+)\)', cell.value).groups()
            self.assertTrue(values[url].value.startswith('https://'))
            self.assertEqual(values[name].value, values[cell.coordinate].value)
        self.assertEqual(
            digest.digest_of(io.BytesIO(content)), digest.properties_of(io.BytesIO(content))['cchc_digest'])

    def test_row_without_assignments_says_what_its_unit_says(self):
        """An article alone does not make a row done: its lead unit says so. Outreach counts like articles."""
        form = self.env.ref('cchc_propaganda.outreach_form_integrated')
        bullets = self.env.ref('cchc_propaganda.topic_1').child_ids
        self.clock.move_to('2024-03-18 02:00')
        outreach = self.by('chuyenvien.vanphong', self.env['cchc.outreach']).create({
            'name': "Hội nghị", 'form_id': form.id, 'date': '2024-03-15', 'topic_ids': [Command.set(bullets[3].ids)]})
        outreach.action_submit()
        self.by('phogiamdoc', outreach).action_approve()
        self.clock.move_to('2024-04-05 02:00')
        self.by('vanphong', bullets[0]).write({'result_state': 'done', 'result': "Đã tuyên truyền đến 100% công chức"})
        self.by('vanphong', bullets[4]).action_confirm_result()
        self.by('vanphong', self.env.ref('cchc_propaganda.topic_3')).write({'result_state': 'done'})
        with self.report._take_snapshot() as taken:
            rows = {row.content: (row.fill, [(line.words, line.day) for line in row.told]) for row in taken.rows}
        names = [f'- {bullet.name}' for bullet in bullets]
        self.assertEqual(rows[names[0]], ('good', [
            ("Có 01 tin, bài", '22/02'), ("Đã tuyên truyền đến 100% công chức", '')]))
        self.assertEqual(rows[names[2]], ('', [("Có 02 tin, bài, gần nhất:", '21/3')]))
        self.assertEqual(rows[names[3]], ('', [("Có 01 hoạt động", '15/3')]))
        self.assertEqual(rows[names[4]], ('', [("Chưa phát sinh", '')]))
        self.assertEqual(
            rows[self.env.ref('cchc_propaganda.topic_3').name], ('good', [("Đã hoàn thành", '')]))

    def test_half_year_with_its_quarter_has_two_sets_of_figures(self):
        report = self.by('vanphong', self.env['cchc.report']).create({
            'period_key': '2024-H1', 'plan_id': self.plan.id,
            'regime_id': self.env.ref('cchc_propaganda_report.regime_half').id})
        report.action_refresh()
        with report._take_snapshot() as taken:
            self.assertEqual([table.period_key for table in taken.figures], ['2024-H1', '2024-Q2'])
        content = report._render_workbook()
        words = [row[0] for row in openpyxl.load_workbook(io.BytesIO(content))['Tổng hợp'].values]
        self.assertIn("Quý II năm 2024", words)
        self.assertEqual(words.count("Phải hoàn thành trong kỳ"), 2)

    def computed(self, content):
        """The workbook as LibreOffice saves it again, with everything computed anew."""
        with tempfile.TemporaryDirectory() as folder:
            profile = Path(folder, 'profile/user')
            profile.mkdir(parents=True)
            (profile / 'registrymodifications.xcu').write_text(ALWAYS_COMPUTE)
            source = Path(folder, 'report.xlsx')
            source.write_bytes(content)
            subprocess.run(
                [SOFFICE, f'-env:UserInstallation={profile.parent.as_uri()}', '--headless', '--convert-to', 'xlsx',
                 '--outdir', f'{folder}/out', str(source)], check=True, capture_output=True, timeout=180)
            return Path(folder, 'out/report.xlsx').read_bytes()
