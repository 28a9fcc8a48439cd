# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import hashlib

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import TODAY, moment
from .versions import VersionCase


@tagged('post_install', '-at_install')
class TestVersions(VersionCase):
    """DESIGN §4, "The editor edits": each edit is a version, the author sees the difference."""

    def test_every_edit_while_it_waits_is_a_version(self):
        topic = self.plan_in('published').topic_ids
        article = self.article_in('submitted')
        edits = ({'body': "<p>One.</p>"}, {'name': "Two"}, {'genre_id': self.video.id},
                 {'topic_ids': [Command.set(topic.ids)]},
                 {'attachment_ids': [Command.create({'name': 'a.txt', 'raw': b'A photo'})]},
                 {'name': "Three", 'body': "<p>Three.</p>", 'topic_ids': [Command.clear()]})
        for number, values in enumerate(edits, start=1):
            with self.subTest(values=values), self.on(TODAY, f'10:0{number}'):
                self.as_(article, 'editor').write(values)
                newest = self.versions(article)[0]
                self.assertEqual(article.content_version, number)
                self.assertEqual((newest['revision_id'], newest['create_uid'], newest['create_user_name']),
                                 (number, self.users['editor'].id, 'editor'))
                self.assertEqual(newest['create_date'], moment(TODAY, f'10:0{number}').isoformat(), "Python's clock")
                self.assertEqual(set(newest['changes']), set(values) - {'body'})
        self.assertEqual(self.versions(article)[0]['changes']['name'], ["Two", "Three"])

    def test_a_text_that_was_changed_all_over_is_kept_and_compared_as_one_piece(self):
        """Compared line by line, Odoo would need ten seconds to save it and ten more to show it."""
        article = self.article_in('submitted')
        old, new = (''.join(f'<p>{number * factor} communes</p>' for number in range(1, 1001)) for factor in (1, 3))
        editor = self.as_(article, 'editor')
        editor.body = old
        editor.body = new
        self.assertEqual([version['revision_id'] for version in self.versions(article)], [2, 1])
        self.assertEqual(article.content_version, 2)
        self.assertEqual(editor.html_field_history_get_content_at_revision('body', 2), old)
        comparison = editor.html_field_history_get_comparison_at_revision('body', 2)
        self.assertIn('<removed>', comparison)
        self.assertIn('<added>', comparison)
        self.assertRefused("not compared line by line",
                           lambda: editor.html_field_history_get_unified_diff_at_revision('body', 2))

    def test_saving_what_is_there_already_is_no_version(self):
        article = self.article_in('submitted')
        lines = len(self.lines(article))
        for values in ({'name': article.name}, {'body': article.body}, {'genre_id': article.genre_id.id},
                       {'topic_ids': [Command.set(article.topic_ids.ids)]}, {'is_good_example': True}):
            self.as_(article, 'editor').write(values)
        self.assertEqual((article.content_version, self.versions(article)), (0, []))
        self.assertEqual(len(self.lines(article)), lines)

    def test_one_line_a_save_says_what_was_changed(self):
        article = self.article_in('submitted')
        before = len(self.lines(article))
        self.as_(article, 'editor').write({'name': "All forms online", 'body': "<p>All of them.</p>"})
        self.assertEqual(len(self.lines(article)), before + 1)
        self.assertRegex(self.last_words(article), r"version 1.*Forms online → All forms online.*text was corrected")
        self.assertEqual(self.lines(article)[-1].author_id, self.users['editor'].partner_id)
        self.as_(article, 'editor').genre_id = self.video
        self.assertRegex(self.last_words(article), r"version 2.*News.* → .*Video")
        self.assertNotIn("text was corrected", self.last_words(article))

    def test_title_in_a_line_is_text_and_no_markup(self):
        article = self.corrected(name='<img src="x" onerror="alert(1)">')
        self.assertNotIn('<img', self.last_words(article))

    def test_what_the_author_writes_in_a_draft_makes_no_line(self):
        article = self.article_in('draft')
        before = len(self.lines(article))
        self.as_(article, 'author').write({'name': "Other", 'body': "<p>Other.</p>"})
        self.assertEqual(len(self.lines(article)), before)
        self.assertEqual(article.content_version, 1)

    def test_authors_are_told_once_for_a_sitting(self):
        article, told = self.article_in('submitted'), []
        self.patch(self.registry['cchc.article'], '_tell_authors_of_correction',
                   lambda articles: told.extend(articles.ids))
        for clock, login, expected in (
                ('09:00', 'editor', 1), ('09:10', 'editor', 1), ('09:50', 'editor', 1), ('10:20', 'editor', 1),
                ('11:30', 'editor', 2)):
            self.at(TODAY, clock)
            self.as_(article, login).body = f"<p>Corrected at {clock}.</p>"
            self.assertEqual(len(told), expected, clock)
        self.at(TODAY, '11:35')
        self.as_(article, 'editor').action_return("Shorter, please")
        self.at(TODAY, '11:40')
        self.as_(article, 'author').action_submit()
        self.at(TODAY, '11:45')
        self.as_(article, 'editor').body = "<p>Again.</p>"
        self.assertEqual(told, article.ids * 3, "another round is news")

    def test_authors_find_the_correction_among_their_notices(self):
        article = self.article_in('submitted')
        told = self.notices_of(self.as_(article, 'editor').write, {'body': "<p>Corrected.</p>"})
        self.assertEqual(told.res_partner_id, self.users['author'].partner_id | self.users['coauthor'].partner_id)

    def test_editing_makes_nobody_author(self):
        article = self.corrected(name="Other", body="<p>Other.</p>")
        self.assertEqual((article.author_id, article.contributor_ids),
                         (self.users['author'], self.users['coauthor'].partner_id))
        self.assertNotIn(self.users['editor'], article._involved_users())
        self.assertAllowed(self.as_(article, 'editor').action_approve)

    def test_who_may_correct_while_it_waits(self):
        article = self.article_in('submitted')
        for values in ({'name': "x"}, {'body': "<p>x</p>"}, {'genre_id': self.video.id}, {'plan_id': False},
                       {'topic_ids': [Command.set(self.plan_in('published').topic_ids.ids)]}):
            with self.subTest(values=values):
                self.assertEqual({login for login in self.users if not self.refusal(
                    self.as_(article, login).write, values)}, {'editor'})

    def test_exchanging_a_file_where_it_lies_is_a_version_too(self):
        article = self.article_in('draft', attachment_ids=self.attachment('author').ids)
        self.as_(article, 'author').action_submit()
        self.as_(article.attachment_ids, 'editor').raw = b'second'
        first, second = (hashlib.sha1(raw).hexdigest()[:8] for raw in (b'first', b'second'))
        self.assertRegex(self.last_words(article), f"version 1.*{first} → .*{second}")
        self.as_(article.attachment_ids, 'editor').unlink()
        self.assertEqual(article.content_version, 2)
        self.assertRegex(self.last_words(article), f"{second}.*→ .empty")

    def test_versions_cost_the_same_for_many_articles(self):
        warm, one = self.article_in('submitted'), self.article_in('submitted')
        many = self.env['cchc.article'].union(*(self.article_in('submitted') for __ in range(20)))

        def queries(articles):
            mine = self.as_(articles, 'editor')
            before = self.env.cr.sql_log_count
            mine.write({'name': "Another title"})
            self.env.flush_all()
            return self.env.cr.sql_log_count - before
        queries(warm)
        self.assertLessEqual(queries(many), queries(one) + 3)


