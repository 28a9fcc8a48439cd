# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The results as a picture: a bar for each figure, as long as the part of its goal that it needs."""

from xml.sax.saxutils import escape

LINE, TOP, NAMES, FULL, WIDTH = 22, 54, 470, 300, 1000      # pixels; FULL: the length of a bar that meets its goal
MOST = 1.4      # a longer bar is cut off here, and says so
MET, MISSED, WITHOUT = '#1f7a4d', '#b3261e', '#6b7280'


def svg(results):
    """Return the picture as SVG text. A figure without a goal has its ratio and no bar."""
    height = TOP + LINE * len(results) + 24
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        '<text x="12" y="22" font-size="15" font-weight="bold">Ratios to the floor, each against its goal</text>',
        f'<text x="{NAMES + FULL}" y="44" text-anchor="middle" fill="{WITHOUT}">goal</text>',
        f'<line x1="{NAMES + FULL}" y1="{TOP - 4}" x2="{NAMES + FULL}" y2="{height - 18}" stroke="#111827" '
        'stroke-dasharray="3 3"/>',
    ]
    for number, row in enumerate(results):
        parts += _line(TOP + LINE * number, row)
    return '\n'.join([*parts, '</svg>', ''])


def _line(top, row):
    """Return the elements of one figure."""
    name = f'{row["name"]} ({row["size"]:,})'
    ratio, goal = row['ratio'], row['goal']
    yield f'<text x="{NAMES - 10}" y="{top + 14}" text-anchor="end">{escape(name)}</text>'
    if goal is None:
        yield f'<text x="{NAMES}" y="{top + 14}" fill="{WITHOUT}">{_number(ratio)}, no goal</text>'
        return
    share = ratio / goal if goal else float(ratio > 0) * MOST
    length, is_met = max(min(share, MOST) * FULL, 1), ratio <= goal
    yield (f'<rect x="{NAMES}" y="{top + 4}" width="{length:.0f}" height="{LINE - 8}" '
           f'fill="{MET if is_met else MISSED}"/>')
    more = '»' if share > MOST else ''
    sign = '✓' if is_met else '✗'
    yield (f'<text x="{NAMES + max(length, FULL) + 10:.0f}" y="{top + 14}" fill="{MET if is_met else MISSED}">'
           f'{more}{sign} {_number(ratio)} of {_number(goal)}</text>')


def _number(value):
    return f'{value:,.2f}'.rstrip('0').rstrip('.')
