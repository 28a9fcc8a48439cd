# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from textwrap import shorten

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..models.plan.cchc_obligation import FREQUENCIES
from ..tools import outline, plan_reading
from ..tools.plan_file.document import Row, Turn
from ..tools.schedule import format_schedule, read_schedule


class CchcPlanImportLine(models.TransientModel):
    """A row of the appendix: its words as in the file, and what was understood, which the Office corrects."""
    _name = 'cchc.plan.import.line'
    _inherit = ['cchc.dialog.part.mixin', 'cchc.text.mixin']
    _description = "Row of a Plan from a File"
    _check_company_auto = True
    _order = 'number, id'

    wizard_id = fields.Many2one('cchc.plan.import', required=True, index=True, ondelete='cascade')
    company_id = fields.Many2one(related='wizard_id.company_id')
    topic_id = fields.Many2one('cchc.topic', "Row of the plan", readonly=True, check_company=True,
                               help="The row of the draft plan that will be updated.")
    number = fields.Integer("Row", readonly=True)
    level = fields.Integer(readonly=True)
    source_text = fields.Text("In the file", readonly=True)
    code = fields.Char("No.")
    content = fields.Text()
    bullets = fields.Text("Dashes in the content", help="One dash per line.")
    lead_text = fields.Text("Lead, as printed")
    coordinator_text = fields.Text("Coordination, as printed")
    time_text = fields.Text("Time, as printed")
    expected_output = fields.Char()
    channel_text = fields.Char(readonly=True)
    form_text = fields.Char(readonly=True)
    quantity_text = fields.Char(readonly=True)
    printed_turns = fields.Json(readonly=True)
    is_mixed = fields.Boolean(readonly=True)
    lead_department_ids = fields.Many2many(
        'hr.department', 'cchc_plan_import_line_lead_rel', string="Lead units", check_company=True,
        domain="[('company_id', '=', company_id)]")
    coordinator_department_ids = fields.Many2many(
        'hr.department', 'cchc_plan_import_line_coordinator_rel', string="Coordinating units", check_company=True,
        domain="[('company_id', '=', company_id)]")
    # What was read in the words of the time. The obligations below are what is entered.
    frequency = fields.Selection(FREQUENCIES, readonly=True)
    date_from = fields.Date("From")
    date_to = fields.Date("To")
    due = fields.Date("Due on", readonly=True)
    due_day = fields.Integer("Due on day", readonly=True)
    quantity = fields.Integer("In all", readonly=True)
    score = fields.Float("Certainty", readonly=True, help="Of the name that is least certain, up to 100.")
    obligation_line_ids = fields.One2many('cchc.plan.import.obligation.line', 'line_id', "Obligations")
    turn_ids = fields.One2many('cchc.plan.import.turn', 'line_id', "Turns")
    doubts = fields.Json(readonly=True)
    is_doubtful = fields.Boolean("To be looked at", readonly=True)
    paper_text = fields.Text("In the file, in short", compute='_compute_paper_text')
    understood = fields.Text("Read as", compute='_compute_understood')
    warning = fields.Text("Why", compute='_compute_warning')
    problem = fields.Text("To be answered", compute='_compute_problem')

    @api.depends('code', 'content', 'bullets')
    def _compute_display_name(self):
        for line in self:
            words = shorten(line.content or (line.bullets or '').split('\n')[0], 60, placeholder='…')
            line.display_name = '. '.join(filter(None, [(line.code or '').rstrip('.)'), words])) or str(line.number)

    @api.depends('source_text', 'content', 'bullets', 'lead_text', 'coordinator_text', 'time_text')
    @api.depends_context('lang')
    def _compute_paper_text(self):
        """The words of the file; of several dashes in a cell only the first one, in one line."""
        for line in self:
            dashes = (line.bullets or '').splitlines()
            line.paper_text = line.source_text if len(dashes) < 2 else '\n'.join(filter(None, [
                line.content, self.env._("- %(first)s (%(count)s dashes)", first=shorten(
                    dashes[0], 90, placeholder='…'), count=len(dashes)),
                line.lead_text, line.coordinator_text, line.time_text]))

    @api.depends('doubts', 'is_doubtful')
    @api.depends_context('lang')
    def _compute_warning(self):
        for line in self:
            line.warning = '\n'.join(filter(None, map(line._sentence, line._known_doubts())))

    @api.depends('obligation_line_ids.channel_id', 'obligation_line_ids.form_id', 'obligation_line_ids.due_day',
                 'obligation_line_ids.frequency', 'obligation_line_ids.date_deadline', 'obligation_line_ids.quantity',
                 'turn_ids.department_id', 'turn_ids.month_from', 'turn_ids.month_to')
    @api.depends_context('lang')
    def _compute_problem(self):
        for line in self:
            line.problem = '\n'.join(dict.fromkeys([
                *(problem for asked in line.obligation_line_ids for problem in asked._problems()),
                *(problem for turn in line.turn_ids for problem in turn._problems())]))

    @api.depends('wizard_id.assignment_preview', 'time_text', 'lead_department_ids', 'coordinator_department_ids',
                 'frequency', 'bullets')
    @api.depends_context('lang')
    def _compute_understood(self):
        for wizard, lines in self.grouped('wizard_id').items():
            known = {}
            if wizard.line_ids:
                __, rows = wizard._dry_run()
                known = dict(zip(wizard.line_ids.sorted('number'), rows, strict=True))
            for line in lines:
                line.understood = line._in_words(known.get(line._origin) or known.get(line))

    def _in_words(self, row):
        """Return how the row was understood, in the sentences by which the plan itself tells its obligations."""
        _ = self.env._
        parts = [f'{obligation._in_words()} ({_("%(count)s assignments", count=obligation.assignment_count)})'
                 for obligation in row.obligation_ids] if row else []
        if not parts:
            reading = read_schedule(self.time_text, self.wizard_id.year)
            time = '; '.join(map(format_schedule, filter(None, reading.parts or [reading.schedule])))
            parts.append(_("%(time)s, no assignment", time=time) if time else _("No time, no assignment"))
        if count := len((self.bullets or '').splitlines()):
            parts.append(_("%(count)s contents", count=count))
        if self.lead_department_ids and not self.turn_ids:
            parts.append(_("Lead: %(units)s", units=', '.join(self.lead_department_ids.mapped('name'))))
        if self.coordinator_department_ids:
            parts.append(_("Coordination: %(units)s", units=', '.join(self.coordinator_department_ids.mapped('name'))))
        return '\n'.join(parts)

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_accept(self):
        """Say that the row is right as it is shown; it moves to those that are understood. Return True."""
        self.wizard_id._check_may_import()
        if problem := next(filter(None, self.mapped('problem')), None):
            raise UserError(problem)
        self.write({'is_doubtful': False})
        return True

    def action_read_again(self):
        """Read the row again after its words were corrected. Return True."""
        self.wizard_id._check_may_import()
        self.wizard_id._read_again(self)
        return True

    # ------------------------------------------------------------------
    # Values
    # ------------------------------------------------------------------

    @api.model
    def _prepare_source_vals(self, row):
        """Return the values of a line that are the words of its row."""
        return {
            'level': row.level, 'code': row.code, 'content': row.content,
            'source_text': '\n'.join(row.source[1:] if row.source[:1] == [row.code] else row.source),
            'bullets': '\n'.join(' '.join(bullet.split()) for bullet in row.bullets), 'lead_text': row.lead,
            'coordinator_text': row.coordinator, 'time_text': row.time, 'expected_output': row.output,
            'channel_text': row.channel, 'form_text': row.form, 'quantity_text': row.quantity,
            'printed_turns': [[turn.name, turn.lead, turn.time] for turn in row.turns], 'is_mixed': row.is_doubtful}

    def _depth(self):
        """Return how deep the row lies; a client may have sent any number; one record."""
        return min(max(self.level, 0), outline.DEEPEST)

    def _as_row(self):
        """Return the row again, with the words as corrected."""
        printed = [turn for turn in self.printed_turns or () if isinstance(turn, list) and len(turn) == 3 and all(
            isinstance(part, str) for part in turn)] if isinstance(self.printed_turns, list) else []
        return Row(
            self.number, self.code or '', self.content or '', (self.bullets or '').splitlines(), self.lead_text or '',
            self.coordinator_text or '', self.time_text or '', self.expected_output or '', '', self.channel_text or '',
            self.form_text or '', self.quantity_text or '', self._depth(),
            [Turn(*turn) for turn in printed], is_doubtful=self.is_mixed)

    def _prepare_topic_vals(self, is_new=False):
        """Return the values of the row in the plan. ``is_new``: with its obligations, as for a row that the plan does
        not have."""
        self.ensure_one()
        values = {
            'code': self.code or False, 'name': self.content or False, 'level': self._depth(),
            'lead_text': self.lead_text or False, 'coordinator_text': self.coordinator_text or False,
            'time_text': self.time_text or False, 'expected_output': self.expected_output or False,
            'lead_department_ids': [Command.set(self.lead_department_ids.ids)],
            'coordinator_department_ids': [Command.set(self.coordinator_department_ids.ids)],
            'date_from': self.date_from, 'date_to': self.date_to,
        }
        if is_new:
            values['obligation_ids'] = [
                Command.create(asked._prepare_obligation_vals()) for asked in self.obligation_line_ids]
        return values

    def _known_doubts(self):
        """Return ``[(code, values)]`` of the doubts; a client may have sent anything."""
        return [(doubt.get('code'), doubt.get('values')) for doubt in self.doubts or ()
                if isinstance(doubt, dict) and isinstance(doubt.get('values'), dict)] if isinstance(
                    self.doubts, list) else []

    def _sentence(self, doubt):
        """Return the sentence of a doubt: what is to be looked at, and why."""
        code, values = doubt
        _, words = self.env._, values.get('words')
        often = dict(self._fields['frequency']._description_selection(self.env))
        if code == plan_reading.UNREAD:
            return self._sentence_of_time(values)
        if code == plan_reading.NOTED:
            return self._sentence_of_note(values)
        return {
            plan_reading.UNKNOWN_UNIT: lambda: _("“%(words)s” is no unit of the agency.", words=words),
            plan_reading.SIMILAR_UNIT: lambda: _(
                "“%(words)s” is similar to a unit of the agency (%(score)s%%): say below whether it is the same.",
                words=words, score=round(values.get('score') or 0)),
            plan_reading.NO_LEAD: lambda: _("No unit leads this row, so nobody would get its assignments."),
            plan_reading.NO_MEANS: lambda: _("“%(words)s”: no channel or form of the agency is named.", words=words),
            plan_reading.SIMILAR_MEANS: lambda: _(
                "“%(words)s” is only similar to the channel or form that is shown (%(score)s%%).", words=words,
                score=round(values.get('score') or 0)),
            plan_reading.MANY_MEANS: lambda: _(
                "%(count)s channels are named: the number is asked for on each of them. Delete those that only offer "
                "a choice.", count=values.get('count')),
            plan_reading.RHYTHM_DIFFERS: lambda: _(
                "The content asks “%(content)s”, the time says “%(time)s”. Choose which holds.",
                content=often.get(values.get('quota'), ''), time=often.get(values.get('time'), '')),
            plan_reading.TURNS_DIFFER: lambda: _(
                "The turns are due on different days: enter the day, or an obligation for each of them."),
            plan_reading.TURNS_MISSING: lambda: _(
                "No unit has its turn in period %(periods)s.",
                periods=', '.join(map(str, values.get('periods') or ()))),
            plan_reading.TURN_UNREAD: lambda: _("“%(words)s” is not understood as a turn.", words=words),
            plan_reading.CELLS_MIXED: lambda: _(
                "In plain text the cells of this row cannot be told apart for certain: compare lead and coordination."),
        }.get(code, lambda: '')()

    def _sentence_of_time(self, values):
        _, words = self.env._, values.get('words')
        return {
            'impossible': lambda: _("“%(words)s”: %(day)s is no day of the calendar.", words=words,
                                    day=values.get('day') or words),
            'rhythms': lambda: _("“%(words)s” names several rhythms: enter an obligation for each.", words=words),
            'weekly': lambda: _("“%(words)s” is a weekly rhythm, which no obligation has: it stays as printed.",
                                words=words),
            'relative': lambda: _("“%(words)s” depends on another day: enter the date if it is known.", words=words),
            'event': lambda: _("“%(words)s” depends on an event: it stays without a date.", words=words),
            'elsewhere': lambda: _("“%(words)s” refers to another document: enter the date if it is known.",
                                   words=words),
            'periods': lambda: _("“%(words)s” names several periods apart: enter an obligation for each.", words=words),
            'incomplete': lambda: _("“%(words)s”: the day is not complete.", words=words),
        }.get(values.get('problem'), lambda: _("“%(words)s” is not understood as a time: it stays without a date.",
                                               words=words))()

    def _sentence_of_note(self, values):
        _, words = self.env._, values.get('words')
        return {
            'other_year': lambda: _("“%(words)s” lies in another year than the plan.", words=words),
            'vague': lambda: _("“%(words)s” is not exact: check the days.", words=words),
            'report_window': lambda: _("“%(words)s” was read as the window of a report, 15/12 to 14/9.", words=words),
        }.get(values.get('note'), lambda: '')()
