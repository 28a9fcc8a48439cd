# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a database consists of, apart from its rows."""

import contextlib

from bootstrap import postgres

WHOLE = """
    SELECT 'table', relname::text, relkind::text FROM pg_class WHERE relnamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'column', table_name || '.' || column_name, data_type || ' ' || is_nullable
    FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL
    SELECT 'index', indexname::text, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL
    SELECT 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'function', proname::text, '' FROM pg_proc WHERE pronamespace = 'public'::regnamespace
"""
TEXTS = """
    SELECT table_name, column_name FROM information_schema.columns
    JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
    AND data_type IN ('character varying', 'text', 'json', 'jsonb')
"""


def rows(server, database, query, parameters=None):
    """Return the rows of a query, as a list."""
    with contextlib.closing(postgres.connect(server, database)) as connection, connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchall()


def schema(server, database):
    """Return the set of tables, columns, indexes, constraints and functions."""
    return set(rows(server, database, WHOLE))


def mentions(server, database, word):
    """Return ``{(table, column): number of rows whose text contains the word}``."""
    found = {}
    with contextlib.closing(postgres.connect(server, database)) as connection, connection.cursor() as cursor:
        cursor.execute(TEXTS)
        for table, column in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{table}" WHERE "{column}"::text ILIKE %s', [f'%{word}%'])
            if number := cursor.fetchone()[0]:
                found[table, column] = number
    return found
