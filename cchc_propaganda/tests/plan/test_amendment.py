# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re
from base64 import b64encode
from io import BytesIO

from docx import Document
from psycopg2 import IntegrityError

from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import SQL, mute_logger

from ..common import CchcCommon
from .plan_import import PlanImportCase

JULY, AUGUST, OCTOBER = '2024-07-01', '2024-08-01', '2024-10-01'


@tagged('post_install', '-at_install')
class TestAmendment(CchcCommon):
    """DESIGN §5: an amendment is a plan of its own; issuing it writes its difference into the rows of the amended plan
    (ids kept) and gives out the assignments again."""

    def setUp(self):
        super().setUp()
        self.plan = self.plan_in('published', {
            'frequency': 'quarter', 'due_day': 20, 'rotation_ids': [
                Command.create({'period_from': first, 'period_to': last, 'department_id': self.units[unit].id})
                for unit, first, last in (('press', 1, 2), ('digital', 3, 4))]}, {
            'channel_id': self.channels['page'].id})
        self.quarterly, self.monthly = self.plan.obligation_ids
        self.row = self.plan.topic_ids

    def amend(self, day=JULY):
        self.at(day)
        plan = self.as_(self.plan, 'office')
        return plan.browse(plan.action_amend()['res_id'])

    def issue(self, amendment, day=JULY):
        self.at(day)
        self._walk_plan(amendment, 'published', day)
        self.refresh(self.plan)
        return amendment

    def of(self, amendment, original):
        """Return the part of the amendment that was made from that part of the plan."""
        parts = {
            'cchc.topic': amendment.topic_ids, 'cchc.obligation': amendment.obligation_ids,
            'cchc.obligation.rotation': amendment.obligation_ids.rotation_ids}[original._name]
        return parts.filtered(lambda part: part.origin_id == original)

    def states(self, obligation):
        """Return ``{(period, unit that the plan named): state}`` of the assignments of an obligation."""
        return {
            (one.period_key.removeprefix('2024-'), one.origin_department_id.name): one.state
            for one in self.plan.assignment_ids if one.obligation_id == obligation}

    def told(self, amendment):
        """Return what the amendment changes: rows as ``(kind, number, {cell: (before, after)})``, and counts."""
        changes = amendment._changes()
        return [(row['kind'], row['code'], {cell: (before, after) for cell, before, after in row['cells']})
                for row in changes['rows']], {kind: those['count'] for kind, those in changes['assignments'].items()}

    # ------------------------------------------------------------------
    # Drawing one up
    # ------------------------------------------------------------------

    def test_only_the_office_draws_one_up_and_a_second_click_opens_the_same(self):
        self.at(JULY)
        for login in self.users:
            with self.subTest(login=login), self.undone():
                self.assertEqual(self.refusal(self.as_(self.plan, login).action_amend) == '', login == 'office')
                if self.as_(self.plan, login).has_access('read'):
                    self.assertEqual(self.as_(self.plan, login).can_amend, login == 'office')
        amendment = self.amend()
        self.assertEqual(self.amend(), amendment)
        self.assertEqual((amendment.amends_id, amendment.state, amendment.year), (self.plan, 'draft', 2024))
        self.assertIn(self.plan.number, amendment.name)
        with self.assertRaises(IntegrityError), mute_logger('odoo.sql_db'), self.undone():
            self.plan._with_gate().create({'name': "A second one", 'year': 2024, 'amends_id': self.plan.id})
            self.env.flush_all()
        self.as_(amendment, 'office').action_cancel("Not needed")
        self.assertNotEqual(self.amend(), amendment, "a cancelled one is not taken up again")

    def test_only_a_plan_in_force_is_amended(self):
        for state in ('draft', 'submitted', 'approved', 'cancelled'):
            plan = self.as_(self.plan_in(state), 'office')
            self.assertRefused("is amended|is not issued yet", plan.action_amend)
            self.assertFalse(plan.can_amend)
        self.assertRefused("is an amendment itself", self.amend().action_amend)
        self.without_reports()
        self.at('2025-01-02')
        self.assertRefused("ran until 31/12/2024", self.as_(self.plan, 'office').action_amend)
        self.as_(self.plan, 'office').action_close()
        self.assertRefused("closed on 02/01/2025", self.as_(self.plan, 'office').action_amend)

    def test_the_draft_has_a_copy_of_each_row_which_knows_its_original(self):
        amendment = self.amend()
        self.assertEqual(amendment.topic_ids.origin_id, self.row)
        self.assertEqual(amendment.obligation_ids.origin_id, self.quarterly | self.monthly)
        self.assertEqual(amendment.obligation_ids.rotation_ids.origin_id, self.quarterly.rotation_ids)
        self.assertEqual(amendment.topic_ids.lead_department_ids, self.units['press'])
        self.assertEqual(self.told(amendment), ([], {'new': 0, 'moved': 0, 'dropped': 0}))
        self.assertRefused("Nothing is changed yet", amendment.action_submit)
        self.assertIn("Nothing is changed yet", str(amendment.changes_html))

    def test_it_is_typed_into_the_form_of_a_plan_which_follows(self):
        """The difference and the sentence follow what the Office types, before it is saved."""
        form = Form(self.amend(), 'cchc_propaganda.cchc_plan_view_form')
        self.assertIn("Nothing is changed yet", form.changes_html)
        with form.row_ids.new() as row:
            row.code, row.name, row.lead_text = '2', "Training", "Digital"
        self.assertIn("changes 1 rows of the plan; assignments: 0 given out, 0 changed, 0 no longer asked for.",
                      form.next_step, "rows that nobody touches keep their assignments")
        with form.row_ids.edit(0) as row:
            row.name = "News and videos"
            with row.obligation_ids.edit(0) as obligation:
                obligation.turns = [{**turn, 'unit': self.units['office'].id} if turn['first'] == 3 else turn
                                    for turn in obligation.turns]
            with row.obligation_ids.edit(1) as obligation:
                obligation.quantity = 2
        self.assertIn("News and videos", re.sub('<[^>]*>', '', form.changes_html))
        self.assertIn("Training", form.changes_html)
        expected = "Issuing it changes 2 rows of the plan; assignments: 2 given out, 6 changed, 2 no longer asked for."
        self.assertIn(expected, form.next_step)
        amendment = form.save()
        self.assertIn(expected, amendment.next_step)
        self.issue(amendment)
        self.assertEqual((self.row.name, self.monthly.quantity), ("News and videos", 2))
        self.assertEqual(self.quarterly.rotation_ids.mapped('department_id.name'), ['Press', 'Office'])
        self.assertEqual(self.plan.topic_ids.mapped('code'), ['1', '2'])

    def test_a_change_of_the_year_is_no_amendment(self):
        amendment = self.amend()
        for values in ({'year': 2025}, {'date_to': '2024-11-30'}, {'date_from': '2024-02-01'}):
            self.assertRefused("it is of the same year and days", amendment.write, values)

    def test_nobody_says_by_hand_what_is_amended_or_archived(self):
        amendment = self.amend()
        other = self.as_(self.plan_in('draft'), 'office')
        self.assertRefused("cannot be entered by hand", other.write, {'amends_id': self.plan.id})
        self.assertRefused("cannot be entered by hand", self.model('cchc.plan', 'office').create, {
            'name': "Forged", 'year': 2024, 'amends_id': self.plan.id})
        self.assertRefused("cannot be entered by hand", self.as_(self.plan, 'office').write, {
            'amendment_ids': [Command.link(other.id)]})
        for part in (amendment.topic_ids, amendment.obligation_ids[0], amendment.obligation_ids.rotation_ids[0]):
            with self.subTest(model=part._name):
                self.assertRefused("Nobody archives a part of a plan", part.write, {'active': False})
                self.assertRefused("Nobody archives a part of a plan", part.write, {'origin_id': False})
                self.assertRefused("Nobody archives a part of a plan", part.action_archive)
        for default in ('default_active', 'default_origin_id'):
            self.assertRefused("Nobody archives", other.topic_ids.with_context(**{default: self.row.id}).create, {
                'plan_id': other.id, 'name': "New"})
        self.assertRefused("amendment of another plan", amendment.topic_ids.write, {'plan_id': other.id})

    def test_number_beside_a_new_obligation_is_what_is_still_to_come(self):
        """An amendment gives out nothing that was due before its day of issue."""
        amendment = self.amend()
        known = self.of(amendment, self.monthly)
        new = amendment.env['cchc.obligation'].create({
            'topic_id': amendment.topic_ids.id, 'channel_id': self.channels['closed'].id, 'frequency': 'month',
            'due_day': 20})
        counted = amendment._preview_assignments()['obligations']
        self.assertEqual((counted[str(known.id)], counted[str(new.id)]), (12, 6))
        self.assertEqual(amendment._changes()['assignments']['new']['count'], 6)

    def test_rows_of_an_earlier_version_are_in_use_after_the_upgrade(self):
        """Before 19.0.1.4.0 these rows had no ``active``; without it, the upgrade would hide every plan's appendix."""
        parts = self.plan.topic_ids, self.quarterly | self.monthly, self.quarterly.rotation_ids
        self.env.flush_all()
        for rows in parts:
            self.env.cr.execute(SQL("ALTER TABLE %s DROP COLUMN active", SQL.identifier(rows._table)))
            rows._fields['active'].update_db(rows, {})     # what the upgrade does about a field that is new
            self.env.invalidate_all()
            self.assertEqual(rows.search([('id', 'in', rows.ids)]), rows)

    # ------------------------------------------------------------------
    # Issuing one
    # ------------------------------------------------------------------

    def test_the_difference_is_shown_and_written_into_the_rows_with_their_ids(self):
        amendment = self.amend()
        copy = self.of(amendment, self.row)
        copy.write({'name': "News of the reform in 2024", 'lead_text': "The press"})
        self.of(amendment, self.quarterly).due_day = 25
        self.of(amendment, self.monthly).unlink()
        new = amendment.env['cchc.topic'].create({
            'plan_id': amendment.id, 'code': '2', 'name': "Videos", 'lead_department_ids': self.units['digital'].ids})
        asked = amendment.env['cchc.obligation'].create({
            'topic_id': new.id, 'channel_id': self.channels['closed'].id, 'frequency': 'month', 'due_day': 10})
        rows, counts = self.told(amendment)
        self.assertEqual([(kind, code, sorted(cells)) for kind, code, cells in rows], [
            ('changed', '1', ['asked', 'content', 'lead']), ('added', '2', ['asked', 'content', 'lead'])])
        self.assertEqual(rows[0][2]['content'], ("News of the reform", "News of the reform in 2024"))
        before, after = rows[0][2]['asked']
        self.assertEqual(len(before.splitlines()), 2, "the monthly obligation, and the quarterly one as it was")
        self.assertIn("day 25 of the last month", after)
        # Videos of July to December; the quarters III and IV; the months July to December.
        self.assertEqual(counts, {'new': 6, 'moved': 2, 'dropped': 6})
        self.assertIn("given out, 2 changed, 6 no longer asked for", amendment.next_step)

        self.issue(amendment)
        self.assertEqual((self.row.name, self.row.lead_text), ("News of the reform in 2024", "The press"))
        self.assertEqual((self.quarterly.due_day, self.quarterly.active, self.monthly.active), (25, True, False))
        added = self.plan.topic_ids - self.row
        self.assertEqual((added.code, added.name, added.plan_id), ('2', "Videos", self.plan))
        self.assertEqual((new.origin_id, asked.origin_id), (added, added.obligation_ids))
        self.assertEqual(self.plan.obligation_ids, self.quarterly | added.obligation_ids)
        self.assertEqual(sorted(self.states(added.obligation_ids)), [
            (f'M{month:02}', 'Digital') for month in range(7, 13)])
        self.assertEqual(
            [str(one.date_deadline) for one in self.plan.assignment_ids.filtered(
                lambda one: one.obligation_id == self.quarterly).sorted('date_start')],
            ['2024-03-20', '2024-06-20', '2024-09-25', '2024-12-25'], "what was due before July stays on its day")
        monthly = self.states(self.monthly)
        self.assertEqual({monthly[f'M{month:02}', 'Press'] for month in range(1, 7)}, {'overdue'},
                         "what was missed stays missed")
        self.assertEqual({monthly[f'M{month:02}', 'Press'] for month in range(7, 13)}, {'waived'})
        dropped = self.plan.assignment_ids.filtered(lambda one: one.state == 'waived')[0]
        self.assertIn(f'Plan {amendment.number} of 01/07/2024', dropped.waiver_reason)
        self.assertEqual(self.told(amendment), (rows, counts), "what it changed is kept as it was")
        self.assertFalse(amendment.assignment_ids)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.plan.assignment_ids.read()
        self.as_(self.plan, 'office').action_generate_assignments()
        self.assertEqual(self.plan.assignment_ids.read(), before, "giving out again changes nothing")
        self.assertIn("Amended by: plan", self.as_(self.plan, 'author').next_step)
        [note] = [message for message in self.plan.message_ids if "The plan as it was before" in (message.body or '')]
        self.assertTrue(note.attachment_ids.name.endswith('.docx'))

    def test_an_abolished_row_is_archived_with_all_that_was_done_for_it(self):
        with self.on('2024-01-10'):
            article = self.post(
                self.article_in('approved', channels=('page',), topic_ids=self.row.ids), 'page').article_id
        amendment = self.amend()
        new = amendment.env['cchc.topic'].create({'plan_id': amendment.id, 'code': '2', 'name': "Videos"})
        amendment.env['cchc.obligation'].create({
            'topic_id': new.id, 'channel_id': self.channels['portal'].id, 'frequency': 'year', 'due_day': 10,
            'rotation_ids': [Command.create({'department_id': self.units['press'].id})]})
        self.of(amendment, self.row).unlink()
        self.assertEqual([change[:2] for change in self.told(amendment)[0]], [('abolished', '1'), ('added', '2')])
        self.issue(amendment)
        self.assertFalse(self.row.active or self.quarterly.active or any(self.quarterly.rotation_ids.mapped('active')))
        self.assertEqual(self.plan.topic_ids.name, "Videos")
        self.assertEqual(self.as_(article, 'author').topic_ids, self.row, "the article still says what it was about")
        self.assertEqual(self.states(self.monthly)['M01', 'Press'], 'done', "what was met stays met")

    def test_two_amendments_one_after_the_other(self):
        first = self.amend(JULY)
        self.of(first, self.monthly).unlink()
        self.issue(first)
        self.assertEqual(self.states(self.monthly)['M09', 'Press'], 'waived')
        second = self.amend(OCTOBER)
        self.assertEqual(second.obligation_ids.origin_id, self.quarterly)
        again = second.env['cchc.obligation'].create({
            'topic_id': second.topic_ids.id, 'channel_id': self.channels['page'].id, 'frequency': 'month',
            'due_day': 28, 'quantity': 2})
        self.of(second, self.quarterly).rotation_ids[1].department_id = self.units['office']
        second.write({'number': '50/KH', 'date_issued': '2024-06-30'})
        self.assertEqual(len(second._missing_to_publish(None)), 1, "it amends what was issued on 01/07")
        second.write({'number': False, 'date_issued': False})
        self.issue(second, OCTOBER)
        self.assertEqual(self.states(self.monthly)['M09', 'Press'], 'waived', "the archived one is not asked for again")
        self.assertEqual(sorted(self.states(again.origin_id)), [('M10', 'Press'), ('M11', 'Press'), ('M12', 'Press')])
        self.assertEqual({key: state for key, state in self.states(self.quarterly).items() if key[0] in ('Q3', 'Q4')}, {
            ('Q3', 'Digital'): 'overdue', ('Q4', 'Digital'): 'waived', ('Q4', 'Office'): 'open'})
        self.assertEqual([change[0] for change in self.told(first)[0]], ['changed'])
        self.assertEqual(self.told(first)[1], {'new': 0, 'moved': 0, 'dropped': 6}, "each keeps what it changed")
        self.assertEqual(self.plan.amendment_count, 2)

    def test_an_amendment_while_an_article_is_in_review(self):
        """The article goes on; once posted it counts for what the amended plan asks for."""
        july = self.assignment(self.plan, '2024-M07', channel='page')
        august = self.assignment(self.plan, '2024-M08', channel='page')
        self.at(JULY)
        article = self.article_in('submitted', channels=('page',), assignments=[july])
        sent = self.publication_in('sent', channel='page', assignments=[august])
        amendment = self.amend(JULY)
        self.of(amendment, self.monthly).write({'frequency': 'quarter', 'due_day': 30})
        self.issue(amendment)
        self.assertEqual((july.state, august.state), ('waived', 'waived'))
        [third] = [one for one in self.plan.assignment_ids if (one.obligation_id, one.period_key) == (
            self.monthly, '2024-Q3')]
        publication = article.publication_ids
        self.assertEqual((article.state, publication.state, publication.assignment_id.id),
                         ('submitted', 'pending', False))
        self.assertEqual(self.as_(publication, 'editor').expected_assignment_id, third)
        self.assertIn("is no longer asked for. The article goes on", self.lines(article)[-1].body)
        self.assertEqual(sent.sent_assignment_id, third, "sent in time: now for the quarter")
        self.assertTrue(third.is_waiting_channel)
        self.as_(article, 'editor').action_approve()
        self.post(article, channel='page')
        self.assertEqual((publication.assignment_id, third.state), (third, 'done'))

    def test_an_amendment_of_a_turn_whose_unit_has_already_written(self):
        """What the unit has posted stays met; what it has only drafted stays its draft. The other unit is asked."""
        third, fourth = (self.assignment(self.plan, f'2024-Q{number}', unit='digital') for number in (3, 4))
        self.at('2024-07-02')
        by_digital = {'department_id': self.units['digital'].id, 'by': 'office'}
        self.post(self.article_in('approved', assignments=[third], **by_digital))
        draft = self.article_in('draft', assignments=[fourth], **by_digital)
        self.assertEqual(third.state, 'done')
        amendment = self.amend('2024-08-01')
        self.of(amendment, self.quarterly.rotation_ids[1]).department_id = self.units['press']
        self.assertEqual(self.told(amendment)[1], {'new': 2, 'moved': 0, 'dropped': 1})
        told = self.notices_of(self.issue, amendment, AUGUST)
        self.assertEqual({one.res_partner_id.name for one in told if "amended" in (one.mail_message_id.subject or '')},
                         {'head', 'other_head'}, "the units whose assignments change")
        self.assertEqual({key: state for key, state in self.states(self.quarterly).items() if key[0] in ('Q3', 'Q4')}, {
            ('Q3', 'Digital'): 'done', ('Q4', 'Digital'): 'waived', ('Q3', 'Press'): 'open', ('Q4', 'Press'): 'open'})
        self.assertEqual((draft.state, draft.publication_ids.assignment_id.id), ('draft', False))
        self.assertEqual(self.quarterly.rotation_ids.department_id, self.units['press'])

    def test_what_was_deleted_and_typed_again_keeps_its_assignments(self):
        amendment = self.amend()
        copy = self.of(amendment, self.row)
        values = {name: copy[name] for name in ('code', 'name')}
        copy.unlink()
        again = amendment.env['cchc.topic'].create({
            'plan_id': amendment.id, 'lead_department_ids': self.units['press'].ids, **values})
        amendment.env['cchc.obligation'].create({
            'topic_id': again.id, 'channel_id': self.channels['page'].id, 'frequency': 'month', 'due_day': 25,
            'quantity': 2})
        self.issue(amendment)
        self.assertTrue(self.row.active and self.monthly.active)
        self.assertFalse(self.quarterly.active)
        self.assertEqual(again.origin_id, self.row)
        self.assertEqual((self.monthly.quantity, len(self.states(self.monthly))), (2, 12))

    def test_months_become_quarters_with_other_turns(self):
        amendment = self.amend()
        copy = self.of(amendment, self.quarterly)
        copy.write({'frequency': 'month', 'turns': [
            {'first': 1, 'last': 6, 'unit': self.units['press'].id},
            {'first': 7, 'last': 12, 'unit': self.units['office'].id}]})
        self.issue(amendment)
        turns = self.quarterly.rotation_ids
        self.assertEqual([(turn.period_from, turn.period_to) for turn in turns], [(1, 6), (7, 12)])
        self.assertEqual({key for key, state in self.states(self.quarterly).items() if state == 'open'},
                         {(f'M{month:02}', 'Office') for month in range(7, 13)})

    def test_what_is_printed(self):
        """Decree 30: an amendment is a document of its own; it shows what stands in the plan and what takes its place,
        and has the appendix as amended. The amended plan names what it was amended by."""
        amendment = self.amend()
        self.of(amendment, self.row).name = "News and videos"
        self.of(amendment, self.monthly).unlink()
        number = self.plan.number.replace('/', '-')
        self.assertEqual(amendment._file_name('docx'), f'Amendment of plan {number} (draft)')
        self.issue(amendment)
        document = Document(BytesIO(self.as_(amendment, 'author')._docx()))
        table = document.tables[1]
        self.assertEqual(table.cell(0, 2).text, f'KẾ HOẠCH SỐ {self.plan.number}')
        self.assertEqual(
            [[cell.text for cell in row.cells] for row in table.rows][1],
            ['1', "Changed: News and videos",
             "News of the reform\nObligations: Monthly: 01 · Page · day 25 · Press", "News and videos"])
        self.assertIn("Contents of the amendment", '\n'.join(line.text for line in document.paragraphs))
        self.assertEqual(document.tables[-1].cell(1, 1).text, "News and videos", "the appendix as amended")
        html, __ = self.env['ir.actions.report']._render_qweb_html('cchc_propaganda.plan_report', amendment.ids)
        self.assertIn("Changed: News and videos", html.decode())
        self.assertRefused("Print those of", self.as_(amendment, 'author').action_print_results)
        lines = [line.text for line in Document(BytesIO(self.as_(self.plan, 'author')._docx())).paragraphs]
        self.assertIn(f'(Amended by plan {amendment.number} of 01/7/2024)', lines)
        own = self.model('cchc.word.template', 'admin').create({
            'kind': 'plan_amendment', 'file': b64encode(self.env['cchc.word.template']._shared('plan_amendment'))})
        self.assertEqual(self.as_(amendment, 'author')._docx(), self.as_(amendment, 'office')._docx())
        self.assertTrue(own)

    # ------------------------------------------------------------------
    # It is not the plan of the year
    # ------------------------------------------------------------------

    def test_an_amendment_is_never_the_plan_of_the_year(self):
        amendment = self.amend()
        self.of(amendment, self.monthly).quantity = 2
        self.issue(amendment)
        today = self.company._cchc_today()
        self.assertEqual(self.env['cchc.plan']._plan_of(self.company, today), self.plan)
        self.assertEqual(self.env['cchc.plan']._not_over(self.company, today), self.plan.ids)
        self.assertEqual(self.article_in().plan_id, self.plan)
        self.assertEqual(
            [plan['id'] for plan in self.model('cchc.dashboard', 'director').get_data()['plans']], self.plan.ids)
        self.assertFalse(amendment.article_ids)
        office = self.as_(amendment, 'office')
        for function in (office.action_generate_assignments, office.action_roll_over, office.action_amend):
            self.assertRefused("is an amendment", function)
        self.assertRefused("ends with the plan", self.as_(amendment, 'director').action_terminate, "No more")
        self.assertFalse(self.as_(amendment, 'director').can_terminate)
        self.at('2025-01-02')
        self.assertRefused("ends with the plan", office.action_close)
        for refused in (
                lambda: self.as_(self.article_in(), 'author').write({'plan_id': amendment.id}),
                lambda: self.as_(self.article_in(), 'author').write({'topic_ids': amendment.topic_ids.ids}),
                lambda: self.model('cchc.assignment', 'office').create({
                    'plan_id': amendment.id, 'channel_id': self.channels['portal'].id,
                    'department_id': self.units['press'].id, 'date_start': '2024-12-01', 'date_end': '2024-12-31',
                    'date_deadline': '2024-12-31'})):
            self.assertRefused("is an amendment. Choose the plan that it amends", refused)

    def test_it_is_not_issued_once_the_plan_is_over_or_terminated(self):
        amendment = self.amend()
        self.of(amendment, self.monthly).quantity = 2
        amendment.action_submit()
        self.as_(amendment, 'director').action_approve()
        self.as_(amendment, 'office').write({'number': '9/KH', 'date_issued': JULY})
        self.as_(self.plan, 'director').action_terminate("The agency is dissolved")
        self.assertRefused("only an issued plan is amended", self.as_(amendment, 'office').action_publish)
        self.assertEqual(self.monthly.quantity, 1)


