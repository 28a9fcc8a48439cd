# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from itertools import product
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import CchcCommon

# kind -> who is told, except the person who took the step (an article of author and coauthor on the portal)
TOLD = {
    'submitted': {'editor'},
    'approved': {'author', 'coauthor', 'poster'},
    'returned': {'author', 'coauthor'},
    'published': {'author', 'coauthor'},
    'refused': {'author', 'coauthor', 'head'},
    'removed': {'author', 'coauthor'},
    'cancelled': {'author', 'coauthor'},
}
MAILED = {'returned', 'published'}   # only these go by mail, unless the agency turns on more
# kind -> title and sentence that the reader of each language gets
WORDS = {
    'en_US': {
        'submitted': ("For review: Forms online", "author has submitted “Forms online” for review."),
        'approved': ("Approved, to be posted: Forms online", "editor has approved “Forms online” for posting."),
        'returned': ("Returned: Forms online", "editor has returned “Forms online”."),
        'published': ("Posted: Forms online", "editor has confirmed that “Forms online” is posted."),
        'refused': ("Not accepted by the channel: Forms online",
                    "editor has recorded that a channel does not accept “Forms online”."),
        'removed': ("Taken down: Forms online", "editor has taken down “Forms online”."),
        'cancelled': ("Cancelled: Forms online", "editor has cancelled “Forms online”."),
    },
    'vi_VN': {
        'submitted': ("Chờ duyệt: Forms online", "author đã gửi duyệt “Forms online”."),
        'approved': ("Đã duyệt, chờ đăng: Forms online", "editor đã duyệt đăng “Forms online”."),
        'returned': ("Bị trả lại: Forms online", "editor đã trả lại “Forms online”."),
        'published': ("Đã đăng: Forms online", "editor đã xác nhận “Forms online” được đăng, phát."),
        'refused': ("Kênh không duyệt đăng: Forms online", "editor đã ghi nhận kênh không duyệt đăng “Forms online”."),
        'removed': ("Đã gỡ: Forms online", "editor đã gỡ “Forms online”."),
        'cancelled': ("Đã hủy: Forms online", "editor đã hủy “Forms online”."),
    },
}


