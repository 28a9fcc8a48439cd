# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import binascii
import hashlib

from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError
from odoo.fields import Command, Domain

from odoo.addons.cchc_propaganda.models.core.words import listed
from odoo.addons.cchc_propaganda.tools import limits
from odoo.addons.cchc_propaganda.tools.archive import safe_name
from odoo.addons.cchc_propaganda.tools.dates import in_figures
from odoo.addons.cchc_propaganda.tools.decree import within_sentence
from odoo.addons.cchc_propaganda.tools.groups import OFFICE
from odoo.addons.cchc_propaganda.tools.text import fold

from ..tools import workbook_reading
from ..tools.province import PARTS
from ..tools.workbook_reading import WorkbookError

ENDINGS = {ending: part for part, (__, __, ending) in PARTS.items()}


class CchcReportIntakeWizard(models.TransientModel):
    """Take in the report of an agency that does not work in this system, from its workbook: what the workbook says is
    shown first, number and day are typed from the signed paper, and nothing is taken in before that."""
    _name = 'cchc.report.intake.wizard'
    _inherit = ['cchc.text.mixin']
    _description = "Taking In a Report from Its Workbook"

    company_id = fields.Many2one('res.company', required=True, readonly=True, default=lambda self: self.env.company)
    file = fields.Binary("Workbook (.xlsx)", attachment=False)
    filename = fields.Char()
    problem = fields.Text(compute='_compute_read')
    notice = fields.Text(compute='_compute_read')
    agency_name = fields.Char("Agency in the workbook", compute='_compute_read')
    period_text = fields.Char("Period", compute='_compute_read')
    version = fields.Integer(compute='_compute_read')
    year = fields.Integer(compute='_compute_read')
    figures = fields.Text("Main figures", compute='_compute_read')
    sha256 = fields.Char("SHA-256 of the workbook", compute='_compute_read',
                         help="Compare it with the one that the sender tells: then nobody has changed the file.")
    # With the user's rights: a client can name any agency as the active one.
    line_id = fields.Many2one(
        'cchc.report.agency', "Agency", compute='_compute_line_id', store=True, readonly=False, precompute=True,
        compute_sudo=False, domain="[('year', '=', year)]",
        help="The agency of this system that the workbook is of.")
    number = fields.Char("Number and symbol", help="Of the signed report: 30/BC-STTTT")
    date_sent = fields.Date("Sent on", help="The day of the signed report.")

    @api.constrains('company_id', 'line_id')
    def _check_own_agency(self):
        for wizard in self.sudo(False):
            if wizard.company_id not in self.env.companies or wizard.line_id and not wizard.line_id.search_count(
                    [('id', '=', wizard.line_id.id)]):
                raise AccessError(self.env._("This is the list of another agency."))

    # ------------------------------------------------------------------
    # What the workbook says
    # ------------------------------------------------------------------

    def _content(self):
        """Return the bytes of the file; one record. Raise WorkbookError."""
        file = self.with_context(bin_size=False).file if self.id else self.file     # typed, and not stored yet
        if len(file) > limits.base64_size(limits.REPORT.file):
            raise WorkbookError('large', most=limits.REPORT.file // limits.MIB)
        try:
            return base64.b64decode(file)
        except binascii.Error as error:
            raise WorkbookError('not_xlsx') from error

    @api.depends('file', 'line_id')
    @api.depends_context('lang')
    def _compute_read(self):
        for wizard in self:
            wizard.problem = wizard.notice = wizard.agency_name = wizard.period_text = wizard.figures = False
            wizard.sha256, wizard.version, wizard.year = False, 0, 0
            if not wizard.file:
                continue
            try:
                content = wizard._content()
                read = workbook_reading.read(content)
            except WorkbookError as error:
                wizard.problem = wizard._sentence_of(error)
                continue
            wizard.agency_name, wizard.version, wizard.year = read.agency, read.version, read.period.year
            wizard.period_text = self.env['cchc.period.mixin']._period_in_words(read.period.key)
            wizard.sha256 = hashlib.sha256(content).hexdigest()
            wizard.figures = '\n'.join(
                f'{figure.name}: {figure.texts["cumulative"]}' for figure in read.figures
                if figure.code in ('assignment_due', 'assignment_done', 'assignment_late', 'article_posted',
                                   'outreach_total'))
            wizard.problem = wizard._problem_of(read.period) or False
            wizard.notice = wizard._notice_of(read) or False

    @api.depends('file')
    def _compute_line_id(self):
        for wizard in self:
            lines, name = self.env['cchc.report.agency'], wizard.agency_name
            if name:
                lines = lines.search([('year', '=', wizard.year)])
            today = lines.filtered(lambda line, name=name: fold(line.name) == fold(name))
            wizard.line_id = (today or lines.filtered(lambda line, name=name: line._is_called(name)))[:1]

    def _notice_of(self, read):
        """Return what the Office should look at before it goes on, '' if nothing; one record."""
        if not self.line_id:
            return self.env._("No agency of the list is called “%(found)s”. Choose the one that it is.",
                              found=read.agency)
        if not self.line_id._is_called(read.agency):
            return self.env._(
                "The workbook is of “%(found)s”, and “%(chosen)s” was chosen. Is that the same agency?",
                found=read.agency, chosen=self.line_id.name)
        return '' if self.problem else self._obstacle(read)

    def _problem_of(self, period):
        """Return why the report of that period is not waited for, '' where it is; one record."""
        if period.key.partition('-')[2] not in ENDINGS:
            return self.env._(
                "The workbook is of %(period)s. Of a year the reports of quarter I, the first half, quarter III and "
                "the year are taken in.",
                period=within_sentence(self.env['cchc.period.mixin']._period_in_words(period.key)))
        return ''

    @api.model
    def _sentence_of(self, error):
        """Return the sentence for a workbook that is refused."""
        _, found = self.env._, error.values.get('found', '')
        return {
            'large': _("The workbook is larger than %(most)s MB, or unpacks to something far larger.",
                       most=limits.REPORT.file // limits.MIB),
            'not_xlsx': _("The file is no workbook (.xlsx)."),
            'no_report': _(
                "The workbook is no report of this program: its document properties are missing. Ask the agency for "
                "the file as “Export to Excel” gave it."),
            'template': _(
                "The workbook has the layout “%(found)s”, which this version does not read. Ask the agency to export "
                "it with the same version of the program.", found=found),
            'of_unit': _("The workbook is the report of the unit “%(found)s”. Ask for that of the whole agency.",
                         found=found),
            'macro': _(
                "The workbook contains a macro, as no report does. Ask the agency for the file as “Export to Excel” "
                "gave it."),
            'changed': _(
                "Values of the workbook were changed after the report was made: they do not give its checksum. Ask the "
                "agency for the file as it was sent."),
        }.get(error.reason) or _("The workbook is damaged. Ask the agency for the file once more.")

    # ------------------------------------------------------------------
    # Taking in
    # ------------------------------------------------------------------

    def action_take_in(self):
        """Take the report in and return the action that opens it. Everything is read and checked once more."""
        self.ensure_one()
        _ = self.env._
        if not self.env.user.has_group(OFFICE):
            raise AccessError(_("Reports are taken in by the Office."))
        self._check_own_agency()
        try:
            self.lock_for_update()      # of two clicks, only one takes it in
        except LockError as error:
            raise UserError(_("This workbook is being taken in at this very moment.")) from error
        if not self.file:
            raise UserError(_("Choose the workbook first."))
        try:
            content = self._content()
            read = workbook_reading.read(content)
        except WorkbookError as error:
            raise UserError(self._sentence_of(error)) from error
        if missing := self._missing(read):
            raise UserError(_("To take it in: %(missing)s", missing=listed(missing)))
        intake = self.env['cchc.report.intake'].sudo().create(      # nobody has the right to make one by hand
            self._prepare_intake_vals(read, content)).sudo(False)
        self.line_id.invalidate_model()     # the lines are read from the tables anew
        return {'type': 'ir.actions.act_window', 'res_model': intake._name, 'res_id': intake.id,
                'views': [(False, 'form')]}

    def _missing(self, read):
        """Return what keeps the report from being taken in, as sentences; one record."""
        _, missing, today = self.env._, [], self.company_id._cchc_today()
        if problem := self._problem_of(read.period):
            missing.append(problem)
        if not self.line_id:
            missing.append(_(
                "Choose the agency. One that is not in the list is entered by the system administrator."))
        elif self.line_id.year != read.period.year or self.line_id.parent_id != self.company_id:
            missing.append(_("Choose the agency again: the one chosen is of another year."))
        elif not problem and (obstacle := self._obstacle(read)):
            missing.append(obstacle)
        if not (self.number or '').strip():
            missing.append(_("Enter the number and symbol of the report."))
        if not self.date_sent:
            missing.append(_("Enter the day of sending."))
        elif self.date_sent > today:
            missing.append(_("Correct the day of sending: it lies in the future."))
        elif self.date_sent < read.period.start:
            missing.append(_("Correct the day of sending: it lies before the beginning of the period, %(date)s.",
                             date=in_figures(read.period.start)))
        return missing

    def _obstacle(self, read):
        """Return why the report of the chosen agency is there already, '' where it is not; one record."""
        _, part = self.env._, ENDINGS[read.period.key.partition('-')[2]]
        if self.line_id.sudo()[f'{part}_source'] > 0:   # only whether it was sent
            return _("“%(agency)s” has sent this report in this system.", agency=self.line_id.name)
        digest = hashlib.sha256(self._content()).hexdigest()
        if self.env['cchc.report.intake'].search_count(
                Domain('company_id', '=', self.company_id.id) & Domain('period_key', '=', read.period.key)
                & Domain('sha256', '=', digest), limit=1):
            return _("This workbook is already taken in.")
        return ''

    def _file_name(self):
        """Return the name under which the workbook is kept: it ends as what it is; one record."""
        name = self.filename or self.agency_name
        return safe_name(f'{name.rpartition(".")[0] or name}.xlsx')

    def _prepare_intake_vals(self, read, content):
        return {
            'company_id': self.company_id.id, 'agency_id': self.line_id.sudo().agency_id.id,  # checked as a line
            'agency_name': read.agency, 'year': read.period.year, 'period_key': read.period.key,
            'version': read.version, 'number': self.number.strip(), 'date_sent': self.date_sent,
            'date_plan': read.plan_issued, 'taken_by_id': self.env.uid, 'date_taken': fields.Datetime.now(),
            'file': base64.b64encode(content), 'filename': self._file_name(),
            'sha256': hashlib.sha256(content).hexdigest(),
            'figure_ids': [Command.create({
                'sequence': sequence, 'code': figure.code, 'name': figure.name or figure.code,
                'value_text': figure.texts['value'], 'cumulative_text': figure.texts['cumulative'],
                'cumulative': figure.values['cumulative'] or 0,
                'has_cumulative': figure.values['cumulative'] is not None,
            }) for sequence, figure in enumerate(read.figures)],
        }
