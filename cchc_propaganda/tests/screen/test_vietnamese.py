# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re

from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tools.translate import code_translations

from ..common import TODAY, CchcCommon

ROLES = ('author', 'head', 'editor', 'office', 'director', 'admin')
EVERYBODY = 'outsider'      # who has all the rights

KINDS = ('list', 'form', 'kanban', 'search', 'calendar', 'pivot', 'graph')
# What a view shows besides the labels of its fields.
SHOWN = ('string', 'placeholder', 'title', 'aria-label', 'alt', 'help', 'confirm', 'confirm-title', 'confirm-label',
         'cancel-label', 'sum', 'avg', 'data-tooltip')
# Forms of Odoo that our users open: their preferences, a note to themselves, a letter, a colleague's card.
OF_ODOO = {
    'base.view_users_form_simple_modif': 'res.users', 'hr.res_users_view_form_preferences': 'res.users',
    'mail.mail_activity_view_form_popup': 'mail.activity',
    'mail.mail_activity_schedule_view_form': 'mail.activity.schedule',
    'mail.email_compose_message_wizard_form': 'mail.compose.message', 'base.view_partner_simple_form': 'res.partner',
}
WORDS = re.compile(r'[^\W\d_]{2}')
VIETNAMESE = re.compile(r'[à-ỹÀ-ỸđĐ]')
NAMES = ('tz', 'cchc_tz', 'lang')    # fields whose choices are names: of cities, of languages
# Vietnamese that needs no mark, names, and what is no word: addresses, keys, colours.
PLAIN = re.compile(
    r'^(?:Email|Gmail|Outlook|Infographic|Video clip|Zalo|Tin|Link|Trang|Logo|Website|Menu|SMS|root|ID|A4)$|^https?://|^T\d+|'
    r'^[a-z0-9_.,:#/()+@…-]+$|^[A-Z]\w+/\w+|^\W*[A-Z]{1,3}\W*$')


# What Odoo's ORM says in English to everybody, as its words have no translation; whom it names is left out.
OF_THE_ORM = (
    "Recursion Detected.", "Cannot grab a lock on records", "Only admins can upload SVG files.",
    "Image is not encoded in base64.", "Record does not exist or has been deleted.\n(Record: cchc.plan(1,), User: 2)",
    "Access to unauthorized or invalid companies.", "Invalid language code: xx_XX",
    "You don't have the rights to export data. Please contact an Administrator.",
    "The value for the field 'name' already exists.\n\nDetail: (name)=(x)",
    "Unable to delete cchc.channel(1,) because it is used as the default value of x.y",
    "You cannot delete cchc.channel(1,), as it is used by x.y(2,)",
    "You do not have enough rights to access the field \"x\" on Plan (cchc.plan).",
    "The field value you're saving (Plan Text) includes content that is restricted for security reasons.",
    "Unsupported operator on Waiting time Article in ('clock_text', '>', 1)",
    "Uh-oh! You’ve got some company inconsistencies here:\n- “A” belongs to company “B” while “Kênh” (channel_id: 'C') "
    "belongs to another company.\nTo avoid a mess, no company crossover is allowed!",
)
# Words of the web client that Odoo's Vietnamese file does not have, or only repeats.
OF_THE_CLIENT = {
    'web': ("Missing required fields", "Search more...", "Are you sure you want to update %(count)s records?",
            "Are you sure you want to delete the selected record?", "Ok", "Shortcuts"),
    'html_editor': ("Toggle bold", "Heading 2"),
    'mail': ("Starred messages",),
}


