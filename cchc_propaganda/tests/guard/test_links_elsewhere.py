# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..agency.people import PeopleCase

SECRET = "Theirs"   # in the name of every record of the other agency
NOTES = ('display_name', 'name', 'head_note', 'login_note', 'held', 'problem', 'note', 'summary', 'number', 'issuer')


@tagged('post_install', '-at_install')
class TestLinksElsewhere(PeopleCase):
    """A client may send the id of any record. A link to one of another agency is refused, and nobody is told its
    name: neither by the refusal nor by what a dialog shows before it is confirmed."""

    def records_of_another_agency(self):
        """Return ``{model: record}``."""
        env, company = self.env, {'company_id': self.other_company.id}
        unit = env['hr.department'].create({'name': "Theirs: unit", 'cchc_kind': 'division', **company})
        employee = env['hr.employee'].create({'name': "Theirs: employee", **company})
        plan = env['cchc.plan'].create({'name': "Theirs: plan", 'year': 2024, **company})
        genre = env['cchc.genre'].create({'name': "Theirs: genre", 'code': 'theirs', **company})
        form = env['cchc.outreach.form'].create({'name': "Theirs: form", 'code': 'theirs', **company})
        subject = env['cchc.subject'].create({'name': "Theirs: subject", 'code': 'theirs', **company})
        records = [
            unit, employee, plan, genre, form, subject, env['hr.employee.public'].browse(employee.id),
            env['cchc.channel'].create({'name': "Theirs: channel", 'code': 'theirs', **company}),
            env['cchc.topic'].create({
                'plan_id': plan.id, 'code': '1', 'name': "Theirs: row", 'lead_department_ids': unit.ids}),
            env['cchc.article'].create({
                'name': "Theirs: article", 'department_id': unit.id, 'genre_id': genre.id,
                'author_id': self.users['outsider'].id, **company}),
            env['cchc.outreach'].create({
                'name': "Theirs: outreach", 'department_id': unit.id, 'form_id': form.id, **company}),
            env['cchc.legal.document'].create({
                'name': "Theirs: abstract", 'number': "Theirs: 1/QĐ", 'issuer': "Theirs: body", 'date': '2023-01-01',
                **company})]
        return {record._name: record for record in records}

    def forms(self):
        """Return ``{model: (who fills it in, what else is typed)}``."""
        unit, plan = {'department_id': self.units['press'].id}, self.plan_in('draft')
        from_file = self.model('cchc.plan.import', 'office').create({'year': 2024})
        row = self.model('cchc.plan.import.line', 'office').create({'wizard_id': from_file.id})
        return {
            'cchc.article': ('author', {'name': "New", 'genre_id': self.genre.id, **unit}),
            'cchc.outreach': ('author', {
                'name': "New", 'form_id': self.env.ref('cchc_propaganda.outreach_form_integrated').id, **unit}),
            'cchc.difficulty': ('head', {'name': "New", **unit}),
            'cchc.plan': ('office', {'name': "New", 'year': 2025}),
            'cchc.topic': ('office', {'name': "New", 'code': '9', 'plan_id': plan.id}),
            'cchc.budget.line': ('office', {'plan_id': plan.id}),
            'cchc.legal.basis': ('office', {'name': "New", 'plan_id': plan.id}),
            'cchc.legal.document': ('office', {'name': "New", 'number': "1", 'issuer': "New", 'date': '2024-01-01'}),
            'cchc.channel': ('admin', {'name': "New", 'code': 'new'}),
            'cchc.genre': ('admin', {'name': "New", 'code': 'new'}),
            'cchc.outreach.form': ('admin', {'name': "New", 'code': 'new'}),
            'cchc.subject': ('admin', {'name': "New", 'code': 'new'}),
            'cchc.department.alias': ('admin', {'name': "New", **unit}),
            'cchc.channel.alias': ('admin', {'name': "New", 'channel_id': self.channels['portal'].id}),
            'cchc.earlier.name': ('office', {'name': "New", 'date_to': '2024-01-31', **unit}),
            'cchc.reorganisation': ('office', {'kind': 'rename', 'new_name': "New"}),
            'cchc.reorganisation.target': ('office', {
                'name': "New", 'reorganisation_id': self.model('cchc.reorganisation', 'office').create({}).id}),
            'cchc.settings': ('admin', {}),
            'cchc.department.wizard': ('admin', {}),
            'cchc.person.add': ('admin', {'name': "New", 'login': 'new.person'}),
            'cchc.person.move': ('admin', {}),
            'cchc.person.import.line': (
                'admin', {'wizard_id': self.model('cchc.person.import', 'admin').create({}).id}),
            'cchc.plan.import': ('office', {}),
            'cchc.plan.import.line': ('office', {'wizard_id': from_file.id}),
            'cchc.plan.import.obligation.line': ('office', {'line_id': row.id}),
            'cchc.plan.import.turn': ('office', {'line_id': row.id}),
            'cchc.plan.import.name': ('office', {'wizard_id': from_file.id, 'words': "New"}),
            'cchc.article.import': ('office', {}),
            'cchc.article.import.line': (
                'office', {'wizard_id': self.model('cchc.article.import', 'office').create({}).id}),
            'cchc.outreach.import': ('author', {}),
            'cchc.outreach.import.line': (
                'author', {'wizard_id': self.model('cchc.outreach.import', 'author').create({}).id}),
            'cchc.legal.document.import.line': (
                'office', {'wizard_id': self.model('cchc.legal.document.import', 'office').create({}).id}),
        }

    def in_a_dialog_of_theirs(self, model):
        """Return the values that put a row into a dialog which somebody of the other agency has open."""
        link = getattr(model, '_part_of', None)
        if not link:
            return {}
        dialog = self.env[model._fields[link].comodel_name]
        values = self.in_a_dialog_of_theirs(dialog)
        if 'company_id' in dialog._fields and not dialog._fields['company_id'].related:
            values['company_id'] = self.other_company.id
        return {link: dialog.create(values).id}

    def links(self, model, theirs):
        """Return the fields of the model by which a client can link to one of the records."""
        return {
            name: theirs[field.comodel_name] for name, field in self.env[model]._fields.items()
            if field.type in ('many2one', 'many2many') and field.comodel_name in theirs
            and not field.related and not (field.compute and field.readonly)}

    def answers(self, model, login, values, name, value):
        """Return what a client is told when it creates with the link, writes it, and types it."""
        model = self.model(model, login)
        shown = {field: {'fields': {'display_name': {}}} if model._fields[field].relational else {}
                 for field in {name, *NOTES} & model._fields.keys()}

        def written():
            return self.as_(model.create(values), login).web_save({name: value}, shown)

        elsewhere = {'company_id': self.other_company.id} if 'company_id' in model._fields else {}
        line = {**values, **elsewhere, **self.in_a_dialog_of_theirs(model)}
        as_default = model.with_context(**{f'default_{name}': value})
        for answer in (lambda: model.web_save({**values, name: value}, shown), written,
                       lambda: model.web_save({**line, name: value}, shown),
                       lambda: model.onchange({**values, name: value}, [name], shown),
                       lambda: model.onchange({**line, name: value}, [name], shown),
                       lambda: as_default.onchange({}, [], shown),
                       lambda: as_default.web_save(values, shown)):
            with self.undone():
                try:
                    yield str(answer())
                except UserError as error:
                    yield str(error)

    def test_nobody_is_told_the_name_of_what_another_agency_has(self):
        theirs, tried = self.records_of_another_agency(), 0
        for model, (login, values) in self.forms().items():
            for name, record in self.links(model, theirs).items():
                value = record.id if self.env[model]._fields[name].type == 'many2one' else [(6, 0, record.ids)]
                for answer in self.answers(model, login, values, name, value):
                    tried += 1
                    with self.subTest(model=model, field=name):
                        self.assertNotIn(SECRET, answer)
        self.assertGreater(tried, 240)

    def test_a_row_is_put_into_no_dialog_of_somebody_else(self):
        forms = self.forms()
        parts = [model for model in forms if getattr(self.env[model], '_part_of', None)]
        self.assertGreater(len(parts), 5)
        for model in parts:
            login, values = forms[model]
            dialog = self.in_a_dialog_of_theirs(self.env[model])
            with self.subTest(model=model):
                self.assertRefused(
                    "dialog is somebody else's", self.model(model, login).create, {**values, **dialog})
                own = self.model(model, login).create(values)
                self.assertRefused("dialog is somebody else's", own.write, dialog)

    def test_nothing_is_handed_to_another_agency(self):
        moved = 0
        for model, (login, values) in self.forms().items():
            company = self.env[model]._fields.get('company_id')
            if not company or not company.store or company.related:
                continue
            with self.undone():
                own = self.model(model, login).create(values)
                moved += 1
                with self.subTest(model=model):
                    self.assertTrue(self.refusal(own.write, {'company_id': self.other_company.id}))
                    self.assertNotEqual(own.with_env(self.env).company_id, self.other_company)
        self.assertGreater(moved, 10)

    def test_own_links_are_taken(self):
        """A form goes on proposing what is of the agency, from the context too."""
        unit, company = self.units['press'], self.company.id
        model = self.model('cchc.article', 'office', default_department_id=unit.id, default_company_id=company)
        shown = {'department_id': {'fields': {'display_name': {}}}}
        self.assertEqual(model.onchange({}, [], shown)['value']['department_id']['id'], unit.id)
        self.assertIn('value', model.onchange({'department_id': unit.id, 'company_id': company}, ['department_id'], {}))

    def test_refusal_says_which_field_is_meant(self):
        theirs = self.records_of_another_agency()
        self.assertRefused(
            "^Unit: what was chosen belongs to another agency", self.model('cchc.person.add', 'admin').create,
            {'name': "New", 'login': 'new.person', 'department_id': theirs['hr.department'].id})
