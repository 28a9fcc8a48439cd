# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Article list and board of a member of the editorial board, with very many articles compared with a thousand; and the
list of articles compared with Odoo's own list of contacts, with as many of these in the same database."""

import contextlib
import sys

from dateutil.relativedelta import relativedelta
from lxml import etree

from bootstrap.paths import ROOT

from . import _agency, _articles, _measure

SMALL, SIZES, QUICK, MILLION = 1_000, (10_000, 100_000), (10_000,), 1_000_000     # articles
REPEAT = 7
GOAL, BOARD_GOAL, CONTACTS_GOAL = 2, 1.5, 1
BOARD = ('in_review', 'recent', 'my_channels')      # the filters with which the board opens
CONTACTS = """
INSERT INTO res_partner (id, commercial_partner_id, name, complete_name, email, phone, city, lang, type, active,
                         create_uid, write_uid, create_date, write_date)
SELECT id, id, name, name, 'nguoi' || id || '@example.com', '0299' || lpad(id::text, 7, '0'), 'Hòa An', 'vi_VN',
       'contact', TRUE, 1, 1, now(), now()
  FROM (SELECT nextval('res_partner_id_seq') AS id,
               (ARRAY['Nguyễn','Trần','Lê','Phạm','Thạch','Sơn','Lâm','Kim'])[1 + step %% 8] || ' '
                   || (ARRAY['Văn','Thị','Minh','Ngọc','Thanh','Hữu','Kim'])[1 + step / 8 %% 7] || ' '
                   || (ARRAY['An','Bình','Châu','Dung','Hà','Lan','Long','Phúc','Thảo'])[1 + step / 56 %% 9] AS name
          FROM generate_series(1, %s) AS step) AS person
"""


def rows(open_env, options):
    sizes = QUICK if options.quick else (*SIZES, MILLION) if options.million else SIZES
    for large in sizes:
        yield from _rows(open_env, large)


def _rows(open_env, large):
    with _screens(open_env, SMALL) as few, _screens(open_env, large) as many:
        from odoo.fields import Domain  # found only once Odoo is set up

        filters = _filters(many['articles'].model)
        for name, domain in {'default': [], **filters}.items():
            # As many records as with a thousand articles: the search must grow, not the page.
            page = len(few['articles'].open_list(domain)['records']) or 1
            yield _row(f'articles, filter {name}', large, GOAL, many['articles'], few['articles'],
                       lambda screen, domain=domain, page=page: screen.open_list(domain, page))
        yield _row("list of 80 articles, against Odoo's list of as many contacts", large, CONTACTS_GOAL,
                   many['articles'], many['contacts'], lambda screen: screen.open_list())
        opened = list(Domain.AND(filters[name] for name in BOARD))
        columns, __ = few['board'].open_columns(opened)     # as many cards in each column, likewise
        page = min(len(column['__records']) for column in columns) or 1
        yield _row("board of the editors", large, BOARD_GOAL, many['board'], few['board'],
                   lambda screen: screen.open_columns(opened, page))
        yield _row("board of the editors, all that was ever posted", large, None, many['board'], few['board'],
                   lambda screen: screen.open_columns([('is_on_my_channels', '=', True)]))


@contextlib.contextmanager
def _screens(open_env, articles):
    """Yield the screens of a member of the board, by name, in a province with that many articles and contacts."""
    sys.path.append(str(ROOT / 'cchc_propaganda/tests/screen'))
    from web_client import Screen  # sends the requests of the web client; the tests count its queries

    with open_env() as env:
        agency = _agency.Agency(env)
        _articles.fill(agency, articles)
        env.cr.execute(CONTACTS, [articles])
        env.cr.commit()
        _measure.vacuum(env.cr, 'ANALYZE')
        editor = agency.board[0]
        env = agency.env(user=editor, context={
            'allowed_company_ids': agency.company.ids, 'lang': 'vi_VN', 'uid': editor.id, 'tz': 'Asia/Ho_Chi_Minh'})
        yield {
            'articles': Screen(env['cchc.article'], 'list'), 'board': Screen(env['cchc.article'], 'kanban'),
            'contacts': Screen(env['res.partner'], 'list')}


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
