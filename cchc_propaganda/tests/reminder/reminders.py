from contextlib import contextmanager
from unittest.mock import patch


class Killed(BaseException):
    """The process that ran the cron is gone."""


class RemindersMixin:
    """Runs of the reminders, with savepoints where a cron commits."""

    @contextmanager
    def commits(self, killed_at=None):
        """A run in the block keeps each batch it has committed, and nothing else when it dies; ``killed_at``: at the
        commit that would keep its 1st, 2nd, … reminder."""
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
        """Run the reminders; returns what this run wrote into the log."""
        before = self.logs()
        with self.commits(killed_at):
            self.env['cchc.reminder.rule']._cron_run(batch=batch)
        return self.logs() - before

    def logs(self, record=None):
        domain = [('res_model', '=', record._name), ('res_id', 'in', record.ids)] if record else []
        return self.env['cchc.reminder.log'].search(domain, order='date_reminded, id')

    def reminders(self, record, login=None):
        """The open activities on the record, of that person if one is named."""
        self.env.invalidate_all()
        activities = self.env['mail.activity'].search(
            [('res_model', '=', record._name), ('res_id', 'in', record.ids)])
        return activities.filtered(lambda activity: login in (None, self.role(activity.user_id)))

    def role(self, user):
        """The login without the prefix of test accounts."""
        return user.login.removeprefix('test.')

    def said(self, logs):
        """``[(title of the rule, login)]``, in the order of the log."""
        return [(log.rule_id.name, self.role(log.user_id)) for log in logs]
