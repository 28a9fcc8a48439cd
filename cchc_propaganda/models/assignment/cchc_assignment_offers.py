# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .cchc_assignment_outlook import ON_THE_WAY

OFFERED, LOOKED_AT = 10, 200    # number of articles or outreach offered, and of the latest looked through


class CchcAssignment(models.Model):
    """The articles and outreach that could count for an assignment and do not yet, and the rules of which may."""
    _inherit = 'cchc.assignment'

    offer_article_ids = fields.Many2many(
        'cchc.article', string="Articles that could count for this assignment", compute='_compute_offer_article_ids')
    moving_publication_ids = fields.Many2many(
        'cchc.publication', string="Posted or on their way", compute='_compute_moving_publication_ids',
        help="Publications chosen for the assignment, and those that will count for it by default.")
    offer_outreach_ids = fields.Many2many(
        'cchc.outreach', string="Outreach that could count for this assignment", compute='_compute_offer_outreach_ids')
    moving_outreach_ids = fields.Many2many(
        'cchc.outreach', string="Accepted or on its way", compute='_compute_moving_outreach_ids',
        help="Outreach chosen for the assignment, and what will count for it by default.")

    def _units_that_meet(self):
        """Return the units whose articles may count: the owing unit, the unit it was reassigned from (its articles stay
        counted) and the coordinating units."""
        return self.department_id | self.origin_department_id | self.topic_id._coordinators()

    def _accepts(self, article):
        """Whether the assignment accepts the genre of the article."""
        genres = self.obligation_id.genre_ids
        return not genres or bool(article.genre_id._with_shared() & genres._with_shared())

    def _asks_for_form(self, form):
        """Whether outreach of that form may count; a form and the shared one that it replaces are the same."""
        return bool(self.form_id and form and self.form_id._with_shared() & form._with_shared())

    def _refusal_of_outreach(self, outreach):
        """Return '' when form and unit of the outreach let it count here, else a sentence saying why not."""
        if not self._asks_for_form(outreach.form_id):
            return self.env._(
                "“%(assignment)s” is for %(channel)s, not for %(other)s.", assignment=self.display_name,
                channel=self._met_by().name, other=outreach.form_id.name)
        if outreach.department_id not in self._units_that_meet():
            return self.env._(
                "“%(assignment)s” is met by outreach of its unit or a coordinating unit, not of “%(unit)s”.",
                assignment=self.display_name, unit=outreach.department_id.name)
        return ''

    def _refusal_of_article(self, article):
        """Return '' when unit, origin and genre of the article let it count here, else a sentence saying why not."""
        _ = self.env._
        if refusal := self._refusal_of_credits(article):
            return refusal
        if article.genre_id and not self._accepts(article):
            return _("“%(assignment)s” asks for: %(genres)s.", assignment=self.display_name,
                     genres=', '.join(self.obligation_id.genre_ids.mapped('name')))
        return ''

    def _refusal_of_credits(self, article):
        if article.department_id not in self._units_that_meet():
            return self.env._(
                "“%(assignment)s” is met by articles of its unit or a coordinating unit, not of “%(unit)s”.",
                assignment=self.display_name, unit=article.department_id.name)
        if article.origin != 'own':
            return self.env._(
                "“%(name)s” is reposted from elsewhere: only the agency's own articles meet an assignment.",
                name=article.display_name)
        return ''

    @api.depends('waiver', 'date_done', 'publication_ids.state', 'publication_ids.assignment_id')
    @api.depends_context('uid')
    def _compute_offer_article_ids(self):
        unmet = self.filtered(lambda assignment: assignment.id and not (assignment.waiver or assignment.date_done))
        offers = {}
        if unmet:
            units = self.env['hr.department'].union(*(assignment._units_that_meet() for assignment in unmet))
            articles = self.env['cchc.article'].search(     # not sudo: offer only articles that the user may read
                Domain('company_id', 'in', unmet.company_id.ids) & Domain('department_id', 'in', units.ids)
                & Domain('origin', '=', 'own') & Domain('state', 'in', ON_THE_WAY)
                & (Domain('state', '!=', 'published') | Domain('date', '>=', min(unmet.mapped('date_start')))),
                limit=LOOKED_AT)
            offers = articles._offers_among(unmet)
        for assignment in self:
            assignment.offer_article_ids = self.env['cchc.article'].union(*(
                article for article, ids in offers.items() if assignment.id in ids))[:OFFERED]

    @api.depends('publication_ids.state', 'sent_publication_ids.state')
    @api.depends_context('uid')
    def _compute_moving_publication_ids(self):
        moving = self._publications_on_the_way()
        for assignment in self:
            assignment.moving_publication_ids = assignment.publication_ids.union(*moving.get(assignment, ()))

    @api.depends('waiver', 'date_done', 'outreach_ids.state', 'outreach_ids.assignment_id')
    @api.depends_context('uid')
    def _compute_offer_outreach_ids(self):
        unmet = self.filtered(
            lambda assignment: assignment.id and assignment.form_id and not (assignment.waiver or assignment.date_done))
        offers = {}
        if unmet:
            units = self.env['hr.department'].union(*(assignment._units_that_meet() for assignment in unmet))
            outreach = self.env['cchc.outreach'].search(    # not sudo: offer only outreach that the user may read
                Domain('company_id', 'in', unmet.company_id.ids) & Domain('department_id', 'in', units.ids)
                & Domain('state', '!=', 'cancelled') & Domain('date', '>=', min(unmet.mapped('date_start'))),
                limit=LOOKED_AT)
            offers = outreach._offers_among(unmet)
        for assignment in self:
            assignment.offer_outreach_ids = self.env['cchc.outreach'].union(*(
                outreach for outreach, ids in offers.items() if assignment.id in ids))[:OFFERED]

    @api.depends('outreach_ids.state')
    @api.depends_context('uid')
    def _compute_moving_outreach_ids(self):
        moving = self._outreach_on_the_way()
        self.outreach_ids.union(*moving.values()).check_access('read')  # of all at once; setting the field asks again
        for assignment in self:
            assignment.moving_outreach_ids = assignment.outreach_ids.union(*moving.get(assignment, ()))

    def action_count_outreach(self, outreach_id=False):
        """Let the outreach count for this assignment. A button in a list gives its id in the context. Return True."""
        self.ensure_one()
        outreach = self.env['cchc.outreach'].browse(outreach_id or self.env.context.get('outreach_id')).exists()
        if not outreach:
            raise UserError(self.env._(
                "Choose the outreach that should count for “%(assignment)s”.", assignment=self.display_name))
        return outreach.action_count_for(self.id)

    def action_count_article(self, article_id=False):
        """Let the article count for this assignment. A button in a list gives its id in the context. Return True."""
        self.ensure_one()
        article = self.env['cchc.article'].browse(article_id or self.env.context.get('article_id')).exists()
        if not article:
            raise UserError(self.env._(
                "Choose the article that should count for “%(assignment)s”.", assignment=self.display_name))
        return article.action_count_for(self.id)
