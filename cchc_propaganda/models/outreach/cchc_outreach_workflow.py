# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from ...tools.dates import in_figures
from ...tools.groups import DIRECTOR, OFFICE
from ...tools.workflow import Transition


class CchcOutreach(models.Model):
    """The steps of outreach: the unit sends it to the Office, the Office accepts or returns it."""
    _inherit = 'cchc.outreach'

    _transitions = (
        Transition('submit', {'draft'}, 'submitted', who='_refusal_to_submit', guard='_missing_to_submit',
                   effect='_submitted_values'),
        Transition('approve', {'submitted'}, 'approved', who='_refusal_to_accept', guard='_missing_to_submit',
                   effect='_approved_values', after='_after_approve'),
        Transition('return', {'submitted', 'approved'}, 'draft', who='_refusal_to_accept', effect='_returned_values',
                   reason=True),
        Transition('cancel', {'draft', 'submitted'}, 'cancelled', who='_refusal_to_cancel', reason=True),
    )

    can_submit = fields.Boolean(compute='_compute_can_transitions')
    can_approve = fields.Boolean(compute='_compute_can_transitions')
    can_return = fields.Boolean(compute='_compute_can_transitions')
    can_cancel = fields.Boolean(compute='_compute_can_transitions')

    def action_submit(self):
        return self._run_transition('submit')

    def action_approve(self):
        return self._run_transition('approve')

    def action_return(self, reason=''):
        return self._run_transition('return', reason)

    def action_cancel(self, reason=''):
        return self._run_transition('cancel', reason)

    def _step_labels(self):
        _ = self.env._
        return {
            'submit': _("Send to the Office"), 'approve': _("Accept"), 'return': _("Return"), 'cancel': _("Cancel")}

    def _transition_depends(self):
        return ('state', 'department_id', 'date', 'form_id', 'evidence_ids', 'submitted_by_id')

    def _refusal_to_submit(self, step):
        return '' if self._is_of_unit_or_office() else self._refusal_of_stranger()

    def _refusal_to_accept(self, step):
        """The Office decides; on its own outreach and on what somebody of the Office entered, the director. Nobody
        accepts what they entered or sent themselves."""
        user, own = self.env.user, self._is_of_office()
        if user in self._entered_by():
            return self.env._(
                "“%(step)s” of “%(name)s” is up to somebody else: nobody decides on what they entered or sent.",
                step=self._step_label(step), name=self.display_name)
        if user.has_group(DIRECTOR if own else OFFICE):
            return ''
        return self.env._(
            "“%(step)s” of “%(name)s” is up to the director: it comes from the Office itself.",
            step=self._step_label(step), name=self.display_name) if own else self.env._(
            "“%(step)s” of “%(name)s” is up to the Office.", step=self._step_label(step), name=self.display_name)

    def _entered_by(self):
        return self.sudo().create_uid | self.submitted_by_id    # only compared with the user

    def _is_of_office(self):
        """Whether it comes from the Office: its own, or entered by somebody of the Office for another unit."""
        return self.department_id == self.company_id.cchc_office_id or any(
            user.has_group(OFFICE) for user in self._entered_by())

    def _refusal_to_cancel(self, step):
        office = self.env.user.has_group(OFFICE)
        if office or (self.state == 'draft' and self._is_of_unit_or_office()):
            return ''
        if self.state == 'draft':
            return self._refusal_of_stranger()
        return self.env._(
            "“%(step)s” of “%(name)s” is up to the Office.", step=self._step_label(step), name=self.display_name)

    def _missing_to_submit(self, step):
        _ = self.env._
        missing = list(filter(None, [self._refusal_of_future(self.date, self.company_id)]))
        if self.form_id.evidence == 'required' and not self.sudo().evidence_ids:    # only whether there are files
            missing.append(_("“%(form)s” asks for evidence: attach a photo or the minutes.", form=self.form_id.name))
        return missing

    @api.model
    def _refusal_of_future(self, day, company):
        if not day or day <= company._cchc_today():
            return ''
        return self.env._("Its day, %(date)s, lies in the future: send it after it was held.", date=in_figures(day))

    def _submitted_values(self, step, reason):
        for company, outreach in self.grouped('company_id').items():
            outreach.filtered(lambda one: not one.date_recorded).write({'date_recorded': company._cchc_today()})
        self._keep_sent_for()
        return {
            'submitted_by_id': self.env.uid, 'date_submitted': fields.Datetime.now(), 'is_returned': False,
            'return_reason': False}

    def _approved_values(self, step, reason):
        return {'is_returned': False}

    def _after_approve(self, step, reason):
        self._match_assignments()

    def _returned_values(self, step, reason):
        self._forget_matched()
        return {'is_returned': True, 'return_reason': reason, 'sent_assignment_id': False}

    def _next_step_sentence(self):
        _ = self.env._
        if self.state == 'draft' and self.is_returned:
            return _("Returned: “%(reason)s”. Correct it and send it again.", reason=self.return_reason)
        if self.state == 'draft':
            if missing := self.date and self._missing_to_submit(None):
                return ' '.join(missing)
            return _("Not sent yet: it counts once the Office has accepted it.")
        if self.state == 'submitted':
            since = in_figures(self.company_id._cchc_day_of(self.date_submitted))
            if self._is_of_office():
                return _("Waiting for the director to accept it, since %(date)s.", date=since)
            return _("Waiting for the Office to accept it, since %(date)s.", date=since)
        return False
