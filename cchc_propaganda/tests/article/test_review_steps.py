# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import Form, tagged

from ..common import CchcCommon
from ..guard.matrix import REASON, MatrixCase
from ..reminder.reminders import RemindersMixin

# Review step whose turn it is -> who decides, by hand from DESIGN §4; the Office decides only if nobody else can.
TURNS = {'head': {'head'}, 'board': {'editor'}, 'leadership': {'director'}}
# Active shipped steps, channels of the article -> the order of decisions.
CHAINS = {
    ((), ('portal',)): ('board',),
    ((), ('portal', 'page')): ('board',),
    (('head',), ('portal',)): ('head', 'board'),
    (('leadership',), ('portal',)): ('board',),
    (('leadership',), ('page',)): ('board', 'leadership'),
    (('head', 'leadership'), ('portal', 'page')): ('head', 'board', 'leadership'),
}
# What else each role may do during that step; only the author recalls, before the first decision.
RETURNS = {'head': {'head', 'editor'}, 'board': {'head', 'editor'}, 'leadership': {'head', 'editor', 'director'}}
CANCELS = {'editor', 'office'}


class ReviewCase(CchcCommon):
    """Agencies with active review steps."""

    def step(self, name):
        return self.env.ref(f'cchc_propaganda.review_step_{name}')

    def use(self, *names):
        """Activate the steps for every agency, as the system administrator."""
        for name in names:
            self.step(name).active = True

    def agree(self, article, *logins):
        for login in logins:
            self.as_(article, login).action_approve()

    def turn(self, article):
        """Return the shipped step whose turn it is."""
        names = {self.step(name): name for name in TURNS}
        return names.get(article.with_env(self.env).review_step_id)

    def reviews(self, article):
        """Return ``[(step, who, decision)]``, oldest first."""
        return [(review.step_name, review.user_id.name, review.decision)
                for review in article.with_env(self.env).review_ids.sorted('id')]


@tagged('post_install', '-at_install')
class TestReviewMatrix(ReviewCase, MatrixCase):
    reasons = ('return', 'cancel')

    def test_every_role_tries_every_step_at_each_turn(self):
        """DESIGN §4: only those named by the current step decide; a later reviewer cannot act before their turn."""
        for (names, channels), chain in CHAINS.items():
            with self.undone():
                self.use(*names)
                article = self.article_in('submitted', channels)
                for number, turn in enumerate(chain):
                    self.assertEqual(self.turn(article), turn)
                    target = 'approved' if number + 1 == len(chain) else 'submitted'
                    expected = {('submitted', 'approve'): TURNS[turn], ('submitted', 'return'): RETURNS[turn],
                                ('submitted', 'cancel'): CANCELS,
                                ('submitted', 'recall'): {'author'} if number == 0 else set()}
                    records = {'submitted': article}
                    with self.subTest(switched_on=names, channels=channels, turn=turn):
                        self.check_steps(
                            records, ('approve', 'return', 'recall', 'cancel'), {
                                key: who for key, who in expected.items() if who},
                            {'approve': target, 'return': 'draft', 'recall': 'draft', 'cancel': 'cancelled'})
                        self.check_flags(records, ('approve', 'return', 'recall', 'cancel'), expected)
                        for login in self.users.keys() - {'admin'}:    # the administrator reads no articles
                            found = self.model('cchc.article', login).search([('is_to_review', '=', True)])
                            self.assertEqual(article in found, login in TURNS[turn], login)
                    self.agree(article, *TURNS[turn])
                self.assertEqual(article.state, 'approved')
                self.assertEqual([who for __, who, __ in self.reviews(article)],
                                 [login for turn in chain for login in TURNS[turn]])


