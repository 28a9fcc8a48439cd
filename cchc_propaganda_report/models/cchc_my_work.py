# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.fields import Domain

from odoo.addons.cchc_propaganda.tools.decree import within_sentence
from odoo.addons.cchc_propaganda.tools.groups import DIRECTOR, HEAD, OFFICE

NUDGE = 'cchc_propaganda_report.cchc_report_nudge_action'
NAMES = 6   # units that a line names; the rest is counted


class CchcMyWork(models.AbstractModel):
    """Reports on the first screen: a head's own, for the Office those to be accepted, written and sent and the units
    that have not sent theirs, for the director those that wait for approval."""
    _inherit = 'cchc.my.work'

    def _lines(self, assignments, seats, headed):
        now, ahead = super()._lines(assignments, seats, headed)
        return [*now, *self._report_lines(headed)], ahead

    def _report_lines(self, headed):
        user = self.env.user
        directs, is_office = user.has_group(DIRECTOR), user.has_group(OFFICE)
        if not (directs or is_office or headed):
            return []
        Report = self.env['cchc.report']
        reports = Report.search(
            Domain('company_id', '=', self.env.company.id) & Domain('plan_id.date_closed', '=', False)
            & (Report._not_sent_domain() & Domain('date_deadline', '!=', False) | Domain('state', '=', 'submitted')
               | Domain('version', '>', 1) & Domain('state', 'in', ('draft', 'approved'))),
            order='date_deadline, department_id, id')
        of_units = reports.filtered(lambda report: report.level == 'department')
        written = headed | (self._without_head(of_units.department_id) if is_office else headed)
        own = of_units.filtered(lambda report: report.state == 'draft' and report.department_id in written)
        lines = [self._report_line_of_writer(report) for report in own]
        for report in reports - of_units:
            lines += self._lines_of_agency_report(report, directs, is_office)
        if is_office:
            lines += [self._report_line(
                report, 'review', self.env._("The unit has sent it: accept it or return it."),
                self.env._("Accept or return")) for report in of_units if report.state == 'submitted']
            lines += self._lines_of_silent_units(of_units.filtered('is_not_sent') - own)
        return lines

    def _without_head(self, units):
        """Return those of the units that have no head with an account: the Office writes their reports."""
        units_sudo = units.sudo()   # users may not read employees
        head = {unit: unit.manager_id.filtered('active').user_id for unit in units_sudo}
        able = units_sudo.env['res.users'].union(*head.values())._cchc_present().filtered(
            lambda user: user.has_group(HEAD))
        return units.filtered(lambda unit: not head[unit] & able)

    def _report_line(self, report, section, why, label=''):
        since = report.date_last_step if section in ('review', 'waiting') else False
        return self._line(
            report, section, report.date_deadline, since=since, name=report.display_name, why=why,
            department=report.department_id, buttons=[{'kind': 'form', 'label': label}] if label else [])

    def _report_line_of_writer(self, report):
        _ = self.env._
        if report.is_returned:
            return self._report_line(report, 'returned', _("Returned: “%(reason)s”", reason=report.return_reason),
                                     _("Correct and submit again"))
        why = _("Its data are closed: write and send it.") if report.level == 'department' else _(
            "Its data are closed: write it and submit it for approval.")
        if locked := report._refusal_when_locked():
            why = locked
        return self._report_line(report, 'overdue' if report.is_late else 'todo', why, _("Write the report"))

    def _lines_of_agency_report(self, report, directs, is_office):
        """Return the line of a report of the agency, none if it is nothing to this user."""
        _ = self.env._
        if report.state == 'submitted' and directs:
            return [self._report_line(report, 'review', _("Report that waits for your approval."),
                                      _("Read and approve"))]
        if not is_office:
            return [self._report_line(report, 'overdue', report._refusal_when_locked(), _("Open"))] if (
                directs and report.is_locked) else []
        if report.state == 'submitted':
            return [self._report_line(report, 'waiting', _("Submitted: the director approves it."))]
        if report.state == 'approved':
            return [self._report_line(report, 'overdue' if report.is_late else 'todo', _(
                "Approved: enter its number and day, then send it."), _("Send the report"))]
        return [self._report_line_of_writer(report)]

    def _lines_of_silent_units(self, reports):
        """Return a line for each period and rule of which units have not sent their report."""
        _, lines = self.env._, []
        for group in reports.grouped(lambda one: (one.regime_id, one.period_key, one.date_deadline)).values():
            units = group.department_id
            names = ', '.join(units[:NAMES].mapped('name'))
            if len(units) > NAMES:
                names = _("%(names)s and %(count)s more", names=names, count=len(units) - NAMES)
            period = group[0]._period_with_quarter()
            late = group[0].is_late
            line = self._line(
                group[0], 'overdue' if late else 'waiting', group[0].date_deadline,
                name=_("Units that have not sent the report of %(period)s: %(count)s",
                       period=within_sentence(period), count=len(units)),
                why=names, buttons=[{'kind': 'dialog', 'action': NUDGE, 'label': _("Ask for the reports")}])
            lines.append({**line, 'form': {**line['form'], 'action': NUDGE}})
        return lines
