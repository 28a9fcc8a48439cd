# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from calendar import monthrange

from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ..common import QUIET, CchcCommon

# login -> roles, unit; one person of the first unit is Office, editor and head of unit at once.
PEOPLE = {
    'chief': ('office editor unit_head', "Văn phòng HĐND và UBND"),
    'chairman': ('director', "Thường trực UBND"),
    'economy': ('unit_head', "Phòng Kinh tế"),
    'culture': ('unit_head editor', "Phòng Văn hóa – Xã hội"),
    'centre': ('unit_head', "Trung tâm Phục vụ hành chính công"),
}
TURNS = ('chief', 'economy', 'culture', 'centre')   # three months each


@tagged('post_install', '-at_install')
class TestCommuneYear(CchcCommon):
    """A commune of five people through a whole year: what four eyes mean where one person is Office, editor and head.

    That person may draw up the plan, coordinate, review the others' articles and post all of them, but neither approve
    the plan, nor review an own article, nor excuse the own unit."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.commune = cls.env['res.company'].create({'name': "UBND xã Đồng Xanh"})
        for login, (roles, __) in {**PEOPLE, 'keeper': ('admin', None)}.items():
            cls.users[login] = new_test_user(
                cls.env, f'test.{login}', ','.join(f'cchc_propaganda.group_{role}' for role in roles.split()),
                name=login.title(), lang='en_US', tz='Asia/Ho_Chi_Minh', notification_type='inbox',
                company_id=cls.commune.id, context=QUIET)

    def setUp(self):
        super().setUp()
        self.at('2024-01-02')
        self.as_(self.commune, 'keeper').action_apply_profile('commune')
        self.as_(self.commune, 'keeper').action_suggest_channels()
        self.portal = self.env['cchc.channel'].search(
            [('company_id', '=', self.commune.id), ('kind', '=', 'website'), ('is_internal', '=', True)])
        self.unit_of = {}
        for login, (__, name) in PEOPLE.items():
            unit = self.env['hr.department'].search([('company_id', '=', self.commune.id), ('name', '=', name)])
            unit.manager_id = self.env['hr.employee'].create({
                'name': login, 'user_id': self.users[login].id, 'department_id': unit.id,
                'company_id': self.commune.id})
            self.unit_of[login] = unit
        self.assertEqual(self.commune.cchc_office_id, self.unit_of['chief'])
        self.assertEqual(self.portal.member_ids, self.users['chief'] | self.users['culture'])

    def issued(self):
        """Return the plan that the Office drew up and the chairman approved: one article a month, in turns."""
        plan = self.model('cchc.plan', 'chief').create({'name': "Plan of 2024", 'year': 2024})
        topic = plan.env['cchc.topic'].create({
            'plan_id': plan.id, 'code': '1', 'name': "News of the reform",
            'lead_department_ids': [Command.set([unit.id for unit in self.unit_of.values()])]})
        obligation = plan.env['cchc.obligation'].create({
            'topic_id': topic.id, 'channel_id': self.portal.id, 'rotation_ids': [Command.create({
                'name': login, 'period_from': 3 * turn + 1, 'period_to': 3 * turn + 3,
                'department_id': self.unit_of[login].id}) for turn, login in enumerate(TURNS)]})
        self.assertEqual((obligation.frequency, obligation.due_day), ('month', 25), "proposed for a commune")
        plan.action_submit()
        self.assertTrue(self.refusal(plan.action_approve), "whoever drew up the plan does not approve it")
        self.as_(plan, 'chairman').action_approve()
        self.as_(plan, 'chief').write({'number': "1/KH-UBND", 'date_issued': '2024-01-02'})
        self.as_(plan, 'chief').action_publish()
        return plan.with_env(self.env)

    def written(self, login, month):
        """Return the article of that person, submitted."""
        article = self.model('cchc.article', login).create({
            'name': f"News of month {month}", 'body': "<p>The forms are online.</p>", 'genre_id': self.genre.id,
            'channel_ids': [Command.set(self.portal.ids)]})
        self.assertEqual(article.department_id, self.unit_of[login])
        article.action_submit()
        return article

    def posted(self, article, login):
        publication = self.as_(article.publication_ids, login)
        publication.url = self.link()
        publication.action_publish()

    def test_whole_year(self):
        plan = self.issued()
        self.assertEqual(len(plan.assignment_ids), 12)
        for month in range(1, 13):
            writer = TURNS[(month - 1) // 3]
            self.at(f'2024-{month:02}-15')
            self.assertTrue(any(
                section['count'] for section in self.model('cchc.my.work', writer).get_data()['sections']))
            article = self.written(writer, month)
            own = "You are an author" if writer in ('chief', 'culture') else "chief|Chief"     # the others edit nothing
            self.assertRefused(own, self.as_(article, writer).action_approve)
            reviewer = 'culture' if writer == 'chief' else 'chief'
            self.assertIn(article.id, self.model('cchc.article', reviewer).search([('is_to_review', '=', True)]).ids)
            self.as_(article, reviewer).action_approve()
            self.posted(article, 'chief')       # posting needs no second pair of eyes
            self.at(f'2024-{month:02}-{monthrange(2024, month)[1]}')
        self.refresh(plan)
        self.assertEqual(set(plan.assignment_ids.mapped('state')), {'done'})

    def test_office_excuses_the_others_and_the_chairman_excuses_the_office(self):
        plan = self.issued()
        own, other = (plan.assignment_ids.filtered(lambda assignment, login=login: (
            assignment.department_id == self.unit_of[login]))[0] for login in ('chief', 'economy'))
        self.as_(other, 'chief').action_exempt("No staff")
        self.assertRefused("up to the director", self.as_(own, 'chief').action_exempt, "No staff")
        self.as_(own, 'chairman').action_exempt("No staff")
        self.assertEqual((own.state, other.state), ('exempt', 'exempt'))

    def test_where_there_is_one_editor_the_article_says_who_is_missing(self):
        """It waits; the agency appoints a second editor, or allows it in the settings, with a reason each time."""
        self.issued()
        self.users['culture'].group_ids = [Command.unlink(self.env.ref('cchc_propaganda.group_editor').id)]
        article = self.written('chief', 1)
        self.assertRefused("You are an author.*nobody yet", self.as_(article, 'chief').action_approve)
        self.assertTrue(self.as_(article, 'chief').next_step)
        steps = {step['key']: step for step in self.as_(self.commune, 'keeper').cchc_first_steps()}
        self.assertFalse(steps['board']['done'])
        self.commune.cchc_allow_self_approval = True
        self.assertRefused("reason", self.as_(article, 'chief').action_approve)
        self.as_(article, 'chief').action_approve("The only editor of the commune")
        self.assertEqual(article.with_env(self.env).state, 'approved')
        [logged] = self.env['cchc.workflow.log'].search([
            ('res_model', '=', 'cchc.article'), ('res_id', '=', article.id), ('step', '=', 'approve')])
        self.assertIn("The only editor of the commune", logged.reason)
        steps = {step['key']: step for step in self.as_(self.commune, 'keeper').cchc_first_steps()}
        self.assertTrue(steps['board']['done'])
