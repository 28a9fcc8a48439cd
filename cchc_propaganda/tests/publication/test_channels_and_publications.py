# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from psycopg2.errors import UniqueViolation

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import CchcCommon


@tagged('post_install', '-at_install')
class TestChannelsAndPublications(CchcCommon):
    """The channel tags of an article and its publications (link, day, evidence) always agree."""

    def channels_of(self, article):
        """Return the channel codes of the live publications; the tags must be the same."""
        publications = article.with_env(self.env).publication_ids.filtered(
            lambda publication: publication.state in ('pending', 'sent', 'published'))
        self.assertEqual(article.channel_ids, publications.channel_id)
        return set(publications.channel_id.mapped('code'))

    def tags(self, *names):
        return [Command.set([self.channels[name].id for name in names])]

    # ------------------------------------------------------------------
    # Tags and publications
    # ------------------------------------------------------------------

    def test_tag_adds_a_publication_and_takes_a_bare_one_away(self):
        article = self.article_in('draft', channels=())
        typed = self.as_(article, 'author')
        typed.channel_ids = self.tags('portal', 'page')
        self.assertEqual(self.channels_of(article), {'portal', 'page'})
        self.assertEqual(set(article.publication_ids.mapped('state')), {'pending'})
        kept = self.publication(article, 'portal')
        typed.channel_ids = self.tags('portal')
        self.assertEqual(self.channels_of(article), {'portal'})
        self.assertEqual(article.publication_ids, kept)

    def test_tag_does_not_take_away_what_a_publication_carries(self):
        plan = self.plan_in('published')
        carried = {
            'url': self.link(), 'assignment_id': self.assignment(plan, '2024-M03').id,
            'evidence_ids': [Command.set(self.attachment('author').ids)]}
        for name, value in carried.items():
            article = self.article_in('draft')
            self.as_(self.publication(article, 'portal'), 'author').write({name: value})
            self.as_(article, 'author').channel_ids = self.tags('page')
            self.assertEqual(self.channels_of(article), {'portal', 'page'}, name)

    def test_publications_given_in_the_same_call_win(self):
        article = self.article_in('draft')
        publication, url = self.publication(article, 'portal'), self.link()
        self.as_(article, 'author').write({
            'publication_ids': [Command.update(publication.id, {'url': url})], 'channel_ids': self.tags('page')})
        self.assertEqual(self.channels_of(article), {'portal', 'page'})
        self.assertEqual(publication.url, url)

    def test_new_article_with_publications_and_tags_has_each_channel_once(self):
        article = self.article_in('draft', channel_ids=self.tags('portal', 'page'))
        self.assertEqual(self.channels_of(article), {'portal', 'page'})
        self.assertEqual(len(article.publication_ids), 2)

    def test_new_article_takes_its_channels_from_the_context(self):
        """The context is that of action_write_article of an assignment."""
        plan = self.plan_in('published')
        assignment = self.assignment(plan, '2024-M03')
        context = self.as_(assignment, 'author').action_write_article()['context']
        article = self.model('cchc.article', 'author', **context).create({'name': "For the assignment"})
        self.assertEqual(self.channels_of(article), {'portal'})
        self.assertEqual(
            (article.publication_ids.assignment_id, article.topic_ids, article.department_id, article.plan_id),
            (assignment, plan.topic_ids, self.units['press'], plan))

    def test_new_article_takes_its_tags_from_the_context(self):
        article = self.model('cchc.article', 'author', default_channel_ids=self.tags('page')).create({'name': "Tags"})
        self.assertEqual(self.channels_of(article), {'page'})

    # ------------------------------------------------------------------
    # One live publication
    # ------------------------------------------------------------------

    def test_article_is_planned_for_a_channel_once(self):
        article = self.article_in('draft')
        with self.assertRaises(UniqueViolation), mute_logger('odoo.sql_db'), self.undone():
            self.model('cchc.publication', 'author').create(
                {'article_id': article.id, 'channel_id': self.channels['portal'].id})

    def test_sending_again_after_a_refusal_adds_a_publication(self):
        first = self.publication_in('refused')
        self.assertTrue(self.as_(first, 'author').can_resend)
        self.as_(first, 'author').action_send()
        again = self.publication(first.article_id, 'page')
        self.assertEqual((first.state, first.reason, first.attempt), ('refused', "Too long", 1))
        self.assertEqual((again.state, again.attempt), ('sent', 2))
        self.assertRefused("already on its way again", self.as_(first, 'author').action_send)
        self.assertFalse(self.as_(first, 'author').can_resend)

    def test_publication_with_a_story_is_kept(self):
        for state in ('sent', 'published', 'refused', 'removed'):
            publication = self.publication_in(state)
            self.assertRefused("cannot be deleted", self.as_(publication, 'editor').unlink)

    # ------------------------------------------------------------------
    # Links
    # ------------------------------------------------------------------

    def posting(self, channel='portal', **values):
        """Return the publication of an approved article with these values, as the board sees it."""
        publication = self.as_(self.publication(self.article_in('approved', (channel,)), channel), 'editor')
        publication.write({'url': self.link(channel), **values})
        return publication

    def test_same_link_counts_once_and_the_refusal_names_the_other(self):
        url = self.link()
        first = self.post(self.article_in('approved', name="The first one"), url=url)
        second = self.posting(url=url)
        self.assertRefused("already recorded for “The first one", second.action_publish)
        self.as_(first, 'editor').action_remove("Wrong figures")
        self.assertAllowed(self.as_(second, 'editor').action_publish)

    def test_link_lies_on_the_channel(self):
        for url in ('http://portal.example/a', 'https://PORTAL.example/tin/1', 'https://portal.example:443/a?id=1'):
            self.assertAllowed(self.posting(url=url).action_publish)

    def test_link_that_only_looks_like_the_channel_s_is_refused(self):
        for url in (
                'https://page.example/a', 'https://portal.example.evil.example/a', 'https://evil.example/portal.example/a',
                'https://portal.example@evil.example/a', 'https://evil.example?https://portal.example/',
                'https://evil.example#https://portal.example/', 'https://portal.example\\@evil.example/',
                'javascript:alert(1)//portal.example/', 'ftp://portal.example/a', 'portal.example/a', 'a'):
            self.assertRefused("is not an address of Portal", self.posting(url=url).action_publish)

    def test_link_lies_under_the_path_of_the_channel(self):
        self.channels['portal'].url_prefix = 'https://portal.example/cchc\nhttps://mirror.example/'
        for url in ('https://portal.example/cchc/1', 'https://mirror.example/a'):
            self.assertAllowed(self.posting(url=url).action_publish)
        for url in ('https://portal.example/1', 'https://portal.example/cchc2/1', 'https://portal.example/cchc/../1',
                    'https://portal.example/cchc/%2e%2e/1'):
            self.assertRefused("is not an address of Portal", self.posting(url=url).action_publish)

    def test_channel_without_addresses_takes_any_web_address(self):
        self.channels['portal'].url_prefix = False
        self.assertAllowed(self.posting(url='https://anywhere.example/a').action_publish)
        self.assertRefused("is not an address", self.posting(url='javascript:alert(1)').action_publish)

    def test_address_of_a_channel_is_a_web_address(self):
        self.assertRefused("is no web address", self.as_(self.channels['portal'], 'office').write,
                           {'url_prefix': 'https://portal.example/\njavascript:alert(1)'})

    # ------------------------------------------------------------------
    # Day, number, evidence
    # ------------------------------------------------------------------

    def test_day_of_posting_is_never_in_the_agency_s_future(self):
        publication = self.posting(date_published='2024-03-12')
        self.at('2024-03-11', '23:30')
        self.assertRefused("12/03/2024, lies in the future", publication.action_publish)
        self.at('2024-03-12', '00:30')
        self.assertAllowed(publication.action_publish)

    def test_day_left_out_is_the_agency_s_today(self):
        publication = self.posting()
        self.at('2024-03-12', '00:30')
        publication.action_publish()
        self.assertEqual((publication.date_published, publication.article_id.date), (date(2024, 3, 12),) * 2)

    def test_article_bears_the_day_it_was_first_posted(self):
        with self.on('2024-03-07'):
            article = self.article_in('approved', ('portal', 'page'))
        self.post(article, 'portal', day='2024-03-10')
        self.assertEqual(article.date, date(2024, 3, 10))
        self.post(article, 'page', day='2024-03-08')
        self.assertEqual(article.date, date(2024, 3, 8))

    def test_publication_needs_a_link_or_a_file(self):
        publication = self.posting(url=False)
        self.assertRefused("Enter the link of the publication, or attach a file", publication.action_publish)
        publication.evidence_ids = self.attachment('editor')
        publication.action_publish()
        self.assertEqual(publication.state, 'published')

    def test_number_of_broadcasts_is_at_least_one_and_settled_once_posted(self):
        publication = self.posting('closed', quantity=3)
        self.assertRefused("1 to 1,000 broadcasts", publication.write, {'quantity': 0})
        publication.action_publish()
        self.assertEqual(publication.quantity, 3)
        self.assertNotEqual(self.refusal(publication.write, {'quantity': 4}), '')

    def test_evidence_of_a_posted_publication_is_settled(self):
        publication = self.as_(self.publication_in('published'), 'editor')
        for values in ({'url': self.link('page')}, {'date_published': '2024-03-01'},
                       {'evidence_ids': [Command.set(self.attachment('editor').ids)]}):
            self.assertNotEqual(self.refusal(publication.write, values), '')

    # ------------------------------------------------------------------
    # After the approval
    # ------------------------------------------------------------------

    def test_channel_is_added_to_an_approved_article_by_its_own_member(self):
        for state in ('approved', 'published'):
            article = self.article_in(state)
            for login, channel in (('author', 'page'), ('head', 'page'), ('office', 'page'), ('editor', 'elsewhere')):
                self.assertNotEqual(self.refusal(
                    self.model('cchc.publication', login).create,
                    {'article_id': article.id, 'channel_id': self.channels[channel].id}), '', login)
            self.model('cchc.publication', 'editor').create(
                {'article_id': article.id, 'channel_id': self.channels['page'].id})
            self.assertEqual(self.channels_of(article), {'portal', 'page'})

    def test_no_channel_is_added_to_a_cancelled_article(self):
        article = self.article_in('cancelled')
        for login in ('author', 'editor', 'office'):
            self.assertNotEqual(self.refusal(
                self.model('cchc.publication', login).create,
                {'article_id': article.id, 'channel_id': self.channels['page'].id}), '', login)

    def test_new_publication_begins_pending(self):
        article = self.article_in('draft')
        for state in ('sent', 'published'):
            self.assertRefused("begins as “Not sent yet”", self.model('cchc.publication', 'author').create, {
                'article_id': article.id, 'channel_id': self.channels['page'].id, 'state': state})

    def test_unit_reports_the_link_where_it_may_send(self):
        """Báo link: the unit enters it, the board confirms it."""
        for login in ('author', 'coauthor', 'colleague', 'head'):
            with self.undone():
                publication = self.publication_in('pending')
                self.as_(publication, login).action_send()
                self.as_(publication, login).write({'url': self.link('page'), 'date_published': '2024-03-11'})
                self.assertRefused("only those who post on Page", self.as_(publication, login).action_publish)
                self.as_(publication, 'poster').action_publish()
                self.assertEqual(publication.state, 'published')

    def test_strangers_neither_send_nor_report(self):
        publication = self.publication_in('pending')
        self.assertNotEqual(self.refusal(self.as_(publication, 'stranger').action_send), '')
        self.as_(publication, 'author').action_send()
        for login in ('stranger', 'other_head', 'outside_editor', 'office'):
            self.assertNotEqual(self.refusal(self.as_(publication, login).write, {'url': self.link('page')}), '', login)

    def test_unit_does_not_report_where_only_members_send(self):
        publication = self.publication_in('pending', 'closed')
        for login in ('author', 'head'):
            self.assertRefused("only those who post on Closed", self.as_(publication, login).action_send)
        self.as_(publication, 'editor').action_send()
        for login in ('author', 'head'):
            self.assertRefused("may be entered by", self.as_(publication, login).write, {'url': self.link('closed')})

    def test_own_channel_is_posted_on_not_sent_to(self):
        publication = self.publication(self.article_in('approved'), 'portal')
        self.assertRefused("post there, without sending", self.as_(publication, 'editor').action_send)

    # ------------------------------------------------------------------
    # Withdrawn, recorded, copied
    # ------------------------------------------------------------------

    def test_article_taken_down_everywhere_is_withdrawn(self):
        article = self.article_in('approved', ('portal', 'page'))
        publications = self.post(article, 'portal') | self.post(article, 'page')
        search = self.env['cchc.article'].search
        for publication, withdrawn in zip(publications, (False, True), strict=True):
            self.as_(publication, 'editor').action_remove("Wrong figures")
            self.assertEqual(article.is_withdrawn, withdrawn)
            found = search([('is_withdrawn', '=', True), ('id', '=', article.id)])
            self.assertEqual(bool(found), withdrawn)
            self.assertEqual(bool(search([('is_withdrawn', '=', False), ('id', '=', article.id)])), not withdrawn)
        self.assertEqual(article.state, 'published')
        self.assertFalse(article.channel_ids)

    def test_withdrawn_article_counts_for_nothing(self):
        plan = self.plan_in('published')
        assignment = self.assignment(plan, '2024-M03')
        publication = self.post(self.article_in('approved'))
        self.assertEqual((assignment.state, publication.article_id.assignment_ids), ('done', assignment))
        self.as_(publication, 'editor').action_remove("Wrong figures")
        self.assertEqual((assignment.state, assignment.done_quantity), ('open', 0))
        self.assertFalse(publication.article_id.assignment_ids)

    def recorded(self, *publications, by='editor', **values):
        return self.model('cchc.article', by).create({
            'name': "Posted before", 'author_id': self.users['author'].id, 'department_id': self.units['press'].id,
            'publication_ids': [Command.create({'channel_id': self.channels[channel].id, **publication})
                                for channel, publication in publications], **values})

    def test_what_stands_on_several_channels_is_recorded_at_once(self):
        article = self.recorded(
            ('portal', {'url': self.link(), 'date_published': '2024-03-04'}),
            ('page', {'evidence_ids': [Command.set(self.attachment('editor').ids)], 'date_published': '2024-03-01'}),
            ('closed', {}))
        article.action_register()
        self.assertEqual(
            {publication.channel_id.code: publication.state for publication in article.publication_ids},
            {'portal': 'published', 'page': 'published', 'closed': 'pending'})
        self.assertEqual((article.state, article.is_registered, article.date),
                         ('published', True, date(2024, 3, 1)))

    def test_recording_needs_channel_evidence_and_day(self):
        for publications, words in (
                ([], "Choose at least one channel"),
                ([('portal', {'date_published': '2024-03-04'})], "Enter the link of the publication"),
                ([('portal', {'url': self.link()})], "Enter the day it was posted on Portal")):
            self.assertRefused(words, self.recorded(*publications).action_register)

    def test_recorded_publications_are_checked_like_posted_ones(self):
        used = self.link()
        self.post(self.article_in('approved'), url=used)
        for publication, words in (
                ({'url': 'https://evil.example/a', 'date_published': '2024-03-04'}, "is not an address of Portal"),
                ({'url': self.link(), 'date_published': '2024-03-12'}, "lies in the future"),
                ({'url': used, 'date_published': '2024-03-04'}, "already recorded")):
            article = self.recorded(('portal', publication))
            self.assertRefused(words, article.action_register)
            self.assertEqual(article.state, 'draft')

    def test_nobody_records_their_own(self):
        publication = ('portal', {'url': self.link(), 'date_published': '2024-03-04'})
        own = self.recorded(publication, by='editor', author_id=self.users['editor'].id,
                            department_id=self.units['digital'].id)
        self.assertRefused("is your own", own.action_register)
        theirs = self.recorded(publication)
        for login in ('author', 'head'):
            self.assertNotEqual(self.refusal(self.as_(theirs, login).action_register), '', login)
        self.assertAllowed(self.as_(own, 'office').action_register)

    def test_copy_begins_anew_under_the_name_of_who_copies(self):
        article = self.article_in('published')
        for login in ('author', 'colleague'):
            copy = self.as_(article, login).copy()
            self.assertEqual((copy.state, copy.author_id, copy.department_id),
                             ('draft', self.users[login], self.units['press']))
            for name in ('publication_ids', 'channel_ids', 'contributor_ids', 'approved_by_id', 'date_submitted'):
                self.assertFalse(copy[name], name)
            self.assertEqual(copy.body, article.body)
        self.assertEqual(len(article.publication_ids), 1)
