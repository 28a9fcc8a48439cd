# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain
from odoo.tools import ormcache

SYSTEM = 'base.group_system'


class CchcSharedMixin(models.AbstractModel):
    """A setting that all agencies share (without a company), or that belongs to one agency.

    A decision of one agency never affects another: only the system administrator changes, archives, deletes or
    translates a shared setting. An agency makes its own copy, which replaces the shared setting there
    (``replaces_id``). An archived copy switches the shared setting off.

    The model defines ``name``, ``active`` and ``replaces_id``, a link to itself.
    """
    _name = 'cchc.shared.mixin'
    _inherit = ['cchc.text.mixin']
    _description = "Setting That Agencies Share"

    company_id = fields.Many2one(
        'res.company', "Agency", index=True, default=lambda self: self._default_company_id(),
        help="Empty: every agency has it, and only the system administrator changes it.")
    scope = fields.Char("Whose", compute='_compute_scope')
    can_change = fields.Boolean(compute='_compute_can_change')
    is_replaced = fields.Boolean("Replaced here", compute='_compute_scope')
    is_in_use = fields.Boolean("In use here", compute='_compute_is_in_use', search='_search_is_in_use')

    _one_copy = models.UniqueIndex(
        '(company_id, replaces_id) WHERE replaces_id IS NOT NULL', "Your agency has its own copy of it already.")

    @api.model
    def _default_company_id(self):
        """A setting that the system creates is shared; a setting that a user enters belongs to their agency."""
        return self.env['res.company'] if self.env.su else self.env.company

    @api.depends('company_id')
    @api.depends_context('uid')
    def _compute_can_change(self):
        for record in self:
            record.can_change = bool(record.company_id) or self._keeps_shared()

    @api.depends('company_id', 'replaces_id')
    @api.depends_context('allowed_company_ids', 'lang')
    def _compute_scope(self):
        _ = self.env._
        own = self._own_copies(self.env.companies)
        for record in self:
            copies = own.get(record._origin, self.browse())
            record.is_replaced = bool(copies)
            if record.company_id:
                record.scope = _("Our own, instead of the shared one") if record.replaces_id else _("Our own")
            elif copies:
                record.scope = _("Shared; here our own stands for it") if any(copies.mapped('active')) else _(
                    "Shared; switched off here")
            else:
                record.scope = _("Shared by every agency")

    @api.depends('active', 'company_id', 'replaces_id')
    @api.depends_context('allowed_company_ids')
    def _compute_is_in_use(self):
        used = self._used_here()
        for record in self:
            record.is_in_use = record._origin in used

    @api.model
    def _search_is_in_use(self, operator, value):
        if operator != 'in':
            return NotImplemented
        return Domain('id', 'in' if True in value else 'not in', self._used_here().ids)

    @api.constrains('replaces_id', 'company_id')
    def _check_replaces(self):
        for record in self:
            if (shared := record.replaces_id) and (shared.company_id or not record.company_id):
                raise ValidationError(self.env._(
                    "“%(name)s” can stand for a shared one only if it belongs to an agency itself.", name=record.name))

    # ------------------------------------------------------------------
    # Settings in use in an agency
    # ------------------------------------------------------------------

    @api.model
    def _in_use(self, companies):
        """Return ``{company: its settings in use, in order}``: its own, and the shared ones without an own copy. The
        user and the ``active_test`` of the context do not matter."""
        settings = self.sudo().with_context(active_test=False)      # the same settings for every user
        ids = self._ids_in_use(companies._ids, self.env.lang)
        together = {id_ for own in ids.values() for id_ in own}
        return {company: settings.browse(ids[company.id]).with_prefetch(together) for company in companies}

    @api.model
    @ormcache('company_ids', 'lang')
    def _ids_in_use(self, company_ids, lang):
        """Return ``{company id: ids of its settings in use}``, in their order, which may be that of their names in this
        language. They are kept between requests until one of the settings changes."""
        found = self.sudo().with_context(active_test=False, lang=lang).search_fetch(  # the same for every user
            [('company_id', 'in', (False, *company_ids))], ['active', 'company_id', 'replaces_id'])
        in_use = {}
        for company_id in company_ids:
            mine = found.filtered(lambda record, company_id=company_id: record.company_id.id in (False, company_id))
            in_use[company_id] = (mine - mine.replaces_id).filtered('active')._ids
        return in_use

    @api.model
    def _used_here(self):
        """Return the settings in use in one of the user's active agencies."""
        return self.browse().union(*self._in_use(self.env.companies).values()).sudo(False)

    def _own_copies(self, companies):
        """Return ``{shared setting: its copies in these agencies, archived ones included}``."""
        return self.sudo().with_context(active_test=False).search(    # copies are the same for every user
            [('replaces_id', 'in', self._origin.ids), ('company_id', 'in', companies.ids)]).grouped('replaces_id')

    def _with_shared(self):
        """Return the settings and the shared ones that they replace, which count as the same."""
        return self | self.replaces_id

    # ------------------------------------------------------------------
    # Who may change a setting
    # ------------------------------------------------------------------

    @api.model
    def _keeps_shared(self):
        return self.env.su or self.env.user.has_group(SYSTEM)

    def _check_shared(self):
        """Raise AccessError for a shared setting, unless the user is the system administrator."""
        if not self._keeps_shared() and (shared := self.filtered(lambda record: not record.company_id)[:1]):
            raise AccessError(self._refusal_of_shared(shared.name))

    def _refusal_of_shared(self, name):
        return self.env._(
            "“%(name)s” is shared by every agency: only the system administrator changes it. Use “Make our own” and "
            "change the copy, or switch it off: in this agency it stands for the shared one.", name=name)

    @api.model_create_multi
    def create(self, vals_list):
        if not self._keeps_shared():    # before the access rules, because this message says more
            default = self.default_get(['company_id']).get('company_id')    # may come from the context
            for vals in vals_list:
                if not vals.get('company_id', default):
                    raise AccessError(self._refusal_of_shared(vals.get('name') or ''))
        records = super().create(vals_list)
        self.env.registry.clear_cache()     # _ids_in_use
        return records

    def write(self, vals):
        self._check_shared()
        result = super().write(vals)
        self.env.registry.clear_cache()     # _ids_in_use
        self._check_shared()
        return result

    def unlink(self):
        self._check_shared()    # before the access rules, because this message says more
        result = super().unlink()
        self.env.registry.clear_cache()     # _ids_in_use
        return result

    def _update_field_translations(self, field_name, translations, digest=None, source_lang=''):
        self._check_shared()
        return super()._update_field_translations(field_name, translations, digest, source_lang)

    def copy_data(self, default=None):
        """A copy belongs to the agency. The first copy of a shared setting replaces it there; every other one gets a
        code of its own, where the setting has codes."""
        default = {'company_id': self.env.company.id, **(default or {})}
        company = self.env['res.company'].browse(default['company_id'])
        taken = self._own_copies(company) if company else {}
        copies = []
        for record, vals in zip(self, super().copy_data(default), strict=True):
            if company and not record.company_id and record not in taken:
                vals = {'replaces_id': record.id, 'active': record.active, **vals}
            else:
                vals = {**vals, 'active': default.get('active', False)}
                if 'name' not in default:
                    vals['name'] = self.env._("%(name)s (copy)", name=record.name)
            if 'code' in self._fields and not vals.get('replaces_id') and 'code' not in default:
                vals['code'] = f'{record.code}-{record.id}'
            copies.append(vals)
        return copies

    def action_own_copy(self):
        """Return the action that opens the agency's own copy of a shared setting; create the copy if there is none."""
        self.ensure_one()
        self.check_access('read')
        own = self.with_context(active_test=False).search(
            [('replaces_id', '=', self.id), ('company_id', '=', self.env.company.id)], limit=1) or self.copy()
        return {
            'type': 'ir.actions.act_window', 'name': own.display_name, 'res_model': self._name, 'res_id': own.id,
            'views': [(False, 'form')], 'context': {'active_test': False},
        }
