from contextlib import suppress

from markupsafe import Markup, escape
from psycopg2.errors import LockNotAvailable, SerializationFailure
from psycopg2.pool import PoolError

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, format_datetime, ormcache

from ...tools import workflow
from .server import WORDED, as_server

# Of our fields: ``server_only``, which no client writes; ``settled``, which a client gives once, on creation.
FIELD_PARAMETERS = frozenset({'server_only', 'settled'})
_GATE = object()   # compared by identity: a client may send any context key, never this object


class CchcWorkflowMixin(models.AbstractModel):
    """What a step of a workflow means, whatever the model and whatever the client.

    A model declares ``_transitions`` (``tools/workflow.py``), one ``can_<step>`` Boolean for each step and one
    ``action_<step>`` method; no other code writes ``state``. A field with ``server_only=True`` is written by the
    server only, one with ``settled=True`` is given once, on creation (``FIELD_PARAMETERS``); those that
    ``_frozen_fields`` lists under a state may not change in it.
    """
    _name = 'cchc.workflow.mixin'
    _description = "Document with a Workflow"

    _transitions = ()
    _frozen_fields = {}
    _step_fields = ()   # what the steps look at besides the fields that are read together anyway
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
        """Names of the fields that steps and their guards look at."""
        return ('state',)

    def _next_step_sentence(self):
        """What the form says between header and sheet; one record."""
        return False

    # ------------------------------------------------------------------
    # The doors: create, write and the steps
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        if not self._through_gate():
            self._check_creation(vals_list)
        return super().create(vals_list)

    def _check_creation(self, vals_list):
        """Refuse what no client gives, in the values or as a default of the context: server fields, a later state."""
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
        """Run the step on all the records, or on none: lock, check, write, log.

        ``given`` are further values of the step's own dialog (a date, a unit), handed to its effect.
        Returns True. Raises UserError saying what is wrong, on which record, who may and what to do.
        """
        step = workflow.named(self._transitions, name)
        self._check_readable()
        self._lock_records()
        reason = (reason or '').strip()
        for record in self:
            record._check_step(step, reason)
        records = self._with_gate()
        before = {record.id: record.state for record in records}
        values = getattr(records, step.effect)(step, reason, **given) if step.effect else {}
        records._write_step(step, {
            **values, 'date_last_step': fields.Datetime.now(), 'last_step_by_id': self.env.uid})
        records._log_step(step, reason, before)
        as_server(self)._tell_of_step(step, reason, before)     # whom it concerns is not the actor's to read
        if step.after:
            getattr(as_server(self), step.after)(step, reason)   # what follows from a step is not the actor's own right
        return True

    def _write_step(self, step, values):
        """The one write of a step; through the gate."""
        return self.write({**self._state_values(step), **values})

    def _state_values(self, step):
        """How the new state is written; a model whose state is computed writes what it follows from."""
        return {'state': step.target} if step.target else {}

    # ------------------------------------------------------------------
    # The gate
    # ------------------------------------------------------------------

    def _through_gate(self):
        return self.env.context.get('cchc_gate') is _GATE

    def _with_gate(self):
        """The same records for the server's own writes: every check has been made, so rights are not asked again (a
        step may take the record out of the actor's sight)."""
        return as_server(self, cchc_gate=_GATE)

    def _check_readable(self):
        """Raise unless the user may read all the records. One query that brings what the step looks at, where
        ``check_access`` reads for each record all that the rules name."""
        self.invalidate_recordset(['state'])    # what is in the cache is not asked again
        self.fetch([*self._step_fields, *(
            name for name, field in self._fields.items()
            if field.prefetch is True and field.column_type and self._has_field_access(field, 'read'))])

    def _lock_records(self):
        """Hold the rows until the end of the transaction, so that of two people one is first. The other is told so;
        where a row changed otherwise since our snapshot, the serialization failure makes Odoo's RPC layer try again.
        A row that could be locked has not changed: what has been read of it in this transaction still holds."""
        if not self.ids:
            return
        self.flush_recordset()
        seen = {record.id: record._stage() for record in self.sudo()}   # whether they may be read was asked before
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
            with suppress(PoolError):   # so many at once that no other connection is left: Odoo tries again and tells
                self._tell_who_was_first(seen)
            raise

    def _tell_who_was_first(self, seen):
        """Raise who moved one of the records on from the stage (``{id: stage}``) that the user meant to act on;
        asked on a connection of its own, for our transaction is lost."""
        with self.env.registry.cursor() as cr:
            for record in self.with_env(self.env(cr=cr, su=True)).exists():   # read before, with the user's rights
                if record._stage() != seen[record.id] and record.last_step_by_id:
                    raise UserError(record.env._(
                        "Somebody was faster: “%(name)s” is “%(state)s” since %(when)s (%(who)s). Reload the page.",
                        name=record.display_name, state=record._stage_label(),
                        when=record._format_moment(record.date_last_step), who=record.last_step_by_id.name))

    def _stage(self):
        """Where the record stands, as far as somebody who acts on it relies on it; one record."""
        return self.state

    def _stage_label(self):
        """What that is called; one record."""
        return self._state_label(self.state)

    def _check_step(self, step, reason):
        """Raise what stands in the way of the step on this record: state, right, reason, what is missing."""
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
        return (self.state in step.sources and self._is_in_groups(step) and not self._refusal_of_user(step)
                and not self._missing_for(step))

    def _is_in_groups(self, step):
        return self.env.su or not step.groups or self.env.user.has_groups(step.groups)

    def _refusal_of_user(self, step):
        """'' when the current user may run the step on this record, else the sentence saying who may."""
        if self.env.su:
            return ''
        if not self._is_in_groups(step):
            groups = [self.env.ref(xmlid).sudo() for xmlid in step.groups.split(',')]   # read by name only
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
                who=self.last_step_by_id.sudo().name)   # a colleague's name, whoever may read users
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
        """Names of the fields that are declared with one of ``FIELD_PARAMETERS``."""
        return frozenset(name for name, field in self._fields.items() if getattr(field, parameter, False))

    def _check_server_fields(self, names, forbidden, vals=None):
        """Refuse what only the server writes. An unchanged value passes: the web client sends some of them back."""
        if vals is None:
            refused = names & forbidden
        else:
            refused = {
                name for name in names & forbidden
                if any(record._fields[name].convert_to_write(record[name], record) != vals[name] for record in self)
            }
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
        """What to do when the content of this record is frozen."""
        return self.env._("Have it returned first.")

    # ------------------------------------------------------------------
    # Words
    # ------------------------------------------------------------------

    def _step_labels(self):
        """The word on the button of each step: ``{name: translated label}``."""
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
        """A Datetime as ``08:05 dd/MM/yyyy`` on the company's clock."""
        return format_datetime(self.env, moment, tz=self.company_id.cchc_tz, dt_format='HH:mm dd/MM/yyyy')

    def _log_step(self, step, reason, before):
        """One line in the chatter and one in the log of steps: who (its author), from, to, why. ``before``:
        ``{id: old state}``."""
        lines, log = {}, []
        (self.company_id.partner_id | self.env.user.partner_id).mapped('lang')   # in one query
        for record in self:
            record = record._in_company_language()
            label, note = record._step_label(step), record._step_note(step)
            line = Markup("<b>%s</b>") % label
            if step.target and record.state != before[record.id]:
                line += Markup(": %s → %s") % (
                    record._state_label(before[record.id]), record._state_label(record.state))
            for words in filter(None, [note, reason]):
                line += Markup("<br/>") + escape(words)
            lines[record] = line
            log.append(record._log_values(step.name, label, before[record.id], note=note, reason=reason))
        self._post_lines(lines)
        self.env['cchc.workflow.log']._record(log)

    def _log_event(self, name, notes):
        """Keep in the log of steps what is no step. ``name``: one of ``_event_labels``; ``notes``: ``{record: words}``,
        in the agency's language."""
        log = []
        for record, note in notes.items():
            record = record.sudo()._in_company_language()   # the log names what the actor may not read
            log.append(record._log_values(name, record._event_labels()[name], record.state, note=note))
        self.env['cchc.workflow.log']._record(log)

    def _log_values(self, name, label, state_before, note='', reason=''):
        """The line of one record, in the agency's language."""
        return {
            'date': fields.Datetime.now(), 'user_id': self.env.uid, 'company_id': self.company_id.id,
            'res_model': self._name, 'res_id': self.id, 'record_name': self.display_name,
            'model_id': self.env['ir.model']._get_id(self._name),
            'department_id': self.department_id.id if 'department_id' in self._fields else False,
            'step': name, 'step_name': label, 'version': self._logged_version(), 'reason': reason, 'note': note,
            'state_from': state_before, 'state_from_name': self._state_label(state_before),
            'state_to': self.state, 'state_to_name': self._state_label(self.state),
        }

    def _logged_version(self):
        """The version of the content that a step was about, 0 before the first change; one record."""
        return 0

    def _in_company_language(self):
        """The same records, of one agency, as they are read in its language."""
        return self.with_context(lang=self.company_id._cchc_lang())

    def _event_labels(self):
        """What is logged without being a step: ``{name: translated label}``."""
        return {'edit': self.env._("Edited"), 'correct': self.env._("Correction")}

    def _tell_of_step(self, step, reason, before):
        """Tell the people whom the step concerns (``cchc.notice.mixin``). ``before``: ``{id: old state}``."""

    def _step_note(self, step):
        """More to keep with the step, as a sentence."""
        return ''

    def _post_lines(self, lines):
        """Write ``{record: Markup}`` into the chatter, author = the user, whatever their rights on the record. The
        lines carry a mark of their own, which no client can give to a message."""
        if lines:
            self.with_context(cchc_worded=WORDED)._message_log_batch(
                bodies={record.id: line for record, line in lines.items()}, author_id=self.env.user.partner_id.id)

    def _message_create(self, values_list):
        if self.env.context.get('cchc_worded') is WORDED:
            mark = self.env['ir.model.data']._xmlid_to_res_id('cchc_propaganda.mt_step')
            values_list = [{**values, 'subtype_id': mark} for values in values_list]
        return super()._message_create(values_list)
