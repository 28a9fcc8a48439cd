# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from base64 import b64encode

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .access import WITHOUT_ROLE, AccessCase, models_of

# Which of reading, writing, creating and unlinking (r w c u) each group may do with a kind of record at all; rules
# narrow it down to records. One line for each model of this addon, dialogs included: a new one without a line fails.
ACCESS = {
    # model                     contributor  head    editor  office  director  admin
    'cchc.plan':                 ('r',       'r',    'r',    'rwcu', 'rw',     ''),     # the director numbers it
    'cchc.plan.section':         ('r',       'r',    'r',    'rwcu', 'r',      ''),
    'cchc.plan.recipient':       ('r',       'r',    'r',    'rwcu', 'r',      ''),
    'cchc.plan.mark':            ('r',       'r',    'r',    'rw',   'r',      ''),     # made by the roll-over
    'cchc.legal.basis':          ('r',       'r',    'r',    'rwcu', 'r',      ''),
    'cchc.topic':                ('r',       'rw',   'r',    'rwcu', 'r',      ''),     # a lead unit enters its result
    'cchc.obligation':           ('r',       'r',    'r',    'rwcu', 'r',      ''),
    'cchc.obligation.rotation':  ('r',       'r',    'r',    'rwcu', 'r',      ''),
    'cchc.assignment':           ('r',       'rw',   'r',    'rwc',  'r',      ''),     # a head names who does it
    'cchc.assignment.past':      ('',        '',     '',     'r',    'r',      ''),     # only the server writes it
    'cchc.article':              ('rwcu',    'rwcu', 'rwcu', 'rwcu', 'rwcu',   ''),
    'cchc.publication':          ('rwcu',    'rwcu', 'rwcu', 'rwcu', 'rwcu',   ''),
    'cchc.channel':              ('r',       'r',    'r',    'rwc',  'r',      'rwcu'),
    'cchc.channel.alias':        ('r',       'r',    'r',    'rwcu', 'r',      'rwcu'),
    'cchc.genre':                ('r',       'r',    'r',    'rwc',  'r',      'rwcu'),
    'cchc.outreach.form':        ('r',       'r',    'r',    'rwc',  'r',      'rwcu'),
    'cchc.subject':              ('r',       'r',    'r',    'rwc',  'r',      'rwcu'),
    'cchc.outreach':             ('rwcu',    'rwcu', 'rwcu', 'rwcu', 'rwcu',   ''),
    'cchc.difficulty':           ('r',       'rwcu', 'rwcu', 'rw',   'r',      ''),
    'cchc.budget.line':          ('',        'r',    '',     'rwcu', 'r',      ''),
    'cchc.department.alias':     ('r',       'r',    'r',    'rwcu', 'r',      'rwcu'),
    'cchc.earlier.name':         ('r',       'r',    'r',    'rwcu', 'r',      'rwcu'),
    'cchc.reorganisation':       ('',        '',     '',     'rwcu', 'r',      ''),
    'cchc.reorganisation.target': ('',       '',     '',     'rwcu', 'r',      ''),
    'cchc.reorganisation.line':  ('',        '',     '',     'rw',   'r',      ''),     # only the server makes it
    'cchc.legal.document':       ('r',       'r',    'r',    'rwcu', 'r',      ''),
    'cchc.special.day':          ('r',       'r',    'r',    'rwcu', 'r',      'rwcu'),
    'cchc.word.template':        ('',        '',     '',     '',     '',       'rwcu'),
    'cchc.calendar.event':       ('r',       'r',    'r',    'r',    'r',      ''),
    'cchc.reminder.rule':        ('',        '',     '',     'rwcu', '',       'rwcu'),
    'cchc.reminder.log':         ('',        '',     '',     'r',    'r',      'r'),    # only the server writes it
    'cchc.workflow.log':         ('',        '',     '',     'r',    'r',      'r'),    # only the server writes it
    'cchc.review.step':          ('r',       'r',    'r',    'rwcu', 'r',      'rwcu'),
    'cchc.review':               ('',        '',     '',     'r',    'r',      ''),     # only the server writes it
    'cchc.notice':               ('',        '',     '',     '',     '',       ''),     # news that waits to be sent
    'cchc.my.list':              ('rwc',     'rwc',  'rwc',  'rwc',  'rwc',    ''),
    'cchc.send.wizard':          ('rwc',     'rwc',  'rwc',  'rwc',  'rwc',    ''),
    'cchc.article.word':         ('rwc',     'rwc',  'rwc',  'rwc',  'rwc',    ''),
    'cchc.article.import':       ('',        '',     'rwc',  'rwc',  '',       ''),
    'cchc.article.import.line':  ('',        '',     'rwcu', 'rwcu', '',       ''),
    'cchc.outreach.import':      ('rwc',     'rwc',  'rwc',  'rwc',  'rwc',    ''),
    'cchc.outreach.import.line': ('rwcu',    'rwcu', 'rwcu', 'rwcu', 'rwcu',   ''),
    'cchc.legal.document.import': ('',      '',     '',     'rwc',  '',       ''),
    'cchc.legal.document.import.line': ('', '',     '',     'rwcu', '',       ''),
    'cchc.plan.import':         ('',        '',     '',     'rwc',  '',       ''),
    'cchc.plan.import.line':    ('',        '',     '',     'rwcu', '',       ''),
    'cchc.plan.import.obligation.line': ('',        '',     '',     'rwcu', '',       ''),
    'cchc.plan.import.turn':    ('',        '',     '',     'rwcu', '',       ''),
    'cchc.plan.import.name':    ('',        '',     '',     'rwcu', '',       ''),
    'cchc.plan.import.head':    ('',        '',     '',     'rwcu', '',       ''),
    'cchc.settings':             ('',        '',     '',     '',     '',       'rwc'),
    'cchc.mail.check':           ('',        '',     '',     '',     '',       'rwc'),
    'cchc.department.wizard':    ('',        '',     '',     'rwc',  '',       'rwc'),
    'cchc.person':               ('',        '',     '',     'r',    'r',      'r'),    # dialogs change it
    'cchc.person.add':           ('',        '',     '',     '',     '',       'rwc'),
    'cchc.person.password':      ('',        '',     '',     '',     '',       'rc'),
    'cchc.person.move':          ('',        '',     '',     '',     '',       'rwc'),
    'cchc.person.import':        ('',        '',     '',     '',     '',       'rwc'),
    'cchc.person.import.line':   ('',        '',     '',     '',     '',       'rwcu'),
    'cchc.reason.wizard':        ('rwc',     'rwc',  'rwc',  'rwc',  'rwc',    ''),
}
# The same for one record of each: an issued plan with all its parts, an article of ``press`` submitted for ``portal``,
# the settings of the agency. Creating (c) does not apply to a record. Users in no column (without our groups, of
# another agency, portal, public) get nothing.
RECORDS = {
    # model                     author colleague stranger head other_head editor outside office director admin
    'cchc.plan':                 ('r',  'r',  'r',  'r',  'r',  'r',  'r',  'rwu', 'r',  ''),
    'cchc.plan.section':         ('r',  'r',  'r',  'r',  'r',  'r',  'r',  'rwu', 'r',  ''),
    'cchc.plan.recipient':       ('r',  'r',  'r',  'r',  'r',  'r',  'r',  'rwu', 'r',  ''),
    'cchc.plan.mark':            ('r',  'r',  'r',  'r',  'r',  'r',  'r',  'rw',  'r',  ''),
    'cchc.legal.basis':          ('r',  'r',  'r',  'r',  'r',  'r',  'r',  'rwu', 'r',  ''),
    'cchc.topic':                ('r',  'r',  'r',  'rw', 'r',  'r',  'r',  'rwu', 'r',  ''),
    'cchc.obligation':           ('r',  'r',  'r',  'r',  'r',  'r',  'r',  'rwu', 'r',  ''),
    'cchc.obligation.rotation':  ('r',  'r',  'r',  'r',  'r',  'r',  'r',  'rwu', 'r',  ''),
    'cchc.assignment':           ('r',  'r',  'r',  'rw', 'r',  'r',  'r',  'rw',  'r',  ''),
    'cchc.assignment.past':      ('',   '',   '',   '',   '',   '',   '',   'r',   'r',  ''),
    'cchc.article':              ('rwu', 'r', '',   'rw', '',   'rw', '',   'rw',  'r',  ''),
    'cchc.publication':          ('rwu', 'rwu', '', 'rwu', '',  'rwu', '',  'rwu', 'r',  ''),
    'cchc.channel':              ('r',  'r',  'r',  'r',  'r',  'r',  'r',  'rw',  'r',  'rwu'),
    'cchc.channel.alias':        ('r',  'r',  'r',  'r',  'r',  'r',  'r',  'rwu', 'r',  'rwu'),
    'cchc.genre':                ('r',  'r',  'r',  'r',  'r',  'r',  'r',  'rw',  'r',  'rwu'),
    'cchc.outreach.form':        ('r',  'r',  'r',  'r',  'r',  'r',  'r',  'rw',  'r',  'rwu'),
    'cchc.subject':              ('r',  'r',  'r',  'r',  'r',  'r',  'r',  'rw',  'r',  'rwu'),
    'cchc.outreach':             ('rwu', 'rwu', '', 'rwu', '',  '',   '',   'rwu', 'r',  ''),
    'cchc.difficulty':           ('r',  'r',  '',   'rwu', '',  '',   '',   'rw',  'r',  ''),
    'cchc.budget.line':          ('',   '',   '',   'r',  '',   '',   '',   'rwu', 'r',  ''),
    'cchc.department.alias':     ('r',  'r',  'r',  'r',  'r',  'r',  'r',  'rwu', 'r',  'rwu'),
    'cchc.earlier.name':         ('r',  'r',  'r',  'r',  'r',  'r',  'r',  'rwu', 'r',  'rwu'),
    'cchc.reorganisation':       ('',   '',   '',   '',   '',   '',   '',   'rwu', 'r',  ''),
    'cchc.reorganisation.target': ('',  '',   '',   '',   '',   '',   '',   'rwu', 'r',  ''),
    'cchc.reorganisation.line':  ('',   '',   '',   '',   '',   '',   '',   'rw',  'r',  ''),
    'cchc.legal.document':       ('r',  'r',  'r',  'r',  'r',  'r',  'r',  'rwu', 'r',  ''),
    'cchc.special.day':          ('r',  'r',  'r',  'r',  'r',  'r',  'r',  'rwu', 'r',  'rwu'),
    'cchc.word.template':        ('',   '',   '',   '',   '',   '',   '',   '',    '',   'rwu'),
    'cchc.calendar.event':       ('r',  'r',  'r',  'r',  'r',  'r',  'r',  'r',   'r',  ''),
    'cchc.reminder.rule':        ('',   '',   '',   '',   '',   '',   '',   'rwu', '',   'rwu'),
    'cchc.reminder.log':         ('',   '',   '',   '',   '',   '',   '',   'r',   'r',  'r'),
    'cchc.workflow.log':         ('',   '',   '',   '',   '',   '',   '',   'r',   'r',  'r'),
    'cchc.review.step':          ('r',  'r',  'r',  'r',  'r',  'r',  'r',  'rwu', 'r',  'rwu'),
    'cchc.review':               ('',   '',   '',   '',   '',   '',   '',   'r',   'r',  ''),
    'cchc.notice':               ('',   '',   '',   '',   '',   '',   '',   '',    '',   ''),
    'cchc.my.list':              ('',   '',   '',   '',   '',   '',   '',   '',    '',   ''),    # another's
    'cchc.send.wizard':          ('',   '',   '',   '',   '',   '',   '',   '',    '',   ''),    # another's
    'cchc.article.word':         ('',   '',   '',   '',   '',   '',   '',   '',    '',   ''),    # another's
    'cchc.article.import':       ('',   '',   '',   '',   '',   '',   '',   '',    '',   ''),
    'cchc.article.import.line':  ('',   '',   '',   '',   '',   '',   '',   '',    '',   ''),
    'cchc.outreach.import':      ('',   '',   '',   '',   '',   '',   '',   '',    '',   ''),    # another's
    'cchc.outreach.import.line': ('',   '',   '',   '',   '',   '',   '',   '',    '',   ''),
    'cchc.legal.document.import': ('',  '',   '',   '',   '',   '',   '',   '',    '',   ''),
    'cchc.legal.document.import.line': ('', '', '', '',   '',   '',   '',   '',    '',   ''),
    'cchc.plan.import':         ('',   '',   '',   '',   '',   '',   '',   '',    '',   ''),
    'cchc.plan.import.line':    ('',   '',   '',   '',   '',   '',   '',   '',    '',   ''),
    'cchc.plan.import.obligation.line': ('',   '',   '',   '',   '',   '',   '',   '',    '',   ''),
    'cchc.plan.import.turn':    ('',   '',   '',   '',   '',   '',   '',   '',    '',   ''),
    'cchc.plan.import.name':    ('',   '',   '',   '',   '',   '',   '',   '',    '',   ''),
    'cchc.plan.import.head':    ('',   '',   '',   '',   '',   '',   '',   '',    '',   ''),
    'cchc.settings':             ('',   '',   '',   '',   '',   '',   '',   '',    '',   ''),
    'cchc.mail.check':           ('',   '',   '',   '',   '',   '',   '',   '',    '',   ''),
    'cchc.department.wizard':    ('',   '',   '',   '',   '',   '',   '',   '',    '',   ''),
    'cchc.person':               ('',   '',   '',   '',   '',   '',   '',   'r',   'r',  'r'),
    'cchc.person.add':           ('',   '',   '',   '',   '',   '',   '',   '',    '',   ''),
    'cchc.person.password':      ('',   '',   '',   '',   '',   '',   '',   '',    '',   ''),
    'cchc.person.move':          ('',   '',   '',   '',   '',   '',   '',   '',    '',   ''),
    'cchc.person.import':        ('',   '',   '',   '',   '',   '',   '',   '',    '',   ''),
    'cchc.person.import.line':   ('',   '',   '',   '',   '',   '',   '',   '',    '',   ''),
    'cchc.reason.wizard':        ('',   '',   '',   '',   '',   '',   '',   '',    '',   ''),
}


