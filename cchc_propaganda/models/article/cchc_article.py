from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.groups import EDITOR, HEAD, OFFICE

CREDITS = frozenset({'origin', 'contributor_ids', 'department_id'})   # whose it is: not the board's to correct
CONTENT = CREDITS | {'name', 'body', 'topic_ids', 'plan_id', 'genre_id', 'attachment_ids'}


class CchcArticle(models.Model):
    """What staff write and the board reviews; it counts once a channel has posted it (``cchc.publication``)."""
    _name = 'cchc.article'
    _inherit = ['cchc.workflow.mixin', 'cchc.files.mixin', 'cchc.unit.mixin', 'cchc.version.mixin',
                'mail.thread', 'mail.activity.mixin']
    _description = "Article"
    _order = 'date desc, id desc'
    _check_company_auto = True

    _frozen_fields = {
        'submitted': CREDITS,
        'approved': CONTENT | {'correction'},
        'published': CONTENT,
        'cancelled': CONTENT | {'correction'},
    }
    _mail_post_access = 'read'   # whoever reads an article may ask about it
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
        domain="[('state', '=', 'published')]")
    topic_ids = fields.Many2many(
        'cchc.topic', 'cchc_article_topic_rel', 'article_id', 'topic_id', "Topics", check_company=True,
        ondelete='restrict',    # a plan's row does not vanish from under what was approved
        domain="[('plan_id', '=', plan_id), '|', ('name', '!=', False), ('child_ids', '=', False)]")
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
    is_good_example = fields.Boolean("Good example", help="Good practice or exemplary people.")
    correction = fields.Text(copy=False, help="Published after posting; the approved text itself never changes.")
    state = fields.Selection([
        ('draft', "Draft"),
        ('submitted', "Awaiting review"),
        ('approved', "Approved, to be posted"),
        ('published', "Posted"),
        ('cancelled', "Cancelled"),
    ], required=True, default='draft', readonly=True, copy=False, group_expand='_expand_states')
    date = fields.Date(
        compute='_compute_date', store=True, precompute=True, server_only=True,
        help="The day it was first posted; until then, the day it was begun.")
    date_deadline = fields.Date(
        "Nearest deadline", compute='_compute_date_deadline', store=True, server_only=True,
        help="Of the assignments it is to meet.")
    submitted_by_id = fields.Many2one('res.users', "Submitted by", readonly=True, copy=False, server_only=True)
    date_submitted = fields.Datetime("Submitted on", readonly=True, copy=False, server_only=True)
    submission_count = fields.Integer("Times submitted", readonly=True, copy=False, server_only=True)
    is_returned = fields.Boolean("Returned", readonly=True, copy=False, server_only=True)
    return_reason = fields.Text("Reason of the return", readonly=True, copy=False, server_only=True)
    approved_by_id = fields.Many2one('res.users', "Approved by", readonly=True, copy=False, server_only=True)
    approved_date = fields.Datetime("Approved on", readonly=True, copy=False, server_only=True)
    approved_version = fields.Integer(
        readonly=True, copy=False, server_only=True, help="Revision of the text that was approved.")
    approved_checksums = fields.Json(
        readonly=True, copy=False, server_only=True, help="SHA-1 of each file that was approved, by its id.")
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
        return ['submitted', 'approved', 'published']   # the board's table; drafts and cancelled are not its business

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
            articles.plan_id.check_access('read')   # its name is shown
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
                "You wrote “%(name)s” too, so you do not take your own name off: its author does.",
                name=article.display_name))
        if vals.get('plan_id') and typed:
            self.plan_id.check_access('read')   # its name is shown
        if typed and not vals.keys().isdisjoint(('department_id', 'contributor_ids')):
            self._check_unit_of_author()
        if 'body' in vals:
            self._keep_pictures()
        return res

    def _written_with_me(self):
        """Those of which the user is a co-author."""
        user = self.env.user
        return self.filtered(lambda article: article.author_id != user and user in article._author_users())

    def _check_author(self):
        for article in self:
            others = article.author_id != self.env.user
            if others and not self.env.user.has_groups(f'{EDITOR},{OFFICE}'):
                raise AccessError(self.env._(
                    "You write under your own name: the author of “%(name)s” cannot be %(author)s.",
                    name=article.display_name, author=article.author_id.name))

    def _check_may_correct(self):
        if not self.can_correct:
            raise AccessError(self.env._(
                "The correction of “%(name)s” is written once it is posted, by the editorial board of its channels or "
                "the Office.",
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
        self._unlink_except_history()   # before its publications go
        self.publication_ids.unlink()   # restrict in the database: only what may go, goes
        return super().unlink()

    # ------------------------------------------------------------------
    # People
    # ------------------------------------------------------------------

    def _author_users(self):
        """Author and co-authors with an account."""
        return self.author_id | self.sudo().contributor_ids.user_ids   # co-authors may be out of the reader's sight

    def _involved_users(self):
        """Whose article it is: author, co-authors, and whoever submitted it."""
        return self._author_users() | self.submitted_by_id

    def _barred_users(self):
        """Those who cannot approve it: whose article it is, and whoever wrote it before it was first submitted."""
        return self._involved_users() | self._drafters()

    def _is_reviewer(self, channels=None):
        """Whether the user is an editor and a member of one of the channels (those the article is to stand on)."""
        channels = self.sudo().channel_ids if channels is None else channels.sudo()   # the list decides
        return self.env.user.has_group(EDITOR) and self.env.user in channels._origin.member_ids   # in a form, too

    def _is_head(self):
        return self.env.user.has_group(HEAD) and self.is_headed_by_me

    def _refusal_to_edit(self):
        """'' when the user may change title, text, topics or genre now. While it waits, the board corrects it and its
        author does not: they would be correcting each other's text unseen."""
        if self.env.su or self.state not in ('draft', 'submitted'):
            return ''   # frozen states answer for themselves
        if self.state == 'draft':
            return '' if not self._origin or self.has_access('write') else self.env._(
                "“%(name)s” is a draft of %(author)s.", name=self.display_name, author=self.author_id.name)
        if self._is_reviewer() and self.env.user not in self._author_users():
            return ''
        return self.env._(
            "“%(name)s” is being reviewed: only the editorial board corrects it now. Recall it to go on writing.",
            name=self.display_name)
