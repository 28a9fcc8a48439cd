# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def readable(records, user=None, companies=None):
    """Return those of the records that somebody may read: the current user in the agencies that they have switched on,
    or ``user`` in ``companies`` (by default, in all of theirs)."""
    asked = records
    if user:
        if companies is None:
            companies = user.sudo().company_ids     # the current user may not read the agencies of others
        asked = records.with_user(user).with_context(allowed_company_ids=companies.ids)
    return records.browse(asked._filtered_access('read')._ids)


def out_of_sight(lines, model, user=None):
    """Return those of the lines (messages, followers, activities) whose document is not ``readable``. All are about
    documents of one ``model``, an empty recordset in the environment of whoever asks."""
    seen = set(readable(model.browse(lines.mapped('res_id')), user)._ids)
    return lines.filtered(lambda line: line.res_id not in seen)
