# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.addons.cchc_propaganda.hooks import empty_tables

ADDON = 'cchc_propaganda_report'


def uninstall_hook(env):
    empty_tables(env, ADDON)
