# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    'name': "CCHC Reports",
    'version': '19.0.1.4.0',
    'summary': "Periodic reports on an agency's communication on administrative reform, with their workbook",
    'category': 'Services/CCHC Communication',
    'author': "CCHC Communication contributors",
    'license': 'AGPL-3',
    'depends': ['cchc_propaganda', 'report_xlsx'],
    'external_dependencies': {'python': ['xlsxwriter']},
    'data': [
        'security/ir.model.access.csv',
        'security/cchc_propaganda_report_rules.xml',
        'data/cchc_report_regime_data.xml',
        'report/cchc_report_workbook_action.xml',
        'data/cchc_reminder_rule_data.xml',
        'data/ir_cron_data.xml',
        'wizard/cchc_report_nudge_views.xml',
        'views/cchc_report_lock_actions.xml',
        'views/cchc_report_regime_views.xml',
        'views/cchc_report_views.xml',
        'views/cchc_report_not_sent_views.xml',
        'views/cchc_report_agency_views.xml',
        'views/cchc_propaganda_report_menus.xml',
    ],
    'images': ['static/description/banner.png'],
    'assets': {
        'web.assets_backend': ['cchc_propaganda_report/static/src/**/*'],
        'web.assets_tests': ['cchc_propaganda_report/static/tests/tours/*'],
    },
}
