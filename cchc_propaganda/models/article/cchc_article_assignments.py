# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.dates import in_figures
from ..assignment.cchc_offer_mixin import OFFERS


class CchcArticle(models.Model):
    """The assignments that an article could serve besides those it counts for: a missed period (*đăng bù*), the same
    period on another channel, an assignment that the unit coordinates. They are offered; the user chooses."""
    _name = 'cchc.article'
    _inherit = ['cchc.offer.mixin', 'cchc.article']

    offer_ids = fields.Many2many('cchc.assignment', string="Could also count for", compute='_compute_offer_ids')

    @api.depends('state', 'origin', 'genre_id', 'department_id', 'channel_ids', 'publication_ids.state',
                 'publication_ids.assignment_id', 'publication_ids.date_published')
    @api.depends_context('uid')
    def _compute_offer_ids(self):
        offers = self._offers_among(self._assignments_to_look_at())
        for article in self:
            article.offer_ids = self.env['cchc.assignment'].browse(offers.get(article, [])[:OFFERS])

    def _assignments_to_look_at(self):
        """Return the unmet assignments of the articles' units and of the units they support, only for articles whose
        assignments the user may choose now."""
        open_articles = self.filtered(lambda article: article.origin == 'own' and (
            article.has_access('write') if article.state == 'draft'
            else article.state != 'cancelled' and any(
                publication._is_member() for publication in article._live_publications())))
        return open_articles._assignments_within_reach()

    def _on_the_way(self, assignments):
        self.publication_ids.mapped('expected_assignment_id')   # compute for all articles at once
        # A colleague's article on its way counts, even if the user may not read it.
        return assignments.sudo()._publications_on_the_way()

    def _rank_of_offer(self, assignment, coming):
        """Return how near the assignment lies to the article (less is nearer), None when it is not worth an offer.

        ``coming``: the publications on their way to the assignment. An offer never makes another assignment missed, and
        never adds a second article when one has already been submitted.
        """
        publication = self._publication_on(assignment.channel_id)
        others = [other for other in coming if other.article_id != self and other.article_id.state != 'draft']
        if assignment == publication.expected_assignment_id or (
                len(others) >= assignment.quantity - assignment.done_quantity):
            return None
        day = publication.date_published or self.company_id._cchc_today()
        running = assignment.date_start <= day <= assignment.date_end
        is_own = self.department_id in (assignment.department_id | assignment.origin_department_id)
        missed = is_own and assignment.date_end < day and not assignment.is_before_issue
        is_sibling = not publication and self._serves_the_same_elsewhere(assignment)
        if not publication:
            worth = is_sibling or running and not assignment.is_before_issue
        elif not publication.assignment_id:
            ahead = is_own and assignment.date_start > day and not publication.expected_assignment_id
            worth = missed or ahead or running and (publication.state == 'published' or not assignment.is_before_issue)
        else:   # respect the choice made before posting; a posted article may make up for a missed assignment
            counted = publication.assignment_id
            spare = counted.done_quantity > counted.quantity or counted.date_deadline >= self.company_id._cchc_today()
            worth = publication.state == 'published' and missed and spare
        return (not is_sibling, not running, abs((assignment.date_deadline - day).days)) if worth else None

    def _serves_the_same_elsewhere(self, assignment):
        """Whether the article serves the same topic, unit and period on another channel: one article may do both."""
        return any(
            (served.topic_id, served.department_id, served.period_key)
            == (assignment.topic_id, assignment.department_id, assignment.period_key)
            for served in self._live_publications().expected_assignment_id)

    def _publication_on(self, channel):
        return self._live_publications().filtered(lambda publication: publication.channel_id == channel)[:1]

    def _may_add_channel(self, channel):
        """Whether the user may add this channel to the article now. After approval, adding a channel approves the
        article for it (by one of the channel's members), so authors and submitter may not."""
        if self.state == 'draft':
            return self.has_access('write')
        members = channel.sudo().member_ids     # an ordinary user may not read other users
        if self.state in ('approved', 'published'):
            members = self._without_involved(members)
        return self.state != 'cancelled' and self.env.user in members

    def _refusal_to_add_channel(self, channel):
        members = channel.sudo().member_ids     # the refusal names who may add the channel
        if self.state in ('approved', 'published') and self.env.user in members:
            return self.env._(
                "You wrote or submitted “%(name)s”, so only another member of %(channel)s can add this channel: "
                "%(members)s.",
                name=self.display_name, channel=channel.name,
                members=', '.join(self._without_involved(members).mapped('name'))
                or self.env._("nobody yet: ask the Office"))
        return self.env._(
            "“%(name)s” is “%(state)s”: only those who review %(channel)s may add this channel now (%(members)s).",
            name=self.display_name, state=self._state_label(self.state), channel=channel.name,
            members=channel._member_names())

    def _refusal_to_count_for(self, assignment):
        """Return '' when the user may let the article count for the assignment now, else a sentence saying why not."""
        _ = self.env._
        if refusal := assignment._refusal_of_article(self):
            return refusal
        if assignment._outcome().is_settled:
            return _("“%(assignment)s” needs no further article: %(state)s.", assignment=assignment.display_name,
                     state=assignment._state_label(assignment.state))
        channel = assignment.channel_id
        publication = self._publication_on(channel)
        if not publication:
            return '' if self._may_add_channel(channel) else self._refusal_to_add_channel(channel)
        if 'assignment_id' not in publication._fields_open_to_user():
            return publication._refusal_of_edit({'assignment_id'})
        if publication.date_published and publication.date_published < assignment.date_start:
            return _("“%(name)s” was posted on %(date)s, before the period of “%(assignment)s” begins.",
                     name=self.display_name, date=in_figures(publication.date_published),
                     assignment=assignment.display_name)
        return ''

    def action_count_for(self, assignment_id=False):
        """Let the article count for the assignment: link its publication on the assignment's channel, or create one. A
        button in a list gives the id of the assignment in the context. Return True; raise UserError saying why not."""
        assignment = self._assignment_to_count_for(assignment_id)
        self._lock_records()
        self.publication_ids.invalidate_recordset(['assignment_id', 'state'])
        publication = self._publication_on(assignment.channel_id)
        if publication.assignment_id == assignment:
            return True     # second click
        if refusal := self._refusal_to_count_for(assignment):
            raise UserError(refusal)
        if publication:
            publication.assignment_id = assignment
        else:
            self.env['cchc.publication'].create({
                'article_id': self.id, 'channel_id': assignment.channel_id.id, 'assignment_id': assignment.id})
        self._log_count_for(assignment)
        return True
