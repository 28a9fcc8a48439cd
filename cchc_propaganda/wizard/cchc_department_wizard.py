# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..tools.groups import ADMIN, OFFICE


class CchcDepartmentWizard(models.TransientModel):
    """The Office's dialog for a unit: head, kind, borrowed members, successors and other names. The Office has no other
    rights on units, so the dialog writes these five fields and nothing else."""
    _name = 'cchc.department.wizard'
    _inherit = ['cchc.text.mixin']
    _description = "Unit, as the Office Keeps It"

    department_id = fields.Many2one(
        'hr.department', "Unit", required=True, readonly=True, default=lambda self: self.env.context.get('active_id'))
    company_id = fields.Many2one(related='department_id.company_id')
    manager_id = fields.Many2one(
        'hr.employee.public', "Head", domain="[('company_id', '=', company_id)]",
        compute='_compute_from_department', store=True, readonly=False)
    cchc_kind = fields.Selection(
        lambda self: self.env['hr.department']._fields['cchc_kind']._description_selection(self.env), "Kind of unit",
        compute='_compute_from_department', store=True, readonly=False)
    cchc_member_ids = fields.Many2many(
        'res.users', 'cchc_department_wizard_member_rel', string="Borrowed members",
        domain="[('company_ids', 'in', company_id)]",
        compute='_compute_from_department', store=True, readonly=False)
    cchc_successor_ids = fields.Many2many(
        'hr.department', 'cchc_department_wizard_successor_rel', string="Successors",
        domain="[('company_id', '=', company_id), ('id', '!=', department_id)]",
        compute='_compute_from_department', store=True, readonly=False)
    alias_names = fields.Text(
        "Other names", help="One per line.", compute='_compute_from_department', store=True, readonly=False)

    @api.depends('department_id')
    def _compute_from_department(self):
        for wizard in self:
            wizard._check_own_agency()
            department = wizard.department_id.sudo()   # the Office may not read employees
            wizard.manager_id = department.manager_id.id
            wizard.cchc_kind = department.cchc_kind
            wizard.cchc_member_ids = department.cchc_member_ids.ids
            wizard.cchc_successor_ids = department.cchc_successor_ids.ids
            wizard.alias_names = '\n'.join(department.cchc_alias_ids.mapped('name'))

    def _check_own_agency(self):
        unit = self.department_id.sudo()   # the user may not read a unit of another agency, which is refused here
        if unit and unit.company_id not in self.env.user.company_ids:   # a client chooses the active companies
            raise AccessError(self.env._("This is a unit of another agency."))

    def action_save(self):
        self.ensure_one()
        if not self.env.user.has_groups(f'{OFFICE},{ADMIN}'):
            raise AccessError(self.env._("Only the Office can change units here."))
        self._check_own_agency()
        department = self.department_id.sudo()   # the dialog writes its five fields only
        names = dict.fromkeys(filter(None, map(str.strip, (self.alias_names or '').splitlines())))
        gone = department.cchc_alias_ids.filtered(lambda alias: alias.name not in names)
        known = department.cchc_alias_ids.mapped('name')
        department.write({
            'manager_id': self.manager_id.id, 'cchc_kind': self.cchc_kind,
            'cchc_member_ids': [fields.Command.set(self.cchc_member_ids.ids)],
            'cchc_successor_ids': [fields.Command.set(self.cchc_successor_ids.ids)],
            'cchc_alias_ids': [
                *(fields.Command.delete(alias.id) for alias in gone),
                *(fields.Command.create({'name': name}) for name in names if name not in known)],
        })
        return {'type': 'ir.actions.act_window_close'}
