# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from contextlib import suppress

from psycopg2.errors import LockNotAvailable, SerializationFailure
from psycopg2.pool import PoolError

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, format_datetime, ormcache

from ...tools import workflow
from ...tools.characters import xml_safe
from .server import as_server

# Parameters of our fields. ``server_only``: no client writes the field. ``settled``: a client sets it on creation only.
FIELD_PARAMETERS = frozenset({'server_only', 'settled'})
_GATE = object()   # compared by identity: a client can send any context key, but never this object

# What a step reads of these tables, which are wide: all columns would cost it a sixth of its time.
OF_USERS = ('partner_id', 'active')
OF_AGENCIES = ('name', 'partner_id', 'alias_domain_id', 'cchc_tz', 'cchc_allow_self_approval')
OF_PARTNERS = ('name', 'active', 'email', 'lang')


class CchcWorkflowMixin(models.AbstractModel):
    """A document with a workflow: the checks and the log of each step, the same for every model and every client.

    A model declares ``_transitions`` (``tools/workflow.py``), one ``can_<step>`` Boolean for each step and one
    ``action_<step>`` method; no other code writes ``state``. Only the server writes a field with ``server_only=True``;
    a client gives a field with ``settled=True`` on creation only (``FIELD_PARAMETERS``); nobody changes the fields that
    ``_frozen_fields`` lists for the record's state.
    """
    _name = 'cchc.workflow.mixin'
    _inherit = ['cchc.text.mixin']
    _description = "Document with a Workflow"

    _transitions = ()
    _frozen_fields = {}
    _step_fields = ()   # fields that the steps read and that Odoo does not prefetch
    _lock_timeout = '2s'

    date_last_step = fields.Datetime("Last step on", readonly=True, copy=False, server_only=True)
    last_step_by_id = fields.Many2one('res.users', "Last step by", readonly=True, copy=False, server_only=True)
    next_step = fields.Char(compute='_compute_next_step', help="What happens next, and who can do it.")

    @api.depends_context('uid', 'lang')
    @api.depends(lambda self: self._transition_depends())
    def _compute_can_transitions(self):
        for record in self:
            for step in self._transitions:
                record[f'can_{step.name}'] = record._can_run(step)

    @api.depends_context('uid', 'lang')
    @api.depends(lambda self: self._transition_depends())
    def _compute_next_step(self):
        for record in self:
            record.next_step = record._next_step_sentence()

    def _transition_depends(self):
        """Return the names of the fields that steps and their guards read."""
        return ('state',)

    def _next_step_sentence(self):
        """Return the sentence that the form shows between header and sheet; one record."""
        return False

    # ------------------------------------------------------------------
    # The ways in: create, write and the steps
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        if not self._through_gate():
            self._check_creation(vals_list)
        return super().create(vals_list)

    def _check_creation(self, vals_list):
        """Raise when a client sets server-only fields or a later state, in values or in defaults of the context."""
        defaults = {
            key.removeprefix('default_') for key in self.env.context
            if key.startswith('default_') and key.removeprefix('default_') in self._fields
        }
        self._check_server_fields(defaults.union(*vals_list) - {'state'}, self._fields_with('server_only'))
        first = self._first_state()
        given = {vals['state'] for vals in vals_list if 'state' in vals}
        if 'default_state' in self.env.context:
            given.add(self.env.context['default_state'])
        if given - {first}:
            raise UserError(self.env._(
                "A new %(document)s begins as “%(first)s”. Save it first, then use the buttons to move it on.",
                document=self.env['ir.model']._get(self._name).name, first=self._state_label(first)))

    def write(self, vals):
        if self._through_gate():
            return super().write(vals)
        self._check_server_fields(
            vals.keys() - {'state'}, self._fields_with('server_only') | self._fields_with('settled'), vals)
        self._check_frozen(vals.keys() - {'state'})
        if 'state' not in vals:
            return super().write(vals)
        vals = dict(vals)
        target = vals.pop('state')
        if vals:
            super().write(vals)
        for state, records in self.grouped('state').items():
            if state == target:
                continue
            step = workflow.direct(self._transitions, state, target)
            if step is None:
                raise UserError(self._refusal_of_plain_change(state, target))
            getattr(records, f'action_{step.name}')()
        return True

    def _run_transition(self, name, reason='', **given):
        """Run the step on all the records or on none: lock, check, write, log.

        ``given``: further values from the step's dialog (a date, a unit), passed to its effect. Return True. Raise
        UserError or AccessError saying what is wrong, on which record, who may take the step and what to do.
        """
        step = workflow.named(self._transitions, name)
        self._check_readable()
        self._lock_records()
        self._load_for_step()
        reason = xml_safe(reason or '').strip()
        for record in self:
            record._check_step(step, reason)
        records = self._with_gate()
        before = {record.id: record.state for record in records}
        values = getattr(records, step.effect)(step, reason, **given) if step.effect else {}
        records._write_step(step, {
            **values, 'date_last_step': fields.Datetime.now(), 'last_step_by_id': self.env.uid})
        records._log_step(step, reason, before)
        as_server(self)._tell_of_step(step, reason, before)     # the actor may not read the people who are told
        if step.after:
            getattr(as_server(self), step.after)(step, reason)   # the actor may not write the records it changes
        self._end_step()
        return True

    def _end_step(self):
        """What is done last, when the step has changed all that it changes."""

    def _write_step(self, step, values):
        """Write the step's new state and values, once; through the gate."""
        return self.write({**self._state_values(step), **values})

    def _state_values(self, step):
        """Return the values that set the new state. A model with a computed state returns the fields it depends on."""
        return {'state': step.target} if step.target else {}

    # ------------------------------------------------------------------
    # The gate
    # ------------------------------------------------------------------

    def _through_gate(self):
        return self.env.context.get('cchc_gate') is _GATE

    def _with_gate(self):
        """Return the records for the server's own writes. The step was checked before, so rights are not checked again:
        after the step, the actor may no longer have access to the record."""
        return as_server(self, cchc_gate=_GATE)

    def _check_readable(self):
        """Raise unless the user may read all the records. One query, which also loads the fields that the step reads;
        ``check_access`` would read for each record everything that the rules mention."""
        self.invalidate_recordset(['state'])    # Odoo does not check rights for values in the cache
        self.fetch([*self._step_fields, *(
            name for name, field in self._fields.items()
            if field.prefetch is True and field.column_type and self._has_field_access(field, 'read'))])

    def _load_for_step(self):
        """Load what the step reads of other records, one query for each kind: it is not asked for piece by piece."""
        self._step_users().sudo().fetch(OF_USERS)           # the server looks up whom the step concerns
        self.sudo().company_id.fetch(OF_AGENCIES)           # an inspector of elsewhere may not read it
        self._step_partners().sudo().fetch(OF_PARTNERS)     # and in whose language it is told

    def _step_users(self):
        return self.env.user

    def _step_partners(self):
        """Return the user, and the agency in whose language the step is logged."""
        agency = self.sudo().company_id     # an inspector of elsewhere may not read it
        return self.env.user.partner_id | agency.partner_id

    def _lock_records(self):
        """Lock the rows until the end of the transaction: when two people act on a record, one is first and the other
        is told so. When a row changed in another way since our snapshot, the serialization failure makes Odoo's RPC
        layer try again. A locked row has not changed: what this transaction has read of it is still true."""
        if not self.ids:
            return
        self.flush_recordset()
        seen = {record.id: record._stage() for record in self.sudo()}   # _check_readable has checked the user's rights
        try:
            self.env.cr.execute(SQL(
                "SET LOCAL lock_timeout = %s; SELECT id FROM %s WHERE id IN %s ORDER BY id FOR NO KEY UPDATE;"
                "SET LOCAL lock_timeout TO DEFAULT",
                self._lock_timeout, SQL.identifier(self._table), tuple(self.ids)))
        except LockNotAvailable as error:
            raise UserError(self.env._(
                "Somebody else is working on “%(name)s” at this very moment. Wait a few seconds and try again.",
                name=self[:1].display_name)) from error
        except SerializationFailure:
            with suppress(PoolError):   # no connection is free to ask who was first: Odoo tries the step again
                self._tell_who_was_first(seen)
            raise

    def _tell_who_was_first(self, seen):
        """Raise a sentence naming who changed the stage of a record since the user saw it (``seen``: ``{id: stage}``).
        Uses a connection of its own: the transaction of the step has failed."""
        with self.env.registry.cursor() as cr:
            for record in self.with_env(self.env(cr=cr, su=True)).exists():   # _check_readable has checked the rights
                if record._stage() != seen[record.id] and record.last_step_by_id:
                    raise UserError(record.env._(
                        "Somebody was faster: “%(name)s” is “%(state)s” since %(when)s (%(who)s). Reload the page.",
                        name=record.display_name, state=record._stage_label(),
                        when=record._format_moment(record.date_last_step), who=record.last_step_by_id.name))

    def _stage(self):
        """Return the point of the workflow that the record is at, as the user who acts on it saw it; one record."""
        return self.state

    def _stage_label(self):
        """Return the name of that point, for people; one record."""
        return self._state_label(self.state)

    def _check_step(self, step, reason):
        """Raise unless state, rights, reason and content of this record allow the step."""
        if self.state not in step.sources:
            raise UserError(self._refusal_of_state(step))
        if refusal := self._refusal_of_user(step):
            raise AccessError(refusal)
        if not reason and self._asks_reason(step):
            raise UserError(self.env._(
                "“%(step)s” of “%(name)s” needs a reason. Use the button “%(step)s…” and write it there.",
                step=self._step_label(step), name=self.display_name))
        if missing := self._missing_for(step):
            raise UserError(self.env._(
                "“%(name)s” is not ready for “%(step)s”:\n%(missing)s",
                name=self.display_name, step=self._step_label(step),
                missing='\n'.join(f'- {sentence}' for sentence in missing)))

    def _asks_reason(self, step):
        """Whether the user must say why they take this step on this record."""
        return step.reason

    def _can_run(self, step):
        return (self.state in step.sources and self._is_in_groups(step) and self._may_run(step)
                and not self._missing_for(step))

    def _may_run(self, step):
        """Whether nothing keeps the user, who is in the groups of the step, from running it on this record."""
        return not self._refusal_of_user(step)

    def _is_in_groups(self, step):
        return self.env.su or not step.groups or self.env.user.has_groups(step.groups)

    def _refusal_of_user(self, step):
        """Return '' when the current user may run the step on this record, else a sentence saying who may."""
        if self.env.su:
            return ''
        if not self._is_in_groups(step):
            groups = [self.env.ref(xmlid).sudo() for xmlid in step.groups.split(',')]   # users may not read groups
            return self.env._(
                "“%(step)s” of “%(name)s” is up to: %(groups)s.",
                step=self._step_label(step), name=self.display_name, groups=', '.join(group.name for group in groups))
        if step.who:
            return getattr(self, step.who)(step)
        return ''

    def _missing_for(self, step):
        return getattr(self, step.guard)(step) if step.guard else []

    def _refusal_of_state(self, step):
        if self.last_step_by_id:
            return self.env._(
                "“%(step)s” is not possible: “%(name)s” is “%(state)s” since %(when)s (%(who)s). Reload the page.",
                step=self._step_label(step), name=self.display_name, state=self._state_label(self.state),
                when=self._format_moment(self.date_last_step),
                who=self.last_step_by_id.sudo().name)   # the name of a colleague is no secret in the agency
        return self.env._(
            "“%(step)s” is not possible: “%(name)s” is “%(state)s”.",
            step=self._step_label(step), name=self.display_name, state=self._state_label(self.state))

    def _refusal_of_plain_change(self, source, target):
        steps = workflow.between(self._transitions, source, target)
        if steps:
            return self.env._(
                "“%(name)s” does not become “%(target)s” by itself: use one of its buttons (%(steps)s).",
                name=self[:1].display_name, target=self._state_label(target),
                steps=', '.join(self._step_label(step) for step in steps))
        return self.env._(
            "“%(name)s” is “%(state)s” and cannot become “%(target)s”.",
            name=self[:1].display_name, state=self._state_label(source), target=self._state_label(target))

    @api.model
    @ormcache('parameter')
    def _fields_with(self, parameter):
        """Return the names of the fields declared with that parameter, one of ``FIELD_PARAMETERS``."""
        return frozenset(name for name, field in self._fields.items() if getattr(field, parameter, False))

    def _changed_names(self, names, vals):
        """Return those of the fields ``names`` to which ``vals`` gives another value than one of the records has. The
        web client sends some values back unchanged."""
        return {
            name for name in names
            if any(record._fields[name].convert_to_write(record[name], record) != vals[name] for record in self)}

    def _check_server_fields(self, names, forbidden, vals=None):
        """Raise when a client changes a server field. An unchanged value passes: the web client sends some back."""
        refused = names & forbidden if vals is None else self._changed_names(names & forbidden, vals)
        if refused:
            raise UserError(self.env._(
                "%(fields)s cannot be entered by hand: the system keeps them.",
                fields=', '.join(self._field_labels(refused))))

    def _check_frozen(self, names):
        for record in self:
            if refused := names & self._frozen_fields.get(record.state, frozenset()):
                raise UserError(self.env._(
                    "“%(name)s” is “%(state)s”: %(fields)s can no longer be changed. %(instead)s",
                    name=record.display_name, state=record._state_label(record.state),
                    fields=', '.join(self._field_labels(refused)), instead=record._instead_of_editing()))

    def _instead_of_editing(self):
        """Return the sentence saying what to do when the content of this record is frozen."""
        return self.env._("Have it returned first.")

    # ------------------------------------------------------------------
    # Words
    # ------------------------------------------------------------------

    def _step_labels(self):
        """Return ``{step name: translated label of its button}``."""
        raise NotImplementedError

    def _step_label(self, step):
        return self._step_labels()[step.name]

    def _state_label(self, state):
        return dict(self._fields['state']._description_selection(self.env)).get(state, state)

    def _first_state(self):
        return self._fields['state'].selection[0][0]

    def _field_labels(self, names):
        return sorted(self._fields[name]._description_string(self.env) for name in names)

    def _format_moment(self, moment):
        """Return a Datetime as ``08:05 dd/MM/yyyy`` in the company's time zone."""
        return format_datetime(self.env, moment, tz=self.company_id.cchc_tz, dt_format='HH:mm dd/MM/yyyy')

    def _in_company_language(self):
        """Return the records, all of one agency, in that agency's language."""
        return self.with_context(lang=self.company_id._cchc_lang())

    def _tell_of_step(self, step, reason, before):
        """Tell the people whom the step concerns (``cchc.notice.mixin``). ``before``: ``{id: old state}``."""
