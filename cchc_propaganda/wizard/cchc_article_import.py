# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64

from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError
from odoo.fields import Command

from ..tools import limits, posted_list, text
from ..tools.groups import EDITOR, OFFICE
from ..tools.posted_list_template import template

CHANNEL_CUT_OFF = 85


class CchcArticleImport(models.TransientModel):
    """A list of articles posted before, pasted or read from a workbook. The dialog shows how it understood each row;
    the user corrects the rows. Ready rows are recorded with the same checks as a single article; the others stay."""
    _name = 'cchc.article.import'
    _inherit = ['cchc.text.mixin']
    _description = "List of Posted Articles"
    _check_company_auto = True

    company_id = fields.Many2one('res.company', required=True, readonly=True, default=lambda self: self.env.company)
    text = fields.Text("Pasted rows")
    file = fields.Binary("Excel file (.xlsx)", attachment=False)
    filename = fields.Char()
    default_genre_id = fields.Many2one(
        'cchc.genre', "Genre where a row has none", check_company=True,
        domain="[('company_id', 'in', (False, company_id))]")
    default_author_id = fields.Many2one(
        'res.users', "Author where a row has none", domain="[('company_ids', 'in', company_id)]",
        help="Also for rows whose author has no account: that name is then kept as a co-author.")
    line_ids = fields.One2many('cchc.article.import.line', 'wizard_id')
    skipped = fields.Text("Rows left out", readonly=True)
    summary = fields.Char(compute='_compute_summary')
    ready_count = fields.Integer(compute='_compute_summary')
    recorded_count = fields.Integer(compute='_compute_summary')

    @api.constrains('company_id')
    def _check_own_agency(self):
        if self.company_id not in self.sudo(False).env.companies:
            raise AccessError(self.env._("This is the list of another agency."))

    @api.depends('company_id')
    @api.depends_context('lang')
    def _compute_display_name(self):
        for wizard in self:
            wizard.display_name = self.env._("Record posted articles")

    @api.depends('line_ids.problem', 'line_ids.article_id')
    @api.depends_context('lang')
    def _compute_summary(self):
        for wizard in self:
            recorded = wizard.line_ids.filtered('article_id')
            open_lines = wizard.line_ids - recorded
            ready = open_lines.filtered(lambda line: not line.problem)
            wizard.ready_count, wizard.recorded_count = len(ready), len(recorded)
            wizard.summary = self.env._(
                "%(total)s rows: %(ready)s ready to be recorded, %(open)s to be corrected, %(recorded)s recorded.",
                total=len(wizard.line_ids), ready=len(ready), open=len(open_lines - ready), recorded=len(recorded))

    @api.onchange('default_genre_id', 'default_author_id')
    def _onchange_defaults(self):
        for line in self.line_ids.filtered(lambda line: not line.article_id):
            line.genre_id = line.genre_id or self.default_genre_id
            line.author_id = line.author_id or self.default_author_id

    # ------------------------------------------------------------------
    # Steps of the dialog
    # ------------------------------------------------------------------

    def action_preview(self):
        """Show how each row was understood, without recording anything. Return True."""
        self.ensure_one()
        self._check_may_record()
        found = self._read_list()
        self.line_ids = [Command.clear(), *map(Command.create, self._understood(found.rows))]
        self.line_ids.filtered('problem').sequence = 0    # sort them first, also while they are corrected
        self.skipped = '\n'.join(self.env._("Row %(number)s: %(text)s", number=number, text=words)
                                 for number, words in found.skipped)
        return True

    def action_restart(self):
        """Empty the dialog. Recorded articles stay recorded. Return True."""
        self.ensure_one()
        self._check_may_record()
        self.write({'line_ids': [Command.clear()], 'skipped': False, 'text': False, 'file': False, 'filename': False})
        return True

    def action_record(self):
        """Record all ready rows or none. The other rows stay, to be corrected. Return True."""
        self.ensure_one()
        self._check_may_record()
        try:
            self.lock_for_update()      # of two clicks, only one records
        except LockError as error:
            raise UserError(self.env._("This list is being recorded at this very moment.")) from error
        self.line_ids.invalidate_recordset(['problem'])     # others may have recorded the same links since
        lines = self.line_ids.filtered(lambda line: not line.article_id and not line.problem)
        if not lines:
            raise UserError(self.env._("No row is ready to be recorded. Correct the fault shown beside each row."))
        groups, plans, partners = lines._by_article(), self._issued_plans(), self._co_authors(lines)
        articles = self.env['cchc.article'].create(
            [group._prepare_article_vals(plans, partners) for group in groups])
        articles.action_register()
        for group, article in zip(groups, articles, strict=True):
            group.sudo().article_id = article   # the user's own lines: checking them again costs a query each
        return True

    def action_open_recorded(self):
        """Open the list of the articles recorded from this list."""
        self.ensure_one()
        self._check_may_record()
        return {
            'type': 'ir.actions.act_window', 'name': self.env._("Recorded articles"), 'res_model': 'cchc.article',
            'view_mode': 'list,form', 'domain': [('id', 'in', self.line_ids.article_id.ids)],
        }

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
        columns = [_("Title"), _("Genre"), _("Author"), _("Unit"), _("Channel"), _("Posted on"), _("Link")]
        choices = {
            1: self.env['cchc.genre']._in_use(company)[company].mapped('name'),
            3: self.env['hr.department'].search([('company_id', '=', company.id)]).mapped('name'),
            4: self.env['cchc.channel'].search([('company_id', '=', company.id)]).mapped('name'),
        }
        return template(_("Posted articles"), columns, choices, _("To choose from"))

    def _check_may_record(self):
        if not self.env.user.has_groups(f'{EDITOR},{OFFICE}'):
            raise AccessError(self.env._("Posted articles are recorded by the editorial board or the Office."))

    # ------------------------------------------------------------------
    # Understanding
    # ------------------------------------------------------------------

    def _read_list(self):
        """Return the ``PostedList`` of the file or the pasted text. Raise UserError saying what is wrong with it."""
        try:
            if self.file and len(self.file) > limits.base64_size(limits.WORKBOOK.file):
                raise posted_list.PostedListError('too_big')
            if self.file:
                table = posted_list.read_xlsx(base64.b64decode(self.file))
            else:
                table = posted_list.read_text(self.text)
            return posted_list.understand(table)
        except posted_list.PostedListError as error:
            raise UserError(self._sentence_of(error)) from error

    def _sentence_of(self, error):
        _ = self.env._
        return {
            'empty': _("There is no row yet: paste the rows with the names of their columns, or choose an Excel file."),
            'no_columns': _("The pasted text has no columns. Copy the cells of the table in Excel or Word."),
            'no_header': _("The names of the columns are missing: above the rows there must be at least “Title” and "
                           "“Link”. Use the template."),
            'not_xlsx': _("The file is no Excel workbook (.xlsx), or it is damaged. Save it again with Excel."),
            'old_excel': _("The file is an old Excel file (.xls) or has a password. Save it as .xlsx without one."),
            'too_big': _("This is too large for a list of posted articles. Copy only the rows of the list into an "
                         "empty workbook, and choose that workbook."),
            'too_many_sheets': _("The workbook has more than %(most)s sheets. Copy the sheet with the list into a "
                                 "workbook of its own.", most=limits.SHEETS),
            'too_many_lines': _("A sheet has cells filled below line %(most)s. Copy only the rows of the list into an "
                                "empty workbook, and choose that workbook.", most=limits.SHEET_ROWS),
            'long_cell': _("Row %(number)s has a cell of more than %(most)s characters. Shorten the text, or leave out "
                           "the column.", number=error.count, most=limits.CELL),
            'too_many': _("The list has %(count)s rows; record at most %(most)s at once.", count=error.count,
                          most=limits.ROWS),
        }[error.reason]

    def _understood(self, rows):
        """Return the values of a line for each row, with the records of this agency that its texts name."""
        units = self.env['hr.department']._cchc_names_by_unit(self.company_id)
        channels = self.env['cchc.channel'].search([('company_id', '=', self.company_id.id)])
        people = self._people()
        channel_names = {channel.id: [channel.name, channel.code, *channel.alias_ids.mapped('name')]
                         for channel in channels}
        genres, homes = self._genre_ids(), self._home_units()
        vals_list = []
        for row in rows:
            unit = next(iter(text.match_units(row.department, units)), None)
            authors, others = self._split_authors(row.author, people, unit and homes.members[unit.id])
            author = authors[0] if authors else self.default_author_id.id
            vals_list.append({
                'number': row.number, 'name': row.title, 'url': row.url, 'date_published': row.day,
                'genre_id': genres.get(text.fold(row.genre)) or genres.get(posted_list.genre_code(row.genre))
                or self.default_genre_id.id,
                'author_id': author, 'other_authors': ', '.join(others),
                'department_id': unit.id if unit else not row.department and homes.unit_of.get(author),
                'department_score': unit.score if unit else 0,
                'matched_department_id': unit.id if unit else False,
                'channel_id': self._channel_id(row, channels, channel_names),
                'genre_text': row.genre, 'author_text': row.author, 'department_text': row.department,
                'channel_text': row.channel, 'date_text': row.date_text,
            })
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
            [('company_id', '=', self.company_id.id), ('state', '=', 'published')], order='date_issued desc, id desc')

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
