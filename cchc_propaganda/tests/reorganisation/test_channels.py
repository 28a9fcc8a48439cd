# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo.fields import Command
from odoo.tests import tagged

from .test_units import ReorganisationCase


@tagged('post_install', '-at_install')
class TestChannelsAndRecipients(ReorganisationCase):
    """What waits for a channel passes to the one that takes over; what is posted keeps its link and the old name."""

    def setUp(self):
        super().setUp()
        self.plan = self.plan_in('published', {'channel_id': self.channels['page'].id})
        self.at('2024-06-10')
        self.posted = self.publication_in('published')
        self.waiting = self.publication_in('sent', name="Sent")
        self.both = self.article_in('draft', ('page', 'portal'), name="On both")
        self.step = self.env['cchc.review.step'].create({
            'name': "Board of the page", 'company_id': self.company.id,
            'channel_ids': [Command.set(self.channels['page'].ids)]})
        self.at('2024-07-15')
        self.refresh(self.plan)

    def of_channels(self, **values):
        return self.reorganisation(**{
            'subject': 'channel', 'old_channel_ids': [Command.set(self.channels['page'].ids)], **values})

    def test_channel_is_merged_into_another(self):
        page, portal = self.channels['page'], self.channels['portal']
        merger = self.of_channels(new_channel_id=portal.id)
        merger.action_preview()
        self.assertEqual((merger.ask_count, self.line(merger, 'publication').count), (0, 2))
        self.line(merger, f"overdue,{self.assignment(self.plan, '2024-M04', 'page').id}").choice = 'keep'
        merger.action_apply()
        self.assertFalse(page.active)
        self.assertEqual((self.posted.channel_id, self.posted.state), (page, 'published'))
        self.assertEqual((self.waiting.channel_id, self.waiting.state), (portal, 'sent'))
        self.assertEqual(self.both.channel_ids, portal)
        self.assertEqual(len(self.both.publication_ids), 1)
        owed = self.plan.assignment_ids.grouped('period_key')
        self.assertEqual([owed[f'2024-M{month}'].channel_id.name for month in ('06', '05', '04', '08')],
                         ["Page", "Portal", "Page", "Portal"])
        self.assertEqual((self.plan.obligation_ids.channel_id, self.step.channel_ids), (portal, portal))
        self.assertIn("Page", portal._names())
        self.assertFalse(self.plan._generate_assignments())
        log = self.env['cchc.workflow.log'].search(
            [('step', '=', 'move_channel'), ('res_id', '=', owed['2024-M08'].id)])
        self.assertIn("Portal", log.note)

    def test_channel_ends(self):
        end = self.of_channels(kind='end')
        end.action_preview()
        end.action_apply()
        self.assertEqual((self.waiting.state, self.both.channel_ids), ('refused', self.channels['portal']))
        owed = self.plan.assignment_ids.grouped('period_key')
        self.assertEqual([owed[f'2024-M{month}'].state for month in ('06', '05', '08')], ['done', 'overdue', 'waived'])

    def test_renamed_channel_keeps_its_old_links(self):
        page, url = self.channels['page'], self.posted.url
        rename = self.of_channels(kind='rename', new_name="Page of reform")
        rename.action_preview()
        rename.action_apply()
        self.assertEqual(page._cchc_names_on(date(2024, 7, 14))[page.id], "Page")
        self.assertEqual((page.name, self.posted.url), ("Page of reform", url))
        self.as_(self.waiting, 'editor').write({'url': self.link('page')})
        self.as_(self.waiting, 'editor').action_publish()
        self.assertEqual(self.waiting.state, 'published')

    def test_recipient_is_renamed_in_what_is_not_issued(self):
        draft = self.plan_in('draft', name="Next", recipient_ids=[
            Command.create({'name': "Sở Nội vụ (b/c);"}), Command.create({'name': "Lưu: VT"})])
        issued = self.env['cchc.plan']._with_gate().env['cchc.plan.recipient'].create(
            {'plan_id': self.plan.id, 'name': "Sở Nội vụ (b/c);"})
        self.channels['page'].owner = "Sở Nội vụ"
        rename = self.reorganisation(
            subject='recipient', kind='rename', old_names="sở nội vụ", new_name="Sở Nội vụ mới")
        rename.action_preview()
        self.assertEqual(sorted(rename.line_ids.mapped('key')), ['owner', 'recipient'])
        rename.action_apply()
        self.assertEqual(draft.recipient_ids.mapped('name'), ["Sở Nội vụ mới (b/c);", "Lưu: VT"])
        self.assertEqual((issued.name, self.channels['page'].owner), ("Sở Nội vụ (b/c);", "Sở Nội vụ mới"))