@tagged('post_install', '-at_install')
class TestAmendmentFromFile(PlanImportCase):

    def test_an_amendment_is_entered_from_a_file_as_a_plan_is(self):
        """The rows that the plan has are changed, with their ids and assignments; the others are added."""
        rows = [
            ['1', "Mỗi quý ít nhất 01 tin, bài trên Cổng TTĐT Sở", "Văn phòng", "", "Chậm nhất ngày 20 tháng cuối quý"],
            ['2', "Hội nghị", "Phòng Báo chí – Xuất bản", "", "Năm 2024"]]
        plan = self.entered(self.previewed(*rows))
        self._walk_plan(self.as_(plan, 'office'), 'published', '2024-03-11')
        first, second = plan.topic_ids
        obligation, given = plan.obligation_ids, plan.assignment_ids
        self.assertEqual(len(given), 4)
        self.at('2024-07-01')
        amendment = plan.browse(self.as_(plan, 'office').action_amend()['res_id'])
        wizard = self.previewed(
            [*rows[0][:4], "Chậm nhất ngày 25 tháng cuối quý"],
            ['3', "Tập huấn", "Phòng Chuyển đổi số", "", "Quý III"], plan_id=amendment.id)
        self.assertEqual([line.topic_id.origin_id.id for line in wizard.line_ids], [first.id, False])
        self.assertEqual(self.entered(wizard), amendment)
        self.assertEqual([(row['kind'], row['code']) for row in amendment._changes()['rows']],
                         [('changed', '1'), ('added', '3')])
        self._walk_plan(self.as_(amendment, 'office'), 'published', '2024-07-01')
        self.assertEqual(plan.topic_ids[:2], first | second)
        self.assertEqual((plan.obligation_ids, obligation.due_day, plan.assignment_ids), (obligation, 25, given))
        self.assertEqual([one.date_deadline.day for one in given.sorted('date_start')], [20, 20, 25, 25])
