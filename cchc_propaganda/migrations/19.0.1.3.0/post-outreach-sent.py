# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Keep which assignment the outreach is for that was sent to the Office and is not accepted yet."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    env['cchc.outreach'].search([('state', '=', 'submitted'), ('sent_assignment_id', '=', False)])._keep_sent_for()
