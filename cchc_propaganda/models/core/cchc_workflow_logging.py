# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from markupsafe import Markup, escape

from odoo import fields, models

from .server import WORDED


class CchcWorkflowMixin(models.AbstractModel):
    """The log of the steps: each leaves a line in the chatter and one in ``cchc.workflow.log``, in the agency's
    language. So do some events that are not steps."""
    _inherit = 'cchc.workflow.mixin'

    def _log_step(self, step, reason, before):
        """Write one line into the chatter and one into the log of steps: who, old state, new state, why. ``before``:
        ``{id: old state}``."""
        lines, log = {}, []
        for record in self:
            record = record._in_company_language()
            label, note = record._step_label(step), record._step_note(step)
            line = Markup("<b>%s</b>") % label
            if step.target and record.state != before[record.id]:
                line += Markup(": %s → %s") % (
                    record._state_label(before[record.id]), record._state_label(record.state))
            for words in filter(None, [note, reason]):
                line += Markup("<br/>") + escape(words)
            lines[record] = line
            log.append(record._log_values(step.name, label, before[record.id], note=note, reason=reason))
        self._post_lines(lines)
        self.env['cchc.workflow.log']._record(log)

    def _log_event(self, name, notes):
        """Log an event that is not a step. ``name``: a key of ``_event_labels``; ``notes``: ``{record: words}``, in the
        agency's language."""
        log = []
        for record, note in notes.items():
            record = record.sudo()._in_company_language()   # the line holds fields that the actor may not read
            log.append(record._log_values(name, record._event_labels()[name], record.state, note=note))
        self.env['cchc.workflow.log']._record(log)

    def _log_values(self, name, label, state_before, note='', reason=''):
        """Return the values of the log line of one record, in the agency's language."""
        return {
            'date': fields.Datetime.now(), 'user_id': self.env.uid, 'company_id': self.company_id.id,
            'res_model': self._name, 'res_id': self.id, 'record_name': self.display_name,
            'model_id': self.env['ir.model']._get_id(self._name),
            'department_id': self.department_id.id if 'department_id' in self._fields else False,
            'step': name, 'step_name': label, 'version': self._logged_version(), 'reason': reason, 'note': note,
            'state_from': state_before, 'state_from_name': self._state_label(state_before),
            'state_to': self.state, 'state_to_name': self._state_label(self.state),
        }

    def _logged_version(self):
        """Return the version of the content at the step, 0 before the first change; one record."""
        return 0

    def _event_labels(self):
        """Return ``{name: translated label}`` of the events that are logged besides steps."""
        return {'edit': self.env._("Edited"), 'correct': self.env._("Correction")}

    def _step_note(self, step):
        """Return a further sentence to log with the step, or ''."""
        return ''

    def _post_lines(self, lines):
        """Write ``{record: Markup}`` into the chatter in the user's name, whatever their rights on the record. The
        lines have a subtype that no client can give to a message."""
        if lines:
            self.with_context(cchc_worded=WORDED)._message_log_batch(
                bodies={record.id: line for record, line in lines.items()}, author_id=self.env.user.partner_id.id)

    def _message_create(self, values_list):
        if self.env.context.get('cchc_worded') is WORDED:
            mark = self.env['ir.model.data']._xmlid_to_res_id('cchc_propaganda.mt_step')
            values_list = [{**values, 'subtype_id': mark} for values in values_list]
        return super()._message_create(values_list)
