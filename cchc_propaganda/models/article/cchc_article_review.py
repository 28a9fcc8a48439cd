# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.dates import in_figures
from ...tools.groups import DIRECTOR, OFFICE
from ..core.links import forget_links, load_links
from ..core.server import as_server
from ..core.words import listed

# What a step reads of an article's links; the activities belong to its reminders.
LINKS = ('channel_ids', 'channel_ids.member_ids', 'contributor_ids', 'contributor_ids.user_ids', 'topic_ids',
         'attachment_ids', 'picture_ids', 'word_file_ids', 'review_ids', 'activity_ids')


class CchcArticle(models.Model):
    """The review of an article: step by step (``cchc.review.step``), with a record of each decision (``cchc.review``).

    An empty step means the editorial board: it decides alone when no step is configured for the article.
    """
    _inherit = 'cchc.article'

    review_ids = fields.One2many(
        'cchc.review', 'article_id', "Decisions", readonly=True, copy=False, groups=f'{OFFICE},{DIRECTOR}',
        server_only=True)
    review_step_id = fields.Many2one(
        'cchc.review.step', "Review step", compute='_compute_review_step', store=True, index='btree_not_null',
        ondelete='restrict', server_only=True,
        help="The step that decides next; empty while the article waits for the editorial board.")
    review_step_count = fields.Integer(
        "Steps of the review", compute='_compute_review_step', store=True, server_only=True)
    review_since = fields.Datetime("In this step since", compute='_compute_review_step', store=True, server_only=True)
    review_step_name = fields.Char("Whose turn it is", compute='_compute_review_step_name')
    review_step_text = fields.Char("Step of several", compute='_compute_review_step_name')
    reviews_html = fields.Html("Decisions of this round", compute='_compute_reviews_html', sanitize=False)

    # ------------------------------------------------------------------
    # Whose turn it is
    # ------------------------------------------------------------------

    @api.depends('state', 'submission_count', 'date_submitted', 'genre_id', 'channel_ids', 'review_ids')
    def _compute_review_step(self):
        """The first step that has not agreed in this round. The article waits for it since the step before agreed."""
        waiting = self.filtered(lambda article: article.state == 'submitted')
        for article in self - waiting:
            article.review_step_id = article.review_since = False
            article.review_step_count = article.state != 'draft' and article.review_step_count
        steps = self.env['cchc.review.step']._in_use(waiting.company_id) if waiting else {}
        for article in waiting.sudo():   # the step is the same for every reader
            chain = steps[article.company_id].filtered(lambda step, article=article: step._applies_to(article))
            agreed = article._agreements()
            article.review_step_id = (chain - agreed.step_id)[:1]
            article.review_step_count = max(len(chain | agreed.step_id), 1)
            article.review_since = agreed[-1:].date or article.date_submitted

    @api.depends('state', 'review_step_id.name', 'review_step_count')
    @api.depends_context('lang')
    def _compute_review_step_name(self):
        for article in self:
            name = article.state == 'submitted' and article._review_step_name()
            article.review_step_name = name
            article.review_step_text = name if article.review_step_count > 1 else False

    @api.depends('review_ids', 'submission_count')
    @api.depends_context('lang')
    def _compute_reviews_html(self):
        """One line per decision: sign, step, who, when, and whether the text has changed since."""
        _ = self.env._
        line = Markup('<div class="%s"><i class="fa %s me-1"></i>%s</div>')
        for article in self:
            lines = []
            for review in article._reviews().sorted('id'):
                agreed = review.decision == 'agreed'
                words = [
                    review.step_name if not review.channel_id else _(
                        "Added: %(channel)s", channel=review.channel_id.name),
                    _("%(name)s agreed", name=review.user_id.name) if agreed else _(
                        "%(name)s returned it", name=review.user_id.name),
                    in_figures(article.company_id._cchc_day_of(review.date))]
                if review.is_by_office:
                    words.append(_("the Office, as nobody else could"))
                if agreed and article.state == 'submitted' and article._has_changed_since(review):
                    words.append(_("the text was corrected after that"))
                lines.append(line % (*(('text-success', 'fa-check') if agreed else ('text-warning', 'fa-reply')),
                                     ' · '.join(words)))
            article.reviews_html = Markup().join(lines)

    def _review_step_name(self):
        """Return the name of the present step, in the language of the context; one record."""
        return self.review_step_id.sudo().name or self.env._("Editorial board")   # the article shows its step

    def _reviews(self):
        """Return the decisions since the article was last submitted, as superuser; one record."""
        reviews = self.sudo().review_ids   # a reader of the article may read its decisions
        return reviews.filtered(lambda review: review.round == self.submission_count)

    def _agreements(self):
        """Return the decisions that agreed, oldest first; one record. They remain valid when the board corrects the
        text afterwards, and name the version they were about. A return begins a new round."""
        return self._reviews().filtered(
            lambda review: review.decision == 'agreed' and not review.channel_id).sorted('id')

    def _agreed_sentences(self):
        """Return a sentence for each step that has agreed; one record."""
        return [self.env._(
            "“%(step)s” agreed at %(when)s (%(who)s).", step=review.step_name, who=review.user_id.name,
            when=self._format_moment(review.date)) for review in self._agreements()]

    def _has_changed_since(self, review):
        return (self.content_version, self._content_checksums()) != (review.version, review.checksums or {})

    # ------------------------------------------------------------------
    # Deciding
    # ------------------------------------------------------------------

    def _load_for_step(self):
        """Load the links that reviewers, guards and checksums need, of the articles and of the steps of the review."""
        load_links(*self._links_of_step())
        return super()._load_for_step()

    def _end_step(self):
        forget_links(*self._links_of_step())
        return super()._end_step()

    def _links_of_step(self):
        Step = self.env['cchc.review.step']
        steps = Step.union(self.review_step_id, *Step._in_use(self.company_id).values())
        return (self, LINKS), (steps, ('channel_ids', 'genre_ids'))

    def _step_users(self):
        articles = self.sudo().with_context(active_test=False)     # the reader may read neither members nor authors
        return (super()._step_users() | self.author_id | self.submitted_by_id | articles.contributor_ids.user_ids
                | articles.channel_ids.member_ids)

    def _step_partners(self):
        everybody = self.sudo().with_context(active_test=False)     # the reader may not read all co-authors
        return super()._step_partners() | everybody.contributor_ids

    def _missing_to_recall(self, step):
        """An author may recall an article before the first decision."""
        agreed = self._agreed_sentences()
        return agreed and [*agreed, self.env._("Ask the editorial board to return it.")]

    def _stage(self):
        return super()._stage(), self.review_step_id.id

    def _stage_label(self):
        label = super()._stage_label()
        return f'{label}: {self.review_step_text}' if self.review_step_text else label

    def _check_step(self, step, reason):
        """Raise when the page of the click showed an earlier step: with a double click, a person who decides in two
        steps would decide in both."""
        context = self.env.context
        if (step.name == 'approve' and self.state == 'submitted' and 'cchc_review_step' in context
                and (context['cchc_review_step'] or False) != self.review_step_id.id):
            raise UserError(' '.join([*self._agreed_sentences(), self.env._(
                "“%(name)s” now waits for “%(step)s”. Reload the page.", name=self.display_name,
                step=self._review_step_name())]))
        return super()._check_step(step, reason)

    def _approved_values(self, step, reason):
        self._keep_pictures()
        self._keep_decisions('agreed', reason)
        return {'approved_by_id': self.env.uid, 'approved_date': fields.Datetime.now(), 'is_returned': False}

    def _write_step(self, step, values):
        """Agreeing in a step other than the last leaves the article waiting for the next step."""
        if step.name != 'approve':
            return super()._write_step(step, values)
        waiting = self.filtered('review_step_id')
        if waiting:
            waiting.write({name: values[name] for name in ('date_last_step', 'last_step_by_id')})
        for article in self - waiting:
            super(CchcArticle, article)._write_step(step, {**values, **article._values_of_content()})
        return True

    def _returned_values(self, step, reason):
        self._keep_decisions('returned', reason)
        return {
            **self._recalled_values(step, reason),
            'is_returned': True, 'return_reason': reason, 'approved_by_id': False, 'approved_date': False,
            'approved_version': 0, 'approved_checksums': False, 'approved_digest': False,
        }

    def _keep_decisions(self, decision, reason):
        """Store the user's decision on each article."""
        as_server(self.env['cchc.review']).create([
            article._prepare_review_vals(decision, reason) for article in self])

    def _prepare_review_vals(self, decision, reason):
        article = self._in_company_language()
        step, name = self.review_step_id, article._review_step_name()
        if decision == 'returned' and self.env.user not in self._reviewers():
            step = step.browse()   # the user returns the article without being a reviewer of the present step
            is_board = self._is_reviewer(self.publication_ids.channel_id) or not self._is_head()
            name = article.env._("Editorial board") if is_board else article.env._("Leadership of the unit")
        return {
            'article_id': self.id, 'company_id': self.company_id.id, 'step_id': step.id, 'step_name': name,
            'user_id': self.env.uid, 'date': fields.Datetime.now(), 'decision': decision, 'reason': reason,
            'date_since': self.review_since or self.date_submitted, 'round': self.submission_count,
            'version': self.content_version, 'checksums': self._content_checksums(),
            'is_by_office': bool(step) and self.env.user.has_group(OFFICE) and not self._named_reviewers(),
            'channel_id': False,
        }

    def _step_note(self, step):
        if step.name != 'approve' or self.review_step_count <= 1:
            return super()._step_note(step)
        last = self.sudo().review_ids.sorted('id')[-1:]   # the decision that the user has just taken
        _ = self.env._
        words = [_("%(step)s agreed → %(next)s", step=last.step_name, next=self._review_step_name())
                 if self.state == 'submitted' else _("%(step)s agreed", step=last.step_name)]
        if last.is_by_office:
            words.append(_("the Office, as nobody else could"))
        return ' · '.join(words)

    # ------------------------------------------------------------------
    # Words
    # ------------------------------------------------------------------

    def _review_sentence(self):
        """Return the sentence of the form while the article waits; one record."""
        _ = self.env._
        since = self.review_since or self.date_submitted
        day = self.company_id._cchc_day_of(since)
        days = (self.company_id._cchc_today() - day).days
        named = {'step': self._review_step_name(), 'date': in_figures(day)}
        words = [_("Waiting for “%(step)s” to review it since %(date)s (%(days)s days).", days=days, **named) if days
                 else _("Waiting for “%(step)s” to review it since today, %(date)s.", **named)]
        if self.can_approve:
            return words[0]
        if not self._named_reviewers() and self._office_reviewers():
            words.append(_("Nobody else can decide in this step, so it falls to the Office."))
        refusal, missing = self._refusal_to_approve(None), self._missing_to_submit(None)
        words.append(refusal or missing and _("To approve it: %(missing)s", missing=listed(missing)))
        if self.env.user == self.author_id:
            words.append(_("To change it, recall it.") if self.can_recall else _(
                "To change it, ask the editorial board to return it: a step has agreed already."))
        return ' '.join(filter(None, words))
