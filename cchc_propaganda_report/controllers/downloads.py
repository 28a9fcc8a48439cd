# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from werkzeug.exceptions import BadRequest, NotFound
from werkzeug.wsgi import wrap_file

from odoo import http
from odoo.http import Response, content_disposition, request

from odoo.addons.cchc_propaganda.controllers.downloads import DOCX, XLSX


class ReportDownloads(http.Controller):
    """Files made on request. The models check who may have them."""

    @http.route('/cchc/inspection/<int:item_id>/<string:key>', type='http', auth='user', methods=['GET'])
    def inspected(self, item_id, key):
        """Return a file behind what an inspection lets the user read, and log it."""
        name, content, mimetype = request.env['cchc.inspection.item'].browse(item_id)._content_of(key)
        kind = mimetype or {'xlsx': XLSX, 'docx': DOCX}[key]
        return request.make_response(content, [
            ('Content-Type', kind), ('Content-Disposition', content_disposition(name)),
            ('X-Content-Type-Options', 'nosniff'), ('Cache-Control', 'private, no-store')])

    @http.route('/cchc/report/<int:report_id>/docx', type='http', auth='user', methods=['GET'], readonly=True)
    def report(self, report_id):
        """Return the report as a Word file."""
        report = request.env['cchc.report'].browse(report_id)
        content = report._docx()
        return request.make_response(content, [
            ('Content-Type', DOCX), ('Content-Disposition', content_disposition(f'{report._file_title()}.docx')),
            ('X-Content-Type-Options', 'nosniff'), ('Cache-Control', 'private, no-store')])

    @http.route('/cchc/agency/<int:line_id>/<string:part>/<string:kind>', type='http', auth='user', methods=['GET'],
                readonly=True)
    def of_agency(self, line_id, part, kind):
        """Return a file of a report that an agency has sent, for its parent agency."""
        name, content = request.env['cchc.report.agency'].browse(line_id)._sent_file(part, kind)
        return request.make_response(content, [
            ('Content-Type', DOCX if kind == 'docx' else XLSX), ('Content-Disposition', content_disposition(name)),
            ('X-Content-Type-Options', 'nosniff'), ('Cache-Control', 'private, no-store')])

    @http.route('/cchc/scoring/<int:scoring_id>/xlsx', type='http', auth='user', methods=['GET'], readonly=True)
    def scoring_index(self, scoring_id):
        """Return the index of an evidence pack as a workbook."""
        scoring = request.env['cchc.scoring'].browse(scoring_id)
        content = scoring._xlsx()
        return request.make_response(content, [
            ('Content-Type', XLSX), ('Content-Disposition', content_disposition(scoring._file_name('xlsx'))),
            ('X-Content-Type-Options', 'nosniff'), ('Cache-Control', 'private, no-store')])

    @http.route('/cchc/scoring/<int:scoring_id>/zip', type='http', auth='user', methods=['GET'], readonly=True)
    def scoring_package(self, scoring_id, line=''):
        """Return an evidence pack as a ZIP; ``line``: the id of the one criterion that is asked for."""
        if line and not (line.isdecimal() and len(line) < 10):
            raise BadRequest
        scoring = request.env['cchc.scoring'].browse(scoring_id)
        scoring.check_access('read')
        lines = scoring.line_ids.filtered(lambda one: not line or one.id == int(line))
        if not lines:
            raise NotFound
        stream = scoring._zip(lines)
        return Response(
            wrap_file(request.httprequest.environ, stream), direct_passthrough=True, mimetype='application/zip',
            headers=[('Content-Disposition', content_disposition(scoring._file_name('zip'))),
                     ('X-Content-Type-Options', 'nosniff'), ('Cache-Control', 'private, no-store')])
