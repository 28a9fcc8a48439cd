# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CchcPersonPassword(models.TransientModel):
    """The dialog that shows first passwords once. It stores nothing: the passwords come with the action that opens
    it."""
    _name = 'cchc.person.password'
    _description = "First Passwords"

    passwords = fields.Text("Name, login and password", store=False, readonly=True)
