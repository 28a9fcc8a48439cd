# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.dates import in_figures
from ...tools.decree import roman
from ...tools.obligation import (
    Turn,
    days_of_no_plan,
    most_periods,
    owed_periods,
    proposed_turns,
    turns_outside,
    units_in_turn,
)
from ...tools.period import PeriodError

FREQUENCIES = [
    ('once', "Once"),
    ('month', "Monthly"),
    ('quarter', "Quarterly"),
    ('half', "Half-yearly"),
    ('year', "Yearly"),
    ('ongoing', "Ongoing"),
]


class CchcObligation(models.Model):
    """What a row of the appendix asks for on one channel, or in one form of outreach: how many, how often, by when,
    from which unit."""
    _name = 'cchc.obligation'
    _inherit = ['cchc.plan.amended.part']
    _description = "Communication Obligation"
    _order = 'plan_id, sequence, id'
    _check_company_auto = True

    topic_id = fields.Many2one(
        'cchc.topic', required=True, index=True, ondelete='cascade', check_company=True,
        domain="[('plan_id', '=', plan_id)]")
    origin_id = fields.Many2one(
        'cchc.obligation', "Obligation that it amends", index='btree_not_null', ondelete='set null', readonly=True,
        copy=False, check_company=True,
        help="In an amendment: the obligation of the amended plan. Empty: a new one.")
    plan_id = fields.Many2one(
        'cchc.plan', compute='_compute_plan_id', store=True, readonly=False, required=True, precompute=True, index=True,
        ondelete='cascade', check_company=True)
    company_id = fields.Many2one(related='plan_id.company_id', store=True, index=True, precompute=True)
    sequence = fields.Integer(default=10)
    channel_id = fields.Many2one(
        'cchc.channel', index=True, ondelete='restrict', check_company=True,
        help="An article posted here, with its link as evidence, meets the obligation.")
    form_id = fields.Many2one(
        'cchc.outreach.form', index='btree_not_null', ondelete='restrict', check_company=True,
        domain="[('is_in_use', '=', True)]",
        help="Instead of a channel: outreach of this form, accepted by the Office, meets the obligation.")
    genre_ids = fields.Many2many(
        'cchc.genre', string="Genres", domain="[('is_in_use', '=', True)]",
        help="Empty: articles of any genre count.")
    quantity = fields.Integer("At least", required=True, default=1)
    frequency = fields.Selection(FREQUENCIES, required=True, default='quarter')
    due_day = fields.Integer("Due on day", default=25, help="31: the last day of the month.")
    due_month_offset = fields.Integer(
        "Months after the period", default=0, help="0: in the last month of the period, 1: in the month after it.")
    date_from = fields.Date("From", help="Empty: from the first day of the plan.")
    date_to = fields.Date("To", help="Empty: to the last day of the plan.")
    date_deadline = fields.Date("Due on", help="Only for an obligation asked once.")
    rotation_ids = fields.One2many(
        'cchc.obligation.rotation', 'obligation_id', copy=True,
        help="Empty: each lead unit of the topic owes articles in every period.")
    turns = fields.Json(
        "Turns as typed", compute='_compute_turns', inverse='_inverse_turns',
        help="The rotation as a list: from which period to which, which unit.")
    turns_wanted = fields.Selection([
        ('each', "Each period one unit"),
        ('three', "Each unit three months"),
    ], "Propose turns", store=False)
    rotation_text = fields.Char("Rotation in words", compute='_compute_rotation_text')
    due_text = fields.Char("Deadline", compute='_compute_due_text')
    assignment_count = fields.Integer("Number of assignments", compute='_compute_assignment_count')
    assignment_ids = fields.One2many('cchc.assignment', 'obligation_id', "Assignments")

    _met_by_one = models.Constraint(
        'CHECK (num_nonnulls(channel_id, form_id) = 1)',
        "An obligation is met on one channel or in one form of communication: choose exactly one.")
    _quantity_positive = models.Constraint('CHECK (quantity > 0)', "Ask for at least one item.")
    _due_day_in_month = models.Constraint(
        'CHECK (due_day BETWEEN 1 AND 31)', "A day of the month lies between 1 and 31.")
    _due_month_offset_near = models.Constraint(
        'CHECK (due_month_offset IN (0, 1))',
        "An obligation is due in the last month of its period or the month after.")
    _dates_ordered = models.Constraint('CHECK (date_from <= date_to)', "An obligation cannot end before it begins.")

    @api.depends('topic_id')
    def _compute_plan_id(self):
        for obligation in self:
            obligation.plan_id = obligation.topic_id.plan_id or obligation.plan_id

    @api.depends('topic_id.code', 'channel_id.name', 'form_id.name')
    def _compute_display_name(self):
        for obligation in self:
            obligation.display_name = ' · '.join(filter(None, [obligation.topic_id.code, obligation._met_by().name]))

    @api.depends('rotation_ids.period_from', 'rotation_ids.period_to', 'rotation_ids.department_id')
    @api.depends_context('lang')
    def _compute_turns(self):
        for obligation in self:
            obligation.turns = [{
                'id': turn._origin.id, 'first': turn.period_from, 'last': turn.period_to,
                'unit': turn.department_id._origin.id or turn.department_id.id, 'unit_name': turn.department_id.name,
            } for turn in obligation.rotation_ids if turn.department_id]

    def _inverse_turns(self):
        """Write the list of turns: those named by their id change and keep their printed words, others are new, and the
        rest go."""
        Rotation, to_create, kept = self.env['cchc.obligation.rotation'], [], self.env['cchc.obligation.rotation']
        units = self._units_of([turn for obligation in self for __, turn in obligation._known_turns()])
        wanted = {obligation: obligation._read_turns(units) for obligation in self}
        for obligation, turns in wanted.items():
            known = {turn.id: turn for turn in obligation.rotation_ids}
            for key, turn in turns:
                values = {'period_from': turn.first, 'period_to': turn.last, 'department_id': turn.unit}
                if rotation := known.pop(key, None):
                    kept |= rotation
                    if any(rotation._fields[name].convert_to_write(rotation[name], rotation) != value
                           for name, value in values.items()):
                        rotation.write(values)
                else:
                    to_create.append({'obligation_id': obligation.id, **values})
        (self.rotation_ids - kept).unlink()
        Rotation.create(to_create)

    def _read_turns(self, units):
        """Return ``[(id or None, Turn)]`` of the list of turns, of these units; refuse anything else that a client may
        send."""
        self.ensure_one()
        turns = self._known_turns()
        if (self.turns and not isinstance(self.turns, list) or len(turns) != len(self.turns or ())
                or any(turn.unit not in units._ids for __, turn in turns)):
            raise UserError(self.env._(
                "A turn of “%(name)s” is not complete: choose its first period, its last one and a unit.",
                name=self.display_name))
        return [(entry.get('id'), turn) for entry, turn in turns]

    def _known_turns(self):
        """Return ``[(entry, Turn)]`` of the complete turns in the list, as it is typed."""
        turns = []
        for entry in self.turns if isinstance(self.turns, list) else ():
            numbers = [entry.get(name) for name in ('first', 'last', 'unit')] if isinstance(entry, dict) else []
            if numbers and all(type(number) is int for number in numbers) and numbers[2] > 0:
                turns.append((entry, Turn(*numbers)))
        return turns

    @api.depends('turns', 'frequency', 'topic_id.lead_department_ids', 'topic_id.parent_id.lead_department_ids')
    @api.depends_context('lang')
    def _compute_rotation_text(self):
        for obligation in self:
            parts = [f"{obligation._span(turn.first, turn.last)} {entry.get('unit_name') or '?'}"
                     for entry, turn in obligation._known_turns()]
            obligation.rotation_text = ' · '.join(parts or obligation.topic_id._leads().mapped('name'))

    @api.model
    def _units_of(self, turns):
        """Return the units of the turns, archived ones included, without those that are no longer there."""
        known = [turn.unit for turn in turns if turn.unit < 2**31]
        return self.env['hr.department'].browse(dict.fromkeys(known)).exists()

    def _span(self, first, last):
        """Return the periods of a turn in words: ``Q I``, ``M 1–3``."""
        if self.frequency == 'quarter':
            numbers = [roman(min(max(number, 0), 4)) for number in (first, last)]
            span = self.env._("Q %(number)s")
        else:
            numbers = [str(first), str(last)]
            span = self.env._("M %(number)s") if self.frequency == 'month' else "%(number)s"
        return span % {'number': '–'.join(dict.fromkeys(numbers))}

    def _in_words(self):
        """Return the obligation as one sentence: how often, how many, where, by when, who."""
        self.ensure_one()
        frequency = dict(self._fields['frequency']._description_selection(self.env)).get(self.frequency, '')
        return ' · '.join(filter(None, [
            f'{frequency}: {self.quantity:02}', self._met_by().name, self.due_text, self.rotation_text]))

    @api.depends('frequency', 'due_day', 'due_month_offset', 'date_deadline')
    @api.depends_context('lang')
    def _compute_due_text(self):
        for obligation in self:
            if obligation.frequency == 'ongoing':
                obligation.due_text = False
            elif obligation.frequency == 'once':
                due = obligation.date_deadline
                obligation.due_text = due and in_figures(due)
            elif obligation.due_month_offset:
                obligation.due_text = self.env._("day %(day)s of the month after", day=obligation.due_day)
            elif obligation.frequency == 'month':
                obligation.due_text = self.env._("day %(day)s", day=obligation.due_day)
            else:
                obligation.due_text = self.env._("day %(day)s of the last month", day=obligation.due_day)

    @api.depends('frequency', 'due_day', 'due_month_offset', 'date_deadline', 'date_from', 'date_to', 'turns',
                 'plan_id.date_from', 'plan_id.date_to', 'rotation_ids.period_from', 'rotation_ids.period_to',
                 'rotation_ids.department_id', 'topic_id.lead_department_ids', 'topic_id.parent_id.lead_department_ids')
    def _compute_assignment_count(self):
        for obligation in self:
            obligation.assignment_count = sum(len(units) for __, units in obligation._owed())

    @api.constrains('topic_id', 'plan_id')
    def _check_plan_of_topic(self):
        for obligation in self:
            if obligation.topic_id.plan_id != obligation.plan_id:
                raise ValidationError(self.env._(
                    "The obligation on “%(channel)s” and its topic belong to different plans. Choose another topic.",
                    channel=obligation._met_by().name))

    @api.constrains('date_from', 'date_to', 'date_deadline')
    def _check_years(self):
        for obligation in self:
            if days := days_of_no_plan(obligation.date_from, obligation.date_to, obligation.date_deadline):
                raise ValidationError(self.env._(
                    "“%(name)s”: %(date)s lies in no year of a plan. Write the year with four digits.",
                    name=obligation.display_name, date=in_figures(days[0])))

    @api.constrains('frequency')
    def _check_turns(self):
        for obligation in self:
            turns = [Turn(turn.period_from, turn.period_to, turn.department_id.id) for turn in obligation.rotation_ids]
            for turn in turns_outside(obligation.frequency, turns):
                raise ValidationError(self.env._(
                    "“%(name)s” is asked for %(most)s times a year: its turns go from 1 to %(most)s, and “%(unit)s” "
                    "was given %(first)s–%(last)s. Choose the periods again: months belong to a monthly obligation "
                    "only.", name=obligation.display_name, most=most_periods(obligation.frequency), first=turn.first,
                    last=turn.last, unit=self._units_of([turn]).name))

    # ------------------------------------------------------------------
    # While the obligation is typed
    # ------------------------------------------------------------------

    @api.onchange('frequency')
    def _onchange_frequency(self):
        self.turns = False      # a turn of months says nothing about quarters

    @api.onchange('turns_wanted')
    def _onchange_turns_wanted(self):
        if self.turns_wanted and self.topic_id._row_with_leads().lead_department_ids:
            self._propose_turns()   # else the plan does it, which knows the rows above

    def _propose_turns(self):
        """Fill the turns as the button asked: the lead units of the row one after the other, in the order in which
        they were typed."""
        row = self.topic_id._row_with_leads()
        leads = row.lead_department_ids
        units = (row._understood_units(row.lead_text) & leads) | leads
        together = 3 if self.turns_wanted == 'three' and self.frequency == 'month' else 1
        names = {unit._origin.id or unit.id: unit.name for unit in units}
        self.turns = [
            {'first': turn.first, 'last': turn.last, 'unit': turn.unit, 'unit_name': names[turn.unit]}
            for turn in proposed_turns(self.frequency, list(names), together)]
        self.turns_wanted = False

    # ------------------------------------------------------------------
    # What is owed
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        # Look the plan up here: if Odoo precomputed it, the plan's rows would keep a dummy record of the computation.
        topics = self.env['cchc.topic'].browse(vals['topic_id'] for vals in vals_list if vals.get('topic_id'))
        plans = {topic.id: topic.plan_id.id for topic in topics}
        return super().create([{'plan_id': plans.get(vals.get('topic_id')), **vals} for vals in vals_list])

    def write(self, vals):
        if vals.get('turns') is not None and 'frequency' in vals:
            # The new turns go by the new frequency: the old ones would be measured by it, too.
            self.filtered(lambda obligation: obligation.frequency != vals['frequency']).rotation_ids.unlink()
        return super().write(vals)

    def _prepare_moving_vals(self, owed):
        """Return the values that an assignment for the ``Owed`` period copies from the obligation. A changed plan
        copies them again, as long as nobody has touched the assignment."""
        return {'date_planned': owed.deadline, 'quantity': self.quantity}

    def _prepare_assignment_vals(self, owed, unit_id, unit_name):
        """Return the other values of a new assignment for the ``Owed`` period and that unit."""
        return {
            'date_deadline': owed.deadline, 'obligation_id': self.id, 'plan_id': self.plan_id.id,
            'topic_id': self.topic_id.id, 'channel_id': self.channel_id.id,
            'form_id': self.form_id.id, 'company_id': self.plan_id.company_id.id,
            'department_id': unit_id, 'origin_department_id': unit_id, 'department_name': unit_name,
            'period_key': owed.period.key, 'date_start': owed.period.start, 'date_end': owed.period.end,
        }

    def _met_by(self):
        """Return what the obligation is met by (``cchc.means.mixin``): its channel or its form; one record."""
        return self.channel_id or self.form_id

    def _owed(self):
        """Return ``[(Owed, (department id, …)), …]``: each period of this obligation with the units that owe it. Empty
        for an ongoing obligation, and as long as dates are missing or cannot be (a form is being filled in)."""
        self.ensure_one()
        date_from = self.date_from or self.plan_id.date_from
        date_to = self.date_to or self.plan_id.date_to
        if not (date_from and date_to and self.due_day and self.frequency) or days_of_no_plan(date_from, date_to):
            return []
        rotation = [turn for __, turn in self._known_turns()]
        leads = () if rotation else self.topic_id._leads().ids
        try:
            periods = owed_periods(
                self.frequency, date_from, date_to, self.due_day, self.due_month_offset, self.date_deadline)
        except PeriodError:
            return []
        return [(owed, units_in_turn(owed.period.ordinal, rotation, leads)) for owed in periods]
