# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64

from odoo.tests import tagged

from ..article.test_article_word import word_file
from ..common import CchcCommon


@tagged('post_install', '-at_install')
class TestMigrationChatter(CchcCommon):

    def test_old_lines_of_steps_get_the_mark_and_no_others(self):
        """A line that the log of steps does not prove stays a note, whatever it says."""
        article, mark = self.article_in('submitted'), self.env.ref('cchc_propaganda.mt_step')
        self.as_(article, 'editor').action_return("Too long")
        steps = article.message_ids.filtered(lambda line: line.subtype_id == mark)
        self.assertEqual(len(steps), 2)
        forged = steps.copy({'date': '2024-03-10 02:00:00'}) | steps[0].copy({'body': "<b>Approve</b>"})
        (steps | forged).subtype_id = self.env.ref('mail.mt_note')
        self.migrate('cchc_propaganda/migrations/19.0.1.1.0/post-chatter.py')
        self.assertEqual(article.message_ids.filtered(lambda line: line.subtype_id == mark), steps)

    def test_word_file_of_a_draft_becomes_content_and_that_of_an_approved_article_stays(self):
        articles = []
        for state in ('draft', 'approved'):
            article = self.article_in('draft')
            self.model('cchc.article.word', 'author').create({
                'article_id': article.id, 'file': self.base64(word_file()), 'filename': 'tin.docx'}).action_read()
            if state == 'approved':
                article._with_gate().word_file_ids = False      # as it was before
                self.as_(article, 'author').action_submit()
                self.as_(article, 'editor').action_approve()
            articles.append(article)
        draft, approved = articles
        kept = draft.word_file_ids
        self.assertTrue(kept)
        draft._with_gate().word_file_ids = False
        self.migrate('cchc_propaganda/migrations/19.0.1.1.0/post-chatter.py')
        self.assertEqual((draft.word_file_ids, approved.word_file_ids.ids), (kept, []))
        self.assertTrue(approved.is_as_approved)

    @staticmethod
    def base64(content):
        return base64.b64encode(content)
