# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.fields import Domain

from ..core.server import as_server
from .cchc_reminder_roster import Roster

LEVELS = ('responsible', 'head', 'office', 'director')   # if nobody fills one, the next is reminded


class CchcReminderMixin(models.AbstractModel):
    """A document with reminders. It says which records need one, by which deadline, and who can act; the rules
    (``cchc.reminder.rule``) say when to remind whom. List it before the model itself in ``_inherit``.

    A ``roster`` knows who fills which role in the agency today.
    """
    _name = 'cchc.reminder.mixin'
    _description = "Document with Reminders"

    _reminder_date = ''   # the stored field behind _reminder_deadline, where there is one
    _reminder_of_unit = False   # whether several units owe a record, so that the reminder names the unit
    _reminder_kinds_apart = False   # whether each kind of reminder of a record asks for something else

    def _reminder_domain(self, kind):
        """Return the domain of the unsettled records for reminders of that kind."""
        return Domain.FALSE

    def _reminder_deadline(self, kind, roster):
        """Return the day from which the rules count; one record."""
        return self[self._reminder_date]

    def _reminder_stands(self, kind, roster):
        """Whether a reminder is needed, beyond what the domain can check; one record."""
        return True

    def _reminder_fits(self, rule):
        """Whether the rule is meant for this record; one record."""
        return True

    def _reminder_units(self, kind):
        """Return the units that owe the record; each is reminded; one record."""
        return self.department_id

    def _reminder_users(self, kind, level, roster):
        """Return the users of a level that only the document knows: ``responsible``, ``channel``; one record."""
        return self.env['res.users']

    def _reminder_is_given(self):
        """Whether somebody was named responsible; it is then a fault if nobody can be reminded; one record."""
        return False

    def _reminder_words_without_rule(self, sender):
        """Return title and text of a reminder that no rule sends: because the record begins or, with a ``sender``, by
        hand; one record, in the language of its reader."""
        raise NotImplementedError

    def _reminder_chain(self, kind, recipient):
        """Return the levels to try, in order."""
        return LEVELS[LEVELS.index(recipient):] if recipient in LEVELS else (recipient, *LEVELS)

    def _reminder_coordinators(self):
        """Return the units that are informed but need not act; one record."""
        return self.env['hr.department']

    def _reminder_target(self):
        """Return the documents that carry the activities, one for each record."""
        return self

    def _end_step(self):
        self._close_reminders()
        return super()._end_step()

    def _remind_now(self, kind):
        """Remind of these records now, because the user asks, and notify each person once. Return the lines of the log.
        Whether the user may ask is checked before: who is reminded may be out of the user's sight."""
        lines = as_server(self).env['cchc.reminder.log']
        for company, records in self.grouped('company_id').items():
            records = as_server(records, lang=company._cchc_lang(), allowed_company_ids=company.ids)
            logs = records.env['cchc.reminder.rule']._remind_without_rule(
                Roster(records.env, company), records, kind, 'responsible', self.env.user)
            for of_user in logs.grouped('user_id').values():
                of_user._notify()
            logs.is_noticed = True
            lines |= logs.with_env(lines.env)
        return lines

    def _close_reminders(self):
        """Close the activities of records settled, moved or given to somebody else."""
        targets = self._reminder_target().sudo().with_context(active_test=False)   # the activities of everybody
        if targets.activity_ids:
            self.env['cchc.reminder.log']._close_settled(self)
