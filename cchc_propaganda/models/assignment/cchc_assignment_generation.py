# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

from ...tools.dates import in_figures
from ...tools.outcome import UNMET


class CchcAssignment(models.Model):
    """How assignments follow their plan: created, moved, no longer asked for, asked for again; and what was posted
    before they were given out counts for them."""
    _inherit = 'cchc.assignment'

    @api.model
    def _create_generated(self, vals_list):
        """Create the assignments of a plan without messages: the plan announces them together."""
        quiet = self._with_gate().with_context(
            tracking_disable=True, mail_create_nolog=True, mail_create_nosubscribe=True)
        return quiet.create(vals_list).with_env(self.env)

    def _check_company(self, fnames=None):
        """Check as Odoo does, but each pair of agency and linked record only once: a plan gives out thousands of
        assignments that share a few channels and units."""
        if fnames is None or 'company_id' in fnames:
            fnames = self._fields
        links = [name for name in fnames if self._fields[name].relational and self._fields[name].check_company]
        witnesses = {
            (name, assignment.company_id.id, assignment[name].id): assignment.id
            for name in links for assignment in self}
        return super(CchcAssignment, self.browse(set(witnesses.values())))._check_company(links)

    def _values_moved(self, wanted):
        """Return the ``wanted`` values that differ from this assignment's, {} if it was touched. Keep an extended
        deadline."""
        self.ensure_one()
        if self.state not in UNMET or (self.publication_ids if self.channel_id else self.outreach_ids):
            return {}
        moved = {name: value for name, value in wanted.items() if self[name] != value}
        if 'date_planned' in moved and self.date_deadline == self.date_planned:
            moved['date_deadline'] = moved['date_planned']
        return moved

    def _drop(self, amendment=None):
        """Waive, with a note, assignments that the plan no longer asks for since that amendment. Met assignments stay
        met. What was meant for them and is still on its way goes on."""
        dropped = self.filtered(lambda assignment: assignment._is_unmet())
        for assignments in dropped.grouped('company_id').values():
            _ = assignments._in_company_language().env._
            assignments._run_transition('waive', _(
                "Plan %(number)s of %(date)s, which amends the plan, no longer asks for it.", number=amendment.number,
                date=in_figures(amendment.date_issued)) if amendment else _("The plan no longer asks for it."))
        dropped._with_gate().write({'is_dropped': True})
        dropped._release_work()

    def _release_work(self):
        """Let what was meant for these assignments, and is neither posted nor accepted yet, count for whatever it fits
        on its day; what was posted stays with them."""
        self.publication_ids.filtered(lambda publication: publication.state in ('pending', 'sent'))._release()
        self.outreach_ids.filtered(lambda outreach: outreach.state in ('draft', 'submitted'))._release()

    def _ask_again(self):
        for assignments in self.grouped('company_id').values():
            _ = assignments._in_company_language().env._
            assignments._run_transition('reopen', _("The plan asks for it again."))

    def _match_published(self):
        """Let articles posted, and outreach accepted, before these assignments were given out count for them, as if it
        were now."""
        if not self:
            return
        groups = self._read_group(      # there may be too many to read each
            [('id', 'in', self.ids)], ['department_id', 'channel_id'], ['date_start:min', 'date_end:max'])
        units, channels, starts, ends = zip(*groups, strict=True)
        units, channels, first, last = {unit.id for unit in units}, {one.id for one in channels}, min(starts), max(ends)
        held = self.env['cchc.outreach'].search([
            ('assignment_id', '=', False), ('state', '=', 'approved'), ('department_id', 'in', units),
            ('date', '>=', first), ('date', '<=', last)])
        held._match_assignments()
        publications = self.env['cchc.publication'].search([
            ('assignment_id', '=', False), ('state', '=', 'published'), ('channel_id', 'in', channels - {False}),
            ('article_id.department_id', 'in', units), ('date_published', '>=', first), ('date_published', '<=', last),
        ])
        publications._match_assignments()
