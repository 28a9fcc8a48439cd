# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import sys
from datetime import datetime

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.html_editor.models.html_field_history_mixin import HtmlFieldHistoryMixin

from ...tools import comparison

_OPEN = object()   # compared by identity: a client can send any context key, but never this object


class CchcVersionMixin(models.AbstractModel):
    """A document with versions: every saved change of its content, kept in Odoo's history of its text.

    Odoo keeps a revision of each change of the text. Here every revision also holds the old and new words of the other
    changed fields (``changes``, in the agency's language). A change of other fields only is a revision with an empty
    patch. So one number names text, title and the rest. Moments are those of Python's clock.

    In ``_inherit``, list it after the workflow mixin and instead of ``html.field.history.mixin``.
    """
    _name = 'cchc.version.mixin'
    _inherit = 'html.field.history.mixin'
    _description = "Document with Versions"

    _version_fields = ()   # the fields of a version besides the text

    html_field_history = fields.Json(copy=False, server_only=True)
    content_version = fields.Integer(
        "Version", readonly=True, copy=False, server_only=True,
        help="Number of saved changes of the content.")

    @property
    def _html_field_history_size_limit(self):
        """The number of versions to keep: all, once somebody else may have read the document."""
        return sys.maxsize if self._keeps_all_versions() else super()._html_field_history_size_limit

    def _keeps_all_versions(self):
        return False

    def _may_see_versions(self):
        """Whether a reader of the record may also see its earlier versions; one record."""
        return True

    def _has_field_access(self, field, operation):
        return super()._has_field_access(field, operation) and (
            field.name != 'html_field_history' or operation != 'read' or self.env.su
            or self.env.context.get('cchc_versions') is _OPEN
            or bool(self) and all(record._may_see_versions() for record in self))

    @api.depends_context('uid')
    @api.depends('html_field_history')
    def _compute_metadata(self):
        allowed = self.filtered(lambda record: record.env.su or record._may_see_versions())
        (self - allowed).html_field_history_metadata = False
        return super(CchcVersionMixin, allowed)._compute_metadata()

    # ------------------------------------------------------------------
    # Keeping versions
    # ------------------------------------------------------------------

    def write(self, vals):
        text = self._text_field()
        names = [name for name in self._version_fields if name in vals]
        if not names and text not in vals or self.env.context.get('cchc_unversioned') is _OPEN:
            return super().write(vals)
        # A version also holds values that the user may not read, such as topics of a draft plan.
        before = {record: record._version_facts(names) for record in self.sudo()}
        versions = {record: record._newest_version() for record in before}
        long = self._changed_too_much(vals) if text in vals else self.browse()
        res = super(CchcVersionMixin, (self - long).with_context(cchc_versions=_OPEN)).write(vals)
        res = (long._write_long_text(vals) if long else True) and res
        changes = {}
        for record, old in before.items():
            new = record._version_facts(names)
            changed = {name: [old[name][1], new[name][1]] for name in names if old[name][0] != new[name][0]}
            if changed or record._newest_version() != versions[record]:
                changes[record] = changed
        self._keep_versions(changes, versions)
        return res

    def _write_without_version(self, vals):
        """Write, as the system, what is no change of the content by anybody; never the text."""
        return self._with_gate().with_context(cchc_unversioned=_OPEN).write(vals)

    def _changed_too_much(self, vals):
        """Those of the records whose text would change so much that Odoo's patch takes too long."""
        field = self._fields[self._text_field()]
        given = str(vals[field.name] or '')

        def is_long(record):
            old = str(record[field.name] or '')
            # Cleaning, which takes its time, at most closes every tag.
            return comparison.may_be_long(given, old) and comparison.is_long(
                str(field.convert_to_cache(given, record) or ''), old)

        return self.filtered(is_long)

    def _write_long_text(self, vals):
        """Write as Odoo's history does, with a patch that takes all that has changed as one piece."""
        records, text = self.with_context(cchc_versions=_OPEN), self._text_field()
        before = {record: str(record[text] or '') for record in records}
        # Below Odoo's history, as that does for itself.  pylint: disable=super-method-mismatch
        res = super(HtmlFieldHistoryMixin, records).write(vals)
        for record, old in before.items():
            new = str(record[text] or '')
            if new == old:
                continue
            history = record.html_field_history or {}
            revisions = history.setdefault(text, [])
            revisions.insert(0, record._new_revision(comparison.patch_as_one(new, old), record._newest_version() + 1))
            del revisions[record._html_field_history_size_limit:]
            super(HtmlFieldHistoryMixin, record).write({'html_field_history': history})
        return res

    def _new_revision(self, patch, number):
        """A revision as Odoo's history keeps it."""
        return {'patch': patch, 'revision_id': number, 'create_date': fields.Datetime.now().isoformat(),
                'create_uid': self.env.uid, 'create_user_name': self.env.user.name}

    def _keep_versions(self, changes, versions):
        """Give each change a version number. ``changes``: ``{record: {field: [old words, new words]}}``; ``versions``:
        ``{record: newest version before the change}``. For a change of the text, Odoo has already added a revision."""
        text = self._text_field()
        kept = {}
        for record, changed in changes.items():
            history = record.html_field_history or {}
            revisions = history.setdefault(text, [])
            is_text = record._newest_version() != versions[record]
            if not is_text:
                revisions.insert(0, self._new_revision('', versions[record] + 1))
                del revisions[record._html_field_history_size_limit:]
            revisions[0].update(create_date=fields.Datetime.now().isoformat(), changes=changed)
            record._with_gate().write({
                'html_field_history': history, 'content_version': revisions[0]['revision_id']})
            kept[record] = (changed, is_text, revisions[1] if revisions[1:] else None)
        self._log_versions(kept)

    def _log_versions(self, kept):
        """Called with ``{record: (changes, whether the text changed, the revision before)}``, as superuser."""

    def _version_facts(self, names):
        """Return ``{field: (value to compare, words to show)}``, words in the agency's language; one record."""
        record = self.with_context(lang=self.company_id._cchc_lang())
        facts = {}
        for name in names:
            value = record[name]
            if record._fields[name].relational:
                facts[name] = (sorted(value.ids), ', '.join(sorted(linked.display_name for linked in value)))
            else:
                facts[name] = (value or '', str(value or ''))
        return facts

    def _text_field(self):
        return self._get_versioned_fields()[0]

    def _revisions(self):
        """Return the kept revisions of Odoo's history, newest first; one record, as superuser."""
        return (self.html_field_history or {}).get(self._text_field()) or []

    def _newest_version(self):
        """Return the number of the newest version, 0 before the first change; one record, as superuser."""
        revisions = self._revisions()
        return revisions[0]['revision_id'] if revisions else 0

    # ------------------------------------------------------------------
    # Reading versions
    # ------------------------------------------------------------------

    def _check_may_see_versions(self):
        self.check_access('read')
        if not (self.env.su or self._may_see_versions()):
            raise AccessError(self.env._("You cannot read earlier versions of “%(name)s”.", name=self.display_name))

    def _readable_history(self, field_name, revision_id):
        """Return the record, ready for reading its history. Raise AccessError when the user may not, UserError when the
        version does not exist."""
        self.ensure_one()
        self._check_may_see_versions()
        record = self.sudo()    # the right was checked above; Odoo would check the field again for each revision
        if field_name != self._text_field() or revision_id not in [
                revision['revision_id'] for revision in record._revisions()]:
            raise UserError(self.env._("“%(name)s” has no such earlier version.", name=self.display_name))
        return record

    def html_field_history_get_content_at_revision(self, field_name, revision_id):
        record = self._readable_history(field_name, revision_id)
        return super(CchcVersionMixin, record).html_field_history_get_content_at_revision(field_name, revision_id)

    def html_field_history_get_comparison_at_revision(self, field_name, revision_id):
        record = self._readable_history(field_name, revision_id)
        texts = record._texts_to_compare(field_name, revision_id)
        if comparison.is_long(*texts):
            return comparison.as_one(*texts)
        return comparison.by_words(
            super(CchcVersionMixin, record).html_field_history_get_comparison_at_revision(field_name, revision_id))

    def html_field_history_get_unified_diff_at_revision(self, field_name, revision_id):
        record = self._readable_history(field_name, revision_id)
        if comparison.is_long(*record._texts_to_compare(field_name, revision_id)):
            raise UserError(self.env._(
                "So much of “%(name)s” has changed since that version that it is not compared line by line. Read the "
                "two texts one after the other.", name=self.display_name))
        return super(CchcVersionMixin, record).html_field_history_get_unified_diff_at_revision(field_name, revision_id)

    def _texts_to_compare(self, field_name, revision_id):
        """The text of an earlier version and the current one; one record, as superuser."""
        # Those who call this have asked for the rights.  pylint: disable=super-method-mismatch
        earlier = super().html_field_history_get_content_at_revision(field_name, revision_id)
        return str(earlier or ''), str(self[field_name] or '')

    def _text_at(self, version):
        """Return the text of that version; one record. Raise UserError when the version is no longer kept."""
        record = self.sudo()   # every caller has checked that the user may see versions
        if version >= record._newest_version():
            return record[self._text_field()] or ''
        return self.html_field_history_get_content_at_revision(self._text_field(), version + 1)

    def _differences_since(self):
        """Return ``{version: {field: [words then, words now]}}`` for every kept version, newest first; one record."""
        record = self.sudo()   # every caller has checked that the user may see versions
        revisions = record._revisions()
        names = {name for revision in revisions for name in revision.get('changes') or ()}
        now = {name: words for name, (__, words) in record._version_facts(names).items()}
        then, found = dict(now), {}
        for revision in revisions:
            found[revision['revision_id']] = then
            then = {**then, **{name: words[0] for name, words in (revision.get('changes') or {}).items()}}
        found[min(found, default=1) - 1] = then     # the values before the oldest change
        return {
            version: {name: [old[name], now[name]] for name in sorted(names) if old[name] != now[name]}
            for version, old in found.items()}

    @api.readonly
    def read_versions(self):
        """Return the data of the dialog of versions. Raise AccessError unless the user may see them.

        ``{'since': version to compare with first, 'current': …, 'versions': […]}``, newest version first, each with
        ``version, name, revision_id`` (of Odoo's history; -1: the current text), ``date, user`` (when and by
        whom), ``marks`` (why somebody would look for it) and ``changes`` (``[label, then, now]`` of the differences).
        """
        self.ensure_one()
        self._check_may_see_versions()
        record = self.sudo()    # _check_may_see_versions has checked the right
        revisions = {revision['revision_id']: revision for revision in record._revisions()}
        marks, versions = self._version_marks(), []
        for version, differences in self._differences_since().items():
            revision = revisions.get(version) or {}     # the first version has no revision
            versions.append({
                'version': version,
                'revision_id': -1 if version == record._newest_version() else version + 1,
                'name': self._version_name(version),
                'date': self._format_moment(datetime.fromisoformat(revision['create_date'])) if revision else '',
                'user': revision.get('create_user_name') or record.create_uid.name,
                'marks': marks.get(version, []),
                'changes': [[self._fields[name]._description_string(self.env), *words]
                            for name, words in differences.items()],
            })
        return {
            'since': self._version_to_compare(), 'current': record._newest_version(), 'versions': versions}

    def _version_name(self, version):
        return self.env._("Version %(version)s", version=version) if version else self.env._("First version")

    def _version_marks(self):
        """Return ``{version: [words]}``: why somebody would look for that version; one record."""
        return {}

    def _version_to_compare(self):
        """Return the version that the user last knew, to compare the current one with; one record."""
        return max(self.content_version - 1, 0)
