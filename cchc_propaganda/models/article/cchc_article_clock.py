# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.dates import in_figures
from ...tools.decree import within_sentence
from ...tools.obligation import NEAR
from ..core.words import time_left, waiting_for

WAITING_LONG = 3    # days in one step until the clock turns yellow, unless the review step has its own number


class CchcArticle(models.Model):
    """How long an article has waited and its deadline. The board's table sorts and colours by them. They depend on
    today, so they are computed, searched and counted, never stored."""
    _inherit = 'cchc.article'

    clock_text = fields.Char("Time left or waited", compute='_compute_clock')
    clock_level = fields.Selection([
        ('success', "On time"), ('warning', "Waiting long, late, or returned"), ('danger', "Deadline passed"),
        ('muted', "Other"),
    ], "Urgency", compute='_compute_clock', search='_search_clock_level')
    deadline_text = fields.Char("Deadline in words", compute='_compute_clock')
    board_rank = fields.Integer(
        compute='_compute_board_rank', store=True, server_only=True,
        help="Order of the board's table: nearest deadline first; posted articles by date, newest first.")

    _board_index = models.Index('(company_id, state, board_rank, date_submitted, id)')

    @api.depends('state', 'date', 'date_deadline')
    def _compute_board_rank(self):
        for article in self:
            if article.state == 'published':
                article.board_rank = -article.date.toordinal() if article.date else 0
            else:
                article.board_rank = (article.date_deadline or date.max).toordinal()

    @api.depends('state', 'company_id', 'review_since', 'review_step_id.days', 'approved_date', 'date_deadline',
                 'is_late', 'is_returned', 'is_withdrawn')
    @api.depends_context('lang')
    def _compute_clock(self):
        _ = self.env._
        today = {company: company._cchc_today() for company in self.company_id}
        for article in self:
            now = today.get(article.company_id)
            deadline = article.date_deadline
            article.clock_text, article.clock_level = False, 'muted'
            article.deadline_text = _("Outside the assignments")
            if article.state in ('submitted', 'approved'):
                since = article.review_since if article.state == 'submitted' else article.approved_date
                days = (now - article.company_id._cchc_day_of(since)).days if since else 0
                words = waiting_for(self.env, days)
                left = (deadline - now).days if deadline else None
                presses = deadline and left <= NEAR
                # The word says why the clock has its colour; the other of the two stands beside it.
                article.clock_text = time_left(self.env, left) if presses else words
                if presses or days >= article._days_in_step():
                    article.clock_level = 'danger' if presses and left < 0 else 'warning'
            elif article.state == 'published':
                article.clock_level = 'warning' if article.is_late or article.is_withdrawn else 'success'
                article.clock_text = (
                    _("Withdrawn") if article.is_withdrawn else _("Late") if article.is_late else _("Posted"))
            elif article.state == 'draft' and article.is_returned:
                article.clock_text, article.clock_level = _("Returned"), 'warning'
            if deadline:
                article.deadline_text = _("Due %(date)s", date=in_figures(deadline))
                if article.state == 'draft' or article.state in ('submitted', 'approved') and not presses:
                    article.deadline_text += f' · {time_left(self.env, (deadline - now).days)}'
                elif article.state in ('submitted', 'approved'):
                    article.deadline_text += f' · {within_sentence(words)}'

    @api.model
    def _search_clock_level(self, operator, value):
        if operator != 'in':
            return NotImplemented
        domains = self._clock_domains()
        return Domain.OR(domains.get(level, domains['muted']) for level in value)

    @api.model
    def _clock_domains(self):
        """Return ``{colour: domain}``, by the same rule as ``_compute_clock`` and each agency's own date."""
        agencies = [self._clock_domains_of(company) for company in self.env.companies]
        levels = {level: Domain.OR(domains[level] for domains in agencies) for level in agencies[0]}
        return {**levels, 'muted': ~Domain.OR(levels.values())}

    @api.model
    def _clock_domains_of(self, company):
        today, own = company._cchc_today(), Domain('company_id', '=', company.id)
        waiting = own & Domain('state', 'in', ('submitted', 'approved'))
        passed = Domain('date_deadline', '<', today)
        long_wait = (Domain('state', '=', 'submitted') & self._long_in_review_domain(company, today)
                     | Domain('state', '=', 'approved') & Domain('approved_date', '<', self._long_ago(company, today)))
        near = Domain('date_deadline', '<=', fields.Date.add(today, days=NEAR))
        posted = own & Domain('state', '=', 'published')
        late = Domain('is_late', '=', True) | Domain('is_withdrawn', '=', True)
        returned = own & Domain('state', '=', 'draft') & Domain('is_returned', '=', True)
        return {
            'danger': waiting & passed,
            'warning': waiting & ~passed & (long_wait | near) | posted & late | returned,
            'success': posted & ~late,
        }

    @api.model
    def _long_in_review_domain(self, company, today):
        """Return the domain of articles that have waited longer than their step allows."""
        steps = self.env['cchc.review.step'].sudo().with_context(active_test=False).search(   # the clock is no secret
            [('days', '!=', WAITING_LONG), ('company_id', 'in', (False, company.id))])
        other = Domain('review_step_id', 'not in', steps.ids)
        return Domain.OR([
            other & Domain('review_since', '<', self._long_ago(company, today)),
            *(Domain('review_step_id', 'in', own.ids)
              & Domain('review_since', '<', self._long_ago(company, today, days))
              for days, own in steps.grouped('days').items())])

    @api.model
    def _long_ago(self, company, today, days=WAITING_LONG):
        """Return the moment ``days`` ago, at the agency's midnight: what began before it has waited that long."""
        return company._cchc_midnight(fields.Date.subtract(today, days=days - 1))

    def _days_in_step(self):
        """Return how many days the article may wait in its present step; one record."""
        return self.review_step_id.sudo().days or WAITING_LONG   # every reader of the article sees its clock

    @api.model
    def read_progress_bar(self, domain, group_by, progress_bar):
        """Count each colour of the clock by its domain, because the colour is not stored."""
        if progress_bar['field'] != 'clock_level':
            return super().read_progress_bar(domain, group_by, progress_bar)
        counts, domains = {}, self._clock_domains()
        for level in progress_bar['colors']:
            for group, count in self._read_group(Domain(domain) & domains[level], [group_by], ['__count']):
                group = str(group.id if isinstance(group, models.BaseModel) else group)
                counts.setdefault(group, dict.fromkeys(progress_bar['colors'], 0))[level] = count
        return counts
