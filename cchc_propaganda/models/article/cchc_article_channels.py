# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ...tools.dates import without_year

LIVE = ('pending', 'sent', 'published')   # states of a publication that is posted or may still be
PUBLICATION_SIGNS = {   # class and icon of a publication on a card
    'pending': ('text-muted', 'fa-circle-o'),
    'sent': ('text-info-emphasis', 'fa-paper-plane-o'),
    'published': ('text-success', 'fa-check'),
    'refused': ('text-danger', 'fa-times'),
    'removed': ('text-muted', 'fa-ban'),
}


class CchcArticle(models.Model):
    """The channels of an article: its publications, and the tags that choose them in a draft."""
    _inherit = 'cchc.article'

    # ------------------------------------------------------------------
    # Publications
    # ------------------------------------------------------------------

    def _live_publications(self):
        return self._publications(lambda publication: publication.state in LIVE)

    def _posted_publications(self):
        return self._publications(lambda publication: publication.state == 'published')

    def _ready_publications(self):
        """Return the publications on the agency's own channels that have a link."""
        return self._publications(lambda publication: (
            publication.state == 'pending' and publication.is_internal
            and (publication.url or publication.evidence_ids)))

    def _publications(self, keep):
        """Return the publications that ``keep`` accepts, loaded together with those of other articles on the page."""
        publications = self.publication_ids
        return publications.filtered(keep).with_prefetch(publications._prefetch_ids)

    def _publications_to_confirm(self):
        """Return the publications whose link the user may enter and confirm now."""
        return self._live_publications().filtered('can_confirm')

    @api.readonly
    def action_enter_link(self):
        """Open the dialog for the link of the first publication that waits for one."""
        self.ensure_one()
        publications = self._publications_to_confirm()
        if not publications:
            raise UserError(self.env._(
                "There is no publication of “%(name)s” that waits for a link from you.", name=self.display_name))
        waiting = publications.sorted(lambda publication: (publication.state != 'sent', publication.id))
        return waiting[0].action_enter_link()

    # ------------------------------------------------------------------
    # Tags
    # ------------------------------------------------------------------

    @api.depends('publication_ids.channel_id', 'publication_ids.state')
    def _compute_channel_ids(self):
        for channels, articles in self.grouped(lambda article: article._live_publications().channel_id).items():
            articles.channel_ids = channels     # all articles with the same channels at once

    def _inverse_channel_ids(self):
        """Add a publication for each new tag. For a removed tag, delete only an empty publication: pending, without
        link, evidence or chosen assignment."""
        to_create = []
        for article in self:
            publications, wanted = article._live_publications(), article.channel_ids
            to_create += [
                {'article_id': article.id, 'channel_id': channel.id} for channel in wanted - publications.channel_id]
            publications.filtered(lambda publication, wanted=wanted: (
                publication.channel_id not in wanted and publication.state == 'pending'
                and not (publication.url or publication.evidence_ids or publication.assignment_id))).unlink()
        self.env['cchc.publication'].create(to_create)
        self.env.add_to_compute(self._fields['channel_ids'], self)   # show the tags of kept publications again

    @api.depends('publication_ids.assignment_id')
    def _compute_assignment_ids(self):
        for article in self:
            article.assignment_ids = article._live_publications().assignment_id

    def _add_tags(self, commands):
        """Let tags given together with publications only add channels, never remove these publications."""
        for command in commands or ():
            if command[0] in (Command.LINK, Command.SET):
                self.channel_ids |= self.env['cchc.channel'].browse(
                    [command[1]] if command[0] == Command.LINK else command[2])

    def onchange(self, values, field_names, fields_spec):
        # A form may name publications of other articles.
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
            article.can_enter_link = bool(article._publications_to_confirm())

    @api.depends('publication_ids.state', 'publication_ids.date_published', 'publication_ids.date_sent')
    @api.depends_context('lang')
    def _compute_channels_html(self):
        """One line per channel for the card: sign, name, day. The signs differ without colour, too."""
        line = Markup('<div class="%s"><i class="fa %s me-1"></i>%s</div>')
        for article in self:
            lines = []
            for publication in article.publication_ids.sorted('id'):
                day = publication.date_published or (
                    publication.state == 'sent' and publication.date_sent and publication._day_sent())
                words = [publication.channel_id.name, day and without_year(day)]
                if publication.state in ('sent', 'refused', 'removed'):
                    words.append(publication._state_label(publication.state).lower())
                lines.append(line % (*PUBLICATION_SIGNS[publication.state], ' · '.join(filter(None, words))))
            article.channels_html = Markup().join(lines)
