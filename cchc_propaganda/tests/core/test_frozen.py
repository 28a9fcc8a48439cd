# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import hashlib

from odoo.fields import Command
from odoo.tests import tagged

from ..common import CchcCommon

# Fields that no client may write, on creation or later (DESIGN §4, "server-owned fields"): model -> {field: a value}.
SERVER = {
    'cchc.plan': {
        'is_returned': True, 'return_reason': "Because", 'approved_by_id': 1, 'approved_date': '2024-01-01 00:00:00',
        'last_step_by_id': 1, 'date_last_step': '2024-01-01 00:00:00'},
    'cchc.article': {
        'submitted_by_id': 1, 'date_submitted': '2024-01-01 00:00:00', 'submission_count': 9, 'is_returned': True,
        'return_reason': "Because", 'approved_by_id': 1, 'approved_date': '2024-01-01 00:00:00', 'approved_version': 9,
        'approved_checksums': {'1': 'abc'}, 'approved_digest': 'abc', 'content_version': 9,
        'submitted_version': 9, 'returned_version': 9, 'is_registered': True, 'html_field_history': {'body': []},
        'date': '2020-01-01', 'date_deadline': '2020-01-01', 'last_step_by_id': 1,
        'date_last_step': '2024-01-01 00:00:00'},
    'cchc.publication': {
        'date_sent': '2024-01-01 00:00:00', 'reason': "Because", 'last_step_by_id': 1,
        'date_last_step': '2024-01-01 00:00:00', 'department_id': lambda case: case.units['office'].id,
        'author_id': lambda case: case.users['office'].id, 'genre_id': lambda case: case.video.id},
    'cchc.outreach': {
        'submitted_by_id': 1, 'date_submitted': '2024-01-01 00:00:00', 'date_recorded': '2020-01-01',
        'is_returned': True, 'return_reason': "Because", 'last_step_by_id': 1,
        'date_last_step': '2024-01-01 00:00:00'},
    'cchc.difficulty': {
        'raised_by_id': 1, 'date_raised': '2020-01-01', 'answer': "Because", 'answered_by_id': 1,
        'date_answered': '2020-01-01', 'last_step_by_id': 1, 'date_last_step': '2024-01-01 00:00:00'},
    'cchc.reorganisation': {
        'kept_text': "Nothing", 'fingerprint': 'abc', 'asked_fingerprint': 'abc', 'last_step_by_id': 1,
        'date_last_step': '2024-01-01 00:00:00'},
    'cchc.assignment': {
        'done_quantity': 5, 'sent_quantity': 5, 'date_done': '2024-01-01', 'is_waiting_channel': True,
        'is_before_issue': True, 'waiver': 'waived', 'waiver_reason': "Because", 'is_dropped': True,
        'explanation': "Because", 'department_name': "Other", 'period_key': '2024-M01', 'date_planned': '2020-01-01',
        'origin_department_id': lambda case: case.units['office'].id, 'last_step_by_id': 1,
        'date_last_step': '2024-01-01 00:00:00'},
}
# Given once, on creation.
SETTLED = {
    'cchc.plan': {'company_id': lambda case: case.other_company.id},
    'cchc.article': {
        'company_id': lambda case: case.other_company.id, 'author_id': lambda case: case.users['office'].id},
    'cchc.publication': {
        'article_id': lambda case: case.article_in().id, 'channel_id': lambda case: case.channels['closed'].id},
    'cchc.outreach': {'company_id': lambda case: case.other_company.id},
    'cchc.difficulty': {'company_id': lambda case: case.other_company.id},
    'cchc.reorganisation': {'company_id': lambda case: case.other_company.id},
    'cchc.assignment': {
        'company_id': lambda case: case.other_company.id, 'channel_id': lambda case: case.channels['page'].id,
        'department_id': lambda case: case.units['digital'].id, 'date_start': '2024-02-01', 'date_end': '2024-05-01',
        'date_deadline': '2024-12-31', 'quantity': 9, 'plan_id': lambda case: case.plan_in().id},
}


