# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Opening our forms and my work in a browser, compared with the form of a task of Odoo's Project and a list of tasks.

The task's form is given further fields of the task, until it has as many as ours, shown and hidden; the task has as
many lines in its chatter. Timed is from the request to open it until nothing is asked of the server and nothing changes
on the screen any more.
"""

import contextlib
import shutil
import statistics

from lxml import etree
from playwright.sync_api import sync_playwright

from bootstrap import programs, progress

from . import _agency, _server, steps

APPS = ('project', 'hr_holidays')       # as for tests/test_other_apps.py, so that both use one template
REPEAT, QUICK = 15, 5
GOAL = 1.5
UNITS, ASSIGNMENTS = 3, 60
SIZE = {'width': 1440, 'height': 900}
WAIT = 60_000               # milliseconds in which a screen must have opened
ALWAYS = ('1', 'True')
SIMPLE = ('char', 'text', 'integer', 'float', 'boolean', 'date', 'datetime', 'selection', 'many2one')
NEUTRAL = 'project.project_tags_action'     # what is on the screen before: a short list

# Keeps when the last answer came, and when the page last changed.
WATCH = """
    window.watched = {open: 0, last: 0, calls: []};
    const now = () => { window.watched.last = performance.now(); };
    const {open, send} = XMLHttpRequest.prototype;
    XMLHttpRequest.prototype.open = function (method, url) {
        this.address = url;
        return open.apply(this, arguments);
    };
    XMLHttpRequest.prototype.send = function () {
        window.watched.open++;
        window.watched.calls.push(this.address);
        this.addEventListener("loadend", () => { window.watched.open--; now(); });
        return send.apply(this, arguments);
    };
    new MutationObserver(now).observe(
        document, {subtree: true, childList: true, attributes: true, characterData: true});
"""
# Opens an action; returns the milliseconds until the screen was complete, and what was asked of the server.
OPEN = """
    async ([action, options, mark, quiet]) => {
        window.watched.calls = [];
        const start = performance.now();
        await odoo.__WOWL_DEBUG__.root.env.services.action.doAction(
            action, {clearBreadcrumbs: true, ...options});
        await new Promise((done) => {
            const look = () => {
                const rest = performance.now() - window.watched.last;
                return document.querySelector(mark) && !window.watched.open && rest > quiet
                    ? done() : setTimeout(look, 20);
            };
            look();
        });
        return [window.watched.last - start, window.watched.calls];
    }
