# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Servers of the cluster end while people work: the others go on, nobody is logged out, what was acknowledged stays."""

import base64
import contextlib
import hashlib
import json
import threading
import time

import psutil
import pytest
import websocket
from crowd import AWAY, Load, is_sentence, state_of
from safe_server import Client, NoAnswer, Refused, assets, until

INBOX = """SELECT count(*), count(DISTINCT (message.subject, message.body, notification.res_partner_id))
    FROM mail_message message JOIN mail_notification notification ON notification.mail_message_id = message.id
    WHERE message.body LIKE '%%/mail/view?model=cchc.%%'"""
PICTURE = (b'\x89PNG\r\n\x1a\n' + base64.b64decode(
    'AAAADUlIRFIAAAABAAAAAQgGAAAAHxXEiQAAAA1JREFUeNpk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='))


class Reader:
    """Somebody who opens a page again and again."""

    def __init__(self, client):
        self.told, self._client, self._stop = [], client, threading.Event()
        self._thread = threading.Thread(target=self._read, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *error):
        self._stop.set()
        self._thread.join()

    def _read(self):
        while not self._stop.wait(0.05):
            self.told.append(self._client.page()[0])


def test_one_odoo_is_killed(cluster):
    """Who opens a page notices nothing: nginx asks the other Odoo. A step that the killed one was taking gets no
    answer, and nginx does not send it again, for it may have been taken: the person looks, and repeats it if not."""
    drafts, waiting = cluster.ids.drafts[1:21], cluster.ids.submitted[:12]
    watcher = cluster.client('test.office')
    with Reader(watcher) as reader, Load(cluster, cluster, drafts, waiting) as load:
        until(lambda: load.submitted and load.approved, "nobody gets anything done")
        cluster.kill(0)
        time.sleep(2)
    assert len(reader.told) > 5 and set(reader.told) == {200}
    assert len(load.unclear) <= 4, "only what each of the four people was doing"
    assert load.words == [] or all(is_sentence(*words) for words in load.words)
    assert watcher.call('cchc.article', 'search_count', []) >= 100, "logged out"
    cluster.start(0)
    assert state_of(cluster, drafts) == {'submitted'} and state_of(cluster, waiting) == {'approved'}
    until(lambda: watcher.page()[0] == 200 and '/odoo ' in cluster.servers[0].log.read_text().rpartition('starting')[2],
          "nginx does not come back to it")


def test_primary_breaks_down(cluster):
    """What was acknowledged is stored, people read a sentence and stay logged in, the replica follows again."""
    drafts, waiting = cluster.ids.drafts[21:41], cluster.ids.submitted[12:24]
    watcher = cluster.client('test.office')
    with Load(cluster, cluster, drafts, waiting) as load:
        until(lambda: load.submitted and load.approved, "nobody gets anything done")
        cluster.primary.crash()
        for __ in range(8):     # each process of the two Odoo
            status, page = watcher.page()
            assert (status, AWAY in page) == (503, True), page
            with pytest.raises(Refused, match=AWAY):
                watcher.call('cchc.article', 'search_count', [])
        time.sleep(2)
        cluster.primary.start()
    assert watcher.page()[0] == 200
    assert watcher.call('cchc.article', 'search_count', []) >= 100, "logged out"
    assert state_of(cluster, drafts) == {'submitted'} and state_of(cluster, waiting) == {'approved'}
    assert [words for words in load.words if not is_sentence(*words)] == []
    assert all(server.runs() for server in cluster.servers)
    until(lambda: cluster.replica.has_all_of(cluster.primary), "the replica does not follow again")


def test_replica_goes_away(cluster):
    """Nobody reads of an error. Odoo reads from the primary then, and asks for the replica again after 20 minutes."""
    office = cluster.client('test.office')
    read = threading.Event()
    errors = []

    def go_on():
        while not read.is_set():
            try:
                office.call('cchc.my.work', 'get_data')
                office.call('cchc.article', 'web_search_read', [], {'id': {}, 'name': {}}, limit=80)
            except (Refused, NoAnswer) as error:
                errors.append(error)
    readers = [threading.Thread(target=go_on, daemon=True) for __ in range(3)]
    for reader in readers:
        reader.start()
    try:
        time.sleep(1)
        cluster.replica.stop()
        time.sleep(2)
        with cluster.watch() as watch:
            assert cluster.client('test.author').call('cchc.article', 'search_count', [])
        assert watch.modes('#cchc.article.search_count ') == ['rw']
    finally:
        read.set()
        for reader in readers:
            reader.join()
        for number in (0, 1):       # they would leave it alone for twenty minutes
            cluster.kill(number)
    assert [str(error) for error in errors] == []


