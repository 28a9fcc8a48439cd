# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.exceptions import AccessError, UserError

from ...tools.reorganisation import KEEP, digest, digests_asked


class CchcReorganisation(models.Model):
    """The table of what moves, as long as nothing has moved. It is made by ``_moves``, the same that is applied."""
    _inherit = 'cchc.reorganisation'

    def action_preview(self):
        """Make the table of what moves again; answers that still fit are kept. Return True."""
        for reorganisation in self:
            reorganisation.check_access('write')
            if refusal := reorganisation._refusal_of_preview():
                raise AccessError(refusal)
            if reorganisation.state != 'draft':
                raise UserError(self.env._(
                    "“%(name)s” is “%(state)s”. %(instead)s", name=reorganisation.display_name,
                    state=reorganisation._state_label(reorganisation.state),
                    instead=reorganisation._instead_of_editing()))
            if missing := reorganisation._missing_in_head():
                raise UserError('\n'.join(missing))
        self._lock_records()
        for reorganisation in self:
            reorganisation._with_gate()._make_preview()
        return True

    def _refusal_of_preview(self):
        """Return '' when the user may have the table made, else the sentence that says who may; one record."""
        if self.env.su or self.env.user.has_group(self._group_that_decides()):
            return ''
        return self.env._("What moves in “%(name)s” is shown to the Office.", name=self.display_name)

    def _moves(self):
        """Yield what moves (``tools.reorganisation.Move``), in the order in which it is applied; as superuser, one
        record. Each subject has a method of its own."""
        yield from getattr(self, f'_moves_of_{self.subject}')()

    def _kept(self):
        """Return sentences about what stays under the old names; as superuser, one record."""
        return getattr(self, f'_kept_of_{self.subject}')()

    def _make_preview(self):
        """Replace the lines; through the gate, one record."""
        local = self._in_company_language()     # the table is read by everybody who prints it
        moves, answers = list(local._moves()), {line.key: line for line in self.line_ids}
        vals_list = []
        for number, move in enumerate(moves):
            vals = {
                'reorganisation_id': self.id, 'key': move.key, 'sequence': number, 'rank': int(move.is_decided),
                'what': move.what, 'detail': move.detail, 'now_text': move.now, 'after_text': move.after,
                'count': len(move.records.ids) if move.count is None else move.count,
                'proposal': move.choice or False, 'choice': move.choice or False, 'asks_target': move.asks_target,
                'must_move': move.must_move,
                'asks_person': move.asks_person, 'person_id': move.person, 'people': list(move.people)}
            if answer := answers.get(move.key):
                if answer.choice and move.choice and not (answer.choice == KEEP and move.must_move):
                    vals['choice'] = answer.choice
                if move.asks_target:
                    vals['target_id'] = answer.target_id.id
                if move.asks_person and answer.person_id.id in move.people:
                    vals['person_id'] = answer.person_id.id
            vals_list.append(vals)
        self.line_ids.unlink()
        self.env['cchc.reorganisation.line'].create(vals_list)
        self.write({
            'fingerprint': digest(moves), 'asked_fingerprint': '\n'.join(sorted(digests_asked(moves))),
            'kept_text': '\n'.join(local._kept())})

    def _forget_preview(self):
        """Drop the tables, which no longer fit what is typed above; through the gate."""
        self.line_ids.unlink()
        self.write({'fingerprint': False, 'asked_fingerprint': False, 'kept_text': False})

    def _has_changed(self):
        """Whether anything else would move than the table says; as superuser, one record."""
        return digest(self._in_company_language()._moves()) != self.fingerprint

    def _asks_more(self):
        """Whether anything has to be decided that was not when the table was made; as superuser, one record."""
        known = set((self.asked_fingerprint or '').splitlines())
        return not digests_asked(self._in_company_language()._moves()) <= known
