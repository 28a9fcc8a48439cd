# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Every form of every model, filled in as each role that may create a record. Shared by the tests of both addons."""

from odoo.tests import Form
from odoo.tools.safe_eval import safe_eval

from ..common import CchcCommon

# Accounts of ``tests/common.py``, one for each role.
ROLES = ('author', 'head', 'editor', 'office', 'director', 'admin')


class FormsCase(CchcCommon):
    """The subclass has a case for each model of the addon whose records a role may create: a method
    ``type_<model>(form, login)``, which types what its forms require, or an entry in ``typed_within``, where another
    model's form types it. ``open_<name of the view>(login)`` returns what a form is opened on, if no new record;
    ``after_<model>(record)`` presses the dialog's button."""
    addon = ''
    typed_within = {}    # {model: the one whose form types it}

    def models_that(self, login):
        """Return the names of the addon's models of which that account may create records."""
        return [name for name, model in sorted(self.model('cchc.plan', login).env.items())
                if name.startswith('cchc.') and model._original_module == self.addon and not model._abstract
                and model.has_access('create')]

    def check_every_form(self):
        for login in ROLES:
            for name in self.models_that(login):
                for view in self._views(name):
                    with self.subTest(login=login, view=view.xml_id or name), self.undone():
                        self._type_into(name, view, login)

    def check_every_model_is_typed(self):
        """A model with no case fails, and so does a case of which there is no model."""
        creatable = {name for login in ROLES for name in self.models_that(login)}
        cases = {name for name in creatable if hasattr(self, f'type_{_words(name)}')} | set(self.typed_within)
        self.assertEqual(cases, creatable)
        typed = [name for name in dir(self) if name.startswith('type_')]
        self.assertEqual(sorted(typed), sorted(f'type_{_words(name)}' for name in creatable - set(self.typed_within)))

    def _views(self, name):
        """Return the forms of the model. Without any, its records are typed in the form of another model, or in a list
        whose lines Odoo shows as a form on a phone: the view is then empty."""
        views = self.env['ir.ui.view'].search(
            [('model', '=', name), ('type', '=', 'form'), ('mode', '=', 'primary')], order='priority, id')
        return views or ([] if name in self.typed_within else [views])

    def _type_into(self, name, view, login):
        at = f'open_{view.xml_id.rpartition(".")[2] if view else _words(name)}'
        opened = getattr(self, at)(login) if hasattr(self, at) else self.model(name, login)
        within = [model for model, parent in self.typed_within.items() if parent == name]
        before = {model: self._last(model) for model in within}
        form = Form(opened, view or None)
        if not opened:
            self.assertEqual(self._dialogs(form), [], "a dialog of a step needs a saved record")
        getattr(self, f'type_{_words(name)}')(form, login)
        record = form.save()
        self.env.flush_all()
        self.assertTrue(record.exists())
        Form(self.as_(record, login), view or None)     # it opens again
        if hasattr(self, f'after_{_words(name)}'):
            getattr(self, f'after_{_words(name)}')(record)
        for model in within:
            self.assertGreater(self._last(model), before[model], f"{model} was not typed")

    def _dialogs(self, form):
        """Return the labels of the buttons in the header that open a dialog and are shown."""
        values = {**form._values, 'id': form.id}
        return [button.get('string') for button in form._view['tree'].iterfind('header/button[@type="action"]')
                if not safe_eval(button.get('invisible') or 'False', values)]

    def _last(self, name):
        return self.env[name].with_context(active_test=False).search([], order='id desc', limit=1).id or 0


def _words(name):
    return name.replace('.', '_')
