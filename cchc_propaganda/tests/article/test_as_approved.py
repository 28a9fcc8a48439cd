# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import TODAY
from .versions import VersionCase


@tagged('post_install', '-at_install')
class TestApprovalNames(VersionCase):
    """An approval names the version and the checksums that it approved."""

    def approved(self):
        picture = self.attachment('author', name='picture.png')
        article = self.article_in('draft', body=f'<p>Text <img src="/web/image/{picture.id}"></p>',
                                  attachment_ids=self.attachment('author').ids)
        self.as_(article, 'author').action_submit()
        self.as_(article, 'editor').name = "All forms online"
        self.as_(article, 'editor').action_approve()
        return article

    def verdict(self, article, login='author'):
        return self.as_(article, login).action_verify_approval()['params']

    def test_form_says_which_version_and_how_many_files(self):
        article = self.approved()
        self.assertEqual(self.as_(article, 'author').approval_text,
                         "Approved: version 1, at 09:00 11/03/2024, files: 2")
        self.assertTrue(article.is_as_approved)
        self.assertEqual(self.verdict(article)['type'], 'success')
        self.post(article)
        self.assertTrue(article.is_as_approved)

    def test_what_is_no_longer_what_was_approved_is_found(self):
        """Our code allows no such change; somebody with access to the database or the disk could make it."""
        article = self.approved()
        file, picture = article.attachment_ids, article.picture_ids
        changes = {
            "without a version": ("UPDATE cchc_article SET body = '<p>Other</p>' WHERE id = %s", article),
            "differs": ("UPDATE ir_attachment SET checksum = 'abc' WHERE id = %s", file),
            "missing": ("DELETE FROM cchc_article_attachment_rel WHERE article_id = %s", article),
            "version 5": ("""UPDATE cchc_article SET content_version = 5 WHERE id = %s""", article),
            "were changed": ("UPDATE cchc_article SET name = 'Other' WHERE id = %s", article),
            "“picture.png” differs": ("UPDATE ir_attachment SET checksum = 'abc' WHERE id = %s", picture),
        }
        for words, (query, record) in changes.items():
            with self.subTest(query=query), self.undone():
                self.env.cr.execute(query, [record.id])
                self.env.invalidate_all()
                self.assertFalse(article.is_as_approved)
                self.assertEqual(self.verdict(article)['type'], 'danger')
                self.assertIn(words, self.verdict(article)['message'])
        self.env.invalidate_all()
        self.assertTrue(article.is_as_approved)

    def test_adopting_an_article_into_its_plan_is_no_new_version(self):
        """The plan is issued later than the first articles of its year are approved."""
        article, draft = self.approved(), self.article_in('draft')
        self.assertFalse(article.plan_id or draft.plan_id)
        plan = self.plan_in('published', issued=TODAY)
        for adopted, version in ((article, 1), (draft, 0)):
            adopted.invalidate_recordset()
            self.assertEqual((adopted.plan_id, adopted.content_version), (plan, version))
        self.assertTrue(article.is_as_approved)
        self.assertEqual(self.verdict(article)['type'], 'success')

    def test_version_that_an_earlier_program_kept_of_an_adoption_accuses_nobody(self):
        article = self.approved()
        plan = self.plan_in('published')
        article._with_gate().plan_id = False
        article._with_gate().plan_id = plan
        self.assertEqual(article.content_version, 3)
        self.assertTrue(article.is_as_approved)
        self.assertEqual(self.verdict(article)['type'], 'success')

    def test_what_was_approved_before_versions_were_kept_is_said_neutrally(self):
        article = self.approved()
        file = article.attachment_ids
        self.env.flush_all()
        self.env.cr.execute("""UPDATE cchc_article SET approved_version = 4, content_version = NULL,
                               approved_digest = NULL, html_field_history = NULL WHERE id = %s""", [article.id])
        self.env.invalidate_all()
        for change in (None, "UPDATE cchc_article SET approved_checksums = NULL WHERE id = %s"):
            if change:
                self.env.cr.execute(change, [article.id])
                self.env.invalidate_all()
            with self.subTest(change=change):
                self.assertEqual((article.is_as_approved, article.is_approval_without_version), (False, True))
                self.assertEqual(self.verdict(article)['type'], 'info')
                self.assertIn("cannot be compared", self.verdict(article)['message'])
                self.assertEqual(self.as_(article, 'author').approval_text,
                                 "Approved at 09:00 11/03/2024, before versions were kept")
        self.env.cr.execute("UPDATE cchc_article SET approved_checksums = jsonb_build_object(%s, 'abc') WHERE id = %s",
                            [str(file.id), article.id])
        self.env.invalidate_all()
        self.assertFalse(article.is_approval_without_version)
        self.assertEqual(self.verdict(article)['type'], 'danger', "the checksum of a file was kept")

    def test_bytes_exchanged_on_the_disk_are_found_when_verified(self):
        article = self.approved()
        real = self.registry['ir.attachment']._file_read
        name = article.attachment_ids.store_fname
        if not name:
            self.skipTest("files lie in the database here")
        self.patch(self.registry['ir.attachment'], '_file_read', lambda attachments, fname, size=None: (
            b'second' if fname == name else real(attachments, fname, size)))
        self.env.invalidate_all()
        self.assertIn("differs", self.verdict(article)['message'])

    def test_verifying_is_for_those_who_may_read_it(self):
        article = self.approved()
        self.assertRaises(AccessError, self.as_(article, 'stranger').action_verify_approval)
        self.assertIn("not approved", self.verdict(self.article_in('draft'))['message'])
