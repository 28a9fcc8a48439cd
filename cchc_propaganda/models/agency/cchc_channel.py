# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import text
from .hr_department import REORGANISED


class CchcChannel(models.Model):
    _name = 'cchc.channel'
    _inherit = ['cchc.named.mixin', 'cchc.means.mixin']
    _description = "Communication Channel"
    _order = 'is_internal desc, sequence, name, id'
    _check_company_auto = True
    _rec_names_search = ['name', 'code', 'alias_ids.name', 'earlier_name_ids.name']

    name = fields.Char(required=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        'res.company', required=True, index=True, default=lambda self: self.env.company)
    alias_ids = fields.One2many('cchc.channel.alias', 'channel_id', "Other names")
    earlier_name_ids = fields.One2many('cchc.earlier.name', 'channel_id', "Earlier names")
    is_internal = fields.Boolean(
        "Own channel",
        help="The agency itself posts here. Other channels have an owner, who accepts or refuses what is sent.")
    kind = fields.Selection([
        ('website', "Website or portal"),
        ('social', "Social network"),
        ('broadcast', "Radio, television"),
        ('other', "Other"),
    ], required=True, default='website')
    url_prefix = fields.Text(
        "Allowed addresses",
        help="One per line. The link of a publication must begin with one of them; empty: any address.")
    owner = fields.Char("Managed by", help="The body that manages an external channel.")
    email = fields.Char(help="Where articles are sent.")
    lead_days = fields.Integer(
        "Send ahead (days)", default=5, help="How many days the owner usually needs to post an article.")
    unit_may_send = fields.Boolean(
        "Units send by themselves", default=True,
        help="The author's unit may send to this channel and report the link; otherwise only the members below may.")
    member_ids = fields.Many2many(
        'res.users', 'cchc_channel_member_rel', 'channel_id', 'user_id', "Reviewers and posters",
        domain="[('company_ids', 'in', company_id)]", help="Only these people may review and post on this channel.")

    _code_unique = models.UniqueIndex('(company_id, code)', "This code is already in use.")
    _lead_days_positive = models.Constraint('CHECK (lead_days >= 0)', "Days cannot be negative.")

    @api.onchange('name')
    def _onchange_name(self):
        if not self.code:
            taken = self.with_context(active_test=False).search([('company_id', '=', self.company_id.id)])
            self.code = text.code_of(self.name, taken.mapped('code'))

    @api.constrains('url_prefix')
    def _check_url_prefix(self):
        for channel in self:
            for address in filter(None, map(str.strip, (channel.url_prefix or '').splitlines())):
                if not text.is_http_url(address):
                    raise ValidationError(self.env._(
                        "“%(address)s” of channel “%(name)s” is no web address. Write it as https://…, one per line.",
                        address=address, name=channel.name))

    @api.constrains('member_ids', 'company_id')
    def _check_members_of_agency(self):
        for channel in self:
            channel.member_ids._cchc_check_agency(channel.company_id, channel.name)

    def write(self, vals):
        if 'active' in vals and not vals['active'] and self.env.context.get('cchc_reorganised') is not REORGANISED:
            self.env['cchc.open.work']._check_nothing_open(self.filtered('active'))
        return super().write(vals)

    def _accepts_url(self, url):
        """Whether a link is an http(s) address that begins with one of the channel's addresses."""
        self.ensure_one()
        return text.url_matches(url, self.url_prefix)

    def _with_address_of(self, url):
        """Return the channels that name their addresses and whose addresses the link begins with."""
        return self.filtered(lambda channel: channel.url_prefix and channel._accepts_url(url))

    def _names(self):
        kept = self.env['cchc.earlier.name']._kept_of(self._name)
        return [*super()._names(), *self.alias_ids.mapped('name'), *(name for __, name in kept.get(self.id, ()))]

    def _names_on(self, day):
        return [self._cchc_name_on(day), *self.alias_ids.mapped('name')]

    def _usual_days(self):
        return 0 if self.is_internal else self.lead_days

    def _chasers(self):
        return self.member_ids

    def _member_names(self):
        """Return the names of the channel's members, for sentences that say who may review and post."""
        members = self.sudo().member_ids._cchc_present()   # an ordinary user may not read other users
        return ', '.join(members.mapped('name')) or self.env._("nobody yet: ask the Office")
