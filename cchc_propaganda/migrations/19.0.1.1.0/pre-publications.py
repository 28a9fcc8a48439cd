def migrate(cr, version):
    """News that waits to be told names its publications; before, it called them rows."""
    cr.execute("""
        UPDATE cchc_notice
           SET words = words - 'row_ids' || jsonb_build_object('publication_ids', words -> 'row_ids')
         WHERE words ? 'row_ids'
    """)
