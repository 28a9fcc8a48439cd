# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The six roles, by the external id of their group (``security/cchc_propaganda_groups.xml``)."""

CONTRIBUTOR = 'cchc_propaganda.group_contributor'
HEAD = 'cchc_propaganda.group_unit_head'
EDITOR = 'cchc_propaganda.group_editor'
OFFICE = 'cchc_propaganda.group_office'
DIRECTOR = 'cchc_propaganda.group_director'
ADMIN = 'cchc_propaganda.group_admin'
ALL = (CONTRIBUTOR, HEAD, EDITOR, OFFICE, DIRECTOR, ADMIN)
