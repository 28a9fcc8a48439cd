# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..tools import accounts, limits, people_list, text


class CchcPersonImport(models.TransientModel):
    """A list of staff. The administrator answers what the dialog asks; people whose row is ready are added."""
    _name = 'cchc.person.import'
    _inherit = ['cchc.list.mixin']
    _description = "List of Staff"

    _recorded_as = 'user_id'
    _most_rows = limits.PEOPLE

    line_ids = fields.One2many('cchc.person.import.line', 'wizard_id')
    ignored = fields.Char("Columns not read", readonly=True)
    open_count = fields.Integer("To be answered")
    has_notes = fields.Boolean(compute='_compute_has_notes')

    @api.depends('company_id')
    @api.depends_context('lang')
    def _compute_display_name(self):
        for wizard in self:
            wizard.display_name = self.env._("List of staff")

    @api.depends('line_ids.note')
    def _compute_has_notes(self):
        for wizard in self:
            wizard.has_notes = any(wizard.line_ids.mapped('note'))

    def _summary(self):
        return self.env._(
            "%(total)s people: %(open)s to be answered, %(ready)s ready, %(added)s added. What is not added is not "
            "saved.", total=len(self.line_ids), ready=self.ready_count, added=self.recorded_count, open=self.open_count)

    # ------------------------------------------------------------------
    # Steps of the dialog
    # ------------------------------------------------------------------

    def action_record(self):
        """Add all people whose row is ready, or nobody. The other rows stay. Show the first passwords once."""
        self._check_may_use()
        lines = self._ready_lines(
            self.env._("These people are being added at this very moment."),
            self.env._("No row is ready. Answer what is asked beside each row."))
        people, known = self.env['cchc.person'], lines.filtered('is_known')
        new, users = lines - known, {}
        if new:
            made = people._create_accounts([line._prepare_account() for line in new])
            users = dict(zip(new, made, strict=True))
        for line in known:
            users[line] = people._accounts_of(line.known_user_id.ids)
        people._set_roles({users[line]: line._role_keys(with_present=True) for line in known})
        people._become_heads([(users[line], line.department_id.sudo()) for line in lines    # checked by its row
                              if 'unit_head' in line._role_keys()])
        for line, user in users.items():
            line.sudo().user_id = user.id   # the administrator's own row, which nobody types into
        if not new:
            return True
        return people._show_passwords(people._give_passwords(people._union(users[line] for line in new)),
                                      self.env._("First passwords"))

    def _check_may_record(self):
        self.env['cchc.person']._check_may_manage()
        if self.company_id != self.env.company:
            raise AccessError(self.env._("This is the list of another agency."))

    # ------------------------------------------------------------------
    # Understanding
    # ------------------------------------------------------------------

    def _understand(self, pasted, data):
        return people_list.understand(people_list.read(pasted, data))

    def _left_out(self, found):
        return {'ignored': ', '.join(found.ignored)}

    def _sentences_of(self, error):
        _ = self.env._
        return {
            'too_many': _("The list has %(count)s people; add at most %(most)s at once.", count=error.count,
                          most=self._most_rows),
            'no_header': _("The names of the columns are missing: above the rows there must be at least “Full name” "
                           "and one of: unit, position, login, e-mail, roles."),
        }

    def _understood(self, rows):
        people, taken, vals_list = self.env['cchc.person'], self._taken_logins(), []
        units = self._matched_units(rows)
        for row in rows:
            keys, unknown = accounts.read_roles(row.roles)
            login = accounts.normalize_login(row.login)
            if not login:
                login = accounts.propose_login(row.name, taken)
                taken.add(login)
            vals_list.append({
                'number': row.number, 'name': text.normalize(row.name), 'job_title': row.job_title, 'login': login,
                'email': row.email.strip(), 'department_text': row.department,
                **self._unit_values(units[row.department]), 'unknown_roles': ', '.join(unknown),
                'role_ids': [Command.set([people._role(key).id for key in ('contributor', *keys)])]})
        return vals_list

    def _taken_logins(self):
        everybody = self.env['res.users'].sudo().with_context(active_test=False)    # logins are unique for all agencies
        return {accounts.normalize_login(login) for [login] in everybody._read_group([], ['login'])}


