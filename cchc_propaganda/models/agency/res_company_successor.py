# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command

from ...tools.groups import DIRECTOR, OFFICE


class ResCompany(models.Model):
    """Agencies that took over from others. Nothing moves from one agency to another: what was done stays in the old
    one, and the people who decide in the new one may read it there."""
    _inherit = 'res.company'

    cchc_successor_ids = fields.Many2many(
        'res.company', 'cchc_company_successor_rel', 'company_id', 'successor_id', "Taken over by", copy=False,
        help="The agencies that took over when this one was merged or dissolved.")
    cchc_predecessor_ids = fields.Many2many(
        'res.company', 'cchc_company_successor_rel', 'successor_id', 'company_id', "Took over from", copy=False)
    cchc_date_ended = fields.Date("Taken over on", copy=False, help="The day from which another agency is responsible.")

    @api.constrains('cchc_successor_ids', 'cchc_predecessor_ids')
    def _check_cchc_successors(self):
        if self._has_cycle('cchc_successor_ids'):
            raise ValidationError(self.env._("An agency cannot take over from itself."))

    def _cchc_predecessors(self):
        """Return all agencies from which these took over, directly or through others, as superuser."""
        found, nearest = self.browse().sudo(), self.sudo()      # their users may not read other agencies
        while nearest := nearest.cchc_predecessor_ids - found - self:
            found |= nearest
        return found


class CchcPerson(models.Model):
    """Who decides in an agency also reads the agencies from which it took over."""
    _inherit = 'cchc.person'

    @api.model
    def _set_roles(self, roles_of):
        deciding = self._roles_with_history()
        before = {user for user in roles_of if user.group_ids & deciding}
        result = super()._set_roles(roles_of)
        self._share_history(self._union(user for user in roles_of if user.group_ids & deciding))
        self._end_history(self._union(user for user in before if not user.group_ids & deciding))
        return result

    @api.model
    def _create_accounts(self, vals_list):
        users = super()._create_accounts(vals_list)
        self._share_history(users.filtered(lambda user: user.group_ids & self._roles_with_history()))
        return users

    @api.model
    def _roles_with_history(self):
        return self._roles().browse(self.env.ref(role).id for role in (OFFICE, DIRECTOR))

    @api.model
    def _share_history(self, users):
        """Let these accounts of the active agency read the agencies from which it took over."""
        former = self.env.company._cchc_predecessors()
        for user in users:
            if former - user.company_ids:
                user.write({'company_ids': [Command.link(agency.id) for agency in former]})

    @api.model
    def _end_history(self, users):
        """Take the agencies from which the active one took over from these accounts, except where they have worked."""
        former = self.env.company._cchc_predecessors()
        if not former or not users:
            return
        worked = self._clean(self.env['hr.employee']).with_context(active_test=False).search(
            [('user_id', 'in', users.ids), ('company_id', 'in', former.ids)]).grouped('user_id')
        for user in users:
            gone = (former & user.company_ids) - (worked[user].company_id if user in worked else former.browse())
            if gone:
                home = self.env.company if user.company_id in gone else user.company_id
                user.write({'company_id': home.id, 'company_ids': [Command.unlink(agency.id) for agency in gone]})
