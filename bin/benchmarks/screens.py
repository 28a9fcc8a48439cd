# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Article list and board of a member of the editorial board, with very many articles compared with a thousand."""

import contextlib
import sys

from dateutil.relativedelta import relativedelta
from lxml import etree

from bootstrap.paths import ROOT

from . import _agency, _articles, _measure

SMALL, SIZES, QUICK, MILLION = 1_000, (10_000, 100_000), (10_000,), 1_000_000     # articles
REPEAT = 7
GOAL, BOARD_GOAL = 2, 1.5
BOARD = ('in_review', 'recent', 'my_channels')      # the filters with which the board opens
NAME = "default page and every shipped filter of the article list"


def rows(open_env, options):
    sizes = QUICK if options.quick else (*SIZES, MILLION) if options.million else SIZES
    for large in sizes:
        yield from _rows(open_env, large)


def _rows(open_env, large):
    with _screens(open_env, SMALL) as (list_of_few, board_of_few), _screens(open_env, large) as (list_, board):
        from odoo.fields import Domain  # found only once Odoo is set up

        filters = _filters(list_.model)
        for name, domain in {'default': [], **filters}.items():
            # As many records as with a thousand articles: the search must grow, not the page.
            page = len(list_of_few.open_list(domain)['records']) or 1
            yield _row(f'{NAME}: {name}', large, GOAL, list_, list_of_few, lambda screen, domain=domain, page=page:
                       screen.open_list(domain, page))
        opened = list(Domain.AND(filters[name] for name in BOARD))
        yield _row("board of the editors", large, BOARD_GOAL, board, board_of_few,
                   lambda screen: screen.open_columns(opened))
        yield _row("board of the editors, all that was ever posted", large, None, board, board_of_few,
                   lambda screen: screen.open_columns([('is_on_my_channels', '=', True)]))


@contextlib.contextmanager
def _screens(open_env, articles):
    """Return list and board of a province with that many articles, for a member of its board."""
    sys.path.append(str(ROOT / 'cchc_propaganda/tests/screen'))
    from web_client import Screen  # sends the requests of the web client; the tests count its queries

    with open_env() as env:
        agency = _agency.Agency(env)
        _articles.fill(agency, articles)
        env.cr.commit()
        model = agency.env['cchc.article'].with_user(agency.board[0])
        model = model.with_context(lang='vi_VN', uid=model.env.uid, tz='Asia/Ho_Chi_Minh')
        yield Screen(model, 'list'), Screen(model, 'kanban')


def _filters(model):
    """Return the domains of the search view's filters, by name."""
    from odoo.tools.safe_eval import safe_eval

    known = {'uid': model.env.uid, 'context_today': model.env.company._cchc_today, 'relativedelta': relativedelta}
    arch = etree.fromstring(model.get_view(view_type='search')['arch'])
    return {
        node.get('name'): safe_eval(node.get('domain'), known) for node in arch.iter('filter') if node.get('domain')}


def _row(name, size, goal, large, small, question):
    def forget():
        for screen in (large, small):
            screen.model.env.invalidate_all()

    question(large), question(small)    # fill the caches that stay between requests
    taken = _measure.in_turn({'large': lambda: question(large), 'small': lambda: question(small)}, REPEAT, forget)
    return {
        'name': name, 'size': size, 'seconds': taken['large'], 'floor_seconds': taken['small'],
        'ratio': taken['large'] / taken['small'], 'goal': goal, 'peak_mib': None,
    }
