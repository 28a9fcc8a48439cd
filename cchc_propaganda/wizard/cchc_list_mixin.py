# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import binascii

from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError
from odoo.fields import Command

from ..tools import limits, text
from ..tools.table_reading import ListError


class CchcListMixin(models.AbstractModel):
    """A dialog that reads a list, pasted or in a workbook, and shows how it understood each row. The user corrects the
    rows. Ready rows are recorded with the same checks as a single record; the others stay. Nothing is recorded before
    that. A dialog has ``line_ids`` of a ``cchc.list.line.mixin``."""
    _name = 'cchc.list.mixin'
    _inherit = ['cchc.text.mixin']
    _description = "Dialog That Reads a List"

    _recorded_as = ''   # the field of a line that holds what was recorded from it
    _most_rows = limits.ROWS

    company_id = fields.Many2one('res.company', required=True, readonly=True, default=lambda self: self.env.company)
    text = fields.Text("Pasted rows")
    file = fields.Binary("Excel file (.xlsx)", attachment=False)
    filename = fields.Char()
    skipped = fields.Text("Rows left out", readonly=True)
    summary = fields.Char(compute='_compute_summary')
    ready_count = fields.Integer(compute='_compute_summary')
    open_count = fields.Integer("To be corrected", compute='_compute_summary')
    recorded_count = fields.Integer(compute='_compute_summary')

    @api.constrains('company_id')
    def _check_own_agency(self):
        if self.company_id not in self.sudo(False).env.companies:
            raise AccessError(self.env._("This is the list of another agency."))

    @api.depends(lambda self: ('line_ids.problem', f'line_ids.{self._recorded_as}'))
    @api.depends_context('lang')
    def _compute_summary(self):
        for wizard in self:
            recorded = wizard.line_ids.filtered(self._recorded_as)
            ready = (wizard.line_ids - recorded).filtered(lambda line: not line.problem)
            wizard.ready_count, wizard.recorded_count = len(ready), len(recorded)
            wizard.open_count = len(wizard.line_ids - recorded - ready)
            wizard.summary = wizard._summary()

    def _summary(self):
        """Return the sentence above the rows; one record."""
        return self.env._(
            "%(total)s rows: %(ready)s ready to be recorded, %(open)s to be corrected, %(recorded)s recorded.",
            total=len(self.line_ids), ready=self.ready_count, open=self.open_count, recorded=self.recorded_count)

    # ------------------------------------------------------------------
    # Steps of the dialog
    # ------------------------------------------------------------------

    def action_preview(self):
        """Show how each row was understood, without recording anything. Return True."""
        self._check_may_use()
        self._fill_lines(self._read_list())
        return True

    def action_restart(self):
        """Empty the dialog. What was recorded stays recorded. Return True."""
        self._check_may_use()
        self.write({'line_ids': [Command.clear()], 'skipped': False, 'text': False, 'file': False, 'filename': False})
        return True

    def _check_may_use(self):
        """Raise AccessError unless the user may record this list; one record."""
        self.ensure_one()
        self._check_may_record()

    def _check_may_record(self):
        """Raise AccessError unless the user may record such lists."""
        raise NotImplementedError

    def _ready_lines(self, said_while_locked, said_without):
        """Return the lines to record now, with their faults worked out again: others may have recorded the same since.
        Two sentences are said when another click is recording them, and when there is none."""
        try:
            self.lock_for_update()      # of two clicks, only one records
        except LockError as error:
            raise UserError(said_while_locked) from error
        if len(self.line_ids) > self._most_rows:    # a client may add rows to those that were read
            raise UserError(self._sentence_of(ListError('too_many', len(self.line_ids))))
        self.line_ids.invalidate_recordset(['problem'])
        lines = self.line_ids.filtered(lambda line: not line[self._recorded_as] and not line.problem)
        if not lines:
            raise UserError(said_without)
        return lines

    # ------------------------------------------------------------------
    # Reading
    # ------------------------------------------------------------------

    def _read_list(self):
        """Return the list of the file or the pasted text. Raise UserError saying what is wrong with it."""
        try:
            if self.file and len(self.file) > limits.base64_size(limits.WORKBOOK.file):
                raise ListError('too_big')
            return self._understand(self.text, self.file and base64.b64decode(self.file))
        except ListError as error:
            raise UserError(self._sentence_of(error)) from error
        except binascii.Error as error:
            raise UserError(self._sentence_of(ListError('not_xlsx'))) from error

    def _understand(self, pasted, data):
        """Return what a module of ``tools/`` makes of the pasted text, or of the bytes of a workbook."""
        raise NotImplementedError

    def _fill_lines(self, found):
        """Replace the lines by those of the list that was understood. Lines with a fault come first, and stay there
        while they are corrected."""
        self.write({
            'line_ids': [Command.clear(), *map(Command.create, self._understood(found.rows))], **self._left_out(found)})
        self.line_ids.filtered('problem').sequence = 0

    def _left_out(self, found):
        """Return the values that show what of the list was not read: by default the rows that are no record."""
        return {'skipped': '\n'.join(
            self.env._("Row %(number)s: %(text)s", number=number, text=words) for number, words in found.skipped)}

    def _understood(self, rows):
        """Return the values of a line for each row, with the records of this agency that its texts name."""
        raise NotImplementedError

    def _matched_units(self, rows):
        """Return ``{text: UnitMatch or None}``: the unit that the text ``department`` of each row names."""
        units = self.env['hr.department']._cchc_names_by_unit(self.company_id)
        return {words: next(iter(text.match_units(words, units)), None) for words in {row.department for row in rows}}

    @api.model
    def _unit_values(self, match):
        """Return the values of a line for the unit that its row names."""
        return {
            'department_id': match.id if match else False, 'department_score': match.score if match else 0,
            'matched_department_id': match.id if match else False}

    def _sentence_of(self, error):
        return self._sentences_of(error).get(error.reason) or self._common_sentences_of(error)[error.reason]

    def _sentences_of(self, error):
        """Return ``{reason: sentence}`` for the refusals that this list words itself."""
        return {}

    def _common_sentences_of(self, error):
        _ = self.env._
        return {
            'empty': _("There is no row yet: paste the rows with the names of their columns, or choose an Excel file."),
            'no_columns': _("The pasted text has no columns. Copy the cells of the table in Excel or Word."),
            'not_xlsx': _("The file is no Excel workbook (.xlsx), or it is damaged. Save it again with Excel."),
            'old_excel': _("The file is an old Excel file (.xls) or has a password. Save it as .xlsx without one."),
            'too_big': _("This is too large for a list. Copy only the rows of the list into an empty workbook, and "
                         "choose that workbook."),
            'too_many_sheets': _("The workbook has more than %(most)s sheets. Copy the sheet with the list into a "
                                 "workbook of its own.", most=limits.SHEETS),
            'too_many_lines': _("A sheet has cells filled below line %(most)s. Copy only the rows of the list into an "
                                "empty workbook, and choose that workbook.", most=limits.SHEET_ROWS),
            'long_cell': _("Row %(number)s has a cell of more than %(most)s characters. Shorten the text, or leave out "
                           "the column.", number=error.count, most=limits.CELL),
            'too_many': _("The list has %(count)s rows; record at most %(most)s at once.", count=error.count,
                          most=self._most_rows),
        }


