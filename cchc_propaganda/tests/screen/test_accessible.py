# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json

from odoo.tests import HttpCase, tagged

from ..common import CchcMixin
from ..outreach.outreach_case import OutreachMixin
from .accessible import AccessibleMixin

CONFIGURATION = (
    'channel', 'genre', 'outreach_form', 'subject', 'review_step', 'special_day', 'legal_document', 'reminder_rule',
    'earlier_name', 'reorganisation')


def action(name):
    return f'cchc_propaganda.{name}'


@tagged('post_install', '-at_install')
class TestAccessible(AccessibleMixin, OutreachMixin, CchcMixin, HttpCase):
    """Our screens, as the roles that use them. The browser visits seventy: more than half a minute."""

    def form_of(self, record):
        return {'type': 'ir.actions.act_window', 'res_model': record._name, 'res_id': record.id,
                'views': [[False, 'form']]}

    def dialog(self, record, name, **defaults):
        values = self.env['ir.actions.act_window']._for_xml_id(action(name))
        return {**values, 'domain': False, 'search_view_id': False, 'context': {
            'active_model': record._name, 'active_id': record.id, 'active_ids': record.ids,
            **{f'default_{field}': value for field, value in defaults.items()}}}

    def draft_of(self, article):
        """Return the JavaScript that leaves a draft of the article in the browser, typed before somebody else saved."""
        version = article.content_version
        self.as_(article, 'coauthor').write({'name': "Their title", 'body': "<p>Theirs.</p>"})
        return f"""(async () => {{
            const {{ DraftStore }} = odoo.loader.modules.get("@cchc_propaganda/together/draft_store");
            const store = new DraftStore();
            await store.write(store.prefix("cchc.article", {article.id}) + "closed", {{
                at: Date.now(), version: {version}, title: "My title",
                values: {{ name: "My title", body: "<p>Mine.</p>" }},
            }});
            await cchcOpen({json.dumps(self.form_of(article))});
            await cchcFind(".o_cchc_draft");
        }})()"""

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
        outreach = {state: self.outreach_in(state) for state in ('draft', 'submitted')}
        difficulty = self.model('cchc.difficulty', 'head').create(
            {'name': "No staff for videos", 'department_id': self.units['press'].id})
        self.model('cchc.budget.line', 'office').create({
            'plan_id': draft_plan.id, 'topic_id': draft_plan.topic_ids.id, 'planned': 1_000_000})

        self.look({'test.editor': {
            'my work': action('cchc_my_work_action'), 'submitted': self.form_of(submitted),
            'review': action('cchc_article_action_review'), 'approved': self.form_of(approved),
            'follow-up': action('cchc_dashboard_action'),
        }, 'test.author': {
            'outreach': self.form_of(outreach['draft']), 'outreach list': action('cchc_outreach_action'),
        }, 'test.head': {'difficulty': self.form_of(difficulty)}}, {'test.editor': {}, 'test.office': {
            'follow-up': action('cchc_dashboard_action'), 'plan': self.form_of(plan),
            'draft plan': self.form_of(draft_plan),
            'budget': (self.form_of(draft_plan), 'cchcClick(".nav-link[name=budget]")'),
            'plans': action('cchc_plan_action'), 'articles': action('cchc_article_action'),
            'contents': action('cchc_topic_action'), 'content': self.form_of(plan.topic_ids),
            'published': self.form_of(published), 'publications': action('cchc_publication_action'),
            'plan from a file': action('cchc_plan_import_action'),
            'recording': action('cchc_article_import_action'), 'assignments': action('cchc_assignment_action'),
            'assignment': self.form_of(late), 'calendar': action('cchc_calendar_event_action'),
            'outreach': self.form_of(outreach['submitted']), 'outreach list': action('cchc_outreach_action'),
            'difficulty': self.form_of(difficulty), 'difficulties': action('cchc_difficulty_action'),
            'reminders': action('cchc_reminder_log_action'), 'log of steps': action('cchc_workflow_log_action'),
            'decisions': action('cchc_review_action'), 'guides': action('cchc_guides_action'),
            **{name: action(f'cchc_{name}_action') for name in CONFIGURATION},
            'list of documents': action('cchc_legal_document_import_action'),
            'channel': self.form_of(self.channels['page']), 'form': self.form_of(outreach['draft'].form_id),
            'units': action('action_cchc_unit'), 'unit': self.form_of(self.units['press']),
            'people': action('action_cchc_person'),
        }, 'test.author': {
            'my work': action('cchc_my_work_action'), 'returned': self.form_of(returned),
            'list of outreach': action('cchc_outreach_import_action'),
            'my list': action('cchc_my_list_action'), 'from Word': action('cchc_article_word_action'),
            'draft': (self.form_of(returned), self.draft_of(returned)),
            'conflict': (self.form_of(returned), 'cchcClick(".o_cchc_restore")'),
        }, 'test.head': {
            'reason': self.dialog(late, 'cchc_reason_wizard_action_explain', step='explain')}, 'test.admin': {
            'my work': action('cchc_my_work_action'), 'settings': action('action_cchc_agency_settings'),
            'people': action('action_cchc_person'), 'new person': action('action_cchc_person_add'),
            'list of people': action('action_cchc_person_import'), 'mail': action('cchc_mail_check_action'),
            'new unit': action('cchc_department_wizard_action_new'),
            'Word templates': action('cchc_word_template_action'),
            'Word template': {'type': 'ir.actions.act_window', 'res_model': 'cchc.word.template',
                              'views': [[False, 'form']]},
            **{name: self.dialog(self.users['author'], f'cchc_person_action_{name}')
               for name in ('move', 'replace', 'leave', 'change')},
        }})
