# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...tools import limits
from ...tools.citation import kind_of, symbol_key
from ...tools.dates import in_figures
from ...tools.text import fold


class CchcLegalDocument(models.Model):
    """A legal document in the register of an agency. Plans cite it, and keep the words in which they cited it."""
    _name = 'cchc.legal.document'
    _inherit = ['cchc.text.mixin']
    _description = "Legal Document"
    _order = 'date desc, number, id'
    _check_company_auto = True
    _rec_names_search = ['number', 'name']

    name = fields.Char("Abstract", required=True, help="What the document is about, as in its title.")
    kind = fields.Selection([
        ('law', "Law"),
        ('decree', "Decree"),
        ('resolution', "Resolution"),
        ('directive', "Directive"),
        ('circular', "Circular"),
        ('decision', "Decision"),
        ('plan', "Plan (document)"),
        ('letter', "Official letter"),
        ('other', "Another kind of document"),
    ], "Kind of document", required=True, default='decision')
    number = fields.Char("Number and symbol", required=True)
    date = fields.Date("Date of issue", required=True)
    issuer = fields.Char("Issuing body", required=True)
    date_from = fields.Date(
        "In force from", compute='_compute_date_from', store=True, readonly=False, precompute=True, required=True)
    date_to = fields.Date(
        "In force until", compute='_compute_date_to', store=True, readonly=False, precompute=True,
        help="Its last day in force. Proposed when another document replaces it: the day before that one takes effect.")
    replaced_by_id = fields.Many2one(
        'cchc.legal.document', "Replaced by", index='btree_not_null', ondelete='restrict', check_company=True)
    company_id = fields.Many2one(
        'res.company', "Agency", required=True, index=True, default=lambda self: self.env.company)
    is_in_force = fields.Boolean("In force", compute='_compute_is_in_force', search='_search_is_in_force')

    _number_unique = models.UniqueIndex(
        '(company_id, number, date, issuer)', "This document is already in the register.")
    _dates_in_order = models.Constraint(
        'CHECK (date_to IS NULL OR date_to >= date_from)', "A document cannot end before it is in force.")

    @api.depends('date')
    def _compute_date_from(self):
        for document in self:
            document.date_from = document.date_from or document.date

    @api.depends('replaced_by_id.date_from')
    def _compute_date_to(self):
        for document in self:
            if document.replaced_by_id.date_from and not document.date_to:
                last_day = document.replaced_by_id.date_from - timedelta(days=1)
                document.date_to = max(last_day, document.date_from) if document.date_from else last_day
            else:
                document.date_to = document.date_to

    @api.depends('date_from', 'date_to', 'company_id')
    def _compute_is_in_force(self):
        for document in self:
            document.is_in_force = document._in_force_on(
                (document.company_id or self.env.company)._cchc_today())

    def _search_is_in_force(self, operator, value):
        if operator != 'in':
            return NotImplemented
        today = self.env.company._cchc_today()
        return Domain('date_from', '<=', today) & (Domain('date_to', '=', False) | Domain('date_to', '>=', today))

    @api.depends('kind', 'number', 'date')
    @api.depends_context('lang')
    def _compute_display_name(self):
        kinds = dict(self._fields['kind']._description_selection(self.env))
        for document in self:
            named = kinds.get(document.kind, '') if document.kind != 'other' else ''
            document.display_name = f"{named} {document.number or ''}".strip() or self.env._("New document")

    @api.constrains('replaced_by_id')
    def _check_replaced_by(self):
        if self._has_cycle('replaced_by_id'):
            raise ValidationError(self.env._("A document cannot replace itself, directly or through others."))

    @api.constrains('number', 'issuer', 'name')
    def _check_named(self):
        for document in self:
            if not (fold(document.number) and fold(document.issuer) and fold(document.name)):
                raise ValidationError(self.env._(
                    "Enter the number, the issuing body and the abstract of each document."))

    @api.constrains('date', 'date_from', 'date_to')
    def _check_days(self):
        for document in self:
            for day in filter(None, (document.date, document.date_from, document.date_to)):
                if not limits.OLDEST_LAW <= day <= limits.NEWEST_LAW:
                    raise ValidationError(self.env._(
                        "“%(document)s”: please check the year of the day %(date)s.", document=document.display_name,
                        date=in_figures(day)))

    @api.constrains('number', 'date', 'issuer', 'company_id')
    def _check_entered_once(self):
        """However its number and its issuer are spelt; the index knows only the same letters."""
        registered = self._by_number(self.company_id)
        for document in self:
            same = registered.get(symbol_key(document.number), self) - document
            if any(other._register_key() == document._register_key() for other in same):
                raise ValidationError(self.env._(
                    "“%(document)s” of %(date)s is already in the register.", document=document.display_name,
                    date=in_figures(document.date)))

    def write(self, vals):
        if 'company_id' in vals and any(document.company_id.id != vals['company_id'] for document in self):
            raise UserError(self.env._(
                "A document stays in the register of its agency: enter it in the register of the other agency."))
        return super().write(vals)

    def _register_key(self):
        """Return what tells the document from others, however its number and its issuer are spelt; one record."""
        return self.company_id.id, symbol_key(self.number), self.date, fold(self.issuer)

    @api.model
    def _by_number(self, companies):
        """Return ``{key of the number: documents}`` in the registers of these agencies (`citation.symbol_key`)."""
        found = self.search_fetch(
            [('company_id', 'in', companies.ids)], ['number', 'date', 'issuer', 'company_id'])
        return found.grouped(lambda document: symbol_key(document.number))

    def _in_force_on(self, day):
        """Return whether the document is in force on that day; one record."""
        return bool(self.date_from and self.date_from <= day and not (self.date_to and self.date_to < day))

    def _successor(self, day):
        """Return the document that stands for this one on that day, through any that were replaced since; none if no
        successor is in force then; one record."""
        document = self.replaced_by_id
        while document and not document._in_force_on(day):
            document = document.replaced_by_id
        return document

    def _citation(self):
        """Return the words in which a plan cites the document, in the language of the context; one record."""
        self.ensure_one()
        kinds = dict(self._fields['kind']._description_selection(self.env))
        if self.kind == 'law' and kind_of(self.name) == 'law':      # a law is cited by its name
            return self.env._(
                "Pursuant to %(name)s number %(number)s of %(date)s", name=self.name, number=self.number,
                date=in_figures(self.date))
        kind = kinds[self.kind] if self.kind != 'other' else self.env._("document")
        return self.env._(
            "Pursuant to %(kind)s number %(number)s of %(date)s of %(issuer)s, %(name)s", kind=kind, number=self.number,
            date=in_figures(self.date), issuer=self.issuer, name=self.name)
