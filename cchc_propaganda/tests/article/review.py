# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from ..common import CchcCommon

# Review step whose turn it is -> who decides, by hand from DESIGN §4; the Office decides only if nobody else can.
TURNS = {'head': {'head'}, 'board': {'editor'}, 'leadership': {'director'}}


class ReviewCase(CchcCommon):
    """Agencies with active review steps."""

    def step(self, name):
        return self.env.ref(f'cchc_propaganda.review_step_{name}')

    def use(self, *names):
        """Activate the steps for every agency, as the system administrator."""
        for name in names:
            self.step(name).active = True

    def agree(self, article, *logins):
        for login in logins:
            self.as_(article, login).action_approve()

    def turn(self, article):
        """Return the shipped step whose turn it is."""
        names = {self.step(name): name for name in TURNS}
        return names.get(article.with_env(self.env).review_step_id)

    def reviews(self, article):
        """Return ``[(step, who, decision)]``, oldest first."""
        return [(review.step_name, review.user_id.name, review.decision)
                for review in article.with_env(self.env).review_ids.sorted('id')]

    def own_step(self, **values):
        return self.model('cchc.review.step', 'office').create({
            'name': "Secretary", 'sequence': 15, 'reviewer': 'group',
            'group_id': self.env.ref('cchc_propaganda.group_office').id, **values})
