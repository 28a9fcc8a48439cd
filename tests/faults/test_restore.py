# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The commands of docs/backup.md, carried out as they stand there, with programs of this machine in place of
containers: what comes back is what was there at that moment, and people go on with it."""

import base64
import contextlib
import os
import re
import shutil
import subprocess
import sys
import time

from safe_server import SafeServer, until
from work_database import ROOT, Database

from bootstrap import odoo_run, postgres

PAGE = (ROOT / 'docs/backup.md').read_text()
CONTAINER = re.compile(r'docker compose (?:-p \w+ )?(?:exec|run) .*?(?:--entrypoint (?P<entry>\w+) )?(?:db|odoo) ')
CRON = re.compile(r'^[\d*]+ [\d*]+ \* \* \* cd /srv/cchc && (.+)$', re.MULTILINE)
FILES = """SELECT id, checksum FROM ir_attachment WHERE res_model LIKE 'cchc.%%' AND store_fname IS NOT NULL"""
STEPS = "SELECT res_model, res_id, step, count(*) FROM cchc_workflow_log GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
STATES = "SELECT id, state, name FROM cchc_article ORDER BY id"


def commands(heading):
    """Return the shell commands and crontab lines of a section of the page, with ``docker compose …`` taken away."""
    [section] = re.findall(rf'^## {heading}\n(.+?)(?=^## |\Z)', PAGE, re.MULTILINE | re.DOTALL)
    found = [line.replace('\\%', '%') for line in CRON.findall(section)]
    for block in re.findall(r'^ *```sh\n(.+?)^ *```', section, re.MULTILINE | re.DOTALL):
        found += [line.strip() for line in block.splitlines()]
    return [CONTAINER.sub(lambda match: f'{match["entry"] or ""} '.lstrip(), line) for line in found]


def command(heading, words):
    [line] = [line for line in commands(heading) if words in line]
    return line


class Machine:
    """Carries the commands out in a folder that stands for /srv/cchc."""

    def __init__(self, odoo, folder, places):
        self._folder, self._places = folder, places
        programs = folder / 'programs'
        programs.mkdir()
        (programs / 'odoo').write_text(f'#!/bin/sh\nexec {sys.executable} {odoo_run.SCRIPT} "$@"\n')
        (programs / 'odoo').chmod(0o755)
        self._environment = odoo.environment()
        self._environment['PATH'] = f'{programs}{os.pathsep}{self._environment["PATH"]}'
        (folder / 'backup').mkdir()

    def run(self, line, **places):
        for place, here in {**self._places, **places}.items():
            line = line.replace(place, str(here))
        done = subprocess.run(['bash', '-c', line], cwd=self._folder, env=self._environment, check=False,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True)
        assert not done.returncode, f'{line}\n{done.stderr}'

    def made(self, pattern):
        [path] = (self._folder / 'backup').glob(pattern)
        return path


def as_owner(server):
    """Return how to start a program as the account of a PostgreSQL server, if we are root."""
    options = {'cwd': '/', 'stdin': subprocess.DEVNULL, 'start_new_session': True}
    if server.owner:
        options |= {'user': server.owner.pw_uid, 'group': server.owner.pw_gid, 'extra_groups': []}
    return options


def environment(server, **more):
    return {**os.environ, 'PATH': f'{server.programs}{os.pathsep}{os.environ["PATH"]}', 'PGHOST': str(server.sockets),
            'PGUSER': 'odoo', **more}


def as_superuser(server, query, *parameters):
    """Return the rows of a query."""
    with contextlib.closing(postgres.connect(server.server, 'postgres')) as opened, opened.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchall()


@contextlib.contextmanager
def archive(server, scale, folder):
    """What the service `archive` runs."""
    server._give(folder)
    as_superuser(server, "ALTER ROLE odoo REPLICATION; SELECT 1")     # in the container it is the superuser
    running = subprocess.Popen(['bash', str(scale / 'archive.sh'), str(folder)], env=environment(server),
                               stderr=subprocess.DEVNULL, **as_owner(server))
    try:
        yield
    finally:
        running.terminate()
        running.wait(20)


def test_restore_to_the_minute_before_a_mistake(work, safe, safe_odoo, tmp_path):
    tmp_path.chmod(0o755)
    own, store = safe.home, odoo_run.DATA / 'filestore'
    scale, kept = own / 'scale', own / 'archive'
    shutil.copytree(ROOT / 'docker/scale', scale)
    kept.mkdir()
    machine = Machine(safe_odoo, tmp_path, {'/var/lib/odoo': tmp_path, ' /backup/': ' backup/'})
    (tmp_path / 'filestore').mkdir()
    (tmp_path / 'filestore' / work.name).symlink_to(store / work.name)
    save_files = command('The archive', 'cp --archive').replace('--archive', '--archive --dereference')
    drafts, waiting = work.ids.drafts, work.ids.submitted
    with archive(safe, scale, kept):
        until(lambda: list(kept.iterdir()), "nothing is archived")
        machine.run(command('The archive', 'pg_basebackup'))
        with work.server() as server:
            author, editor = server.client('test.author'), server.client('test.editor')
            for article in drafts[:10]:
                author.call('cchc.article', 'action_submit', [article])
            for article in waiting[:10]:
                editor.call('cchc.article', 'action_approve', [article])
            photo = author.call('ir.attachment', 'create', [{
                'name': 'Photo.txt', 'res_model': 'cchc.article', 'res_id': drafts[20],
                'datas': base64.b64encode(b'What was there').decode()}])[0]
            machine.run(save_files)
            before = {query: work.rows(query) for query in (FILES, STEPS, STATES)}
            moment = str(work.number("SELECT clock_timestamp()"))
            time.sleep(1.1)
            # The mistake: drafts are deleted, with their files; the rest of the day goes on.
            author.call('cchc.article', 'unlink', drafts[20:40])
            for article in waiting[10:20]:
                editor.call('cchc.article', 'action_approve', [article])
            late = author.call('ir.attachment', 'create', [{
                'name': 'Late.txt', 'res_model': 'cchc.article', 'res_id': drafts[45],
                'datas': base64.b64encode(b'Uploaded afterwards').decode()}])[0]
        work.shell("env['ir.attachment']._gc_file_store()")
        name = dict(before[FILES])[photo]
        assert not (store / work.name / name[:2] / name).exists(), "the file of a deleted draft is still there"
        machine.run(save_files)
        end = work.number("SELECT pg_current_wal_lsn()")
        until(lambda: as_superuser(safe, "SELECT 1 FROM pg_stat_replication WHERE flush_lsn >= %s", end),
              "the archive does not come up to the end")
    restored = SafeServer(own.with_name(f'{own.name}-restored'))
    try:
        _restore(restored, machine, scale, kept, moment, tmp_path)
        shutil.rmtree(store / work.name)
        shutil.copytree(machine.made('filestore') / work.name, store / work.name)
        again = Database(odoo_run.Odoo(safe_odoo.source, restored.for_odoo()), work.name)
        assert again.number("SELECT pg_is_in_recovery()") is False
        for query, rows in before.items():
            assert again.rows(query) == rows
        again.holds()
        assert not again.number("SELECT count(*) FROM ir_attachment WHERE id = %s", late)
        with type(work)(again.odoo, work.name, work.ids, tmp_path).server('restored.log') as server:
            author = server.client('test.author')
            assert base64.b64decode(author.call('ir.attachment', 'read', [photo], ['datas'])[0]['datas']
                                    ) == b'What was there'
            author.call('cchc.article', 'action_submit', [drafts[20]])
            assert server.faults() == []
        again.holds()
    finally:
        restored.stop()
        shutil.rmtree(restored.home, ignore_errors=True)


def _restore(server, machine, scale, kept, moment, folder):
    """Run what the page says for the database, on a server of its own beside the other one."""
    server.home.mkdir(mode=0o755)
    server._give(server.home)
    line = command('Restore to a moment', 'restore.sh')
    base = shutil.copy(machine.made('base-*.tar.gz'), server.home)
    shutil.chown(base, *([server.owner.pw_uid] if server.owner else [os.getuid()]))
    for place, here in {'/scale/': f'{scale}/', '/backup/base-2026-01-31.tar.gz': base, ' /archive ': f' {kept} ',
                        '2026-01-31 09:30:00+07': moment}.items():
        assert place in line
        line = line.replace(place, str(here))
    done = subprocess.run(['bash', '-c', line], env=environment(server, PGDATA=str(server.data)), check=False,
                          capture_output=True, text=True, **as_owner(server))
    assert (done.returncode, done.stdout) == (0, f'Restored to {moment}\n'), done.stderr
    done = subprocess.run(['bash', '-c', line], env=environment(server, PGDATA=str(server.data)), check=False,
                          capture_output=True, text=True, **as_owner(server))
    assert done.returncode and 'is not empty' in done.stderr, "a server is never restored over another one"
    server.sockets.mkdir(mode=0o700)
    server._give(server.sockets)
    server._start()


def test_dump_of_each_night(work, safe_odoo, tmp_path):
    """The line of the crontab. Its file, restored, undoes what happened since, and people go on."""
    machine = Machine(safe_odoo, tmp_path, {
        ' cchc ': f' {work.name} ', '/backup/cchc-2026-01-31.zip': 'backup/cchc-*.zip'})
    before = {query: work.rows(query) for query in (FILES, STEPS, STATES)}
    machine.run(command('A dump each night', 'unzip -tqq'))
    assert [path.name for path in (tmp_path / 'backup').iterdir()] == [machine.made('cchc-*.zip').name]
    work.rows("DELETE FROM cchc_workflow_log")
    machine.run(command('A dump each night', 'db load'))
    for query, rows in before.items():
        assert work.rows(query) == rows
    work.holds()
    with work.server() as server:
        author = server.client('test.author')
        author.call('cchc.article', 'action_submit', [work.ids.drafts[0]])
        assert server.faults() == []
    work.holds()
