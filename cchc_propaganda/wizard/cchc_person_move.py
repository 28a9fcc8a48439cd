# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..models.core.server import as_server


class CchcPersonMove(models.TransientModel):
    """The administrator's dialog for people who move to another unit, are replaced or leave the agency. It says first
    what they hold, and hands it over. What they wrote and decided stays theirs."""
    _name = 'cchc.person.move'
    _inherit = ['cchc.text.mixin']
    _description = "Person Who Moves, Is Replaced or Leaves"
    _check_company_auto = True

    kind = fields.Selection([
        ('move', "Move to another unit"), ('replace', "Replace by somebody else"), ('leave', "Leave the agency"),
    ], "What happens", required=True, default='move')
    company_id = fields.Many2one('res.company', compute='_compute_company_id')
    user_ids = fields.Many2many('res.users', 'cchc_person_move_user_rel', string="People", readonly=True)
    department_id = fields.Many2one(
        'hr.department', "New unit", check_company=True, domain="[('company_id', '=', company_id)]")
    successor_id = fields.Many2one(
        'res.users', "Taken over by", domain="[('company_ids', 'in', company_id), ('id', 'not in', user_ids)]",
        help="Takes over seats, channels and open assignments of units in which this person sits.")
    held = fields.Text("What they hold", compute='_compute_held')

    @api.depends('kind')
    @api.depends_context('lang')
    def _compute_display_name(self):
        labels = dict(self._fields['kind']._description_selection(self.env))
        for wizard in self:
            wizard.display_name = labels.get(wizard.kind)

    @api.depends_context('company')
    def _compute_company_id(self):
        self.company_id = self.env.company

    @api.depends('user_ids')
    @api.depends_context('lang', 'uid', 'company')
    def _compute_held(self):
        for wizard in self:
            lines = []
            for user in wizard._people_here():
                held = self.env['cchc.open.work']._held_by(user)
                person = self.env['cchc.person'].browse(user.id)
                if roles := person.role_ids:
                    held.insert(0, self.env._("Roles: %(roles)s", roles=', '.join(roles.mapped('name'))))
                lines.append(f'{user.name}: ' + ('; '.join(held) or self.env._("nothing")))
            wizard.held = '\n'.join(lines)

    def _people_here(self):
        """Return the accounts of the dialog that belong to the active agency, as superuser: of others nothing is
        told."""
        if not self.env['cchc.person'].has_access('read'):
            return self.env['res.users']
        known = self.env['cchc.person'].with_context(active_test=False).search([('id', 'in', self.user_ids.ids)])
        return as_server(known.user_id)

    def action_confirm(self):
        """Move, replace or let go, as the dialog says."""
        self.ensure_one()
        people = self.env['cchc.person']
        people._check_may_manage()
        users = people._accounts_of(self.user_ids.ids)
        successor = self._checked_successor(users)
        if self.kind == 'move':
            self._move(users, successor)
        elif self.kind == 'replace':
            self._replace(users, successor)
        else:
            self._leave(users, successor)
        return {'type': 'ir.actions.client', 'tag': 'soft_reload'}

    def _checked_successor(self, users):
        """Return the successor, as superuser. Raise an error for one who cannot take over."""
        _ = self.env._
        successor = as_server(self.successor_id)
        if not successor:
            return successor
        if self.kind == 'replace':      # the successor gets roles, too
            self.env['cchc.person']._check_account(successor)
        if self.env.company not in successor.company_ids or successor.share or successor not in (
                successor._cchc_present()):
            raise AccessError(_("“%(name)s” does not work in this agency.", name=successor.name))
        if successor == self.env.user:
            raise AccessError(_("Nobody takes over seats on their own order. Ask another administrator of the agency."))
        if successor in users:
            raise UserError(_("“%(name)s” cannot take over from “%(name)s”.", name=successor.name))
        return successor

    def _move(self, users, successor):
        people, unit = self.env['cchc.person'], self.department_id.sudo()   # checked on the next line
        if not unit or unit.company_id != self.env.company or not unit.active:
            raise UserError(self.env._("Choose the new unit, one of this agency."))
        work, notes, seats = self.env['cchc.open.work'], {}, []
        for user in users:
            employee = people._employees_of(user).get(user.id)
            old = employee.department_id if employee else unit.browse()
            if old == unit:
                continue
            headed = work._headed_by(user).filtered(lambda department, old=old: department == old)
            headed.manager_id = people._employees_of(successor).get(successor.id, False)
            for assignment in work._in_charge(user).filtered(lambda owed, old=old: owed.department_id == old):
                sits = successor and successor in old._cchc_users()
                assignment.user_id = successor if sits else False
            seats.append((user, unit, employee.job_title if employee else False))
            notes[user] = f"{old.name or '–'} → {unit.name}"
        people._seat(seats)
        people._log('person_move', notes)

    def _replace(self, users, successor):
        if len(users) != 1 or not successor:
            raise UserError(self.env._("Choose one person, and who replaces this person."))
        people = self.env['cchc.person']
        self.env['cchc.open.work']._hand_over(users, successor)
        groups = {key: people._role(key) for key in ('contributor', *people._role_names())}
        had = {key for key, group in groups.items() if group in users.group_ids}
        has = {key for key, group in groups.items() if group in successor.group_ids}
        people._set_roles({successor: [key for key in groups if key in had | has], users: []})
        people._log('person_replace', {users: f'{users.name} → {successor.name}'})

    def _leave(self, users, successor):
        people = self.env['cchc.person']
        for user in users:
            self.env['cchc.open.work']._hand_over(user, successor)
        people._log('person_leave', {user: people._names(user.group_ids & people._roles()) for user in users})
        roles = people._roles()
        for user in users:
            user.write({'group_ids': people._group_commands(gone=roles & user.group_ids)})
        for employee in people._employees_of(users).values():
            employee.active = False
        users.active = False
