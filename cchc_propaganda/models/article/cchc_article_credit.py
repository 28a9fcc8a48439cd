from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class CchcArticle(models.Model):
    """Who is named as its authors: staff, and people from outside, who share the credit."""
    _inherit = 'cchc.article'

    credit_text = fields.Char("Credit", compute='_compute_credit_text')

    @api.depends('author_id', 'contributor_ids', 'company_id')
    @api.depends_context('lang')
    def _compute_credit_text(self):
        for article in self:
            article.credit_text = self.env._("By: %(names)s", names=', '.join(article._credit_names()))

    def _credit_names(self):
        """The names to print: the author's, those of the agency, then those from outside, marked so. One article."""
        article = self.sudo()   # co-authors may be out of the reader's sight; their names are printed anyway
        author, others = article.author_id, article.contributor_ids - article.author_id.partner_id
        # Who has left meanwhile wrote it as one of the agency.
        own = others.filtered(
            lambda partner: article.company_id in partner.with_context(active_test=False).user_ids.company_ids)
        return [
            *author.mapped('name'), *own.sorted('name').mapped('name'),
            *(self.env._("%(name)s (from outside)", name=partner.name) for partner in (others - own).sorted('name'))]

    @api.model
    def _mine_of_year(self, year):
        """What the user wrote, alone or with others, and has not cancelled, by the year of publication (without one,
        of the draft). Raises UserError unless ``year`` has four digits."""
        if not 1000 <= year <= 9999:
            raise UserError(self.env._("Enter the year with four digits, like 2026."))
        return self.search(
            Domain('is_mine', '=', True) & Domain('company_id', '=', self.env.company.id)
            & Domain('state', '!=', 'cancelled') & Domain('date', '>=', f'{year}-01-01')
            & Domain('date', '<=', f'{year}-12-31'), order='date, id')
