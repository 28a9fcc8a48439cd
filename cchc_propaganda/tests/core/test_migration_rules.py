# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from ..common import CchcCommon

SCRIPT = 'cchc_propaganda/migrations/19.0.1.4.0/post-review-rules.py'
BEFORE = """['|', '&', ('review_step_id.reviewer', '=', 'group'),
    ('review_step_id.group_id', 'in', user.all_group_ids.ids), ('review_ids.user_id', '=', user.id)]"""


@tagged('post_install', '-at_install')
class TestMigrationRules(CchcCommon):
    """An upgrade brings the fast form of the rules of reviewers. Odoo keeps rules as they were, in general."""

    def test_the_rule_as_it_was_is_replaced_and_an_agencys_own_stays(self):
        article = self.env.ref('cchc_propaganda.cchc_article_rule_reviewer')
        publication = self.env.ref('cchc_propaganda.cchc_publication_rule_reviewer')
        now, own = article.domain_force, "[('article_id.review_ids.user_id', '=', user.id)]"
        article.domain_force, publication.domain_force = BEFORE, own
        self.migrate(SCRIPT)
        self.assertEqual((article.domain_force, publication.domain_force), (now, own))
