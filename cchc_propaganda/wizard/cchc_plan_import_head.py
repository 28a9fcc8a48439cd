# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re

from markupsafe import Markup, escape

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.citation import symbol_key

KINDS = [
    ('name', "Name of the plan"), ('number', "Number and symbol"), ('day', "Day of issue"),
    ('signer_title', "Title of the signer"), ('signer_name', "Signed by"), ('appendix_title', "Title of the appendix"),
    ('basis', "Legal basis"), ('section', "Section"), ('recipient', "Recipient"),
]


class CchcPlanImportHead(models.TransientModel):
    """A part of the plan outside its appendix, as read; the Office corrects it and chooses what is taken."""
    _name = 'cchc.plan.import.head'
    _inherit = ['cchc.dialog.part.mixin', 'cchc.text.mixin']
    _description = "Head of a Plan from a File"
    _order = 'id'

    wizard_id = fields.Many2one('cchc.plan.import', required=True, index=True, ondelete='cascade')
    kind = fields.Selection(KINDS, "Part", required=True, default='section', readonly=True)
    is_taken = fields.Boolean("Take", default=True)
    number = fields.Char()
    title = fields.Char()
    value = fields.Text("As in the file")
    date = fields.Date()
    issuer = fields.Char()
    section_kind = fields.Selection(
        lambda self: self.env['cchc.plan.section']._fields['kind']._description_selection(self.env), "Kind of section")
    warning = fields.Text("Why", compute='_compute_warning')

    @api.depends('kind', 'value', 'wizard_id.year')
    @api.depends_context('lang')
    def _compute_warning(self):
        for part in self:
            other = part._other_year()
            part.warning = other and self.env._(
                "The title says %(other)s, the plan is of %(year)s.", other=other, year=part.wizard_id.year)

    def _other_year(self):
        """Return the year in a title that is not the plan's, '' without one."""
        if self.kind not in ('name', 'appendix_title') or not self.wizard_id.year:
            return ''
        years = re.findall(r'(?i)\bnăm\s+(20\d{2})\b', self.value or '')
        return next((year for year in years if int(year) != self.wizard_id.year), '')

    def _registered_document(self, register):
        """Return the document of the register that the words cite, none where that is not certain; one record."""
        found = register.get(symbol_key(self.number), self.env['cchc.legal.document'])
        found = found.filtered(lambda document: document.date == self.date) if self.date else found
        return found if len(found) == 1 else found.browse()

    def action_correct_year(self):
        """Put the year of the plan into the title. Return True."""
        self.ensure_one()
        self.wizard_id._check_may_import()
        if other := self._other_year():
            self.value = re.sub(rf'(?i)(\bnăm\s+){other}\b', rf'\g<1>{self.wizard_id.year}', self.value)
        return True


class CchcPlanImport(models.TransientModel):
    """The head of the plan: what was read of it, and how it gets into the plan."""
    _inherit = 'cchc.plan.import'

    def _prepare_head_vals(self, head):
        """Return a line for each part that was read. What the draft plan has already is not taken again."""
        plan = self.plan_id
        values = [
            {'kind': 'name', 'value': head.name, 'is_taken': not plan},
            {'kind': 'number', 'value': head.number,
             'is_taken': not plan.number and not self._number_is_taken(head.number)},
            {'kind': 'day', 'value': head.day and f'{head.day:%d/%m/%Y}', 'date': head.day,
             'is_taken': not plan.date_issued},
            {'kind': 'signer_title', 'value': head.signer_title, 'is_taken': not plan.signer_title},
            {'kind': 'signer_name', 'value': head.signer_name, 'is_taken': not plan.signer_name},
            {'kind': 'appendix_title', 'value': head.appendix_title, 'is_taken': not plan.appendix_title},
            *({'kind': 'basis', 'value': basis.name, 'number': basis.number, 'date': basis.day, 'issuer': basis.issuer,
               'is_taken': not plan.legal_basis_ids} for basis in head.bases),
            *({'kind': 'section', 'value': '\n'.join(section.paragraphs), 'number': section.number,
               'title': section.title, 'section_kind': section.kind, 'is_taken': not plan.section_ids}
              for section in head.sections),
            *({'kind': 'recipient', 'value': name, 'is_taken': not plan.recipient_ids} for name in head.recipients),
        ]
        return [one for one in values if one['value'] or one.get('title')]

    def _number_is_taken(self, number):
        return bool(number) and bool(self.env['cchc.plan'].search_count([
            ('company_id', '=', self.company_id.id), ('year', '=', self.year), ('number', '=', number),
            ('id', '!=', self.plan_id.id)], limit=1))

    def _prepare_plan_vals(self):
        """Return the values of the plan that follow from its head: what the plan had of a kind is replaced."""
        taken = self.head_ids.filtered('is_taken').grouped('kind')
        clear, create = fields.Command.clear, fields.Command.create
        values = {}
        for kind, field in (('name', 'name'), ('number', 'number'), ('signer_title', 'signer_title'),
                            ('signer_name', 'signer_name'), ('appendix_title', 'appendix_title')):
            if (part := taken.get(kind)) and (words := (part[0].value or '').strip()):
                values[field] = words
        if (part := taken.get('day')) and part[0].date:
            values['date_issued'] = part[0].date
        if self._number_is_taken(values.get('number')):
            raise UserError(self.env._(
                "Another plan of %(year)s has the number %(number)s already. Correct the number, or do not take it.",
                year=self.year, number=values['number']))
        if parts := taken.get('basis'):
            register = self.env['cchc.legal.document']._by_number(self.company_id)
            values['legal_basis_ids'] = [clear(), *(create({
                'sequence': 10 * at, 'name': part.value, 'number': part.number, 'date': part.date,
                'issuer': part.issuer, 'document_id': part._registered_document(register).id})
                for at, part in enumerate(parts, start=1) if part.value)]
        if parts := taken.get('section'):
            values['section_ids'] = [clear(), *(create({
                'sequence': 10 * at, 'number': part.number, 'kind': part.section_kind or 'other', 'title': part.title,
                'body': _paragraphs(part.value)}) for at, part in enumerate(parts, start=1))]
        if parts := taken.get('recipient'):
            values['recipient_ids'] = [clear(), *(create({'sequence': 10 * at, 'name': part.value})
                                                 for at, part in enumerate(parts, start=1) if part.value)]
        return values


def _paragraphs(words):
    return Markup().join(Markup('<p>%s</p>') % escape(line) for line in (words or '').splitlines() if line.strip())
