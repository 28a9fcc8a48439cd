# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CchcReorganisationTarget(models.Model):
    """One of several that take over when a unit, a channel or a recipient is split or ended."""
    _name = 'cchc.reorganisation.target'
    _inherit = ['cchc.part.mixin']
    _description = "Who Takes Over"
    _order = 'reorganisation_id, sequence, id'
    _check_company_auto = True

    reorganisation_id = fields.Many2one('cchc.reorganisation', required=True, index=True, ondelete='cascade')
    company_id = fields.Many2one(related='reorganisation_id.company_id', store=True, index=True, precompute=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(
        compute='_compute_name', store=True, readonly=False, precompute=True, required=True, help="As in the decision.")
    department_id = fields.Many2one(
        'hr.department', "Existing unit", index='btree_not_null', ondelete='restrict', check_company=True,
        domain="[('company_id', '=', company_id), ('cchc_kind', '!=', False)]",
        help="Empty: a unit of this name is made.")

    channel_id = fields.Many2one(
        'cchc.channel', "Existing channel", index='btree_not_null', ondelete='restrict', check_company=True,
        help="Empty: a channel of this name is made.")

    @api.depends('department_id', 'channel_id')
    def _compute_name(self):
        for target in self:
            target.name = target.department_id.name or target.channel_id.name or target.name

    def _check_open(self):
        if self.env['cchc.reorganisation']._through_gate():
            return
        if decided := self.reorganisation_id.filtered(lambda reorganisation: reorganisation.state != 'draft')[:1]:
            raise UserError(self.env._(
                "“%(name)s” is “%(state)s”: who takes over can no longer be changed. %(instead)s",
                name=decided.display_name, state=decided._state_label(decided.state),
                instead=decided._instead_of_editing()))

    def action_take_the_rest(self):
        """Give this one all rows for which nobody is chosen yet."""
        self.ensure_one()
        self._check_open()
        self.reorganisation_id.check_access('write')
        lines = self.reorganisation_id.line_ids
        lines.filtered(lambda line: line.asks_target and not line.target_id).write({'target_id': self.id})
        return True
