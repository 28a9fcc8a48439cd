# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.fields import Domain

from ..core.readers import out_of_sight


class MailFollowers(models.Model):
    """Only those who may read a document see its followers: the followers of a draft are its authors. Odoo shows every
    employee who follows what."""
    _inherit = 'mail.followers'

    def _search(self, domain, offset=0, limit=None, order=None, *, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            domain = Domain(domain) & self.env['mail.thread']._cchc_domain_in_sight()
        return super()._search(domain, offset, limit, order, bypass_access=bypass_access, **kwargs)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        hidden = self.browse()
        asked = self.sudo()     # this is the access check: only the superuser reads before it
        ours = asked.filtered(lambda follower: self.env['mail.thread']._is_cchc_model(follower.res_model))
        for model, followers in ours.grouped('res_model').items():
            hidden |= out_of_sight(followers, self.env[model]).sudo(False)
        if not hidden:
            return result
        forbidden = hidden | result[0] if result else hidden
        return forbidden, lambda: self.env['ir.rule']._make_access_error(operation, forbidden)
