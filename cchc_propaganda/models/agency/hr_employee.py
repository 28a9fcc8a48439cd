from odoo import api, models


class HrEmployee(models.Model):
    """Who comes and who leaves gains and loses all rights at once (``res_users.py``)."""
    _inherit = 'hr.employee'

    @api.model_create_multi
    def create(self, vals_list):
        employees = super().create(vals_list)
        self.env.registry.clear_cache()
        return employees

    def write(self, vals):
        res = super().write(vals)
        if not vals.keys().isdisjoint(('active', 'user_id')):
            self.env.registry.clear_cache()
        return res

    def unlink(self):
        res = super().unlink()
        self.env.registry.clear_cache()
        return res


class ResourceResource(models.Model):
    _inherit = 'resource.resource'   # where an employee's "active" and "user" are kept

    def write(self, vals):
        res = super().write(vals)
        if not vals.keys().isdisjoint(('active', 'user_id')):
            self.env.registry.clear_cache()
        return res
