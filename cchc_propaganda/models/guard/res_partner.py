# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import AccessError, UserError

from ...tools import text
from ...tools.groups import ALL, CONTRIBUTOR
from ..core.server import as_server

MAX_NAME = 100


class ResPartner(models.Model):
    _inherit = 'res.partner'

    def write(self, vals):
        if 'name' in vals:
            self._check_cchc_own_name(vals['name'])
        return super().write(vals)

    def _check_cchc_own_name(self, name):
        """Raise AccessError when a user with a role of ours changes the own name, also as superuser: it stands below
        what they write and decide. Odoo lets every user do so, in the preferences and in the portal."""
        user = self.env.user
        if user.partner_id in self and user.partner_id.name != name and user.has_groups(
                ','.join(ALL)) and not user.has_group('base.group_erp_manager'):
            raise AccessError(self.env._(
                "The name “%(name)s” stands below what you write and decide: only the administrator of the system can "
                "change it.", name=user.name))

    @api.model
    def name_create(self, name):
        """Enter an outside author by name, when an article asks for one (``cchc_outside_author`` in the context), or
        reuse the one of that name. Return ``(id, name)``.

        Contributors may do only this: they have no right to create other contacts.
        """
        if not self.env.context.get('cchc_outside_author') or not self.env.user.has_group(CONTRIBUTOR):
            return super().name_create(name)
        name = text.normalize(name)
        if not name or len(name) > MAX_NAME or '@' in name:
            raise UserError(self.env._(
                "“%(name)s” is not the name of an author: write only the name, at most %(most)s characters.",
                name=name, most=MAX_NAME))
        partner = self._cchc_outside_authors([name], self.env.company)[name]
        return partner.id, partner.name

    @api.model
    def _cchc_outside_authors(self, names, company):
        """Return ``{name: contact}`` of the agency's outside authors, as superuser. Create those not yet known."""
        # Contributors may not create contacts; these get only a name and an agency, nothing else from the client.
        partners_sudo = as_server(self)
        known = partners_sudo.search([
            ('name', 'in', list(names)), ('company_id', '=', company.id), ('is_company', '=', False),
            ('user_ids', '=', False)], order='id desc')     # of two with the same name, the older one wins
        found = {partner.name: partner for partner in known}
        new = sorted(set(names) - found.keys())
        return found | dict(zip(new, partners_sudo.create(
            [{'name': name, 'company_id': company.id} for name in new]), strict=True))
