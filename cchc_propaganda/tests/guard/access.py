# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from contextlib import suppress

from odoo.exceptions import UserError

from ..common import CchcCommon

LETTERS = {'r': 'read', 'w': 'write', 'c': 'create', 'u': 'unlink'}
GROUPS = ('author', 'head', 'editor', 'office', 'director', 'admin')    # one account of each group
PEOPLE = ('author', 'colleague', 'stranger', 'head', 'other_head', 'editor', 'outside_editor', 'office', 'director',
          'admin')
WITHOUT_ROLE = ('plain', 'portal', 'public')
NOBODY = (*WITHOUT_ROLE, 'outsider')


def models_of(env, module):
    """Return the names of the addon's models that hold records."""
    return {name for name, model in env.registry.items() if model._original_module == module and not model._abstract}


class AccessCase(CchcCommon):
    """What the tests of access of each addon share: who may do what, written in letters (r w c u), with accounts that
    have no role."""
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.add_users_without_role()

    def letters(self, record, login, of='rwcu'):
        record = self.as_(record, login)
        return ''.join(letter for letter in of if record.has_access(LETTERS[letter]))

    def check_groups(self, access):
        """Check what each group may do with each model at all; whoever has no role may do nothing. ``access``:
        ``{model: letters of each of GROUPS}``."""
        for model, columns in access.items():
            with self.subTest(model=model):
                self.assertEqual(tuple(self.letters(self.env[model], login) for login in GROUPS), columns)
                self.assertEqual({self.letters(self.env[model], login) for login in WITHOUT_ROLE}, {''})

    def check_people(self, record, columns):
        """Check what each person may do with the record; ``columns``: letters of each of PEOPLE. NOBODY finds it."""
        self.assertEqual(tuple(self.letters(record, login, 'rwu') for login in PEOPLE), columns)
        for login in NOBODY:
            self.assertEqual(self.letters(record, login, 'rwu'), '', login)
            seen = self.as_(record, login)
            if seen.browse().has_access('read'):
                self.assertFalse(seen.search([('id', '=', record.id)]), login)
                self.assertFalse(seen.search_count([('id', '=', record.id)]), login)

    def let_through(self, logins, record, method, *args):
        """Return those of the logins whose call of the method on the record is not refused; undo each call."""
        through = set()
        for login in logins:
            with self.undone(), suppress(UserError):
                getattr(self.as_(record, login), method)(*args)
                through.add(login)
        return through

    def refused_reading(self, records, methods, arguments):
        """Call each of the methods ``(model, name)`` as the people and as the superuser, on a database that can only be
        read meanwhile. Return those that refuse it to all of them. ``arguments(model, name)``: what to call it with."""
        self.env.flush_all()
        return {(model, name) for model, name in methods if not any(
            self._reads(records.get(model, self.env[model]), login, name, arguments(model, name))
            for login in ('office', 'editor', 'director', None))}

    def _reads(self, record, login, method, arguments):
        with self.undone(), suppress(UserError):
            self.env.cr.execute("SET LOCAL transaction_read_only = on")
            getattr(self.as_(record, login) if login else record.sudo(), method)(*arguments)
            self.env.flush_all()
            return True
        return False
