from collections import Counter

from odoo import models


class CchcPublication(models.Model):
    """Which duty a publication meets, when its author chose none."""
    _inherit = 'cchc.publication'

    def _match_assignments(self):
        """Give each posted row that chose no duty the one of its channel and unit whose period contains the day of
        posting. It never goes to an earlier period by itself, nor to what was due before the plan was issued: making up
        for a missed duty is chosen by hand (DESIGN §5)."""
        matches = self.filtered(lambda row: not row.assignment_id and row.state == 'published')._matches()
        self.env['cchc.assignment'].union(*matches.values()).sudo().mapped('publication_ids')   # in one query for all
        for assignment, rows in self.union(*matches).filtered(matches.get).grouped(matches.get).items():
            rows._with_gate().write({'assignment_id': assignment.id})

    def _matches(self, candidates=None):
        """``{row: assignment}`` for those of the rows that have a duty in their period (today's, while not posted);
        ``candidates``: the duties to choose from, where they have been read already."""
        rows = self.filtered(lambda row: row.article_id.origin == 'own' and row.article_id.department_id)
        if not rows:
            return {}
        today = {company: company._cchc_today() for company in rows.article_id.company_id}
        days = {row: row.date_published or today[row.article_id.company_id] for row in rows}
        if candidates is None:
            candidates = self.env['cchc.assignment'].sudo().search([   # duties are public in the agency
                ('channel_id', 'in', rows.channel_id.ids), ('department_id', 'in', rows.article_id.department_id.ids),
                ('date_start', '<=', max(days.values())), ('date_end', '>=', min(days.values())),
                ('waiver', '=', False), ('is_before_issue', '=', False),
            ])
        candidates.obligation_id.mapped('genre_ids')   # in one query
        by_owner = candidates.grouped(lambda assignment: (assignment.channel_id.id, assignment.department_id.id))
        given, matches = Counter(), {}
        for row in rows:
            owned = by_owner.get((row.channel_id.id, row.article_id.department_id.id), candidates.browse())
            fitting = owned.filtered(lambda assignment, row=row: (
                assignment.date_start <= days[row] <= assignment.date_end and assignment._accepts(row.article_id)))
            unmet = fitting.filtered(lambda duty: duty.done_quantity + given[duty.id] < duty.quantity)
            if assignment := (unmet or fitting)[:1]:
                matches[row] = assignment.with_env(self.env)
                given[assignment.id] += 1
        return matches
