# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import tagged

from ...tools import text
from ..common import TODAY, CchcCommon, moment

FULL = ' '.join(["tin"] * 100)


@tagged('post_install', '-at_install')
class TestArticleCheck(CchcCommon):
    """Required are title, text or file, genre and channel; everything else warns and never blocks."""

    def faultless(self, state='draft', **values):
        """Return an article without any warning, except for the given values."""
        plan = self.env['cchc.plan'].search([('company_id', '=', self.company.id)], limit=1) or self.plan_in()
        return self.article_in(state, **{
            'name': f"Nothing to say {next(self._numbers)}", 'body': f'<p>{FULL}</p>', 'plan_id': plan.id,
            'topic_ids': [Command.set(plan.topic_ids.ids)], **values})

    def warnings(self, article, login='author'):
        """Return the sentences shown to this reader."""
        shown = self.as_(article, login).warnings_html or ''
        return text.plain_text(shown).splitlines()

    # ------------------------------------------------------------------
    # What is required
    # ------------------------------------------------------------------

    def test_all_that_is_missing_is_said_at_once_for_each_genre(self):
        everything = {'title': "Enter the title.", 'genre': "Choose the genre.", 'unit': "Choose the unit.",
                      'channel': "Choose at least one channel."}
        texts = {
            'news': "Write the text: a “News item” needs one.",
            'article': "Write the text: a “Feature article” needs one.",
            'reportage': "Write the text: a “Reportage” needs one.",
            **dict.fromkeys(('video', 'infographic', 'photo', 'document'),
                            "Write the text, or attach a file or a link.")}
        for code, sentence in texts.items():
            with self.subTest(genre=code):
                article = self.article_in('draft', (), name=False, body=False, department_id=False,
                                          genre_id=self.env.ref(f'cchc_propaganda.genre_{code}').id)
                article.department_id = False   # remove the proposed unit of the author
                refusal = self.refusal(self.as_(article, 'author').action_submit)
                for missing in (everything['title'], everything['unit'], everything['channel'], sentence):
                    self.assertIn(missing, refusal)

    def test_a_video_needs_a_file_or_a_link_and_no_text(self):
        for values in ({'attachment_ids': [Command.link(self.attachment('author').id)]},
                       {'publication_ids': [Command.create({
                           'channel_id': self.channels['portal'].id, 'url': self.link()})]},
                       {'body': "<p>What it shows.</p>"}):
            with self.subTest(values=list(values)):
                article = self.article_in('draft', **{'genre_id': self.video.id, 'body': False, **values})
                self.assertAllowed(self.as_(article, 'author').action_submit)

    # ------------------------------------------------------------------
    # What warns
    # ------------------------------------------------------------------

    def test_a_faultless_article_shows_no_warning(self):
        article = self.faultless()
        self.assertFalse(self.as_(article, 'author').warnings_html)

    def test_length_is_measured_in_words_as_vietnamese_counts_them(self):
        self.genre.write({'min_words': 4, 'max_words': 6})
        short = "The text has 3 words; “News item” usually has at least 4."
        long = "The text has 7 words; “News item” usually has at most 6."
        for body, expected in (
                ('<p>Cải cách</p><p>hành</p>', [short]), ('<p>Cải cách hành chính</p>', []),
                ('<p>Cải&nbsp;cách hành chính công vụ</p>', []), ('<p>' + 'chữ ' * 7 + '</p>', [long])):
            with self.subTest(body=body):
                self.assertEqual(self.warnings(self.faultless(body=body)), expected)
        self.genre.write({'min_words': 0, 'max_words': 0})
        self.assertEqual(self.warnings(self.faultless(body='<p>Một</p>')), [])

    def test_no_topic_warns(self):
        self.assertEqual(self.warnings(self.faultless(topic_ids=False)), [
            "No topic is chosen: the report will not show which content of the plan it serves."])

    def test_photos_without_caption_or_credit_are_named(self):
        files = self.env['ir.attachment'].union(*(
            self.attachment('author', name=name, raw=b'GIF89a\x01\x00\x01\x00', mimetype='image/gif', **words)
            for name, words in (
                ('bare.gif', {}), ('told.gif', {'cchc_caption': "A queue"}), ('taken.gif', {'cchc_credit': "Thu Hà"}),
                ('whole.gif', {'cchc_caption': "A queue", 'cchc_credit': "Thu Hà"}))))
        self.assertEqual(self.warnings(self.faultless(attachment_ids=[Command.set(files.ids)])), [
            "Without a caption: bare.gif, taken.gif.", "Without the name of who took it: bare.gif, told.gif."])

    def test_many_photos_are_counted_not_listed(self):
        files = self.env['ir.attachment'].union(*(
            self.attachment('author', name=f'{number}.gif', raw=b'GIF89a\x01\x00\x01\x00', cchc_credit="Thu Hà")
            for number in range(8)))
        [warning] = self.warnings(self.faultless(attachment_ids=[Command.set(files.ids)]))
        self.assertRegex(warning, r"^Without a caption: (\d\.gif, ){4}\d\.gif and 3 more\.$")

    def test_a_document_among_the_files_needs_no_caption(self):
        file = self.attachment('author', name='table.pdf', raw=b'%PDF-1.4')
        self.assertEqual(self.warnings(self.faultless(attachment_ids=[Command.link(file.id)])), [])

    def test_pictures_in_the_text_are_looked_at_too(self):
        picture = '<p><img src="/web/image/{}"/></p>'
        body = f'<p>{FULL}</p>' + ''.join(
            picture.format(self.attachment('author', raw=b'GIF89a\x01\x00\x01\x00').id) + line
            for line in ('<p>Một câu thường.</p>', '<p><em>Bà con xếp hàng</em></p>', '<p>Ảnh: Thu Hà</p>'))
        self.assertEqual(self.warnings(self.faultless(body=body)), [
            "Pictures in the text without a caption: 1. Write it on the line below.",
            "Captions in the text that do not say who took the picture (“Photo: …”): 1."])

    def test_a_picture_that_stayed_on_the_writers_computer_warns(self):
        body = f'<p>{FULL}</p><img src="file:///C:/Users/a/photo.png"/><p>Ảnh: Thu Hà</p>'
        self.assertEqual(self.warnings(self.faultless(body=body)), [
            "Pictures in the text that are stored on another computer or page: 1. Insert the files themselves, or "
            "readers will not see them."])

    def test_a_warning_blocks_nothing(self):
        article = self.article_in('draft', topic_ids=False, name="Twice", body="<p>Short</p>")
        self.article_in('published', name="Twice")
        self.assertGreaterEqual(len(self.warnings(article)), 3)
        self.assertAllowed(self.as_(article, 'author').action_submit)

    def test_the_board_sees_them_while_it_reviews_and_nobody_afterwards(self):
        for state, shown in (('draft', True), ('submitted', True), ('approved', False), ('published', False),
                             ('cancelled', False)):
            with self.subTest(state=state):
                article = self.faultless(state, topic_ids=False)
                login = 'author' if state in ('draft', 'cancelled') else 'editor'
                self.assertEqual(bool(self.as_(article, login).warnings_html), shown)

    def test_words_that_somebody_typed_are_shown_as_words(self):
        file = self.attachment('author', name='<b>bold</b>.gif', raw=b'GIF89a\x01\x00\x01\x00', cchc_credit="T")
        article = self.faultless(attachment_ids=[Command.link(file.id)])
        self.assertIn('&lt;b&gt;bold', str(self.as_(article, 'author').warnings_html))

    # ------------------------------------------------------------------
    # The same title, the same link
    # ------------------------------------------------------------------

    def other_article(self, state, **values):
        """Return an article of another unit, which the author in ``press`` may read only once it is posted."""
        article = self.faultless(by='office', department_id=self.units['digital'].id, contributor_ids=False,
                                 author_id=self.users['stranger'].id, **values)
        if state == 'cancelled':
            self.as_(article, 'stranger').action_cancel("Written twice")
        if state in ('submitted', 'approved', 'published'):
            self.as_(article, 'stranger').action_submit()
        if state in ('approved', 'published'):
            self.as_(article, 'editor').action_approve()
        if state == 'published':
            self.post(article)
        return article

    def test_the_same_title_elsewhere_is_told_as_far_as_the_reader_may_know(self):
        hidden = ["Another unit is working on an article with this title."]
        named = ["Another article has this title: “CẢI CÁCH – hành chính.” (Digital)."]
        expected = {    # state of the other unit's article -> what the author is told, what the board is told
            'draft': ([], []),      # never submitted: only its author knows it
            'submitted': (hidden, named),
            'approved': (hidden, named),
            'published': (named, named),
            'cancelled': ([], []),
        }
        for state, (told_author, told_board) in expected.items():
            with self.subTest(state=state), self.undone():
                self.other_article(state, name="CẢI CÁCH – hành chính.")
                article = self.faultless('submitted', name="Cải cách  hành chính")
                self.assertEqual(self.warnings(article, 'author'), told_author)
                self.assertEqual(self.warnings(article, 'editor'), told_board)

    def test_the_same_link_elsewhere_is_told_as_far_as_the_reader_may_know(self):
        url = self.link()
        publications = [Command.create({'channel_id': self.channels['portal'].id, 'url': url})]
        self.other_article('submitted', name="Theirs", publication_ids=publications)
        article = self.faultless('submitted', name="Ours", publication_ids=publications)
        self.assertEqual(self.warnings(article, 'author'), [
            "Another unit has entered this link for an article of its own."])
        self.assertEqual(self.warnings(article, 'editor'), ["Another article has this link: “Theirs” (Digital)."])

    def test_an_earlier_article_of_ones_own_is_named(self):
        self.faultless(name="Forms online")
        self.assertEqual(self.warnings(self.faultless(name="FORMS ONLINE.")), [
            "Another article has this title: “Forms online” (Press)."])

    def test_another_agency_may_write_under_the_same_title(self):
        theirs = self.model('cchc.article', 'outsider').create({'name': "Forms online"})
        theirs._with_gate().date_submitted = moment(TODAY)
        self.assertEqual(self.warnings(self.faultless(name="Forms online")), [])

    def test_an_article_without_title_is_no_twin(self):
        self.faultless(name=False)
        self.assertEqual(self.warnings(self.faultless(name='...')), [])

    def test_an_unsaved_article_is_checked_as_it_is_typed(self):
        self.other_article('published', name="Theirs")
        unsaved = self.model('cchc.article', 'author').new({'name': "theirs"})
        self.assertIn("Another article has this title: “Theirs” (Digital).", unsaved.warnings_html)

    def test_the_key_of_a_title_is_kept_by_the_server(self):
        article = self.faultless()
        self.assertRefused("cannot be entered by hand", self.as_(article, 'author').write, {'title_key': 'other'})

    def test_looking_at_many_costs_the_queries_of_looking_at_few(self):
        def queries(count):
            articles = self.env['cchc.article'].union(*(
                self.faultless(name=f"Title {number % 3}", publication_ids=[Command.create({
                    'channel_id': self.channels['portal'].id, 'url': f'https://portal.example/same-{number % 3}'})],
                    attachment_ids=[Command.link(self.attachment('author').id)]) for number in range(count)))
            found = self.as_(articles, 'author')
            before = self.env.cr.sql_log_count
            found._warnings()
            return self.env.cr.sql_log_count - before

        few = queries(3)
        # Among many, the database is asked whether they may be read, in one more query.
        self.assertLessEqual(queries(12), few + 1)
