# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import runpy
from contextlib import closing, contextmanager
from datetime import datetime, time
from itertools import count
from zoneinfo import ZoneInfo

import freezegun

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import RecordCapturer, TransactionCase, freeze_time, new_test_user
from odoo.tools.convert import convert_file
from odoo.tools.misc import file_path

freezegun.configure(extend_ignore_list=['_pytest'])   # it times the tests themselves

HANOI = ZoneInfo('Asia/Ho_Chi_Minh')
UTC = ZoneInfo('UTC')
TODAY = '2024-03-11'   # a Monday: month 3 and quarter I run, nothing of them is due yet
QUIET = {'tracking_disable': True, 'mail_create_nolog': True, 'no_reset_password': True}

AGENCIES = ("Department of the Province", "Another Department")
# login -> groups, unit. Those outside the unit ``press`` belong to ``digital``.
ROLES = {
    'author': ('contributor', 'press'),
    'coauthor': ('contributor', 'digital'),         # named as co-author of every article that is built here
    'colleague': ('contributor', 'press'),
    'poster': ('contributor', 'press'),             # member of the channels, yet no editor
    'stranger': ('contributor', 'digital'),
    'head': ('unit_head', 'press'),
    'other_head': ('unit_head', 'digital'),
    'editor': ('editor', 'digital'),                # member of the channels
    'outside_editor': ('editor', 'digital'),        # member of another channel
    'office': ('office', 'office'),
    'office_head': ('unit_head', 'office'),
    'director': ('director', 'leadership'),
    'admin': ('admin', None),
    'outsider': ('contributor unit_head editor office director admin', None),   # all rights, in another agency
}


def moment(day, clock='09:00'):
    """Return that day and hour of the agency as a naive UTC Datetime, as Python's clock and the database have it."""
    local = datetime.combine(datetime.fromisoformat(day).date(), time.fromisoformat(clock), HANOI)
    return local.astimezone(UTC).replace(tzinfo=None)