@tagged('post_install', '-at_install')
class TestNotices(CchcCommon):
    """Notices of a step reach the right people once, in their language and in the way they prefer."""

    def happen(self, kind):
        """Take the step of that notice; return the notices it creates."""
        publication = None
        if kind == 'submitted':
            step = self.as_(self.article_in('draft'), 'author').action_submit
        elif kind in ('approved', 'returned', 'cancelled'):
            article = self.as_(self.article_in('submitted'), 'editor')
            step = {
                'approved': article.action_approve, 'returned': lambda: article.action_return("Too short"),
                'cancelled': lambda: article.action_cancel("Out of date")}[kind]
        else:
            publication = self.publication_in('published' if kind == 'removed' else 'sent')
            if kind == 'published':
                self.as_(publication, 'editor').url = self.link('page')
            publication = self.as_(publication, 'editor')
            step = {
                'published': publication.action_publish, 'refused': lambda: publication.action_refuse("Too long"),
                'removed': lambda: publication.action_remove("Wrong figures")}[kind]
        return self.notices_of(step)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.load_vietnamese()

    def logins(self, notices):
        """Return the names (the logins) of the people told; a person told twice is listed twice."""
        return sorted(notice.res_partner_id.name for notice in notices)

    def test_each_step_is_told_to_the_right_people_once(self):
        for kind, people in TOLD.items():
            with self.subTest(kind=kind), self.undone():
                notices = self.happen(kind)
                self.assertEqual(self.logins(notices), sorted(people))
                self.assertEqual(len(notices), len(people))

    def test_each_kind_in_each_language_the_way_each_reader_prefers(self):
        """Kind × language × preference × setting of the agency: words, and mail or inbox."""
        for kind, lang, preference, mailed in product(TOLD, WORDS, ('inbox', 'email'), (False, True)):
            with self.subTest(kind=kind, lang=lang, preference=preference, mailed=mailed), self.undone():
                readers = self.env['res.users'].union(*(self.users[login] for login in TOLD[kind]))
                readers.write({'lang': lang, 'notification_type': preference})
                self.company[f'cchc_mail_{kind}'] = mailed
                notices = self.happen(kind)
                self.assertEqual(self.logins(notices), sorted(TOLD[kind]))
                by_mail = preference == 'email' and mailed
                self.assertEqual(set(notices.mapped('notification_type')), {'email' if by_mail else 'inbox'})
                [message] = notices.mail_message_id
                title, sentence = WORDS[lang][kind]
                self.assertEqual(message.subject, title)
                self.assertIn(f'<p>{sentence}</p>', message.body)

    def test_only_what_was_returned_and_posted_is_mailed_unless_the_agency_turns_more_on(self):
        self.assertEqual({kind for kind in TOLD if self.company[f'cchc_mail_{kind}']}, MAILED)
        settings = self.model('cchc.settings', 'admin', allowed_company_ids=self.company.ids).create({})
        settings.cchc_mail_submitted = True
        settings.action_save()
        self.assertEqual({kind for kind in TOLD if self.company[f'cchc_mail_{kind}']}, MAILED | {'submitted'})
        self.assertEqual({kind for kind in TOLD if self.other_company[f'cchc_mail_{kind}']}, MAILED)

    def test_each_reads_their_own_language(self):
        self.users['coauthor'].lang = 'vi_VN'
        notices = self.happen('returned')
        self.assertEqual(
            {notice.res_partner_id: notice.mail_message_id.subject for notice in notices},
            {self.users['author'].partner_id: "Returned: Forms online",
             self.users['coauthor'].partner_id: "Bị trả lại: Forms online"})

    def test_notice_says_why_and_until_when(self):
        assignment = self.assignment(self.plan_in(), '2024-M03')
        article = self.article_in('submitted', assignments=[assignment])
        [message] = self.notices_of(self.as_(article, 'editor').action_return, "Too short").mail_message_id
        self.assertIn("<p>Reason: Too short</p>", message.body)
        self.assertIn("<p>Deadline: 25/03/2024</p>", message.body)
        self.assertEqual((message.model, message.res_id), ('cchc.article', article.id))
        self.assertEqual(message.author_id, self.users['editor'].partner_id)

    def test_notice_of_posting_has_the_link(self):
        publication = self.publication(self.article_in('approved'), 'portal')
        self.as_(publication, 'editor').url = 'https://portal.example/forms.html'
        [message] = self.notices_of(self.as_(publication, 'editor').action_publish).mail_message_id
        self.assertIn("Portal: https://portal.example/forms.html", message.body)

    def test_words_of_people_are_text_in_a_notice(self):
        article = self.as_(self.article_in('submitted', name="<img src=x>"), 'editor')
        [message] = self.notices_of(article.action_return, "<script>alert(1)</script>").mail_message_id
        self.assertNotIn('<img src', message.body)
        self.assertNotIn('<script', message.body)
        self.assertIn("&lt;script&gt;", message.body)

    # ------------------------------------------------------------------
    # People who are not told
    # ------------------------------------------------------------------

    def test_who_did_it_is_not_told(self):
        article = self.article_in('draft')
        self.as_(article, 'coauthor').action_submit()
        self.assertEqual(
            self.logins(self.notices_of(self.as_(article, 'editor').action_return, "Too short")),
            ['author', 'coauthor'])
        notices = self.notices_of(self.as_(self.article_in('draft'), 'author').action_cancel, "Written twice")
        self.assertEqual(self.logins(notices), ['coauthor'])

    def test_one_person_in_two_roles_is_told_once(self):
        """Author and submitter of the article, head of its unit, and one of those who post on the channel."""
        self.channels['page'].member_ids += self.users['head']
        article = self.article_in('draft', ('page',), author_id=self.users['head'].id, by='office')
        self.as_(article, 'head').action_submit()
        for step, told in (('approve', ['coauthor', 'head', 'poster']), ('refuse', ['coauthor', 'head'])):
            if step == 'refuse':
                publication = self.publication(article, 'page')
                self.as_(publication, 'editor').action_send()
                notices = self.notices_of(self.as_(publication, 'editor').action_refuse, "Too long")
            else:
                notices = self.notices_of(self.as_(article, 'editor').action_approve)
            self.assertEqual(self.logins(notices), told)

    def test_who_left_is_not_told_and_nothing_fails(self):
        """In OCA/mail #114 an automatic activity fails because the person left."""
        self.users['coauthor'].active = False
        self.assertEqual(self.logins(self.happen('returned')), ['author'])
        self.users['author'].active = False
        self.assertFalse(self.happen('refused').filtered(
            lambda notice: notice.res_partner_id == self.users['author'].partner_id))

    def test_who_may_not_read_it_is_not_told(self):
        article = self.article_in('submitted')
        notices = self.notices_of(
            article.with_user(self.users['editor'])._send_notice, 'corrected',
            self.users['stranger'] | self.users['outsider'] | self.users['office'])
        self.assertEqual(self.logins(notices), ['office'])

    def test_telling_makes_nobody_a_follower(self):
        article = self.article_in('draft')
        before = article.message_partner_ids
        self.as_(article, 'author').action_submit()
        self.notices_of(self.as_(article, 'editor').action_return, "Too short")
        self.assertEqual(article.message_partner_ids, before)

    def test_follower_is_told_of_no_step_that_is_not_theirs(self):
        article = self.article_in('submitted')
        article.message_subscribe(self.users['colleague'].partner_id.ids)
        notices = self.notices_of(self.as_(article, 'editor').action_return, "Too short")
        self.assertEqual(self.logins(notices), ['author', 'coauthor'])

    def test_nobody_is_told_of_what_is_recorded_afterwards(self):
        article = self.article_in('draft')
        self.as_(self.publication(article, 'portal'), 'author').write({
            'url': self.link(), 'date_published': '2024-03-01'})
        self.assertFalse(self.notices_of(self.as_(article, 'office').action_register))

    def test_what_was_recalled_meanwhile_is_no_news(self):
        article = self.as_(self.article_in('draft'), 'author')
        self.assertFalse(self.notices_of(lambda: article.action_submit() and article.action_recall()))

    # ------------------------------------------------------------------
    # Once
    # ------------------------------------------------------------------

    def test_step_that_is_rolled_back_tells_nobody(self):
        article = self.article_in('submitted')

        def fail():
            with self.undone():
                self.as_(article, 'editor').action_return("Too short")
                self.env.flush_all()
        self.assertFalse(self.notices_of(fail))
        self.assertEqual(len(self.notices_of(self.as_(article, 'editor').action_return, "Too short")), 2)
        self.assertFalse(self.notices_of(lambda: None))

    def test_ten_articles_at_once_are_one_notice_with_a_list(self):
        articles = self.env['cchc.article'].union(*(
            self.article_in('submitted', name=f"Article {number}") for number in range(10)))
        notices = self.notices_of(self.as_(articles, 'editor').action_return, "Too short")
        self.assertEqual(self.logins(notices), ['author', 'coauthor'])
        [message] = notices.mail_message_id
        self.assertEqual(message.subject, "Returned: Article 0 and 9 more")
        self.assertFalse(message.res_id)
        for article in articles:
            self.assertIn(f'/mail/view?model=cchc.article&amp;res_id={article.id}', message.body)

    def test_what_somebody_does_one_by_one_is_one_notice_too(self):
        articles = [self.as_(self.article_in('submitted', name=f"Article {number}"), 'editor') for number in range(3)]
        notices = self.notices_of(lambda: [article.action_return("Too short") for article in articles])
        self.assertEqual(self.logins(notices), ['author', 'coauthor'])

    def test_each_gets_a_list_of_their_own(self):
        articles = self.article_in('submitted'), self.article_in('submitted', contributor_ids=False)
        notices = self.notices_of(
            self.as_(self.env['cchc.article'].union(*articles), 'editor').action_return, "Too short")
        self.assertEqual(
            {notice.res_partner_id: notice.mail_message_id.subject for notice in notices},
            {self.users['author'].partner_id: "Returned: Forms online and 1 more",
             self.users['coauthor'].partner_id: "Returned: Forms online"})

    def test_twenty_articles_cost_the_step_and_the_telling_what_two_cost(self):
        """Storing the news takes one insert; the queries for telling grow with the readers, not the documents."""
        articles = self.env['cchc.article'].union(*(self.article_in('submitted') for __ in range(22)))
        costs = []
        for some in (articles[:2], articles[2:]):
            some = self.as_(some, 'editor').sudo()
            self.notices_of(some._send_notice, 'corrected', self.users['author'])   # the cache is warm
            before = self.env.cr.sql_log_count
            some._send_notice('corrected', self.users['author'])
            self.env.flush_all()
            left = self.env.cr.sql_log_count
            self.env.invalidate_all()
            self._send_notices()
            self.env.flush_all()
            costs.append((left - before, self.env.cr.sql_log_count - left))
        self.assertEqual(costs[0], costs[1])

    def test_notice_that_cannot_be_sent_waits_and_the_others_go(self):
        self.as_(self.article_in('submitted'), 'editor').action_return("Too short")
        self.as_(self.article_in('submitted'), 'editor').action_cancel("Out of date")
        Article, tell = type(self.env['cchc.article']), type(self.env['cchc.article'])._tell

        def broken(records, notices, readers):
            if notices[0].kind == 'returned':
                raise ValueError("no words")
            return tell(records, notices, readers)
        logger = 'odoo.addons.cchc_propaganda.models.reminder.cchc_notice'
        with patch.object(Article, '_tell', broken), mute_logger(logger):
            self._send_notices()
        self.assertEqual(self.env['cchc.notice'].search([]).mapped('kind'), ['returned'])
        self._send_notices()
        self.assertFalse(self.env['cchc.notice'].search([]))

    def test_notice_that_always_fails_is_given_up_and_the_office_sees_it(self):
        """After five hours the notice is not tried again, and the log of reminders says who was not told."""
        articles = self.article_in('submitted', name="The bad one"), self.article_in('submitted')
        for article in articles:
            self.as_(article, 'editor').action_return("Too short")
        Article, tell = type(self.env['cchc.article']), type(self.env['cchc.article'])._tell
        asked = []

        def broken(records, notices, readers):
            asked.append(notices)
            if articles[0] in records:
                raise ValueError("no words")
            return tell(records, notices, readers)
        logger = 'odoo.addons.cchc_propaganda.models.reminder.cchc_notice'
        with patch.object(Article, '_tell', broken), mute_logger(logger):
            for hour in (9, 10, 11, 12):
                for minute in (0, 30):      # a run that a step triggers in between does not count
                    self.at('2024-03-12', f'{hour:02}:{minute:02}')
                    self._send_notices()
            [notice] = self.env['cchc.notice'].search([])
            self.assertEqual((notice.tries, notice.fault), (4, False))
            self.at('2024-03-12', '13:00')
            self._send_notices()
            del asked[:]
            self.at('2024-03-12', '15:00')
            self._send_notices()
            self.env['cchc.notice']._cron_send()
            self.assertFalse(asked, "it is not tried any more")
        self.assertEqual(self.env['cchc.notice'].search([]), notice, "the other one was told")
        self.assertEqual((notice.res_id, notice.tries, notice.fault), (articles[0].id, 5, "ValueError: no words"))
        logs = self.model('cchc.reminder.log', 'office').search([('fault', '=', 'notice')])
        self.assertEqual(
            {(log.user_id, log.record_name, log.res_id) for log in logs},
            {(self.users[login], "The bad one", articles[0].id) for login in ('author', 'coauthor')})
        self.assertIn("tried 5 times: ValueError: no words", logs[0].text)
        self.env['cchc.reminder.rule']._cron_run()
        self.assertEqual(len(logs.exists()), 2)

    def test_cron_is_woken_by_the_step(self):
        cron = self.env.ref('cchc_propaganda.ir_cron_notice')
        before = self.env['ir.cron.trigger'].search_count([('cron_id', '=', cron.id)])
        self.as_(self.article_in('draft'), 'author').action_submit()
        self.assertEqual(self.env['ir.cron.trigger'].search_count([('cron_id', '=', cron.id)]), before + 1)

    # ------------------------------------------------------------------
    # Plans
    # ------------------------------------------------------------------

    def test_plan_is_told_to_the_director_and_its_decision_to_the_office(self):
        self.users['office'].copy({'login': 'test.second_office', 'name': 'second_office'})
        for state, login, step, told in (
                ('draft', 'office', 'action_submit', ['director']),
                ('submitted', 'director', 'action_approve', ['office', 'second_office']),
                ('submitted', 'director', 'action_return', ['office', 'second_office'])):
            with self.subTest(step=step):
                plan = self.plan_in(state)
                arguments = ["Budget is missing"] if step == 'action_return' else []
                self.assertEqual(
                    self.logins(self.notices_of(getattr(self.as_(plan, login), step), *arguments)), told)
