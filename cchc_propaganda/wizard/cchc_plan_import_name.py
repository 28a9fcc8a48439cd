# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.core.server import as_server
from ..tools import matching, text
from ..tools.groups import OFFICE


class CchcPlanImportName(models.TransientModel):
    """A name in the file that was not understood for certain. The Office says which unit or channel it means; the
    answer is remembered as another name once the plan is entered."""
    _name = 'cchc.plan.import.name'
    _inherit = ['cchc.dialog.part.mixin', 'cchc.text.mixin']
    _description = "Name in a Plan from a File"
    _check_company_auto = True
    _order = 'id'

    wizard_id = fields.Many2one('cchc.plan.import', required=True, index=True, ondelete='cascade')
    company_id = fields.Many2one(related='wizard_id.company_id')
    kind = fields.Selection([('unit', "Unit"), ('channel', "Channel")], required=True, default='unit', readonly=True)
    words = fields.Char("In the file", required=True, readonly=True)
    department_id = fields.Many2one(
        'hr.department', "Unit", check_company=True, domain="[('company_id', '=', company_id)]")
    channel_id = fields.Many2one('cchc.channel', check_company=True, domain="[('company_id', '=', company_id)]")
    score = fields.Float("Alike (%)", readonly=True)
    new_kind = fields.Selection(
        lambda self: self.env['hr.department']._fields['cchc_kind']._description_selection(self.env), "Kind of unit",
        help="Only for a unit that the agency does not have yet.")
    is_answered = fields.Boolean(readonly=True)
    is_remembered = fields.Boolean(readonly=True)
    is_left = fields.Boolean(readonly=True)
    is_open = fields.Boolean(compute='_compute_is_open')

    @api.depends('words')
    def _compute_display_name(self):
        for name in self:
            name.display_name = name.words

    @api.depends('is_answered', 'is_left', 'department_id', 'channel_id', 'score')
    def _compute_is_open(self):
        for name in self:
            name.is_open = not (name.is_answered or name.is_left) and bool(
                name.score or name.department_id or name.channel_id)

    # ------------------------------------------------------------------
    # Answers
    # ------------------------------------------------------------------

    def action_remember(self):
        """Take the unit or channel, and remember the words as another name of it. Return True."""
        return self._answer(is_remembered=True)

    def action_once(self):
        """Take the unit or channel for this file only. Return True."""
        return self._answer(is_remembered=False)

    def action_leave(self):
        """Leave the words as they are printed, without a unit. Return True."""
        self._check_may_answer()
        self.write({'is_left': True, 'is_answered': False, 'is_remembered': False, 'department_id': False,
                    'channel_id': False})
        self._settle_lines()
        return True

    def action_add_unit(self):
        """Make a unit of this name and kind, which the agency does not have yet, and take it. Return True."""
        self._check_may_answer()
        name = text.normalize(self.words)
        if not self.new_kind or self.kind != 'unit':
            raise UserError(self.env._("Choose the kind of the new unit."))
        everyone = self.env['hr.department'].sudo().with_context(active_test=False)     # archived units have names, too
        same = everyone.search([('company_id', '=', self.company_id.id)]).filtered(
            lambda unit: text.fold(unit.name) == text.fold(name))
        if same:
            raise UserError(
                self.env._("“%(name)s” is a unit of the agency already.", name=same[0].name) if same[0].active else
                self.env._("“%(name)s” is an archived unit of the agency. Ask the administrator to bring it back.",
                           name=same[0].name))
        unit = as_server(self.env['hr.department'], mail_create_nosubscribe=True).create({
            'name': name, 'company_id': self.company_id.id, 'parent_id': False, 'cchc_kind': self.new_kind})
        self.department_id = unit.id
        return self._answer(is_remembered=False)

    def _check_may_answer(self):
        self.ensure_one()
        self.wizard_id._check_may_import()
        if not self.env.user.has_group(OFFICE):
            raise UserError(self.env._("Only the Office answers here."))

    def _answer(self, is_remembered):
        self._check_may_answer()
        chosen = (self.department_id if self.kind == 'unit' else self.channel_id).sudo()   # checked in this line
        if not chosen or chosen.company_id != self.company_id:
            raise UserError(self.env._("Choose the unit or the channel that “%(words)s” means.", words=self.words))
        self.write({'is_answered': True, 'is_remembered': is_remembered, 'is_left': False})
        self._settle_lines()
        return True

    def _settle_lines(self):
        """Read the rows again that have the name."""
        wizard = self.wizard_id
        wizard._read_again(wizard.line_ids.filtered(lambda line: self._is_doubt_of(line)))

    def _is_doubt_of(self, line):
        return any(isinstance(words := values.get('words'), str)
                   and (words == self.words or self.kind == 'channel' and matching.place_of(words) == self.words)
                   for __, values in line._known_doubts())

    def _remember(self):
        """Store the answers that are to be remembered as other names of units and channels."""
        Alias, ChannelAlias = self.env['cchc.department.alias'], self.env['cchc.channel.alias']
        names = self.filtered(lambda name: name.is_answered and name.is_remembered)
        for model, link, kind in ((Alias, 'department_id', 'unit'), (ChannelAlias, 'channel_id', 'channel')):
            present = model.search([('company_id', 'in', self.company_id.ids)])
            known = {text.fold(name) for name in present.mapped('name') + names.mapped(link).mapped('name')}
            model.create([
                {'name': words, link: name[link].id} for name in names
                if name.kind == kind and (words := text.normalize(name.words)) and text.fold(words) not in known])
