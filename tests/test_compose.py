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


SCALE = {'COMPOSE_PROFILES': 'scale', 'CCHC_S3_KEY': 'key', 'CCHC_S3_SECRET': 'of-the-storage'}
UPSTREAMS = {name: ROOT / f'docker/{name}/upstreams.conf' for name in ('agency', 'scale')}


@pytest.fixture(scope='module')
def read():
    """What compose makes of the file for one Odoo (`agency`) and for two (`scale`), and without passwords (`bare`):
    ``{name: (exit code, output, errors)}``. Each takes seconds, so they run at the same time."""
    strict_skips.need('docker-compose')
    bare = {key: value for key, value in os.environ.items() if not key.startswith(('CCHC_', 'COMPOSE_'))}
    running = {
        name: subprocess.Popen(
            ['docker-compose', '--file', 'docker-compose.yml', 'config'], cwd=ROOT, env={**bare, **given},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for name, given in (('agency', SECRETS), ('scale', SECRETS | SCALE), ('bare', {}))}
    told = {name: process.communicate() for name, process in running.items()}
    return {name: (running[name].returncode, *told[name]) for name in running}


def parsed(code, output, errors):
    assert not code, errors
    return yaml.safe_load(output)['services']


@pytest.fixture(scope='module')
def services(read):
    """The services of the ordinary start: those without a profile."""
    return {name: service for name, service in parsed(*read['agency']).items() if not service.get('profiles')}


@pytest.fixture(scope='module')
def scale(read):
    """The services with `COMPOSE_PROFILES=scale`."""
    return parsed(*read['scale'])


def test_images_of_others_are_named_with_their_digest(scale):
    """A tag may name another image tomorrow; a digest never does. Our own image is built here."""
    named = [service['image'] for service in scale.values() if not service['image'].startswith('cchc-')]
    named += re.findall(r'^FROM (\S+:\S+)', (ROOT / 'Dockerfile').read_text(), re.MULTILINE)
    assert len(set(named)) >= 4
    for image in named:
        assert re.fullmatch(r'[a-z/]+:[\w.-]+@sha256:[0-9a-f]{64}', image), image


def test_every_password_must_be_given(read):
    code, __, errors = read['bare']
    assert code and re.search(r'set CCHC_\w+_PASSWORD in \.env', errors)
    asked = re.findall(r'\$\{(CCHC_\w+_PASSWORD)(.*?)\}', (ROOT / 'docker-compose.yml').read_text())
    assert set(asked) == {(name, f':?set {name} in .env') for name in SECRETS}


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


@pytest.mark.parametrize(('name', 'servers'), [('agency', ['odoo']), ('scale', ['odoo', 'odoo-2'])])
def test_proxy_is_configured_for_pages_and_websocket(read, name, servers, tmp_path):
    """What nginx itself makes of the files that the service mounts, the names of the other services put into
    figures: pages go to each Odoo that runs, websockets to the process that each has for them."""
    mounted = dict(volume.split(':')[1::-1] for volume in parsed(*read[name])['proxy']['volumes'])
    assert mounted == {'/etc/nginx/nginx.conf': str(ROOT / 'docker/nginx.conf'),
                       '/etc/nginx/upstreams.conf': str(UPSTREAMS[name])}
    strict_skips.need('nginx')
    upstreams = UPSTREAMS[name].read_text()
    assert re.findall(r'server ([\w-]+:\d+)', upstreams) == [
        f'{server}:{port}' for port in (8069, 8072) for server in servers]
    local = nginx_files(tmp_path, re.sub(r'server [\w-]+:', 'server 127.0.0.1:', upstreams))
    done = subprocess.run(['nginx', '-t', '-q', '-p', str(tmp_path), '-c', str(local)], capture_output=True, text=True,
                          check=False, env={**os.environ, 'PATH': os.environ['PATH'] + ':/usr/sbin'})
    assert not done.returncode and not done.stderr.strip(), done.stderr


def nginx_files(folder, upstreams):
    """Write what the proxy mounts into a folder of this machine, with these upstreams. Return nginx.conf."""
    (folder / 'upstreams.conf').write_text(upstreams)
    (folder / 'nginx.conf').write_text(
        (ROOT / 'docker/nginx.conf').read_text().replace('/etc/nginx/upstreams.conf', str(folder / 'upstreams.conf'))
        .replace('/tmp/nginx.pid', str(folder / 'nginx.pid')))
    return folder / 'nginx.conf'


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
        file = nginx_files(folder, re.sub(r'server odoo:\d+;', f'server 127.0.0.1:{odoo.server_address[1]};',
                                          UPSTREAMS['agency'].read_text()))
        file.write_text(file.read_text().replace('listen 8080;', f'listen 127.0.0.1:{port};')
                        .replace('worker_processes auto;', 'daemon off;'))
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


def test_data_outlives_the_containers(services, scale):
    kept = {volume.split(':')[0] for service in services.values() for volume in service['volumes']}
    assert kept == {'db-data', 'odoo-data', str(ROOT / 'docker/nginx.conf'), str(UPSTREAMS['agency'])}
    kept = {volume.split(':')[0] for service in scale.values() for volume in service['volumes']}
    assert kept == {'db-data', 'odoo-data', 'replica-data', 'archive', 'files-data',
                    *(str(ROOT / 'docker' / name) for name in ('nginx.conf', 'scale', 'scale/upstreams.conf'))}


def test_several_odoo_share_sessions_files_and_the_replica(services, scale):
    """The profile adds services and settings, and leaves the ordinary start as it is."""
    assert services.keys() == {'db', 'install', 'odoo', 'proxy'}
    assert scale.keys() - services.keys() == {'odoo-2', 'primary', 'replica', 'archive', 'files'}
    added = dict(line.split('=') for line in (ROOT / 'docker/scale/odoo.env').read_text().splitlines()
                 if not line.startswith('#'))
    for name in ('install', 'odoo'):
        assert scale[name]['environment'] == services[name]['environment'] | added | {
            'AWS_ACCESS_KEY_ID': SCALE['CCHC_S3_KEY'], 'AWS_SECRET_ACCESS_KEY': SCALE['CCHC_S3_SECRET']}
        assert (services[name]['build']['target'], scale[name]['build']['target']) == ('agency', 'scale')
    assert {key: value for key, value in scale['odoo-2'].items() if key != 'profiles'} == scale['odoo']
    assert added['PGHOST_REPLICA'] == 'replica'
    assert added['AWS_ENDPOINT_URL_S3'] == 'http://files:7070'
    assert scale['files']['environment']['ROOT_SECRET_KEY'] == SCALE['CCHC_S3_SECRET']
    assert all('ports' not in service for name, service in scale.items() if name != 'proxy')


def test_server_starts_on_a_healthy_database_with_installed_addons(services):
    assert services['db']['healthcheck']['test']
    assert services['odoo']['healthcheck']['test']
    assert services['install']['depends_on']['db']['condition'] == 'service_healthy'
    assert services['odoo']['depends_on']['install']['condition'] == 'service_completed_successfully'


def test_odoo_reads_the_settings_from_the_environment(scale):
    """The variables are Odoo's own; a misspelt one would be ignored without a word."""
    code = ('from odoo.tools import config; config.parse_config([]); '
            'print(*(config[name] for name in ("admin_passwd", "dbfilter", "list_db", "proxy_mode", "unaccent",'
            ' "workers", "limit_memory_soft", "limit_memory_hard", "limit_time_cpu",'
            ' "limit_time_real", "db_name", "db_host", "db_port", "db_user", "db_password", "db_maxconn",'
            ' "db_replica_host", "server_wide_modules")))')
    settings = {key: value.replace('$$', '$') for key, value in scale['odoo']['environment'].items()}
    done = subprocess.run(['python', '-c', f'import odoo.init; {code}'], capture_output=True, text=True, check=False,
                          env={**os.environ, **settings, 'ODOO_ADDONS_PATH': str(ROOT)})
    assert done.stdout.split() == [
        'of-the-master', '^cchc$', 'False', 'True', 'True', '2', '1073741824', '2147483648', '60', '120',
        "['cchc']", 'db', '5432', 'odoo', 'of-the-database',
        '128', 'replica', "['base',", "'rpc',", "'web',", "'session_db']",
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
