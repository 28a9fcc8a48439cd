# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A database of the first published version, with a whole year of data, is upgraded and keeps every figure.

The old version comes out of the repository's own history, into a temporary folder: its own bin/demo plays the year with
its own code. The reports of each month and quarter are made and counted by it, too.
"""

import json
import os
import re
import shutil
import subprocess
import sys

import invariants
import pytest
import schema
from work_database import ROOT, shell

from bootstrap import databases, odoo_run

FIRST = 'a5deb21b6b1d1bf9af409c312ac805863dd32042'     # 19.0.1.0.0
ADDONS = 'cchc_propaganda,cchc_propaganda_report'
REPORTS = '''
company = env.ref('cchc_propaganda.company_stttt')
plan = env.ref('cchc_propaganda.plan_2024')
office = env['res.users'].search([('login', '=', 'vanphong')])
reports = env['cchc.report'].with_user(office).with_company(company).create([
    {'level': 'agency', 'period_type': kind, 'year': 2024, 'period_number': number, 'company_id': company.id}
    for kind, most in (('month', 12), ('quarter', 4), ('half', 2), ('year', 1)) for number in range(1, most + 1)
] + [
    {'level': 'department', 'period_type': 'month', 'year': 2024, 'period_number': number, 'company_id': company.id,
     'department_id': unit.id}
    for number in range(1, 13) for unit in plan.assignment_ids.department_id])
reports.action_refresh()
reports[0].narrative_result = "<p>Written in the first version.</p>"
env.cr.commit()
'''
# What people see of the year, in columns that both versions have. A code of a figure was renamed: it counts the same.
KEPT = {
    'plans': "SELECT id, name, number, year, state, date_issued, approved_by_id FROM cchc_plan",
    'rows of the appendix': "SELECT id, plan_id, code, name, parent_id FROM cchc_topic",
    'obligations': "SELECT id, topic_id, channel_id, quantity, frequency, due_day, due_month_offset"
                   " FROM cchc_obligation",
    'assignments': "SELECT id, plan_id, state, quantity, done_quantity, sent_quantity, date_done,"
                   " date_deadline, is_before_issue, is_waiting_channel, explanation, department_id, channel_id"
                   " FROM cchc_assignment",
    'articles': "SELECT id, name, md5(body), state, author_id, approved_by_id, approved_date, plan_id"
                " FROM cchc_article",
    'publications': "SELECT id, article_id, channel_id, state, url, date_published, quantity, assignment_id, date_sent"
                    " FROM cchc_publication",
    'decisions': "SELECT id, article_id, decision, user_id, date, version FROM cchc_review",
    'steps': "SELECT id, res_model, res_id, step, state_from, state_to, user_id, date FROM cchc_workflow_log",
    'chatter': "SELECT id, model, res_id, md5(body), author_id, date FROM mail_message WHERE model LIKE 'cchc.%'",
    'reminders': "SELECT id, res_model, res_id, user_id, days, date_reminded FROM cchc_reminder_log",
    'open activities': "SELECT id, res_model, res_id, user_id, date_deadline FROM mail_activity WHERE active",
    'files': "SELECT id, res_model, res_id, checksum FROM ir_attachment WHERE res_model LIKE 'cchc.%'",
    'reports': "SELECT id, name, level, period_key, department_id, date_start, date_end, state FROM cchc_report",
    'figures': """SELECT report_id, value, CASE
        WHEN code = 'section_duties' THEN 'section_assignments' WHEN code = 'section_posts' THEN 'section_publications'
        WHEN code LIKE 'duty_%' THEN 'assignment_' || substr(code, 6)
        WHEN code LIKE 'post_%' THEN 'publication_' || substr(code, 6) ELSE code END FROM cchc_report_figure""",
    'accounts': "SELECT id, login, active, company_id FROM res_users",
    'units': "SELECT id, name, manager_id, active FROM hr_department",
    'channels': "SELECT id, name, kind, url_prefix, active FROM cchc_channel",
}


def kept(server, database):
    """Return ``{what: its rows as a set}``."""
    return {what: {json.dumps(row, default=str) for row in schema.rows(server, database, query)}
            for what, query in KEPT.items()}


def upgrade(odoo, database):
    """Run `-u`; return what the log tells of faults."""
    done = subprocess.run(
        [sys.executable, str(odoo_run.SCRIPT), '-d', database, '-u', ADDONS, '--stop-after-init', '--no-http',
         '--max-cron-threads=0'],
        env=odoo.environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    assert 'Modules loaded.' in done.stderr
    return [line for line in done.stderr.splitlines() if re.search(' (WARNING|ERROR|CRITICAL) ', line)]


@pytest.fixture(scope='module')
def upgraded(safe_odoo, tmp_path_factory):
    """Return ``(database, what it held before the upgrade, faults in the log of the upgrade)``."""
    old, name = tmp_path_factory.mktemp('first-version'), f'cchc_test_{os.getpid()}_first'
    archive = subprocess.run(['git', 'archive', FIRST], cwd=ROOT, capture_output=True, check=False)
    assert not archive.returncode, "the history does not reach back to the first version: git fetch --unshallow"
    subprocess.run(['tar', '-x', '-C', str(old)], input=archive.stdout, check=True)
    environment = {
        **safe_odoo.environment(), 'ODOO_SRC': str(safe_odoo.source.path), 'CCHC_PYTHON': sys.executable}
    del environment['ODOO_RC'], environment['PYTHONPATH']
    store = databases.Databases(safe_odoo)
    try:
        for arguments, script in (
                (['demo', '--no-serve', '--database', name, '--out', str(old / 'out')], None),
                (['odoo', 'shell', '-d', name, '--no-http', '--log-level=warn'], REPORTS)):
            done = subprocess.run(
                [sys.executable, str(old / 'bin/launch.py'), *arguments], cwd=old, env=environment, input=script or '',
                capture_output=True, text=True, check=False)
            assert not done.returncode and 'Traceback' not in done.stderr, done.stderr
        shutil.copytree(old / '.cache/odoo-data/filestore' / name, odoo_run.DATA / 'filestore' / name)
        before = kept(safe_odoo.server, name)
        yield name, before, upgrade(safe_odoo, name)
    finally:
        store.drop(name)


def test_old_database_has_a_year_of_data(upgraded):
    before = upgraded[1]
    assert len(before['assignments']) >= 40 and len(before['publications']) >= 40 and len(before['reports']) > 60
    assert len(before['figures']) > 1000


def test_log_of_the_upgrade_tells_of_no_fault(upgraded):
    assert upgraded[2] == []


@pytest.mark.parametrize('what', KEPT)
def test_every_figure_is_kept(safe_odoo, upgraded, what):
    name, before, __ = upgraded
    after = kept(safe_odoo.server, name)[what]
    before = before[what]
    assert before, "the year has some"
    assert sorted(before - after)[:5] == []
    assert sorted(after - before)[:5] == []


def test_upgraded_database_is_built_as_a_new_one(odoo, safe_odoo, upgraded):
    """The same tables, columns, indexes and constraints."""
    store, name = databases.Databases(odoo), f'{upgraded[0]}_new'
    try:
        store.fresh(name, databases.present_addons())
        new, old = schema.schema(odoo.server, name), schema.schema(safe_odoo.server, upgraded[0])
    finally:
        store.drop(name)
    assert sorted(new - old) == [] and sorted(old - new) == []


def test_every_rule_holds(safe_odoo, upgraded):
    name = upgraded[0]
    server = safe_odoo.server
    assert invariants.check(name, odoo_run.DATA / 'filestore' / name, host=server.host, port=server.port,
                            user=server.user) == {}


def test_people_go_on_working(safe_odoo, upgraded):
    """First screens open; a report is counted, submitted, approved and sent by the new version. It counts one thing
    otherwise, on purpose: what was met after the last day of the report was not met on that day."""
    told = shell(safe_odoo, upgraded[0], '''
company = env.ref('cchc_propaganda.company_stttt')
def as_(login, records):
    user = env['res.users'].search([('login', '=', login)])
    return records.with_user(user).with_company(company)
report = env['cchc.report'].search([('period_key', '=', '2024-Q1'), ('level', '=', 'agency')], limit=1)
before = {figure.code: figure.value for figure in report.figure_ids if figure.has_value}
as_('vanphong', report).action_refresh()
after = {figure.code: figure.value for figure in report.figure_ids if figure.has_value}
print('FIGURES', sorted((code, value, after.get(code)) for code, value in before.items() if after.get(code) != value))
as_('vanphong', report).narrative_result = "<p>Sent by the new version.</p>"
as_('vanphong', report).action_submit()
as_('phogiamdoc', report).action_approve()
as_('vanphong', report).write({'number': '30/BC-STTTT', 'date_sent': company._cchc_today()})
as_('vanphong', report).action_publish()
print('STATE', report.state, bool(report.docx_sha256))
for login in ('vanphong', 'phogiamdoc', 'bientap1', 'chuyenvien.vanphong'):
    assert as_(login, env['cchc.my.work']).get_data()['sections']
env.cr.commit()
''')
    assert 'STATE published True' in told
    [changed] = [line for line in told.splitlines() if line.startswith('FIGURES')]
    assert changed == "FIGURES [('assignment_late', 1.0, 0.0), ('assignment_rate', 1.0, 0.75), " \
        "('assignment_unmet', 0.0, 1.0), ('unit_met', 1.0, 0.0)]"


def test_upgrading_again_changes_nothing(safe_odoo, upgraded):
    name = upgraded[0]
    before = kept(safe_odoo.server, name)
    assert upgrade(safe_odoo, name) == []
    assert kept(safe_odoo.server, name) == before
