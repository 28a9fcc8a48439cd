# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from ...tools.groups import CONTRIBUTOR, EDITOR, HEAD, OFFICE


class CchcArticle(models.Model):
    """Who decides about an article in the present step of its review, and why nobody else does."""
    _inherit = 'cchc.article'

    reviewer_names = fields.Char("May be approved by", compute='_compute_reviewer_names')
    why_no_reviewer = fields.Char(
        "Why nobody may approve", compute='_compute_reviewer_names', help="While it waits: why, and what to do.")

    @api.depends('review_step_id', 'channel_ids', 'department_id', 'author_id', 'contributor_ids', 'submitted_by_id',
                 'drafter_ids', 'state')
    @api.depends_context('lang')
    def _compute_reviewer_names(self):
        for article in self:
            reviewers = article._reviewers()
            article.reviewer_names = ', '.join(reviewers.mapped('name'))
            article.why_no_reviewer = (
                article.state == 'submitted' and not reviewers and article._why_no_reviewer())

    def _reviewers(self):
        """Return who may decide now. The Office decides in a step that finds nobody, but not for the editorial board:
        the Office enters a member, because without one nobody could post the article either."""
        return self._named_reviewers() or self._office_reviewers()

    def _named_reviewers(self):
        """Return those whom the step names, without authors and submitter; as superuser, one record."""
        return self._without_involved(self._people_of_step())

    def _people_of_step(self):
        """Return those whom the step names, authors included; as superuser, one record."""
        article = self.sudo()   # an ordinary user may read neither members of a channel nor employees
        step = article.review_step_id
        if step.reviewer == 'head':
            people = article.department_id.manager_id.filtered('active').user_id.filtered(
                lambda user: user.has_group(HEAD))
        elif step.reviewer == 'group':
            people = step.group_id.all_user_ids.filtered(lambda user: user.has_group(CONTRIBUTOR))
        else:
            people = article._channels_of_step().member_ids.filtered(lambda user: user.has_group(EDITOR))
        return people._cchc_present().filtered(lambda user: article.company_id.id in user._get_company_ids())

    def _channels_of_step(self):
        """Return the channels whose members decide, when the editorial board does; one record."""
        only = self.review_step_id.channel_ids
        return (self.channel_ids & only if only else self.channel_ids)._origin     # _origin: in a form

    def _why_no_reviewer(self):
        """Return why nobody may decide in the present step, and what to do; one record."""
        _ = self.env._
        people = self._people_of_step()
        if self.review_step_id.sudo().reviewer in ('head', 'group'):   # the article shows its step
            return _("Nobody may decide in the step “%(step)s”: whoever it names is an author or has no account, and "
                     "the same is true of the Office. Ask the administrator to give somebody else the role.",
                     step=self._review_step_name())
        channels = self.sudo()._channels_of_step()     # an ordinary user may not read the members
        words = {'channels': ', '.join(channels.mapped('name')),
                 'names': ', '.join((people or channels.member_ids._cchc_present()).mapped('name'))}
        if people:
            return _("Whoever reviews on %(channels)s wrote or submitted this article (%(names)s). The Office enters "
                     "another member: Configuration, Channels.", **words)
        if words['names']:
            return _("Those who are entered on %(channels)s do not belong to the editorial board (%(names)s). The "
                     "Office enters a member who does: Configuration, Channels.", **words)
        return _("Nobody is entered on %(channels)s to review and post. The Office enters somebody: Configuration, "
                 "Channels.", **words)

    def _office_reviewers(self):
        if self.review_step_id.sudo().reviewer not in ('head', 'group'):   # the article shows its step
            return self.env['res.users']
        office = self.env.ref(OFFICE).sudo().all_user_ids   # an ordinary user may not read the users of a group
        return self._without_involved(office._cchc_present().filtered(
            lambda user: self.company_id.id in user._get_company_ids()))

    def _without_involved(self, users):
        return users if self.company_id.cchc_allow_self_approval else users - self._barred_users()

    def _may_review(self):
        """Whether the user may decide in the present step; one record."""
        return self.env.user in self._reviewers()

    def _may_run(self, step):
        """For a whole board of articles: without the sentence that names those who may approve."""
        return self._may_review() if step.name == 'approve' and not self.env.su else super()._may_run(step)

    def _refusal_to_approve(self, step):
        if self._may_review():
            return ''
        return ' '.join(filter(None, [self._sentence_of_others_turn(), self.why_no_reviewer]))

    def _sentence_of_others_turn(self):
        """Return why the user does not decide now, and who does; one record."""
        _ = self.env._
        names = self.reviewer_names or _("nobody yet")
        if self.env.user in self._author_users():
            return _("You are an author of “%(name)s”, so you do not approve it yourself. May approve: %(names)s.",
                     name=self.display_name, names=names)
        if self.env.user == self.submitted_by_id:
            return _("You submitted “%(name)s”, so you do not approve it yourself. May approve: %(names)s.",
                     name=self.display_name, names=names)
        if self.env.user in self._barred_users():
            return _("You wrote “%(name)s” before it was first submitted, so you do not approve it yourself. May "
                     "approve: %(names)s.", name=self.display_name, names=names)
        step_sudo = self.review_step_id.sudo()   # the article shows its step
        if step_sudo.reviewer in (False, 'editors') and not self._agreements():
            return _("“%(name)s” is approved by the editorial board of its channels: %(names)s.",
                     name=self.display_name, names=names)
        return ' '.join([*self._agreed_sentences(), _(
            "“%(name)s” now waits for “%(step)s”: %(names)s.", name=self.display_name, step=self._review_step_name(),
            names=names)])

    def _refusal_to_return(self, step):
        # The board of a channel that refused the article may return it, too.
        if self._is_reviewer(self.sudo().publication_ids.channel_id):   # who reads an article reads its publications
            return ''
        if self.state == 'submitted' and (self._is_head() or self._may_review()):
            return ''
        return self.env._("“%(name)s” is returned by the editorial board of its channels.", name=self.display_name)
