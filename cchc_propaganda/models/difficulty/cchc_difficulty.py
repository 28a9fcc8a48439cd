# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.dates import in_figures
from ...tools.groups import DIRECTOR, EDITOR, HEAD, OFFICE
from ...tools.workflow import Transition

TYPED = frozenset({'name', 'description', 'proposal', 'department_id'})


class CchcDifficulty(models.Model):
    """A difficulty that a unit or a board raises. The Office receives it, answers it or forwards it to the director;
    reports print it with its answer."""
    _name = 'cchc.difficulty'
    _inherit = ['cchc.workflow.mixin', 'cchc.unit.mixin', 'mail.thread', 'mail.activity.mixin']
    _description = "Difficulty"
    _order = 'date_raised desc, id desc'
    _check_company_auto = True
    _mail_post_access = 'read'

    _frozen_fields = {'office': TYPED, 'director': TYPED, 'resolved': TYPED | {'date_deadline'}}
    _transitions = (
        Transition('receive', {'raised'}, 'office', groups=OFFICE),
        Transition('forward', {'office'}, 'director', groups=OFFICE, effect='_forwarded_values'),
        Transition('answer', {'office', 'director'}, '', who='_refusal_to_answer', effect='_answered_values',
                   reason=True),
        Transition('resolve', {'office', 'director'}, 'resolved', groups=OFFICE, guard='_missing_answer'),
    )

    name = fields.Char("Difficulty", required=True)
    description = fields.Text("What is difficult")
    proposal = fields.Text()
    department_id = fields.Many2one(
        'hr.department', "Raised by the unit", required=True, index=True, ondelete='restrict', check_company=True,
        default=lambda self: self._default_department_id())
    company_id = fields.Many2one(
        'res.company', "Agency", required=True, index=True, default=lambda self: self.env.company, settled=True)
    raised_by_id = fields.Many2one(
        'res.users', "Raised by", required=True, index=True, readonly=True, ondelete='restrict', server_only=True,
        default=lambda self: self.env.user, copy=False)
    date_raised = fields.Date(
        "Raised on", required=True, readonly=True, copy=False, server_only=True,
        default=lambda self: self.env.company._cchc_today())
    date_deadline = fields.Date("Answer by", copy=False, help="The Office sets by when an answer is due.")
    answer = fields.Text(readonly=True, copy=False, server_only=True)
    answered_by_id = fields.Many2one('res.users', "Answered by", readonly=True, copy=False, server_only=True)
    date_answered = fields.Date("Answered on", readonly=True, copy=False, server_only=True)
    state = fields.Selection([
        ('raised', "Raised"),
        ('office', "Received by the Office"),
        ('director', "Before the director"),
        ('resolved', "Resolved"),
    ], required=True, default='raised', readonly=True, index=True, copy=False)
    can_edit = fields.Boolean(compute='_compute_can_edit')
    can_set_deadline = fields.Boolean(compute='_compute_can_edit')
    can_receive = fields.Boolean(compute='_compute_can_transitions')
    can_forward = fields.Boolean(compute='_compute_can_transitions')
    can_answer = fields.Boolean(compute='_compute_can_transitions')
    can_resolve = fields.Boolean(compute='_compute_can_transitions')

    @api.model
    def _default_department_id(self):
        """Return the unit that the user heads, their own before others, else the board they are a member of."""
        user = self.env.user
        headed, home = user._cchc_headed_departments(), user._cchc_home_department(self.env.company)
        boards = user._cchc_departments().filtered(lambda unit: unit.cchc_kind == 'board')
        mine = (headed & home) | headed | boards
        return mine.filtered(lambda unit: unit.company_id == self.env.company)[:1]

    @api.depends('state', 'raised_by_id')
    @api.depends_context('uid')
    def _compute_can_edit(self):
        office = self.env.user.has_group(OFFICE)
        for difficulty in self:
            difficulty.can_edit = difficulty.state == 'raised' and difficulty.raised_by_id == self.env.user
            difficulty.can_set_deadline = difficulty.can_edit or (office and difficulty.state != 'resolved')

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------

    def action_receive(self):
        return self._run_transition('receive')

    def action_forward(self):
        return self._run_transition('forward')

    def action_answer(self, text=''):
        """Keep the answer: of the Office, or of the director once it was forwarded. Return True."""
        return self._run_transition('answer', text)

    def action_resolve(self):
        return self._run_transition('resolve')

    def _step_labels(self):
        _ = self.env._
        return {
            'receive': _("Receive"), 'forward': _("Forward to the director"), 'answer': _("Give the answer"),
            'resolve': _("Close the difficulty")}

    def _transition_depends(self):
        return ('state', 'answer', 'answered_by_id')

    def _refusal_to_answer(self, step):
        """The Office answers what it received, the director what was forwarded."""
        if self.env.user.has_group(DIRECTOR if self.state == 'director' else OFFICE):
            return ''
        return self.env._(
            "“%(name)s” was forwarded: the director answers it.", name=self.display_name,
        ) if self.state == 'director' else self.env._("“%(name)s” is answered by the Office.", name=self.display_name)

    def _forwarded_values(self, step, reason):
        """What the Office has answered so far stays as its proposal; the director answers anew."""
        return {'answered_by_id': False, 'date_answered': False}

    def _answered_values(self, step, reason):
        for company, difficulties in self.grouped('company_id').items():
            difficulties.write({'date_answered': company._cchc_today()})
        return {'answer': reason, 'answered_by_id': self.env.uid}

    def _missing_answer(self, step):
        if self.answered_by_id:
            return []
        return [self.env._("The director has not answered yet.") if self.state == 'director'
                else self.env._("Write the answer first.")]

    def _next_step_sentence(self):
        _ = self.env._
        due = {'date': in_figures(self.date_deadline)} if self.date_deadline else {}
        if self.state == 'raised':
            return _("Waiting for the Office to receive it.")
        if self.state == 'office' and not self.answered_by_id:
            return _("The Office answers it by %(date)s.", **due) if due else _("The Office answers it.")
        if self.state == 'director' and not self.answered_by_id:
            return _("The director answers it by %(date)s.", **due) if due else _("The director answers it.")
        if self.state != 'resolved':
            return _("Answered. The Office closes it once the unit knows.")
        return False

    # ------------------------------------------------------------------
    # Who may raise and edit
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        difficulties = super().create(vals_list)
        if not (self._through_gate() or self.env.su):
            difficulties._check_raiser()
        return difficulties

    def write(self, vals):
        if not (self._through_gate() or self.env.su):
            for difficulty in self:
                opened = (TYPED if difficulty.can_edit else set()) | (
                    {'date_deadline'} if difficulty.can_set_deadline else set())
                refused = difficulty._changed_names((TYPED | {'date_deadline'}) & vals.keys() - opened, vals)
                if refused and difficulty.state == 'raised':
                    raise AccessError(self.env._(
                        "%(fields)s of “%(name)s”: changed by who raised it (%(who)s) until the Office receives it.",
                        fields=', '.join(self._field_labels(refused)), name=difficulty.display_name,
                        who=difficulty.sudo().raised_by_id.name))   # the name of a colleague is no secret
                if 'date_deadline' in refused and difficulty.state != 'resolved':
                    raise AccessError(self.env._("The Office sets by when “%(name)s” is answered.",
                                                 name=difficulty.display_name))
        res = super().write(vals)
        if 'department_id' in vals and not (self._through_gate() or self.env.su):
            self._check_raiser()
        return res

    def _check_raiser(self):
        """Raise unless the user heads the unit or is a member of the board that raises it."""
        for difficulty in self:
            unit, user = difficulty.department_id, self.env.user
            heads = user.has_group(HEAD) and unit._cchc_is_headed()
            board = unit.cchc_kind == 'board' and user.has_group(EDITOR) and user in unit._cchc_users()
            if not (heads or board):
                raise AccessError(self.env._(
                    "A difficulty of “%(unit)s” is raised by its head; one of an editorial board by its members.",
                    unit=unit.name))

    @api.ondelete(at_uninstall=True)
    def _unlink_except_received(self):
        for difficulty in self:
            if difficulty.state != 'raised':
                raise UserError(self.env._(
                    "“%(name)s” was received by the Office and is kept.", name=difficulty.display_name))
            if not self.env.su and difficulty.raised_by_id != self.env.user:
                raise AccessError(self.env._(
                    "“%(name)s” is deleted by who raised it, until the Office receives it.",
                    name=difficulty.display_name))

    def _instead_of_editing(self):
        return self.env._("Ask the Office in a message below it.")