"""
QUIET = 400     # milliseconds without a change after which a screen is complete


def rows(open_env, options):
    chromium = next(filter(None, map(shutil.which, programs.NEEDED['chromium'][0])), None)
    if not chromium:
        progress.say("  left out: no Chromium")
        return
    with open_env(APPS) as env:
        agency = _agency.Agency(env, units=UNITS)
        reader = agency.board[0]
        reader.group_ids += (
            env.ref('cchc_propaganda.group_office') + env.ref('project.group_project_user'))
        screens = list(_screens(agency, reader))
        password = _server.let_in(reader)
        env.cr.commit()
        with _server.serving(env.cr.dbname) as (address, __), _page(chromium, address, reader.login, password) as page:
            for screen in screens:
                yield _row(page, *screen, QUICK if options.quick else REPEAT)


def _screens(agency, reader):
    """Yield ``(name, size, ours, theirs)``, the last two ``(action, options, mark)``, where ``mark`` is what the open
    screen has."""
    env, today = agency.env, agency.company._cchc_today()
    plan = agency.plan(today.year, ASSIGNMENTS)
    plan.action_generate_assignments()
    article = steps.submitted(agency, 1).sudo(False)
    report = env['cchc.report'].create({
        'period_key': f'{today.year}-Q1', 'company_id': agency.company.id, 'plan_id': plan.id})
    report.action_refresh()
    project = env['project.project'].create({
        'name': "Cổng dịch vụ công", 'privacy_visibility': 'employees', 'company_id': agency.company.id,
        'type_ids': [(0, 0, {'name': name}) for name in ("Mới", "Đang làm", "Xong")]})
    for name, record in (('article', article), ('assignment', plan.assignment_ids[0]), ('plan', plan),
                         ('report', report)):
        record = record.with_user(reader)
        shown, hidden = _fields(record)
        task = _task(project, reader, record.display_name, len(record.message_ids))
        view, added = _task_form(task, shown, hidden)
        progress.say(f"  the {name}: {len(shown)} fields shown, {len(hidden)} hidden; {added} added to a task's")
        yield (f"opening the form of the {name}, against a task's with as many fields", len(shown | hidden),
               _form(record), _form(task, view.id))
    work = env['cchc.my.work'].with_user(reader).get_data()
    lines = sum(len(section['lines']) for section in work['sections']) + len(work['next'])
    mine = env['project.task'].search_count([('user_ids', 'in', reader.ids)])
    for number in range(lines - mine):
        _task(project, reader, f"Nhiệm vụ số {number + 1}", 0)
    yield ("opening my work, against a list of as many tasks", lines,
           ('cchc_propaganda.cchc_my_work_action', {}, '.o_cchc_my_work'),
           ('project.action_view_my_task', {'viewType': 'list'}, '.o_list_view .o_data_row'))


def _form(record, view=False):
    return {
        'type': 'ir.actions.act_window', 'res_model': record._name, 'res_id': record.id, 'views': [[view, 'form']],
    }, {}, '.o_form_view .o-mail-Chatter'


def _fields(record, view=None):
    """Return the names of the fields that the form always hides, after those that it does not, as two sets."""
    arch = etree.fromstring(record.get_view(view and view.id, 'form')['arch'])
    shown, hidden = set(), set()
    for node in arch.xpath('//field[not(ancestor::field)]'):
        (hidden if node.get('invisible') in ALWAYS else shown).add(node.get('name'))
    return shown, hidden - shown


def _task(project, reader, name, messages):
    """Return a task of the person, with two sub-tasks, a text, and that many lines in its chatter."""
    task = project.env['project.task'].create({
        'name': name, 'project_id': project.id, 'user_ids': reader.ids, 'description': '<p>Nội dung bài viết.</p>',
        'child_ids': [(0, 0, {'name': f"Kênh {number}", 'project_id': project.id}) for number in range(2)]})
    for number in range(messages - len(task.message_ids)):
        task.with_user(reader).message_post(body=f"Lần sửa thứ {number + 1}")
    return task.with_user(reader)


def _task_form(task, shown, hidden):
    """Make a form of the task, Odoo's with further fields until it shows and hides as many as the given. Return it, and
    how many were added."""
    env, stock = task.env(su=True), task.env.ref('project.view_task_form2').sudo()
    its_shown, its_hidden = _fields(task, stock)
    free = sorted((name for name, field in task._fields.items() if field.type in SIMPLE and not field.groups
                   and name not in its_shown | its_hidden), key=lambda name: (not task._fields[name].store, name))
    more, unseen = max(len(shown) - len(its_shown), 0), max(len(hidden) - len(its_hidden), 0)
    if more + unseen > len(free):
        raise AssertionError(f'a task has only {len(free)} more fields, not {more} and {unseen}')
    added = [f'<field name="{name}"/>' for name in free[:more]] + [
        f'<field name="{name}" invisible="1"/>' for name in free[more:more + unseen]]
    return env['ir.ui.view'].create({
        'name': 'as many fields', 'model': 'project.task', 'mode': 'primary', 'inherit_id': stock.id,
        'arch': f'<notebook position="before"><group>{"".join(added)}</group></notebook>'}), len(added)


@contextlib.contextmanager
def _page(chromium, address, login, password):
    """Yield a page of the web client in which the person is logged in."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=['--no-sandbox'])
        try:
            page = browser.new_context(viewport=SIZE, locale='vi-VN', timezone_id='Asia/Ho_Chi_Minh').new_page()
            page.set_default_timeout(WAIT)
            page.add_init_script(WATCH)
            page.goto(f'{address}/web/login')
            page.fill('input[name=login]', login)
            page.fill('input[name=password]', password)
            page.click('button[type=submit]')
            page.wait_for_selector('.o_main_navbar')
            yield page
        finally:
            browser.close()


def _row(page, name, size, ours, theirs, repeat):
    taken, calls = {'ours': [], 'theirs': []}, {}
    for turn in range(repeat + 1):      # the first fills the caches
        for which, (action, options, mark) in (('ours', ours), ('theirs', theirs)):
            page.evaluate(OPEN, [NEUTRAL, {}, '.o_list_view', QUIET])
            milliseconds, calls[which] = page.evaluate(OPEN, [action, options, mark, QUIET])
            taken[which] += [milliseconds / 1000] if turn else []
    seconds, floor = (statistics.median(taken[which]) for which in ('ours', 'theirs'))
    progress.say(f"  {len(calls['ours'])} requests, against {len(calls['theirs'])}")
    return {
        'name': name, 'size': size, 'seconds': seconds, 'floor_seconds': floor, 'ratio': seconds / floor, 'goal': GOAL,
        'peak_mib': None}
