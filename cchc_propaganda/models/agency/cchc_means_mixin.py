# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CchcMeansMixin(models.AbstractModel):
    """What an assignment is met by, a channel or a form of outreach. Tells those who follow the assignment how
    long it usually takes and who chases it. A model that inherits this has the fields ``name`` and ``sequence`` (order
    in lists)."""
    _name = 'cchc.means.mixin'
    _inherit = ['cchc.text.mixin']
    _description = "What an Assignment Is Met By"

    def _key(self):
        """Return what tells it from every other one, whatever its model; one record."""
        return f'{self._name},{self.id}'

    def _names(self):
        """Return the names under which people know it, the main one first; one record."""
        return [self.name]

    def _names_on(self, day):
        """Return the names that a file of that day may print, the main one first; at most one record."""
        return [self.name or '']

    def _usual_days(self):
        """Return how many days usually pass between handing in and counting; 0 where the agency itself decides."""
        return 0

    def _chasers(self):
        """Return the users who chase a pending answer."""
        return self.env['res.users']
