# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64

from odoo.tests import tagged

from ...tools.article_docx import ArticleText, article_docx
from .forms import FormsCase

WORD = base64.b64encode(article_docx(ArticleText(title="Forms online", body="<p>The forms are online.</p>")))
STAFF = "Full name\tUnit\tLogin\tRoles\nOfficial One\tPress\tofficial.one\tContributor"
HELD = "What was done\tForm\tHeld on\tUnit\nConference\tstudy\t5/3/2024\tPress"
CITED = "Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ ban hành Chương trình tổng thể;"
PLAN = base64.b64encode(
    "KẾ HOẠCH\nTuyên truyền\nSTT\tNội dung\tChủ trì\n1\tMỗi quý 01 tin trên Portal\tPress; Sở Nội vụ".encode())
POSTED = "Title\tGenre\tAuthor\tUnit\tChannel\tPosted on\tLink\nForms online\tTin\tauthor\tPress\tPortal\t5/3/2024\t"


@tagged('post_install', '-at_install')
class TestEveryForm(FormsCase):
    """Whoever may create a record can type it into each form of its model, and opens it again."""
    addon = 'cchc_propaganda'
    typed_within = {
        'cchc.article.import.line': 'cchc.article.import',
        'cchc.budget.line': 'cchc.plan',
        'cchc.channel.alias': 'cchc.channel',
        'cchc.department.alias': 'cchc.department.wizard',
        'cchc.legal.basis': 'cchc.plan',
        'cchc.legal.document.import.line': 'cchc.legal.document.import',
        'cchc.obligation.rotation': 'cchc.obligation',
        'cchc.outreach.import.line': 'cchc.outreach.import',
        'cchc.person.import.line': 'cchc.person.import',
        'cchc.plan.import.head': 'cchc.plan.import',
        'cchc.plan.import.name': 'cchc.plan.import',
        'cchc.plan.import.obligation.line': 'cchc.plan.import.line',
        'cchc.plan.import.turn': 'cchc.plan.import.line',
        'cchc.plan.recipient': 'cchc.plan',
        'cchc.reorganisation.target': 'cchc.reorganisation',
        'cchc.plan.section': 'cchc.plan',
    }

    def test_every_model_is_typed(self):
        self.check_every_model_is_typed()

    def test_every_form_as_every_role(self):
        self.check_every_form()

    # ------------------------------------------------------------------
    # Configuration
    # ------------------------------------------------------------------

    def type_cchc_channel(self, form, login):
        form.name = "Newspaper of the province"
        form.code = 'newspaper'
        form.is_internal = False
        form.owner = "The newspaper"
        form.url_prefix = 'https://newspaper.example/'
        form.member_ids.add(self.users['editor'])
        with form.alias_ids.new() as alias:
            alias.name = "The paper"

    def type_cchc_genre(self, form, login):
        form.name = "Interview"
        form.code = 'interview'

    def type_cchc_outreach_form(self, form, login):
        form.name = "Loudspeaker car"
        form.code = 'car'

    def type_cchc_subject(self, form, login):
        form.name = "Fees and charges"
        form.code = 'fees'

    def type_cchc_review_step(self, form, login):
        form.name = "Chief editor"
        form.reviewer = 'head'
        form.days = 2

    def type_cchc_reminder_rule(self, form, login):
        form.name = "Due soon"
        form.kind = 'assignment'
        form.days = -3
        form.text = "Write it."

    def type_cchc_legal_document(self, form, login):
        form.kind = 'resolution'
        form.number = '76/NQ-CP'
        form.date = '2021-07-15'
        form.issuer = "Government"
        form.name = "Programme of administrative reform"

    def type_cchc_special_day(self, form, login):
        form.date = '2024-05-04'
        form.kind = 'work'
        form.name = "Instead of 29/04"

    def type_cchc_earlier_name(self, form, login):
        form.department_id = self.units['press']
        form.name = "Newsroom"
        form.date_to = '2024-01-31'

    def type_cchc_reorganisation(self, form, login):
        form.kind = 'split'
        form.old_department_ids.add(self.units['press'])
        form.date = '2024-03-11'
        form.basis = "Decision 12/QĐ-UBND"
        for name in ("Newsroom", "Publishing"):
            with form.target_ids.new() as target:
                target.name = name

    def after_cchc_reorganisation(self, record):
        record.action_preview()
        self.assertEqual(record.state, 'draft')

    def type_cchc_word_template(self, form, login):
        form.kind = 'plan_results'
        form.file = WORD

    # ------------------------------------------------------------------
    # Units, people, settings
    # ------------------------------------------------------------------

    def open_cchc_department_wizard_view_form(self, login):
        """The administrator makes a unit; the Office opens one."""
        unit = False if login == 'admin' else self.units['press'].id
        return self.model('cchc.department.wizard', login, default_department_id=unit)

    def type_cchc_department_wizard(self, form, login):
        if login == 'admin':
            form.name = "Inspectorate"
        form.cchc_kind = 'division'
        form.alias_names = "The other name"

    def after_cchc_department_wizard(self, wizard):
        wizard.action_save()

    def type_cchc_person_add(self, form, login):
        form.name = "Official One"
        form.department_id = self.units['press']
        self.assertEqual(form.login, 'oneo')

    def type_cchc_person_import(self, form, login):
        form.text = STAFF

    def after_cchc_person_import(self, wizard):
        wizard.action_preview()

    def type_cchc_plan_import(self, form, login):
        form.file = PLAN

    def after_cchc_plan_import(self, wizard):
        wizard.action_preview()

    def open_cchc_plan_import_line_view_form(self, login):
        wizard = self.model('cchc.plan.import', login).create({'year': 2024})
        return self.model('cchc.plan.import.line', login, default_wizard_id=wizard.id)

    def type_cchc_plan_import_line(self, form, login):
        form.code = '1'
        form.content = "News of the reform"
        form.lead_department_ids.add(self.units['press'])
        with form.obligation_line_ids.new() as asked:
            asked.channel_id = self.channels['portal']
        with form.turn_ids.new() as turn:
            turn.month_to, turn.department_id = 3, self.units['press']

    def open_cchc_person_move_view_form(self, login):
        return self.model('cchc.person.move', login, default_kind='move', default_user_ids=self.users['colleague'].ids)

    def type_cchc_person_move(self, form, login):
        form.department_id = self.units['digital']

    def open_cchc_person_password_view_form(self, login):
        return self.model('cchc.person.password', login, default_passwords="Official One\tofficial.one\tabcd-efgh-jkmn")

    def type_cchc_person_password(self, form, login):
        """The server fills it in; nobody types there."""
        self.assertIn("abcd-efgh-jkmn", form.passwords)

    def type_cchc_settings(self, form, login):
        form.cchc_place = "Sóc Trăng"

    def type_cchc_mail_check(self, form, login):
        form.email_from = 'office@agency.example'
        form.email_to = 'admin@agency.example'

    # ------------------------------------------------------------------
    # Plan
    # ------------------------------------------------------------------

    def type_cchc_plan(self, form, login):
        form.name = "Plan of 2024"
        with form.row_ids.new() as row:
            row.name = "News of the reform"
        with form.section_ids.new() as section:
            section.title = "Objectives"
        with form.legal_basis_ids.new() as basis:
            basis.name = "Decision"
        with form.recipient_ids.new() as recipient:
            recipient.name = "The units"
        with form.budget_line_ids.new() as line:
            line.planned = 1_000_000

    def open_cchc_topic_view_form(self, login):
        return self.model('cchc.topic', login, default_plan_id=self.plan_in('draft').id)

    def type_cchc_topic(self, form, login):
        form.name = "Videos of the reform"
        form.lead_text = "Press"
        with form.child_ids.new() as bullet:
            bullet.name = "Short ones"

    def open_cchc_obligation_view_form(self, login):
        return self.model('cchc.obligation', login, default_topic_id=self.plan_in('draft').topic_ids.id)

    def type_cchc_obligation(self, form, login):
        form.channel_id = self.channels['page']
        form.frequency = 'quarter'
        form.turns = [{'first': 1, 'last': 4, 'unit': self.units['press'].id}]

    def type_cchc_assignment(self, form, login):
        form.plan_id = self.as_(self.plan_in('published'), login)
        form.channel_id = self.channels['page']
        form.department_id = self.units['press']
        form.date_start = '2024-03-01'
        form.date_end = '2024-03-31'
        form.date_deadline = '2024-03-25'

    # ------------------------------------------------------------------
    # Articles and publications
    # ------------------------------------------------------------------

    def _article_of(self, login):
        return self.model('cchc.article', login).create({
            'name': "Forms online", 'body': "<p>Online.</p>", 'genre_id': self.genre.id,
            'channel_ids': self.channels['page'].ids})

    def open_cchc_article_view_form_correction(self, login):
        return self.as_(self.article_in('published'), login)

    def type_cchc_article(self, form, login):
        if form.id:     # the correction of what is posted
            if login == 'editor':
                form.correction = "<p>Monday, not Sunday.</p>"
            return
        form.name = "Forms online"
        form.body = "<p>The forms are online.</p>"
        form.genre_id = self.genre
        form.channel_ids.add(self.channels['portal'])

    def open_cchc_publication_view_form(self, login):
        return self.as_(self.publication_in('sent'), login)

    open_cchc_publication_view_form_link = open_cchc_publication_view_form

    def type_cchc_publication(self, form, login):
        """It is made by the article. Who handed it in, or posts it, reports its link."""
        self.assertEqual(form.can_enter_evidence, login in ('author', 'head', 'editor'))
        if form.can_enter_evidence:
            form.url = self.link('page')

    def open_cchc_article_word_view_form(self, login):
        return self.model('cchc.article.word', login, default_article_id=self._article_of(login).id,
                          default_filename='forms.docx')    # the browser fills it in as the file is chosen

    def type_cchc_article_word(self, form, login):
        form.file = WORD

    def type_cchc_article_import(self, form, login):
        form.text = POSTED + self.link()

    def after_cchc_article_import(self, wizard):
        wizard.action_preview()

    def type_cchc_outreach_import(self, form, login):
        form.text = HELD

    def after_cchc_outreach_import(self, wizard):
        wizard.action_preview()

    def type_cchc_legal_document_import(self, form, login):
        form.text = CITED

    def after_cchc_legal_document_import(self, wizard):
        wizard.action_preview()

    def type_cchc_my_list(self, form, login):
        form.year = 2024

    def open_cchc_send_wizard_view_form(self, login):
        return self.model('cchc.send.wizard', login, active_id=self._article_of(login).publication_ids.id)

    def type_cchc_send_wizard(self, form, login):
        """No letter is typed: the channel has no address, and the dialog says so."""
        self.assertIn("no mail address", form.hint)

    def open_cchc_reason_wizard_view_form(self, login):
        return self.model('cchc.reason.wizard', login, active_model='cchc.article',
                          active_ids=self._article_of(login).ids, default_step='cancel')

    def type_cchc_reason_wizard(self, form, login):
        form.reason = "Written twice"

    # ------------------------------------------------------------------
    # Outreach and difficulties
    # ------------------------------------------------------------------

    def type_cchc_outreach(self, form, login):
        form.name = "Conference on the reform"
        form.form_id = self.env.ref('cchc_propaganda.outreach_form_integrated')
        form.place = "Hall A"
        form.participants = 40
        if login in ('director', 'admin'):
            form.department_id = self.units['leadership']

    def type_cchc_difficulty(self, form, login):
        form.name = "No staff for videos"
        form.description = "Nobody can cut them."
        form.department_id = self.units['board' if login == 'editor' else 'press']
