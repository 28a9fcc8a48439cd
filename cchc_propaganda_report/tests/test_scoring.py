# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
import zipfile
from unittest.mock import patch

from openpyxl import load_workbook
from psycopg2 import IntegrityError

from odoo.fields import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.cchc_propaganda.models.article import cchc_article_package
from odoo.addons.cchc_propaganda.models.reminder.cchc_reminder_roster import Roster
from odoo.addons.cchc_propaganda.tests.article.test_article_files import photo
from odoo.addons.cchc_propaganda.tests.common import CchcMixin

from ..models import cchc_scoring_files
from .common import ReportCommon

PDF = b'%PDF-1.7\n'
AFTER = '2025-01-08'
PARTY = 'cchc_propaganda.outreach_form_party'
MEETING = 'cchc_propaganda.outreach_form_integrated'
NOTICE = 'cchc_propaganda.outreach_form_notice'


class ScoringMixin:
    """An agency with a scheme for 2024."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.scheme = cls.env['cchc.scoring.scheme'].create({
            'name': "Index of departments", 'year': 2024, 'level': 'department', 'company_id': cls.company.id,
            'source_note': "Decision of the ministry",
            'criterion_ids': [Command.create({'sequence': at, **values}) for at, values in enumerate((
                {'code': '1', 'name': "Plan of the year issued", 'rule': 'plan', 'max_score': 0.5, 'due_month': 3},
                {'code': '2', 'name': "Plan carried out", 'rule': 'completion', 'max_score': 1,
                 'threshold_ids': [Command.create(values) for values in (
                     {'percent': 100, 'award': 'full'}, {'percent': 50, 'award': 'share'},
                     {'percent': 0, 'award': 'none'})]},
                {'code': '3', 'name': "Spread", 'rule': 'sum'},
                {'code': '3a', 'name': "Online", 'rule': 'forms', 'is_part': True, 'max_score': 0.5,
                 'with_website': True, 'genre_ids': [Command.set(cls.genre.ids)]},
                {'code': '3b', 'name': "Traditional", 'rule': 'forms', 'is_part': True, 'max_score': 0.5,
                 'form_ids': [Command.set([cls.env.ref(form).id for form in (PARTY, MEETING, NOTICE)])]},
                {'code': '4', 'name': "Reports sent", 'rule': 'reports', 'max_score': 0.5, 'count_late': False},
                {'code': '5', 'name': "Screens", 'rule': 'hand', 'max_score': 0.25}), start=1)]})
        cls.scheme.active = True

    def outreach(self, form, unit='digital', login='stranger', day='2024-03-08', **values):
        with self.on('2024-03-11'):
            outreach = self.model('cchc.outreach', login).create({
                'name': values.pop('name', "Conference"), 'form_id': self.env.ref(form).id, 'date': day,
                'department_id': self.units[unit].id, **values})
            outreach.action_submit()
            self.as_(outreach, 'office').action_approve()
        return outreach.with_env(self.env)

    def pack(self, day=AFTER, **values):
        self.at(day)
        return self.model('cchc.scoring', 'office').create({'year': 2024, 'date_deadline': '2025-01-15', **values})

    def line(self, pack, code):
        return pack.with_env(self.env).line_ids.filtered(lambda line: line.code == code)

    def gap(self, pack, words):
        [gap] = pack.with_env(self.env).gap_ids.filtered(lambda gap: words in gap.name)
        return gap

    def my_work(self, login):
        """Return the id and section of the missing documents on the first screen of that user."""
        data = self.model('cchc.my.work', login, allowed_company_ids=self.company.ids).get_data()
        return [(line['id'], line['section']) for section in data['sections'] for line in section['lines']
                if line['model'] == 'cchc.scoring.gap']

    def unpacked(self, pack, login='office'):
        with zipfile.ZipFile(self.as_(pack, login)._zip()) as archive:
            self.assertIsNone(archive.testzip())
            return {name: archive.read(name) for name in archive.namelist()}

    def index(self, content):
        return load_workbook(io.BytesIO(content))

    def words_of(self, sheet):
        return ' | '.join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)


@tagged('post_install', '-at_install')
class TestScoring(ScoringMixin, ReportCommon):

    def year_of_work(self):
        """A plan with two monthly assignments of which one is met; a conference with a photo and one without; a party
        meeting; a quarterly report sent in time."""
        plan = self.plan_in('published', {'date_from': '2024-03-01', 'date_to': '2024-04-30'}, coordinators=())
        article = self.article_in('approved', assignments=[self.assignment(plan, '2024-M03')])
        self.at('2024-03-20')
        self.post(article)
        image = self.attachment('stranger', name="Ảnh hội nghị.jpg", raw=photo(40, 30))
        self.outreach(MEETING, name="Conference of March", evidence_ids=[Command.link(image.id)])
        self.outreach(MEETING, name="Conference of February", day='2024-02-08')
        self.outreach(PARTY, name="Meeting of the cell", login='author', unit='press')
        self.report_in('published', self.report_of(plan, regime_id=self.regime('quarter').id))
        return plan

    def test_score_evidence_and_what_is_missing_follow_from_the_records(self):
        """SCREENS 19: points, what proves them, what is missing and who has it; each score with its reason, none above
        the maximum; party meetings ask for nothing."""
        plan = self.year_of_work()
        pack = self.pack()
        scores = {line.code: (line.score, line.status) for line in pack.line_ids}
        self.assertEqual(scores, {
            '1': (0.5, 'missing'), '2': (0.5, 'missing'), '3': (0.83, False), '3a': (0.5, 'complete'),
            '3b': (0.33, 'missing'), '4': (0.5, 'missing'), '5': (0, 'nothing')})
        self.assertEqual((pack.score, pack.max_score, pack.proven_score), (2.33, 3.25, 0.5))
        self.assertIn("1 of 2 assignments met (50.0%).", self.line(pack, '2').explanation)
        self.assertIn("From 50 % on: the same share of the maximum.", self.line(pack, '2').explanation)
        self.assertIn("Issued on 02/01/2024, asked for by 31/03/2024.", self.line(pack, '1').explanation)
        self.assertIn("2 of 3 forms used", self.line(pack, '3b').explanation)
        notes = self.line(pack, '3b').evidence_text
        self.assertIn("Part of a conference or meeting: 2, 1 of them with a file", notes)
        self.assertIn("no file needed, none of a party meeting is attached", notes)
        self.assertIn("nothing yet", notes)
        missing = {(gap.name, gap.department_id.name) for gap in pack.gap_ids}
        number = plan.number
        self.assertEqual(missing, {
            (f"Plan number {number}: signed copy", "Office"),
            ("Report of the year 2024: not sent", "Office"),
            ("Report of quarter I of 2024: signed copy", "Office"),
            ("Photo or minutes: Conference of February, 08/02/2024", "Digital")})
        self.assertEqual(len(pack.line_ids.filtered(lambda line: line.gap_ids & self.gap(pack, "Plan number"))), 2,
                         "one document is missing for two criteria and counted once")
        self.assertIn("Documents are there for 0.50 of 2.33 self-scored points; 4 documents are missing.",
                      pack.next_step)

        # What comes in is found: a signed copy, an appraisal of what the Office scores itself.
        signed = {'signed_document_ids': [Command.create({'name': "Bản ký.pdf", 'raw': PDF})]}
        self.as_(plan, 'office').write(signed)
        screens = self.as_(self.line(pack, '5'), 'office')
        self.assertRefused("0 to 0.25 points", screens.write, {'entered_score': 0.5})
        screens.entered_score = 0.2
        self.assertIn("What proves the points", screens.gap_ids.name)
        screens.evidence_ids = [Command.create({'name': "Màn hình.png", 'raw': photo(20, 20)})]
        self.assertFalse(screens.gap_ids)
        self.assertEqual((self.line(pack, '5').score, self.line(pack, '1').status), (0.2, 'complete'))
        pack.invalidate_recordset()
        self.assertEqual(pack.score, 2.53)

        # In the middle of the year: what is not due yet is said.
        self.at('2024-03-28')
        self.as_(pack, 'office').action_refresh()
        self.assertIn("Not due yet: 1.", self.line(pack, '2').explanation)

    def test_the_unit_is_reminded_and_gives_the_file(self):
        self.outreach(MEETING, name="Conference")
        pack = self.pack(date_deadline=False)
        gap = self.gap(pack, "Conference")
        self.assertRefused("Enter by which day", self.as_(gap, 'office').action_remind)
        self.as_(pack, 'office').date_deadline = '2025-01-15'
        for login in ('stranger', 'other_head', 'director', 'editor'):
            self.assertTrue(self.refusal(self.as_(gap, login).action_remind), login)
        self.assertEqual(self.as_(pack, 'office').remind_text, "Remind 1 units")
        self.as_(pack, 'office').action_remind()
        activity = self.env['mail.activity'].search([('res_model', '=', gap._name), ('res_id', '=', gap.id)])
        self.assertEqual((activity.user_id, str(activity.date_deadline)), (self.users['other_head'], '2025-01-15'))
        self.assertIn("office asks for it.", activity.note)
        self.assertEqual(self.as_(gap, 'office').reminded_text, "reminded on 08/01")
        self.assertEqual(self.my_work('other_head'), [(gap.id, 'todo')])
        self.assertEqual(self.my_work('head'), [])
        self.as_(pack, 'office').action_remind()
        self.assertEqual(self.env['mail.activity'].search_count([('res_id', '=', gap.id), (
            'res_model', '=', gap._name)]), 1, "one activity, however often")

        image = {'evidence_ids': [Command.create({'name': "Ảnh.jpg", 'raw': photo(40, 30)})]}
        for login in ('author', 'head', 'director'):
            self.assertTrue(self.refusal(self.as_(gap, login).write, image), login)
        self.assertRefused("allowed are JPG", self.as_(gap, 'stranger').write, {
            'evidence_ids': [Command.create({'name': "a.txt", 'raw': b'words'})]})
        for values in ({'name': "Other"}, {'takes_file': False}, {'scoring_id': pack.id}, {'is_open': False},
                       {'line_ids': [Command.clear()]}):
            self.assertTrue(self.refusal(self.as_(gap, 'stranger').write, values), values)
        # Rules that are shipped remind the head again, three days before and on the day.
        activity.unlink()
        rules = self.env['cchc.reminder.rule']._in_use(self.company)[self.company].filtered(
            lambda rule: rule.kind == 'scoring_gap')
        self.assertEqual(len(rules), 2)
        for day in ('2025-01-10', '2025-01-15'):     # three days before is a Sunday
            self.at(day)
            rules._remind(Roster(rules.env, self.company), gap.ids)
            activity = self.env['mail.activity'].search([('res_model', '=', gap._name), ('res_id', '=', gap.id)])
            self.assertEqual(activity.user_id, self.users['other_head'], day)
            if day == '2025-01-10':
                activity.unlink()
        self.as_(gap, 'stranger').write(image)
        self.assertFalse(gap.is_open or activity.exists().active)
        self.assertEqual(self.my_work('other_head'), [])
        self.assertEqual(self.line(pack, '3b').status, 'complete')
        self.assertIn(gap.evidence_ids.id, [one.file for one in self.line(pack, '3b')._pieces()])
        self.as_(pack, 'office').action_refresh()
        self.assertFalse(self.gap(pack, "Conference").is_open, "what was given stays")
        self.assertIn('3b_Traditional/01_Photo-or-minutes-Conference-08-03-2024.jpg', self.unpacked(pack))
        self.assertRefused("attached to the plan or report itself", self.as_(
            self.gap(pack, "Plan of 2024"), 'office').write, image)

    def test_a_scheme_is_copied_edited_and_switched_and_old_packs_keep_theirs(self):
        """A scheme changes in the middle of the year: a closed pack keeps its own, an open one is asked."""
        shipped = self.env.ref('cchc_propaganda_report.scoring_scheme_commune_2022')
        self.assertFalse(shipped.active)
        self.assertEqual((shipped.max_score, shipped.year, shipped.level), (2, 2022, 'commune'))
        self.assertRefused("shared by every agency", self.as_(shipped, 'admin').action_use)
        own = self.env['cchc.scoring.scheme'].browse(self.as_(shipped, 'admin').action_own_copy()['res_id'])
        self.assertEqual((own.company_id, own.active, own.max_score), (self.company, False, 2))
        self.assertEqual(own.criterion_ids[0].threshold_ids.mapped('award'), ['full', 'share', 'none'])
        self.assertFalse(own._faults())
        with self.subTest("no row of an own scheme gets into that of everybody, or of another agency"):
            theirs = self.scheme.copy({'company_id': self.other_company.id})
            row, threshold = own.criterion_ids[0], own.criterion_ids[0].threshold_ids[0]
            for scheme in (shipped, theirs):
                self.assertTrue(self.refusal(self.as_(row, 'admin').write, {'scheme_id': scheme.id}), scheme.name)
                self.assertTrue(self.refusal(self.as_(threshold, 'admin').write, {
                    'criterion_id': scheme.criterion_ids[-1].id}), scheme.name)
                self.assertEqual((row.scheme_id, threshold.criterion_id), (own, row))
            self.assertRefused("shared by every agency", self.as_(row, 'admin').write, {'scheme_id': shipped.id})

        pack = self.pack()
        pack.action_close()
        before = pack.line_ids.read(['name', 'score', 'max_score', 'explanation'])
        first, admin = self.line(pack, '1').criterion_id, self.as_(self.scheme, 'admin')
        for change in (lambda: admin.write({'year': 2025}), lambda: self.as_(first, 'admin').write({'max_score': 3}),
                       lambda: self.as_(first, 'admin').unlink(), lambda: self.as_(
                           self.line(pack, '2').criterion_id.threshold_ids[:1], 'admin').write({'percent': 10}),
                       lambda: admin.write({'criterion_ids': [Command.create({'name': "More"})]})):
            self.assertRefused("does not change any more", change)
        newer = admin.copy()
        self.assertEqual((newer.active, newer.version, newer.company_id), (False, 2, self.company))
        newer.criterion_ids[0].write({'max_score': 2, 'name': "Plan issued, 2 points"})
        newer.criterion_ids[-1].unlink()
        with self.assertRaisesRegex(IntegrityError, 'one_in_use'), mute_logger('odoo.sql_db'), self.undone():
            newer.active = True
            newer.flush_recordset()
        newer.action_use()
        self.assertFalse(self.scheme.active)
        self.assertEqual(pack.line_ids.read(['name', 'score', 'max_score', 'explanation']), before)
        self.assertFalse(pack.other_scheme_id, "a closed pack is not asked")
        self.assertRefused("no longer change", pack.action_refresh)

        pack.action_reopen("The scheme has changed")
        self.assertEqual(pack.other_scheme_id, newer)
        pack.action_switch_scheme()
        self.assertEqual(self.line(pack, '1').max_score, 2)
        self.assertFalse(self.line(pack, '5'))
        self.assertRefused("stays, because", self.as_(newer, 'admin').unlink)

    def test_a_scheme_in_use_can_be_scored_by(self):
        Scheme = self.model('cchc.scoring.scheme', 'admin')
        cases = {
            "enter its criteria": [],
            "is a part, but no sum": [{'rule': 'plan', 'max_score': 1, 'is_part': True}],
            "is a sum, but no part": [{'rule': 'sum'}],
            "needs its maximum": [{'rule': 'plan'}],
            "needs the forms": [{'rule': 'forms', 'max_score': 1}]}
        for words, rows in cases.items():
            scheme = Scheme.create({'name': "S", 'year': 2023, 'criterion_ids': [
                Command.create({'name': "C", **row}) for row in rows]})
            self.assertRefused(words, scheme.action_use)
        self.assertRefused("No scoring scheme is in use for 2023", self.model('cchc.scoring', 'office').create, {
            'year': 2023})

    def test_steps_and_what_they_freeze(self):
        pack = self.pack()
        line = self.line(pack, '1')
        self.assertRefused("entered once the pack is handed in", self.as_(line, 'office').write, {
            'appraised_score': 0.25, 'is_appraised': True})
        for login in ('director', 'admin', 'head', 'author', 'outsider'):
            self.assertTrue(self.refusal(self.as_(pack, login).action_close), login)
        gap = self.gap(pack, "Plan of 2024")
        with patch.object(self.registry['cchc.scoring'], '_lock_records', autospec=True) as lock:
            self.as_(line, 'office').note = "Typed while somebody else may close the pack"
            self.assertEqual(lock.call_args.args[0], pack)
            lock.reset_mock()
            self.refusal(self.as_(gap, 'office').write, {'evidence_ids': [Command.clear()]})
            self.assertEqual(lock.call_args.args[0], pack)
        pack.action_close()
        for function, values in (
                (self.as_(pack, 'office').write, {'scheme_id': self.scheme.copy().id}),
                (self.as_(line, 'office').write, {'note': "Other"}), (self.as_(line, 'office').write, {
                    'evidence_ids': [Command.create({'name': 'a.pdf', 'raw': PDF})]}),
                (self.as_(gap, 'office').write, {'evidence_ids': [Command.create({'name': 'a.pdf', 'raw': PDF})]})):
            self.assertTrue(self.refusal(function, values), values)
        self.assertRefused("was closed and is kept", self.as_(pack, 'office').unlink)
        pack.action_submit()
        self.assertRefused("0 to 0.50 points", self.as_(line, 'office').write, {'appraised_score': 0.75})
        self.as_(line, 'office').write({'appraised_score': 0.25, 'is_appraised': True})
        self.assertEqual((pack.is_appraised, pack.appraised_score), (True, 0.25))
        self.assertRefused("enter the appraised score of each of its parts", self.as_(
            self.line(pack, '3'), 'office').write, {'appraised_score': 0.5, 'is_appraised': True})
        self.assertRefused("needs a reason", pack.action_reopen)
        for values in ({'score': 3}, {'max_score': 3}, {'evidence': []}, {'explanation': "Other"},
                       {'status': 'complete'}, {'scoring_id': pack.id}, {'gap_ids': [Command.clear()]}):
            self.assertTrue(self.refusal(self.as_(line, 'office').write, values), values)

    def test_zip_and_index_name_what_is_there_and_what_is_missing(self):
        plan = self.year_of_work()
        self.as_(plan, 'office').signed_document_ids = [Command.create({'name': "Bản ký số.pdf", 'raw': PDF})]
        pack = self.pack()
        files = self.unpacked(pack)
        self.assertEqual(self.unpacked(pack, 'director'), files, "the same bytes for every reader, whenever")
        number = plan.number.replace('/', '-')
        self.assertEqual(set(files), {
            '00_Muc-luc.xlsx', f'1_Plan-of-the-year-issued/01_Plan-number-{number}-signed-copy.pdf',
            '3b_Traditional/01_Conference-of-March-08-03-2024.jpg'})
        self.assertEqual(files['3b_Traditional/01_Conference-of-March-08-03-2024.jpg'], photo(40, 30))
        book = self.index(files['00_Muc-luc.xlsx'])
        score, evidence, missing = (self.words_of(sheet) for sheet in book.worksheets)
        self.assertIn("1 of 2 assignments met", score)
        self.assertIn("=D", score, "sums are formulas")
        self.assertIn("Criteria: Decision of the ministry", score)
        self.assertIn("https://portal.example/", evidence)
        self.assertIn("HYPERLINK(G", evidence)
        self.assertIn("3b_Traditional/01_Conference-of-March-08-03-2024.jpg", evidence)
        self.assertIn("Photo or minutes: Conference of February, 08/02/2024", missing)
        self.assertIn("Digital", missing)
        self.assertNotIn("Meeting of the cell", score + evidence + missing)
        self.assertEqual(self.words_of(self.index(self.as_(pack, 'office')._xlsx()).worksheets[2]), missing)
        for login in ('head', 'author', 'editor', 'admin', 'outsider'):
            for function in (self.as_(pack, login)._zip, self.as_(pack, login)._xlsx):
                self.assertTrue(self.refusal(function), login)

        # The agency and the units that were asked are named as on the day on which the evidence was looked for.
        pack.action_close()
        content = self.as_(pack, 'office')._xlsx()
        self.at('2025-02-01')
        self.units['digital'].name, self.company.name = "Newsroom", "Agency of everything"
        self.env.invalidate_all()
        self.assertEqual(self.as_(pack, 'office')._xlsx(), content)

        # A file that is gone since, or other than when it was found, is not packed; the index says so.
        signed = plan.signed_document_ids
        self.as_(plan, 'office').signed_document_ids = [Command.unlink(signed.id)]
        signed.unlink()
        files = self.unpacked(pack)
        self.assertEqual(len(files), 2)
        self.assertIn("Bản ký số.pdf: not there any more", self.words_of(
            self.index(files['00_Muc-luc.xlsx']).worksheets[1]))

        # Bounded, with what to do instead.
        self.patch(cchc_scoring_files, 'MAX_PACKAGE', 10)
        self.assertRefused("larger than .* Open a criterion and use", self.as_(pack, 'office').action_download_zip)
        self.assertRefused("hand them in by links", self.as_(self.line(pack, '3b'), 'office').action_download_zip)
        self.assertEqual(cchc_article_package.MAX_PACKAGE, 500 * 2**20)

    def test_no_file_of_a_party_meeting_is_found_even_if_it_has_one(self):
        """A form that takes no files since: what was attached before is neither listed nor packed."""
        form = self.env.ref(MEETING)
        image = self.attachment('stranger', name="minutes.jpg", raw=photo(40, 30))
        self.outreach(MEETING, evidence_ids=[Command.link(image.id)])
        self.env.cr.execute("UPDATE cchc_outreach_form SET evidence = 'never' WHERE id = %s", [form.id])
        form.invalidate_recordset(['evidence'])
        pack = self.pack()
        self.assertFalse(self.line(pack, '3b')._pieces())
        self.assertFalse(self.line(pack, '3b').gap_ids)
        self.assertEqual(set(self.unpacked(pack)), {'00_Muc-luc.xlsx'})

    def test_queries_do_not_grow_with_the_records(self):
        self.plan_in('published', coordinators=())
        pack = self.pack()

        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.as_(pack, 'office').action_refresh()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        def more(number):
            for __ in range(number):
                self.at('2024-03-20')
                self.post(self.article_in('approved'))
                self.outreach(MEETING)
            self.at(AFTER)
            queries()       # the new gaps are created once

        more(1)
        few = queries()
        more(3)
        self.assertLessEqual(queries(), few)


@tagged('post_install', '-at_install')
class TestScoringDoors(ScoringMixin, CchcMixin, HttpCase):

    def test_in_the_browser_as_the_office(self):
        self.outreach(MEETING, name="Conference")
        self.at(AFTER)
        self.start_tour('/odoo/action-cchc_propaganda_report.cchc_scoring_action', 'cchc_office_prepares_pack',
                        login='test.office')
        pack = self.env['cchc.scoring'].search([('company_id', '=', self.company.id)])
        self.assertEqual((pack.state, str(pack.date_deadline)), ('closed', '2025-01-15'))
        self.assertEqual(self.line(pack, '5').score, 0.2)
        self.assertTrue(self.gap(pack, "Conference").date_reminded)

        self.env.flush_all()
        for login, status in (('office', 200), ('director', 200), ('head', 403), ('outsider', 403)):
            self.authenticate(f'test.{login}', f'test.{login}')
            for address in ('zip', 'xlsx', f'zip?line={pack.line_ids[0].id}'):
                found = self.url_open(f'/cchc/scoring/{pack.id}/{address}')
                self.assertEqual(found.status_code, status, (login, address))
                self.assertEqual(found.content[:2] == b'PK', status == 200)
        self.authenticate('test.office', 'test.office')
        self.assertIn("''Self-scoring-of-2024-Department-of-the-Province.zip", self.url_open(
            f'/cchc/scoring/{pack.id}/zip').headers['Content-Disposition'])
        for address, status in ((f'{pack.id}/zip?line=x', 400), (f'{pack.id}/zip?line=999999999', 404), (
                '99999999/zip', 404)):
            self.assertEqual(self.url_open(f'/cchc/scoring/{address}').status_code, status, address)
