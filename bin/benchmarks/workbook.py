# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The workbook of a report on many publications, compared with writing their list alone: a cursor of the database
server, XlsxWriter in constant memory, one typed call for each of 12 cells."""

import datetime
import io

import xlsxwriter
from psycopg2.extras import execute_values

from . import _agency, _measure

SIZES = ((1_000, 5), (10_000, 5), (100_000, 5))     # publications, repetitions
QUICK = ((1_000, 5),)
GOAL = 1.25
YEAR, UNITS = 2024, 20
BATCH = 2_000
ARTICLE = ('id', 'name', 'genre_id', 'author_id', 'department_id', 'company_id', 'plan_id', 'origin', 'state', 'date',
           'board_rank')
PUBLICATION = ('article_id', 'channel_id', 'company_id', 'department_id', 'author_id', 'genre_id', 'assignment_id',
               'state', 'date_published', 'date_recorded', 'quantity', 'url')
LIST = """
    SELECT article.name, genre.name->>'vi_VN', person.name, unit.name->>'vi_VN', channel.name, posted.date_published,
           posted.date_recorded, posted.url, assignment.period_key, assignment.state, posted.quantity
      FROM cchc_publication posted
      JOIN cchc_article article ON article.id = posted.article_id
      JOIN cchc_genre genre ON genre.id = posted.genre_id
      JOIN res_users account ON account.id = posted.author_id
      JOIN res_partner person ON person.id = account.partner_id
      JOIN hr_department unit ON unit.id = posted.department_id
      JOIN cchc_channel channel ON channel.id = posted.channel_id
      LEFT JOIN cchc_assignment assignment ON assignment.id = posted.assignment_id
     WHERE posted.company_id = %s AND posted.state = 'published' AND posted.date_published BETWEEN %s AND %s
     ORDER BY posted.date_published, posted.id"""


def rows(open_env, options):
    with open_env() as env:
        agency = _agency.Agency(env, UNITS)
        plan = agency.plan(YEAR, UNITS * agency.MONTHS)
        plan.action_generate_assignments()
        report = agency.env['cchc.report'].create({
            'period_key': f'{YEAR}-Y', 'plan_id': plan.id, 'company_id': agency.company.id})
        there = 0
        for size, repeat in QUICK if options.quick else SIZES:
            _fill(agency, plan, there, size)
            there = size
            report.action_refresh()
            env.cr.commit()
            yield _row(report, size, repeat)


def _row(report, size, repeat):
    sizes = {}

    def real():
        report.env.invalidate_all()
        sizes['real'] = len(report._render_workbook())

    def floor():
        sizes['floor'] = len(_plain_list(report))

    peak = _measure.peak_mib(real)
    taken = _measure.in_turn({'real': real, 'floor': floor}, repeat)
    return {
        'name': f"list workbook, {size // 1000}k rows", 'size': size, 'seconds': taken['real'],
        'floor_seconds': taken['floor'], 'ratio': taken['real'] / taken['floor'],
        'goal': GOAL if size == SIZES[-1][0] else None, 'peak_mib': peak,
    }


def _plain_list(report):
    """Return the bytes of a workbook with nothing but the list."""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {'constant_memory': True, 'strings_to_formulas': False,
                                          'strings_to_urls': False})
    sheet, day = workbook.add_worksheet(), workbook.add_format({'num_format': 'dd/mm/yyyy'})
    cr = report.env.cr
    with cr._cnx.cursor('workbook_floor') as cursor:
        cursor.itersize = BATCH
        cursor.execute(LIST, [report.company_id.id, report.date_start, report.date_end])
        for row, values in enumerate(cursor):
            sheet.write_number(row, 0, row + 1)
            for column, value in enumerate(values, start=1):
                if isinstance(value, datetime.date):
                    sheet.write_datetime(row, column, value, day)
                elif isinstance(value, int):
                    sheet.write_number(row, column, value)
                else:
                    sheet.write_string(row, column, value or '')
    workbook.close()
    return file.getvalue()


def _fill(agency, plan, start, end):
    """Add publications number ``start`` to ``end`` of the year, each of its own article."""
    cr, company = agency.env.cr, agency.company.id
    genres = agency.env['cchc.genre'].search([('requires_body', '=', True)]).ids
    assignments = {
        (one.channel_id.id, one.department_id.id, one.date_start.month): one.id for one in plan.assignment_ids}
    units = [(unit.id, writer.id) for unit, writer in zip(agency.departments, agency.writers, strict=True)]
    for first in range(start, end, BATCH):
        numbers = range(first, min(first + BATCH, end))
        cr.execute("SELECT nextval('cchc_article_id_seq') FROM generate_series(1, %s)", [len(numbers)])
        articles, publications = [], []
        for number, (id_,) in zip(numbers, cr.fetchall(), strict=True):
            unit, author = units[number % len(units)]
            genre, channel = genres[number % len(genres)], agency.channels[number % len(agency.channels)]
            day = datetime.date(YEAR, 1, 1) + datetime.timedelta(days=number * 37 % 366)
            articles.append((
                id_, f"Đẩy mạnh giải quyết thủ tục hành chính trực tuyến, bài số {number}", genre, author, unit,
                company, plan.id, 'own', 'published', day, -day.toordinal()))
            publications.append((
                id_, channel.id, company, unit, author, genre, assignments.get((channel.id, unit, day.month)),
                'published', day, day, 1, f'https://{channel.code}.example/tin-tuc/{YEAR}/bai-{number}.html'))
        for table, columns, values in (
                ('cchc_article', ARTICLE, articles), ('cchc_publication', PUBLICATION, publications)):
            execute_values(cr._obj, f'INSERT INTO {table} ({", ".join(columns)}) VALUES %s', values, page_size=1_000)
    cr.execute('ANALYZE cchc_article, cchc_publication')
    agency.env.invalidate_all()
    plan.assignment_ids.modified(['quantity'])      # count what was posted
    agency.env.flush_all()
