# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from ...tools.dates import in_figures
from ..core.server import as_server

EVIDENCE = frozenset({'url', 'date_published', 'evidence_ids'})
FOLLOWED = frozenset({'company_id', 'department_id', 'author_id', 'genre_id'})   # copied from the article


class CchcPublication(models.Model):
    """One attempt to post one article on one channel. A link or a file proves the posting."""
    _name = 'cchc.publication'
    _inherit = ['cchc.workflow.mixin', 'cchc.files.mixin', 'cchc.unit.mixin', 'cchc.current.mixin']
    _description = "Publication"
    _order = 'date_published desc, id desc'
    _check_company_auto = True
    _rec_names_search = ['article_id', 'channel_id', 'url']

    _frozen_fields = {
        'published': EVIDENCE | {'quantity'},
        'refused': EVIDENCE | {'quantity', 'assignment_id'},
        'removed': EVIDENCE | {'quantity', 'assignment_id'},
    }
    _file_fields = ('evidence_ids',)

    article_id = fields.Many2one(
        'cchc.article', required=True, index=True, ondelete='restrict', check_company=True, settled=True)
    channel_id = fields.Many2one(
        'cchc.channel', required=True, index=True, ondelete='restrict', check_company=True, settled=True)
    # related_sudo=False: in a new publication, a client may name an article that the user may not read.
    company_id = fields.Many2one(
        related='article_id.company_id', related_sudo=False, store=True, index=True, precompute=True, server_only=True)
    department_id = fields.Many2one(
        related='article_id.department_id', related_sudo=False, store=True, index=True, server_only=True)
    author_id = fields.Many2one(related='article_id.author_id', related_sudo=False, store=True, server_only=True)
    genre_id = fields.Many2one(related='article_id.genre_id', related_sudo=False, store=True, server_only=True)
    article_state = fields.Selection(
        related='article_id.state', related_sudo=False, string="State of the article")
    is_internal = fields.Boolean(related='channel_id.is_internal')
    channel_kind = fields.Selection(related='channel_id.kind')
    assignment_id = fields.Many2one(
        'cchc.assignment', "Counts for", index='btree_not_null', ondelete='restrict', check_company=True,
        domain="[('channel_id', '=', channel_id)]",
        help="The assignment that the publication meets. If empty: the assignment of its unit in the period of the "
             "posting.")
    sent_assignment_id = fields.Many2one(
        'cchc.assignment', "Sent for", index='btree_not_null', ondelete='restrict', check_company=True, readonly=True,
        copy=False, server_only=True,
        help="If none was chosen: the assignment that fitted on the day of sending. The day of posting decides again.")
    same_link_id = fields.Many2one(
        'cchc.publication', "Already recorded for", compute='_compute_same_link_id', compute_sudo=True)
    expected_assignment_id = fields.Many2one(
        'cchc.assignment', "Will count for", compute='_compute_expected_assignment_id')
    state = fields.Selection([
        ('pending', "Not sent yet"),
        ('sent', "Sent, awaiting the channel"),
        ('published', "Posted or broadcast"),
        ('refused', "Not accepted"),
        ('removed', "Taken down"),
    ], required=True, default='pending', readonly=True, index=True, copy=False)
    date_sent = fields.Datetime("Sent on", readonly=True, copy=False, server_only=True)
    date_answered = fields.Datetime(
        "Refused or taken down on", readonly=True, copy=False, server_only=True,
        help="When the channel refused it, or when it was taken down.")
    date_published = fields.Date("Posted on", copy=False)
    quantity = fields.Integer("Broadcasts", default=1, help="On radio and television: how often it was broadcast.")
    url = fields.Char("Link", copy=False)
    evidence_ids = fields.Many2many(
        'ir.attachment', 'cchc_publication_evidence_rel', 'publication_id', 'attachment_id', copy=False,
        bypass_search_access=True)
    reason = fields.Text(readonly=True, copy=False, server_only=True)
    attempt = fields.Integer(compute='_compute_attempt')
    assignment_text = fields.Char("Assignment", compute='_compute_assignment_text')
    hint = fields.Char("What happens next", compute='_compute_hint')
    can_enter_evidence = fields.Boolean(compute='_compute_can_enter_evidence')
    can_choose_assignment = fields.Boolean(compute='_compute_can_enter_evidence')
    can_resend = fields.Boolean(compute='_compute_can_resend')
    can_confirm = fields.Boolean(compute='_compute_can_confirm', help="The user may post it, once the link is entered.")

    _one_live_publication = models.UniqueIndex(
        "(article_id, channel_id) WHERE state NOT IN ('refused', 'removed')",
        "The article is already planned for this channel.")
    _url_once = models.UniqueIndex(
        "(company_id, url) WHERE state = 'published' AND url IS NOT NULL", "This link is already recorded.")
    _url_index = models.Index("USING hash (url) WHERE url IS NOT NULL")     # a hash, because links may be long
    _quantity_positive = models.Constraint('CHECK (quantity > 0)', "Count at least one broadcast.")
    _list_index = models.Index('(company_id, date_published DESC, id DESC)')
    _state_index = models.Index('(company_id, state, date_published DESC, id DESC)')

    # ------------------------------------------------------------------
    # What follows from other data
    # ------------------------------------------------------------------

    @api.depends('article_id.name', 'channel_id.name')
    def _compute_display_name(self):
        for publication in self:
            publication.display_name = ' · '.join(
                filter(None, [publication.article_id.display_name, publication.channel_id.name]))

    @api.depends('article_id.publication_ids.channel_id')
    def _compute_attempt(self):
        for publication in self:
            earlier = publication.article_id.publication_ids.filtered(lambda other, publication=publication: (
                other.channel_id == publication.channel_id and other._origin.id < publication._origin.id))
            publication.attempt = len(earlier) + 1

    @api.depends('assignment_id', 'state', 'channel_id', 'date_published', 'article_id.department_id',
                 'article_id.genre_id', 'article_id.origin')
    def _compute_expected_assignment_id(self):
        for publication in self:
            publication.expected_assignment_id = publication.assignment_id
        open_publications = self.filtered(
            lambda publication: not publication.assignment_id and publication.state in ('pending', 'sent'))
        for publication, assignment in open_publications._matches().items():
            publication.expected_assignment_id = assignment

    @api.depends('url', 'company_id')
    def _compute_same_link_id(self):
        """Find the posted publication with the same link, whatever its article."""
        posted = self._posted_under(self.company_id, filter(None, self.mapped('url')))
        for publication in self:
            same_link = posted.get((publication.company_id, publication.url), self.browse())
            publication.same_link_id = (same_link - publication._origin)[:1]

    @api.model
    def _posted_under(self, companies, urls):
        """Return ``{(agency, link): the publication posted there}``, as superuser."""
        publications = self.sudo().search([     # its article may be one that the user may not read
            ('company_id', 'in', companies.ids), ('state', '=', 'published'), ('url', 'in', list(urls))])
        return publications.grouped(lambda publication: (publication.company_id, publication.url))

    @api.depends('expected_assignment_id', 'assignment_id.date_deadline', 'state', 'date_published', 'is_recorded_late')
    @api.depends_context('lang')
    def _compute_assignment_text(self):
        _ = self.env._
        for publication in self:
            assignment = publication.expected_assignment_id
            if not assignment:
                publication.assignment_text = _("Outside the assignments of the plan")
                continue
            words = {'period': assignment.period_label, 'date': in_figures(assignment.date_deadline)}
            if assignment.department_id != publication.department_id:
                words['period'] += f' · {assignment.department_id.name}'
            if publication.state != 'published':
                publication.assignment_text = _(
                    "Will count for: %(period)s · due %(date)s (%(clock)s)", clock=assignment.clock_text, **words)
            elif publication.is_recorded_late:
                publication.assignment_text = _(
                    "Counts for: %(period)s · due %(date)s · on time, recorded on %(recorded)s",
                    recorded=in_figures(publication.date_recorded), **words)
            elif not assignment._is_late(publication.date_published):
                publication.assignment_text = _("Counts for: %(period)s · due %(date)s · on time", **words)
            elif publication.date_published <= assignment.date_end:
                publication.assignment_text = _("Counts for: %(period)s · due %(date)s · late", **words)
            else:
                publication.assignment_text = _("Makes up for: %(period)s · due %(date)s · late", **words)

    @api.depends('state', 'article_id.state', 'channel_id', 'reason', 'date_sent', 'url', 'evidence_ids')
    @api.depends_context('lang')
    def _compute_hint(self):
        _ = self.env._
        for publication in self:
            if publication.state in ('pending', 'sent') and publication.article_state in ('approved', 'published') and (
                    publication.url or publication.evidence_ids):
                publication.hint = _(
                    "The link is entered and not confirmed yet: it counts once it is confirmed as posted.")
            elif publication.state == 'pending' and publication.reason:
                publication.hint = _("The mail did not leave. %(reason)s", reason=publication.reason)
            elif publication.state == 'pending' and publication.is_internal:
                publication.hint = _("The editorial board posts it and enters the link once it is approved.")
            elif publication.state == 'pending':
                publication.hint = _("This channel usually posts %(days)s days after it receives an article.",
                                     days=publication.channel_id.lead_days)
            elif publication.state == 'sent' and publication.date_sent:
                publication.hint = _(
                    "Sent on %(date)s, no answer yet.", date=in_figures(publication._day_sent()))
            elif publication.state in ('refused', 'removed'):
                publication.hint = _("Reason: “%(reason)s”", reason=publication.reason)
            else:
                publication.hint = False

    @api.depends('state', 'article_id.state', 'channel_id.member_ids')
    @api.depends_context('uid')
    def _compute_can_enter_evidence(self):
        for publication in self:
            names = publication._fields_open_to_user()
            publication.can_enter_evidence = names >= EVIDENCE
            publication.can_choose_assignment = 'assignment_id' in names

    @api.depends('state', 'article_id.state', 'channel_id.member_ids')
    @api.depends_context('uid')
    def _compute_can_confirm(self):
        for publication in self:
            publication.can_confirm = (
                publication.state in ('pending', 'sent') and publication.article_state in ('approved', 'published')
                and not publication._refusal_of_stranger(None))

    @api.depends('state', 'article_id.publication_ids.state')
    @api.depends_context('uid')
    def _compute_can_resend(self):
        for publication in self:
            publication.can_resend = (
                publication.state == 'refused' and not publication._live_sibling()
                and not publication._missing_to_send(None)
                and (self.env.su or not publication._refusal_to_send(None)))

    @api.constrains('assignment_id', 'article_id', 'channel_id')
    def _check_assignment(self):
        for publication in self.filtered('assignment_id'):
            assignment, article = publication.assignment_id, publication.article_id
            if assignment.channel_id != publication.channel_id:
                raise ValidationError(self.env._(
                    "“%(assignment)s” is for %(channel)s, not for %(other)s.", assignment=assignment.display_name,
                    channel=assignment.channel_id.name, other=publication.channel_id.name))
            if refusal := assignment._refusal_of_credits(article):
                raise ValidationError(refusal)

    @api.model
    def _to_be_posted(self):
        """Return the domain of publications of approved articles that are not posted, unless the year of the article's
        plan is closed."""
        return (
            Domain('state', 'in', ('pending', 'sent')) & Domain('article_id.state', 'in', ('approved', 'published'))
            & ~self._year_closed())

    @api.model
    def _year_closed(self):
        return Domain('article_id', 'any', [('plan_id.date_closed', '!=', False)])

    @api.model
    def _current_domain(self, company, today):
        """Those posted this year, those that a channel has not answered, and those of an article of this year."""
        return (
            Domain('date_published', '>=', today.replace(month=1, day=1)) | Domain('state', '=', 'sent')
            | Domain('state', 'in', ('pending', 'refused', 'removed')) & Domain('article_id.is_current', '=', True))

    # ------------------------------------------------------------------
    # Who may edit what, apart from the steps
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        # Drop defaults that a form proposes for a new article, not for its publications.
        model = self.with_env(self.env(context={
            key: value for key, value in self.env.context.items() if key.removeprefix('default_') not in FOLLOWED}))
        if self._through_gate() or self.env.su:
            return super(CchcPublication, model).create(vals_list)
        # Check before creating: a publication on their channel would let members read the article.
        default = model.default_get(['article_id']).get('article_id')    # from the context or the user's defaults
        self.env['cchc.article'].browse(
            {vals.get('article_id', default) for vals in vals_list} - {None, False}).check_access('read')
        publications = super(CchcPublication, model).create(vals_list)
        drafts = publications.filtered(lambda publication: publication.article_state == 'draft')
        drafts.article_id.check_access('write')     # all at once
        for publication in publications - drafts:
            publication._check_may_add()
        publications._keep_approval_of_channel()
        return publications

    def write(self, vals):
        if not (self._through_gate() or self.env.su):
            for publication in self:
                closed = (vals.keys() & self._fields.keys()) - {'state'} - publication._fields_open_to_user()
                if refused := publication._changed_names(closed, vals):
                    raise AccessError(publication._refusal_of_edit(refused))
        return super().write(vals)

    def _fields_open_to_user(self):
        """Return the names of the fields that the user may edit on this publication now."""
        if self.article_state == 'draft':
            return EVIDENCE | {'assignment_id', 'quantity'} if self.article_id.has_access('write') else frozenset()
        member = self._is_member()
        if self.state in ('pending', 'sent') and member:
            return EVIDENCE | {'assignment_id', 'quantity'}
        if self.state == 'published' and member:
            return frozenset({'assignment_id'})
        if self.state == 'sent' and self.channel_id.unit_may_send and self._is_of_unit():
            return EVIDENCE | {'quantity'}
        return frozenset()

    def _check_may_add(self):
        article = self.article_id
        if article._may_add_channel(self.channel_id):
            return
        raise AccessError(article._refusal_to_add_channel(self.channel_id))

    def _keep_approval_of_channel(self):
        """Record that the user who adds a channel to an approved article approves it for that channel."""
        as_server(self.env['cchc.review']).create([{
            **publication.article_id._prepare_review_vals('agreed', ''), 'step_id': False, 'date_since': False,
            'channel_id': publication.channel_id.id, 'step_name': publication.channel_id.name,
        } for publication in self.filtered(lambda publication: publication.article_state in ('approved', 'published'))])

    def _is_member(self):
        return self.env.user in self.channel_id.sudo().member_ids   # not every user may read the members

    def _is_of_unit(self):
        user = self.env.user
        return self.is_my_unit or user in self.article_id._author_users()

    def _refusal_of_edit(self, names):
        return self.env._(
            "%(fields)s of “%(name)s” (%(state)s) may be entered by: %(members)s.",
            fields=', '.join(self._field_labels(names)), name=self.display_name, state=self._state_label(self.state),
            members=self.channel_id._member_names())

    def _instead_of_editing(self):
        return self.env._("Take it down or send it again instead.")

    def _refusal_to_change_files(self):
        allowed = self.env.su or 'evidence_ids' in self._fields_open_to_user()
        return '' if allowed else self._refusal_of_edit({'evidence_ids'})

    def _files_are_frozen(self):
        return self.state in ('published', 'refused', 'removed')

    @api.ondelete(at_uninstall=True)
    def _unlink_except_with_history(self):
        for publication in self:
            if publication.state != 'pending':
                raise UserError(self.env._(
                    "“%(name)s” is “%(state)s” and cannot be deleted.", name=publication.display_name,
                    state=publication._state_label(publication.state)))
            if self._through_gate() or self.env.su:
                continue
            if publication.article_state == 'draft':
                publication.article_id.check_access('write')
            elif not publication._is_member():
                raise UserError(self.env._(
                    "“%(name)s”: the channels of an article can be changed only while it is a draft.",
                    name=publication.display_name))
