# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
NEW_NAMES = {
    'cchc_settings_action': 'action_cchc_agency_settings',
    'hr_department_action': 'action_cchc_unit',
}


def migrate(cr, version):
    """Keep the actions that got new names, so that what users bookmarked still opens."""
    for old, new in NEW_NAMES.items():
        cr.execute(
            "UPDATE ir_model_data SET name = %s WHERE module = 'cchc_propaganda' AND name = %s", [new, old])
