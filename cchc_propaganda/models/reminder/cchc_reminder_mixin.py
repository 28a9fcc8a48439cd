from odoo import models
from odoo.fields import Domain

LEVELS = ('responsible', 'head', 'office', 'director')   # whom an unfilled role falls to, in this order


class CchcReminderMixin(models.AbstractModel):
    """A document that people are reminded of. It says of which of its records, until when, and who could act; the rules
    (``cchc.reminder.rule``) say when and to whom. Stands before the model itself in ``_inherit``.

    A ``roster`` knows who fills which role in the agency today.
    """
    _name = 'cchc.reminder.mixin'
    _description = "Document with Reminders"

    _reminder_date = ''   # the stored field behind _reminder_deadline, where there is one
    _reminder_of_unit = False   # whether several units owe it, each of which the reminder then names

    def _reminder_domain(self, kind):
        """The records that a reminder of that kind is about: not settled yet."""
        return Domain.FALSE

    def _reminder_deadline(self, kind, roster):
        """The day from which the rules count; one record."""
        return self[self._reminder_date]

    def _reminder_stands(self, kind, roster):
        """Whether there is something to remind of, beyond what the domain can say; one record."""
        return True

    def _reminder_fits(self, rule):
        """Whether the rule is meant for this record; one record."""
        return True

    def _reminder_units(self, kind):
        """The units that owe it, each of which is reminded; one record."""
        return self.department_id

    def _reminder_users(self, kind, level, roster):
        """Who fills the level that only the document knows: ``responsible``, ``channel``; one record."""
        return self.env['res.users']

    def _reminder_is_given(self):
        """Whether somebody was named responsible, so that it is a fault when nobody can be reminded; one record."""
        return False

    def _reminder_chain(self, kind, recipient):
        """The levels to try, in order."""
        return LEVELS[LEVELS.index(recipient):] if recipient in LEVELS else (recipient, *LEVELS)

    def _reminder_coordinators(self):
        """The units that are told, but never chased; one record."""
        return self.env['hr.department']

    def _reminder_target(self):
        """The documents that carry the activities, one for each record."""
        return self

    def _run_transition(self, name, reason='', **given):
        result = super()._run_transition(name, reason, **given)
        self._close_reminders()
        return result

    def _close_reminders(self):
        """Close the activities of what has been settled, moved or given to somebody else."""
        self.env['cchc.reminder.log']._close_settled(self)
