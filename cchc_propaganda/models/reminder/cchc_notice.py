# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import logging
from collections import defaultdict
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models

from ..core.server import as_server
from .cchc_reminder_roster import Roster

_logger = logging.getLogger(__name__)

BATCH = 2000
TRIES = 5           # at least an hour apart; after the last, the notice is given up


class CchcNotice(models.Model):
    """A notice waiting to be sent. A step only creates this record, committed together with the step, so that nobody
    waits for mails. If somebody takes the same step ten times in a row, each reader receives one notice."""
    _name = 'cchc.notice'
    _description = "Notice to Be Sent"
    _order = 'id'
    _rec_name = 'kind'

    kind = fields.Char(required=True, readonly=True)
    res_model = fields.Char("Model", required=True, readonly=True)
    res_id = fields.Many2oneReference("Record", model_field='res_model', required=True, readonly=True)
    company_id = fields.Many2one('res.company', required=True, index=True, readonly=True, ondelete='cascade')
    actor_id = fields.Many2one('res.users', "Done by", required=True, readonly=True, ondelete='cascade')
    reader_ids = fields.Json("To be told", readonly=True, help="Ids of users.")
    reason = fields.Text(readonly=True)
    words = fields.Json("Further details", readonly=True)
    tries = fields.Integer("Failed tries", readonly=True, help="Failed tries within an hour count as one.")
    date_failed = fields.Datetime("Last failed try", readonly=True)
    fault = fields.Text(readonly=True, help="Why the notice was given up. It is not tried again.")

    @api.model
    def _leave(self, vals_list):
        """Queue notices. The cron sends them as soon as the step is committed."""
        as_server(self).create(vals_list)
        cron = self.env['ir.model.data']._xmlid_to_res_id('cchc_propaganda.ir_cron_notice', raise_if_not_found=True)
        # The actor need not be allowed to run crons. Not by ``_trigger``, which reads the cron first.
        self.env['ir.cron.trigger'].sudo().create({'cron_id': cron, 'call_at': fields.Datetime.now()})
        self.env.cr.postcommit.add(self.env['ir.cron'].browse(cron)._notifydb)

    @api.model
    def _cron_send(self):
        """Send all waiting notices and delete them."""
        waiting = self._waiting()
        remaining = self.sudo().search_count([('fault', '=', False)])   # users have no rights on the queue
        for own in waiting:
            own._send()
            remaining -= len(own)
            if not self.env['ir.cron']._commit_progress(len(own), remaining=remaining):
                return

    @api.model
    def _waiting(self):
        """Return the oldest waiting notices as a list of groups: the same step of one person on one model."""
        # Users have no rights on the queue.
        return list(self.sudo().search([('fault', '=', False)], limit=BATCH).grouped(lambda notice: (
            notice.company_id, notice.res_model, notice.kind, notice.actor_id)).values())

    def _send(self):
        """Send the notices of one group. If that fails, try each notice alone. A notice that fails alone is tried again
        later, and given up after the last try."""
        try:
            with self.env.cr.savepoint():
                records = self._records()
                for (lang, notices), readers in self._readers(records).items():
                    ids = set(notices.mapped('res_id'))
                    about = records.filtered(lambda record, ids=ids: record.id in ids)
                    about.with_context(lang=lang)._tell(notices, readers)
                self.unlink()
        except OperationalError:    # a fault of the database, not of the notice: try the whole run again
            raise
        except Exception as error:
            if len(self) > 1:
                _logger.warning("Notices: %s failed together, each is tried alone", self, exc_info=True)
                for notice in self:
                    notice._send()
                return
            _logger.exception("Notices: %s cannot be sent", self)
            self._keep_failure(error)

    def _keep_failure(self, error):
        """Count a failed try of one notice. Give the notice up after the last try."""
        now = fields.Datetime.now()
        if self.date_failed and now - self.date_failed < timedelta(hours=1):
            return      # every step triggers the cron: count at most one failure an hour
        self.write({'tries': self.tries + 1, 'date_failed': now})
        if self.tries >= TRIES:
            self.fault = f'{type(error).__name__}: {error}'
            self._show_fault()

    def _show_fault(self):
        """Log who was not told in the log of reminders, where the Office looks for faults."""
        record = self.env[self.res_model].browse(self.res_id).with_context(lang=self.company_id._cchc_lang()).exists()
        _ = record.env._
        readers = self.env['res.users'].browse(self.reader_ids).exists()
        as_server(self.env['cchc.reminder.log']).create([{
            'res_model': self.res_model, 'res_id': self.res_id, 'record_name': record.display_name,
            'company_id': self.company_id.id, 'user_id': reader.id, 'date_reminded': self.date_failed,
            'fault': 'notice', 'is_noticed': True,
            'text': _("The notice of a step could not be sent, tried %(count)s times: %(error)s",
                      count=self.tries, error=self.fault),
        } for reader in readers])

    def _records(self):
        """Return the documents that still need these notices, as the actor with the rights of the server."""
        # The actor was allowed to take the step; _readers checks what each reader may read.
        records = self.env(user=self.actor_id.id, su=True)[self[:1].res_model].browse(
            dict.fromkeys(self.mapped('res_id'))).exists()
        return records.filtered(lambda record: record._notice_stands(self[:1].kind))

    def _readers(self, records):
        """Return ``{(language, notices): users}``: the readers of the same notices."""
        roster = Roster(records.env, self.company_id)
        everybody = roster.env['res.users'].browse({id_ for ids in self.mapped('reader_ids') for id_ in ids}).exists()
        readers = defaultdict(everybody.browse)
        for user in roster.reached(everybody):
            own = self.filtered(lambda notice, user=user: user.id in notice.reader_ids)
            readable = roster.readable(user, records)
            if own := own.filtered(lambda notice, ids=readable: notice.res_id in ids):
                readers[user.lang, own] |= user
        return readers
