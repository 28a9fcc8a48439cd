# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

from odoo.addons.cchc_propaganda.tools.groups import DIRECTOR, OFFICE

MENUS = ('cchc_report_agency_menu', 'cchc_report_intake_menu')


class IrUiMenu(models.Model):
    """The list of all agencies and the reports taken in stand in the menus of parent agencies alone. Odoo keeps one set
    of menus for a user, whichever agencies are ticked: one of all the user's agencies has to be a parent agency."""
    _inherit = 'ir.ui.menu'

    @api.model
    def _load_menus_blacklist(self):
        res, user = super()._load_menus_blacklist(), self.env.user
        if not (user.has_group(OFFICE) or user.has_group(DIRECTOR)):
            return res      # has no such menu
        if user.company_ids._cchc_agencies() or self._has_taken_in(user.company_ids):
            return res
        return [*res, *(self.env.ref(f'cchc_propaganda_report.{menu}').id for menu in MENUS)]

    def _has_taken_in(self, companies):
        intakes = self.env['cchc.report.intake'].sudo()     # of all agencies of the user, and only whether there is one
        intakes = intakes.with_context(active_test=False)
        return bool(intakes.search_count([('company_id', 'in', companies.ids)], limit=1))


class ResCompany(models.Model):
    _inherit = 'res.company'

    @api.constrains('cchc_parent_id')
    def _cchc_forget_menus(self):
        self.env.registry.clear_cache()     # of the parent agency, which has two menus more or less
