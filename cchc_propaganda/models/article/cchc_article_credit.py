# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class CchcArticle(models.Model):
    """The names printed as authors: staff, and co-authors from outside."""
    _inherit = 'cchc.article'

    credit_text = fields.Char("Credit", compute='_compute_credit_text')

    @api.depends('author_id', 'contributor_ids', 'company_id')
    @api.depends_context('lang')
    def _compute_credit_text(self):
        for article in self:
            article.credit_text = self.env._("By: %(names)s", names=', '.join(article._credit_names()))

    def _credit_names(self):
        """Return the names to print: author, staff, then people from outside, marked as such; one record."""
        article = self.sudo()   # the names are printed even when the reader may not read the contacts
        author, others = article.author_id, article.contributor_ids - article.author_id.partner_id
        # Former staff still count as staff.
        own = others.filtered(
            lambda partner: article.company_id in partner.with_context(active_test=False).user_ids.company_ids)
        return [
            *author.mapped('name'), *own.sorted('name').mapped('name'),
            *(self.env._("%(name)s (from outside)", name=partner.name) for partner in (others - own).sorted('name'))]

    @api.model
    def _mine_of_year(self, year):
        """Return the user's own and co-written articles of the year of posting (unposted: of the draft), without
        cancelled ones. Raise UserError unless ``year`` has four digits."""
        if not 1000 <= year <= 9999:
            raise UserError(self.env._("Enter the year with four digits, like 2026."))
        return self.search(
            Domain('is_mine', '=', True) & Domain('company_id', '=', self.env.company.id)
            & Domain('state', '!=', 'cancelled') & Domain('date', '>=', f'{year}-01-01')
            & Domain('date', '<=', f'{year}-12-31'), order='date, id')
