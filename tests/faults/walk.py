# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Run in ``odoo shell``: every step of every document, each in a request of its own, as the right people take it.

With FORCED, the request fails to serialize at each of the tables of FAILING in turn, with the rows written; Odoo tries
it again. Prints which steps were taken, how often a request failed, and what is in the database afterwards.
"""

import json
import unittest
from collections import Counter
from functools import partial
from unittest.mock import patch

from races import Base

from odoo.fields import Command
from odoo.service import model as rpc

from odoo.addons.cchc_propaganda.models.core.cchc_workflow_mixin import CchcWorkflowMixin
from odoo.addons.cchc_propaganda.tests.common import CchcMixin
from odoo.addons.cchc_propaganda.tests.outreach.outreach_case import OutreachMixin
from odoo.addons.cchc_propaganda.tests.reorganisation.test_units import ReorganisationCase
from odoo.addons.cchc_propaganda_report.tests.common import ReportCommon
from odoo.addons.cchc_propaganda_report.tests.test_inspection import InspectionMixin

FAILING = ('cchc_workflow_log', 'mail_message', 'cchc_notice', 'ir_attachment')     # fewer than Odoo's five tries
TRIGGER = """
    CREATE SEQUENCE cchc_forced_{0};
    CREATE FUNCTION cchc_forced_{0}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF current_setting('cchc.forced', true) = 'on' AND nextval('cchc_forced_{0}') = 1 THEN
            RAISE EXCEPTION 'could not serialize access (forced)' USING ERRCODE = 'serialization_failure';
        END IF;
        RETURN NULL;
    END $$;
    CREATE TRIGGER cchc_forced AFTER INSERT ON {0} FOR EACH STATEMENT EXECUTE FUNCTION cchc_forced_{0}();
