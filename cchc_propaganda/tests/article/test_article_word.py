# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import zipfile
from io import BytesIO

import docx
from PIL import Image

from odoo.fields import Command
from odoo.tests import tagged

from ...tools import limits, text, word
from ..common import CchcCommon

TITLE = "Hội nghị cải cách hành chính"


def picture():
    file = BytesIO()
    Image.new('RGB', (8, 6), 'navy').save(file, 'PNG')
    return file.getvalue()


def word_file(title=TITLE, pictures=1, more=None):
    """Return a Word file as a unit sends it; ``more``: further parts of the archive."""
    document = docx.Document()
    document.add_paragraph(title, style='Heading 1')
    document.add_paragraph("Sáng 11/3, Sở tổ chức hội nghị.")
    for __ in range(pictures):
        document.add_picture(BytesIO(picture()))
        document.add_paragraph("Ảnh: Thu Hà")
    file = BytesIO()
    document.save(file)
    with zipfile.ZipFile(file, 'a') as archive:
        for name, part in (more or {}).items():
            archive.writestr(name, part)
    return file.getvalue()


@tagged('post_install', '-at_install')
class TestArticleWord(CchcCommon):
    """What a Word file does to its article; ``tests/tools/test_word.py`` covers the reading itself."""

    def dialog(self, content, article=None, login='author', filename='tin.docx', **values):
        return self.model('cchc.article.word', login).create({
            'article_id': article and article.id, 'file': base64.b64encode(content), 'filename': filename, **values})

    def opened(self, action):
        """Return the article that the action opens."""
        return self.env[action['res_model']].browse(action['res_id'])

    def test_a_new_draft_has_title_text_and_pictures_of_the_file(self):
        article = self.opened(self.dialog(word_file()).action_read())
        self.assertEqual((article.state, article.author_id, article.department_id, article.name),
                         ('draft', self.users['author'], self.units['press'], TITLE))
        self.assertEqual(text.plain_text(article.body).splitlines(), ["Sáng 11/3, Sở tổ chức hội nghị.", "Ảnh: Thu Hà"])
        self.assertIn(f'src="/web/image/{article.picture_ids.id}"', article.body)
        self.assertEqual(article.picture_ids.raw, picture())

    def test_its_pictures_are_content_like_any_that_is_put_into_the_text(self):
        article = self.opened(self.dialog(word_file()).action_read())
        file = article.picture_ids
        self.assertEqual((file.res_model, file.res_id, file.public), ('cchc.article', article.id, False))
        self.assertRefused("top-secret", self.as_(file, 'stranger').read, ['raw'])
        self.as_(article, 'author').write({
            'genre_id': self.genre.id, 'channel_ids': [Command.link(self.channels['portal'].id)]})
        self.as_(article, 'author').action_submit()
        self.assertEqual(self.as_(file, 'editor').raw, picture())
        self.as_(article, 'editor').action_approve()
        self.assertEqual(article.approved_checksums, {
            str(kept.id): kept.checksum for kept in file | article.word_file_ids})
        self.assertRefused("can no longer be changed", self.as_(file, 'author').write, {'raw': b'another'})

    def test_the_file_itself_freezes_with_the_article_and_is_handed_to_no_channel(self):
        """DESIGN §4: chatter files are not content, but the Word file that an article was read from is."""
        content = word_file()
        article = self.opened(self.dialog(content).action_read())
        [kept] = self.lines(article).attachment_ids
        self.assertEqual((kept.name, kept.raw), ('tin.docx', content))
        self.assertEqual(article.word_file_ids, kept)
        self.assertFalse(kept & (article.attachment_ids | article.picture_ids))
        self.assertRefused("by hand", self.as_(article, 'author').write, {'word_file_ids': [Command.clear()]})
        self.as_(article, 'author').write({
            'genre_id': self.genre.id, 'channel_ids': [Command.link(self.channels['portal'].id)]})
        self.as_(article, 'author').action_submit()
        self.as_(article, 'editor').action_approve()
        for login in ('author', 'editor', 'office'):
            for call in (lambda file: file.write({'raw': word_file("Another")}), lambda file: file.unlink(),
                         lambda file: file.write({'res_id': False})):
                self.assertRefused("can no longer be changed", call, self.as_(kept, login))
        self.assertEqual(article.approved_checksums[str(kept.id)], kept.checksum)
        names = zipfile.ZipFile(self.as_(article, 'author')._package()).namelist()
        self.assertFalse([name for name in names if name.endswith('tin.docx')])

    def test_a_title_that_was_typed_stays_and_no_line_is_lost(self):
        article = self.article_in('draft', name="Typed before", body=False)
        self.dialog(word_file(), article).action_read()
        self.assertEqual(article.name, "Typed before")
        self.assertEqual(text.plain_text(article.body).splitlines()[0], TITLE)

    def test_a_text_that_was_written_stays_unless_it_is_to_go(self):
        for mode, lines in (('append', ["Written before", TITLE]),
                            ('replace', [TITLE, "Sáng 11/3, Sở tổ chức hội nghị."])):
            with self.subTest(mode=mode):
                article = self.article_in('draft', body="<p>Written before</p>")
                dialog = self.dialog(word_file(), article, mode=mode)
                self.assertTrue(dialog.has_text)
                dialog.action_read()
                self.assertEqual(text.plain_text(article.body).splitlines()[:2], lines)

    def test_a_refused_file_changes_nothing_and_says_what_to_do(self):
        """One file of each kind; ``tests/tools/test_word.py`` tests how they are recognised."""
        sentences = {
            b'%PDF-1.7': "This is a PDF file",
            b'{\\rtf1}': "save it as .docx",
            b'\xd0\xcf\x11\xe0' + bytes(600): "an old Office",
            b'\xd0\xcf\x11\xe0' + 'EncryptedPackage'.encode('utf-16-le'): "locked with a password",
            b'MZ a program': "no Word file",
            word_file()[:-100]: "is damaged",
            word_file(more={'word/vbaProject.bin': b'x'}): "contains macros",
            word_file(more={'word/a.xml': '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'}):
                "may be an attack",
            word_file(pictures=limits.PICTURES + 1): f"more than {limits.PICTURES} pictures",
        }
        article = self.article_in('draft', body="<p>Written before</p>")
        counts = self.everything()
        for content, words in sentences.items():
            for target in (article, None):
                with self.subTest(words=words, target=bool(target)):
                    self.assertRefused(words, self.dialog(content, target).action_read)
                    self.assertEqual((article.name, article.body), ("Forms online", "<p>Written before</p>"))
                    self.assertEqual(self.everything(), counts)

    def everything(self):
        return [self.env[model].search_count([]) for model in ('cchc.article', 'ir.attachment', 'mail.message')]

    def test_every_refusal_of_the_tool_has_its_sentence(self):
        codes = ('empty', 'large', 'pdf', 'rtf', 'old', 'encrypted', 'other', 'damaged', 'macro', 'bomb', 'entity',
                 'long', 'pictures', 'picture', 'pixels', 'blank')
        sentences = {self.dialog(b'')._refusal(word.WordError(code, most=5)) for code in codes}
        self.assertEqual(len(sentences), len(codes))
        self.assertFalse([sentence for sentence in sentences if '%' in sentence])

    def test_without_a_file_it_asks_for_one(self):
        for values in ({'file': False}, {'file': base64.b64encode(b'')}):
            self.assertRefused(r"Choose a Word file \(\.docx\)", self.model('cchc.article.word', 'author').create(
                values).action_read)

    def test_what_was_left_out_is_told(self):
        relation = ('<Relationship Id="rId99" Target="https://a.example/a.png" TargetMode="External" Type="http://schemas.'
                    'openxmlformats.org/officeDocument/2006/relationships/image"/></Relationships>')
        file = BytesIO()
        with zipfile.ZipFile(BytesIO(word_file())) as old, zipfile.ZipFile(file, 'w') as new:
            for name in old.namelist():
                part = old.read(name)
                if name == 'word/_rels/document.xml.rels':
                    part = part.replace(b'</Relationships>', relation.encode())
                if name == 'word/document.xml':
                    part = part.replace(b'r:embed="', b'r:link="rId99" r:was="')
                new.writestr(name, part)
        action = self.dialog(file.getvalue()).action_read()
        self.assertIn("(linked from elsewhere, or a drawing): 1. Save them", action['params']['message'])
        self.assertEqual(self.opened(action['params']['next']).name, TITLE)

    def test_only_who_may_write_the_draft_takes_a_file_into_it(self):
        """DESIGN §4: authors edit their own drafts; head and Office edit those of their unit that they see."""
        expected = {
            'draft': {'author', 'coauthor', 'head', 'office'},
            'submitted': set(), 'approved': set(), 'published': set(), 'cancelled': set()}
        for state, writers in expected.items():
            article = self.article_in(state)
            for login in ('author', 'coauthor', 'colleague', 'stranger', 'head', 'editor', 'poster', 'office',
                          'director', 'outsider'):
                with self.subTest(state=state, login=login):
                    refusal = self.refusal(lambda article=article, login=login: self.dialog(
                        word_file(pictures=0), article, login).action_read())
                    self.assertEqual(not refusal, login in writers, refusal)

    def test_the_dialog_shows_nothing_of_an_article_that_one_may_not_write(self):
        article = self.article_in('draft')
        self.assertRefused("top-secret", self.dialog, b'', article, 'stranger')
        dialog = self.dialog(b'', None, 'stranger')
        self.assertRefused("top-secret", dialog.write, {'article_id': article.id})

    def test_a_name_that_says_otherwise_does_not_matter(self):
        article = self.opened(self.dialog(word_file(), filename='../../tin.doc').action_read())
        self.assertEqual(article.picture_ids.name, 'tin - 01.png')
