# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.groups import EDITOR, HEAD, OFFICE


class CchcArticle(models.Model):
    """The articles that wait for the user's decision: the rule of ``_may_review`` as a search."""
    _inherit = 'cchc.article'

    is_to_review = fields.Boolean(
        "Waiting for my review", compute='_compute_is_to_review', search='_search_is_to_review')

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
