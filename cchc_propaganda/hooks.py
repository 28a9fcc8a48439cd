# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tools import SQL

from .controllers import database_away, replica

LINKS_TO_OUR_PAGES = '/mail/view?model=cchc.'
ADDON = 'cchc_propaganda'


def post_load():
    database_away.post_load()
    replica.post_load()


def uninstall_hook(env):
    empty_tables(env, ADDON)
    # Notices in people's inboxes hang on no document: Odoo would leave them, with links that lead nowhere.
    env['mail.message'].search([('model', '=', False), ('body', 'like', LINKS_TO_OUR_PAGES)]).unlink()


def empty_tables(env, addon):
    """Empty the tables of one of our addons, before Odoo uninstalls it and drops them. Nothing of others is touched.

    Odoo first deletes the records of the data files one by one. It would fail at each that an agency's documents refer
    to: with an error in the log, and the record would stay."""
    env.flush_all()
    models = [
        model for model in env.values() if model._original_module == addon and model._auto and not model._abstract]
    relations = env['ir.model.relation'].search([('module.name', '=', addon)]).mapped('name')
    tables = tuple({*(model._table for model in models), *relations})
    present = [name for (name,) in env.execute_query(SQL(
        "SELECT tablename FROM pg_tables WHERE schemaname = current_schema AND tablename IN %s", tables))]
    # TRUNCATE refuses tables that others refer to. The columns of others that refer to ours are ours: they go, too.
    for table, name in env.execute_query(SQL(
            "SELECT referring.relname, conname FROM pg_constraint"
            " JOIN pg_class referring ON referring.oid = conrelid JOIN pg_class referred ON referred.oid = confrelid"
            " WHERE contype = 'f' AND (referring.relname IN %(tables)s OR referred.relname IN %(tables)s)",
            tables=tuple(present))):
        env.cr.execute(SQL("ALTER TABLE %s DROP CONSTRAINT %s", SQL.identifier(table), SQL.identifier(name)))
    env.cr.execute(SQL("TRUNCATE %s", SQL(', ').join(map(SQL.identifier, present))))
    # Odoo keeps a note of each of these, also of those that it has dropped, and of what other addons gave our models.
    env.cr.execute(SQL(
        "DELETE FROM ir_model_constraint USING ir_module_module addon"
        " WHERE addon.id = ir_model_constraint.module AND addon.name = %s AND ir_model_constraint.type = 'f'", addon))
    names = tuple(model._name.replace('.', '_') for model in models)
    env.cr.execute(SQL(
        "DELETE FROM ir_model_data WHERE model IN ('ir.model.inherit', 'ir.model.fields.selection')"
        " AND module <> %s AND split_part(name, '__', 2) IN %s", addon, names))
    env.invalidate_all()