class FrozenCase(CchcCommon):

    def given(self, values):
        return {name: value(self) if callable(value) else value for name, value in values.items()}

    def records(self):
        plan = self.plan_in('published')
        return {
            'cchc.plan': (self.plan_in('draft'), 'office'), 'cchc.article': (self.article_in('draft'), 'author'),
            'cchc.publication': (self.article_in('draft', ('page',)).publication_ids.with_env(self.env), 'author'),
            'cchc.outreach': (
                self.model('cchc.outreach', 'author').create(self.creations()['cchc.outreach']), 'author'),
            'cchc.difficulty': (
                self.model('cchc.difficulty', 'head').create(self.creations()['cchc.difficulty']), 'head'),
            'cchc.reorganisation': (
                self.model('cchc.reorganisation', 'office').create(self.creations()['cchc.reorganisation']), 'office'),
            'cchc.assignment': (self.assignment(plan, '2024-M06'), 'office')}

    def creations(self):
        """Return values with which the model's own users may create a record."""
        plan = self.plan_in('published')
        return {
            'cchc.plan': {'name': "Plan", 'year': 2024}, 'cchc.article': {'name': "Article"},
            'cchc.publication': {'article_id': self.article_in('draft', ()).id, 'channel_id': self.channels['page'].id},
            'cchc.outreach': {
                'name': "Conference", 'department_id': self.units['press'].id,
                'form_id': self.env.ref('cchc_propaganda.outreach_form_integrated').id},
            'cchc.difficulty': {'name': "No staff", 'department_id': self.units['press'].id},
            'cchc.reorganisation': {
                'kind': 'rename', 'old_department_ids': self.units['press'].ids, 'new_name': "Media"},
            'cchc.assignment': {
                'plan_id': plan.id, 'channel_id': self.channels['portal'].id, 'department_id': self.units['press'].id,
                'company_id': self.company.id, 'date_start': '2024-03-10', 'date_end': '2024-04-20',
                'date_deadline': '2024-04-15'}}

    def assertNotMade(self, model, name, value, vals_list):
        """Assert that the creation is refused or ignores the value."""
        with self.undone():
            if not self.refusal(model.create, vals_list):
                made = model.create(vals_list).with_env(self.env).sudo()
                self.assertNotEqual(made._fields[name].convert_to_write(made[name], made), value, "it was taken")


@tagged('post_install', '-at_install')
class TestServerOwned(FrozenCase):

    def test_nobody_writes_what_the_server_keeps(self):
        for model, (record, login) in self.records().items():
            for name, value in self.given({**SERVER[model], **SETTLED[model]}).items():
                for context in ({}, {'cchc_gate': True}, {'import_file': True}):
                    with self.subTest(model=model, field=name, context=context):
                        self.assertTrue(self.refusal(self.as_(record, login, **context).write, {name: value}))
                        self.assertTrue(self.refusal(record.sudo().with_context(**context).write, {name: value}))

    def test_nobody_creates_a_record_with_what_the_server_keeps(self):
        """By value, by a default in the context, by import."""
        logins = {model: login for model, (__, login) in self.records().items()}
        for model, values in self.creations().items():
            create = self.model(model, logins[model])
            self.assertAllowed(create.create, [values])
            for name, value in self.given(SERVER[model]).items():
                with self.subTest(model=model, field=name):
                    self.assertNotMade(create, name, value, [{**values, name: value}])
                    self.assertNotMade(create.with_context(**{f'default_{name}': value}), name, value, [values])

    def test_unchanged_values_that_the_web_client_sends_back_are_no_offence(self):
        article = self.as_(self.article_in('submitted'), 'editor')
        self.assertAllowed(article.write, {
            'name': "Better", 'submitted_by_id': article.submitted_by_id.id, 'is_returned': False,
            'author_id': article.author_id.id})

    def test_copy_takes_nothing_of_the_story_along(self):
        article = self.article_in('published')
        copy = self.as_(article, 'author').copy().with_env(self.env)
        self.assertEqual((copy.state, copy.name, copy.author_id), ('draft', "Forms online", self.users['author']))
        self.assertFalse(
            copy.submitted_by_id or copy.date_submitted or copy.approved_by_id or copy.publication_ids
            or copy.last_step_by_id or copy.is_registered or copy.submission_count or copy.approved_checksums)
        plan = self.as_(self.plan_in('published'), 'office').copy().with_env(self.env)
        self.assertEqual((plan.state, plan.number, plan.date_issued), ('draft', False, False))
        self.assertFalse(plan.approved_by_id)


