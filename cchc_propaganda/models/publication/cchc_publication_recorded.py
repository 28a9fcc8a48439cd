# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...tools import limits, text
from ...tools.dates import in_figures

MOST_BROADCASTS = 1000
PROOF = frozenset({'url', 'evidence_ids'})


class CchcPublication(models.Model):
    """What people type into a publication: which links, days and numbers are allowed, and when they were entered.

    The day of posting, which decides whether an assignment is met, is typed. So the server also keeps when and by whom
    the link or file was entered, and shows publications recorded after the deadline or by one person alone."""
    _inherit = 'cchc.publication'

    date_recorded = fields.Date(
        "Recorded on", readonly=True, copy=False, server_only=True,
        help="The day on which the link was entered or, without a link, the file.")
    recorded_by_id = fields.Many2one(
        'res.users', "Recorded by", readonly=True, copy=False, ondelete='restrict', server_only=True,
        help="Who entered the link or file.")
    is_recorded_late = fields.Boolean(
        "Recorded after the deadline", compute='_compute_is_recorded_late', store=True, precompute=True,
        server_only=True,
        help="Posted by the deadline of its assignment; link or file entered after the deadline.")
    is_recorded_alone = fields.Boolean(
        "Recorded by one person alone", compute='_compute_is_recorded_alone', store=True, server_only=True,
        help="One person wrote the article, entered the link and recorded it as already posted, without a review.")

    @api.depends('state', 'date_published', 'date_recorded', 'assignment_id.date_deadline',
                 'assignment_id.is_before_issue')
    def _compute_is_recorded_late(self):
        for publication in self:
            assignment = publication.assignment_id.sudo()   # stored, so it must not depend on who saves
            publication.is_recorded_late = bool(
                publication.state == 'published' and publication.date_published and publication.date_recorded
                and assignment and not assignment.is_before_issue
                and publication.date_published <= assignment.date_deadline < publication.date_recorded)

    @api.depends('state', 'recorded_by_id', 'article_id.registered_by_id', 'article_id.drafter_ids')
    def _compute_is_recorded_alone(self):
        for publication in self:
            article = publication.article_id.sudo()     # stored, so it must not depend on who saves
            publication.is_recorded_alone = bool(
                publication.state == 'published' and article.registered_by_id
                and publication.recorded_by_id | article._drafters() == article.registered_by_id)

    # ------------------------------------------------------------------
    # What is allowed
    # ------------------------------------------------------------------

    @api.constrains('date_published')
    def _check_day_possible(self):
        for publication in self:
            if publication.date_published and publication.date_published < limits.OLDEST_DAY:
                raise ValidationError(self.env._(
                    "“%(name)s”: the day of posting, %(date)s, lies before the year 2000. Check the year.",
                    name=publication.display_name, date=in_figures(publication.date_published)))

    @api.constrains('quantity', 'channel_id')
    def _check_broadcasts(self):
        for publication in self:
            if publication.quantity > 1 and publication.channel_id.kind != 'broadcast':
                raise ValidationError(self.env._(
                    "“%(name)s”: only radio and television count broadcasts. Enter 1 for every other channel.",
                    name=publication.display_name))

    @api.model
    def _check_sizes(self, vals):
        """Raise ValidationError for values that are too large for the database."""
        quantity, url = vals.get('quantity', 1), vals.get('url')
        if not (isinstance(quantity, int) and 1 <= quantity <= MOST_BROADCASTS):
            raise ValidationError(self.env._("Enter 1 to 1,000 broadcasts."))
        if url and not text.is_short_url(url):
            raise ValidationError(self.env._(
                "The link %(beginning)s… is too long: at most %(most)s characters; a letter with marks counts as "
                "several. Copy only the part before “?”, or attach a file as evidence.",
                beginning=url[:60], most=text.LONGEST_URL))

    def _missing_of_day(self):
        """Return what is wrong with the day of posting, as sentences; one record."""
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
                      "was posted. If something was posted earlier, record it as an article of its own.", **words)]
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
        """Keep the day again: a file with other content is another proof."""
        result = super()._keep_exchanged_files(exchanged)
        self.union(*exchanged).filtered(lambda publication: not publication.url)._keep_day_recorded()
        return result

    @api.model
    def _recorded_afterwards(self):
        """Return the domain of what the Office and the director check: recorded late, or by one person alone."""
        return Domain('is_recorded_late', '=', True) | Domain('is_recorded_alone', '=', True)

    def _recorded_in_words(self):
        """Return why the Office and the director check it, as sentences; one record."""
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
        """Return what proves the posting: the link, else the ids of the files; one record."""
        return self.url or self.sudo().evidence_ids.ids     # only ids; the user may not read all files

    def _keep_day_recorded(self):
        for company, publications in self.grouped('company_id').items():
            proved = publications.filtered(lambda publication: publication._proof())
            proved._with_gate().write({'date_recorded': company._cchc_today(), 'recorded_by_id': self.env.uid})
            (publications - proved)._with_gate().write({'date_recorded': False, 'recorded_by_id': False})
