# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from dataclasses import dataclass

from odoo import models

from ...tools import text
from ...tools.check import names, promises, sameness
from ...tools.check.items import items
from ...tools.check.numbering import missing_numbers, repeated_numbers
from .cchc_plan_check import finding
from .cchc_plan_preview import key_in_form

# The sections that say who does what, where a report or money may be promised.
PROMISING = frozenset({'requirement', 'scope', 'organisation', 'closing', 'other'})


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of the plan's text, where it is printed, and where the form has it."""

    text: str
    where: str
    place: dict


class CchcPlan(models.Model):
    """What the check finds in the printed words: years, numbers of sections, names, forms of communication, reports and
    money."""
    _inherit = 'cchc.plan'

    def _findings_of_plan(self, rows):
        yield from super()._findings_of_plan(rows)
        yield from self._findings_of_years(rows)
        yield from self._findings_of_sections()
        yield from self._findings_of_units(rows)
        yield from self._findings_of_names(rows)
        yield from self._findings_of_forms(rows)
        yield from self._findings_of_promises()

    # ------------------------------------------------------------------
    # Years and numbers
    # ------------------------------------------------------------------

    def _findings_of_years(self, rows):
        """Yield the titles, headings and deadlines that name another year. Contents may: "Chỉ số CCHC năm 2023"."""
        own = {self.year, *(day.year for day in (self.date_from, self.date_to) if day)}
        for words in self._titles_and_deadlines(rows):
            others = [year for year in dict.fromkeys(text.years_in(words.text)) if year not in own]
            if not others:
                continue
            found = finding('review', self.env._(
                "“%(words)s” says %(years)s, while the plan is for %(year)s.", words=text.shortened(words.text),
                years=', '.join(map(str, others)), year=self.year), where=words.where, place=words.place)
            if len(others) == 1 and 'key' not in words.place:
                found['fix'] = {
                    'label': self.env._("Change to %(year)s", year=self.year), 'field': words.place['field'],
                    'value': text.move_year(words.text, others[0], self.year)}
            yield found

    def _titles_and_deadlines(self, rows):
        for name, label in self._titles().items():
            yield Words(self[name], label, {'field': name})
        for section in self.section_ids:
            yield Words(section.title, section._place_in_words(), section._place_in_form())
        for row in rows:
            times = [row.time_text, *row.obligation_ids.rotation_ids.mapped('time_text')]
            for time in dict.fromkeys(filter(None, times)):
                yield Words(time, row._place_in_words(), row._place_in_form())

    def _titles(self):
        """Return ``{field: its label}`` of the texts that name the year of the plan itself."""
        _ = self.env._
        return {
            'name': _("Name of the plan"), 'appendix_title': _("Title of the appendix"),
            'date_text': _("Day of issue, as printed")}

    def _findings_of_sections(self):
        _, sections = self.env._, self.section_ids.sorted('sequence')
        numbers = sections.mapped('number')
        at = {}
        for section in sections.filtered('number'):
            at.setdefault(section.number.strip().rstrip('.)'), section)
        for before, missing, after in missing_numbers(numbers):
            yield finding('review', _(
                "The sections go from %(before)s to %(after)s: %(missing)s is left out.",
                before=before, after=after, missing=missing),
                where=at[after]._place_in_words(), place=at[after]._place_in_form())
        for number in repeated_numbers(numbers):
            yield finding('review', _("Two sections have the number %(number)s.", number=number),
                          where=at[number]._place_in_words(), place=at[number]._place_in_form())

    # ------------------------------------------------------------------
    # Names
    # ------------------------------------------------------------------

    def _findings_of_units(self, rows):
        """Yield the names in the cells of lead and coordination that are no unit of the agency, unless somebody chose
        the units that they mean."""
        _ = self.env._
        for row, part, meant in self._cells(rows):
            unknown = [name for name, units in meant if not units]
            chosen = set(row[f'{part}_department_ids']._origin.ids)
            if not unknown or chosen - {unit for __, units in meant for unit in units}:
                continue
            shown = ', '.join(f'“{name}”' for name in unknown)
            if part == 'lead':
                yield finding('review', _(
                    "%(names)s has the lead, yet is no unit of the agency: choose the unit, or add this name to it.",
                    names=shown), row)
            else:
                yield finding('note', _(
                    "%(names)s is no unit of the agency: it coordinates on paper only.", names=shown), row)

    def _cells(self, rows):
        """Return ``[(row, 'lead' or 'coordinator', [(name, (unit id, …))])]`` of what the cells of the rows mean."""
        known, meant = self.env['hr.department']._cchc_names(self.company_id or self.env.company), {}
        cells = []
        for row in rows:
            for part in ('lead', 'coordinator'):
                if cell := row[f'{part}_text']:
                    if cell not in meant:
                        meant[cell] = text.understood_units(cell, *known)
                    cells.append((row, part, meant[cell]))
        return cells

    def _findings_of_names(self, rows):
        """Yield the units and channels that the plan calls by several names."""
        _, company = self.env._, self.company_id or self.env.company
        Department = self.env['hr.department']
        known = {Department.browse(unit): called for unit, called in Department._cchc_names_by_unit(company).items()}
        channels = self.env['cchc.channel'].search([('company_id', '=', company.id)])
        known |= {channel: channel._names() for channel in channels}
        used = defaultdict(list)
        for row, __, meant in self._cells(rows):
            for name, ids in meant:
                if len(ids) == 1:
                    used[Department.browse(ids)].append(Words(name, row._number(), row._place_in_form()))
        for row in rows:
            for turn in row.obligation_ids.rotation_ids.filtered('lead_text'):
                used[turn.department_id._origin].append(Words(turn.lead_text, row._number(), row._place_in_form()))
        for words in self._running_text(rows):
            for thing, name in names.found_names(words.text, known):
                used[thing].append(Words(name, words.where, words.place))
        for thing, called in used.items():
            several = [called[at] for at in names.spelt_differently([words.text for words in called])]
            if not several:
                continue
            shown = ', '.join(f'“{text.normalize(words.text)}” ({words.where})' for words in several)
            yield finding('review', _(
                "One unit has several names: %(names)s. Keep one of them.", names=shown)
                if thing._name == 'hr.department' else _(
                "One channel has several names: %(names)s. Keep one of them.", names=shown),
                where=thing.name, place=several[-1].place)

    def _running_text(self, rows):
        """Yield the text of sections and rows, item by item."""
        for section in self.section_ids.sorted('sequence'):
            for number, words in items(section.body):
                yield Words(words, section._number(number), section._place_in_form())
        for row in rows:
            yield Words(row.name or '', row._number(), row._place_in_form())

    # ------------------------------------------------------------------
    # Forms of communication
    # ------------------------------------------------------------------

    def _findings_of_forms(self, rows):
        """Yield the forms of section III that no row carries out, and those that stand elsewhere under another name."""
        _ = self.env._
        contents = [(section, at, words) for section in self.section_ids if section.kind == 'content'
                    for at, (__, words) in enumerate(items(section.body), 1)]
        bullets = rows.filtered(lambda row: row.parent_id and not row.code)
        lines = rows - bullets
        for section in self.section_ids.filtered(lambda section: section.kind == 'form'):
            for at, (__, form) in enumerate(items(section.body), 1):
                here = {'where': section._place_in_words(), 'place': section._place_in_form()}
                also = [_("content %(at)s of section %(section)s", at=number, section=other.number or '')
                        for other, number, words in contents if sameness.stands_in(words, form)]
                among = bullets.filtered(lambda bullet, form=form: sameness.stands_in(bullet.name, form))
                also += [_("content %(at)s of row %(row)s", at=bullet._place_in_cell(), row=bullet._line().code or '')
                         for bullet in among]
                carrying = lines.filtered(lambda row, form=form: sameness.carries_out(
                    row.name, form, frozenset(filter(None, row.obligation_ids.form_id.mapped('code')))))
                if also:
                    also += [_("row %(row)s", row=row.code or '') for row in lines if sameness.is_same(row.name, form)]
                    yield finding('note', _(
                        "Form %(at)s, “%(form)s”, is at the same time %(places)s.", at=at, form=text.shortened(form),
                        places=', '.join(also)), **here)
                if not (carrying or among):
                    yield finding('review', _(
                        "Form %(at)s, “%(form)s”, has no row in the appendix, so no unit leads it.", at=at,
                        form=text.shortened(form)), **here)

    # ------------------------------------------------------------------
    # Reports and money
    # ------------------------------------------------------------------

    def _findings_of_promises(self):
        _, recipients, money = self.env._, self.recipient_ids.mapped('name'), []
        for section in self.section_ids.sorted('sequence').filtered(lambda section: section.kind in PROMISING):
            for number, words in items(section.body):
                here = {'where': section._place_in_words(number), 'place': section._place_in_form()}
                for sentence in promises.reports_without_day(words):
                    named = [name for name in recipients if text.fold(name) in text.fold(sentence)]
                    yield finding('review', _(
                        "No day is named by which the periodic report is sent to %(recipient)s.", recipient=named[0])
                        if named else _("No day is named by which the periodic report is sent."), **here)
                if promises.is_money_without_figures(words):
                    money.append(here)
        if money and not self._has_planned_money():
            yield finding('note', _("The text speaks of money, and the budget has no figures."), **money[0])

    def _has_planned_money(self):
        if self.env.user.has_groups('cchc_propaganda.group_office,cchc_propaganda.group_director'):
            return any(self.budget_line_ids.mapped('planned'))
        # Who reads the plan learns whether there are figures, not which: heads read only the lines of their unit.
        return bool(self.env['cchc.budget.line'].sudo().search_count(
            [('plan_id', '=', self._origin.id), ('planned', '>', 0)], limit=1))


class CchcPlanSection(models.Model):
    _inherit = 'cchc.plan.section'

    def _number(self, item=''):
        """Return ``V.5`` for item 5 of section V; the kind of a section without number."""
        kinds = dict(self._fields['kind']._description_selection(self.env))
        return '.'.join(filter(None, [(self.number or '').strip() or kinds[self.kind], item]))

    def _place_in_words(self, item=''):
        if not self.number:
            return self._number()
        return self.env._("Section %(number)s", number=self._number(item))

    def _place_in_form(self):
        return {'field': 'section_ids', 'key': key_in_form(self)}


class CchcTopic(models.Model):
    _inherit = 'cchc.topic'

    def _number(self):
        return self._line().code or self.display_name

    def _place_in_cell(self):
        """Return the position of this bullet among those of its cell, from 1."""
        beside = self.parent_id.child_ids.filtered(lambda row: not row.code).sorted('sequence')
        return list(beside._origin.ids).index(self._origin.id) + 1 if self._origin in beside._origin else len(beside)
