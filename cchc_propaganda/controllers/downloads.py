from odoo import http
from odoo.http import content_disposition, request

XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'


class Downloads(http.Controller):
    """Files made on request; who may have them, the models say."""

    @http.route('/cchc/posted-list-template', type='http', auth='user', methods=['GET'], readonly=True)
    def posted_list_template(self):
        content = request.env['cchc.article.import']._template_xlsx()
        name = request.env._("List of posted articles") + '.xlsx'
        return request.make_response(content, [
            ('Content-Type', XLSX), ('Content-Disposition', content_disposition(name))])
