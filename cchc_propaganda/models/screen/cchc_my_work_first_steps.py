# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.tools import format_date

from ...tools.groups import ADMIN, CONTRIBUTOR, OFFICE


class CchcMyWork(models.AbstractModel):
    """The guided start on the first screen of the administrator and the Office, while the agency lacks something."""
    _inherit = 'cchc.my.work'

    @api.model
    @api.readonly
    def get_data(self, scope='mine'):
        user, company = self.env.user, self.env.company
        sets_up = user.has_groups(f'{ADMIN},{OFFICE}')
        if sets_up and not user.has_group(CONTRIBUTOR):     # an administrator has no part in the work itself
            data = {
                'today': format_date(self.env, company._cchc_today(), date_format='EEEE, dd/MM/yyyy'), 'scope': 'mine',
                'unit_count': False, 'summary': False, 'earlier': False, 'sections': [], 'next': [], 'next_note': '',
                'next_domain': False, 'has_plan': True, 'follows': False, 'people': {}}
        else:
            data = super().get_data(scope)
        return {**data, 'first_steps': sets_up and company._cchc_start(), 'has_work': user.has_group(CONTRIBUTOR)}
