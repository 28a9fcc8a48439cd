# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from ...tools.groups import HEAD

# In the context: a reorganisation closes the unit or channel and has dealt with what was open there. Compared by
# identity: a client can send any context key, but never this object.
REORGANISED = object()


class HrDepartment(models.Model):
    _name = 'hr.department'
    _inherit = ['hr.department', 'cchc.named.mixin']
    _allow_sudo_commands = False    # as for ``hr.employee``: units decide rights

    cchc_kind = fields.Selection([
        ('leadership', "Leadership"),
        ('division', "Division"),
        ('subordinate', "Subordinate unit"),
        ('board', "Editorial board"),
        ('party', "Party organisation"),
        ('union', "Mass organisation"),
    ], "Kind of unit",
        help="Divisions and subordinate units owe articles and reports. The other kinds borrow members from them.")
    cchc_member_ids = fields.Many2many(
        'res.users', 'cchc_department_member_rel', 'department_id', 'user_id', "Borrowed members",
        help="People who sit in this body besides their own unit.")
    cchc_successor_ids = fields.Many2many(
        'hr.department', 'cchc_department_successor_rel', 'department_id', 'successor_id', "Successors",
        help="Units that take over when this one is merged, split or closed.")
    cchc_alias_ids = fields.One2many('cchc.department.alias', 'department_id', "Other names")
    cchc_date_from = fields.Date(
        "Exists since", copy=False, help="The day on which a reorganisation made this unit. Empty: it always existed.")
    cchc_date_to = fields.Date(
        "Existed until", copy=False, help="The last day before a reorganisation closed this unit.")
    cchc_earlier_name_ids = fields.One2many('cchc.earlier.name', 'department_id', "Earlier names")

    @api.constrains('cchc_successor_ids')
    def _check_cchc_successors(self):
        if self._has_cycle('cchc_successor_ids'):
            raise ValidationError(self.env._("A unit cannot take over from itself."))

    @api.constrains('manager_id', 'cchc_kind', 'company_id')
    def _check_cchc_head_of_agency(self):
        """Check only units of ours (with ``cchc_kind``), not other departments of Odoo."""
        for unit in self.filtered('cchc_kind'):
            head = unit.sudo().manager_id   # an ordinary user may not read employees
            if unit.company_id and head.company_id and head.company_id != unit.company_id:
                raise ValidationError(self.env._(
                    "“%(head)s” works in %(other)s, not in %(agency)s: choose somebody of the agency as head of "
                    "“%(unit)s”.", head=head.name, other=head.company_id.name, agency=unit.company_id.name,
                    unit=unit.name))

    @api.constrains('cchc_member_ids', 'company_id')
    def _check_cchc_members_of_agency(self):
        for unit in self.filtered('company_id'):
            unit.cchc_member_ids._cchc_check_agency(unit.company_id, unit.name)

    def write(self, vals):
        if 'active' in vals and not vals['active'] and self.env.context.get('cchc_reorganised') is not REORGANISED:
            # Only units of ours, not other departments of Odoo.
            self.env['cchc.open.work']._check_nothing_open(self.filtered(lambda unit: unit.cchc_kind and unit.active))
        return super().write(vals)

    @api.constrains('cchc_kind', 'cchc_successor_ids', 'cchc_date_to')
    def _cchc_forget_unit_ids(self):
        self.env.registry.clear_cache()

    @api.model
    @tools.ormcache()
    def _cchc_unit_ids(self):
        """Return the ids of all units of ours: to know them costs the departments of other apps no query."""
        units = self.sudo().with_context(active_test=False)     # of every agency: nobody is told
        return frozenset(units.search([('cchc_kind', '!=', False)])._ids)

    def _cchc_with_dated_names(self):
        ours = self._cchc_unit_ids()
        return self.filtered(lambda unit: unit.id in ours)

    def _cchc_users(self):
        """Return the active users who sit in these units."""
        departments = self.sudo()   # an ordinary user may not read employees
        return (departments.member_ids.filtered('active').user_id | departments.cchc_member_ids)._cchc_present()

    def _cchc_load_people(self):
        """Load who sits in these units and who heads them, all at once: each unit is then asked without a query."""
        units = self.sudo()     # an ordinary user may not read employees
        users = (units.member_ids | units.manager_id).user_id | units.cchc_member_ids
        users.mapped('active')

    def _cchc_head_user(self):
        """Return the account of the head of this unit, if it has the role of a head; as superuser. The heads of many
        units are read together."""
        head = self.sudo().manager_id   # an ordinary user may not read employees
        user = head.user_id
        return user if head.active and user._cchc_present() and user.has_group(HEAD) else user.browse()

    def _cchc_is_headed(self):
        """Whether the current user heads this unit."""
        manager = self.sudo().manager_id   # an ordinary user may not read employees
        return manager.active and manager.user_id == self.env.user

    def _cchc_in_company_language(self):
        """Return the unit in its agency's language (``hr.department.name`` is translated)."""
        self.ensure_one()
        return self.with_context(lang=self.company_id._cchc_lang())

    def _cchc_predecessors(self):
        """Return ``{id: ids}`` of the units, closed ones included, from which each of these has taken over."""
        before = defaultdict(set)
        closed = self.sudo().with_context(active_test=False).search([('cchc_successor_ids', 'in', self.ids)])   # of all
        for unit in closed:
            for successor in unit.cchc_successor_ids & self:
                before[successor.id].add(unit.id)
        if closed - self:
            earlier = (closed - self)._cchc_predecessors()
            for ids in before.values():
                ids.update(*(earlier.get(unit, ()) for unit in tuple(ids)))
        return before

    @api.model
    @tools.ormcache()
    def _cchc_merged_into(self):
        """Return ``{id: ids}``: which units a reorganisation merged into which, over several steps, too. What those did
        belongs to the reports of the one that took over."""
        closed = self.sudo().with_context(active_test=False).search(    # of every agency: nobody is told
            [('cchc_date_to', '!=', False), ('cchc_successor_ids', '!=', False)])
        merged = closed.filtered(lambda unit: len(unit.cchc_successor_ids) == 1)
        before = merged.cchc_successor_ids._cchc_predecessors()
        return {unit: frozenset(ids & set(merged.ids)) for unit, ids in before.items()}

    def _cchc_successors_in_words(self):
        """Return " (taken over by …)" for a unit whose successors are known, else ''; one unit."""
        names = ', '.join(self.cchc_successor_ids.mapped('name'))
        return self.env._(" (taken over by %(names)s)", names=names) if names else ''

    @api.model
    def _cchc_names_by_unit(self, company):
        """Return ``{id: names}`` of the units of the agency that the user may read: in the agency's and the reader's
        language, other names included."""
        units = self.search([('company_id', '=', company.id)])
        local = units.with_context(lang=company._cchc_lang())
        names = {unit.id: [unit.name, here.name] for unit, here in zip(units, local, strict=True)}
        for alias in units.sudo().cchc_alias_ids:   # whoever reads units may read their other names
            names[alias.department_id.id].append(alias.name)
        kept = self.env['cchc.earlier.name']._kept_of(self._name)
        for unit in names.keys() & kept.keys():
            names[unit] += [name for __, name in kept[unit]]
        return names

    @api.model
    def _cchc_names(self, company):
        """Return the names by which the units of the agency may be called, ``{id: names}``, and the units that a word
        for many of them means, ``{word: ids}``."""
        names = self._cchc_names_by_unit(company)
        units = self.browse(names)
        kinds = {'phòng': 'division', 'đơn vị': 'subordinate', 'trung tâm': 'subordinate'}
        return names, {
            word: units.filtered(lambda unit, kind=kind: unit.cchc_kind == kind).ids for word, kind in kinds.items()}
