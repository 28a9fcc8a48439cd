# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Odoo reads from a replica: whoever has changed something reads it at once, however far the replica is behind."""

import itertools

import pytest
from lxml import etree
from safe_server import Client, Refused, assets, until

NUMBER = itertools.count()
SERVERS = range(4)      # so many calls in turn reach both servers


@pytest.fixture
def follows(cluster):
    until(lambda: cluster.replica.has_all_of(cluster.primary), "the replica does not follow")


@pytest.fixture
def behind(cluster, follows):
    """While the test runs, the replica shows nothing of what is written."""
    cluster.replica.pause()


def name_of(client, article):
    [found] = client.call('cchc.article', 'read', [article], ['name'])
    return found['name']


def test_who_has_just_written_reads_it(cluster, behind):
    article = cluster.ids.drafts[0]
    before = cluster.number("SELECT name FROM cchc_article WHERE id = %s", article)
    author, other = cluster.client('test.author'), cluster.client('test.author')
    del other.cookies['cchc_position']      # logging in has written
    for __ in range(3):
        name = f"Renamed {next(NUMBER)}"
        author.call('cchc.article', 'write', [article], {'name': name})
        assert {name_of(author, article) for __ in SERVERS} == {name}
        found = author.call('cchc.article', 'web_search_read', [['name', '=', name]], {'id': {}})
        assert [record['id'] for record in found['records']] == [article]
    assert {name_of(other, article) for __ in SERVERS} == {before}, "the replica was not behind"


def test_first_who_needs_scripts_and_styles_gets_them(cluster, behind):
    """Odoo makes them when somebody needs them, on the primary, and reads them from the replica."""
    somebody = Client(cluster.address, cluster.name, '', '')
    found = assets(somebody)
    assert found and {somebody.content(path)[0] for path in found} == {200}


@pytest.mark.parametrize('claimed, mode', [
    ('', 'ro'), ('0-0', 'ro'), ('FFFFFFFFF-0', 'ro'), ("0/0';SELECT pg_sleep(9)--", 'ro'), ('F' * 3000, 'ro'),
    ('FFFFFFFF-FFFFFFFF', 'rw')])
def test_what_a_client_claims_does_no_harm(cluster, claimed, mode):
    """The worst that comes of it is an answer of the primary. Who only reads gets no new position."""
    author = cluster.client('test.author')
    author.cookies['cchc_position'] = claimed
    with cluster.watch() as watch:
        assert name_of(author, cluster.ids.drafts[0])
    assert watch.modes('#cchc.article.read ') == [mode]
    assert author.cookies['cchc_position'] == claimed


def test_whoever_reads_what_the_replica_has_reads_it_there(cluster):
    author = cluster.client('test.author')
    author.call('cchc.article', 'write', [cluster.ids.drafts[0]], {'name': f"Renamed {next(NUMBER)}"})
    until(lambda: cluster.replica.has_all_of(cluster.primary), "the replica does not follow")
    with cluster.watch() as watch:
        for __ in SERVERS:
            name_of(author, cluster.ids.drafts[0])
    assert watch.modes('#cchc.article.read ') == ['ro'] * len(SERVERS)


@pytest.mark.parametrize('login', ['test.author', 'test.editor', 'test.office', 'test.director'])
def test_screens_are_read_from_the_replica(cluster, follows, login):
    """Lists, boards and forms of each model that the menu opens, with all they show, my work and the follow-up: none
    tries to write, so none is read twice."""
    person = cluster.client(login)
    person.cookies.pop('cchc_position')
    actions = {(action, model) for action, model in cluster.rows("""
        SELECT action.id, action.res_model FROM ir_ui_menu menu
        JOIN ir_act_window action ON menu.action = 'ir.actions.act_window,' || action.id
        WHERE action.res_model LIKE 'cchc.%'""")}
    with cluster.watch() as watch:
        person.call('cchc.my.work', 'get_data')
        person.call('cchc.dashboard', 'get_data')
        opened = [model for action, model in sorted(actions) if open_screen(person, action, model)]
    assert {'cchc.article', 'cchc.plan', 'cchc.assignment'} <= {*opened}
    assert watch.modes('/web/dataset/call_kw/').count('ro') > 20
    assert [line for line in watch.lines if ' rw' in line[-3:] or 'ro->rw' in line or 'read-only' in line] == []


def open_screen(person, action, model):
    """Read what the screens of an action show, as the web client does; return False if the person may not."""
    try:
        found = person.call(model, 'get_views', [[False, kind] for kind in ('list', 'form', 'search')],
                            {'action_id': action, 'load_filters': True, 'toolbar': True})
    except Refused:
        return False
    for kind in ('list', 'form'):
        arch, fields = etree.fromstring(found['views'][kind]['arch']), found['models'][model]['fields']
        shown = {name: {'fields': {'display_name': {}}} if fields[name]['type'] == 'many2one' else {}
                 for name in arch.xpath('//field[not(ancestor::field or ancestor::groupby)]/@name')}
        records = person.call(model, 'web_search_read', [], shown, limit=80)['records']
        if kind == 'form' and records:
            person.call(model, 'web_read', [records[0]['id']], shown)
    return True
