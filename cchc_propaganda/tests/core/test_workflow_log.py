# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import CchcCommon

READERS = {'office', 'director', 'admin'}
EXPORTERS = {'office', 'director'}   # the administrator lacks Odoo's right to export
# Context keys that a client may send; none lets it write the log.
FORGED = {'cchc_pen': True, 'cchc_gate': True, '_force_unlink': True, 'module': 'cchc_propaganda', 'install_mode': True}


@tagged('post_install', '-at_install')
class TestWorkflowLog(CchcCommon):
    """The log of steps: who moved which document, when, from which version and why. Only the gate writes it."""

    def log_of(self, records):
        return self.env['cchc.workflow.log'].search(
            [('res_model', '=', records._name), ('res_id', 'in', records.ids)], order='id')

    def story(self, records):
        """Return ``[(step, from, to, who, reason)]``, oldest first."""
        return [(line.step, line.state_from, line.state_to, line.user_id.login.removeprefix('test.'), line.reason or '')
                for line in self.log_of(records)]

    def test_way_of_an_article_and_its_posts_is_kept(self):
        article = self.article_in('draft', ('portal', 'page'))
        self.as_(article, 'author').action_submit()
        self.as_(article, 'editor').action_return("Too short")
        self.as_(article, 'coauthor').action_submit()
        self.as_(article, 'editor').action_approve()
        page = self.publication(article, 'page')
        self.as_(page, 'editor').action_send()
        self.as_(page, 'editor').action_refuse("Too long")
        portal = self.post(article)
        self.as_(portal, 'office').action_remove("Wrong figures")
        self.assertEqual(self.story(article), [
            ('submit', 'draft', 'submitted', 'author', ''),
            ('return', 'submitted', 'draft', 'editor', "Too short"),
            ('submit', 'draft', 'submitted', 'coauthor', ''),
            ('approve', 'submitted', 'approved', 'editor', ''),
            ('publish', 'approved', 'published', 'editor', ''),
        ])
        self.assertEqual(self.story(page), [
            ('send', 'pending', 'sent', 'editor', ''), ('refuse', 'sent', 'refused', 'editor', "Too long")])
        self.assertEqual(self.story(portal), [
            ('publish', 'pending', 'published', 'editor', ''),
            ('remove', 'published', 'removed', 'office', "Wrong figures")])

    def test_way_of_a_plan_and_of_an_assignment_is_kept(self):
        plan = self.plan_in('published')
        self.assertEqual(self.story(plan), [
            ('submit', 'draft', 'submitted', 'office', ''), ('approve', 'submitted', 'approved', 'director', ''),
            ('publish', 'approved', 'published', 'office', '')])
        assignment = self.assignment(plan, '2024-M05')
        self.as_(assignment, 'office').action_exempt("No staff")
        self.assertEqual(self.story(assignment), [('exempt', 'open', 'exempt', 'office', "No staff")])

    def test_line_says_where_when_and_in_the_words_of_the_agency(self):
        self.company.partner_id.lang = 'vi_VN' if self.env['res.lang']._lang_get('vi_VN') else 'en_US'
        article = self.article_in('draft')
        with self.on('2024-03-12', '10:30'):
            self.as_(article, 'author').action_submit()
            now = fields.Datetime.now()
        article.sudo()._with_gate().write({'name': "Renamed since"})
        line = self.log_of(article)[0]
        self.assertEqual((line.date, line.company_id, line.department_id, line.record_name, line.version), (
            now, self.company, self.units['press'], "Forms online", 0))
        article = article.with_context(lang=self.company.partner_id.lang)
        self.assertEqual((line.step_name, line.state_from_name, line.state_to_name), (
            article._step_labels()['submit'], article._state_label('draft'), article._state_label('submitted')))
        self.assertEqual(line.model_id.model, 'cchc.article')

    def test_line_names_the_version_it_was_about(self):
        article = self.article_in('submitted')
        self.as_(article, 'editor').body = "<p>The forms are online since March.</p>"
        self.as_(article, 'editor').action_approve()
        publication = self.post(article)
        self.assertEqual(
            [(line.step, line.version) for line in self.log_of(article)],
            [('submit', 0), ('edit', 1), ('approve', 1), ('publish', 1)])
        self.assertEqual(self.log_of(publication).mapped('version'), [1])

    def test_corrections_of_the_board_and_after_posting_are_kept(self):
        article = self.article_in('submitted')
        self.as_(article, 'editor').name = "Forms are online"
        self.as_(article, 'editor').action_approve()
        self.post(article)
        self.as_(article, 'editor').correction = "It was the 12th."
        edit, correct = self.log_of(article).filtered(lambda line: line.step in ('edit', 'correct'))
        self.assertEqual((edit.step, edit.user_id), ('edit', self.users['editor']))
        self.assertIn("Forms online → Forms are online", edit.note)
        self.assertEqual((correct.step, correct.state_to), ('correct', 'published'))
        self.assertIn("It was the 12th.", correct.note)

    def test_refused_step_leaves_no_line(self):
        article = self.article_in('submitted')
        before = self.story(article)
        self.assertRefused("editorial board", self.as_(article, 'colleague').action_approve)
        self.assertRefused("reason", self.as_(article, 'editor').action_return)
        self.assertEqual(self.story(article), before)

    def test_log_outlives_the_document_and_its_chatter(self):
        plan = self.plan_in('submitted')
        story = self.story(plan)
        for message in self.lines(plan):
            message.sudo().body = "<p>Nothing happened.</p>"
        self.lines(plan).sudo().unlink()
        self.assertEqual(self.story(plan), story)
        draft = self.plan_in('draft')
        draft._log_event('edit', {draft: "Another title"})      # a draft that was never submitted may be deleted
        log = self.log_of(draft)
        self.as_(draft, 'office').unlink()
        self.assertEqual((log.record_name, log.note, log.res_id), ("Plan of 2024", "Another title", draft.id))
        self.assertRefused("deleted since", self.as_(log, 'office').action_open_record)

    def test_line_opens_its_document(self):
        article = self.article_in('submitted')
        action = self.as_(self.log_of(article), 'office').action_open_record()
        self.assertEqual((action['res_model'], action['res_id']), ('cchc.article', article.id))

    def test_who_may_not_read_the_document_is_told_whom_to_ask(self):
        line = self.as_(self.log_of(self.article_in('submitted')), 'admin')
        self.assertRefused("not “Forms online” itself. Ask author", line.action_open_record)

    def test_double_click_and_ten_at_once_leave_one_line_each(self):
        articles = self.env['cchc.article'].union(*(self.article_in('submitted') for __ in range(10)))
        self.as_(articles, 'editor').action_approve()
        self.assertRefused("since", self.as_(articles, 'editor').action_approve)    # the second click
        for article in articles:
            self.assertEqual([line.step for line in self.log_of(article)], ['submit', 'approve'])

    def test_each_decision_of_a_chain_is_a_line_with_its_note(self):
        self.env.ref('cchc_propaganda.review_step_head').active = True
        article = self.article_in('submitted')
        self.as_(article, 'head').action_approve()
        self.as_(article, 'editor').action_approve()
        first, last = self.log_of(article).filtered(lambda line: line.step == 'approve')
        self.assertEqual((first.user_id, first.state_from, first.state_to, last.user_id, last.state_to), (
            self.users['head'], 'submitted', 'submitted', self.users['editor'], 'approved'))
        self.assertIn("Leadership of the unit agreed → Editorial board", first.note)
        self.assertIn("Editorial board agreed", last.note)

    def test_list_is_exported_by_office_and_director(self):
        line = self.log_of(self.article_in('submitted'))
        names = ['record_name', 'step_name', 'user_id/name', 'department_id/name', 'reason']
        for login in EXPORTERS:
            with self.subTest(login=login):
                self.assertEqual(self.as_(line, login).export_data(names)['datas'][0][0], "Forms online")
        for login in self.users.keys() - EXPORTERS:
            with self.subTest(login=login):
                self.assertTrue(self.refusal(self.as_(line, login).export_data, names))

    def test_office_director_and_administrator_read_it_and_only_of_their_agency(self):
        line = self.log_of(self.article_in('submitted'))
        readers = {login for login in self.users if not self.refusal(
            lambda login=login: self.as_(line, login).read(['record_name', 'reason']))}
        self.assertEqual(readers, READERS)
        self.assertFalse(self.model('cchc.workflow.log', 'outsider').search([('id', '=', line.id)]))

    def test_nobody_writes_changes_or_deletes_a_line(self):
        line = self.log_of(self.article_in('submitted'))
        vals = line.copy_data()[0] | {'res_model': 'cchc.article', 'res_id': line.res_id}
        doors = {
            'create': lambda log: log.create(vals),
            'load': lambda log: log.load(['record_name', 'step', 'date'], [["Forms", 'approve', '2024-03-01']]),
            'write': lambda log: log.write({'reason': "Because"}),
            'web_save': lambda log: log.web_save({'user_id': self.users['office'].id}, {}),
            'copy': lambda log: log.copy(),
            'unlink': lambda log: log.unlink(),
        }
        for login in [*self.users, 'superuser']:
            for context in ({}, FORGED):
                for name, door in doors.items():
                    with self.subTest(login=login, door=name, context=context):
                        log = line.sudo().with_context(**context) if login == 'superuser' else self.as_(
                            line, login, **context)
                        before = (self.env['cchc.workflow.log'].search_count([]), line.reason, line.user_id)
                        if name == 'load':
                            self.assertFalse(self._loaded(door, log))
                        else:
                            with self.undone(), self.assertRaises(AccessError):
                                door(log)
                        self.env.invalidate_all()
                        self.assertEqual(
                            (self.env['cchc.workflow.log'].search_count([]), line.reason, line.user_id), before)

    def _loaded(self, door, log):
        """Return the ids that an import created, False when it was refused."""
        try:
            return door(log)['ids']
        except AccessError:
            return False

    def test_twenty_steps_at_once_cost_the_log_what_two_cost(self):
        articles = self.env['cchc.article'].union(*(self.article_in('submitted') for __ in range(22)))
        costs = []
        for some in (articles[:2], articles[2:]):
            some = self.as_(some, 'editor').sudo()
            some._log_event('edit', dict.fromkeys(some, "Title"))   # the cache is warm
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            some._log_event('edit', dict.fromkeys(some, "Title"))
            self.env.flush_all()
            costs.append(self.env.cr.sql_log_count - before)
        self.assertEqual(costs[0], costs[1])


