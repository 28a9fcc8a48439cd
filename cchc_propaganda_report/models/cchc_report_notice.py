# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from odoo.addons.cchc_propaganda.models.reminder.cchc_reminder_roster import Roster

TOLD = {
    'submit': 'submitted', 'approve': 'approved', 'return': 'returned', 'publish': 'published', 'unlock': 'unlocked'}


class CchcReport(models.Model):
    """Notices of the steps of a report: who decides learns what was submitted, who wrote it of the decision, and the
    director of the report that was sent."""
    _name = 'cchc.report'
    _inherit = ['cchc.notice.mixin', 'cchc.report']

    def _tell_of_step(self, step, reason, before):
        if not (kind := TOLD.get(step.name)):
            return
        env = self.sudo().env   # not every user may look up who has which role
        rosters = {company: Roster(env, company) for company in self.company_id}
        for level, reports in self.grouped('level').items():
            own = f'unit_{kind}' if level == 'department' else f'report_{kind}'
            reports._send_notice(own, {
                report: report._people_to_tell(kind, rosters[report.company_id]) for report in reports}, reason)

    def _people_to_tell(self, kind, roster):
        """Return whom a notice of this kind concerns; one record."""
        if self.level == 'agency':
            return roster.director if kind in ('submitted', 'published') else roster.office
        if kind == 'submitted':
            return roster.office
        return self.submitted_by_id | self.department_id._cchc_head_user()

    def _notice_words(self):
        _ = self.env._
        return {
            **super()._notice_words(),
            'unit_submitted': (_("Report to be accepted"), _("%(who)s has sent %(what)s to the Office.")),
            'unit_approved': (_("Report accepted"), _("The Office (%(who)s) has accepted %(what)s.")),
            'unit_returned': (_("Report returned"), _("%(who)s has returned %(what)s.")),
            'unit_unlocked': (_("Report unlocked"), _("%(who)s has unlocked %(what)s.")),
            'report_unlocked': (_("Report unlocked"), _("%(who)s has unlocked %(what)s.")),
            'report_submitted': (_("Report for approval"), _("%(who)s has submitted %(what)s for approval.")),
            'report_approved': (_("Report approved"), _("%(who)s has approved %(what)s.")),
            'report_returned': (_("Report returned"), _("%(who)s has returned %(what)s.")),
            'report_published': (_("Report sent"), _("%(who)s has sent %(what)s to the parent body.")),
        }

    def _notice_stands(self, kind):
        return self.state == 'submitted' if kind.endswith('_submitted') else super()._notice_stands(kind)

    def _notice_is_mailed(self, kind):
        setting = kind.removeprefix('unit_').removeprefix('report_')
        return setting not in ('published', 'unlocked') and super()._notice_is_mailed(setting)
