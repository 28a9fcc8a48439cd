# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import models
from odoo.fields import Domain

from ...tools.obligation import NEAR

# States of an article whose publications may still be posted.
ON_THE_WAY = ('draft', 'submitted', 'approved', 'published')


class CchcAssignment(models.Model):
    """The publications on their way to an assignment, and the warning that it may be missed."""
    _inherit = 'cchc.assignment'

    def _publications_on_the_way(self):
        """Return ``{assignment: publications}`` of the assignments that have any: chosen for the assignment or counting
        for it by default, neither posted nor refused, and readable by the user. The number of queries does not depend
        on the number of assignments."""
        if not self:
            return {}
        publications = self.env['cchc.publication'].search_fetch(
            Domain('state', 'in', ('pending', 'sent')) & Domain('article_id.state', 'in', ON_THE_WAY)
            & (Domain('assignment_id', 'in', self.ids)
               | Domain('assignment_id', '=', False) & Domain('channel_id', 'in', self.channel_id.ids)
               & Domain('department_id', 'in', self.department_id.ids)),
            ['article_id', 'channel_id', 'assignment_id', 'sent_assignment_id', 'department_id', 'state', 'date_sent',
             'date_published'], order='id')
        publications.article_id.sudo().fetch([   # a reader of the publication may read its article: no second check
            'name', 'state', 'origin', 'is_returned', 'return_reason', 'date_last_step', 'last_step_by_id', 'genre_id',
            'department_id', 'company_id', 'author_id', 'date_submitted', 'approved_date'])
        assignments = {
            publication: publication.assignment_id or publication.sent_assignment_id for publication in publications}
        if unchosen := publications.filtered(lambda publication: not assignments[publication]):
            candidates = self.sudo().with_context(active_test=False).filtered(   # public in the agency: no second check
                lambda assignment: not (assignment.waiver or assignment.is_before_issue))
            assignments |= unchosen._matches(candidates)
        return publications.filtered(assignments.get).grouped(assignments.get)

    def _outreach_on_the_way(self):
        """Return ``{assignment: outreach}`` of the assignments that have any: a draft or sent to the Office, chosen for
        the assignment or counting for it by default, and readable by the user."""
        if not self.form_id:
            return {}
        by_form = self.filtered('form_id')
        outreach = self.env['cchc.outreach'].search(
            Domain('state', 'in', ('draft', 'submitted'))
            & (Domain('assignment_id', 'in', by_form.ids)
               | Domain('assignment_id', '=', False) & Domain('department_id', 'in', by_form.department_id.ids)))
        assignments = {one: one.assignment_id for one in outreach}
        assignments |= outreach.filtered(lambda one: not one.assignment_id)._matches()
        return outreach.filtered(lambda one: assignments[one] in by_form).grouped(assignments.get)

    def _may_be_missed(self, publications, today, outreach=()):
        """Whether a running assignment will probably be missed, given the ``publications`` or ``outreach`` on their
        way: seven days or less are left and too few are in review, or the channel usually takes longer than the days
        left."""
        self.ensure_one()
        became = self._outcome(today)
        if became.kind not in ('waiting', 'open') or became.is_missed or self.date_start > today:
            return False
        missing = self.quantity - self.done_quantity - sum(publication.state == 'sent' for publication in publications)
        if missing <= 0:
            return False
        in_review = sum(one.state == 'submitted' for one in outreach) + sum(
            publication.state == 'pending' and publication.article_id.state != 'draft' for publication in publications)
        slow = became.days < self._met_by()._usual_days()
        return slow or (became.days <= NEAR and missing > in_review)

    def _title(self):
        """Return what is owed in a few words: ``Tháng 4 · 01 tin, bài trên Cổng TTĐT Sở``."""
        self.ensure_one()
        this_year = self.date_deadline.year == self.company_id._cchc_today().year
        words = {
            'period': self._period_short() if this_year else self.period_label, 'count': f'{self.quantity:02}',
            'channel': self._met_by().name}
        return self.env._("%(period)s · %(channel)s: %(count)s", **words) if self.form_id else self.env._(
            "%(period)s · articles on %(channel)s: %(count)s", **words)

    def _send_by(self):
        """Return the last day for sending, so that the owner of an external channel has the time usually needed; False
        for the agency's own channels."""
        days = self._met_by()._usual_days() if self else 0
        return days and self.date_deadline - timedelta(days=days)