@tagged('post_install', '-at_install')
class TestNothingIsDeletedByTrick(CchcCommon):
    """Odoo skips checks of deletion when the context says that a module is being removed; a client may send that."""
    UNINSTALLING = {'_force_unlink': True}

    def test_no_check_of_ours_is_skipped(self):
        for name in self.env.registry:
            model = self.env[name]
            for method in model._ondelete_methods:
                if method.__module__.startswith('odoo.addons.cchc_'):
                    with self.subTest(model=model._name, method=method.__name__):
                        self.assertTrue(method._ondelete)

    def test_evidence_is_kept_from_those_who_may_delete_drafts(self):
        article = self.article_in('draft')
        photo = self.attachment('author')
        self.as_(article, 'author').attachment_ids = photo
        self.as_(article, 'author').action_submit()
        self.as_(article, 'editor').action_approve()
        plan = self.plan_in('submitted')
        for record, login in (
                (plan, 'office'), (plan.topic_ids, 'office'), (plan.obligation_ids, 'office'), (article, 'author'),
                (self.publication_in('removed'), 'editor'), (self.publication_in('refused'), 'office'),
                (photo, 'author')):
            with self.subTest(record=record._name, login=login):
                self.assertTrue(self.refusal(self.as_(record, login, **self.UNINSTALLING).unlink))
                self.assertTrue(record.exists())