@tagged('post_install', '-at_install')
class TestVietnamese(CchcCommon):
    """Whoever reads Vietnamese meets no English: every view, action and screen of every role is opened in both
    languages, and what is the same in both is listed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env['res.lang']._activate_lang('vi_VN')
        cls.env['ir.module.module'].search([('state', '=', 'installed')])._update_translations(['vi_VN'])
        cls.ours = sorted(name for name in cls.env.registry if name.startswith('cchc.') and (
            not cls.env[name]._abstract or cls.env[name]._transient))

    def in_(self, lang, login):
        """Return the environment of the user in that language."""
        self.env.flush_all()
        return self.env(user=self.users[login].id, context={'lang': lang, 'tz': 'Asia/Ho_Chi_Minh'})

    def assertVietnamese(self, read, login, english=None):
        """Assert that ``read(environment)``, which yields ``(words, where)``, yields no words of the English source.
        ``english``: those words, if they are known."""
        english = english or {words for words, __ in read(self.in_('en_US', login))}
        left = {}
        for words, where in read(self.in_('vi_VN', login)):
            if words in english and WORDS.search(words) and not VIETNAMESE.search(words) and not PLAIN.search(words):
                left.setdefault(words, where)
        self.assertFalse(left, '\n'.join(f"“{words}”: {where}" for words, where in left.items()))

    # ------------------------------------------------------------------
    # Views and actions
    # ------------------------------------------------------------------

    def _views(self, env):
        views = self.env['ir.ui.view'].search([
            ('model', 'in', self.ours), ('inherit_id', '=', False), ('type', 'in', KINDS)])
        for model, own in views.grouped('model').items():
            if env[model].has_access('read'):
                for view in own:
                    yield from _words_of_views(env[model], [[view.id, view.type]])
        for xml_id, model in OF_ODOO.items():
            yield from _words_of_views(env[model], [[self.env.ref(xml_id).id, 'form']])

    def _actions(self, env):
        actions = self.env['ir.actions.act_window'].search([('res_model', 'in', [*self.ours, 'hr.department'])])
        for action in actions.with_context(lang=env.context['lang']):
            yield action.name, 'name of an action'
            yield from _words_of_arch(f'<help>{action.help or ""}</help>', action.name)
        for menu in env['ir.ui.menu'].load_menus(False).values():
            if isinstance(menu, dict):
                yield menu.get('name') or '', 'menu'

    def test_views_and_actions_of_every_role(self):
        for read in (self._views, self._actions):
            english = {words for words, __ in read(self.in_('en_US', EVERYBODY))}
            self.assertTrue(english)
            for login in ROLES:
                with self.subTest(login=login):
                    self.assertVietnamese(read, login, english)

    # ------------------------------------------------------------------
    # What the system writes on the screens
    # ------------------------------------------------------------------

    def _year(self):
        """Documents in every state; everything that people type has letters of Vietnamese."""
        for record in (*self.units.values(), *self.channels.values(), *self.users.values(), *self.employees.values(),
                       self.company):
            record.name = f'Đ{record.name}'
        of_author = {'name': "Công khai thủ tục", 'body': "<p>Công khai thủ tục.</p>"}
        plan = self.plan_in(
            'draft', {}, {'channel_id': self.channels['page'].id, 'frequency': 'quarter', 'due_day': 20},
            name="Kế hoạch năm 2024")
        plan.topic_ids.name = "Tin cải cách hành chính"
        with self.on('2024-01-02'):
            self._walk_plan(self.as_(plan, 'office'), 'published', '2024-01-02')
        for state in ('draft', 'submitted', 'approved', 'published', 'cancelled'):
            self.article_in(state, ('portal', 'page'), **of_author)
        self.as_(self.article_in('submitted', **of_author), 'editor').action_return("Bổ sung số liệu")
        for state in ('sent', 'refused', 'removed'):
            self.publication_in(state, **of_author)

    def _read_screens(self, env):
        if env['cchc.plan'].has_access('read'):
            for scope in ('mine', 'unit'):
                yield from _words_of_data(env['cchc.my.work'].get_data(scope), 'my work')
            yield from _words_of_data(env['cchc.dashboard'].get_data(), 'follow-up')

    def _read_documents(self, env):
        """The sentences and labels that are computed for the fields of the views."""
        for name in self.ours:
            model = env[name]
            if model._transient or not model._auto or not model.has_access('read'):
                continue
            shown = model.get_views([[False, 'list'], [False, 'form']])['models'][name]['fields']
            names = [field for field in shown if field != 'display_name' and not model._fields[field].store
                     and model._fields[field].type in ('char', 'text', 'html') and not model._fields[field].related]
            try:
                records = model.search([], limit=20)
                for values in records.read(names) if names else ():
                    yield from _words_of_data({field: values[field] for field in names}, name)
            except AccessError:
                continue

    def test_screens_and_sentences_of_every_role(self):
        self._year()
        for day in (TODAY, '2024-04-09'):
            self.at(day)
            for login in ROLES:
                with self.subTest(login=login, day=day):
                    self.assertVietnamese(self._read_screens, login)
                    self.assertVietnamese(self._read_documents, login)


    def test_what_the_orm_says_in_english_is_said_by_us(self):
        for words in OF_THE_ORM:
            told = str(self.env['ir.http']._cchc_told(UserError(words), 'cchc.plan', 'write', [], {}))
            with self.subTest(words=words):
                self.assertNotIn(words.splitlines()[0].rstrip('.'), told)
                self.assertTrue(told.endswith('.'))


@tagged('post_install', '-at_install')
class TestClientWords(HttpCase):
    """The words that the web client fetches, found as it finds them: in the words of the module, else in those of all
    modules (``translatedTermsGlobal``)."""

    def _client(self, lang):
        self.env['res.lang']._activate_lang(lang)
        modules = self.url_open(f'/web/webclient/translations?lang={lang}').json()['modules']
        of_all = {word['id']: word['string'] for words in modules.values() for word in words['messages']}
        of_each = {
            module: {word['id']: word['string'] for word in words['messages']} for module, words in modules.items()}
        return lambda module, words: of_each[module].get(words) or of_all.get(words) or words

    def test_what_has_no_vietnamese_is_filled(self):
        said = self._client('vi_VN')
        for module, sources in OF_THE_CLIENT.items():
            for source in sources:
                with self.subTest(source=source):
                    self.assertNotEqual(said(module, source), source)
        self.assertEqual(said('web', "Save"), "Lưu")    # what Odoo has translated stays

    def test_other_languages_are_odoos_own(self):
        """French has words for most of these, and gets none of ours."""
        modules = list(self.env.registry._init_modules)
        http = self.env['ir.http']
        self.env['res.lang']._activate_lang('fr_FR')
        of_odoo = {module: code_translations.get_web_translations(module, 'fr_FR') for module in modules}
        self.assertEqual(http._get_translations_for_webclient(modules, 'fr_FR')[0], of_odoo)


def _words_of_views(model, views):
    found = model.get_views(views)
    for kind, view in found['views'].items():
        yield from _words_of_arch(view['arch'], f'{model._name}, {kind}')
    for name, described in found['models'].items():
        for field, description in described['fields'].items():
            labels = [label for __, label in description.get('selection') or () if field not in NAMES]
            for words in (description.get('string'), description.get('help'), *labels):
                if isinstance(words, str):
                    yield words, f'{name}.{field}'


def _words_of_arch(arch, where):
    for node in etree.fromstring(arch).iter(etree.Element):
        for words in (node.text, node.tail, *(node.get(name) for name in SHOWN)):
            if words := ' '.join((words or '').split()):
                yield words, where


def _words_of_data(data, where):
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _words_of_data(value, f'{where}: {key}')
    elif isinstance(data, (list, tuple)):
        for value in data:
            yield from _words_of_data(value, where)
    elif isinstance(data, str):
        for words in re.sub(r'<[^>]*>', '\n', data).splitlines():
            if words := ' '.join(words.split()):
                yield words, where
