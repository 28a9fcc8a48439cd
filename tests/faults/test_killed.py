# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A process of the server is ended by SIGKILL in the middle of its work: the work is undone as a whole, the same call
does it once more, and nobody is told anything twice."""

import pytest
from safe_server import NoAnswer, Refused, until

ROWS = 300
REMINDED = "SELECT res_model, res_id, user_id, days, date_deadline FROM cchc_reminder_log ORDER BY 1, 2, 3, 4, 5"
INBOX = """SELECT count(*), count(DISTINCT (message.subject, message.body, notification.res_partner_id))
    FROM mail_message message JOIN mail_notification notification ON notification.mail_message_id = message.id"""


def cut_off(work, server, pattern, call):
    """Call, and end the processes that answer once one has sent a statement that matches."""
    killer = work.killer(server, pattern)
    with pytest.raises((NoAnswer, Refused)) as told:
        call()
    killer.join()
    assert killer.killed, f"nothing was ended: the statement never came ({told.value})"
    work.holds()


def job_cut_off(work, server, pattern, job):
    """Start a scheduled job, and end the processes that run it once one has sent a statement that matches."""
    killer = work.killer(server, pattern)
    work.start_crons(job)
    killer.join()
    assert killer.killed
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
        cut_off(work, server, 'INSERT INTO "cchc_assignment"', lambda: office.call(
            'cchc.plan', 'action_publish', [large]))
        assert work.number(given, large) == 0
        assert work.number("SELECT state FROM cchc_plan WHERE id = %s", large) == 'approved'
        again(lambda: office.call('cchc.plan', 'action_publish', [large]))
        assert work.number(given, large) == 30 * 12 * 3
        again(lambda: office.call('cchc.plan', 'action_generate_assignments', [large]))
        assert work.number(given, large) == 30 * 12 * 3
    work.holds()


def test_while_a_report_is_frozen(work):
    report = work.ids.report
    files = "SELECT count(*) FROM ir_attachment WHERE res_model = 'cchc.report' AND res_id = %s"
    with work.server() as server:
        office = server.client('test.office')
        cut_off(work, server, '"ir_attachment"', lambda: office.call('cchc.report', 'action_submit', [report]))
        assert work.number("SELECT state FROM cchc_report WHERE id = %s", report) == 'draft'
        assert work.number(files, report) == 0
        again(lambda: office.call('cchc.report', 'action_submit', [report]))
        assert work.number(files, report) == 3
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
        cut_off(work, server, 'INSERT INTO "cchc_(article|publication|workflow_log)"', lambda: office.call(
            'cchc.article.import', 'action_record', [wizard]))
        assert work.number(recorded) == 0
        again(lambda: office.call('cchc.article.import', 'action_record', [wizard]))
        assert work.number(recorded) == ROWS
    work.holds()


def undisturbed(work, method, query):
    """Return what the query finds after the same cron has run in peace, in a transaction that is then undone."""
    told = work.shell(f"""
{method}
env.flush_all()
env.cr.execute('''{query}''')
print('ROWS', len(env.cr.fetchall()))
env.cr.rollback()
""")
    [line] = [line for line in told.splitlines() if line.startswith('ROWS ')]
    return int(line.removeprefix('ROWS '))


@pytest.mark.parametrize('pattern', [
    'INSERT INTO "cchc_reminder_log"', 'INSERT INTO "mail_activity"', 'INSERT INTO "mail_notification"'])
def test_while_people_are_reminded(work, pattern):
    expected = undisturbed(work, "env['cchc.reminder.rule'].with_context(cron_id=None)._cron_run()", REMINDED)
    assert expected > 20
    with work.server(crons=1) as server:
        job_cut_off(work, server, pattern, 'ir_cron_reminder_run')
        until(lambda: _done(work, 'ir_cron_reminder_run') and len(work.rows(REMINDED)) == expected,
              "the reminders are not made up for")
    assert work.number("SELECT count(*) FROM cchc_reminder_log WHERE user_id IS NOT NULL AND NOT is_noticed") == 0
    [(told, different)] = work.rows(INBOX + " WHERE message.body LIKE '%%model=cchc.assignment%%'")
    assert told == different > 0, "somebody was told twice"
    work.holds()


@pytest.mark.parametrize('pattern', ['INSERT INTO "mail_message"', 'DELETE FROM "cchc_notice"'])
def test_while_notices_are_sent(work, pattern):
    assert work.number("SELECT count(*) FROM cchc_notice") > 20
    with work.server(crons=1) as server:
        job_cut_off(work, server, pattern, 'ir_cron_notice')
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
