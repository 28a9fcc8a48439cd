# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from .versions import VersionCase


@tagged('post_install', '-at_install')
class TestCopyOfAnArticle(VersionCase):

    def test_copy_has_pictures_of_its_own(self):
        picture = self.attachment('author', name='picture.png')
        article = self.article_in('draft', body=(
            f'<p>Text <img src="/web/image/{picture.id}-abc/picture.png?access_token=xyz"></p>'
            f'<p>Again <img src="/web/image/{picture.id}"></p>'))
        copy = self.as_(article, 'author').copy()
        self.assertEqual(len(copy.picture_ids), 1)
        self.assertNotEqual(copy.picture_ids, picture)
        self.assertEqual((copy.picture_ids.res_model, copy.picture_ids.res_id), ('cchc.article', copy.id))
        self.assertEqual(copy.picture_ids.checksum, picture.checksum)
        self.assertNotIn(str(picture.id), copy.body)
        self.assertNotIn('access_token', copy.body)
        self.assertEqual(copy.body.count(f'/web/image/{copy.picture_ids.id}'), 2)
        self.assertEqual((copy.content_version, copy.html_field_history), (0, False))
        copy.channel_ids = self.channels['portal']
        self.assertAllowed(self.as_(copy, 'author').action_submit)
        self.assertIn(str(picture.id), article.body, "the first one keeps its own")

    def test_colleague_s_copy_of_what_is_posted_is_theirs(self):
        picture = self.attachment('author', name='picture.png')
        article = self.article_in('draft', body=f'<p>Text <img src="/web/image/{picture.id}"></p>')
        self.as_(article, 'author').action_submit()
        self.as_(article, 'editor').action_approve()
        self.post(article)
        copy = self.as_(article, 'stranger').copy()
        self.assertEqual((copy.author_id, copy.picture_ids.create_uid), (self.users['stranger'],) * 2)
        self.assertTrue(article.is_as_approved)