class CchcPersonImportLine(models.TransientModel):
    """A row of a list of staff."""
    _name = 'cchc.person.import.line'
    _inherit = ['cchc.list.unit.mixin']
    _description = "Row of a List of Staff"

    wizard_id = fields.Many2one('cchc.person.import', required=True, index=True, ondelete='cascade')
    company_id = fields.Many2one(related='wizard_id.company_id')
    name = fields.Char("Full name")
    job_title = fields.Char("Position")
    login = fields.Char()
    email = fields.Char("E-mail")
    role_ids = fields.Many2many('res.groups', 'cchc_person_import_line_role_rel', string="Roles",
                                domain=lambda self: [('id', 'in', self.env['cchc.person']._roles().ids)])
    unknown_roles = fields.Char(readonly=True)
    is_known = fields.Boolean("Same person", help="The row gives the person who has this login further roles.")
    known_user_id = fields.Many2one('res.users', compute='_compute_problem')
    user_id = fields.Many2one('res.users', "Added as", readonly=True)
    problem = fields.Text("To be answered", compute='_compute_problem')
    note = fields.Text(compute='_compute_problem')

    @api.depends('name', 'department_id', 'department_score', 'login', 'email', 'role_ids', 'is_known', 'user_id',
                 'wizard_id.line_ids.login')
    @api.depends_context('lang', 'uid', 'company')
    def _compute_problem(self):
        logins = {accounts.normalize_login(line.login) for line in self} - {''}
        by_login, firsts = self.env['cchc.person.add']._accounts_named(logins), {}
        for line in self.wizard_id.line_ids.sorted('number'):
            firsts.setdefault((line.wizard_id, accounts.normalize_login(line.login)), line)
        for line in self:
            other = by_login.get(accounts.normalize_login(line.login))
            here = other and other.active and self.env.company in other.company_ids
            line.known_user_id = other.id if here else False
            line.note = self.env._("“%(words)s” names no role of this application and gives none.",
                                   words=line.unknown_roles) if line.unknown_roles else False
            first = firsts.get((line.wizard_id, accounts.normalize_login(line.login)), line)
            line.problem = not line.user_id and '\n'.join([
                *line._problems_of_unit(), *line._problems_of_login(other, here, first)])

    def _problems_of_unit(self):
        _, problems = self.env._, []
        if not text.normalize(self.name):
            problems.append(_("Enter the full name."))
        unit = self.department_id.sudo()    # the user may not read a unit of another agency, which is refused here
        if unit and (unit.company_id != self.env.company or not unit.active):
            return [*problems, _("Choose a unit of this agency.")]
        if self.is_known:
            return problems
        if not unit and not self.env['cchc.person']._roles_without_unit().intersection(self._role_keys()):
            problems.append(_("“%(words)s” is no unit of the agency. Choose the unit.", words=self.department_text)
                            if self.department_text else _("Choose the unit."))
        elif self._is_unit_guessed():
            problems.append(_("Is “%(words)s” the unit “%(unit)s”? Confirm it, or choose another one.",
                              words=self.department_text, unit=self.department_id.name))
        return problems

    def _problems_of_login(self, other, here, first):
        _ = self.env._
        login = accounts.normalize_login(self.login)
        problems = []
        if self.email and not accounts.is_email(self.email):
            problems.append(_("“%(email)s” is no e-mail address.", email=self.email))
        if not accounts.is_login(login):
            problems.append(_("A login has 3 to 64 small letters without marks, digits, and . _ - + @"))
        elif first != self:
            problems.append(_("Row %(number)s has the same login.", number=first.number))
        elif other and here and self.is_known:
            try:
                self.env['cchc.person']._check_account(other)
            except AccessError as error:
                problems.append(str(error))
        elif other and here:
            problems.append(_("“%(name)s” has this login already. Tick “Same person” to give further roles, or use "
                              "another login, such as %(login)s.", name=other.name,
                              login=self.env['cchc.person.add']._free_login(login)))
        elif other:
            problems.append(_("This login is taken, or its account is archived. Use another one, such as %(login)s, or "
                              "open the archived account singly.",
                              login=self.env['cchc.person.add']._free_login(login)))
        elif self.is_known:
            problems.append(_("Nobody has this login yet: untick “Same person”."))
        return problems

    def action_confirm_unit(self):
        """Take the unit that was proposed, and remember the words of the list as another name of it. Return True."""
        self.ensure_one()
        self.wizard_id._check_may_use()
        unit = self.department_id.sudo()    # the administrator may not write units
        if not unit or unit.company_id != self.env.company:
            raise UserError(self.env._("Choose a unit of this agency."))
        words = text.normalize(self.department_text)
        same = self.wizard_id.line_ids.filtered(lambda line: line.department_text == self.department_text)
        same.write({'department_id': unit.id, 'department_score': 100})
        known = self.env['cchc.department.alias'].search([('company_id', '=', self.env.company.id)])
        if words and text.fold(words) not in {text.fold(name) for name in known.mapped('name')}:
            known.create({'name': words, 'department_id': unit.id})
        return True

    def _role_keys(self, with_present=False):
        """Return the keys of the roles of the row; ``with_present``: and of those that the known person has."""
        people = self.env['cchc.person']
        roles = self.role_ids
        if with_present:
            roles |= self.known_user_id.sudo().group_ids    # the administrator may not read accounts
        return [key for key in ('contributor', *people._role_names()) if people._role(key) in roles]

    def _prepare_account(self):
        return {
            'name': text.normalize(self.name), 'login': accounts.normalize_login(self.login),
            'email': (self.email or '').strip(), 'roles': self._role_keys(), 'job_title': self.job_title,
            'department': self.department_id.sudo()}    # checked as a problem of the row
