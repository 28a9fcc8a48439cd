# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from .cchc_plan_preview import COUNTED, key_in_form

SEVERITIES = ('fault', 'review', 'note')
CHECKED_STATES = ('draft', 'submitted', 'approved')
TOLD_AT_ONCE = 3    # sentences that the message of the check has room for; the list beside the form has all of them

# What the check reads besides what is counted.
CHECKED = (
    *COUNTED, 'name', 'year', 'date_text', 'appendix_title', 'recipient_ids.name',
    'legal_basis_ids.document_id.date_from', 'legal_basis_ids.document_id.date_to', 'budget_line_ids.planned',
    'section_ids.number', 'section_ids.kind', 'section_ids.title', 'section_ids.body', *(
        f'{rows}.{name}' for rows in ('topic_ids', 'row_ids')
        for name in ('lead_text', 'coordinator_text', 'time_text')))


class CchcPlan(models.Model):
    """The check of a plan: what a careful clerk would see in it, as one list, of the stored plan or of the plan as it
    is typed. What it finds in rows and in the printed words is in the files beside this one."""
    _inherit = 'cchc.plan'

    findings = fields.Json(compute='_compute_findings', help="What the check finds.")

    @api.depends(lambda self: self._checked_names())
    @api.depends_context('lang', 'uid')
    def _compute_findings(self):
        for plan in self:
            plan.findings = {'list': plan._findings() if plan.state in CHECKED_STATES else []}

    @api.model
    def _checked_names(self):
        """Return the names of the fields that the check reads."""
        return CHECKED

    def _transition_depends(self):
        return (*super()._transition_depends(), *COUNTED)

    @api.readonly
    def action_check(self):
        """Show the findings that prevent submitting the plan, and what else a careful clerk would see."""
        self.ensure_one()
        self.check_access('read')
        findings = self._findings()
        faults = [finding for finding in findings if finding['severity'] == 'fault']
        told = [finding['text'] for finding in findings if finding['severity'] != 'note']
        shown = told[:max(TOLD_AT_ONCE, len(faults))]
        if len(shown) < len(told):
            shown.append(self.env._(
                "And %(count)s more, listed beside the form.", count=len(told) - len(shown)))
        if not faults:
            shown.append(self._sentence_without_faults())
        return {
            'type': 'ir.actions.client',
            'tag': 'display_notification',
            'params': {
                'title': self.env._("Check of the plan"),
                'message': '\n'.join(shown),
                'type': 'warning' if told else 'success',
                'sticky': bool(faults),
                'className': 'o_cchc_lines',
                'findings': findings,
            },
        }

    def _sentence_without_faults(self):
        """Return what the check says of a plan that can be submitted; one record."""
        return self.env._("The plan can be submitted: issuing it will give out %(count)s assignments.",
                          count=self.expected_assignment_count)

    def _blocking_findings(self):
        """Return the faults that prevent submitting, as sentences: no topic, an obligation without lead, a period that
        no unit owes, a deadline outside the plan's dates. Peculiarities of the 2024 plan never block."""
        return [finding['text'] for finding in self._findings() if finding['severity'] == 'fault']

    def _findings(self):
        """Return what the check finds, worst first: a list of what ``finding`` makes."""
        self.ensure_one()
        rows = self._checked_rows()
        found = [*self._findings_of_rows(rows), *self._findings_of_plan(rows)]
        return sorted(found, key=lambda finding: SEVERITIES.index(finding['severity']))

    def _findings_of_rows(self, rows):
        """Return what the check finds in these rows of the appendix and in what they ask for."""
        if not rows:
            return [finding('fault', self.env._("The appendix has no topic."), where=self.env._("Appendix"),
                            place={'field': 'row_ids'})]
        obligations = rows.obligation_ids
        units = obligations._units_of([turn for one in obligations for __, turn in one._known_turns()])
        return [
            *(found for row in rows for found in row._findings_of_row()),
            *(found for one in obligations for found in one._findings_of_obligation(units))]

    def _findings_of_plan(self, rows):
        """Yield what the check finds in the plan as a whole. ``rows``: those of the appendix."""
        _ = self.env._
        if rows and not rows.obligation_ids:
            yield finding('review', _(
                "Nothing is asked of anybody: no row has an obligation, so issuing the plan gives out no assignment."),
                where=_("Appendix"), place={'field': 'row_ids'})
        if rows and not (self.number and self.date_issued):
            yield finding(
                'note', _("Number and day of issue stay empty: the Office enters them when it is issued."),
                where=_("Number and day of issue"), place={'field': 'date_issued' if self.number else 'number'})


def finding(severity, text, row=None, about='', where='', place=None):
    """Return one finding. ``severity``: fault, review or note; ``text``: what was found and why it matters; ``row``:
    the row of the appendix where it is, otherwise ``where`` says the place in words and ``place`` where the form has
    it."""
    return {
        'severity': severity, 'text': text, 'row': row.code or '' if row else '', 'about': about,
        'where': row._place_in_words() if row else where,
        'place': row._place_in_form() if row else place or {}}


class CchcTopic(models.Model):
    _inherit = 'cchc.topic'

    def _line(self):
        """Return the row of the appendix that prints this topic: a bullet is printed in the cell of its row."""
        return self if self.code or not self.parent_id else self.parent_id

    def _place_in_words(self):
        code = self._line().code
        return self.env._("Row %(code)s", code=code) if code else ''

    def _place_in_form(self):
        return {'field': 'row_ids', 'key': key_in_form(self._line())}
