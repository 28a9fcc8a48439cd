# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The results of a load as tables: on the terminal and in out/load/."""

import json
import sys

from loads import OUT, share

KINDS = {'kind': '', 'ours': 'calls', 'stock': 'calls', 'ours_p50': 'ms', 'stock_p50': 'ms', 'ours_p95': 'ms',
         'stock_p95': 'ms', 'ratio': '×'}
CROWDS = {'people': '', 'pace': 'calls/s', 'p50': 'ms', 'p95': 'ms', 'Odoo': 'cores', 'PostgreSQL': 'cores',
          'load': 'cores', 'machine': 'cores', 'cpu': 'ms/call'}
ALL = 'all calls'


def kinds(run):
    """Return a row for each kind of call, all together first, then by how many there were."""
    ours, stock = run.calls('ours'), run.calls('stock')
    rows = []
    for kind in sorted(ours.keys() | stock.keys(), key=lambda kind: (-len(ours[kind]), kind)):
        p95 = share(ours[kind], 0.95), share(stock[kind], 0.95)
        rows.append({
            'kind': kind or ALL, 'ours': len(ours[kind]), 'stock': len(stock[kind]),
            'ours_p50': round(share(ours[kind], 0.5)), 'stock_p50': round(share(stock[kind], 0.5)),
            'ours_p95': round(p95[0]), 'stock_p95': round(p95[1]),
            'ratio': round(p95[0] / p95[1], 2) if all(p95) else None})
    return rows


def crowds(run, people):
    """Return a row for each number of people."""
    rows = []
    for count in people:
        times, pace, cores = run.calls('ours', count)[''], run.pace('ours', count), run.cores('ours', count)
        rows.append({
            'people': count, 'pace': round(pace, 1), 'p50': round(share(times, 0.5)), 'p95': round(share(times, 0.95)),
            **{name: round(used, 2) for name, used in cores.items()},
            'cpu': round(1000 * (cores['Odoo'] + cores['PostgreSQL']) / pace)})
    return rows


def text(columns, rows):
    """Return the rows as a table for people to read; the unit stands below the name of each column."""
    lines = [list(columns), list(columns.values())]
    lines += [['–' if row[name] is None else str(row[name]) for name in columns] for row in rows]
    widths = [max(len(line[number]) for line in lines) for number in range(len(columns))]
    return '\n'.join('  '.join(
        cell.rjust(width) if number else cell.ljust(width) for number, (cell, width) in enumerate(zip(
            line, widths, strict=True))).rstrip() for line in lines) + '\n'


def write(name, table, data):
    """Keep both in out/load/ and show the table."""
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / f'{name}.txt').write_text(table)
    (OUT / f'{name}.json').write_text(json.dumps(data, indent=1, ensure_ascii=False))
    sys.stdout.write(f'\n{table}')
