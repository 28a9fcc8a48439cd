# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from datetime import date, timedelta

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from ...tools import text
from ..core.server import as_server

LINKS = {'hr.department': 'department_id', 'cchc.channel': 'channel_id', 'res.company': 'agency_id'}


class Since:
    """The day on which a new name begins to hold, if it is not today. In the context: a client can send any key, but
    never an object of this class."""

    def __init__(self, day):
        self.day = day


class CchcEarlierName(models.Model):
    """A name that a unit, a channel or the agency bore until it was renamed: what was printed of that time says it, and
    old plans and lists still mean it."""
    _name = 'cchc.earlier.name'
    _inherit = ['cchc.text.mixin']
    _description = "Earlier Name"
    _order = 'date_to desc, id desc'
    _check_company_auto = True

    name = fields.Char("Earlier name", required=True)
    date_to = fields.Date("Until", required=True, help="The last day on which the name held.")
    department_id = fields.Many2one(
        'hr.department', "Unit", index=True, ondelete='cascade', check_company=True,
        domain="[('cchc_kind', '!=', False)]")
    channel_id = fields.Many2one('cchc.channel', index=True, ondelete='cascade', check_company=True)
    agency_id = fields.Many2one('res.company', index=True, ondelete='cascade')
    company_id = fields.Many2one('res.company', compute='_compute_company_id', store=True, precompute=True, index=True)

    _day_unique = models.UniqueIndex(
        '(department_id, channel_id, agency_id, date_to) NULLS NOT DISTINCT',
        "A name until this day is already entered.")

    @api.depends('department_id', 'channel_id', 'agency_id')
    def _compute_company_id(self):
        for earlier in self:
            earlier.company_id = earlier._agency()

    def _agency(self):
        return self.department_id.company_id or self.channel_id.company_id or self.agency_id

    @api.constrains('name', 'department_id', 'channel_id', 'agency_id', 'company_id')
    def _check_one_bearer(self):
        for earlier in self:
            if sum(map(bool, (earlier.department_id, earlier.channel_id, earlier.agency_id))) != 1:
                raise ValidationError(self.env._(
                    "Say whose earlier name “%(name)s” is: either of a unit, or of a channel, or of the agency.",
                    name=earlier.name))
            if earlier.company_id != earlier._agency():
                raise ValidationError(self.env._(
                    "An earlier name stays with its agency: that of the unit or channel."))

    @api.constrains('name', 'date_to')
    def _check_is_over(self):
        for earlier in self:
            if not text.fold(earlier.name):
                raise ValidationError(self.env._("Enter the earlier name."))
            if earlier.date_to >= (earlier._agency() or self.env.company)._cchc_today():
                raise ValidationError(self.env._(
                    "The last day of the earlier name “%(name)s” must be over. From a day that lies ahead, a name is "
                    "changed under “Reorganisations”.", name=earlier.name))

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        self.env.registry.clear_cache()
        return records

    def write(self, vals):
        res = super().write(vals)
        self.env.registry.clear_cache()
        return res

    def unlink(self):
        res = super().unlink()
        self.env.registry.clear_cache()
        return res

    @api.model
    @tools.ormcache('model')
    def _kept_of(self, model):
        """Return ``{id: ((last day, name), …)}`` of the records of that model that were ever renamed, oldest first."""
        kept = defaultdict(list)
        link = LINKS[model]
        names = self.sudo().search_fetch(   # whoever may read a record may read how it was called
            [(link, '!=', False)], [link, 'date_to', 'name'], order='date_to, id')
        for earlier in names:
            kept[earlier[link].id].append((earlier.date_to, earlier.name))
        return {key: tuple(pairs) for key, pairs in kept.items()}

    @api.model
    def _keep(self, records, before):
        """Keep the names ``before`` (``{id: name}``) of the records that are called otherwise now. The earlier name
        held until the day before the change; a name that did not hold a whole day is not kept."""
        link, kept, vals_list = LINKS[records._name], self._kept_of(records._name), []
        since = self.env.context.get('cchc_name_since')
        for record, name in records._cchc_names_now().items():
            agency = records.browse(record)._cchc_agency()
            last_day = (since.day if isinstance(since, Since) else agency._cchc_today()) - timedelta(days=1)
            newest = kept[record][-1][0] if record in kept else date.min
            if before[record] and before[record] != name and newest < last_day:
                vals_list.append({link: record, 'name': before[record], 'date_to': last_day})
        if vals_list:
            as_server(self).create(vals_list)   # whoever renames, the server keeps the earlier name
