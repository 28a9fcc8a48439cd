# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo.fields import Command
from odoo.tests import tagged

from ..common import TODAY, CchcCommon

MARCH = {'date_from': '2024-03-01', 'date_to': '2024-03-31'}


@tagged('post_install', '-at_install')
class TestRecorded(CchcCommon):
    """Typed days of posting: which are accepted, and on which day they were recorded (DESIGN §4, §5)."""

    def registered(self, posted, **values):
        """Record an article of the author as already posted on that day, as the editor; return its publication."""
        article = self.article_in('draft', by='editor', publication_ids=[Command.create({
            'channel_id': self.channels['portal'].id, 'url': self.link(), 'date_published': posted})], **values)
        self.as_(article, 'editor').action_register()
        return self.publication(article, 'portal')

    # ------------------------------------------------------------------
    # Accepted days
    # ------------------------------------------------------------------

    def test_nothing_that_went_through_review_was_posted_before_its_approval(self):
        """Typing an old day does not make an article approved today meet an old deadline on time."""
        plan = self.plan_in('published', MARCH)
        self.at('2024-04-15')
        publication = self.as_(self.publication(self.article_in('approved'), 'portal'), 'editor')
        publication.write({'url': self.link(), 'date_published': '2024-03-24'})
        self.assertRefused(
            "approved on 15/04/2024.*24/03/2024.*return.*Record as already posted", publication.action_publish)
        self.assertRefused("approved on 15/04/2024", publication.sudo().action_publish)
        self.assertRefused("approved on 15/04/2024", publication.write, {'state': 'published'})
        publication.date_published = '2024-04-15'
        publication.action_publish()
        self.assertEqual(self.assignment(plan, '2024-M03').done_quantity, 0)

    def test_the_day_of_approval_is_the_agency_s_own(self):
        self.at('2024-03-12', '00:30')      # still the 11th in UTC
        publication = self.as_(self.publication(self.article_in('approved'), 'portal'), 'editor')
        publication.write({'url': self.link(), 'date_published': '2024-03-11'})
        self.assertRefused("approved on 12/03/2024", publication.action_publish)
        publication.date_published = '2024-03-12'
        self.assertAllowed(publication.action_publish)

    def test_returned_and_recorded_as_already_posted_it_keeps_the_day_it_was_posted(self):
        """The way out that the refusal names works."""
        article = self.article_in('approved')
        publication = self.publication(article, 'portal')
        self.as_(publication, 'editor').write({'url': self.link(), 'date_published': '2024-03-08'})
        self.assertRefused("approved on", self.as_(publication, 'editor').action_publish)
        self.as_(article, 'editor').action_return("Posted before the review")
        self.as_(article, 'editor').action_register()
        self.assertEqual((publication.state, publication.date_published), ('published', date(2024, 3, 8)))

    def test_once_posted_elsewhere_the_refusal_does_not_send_back_to_a_return(self):
        article = self.article_in('published', ('portal', 'page'))
        publication = self.as_(self.publication(article, 'page'), 'editor')
        publication.write({'url': self.link('page'), 'date_published': '2024-03-01'})
        self.assertRefused("approved on 11/03/2024.*article of its own", publication.action_publish)

    def test_what_is_recorded_as_already_posted_may_be_long_ago_but_not_before_2000(self):
        self.assertEqual(self.registered('2000-01-01').state, 'published')
        for day in ('1999-12-31', '0024-03-11'):
            self.assertRefused("before the year 2000", self.registered, day)

    def test_no_day_before_2000_is_typed_anywhere(self):
        publication = self.as_(self.publication_in('pending'), 'editor')
        self.assertRefused("before the year 2000", publication.write, {'date_published': '1999-12-31'})

    def test_plan_belongs_to_years_that_can_be(self):
        """A plan with a year or days outside 2000–2100 is refused."""
        plans = self.model('cchc.plan', 'office')
        for year in (0, 24, 1999, 2101, 99999, 9999999999, -1):
            with self.subTest(year=year):
                self.assertRefused("2000.*2100", plans.create, {'name': "Plan", 'year': year})
        plan = plans.create({'name': "Plan", 'year': 2024})
        for values in ({'year': 1999}, {'year': 2101}, {'year': 9999999999}, {'date_from': '0024-01-01'},
                       {'date_to': '9999-12-31'}):
            with self.subTest(values=values):
                self.assertRefused("2000.*2100", plan.write, values)
        for year in (2000, 2100):
            self.assertAllowed(plans.create, {'name': "Plan", 'year': year})

    # ------------------------------------------------------------------
    # Links and broadcasts
    # ------------------------------------------------------------------

    def test_a_link_has_an_end(self):
        """A sentence refuses a link that is too long for the unique index."""
        publication = self.as_(self.publication_in('pending'), 'editor')
        for url in ('https://page.example/' + 'a' * 2000, 'https://page.example/' + 'ạ' * 250,
                    'https://page.example/?q=' + 'x' * 100_000):
            with self.subTest(length=len(url)):
                self.assertRefused("is too long", publication.write, {'url': url})
        longest = 'https://page.example/'
        longest += ''.join(chr(97 + at * at % 26) for at in range(2000 - len(longest)))
        publication.url = longest
        self.assertAllowed(publication.action_publish)

    def test_broadcasts_are_counted_on_broadcast_channels_only_and_have_an_end(self):
        publication = self.as_(self.publication_in('pending'), 'editor')
        self.assertRefused("radio and television", publication.write, {'quantity': 2})
        self.assertAllowed(publication.write, {'quantity': 1})
        broadcast = self.as_(self.publication_in('pending', 'closed'), 'editor')
        for quantity in (0, -1, 1001, 2**31, 2**70):
            with self.subTest(quantity=quantity):
                self.assertRefused("1 to 1,000 broadcasts", broadcast.write, {'quantity': quantity})
        self.assertAllowed(broadcast.write, {'quantity': 1000})
        self.assertRefused("1 to 1,000 broadcasts", self.article_in, publication_ids=[Command.create({
            'channel_id': self.channels['closed'].id, 'quantity': 2**40})])

    # ------------------------------------------------------------------
    # The day on which it was recorded
    # ------------------------------------------------------------------

    def test_recorded_on_the_day_its_link_or_file_was_entered(self):
        publication = self.publication_in('sent')
        self.assertFalse(publication.date_recorded)
        self.at('2024-03-12', '00:30')      # still the 11th in UTC
        self.as_(publication, 'author').url = self.link('page')
        self.assertEqual(publication.date_recorded, date(2024, 3, 12))
        self.at('2024-03-14')
        self.as_(publication, 'editor').write({'url': publication.url, 'date_published': '2024-03-12'})
        self.assertEqual(publication.date_recorded, date(2024, 3, 12), "the link is the same")
        self.as_(publication, 'editor').action_publish()
        self.assertEqual(publication.date_recorded, date(2024, 3, 12))

    def test_another_link_is_recorded_anew(self):
        """A placeholder entered before the deadline does not prove the day of the real link."""
        publication = self.publication_in('pending')
        self.as_(publication, 'editor').url = self.link('page')
        self.at('2024-03-14')
        self.as_(publication, 'editor').url = self.link('page')
        self.assertEqual(publication.date_recorded, date(2024, 3, 14))
        self.as_(publication, 'editor').url = False
        self.assertFalse(publication.date_recorded)

    def test_a_file_is_evidence_of_its_own_day_where_there_is_no_link(self):
        publication = self.publication_in('pending')
        self.as_(publication, 'editor').evidence_ids = self.attachment('editor')
        self.assertEqual(publication.date_recorded, date(2024, 3, 11))
        self.at('2024-03-14')
        self.as_(publication, 'editor').evidence_ids = self.attachment('editor')
        self.assertEqual(publication.date_recorded, date(2024, 3, 14))
        self.at('2024-03-15')
        self.as_(publication, 'editor').url = self.link('page')
        self.at('2024-03-18')
        self.as_(publication, 'editor').evidence_ids = [Command.link(self.attachment('editor').id)]
        self.assertEqual(publication.date_recorded, date(2024, 3, 15), "the link stands as it stood")

    def test_bytes_exchanged_where_they_lie_are_recorded_anew(self):
        publication = self.publication_in('pending')
        file = self.attachment('editor')
        self.as_(publication, 'editor').evidence_ids = file
        self.at('2024-03-14')
        self.as_(file, 'editor').write({'raw': b'second'})
        self.assertEqual(publication.date_recorded, date(2024, 3, 14))

    def test_nobody_types_it(self):
        publication = self.publication_in('sent')
        for login in ('author', 'editor', 'office', 'director', 'admin'):
            self.assertTrue(self.refusal(self.as_(publication, login).write, {'date_recorded': '2024-01-01'}))
        values = {'channel_id': self.channels['portal'].id, 'url': self.link(), 'date_recorded': '2024-01-01'}
        self.assertRefused("cannot be entered by hand", self.article_in, publication_ids=[Command.create(values)])

    def test_what_is_there_already_is_recorded_on_the_day_it_was_confirmed(self):
        """Older publications without that day get it from the log of steps, else from their last change."""
        self.at('2024-03-08')
        confirmed = self.publication_in('published')
        self.at('2024-03-10')
        self.as_(confirmed, 'office').action_remove("Wrong figures")
        entered, empty = self.publication_in('pending'), self.publication_in('pending')
        self.as_(entered, 'editor').url = self.link('page')
        self.env.flush_all()
        self.env.cr.execute("UPDATE cchc_publication SET date_recorded = NULL, quantity = 3 WHERE id = ANY(%s)",
                            [(confirmed | entered | empty).ids])
        self.migrate('cchc_propaganda/migrations/19.0.1.1.0/pre-recorded.py')
        self.assertEqual(confirmed.date_recorded, date(2024, 3, 8))
        self.assertTrue(entered.date_recorded)
        self.assertFalse(empty.date_recorded)
        self.assertEqual((confirmed | entered | empty).mapped('quantity'), [1, 1, 1])

    def test_it_is_not_copied(self):
        publication = self.registered('2024-03-01')
        self.assertFalse(publication.article_id.sudo().copy().publication_ids.date_recorded)

    # ------------------------------------------------------------------
    # Recorded after the deadline
    # ------------------------------------------------------------------

    def test_posted_in_time_and_recorded_after_the_deadline_counts_and_is_shown(self):
        """DESIGN §5: the day of posting decides, whenever it was recorded; a late recording is shown."""
        plan = self.plan_in('published', MARCH)
        in_time = self.registered('2024-03-10')
        self.at('2024-03-26')
        afterwards = self.registered('2024-03-24')
        late = self.registered('2024-03-26')
        assignment = self.assignment(plan, '2024-M03')
        self.assertEqual((in_time | afterwards | late).assignment_id, assignment)
        self.assertEqual([publication.is_recorded_late for publication in (in_time, afterwards, late)],
                         [False, True, False])
        self.assertEqual((assignment.state, assignment.recorded_late_quantity), ('done', 1))
        self.assertIn("on time, recorded on 26/03/2024", afterwards.assignment_text)
        found = self.model('cchc.publication', 'office').search([('is_recorded_late', '=', True)])
        self.assertEqual(found, afterwards)

    def test_it_follows_its_assignment(self):
        """Postponing the assignment, or choosing another, decides anew whether the same day of recording is late."""
        plan = self.plan_in('published', {**MARCH, 'quantity': 2})
        self.at('2024-03-26')
        publication = self.registered('2024-03-24')
        self.assertTrue(publication.is_recorded_late)
        with self.undone():
            self.as_(self.assignment(plan, '2024-M03'), 'office').action_postpone('2024-03-29', "Flood")
            self.assertFalse(publication.is_recorded_late)
        self.as_(publication, 'editor').assignment_id = False
        self.assertFalse(publication.is_recorded_late)

    def test_nothing_is_recorded_late_for_what_was_due_before_the_issue(self):
        plan = self.plan_in('published', {'date_from': '2024-02-01', 'date_to': '2024-02-29'}, issued=TODAY)
        article = self.article_in('draft', by='editor', publication_ids=[Command.create({
            'channel_id': self.channels['portal'].id, 'url': self.link(), 'date_published': '2024-02-20',
            'assignment_id': self.assignment(plan, '2024-M02').id})])
        self.as_(article, 'editor').action_register()
        self.assertFalse(article.publication_ids.is_recorded_late)
