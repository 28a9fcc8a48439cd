# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""One step of a workflow (lock, checks, log, a line in the chatter), compared with a tracked change of a state in Odoo.

There are two floors with the same small model: without record rules, and with rules like those of an article.
"""

from . import _agency, _measure

RULES = (
    ("own agency", "[('x_company_id', 'in', company_ids)]"),
    ("own, or own unit's", """['|', ('create_uid', '=', user.id),
        ('x_department_id.member_ids', 'any', [('user_id', '=', user.id), ('active', '=', True)])]"""),
)
REPEAT, QUICK = 61, 11
GOALS = {'bare': 2.5, 'guarded': 1.5}
MOST_QUERIES = 14


def rows(open_env, options):
    repeat = QUICK if options.quick else REPEAT
    with open_env() as env:
        agency = _agency.Agency(env, units=3)
        works = {
            'step': _on_each(submitted(agency, repeat + 1), lambda article: article.action_approve()),
            'bare': _on_each(tickets(agency, 'x_ticket', repeat + 1), _change),
            'guarded': _on_each(tickets(agency, 'x_guarded_ticket', repeat + 1, RULES), _change),
        }
        env.cr.commit()
        # As from the web client, for example with tracking.
        editor = env(user=agency.board[0], context={'allowed_company_ids': agency.company.ids, 'lang': 'vi_VN'})
        works = {name: lambda work=work: work(editor) for name, work in works.items()}
        for work in works.values():     # fill the caches that stay between requests
            work()
        env.invalidate_all()
        yield from _queries(works, env)
        taken = _measure.in_turn(works, repeat - 1, env.invalidate_all)
        for floor, name in (('bare', "one step (approve)"),
                            ('guarded', "one step (approve), against a model with rules like an article's")):
            yield {
                'name': name, 'size': 1, 'seconds': taken['step'], 'floor_seconds': taken[floor],
                'ratio': taken['step'] / taken[floor], 'goal': GOALS[floor], 'peak_mib': None,
            }


def _queries(works, env):
    """Yield how many queries one step takes, with those of the tracked change beside it."""
    counts = {}
    for name, work in works.items():
        before = env.cr.sql_log_count
        work()
        counts[name] = env.cr.sql_log_count - before
        env.invalidate_all()
    yield {
        'name': f"one step (approve): queries, against {counts['bare']} of a tracked change", 'size': 1,
        'seconds': None, 'floor_seconds': None, 'ratio': float(counts['step']), 'goal': MOST_QUERIES, 'peak_mib': None}


def _on_each(records, action):
    """Return a piece of work that runs the action on the next record each time, as one request would."""
    ids = iter(records.ids)

    def work(env):
        action(env[records._name].browse(next(ids)))
        env.cr.flush()      # tracking is written at the end of a request

    return work


def _change(ticket):
    ticket.x_state = 'done'


def submitted(agency, count):
    """Return articles of one writer that wait for the board."""
    writer, [portal, *__] = agency.writers[-1], agency.channels
    articles = agency.env['cchc.article'].with_user(writer).create([{
        'name': f"Cải cách hành chính, kỳ {number}", 'body': '<p>Nội dung bài viết.</p>',
        'genre_id': agency.env.ref('cchc_propaganda.genre_news').id, 'channel_ids': portal.ids,
    } for number in range(count)])
    articles.action_submit()
    return articles


def tickets(agency, name, count, rules=()):
    """Return records of a tracked model without checks, only with the ``rules``."""
    from odoo.fields import Command

    env = agency.env
    model = env['ir.model'].create({
        'name': "Ticket", 'model': name, 'is_mail_thread': True,
        'access_ids': [Command.create({
            'name': "all", 'group_id': env.ref('base.group_user').id, 'perm_read': True, 'perm_write': True})],
        'field_id': [
            Command.create({'name': 'x_company_id', 'ttype': 'many2one', 'relation': 'res.company'}),
            Command.create({'name': 'x_department_id', 'ttype': 'many2one', 'relation': 'hr.department'}),
            Command.create({'name': 'x_state', 'ttype': 'selection', 'tracking': 1, 'selection_ids': [
                Command.create({'value': value, 'name': value.title()}) for value in ('new', 'done')]})],
    })
    env['ir.rule'].create([{'name': label, 'model_id': model.id, 'domain_force': domain} for label, domain in rules])
    return env[model.model].create([{
        'x_state': 'new', 'x_company_id': agency.company.id, 'x_department_id': agency.departments[0].id}] * count)
