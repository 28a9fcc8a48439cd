# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from io import BytesIO

from PIL import Image

from odoo.fields import Command
from odoo.tests import tagged

from ..common import CchcCommon

WORDS = {'cchc_caption': "The one-stop desk", 'cchc_credit': "Thu Hà"}


def photo(width=4000, height=3000, colour='navy', **options):
    """Return the bytes of a photo of the size a phone takes."""
    file = BytesIO()
    Image.new('RGB', (width, height), colour).save(file, 'jpeg', **options)
    return file.getvalue()


@tagged('post_install', '-at_install')
class TestArticleFiles(CchcCommon):

    def uploaded(self, login='author', raw=b'first', **values):
        """Return a file uploaded in the form of an unsaved article."""
        return self.attachment(login, name='photo.jpg', res_model='cchc.article', res_id=0, raw=raw, **values)

    def article_with_photo(self, state='draft', **values):
        return self.article_in(state, attachment_ids=[Command.link(self.uploaded(**{**WORDS, **values}).id)])

    # ------------------------------------------------------------------
    # Caption and credit
    # ------------------------------------------------------------------

    def test_caption_and_credit_are_typed_in_the_form_of_the_article(self):
        file = self.uploaded()
        article = self.model('cchc.article', 'author').create({
            'attachment_ids': [Command.link(file.id), Command.update(file.id, WORDS)]})
        self.assertEqual(article.attachment_ids.read(list(WORDS)), [{'id': file.id, **WORDS}])
        self.as_(article, 'author').write({
            'attachment_ids': [Command.update(file.id, {'cchc_caption': "A queue"})]})
        self.assertEqual(file.cchc_caption, "A queue")

    def test_who_may_write_the_caption_in_which_state(self):
        """DESIGN §4: the author while it is a draft, the board while it waits, nobody once it is approved."""
        expected = {
            'draft': {'author', 'coauthor', 'head', 'office'},
            'submitted': {'editor'},
            'approved': set(),
            'published': set(),
            'cancelled': set(),
        }
        for state, writers in expected.items():
            file = self.article_with_photo(state).attachment_ids
            for login in ('author', 'coauthor', 'colleague', 'stranger', 'head', 'editor', 'poster', 'outside_editor',
                          'office', 'director', 'outsider'):
                for name in WORDS:
                    with self.subTest(state=state, login=login, field=name):
                        refusal = self.refusal(self.as_(file, login).write, {name: "Something else"})
                        self.assertEqual(not refusal, login in writers, refusal)

    def test_frozen_words_say_where_they_belong(self):
        file = self.article_with_photo('approved').attachment_ids
        self.assertRefused("“photo.jpg” belongs to “Forms online”, which is “Approved, to be posted”",
                           self.as_(file, 'editor').write, {'cchc_caption': "Something else"})

    def test_two_photos_of_one_name_stay_two(self):
        files = self.uploaded(raw=b'first') | self.uploaded(raw=b'second')
        article = self.article_in('submitted', attachment_ids=[Command.set(files.ids)])
        self.assertEqual(sorted(article.attachment_ids.mapped('raw')), [b'first', b'second'])

    # ------------------------------------------------------------------
    # Bytes
    # ------------------------------------------------------------------

    def test_a_photo_from_a_telephone_keeps_every_byte(self):
        """Odoo shrinks pictures wider than 1920 px; the channel wants the original with its position and time."""
        exif = Image.Exif()
        exif[0x0112] = 6        # held upright
        raw = photo(exif=exif)
        for login, values in (('author', {}), ('editor', {'by': 'editor'})):
            with self.subTest(login=login):
                file = self.uploaded(login, raw)
                article = self.article_in('draft', attachment_ids=[Command.link(file.id)], **values)
                self.assertEqual(article.attachment_ids.raw, raw)
                self.assertEqual(article.attachment_ids.mimetype, 'image/jpeg')

    def test_a_photo_elsewhere_is_shrunk_as_odoo_does(self):
        file = self.attachment('author', name='photo.jpg', raw=photo())
        self.assertEqual(max(Image.open(BytesIO(file.raw)).size), 1920)

    def test_a_file_of_50_mb_is_kept_whole(self):
        """A video clip is content: every file within Odoo's own limit (128 MB unless the agency sets another) stays."""
        raw = bytes(1024) * 1024 * 50
        article = self.article_in('submitted', genre_id=self.video.id, body=False, attachment_ids=[
            Command.link(self.attachment('author', name='clip.mp4', raw=raw).id)])
        self.assertEqual(article.attachment_ids.raw, raw)
        self.assertIn("Too large to be mailed to a channel (over 25 MB): clip.mp4.",
                      self.as_(article, 'editor').warnings_html)
