# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Reading what records are linked to: many fields in one statement, where Odoo takes one for each."""

from collections import defaultdict

from odoo.tools import SQL


def load_links(*wanted):
    """Load x2many fields into the cache, as superuser, all of them in one statement; what is there already stays.

    ``wanted``: pairs of records and of names of their stored x2many fields. ``channel_ids.member_ids`` loads the
    members of the linked channels; ``channel_ids`` stands before it. The linked records come by their ids: whoever
    calls this calls ``forget_links`` before somebody else may look for the order of their model.
    """
    reads = [(records, name) for records, names in _as_all(wanted) for name in names if records]
    if not reads:
        return
    found = [defaultdict(list) for __ in reads]
    statements = [_statement(number, records, name) for number, (records, name) in enumerate(reads)]
    for number, id_, linked in sorted(reads[0][0].env.execute_query(SQL(" UNION ALL ").join(statements))):
        found[number][id_].append(linked)
    for links, (records, name) in zip(found, reads, strict=True):
        first, __, second = name.partition('.')
        if second:
            records = records[first]
        records._fields[second or first]._insert_cache(records, [tuple(links[id_]) for id_ in records.ids])


def forget_links(*wanted):
    """Take the same links out of the cache: the next reader gets them in the order of their model."""
    for records, names in _as_all(wanted):
        for name in reversed(names):    # those of linked records before those that lead to them
            first, __, second = name.partition('.')
            owners = records[first] if second else records
            owners.invalidate_recordset([second or first], flush=False)     # links never wait to be written


def _as_all(wanted):
    """Return the same pairs, with the records as somebody has them who sees everything, archived records included."""
    return [(records.sudo().with_context(active_test=False), names)     # the caller has checked the rights
            for records, names in wanted]


def _statement(number, records, name):
    """Return the statement that finds ``number``, the id of a record, and the id of one that it is linked to."""
    first, __, second = name.partition('.')
    field, ids = records._fields[first], SQL("%s", tuple(records.ids))
    if second:
        ids = SQL("(SELECT %s FROM %s WHERE %s IN %s)", SQL.identifier(field.column2), SQL.identifier(field.relation),
                  SQL.identifier(field.column1), ids)
        records = records.env[field.comodel_name]
        field = records._fields[second]
    if field.type == 'many2many':
        id_ = SQL.identifier(field.column1)
        return SQL("SELECT %s, %s, %s FROM %s WHERE %s IN %s", number, id_, SQL.identifier(field.column2),
                   SQL.identifier(field.relation), id_, ids)
    comodel = records.env[field.comodel_name].with_context(**{'active_test': False, **field.context})
    query = comodel._search(field.get_comodel_domain(records), bypass_access=True)
    id_ = SQL.identifier(comodel._table, field.inverse_name)
    query.add_where(SQL("%s IN %s", id_, ids))
    return query.select(SQL("%s", number), id_, SQL.identifier(comodel._table, 'id'))
