from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

OFFERS = 4                              # of one article; more would be a list to search, not an offer
LOOK_BACK = timedelta(days=366)         # what was missed longer ago is no longer made up for
LOOK_AHEAD = timedelta(days=92)         # the next quarter may be written for


class CchcArticle(models.Model):
    """Which duties an article can serve beyond those it counts for. They are offered, and taken by choice only: making
    up for a missed period (*đăng bù*), the same period on another channel, the duty that the unit coordinates."""
    _inherit = 'cchc.article'

    offer_ids = fields.Many2many('cchc.assignment', string="Could also count for", compute='_compute_offer_ids')

    @api.depends('state', 'origin', 'genre_id', 'department_id', 'channel_ids', 'publication_ids.state',
                 'publication_ids.assignment_id', 'publication_ids.date_published')
    @api.depends_context('uid')
    def _compute_offer_ids(self):
        offers = self._offers_among(self._duties_to_look_at())
        for article in self:
            article.offer_ids = self.env['cchc.assignment'].browse(offers.get(article, [])[:OFFERS])

    def _duties_to_look_at(self):
        """The unmet duties of the articles' units, and of those that they help; for articles whose duties the user may
        choose now."""
        open_articles = self.filtered(lambda article: article.origin == 'own' and (
            article.has_access('write') if article.state == 'draft'
            else article.state != 'cancelled' and any(row._is_member() for row in article._live_rows())))
        units = open_articles.department_id
        if not units:
            return self.env['cchc.assignment']
        today = max(company._cchc_today() for company in open_articles.company_id)
        helped = self.env['cchc.topic'].sudo().search(   # to find duties, which are public
            [('coordinator_department_ids', 'in', units.ids)])
        return self.env['cchc.assignment'].sudo().search(   # duties are public in the agency
            Domain('company_id', 'in', open_articles.company_id.ids) & Domain('plan_id.state', '=', 'published')
            & Domain('waiver', '=', False) & Domain('date_done', '=', False)
            & Domain('date_end', '>=', today - LOOK_BACK) & Domain('date_start', '<=', today + LOOK_AHEAD)
            & (Domain('department_id', 'in', units.ids) | Domain('origin_department_id', 'in', units.ids)
               | Domain('topic_id', 'child_of', helped.ids))).sudo(False)

    def _offers_among(self, duties):
        """``{article: [id of a duty, …]}``: those of the duties that the user may let the articles count for and that
        are worth it, the period of the day first, then the nearest. The number of queries does not grow."""
        if not duties:
            return {}
        self.publication_ids.mapped('expected_assignment_id')   # for all together
        coming = duties.sudo()._rows_on_the_way()   # a colleague's article may be out of sight, yet it is on its way
        offers = {}
        for article in self:
            found = [
                (rank, duty.id) for duty in duties
                if (rank := article._rank_of_offer(duty, coming.get(duty, ())))
                and not article._refusal_to_count_for(duty)]
            if found:
                offers[article] = [duty_id for __, duty_id in sorted(found)]
        return offers

    def _rank_of_offer(self, duty, coming):
        """How near the duty lies to the article (less is nearer), None where it is not worth an offer.

        ``coming``: the rows that are on their way to the duty. An offer never makes another duty missed, nor brings
        a second article where one has already been submitted.
        """
        row = self._row_on(duty.channel_id)
        others = [other for other in coming if other.article_id != self and other.article_id.state != 'draft']
        if duty == row.expected_assignment_id or len(others) >= duty.quantity - duty.done_quantity:
            return None
        day = row.date_published or self.company_id._cchc_today()
        running = duty.date_start <= day <= duty.date_end
        is_own = self.department_id in (duty.department_id | duty.origin_department_id)
        missed = is_own and duty.date_end < day and not duty.is_before_issue
        is_sibling = not row and self._serves_the_same_elsewhere(duty)
        if not row:
            worth = is_sibling or running and not duty.is_before_issue
        elif not row.assignment_id:
            ahead = is_own and duty.date_start > day and not row.expected_assignment_id
            worth = missed or ahead or running and (row.state == 'published' or not duty.is_before_issue)
        else:   # what was chosen before posting is respected; what was posted may make up for what was missed
            counted = row.assignment_id
            spare = counted.done_quantity > counted.quantity or counted.date_deadline >= self.company_id._cchc_today()
            worth = row.state == 'published' and missed and spare
        return (not is_sibling, not running, abs((duty.date_deadline - day).days)) if worth else None

    def _serves_the_same_elsewhere(self, duty):
        """Whether the article is for the same content, unit and period on another channel: one article may do both."""
        return any(
            (served.topic_id, served.department_id, served.period_key)
            == (duty.topic_id, duty.department_id, duty.period_key)
            for served in self._live_rows().expected_assignment_id)

    def _row_on(self, channel):
        return self._live_rows().filtered(lambda row: row.channel_id == channel)[:1]

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

    def _refusal_to_count_for(self, duty):
        """'' when the user may let the article count for the duty now, else the sentence that says why not."""
        _ = self.env._
        if refusal := duty._refusal_of_article(self):
            return refusal
        if duty.waiver or duty.date_done:
            return _("“%(duty)s” needs no further article: %(state)s.", duty=duty.display_name,
                     state=duty._state_label(duty.state))
        row = self._row_on(duty.channel_id)
        if not row:
            return '' if self._may_add_channel(duty.channel_id) else self._refusal_to_add_channel(duty.channel_id)
        if 'assignment_id' not in row._fields_open_to_user():
            return row._refusal_of_edit({'assignment_id'})
        if row.date_published and row.date_published < duty.date_start:
            return _("“%(name)s” was posted on %(date)s, before the period of “%(duty)s” begins.",
                     name=self.display_name, date=row.date_published.strftime('%d/%m/%Y'), duty=duty.display_name)
        return ''

    def action_count_for(self, assignment_id=False):
        """Let the article count for that duty (from a list in a form, the context names it): the row on the duty's
        channel is chosen for it, and made where there is none. Returns True; UserError says why it cannot."""
        self.ensure_one()
        self.check_access('read')
        duty = self.env['cchc.assignment'].browse(assignment_id or self.env.context.get('assignment_id')).exists()
        if not duty:
            raise UserError(self.env._("Choose the duty that “%(name)s” is to count for.", name=self.display_name))
        duty.check_access('read')
        self._lock_rows()
        self.publication_ids.invalidate_recordset(['assignment_id', 'state'])
        row = self._row_on(duty.channel_id)
        if row.assignment_id == duty:
            return True     # clicked twice
        if refusal := self._refusal_to_count_for(duty):
            raise UserError(refusal)
        if row:
            row.assignment_id = duty
        else:
            self.env['cchc.publication'].create({
                'article_id': self.id, 'channel_id': duty.channel_id.id, 'assignment_id': duty.id})
        self._log_count_for(duty)
        return True

    def _log_count_for(self, duty):
        article = self._in_company_language()
        self._post_lines({self: Markup("<b>%s</b>: %s") % (
            article.env._("Counts for"), duty.with_env(article.env).display_name)})
