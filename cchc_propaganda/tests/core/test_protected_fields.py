# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from .protected_fields import ProtectedFieldsCase

STEPPED = {'date_last_step', 'last_step_by_id'}
# Fields that no client writes, and fields that are given once, on creation.
EXPECTED = {
    'cchc.plan': (
        STEPPED | {'is_returned', 'return_reason', 'approved_by_id', 'approved_date', 'date_closed', 'amends_id',
                   'amendment_ids', 'issued_changes', 'is_template', 'template_id',
                   'previous_id'},
        {'company_id'}),
    'cchc.article': (
        STEPPED | {
            'submitted_by_id', 'date_submitted', 'submission_count', 'is_returned', 'return_reason', 'approved_by_id',
            'approved_date', 'approved_version', 'approved_checksums', 'approved_digest', 'is_registered',
            'picture_ids', 'word_file_ids', 'html_field_history', 'content_version', 'submitted_version',
            'returned_version', 'date',
            'assignment_ids', 'date_deadline', 'is_late', 'is_withdrawn', 'title_key', 'board_rank', 'review_ids',
            'review_step_id', 'review_step_count', 'review_since', 'drafter_ids', 'registered_by_id'},
        {'company_id', 'author_id'}),
    'cchc.publication': (
        STEPPED | {
            'company_id', 'department_id', 'author_id', 'genre_id', 'date_sent', 'date_answered', 'sent_assignment_id',
            'reason', 'date_recorded', 'recorded_by_id', 'is_recorded_late', 'is_recorded_alone'},
        {'article_id', 'channel_id'}),
    'cchc.assignment': (
        STEPPED | {
            'waiver', 'waiver_reason', 'is_dropped', 'done_quantity', 'sent_quantity', 'date_done',
            'is_waiting_channel', 'explanation', 'department_name', 'origin_department_id', 'period_key',
            'is_before_issue', 'date_planned', 'obligation_id'},
        {'company_id', 'plan_id', 'topic_id', 'channel_id', 'form_id', 'department_id', 'date_start', 'date_end',
         'date_deadline', 'quantity'}),
    'cchc.outreach': (
        STEPPED | {'submitted_by_id', 'date_submitted', 'date_recorded', 'is_returned', 'return_reason',
                   'sent_assignment_id'},
        {'company_id'}),
    'cchc.difficulty': (
        STEPPED | {'raised_by_id', 'date_raised', 'answer', 'answered_by_id', 'date_answered'},
        {'company_id'}),
    'cchc.reorganisation': (STEPPED | {'kept_text', 'fingerprint', 'asked_fingerprint'}, {'company_id'}),
}


@tagged('post_install', '-at_install')
class TestProtectedFields(ProtectedFieldsCase):

    def setUp(self):
        super().setUp()
        self.env['cchc.review.step'].create({'name': "Head", 'reviewer': 'head', 'company_id': self.other_company.id})
        self.plan_in('published')
        self.article_in('approved', attachment_ids=self.attachment('author').ids)   # decided on by the board

    def test_every_document_is_in_this_test(self):
        self.assertEqual(self.documents('cchc_propaganda'), set(EXPECTED))
        stored = {
            name for name, model in self.registry.items()
            if model._original_module == 'cchc_propaganda' and model._auto and not model._abstract
            and 'state' in model._fields and model._fields['state'].store}
        self.assertEqual(stored, set(EXPECTED))

    def test_plan(self):
        self.check_protected('cchc.plan', *EXPECTED['cchc.plan'])

    def test_article(self):
        self.check_protected('cchc.article', *EXPECTED['cchc.article'])

    def test_publication(self):
        self.check_protected('cchc.publication', *EXPECTED['cchc.publication'])

    def test_assignment(self):
        self.check_protected('cchc.assignment', *EXPECTED['cchc.assignment'])

    def test_outreach(self):
        self.check_protected('cchc.outreach', *EXPECTED['cchc.outreach'])

    def test_difficulty(self):
        self.check_protected('cchc.difficulty', *EXPECTED['cchc.difficulty'])

    def test_reorganisation(self):
        self.check_protected('cchc.reorganisation', *EXPECTED['cchc.reorganisation'])

    def test_parameter_is_known_only_where_it_is_enforced(self):
        for model, known in {'cchc.article': True, 'cchc.workflow.mixin': True, 'cchc.version.mixin': True,
                             'cchc.plan.section': False, 'cchc.channel': False, 'res.partner': False}.items():
            for name in ('server_only', 'settled'):
                with self.subTest(model=model, parameter=name):
                    field = self.env[model]._fields['id']
                    self.assertEqual(self.env[model]._valid_field_parameter(field, name), known)
        self.assertFalse(self.env['cchc.article']._valid_field_parameter(field, 'server_olny'))

    def test_related_field_takes_the_parameter_over(self):
        publication = self.env['cchc.publication']._fields
        self.assertTrue(publication['author_id'].settled, "as the author of an article is")
        self.assertFalse(hasattr(self.env['cchc.topic']._fields['company_id'], 'settled'), "no document")
