# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The stage: the people of the agency, a clock set to each day in turn, and the actions of people.

Everything goes through the models' own methods as the user who acts, in their language and company. The superuser only
looks things up and runs the nightly job.
"""

import heapq
from datetime import datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from odoo.fields import Command

MORNING = time(8, 0)
BETWEEN_STEPS = timedelta(minutes=7)
EDITORS = ('bientap1', 'bientap2')
PORTAL, PAGE, ZALO, OWN_ZALO, RADIO = 'CONG-SO', 'CCHC-TINH', 'CONG-TINH-ZALO', 'ZALO-SO', 'DAI-PTTH'   # channels
# Unit -> who writes there, who heads it.
STAFF = {
    'department_office': ('chuyenvien.vanphong', 'chanhvanphong'),
    'department_press': ('chuyenvien.ttbcxb', 'truongphong.ttbcxb'),
    'department_digital': ('chuyenvien.cds', 'truongphong.cds'),
    'department_inspectorate': ('chuyenvien.thanhtra', 'chanhthanhtra'),
    'department_centre': ('chuyenvien.cns', 'giamdoc.cns'),
}


class Stage:
    """`env`: the environment of the superuser; `clock`: a frozen clock, never later than `now`, an aware datetime."""

    def __init__(self, env, clock, now):
        self.env = env
        self.company = env.ref('cchc_propaganda.company_stttt')
        self._clock = clock
        self._zone = ZoneInfo(self.company.cchc_tz)
        self._now = now.astimezone(self._zone)
        self._moment = datetime.min.replace(tzinfo=self._zone)
        self._users = {user.login: user for user in env['res.users'].search([('company_id', '=', self.company.id)])}
        env['res.users'].union(*self._users.values()).notification_type = 'inbox'   # no mail leaves a demonstration
        self._channels = {channel.code: channel for channel in env['cchc.channel'].search(
            [('company_id', '=', self.company.id)])}
        self._staff = {env.ref(f'cchc_propaganda.{unit}'): logins for unit, logins in STAFF.items()}

    @property
    def today(self):
        """Return the real date in the agency."""
        return self._now.date()

    def play(self, lifelines):
        """Run the lifelines together. Each is a generator that yields the day of its next step."""
        order, waiting = count(), []
        for line in lifelines:
            self._wait(waiting, line, order)
        while waiting:
            day, __, line = heapq.heappop(waiting)
            self._go_to(day)
            self._wait(waiting, line, order)

    def _wait(self, waiting, line, order):
        day = next(line, None)
        if day:
            heapq.heappush(waiting, (day, next(order), line))

    def _go_to(self, day):
        """Set the clock to that day, some minutes after the last step. A new day begins with the nightly job."""
        if day < self._moment.date():
            raise ValueError(f"The story goes back from {self._moment.date()} to {day}.")
        is_new_day = day > self._moment.date()
        if is_new_day:
            self.tell_news()
        morning = datetime.combine(day, MORNING, self._zone)
        self._moment = min(morning if is_new_day else self._moment + BETWEEN_STEPS, self._now)
        self._clock.move_to(self._moment)
        if is_new_day:
            self.pass_night()

    def tell_news(self):
        """Send the notices of the day, as the cron would have done at once."""
        for notices in self.env['cchc.notice']._waiting():
            notices._send()

    def pass_night(self):
        """Commit, mark the assignments that became overdue, and open the reports that became due."""
        self.env.cr.commit()
        self.env['cchc.assignment']._cron_refresh()
        self.env['cchc.report']._cron_open()

    # -- Looking things up --------------------------------------------------------------------------------------------

    def as_(self, login, records):
        """Return the records as in the web client of that user."""
        user = self._users[login]
        return records.with_env(self.env(user=user, context={
            'lang': user.lang, 'tz': user.tz, 'allowed_company_ids': user.company_ids.ids}))

    def ref(self, name):
        """Return the record of the core addon with that external id."""
        return self.env.ref(f'cchc_propaganda.{name}')

    def user(self, login):
        """Return the account, as superuser."""
        return self._users[login]

    def author_of(self, department):
        """Return the login of the writer of the unit."""
        return self._staff[department][0]

    def units(self):
        """Return the units in which somebody writes."""
        return list(self._staff)

    def head_of(self, department):
        """Return the login of the head of the unit."""
        return self._staff[department][1]

    def channel(self, code):
        """Return the channel with that code."""
        return self._channels[code]

    def assignment(self, plan, key, code):
        """Return the plan's assignment for the period on the channel with that code."""
        [assignment] = plan.assignment_ids.filtered(
            lambda assignment: (assignment.period_key, assignment.channel_id.code) == (key, code))
        return assignment

    def topics(self, plan, names):
        """Return the topics of the plan: "2" is a row of the appendix, "1/7" the seventh bullet of row 1."""
        found = self.env['cchc.topic']
        for name in names:
            code, __, bullet = name.partition('/')
            [row] = plan.topic_ids.filtered(lambda topic, code=code: topic.code == code)
            found |= row.child_ids.sorted('sequence')[int(bullet) - 1] if bullet else row
        return found

    # -- What people do -----------------------------------------------------------------------------------------------

    def write(self, login, piece, assignments=(), channels=(), **values):
        """Write a draft, by the button of its first assignment or on those channels. Return it with the author's
        rights."""
        drafts = self.as_(login, self.env['cchc.article'])
        if assignments:
            drafts = drafts.with_context(**self.as_(login, assignments[0]).action_write_article()['context'])
        article = self.as_(login, drafts.create({
            'name': piece.title, 'body': piece.body, 'genre_id': self.ref(f'genre_{piece.genre}').id, **values}))
        article.write({
            'topic_ids': [Command.link(topic.id) for topic in self.topics(article.plan_id, piece.topics)],
            'publication_ids': [
                *(Command.create({'channel_id': assignment.channel_id.id, 'assignment_id': assignment.id})
                  for assignment in assignments[1:]),
                *(Command.create({'channel_id': self.channel(code).id}) for code in channels)],
        })
        return article

    def editor_of(self, article):
        """Return the login of the editor of the day. The editors take turns and do not review their own articles."""
        authors = article.author_id | article.submitted_by_id
        turn = self._moment.toordinal() % len(EDITORS)
        return next(login for login in EDITORS[turn:] + EDITORS[:turn] if self._users[login] not in authors)

    def approve(self, article):
        """The board approves."""
        self.as_(self.editor_of(article), article).action_approve()

    def send_back(self, article, reason):
        """The board returns, with the reason."""
        self.as_(self.editor_of(article), article).action_return(reason)

    def send(self, article, code=None):
        """The author hands the article over to its external channels, or to that one."""
        article.publication_ids.filtered(lambda publication: (
            publication.state == 'pending' and not publication.is_internal
            and code in (None, publication.channel_id.code))).action_send()

    def refuse(self, article, code, reason):
        """The board records that the channel did not accept the article. Return the publication, to send again."""
        publication = self.publication(article, code)
        self.as_(self.editor_of(article), publication).action_refuse(reason)
        return publication

    def post(self, article, code, slug, **values):
        """The article appears on the channel today. The board posts it on the agency's own channels. For an external
        channel, the author reports the link and the board confirms it."""
        publication = self.publication(article, code)
        prefix = publication.channel_id.url_prefix.split()[-1]
        found = {'url': f'{prefix}{self._moment:%Y/%m}/{slug}', 'date_published': self._moment.date(), **values}
        on_board = self.as_(self.editor_of(article), publication)
        (on_board if publication.is_internal else publication).write(found)
        on_board.action_publish()

    def publication(self, article, code):
        """Return the live publication of the article on the channel."""
        [publication] = article.publication_ids.filtered(lambda publication: (
            publication.channel_id.code == code and publication.state in ('pending', 'sent', 'published')))
        return publication
