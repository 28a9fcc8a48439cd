# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from contextlib import contextmanager
from unittest.mock import patch


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
