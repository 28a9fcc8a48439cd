# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
class WebCallsMixin:
    """Calls over HTTP, as the web client sends them, for an ``HttpCase`` with the users of ``CchcMixin``."""

    def call(self, login, model, method, /, *args, context=None, **kwargs):
        """Return the result of the call over HTTP, None when it is refused."""
        return self.answer(login, model, method, *args, context=context, **kwargs).get('result')

    def answer(self, login, model, method, /, *args, context=None, **kwargs):
        """Return what the server answers to the call, its result or its error."""
        self.env.flush_all()
        self.authenticate(f'test.{login}', f'test.{login}')
        answer = self.opener.post(f'{self.base_url()}/web/dataset/call_kw/{model}/{method}', json={
            'jsonrpc': '2.0', 'method': 'call', 'params': {
                'model': model, 'method': method, 'args': args, 'kwargs': {'context': context or {}, **kwargs}}}).json()
        self.env.invalidate_all()
        return answer
