# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""docker-compose.yml as compose reads it, and its install service run on this machine."""

import contextlib
import http.client
import http.server
import os
import re
import socket
import subprocess
import threading
import time
from pathlib import Path

import psycopg2
import pytest
import yaml
from passlib.context import CryptContext

from bootstrap import strict_skips

ROOT = Path(__file__).resolve().parents[1]
SECRETS = {
    'CCHC_DB_PASSWORD': 'of-the-database',
    'CCHC_MASTER_PASSWORD': 'of-the-master',
    'CCHC_ADMIN_PASSWORD': 'of-admin',
}


def compose_config(**secrets):
    strict_skips.need('docker-compose')
    bare = {key: value for key, value in os.environ.items() if not key.startswith('CCHC_')}
    return subprocess.run(
        ['docker-compose', '--file', 'docker-compose.yml', 'config'], cwd=ROOT, env={**bare, **secrets},
        capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )


@pytest.fixture(scope='module')
def services():
    done = compose_config(**SECRETS)
    assert not done.returncode, done.stderr
    return yaml.safe_load(done.stdout)['services']


def test_images_of_others_are_named_with_their_digest(services):
    """A tag may name another image tomorrow; a digest never does. Our own image is built here."""
    named = [service['image'] for service in services.values() if not service['image'].startswith('cchc-')]
    named += re.findall(r'^FROM (\S+)', (ROOT / 'Dockerfile').read_text(), re.MULTILINE)
    assert len(named) >= 3
    for image in named:
        assert re.fullmatch(r'[a-z]+:[\w.-]+@sha256:[0-9a-f]{64}', image), image


@pytest.mark.parametrize('name', SECRETS)
def test_every_password_must_be_given(name):
    done = compose_config(**{key: value for key, value in SECRETS.items() if key != name})
    assert done.returncode
    assert f'set {name} in .env' in done.stderr


def test_passwords_go_where_they_belong(services):
    assert services['db']['environment']['POSTGRES_PASSWORD'] == SECRETS['CCHC_DB_PASSWORD']
    assert services['odoo']['environment']['PGPASSWORD'] == SECRETS['CCHC_DB_PASSWORD']
    assert services['odoo']['environment']['ODOO_ADMIN_PASSWD'] == SECRETS['CCHC_MASTER_PASSWORD']
    assert 'CCHC_ADMIN_PASSWORD' not in services['odoo']['environment']


def test_server_is_safe_by_default(services):
    settings = services['odoo']['environment']
    assert settings['ODOO_LIST_DB'] == 'False'
    assert settings['ODOO_PROXY_MODE'] == 'True'
    assert settings['ODOO_DBFILTER'].replace('$$', '$') == f'^{settings["PGDATABASE"]}$'
    assert services['proxy']['ports'] == ['127.0.0.1:8069:8080/tcp']
    assert all('ports' not in services[name] for name in ('db', 'install', 'odoo'))
    assert int(settings['ODOO_WORKERS']) >= 2


def test_memory_and_processors_are_limited(services):
    """By Odoo for a process, and by the engine for all of them."""
    settings = services['odoo']['environment']
    assert 0 < int(settings['ODOO_LIMIT_MEMORY_SOFT']) < int(settings['ODOO_LIMIT_MEMORY_HARD'])
    assert 0 < int(settings['ODOO_LIMIT_TIME_CPU']) < int(settings['ODOO_LIMIT_TIME_REAL'])
    for name in ('odoo', 'proxy'):
        assert services[name]['mem_limit'] and services[name]['cpus']


def test_proxy_is_configured_for_pages_and_websocket(services, tmp_path):
    """What nginx itself makes of the file that the service mounts, the names of the other service put into figures."""
    [mounted] = services['proxy']['volumes']
    assert mounted.partition(':')[0] == str(ROOT / 'docker/nginx.conf')
    strict_skips.need('nginx')
    configuration = (ROOT / 'docker/nginx.conf').read_text()
    assert 'server odoo:8069;' in configuration and 'server odoo:8072;' in configuration
    local = tmp_path / 'nginx.conf'
    local.write_text(configuration.replace('server odoo:', 'server 127.0.0.1:')
                     .replace('/tmp/nginx.pid', str(tmp_path / 'nginx.pid')))
    done = subprocess.run(['nginx', '-t', '-q', '-p', str(tmp_path), '-c', str(local)], capture_output=True, text=True,
                          check=False, env={**os.environ, 'PATH': os.environ['PATH'] + ':/usr/sbin'})
    assert not done.returncode and not done.stderr.strip(), done.stderr


