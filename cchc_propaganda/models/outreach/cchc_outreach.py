# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools.mimetypes import guess_mimetype

from ...tools import files, limits
from ...tools.dates import in_figures
from ...tools.groups import EDITOR, OFFICE

MOST_PARTICIPANTS = 1_000_000
# What a file of evidence may be -> the endings that its name may have, the usual one first.
EVIDENCE_TYPES = {
    'image/jpeg': ('jpg', 'jpeg', 'png'), 'image/png': ('png', 'jpg', 'jpeg'), 'application/pdf': ('pdf',),
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ('docx',)}
CONTENT = frozenset({
    'name', 'form_id', 'date', 'place', 'department_id', 'plan_id', 'topic_ids', 'is_integrated', 'integrated_with',
    'audience', 'participants', 'evidence_ids'})
TYPED = CONTENT | {'assignment_id', 'is_good_example'}


class CchcOutreach(models.Model):
    """One event at which a unit spoke about administrative reform. It counts once the Office has accepted it."""
    _name = 'cchc.outreach'
    _inherit = ['cchc.workflow.mixin', 'cchc.files.mixin', 'cchc.unit.mixin', 'mail.thread', 'mail.activity.mixin']
    _description = "Outreach"
    _order = 'date desc, id desc'
    _check_company_auto = True

    _frozen_fields = {
        'submitted': CONTENT,
        'approved': CONTENT,
        'cancelled': TYPED,
    }
    _mail_post_access = 'read'   # every reader may ask about it
    _file_fields = ('evidence_ids',)

    name = fields.Char("What was done", required=True)
    form_id = fields.Many2one(
        'cchc.outreach.form', required=True, index=True, ondelete='restrict', check_company=True,
        domain="[('is_in_use', '=', True)]")
    date = fields.Date(
        "Held on", required=True, index=True, default=lambda self: self.env.company._cchc_today(), copy=False)
    place = fields.Char("Where it was held")
    department_id = fields.Many2one(
        'hr.department', "Held by", required=True, index=True, ondelete='restrict', check_company=True,
        default=lambda self: self.env.user._cchc_home_department(self.env.company))
    company_id = fields.Many2one(
        'res.company', "Agency", required=True, index=True, default=lambda self: self.env.company, settled=True)
    plan_id = fields.Many2one(
        'cchc.plan', index=True, ondelete='restrict', check_company=True, compute='_compute_plan_id', store=True,
        readonly=False, precompute=True, domain="[('state', '=', 'published'), ('amends_id', '=', False)]", copy=False)
    topic_ids = fields.Many2many(
        'cchc.topic', 'cchc_outreach_topic_rel', 'outreach_id', 'topic_id', check_company=True,
        ondelete='restrict', copy=False,
        context={'active_test': False},     # those that an amendment has archived, too
        domain="[('plan_id', '=', plan_id), ('active', '=', True), '|', ('name', '!=', False), "
               "('child_ids', '=', False)]")
    assignment_id = fields.Many2one(
        'cchc.assignment', "Counts for", index='btree_not_null', ondelete='restrict', check_company=True, copy=False,
        domain="[('form_id', '=', form_id)]",
        help="The assignment that the outreach meets. If empty: the assignment of its unit in the period of its day.")
    sent_assignment_id = fields.Many2one(
        'cchc.assignment', "Sent for", index='btree_not_null', ondelete='restrict', check_company=True, readonly=True,
        copy=False, server_only=True,
        help="If none was chosen: the assignment of its day when it was sent to the Office.")
    is_integrated = fields.Boolean(
        "Part of another event", compute='_compute_is_integrated', store=True, readonly=False, precompute=True)
    integrated_with = fields.Char("Held together with", help="The conference or meeting of which it was a part.")
    audience = fields.Char()
    participants = fields.Integer("Number of participants")
    evidence_ids = fields.Many2many(
        'ir.attachment', 'cchc_outreach_evidence_rel', 'outreach_id', 'attachment_id', copy=False,
        bypass_search_access=True)
    evidence_rule = fields.Selection(related='form_id.evidence', string="Evidence asked for")
    is_good_example = fields.Boolean("Good example", copy=False, help="Good practice or exemplary people.")
    state = fields.Selection([
        ('draft', "Draft"),
        ('submitted', "Sent to the Office"),
        ('approved', "Accepted"),
        ('cancelled', "Cancelled"),
    ], required=True, default='draft', readonly=True, index=True, copy=False)
    submitted_by_id = fields.Many2one('res.users', "Sent by", readonly=True, copy=False, server_only=True)
    date_submitted = fields.Datetime("Sent on", readonly=True, copy=False, server_only=True)
    date_recorded = fields.Date(
        "Recorded on", readonly=True, copy=False, server_only=True,
        help="The day on which it was first sent to the Office.")
    is_returned = fields.Boolean("Returned", readonly=True, copy=False, server_only=True)
    return_reason = fields.Text("Reason of the return", readonly=True, copy=False, server_only=True)
    expected_assignment_id = fields.Many2one(
        'cchc.assignment', "Will count for", compute='_compute_expected_assignment_id')
    can_edit = fields.Boolean(compute='_compute_can_edit')
    can_choose_assignment = fields.Boolean(compute='_compute_can_edit')
    can_commend = fields.Boolean("May mark it as a good example", compute='_compute_can_edit')

    _list_index = models.Index('(company_id, date DESC, id DESC)')
    _participants_counted = models.Constraint(
        f'CHECK (participants BETWEEN 0 AND {MOST_PARTICIPANTS})', "Enter 0 to 1,000,000 participants.")

    # ------------------------------------------------------------------
    # What follows from other data
    # ------------------------------------------------------------------

    @api.depends('date', 'company_id')
    def _compute_plan_id(self):
        for outreach in self:
            outreach.plan_id = outreach.plan_id     # a chosen plan stays
        for company, dated in self.filtered(lambda one: not one.plan_id and one.date).grouped(
                lambda one: one.company_id or self.env.company).items():
            plans = self.env['cchc.plan']._plans_of(company, set(dated.mapped('date')))
            for outreach in dated:
                outreach.plan_id = plans[outreach.date]

    @api.depends('integrated_with')
    def _compute_is_integrated(self):
        for outreach in self:
            outreach.is_integrated = outreach.is_integrated or bool(outreach.integrated_with)

    @api.depends('assignment_id', 'state', 'form_id', 'date', 'department_id')
    def _compute_expected_assignment_id(self):
        for outreach in self:
            outreach.expected_assignment_id = outreach.assignment_id
        for outreach, assignment in self.filtered(
                lambda outreach: not outreach.assignment_id and outreach.state != 'cancelled')._matches().items():
            outreach.expected_assignment_id = assignment

    @api.depends('state', 'department_id')
    @api.depends_context('uid')
    def _compute_can_edit(self):
        for outreach in self:
            names = outreach._fields_open_to_user()
            outreach.can_edit = names >= CONTENT
            outreach.can_choose_assignment = 'assignment_id' in names
            outreach.can_commend = 'is_good_example' in names

    @api.constrains('date')
    def _check_day_possible(self):
        for outreach in self:
            if outreach.date and outreach.date < limits.OLDEST_DAY:
                raise ValidationError(self.env._(
                    "“%(name)s”: its day, %(date)s, lies before the year 2000. Check the year.",
                    name=outreach.display_name, date=in_figures(outreach.date)))

    @api.constrains('plan_id', 'topic_ids')
    def _check_plan_of_the_year(self):
        (self.plan_id | self.topic_ids.plan_id)._refuse_amendments()

    @api.constrains('assignment_id', 'form_id', 'department_id')
    def _check_assignment(self):
        for outreach in self.filtered('assignment_id'):
            if refusal := outreach.assignment_id._refusal_of_outreach(outreach):
                raise ValidationError(refusal)

    @api.constrains('evidence_ids', 'form_id')
    def _check_evidence_allowed(self):
        for outreach in self:
            if outreach.form_id.evidence == 'never' and outreach.sudo().evidence_ids:    # only whether there are files
                raise ValidationError(self.env._(
                    "“%(form)s” takes no files: the documents of party meetings are not attached here. Remove the "
                    "files of “%(name)s”; its day, place and number of participants are enough.",
                    form=outreach.form_id.name, name=outreach.display_name))

    def _check_kind_of_file(self, attachment):
        result = super()._check_kind_of_file(attachment)
        found, ending = guess_mimetype(attachment.raw), files.ending_of(attachment.name)
        if found not in EVIDENCE_TYPES:
            raise UserError(self.env._(
                "“%(file)s” cannot be evidence of “%(name)s”: allowed are %(types)s.", file=attachment.name,
                name=self.display_name, types='JPG, PNG, PDF, DOCX'))
        if ending and ending not in EVIDENCE_TYPES[found]:
            raise UserError(self.env._(
                "“%(file)s” cannot be evidence of “%(name)s”: its content is %(type)s, not what its name says. Save it "
                "again under a name that ends in .%(ending)s.", file=attachment.name, name=self.display_name,
                type=EVIDENCE_TYPES[found][0].upper(), ending=EVIDENCE_TYPES[found][0]))
        return result

    # ------------------------------------------------------------------
    # Who may edit what, apart from the steps
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_participants(vals)
        outreach = super().create(vals_list)
        if not (self._through_gate() or self.env.su):
            outreach.plan_id.check_access('read')   # it shows the name of the plan
            for one in outreach:
                if not one._is_of_unit_or_office():
                    raise AccessError(one._refusal_of_stranger())
                if one.is_good_example and 'is_good_example' not in one._fields_open_to_user():
                    raise AccessError(one._refusal_of_edit({'is_good_example'}))
        return outreach

    def write(self, vals):
        self._check_participants(vals)
        if self._through_gate() or self.env.su:
            return super().write(vals)
        for outreach in self:
            refused = outreach._changed_names((vals.keys() & TYPED) - outreach._fields_open_to_user(), vals)
            if refused - CONTENT or (refused and outreach.state not in outreach._frozen_fields):
                raise AccessError(outreach._refusal_of_edit(refused))
        res = super().write(vals)
        if vals.get('plan_id'):
            self.plan_id.check_access('read')   # it shows the name of the plan
        if 'department_id' in vals:
            for outreach in self:
                if not outreach._is_of_unit_or_office():
                    raise AccessError(outreach._refusal_of_stranger())
        return res

    @api.model
    def _check_participants(self, vals):
        """Raise ValidationError for a number that is too large for the database."""
        if not self._is_possible_count(vals.get('participants') or 0):
            raise ValidationError(self.env._("Enter 0 to 1,000,000 participants."))

    @api.model
    def _is_possible_count(self, participants):
        return isinstance(participants, int) and 0 <= participants <= MOST_PARTICIPANTS

    def _is_of_unit_or_office(self):
        return self.is_my_unit or self.is_headed_by_me or self.env.user.has_group(OFFICE)

    @api.model
    def _units_open_to_user(self, units):
        """Return those of the units for which the user may record outreach: the same rule, before there is a record."""
        user = self.env.user
        if user.has_group(OFFICE):
            return units
        present = user.with_context(active_test=False)      # closed units included
        return units & (present._cchc_departments() | present._cchc_headed_departments()).with_env(units.env)

    def _fields_open_to_user(self):
        """Return the names of the fields that the user may edit on this outreach now."""
        names = frozenset()
        if self.state == 'cancelled':
            return names
        office = self.env.user.has_group(OFFICE)
        if self.state == 'draft' and self._is_of_unit_or_office():
            names |= CONTENT | {'assignment_id'}
        elif office:
            names |= {'assignment_id'}
        if (office or self.env.user.has_group(EDITOR)) and self.env.user not in self.create_uid | self.submitted_by_id:
            names |= {'is_good_example'}    # nobody commends what they recorded themselves
        return names

    def _refusal_of_stranger(self):
        return self.env._(
            "“%(name)s” is recorded by the people of “%(unit)s” or the Office. Choose your own unit.",
            name=self.display_name, unit=self.sudo().department_id.name)   # the name of a unit is no secret

    def _refusal_of_edit(self, names):
        if names == {'is_good_example'}:
            return self.env._(
                "“%(name)s” is marked as a good example by the editorial board or the Office, by somebody who did not "
                "record it.", name=self.display_name)
        return self.env._(
            "%(fields)s of “%(name)s” (%(state)s): changed in the draft by the people of “%(unit)s”, later by the "
            "Office.", fields=', '.join(self._field_labels(names)), name=self.display_name,
            state=self._state_label(self.state), unit=self.department_id.name)

    def _refusal_to_change_files(self):
        allowed = self.env.su or 'evidence_ids' in self._fields_open_to_user()
        return '' if allowed else self._refusal_of_edit({'evidence_ids'})

    def _files_are_frozen(self):
        return self.state != 'draft'

    @api.ondelete(at_uninstall=True)
    def _unlink_except_with_history(self):
        for outreach in self:
            if outreach.state != 'draft' or outreach.date_submitted:
                raise UserError(self.env._(
                    "“%(name)s” was sent to the Office and is kept. Use “Cancel”, with the reason.",
                    name=outreach.display_name))
            if not (self.env.su or outreach._is_of_unit_or_office()):
                raise AccessError(outreach._refusal_of_stranger())
