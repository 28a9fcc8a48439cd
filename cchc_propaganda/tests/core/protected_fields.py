# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from psycopg2 import IntegrityError

from odoo.fields import Command
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from ..common import ROLES
from .test_frozen import FrozenCase

REFUSED = "cannot be entered by hand"
LOG = {'id', 'create_uid', 'create_date', 'write_uid', 'write_date'}   # Odoo's own, which no client writes either


class ProtectedFieldsCase(FrozenCase):
    """Try every writable field of a document: on creation, as a default, and later."""

    def setUp(self):
        super().setUp()
        groups = sorted({f'cchc_propaganda.group_{group}' for names, __ in ROLES.values() for group in names.split()})
        self.all_rights = new_test_user(
            self.env, 'test.all_rights', ','.join(groups), company_id=self.company.id, lang='en_US')
        self.users = {**self.users, 'all_rights': self.all_rights}

    def documents(self, module):
        """Return the names of the addon's models with a workflow."""
        return {
            name for name in self.registry.descendants(['cchc.workflow.mixin'], '_inherit')
            if not self.registry[name]._abstract and self.registry[name]._original_module == module}

    def writable(self, model):
        """Return the names of our fields that are stored or have an inverse. Other tests try the state."""
        return {
            name for name, field in self.env[model]._fields.items()
            if (field.store or field.inverse) and any(module.startswith('cchc_') for module in field._modules)
        } - LOG - {'state'}

    def another(self, record, name):
        """Return another value for that field than the record has, as a client writes it."""
        field, value = record._fields[name], record.sudo()[name]
        if field.relational:
            other = self.env[field.comodel_name].sudo().search([('id', 'not in', value.ids)], limit=1)
            if field.type == 'many2one':
                self.assertTrue(other, f"nothing else to put into {field}")
                return other.id
            return [Command.link(other.id) if other else Command.create({})]
        return {
            'boolean': lambda: not value,
            'integer': lambda: value + 1,
            'date': lambda: '2031-05-01',
            'datetime': lambda: '2031-05-01 00:00:00',
            'selection': lambda: next(key for key, __ in field.selection if key != value),
            'json': lambda: {'changed': 1},
            'binary': lambda: 'eA==',
        }.get(field.type, lambda: f"{value or ''} changed")()

    def is_kept_by_server(self, name, function, vals):
        """Whether the call is refused because the server keeps the field, and says so by its name."""
        label = self.env[function.__self__._name]._fields[name]._description_string(self.env(context={'lang': 'en_US'}))
        try:
            with mute_logger('odoo.sql_db'):
                told = self.refusal(function, vals)
        except IntegrityError:
            return False    # our checks let it pass; the table refuses the value
        return REFUSED in told and label in told

    def check_protected(self, model, server_only, settled):
        """Assert for every role which fields only the server writes and which are given only once."""
        record, login = self.records()[model]
        values = self.creations()[model]
        self.assertAllowed(self.model(model, login).create, [values])
        self.assertTrue(self.as_(record, login).has_access('write'))
        tried = {name: self.another(record, name) for name in self.writable(model) | server_only}
        as_system = self.env[model].with_context(lang='en_US')
        kept = {name for name, value in tried.items()
                if self.is_kept_by_server(name, as_system.create, {**values, name: value})}
        self.assertEqual(kept, server_only)
        unchangeable = {name for name, value in tried.items()
                        if self.is_kept_by_server(name, as_system.browse(record.id).write, {name: value})}
        self.assertEqual(unchangeable - kept, settled)
        self.assertLessEqual(kept, unchangeable)
        for who in (login, 'admin', 'all_rights'):
            for name in sorted(server_only | settled):
                with self.subTest(model=model, field=name, login=who):
                    self.assertTrue(self.refusal(self.as_(record, who).write, {name: tried[name]}))
        for who in (login, 'admin', 'all_rights'):
            for name in sorted(server_only):
                value = tried[name]
                with self.subTest(model=model, field=name, login=who):
                    self.assertTrue(self.refusal(self.model(model, who).create, [{**values, name: value}]))
                    self.assertNotMade(self.model(model, who, **{f'default_{name}': value}), name, value, [values])
