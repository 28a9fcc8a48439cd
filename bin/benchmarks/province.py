# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A province of many agencies: the figures of all their reports in one pass, against the same counts in one SQL, and
the list of their parent agency, with 2,000 agencies against 200.

What is many is written directly into the tables: of each agency a plan, articles and publications.
"""

import datetime
import sys

from bootstrap.paths import ROOT

from . import _articles, _measure
from .figures import FLOOR

AGENCIES, EACH, QUICK = 200, 5_000, 50      # publications of each agency; 1M in all
FEW, MANY, QUICK_FEW, QUICK_MANY = 200, 2_000, 100, 400    # agencies in the list; more than a page
GOAL, LIST_GOAL, LARGE = 1.2, 4, 100_000
REPEAT = 5

PUBLICATIONS = """
WITH written AS (
    INSERT INTO cchc_article (name, genre_id, author_id, department_id, company_id, plan_id, origin, state, date,
                              date_submitted, create_date, write_date)
    SELECT 'Tin ' || step.at, %(genre)s, %(author)s, plan.office_id, plan.company_id, plan.id, 'own', 'published',
           make_date(%(year)s, 1, 1) + step.at %% 180, make_date(%(year)s, 1, 1) + step.at %% 180, now(), now()
      FROM cchc_plan plan CROSS JOIN generate_series(1, %(each)s) AS step (at)
     WHERE plan.company_id = ANY(%(companies)s)
    RETURNING id, company_id, department_id, genre_id, author_id, date)
INSERT INTO cchc_publication (article_id, channel_id, company_id, department_id, author_id, genre_id, state,
                              date_published, quantity, create_date, write_date)
SELECT written.id, channel.id, written.company_id, written.department_id, written.author_id, written.genre_id,
       'published', written.date, 1, now(), now()
  FROM written JOIN cchc_channel channel ON channel.company_id = written.company_id
