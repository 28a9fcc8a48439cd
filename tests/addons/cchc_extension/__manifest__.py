# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    'name': "CCHC Extension of the Tests",
    'version': '19.0.1.0.0',
    'summary': "What a third addon can add by inheriting alone",
    'category': 'Hidden/Tests',
    'author': "CCHC Communication contributors",
    'license': 'AGPL-3',
    'depends': ['cchc_propaganda_report'],
    'data': ['views/cchc_plan_views.xml'],
}
