# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.cchc_propaganda.tests.guard.access import AccessCase, models_of
from odoo.addons.cchc_propaganda.tests.guard.public_methods import only_reading, public_methods

from .common import ReportCommon

# As in cchc_propaganda/tests/guard/test_access.py: one line for each model of this addon.
ACCESS = {
    # model                     contributor  head    editor  office  director  admin
    'cchc.report':               ('',        'rw',   '',     'rwcu', 'r',      ''),     # heads write their unit's
    'cchc.report.figure':        ('',        'r',    '',     'r',    'r',      ''),     # nobody types a figure
    'cchc.report.recipient':     ('',        'r',    '',     'rwcu', 'r',      ''),
    'cchc.report.regime':        ('',        'r',    '',     'rwc',  'r',      'rwcu'),
    'cchc.report.nudge':         ('',        '',     '',     'rwc',  'rwc',    ''),
    'cchc.report.agency':        ('',        '',     '',     'r',    'r',      ''),     # of the parent agency
    'cchc.scoring.scheme':       ('',        '',     '',     'r',    'r',      'rwcu'),
    'cchc.scoring.criterion':    ('',        '',     '',     'r',    'r',      'rwcu'),
    'cchc.scoring.threshold':    ('',        '',     '',     'r',    'r',      'rwcu'),
    'cchc.scoring':              ('',        '',     '',     'rwcu', 'r',      ''),
    'cchc.scoring.line':         ('',        '',     '',     'rw',   'r',      ''),     # found, not made by hand
    'cchc.scoring.gap':          ('rw',      'rw',   'rw',   'rw',   'rw',     ''),     # of the own unit: rules
    'cchc.report.agency.nudge':  ('',        '',     '',     'rwc',  'rwc',    ''),
    'cchc.report.intake':        ('',        '',     '',     'r',    'r',      ''),     # the dialog makes them
    'cchc.report.intake.figure': ('',        '',     '',     'r',    'r',      ''),
    'cchc.report.intake.wizard': ('',        '',     '',     'rwc',  '',       ''),
    'cchc.inspection':           ('',        '',     '',     'rwcu', 'rwcu',   ''),
    'cchc.inspection.item':      ('',        '',     '',     'r',    'r',      ''),
}
# A report of the agency, and one of the unit ``press``.
AGENCY = {
    # model                     author colleague stranger head other_head editor outside office director admin
    'cchc.report':               ('',   '',   '',   '',   '',   '',   '',   'rwu', 'r',  ''),
    'cchc.report.figure':        ('',   '',   '',   '',   '',   '',   '',   'r',   'r',  ''),
    'cchc.report.recipient':     ('',   '',   '',   '',   '',   '',   '',   'rwu', 'r',  ''),
    'cchc.report.regime':        ('',   '',   '',   'r',  'r',  '',   '',   'rw',  'r',  'rwu'),
    'cchc.report.nudge':         ('',   '',   '',   '',   '',   '',   '',   '',    '',   ''),     # another's
    'cchc.report.agency':        ('',   '',   '',   '',   '',   '',   '',   '',    '',   ''),     # see test_province
    'cchc.scoring.scheme':       ('',   '',   '',   '',   '',   '',   '',   'r',   'r',  'rwu'),
    'cchc.scoring.criterion':    ('',   '',   '',   '',   '',   '',   '',   'r',   'r',  'rwu'),
    'cchc.scoring.threshold':    ('',   '',   '',   '',   '',   '',   '',   'r',   'r',  'rwu'),
    'cchc.scoring':              ('',   '',   '',   '',   '',   '',   '',   'rwu', 'r',  ''),
    'cchc.scoring.line':         ('',   '',   '',   '',   '',   '',   '',   'rw',  'r',  ''),
    'cchc.scoring.gap':          ('rw', 'rw', '',   'rw', '',   '',   '',   'rw',  'r',  ''),     # of ``press``
    'cchc.report.agency.nudge':  ('',   '',   '',   '',   '',   '',   '',   '',    '',   ''),     # another's
    'cchc.report.intake':        ('',   '',   '',   '',   '',   '',   '',   'r',   'r',  ''),
    'cchc.report.intake.figure': ('',   '',   '',   '',   '',   '',   '',   'r',   'r',  ''),
    'cchc.report.intake.wizard': ('',   '',   '',   '',   '',   '',   '',   '',    '',   ''),     # another's
    'cchc.inspection':           ('',   '',   '',   '',   '',   '',   '',   'rwu', 'rwu', ''),
    'cchc.inspection.item':      ('',   '',   '',   '',   '',   '',   '',   'r',   'r',   ''),
}
UNIT = {
    'cchc.report':               ('',   '',   '',   'rw', '',   '',   '',   'rwu', 'r',  ''),
    'cchc.report.figure':        ('',   '',   '',   'r',  '',   '',   '',   'r',   'r',  ''),
    'cchc.report.recipient':     ('',   '',   '',   'r',  '',   '',   '',   'rwu', 'r',  ''),
    'cchc.report.regime':        ('',   '',   '',   'r',  'r',  '',   '',   'rw',  'r',  'rwu'),
    'cchc.report.nudge':         ('',   '',   '',   '',   '',   '',   '',   '',    '',   ''),     # another's
    'cchc.report.agency':        ('',   '',   '',   '',   '',   '',   '',   '',    '',   ''),     # see test_province
    **{model: letters for model, letters in AGENCY.items() if model.startswith('cchc.scoring')},
    'cchc.report.agency.nudge':  ('',   '',   '',   '',   '',   '',   '',   '',    '',   ''),     # another's
    'cchc.report.intake':        ('',   '',   '',   '',   '',   '',   '',   'r',   'r',  ''),
    'cchc.report.intake.figure': ('',   '',   '',   '',   '',   '',   '',   'r',   'r',  ''),
    'cchc.report.intake.wizard': ('',   '',   '',   '',   '',   '',   '',   '',    '',   ''),     # another's
    'cchc.inspection':           ('',   '',   '',   '',   '',   '',   '',   'rwu', 'rwu', ''),
    'cchc.inspection.item':      ('',   '',   '',   '',   '',   '',   '',   'r',   'r',   ''),
}
# Users without a part in the unit's report, and for each method those of them whom it accepts.
WEAK = ('plain', 'portal', 'public', 'stranger', 'editor', 'other_head', 'outsider')
METHODS = {
    ('cchc.report', 'action_refresh'): set(),
    ('cchc.report', 'action_print_xlsx'): set(),
    ('cchc.report', 'action_print_docx'): set(),
    **{('cchc.report', f'action_{step}'): set() for step in (
        'submit', 'recall', 'approve', 'return', 'publish', 'cancel', 'nothing_to_report', 'accept_units',
        'new_version', 'unlock', 'differences', 'take')},
    **{('cchc.report', name): set() for name in (
        'read_unit_sections', 'read_versions', 'compare_typed', 'announce_presence')},
    ('cchc.plan', 'action_report_of_year'): set(),
    ('cchc.report.figure', 'action_open'): set(),
    ('cchc.report.regime', 'action_own_copy'): set(),
    ('cchc.report.nudge', 'action_remind'): set(),
    ('cchc.report.agency', 'action_open_file'): set(),
    ('cchc.report.agency', 'action_consolidate'): set(),
    ('cchc.report.agency', 'get_summary'): {'outsider'},    # of the agencies below their own: there are none
    **{('cchc.scoring.scheme', f'action_{name}'): set() for name in ('use', 'own_copy')},
    **{('cchc.scoring', f'action_{name}'): set() for name in (
        'refresh', 'switch_scheme', 'close', 'submit', 'reopen', 'remind', 'download_xlsx', 'download_zip')},
    ('cchc.scoring.line', 'action_download_zip'): set(),
    **{('cchc.scoring.gap', f'action_{name}'): set() for name in ('open_record', 'remind')},
    ('cchc.report.agency.nudge', 'action_remind'): set(),
    ('cchc.plan', 'get_overview'): {'stranger', 'editor', 'other_head', 'outsider'},    # of their units, their agency
    ('cchc.report.intake', 'action_withdraw'): set(),
    ('cchc.report.intake.wizard', 'action_take_in'): set(),
    **{('cchc.inspection', f'action_{step}'): set() for step in (
        'grant', 'ask', 'answer', 'end', 'open_reports', 'open_publications', 'open_outreach', 'open_log')},
}
# What some of them are called with.
ARGUMENTS = {'action_take': (1, 'result'), 'read_unit_sections': ('result',), 'compare_typed': ({},),
             'announce_presence': ('tab',), 'get_summary': ([],)}
