# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A person's web client: the requests that Odoo's web client sends, and what became of each."""

import json
import re
import time

DONE, REFUSED, FAILED = 'done', 'refused', 'failed'
POLITE = ('odoo.exceptions.UserError', 'odoo.exceptions.AccessError', 'odoo.exceptions.MissingError')
THREAD = ['activities', 'attachments', 'contact_fields', 'followers', 'scheduledMessages', 'suggestedRecipients']
MESSAGES = 30


class Refused(Exception):
    """The server refused with a sentence that a person is expected to meet when people work together."""


class Failed(Exception):
    """No answer, or one that nobody should get."""


class Journal:
    """What everybody's calls became: the times, the steps that the server acknowledged, and the words it said."""

    def __init__(self, sentences):
        self._expected = [re.compile(sentence) for sentence in sentences]
        self.calls = []     # (moment, side, kind, milliseconds, outcome)
        self.steps = []     # (model, id, step): acknowledged
        self.words = []     # (outcome, kind, words): of what was refused or failed

    def is_expected(self, words):
        return any(pattern.fullmatch(words) for pattern in self._expected)

    def add(self, side, kind, milliseconds, outcome, words=''):
        self.calls.append((time.time(), side, kind, round(milliseconds, 1), outcome))
        if words:
            self.words.append((outcome, kind, words))


class Web:
    """The calls of one person. ``side``: whose screens are being used, for the journal."""

    def __init__(self, client, journal, settings, login):
        self._client, self._journal, self._settings, self.login = client, journal, settings, login
        self.side, self.uid = 'start', 0
        self._context = {}

    def log_in(self):
        result = self._post('log in', '/web/session/authenticate', {
            'db': self._settings['database'], 'login': self.login, 'password': self._settings['password']})
        self.uid = result['uid']
        self._context = {
            'lang': 'vi_VN', 'tz': 'Asia/Ho_Chi_Minh', 'uid': self.uid,
            'allowed_company_ids': [self._settings['known']['company']]}

    def call(self, kind, model, method, *arguments, context=None, **keywords):
        """Call a method as the web client does; return its result."""
        keywords['context'] = {**self._context, **(context or {})}
        return self._post(kind, f'/web/dataset/call_kw/{model}/{method}', {
            'model': model, 'method': method, 'args': list(arguments), 'kwargs': keywords})

    def button(self, kind, model, method, record, *arguments, context=None):
        """Press a button of a form."""
        return self._post(kind, f'/web/dataset/call_button/{model}/{method}', {
            'model': model, 'method': method, 'args': [[record], *arguments],
            'kwargs': {'context': {**self._context, **(context or {})}}})

    def step(self, model, method, record, *, named, by='step'):
        """Press the button of a workflow step, and keep that the server acknowledged it."""
        result = self.button(by, model, method, record)
        self.acknowledged(model, record, named)
        return result

    def acknowledged(self, model, record, step):
        self._journal.steps.append((model, record, step))

    def views(self, model, kinds):
        return self.call('views', model, 'get_views', [[False, kind] for kind in (*kinds, 'search')], options={
            'action_id': False, 'load_filters': True, 'toolbar': True})

    def chatter(self, model, record):
        """Read what stands beside a form: followers, activities, files, and the latest messages."""
        self._post('messages', '/mail/thread/messages', {
            'thread_model': model, 'thread_id': record, 'fetch_params': {'limit': MESSAGES}})
        self._post('chatter', '/mail/data', {'context': self._context, 'fetch_params': [[
            'mail.thread', {'access_params': {}, 'thread_model': model, 'thread_id': record, 'request_list': THREAD}]]})

    def say(self, model, record, words):
        """Write into the chatter."""
        return self._post('message', '/mail/message/post', {
            'context': self._context, 'thread_model': model, 'thread_id': record, 'post_data': {
                'body': words, 'email_add_signature': True, 'message_type': 'comment',
                'subtype_xmlid': 'mail.mt_note', 'partner_ids': [], 'attachment_ids': [], 'attachment_tokens': []}})

    def menus(self):
        """Read the menu of the applications."""
        self._request('menus', 'GET', '/web/webclient/load_menus')

    def _post(self, kind, path, parameters):
        answer = self._request(kind, 'POST', path, {'id': 1, 'jsonrpc': '2.0', 'method': 'call', 'params': parameters})
        return answer['result']

    def _request(self, kind, method, path, body=None):
        """Return the answer of the server. Raise Refused or Failed when it is not what was asked for."""
        with self._client.request(
                method, path, json=body, name=f'{self.side}: {kind}', catch_response=True,
                headers={'Accept-Language': 'vi-VN,vi;q=0.9'}) as response:
            answer, outcome, words = self._read(response)
            response.failure(words) if outcome == FAILED else response.success()
        self._journal.add(self.side, kind, response.request_meta['response_time'], outcome, words)
        if outcome != DONE:
            raise (Failed if outcome == FAILED else Refused)(words)
        return answer

    def _read(self, response):
        """Return ``(answer, outcome, words)``: an answer of HTTP 200 may still tell of an error."""
        try:
            answer = json.loads(response.content)
        except (TypeError, ValueError):
            answer = None
        if response.status_code != 200 or answer is None:
            return None, FAILED, f"HTTP {response.status_code} {response.error or ''} {(response.text or '')[:300]}"
        if 'error' not in answer:
            return answer, DONE, ''
        data = answer['error'].get('data') or {}
        words = str(data.get('message') or answer['error'].get('message'))
        if data.get('name') in POLITE and self._journal.is_expected(words):
            return answer, REFUSED, words
        return answer, FAILED, f"{data.get('name')}: {words}"
