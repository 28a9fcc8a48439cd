# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.dates import in_figures
from ..assignment.cchc_offer_mixin import OFFERS


class CchcOutreach(models.Model):
    """The assignments that outreach could meet besides the one of its day: a missed period (*làm bù*), an assignment
    that its unit coordinates. They are offered; the user chooses. Outreach meets one assignment at a time."""
    _name = 'cchc.outreach'
    _inherit = ['cchc.offer.mixin', 'cchc.outreach']

    offer_ids = fields.Many2many('cchc.assignment', string="Could also count for", compute='_compute_offer_ids')

    @api.depends('state', 'form_id', 'department_id', 'date', 'assignment_id')
    @api.depends_context('uid')
    def _compute_offer_ids(self):
        offers = self._offers_among(self._assignments_to_look_at())
        for outreach in self:
            outreach.offer_ids = self.env['cchc.assignment'].browse(offers.get(outreach, [])[:OFFERS])

    def _assignments_to_look_at(self):
        """Return the unmet assignments by form of the units of the outreach and of the units they support, only for
        outreach whose assignment the user may choose now."""
        chosen = self.filtered(lambda one: one.form_id and one.department_id and one.date and one.can_choose_assignment)
        return chosen._assignments_within_reach(Domain('form_id', '!=', False))

    def _on_the_way(self, assignments):
        self.mapped('expected_assignment_id')   # compute for all at once
        # A colleague's outreach on its way counts, even if the user may not read it.
        return assignments.sudo()._outreach_on_the_way()

    def _rank_of_offer(self, assignment, coming):
        """Return how near the assignment lies to the outreach (less is nearer), None when it is not worth an offer.

        ``coming``: the outreach on its way to the assignment. An offer never makes another assignment missed, and never
        adds a second one when one has already been sent to the Office.
        """
        counted = self.expected_assignment_id
        others = [other for other in coming if other.id != self._origin.id and other.state == 'submitted']
        if assignment == counted or len(others) >= assignment.quantity - assignment.done_quantity:
            return None
        if self.assignment_id and self.state != 'approved':
            return None     # respect the choice made before it is accepted
        running = assignment.date_start <= self.date <= assignment.date_end
        is_own = self.department_id in (assignment.department_id | assignment.origin_department_id)
        missed = is_own and assignment.date_end < self.date and not assignment.is_before_issue
        worth = missed and self._is_to_spare(counted) if counted else missed or running
        return (not running, abs((assignment.date_deadline - self.date).days)) if worth else None

    def _is_to_spare(self, counted):
        """Whether the assignment that it counts for by its day can do without it."""
        without = counted.done_quantity - (self.state == 'approved')
        return without >= counted.quantity or counted.date_deadline >= self.company_id._cchc_today()

    def _refusal_to_count_for(self, assignment):
        """Return '' when the user may let the outreach count for the assignment now, else a sentence saying why not."""
        if refusal := assignment._refusal_of_outreach(self):
            return refusal
        if assignment._outcome().is_settled:
            return self.env._(
                "“%(assignment)s” needs no further outreach: %(state)s.", assignment=assignment.display_name,
                state=assignment._state_label(assignment.state))
        if 'assignment_id' not in self._fields_open_to_user():
            return self._refusal_of_edit({'assignment_id'})
        return self._refusal_of_day_before(assignment)

    def _refusal_of_day_before(self, assignment):
        if not assignment or not self.date or self.date >= assignment.date_start:
            return ''
        return self.env._(
            "“%(name)s” was held on %(date)s, before the period of “%(assignment)s” begins.", name=self.display_name,
            date=in_figures(self.date), assignment=assignment.display_name)

    def _missing_to_submit(self, step):
        missing = super()._missing_to_submit(step)
        return [*missing, refusal] if (refusal := self._refusal_of_day_before(self.assignment_id)) else missing

    def _transition_depends(self):
        return (*super()._transition_depends(), 'assignment_id')

    def action_count_for(self, assignment_id=False):
        """Let the outreach count for the assignment instead of the one of its day. A button in a list gives the id of
        the assignment in the context. Return True; raise UserError saying why not."""
        assignment = self._assignment_to_count_for(assignment_id)
        self._lock_records()
        self.invalidate_recordset(['assignment_id', 'state'])
        if self.assignment_id == assignment:
            return True     # second click
        if refusal := self._refusal_to_count_for(assignment):
            raise UserError(refusal)
        self.assignment_id = assignment
        self._log_count_for(assignment)
        return True
