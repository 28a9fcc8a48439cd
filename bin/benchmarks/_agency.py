# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A province of any size: units, accounts, channels and plans."""

import datetime
import itertools

OFFICES = (
    "Văn phòng UBND tỉnh", "Sở Nội vụ", "Sở Tài chính", "Sở Công Thương", "Sở Xây dựng", "Sở Nông nghiệp và Môi trường",
    "Sở Y tế", "Sở Giáo dục và Đào tạo", "Sở Khoa học và Công nghệ", "Sở Văn hóa, Thể thao và Du lịch", "Sở Tư pháp",
    "Thanh tra tỉnh",
)
FIRST = ("An", "Bình", "Hòa", "Long", "Mỹ", "Phú", "Tân", "Thạnh", "Vĩnh", "Xuân")
SECOND = ("Đức", "Hưng", "Khánh", "Lạc", "Lộc", "Nghĩa", "Phước", "Quý", "Thới", "Trung")
SIDES = ("", " Đông", " Tây", " Nam", " Bắc")
CHANNELS = (   # name, code, internal
    ("Cổng TTĐT tỉnh", 'portal', True), ("Chuyên trang CCHC tỉnh", 'cchc', False), ("Zalo OA của tỉnh", 'zalo', False),
    ("Đài PT-TH tỉnh", 'tv', False), ("Báo tỉnh", 'paper', False), ("Mạng xã hội khác", 'social', False),
)
TOPICS = 12


class Agency:
    """A province in the database of ``env``: units, channels, and accounts of each role.

    ``env`` is the environment of the superuser, with this agency as the only company.
    """

    MONTHS = 10     # the obligations of a plan run from March to December

    def __init__(self, env, units=100):
        self.company = env['res.company'].create({
            'name': "UBND tỉnh Hòa An", 'cchc_place': "Hòa An", 'cchc_symbol': 'UBND',
            'currency_id': env.ref('base.VND').id})
        self.company.partner_id.lang = 'vi_VN'
        self.env = env = env(context={
            'allowed_company_ids': self.company.ids, 'lang': 'vi_VN', 'no_reset_password': True,
            'tracking_disable': True})
        communes = (f"UBND xã {first} {second}{side}"
                    for side, first, second in itertools.product(SIDES, FIRST, SECOND))
        names = itertools.islice(itertools.chain(OFFICES, communes), units)
        self.departments = env['hr.department'].create([
            {'name': name, 'company_id': self.company.id, 'cchc_kind': 'subordinate'} for name in names])
        self.company.cchc_office_id = self.departments[0]
        self.office = self._people('vanphong', "Chuyên viên", self.departments[:1], 'group_office')
        self.writers = self._people('chuyenvien', "Chuyên viên", self.departments, 'group_contributor')
        self.board = self.writers[:3]      # they write, too
        self.board.group_ids += env.ref('cchc_propaganda.group_editor')
        self.heads = self._people('lanhdao', "Lãnh đạo", self.departments, 'group_unit_head')
        for department, employee in zip(self.departments, self.heads.employee_id, strict=True):
            department.manager_id = employee
        self.channels = env['cchc.channel'].create([
            {'name': name, 'code': code, 'is_internal': internal, 'company_id': self.company.id,
             'member_ids': self.board.ids, 'url_prefix': f'https://{code}.example'}
            for name, code, internal in CHANNELS])
        env.flush_all()

    def plan(self, year, assignments):
        """Return an issued plan for that many assignments (a multiple of units × MONTHS), none given out yet."""
        plan = self.env['cchc.plan'].create({
            'name': f"Kế hoạch tuyên truyền cải cách hành chính năm {year}", 'year': year,
            'company_id': self.company.id, 'office_id': self.departments[0].id})
        count, rest = divmod(assignments, self.MONTHS * len(self.departments))
        if rest:
            raise ValueError(f'{assignments} assignments cannot be shared out evenly')
        topics = self.env['cchc.topic'].create([
            {'plan_id': plan.id, 'code': str(number + 1), 'name': f"Nội dung {number + 1}",
             'lead_department_ids': self.departments.ids} for number in range(TOPICS)])
        turns = itertools.islice(itertools.cycle(itertools.product(topics, self.channels)), count)
        self.env['cchc.obligation'].create([
            {'topic_id': topic.id, 'plan_id': plan.id, 'channel_id': channel.id, 'frequency': 'month',
             'date_from': datetime.date(year, 3, 1)} for topic, channel in turns])
        plan._with_gate().write({
            'state': 'published', 'number': '1/KH-UBND', 'date_issued': datetime.date(year, 2, 28)})
        self.env.flush_all()
        return plan

    def _people(self, login, title, departments, group):
        """Create an account with an employee in each of the units."""
        users = self.env['res.users'].create([{
            'name': f"{title} {department.name}", 'login': f'{login}{number}', 'company_id': self.company.id,
            'company_ids': self.company.ids, 'group_ids': self.env.ref(f'cchc_propaganda.{group}').ids,
        } for number, department in enumerate(departments, 1)])
        self.env['hr.employee'].create([
            {'name': user.name, 'user_id': user.id, 'department_id': department.id, 'company_id': self.company.id}
            for user, department in zip(users, departments, strict=True)])
        return users