class CchcMixin:
    """One agency with units, bodies, channels and one account for each role, and documents in every state, which the
    right people bring there by the workflow steps."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clock = cls.startClassPatcher(freeze_time(moment(TODAY)))
        cls._numbers = count(1)
        cls._set_up_agency()
        cls.env.flush_all()

    def setUp(self):
        super().setUp()
        self.clock.move_to(moment(TODAY))

    @classmethod
    def _set_up_agency(cls):
        if not cls._find_agency():
            cls._make_agency()
        cls.genre = cls.env.ref('cchc_propaganda.genre_news')
        cls.video = cls.env.ref('cchc_propaganda.genre_video')

    @classmethod
    def _find_agency(cls):
        """Take the agency that bin/test has put into the database (``store_agency``); return whether there is one."""
        companies = {company.name: company for company in cls.env['res.company'].search([('name', 'in', AGENCIES)])}
        if not companies:
            return False
        cls.company, cls.other_company = (companies[name] for name in AGENCIES)
        logins = {f'test.{login}': login for login in ROLES}
        users = cls.env['res.users'].search([('login', 'in', [*logins])])
        cls.users = {login: users.filtered(lambda user, login=login: user.login == f'test.{login}') for login in ROLES}
        employees = cls.env['hr.employee'].search([('user_id', 'in', users.ids)])
        cls.employees = {logins[employee.user_id.login]: employee for employee in employees}
        within = [('company_id', '=', cls.company.id)]
        cls.units = {unit.name.lower(): unit for unit in cls.env['hr.department'].search(within)}
        cls.channels = {channel.code: channel for channel in cls.env['cchc.channel'].search(within)}
        return True

    @classmethod
    def _make_agency(cls):
        env = cls.env = cls.env(context={**cls.env.context, **QUIET})
        cls.company, cls.other_company = env['res.company'].create([
            {'name': name, 'partner_id': env['res.partner'].create({'name': name, 'lang': 'en_US'}).id}
            for name in AGENCIES])
        cls.users = {
            login: new_test_user(
                env, f'test.{login}', ','.join(f'cchc_propaganda.group_{group}' for group in groups.split()),
                name=login, lang='en_US', tz='Asia/Ho_Chi_Minh', notification_type='inbox',
                company_id=(cls.other_company if login == 'outsider' else cls.company).id)
            for login, (groups, __) in ROLES.items()}
        cls._set_up_units()
        cls._set_up_channels()
        cls.env = env(context={key: value for key, value in env.context.items() if key not in QUIET})

    @classmethod
    def _set_up_units(cls):
        kinds = {
            'leadership': 'leadership', 'office': 'division', 'press': 'division', 'digital': 'division',
            'board': 'board', 'cell': 'party', 'union': 'union'}
        cls.units = dict(zip(kinds, cls.env['hr.department'].create([
            {'name': name.title(), 'cchc_kind': kind, 'company_id': cls.company.id} for name, kind in kinds.items()
        ]), strict=True))
        sits = {login: unit for login, (__, unit) in ROLES.items() if unit}
        cls.employees = dict(zip(sits, cls.env['hr.employee'].create([
            {'name': login, 'user_id': cls.users[login].id, 'department_id': cls.units[unit].id,
             'company_id': cls.company.id} for login, unit in sits.items()]), strict=True))
        for unit, head in (('press', 'head'), ('digital', 'other_head'), ('office', 'office_head')):
            cls.units[unit].manager_id = cls.employees[head]
        for body, logins in (('board', ('editor', 'poster')), ('cell', ('colleague', 'stranger')), ('union', ())):
            cls.units[body].cchc_member_ids = [Command.set([cls.users[login].id for login in logins])]
        cls.company.write({
            'cchc_office_id': cls.units['office'].id, 'cchc_director_id': cls.users['director'].id})

    @classmethod
    def add_users_without_role(cls):
        """Add an employee without a role (``plain``), a portal user (``portal``) and a visitor (``public``)."""
        cls.users = {
            **cls.users,
            'plain': new_test_user(cls.env, 'test.plain', company_id=cls.company.id),
            'portal': new_test_user(cls.env, 'test.portal', 'base.group_portal', company_id=cls.company.id),
            'public': cls.env.ref('base.public_user'),
        }

    @classmethod
    def _set_up_channels(cls):
        members = [Command.set([cls.users[login].id for login in ('editor', 'poster')])]
        specifications = {
            'portal': {'is_internal': True},
            'page': {'owner': "Department of Home Affairs"},
            'closed': {'owner': "Radio of the province", 'kind': 'broadcast', 'unit_may_send': False},
            'elsewhere': {'member_ids': [Command.set(cls.users['outside_editor'].ids)]},
        }
        cls.channels = dict(zip(specifications, cls.env['cchc.channel'].create([
            {'name': name.title(), 'code': name, 'company_id': cls.company.id, 'url_prefix': f'https://{name}.example/',
             'member_ids': members, **values} for name, values in specifications.items()]), strict=True))

    # ------------------------------------------------------------------
    # Clock and people
    # ------------------------------------------------------------------

    def at(self, day, clock='09:00'):
        """Move on to that day of the agency."""
        self.clock.move_to(moment(day, clock))

    @contextmanager
    def on(self, day, clock='09:00'):
        """Move to another day for the block, then come back."""
        now = self.clock()
        self.at(day, clock)
        try:
            yield
        finally:
            self.clock.move_to(now)

    @classmethod
    def load_vietnamese(cls):
        """The databases of the tests are in English."""
        cls.env['res.lang']._activate_lang('vi_VN')
        cls.env['ir.module.module'].search([('name', '=', 'cchc_propaganda')])._update_translations(['vi_VN'])

    def as_(self, records, login, **context):
        """Return the records as that user sees them, with an empty cache."""
        records.env.flush_all()
        records.env.invalidate_all()
        return records.with_env(records.env(user=self.users[login].id, context=context))

    def model(self, name, login, **context):
        return self.as_(self.env[name], login, **context)

    def migrate(self, script):
        """Run a migration script as an upgrade does: ``cchc_propaganda/migrations/19.0.1.2.0/post-words.py``."""
        self.env.flush_all()
        runpy.run_path(file_path(script))['migrate'](self.env.cr, '19.0.1.0.0')
        self.env.invalidate_all()

    @contextmanager
    def undone(self):
        """Roll back everything done in the block."""
        with closing(self.env.cr.savepoint()):
            yield

    def refusal(self, function, *args, **kwargs):
        """Return the message of the refusal, '' when the call succeeds; undo the call."""
        with self.undone():
            try:
                function(*args, **kwargs)
                self.env.flush_all()
            except UserError as error:
                return str(error) or type(error).__name__
        return ''

    def assertRefused(self, words, function, *args, **kwargs):
        """Assert that the call is refused with these words (a regular expression)."""
        self.assertRegex(self.refusal(function, *args, **kwargs) or "nothing: it was let through", words)

    def assertAllowed(self, function, *args, **kwargs):
        self.assertEqual(self.refusal(function, *args, **kwargs), '')

    # ------------------------------------------------------------------
    # Documents
    # ------------------------------------------------------------------

    def plan_in(self, state='published', *obligations, issued='2024-01-02', leads=('press',), coordinators=('digital',),
                **values):
        """Return a plan of 2024 with one topic that has the obligations; by default one article a month on the portal,
        by the 25th."""
        with self.on(issued):
            plan = self.model('cchc.plan', 'office').create({'name': "Plan of 2024", 'year': 2024, **values})
            topic = plan.env['cchc.topic'].create({
                'plan_id': plan.id, 'code': '1', 'name': "News of the reform",
                'lead_department_ids': [self.units[unit].id for unit in leads],
                'coordinator_department_ids': [self.units[unit].id for unit in coordinators]})
            plan.env['cchc.obligation'].create([{
                'topic_id': topic.id, 'channel_id': self.channels['portal'].id, 'frequency': 'month', 'due_day': 25,
                **obligation} for obligation in obligations or ({},)])
            self._walk_plan(plan, state, issued)
        return plan.with_env(self.env)

    def _walk_plan(self, plan, state, issued):
        if state == 'cancelled':
            plan.action_cancel("Not needed this year")
        if state in ('submitted', 'approved', 'published'):
            plan.action_submit()
        if state in ('approved', 'published'):
            self.as_(plan, 'director').action_approve()
        if state == 'published':
            self.as_(plan, 'office').write({'number': f'{next(self._numbers)}/KH-TEST', 'date_issued': issued})
            self.as_(plan, 'office').action_publish()

    @classmethod
    def load_plan_2024(cls):
        """Load the official plan of 2024, as a draft, and its agency from the demonstration's files."""
        for name in ('cchc_agency_demo', 'cchc_plan_2024_demo'):
            convert_file(cls.env, 'cchc_propaganda', f'demo/{name}.xml', {}, mode='init', noupdate=True)
        return cls.env.ref('cchc_propaganda.plan_2024')

    def assignment(self, plan, period_key, channel='portal', unit='press'):
        """Return the only assignment of the plan for that period."""
        [assignment] = plan.assignment_ids.filtered(lambda assignment: (
            assignment.period_key == period_key and assignment.channel_id == self.channels[channel]
            and assignment.origin_department_id == self.units[unit]))
        return assignment

    def assignment_in(self, state, unit='press'):
        """Return the unit's assignment for March 2024, due on the 25th, on a day on which it is in that state."""
        self.at(TODAY)
        plan = self.plan_in('published', leads=(unit,))
        assignment = self.assignment(plan, '2024-M03', unit=unit)
        if state in ('exempt', 'waived'):
            decider = self.as_(assignment, 'director' if unit == 'office' else 'office')
            decider.action_exempt("No staff") if state == 'exempt' else decider.action_waive("No longer needed")
        elif state in ('done', 'late'):
            self.at('2024-03-20' if state == 'done' else '2024-03-28')
            self.post(self.article_in(
                'approved', department_id=self.units[unit].id, by='office', assignments=[assignment]))
        elif state == 'overdue':
            self.at('2024-03-26')
            self.refresh(plan)
        self.assertEqual(assignment.state, state)
        return assignment

    def refresh(self, plan):
        """Refresh the assignments of a plan as the cron does."""
        plan.env.add_to_compute(plan.assignment_ids._fields['state'], plan.assignment_ids)
        plan.assignment_ids.flush_recordset(['state'])

    def without_reports(self):
        """Switch off the rules of the reports, where that addon is installed, too: they keep a year open."""
        if 'cchc.report.regime' in self.env:
            self.env['cchc.report.regime'].search([]).active = False

    def article_in(self, state='draft', channels=('portal',), by='author', assignments=(), **values):
        """Return an article of ``author`` and ``coauthor`` for the unit ``press``; ``assignments``: chosen for its
        publications, in the order of the channels; ``by``: who types it."""
        chosen = dict(zip(channels, assignments, strict=False))
        article = self.model('cchc.article', by).create({
            'name': "Forms online", 'body': "<p>The forms are online.</p>", 'genre_id': self.genre.id,
            'author_id': self.users['author'].id, 'contributor_ids': self.users['coauthor'].partner_id.ids,
            'department_id': self.units['press'].id,
            'publication_ids': [Command.create({
                'channel_id': self.channels[channel].id,
                'assignment_id': chosen[channel].id if channel in chosen else False,
            }) for channel in channels], **values})
        if state == 'cancelled':
            self.as_(article, 'author').action_cancel("Written twice")
        if state in ('submitted', 'approved', 'published'):
            self.as_(article, 'author').action_submit()
        if state in ('approved', 'published'):
            self.as_(article, 'editor').action_approve()
        if state == 'published':
            self.post(article, channels[0])
        return article.with_env(self.env)

    def publication(self, article, channel):
        """Return the live publication of the article on the channel."""
        return article.with_env(self.env).publication_ids.filtered(lambda publication: (
            publication.channel_id == self.channels[channel] and publication.state in ('pending', 'sent', 'published')))

    def link(self, channel='portal'):
        """Return an unused link of that channel."""
        return f'https://{channel}.example/{next(self._numbers)}.html'

    def post(self, article, channel='portal', day=False, url=None):
        """Confirm as the board that the article is on the channel since that day (else today); return its
        publication."""
        publication = self.publication(article, channel)
        self.as_(publication, 'editor').write({'url': url or self.link(channel), 'date_published': day})
        self.as_(publication, 'editor').action_publish()
        return publication

    def publication_in(self, state, channel='page', **values):
        """Return a publication on that channel; its article is approved, or posted if the publication is."""
        publication = self.publication(self.article_in('approved', (channel,), **values), channel)
        if state in ('sent', 'refused'):
            self.as_(publication, 'editor').action_send()
        if state == 'refused':
            self.as_(publication, 'editor').action_refuse("Too long")
        if state in ('published', 'removed'):
            self.post(publication.article_id, channel)
        if state == 'removed':
            self.as_(publication, 'editor').action_remove("Wrong figures")
        return publication

    def attachment(self, login, **values):
        """Return a file that this person has just uploaded."""
        return self.model('ir.attachment', login).create({'name': 'photo.txt', 'raw': b'first', **values})

    def notices_of(self, function, *args):
        """Send earlier news, call the function, and return the notifications it causes (``mail.notification``)."""
        self._send_notices()
        with RecordCapturer(self.env['mail.notification'].sudo()) as told:
            function(*args)
            self._send_notices()
            self.env.flush_all()
        return told.records

    def _send_notices(self):
        """Send the news as the cron does after a step is committed."""
        for notices in self.env['cchc.notice']._waiting():
            notices._send()

    def lines(self, record):
        """Return the lines of the chatter, oldest first."""
        return record.with_env(self.env).message_ids.sorted('id')


class CchcCommon(CchcMixin, TransactionCase):
    """Tests that never commit."""


def store_agency(env):
    """Make the agency of the tests in this database, so that no class has to: that took a fifth of the whole run."""
    with freeze_time(moment(TODAY)):
        type('StoredAgency', (CchcMixin,), {'env': env})._make_agency()
