# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import secrets

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Command, Domain
from odoo.tools import SQL

from ...tools import accounts
from ...tools.groups import ADMIN, CONTRIBUTOR
from ..core.server import as_server

COMPANY = ('company',)      # the same account is another person of another agency


class CchcPerson(models.Model):
    """A person of the active agency: account, employee and unit in one line, for its administrator, who has no rights
    on any of them. The dialogs of the administrator change them through the methods below, which check whose account
    it is and which roles are given."""
    _name = 'cchc.person'
    _description = "Person of the Agency"
    _auto = False
    _order = 'department_id, name, id'
    _depends = {
        'res.users': ['active', 'company_ids', 'login', 'partner_id', 'share'], 'res.partner': ['name', 'email'],
        'hr.employee': ['active', 'company_id', 'current_version_id', 'user_id'],
        'hr.department': ['manager_id'], 'hr.version': ['department_id', 'job_title'],
        'res.users.log': ['create_uid'],
    }

    name = fields.Char(readonly=True)
    user_id = fields.Many2one('res.users', "Account", readonly=True)
    login = fields.Char(readonly=True)
    email = fields.Char("E-mail", readonly=True)
    active = fields.Boolean(readonly=True)
    company_id = fields.Many2one('res.company', readonly=True, depends_context=COMPANY)
    department_id = fields.Many2one(
        'hr.department', "Unit", readonly=True, depends_context=COMPANY, group_expand='_group_expand_department_id')
    job_title = fields.Char("Position", readonly=True, depends_context=COMPANY)
    is_head = fields.Boolean("Heads the unit", readonly=True, depends_context=COMPANY)
    login_date = fields.Datetime("Last login", readonly=True)
    role_ids = fields.Many2many('res.groups', string="Roles", compute='_compute_role_ids', search='_search_role_ids')
    login_text = fields.Char("Last login, in words", compute='_compute_login_text')
    is_new = fields.Boolean("Has never logged in", compute='_compute_login_text', search='_search_is_new')

    @property
    def _table_query(self):
        """All accounts of staff, each with its employee in the active agency. Those that do not belong to it have no
        agency here: a rule keeps them from everybody."""
        return SQL(
            """SELECT account.id, account.id AS user_id, contact.name, account.login, contact.email,
                      belongs.cid AS company_id, employee.department_id, employee.job_title,
                      employee.is_head, account.active AND COALESCE(employee.active, TRUE) AS active, used.login_date
                 FROM res_users account
                 LEFT JOIN res_company_users_rel belongs ON belongs.user_id = account.id AND belongs.cid = %(company)s
                 JOIN res_partner contact ON contact.id = account.partner_id
                 LEFT JOIN LATERAL (
                      SELECT employee.active, version.department_id, version.job_title,
                             unit.manager_id = employee.id AS is_head
                        FROM hr_employee employee JOIN hr_version version ON version.id = employee.current_version_id
                        LEFT JOIN hr_department unit ON unit.id = version.department_id
                       WHERE employee.user_id = account.id AND employee.company_id = %(company)s
                       ORDER BY employee.active DESC, employee.id LIMIT 1) employee ON TRUE
                 LEFT JOIN LATERAL (
                      SELECT max(create_date) AS login_date FROM res_users_log
                       WHERE create_uid = account.id) used ON TRUE
                WHERE NOT account.share AND account.id != %(system)s""",
            company=self.env.company.id, system=self.env['ir.model.data']._xmlid_to_res_id('base.user_root'))

    @api.depends('user_id')
    def _compute_role_ids(self):
        ours = self._roles()
        for person in self:
            person.role_ids = person.user_id.sudo().group_ids & ours   # the administrator may not read accounts

    def _search_role_ids(self, operator, value):
        if operator not in ('in', 'any'):
            return NotImplemented
        roles = self._roles() & self.env['res.groups'].search(
            Domain('id', 'in', value) if operator == 'in' else Domain(value))
        # The administrator may not read the groups of accounts.
        return Domain('id', 'in', self.env['res.users'].sudo().search([('group_ids', 'in', roles.ids)]).ids)

    @api.depends('login_date')
    @api.depends_context('lang', 'uid', 'company')
    def _compute_login_text(self):
        today = self.env.company._cchc_today()
        for person in self:
            day = person.login_date and self.env.company._cchc_day_of(person.login_date)
            person.is_new = not day
            if not day:
                person.login_text = self.env._("Never logged in")
            elif day == today:
                person.login_text = self.env._("Today")
            else:
                person.login_text = day.strftime('%d/%m/%Y')

    def _search_is_new(self, operator, value):
        if operator != 'in':
            return NotImplemented
        return Domain('login_date', '=', False) if True in value else Domain('login_date', '!=', False)

    def _group_expand_department_id(self, departments, domain):
        """Show the units without people, too."""
        return departments | departments.search(
            [('company_id', '=', self.env.company.id), ('cchc_kind', '!=', False)])

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_new_password(self):
        """Give the person a new password and show it once."""
        self.ensure_one()
        self._check_may_manage()
        user = self._accounts_of(self.ids)
        self._tell_of_access(user)
        return self._show_passwords(self._give_passwords(user))

    # ------------------------------------------------------------------
    # Checks
    # ------------------------------------------------------------------

    @api.model
    def _roles(self):
        """Return the groups of the roles, as superuser."""
        return self.env['res.groups'].sudo().browse(     # also for an administrator who may not read groups
            self.env['ir.model.data']._xmlid_to_res_id(role, raise_if_not_found=True)
            for role in self.env['res.users']._cchc_role_groups())

    @api.model
    def _role(self, key):
        """Return the group of a role such as ``editor``."""
        role = next(role for role in self.env['res.users']._cchc_role_groups() if role.endswith(f'.group_{key}'))
        return self.env['res.groups'].sudo().browse(     # also for an administrator who may not read groups
            self.env['ir.model.data']._xmlid_to_res_id(role, raise_if_not_found=True))

    @api.model
    def _role_names(self):
        """Return the keys of the roles beside that of a contributor, which everybody has."""
        return ['unit_head', 'editor', 'office', 'director', 'admin']

    @api.model
    def _roles_without_unit(self):
        """Return the keys of the roles whose holder may sit in no unit."""
        return {'director', 'admin'}

    @api.model
    def _is_from_outside(self, keys):
        """Whether an account with these roles is of somebody who does not work in the agency: they write no articles
        and have no employee."""
        return False

    @api.model
    def _check_may_manage(self):
        if not self.env.user.has_group(ADMIN):
            raise AccessError(self.env._(
                "Only the administrator of the agency adds people, moves them and gives them roles."))

    @api.model
    def _accounts_of(self, ids):
        """Return the accounts of these people, as superuser. Raise AccessError for one that the administrator of the
        active agency may not change."""
        users = self._clean(self.env['res.users']).with_context(active_test=False).browse(ids).exists()
        if len(users) != len(set(ids)) or not users:
            raise AccessError(self.env._("This person has no account any more. Open the list again."))
        for user in users:
            self._check_account(user)
        return users

    @api.model
    def _check_account(self, user):
        """Raise AccessError unless the account belongs to the active agency alone, or to agencies from which it took
        over, is not the current user's, and has no right but those of this application. Whoever gives a password or a
        role could else use rights that the administrator of an agency does not have."""
        _ = self.env._
        if self.env.company not in user.company_ids:
            raise AccessError(_("This account belongs to another agency."))
        if user == self.env.user:
            raise AccessError(_(
                "Nobody changes their own account, unit or roles here. Ask another administrator of the agency."))
        if user.company_ids - self.env.company - self.env.company._cchc_predecessors():
            raise AccessError(_(
                "“%(name)s” also belongs to other agencies. The administrator of the system changes this account.",
                name=user.name))
        if user.share or (rights := self._other_rights(user)):
            raise AccessError(_(
                "“%(name)s” has rights outside this application: %(rights)s. The administrator of the system changes "
                "this account.", name=user.name, rights=', '.join(rights.mapped('display_name'))
                if not user.share else _("an account of somebody who is not on the staff")))

    @api.model
    def _other_rights(self, user):
        """Return the groups of the account beyond those of our roles and of an ordinary user, in one or several
        agencies."""
        allowed = self._roles() | self._roles().browse(self.env['ir.model.data']._xmlid_to_res_id(name) for name in (
            'base.group_user', 'mail.group_mail_notification_type_inbox', 'base.group_multi_company'))
        return user.group_ids.all_implied_ids - allowed.all_implied_ids

    # ------------------------------------------------------------------
    # Changes
    # ------------------------------------------------------------------

    @api.model
    def _create_accounts(self, vals_list):
        """Create accounts of the active agency, with the roles and the unit given, and return them as superuser.

        ``vals_list``: dicts with ``name, login, email, roles`` (keys such as ``editor``), ``department`` (a unit or
        none), ``job_title``. Every field of an account is given here, and neither the context nor the defaults of a
        client get into it. They have no password yet.
        """
        self._check_may_manage()
        company = self.env.company
        users = self._clean(self.env['res.users']).create([{
            'name': vals['name'], 'login': vals['login'], 'email': vals['email'] or False,
            'company_id': company.id, 'company_ids': [Command.set(company.ids)],
            'group_ids': [Command.set(self._groups_for(vals['roles']).ids)],
            'lang': company._cchc_lang(), 'tz': company.cchc_tz, 'notification_type': 'inbox', 'active': True,
            'action_id': False,
        } for vals in vals_list])
        self._seat([(user, vals['department'], vals['job_title']) for user, vals in zip(users, vals_list, strict=True)
                    if not self._is_from_outside(vals['roles'])])
        self._log('person_add', {user: self._words_of_roles(vals['roles'])
                                 for user, vals in zip(users, vals_list, strict=True)})
        self._tell_directors({user: vals['roles'] for user, vals in zip(users, vals_list, strict=True)})
        return users

    @api.model
    def _take_back(self, user):
        """Open the archived account of a person who comes back, without the roles of then."""
        self._check_account(user)
        user.write({'active': True, 'group_ids': self._group_commands(gone=self._roles())})
        for employee in self._employees_of(user).values():
            employee.active = True
        self._log('person_back', {user: ''})

    @api.model
    def _set_roles(self, roles_of):
        """Give each account the roles of ``{user: keys}`` and no other ones, and log what changes."""
        granted, removed = {}, {}
        for user, keys in roles_of.items():
            wanted, have = self._groups_for(keys) & self._roles(), user.group_ids & self._roles()
            if new := wanted - have:
                granted[user] = new
            if gone := have - wanted:
                removed[user] = gone
            if new or gone:
                user.write({'group_ids': self._group_commands(new, gone)})
        self._log('role_grant', {user: self._names(roles) for user, roles in granted.items()})
        self._log('role_remove', {user: self._names(roles) for user, roles in removed.items()})
        self._tell_directors({user: [key for key in roles_of[user] if self._role(key) in granted[user]]
                              for user in granted})

    @api.model
    def _seat(self, seats):
        """Let people sit in units: ``[(account, unit or none, position)]``. Each has one employee in the agency."""
        nobody = self._clean(self.env['hr.employee'])
        employees = self._employees_of(nobody.env['res.users'].browse(user.id for user, __, __ in seats))
        unknown = {(employee.name, employee.department_id): employee for employee in nobody.search(
            [('company_id', '=', self.env.company.id), ('user_id', '=', False)])}
        new = []
        for user, department, job_title in seats:
            values = {'department_id': department.id, 'job_title': job_title or False}
            employee = employees.get(user.id) or unknown.pop((user.name, department.sudo(False)), nobody)
            if employee:
                employee.write({'user_id': user.id, **values})
            else:
                new.append({'name': user.name, 'user_id': user.id, 'company_id': self.env.company.id,
                            'work_email': user.email, 'active': True, **values})
        nobody.create(new)

    @api.model
    def _employees_of(self, users):
        """Return ``{id of account: employee}`` in the active agency; of several, one who works there."""
        employees = self._clean(self.env['hr.employee']).with_context(active_test=False).search(
            [('user_id', 'in', users.ids), ('company_id', '=', self.env.company.id)], order='active, id desc')
        return {employee.user_id.id: employee for employee in employees}

    @api.model
    def _give_passwords(self, users):
        """Give each account a new password, which ends its sessions, and return ``{account: password}``."""
        passwords = {user: accounts.first_password(secrets.choice) for user in users}
        for user, password in passwords.items():
            user.write({'password': password})      # hashed, each with a salt of its own
        self._log('password', dict.fromkeys(users, ''))
        return passwords

    @api.model
    def _become_heads(self, seats):
        """Let people head the unit in which they sit, where it has no head yet: ``[(account, unit)]``."""
        employees = self._employees_of(self._union(user for user, __ in seats))
        for user, unit in seats:
            if unit and not unit.manager_id and user.id in employees:
                as_server(unit).manager_id = employees[user.id]

    @api.model
    def _union(self, users):
        """Return the accounts as one recordset, as the server."""
        return self._clean(self.env['res.users']).browse(user.id for user in users)

    @api.model
    def _show_passwords(self, passwords, title=None):
        """Return the action that shows ``{account: password}`` once. They are kept nowhere else in readable form."""
        lines = [f'{user.name}\t{user.login}\t{password}' for user, password in passwords.items()]
        return {
            'type': 'ir.actions.act_window', 'name': title or self.env._("First password"), 'target': 'new',
            'res_model': 'cchc.person.password', 'view_mode': 'form', 'views': [(False, 'form')],
            'context': {'default_passwords': '\n'.join(lines), 'dialog_size': 'medium'},
        }

    @api.model
    def _clean(self, model):
        """Return the model with the rights of the server and a context in which nothing of the client is left."""
        context = {'lang': self.env.company._cchc_lang(), 'allowed_company_ids': self.env.company.ids}
        # The context of the client is to go.
        # pylint: disable-next=context-overridden
        return as_server(model.with_context(context), no_reset_password=True, mail_create_nosubscribe=True)

    @api.model
    def _groups_for(self, keys):
        """Return the groups of an account with these roles. Everybody of the agency writes articles; nobody gets other
        groups."""
        roles = self._roles().browse()
        for key in keys:
            roles |= self._role(key)
        kinds = ['base.group_user', 'mail.group_mail_notification_type_inbox']
        if not self._is_from_outside(keys):
            kinds.append(CONTRIBUTOR)
        return roles | roles.browse(self.env['ir.model.data']._xmlid_to_res_id(kind) for kind in kinds)

    @api.model
    def _group_commands(self, new=(), gone=()):
        """Return the commands that give and take roles. An account that is on the staff only because of a role stays
        on the staff."""
        staff = self.env['ir.model.data']._xmlid_to_res_id('base.group_user')
        return [Command.link(staff), *(Command.link(role.id) for role in new),
                *(Command.unlink(role.id) for role in gone)]
