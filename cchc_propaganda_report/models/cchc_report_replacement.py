# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from odoo.addons.cchc_propaganda.tools.groups import OFFICE

from .cchc_report_workflow import NARRATIVES


class CchcReport(models.Model):
    """A correction of a report that was sent: a new version beside the old one, which stays as it was sent."""
    _inherit = 'cchc.report'

    replaces_id = fields.Many2one(
        'cchc.report', "Replaces the report", index='btree_not_null', ondelete='restrict', check_company=True,
        readonly=True, copy=False, server_only=True, help="The report that was sent and that this one corrects.")
    replacement_ids = fields.One2many('cchc.report', 'replaces_id', "Corrected versions", readonly=True)
    can_replace = fields.Boolean(compute='_compute_can_replace')

    @api.depends('state', 'level', 'replacement_ids.state')
    @api.depends_context('uid')
    def _compute_can_replace(self):
        for report in self:
            report.can_replace = not report._refusal_to_replace() and not report._obstacle_to_replace()

    @api.depends('name', 'version')
    @api.depends_context('lang')
    def _compute_display_name(self):
        result = super()._compute_display_name()
        for report in self.filtered(lambda report: report.version > 1):
            report.display_name = self.env._(
                "%(name)s (version %(version)s)", name=report.name, version=report.version)
        return result

    def action_new_version(self):
        """Draft the corrected version of a sent report, with its text and the figures of now, and return the action
        that opens it. The report that was sent does not change."""
        self.ensure_one()
        self.check_access('read')
        self._lock_records()
        if refusal := self._refusal_to_replace():
            raise AccessError(refusal)
        if obstacle := self._obstacle_to_replace():
            raise UserError(obstacle)
        sent = self._with_gate()    # no user may write the version
        new = sent.create(sent._prepare_replacement_vals())
        new._take_figures()
        new._log_event('replace', {new: new._in_company_language().env._(
            "Corrects %(name)s, sent under number %(number)s.", name=self.name, number=self.number)})
        return {'type': 'ir.actions.act_window', 'res_model': self._name, 'res_id': new.id, 'views': [(False, 'form')]}

    def _refusal_to_replace(self):
        """Return '' when the user may draft a corrected version, else a sentence saying who may; one record."""
        return '' if self.env.su or self.env.user.has_group(OFFICE) else self.env._(
            "The corrected version of “%(name)s” is drafted by the Office.", name=self.display_name)

    def _obstacle_to_replace(self):
        """Return '' when the report can be corrected by a new version, else a sentence saying why not; one record."""
        _ = self.env._
        if self.level == 'department':
            return _("“%(name)s” is a unit's report: the Office returns it, and the unit corrects it.",
                     name=self.display_name)
        if self.state != 'published':
            return _("“%(name)s” was not sent yet: have it returned and correct it.", name=self.display_name)
        others = self.sudo().replacement_ids.filtered(  # only whether there is one, and its name
            lambda report: report.state != 'cancelled')
        return others and _("“%(name)s” already has a corrected version: %(other)s.",
                            name=self.display_name, other=others[:1].display_name) or ''

    def _prepare_replacement_vals(self):
        """Return the values of the corrected version; one record."""
        return {
            'replaces_id': self.id, 'version': self._next_version(),
            'level': self.level, 'period_key': self.period_key,
            'regime_id': self.regime_id.id, 'window_from': self.window_from, 'window_to': self.window_to,
            'period_type': self.period_type, 'year': self.year, 'period_number': self.period_number,
            'plan_id': self.plan_id.id, 'company_id': self.company_id.id, 'date_deadline': self.date_deadline,
            'signer_name': self.signer_name, 'signer_title': self.signer_title, 'with_agencies': self.with_agencies,
            **{name: self[name] for name in NARRATIVES}, 'narrative_source': self.narrative_source,
            'recipient_ids': [Command.create({'sequence': line.sequence, 'name': line.name})
                              for line in self.recipient_ids],
        }

    def _next_version(self):
        """Return the number of the next version; one record. A cancelled correction keeps its number."""
        others = self.sudo().replacement_ids    # only their numbers
        return max(others.mapped('version'), default=self.version) + 1

    def _event_labels(self):
        return {**super()._event_labels(), 'replace': self.env._("Corrected version")}
