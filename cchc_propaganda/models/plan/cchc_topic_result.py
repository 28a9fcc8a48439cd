# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from ...tools import result, text
from ...tools.groups import OFFICE
from ..core.server import as_server

RESULTS = [
    (result.NOT_STARTED, "Not started"),
    (result.RUNNING, "Under way"),
    (result.DONE, "Completed"),
]
TYPED = frozenset({'result_state', 'result'})
CONFIRMED = frozenset({'is_result_confirmed', 'result_confirmed_by_id', 'date_result_confirmed'})


class CchcTopic(models.Model):
    """The result of a row: proposed from its assignments, articles and outreach (``tools/result.py``), until the head
    of a lead unit or the Office confirms it. A row with others below it takes its result from them."""
    _inherit = 'cchc.topic'

    _living_fields = TYPED | CONFIRMED

    linked_result = fields.Selection(
        RESULTS, "Result by what is linked", compute='_compute_linked_result', store=True, precompute=True)
    is_owed = fields.Boolean(
        "Gave out assignments", compute='_compute_linked_result', store=True, precompute=True)
    result_state = fields.Selection(
        RESULTS, "Result", compute='_compute_result_state', store=True, readonly=False, recursive=True,
        precompute=True, required=True, copy=False,
        help="Proposed from assignments, articles and outreach, until it is confirmed.")
    result = fields.Text("Result so far", copy=False)
    is_result_confirmed = fields.Boolean(
        "Result confirmed", readonly=True, copy=False,
        help="By the head of a lead unit or the Office. A row with others below it: once all of them are.")
    result_confirmed_by_id = fields.Many2one('res.users', "Confirmed by", readonly=True, copy=False)
    date_result_confirmed = fields.Date("Confirmed on", readonly=True, copy=False)
    can_confirm_result = fields.Boolean("May confirm the result", compute='_compute_can_confirm_result')

    # ------------------------------------------------------------------
    # What is proposed
    # ------------------------------------------------------------------

    @api.depends('assignment_ids.waiver', 'assignment_ids.date_done', 'assignment_ids.done_quantity',
                 'assignment_ids.is_before_issue', 'article_ids.publication_ids.state', 'outreach_ids.state')
    def _compute_linked_result(self):
        topics = self._origin
        Assignment = self.env['cchc.assignment']
        owed, met, begun, work = {}, {}, {}, self.browse()
        if topics:
            counted = Domain('topic_id', 'in', topics.ids) & ~Assignment._outcome_domain('exempt', 'waived', 'before')
            for topic, count, *counts in Assignment._read_group(
                    counted, ['topic_id'], ['__count', 'date_done:count', 'done_quantity:sum']):
                owed[topic.id], (met[topic.id], begun[topic.id]) = count, counts
            work = self.search(Domain('id', 'in', topics.ids) & (
                Domain('article_ids.publication_ids.state', '=', 'published')
                | Domain('outreach_ids.state', '=', 'approved')))
        for topic in self:
            id_ = topic._origin.id
            topic.is_owed = bool(owed.get(id_))
            topic.linked_result = result.of_links(
                owed.get(id_, 0), met.get(id_, 0), bool(begun.get(id_)) or topic._origin in work)

    @api.depends('linked_result', 'is_owed', 'child_ids.result_state', 'child_ids.active', 'is_result_confirmed')
    def _compute_result_state(self):
        for topic in self:
            if not topic.is_result_confirmed or topic.child_ids:
                topic.result_state = result.of_row(
                    topic.linked_result, topic.child_ids.mapped('result_state'), topic.is_owed)
            else:
                topic.result_state = topic.result_state

    # ------------------------------------------------------------------
    # Who confirms it
    # ------------------------------------------------------------------

    @api.depends('plan_id.state', 'lead_department_ids', 'lead_text')
    @api.depends_context('uid')
    def _compute_can_confirm_result(self):
        for topic in self:
            topic.can_confirm_result = not topic._refusal_to_confirm()

    def _refusal_to_confirm(self):
        """Return '' when the user may confirm the result of the row, else a sentence that says who may and when."""
        _ = self.env._
        if self.plan_id.state not in ('published', 'cancelled') or not self.plan_id.date_issued:
            return _("“%(row)s”: results are entered once the plan is issued.", row=self.display_name)
        if self.env.user.has_group(OFFICE):
            return ''
        if self._is_led_by_group():
            return _("“%(row)s” is led by a group of units: the Office confirms its result.", row=self.display_name)
        leads = self._leads()
        if leads & self.env.user._cchc_headed_departments():    # a director may head the board
            return ''
        return _(
            "The result of “%(row)s” is confirmed by the head of a lead unit (%(units)s) or by the Office.",
            row=self.display_name, units=', '.join(leads.mapped('name')))

    def _is_led_by_group(self):
        """Whether the row is led by many units under one word, as "các phòng", or by none: the Office answers for it;
        one record."""
        row = self
        while row.parent_id and not (row.lead_department_ids or row.lead_text):
            row = row.parent_id
        return not row._leads() or text.names_group(row.lead_text)

    def _units_to_confirm(self):
        """Return the units whose heads confirm the results of these rows; where that is the Office, the Office."""
        units = self.env['hr.department']
        for topic in self:
            office = topic.plan_id.office_id or topic.company_id.cchc_office_id
            units |= office if topic._is_led_by_group() else topic._leads()
        return units

    def _results_to_confirm(self):
        """Return those of the rows that have none below them and whose result nobody has confirmed."""
        return self.filtered(lambda topic: not (topic.child_ids or topic.is_result_confirmed))

    # ------------------------------------------------------------------
    # Confirming
    # ------------------------------------------------------------------

    def action_confirm_result(self):
        """Confirm the results of these rows as they stand, and of the rows below them."""
        self.check_access('read')
        below = self.search([('id', 'child_of', self.ids)])
        rows = below._results_to_confirm()
        for topic in self | rows:
            if refusal := topic._refusal_to_confirm():
                raise AccessError(refusal)
        rows._confirm_result()
        return True

    def action_propose_result(self):
        """Take the confirmation back: the result follows what is linked again."""
        self.check_access('read')
        rows = self.search([('id', 'child_of', self.ids)]).filtered('is_result_confirmed')
        for topic in self | rows:
            if refusal := topic._refusal_to_confirm():
                raise AccessError(refusal)
        above = as_server(rows).search([('id', 'parent_of', rows.ids)])
        above.filtered('is_result_confirmed').write(dict.fromkeys(CONFIRMED, False))
        rows._log_results('result_open')
        return True

    def _confirm_result(self):
        """Note who confirmed these rows and when, and that the rows above are answered once all below them are."""
        if not self:
            return
        for company, rows in as_server(self).grouped('company_id').items():     # checked above, whatever row it is
            vals = {'is_result_confirmed': True, 'result_confirmed_by_id': self.env.uid,
                    'date_result_confirmed': company._cchc_today()}
            rows.write(vals)
            while rows := rows.parent_id.filtered(
                    lambda row: not row.is_result_confirmed and all(row.child_ids.mapped('is_result_confirmed'))):
                rows.write(vals)
        self._log_results('result')

    def _log_results(self, event):
        """Log the event on each plan, with its rows and their results."""
        for plan, rows in as_server(self).grouped('plan_id').items():
            rows = plan._in_company_language().topic_ids.filtered(lambda row, rows=rows: row in rows)
            results = dict(rows._fields['result_state']._description_selection(rows.env))
            plan._log_event(event, {plan: '\n'.join(
                f'{row.display_name}: {results[row.result_state]}' for row in rows)})

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_confirmed_untouched({name for name in vals if vals[name]})
            if vals.get('result_state', result.NOT_STARTED) != result.NOT_STARTED:
                raise ValidationError(self.env._("Results are entered once the plan is issued."))
        return super().create([
            {name: value for name, value in vals.items() if name != 'result_state'} for vals in vals_list])

    def write(self, vals):
        self._check_confirmed_untouched(vals.keys())
        results = vals.keys() & TYPED
        if not results or self.env.su:
            return super().write(vals)
        self.check_access('read')
        for topic in self:
            if refusal := topic._refusal_to_confirm():
                raise AccessError(refusal)
            if 'result_state' in vals and topic.child_ids:
                raise UserError(self.env._(
                    "“%(row)s” has others below it and takes its result from them: enter theirs.",
                    row=topic.display_name))
        if others := {name: value for name, value in vals.items() if name not in results}:
            super().write(others)
        # Who may confirm may not be allowed to write the row: the lead unit may be that of a row above.
        super(CchcTopic, as_server(self)).write({name: vals[name] for name in results})
        if 'result_state' in vals:
            self._confirm_result()
        return True

    @api.model
    def _check_confirmed_untouched(self, names):
        if not self.env.su and names & CONFIRMED:
            raise UserError(self.env._(
                "Nobody enters by hand who confirmed a result: use “Confirm the result”."))


class CchcPlan(models.Model):
    _inherit = 'cchc.plan'

    def _event_labels(self):
        _ = self.env._
        return {
            **super()._event_labels(), 'result': _("Results confirmed"),
            'result_open': _("Confirmation of results taken back")}
