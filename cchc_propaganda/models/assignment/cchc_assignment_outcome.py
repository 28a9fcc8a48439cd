# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain

from ...tools.obligation import NEAR
from ...tools.outcome import EXCUSED, is_late, outcome, progress
from ..core.words import in_days, time_left

LEVELS = {
    'done': 'success', 'late': 'warning', 'overdue': 'danger', 'waiting': 'info', 'before': 'muted', 'exempt': 'muted',
    'waived': 'muted'}


class CchcAssignment(models.Model):
    """The outcome of an assignment, by the rule in ``tools/outcome.py``. ``_outcome`` gives it for one assignment,
    ``_outcome_domain`` for a search; the stored fields for lists follow from it."""
    _inherit = 'cchc.assignment'

    @api.depends('quantity', 'date_deadline', 'is_before_issue', 'publication_ids.state', 'publication_ids.date_sent',
                 'publication_ids.date_published', 'sent_publication_ids.state', 'sent_publication_ids.assignment_id',
                 'outreach_ids.state', 'outreach_ids.date', 'outreach_ids.date_submitted', 'sent_outreach_ids.state',
                 'sent_outreach_ids.assignment_id', 'sent_outreach_ids.date_submitted')
    def _compute_progress(self):
        posted, sent = self._days_posted_and_sent()
        for assignment in self:
            found = progress(
                assignment.quantity, assignment.date_deadline, posted[assignment.id], sent[assignment.id])
            assignment.done_quantity, assignment.sent_quantity = found.done, found.sent
            assignment.date_done, assignment.is_waiting_channel = found.met_on or False, found.is_waiting

    def _days_posted_and_sent(self):
        """Return ``({assignment id: [days of posting]}, {assignment id: [days of sending, where not yet posted]})``;
        of outreach, the days on which it was held, and on which it was sent to the Office."""
        posted, sent = defaultdict(list), defaultdict(list)
        if not self.ids:
            return posted, sent
        publications = self.env['cchc.publication'].sudo().search_fetch(   # the count is the same for every reader
            Domain('assignment_id', 'in', self.ids) & Domain('state', 'in', ('sent', 'published'))
            | Domain('sent_assignment_id', 'in', self.ids) & Domain('state', '=', 'sent')
            & Domain('assignment_id', '=', False),
            ['assignment_id', 'sent_assignment_id', 'state', 'date_sent', 'date_published'])
        for publication in publications:
            assignment = publication.assignment_id or publication.sent_assignment_id
            if publication.state == 'published':
                posted[assignment.id].append(publication.date_published)
            elif publication.date_sent:
                sent[assignment.id].append(publication._day_sent())
        for outreach in self.env['cchc.outreach'].sudo().search_fetch(   # the count is the same for every reader
                Domain('assignment_id', 'in', self.ids) & Domain('state', 'in', ('submitted', 'approved'))
                | Domain('sent_assignment_id', 'in', self.ids) & Domain('state', '=', 'submitted')
                & Domain('assignment_id', '=', False),
                ['assignment_id', 'sent_assignment_id', 'state', 'date', 'date_submitted', 'company_id']):
            assignment = outreach.assignment_id or outreach.sent_assignment_id
            if outreach.state == 'approved':
                posted[assignment.id].append(outreach.date)
            else:
                sent[assignment.id].append(outreach.company_id._cchc_day_of(outreach.date_submitted))
        return posted, sent

    @api.depends('publication_ids.is_recorded_late')
    def _compute_recorded_late_quantity(self):
        counts = dict(self.env['cchc.publication'].sudo()._read_group(   # the count is the same for every reader
            [('assignment_id', 'in', self.ids), ('is_recorded_late', '=', True)], ['assignment_id'], ['__count']))
        for assignment in self:
            assignment.recorded_late_quantity = counts.get(assignment, 0)

    @api.depends('waiver', 'date_done', 'date_deadline', 'is_before_issue', 'is_waiting_channel')
    def _compute_state(self):
        today = {company: company._cchc_today() for company in self.company_id}
        for assignment in self:
            assignment.state = (
                assignment._outcome(today[assignment.company_id]).state if assignment.date_deadline else 'open')

    @api.depends('waiver', 'date_deadline', 'is_waiting_channel', 'is_before_issue', 'date_done')
    @api.depends_context('lang')
    def _compute_clock(self):
        _ = self.env._
        today = {company: company._cchc_today() for company in self.company_id}
        for assignment in self:
            if not assignment.date_deadline:
                assignment.clock_text, assignment.clock_level, assignment.is_excused = False, 'muted', False
                continue
            became = assignment._outcome(today[assignment.company_id])
            assignment.is_excused = became.kind in ('waiting', 'before')
            words = {
                'done': _("Met"), 'late': _("Late by %(time)s", time=in_days(self.env, became.days)),
                'before': _("Before the issue"), 'waiting': _("Sent in time, waiting for the channel") if (
                    assignment.channel_id) else _("Sent in time, waiting for the Office")}
            near = became.days <= NEAR
            assignment.clock_level = LEVELS.get(became.kind) or ('warning' if near else 'muted')
            if became.kind in EXCUSED:
                assignment.clock_text = assignment._state_label(became.kind)
            else:
                assignment.clock_text = words.get(became.kind) or time_left(self.env, became.days)

    def _outcome(self, today=None):
        """Return the ``tools.outcome.Outcome`` of the assignment on the day, by default the agency's today."""
        self.ensure_one()
        return outcome(
            today or self.company_id._cchc_today(), self.date_deadline, self.date_done or None,
            self.is_waiting_channel, self.is_before_issue, self.waiver or None)

    @api.model
    def _outcome_domain(self, *kinds, today=None):
        """Return the domain of assignments whose ``_outcome`` is one of these kinds. Give ``today`` to tell "overdue"
        from "open"."""
        unmet = Domain('waiver', '=', False) & Domain('date_done', '=', False)
        owed = unmet & Domain('is_before_issue', '=', False)
        silent = owed & Domain('is_waiting_channel', '=', False)
        by_facts = {
            'exempt': Domain('waiver', '=', 'exempt'), 'waived': Domain('waiver', '=', 'waived'),
            'done': Domain('state', '=', 'done'), 'late': Domain('state', '=', 'late'),     # whatever the day
            'before': unmet & Domain('is_before_issue', '=', True),
            'waiting': owed & Domain('is_waiting_channel', '=', True),
        }
        if {'overdue', 'open'} <= set(kinds):
            by_facts['overdue'] = by_facts['open'] = silent
        elif today:
            by_facts['overdue'] = silent & Domain('date_deadline', '<', today)
            by_facts['open'] = silent & Domain('date_deadline', '>=', today)
        if unknown := sorted(set(kinds) - set(by_facts)):
            raise ValueError(f"no outcome of an assignment, or one that needs a day: {', '.join(unknown)}")
        return Domain.OR(by_facts[kind] for kind in dict.fromkeys(kinds))

    def _is_late(self, day):
        """Whether an article posted on that day would be late for the assignment; one record."""
        return is_late(day, self.date_deadline, self.is_before_issue)