@tagged('post_install', '-at_install')
class TestAccess(AccessCase):
    """The matrix role × model × operation, for every model in the registry."""

    def test_every_model_has_its_lines(self):
        models = models_of(self.env, 'cchc_propaganda')
        self.assertEqual(models - set(ACCESS), set(), "say what each group may do with it")
        self.assertEqual(models - set(RECORDS), set(), "say who may do what with a record of it")
        self.assertEqual((set(ACCESS) | set(RECORDS)) - models, set(), "there is no such model")

    def test_each_group_may_do_with_each_model_what_the_design_says(self):
        self.check_groups(ACCESS)

    def test_who_has_no_part_in_it_gets_nothing(self):
        """An employee without our groups, a portal user and a visitor get nothing: every access line has a group."""
        for model in models_of(self.env, 'cchc_propaganda'):
            for login in WITHOUT_ROLE:
                with self.subTest(model=model, login=login):
                    self.assertEqual(self.letters(self.env[model], login), '')

    def test_each_person_may_do_with_each_record_what_the_rules_say(self):
        records = self.one_of_each()
        self.assertEqual(set(records), set(RECORDS), "build one of each")
        for model, columns in RECORDS.items():
            self.assertEqual(len(records[model]), 1, model)
            with self.subTest(model=model):
                self.check_people(records[model], columns)

    def one_of_each(self):
        """Return ``{model: a record}`` of the agency; the dialogs belong to the agency's first user."""
        plan = self.plan_in('draft')
        self.as_(plan, 'office').write({
            'section_ids': [Command.create({'number': 'I', 'title': "Goals", 'kind': 'objective'})],
            'legal_basis_ids': [Command.create({'name': "Decree"})],
            'recipient_ids': [Command.create({'name': "As above"})]})
        self.as_(plan.obligation_ids, 'office').write({'rotation_ids': [Command.create(
            {'period_from': 1, 'period_to': 12, 'department_id': self.units['press'].id})]})
        self.env['cchc.plan.mark'].create({'plan_id': plan.id, 'after': "Plan of 2024"})
        self._walk_plan(self.as_(plan, 'office'), 'published', '2024-01-02')
        article = self.article_in('submitted')
        root = self.env
        merger = root['cchc.reorganisation'].create({
            'company_id': self.company.id, 'kind': 'rename', 'old_department_ids': self.units['union'].ids,
            'new_name': "Trade union", 'target_ids': [Command.create({'name': "Other"})]})
        merger.action_preview()
        self.as_(self.assignment(plan, '2024-M04'), 'office').action_postpone('2024-04-28', "Holidays")
        records = [
            plan, plan.section_ids, plan.recipient_ids, plan.mark_ids, plan.legal_basis_ids, plan.topic_ids,
            plan.obligation_ids,
            plan.obligation_ids.rotation_ids, self.assignment(plan, '2024-M03'), article, article.publication_ids,
            self.channels['portal'],
            root['cchc.channel.alias'].create({'name': "Gate", 'channel_id': self.channels['portal'].id}),
            root['cchc.genre'].create({'name': "Poem", 'code': 'poem', 'company_id': self.company.id}),
            root['cchc.outreach.form'].create({'name': "Fair", 'code': 'fair', 'company_id': self.company.id}),
            root['cchc.subject'].create({'name': "Fees", 'code': 'fees', 'company_id': self.company.id}),
            self.model('cchc.outreach', 'author').create({
                'name': "Conference", 'form_id': self.env.ref('cchc_propaganda.outreach_form_integrated').id}),
            self.model('cchc.difficulty', 'head').create({'name': "No staff", 'department_id': self.units['press'].id}),
            root['cchc.budget.line'].create({'plan_id': plan.id, 'department_id': self.units['press'].id}),
            root['cchc.department.alias'].create({'name': "The press", 'department_id': self.units['press'].id}),
            root['cchc.earlier.name'].create({
                'name': "Newsroom", 'date_to': '2024-01-31', 'department_id': self.units['press'].id}),
            merger, merger.target_ids, merger.line_ids,
            root['cchc.legal.document'].create({
                'name': "Reform", 'number': '76/NQ-CP', 'date': '2021-07-15', 'issuer': "Government",
                'company_id': self.company.id}),
            root['cchc.special.day'].create({'name': "Day", 'date': '2024-05-02', 'company_id': self.company.id}),
            root['cchc.word.template'].create({
                'company_id': self.company.id, 'file': b64encode(root['cchc.word.template']._shared('plan'))}),
            root['cchc.reminder.rule'].search([('company_id', '=', False)], limit=1).copy(
                {'company_id': self.company.id}),
            root['cchc.review.step'].create({'name': "Own", 'company_id': self.company.id, 'active': False}),
            root['cchc.review'].search([('article_id', '=', self.article_in('approved').id)]),
            root['cchc.article.word'].create({'article_id': article.id}),
            root['cchc.my.list'].create({}),
            root['cchc.send.wizard'].create({'publication_id': article.publication_ids.id}),
            imported := root['cchc.article.import'].create({'company_id': self.company.id}),
            root['cchc.article.import.line'].create({'wizard_id': imported.id}),
            listed := root['cchc.outreach.import'].create({'company_id': self.company.id}),
            root['cchc.outreach.import.line'].create({'wizard_id': listed.id}),
            cited := root['cchc.legal.document.import'].create({'company_id': self.company.id}),
            root['cchc.legal.document.import.line'].create({'wizard_id': cited.id}),
            root['cchc.settings'].create({'company_id': self.company.id, 'cchc_tz': 'Asia/Ho_Chi_Minh'}),
            root['cchc.mail.check'].create({
                'company_id': self.company.id, 'email_from': 'a@agency.example', 'email_to': 'b@agency.example'}),
            root['cchc.department.wizard'].with_context(allowed_company_ids=self.company.ids).create(
                {'department_id': self.units['press'].id}),
            root['cchc.reason.wizard'].create(
                {'res_model': 'cchc.article', 'res_ids': article.ids, 'step': 'return'}),
            root['cchc.person'].browse(self.users['author'].id),
            root['cchc.person.add'].create({'name': "X", 'login': 'xxx'}),
            root['cchc.person.password'].create({}),
            root['cchc.person.move'].create({}),
            from_file := root['cchc.plan.import'].create({'company_id': self.company.id}),
            row := root['cchc.plan.import.line'].create({'wizard_id': from_file.id}),
            root['cchc.plan.import.obligation.line'].create({'line_id': row.id}),
            root['cchc.plan.import.turn'].create({'line_id': row.id}),
            root['cchc.plan.import.name'].create({'wizard_id': from_file.id, 'words': "The press"}),
            root['cchc.plan.import.head'].create({'wizard_id': from_file.id, 'value': "Goals"}),
            staff := root['cchc.person.import'].create({'company_id': self.company.id}),
            root['cchc.person.import.line'].create({'wizard_id': staff.id}),
        ]
        self.model('cchc.assignment', 'office').get_reminder_text(self.units['press'].id, plan.id)
        records.append(root['cchc.reminder.log'].search([('res_model', '=', 'cchc.plan'), ('res_id', '=', plan.id)]))
        records.append(root['cchc.workflow.log'].search([('res_model', '=', 'cchc.plan')], limit=1))
        root['cchc.notice'].search([]).unlink()
        root['cchc.notice']._leave([{
            'kind': 'submitted', 'res_model': 'cchc.article', 'res_id': article.id, 'company_id': self.company.id,
            'actor_id': self.users['author'].id, 'reader_ids': self.users['editor'].ids}])
        records.append(root['cchc.notice'].search([]))
        records.append(root['cchc.workflow.log'].search([
            ('res_model', '=', 'cchc.article'), ('res_id', '=', article.id), ('step', '=', 'submit')]))
        records.append(root['cchc.assignment.past'].search([('assignment_id.plan_id', '=', plan.id)]))
        records.append(root['cchc.calendar.event'].search([
            ('assignment_id', '=', self.assignment(plan, '2024-M03').id)]))
        return {record._name: record.with_env(self.env) for record in records}

    def test_administrator_decides_on_nothing(self):
        """DESIGN §3, groups: ``group_admin`` is configuration only."""
        for model in ('cchc.plan', 'cchc.topic', 'cchc.assignment', 'cchc.article', 'cchc.publication'):
            with self.assertRaises(AccessError):
                self.model(model, 'admin').search([])

    def test_every_rule_with_a_company_restricts_everybody(self):
        """STYLE §7: each of our models with a company has one global rule on it; shared models have a second rule for
        changing them."""
        for name in models_of(self.env, 'cchc_propaganda'):
            model = self.env[name]
            if 'company_id' in model._fields and not model._transient:
                with self.subTest(model=name):
                    rules = self.env['ir.rule'].search([('model_id.model', '=', name), ('groups', '=', False)])
                    self.assertEqual(len(rules.filtered('perm_read')), 1)
                    self.assertEqual(len(rules) == 2, isinstance(model, self.env.registry['cchc.shared.mixin']))
                    for rule in rules:
                        self.assertIn("('company_id', 'in', company_ids", rule.domain_force)

    def test_dialog_of_somebody_else_is_nobody_s(self):
        """Odoo lets everybody with access to a dialog's model read and change the dialogs of others."""
        for name in models_of(self.env, 'cchc_propaganda'):
            if self.env[name]._transient:
                with self.subTest(model=name):
                    rules = self.env['ir.rule'].search([('model_id.model', '=', name), ('groups', '=', False)])
                    self.assertEqual(rules.mapped('domain_force'), ["[('create_uid', '=', user.id)]"])

    def test_no_context_opens_another_agency(self):
        article = self.article_in('published')
        for context in ({'allowed_company_ids': self.company.ids},
                        {'allowed_company_ids': [self.other_company.id, self.company.id]},
                        {'force_company': self.company.id}, {'company_id': self.company.id}):
            with self.subTest(context=context):
                seen = self.as_(article, 'outsider', **context)
                try:
                    self.assertFalse(seen.has_access('read'))
                    self.assertFalse(seen.search([('id', '=', article.id)]))
                except AccessError:
                    continue    # Odoo refuses companies that are not the user's
