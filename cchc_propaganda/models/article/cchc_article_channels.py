from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command

LIVE = ('pending', 'sent', 'published')   # states of a publication that stands on its channel, or is to
ROW_SIGNS = {   # class and icon of a publication on a card
    'pending': ('text-muted', 'fa-circle-o'),
    'sent': ('text-info-emphasis', 'fa-paper-plane-o'),
    'published': ('text-success', 'fa-check'),
    'refused': ('text-danger', 'fa-times'),
    'removed': ('text-muted', 'fa-ban'),
}


class CchcArticle(models.Model):
    """The channels of an article: its rows (``cchc.publication``), and the tags by which a draft chooses them."""
    _inherit = 'cchc.article'

    # ------------------------------------------------------------------
    # Rows
    # ------------------------------------------------------------------

    def _live_rows(self):
        return self._rows(lambda row: row.state in LIVE)

    def _posted_rows(self):
        return self._rows(lambda row: row.state == 'published')

    def _ready_rows(self):
        """Rows on own channels whose link is filled in."""
        return self._rows(lambda row: row.state == 'pending' and row.is_internal and (row.url or row.evidence_ids))

    def _rows(self, keep):
        """The rows for which ``keep`` holds, still fetched together with those of the articles on the same page."""
        rows = self.publication_ids
        return rows.filtered(keep).with_prefetch(rows._prefetch_ids)

    def _rows_to_confirm(self):
        """Rows whose link the user may enter and confirm now."""
        return self._live_rows().filtered('can_confirm')

    def action_enter_link(self):
        """Open the dialog for the link of the first row that waits for one."""
        self.ensure_one()
        rows = self._rows_to_confirm()
        if not rows:
            raise UserError(self.env._("“%(name)s” waits for no link of yours.", name=self.display_name))
        return rows.sorted(lambda row: (row.state != 'sent', row.id))[0].action_enter_link()

    # ------------------------------------------------------------------
    # Tags
    # ------------------------------------------------------------------

    @api.depends('publication_ids.channel_id', 'publication_ids.state')
    def _compute_channel_ids(self):
        for channels, articles in self.grouped(lambda article: article._live_rows().channel_id).items():
            articles.channel_ids = channels     # of many articles at once in one query

    def _inverse_channel_ids(self):
        """Add a row for each new tag; remove only what carries nothing: rows that are pending, without link, evidence
        or chosen duty."""
        to_create = []
        for article in self:
            rows, wanted = article._live_rows(), article.channel_ids
            to_create += [
                {'article_id': article.id, 'channel_id': channel.id} for channel in wanted - rows.channel_id]
            rows.filtered(lambda row, wanted=wanted: (
                row.channel_id not in wanted and row.state == 'pending'
                and not (row.url or row.evidence_ids or row.assignment_id))).unlink()
        self.env['cchc.publication'].create(to_create)
        self.env.add_to_compute(self._fields['channel_ids'], self)   # what could not be removed is shown again

    @api.depends('publication_ids.assignment_id')
    def _compute_assignment_ids(self):
        for article in self:
            article.assignment_ids = article._live_rows().assignment_id

    def _add_tags(self, commands):
        """Tags given together with typed rows add channels, and take none of the rows away."""
        for command in commands or ():
            if command[0] in (Command.LINK, Command.SET):
                self.channel_ids |= self.env['cchc.channel'].browse(
                    [command[1]] if command[0] == Command.LINK else command[2])

    def onchange(self, values, field_names, fields_spec):
        # A form may name rows of other articles, and shows what follows from them.
        named = self.new({'publication_ids': values.get('publication_ids')}).publication_ids._origin
        named.check_access('read')
        return super().onchange(values, field_names, fields_spec)

    # ------------------------------------------------------------------
    # On the card
    # ------------------------------------------------------------------

    @api.depends('state', 'publication_ids.state')
    @api.depends_context('uid')
    def _compute_can_enter_link(self):
        for article in self:
            article.can_enter_link = bool(article._rows_to_confirm())

    @api.depends('publication_ids.state', 'publication_ids.date_published', 'publication_ids.date_sent')
    @api.depends_context('lang')
    def _compute_channels_html(self):
        """One line a channel for the card: sign, name, day; read in black and white as well."""
        line = Markup('<div class="%s"><i class="fa %s me-1"></i>%s</div>')
        for article in self:
            lines = []
            for row in article.publication_ids.sorted('id'):
                day = row.date_published or (row.state == 'sent' and row.date_sent and row._day_sent())
                words = [row.channel_id.name, day and day.strftime('%d/%m')]
                if row.state in ('sent', 'refused', 'removed'):
                    words.append(row._state_label(row.state).lower())
                lines.append(line % (*ROW_SIGNS[row.state], ' · '.join(filter(None, words))))
            article.channels_html = Markup().join(lines)
