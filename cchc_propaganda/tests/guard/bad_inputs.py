# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a client may send that nobody means: one table for each kind of input, tried by ``test_walker``."""

HUGE = 10**400              # JSON knows no largest number
LONG = '9' * 5000           # Python refuses to read a number of more than 4300 digits
SURROGATE = 'a\ud800b'      # half a character: JSON can carry it, UTF-8 and PostgreSQL cannot
CONTROL = 'a\x00\x07\x1bb'  # PostgreSQL stores no NUL

# name -> what stands for the ids of a call, given the id of a record that is out of sight.
IDS = {
    'out of sight': lambda number: [number],
    'one number': lambda number: number,
    'twice': lambda number: [number, number],
    'none': lambda number: [],
    'not existing': lambda number: [2**31 - 2],
    'negative': lambda number: [-1],
    'zero': lambda number: [0],
    'beyond 4 bytes': lambda number: [2**40],
    'beyond 8 bytes': lambda number: [2**70],
    'null': lambda number: None,
    'list of null': lambda number: [None],
    'text': lambda number: ['abc'],
    'digits': lambda number: [str(number)],
    'fraction': lambda number: [1.5],
    'truth': lambda number: [True],
    'nested': lambda number: [[number]],
    'object': lambda number: [{'id': number}],
}

# name -> a context. OTHER: the id of another agency; HIDDEN: that of an article that is out of sight.
CONTEXTS = {
    'plain': {},
    'archived': {'active_test': False},
    'unknown language': {'lang': 'xx_XX'},
    'language of no type': {'lang': 7},
    'unknown zone': {'tz': 'Mars/Olympus'},
    'zone of no type': {'tz': [1]},
    'other agency': {'allowed_company_ids': ['OTHER']},
    'agency that does not exist': {'allowed_company_ids': [2**31 - 2]},
    'agency of no type': {'allowed_company_ids': ['abc']},
    'agencies of no type': {'allowed_company_ids': 'abc'},
    'gate': {'cchc_gate': True, 'cchc_quiet': True, 'cchc_reminder': True, 'cchc_import': True},
    'forced': {'force_company': 1, 'force_delete': True, 'force_unlink': True, 'force_send': True},
    'uninstallation': {'_force_unlink': True, 'module': 'base', 'uninstall': True},
    'installation': {'install_mode': True, 'install_module': 'base', 'noupdate': True, 'import_file': True},
    'no mail': {'tracking_disable': True, 'mail_notrack': True, 'mail_create_nolog': True,
                'mail_create_nosubscribe': True, 'mail_auto_subscribe_no_notify': True},
    'mail': {'mail_post_autofollow': True, 'mail_notify_force_send': True, 'mail_activity_quick_update': True},
    'words of size': {'bin_size': True, 'prefetch_fields': False, 'show_address': True},
    'active record': {'active_id': 'HIDDEN', 'active_ids': ['HIDDEN'], 'active_model': 'cchc.article'},
    'active record of no type': {'active_id': {'a': 1}, 'active_ids': 'abc', 'active_model': 7},
    'states by default': {'default_state': 'published', 'default_company_id': 'OTHER', 'default_id': 'HIDDEN'},
}


def context(name, other, hidden):
    """The context of that name, with the two ids in their places."""
    return {key: _filled(value, {'OTHER': other, 'HIDDEN': hidden}) for key, value in CONTEXTS[name].items()}


def _filled(value, places):
    if isinstance(value, list):
        return [_filled(item, places) for item in value]
    return places.get(value, value) if isinstance(value, str) else value


TEXTS = (7, 1.5, True, [1], {'a': 1}, CONTROL, SURROGATE, 'x' * 100_000, None)
NUMBERS = ('abc', LONG, HUGE, 2**31, -2**31 - 1, 2**70, [1], {'a': 1}, '', '1.5', None, 'NaN', 1e308, True)
DAYS = ('not a day', '2024-02-30', '0000-00-00', '2024-01-01 25:00:00', '9' * 400, 7, 1.5, True, [1], {'a': 1}, CONTROL,
        '2024-1-1', '10000-01-01', None)
LINKS = ('abc', 1.5, True, [1, 2], [[1]], {'a': 1}, {'id': 'x'}, 2**40, 2**70, HUGE, -1, 2**31 - 2, [], '7', None)
LISTS = ('abc', 7, 1.5, True, {'a': 1}, [None], ['abc'], [1.5], [[1]], [[9, 1]], [[4, 'abc']], [[4]], [[6, 0, 'abc']],
         [[6, 0, [2**70]]], [[6, 0, [None]]], [[4, 2**31 - 2]], [[4, -1]], [[0, 0, 'abc']], [[0, 0, {'no_such': 1}]],
         [[1, 2**31 - 2, {}]], [[1, 'abc', {}]], [[2, 2**70]], [[3]], [[]], [[0, 0, []]], [{'a': 1}], [[HUGE]], None)
CHOICES = ('no such choice', 7, True, [1], {'a': 1}, CONTROL, SURROGATE, '', None)
BYTES = ('not base64!', 7, True, [1], {'a': 1}, 'YQ', SURROGATE, None)
VALUES = {
    'char': TEXTS, 'text': TEXTS, 'html': TEXTS, 'selection': CHOICES, 'reference': ('abc', 'cchc.article,x', *CHOICES),
    'integer': NUMBERS, 'float': NUMBERS, 'monetary': NUMBERS, 'boolean': ('abc', [1], {'a': 1}, HUGE, None),
    'date': DAYS, 'datetime': DAYS, 'many2one': LINKS, 'many2one_reference': LINKS, 'one2many': LISTS,
    'many2many': LISTS, 'binary': BYTES, 'image': BYTES, 'json': ('abc', 7, CONTROL, [[[]]], None),
    'properties': ('abc',), 'properties_definition': ('abc',),
}
ANYTHING = (None, True, 7, -1, 1.5, HUGE, 'abc', '', LONG, CONTROL, SURROGATE, [1], [[1]], {'a': 1}, [None], 2**40)


def commands(target, deep):
    """Defaults of a list that would write into the record with that id, or into what hangs on it."""
    return (
        [[1, target, deep]], [[4, target]], [[6, 0, [target]]], [[0, 0, {'name': "x", **deep}]], [[3, target]],
        [[2, target]], [{'id': target, **deep}], [[0, 0, {'ids': [[1, target, deep]]}]], [target])
