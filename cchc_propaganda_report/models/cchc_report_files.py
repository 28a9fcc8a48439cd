# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import hashlib
import io

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.cchc_propaganda.tools.archive import safe_name

from ..report.gathering import Gathering
from ..tools.figures import COLUMNS
from ..tools.snapshot import Snapshot

FILES = ('snapshot_file', 'xlsx_file', 'xlsx_sha256', 'docx_file', 'docx_sha256')


class CchcReport(models.Model):
    """The files of a report. What it prints is gathered once into a snapshot (``tools/snapshot.py``), and the files are
    made from the snapshot alone. On submission snapshot and files are stored with their SHA-256, and from then on the
    stored files are given out, byte for byte."""
    _inherit = 'cchc.report'

    xlsx_file = fields.Binary("Workbook as sent", attachment=True, readonly=True, copy=False, server_only=True)
    xlsx_sha256 = fields.Char("SHA-256 of the workbook", readonly=True, copy=False, server_only=True)
    docx_file = fields.Binary("Word file as sent", attachment=True, readonly=True, copy=False, server_only=True)
    docx_sha256 = fields.Char("SHA-256 of the Word file", readonly=True, copy=False, server_only=True)
    snapshot_file = fields.Binary(
        "Data of the files", attachment=True, readonly=True, copy=False, server_only=True,
        help="What the files were made of: they can be made again from it, bit for bit.")

    def action_print_xlsx(self):
        """Return the action that opens the workbook. For a draft, count the figures first if the user may."""
        self.ensure_one()
        self.check_access('read')
        if self.can_refresh:
            self.action_refresh()
        return self.env.ref('cchc_propaganda_report.cchc_report_workbook_action').report_action(self, config=False)

    def _render_workbook(self):
        """Return the bytes of the workbook of one report. Raise UserError if the report has no figures yet."""
        self.ensure_one()
        return self.env['ir.actions.report']._render_xlsx('cchc_propaganda_report.workbook', self.ids, data=None)[0]

    def _file_title(self):
        """Return the name of the files of one report, without its ending, as an office would store them: whoever
        collects the reports of several agencies tells them apart."""
        report = self._in_company_language()
        version = report.env._(" (version %(number)s)", number=report.version) if report.version > 1 else ''
        return safe_name(f'{report.name}{version} - {report._name_then(report.company_id)}', length=160)

    # ------------------------------------------------------------------
    # The snapshot
    # ------------------------------------------------------------------

    def _take_snapshot(self):
        """Return what one report prints, as ``tools.snapshot.Snapshot``: of a submitted report as it was stored. Raise
        UserError if the report has no figures yet."""
        self.ensure_one()
        report = self.sudo()._in_company_language()   # the files are the same for every reader of the report
        if stored := report._stored_file('snapshot'):
            return Snapshot(io.BytesIO(stored))
        if not report.date_figures:
            raise UserError(self.env._("“%(name)s” has no figures yet. Refresh them first.", name=self.display_name))
        return Gathering(report).snapshot()

    def _stored_file(self, kind):
        """Return the bytes of a stored file (snapshot, xlsx, docx) of one report, b'' of a draft."""
        stored = self.sudo().with_context(bin_size=False)[f'{kind}_file']     # who reads the report reads its files
        return base64.b64decode(stored) if stored and self.state != 'draft' else b''

    def _freeze_files(self):
        """Store what the reports print: snapshot, workbook and Word file. Number and day are blank in them: they live
        on the report and on its signed copy."""
        self._with_gate()._freeze_figures()
        self._check_figures_current()
        for report in self:
            with report._take_snapshot() as snapshot:
                values = {'snapshot_file': base64.b64encode(snapshot.content())}
                for kind, content in report._rendered(snapshot).items():
                    values |= {
                        f'{kind}_file': base64.b64encode(content),
                        f'{kind}_sha256': hashlib.sha256(content).hexdigest()}
            report._with_gate().write(values)

    def _check_figures_current(self):
        """Raise UserError where records have changed since the figures were taken: figures, sentences and lists of one
        report must tell the same."""
        lines = self._counted_lines(fields.Datetime.now())
        for report in self:
            stored = {
                (figure.period_key, figure.code): (figure.name, *(figure[f'{name}_text'] or '' for name in COLUMNS))
                for figure in report.figure_ids if not figure.is_section}
            now = {
                (key, line.code): (line.name, *map(line.text, COLUMNS))
                for key, of_period in lines[report].items() for line in of_period if not line.is_section}
            changed = [
                (now.get(key) or stored[key])[0] for key in dict.fromkeys((*now, *stored))
                if now.get(key) != stored.get(key)]
            if changed:
                raise UserError(self.env._(
                    "“%(name)s”: records have changed since its figures were taken (%(figures)s). Use “Refresh the "
                    "figures” and read the report once more before it is submitted.",
                    name=report.display_name, figures=', '.join(changed[:5])))

    def _release_files(self):
        """Drop the stored files of reports that were returned or recalled."""
        self._with_gate().write(dict.fromkeys(FILES, False))

    def _rendered(self, snapshot):
        """Return ``{kind: bytes}`` of the files made from a snapshot."""
        return {
            'xlsx': self.env['report.cchc_propaganda_report.workbook']._of_snapshot(snapshot),
            'docx': self._render_docx(snapshot)}

    # ------------------------------------------------------------------
    # What other addons add
    # ------------------------------------------------------------------

    def _assignment_columns(self):
        """Return the columns to add to the sheet of assignments: a list of ``tools.sheet.Column``."""
        return []

    def _publication_columns(self):
        """Return the columns to add to the list of articles: a list of ``tools.sheet.Column``."""
        return []
