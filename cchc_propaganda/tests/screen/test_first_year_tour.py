# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo.tests import HttpCase, freeze_time, new_test_user, tagged

from ..common import TODAY, CchcMixin, moment

MY_WORK = '/odoo/action-cchc_propaganda.cchc_my_work_action'
LINK = 'https://trang.example/bai-1.html'


@tagged('post_install', '-at_install')
class TestFirstYearTour(HttpCase):
    """From an agency that has nothing but its administrator to an assignment that is met, in the browser and in
    Vietnamese. Each person logs in; the director uses a phone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(moment(TODAY)))
        CchcMixin.load_vietnamese.__func__(cls)
        cls.desk = cls.browser_size

    def _agency(self, name):
        partner = self.env['res.partner'].create({'name': name, 'lang': 'vi_VN'})
        agency = self.env['res.company'].create({'name': name, 'partner_id': partner.id})
        new_test_user(self.env, 'quantri', 'cchc_propaganda.group_admin', name="Quản trị", lang='vi_VN',
                      tz='Asia/Ho_Chi_Minh', company_id=agency.id)
        return agency

    def _walk(self, login, tour, size=None):
        """Let that person walk through the tour from the first screen on."""
        self.browser_size, self.touch_enabled = size or self.desk, bool(size)
        self.start_tour(MY_WORK, tour, login=login)
        self.env.invalidate_all()

    def _assert_met(self, agency, author, editor):
        """The first assignment is met by the article on the link that the board entered."""
        users = self.env['res.users'].search([('company_id', '=', agency.id)]).grouped('login')
        publication = self.env['cchc.publication'].search([('company_id', '=', agency.id)])
        self.assertEqual((publication.state, publication.url), ('published', LINK))
        article, assignment = publication.article_id, publication.assignment_id
        self.assertEqual((article.state, article.author_id, article.approved_by_id), (
            'published', users[author], users[editor]))
        self.assertEqual((assignment.period_key, assignment.state, assignment.done_quantity), ('2024-M03', 'done', 1))
        return assignment

    def test_department(self):
        agency = self._agency("Sở Khoa học và Công nghệ")
        self._walk('quantri', 'cchc_department_is_set_up')
        self._walk('canbo.b', 'cchc_department_plan')
        self._walk('canbo.a', 'cchc_plan_on_a_phone', '390x844')
        self._walk('canbo.b', 'cchc_plan_is_issued')
        plan = self.env['cchc.plan'].search([('company_id', '=', agency.id)])
        self.assertEqual((plan.number, plan.date_issued, len(plan.assignment_ids)), (
            '12/KH-CCHC', date(2024, 3, 11), 12))
        self._walk('canbo.c', 'cchc_assignment_is_given')
        self._walk('canbo.d', 'cchc_first_article')
        self._walk('canbo.e', 'cchc_first_publication')
        self.assertEqual(self._assert_met(agency, 'canbo.d', 'canbo.e').user_id.login, 'canbo.d')

    def test_department_whose_plan_is_a_file(self):
        """Last year's plan is a file: it is read, two rows are corrected, and it is issued."""
        agency = self._agency("Sở Khoa học và Công nghệ")
        self._walk('quantri', 'cchc_department_is_set_up')
        self.start_tour('/odoo/action-cchc_propaganda.cchc_plan_action', 'cchc_plan_from_a_file', login='canbo.b')
        self._walk('canbo.a', 'cchc_plan_on_a_phone', '390x844')
        self._walk('canbo.b', 'cchc_plan_is_issued')
        plan = self.env['cchc.plan'].search([('company_id', '=', agency.id)])
        self.assertEqual((plan.name, len(plan.assignment_ids), plan.assignment_ids.department_id.name), (
            "Tuyên truyền cải cách hành chính năm 2024", 12, "Phòng Kế hoạch – Tài chính"))
        self.assertEqual(str(plan.topic_ids[1].date_to or ''), '')
        self.assertIn("Phòng Kế hoạch và Tài chính Sở ta",
                      plan.assignment_ids.department_id.cchc_alias_ids.mapped('name'))

    def test_commune_of_five_people(self):
        """One person draws up and issues the plan, heads the unit that owes, and writes; another editor approves."""
        agency = self._agency("UBND xã Đồng Xanh")
        self._walk('quantri', 'cchc_commune_is_set_up')
        self.assertEqual(self.env['res.users'].search_count([('company_id', '=', agency.id)]), 6)
        self._walk('canbo.h', 'cchc_commune_plan')
        self._walk('canbo.i', 'cchc_plan_on_a_phone', '390x844')
        self._walk('canbo.h', 'cchc_plan_is_issued')
        self._walk('canbo.h', 'cchc_first_article')
        self._walk('canbo.l', 'cchc_first_publication')
        self._assert_met(agency, 'canbo.h', 'canbo.l')
