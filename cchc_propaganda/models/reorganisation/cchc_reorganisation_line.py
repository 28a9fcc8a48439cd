# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.reorganisation import KEEP, MOVE, WAIVE

ANSWERS = frozenset({'choice', 'target_id', 'person_id'})


class CchcReorganisationLine(models.Model):
    """What moves: how many, where they are now, where they are afterwards, and what somebody decides about them. The
    server writes the lines; people only choose."""
    _name = 'cchc.reorganisation.line'
    _inherit = ['cchc.text.mixin']
    _description = "What Moves"
    _order = 'reorganisation_id, rank, sequence, id'
    _rec_name = 'what'

    reorganisation_id = fields.Many2one(
        'cchc.reorganisation', required=True, index=True, readonly=True, ondelete='cascade')
    company_id = fields.Many2one(related='reorganisation_id.company_id', store=True, index=True, precompute=True)
    key = fields.Char(required=True, readonly=True)
    sequence = fields.Integer(readonly=True)
    rank = fields.Integer(readonly=True, help="0: to be decided or looked at. 1: clear.")
    what = fields.Text("Matter", required=True, readonly=True)
    detail = fields.Text(readonly=True)
    count = fields.Integer("How many", readonly=True, aggregator=None)
    now_text = fields.Text("Now with", readonly=True)
    after_text = fields.Text("Afterwards, as proposed", readonly=True)
    afterwards = fields.Text(compute='_compute_afterwards', help="Where it is afterwards, as decided so far.")
    proposal = fields.Selection(
        selection=lambda self: self._fields['choice']._description_selection(self.env), readonly=True)
    choice = fields.Selection([
        (MOVE, "Passes to who takes over"),
        (KEEP, "Stays as it is"),
        (WAIVE, "No longer asked"),
    ], "Decision")
    must_move = fields.Boolean(readonly=True, help="Not due yet: it cannot stay with one that is no more.")
    asks_target = fields.Boolean(readonly=True)
    target_id = fields.Many2one(
        'cchc.reorganisation.target', "Who takes over", ondelete='set null', index='btree_not_null',
        domain="[('reorganisation_id', '=', reorganisation_id)]")
    asks_person = fields.Boolean(readonly=True)
    person_id = fields.Many2one(
        'hr.employee.public', "Person chosen", ondelete='set null', domain="[('id', 'in', people)]")
    people = fields.Json(readonly=True)
    level = fields.Selection([
        ('ask', "To be decided"),
        ('doubt', "Worth a look"),
        ('clear', "Clear"),
    ], compute='_compute_level')

    _key_unique = models.UniqueIndex('(reorganisation_id, key)', "This row is there already.")

    @api.depends('proposal', 'choice', 'asks_target', 'target_id', 'asks_person', 'person_id', 'rank')
    def _compute_level(self):
        for line in self:
            if line._is_open():
                line.level = 'ask'
            else:
                line.level = 'doubt' if line.proposal else 'clear'

    def _is_open(self):
        """Whether somebody still has to choose; one record."""
        if self.asks_person and not self.person_id:
            return True
        if self.proposal and not self.choice:
            return True
        return self.asks_target and not self.target_id and self.choice in (False, MOVE)

    @api.depends('level', 'choice', 'asks_target', 'target_id.name', 'asks_person', 'person_id.name', 'after_text')
    @api.depends_context('lang')
    def _compute_afterwards(self):
        labels = dict(self._fields['choice']._description_selection(self.env))
        for line in self:
            if line.choice in (KEEP, WAIVE):
                line.afterwards = labels[line.choice]
                continue
            chosen = line.target_id.name if line.asks_target else line.person_id.name if line.asks_person else ''
            if line.level == 'ask':
                chosen = self.env._("to be decided")
            line.afterwards = '; '.join(filter(None, [chosen, line.after_text]))

    def _what_is_asked(self):
        """Return the sentence that says what somebody still has to choose; one record."""
        _ = self.env._
        if self.asks_person:
            return _("Choose a person for “%(what)s”.", what=self.what)
        if self.asks_target:
            return _("Choose who takes over “%(what)s”.", what=self.what)
        return _("Decide on “%(what)s”.", what=self.what)

    @api.model_create_multi
    def create(self, vals_list):
        self._check_server()
        return super().create(vals_list)

    def write(self, vals):
        if not self.env['cchc.reorganisation']._through_gate():
            if vals.keys() - ANSWERS:
                self._check_server()
            self._check_answers(vals)
        res = super().write(vals)
        if not self.env['cchc.reorganisation']._through_gate():
            self._check_chosen()
        return res

    @api.ondelete(at_uninstall=True)
    def _unlink_except_by_server(self):
        self._check_server()

    def _check_server(self):
        if not self.env['cchc.reorganisation']._through_gate():
            raise UserError(self.env._("The system makes these rows: use the button “Show what moves”."))

    def _check_answers(self, vals):
        for line in self:
            if line.reorganisation_id.state != 'draft':
                raise UserError(self.env._(
                    "“%(name)s” is “%(state)s”: nothing can be decided there any more. %(instead)s",
                    name=line.reorganisation_id.display_name,
                    state=line.reorganisation_id._state_label(line.reorganisation_id.state),
                    instead=line.reorganisation_id._instead_of_editing()))

    def _check_chosen(self):
        """Raise UserError for an answer that the row does not ask for."""
        for line in self:
            if line.choice and not line.proposal or line.target_id and not line.asks_target or (
                    line.person_id and not line.asks_person):
                raise UserError(self.env._("“%(what)s” does not ask for this decision.", what=line.what))
            if line.choice == KEEP and line.must_move:
                raise UserError(self.env._(
                    "“%(what)s”: what is not due yet cannot stay with one that is no more. Choose who takes over, or "
                    "that it is no longer asked.", what=line.what))
            if line.person_id and line.person_id.id not in (line.people or ()):
                raise UserError(self.env._("Choose for “%(what)s” one of the people who move.", what=line.what))
            if line.target_id and line.target_id.reorganisation_id != line.reorganisation_id:
                raise UserError(self.env._("Choose for “%(what)s” one of those who take over here.", what=line.what))
