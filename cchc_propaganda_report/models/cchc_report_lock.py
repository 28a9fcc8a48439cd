# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.cchc_propaganda.tools.dates import in_figures
from odoo.addons.cchc_propaganda.tools.groups import DIRECTOR, OFFICE
from odoo.addons.cchc_propaganda.tools.period import Period


class CchcReport(models.Model):
    """The day after which a report is locked: it is no longer submitted, until somebody unlocks it with a reason. The
    due day is another one, before it. The correction of a report that was sent is not locked."""
    _inherit = 'cchc.report'

    date_lock = fields.Date(
        "Locked after", compute='_compute_date_lock', store=True, precompute=True, server_only=True,
        help="The last day on which it can be submitted without being unlocked. It does not move with the due day.")
    date_unlocked = fields.Datetime("Unlocked on", readonly=True, copy=False, server_only=True)
    unlocked_by_id = fields.Many2one('res.users', "Unlocked by", readonly=True, copy=False, server_only=True)
    is_locked = fields.Boolean("Locked", compute='_compute_is_locked', search='_search_is_locked')
    can_unlock = fields.Boolean(compute='_compute_can_transitions')

    @api.depends('period_key', 'regime_id', 'version')
    def _compute_date_lock(self):
        for report in self:
            report.date_lock = report.regime_id and report.period_key and report.version == 1 and (
                report.regime_id._rule().lock(Period.parse(report.period_key)))

    @api.depends('date_lock', 'date_unlocked', 'state')
    def _compute_is_locked(self):
        today = {company: company._cchc_today() for company in self.company_id}
        for report in self:
            report.is_locked = bool(
                report.state == 'draft' and report.date_lock and not report.date_unlocked
                and report.date_lock < today[report.company_id])

    @api.model
    def _search_is_locked(self, operator, value):
        if operator != 'in':
            return NotImplemented
        locked = Domain('state', '=', 'draft') & Domain('date_unlocked', '=', False) & Domain.OR(
            Domain('company_id', '=', company.id) & Domain('date_lock', '<', company._cchc_today())
            for company in self.env.companies)
        return locked if True in value else ~locked

    def action_unlock(self, reason=''):
        """Unlock the reports, so that they can be submitted. Return True."""
        return self._run_transition('unlock', reason)

    def _refusal_to_unlock(self, step):
        """The Office unlocks the report of a unit, the director that of the agency."""
        of_unit = self.level == 'department'
        if self.env.su or self.env.user.has_group(OFFICE if of_unit else DIRECTOR):
            return ''
        return self._who_unlocks()

    def _who_unlocks(self):
        if self.level == 'department':
            return self.env._("“%(name)s” is unlocked by the Office.", name=self.display_name)
        return self.env._("“%(name)s” is unlocked by the director.", name=self.display_name)

    def _missing_to_unlock(self, step):
        return [] if self.is_locked else [self.env._("It is not locked: it can be submitted as it is.")]

    def _unlocked_values(self, step, reason):
        return {'date_unlocked': fields.Datetime.now(), 'unlocked_by_id': self.env.uid}

    def _refusal_when_locked(self):
        """Return '' while the report may be submitted, else a sentence saying since when it is locked and who unlocks
        it; one record."""
        if not self.is_locked:
            return ''
        words = {'date': in_figures(self.date_lock)}
        return self.env._("It was locked after %(date)s: ask the Office to unlock it.", **words) if (
            self.level == 'department') else self.env._(
            "It was locked after %(date)s: ask the director to unlock it.", **words)

    def _due_in_words(self):
        """Say also that the report is locked, unless that stands among what is missing to submit it."""
        words = super()._due_in_words()
        if self.is_locked and (not self.date_figures or self._refusal_to_write()):
            return f'{words} {self._refusal_when_locked()}'
        return words

    def _step_labels(self):
        return {**super()._step_labels(), 'unlock': self.env._("Unlock")}

    def _transition_depends(self):
        return (*super()._transition_depends(), 'date_lock', 'date_unlocked')
