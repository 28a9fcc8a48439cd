# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
import zipfile

from docx import Document

from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from ..common import CchcCommon, CchcMixin
from .test_article_files import photo

# Role -> the states of an article in which it may download the package: those in which it may read the article (DESIGN
# §4; the cancelled article was never submitted).
READS = {
    'author': {'draft', 'submitted', 'approved', 'published', 'cancelled'},
    'coauthor': {'draft', 'submitted', 'approved', 'published', 'cancelled'},
    'colleague': {'submitted', 'approved', 'published'},
    'stranger': {'published'},
    'head': {'draft', 'submitted', 'approved', 'published', 'cancelled'},
    'editor': {'submitted', 'approved', 'published'},
    'office': {'draft', 'submitted', 'approved', 'published', 'cancelled'},
    'director': {'draft', 'submitted', 'approved', 'published', 'cancelled'},
    'outsider': set(),
}


class PackageMixin(CchcMixin):

    def article_with_photo(self, state='draft', **values):
        file = self.attachment('author', name="Một cửa.jpg", res_model='cchc.article', res_id=0, raw=photo(400, 300),
                               cchc_caption="The one-stop desk", cchc_credit="Thu Hà")
        return self.article_in(state, attachment_ids=[Command.link(file.id)], **values)

    def unpacked(self, content):
        """Return ``{name: bytes}`` of a ZIP file."""
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}


@tagged('post_install', '-at_install')
class TestArticlePackage(PackageMixin, CchcCommon):

    def test_package_has_the_word_file_and_the_original_photos(self):
        article = self.article_with_photo(
            name="Tin: một cửa", body="<p>Sapo.</p><h2>Mục I</h2><p>Chữ <b>đậm</b>.</p>")
        files = self.unpacked(self.as_(article, 'author')._package().read())
        self.assertEqual(set(files), {'Tin một cửa.docx', 'anh/01-Một cửa.jpg'})
        self.assertEqual(files['anh/01-Một cửa.jpg'], article.attachment_ids.raw, "every byte of the original")
        words = '\n'.join(paragraph.text for paragraph in Document(io.BytesIO(files['Tin một cửa.docx'])).paragraphs)
        for part in ("Tin: một cửa", "Sapo.", "Mục I", "Chữ đậm.", "The one-stop desk", "Thu Hà",
                     article.department_id.name, article.author_id.name, article.genre_id.name):
            self.assertIn(part, words)

    def test_same_articles_give_the_same_bytes(self):
        article = self.as_(self.article_with_photo(), 'author')
        self.at('2024-03-12')
        first = article._package().read()
        self.at('2024-04-12')
        self.assertEqual(article._package().read(), first)

    def test_several_articles_have_a_folder_each(self):
        articles = self.article_with_photo(name="Một") | self.article_with_photo(name="Một")
        names = set(self.unpacked(self.as_(articles, 'author')._package().read()))
        self.assertEqual(names, {
            '01-Một/Một.docx', '01-Một/anh/01-Một cửa.jpg', '02-Một/Một.docx', '02-Một/anh/01-Một cửa.jpg'})

    def test_package_is_for_those_who_read_the_article(self):
        for state in ('draft', 'submitted', 'approved', 'published', 'cancelled'):
            article = self.article_with_photo(state)
            for login, states in READS.items():
                with self.subTest(state=state, login=login):
                    refusal = self.refusal(self.as_(article, login)._package)
                    self.assertEqual(not refusal, state in states, refusal)

    def test_one_unreadable_article_among_several_gives_nothing(self):
        articles = self.article_with_photo('published') | self.article_with_photo('draft')
        self.assertTrue(self.refusal(self.as_(articles, 'stranger').action_download_package))


@tagged('post_install', '-at_install')
class TestPackageDoor(PackageMixin, HttpCase):

    def download(self, login, ids):
        self.authenticate(self.users[login].login, self.users[login].login)
        return self.url_open(f'/cchc/package?ids={ids}')

    def test_door_gives_what_the_button_gives_and_nothing_else(self):
        article = self.article_with_photo('draft', name="Tin một cửa")
        self.env.flush_all()
        found = self.download('author', article.id)
        self.assertEqual(found.status_code, 200)
        self.assertIn("filename*=UTF-8''Tin%20m%E1%BB%99t%20c%E1%BB%ADa.zip", found.headers['Content-Disposition'])
        self.assertEqual(set(self.unpacked(found.content)), {'Tin một cửa.docx', 'anh/01-Một cửa.jpg'})
        for ids in (article.id, f'{article.id},{article.id}', 99999999):
            refused = self.download('stranger', ids)
            self.assertIn(refused.status_code, (403, 404))
            self.assertNotIn(b'PK', refused.content[:2])
        for ids in ('', 'x', '1;2', '-1', '1,', '12345678901'):
            self.assertEqual(self.download('author', ids).status_code, 400)
