# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The database server breaks down while people work: what was acknowledged is stored, what was not is undone as a
whole, people read a sentence and stay logged in."""

import time

import pytest
from crowd import AWAY, Load, is_sentence, state_of
from safe_server import WAIT, Refused, until

FORCED = """
CREATE FUNCTION cchc_forced() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF random() < %s THEN
        RAISE EXCEPTION 'could not serialize access (forced)' USING ERRCODE = 'serialization_failure';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER cchc_forced BEFORE INSERT ON cchc_workflow_log FOR EACH ROW EXECUTE FUNCTION cchc_forced();
"""
DUE = """SELECT count(*) FROM ir_cron JOIN ir_model_data data ON data.model = 'ir.cron' AND data.res_id = ir_cron.id
    WHERE active AND module LIKE 'cchc%%' AND nextcall < now() at time zone 'utc'"""


@pytest.mark.parametrize('seconds', [0, 4])
def test_server_of_the_database_breaks_down_under_load(work, safe, seconds):
    with work.server() as server:
        watcher = server.client('test.office')
        with Load(work, server) as load:
            for __ in range(2):
                until(lambda: load.submitted and load.approved, "nobody gets anything done")
                time.sleep(1)
                safe.crash()
                if seconds:
                    status, page = watcher.page()
                    assert (status, AWAY in page) == (503, True), page
                    with pytest.raises(Refused, match=AWAY):
                        watcher.call('cchc.article', 'search_count', [])
                    time.sleep(seconds)
                safe.start()
        assert watcher.page()[0] == 200
        assert watcher.call('cchc.article', 'search_count', []) >= 100, "logged out"
    assert load.submitted and state_of(work, load.submitted) <= {'submitted', 'approved'}
    assert load.approved and state_of(work, load.approved) == {'approved'}
    assert state_of(work, work.ids.drafts) == {'submitted'}, "in the end, everything got through"
    assert state_of(work, work.ids.submitted) == {'approved'}
    assert [words for words in load.words if not is_sentence(*words)] == []
    work.holds()


def test_transactions_that_fail_to_serialize_are_taken_once(work):
    """One in three log lines fails as if another transaction had been first; Odoo tries the request again."""
    work.rows(FORCED, 0.3)
    with work.server() as server, Load(work, server) as load:
        pass
    work.rows("DROP FUNCTION cchc_forced() CASCADE")
    assert state_of(work, load.submitted) == {'submitted'} and state_of(work, load.approved) == {'approved'}
    assert len(load.submitted) > 50 and len(load.approved) > 30
    assert 'serializ' in server.log.read_text(), "none was forced"
    assert work.number("SELECT count(*) FROM cchc_workflow_log WHERE step = 'submit' AND res_model = 'cchc.article'"
                       ) == len(work.ids.submitted) + len(load.submitted)
    twice = work.rows("SELECT res_id, kind FROM cchc_notice WHERE res_model = 'cchc.article' GROUP BY 1, 2"
                      " HAVING count(*) > 1")
    assert twice == []
    assert [words for words in load.words if not is_sentence(*words)] == []
    work.holds()


def test_the_other_servers_crons_do_nothing_twice(work):
    """Two servers that both run the jobs: each reminder, notice and report once."""
    with work.server('one.log', crons=2) as one, work.server('two.log', crons=2) as two:
        for __ in range(4):     # the second time, the reminders of the first have to be sent to nobody
            work.start_crons('ir_cron_reminder_run', 'ir_cron_notice', 'ir_cron_assignment_refresh',
                             'ir_cron_report_open', 'ir_cron_reorganisation', 'ir_cron_unsent')
            until(lambda: not work.number(DUE), "jobs are left", WAIT * 2)
        assert one.faults() == two.faults() == []
    assert work.number("SELECT count(*) FROM cchc_reminder_log") > 20
    assert work.number("SELECT count(*) FROM cchc_notice") == 0
    [(told, different)] = work.rows("""
        SELECT count(*), count(DISTINCT (message.subject, message.body, notification.res_partner_id))
        FROM mail_message message JOIN mail_notification notification ON notification.mail_message_id = message.id
        WHERE message.body LIKE '%%/mail/view?model=cchc.%%'""")
    assert told == different > 0
    work.holds()


def test_clock_that_jumps_back_and_forth(work):
    """What was sent when a day came first is not sent when it comes again; steps stay in their order."""
    reminded = work.result('''
import json
from datetime import datetime, timedelta
from freezegun import freeze_time
now = datetime.now()
reminded = {}
for days in (0, 1, -3, 1, 2, -30, 3, 400, -30, 3, 2, -3, 1, 0):
    with freeze_time(now + timedelta(days=days), tick=True):
        before = env['cchc.reminder.log'].search_count([])
        env['cchc.assignment']._cron_refresh()
        env['cchc.reminder.rule']._cron_run()
        env['cchc.notice']._cron_send()
        env['cchc.report']._cron_open()
        reminded.setdefault(days, []).append(env['cchc.reminder.log'].search_count([]) - before)
        if days in (1, -3, 2):
            article = env['cchc.article'].search([('state', '=', 'submitted')], limit=1)
            editor = env['res.users'].search([('login', '=', 'test.editor')])
            article.with_user(editor).with_company(article.company_id).action_approve()
        env.cr.commit()
print('RESULT', json.dumps(reminded))
''')
    assert reminded['0'][0] > 20, "there is something to remind of, on whatever day this runs"
    assert {days: again for days, (__, *again) in reminded.items() if any(again)} == {}, "reminded again"
    work.holds()
