import logging
from collections import defaultdict
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models

from ..core.server import as_server
from .cchc_reminder_roster import Roster

_logger = logging.getLogger(__name__)

BATCH = 2000
TRIES = 5           # an hour apart at least, then a notice is given up


class CchcNotice(models.Model):
    """News that waits to be told. A step leaves only this line: it is committed with the step or not at all, nobody
    waits for mails, and what somebody does ten times in a row reaches each reader as one notice."""
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
    tries = fields.Integer("Failed tries", readonly=True, help="Those of one hour count as one.")
    date_failed = fields.Datetime("Last counted as failed on", readonly=True)
    fault = fields.Text(readonly=True, help="Why it was given up; it is not tried again.")

    @api.model
    def _leave(self, vals_list):
        """Keep the news until the cron tells them, which is as soon as the step is committed."""
        as_server(self).create(vals_list)
        cron = self.env['ir.model.data']._xmlid_to_res_id('cchc_propaganda.ir_cron_notice', raise_if_not_found=True)
        self.env['ir.cron'].sudo().browse(cron)._trigger()  # the actor need not be allowed to run crons

    @api.model
    def _cron_send(self):
        """Tell all that waits, and forget it."""
        waiting = self._waiting()
        remaining = self.sudo().search_count([('fault', '=', False)])   # nobody reads the queue
        for own in waiting:
            own._send()
            remaining -= len(own)
            if not self.env['ir.cron']._commit_progress(len(own), remaining=remaining):
                return

    @api.model
    def _waiting(self):
        """The oldest that wait, as a list: together what one person has done to documents of one model."""
        # Nobody reads the queue.
        return list(self.sudo().search([('fault', '=', False)], limit=BATCH).grouped(lambda notice: (
            notice.company_id, notice.res_model, notice.kind, notice.actor_id)).values())

    def _send(self):
        """Tell what belongs together. When that fails, each notice is tried alone; one that fails alone is tried again
        later, and given up in the end."""
        try:
            with self.env.cr.savepoint():
                records = self._records()
                for (lang, notices), readers in self._readers(records).items():
                    ids = set(notices.mapped('res_id'))
                    about = records.filtered(lambda record, ids=ids: record.id in ids)
                    about.with_context(lang=lang)._tell(notices, readers)
                self.unlink()
        except OperationalError:    # the database is at fault, not the notice: the whole run is tried again
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
        """Count the failed try of one notice; give it up after the last."""
        now = fields.Datetime.now()
        if self.date_failed and now - self.date_failed < timedelta(hours=1):
            return      # each step of anybody wakes the cron
        self.write({'tries': self.tries + 1, 'date_failed': now})
        if self.tries >= TRIES:
            self.fault = f'{type(error).__name__}: {error}'
            self._show_fault()

    def _show_fault(self):
        """Say in the log of reminders who was not told, where the Office looks for what is to be mended."""
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
        """The documents of which there is still something to tell, in the actor's hands with the server's rights."""
        # The step was allowed; each reader is asked for when they are told.
        records = self.env(user=self.actor_id.id, su=True)[self[:1].res_model].browse(
            dict.fromkeys(self.mapped('res_id'))).exists()
        return records.filtered(lambda record: record._notice_stands(self[:1].kind))

    def _readers(self, records):
        """``{(language, notices): users}``: who is told of which of these together."""
        roster = Roster(records.env, self.company_id)
        everybody = roster.env['res.users'].browse({id_ for ids in self.mapped('reader_ids') for id_ in ids}).exists()
        readers = defaultdict(everybody.browse)
        for user in roster.reached(everybody):
            own = self.filtered(lambda notice, user=user: user.id in notice.reader_ids)
            readable = roster.readable(user, records)
            if own := own.filtered(lambda notice, ids=readable: notice.res_id in ids):
                readers[user.lang, own] |= user
        return readers
