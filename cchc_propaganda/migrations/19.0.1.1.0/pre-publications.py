# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
def migrate(cr, version):
    """Rename the key of publications in the news that waits to be sent; the old key called them rows."""
    cr.execute("""
        UPDATE cchc_notice
           SET words = words - 'row_ids' || jsonb_build_object('publication_ids', words -> 'row_ids')
         WHERE words ? 'row_ids'
    """)
