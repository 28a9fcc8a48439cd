# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import io

from openpyxl import Workbook

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from ...tools import posted_list, table_reading
from ..common import ROLES, CchcCommon, CchcMixin

HEADER = "Title\tGenre\tAuthor\tUnit\tChannel\tPosted on\tLink"
MAY_RECORD = {'editor', 'outside_editor', 'office', 'outsider'}


@tagged('post_install', '-at_install')
class TestArticleImport(CchcCommon):
    """Import of a list of articles posted earlier (DESIGN §7): preview, correction, recording through the gate."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.genre.with_context(lang='en_US').name = "Tin"
        cls.env['cchc.department.alias'].create({'department_id': cls.units['press'].id, 'name': "Phòng TT-BC-XB"})
        cls.env['cchc.channel.alias'].create({'channel_id': cls.channels['page'].id, 'name': "Trang CCHC tỉnh"})

    def listed(self, title="Forms online", genre="Tin", author="author", unit="Press", channel="Portal",
               day="5/3/2024", url=None):
        return '\t'.join((title, genre, author, unit, channel, day, self.link() if url is None else url))

    def preview(self, *rows, by='office', header=HEADER, **values):
        wizard = self.model('cchc.article.import', by).create({'text': '\n'.join((header, *rows)), **values})
        wizard.action_preview()
        return wizard

    def problems(self, *rows, **given):
        return [line.problem or '' for line in self.preview(*rows, **given).line_ids]

    def articles(self):
        return self.env['cchc.article'].search([('company_id', '=', self.company.id), ('is_registered', '=', True)])

    # ------------------------------------------------------------------
    # Preview
    # ------------------------------------------------------------------

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

    # ------------------------------------------------------------------
    # Recording
    # ------------------------------------------------------------------

    def test_rows_that_are_ready_are_recorded_and_the_others_stay(self):
        wizard = self.preview(self.listed("First"), self.listed("Second", author="Nobody Here"), self.listed("Third"))
        wizard.action_record()
        self.assertEqual(set(self.articles().mapped('name')), {"First", "Third"})
        article = wizard.line_ids[0].article_id
        posted = article.publication_ids
        self.assertEqual(
            (article.state, article.is_registered, article.author_id, article.genre_id, article.last_step_by_id),
            ('published', True, self.users['author'], self.genre, self.users['office']))
        self.assertEqual((posted.state, str(posted.date_published), posted.channel_id), (
            'published', '2024-03-05', self.channels['portal']))
        self.assertEqual(wizard.line_ids.mapped(lambda line: bool(line.article_id)), [True, False, True])
        self.assertIn("no account", wizard.line_ids[1].problem)
        wizard.line_ids[1].author_id = self.users['author']
        wizard.action_record()
        self.assertEqual(set(self.articles().mapped('name')), {"First", "Second", "Third"})

    def test_recording_again_records_nothing_twice(self):
        rows = self.listed("First"), self.listed("Second")
        wizard = self.preview(*rows)
        wizard.action_record()
        self.assertRefused("No row is ready", wizard.action_record)
        again = self.preview(*rows)
        self.assertTrue(all("already recorded" in line.problem for line in again.line_ids))
        self.assertRefused("No row is ready", again.action_record)
        self.assertEqual(len(self.articles()), 2)

    def test_link_recorded_by_another_since_the_preview_is_not_recorded_again(self):
        rows = self.listed("First"), self.listed("Second")
        first, second = self.preview(*rows, by='editor'), self.preview(*rows)
        first.action_record()
        self.assertRefused("No row is ready", second.action_record)

    def test_one_article_on_two_channels_is_one_article(self):
        wizard = self.preview(
            self.listed("Once"), self.listed("ONCE", channel="Page", url=self.link('page')), self.listed("Once"))
        self.assertIn("The same article as row 2", wizard.line_ids[1].note)
        wizard.action_record()
        articles = wizard.line_ids.article_id
        self.assertEqual(sorted(len(article.publication_ids) for article in articles), [1, 2])
        self.assertEqual(wizard.line_ids[0].article_id, wizard.line_ids[1].article_id)

    def test_title_that_is_kept_already_is_a_note_and_no_hindrance(self):
        self.article_in('published', name="Posted before")
        [line] = self.preview(self.listed("Posted before")).line_ids
        self.assertIn("already exists", line.note)
        self.assertFalse(line.problem)

    def test_assignment_of_the_day_of_posting_is_met(self):
        plan = self.plan_in('published')
        wizard = self.preview(self.listed(day="20/2/2024"), self.listed(day="5/3/2024"))
        wizard.action_record()
        self.assertEqual(self.assignment(plan, '2024-M02').done_quantity, 1)
        self.assertEqual(self.assignment(plan, '2024-M03').state, 'done')
        self.assertEqual(wizard.line_ids.article_id.plan_id, plan)

    def test_only_the_board_and_the_office_record(self):
        for login in ROLES:
            with self.subTest(login=login):
                if login in MAY_RECORD:
                    self.assertTrue(self.model('cchc.article.import', login).create({}))
                    continue
                self.assertRaises(AccessError, self.model('cchc.article.import', login).create, {})
                self.assertRaises(AccessError, self.model('cchc.article.import', login)._template_xlsx)

    def test_nobody_reads_the_list_of_another(self):
        wizard = self.preview(self.listed())
        for records in (wizard, wizard.line_ids):
            self.assertRaises(AccessError, self.as_(records, 'editor').read, [])
            self.assertFalse(self.model(records._name, 'editor').search([]))

    def test_own_article_is_recorded_by_another(self):
        wizard = self.preview(self.listed(author="office"), self.listed(author="author, office"))
        self.assertIn("your own article", wizard.line_ids[0].problem)
        self.assertIn("your own article", wizard.line_ids[1].problem)

    def test_editor_credits_a_unit_of_the_author_and_the_office_any(self):
        row = self.listed(author="author", unit="Digital")
        self.assertIn("does not sit in “Digital”", self.problems(row, by='editor')[0])
        self.assertEqual(self.problems(row, by='office'), [''])

    def test_forged_line_does_not_pass_the_gate(self):
        """The preview only informs; the gate of the article decides."""
        wizard = self.preview(self.listed(author="coauthor", unit="Digital"), by='editor')
        line = wizard.line_ids
        line.url = self.link('page')
        self.assertRefused("No row is ready", wizard.action_record)
        line.write({'url': self.link(), 'author_id': self.users['editor'].id})
        self.assertRefused("No row is ready", wizard.action_record)
        self.assertFalse(self.articles())

    def test_every_problem_the_preview_knows_is_one_the_gate_knows_too(self):
        """If the preview misses a problem, the record itself refuses it."""
        line = self.preview(self.listed()).line_ids
        for values, words in (
            ({'name': "x" * 301}, "Shorten the title"),
        ):
            line.write(values)
            self.assertRefused(words, line.wizard_id.action_record)

    # ------------------------------------------------------------------
    # Set-wise
    # ------------------------------------------------------------------

    def test_every_refusal_of_the_tool_has_its_sentence(self):
        reasons = ('empty', 'no_columns', 'no_header', 'not_xlsx', 'old_excel', 'too_big', 'too_many_sheets',
                   'too_many_lines', 'long_cell', 'too_many')
        wizard = self.env['cchc.article.import']
        sentences = {wizard._sentence_of(table_reading.ListError(reason, 7)) for reason in reasons}
        self.assertEqual(len(sentences), len(reasons))

    def test_thirty_rows_cost_what_three_rows_cost(self):
        """PERFORMANCE.md: queries grow only with Odoo's own batches of 100 writes and 1,000 reads."""
        self.plan_in('published')

        def cost(size, by):
            wizard = self.preview(*(self.listed(f"Article {size} {number} {by}") for number in range(size)), by=by)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            wizard.action_record()
            self.env.flush_all()
            self.assertEqual(len(wizard.line_ids.article_id), size)
            return self.env.cr.sql_log_count - before

        for by in ('office', 'editor'):
            with self.subTest(by=by):
                cost(2, by)
                few, many = cost(3, by), cost(30, by)
                self.assertLessEqual(many, few + 2, f"{few} queries for 3 rows, {many} for 30")

    def test_preview_of_thirty_rows_costs_what_three_rows_cost(self):
        def cost(size):
            wizard = self.model('cchc.article.import', 'office').create(
                {'text': '\n'.join((HEADER, *(self.listed() for __ in range(size))))})
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            wizard.action_preview()
            wizard.line_ids.mapped('problem')
            wizard.line_ids.mapped('note')
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        cost(2)
        few, many = cost(3), cost(30)
        self.assertLessEqual(many, few, f"{few} queries for 3 rows, {many} for 30")


@tagged('post_install', '-at_install')
class TestTemplate(CchcMixin, HttpCase):

    def test_template_is_for_those_who_record(self):
        for login, status in (('office', 200), ('editor', 200), ('author', 403)):
            self.authenticate(f'test.{login}', f'test.{login}')
            answer = self.url_open('/cchc/posted-list-template')
            self.assertEqual(answer.status_code, status, login)
            if status == 200:
                self.assertTrue(posted_list.read('', answer.content).rows)
