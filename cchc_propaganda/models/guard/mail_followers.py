from odoo import models
from odoo.fields import Domain


class MailFollowers(models.Model):
    """Odoo lets every employee read who follows what. Who follows a draft is who writes it: seen with the document."""
    _inherit = 'mail.followers'

    def _cchc_models(self):
        """Our documents with a chatter."""
        names = self.env.registry['cchc.workflow.mixin']._inherit_children
        models = [self.env[name] for name in names if name in self.env]
        return [model for model in models if not model._abstract and 'message_follower_ids' in model._fields]

    def _search(self, domain, offset=0, limit=None, order=None, *, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            models = self._cchc_models()
            in_sight = [Domain('res_model', 'not in', [model._name for model in models])]
            in_sight += [Domain('res_model', '=', model._name) & Domain('res_id', 'in', model._search(Domain.TRUE))
                         for model in models if model.has_access('read')]
            domain = Domain(domain) & Domain.OR(in_sight)
        return super()._search(domain, offset, limit, order, bypass_access=bypass_access, **kwargs)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        hidden = self.browse()
        for model in self._cchc_models():
            here = self.sudo().filtered(   # asked before it is known whether they may be read
                lambda follower, model=model: follower.res_model == model._name).sudo(False)
            if here:
                seen = model.browse(here.sudo().mapped('res_id'))._filtered_access('read')   # as above
                hidden |= here.filtered(
                    lambda follower, seen=seen: follower.sudo().res_id not in seen._ids)   # as above
        if not hidden:
            return result
        forbidden = hidden | result[0] if result else hidden
        return forbidden, lambda: self.env['ir.rule']._make_access_error(operation, forbidden)
