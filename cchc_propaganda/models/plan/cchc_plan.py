# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools import text
from ...tools.dates import in_figures
from ...tools.groups import DIRECTOR, OFFICE
from ...tools.obligation import FIRST_YEAR, LAST_YEAR
from ...tools.workflow import Transition
from ..core.words import listed

# Fields frozen while the plan waits for its decision, and once it is issued.
DECIDED = frozenset({
    'name', 'year', 'date_from', 'date_to', 'office_id', 'appendix_title', 'date_text', 'signer_name', 'signer_title'})
ISSUED = DECIDED | {'number', 'date_issued'}


class CchcPlan(models.Model):
    _name = 'cchc.plan'
    _inherit = ['cchc.workflow.mixin', 'cchc.files.mixin', 'mail.thread', 'mail.activity.mixin']
    _description = "Communication Plan"
    _order = 'year desc, id desc'
    _check_company_auto = True
    _mail_post_access = 'read'   # every reader may comment
    _rec_names_search = ['name', 'number']

    _transitions = (
        Transition('submit', {'draft'}, 'submitted', groups=OFFICE, guard='_missing_to_submit'),
        Transition('recall', {'submitted'}, 'draft', groups=OFFICE),
        Transition('approve', {'submitted'}, 'approved', groups=DIRECTOR, effect='_approval_values'),
        Transition('return', {'submitted', 'approved'}, 'draft', groups=DIRECTOR, effect='_return_values',
                   reason=True),
        Transition('publish', {'approved'}, 'published', groups=f'{OFFICE},{DIRECTOR}', guard='_missing_to_publish',
                   after='_after_publish'),
        Transition('cancel', {'draft', 'submitted', 'approved'}, 'cancelled', groups=f'{OFFICE},{DIRECTOR}',
                   effect='_cancel_values', reason=True),
        Transition('terminate', {'published'}, 'cancelled', groups=DIRECTOR, guard='_missing_to_terminate',
                   after='_after_terminate', reason=True),
        Transition('close', {'published'}, '', groups=OFFICE, guard='_missing_to_close', effect='_closed_values'),
    )
    _frozen_fields = {'submitted': DECIDED, 'approved': DECIDED, 'published': ISSUED, 'cancelled': ISSUED}
    _file_fields = ('signed_document_ids',)

    name = fields.Char(required=True)
    number = fields.Char(
        "Number and symbol", copy=False, help="Given by the Office when the plan is issued: 12/KH-STTTT")
    year = fields.Integer(required=True, default=lambda self: self.env.company._cchc_today().year)
    date_from = fields.Date(
        "From", required=True, compute='_compute_dates', store=True, readonly=False, precompute=True)
    date_to = fields.Date(
        "To", required=True, compute='_compute_dates', store=True, readonly=False, precompute=True)
    date_issued = fields.Date("Issued on", copy=False)
    date_text = fields.Char(
        "Day of issue, as printed",
        help="As the draft has it, with its blanks: “ngày …/02/2024”. Until the day of issue is entered, the check "
             "takes the last day of this month.")
    company_id = fields.Many2one(
        'res.company', "Agency", required=True, index=True, default=lambda self: self.env.company, settled=True)
    office_id = fields.Many2one(
        'hr.department', "Kept by", check_company=True, default=lambda self: self.env.company.cchc_office_id,
        help="The unit that keeps the plan, usually the Office.")
    section_ids = fields.One2many('cchc.plan.section', 'plan_id', "Sections")
    appendix_title = fields.Text("Title of the appendix")
    legal_basis_ids = fields.One2many('cchc.legal.basis', 'plan_id', "Legal bases")
    topic_ids = fields.One2many('cchc.topic', 'plan_id', "Topics")
    # The domain is a function: with a list, Odoo would forget the typed rows of a form when their numbers change.
    row_ids = fields.One2many(
        'cchc.topic', 'plan_id', "Rows of the appendix",
        domain=lambda self: ['|', ('code', '!=', False), ('parent_id', '=', False)],
        help="Without the bullets inside a cell, which appear in their row.")
    obligation_ids = fields.One2many('cchc.obligation', 'plan_id', "Obligations")
    assignment_ids = fields.One2many('cchc.assignment', 'plan_id', "Assignments")
    article_ids = fields.One2many('cchc.article', 'plan_id', "Articles")
    recipient_ids = fields.One2many('cchc.plan.recipient', 'plan_id', "Recipients")
    signer_name = fields.Char("Signed by")
    signer_title = fields.Text(
        "Title of the signer", help="As printed above the signature, one title per line.")
    signed_document_ids = fields.Many2many(
        'ir.attachment', 'cchc_plan_signed_document_rel', 'plan_id', 'attachment_id', "Signed copies", copy=False,
        bypass_search_access=True)
    state = fields.Selection([
        ('draft', "Draft plan"),
        ('submitted', "Awaiting approval"),
        ('approved', "Approved"),
        ('published', "Issued"),
        ('cancelled', "Plan cancelled"),
    ], required=True, default='draft', readonly=True, index=True, copy=False)
    is_returned = fields.Boolean("Returned", readonly=True, copy=False, server_only=True)
    return_reason = fields.Text("Reason of the return", readonly=True, copy=False, server_only=True)
    approved_by_id = fields.Many2one('res.users', "Approved by", readonly=True, copy=False, server_only=True)
    approved_date = fields.Datetime("Approved on", readonly=True, copy=False, server_only=True)
    assignment_count = fields.Integer("Number of assignments", compute='_compute_counts')
    article_count = fields.Integer("Number of articles", compute='_compute_counts')
    is_editable = fields.Boolean(compute='_compute_is_editable')

    can_submit = fields.Boolean(compute='_compute_can_transitions')
    can_recall = fields.Boolean(compute='_compute_can_transitions')
    can_approve = fields.Boolean(compute='_compute_can_transitions')
    can_return = fields.Boolean(compute='_compute_can_transitions')
    can_publish = fields.Boolean(compute='_compute_can_transitions')
    can_cancel = fields.Boolean(compute='_compute_can_transitions')
    can_terminate = fields.Boolean(compute='_compute_can_transitions')

    _dates_ordered = models.Constraint('CHECK (date_from <= date_to)', "A plan cannot end before it begins.")
    _year_sane = models.Constraint('CHECK (year BETWEEN 2000 AND 2100)', "Write the year of the plan with four digits.")
    _number_unique = models.UniqueIndex(
        '(company_id, year, number)', "Another plan of this year already has this number.")

    @api.depends('year')
    def _compute_dates(self):
        for plan in self:
            if FIRST_YEAR <= plan.year <= LAST_YEAR:
                plan.date_from, plan.date_to = date(plan.year, 1, 1), date(plan.year, 12, 31)

    @api.depends('assignment_ids', 'article_ids')
    def _compute_counts(self):
        assignments = dict(self.env['cchc.assignment']._read_group(
            [('plan_id', 'in', self.ids)], ['plan_id'], ['__count']))
        articles = dict(self.env['cchc.article']._read_group([('plan_id', 'in', self.ids)], ['plan_id'], ['__count']))
        for plan in self:
            plan.assignment_count = assignments.get(plan, 0)
            plan.article_count = articles.get(plan, 0)

    @api.depends('state')
    @api.depends_context('uid')
    def _compute_is_editable(self):
        office = self.env.user.has_group(OFFICE)
        for plan in self:
            plan.is_editable = office and plan.state == 'draft'

    @api.onchange('date_issued')
    def _onchange_date_issued(self):
        """Propose the number after the agency's last plan of the year, when the day of issue is entered."""
        if self.date_issued and not self.number:
            others = self.search([
                ('company_id', '=', self.company_id.id), ('year', '=', self.year), ('number', '!=', False)], order='id')
            self.number = text.next_number(others.mapped('number'), self.company_id.cchc_symbol)

    # ------------------------------------------------------------------
    # Years that can be
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_years({'year': self.default_get(['year'])['year'], **vals})
        return super().create(vals_list)

    def write(self, vals):
        self._check_years(vals)
        return super().write(vals)

    @api.model
    def _check_years(self, vals):
        """Refuse years outside 2000–2100, before a day or a column of the database has no room for them."""
        days = [fields.Date.to_date(vals[name]) for name in ('date_from', 'date_to', 'date_issued') if vals.get(name)]
        years = [day.year for day in days] + ([vals['year']] if 'year' in vals else [])
        if wrong := [year for year in years if not (isinstance(year, int) and FIRST_YEAR <= year <= LAST_YEAR)]:
            raise ValidationError(self.env._(
                "%(year)s is no year of a plan: write one from %(first)s to %(last)s, with four digits.",
                year=wrong[0] or 0, first=FIRST_YEAR, last=LAST_YEAR))

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------

    def action_submit(self):
        return self._run_transition('submit')

    def action_recall(self):
        return self._run_transition('recall')

    def action_approve(self):
        return self._run_transition('approve')

    def action_return(self, reason=''):
        return self._run_transition('return', reason)

    def action_publish(self):
        return self._run_transition('publish')

    def action_cancel(self, reason=''):
        return self._run_transition('cancel', reason)

    def action_terminate(self, reason=''):
        return self._run_transition('terminate', reason)

    def _step_labels(self):
        _ = self.env._
        return {
            'submit': _("Submit for approval"), 'recall': _("Recall"), 'approve': _("Approve"), 'return': _("Return"),
            'publish': _("Issue"), 'cancel': _("Cancel"), 'terminate': _("Terminate"),
            'close': _("Close the year"),
        }

    def _transition_depends(self):
        return (
            'state', 'number', 'date_issued', 'topic_ids', 'obligation_ids.assignment_count', 'date_from', 'date_to',
            'date_closed')

    def _missing_to_submit(self, step):
        return self._blocking_findings()

    def _missing_to_publish(self, step):
        missing = []
        if not self.number:
            missing.append(self.env._("Enter the number and symbol of the plan."))
        if not self.date_issued:
            missing.append(self.env._("Enter the day of issue."))
        elif self.date_issued > self.company_id._cchc_today():
            missing.append(self.env._("Correct the day of issue: it lies in the future."))
        return missing

    def _missing_to_terminate(self, step):
        """Return what keeps the plan from being terminated: nothing, but of an amendment."""
        return []

    def _approval_values(self, step, reason):
        return {
            'approved_by_id': self.env.uid, 'approved_date': fields.Datetime.now(),
            'is_returned': False,
        }

    def _return_values(self, step, reason):
        return {'is_returned': True, 'return_reason': reason, 'approved_by_id': False, 'approved_date': False}

    def _cancel_values(self, step, reason):
        return {'date_issued': False}   # the plan was never issued: only a plan with a day of issue is public

    def _after_publish(self, step, reason):
        self._generate_assignments()
        self._adopt_articles()

    def _after_terminate(self, step, reason):
        """Waive what is due from today on. What is overdue stays overdue."""
        for plan in self:
            _, today = plan._in_company_language().env._, plan.company_id._cchc_today()
            not_due = plan.assignment_ids.filtered(
                lambda assignment, today=today: assignment.state in ('open', 'overdue')
                and assignment.date_deadline >= today)
            not_due._run_transition('waive', _("The plan was terminated: %(reason)s", reason=reason))

    def _instead_of_editing(self):
        if self.state == 'submitted':
            return self.env._("Recall it first, or ask the director to return it.")
        if self.state == 'approved':
            return self.env._("Ask the director to return it first.")
        if self.amends_id:
            return self.env._("An issued amendment is changed by another amendment of the plan.")
        return self.env._("An issued plan is changed by an amendment, which the Office draws up with “Amend”.")

    def _refuse_editing(self):
        """Raise: this plan is decided, so its rows can no longer change."""
        self.ensure_one()
        raise UserError(self.env._(
            "“%(name)s” is “%(state)s”: its text and appendix can no longer be changed. %(instead)s",
            name=self.display_name, state=self._state_label(self.state), instead=self._instead_of_editing()))

    def _next_step_sentence(self):
        _ = self.env._
        if self.state == 'draft':
            findings = self._blocking_findings()
            if findings:
                return _("Cannot be submitted yet: %(findings)s", findings=' '.join(findings))
            sentence = ' '.join([_("Ready to be submitted."), self._sentence_of_the_issue()])
            if self.is_returned:
                return _("Returned: “%(reason)s”. %(sentence)s",
                         reason=self.return_reason.rstrip('.'), sentence=sentence)
            return sentence
        if self.state == 'submitted':
            return ' '.join([
                _("Waiting for the director to approve since %(when)s.", when=self._format_moment(self.date_last_step)),
                self._sentence_of_the_issue()])
        if self.state == 'approved':
            missing = self._missing_to_publish(None)
            return _("Approved. To issue it: %(missing)s", missing=listed(missing)) if missing else ' '.join([
                _("Approved. The Office or the director issues it."), self._sentence_of_the_issue()])
        if self.state == 'published':
            issued = _("Issued on %(date)s under number %(number)s.", number=self.number,
                       date=in_figures(self.date_issued))
            return ' '.join(filter(None, [issued, self._sentence_of_the_end()]))
        return False

    def _sentence_of_the_issue(self):
        """Return what issuing the plan will do; one record."""
        return self.env._("Issuing it will give out %(assignments)s.", assignments=self._assignments_in_words())

    @api.ondelete(at_uninstall=True)
    def _unlink_except_decided(self):
        for plan in self:
            if plan.state != 'draft' or plan.is_returned or plan.last_step_by_id:
                raise UserError(self.env._(
                    "“%(name)s” has been submitted before and is kept. Cancel it instead.", name=plan.display_name))
        self.topic_ids._unlink_except_chosen()  # the database deletes the topics with the plan, without asking

    # ------------------------------------------------------------------
    # What belongs to the plan
    # ------------------------------------------------------------------

    @api.readonly
    def action_open_assignments(self):
        return self._open_related('cchc_propaganda.cchc_assignment_action')

    @api.readonly
    def action_open_articles(self):
        return self._open_related('cchc_propaganda.cchc_article_action')

    def _open_related(self, xmlid):
        self.ensure_one()
        self.check_access('read')
        action = self.env['ir.actions.act_window']._for_xml_id(xmlid)
        return {**action, 'domain': [('plan_id', '=', self.id)], 'context': {'default_plan_id': self.id}}

    @api.model
    def _plan_of(self, company, day):
        """Return the agency's issued plan whose dates contain the day; among several, the one issued last."""
        return self._plans_of(company, [day])[day]

    @api.model
    def _plans_of(self, company, days):
        """Return ``{day: plan}`` as ``_plan_of``, with one query for all the days."""
        plans = self.search_fetch([
            ('company_id', '=', company.id), ('state', '=', 'published'), ('amends_id', '=', False),
            ('date_from', '<=', max(days)), ('date_to', '>=', min(days)),
        ], ['date_from', 'date_to'], order='date_issued desc, id desc')
        return {day: plans.filtered(lambda plan, day=day: plan.date_from <= day <= plan.date_to)[:1] for day in days}
