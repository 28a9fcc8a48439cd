# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from markupsafe import Markup

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.outcome import OWED

OFFERS = 4                              # number of assignments offered for one article or outreach
LOOK_BACK = timedelta(days=366)         # do not offer assignments missed longer ago
LOOK_AHEAD = timedelta(days=92)         # offer assignments of the next quarter


class CchcOfferMixin(models.AbstractModel):
    """What can count for an assignment: an article or outreach."""
    _name = 'cchc.offer.mixin'
    _description = "What Can Count for an Assignment"

    def _assignments_within_reach(self, domain=Domain.TRUE):
        """Return the unmet assignments around today of the units of these records and of the units they support."""
        units, companies = self.department_id, self.company_id
        if not units:
            return self.env['cchc.assignment']
        today = max(company._cchc_today() for company in companies)
        helped = self.env['cchc.topic'].sudo().search(   # only to find assignments, which are public in the agency
            [('coordinator_department_ids', 'in', units.ids)])
        return self.env['cchc.assignment'].sudo().search(   # assignments are public in the agency
            Domain('company_id', 'in', companies.ids) & Domain('plan_id.state', '=', 'published') & domain
            & self.env['cchc.assignment']._outcome_domain('before', *OWED)
            & Domain('date_end', '>=', today - LOOK_BACK) & Domain('date_start', '<=', today + LOOK_AHEAD)
            & (Domain('department_id', 'in', units.ids) | Domain('origin_department_id', 'in', units.ids)
               | Domain('topic_id', 'child_of', helped.ids))).sudo(False)

    def _offers_among(self, assignments):
        """Return ``{record: [assignment id, …]}``: the assignments worth offering, the current period first, then the
        nearest. The number of queries does not depend on the number of records."""
        if not assignments:
            return {}
        coming = self._on_the_way(assignments)
        offers = {}
        for record in self:
            found = [
                (rank, assignment.id) for assignment in assignments
                if (rank := record._rank_of_offer(assignment, coming.get(assignment, ())))
                and not record._refusal_to_count_for(assignment)]
            if found:
                offers[record] = [assignment_id for __, assignment_id in sorted(found)]
        return offers

    def _on_the_way(self, assignments):
        """Return ``{assignment: what is on its way to it}``, after computing for all these records what they count for
        by themselves."""
        raise NotImplementedError

    def _rank_of_offer(self, assignment, coming):
        """Return how near the assignment lies to the record (less is nearer), None when it is not worth an offer.
        ``coming``: what is on its way to the assignment; one record."""
        raise NotImplementedError

    def _refusal_to_count_for(self, assignment):
        """Return '' when the user may let the record count for the assignment now, else a sentence saying why not; one
        record."""
        raise NotImplementedError

    def _assignment_to_count_for(self, assignment_id):
        """Return the assignment with that id, by default the one that a button in a list gives in the context. Raise
        unless the user may read both."""
        self.ensure_one()
        self.check_access('read')
        assignment = self.env['cchc.assignment'].browse(assignment_id or self.env.context.get('assignment_id')).exists()
        if not assignment:
            raise UserError(self.env._(
                "Choose the assignment that “%(name)s” should count for.", name=self.display_name))
        assignment.check_access('read')
        return assignment

    def _log_count_for(self, assignment):
        record = self._in_company_language()
        self._post_lines({self: Markup("<b>%s</b>: %s") % (
            record.env._("Counts for"), assignment.with_env(record.env).display_name)})
