from odoo.tests import HttpCase, tagged

from .common import CchcMixin

TITLE = "Công khai đường dây nóng tiếp nhận phản ánh"


@tagged('post_install', '-at_install')
class TestTour(CchcMixin, HttpCase):

    def test_from_write_an_article_for_this_duty_to_posted_with_its_link(self):
        """The main job, in the browser: the contributor of the unit that owes writes, the board approves and posts."""
        self.genre.with_context(lang='en_US').name = 'Tin'
        plan = self.plan_in('published', {'date_from': '2024-03-01', 'date_to': '2024-03-31'})
        duty = self.duty(plan, '2024-M03')
        self.start_tour(
            '/odoo/action-cchc_propaganda.cchc_assignment_action', 'cchc_write_article', login='test.author')
        article = self.env['cchc.article'].search([('name', '=', TITLE)])
        self.assertEqual((article.state, article.department_id), ('submitted', self.units['press']))
        self.assertEqual(article.publication_ids.assignment_id, duty)

        self.start_tour(
            '/odoo/action-cchc_propaganda.cchc_article_action_review', 'cchc_review_article', login='test.editor')
        self.assertEqual(article.state, 'published')
        self.assertEqual(article.publication_ids.url, 'https://portal.example/bai-1')
        self.assertEqual((duty.state, duty.done_quantity), ('done', 1))
