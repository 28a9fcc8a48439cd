# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class HrEmployee(models.Model):
    """A person who joins or leaves gains or loses all rights at once (``res_users.py``)."""
    _inherit = 'hr.employee'
    # Odoo writes the tags of the own employee as superuser for every user, with commands about the employees of a tag.
    # Run such commands with the user's own rights: who sits in which unit decides rights here.
    _allow_sudo_commands = False

    @api.model_create_multi
    def create(self, vals_list):
        employees = super().create(vals_list)
        users = employees.sudo().user_id    # a user who manages employees may not read accounts
        if users and users._cchc_who_left(without=employees) != users._cchc_who_left():
            self.env.registry.clear_cache()
        return employees

    def write(self, vals):
        if vals.keys().isdisjoint(('active', 'user_id', 'resource_id')):
            return super().write(vals)
        people = self.sudo()    # a user who manages employees may not read accounts
        users = people.user_id | people.env['res.users'].browse(vals.get('user_id') or ())
        if vals.get('resource_id'):
            users |= people.env['resource.resource'].browse(vals['resource_id']).user_id
        with users._cchc_coming_and_leaving():
            return super().write(vals)

    def unlink(self):
        with self.sudo().user_id._cchc_coming_and_leaving():    # a user who manages employees may not read accounts
            return super().unlink()


class ResourceResource(models.Model):
    _inherit = 'resource.resource'   # stores ``active`` and ``user_id`` of an employee

    def write(self, vals):
        if vals.keys().isdisjoint(('active', 'user_id')):
            return super().write(vals)
        resources = self.sudo()     # a user who manages resources may not read accounts
        users = resources.user_id | resources.env['res.users'].browse(vals.get('user_id') or ())
        with users._cchc_coming_and_leaving():
            return super().write(vals)