@tagged('post_install', '-at_install')
class TestComparing(VersionCase):

    def since(self, article, login):
        return self.as_(article, login).read_versions()['since']

    def test_author_sees_what_the_board_changed_since_it_was_handed_in(self):
        article = self.article_in('draft')
        self.as_(article, 'author').body = "<p>Nearly finished.</p>"
        self.as_(article, 'author').action_submit()
        self.assertFalse(self.as_(article, 'author').has_changes)
        self.as_(article, 'editor').write({'name': "Forms are online", 'body': "<p>Quite finished.</p>"})
        mine = self.as_(article, 'author')
        self.assertTrue(mine.has_changes)
        found = mine.read_versions()
        self.assertEqual((found['since'], found['current']), (1, 2))
        [handed_in] = [version for version in found['versions'] if version['version'] == 1]
        self.assertEqual(handed_in['changes'], [["Title", "Forms online", "Forms are online"]])
        self.assertEqual(handed_in['marks'], ["handed in"])
        comparison = mine.html_field_history_get_comparison_at_revision('body', handed_in['revision_id'])
        self.assertEqual(comparison, "<p><removed>Nearly</removed><added>Quite</added> finished.</p>")

    def test_board_sees_what_the_authors_changed_since_it_returned_it(self):
        """The board sees the difference from the version that it last read; it knows its own corrections."""
        article = self.corrected()                                       # version 1, by the board
        self.as_(article, 'editor').action_return("Name the office")
        self.assertEqual(article.returned_version, 1)
        self.as_(article, 'author').write({'name': "Forms online at the Office"})
        self.as_(article, 'author').write({'body': "<p>The forms of the Office are online now.</p>"})
        self.as_(article, 'author').action_submit()
        board = self.as_(article, 'editor')
        self.assertTrue(board.has_changes)
        found = board.read_versions()
        self.assertEqual((found['since'], found['current']), (1, 3))
        [known] = [version for version in found['versions'] if version['version'] == 1]
        self.assertEqual(known['changes'], [["Title", "Forms online", "Forms online at the Office"]])
        self.assertEqual(board.html_field_history_get_content_at_revision('body', known['revision_id']),
                         "<p>The forms are online now.</p>")
        self.assertEqual(self.since(article, 'author'), 3)

    def test_recalled_and_handed_in_again_shows_what_changed_in_between(self):
        article = self.article_in('submitted')
        self.as_(article, 'author').action_recall()
        self.as_(article, 'author').name = "Other"
        self.as_(article, 'author').action_submit()
        self.assertTrue(self.as_(article, 'editor').has_changes)
        self.assertEqual(self.since(article, 'editor'), 0)

    def test_first_handing_in_shows_no_changes_but_a_colleague_s(self):
        article = self.article_in('draft')
        self.as_(article, 'author').body = "<p>Finished.</p>"
        self.as_(article, 'author').action_submit()
        self.assertFalse(self.as_(article, 'editor').has_changes, "what went on in the draft is nobody's business")
        self.as_(article, 'editor').name = "Other"
        self.assertTrue(self.as_(article, 'editor').has_changes)

    def test_changed_and_changed_back_is_no_difference(self):
        article = self.corrected(name="Other")
        self.as_(article, 'editor').name = "Forms online"
        [first] = [version for version in self.as_(article, 'author').read_versions()['versions']
                   if version['version'] == 0]
        self.assertEqual(first['changes'], [])

    def test_text_of_every_version_comes_back_as_it_was(self):
        article = self.article_in('submitted')
        texts = ["<p>The forms are online.</p>"]
        for number in range(1, 8):
            text = f"<p>Paragraph {number}.</p>" * number
            self.as_(article, 'editor').write({'body': text} if number != 4 else {'name': "Four"})
            texts.append(text if number != 4 else texts[-1])
        for version, text in enumerate(texts):
            self.assertEqual(self.as_(article, 'author')._text_at(version), text, f"version {version}")

    def test_versions_of_what_was_ever_submitted_are_all_kept(self):
        """Odoo keeps 300 versions, which is enough for a draft that only its author has read."""
        self.patch(self.registry['html.field.history.mixin'], '_html_field_history_size_limit', 5)
        draft, article = self.article_in('draft'), self.article_in('submitted')
        self.as_(article, 'editor').action_return("Shorter")
        for number in range(8):
            for some in (draft, article):
                self.as_(some, 'author').write(
                    {'body': f"<p>Text {number}.</p>"} if number % 2 else {'name': f"Title {number}"})
        self.assertEqual((len(self.versions(draft)), draft.content_version), (5, 8))
        self.assertEqual((len(self.versions(article)), article.content_version), (8, 8))
        self.assertEqual(self.as_(article, 'editor')._text_at(article.returned_version), "<p>The forms are online.</p>")
        self.assertRefused("no such earlier version", self.as_(draft, 'author')._text_at, 0)
        self.assertEqual([version['version'] for version in self.as_(draft, 'author').read_versions()['versions']],
                         [8, 7, 6, 5, 4, 3])


