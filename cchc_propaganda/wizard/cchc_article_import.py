# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..models.core.server import as_server
from ..tools import posted_list, text
from ..tools.groups import EDITOR, OFFICE
from ..tools.list_template import Column, template

CHANNEL_CUT_OFF = 85


class CchcArticleImport(models.TransientModel):
    """A list of articles posted before, recorded as published."""
    _name = 'cchc.article.import'
    _inherit = ['cchc.list.mixin']
    _description = "List of Posted Articles"
    _check_company_auto = True

    _recorded_as = 'article_id'

    default_genre_id = fields.Many2one(
        'cchc.genre', "Genre where a row has none", check_company=True,
        domain="[('company_id', 'in', (False, company_id))]")
    default_author_id = fields.Many2one(
        'res.users', "Author where a row has none", domain="[('company_ids', 'in', company_id)]",
        help="Also for rows whose author has no account: that name is then kept as a co-author.")
    line_ids = fields.One2many('cchc.article.import.line', 'wizard_id')

    @api.depends('company_id')
    @api.depends_context('lang')
    def _compute_display_name(self):
        for wizard in self:
            wizard.display_name = self.env._("Record posted articles")

    @api.onchange('default_genre_id', 'default_author_id')
    def _onchange_defaults(self):
        for line in self.line_ids.filtered(lambda line: not line.article_id):
            line.genre_id = line.genre_id or self.default_genre_id
            line.author_id = line.author_id or self.default_author_id

    # ------------------------------------------------------------------
    # Steps of the dialog
    # ------------------------------------------------------------------

    def action_record(self):
        """Record all ready rows or none. The other rows stay, to be corrected. Return True."""
        self._check_may_use()
        lines = self._ready_lines(
            self.env._("This list is being recorded at this very moment."),
            self.env._("No row is ready to be recorded. Correct the fault shown beside each row."))
        groups, plans, partners = lines._by_article(), self._issued_plans(), self._co_authors(lines)
        articles = self.env['cchc.article'].create(
            [group._prepare_article_vals(plans, partners) for group in groups])
        articles.action_register()
        for group, article in zip(groups, articles, strict=True):
            as_server(group).article_id = article
        return True

    @api.readonly
    def action_open_recorded(self):
        """Open the list of the articles recorded from this list."""
        self._check_may_use()
        return {
            'type': 'ir.actions.act_window', 'name': self.env._("Recorded articles"), 'res_model': 'cchc.article',
            'view_mode': 'list,form', 'domain': [('id', 'in', self.line_ids.article_id.ids)],
        }

    @api.readonly
    def action_download_template(self):
        """Download an empty list with its columns, genres, units and channels."""
        self._check_may_record()
        return {'type': 'ir.actions.act_url', 'url': '/cchc/posted-list-template', 'target': 'download'}

    @api.model
    def _template_xlsx(self):
        """Return the bytes of an empty workbook: columns, and the genres, units and channels to choose from."""
        self._check_may_record()
        _ = self.env._
        company = self.env.company
        return template(_("Posted articles"), [
            Column(_("Title"), 50),
            Column(_("Genre"), 16, choices=self.env['cchc.genre']._in_use(company)[company].mapped('name')),
            Column(_("Author"), 24),
            Column(_("Unit"), 34, choices=self.env['hr.department'].search(
                [('company_id', '=', company.id)]).mapped('name')),
            Column(_("Channel"), 34, choices=self.env['cchc.channel'].search(
                [('company_id', '=', company.id)]).mapped('name')),
            Column(_("Posted on"), 14, is_date=True), Column(_("Link"), 60),
        ], _("To choose from"))

    def _check_may_record(self):
        if not self.env.user.has_groups(f'{EDITOR},{OFFICE}'):
            raise AccessError(self.env._("Posted articles are recorded by the editorial board or the Office."))

    # ------------------------------------------------------------------
    # Understanding
    # ------------------------------------------------------------------

    def _understand(self, pasted, data):
        return posted_list.understand(posted_list.read(pasted, data))

    def _sentences_of(self, error):
        return {'no_header': self.env._(
            "The names of the columns are missing: above the rows there must be at least “Title” and “Link”. Use the "
            "template.")}

    def _understood(self, rows):
        units = self._matched_units(rows)
        channels = self.env['cchc.channel'].search([('company_id', '=', self.company_id.id)])
        people = self._people()
        channel_names = {channel.id: [channel.name, channel.code, *channel.alias_ids.mapped('name')]
                         for channel in channels}
        genres, homes = self._genre_ids(), self._home_units()
        vals_list = []
        for row in rows:
            unit = units[row.department]
            authors, others = self._split_authors(row.author, people, unit and homes.members[unit.id])
            author = authors[0] if authors else self.default_author_id.id
            vals_list.append({
                'number': row.number, 'name': row.title, 'url': row.url, 'date_published': row.day,
                'genre_id': genres.get(text.fold(row.genre)) or genres.get(posted_list.genre_code(row.genre))
                or self.default_genre_id.id,
                'author_id': author, 'other_authors': ', '.join(others),
                **self._unit_values(unit),
                'channel_id': self._channel_id(row, channels, channel_names),
                'genre_text': row.genre, 'author_text': row.author, 'department_text': row.department,
                'channel_text': row.channel, 'date_text': row.date_text,
            })
            if not row.department:
                vals_list[-1]['department_id'] = homes.unit_of.get(author)
        return vals_list

    def _channel_id(self, row, channels, names):
        """Return the id of the channel with the name in the row; without a name, of the only channel whose address the
        link begins with. A name that is only similar counts if the link agrees. Otherwise False: the line asks."""
        under = channels._with_address_of(row.url)
        if not row.channel:
            return under.id if len(under) == 1 else False
        for match in text.match_units(row.channel, names, CHANNEL_CUT_OFF)[:1]:
            if match.score >= text.CERTAIN or match.id in under.ids:
                return match.id
        return False

    def _people(self):
        """Return the accounts of the agency as ``posted_list.People``. Articles of former staff count, too."""
        users = self.env['res.users'].sudo().with_context(active_test=False).search(   # names of staff are no secret
            [('company_ids', 'in', self.company_id.ids), ('share', '=', False)])
        return posted_list.People((user.id, user.name) for user in users)

    def _split_authors(self, cell, people, unit_members):
        """Return ``([user ids], [names without account])`` of a cell. Among namesakes, choose the one in the unit."""
        users, others = [], []
        for name in posted_list.split_authors(cell):
            found = people.match(name)
            if len(found) > 1 and unit_members:
                found = [user for user in found if user in unit_members]
            if len(found) == 1 and not users:
                users = found
            else:
                others.append(name)
        return users, others

    def _genre_ids(self):
        """Return ``{name without diacritics, or code: id}``, with names in the reader's and the agency's language."""
        genres = self.env['cchc.genre']._in_use(self.company_id)[self.company_id].sudo(False)
        local = genres.with_context(lang=self.company_id._cchc_lang())
        codes = {genre.code: genre.id for genre in genres}
        return codes | {text.fold(genre.name): genre.id for genre in (*genres, *local)}

    def _issued_plans(self):
        return self.env['cchc.plan'].search(
            [('company_id', '=', self.company_id.id), ('state', '=', 'published'), ('amends_id', '=', False)],
            order='date_issued desc, id desc')

    def _co_authors(self, lines):
        """Return ``{name: contact}`` for the co-authors of the lines: the contact of the account with that name, else
        of a person from outside, created when it does not exist."""
        names = {name for line in lines for name in posted_list.split_authors(line.other_authors)}
        people = self._people()
        accounts = {name: found[0] for name in names if len(found := people.match(name)) == 1}
        users = self.env['res.users'].sudo().browse(accounts.values())   # names of authors are no secret
        partners = dict(zip(accounts, (user.partner_id for user in users), strict=True))
        return partners | self.env['res.partner']._cchc_outside_authors(names - partners.keys(), self.company_id)

    def _home_units(self):
        return _HomeUnits(self.env['hr.department'].sudo().search(      # an editor may not read employees
            [('company_id', '=', self.company_id.id)]))


class _HomeUnits:
    """The units of an agency and their people: ``members`` ``{unit id: user ids}``, ``unit_of`` ``{user id: unit
    id}``."""

    def __init__(self, units):
        employed = {unit.id: set(unit.member_ids.filtered('active').user_id.ids) for unit in units}
        self.members = {unit.id: employed[unit.id] | set(unit.cchc_member_ids.ids) for unit in units}
        self.unit_of = {}
        for seats in (self.members, employed):      # the unit that employs a user overrides one that borrows the user
            self.unit_of |= {user: unit for unit, users in seats.items() for user in users}