class CchcListLineMixin(models.AbstractModel):
    """A row of a list: its texts, and the values to record. A line has ``wizard_id``, the dialog, ``company_id``, and
    ``problem``, its faults as sentences, '' when it is ready."""
    _name = 'cchc.list.line.mixin'
    _inherit = ['cchc.dialog.part.mixin', 'cchc.text.mixin']
    _description = "Row of a List"
    _check_company_auto = True
    _order = 'number, id'

    number = fields.Integer("Row", readonly=True)
    sequence = fields.Integer(default=1, readonly=True)     # 0: the row had a fault when it was read

    def _not_understood(self, words, sentence):
        if not words:
            return sentence
        return self.env._("“%(words)s” is not understood.", words=words) + ' ' + sentence


class CchcListUnitMixin(models.AbstractModel):
    """A row of a list that names a unit."""
    _name = 'cchc.list.unit.mixin'
    _inherit = ['cchc.list.line.mixin']
    _description = "Row of a List That Names a Unit"

    department_id = fields.Many2one(
        'hr.department', "Unit", check_company=True, domain="[('company_id', '=', company_id)]")
    matched_department_id = fields.Many2one('hr.department', readonly=True, check_company=True)
    department_score = fields.Float(readonly=True)
    department_text = fields.Char(readonly=True)

    def _is_unit_guessed(self):
        """Whether the unit is only similar to what the row says, and nobody chose another one; one record."""
        return 0 < self.department_score < text.CERTAIN and self.department_id == self.matched_department_id

    def _note_of_unit(self):
        """Return the sentences about the unit that was guessed, as a list."""
        if not self._is_unit_guessed():
            return []
        return [self.env._(
            "“%(words)s” was read as “%(unit)s” (%(score)d%%): check it.", words=self.department_text,
            unit=self.department_id.name, score=self.department_score)]
