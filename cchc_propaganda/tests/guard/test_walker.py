# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import inspect
from base64 import b64encode
from itertools import cycle

from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from ..common import CchcMixin
from . import bad_inputs
from .public_methods import public_methods
from .walker import VIETNAMESE, WalkerMixin

SECRET = "Unapproved zq7"
PLAN = "Unissued zq7"
ADDONS = ('cchc_propaganda', 'cchc_propaganda_report')
WEAK = ('stranger', 'outside_editor', 'outsider', 'portal')     # nobody of these has a part in a record of the world
EVERYBODY = ('author', 'stranger', 'editor', 'outsider', 'office', 'outside_editor', 'portal')
BY_RIGHTS = ('office', 'admin', 'editor', 'director', 'author', 'head')
SILENT = ('odoo.sql_db', 'odoo.models', 'odoo.domains', 'odoo.fields', 'odoo.http', 'odoo.service.model',
          'odoo.addons.rpc.controllers.jsonrpc', 'odoo.addons.base.models.ir_rule', 'py.warnings')


@tagged('post_install', '-at_install')
class TestWalker(WalkerMixin, CchcMixin, HttpCase):
    """Whatever a client sends to any of our models: nothing of others changes, nothing out of sight is told, and who is
    refused reads why, in their language. The inputs are in ``bad_inputs``; where two tables meet they are paired by
    turns, so that each is met by each in time and the order is always the same."""
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.load_vietnamese()
        cls.add_users_without_role()
        for user in cls.users.values():
            user.lang = 'vi_VN'

    def setUp(self):
        super().setUp()
        self.records = self.world()
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.secrets = (SECRET, PLAN)
        self.turns, self.wrong, self.tried = {}, {}, 0

    def world(self):
        """``{model: a record in which nobody of WEAK has a part}`` of each model."""
        plan, draft = self.plan_in('published'), self.plan_in('draft', year=2025, name=PLAN)
        assignment = self.assignment(plan, '2024-M03')
        article = self.article_in(
            'draft', name=SECRET, assignments=[assignment], attachment_ids=self.attachment('author').ids)
        self.article_in('approved', ('page',))
        self.model('cchc.assignment', 'office').get_reminder_text(self.units['press'].id, plan.id)
        self.as_(self.assignment(plan, '2024-M05'), 'office').action_postpone('2024-05-28', "Holidays")
        records = {'cchc.plan': plan, 'cchc.assignment': assignment, 'cchc.article': article,
                   'cchc.publication': article.publication_ids}
        press, part = self.units['press'].id, {'plan_id': draft.id, 'name': "Part"}
        given = {
            'cchc.article.word': {'article_id': article.id},
            'cchc.article.import': {'company_id': self.company.id, 'text': "Title\tLink\nA\thttps://a.vn/1"},
            'cchc.outreach.import': {
                'company_id': self.company.id, 'text': "What was done\tHeld on\nA\t5/3/2024"},
            'cchc.legal.document.import': {
                'company_id': self.company.id, 'text': "Nghị quyết số 76/NQ-CP ngày 15/7/2021"},
            'cchc.channel.alias': {'channel_id': self.channels['portal'].id, 'name': "Alias"},
            'cchc.department.alias': {'department_id': press, 'name': "Alias"},
            'cchc.department.wizard': {'department_id': press},
            'cchc.legal.basis': part,
            'cchc.mail.check': {
                'company_id': self.company.id, 'email_from': 'a@agency.example', 'email_to': 'b@agency.example'},
            'cchc.my.list': {},
            'cchc.obligation.rotation': {
                'obligation_id': draft.obligation_ids.id, 'period_from': 1, 'period_to': 2, 'department_id': press},
            'cchc.person.add': {'name': "New", 'login': 'new.one', 'department_id': press},
            'cchc.person.password': {},
            'cchc.person.move': {'kind': 'leave', 'user_ids': self.users['author'].ids},
            'cchc.person.import': {'company_id': self.company.id, 'text': "Full name\tUnit\nA\tPress"},
            'cchc.plan.import': {
                'company_id': self.company.id, 'year': 2024, 'file': b64encode(
                    "STT\tNội dung\tChủ trì\n1\tMỗi quý 01 tin trên Portal\tPress".encode())},
            'cchc.budget.line': {'plan_id': plan.id, 'department_id': press},
            'cchc.difficulty': {'name': SECRET, 'department_id': press},
            'cchc.outreach': {
                'name': SECRET, 'department_id': press,
                'form_id': self.env.ref('cchc_propaganda.outreach_form_integrated').id},
            'cchc.plan.mark': {'plan_id': draft.id, 'after': "Plan of 2024"},
            'cchc.plan.recipient': part,
            'cchc.plan.section': {'plan_id': draft.id, 'title': "Part"},
            'cchc.reason.wizard': {
                'res_model': 'cchc.article', 'res_ids': article.ids, 'step': 'cancel', 'reason': "Twice"},
            'cchc.report': {'plan_id': plan.id, 'period_key': '2024-M03'},
            'cchc.report.agency.nudge': {'part': 'q1'},
            'cchc.report.intake': {
                'company_id': self.company.id, 'agency_id': self.other_company.id, 'agency_name': SECRET, 'year': 2024,
                'period_key': '2024-Q1', 'number': '1/BC', 'date_sent': '2024-03-11', 'taken_by_id': self.env.uid,
                'date_taken': '2024-03-11', 'file': 'eA==', 'sha256': '0',
                'active': False,    # withdrawn: what was taken in is written by nobody, and withdrawn by the Office
                'figure_ids': [(0, 0, {'sequence': 1, 'code': 'assignment_due', 'name': SECRET})]},
            'cchc.report.intake.wizard': {'company_id': self.company.id},
            'cchc.review.step': {'name': "Board", 'company_id': self.company.id, 'reviewer': 'editors'},
            'cchc.send.wizard': {'publication_id': article.publication_ids.id},
            'cchc.settings': {'company_id': self.company.id, 'cchc_tz': 'Asia/Ho_Chi_Minh'},
            'cchc.legal.document': {
                'company_id': self.company.id, 'name': "Reform", 'number': '76/NQ-CP', 'date': '2021-07-15',
                'issuer': "Government"},
            'cchc.reorganisation': {
                'company_id': self.company.id, 'kind': 'rename', 'old_department_ids': [press], 'new_name': "Media",
                'date': '2024-12-01', 'basis': "Decision 12", 'target_ids': [Command.create({'name': "Media"})]},
            'cchc.earlier.name': {'department_id': press, 'date_to': '2024-01-31', 'name': "Newsroom"},
            'cchc.special.day': {'company_id': self.company.id, 'date': '2024-03-12', 'name': "Day off"},
            'cchc.word.template': {
                'company_id': self.company.id, 'file': b64encode(self.env['cchc.word.template']._shared('plan'))},
        }
        for name in given.keys() & set(self.env.registry):
            records[name] = self.env[name].with_context(allowed_company_ids=self.company.ids).create(given[name])
        records['cchc.reorganisation'].action_preview()
        records |= {'cchc.reorganisation.target': records['cchc.reorganisation'].target_ids,
                    'cchc.reorganisation.line': records['cchc.reorganisation'].line_ids[:1]}
        records['cchc.article.import.line'] = self.env['cchc.article.import.line'].create(
            {'wizard_id': records['cchc.article.import'].id, 'name': "A"})
        records['cchc.outreach.import.line'] = self.env['cchc.outreach.import.line'].create(
            {'wizard_id': records['cchc.outreach.import'].id, 'name': "A"})
        records['cchc.legal.document.import.line'] = self.env['cchc.legal.document.import.line'].create(
            {'wizard_id': records['cchc.legal.document.import'].id, 'name': "A"})
        from_file = {'wizard_id': records['cchc.plan.import'].id}
        row = self.env['cchc.plan.import.line'].create({**from_file, 'code': '1', 'content': "A"})
        records |= {
            'cchc.plan.import.line': row,
            'cchc.plan.import.obligation.line': self.env['cchc.plan.import.obligation.line'].create(
                {'line_id': row.id}),
            'cchc.plan.import.turn': self.env['cchc.plan.import.turn'].create({'line_id': row.id}),
            'cchc.plan.import.name': self.env['cchc.plan.import.name'].create({
                **from_file, 'words': "The new press", 'department_id': press}),
            'cchc.plan.import.head': self.env['cchc.plan.import.head'].create({**from_file, 'value': "Goals"})}
        if 'cchc.report' in records:
            records['cchc.report'].action_refresh()
            records['cchc.report.intake.figure'] = records['cchc.report.intake'].figure_ids
            records['cchc.report.nudge'] = self.env['cchc.report.nudge'].create(
                {'report_ids': records['cchc.report'].ids})
            records['cchc.report.recipient'] = self.env['cchc.report.recipient'].create(
                {'report_id': records['cchc.report'].id, 'name': "As above"})
        if 'cchc.inspection' in self.env.registry:
            inspector = new_test_user(
                self.env, 'test.inspector', 'cchc_propaganda_report.group_inspector', company_id=self.company.id)
            records['cchc.inspection'] = self.env['cchc.inspection'].create({
                'company_id': self.company.id, 'user_id': inspector.id, 'date_start': '2024-01-01',
                'date_end': '2024-03-31', 'date_until': '2024-04-30', 'basis': SECRET})
            records['cchc.inspection'].action_grant()
        if 'cchc.scoring' in self.env.registry:
            scheme = self.env['cchc.scoring.scheme'].create({
                'name': "Index", 'year': 2024, 'level': 'department', 'company_id': self.company.id,
                'criterion_ids': [Command.create({
                    'name': "Plan", 'rule': 'plan', 'max_score': 1,
                    'threshold_ids': [Command.create({'percent': 9})]})]})
            scheme.active = True
            pack = self.env['cchc.scoring'].with_context(allowed_company_ids=self.company.ids).create({'year': 2024})
            records |= {
                'cchc.scoring.scheme': scheme, 'cchc.scoring.criterion': scheme.criterion_ids,
                'cchc.scoring.threshold': scheme.criterion_ids.threshold_ids, 'cchc.scoring': pack,
                'cchc.scoring.line': pack.line_ids, 'cchc.scoring.gap': pack.gap_ids[:1]}
        records['cchc.person.import.line'] = self.env['cchc.person.import.line'].create(
            {'wizard_id': records['cchc.person.import'].id, 'name': "A"})
        records['cchc.person'] = self.env['cchc.person'].browse(self.users['author'].id)
        records['res.company'] = self.company
        for name in self.models() - records.keys():
            records[name] = self.env[name].search([], limit=1) if self.env[name]._auto else self.env[name]
        return {name: record.with_env(self.env) for name, record in records.items()}

    def models(self):
        return {name for name, model in self.env.registry.items() if name.startswith('cchc.') and not (
            model._abstract and model._inherit_children)}

    def methods(self):
        """What our addons let a client call: ``[(model, method, names of its parameters, whether it takes ids)]``."""
        for model, name in sorted(set().union(*(public_methods(self.env, addon) for addon in ADDONS))):
            method = getattr(self.env.registry[model], name)
            __, *parameters = inspect.signature(method).parameters
            yield model, name, parameters, not getattr(method, '_api_model', False)

    def turn(self, name, table):
        """The next of the table, in turn."""
        return next(self.turns.setdefault(name, cycle(table)))

    def attempt(self, what, login, model, method, args=(), kwargs=None, context=None, watched=None):
        self.tried += 1
        outcome, changed = self.walk(login, model, method, args, kwargs, context, watched)
        for complaint in self.complaints(outcome, changed, self.secrets if login in WEAK else ()):
            self.wrong.setdefault(complaint[:300], []).append(f'{login}: {model}.{method} {what}'[:200])

    def conclude(self, least):
        """Each complaint with how often it was heard, and when first."""
        self.assertGreater(self.tried, least)
        self.assertEqual(
            [f'{len(calls)} x {complaint}, first {calls[0]}' for complaint, calls in self.wrong.items()], [])

    def test_every_model_has_its_record(self):
        self.assertEqual({name for name, record in self.records.items() if not (
            record or self.env[name]._abstract or not self.env[name]._auto)}, set(), "make one in world()")
        self.assertEqual(self.models() - self.records.keys(), set())

    # ------------------------------------------------------------------
    # Without a part in it
    # ------------------------------------------------------------------

    @mute_logger(*SILENT)
    def test_who_has_no_part_in_a_record_changes_and_learns_nothing(self):
        """Through what Odoo itself lets a client call, with whatever context."""
        for model in sorted(self.models()):
            for method, args in self.calls_of_odoo(model):
                login, name = self.turn('weak', WEAK), self.turn('context', bad_inputs.CONTEXTS)
                context = bad_inputs.context(
                    name, (self.company if login == 'outsider' else self.other_company).id,
                    self.records['cchc.article'].id)
                self.attempt(f'{str(args)[:60]} in the context “{name}”', login, model, method, args, {}, context)
        self.conclude(1500)

    def calls_of_odoo(self, model):
        """What the web client calls of every model, about a record that is out of sight."""
        record, fields = self.records[model], self.env[model]._fields
        names = [name for name, field in fields.items() if field.store and set(field._modules) & set(ADDONS)][:8]
        spec, ids = {name: {} for name in names}, record.ids
        yield 'default_get', (names,)
        yield 'fields_get', ()
        if self.env[model]._abstract:
            return
        field = fields[names[0]]
        text = next((name for name in names if fields[name].type == 'char'), names[0])
        grouped = f'{field.name}:month' if field.type in ('date', 'datetime') else field.name
        yield from [
            ('read', (ids, names)), ('web_read', (ids, spec)), ('export_data', (ids, names)), ('copy_data', (ids,)),
            ('get_metadata', (ids,)), ('write', (ids, {text: False})), ('web_save', (ids, {text: "Mine"}, spec)),
            ('copy', (ids,)), ('unlink', (ids,)), ('web_resequence', (ids, spec)), ('has_access', (ids, 'write')),
            ('onchange', (ids, {}, [], spec)), ('onchange', ([], dict.fromkeys(names, False), names, spec)),
            ('create', ([{}],)), ('web_save', ([], {}, spec)), ('name_create', ("Mine",)), ('search_read', ([], names)),
            ('web_search_read', ([], spec)), ('name_search', (SECRET,)), ('search_count', ([['id', 'in', ids]],)),
            ('formatted_read_group', ([], [grouped], ['__count'])), ('web_read_group', ([], [grouped])),
            ('load', (['.id', text], [[str(record.id), "Mine"]])), ('get_field_translations', (ids, text)),
            ('update_field_translations', (ids, text, {'vi_VN': "Mine"})),
            ('web_override_translations', (ids, {text: "Mine"}))]
        if 'active' in fields:
            yield from [('action_archive', (ids,)), ('action_unarchive', (ids,))]

    @mute_logger(*SILENT)
    def test_default_writes_into_nothing_that_exists(self):
        """A quarter of a minute: each command is tried in every field of every model of ours that links to a target, by
        turns in one of the ways in which a record is made."""
        article, user = self.records['cchc.article'], self.users['stranger']
        targets = {
            'cchc.article': (article.id, {'name': "Mine", 'author_id': user.id, 'state': 'published'}),
            'cchc.publication': (article.publication_ids.id, {'state': 'published', 'article_id': article.id}),
            'ir.attachment': (article.attachment_ids.id, {'res_model': False, 'res_id': 0, 'create_uid': user.id}),
            'res.users': (user.id, {'group_ids': [[4, self.env.ref('base.group_system').id]]}),
            'res.groups': (self.env.ref('base.group_system').id, {'user_ids': [[4, user.id]]}),
            'res.partner': (self.users['editor'].partner_id.id, {'name': "Mine", 'user_ids': [[1, user.id, {}]]}),
        }
        for model in sorted(self.models()):
            vals = {name: "Mine" for name in ('name',) if name in self.env[model]._fields}
            for name, field in self.env[model]._fields.items():
                if not field.relational or field.comodel_name not in self.env:
                    continue
                target, deep = targets.get(field.comodel_name) or (
                    self.records[field.comodel_name].id if field.comodel_name in self.records else 1, {'active': False})
                values = [target, {'id': target, **deep}] if field.type == 'many2one' else (
                    bad_inputs.commands(target, deep))
                record = self.env[field.comodel_name].browse(target).exists()
                watched = {record: [name for name in deep if name in record._fields]} if record else None
                ways = (('create', ([vals],)), ('default_get', ([name],)), ('name_create', ("Mine",)),
                        ('onchange', ([], {}, [], {name: {}})), ('load', (list(vals), [list(vals.values())])))
                for value in values:
                    method, args = ways[self.turn('making', range(len(ways)))]
                    self.attempt(
                        f'default_{name}={value}', self.turn('everybody', EVERYBODY), model, method, args, {},
                        {f'default_{name}': value}, watched)
        self.conclude(800)

    # ------------------------------------------------------------------
    # Our own methods
    # ------------------------------------------------------------------

    @mute_logger(*SILENT)
    def test_our_methods_take_no_ids_that_are_none(self):
        for model, method, parameters, takes_ids in self.methods():
            number = self.records[model].id or 1
            given = [self.fitting(name) for name in parameters]
            for name, make in bad_inputs.IDS.items() if takes_ids else [('none at all', None)]:
                ids = [make(number)] if takes_ids else []
                self.attempt(f'ids {name}', self.turn('everybody', EVERYBODY), model, method, [*ids, *given])
        self.conclude(800)

    @mute_logger(*SILENT)
    def test_our_methods_take_no_argument_of_another_kind(self):
        for model, method, parameters, takes_ids in self.methods():
            ids = [self.records[model].ids] if takes_ids else []
            for place, parameter in enumerate(parameters):
                for value in bad_inputs.ANYTHING:
                    given = [self.fitting(name) for name in parameters]
                    given[place] = value
                    self.attempt(f'{parameter}={str(value)[:40]!r}', self.turn('everybody', EVERYBODY), model, method,
                                 [*ids, *given])
        self.conclude(350)

    def fitting(self, parameter):
        """A good argument for a parameter of that name."""
        return {'reason': "Written twice", 'text': "Two of us are ill", 'date': '2024-04-01', 'date_from': '2024-03-01',
                'date_to': '2024-03-31', 'scope': 'unit'}.get(parameter, False)

    # ------------------------------------------------------------------
    # Values
    # ------------------------------------------------------------------

    @mute_logger(*SILENT)
    def test_no_field_takes_a_value_of_another_kind(self):
        """Sent by those who may write the record, so that nothing but the value is wrong."""
        for model, record in sorted(self.records.items()):
            login = self.keeper(record)
            for name, field in self.env[model]._fields.items() if login else ():
                if set(field._modules) & set(ADDONS):
                    table = bad_inputs.VALUES.get(field.type, ())
                    for value in [self.turn(f'values {field.type}', table) for __ in table[:3]]:
                        method, args, context = self.way_in(record, name, value)
                        what = f'{field.type} {name}={str(value)[:40]!r}'
                        self.attempt(what, login, model, method, args, {}, context)
        self.conclude(900)

    def keeper(self, record):
        """Who may write the record, else make one like it; None: nobody."""
        for operation, records in (('write', record), ('create', record.browse())):
            for login in BY_RIGHTS if record else ():
                if self.as_(records, login).has_access(operation):
                    return login
        return None

    def way_in(self, record, name, value):
        """One of the calls that bring a value into the field: ``(method, arguments, context)``."""
        vals, spec, ids, default = {name: value}, {name: {}}, record.ids, {f'default_{name}': value}
        ways = (
            ('write', (ids, vals), {}), ('create', ([vals],), {}), ('web_save', (ids, vals, spec), {}),
            ('onchange', (ids, vals, [name], spec), {}), ('default_get', ([name],), default),
            ('onchange', ([], {}, [], spec), default))
        return ways[self.turn('way in', range(len(ways)))]

    # ------------------------------------------------------------------
    # The doors
    # ------------------------------------------------------------------

    def door(self, kind, login, model, method, ids, parameters, args):
        """``(name of the error, what is told)`` of a call over HTTP; ``('', '')`` where it is answered."""
        self.env.flush_all()
        context = {'lang': 'vi_VN', 'tz': 'Asia/Ho_Chi_Minh'}
        given = [*([] if ids is None else [ids]), *args]
        if kind == 'json-2':
            answer = self.opener.post(
                f'{self.base_url()}/json/2/{model}/{method}', headers={
                    'Authorization': f'bearer {self.keys[login]}', 'X-Odoo-Database': self.env.cr.dbname},
                json={**({} if ids is None else {'ids': ids}), 'context': context,
                      **dict(zip(parameters, args, strict=True))})
            error = {} if answer.ok else {'data': answer.json()}
        elif kind == 'json-rpc':
            error = self.opener.post(f'{self.base_url()}/jsonrpc', json={
                'jsonrpc': '2.0', 'method': 'call', 'params': {'service': 'object', 'method': 'execute_kw', 'args': [
                    self.env.cr.dbname, self.users[login].id, f'test.{login}', model, method, given,
                    {'context': context}]}}).json().get('error', {})
        else:
            error = self.opener.post(f'{self.base_url()}/web/dataset/call_kw/{model}/{method}', json={
                'jsonrpc': '2.0', 'method': 'call', 'params': {
                    'model': model, 'method': method, 'args': given, 'kwargs': {'context': context}}}).json().get(
                        'error', {})
        self.env.invalidate_all()
        data = error.get('data', {})
        return data.get('name', ''), f"{data.get('message', '')}{data.get('debug', '')}"

    @mute_logger(*SILENT)
    def test_every_door_answers_in_a_sentence(self):
        """What the tests above ask inside is what a client gets outside."""
        self.keys = {'editor': self.env['res.users.apikeys'].with_user(self.users['editor']).sudo()._generate(
            'rpc', "Test", None)}
        self.authenticate('test.editor', 'test.editor')
        article, kinds = self.records['cchc.article'], ('web client', 'json-rpc', 'json-2')
        calls = [
            (model, method, [bad] if takes_ids else None, parameters,
             [value for __ in parameters])
            for model, method, parameters, takes_ids in self.methods()
            for bad, value in ((2**31 - 2, False), ('abc', {'a': 1}), ({'id': 1}, [[1]]))]
        calls += [('cchc.article', 'write', article.ids, ['vals'], [{name: value}]) for name, value in (
            ('name', bad_inputs.CONTROL), ('name', bad_inputs.SURROGATE), ('genre_id', 2**70), ('genre_id', {'a': 1}),
            ('approved_date', 'not a day'), ('channel_ids', 'abc'), ('publication_ids', [[0, 0, {'quantity': 2**40}]]),
            ('is_returned', [1]), ('state', {'a': 1}), ('no_such_field', 1))]
        calls += [('cchc.article', 'create', None, ['vals_list'], [[{'name': bad_inputs.CONTROL}]]),
                  ('cchc.article', 'search_read', None, ['domain', 'fields'], [[['name', '=?=', 1]], ['name']]),
                  ('cchc.article', 'read', [2**31 - 2], ['fields'], [['name']])]
        for model, method, ids, parameters, args in calls:
            kind = self.turn('door', kinds)
            self.tried += 1
            name, told = self.door(kind, 'editor', model, method, ids, parameters, args)
            what = f'{kind}: {model}.{method} of {ids} with {str(args)[:60]}'
            if name and not name.startswith('odoo.exceptions.') and not name.startswith('werkzeug.'):
                self.wrong.setdefault(f'raw: {name} {told[-200:]}', []).append(what)
            elif name.startswith('odoo.') and not VIETNAMESE.search(told):
                self.wrong.setdefault(f'in English: {told[:200]}', []).append(what)
        self.conclude(150)
