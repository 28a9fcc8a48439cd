"""`bin/odoo`: Odoo's own command line, every subcommand and argument as given."""

from bootstrap import odoo_run


def main(arguments):
    with odoo_run.ready() as odoo:
        return odoo.foreground(*arguments)
