# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import tagged

from ..common import ROLES, CchcCommon

QUESTION = "A question"
AGENCY = set(ROLES) - {'admin', 'outsider'}    # everybody who takes part, in this agency
HEADS = {'head', 'other_head', 'office_head'}
# Who reads an article: DESIGN §4, "Own unit". A channel member who is not an editor reads it only as one of its unit.
DRAFT = {'author', 'coauthor', 'head', 'office', 'director'}
SUBMITTED = DRAFT | {'colleague', 'poster', 'editor'}
READ = {
    'draft': DRAFT, 'recorded': DRAFT | {'editor'}, 'submitted': SUBMITTED, 'returned': SUBMITTED,
    'approved': SUBMITTED, 'published': AGENCY, 'cancelled': DRAFT,
}
WRITE = {
    'draft': {'author', 'coauthor', 'head', 'office'}, 'recorded': {'author', 'coauthor', 'head', 'office', 'editor'},
    'returned': {'author', 'coauthor', 'head', 'office'}, 'submitted': {'editor'},
    'approved': set(), 'published': set(), 'cancelled': set(),
}


@tagged('post_install', '-at_install')
class TestArticleRights(CchcCommon):

    def article(self, state):
        """Return an article in that state with a file, a picture in its text and a line in its chatter."""
        if state == 'recorded':
            article = self.article_in('draft', by='editor', name=f"A {state} one")
        else:
            article = self.article_in('draft', name=f"A {state} one")
        login = 'editor' if state == 'recorded' else 'author'
        picture = self.attachment(login, name='picture.png')
        self.as_(article, login).write({
            'attachment_ids': [Command.link(self.attachment(login).id)],
            'body': f'<p>Text <img src="/web/image/{picture.id}-abc/picture.png"/></p>'})
        self.as_(article, login).message_post(body=QUESTION)
        if state in ('submitted', 'approved', 'published', 'returned'):
            self.as_(article, 'author').action_submit()
        if state == 'returned':
            self.as_(article, 'editor').action_return("Photo without caption")
        if state in ('approved', 'published'):
            self.as_(article, 'editor').action_approve()
        if state == 'published':
            self.post(article)
        if state == 'cancelled':
            self.as_(article, 'author').action_cancel("Written twice")
        return article.with_env(self.env)

    def ways_to_read(self, article, login):
        """Return for every way in whether this user sees the article or one of its publications, files or messages."""
        seen = self.as_(article, login)
        model, domain = seen.browse(), [('id', '=', article.id)]
        yield 'id', seen.has_access('read') and seen.read(['name', 'body']) and True
        yield 'search', seen in model.search(domain)
        yield 'name_search', article.id in dict(model.name_search(article.name))
        yield 'web_search_read', bool(model.web_search_read(domain, {'name': {}})['records'])
        yield 'group', bool(model.formatted_read_group([('name', '=', article.name)], ['name'], ['__count']))
        yield 'count', model.search_count(domain) == 1
        yield 'progress bar', bool(model.read_progress_bar(domain, 'state', {
            'field': 'clock_level', 'colors': {'success': '', 'warning': '', 'danger': '', 'muted': ''}}))
        if article.publication_ids:
            publications = self.as_(article.publication_ids, login)
            yield 'publications', publications.has_access('read')
            yield 'search of publications', publications.search([('article_id', '=', article.id)]) == publications
            yield 'publications by name', bool(publications.name_search(article.name))
        for file in article.attachment_ids | article.picture_ids:
            file = self.as_(file, login)
            yield f'file {file.id}', file.has_access('read')
            yield f'search of file {file.id}', file in file.search(
                [('res_model', '=', 'cchc.article'), ('res_id', '=', article.id)])
        messages = self.as_(article.message_ids, login)
        yield 'messages', messages.has_access('read')
        yield 'search of messages', bool(messages.search(
            [('model', '=', 'cchc.article'), ('res_id', '=', article.id), ('body', 'ilike', 'A question')]))

    def test_who_reads_an_article_by_every_way_in(self):
        """DESIGN §4, "Own unit" to "Office, Director"; direct ids included."""
        for state, readers in READ.items():
            article = self.article(state)
            self.assertEqual((len(article.attachment_ids), len(article.picture_ids)), (1, 1))
            for login in AGENCY | {'outsider'}:
                with self.subTest(state=state, login=login):
                    self.assertEqual({way: seen for way, seen in self.ways_to_read(article, login)
                                      if bool(seen) != (login in readers)}, {})

    def test_who_writes_the_text_of_an_article(self):
        for state, writers in WRITE.items():
            article = self.article(state)
            for values in ({'name': "Other title"}, {'body': "<p>Other text</p>"}, {'genre_id': self.video.id},
                           {'topic_ids': [Command.clear()]}):
                with self.subTest(state=state, values=values):
                    self.assertEqual({login for login in self.users if not self.refusal(
                        self.as_(article, login).write, values)}, writers)

    def test_follower_is_no_reader(self):
        article = self.article('submitted')
        article.message_subscribe(self.users['stranger'].partner_id.ids)
        self.assertFalse(self.as_(article, 'stranger').has_access('read'))
        self.assertFalse(self.as_(article.message_ids, 'stranger').has_access('read'))

    def test_assignment_does_not_betray_an_article_on_its_way_to_it(self):
        """Assignments are public in the agency; the unposted articles for them are not."""
        plan = self.plan_in('published')
        article = self.article_in('submitted', assignments=[self.assignment(plan, '2024-M03')])
        for login in ('stranger', 'other_head', 'outside_editor'):
            assignment = self.as_(self.assignment(plan, '2024-M03'), login)
            self.assertEqual(assignment.read(['publication_ids'])[0]['publication_ids'], [])
            self.assertFalse(assignment.search([('publication_ids.article_id.name', '=', article.name)]))

    def test_nobody_writes_under_another_s_name(self):
        create = self.model('cchc.article', 'stranger').create
        for values in ({'author_id': self.users['author'].id, 'department_id': self.units['press'].id},
                       {'author_id': self.users['author'].id,
                        'contributor_ids': self.users['stranger'].partner_id.ids}):
            self.assertTrue(self.refusal(create, {'name': "Not mine", **values}))
        own = create({'name': "Mine"})
        self.assertEqual((own.author_id, own.department_id), (self.users['stranger'], self.units['digital']))

    def test_unit_of_an_article_is_one_of_its_authors(self):
        """DESIGN §4, "Whose article": only the Office may choose another unit."""
        article = self.article('draft')
        self.assertTrue(self.refusal(self.as_(article, 'author').write, {'department_id': self.units['office'].id}))
        self.assertAllowed(self.as_(article, 'author').write, {'department_id': self.units['digital'].id})
        self.assertAllowed(self.as_(article, 'office').write, {'department_id': self.units['office'].id})
        self.assertTrue(self.refusal(self.model('cchc.article', 'author').create, {
            'name': "Theirs", 'department_id': self.units['digital'].id}))


