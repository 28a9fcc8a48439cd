# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
from datetime import datetime, time

import xlsxwriter

from odoo import models
from odoo.exceptions import UserError

from ..tools.digest import workbook_digest
from ..tools.sheet import Styles, workbook_options
from .sheet_agencies import AgencySheet
from .sheet_appendix import AppendixSheet
from .sheet_assignments import AssignmentSheet
from .sheet_budget import BudgetSheet
from .sheet_chart import ChartSheet
from .sheet_cover import CoverSheet
from .sheet_details import DetailSheet
from .sheet_difficulties import DifficultySheet
from .sheet_figures import FigureSheet
from .sheet_matrix import MatrixSheet
from .sheet_outreach import OutreachSheet
from .sheet_publications import PublicationSheet

# Of the workbook: programs that read it know by this where to find what (``tools/workbook_reading.py``).
TEMPLATE = 'cchc-report-2'


class Book:
    """A workbook while it is drawn: its sheets refer to each other's cells."""

    def __init__(self, workbook, snapshot, env):
        self.workbook, self.snapshot, self.env = workbook, snapshot, env
        self.styles = Styles(workbook)
        # In the order of the tabs.
        self.cover = CoverSheet(self)
        self.figures = FigureSheet(self)
        self.appendix = AppendixSheet(self)
        self.matrix = MatrixSheet(self)
        self.assignments = AssignmentSheet(self)
        self.publications = PublicationSheet(self)
        self.outreach = OutreachSheet(self)
        self.difficulties = DifficultySheet(self)
        self.budget = BudgetSheet(self)
        self.agencies = (AgencySheet(self),) if snapshot.agencies else ()
        self.details = DetailSheet(self)
        self.chart = ChartSheet(self)
        self.tables = (
            self.figures, self.appendix, self.matrix, self.assignments, self.publications, self.outreach,
            self.difficulties, self.budget, *self.agencies)

    def draw(self):
        sheets = (self.cover, *self.tables, self.details, self.chart)
        for sheet in sheets:
            sheet.draw()
        head = self.snapshot.head
        digest = workbook_digest([(sheet.sheet.name, sheet.sheet.digest.hexdigest()) for sheet in sheets])
        self.workbook.set_properties({
            'title': head.title, 'author': head.agency, 'company': head.agency,
            'created': datetime.combine(head.end, time()),   # not now: equal data give equal files
        })
        for name, value in {
                'cchc_template': TEMPLATE, 'cchc_agency': head.agency, 'cchc_unit': head.unit,
                'cchc_period': head.period_key, 'cchc_version': str(head.version),
                'cchc_plan_issued': head.plan_issued.isoformat() if head.plan_issued else '', 'cchc_digest': digest,
        }.items():
            self.workbook.set_custom_property(name, value, 'text')


class CchcReportWorkbook(models.AbstractModel):
    """The workbook of a report, made from its snapshot alone. Sums are formulas over its sheets. The same snapshot
    gives the same bytes."""
    _name = 'report.cchc_propaganda_report.workbook'
    _inherit = 'report.report_xlsx.abstract'
    _description = "Workbook of a Periodic Report"

    def create_xlsx_report(self, docids, data):
        """Return the workbook of one report: that of a submitted report as it was stored, byte for byte."""
        report = self._get_objs_for_report(docids, data)
        if len(report) != 1:
            raise UserError(self.env._("Export one report at a time."))
        report.check_access('read')
        if content := report._stored_file('xlsx'):
            return content, 'xlsx'
        with report._take_snapshot() as snapshot:
            return self._of_snapshot(snapshot), 'xlsx'

    def _of_snapshot(self, snapshot):
        """Return the bytes of the workbook of a snapshot."""
        file = io.BytesIO()
        workbook = xlsxwriter.Workbook(file, workbook_options())
        Book(workbook, snapshot, self.with_context(lang=snapshot.head.language).env).draw()
        workbook.close()
        return file.getvalue()
