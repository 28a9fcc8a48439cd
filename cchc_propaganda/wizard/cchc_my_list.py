# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CchcMyList(models.TransientModel):
    """Print the user's own articles of a year, to apply for commendation and fees."""
    _name = 'cchc.my.list'
    _description = "List of My Articles"

    year = fields.Integer(required=True, default=lambda self: self.env.company._cchc_today().year)
    article_count = fields.Integer("Articles", compute='_compute_article_count')

    @api.depends('year')
    def _compute_article_count(self):
        for wizard in self:
            wizard.article_count = len(self.env['cchc.article']._mine_of_year(wizard.year))

    @api.readonly
    def action_print(self):
        """Return the action that prints the list. Raise UserError when the year has no article."""
        self.ensure_one()
        if not self.article_count:
            raise UserError(self.env._("You have no article of the year %(year)s.", year=self.year))
        return self.env.ref('cchc_propaganda.cchc_article_list_report').report_action(
            [], data={'year': self.year}, config=False)
