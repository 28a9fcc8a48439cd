# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Two people act at the same moment, on two real connections, whose calls go through the loop in which Odoo's RPC layer
retries what PostgreSQL could not serialise.

``test_races.py`` runs this in `odoo shell`, on a database of its own: it prints one line, RESULT and a list of what
became of each race. `bin/bench` runs very many.
"""

import json
import re
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import cycle
from unittest.mock import patch

from odoo.api import Environment
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.service import model as rpc

from odoo.addons.cchc_propaganda.tests.common import CchcMixin

WHO_AND_WHEN = r'since \d\d:\d\d \d\d/\d\d/\d{4} \((\w+)\)'
BUSY = r'Somebody else is working on'     # after waiting two seconds for a lock
GONE = 'gone'
TOGETHER = 8    # races that run at once


class RealClock:
    """The real clock, instead of a frozen one."""

    def __call__(self):
        return datetime.now()   # noqa: DTZ005 - as the frozen clock

    def move_to(self, moment):
        """Do nothing: the real clock moves by itself."""


class Base:
    """The part of a test case that the builders of the tests use."""

    @classmethod
    def setUpClass(cls):
        """Set up without a rollback."""

    @classmethod
    def startClassPatcher(cls, patcher):
        return RealClock()


@dataclass
class Race:
    """The calls of a race, and the results it may have."""

    name: str
    document: object    # state, chatter and notices of this document are checked
    calls: list         # (login, record, method, arguments …), all at the same moment
    ends: dict          # successful methods, sorted -> (state of the document, transitions in its chatter)
    told: str = WHO_AND_WHEN    # a regular expression for the message that each other person gets
    in_turn: bool = False       # the calls run one after the other: the same request again
    also: object = lambda: True     # a further condition for the end of the race
    outcomes: list = field(default_factory=list)    # (words or None, seconds, other exception) of each call


class Races:
    """An agency with people who act at the same moment."""

    def __init__(self, env):
        class Agency(CchcMixin, Base):
            pass

        Agency.env = env
        Agency.setUpClass()
        self.env, self.agency = env, Agency()
        for channel in ('portal', 'page'):
            self.agency.channels[channel].member_ids |= self.agency.users['outside_editor']
        env['cchc.review.step'].create({
            'name': "Secretary", 'sequence': 15, 'company_id': self.agency.company.id, 'reviewer': 'editors',
            'genre_ids': self.agency.video.ids})
        self.assignments = cycle(self.agency.plan_in('published').assignment_ids)
        env.cr.commit()

    # ------------------------------------------------------------------
    # The races
    # ------------------------------------------------------------------

    def prepare(self):
        """Return one race of each kind, ready to start."""
        agency = self.agency
        once = {('action_approve',): ('approved', 1)}
        article = agency.article_in('submitted')
        yield Race('two approve', article, [
            ('editor', article, 'action_approve'), ('outside_editor', article, 'action_approve')], once)
        article = agency.article_in('submitted')
        yield Race('double click', article, [('editor', article, 'action_approve')] * 2, once)
        article = agency.article_in('submitted')
        yield Race('back and again', article, [('editor', article, 'action_approve')] * 2, once, in_turn=True)
        article = agency.article_in('submitted')
        yield Race('approve and return', article, [
            ('editor', article, 'action_approve'), ('outside_editor', article, 'action_return', "Name the source"),
        ], {**once, ('action_return',): ('draft', 1)})
        article = agency.article_in('submitted')
        yield Race('approve and recall', article, [
            ('editor', article, 'action_approve'), ('author', article, 'action_recall'),
        ], {**once, ('action_recall',): ('draft', 1)})
        article = agency.article_in('submitted')
        yield Race('approve and cancel', article, [
            ('editor', article, 'action_approve'), ('office', article, 'action_cancel', "Written twice"),
        ], {    # what is approved may still be cancelled, by who knew it as submitted or not
            **once, ('action_cancel',): ('cancelled', 1), ('action_approve', 'action_cancel'): ('cancelled', 2)})
        article = agency.article_in('submitted')
        yield Race('approve and correct', article, [
            ('editor', article, 'action_approve'), ('outside_editor', article, 'write', {'body': "<p>Better.</p>"}),
        ], {**once, ('action_approve', 'write'): ('approved', 1), ('write',): ('submitted', 0)},
            told="can no longer be changed|faster|since|again",
            also=lambda article=article: article.state == 'submitted' or (
                article.approved_version == article.content_version))
        article = agency.article_in('submitted')
        yield Race('approve while something else is written', article, [
            ('editor', article, 'action_approve'), ('office', article, 'write', {'is_good_example': True}),
        ], {('action_approve', 'write'): ('approved', 1)}, also=lambda article=article: article.is_good_example)
        yield from self._agree()
        yield from self._submit()
        yield from self._post()
        yield from self._record()

    def _agree(self):
        """Two steps name the same people: nobody decides in the second step by mistake."""
        agency, once = self.agency, {('action_approve',): ('submitted', 1)}
        article = agency.article_in('submitted', genre_id=agency.video.id)
        yield Race('two agree in one step', article, [
            ('editor', article, 'action_approve'), ('outside_editor', article, 'action_approve')], once,
            also=lambda article=article: len(article.review_ids) == 1)
        article = agency.article_in('submitted', genre_id=agency.video.id)
        yield Race('double click in the first step', article, [('editor', article, 'action_approve')] * 2, once,
                   also=lambda article=article: len(article.review_ids) == 1)
        article = agency.article_in('submitted', genre_id=agency.video.id)
        yield Race('agree and return', article, [
            ('editor', article, 'action_approve'), ('outside_editor', article, 'action_return', "Name the source"),
        ], {**once, ('action_return',): ('draft', 1)})

    def _submit(self):
        agency, once = self.agency, {('action_submit',): ('submitted', 1)}
        article = agency.article_in('draft')
        yield Race('submit twice', article, [('author', article, 'action_submit')] * 2, once)
        article = agency.article_in('draft')
        yield Race('author and co-author submit', article, [
            ('author', article, 'action_submit'), ('coauthor', article, 'action_submit')], once)
        article = agency.article_in('draft')
        yield Race('two save one text', article, [
            (login, article, 'write', {'body': f"<p>By {login}.</p>", 'opened_version': 0})
            for login in ('author', 'coauthor')
        ], {('write',): ('draft', 0)}, told=r'was saved by \w+ at \d\d:\d\d',
            also=lambda article=article: article.content_version == 1)
        article = agency.article_in('draft')
        yield Race('delete and submit', article, [
            ('author', article, 'unlink'), ('coauthor', article, 'action_submit'),
        ], {**once, ('unlink',): (GONE, 0)}, told="has been submitted before|does not exist or has been deleted")

    def _post(self):
        # Two lines in the chatter: the publication's, and the article's own.
        agency, once = self.agency, {('action_publish',): ('published', 2)}
        publication = agency.publication(agency.article_in('approved'), 'portal')
        agency.as_(publication, 'editor').url = agency.link()
        yield Race('post and return', publication.article_id, [
            ('editor', publication, 'action_publish'),
            ('outside_editor', publication.article_id, 'action_return', "Name the source"),
        ], {**once, ('action_return',): ('draft', 1)})
        publication = agency.publication_in('sent')
        agency.as_(publication, 'editor').url = agency.link('page')
        yield Race('post and refuse', publication.article_id, [
            ('editor', publication, 'action_publish'), ('outside_editor', publication, 'action_refuse', "Too long"),
        ], {**once, ('action_refuse',): ('approved', 1)})
        publication = agency.publication_in('pending')
        yield Race('send twice', publication.article_id, [
            ('editor', publication, 'action_send'), ('author', publication, 'action_send'),
        ], {('action_send',): ('approved', 1)})
        link = agency.link()
        publications = [agency.publication(agency.article_in('approved'), 'portal') for __ in range(2)]
        for publication in publications:
            agency.as_(publication, 'editor').url = link
        yield Race('one link for two articles', publications[0].article_id, [
            ('editor', publications[0], 'action_publish'), ('outside_editor', publications[1], 'action_publish'),
        ], {('action_publish',): (('published', 'approved'), (0, 2))},
            told="already recorded for “Forms online · Portal”",
            also=lambda publications=publications: sorted(
                publication.state for publication in publications) == ['pending', 'published'])
        assignment = next(self.assignments)
        publications = [
            agency.publication(agency.article_in('approved', assignments=[assignment]), 'portal') for __ in range(2)]
        done = assignment.done_quantity
        for publication in publications:
            agency.as_(publication, 'editor').url = agency.link()
        yield Race('two articles for one assignment', publications[0].article_id, [
            ('editor', publications[0], 'action_publish'), ('outside_editor', publications[1], 'action_publish'),
        ], {('action_publish', 'action_publish'): ('published', 2)},
            also=lambda: assignment.done_quantity == done + 2 and assignment.state == 'late')

    def _record(self):
        agency = self.agency
        article = agency.article_in('draft', by='office', contributor_ids=False, publication_ids=[Command.create({
            'channel_id': agency.channels['page'].id,   # nothing is owed on this channel
            'url': agency.link('page'), 'date_published': '2024-01-15'})])
        yield Race('record twice', article, [
            ('office', article, 'action_register'), ('office', article, 'action_register'),
        ], {('action_register',): ('published', 2)})
        plan = agency.plan_in('approved', issued=str(agency.company._cchc_today()), year=2024)
        agency.as_(plan, 'office').write({'number': agency.link(), 'date_issued': '2024-01-02'})
        yield Race('issue twice', plan, [('office', plan, 'action_publish'), ('director', plan, 'action_publish')],
                   {('action_publish',): ('published', 1)}, also=lambda: len(plan.assignment_ids) == 12)

    # ------------------------------------------------------------------
    # Running and judging them
    # ------------------------------------------------------------------

    def run(self, rounds):
        """Run that many races of each kind. Yield ``{race, told, waited, faults}``: the messages to those who failed,
        the seconds of each call, and the faults found."""
        for __ in range(rounds):
            races = list(self.prepare())
            self.env.cr.commit()
            before = [self._traces(race) for race in races]
            self.env.cr.rollback()
            with ThreadPoolExecutor(TOGETHER) as pool:
                list(pool.map(self._start, races))
            self.env.invalidate_all()
            self.env.cr.rollback()
            for race, traces in zip(races, before, strict=True):
                yield {
                    'race': race.name, 'told': [words for words, __, __ in race.outcomes if words],
                    'waited': [seconds for __, seconds, __ in race.outcomes], 'faults': self._faults(race, traces)}
            self.env.cr.rollback()

    def _start(self, race):
        race.outcomes = [None] * len(race.calls)
        start = threading.Barrier(1 if race.in_turn else len(race.calls))
        threads = [
            threading.Thread(target=self._act, args=(race, number, start)) for number in range(len(race.calls))]
        for thread in threads:
            thread.start()
            if race.in_turn:
                thread.join()
        for thread in threads:
            thread.join(120)

    def _act(self, race, number, start):
        login, record, method, *arguments = race.calls[number]
        words = failure = None
        with self.env.registry.cursor() as cr:
            own = Environment(cr, self.agency.users[login].id, {'lang': 'en_US'})
            record = record.with_env(own)
            if not race.in_turn:
                record.check_access('read')     # both people have read the record before one acts
            start.wait(60)
            began = time.monotonic()
            try:
                rpc.retrying(partial(getattr(record, method), *arguments), own)
            except UserError as error:
                words = str(error)
            except Exception as error:  # noqa: BLE001 - any exception is a finding of the race
                failure = f'{type(error).__name__}: {error}'
        race.outcomes[number] = (words, time.monotonic() - began, failure)

    def _traces(self, race):
        """Return the transitions in the chatter, those in the log of steps, and the number of notices per person."""
        document = race.document.exists()
        notices = Counter(     # no cron sends them here, so all notices still wait
            reader for notice in self.env['cchc.notice'].search([
                ('res_model', '=', document._name), ('res_id', '=', document.id)]) for reader in notice.reader_ids)
        publications = document.publication_ids if document._name == 'cchc.article' else document.browse()
        moves = self.env['cchc.workflow.log'].search([      # the log holds edits, too
            '|', '&', ('res_model', '=', document._name), ('res_id', 'in', document.ids),
            '&', ('res_model', '=', 'cchc.publication'), ('res_id', 'in', publications.ids),
        ]).filtered(lambda line: line.step not in ('edit', 'correct'))
        told = document.message_ids.filtered(lambda message: '→' in (message.body or ''))
        return len(told), len(moves), notices

    def _faults(self, race, before):
        """Return the faults of a race, as a list of words."""
        faults = [f'exception {failure}' for __, __, failure in race.outcomes if failure]
        through = tuple(sorted(
            method for (__, __, method, *__), (words, __, failure) in zip(race.calls, race.outcomes, strict=True)
            if not (words or failure)))
        faults += [f'told {words!r}' for words, __, __ in race.outcomes if words and not re.search(
            f'{race.told}|{BUSY}', words)]
        if through not in race.ends:
            return [*faults, f'through came {through}']
        states, lines = race.ends[through]
        document = race.document.exists()
        state = document.state if document else GONE
        if state not in (states if isinstance(states, tuple) else (states,)):
            faults.append(f'state {state} after {through}')
        told, logged, notices = self._traces(race)
        if document and told - before[0] != logged - before[1]:
            faults.append(f'{logged - before[1]} lines in the log, {told - before[0]} in the chatter after {through}')
        if told - before[0] not in (lines if isinstance(lines, tuple) else (lines,)):
            faults.append(f'{told - before[0]} transitions in the chatter after {through}')
        most = max((notices - before[2]).values(), default=0)
        if most > len(through):     # a correction is told, too
            faults.append(f'{most} notices to one person after {through}')
        if not race.also():
            faults.append(f'something else is wrong after {through}')
        return faults


if 'env' in globals():  # run in odoo shell
    with patch.object(rpc.random, 'uniform', return_value=0.01):    # how long Odoo waits before it tries again
        print('RESULT', json.dumps(list(Races(globals()['env']).run(2))))    # noqa: T201