@tagged('post_install', '-at_install')
class TestOwnUnit(CchcCommon):
    """DESIGN §4, "Own unit": takes effect at once."""

    def reads(self, record, login):
        return self.as_(record, login).has_access('read')

    def test_who_left_loses_the_unit_at_once(self):
        """An archived employee has left, even while the account still works."""
        article = self.article_in('submitted')
        for login in ('colleague', 'head'):
            self.assertTrue(self.reads(article, login))
            self.employees[login].active = False
            self.assertFalse(self.reads(article, login))
        draft = self.article_in('draft')
        self.assertTrue(self.refusal(self.as_(draft, 'head').action_submit))
        assignment = self.assignment(self.plan_in('published'), '2024-M01')
        self.assertTrue(self.refusal(self.as_(assignment, 'head').action_explain, "No staff"))
        self.assertTrue(self.refusal(self.as_(assignment, 'head').write, {'user_id': self.users['author'].id}))
        self.assertNotIn(self.users['colleague'], self.units['press']._cchc_users())
        publication = self.publication(self.article_in('approved', ('page',)), 'page')
        self.assertTrue(self.refusal(self.as_(publication, 'colleague').action_send))
        self.assertTrue(self.refusal(self.model('cchc.article', 'colleague').create, {
            'name': "Still here", 'department_id': self.units['press'].id}))

    def test_who_is_moved_sees_the_new_unit_and_no_longer_the_old(self):
        article = self.article_in('submitted')
        self.employees['colleague'].department_id = self.units['digital']
        self.employees['stranger'].department_id = self.units['press']
        self.assertFalse(self.reads(article, 'colleague'))
        self.assertTrue(self.reads(article, 'stranger'))

    def test_new_head_takes_over_at_once(self):
        article = self.article_in('draft')
        self.assertFalse(self.reads(article, 'other_head'))
        self.units['press'].manager_id = self.employees['other_head']
        self.assertTrue(self.reads(article, 'other_head'))
        self.assertFalse(self.reads(article, 'head'))
        self.assertAllowed(self.as_(article, 'other_head').action_submit)

    def test_head_without_the_group_of_heads_is_an_ordinary_member(self):
        self.users['head'].group_ids -= self.env.ref('cchc_propaganda.group_unit_head')
        self.users['head'].group_ids += self.env.ref('cchc_propaganda.group_contributor')
        self.assertFalse(self.reads(self.article_in('draft'), 'head'))
        self.assertTrue(self.reads(self.article_in('submitted'), 'head'))

    def test_body_is_a_unit_of_those_who_are_borrowed_for_it(self):
        """DESIGN §3, ``cchc_member_ids``: people belong to bodies (board, party cells, unions) besides their unit."""
        article = self.article_in('draft', by='colleague', author_id=self.users['colleague'].id, contributor_ids=[],
                                  department_id=self.units['cell'].id)
        self.as_(article, 'colleague').action_submit()
        self.assertEqual({login for login in self.users if self.reads(article, login)},
                         {'colleague', 'stranger', 'editor', 'office', 'director'})
        self.units['cell'].cchc_member_ids -= self.users['stranger']
        self.assertFalse(self.reads(article, 'stranger'))

    def test_borrowed_member_writes_for_the_body_and_is_proposed_the_own_unit(self):
        create = self.model('cchc.article', 'colleague').create
        self.assertEqual(create({'name': "Mine"}).department_id, self.units['press'])
        self.assertAllowed(create, {'name': "The cell's", 'department_id': self.units['cell'].id})
        self.assertTrue(self.refusal(create, {'name': "The board's", 'department_id': self.units['board'].id}))

    def test_unit_of_a_person_is_found_without_rights_on_employees(self):
        author = self.users['author']
        self.assertFalse(self.model('hr.employee', 'author').has_access('read'))
        self.assertEqual(self.as_(author, 'author')._cchc_departments(), self.units['press'])


