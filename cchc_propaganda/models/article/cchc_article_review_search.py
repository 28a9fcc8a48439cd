# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.groups import EDITOR, HEAD, OFFICE


class CchcArticle(models.Model):
    """The articles that wait for the user's decision: the rule of ``_may_review`` as a search. And those that the user
    reads because of a review: what waits for a group of theirs, and what they have decided on."""
    _inherit = 'cchc.article'

    is_to_review = fields.Boolean(
        "Waiting for my review", compute='_compute_is_to_review', search='_search_is_to_review')
    is_shown_for_review = fields.Boolean(
        "Before my group, or decided on by me", compute='_compute_is_shown_for_review',
        search='_search_is_shown_for_review')

    @api.depends('state', 'review_step_id', 'channel_ids', 'author_id', 'contributor_ids', 'submitted_by_id')
    @api.depends_context('uid')
    def _compute_is_to_review(self):
        for article in self:
            article.is_to_review = article.state == 'submitted' and article._may_review()

    @api.model
    def _search_is_to_review(self, operator, value):
        if operator != 'in':
            return NotImplemented
        Step = self.env['cchc.review.step'].sudo()   # the search depends on all steps, readable or not
        steps = Step.with_context(active_test=False).search([('company_id', 'in', (False, *self.env.companies.ids))])
        mine = self._my_turn_domain(steps)
        strict = self.env.companies.filtered(lambda company: not company.cchc_allow_self_approval)
        if strict:
            mine &= ~(Domain('company_id', 'in', strict.ids) & (
                Domain('is_mine', '=', True) | Domain('submitted_by_id', '=', self.env.uid)))
        waiting = Domain('state', '=', 'submitted') & (mine | self._left_to_me_domain(steps))
        return waiting if True in value else ~waiting

    @api.model
    def _my_turn_domain(self, steps):
        """Return the domain of articles in a step that names the user."""
        user, kinds = self.env.user, steps.grouped('reviewer')
        mine = Domain.FALSE
        if user.has_group(EDITOR):
            boards = kinds.get('editors', steps.browse())
            mine |= Domain('review_step_id', 'in', [False, *boards.filtered(lambda step: not step.channel_ids).ids]) & (
                Domain('is_on_my_channels', '=', True))
            for step in boards.filtered('channel_ids'):
                own = step.channel_ids.filtered(lambda channel: user in channel.member_ids)
                mine |= Domain('review_step_id', '=', step.id) & Domain('channel_ids', 'in', own.ids)
        if user.has_group(HEAD) and 'head' in kinds:
            mine |= Domain('review_step_id', 'in', kinds['head'].ids) & Domain(
                'department_id', 'in', user._cchc_headed_departments().ids)
        groups = kinds.get('group', steps.browse()).filtered(lambda step: step.group_id in user.all_group_ids)
        if groups:
            mine |= Domain('review_step_id', 'in', groups.ids)
        return mine

    @api.model
    def _left_to_me_domain(self, steps):
        """Return the domain of articles in a step that found nobody, so that the Office decides."""
        steps = steps.filtered(lambda step: step.reviewer in ('head', 'group'))
        if not steps or not self.env.user.has_group(OFFICE):
            return Domain.FALSE
        waiting = self.search([('state', '=', 'submitted'), ('review_step_id', 'in', steps.ids)])
        return Domain('id', 'in', waiting.filtered(
            lambda article: not article._named_reviewers() and article._may_review()).ids)

    @api.depends('review_step_id.reviewer', 'review_step_id.group_id', 'review_ids.user_id')
    @api.depends_context('uid')
    def _compute_is_shown_for_review(self):
        groups = self.env.user.all_group_ids
        for article in self:
            known = article.sudo()      # the rule that asks this is what gives the right to read the article
            step = known.review_step_id
            article.is_shown_for_review = (
                step.reviewer == 'group' and step.group_id in groups or self.env.user in known.review_ids.user_id)

    @api.model
    def _search_is_shown_for_review(self, operator, value):
        """OFFSET 0 makes PostgreSQL look the decisions up article by article, and only for those which no other rule
        lets the user read. Otherwise it would collect all that an editor ever decided on, to show eighty articles."""
        if operator != 'in':
            return NotImplemented
        step, review = self.env['cchc.review.step']._fields, self.env['cchc.review']._fields
        needed = (self._fields['review_step_id'], step['reviewer'], step['group_id'], review['article_id'],
                  review['user_id'])
        groups = list(self.env.user._get_group_ids())
        shown = Domain.custom(to_sql=lambda model, alias, query: SQL(
            """(COALESCE(%(step)s = ANY(ARRAY(
                    SELECT id FROM cchc_review_step WHERE reviewer = 'group' AND group_id = ANY(%(groups)s))), FALSE)
                OR EXISTS (SELECT FROM cchc_review WHERE article_id = %(article)s AND user_id = %(user)s OFFSET 0))""",
            step=SQL.identifier(alias, 'review_step_id'), groups=groups, article=SQL.identifier(alias, 'id'),
            user=self.env.uid, to_flush=needed))
        return shown if True in value else ~shown
