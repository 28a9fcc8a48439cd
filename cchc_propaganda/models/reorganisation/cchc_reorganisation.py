# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools import limits, text
from ...tools.dates import in_figures
from ...tools.groups import OFFICE
from ...tools.workflow import Transition
from ..core.words import listed

# What the table of moves follows from.
HEAD = frozenset({
    'subject', 'kind', 'old_department_ids', 'new_department_id', 'old_channel_ids', 'new_channel_id', 'old_names',
    'old_company_ids', 'new_company_id', 'new_name', 'date'})
NAMED = 3   # rows named in a sentence; the rest is counted
CONTENT = HEAD | {'basis', 'target_ids', 'line_ids'}


class CchcReorganisation(models.Model):
    """Units, channels or recipients that are renamed, merged, split or ended from a day on, by a decision. The table
    of its lines says what moves to whom; until it is applied, nothing is changed. On a day that lies ahead it is
    applied by itself."""
    _name = 'cchc.reorganisation'
    _inherit = ['cchc.workflow.mixin', 'mail.thread']
    _description = "Reorganisation"
    _order = 'date desc, id desc'
    _check_company_auto = True
    _mail_post_access = 'read'

    _transitions = (
        Transition('schedule', {'draft'}, 'scheduled', who='_refusal_to_decide', guard='_missing_to_schedule'),
        Transition('reopen', {'scheduled'}, 'draft', who='_refusal_to_decide'),
        Transition('apply', {'draft', 'scheduled'}, 'done', who='_refusal_to_decide', guard='_missing_to_apply',
                   after='_after_apply'),
        Transition('cancel', {'draft', 'scheduled'}, 'cancelled', who='_refusal_to_decide', reason=True),
    )
    _frozen_fields = {'scheduled': CONTENT, 'done': CONTENT, 'cancelled': CONTENT}

    company_id = fields.Many2one(
        'res.company', "Agency", required=True, index=True, default=lambda self: self.env.company, settled=True)
    subject = fields.Selection([
        ('unit', "Units"),
        ('channel', "Channels"),
        ('recipient', "Recipients"),
    ], "What is reorganised", required=True, default='unit')
    kind = fields.Selection([
        ('rename', "Rename"),
        ('merge', "Merge"),
        ('split', "Split"),
        ('end', "End"),
    ], "How", required=True, default='merge')
    date = fields.Date(
        "From", required=True, default=lambda self: self.env.company._cchc_today(),
        help="The first day on which the new names and units hold. A day that lies ahead is waited for.")
    basis = fields.Char(
        "By which decision", help="As it is cited: “Decision 12/QĐ-UBND of 10/07/2024”. It is the reason given to the "
                                  "units whose assignments move or are no longer asked.")
    old_department_ids = fields.Many2many(
        'hr.department', 'cchc_reorganisation_department_rel', 'reorganisation_id', 'department_id', "Old units",
        check_company=True,
        domain="[('company_id', '=', company_id), ('cchc_kind', '!=', False), ('active', '=', True)]",
        context={'active_test': False})     # they are archived when it is carried out, and stay named
    new_department_id = fields.Many2one(
        'hr.department', "Existing unit that takes over", index='btree_not_null', ondelete='restrict',
        check_company=True, domain="[('company_id', '=', company_id), ('cchc_kind', '!=', False)]",
        help="Empty: a new unit is made, under the new name. It may be one of the old units.")
    old_channel_ids = fields.Many2many(
        'cchc.channel', 'cchc_reorganisation_channel_rel', 'reorganisation_id', 'channel_id', "Old channels",
        check_company=True, domain="[('active', '=', True)]", context={'active_test': False})
    new_channel_id = fields.Many2one(
        'cchc.channel', "Existing channel that takes over", index='btree_not_null', ondelete='restrict',
        check_company=True, help="Empty: a new channel is made, under the new name. It may be one of the old channels.")
    old_names = fields.Text(
        "Old recipients", help="Bodies outside the agency, as they stand among the recipients of plans and reports. "
                               "One per line.")
    new_name = fields.Char(help="As in the decision.")
    target_ids = fields.One2many(
        'cchc.reorganisation.target', 'reorganisation_id', "Who takes over",
        help="Several units, channels or recipients among which the rows below are shared out.")
    line_ids = fields.One2many(
        'cchc.reorganisation.line', 'reorganisation_id', "What moves", help="One row for each kind of open thing.")
    kept_text = fields.Text("Not moved", readonly=True, copy=False, server_only=True)
    fingerprint = fields.Char(
        readonly=True, copy=False, server_only=True, help="Of what the table says: a change since it was made is seen.")
    asked_fingerprint = fields.Text(readonly=True, copy=False, server_only=True)
    state = fields.Selection([
        ('draft', "Being prepared"),
        ('scheduled', "Waits for its day"),
        ('done', "Carried out"),
        ('cancelled', "Not carried out"),
    ], required=True, default='draft', readonly=True, index=True, copy=False)
    ask_count = fields.Integer("To be decided", compute='_compute_counts')
    doubt_count = fields.Integer("Worth a look", compute='_compute_counts')
    clear_count = fields.Integer("Clear", compute='_compute_counts')
    is_previewed = fields.Boolean(compute='_compute_counts')
    is_ahead = fields.Boolean("The day lies ahead", compute='_compute_is_ahead')
    asks_target = fields.Boolean(compute='_compute_counts')
    asks_person = fields.Boolean(compute='_compute_counts')
    asks_choice = fields.Boolean(compute='_compute_counts')
    can_schedule = fields.Boolean(compute='_compute_can_transitions')
    can_reopen = fields.Boolean(compute='_compute_can_transitions')
    can_apply = fields.Boolean(compute='_compute_can_transitions')
    can_cancel = fields.Boolean(compute='_compute_can_transitions')

    _list_index = models.Index('(company_id, date DESC, id DESC)')

    # ------------------------------------------------------------------
    # What follows from other data
    # ------------------------------------------------------------------

    @api.depends('subject', 'kind', 'date', 'state', 'old_department_ids.name', 'new_department_id.name', 'new_name',
                 'old_channel_ids.name', 'new_channel_id.name', 'old_names', 'target_ids.name')
    @api.depends_context('lang')
    def _compute_display_name(self):
        for reorganisation in self:
            old, new = reorganisation._old_names(), reorganisation._new_names()
            reorganisation.display_name = self.env._("%(kind)s: %(old)s", kind=reorganisation._kind_label(), old=(
                f"{', '.join(old)} → {', '.join(new)}" if new else ', '.join(old)))

    @api.depends('line_ids.level', 'line_ids.asks_target', 'line_ids.asks_person', 'line_ids.proposal', 'fingerprint')
    def _compute_counts(self):
        for reorganisation in self:
            lines = reorganisation.line_ids
            levels = lines.mapped('level')
            reorganisation.ask_count = levels.count('ask')
            reorganisation.doubt_count = levels.count('doubt')
            reorganisation.clear_count = levels.count('clear')
            reorganisation.is_previewed = bool(reorganisation.fingerprint)
            reorganisation.asks_target = any(lines.mapped('asks_target'))
            reorganisation.asks_person = any(lines.mapped('asks_person'))
            reorganisation.asks_choice = any(lines.mapped('proposal'))

    @api.depends('date', 'company_id')
    def _compute_is_ahead(self):
        for reorganisation in self:
            today = (reorganisation.company_id or self.env.company)._cchc_today()
            reorganisation.is_ahead = bool(reorganisation.date) and reorganisation.date > today

    def _kind_label(self):
        return dict(self._fields['kind']._description_selection(self.env)).get(self.kind, '')

    @api.constrains('date')
    def _check_date(self):
        for reorganisation in self:
            if reorganisation.date < limits.OLDEST_DAY:
                raise ValidationError(self.env._(
                    "The day %(date)s lies before %(oldest)s: please check the year.",
                    date=in_figures(reorganisation.date), oldest=in_figures(limits.OLDEST_DAY)))

    # ------------------------------------------------------------------
    # Create, write, delete
    # ------------------------------------------------------------------

    def write(self, vals):
        forgotten = self.browse() if self._through_gate() else self.filtered(
            lambda reorganisation: reorganisation._changed_names(HEAD & vals.keys(), vals))
        res = super().write(vals)
        if forgotten:
            forgotten._with_gate()._forget_preview()
        return res

    @api.ondelete(at_uninstall=True)
    def _unlink_except_carried_out(self):
        for reorganisation in self:
            if reorganisation.state not in ('draft', 'cancelled'):
                raise UserError(self.env._(
                    "“%(name)s” is “%(state)s” and is kept.", name=reorganisation.display_name,
                    state=reorganisation._state_label(reorganisation.state)))

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------

    def action_schedule(self):
        """Keep it as decided: it is carried out on its day."""
        return self._run_transition('schedule')

    def action_reopen(self):
        return self._run_transition('reopen')

    def action_cancel(self, reason=''):
        return self._run_transition('cancel', reason)

    def _step_labels(self):
        _ = self.env._
        return {'schedule': _("Carry out on its day"), 'reopen': _("Prepare again"), 'apply': _("Carry out"),
                'cancel': _("Cancel")}

    def _instead_of_editing(self):
        return self.env._("Use “Prepare again” first.") if self.state == 'scheduled' else self.env._(
            "Prepare another reorganisation.")

    def _transition_depends(self):
        return ('state', 'basis', 'fingerprint', 'line_ids.level', 'target_ids.name', *sorted(HEAD))

    def _group_that_decides(self):
        """Return the group whose members prepare and carry out this reorganisation; one record."""
        return OFFICE

    def _refusal_to_decide(self, step):
        if self.env.user.has_group(self._group_that_decides()):
            return ''
        return self.env._("“%(step)s” of “%(name)s” is up to the Office.", step=self._step_label(step),
                          name=self.display_name)

    def _missing_to_schedule(self, step):
        _ = self.env._
        ahead = [] if self.is_ahead else [_("Its day does not lie ahead: carry it out now.")]
        return [*self._missing_decisions(), *ahead]

    def _missing_to_apply(self, step):
        _ = self.env._
        early = [_("It begins on %(date)s: let it wait for that day.", date=in_figures(self.date))] if (
            self.is_ahead) else []
        return [*self._missing_decisions(), *early]

    def _missing_decisions(self):
        """Return what is missing before anything can move; one record."""
        _ = self.env._
        if missing := self._missing_in_head():
            return missing
        if not self.fingerprint:
            return [_("Look at what moves first, with the button “Show what moves”.")]
        unfounded = [] if text.fold(self.basis) else [_("Enter the decision on which it is based.")]
        asked = [line for line in self.line_ids if line.level == 'ask']
        more = [_("Decide on the other rows, too: %(count)s.", count=len(asked) - NAMED)] if len(asked) > NAMED else []
        return [*unfounded, *(line._what_is_asked() for line in asked[:NAMED]), *more]

    def _missing_in_head(self):
        """Return what is missing before the table can be made; one record."""
        _, missing = self.env._, []
        olds, new = self._old_names(), self._new_record()
        if not olds:
            missing.append(_("Choose what is renamed, merged, split or ended."))
        if self.kind in ('rename', 'split') and len(olds) > 1:
            missing.append(_("Choose only one that is renamed or split."))
        if self.kind == 'rename' and not text.fold(self.new_name):
            missing.append(_("Enter the new name."))
        if self.kind == 'rename' and olds == [text.normalize(self.new_name)]:
            missing.append(_("“%(name)s” is its name already: enter the new name.", name=olds[0]))
        if self.kind == 'merge' and not (new or text.fold(self.new_name)):
            missing.append(_("Enter the name of the new one, or choose which existing one takes over."))
        if self.kind == 'merge' and new and not self._old_records() - new:
            missing.append(_("Choose what is merged into “%(name)s”.", name=new.name))
        if self.kind == 'split' and len(self.target_ids) < 2:
            missing.append(_("Enter at least two that take over."))
        missing += self._missing_in_names()
        return missing or getattr(self, f'_missing_of_{self.subject}')()

    def _missing_in_names(self):
        """Return what is wrong with the names of those who take over; one record."""
        _, missing, seen = self.env._, [], set()
        for target in self.target_ids if self.kind in ('split', 'end') else ():
            key = target[self._target_field()].id or text.fold(target.name)
            if key in seen:
                missing.append(_("“%(name)s” stands twice among those who take over.", name=target.name))
            seen.add(key)
        for name in (self.new_name, *self.target_ids.mapped('name')):
            if len(name or '') > limits.UNIT_NAME:
                missing.append(_("The name “%(name)s” is too long: at most %(most)s letters.",
                                 name=text.shortened(name), most=limits.UNIT_NAME))
        return missing

    def _next_step_sentence(self):
        _ = self.env._
        if self.state == 'scheduled':
            return _("Carried out by itself on %(date)s, unless something that was decided has changed by then.",
                     date=in_figures(self.date))
        if self.state != 'draft':
            return False
        missing = self._missing_decisions()
        if missing:
            return _("Still to do: %(what)s", what=listed(missing))
        return _("Everything is decided. Nothing is changed until it is carried out.")

    # ------------------------------------------------------------------
    # What is reorganised
    # ------------------------------------------------------------------

    def _subject_fields(self):
        """Return ``{subject: (field of the old ones, of the new one, of an existing one among ``target_ids``)}``."""
        return {
            'unit': ('old_department_ids', 'new_department_id', 'department_id'),
            'channel': ('old_channel_ids', 'new_channel_id', 'channel_id')}

    def _old_records(self):
        """Return the old units or channels; no record for recipients, which are but names."""
        if self.subject not in self._subject_fields():
            return self.old_department_ids.browse()
        return self[self._subject_fields()[self.subject][0]]

    def _new_record(self):
        if self.subject not in self._subject_fields():
            return self.new_department_id.browse()
        return self[self._subject_fields()[self.subject][1]]

    def _target_field(self):
        """Return the name of the field of ``cchc.reorganisation.target`` with an existing one; one record."""
        return self._subject_fields().get(self.subject, (None, None, 'department_id'))[2]

    def _old_names(self):
        if self.subject == 'recipient':
            return list(filter(None, map(text.normalize, (self.old_names or '').splitlines())))
        old = self._old_records()
        if self.state == 'done':    # what was renamed is called otherwise now
            return [*old._cchc_names_on(self.date - timedelta(days=1)).values()]
        return old.mapped('name')

    def _new_names(self):
        if self.kind in ('split', 'end'):
            return [name for name in self.target_ids.mapped('name') if name]
        return [self._new_record().name or self.new_name] if self._new_record() or self.new_name else []

    def _gone(self):
        """Return those of the old ones that are no more afterwards; as superuser, one record."""
        stays = self._new_record() | self.target_ids[self._target_field()] if self.kind != 'rename' else (
            self._old_records())
        return self._old_records() - stays