@tagged('post_install', '-at_install')
class TestPlanRights(CchcCommon):

    def parts(self, plan):
        """Return the plan with one part of every kind."""
        self.as_(plan, 'office').write({
            'section_ids': [Command.create({'number': 'I', 'title': "Goals", 'kind': 'objective'})],
            'legal_basis_ids': [Command.create({'name': "Decree"})],
            'recipient_ids': [Command.create({'name': "As above"})]})
        plan.obligation_ids.with_user(self.users['office']).write({'rotation_ids': [Command.create(
            {'period_from': 1, 'period_to': 12, 'department_id': self.units['press'].id})]})
        return [plan, plan.section_ids, plan.legal_basis_ids, plan.recipient_ids, plan.topic_ids, plan.obligation_ids,
                plan.obligation_ids.rotation_ids]

    def readers(self, record):
        found = set()
        for login in AGENCY | {'outsider'}:
            seen = self.as_(record, login)
            by_id, by_search = seen.has_access('read'), bool(seen.search([('id', 'in', record.ids)]))
            self.assertEqual(by_id, by_search)
            found |= {login} if by_id else set()
        return found

    def test_draft_is_read_by_heads_office_and_director_and_an_issued_plan_by_all(self):
        """DESIGN §4: a draft plan is read by unit heads too; issued plans are public in the agency."""
        plan = self.plan_in('draft')
        parts = self.parts(plan)
        for state, readers in (('draft', HEADS | {'office', 'director'}), ('submitted', HEADS | {'office', 'director'}),
                               ('approved', HEADS | {'office', 'director'}), ('published', AGENCY)):
            if state != 'draft':
                {'submitted': lambda: self.as_(plan, 'office').action_submit(),
                 'approved': lambda: self.as_(plan, 'director').action_approve(),
                 'published': lambda: (self.as_(plan, 'office').write({'number': '1', 'date_issued': '2024-03-01'}),
                                       self.as_(plan, 'office').action_publish())}[state]()
            for part in parts:
                with self.subTest(state=state, model=part._name):
                    self.assertTrue(part)
                    self.assertEqual(self.readers(part), readers)

    def test_heads_comment_on_a_draft(self):
        plan = self.plan_in('draft')
        self.assertAllowed(self.as_(plan, 'head').message_post, body="Too many assignments for us")
        self.assertTrue(self.refusal(self.as_(plan, 'author').message_post, body="May I?"))

    def test_only_the_office_writes_a_draft(self):
        plan, *parts = self.parts(self.plan_in('draft'))
        changes = ({'title': "Other"}, {'name': "Other"}, {'name': "Other"}, {'name': "Other"}, {'quantity': 2},
                   {'period_to': 11})
        for part, values in zip((plan, *parts), ({'name': "Other"}, *changes), strict=True):
            with self.subTest(model=part._name):
                self.assertEqual({login: told for login in self.users if not (told := self.refusal(
                    self.as_(part, login).write, values)) or login == 'office'}, {'office': ''})
        self.assertEqual({login for login in self.users if not self.refusal(
            self.model('cchc.plan', login).create, {'name': "Mine", 'year': 2024, 'company_id': self.company.id})},
            {'office'})

    def test_lead_unit_enters_the_result_of_its_topic(self):
        """DESIGN §3, topic: the result is proposed from linked records and confirmed by the lead unit."""
        plan = self.plan_in('published')
        self.assertEqual({login for login in self.users if not self.refusal(
            self.as_(plan.topic_ids, login).write, {'result_state': 'done', 'result': "Three articles"})},
            {'head', 'office'})
        self.assertTrue(self.refusal(self.as_(plan.topic_ids, 'head').write, {'name': "Other words"}))

    def test_assignments_are_public_and_their_person_is_named_by_the_head(self):
        assignment = self.assignment(self.plan_in('published'), '2024-M03')
        self.assertEqual(self.readers(assignment), AGENCY)
        self.assertEqual({login for login in self.users if not self.refusal(
            self.as_(assignment, login).write, {'user_id': self.users['author'].id})}, {'head', 'office'})
        self.assertTrue(self.refusal(self.as_(assignment, 'head').write, {'user_id': self.users['stranger'].id}))

    def test_note_of_the_office_is_the_office_s(self):
        assignment = self.assignment(self.plan_in('published'), '2024-M03')
        self.assertEqual({login for login in self.users if not self.refusal(
            self.as_(assignment, login).write, {'office_note': "Excused"})}, {'office'})

    def test_only_the_office_gives_out_ad_hoc_assignments_and_only_under_an_issued_plan(self):
        plan, draft = self.plan_in('published'), self.plan_in('approved')
        values = {'channel_id': self.channels['page'].id, 'department_id': self.units['press'].id,
                  'company_id': self.company.id, 'date_start': '2024-03-10', 'date_end': '2024-03-20',
                  'date_deadline': '2024-03-20'}
        self.assertEqual({login for login in self.users if not self.refusal(
            self.model('cchc.assignment', login).create, {**values, 'plan_id': plan.id})}, {'office'})
        self.assertRefused("is not issued", self.model('cchc.assignment', 'office').create,
                           {**values, 'plan_id': draft.id})


