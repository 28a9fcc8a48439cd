# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..core.cchc_workflow_mixin import FIELD_PARAMETERS


class Base(models.AbstractModel):
    """Default values link records and never change them, on every model of the database.

    Odoo's ``default_get`` puts the values of an UPDATE command (``[1, id, {…}]``) into the cache of the real record,
    where the rest of the transaction, superuser included, reads them as stored: the members of a group, the owner of a
    file. Refusing the command breaks Odoo's own tests, so it becomes a LINK to the same record.

    This class also declares our field parameters (``server_only``, ``settled``), because Odoo asks each model for its
    valid parameters, marks our views for ``static/src/readable``, and names nothing of another agency when a record of
    ours is refused for linking to it.
    """
    _inherit = 'base'

    def _valid_field_parameter(self, field, name):
        return name in FIELD_PARAMETERS and self._cchc_has_documents() or super()._valid_field_parameter(field, name)

    def _cchc_has_documents(self):
        """Whether this is a document with a workflow, or a model that one inherits from. Our field parameters are
        enforced only there; elsewhere a related field does not inherit them, and Odoo warns of them."""
        documents = self.pool.descendants(['cchc.workflow.mixin'], '_inherit')
        return not documents.isdisjoint(self.pool.descendants([self._name], '_inherit'))

    @api.model
    def _get_view(self, view_id=None, view_type='form', **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        if self._name.startswith('cchc.') and view_type != 'search':
            arch.set('class', f"{arch.get('class', '')} o_cchc_view".strip())
        return arch, view

    def _check_company(self, fnames=None):
        """Say of our records which fields link to another agency, not to what: a client may send the id of anything,
        and Odoo's own sentence names it."""
        if not self._name.startswith('cchc.'):
            return super()._check_company(fnames)
        try:
            return super()._check_company(fnames)
        except UserError:
            labels = []
        for name, field in self._fields.items():
            if field.relational and field.check_company and name != 'company_id':
                try:
                    super()._check_company([name])
                except UserError:
                    labels.append(field._description_string(self.env))
        raise UserError(self.env._(
            "%(fields)s: what was chosen belongs to another agency. Choose again.", fields=', '.join(labels)))

    @api.model
    def default_get(self, fields):
        context = self.env.context
        cleaned = {
            key: value for key, value in context.items()
            if key.startswith('default_') and isinstance(value, (list, tuple, dict))}
        cleaned = {key: self._cchc_linked(key.removeprefix('default_'), value) for key, value in cleaned.items()}
        if any(context[key] != value for key, value in cleaned.items()):
            return super(Base, self.with_context(**cleaned)).default_get(fields)
        return super().default_get(fields)

    @api.model
    def _cchc_linked(self, name, value):
        """Return the default value of the field ``name`` with each UPDATE command in it, at any depth, made a LINK."""
        field = self._fields.get(name)
        if field is None or not field.relational or field.comodel_name not in self.env:
            return value
        comodel = self.env[field.comodel_name]
        if isinstance(value, dict):
            return comodel._cchc_linked_values(value)
        if field.type == 'many2one' or not isinstance(value, (list, tuple)):
            return value
        return [comodel._cchc_linked_command(command) for command in value]

    def _cchc_linked_command(self, command):
        if isinstance(command, dict):
            return self._cchc_linked_values(command)
        if not isinstance(command, (list, tuple)) or not command:
            return command
        if command[0] == Command.UPDATE:
            return Command.link(command[1])
        if command[0] == Command.CREATE and len(command) > 2 and isinstance(command[2], dict):
            return (*command[:2], self._cchc_linked_values(command[2]))
        return command

    def _cchc_linked_values(self, values):
        return {name: self._cchc_linked(name, value) for name, value in values.items()}
