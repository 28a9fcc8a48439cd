# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Command

from ..tools import limits, outreach_list, text
from ..tools.dates import in_figures
from ..tools.groups import CONTRIBUTOR
from ..tools.list_template import Column, template

FORM_CUT_OFF = 80


class CchcOutreachImport(models.TransientModel):
    """A list of outreach, such as the notices or the meetings of a quarter: entered, and sent to the Office at once if
    the user wishes."""
    _name = 'cchc.outreach.import'
    _inherit = ['cchc.list.mixin']
    _description = "List of Outreach"
    _check_company_auto = True

    _recorded_as = 'outreach_id'

    default_form_id = fields.Many2one(
        'cchc.outreach.form', "Form where a row has none", check_company=True, domain="[('is_in_use', '=', True)]")
    default_department_id = fields.Many2one(
        'hr.department', "Unit where a row has none", check_company=True, domain="[('company_id', '=', company_id)]",
        default=lambda self: self.env.user._cchc_home_department(self.env.company))
    plan_id = fields.Many2one('cchc.plan', compute='_compute_plan_id')
    topic_ids = fields.Many2many(
        'cchc.topic', 'cchc_outreach_import_topic_rel', 'wizard_id', 'topic_id', "Contents of the plan",
        check_company=True,
        domain="[('plan_id', '=', plan_id), '|', ('name', '!=', False), ('child_ids', '=', False)]",
        help="What the rows of this list are about; given to the rows whose day lies in this year's plan.")
    is_sent = fields.Boolean("Send to the Office at once", default=True)
    line_ids = fields.One2many('cchc.outreach.import.line', 'wizard_id')

    @api.depends('company_id')
    @api.depends_context('lang')
    def _compute_display_name(self):
        for wizard in self:
            wizard.display_name = self.env._("Enter a list of outreach")

    def _summary(self):
        return self.env._(
            "%(total)s rows: %(ready)s ready to be entered, %(open)s to be corrected, %(recorded)s entered.",
            total=len(self.line_ids), ready=self.ready_count, open=self.open_count, recorded=self.recorded_count)

    @api.depends('company_id')
    def _compute_plan_id(self):
        for wizard in self:
            wizard.plan_id = self.env['cchc.plan']._plan_of(wizard.company_id, wizard.company_id._cchc_today())

    @api.constrains('topic_ids')
    def _check_readable(self):
        self.sudo(False).topic_ids.check_access('read')     # the dialog shows their texts

    @api.onchange('default_form_id', 'default_department_id')
    def _onchange_defaults(self):
        for line in self.line_ids.filtered(lambda line: not line.outreach_id):
            if not line.form_text:
                line.form_id = line.form_id or self.default_form_id
            if not line.department_text:
                line.department_id = line.department_id or self.default_department_id

    # ------------------------------------------------------------------
    # Steps of the dialog
    # ------------------------------------------------------------------

    def action_record(self):
        """Enter all ready rows or none, and send them to the Office if that is ticked. The other rows stay, to be
        corrected. Return True."""
        self._check_may_use()
        lines = self._ready_lines(
            self.env._("This list is being entered at this very moment."),
            self.env._("No row is ready to be entered. Correct the fault shown beside each row."))
        outreach = self.env['cchc.outreach'].create([line._prepare_outreach_vals() for line in lines])
        if self.is_sent:
            outreach.action_submit()
        for line, one in zip(lines, outreach, strict=True):
            line.sudo().outreach_id = one   # the user's own lines: checking them again costs a query each
        return True

    @api.readonly
    def action_open_recorded(self):
        """Open the outreach entered from this list."""
        self._check_may_use()
        return {
            'type': 'ir.actions.act_window', 'name': self.env._("Entered outreach"), 'res_model': 'cchc.outreach',
            'view_mode': 'list,kanban,form', 'domain': [('id', 'in', self.line_ids.outreach_id.ids)],
        }

    @api.readonly
    def action_download_template(self):
        """Download an empty list with its columns, forms and units."""
        self._check_may_record()
        return {'type': 'ir.actions.act_url', 'url': '/cchc/outreach-list-template', 'target': 'download'}

    @api.model
    def _template_xlsx(self):
        """Return the bytes of an empty workbook: columns, and the forms and units to choose from."""
        self._check_may_record()
        _, company = self.env._, self.env.company
        forms = self.env['cchc.outreach.form']._in_use(company)[company].sudo(False)
        units = self.env['cchc.outreach']._units_open_to_user(
            self.env['hr.department'].search([('company_id', '=', company.id)]))
        return template(_("Outreach"), [
            Column(_("What was done"), 50), Column(_("Form"), 34, choices=forms.mapped('name')),
            Column(_("Held on"), 14, is_date=True), Column(_("Where it was held"), 34),
            Column(_("Held by"), 34, choices=units.mapped('name')), Column(_("Audience"), 34),
            Column(_("Number of participants"), 14), Column(_("Held together with"), 34),
        ], _("To choose from"))

    def _check_may_record(self):
        if not self.env.user.has_group(CONTRIBUTOR):
            raise AccessError(self.env._("Outreach is entered by the people of the units and by the Office."))

    # ------------------------------------------------------------------
    # Understanding
    # ------------------------------------------------------------------

    def _understand(self, pasted, data):
        return outreach_list.understand(outreach_list.read(pasted, data))

    def _sentences_of(self, error):
        return {'no_header': self.env._(
            "The names of the columns are missing: above the rows there must be at least “What was done” and the day. "
            "Use the template.")}

    def _understood(self, rows):
        units, forms = self._matched_units(rows), self._matched_forms(rows)
        return [{
            'number': row.number, 'name': row.name, 'date': row.day, 'place': row.place, 'audience': row.audience,
            'participants': row.participants, 'integrated_with': row.integrated_with,
            **self._unit_values(units[row.department]),
            **({} if row.department else {'department_id': self.default_department_id.id}),
            'form_id': forms[row.form] if row.form else self.default_form_id.id,
            'form_text': row.form, 'department_text': row.department, 'date_text': row.date_text,
        } for row in rows]

    def _matched_forms(self, rows):
        """Return ``{text: id of the form or False}``: the form in use that each row names, by its name in the language
        of the reader or the agency, or by its code."""
        forms = self.env['cchc.outreach.form']._in_use(self.company_id)[self.company_id].sudo(False)
        local = forms.with_context(lang=self.company_id._cchc_lang())
        names = {form.id: (form.name, local_form.name, form.code)
                 for form, local_form in zip(forms, local, strict=True)}
        return {words: next((match.id for match in text.match_units(words, names, FORM_CUT_OFF)), False)
                for words in {row.form for row in rows}}


