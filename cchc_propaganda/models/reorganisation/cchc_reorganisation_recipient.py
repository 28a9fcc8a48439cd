# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from ...tools.reorganisation import Move, renamed_body
from .cchc_reorganisation_rows import BEFORE_ISSUE


class CchcReorganisation(models.Model):
    """Bodies outside the agency that are renamed, merged, split or ended: what is not issued yet names the new ones.
    What is issued or sent keeps the old names."""
    _inherit = 'cchc.reorganisation'

    def _moves_of_recipient(self):
        _ = self.env._
        recipients = self.env['cchc.plan.recipient'].search(
            [('plan_id.state', 'in', BEFORE_ISSUE), ('company_id', '=', self.company_id.id)]).filtered(
                lambda recipient: self._names_old_body(recipient.name))
        if recipients:
            yield Move(
                'recipient', '_apply_recipients', recipients, _("Recipients of plans not issued yet"),
                ', '.join(dict.fromkeys(recipients.mapped('name'))), self._names_afterwards(recipients.mapped('name')),
                ', '.join(recipients.plan_id.mapped('name')))
        channels = self.env['cchc.channel'].search([('company_id', '=', self.company_id.id)]).filtered(
            lambda channel: self._names_old_body(channel.owner))
        if channels:
            yield Move('owner', '_apply_owners', channels, _("Channels that it manages"),
                       ', '.join(dict.fromkeys(channels.mapped('owner'))),
                       self._names_afterwards(channels.mapped('owner')), ', '.join(channels.mapped('name')))
        if self._names_old_body(self.company_id.cchc_parent_name):
            yield Move('parent', '_apply_parent', self.company_id, _("Parent body in the settings"),
                       self.company_id.cchc_parent_name, self._names_afterwards([self.company_id.cchc_parent_name]))

    def _bodies(self, words):
        """Return the words with the old bodies named as the new ones: one text for each of them, none when it named
        only a body that is no more."""
        return renamed_body(words or '', self._old_names(), self._new_names())

    def _names_old_body(self, words):
        return bool(words) and self._bodies(words) != [words]

    def _names_afterwards(self, names):
        """Return what will stand there, in words."""
        after = dict.fromkeys(name for words in names for name in self._bodies(words))
        return f"→ {', '.join(after)}" if after else self.env._("left out")

    def _kept_of_recipient(self):
        return [self.env._("recipients of what is issued or sent")]

    def _missing_of_recipient(self):
        return []

    def _make_successors_of_recipient(self):
        """Bodies outside the agency are but names."""

    def _close_recipient(self):
        """Bodies outside the agency are but names."""

    def _apply_recipients(self, move, line):
        self._rename_recipients(move.records, 'plan_id')

    def _rename_recipients(self, recipients, link):
        """Write the new names into lists of recipients, each name once in its list."""
        for document, rows in recipients.grouped(link).items():
            there = {name.casefold() for name in (document.recipient_ids - rows).mapped('name')}
            for row in rows:
                names = [name for name in self._bodies(row.name) if name.casefold() not in there]
                there.update(name.casefold() for name in names)
                if not names:
                    row.unlink()
                    continue
                row.name = names[0]
                recipients.create([{link: document.id, 'sequence': row.sequence, 'name': name} for name in names[1:]])

    def _apply_owners(self, move, line):
        for channel in move.records:
            channel.owner = ', '.join(self._bodies(channel.owner)) or False

    def _apply_parent(self, move, line):
        name = ', '.join(self._bodies(move.records.cchc_parent_name))
        move.records.cchc_parent_name = name.upper() if move.records.cchc_parent_name.isupper() else name
