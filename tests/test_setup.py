# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The set-up of bin/: one line says what the machine lacks, two runs share their work, and nothing stays half built."""

import ast
import contextlib
import json
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bootstrap import locks, odoo_run, odoo_source, paths, postgres, processes, programs, python_env
from bootstrap.errors import SetupError
from commands import bench, demo

ROOT = Path(__file__).resolve().parents[1]
LOCKED = re.compile(
    r'(?P<name>[a-z0-9][a-z0-9-]*)==(?P<version>[\w.]+( ; [^;]+?)?)(?P<checksums>(    --hash=sha256:[0-9a-f]{64})+)')
MINUTE = 60


def bare_environment(**more):
    """Return the environment without the variables of bin/test, so that a command starts as from a shell."""
    kept = {key: value for key, value in os.environ.items()
            if not key.startswith(('PG', 'CCHC_', 'ODOO_')) and key != 'PYTHONPATH'}
    return {**kept, **more}


@pytest.fixture
def checkout(tmp_path):
    """Return a second checkout under a long path with a space. It uses the slow downloads of this one."""
    root = tmp_path / 'a path with spaces and so long that no unix socket fits below it'
    shutil.copytree(ROOT / 'bin', root / 'bin', ignore=shutil.ignore_patterns('__pycache__'))
    shutil.copy(ROOT / 'requirements.lock', root)
    (root / '.cache').mkdir()
    for name in ('odoo', python_env.ensure().parents[1].name):
        if (ROOT / '.cache' / name).exists():
            (root / '.cache' / name).symlink_to(ROOT / '.cache' / name)
    yield root
    for folder in outside(root):
        shutil.rmtree(folder, ignore_errors=True)


def outside(root):
    """Return the directories that a checkout may use outside itself: for sockets, and for data below root's folders."""
    code = "from bootstrap.paths import outside_dir; print(outside_dir('/tmp'), outside_dir('/var/tmp'), sep='\\n')"
    done = subprocess.run([sys.executable, '-c', code], cwd=root / 'bin', env=bare_environment(), text=True,
                          capture_output=True, check=True)
    return [Path(line) for line in done.stdout.splitlines()]


