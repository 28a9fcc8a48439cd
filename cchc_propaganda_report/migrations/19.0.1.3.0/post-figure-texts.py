# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tools import SQL

COLUMNS = ('value', 'previous', 'same_last_year', 'cumulative')


def migrate(cr, version):
    """Store the figures as printed, as they were printed so far. The records behind them are not known: counting a
    draft again finds them."""
    texts = [
        SQL("""%s = CASE WHEN is_section THEN '' WHEN NOT COALESCE(%s, FALSE) THEN '–'
                         WHEN unit = 'percent' THEN ROUND((%s * 100)::numeric)::text || '%%'
                         ELSE ROUND(%s::numeric)::text END""",
            SQL.identifier(f'{column}_text'), SQL.identifier(f'has_{column}'), SQL.identifier(column),
            SQL.identifier(column))
        for column in COLUMNS]
    cr.execute(SQL("UPDATE cchc_report_figure SET %s WHERE value_text IS NULL", SQL(', ').join(texts)))
