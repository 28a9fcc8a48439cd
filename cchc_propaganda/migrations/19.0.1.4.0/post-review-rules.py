# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import SUPERUSER_ID, api

DOMAINS = {
    'cchc_propaganda.cchc_article_rule_reviewer':
        "['&', ('date_submitted', '!=', False), ('is_shown_for_review', '=', True)]",
    'cchc_propaganda.cchc_publication_rule_reviewer':
        "['&', ('article_id.date_submitted', '!=', False), ('article_id.is_shown_for_review', '=', True)]",
}


def migrate(cr, version):
    """Let the rules of reviewers ask what they asked before, in a way that is fast among very many decisions. Odoo does
    not load rules anew, and one that the administrator has changed stays."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    for name, domain in DOMAINS.items():
        rule = env.ref(name, raise_if_not_found=False)
        if rule and 'review_ids.user_id' in rule.domain_force and 'review_step_id.group_id' in rule.domain_force:
            rule.domain_force = domain
