import logging
from collections import defaultdict

from psycopg2 import OperationalError

from odoo import api, fields, models

from ..core.server import as_server
from .cchc_reminder_roster import Roster

_logger = logging.getLogger(__name__)

BATCH = 2000


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
        remaining = self.sudo().search_count([])   # nobody reads the queue
        for own in waiting:
            own._send()
            remaining -= len(own)
            if not self.env['ir.cron']._commit_progress(len(own), remaining=remaining):
                return

    @api.model
    def _waiting(self):
        """The oldest that wait, as a list: together what one person has done to documents of one model."""
        # Nobody reads the queue.
        return list(self.sudo().search([], limit=BATCH).grouped(lambda notice: (
            notice.company_id, notice.res_model, notice.kind, notice.actor_id)).values())

    def _send(self):
        """Tell what belongs together; a notice that cannot be sent is logged, and tried again later."""
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
        except Exception:
            _logger.exception("Notices: %s cannot be sent", self)

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
