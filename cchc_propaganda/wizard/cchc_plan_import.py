# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import binascii
import re

from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError
from odoo.fields import Command

from ..models.plan.cchc_plan import FIRST_YEAR, LAST_YEAR
from ..tools import limits, plan_reading
from ..tools.groups import OFFICE
from ..tools.plan_file import PlanFileError, read_plan_file


class CchcPlanImport(models.TransientModel):
    """A plan out of a Word file, a workbook or plain text. The dialog shows beside the words of each row how they were
    understood, doubtful rows first. Nothing is saved until the Office enters it into a draft plan; entered again, the
    rows of that plan are updated."""
    _name = 'cchc.plan.import'
    _inherit = ['cchc.text.mixin']
    _description = "Plan from a File"
    _check_company_auto = True

    company_id = fields.Many2one('res.company', required=True, readonly=True, default=lambda self: self.env.company)
    file = fields.Binary("File of the plan (Word, Excel, text)", attachment=False)
    filename = fields.Char("File name")
    year = fields.Integer(
        "Year of the plan", help="As the file names it. If it is another one, correct it and read the file again.")
    plan_id = fields.Many2one(
        'cchc.plan', "Into the draft plan", check_company=True,
        domain="[('company_id', '=', company_id), ('state', '=', 'draft')]", help="Empty: a new draft plan.")
    head_ids = fields.One2many('cchc.plan.import.head', 'wizard_id', "Head of the plan")
    name_ids = fields.One2many('cchc.plan.import.name', 'wizard_id', "Names to be determined")
    line_ids = fields.One2many('cchc.plan.import.line', 'wizard_id', "Rows")
    doubtful_line_ids = fields.One2many(
        'cchc.plan.import.line', 'wizard_id', "To be looked at", domain=[('is_doubtful', '=', True)])
    clear_line_ids = fields.One2many(
        'cchc.plan.import.line', 'wizard_id', "Understood", domain=[('is_doubtful', '=', False)])
    left_out = fields.Text("Lines left out", readonly=True)
    state = fields.Selection([
        ('file', "Choose the file"), ('preview', "Check before entering"), ('entered', "Entered"),
    ], compute='_compute_state')
    is_entered = fields.Boolean(readonly=True)
    summary = fields.Text(compute='_compute_summary')
    open_count = fields.Integer("To be answered", compute='_compute_summary')
    assignment_preview = fields.Json("Assignments to come", compute='_compute_assignment_preview')

    @api.depends('filename')
    @api.depends_context('lang')
    def _compute_display_name(self):
        for wizard in self:
            wizard.display_name = ': '.join(filter(None, [self.env._("Plan from a file"), wizard.filename]))

    @api.depends('line_ids', 'is_entered')
    def _compute_state(self):
        for wizard in self:
            wizard.state = 'entered' if wizard.is_entered else 'preview' if wizard.line_ids else 'file'

    @api.depends('line_ids.is_doubtful', 'line_ids.problem', 'line_ids.topic_id', 'name_ids.is_open', 'plan_id',
                 'assignment_preview')
    @api.depends_context('lang')
    def _compute_summary(self):
        for wizard in self:
            _, lines = self.env._, wizard.line_ids
            doubtful = lines.filtered('is_doubtful')
            wizard.open_count = len(lines.filtered('problem')) + len(wizard.name_ids.filtered('is_open'))
            parts = [_("%(total)s rows were read, %(doubtful)s of them are to be looked at.", total=len(lines),
                       doubtful=len(doubtful))]
            if wizard.plan_id and lines:
                known = lines.filtered('topic_id')
                parts.append(_(
                    "“%(plan)s” has %(known)s of these rows already: they will be updated, the others added.",
                    plan=wizard.plan_id.sudo(False).display_name, known=len(known)))
            parts.append(_("Nothing is saved yet."))
            wizard.summary = ' '.join(parts)

    @api.depends('year', 'line_ids.level', 'line_ids.lead_department_ids', 'line_ids.code',
                 'line_ids.obligation_line_ids.channel_id', 'line_ids.obligation_line_ids.form_id',
                 'line_ids.obligation_line_ids.quantity', 'line_ids.obligation_line_ids.frequency',
                 'line_ids.obligation_line_ids.due_day', 'line_ids.obligation_line_ids.due_month_offset',
                 'line_ids.obligation_line_ids.date_deadline', 'line_ids.obligation_line_ids.date_from',
                 'line_ids.obligation_line_ids.date_to', 'line_ids.turn_ids.department_id',
                 'line_ids.turn_ids.month_from', 'line_ids.turn_ids.month_to')
    @api.depends_context('lang')
    def _compute_assignment_preview(self):
        for wizard in self:
            wizard.assignment_preview = wizard._dry_run()[0]._preview_assignments() if wizard.line_ids else False

    @api.constrains('company_id')
    def _check_own_agency(self):
        if self.company_id not in self.sudo(False).env.companies:      # Odoo checks constraints as superuser
            raise AccessError(self.env._("This is the plan of another agency."))

    # ------------------------------------------------------------------
    # Steps of the dialog
    # ------------------------------------------------------------------

    def action_preview(self):
        """Read the file and show how it was understood, without saving anything. Return True."""
        self._check_may_import()
        found = self._read_file()
        if self.plan_id:
            self.year = self.plan_id.year
        elif not FIRST_YEAR <= self.year <= LAST_YEAR:
            self.year = found.head.year or self._year_of(found) or self.company_id._cchc_today().year
        self._show(found)
        return True

    def action_restart(self):
        """Empty the dialog for another file. Return True."""
        self._check_may_import()
        self.write({
            'line_ids': [Command.clear()], 'head_ids': [Command.clear()], 'name_ids': [Command.clear()],
            'file': False, 'filename': False, 'left_out': False, 'year': 0, 'is_entered': False})
        return True

    def action_import(self):
        """Enter the rows and the head into the draft plan, or into a new one. Return the action that opens it."""
        self._check_may_import()
        try:
            self.lock_for_update()      # of two clicks, only one enters the rows
        except LockError as error:
            raise UserError(self.env._("This plan is being entered at this very moment.")) from error
        if not self.line_ids:
            raise UserError(self.env._("Choose a file and let it be read first."))
        if len(self.line_ids) > limits.PLAN_ROWS:       # a client may add rows to those that were read
            raise UserError(self._refusal(PlanFileError('too_many', most=limits.PLAN_ROWS)))
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise UserError(self.env._("Write the year of the plan with four digits."))
        self._refuse_open_questions()
        plan = self._enter()
        self.write({'plan_id': plan.id, 'is_entered': True})
        return {'type': 'ir.actions.act_window', 'res_model': plan._name, 'res_id': plan.id, 'views': [(False, 'form')]}

    def _check_may_import(self):
        self.ensure_one()
        if not self.env.user.has_group(OFFICE):
            raise AccessError(self.env._("Only the Office enters a plan from a file."))
        if self.company_id not in self.env.companies:
            raise AccessError(self.env._("This is the plan of another agency."))
        if plan := self.plan_id.sudo():     # the user may not read a plan of another agency, which is refused here
            if plan.company_id != self.company_id:
                raise AccessError(self.env._("This is the plan of another agency."))
            if plan.state != 'draft':
                plan.sudo(False)._refuse_editing()

    def _refuse_open_questions(self):
        """Refuse to enter rows while something about them has to be answered; name all of it at once."""
        open_names = self.name_ids.filtered('is_open')
        problems = [self.env._("“%(words)s”: choose what it means.", words=name.words) for name in open_names]
        problems += [f"{line.display_name}: {problem}" for line in self.line_ids if line.problem
                     for problem in line.problem.splitlines()]
        if problems:
            raise UserError('\n'.join([self.env._("Answer this first:"), *dict.fromkeys(problems)]))

    # ------------------------------------------------------------------
    # Reading
    # ------------------------------------------------------------------

    def _read_file(self):
        """Return the ``PlanFile``; raise UserError saying why a file is refused."""
        content = self.with_context(bin_size=False).file or b''
        try:
            if len(content) > limits.base64_size(limits.PLAN.file):
                raise PlanFileError('large', most=limits.PLAN.file // limits.MIB)
            return read_plan_file(base64.b64decode(content))
        except binascii.Error as error:
            raise UserError(self._refusal(PlanFileError('damaged'))) from error
        except PlanFileError as error:
            raise UserError(self._refusal(error)) from error

    @api.model
    def _year_of(self, found):
        """Return the year that the time of most rows names."""
        years = re.findall(r'\b20\d{2}\b', ' '.join(row.time for row in found.rows))
        return int(max(years, key=years.count)) if years else 0

    def _refusal(self, error):
        """Return the sentence about a refused file: what is wrong and what to do."""
        _ = self.env._
        return {
            'empty': _("Choose the file of the plan: Word (.docx), Excel (.xlsx) or text (.txt)."),
            'large': _("The file is larger than %(most)s MB. Take the pictures out of it."),
            'pdf': _("This is a PDF file. Choose the Word file (.docx) that it was made from, or copy its text into a "
                     "text file."),
            'rtf': _("This is an RTF file. Open it in Word, save it as .docx and choose that file."),
            'old': _("This is a file of an old Office (.doc, .xls). Open it, save it as .docx or .xlsx and choose that "
                     "file."),
            'encrypted': _("The file is locked with a password. Remove the password, save it and choose it again."),
            'other': _("This is neither a Word file (.docx) nor a workbook (.xlsx) nor a text, despite its name. "
                       "Choose another file."),
            'damaged': _("The file is damaged. Open it in Word or Excel, save it under a new name and choose that "
                         "file."),
            'macro': _("The file contains macros, which are not allowed. Save it as .docx or .xlsx (without macros) "
                       "and choose that file."),
            'bomb': _("The file is far too large when unpacked, so it is not opened. Copy the text into a new file."),
            'entity': _("The file contains definitions that Word never writes and that may be an attack, so it is not "
                        "opened. Copy the text into a new file."),
            'long': _("The file is too long for a plan. Choose a file with this one plan only."),
            'too_many': _("The appendix has more than %(most)s rows. Split it into several files."),
            'no_table': _("No appendix was found: its heading must name the content and at least one of lead, "
                          "coordination and time, such as “STT, Nội dung, Chủ trì, Phối hợp, Thời gian”."),
            'no_rows': _("The appendix has a heading, but no row below it."),
            'language': _("The letters of this text cannot be read. Save it as text in Unicode (UTF-8) and choose it "
                          "again."),
        }[error.code] % error.values

    def _show(self, found):
        """Fill the dialog with what was read."""
        read, genres = plan_reading.read_rows(found.rows, self.year, self._names()), self._genres()
        topics = self._known_topics(found.rows)
        lines = self.env['cchc.plan.import.line']
        self.write({
            'is_entered': False,
            'left_out': '\n'.join(self.env._("Line %(number)s: %(text)s", number=number, text=words)
                                  for number, words in found.left_out),
            'line_ids': [Command.clear(), *(
                Command.create({**lines._prepare_source_vals(row), **self._prepare_read_vals(one, genres),
                                'number': number, 'topic_id': topic})
                for number, (row, one, topic) in enumerate(zip(found.rows, read, topics, strict=True), start=1))],
            'head_ids': [Command.clear(), *map(Command.create, self._prepare_head_vals(found.head))],
        })
        self._ask_names(read)