"""


def rows(open_env, options):
    with open_env() as env:
        yield _figures(env, 10 if options.quick else AGENCIES, QUICK if options.quick else EACH)
    with open_env() as env:
        yield _list(env, QUICK_FEW if options.quick else FEW, QUICK_MANY if options.quick else MANY)


def _province(env, count):
    """Return (parent agency, its agencies), each of these with a unit, a channel and an issued plan of this year."""
    parent = env['res.company'].create({'name': "Sở Nội vụ tỉnh Hòa An"})
    year = parent._cchc_today().year
    agencies = env['res.company'].create([
        {'name': f"UBND xã số {number}", 'cchc_parent_id': parent.id, 'cchc_profile': 'commune'}
        for number in range(count)])
    env = env(context={**env.context, 'allowed_company_ids': (parent | agencies).ids, 'tracking_disable': True})
    units = env['hr.department'].create([
        {'name': "Văn phòng", 'company_id': one.id, 'cchc_kind': 'division'} for one in agencies])
    env['cchc.channel'].create([
        {'name': "Trang TTĐT", 'code': 'trang', 'is_internal': True, 'company_id': one.id} for one in agencies])
    plans = env['cchc.plan'].create([
        {'name': f"Kế hoạch năm {year}", 'year': year, 'company_id': one.id, 'office_id': unit.id}
        for one, unit in zip(agencies, units, strict=True)])
    plans._with_gate().write({
        'state': 'published', 'number': '1/KH-UBND', 'date_issued': datetime.date(year, 1, 2)})
    env.flush_all()
    env.cr.execute("ANALYZE res_company, cchc_plan")    # as PostgreSQL does by itself, once the rows are committed
    return parent.with_env(env), agencies.with_env(env)


def _figures(env, count, each):
    __, agencies = _province(env, count)
    env, year = agencies.env, agencies[0]._cchc_today().year
    with _articles.without_checks(env.cr):
        env.cr.execute(PUBLICATIONS, {
            'genre': env.ref('cchc_propaganda.genre_news').id, 'author': env.uid, 'each': each, 'year': year,
            'companies': agencies.ids})
    env.cr.execute("ANALYZE cchc_article, cchc_publication")
    env.invalidate_all()
    plans = env['cchc.plan'].search([('company_id', 'in', agencies.ids)]).grouped('company_id')
    reports = env['cchc.report'].create([
        {'period_key': f'{year}-H1', 'company_id': one.id, 'plan_id': plans[one].id} for one in agencies])
    moment = datetime.datetime.combine(datetime.date(year, 7, 8), datetime.time())
    values = {'start': f'{year}-01-01', 'end': f'{year}-06-30', 'before': f'{year - 1}-01-01',
              'before_end': f'{year - 1}-06-30', 'companies': agencies.ids}

    def counted():
        env.invalidate_all()
        return reports._counted_lines(moment)

    def floor():
        env.cr.execute(FLOOR, values)
        return {(company, column, code): number for company, column, code, number in env.cr.fetchall()}

    lines, numbers = counted(), floor()
    for report in reports:
        found = {line.code: line for line in lines[report][report.period_key]}
        unit = report.plan_id.office_id.id
        for code, name in (('article_posted', f'unit {unit}'), ('article_submitted', f'submitted unit {unit}')):
            if found[code].values['value'] != numbers[report.company_id.id, 'value', name]:
                raise AssertionError(f'{report.company_id.name}: {code} is not that of the SQL')
    taken = _measure.in_turn({'real': counted, 'floor': floor}, REPEAT)
    return {
        'name': f"figures of one province, {count} agencies in one pass", 'size': count * each,
        'seconds': taken['real'], 'floor_seconds': taken['floor'], 'ratio': taken['real'] / taken['floor'],
        'goal': GOAL if count * each >= LARGE else None, 'peak_mib': _measure.peak_mib(counted)}


def _list(env, few, many):
    sys.path.append(str(ROOT / 'cchc_propaganda/tests/screen'))
    from web_client import Screen  # sends the requests of the web client; the tests count its queries

    screens = {}
    for name, count in (('few', few), ('many', many)):
        parent, __ = _province(env, count) if name == 'few' else _more(env, count)
        user = env['res.users'].create({
            'name': name, 'login': f'vanphong.{name}', 'company_id': parent.id, 'company_ids': parent.ids,
            'group_ids': env.ref('cchc_propaganda.group_office').ids})
        screens[name] = Screen(env['cchc.report.agency'].with_user(user).with_context(
            lang='vi_VN', tz='Asia/Ho_Chi_Minh', uid=user.id, allowed_company_ids=parent.ids), 'list')
    queries = {}
    for __ in range(2):     # the first time access rights are looked up
        for name, screen in screens.items():
            before = env.cr.sql_log_count
            _open(env, screen)
            queries[name] = env.cr.sql_log_count - before
    if queries['many'] > queries['few']:
        raise AssertionError(f'the list takes more queries with more agencies: {queries}')
    taken = _measure.in_turn(
        {name: lambda screen=screen: _open(env, screen) for name, screen in screens.items()}, REPEAT)
    return {
        'name': f"list of all agencies, {queries['many']} queries, against {few} agencies", 'size': many,
        'seconds': taken['many'], 'floor_seconds': taken['few'], 'ratio': taken['many'] / taken['few'],
        'goal': LIST_GOAL if many >= MANY else None, 'peak_mib': None}


def _more(env, count):
    """Another province: names of companies are unique."""
    for company in env['res.company'].search([('name', 'like', "UBND xã số ")]):
        company.name = f'{company.name} (cũ)'
    env['res.company'].search([('name', '=', "Sở Nội vụ tỉnh Hòa An")]).name = "Sở Nội vụ (cũ)"
    env.flush_all()
    return _province(env, count)


def _open(env, screen):
    env.invalidate_all()
    screen.open_list([('is_this_year', '=', True)], 80)
