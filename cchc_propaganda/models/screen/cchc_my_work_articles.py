# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from odoo import models
from odoo.fields import Domain

from ...tools.dates import without_year
from ..core.words import in_days


class CchcMyWork(models.AbstractModel):
    """The articles that the user has to correct, to finish, to review or to post."""
    _inherit = 'cchc.my.work'

    def _article_lines(self, moving, unmet, headed):
        """Return lines for returned articles, articles waiting for the user's review, and drafts for an assignment."""
        env = self.env
        mine = Domain('is_mine', '=', True) | Domain('department_id', 'in', headed.ids)
        found = env['cchc.article'].search_fetch(
            Domain('company_id', '=', env.company.id)
            & (Domain('state', '=', 'draft') & Domain('is_returned', '=', True) & mine
               | Domain('is_to_review', '=', True)),
            ['name', 'state', 'is_returned', 'return_reason', 'date_last_step', 'last_step_by_id', 'date_submitted',
             'review_since', 'review_step_id', 'review_step_count', 'department_id', 'author_id', 'date_deadline',
             'contributor_ids', 'company_id'])
        assignments_of = defaultdict(lambda: env['cchc.assignment'])
        for assignment, publications in moving.items():
            for publication in publications:
                assignments_of[publication.article_id] |= assignment
        drafts = env['cchc.article'].union(*(
            publication.article_id for assignment in unmet for publication in moving.get(assignment, ())
            if publication.article_id.state == 'draft'))
        lines = self._in_review_lines(mine)
        for article in found | drafts:
            assignment = min(assignments_of[article], key=lambda assignment: assignment.date_deadline,
                             default=env['cchc.assignment'])
            is_mine = article.is_mine
            if not is_mine and article.state == 'draft' and article.department_id not in headed:
                continue
            if article.state == 'submitted':
                lines.append(self._review_line(article, assignment))
            elif article.is_returned:
                lines.append(self._returned_line(article, assignment, is_mine))
            else:
                lines.append(self._draft_line(article, assignment, is_mine))
        return lines

    def _review_line(self, article, assignment):
        _ = self.env._
        deadline = assignment.date_deadline or article.date_deadline
        words = [article.review_step_text, article.department_id.name or article.author_id.name,
                 ', '.join(article.channel_ids.mapped('name'))]
        if deadline:
            words.append(_("nearest deadline %(date)s", date=without_year(deadline)))
        return self._line(
            article, 'review', deadline, since=article.review_since, patience=article._days_in_step(),
            name=article.display_name, why=' · '.join(filter(None, words)),
            buttons=[{'kind': 'form', 'label': _("Read and approve")}])

    def _in_review_lines(self, mine):
        """Return lines for the articles of ``mine`` that somebody else reviews."""
        _ = self.env._
        articles = self.env['cchc.article'].search_fetch(
            Domain('company_id', '=', self.env.company.id) & Domain('state', '=', 'submitted') & mine
            & Domain('is_to_review', '=', False),
            ['name', 'review_since', 'review_step_id', 'department_id', 'author_id', 'submitted_by_id', 'drafter_ids',
             'contributor_ids', 'date_submitted', 'company_id'])
        return [self._line(
            article, 'waiting', False, since=article.review_since, patience=article._days_in_step(),
            name=article.display_name, is_mine=article.is_mine, buttons=[], why=_(
                "In review: %(step)s (%(names)s)", step=article._review_step_name(), names=article.reviewer_names)
            if article.reviewer_names else article.why_no_reviewer) for article in articles]

    def _returned_line(self, article, assignment, is_mine):
        _ = self.env._
        who = article.last_step_by_id.sudo().name   # only the name is read
        why = _("%(who)s returned it on %(date)s: “%(reason)s”", who=who,
                date=without_year(self._day_of(article.date_last_step)), reason=article.return_reason)
        if assignment and (usual := assignment._met_by()._usual_days()):
            why += ' ' + _("%(channel)s usually posts %(days)s days after it receives an article.",
                           channel=assignment._met_by().name, days=usual)
        return self._line(
            article, 'returned', assignment.date_deadline or article.date_deadline,
            name=self._name_of(article, assignment), why=why, is_mine=is_mine, buttons=[
                {'kind': 'form', 'label': _("Correct and submit again") if is_mine else _("Open")}])

    def _draft_line(self, article, assignment, is_mine):
        _ = self.env._
        why = [_("Draft of %(name)s", name=article.author_id.sudo().name)]   # only the name is read
        if send_by := assignment._send_by():
            why.append(_("better sent before %(date)s", date=without_year(send_by)))
        overdue = assignment.date_deadline and assignment.date_deadline < self.env.company._cchc_today()
        return self._line(
            article, 'overdue' if overdue else 'todo', assignment.date_deadline,
            name=self._name_of(article, assignment), why=' · '.join(why), is_mine=is_mine,
            buttons=[{'kind': 'form', 'label': _("Go on writing") if is_mine else _("Open")}])

    def _posting_lines(self, headed):
        """Return lines for approved articles that the user has to send, or whose link is missing."""
        env = self.env
        publications = env['cchc.publication'].search_fetch(
            Domain('company_id', '=', env.company.id)
            & self.env['cchc.publication']._to_be_posted()
            & (Domain('channel_id.member_ids', 'in', env.user.ids)
               | Domain('channel_id.is_internal', '=', False) & Domain('channel_id.unit_may_send', '=', True)
               & (Domain('department_id', 'in', headed.ids) | Domain('article_id.is_mine', '=', True))),
            ['article_id', 'channel_id', 'assignment_id', 'department_id', 'state', 'date_sent', 'date_published'])
        publications.article_id.sudo().fetch([   # who may read a publication may read its article
            'name', 'approved_date', 'department_id', 'author_id', 'company_id'])
        members = publications.channel_id.sudo().filtered(   # not every user may read the members
            lambda channel: env.user in channel.member_ids).sudo(False)
        return [
            *(self._posting_line(publication, publication.channel_id in members) for publication in publications),
            *self._with_the_channel_lines(headed, publications)]

    def _with_the_channel_lines(self, headed, publications):
        """Return lines for the publications of the user's articles that somebody else posts or sends, without those in
        ``publications``."""
        _ = self.env._
        others = self.env['cchc.publication'].search_fetch(
            Domain('company_id', '=', self.env.company.id)
            & self.env['cchc.publication']._to_be_posted() & Domain('id', 'not in', publications.ids)
            & (Domain('department_id', 'in', headed.ids) | Domain('article_id.is_mine', '=', True)),
            ['article_id', 'channel_id', 'state', 'date_sent'])
        lines = []
        for publication in others:
            article, channel = publication.article_id, publication.channel_id
            words = {'channel': channel.name, 'names': channel._member_names()}
            if publication.state == 'sent':
                why = _("Sent to %(channel)s, no answer yet.", **words)
            elif channel.is_internal:
                why = _("Approved; to be posted on %(channel)s by: %(names)s", **words)
            else:
                why = _("Approved; to be sent to %(channel)s by: %(names)s", **words)
            lines.append({
                **self._line(publication, 'waiting', False, since=publication.date_sent or article.approved_date,
                             name=article.display_name, why=why, is_mine=article.is_mine, buttons=[]),
                'form': {'model': 'cchc.article', 'id': article.id}})
        return lines

    def _posting_line(self, publication, is_member):
        _ = self.env._
        article, channel, assignment = publication.article_id, publication.channel_id, publication.assignment_id
        today = self.env.company._cchc_today()
        late = bool(assignment) and assignment._outcome(today).is_missed
        unsent = publication.state == 'pending'
        if not unsent:
            why = _("Sent to %(channel)s, no link yet.", channel=channel.name)
        elif channel.is_internal:
            why = _("Approved, to be posted on %(channel)s.", channel=channel.name)
        else:
            why = _("Approved, to be sent to %(channel)s.", channel=channel.name)
        if unsent and not channel.is_internal:
            button = {'kind': 'form', 'on': 'article', 'label': _("Send to the channel")}
        else:
            button = {'kind': 'object', 'method': 'action_enter_link',
                      'label': _("Confirm as posted") if is_member else _("Report the link")}
        result = self._line(
            publication, 'overdue' if late and unsent else 'todo', assignment.date_deadline if unsent else False,
            since=publication.date_sent if not unsent else article.approved_date, name=article.display_name,
            why=' · '.join(filter(None, [article.department_id.name, why])), buttons=[button],
            is_mine=is_member or self.env.user in article._author_users())
        if not unsent:
            days = (today - self._day_of(publication.date_sent)).days
            result['clock'] = _("Sent %(time)s ago", time=in_days(self.env, days)) if days else _("Sent today")
            result['level'] = 'warning' if days > channel.lead_days else 'muted'
        return {**result, 'form': {'model': 'cchc.article', 'id': article.id}}

    def _name_of(self, article, assignment):
        """Return the title of the article and the assignment that it is written for."""
        if not assignment:
            return article.display_name
        return f'{article.display_name} · {assignment._period_short()}, {assignment._met_by().name}'