@tagged('post_install', '-at_install')
class TestFrozenArticle(FrozenCase):

    def with_files(self, state='draft'):
        """Return an article with a file and a picture in its text, uploaded by its author."""
        picture = self.attachment('author', name='picture.png')
        article = self.article_in('draft', body=f'<p>Text <img src="/web/image/{picture.id}-abc/picture.png"></p>',
                                  attachment_ids=self.attachment('author').ids)
        if state != 'draft':
            self.as_(article, 'author').action_submit()
        if state in ('approved', 'published', 'cancelled'):
            self.as_(article, 'editor').action_approve()
        if state == 'published':
            self.post(article)
        if state == 'cancelled':
            self.as_(article, 'office').action_cancel("Not needed")
        return article

    def test_content_changes_no_more_once_approved(self):
        """DESIGN §4: no API changes title, body, topics, genre or files. In publishpress-checklists #227 a changed
        published article skips the checks; here it cannot be changed."""
        topic = self.plan_in('published').topic_ids
        for state in ('approved', 'published', 'cancelled'):
            article = self.with_files(state)
            for values in (
                    {'name': "Other"}, {'body': "<p>Other</p>"}, {'genre_id': self.video.id}, {'origin': 'repost'},
                    {'topic_ids': [Command.link(topic.id)]}, {'topic_ids': [Command.clear()]},
                    {'attachment_ids': [Command.clear()]}, {'attachment_ids': [Command.create({'name': 'x'})]},
                    {'attachment_ids': [Command.update(article.attachment_ids.id, {'raw': b'x'})]},
                    {'attachment_ids': [Command.delete(article.attachment_ids.id)]},
                    {'picture_ids': [Command.clear()]}, {'contributor_ids': [Command.clear()]},
                    {'department_id': self.units['digital'].id}, {'plan_id': False}, {'correction': "x"}):
                for login in ('author', 'head', 'editor', 'office'):
                    if 'correction' in values and state == 'published' and login in ('editor', 'office'):
                        continue
                    with self.subTest(state=state, values=values, login=login):
                        self.assertTrue(self.refusal(self.as_(article, login).write, values))
                        self.assertTrue(self.refusal(self.as_(article, login).web_save, values, {}))

    def test_content_is_not_reached_through_the_other_end_of_a_link(self):
        """A topic lists its articles: linking one there would change what was approved."""
        article = self.article_in('approved')
        draft = self.plan_in('draft')
        for vals in ({'article_ids': [Command.link(article.id)]}, {'article_ids': [Command.set(article.ids)]}):
            self.refusal(self.as_(draft.topic_ids, 'office').write, vals)
            with self.undone():
                if not self.refusal(self.as_(draft.topic_ids, 'office').write, vals):
                    self.as_(draft.topic_ids, 'office').write(vals)
                self.assertFalse(article.topic_ids)
        self.assertTrue(self.refusal(self.as_(self.plan_in('draft'), 'office').write, {
            'article_ids': [Command.link(article.id)]}))

    def ways_to_change(self, file, login):
        """Return every way to change the bytes, the name or the owner of a file."""
        seen = self.as_(file, login)
        for values in ({'raw': b'second'}, {'datas': base64.b64encode(b'second')}, {'db_datas': b'second'},
                       {'name': "other.txt"}, {'mimetype': 'text/html'}, {'store_fname': 'ab/abcdef'},
                       {'checksum': 'abc'}, {'res_id': self.article_in('draft').id}, {'res_model': 'res.partner'},
                       {'res_id': False, 'res_model': False}, {'public': True}, {'url': 'https://evil.example'},
                       {'type': 'url', 'url': 'https://evil.example'}, {'res_field': 'body'}):
            yield values, seen.write, (values,)
        yield 'unlink', seen.unlink, ()
        yield 'web_save', seen.web_save, ({'raw': 'c2Vjb25k'}, {})

    def test_files_and_pictures_change_no_more_once_approved(self):
        """DESIGN §4: ``ir.attachment`` refuses to write, unlink or move them."""
        for state in ('approved', 'published', 'cancelled'):
            article = self.with_files(state)
            for file in article.attachment_ids | article.picture_ids:
                for login in ('author', 'editor', 'office'):
                    for values, function, arguments in self.ways_to_change(file, login):
                        with self.subTest(state=state, file=file.name, login=login, values=values):
                            self.assertTrue(self.refusal(function, *arguments))
                self.assertRefused("can no longer be changed", file.sudo().write, {'raw': b'second'})
                self.assertRefused("can no longer be changed", file.sudo().unlink)
                self.assertEqual(file.raw, b'first')

    def test_files_change_while_the_author_writes_and_not_while_the_board_reads(self):
        """DESIGN §4, "The editor edits": while it waits, the author changes neither text nor files (recall first)."""
        article = self.with_files('draft')
        for file in article.attachment_ids | article.picture_ids:
            self.assertAllowed(self.as_(file, 'author').write, {'raw': b'second'})
        article = self.with_files('submitted')
        for file in article.attachment_ids | article.picture_ids:
            for values in ({'raw': b'second'}, {'name': 'other'}, {'res_id': False}):
                self.assertTrue(self.refusal(self.as_(file, 'author').write, values))
                self.assertTrue(self.refusal(self.as_(file, 'head').write, values))
            self.assertTrue(self.refusal(self.as_(file, 'author').unlink))
        self.as_(article, 'author').action_recall()
        self.assertAllowed(self.as_(article.attachment_ids, 'author').write, {'raw': b'second'})

    def test_files_of_the_chatter_are_not_content(self):
        article = self.with_files('approved')
        file = self.attachment('author', res_model='cchc.article', res_id=article.id, name='question.txt')
        self.assertAllowed(self.as_(file, 'author').write, {'name': 'other.txt'})
        self.assertAllowed(self.as_(file, 'author').unlink)

    def test_approval_keeps_the_checksums_and_the_version(self):
        article = self.with_files('approved')
        files = article.attachment_ids | article.picture_ids
        self.assertEqual(article.approved_checksums, {
            str(file.id): hashlib.sha1(b'first').hexdigest() for file in files})
        self.assertEqual(len(files), 2)

    def test_approval_names_the_version_of_the_text_it_approved(self):
        article = self.article_in('submitted')
        self.as_(article, 'editor').body = "<p>The forms are online now.</p>"
        self.as_(article, 'editor').body = "<p>All the forms are online now.</p>"
        self.as_(article, 'editor').action_approve()
        self.assertEqual(article.approved_version, article.html_field_history['body'][0]['revision_id'])
        self.assertGreater(article.approved_version, 0)

    def test_fresh_uploads_are_bound_so_that_the_board_sees_them(self):
        """DESIGN §4: otherwise a file uploaded on a new record has no ``res_id`` and is invisible to the board."""
        article = self.with_files('submitted')
        for file in article.attachment_ids | article.picture_ids:
            self.assertEqual((file.res_model, file.res_id), ('cchc.article', article.id))
            self.assertTrue(self.as_(file, 'editor').has_access('read'))
            self.assertFalse(self.as_(file, 'stranger').has_access('read'))

    def test_file_of_another_record_or_person_is_not_taken(self):
        other = self.with_files('submitted')
        mine = self.article_in('draft', by='stranger', author_id=self.users['stranger'].id, contributor_ids=[],
                               department_id=self.units['digital'].id)
        private = self.attachment('author')
        for file in (other.attachment_ids, private):
            self.assertTrue(self.refusal(self.as_(mine, 'stranger').write, {'attachment_ids': [Command.link(file.id)]}))
            with self.undone():
                self.as_(mine, 'stranger').write({'body': f'<p>Text <img src="/web/image/{file.id}"/></p>'})
                self.assertFalse(mine.picture_ids)
                self.assertFalse(self.as_(file, 'stranger').has_access('read'))

    def test_file_is_not_moved_from_one_record_to_another(self):
        """Not even the user's own file or one that everybody may read: the first record would lose it."""
        first, second = self.with_files('draft'), self.article_in('draft')
        public = self.attachment('stranger', public=True)
        for file in (first.attachment_ids, first.picture_ids, public):
            self.assertTrue(self.as_(file, 'author').has_access('read'))
            self.assertRefused("belongs to another record", self.as_(second, 'author').write, {
                'attachment_ids': [Command.link(file.id)]})
            self.assertRefused("belongs to another record", self.model('cchc.article', 'author').create, {
                'name': "A", 'attachment_ids': [Command.link(file.id)]})

    def test_picture_that_is_not_the_article_s_own_is_not_submitted(self):
        """A picture that another record owns could be exchanged after the approval."""
        own, other = self.article_in('draft'), self.article_in('draft')
        elsewhere = self.attachment('author', res_model='cchc.article', res_id=other.id)
        unborn = elsewhere.id + 1000
        for source in (f'/web/image/{elsewhere.id}', f'/web/image/{elsewhere.id}-abc/x.png', f'/web/image/{unborn}',
                       f'/web/content/{elsewhere.id}', f'/web/image/ir.attachment/{elsewhere.id}/datas',
                       f'/web/image?model=ir.attachment&id={elsewhere.id}&field=raw',
                       f'https://erp.example/web/image/{elsewhere.id}?access_token=abc',
                       f'/web/image/res.partner/{self.users["author"].partner_id.id}/image_1920'):
            with self.subTest(source=source), self.undone():
                self.as_(own, 'author').body = f'<p>Text <img src="{source}"/></p>'
                self.assertRefused("picture", self.as_(own, 'author').action_submit)
        self.as_(own, 'author').body = f'<p>Text <img src="/web/image/{self.attachment("author").id}"/></p>'
        self.assertAllowed(self.as_(own, 'author').action_submit)

    def test_picture_of_another_site_is_not_submitted_nor_approved(self):
        """The other site could exchange it after approval; a mere link to another site shows nothing by itself."""
        article, waiting = self.article_in('draft'), self.article_in('submitted')
        shown = ('<img src="https://page.example/a.png"/>', '<img src="//page.example/a.png"/>',
                 '<img src="https://page.example/web/image/1"/>', '<img src="HTTP://page.example/a"/>',
                 '<p style="background-image: url(\'https://page.example/a.png\')">x</p>',
                 '<div style="background-image:url(https://page.example/a.png)">x</div>')
        for html in shown:
            with self.subTest(html=html), self.undone():
                self.as_(article, 'author').body = f'<p>Text</p>{html}'
                self.assertRefused(r"another site \(page\.example\)", self.as_(article, 'author').action_submit)
                self.as_(waiting, 'editor').body = f'<p>Text</p>{html}'
                self.assertRefused(r"another site \(page\.example\)", self.as_(waiting, 'editor').action_approve)
        for html in ('<a href="https://page.example/a.png">link</a>', '<img src="data:image/png;base64,iVBORw0KGgo="/>',
                     '<img src="/web/static/img/smiling_face.svg"/>', 'https://page.example/a.png'):
            with self.subTest(html=html), self.undone():
                self.as_(article, 'author').body = f'<p>Text</p>{html}'
                self.assertAllowed(self.as_(article, 'author').action_submit)

    def test_correction_is_written_after_posting_by_the_board_or_the_office(self):
        """DESIGN §4: after posting only ``correction`` is written."""
        posted = self.article_in('published')
        self.assertEqual({login for login in self.users if not self.refusal(
            self.as_(posted, login).write, {'correction': "It was 120, not 12."})}, {'editor', 'office'})
        for state in ('draft', 'submitted', 'approved', 'cancelled'):
            for login in ('author', 'editor', 'office'):
                self.assertTrue(self.refusal(self.as_(self.article_in(state), login).write, {'correction': "x"}))
        self.assertTrue(self.refusal(self.model('cchc.article', 'author').create, {'name': "A", 'correction': "x"}))

    def test_history_of_the_text_is_the_server_s(self):
        article = self.article_in('submitted')
        self.as_(article, 'editor').body = "<p>Corrected.</p>"
        self.assertEqual(len(article.html_field_history['body']), 1)
        for login in ('editor', 'author'):
            for value in (False, {'body': []}):
                self.assertTrue(self.refusal(self.as_(article, login).write, {'html_field_history': value}))


