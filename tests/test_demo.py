# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""bin/demo from end to end: the assignments of the plan, what became of them, today's desks and the quarter's workbook.

The expected figures are counted by hand from the story: five assignments of the first quarter, of which January's was
due before the plan was issued and the one on the province's Zalo channel was met 15 days late, after the period.
"""

import contextlib
import json
import os
import subprocess
from collections import Counter
from datetime import date
from pathlib import Path

import broken_rules
import invariants
import openpyxl
import psycopg2
import pytest
from passlib.context import CryptContext

ROOT = Path(__file__).resolve().parents[1]
WORKBOOK = 'bao-cao-quy-1-nam-2024.xlsx'
PORTAL, PAGE, ZALO = 'Cổng TTĐT Sở', 'Chuyên trang CCHC tỉnh', 'Cổng TTĐT tỉnh – kênh Zalo'
ON_TIME = 'https://cchc.soctrang.example/2024/03/so-cong-bo-ke-hoach'
LATE = 'https://zalo.example/soctrang/2024/04/quan-diem-cua-dang'
# Names in the expected file that differ from the agency's own names.
CHANNELS = {'Cổng TTĐT tỉnh (kênh Zalo)': ZALO}
QUERY = r'''
import json
company = env.ref('cchc_propaganda.company_stttt')
plan = env.ref('cchc_propaganda.plan_2024').with_context(lang='vi_VN')
now = env['cchc.plan'].search([('company_id', '=', company.id), ('year', '=', company._cchc_today().year)])
articles = env['cchc.article'].search([('plan_id', 'in', (plan + now).ids)])
people = lambda documents: sorted({
    line.author_id.user_ids.login or line.author_id.name for line in documents.message_ids})
plan_of = lambda record: (
    record.plan_id if 'plan_id' in record._fields else 'article_id' in record._fields and record.article_id.plan_id)
print('RESULT', json.dumps({
    'assignments': [
        [assignment.period_key, assignment.department_name, assignment.channel_id.name,
         str(assignment.date_deadline), assignment.quantity] for assignment in plan.assignment_ids],
    'before_issue': plan.assignment_ids.filtered('is_before_issue').mapped('period_key'),
    'ends': [[assignment.period_key, assignment.channel_id.name, assignment.state, str(assignment.date_done or '')]
             for assignment in plan.assignment_ids],
    'waiting': [assignment.period_key for assignment in plan.assignment_ids if assignment.is_waiting_channel],
    'explained': [assignment.period_key for assignment in plan.assignment_ids
                  if assignment.explanation and assignment.office_note],
    'refused': [publication.channel_id.name for publication in plan.article_ids.publication_ids
                if publication.state == 'refused'],
    'returned': [article.name for article in plan.article_ids if article.submission_count == 2],
    'registered': [article.name for article in plan.article_ids if article.is_registered],
    'contents': len(plan.topic_ids.filtered(lambda topic: not topic.code and topic.article_ids)),
    'genres': sorted(set(plan.article_ids.mapped('genre_id.code'))),
    'actors': sorted({*people(plan), *people(plan.assignment_ids), *people(plan.article_ids)}),
    'actors_now': [*people(now), *people(now.assignment_ids), *people(now.article_ids)],
    'accounts': env['res.users'].search([('company_id', '=', company.id)]).mapped('login'),
    'now': {'state': now.state, 'assignments': len(now.assignment_ids)},
    'by_form': [[assignment.period_key, assignment.form_id.code, assignment.department_id.name]
                for assignment in now.assignment_ids if assignment.form_id],
    'outreach': [[outreach.form_id.code, outreach.state, outreach.is_good_example, bool(outreach.assignment_id)]
                 for outreach in env['cchc.outreach'].search([('plan_id', '=', now.id)])],
    'outreach_actors': people(env['cchc.outreach'].search([('plan_id', '=', now.id)])),
    'difficulties': [[difficulty.state, bool(difficulty.answer)] for difficulty in env['cchc.difficulty'].search([])],
    'budget': [[line.planned, line.allocated, line.spent, bool(line.decision_number)] for line in now.budget_line_ids],
    'results': [len(plan.topic_ids), len(plan.topic_ids.filtered('is_result_confirmed'))],
    'closed': str(plan.date_closed),
    'renamed': [[earlier.name, earlier.department_id.name] for earlier in env['cchc.earlier.name'].search([])],
    'shown_of_2024': [[user.login, line['name']] for user in env['res.users'].search([('company_id', '=', company.id)])
                      for section in env['cchc.my.work'].with_user(user).with_company(company).get_data()['sections']
                      for line in section['lines'] if plan_of(env[line['model']].browse(line['id'])) == plan],
    'commended': plan.article_ids.filtered('is_good_example').mapped('name'),
    'reports': [[report.level, report.period_key, report.state, report.version, bool(report.docx_sha256),
                 str(company._cchc_day_of(report.date_submitted) if report.date_submitted else ''),
                 str(report.date_deadline), 'Không phát sinh' in (report.narrative_direction or '')]
                for report in env['cchc.report'].search([], order='date_end, id')],
    'reports_returned': env['cchc.workflow.log'].search_count(
        [('res_model', '=', 'cchc.report'), ('step', '=', 'return')]),
    'desks': [article.state + ('/returned' if article.is_returned else '') for article in now.article_ids],
    'sent_now': [publication.channel_id.name for publication in now.article_ids.publication_ids
                 if publication.state == 'sent'],
}))
'''


def command(*arguments, **options):
    return subprocess.run([str(ROOT / 'bin' / arguments[0]), *arguments[1:]], text=True, capture_output=True, cwd=ROOT,
                          check=False, **options)


@pytest.fixture(scope='module')
def demo(tmp_path_factory):
    """Return the finished command, its database and the folder of its files. A third of a minute: the command plays a
    whole year by the real steps."""
    database, out = f'cchc_test_{os.getpid()}_demo', tmp_path_factory.mktemp('out')
    try:
        done = command('demo', '--no-serve', '--database', database, '--out', str(out), stdin=subprocess.DEVNULL)
        yield done, database, out
    finally:
        command('odoo', 'db', 'drop', database, stdin=subprocess.DEVNULL)
        (ROOT / '.cache' / f'demo-accounts-{database}.txt').unlink(missing_ok=True)


@pytest.fixture(scope='module')
def story(demo):
    """Return the content of the database at the end."""
    __, database, __ = demo
    done = command('odoo', 'shell', '-d', database, '--no-http', '--log-level=error', input=QUERY)
    assert 'RESULT ' in done.stdout, done.stderr
    [line] = [line for line in done.stdout.splitlines() if line.startswith('RESULT ')]
    return json.loads(line.removeprefix('RESULT '))


@pytest.fixture(scope='module')
def workbook(demo):
    """Return the workbook with the values of its formulas."""
    return openpyxl.load_workbook(demo[2] / WORKBOOK, data_only=True)


def test_demo_ends_well_and_tells_what_happened(demo):
    done, __, out = demo
    assert done.returncode == 0, done.stderr
    assert {WORKBOOK, 'ke-hoach-tuyen-truyen-nam-2024.docx', 'phu-luc-kem-ket-qua-nam-2024.docx'} <= {
        path.name for path in out.iterdir()}
    assert 'Hoàn thành quá hạn, 04/04/2024' in done.stdout
    assert '20: 1 trước ngày ban hành; 14 hoàn thành đúng hạn; 3 hoàn thành quá hạn; ' in done.stdout


def test_accounts_of_the_demonstration_have_passwords_that_nobody_knows(demo):
    """Random ones, `admin` too, in a file that this user alone reads."""
    __, database, __ = demo
    file = ROOT / '.cache' / f'demo-accounts-{database}.txt'
    assert file.stat().st_mode & 0o777 == 0o600
    passwords = dict(line.split()[:2] for line in file.read_text().splitlines())
    assert len(set(passwords.values())) == len(passwords) > 10 and min(map(len, passwords.values())) >= 12
    with contextlib.closing(psycopg2.connect(dbname=database)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT login, password FROM res_users WHERE active AND NOT share AND password IS NOT NULL")
        stored = dict(cursor.fetchall())
    assert stored.keys() == passwords.keys()
    hashes = CryptContext(['pbkdf2_sha512'])
    assert hashes.verify(passwords['admin'], stored['admin']) and not hashes.verify('admin', stored['admin'])


def test_every_rule_holds_and_none_holds_by_itself(demo):
    """tests/invariants.sql on a whole year of steps, reminders and reports; then each rule on a row that breaks it."""
    __, database, __ = demo
    assert list(broken_rules.BREAK) == list(invariants.rules())
    with contextlib.closing(psycopg2.connect(dbname=database)) as connection, connection.cursor() as cursor:
        invariants.read_files(cursor, ROOT / '.cache/odoo-data/filestore' / database)
        assert invariants.broken(cursor) == {}
        for rule, statement in broken_rules.BREAK.items():
            cursor.execute('SAVEPOINT broken')
            cursor.execute(statement)
            cursor.execute(invariants.rules()[rule])
            assert cursor.fetchall(), rule
            cursor.execute('ROLLBACK TO broken')


def test_assignments_are_exactly_those_of_the_plan(story):
    expected = json.loads((ROOT / 'tests/data/plan-2024.expected.json').read_text())
    assignments = [
        [row['period'], row['unit'], CHANNELS.get(channel, channel), row['due'], 1]
        for channel in expected['quarterly']['channels'] for row in expected['quarterly']['rows']]
    monthly = expected['monthly']
    assignments += [
        [period, row['unit'], monthly['channel'], f'2024-{period[-2:]}-{monthly["due_day"]}', 1]
        for row in monthly['rows'] for period in row['periods']]
    assert len(assignments) == expected['assignments_total']
    assert sorted(story['assignments']) == sorted(assignments)
    assert sorted(story['before_issue']) == expected['assumed']['before_issue']


def test_year_of_2024_is_closed_and_on_nobodys_first_screen(story):
    assert story['closed'] == '2025-01-13'
    assert story['shown_of_2024'] == []


def test_what_became_of_the_assignments_of_2024(story):
    ends = {(key, channel): (state, day) for key, channel, state, day in story['ends']}
    assert ends == {
        ('2024-M01', PORTAL): ('open', ''),
        ('2024-M02', PORTAL): ('done', '2024-02-22'),
        ('2024-M03', PORTAL): ('done', '2024-03-21'),
        ('2024-Q1', PAGE): ('done', '2024-03-15'),
        ('2024-Q1', ZALO): ('late', '2024-04-04'),
        ('2024-M04', PORTAL): ('overdue', ''),
        ('2024-M05', PORTAL): ('done', '2024-05-23'),
        ('2024-M06', PORTAL): ('done', '2024-06-18'),
        ('2024-Q2', PAGE): ('done', '2024-06-19'),
        ('2024-Q2', ZALO): ('late', '2024-06-27'),
        ('2024-M07', PORTAL): ('done', '2024-07-23'),
        ('2024-M08', PORTAL): ('done', '2024-08-22'),
        ('2024-M09', PORTAL): ('done', '2024-09-24'),
        ('2024-Q3', PAGE): ('done', '2024-09-11'),
        ('2024-Q3', ZALO): ('done', '2024-09-17'),
        ('2024-M10', PORTAL): ('done', '2024-10-23'),
        ('2024-M11', PORTAL): ('late', '2024-11-28'),
        ('2024-M12', PORTAL): ('done', '2024-12-19'),
        ('2024-Q4', PAGE): ('done', '2024-12-13'),
        ('2024-Q4', ZALO): ('overdue', ''),
    }
    assert story['waiting'] == ['2024-Q4']
    assert story['explained'] == ['2024-M04']


def test_what_went_wrong_and_was_put_right(story):
    assert sorted(story['refused']) == [PAGE, ZALO]
    assert sorted(story['returned']) == [
        "Hướng dẫn nộp hồ sơ trực tuyến tại Trung tâm Phục vụ hành chính công tỉnh",
        "Kết quả xác định Chỉ số cải cách hành chính năm 2023 của Sở"]
    assert story['registered'] == [
        "Kế hoạch số 01/KH-STTTT ngày 16/01/2024 về việc thực hiện cải cách hành chính năm 2024"]


def test_articles_cover_the_plan(story):
    assert story['contents'] == 11
    assert story['genres'] == ['article', 'document', 'news', 'reportage', 'video']


def test_every_step_was_taken_by_an_account_of_the_agency(story):
    """The superuser is not an author of any line in the chatter."""
    assert story['actors'] == [
        'bientap1', 'bientap2', 'chanhvanphong', 'chuyenvien.cds', 'chuyenvien.cns', 'chuyenvien.thanhtra',
        'chuyenvien.ttbcxb', 'chuyenvien.vanphong', 'phogiamdoc', 'truongphong.ttbcxb', 'vanphong']
    assert set(story['actors_now']) <= set(story['accounts'])


def test_todays_desks_are_alive(story):
    """On any day, there are articles to write, to improve, to review, to post and to wait for."""
    assert story['now'] == {'state': 'published', 'assignments': 22}
    desks = Counter(story['desks'])
    assert {state: desks[state] for state in ('draft', 'draft/returned', 'submitted', 'approved')} == {
        'draft': 1, 'draft/returned': 1, 'submitted': 2, 'approved': 2}
    assert story['sent_now'] == [PAGE]


def test_what_counts_besides_articles(story):
    """Two conferences, one of them a good example, both for the obligation of row 2; a party-cell meeting; a study
    tour; notices that wait for the Office."""
    assert sorted([key[-2:], *rest] for key, *rest in story['by_form']) == [
        ['H1', 'integrated', 'Văn phòng'], ['H2', 'integrated', 'Trung tâm Công nghệ số']]
    assert sorted(line[:3] for line in story['outreach']) == [
        ['integrated', 'approved', False], ['integrated', 'approved', True], ['notice', 'submitted', False],
        ['party', 'approved', False], ['study', 'approved', False]]
    assert {code for code, __, __, counts in story['outreach'] if counts} == {'integrated'}
    assert set(story['outreach_actors']) <= set(story['accounts'])
    assert story['difficulties'] == [['resolved', True]]
    assert story['budget'] == [[15e6, 15e6, 9.5e6, True], [25e6, 25e6, 0, True]]


def test_each_row_of_2024_has_its_answer(story):
    """The Office has confirmed a result for all of them; the board has marked the reportage as a good example."""
    rows, confirmed = story['results']
    assert rows == confirmed > 0
    assert len(story['commended']) == 1


def test_reports_of_2024_are_sent_and_kept(story):
    """Four units report for eleven months (January was due before the plan was issued); the agency reports four times
    and corrects one report."""
    of_2024 = [report for report in story['reports'] if report[1].startswith('2024')]
    units = [report for report in of_2024 if report[0] == 'department']
    assert Counter(report[2] for report in units) == {'approved': 44}
    assert [report[5] > report[6] for report in units].count(True) == 1, "one came late"
    assert any(report[7] for report in units), "somebody had nothing to report"
    assert story['reports_returned'] == 1
    agency = [report[1:4] for report in of_2024 if report[0] == 'agency']
    assert agency == [
        ['2024-Q1', 'published', 1], ['2024-H1', 'published', 1], ['2024-H1', 'published', 2],
        ['2024-Q3', 'published', 1], ['2024-Y', 'published', 1]]
    assert all(report[4] for report in of_2024), "each has its Word file with the checksum"


def test_one_unit_bears_another_name_this_year(story):
    assert story['renamed'] == [["Phòng Chuyển đổi số", "Phòng Công nghệ và Chuyển đổi số"]]


def test_some_units_owe_the_report_of_last_month(story):
    states = [report[2] for report in story['reports'] if report[0] == 'department' and report[1] > '2025']
    assert not states or states[-4:].count('draft') >= 2, "nothing is due yet in January"


def test_workbook_has_the_figures_of_the_first_quarter(workbook):
    rows = workbook['Tổng hợp'].iter_rows(min_row=6, max_col=2, values_only=True)
    figures = {label: value for label, value in rows if label}
    expected = {
        'Phải hoàn thành trong kỳ': 4, 'Hoàn thành đúng hạn': 3, 'Hoàn thành quá hạn': 0, 'Chưa hoàn thành': 1,
        'trong đó đăng sau kỳ báo cáo': 1, 'Tỷ lệ hoàn thành': '3/4', 'Không tính: đến hạn trước ngày ban hành': 1,
        'Tin, bài đã đăng': 6, 'Tổng số lượt đăng': 6, PORTAL: 5, PAGE: 1, ZALO: 0,
        'Đã gửi duyệt': 6, 'Đã duyệt đăng': 6, 'Bị trả lại, chưa gửi lại': 0,
    }
    assert {label: figures.get(label) for label in expected} == expected


def test_workbook_lists_the_assignments_of_the_first_quarter(workbook):
    rows = workbook['Nhiệm vụ'].iter_rows(min_row=6, max_row=10, min_col=2, max_col=8, values_only=True)
    assignments = {
        (period, channel): (unit, due.date(), done and done.date(), end, days_late)
        for period, unit, channel, due, done, end, days_late in rows}
    met, missed, before = 'Hoàn thành đúng hạn', 'Chưa hoàn thành', 'Trước ngày ban hành'
    assert assignments == {
        ('Tháng 01 năm 2024', PORTAL): ('Văn phòng', date(2024, 1, 25), None, before, None),
        ('Tháng 02 năm 2024', PORTAL): ('Văn phòng', date(2024, 2, 25), date(2024, 2, 22), met, None),
        ('Tháng 3 năm 2024', PORTAL): ('Văn phòng', date(2024, 3, 25), date(2024, 3, 21), met, None),
        ('Quý I năm 2024', PAGE): ('Văn phòng', date(2024, 3, 20), date(2024, 3, 15), met, None),
        ('Quý I năm 2024', ZALO): ('Văn phòng', date(2024, 3, 20), None, missed, None),
    }


def test_workbook_tells_the_progress_in_the_rows_of_the_plan(workbook):
    sheet = workbook['Tiến độ theo Phụ lục']
    rows = list(sheet.iter_rows(min_row=6))
    codes = [row[0].value for row in rows if row[0].value]
    assert codes[:6] == ['1', '2', '3', '4', '4.1', '4.2']
    links = {cell.hyperlink.target: (row[cell.column - 2].value, cell.value)
             for row in rows for cell in row if cell.hyperlink}
    assert links[ON_TIME] == ('Chuyên trang CCHC: đúng hạn', '15/3')
    assert LATE not in links, "it was posted after the period of the report"
    assert any('04/4' in str(cell.value) and 'sau kỳ' in str(cell.value) for row in rows for cell in row)
    [last_quarter] = [[cell.value for cell in row] for row in rows if row[1].value == 'd. Quý 4']
    assert 'Chưa đến hạn' in last_quarter


def test_workbook_links_the_articles_of_the_first_quarter(workbook):
    rows = workbook['Danh sách tin, bài'].iter_rows(min_row=6, max_row=11)
    assert [cell.hyperlink.target for row in rows for cell in row if cell.hyperlink] == [
        'https://sotttt.soctrang.example/2024/01/cong-bo-ke-hoach-01',
        'https://sotttt.soctrang.example/2024/02/ke-hoach-cchc-tinh',
        'https://sotttt.soctrang.example/2024/03/to-cong-nghe-so',
        ON_TIME,
        'https://sotttt.soctrang.example/2024/03/thanh-tuu-cchc',
        'https://sotttt.soctrang.example/2024/03/vai-tro-y-nghia',
    ]
