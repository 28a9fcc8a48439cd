from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from .cchc_article_clock import WAITING_LONG


class CchcReviewStep(models.Model):
    """Who decides on an article, in which order. Where no step applies, the editorial board alone decides: no
    configuration lets an article pass unread."""
    _name = 'cchc.review.step'
    _description = "Review Step"
    _order = 'sequence, id'
    _check_company_auto = True

    name = fields.Char(required=True, translate=True, help="As the article shows it.")
    sequence = fields.Integer(default=15, help="The smallest comes first.")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        'res.company', "Agency", index=True, default=lambda self: self.env.company,
        help="Empty: every agency has this step.")
    channel_ids = fields.Many2many(
        'cchc.channel', 'cchc_review_step_channel_rel', 'step_id', 'channel_id', check_company=True,
        help="Only for articles on one of these channels; empty: on any.")
    genre_ids = fields.Many2many(
        'cchc.genre', 'cchc_review_step_genre_rel', 'step_id', 'genre_id', check_company=True,
        help="Only for articles of one of these genres; empty: of any.")
    only_external = fields.Boolean(
        "Only for external channels", help="Articles that go to a channel which the agency does not own itself.")
    reviewer = fields.Selection([
        ('head', "Head of the article's unit"),
        ('editors', "Editors of the article's channels"),
        ('group', "A group"),
    ], "Who decides", required=True, default='editors')
    group_id = fields.Many2one('res.groups', ondelete='restrict')
    days = fields.Integer(
        required=True, default=WAITING_LONG, help="After so many days in this step an article waits too long.")

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
        steps._check_shared()
        steps._renew_waiting()
        return steps

    def write(self, vals):
        self._check_shared()
        result = super().write(vals)
        self._check_shared()
        if not vals.keys() <= {'name', 'days'}:
            self._renew_waiting()
        return result

    def copy_data(self, default=None):
        """A copy is the agency's own, so that it may be changed."""
        default = {'company_id': self.env.company.id, 'active': False, **(default or {})}
        return [
            {**vals, 'name': self.env._("%(name)s (copy)", name=step.name)} if 'name' not in default else vals
            for step, vals in zip(self, super().copy_data(default), strict=True)]

    @api.ondelete(at_uninstall=True)
    def _unlink_except_used(self):
        self._check_shared()
        decided = self.env['cchc.review'].sudo().search([('step_id', 'in', self.ids)], limit=1)   # of any agency
        waiting = self.env['cchc.article'].sudo().search([('review_step_id', 'in', self.ids)], limit=1)   # as above
        if used := decided.step_id or waiting.review_step_id:
            raise UserError(self.env._(
                "“%(name)s” has decided on articles, or they wait for it: switch it off instead of deleting it.",
                name=used.name))

    def _check_shared(self):
        """What one agency decides never reaches another: a step of all agencies is changed by whoever works in each."""
        if self.env.su or all(step.company_id for step in self):
            return
        others = self.env['cchc.channel'].sudo().search(   # the other agency is out of sight
            [('company_id', 'not in', self.env.user.company_ids.ids)], limit=1)
        if others:
            raise AccessError(self.env._(
                "“%(name)s” is a step of every agency here. Duplicate it and change the copy, which is your own.",
                name=self.filtered(lambda step: not step.company_id)[0].name))

    def _renew_waiting(self):
        """Let the articles that wait ask anew whose turn it is. Nothing is approved by a change of steps."""
        Article = self.env['cchc.article'].sudo()   # whoever keeps the steps need not read articles
        domain = Domain('state', '=', 'submitted')
        if all(step.company_id for step in self):
            domain &= Domain('company_id', 'in', self.company_id.ids)
        waiting = Article.search(domain)
        for name in ('review_step_id', 'review_step_count', 'review_since'):
            self.env.add_to_compute(Article._fields[name], waiting)

    # ------------------------------------------------------------------
    # Which articles, which people
    # ------------------------------------------------------------------

    @api.model
    def _of_companies(self, companies):
        """``{company: its steps in use, in order}``, whatever the client's context says of archived ones."""
        found = self.sudo().with_context(active_test=True).search(   # the same steps for whoever takes one
            [('company_id', 'in', (False, *companies.ids))])
        return {company: found.filtered(lambda step, company=company: step.company_id.id in (False, company.id))
                for company in companies}

    def _applies_to(self, article):
        """Whether articles like this one take this step; both as superuser."""
        channels = article.channel_ids
        return ((not self.channel_ids or bool(self.channel_ids & channels))
                and (not self.genre_ids or article.genre_id in self.genre_ids)
                and (not self.only_external or not all(channels.mapped('is_internal'))))
