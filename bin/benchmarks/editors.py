# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Fifty editors at once, each with an own connection to a running Odoo, read, approve and return the same articles, two
editors on each article. The floor: as many calls that read and write records of a tracked model without rules, each
editor on own records.
"""

import collections
import concurrent.futures
import random
import statistics

import requests

from bootstrap import progress

from . import _agency, _measure, _server, steps

EDITORS, STEPS, REPEAT = 50, 12, 5     # each takes that many steps in a run, and reads as many articles
QUICK = (8, 4, 1)
HANDS = 2           # editors that act on one article
POLITE = ('odoo.exceptions.UserError', 'odoo.exceptions.AccessError', 'odoo.exceptions.MissingError')
FIELDS = ('name', 'state', 'next_step', 'can_approve', 'can_return', 'channel_ids')


def rows(open_env, options):
    editors, count, repeat = QUICK if options.quick else (EDITORS, STEPS, REPEAT)
    with open_env() as env:
        agency = _agency.Agency(env, units=editors + 1)
        users = agency.writers[:editors]
        agency.channels.member_ids |= users
        users.group_ids += env.ref('cchc_propaganda.group_editor')
        password = _server.let_in(users)
        runs = repeat + 1   # the first run only fills the caches of the server
        pools = [steps.submitted(agency, editors * count // HANDS) for __ in range(runs)]
        tickets = steps.tickets(agency, 'x_ticket', editors * count * runs).ids
        env.cr.commit()
        with _server.serving(env.cr.dbname) as (address, process):
            desk = _Desk(address, agency, users, password)
            at_rest = _measure.memory_mib(process.pid)
            taken = collections.defaultdict(list)
            for number, pool in enumerate(pools):
                own = tickets[number * editors * count:][:editors * count]
                taken['floor'].append(desk.run(_on_tickets(own, editors)))
                taken['real'].append(desk.run(_on_articles(pool.ids, editors)))
            peak = _measure.memory_mib(process.pid, peak=True) - at_rest
        env.invalidate_all()
        env.cr.rollback()
        faults = desk.faults + _not_once(pools, desk.through)
        for fault in faults[:20]:
            progress.say(f"  {fault}")
        calls = editors * count * 2
        real, floor = (statistics.median(taken[name][1:]) for name in ('real', 'floor'))
        yield {'name': f"{editors} editors at once: calls that failed, steps lost or doubled", 'size': calls * runs,
               'seconds': None, 'floor_seconds': None, 'ratio': float(len(faults)), 'goal': 0, 'peak_mib': None}
        yield {'name': f"{editors} editors at once over JSON-RPC", 'size': calls, 'seconds': real,
               'floor_seconds': floor, 'ratio': real / floor, 'goal': None, 'peak_mib': peak}


def _on_articles(ids, editors):
    """Return the calls of each editor. Two editors read and move each article, at about the same time.
    """
    chosen = random.Random(0)
    calls = collections.defaultdict(list)
    for number, id_ in enumerate(ids):
        for hand in range(HANDS):
            who = (number * HANDS + hand) % editors
            specification = {name: {} for name in FIELDS}
            calls[who].append(('cchc.article', 'web_read', [[id_], specification]))
            step = ('action_approve',) if chosen.random() < 0.7 else ('action_return', "Nêu rõ nguồn số liệu.")
            calls[who].append(('cchc.article', step[0], [[id_], *step[1:]]))
    return [calls[who] for who in range(editors)]


def _on_tickets(ids, editors):
    calls = collections.defaultdict(list)
    for number, id_ in enumerate(ids):
        calls[number % editors] += [
            ('x_ticket', 'web_read', [[id_], {'x_state': {}, 'x_company_id': {}, 'x_department_id': {}}]),
            ('x_ticket', 'write', [[id_], {'x_state': 'done'}])]
    return [calls[who] for who in range(editors)]


class _Desk:
    """The editors, each with an own session."""

    def __init__(self, address, agency, users, password):
        self._address, self._database = address, agency.env.cr.dbname
        self._context = {'allowed_company_ids': agency.company.ids, 'lang': 'vi_VN'}
        self.faults, self.through = [], collections.Counter()   # successful steps by article
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            self._sessions = list(pool.map(lambda login: self._log_in(login, password), users.mapped('login')))

    def _log_in(self, login, password):
        session = requests.Session()
        answer = self._post(session, '/web/session/authenticate', {
            'db': self._database, 'login': login, 'password': password})
        if not answer.get('result', {}).get('uid'):
            raise RuntimeError(f'{login} cannot log in: {answer}')
        return session

    def run(self, calls_of):
        """Let everybody make their calls at once. Return the seconds until the last call has ended."""
        with concurrent.futures.ThreadPoolExecutor(len(self._sessions)) as pool:
            return _measure.seconds(lambda: list(pool.map(self._work, self._sessions, calls_of)))

    def _work(self, session, calls):
        for model, method, arguments in calls:
            try:
                answer = self._post(session, f'/web/dataset/call_kw/{model}/{method}', {
                    'model': model, 'method': method, 'args': arguments, 'kwargs': {'context': self._context}})
            except (requests.RequestException, ValueError) as error:
                self.faults.append(f'{method}: {error}')
                continue
            error = answer.get('error')
            if error and error.get('data', {}).get('name') not in POLITE:
                self.faults.append(f"{method}: {error.get('data', {}).get('message') or error}")
            if not error and method.startswith('action_'):
                self.through[arguments[0][0]] += 1

    def _post(self, session, path, params):
        answer = session.post(
            self._address + path, json={'jsonrpc': '2.0', 'method': 'call', 'params': params}, timeout=300)
        answer.raise_for_status()
        return answer.json()


def _not_once(pools, through):
    """Return where articles and answers disagree: a step without its line in the chatter or a line without its step, a
    state that no step leads to, a person told twice of one step."""
    faults = []
    for pool in pools:
        for article in pool.sudo():
            lines = len(article.message_ids.filtered(lambda message: '→' in message.body)) - 1   # it was submitted, too
            told = collections.Counter(     # no cron runs beside the server, so all notices still wait
                reader for notice in article.env['cchc.notice'].search([
                    ('res_model', '=', article._name), ('res_id', '=', article.id)]) for reader in notice.reader_ids)
            if lines != through[article.id] or article.state == 'submitted':
                faults.append(f'{article.name}: {article.state}, {lines} steps told, {through[article.id]} answered')
            if max(told.values(), default=0) > lines + 1:
                faults.append(f'{article.name}: {max(told.values())} notices to one person for {lines} steps')
    return faults
