# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A small province of fictional agencies, for the screens of a parent agency: a department, a ward and a commune that
work in this system, and an agency elsewhere that sends its workbook. The reports of the year so far are played, of at
least two periods: early in a year it is the year before. Accounts are roles.

The department sends its first report late, gets its evidence pack ready and is inspected by an account of the parent
agency. The commune has not sent the last report and is asked for it; the parent agency waits for it and has sent its
consolidated reports of the periods before. No agency asks its units for monthly reports, as ``bin/demo`` does.
"""

import sys
from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from freezegun import freeze_time
from markupsafe import Markup

from odoo.fields import Command

from odoo.addons.cchc_propaganda.tools.decree import within_sentence

from . import scoring

ZONE = ZoneInfo('Asia/Ho_Chi_Minh')
# key of a period: the last month of its data, months until its report is opened on the 1st
PERIODS = {'Q1': (3, 4), 'H1': (6, 7), 'Q3': (9, 10), 'Y': (12, 13)}
LAST_DAY = 24               # of the month in which the reports of a period are sent
ROLES = {'vanphong': ('office', 'unit_head'), 'lanhdao': ('director',), 'bientap': ('editor',), 'bientap2': ('editor',),
         'chuyenvien': ('contributor',), 'quantri': ('admin',)}
TITLES = {'vanphong': "Văn phòng", 'lanhdao': "Lãnh đạo", 'bientap': "Ban Biên tập", 'bientap2': "Ban Biên tập 2",
          'chuyenvien': "Chuyên viên", 'quantri': "Quản trị", 'truongphong': "Trưởng phòng", 'thanhtra': "Thanh tra"}
LATE = "Chờ báo cáo của UBND xã Phú Lợi Tây (minh họa)."
BASIS = "Quyết định số 00/QĐ-SNV (minh họa)"
ASKED = "Đề nghị cung cấp ảnh hoặc biên bản hội nghị quán triệt kế hoạch năm."
CONTENTS = (
    ("Công tác chỉ đạo, điều hành cải cách hành chính", 'quarter'),
    ("Giải quyết thủ tục hành chính và dịch vụ công trực tuyến", 'quarter'),
    ("Gương điển hình, mô hình hay trong cải cách hành chính", 'half'))


@dataclass(frozen=True, slots=True)
class Part:
    """What an agency does. ``inspected``: by an account of the parent agency; ``missed``: how many of its assignments
    of the last period are not met; ``first`` and ``later``: on which day of the month after the period the first report
    and the later ones are sent; ``owes``: the last one is not sent."""

    code: str
    name: str
    profile: str
    symbol: str
    issued: tuple
    inspected: bool = False
    missed: int = 0
    first: int = 8
    later: int = 8
    owes: bool = False
    from_template: bool = False     # drafts its plan from the one that the parent agency offers


PARENT = Part('snv', "Sở Nội vụ tỉnh Sông Xanh (minh họa)", 'department', 'SNV', (1, 8), first=20, later=20, owes=True)
AGENCIES = (
    Part('sxd', "Sở Xây dựng tỉnh Sông Xanh (minh họa)", 'department', 'SXD', (2, 24), inspected=True, missed=1,
         first=13),
    Part('psx', "UBND phường Sông Xanh (minh họa)", 'commune', 'UBND', (1, 12), from_template=True),
    Part('xpl', "UBND xã Phú Lợi Tây (minh họa)", 'commune', 'UBND', (1, 30), missed=2, first=7, owes=True),
)
ELSEWHERE = Part('cat', "Công an tỉnh Sông Xanh (minh họa)", 'department', 'CAT', (2, 15))


def run(env, _out_dir):
    """Play the province in `env` (superuser) and print where it stands."""
    now = datetime.now(UTC)
    today = now.astimezone(ZONE).date()
    year = today.year if len(_periods(today.year, today)) > 1 else today.year - 1
    with freeze_time(datetime(year, 1, 2, 1, tzinfo=UTC), ignore=['bootstrap']) as clock:
        province = Province(env, clock, year, _periods(year, today))
        province.play()
        clock.move_to(now)
        env['cchc.report']._cron_open()
        province.parent.unlock(f'{year}-{province.periods[-1]}')
        province.tell()
        env['cchc.reminder.rule']._cron_run()
        env.flush_all()
    env.cr.commit()


def _periods(year, today):
    """Return the periods of the year whose reports can be sent by today."""
    return [key for key, (__, opened) in PERIODS.items()
            if date(year + (opened > 12), (opened - 1) % 12 + 1, LAST_DAY) <= today]


class Province:
    """The agencies, and the days of the year on which they act."""

    def __init__(self, env, clock, year, periods):
        self.env, self.clock, self.year, self.periods = env, clock, year, periods
        env['res.lang']._activate_lang('vi_VN')
        self.parent = Agency(self, PARENT)
        self.agencies = [Agency(self, part, self.parent) for part in AGENCIES]
        self.workbooks = []

    def play(self):
        self.workbooks = self.of_the_agency_elsewhere()
        elsewhere = self.company(ELSEWHERE, self.parent)
        elsewhere.cchc_by_file = True
        self.play_year([self.parent, *self.agencies], consolidates=True)
        inspector = self.parent.account('thanhtra', groups=('cchc_propaganda_report.group_inspector',))
        for agency in self.agencies:
            if agency.part.inspected:
                scoring.begin(agency)
                agency.be_inspected(inspector)

    def of_the_agency_elsewhere(self):
        """Return the workbooks of the reports of the agency that has its own system: it is played here, and then all of
        it is undone."""
        workbooks = []
        savepoint = self.env.cr.savepoint()
        with savepoint:
            agency = Agency(self, ELSEWHERE)
            self.play_year([agency])
            workbooks = [report._stored_file('xlsx') for report in agency.sent]
            savepoint.rollback()
        self.env.invalidate_all()
        self.env.registry.clear_cache()
        return workbooks

    def play_year(self, agencies, consolidates=False):
        for agency in sorted(agencies, key=lambda agency: agency.part.issued):
            agency.issue(self.parent if consolidates and agency.part.from_template else None)
        for number, key in enumerate(self.periods):
            opened, is_last = PERIODS[key][1], key == self.periods[-1]
            for agency in agencies:
                agency.post(key, is_last)
            self.at(opened, 1)
            self.env['cchc.report']._cron_open()
            for day, agency in sorted(
                    ((agency.day_of(number, is_last), agency) for agency in agencies if agency is not self.parent),
                    key=lambda one: one[0]):
                if day:
                    agency.report(f'{self.year}-{key}', self.at(opened, day))
            if consolidates:
                self.take_in(number, self.at(opened, 14))
                if day := self.parent.day_of(number, is_last):
                    self.parent.report(f'{self.year}-{key}', self.at(opened, day))
        if consolidates:
            self.at(opened, LAST_DAY)
            names = {'Q1': 'q1', 'H1': 'h1', 'Q3': 'q3', 'Y': 'year'}
            self.parent.as_('vanphong', self.env['cchc.report.agency.nudge']).create(
                {'part': names[key], 'year': self.year}).action_remind()

    def take_in(self, number, today):
        """The Office takes in the workbook of the agency elsewhere."""
        dialog = self.parent.as_('vanphong', self.env['cchc.report.intake.wizard']).create({
            'file': b64encode(self.workbooks[number]), 'filename': f'bao-cao-{number + 1}.xlsx',
            'number': f'{number + 11}/BC-CAT (minh họa)', 'date_sent': today - timedelta(days=6)})
        dialog.action_take_in()

    def at(self, month, day):
        """Go to nine o'clock of that day and return it; month 13 is January of the next year."""
        moment = datetime.combine(date(self.year + (month > 12), (month - 1) % 12 + 1, day), time(9), ZONE)
        self.clock.move_to(moment.astimezone(UTC))
        self.env.flush_all()
        self.env.invalidate_all()   # as between the requests of a web client
        return moment.date()

    def company(self, part, parent=None):
        partner = self.env['res.partner'].create({
            'name': part.name, 'is_company': True, 'lang': 'vi_VN', 'tz': 'Asia/Ho_Chi_Minh'})
        return self.env['res.company'].create({
            'name': part.name, 'partner_id': partner.id, 'currency_id': self.env.ref('base.VND').id,
            'cchc_profile': part.profile, 'cchc_symbol': part.symbol, 'cchc_place': "Sông Xanh",
            'cchc_parent_name': "UBND tỉnh Sông Xanh",
            'cchc_parent_id': parent.company.id if parent else False})

    def tell(self):
        """Print where the reports stand."""
        lines = self.parent.as_('vanphong', self.env['cchc.report.agency']).search([('year', '=', self.year)])
        width = max(len(line.name) for line in lines)
        sys.stdout.write(f'\n{PARENT.name}, {self.year}\n\n')
        for line in lines:
            figures = f'{line.met}/{line.due}' if line.has_figures else '–'
            words = '  '.join(f'{line[name]:30}' for name in ('q1_text', 'h1_text', 'q3_text', 'year_text'))
            sys.stdout.write(f'  {line.name:{width}}  {line.plan_text:20}  {words}  {figures}\n')
        sys.stdout.write('\n')


