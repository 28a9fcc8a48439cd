# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Articles that are not posted yet when their agency is taken over. An article stays with its agency, as everything
does: the author goes on in the successor with a draft of the same text."""

from markupsafe import Markup

from odoo.fields import Command, Domain

ON_THE_WAY = ('draft', 'submitted', 'approved')


class TakeoverArticles:
    """The part of ``takeover.Takeover`` about articles."""

    @classmethod
    def articles_to_begin_anew(cls, old, staff):
        """Return the articles of these agencies that are not posted and whose authors come along. What was sent to a
        channel waits for its answer where it is."""
        articles = old.env['cchc.article'].search(
            Domain('company_id', 'in', old.ids) & Domain('state', 'in', ON_THE_WAY)
            & Domain('author_id', 'in', staff.ids), order='id')
        return articles.filtered(lambda article: 'sent' not in article.publication_ids.mapped('state'))

    def _begin_anew(self, articles, given):
        """Begin a draft in the successor for each of the articles, with the same text and files, meant for the same
        channels and for what was given anew (``given``: ``{old assignment: new one}``). Return the drafts."""
        genres = {agency: self._own_or_shared(agency, articles.genre_id) for agency in self.new}
        drafts = self.env['cchc.article'].create(
            [self._prepare_article_vals(article, genres, given) for article in articles])
        reasons = {agency: self._reason(agency, agency) for agency in articles.company_id}
        drafts._message_log_batch(bodies={
            draft.id: Markup("%s") % draft._in_company_language().env._(
                "Begun anew from “%(name)s”, which was on its way in %(agency)s. %(reason)s", name=article.display_name,
                agency=article.company_id.name, reason=reasons[article.company_id])
            for draft, article in zip(drafts, articles, strict=True)})
        return drafts

    def _prepare_article_vals(self, article, genres, given):
        agency, unit = self._agency_of_article(article), article.department_id
        unit = self._unit_of(unit) if self.agencies.get(unit) == agency else unit.browse()
        rows = self.rows[agency]
        waiting = article.publication_ids.filtered(lambda publication: publication.state == 'pending')
        return article.copy_data({
            'company_id': agency.id, 'author_id': article.author_id.id,
            'contributor_ids': [Command.set(article.contributor_ids.ids)],
            # Without a unit of its own there, it is of its author's.
            **({'department_id': unit.id} if unit else {}),
            'name': article.name, 'body': article._body_of_copy(), 'genre_id': genres[agency].get(
                article.genre_id, article.genre_id).id,
            'plan_id': self.plans[agency].id, 'topic_ids': [Command.set(list(dict.fromkeys(
                rows[key] for topic in article.topic_ids if (key := self._key_of_row(topic)) in rows)))],
            'attachment_ids': [Command.set(article.attachment_ids.copy(
                {'res_model': False, 'res_id': False, 'access_token': False}).ids)],
            'publication_ids': [
                Command.create({
                    'channel_id': self._channel_of(publication.channel_id, agency).id,
                    'assignment_id': new.id if (new := given.get(publication.assignment_id)) and (
                        new.department_id == unit) else False})
                for publication in waiting],
        })[0]

    def _agency_of_article(self, article):
        """Return the agency of its unit, or the one to which its author went, if that is another."""
        agency = self.agencies.get(article.department_id)
        there = article.author_id.company_ids
        return agency if agency and agency in there else (self.new & there)[:1]
