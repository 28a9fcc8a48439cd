# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from contextlib import suppress
from itertools import product

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, HttpCase, new_test_user, tagged

from odoo.addons.cchc_propaganda.tests.common import CchcMixin
from odoo.addons.cchc_propaganda.tools.workflow import check_table

from .common import ReportCommon

INSPECTOR = 'cchc_propaganda_report.group_inspector'
READ = {'cchc.inspection', 'cchc.inspection.item', 'cchc.reason.wizard'}     # what an inspector has access to at all


WHO = {('draft', 'grant'): {'director'}, ('granted', 'ask'): {'inspector'}, ('granted', 'answer'): {'office'},
       ('granted', 'end'): {'director'}}     # in which state each step is taken, by whom


class InspectionMixin:
    """An inspector of another agency, and one who belongs to no other role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {
            **cls.users,
            'inspector': new_test_user(
                cls.env, 'test.inspector', INSPECTOR, name='inspector', company_id=cls.other_company.id,
                notification_type='inbox', tz='Asia/Ho_Chi_Minh'),
            'second_inspector': new_test_user(
                cls.env, 'test.second_inspector', INSPECTOR, name='second inspector', company_id=cls.company.id)}

    def inspection(self, state='granted', login='inspector', first='2024-01-01', last='2024-03-31', until='2024-04-30'):
        inspection = self.model('cchc.inspection', 'office').create({
            'user_id': self.users[login].id, 'date_start': first, 'date_end': last, 'date_until': until,
            'basis': "Decision 15"})
        if state != 'draft':
            self.as_(inspection, 'director').action_grant()
        if state == 'ended':
            self.as_(inspection, 'director').action_end("Done")
        return inspection.with_env(self.env)

    def items(self, login='inspector', kind=None):
        """Return the names that the account reads, of one kind or all but the log."""
        domain = [('kind', '=', kind)] if kind else [('kind', '!=', 'log')]
        return sorted(self.model('cchc.inspection.item', login).search(domain).mapped('name'))

    def my_work(self, login):
        """Return the id and section of the inspections on the first screen of that user."""
        data = self.model('cchc.my.work', login, allowed_company_ids=self.company.ids).get_data()
        return [(line['id'], line['section']) for section in data['sections'] for line in section['lines']
                if line['model'] == 'cchc.inspection']

    def posted(self, name, day):
        article = self.article_in('approved', name=name)
        self.post(article, day=day)
        return article


@tagged('post_install', '-at_install')
class TestInspection(InspectionMixin, ReportCommon):
    """DESIGN §3: one account reads the sent reports, the evidence and the log of one agency and period, until a day."""

    def test_office_prepares_and_the_director_grants(self):
        form = Form(self.model('cchc.inspection', 'office'))
        form.user_id = self.users['inspector']
        form.date_start, form.date_end, form.date_until = '2024-01-01', '2024-03-31', '2024-04-30'
        inspection = form.save()
        self.assertFalse(self.model('cchc.inspection', 'inspector').search([]), "nothing before it is granted")
        self.assertRefused("is up to: Director", inspection.action_grant)
        self.assertEqual((self.my_work('director'), self.my_work('office')), ([(inspection.id, 'review')], []))
        told = self.notices_of(self.as_(inspection, 'director').action_grant)
        self.assertEqual(told.mapped('res_partner_id'), self.users['inspector'].partner_id)
        self.assertEqual(inspection.state, 'granted')
        later = {'date_until': '2025-01-01'}
        self.assertRefused("can no longer be changed", self.as_(inspection, 'office').write, later)
        line = self.env['cchc.workflow.log'].search([('res_model', '=', 'cchc.inspection'), ('step', '=', 'grant')])
        self.assertEqual((line.user_id, line.company_id), (self.users['director'], self.company))
        self.assertRefused("was granted and is kept", self.as_(inspection, 'director').unlink)
        with self.assertRaises(AccessError), self.undone():
            self.model('cchc.inspection', 'author').create({
                'user_id': self.users['inspector'].id, 'date_start': '2024-01-01', 'date_end': '2024-03-31',
                'date_until': '2024-04-30'})

    def test_who_gets_access(self):
        self.assertRefused("does not have the role “Inspector”", self.inspection, 'draft', 'author')
        late = self.inspection('draft', until='2024-03-10')
        self.assertRefused("10/03/2024, is over", self.as_(late, 'director').action_grant)
        own = self.inspection('draft')
        self.users['director'].group_ids = [Command.link(self.env.ref(INSPECTOR).id)]
        own.user_id = self.users['director']
        self.assertRefused("Nobody grants access to themselves", self.as_(own, 'director').action_grant)
        self.assertEqual(
            {self.users[login] for login in ('inspector', 'second_inspector', 'director')},
            set(self.as_(own, 'office').candidate_ids))

    def test_every_role_tries_every_step_in_every_state(self):
        built = {state: self.inspection(state) for state in ('draft', 'granted', 'ended')}
        self.as_(built['granted'], 'inspector').action_ask("The list")
        model = self.env['cchc.inspection']
        check_table(model._transitions, dict(model._fields['state'].selection), 'draft')
        self.assertEqual({step.name for step in model._transitions}, {step for __, step in WHO})
        self.assertEqual(set(model._step_labels()), {step for __, step in WHO})
        for (state, inspection), step in product(built.items(), model._transitions):
            allowed = set()
            for login in ('author', 'head', 'editor', 'office', 'director', 'admin', 'inspector', 'second_inspector',
                          'outsider'):
                action = getattr(self.as_(inspection, login), f'action_{step.name}')
                with self.undone(), suppress(UserError):
                    action(*(["Why"] if step.reason else []))
                    allowed.add(login)
            with self.subTest(state=state, step=step.name):
                self.assertEqual(allowed, WHO.get((state, step.name), set()))
        self.assertRefused("is up to: Director", self.as_(built['draft'], 'office').write, {'state': 'granted'})
        self.assertRefused("begins as", self.model('cchc.inspection', 'office').create, {
            'user_id': self.users['inspector'].id, 'date_start': '2024-01-01', 'date_end': '2024-03-31',
            'date_until': '2024-04-30', 'state': 'granted'})

    def test_what_is_read_and_what_is_not(self):
        plan = self.plan_in('published')
        self.at('2024-03-20')
        self.posted("Posted in March", '2024-03-20')
        report = self.report_in('published', self.report_of(plan))
        self.report_in('submitted', self.report_of(plan, '2024-M01'))
        self.report_in('approved', self.unit_report(plan))
        self.at('2024-05-10')
        self.posted("Posted in May", '2024-05-10')
        for state in ('draft', 'submitted', 'approved', 'cancelled'):
            self.article_in(state, name=f"Secret {state}")
        outreach = self.env['cchc.outreach'].create([{
            'name': name, 'form_id': self.env.ref('cchc_propaganda.outreach_form_study').id, 'date': '2024-03-05',
            'department_id': self.units['press'].id, 'company_id': self.company.id}
            for name in ("Accepted", "Secret outreach")])
        outreach[0]._with_gate().state = 'approved'
        self.env['cchc.outreach'].create({
            'name': "Of another", 'form_id': outreach.form_id.id, 'date': '2024-03-05',
            'department_id': self.env['hr.department'].create({'name': "X", 'company_id': self.other_company.id}).id,
            'company_id': self.other_company.id})._with_gate().state = 'approved'
        self.model('cchc.difficulty', 'head').create(
            {'name': "Secret difficulty", 'department_id': self.units['press'].id})
        inspection = self.inspection(until='2024-05-31')
        self.assertEqual(self.items(), sorted(["Accepted", "Posted in March", report.name]))
        log = self.items(kind='log')
        self.assertIn("Posted in March", log)
        self.assertIn(report.name, log)
        self.assertIn(plan.name, log)
        self.assertFalse([name for name in log if "Secret" in name or "May" in name])
        seen = self.as_(inspection, 'inspector')
        self.assertEqual((seen.report_count, seen.publication_count, seen.outreach_count), (1, 1, 1))
        self.assertEqual(seen.log_count, len(log))
        self.assertEqual(self.items('second_inspector'), [], "another inspector")
        self.assertEqual(self.items('director'), self.items(), "the director sees what the inspector sees")

        with self.subTest("nothing else of the application"):
            self.assertEqual(READ, {name for name, model in self.env.registry.items() if name.startswith('cchc.') and (
                not model._abstract and self.model(name, 'inspector').has_access('read'))})
            for name in READ - {'cchc.reason.wizard'}:
                for operation in ('create', 'write', 'unlink'):
                    self.assertFalse(self.model(name, 'inspector').has_access(operation), (name, operation))
            messages = self.model('mail.message', 'inspector').search([
                ('model', 'like', 'cchc.%'), ('message_type', '!=', 'user_notification')])
            self.assertFalse(messages, "no chatter, not even that of the inspection")
            with self.assertRaises(AccessError), self.undone():
                seen.message_post(body="Hello")
            self.as_(inspection, 'office').message_post(body="Talk of the agency")
            self.as_(inspection, 'office').activity_schedule(
                'mail.mail_activity_data_todo', user_id=self.users['office'].id, note="Thought of the agency")
            for words, whose in (("Talk of", 'message_ids.body'), ("Talk of", 'website_message_ids.body'), (
                    "Thought of", 'activity_ids.note')):
                for model, path in (('cchc.inspection', ''), ('cchc.inspection.item', 'inspection_id.')):
                    domain = [(path + whose, 'ilike', words)]
                    self.assertFalse(self.model(model, 'inspector').search(domain), "nor does a search tell of it")
                    self.assertTrue(self.model(model, 'office').search(domain))

        for day, names in (('2024-05-31', self.items()), ('2024-06-01', [])):
            with self.subTest(day=day), self.on(day):
                self.env.invalidate_all()
                self.assertEqual(self.items(), names)
                self.assertEqual(bool(self.model('cchc.inspection', 'inspector').search([])), bool(names))
        self.as_(inspection, 'director').action_end("Finished early")
        self.env.invalidate_all()
        self.assertEqual(self.items(), [])
        self.assertRaises(AccessError, self.as_(inspection, 'inspector').read, ['basis'])

    def test_the_list_costs_the_same_whatever_its_length(self):
        self.at('2024-03-20')
        self.inspection()

        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            found = self.model('cchc.inspection.item', 'inspector').web_search_read(
                [('kind', '!=', 'log')], {'name': {}, 'files': {}, 'unit': {}}, limit=80)
            self.assertTrue(all(one['files'] for one in found['records']))
            return self.env.cr.sql_log_count - before

        def proven(name):
            publication = self.article_in('approved', name=name).publication_ids
            self.as_(publication, 'editor').evidence_ids = self.attachment('editor', name='proof.png')
            self.post(publication.article_id, day='2024-03-20')

        proven("First")
        queries()
        few = queries()
        for number in range(3):
            proven(f"More {number}")
        self.assertLessEqual(queries(), few)

    def test_missing_document_is_asked_for_and_answered(self):
        inspection = self.inspection()
        seen = self.as_(inspection, 'inspector')
        self.assertRefused("Only the inspector, inspector, asks", self.as_(inspection, 'director').action_ask, "X")
        self.assertRefused("needs a reason", seen.action_ask)
        inspection.message_unsubscribe(inspection.message_partner_ids.ids)
        followers = inspection.message_partner_ids
        dialog = self.model('cchc.reason.wizard', 'inspector', active_model='cchc.inspection',
                            active_ids=inspection.ids, default_step='ask').create({'reason': "The list of guests"})
        dialog.action_confirm()
        self.assertEqual(inspection.request, "The list of guests")
        self.assertEqual(inspection.activity_ids.user_id, self.users['office'])
        self.assertEqual(str(inspection.activity_ids.date_deadline), '2024-03-14')
        self.assertEqual(inspection.message_partner_ids, followers, "nobody becomes a follower")
        self.assertIn("the Office answers", self.as_(inspection, 'office').next_step)
        self.assertEqual((self.my_work('office'), self.my_work('director')), ([(inspection.id, 'todo')], []))
        with self.on('2024-03-15'):
            self.assertEqual(self.my_work('office'), [(inspection.id, 'overdue')])
        self.assertRefused("is up to: Office", self.as_(inspection, 'director').action_answer, "X")
        self.as_(inspection, 'office').action_answer("Attached to the conference")
        self.assertFalse(inspection.activity_ids or self.my_work('office'))
        self.env.invalidate_all()
        self.assertEqual(seen.answer, "Attached to the conference")
        self.assertRefused("asked for nothing new", self.as_(inspection, 'office').action_answer, "Again")
        asked = self.model('cchc.inspection.item', 'inspector').search([('res_model', '=', 'cchc.inspection')])
        self.assertEqual(asked.mapped('step'), [
            "Answer the inspector", "Ask for a document", "Grant access"])
        with self.on('2024-05-01'):
            self.env.invalidate_all()
            self.assertRaises(AccessError, seen.action_ask, "More")

    def test_administrator_gives_an_inspector_an_account_that_has_no_other_role(self):
        wizard = self.model('cchc.person.add', 'admin').create({
            'name': "Inspector of the Province", 'login': 'inspector.province', 'is_inspector': True})
        wizard.action_add()
        account = self.env['res.users'].search([('login', '=', 'inspector.province')])
        self.assertTrue(account.has_group(INSPECTOR))
        self.assertFalse(account.has_group('cchc_propaganda.group_contributor'))
        self.assertFalse(self.env['hr.employee'].search([('user_id', '=', account.id)]), "does not work in the agency")
        self.assertEqual(self.env['cchc.person'].with_company(self.company).browse(account.id).role_ids,
                         self.env.ref(INSPECTOR))
        both = self.model('cchc.person.add', 'admin', default_user_id=self.users['author'].id)
        with Form(both) as form:
            self.assertFalse(form.is_inspector)
            form.is_inspector = True
        form.record.action_add()
        self.assertTrue(self.users['author'].has_group(INSPECTOR))
        self.assertTrue(self.users['author'].has_group('cchc_propaganda.group_contributor'))
        self.employees['author'].active = False
        self.assertFalse(self.users['author'].has_group(INSPECTOR), "who has left inspects nothing")


@tagged('post_install', '-at_install')
class TestInspectedFiles(InspectionMixin, CchcMixin, HttpCase):

    def test_evidence_is_opened_by_the_inspector_while_access_lasts(self):
        publication = self.article_in('approved').publication_ids
        self.as_(publication, 'editor').evidence_ids = self.attachment('editor', name='proof.png')
        self.post(publication.article_id)
        inspection = self.inspection()
        self.env.flush_all()
        item = self.env['cchc.inspection.item'].search([
            ('inspection_id', '=', inspection.id), ('kind', '=', 'publication')])
        address = f'/cchc/inspection/{item.id}/{publication.evidence_ids.id}'
        self.assertIn(address, item.files)
        for login, key, status in (
                ('inspector', address, 200), ('second_inspector', address, 403), ('author', address, 403),
                ('inspector', f'/cchc/inspection/{item.id}/xlsx', 403), ('inspector', '/cchc/inspection/7/1', 404),
                ('inspector', f'/web/content/{publication.evidence_ids.id}', 404)):
            with self.subTest(login=login, key=key):
                self.authenticate(f'test.{login}', f'test.{login}')
                answer = self.url_open(key)
                self.assertEqual(answer.status_code, status)
                if status == 200:
                    self.assertEqual(answer.content, publication.evidence_ids.raw)
        self.authenticate('test.director', 'test.director')
        self.assertEqual(self.url_open(address).status_code, 200)
        [opened] = self.env['cchc.workflow.log'].search([('res_model', '=', 'cchc.inspection'), ('step', '=', 'open')])
        self.assertEqual((opened.user_id, opened.note), (
            self.users['inspector'], f"{publication.article_id.name}: proof.png"), "what the inspector opened")
        self.as_(inspection, 'director').action_end("Done")
        self.env.flush_all()
        self.authenticate('test.inspector', 'test.inspector')
        self.assertEqual(self.url_open(address).status_code, 403)
