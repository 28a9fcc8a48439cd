# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class CchcOpenWork(models.AbstractModel):
    _inherit = 'cchc.open.work'

    @api.model
    def _open_at(self, records):
        """Articles that are on their way."""
        found = super()._open_at(records)
        if records._name == 'hr.department':
            articles = self.env['cchc.article'].sudo().search(      # only their number is told, see below
                [('department_id', 'in', records.ids), ('state', 'in', ('draft', 'submitted', 'approved'))])
            for unit, own in articles.grouped('department_id').items():
                found[unit.id].append(self.env._("%(count)s articles not posted yet", count=len(own)))
        return found

    @api.model
    def _held_by(self, user):
        sentences = super()._held_by(user)
        if count := self._of_agency('cchc.article', [
                ('author_id', '=', user.id), ('state', 'in', ('draft', 'submitted', 'approved'))]).ids:
            sentences.append(self.env._("Author of %(count)s articles not posted yet: they stay with the unit, whose "
                                        "head may finish them", count=len(count)))
        return sentences
