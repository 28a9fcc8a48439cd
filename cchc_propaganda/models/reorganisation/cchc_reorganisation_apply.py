# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import logging
from dataclasses import replace

from psycopg2 import OperationalError

from odoo import api, models
from odoo.exceptions import UserError

from ...tools.reorganisation import MOVE
from ...tools.workflow import named
from ..core.server import as_server

_logger = logging.getLogger(__name__)
LOCKED_FIRST = ('cchc.article', 'cchc.publication')     # an article is always locked before its publications


class CchcReorganisation(models.Model):
    """Carrying out a reorganisation: all that the table says, in one transaction."""
    _inherit = 'cchc.reorganisation'

    def action_apply(self):
        """Carry it out. If anything else would move than the table says, nothing moves: the table is made again, and
        the form says so."""
        self._check_readable()
        self._lock_records()
        for reorganisation in self:
            reorganisation._check_step(named(self._transitions, 'apply'), '')
        changed = self.filtered(lambda reorganisation: as_server(reorganisation)._has_changed())   # of any unit
        if not changed:
            return self._run_transition('apply')
        changed.filtered(lambda reorganisation: reorganisation.state == 'scheduled')._run_transition('reopen')
        for reorganisation in changed:
            reorganisation._with_gate()._make_preview()
        return {
            'type': 'ir.actions.client', 'tag': 'display_notification', 'params': {
                'type': 'warning', 'sticky': True, 'title': self.env._("Nothing was moved"),
                'message': self.env._("Something has changed since the table was made. It is shown anew: look at it "
                                      "again, then carry it out."),
                'next': {'type': 'ir.actions.client', 'tag': 'soft_reload'}}}

    @api.model
    def _cron_apply(self):
        """Carry out what waits for its day, agency by agency, by the date in its time zone. What was decided and has
        changed since is prepared again by the Office; a fault in one keeps no other waiting."""
        for company, waiting in self.search([('state', '=', 'scheduled')], order='date, id').grouped(
                'company_id').items():
            today = company._cchc_today()
            for reorganisation in waiting.filtered(lambda one, today=today: one.date <= today):
                try:
                    with self.env.cr.savepoint():
                        reorganisation._in_company_language()._apply_on_its_day()
                        self.env.flush_all()
                except OperationalError:    # a fault of the database: the job is tried again
                    raise
                except Exception:
                    _logger.exception("Reorganisation %s is not carried out", reorganisation.id)

    def _apply_on_its_day(self):
        """Carry it out, or give it back to the Office if what was decided has changed; one record, as superuser."""
        self._lock_records()
        if missing := self._missing_in_head():
            self._give_back('\n'.join(missing))
        elif self._asks_more():
            self._give_back(self.env._("What has to be decided has changed since. Look at the table again."))
            self._with_gate()._make_preview()
        else:
            self._with_gate()._make_preview()
            try:
                with self.env.cr.savepoint():
                    self._run_transition('apply')
            except UserError as error:
                self.env.invalidate_all()
                self._give_back(str(error))

    def _after_apply(self, step, reason):
        for reorganisation in self._with_gate():
            reorganisation._in_company_language()._apply()

    def _apply(self):
        """Move what the table says, then close what is no more; through the gate, in the agency's language, one
        record."""
        moves, lines = list(self._moves()), {line.key: line for line in self.line_ids}
        self._lock_what_moves(moves)
        self._make_successors()
        for move, line in self._answered_alike(moves, lines):
            getattr(self, move.apply)(move, line)
        self._close()

    @api.model
    def _answered_alike(self, moves, lines):
        """Return ``[(move, line)]`` in order, with rows that are moved by the same method and have the same answer as
        one: many records then move at once."""
        alike = {}
        for move in moves:
            line = lines[move.key]
            apart = move.key if move.more or move.asks_person else ''
            alike.setdefault(
                (move.apply, move.records._name, line.choice, line.target_id.id, apart), []).append((move, line))
        return [(replace(first, records=first.records.union(*(move.records for move, __ in more))), line)
                for (first, line), *more in alike.values()]

    def _lock_what_moves(self, moves):
        """Lock the documents that move, articles before their publications: nobody takes a step on them meanwhile."""
        by_model = {}
        for move in moves:
            for records in (move.records, *move.more.values()):
                by_model[records._name] = by_model.get(records._name, records.browse()) | records
        for name in sorted(by_model, key=lambda name: (name not in LOCKED_FIRST, name)):
            if hasattr(by_model[name], '_lock_records'):
                by_model[name]._lock_records()
        (self._old_records() | self._new_record()).lock_for_update()

    def _make_successors(self):
        getattr(self, f'_make_successors_of_{self.subject}')()

    def _close(self):
        getattr(self, f'_close_{self.subject}')()

    def _successor(self, line):
        """Return who takes over what the line says, no record when nobody does."""
        if line.asks_target:
            return line.target_id[self._target_field()] if line.choice in (False, MOVE) else self._new_record().browse()
        return self._new_record()

    def _reason(self):
        """Return the reason that is given to those whose work moves."""
        return self.env._("%(kind)s, by %(basis)s", kind=self._kind_label(), basis=self.basis)