# Those of them that only read, so that a replica of the database can answer them: `@api.readonly`.
READING = {
    ('cchc.report', 'action_differences'),
    ('cchc.report', 'read_unit_sections'),
    ('cchc.report', 'read_versions'),
    ('cchc.report', 'compare_typed'),
    ('cchc.report.figure', 'action_open'),
    ('cchc.report.agency', 'get_summary'),
    ('cchc.report.agency', 'action_open_file'),
    ('cchc.report.agency', 'action_consolidate'),
    ('cchc.plan', 'get_overview'),
    ('cchc.scoring.line', 'action_download_zip'),
    ('cchc.scoring.gap', 'action_open_record'),
    *(('cchc.inspection', f'action_open_{what}') for what in ('reports', 'publications', 'outreach', 'log')),
}


@tagged('post_install', '-at_install')
class TestAccess(ReportCommon, AccessCase):

    def parts(self, **values):
        """Create a report with figures and a recipient."""
        report = self.report_of(self.plan_in('published'), '2024-M03', **values)
        report.action_refresh()
        recipient = report.env['cchc.report.recipient'].create({'report_id': report.id, 'name': "As above"})
        regime = self.env['cchc.report.regime'].create({'name': "Weekly", 'company_id': self.company.id})
        nudge = self.env['cchc.report.nudge'].create({'report_ids': report.ids})
        intake = self.env['cchc.report.intake'].create({
            'company_id': self.company.id, 'agency_id': self.other_company.id, 'agency_name': "Elsewhere", 'year': 2024,
            'period_key': '2024-Q1', 'number': '1/BC', 'date_sent': '2024-04-01', 'taken_by_id': self.env.uid,
            'date_taken': '2024-04-02', 'file': 'eA==', 'sha256': str(report.id),
            'figure_ids': [Command.create({'sequence': 1, 'code': 'assignment_due', 'name': "Due"})]})
        self.users['outsider'].group_ids = [Command.link(self.env.ref('cchc_propaganda_report.group_inspector').id)]
        inspection = self.model('cchc.inspection', 'office').create({
            'user_id': self.users['outsider'].id, 'date_start': '2024-01-01', 'date_end': '2024-03-31',
            'date_until': '2024-04-30'})
        self.as_(inspection, 'director').action_grant()
        self.as_(inspection, 'director').action_end("Over")
        item = self.env['cchc.inspection.item'].search([('inspection_id', '=', inspection.id)], limit=1)
        return [record.with_env(self.env) for record in (
            report, report.figure_ids[:1], recipient, regime, nudge, intake, intake.figure_ids,
            *self.scoring_parts(), inspection, item)]

    def scoring_parts(self):
        """Create a pack, and the record of a document of the unit ``press`` that is missing in it."""
        year = next(self._numbers) + 2000
        scheme = self.env['cchc.scoring.scheme'].create({
            'name': "Index", 'year': year, 'level': 'department', 'company_id': self.company.id,
            'criterion_ids': [Command.create({
                'name': "Plan", 'rule': 'plan', 'max_score': 1,
                'threshold_ids': [Command.create({'percent': 100, 'award': 'full'})]})]})
        scheme.active = True
        pack = self.env['cchc.scoring'].create({
            'year': year, 'company_id': self.company.id, 'date_deadline': '2025-01-15'})
        gap = pack.gap_ids[:1]
        gap.write({'department_id': self.units['press'].id, 'takes_file': True})
        return scheme, scheme.criterion_ids, scheme.criterion_ids.threshold_ids, pack, pack.line_ids, gap

    def test_every_model_and_method_has_its_line(self):
        models = models_of(self.env, 'cchc_propaganda_report')
        self.assertEqual(models, set(ACCESS))
        self.assertEqual(models, set(AGENCY))
        self.assertEqual(models, set(UNIT))
        self.assertEqual(public_methods(self.env, 'cchc_propaganda_report'), set(METHODS))
        self.assertEqual(only_reading(self.env, 'cchc_propaganda_report'), READING)

    def test_each_group_may_do_with_each_model_what_the_design_says(self):
        self.check_groups(ACCESS)

    def test_each_person_may_do_with_each_report_what_the_rules_say(self):
        of_unit = {'level': 'department', 'department_id': self.units['press'].id}
        for expected, values in ((AGENCY, {}), (UNIT, of_unit)):
            for record in self.parts(**values):
                with self.subTest(model=record._name, level=values.get('level')):
                    self.check_people(record, expected[record._name])

    def test_who_has_no_part_in_a_report_gets_nowhere(self):
        records = {record._name: record for record in self.parts(
            level='department', department_id=self.units['press'].id)}
        records['cchc.plan'] = records['cchc.report'].plan_id
        records['cchc.report.agency.nudge'] = self.env['cchc.report.agency.nudge'].create({'part': 'q1'})
        records['cchc.report.intake.wizard'] = self.env['cchc.report.intake.wizard'].create({})
        records['cchc.report.agency'] = self.env['cchc.report.agency'].browse(self.company.id * 10000 + 2024)
        for (model, method), allowed in METHODS.items():
            with self.subTest(model=model, method=method):
                self.assertEqual(self.let_through(WEAK, records[model], method, *ARGUMENTS.get(method, ())), allowed)
        # What says that it only reads writes nothing: Odoo would call it a second time, on the primary.
        self.assertEqual(self.refused_reading(records, READING, lambda __, method: ARGUMENTS.get(method, ())), {
            ('cchc.report.figure', 'action_open'), ('cchc.report.agency', 'action_open_file'),
            ('cchc.report.agency', 'action_consolidate'), ('cchc.scoring.gap', 'action_open_record'),
        }, "refused, for there is nothing to open, and no agency below")

    def test_workbook_is_made_for_readers_of_the_report_only(self):
        """The figures count records that the reader may not see, so only readers of the report get the workbook."""
        report, *__ = self.parts(level='department', department_id=self.units['press'].id)
        for login in WEAK:
            render = self.model('ir.actions.report', login)._render_xlsx
            self.assertTrue(self.refusal(render, 'cchc_propaganda_report.workbook', report.ids, data=None), login)
            other = self.model('ir.actions.report', login, active_ids=report.ids)._render_xlsx
            self.assertTrue(self.refusal(other, 'cchc_propaganda_report.workbook', None, data=None), login)
        self.assertTrue(self.as_(report, 'head')._render_workbook())
