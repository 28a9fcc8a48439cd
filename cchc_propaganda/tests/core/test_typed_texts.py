# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re
import unicodedata

from odoo import models
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import SQL

from ..common import CchcCommon
from ..screen.web_client import Screen

HIDDEN = '\x02\x07\x1b\ufffe'       # what a PDF or an old Word file leaves between the words
WORDS = f'Tin{HIDDEN} bài'
HTML = f'<p>{WORDS}&#2; mới &#x1B;&#xFFFE;nhất</p>'
TEXTS = {
    'hidden characters': HTML,
    'decomposed letters': f'<p>{unicodedata.normalize("NFD", "Cải cách hành chính")}</p>',
    'emoji': '<p>Tin 👩‍👩‍👧 🇻🇳 mới</p>',
    'zero width only': '<p>\u200b\ufeff</p>',
    '200,000 words': '<p>' + 'tin ' * 200_000 + '</p>',
}
TYPED = ('char', 'text', 'html')


@tagged('post_install', '-at_install')
class TestTypedTexts(CchcCommon):
    """A hidden character never makes a text vanish: it is taken out on the way in, and does no harm where it is stored
    from before."""

    def test_a_text_with_hidden_characters_is_stored_without_them(self):
        article = self.model('cchc.article', 'author').create({
            'name': WORDS, 'body': HTML, 'publication_ids': [Command.create({
                'channel_id': self.channels['page'].id, 'url': f'https://page.example/{HIDDEN}1'})]})
        self.assertEqual((article.name, article.body), ('Tin bài', '<p>Tin bài mới nhất</p>'))
        self.assertEqual(article.publication_ids.url, 'https://page.example/1')
        article.body = HTML.replace('mới', 'cũ')
        self.assertEqual(article.body, '<p>Tin bài cũ nhất</p>')

    def test_what_people_type_elsewhere_is_cleaned_too(self):
        plan = self.model('cchc.plan', 'office').create({
            'name': WORDS, 'topic_ids': [Command.create({'code': '1', 'name': WORDS})],
            'section_ids': [Command.create({'title': WORDS, 'body': HTML})],
            'recipient_ids': [Command.create({'name': WORDS})]})
        channel = self.model('cchc.channel', 'admin').create({
            'name': WORDS, 'code': 'x', 'alias_ids': [Command.create({'name': WORDS})]})
        genre = self.model('cchc.genre', 'office').create({'name': WORDS, 'code': 'x'})
        photo = self.attachment('author', cchc_caption=WORDS, cchc_credit=WORDS)
        for found in (plan.name, plan.topic_ids.name, plan.section_ids.title, plan.recipient_ids.name, channel.name,
                      channel.alias_ids.name, genre.name, photo.cchc_caption, photo.cchc_credit):
            self.assertEqual(found, 'Tin bài')
        self.assertEqual(plan.section_ids.body, '<p>Tin bài mới nhất</p>')
        genre.update_field_translations('name', {'en_US': WORDS + ' 2'})
        self.assertEqual(genre.with_context(lang='en_US').name, 'Tin bài 2')

    def test_a_reason_and_an_explanation_are_cleaned(self):
        article = self.article_in('submitted')
        self.as_(article, 'editor').action_return(WORDS)
        self.assertEqual(article.return_reason, 'Tin bài')
        self.assertEqual([line.body for line in self.lines(article) if HIDDEN[0] in (line.body or '')], [])
        assignment = self.assignment_in('overdue')
        self.as_(assignment, 'head').action_explain(WORDS)
        self.assertEqual(assignment.explanation, 'Tin bài')

    def test_every_model_in_which_people_type_cleans(self):
        unclean = [name for name in self.registry if name.startswith('cchc.') and self._is_typed_into(self.env[name])
                   and not isinstance(self.env[name], self.registry['cchc.text.mixin'])]
        self.assertEqual(unclean, [])

    def _is_typed_into(self, model):
        return self.env['ir.model.access'].search_count([
            ('model_id.model', '=', model._name), '|', ('perm_write', '=', True), ('perm_create', '=', True),
        ]) and any(
            field.type in TYPED and field.store and not field.readonly and field.name not in models.MAGIC_COLUMNS
            for field in model._fields.values())

    def test_the_form_takes_any_text(self):
        for kind, body in TEXTS.items():
            with self.subTest(kind):
                with Form(self.model('cchc.article', 'author')) as form:
                    form.name = "Forms online"
                    form.genre_id = self.genre
                    form.body = body
                    form.channel_ids.add(self.channels['portal'])
                    form.name = WORDS
                self.assertEqual(form.record.name, 'Tin bài')
                self._look_at_it_everywhere(form.record)

    def test_any_text_is_a_title_a_caption_and_a_correction(self):
        for kind, html in TEXTS.items():
            words = re.sub(r'<[^>]*>|&#[^;]*;', '', html)[:250]
            with self.subTest(kind), self.undone():
                with Form(self.model('cchc.article', 'author')) as form:
                    form.name = words
                    form.genre_id = self.genre
                    form.body = "<p>Tin</p>"
                    form.channel_ids.add(self.channels['portal'])
                article = form.record
                photo = self.attachment('author', cchc_caption=words, cchc_credit=words)
                article.attachment_ids = photo
                self._look_at_it_everywhere(article)
                if kind == 'zero width only':
                    continue
                article.action_submit()
                self.as_(article, 'editor').action_approve()
                self.post(article)
                self.as_(article, 'office').correction = words
                self._look_at_it_everywhere(article)
                self.assertTrue(article.is_as_approved)

    def test_a_text_stored_before_with_hidden_characters_does_no_harm(self):
        for kind, body in TEXTS.items():
            with self.subTest(kind), self.undone():
                article = self.article_in()
                self._store(article, body)
                self._look_at_it_everywhere(article)
                with Form(self.as_(article, 'author')) as form:
                    form.name = "Another title"
                if kind != 'zero width only':
                    self.as_(article, 'author').action_submit()
                    self.as_(article, 'editor').body = "<p>Corrected</p>"
                    self.as_(article, 'editor').action_approve()
                    self._look_at_it_everywhere(article)
                    self.assertEqual(article.action_verify_approval()['params']['type'], 'success')

    def test_only_zero_width_is_no_title_and_no_text(self):
        article = self.article_in(name='\u200b\ufeff', body=TEXTS['zero width only'])
        self.assertRefused(r"Enter the title\.\n.*Write the text", self.as_(article, 'author').action_submit)

    def _store(self, article, body):
        """As an earlier version of the program stored it."""
        article.flush_recordset()
        self.env.cr.execute(SQL("UPDATE cchc_article SET body = %s, name = %s WHERE id = %s", body, WORDS, article.id))
        self.env.invalidate_all()

    def _look_at_it_everywhere(self, article):
        for login in ('author', 'editor'):
            if not self.as_(article, login).has_access('read'):
                continue
            articles = self.model('cchc.article', login)
            Screen(articles, 'form').open_form(article)
            Screen(articles, 'list').open_list([('id', '=', article.id)])
            Screen(articles, 'kanban').open_columns([('id', '=', article.id)])
            self.model('cchc.my.work', login).get_data()
        article._package()
