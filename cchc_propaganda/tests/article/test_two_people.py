# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import TODAY
from ..core.test_typed_texts import TEXTS
from .versions import VersionCase

TEXT = "<p>First.</p><p>The second one.</p><p>Third.</p>"


class TwoPeople(VersionCase):

    def refused(self, article, login, vals):
        """Return what the refusal of these values tells the form; undo."""
        with self.undone():
            try:
                self.as_(article, login).web_save(vals, {})
            except UserError as error:
                self.assertEqual(type(error).__name__, 'VersionConflict', error)
                return error.context['cchc_conflict']
        return self.fail("nothing was refused")

    def states(self, conflict):
        return [(piece['state'], piece['saved'], piece.get('mine')) for piece in conflict['pieces']]


@tagged('post_install', '-at_install')
class TestTwoPeople(TwoPeople):
    """Saving over a newer version is refused with who saved it and when; nothing that somebody typed is lost."""

    def test_each_field_that_somebody_else_has_saved_since(self):
        plan = self.plan_in('draft')
        self.as_(plan.topic_ids, 'office').create({
            'plan_id': plan.id, 'code': '2', 'name': "More news", 'lead_department_ids': self.units['press'].ids})
        self._walk_plan(self.as_(plan, 'office'), 'published', '2024-01-02')
        topics = plan.topic_ids
        for name, first, second, words in (
                ('name', "One", "Two", ("Forms online", "One", "Two")),
                ('genre_id', self.video.id, self.env.ref('cchc_propaganda.genre_infographic').id, None),
                ('topic_ids', [Command.set(topics[0].ids)], [Command.set(topics[1].ids)],
                 ('', topics[0].display_name, topics[1].display_name)),
                ('topic_ids', [Command.link(topics[0].id)], [Command.set(topics[1].ids)], None),
                ('plan_id', False, self.plan_in('published', year=2024, name="Another").id, None)):
            with self.subTest(name=name), self.undone():
                article = self.article_in(body=TEXT, plan_id=plan.id)
                with self.on(TODAY, '14:12'):
                    self.as_(article, 'coauthor').web_save({name: first, 'opened_version': 0}, {})
                self.assertEqual(article.content_version, 1)
                self.assertRefused(r"“.*” was saved by coauthor at 14:12 11/03/2024",
                                   self.as_(article, 'author').web_save, {name: second, 'opened_version': 0}, {})
                conflict = self.refused(article, 'author', {name: second, 'opened_version': 0})
                [field] = conflict['fields']
                self.assertEqual((field['name'], field['state']), (name, 'both'))
                if words:
                    self.assertEqual((field['then'], field['saved'], field['mine']), words)
                self.as_(article, 'author').web_save({name: second, 'opened_version': 1}, {})
                self.assertEqual(article.content_version, 2, "who has seen it may choose")

    def test_text_that_somebody_else_has_saved_since(self):
        article = self.article_in(body=TEXT)
        with self.on(TODAY, '14:12'):
            self.as_(article, 'coauthor').web_save(
                {'body': "<p>FIRST.</p><p>The second one, theirs.</p><p>Third.</p>", 'opened_version': 0}, {})
        mine = {'body': "<p>First.</p><p>The second one, mine.</p><p>Third.</p><p>Fourth.</p>", 'opened_version': 0}
        conflict = self.refused(article, 'author', mine)
        self.assertEqual((conflict['who'], conflict['when'], conflict['is_me'], conflict['version']),
                         ('coauthor', '14:12 11/03/2024', False, 1))
        self.assertEqual(self.states(conflict), [
            ('saved', "<p>FIRST.</p>", "<p>First.</p>"),
            ('both', "<p>The second one, theirs.</p>", "<p>The second one, mine.</p>"),
            ('same', "<p>Third.</p>", None), ('mine', '', "<p>Fourth.</p>")])
        self.assertEqual(conflict['pieces'][1]['shown'], {
            'saved': "<p>The second <removed>one.</removed><added>one, theirs.</added></p>",
            'mine': "<p>The second <removed>one.</removed><added>one, mine.</added></p>"})
        self.assertEqual((conflict['mine'], conflict['fields']), (mine['body'], []))
        self.assertEqual(article.body, "<p>FIRST.</p><p>The second one, theirs.</p><p>Third.</p>")

    def test_what_two_people_changed_in_different_fields_overwrites_nothing(self):
        article = self.article_in(body=TEXT)
        self.as_(article, 'coauthor').web_save({'name': "Other", 'opened_version': 0}, {})
        self.as_(article, 'author').web_save(
            {'body': "<p>Mine.</p>", 'genre_id': self.video.id, 'opened_version': 0}, {})
        self.assertEqual((article.name, article.body, article.content_version), ("Other", "<p>Mine.</p>", 2))

    def test_both_add_a_photo(self):
        article = self.article_in(body=TEXT)
        for login in ('author', 'coauthor'):
            self.as_(article, login).web_save(
                {'attachment_ids': [Command.link(self.attachment(login).id)], 'opened_version': 0}, {})
        self.assertEqual(len(article.attachment_ids), 2)
        conflict = self.refused(article, 'author', {'attachment_ids': [Command.clear()], 'opened_version': 0})
        self.assertEqual(conflict['fields'][0]['state'], 'both')

    def test_both_type_the_same(self):
        article = self.article_in(body=TEXT)
        same = {'name': "Other", 'body': "<p>Same.</p>"}
        self.as_(article, 'coauthor').write(same)
        self.as_(article, 'author').web_save({**same, 'opened_version': 0}, {})
        self.assertEqual(article.content_version, 1)

    def test_a_text_that_was_only_looked_at_takes_nothing_back(self):
        """The editor notes its own version in the text, so that the form sends it although nobody typed."""
        article = self.article_in(body=TEXT)
        self.as_(article, 'coauthor').write({'body': "<p>Theirs.</p>"})
        self.as_(article, 'author').web_save(
            {'name': "Other", 'body': TEXT.replace('<p>F', '<p data-oe-version="2.0">F'), 'opened_version': 0}, {})
        self.assertEqual((article.name, article.body), ("Other", "<p>Theirs.</p>"))

    def test_own_second_window(self):
        article = self.article_in(body=TEXT)
        self.as_(article, 'author').write({'body': "<p>In one window.</p>"})
        conflict = self.refused(article, 'author', {'body': "<p>In the other.</p>", 'opened_version': 0})
        self.assertTrue(conflict['is_me'])

    def test_several_people_and_versions_since(self):
        article = self.article_in(body=TEXT)
        for login, body in (('author', "<p>One.</p>"), ('coauthor', "<p>Two.</p>"), ('author', "<p>Three.</p>")):
            self.as_(article, login).body = body
        self.as_(article, 'coauthor').name = "Other"
        conflict = self.refused(article, 'coauthor', {'name': "Mine", 'body': "<p>Old.</p>", 'opened_version': 1})
        self.assertEqual((conflict['who'], conflict['is_me'], conflict['version']), ('coauthor, author', False, 4))
        self.assertEqual(conflict['fields'][0]['then'], "Forms online")
        self.assertEqual([piece['base'] for piece in conflict['pieces']], ["<p>One.</p>"])

    def test_opened_so_long_ago_that_the_version_is_no_longer_kept(self):
        self.patch(self.registry['html.field.history.mixin'], '_html_field_history_size_limit', 2)
        article = self.article_in(body=TEXT)
        for number in range(5):
            self.as_(article, 'coauthor').body = f"<p>First.</p><p>Theirs {number}.</p>"
        conflict = self.refused(article, 'author', {'body': "<p>First.</p><p>Mine.</p>", 'opened_version': 0})
        self.assertEqual(self.states(conflict), [
            ('same', "<p>First.</p>", None), ('both', "<p>Theirs 4.</p>", "<p>Mine.</p>")])
        self.assertTrue(self.refused(article, 'author', {'name': "Mine", 'opened_version': 0}))

    def test_a_program_that_sends_no_version_writes_as_ever(self):
        article = self.article_in(body=TEXT)
        self.as_(article, 'coauthor').body = "<p>Theirs.</p>"
        for vals in ({'body': "<p>One.</p>"}, {'body': "<p>Two.</p>", 'opened_version': False},
                     {'body': "<p>Three.</p>", 'opened_version': None}):
            self.as_(article, 'author').write(vals)
        self.assertEqual(article.body, "<p>Three.</p>")
        self.assertEqual(self.as_(article, 'author').read(['opened_version'])[0]['opened_version'], 0)

    def test_the_version_is_compared_under_the_lock_of_the_row(self):
        article, locked = self.article_in(body=TEXT), []
        real = self.registry['cchc.article']._lock_records
        self.patch(self.registry['cchc.article'], '_lock_records',
                   lambda articles: locked.extend(articles.ids) or real(articles))
        self.as_(article, 'author').write({'body': "<p>Mine.</p>"})
        self.assertEqual(locked, [])
        self.as_(article, 'author').web_save({'name': "Mine", 'opened_version': 1}, {})
        self.assertEqual(locked, article.ids)

    def test_any_text_may_meet_any_other(self):
        """Hidden characters, decomposed letters, emoji, nothing that prints, 200,000 words."""
        for kind, body in TEXTS.items():
            for theirs, mine in ((TEXT, body), (body, TEXT), (body, body + "<p>More.</p>")):
                with self.subTest(kind=kind, mine=mine[:40]), self.undone():
                    article = self.article_in(body="<p>Old.</p>")
                    self.as_(article, 'coauthor').body = theirs
                    vals = {'body': mine, 'name': mine[:200], 'opened_version': 0}
                    conflict = self.refused(article, 'author', vals)
                    self.assertEqual(self.as_(article, 'author').compare_typed(vals, 0)['conflict'], conflict)
                    merged = ''.join(piece['saved'] + piece.get('mine', '') for piece in conflict['pieces'])
                    self.as_(article, 'author').web_save({**vals, 'body': merged, 'opened_version': 1}, {})
                    self.assertTrue(self.as_(article, 'author').compare_typed({'body': merged}, 2)['is_saved'])

    def test_those_who_may_not_write_are_told_so_first(self):
        article = self.article_in('submitted', body=TEXT)
        self.as_(article, 'editor').body = "<p>Corrected.</p>"
        self.assertRefused("only the editorial board can edit it", self.as_(article, 'author').web_save,
                           {'body': "<p>Mine.</p>", 'opened_version': 0}, {})