@tagged('post_install', '-at_install')
class TestFrozenPublication(FrozenCase):

    def test_evidence_changes_no_more_once_posted(self):
        publication = self.publication_in('pending')
        file = self.attachment('editor')
        self.as_(publication, 'editor').write({'evidence_ids': file.ids})
        self.as_(publication, 'editor').action_publish()
        for login in ('editor', 'author', 'office'):
            for values in ({'url': self.link('page')}, {'date_published': '2024-01-01'}, {'quantity': 5},
                           {'evidence_ids': [Command.clear()]}, {'evidence_ids': [Command.create({'name': 'x'})]}):
                self.assertTrue(self.refusal(self.as_(publication, login).write, values))
            self.assertTrue(self.refusal(self.as_(file, login).write, {'raw': b'second'}))
            self.assertTrue(self.refusal(self.as_(file, login).unlink))
        self.assertRefused("can no longer be changed", file.sudo().write, {'raw': b'second'})
        self.assertRefused("can no longer be changed", publication.sudo().write, {'url': self.link('page')})

    def test_evidence_is_exchanged_by_those_who_enter_it_only(self):
        """Everybody sees the publications of a posted article, but may not replace the evidence of a pending one."""
        article = self.article_in('published', ('portal', 'page'))
        publication = self.publication(article, 'page')
        file = self.attachment('editor')
        self.as_(publication, 'editor').write({'evidence_ids': file.ids})
        for login in ('stranger', 'author', 'head', 'outside_editor', 'office'):
            with self.subTest(login=login):
                self.assertTrue(self.refusal(self.as_(file, login).write, {'raw': b'second'}))
                self.assertTrue(self.refusal(self.as_(file, login).unlink))
        self.assertAllowed(self.as_(file, 'editor').write, {'raw': b'second'})

    def test_refused_and_removed_publications_keep_their_story(self):
        for state in ('refused', 'removed'):
            publication = self.publication_in(state)
            for values in ({'url': 'https://page.example/x'}, {'assignment_id': False}, {'quantity': 2}):
                dated = {**values, 'date_published': '2024-01-02'}
                self.assertTrue(self.refusal(self.as_(publication, 'editor').write, dated))
                self.assertTrue(self.refusal(publication.sudo().write, dated))

    def test_publication_follows_its_article_whatever_a_form_proposes(self):
        """The action "write an article" proposes a unit; the publication takes the unit of its article."""
        article = self.model('cchc.article', 'author', default_department_id=self.units['digital'].id).create({
            'name': "A", 'department_id': self.units['press'].id,
            'publication_ids': [Command.create({'channel_id': self.channels['page'].id})]})
        self.assertEqual(article.publication_ids.department_id, self.units['press'])


