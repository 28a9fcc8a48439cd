from datetime import date

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...tools import text
from ...tools.dates import in_figures

OLDEST_DAY = date(2000, 1, 1)   # agencies posted nothing before: the year was mistyped
MOST_BROADCASTS = 1000
PROOF = frozenset({'url', 'evidence_ids'})


class CchcPublication(models.Model):
    """What people type of a publication: which links, days and numbers are taken, and on which day they were.

    An assignment is judged by the day of posting, which is typed. So the server keeps the day on which link or file was
    entered beside it, and who entered it; it shows what was recorded only after the deadline, or by one person."""
    _inherit = 'cchc.publication'

    date_recorded = fields.Date(
        "Recorded on", readonly=True, copy=False, server_only=True,
        help="The day on which its link, or else its file, was entered.")
    recorded_by_id = fields.Many2one(
        'res.users', "Recorded by", readonly=True, copy=False, ondelete='restrict', server_only=True,
        help="Who entered it.")
    is_recorded_late = fields.Boolean(
        "Recorded after the deadline", compute='_compute_is_recorded_late', store=True, precompute=True,
        server_only=True,
        help="Posted by the deadline of its assignment as its day says, and recorded only afterwards.")
    is_recorded_alone = fields.Boolean(
        "Recorded by one person alone", compute='_compute_is_recorded_alone', store=True, server_only=True,
        help="Recorded as already posted, without a review, by the one person who wrote article and link.")

    @api.depends('state', 'date_published', 'date_recorded', 'assignment_id.date_deadline',
                 'assignment_id.is_before_issue')
    def _compute_is_recorded_late(self):
        for publication in self:
            assignment = publication.assignment_id.sudo()   # its deadline, whoever may read the assignment
            publication.is_recorded_late = bool(
                publication.state == 'published' and publication.date_published and publication.date_recorded
                and assignment and not assignment.is_before_issue
                and publication.date_published <= assignment.date_deadline < publication.date_recorded)

    @api.depends('state', 'recorded_by_id', 'article_id.registered_by_id', 'article_id.drafter_ids')
    def _compute_is_recorded_alone(self):
        for publication in self:
            article = publication.article_id.sudo()     # who wrote it, whoever may read that
            publication.is_recorded_alone = bool(
                publication.state == 'published' and article.registered_by_id
                and publication.recorded_by_id | article._drafters() == article.registered_by_id)

    # ------------------------------------------------------------------
    # What is taken
    # ------------------------------------------------------------------

    @api.constrains('date_published')
    def _check_day_possible(self):
        for publication in self:
            if publication.date_published and publication.date_published < OLDEST_DAY:
                raise ValidationError(self.env._(
                    "“%(name)s”: the day of posting, %(date)s, lies before the year 2000. Check the year.",
                    name=publication.display_name, date=in_figures(publication.date_published)))

    @api.constrains('quantity', 'channel_id')
    def _check_broadcasts(self):
        for publication in self:
            if publication.quantity > 1 and publication.channel_id.kind != 'broadcast':
                raise ValidationError(self.env._(
                    "“%(name)s”: broadcasts are counted on radio and television only; elsewhere it is 1.",
                    name=publication.display_name))

    @api.model
    def _check_sizes(self, vals):
        """Refuse what no column or index of the database holds, before it gets there."""
        quantity, url = vals.get('quantity', 1), vals.get('url')
        if not (isinstance(quantity, int) and 1 <= quantity <= MOST_BROADCASTS):
            raise ValidationError(self.env._("Enter 1 to 1,000 broadcasts."))
        if url and not text.is_short_url(url):
            raise ValidationError(self.env._(
                "The link %(beginning)s… is too long: at most %(most)s characters, a letter with marks counts for "
                "several. Copy the address without what follows “?”, or attach a file as evidence.",
                beginning=url[:60], most=text.LONGEST_URL))

    def _missing_of_day(self):
        """What speaks against the day of posting, as sentences; one record."""
        _ = self.env._
        day, article = self.date_published, self.article_id
        if not day:
            return []
        if day > self.company_id._cchc_today():
            return [_("The day of posting, %(date)s, lies in the future.", date=in_figures(day))]
        if article.is_registered or not article.approved_date:
            return []
        approved = self.company_id._cchc_day_of(article.approved_date)
        if day >= approved:
            return []
        words = {'approved': in_figures(approved), 'date': in_figures(day)}
        if article.state == 'published':
            return [_("The article was approved on %(approved)s, so it was not posted on %(date)s. Enter the day it "
                      "was posted; what was posted earlier is recorded as an article of its own.", **words)]
        return [_("The article was approved on %(approved)s, so it was not posted on %(date)s. If it had been posted "
                  "before, return it and use “Record as already posted”; otherwise enter the day it was posted.",
                  **words)]

    # ------------------------------------------------------------------
    # When it was recorded
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_sizes(vals)
        publications = super().create(vals_list)
        publications.filtered(lambda publication: publication._proof())._keep_day_recorded()
        return publications

    def write(self, vals):
        self._check_sizes(vals)
        if PROOF.isdisjoint(vals):
            return super().write(vals)
        before = {publication: publication._proof() for publication in self}
        res = super().write(vals)
        self.filtered(lambda publication: publication._proof() != before[publication])._keep_day_recorded()
        return res

    def _keep_exchanged_files(self, exchanged):
        """A file whose bytes are exchanged where it lies is another proof."""
        super()._keep_exchanged_files(exchanged)
        self.union(*exchanged).filtered(lambda publication: not publication.url)._keep_day_recorded()

    @api.model
    def _recorded_afterwards(self):
        """What the Office and the director look through: recorded after the deadline, or by one person alone."""
        return Domain('is_recorded_late', '=', True) | Domain('is_recorded_alone', '=', True)

    def _recorded_in_words(self):
        """Why it is among them, as a sentence; one record."""
        return self._words_of_record(
            self.date_published, self.date_recorded, self.recorded_by_id.name, self.is_recorded_late,
            self.is_recorded_alone)

    @api.model
    def _words_of_record(self, posted, recorded, person, is_late, is_alone):
        _ = self.env._
        words = {'posted': in_figures(posted), 'recorded': in_figures(recorded), 'who': person or _("unknown")}
        why = []
        if is_late:
            why.append(_("Posted on %(posted)s, recorded after the deadline on %(recorded)s (%(who)s).", **words))
        if is_alone:
            why.append(_("Written and recorded by one person alone on %(recorded)s (%(who)s).", **words))
        return ' '.join(why)

    def _proof(self):
        """What proves that it was posted: its link, else its files; one record."""
        return self.url or self.sudo().evidence_ids.ids     # files have rights of their own

    def _keep_day_recorded(self):
        for company, publications in self.grouped('company_id').items():
            proved = publications.filtered(lambda publication: publication._proof())
            proved._with_gate().write({'date_recorded': company._cchc_today(), 'recorded_by_id': self.env.uid})
            (publications - proved)._with_gate().write({'date_recorded': False, 'recorded_by_id': False})
