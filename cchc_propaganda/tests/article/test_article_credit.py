# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import CchcCommon


@tagged('post_install', '-at_install')
class TestArticleCredit(CchcCommon):

    def outsider_named(self, name, login='author', **context):
        partners = self.model('res.partner', login, cchc_outside_author=True, **context)
        return partners.browse(partners.name_create(name)[0])

    def test_an_author_from_outside_shares_the_credit(self):
        outside = self.outsider_named("Trần Văn B")
        article = self.article_in('draft', contributor_ids=[Command.set(
            (outside | self.users['coauthor'].partner_id).ids)])
        self.assertEqual(self.as_(article, 'author')._credit_names(),
                         ['author', 'coauthor', "Trần Văn B (from outside)"])
        self.assertEqual(self.as_(article, 'author').credit_text,
                         "By: author, coauthor, Trần Văn B (from outside)")

    def test_who_left_the_agency_wrote_as_one_of_it(self):
        article = self.article_in('draft')
        self.users['coauthor'].active = False
        self.assertEqual(article._credit_names(), ['author', 'coauthor'])

    def test_the_author_is_named_once(self):
        article = self.article_in('draft', contributor_ids=[Command.set(self.users['author'].partner_id.ids)])
        self.assertEqual(article._credit_names(), ['author'])

    def test_the_credit_is_read_by_everybody_who_reads_the_article(self):
        article = self.article_in('published', contributor_ids=[Command.set(self.outsider_named("Trần Văn B").ids)])
        for login in ('stranger', 'office', 'director'):
            with self.subTest(login=login):
                self.assertEqual(
                    self.as_(article, login).credit_text, "By: author, Trần Văn B (from outside)")

    def test_a_contributor_enters_a_name_and_nothing_else(self):
        with self.assertRaises(AccessError):
            self.model('res.partner', 'author').create({'name': "Trần Văn B"})
        self.assertRefused("You are not allowed", self.model('res.partner', 'author').name_create, "Trần Văn B")
        outside = self.outsider_named(
            "  Trần  Văn B ", default_email='b@mail.example', default_function="Chairman",
            default_user_ids=[Command.create({'login': 'thief'})])
        self.assertEqual(
            (outside.name, outside.email, outside.function, outside.is_company, outside.user_ids.ids),
            ("Trần Văn B", False, False, False, []))
        self.assertEqual(outside.company_id, self.company)
        with self.assertRaises(AccessError):
            outside.email = 'b@mail.example'

    def test_the_same_name_is_the_same_person(self):
        self.assertEqual(self.outsider_named("Trần Văn B"), self.outsider_named("Trần Văn B", 'colleague'))

    def test_another_agency_has_its_own_outside_authors(self):
        self.assertNotEqual(self.outsider_named("Trần Văn B"), self.outsider_named("Trần Văn B", 'outsider'))

    def test_what_is_no_name_is_refused_with_the_reason(self):
        for name in ('', '   ', 'b@mail.example', 'B <b@mail.example>', 'B' * 101):
            with self.subTest(name=name):
                self.assertRefused("write only the name", self.outsider_named, name)

    def test_who_writes_no_articles_enters_nobody(self):
        self.assertRefused("You are not allowed", self.outsider_named, "Trần Văn B", 'admin')
