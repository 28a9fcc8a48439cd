# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import CchcCommon

SECRET = "Unapproved zq7"
# Everybody who may read neither a draft of ``author`` in ``press`` nor one that waits on the channel ``portal``.
GENERAL = {
    'assignments', 'calendar', 'my work', 'dashboard', 'tracking', 'publications grouped', 'external ids',
    'publication onchange'}
BLIND = ('stranger', 'other_head', 'outside_editor', 'admin', 'outsider', 'plain', 'portal', 'public')


@tagged('post_install', '-at_install')
class TestUnreadable(CchcCommon):
    """An unapproved article of another unit is unreadable by id, as are its attachments, and does not show in names,
    groupings, exports, chatter, activities or followers (in nukeviet #3464 a direct link shows it)."""
    maxDiff = None

    def setUp(self):
        super().setUp()
        self.add_users_without_role()
        for login in BLIND[:-1]:    # with the right to export, so that the rules and not it must hide the article
            if login != 'portal':
                self.users[login].group_ids += self.env.ref('base.group_allow_export')

    def hidden(self, state):
        plan = self.plan_in('published')
        article = self.article_in(
            'draft', name=SECRET, body=f'<p>{SECRET}</p>', assignments=[self.assignment(plan, '2024-M03')])
        picture = self.attachment('author', name='picture.png')
        self.as_(article, 'author').write({
            'attachment_ids': [Command.link(self.attachment('author', name=SECRET).id)],
            'body': f'<p>{SECRET} <img src="/web/image/{picture.id}-abc/picture.png"/></p>'})
        self.as_(article, 'author').message_post(
            body=SECRET, subject=SECRET, attachment_ids=self.attachment('author', name=SECRET).ids)
        self.as_(article, 'author').activity_schedule('mail.mail_activity_data_todo', summary=SECRET, note=SECRET)
        if state == 'submitted':
            self.as_(article, 'author').action_submit()
        self.as_(article, 'editor' if state == 'submitted' else 'author').write(
            {'body': article.body.replace('<p>', '<p>Second version of ')})
        return article.with_env(self.env)

    def ways(self, article, login):
        """Return name of the way -> its result, to be searched for the secret."""
        env = self.as_(article, login).env
        by_id, model, ids = env['cchc.article'].browse(article.id), env['cchc.article'], [('id', '=', article.id)]
        files = article.attachment_ids | article.picture_ids | article.message_ids.attachment_ids
        names = ['name', 'body', 'message_ids', 'attachment_ids']
        document = [('res_model', '=', 'cchc.article'), ('res_id', '=', article.id)]
        yield 'read', lambda: by_id.read(names)
        yield 'history field', lambda: by_id.read(['html_field_history'])
        yield 'web_read', lambda: by_id.web_read({name: {} for name in names})
        yield 'export_data', lambda: by_id.export_data(['name', 'body', 'publication_ids/url'])
        yield 'copy', lambda: by_id.copy().read(['name'])
        yield 'copy_data', lambda: by_id.copy_data()
        yield 'onchange', lambda: by_id.onchange({'genre_id': False}, ['genre_id'], {name: {} for name in names})
        yield 'history', lambda: by_id.html_field_history_get_comparison_at_revision('body', 1)
        yield 'version', lambda: by_id.html_field_history_get_content_at_revision('body', 1)
        yield 'display_name', lambda: by_id.display_name
        yield 'metadata', lambda: by_id.get_metadata()
        yield 'messages of it', lambda: by_id.message_ids.mapped('body')
        yield 'followers of it', lambda: by_id.message_get_followers()
        yield 'activities of it', lambda: by_id.activity_ids.mapped('summary')
        yield 'search_read', lambda: model.search_read(ids, names)
        yield 'name_search', lambda: model.name_search(SECRET)
        yield 'read_group', lambda: model.formatted_read_group(ids, ['name'], ['__count'])
        yield 'web_read_group', lambda: model.web_read_group(ids, ['name'])['groups']
        yield 'web_search_read', lambda: model.web_search_read(ids, {'name': {}, 'publication_ids': {'fields': {
            'article_id': {'fields': {'display_name': {}}}}}})['records']
        yield 'publications', lambda: env['cchc.publication'].search_read(
            [('article_id', '=', article.id)], ['article_id', 'display_name'])
        yield 'publications by text', lambda: env['cchc.publication'].search_read(
            [('article_id.body', 'ilike', SECRET)], ['id'])
        yield 'publications by id', lambda: env['cchc.publication'].browse(
            article.publication_ids.ids).read(['article_id'])
        yield 'publications grouped', lambda: env['cchc.publication'].formatted_read_group(
            [], ['article_id'], ['__count'])
        yield 'publication onchange', lambda: env['cchc.publication'].onchange(
            {'article_id': article.id}, ['article_id'], {'display_name': {}, 'article_id': {'fields': {'name': {}}}})
        facts = {name: {} for name in ('author_id', 'department_id', 'article_state')}
        yield 'publication facts', lambda: env['cchc.publication'].onchange(
            {'article_id': article.id}, ['article_id'], facts)['value']
        by_default = env['cchc.publication'].with_context(default_article_id=article.id)
        yield 'publication facts by default', lambda: list(filter(
            None, by_default.onchange({}, [], {'article_id': {}, **facts}).get('value', {}).values()))
        publication = article.publication_ids
        yield 'letter', lambda: env['cchc.send.wizard'].onchange(
            {'publication_id': publication.id}, ['publication_id'], {'subject': {}})['value']
        yield 'letter created', lambda: env['cchc.send.wizard'].create({'publication_id': publication.id}).subject
        yield 'letter changed', lambda: self.letter_turned_to(publication, env)
        yield 'assignments by text', lambda: env['cchc.assignment'].search_read(
            [('publication_ids.article_id.body', 'ilike', SECRET)], ['id'])
        yield 'assignments by publication', lambda: env['cchc.assignment'].search_read(
            [('publication_ids.article_id', '=', article.id)], ['id'])
        yield 'assignments', lambda: env['cchc.assignment'].web_search_read([], {
            'publication_ids': {'fields': {'display_name': {}}}, 'display_name': {}})
        yield 'calendar', lambda: env['cchc.calendar.event'].search_read([], ['name', 'article_id'])
        yield 'my work', lambda: env['cchc.my.work'].get_data('unit')
        yield 'dashboard', lambda: env['cchc.dashboard'].get_data()
        yield 'dialog', lambda: env['cchc.reason.wizard'].create({
            'res_model': 'cchc.article', 'res_ids': article.ids, 'step': 'return'}).record_names
        yield 'messages', lambda: env['mail.message'].search_read(
            [('model', '=', 'cchc.article'), ('res_id', '=', article.id)], ['body', 'record_name'])
        yield 'messages by text', lambda: env['mail.message'].search_read([('body', 'ilike', SECRET)], ['id'])
        yield 'messages grouped', lambda: env['mail.message'].formatted_read_group(
            [('model', '=', 'cchc.article'), ('res_id', '=', article.id)], ['subject'], ['__count'])
        yield 'messages by id', lambda: env['mail.message'].browse(article.message_ids.ids).read(['body'])
        yield 'tracking', lambda: env['mail.tracking.value'].search_read([], ['old_value_char'])
        yield 'followers', lambda: env['mail.followers'].search_read(document, ['partner_id'])
        yield 'activities', lambda: env['mail.activity'].search_read(document, ['summary', 'res_name'])
        yield 'activities by id', lambda: env['mail.activity'].browse(article.activity_ids.ids).read(['res_name'])
        yield 'activities grouped', lambda: env['mail.activity'].formatted_read_group(
            document, ['summary'], ['__count'])
        yield 'activity view', lambda: env['mail.activity'].get_activity_data('cchc.article', ids)['activity_res_ids']
        yield 'files', lambda: env['ir.attachment'].search_read(document, ['name'])
        yield 'files grouped', lambda: env['ir.attachment'].formatted_read_group(document, ['name'], ['__count'])
        yield 'files by name', lambda: env['ir.attachment'].search_read([('name', '=', SECRET)], ['name'])
        yield 'files by id', lambda: env['ir.attachment'].browse(files.ids).read(['name', 'raw', 'access_token'])
        yield 'external ids', lambda: env['ir.model.data'].search_read([('model', '=', 'cchc.article')], ['name'])
        for field in ('attachment_ids', 'picture_ids', 'message_ids', 'activity_ids', 'message_follower_ids'):
            yield f'through {field}', lambda field=field: by_id[field].mapped('display_name')
        for file in files:
            yield f'/web/content/{file.id}', lambda file=file: env['ir.binary']._find_record(
                res_id=file.id, field='raw').raw
        yield '/web/image', lambda: env['ir.binary']._find_record(res_model='cchc.article', res_id=article.id).name

    def letter_turned_to(self, publication, env):
        """Return a dialog about a publication that its user may read, changed to point to this one."""
        article = self.article_in('draft', by=env.user.login.removeprefix('test.'), author_id=env.uid)
        own = self.publication(article, 'portal')
        dialog = env['cchc.send.wizard'].create({'publication_id': own.id})
        dialog.write({'publication_id': publication.id})
        dialog.invalidate_recordset()
        return dialog.subject

    def test_who_may_not_read_it_learns_nothing_by_any_way(self):
        for state in ('draft', 'submitted'):
            article = self.hidden(state)
            self.assertEqual(len(article.attachment_ids | article.message_ids.attachment_ids), 2)
            self.assertTrue(article.activity_ids and article.html_field_history)
            for login in BLIND:
                leaks = {}
                for way, call in self.ways(article, login):
                    with self.undone():
                        try:
                            answer = call()
                        except UserError:
                            continue    # an AccessError is one; whatever else goes wrong fails the test
                        if self.tells(way, answer):
                            leaks[way] = answer
                with self.subTest(state=state, login=login):
                    self.assertEqual(leaks, {})

    def tells(self, way, answer):
        """Whether the answer reveals the article; if the question concerns only the article, any answer does."""
        if way in GENERAL:
            return any(words in str(answer) for words in (SECRET, 'Second version'))
        return bool(answer)

    def test_the_ways_do_show_it_to_its_author(self):
        """Without this the test above could not fail."""
        article = self.hidden('draft')
        self.users['author'].group_ids += self.env.ref('base.group_allow_export')
        dark = set()
        for way, call in self.ways(article, 'author'):
            with self.undone():
                try:
                    if not self.tells(way, call()):
                        dark.add(way)
                except UserError:
                    dark.add(way)
        # Not posted, so in no calendar; no picture of its own; and what Odoo keeps for its administrators.
        self.assertEqual(dark, {'calendar', 'tracking', 'external ids', 'dashboard'})
