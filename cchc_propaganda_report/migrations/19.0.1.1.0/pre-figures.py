# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
PREFIXES = {'duty_': 'assignment_', 'post_': 'publication_'}
SECTIONS = {'section_duties': 'section_assignments', 'section_posts': 'section_publications'}


def migrate(cr, version):
    """Rename the codes of stored figures, so that each code names what the figure counts."""
    for old, new in PREFIXES.items():
        cr.execute("UPDATE cchc_report_figure SET code = %s || substr(code, %s) WHERE starts_with(code, %s)",
                   [new, len(old) + 1, old])
    for old, new in SECTIONS.items():
        cr.execute("UPDATE cchc_report_figure SET code = %s WHERE code = %s", [new, old])
