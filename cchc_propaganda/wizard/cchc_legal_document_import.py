# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..tools import legal_list, text
from ..tools.citation import symbol_key
from ..tools.groups import OFFICE
from ..tools.list_template import Column, template


class CchcLegalDocumentImport(models.TransientModel):
    """A list of documents for the register: a table, or the lines in which a plan cites them."""
    _name = 'cchc.legal.document.import'
    _inherit = ['cchc.list.mixin']
    _description = "List of Legal Documents"
    _check_company_auto = True

    _recorded_as = 'document_id'

    line_ids = fields.One2many('cchc.legal.document.import.line', 'wizard_id')

    @api.depends('company_id')
    @api.depends_context('lang')
    def _compute_display_name(self):
        for wizard in self:
            wizard.display_name = self.env._("Enter a list of legal documents")

    def _summary(self):
        return self.env._(
            "%(total)s rows: %(ready)s ready to be entered, %(open)s to be corrected, %(recorded)s entered.",
            total=len(self.line_ids), ready=self.ready_count, open=self.open_count, recorded=self.recorded_count)

    # ------------------------------------------------------------------
    # Steps of the dialog
    # ------------------------------------------------------------------

    def action_record(self):
        """Enter all ready rows or none, and link those that name what replaced them. The other rows stay, to be
        corrected. Return True."""
        self._check_may_use()
        lines = self._ready_lines(
            self.env._("This list is being entered at this very moment."),
            self.env._("No row is ready to be entered. Correct the fault shown beside each row."))
        documents = self.env['cchc.legal.document'].create([line._prepare_document_vals() for line in lines])
        for line, document in zip(lines, documents, strict=True):
            line.sudo().document_id = document  # the user's own lines: checking them again costs a query each
        self._link_successors()
        return True

    def _link_successors(self):
        """Write what replaced each document of this list, where that is in the register by now."""
        waiting = self.line_ids.filtered(
            lambda line: line.document_id and line.replaced_by and not line.document_id.replaced_by_id)
        registered = self.env['cchc.legal.document']._by_number(self.company_id)
        for successor, lines in waiting.grouped(lambda line: line._successor(registered)).items():
            if successor:
                lines.document_id.replaced_by_id = successor

    @api.readonly
    def action_open_recorded(self):
        """Open the documents entered from this list."""
        self._check_may_use()
        return {
            'type': 'ir.actions.act_window', 'name': self.env._("Entered documents"),
            'res_model': 'cchc.legal.document', 'view_mode': 'list,kanban,form',
            'domain': [('id', 'in', self.line_ids.document_id.ids)],
        }

    @api.readonly
    def action_download_template(self):
        """Download an empty list with its columns and the kinds of documents."""
        self._check_may_record()
        return {'type': 'ir.actions.act_url', 'url': '/cchc/legal-list-template', 'target': 'download'}

    @api.model
    def _template_xlsx(self):
        """Return the bytes of an empty workbook: columns, and the kinds of documents to choose from."""
        self._check_may_record()
        _ = self.env._
        kinds = dict(self.env['cchc.legal.document']._fields['kind']._description_selection(self.env))
        return template(_("Legal documents"), [
            Column(_("Kind of document"), 20, choices=[*kinds.values()]), Column(_("Number and symbol"), 22),
            Column(_("Date of issue"), 14, is_date=True), Column(_("Issuing body"), 30), Column(_("Abstract"), 60),
            Column(_("In force from"), 14, is_date=True), Column(_("In force until"), 14, is_date=True),
            Column(_("Replaced by"), 22),
        ], _("To choose from"))

    def _check_may_record(self):
        if not self.env.user.has_group(OFFICE):
            raise AccessError(self.env._("The register of legal documents is kept by the Office."))

    # ------------------------------------------------------------------
    # Understanding
    # ------------------------------------------------------------------

    def _understand(self, pasted, data):
        return legal_list.understand(legal_list.read(pasted, data))

    def _sentences_of(self, error):
        _ = self.env._
        return {
            'no_columns': _("No line cites a document by its number. Paste the legal bases of a plan line by line, or "
                            "a table with the names of its columns."),
            'no_header': _("The names of the columns are missing: above the rows there must be at least the number and "
                           "the abstract. Use the template."),
        }

    def _understood(self, rows):
        return [{
            'number': row.number, 'kind': row.kind, 'symbol': row.symbol, 'date': row.day, 'issuer': row.issuer,
            'name': row.name, 'date_from': row.date_from, 'date_to': row.date_to, 'replaced_by': row.replaced_by,
            'date_text': row.date_text, 'from_text': row.from_text, 'to_text': row.to_text,
        } for row in rows]


