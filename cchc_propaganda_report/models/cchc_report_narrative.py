# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from markupsafe import Markup

from odoo import models


class CchcReport(models.Model):
    """The text of a report, in the five sections that officials use."""
    _inherit = 'cchc.report'

    def _paragraph(self, sentence):
        return Markup("<p>%s</p>") % sentence
