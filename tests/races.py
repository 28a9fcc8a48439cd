"""Two people act at the same moment: run by test_races.py in `odoo shell`, on a database of its own.

Each race has two real connections, whose calls go through the loop in which Odoo's RPC layer retries what PostgreSQL
could not serialise. Prints one line, RESULT and a list of what became of each race.
"""

import json
import threading
from datetime import datetime
from functools import partial
from unittest.mock import patch

from odoo.api import Environment
from odoo.exceptions import UserError
from odoo.service import model as rpc

from odoo.addons.cchc_propaganda.tests.common import CchcMixin

env = globals()['env']    # odoo shell's
ROUNDS = 6


class RealClock:
    """Takes the place of the frozen one."""

    def __call__(self):
        return datetime.now()   # noqa: DTZ005 - as the frozen clock

    def move_to(self, moment):
        """Time goes by itself."""


class Base:
    """What the builders of the tests expect of a test case."""

    @classmethod
    def setUpClass(cls):
        """Nothing is rolled back here."""

    @classmethod
    def startClassPatcher(cls, patcher):
        return RealClock()


class Agency(CchcMixin, Base):
    env = env


def attempt(outcomes, number, start, user, record, action, arguments):
    with env.registry.cursor() as cr:
        own = Environment(cr, user.id, {'lang': 'en_US'})
        record = record.with_env(own)
        record.check_access('read')     # both have looked at it before either acts
        start.wait()
        try:
            rpc.retrying(partial(getattr(record, action), *arguments), own)
        except UserError as error:
            outcomes[number] = str(error)


def race(name, record, *calls):
    """Let each of ``(login, record, action, arguments)`` happen at the same moment. What somebody is told is None when
    they got through."""
    article = record.article_id if record._name == 'cchc.publication' else record
    before = len(article.message_ids)
    env.cr.commit()
    outcomes, start = [None] * len(calls), threading.Barrier(len(calls))
    threads = [threading.Thread(target=attempt, args=(
        outcomes, number, start, agency.users[login], target, action, arguments))
        for number, (login, target, action, *arguments) in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    env.invalidate_all()
    env.cr.rollback()
    return {
        'race': name, 'told': [[action, told] for (__, __, action, *__), told in zip(calls, outcomes, strict=True)],
        'state': article.state, 'lines': len(article.message_ids) - before,
        'duties': len(article.assignment_ids) if record._name == 'cchc.plan' else 0,
    }


def races():
    for __ in range(ROUNDS):
        article = agency.article_in('submitted')
        yield race('two approve', article, ('editor', article, 'action_approve'),
                   ('outside_editor', article, 'action_approve'))
        article = agency.article_in('submitted')
        yield race('double click', article, ('editor', article, 'action_approve'),
                   ('editor', article, 'action_approve'))
        article = agency.article_in('submitted')
        yield race('approve and return', article, ('editor', article, 'action_approve'),
                   ('outside_editor', article, 'action_return', "Name the source"))
        article = agency.article_in('submitted')
        yield race('approve and recall', article, ('editor', article, 'action_approve'),
                   ('author', article, 'action_recall'))
        row = agency.row(agency.article_in('approved'), 'portal')
        agency.as_(row, 'editor').url = agency.link()
        yield race('post and return', row, ('editor', row, 'action_publish'),
                   ('outside_editor', row.article_id, 'action_return', "Name the source"))
        plan = agency.plan_in('approved', issued=str(agency.company._cchc_today()), year=2024)
        agency.as_(plan, 'office').write({'number': agency.link(), 'date_issued': '2024-01-02'})
        yield race('issue twice', plan, ('office', plan, 'action_publish'), ('director', plan, 'action_publish'))


Agency.setUpClass()
agency = Agency()
agency.channels['portal'].member_ids |= agency.users['outside_editor']
env.cr.commit()
with patch.object(rpc.random, 'uniform', return_value=0.01):    # how long Odoo waits before it tries again
    found = list(races())
print('RESULT', json.dumps(found))    # noqa: T201