@tagged('post_install', '-at_install')
class TestTyped(TwoPeople):
    """What was typed and not saved is kept by the browser, and compared with what is saved now before it is offered."""

    def compare(self, article, login, vals, opened=0):
        return self.as_(article, login).compare_typed(vals, opened)

    def test_nothing_is_named_that_its_reader_may_not_read(self):
        """A client may send the id of any record as something that was typed."""
        plan = self.plan_in('draft', name="Secret plan")
        plan.topic_ids.name = "Secret row"
        genre = self.env['cchc.genre'].create({
            'name': "Secret genre", 'code': 'secret', 'company_id': self.other_company.id})
        article = self.article_in(body=TEXT)
        for vals in ({'plan_id': plan.id}, {'topic_ids': [[6, 0, plan.topic_ids.ids]]}, {'genre_id': genre.id},
                     {'attachment_ids': [[6, 0, self.attachment('head', name="Secret.pdf").ids]]},
                     {'topic_ids': [[0, 0, {'plan_id': plan.id, 'parent_id': plan.topic_ids.id, 'name': False}]]}):
            for opened in (-1, 1):      # of a version that never was, every field counts as saved since
                with self.subTest(vals=vals, opened=opened):
                    self.assertNotIn("Secret", str(self.compare(article, 'author', vals, opened)))
            if vals.get('topic_ids', [[6]])[0][0] == 6:     # nobody but the Office creates rows of a plan
                with self.subTest(saved=vals):
                    self.assertNotIn("Secret", str(self.refused(article, 'author', {**vals, 'opened_version': -1})))

    def test_nothing_new_is_not_offered(self):
        topics = self.plan_in('published').topic_ids
        article = self.article_in(body=TEXT, topic_ids=[Command.set(topics.ids)])
        for vals in ({}, {'name': " Forms  online"}, {'body': TEXT.replace('<p>F', '<p data-oe-version="2.0">F')},
                     {'genre_id': self.genre.id, 'topic_ids': [[4, topics.id]]},
                     {'topic_ids': [[6, 0, topics.ids]]}, {'no_such_field': 1}, {'opened_version': 3}):
            with self.subTest(vals=vals):
                self.assertEqual(self.compare(article, 'author', vals), {'is_saved': True, 'conflict': False})

    def test_what_was_not_saved_is_found(self):
        topics = self.plan_in('published').topic_ids
        article = self.article_in(body=TEXT)
        photo = self.attachment('author')
        for vals in ({'name': "Other"}, {'body': "<p>Other.</p>"}, {'genre_id': False}, {'is_good_example': True},
                     {'topic_ids': [[4, topics.id]]}, {'attachment_ids': [[4, photo.id]]},
                     {'attachment_ids': [[1, photo.id, {'cchc_caption': "x"}]]}):
            with self.subTest(vals=vals):
                self.assertEqual(self.compare(article, 'author', vals), {'is_saved': False, 'conflict': False})

    def test_what_was_saved_since_comes_with_it(self):
        article = self.article_in(body=TEXT)
        self.as_(article, 'coauthor').body = TEXT.replace("First", "Theirs")
        found = self.compare(article, 'author', {'body': TEXT.replace("Third", "Mine")})
        self.assertFalse(found['is_saved'])
        self.assertEqual([state for state, *__ in self.states(found['conflict'])], ['saved', 'same', 'mine'])

    def test_a_new_article_that_was_saved_after_all(self):
        vals = {'name': "Brand new", 'body': "<p>New text.</p>", 'genre_id': self.genre.id}
        nobody = self.env['cchc.article']
        self.assertFalse(self.compare(nobody, 'author', vals)['is_saved'])
        self.article_in(by='author', **vals)
        self.assertTrue(self.compare(nobody, 'author', vals)['is_saved'])
        self.assertFalse(self.compare(nobody, 'coauthor', vals)['is_saved'])

    def test_who_may_not_read_it_learns_nothing(self):
        article = self.article_in(body=TEXT)
        self.as_(article, 'coauthor').body = "<p>Theirs.</p>"
        for login in ('stranger', 'outsider', 'admin'):
            self.assertRaises(UserError, self.compare, article, login, {'body': "<p>x</p>"})
        posted = self.article_in('published')
        self.assertRaises(UserError, self.compare, posted, 'stranger', {'body': "<p>x</p>"})
