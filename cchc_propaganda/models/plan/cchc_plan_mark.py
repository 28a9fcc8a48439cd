# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.year_shift import ASKED, MOVED
from .cchc_plan_check import finding
from .cchc_plan_preview import key_in_form

BASIS = 'basis'
TICKED = frozenset({'is_checked'})


class CchcPlanMark(models.Model):
    """A text that the draft took over from the plan of the year before and that somebody has to read again. The Office
    ticks off one by one; the check names those that are left."""
    _name = 'cchc.plan.mark'
    _inherit = ['cchc.plan.part']
    _description = "Text to Be Read Again"
    _order = 'plan_id, id'
    _check_company_auto = True

    plan_id = fields.Many2one('cchc.plan', required=True, index=True, ondelete='cascade', check_company=True)
    company_id = fields.Many2one(related='plan_id.company_id', store=True, index=True, precompute=True)
    topic_id = fields.Many2one(
        'cchc.topic', "Row", index='btree_not_null', ondelete='cascade', check_company=True)
    section_id = fields.Many2one(
        'cchc.plan.section', index='btree_not_null', ondelete='cascade', check_company=True)
    basis_id = fields.Many2one(
        'cchc.legal.basis', "Legal basis", index='btree_not_null', ondelete='cascade', check_company=True)
    text_name = fields.Char("Which text", help="The field of the plan, the row or the section that has the text.")
    kind = fields.Selection([
        (MOVED, "Year moved on"),
        (ASKED, "Another year, which stays"),
        (BASIS, "Legal basis taken over"),
    ], required=True, default=MOVED)
    where = fields.Char("Where in the plan", compute='_compute_where')
    before = fields.Text("In the plan before")
    after = fields.Text("In this draft")
    is_checked = fields.Boolean("Read again")

    @api.depends('topic_id.code', 'topic_id.parent_id.code', 'section_id.number', 'basis_id', 'text_name')
    @api.depends_context('lang')
    def _compute_where(self):
        for mark in self:
            mark.where = mark._place_in_words()

    def write(self, vals):
        if not self.env.su and vals.keys() - TICKED:
            raise UserError(self.env._(
                "A text to be read again is only ticked off. Correct the text itself where it stands."))
        return super().write(vals)

    def _place_in_words(self):
        part = self.topic_id or self.section_id
        if part:
            return part._place_in_words()
        if self.basis_id:
            return self.env._("Legal bases")
        return self.plan_id._titles().get(self.text_name, '')

    def _place_in_form(self):
        part = self.topic_id or self.section_id
        if part:
            return part._place_in_form()
        if self.basis_id:
            return {'field': 'legal_basis_ids', 'key': key_in_form(self.basis_id)}
        return {'field': self.text_name}

    def _in_words(self):
        """Return what is to be looked at; one record."""
        _, year = self.env._, self.plan_id.year
        if self.kind == MOVED:
            return _("“%(after)s”: the year was moved on. Read it again, then tick it off.", after=self.after)
        if self.kind == ASKED:
            return _("“%(after)s” was taken over with its year. Is that year still meant in %(year)s?",
                     after=self.after, year=year)
        return _("“%(after)s” was taken over. Is it still in force, or is there one for %(year)s?",
                 after=self.after, year=year)


class CchcPlan(models.Model):
    _inherit = 'cchc.plan'

    mark_ids = fields.One2many('cchc.plan.mark', 'plan_id', "Texts to be read again", copy=False)

    def _checked_names(self):
        return (*super()._checked_names(), 'mark_ids.is_checked')

    def _findings_of_plan(self, rows):
        yield from super()._findings_of_plan(rows)
        for mark in self.mark_ids.filtered(lambda mark: not mark.is_checked):
            yield {**finding('review', mark._in_words(), where=mark._place_in_words(), place=mark._place_in_form()),
                   'mark': key_in_form(mark)}