class CchcOutreachImportLine(models.TransientModel):
    """One piece of outreach: the texts of a row in the list, and the values to record."""
    _name = 'cchc.outreach.import.line'
    _inherit = ['cchc.list.unit.mixin']
    _description = "Row of a List of Outreach"

    wizard_id = fields.Many2one('cchc.outreach.import', required=True, index=True, ondelete='cascade')
    company_id = fields.Many2one(related='wizard_id.company_id')
    name = fields.Char("What was done")
    form_id = fields.Many2one('cchc.outreach.form', check_company=True, domain="[('is_in_use', '=', True)]")
    date = fields.Date("Held on")
    place = fields.Char("Where it was held")
    audience = fields.Char()
    participants = fields.Char("Number of participants")
    integrated_with = fields.Char("Held together with")
    form_text = fields.Char(readonly=True)
    date_text = fields.Char(readonly=True)
    outreach_id = fields.Many2one('cchc.outreach', "Recorded as", readonly=True, ondelete='set null')
    problem = fields.Text("To be corrected", compute='_compute_problem')
    note = fields.Text(compute='_compute_note')

    @api.constrains('outreach_id')
    def _check_readable(self):
        self.sudo(False).outreach_id.check_access('read')   # the line shows its name

    @api.depends('name', 'form_id', 'date', 'place', 'participants', 'department_id', 'outreach_id',
                 'wizard_id.is_sent', 'wizard_id.line_ids.name', 'wizard_id.line_ids.form_id',
                 'wizard_id.line_ids.date', 'wizard_id.line_ids.place', 'wizard_id.line_ids.department_id')
    @api.depends_context('lang', 'uid')
    def _compute_problem(self):
        recorded, firsts = self._recorded_before(), {}
        for line in self.wizard_id.line_ids.sorted('number'):
            firsts.setdefault((line.wizard_id, line._key()), line)
        mine = self.env['cchc.outreach']._units_open_to_user(self.department_id)
        for line in self:
            first = firsts.get((line.wizard_id, line._key()), line)
            line.problem = not line.outreach_id and '\n'.join([
                *line._problems(mine), *line._problems_of_repetition(recorded, first)])

    def _problems(self, mine):
        """Return the faults that prevent entering this row, as sentences; ``mine``: the units it may be of."""
        _ = self.env._
        problems = []
        if not (self.name or '').strip():
            problems.append(_("Enter what was done."))
        if not self.form_id:
            problems.append(self._not_understood(self.form_text, _("Choose the form.")))
        if not self.date:
            problems.append(self._not_understood(self.date_text, _("Enter the day it was held, as dd/mm/yyyy.")))
        else:
            problems += self._problems_of_day()
        if not self.department_id:
            problems.append(self._not_understood(self.department_text, _("Choose the unit.")))
        elif self.department_id not in mine:
            problems.append(_("Outreach of “%(unit)s” is entered by its people or the Office.",
                              unit=self.department_id.name))
        if not self.env['cchc.outreach']._is_possible_count(outreach_list.read_count(self.participants)):
            problems.append(_("“%(text)s” is no number of participants: enter 0 to 1,000,000.", text=self.participants))
        if self.wizard_id.is_sent and self.form_id.evidence == 'required':
            problems.append(_("“%(form)s” asks for evidence: untick “Send to the Office at once”, then attach it to "
                              "each.", form=self.form_id.name))
        return problems

    def _problems_of_day(self):
        if self.date < limits.OLDEST_DAY:
            return [self.env._("Its day, %(date)s, lies before the year 2000. Check the year.",
                               date=in_figures(self.date))]
        refusal = self.wizard_id.is_sent and self.env['cchc.outreach']._refusal_of_future(self.date, self.company_id)
        return [refusal] if refusal else []

    def _problems_of_repetition(self, recorded, first):
        if other := recorded.get(self._key()):
            return [self.env._(
                "It is recorded already, with this name, form, day and place: “%(state)s”. If this is another one, "
                "change its name.", state=other._state_label(other.state))]
        if first != self:
            return [self.env._("Row %(number)s has the same name, form, day and place.", number=first.number)]
        return []

    def _key(self):
        """Return what tells one piece of outreach from another, None if something is missing."""
        key = (self.company_id.id, self.department_id.id, self.form_id.id, self.date, text.fold(self.name))
        return (*key, text.fold(self.place)) if all(key) else self.id

    def _recorded_before(self):
        """Return ``{key: outreach}`` of what is recorded on the days of these lines and the user may read."""
        found = self.env['cchc.outreach'].search([
            ('company_id', 'in', self.company_id.ids), ('department_id', 'in', self.department_id.ids),
            ('form_id', 'in', self.form_id.ids), ('date', 'in', list(set(self.mapped('date')) - {False})),
            ('state', '!=', 'cancelled')])
        return {(one.company_id.id, one.department_id.id, one.form_id.id, one.date, text.fold(one.name),
                 text.fold(one.place)): one for one in found}

    @api.depends('department_id', 'outreach_id')
    @api.depends_context('lang')
    def _compute_note(self):
        for line in self:
            notes = line._note_of_unit()
            if line.outreach_id:
                notes.append(self.env._("Entered."))
            line.note = '\n'.join(notes)

    def _prepare_outreach_vals(self):
        plan = self.wizard_id.plan_id
        of_plan = {'plan_id': plan.id, 'topic_ids': [Command.set(self.wizard_id.topic_ids.ids)]}
        return {
            'name': self.name.strip(), 'form_id': self.form_id.id, 'date': self.date, 'place': self.place,
            'department_id': self.department_id.id, 'company_id': self.company_id.id, 'audience': self.audience,
            'participants': outreach_list.read_count(self.participants),
            'is_integrated': bool(self.integrated_with), 'integrated_with': self.integrated_with,
            **(of_plan if plan and plan.date_from <= self.date <= plan.date_to else {}),
        }