class Agency:
    """An agency with its unit, accounts and channels; it acts through the methods of the models, as its own people."""

    def __init__(self, province, part, parent=None):
        self.province, self.part = province, part
        self.company = province.company(part, parent)
        self.env = province.env(context={
            'allowed_company_ids': self.company.ids, 'lang': 'vi_VN', 'no_reset_password': True})
        company = self.company.with_env(self.env)
        self.env.user.company_ids |= company
        self.users = {role: self.account(role, map('cchc_propaganda.group_{}'.format, groups))
                      for role, groups in ROLES.items()}
        self.as_('vanphong', company).action_apply_profile(part.profile)
        units = self.env['hr.department'].search([('company_id', '=', company.id), ('cchc_kind', '=', 'division')])
        self.office = company.cchc_office_id
        self.unit = (units - self.office)[:1]
        for role, unit in (('chuyenvien', self.unit), ('bientap', self.unit), ('bientap2', self.office)):
            self.employee(self.users[role], unit)
        self.office.manager_id = self.employee(self.users['vanphong'], self.office)
        owing = self.env['hr.department'].search([
            ('company_id', '=', company.id), ('cchc_kind', 'in', ('division', 'subordinate'))])
        for number, unit in enumerate(owing - self.office, start=1):
            head = self.account('truongphong', ('cchc_propaganda.group_unit_head',), number if number > 1 else '')
            unit.manager_id = self.employee(head, unit)
        company.cchc_director_id = self.users['lanhdao']
        monthly = self.as_('vanphong', self.env.ref('cchc_propaganda_report.regime_month'))
        monthly.browse(monthly.action_own_copy()['res_id']).active = False
        self.as_('vanphong', company).action_suggest_channels()
        self.channel = self.env['cchc.channel'].search(
            [('company_id', '=', company.id), ('is_internal', '=', True)], limit=1)
        self.channel.url_prefix = f'https://{part.code}.songxanh.example/'
        self.plan, self.number, self.sent = self.env['cchc.plan'], 0, []

    @property
    def today(self):
        """Return the day on the clock in the agency, the last one of the year after it."""
        return min(self.company._cchc_today(), date(self.province.year, 12, 31))

    def account(self, role, groups, number=''):
        return self.env['res.users'].create({
            'name': f'{TITLES[role]} {number}'.strip() + f' ({self.part.symbol})',
            'login': f'{self.part.code}.{role}{number}', 'lang': 'vi_VN',
            'tz': 'Asia/Ho_Chi_Minh', 'notification_type': 'inbox', 'company_id': self.company.id,
            'company_ids': [Command.set(self.company.ids)],
            'group_ids': [Command.set([self.env.ref(group).id for group in groups])]})

    def employee(self, user, unit):
        return self.env['hr.employee'].create({
            'name': user.name, 'user_id': user.id, 'department_id': unit.id, 'company_id': self.company.id})

    def as_(self, role, records):
        """Return the records as in the web client of that account."""
        return records.with_env(self.env(user=self.users[role].id, context={
            'lang': 'vi_VN', 'tz': 'Asia/Ho_Chi_Minh', 'allowed_company_ids': self.company.ids}))

    def issue(self, parent=None):
        """The Office writes the plan, or drafts it from that of its parent agency; the director approves it, the Office
        issues it."""
        today, year = self.province.at(*self.part.issued), self.province.year
        plans = self.as_('vanphong', self.env['cchc.plan'])
        if parent:
            parent.as_('vanphong', parent.plan).action_offer()
            plan = plans.browse(plans.action_draft_from_template()['res_id'])
            plan.topic_ids[-1].name += ", gắn với tổ công nghệ số cộng đồng"
        else:
            plan = plans.create({
                'name': f"Kế hoạch tuyên truyền cải cách hành chính năm {year}", 'year': year})
            self.type_rows(plan)
        plan.action_submit()
        self.as_('lanhdao', plan).action_approve()
        plan = self.as_('vanphong', plan)
        plan.write({'number': f'12/KH-{self.part.symbol} (minh họa)', 'date_issued': today})
        plan.action_publish()
        self.plan = plan.with_env(self.env)

    def type_rows(self, plan):
        for code, (name, frequency) in enumerate(CONTENTS, start=1):
            topic = plan.env['cchc.topic'].create({
                'plan_id': plan.id, 'sequence': code * 10, 'code': str(code), 'name': name, 'lead_text': self.unit.name,
                'lead_department_ids': self.unit.ids})
            plan.env['cchc.obligation'].create({
                'topic_id': topic.id, 'channel_id': self.channel.id, 'frequency': frequency, 'due_day': 25})

    def day_of(self, number, is_last):
        """Return on which day of its month the report of that number is sent, 0: it is not."""
        if is_last and self.part.owes:
            return 0
        return self.part.first if number == 0 else self.part.later

    def post(self, key, is_last):
        """The board records what was posted for the assignments since the period before; the last ones are missed."""
        end = PERIODS[key][0]
        due = self.plan.assignment_ids.filtered(
            lambda assignment: end - 3 < assignment.date_end.month <= end and not assignment.is_before_issue)
        missed = min(self.part.missed * is_last, len(due))
        for at, assignment in enumerate(due[:len(due) - missed]):
            today = self.province.at(end, 10 + 2 * at)
            self.number += 1
            article = self.as_('bientap', self.env['cchc.article']).create({
                'name': f"{assignment.topic_id.name}: kết quả {within_sentence(assignment.period_label)}",
                'body': Markup("<p>{}</p>").format("Đơn vị đã phổ biến nội dung đến cán bộ và người dân trên địa bàn."),
                'genre_id': self.env.ref('cchc_propaganda.genre_news').id, 'author_id': self.author_of(assignment).id,
                'topic_ids': [Command.link(assignment.topic_id.id)], 'publication_ids': [Command.create({
                    'channel_id': self.channel.id, 'assignment_id': assignment.id, 'date_published': today,
                    'url': f'{self.channel.url_prefix}{today:%Y/%m}/tin-{self.number}'})]})
            article.action_register()

    def author_of(self, assignment):
        return self.users['vanphong' if assignment.department_id == self.office else 'chuyenvien']

    def find(self, key):
        return self.env['cchc.report'].search([
            ('company_id', '=', self.company.id), ('level', '=', 'agency'), ('period_key', '=', key)], limit=1)

    def report(self, key, today):
        """The Office writes and sends the report that was opened for the period, the director approves it."""
        report = self.as_('vanphong', self.find(key))
        report.action_refresh()
        report.action_submit()
        self.as_('lanhdao', report).action_approve()
        report = self.as_('vanphong', report)
        report.write({
            'number': f'{len(self.sent) + 1:02}/BC-{self.part.symbol} (minh họa)', 'date_sent': today})
        report.action_publish()
        self.sent.append(report.with_env(self.env))

    def unlock(self, key):
        """The director unlocks the report of that period, which is still being written."""
        report = self.as_('lanhdao', self.find(key))
        if report.is_locked:
            report.action_unlock(LATE)

    def be_inspected(self, inspector):
        """The Office prepares the access to the year so far, the director grants it, the inspector asks for a file."""
        inspection = self.as_('vanphong', self.env['cchc.inspection']).create({
            'user_id': inspector.id, 'date_start': date(self.province.year, 1, 1), 'date_end': self.today,
            'date_until': self.today + timedelta(days=400), 'basis': BASIS})
        self.as_('lanhdao', inspection).action_grant()
        inspection.with_user(inspector).with_context(allowed_company_ids=inspector.company_ids.ids).action_ask(ASKED)
