# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from .cchc_article_clock import WAITING_LONG


class CchcReviewStep(models.Model):
    """A step of the review: who decides on an article, in which order. When no step applies, the editorial board
    decides: no configuration approves an article without a review."""
    _name = 'cchc.review.step'
    _inherit = ['cchc.shared.mixin']
    _description = "Review Step"
    _order = 'sequence, id'
    _check_company_auto = True

    name = fields.Char(required=True, translate=True, help="The article shows this name.")
    sequence = fields.Integer(default=15, help="The step with the smallest number comes first.")
    active = fields.Boolean(default=True)
    replaces_id = fields.Many2one(
        'cchc.review.step', "Stands for", index='btree_not_null', ondelete='restrict', readonly=True, copy=False,
        help="The shared step that this one replaces in the agency.")
    channel_ids = fields.Many2many(
        'cchc.channel', 'cchc_review_step_channel_rel', 'step_id', 'channel_id', check_company=True,
        help="Only for articles on one of these channels; empty: on any channel.")
    genre_ids = fields.Many2many(
        'cchc.genre', 'cchc_review_step_genre_rel', 'step_id', 'genre_id', check_company=True,
        help="Only for articles of one of these genres; empty: of any genre.")
    only_external = fields.Boolean(
        "Only for external channels", help="Only for articles on a channel that the agency does not own.")
    reviewer = fields.Selection([
        ('head', "Head of the article's unit"),
        ('editors', "Editors of the article's channels"),
        ('group', "A group"),
    ], "Who decides", required=True, default='editors')
    group_id = fields.Many2one('res.groups', ondelete='restrict')
    days = fields.Integer(
        "Days allowed", required=True, default=WAITING_LONG,
        help="After so many days in this step an article waits too long.")

    _days_positive = models.Constraint('CHECK (days > 0)', "A step needs at least one day.")

    @api.constrains('reviewer', 'group_id')
    def _check_group(self):
        for step in self:
            if step.reviewer == 'group' and not step.group_id:
                raise ValidationError(self.env._("Choose the group that decides in “%(name)s”.", name=step.name))

    # ------------------------------------------------------------------
    # Create, write, delete
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        steps = super().create(vals_list)
        steps._renew_waiting()
        return steps

    def write(self, vals):
        result = super().write(vals)
        if not vals.keys() <= {'name', 'days'}:
            self._renew_waiting()
        return result

    @api.ondelete(at_uninstall=True)
    def _unlink_except_used(self):
        # Decisions and articles of every agency keep the step, readable or not.
        decided = self.env['cchc.review'].sudo().search([('step_id', 'in', self.ids)], limit=1)
        # The same for articles that wait in the step.
        waiting = self.env['cchc.article'].sudo().search([('review_step_id', 'in', self.ids)], limit=1)
        if used := decided.step_id or waiting.review_step_id:
            raise UserError(self.env._(
                "Articles have passed the step “%(name)s” or wait in it: archive the step instead of deleting it.",
                name=used.name))

    def _renew_waiting(self):
        """Compute the step of waiting articles again. A change of steps approves nothing."""
        Article = self.env['cchc.article'].sudo()   # a user who manages steps may not read articles
        domain = Domain('state', '=', 'submitted')
        if all(step.company_id for step in self):
            domain &= Domain('company_id', 'in', self.company_id.ids)
        waiting = Article.search(domain)
        for name in ('review_step_id', 'review_step_count', 'review_since'):
            self.env.add_to_compute(Article._fields[name], waiting)

    # ------------------------------------------------------------------
    # Which articles, which people
    # ------------------------------------------------------------------

    def _applies_to(self, article):
        """Whether this article goes through this step; both as superuser."""
        channels = article.channel_ids
        return ((not self.channel_ids or bool(self.channel_ids & channels))
                and (not self.genre_ids or bool(article.genre_id._with_shared() & self.genre_ids._with_shared()))
                and (not self.only_external or not all(channels.mapped('is_internal'))))
