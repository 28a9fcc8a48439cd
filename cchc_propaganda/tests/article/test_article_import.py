# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ...tools import table_reading
from ..common import ROLES
from .posted_list import HEADER, ArticleImportCase

MAY_RECORD = {'editor', 'outside_editor', 'office', 'outsider'}


@tagged('post_install', '-at_install')
class TestArticleImport(ArticleImportCase):
    """A list of articles posted earlier (DESIGN §7) is recorded through the gate."""

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
