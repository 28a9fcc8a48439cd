# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date
from math import ceil

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ..common import CchcCommon

MARCH = {'date_from': '2024-03-01', 'date_to': '2024-03-31'}


@tagged('post_install', '-at_install')
class TestMatching(CchcCommon):
    """Which assignment a publication meets, and when that is on time: DESIGN §5."""

    def states(self, plan):
        return {assignment.period_key: assignment.state for assignment in plan.assignment_ids}

    def posted(self, day, channel='portal', **values):
        """Post an article on that day; return its publication."""
        with self.on(day):
            return self.post(self.article_in('approved', (channel,), **values), channel)

    def test_card_says_at_once_that_a_repost_counts_for_nothing(self):
        self.plan_in('published')
        article = self.as_(self.article_in('draft'), 'author')
        [publication] = article.publication_ids
        self.assertIn("Month 3 of 2024", publication.assignment_text)
        with Form(article) as form:
            form.origin = 'repost'
            self.assertIn("Outside the assignments", form.publication_ids._records[0]['assignment_text'])

    # ------------------------------------------------------------------
    # The assignment of its own period
    # ------------------------------------------------------------------

    def test_missed_month_does_not_spoil_the_next(self):
        """An article meets the assignment of the period it is posted in, never the earliest unmet one."""
        plan = self.plan_in('published', {'date_to': '2024-04-30'})
        self.posted('2024-02-10')
        self.posted('2024-03-10')
        self.at('2024-03-26')
        self.refresh(plan)
        self.assertEqual(self.states(plan), {
            '2024-M01': 'overdue', '2024-M02': 'done', '2024-M03': 'done', '2024-M04': 'open'})

    def test_article_for_each_month_of_a_quarter_meets_its_own(self):
        plan = self.plan_in('published', {'date_to': '2024-03-31'})
        for day, key in (('2024-03-01', '2024-M03'), ('2024-01-31', '2024-M01'), ('2024-02-29', '2024-M02')):
            self.assertEqual(self.posted(day).assignment_id.period_key, key)
        self.assertEqual([assignment.done_quantity for assignment in plan.assignment_ids], [1, 1, 1])

    def test_publications_of_several_months_that_are_matched_together_go_each_to_its_own(self):
        for day in ('2024-04-10', '2024-02-10'):
            self.posted(day)    # there is no plan yet
        plan = self.plan_in('published', {'date_to': '2024-04-30'})
        self.assertEqual({assignment.period_key: assignment.done_quantity for assignment in plan.assignment_ids},
                         {'2024-M01': 0, '2024-M02': 1, '2024-M03': 0, '2024-M04': 1})

    def test_posted_on_the_last_good_day_is_done_and_the_day_after_is_late(self):
        plan = self.plan_in('published', {'date_from': '2024-02-01', 'date_to': '2024-03-31'})
        self.posted('2024-02-25')
        self.posted('2024-03-26')
        self.assertEqual(self.states(plan), {'2024-M02': 'done', '2024-M03': 'late'})
        self.assertEqual(self.assignment(plan, '2024-M03').date_done, date(2024, 3, 26))

    def test_the_last_evening_of_the_year_counts_and_the_first_of_the_next_makes_up(self):
        """December is due on the 31st. An article posted in the new year meets no assignment of the old plan by
        default; if December is chosen for it, it is late."""
        plan = self.plan_in('published', {'due_day': 31}, leads=('press', 'digital'))
        december, other = (self.assignment(plan, '2024-M12', unit=unit) for unit in ('press', 'digital'))
        with self.on('2024-12-31', '23:30'):
            self.assertEqual(self.post(self.article_in('approved')).assignment_id, december)
        self.at('2025-01-01', '00:30')
        self.refresh(plan)
        self.assertEqual((december.state, str(december.date_done), other.state), ('done', '2024-12-31', 'overdue'))
        of_digital = self.units['digital'].id   # the co-author's unit
        self.assertFalse(self.post(self.article_in('approved', department_id=of_digital)).assignment_id)
        self.assertEqual(other.state, 'overdue')
        self.post(self.article_in('approved', assignments=[other], department_id=of_digital))
        self.assertEqual((other.state, str(other.date_done)), ('late', '2025-01-01'))

    def test_the_day_it_was_posted_decides_and_not_the_day_it_was_entered(self):
        plan = self.plan_in('published', MARCH)
        with self.on('2024-03-22'):
            article = self.article_in('approved')
        self.at('2024-04-15')
        self.post(article, day='2024-03-24')
        self.assertEqual(self.states(plan), {'2024-M03': 'done'})

    def test_article_of_another_unit_or_channel_meets_nothing(self):
        plan = self.plan_in('published', MARCH, coordinators=())
        other_unit = self.posted(
            '2024-03-10', department_id=self.units['digital'].id, by='office')
        other_channel = self.posted('2024-03-10', 'page')
        self.assertFalse(other_unit.assignment_id | other_channel.assignment_id)
        self.assertEqual(self.states(plan), {'2024-M03': 'open'})

    def test_genre_that_the_obligation_does_not_ask_for_meets_nothing(self):
        plan = self.plan_in('published', {
            **MARCH, 'genre_ids': [Command.set(self.genre.ids)]})
        self.assertFalse(self.posted('2024-03-10', genre_id=self.video.id).assignment_id)
        self.assertTrue(self.posted('2024-03-11', genre_id=self.genre.id).assignment_id)
        self.assertEqual(self.states(plan), {'2024-M03': 'done'})

    def test_reposted_article_never_counts(self):
        """DESIGN §3, article: only ``own`` meets an assignment."""
        plan = self.plan_in('published', MARCH)
        self.assertFalse(self.posted('2024-03-10', origin='repost').assignment_id)
        with self.assertRaises(ValidationError), self.undone():
            self.article_in('draft', assignments=plan.assignment_ids, origin='repost')
        article = self.article_in('draft', assignments=plan.assignment_ids)
        self.assertRefused("only the agency's own articles", self.as_(article, 'author').write, {'origin': 'repost'})

    def test_chosen_assignment_stays_right_when_the_article_changes_unit(self):
        """DESIGN §4, "Whose article": a chosen assignment has the article's unit, or one that coordinates."""
        plan = self.plan_in('published', MARCH, coordinators=())
        article = self.article_in('draft', assignments=plan.assignment_ids)
        self.assertRefused(
            "by articles of its unit", self.as_(article, 'office').write, {'department_id': self.units['digital'].id})

    # ------------------------------------------------------------------
    # Chosen by hand
    # ------------------------------------------------------------------

    def test_making_up_for_a_missed_month_is_chosen_and_shows_as_late(self):
        """Đăng bù: chosen by hand, the article is late for the missed month; the month of posting stays open."""
        plan = self.plan_in('published', {'date_from': '2024-02-01', 'date_to': '2024-03-31'})
        february = self.assignment(plan, '2024-M02')
        self.posted('2024-03-05', assignments=[february])
        self.assertEqual(self.states(plan), {'2024-M02': 'late', '2024-M03': 'open'})

    def test_what_was_due_before_the_issue_is_met_only_by_choice_and_then_on_time(self):
        """``is_before_issue``: default matching skips it; chosen, it is ``done`` (the article of 22/02, picture 4)."""
        plan = self.plan_in('published', {'date_from': '2024-01-01', 'date_to': '2024-02-29'}, issued='2024-02-28')
        january, february = plan.assignment_ids.sorted('date_start')
        self.assertFalse(self.posted('2024-02-22').assignment_id)
        publication = self.posted('2024-02-23', assignments=[february])
        self.assertEqual(publication.assignment_id, february)
        self.assertEqual((january.state, february.state), ('open', 'done'))
        self.posted('2024-03-05', assignments=[january])
        self.assertEqual(january.state, 'done', "it is never late")

    def test_editor_changes_the_assignment_of_a_posted_publication(self):
        """DESIGN §5: the editor can change it."""
        plan = self.plan_in('published', {'date_from': '2024-02-01', 'date_to': '2024-03-31'})
        publication = self.posted('2024-03-05')
        self.as_(publication, 'editor').assignment_id = self.assignment(plan, '2024-M02')
        self.assertEqual(self.states(plan), {'2024-M02': 'late', '2024-M03': 'open'})
        for login in ('author', 'head', 'office', 'outside_editor'):
            self.assertRefused("may be entered by: editor|not allowed", self.as_(publication, login).write,
                               {'assignment_id': False})

    def test_chosen_assignment_has_the_channel_of_the_publication(self):
        plan = self.plan_in('published', {'channel_id': self.channels['page'].id, 'frequency': 'quarter'})
        with self.assertRaisesRegex(ValidationError, "is for Page, not for Portal"), self.undone():
            self.article_in('draft', ('portal',), assignments=plan.assignment_ids[:1])

    def test_staff_of_a_coordinating_unit_may_choose_the_assignment_of_the_lead(self):
        """The assignment belongs to the lead unit, the credit to the author's unit."""
        plan = self.plan_in('published', MARCH,
                            coordinators=('digital',))
        march = plan.assignment_ids
        values = {'author_id': self.users['stranger'].id, 'department_id': self.units['digital'].id}
        with self.on('2024-03-12'):
            article = self.article_in('draft', assignments=[march], by='stranger', **values)
            self.as_(article, 'stranger').action_submit()
            self.as_(article, 'editor').action_approve()
            self.post(article)
        self.assertEqual(march.state, 'done')
        self.assertEqual(march.department_id, self.units['press'])
        self.assertEqual(article.department_id, self.units['digital'])

    def test_unit_that_neither_owes_nor_coordinates_cannot_choose_the_assignment(self):
        plan = self.plan_in('published', MARCH, coordinators=('office',))
        with self.assertRaisesRegex(ValidationError, "met by articles of its unit"), self.undone():
            self.article_in('draft', assignments=plan.assignment_ids, by='stranger',
                            author_id=self.users['stranger'].id, department_id=self.units['digital'].id)

    # ------------------------------------------------------------------
    # How many
    # ------------------------------------------------------------------

    def test_two_channels_are_served_by_one_article(self):
        """One article may serve several assignments through its publications."""
        quarter = {'frequency': 'quarter', 'due_day': 20, 'date_to': '2024-03-31'}
        plan = self.plan_in('published', {**quarter, 'channel_id': self.channels['page'].id},
                            {**quarter, 'channel_id': self.channels['closed'].id})
        article = self.article_in('approved', ('page', 'closed'))
        self.at('2024-03-15')
        self.post(article, 'page')
        self.assertEqual(sorted(plan.assignment_ids.mapped('state')), ['done', 'open'])
        self.post(article, 'closed')
        self.assertEqual(plan.assignment_ids.mapped('state'), ['done', 'done'])
        self.assertEqual(article.assignment_ids, plan.assignment_ids)

    def test_assignment_for_two_articles_needs_two(self):
        plan = self.plan_in('published', {**MARCH, 'quantity': 2})
        march = plan.assignment_ids
        self.posted('2024-03-12')
        self.assertEqual((march.state, march.done_quantity), ('open', 1))
        self.posted('2024-03-27')
        self.assertEqual((march.state, march.done_quantity, march.date_done), ('late', 2, date(2024, 3, 27)))

    def test_day_an_assignment_is_met_is_that_of_the_last_article_it_needs(self):
        """Additional articles are shown, but change neither state nor day."""
        plan = self.plan_in('published', {**MARCH, 'quantity': 2})
        march = plan.assignment_ids
        for day in ('2024-03-20', '2024-03-11', '2024-03-28'):
            self.posted(day)
        self.assertEqual((march.state, march.done_quantity, march.date_done), ('done', 3, date(2024, 3, 20)))

    def test_broadcast_three_times_is_one_article(self):
        """DESIGN §3, publication: ``quantity`` broadcasts; an assignment still counts 1."""
        plan = self.plan_in('published', {
            'channel_id': self.channels['closed'].id, 'quantity': 2, **MARCH})
        with self.on('2024-03-12'):
            article = self.article_in('approved', ('closed',))
            publication = self.publication(article, 'closed')
            self.as_(publication, 'editor').write({'quantity': 3})
            self.post(article, 'closed')
        self.assertEqual((plan.assignment_ids.state, plan.assignment_ids.done_quantity), ('open', 1))

    def test_two_assignments_of_one_unit_and_period_are_filled_one_after_the_other(self):
        plan = self.plan_in('published', *[MARCH] * 2)
        publications = self.posted('2024-03-12') | self.posted('2024-03-13')
        self.assertEqual(publications.assignment_id, plan.assignment_ids)
        self.assertEqual(set(plan.assignment_ids.mapped('state')), {'done'})

    # ------------------------------------------------------------------
    # Channels that answer late or never
    # ------------------------------------------------------------------

    def test_sent_by_the_deadline_and_waiting_for_the_channel_is_said_and_not_counted(self):
        """Đã gửi đúng hạn, chờ duyệt đăng; the figure stays "not published"."""
        plan = self.plan_in('published', {
            'channel_id': self.channels['page'].id, **MARCH})
        march = plan.assignment_ids
        with self.on('2024-03-25', '23:30'):
            publication = self.publication(self.article_in('approved', ('page',), assignments=[march]), 'page')
            self.as_(publication, 'author').action_send()
        self.at('2024-03-29')
        self.refresh(plan)
        self.assertEqual((march.is_waiting_channel, march.sent_quantity, march.done_quantity), (True, 1, 0))
        self.assertEqual(march.state, 'overdue')
        self.as_(publication, 'editor').action_refuse("Too long")
        self.assertEqual((march.is_waiting_channel, march.sent_quantity), (False, 0))

    def test_sent_half_an_hour_after_the_deadline_is_not_sent_in_time(self):
        """The agency's day, not UTC's: 17:30 UTC on the 25th is the 26th in Hà Nội."""
        plan = self.plan_in('published', {
            'channel_id': self.channels['page'].id, **MARCH})
        march = plan.assignment_ids
        with self.on('2024-03-26', '00:30'):
            publication = self.publication(self.article_in('approved', ('page',), assignments=[march]), 'page')
            self.as_(publication, 'author').action_send()
        self.assertEqual((march.is_waiting_channel, march.sent_quantity), (False, 0))

    def test_posted_by_the_channel_after_the_deadline_is_late_although_it_was_sent_in_time(self):
        """A late posting counts, as late (in DHIS2 topic 51616 on-time and locked are confused in a period)."""
        plan = self.plan_in('published', {
            'channel_id': self.channels['page'].id, **MARCH})
        with self.on('2024-03-20'):
            publication = self.publication(self.article_in('approved', ('page',)), 'page')
            self.as_(publication, 'author').action_send()
        self.at('2024-03-28')
        self.post(publication.article_id, 'page')
        self.assertEqual(plan.assignment_ids.state, 'late')
        self.assertFalse(plan.assignment_ids.is_waiting_channel)

    def test_sent_publication_that_chose_no_assignment_shows_its_unit_waiting(self):
        """A publication that waits for its channel is shown on the assignment it will count for, chosen or not."""
        plan = self.plan_in('published', {
            'channel_id': self.channels['page'].id, **MARCH})
        with self.on('2024-03-20'):
            publication = self.publication(self.article_in('approved', ('page',)), 'page')
            self.as_(publication, 'author').action_send()
        self.assertTrue(plan.assignment_ids.is_waiting_channel)
        self.assertEqual(plan.assignment_ids.done_quantity, 0)

    def test_taken_down_article_is_counted_out_again(self):
        """DESIGN §5: a publication withdrawn later is counted out again, with its reason."""
        plan = self.plan_in('published', MARCH)
        publication = self.posted('2024-03-12')
        self.as_(publication, 'office').action_remove("Wrong figures")
        march = plan.assignment_ids
        self.assertEqual((march.state, march.done_quantity, march.date_done), ('open', 0, False))
        self.assertEqual(publication.reason, "Wrong figures")
        self.assertTrue(publication.article_id.is_withdrawn)
        self.assertEqual(publication.article_id.state, 'published')
        self.assertFalse(publication.article_id.assignment_ids, "it counts nowhere")

    def test_second_try_after_a_refusal_keeps_the_assignment(self):
        plan = self.plan_in('published', {
            'channel_id': self.channels['page'].id, **MARCH})
        with self.on('2024-03-12'):
            article = self.article_in('approved', ('page',), assignments=plan.assignment_ids)
            publication = self.publication(article, 'page')
            self.as_(publication, 'author').action_send()
            self.as_(publication, 'editor').action_refuse("Too long")
            self.as_(publication, 'author').action_send()
        again = self.publication(article, 'page')
        self.assertEqual((again.state, again.assignment_id), ('sent', plan.assignment_ids))
        self.assertEqual(plan.assignment_ids.sent_quantity, 1)

    # ------------------------------------------------------------------
    # Moved assignments, recorded articles
    # ------------------------------------------------------------------

    def test_reassigned_assignment_is_met_by_the_unit_that_owes_it_now(self):
        plan = self.plan_in('published', MARCH, coordinators=())
        march = plan.assignment_ids
        self.as_(march, 'office').action_reassign(self.units['digital'].id, "Swapped")
        self.assertFalse(self.posted('2024-03-12').assignment_id)
        self.assertEqual(self.posted('2024-03-13', department_id=self.units['digital'].id, by='office').assignment_id,
                         march)

    def test_waived_and_exempt_assignments_are_not_matched(self):
        plan = self.plan_in('published', MARCH)
        for decide in ('action_waive', 'action_exempt'):
            with self.undone():
                getattr(self.as_(plan.assignment_ids, 'office'), decide)("No staff")
                self.assertFalse(self.posted('2024-03-12').assignment_id)

    def test_article_recorded_afterwards_counts_for_the_month_it_was_posted_in(self):
        """DESIGN §4, register: for an article posted earlier or elsewhere the day of posting decides."""
        plan = self.plan_in('published', {'date_from': '2024-02-01', 'date_to': '2024-03-31'})
        article = self.model('cchc.article', 'editor').create({
            'name': "Posted in February", 'author_id': self.users['author'].id, 'genre_id': self.genre.id,
            'department_id': self.units['press'].id,
            'publication_ids': [Command.create({
                'channel_id': self.channels['portal'].id, 'url': self.link(), 'date_published': '2024-02-20'})]})
        article.action_register()
        self.assertEqual(article.publication_ids.assignment_id.period_key, '2024-M02')
        self.assertEqual(self.states(plan), {'2024-M02': 'done', '2024-M03': 'open'})
        self.assertEqual((article.state, article.is_registered), ('published', True))

    def test_ad_hoc_assignment_is_met_like_any_other(self):
        """DESIGN §3, assignment: an ad hoc window is its period."""
        plan = self.plan_in('published', {'channel_id': self.channels['page'].id})
        assignment = self.model('cchc.assignment', 'office').create({
            'plan_id': plan.id, 'topic_id': plan.topic_ids.id, 'channel_id': self.channels['portal'].id,
            'department_id': self.units['press'].id, 'company_id': self.company.id,
            'date_start': '2024-03-10', 'date_end': '2024-04-20', 'date_deadline': '2024-04-15'})
        self.assertEqual((assignment.period_key, assignment.state), ('2024-03-10..2024-04-20', 'open'))
        self.assertEqual(assignment.origin_department_id, self.units['press'])
        self.posted('2024-04-02')
        self.assertEqual(assignment.state, 'done')

    def test_assignment_of_another_agency_is_never_matched(self):
        plan = self.plan_in('published', MARCH)
        outsider = self.model('cchc.article', 'outsider')
        channel = self.env['cchc.channel'].create({
            'name': "Their portal", 'code': 'portal', 'is_internal': True, 'company_id': self.other_company.id,
            'member_ids': [Command.set(self.users['outsider'].ids)]})
        unit = self.env['hr.department'].create({
            'name': "Their unit", 'company_id': self.other_company.id,
            'cchc_member_ids': [Command.set(self.users['outsider'].ids)]})
        values = {'name': "Theirs", 'genre_id': self.genre.id, 'body': "<p>Text</p>", 'department_id': unit.id}
        publication = {'channel_id': channel.id}
        with self.assertRaises(ValidationError), self.undone():
            outsider.create({**values, 'publication_ids': [Command.create(
                {**publication, 'assignment_id': plan.assignment_ids.id})]})

    # ------------------------------------------------------------------
    # Cost
    # ------------------------------------------------------------------

    def queries_to_match(self, size):
        """Return the queries needed to match that many posted publications, flush included."""
        quarter = {'frequency': 'quarter', 'due_day': 20, 'quantity': max(size // 80, 1)}
        plan = self.plan_in('published', *[quarter] * 80)
        self.env.flush_all()
        self.env.cr.execute("""
            WITH article AS (
                INSERT INTO cchc_article (name, state, origin, genre_id, author_id, department_id, company_id)
                SELECT 'Article', 'published', 'own', %s, %s, %s, %s FROM generate_series(1, %s) RETURNING *)
            INSERT INTO cchc_publication (
                article_id, channel_id, company_id, department_id, state, quantity, date_published)
            SELECT id, %s, company_id, department_id, 'published', 1, make_date(2024, id %% 12 + 1, 10)
              FROM article RETURNING id""", [
            self.genre.id, self.users['author'].id, self.units['press'].id, self.company.id, size,
            self.channels['portal'].id])
        publications = self.env['cchc.publication'].browse(publication_id for publication_id, in self.env.cr.fetchall())
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        publications._match_assignments()
        self.env.flush_all()
        queries = self.env.cr.sql_log_count - before
        self.assertEqual(len(publications.filtered('assignment_id')), size)
        self.assertEqual(sum(plan.assignment_ids.mapped('done_quantity')), size)
        return queries

    def test_matching_two_thousand_publications_costs_what_twenty_cost_plus_the_batches(self):
        """DESIGN §2 and STYLE §11: ⌈n/100⌉ writes per table and flush, ⌈n/1000⌉ reads of each table."""
        with self.undone():
            few = self.queries_to_match(20)
        many = self.queries_to_match(2000)
        tables_written = 2    # publications and, for their nearest deadline, articles; the assignments are 80
        tables_read = 3       # publications, articles, an article's publications
        self.assertLessEqual(many, few + tables_written * ceil(2000 / 100) + tables_read * ceil(2000 / 1000))
