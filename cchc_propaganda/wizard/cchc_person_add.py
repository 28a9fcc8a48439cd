# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..models.core.server import as_server
from ..tools import accounts, text


def _pattern(login):
    """Return the login as a pattern of SQL in which no letter stands for others."""
    return re.sub(r'([\\%_])', r'\\\1', login)


class CchcPersonAdd(models.TransientModel):
    """The administrator's dialog for one person, new or known: name, unit, position, login, address and roles."""
    _name = 'cchc.person.add'
    _inherit = ['cchc.text.mixin']
    _description = "Person to Be Added or Changed"
    _check_company_auto = True

    user_id = fields.Many2one('res.users', "Account", readonly=True)
    company_id = fields.Many2one('res.company', compute='_compute_company_id')
    name = fields.Char("Full name", required=True)
    department_id = fields.Many2one(
        'hr.department', "Unit", check_company=True, domain="[('company_id', '=', company_id)]",
        help="The unit that employs the person. Boards, party cells and unions borrow their members instead.")
    job_title = fields.Char("Position")
    login = fields.Char(required=True)
    proposed_login = fields.Char()
    email = fields.Char("E-mail")
    is_contributor = fields.Boolean("Contributor", default=True, readonly=True)
    is_unit_head = fields.Boolean("Head of unit")
    is_editor = fields.Boolean("Editorial board")
    is_office = fields.Boolean("Office (coordination)")
    is_director = fields.Boolean("Director")
    is_admin = fields.Boolean("Administrator")
    head_note = fields.Char(compute='_compute_head_note')
    login_note = fields.Char(compute='_compute_login_note')
    known_user_id = fields.Many2one('res.users', compute='_compute_login_note')
    first_login = fields.Selection([
        ('password', "Show a password once, to be handed over"),
        ('invitation', "Send an invitation by e-mail"),
    ], "First login", default='password', required=True)
    can_invite = fields.Boolean(compute='_compute_can_invite')

    @api.depends('user_id')
    @api.depends_context('lang')
    def _compute_display_name(self):
        for wizard in self:
            wizard.display_name = wizard.name if wizard.user_id else self.env._("New person")

    @api.depends_context('company')
    def _compute_company_id(self):
        self.company_id = self.env.company

    @api.model
    def default_get(self, fields):
        """Fill the dialog with a person whose ``default_user_id`` the action gives."""
        values = super().default_get(fields)
        if isinstance(values.get('user_id'), int) and values['user_id']:    # a client may send anything
            person = self.env['cchc.person'].browse(values['user_id']).exists()
            self.browse().check_access('create')
            if not person:
                raise AccessError(self.env._("This person is not one of this agency any more. Open the list again."))
            person.check_access('read')
            roles = set(person.role_ids)
            known = {
                'name': person.name, 'department_id': person.department_id.id, 'job_title': person.job_title,
                'login': person.login, 'email': person.email,
                **{f'is_{key}': person._role(key) in roles for key in person._role_names()}}
            values.update({name: value for name, value in known.items() if name in fields})
        return values

    @api.onchange('name')
    def _onchange_name(self):
        """Propose a login until another one is typed."""
        if not self.user_id and self.login in (False, '', self.proposed_login):
            self.login = self.proposed_login = self._free_login(accounts.propose_login(self.name))

    @api.depends('is_unit_head', 'department_id', 'user_id')
    @api.depends_context('lang')
    def _compute_head_note(self):
        for wizard in self:
            unit, _ = wizard.department_id.sudo(), self.env._   # an ordinary user may not read employees
            head = unit.manager_id
            wizard.head_note = False
            if wizard.is_unit_head and unit in unit.search([('company_id', '=', self.env.company.id)]):
                if not head:
                    wizard.head_note = _("Becomes the head of “%(unit)s”, which has none yet.", unit=unit.name)
                elif head.user_id != wizard.user_id:
                    wizard.head_note = _("“%(head)s” remains the head of “%(unit)s”. Change that in the unit.",
                                         head=head.name, unit=unit.name)

    @api.depends('login', 'user_id')
    @api.depends_context('lang', 'uid', 'company')
    def _compute_login_note(self):
        for wizard in self:
            login, note = accounts.normalize_login(wizard.login), False
            wizard.known_user_id = False
            other = wizard._account_named(login) if login else self.env['res.users']
            if not login or other and other == wizard.user_id:
                pass
            elif not accounts.is_login(login):
                note = self.env._("A login has 3 to 64 small letters without marks, digits, and . _ - + @")
            elif other and wizard._is_archived_here(other):
                wizard.known_user_id = other.id
                note = self.env._("“%(name)s” had this login and is archived. Is it the same person?", name=other.name)
            elif other and self.env.company in other.company_ids:
                note = self.env._("This is the login of “%(name)s”. Another one is free: %(login)s",
                                  name=other.name, login=wizard._free_login(login))
            elif other:
                note = self.env._("This login is taken. Another one is free: %(login)s",
                                  login=wizard._free_login(login))
            wizard.login_note = note

    @api.depends('email')
    @api.depends_context('company')
    def _compute_can_invite(self):
        for wizard in self:
            wizard.can_invite = bool(
                wizard.email and hasattr(self.env['res.users'], 'action_reset_password')   # Odoo's invitations
                and not self.env.company._cchc_refusal_to_mail())

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_add(self):
        """Create the account, or change that of a known person. Show the first password once."""
        self.ensure_one()
        people = self.env['cchc.person']
        people._check_may_manage()
        user = people._accounts_of(self.user_id.ids) if self.user_id else None
        self._check_filled()
        if user:
            self._change(user)
            return {'type': 'ir.actions.client', 'tag': 'soft_reload'}
        if other := self._account_named(accounts.normalize_login(self.login)):
            raise UserError(self.login_note or self.env._("“%(login)s” is taken.", login=other.login))
        user = people._create_accounts([{
            'name': text.normalize(self.name), 'login': accounts.normalize_login(self.login),
            'email': (self.email or '').strip(), 'roles': self._role_keys(), 'department': self._unit(),
            'job_title': self.job_title}])
        self._become_head(user)
        return self._first_login(user)

    def action_take_back(self):
        """Open the archived account of the same login again, with what the dialog says."""
        self.ensure_one()
        people = self.env['cchc.person']
        people._check_may_manage()
        self._check_filled()
        other = self._account_named(accounts.normalize_login(self.login))
        if not other or not self._is_archived_here(other):
            raise UserError(self.env._("No archived account of this agency has the login “%(login)s”.",
                                       login=self.login))
        user = people._accounts_of(other.ids)
        people._take_back(user)
        self._change(user)
        return self._first_login(user)

    # ------------------------------------------------------------------
    # Checks
    # ------------------------------------------------------------------

    def _check_filled(self):
        """Raise UserError for what is missing or wrong."""
        _ = self.env._
        problems = []
        if not text.normalize(self.name):
            problems.append(_("Enter the full name."))
        if not accounts.is_login(accounts.normalize_login(self.login)):
            problems.append(_("A login has 3 to 64 small letters without marks, digits, and . _ - + @"))
        if self.email and not accounts.is_email(self.email):
            problems.append(_("“%(email)s” is no e-mail address.", email=self.email))
        if not self._unit() and not self.env['cchc.person']._roles_without_unit().intersection(self._role_keys()):
            problems.append(_("Choose the unit. Only a director or an administrator may be without one."))
        if self.first_login == 'invitation' and not self.user_id and not self.can_invite:
            problems.append(_("An invitation needs the person's address, the sender address in the settings and an "
                              "outgoing mail server. Show a password instead."))
        if problems:
            raise UserError('\n'.join(problems))

    def _unit(self):
        """Return the unit as superuser. Raise UserError for one of another agency."""
        unit = self.department_id.sudo()    # the user may not read a unit of another agency, which is refused here
        if unit and (unit.company_id != self.env.company or not unit.active):
            raise UserError(self.env._("Choose a unit of this agency."))
        return unit

    def _role_keys(self):
        people = self.env['cchc.person']
        keys = [key for key in people._role_names() if self[f'is_{key}']]
        return keys if people._is_from_outside(keys) and not self.department_id else ['contributor', *keys]

    @api.model
    def _account_named(self, login):
        """Return the account with that login as superuser, see ``_accounts_named``."""
        return self._accounts_named([login]).get(login, self.env['res.users'].sudo())   # empty

    @api.model
    def _accounts_named(self, logins):
        """Return ``{normalized login: account}``, whatever case and agency, archived ones included, as superuser."""
        users = self.env['res.users'].sudo().with_context(active_test=False).search(Domain.OR(  # logins are unique
            Domain('login', '=ilike', _pattern(login)) for login in logins if login))
        return {accounts.normalize_login(user.login): user for user in users}

    @api.model
    def _free_login(self, login):
        if not login:
            return ''
        taken = self.env['res.users'].sudo().with_context(active_test=False).search(    # logins are unique for all
            [('login', '=ilike', _pattern(login) + '%')]).mapped('login')
        return accounts.free_login(login, {accounts.normalize_login(name) for name in taken})

    def _is_archived_here(self, user):
        """Whether the account was one of this agency, or of one from which it took over, and is archived: nobody learns
        of those of others."""
        here = self.env.company
        return (not user.active and here in user.company_ids and not user.share
                and not user.company_ids - here - here._cchc_predecessors())

    # ------------------------------------------------------------------
    # Changes
    # ------------------------------------------------------------------

    def _change(self, user):
        """Write what the dialog says into a known account."""
        people, login = self.env['cchc.person'], accounts.normalize_login(self.login)
        if login != user.login and (other := self._account_named(login) - user):
            raise UserError(self.login_note or self.env._("“%(login)s” is taken.", login=other.login))
        values = {'name': text.normalize(self.name), 'login': login, 'email': (self.email or '').strip() or False}
        changed = {name: value for name, value in values.items() if value != user[name]}
        if changed:
            before = ', '.join(str(user[name] or '–') for name in changed)
            user.write(changed)
            after = ', '.join(str(value or '–') for value in changed.values())
            people._log('person_change', {user: f'{before} → {after}'})
            if {'login', 'email'} & changed.keys():
                people._tell_of_access(user)
        person = self.env['cchc.person'].browse(user.id)
        if not people._is_from_outside(self._role_keys()) and (
                (person.department_id, person.job_title or '') != (self.department_id, self.job_title or '')):
            moved, before = person.department_id != self.department_id, person.department_id.name
            people._seat([(user, self._unit(), self.job_title)])
            if moved:
                people._log('person_move', {user: f"{before or '–'} → {self.department_id.name or '–'}"})
        people._set_roles({user: self._role_keys()})
        self._become_head(user)

    def _become_head(self, user):
        """Let a new head of a unit that has none head it."""
        if self.is_unit_head:
            self.env['cchc.person']._become_heads([(user, self._unit())])

    def _first_login(self, user):
        people = self.env['cchc.person']
        if self.first_login == 'invitation' and self.can_invite:
            as_server(user, create_user=1).action_reset_password()
            people._log('invite', {user: user.email})
            return {'type': 'ir.actions.client', 'tag': 'soft_reload'}
        return people._show_passwords(people._give_passwords(user))
