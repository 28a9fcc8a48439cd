# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What must hold once the people have gone: nothing lost, nothing doubled, nothing left to be sent."""

import collections
import re

from safe_server import until

WAIT = 120      # seconds in which the crons send what is left
STEPS = {('cchc.article', 'submit'), ('cchc.article', 'approve'), ('cchc.article', 'return'),
         ('cchc.publication', 'publish'), ('cchc.report', 'submit'), ('cchc.report', 'approve'),
         ('cchc.report', 'publish')}
ABOUT = re.compile(r'model=(cchc\.\w+)&(?:amp;)?res_id=(\d+)')
TOLD_TWICE = """
    SELECT message.body, count(*) FROM mail_message message
    JOIN mail_notification notification ON notification.mail_message_id = message.id
    WHERE message.body LIKE '%%/mail/view?model=cchc.%%' AND message.id > %s
    GROUP BY message.subject, message.body, notification.res_partner_id HAVING count(*) > 1
"""


class Before:
    """What the database was like before the load."""

    def __init__(self, database):
        self._database = database
        self._broken = self._rules_broken()     # by the rows that were written without their steps
        self._log = database.number("SELECT coalesce(max(id), 0) FROM cchc_workflow_log")
        self._message = database.number("SELECT coalesce(max(id), 0) FROM mail_message")

    def check(self, run, servers):
        """Raise AssertionError unless all is well after the run."""
        assert run.failures() == [], run.failures()
        until(lambda: not self._database.number("SELECT count(*) FROM cchc_notice"), "notices are left", WAIT)
        logged = self._logged()
        acknowledged = collections.Counter((model, record, step) for model, record, step in run.steps)
        assert acknowledged, "nobody took a step"
        assert acknowledged == collections.Counter({
            key: count for key, count in logged.items() if (key[0], key[2]) in STEPS}), "steps are lost or doubled"
        assert self._told_too_often(logged) == []
        assert self._rules_broken() - self._broken == set()
        assert [fault for server in servers for fault in server.faults()] == []

    def _logged(self):
        return collections.Counter(self._database.rows(
            "SELECT res_model, res_id, step FROM cchc_workflow_log WHERE id > %s", self._log))

    def _told_too_often(self, logged):
        """Return the notices that somebody got more often than a step was taken on what they are about."""
        most = collections.defaultdict(int)
        for (model, record, __), count in logged.items():
            most[model, record] = max(most[model, record], count)
        return [body for body, count in self._database.rows(TOLD_TWICE, self._message)
                if count > min((most[model, int(record)] for model, record in ABOUT.findall(body)), default=1)]

    def _rules_broken(self):
        return {(rule, *row) for rule, rows in self._database.broken().items() for row in rows}
