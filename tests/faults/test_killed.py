# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A process of the server is ended by SIGKILL in the middle of its work: the work is undone as a whole, the same call
does it once more, and nobody is told anything twice."""

import base64
from concurrent.futures import ThreadPoolExecutor

import plan_files
import pytest
from safe_server import NoAnswer, Refused, until

ROWS = 300
MONTHLY = "Mỗi tháng có ít nhất 01 tin, bài viết đăng trên Portal"
REMINDED = "SELECT res_model, res_id, user_id, days, date_deadline FROM cchc_reminder_log ORDER BY 1, 2, 3, 4, 5"
INBOX = """SELECT count(*), count(DISTINCT (message.subject, message.body, notification.res_partner_id))
    FROM mail_message message JOIN mail_notification notification ON notification.mail_message_id = message.id"""


def cut_off(work, server, call, operation, *tables):
    """Call once for each of the tables, and end the processes that answer as soon as one has changed rows of it."""
    for table in tables:
        with work.gate(operation, table) as gate, ThreadPoolExecutor(1) as pool:
            told = pool.submit(call)
            gate.kill(server, lambda told=told: told.done() and pytest.fail(f"nothing was ended: {told.result()}"))
            with pytest.raises((NoAnswer, Refused)):
                told.result()
        work.holds()


def job_cut_off(work, server, job, *statements):
    """Start a scheduled job once for each of the statements ``(operation, table, statements that go through)``, and end
    the processes that run it as soon as one has sent it."""
    for statement in statements:
        with work.gate(*statement) as gate:
            gate.kill(server, lambda: work.start_crons(job))
        work.holds()


def again(call):
    """Call until a new process answers."""
    def answered():
        try:
            return call() or True
        except NoAnswer:
            return False
    return until(answered, "no process answers any more")


def test_while_a_plan_is_issued_and_given_out(work):
    large = work.ids.large
    given = "SELECT count(*) FROM cchc_assignment WHERE plan_id = %s"
    with work.server() as server:
        office = server.client('test.office')
        cut_off(work, server, lambda: office.call('cchc.plan', 'action_publish', [large]),
                'INSERT', 'cchc_workflow_log', 'cchc_assignment')
        assert work.number(given, large) == 0
        assert work.number("SELECT state FROM cchc_plan WHERE id = %s", large) == 'approved'
        again(lambda: office.call('cchc.plan', 'action_publish', [large]))
        assert work.number(given, large) == 30 * 12 * 3
        again(lambda: office.call('cchc.plan', 'action_generate_assignments', [large]))
        assert work.number(given, large) == 30 * 12 * 3
    work.holds()


def test_while_a_report_is_frozen(work):
    report = work.ids.report
    files = "SELECT res_field FROM ir_attachment WHERE res_model = 'cchc.report' AND res_id = %s ORDER BY 1"
    with work.server() as server:
        office = server.client('test.office')
        cut_off(work, server, lambda: office.call('cchc.report', 'action_submit', [report]),
                'INSERT', 'ir_attachment', 'cchc_workflow_log')
        assert work.number("SELECT state FROM cchc_report WHERE id = %s", report) == 'draft'
        assert work.rows(files, report) == []
        again(lambda: office.call('cchc.report', 'action_submit', [report]))
        assert work.rows(files, report) == [
            ('docx_file',), ('docx_template_file',), ('snapshot_file',), ('xlsx_file',)]
    work.holds()


def test_while_a_plan_is_entered_from_a_file(work):
    plans, rows = (f"SELECT count(*) FROM {table}" for table in ('cchc_plan', 'cchc_topic'))
    before = work.number(plans), work.number(rows)
    file = plan_files.word_file([plan_files.HEADER, *(
        [str(number), f"{MONTHLY} về nội dung {number}", "Press", "Digital", "Chậm nhất Ngày 25 hàng tháng"]
        for number in range(1, 101))])
    with work.server() as server:
        office = server.client('test.office')
        wizard = office.call('cchc.plan.import', 'create', {
            'file': base64.b64encode(file).decode(), 'filename': "plan.docx", 'year': 2030})
        office.call('cchc.plan.import', 'action_preview', [wizard])
        cut_off(work, server, lambda: office.call('cchc.plan.import', 'action_import', [wizard]),
                'INSERT', 'cchc_plan', 'cchc_topic', 'cchc_obligation')
        assert (work.number(plans), work.number(rows)) == before
        again(lambda: office.call('cchc.plan.import', 'action_import', [wizard]))
        assert (work.number(plans), work.number(rows)) == (before[0] + 1, before[1] + 100)
    work.holds()


def test_while_a_list_is_recorded(work):
    recorded = "SELECT count(*) FROM cchc_article WHERE is_registered"
    header = "Title\tGenre\tAuthor\tUnit\tChannel\tPosted on\tLink"
    day = work.ids.today
    rows = [f"Posted {number}\tTin\tauthor\tPress\tPortal\t{day}\thttps://portal.example/{number}.html"
            for number in range(ROWS)]
    with work.server() as server:
        office = server.client('test.office')
        english = {'context': {'lang': 'en_US'}}
        wizard = office.call('cchc.article.import', 'create', {'text': '\n'.join([header, *rows])}, **english)
        office.call('cchc.article.import', 'action_preview', [wizard], **english)
        cut_off(work, server, lambda: office.call('cchc.article.import', 'action_record', [wizard]),
                'INSERT', 'cchc_article', 'cchc_publication', 'cchc_workflow_log')
        assert work.number(recorded) == 0
        again(lambda: office.call('cchc.article.import', 'action_record', [wizard]))
        assert work.number(recorded) == ROWS
    work.holds()


def undisturbed(work, method, query):
    """Return what the query finds after the same cron has run in peace, in a transaction that is then undone."""
    found = work.result(f"""
