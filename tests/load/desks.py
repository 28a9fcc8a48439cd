# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What people do, in two applications: with our articles, and the same with tasks of Odoo's own project app. Both desks
have the same methods, and each method makes the same calls on both, but for ``presence``, which only our forms send."""

import itertools
import random
from functools import cached_property

PAGE, COLUMN = 80, 40
STATES = ('draft', 'submitted', 'approved', 'published', 'cancelled')
COUNT_LIMIT = 10_001
WAITS = ['submitted', 'approved']
ON_BOARD = [    # the filters with which our board opens
    ('state', 'in', [*WAITS, 'published']), '|', ('state', 'in', WAITS), ('date', '>=', 'today -90d'),
    ('is_on_my_channels', '=', True)]
TEXT = ("Thực hiện kế hoạch tuyên truyền cải cách hành chính, đơn vị đã phổ biến nội dung đến toàn thể cán bộ, công "
        "chức và hướng dẫn người dân nộp hồ sơ trực tuyến, theo dõi tiến độ, nhận kết quả qua bưu chính công ích. ")
_numbers = itertools.count(1)


def text():
    """Return the text of an article, never the same twice."""
    return ''.join(f'<p>{TEXT * random.randint(1, 3)}{next(_numbers)}</p>' for __ in range(4))


class Desk:
    """What both have in common."""

    model, title, body = '', 'name', ''

    def __init__(self, web, known, role):
        self.web, self._known, self._screens = web, known, known['screens'][role]

    def _screen(self, kind, model=None):
        return self._screens[model or self.model][kind]

    def open_app(self):
        """Open the application after logging in."""
        self.web.menus()
        self.web.views(self.model, ('list', 'kanban', 'form'))
        self.start_page()

    def read_list(self, domain=(), model=None, kind='list'):
        """Open a list; return its records."""
        screen = self._screen('list', model)
        return self.web.call(kind, model or self.model, 'web_search_read', domain=list(domain),
                             specification=screen['specification'], limit=PAGE, offset=0, order=screen['order'],
                             count_limit=COUNT_LIMIT)['records']

    def search(self, words):
        """Search in the list as somebody who types into its search field."""
        return self.read_list([(self.title, 'ilike', words)], kind='search')

    def _read_board(self, domain, column, kind='board'):
        screen = self._screen('kanban')
        groups = self.web.call(
            kind, self.model, 'web_read_group', domain=list(domain), groupby=[column], order=screen['order'],
            auto_unfold=True, unfold_read_specification=screen['specification'], unfold_read_default_limit=COLUMN,
            context={'read_group_expand': True})['groups']
        if screen['bar']:
            self.web.call('progress bar', self.model, 'read_progress_bar', domain=list(domain), group_by=column,
                          progress_bar=screen['bar'])
        return groups

    def open(self, record):
        """Open the form of a record, with its chatter; return its values."""
        values = self._read_form(record)
        self.web.chatter(self.model, record)
        return values

    def _read_form(self, record, model=None):
        return self.web.call('form', model or self.model, 'web_read', [record],
                             specification=self._screen('form', model)['specification'])[0]

    def _save(self, record, values, kind='save', model=None, context=None):
        """Save a form; return the id of the record."""
        saved = self.web.call(
            kind, model or self.model, 'web_save', [record] if record else [], values,
            specification=self._screen('form', model)['specification'], context=context)
        return saved[0]['id']

    def _new(self, model=None, context=None):
        self.web.call('new form', model or self.model, 'onchange', [], {}, [],
                      self._screen('form', model)['specification'], context=context)

    def correct(self, record):
        """Change the text of a record and save it."""
        self._save(record, {self.body: text()})

    def say(self, record):
        self.web.say(self.model, record, "Đề nghị bổ sung số liệu và ảnh minh họa.")
        self.web.chatter(self.model, record)


class Articles(Desk):
    """Our application."""

    name, model, body = 'ours', 'cchc.article', 'body'

    def start_page(self):
        self.web.call('start page', 'cchc.my.work', 'get_data', 'mine')

    def overview(self):
        """How far all units are, and the year beside the one before."""
        self.web.call('overview', 'cchc.dashboard', 'get_data', self._known['plan'])
        self.web.call('overview', 'cchc.plan', 'get_overview', self._known['plan'], None)

    def open(self, record):
        values = super().open(record)
        self.web.call('presence', self.model, 'announce_presence', [record], f'tab{next(_numbers)}',
                      open_for=1, is_editing=False, is_asking=True)
        return values

    def board(self):
        """Open the board; return the ids of what has a button to approve it."""
        groups = self._read_board(ON_BOARD, self._screen('kanban')['column'])
        return [record['id'] for group in groups for record in group['__records'] if record['can_approve']]

    def write_new(self):
        """Write a new article for the portal and another channel; return its id."""
        self._new()
        self.web.call('name search', 'cchc.channel', 'web_name_search', 'C', {'display_name': {}}, limit=8)
        channels = [self._known['channels'][code] for code in ('portal', random.choice(('cchc', 'zalo')))]
        return self._save(False, {
            'name': f"Tin cải cách hành chính số {next(_numbers)}/{random.getrandbits(32)}", 'body': text(),
            'genre_id': self._known['genre'], 'channel_ids': [[4, channel] for channel in channels]}, kind='create')

    def hand_in(self, record):
        self.web.step(self.model, 'action_submit', record, named='submit')
        super().open(record)

    def approve(self, record):
        self.web.step(self.model, 'action_approve', record, named='approve')
        super().open(record)

    def send_back(self, record):
        """Return an article with a reason, in the dialog that asks for it."""
        self.web.views('cchc.reason.wizard', ('form',))
        context = {'active_model': self.model, 'active_id': record, 'active_ids': [record], 'default_step': 'return'}
        self._new('cchc.reason.wizard', context)
        dialog = self._save(
            False, {'reason': "Bổ sung số liệu và nguồn trích dẫn."}, 'create', 'cchc.reason.wizard', context)
        self.web.button('step', 'cchc.reason.wizard', 'action_confirm', dialog, context=context)
        self.web.acknowledged(self.model, record, 'return')
        super().open(record)

    def waiting_to_be_posted(self):
        return [record['id'] for record in self.read_list([('state', '=', 'approved')])]

    def post(self, record):
        """Enter the link under which an article was posted, in its dialog."""
        dialog = self.web.button('button', self.model, 'action_enter_link', record)
        publication = dialog['res_id']
        values = self._read_form(publication, 'cchc.publication')
        channel = next(code for code, id_ in self._known['channels'].items() if id_ == values['channel_id']['id'])
        self._save(publication, {'url': f'https://{channel}.example/tin-{next(_numbers)}-{random.getrandbits(48)}'},
                   model='cchc.publication')
        self.web.step('cchc.publication', 'action_publish', publication, named='publish')
        super().open(record)

    def mine(self):
        """Open the list of what I wrote; return the records."""
        return self.read_list([('is_mine', '=', True)])

    def of_unit(self):
        return self.read_list([('is_my_unit', '=', True), ('is_current', '=', True)])

    def given_out(self):
        self.read_list([], 'cchc.assignment')

    def is_draft(self, record):
        return record.get('state') == 'draft'


class Tasks(Desk):
    """Odoo's project app, with the same texts."""

    name, model, body = 'stock', 'project.task', 'description'

    def __init__(self, web, known, role):
        super().__init__(web, known, role)
        self._project = known['projects'][web.login]

    @cached_property
    def _stage(self):
        return dict(zip(STATES, self._known['stages'], strict=True))

    def start_page(self):
        """Open “My tasks”: by personal stage, as the project app opens."""
        self._read_board([('user_ids', 'in', self.web.uid), ('state', 'not in', ['1_done', '1_canceled'])],
                         'personal_stage_type_id', 'start page')

    def overview(self):
        """Tasks by project and stage, and by project and month: two pivot tables."""
        for first, second in (('project_id', 'stage_id'), ('project_id', 'date_deadline:month')):
            self.web.call('overview', self.model, 'formatted_read_grouping_sets', [],
                          [[], [first], [second], [first, second]], ['__count'])

    def board(self):
        stages = [self._stage[name] for name in ('submitted', 'approved', 'published')]
        groups = self._read_board([('stage_id', 'in', stages)], 'stage_id')
        return [record['id'] for group in groups if (group['stage_id'] or [0])[0] == self._stage['submitted']
                for record in group['__records']]

    def write_new(self):
        self._new(context={'default_project_id': self._project})
        self.web.call('name search', 'res.users', 'web_name_search', 'C', {'display_name': {}}, limit=8)
        return self._save(False, {
            'name': f"Tin cải cách hành chính số {next(_numbers)}/{random.getrandbits(32)}", 'description': text(),
            'project_id': self._project, 'stage_id': self._stage['draft'], 'user_ids': [[4, self.web.uid]]},
            kind='create')

    def _move(self, record, stage):
        """Change the stage, which is tracked in the chatter, and read the form again as after a button."""
        self.web.call('step', self.model, 'write', [record], {'stage_id': self._stage[stage]})
        self.open(record)

    def hand_in(self, record):
        self._move(record, 'submitted')

    def approve(self, record):
        self._move(record, 'approved')

    def send_back(self, record):
        """Note an activity with words, and mark it as done: the dialog of the chatter."""
        self.web.views('mail.activity', ('form',))
        context = {'default_res_model': self.model, 'default_res_id': record}
        self._new('mail.activity', context)
        activity = self._save(False, {
            'res_model_id': self._known['task_model'], 'res_id': record, 'summary': "Bổ sung",
            'activity_type_id': self._known['activity_type'], 'user_id': self.web.uid,
            'note': "<p>Bổ sung số liệu và nguồn trích dẫn.</p>"}, 'create', 'mail.activity', context)
        self.web.call('step', 'mail.activity', 'action_feedback', [activity], feedback="Bổ sung số liệu.")
        self.open(record)

    def waiting_to_be_posted(self):
        return [record['id'] for record in self.read_list([('stage_id', '=', self._stage['approved'])])]

    def post(self, record):
        self.web.button('button', self.model, 'action_open_task', record)
        self._read_form(record)
        self._save(record, {'description': text()})
        self._move(record, 'published')

    def mine(self):
        return self.read_list([('user_ids', 'in', self.web.uid)])

    def of_unit(self):
        return self.read_list([('project_id', '=', self._project)])

    def given_out(self):
        self.read_list([('state', 'not in', ['1_done', '1_canceled'])])

    def is_draft(self, record):
        return (record.get('stage_id') or {}).get('id') == self._stage['draft']
