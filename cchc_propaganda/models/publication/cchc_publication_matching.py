# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import Counter

from markupsafe import Markup

from odoo import models


class CchcPublication(models.Model):
    """The assignment that a publication meets when nobody chose one."""
    _inherit = 'cchc.publication'

    def _match_assignments(self):
        """Give each posted publication without an assignment the one of its channel and unit whose period contains
        the day of posting. An assignment of an earlier period, or due before the plan was issued, is never given:
        users choose by hand to make up for a missed assignment."""
        matches = self.filtered(
            lambda publication: not publication.assignment_id and publication.state == 'published')._matches()
        # One query for all; the counts of an assignment include publications that the user may not read.
        self.env['cchc.assignment'].union(*matches.values()).sudo().mapped('publication_ids')
        for assignment, publications in self.union(*matches).filtered(matches.get).grouped(matches.get).items():
            publications._with_gate().write({'assignment_id': assignment.id})

    def _keep_sent_for(self):
        """Keep which assignment publications are sent for if nobody chose one: sent in time, that assignment waits for
        the channel. The day of posting decides again."""
        matches = self.filtered(lambda publication: not publication.assignment_id)._matches()
        for assignment, publications in self.union(*matches).filtered(matches.get).grouped(matches.get).items():
            publications._with_gate().write({'sent_assignment_id': assignment.id})

    def _release(self):
        """Take from publications that are not posted the assignment that was chosen, because nobody asks for it any
        more: they count for whatever fits on the day of posting. Say so in the chatter of their articles."""
        bodies = {}
        for article, publications in self.grouped('article_id').items():
            _ = article._in_company_language().env._
            bodies[article.id] = Markup("<br/>").join(_(
                "“%(assignment)s” is no longer asked for. The article goes on: it counts for the assignment of its "
                "unit on the day of posting, if there is one.", assignment=assignment.display_name)
                for assignment in publications.assignment_id)
        self._with_gate().write({'assignment_id': False, 'sent_assignment_id': False})
        self.filtered(lambda publication: publication.state == 'sent')._keep_sent_for()
        if bodies:
            self.article_id._message_log_batch(bodies=bodies)

    def _matches(self, candidates=None):
        """Return ``{publication: assignment}`` for the publications that an assignment fits on the day of posting
        (today, if not posted). ``candidates``: the assignments to choose from, if already read."""
        publications = self.filtered(
            lambda publication: publication.article_id.origin == 'own' and publication.article_id.department_id)
        if not publications:
            return {}
        today = {company: company._cchc_today() for company in publications.article_id.company_id}
        days = {
            publication: publication.date_published or today[publication.article_id.company_id]
            for publication in publications}
        if candidates is None:
            candidates = self.env['cchc.assignment'].sudo().search([   # assignments are public in the agency
                ('channel_id', 'in', publications.channel_id.ids),
                ('department_id', 'in', publications.article_id.department_id.ids),
                ('date_start', '<=', max(days.values())), ('date_end', '>=', min(days.values())),
                ('waiver', '=', False), ('is_before_issue', '=', False),
            ])
        candidates.obligation_id.mapped('genre_ids')   # in one query
        by_owner = candidates.grouped(lambda assignment: (assignment.channel_id.id, assignment.department_id.id))
        given, matches = Counter(), {}
        for publication in publications:
            article = publication.article_id
            owned = by_owner.get((publication.channel_id.id, article.department_id.id), candidates.browse())
            fitting = owned.filtered(lambda assignment, article=article: assignment._accepts(article))
            if assignment := fitting._for_day(days[publication], given):
                matches[publication] = assignment.with_env(self.env)
                given[assignment.id] += 1
        return matches