from unittest.mock import patch
with patch.object(type(env.cr), 'commit'):
    {method}
env.flush_all()
env.cr.execute('''{query}''')
print('RESULT', len(env.cr.fetchall()))
env.cr.rollback()
""")
    assert len(work.rows(query)) < found, "it was not undone"
    return found


def test_while_people_are_reminded(work):
    expected = undisturbed(work, "env['cchc.reminder.rule'].with_context(cron_id=None)._cron_run()", REMINDED)
    assert expected > 20
    with work.server(crons=1) as server:
        job_cut_off(work, server, 'ir_cron_reminder_run', ('INSERT', 'mail_activity'), ('INSERT', 'cchc_reminder_log'),
                    ('INSERT', 'mail_notification'), ('INSERT', 'mail_notification', 2))
        until(lambda: _done(work, 'ir_cron_reminder_run') and len(work.rows(REMINDED)) == expected,
              "the reminders are not made up for")
    assert work.number("SELECT count(*) FROM cchc_reminder_log WHERE user_id IS NOT NULL AND NOT is_noticed") == 0
    [(told, different)] = work.rows(INBOX + " WHERE message.body LIKE '%%model=cchc.assignment%%'")
    assert told == different > 0, "somebody was told twice"
    work.holds()


def test_while_notices_are_sent(work):
    """Also between two batches: what the first told stays told."""
    assert work.number("SELECT count(*) FROM cchc_notice") > 20
    with work.server(crons=1) as server:
        job_cut_off(work, server, 'ir_cron_notice', ('INSERT', 'mail_message'), ('INSERT', 'mail_notification'),
                    ('DELETE', 'cchc_notice', 1))
        until(lambda: _done(work, 'ir_cron_notice') and not work.number("SELECT count(*) FROM cchc_notice"),
              "notices are left")
    [(told, different)] = work.rows(INBOX + " WHERE message.body LIKE '%%model=cchc.article%%'")
    assert told == different > 0, "somebody was told twice"
    work.holds()


def _done(work, cron):
    """Whether the cron has run to its end; if not, let the server try again, as it does by itself each minute."""
    if work.number("""SELECT nextcall > now() at time zone 'utc' FROM ir_cron JOIN ir_model_data data
                      ON data.model = 'ir.cron' AND data.res_id = ir_cron.id WHERE data.name = %s""", cron):
        return True
    work.start_crons(cron)
    return False