@tagged('post_install', '-at_install')
class TestFrozenPlan(FrozenCase):

    def full_plan(self, state):
        plan = self.plan_in('draft')
        self.as_(plan, 'office').write({
            'section_ids': [Command.create({'number': 'I', 'title': "Goals", 'kind': 'objective', 'body': "<p>x</p>"})],
            'legal_basis_ids': [Command.create({'name': "Decree"})],
            'recipient_ids': [Command.create({'name': "As above"})]})
        self.as_(plan.obligation_ids, 'office').write({'rotation_ids': [Command.create(
            {'period_from': 1, 'period_to': 12, 'department_id': self.units['press'].id})]})
        self._walk_plan(self.as_(plan, 'office'), state, '2024-03-01')
        self.assertEqual(plan.state, state)
        return plan

    def test_text_and_rows_change_no_more_once_submitted(self):
        """DESIGN §4: the text, topics, obligations, rotations and recipients of the plan are frozen."""
        for state in ('submitted', 'approved', 'published', 'cancelled'):
            plan = self.full_plan(state)
            rotation = plan.obligation_ids.rotation_ids
            changes = {
                plan: [{'name': "Other"}, {'year': 2025}, {'date_to': '2024-12-30'}, {'appendix_title': "x"},
                       {'signer_name': "x"}, {'office_id': False}],
                plan.section_ids: [{'title': "Other"}, {'body': "<p>Other</p>"}, {'sequence': 99}],
                plan.legal_basis_ids: [{'name': "Other"}], plan.recipient_ids: [{'name': "Other"}],
                plan.topic_ids: [{'name': "Other"}, {'lead_department_ids': [Command.clear()]}, {'lead_text': "x"},
                                 {'code': '9'}],
                plan.obligation_ids: [{'quantity': 9}, {'due_day': 1}, {'genre_ids': [Command.link(self.genre.id)]},
                                      {'channel_id': self.channels['page'].id}],
                rotation: [{'department_id': self.units['digital'].id}, {'period_to': 11}],
            }
            for record, writes in changes.items():
                for values in writes:
                    with self.subTest(state=state, model=record._name, values=values):
                        self.assertTrue(self.refusal(self.as_(record, 'office').write, values))
                        self.assertTrue(self.refusal(record.sudo().write, values))
                if record != plan:
                    with self.subTest(state=state, model=record._name, values='unlink'):
                        self.assertTrue(self.refusal(self.as_(record, 'office').unlink))
                        self.assertTrue(self.refusal(record.sudo().unlink))
                        self.assertTrue(self.refusal(self.as_(record, 'office').copy))

    def test_rows_are_not_reached_through_the_plan(self):
        plan = self.full_plan('published')
        office = self.as_(plan, 'office')
        for name, values in (('section_ids', {'number': 'II', 'title': "x", 'kind': 'objective'}),
                             ('legal_basis_ids', {'name': "x"}), ('recipient_ids', {'name': "x"}),
                             ('topic_ids', {'name': "x"}), ('row_ids', {'name': "x"}),
                             ('obligation_ids', {
                                 'topic_id': plan.topic_ids.id, 'channel_id': self.channels['page'].id})):
            for command in ([Command.create(values)], [Command.clear()], [Command.delete(plan[name][:1].id)]):
                with self.subTest(name=name, command=command):
                    self.assertTrue(self.refusal(office.write, {name: command}))

    def test_row_does_not_move_into_a_decided_plan_nor_out_of_it(self):
        decided, draft = self.full_plan('approved'), self.full_plan('draft')
        for name in ('section_ids', 'legal_basis_ids', 'recipient_ids', 'topic_ids'):
            for record, target in ((draft[name], decided), (decided[name], draft)):
                with self.subTest(name=name, target=target.state):
                    self.assertTrue(self.refusal(self.as_(record, 'office').write, {'plan_id': target.id}))
        self.assertTrue(self.refusal(self.as_(draft.obligation_ids.rotation_ids, 'office').write, {
            'obligation_id': decided.obligation_ids.id}))
        self.assertTrue(self.refusal(self.as_(draft.obligation_ids, 'office').write, {
            'topic_id': decided.topic_ids.id, 'plan_id': decided.id}))

    def test_what_lives_on_after_the_issue(self):
        """DESIGN §4: topic results and signed copies change after the issue; number and day only until then."""
        plan = self.full_plan('published')
        office = self.as_(plan, 'office')
        self.assertAllowed(self.as_(plan.topic_ids, 'office').write, {'result_state': 'running', 'result': "Two"})
        self.assertAllowed(office.write, {
            'signed_document_ids': [Command.create({'name': 'signed.pdf', 'raw': b'%PDF-1.7'})]})
        self.assertTrue(self.refusal(office.write, {'number': '9'}))
        self.assertTrue(self.refusal(office.write, {'date_issued': '2024-01-01'}))
        approved = self.full_plan('approved')
        self.assertAllowed(self.as_(approved, 'director').write, {'number': '9', 'date_issued': '2024-03-01'})
