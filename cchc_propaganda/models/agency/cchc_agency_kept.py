# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import UserError


class CchcOpenWork(models.AbstractModel):
    """A unit or channel stays with its agency, and so does what it owes and has done. When agencies merge or one is
    dissolved, units and channels of the successor take over."""
    _inherit = 'cchc.open.work'

    @api.model
    def _check_agency_kept(self, records, company_id):
        """Raise UserError if one of these units or channels belongs to another agency than ``company_id`` and is kept
        there."""
        for record in self._kept_by_agency(records.filtered(lambda one: one.company_id.id != company_id)):
            agency = record.sudo().company_id   # who manages units may not read every agency
            raise UserError(self.env._(
                "“%(name)s” stays with “%(agency)s”: what it owes and has done is kept there. Make a unit or channel "
                "of the other agency instead. When agencies merge or are dissolved, the system administrator enters it "
                "under “Reorganisations”.",
                name=record.display_name, agency=agency.name or self.env._("no agency")))

    @api.model
    def _kept_by_agency(self, records):
        """Return those of the units or channels, which are to change their agency, that cannot."""
        if records._name == 'hr.department':
            return records.filtered(lambda unit: unit.cchc_kind and unit.company_id)
        return records


class HrDepartment(models.Model):
    _inherit = 'hr.department'

    def write(self, vals):
        if 'company_id' in vals:
            self.env['cchc.open.work']._check_agency_kept(self, vals['company_id'] or False)
        return super().write(vals)


class CchcChannel(models.Model):
    _inherit = 'cchc.channel'

    def write(self, vals):
        if 'company_id' in vals:
            self.env['cchc.open.work']._check_agency_kept(self, vals['company_id'] or False)
        return super().write(vals)
