# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from ..common import CchcCommon


@tagged('post_install', '-at_install')
class TestStage(CchcCommon):
    """SCREENS, "States": word and colour of a publication say where it stands. Until it is sent or posted, its article
    says so."""

    def stages(self, article):
        article.invalidate_recordset()
        return {publication.channel_id.code: (publication.stage_text, publication.stage_level)
                for publication in article.publication_ids}

    def test_stage_from_the_draft_to_the_link(self):
        article = self.article_in('draft', ('portal', 'page'))
        self.assertEqual(self.stages(article), dict.fromkeys(('portal', 'page'), ("Draft", 'muted')))
        self.as_(article, 'author').action_submit()
        self.assertEqual(self.stages(article), dict.fromkeys(('portal', 'page'), ("Awaiting review", 'info')))
        self.as_(article, 'editor').action_return("Name the source")
        self.assertEqual(self.stages(article), dict.fromkeys(('portal', 'page'), ("Returned", 'warning')))
        self.as_(article, 'author').action_submit()
        self.as_(article, 'editor').action_approve()
        self.assertEqual(self.stages(article), {
            'portal': ("Approved, to be posted", 'info'), 'page': ("Not sent yet", 'muted')})
        self.post(article)
        self.as_(self.publication(article, 'page'), 'editor').action_send()
        self.assertEqual(self.stages(article), {
            'portal': ("Posted or broadcast", 'success'), 'page': ("Sent, awaiting the channel", 'info')})
        self.as_(self.publication(article, 'page'), 'editor').action_refuse("Too long")
        self.as_(self.publication(article, 'portal'), 'editor').action_remove("Wrong figures")
        self.assertEqual(self.stages(article), {'portal': ("Taken down", 'muted'), 'page': ("Not accepted", 'danger')})

    def test_the_assignment_says_where_its_articles_are(self):
        plan = self.plan_in('published')
        assignment = self.assignment(plan, '2024-M03')
        self.assertNotIn("On their way", self.as_(assignment, 'author').next_step)
        article = self.article_in('submitted', assignments=[assignment])
        self.assertIn("On their way: “Forms online” (Awaiting review).", self.as_(assignment, 'author').next_step)
        self.assertNotIn("On their way", self.as_(assignment, 'stranger').next_step, "not readable by another unit")
        self.at('2024-03-27')
        self.refresh(plan)
        self.assertIn("The head of the unit explains.", self.as_(assignment, 'head').next_step)
        self.as_(assignment, 'head').action_explain("Two of us were ill")
        self.assertNotIn("The head of the unit explains.", self.as_(assignment, 'head').next_step)
        self.post(self.as_(article, 'editor').action_approve() and article)
        self.assertIn("Met on 27/03/2024", self.as_(assignment, 'author').next_step)

    def test_the_list_opens_with_this_year_and_what_no_channel_has_answered(self):
        Publication = self.env['cchc.publication']
        posted, sent = self.publication_in('published'), self.publication_in('sent')
        refused, waiting = self.publication_in('refused'), self.publication(self.article_in('submitted'), 'portal')
        found = Publication.search([('is_current', '=', True)])
        self.assertEqual(found & (posted | sent | refused | waiting), posted | sent | refused | waiting)
        self.at('2025-01-02')
        # The article that was refused is still approved: it is sent again, or returned.
        for value, expected in ((True, sent | refused | waiting), (False, posted)):
            found = Publication.search([('is_current', '=', value)])
            self.assertEqual(found & (posted | sent | refused | waiting), expected)

    def test_an_assignment_sent_in_time_is_not_shown_as_overdue(self):
        """Its badge and its word say that the channel has not answered (the stored state of lists stays)."""
        plan = self.plan_in('published', {'channel_id': self.channels['page'].id})
        assignment = self.assignment(plan, '2024-M03', 'page')
        article = self.article_in('approved', ('page',), assignments=[assignment])
        self.as_(self.publication(article, 'page'), 'editor').action_send()
        self.at('2024-03-27')
        self.refresh(plan)
        self.assertEqual((assignment.is_excused, assignment.clock_text, assignment.clock_level),
                         (True, "Sent in time, waiting for the channel", 'info'))
        self.assertFalse(self.assignment(plan, '2024-M02', 'page').is_excused)
