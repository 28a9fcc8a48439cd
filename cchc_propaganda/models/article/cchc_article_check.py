# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import markup, text
from ..core.readers import readable

LARGEST_BY_MAIL = 25 * 1024 * 1024      # bytes; what mail servers commonly accept
FEW = 5                     # most file names in one sentence


class CchcArticle(models.Model):
    """Warnings to look at before an article is submitted or approved. They block nothing; ``_missing_to_submit``
    does."""
    _inherit = 'cchc.article'

    title_key = fields.Char(compute='_compute_title_key', store=True, precompute=True, copy=False, server_only=True,
                            help="The title without case, accents and punctuation, to find equal titles.")
    warnings_html = fields.Html("Worth another look", compute='_compute_warnings_html', sanitize=False)

    _title_index = models.Index("USING hash (title_key) WHERE title_key IS NOT NULL")

    @api.depends('name')
    def _compute_title_key(self):
        for article in self:
            article.title_key = text.title_key(article.name) or False

    @api.depends('state', 'name', 'body', 'genre_id', 'topic_ids', 'attachment_ids', 'publication_ids.url')
    @api.depends_context('lang', 'uid')
    def _compute_warnings_html(self):
        found = self.filtered(lambda article: article.state in ('draft', 'submitted'))._warnings()
        for article in self:
            sentences = found.get(article)
            article.warnings_html = sentences and Markup("<ul class='mb-0 ps-3'>%s</ul>") % Markup().join(
                Markup("<li>%s</li>") % sentence for sentence in sentences)

    def _warnings(self):
        """Return ``{article: [sentence, …]}``, with a few queries for all articles together."""
        twins = self._warnings_of_twins()
        return {article: [
            *article._warnings_of_text(), *article._warnings_of_photos(), *twins.get(article, ())] for article in self}

    def _warnings_of_text(self):
        _ = self.env._
        found = []
        body, genre = self.sudo().body or '', self.genre_id     # the reader may read the body: skip a second check
        words = len(text.plain_text(body).split())
        if words and words < genre.min_words:
            found.append(_("The text has %(count)s words; “%(genre)s” usually has at least %(bound)s.",
                           count=words, genre=genre.name, bound=genre.min_words))
        if genre.max_words and words > genre.max_words:
            found.append(_("The text has %(count)s words; “%(genre)s” usually has at most %(bound)s.",
                           count=words, genre=genre.name, bound=genre.max_words))
        if not self.topic_ids:
            found.append(_("No topic is chosen: the report will not show which content of the plan it serves."))
        pictures = markup.pictures(body)
        if bare := sum(not picture.has_caption for picture in pictures):
            found.append(_("Pictures in the text without a caption: %(count)s. Write it on the line below.",
                           count=bare))
        if unknown := sum(picture.has_caption and not picture.has_credit for picture in pictures):
            found.append(_("Captions in the text that do not say who took the picture (“Photo: …”): %(count)s.",
                           count=unknown))
        if away := sum(not picture.src.startswith(('/web/', 'data:')) for picture in pictures):
            found.append(_("Pictures in the text that are stored on another computer or page: %(count)s. Insert the "
                           "files themselves, or readers will not see them.", count=away))
        return found

    def _warnings_of_photos(self):
        _ = self.env._
        files = self.sudo().attachment_ids.sorted('id')      # a reader of the article may read its files
        photos = files.filtered(lambda file: (file.mimetype or '').startswith('image/'))
        words = (
            (photos.filtered(lambda file: not file.cchc_caption), _("Without a caption: %(files)s.")),
            (photos.filtered(lambda file: not file.cchc_credit), _("Without the name of who took it: %(files)s.")),
            (files.filtered(lambda file: file.file_size > LARGEST_BY_MAIL),
             _("Too large to be mailed to a channel (over 25 MB): %(files)s.")),
        )
        return [sentence % {'files': self._names_of_files(these)} for these, sentence in words if these]

    @api.model
    def _names_of_files(self, files):
        names = ', '.join(files[:FEW].mapped('name'))
        if len(files) > FEW:
            return self.env._("%(names)s and %(count)s more", names=names, count=len(files) - FEW)
        return names

    # ------------------------------------------------------------------
    # The same title, the same link
    # ------------------------------------------------------------------

    def _warnings_of_twins(self):
        """Return ``{article: [sentence]}`` for articles whose title or link another article of the agency has."""
        by_title, by_link = self._others_by_title(), self._others_by_link()
        others = self.browse(other.id for found in (by_title, by_link) for group in found.values() for other in group)
        seen = readable(others)
        _ = self.env._
        found = defaultdict(list)
        for article in self:
            if same := by_title.get(article):
                found[article].append(self._twin_sentence(
                    same, seen, _("Another article has this title: %(articles)s."),
                    _("Another unit is working on an article with this title.")))
            if same := by_link.get(article):
                found[article].append(self._twin_sentence(
                    same, seen, _("Another article has this link: %(articles)s."),
                    _("Another unit has entered this link for an article of its own.")))
        return found

    @api.model
    def _twin_sentence(self, others, seen, named, unnamed):
        """Return the sentence about the ``others`` that the user may read, or ``unnamed`` when there are none."""
        shown = others & seen
        if not shown:
            return unnamed
        return named % {'articles': '; '.join(
            f'“{other.name}”' + (f' ({other.department_id.name})' if other.department_id else '')
            for other in shown.sorted('id')[:FEW])}

    def _others_domain(self):
        """Return the domain of articles to compare with. A draft that was never submitted is private to its author."""
        mine = Domain('author_id', '=', self.env.uid)
        return Domain('company_id', 'in', self.company_id.ids) & Domain('state', '!=', 'cancelled') & (
            mine | Domain('date_submitted', '!=', False) | Domain('state', '=', 'published'))

    def _others_by_title(self):
        keys = {article: text.title_key(article.name) for article in self}
        wanted = list({key for key in keys.values() if key})
        if not wanted:
            return {}
        # The warning says that there is another article, even if the user may not read it; only its readers see which.
        others_sudo = self.env['cchc.article'].sudo().search_fetch(
            Domain('title_key', 'in', wanted) & self._others_domain(), ['title_key', 'company_id'], order='id')
        groups = defaultdict(self.browse)
        for other in others_sudo:
            groups[other.company_id, other.title_key] |= other.sudo(False)
        return {article: groups[article.company_id, key] - article._origin for article, key in keys.items()}

    def _others_by_link(self):
        urls = {article: set(filter(None, article.publication_ids.mapped('url'))) for article in self}
        wanted = list(set().union(*urls.values()))
        if not wanted:
            return {}
        # The warning says that the link is used, even if the user may not read that article.
        publications_sudo = self.env['cchc.publication'].sudo().search_fetch(
            Domain('url', 'in', wanted) & Domain('state', '!=', 'removed')
            & Domain('article_id', 'any', self._others_domain()), ['url', 'article_id', 'company_id'], order='id')
        groups = defaultdict(self.browse)
        for publication in publications_sudo:
            groups[publication.company_id, publication.url] |= publication.article_id.sudo(False)
        return {article: self.browse().union(*(
            groups[article.company_id, url] for url in article_urls)) - article._origin
            for article, article_urls in urls.items()}
