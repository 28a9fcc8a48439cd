# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64

from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .plan_import import HEADER, PlanImportCase, word_file

MONTHLY = ['1', "Mỗi tháng có ít nhất 01 tin, bài viết đăng trên Cổng TTĐT của Sở", "Văn phòng", "Các phòng",
           "Chậm nhất Ngày 25 hàng tháng"]
QUARTERLY = ['2', "Mỗi quý có ít nhất 02 bài viết đăng Chuyên trang CCHC tỉnh", "", "", ""]
TURNS = [['', f"{letter}. Quý {number}", unit, '', f"Chậm nhất 20/{3 * number}/2024"] for number, (letter, unit) in
         enumerate(zip('abcd', ("Văn phòng", "Phòng Chuyển đổi số", "Văn phòng", "VP"), strict=True), start=1)]


@tagged('post_install', '-at_install')
class TestPlanImport(PlanImportCase):
    """A plan is read out of a file, shown as it was understood, and entered into a draft plan."""

    def test_nobody_adds_rows_to_what_was_read(self):
        """The file has the rows: on a phone, where they are cards, as in the list."""
        view = self.model('cchc.plan.import', 'office').get_view(
            self.env.ref('cchc_propaganda.cchc_plan_import_view_form').id, 'form')
        shown = etree.fromstring(view['arch']).xpath('//field/list | //field/kanban')
        self.assertGreaterEqual(len(shown), 8)
        self.assertEqual({(one.tag, one.get('create')) for one in shown}, {('list', '0'), ('kanban', '0')})

    def test_rows_are_read_checked_and_entered(self):
        wizard = self.previewed(MONTHLY, QUARTERLY, *TURNS)
        self.assertEqual((wizard.state, wizard.open_count), ('preview', 0))
        self.assertFalse(wizard.doubtful_line_ids, wizard.line_ids.mapped('warning'))
        self.assertEqual(wizard.assignment_preview['total'], 16)
        plans = self.env['cchc.plan'].search([('company_id', '=', self.company.id)])
        self.assertFalse(plans, "nothing is saved before")
        plan = self.entered(wizard)
        self.assertEqual((plan.state, plan.year, plan.company_id), ('draft', 2024, self.company))
        self.assertEqual(self.obligations(plan), [
            ('1', "Cổng TTĐT Sở", 'month', 1, 25, []),
            ('2', "Chuyên trang CCHC tỉnh", 'quarter', 2, 20, [
                (1, 1, "Văn phòng"), (2, 2, "Phòng Chuyển đổi số"), (3, 3, "Văn phòng"), (4, 4, "Văn phòng")])])
        first = plan.topic_ids[0]
        self.assertEqual((first.lead_text, first.coordinator_text, first.time_text), tuple(MONTHLY[2:]))
        self.assertEqual(first.lead_department_ids, self.units['office'])
        self.assertEqual(set(first.coordinator_department_ids.mapped('cchc_kind')), {'division'})
        turn = plan.topic_ids[1].obligation_ids.rotation_ids[0]
        self.assertEqual((turn.name, turn.lead_text, turn.time_text), ("a. Quý 1", "Văn phòng", "Chậm nhất 20/3/2024"))
        self.assertEqual(plan.expected_assignment_count, 16)
        self.assertIn("ke-hoach.docx", self.lines(plan)[-1].body)

    def test_preview_says_what_was_understood_beside_the_words_of_the_file(self):
        line = self.previewed(MONTHLY).line_ids
        self.assertIn("Mỗi tháng có ít nhất 01 tin", line.source_text)
        self.assertRegex(line.understood, r"Monthly: 01 · Cổng TTĐT Sở · day 25.*12 assignments")
        self.assertIn("Lead: Văn phòng", line.understood)

    def test_dashes_of_a_cell_are_one_line_of_the_preview(self):
        line = self.previewed(['1', "Các việc:\n- Một\n- Hai\n- Ba", "Văn phòng", "", "Năm 2024"]).line_ids
        self.assertEqual(line.paper_text, "Các việc:\n- Một (3 dashes)\nVăn phòng\nNăm 2024")
        self.assertIn("3 contents", line.understood)

    def test_rows_below_others_and_dashes_in_a_cell(self):
        plan = self.entered(self.previewed(
            ['I', "Trên cổng"], ['1', "- Một\n- Hai\n- Ba", "Văn phòng", "", "Năm 2024"], ['1.1', "Con"]))
        self.assertEqual([(row.code, row.level, row.name, row.parent_id.code) for row in plan.topic_ids], [
            ('I', 0, "Trên cổng", False), ('1', 1, False, 'I'), (False, 2, "Một", '1'), (False, 2, "Hai", '1'),
            (False, 2, "Ba", '1'), ('1.1', 2, "Con", '1')])
        self.assertEqual(str(plan.topic_ids[1].date_from), '2024-01-01')

    # -- doubts ------------------------------------------------------------------------------------------------------

    def test_what_is_not_read_stays_undated_and_is_shown_first(self):
        wizard = self.previewed(['1', "Một", "Văn phòng", "", "Quý I"],
                           ['2', "Hai", "Văn phòng", "", "Theo kế hoạch của tỉnh"],
                           ['3', "Ba", "Văn phòng", "", "Chậm nhất 31/9"])
        self.assertEqual(wizard.doubtful_line_ids.mapped('code'), ['2', '3'])
        self.assertRegex(wizard.doubtful_line_ids[1].warning, "31/9 is no day of the calendar")
        wizard.doubtful_line_ids[0].action_accept()
        wizard.invalidate_recordset()
        self.assertEqual(wizard.doubtful_line_ids.mapped('code'), ['3'])
        plan = self.entered(wizard)
        self.assertFalse(plan.topic_ids.filtered(lambda row: row.code != '1' and (row.date_from or row.date_to)))
        self.assertEqual(plan.topic_ids[1].time_text, "Theo kế hoạch của tỉnh")

    def test_a_similar_unit_is_asked_about_and_remembered(self):
        row = ['1', MONTHLY[1], "Phòng Báo chí và Xuất bản sách", "", MONTHLY[4]]
        wizard = self.previewed(row)
        name = wizard.name_ids
        self.assertEqual((name.kind, name.words, name.department_id, name.is_open), (
            'unit', row[2], self.units['press'], True))
        self.assertFalse(wizard.line_ids.lead_department_ids, "it is proposed, not taken")
        self.assertRefused("choose what it means", wizard.action_import)
        name.action_remember()
        self.assertFalse(wizard.open_count)
        self.assertEqual(wizard.line_ids.lead_department_ids, self.units['press'])
        self.assertFalse(wizard.line_ids.is_doubtful)
        aliases = self.env['cchc.department.alias'].search([('department_id', '=', self.units['press'].id)])
        self.assertNotIn(row[2], aliases.mapped('name'), "nothing is saved before the plan is entered")
        self.entered(wizard)
        self.assertIn(row[2], self.units['press'].cchc_alias_ids.mapped('name'))
        self.assertFalse(self.previewed(row).name_ids, "it is known now")

    def test_an_answer_for_once_is_not_remembered(self):
        wizard = self.previewed(['1', MONTHLY[1], "Phòng Báo chí và Xuất bản sách", "", MONTHLY[4]])
        wizard.name_ids.department_id = self.units['digital']
        wizard.name_ids.action_once()
        self.assertEqual(self.entered(wizard).topic_ids.lead_department_ids, self.units['digital'])
        self.assertFalse(self.units['digital'].cchc_alias_ids)

    def test_words_that_are_no_unit_may_stay(self):
        wizard = self.previewed(['1', "Một", "Sở Nội vụ; Phòng Báo chí và Xuất bản sách", "", "Quý I"])
        self.assertEqual(wizard.name_ids.mapped('is_open'), [False, True])
        wizard.name_ids[1].action_leave()
        row = self.entered(wizard).topic_ids
        self.assertFalse(row.lead_department_ids)
        self.assertEqual(row.lead_text, "Sở Nội vụ; Phòng Báo chí và Xuất bản sách")

    def test_the_office_adds_a_unit_that_does_not_exist_yet(self):
        row = ['1', MONTHLY[1], "Trung tâm Phục vụ hành chính công", "", MONTHLY[4]]
        wizard = self.previewed(row)
        name = wizard.name_ids
        self.assertRefused("Choose the kind", name.action_add_unit)
        name.new_kind = 'subordinate'
        name.action_add_unit()
        unit = wizard.line_ids.lead_department_ids
        self.assertEqual((unit.name, unit.cchc_kind, unit.company_id, unit.manager_id.id, unit.parent_id.id), (
            row[2], 'subordinate', self.company, False, False))
        self.assertEqual(self.entered(wizard).expected_assignment_count, 12)
        other = self.previewed(['1', "Một", "Trung tâm Phục vụ", "", ""]).name_ids
        other.words, other.new_kind = row[2], 'division'
        self.assertRefused("is a unit of the agency already", other.action_add_unit)

    def test_an_obligation_without_a_channel_is_asked_for(self):
        wizard = self.previewed(['1', "Mỗi quý có ít nhất 01 tin đăng trên Báo tỉnh", "Văn phòng", "", "Năm 2024"])
        line = wizard.doubtful_line_ids
        self.assertRegex(line.problem, "Choose the channel or the form")
        self.assertRefused("Choose the channel or the form", wizard.action_import)
        self.assertRefused("Choose the channel or the form", line.action_accept)
        [name] = wizard.name_ids
        self.assertEqual((name.kind, name.words), ('channel', "Báo tỉnh"))
        name.channel_id = self.channels['page']
        name.action_remember()
        self.assertEqual(wizard.line_ids.obligation_line_ids.channel_id, self.channels['page'])
        self.assertEqual(self.obligations(self.entered(wizard)), [
            ('1', "Chuyên trang CCHC tỉnh", 'quarter', 1, 31, [])])
        self.assertIn("Báo tỉnh", self.channels['page'].alias_ids.mapped('name'))

    def test_rows_are_corrected_by_hand(self):
        wizard = self.previewed(['1', "Mỗi quý có ít nhất 01 tin đăng trên Báo tỉnh", "", "", "Năm 2024"])
        with Form(wizard.line_ids, 'cchc_propaganda.cchc_plan_import_line_view_form') as form:
            form.lead_department_ids.add(self.units['press'])
            with form.obligation_line_ids.edit(0) as asked:
                asked.channel_id = self.channels['portal']
                asked.quantity = 3
                asked.due_day = 15
            for month_from, month_to, unit in ((1, 6, 'press'), (7, 12, 'digital')):
                with form.turn_ids.new() as turn:
                    turn.month_from, turn.month_to, turn.department_id = month_from, month_to, self.units[unit]
        self.assertEqual(wizard.assignment_preview['total'], 4)
        wizard.line_ids.action_accept()
        plan = self.entered(wizard)
        self.assertEqual(self.obligations(plan), [('1', "Cổng TTĐT Sở", 'quarter', 3, 15, [
            (1, 2, "Phòng Báo chí – Xuất bản"), (3, 4, "Phòng Chuyển đổi số")])])
        self.assertEqual(plan.topic_ids.lead_department_ids, self.units['press'])

    def test_a_row_is_read_again_after_its_words_were_corrected(self):
        wizard = self.previewed(['1', MONTHLY[1], "Văn phòng", "", "Chậm nhất 31/9"])
        wizard.line_ids.time_text = "Trước ngày 20 hằng tháng"
        wizard.line_ids.action_read_again()
        self.assertFalse(wizard.line_ids.is_doubtful)
        self.assertEqual(wizard.line_ids.obligation_line_ids.due_day, 19)

    # -- a draft that is there already -------------------------------------------------------------------------------

    def test_entered_again_the_rows_are_updated(self):
        plan = self.entered(self.previewed(
            MONTHLY, QUARTERLY, *TURNS, ['3', "- Một\n- Hai", "Văn phòng", "", "Năm 2024"]))
        rows, obligations = plan.topic_ids, plan.topic_ids.obligation_ids
        with self.undone():
            same = self.entered(self.previewed(
                MONTHLY, QUARTERLY, *TURNS, ['3', "- Một\n- Hai", "Văn phòng", "", "Năm 2024"], plan_id=plan.id))
            self.assertEqual((same, same.topic_ids, same.topic_ids.obligation_ids), (plan, rows, obligations))
        own = plan.env['cchc.topic'].create({
            'plan_id': plan.id, 'code': '9', 'name': "By hand", 'sequence': 500})
        wizard = self.previewed(
            [*MONTHLY[:4], "Ngày 20 hằng tháng"], ['1a', "Mới"], QUARTERLY, *TURNS,
            ['3', "- Hai\n- Ba", "Văn phòng", "", "Năm 2024"], plan_id=plan.id)
        self.assertIn("has 3 of these rows already", wizard.summary)
        self.assertEqual(self.entered(wizard), plan)
        plan.invalidate_recordset()
        self.assertEqual([(row.code, row.name) for row in plan.topic_ids], [
            ('1', MONTHLY[1]), ('1a', "Mới"), ('2', QUARTERLY[1]), ('3', False), (False, "Hai"), (False, "Ba"),
            ('9', "By hand")])
        self.assertIn(own, plan.topic_ids, "what the file does not have stays")
        self.assertEqual(plan.topic_ids.obligation_ids, obligations)
        self.assertEqual(obligations[0].due_day, 20)
        self.assertEqual(len(obligations[1].rotation_ids), 4)

    def test_the_button_of_a_draft_plan_names_it(self):
        plan = self.plan_in('draft')
        form = Form(self.model('cchc.plan.import', 'office', default_plan_id=plan.id))
        self.assertEqual(form.plan_id, plan)

    # -- head --------------------------------------------------------------------------------------------------------

    TEXT = (
        "KẾ HOẠCH", "Tuyên truyền cải cách hành chính năm 2024",
        "Căn cứ Kế hoạch số 30/KH-UBND ngày 21/02/2024 của UBND tỉnh về tuyên truyền;",
        "I. MỤC TIÊU", "1. Mục tiêu", "- Nâng cao <nhận thức>.", "II. TỔ CHỨC THỰC HIỆN", "1. Văn phòng theo dõi./.",
        "Nơi nhận:", "- Sở Nội vụ;", "- Lưu: VT.", "GIÁM ĐỐC", "Người Ký", "PHỤ LỤC",
        "NỘI DUNG TUYÊN TRUYỀN NĂM 2023")

    def test_the_head_goes_into_a_new_plan(self):
        wizard = self.previewed(MONTHLY, text=self.TEXT)
        title = wizard.head_ids.filtered(lambda part: part.kind == 'appendix_title')
        self.assertRegex(title.warning, "says 2023, the plan is of 2024")
        title.action_correct_year()
        plan = self.entered(wizard)
        self.assertEqual(plan.name, self.TEXT[1])
        self.assertEqual(plan.appendix_title, "NỘI DUNG TUYÊN TRUYỀN NĂM 2024")
        self.assertEqual([(one.number, str(one.date), one.issuer) for one in plan.legal_basis_ids], [
            ('30/KH-UBND', '2024-02-21', "UBND tỉnh")])
        self.assertEqual([(one.number, one.kind) for one in plan.section_ids], [
            ('I', 'heading'), ('I.1', 'objective'), ('II', 'organisation')])
        self.assertIn("&lt;nhận thức&gt;", plan.section_ids[1].body)
        self.assertEqual(plan.recipient_ids.mapped('name'), ["Sở Nội vụ", "Lưu: VT"])
        self.assertEqual((plan.signer_title, plan.signer_name), ("GIÁM ĐỐC", "Người Ký"))
        self.assertFalse(plan.number)

    def test_the_head_of_a_draft_stays_unless_it_is_ticked(self):
        plan = self.plan_in('draft', signer_name="Somebody")
        wizard = self.previewed(MONTHLY, text=self.TEXT, plan_id=plan.id)
        taken = wizard.head_ids.filtered('is_taken')
        self.assertEqual(set(taken.mapped('kind')), {'basis', 'section', 'recipient', 'signer_title', 'appendix_title'})
        self.entered(wizard)
        self.assertEqual((plan.name, plan.signer_name, plan.signer_title), ("Plan of 2024", "Somebody", "GIÁM ĐỐC"))

    def test_a_number_that_another_plan_has_is_refused(self):
        self.plan_in('draft', number='12/KH-SNV')
        text = ("Số: 12/KH-SNV", *self.TEXT)
        wizard = self.previewed(MONTHLY, text=text)
        number = wizard.head_ids.filtered(lambda part: part.kind == 'number')
        self.assertEqual((number.value, number.is_taken), ('12/KH-SNV', False))
        number.is_taken = True
        self.assertRefused("has the number 12/KH-SNV already", wizard.action_import)

    def test_the_year_is_that_of_the_file(self):
        self.assertEqual(self.previewed(MONTHLY, text=("KẾ HOẠCH", "Tuyên truyền năm 2025"), year=0).year, 2025)
        self.assertEqual(self.previewed([*MONTHLY[:4], "Chậm nhất 20/3/2023"], year=0).year, 2023)
        self.assertEqual(self.previewed(MONTHLY, year=0).year, 2024, "else this year")

    # -- who, and what is refused ------------------------------------------------------------------------------------

    def test_only_the_office_enters_a_plan(self):
        for login in ('author', 'head', 'editor', 'director', 'admin'):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self.previewed(MONTHLY, by=login)
        self.assertRefused("another agency", self.previewed, MONTHLY, by='outsider', company_id=self.company.id)

    def test_an_issued_plan_takes_no_rows(self):
        for state in ('submitted', 'published'):
            plan = self.plan_in(state)
            wizard = self.model('cchc.plan.import', 'office').create({
                'file': word_file([HEADER, MONTHLY]), 'year': 2024, 'plan_id': plan.id})
            self.assertRefused("can no longer be changed", wizard.action_preview)

    def test_a_plan_decided_meanwhile_takes_no_rows(self):
        plan = self.plan_in('draft')
        wizard = self.previewed(MONTHLY, plan_id=plan.id)
        self.as_(plan, 'office').action_submit()
        self.assertRefused("can no longer be changed", wizard.action_import)

    def test_bad_files_are_refused_in_sentences(self):
        files = {
            "Choose the file": b'', "PDF": b'%PDF-1.7', "password": b'\xd0\xcf\x11\xe0' + 'EncryptedPackage'.encode(
                'utf-16-le'), "old Office": b'\xd0\xcf\x11\xe0', "damaged|neither": b'PK\3\4' + b'x' * 50,
            "No appendix was found": "Tiếng Việt".encode(), "letters": b'\xff\xe1\xe2\xe3 abc \xff',
        }
        for words, content in files.items():
            wizard = self.model('cchc.plan.import', 'office').create({'file': base64.b64encode(content), 'year': 2024})
            with self.subTest(words=words):
                self.assertRefused(words, wizard.action_preview)
                self.assertFalse(wizard.line_ids)
        wizard = self.model('cchc.plan.import', 'office').create({'year': 2024})
        self.assertRefused("Choose the file", wizard.action_preview)
        self.assertRefused("let it be read first", wizard.action_import)

    def test_what_a_client_makes_up_is_refused_or_ignored(self):
        wizard = self.previewed(MONTHLY)
        for value in ({'a': 1}, [1], [{'code': 1}], [{'code': 'unread', 'values': {'words': [1]}}], "x", 5):
            wizard.line_ids.write({'doubts': value, 'printed_turns': value})
            self.assertIsInstance(wizard.line_ids.warning or '', str)
            wizard.line_ids.action_read_again()
        wizard.line_ids.obligation_line_ids.write({'due_day': 99})
        self.assertRefused("from 1 to 31", wizard.action_import)
        wizard.line_ids.obligation_line_ids.write({'due_day': 20, 'quantity': 0})
        self.assertRefused("at least one", wizard.action_import)

    def test_numbers_that_a_client_makes_up_cost_no_memory_and_no_time(self):
        """From the year 1 to the year 9999 a monthly obligation is owed 120,000 times; a row as deep as the largest
        number would take all memory."""
        wizard = self.previewed(MONTHLY)
        line = wizard.line_ids
        for level in (-5, 2 ** 31 - 1):
            line.level = level
            line.action_read_again()
            self.assertEqual(wizard.assignment_preview['total'], 12)
        wizard.line_ids.obligation_line_ids.write({'date_from': '0001-01-01', 'date_to': '9999-12-31'})
        self.assertEqual(wizard.assignment_preview['total'], 0)
        self.assertRefused("01/01/.*lies in no year of a plan", wizard.action_import)
        wizard.line_ids.obligation_line_ids.write({'date_from': False, 'date_to': False})
        [obligation] = self.entered(wizard).topic_ids.obligation_ids
        self.assertEqual(obligation.topic_id.level, 0)      # nothing stands above it
        for values in ({'date_from': '0202-01-01'}, {'date_to': '9999-12-31'}, {'date_deadline': '1999-12-31'}):
            self.assertRefused("lies in no year of a plan", self.as_(obligation, 'office').write, values)

    def test_the_number_of_queries_does_not_grow_with_the_rows(self):
        def queries(count):
            rows = [[str(at), f"Việc {at}: mỗi tháng 01 tin đăng trên Cổng TTĐT Sở", "Văn phòng", "", "Năm 2024"]
                    for at in range(1, count + 1)]
            with self.undone():
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                wizard = self.previewed(*rows)
                wizard.summary      # noqa: B018 - what the form shows
                wizard.line_ids.mapped('understood')
                plan = self.entered(wizard)
                self.env.flush_all()
                self.assertEqual(len(plan.topic_ids), count)
                return self.env.cr.sql_log_count - before
        queries(5)
        self.assertLess(queries(60) - queries(20), 25)