"""
FOUND = {
    'log': "SELECT res_model, step, state_from, state_to, reason, user_id FROM cchc_workflow_log",
    'notices': "SELECT res_model, kind, actor_id, reader_ids::text, reason FROM cchc_notice",
    'messages': "SELECT model, message_type, subtype_id, author_id FROM mail_message WHERE model LIKE 'cchc.%'",
    'activities': "SELECT res_model, user_id, summary, automated, active FROM mail_activity",
    'reminders': "SELECT res_model, kind, user_id, days FROM cchc_reminder_log",
    'files': "SELECT res_model, res_field, mimetype FROM ir_attachment WHERE res_model LIKE 'cchc.%'",
    'jobs': "SELECT cron_id FROM ir_cron_trigger",
    **{table: f"SELECT state FROM {table}" for table in (
        'cchc_plan', 'cchc_assignment', 'cchc_article', 'cchc_publication', 'cchc_outreach', 'cchc_difficulty',
        'cchc_reorganisation', 'cchc_report', 'cchc_scoring', 'cchc_inspection')}}


class Walk(InspectionMixin, OutreachMixin, CchcMixin, Base, unittest.TestCase):
    """The agency of the tests, on its own day in 2024."""
    reorganisation, units_of, merger, line, choose_head = (
        getattr(ReorganisationCase, name) for name in ('reorganisation', 'units_of', 'merger', 'line', 'choose_head'))
    report_of, unit_report, report_in, regime = (
        getattr(ReportCommon, name) for name in ('report_of', 'unit_report', 'report_in', 'regime'))

    @classmethod
    def startClassPatcher(cls, patcher):
        return patcher.start()

    def walk(self):
        self.without_reports()
        self._plans()
        self._assignments()
        self._articles()
        self._others()
        self._reports()
        self._reorganisations()
        self.env.cr.commit()

    def _plans(self):
        for state in ('cancelled', 'published'):
            self.plan_in(state)
        self.as_(self.plan_in('submitted'), 'office').action_recall()
        self.as_(self.plan_in('submitted'), 'director').action_return("Name the units")
        self.as_(self.plan_in('published'), 'director').action_terminate("Issued by mistake")
        plan = self.plan_in('published')
        with self.on('2025-01-02'):
            self.refresh(plan)
            self.as_(plan, 'office').action_close()

    def _assignments(self):
        for state in ('exempt', 'waived', 'done', 'late'):
            assignment = self.assignment_in(state)
            if state == 'exempt':
                self.as_(assignment, 'office').action_reopen("Staff is back")
        assignment = self.assignment_in('open')
        self.as_(assignment, 'office').action_postpone('2024-04-10', "Flood")
        self.as_(assignment, 'office').action_reassign(self.units['digital'].id, "Swapped")
        self.as_(self.assignment_in('overdue'), 'head').action_explain("Two of three were ill")

    def _articles(self):
        self.at('2024-03-28')
        self.article_in('cancelled')
        self.as_(self.article_in('submitted'), 'author').action_recall()
        self.as_(self.article_in('submitted'), 'editor').action_return("Name the source")
        for state in ('refused', 'removed'):
            self.publication_in(state)
        article = self.article_in('draft', by='office', contributor_ids=False, publication_ids=[Command.create({
            'channel_id': self.channels['page'].id, 'url': self.link('page'), 'date_published': '2024-01-15'})])
        self.as_(article, 'office').action_register()

    def _others(self):
        for state in ('cancelled', 'approved'):
            self.outreach_in(state)
        self.as_(self.outreach_in('submitted'), 'office').action_return("Who came?")
        difficulty = self.model('cchc.difficulty', 'head').create({
            'name': "No staff for videos", 'department_id': self.units['press'].id})
        for login, step, *reason in (('office', 'receive'), ('office', 'forward'), ('director', 'answer', "Hire one"),
                                     ('office', 'resolve')):
            getattr(self.as_(difficulty, login), f'action_{step}')(*reason)

    def _reports(self):
        self.env['cchc.report.regime'].with_context(active_test=False).search([]).active = True
        plan = self.plan_in('published')
        locked = self.report_in('draft', self.unit_report(plan, regime_id=self.regime('month').id))
        report = self.report_in('submitted', self.report_of(plan))
        self.as_(report, 'office').action_recall()
        report = self.report_in('submitted', report)
        self.as_(report, 'director').action_return("Name the reasons")
        self.report_in('published', report)
        self.report_in('cancelled', self.report_of(plan, '2024-M01'))
        self.at('2024-05-20')
        self.as_(locked, 'office').action_unlock("The system was down")
        inspection = self.inspection('granted', until='2024-06-30')
        self.as_(inspection, 'inspector').action_ask("The list")
        self.as_(inspection, 'office').action_answer("Here it is")
        self.as_(inspection, 'director').action_end("Done")
        self.env['cchc.scoring.scheme'].create({
            'name': "Index of departments", 'year': 2024, 'level': 'department', 'company_id': self.company.id,
            'source_note': "Decision of the ministry", 'criterion_ids': [Command.create({
                'sequence': 1, 'code': '1', 'name': "Plan of the year issued", 'rule': 'plan', 'max_score': 0.5,
                'due_month': 3})]}).active = True
        self.at('2025-01-05')
        pack = self.model('cchc.scoring', 'office').create({'year': 2024, 'date_deadline': '2025-01-15'})
        pack.action_close()
        pack.action_submit()
        pack.action_reopen("A file is missing")

    def _reorganisations(self):
        self.at('2024-07-15')
        self.merger().action_cancel("Another decision")
        merger = self.merger(date='2024-08-01')
        merger.action_preview()
        self.choose_head(merger)
        merger.action_schedule()
        merger.action_reopen()
        merger.date = '2024-07-15'
        merger.action_preview()
        self.choose_head(merger)
        merger.action_apply()
        self.assertEqual(merger.state, 'done')


class Requests:
    """Makes each step a request, as Odoo's RPC layer would, that fails on the way if ``forced``."""

    def __init__(self, forced):
        self.forced, self.taken, self.failed = forced, Counter(), 0
        self._within = False

    def run(self, original, records, name, *arguments, **given):
        self.taken[f'{records._name} {name}'] += 1
        if self._within or not self.forced:
            return original(records, name, *arguments, **given)
        cr = records.env.cr
        records.env.flush_all()
        for table in FAILING:
            cr.execute(f"SELECT setval('cchc_forced_{table}', 1, false)")
        cr.execute("SET cchc.forced = 'on'")
        cr.commit()
        self._within = True
        try:
            return rpc.retrying(partial(self._try, original, records, name, *arguments, **given), records.env)
        finally:
            self._within = False
            cr.execute("SET cchc.forced = 'off'")
            cr.commit()

    def _try(self, original, records, *arguments, **given):
        self.failed += 1
        result = original(records, *arguments, **given)
        records.env.cr.flush()
        self.failed -= 1
        return result


def main(env, forced):
    if forced:
        for table in FAILING:
            env.cr.execute(TRIGGER.format(table))
        env.cr.commit()
    requests, original = Requests(forced), CchcWorkflowMixin._run_transition
    Walk.env = env
    Walk.setUpClass()
    env.cr.commit()
    with patch.object(CchcWorkflowMixin, '_run_transition',
                      lambda self, *arguments, **given: requests.run(original, self, *arguments, **given)
                      ), patch.object(rpc.random, 'uniform', return_value=0.0):     # how long Odoo waits
        Walk('walk').walk()
    found = {}
    for what, query in FOUND.items():
        env.cr.execute(query)
        found[what] = sorted(f'{number} x {row}' for row, number in Counter(env.cr.fetchall()).items())
    steps = {f'{name} {step.name}' for name in env.registry['cchc.workflow.mixin']._inherit_children
             if not env[name]._abstract for step in env[name]._transitions}
    return {'found': found, 'failed': requests.failed, 'missing': sorted(steps - requests.taken.keys()),
            'steps': sum(requests.taken.values())}


if 'env' in globals():
    print('RESULT', json.dumps(main(globals()['env'], globals()['FORCED'])))    # noqa: T201
