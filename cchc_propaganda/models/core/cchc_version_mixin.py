import sys
from datetime import datetime

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools import comparison

_OPEN = object()   # compared by identity: a client may send any context key, never this object


class CchcVersionMixin(models.AbstractModel):
    """A document of which every saved change of the content is a version, kept in Odoo's own history of its text.

    Odoo keeps a revision of each change of the text. Here every revision also says which other fields changed, from
    what to what (``changes``, as words in the agency's language), and a change that leaves the text alone is a revision
    with an empty patch. So one number names text, title and all. Moments are those of Python's clock.

    Stands in ``_inherit`` after the workflow mixin, where ``html.field.history.mixin`` would stand.
    """
    _name = 'cchc.version.mixin'
    _inherit = 'html.field.history.mixin'
    _description = "Document with Versions"

    _version_fields = ()   # besides the text

    html_field_history = fields.Json(copy=False, server_only=True)
    content_version = fields.Integer(
        "Version", readonly=True, copy=False, server_only=True,
        help="How many times its content was changed and saved.")

    @property
    def _html_field_history_size_limit(self):
        """How many versions are kept: all of a document that somebody else may have read."""
        return sys.maxsize if self._keeps_all_versions() else super()._html_field_history_size_limit

    def _keeps_all_versions(self):
        return False

    def _may_see_versions(self):
        """Whether the user may see earlier versions of the record, which they may read as it is now."""
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
        if not names and text not in vals:
            return super().write(vals)
        before = {record: record._version_facts(names) for record in self.sudo()}   # topics of a hidden plan, say
        versions = {record: record._newest_version() for record in before}
        res = super(CchcVersionMixin, self.with_context(cchc_versions=_OPEN)).write(vals)
        changes = {}
        for record, old in before.items():
            new = record._version_facts(names)
            changed = {name: [old[name][1], new[name][1]] for name in names if old[name][0] != new[name][0]}
            if changed or record._newest_version() != versions[record]:
                changes[record] = changed
        self._keep_versions(changes, versions)
        return res

    def _keep_versions(self, changes, versions):
        """Number what has changed. ``changes``: ``{record: {field: [old words, new words]}}``; ``versions``: their
        newest version before; where the text has changed, Odoo has added a revision since."""
        text = self._text_field()
        kept = {}
        for record, changed in changes.items():
            history = record.html_field_history or {}
            revisions = history.setdefault(text, [])
            is_text = record._newest_version() != versions[record]
            if not is_text:
                revisions.insert(0, {
                    'patch': '', 'revision_id': versions[record] + 1, 'create_uid': self.env.uid,
                    'create_user_name': self.env.user.name})
                del revisions[record._html_field_history_size_limit:]
            revisions[0].update(create_date=fields.Datetime.now().isoformat(), changes=changed)
            record._with_gate().write({
                'html_field_history': history, 'content_version': revisions[0]['revision_id']})
            kept[record] = (changed, is_text, revisions[1] if revisions[1:] else None)
        self._log_versions(kept)

    def _log_versions(self, kept):
        """Called with ``{record: (changes, whether the text changed, the revision before)}``, as superuser."""

    def _version_facts(self, names):
        """``{field: (value to compare, words to show)}``, the words in the agency's language; one record."""
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
        """The versions that are kept, newest first, as Odoo's history keeps them; one record, as superuser."""
        return (self.html_field_history or {}).get(self._text_field()) or []

    def _newest_version(self):
        """The number of the newest version, 0 before the first change; one record, as superuser."""
        revisions = self._revisions()
        return revisions[0]['revision_id'] if revisions else 0

    # ------------------------------------------------------------------
    # Reading versions
    # ------------------------------------------------------------------

    def _check_may_see_versions(self):
        self.check_access('read')
        if not (self.env.su or self._may_see_versions()):
            raise AccessError(self.env._("Earlier versions of “%(name)s” are not open to you.", name=self.display_name))

    def _readable_history(self, field_name, revision_id):
        """The record for reading its history, after every check. Raises AccessError, or UserError where there is no
        such version."""
        self.ensure_one()
        self._check_may_see_versions()
        record = self.sudo()    # checked above; the field itself asks again for each read
        if field_name != self._text_field() or revision_id not in [
                revision['revision_id'] for revision in record._revisions()]:
            raise UserError(self.env._("“%(name)s” has no such earlier version.", name=self.display_name))
        return record

    def html_field_history_get_content_at_revision(self, field_name, revision_id):
        record = self._readable_history(field_name, revision_id)
        return super(CchcVersionMixin, record).html_field_history_get_content_at_revision(field_name, revision_id)

    def html_field_history_get_comparison_at_revision(self, field_name, revision_id):
        record = self._readable_history(field_name, revision_id)
        return comparison.by_words(
            super(CchcVersionMixin, record).html_field_history_get_comparison_at_revision(field_name, revision_id))

    def html_field_history_get_unified_diff_at_revision(self, field_name, revision_id):
        record = self._readable_history(field_name, revision_id)
        return super(CchcVersionMixin, record).html_field_history_get_unified_diff_at_revision(field_name, revision_id)

    def _text_at(self, version):
        """The text as it was in that version. Raises UserError when it is not kept any more; one record."""
        record = self.sudo()   # whoever asks was checked
        if version >= record._newest_version():
            return record[self._text_field()] or ''
        return self.html_field_history_get_content_at_revision(self._text_field(), version + 1)

    def _differences_since(self):
        """``{version: {field: [words then, words now]}}`` for every version that is kept, newest first; one record."""
        record = self.sudo()   # whoever asks was checked
        revisions = record._revisions()
        names = {name for revision in revisions for name in revision.get('changes') or ()}
        now = {name: words for name, (__, words) in record._version_facts(names).items()}
        then, found = dict(now), {}
        for revision in revisions:
            found[revision['revision_id']] = then
            then = {**then, **{name: words[0] for name, words in (revision.get('changes') or {}).items()}}
        found[min(found, default=1) - 1] = then     # what stood there before the oldest change
        return {
            version: {name: [old[name], now[name]] for name in sorted(names) if old[name] != now[name]}
            for version, old in found.items()}

    def read_versions(self):
        """What the dialog of the versions shows, for whoever may see them.

        Returns ``{'since': version to compare with first, 'current': …, 'versions': […]}``, newest version first, each
        with ``version, name, revision_id`` (what Odoo's history calls the state; -1 the current one), ``date, user``
        (who made it when), ``marks`` (why it matters) and ``changes`` (``[label, then, now]`` of what differs since).
        Raises AccessError for others.
        """
        self.ensure_one()
        self._check_may_see_versions()
        record = self.sudo()    # checked above
        revisions = {revision['revision_id']: revision for revision in record._revisions()}
        marks, versions = self._version_marks(), []
        for version, differences in self._differences_since().items():
            revision = revisions.get(version) or {}     # none made the first one
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
        """``{version: [words]}``: why somebody would look for that version; one record."""
        return {}

    def _version_to_compare(self):
        """The version that the user knows, with which the current one is compared; one record."""
        return max(self.content_version - 1, 0)
