# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import io

from openpyxl import Workbook

from odoo.tests import tagged

from .posted_list import HEADER, ArticleImportCase


@tagged('post_install', '-at_install')
class TestArticleImportPreview(ArticleImportCase):
    """A list of articles posted earlier (DESIGN §7): what was understood, and what is to be corrected."""

    def test_row_is_understood(self):
        url = self.link('page')
        [line] = self.preview(
            self.listed(unit="phong tt-bc-xb", channel="trang cchc tinh", day="05.03.24", url=url)).line_ids
        self.assertEqual(
            (line.name, line.genre_id, line.author_id, line.department_id, line.channel_id, str(line.date_published),
             line.url, line.problem),
            ("Forms online", self.genre, self.users['author'], self.units['press'], self.channels['page'], '2024-03-05',
             url, ''))

    def test_rows_to_be_corrected_are_shown_first_and_stay_there(self):
        rows = self.listed("First"), self.listed("Second", author="Nobody Here"), self.listed("Third")
        lines = self.preview(*rows).line_ids

        def shown():
            return lines.search([('id', 'in', lines.ids)], order='sequence, number').mapped('name')
        self.assertEqual(shown(), ["Second", "First", "Third"])
        lines[1].author_id = self.users['author']
        self.assertEqual(shown(), ["Second", "First", "Third"])

    def test_nothing_is_saved_by_the_preview(self):
        before = self.env['cchc.article'].search_count([]), self.env['cchc.publication'].search_count([])
        self.preview(self.listed(), self.listed())
        self.assertEqual(
            (self.env['cchc.article'].search_count([]), self.env['cchc.publication'].search_count([])), before)

    def test_channel_follows_from_the_link_and_the_unit_from_the_author(self):
        [line] = self.preview(self.listed(channel="", unit="")).line_ids
        self.assertEqual((line.channel_id, line.department_id, line.problem), (
            self.channels['portal'], self.units['press'], ''))

    def test_channel_that_nobody_knows_is_asked_about_and_not_replaced_by_that_of_the_link(self):
        [line] = self.preview(self.listed(channel="Trang CCHC huyện", url=self.link('portal'))).line_ids
        self.assertFalse(line.channel_id)
        self.assertEqual(line.problem, (
            "“Trang CCHC huyện” is not understood. Choose the channel. The link is an address of Portal."))
        line.channel_id = self.channels['portal']
        self.assertFalse(line.problem)

    def test_channel_whose_name_is_only_alike_is_believed_if_its_link_agrees(self):
        self.channels['page'].name = "Chuyên trang cải cách hành chính tỉnh"
        alike = "Chuyên trang cải cách hành chính huyện"
        for prefix, link, expected in (
                ('https://page.example/', self.link('page'), self.channels['page']),
                ('https://page.example/', self.link('portal'), self.env['cchc.channel']),
                (False, self.link('page'), self.env['cchc.channel'])):
            with self.subTest(prefix=prefix, link=link):
                self.channels['page'].url_prefix = prefix
                [line] = self.preview(self.listed(channel=alike, url=link)).line_ids
                self.assertEqual(line.channel_id, expected)
                if not expected:
                    self.assertIn(f"“{alike}” is not understood. Choose the channel.", line.problem)

    def test_name_with_a_dash_is_one_person(self):
        self.users['author'].name = "Tác giả – An"
        [line] = self.preview(self.listed(author="Tác giả - An", unit="Press")).line_ids
        self.assertEqual((line.author_id, line.other_authors or ''), (self.users['author'], ''))
        wizard = self.preview(
            self.listed(author="Bút danh - Hoài"), default_author_id=self.users['author'].id)
        wizard.action_record()
        self.assertEqual(wizard.line_ids.article_id.contributor_ids.mapped('name'), ["Bút danh – Hoài"])

    def test_unit_that_is_only_alike_is_shown_for_a_second_look(self):
        self.units['digital'].name = "Phòng Công nghệ số"
        [line] = self.preview(self.listed(author="stranger", unit="Phòng Công nghê sô và")).line_ids
        self.assertEqual(line.department_id, self.units['digital'])
        self.assertRegex(line.note, r"was read as “Phòng Công nghệ số” \(\d\d%\)")
        line.department_id = self.units['press']
        self.assertFalse(line.note)

    def test_each_thing_that_is_missing_or_not_understood_is_named(self):
        for values, words in (
            ({'title': ""}, "Enter the title"),
            ({'genre': "thơ"}, "“thơ” is not understood. Choose the genre"),
            ({'genre': ""}, "Choose the genre"),
            ({'author': "Nobody Here"}, "“Nobody Here” has no account here"),
            ({'author': ""}, "Choose the author"),
            ({'unit': "Ministry of Nothing"}, "“Ministry of Nothing” is not understood. Choose the unit"),
            ({'channel': "Telegram", 'url': "https://t.example/1"}, "“Telegram” is not understood. Choose the channel"),
            ({'day': "tháng 3"}, "“tháng 3” is not understood. Enter the day"),
            ({'day': ""}, "Enter the day it was posted"),
            ({'day': "12/3/2024"}, "12/03/2024, lies in the future"),
            ({'url': ""}, "Enter the link"),
            ({'url': "ftp://portal.example/1"}, "is no web address"),
            ({'url': "https://page.example/1"}, "not an address of Portal. It begins with: https://portal.example/"),
        ):
            [problem] = self.problems(self.listed(**values))
            self.assertIn(words, problem, values)
        [all_at_once] = self.problems(self.listed("", "thơ", "Nobody Here", "", "", "", ""))
        self.assertEqual(len(all_at_once.splitlines()), 7)

    def test_what_was_posted_today_is_taken_and_what_lies_ahead_is_not(self):
        self.assertEqual(
            self.problems(self.listed(day="11/3/2024"), self.listed("Later", day="12/3/2024")),
            ['', "The day of posting, 12/03/2024, lies in the future."])

    def test_problem_goes_when_the_line_is_corrected(self):
        wizard = self.preview(self.listed(author="Nobody Here", channel="Telegram"))
        line = wizard.line_ids
        line.write({'author_id': self.users['author'].id, 'channel_id': self.channels['portal'].id})
        self.assertFalse(line.problem)
        self.assertEqual(wizard.ready_count, 1)

    def test_same_link_twice_in_the_list_is_refused_by_row(self):
        url = self.link()
        self.assertEqual(
            self.problems(self.listed(url=url), self.listed("Other", url=url)), ['', "Row 2 has the same link."])

    def test_link_that_is_recorded_already_names_the_article_that_has_it(self):
        article = self.article_in('published', name="Posted before")
        url = self.publication(article, 'portal').url
        self.assertEqual(
            self.problems(self.listed(url=url)), ["This link is already recorded for “Posted before · Portal”."])

    def test_namesake_is_the_one_who_sits_in_the_unit(self):
        self.users['stranger'].name = self.users['author'].name = "Nguyen Van"
        lines = self.preview(
            self.listed(author="nguyen van"), self.listed(author="Nguyen Van", unit="Digital")).line_ids
        self.assertEqual(lines.mapped('author_id'), self.users['author'] | self.users['stranger'])
        [line] = self.preview(self.listed(author="Nguyen Van", unit="Office")).line_ids
        self.assertFalse(line.author_id)
        self.assertIn("several people have this name", line.problem)

    def test_author_from_outside_needs_an_account_beside_and_stays_as_co_author(self):
        wizard = self.preview(self.listed(author="Phóng viên A"), self.listed(author="Phóng viên A, coauthor"),
                              default_author_id=self.users['author'].id)
        self.assertEqual(wizard.line_ids.mapped('problem'), ['', ''])
        wizard.action_record()
        first, second = wizard.line_ids.article_id
        self.assertEqual(first.author_id, self.users['author'])
        outside = first.contributor_ids
        self.assertEqual((outside.name, outside.company_id, outside.user_ids.ids), ("Phóng viên A", self.company, []))
        self.assertEqual(second.author_id, self.users['coauthor'])
        self.assertEqual(second.contributor_ids, outside)      # created only once

    def test_co_author_with_an_account_is_that_account(self):
        wizard = self.preview(self.listed(author="author; coauthor"))
        wizard.action_record()
        self.assertEqual(wizard.line_ids.article_id.contributor_ids, self.users['coauthor'].partner_id)

    def test_article_of_one_who_left_is_recorded(self):
        self.users['author'].active = False
        [line] = self.preview(self.listed()).line_ids
        self.assertEqual((line.author_id, line.problem), (self.users['author'], ''))
        line.wizard_id.action_record()
        self.assertEqual(line.article_id.state, 'published')

    def test_default_genre_fills_what_the_list_does_not_say(self):
        [line] = self.preview(self.listed(genre=""), default_genre_id=self.video.id).line_ids
        self.assertEqual((line.genre_id, line.problem), (self.video, ''))

    def test_headings_and_totals_are_shown_as_left_out(self):
        wizard = self.preview("I. Press", self.listed(), "Tổng cộng\t1")
        self.assertEqual(len(wizard.line_ids), 1)
        self.assertEqual(wizard.skipped, "Row 2: I. Press\nRow 4: Tổng cộng 1")

    def test_what_cannot_be_read_says_why(self):
        for values, words in (
            ({'text': ""}, "There is no row yet"),
            ({'text': "a text without columns"}, "has no columns"),
            ({'text': "a\tb\nc\td"}, "names of the columns are missing"),
            ({'file': base64.b64encode(b'%PDF-1.4')}, "is no Excel workbook"),
            ({'file': base64.b64encode(b'\xd0\xcf\x11\xe0' + b'\0' * 100)}, "old Excel file"),
            ({'text': HEADER + "\n" + "\n".join(f"T\tTin\ta\tb\tc\td\thttps://a.vn/{n}" for n in range(1001))},
             "1001 rows; record at most 1000"),
        ):
            wizard = self.model('cchc.article.import', 'office').create(values)
            self.assertRefused(words, wizard.action_preview)

    def test_workbook_is_read_like_pasted_rows(self):
        book, stream = Workbook(), io.BytesIO()
        for line in (["DANH SÁCH"], HEADER.split('\t'), self.listed().split('\t')):
            book.active.append(line)
        book.save(stream)
        wizard = self.model('cchc.article.import', 'editor').create({'file': base64.b64encode(stream.getvalue())})
        wizard.action_preview()
        self.assertEqual((wizard.line_ids.name, wizard.line_ids.author_id), ("Forms online", self.users['author']))
