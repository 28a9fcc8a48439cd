# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from ..guard.matrix import MatrixCase
from .review import TURNS, ReviewCase

# Active shipped steps, channels of the article -> the order of decisions.
CHAINS = {
    ((), ('portal',)): ('board',),
    ((), ('portal', 'page')): ('board',),
    (('head',), ('portal',)): ('head', 'board'),
    (('leadership',), ('portal',)): ('board',),
    (('leadership',), ('page',)): ('board', 'leadership'),
    (('head', 'leadership'), ('portal', 'page')): ('head', 'board', 'leadership'),
}
# What else each role may do during that step; only the author recalls, before the first decision.
RETURNS = {'head': {'head', 'editor'}, 'board': {'head', 'editor'}, 'leadership': {'head', 'editor', 'director'}}
CANCELS = {'editor', 'office'}


@tagged('post_install', '-at_install')
class TestReviewMatrix(ReviewCase, MatrixCase):
    reasons = ('return', 'cancel')

    def test_every_role_tries_every_step_at_each_turn(self):
        """DESIGN §4: only those named by the current step decide; a later reviewer cannot act before their turn."""
        for (names, channels), chain in CHAINS.items():
            with self.undone():
                self.use(*names)
                article = self.article_in('submitted', channels)
                for number, turn in enumerate(chain):
                    self.assertEqual(self.turn(article), turn)
                    target = 'approved' if number + 1 == len(chain) else 'submitted'
                    expected = {('submitted', 'approve'): TURNS[turn], ('submitted', 'return'): RETURNS[turn],
                                ('submitted', 'cancel'): CANCELS,
                                ('submitted', 'recall'): {'author'} if number == 0 else set()}
                    records = {'submitted': article}
                    with self.subTest(switched_on=names, channels=channels, turn=turn):
                        self.check_steps(
                            records, ('approve', 'return', 'recall', 'cancel'), {
                                key: who for key, who in expected.items() if who},
                            {'approve': target, 'return': 'draft', 'recall': 'draft', 'cancel': 'cancelled'})
                        self.check_flags(records, ('approve', 'return', 'recall', 'cancel'), expected)
                        for login in self.users.keys() - {'admin'}:    # the administrator reads no articles
                            found = self.model('cchc.article', login).search([('is_to_review', '=', True)])
                            self.assertEqual(article in found, login in TURNS[turn], login)
                    self.agree(article, *TURNS[turn])
                self.assertEqual(article.state, 'approved')
                self.assertEqual([who for __, who, __ in self.reviews(article)],
                                 [login for turn in chain for login in TURNS[turn]])
