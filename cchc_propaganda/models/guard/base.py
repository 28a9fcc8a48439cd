# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..core.cchc_workflow_mixin import FIELD_PARAMETERS

MOST = 2 ** 31 - 1      # the largest id


class Base(models.AbstractModel):
    """Default values link records and never change them, on every model of the database.

    Odoo's ``default_get`` puts the values of an UPDATE command (``[1, id, {…}]``) into the cache of the real record,
    where the rest of the transaction, superuser included, reads them as stored: the members of a group, the owner of a
    file. Refusing the command breaks Odoo's own tests, so it becomes a LINK to the same record.

    This class also declares our field parameters (``server_only``, ``settled``), because Odoo asks each model for its
    valid parameters, marks our views for ``static/src/readable``, and names nothing of another agency when a record of
    ours is refused for linking to it, nor in a form that is not saved yet.
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

    def onchange(self, values, field_names, fields_spec):
        """Refuse, in a form of ours, a link to another agency: what is computed from it (a name, a title, the facts of
        a document) is computed as superuser, before saving refuses the link."""
        if self._name.startswith('cchc.') and not self.env.su and isinstance(values, dict):
            self._cchc_refuse_elsewhere(values)
        return super().onchange(values, field_names, fields_spec)

    def write(self, vals):
        """Hand none of our records to another agency: Odoo asks for the rights before it writes, not after."""
        if 'company_id' in vals and self._name.startswith('cchc.') and not self.env.su:
            self._cchc_refuse_elsewhere({'company_id': vals['company_id']})
        return super().write(vals)

    def _cchc_refuse_elsewhere(self, values):
        if names := self._cchc_links_elsewhere(values):
            raise UserError(self.env._(
                "%(fields)s: what was chosen belongs to another agency. Choose again.",
                fields=', '.join(self._fields[name]._description_string(self.env) for name in names)))

    @api.model
    def _cchc_links_elsewhere(self, values):
        """Return the names of the fields, in order, by which the values link to another agency, also in a line that is
        part of them. One query for each model."""
        linked = [(name, model, number) for name, value in values.items()
                  for model, number in self._cchc_linked_ids(name, value)]
        theirs = set()
        for model in dict.fromkeys(model for __, model, __ in linked):
            ids = {number for __, other, number in linked if other == model}
            theirs |= {(model, number) for number in self.env[model]._cchc_elsewhere(ids)}
        return list(dict.fromkeys(name for name, model, number in linked if (model, number) in theirs))

    @api.model
    def _cchc_linked_ids(self, name, value):
        """Yield ``(model, id)`` of what the value of the field ``name`` links to, at any depth. Ids that are none are
        left to Odoo."""
        field = self._fields.get(name)
        if field is None or not field.relational or not value or field.comodel_name not in self.env:
            return
        many = field.type != 'many2one' and isinstance(value, (list, tuple))
        for command in value if many else [value]:
            parts = command if isinstance(command, (list, tuple)) else [command]
            for part in parts[1:] if many and parts is command else parts:
                if isinstance(part, dict):
                    yield from self.env[field.comodel_name]._cchc_linked_ids_of(part)
                for number in part if isinstance(part, (list, tuple)) else [part]:
                    if type(number) is int and 0 < number <= MOST:
                        yield field.comodel_name, number

    def _cchc_linked_ids_of(self, values):
        if type(number := values.get('id')) is int and 0 < number <= MOST:
            yield self._name, number
        for name, value in values.items():
            yield from self._cchc_linked_ids(name, value)

    @api.model
    def _cchc_elsewhere(self, ids):
        """Return those of the ids that are of an agency which is not the user's. Accounts and contacts, of which one
        may belong to several agencies, are read by everybody."""
        own = self.env.user._get_company_ids()
        if self._name == 'res.company':
            return ids - set(own)
        company = self._fields.get('company_id')
        if not self._name.startswith(('cchc.', 'hr.')) or self._abstract or not (company and company.store):
            return set()
        # The user may not be allowed to read the record: only whose it is.
        return set(self.sudo().with_context(active_test=False)._search(
            [('id', 'in', list(ids)), ('company_id', '!=', False), ('company_id', 'not in', own)]))

    @api.model
    def default_get(self, fields):
        """Leave out what a client put into the context, or kept, and links a record of ours to another agency."""
        defaults = super(Base, self._cchc_with_linked_defaults()).default_get(fields)
        if not self._name.startswith('cchc.') or self.env.su:
            return defaults
        kept = self.env['ir.default']._get_model_defaults(self._name)
        given = {name: value for name, value in defaults.items()
                 if name in kept or f'default_{name}' in self.env.context}
        elsewhere = self._cchc_links_elsewhere(given)
        return {name: value for name, value in defaults.items() if name not in elsewhere}

    @api.model
    def _cchc_with_linked_defaults(self):
        """Return the model with defaults in its context that link records and never write into them."""
        context = self.env.context
        cleaned = {
            key: value for key, value in context.items()
            if key.startswith('default_') and isinstance(value, (list, tuple, dict))}
        cleaned = {key: self._cchc_linked(key.removeprefix('default_'), value) for key, value in cleaned.items()}
        if any(context[key] != value for key, value in cleaned.items()):
            return self.with_context(**cleaned)
        return self

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
