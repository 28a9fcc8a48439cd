from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.dates import in_figures
from ...tools.outcome import OWED

OFFERS = 4                              # of one article; more would be a list to search, not an offer
LOOK_BACK = timedelta(days=366)         # what was missed longer ago is no longer made up for
LOOK_AHEAD = timedelta(days=92)         # the next quarter may be written for


class CchcArticle(models.Model):
    """Which assignments an article can serve beyond those it counts for. They are offered, and taken by choice only:
    making up for a missed period (*đăng bù*), the same period on another channel, the assignment that the unit
    coordinates."""
    _inherit = 'cchc.article'

    offer_ids = fields.Many2many('cchc.assignment', string="Could also count for", compute='_compute_offer_ids')

    @api.depends('state', 'origin', 'genre_id', 'department_id', 'channel_ids', 'publication_ids.state',
                 'publication_ids.assignment_id', 'publication_ids.date_published')
    @api.depends_context('uid')
    def _compute_offer_ids(self):
        offers = self._offers_among(self._assignments_to_look_at())
        for article in self:
            article.offer_ids = self.env['cchc.assignment'].browse(offers.get(article, [])[:OFFERS])

    def _assignments_to_look_at(self):
        """The unmet assignments of the articles' units, and of those that they help; for articles whose assignments the
        user may choose now."""
        open_articles = self.filtered(lambda article: article.origin == 'own' and (
            article.has_access('write') if article.state == 'draft'
            else article.state != 'cancelled' and any(
                publication._is_member() for publication in article._live_publications())))
        units = open_articles.department_id
        if not units:
            return self.env['cchc.assignment']
        today = max(company._cchc_today() for company in open_articles.company_id)
        helped = self.env['cchc.topic'].sudo().search(   # to find assignments, which are public
            [('coordinator_department_ids', 'in', units.ids)])
        return self.env['cchc.assignment'].sudo().search(   # assignments are public in the agency
            Domain('company_id', 'in', open_articles.company_id.ids) & Domain('plan_id.state', '=', 'published')
            & self.env['cchc.assignment']._outcome_domain('before', *OWED)
            & Domain('date_end', '>=', today - LOOK_BACK) & Domain('date_start', '<=', today + LOOK_AHEAD)
            & (Domain('department_id', 'in', units.ids) | Domain('origin_department_id', 'in', units.ids)
               | Domain('topic_id', 'child_of', helped.ids))).sudo(False)

    def _offers_among(self, assignments):
        """``{article: [id of an assignment, …]}``: those of the assignments that the user may let the articles count
        for and that are worth it, the period of the day first, then the nearest. The number of queries does not
        grow."""
        if not assignments:
            return {}
        self.publication_ids.mapped('expected_assignment_id')   # for all together
        # A colleague's article may be out of sight, yet it is on its way.
        coming = assignments.sudo()._publications_on_the_way()
        offers = {}
        for article in self:
            found = [
                (rank, assignment.id) for assignment in assignments
                if (rank := article._rank_of_offer(assignment, coming.get(assignment, ())))
                and not article._refusal_to_count_for(assignment)]
            if found:
                offers[article] = [assignment_id for __, assignment_id in sorted(found)]
        return offers

    def _rank_of_offer(self, assignment, coming):
        """How near the assignment lies to the article (less is nearer), None where it is not worth an offer.

        ``coming``: the publications that are on their way to the assignment. An offer never makes another assignment
        missed, nor brings a second article where one has already been submitted.
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
        else:   # what was chosen before posting is respected; what was posted may make up for what was missed
            counted = publication.assignment_id
            spare = counted.done_quantity > counted.quantity or counted.date_deadline >= self.company_id._cchc_today()
            worth = publication.state == 'published' and missed and spare
        return (not is_sibling, not running, abs((assignment.date_deadline - day).days)) if worth else None

    def _serves_the_same_elsewhere(self, assignment):
        """Whether the article is for the same content, unit and period on another channel: one article may do both."""
        return any(
            (served.topic_id, served.department_id, served.period_key)
            == (assignment.topic_id, assignment.department_id, assignment.period_key)
            for served in self._live_publications().expected_assignment_id)

    def _publication_on(self, channel):
        return self._live_publications().filtered(lambda publication: publication.channel_id == channel)[:1]

    def _may_add_channel(self, channel):
        """Whether the user may plan the article for one more channel now. Once it is approved, whoever adds a channel
        approves it for that channel (DESIGN §4: by one of its own members), so it is not those who wrote it."""
        if self.state == 'draft':
            return self.has_access('write')
        members = channel.sudo().member_ids     # the list decides, whoever may read users
        if self.state in ('approved', 'published'):
            members = self._without_involved(members)
        return self.state != 'cancelled' and self.env.user in members

    def _refusal_to_add_channel(self, channel):
        members = channel.sudo().member_ids     # who they are is told to whoever asks them
        if self.state in ('approved', 'published') and self.env.user in members:
            return self.env._(
                "You wrote or submitted “%(name)s”, so another member of %(channel)s adds this channel: %(members)s.",
                name=self.display_name, channel=channel.name,
                members=', '.join(self._without_involved(members).mapped('name'))
                or self.env._("nobody yet: ask the Office"))
        return self.env._(
            "“%(name)s” is “%(state)s”: only those who review %(channel)s may add this channel now (%(members)s).",
            name=self.display_name, state=self._state_label(self.state), channel=channel.name,
            members=channel._member_names())

    def _refusal_to_count_for(self, assignment):
        """'' when the user may let the article count for the assignment now, else the sentence that says why not."""
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
        """Let the article count for that assignment (from a list in a form, the context names it): the publication on
        the assignment's channel is chosen for it, and made where there is none. Returns True; UserError says why it
        cannot."""
        self.ensure_one()
        self.check_access('read')
        assignment = self.env['cchc.assignment'].browse(assignment_id or self.env.context.get('assignment_id')).exists()
        if not assignment:
            raise UserError(self.env._(
                "Choose the assignment that “%(name)s” is to count for.", name=self.display_name))
        assignment.check_access('read')
        self._lock_records()
        self.publication_ids.invalidate_recordset(['assignment_id', 'state'])
        publication = self._publication_on(assignment.channel_id)
        if publication.assignment_id == assignment:
            return True     # clicked twice
        if refusal := self._refusal_to_count_for(assignment):
            raise UserError(refusal)
        if publication:
            publication.assignment_id = assignment
        else:
            self.env['cchc.publication'].create({
                'article_id': self.id, 'channel_id': assignment.channel_id.id, 'assignment_id': assignment.id})
        self._log_count_for(assignment)
        return True

    def _log_count_for(self, assignment):
        article = self._in_company_language()
        self._post_lines({self: Markup("<b>%s</b>: %s") % (
            article.env._("Counts for"), assignment.with_env(article.env).display_name)})
