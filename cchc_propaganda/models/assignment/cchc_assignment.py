# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from ...tools.groups import OFFICE
from ...tools.outcome import UNMET
from ...tools.period import Period


class CchcAssignment(models.Model):
    """What one unit owes for one period, on one channel or in one form of outreach. Linked publications or outreach
    meet it; nobody ticks it off."""
    _name = 'cchc.assignment'
    _inherit = [
        'cchc.workflow.mixin', 'cchc.period.mixin', 'cchc.unit.mixin', 'cchc.current.mixin', 'mail.thread',
        'mail.activity.mixin']
    _description = "Assignment"
    _order = 'date_deadline, id'
    _check_company_auto = True
    _mail_post_access = 'read'   # every reader may comment
    _rec_names_search = ['department_id', 'channel_id', 'form_id', 'topic_id']

    obligation_id = fields.Many2one(
        'cchc.obligation', index=True, readonly=True, ondelete='restrict', check_company=True, server_only=True,
        help="Empty: given out ad hoc, not by an obligation of the plan.")
    plan_id = fields.Many2one(
        'cchc.plan', required=True, index=True, ondelete='restrict', check_company=True,
        domain="[('state', '=', 'published'), ('date_closed', '=', False), ('amends_id', '=', False)]", settled=True)
    topic_id = fields.Many2one(
        'cchc.topic', index=True, ondelete='restrict', check_company=True, domain="[('plan_id', '=', plan_id)]",
        settled=True)
    channel_id = fields.Many2one(
        'cchc.channel', index=True, ondelete='restrict', check_company=True, settled=True)
    form_id = fields.Many2one(
        'cchc.outreach.form', index='btree_not_null', ondelete='restrict', check_company=True, settled=True,
        domain="[('is_in_use', '=', True)]", help="Instead of a channel: outreach of this form meets the assignment.")
    company_id = fields.Many2one(
        'res.company', "Agency", required=True, index=True, default=lambda self: self.env.company, settled=True)
    department_id = fields.Many2one(
        'hr.department', "Unit", required=True, index=True, ondelete='restrict', check_company=True, settled=True)
    origin_department_id = fields.Many2one(
        'hr.department', "Unit named by the plan", required=True, index=True, ondelete='restrict', readonly=True,
        check_company=True, server_only=True)
    department_name = fields.Char("Name of the unit then", readonly=True, server_only=True)
    user_id = fields.Many2one('res.users', "Person in charge", index=True, check_company=True, tracking=True)
    period_key = fields.Char(server_only=True)
    date_start = fields.Date("From", required=True, settled=True)
    date_end = fields.Date("To", required=True, settled=True)
    date_planned = fields.Date(
        "Deadline of the plan", required=True, readonly=True, server_only=True,
        help="The deadline that the plan set, before any extension.")
    date_deadline = fields.Date("Deadline", required=True, settled=True)
    quantity = fields.Integer("Asked", required=True, default=1, settled=True)
    publication_ids = fields.One2many('cchc.publication', 'assignment_id', "Publications")
    sent_publication_ids = fields.One2many(
        'cchc.publication', 'sent_assignment_id', "Sent without choosing an assignment")
    outreach_ids = fields.One2many('cchc.outreach', 'assignment_id')
    sent_outreach_ids = fields.One2many(
        'cchc.outreach', 'sent_assignment_id', "Outreach sent without choosing an assignment")
    done_quantity = fields.Integer("Posted", compute='_compute_progress', store=True, precompute=True, server_only=True)
    sent_quantity = fields.Integer(
        "Sent by the deadline", compute='_compute_progress', store=True, precompute=True, server_only=True,
        help="Articles posted, or sent to the channel by the deadline.")
    recorded_late_quantity = fields.Integer(
        "Recorded after the deadline", compute='_compute_recorded_late_quantity',
        help="Publications posted by the deadline but recorded only afterwards.")
    date_done = fields.Date("Met on", compute='_compute_progress', store=True, precompute=True, server_only=True)
    is_waiting_channel = fields.Boolean(
        "Sent in time, waiting for the channel", compute='_compute_progress', store=True, precompute=True,
        server_only=True)
    is_before_issue = fields.Boolean(
        "Before the issue", compute='_compute_is_before_issue', store=True, precompute=True, server_only=True,
        help="Due before the plan was issued: never overdue, and counted only when met.")
    waiver = fields.Selection(
        [('exempt', "Exempt"), ('waived', "No longer asked")], readonly=True, copy=False, server_only=True)
    waiver_reason = fields.Text("Reason", readonly=True, copy=False, server_only=True)
    is_dropped = fields.Boolean("No longer in the plan", readonly=True, copy=False, server_only=True)
    state = fields.Selection([
        ('open', "Within the deadline"),
        ('done', "Met on time"),
        ('late', "Met late"),
        ('overdue', "Overdue"),
        ('exempt', "Exempt"),
        ('waived', "No longer asked"),
    ], compute='_compute_state', store=True, precompute=True, readonly=True, index=True)
    explanation = fields.Text(
        readonly=True, copy=False, server_only=True, help="Why the owing unit missed the deadline.")
    office_note = fields.Text("Note of the Office", copy=False)
    clock_text = fields.Char("Time left", compute='_compute_clock')
    clock_level = fields.Selection([
        ('success', "Met"), ('info', "Waiting"), ('warning', "Near or late"), ('danger', "Overdue"), ('muted', "Other"),
    ], "Urgency", compute='_compute_clock')
    is_excused = fields.Boolean(
        compute='_compute_clock', help="Unmet, yet not the fault of the unit: sent in time, or due before the issue.")
    can_write_article = fields.Boolean(compute='_compute_can_write_article')
    can_record_outreach = fields.Boolean(compute='_compute_can_write_article')
    met_by_name = fields.Char("Channel or form", compute='_compute_met_by_name')
    unit_user_ids = fields.Many2many('res.users', compute='_compute_unit_user_ids', string="People of the unit")
    is_office = fields.Boolean("I am of the Office", compute='_compute_is_office')

    _one_per_period = models.UniqueIndex(
        '(obligation_id, period_key, origin_department_id)', "This assignment has already been given out.")
    _met_by_one = models.Constraint(
        'CHECK (num_nonnulls(channel_id, form_id) = 1)',
        "An assignment is met on one channel or in one form of communication: choose exactly one.")
    _quantity_positive = models.Constraint('CHECK (quantity > 0)', "Ask for at least one item.")
    _dates_ordered = models.Constraint('CHECK (date_start <= date_end)', "A period cannot end before it begins.")
    _list_index = models.Index('(company_id, date_deadline, id)')
    _state_index = models.Index('(company_id, state, date_deadline, id)')
    _match_index = models.Index('(channel_id, department_id, date_start, date_end)')
    _form_index = models.Index('(form_id, department_id, date_start, date_end) WHERE form_id IS NOT NULL')

    @api.constrains('user_id', 'company_id')
    def _check_person_of_agency(self):
        for assignment in self.filtered('user_id'):
            assignment.user_id._cchc_check_agency(assignment.company_id, assignment.display_name)

    # ------------------------------------------------------------------
    # What follows from other data
    # ------------------------------------------------------------------

    @api.depends('plan_id.date_issued', 'date_deadline')
    def _compute_is_before_issue(self):
        for assignment in self:
            issued = assignment.plan_id.date_issued
            assignment.is_before_issue = bool(issued and assignment.date_deadline and assignment.date_deadline < issued)

    @api.depends('period_key', 'channel_id', 'form_id', 'department_name')
    @api.depends_context('lang')
    def _compute_display_name(self):
        for assignment in self:
            assignment.display_name = ' · '.join(filter(None, [
                assignment.period_key and assignment.period_label, assignment._met_by().name,
                assignment.department_id.name]))

    @api.depends('channel_id.name', 'form_id.name')
    @api.depends_context('lang')
    def _compute_met_by_name(self):
        for assignment in self:
            assignment.met_by_name = assignment._met_by().name

    @api.depends('state', 'department_id', 'channel_id', 'form_id')
    @api.depends_context('uid')
    def _compute_can_write_article(self):
        departments = self.env.user._cchc_departments()
        for assignment in self:
            mine = assignment.state in UNMET and bool(
                (assignment.department_id | assignment.topic_id._coordinators()) & departments)
            assignment.can_write_article = mine and bool(assignment.channel_id)
            assignment.can_record_outreach = mine and assignment.department_id in departments and bool(
                assignment.form_id)

    @api.depends('department_id')
    def _compute_unit_user_ids(self):
        for assignment in self:
            assignment.unit_user_ids = assignment.department_id._cchc_users().sudo(False)

    @api.depends_context('uid')
    def _compute_is_office(self):
        self.is_office = self.env.user.has_group(OFFICE)

    @api.constrains('user_id', 'department_id')
    def _check_user_in_unit(self):
        for assignment in self.filtered('user_id'):
            if assignment.user_id not in assignment.department_id._cchc_users():
                raise ValidationError(self.env._(
                    "%(user)s does not sit in “%(unit)s”. Choose someone of that unit.",
                    user=assignment.user_id.name, unit=assignment.department_id.name))

    # ------------------------------------------------------------------
    # Create, write, delete
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        if self._through_gate():
            return super().create(vals_list)
        if not (self.env.su or self.env.user.has_group(OFFICE)):
            raise AccessError(self.env._("Assignments are given out by the Office."))
        self._check_creation(vals_list)
        assignments = super(CchcAssignment, self._with_gate()).create(
            [self._prepare_ad_hoc_vals(vals) for vals in vals_list]).with_env(self.env)
        assignments.check_access('create')
        for plan in assignments.plan_id.filtered(lambda plan: plan.state != 'published'):
            raise UserError(self.env._(
                "“%(plan)s” is not issued: assignments are given out under an issued plan.", plan=plan.display_name))
        for plan in assignments.plan_id:
            plan._refuse_amendments()
            plan._refuse_if_closed()
        return assignments

    @api.model
    def _prepare_ad_hoc_vals(self, vals):
        """Return the values of an ad hoc assignment, completed with those that follow from them."""
        needed = ('department_id', 'date_start', 'date_end', 'date_deadline')
        if missing := [name for name in needed if not vals.get(name)]:
            raise UserError(self.env._("Enter: %(fields)s.", fields=', '.join(self._field_labels(missing))))
        start, end = fields.Date.to_date(vals['date_start']), fields.Date.to_date(vals['date_end'])
        if start > end:
            raise UserError(self.env._("The period cannot end before it begins."))
        department = self.env['hr.department'].browse(vals['department_id'])
        return {
            **vals, 'date_planned': vals['date_deadline'], 'period_key': Period.window(start, end).key,
            'origin_department_id': department.id, 'department_name': department._cchc_in_company_language().name,
        }

    def write(self, vals):
        typed = not (self._through_gate() or self.env.su)
        if typed and 'office_note' in vals and not self.env.user.has_group(OFFICE):
            raise AccessError(self.env._("Only the Office can write the note of the Office."))
        return super().write(vals)

    @api.model
    def _current_domain(self, company, today):
        """Those under a plan whose year is not over, and those that are not due yet."""
        return Domain('plan_id', 'in', self.env['cchc.plan']._not_over(company, today)) | Domain(
            'date_deadline', '>=', today)

    @api.model
    def _past_domain(self, company, today):
        """Return the domain of the agency's assignments that were due under a plan of an earlier year, not closed."""
        return Domain('date_deadline', '<', today) & Domain('plan_id', 'any', [
            ('company_id', '=', company.id), ('state', '=', 'published'), ('date_closed', '=', False),
            ('date_to', '<', today)])

    def _is_of_the_past(self, today):
        """Whether it was due by a day before ``today`` under a plan whose year is over; one record."""
        return self.date_deadline < today and self.plan_id.date_to < today

    @api.ondelete(at_uninstall=True)
    def _unlink_except_never(self):
        raise UserError(self.env._("Assignments are never deleted. Use “Ask no longer”, with the reason."))

    def _is_unmet(self):
        """Whether it is neither met nor exempt nor waived; one record."""
        return self.state in UNMET

    def _met_by(self):
        """Return what the assignment is met by (``cchc.means.mixin``): its channel or its form; one record, or none.
        Use ``channel_id`` itself only for publications, ``form_id`` only for outreach."""
        return self.channel_id or self.form_id

    def _all_met_by(self):
        """Return all that these assignments are met by, as a list: channels first, then forms, each in order."""
        return [*self.channel_id.sorted('sequence'), *self.form_id.sorted('sequence')]

    # ------------------------------------------------------------------
    # Matching: which assignment a publication meets
    # ------------------------------------------------------------------

    def _for_day(self, day, given):
        """Return which of these assignments something of that day meets: of those whose period contains the day, the
        first that still needs some, else the first; none if there is none. ``given``: a Counter of what was matched
        before and is not stored yet, by id."""
        running = self.filtered(lambda assignment: assignment.date_start <= day <= assignment.date_end)
        unmet = running.filtered(
            lambda assignment: assignment.done_quantity + given[assignment.id] < assignment.quantity)
        return (unmet or running)[:1]

    # ------------------------------------------------------------------
    # Cron and buttons
    # ------------------------------------------------------------------

    @api.model
    def _cron_refresh(self, batch=1000):
        """Mark the assignments that became overdue overnight, by the date in each agency's time zone."""
        for [company] in self.env['cchc.plan']._read_group([('state', '=', 'published')], ['company_id']):
            domain = [
                ('company_id', '=', company.id), ('state', '=', 'open'), ('is_before_issue', '=', False),
                ('date_deadline', '<', company._cchc_today()),
            ]
            remaining = self.search_count(domain)
            while assignments := self.search(domain, limit=batch):
                self.env.add_to_compute(self._fields['state'], assignments)
                assignments.flush_recordset(['state'])
                remaining = max(remaining - len(assignments), 0)
                if not self.env['ir.cron']._commit_progress(len(assignments), remaining=remaining):
                    return

    @api.readonly
    def action_record_outreach(self):
        """Open new outreach of the assignment's form, meant to meet it."""
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window', 'res_model': 'cchc.outreach', 'views': [(False, 'form')],
            'context': {
                'default_form_id': self.form_id.id, 'default_department_id': self.department_id.id,
                'default_plan_id': self.plan_id.id, 'default_topic_ids': [fields.Command.set(self.topic_id.ids)],
                **({} if self.date_start <= self.company_id._cchc_today() <= self.date_end
                   else {'default_assignment_id': self.id}),
            },
        }

    @api.readonly
    def action_write_article(self):
        """Open a new article meant to meet this assignment."""
        self.ensure_one()
        department = self.department_id
        own = self.env.user._cchc_departments()
        if department not in own:
            department = (self.topic_id._coordinators() & own)[:1] or department
        return {
            'type': 'ir.actions.act_window', 'res_model': 'cchc.article', 'views': [(False, 'form')],
            'context': {
                'default_department_id': department.id,
                'default_plan_id': self.plan_id.id,
                'default_topic_ids': [fields.Command.set(self.topic_id.ids)],
                'default_publication_ids': [
                    fields.Command.create({'channel_id': self.channel_id.id, 'assignment_id': self.id})],
            },
        }
