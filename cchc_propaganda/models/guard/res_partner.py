from odoo import api, models
from odoo.exceptions import UserError

from ...tools import text
from ...tools.groups import CONTRIBUTOR
from ..core.server import as_server

MAX_NAME = 100


class ResPartner(models.Model):
    _inherit = 'res.partner'

    @api.model
    def name_create(self, name):
        """Enter an author from outside by name alone, where an article asks for one (``cchc_outside_author`` in the
        context). Who already stands there under that name is taken again. Returns ``(id, name)``.

        Whoever writes articles may do this and no more: contacts as such are not theirs to keep.
        """
        if not self.env.context.get('cchc_outside_author') or not self.env.user.has_group(CONTRIBUTOR):
            return super().name_create(name)
        name = text.normalize(name)
        if not name or len(name) > MAX_NAME or '@' in name:
            raise UserError(self.env._(
                "“%(name)s” is no author's name: write the name alone, %(most)s characters at most.",
                name=name, most=MAX_NAME))
        partner = self._cchc_outside_authors([name], self.env.company)[name]
        return partner.id, partner.name

    @api.model
    def _cchc_outside_authors(self, names, company):
        """``{name: contact}`` of the agency's authors from outside, as superuser; who is not known yet is entered."""
        # Who names an author may not keep contacts; these have a name and an agency, and nothing the client sent.
        partners_sudo = as_server(self)
        known = partners_sudo.search([
            ('name', 'in', list(names)), ('company_id', '=', company.id), ('is_company', '=', False),
            ('user_ids', '=', False)], order='id desc')     # of two of a name, the one known longer
        found = {partner.name: partner for partner in known}
        new = sorted(set(names) - found.keys())
        return found | dict(zip(new, partners_sudo.create(
            [{'name': name, 'company_id': company.id} for name in new]), strict=True))
