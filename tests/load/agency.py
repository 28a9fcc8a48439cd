# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Run in ``odoo shell``: an agency with three years of work, and beside it the same texts as tasks of Odoo's own
project app, which the same people may read and write. Prints what the people of the load know before they begin."""

import json
import sys

from benchmarks import _agency, _articles

from odoo.fields import Command
from odoo.tools import SQL

UNITS, ARTICLES, BOARD, OFFICE = 40, 3_000, 6, 3
PASSWORD = 'right-password'
BATCH = 500
STAGES = {      # of a task: the state of the article that it copies
    'draft': "Bản nháp", 'submitted': "Chờ duyệt", 'approved': "Đã duyệt", 'published': "Đã đăng", 'cancelled': "Hủy"}
VIEWS = {
    'cchc.article': ('list', 'kanban', 'form'), 'cchc.publication': ('list', 'form'), 'cchc.assignment': ('list',),
    'cchc.report': ('list', 'form'), 'cchc.reason.wizard': ('form',),
    'project.task': ('list', 'kanban', 'form'), 'mail.activity': ('form',)}


def make(env):
    """Make both; return what the people know, as plain data."""
    agency = _agency.Agency(env, units=UNITS)
    env = agency.env
    people = _people(agency)
    _articles.fill(agency, ARTICLES)
    env['cchc.report'].sudo()._cron_open()
    _report_of_the_quarter(agency, people['office'][:1])
    projects = _tasks(env, agency, people)
    _let_in(env, people)
    env.cr.commit()
    env.cr.execute('ANALYZE')
    return {
        'people': {role: users.mapped('login') for role, users in people.items()},
        'company': agency.company.id, 'genre': env.ref('cchc_propaganda.genre_news').id,
        'channels': {channel.code: channel.id for channel in agency.channels},
        'plan': env['cchc.plan']._plan_of(agency.company, agency.company._cchc_today()).id,
        'projects': projects, 'stages': _stages(env), 'activity_type': env.ref('mail.mail_activity_data_todo').id,
        'task_model': env['ir.model']._get_id('project.task'),
        'screens': {role: _screens(env, agency, users[:1]) for role, users in people.items()},
    }


def _people(agency):
    env = agency.env
    colleagues = agency._people('bientap', "Cộng tác viên", agency.departments, 'group_contributor')
    office = agency.office | agency._people(
        'vanphong.', "Chuyên viên", [agency.departments[0]] * (OFFICE - 1), 'group_office')
    director = agency._people('giamdoc', "Giám đốc", agency.departments[:1], 'group_director')
    agency.company.write({'cchc_director_id': director.id, 'cchc_parent_name': "Chính phủ"})
    board = agency.writers[:BOARD]
    board.write({'group_ids': [Command.link(env.ref('cchc_propaganda.group_editor').id)]})
    agency.channels.member_ids |= board
    return {
        'contributor': agency.writers[BOARD:] | colleagues, 'editor': board, 'head': agency.heads, 'office': office,
        'director': director}


def _report_of_the_quarter(agency, office):
    """Open the agency's report of the last quarter that is over. The rules have opened the reports of the last month
    only: older ones are nobody's who begins today."""
    today = agency.company._cchc_today()
    year, quarter = (today.year, (today.month - 1) // 3) if today.month > 3 else (today.year - 1, 4)
    agency.env['cchc.report'].with_user(office).with_company(agency.company).create({
        'level': 'agency', 'period_key': f'{year}-Q{quarter}', 'company_id': agency.company.id})


def _tasks(env, agency, people):
    """Make a project of each unit with a task for each of its articles. Return ``{login: project of the unit}``."""
    everybody = env['res.users'].union(*people.values())
    everybody.write({'group_ids': [Command.link(env.ref('project.group_project_user').id)]})
    stages = env['project.task.type'].create([
        {'name': name, 'sequence': number} for number, name in enumerate(STAGES.values())])
    projects = env['project.project'].create([{
        'name': unit.name, 'company_id': agency.company.id, 'privacy_visibility': 'employees',
        'type_ids': [Command.set(stages.ids)]} for unit in agency.departments])
    of_unit = dict(zip(agency.departments.ids, projects.ids, strict=True))
    of_state = dict(zip(STAGES, stages.ids, strict=True))
    articles = env['cchc.article'].search([], order='id')
    for start in range(0, len(articles), BATCH):
        batch = articles[start:start + BATCH]
        env['project.task'].with_context(mail_create_nosubscribe=True, mail_auto_subscribe_no_notify=True).create([{
            'name': article.name, 'description': article.body, 'project_id': of_unit[article.department_id.id],
            'stage_id': of_state[article.state], 'user_ids': [Command.set(article.author_id.ids)],
            'date_deadline': article.date_deadline,
            **({'state': '1_done'} if article.state == 'published' else {}),
        } for article in batch])
        env.cr.commit()
        env.invalidate_all()
    return {user.login: of_unit[user.employee_id.department_id.id] for user in everybody}


def _stages(env):
    return env['project.task.type'].search([('name', 'in', list(STAGES.values())), ('user_id', '=', False)]).mapped(
        lambda stage: stage.id)


def _let_in(env, people):
    """Give everybody the same password, hashed once, and an inbox: a load sends no mail."""
    users = env['res.users'].union(*people.values())
    users.notification_type = 'inbox'
    env.flush_all()
    env.cr.execute(SQL("UPDATE res_users SET password = %s WHERE id IN %s",
                       users._crypt_context().hash(PASSWORD), tuple(users.ids)))


def _screens(env, agency, user):
    """Return for each view what the web client of that person asks for: ``{model: {view: …}}``."""
    from web_client import Screen  # the requests of the web client

    found = {}
    for name, kinds in VIEWS.items():
        model = env[name].with_user(user).with_context(
            lang='vi_VN', tz='Asia/Ho_Chi_Minh', uid=user.id, allowed_company_ids=agency.company.ids)
        if not model.has_access('read'):
            continue
        found[name] = {}
        for kind in kinds:
            screen = Screen(model, kind)
            bar = screen.arch.find('progressbar')
            found[name][kind] = {
                'specification': screen.specification, 'order': screen.arch.get('default_order') or '',
                'column': screen.arch.get('default_group_by'),
                'bar': bar is not None and {'field': bar.get('field'), 'colors': json.loads(bar.get('colors'))}}
    return found


if 'env' in globals():
    print('RESULT', json.dumps(make(globals()['env'])), file=sys.stdout)    # noqa: T201
