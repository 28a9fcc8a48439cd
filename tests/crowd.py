# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""People who work at the same time, while a test breaks something."""

import contextlib
import threading
import time

from safe_server import WAIT, NoAnswer, Refused

AFTER = {'action_submit': 'submitted', 'action_approve': 'approved'}
AWAY = "không kết nối được với cơ sở dữ liệu"


class Load:
    """People who submit and approve articles until all are. Keeps what the server acknowledged."""

    def __init__(self, work, server, drafts=None, waiting=None):
        self.submitted, self.approved, self.words, self.unclear = set(), set(), [], set()
        drafts, waiting = list(drafts or work.ids.drafts), list(waiting or work.ids.submitted)
        self._stop, self._moved = threading.Event(), time.monotonic()
        self._threads = [
            threading.Thread(target=self._act, args=(server.client(login), method, share, done), daemon=True)
            for login, method, share, done in (
                ('test.author', 'action_submit', drafts[::2], self.submitted),
                ('test.author', 'action_submit', drafts[1::2], self.submitted),
                ('test.editor', 'action_approve', waiting[::2], self.approved),
                ('test.editor', 'action_approve', waiting[1::2], self.approved))]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, kind, *error):
        """Wait until all is done, however long that takes, as long as somebody gets on."""
        if kind:
            self._stop.set()
        while alive := [thread for thread in self._threads if thread.is_alive()]:
            stuck = time.monotonic() - self._moved > WAIT * 2
            self._stop.set() if stuck else alive[0].join(1)
            assert not stuck, f"nobody gets on any more; told last: {self.words[-5:]}"

    def _act(self, client, method, articles, done):
        for article in articles:
            while not self._stop.is_set() and not self._is_taken(client, method, article, done):
                self._stop.wait(0.3)
            self._moved = time.monotonic()

    def _is_taken(self, client, method, article, done):
        """Take the step; return whether it is taken, maybe by an earlier call whose answer was lost."""
        try:
            client.call('cchc.article', method, [article])
            done.add(article)
            return True
        except Refused as error:
            self.words.append((error.name, error.words))
            if AWAY in error.words:
                self.unclear.add(article)
        except NoAnswer:
            self.unclear.add(article)
        with contextlib.suppress(Refused, NoAnswer):
            return article in self.unclear and client.call('cchc.article', 'read', [article], ['state'])[0][
                'state'] == AFTER[method]
        return False


def state_of(work, articles):
    return {state for (state,) in work.rows("SELECT state FROM cchc_article WHERE id IN %s", tuple(articles))}


def is_sentence(name, words):
    return name in ('odoo.exceptions.UserError', 'odoo.exceptions.AccessError') and 'psycopg2' not in words and (
        'No database' not in words)
