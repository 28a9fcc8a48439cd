# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import tagged

from ..common import CchcCommon

AUTHOR = "You are an author of “Forms online”, so you do not approve it yourself. May approve: editor."
BOARD = "“Forms online” is approved by the editorial board of its channels: editor."
SUBMITS = "“Forms online” is submitted by its author, the head of its unit or the Office."
POSTS = "“Forms online · Portal”: only those who post on Portal can do this (editor, poster)."
NOBODY = "“Forms online” is approved by the editorial board of its channels: nobody yet. " + (
    "Whoever reviews on Portal wrote or submitted this article (editor). The Office enters another member: "
    "Configuration, Channels.")
# The sentence that the form shows to each user: who acts next, or why this user cannot; '' when the user can.
SAYS = {
    'draft': {'author': '', 'coauthor': '', 'head': '', 'office': '', 'director': SUBMITS},
    'returned': {
        'author': "Correct it and submit it again.", 'coauthor': "Correct it and submit it again.",
        'head': "Correct it and submit it again.", 'office': "Correct it and submit it again.", 'editor': SUBMITS,
        'colleague': SUBMITS, 'poster': SUBMITS, 'director': SUBMITS},
    'submitted': {
        'author': AUTHOR, 'coauthor': AUTHOR, 'editor': '', 'head': BOARD, 'colleague': BOARD, 'poster': BOARD,
        'office': BOARD, 'director': BOARD},
    'approved': {
        'editor': '', 'poster': '', 'author': POSTS, 'coauthor': POSTS, 'head': POSTS, 'colleague': POSTS,
        'office': POSTS, 'director': POSTS},
}
ACTION = {'draft': 'action_submit', 'returned': 'action_submit', 'submitted': 'action_approve',
          'approved': 'action_publish'}


@tagged('post_install', '-at_install')
class TestNextStep(CchcCommon):
    """A refusal says what is missing, on which record and who may act; when a button is missing, the form shows the
    same sentence."""
    maxDiff = None

    def build(self, state):
        if state != 'returned':
            return self.article_in(state)
        article = self.article_in('submitted')
        self.as_(article, 'editor').action_return("Photo without caption")
        return article

    def test_what_is_missing_goes_as_soon_as_it_is_given(self):
        """Before the form is saved, each of these fields changes the sentence and the button at once."""
        empty = {'name': False, 'genre_id': False, 'body': False, 'department_id': False}
        full = {'name': "Forms online", 'genre_id': self.genre.id, 'body': "<p>The forms are online.</p>",
                'department_id': self.units['press'].id}
        asked = {'name': "enter the title", 'genre_id': "choose the genre", 'body': "write the text",
                 'department_id': "choose the unit"}
        article = self.as_(self.article_in('draft', **empty), 'author')
        self.assertEqual([name for name in asked if asked[name] in article.next_step], list(asked))
        for name in asked:
            with self.subTest(name=name):
                told = self.typed(article, {name: full[name]})
                self.assertNotIn(asked[name], told['next_step'])
        told = self.typed(article, full)
        self.assertEqual((told['next_step'], told['can_submit']), (False, True))

    def typed(self, article, values):
        """Return what the form shows when the author has typed these values without saving."""
        return self.as_(article, 'author').onchange(values, list(values), {'next_step': {}, 'can_submit': {}})['value']

    def test_form_tells_each_role_in_each_state_what_the_refusal_tells(self):
        for state, roles in SAYS.items():
            article = self.build(state)
            readers = {login for login in self.users if self.as_(article, login).has_access('read')}
            self.assertEqual(readers, set(roles), state)
            for login, sentence in roles.items():
                with self.subTest(state=state, login=login):
                    seen = self.as_(article, login)
                    shown = seen.read(['next_step'])[0]['next_step'] or ''
                    self.assertIn(sentence, shown)
                    refusal = self.refusal(getattr(self.as_(article, login), ACTION[state]))
                    if sentence.startswith("Correct"):
                        self.assertEqual(refusal, '')
                    elif sentence:
                        self.assertIn(sentence, refusal)
                    else:
                        for other in (AUTHOR, BOARD, SUBMITS, POSTS):
                            self.assertNotIn(other, shown)

    def test_whoever_submitted_it_is_told_so(self):
        article = self.article_in('draft')
        self.as_(article, 'head').action_submit()
        self.assertIn("You submitted “Forms online”", self.as_(article, 'head').next_step)
        self.assertRefused("You submitted “Forms online”", self.as_(article, 'head').action_approve)

    def test_board_of_authors_is_told_whom_to_ask(self):
        """If every member of the channel is an author, nobody can approve: the Office names another member."""
        article = self.article_in('draft', contributor_ids=self.users['editor'].partner_id.ids)
        self.as_(article, 'author').action_submit()
        self.assertIn(NOBODY, self.as_(article, 'head').next_step)
        self.assertIn("May approve: nobody yet. Whoever reviews on Portal", self.as_(article, 'editor').next_step)

    def test_other_editor_does_not_see_it_at_all(self):
        self.assertFalse(self.as_(self.article_in('submitted'), 'outside_editor').has_access('read'))

    def test_all_that_is_missing_is_shown_at_once_and_is_what_the_refusal_lists(self):
        article = self.article_in('draft', name=False, body=False, genre_id=False, publication_ids=[])
        shown = self.as_(article, 'author').next_step
        told = self.refusal(self.as_(article, 'author').action_submit)
        for sentence in ("Enter the title.", "Choose the genre.", "Choose at least one channel."):
            self.assertIn(sentence[1:-1], shown)    # one sentence, without capitals inside it
            self.assertIn(sentence, told)
        self.assertIn("To submit it: enter the title; choose the genre", shown)

    def test_board_is_told_what_its_own_correction_left_out(self):
        article = self.article_in('submitted')
        self.as_(article, 'editor').body = "<p> </p>"
        self.assertIn("To approve it: write the text", self.as_(article, 'editor').next_step)
        self.assertRefused("Write the text", self.as_(article, 'editor').action_approve)

    def test_cancelled_article_says_by_whom(self):
        article = self.article_in('submitted')
        self.as_(article, 'office').action_cancel("Written twice")
        self.assertIn("(office)", self.as_(article, 'author').next_step)

    def test_external_channel_lets_the_unit_send_and_says_nothing_else(self):
        """DESIGN §4: if the channel allows it, the author's unit sends the article itself."""
        article = self.article_in('approved', ('page',))
        for login in ('author', 'colleague', 'editor'):
            self.assertNotIn("those who post on", self.as_(article, login).next_step)
        self.assertIn("only those who post on Page can do this", self.as_(article, 'director').next_step)

    def test_sentences_are_the_reader_s_language(self):
        self.env['res.lang']._activate_lang('vi_VN')
        self.users['author'].lang = 'vi_VN'
        article = self.article_in('submitted')
        shown = self.as_(article, 'author', lang='vi_VN').next_step
        self.assertIn("Tác giả không tự duyệt", shown)
        self.assertNotIn("You are", shown)

    def test_hand_made_publications_tell_the_same_from_a_form(self):
        """What ``onchange`` computes for an unsaved change reads no more than the user may."""
        article = self.article_in('draft')
        seen = self.as_(article, 'author')
        told = seen.onchange({'publication_ids': [Command.clear()], 'name': ''}, ['name'], {'next_step': {}})
        self.assertIn("enter the title", told['value'].get('next_step') or '')
