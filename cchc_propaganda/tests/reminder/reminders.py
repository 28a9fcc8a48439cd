# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from contextlib import contextmanager
from unittest.mock import patch

from ..common import CchcCommon


class Killed(BaseException):
    """The process that runs the cron dies."""


class RemindersMixin:
    """Run the reminders, with savepoints instead of the cron's commits."""

    @contextmanager
    def commits(self, killed_at=None):
        """A run in the block that dies keeps only the batches it has committed; ``killed_at``: it dies at the commit of
        its 1st, 2nd, … reminder."""
        kept, before = self.env.cr.savepoint(), len(self.logs())

        def commit(cron, done=0, *, remaining=None, deactivate=False):
            nonlocal kept
            if killed_at and len(self.logs()) >= before + killed_at:
                raise Killed
            kept.close(rollback=False)
            kept = self.env.cr.savepoint()
            return float('inf')

        with patch.object(self.env.registry['ir.cron'], '_commit_progress', commit):
            try:
                yield
            except Killed:
                kept.close(rollback=True)
            else:
                kept.close(rollback=False)

    def remind(self, batch=500, killed_at=None):
        """Run the reminders; return the lines that this run writes into the log."""
        before = self.logs()
        with self.commits(killed_at):
            self.env['cchc.reminder.rule']._cron_run(batch=batch)
        return self.logs() - before

    def logs(self, record=None):
        domain = [('res_model', '=', record._name), ('res_id', 'in', record.ids)] if record else []
        return self.env['cchc.reminder.log'].search(domain, order='date_reminded, id')

    def reminders(self, record, login=None):
        """Return the open activities on the record, of the user ``login`` if given."""
        self.env.invalidate_all()
        activities = self.env['mail.activity'].search(
            [('res_model', '=', record._name), ('res_id', 'in', record.ids)])
        return activities.filtered(lambda activity: login in (None, self.role(activity.user_id)))

    def role(self, user):
        """Return the login without the prefix of test accounts."""
        return user.login.removeprefix('test.')

    def said(self, logs):
        """Return ``[(title of the rule, login)]``, in the order of the log."""
        return [(log.rule_id.name, self.role(log.user_id)) for log in logs]


class RemindersCase(RemindersMixin, CchcCommon):
    """The plan is issued on 2 January 2024; the assignment of March is due on Monday the 25th, so a week earlier is
    Monday the 18th."""

    def setUp(self):
        super().setUp()
        self.plan = self.plan_in('published')
        self.march = self.assignment(self.plan, '2024-M03')
        rules = self.env['cchc.reminder.rule'].search([])
        rules.filtered(lambda rule: rule.kind == 'plan_not_spread').active = False   # has a test of its own

    def on_the_day(self, day):
        """Return the reminders of that morning."""
        self.at(day, '06:00')
        return self.remind()

    def reminded(self, day='2024-03-18'):
        """Return the assignment of March, after the head is reminded of it."""
        self.on_the_day(day)
        self.assertTrue(self.reminders(self.march, 'head'))
        return self.march
