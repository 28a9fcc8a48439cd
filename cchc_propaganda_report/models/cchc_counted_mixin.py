# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.fields import Domain

from ..tools.figures import COLUMNS

LONGEST = 12    # digits of an id


class CchcCountedMixin(models.AbstractModel):
    """A record that figures of reports count. The list behind a figure is a search for the figure: its ids, which may
    be many, stay on the server."""
    _name = 'cchc.counted.mixin'
    _description = "Record That Reports Count"

    counted_in = fields.Char(
        "Counted in the figure", compute='_compute_counted_in', search='_search_counted_in', exportable=False,
        help="To search for the records behind a figure: its id and column.")

    def _compute_counted_in(self):
        self.counted_in = False

    def _search_counted_in(self, operator, value):
        """Find what the figures counted, of those that the user may read: ``17.value``."""
        if operator != 'in':
            return NotImplemented
        if not self.env['cchc.report.figure'].has_access('read'):
            return Domain.FALSE
        asked = {}
        for one in value:
            number, __, column = str(one).partition('.')
            if column in COLUMNS and number.isascii() and number.isdecimal() and len(number) <= LONGEST:
                asked.setdefault(int(number), set()).add(column)
        figures = self.env['cchc.report.figure'].search([('id', 'in', list(asked)), ('res_model', '=', self._name)])
        ids = set().union(*(figure._ids_of(column) for figure in figures for column in asked[figure.id]))
        return Domain('id', 'in', sorted(ids))


class CchcAssignment(models.Model):
    _name = 'cchc.assignment'
    _inherit = ['cchc.assignment', 'cchc.counted.mixin']


class CchcPublication(models.Model):
    _name = 'cchc.publication'
    _inherit = ['cchc.publication', 'cchc.counted.mixin']


class CchcArticle(models.Model):
    _name = 'cchc.article'
    _inherit = ['cchc.article', 'cchc.counted.mixin']


class CchcOutreach(models.Model):
    _name = 'cchc.outreach'
    _inherit = ['cchc.outreach', 'cchc.counted.mixin']


class CchcDifficulty(models.Model):
    _name = 'cchc.difficulty'
    _inherit = ['cchc.difficulty', 'cchc.counted.mixin']


class CchcBudgetLine(models.Model):
    _name = 'cchc.budget.line'
    _inherit = ['cchc.budget.line', 'cchc.counted.mixin']


class HrDepartment(models.Model):
    _name = 'hr.department'
    _inherit = ['hr.department', 'cchc.counted.mixin']
