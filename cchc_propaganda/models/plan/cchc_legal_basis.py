# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CchcLegalBasis(models.Model):
    """A document that a plan is based on, in the words that the plan prints. Picked from the agency's register, or only
    typed. What is printed stays when the register changes."""
    _name = 'cchc.legal.basis'
    _inherit = ['cchc.plan.part']
    _description = "Legal Basis of a Plan"
    _order = 'plan_id, sequence, id'
    _check_company_auto = True

    plan_id = fields.Many2one('cchc.plan', required=True, index=True, ondelete='cascade', check_company=True)
    company_id = fields.Many2one(related='plan_id.company_id', store=True, index=True, precompute=True)
    sequence = fields.Integer(default=10)
    document_id = fields.Many2one(
        'cchc.legal.document', "Document of the register", index='btree_not_null', ondelete='restrict',
        check_company=True)
    name = fields.Text(
        "As printed", compute='_compute_from_document', store=True, readonly=False, precompute=True, required=True)
    number = fields.Char(
        "Number and symbol", compute='_compute_from_document', store=True, readonly=False, precompute=True)
    date = fields.Date(compute='_compute_from_document', store=True, readonly=False, precompute=True)
    issuer = fields.Char(compute='_compute_from_document', store=True, readonly=False, precompute=True)
    standing = fields.Char(
        "Validity", compute='_compute_standing', help="Whether the document is in force when the plan is issued.")
    can_replace = fields.Boolean(compute='_compute_standing')

    @api.depends('document_id')
    def _compute_from_document(self):
        """Take over what the document says, without touching words that are typed already."""
        for basis in self:
            document = basis.document_id
            cited = document.with_context(lang=basis.company_id.partner_id.lang or self.env.lang)
            basis.name = basis.name or (document and cited._citation())
            basis.number = basis.number or document.number
            basis.date = basis.date or document.date
            basis.issuer = basis.issuer or document.issuer

    @api.depends('document_id.date_from', 'document_id.date_to', 'document_id.replaced_by_id.date_from',
                 'plan_id.date_issued', 'plan_id.state')
    @api.depends_context('lang')
    def _compute_standing(self):
        _ = self.env._
        for basis in self:
            document, day = basis.document_id, basis.plan_id._day_of_legal_bases()
            successor = document._successor(day) if document else document
            basis.can_replace = bool(successor) and basis.plan_id.state == 'draft'
            if not document:
                basis.standing = False
            elif document._in_force_on(day):
                basis.standing = _("In force")
            elif successor:
                basis.standing = _("Replaced by %(document)s", document=successor.display_name)
            else:
                basis.standing = _("No longer in force") if document.date_to and document.date_to < day else _(
                    "Not in force yet")

    def action_replace(self):
        """Cite the document that has replaced this one, in its own words. Return True. Raise UserError if there is
        none."""
        self.check_access('write')
        self._check_open()
        for basis in self:
            successor = basis.document_id._successor(basis.plan_id._day_of_legal_bases())
            if not successor:
                raise UserError(self.env._("No document in the register replaces “%(name)s”.", name=basis.name))
            cited = successor.with_context(lang=basis.company_id.partner_id.lang or self.env.lang)
            basis.write({
                'document_id': successor.id, 'name': cited._citation(), 'number': successor.number,
                'date': successor.date, 'issuer': successor.issuer})
        return True


class CchcLegalDocument(models.Model):
    _inherit = 'cchc.legal.document'

    basis_ids = fields.One2many('cchc.legal.basis', 'document_id', "Cited by")

    @api.ondelete(at_uninstall=True)
    def _unlink_except_cited(self):
        for document in self:
            if document.sudo().basis_ids:   # drafts that the user may not read cite it as well
                raise UserError(self.env._(
                    "“%(document)s” is cited by a plan and stays in the register. Enter until when it is in force, or "
                    "what replaced it.", document=document.display_name))


class CchcPlan(models.Model):
    _inherit = 'cchc.plan'

    def _day_of_legal_bases(self):
        """Return the day on which the documents that the plan cites must be in force: its day of issue, until then
        today."""
        return self.date_issued or (self.company_id or self.env.company)._cchc_today()
