# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.groups import EDITOR, HEAD, OFFICE

CREDITS = frozenset({'origin', 'contributor_ids', 'department_id'})   # not for the board to change
CONTENT = CREDITS | {'name', 'body', 'topic_ids', 'plan_id', 'genre_id', 'attachment_ids'}


class CchcArticle(models.Model):
    """Staff write an article, the board reviews it. It counts once a channel has posted it (``cchc.publication``)."""
    _name = 'cchc.article'
    _inherit = ['cchc.workflow.mixin', 'cchc.files.mixin', 'cchc.unit.mixin', 'cchc.current.mixin',
                'cchc.version.mixin', 'cchc.presence.mixin', 'mail.thread', 'mail.activity.mixin']
    _description = "Article"
    _order = 'date desc, id desc'
    _check_company_auto = True

    _frozen_fields = {
        'submitted': CREDITS,
        'approved': CONTENT | {'correction'},
        'published': CONTENT,
        'cancelled': CONTENT | {'correction'},
    }
    _mail_post_access = 'read'   # every reader may ask about the article
    _file_fields = ('attachment_ids', 'picture_ids', 'word_file_ids')
    _step_fields = ('body',)

    name = fields.Char("Title")
    body = fields.Html("Text", sanitize_attributes=True, sanitize_style=True, prefetch=False)
    genre_id = fields.Many2one(
        'cchc.genre', index=True, ondelete='restrict', check_company=True, domain="[('is_in_use', '=', True)]")
    author_id = fields.Many2one(
        'res.users', required=True, index=True, default=lambda self: self.env.user, ondelete='restrict',
        check_company=True, copy=False, settled=True)
    contributor_ids = fields.Many2many(
        'res.partner', 'cchc_article_contributor_rel', 'article_id', 'partner_id', "Co-authors", copy=False)
    department_id = fields.Many2one(
        'hr.department', "Unit", index=True, ondelete='restrict', check_company=True,
        compute='_compute_department_id', store=True, readonly=False, precompute=True, copy=False)
    company_id = fields.Many2one(
        'res.company', "Agency", required=True, index=True, default=lambda self: self.env.company, settled=True)
    plan_id = fields.Many2one(
        'cchc.plan', index=True, ondelete='restrict', check_company=True, default=lambda self: self._default_plan_id(),
        domain="[('state', '=', 'published'), ('amends_id', '=', False)]")
    topic_ids = fields.Many2many(
        'cchc.topic', 'cchc_article_topic_rel', 'article_id', 'topic_id', "Topics", check_company=True,
        ondelete='restrict',    # an approved article keeps its topics
        context={'active_test': False},     # those that an amendment has archived, too
        domain="[('plan_id', '=', plan_id), ('active', '=', True), '|', ('name', '!=', False), "
               "('child_ids', '=', False)]")
    publication_ids = fields.One2many('cchc.publication', 'article_id', "Publications", copy=False)
    channel_ids = fields.Many2many(
        'cchc.channel', 'cchc_article_channel_rel', 'article_id', 'channel_id', "Channels", check_company=True,
        compute='_compute_channel_ids', inverse='_inverse_channel_ids', store=True, copy=False)
    assignment_ids = fields.Many2many(
        'cchc.assignment', string="Counts for", compute='_compute_assignment_ids', server_only=True)
    attachment_ids = fields.Many2many(
        'ir.attachment', 'cchc_article_attachment_rel', 'article_id', 'attachment_id', "Photos and files", copy=False,
        bypass_search_access=True)
    picture_ids = fields.Many2many(
        'ir.attachment', 'cchc_article_picture_rel', 'article_id', 'attachment_id', "Pictures in the text",
        bypass_search_access=True, readonly=True, copy=False, server_only=True)
    word_file_ids = fields.Many2many(
        'ir.attachment', 'cchc_article_word_file_rel', 'article_id', 'attachment_id', "Word files it was read from",
        bypass_search_access=True, readonly=True, copy=False, server_only=True)
    origin = fields.Selection([('own', "Own"), ('repost', "Reposted")], required=True, default='own')
    correction = fields.Text(copy=False, help="Published after posting. The approved text never changes.")
    state = fields.Selection([
        ('draft', "Draft"),
        ('submitted', "Awaiting review"),
        ('approved', "Approved, to be posted"),
        ('published', "Posted"),
        ('cancelled', "Cancelled"),
    ], required=True, default='draft', readonly=True, copy=False, group_expand='_expand_states')
    date = fields.Date(
        compute='_compute_date', store=True, precompute=True, server_only=True,
        help="The day of the first posting; before it, the day the draft was begun.")
    date_deadline = fields.Date(
        "Nearest deadline", compute='_compute_date_deadline', store=True, server_only=True,
        help="The nearest deadline of the assignments that the article is meant for.")
    submitted_by_id = fields.Many2one('res.users', "Submitted by", readonly=True, copy=False, server_only=True)
    date_submitted = fields.Datetime("Submitted on", readonly=True, copy=False, server_only=True)
    submission_count = fields.Integer("Times submitted", readonly=True, copy=False, server_only=True)
    is_returned = fields.Boolean("Returned", readonly=True, copy=False, server_only=True)
    return_reason = fields.Text("Reason of the return", readonly=True, copy=False, server_only=True)
    approved_by_id = fields.Many2one('res.users', "Approved by", readonly=True, copy=False, server_only=True)
    approved_date = fields.Datetime("Approved on", readonly=True, copy=False, server_only=True)
    approved_version = fields.Integer(
        readonly=True, copy=False, server_only=True, help="The version that was approved.")
    approved_checksums = fields.Json(
        readonly=True, copy=False, server_only=True, help="SHA-1 of each approved file, by its id.")
    is_registered = fields.Boolean("Recorded afterwards", readonly=True, copy=False, server_only=True)
    is_involved = fields.Boolean("I wrote or submitted it", compute='_compute_is_involved')
    is_editable = fields.Boolean(compute='_compute_is_editable')
    can_correct = fields.Boolean("May write a correction", compute='_compute_can_correct')
    can_enter_link = fields.Boolean(compute='_compute_can_enter_link')
    channels_html = fields.Html("Where", compute='_compute_channels_html', sanitize=False)
    _list_index = models.Index('(company_id, date DESC, id DESC)')
    _state_index = models.Index('(company_id, state, date DESC, id DESC)')
    _unit_index = models.Index('(department_id, date DESC, id DESC)')

    # ------------------------------------------------------------------
    # What follows from other data
    # ------------------------------------------------------------------

    @api.model
    def _default_plan_id(self):
        return self.env['cchc.plan']._plan_of(self.env.company, self.env.company._cchc_today())

    @api.depends('author_id')
    def _compute_department_id(self):
        for article in self:
            article.department_id = article.department_id or (
                article.author_id and article.author_id._cchc_home_department(article.company_id or self.env.company))

    @api.depends('name')
    def _compute_display_name(self):
        for article in self:
            article.display_name = article.name or self.env._("Untitled article")

    @api.depends('publication_ids.state', 'publication_ids.date_published')
    def _compute_date(self):
        today = {company: company._cchc_today() for company in self.company_id}
        for article in self:
            posted = article.publication_ids.filtered(
                lambda publication: publication.state == 'published' and publication.date_published)
            article.date = min(posted.mapped('date_published'), default=article.date or today.get(article.company_id))

    @api.depends('publication_ids.state', 'publication_ids.assignment_id.date_deadline')
    def _compute_date_deadline(self):
        for article in self:
            deadlines = [publication.assignment_id.date_deadline for publication in article._live_publications()]
            article.date_deadline = min(filter(None, deadlines), default=False)

    @api.depends('author_id', 'contributor_ids', 'submitted_by_id', 'drafter_ids')
    @api.depends_context('uid')
    def _compute_is_involved(self):
        for article in self:
            article.is_involved = self.env.user in article._barred_users()

    @api.depends('state', 'channel_ids', 'author_id', 'contributor_ids')
    @api.depends_context('uid')
    def _compute_is_editable(self):
        for article in self:
            article.is_editable = article.state in ('draft', 'submitted') and not article._refusal_to_edit()

    @api.depends('state', 'channel_ids')
    @api.depends_context('uid')
    def _compute_can_correct(self):
        for article in self:
            article.can_correct = article.state == 'published' and (
                self.env.user.has_group(OFFICE) or article._is_reviewer())

    @api.model
    def _expand_states(self, states, domain):
        return ['submitted', 'approved', 'published']   # the board's table shows neither drafts nor cancelled articles

    @api.constrains('plan_id', 'topic_ids')
    def _check_plan_of_the_year(self):
        (self.plan_id | self.topic_ids.plan_id)._refuse_amendments()

    @api.constrains('department_id', 'origin')
    def _check_chosen_assignments(self):
        self.publication_ids._check_assignment()

    # ------------------------------------------------------------------
    # Create, write, delete
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [dict(vals) for vals in vals_list]
        tags = [vals.pop('channel_ids', None) if vals.get('publication_ids') else None for vals in vals_list]
        articles = super().create(vals_list)
        if not (self._through_gate() or self.env.su):
            articles._check_author()
            articles.plan_id.check_access('read')   # the article shows the name of the plan
            for article in articles.filtered('correction'):
                article._check_may_correct()
            articles._check_unit_of_author()
        for article, commands in zip(articles, tags, strict=True):
            article._add_tags(commands)
        articles.filtered('body')._keep_pictures()
        return articles

    def write(self, vals):
        if not self._through_gate() and not CONTENT.isdisjoint(vals):
            for article in self:
                if refusal := article._refusal_to_edit():
                    article.check_access('read')    # the refusal names it
                    raise AccessError(refusal)
        typed = not (self._through_gate() or self.env.su)
        if 'correction' in vals and typed:
            for article in self:
                article._check_may_correct()
        mine = self._written_with_me() if 'contributor_ids' in vals and typed else self.browse()
        commands = None
        if 'publication_ids' in vals and 'channel_ids' in vals:
            vals = dict(vals)
            commands = vals.pop('channel_ids')
        res = super().write(vals)
        if commands is not None:
            for article in self:
                article._add_tags(commands)
        for article in mine - mine._written_with_me():
            raise AccessError(self.env._(
                "Only the author can remove you as co-author of “%(name)s”.",
                name=article.display_name))
        if vals.get('plan_id') and typed:
            self.plan_id.check_access('read')   # the article shows the name of the plan
        if typed and not vals.keys().isdisjoint(('department_id', 'contributor_ids')):
            self._check_unit_of_author()
        if 'body' in vals:
            self._keep_pictures()
        return res

    def _written_with_me(self):
        """Return the articles of which the user is a co-author."""
        user = self.env.user
        return self.filtered(lambda article: article.author_id != user and user in article._author_users())

    def _check_author(self):
        for article in self:
            others = article.author_id != self.env.user
            if others and not self.env.user.has_groups(f'{EDITOR},{OFFICE}'):
                raise AccessError(self.env._(
                    "You cannot enter %(author)s as the author of “%(name)s”: you write under your own name.",
                    name=article.display_name, author=article.author_id.name))

    def _check_may_correct(self):
        if not self.can_correct:
            raise AccessError(self.env._(
                "Only the editorial board of its channels or the Office can write a correction of “%(name)s”, and only "
                "once it is posted.",
                name=self.display_name))

    def _check_unit_of_author(self):
        if self.env.user.has_group(OFFICE):
            return
        articles = self.filtered('department_id')
        seats = articles._author_users()._cchc_departments_of_each()
        for article in articles:
            if not any(article.department_id in seats[user] for user in article._author_users()):
                raise AccessError(self.env._(
                    "“%(unit)s” is not a unit of an author of “%(name)s”. The Office may credit another unit.",
                    unit=article.department_id.name, name=article.display_name))

    @api.ondelete(at_uninstall=True)
    def _unlink_except_history(self):
        for article in self:
            if article.state != 'draft' or article.date_submitted or article.is_registered:
                raise UserError(self.env._(
                    "“%(name)s” has been submitted before and is kept. Cancel it instead.", name=article.display_name))

    def unlink(self):
        self._unlink_except_history()   # before deleting the publications
        self.publication_ids.unlink()   # raises for a publication that must be kept
        return super().unlink()

    # ------------------------------------------------------------------
    # People
    # ------------------------------------------------------------------

    def _author_users(self):
        """Return author and co-authors who have an account."""
        return self.author_id | self.sudo().contributor_ids.user_ids   # the reader may not read all co-authors

    def _involved_users(self):
        """Return author, co-authors and submitter."""
        return self._author_users() | self.submitted_by_id

    def _barred_users(self):
        """Return those who cannot approve: involved users, and whoever wrote a version before the first submission."""
        return self._involved_users() | self._drafters()

    def _is_reviewer(self, channels=None):
        """Whether the user is an editor and a member of one of the channels (by default, those of the article)."""
        channels = self.sudo().channel_ids if channels is None else channels.sudo()   # not every editor reads all users
        return self.env.user.has_group(EDITOR) and self.env.user in channels._origin.member_ids   # _origin: in a form

    def _is_head(self):
        return self.env.user.has_group(HEAD) and self.is_headed_by_me

    def _refusal_to_edit(self):
        """Return '' when the user may change title, text, topics or genre now, else a sentence saying who may. While
        the article waits, only the board corrects it: author and board would overwrite each other's text."""
        if self.env.su or self.state not in ('draft', 'submitted'):
            return ''   # _check_frozen refuses in the other states
        if self.state == 'draft':
            return '' if not self._origin or self.has_access('write') else self.env._(
                "Only %(author)s and co-authors can edit the draft “%(name)s”.",
                name=self.display_name, author=self.author_id.name)
        if self._is_reviewer() and self.env.user not in self._author_users():
            return ''
        return self.env._(
            "“%(name)s” is being reviewed: only the editorial board can edit it now. Recall it to go on writing.",
            name=self.display_name)
