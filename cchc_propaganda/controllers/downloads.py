# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from werkzeug.exceptions import BadRequest
from werkzeug.wsgi import wrap_file

from odoo import http
from odoo.http import Response, content_disposition, request

from ..tools.archive import safe_name

XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'


class Downloads(http.Controller):
    """Files made on request. The models check who may have them."""

    @http.route('/cchc/posted-list-template', type='http', auth='user', methods=['GET'], readonly=True)
    def posted_list_template(self):
        return self._workbook(
            request.env['cchc.article.import']._template_xlsx(), request.env._("List of posted articles"))

    @http.route('/cchc/outreach-list-template', type='http', auth='user', methods=['GET'], readonly=True)
    def outreach_list_template(self):
        return self._workbook(request.env['cchc.outreach.import']._template_xlsx(), request.env._("List of outreach"))

    @http.route('/cchc/legal-list-template', type='http', auth='user', methods=['GET'], readonly=True)
    def legal_list_template(self):
        return self._workbook(
            request.env['cchc.legal.document.import']._template_xlsx(), request.env._("List of legal documents"))

    def _workbook(self, content, name):
        return request.make_response(content, [
            ('Content-Type', XLSX), ('Content-Disposition', content_disposition(f'{name}.xlsx'))])

    @http.route('/cchc/plan/<int:plan_id>/<any(docx, pdf, results):form>', type='http', auth='user', methods=['GET'],
                readonly=True)
    def plan(self, plan_id, form):
        """Return the plan as a Word file or PDF, or its appendix with results as a Word file."""
        plan = request.env['cchc.plan'].browse(plan_id)
        content = plan._pdf() if form == 'pdf' else plan._docx('plan_results' if form == 'results' else 'plan')
        kind, ending = ('application/pdf', 'pdf') if form == 'pdf' else (DOCX, 'docx')
        return self._file(content, kind, f'{plan._file_name(form)}.{ending}')

    @http.route('/cchc/word-template', type='http', auth='user', methods=['GET'], readonly=True)
    def word_template(self, kind=''):
        """Return the shared template of a document."""
        templates = request.env['cchc.word.template']
        templates.check_access('read')
        if kind not in templates._shared_paths():
            raise BadRequest
        labels = dict(templates._fields['kind']._description_selection(request.env))
        return self._file(templates._shared(kind), DOCX, f'{safe_name(labels[kind])}.docx')

    def _file(self, content, kind, name):
        return request.make_response(content, [
            ('Content-Type', kind), ('Content-Disposition', content_disposition(name)),
            ('X-Content-Type-Options', 'nosniff'), ('Cache-Control', 'private, no-store')])

    @http.route('/cchc/package', type='http', auth='user', methods=['GET'], readonly=True)
    def package(self, ids=''):
        """Return one ZIP of the articles; ``ids``: their ids, separated by commas."""
        numbers = ids.split(',')
        if not all(number.isdecimal() and len(number) < 10 for number in numbers):
            raise BadRequest
        articles = request.env['cchc.article'].browse(dict.fromkeys(map(int, numbers)))
        stream = articles._package()
        return Response(
            wrap_file(request.httprequest.environ, stream), direct_passthrough=True, mimetype='application/zip',
            headers=[('Content-Disposition', content_disposition(articles._package_name())),
                     ('X-Content-Type-Options', 'nosniff'), ('Cache-Control', 'private, no-store')])
