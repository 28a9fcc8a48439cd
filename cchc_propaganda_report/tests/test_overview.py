# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, MissingError
from odoo.tests import tagged

from odoo.addons.cchc_propaganda.tests.outreach.outreach_case import OutreachMixin

from ..tools.overview import MOST_SQUARES
from .common import ReportCommon

GOAL = 12   # queries, whatever the size


@tagged('post_install', '-at_install')
class TestOverview(OutreachMixin, ReportCommon):
    """SCREENS §15, on 01/07/2024. Two units owe one article a quarter on the portal and one on the external page, due
    on the 20th of the last month: 16 assignments, 8 of them due.

    Both posted the first one on the page late: the page took eleven days. ``press`` met the first on the portal, missed
    the second, and its second on the page waits for the answer. ``digital`` is exempt from the first on the portal and
    met the other two. In 2023 ``press`` alone owed the portal: it met the first, and the second on 10/07/2023.
    """

    def year(self):
        quarter = {'frequency': 'quarter', 'due_day': 20}
        self.before = self.plan_in(
            'published', quarter, year=2023, name="Plan of 2023", issued='2023-01-02', coordinators=())
        self.plan = self.plan_in(
            'published', quarter, {**quarter, 'channel_id': self.channels['page'].id}, leads=('press', 'digital'),
            coordinators=())
        self.posted(self.before, '2023-Q1', '2023-03-10')
        self.posted(self.before, '2023-Q2', '2023-07-10')
        self.posted(self.plan, '2024-Q1', '2024-03-10')
        for unit in ('press', 'digital'):
            self.posted(self.plan, '2024-Q1', '2024-03-26', 'page', unit, sent='2024-03-15')
        self.as_(self.assignment(self.plan, '2024-Q1', unit='digital'), 'office').action_exempt("On a course")
        self.posted(self.plan, '2024-Q2', '2024-06-10', unit='digital')
        self.posted(self.plan, '2024-Q2', '2024-06-12', 'page', 'digital', sent='2024-06-01')
        self.posted(self.plan, '2024-Q2', False, 'page', sent='2024-06-15')
        self.at('2024-06-20')
        self.outreach_in('approved', plan_id=self.plan.id)

    def posted(self, plan, key, posted, channel='portal', unit='press', sent=False):
        """Write and approve an article for that assignment, send it, and post it on that day."""
        self.at(sent or posted)
        article = self.article_in(
            'approved', (channel,), by='office', assignments=[self.assignment(plan, key, channel, unit)],
            contributor_ids=False, department_id=self.units[unit].id, plan_id=plan.id)
        if sent:
            self.as_(self.publication(article, channel), 'editor').action_send()
        if posted:
            self.at(posted)
            self.post(article, channel)

    def data(self, login, plan=False, other=None):
        return self.model('cchc.plan', login).get_overview(plan, other)

    def shown(self, line):
        """Return a line as ``(name, its words, assignments by kind, those of the other year, words of that)``."""
        now, then = ({kind: len(ids) for kind, ids in line[part]['groups']} for part in ('now', 'then'))
        return line['name'], [part['text'] for part in line['parts']], now, then, line['then_text']

    def test_the_year_as_counted_by_hand(self):
        self.year()
        self.reports()
        self.at('2024-07-01')
        data = self.data('director')
        with self.subTest("the sums, beside those of the same day of last year"):
            self.assertEqual({tile['key']: (tile['count'], tile['hint'], tile['then']) for tile in data['tiles']}, {
                'all': (15, "7 due so far", "year 2023: 4"),
                'done': (3, '', "same days of 2023: 1"),
                'late': (2, "up to 6 days late", "same days of 2023: 0"),
                'overdue': (1, "1 not explained", "same days of 2023: 1"),
                'articles': (5, '', "same days of 2023: 1")})
            self.assertEqual([tile.get('share') for tile in data['tiles']], [None, "43%", None, None, None])
            for tile in data['tiles']:
                records = self.model(tile['model'], 'director')
                self.assertEqual(records.search_count(tile['domain']), tile['count'], tile['key'])
        with self.subTest("result, reason and remedy"):
            sentence = data['sentence']
            self.assertEqual(sentence['result'], "By 01/07/2024, 5 of 7 assignments due were met.")
            self.assertEqual(sentence['reason'], (
                "Mostly behind are those on Page (2 of 4 assignments), because the channel posts 11 days after it "
                "receives an article; send the next article to the channel by 09/09/2024 to meet the deadline of "
                "20/09/2024."))
            self.assertEqual(self.env['cchc.assignment'].search_count(sentence['domain']), 3)
        with self.subTest("by quarter, by unit in the order of the plan, by channel"):
            none = "2023: none given out"
            self.assertEqual([self.shown(line) for line in data['quarters']], [
                ("Quarter I", ["1/3 on time", "2 met late"], {'done': 1, 'late': 2}, {'done': 1}, "2023: 1/1"),
                ("Quarter II", ["2/4 on time", "1 past due", "1 waiting"], {'done': 2, 'waiting': 1, 'overdue': 1},
                 {'overdue': 1}, "2023: 0/1"),
                ("Quarter III", ["4 not due yet"], {'open': 4}, {}, "2023: –"),
                ("Quarter IV", ["4 not due yet"], {'open': 4}, {}, "2023: –")])
            self.assertEqual([self.shown(line)[0::4] for line in data['units']], [
                ("Press", "2023: 1/2"), ("Digital", none)])
            self.assertEqual([self.shown(line)[0::4] for line in data['means']], [
                ("Portal", "2023: 1/2"), ("Page", none)])
            for line in data['units'] + data['means']:
                self.assertEqual(
                    self.env['cchc.assignment'].search_count([('waiver', '=', False), *line['domain']]),
                    sum(len(ids) for __, ids in line['now']['groups']))
            self.assertEqual(data['left_out'], "Not counted: 1 exempt.")
            self.assertEqual(data['titles'][self.assignment(self.plan, '2024-Q1', 'page').id], (
                "Press · Quarter I · Page · Met late · 26/03/2024"))
            self.assertEqual(data['titles'][self.assignment(self.before, '2023-Q2').id], (
                "2023 · Press · Quarter II · Portal · Overdue · due 20/06/2023"))
            self.assertEqual(self.env['cchc.assignment'].search_count(data['domain']), 15 + 2)
        with self.subTest("channels, contents, forms"):
            self.assertEqual(data['waits'], [
                {'text': "Portal: 0 days", 'is_slow': False}, {'text': "Page: 11 days", 'is_slow': True}])
            self.assertEqual((data['topics']['lines'], data['topics']['total']), ([], 1))
            self.assertEqual([(line['name'], line['count']) for line in data['forms']['lines'][:2]], [
                ("Articles", 5), (self.form().name, 1)])
            self.assertEqual(data['forms']['used'], 2)
        with self.subTest("reports"):
            self.assertEqual(
                [(line['name'], line['text'], line['is_in_time']) for line in data['reports']['lines']],
                [("Quarter I", "sent on 03/04", True)])
            self.assertEqual(
                data['reports']['of_units'], "Reports of the units: 0 of 1 sent, 0 of them in time.")
            [line] = self.data('head')['reports']['lines']
            self.assertEqual((line['text'], line['is_late']), ("due 05/04/2024, being written", True))
        with self.subTest("each role sees its units"):
            for login, units, count in (
                    ('office', ["Press", "Digital"], 15), ('head', ["Press"], 8), ('author', ["Press"], 8),
                    ('other_head', ["Digital"], 7)):
                mine = self.data(login)
                self.assertEqual([line['name'] for line in mine['units']], units, login)
                self.assertEqual(mine['tiles'][0]['count'], count, login)
                self.assertEqual(bool(mine['reports']), login not in ('author',), login)
                articles = mine['tiles'][4]
                self.assertEqual(
                    self.model('cchc.article', login).search_count(articles['domain']), articles['count'], login)
            self.assertIs(self.data('outsider')['plan'], False)
            for plan, other in ((self.plan.id, None), (False, self.plan.id)):
                with self.assertRaises(MissingError):
                    self.data('outsider', plan, other) if plan else self.data('director', False, 10 ** 6)
            with self.assertRaises(AccessError):
                self.data('admin')
        with self.subTest("another year, or none"):
            self.assertFalse(self.data('director', other=False)['other'])
            self.assertFalse(self.data('director', self.before.id)['other'], "there is no plan of 2022")
            data = self.data('director', self.before.id, self.plan.id)
            self.assertEqual(data['sentence']['result'], "The whole year: 2 of 4 assignments were met.")
        with self.subTest("when both years are over, each stands as it ended"):
            self.at('2025-01-10')
            then = {tile['key']: tile['then'] for tile in self.data('director', self.plan.id)['tiles']}
            self.assertEqual((then['done'], then['late'], then['overdue']), (
                "year 2023: 1", "year 2023: 1", "year 2023: 2"))

    def reports(self):
        """The agency sent its report of the first quarter in time, ``press`` has not sent that of March."""
        self.at('2024-04-01')
        quarter = self.report_of(self.plan, regime_id=self.regime('quarter').id)
        self.unit_report(self.plan, regime_id=self.regime('month').id)
        self.report_in('published', quarter)

    def test_queries_do_not_grow_and_long_rows_become_bars(self):
        few, many = self.queries(3), self.queries(40)
        self.assertEqual(few, many)
        self.assertLessEqual(max(many.values()), GOAL)

    def queries(self, count):
        """Return the queries of each role, for plans of two years that give each of so many units six assignments."""
        with self.undone():
            units = self.env['hr.department'].create([{
                'name': f"Unit {number}", 'cchc_kind': 'division', 'company_id': self.company.id,
                'manager_id': self.employees['head'].id} for number in range(count)])
            self.units = {**self.units, **{unit.name: unit for unit in units}}
            for year in (2023, 2024):
                half = {'date_from': f'{year}-01-01', 'date_to': f'{year}-06-30'}
                plan = self.plan_in(
                    'published', half, leads=tuple(units.mapped('name')), coordinators=(), year=year,
                    issued=f'{year}-01-02', name=f"Plan of {year}")
            self.at('2024-07-01')
            article = self.article_in(
                'approved', by='office', department_id=units[0].id, plan_id=plan.id, genre_id=self.video.id,
                assignments=[self.assignment(plan, '2024-M06', unit="Unit 0")])
            self.post(article)
            found = {}
            for login in ('director', 'head'):
                model = self.model('cchc.plan', login, lang='en_US', allowed_company_ids=self.company.ids)
                for __ in range(2):     # fill the caches of the process
                    model.get_overview()
                    model.env.invalidate_all()
                before = self.env.cr.sql_log_count
                data = model.get_overview()
                found[login] = self.env.cr.sql_log_count - before
                self.assertEqual(len(data['units']), count)
                [line] = data['means']
                for row in (line['now'], line['then'], data['quarters'][0]['now']):
                    drawn = sum(len(ids) for __, ids in row['groups'])
                    self.assertEqual(row['is_bar'], drawn > MOST_SQUARES)
                self.assertFalse(any(line['now']['is_bar'] for line in data['units']))
            return found
