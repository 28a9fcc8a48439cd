# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""`bin/odoo`: Odoo's own command line, every subcommand and argument as given."""

from bootstrap import odoo_run


def main(arguments):
    with odoo_run.ready() as odoo:
        return odoo.foreground(*arguments)
