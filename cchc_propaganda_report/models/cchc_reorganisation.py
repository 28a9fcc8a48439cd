# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.fields import Command, Domain

from odoo.addons.cchc_propaganda.tools.decree import within_sentence
from odoo.addons.cchc_propaganda.tools.reorganisation import Move, replaced


class CchcReorganisation(models.Model):
    """What units and bodies outside the agency leave in reports. A unit's report on days that were over stays that of
    the old unit, and the head of the one that takes over sends it; of the period that runs there is only the report of
    the new unit, on the whole of it."""
    _inherit = 'cchc.reorganisation'

    def _moves_of_closed_units(self):
        yield from super()._moves_of_closed_units()
        _, gone, arrow = self.env._, self._gone(), self._arrow()
        unsent = self.env['cchc.report'].search(
            Domain('department_id', 'in', gone.ids) & Domain('state', 'in', ('draft', 'submitted')))
        earlier = unsent.filtered(lambda report: report.date_end < self.date)
        if earlier:
            yield Move('report_earlier', '_apply_nothing', earlier, _("Reports not sent yet"),
                       self._spread(earlier, gone), _("stay those of the old units; who heads the new one sends them")
                       if self._new_names() else _("stay as they are"), self._report_periods(earlier))
        if running := unsent - earlier:
            yield Move('report', '_apply_reports', running, _("Reports on days that are not over"),
                       self._spread(running, gone), _("%(new)s: its report is on the whole period", new=arrow),
                       self._report_periods(running))
        rules = self.env['cchc.report.regime'].with_context(active_test=False).search(
            [('department_ids', 'in', gone.ids)])
        if rules:
            yield Move('report_rule', '_apply_report_rules', rules, _("Reporting rules"), self._named(
                rules.department_ids & gone), arrow, ', '.join(rules.mapped('name')))

    def _report_periods(self, reports):
        return ', '.join(dict.fromkeys(within_sentence(label) for label in reports.mapped('period_label') if label))

    def _apply_nothing(self, move, line):
        """The row only says what stays."""

    def _apply_reports(self, move, line):
        """Cancel them: the new unit's report is opened when its days are over."""
        move.records.write({'state': 'cancelled'})
        move.records[0]._log_event('superseded', dict.fromkeys(move.records, self._reason()))

    def _apply_report_rules(self, move, line):
        gone, new = set(self._gone().ids), self._successors().ids
        for rule in move.records:
            rule.department_ids = [Command.set(replaced(rule.department_ids.ids, gone, new))]

    def _kept_of_unit(self):
        sent = self.env['cchc.report'].search_count([
            ('department_id', 'in', self._old_records().ids), ('state', 'in', ('approved', 'published'))])
        accepted = self.env._("%(count)s reports that are accepted", count=sent)
        return [*super()._kept_of_unit(), *self._counted((sent, accepted))]

    def _moves_of_recipient(self):
        yield from super()._moves_of_recipient()
        _ = self.env._
        drafts = self.env['cchc.report.recipient'].search([
            ('report_id.company_id', '=', self.company_id.id), ('report_id.state', '=', 'draft')]).filtered(
                lambda recipient: self._names_old_body(recipient.name))
        if drafts:
            yield Move('report_recipient', '_apply_report_recipients', drafts, _("Recipients of reports not submitted"),
                       ', '.join(dict.fromkeys(drafts.mapped('name'))), self._names_afterwards(drafts.mapped('name')),
                       ', '.join(drafts.report_id.mapped('name')))
        rules = self.env['cchc.report.regime'].with_context(active_test=False).search(
            [('company_id', '=', self.company_id.id)]).filtered(lambda rule: self._names_old_body(rule.recipient))
        if rules:
            yield Move('rule_recipient', '_apply_rule_recipients', rules, _("Reporting rules"),
                       ', '.join(dict.fromkeys(rules.mapped('recipient'))),
                       self._names_afterwards(rules.mapped('recipient')), ', '.join(rules.mapped('name')))

    def _apply_report_recipients(self, move, line):
        self._rename_recipients(move.records, 'report_id')

    def _apply_rule_recipients(self, move, line):
        for rule in move.records:
            name = ', '.join(self._bodies(rule.recipient)) or False
            for lang in dict.fromkeys((self.company_id._cchc_lang(), 'en_US')):     # another would remain the old one
                rule.with_context(lang=lang).recipient = name


class CchcReport(models.Model):
    _inherit = 'cchc.report'

    def _event_labels(self):
        return {**super()._event_labels(), 'superseded': self.env._("Replaced by the report of the new unit")}
