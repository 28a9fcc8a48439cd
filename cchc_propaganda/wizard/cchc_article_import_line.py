# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Command

from ..models.core.server import SERVER
from ..tools import limits, posted_list, text
from ..tools.dates import in_figures
from ..tools.groups import OFFICE


class CchcArticleImportLine(models.TransientModel):
    """One article on one channel: the texts of a row in the list, and the values to record."""
    _name = 'cchc.article.import.line'
    _inherit = ['cchc.list.unit.mixin']
    _description = "Row of a List of Posted Articles"

    wizard_id = fields.Many2one('cchc.article.import', required=True, index=True, ondelete='cascade')
    company_id = fields.Many2one(related='wizard_id.company_id')
    name = fields.Char("Title")
    genre_id = fields.Many2one('cchc.genre', check_company=True, domain="[('is_in_use', '=', True)]")
    author_id = fields.Many2one('res.users', domain="[('company_ids', 'in', company_id)]")
    other_authors = fields.Char("Co-authors", help="Names separated by commas, with or without an account.")
    channel_id = fields.Many2one('cchc.channel', check_company=True, domain="[('company_id', '=', company_id)]")
    date_published = fields.Date("Posted on")
    url = fields.Char("Link")
    genre_text = fields.Char(readonly=True)
    author_text = fields.Char(readonly=True)
    channel_text = fields.Char(readonly=True)
    date_text = fields.Char(readonly=True)
    article_id = fields.Many2one('cchc.article', "Recorded as", readonly=True, ondelete='set null')
    problem = fields.Text("To be corrected", compute='_compute_problem')
    note = fields.Text(compute='_compute_note')

    @api.constrains('article_id')
    def _check_readable(self):
        if self.env.context.get('cchc_server') is not SERVER:   # which enters what it has just recorded for the user
            self.sudo(False).article_id.check_access('read')    # the line shows the title of the article

    @api.depends('name', 'genre_id', 'author_id', 'other_authors', 'department_id', 'channel_id', 'date_published',
                 'article_id', 'wizard_id.line_ids.url', 'wizard_id.line_ids.article_id')
    @api.depends_context('lang', 'uid')
    def _compute_problem(self):
        links = {(line.url or '').strip() for line in self} - {''}
        recorded, first_rows = self.env['cchc.publication']._posted_under(self.company_id, links), {}
        for line in self.wizard_id.line_ids.sorted('number'):
            first_rows.setdefault((line.wizard_id, (line.url or '').strip()), line)
        members = {}
        for wizard in self.wizard_id:
            members |= wizard._home_units().members
        channels = self.env['cchc.channel'].search([('company_id', 'in', self.company_id.ids)])
        for line in self:
            line.problem = not line.article_id and '\n'.join([
                *line._problems(members, channels), *line._problems_of_link(recorded, first_rows)])

    def _problems(self, members, channels):
        """Return the faults that prevent recording this row, as sentences."""
        _ = self.env._
        problems = []
        if not (self.name or '').strip():
            problems.append(_("Enter the title."))
        if not self.genre_id:
            problems.append(self._not_understood(self.genre_text, _("Choose the genre.")))
        problems += self._problems_of_author(members)
        if not self.channel_id:
            problems.append(self._problem_of_channel(channels))
        if not self.date_published:
            problems.append(self._not_understood(self.date_text, _("Enter the day it was posted, as dd/mm/yyyy.")))
        elif self.date_published > self.company_id._cchc_today():
            problems.append(_("The day of posting, %(date)s, lies in the future.",
                              date=in_figures(self.date_published)))
        elif self.date_published < limits.OLDEST_DAY:
            problems.append(_("The day of posting, %(date)s, lies before the year 2000. Check the year.",
                              date=in_figures(self.date_published)))
        return problems

    def _problem_of_channel(self, channels):
        problem = self._not_understood(self.channel_text, self.env._("Choose the channel."))
        under = channels.filtered(lambda channel: channel.company_id == self.company_id)._with_address_of(self.url)
        if self.channel_text and under:
            problem += ' ' + self.env._(
                "The link is an address of %(channels)s.", channels=', '.join(under.mapped('name')))
        return problem

    def _problems_of_author(self, members):
        _ = self.env._
        problems = []
        if not self.author_id:
            problems.append(_(
                "“%(name)s” has no account here, or several people have this name. Choose the author's account; the "
                "name stays as a co-author.", name=self.author_text) if self.author_text else _("Choose the author."))
        elif self.author_id == self.env.user or any(
                posted_list.People([(self.env.uid, self.env.user.name)]).match(name)
                for name in posted_list.split_authors(self.other_authors)):
            problems.append(_("Only another member of the board or the Office can record your own article."))
        if not self.department_id:
            problems.append(self._not_understood(self.department_text, _("Choose the unit.")))
        elif (self.author_id and not self.env.user.has_group(OFFICE)
              and self.author_id.id not in members.get(self.department_id.id, ())):
            problems.append(_("“%(author)s” does not sit in “%(unit)s”; only the Office credits another unit.",
                              author=self.author_id.name, unit=self.department_id.name))
        return problems

    def _problems_of_link(self, recorded, first_rows):
        _ = self.env._
        url = (self.url or '').strip()
        if not url:
            return [_("Enter the link of the publication. Record an article without a link singly, with a file as "
                      "evidence.")]
        if not text.is_http_url(url):
            return [_("“%(url)s” is no web address: it begins with https://", url=url)]
        if not text.is_short_url(url):
            return [_("The link is too long: at most %(most)s characters. Copy only the part before “?”.",
                      most=text.LONGEST_URL)]
        if self.channel_id and not self.channel_id._accepts_url(url):
            return [_("The link is not an address of %(channel)s. It begins with: %(prefix)s",
                      channel=self.channel_id.name, prefix=', '.join(self.channel_id.url_prefix.split()))]
        if other := recorded.get((self.company_id, url)):
            return [_("This link is already recorded for “%(other)s”.", other=other.display_name)]
        first = first_rows.get((self.wizard_id, url), self)
        if first != self:
            return [_("Row %(number)s has the same link.", number=first.number)]
        return []

    @api.depends('name', 'department_id', 'article_id', 'wizard_id.line_ids.name', 'wizard_id.line_ids.channel_id')
    @api.depends_context('lang')
    def _compute_note(self):
        _ = self.env._
        same_title = self._same_titles()
        groups = [group for wizard in self.wizard_id for group in wizard.line_ids._by_article()]
        firsts = {line: group[0] for group in groups for line in group}
        for line in self:
            notes = line._note_of_unit()
            if line.article_id:
                notes.append(_("Recorded."))
            else:
                first = firsts.get(line, line)
                if first != line:
                    notes.append(_("The same article as row %(number)s, on another channel.", number=first.number))
                if (line.name or '').strip() in same_title:
                    notes.append(_("An article with this title already exists: make sure that this is another one."))
            line.note = '\n'.join(notes)

    def _same_titles(self):
        """Return the titles of the lines that an existing article has."""
        names = {(line.name or '').strip() for line in self} - {''}
        return set(self.env['cchc.article'].search(
            [('company_id', 'in', self.company_id.ids), ('name', 'in', list(names))]).mapped('name'))

    # ------------------------------------------------------------------
    # Recording
    # ------------------------------------------------------------------

    def _by_article(self):
        """Return the lines in groups, one per article: same title, author and unit on different channels."""
        groups = {}
        for line in self:
            key = (text.fold(line.name), line.author_id, line.department_id, line.article_id)
            for group in groups.setdefault(key, []):
                if key[0] and line.channel_id and line.channel_id not in self.browse(group).channel_id:
                    group.append(line.id)
                    break
            else:
                groups[key].append([line.id])
        return [self.browse(group) for same in groups.values() for group in same]

    def _prepare_article_vals(self, plans, partners):
        line, day = self[0], min(self.mapped('date_published'))
        co_authors = {partners[name].id for row in self for name in posted_list.split_authors(row.other_authors)}
        return {
            'name': line.name.strip(), 'genre_id': line.genre_id.id, 'author_id': line.author_id.id,
            'department_id': line.department_id.id, 'company_id': line.company_id.id,
            # The user who records may not read the contact of every account.
            'contributor_ids': sorted(co_authors - set(line.author_id.sudo().partner_id.ids)),
            'plan_id': plans.filtered(lambda plan: plan.date_from <= day <= plan.date_to)[:1].id,
            'publication_ids': [Command.create({
                'channel_id': row.channel_id.id, 'url': row.url.strip(), 'date_published': row.date_published,
            }) for row in self],
        }
