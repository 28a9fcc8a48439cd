# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from markupsafe import Markup

from odoo import api, fields, models

from ..core.server import as_server


class CchcPerson(models.Model):
    """What is kept and told of the changes of accounts: a line in the log of steps for each, and notices to the
    directors about roles and accounts that decide on others."""
    _inherit = 'cchc.person'

    @api.model
    def _event_labels(self):
        _ = self.env._
        return {
            'person_add': _("Person added"), 'person_back': _("Account opened again"), 'role_grant': _("Role given"),
            'role_remove': _("Role taken away"), 'password': _("New password"), 'invite': _("Invitation sent"),
            'person_change': _("Account changed"), 'person_move': _("Moved to another unit"),
            'person_replace': _("Replaced"), 'person_leave': _("Left the agency"),
            'person_come': _("Came from another agency"),
        }

    @api.model
    def _log(self, event, notes):
        """Log an event about accounts: ``{account: words}``, in the language of the agency (``_in_language``)."""
        company = self.env.company
        label = self._in_language()._event_labels()[event]
        employees = self._employees_of(self.env['res.users'].browse(user.id for user in notes)) if notes else {}
        self.env['cchc.workflow.log']._record([{
            'date': fields.Datetime.now(), 'user_id': self.env.uid, 'company_id': company.id,
            'res_model': 'cchc.person', 'res_id': user.id, 'record_name': f'{user.name} ({user.login})',
            'model_id': self.env['ir.model']._get_id('cchc.person'),
            'department_id': employees[user.id].department_id.id if user.id in employees else False,
            'step': event, 'step_name': label, 'note': note,
        } for user, note in notes.items()])

    @api.model
    def _in_language(self):
        return self.with_context(lang=self.env.company._cchc_lang())

    @api.model
    def _names(self, roles):
        """Return the names of roles in the language of the agency, in the order of the roles."""
        return ', '.join(role.name for role in self._in_language()._roles() if role in roles)

    @api.model
    def _words_of_roles(self, keys):
        return self._names(self._groups_for(keys))

    @api.model
    def _tell_directors(self, roles_of):
        """Tell the directors of the agency that somebody has got a role that decides on others."""
        told = {user: self._groups_for(keys) & self._role('director') | self._groups_for(keys) & self._role('admin')
                for user, keys in roles_of.items()}
        told = {user: roles for user, roles in told.items() if roles}
        for lang, readers in self._directors().grouped('lang').items() if told else ():
            _ = self.with_context(lang=lang).env._
            for user, roles in told.items():
                names = ', '.join(roles.with_context(lang=lang).mapped('name'))
                self._notify(readers, _("Role given: %(roles)s", roles=names), _(
                    "%(who)s has given %(person)s (%(login)s) the role %(roles)s.", who=self.env.user.name,
                    person=user.name, login=user.login, roles=names))

    @api.model
    def _tell_of_newcomers(self, had):
        """Tell the administrators of the agency who has come from another one, and with which roles there
        (``{account: names of roles}``): they give the roles here."""
        admins = self._holders('admin') - self.env.user
        for lang, readers in admins.grouped('lang').items() if had else ():
            _ = self.with_context(lang=lang).env._
            self._notify(readers, _("New colleagues: %(count)s", count=len(had)), _(
                "They have come from another agency and only write articles here. Give them their roles under “Units "
                "and people”. Their roles there:") + Markup('').join(
                    Markup("<br/>%s: %s") % (user.name, roles or '–') for user, roles in had.items()))

    @api.model
    def _tell_of_access(self, user):
        """Tell the directors, and the person, that somebody else may now log in to the account of a director or an
        administrator: with a new password, or by the address to which one is sent."""
        if not user.group_ids & (self._role('director') | self._role('admin')):
            return
        for lang, readers in (self._directors() | user).grouped('lang').items():
            _ = self.with_context(lang=lang).env._
            self._notify(readers, _("Account of %(person)s", person=user.name), _(
                "%(who)s has changed the password, login or address of %(person)s (%(login)s).",
                who=self.env.user.name, person=user.name, login=user.login))

    @api.model
    def _directors(self):
        """Return the directors of the agency except the current user, as the server."""
        director = self.env.company.sudo().cchc_director_id     # the administrator may not read every account
        return (self._holders('director') | director)._cchc_present() - self.env.user

    @api.model
    def _holders(self, key):
        """Return the accounts of the agency that have a role such as ``admin``, as the server."""
        return as_server(self.env['res.users']).search([
            ('all_group_ids', 'in', self._role(key).ids), ('company_ids', 'in', self.env.company.ids)])._cchc_present()

    @api.model
    def _notify(self, readers, subject, body):
        self._clean(self.env['mail.thread']).with_context(lang=readers[0].lang).message_notify(
            author_id=self.env.user.partner_id.id, partner_ids=readers.partner_id.ids, subject=subject, body=body)
