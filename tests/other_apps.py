# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""An ordinary day with tasks and time off, as the web client and a mail gateway send it, on a database of its own.

``test_other_apps.py`` runs this in ``odoo shell``, on a database with our addons and on one without: it prints one
line, RESULT and a list ``[what was done, what came back, queries]``. Nothing here knows of our addons.
"""

import base64
import io
import json
import re
import threading
from datetime import date, timedelta
from email.message import EmailMessage
from itertools import count

import openpyxl
from werkzeug.test import Client

from odoo import http
from odoo.fields import Command
from odoo.tools import config

TIMES = 3           # the first two only fill caches
MONDAY = date(2030, 1, 7)       # of the week of the first leave; each leave has its own week
TODO = 'mail.mail_activity_data_todo'
HERE = {'REMOTE_ADDR': '127.0.0.1'}


class OrdinaryDay:
    """The requests of the accounts ``worker``, ``colleague`` and ``gateway``, each measured."""

    def __init__(self, env):
        self.env, self.done, self.numbers = env, [], count(1)
        self.csrf, self.employees = {}, {}
        config['db_name'] = [env.cr.dbname]
        self._set_up()
        env.cr.commit()
        self.clients = {login: self._client(login) for login in ('worker', 'colleague', 'gateway')}

    def _set_up(self):
        env = self.env
        roles = {'worker': ('project.group_project_user', 'base.group_allow_export'),
                 'colleague': ('project.group_project_user',), 'gateway': ('base.group_user',)}
        users = env['res.users'].with_context(no_reset_password=True).create([{
            'name': login, 'login': login, 'password': login * 2, 'email': f'{login}@example.com', 'lang': 'en_US',
            'tz': 'UTC', 'notification_type': 'inbox',
            'group_ids': [Command.set([env.ref(group).id for group in ('base.group_user', *groups)])],
        } for login, groups in roles.items()])
        self.users = {user.login: user for user in users}
        self.unit = env['hr.department'].create({'name': "Works"})
        for login in ('worker', 'colleague'):
            self.employees[login] = env['hr.employee'].create(
                {'name': login, 'user_id': self.users[login].id, 'department_id': self.unit.id})
        env.company.alias_domain_id = env['mail.alias.domain'].create({'name': 'example.com'})
        self.project = env['project.project'].create({
            'name': "Bridge", 'alias_name': 'bridge', 'alias_contact': 'everyone',
            'privacy_visibility': 'employees', 'type_ids': [
                Command.create({'name': name}) for name in ("To do", "Done")]})
        self.project.alias_id.alias_status = 'valid'    # otherwise the first mail would write it
        self.absence = env['hr.leave.type'].create({
            'name': "Unpaid", 'requires_allocation': False, 'leave_validation_type': 'hr'})
        self.todo = env.ref(TODO)

    def _client(self, login):
        client = Client(http.root)
        answer = client.post('/web/session/authenticate', json={'params': {
            'db': self.env.cr.dbname, 'login': login, 'password': login * 2}}, environ_base=HERE)
        assert answer.json['result']['uid'] == self.users[login].id
        page = client.get('/odoo', environ_base=HERE).text
        self.csrf[login] = re.search(r'csrf_token: "(\w+)"', page)[1]
        return client

    # -- One request ----------------------------------------------------------------------------------------------

    def call(self, login, model, method, /, *args, context=None, **kwargs):
        """Return what the method returns to that account."""
        return self.rpc(f'{login}: {model}.{method}', login, f'/web/dataset/call_kw/{model}/{method}', {
            'model': model, 'method': method, 'args': args, 'kwargs': {'context': context or {}, **kwargs}})

    def rpc(self, name, login, address, params):
        answer = self.clients[login].post(address, json={'params': params}, environ_base=HERE).json
        result = answer['result'] if 'result' in answer else answer['error']['data']['message']
        told = 'an id' if type(result) is int and not name.endswith('count') else self.plain(result)
        self.done.append([name, told, threading.current_thread().query_count])
        return result

    def plain(self, value):
        """Return the value without ids and times, which differ between databases and moments."""
        if isinstance(value, dict):
            return {key: self.plain(item) for key, item in value.items() if not self.is_of_the_moment(key)}
        if isinstance(value, list):
            if len(value) == 2 and isinstance(value[0], int) and isinstance(value[1], str):
                return value[1]
            if value and all(isinstance(item, int) for item in value):
                return len(value)
            return [self.plain(item) for item in value]
        if isinstance(value, str):
            return value.replace(f'-{self.number}-', '-n-')
        return value

    @staticmethod
    def is_of_the_moment(key):
        return key in ('id', 'date', 'message_id', 'mail_message_id') or key.endswith(
            ('_date', 'date_last_stage_update', '_token', '_tokens'))

    # -- The day --------------------------------------------------------------------------------------------------

    def run(self):
        """Return ``[name, result, queries]`` of each request, from its last run."""
        for _ in range(TIMES):
            self.number, self.done = next(self.numbers), []
            task = self.tasks()
            self.chatter(task)
            self.activities(task)
            self.files(task)
            self.export(task)
            self.mails()
            self.leaves()
            self.people()
        return self.done

    def tasks(self):
        fields = ['name', 'project_id', 'stage_id', 'user_ids', 'message_follower_ids', 'message_partner_ids',
                  'activity_state', 'message_attachment_count', 'display_name']
        values = {'name': f"=1+{self.number}", 'project_id': self.project.id,
                  'user_ids': [[6, 0, [self.users['worker'].id]]], 'child_ids': [[0, 0, {'name': "Foundations"}]]}
        self.call('worker', 'project.task', 'default_get', ['project_id', 'user_ids', 'stage_id'],
                  context={'default_project_id': self.project.id})
        [task] = self.call('worker', 'project.task', 'create', [values])
        self.call('worker', 'project.task', 'create', [{'name': f"Second {self.number}"}], context={
            'default_project_id': self.project.id, 'default_tag_ids': [[0, 0, {'name': f'tag {self.number}'}]]})
        self.call('worker', 'project.task', 'web_read', [task], {
            **{name: {} for name in fields}, 'child_ids': {'fields': {'name': {}}}})
        self.call('worker', 'project.task', 'write', [task], {'stage_id': self.project.type_ids[1].id})
        self.call('worker', 'project.task', 'write', [task], {'description': "<p>Of wood</p>"})
        self.call('colleague', 'project.task', 'web_search_read', [['project_id', '=', self.project.id]], {
            name: {} for name in ('name', 'stage_id', 'activity_ids')}, limit=3)
        self.call('worker', 'project.task', 'onchange', [], {'name': "x"}, ['name'], {'name': {}, 'project_id': {}})
        self.call('worker', 'project.task', 'formatted_read_group', [['id', '=', task]], ['stage_id'], ['__count'])
        if self.number == 1:    # this empties the caches
            self.call('worker', 'ir.default', 'set', 'project.task', 'priority', '1', True)
        self.call('worker', 'project.task', 'default_get', ['priority'])
        return task

    def chatter(self, task):
        document = {'thread_model': 'project.task', 'thread_id': task}
        post = self.call('worker', 'project.task', 'message_post', [task], body="A question")
        self.call('worker', 'project.task', 'message_post', [task], body="More", message_type='comment',
                  subtype_xmlid='mail.mt_comment')
        [said] = post if isinstance(post, list) else [post]
        self.call('colleague', 'project.task', 'message_post', [task], body="An answer", parent_id=said,
                  message_type='comment', subtype_xmlid='mail.mt_comment')
        self.rpc('post', 'colleague', '/mail/message/post', {
            **document, 'post_data': {'body': "<b>Hello</b>", 'message_type': 'comment',
                                      'subtype_xmlid': 'mail.mt_comment'}})
        own = self.call('worker', 'mail.message', 'create', [{
            'model': 'project.task', 'res_id': task, 'body': "Note", 'message_type': 'comment'}])
        self.call('worker', 'mail.message', 'create', [{
            'model': 'project.task', 'res_id': task, 'body': "Note", 'parent_id': said, 'date': '2020-01-01'}])
        self.rpc('correct', 'worker', '/mail/message/update_content', {
            'message_id': own[0], 'update_data': {'body': "A note"}})
        self.call('worker', 'mail.message', 'write', own, {'body': "<p>A better note</p>"})
        self.call('worker', 'mail.message', 'read', own, [
            'body', 'author_id', 'record_name', 'message_type', 'subtype_id', 'reply_to'])
        self.call('worker', 'mail.message', 'unlink', own)
        self.call('colleague', 'mail.message', 'search_read', [['model', '=', 'project.task'], ['res_id', '=', task]], [
            'body', 'author_id', 'parent_id', 'record_name'], order='id')
        self.rpc('thread', 'colleague', '/mail/data', {'fetch_params': [['mail.thread', {
            **document, 'request_list': ['followers', 'activities', 'attachments', 'scheduledMessages']}]]})
        self.rpc('messages', 'colleague', '/mail/thread/messages', document)
        self.call('colleague', 'project.task', 'message_subscribe', [task], [self.users['colleague'].partner_id.id])
        followers = self.call('colleague', 'mail.followers', 'search_read', [
            ['res_model', '=', 'project.task'], ['res_id', '=', task]], ['partner_id'], order='partner_id')
        self.call('colleague', 'mail.followers', 'read', [follower['id'] for follower in followers], ['partner_id'])
        self.call('colleague', 'project.task', 'message_get_followers', [task])
        values = {'model': 'project.task', 'res_ids': str([task]), 'parent_id': said, 'body': "Written in the dialog",
                  'composition_mode': 'comment', 'reply_to': 'elsewhere@example.com', 'reply_to_force_new': True}
        self.call('worker', 'mail.compose.message', 'onchange', [], values, ['parent_id'], {
            'subject': {}, 'body': {}, 'parent_id': {'fields': {'display_name': {}}}})
        dialog = self.call('worker', 'mail.compose.message', 'create', [values])
        self.call('worker', 'mail.compose.message', 'action_send_mail', dialog)
        self.call('worker', 'project.task', 'message_notify', [task], body="Look", partner_ids=[
            self.users['colleague'].partner_id.id])

    def activities(self, task):
        values = {'res_model_id': self.env['ir.model']._get_id('project.task'), 'res_id': task,
                  'activity_type_id': self.todo.id, 'date_deadline': '2031-01-31'}
        given = self.call('worker', 'mail.activity', 'create', [
            {**values, 'user_id': self.users[login].id, 'summary': login} for login in ('worker', 'colleague')])
        for login in ('worker', 'colleague', 'gateway'):
            self.call(login, 'mail.activity', 'search_read', [
                ['res_model', '=', 'project.task'], ['res_id', '=', task]], [
                    'summary', 'user_id', 'res_name', 'state'], order='id')
            self.call(login, 'mail.activity', 'search_count', [['user_id', '=', self.users[login].id]])
            self.call(login, 'mail.activity', 'read', given, ['summary', 'res_name'])
        self.rpc('systray', 'colleague', '/mail/data', {'fetch_params': ['systray_get_activities']})
        self.call('worker', 'project.task', 'search_read', [['activity_ids.summary', '=', 'worker']], ['name'], limit=2)
        self.call('worker', 'mail.activity', 'get_activity_data', 'project.task', [['id', '=', task]])
        self.call('worker', 'mail.activity', 'onchange', [], {**values, 'user_id': self.users['worker'].id}, ['res_id'],
                  {'res_name': {}})
        self.call('worker', 'mail.activity', 'write', given[1:], {'summary': "Handed over"})
        self.call('worker', 'mail.activity', 'action_feedback', given[:1], feedback="Done")
        self.call('worker', 'mail.activity', 'unlink', given[1:])

    def files(self, task):
        file = self.call('worker', 'ir.attachment', 'create', [{
            'name': f'plan {self.number}.txt', 'datas': self.base64(f'plan {self.number}'),
            'res_model': 'project.task', 'res_id': task}])
        self.call('worker', 'ir.attachment', 'write', file, {'name': 'plan.txt'})
        self.call('worker', 'ir.attachment', 'write', file, {'datas': self.base64(f'plan of {self.number}')})
        self.call('colleague', 'ir.attachment', 'read', file, ['name', 'mimetype', 'file_size'])
        content = self.clients['colleague'].get(f'/web/content/{file[0]}', environ_base=HERE)
        self.done.append(['file', content.text.replace(str(self.number), 'n'), threading.current_thread().query_count])
        self.call('worker', 'ir.attachment', 'unlink', file)

    @staticmethod
    def base64(text):
        return base64.b64encode(text.encode()).decode()

    def export(self, task):
        for groupby in ([], ['name']):
            data = {'model': 'project.task', 'ids': [task], 'domain': [], 'import_compat': False, 'groupby': groupby,
                    'fields': [{'name': name, 'label': name, 'type': 'char'} for name in (
                        'name', 'access_url', 'stage_id/name')], 'context': {}}
            answer = self.clients['worker'].post('/web/export/xlsx', environ_base=HERE, data={
                'data': json.dumps(data), 'csrf_token': self.csrf['worker']})
            queries = threading.current_thread().query_count
            cells = [[str(cell.value).replace(str(self.number), 'n').replace(str(task), 't'), cell.data_type]
                     for row in openpyxl.load_workbook(io.BytesIO(answer.data)).active for cell in row]
            self.done.append([f'export by {groupby}', cells, queries])

    def mails(self):
        mail = EmailMessage()
        mail['From'], mail['To'] = 'someone@example.org', 'bridge@example.com'
        mail['Message-Id'], mail['Subject'] = f'<{self.number}@example.org>', f"By mail {self.number}"
        mail.set_content("It has a crack")
        task = self.call('gateway', 'mail.thread', 'message_process', 'project.task', mail.as_string(), custom_values={
            'project_id': self.project.id})
        self.call('worker', 'project.task', 'read', [task], ['name', 'project_id', 'email_from'])
        del mail['Message-Id']
        mail['Message-Id'], mail['In-Reply-To'] = f'<re-{self.number}@example.org>', f'<{self.number}@example.org>'
        self.call('gateway', 'mail.thread', 'message_process', False, mail.as_string())
        self.call('worker', 'mail.message', 'search_count', [['model', '=', 'project.task'], ['res_id', '=', task]])

    def leaves(self):
        monday = MONDAY + timedelta(weeks=self.number)
        values = {'employee_id': self.employees['worker'].id, 'holiday_status_id': self.absence.id, 'name': "Rest",
                  'request_date_from': str(monday), 'request_date_to': str(monday + timedelta(days=1))}
        leave = self.call('worker', 'hr.leave', 'create', [values])
        self.call('worker', 'hr.leave', 'read', leave, ['employee_id', 'state', 'number_of_days', 'activity_ids'])
        self.call('worker', 'hr.leave', 'message_post', leave, body="Please", message_type='comment')
        self.call('worker', 'hr.leave', 'web_search_read', [['employee_id.user_id', '=', self.users['worker'].id]], {
            'state': {}, 'message_follower_ids': {}}, limit=1)
        self.call('worker', 'hr.leave', 'write', leave, {'name': "Much rest"})
        self.call('worker', 'hr.leave', 'unlink', leave)

    def people(self):
        """An employee without an account joins and leaves; a contact is entered by name."""
        self.env.cr.rollback()
        for name, do in (
                ('employee', lambda: self.env['hr.employee'].create({'name': f"Mason {self.number}"})),
                ('employee writes', lambda: self.env['hr.employee'].search([], order='id desc', limit=1).write(
                    {'job_title': "Mason"})),
                ('employee leaves', lambda: self.env['hr.employee'].search([], order='id desc', limit=1).write(
                    {'active': False}))):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            do()
            self.env.flush_all()
            self.done.append([name, None, self.env.cr.sql_log_count - before])
            self.done.append([f'{name}, then a task', None, self._queries_of_a_task()])
        self.env.cr.commit()

    def _queries_of_a_task(self):
        """Return the number of queries of a read with the user's rights in the cache."""
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.env['project.task'].with_user(self.users['worker']).search([], limit=1).read(['name'])
        return self.env.cr.sql_log_count - before


print('RESULT', json.dumps(OrdinaryDay(env).run(), ensure_ascii=False))     # noqa: F821, T201 - env of the shell
