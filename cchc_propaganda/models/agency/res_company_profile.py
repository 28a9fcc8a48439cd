# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import AccessError, LockError, UserError
from odoo.fields import Command

from ...tools import profiles
from ...tools.groups import ADMIN, EDITOR, OFFICE
from ...tools.text import fold
from ..core.server import as_server

PROFILES = [('department', "Department of the province"), ('commune', "Commune or ward")]


class ResCompany(models.Model):
    """What a new agency begins with. Repeating it adds only what is missing; what is entered stays as it is. People,
    plans and records are never made."""
    _inherit = 'res.company'

    cchc_profile = fields.Selection(
        PROFILES, "Kind of agency", readonly=True,
        help="Decides which units, channels and periods are proposed.")

    def action_apply_profile(self, profile):
        """Make the units that this kind of agency usually has, and remember the kind of agency, which proposes channels
        and periods. Return True."""
        self._cchc_check_may_set_up()
        if profile not in dict(PROFILES):
            raise UserError(self.env._("Choose the kind of agency: a department, or a commune or ward."))
        company = as_server(self)   # neither administrator nor Office has rights on companies and units
        company.cchc_profile = profile
        company._cchc_fill_kinds()
        missing = company._cchc_units_missing()
        made = company.env['hr.department'].with_context(lang=self._cchc_lang()).create([{
            'name': unit.name, 'cchc_kind': unit.kind, 'company_id': company.id,
        } for unit in missing])
        company._cchc_name_units(made, missing)
        if not company.cchc_office_id:
            company.cchc_office_id = company._cchc_profile_office()
        return True

    def action_suggest_channels(self):
        """Make the proposed channels, and enter the editorial board on channels without anybody. Return True."""
        self._cchc_check_may_set_up()
        if not self.cchc_profile:
            raise UserError(self.env._("Choose the kind of agency first: a department, or a commune or ward."))
        company = as_server(self)   # the board is found among all accounts of the agency
        channels = company.env['cchc.channel']
        known = {fold(name) for channel in company._cchc_all(channels)
                 for name in (channel.name, channel.code, *channel.alias_ids.mapped('name'))}
        proposed = [channel for channel in company._cchc_profile().channels
                    if known.isdisjoint({fold(channel.name), fold(channel.code)})]
        channels.create([{
            'name': channel.name, 'code': channel.code, 'kind': channel.kind, 'owner': channel.owner,
            'is_internal': not channel.owner, 'company_id': company.id,
            'alias_ids': [Command.create({'name': name}) for name in channel.aliases if fold(name) not in known],
        } for channel in proposed])
        board = company.env['res.users'].search([
            ('all_group_ids', 'in', self.env.ref(EDITOR).ids), ('company_ids', 'in', company.ids),
            ('share', '=', False)])._cchc_present()
        channels.search([('company_id', '=', company.id), ('member_ids', '=', False)]).member_ids = board
        return True

    # ------------------------------------------------------------------

    def _cchc_check_may_set_up(self):
        """Raise unless the user sets up this agency. Wait for nobody who does it at the same moment."""
        self.ensure_one()
        if not self.env.user.has_groups(f'{ADMIN},{OFFICE}'):
            raise AccessError(self.env._("Only the administrator of the agency or the Office can set it up."))
        if self not in self.env.user.company_ids:
            raise AccessError(self.env._("This is another agency."))
        try:
            self.sudo().lock_for_update()   # of two clicks, only one makes the records
        except LockError as error:
            raise UserError(self.env._("Somebody is setting up the agency at this very moment. Try again.")) from error

    def _cchc_profile(self):
        self.ensure_one()
        return profiles.profile(self.cchc_profile, self.name)

    def _cchc_all(self, model):
        """Return all records of the agency, archived ones included, in its language."""
        return model.with_context(active_test=False, lang=self._cchc_lang()).search([('company_id', '=', self.id)])

    def _cchc_names_of_units(self):
        """Return ``{folded name or other name: unit}`` of the agency."""
        units = self._cchc_all(self.env['hr.department'])
        named = {fold(alias.name): unit for unit in units for alias in unit.cchc_alias_ids}
        return named | {fold(unit.name): unit for unit in units}

    def _cchc_fill_kinds(self):
        """Give units that have no kind yet the one they have in the profile."""
        known, unknown = self._cchc_names_of_units(), {}
        for unit in self._cchc_profile().units:
            for name in (unit.name, *unit.aliases):
                if (there := known.get(fold(name))) and not there.cchc_kind:
                    unknown.setdefault(unit.kind, there.browse())
                    unknown[unit.kind] |= there
        for kind, units in unknown.items():
            units.cchc_kind = kind

    def _cchc_units_missing(self):
        """Return the units of the profile that the agency has under none of their names."""
        known = self._cchc_names_of_units()
        return [unit for unit in self._cchc_profile().units
                if not any(fold(name) in known for name in (unit.name, *unit.aliases))]

    def _cchc_name_units(self, units, proposed):
        """Enter the other names of new units, except those that a unit already has."""
        taken = self._cchc_names_of_units()
        self.env['cchc.department.alias'].create([
            {'department_id': unit.id, 'name': name} for unit, given in zip(units, proposed, strict=True)
            for name in given.aliases if fold(name) not in taken])

    def _cchc_profile_office(self):
        known = self._cchc_names_of_units()
        names = [name for unit in self._cchc_profile().units if unit.is_office for name in (unit.name, *unit.aliases)]
        return next((known[fold(name)] for name in names if fold(name) in known), self.env['hr.department'])
