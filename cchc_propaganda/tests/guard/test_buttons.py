# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from lxml import etree

from odoo.tests import TransactionCase, tagged

MODULES = ('cchc_propaganda', 'cchc_propaganda_report')


@tagged('post_install', '-at_install')
class TestButtons(TransactionCase):
    """What a view offers to click can be clicked: the web client hands the records, none of them in the header of a
    list, to the method that a button names."""

    def test_every_button_calls_a_method_that_takes_records(self):
        found = 0
        for view in self.env['ir.ui.view'].search([('model', '!=', False)]):
            if (view.xml_id or '').partition('.')[0] not in MODULES:
                continue
            for button in etree.fromstring(view.arch_db).iterfind('.//button[@type="object"]'):
                model = self.env[view.model]
                for field in reversed([one for one in button.iterancestors('field') if one.get('name')]):
                    if comodel := getattr(model._fields.get(field.get('name')), 'comodel_name', ''):
                        model = self.env[comodel]
                found += 1
                with self.subTest(view=view.xml_id, button=button.get('name')):
                    method = getattr(model, button.get('name'))
                    self.assertFalse(getattr(method, '_api_model', False), "it is called with records")
        self.assertGreater(found, 150)
