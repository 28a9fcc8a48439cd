# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from ast import literal_eval

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .cchc_article_channels import LIVE

MANY = 20   # more articles than these are a page, whose rights the database checks


class CchcArticle(models.Model):
    """The filters of the article list, made fast for very many articles."""
    _inherit = 'cchc.article'

    name = fields.Char(index='trigram')
    is_late = fields.Boolean("Late", compute='_compute_is_late', store=True, server_only=True)
    is_withdrawn = fields.Boolean("Withdrawn", compute='_compute_is_withdrawn', store=True, server_only=True)
    is_mine = fields.Boolean("Mine", compute='_compute_is_mine', search='_search_is_mine')
    is_on_my_channels = fields.Boolean(
        "My channels", compute='_compute_is_on_my_channels', search='_search_is_on_my_channels')
    was_on_my_channels = fields.Boolean(
        "Ever on my channels", compute='_compute_is_on_my_channels', search='_search_was_on_my_channels')

    _late_index = models.Index('(company_id, date DESC, id DESC) WHERE is_late IS TRUE')
    _withdrawn_index = models.Index('(company_id, date DESC, id DESC) WHERE is_withdrawn IS TRUE')
    _example_index = models.Index('(company_id, date DESC, id DESC) WHERE is_good_example IS TRUE')

    def init(self):
        """Keep the texts beside the table, not packed into its rows: what lists, the board and counts read is small."""
        self.env.cr.execute("ALTER TABLE cchc_article ALTER COLUMN body SET STORAGE EXTERNAL")

    @api.depends('publication_ids.state', 'publication_ids.assignment_id.state')
    def _compute_is_late(self):
        for article in self:
            article.is_late = any(
                publication.assignment_id.state == 'late' for publication in article._live_publications())

    @api.depends('state', 'publication_ids.state')
    def _compute_is_withdrawn(self):
        for article in self:
            article.is_withdrawn = article.state == 'published' and not article._posted_publications()

    @api.depends('author_id', 'contributor_ids')
    @api.depends_context('uid')
    def _compute_is_mine(self):
        for article in self:
            article.is_mine = self.env.user in article._author_users()

    @api.model
    def _search_is_mine(self, operator, value):
        if operator != 'in':
            return NotImplemented
        # As ids, so that PostgreSQL can use an index on both sides of the "or".
        together = self.sudo().search(   # a co-author may read the article: no second check
            [('contributor_ids', 'in', self.env.user.partner_id.ids)])
        mine = Domain('author_id', '=', self.env.uid) | Domain('id', 'in', together.ids)
        return mine if True in value else ~mine

    @api.depends('publication_ids.state', 'publication_ids.channel_id.member_ids')
    @api.depends_context('uid')
    def _compute_is_on_my_channels(self):
        for article in self:
            # The members of a channel decide, even when the user may not read them.
            publications = article.sudo().publication_ids
            mine = [publication.state in LIVE for publication in publications
                    if self.env.user in publication.channel_id.member_ids]
            article.is_on_my_channels, article.was_on_my_channels = any(mine), bool(mine)

    @api.model
    def _search_is_on_my_channels(self, operator, value):
        return self._search_my_channels(operator, value, self._fields['channel_ids'].relation)

    @api.model
    def _search_was_on_my_channels(self, operator, value):
        return self._search_my_channels(operator, value, 'cchc_publication')

    def _check_access(self, operation):
        """Ask the database whether the user may read a page of articles. Odoo would read, for all of them, everything
        that the rules mention: authors, channels and their members, decisions, units. For a few articles that is less
        than one more query, as Odoo keeps what it has read."""
        if operation == 'read' and len(self) > MANY and all(self._ids) and self.browse().has_access(operation):
            readable = self.with_context(active_test=False)._search([('id', 'in', self._ids)])
            if len(readable.get_result_ids()) == len(set(self._ids)):
                return None
        return super()._check_access(operation)

    @api.model
    def _search_my_channels(self, operator, value, table):
        """Return the domain of articles that have a row in ``table`` for a channel of which the user is a member.

        OFFSET 0 makes PostgreSQL look the row up article by article. Otherwise it would collect the publications of all
        articles to show eighty.
        """
        if operator != 'in':
            return NotImplemented
        publication = self.env['cchc.publication']._fields
        needed = (self._fields['channel_ids'], publication['article_id'], publication['channel_id'],
                  self.env['cchc.channel']._fields['member_ids'])
        mine = Domain.custom(to_sql=lambda model, alias, query: SQL(
            """EXISTS (SELECT FROM %s WHERE article_id = %s AND channel_id = ANY(ARRAY(
                SELECT channel_id FROM cchc_channel_member_rel WHERE user_id = %s)) OFFSET 0)""",
            SQL.identifier(table), SQL.identifier(alias, 'id'), self.env.uid, to_flush=needed))
        return mine if True in value else ~mine

    @api.model
    def _current_domain(self, company, today):
        """Those of this year or under a plan whose year is not over, those in review or to be posted, and the user's
        own drafts."""
        return (
            Domain('date', '>=', today.replace(month=1, day=1))
            | Domain('plan_id', 'in', self.env['cchc.plan']._not_over(company, today))
            | Domain('state', 'in', ('submitted', 'approved'))
            | Domain('state', '=', 'draft') & Domain('is_mine', '=', True))

    @api.model
    @api.readonly
    def action_open_review(self):
        """Open the board's table: with the articles of their channels for members of a channel, with all articles for
        the Office and the directors."""
        action = self.env['ir.actions.act_window']._for_xml_id('cchc_propaganda.cchc_article_action_review')
        is_member = self.env['cchc.channel'].search_count([('member_ids', 'in', self.env.uid)], limit=1)
        return {**action, 'context': {**literal_eval(action['context']), 'search_default_my_channels': is_member}}
