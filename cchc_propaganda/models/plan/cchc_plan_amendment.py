# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from ...tools.dates import in_figures
from ...tools.decree import decree_day
from ...tools.groups import OFFICE
from ...tools.year_shift import YearShift

BEFORE_ISSUE = ('draft', 'submitted', 'approved')
SAME_AS_AMENDED = ('year', 'date_from', 'date_to')


class CchcPlan(models.Model):
    """An amendment: a plan of its own, with its own number and steps, that changes the rows of an issued plan once it
    is issued itself. It begins as a copy of these rows. It is never the plan of a year, and gives out nothing."""
    _inherit = 'cchc.plan'

    amends_id = fields.Many2one(
        'cchc.plan', index='btree_not_null', ondelete='restrict', readonly=True, copy=False,
        check_company=True, server_only=True, help="The issued plan that this one changes once it is issued itself.")
    amendment_ids = fields.One2many(
        'cchc.plan', 'amends_id', "Amendments", readonly=True, copy=False, server_only=True)
    amendment_count = fields.Integer("Number of amendments", compute='_compute_amendment_count')
    can_amend = fields.Boolean("May be amended", compute='_compute_can_amend')

    _one_open_amendment = models.UniqueIndex(
        "(amends_id) WHERE amends_id IS NOT NULL AND state IN ('draft', 'submitted', 'approved')",
        "An amendment of this plan is being drawn up already.")

    @api.depends('amendment_ids')
    def _compute_amendment_count(self):
        counts = dict(self.env['cchc.plan']._read_group([('amends_id', 'in', self.ids)], ['amends_id'], ['__count']))
        for plan in self:
            plan.amendment_count = counts.get(plan, 0)

    @api.depends('state', 'date_closed', 'is_over', 'amends_id')
    @api.depends_context('uid')
    def _compute_can_amend(self):
        is_office = self.env.user.has_group(OFFICE)
        for plan in self:
            plan.can_amend = is_office and not plan._refusal_to_amend()

    @api.constrains('amends_id', *SAME_AS_AMENDED)
    def _check_days_of_amended(self):
        for plan in self.filtered('amends_id'):
            if any(plan[name] != plan.amends_id[name] for name in SAME_AS_AMENDED):
                raise ValidationError(self.env._(
                    "“%(name)s” amends the plan of %(year)s, which runs from %(start)s to %(end)s: it is of the same "
                    "year and days.", name=plan.display_name, year=plan.amends_id.year,
                    start=in_figures(plan.amends_id.date_from), end=in_figures(plan.amends_id.date_to)))

    def _refuse_amendments(self):
        """Raise if one of these plans is an amendment: work is done under the plan that it amends."""
        for plan in self.filtered('amends_id'):
            raise ValidationError(self.env._(
                "“%(name)s” is an amendment. Choose the plan that it amends, “%(plan)s”, and its rows.",
                name=plan.display_name, plan=plan.amends_id.display_name))

    # ------------------------------------------------------------------
    # Drawing one up
    # ------------------------------------------------------------------

    def action_amend(self):
        """Open the amendment of this issued plan that is being drawn up, or begin one. Return the action."""
        self.ensure_one()
        self.check_access('read')
        if not (self.env.su or self.env.user.has_group(OFFICE)):
            raise AccessError(self.env._("The amendment of “%(name)s” is drawn up by the Office.",
                                         name=self.display_name))
        self._lock_records()    # of two clicks, only one begins an amendment
        if refusal := self._refusal_to_amend():
            raise UserError(refusal)
        amendment = self.amendment_ids.filtered(
            lambda plan: plan.state in BEFORE_ISSUE) or self._draft_amendment()
        return {
            'type': 'ir.actions.act_window', 'res_model': self._name, 'res_id': amendment.id,
            'views': [(False, 'form')],
        }

    @api.readonly
    def action_open_amendments(self):
        """Open the list of the amendments of this plan."""
        self.ensure_one()
        self.check_access('read')
        return {
            **self.env['ir.actions.act_window']._for_xml_id('cchc_propaganda.cchc_plan_action'),
            'domain': [('amends_id', '=', self.id)], 'context': {'create': False},
        }

    def _refusal_to_amend(self):
        """Return '' when this plan can be amended, else the sentence why not; one record."""
        _ = self.env._
        if self.amends_id:
            return _("“%(name)s” is an amendment itself: amend the plan, “%(plan)s”, once more.",
                     name=self.display_name, plan=self.amends_id.display_name)
        if self.state in BEFORE_ISSUE:
            return _("“%(name)s” is not issued yet: change the draft itself. If it is no longer a draft, have it "
                     "returned first.", name=self.display_name)
        if self.state != 'published':
            return _("“%(name)s” is “%(state)s”: only an issued plan is amended.", name=self.display_name,
                     state=self._state_label(self.state))
        if self.date_closed:
            return _("The year of “%(name)s” was closed on %(date)s: it is not amended any more.",
                     name=self.display_name, date=in_figures(self.date_closed))
        if self.is_over:
            return _("“%(name)s” ran until %(date)s: nothing is due any more that an amendment could change.",
                     name=self.display_name, date=in_figures(self.date_to))
        return ''

    def _draft_amendment(self):
        """Return a new draft that amends this plan, with a copy of each of its rows."""
        same = YearShift(self.year, self.year)
        # Only the server says what a plan amends, and which row is whose original.
        amendment = self._with_gate().create({
            **self._in_company_language()._prepare_amendment_vals(same), 'amends_id': self.id})

        def topic_vals(topic, parent):
            return {**topic._prepare_roll_over_vals(same, amendment, parent),
                    'previous_id': topic.previous_id.id, 'origin_id': topic.id}

        def obligation_vals(obligation, topic):
            return {**obligation._prepare_roll_over_vals(same, topic), 'origin_id': obligation.id, 'rotation_ids': [
                Command.create({**turn._prepare_roll_over_vals(same), **periods, 'origin_id': turn.id})
                for turn, periods in obligation._turns_in_periods()]}

        self._with_gate()._copy_rows(topic_vals, obligation_vals)
        return amendment.with_env(self.env)

    def _prepare_amendment_vals(self, same):
        """Return the values of the draft, in the agency's language, without its rows."""
        _ = self.env._
        named = {'number': self.number, 'date': decree_day(self.date_issued),
                 'agency': self.company_id._cchc_name_on(self.date_issued)}
        vals = self._prepare_roll_over_vals(same)
        last = max(self.legal_basis_ids.mapped('sequence'), default=0)
        return {
            **vals, 'date_text': False,
            'name': _("Amendment of plan %(number)s of %(date)s of %(agency)s", **named),
            'legal_basis_ids': [*vals['legal_basis_ids'], Command.create({
                'sequence': last + 10, 'number': self.number, 'date': self.date_issued, 'issuer': named['agency'],
                'name': _("On the basis of plan %(number)s of %(date)s of %(agency)s: %(name)s", name=self.name,
                          **named)})],
            'section_ids': [
                Command.create({
                    'sequence': 10, 'number': 'I', 'kind': 'content', 'title': _("Contents of the amendment"),
                    'body': _("The appendix of plan %(number)s of %(date)s is amended as follows:", **named)}),
                Command.create({
                    'sequence': 20, 'number': 'II', 'kind': 'organisation', 'title': _("Implementation"),
                    'body': _("What this plan does not amend stays as plan %(number)s of %(date)s has it.", **named)}),
            ],
        }

    # ------------------------------------------------------------------
    # Its steps
    # ------------------------------------------------------------------

    def _issued_amendments(self):
        """Return the amendments of this plan that were issued, one after the other."""
        return self.amendment_ids.filtered(lambda plan: plan.state == 'published').sorted(
            lambda plan: (plan.date_issued, plan.id))

    def _last_amendment(self):
        """Return the amendment of this plan that was issued last; empty without one."""
        return self._issued_amendments()[-1:]

    def _missing_to_publish(self, step):
        missing = super()._missing_to_publish(step)
        if not self.amends_id:
            return missing
        if refusal := self.amends_id._refusal_to_amend():
            missing.append(refusal)
        earlier = self.amends_id._last_amendment() or self.amends_id
        if self.date_issued and earlier.date_issued and self.date_issued < earlier.date_issued:
            missing.append(self.env._(
                "Correct the day of issue: “%(plan)s” was issued on %(date)s, and this one amends it.",
                plan=earlier.display_name, date=in_figures(earlier.date_issued)))
        return missing

    def _missing_to_close(self, step):
        return self._refusal_as_amendment() or super()._missing_to_close(step)

    def _missing_to_terminate(self, step):
        return self._refusal_as_amendment() or super()._missing_to_terminate(step)

    def _refusal_as_amendment(self):
        """Return the sentences why a step that ends a plan is not for an amendment; [] for the plan of a year."""
        return [self.env._(
            "An amendment ends with the plan that it amends: take this step on “%(plan)s”.",
            plan=self.amends_id.display_name)] if self.amends_id else []

    def _after_publish(self, step, reason):
        for amendment in self.filtered('amends_id'):
            amendment._apply_amendment()
        return super(CchcPlan, self.filtered(lambda plan: not plan.amends_id))._after_publish(step, reason)

    def action_roll_over(self, year=None):
        for plan in self.filtered('amends_id'):
            raise UserError(self.env._(
                "“%(name)s” is an amendment: the plan of the next year is made from the plan that it amends, "
                "“%(plan)s”.", name=plan.display_name, plan=plan.amends_id.display_name))
        return super().action_roll_over(year)

    def _sentence_of_the_end(self):
        """Say of an amended plan by what it was amended, too."""
        amendments = self._issued_amendments()
        amended = amendments and self.env._("Amended by: %(plans)s.", plans='; '.join(
            self.env._("plan %(number)s of %(date)s", number=plan.number, date=in_figures(plan.date_issued))
            for plan in amendments))
        return ' '.join(filter(None, [amended, '' if self.amends_id else super()._sentence_of_the_end()]))


class CchcTopic(models.Model):
    _inherit = 'cchc.topic'

    @api.constrains('origin_id', 'plan_id')
    def _check_origin(self):
        for topic in self.filtered('origin_id'):
            if topic.origin_id.plan_id != topic.plan_id.amends_id:
                raise ValidationError(self.env._(
                    "“%(name)s” was made for the amendment of another plan. Type it here as a new row.",
                    name=topic.display_name))