@tagged('post_install', '-at_install')
class TestOtherAgency(CchcCommon):

    def test_other_agency_sees_nothing_and_creates_nothing_here(self):
        """DESIGN §4: nobody sees another company's data, whatever rights they have in their own."""
        plan = self.plan_in('published')
        publication = self.post(self.article_in('approved'))
        alias = self.env['cchc.department.alias'].create({'name': "The press", 'department_id': self.units['press'].id})
        day = self.env['cchc.special.day'].create({'name': "Day", 'date': '2024-05-02', 'company_id': self.company.id})
        channel_alias = self.env['cchc.channel.alias'].create(
            {'name': "Gate", 'channel_id': self.channels['portal'].id})
        records = [plan, plan.topic_ids, plan.obligation_ids, plan.assignment_ids, publication, publication.article_id,
                   alias, day, channel_alias, self.channels['portal']]
        for record in records:
            with self.subTest(model=record._name):
                seen = self.as_(record, 'outsider')
                self.assertFalse(seen.has_access('read'))
                self.assertFalse(seen.search([('id', 'in', record.ids)]))
                self.assertTrue(self.refusal(seen.write, {'company_id': self.other_company.id}))
                self.assertTrue(self.refusal(seen.unlink))
        self.assertTrue(self.refusal(self.model('cchc.plan', 'outsider').create, {
            'name': "Theirs", 'year': 2024, 'company_id': self.company.id}))
        self.assertTrue(self.refusal(self.model('cchc.article', 'outsider').create, {
            'name': "Theirs", 'company_id': self.company.id}))

    def test_shipped_genres_are_everybody_s_and_an_agency_s_own_are_not(self):
        own = self.env['cchc.genre'].create({'name': "Poem", 'code': 'poem', 'company_id': self.company.id})
        self.assertTrue(self.as_(self.genre, 'outsider').has_access('read'))
        self.assertFalse(self.as_(own, 'outsider').has_access('read'))
        self.assertTrue(self.as_(own, 'author').has_access('read'))

    def test_records_of_two_agencies_do_not_mix(self):
        """STYLE §2: ``_check_company_auto`` on every model."""
        unit = self.env['hr.department'].create({'name': "Theirs", 'company_id': self.other_company.id})
        channel = self.env['cchc.channel'].create(
            {'name': "Theirs", 'code': 'x', 'company_id': self.other_company.id})
        plan = self.plan_in('draft')
        for record, values in ((plan, {'office_id': unit.id}),
                               (plan.topic_ids, {'lead_department_ids': [Command.link(unit.id)]}),
                               (plan.obligation_ids, {'channel_id': channel.id}),
                               (self.article_in('draft'), {'department_id': unit.id})):
            with self.subTest(model=record._name):
                self.assertTrue(self.refusal(record.sudo().write, values))

    def test_settings_write_our_fields_of_the_own_agency_only(self):
        """DESIGN §3: edited in our own settings form, checked for ``group_admin``, which writes only ``cchc_*``."""
        settings = self.model('cchc.settings', 'admin').create({'cchc_symbol': 'NEW', 'cchc_tz': 'Asia/Ho_Chi_Minh'})
        settings.action_save()
        self.assertEqual(self.company.cchc_symbol, 'NEW')
        self.assertEqual(self.company.name, "Department of the Province")
        self.assertRefused("another agency", lambda: self.model('cchc.settings', 'admin').create({
            'company_id': self.other_company.id, 'cchc_tz': 'UTC'}).action_save())
        for login in ('office', 'director', 'head'):
            self.assertTrue(self.refusal(self.model('cchc.settings', login).create, {'cchc_tz': 'UTC'}))
            self.assertTrue(self.refusal(self.as_(self.company, login).write, {'cchc_allow_self_approval': True}))

    def test_units_are_kept_by_the_office_through_its_own_dialog(self):
        """DESIGN §3: a unit's head, aliases, kind, members and successors by the Office through our own view."""
        press = self.units['press']
        self.assertTrue(self.refusal(self.as_(press, 'office').write, {'name': "Other"}))
        dialog = self.model('cchc.department.wizard', 'office').create({'department_id': press.id})
        self.assertEqual(dialog.manager_id.id, self.employees['head'].id)
        dialog.write({'manager_id': self.employees['author'].id, 'alias_names': "Press room\nThe press",
                      'cchc_member_ids': [Command.set(self.users['stranger'].ids)]})
        dialog.action_save()
        self.assertEqual((press.manager_id, press.cchc_member_ids), (self.employees['author'], self.users['stranger']))
        self.assertEqual(sorted(press.cchc_alias_ids.mapped('name')), ["Press room", "The press"])
        foreign = self.env['hr.department'].create({'name': "Theirs", 'company_id': self.other_company.id})
        self.assertTrue(self.refusal(
            lambda: self.model('cchc.department.wizard', 'office').create({'department_id': foreign.id}).action_save()))
        for login in ('head', 'editor', 'director'):
            self.assertTrue(self.refusal(
                self.model('cchc.department.wizard', login).create, {'department_id': press.id}))
