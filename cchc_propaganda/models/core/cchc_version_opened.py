# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ...tools import merge
from .readers import readable

ONE_BY_ONE = (Command.LINK, Command.UNLINK, Command.CREATE, Command.UPDATE, Command.DELETE)


class VersionConflict(UserError):
    """The values would overwrite what somebody else has saved since. ``context['cchc_conflict']``: both texts, for the
    form (``CchcVersionMixin._conflict``)."""

    def __init__(self, message, conflict):
        super().__init__(message)
        # Where no form asks, Odoo's client shows the sentence as it does that of a UserError.
        self.context = {'cchc_conflict': conflict, 'exception_class': 'odoo.exceptions.UserError'}


class CchcVersionMixin(models.AbstractModel):
    """Two people write one text: who saves over a newer version is told who saved it, and nothing is overwritten.

    The form sends with its changes the version that it opened (``opened_version``). Programs that send none write as
    ever.
    """
    _inherit = 'cchc.version.mixin'

    # Fields of a version of which additions and removals go together, whoever makes them.
    _gathered_fields = ()

    opened_version = fields.Integer(
        store=False, copy=False, exportable=False,
        help="Sent with the values to write: the version that they were based on. Values that would overwrite a newer "
             "version are then refused.")

    def write(self, vals):
        if 'opened_version' in vals:
            vals = dict(vals)
            opened = vals.pop('opened_version')
            if opened is not None and opened is not False:
                vals = self._without_old_text(vals, self._fields['opened_version'].convert_to_cache(opened, self))
        return super().write(vals)

    def _without_old_text(self, vals, opened):
        """Return the values, without a text that its writer did not change since that version. Raise VersionConflict
        when they would overwrite what was saved since."""
        self.check_access('write')      # before the refusal, which tells what others saved
        self._lock_records()
        text = self._text_field()
        for record in self.sudo():      # the right was checked above; versions are the system's
            if record._newest_version() == opened:
                continue
            self.browse(record.id)._check_may_see_versions()
            conflict = record._conflict(vals, opened)
            if any(field['state'] == merge.BOTH for field in conflict['fields']) or conflict['is_text_changed']:
                raise VersionConflict(self.env._(
                    "“%(name)s” was saved by %(who)s at %(when)s, after it had been opened here. Nothing was "
                    "overwritten: compare the two, then save again.",
                    name=record.display_name, who=conflict['who'], when=conflict['when']), conflict)
            if text in vals and conflict['pieces']:
                vals = {name: value for name, value in vals.items() if name != text}
        return vals

    @api.readonly
    def compare_typed(self, vals, opened_version=0):
        """Compare values that were typed earlier, and never saved, with what is saved now.

        Return ``is_saved``: whether they hold nothing else; ``conflict``: what was saved since that version, or False.
        Of a document that was never saved (no record), ``is_saved`` says whether the user has saved its text since.
        """
        vals = self._stored_values({
            name: value for name, value in vals.items() if name in self._fields and name != 'opened_version'})
        if not self:
            return {'is_saved': self._is_saved_elsewhere(vals), 'conflict': False}
        self.ensure_one()
        self._check_may_see_versions()
        is_saved = all(self._holds(name, value) for name, value in vals.items())
        record = self.sudo()    # _check_may_see_versions has checked the right
        is_old = not is_saved and record._newest_version() != opened_version
        return {'is_saved': is_saved, 'conflict': is_old and record._conflict(vals, opened_version)}

    @api.model
    def _stored_values(self, vals):
        """Return the values as ``write`` would store them."""
        return self._printable_values(vals)

    def _holds(self, name, value):
        """Whether the record has that value already; one record."""
        field = self._fields[name]
        if field.type == 'html':
            return merge.is_same_text(field.convert_to_cache(value, self), self[name])
        typed = self.new({name: value}, origin=self)
        if field.relational:
            commands = value if field.type != 'many2one' and isinstance(value, list) else ()
            return typed[name].ids == self[name].ids and not any(
                command[:1] in ([Command.CREATE], [Command.UPDATE]) for command in commands)
        return (typed[name] or False) == (self[name] or False)

    def _is_saved_elsewhere(self, vals):
        """Whether one of the newest documents that the user created has this text and its other words."""
        words = {name: vals[name] for name in vals if self._fields[name].type in ('char', 'html') and vals[name]}
        mine = self.search([('create_uid', '=', self.env.uid)], limit=20, order='id desc')
        return any(all(record._holds(name, value) for name, value in words.items()) for record in mine)

    # ------------------------------------------------------------------
    # What was saved since
    # ------------------------------------------------------------------

    def _conflict(self, vals, opened):
        """Return what was saved since that version, beside the values to save; one record, as superuser.

        ``version``: the newest; ``opened``; ``text``: the field of the text; ``who``, ``when``: who saved since, and
        when last; ``is_me``: only the user did; ``fields``: ``name, label, then, saved, mine`` and ``state`` of each
        other field (``saved``: the values do not hold it; ``both``: somebody must choose); ``pieces``: of the text,
        when the values hold it and it was saved since (``tools/merge.py``); ``is_text_changed``: the values change it,
        too; ``mine``: the text of the values.
        """
        text = self._text_field()
        revisions = [revision for revision in self._revisions() if revision['revision_id'] > opened]
        is_known = len(revisions) == self._newest_version() - opened    # else the oldest of them are no longer kept
        then = {}
        for revision in revisions:
            then.update({name: words[0] for name, words in (revision.get('changes') or {}).items()})
        is_new_text = not is_known or any(revision['patch'] for revision in revisions)
        pieces = self._pieces(vals[text], opened if is_known else None) if text in vals and is_new_text else []
        names = dict.fromkeys(revision['create_user_name'] for revision in reversed(revisions))
        return {
            'version': self._newest_version(), 'opened': opened, 'text': text,
            'who': ', '.join(names), 'is_me': {revision['create_uid'] for revision in revisions} == {self.env.uid},
            'when': self._format_moment(datetime.fromisoformat(revisions[0]['create_date'])) if revisions else '',
            'fields': self._fields_saved_since(vals, then if is_known else dict.fromkeys(self._version_fields, '')),
            'pieces': [piece.as_dict() for piece in pieces],
            'is_text_changed': any(piece.state in (merge.MINE, merge.BOTH) for piece in pieces),
            'mine': pieces and self._typed_text(vals[text]),
        }

    def _typed_text(self, value):
        return str(self._fields[self._text_field()].convert_to_cache(value or '', self) or '')

    def _pieces(self, value, opened):
        """Return the pieces of the saved text and of a typed one; [] when they are the same."""
        mine, saved = self._typed_text(value), str(self[self._text_field()] or '')
        if merge.is_same_text(mine, saved):
            return []
        return merge.merge(None if opened is None else str(self._text_at(opened)), saved, mine)

    def _fields_saved_since(self, vals, then):
        """``then``: ``{field: its words before}`` of the fields that were saved since."""
        names = [name for name in then if name in self._fields]
        typed = self.new({name: vals[name] for name in names if name in vals}, origin=self)
        now, mine = self._version_facts(names), typed._version_facts(names)
        found = []
        for name in names:
            is_typed = name in vals and not self._goes_together(name, vals[name])
            if is_typed and now[name][0] == mine[name][0]:
                continue    # both chose the same
            found.append({
                'name': name, 'label': self._fields[name]._description_string(self.env), 'then': then[name],
                'saved': now[name][1], 'mine': self._words_typed(name, typed, mine) if is_typed else '',
                'state': merge.BOTH if is_typed else merge.SAVED})
        return found

    def _words_typed(self, name, typed, facts):
        """Return the words of a typed value. A client may send the id of any record: those that the user may not read
        are named only if the document names them already; one record, as superuser."""
        if not self._fields[name].relational:
            return facts[name][1]
        linked = typed[name]._origin
        shown = linked & self[name] | linked & readable(linked.sudo(False))
        return ', '.join(sorted(shown.with_context(lang=self.company_id._cchc_lang()).mapped('display_name')))

    def _goes_together(self, name, commands):
        """Whether the commands only add and remove single records of a field that everybody may add to."""
        return name in self._gathered_fields and isinstance(commands, (list, tuple)) and all(
            isinstance(command, (list, tuple)) and command[0] in ONE_BY_ONE for command in commands)