@tagged('post_install', '-at_install')
class TestHistoryIsNotForEverybody(VersionCase):

    def ways_to_read(self, article, login):
        seen = self.as_(article, login)
        yield 'content', lambda: seen.html_field_history_get_content_at_revision('body', 1)
        yield 'comparison', lambda: seen.html_field_history_get_comparison_at_revision('body', 1)
        yield 'unified diff', lambda: seen.html_field_history_get_unified_diff_at_revision('body', 1)
        yield 'dialog', seen.read_versions
        yield 'field', lambda: seen.read(['html_field_history'])
        yield 'web client', lambda: seen.web_read({'html_field_history': {}})
        yield 'export', lambda: seen.export_data(['html_field_history'])

    def test_who_may_not_read_the_article_reads_no_version(self):
        article = self.corrected()
        for login in ('stranger', 'other_head', 'outside_editor', 'admin', 'outsider'):
            for way, read in self.ways_to_read(article, login):
                with self.subTest(login=login, way=way):
                    self.assertRaises(UserError if way == 'export' else AccessError, read)

    def test_posted_article_is_read_by_all_and_what_stood_there_before_is_not(self):
        article = self.corrected()
        self.as_(article, 'editor').action_approve()
        self.post(article)
        for login in ('stranger', 'other_head', 'outside_editor'):
            self.assertEqual(self.as_(article, login).body, "<p>The forms are online now.</p>")
            for forged in ({}, {'cchc_versions': True}):
                for way, read in self.ways_to_read(article.with_context(**forged), login):
                    with self.subTest(login=login, way=way):
                        self.assertRaises(UserError if way == 'export' else AccessError, read)
            self.assertFalse(self.as_(article, login).html_field_history_metadata)
            self.assertNotIn('html_field_history', self.as_(article, login).read()[0])
            self.assertRaises(AccessError, self.model('cchc.article', login).search, [
                ('html_field_history', '!=', False)])
            self.assertFalse(self.as_(article, login).has_changes)
        for login in ('author', 'coauthor', 'colleague', 'head', 'editor', 'office', 'director'):
            for way, read in self.ways_to_read(article, login):
                if way != 'export':     # exporting needs another right
                    with self.subTest(login=login, way=way):
                        self.assertTrue(read())

    def test_what_is_not_there_is_said_and_no_crash(self):
        article, untouched = self.corrected(), self.article_in('submitted')
        for some, arguments in ((article, ('body', 2)), (article, ('body', 0)), (article, ('name', 1)),
                                (article, ('body', 'x')), (article, ('body', None)), (untouched, ('body', 1))):
            for method in ('content', 'comparison', 'unified_diff'):
                with self.subTest(arguments=arguments, method=method), self.assertRaises(UserError):
                    getattr(self.as_(some, 'author'), f'html_field_history_get_{method}_at_revision')(*arguments)
        self.assertEqual(len(self.as_(untouched, 'author').read_versions()['versions']), 1)

    def test_old_text_is_not_put_back_by_those_who_may_not_edit(self):
        article = self.corrected()
        old = self.as_(article, 'author').html_field_history_get_content_at_revision('body', 1)
        for login in ('author', 'head', 'office', 'director'):
            self.assertTrue(self.refusal(self.as_(article, login).write, {'body': old}))
        self.assertAllowed(self.as_(article, 'editor').write, {'body': old})
