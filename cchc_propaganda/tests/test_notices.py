from odoo.tests import tagged

from .common import CchcCommon

# kind -> who is told of it, apart from whoever did it (an article of author and coauthor on the portal)
TOLD = {
    'submitted': {'editor'},
    'approved': {'author', 'coauthor', 'poster'},
    'returned': {'author', 'coauthor'},
    'published': {'author', 'coauthor'},
    'refused': {'author', 'coauthor', 'head'},
    'removed': {'author', 'coauthor'},
    'cancelled': {'author', 'coauthor'},
}


@tagged('post_install', '-at_install')
class TestNotices(CchcCommon):
    """Who is told of a step: the right people, once, in their language, the way they prefer."""

    def happen(self, kind):
        """Bring about what that notice is of; returns the notices it left."""
        row = None
        if kind == 'submitted':
            step = self.as_(self.article_in('draft'), 'author').action_submit
        elif kind in ('approved', 'returned', 'cancelled'):
            article = self.as_(self.article_in('submitted'), 'editor')
            step = {
                'approved': article.action_approve, 'returned': lambda: article.action_return("Too short"),
                'cancelled': lambda: article.action_cancel("Out of date")}[kind]
        else:
            row = self.publication_in('published' if kind == 'removed' else 'sent')
            if kind == 'published':
                self.as_(row, 'editor').url = self.link('page')
            row = self.as_(row, 'editor')
            step = {
                'published': row.action_publish, 'refused': lambda: row.action_refuse("Too long"),
                'removed': lambda: row.action_remove("Wrong figures")}[kind]
        return self.notices_of(step)

    def logins(self, notices):
        names = {user.partner_id: login for login, user in self.users.items()}
        return sorted(names[partner] for partner in notices.res_partner_id)

    def test_each_step_is_told_to_the_right_people_once(self):
        for kind, people in TOLD.items():
            with self.subTest(kind=kind), self.undone():
                notices = self.happen(kind)
                self.assertEqual(self.logins(notices), sorted(people))
                self.assertEqual(len(notices), len(people))