def start(root, *command, **options):
    return subprocess.Popen([root / 'bin' / command[0], *command[1:]], env=bare_environment(), text=True,
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


def server_runs(root):
    return any((home / 'postgres/data/postmaster.pid').exists() for home in (root / '.cache', *outside(root)))


# -- What is missing ------------------------------------------------------------------------------------------------


def test_without_a_new_python_one_line_says_what_to_do(tmp_path):
    for name in ('sh', 'dirname', 'readlink'):
        (tmp_path / name).symlink_to(shutil.which(name))
    (tmp_path / 'python3').write_text('#!/bin/sh\nexit 1\n')
    (tmp_path / 'python3').chmod(0o755)
    done = subprocess.run([ROOT / 'bin/odoo', '--version'], env={'PATH': str(tmp_path)}, text=True,
                          capture_output=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count('\n') == 1
    assert 'Python 3.11 or newer needed: install it' in done.stderr


def test_a_wrong_odoo_is_named(tmp_path):
    (tmp_path / 'odoo').mkdir()
    (tmp_path / 'odoo/release.py').write_text('version_info = (18, 0, 0, FINAL, 0, "")\n')
    done = subprocess.run([ROOT / 'bin/odoo', '--version'], env={**os.environ, 'ODOO_SRC': str(tmp_path)}, text=True,
                          capture_output=True, check=False)
    assert done.returncode == 1
    assert done.stderr == f'bin/odoo: ODOO_SRC: {tmp_path} is Odoo 18.0, 19.0 is needed\n'


def test_a_server_that_does_not_answer_is_named():
    done = subprocess.run([ROOT / 'bin/odoo', '--version'], text=True, capture_output=True, check=False,
                          env={**os.environ, 'PGHOST': '127.0.0.1', 'PGPORT': '1'})
    assert done.returncode == 1
    assert done.stderr.startswith('bin/odoo: PGHOST=127.0.0.1: ')
    assert done.stderr.count('\n') == 1


def test_neither_apt_nor_git_is_said_in_one_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr(odoo_source, 'TARGET', tmp_path / 'odoo')
    monkeypatch.setattr(shutil, 'which', lambda name: None)
    with pytest.raises(SetupError, match=r'install git or apt.*\(no apt-get; no git\)'):
        odoo_source._fetch()


def test_a_full_disk_is_noticed_before_the_download(monkeypatch):
    monkeypatch.setattr(shutil, 'disk_usage', lambda path: shutil._ntuple_diskusage(100, 99, 1 * paths.GIB))
    with pytest.raises(SetupError, match='4 GiB of free disk needed .* 1.0 GiB found: make room'):
        paths.need_space(4)


def test_a_taken_port_is_refused_when_asked_for_and_passed_over_otherwise():
    with socket.create_server(('127.0.0.1', 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SetupError, match=f'port {port} taken: give another with --port'):
            demo._free_port(port)
    assert demo._free_port(port) == port
    with contextlib.suppress(OSError), socket.create_server(('127.0.0.1', demo.FIRST_PORT)):
        assert demo._free_port(None) > demo.FIRST_PORT


# -- Sources --------------------------------------------------------------------------------------------------------


def test_a_source_gone_wrong_is_tried_again_and_then_the_next_is_taken(monkeypatch, tmp_path):
    tries = []

    def broken(part):
        tries.append('debian')
        (part / 'root').mkdir()
        (part / 'root/half').touch()
        raise SetupError("mirror down")

    def whole(part):
        tries.append('clone')
        if tries.count('clone') == 1:
            raise SetupError("connection reset")
        (part / 'root').mkdir()
        (part / 'root/whole').touch()

    monkeypatch.setattr(odoo_source, 'TARGET', tmp_path / 'odoo')
    monkeypatch.setattr(odoo_source, '_fetch_debian', broken)
    monkeypatch.setattr(odoo_source, '_fetch_clone', whole)
    monkeypatch.setattr(shutil, 'which', lambda name: f'/usr/bin/{name}')
    odoo_source._fetch()
    assert tries == ['debian'] * odoo_source.TRIES + ['clone'] * 2
    assert [path.name for path in tmp_path.iterdir()] == ['odoo']
    assert [path.name for path in (tmp_path / 'odoo').iterdir()] == ['whole']


def test_a_clone_takes_the_branch_of_the_series(monkeypatch, tmp_path):
    origin = tmp_path / 'origin'
    identity = ['-c', 'user.name=x', '-c', 'user.email=x@example.org']
    release = origin / 'odoo/release.py'
    release.parent.mkdir(parents=True)
    release.write_text('version_info = (19, 0, 0, FINAL, 0, "")\n')
    for command in (['init', '-q', f'--initial-branch={odoo_source.SERIES}'], ['add', '.'], ['commit', '-qm', 'x']):
        subprocess.run(['git', *identity, *command], cwd=origin, check=True)
    monkeypatch.setattr(odoo_source, 'CLONE_URL', origin.as_uri())
    monkeypatch.setattr(odoo_source, 'TARGET', tmp_path / 'odoo')
    which = shutil.which
    monkeypatch.setattr(shutil, 'which', lambda name: None if name == 'apt-get' else which(name))
    odoo_source._fetch()
    assert odoo_source._source(tmp_path / 'odoo', 'clone').path == tmp_path / 'odoo'


def test_an_interrupted_download_leaves_nothing(monkeypatch, tmp_path):
    def interrupted(part):
        (part / 'root').mkdir()
        raise KeyboardInterrupt

    monkeypatch.setattr(odoo_source, 'TARGET', tmp_path / 'odoo')
    monkeypatch.setattr(odoo_source, '_fetch_debian', interrupted)
    monkeypatch.setattr(shutil, 'which', lambda name: f'/usr/bin/{name}')
    with pytest.raises(KeyboardInterrupt):
        odoo_source._fetch()
    assert not list(tmp_path.iterdir())


def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path):
    target = tmp_path / 'odoo'
    (tmp_path / 'odoo.part-dead').mkdir()
    part = paths.temporary_beside(target)
    assert list(tmp_path.iterdir()) == [part]


def test_what_a_removed_checkout_left_outside_is_removed_by_the_next(tmp_path):
    gone, taken = (tmp_path / f'cchc-{os.getuid()}-{mark}' for mark in ('gone', 'taken'))
    for folder, origin in ((gone, tmp_path / 'removed'), (taken, tmp_path)):
        folder.mkdir()
        (folder / 'checkout').write_text(str(origin))
    ours = paths.make_outside_dir(tmp_path)
    assert set(tmp_path.iterdir()) == {taken, ours}


def test_a_link_in_the_place_of_our_directory_is_refused(tmp_path):
    paths.outside_dir(tmp_path).symlink_to('/var')
    with pytest.raises(SetupError, match='belongs to another user: remove it'):
        paths.make_outside_dir(tmp_path)


# -- Python libraries -----------------------------------------------------------------------------------------------


def pinned(file):
    """Return {library: (version and marker, checksums)} of a lock file. Any other line in the file is a failure."""
    lines = re.sub(r'^#.*\n', '', (ROOT / file).read_text(), flags=re.MULTILINE).replace(' \\\n', '').splitlines()
    matches = [LOCKED.fullmatch(line) for line in lines]
    assert all(matches), [line for line, match in zip(lines, matches, strict=True) if not match]
    return {match['name']: (match['version'], frozenset(match['checksums'].split())) for match in matches}


def named(file):
    """Return the libraries that a requirements file itself asks for, without the files it includes."""
    return {line.lower() for line in (ROOT / file).read_text().splitlines() if re.match(r'\w', line)}


@pytest.mark.parametrize('name', ['requirements', 'requirements-addons'])
def test_lock_file_pins_every_library_by_its_checksums_and_names_no_index(name):
    locked = pinned(f'{name}.lock')
    assert named(f'{name}.in')
    assert not named(f'{name}.in') - set(locked)
    assert 'odoo' not in locked


def test_libraries_of_the_addons_are_locked_alike_for_development_and_for_the_image():
    assert '-r requirements-addons.in' in (ROOT / 'requirements.in').read_text().splitlines()
    assert pinned('requirements-addons.lock').items() <= pinned('requirements.lock').items()
    for manifest in ROOT.glob('cchc_*/__manifest__.py'):
        wanted = ast.literal_eval(manifest.read_text())['external_dependencies']['python']
        assert set(wanted) <= named('requirements-addons.in'), manifest
    assert '--no-deps --require-hashes -r /tmp/requirements-addons.lock' in (ROOT / 'Dockerfile').read_text()


def test_nothing_is_installed_that_the_lock_file_does_not_know(monkeypatch, tmp_path):
    """This holds for uv itself, for libraries that uv installs, and for those that pip installs when uv fails."""
    everything = python_env.LOCK_FILE.read_text()
    files = {}

    def run(command, log, **options):
        if 'install' in command:
            assert command[-4:-1] == ['--no-deps', '--require-hashes', '-r']
            text = Path(command[-1]).read_text()
            files.setdefault(command[2], set()).add(text)
            if text == everything:
                raise SetupError("no network")

    (tmp_path / 'home').mkdir()
    monkeypatch.setattr(processes, 'quiet', run)
    with pytest.raises(SetupError, match='cannot install the Python libraries: check the network'):
        python_env._build(tmp_path / 'home', python_env.LOCK_FILE)
    uv, = files['pip'] - {everything}
    assert files == {'pip': {uv, everything}, 'uv': {everything}}
    assert re.fullmatch(r'uv==[\d.]+( \\\n    --hash=sha256:[0-9a-f]{64})+\n', uv)
    assert uv in everything


def test_uv_is_told_what_pip_knows(monkeypatch, tmp_path):
    for name in ('UV_DEFAULT_INDEX', 'UV_INDEX', 'UV_FIND_LINKS', 'SSL_CERT_FILE', 'PIP_FIND_LINKS', 'PIP_CERT'):
        monkeypatch.delenv(name, raising=False)
    configuration = tmp_path / 'pip.conf'
    configuration.write_text('[global]\nindex-url = https://mirror.invalid/simple\n'
                             'extra-index-url =\n    https://extra.invalid/simple\n    file:///folder\n')
    monkeypatch.setenv('PIP_CONFIG_FILE', str(configuration))
    found = python_env._uv_environment()
    assert found['UV_DEFAULT_INDEX'] == 'https://mirror.invalid/simple'
    assert found['UV_INDEX'] == 'https://extra.invalid/simple'


# -- Locks and processes --------------------------------------------------------------------------------------------


def test_modules_are_compiled_once_and_nothing_is_written_beside_them(checkout):
    done = subprocess.run([checkout / 'bin/odoo', '--version'], text=True, capture_output=True, check=True, env={
        **bare_environment(), 'PYTHONDONTWRITEBYTECODE': '1', 'PYTHONPYCACHEPREFIX': str(checkout / 'compiled')})
    assert done.stdout.startswith('Odoo')
    assert list((checkout / 'compiled').rglob('bin/commands/odoo.*.pyc'))
    assert not list((checkout / 'bin').rglob('*.pyc'))


def test_only_the_last_user_of_a_shared_thing_is_the_last():
    name = f'test-{os.getpid()}'
    first, second = locks.Users(name), locks.Users(name)
    with first.leave() as last:
        assert not last
    with second.leave() as last:
        assert last
    (paths.CACHE / 'locks' / name).unlink()


def test_a_lock_keeps_another_process_waiting():
    name = f'test-{os.getpid()}'
    code = f"from bootstrap import locks\nwith locks.exclusive({name!r}): print('in')"
    environment = {**os.environ, 'PYTHONPATH': str(ROOT / 'bin')}
    with locks.exclusive(name):
        other = subprocess.Popen([sys.executable, '-c', code], env=environment, text=True,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert 'Waiting for another run' in other.stderr.readline()
        assert other.poll() is None
    assert other.communicate(timeout=MINUTE)[0] == 'in\n'
    (paths.CACHE / 'locks' / name).unlink()


@pytest.mark.parametrize(('output', 'reason'), [
    ('Reading lists\nE: an error of the mirror\nbye', 'E: an error of the mirror'),
    ('noise\nwhat went wrong', 'what went wrong'),
    ('', 'exit code 3'),
])
def test_a_failed_program_is_reported_by_the_line_that_tells(output, reason):
    with pytest.raises(SetupError, match=f'sh failed: {reason} '):
        processes.quiet(['sh', '-c', 'printf "%s" "$0"; exit 3', output], 'test.log')


def test_exit_code_of_the_program_is_ours():
    assert processes.foreground(['sh', '-c', 'exit 7']) == 7
    assert processes.foreground(['sh', '-c', 'kill -TERM $$']) == 128 + signal.SIGTERM


def test_files_of_the_databases_are_read_by_their_owner_only():
    """The files hold articles before their approval, and the keys of sessions."""
    odoo_run.DATA.chmod(0o755)      # as an earlier version left it
    with odoo_run.ready():
        assert odoo_run.DATA.stat().st_mode & 0o077 == 0


# -- The whole, in another checkout ---------------------------------------------------------------------------------


def test_two_runs_at_once_share_one_server_in_a_long_path_with_spaces(checkout):
    """Both runs have no terminal and a pipe as input. The run that ends last stops the server."""
    code = ("cr = odoo.sql_db.db_connect('postgres').cursor()\n"
            "cr.execute('SELECT 6 * 7')\n"
            "print('answer', cr.fetchall())\n")
    runs = [start(checkout, 'odoo', 'shell', '--no-http') for _ in range(2)]
    outputs = [run.communicate(code, timeout=2 * MINUTE) for run in runs]
    assert [run.returncode for run in runs] == [0, 0], outputs
    assert all('answer [(42,)]' in out for out, _ in outputs), outputs
    assert sum('Creating a private PostgreSQL server' in err for _, err in outputs) == 1
    # Other accounts cannot enter pytest's temporary directories, so neither can the server's account under root.
    assert any('cannot enter' in err for _, err in outputs) == (os.getuid() == 0)
    assert not server_runs(checkout)
    assert not list((checkout / '.cache').rglob('*.part*'))


@pytest.mark.parametrize(('signum', 'send'), [
    (signal.SIGINT, os.killpg),   # Ctrl-C in a terminal
    (signal.SIGINT, os.kill),
    (signal.SIGTERM, os.kill),    # a service manager
], ids=['ctrl-c', 'int', 'term'])
def test_an_interrupted_server_takes_its_database_server_along(checkout, signum, send):
    with socket.create_server(('127.0.0.1', 0)) as free:
        port = free.getsockname()[1]
    run = start(checkout, 'odoo', '--http-port', str(port), '--max-cron-threads=0', start_new_session=True)
    try:
        for line in run.stderr:
            if 'HTTP service (werkzeug) running' in line:
                break
        assert server_runs(checkout)
        send(run.pid, signum)
        run.communicate(timeout=MINUTE)
    finally:
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGKILL)
    assert not server_runs(checkout)


def _connected(port):
    end = time.monotonic() + MINUTE
    while True:
        try:
            return socket.create_connection(('127.0.0.1', port), timeout=MINUTE)
        except ConnectionRefusedError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def test_a_server_with_workers_starts_its_websocket_worker(checkout):
    """Odoo starts that one by running its own script again, which `python -m odoo` has none of."""
    with socket.create_server(('127.0.0.1', 0)) as one, socket.create_server(('127.0.0.1', 0)) as two:
        port, websocket_port = one.getsockname()[1], two.getsockname()[1]
    run = start(checkout, 'odoo', '--workers=2', f'--http-port={port}', f'--gevent-port={websocket_port}',
                '--max-cron-threads=0', start_new_session=True)
    try:
        for line in run.stderr:
            if 'Evented Service (longpolling) running' in line:
                break
        with _connected(websocket_port) as client:      # it says so a moment before it listens
            client.sendall(b'GET /websocket/health HTTP/1.0\r\n\r\n')
            assert client.recv(9).startswith(b'HTTP/1.')
        run.send_signal(signal.SIGTERM)
        run.communicate(timeout=MINUTE)
    finally:
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGKILL)
    assert not server_runs(checkout)


def test_data_of_a_postgresql_that_is_gone_are_not_touched(checkout):
    assert start(checkout, 'odoo', 'shell', '--no-http').communicate('', timeout=2 * MINUTE)
    data, = (path for home in (checkout / '.cache', *outside(checkout)) for path in home.glob('postgres/data'))
    (data / 'PG_VERSION').write_text('9\n')
    _out, err = start(checkout, 'odoo', 'shell').communicate('', timeout=MINUTE)
    assert err.splitlines()[-1] == (
        f'bin/odoo: {data.parent} was made by PostgreSQL 9: install that, or remove the directory')
    assert data.exists()


def test_whether_an_account_can_enter_is_told_by_every_directory_above():
    account = pwd.getpwnam('nobody')
    with tempfile.TemporaryDirectory() as closed:
        assert not postgres._may_enter(Path(closed), account)
        Path(closed).chmod(0o711)
        assert postgres._may_enter(Path(closed), account)


# -- Programs, skips, tables ----------------------------------------------------------------------------------------


def test_programs_that_cannot_be_installed_are_named_with_what_is_left_out(monkeypatch, capsys):
    monkeypatch.setattr(shutil, 'which', lambda name: None)
    assert programs.ensure() == list(programs.NEEDED)
    said = capsys.readouterr().err
    assert all(f'Not installed: {package}; left out: {checks}' in said
               for package, (_commands, checks) in programs.NEEDED.items())


def run_pytest(folder, plugin, **environment):
    """Run the tests in `folder` with only this plugin of ours. Return the finished process."""
    path = os.pathsep.join([str(ROOT / 'bin'), os.environ['PYTHONPATH']])
    return subprocess.run(
        [sys.executable, '-m', 'pytest', '-q', '-p', 'no:odoo', '-p', plugin, '-c', os.devnull, '--rootdir', folder,
         folder], capture_output=True, text=True, check=False, cwd=folder,
        env=bare_environment(**{**environment, 'PYTHONPATH': path}),
    )


@pytest.mark.parametrize(('environment', 'outcome'), [
    ({}, '1 failed, 1 skipped'),
    ({'CI': 'true'}, '2 failed'),
])
def test_a_skip_is_a_failure_unless_a_program_is_missing(tmp_path, environment, outcome):
    (tmp_path / 'test_skips.py').write_text(
        'import pytest\nfrom bootstrap import strict_skips\n'
        'def test_unexpected(): pytest.skip("no reason")\n'
        'def test_left_out(): strict_skips.need("chromium")\n')
    done = run_pytest(tmp_path, 'bootstrap.strict_skips', **{'CI': '', 'CCHC_MISSING': 'chromium', **environment})
    assert outcome in done.stdout, done.stdout


@pytest.mark.parametrize(('module', 'exit_code'), [('cchc_propaganda', 1), ('report_xlsx', 0)])
def test_a_linter_of_odoo_speaks_of_our_addons_only(tmp_path, module, exit_code):
    """CI reads the exit code: pytest counts failures separately from its closing line."""
    folder = tmp_path / 'addons/test_lint/tests'
    folder.mkdir(parents=True)
    (folder / 'test_docstring.py').write_text(
        'import unittest\nclass TestDocstring(unittest.TestCase):\n    def test_docstring(self):\n'
        f'        with self.subTest(module={module!r}): self.fail("no docstring")\n')
    done = run_pytest(tmp_path, 'bootstrap.odoo_linters')
    assert done.returncode == exit_code, done.stdout


def test_bench_writes_one_row_per_measurement_in_every_form(monkeypatch, tmp_path):
    row = dict(zip(bench.COLUMNS, ('generation', 1000, 2.5, 1.0, 2.5, 6, None), strict=True))
    assert bench._table([row]).splitlines()[1].split() == ['generation', '1,000', '2.500', '1.000', '2.500', '6', '–']
    monkeypatch.setattr(bench, 'RESULT', tmp_path / 'bench/latest.json')
    missed = {**row, 'name': 'a <list>', 'ratio': 25.0}
    bench._write([row, missed, {**row, 'goal': None}])
    assert json.loads(bench.RESULT.read_text())[0] == row
    assert bench.RESULT.with_suffix('.txt').read_text() == bench._table([row, missed, {**row, 'goal': None}])
    chart = ElementTree.parse(bench.RESULT.with_suffix('.svg')).getroot()
    words = [element.text for element in chart.iter('{http://www.w3.org/2000/svg}text')]
    assert words[2:] == ['generation (1,000)', '✓ 2.5 of 6', 'a <list> (1,000)', '»✗ 25 of 6', 'generation (1,000)',
                         '2.5, no goal']
