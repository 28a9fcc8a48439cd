# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo import models
from odoo.fields import Command

from ..models.plan.cchc_plan import FIRST_YEAR, LAST_YEAR
from ..tools import matching, outline, plan_reading, text
from ..tools.period import MONTHS
from ..tools.plan_reading import Names


class CchcPlanImport(models.TransientModel):
    """What the rows of the file were understood as: the values of their lines, the names that a person has to
    determine, and what the rows would give out."""
    _inherit = 'cchc.plan.import'

    def _names(self):
        """Return what the words of a plan may mean in this agency, with the answers given so far."""
        units, groups = self.env['hr.department']._cchc_names(self.company_id)
        channels = {channel.id: [channel.name] for channel in self.env['cchc.channel'].search(
            [('company_id', '=', self.company_id.id)])}
        for alias in self.env['cchc.channel.alias'].search([('channel_id', 'in', list(channels))]):
            channels[alias.channel_id.id].append(alias.name)
        forms = self.env['cchc.outreach.form']._in_use(self.company_id)[self.company_id]
        for name in self.name_ids.filtered('is_answered'):
            if name.department_id.id in units:
                units[name.department_id.id].append(name.words)
            if name.channel_id.id in channels:
                channels[name.channel_id.id].append(name.words)
        in_vietnamese = forms.with_context(lang=self.company_id._cchc_lang())
        return Names(units, groups, channels, {form.id: list({form.name, here.name})
                                               for form, here in zip(forms, in_vietnamese, strict=True)})

    def _genres(self):
        """Return ``{code: id}`` of the genres of this agency."""
        return {genre.code: genre.id for genre in self.env['cchc.genre']._in_use(self.company_id)[self.company_id]}

    def _prepare_read_vals(self, read, genres):
        """Return the values of a line that follow from what was understood of its row."""
        schedule = read.reading.schedule
        scores = [match.score for match in [*read.leads, *read.coordinators]] + [asked.score for asked in read.asked]
        return {
            'lead_department_ids': [Command.set(self._sure_units(read.leads))],
            'coordinator_department_ids': [Command.set(self._sure_units(read.coordinators))],
            'frequency': schedule and schedule.frequency or False,
            'date_from': schedule and schedule.date_from or False, 'date_to': schedule and schedule.date_to or False,
            'due': schedule and schedule.due or False, 'due_day': schedule and schedule.due_day or 0,
            'quantity': sum(asked.quantity for asked in read.asked), 'score': min(scores, default=100),
            'doubts': [{'code': code, 'values': values} for code, values in read.doubts],
            'is_doubtful': bool(read.doubts),
            'obligation_line_ids': [Command.clear(), *(Command.create({
                'channel_id': asked.channel or False, 'form_id': asked.form or False, 'place': asked.place,
                'genre_ids': [Command.set([genres[code] for code in asked.genres if code in genres])],
                'quantity': asked.quantity, 'frequency': asked.frequency, 'due_day': asked.due_day or 0,
                'due_month_offset': asked.due_month_offset, 'date_deadline': asked.due or False,
                'date_from': asked.date_from or False, 'date_to': asked.date_to or False,
            }) for asked in read.asked)],
            'turn_ids': [Command.clear(), *map(Command.create, self._prepare_turn_vals(read))],
        }

    @staticmethod
    def _sure_units(matches):
        """Return the units of the names about which nobody has to be asked."""
        return list(dict.fromkeys(unit for match in matches if not match.is_asked for unit in match.ids))

    @staticmethod
    def _prepare_turn_vals(read):
        """Return the turns of the row, in months: all its obligations share them."""
        asked = next((one for one in read.asked if one.turns), None)
        if not asked:
            return []
        length = MONTHS[asked.frequency]
        unsure = {values['words'] for code, values in read.doubts if code == plan_reading.SIMILAR_UNIT}
        return [{
            'month_from': (turn.first - 1) * length + 1, 'month_to': turn.last * length,
            'department_id': False if text.normalize(turn.lead) in unsure else turn.unit,
            'name': turn.name, 'lead_text': turn.lead, 'time_text': turn.time,
        } for turn in asked.turns]

    # ------------------------------------------------------------------
    # Names
    # ------------------------------------------------------------------

    def _ask_names(self, read):
        """Ask what the names mean that were not understood for certain, each of them once."""
        asked = {}
        for one in read:
            for code, values in one.doubts:
                if code in (plan_reading.UNKNOWN_UNIT, plan_reading.SIMILAR_UNIT):
                    asked.setdefault(('unit', values['words']), {
                        'department_id': values.get('unit') or False, 'score': values.get('score', 0)})
                elif code in (plan_reading.NO_MEANS, plan_reading.SIMILAR_MEANS):
                    words = matching.place_of(values['words'])
                    asked.setdefault(('channel', words), {
                        'channel_id': values.get('channel') or False, 'score': values.get('score', 0)})
        known = {(name.kind, name.words) for name in self.name_ids}
        self.name_ids = [
            *(Command.delete(name.id) for name in self.name_ids if not name.is_answered and not name.is_left
              and (name.kind, name.words) not in asked),
            *(Command.create({'kind': kind, 'words': words, **values})
              for (kind, words), values in asked.items() if (kind, words) not in known)]

    def _read_again(self, lines):
        """Read these rows again, with the answers given since; the others keep what was changed by hand."""
        rows = [line._as_row() for line in self.line_ids]
        read, genres = plan_reading.read_rows(rows, self.year, self._names()), self._genres()
        for line, one in zip(self.line_ids, read, strict=True):
            if line in lines:
                line.write(self._prepare_read_vals(one, genres))
        self._ask_names(read)

    # ------------------------------------------------------------------
    # What the rows would give out
    # ------------------------------------------------------------------

    def _dry_run(self):
        """Return a plan of these rows that is not saved, and its rows in the order of the lines: the generator itself
        tells what they would give out."""
        lines = self.line_ids.sorted('number')
        year = self.year if FIRST_YEAR <= self.year <= LAST_YEAR else FIRST_YEAR
        plan = self.env['cchc.plan'].new({
            'company_id': self.company_id.id, 'year': year, 'date_from': date(year, 1, 1),
            'date_to': date(year, 12, 31), 'state': 'draft',
            # named, because the count of assignments tells new obligations apart by the names that a form gives them
            'row_ids': [(Command.CREATE, f'row_{line.number}', {
                **line._prepare_topic_vals(),
                'obligation_ids': [(Command.CREATE, f'row_{line.number}_{at}', asked._prepare_obligation_vals())
                                   for at, asked in enumerate(line.obligation_line_ids)],
            }) for line in lines]})
        rows = plan.row_ids
        for row, (level, above) in zip(rows, outline.outline(lines.mapped('level')), strict=True):
            row.level = level
            row.parent_id = rows[above] if above is not None else False
        return plan, rows
