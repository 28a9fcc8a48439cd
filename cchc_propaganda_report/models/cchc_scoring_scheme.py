# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.cchc_propaganda.models.core.words import listed
from odoo.addons.cchc_propaganda.tools.obligation import FIRST_YEAR, LAST_YEAR

from ..tools.scoring import total

LEVELS = [('department', "Department of the province"), ('commune', "Commune or ward")]


class CchcScoringScheme(models.Model):
    """By which criteria the communication of an agency is scored for a year. The schemes of ministry and province
    change from year to year: a scheme is copied, the copy is edited, and one click puts it in the place of the other. A
    pack that is closed keeps its scheme, which does not change any more."""
    _name = 'cchc.scoring.scheme'
    _inherit = ['cchc.shared.mixin']
    _description = "Scoring Scheme"
    _order = 'year desc, level, version desc, id desc'
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    year = fields.Integer(
        required=True, aggregator=None, default=lambda self: self.env.company._cchc_today().year)
    level = fields.Selection(
        LEVELS, "For", required=True, default=lambda self: self.env.company.cchc_profile or 'department')
    version = fields.Integer(
        compute='_compute_version', store=True, precompute=True, copy=False, aggregator=None,
        help="Counts the schemes of the agency for that year and level.")
    active = fields.Boolean(
        "In use", default=False, copy=False, help="New packs of that year and level are made by it.")
    replaces_id = fields.Many2one(
        'cchc.scoring.scheme', "Stands for", index='btree_not_null', ondelete='restrict', readonly=True, copy=False,
        help="The shared scheme that this one replaces in the agency.")
    source_note = fields.Text(
        "Taken from", translate=True, help="Which decision sets the criteria, and what is assumed.")
    criterion_ids = fields.One2many('cchc.scoring.criterion', 'scheme_id', "Criteria", copy=True)
    max_score = fields.Float("Maximum score", compute='_compute_max_score', digits=(8, 2))
    is_closed = fields.Boolean("Used by a closed pack", compute='_compute_is_closed')

    _one_in_use = models.UniqueIndex(
        '(company_id, year, level) WHERE active AND company_id IS NOT NULL',
        "Another scheme is in use for that year. Open this one and use “Use this scheme”: it takes the other's place.")

    # ------------------------------------------------------------------
    # What follows from other data
    # ------------------------------------------------------------------

    @api.depends('year', 'level', 'company_id')
    def _compute_version(self):
        known = self.sudo().with_context(active_test=False).search_fetch(     # the number is the same for every user
            [('year', 'in', self.mapped('year')), ('id', 'not in', self.ids)],
            ['company_id', 'year', 'level', 'version'])
        last = {}
        for scheme in known:
            key = (scheme.company_id, scheme.year, scheme.level)
            last[key] = max(last.get(key, 0), scheme.version)
        for scheme in self:
            key = (scheme.company_id, scheme.year, scheme.level)
            scheme.version = last[key] = last.get(key, 0) + 1

    @api.depends('criterion_ids.max_score', 'criterion_ids.rule')
    def _compute_max_score(self):
        for scheme in self:
            scheme.max_score = total(scheme.criterion_ids.filtered(lambda row: row.rule != 'sum').mapped('max_score'))

    def _compute_is_closed(self):
        packs = self._closed_packs()
        for scheme in self:
            scheme.is_closed = scheme._origin in packs.scheme_id

    def _closed_packs(self):
        """Return the packs of these schemes that are closed or handed in."""
        return self.env['cchc.scoring'].sudo().search(     # whoever edits the scheme may not read the packs
            [('scheme_id', 'in', self.ids), ('state', '!=', 'draft')])

    @api.depends('name', 'year', 'version')
    @api.depends_context('lang')
    def _compute_display_name(self):
        for scheme in self:
            scheme.display_name = self.env._(
                "%(name)s, %(year)s (version %(version)s)", name=scheme.name or '', year=scheme.year,
                version=scheme.version) if scheme.version > 1 else self.env._(
                "%(name)s, %(year)s", name=scheme.name or '', year=scheme.year)

    @api.constrains('year')
    def _check_year(self):
        for scheme in self:
            if not FIRST_YEAR <= scheme.year <= LAST_YEAR:
                raise ValidationError(self.env._(
                    "“%(name)s”: write the year with four digits, not %(year)s.", name=scheme.name, year=scheme.year))

    @api.constrains('active', 'criterion_ids')
    def _check_usable(self):
        """A scheme in use can be scored by."""
        for scheme in self.filtered('active'):
            if faults := scheme._faults():
                raise ValidationError(self.env._(
                    "“%(name)s” cannot be used yet: %(faults)s", name=scheme.name, faults=listed(faults)))

    def _others_in_use(self):
        """Return the other schemes in use in the agency of this one, for its year and level; one record."""
        return self.search([
            ('company_id', '=', self.company_id.id), ('year', '=', self.year), ('level', '=', self.level),
            ('active', '=', True), ('id', '!=', self.id)])

    def _faults(self):
        """Return what keeps the scheme from being used, as sentences; one record."""
        _, faults = self.env._, []
        if not self.criterion_ids:
            faults.append(_("Enter its criteria."))
        groups = self._parts()
        for row in self.criterion_ids.sorted():
            name = row._label()
            if row.is_part and not any(row in parts for parts in groups.values()):
                faults.append(_("“%(row)s” is a part, but no sum stands above it.", row=name))
            if row.rule == 'sum' and not groups.get(row):
                faults.append(_("“%(row)s” is a sum, but no part stands below it.", row=name))
            if row.rule != 'sum' and row.max_score <= 0:
                faults.append(_("“%(row)s” needs its maximum score.", row=name))
            if row.rule == 'forms' and not row._number_of_forms():
                faults.append(_("“%(row)s” needs the forms and channels that it is about.", row=name))
        return faults

    def _parts(self):
        """Return ``{sum: its parts}``: the rows marked as parts that stand below it; one record."""
        groups, head = {}, None
        for row in self.criterion_ids.sorted():
            if row.is_part and row.rule != 'sum':
                if head:
                    groups[head] |= row
            else:
                head = row if row.rule == 'sum' else None
                if head:
                    groups[head] = row.browse()
        return groups

    # ------------------------------------------------------------------
    # Change, copy, use
    # ------------------------------------------------------------------

    def write(self, vals):
        if vals.keys() - {'active'}:
            self._check_not_closed()
        return super().write(vals)

    def _update_field_translations(self, field_name, translations, digest=None, source_lang=''):
        self._check_not_closed()
        return super()._update_field_translations(field_name, translations, digest, source_lang)

    def _check_not_closed(self):
        """Raise UserError when a closed pack was scored by one of these schemes: it keeps its criteria."""
        if pack := self._closed_packs()[:1]:
            raise UserError(self.env._(
                "“%(scheme)s” does not change any more, because “%(pack)s” was closed by it. Copy it (“Action”, "
                "“Duplicate”) and change the copy.", scheme=pack.scheme_id.name, pack=pack.display_name))

    @api.ondelete(at_uninstall=True)
    def _unlink_except_used(self):
        used = self.env['cchc.scoring'].sudo().search(     # whoever edits the scheme may not read the packs
            [('scheme_id', 'in', self.ids)], limit=1)
        if used:
            raise UserError(self.env._(
                "“%(scheme)s” stays, because “%(pack)s” is scored by it. Switch it off instead.",
                scheme=used.scheme_id.name, pack=used.display_name))

    def action_use(self):
        """Use this scheme for new packs of its year and level, in the place of the agency's other one. Packs that there
        are keep theirs. Return True."""
        self.ensure_one()
        self._check_shared()    # before the access rules, because this message says more
        self.check_access('write')
        others = self._others_in_use()
        others.active = False
        others.flush_recordset(['active'])      # before the index sees two of them
        self.active = True
        return True

    @api.model
    def _for(self, company, year, level=None):
        """Return the schemes in use in the agency for that year, its own first."""
        used = self._in_use(company)[company].filtered(
            lambda scheme: scheme.year == year and level in (None, scheme.level))
        return used.sorted(lambda scheme: (not scheme.company_id, -scheme.id))
