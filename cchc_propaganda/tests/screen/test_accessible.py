# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import HttpCase, tagged

from ..common import CchcMixin
from .accessible import AccessibleMixin


@tagged('post_install', '-at_install')
class TestAccessible(AccessibleMixin, CchcMixin, HttpCase):
    """Our screens, as the roles that use them. The browser visits thirty: more than 15 s."""

    def form(self, record):
        return {'type': 'ir.actions.act_window', 'res_model': record._name, 'res_id': record.id,
                'views': [[False, 'form']]}

    def test_nothing_of_ours_keeps_anybody_out(self):
        self.at('2024-02-10')
        plan = self.plan_in('published', {}, {'channel_id': self.channels['page'].id, 'frequency': 'quarter'})
        draft_plan = self.plan_in('draft')
        late, now = self.assignment(plan, '2024-M02'), self.assignment(plan, '2024-M03')
        returned = self.article_in('submitted')
        self.as_(returned, 'editor').action_return("Name the office")
        submitted = self.article_in('submitted', ('portal', 'page'), assignments=[now])
        approved = self.article_in('approved', ('portal', 'page'))
        self.as_(self.publication(approved, 'page'), 'editor').action_send()
        published = self.article_in('published')
        self.publication_in('refused')
        self.at('2024-03-11')
        self.refresh(plan)
        def action(name):
            return f'cchc_propaganda.{name}'

        self.look({'test.editor': {
            'my work': action('cchc_my_work_action'), 'submitted': self.form(submitted),
            'review': action('cchc_article_action_review'), 'approved': self.form(approved),
            'follow-up': action('cchc_dashboard_action'),
        }}, {'test.office': {
            'follow-up': action('cchc_dashboard_action'), 'plan': self.form(plan), 'draft plan': self.form(draft_plan),
            'plans': action('cchc_plan_action'), 'articles': action('cchc_article_action'),
            'published': self.form(published), 'publications': action('cchc_publication_action'),
            'recording': action('cchc_article_import_action'), 'assignments': action('cchc_assignment_action'),
            'assignment': self.form(late), 'calendar': action('cchc_calendar_event_action'),
            'channel': self.form(self.channels['page']), 'people': action('action_cchc_person'),
            'reminder rules': action('cchc_reminder_rule_action'),
        }, 'test.author': {
            'my work': action('cchc_my_work_action'), 'returned': self.form(returned),
        }, 'test.admin': {
            'my work': action('cchc_my_work_action'), 'settings': action('action_cchc_agency_settings')}})
