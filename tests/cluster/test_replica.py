# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Odoo reads from a replica: whoever has changed something reads it at once, however far the replica is behind."""

import itertools

import pytest
from safe_server import until

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