def test_notice_reaches_whoever_is_connected_to_the_other_odoo(cluster):
    office = cluster.client('test.office')
    gevents = {server.gevent_port for server in cluster.servers}
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(contextlib.closing(_websocket(cluster, office))) for __ in range(4)]
        connected = {found.raddr.port for found in psutil.net_connections('tcp') if found.raddr and found.raddr.port in
                     gevents and found.status == psutil.CONN_ESTABLISHED}
        assert connected == gevents, "nginx has shared them out"
        time.sleep(1)
        [user] = office.call('res.users', 'read', [office.uid], ['res_users_settings_id'])
        settings = (user['res_users_settings_id'] or office.call('res.users.settings', 'create', {
            'user_id': office.uid}))
        settings = settings[0] if isinstance(settings, list) else settings
        direct = Client(cluster.servers[0].address, cluster.name, 'test.office', 'right-password').log_in()
        direct.call('res.users.settings', 'set_res_users_settings', [settings], {'push_to_talk_key': 'x'})
        for opened in sockets:
            until(lambda: 'push_to_talk_key' in opened.recv(), "the notice does not come")   # noqa: B023


def _websocket(cluster, client):
    opened = websocket.create_connection(
        cluster.address.replace('http', 'ws') + '/websocket?version=19.0-2', timeout=20, origin=cluster.address,
        cookie='; '.join(f'{name}={value}' for name, value in client.cookies.items()))
    opened.send(json.dumps({'event_name': 'subscribe', 'data': {'channels': [], 'last': 0}}))
    return opened


def test_file_is_stored_for_both(cluster):
    """What is uploaded by one Odoo is in the storage, and the other opens it: a photo of an article, and evidence."""
    one, two = (Client(server.address, cluster.name, 'test.author', 'right-password').log_in()
                for server in cluster.servers)
    article = cluster.ids.drafts[41]
    form = cluster.number("SELECT res_id FROM ir_model_data WHERE name = 'outreach_form_integrated'")
    conference = one.call('cchc.outreach', 'create', {'name': "Conference", 'form_id': form})
    for model, record in (('cchc.article', article), ('cchc.outreach', conference)):
        content = PICTURE + model.encode() + b' ' * 60_000      # large enough not to stay in the database
        file = one.call('ir.attachment', 'create', {
            'name': "photo.png", 'res_model': model, 'res_id': record, 'datas': base64.b64encode(content).decode()})
        if model == 'cchc.outreach':
            one.call(model, 'write', [record], {'evidence_ids': [[4, file]]})
        until(lambda: cluster.replica.has_all_of(cluster.primary), "the replica does not follow")
        assert two.content(f'/web/content/{file}') == (200, content)
        assert cluster.storage.content(hashlib.sha1(content, usedforsecurity=False).hexdigest()) == content
    assert [path for number in (1, 2) for path in (cluster.home / f'odoo-{number}').rglob('*') if path.is_file()] == []
    for path in assets(one):
        assert two.content(path)[0] == 200
    kept = dict(cluster.rows("SELECT mimetype, bool_and(store_fname IS NULL) FROM ir_attachment WHERE url LIKE"
                             " '/web/assets/%' GROUP BY 1"))
    assert kept and all(kept.values()), f"what each page needs comes from the database: {kept}"


def test_jobs_of_two_servers_are_done_once(cluster):
    for __ in range(3):
        cluster.start_crons('ir_cron_reminder_run', 'ir_cron_notice', 'ir_cron_assignment_refresh')
        time.sleep(2)
    until(lambda: not cluster.number("SELECT count(*) FROM cchc_notice"), "notices are left")
    assert cluster.number("SELECT count(*) FROM cchc_reminder_log") > 20
    [(told, different)] = cluster.rows(INBOX)
    assert told == different > 0
