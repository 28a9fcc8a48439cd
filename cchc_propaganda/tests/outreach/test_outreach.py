# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import io
import zipfile

from odoo.fields import Command
from odoo.tests import Form, tagged

from ..common import CchcCommon
from .outreach_case import PNG, OutreachMixin


@tagged('post_install', '-at_install')
class TestOutreach(OutreachMixin, CchcCommon):
    """What people type into outreach, and who may read and change it."""

    def test_typed_in_a_form_by_each_role_of_a_unit(self):
        for login in ('author', 'head', 'office', 'editor'):
            with self.subTest(login=login):
                form = Form(self.model('cchc.outreach', login))
                form.name = "Buổi tuyên truyền CCHC"
                form.form_id = self.form()
                form.place = "Hội trường"
                form.participants = 25
                self.assertEqual(form.date.isoformat(), '2024-03-11')
                self.assertEqual(form.department_id, self.users[login]._cchc_home_department(self.company))
                outreach = form.save()
                self.assertEqual((outreach.state, outreach.participants), ('draft', 25))

    def test_recorded_for_the_own_unit_only(self):
        for login in ('stranger', 'director', 'other_head'):
            with self.subTest(login=login):
                self.assertRefused("own unit|not allowed|access", self.outreach_in, by=login)
        self.assertTrue(self.outreach_in(by='office'))
        outreach = self.outreach_in()
        self.assertRefused(
            "own unit", self.as_(outreach, 'author').write, {'department_id': self.units['digital'].id})

    def test_plan_that_is_not_issued_is_not_chosen_and_not_named(self):
        plan = self.plan_in('draft', name="Secret plan")
        outreach = self.outreach_in()
        for call in (self.as_(outreach, 'author').write, lambda values: self.outreach_in(**values)):
            said = self.refusal(call, {'plan_id': plan.id})
            self.assertRegex(said, "access")
            self.assertNotIn("Secret", said)

    def test_read_by_the_unit_before_and_by_all_after_it_is_accepted(self):
        outreach = self.outreach_in('submitted')
        readers = {login for login in self.users if self.as_(outreach, login).has_access('read')}
        self.assertEqual(readers, {'author', 'colleague', 'poster', 'head', 'office', 'director'})
        self.as_(outreach, 'office').action_approve()
        readers = {login for login in self.users if self.as_(outreach, login).has_access('read')}
        self.assertEqual(readers, set(self.users) - {'admin', 'outsider'})

    def test_day_in_the_future_is_sent_after_it_was_held(self):
        outreach = self.outreach_in(date='2024-03-20')
        self.assertRefused("lies in the future", self.as_(outreach, 'author').action_submit)
        self.at('2024-03-20')
        self.assertTrue(self.as_(outreach, 'author').action_submit())

    def test_impossible_days_and_numbers_are_refused_with_a_sentence(self):
        for values, words in (
                ({'date': '1999-12-31'}, "before the year 2000"), ({'participants': -1}, "0 to 1,000,000"),
                ({'participants': 10 ** 9}, "0 to 1,000,000"), ({'participants': 10 ** 12}, "0 to 1,000,000"),
                ({'participants': 'many'}, "0 to 1,000,000")):
            with self.subTest(values=values):
                self.assertRefused(words, self.outreach_in, **values)
                self.assertRefused(words, self.as_(self.outreach_in(), 'author').write, values)

    def upload(self, name, raw, login='author'):
        return self.attachment(login, name=name, raw=raw)

    def test_evidence_is_a_picture_a_pdf_or_a_word_file(self):
        word = io.BytesIO()
        with zipfile.ZipFile(word, 'w') as archive:
            archive.writestr('[Content_Types].xml', '<Types/>')
            archive.writestr('word/document.xml', '<w:document/>')
        outreach = self.outreach_in()
        for name, raw in (('hall.png', PNG), ('minutes.pdf', b'%PDF-1.4 minutes'), ('minutes.docx', word.getvalue())):
            with self.subTest(name=name):
                self.as_(outreach, 'author').evidence_ids = [Command.link(self.upload(name, raw).id)]
        for name, raw in (('hall.txt', b'words'), ('photo.jpg', b'<html>no photo</html>'), ('photo.png', b'MZ\x00'),
                          ('photo.jpg', b'just words'), ('film.mp4', b'\x00\x00\x00\x18ftypmp42')):
            with self.subTest(name=name, raw=raw):
                self.assertRefused("cannot be", self.as_(outreach, 'author').write, {
                    'evidence_ids': [Command.link(self.upload(name, raw).id)]})

    def test_evidence_is_of_the_kind_that_its_name_says(self):
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, 'w') as parts:
            parts.writestr('anything.txt', "words")
        outreach = self.as_(self.outreach_in(), 'author')
        for name, raw in (
                ('minutes.docx', archive.getvalue()), ('photo.jpg', bytes(range(1, 200))), ('minutes.pdf', PNG),
                ('photo.png', b'%PDF-1.4 minutes'), ('minutes.docx', b'%PDF-1.4 minutes'), ('photo', b'\x01\x02\x03')):
            with self.subTest(name=name, raw=raw[:8]):
                self.assertRefused("cannot be evidence|cannot be attached", outreach.write, {
                    'evidence_ids': [Command.link(self.upload(name, raw).id)]})
        for name in ('photo.jpg', 'photo', 'ẢNH.PNG'):     # a picture is a picture
            with self.subTest(name=name):
                self.assertAllowed(outreach.write, {'evidence_ids': [Command.link(self.upload(name, PNG).id)]})

    def test_party_meeting_takes_no_file(self):
        file = self.upload('minutes.png', PNG)
        self.assertRefused(
            "party", self.outreach_in, form_id=self.form('party').id, evidence_ids=[Command.link(file.id)])
        outreach = self.outreach_in(evidence_ids=[Command.link(self.upload('a.png', PNG).id)])
        self.assertRefused("party", self.as_(outreach, 'author').write, {'form_id': self.form('party').id})
        party = self.outreach_in(form_id=self.form('party').id)
        self.assertTrue(self.as_(party, 'author').action_submit())

    def test_form_that_requires_evidence(self):
        form = self.model('cchc.outreach.form', 'office').create(
            {'name': "Contest", 'code': 'contest2', 'evidence': 'required'})
        outreach = self.outreach_in(form_id=form.id)
        self.assertRefused("attach a photo", self.as_(outreach, 'author').action_submit)
        self.as_(outreach, 'author').evidence_ids = [Command.link(self.upload('a.png', PNG).id)]
        self.assertTrue(self.as_(outreach, 'author').action_submit())

    def test_what_was_sent_is_frozen_with_its_files(self):
        file = self.upload('a.png', PNG)
        outreach = self.outreach_in(evidence_ids=[Command.link(file.id)])
        self.as_(outreach, 'author').action_submit()
        for login in ('author', 'office'):
            with self.subTest(login=login):
                self.assertRefused("can no longer be changed|changed in the draft", self.as_(outreach, login).write,
                                   {'participants': 400})
                self.assertRefused(
                    "frozen|approved|changed|Office", self.as_(file, login).write,
                    {'datas': base64.b64encode(PNG + b'x')})
        self.assertRefused("kept", self.as_(outreach, 'office').unlink)

    def test_draft_that_was_never_sent_can_be_deleted(self):
        self.assertTrue(self.as_(self.outreach_in(), 'author').unlink())
        returned = self.outreach_in('submitted')
        self.as_(returned, 'office').action_return("Which hall?")
        self.assertRefused("kept", self.as_(returned, 'author').unlink)

    def test_good_example_is_set_by_the_board_or_the_office_never_by_who_recorded_it(self):
        outreach = self.outreach_in('approved')
        for login in ('author', 'head', 'director', 'stranger'):
            with self.subTest(login=login):
                self.assertRefused(
                    "good example|not allowed|access", self.as_(outreach, login).write, {'is_good_example': True})
        for login in ('editor', 'office'):
            with self.subTest(login=login), self.undone():
                self.as_(outreach, login).is_good_example = True
                self.assertTrue(outreach.is_good_example)
                self.assertRefused("changed", self.as_(outreach, 'editor').write, {'name': "Another"})
        own = self.outreach_in(by='office')
        self.assertRefused("did not record", self.as_(own, 'office').write, {'is_good_example': True})
        self.assertRefused("did not record", self.outreach_in, by='office', is_good_example=True)
