# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Calls as a client makes them, what it is told, and what the call has changed of others' records."""

import re
from contextlib import closing

import polib
from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.service.model import call_kw
from odoo.tools import SQL, file_path

# Letters that English does not have. The data of these tests are plain English: such a letter comes from a translation.
VIETNAMESE = re.compile(
    '[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]', re.IGNORECASE)
PLACE = re.compile(r'%\(\w+\)[sd]|%[sd]')
# What the server keeps for itself beside the work of a call.
KEPT_BESIDE = frozenset({'bus_bus', 'ir_cron', 'ir_cron_progress', 'ir_cron_trigger', 'ir_logging', 'res_users_log'})
# table -> the field that names whose row it is, where nobody but the server writes it.
BELONGS_TO = {'cchc_report_figure': 'report_id'}
WRITTEN = {'write_uid', 'write_date', '__last_update'}


class Outcome:
    """What a call came to: an ``answer`` or an ``error``, as the client is told it."""

    def __init__(self, answer=None, error=None):
        self.answer, self.error = answer, error

    def __str__(self):
        return f'{self.answer!r} {self.error}'


class WalkerMixin:
    """For tests that make very many calls: each is looked at, and undone."""

    @classmethod
    def load_vietnamese(cls):
        res = super().load_vietnamese()
        cls.env['ir.module.module'].search([('name', '=', 'cchc_propaganda_report')])._update_translations(['vi_VN'])
        cls.english = cls._english_sentences()
        return res

    @staticmethod
    def _english_sentences():
        """What stands between the placeholders of our English sentences, from four words on."""
        sentences = set()
        for addon in ('cchc_propaganda', 'cchc_propaganda_report'):
            for entry in polib.pofile(file_path(f'{addon}/i18n/{addon}.pot')):
                longest = max(PLACE.split(entry.msgid), key=len).strip()
                if entry.msgstr != entry.msgid and len(longest.split()) > 3:
                    sentences.add(longest)
        return sorted(sentences)

    def walk(self, login, model, method, args=(), kwargs=None, context=None, watched=None):
        """What that user is told of the call, which the code that answers a client makes, and which records of others
        it changed: ``(Outcome, {table: rows})``. ``watched``: ``{record: names of fields}`` that the rest of the
        transaction must not take for changed either."""
        env = self.env(user=self.users[login].id, context={'lang': 'vi_VN'}, su=False)     # as in a session
        kwargs = {**(kwargs or {}), 'context': {'lang': 'vi_VN', 'tz': 'Asia/Ho_Chi_Minh', **(context or {})}}
        written, error, answer, touched, after, believed = self._written(), None, None, (), {}, {}
        with closing(self.env.cr.savepoint()) as savepoint:
            env.transaction.default_env = env   # as the doors do: Odoo falls back on its rights
            try:
                answer = call_kw(env[model], method, list(args), kwargs)
                believed = self._values(watched)
                env.cr.flush()
            except Exception as caught:     # noqa: BLE001  which errors there are is the question
                error = caught
            else:
                touched = [table for table, count in self._written().items() if count != written.get(table)]
                after = self._rows(touched)
            savepoint.rollback()
        env.cr.precommit.clear()
        env.transaction.reset()
        env.transaction.default_env = self.env
        if error is not None:
            return Outcome(error=self._told(error, model, method, args, kwargs)), {}
        changed = self._changed(login, self._rows(touched), after) if touched else {}
        if believed != self._values(watched):
            changed['in the cache'] = believed
        return Outcome(answer=answer), changed

    def _values(self, watched):
        return {(record._name, name): record.with_env(self.env)[name] for record, names in (watched or {}).items()
                for name in names}

    def _told(self, error, model, method, args, kwargs):
        """What the client gets to read (``service.model.retrying``, then ``ir.http``)."""
        if isinstance(error, IntegrityError):
            table = error.diag.table_name
            owner = next((name for name, cls in self.env.registry.items() if cls._table == table), 'base')
            error = ValidationError(self.env[owner].with_context(lang='vi_VN')._sql_error_to_message(error))
        return self.env['ir.http'].with_context(lang='vi_VN')._cchc_told(error, model, method, list(args), kwargs)

    def complaints(self, outcome, changed, secrets=()):
        """What is wrong with what a call came to."""
        if changed:
            yield f"it changed {changed}"
        for secret in secrets:
            if secret in str(outcome):
                yield f"it told “{secret}”: {outcome}"
        if outcome.error is not None:
            yield from self.complaints_of(outcome.error, str(outcome.error))

    def complaints_of(self, error, sentence):
        if not isinstance(error, UserError):
            yield f"raw: {error!r}"
        elif not VIETNAMESE.search(sentence):
            yield f"in English: {sentence}"
        elif english := [words for words in self.english if words in sentence]:
            yield f"partly in English: {english}"

    def _written(self):
        """``{table: how often it was written}`` in this transaction, what was undone included. As in the view
        ``pg_stat_xact_user_tables``, which takes several times as long: it counts what was read, too."""
        self.env.cr.execute("""
            SELECT relname, written
              FROM (SELECT relname, pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid)
                           + pg_stat_get_xact_tuples_deleted(oid) AS written
                      FROM pg_class
                     WHERE relkind = 'r' AND relnamespace = current_schema::regnamespace
                    OFFSET 0) counted
             WHERE written > 0""")
        return dict(self.env.cr.fetchall())

    def _rows(self, tables):
        """``{table: {row as text: row}}``."""
        rows = {}
        for table in KEPT_BESIDE.symmetric_difference(tables) - KEPT_BESIDE:
            self.env.cr.execute(SQL("SELECT to_jsonb(t) FROM %s t", SQL.identifier(table)))
            rows[table] = {str(row): row for row, in self.env.cr.fetchall()}
        return rows

    def _changed(self, login, before, after):
        """``{table: rows}`` that are gone or other than they were, and that this user may not write; as the database
        was before the call. Dialogs are left out: they are cleared away with what they are about."""
        models = {cls._table: self.env[name] for name, cls in self.env.registry.items() if not cls._abstract}
        changed = {}
        for table, rows in before.items():
            gone = [row for text, row in rows.items() if text not in after[table]]
            model = models.get(table)
            if model is not None and model._transient:
                continue
            if model is None:
                gone = [row for row in gone if not self._may_write_a_side(login, table, row)]
            else:
                gone = self._not_his(login, model, gone, {row['id']: row for row in after[table].values()})
            if gone:
                changed[table] = gone
        return changed

    def _not_his(self, login, model, gone, now):
        """The rows in which more has changed than the server works out, of records that the user may not write."""
        worked_out = WRITTEN | {
            name for name, field in model._fields.items() if field.compute and field.store and not field.inverse}
        ids = [row['id'] for row in gone if row['id'] not in now or any(
            now[row['id']][name] != value for name, value in row.items() if name not in worked_out)]
        records = model.browse(ids)
        if field := BELONGS_TO.get(model._table):
            records = records.filtered(lambda record: not self._may_write(login, record[field]))
        else:
            records = records.filtered(lambda record: not self._may_write(login, record))
        return records.ids

    def _may_write_a_side(self, login, table, row):
        """Whether the user may write one of the two records that a row of a relation joins."""
        return any(
            self._may_write(login, self.env[name].browse(row[column])) for name, model in self.env.registry.items()
            for field in model._fields.values() if field.type == 'many2many' and field.store and field.relation == table
            for name, column in ((name, field.column1), (field.comodel_name, field.column2)))

    def _may_write(self, login, record):
        return record.with_env(self.env(user=self.users[login].id, context={}, su=False)).has_access('write')
