# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import tagged

from ..common import TODAY, CchcCommon

LAST_MONTH = '2024-02-20'


@tagged('post_install', '-at_install')
class TestFourEyes(CchcCommon):
    """DESIGN §4, approve: nobody approves an article that they created or edited before it was first submitted."""

    def drafted_by(self, login, **values):
        """Return an article in the author's name, typed by another person."""
        return self.article_in('draft', by=login, **values)

    def approvers(self, article):
        """Return the people who may approve the article now."""
        return {login for login in self.users if not self.refusal(self.as_(article, login).action_approve)}

    # ------------------------------------------------------------------
    # Who approves
    # ------------------------------------------------------------------

    def test_who_drafts_in_a_colleague_s_name_does_not_approve(self):
        """A colleague who clicks “Submit for review” does not become the writer."""
        article = self.drafted_by('editor')
        self.as_(article, 'author').action_submit()
        self.assertRefused("You wrote “Forms online” before it was first submitted.*nobody yet",
                           self.as_(article, 'editor').action_approve)
        self.assertRefused("before it was first submitted", self.as_(article, 'editor').write, {'state': 'approved'})
        self.assertFalse(self.as_(article, 'editor').can_approve)
        self.assertTrue(self.as_(article, 'editor').is_involved)
        self.assertEqual(self.approvers(article), set())

    def test_who_wrote_a_version_before_the_first_submission_does_not_approve(self):
        self.users['head'].group_ids = [Command.link(self.env.ref('cchc_propaganda.group_editor').id)]
        self.channels['portal'].member_ids = [Command.link(self.users['head'].id)]
        for values in ({'body': "<p>Rewritten by the head.</p>"}, {'name': "Another title"},
                       {'attachment_ids': [Command.link(self.attachment('head').id)]}):
            with self.subTest(values=values), self.undone():
                article = self.article_in('draft')
                self.as_(article, 'head').write(values)
                self.as_(article, 'author').action_submit()
                self.assertEqual(self.approvers(article), {'editor'})

    def test_who_only_sorts_it_in_may_still_approve(self):
        """Plan, topics and genre are not text: the Office even changes the plan of articles when it issues one."""
        self.users['head'].group_ids = [Command.link(self.env.ref('cchc_propaganda.group_editor').id)]
        self.channels['portal'].member_ids = [Command.link(self.users['head'].id)]
        article = self.article_in('draft')
        self.as_(article, 'head').genre_id = self.env.ref('cchc_propaganda.genre_article')
        self.as_(article, 'author').action_submit()
        self.assertEqual(self.approvers(article), {'editor', 'head'})

    def test_the_board_s_corrections_make_nobody_an_author(self):
        """DESIGN §4: editing a submitted article makes nobody its author, not even after a return."""
        article = self.article_in('submitted')
        self.as_(article, 'editor').body = "<p>Corrected by the board.</p>"
        self.as_(article, 'editor').action_return("Look at it again")
        self.as_(article, 'author').action_submit()
        self.assertAllowed(self.as_(article, 'editor').action_approve)

    def test_a_recall_does_not_begin_anew(self):
        article = self.drafted_by('editor')
        self.as_(article, 'author').action_submit()
        self.as_(article, 'author').action_recall()
        self.as_(article, 'author').body = "<p>Written by the author after all.</p>"
        self.as_(article, 'author').action_submit()
        self.assertRefused("before it was first submitted", self.as_(article, 'editor').action_approve)

    def test_a_copy_has_only_its_own_writer(self):
        article = self.drafted_by('editor')
        copy = self.as_(article, 'author').copy()
        self.assertEqual(copy._drafters(), self.users['author'])

    def test_where_authors_may_approve_so_may_the_writer_with_a_reason(self):
        self.company.cchc_allow_self_approval = True
        article = self.drafted_by('editor')
        self.as_(article, 'author').action_submit()
        self.assertRefused("needs a reason", self.as_(article, 'editor').action_approve)
        self.assertAllowed(self.as_(article, 'editor').action_approve, "Nobody else is there")

    def test_nobody_types_who_wrote_it(self):
        article = self.drafted_by('editor')
        for login in ('author', 'editor', 'office', 'director', 'admin'):
            for values in ({'drafter_ids': []}, {'registered_by_id': self.users['office'].id}):
                self.assertTrue(self.refusal(self.as_(article, login).write, values))
        self.assertRefused("cannot be entered by hand", self.drafted_by, 'editor', drafter_ids=[])

    def test_who_wrote_what_is_there_already_is_read_from_its_history(self):
        article = self.drafted_by('office')
        self.as_(article, 'head').body = "<p>Rewritten by the head.</p>"
        self.as_(article, 'coauthor').genre_id = self.env.ref('cchc_propaganda.genre_article')
        self.as_(article, 'author').action_submit()
        self.at('2024-03-12')
        self.as_(article, 'editor').body = "<p>Corrected by the board.</p>"
        registered = self.recorded('editor').article_id
        writers = article._drafters()
        self.assertEqual(writers, self.users['office'] | self.users['head'])
        self.env.flush_all()
        self.env.cr.execute("UPDATE cchc_article SET registered_by_id = NULL, drafter_ids = NULL")
        self.migrate('cchc_propaganda/migrations/19.0.1.1.0/pre-writers.py')
        self.assertEqual(article._drafters(), writers)
        self.assertEqual(registered.registered_by_id, self.users['editor'])

    # ------------------------------------------------------------------
    # Articles recorded after posting
    # ------------------------------------------------------------------

    def recorded(self, by='editor', written_by=None, posted=TODAY):
        """Record an article as already posted; return its publication."""
        article = self.drafted_by(written_by or by, publication_ids=[Command.create({
            'channel_id': self.channels['portal'].id, 'url': self.link(), 'date_published': posted})])
        self.as_(article, by).action_register()
        return self.publication(article, 'portal')

    def test_one_person_alone_is_told_from_two(self):
        """The record tells whether one person alone wrote the article, entered its publication and registered it."""
        alone = self.recorded('editor')
        self.assertTrue(alone.is_recorded_alone)
        self.assertEqual(alone.article_id.registered_by_id, self.users['editor'])
        self.assertEqual(alone.recorded_by_id, self.users['editor'])
        self.assertFalse(self.recorded('office', written_by='editor').is_recorded_alone)
        self.assertFalse(self.publication_in('published').is_recorded_alone, "it was reviewed")

    def test_a_second_hand_in_text_or_link_is_enough(self):
        for values in ({'body': "<p>By another.</p>"}, None):
            article = self.drafted_by('editor', publication_ids=[Command.create({
                'channel_id': self.channels['portal'].id, 'url': self.link(), 'date_published': TODAY})])
            if values:
                self.as_(article, 'author').write(values)
            else:
                self.as_(article.publication_ids, 'author').url = self.link()
            self.as_(article, 'editor').action_register()
            self.assertFalse(article.publication_ids.is_recorded_alone)

    def test_follow_up_shows_them_to_office_and_director(self):
        self.plan_in('published', {'date_from': '2024-02-01', 'date_to': '2024-03-31'}, issued='2024-02-01')
        alone = self.recorded('editor')
        late = self.recorded('office', written_by='editor', posted=LAST_MONTH)
        self.assertEqual((alone.is_recorded_alone, alone.is_recorded_late), (True, False))
        self.assertEqual((late.is_recorded_alone, late.is_recorded_late), (False, True))
        self.recorded('office', written_by='editor')
        for login in ('office', 'director'):
            records = self.model('cchc.dashboard', login).get_data()['records']
            self.assertEqual([(line['id'], line['why']) for line in records['lines']], [
                (late.id, "Posted on 20/02/2024, recorded after the deadline on 11/03/2024 (editor)."),
                (alone.id, "Written and recorded by one person alone on 11/03/2024 (editor).")])
            self.assertEqual(records['count'], 2)
            self.assertEqual(self.model('cchc.publication', login).search(records['domain']), late | alone)
        for login in ('author', 'head', 'editor'):
            self.assertNotIn('records', self.model('cchc.dashboard', login).get_data())

    # ------------------------------------------------------------------
    # The notice of the month
    # ------------------------------------------------------------------

    def told(self, day, clock='06:00'):
        """Run the cron at that time; return ``{login: subject}`` of the notices about the month."""
        self.at(day, clock)
        rules = self.env['cchc.reminder.rule']
        self.patch(type(rules), '_commit_progress', lambda *args: 60)
        notices = self.notices_of(rules._cron_run)
        return {
            notice.res_partner_id.user_ids.login.removeprefix('test.'): notice.mail_message_id.subject
            for notice in notices if "recorded afterwards" in (notice.mail_message_id.subject or '')}

    def test_office_and_director_are_told_once_on_the_first_working_day_of_the_month(self):
        """1 June 2024 is a Saturday."""
        self.plan_in('published', {'date_from': '2024-06-30', 'date_to': '2024-06-30'})
        self.at('2024-05-20')
        self.recorded('editor', posted='2024-05-20')
        self.assertEqual(self.told('2024-05-31'), {})
        self.assertEqual(self.told('2024-06-01'), {})
        subject = "Articles recorded afterwards in month 5 of 2024: 1"
        self.assertEqual(self.told('2024-06-03'), {'office': subject, 'director': subject})
        self.assertEqual(self.told('2024-06-03', '18:00'), {})
        self.assertEqual(self.told('2024-06-04'), {})
        self.assertEqual(self.told('2024-07-01'), {}, "nothing was recorded in June")

    def test_a_missed_run_is_made_up_for(self):
        self.plan_in('published', {'date_from': '2024-06-30', 'date_to': '2024-06-30'})
        self.at('2024-05-20')
        self.recorded('editor', posted='2024-05-20')
        self.assertEqual(set(self.told('2024-06-12')), {'office', 'director'})
        self.assertEqual(self.told('2024-06-13'), {})

    def test_what_has_been_reviewed_and_recorded_in_time_is_no_news(self):
        self.plan_in('published', {'date_from': '2024-06-30', 'date_to': '2024-06-30'})
        self.at('2024-05-20')
        self.publication_in('published')
        self.recorded('office', written_by='editor', posted='2024-05-20')
        self.assertEqual(self.told('2024-06-03'), {})
