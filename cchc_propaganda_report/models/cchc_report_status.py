# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from odoo.addons.cchc_propaganda.models.core.words import listed
from odoo.addons.cchc_propaganda.tools.dates import in_figures


class CchcReport(models.Model):
    """Where a report stands, in words: its state, and the sentence above the form that says what to do next."""
    _inherit = 'cchc.report'

    unit_state = fields.Selection([
        ('draft', "Being written"),
        ('submitted', "Sent to the Office"),
        ('approved', "Accepted by the Office"),
    ], "State of a unit's report", compute='_compute_unit_state')
    status_text = fields.Char("Status", compute='_compute_status_text', help="Where the report stands, for the reader.")

    @api.depends('state', 'level')
    def _compute_unit_state(self):
        for report in self:
            report.unit_state = (
                report.level == 'department' and report.state in ('draft', 'submitted', 'approved') and report.state)

    @api.depends('state', 'level', 'is_returned', 'department_id')
    @api.depends_context('uid', 'lang')
    def _compute_status_text(self):
        _ = self.env._
        for report in self:
            if report.state == 'draft' and report.is_returned:
                report.status_text = _("Returned")
            elif report.level == 'department' and not report.is_headed_by_me:
                report.status_text = {
                    'draft': _("Not sent"), 'submitted': _("To be accepted"), 'approved': _("Accepted by the Office"),
                }.get(report.state) or report._state_label(report.state)
            else:
                report.status_text = report._state_label(report.state)

    def _state_label(self, state):
        """Return the word for the state; a unit's report has its own words."""
        if self[:1].level == 'department':
            words = dict(self._fields['unit_state']._description_selection(self.env))
            if state in words:
                return words[state]
        return super()._state_label(state)

    # ------------------------------------------------------------------
    # The sentence above the sheet
    # ------------------------------------------------------------------

    def _next_step_sentence(self):
        if not self._origin:
            return False
        if self.state == 'draft':
            return self._sentence_of_draft()
        _, since = self.env._, self._format_moment(self.date_last_step) if self.date_last_step else ''
        due = self._due_in_words()
        if self.state == 'submitted' and self.level == 'department':
            return _("Sent to the Office at %(when)s; the Office accepts it or returns it.", when=since)
        if self.state == 'submitted':
            return ' '.join(filter(None, [
                _("Waiting for the director to approve it since %(when)s.", when=since), due]))
        if self.state == 'approved' and self.level == 'department':
            return _("The Office accepted it at %(when)s.", when=since)
        if self.state == 'approved':
            missing = self._missing_to_publish(None)
            words = _("Approved. To send it: %(missing)s", missing=listed(missing)) if missing else _(
                "Approved. The Office sends it.")
            return ' '.join(filter(None, [words, due]))
        if self.state == 'published':
            return _("Sent on %(date)s under number %(number)s.", date=in_figures(self.date_sent), number=self.number)
        return False

    def _due_in_words(self):
        """Return “2 days left: to be sent by 10/04/2024.”, '' without a due date; one record."""
        _ = self.env._
        if not self.date_deadline:
            return ''
        left, due = (self.date_deadline - self.company_id._cchc_today()).days, in_figures(self.date_deadline)
        if left < 0:
            return _("It was to be sent by %(date)s, %(days)s days ago.", date=due, days=-left)
        return _("To be sent by %(date)s: %(days)s days left.", date=due, days=left)

    def _sentence_of_draft(self):
        _ = self.env._
        words = []
        if self.is_returned:
            words.append(_("Returned: “%(reason)s”", reason=self.return_reason))
        words.append(self._due_in_words())
        writes = not self._refusal_to_write()
        if not self.date_figures:
            words.append(_("No figures yet. Use “Refresh the figures”.") if self.can_refresh else _(
                "No figures yet."))
        elif not writes:
            words.append(_("Figures taken at %(when)s. %(who)s", when=self._format_moment(self.date_figures),
                           who=self._refusal_to_write()))
        elif self.can_report_nothing:
            words.append(_(
                "Nothing was counted for the unit in this period. If that is right, “Nothing to report” is enough."))
        else:
            words.append(self._sentence_to_submit())
            if self.can_submit and self.level == 'department' and (counted := self._counted_figures()):
                words.append(_("“Nothing to report” is not offered, because something was counted: %(figures)s.",
                               figures=self._figures_in_words(counted)))
        return ' '.join(filter(None, words))

    def _sentence_to_submit(self):
        """Return what is missing before a counted draft is submitted, or what to do now; one record."""
        _ = self.env._
        if missing := self._missing_to_submit(None):
            return _("To send the report: %(missing)s", missing=listed(missing))
        return _("Figures taken at %(when)s. Read the sections, correct them, then use “%(step)s”.",
                 when=self._format_moment(self.date_figures), step=self._step_labels()['submit'])

    def _figures_in_words(self, figures):
        """Return the first two figures as ``Articles posted: 3; Met on time: 1``."""
        return '; '.join(f'{figure.name}: {figure.value_text}' for figure in figures[:2])