@tagged('post_install', '-at_install')
class TestReviewSteps(RemindersMixin, ReviewCase):

    # ------------------------------------------------------------------
    # What is shipped
    # ------------------------------------------------------------------

    def test_by_default_the_board_alone_decides(self):
        steps = self.env['cchc.review.step'].with_context(active_test=False).search([('company_id', '=', False)])
        self.assertEqual([(step.name, step.reviewer, step.active) for step in steps], [
            ("Leadership of the unit", 'head', False), ("Editorial board", 'editors', True),
            ("Leadership of the agency", 'group', False)])
        article = self.article_in('submitted')
        self.assertFalse(self.as_(article, 'editor').review_step_text, "one step is no chain")
        self.agree(article, 'editor')
        self.assertEqual(self.reviews(article), [("Editorial board", 'editor', 'agreed')])

    def test_where_no_step_applies_the_board_decides_all_the_same(self):
        """Under every configuration somebody reviews the article."""
        self.step('board').active = False
        article = self.article_in('submitted')
        self.assertFalse(article.review_step_id)
        for login in ('head', 'director', 'office', 'author'):
            self.assertRefused(
                "May approve: editor|approved by the editorial board", self.as_(article, login).action_approve)
        self.assertTrue(self.as_(article, 'editor').is_to_review)
        self.agree(article, 'editor')
        self.assertEqual((article.state, self.reviews(article)),
                         ('approved', [("Editorial board", 'editor', 'agreed')]))

    # ------------------------------------------------------------------
    # Which articles take a step
    # ------------------------------------------------------------------

    def own_step(self, **values):
        return self.model('cchc.review.step', 'office').create({
            'name': "Secretary", 'sequence': 15, 'reviewer': 'group',
            'group_id': self.env.ref('cchc_propaganda.group_office').id, **values})

    def test_step_of_a_channel_or_genre_is_for_its_articles_only(self):
        for values, expected in (
                ({}, True),
                ({'channel_ids': [Command.set(self.channels['portal'].ids)]}, True),
                ({'channel_ids': [Command.set(self.channels['page'].ids)]}, False),
                ({'genre_ids': [Command.set(self.genre.ids)]}, True),
                ({'genre_ids': [Command.set(self.video.ids)]}, False),
                ({'channel_ids': [Command.set(self.channels['portal'].ids)],
                  'genre_ids': [Command.set(self.video.ids)]}, False),
                ({'only_external': True}, False),
                ({'active': False}, False)):
            with self.subTest(values=values), self.undone():
                step = self.own_step(**values)
                self.assertEqual(self.article_in('submitted').review_step_id == step, expected)

    def test_step_of_one_agency_never_applies_in_another(self):
        """In server-ux #757 an approval rule of one company applies to another."""
        article = self.article_in('submitted')
        self.env['cchc.review.step'].create({
            'name': "Theirs", 'sequence': 1, 'company_id': self.other_company.id, 'reviewer': 'head'})
        self.assertEqual(self.turn(article), 'board')
        self.assertEqual(self.turn(self.article_in('submitted')), 'board')
        self.assertNotIn("Theirs", self.model('cchc.review.step', 'office').search([]).mapped('name'))

    def test_what_all_agencies_share_is_not_changed_by_one_of_them(self):
        """A change by one agency would add a step in all others."""
        step = self.as_(self.step('head'), 'office')
        self.assertRefused("is shared by every agency.*Make our own", step.write, {'active': True})
        self.assertRefused("is shared by every agency", self.own_step, company_id=False)
        copy = step.copy()
        self.assertEqual((copy.company_id, copy.active), (self.company, False))
        copy.active = True
        self.assertEqual(self.article_in('submitted').review_step_id, copy)
        self.assertAllowed(self.as_(self.step('head'), 'office').with_user(self.env.ref('base.user_root')).write, {
            'active': True})

    def test_steps_are_kept_by_the_office_and_the_administrator(self):
        step = self.own_step()
        for login in self.users:
            with self.subTest(login=login):
                allowed = not self.refusal(self.as_(step, login).write, {'days': 4})
                self.assertEqual(allowed, login in ('office', 'admin'))   # the outsider belongs to another agency

    def test_group_is_asked_for_where_a_group_decides(self):
        self.assertRefused("Choose the group", self.own_step, group_id=False)

    def test_step_that_decided_is_switched_off_not_deleted(self):
        self.use('head')
        article = self.article_in('submitted')
        self.assertRefused("archive the step", self.step('head').unlink)
        self.agree(article, 'head', 'editor')
        self.assertRefused("archive the step", self.step('head').unlink)
        self.assertAllowed(self.step('leadership').unlink)

    def test_change_of_steps_reaches_what_waits_and_approves_nothing(self):
        article = self.article_in('submitted')
        self.use('head')
        self.assertEqual(self.turn(article), 'head')
        self.agree(article, 'head')
        self.step('board').active = False
        self.assertEqual((article.state, self.turn(article)), ('submitted', None))
        self.assertTrue(self.as_(article, 'editor').can_approve, "somebody approves, not a setting")
        self.agree(article, 'editor')
        self.assertEqual(article.state, 'approved')

    # ------------------------------------------------------------------
    # Who decides
    # ------------------------------------------------------------------

    def test_member_of_a_group_reads_it_at_their_turn_and_not_before(self):
        """FEATURES §9: a later reviewer is told before their turn, or never (server-ux #800, #1329)."""
        group = self.env['res.groups'].create({'name': "Secretaries"})
        self.users['stranger'].group_ids += group
        step = self.own_step(sequence=25, group_id=group.id)
        article = self.article_in('submitted')
        seen = self.as_(article, 'stranger')
        self.assertFalse(seen.has_access('read'))
        self.agree(article, 'editor')
        self.assertEqual(article.review_step_id, step)
        seen = self.as_(article, 'stranger')
        self.assertTrue(seen.has_access('read') and seen.can_approve and seen.is_to_review)
        self.assertEqual(seen.search([('is_to_review', '=', True)]), seen)
        self.assertTrue(seen.publication_ids.has_access('read'))
        self.assertFalse(seen.has_access('write'))
        self.agree(article, 'stranger')
        self.assertEqual(article.state, 'approved')
        self.assertTrue(self.as_(article, 'stranger').has_access('read'), "what one has decided on stays in sight")
        self.assertFalse(self.as_(self.article_in('submitted'), 'stranger').has_access('read'))

    def test_step_of_a_channel_is_decided_by_the_members_of_that_channel(self):
        self.own_step(reviewer='editors', group_id=False, sequence=25,
                      channel_ids=[Command.set(self.channels['elsewhere'].ids)])
        article = self.article_in('submitted', ('portal', 'elsewhere'))
        self.agree(article, 'editor')
        self.assertEqual(article.state, 'submitted')
        for login in ('editor', 'outside_editor'):
            seen = self.as_(article, login)
            self.assertEqual(seen.can_approve, login == 'outside_editor')
            self.assertEqual(seen in seen.search([('is_to_review', '=', True)]), login == 'outside_editor')
        self.agree(article, 'outside_editor')
        self.assertEqual(article.state, 'approved')

    def test_author_coauthor_and_submitter_decide_in_no_step(self):
        """DESIGN §4: author, co-author and submitter never decide; for a head who wrote it the Office decides."""
        self.use('head')
        for how in ('author', 'coauthor', 'submitter'):
            with self.subTest(how=how), self.undone():
                values = {
                    'author': {'by': 'head', 'author_id': self.users['head'].id},
                    'coauthor': {'contributor_ids': self.users['head'].partner_id.ids}}.get(how, {})
                article = self.article_in('draft', **values)
                self.as_(article, {'author': 'head', 'coauthor': 'author', 'submitter': 'head'}[how]).action_submit()
                self.assertTrue(self.refusal(self.as_(article, 'head').action_approve, REASON))
                self.assertFalse(self.as_(article, 'head').is_to_review)
                self.assertTrue(self.as_(article, 'office').can_approve)

    def test_step_that_finds_nobody_falls_to_the_office_and_says_so(self):
        """A step without reviewers is visible and does not block the article for ever."""
        self.use('head')
        for name, change in (
                ('no head', lambda: self.units['press'].write({'manager_id': False})),
                ('head left', lambda: self.employees['head'].write({'active': False})),
                ('account closed', lambda: self.users['head'].write({'active': False}))):
            with self.subTest(name), self.undone():
                article = self.article_in('submitted')
                self.assertFalse(self.as_(article, 'office').can_approve)
                change()
                waiting = self.model('cchc.article', 'office').search([('is_to_review', '=', True)])
                self.assertEqual(waiting, article)
                self.assertIn("falls to the Office", self.as_(article, 'editor').next_step)
                self.agree(article, 'office')
                self.assertEqual((article.state, self.turn(article)), ('submitted', 'board'))
                self.assertTrue(article.review_ids.is_by_office)
                self.assertIn("the Office, as nobody else could", self.lines(article)[-1].body)
                self.assertFalse(self.as_(article, 'office').can_approve, "the board's own step is not the Office's")

    def test_board_without_another_member_asks_the_office_for_one(self):
        self.channels['portal'].member_ids = self.users['poster']
        article = self.article_in('submitted')
        why = "Those who are entered on Portal do not belong to the editorial board (poster)."
        self.assertIn(f"nobody yet. {why} The Office enters a member who does", self.as_(article, 'head').next_step)
        self.assertRefused("do not belong to the editorial board", self.as_(article, 'office').action_approve)
        self.assertIn(why, self.as_(article, 'author').why_no_reviewer)
        self.channels['portal'].member_ids = [Command.clear()]
        self.assertIn("Nobody is entered on Portal to review and post.", self.as_(article, 'author').why_no_reviewer)
        self.as_(self.channels['portal'], 'office').member_ids += self.users['outside_editor']
        self.assertAllowed(self.as_(article, 'outside_editor').action_approve)

    def test_whoever_decides_in_two_steps_decides_in_each_in_turn(self):
        self.use('head')
        self.users['head'].group_ids += self.env.ref('cchc_propaganda.group_editor')
        self.channels['portal'].member_ids += self.users['head']
        article = self.article_in('submitted')
        first = article.review_step_id.id
        self.agree(article, 'head')
        self.assertEqual(self.turn(article), 'board')
        self.assertRefused(   # the second click of a double click, meant for the first step
            "agreed at 09:00 11/03/2024.*now waits for “Editorial board”",
            self.as_(article, 'head', cchc_review_step=first).action_approve)
        self.as_(article, 'head', cchc_review_step=article.review_step_id.id).action_approve()
        self.assertEqual(article.state, 'approved')

    def test_second_of_two_is_told_who_decided_and_when(self):
        self.use('head')
        article = self.article_in('submitted')
        self.agree(article, 'head')
        self.assertRefused(r"agreed at 09:00 11/03/2024 \(head\).*now waits for “Editorial board”: editor",
                           self.as_(article, 'head').action_approve)

    # ------------------------------------------------------------------
    # What is kept
    # ------------------------------------------------------------------

    def test_each_decision_is_kept_with_the_text_it_was_about(self):
        self.use('head')
        photo = self.attachment('author')
        article = self.article_in('submitted', attachment_ids=photo.ids)
        self.at('2024-03-12')
        self.agree(article, 'head')
        self.as_(article, 'editor').body = "<p>The forms are online at last.</p>"
        self.at('2024-03-14')
        self.agree(article, 'editor')
        first, second = article.review_ids.sorted('id')
        for review, user, since, day, version in (
                (first, 'head', '2024-03-11', '2024-03-12', 0), (second, 'editor', '2024-03-12', '2024-03-14', 1)):
            self.assertEqual(review.user_id, self.users[user])
            self.assertEqual((str(review.date_since)[:10], str(review.date)[:10]), (since, day))
            self.assertEqual((review.round, review.decision), (1, 'agreed'))
            self.assertEqual(review.version, version)
            self.assertEqual(review.checksums, {str(photo.id): photo.checksum})
        self.assertEqual(article.approved_version, 1)
        self.step('head').name = "Somebody else"
        self.assertEqual(first.step_name, "Leadership of the unit", "as it was called then")

    def test_agreement_stands_when_the_board_corrects_the_text_and_says_so(self):
        self.use('head')
        article = self.article_in('submitted')
        self.agree(article, 'head')
        self.assertNotIn("corrected after that", self.as_(article, 'editor').reviews_html)
        self.as_(article, 'editor').body = "<p>The forms are online at last.</p>"
        self.assertIn("corrected after that", self.as_(article, 'head').reviews_html)
        self.assertEqual(self.turn(article), 'board')

    def test_decisions_are_written_by_nobody_and_kept(self):
        self.use('head')
        article = self.article_in('submitted')
        self.agree(article, 'head', 'editor')
        review = article.review_ids[0]
        for login in self.users:
            with self.subTest(login=login):
                seen = self.as_(review, login)
                self.assertEqual(not self.refusal(seen.read, ['reason']), login in ('office', 'director'))
                for call in ((seen.write, {'decision': 'returned'}), (seen.unlink,), (seen.copy,), (
                        seen.create, {'article_id': article.id, 'decision': 'agreed'})):
                    self.assertTrue(self.refusal(*call))
                for values in ({'review_ids': [Command.clear()]}, {'review_step_id': self.step('board').id},
                               {'review_since': '2024-03-01 00:00:00'}, {'review_step_count': 5}):
                    self.assertTrue(self.refusal(self.as_(article, login).write, values))
                    self.assertTrue(self.refusal(self.model('cchc.article', login).create, values))

    def test_each_decision_is_one_line_in_the_chatter(self):
        self.use('head')
        article = self.article_in('submitted')
        for login, words in (('head', "Leadership of the unit agreed → Editorial board"),
                             ('editor', "Awaiting review → Approved, to be posted")):
            before = self.lines(article)
            self.agree(article, login)
            line = self.lines(article) - before
            self.assertEqual((len(line), line.author_id), (1, self.users[login].partner_id))
            self.assertIn(words, line.body)
        self.assertEqual((article.approved_by_id, article.last_step_by_id), (self.users['editor'],) * 2)

    # ------------------------------------------------------------------
    # Returning, recalling
    # ------------------------------------------------------------------

    def test_after_a_return_the_first_step_begins_anew(self):
        """The author's own edit never counts as approved (in knowledge #466 it does)."""
        self.use('head')
        article = self.article_in('submitted')
        self.agree(article, 'head')
        self.as_(article, 'editor').action_return(REASON)
        self.assertFalse(article.review_step_id or article.review_since)
        self.as_(article, 'author').body = "<p>Different.</p>"
        self.as_(article, 'author').action_submit()
        self.assertEqual(self.turn(article), 'head')
        self.assertFalse(self.as_(article, 'editor').can_approve)
        self.assertEqual(self.as_(article, 'editor').reviews_html, '', "of this round")
        self.agree(article, 'head', 'editor')
        self.assertEqual(article.state, 'approved')
        self.assertEqual(self.reviews(article), [
            ("Leadership of the unit", 'head', 'agreed'), ("Editorial board", 'editor', 'returned'),
            ("Leadership of the unit", 'head', 'agreed'), ("Editorial board", 'editor', 'agreed')])
        self.assertEqual(article.review_ids.sorted('id').mapped('round'), [1, 1, 2, 2])
        self.assertEqual(article.review_ids.sorted('id')[1].reason, REASON)

    def test_recall_is_possible_before_the_first_decision_only(self):
        """DESIGN §4, recall: author, before the first decision."""
        self.use('head')
        article = self.article_in('submitted')
        self.assertTrue(self.as_(article, 'author').can_recall)
        self.agree(article, 'head')
        self.assertRefused(r"agreed at 09:00 11/03/2024 \(head\)", self.as_(article, 'author').action_recall)
        self.assertFalse(self.as_(article, 'author').can_recall)
        self.assertIn("ask the editorial board to return it", self.as_(article, 'author').next_step)

    def test_text_that_was_emptied_meanwhile_passes_no_step(self):
        self.use('head')
        article = self.article_in('submitted')
        self.as_(article, 'editor').body = "<p> </p>"
        self.assertRefused("Write the text", self.as_(article, 'head').action_approve)

    def test_return_tells_everybody_who_had_agreed(self):
        """Everybody who agreed in this round is told once (in wagtail #10196 only one person is told)."""
        self.use('head', 'leadership')
        article = self.article_in('submitted', ('page',))
        self.agree(article, 'head', 'editor')
        before = self.env['cchc.notice'].search([])
        self.as_(article, 'director').action_return(REASON)
        told = self.told(before)
        self.assertEqual(told['agreed_returned'], {'head', 'editor'})
        self.assertEqual(told['returned'], {'author', 'coauthor'})

    def test_buttons_stay_while_the_board_corrects_the_text(self):
        """In a form with unsaved changes the channels have provisional ids."""
        with Form(self.as_(self.article_in('submitted'), 'editor')) as form:
            form.body = "<p>The office has put up its telephone number.</p>"
            self.assertEqual((form.can_approve, form.can_return), (True, True))

    def test_reviewers_are_told_at_their_turn(self):
        """FEATURES §9: a later reviewer is told before their turn, or never (server-ux #800, #1329)."""
        self.use('head')
        article = self.article_in('draft')
        for login, action, expected in (
                ('author', 'action_submit', {'submitted': {'head'}}),
                ('head', 'action_approve', {'agreed': {'editor'}}),
                ('editor', 'action_approve', {'approved': {'author', 'coauthor', 'poster'}})):
            before = self.env['cchc.notice'].search([])
            getattr(self.as_(article, login), action)()
            self.assertEqual(self.told(before), expected)

    def told(self, before):
        """Return ``{kind: who}`` of the notices created since."""
        self.env.invalidate_all()
        logins = {user.id: login for login, user in self.users.items()}
        return {kind: {logins[id_] for ids in notices.mapped('reader_ids') for id_ in ids}
                for kind, notices in (self.env['cchc.notice'].search([]) - before).grouped('kind').items()}

    def test_who_adds_a_channel_after_the_approval_approves_it_there(self):
        """DESIGN §4: a channel added after approval needs the approval of one of its members who neither wrote nor
        submitted the article."""
        for state in ('approved', 'published'):
            with self.subTest(state=state), self.undone():
                article = self.article_in(state)
                self.channels['page'].member_ids += self.users['author']
                values = {'article_id': article.id, 'channel_id': self.channels['page'].id}
                self.assertRefused("another member of Page can add this channel: editor, poster",
                                   self.model('cchc.publication', 'author').create, values)
                self.model('cchc.publication', 'poster').create(values)
                review = article.review_ids.filtered('channel_id')
                self.assertEqual((review.channel_id, review.user_id, review.decision),
                                 (self.channels['page'], self.users['poster'], 'agreed'))
                self.assertIn("Added: Page", self.as_(article, 'author').reviews_html)

    # ------------------------------------------------------------------
    # Clock, reminders, lists
    # ------------------------------------------------------------------

    def test_clock_is_that_of_the_step(self):
        """Each step has its own clock, which starts with its turn: the head has two days, the board three."""
        self.use('head')
        article = self.article_in('submitted')      # Monday the 11th
        for day, level in (('2024-03-12', 'muted'), ('2024-03-13', 'warning')):
            self.check_clock(article, day, level)
        self.agree(article, 'head')
        for day, level in (('2024-03-13', 'muted'), ('2024-03-15', 'muted'), ('2024-03-16', 'warning')):
            self.check_clock(article, day, level)

    def test_my_work_waits_as_long_as_the_step_says(self):
        self.env.ref('cchc_propaganda.review_step_board').days = 30
        article = self.article_in('submitted')
        self.at('2024-03-16')
        [line] = [line for section in self.model('cchc.my.work', 'editor').get_data('mine')['sections']
                  for line in section['lines'] if line['section'] == 'review']
        self.assertEqual((line['id'], line['level']), (article.id, 'muted'))

    def test_articles_of_two_agencies_are_judged_each_by_its_own(self):
        """One editor works for two agencies: the first allows self-approval and thirty days, the second does not."""
        editor, both = self.users['editor'], self.company | self.other_company
        editor.company_ids = [Command.set(both.ids)]
        self.company.cchc_allow_self_approval = True
        self.env.ref('cchc_propaganda.review_step_board').copy({
            'name': "Board", 'company_id': self.company.id, 'days': 30, 'active': True, 'sequence': 1})
        channel = self.env['cchc.channel'].create({
            'name': "Theirs", 'code': 'theirs', 'company_id': self.other_company.id,
            'member_ids': [Command.set(editor.ids)]})
        unit = self.env['hr.department'].create({'name': "Theirs", 'company_id': self.other_company.id})
        ours = self.article_in('draft', by='office', author_id=editor.id, contributor_ids=False)
        theirs = self.env['cchc.article'].create({
            'company_id': self.other_company.id,
            'name': "Forms", 'body': "<p>Forms.</p>", 'genre_id': self.genre.id, 'author_id': editor.id,
            'department_id': unit.id, 'publication_ids': [Command.create({'channel_id': channel.id})]})
        for article in (ours, theirs):
            self.as_(article, 'editor', allowed_company_ids=article.company_id.ids).action_submit()
        self.at('2024-03-16')
        for order in (both, self.other_company | self.company):
            articles = self.as_(ours | theirs, 'editor', allowed_company_ids=order.ids)
            for name, of_ours, of_theirs in (('is_to_review', True, False), ('clock_level', 'muted', 'warning')):
                for article, value in zip(articles, (of_ours, of_theirs), strict=True):
                    with self.subTest(first=order[0].name, name=name, value=value):
                        self.assertEqual(article[name], value)
                        self.assertEqual(articles.search([('id', 'in', articles.ids), (name, '=', value)]), article)

    def test_reminder_is_of_the_step_whose_turn_it_is(self):
        """The head has until the 13th; then the board has until Saturday the 16th, so its reminder comes on Monday."""
        self.plan_in('published')
        self.use('head')
        article = self.article_in('submitted')
        self.at('2024-03-13')
        self.remind()
        self.assertEqual(self.reminded(article), {'head': '2024-03-13'})
        self.agree(article, 'head')
        self.assertEqual(self.reminded(article), {}, "closed by deciding")
        self.at('2024-03-18')
        self.remind()
        self.assertEqual(self.reminded(article), {'editor': '2024-03-18'})

    def reminded(self, article):
        self.env.invalidate_all()
        return {activity.user_id.name: str(activity.date_deadline) for activity in article.activity_ids}

    def check_clock(self, article, day, level):
        self.at(day)
        article = self.as_(article, 'editor', allowed_company_ids=self.company.ids)
        self.assertEqual(article.clock_level, level, day)
        for other in ('muted', 'warning', 'danger', 'success'):
            self.assertEqual(article.search([('id', '=', article.id), ('clock_level', '=', other)]) == article,
                             other == level, (day, other))

    def test_my_work_shows_it_to_whoever_has_the_turn(self):
        self.use('head')
        article = self.article_in('submitted')
        for turn in ('head', 'editor'):
            for login in ('head', 'editor', 'office', 'author'):
                data = self.model('cchc.my.work', login, allowed_company_ids=self.company.ids).get_data()
                lines = [
                    line for section in data['sections'] if section['key'] == 'review' for line in section['lines']]
                self.assertEqual([line['id'] for line in lines], article.ids if login == turn else [], (turn, login))
            self.agree(article, turn)
