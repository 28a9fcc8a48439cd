"""One step of a workflow (lock, checks, a line in the chatter) against Odoo's own tracked change of a state."""

from . import _agency, _measure

RULES = (
    ("own agency", "[('x_company_id', 'in', company_ids)]"),
    ("own, or own unit's", """['|', ('create_uid', '=', user.id),
        ('x_department_id.member_ids', 'any', [('user_id', '=', user.id), ('active', '=', True)])]"""),
)
REPEAT, QUICK = 41, 11
GOAL = 2


def rows(open_env, options):
    repeat = QUICK if options.quick else REPEAT
    with open_env() as env:
        agency = _agency.Agency(env, units=3)
        # As from the web client: with tracking, for one.
        editor = {'user': agency.board[0], 'context': {'allowed_company_ids': agency.company.ids, 'lang': 'vi_VN'}}
        articles = iter(_submitted(agency, repeat + 1).with_env(env(**editor)))
        tickets = iter(_tickets(agency, repeat + 1).with_env(env(**editor)))
        env.cr.commit()

        def approve():
            next(articles).action_approve()
            env.cr.flush()      # tracking is written at the end of a request

        def change():
            next(tickets).x_state = 'done'
            env.cr.flush()

        approve(), change()     # what stays in memory between requests
        taken = _measure.in_turn({'step': approve, 'stock': change}, repeat, env.invalidate_all)
        yield {
            'name': "one step (approve)", 'size': 1, 'seconds': taken['step'], 'floor_seconds': taken['stock'],
            'ratio': taken['step'] / taken['stock'], 'goal': GOAL, 'peak_mib': None,
        }


def _submitted(agency, count):
    """Articles of one writer that wait for the board."""
    writer, [portal, *__] = agency.writers[-1], agency.channels
    articles = agency.env['cchc.article'].with_user(writer).create([{
        'name': f"Cải cách hành chính, kỳ {number}", 'body': '<p>Nội dung bài viết.</p>',
        'genre_id': agency.env.ref('cchc_propaganda.genre_news').id, 'channel_ids': portal.ids,
    } for number in range(count)])
    articles.action_submit()
    return articles


def _tickets(agency, count):
    """Records of a model that Odoo tracks and nobody guards; who may see them is asked as for an article."""
    from odoo.fields import Command

    env = agency.env
    model = env['ir.model'].create({
        'name': "Ticket", 'model': 'x_ticket', 'is_mail_thread': True,
        'access_ids': [Command.create({
            'name': "all", 'group_id': env.ref('base.group_user').id, 'perm_read': True, 'perm_write': True})],
        'field_id': [
            Command.create({'name': 'x_company_id', 'ttype': 'many2one', 'relation': 'res.company'}),
            Command.create({'name': 'x_department_id', 'ttype': 'many2one', 'relation': 'hr.department'}),
            Command.create({'name': 'x_state', 'ttype': 'selection', 'tracking': 1, 'selection_ids': [
                Command.create({'value': value, 'name': value.title()}) for value in ('new', 'done')]})],
    })
    env['ir.rule'].create([{'name': name, 'model_id': model.id, 'domain_force': domain} for name, domain in RULES])
    return env[model.model].create([{
        'x_state': 'new', 'x_company_id': agency.company.id, 'x_department_id': agency.departments[0].id}] * count)
