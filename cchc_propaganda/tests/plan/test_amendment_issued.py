# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from base64 import b64encode
from io import BytesIO

from docx import Document

from odoo.fields import Command
from odoo.tests import tagged

from .amendment import AUGUST, JULY, OCTOBER, AmendmentCase


@tagged('post_install', '-at_install')
class TestAmendmentIssued(AmendmentCase):
    """DESIGN §5: issuing an amendment writes its difference into the rows of the amended plan (ids kept) and gives out
    the assignments again."""

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
