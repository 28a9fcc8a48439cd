# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.dates import in_figures
from ...tools.groups import DIRECTOR, HEAD, OFFICE
from ...tools.outcome import MET, UNMET
from ...tools.workflow import Transition


class CchcAssignment(models.Model):
    """The decisions about an assignment. The Office takes them; on the Office's own assignments, the director."""
    _inherit = 'cchc.assignment'

    _transitions = (
        Transition('exempt', UNMET, 'exempt', who='_refusal_to_decide', effect='_waiver_values', reason=True),
        Transition('waive', UNMET, 'waived', who='_refusal_to_decide', effect='_waiver_values', reason=True),
        Transition('reopen', {'exempt', 'waived'}, 'open', who='_refusal_to_decide', effect='_waiver_values',
                   reason=True),
        Transition('postpone', UNMET, '', who='_refusal_to_decide', effect='_postponed_values', reason=True),
        Transition('reassign', UNMET, '', who='_refusal_to_decide', effect='_reassigned_values', reason=True),
        Transition('explain', UNMET | {'late'}, '', who='_refusal_to_explain', effect='_explained_values'),
    )

    can_exempt = fields.Boolean(compute='_compute_can_transitions')
    can_waive = fields.Boolean(compute='_compute_can_transitions')
    can_reopen = fields.Boolean(compute='_compute_can_transitions')
    can_postpone = fields.Boolean(compute='_compute_can_transitions')
    can_reassign = fields.Boolean(compute='_compute_can_transitions')
    can_explain = fields.Boolean(compute='_compute_can_transitions')

    def action_exempt(self, reason=''):
        return self._run_transition('exempt', reason)

    def action_waive(self, reason=''):
        return self._run_transition('waive', reason)

    def action_reopen(self, reason=''):
        return self._run_transition('reopen', reason)

    def action_postpone(self, date=False, reason=''):
        """Move the deadline to a later day (Date or ``YYYY-MM-DD``)."""
        date = fields.Date.to_date(date)
        if not date:
            raise UserError(self.env._("Enter the new deadline."))
        for assignment in self:
            if assignment.date_deadline and date <= assignment.date_deadline:
                raise UserError(self.env._(
                    "The new deadline of “%(name)s” must be later than %(date)s.", name=assignment.display_name,
                    date=in_figures(assignment.date_deadline)))
        return self._run_transition('postpone', reason, date=date)

    def action_reassign(self, department=False, reason=''):
        """Hand the assignment over to another unit (``department``: its id). ``origin_department_id`` keeps the unit
        that the plan named."""
        department = self.env['hr.department'].sudo().browse(department).exists()   # another agency's is refused below
        if not department or department.company_id != self.company_id:
            raise UserError(self.env._("Choose a unit of the same agency."))
        return self._run_transition('reassign', reason, department=department)

    def action_explain(self, text=''):
        """Store the owing unit's explanation of a missed deadline."""
        if not (text or '').strip():
            raise UserError(self.env._("Write why the deadline was missed and what the unit is doing about it."))
        return self._run_transition('explain', text)

    def _step_labels(self):
        _ = self.env._
        return {
            'exempt': _("Exempt from the assignment"), 'waive': _("Ask no longer"), 'reopen': _("Reopen"),
            'postpone': _("Extend the deadline"), 'reassign': _("Reassign to another unit"), 'explain': _("Explain"),
        }

    def _transition_depends(self):
        return ('state', 'department_id')

    def _refusal_to_decide(self, step):
        """The Office decides; on its own assignments, the director."""
        own_assignment = self.department_id == self.company_id.cchc_office_id
        if self.env.user.has_group(DIRECTOR if own_assignment else OFFICE):
            return ''
        return self.env._(
            "“%(step)s” of “%(name)s” is up to the director: it is an assignment of the Office itself.",
            step=self._step_label(step), name=self.display_name) if own_assignment else self.env._(
            "“%(step)s” of “%(name)s” is up to the Office.", step=self._step_label(step), name=self.display_name)

    def _refusal_to_explain(self, step):
        if self.env.user.has_group(HEAD) and self.is_headed_by_me:
            return ''
        return self.env._("Only the head of “%(unit)s” can explain “%(name)s”.",
                          name=self.display_name, unit=self.department_id.name)

    def _step_note(self, step):
        if step.name == 'postpone':
            return self.env._("New deadline: %(date)s.", date=in_figures(self.date_deadline))
        if step.name == 'reassign':
            return self.env._("Now owed by: %(unit)s.", unit=self.department_name)
        return super()._step_note(step)

    def _state_values(self, step):
        return {}   # the state is computed from ``waiver``

    def _waiver_values(self, step, reason):
        waiver = {'exempt': 'exempt', 'waive': 'waived', 'reopen': False}[step.name]
        return {'waiver': waiver, 'waiver_reason': reason if waiver else False, 'is_dropped': False}

    def _postponed_values(self, step, reason, date):
        return {'date_deadline': date}

    def _reassigned_values(self, step, reason, department):
        return {
            'department_id': department.id, 'department_name': department._cchc_in_company_language().name,
            'user_id': False,
        }

    def _explained_values(self, step, reason):
        return {'explanation': reason}

    def _refusal_of_plain_change(self, source, target):
        if target in ('done', 'late', 'overdue', 'open') and source not in ('exempt', 'waived'):
            return self.env._(
                "“%(name)s” cannot be marked by hand: its state follows from the articles posted for it.",
                name=self[:1].display_name)
        return super()._refusal_of_plain_change(source, target)

    def _first_state(self):
        return 'open'

    def _next_step_sentence(self):
        _ = self.env._
        if not self.date_deadline:      # the Office is filling in a new assignment
            return False
        became = self._outcome()
        if self.waiver:
            return _("%(state)s: “%(reason)s”", state=self._state_label(self.state), reason=self.waiver_reason)
        if became.kind in MET:
            return _("Met on %(date)s with %(count)s of %(quantity)s.",
                     date=in_figures(self.date_done), count=self.done_quantity,
                     quantity=self.quantity)
        if became.kind == 'before':
            return _("Due before the plan was issued: it counts only if an article is chosen for it.") if (
                self.channel_id) else _("Due before the plan was issued: it counts only if outreach is chosen for it.")
        if became.kind == 'waiting':
            return _("Sent in time to %(channel)s, which has not answered yet.", channel=self._met_by().name) if (
                self.channel_id) else _("Sent in time to the Office, which has not accepted it yet.")
        missing = self.quantity - self.done_quantity
        if self.form_id:
            return self._sentence_of_outreach(became, missing)
        if became.kind == 'overdue':
            words = [
                _("%(clock)s. Articles still to be posted: %(count)s.", clock=self.clock_text, count=missing),
                self._sentence_on_the_way(),
                not self.explanation and _("The head of the unit explains."),
                _("An article posted now counts as late.")]
        else:
            words = [
                _("%(clock)s. Articles still to be posted on %(channel)s by %(date)s: %(count)s.",
                  clock=self.clock_text, count=missing, channel=self._met_by().name,
                  date=in_figures(self.date_deadline)),
                self._sentence_on_the_way()]
        return ' '.join(filter(None, words))

    def _sentence_of_outreach(self, became, missing):
        """Return the sentence of an unmet assignment that outreach meets; one record."""
        _ = self.env._
        words = [_("%(clock)s. %(form)s: still to be held and accepted: %(count)s, by %(date)s.", clock=self.clock_text,
                   form=self.form_id.name, count=missing, date=in_figures(self.date_deadline))]
        if held := self._outreach_on_the_way().get(self) if self._origin else None:
            words.append(_("On their way: %(articles)s.", articles='; '.join(
                f'“{one.display_name}” ({one._state_label(one.state)})' for one in held)))
        if became.kind == 'overdue' and not self.explanation:
            words.append(_("The head of the unit explains."))
        return ' '.join(words)

    def _sentence_on_the_way(self):
        """Return where the articles on their way are, '' without any; one record."""
        publications = self._publications_on_the_way().get(self, ()) if self._origin else ()
        return publications and self.env._("On their way: %(articles)s.", articles='; '.join(
            f'“{publication.article_id.display_name}” ({publication.stage_text})' for publication in publications))
