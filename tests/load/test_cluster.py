# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The month once more, on the servers of the profile `scale`: people come through nginx, read from a replica of the
database, and keep sessions and files on no server's disk."""

import collections

import month


def test_month_on_the_cluster(scaled_office):
    """Nothing fails, nobody waits more than twice as long as with Odoo's own app, and whoever only reads asks the
    replica."""
    with scaled_office.database.watch() as watch:
        month.play(scaled_office, 'cluster', turns=2)
    asked = collections.Counter(watch.modes('/web/dataset/call_kw/cchc.'))
    assert asked['ro'] > asked['rw'] and not asked['ro->rw'], asked
