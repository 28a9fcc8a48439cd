# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..models.core.server import as_server
from ..tools import text
from ..tools.groups import ADMIN, HEAD, OFFICE


class CchcDepartmentWizard(models.TransientModel):
    """The dialog for a unit. The administrator makes, names and archives units. The Office keeps their head, kind,
    borrowed members, successors and other names. Neither has other rights on units, so the dialog writes these fields
    and nothing else."""
    _name = 'cchc.department.wizard'
    _inherit = ['cchc.text.mixin']
    _description = "Unit, as the Agency Keeps It"
    _check_company_auto = True

    department_id = fields.Many2one(
        'hr.department', "Unit", readonly=True, default=lambda self: self.env.context.get('active_id'))
    company_id = fields.Many2one('res.company', compute='_compute_company_id')
    name = fields.Char("Name of the unit", compute='_compute_name', store=True, readonly=False)
    is_archived = fields.Boolean(compute='_compute_company_id')
    can_rename = fields.Boolean(compute='_compute_company_id')
    manager_id = fields.Many2one(
        'hr.employee.public', "Head", check_company=True, domain="[('company_id', '=', company_id)]",
        compute='_compute_manager_id', store=True, readonly=False)
    head_note = fields.Char(compute='_compute_head_note')
    cchc_kind = fields.Selection(
        lambda self: self.env['hr.department']._fields['cchc_kind']._description_selection(self.env), "Kind of unit",
        compute='_compute_cchc_kind', store=True, readonly=False)
    cchc_member_ids = fields.Many2many(
        'res.users', 'cchc_department_wizard_member_rel', string="Borrowed members",
        domain="[('company_ids', 'in', company_id)]",
        compute='_compute_cchc_member_ids', store=True, readonly=False)
    cchc_successor_ids = fields.Many2many(
        'hr.department', 'cchc_department_wizard_successor_rel', string="Successors", check_company=True,
        domain="[('company_id', '=', company_id), ('id', '!=', department_id)]",
        compute='_compute_cchc_successor_ids', store=True, readonly=False)
    alias_names = fields.Text(
        "Other names", help="One per line.", compute='_compute_alias_names', store=True, readonly=False)

    @api.depends('department_id')
    @api.depends_context('lang')
    def _compute_display_name(self):
        for wizard in self:
            wizard.display_name = wizard.department_id.display_name or self.env._("New unit")

    @api.depends('department_id')
    @api.depends_context('uid', 'company')
    def _compute_company_id(self):
        for wizard in self:
            department = wizard.department_id.sudo()   # the check of the agency follows when the dialog is filled
            wizard.company_id = department.company_id or self.env.company
            wizard.is_archived = bool(department) and not department.active
            wizard.can_rename = self.env.user.has_group(ADMIN)

    # One method for each field: a value given for one would keep the others of the same method from being filled.

    @api.depends('department_id')
    def _compute_name(self):
        for wizard in self:
            wizard.name = wizard._own_unit().name

    @api.depends('department_id')
    def _compute_manager_id(self):
        for wizard in self:
            wizard.manager_id = wizard._own_unit().manager_id.id

    @api.depends('department_id')
    def _compute_cchc_kind(self):
        for wizard in self:
            wizard.cchc_kind = wizard._own_unit().cchc_kind

    @api.depends('department_id')
    def _compute_cchc_member_ids(self):
        for wizard in self:
            wizard.cchc_member_ids = wizard._own_unit().cchc_member_ids.ids

    @api.depends('department_id')
    def _compute_cchc_successor_ids(self):
        for wizard in self:
            wizard.cchc_successor_ids = wizard._own_unit().cchc_successor_ids.ids

    @api.depends('department_id')
    def _compute_alias_names(self):
        for wizard in self:
            wizard.alias_names = '\n'.join(wizard._own_unit().cchc_alias_ids.mapped('name'))

    def _own_unit(self):
        """Return the unit with the rights of the server. Raise AccessError for a unit of another agency."""
        self._check_own_agency()
        return self.department_id.sudo()   # the Office may not read employees

    @api.depends('manager_id', 'company_id')
    @api.depends_context('lang')
    def _compute_head_note(self):
        for wizard in self:
            head = wizard.manager_id.sudo().user_id   # an ordinary user may not read the roles of others
            wizard.head_note = False
            if wizard.manager_id.sudo().company_id != wizard.company_id:    # nothing is told of other agencies
                continue
            if wizard.manager_id and not head:
                wizard.head_note = self.env._("“%(head)s” has no account.", head=wizard.manager_id.name)
            elif head and not head.has_group(HEAD):
                wizard.head_note = self.env._(
                    "“%(head)s” does not have the role Head of unit yet. The administrator gives it.",
                    head=wizard.manager_id.name)

    def _check_own_agency(self):
        unit = self.department_id.sudo()   # the user may not read a unit of another agency, which is refused here
        if unit and unit.company_id not in self.env.user.company_ids:   # a client chooses the active companies
            raise AccessError(self.env._("This is a unit of another agency."))

    def _check_may_keep(self):
        if not self.env.user.has_groups(f'{OFFICE},{ADMIN}'):
            raise AccessError(self.env._("Only the Office can change units here."))
        self._check_own_agency()

    def _check_administrator(self):
        if not self.env.user.has_group(ADMIN):
            raise AccessError(self.env._("Only the administrator makes, names and archives units."))

    def action_save(self):
        self.ensure_one()
        self._check_may_keep()
        name = text.normalize(self.name)
        values = self._prepare_department_vals()
        if not self.department_id:
            self._check_administrator()
            self._check_name(name)
            if not self.cchc_kind:
                raise UserError(self.env._("Choose the kind of unit."))
            self.department_id = as_server(self.env['hr.department'], mail_create_nosubscribe=True).create(
                {'name': name, 'company_id': self.env.company.id, 'parent_id': False, **values}).id
        else:
            department = as_server(self.department_id)   # the dialog writes its own fields only
            if name != text.normalize(department.name):
                self._check_administrator()
                self._check_name(name)
                # A name in another language would remain the old one.
                for lang in {'en_US', self.env.lang or 'en_US', self.company_id._cchc_lang()}:
                    department.with_context(lang=lang).name = name
            department.write(values)
        return {'type': 'ir.actions.act_window_close'}

    def _check_name(self, name):
        if not name:
            raise UserError(self.env._("Enter the name of the unit."))
        # The dialog is the only sight that its user has of archived units.
        units = self.env['hr.department'].sudo().with_context(active_test=False).search(
            [('company_id', '=', self.company_id.id), ('id', '!=', self.department_id.id)])
        if same := units.filtered(lambda unit: text.fold(unit.name) == text.fold(name))[:1]:
            raise UserError(
                self.env._("“%(name)s” is a unit of the agency already.", name=same.name) if same.active else
                self.env._("“%(name)s” is an archived unit of the agency. Open the archived units and bring it back.",
                           name=same.name))

    def _prepare_department_vals(self):
        department = self.department_id.sudo()   # the Office may not read employees
        names = dict.fromkeys(filter(None, map(str.strip, (self.alias_names or '').splitlines())))
        gone = department.cchc_alias_ids.filtered(lambda alias: alias.name not in names)
        known = department.cchc_alias_ids.mapped('name')
        return {
            'manager_id': self.manager_id.id, 'cchc_kind': self.cchc_kind,
            'cchc_member_ids': [fields.Command.set(self.cchc_member_ids.ids)],
            'cchc_successor_ids': [fields.Command.set(self.cchc_successor_ids.ids)],
            'cchc_alias_ids': [
                *(fields.Command.delete(alias.id) for alias in gone),
                *(fields.Command.create({'name': name}) for name in names if name not in known)],
        }

    def action_archive_unit(self):
        """Archive the unit. Refused while anything is open there."""
        return self._set_active(False)

    def action_unarchive_unit(self):
        """Bring an archived unit back."""
        return self._set_active(True)

    def _set_active(self, active):
        self.ensure_one()
        self._check_may_keep()
        self._check_administrator()
        if not self.department_id:
            raise UserError(self.env._("Save the unit first."))
        as_server(self.department_id).active = active   # the administrator has no other right on units
        return {'type': 'ir.actions.act_window_close'}
