# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Odoo's command line as a script: with `--workers`, Odoo runs `sys.argv[0]` again to start its websocket worker."""

import sys

if __name__ == '__main__':
    del sys.path[0]     # this directory: its modules are no libraries of Odoo's
    import odoo.cli

    odoo.cli.main()
