# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from markupsafe import Markup

from odoo import models
from odoo.exceptions import UserError

OFFERS = 4                              # number of assignments offered for one article or outreach
LOOK_BACK = timedelta(days=366)         # do not offer assignments missed longer ago
LOOK_AHEAD = timedelta(days=92)         # offer assignments of the next quarter


class CchcOfferMixin(models.AbstractModel):
    """What can count for an assignment: an article or outreach."""
    _name = 'cchc.offer.mixin'
    _description = "What Can Count for an Assignment"

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
