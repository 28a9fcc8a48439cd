# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import unicodedata

from odoo.fields import Command
from odoo.tests import Form, tagged

from ...tools import text
from ..common import TODAY, CchcCommon

FROM_WORD = '''
<!--StartFragment--><p class="MsoNormal" style='mso-margin-alt:auto;text-align:justify;font-family:"Times New Roman"'>
<b><span style="font-size:14.0pt;mso-fareast-language:VI">Sáng 11/3<o:p></o:p></span></b></p>
<p class="MsoListParagraph"><![if !supportLists]><span style="mso-list:Ignore">-</span><![endif]> Mục một</p>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<table class="MsoTableGrid" style="mso-yfti-tbllook:1184"><tr style="mso-yfti-irow:0"><td>Ô một</td></tr></table>
<v:shape id="x"><v:imagedata src="file:///C:/a.png"/></v:shape><!--EndFragment-->'''


def decomposed(words):
    """Return the words as a Mac types them: each letter, then its marks."""
    return unicodedata.normalize('NFD', words)


@tagged('post_install', '-at_install')
class TestArticleWriting(CchcCommon):
    """Texts as people type and paste them: a refusal is clear and loses nothing."""

    # ------------------------------------------------------------------
    # Drafts
    # ------------------------------------------------------------------

    def test_an_empty_draft_saves_with_what_is_proposed(self):
        article = Form(self.model('cchc.article', 'author')).save()
        self.assertEqual((article.state, article.author_id, article.department_id),
                         ('draft', self.users['author'], self.units['press']))
        self.assertEqual((article.name, article.body, article.genre_id.id, article.channel_ids.ids),
                         (False, False, False, []))

    def test_a_draft_grows_piece_by_piece(self):
        """Saving a draft does not submit it (in knowledge #423 it does)."""
        article = Form(self.model('cchc.article', 'author')).save()
        for name, value in (('name', "Forms online"), ('genre_id', self.genre), ('body', "<p>Tin</p>")):
            with Form(article) as form:
                form[name] = value
        self.assertEqual((article.name, article.genre_id, article.body), ("Forms online", self.genre, "<p>Tin</p>"))
        self.assertRefused("Choose at least one channel", article.action_submit)
        article.channel_ids = self.channels['portal']
        self.assertEqual((article.state, article.next_step), ('draft', False), "complete, and still with its author")

    def test_one_article_serves_both_channels_of_a_quarter(self):
        plan = self.plan_in('published', *(
            {'channel_id': self.channels[channel].id, 'frequency': 'quarter', 'due_day': 20}
            for channel in ('portal', 'page')))
        assignments = {channel: self.assignment(plan, '2024-Q1', channel) for channel in ('portal', 'page')}
        action = self.as_(assignments['portal'], 'author').action_write_article()
        article = self.model('cchc.article', 'author', **action['context']).create(
            {'name': "Forms online", 'body': "<p>Tin</p>", 'genre_id': self.genre.id})
        article.channel_ids |= self.channels['page']
        self.as_(article, 'author').action_submit()
        self.as_(article, 'editor').action_approve()
        for channel in ('portal', 'page'):
            self.post(article, channel)
        self.assertEqual({channel: assignment.state for channel, assignment in assignments.items()},
                         {'portal': 'done', 'page': 'done'})

    # ------------------------------------------------------------------
    # Titles
    # ------------------------------------------------------------------

    def test_a_title_of_any_length_is_kept_and_its_length_is_told(self):
        for length in (301, 100_000):
            with self.subTest(length=length):
                article = self.article_in('draft', name='đ' * length)
                self.assertEqual(len(article.name), length)
                self.assertRefused(
                    f"it has {length} characters, 300 at most", self.as_(article, 'author').action_submit)
        self.assertAllowed(self.as_(self.article_in('draft', name='đ' * 300), 'author').action_submit)

    def test_a_title_pasted_over_several_lines_is_one_line(self):
        article = self.article_in('draft', name="  Cải cách\r\n\thành   chính ")
        self.assertEqual(article.name, "Cải cách hành chính")
        self.as_(article, 'author').name = "Một\ncửa"
        self.assertEqual(article.name, "Một cửa")

    # ------------------------------------------------------------------
    # Bodies
    # ------------------------------------------------------------------

    def test_a_body_that_is_only_markup_is_no_text(self):
        picture = f'<p><img src="/web/image/{self.attachment("author").id}"/></p>'
        for body in ('<p><br/></p>', '<p>&nbsp;</p><p>\u200b</p>', '<div><span> </span></div>', picture,
                     '<style>p {color: red}</style>', '<!-- Sáng 11/3 -->'):
            with self.subTest(body=body):
                article = self.article_in('draft', body=body)
                self.assertRefused("Write the text: a “News item” needs one",
                                   self.as_(article, 'author').action_submit)

    def test_what_word_leaves_is_taken_out_and_no_word_is_lost(self):
        article = self.article_in('draft', body=FROM_WORD)
        self.assertEqual(text.plain_text(article.body).splitlines(), ["Sáng 11/3", "- Mục một", "Ô một"])
        for junk in ('mso', 'Mso', '<o:', '<v:', '<w:', '<!--', 'font-family', 'WordDocument', 'supportLists', 'file:'):
            with self.subTest(junk=junk):
                self.assertNotIn(junk, article.body)
        for kept in ('text-align:justify', '<b>', '<table'):
            with self.subTest(kept=kept):
                self.assertIn(kept, article.body.replace('text-align: ', 'text-align:'))

    def test_an_edit_is_cleaned_as_the_first_text_is(self):
        article = self.article_in('draft')
        self.as_(article, 'author').body = '<p class="MsoNormal">Tin<o:p></o:p></p>'
        self.assertEqual(article.body, '<p>Tin</p>')

    def test_a_text_typed_in_the_editor_stays_as_it_is(self):
        body = '<p class="lead" style="color:red">Chữ <font style="background-color:yellow">nền vàng</font></p>'
        self.assertEqual(self.article_in('draft', body=body).body, body)

    def test_a_script_in_the_text_is_taken_out_not_refused(self):
        body = '<p onclick="steal()">Tin<script>steal()</script><a href="javascript:steal()">này</a></p>'
        article = self.article_in('draft', body=body)
        self.assertEqual(text.plain_text(article.body), "Tinnày")
        self.assertNotIn('steal', article.body)

    def test_a_text_of_a_million_letters_is_kept(self):
        body = '<p>' + 'chữ ' * 250_000 + '</p>'
        self.assertEqual(len(text.plain_text(self.article_in('draft', body=body).body).split()), 250_000)

    def test_a_text_that_nobody_writes_is_refused_whether_new_or_changed(self):
        article = self.article_in('draft')
        for body, words in (('<p>Tin</p>' * 20_000, "too long for an article"),
                            ('<div>' * 150 + 'Tin' + '</div>' * 150, "nested too deeply")):
            with self.subTest(words=words):
                self.assertRefused(words, self.as_(article, 'author').write, {'body': body})
                self.assertRefused(words, self.env['cchc.article'].with_user(self.users['author']).create,
                                   {'name': "Tin", 'body': body})

    # ------------------------------------------------------------------
    # Letters
    # ------------------------------------------------------------------

    def test_letters_typed_on_a_mac_are_stored_as_others_type_them(self):
        title, body = "Cải cách thủ tục hành chính", "<p>Người dân nộp hồ sơ</p>"
        article = self.article_in('draft', name=decomposed(title), body=decomposed(body))
        self.assertEqual((article.name, article.body), (title, body))
        file = self.attachment('author', cchc_caption=decomposed(title), cchc_credit=decomposed("Thu Hà"))
        self.assertEqual((file.cchc_caption, file.cchc_credit), (title, "Thu Hà"))
        self.as_(article, 'author').write({'name': decomposed("Một cửa")})
        self.assertEqual(article.name, "Một cửa")

    def test_what_is_typed_on_a_mac_is_found(self):
        article = self.article_in('draft', name="Cải cách thủ tục hành chính")
        articles = self.model('cchc.article', 'author')
        for words in ("thủ tục", decomposed("thủ tục"), decomposed("Cải cách")):
            for domain in ([('name', 'ilike', words)], [('display_name', 'ilike', words)],
                           ['|', ('name', 'ilike', words), ('name', '=', 'x')], ['!', ('name', 'not ilike', words)]):
                with self.subTest(domain=domain):
                    self.assertEqual(articles.search(domain), article)
            with self.subTest(words=words):
                self.assertEqual(articles.name_search(words), [(article.id, article.name)])
                self.assertEqual(articles.search_count([('name', 'ilike', words)]), 1)

    # ------------------------------------------------------------------
    # Days
    # ------------------------------------------------------------------

    def test_the_day_of_a_publication_is_not_in_the_future_nor_before_the_approval(self):
        """DESIGN §4."""
        for day, words in (('2024-03-12', "future"), ('9999-12-31', "future"), (TODAY, ''),
                           ('2024-03-10', "approved on"), ('2000-01-01', "approved on")):
            with self.subTest(day=day):
                publication = self.publication_in('pending', 'portal', name=f"Posted on {day}")
                self.as_(publication, 'editor').write({'url': self.link(), 'date_published': day})
                refusal = self.refusal(self.as_(publication, 'editor').action_publish)
                self.assertRegex(refusal, words) if words else self.assertEqual(refusal, '')
                self.assertTrue(publication.url, "nothing is lost")

    def test_the_day_of_a_record_is_not_in_the_future_and_may_be_long_ago(self):
        """DESIGN §4: articles posted since 2000 can be registered; many are recorded later."""
        for day, words in (('2024-03-12', "future"), (TODAY, ''), ('2000-01-01', '')):
            with self.subTest(day=day):
                article = self.article_in('draft', by='editor', publication_ids=[Command.create({
                    'channel_id': self.channels['portal'].id, 'url': self.link(), 'date_published': day})])
                refusal = self.refusal(self.as_(article, 'editor').action_register)
                self.assertRegex(refusal, words) if words else self.assertEqual(refusal, '')