class Asked(http.server.BaseHTTPRequestHandler):
    """Stands for Odoo: answers with the addresses that the proxy told it."""

    def do_GET(self):
        self.rfile.read(int(self.headers.get('Content-Length') or 0))
        told = self.headers['X-Forwarded-For'].encode()
        self.send_response(200)
        self.send_header('Content-Length', str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    do_POST = do_GET

    def log_message(self, *arguments):
        """Keep quiet."""


@pytest.fixture(scope='module')
def ask(tmp_path_factory):
    """Return ``ask(method, path, addresses before the proxy) -> (status, words)``, through nginx as it is shipped."""
    strict_skips.need('nginx')
    folder = tmp_path_factory.mktemp('nginx')
    folder.chmod(0o755)
    with socket.create_server(('127.0.0.1', 0)) as free:
        port = free.getsockname()[1]
    with http.server.ThreadingHTTPServer(('127.0.0.1', 0), Asked) as odoo:
        threading.Thread(target=odoo.serve_forever, daemon=True).start()
        shipped = (ROOT / 'docker/nginx.conf').read_text()
        (folder / 'nginx.conf').write_text(
            re.sub(r'server odoo:\d+;', f'server 127.0.0.1:{odoo.server_address[1]};', shipped)
            .replace('listen 8080;', f'listen 127.0.0.1:{port};').replace('worker_processes auto;', 'daemon off;')
            .replace('/tmp/nginx.pid', str(folder / 'nginx.pid')))
        nginx = subprocess.Popen(
            ['nginx', '-p', str(folder), '-c', str(folder / 'nginx.conf')], stderr=subprocess.DEVNULL,
            env={**os.environ, 'PATH': os.environ['PATH'] + ':/usr/sbin'})

        def answer(method, path, addresses):
            connection = http.client.HTTPConnection('127.0.0.1', port, timeout=10)
            with contextlib.closing(connection):
                connection.request(method, path, b'x' if method == 'POST' else None, {'X-Forwarded-For': addresses})
                got = connection.getresponse()
                return got.status, got.read().decode()
        try:
            for __ in range(100):
                with contextlib.suppress(OSError):
                    answer('GET', '/', '203.0.113.1')
                    break
                time.sleep(0.05)
            yield answer
        finally:
            nginx.terminate()
            nginx.wait(10)
            odoo.shutdown()


def test_odoo_learns_the_address_that_the_tls_proxy_saw(ask):
    """Odoo takes the last one; it counts failed logins by it. What a client wrote into the header stands before it."""
    status, told = ask('GET', '/web/login', '198.51.100.66, 203.0.113.7')
    assert (status, told.split(', ')[-1]) == (200, '203.0.113.7')


@pytest.mark.parametrize(('path', 'others'), [
    ('/web/login', '/web/session/authenticate'), ('/web/session/authenticate', '/web/login'),
    ('/mail/attachment/upload', '/web/binary/upload_attachment')])
def test_logins_and_uploads_are_limited_by_address(ask, path, others):
    """Sixty at once, for an agency that has one address; further ones are told to wait, in words. Whoever has another
    address, only reads, or does something else is not held up."""
    one, other = f'203.0.113.{10 + len(path)}', f'203.0.113.{100 + len(path)}'
    answers = [ask('POST', path, f'{number}.1.1.1, {one}') for number in range(1, 91)]
    assert [status for status, __ in answers[:60]] == [200] * 60
    late = [words for status, words in answers if status == 429]
    assert len(late) >= 10
    assert all("Chờ một phút rồi thử lại" in words for words in late)
    assert ask('POST', others, one)[0] == 429, "both count together"
    assert ask('POST', path, other)[0] == 200
    assert ask('GET', path, one)[0] == 200
    assert ask('POST', '/web/dataset/call_kw/cchc.article/web_save', one)[0] == 200


def test_data_outlives_the_containers(services):
    kept = {volume.split(':')[0] for service in services.values() for volume in service['volumes']}
    assert kept == {'db-data', 'odoo-data', str(ROOT / 'docker/nginx.conf')}


def test_server_starts_on_a_healthy_database_with_installed_addons(services):
    assert services['db']['healthcheck']['test']
    assert services['odoo']['healthcheck']['test']
    assert services['install']['depends_on']['db']['condition'] == 'service_healthy'
    assert services['odoo']['depends_on']['install']['condition'] == 'service_completed_successfully'


def test_odoo_reads_the_settings_from_the_environment(services):
    """The variables are Odoo's own; a misspelt one would be ignored without a word."""
    code = ('from odoo.tools import config; config.parse_config([]); '
            'print(*(config[name] for name in ("admin_passwd", "dbfilter", "list_db", "proxy_mode", "unaccent",'
            ' "workers", "limit_memory_soft", "limit_memory_hard", "limit_time_cpu",'
            ' "limit_time_real", "db_name", "db_host", "db_port", "db_user", "db_password", "db_maxconn")))')
    settings = {key: value.replace('$$', '$') for key, value in services['odoo']['environment'].items()}
    done = subprocess.run(['python', '-c', f'import odoo.init; {code}'], capture_output=True, text=True, check=False,
                          env={**os.environ, **settings, 'ODOO_ADDONS_PATH': str(ROOT)})
    assert done.stdout.split() == [
        'of-the-master', '^cchc$', 'False', 'True', 'True', '2', '1073741824', '2147483648', '60', '120',
        "['cchc']", 'db', '5432', 'odoo', 'of-the-database',
        '128',
    ], done.stderr


def test_install_service_takes_the_known_password_away_once(services, tmp_path, new_database):
    """Run the script of the service with this machine's Odoo: a second start keeps the agency's password.
    Odoo starts four times, and loads a language: a quarter of a minute."""
    odoo = tmp_path / 'odoo'
    odoo.write_text('#!/bin/sh\nexec python -m odoo "$@"\n')
    odoo.chmod(0o755)
    service = services['install']
    settings = {key: value for key, value in service['environment'].items() if not key.startswith('PG')}
    settings |= {'ODOO_ADDONS_PATH': str(ROOT), 'PGDATABASE': new_database,
                 'PATH': os.pathsep.join([str(tmp_path), os.environ['PATH']])}

    def start(password):
        """Run the service. Return the hash of the password."""
        subprocess.run([part.replace('$$', '$') for part in service['command']], check=True, cwd=tmp_path,
                       env={**os.environ, **settings, 'CCHC_ADMIN_PASSWORD': password}, stdin=subprocess.DEVNULL)
        with contextlib.closing(psycopg2.connect(dbname=new_database)) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT password FROM res_users WHERE login = 'admin'")
            return cursor.fetchone()[0]

    first = start('first-password')
    assert start('second-password') == first
    assert CryptContext(['pbkdf2_sha512']).verify('first-password', first)
