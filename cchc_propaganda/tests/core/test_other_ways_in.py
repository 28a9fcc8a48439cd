# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import tagged

from ..common import CchcCommon

LATER = ('submitted', 'approved', 'published', 'cancelled')


@tagged('post_install', '-at_install')
class TestOtherWaysIn(CchcCommon):
    """No client sets a state around the gate. ``test_workflow_article`` tries the buttons, ``write``, ``create``,
    ``load`` and ``web_save`` for every role in every state, ``test_doors`` HTTP; this class tries everything else."""

    def states(self, articles):
        self.env.invalidate_all()
        return set(articles.with_env(self.env).mapped('state'))

    def test_copy_begins_as_a_draft_of_whoever_copies(self):
        source = self.article_in('published')
        for state in LATER:
            self.assertRefused("begins as", self.as_(source, 'stranger').copy, {'state': state})
        self.assertTrue(self.refusal(self.as_(source, 'stranger', default_author_id=self.users['author'].id).copy))
        copied = self.as_(source, 'stranger').copy()
        self.assertEqual((copied.state, copied.author_id), ('draft', self.users['stranger']))
        self.assertFalse(copied.approved_by_id or copied.date_submitted or copied.publication_ids.filtered('url'))
        self.assertTrue(self.refusal(self.as_(source, 'stranger').copy, {'author_id': self.users['author'].id}))
        for values in ({'approved_by_id': self.users['editor'].id}, {'date_submitted': '2024-03-01'},
                       {'submission_count': 3}, {'is_registered': True}):
            with self.subTest(values=values):
                self.assertRefused("cannot be entered by hand", self.as_(source, 'stranger').copy, values)

    def test_name_create_makes_a_draft_of_one_s_own(self):
        article_id, __ = self.model('cchc.article', 'author').name_create("From a list of names")
        article = self.env['cchc.article'].browse(article_id)
        self.assertEqual((article.state, article.author_id), ('draft', self.users['author']))
        for state in LATER:
            self.assertRefused("begins as", self.model('cchc.article', 'author', default_state=state).name_create, "X")

    def test_list_edit_of_many_is_the_same_gate(self):
        articles = self.article_in('draft') | self.article_in('draft')
        for login in ('author', 'editor', 'director'):
            seen = self.as_(articles, login)
            for call in (lambda seen=seen: seen.web_save_multi([{'state': 'approved'}] * 2, {}),
                         lambda seen=seen: seen.write({'state': 'published'})):
                self.assertTrue(self.refusal(call))
        self.assertEqual(self.states(articles), {'draft'})

    def test_import_dialog_is_the_same_gate(self):
        """The import screen of the client is tried as a test run and for real."""
        article = self.article_in('draft')
        options = {'quoting': '"', 'separator': ',', 'has_headers': True, 'keep_matches': False, 'date_format': '',
                   'datetime_format': '', 'float_thousand_separator': ',', 'float_decimal_separator': '.',
                   'advanced': True, 'encoding': 'utf-8'}
        files = {
            'a new one, approved': ("name,state\nNew,approved\n", ['name', 'state']),
            'an old one, approved': (f".id,state\n{article.id},approved\n", ['.id', 'state']),
            'who approved it': (f".id,approved_by_id/.id\n{article.id},{self.users['editor'].id}\n",
                                ['.id', 'approved_by_id/.id']),
            'under another name': (f"name,author_id/.id\nNew,{self.users['editor'].id}\n", ['name', 'author_id/.id']),
        }
        for name, (content, columns) in files.items():
            for dry in (True, False):
                with self.subTest(name=name, dry=dry), self.undone():
                    dialog = self.model('base_import.import', 'author').create({
                        'res_model': 'cchc.article', 'file': content.encode(), 'file_type': 'text/csv',
                        'file_name': 'x.csv'})
                    done = dialog.execute_import(columns, columns, options, dryrun=dry)
                    self.assertTrue([line for line in done['messages'] if line['type'] == 'error'])
                    self.assertFalse(done.get('ids'))
        self.assertEqual(self.states(article), {'draft'})

    def test_asking_what_would_follow_changes_nothing(self):
        """``onchange`` only computes; a state that the client claims enables no button on the server."""
        article = self.article_in('draft')
        for login in ('author', 'editor'):
            seen = self.as_(article, login) if login == 'author' else self.model('cchc.article', login)
            told = seen.onchange(
                {'state': 'approved', 'approved_by_id': 1}, ['state'], {'can_publish': {}, 'state': {}})
            self.assertIn('value', told)
        self.assertEqual(self.states(article), {'draft'})
        self.assertFalse(article.approved_by_id)
        self.assertTrue(self.refusal(self.as_(article, 'author').action_publish))

    def test_default_that_a_user_keeps_sets_nothing_either(self):
        """Odoo lets every user keep defaults of their own (``ir.default``), so they are client input."""
        Default = self.model('ir.default', 'author')
        for name, value in (('state', 'approved'), ('approved_by_id', self.users['editor'].id),
                            ('date_submitted', '2024-03-01 00:00:00'), ('submission_count', 3)):
            Default.set('cchc.article', name, value, user_id=True)
        Default.set('cchc.publication', 'state', 'published', user_id=True)
        Default.set('cchc.article', 'name', "My usual title", user_id=True)
        article = self.model('cchc.article', 'author').create({
            'publication_ids': [Command.create({'channel_id': self.channels['portal'].id})]})
        self.assertEqual((article.state, article.publication_ids.state), ('draft', 'pending'))
        self.assertFalse(article.submission_count)
        self.assertFalse(article.approved_by_id or article.date_submitted)
        self.assertEqual(article.name, "My usual title", "a default of the user's own still works")

    def test_client_that_says_an_addon_is_uninstalled_deletes_nothing_more(self):
        """With that context Odoo itself skips what forbids deleting (``@api.ondelete``)."""
        plan = self.plan_in('published')
        publication = self.publication_in('sent')
        article = self.article_in('draft')
        file = self.attachment('author', name='photo.txt')
        self.as_(article, 'author').attachment_ids = file
        self.as_(article, 'author').action_submit()
        self.as_(article, 'editor').action_approve()
        for login, record in (('editor', publication), ('author', publication), ('author', publication.article_id),
                              ('author', file), ('editor', file), ('office', plan), ('office', plan.topic_ids),
                              ('office', article), ('office', plan.assignment_ids[0])):
            for flag in (True, 1, 'yes'):
                with self.subTest(login=login, model=record._name, flag=flag):
                    self.assertTrue(self.refusal(self.as_(record, login, _force_unlink=flag).unlink))