class CchcLegalDocumentImportLine(models.TransientModel):
    """One document: the texts of a row in the list, and the values to record."""
    _name = 'cchc.legal.document.import.line'
    _inherit = ['cchc.list.line.mixin']
    _description = "Row of a List of Legal Documents"

    wizard_id = fields.Many2one('cchc.legal.document.import', required=True, index=True, ondelete='cascade')
    company_id = fields.Many2one(related='wizard_id.company_id')
    kind = fields.Selection(
        lambda self: self.env['cchc.legal.document']._fields['kind']._description_selection(self.env),
        "Kind of document")
    symbol = fields.Char("Number and symbol")
    date = fields.Date("Date of issue")
    issuer = fields.Char("Issuing body")
    name = fields.Char("Abstract")
    date_from = fields.Date("In force from")
    date_to = fields.Date("In force until")
    replaced_by = fields.Char(
        "Replaced by", help="Number and symbol of the document that replaced it, in the register or in this list.")
    date_text = fields.Char(readonly=True)
    from_text = fields.Char(readonly=True)
    to_text = fields.Char(readonly=True)
    document_id = fields.Many2one('cchc.legal.document', "Recorded as", readonly=True, ondelete='set null')
    problem = fields.Text("To be corrected", compute='_compute_problem')
    note = fields.Text(compute='_compute_problem')

    @api.constrains('document_id')
    def _check_readable(self):
        self.sudo(False).document_id.check_access('read')   # the line shows its name

    @api.depends('kind', 'symbol', 'date', 'issuer', 'name', 'date_from', 'date_to', 'replaced_by', 'document_id',
                 'wizard_id.line_ids.symbol', 'wizard_id.line_ids.date', 'wizard_id.line_ids.issuer')
    @api.depends_context('lang', 'uid')
    def _compute_problem(self):
        registered, firsts, listed = self.env['cchc.legal.document']._by_number(self.company_id), {}, {}
        for line in self.wizard_id.line_ids.sorted('number'):
            firsts.setdefault((line.wizard_id, line._key()), line)
            listed.setdefault((line.wizard_id, symbol_key(line.symbol)), set()).add(line._key())
        for line in self:
            first = firsts.get((line.wizard_id, line._key()), line)
            replacing = listed.get((line.wizard_id, symbol_key(line.replaced_by)), set())
            line.problem = not line.document_id and '\n'.join([
                *line._problems(), *line._problems_of_repetition(registered, first),
                *line._problems_of_successor(registered, replacing)])
            line.note = '\n'.join(line._notes(registered))

    def _problems(self):
        """Return what is missing or not understood, as sentences."""
        _ = self.env._
        problems = []
        if not self.kind:
            problems.append(_("Choose the kind of document."))
        if not (self.symbol or '').strip():
            problems.append(_("Enter its number and symbol."))
        if not self.date:
            problems.append(self._not_understood(self.date_text, _("Enter the day of issue, as dd/mm/yyyy.")))
        if not (self.issuer or '').strip():
            problems.append(_("Enter the issuing body."))
        if not (self.name or '').strip():
            problems.append(_("Enter what the document is about."))
        for day, words in ((self.date_from, self.from_text), (self.date_to, self.to_text)):
            if words and not day:
                problems.append(self._not_understood(words, _("Enter the days in force as dd/mm/yyyy.")))
        begin = self.date_from or self.date
        if begin and self.date_to and self.date_to < begin:
            problems.append(_("A document cannot end before it is in force."))
        return problems

    def _problems_of_repetition(self, registered, first):
        if self._key() in {document._register_key() for document in registered.get(symbol_key(self.symbol), ())}:
            return [self.env._("This document is already in the register.")]
        if first != self:
            return [self.env._("Row %(number)s has the same number, day and issuing body.", number=first.number)]
        return []

    def _problems_of_successor(self, registered, listed):
        """Return why the document that the row names as its successor is not found; ``listed``: the keys of the rows of
        this list that have its number."""
        key = symbol_key(self.replaced_by)
        if not key:
            return []
        if key == symbol_key(self.symbol):
            return [self.env._("A document cannot replace itself, directly or through others.")]
        found = listed | {document._register_key() for document in registered.get(key, ())}
        if not found:
            return [self.env._(
                "“%(number)s” is neither in the register nor in this list. Enter that document as well, or leave "
                "“Replaced by” empty.", number=self.replaced_by)]
        if len(found) > 1:
            return [self.env._("Several documents have the number “%(number)s”. Leave “Replaced by” empty, and choose "
                               "the right one in the register.", number=self.replaced_by)]
        return []

    def _notes(self, registered):
        if self.document_id:
            return [self.env._("Entered.")]
        others = [document for document in registered.get(symbol_key(self.symbol), ())
                  if document.date == self.date and document._register_key() != self._key()]
        return [self.env._("The register has this number and day already, of “%(issuer)s”: check whether it is another "
                           "document.", issuer=document.issuer) for document in others[:1]]

    def _key(self):
        """Return what tells one document from another, its own id if something is missing."""
        key = (self.company_id.id, symbol_key(self.symbol), self.date, text.fold(self.issuer))
        return key if all(key) else self.id

    def _successor(self, registered):
        """Return the one document of the register that replaced this row's, none if it is not there yet."""
        found = registered.get(symbol_key(self.replaced_by), self.env['cchc.legal.document']) - self.document_id
        return found if len(found) == 1 else found.browse()

    def _prepare_document_vals(self):
        return {
            'kind': self.kind, 'number': self.symbol.strip(), 'date': self.date, 'issuer': self.issuer.strip(),
            'name': self.name.strip(), 'company_id': self.company_id.id, 'date_to': self.date_to,
            **({'date_from': self.date_from} if self.date_from else {}),
        }
