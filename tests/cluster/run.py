# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Start the cluster, print where it is, and keep it until Ctrl-C: ``python3 tests/cluster/run.py``. Needs nginx."""

import argparse
import signal
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[1:1] = [str(ROOT / 'tests'), str(ROOT / 'bin')]

from bootstrap import paths, processes, python_env  # noqa: E402
from bootstrap.errors import SetupError  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--workers', type=int, default=2, help="processes of each Odoo that answer requests")
    options = parser.parse_args()
    processes.end_on_term()
    paths.make_cache()
    python_env.enter([__file__, *sys.argv[1:]])
    import topology

    from bootstrap import odoo_run

    with odoo_run.ready() as odoo, topology.Cluster(odoo, workers=options.workers) as cluster:
        sys.stdout.write(f"""{cluster.address}  database {cluster.name}
people: test.office, test.author, test.editor, …, password right-password
primary: psql -h {cluster.primary.sockets} -U postgres; replica: psql -h {cluster.replica.sockets} -U postgres
logs and data: {cluster.home}
Ctrl-C ends it and removes all of it.
""")
        sys.stdout.flush()
        signal.pause()


if __name__ == '__main__':
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
    except SetupError as error:
        sys.exit(f'{__file__}: {error}')
