# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Odoo's own words that our users meet: ``i18n_extra/vi.po`` fills what has no Vietnamese, and replaces nothing."""

import importlib.util
import re
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[1]
ADDONS = ('cchc_propaganda', 'cchc_propaganda_report')
ODOO = [Path(folder) / 'addons' for folder in importlib.util.find_spec('odoo').submodule_search_locations]
PLACEHOLDER = re.compile(r'%\(\w+\)[a-z]|%[ds]|\{\{?[^}]*\}')
# Modules whose words stand on every screen, and what of them nobody here meets: names of emoji, options that only a
# developer chooses in Studio or sees in debug mode, the diagnosis of a call, records of other apps.
EVERYWHERE = ('web', 'mail', 'html_editor')
ELSEWHERE = re.compile(
    r'emoji|/debug/|debug_|/profiling/|fields/[a-z_]+/[a-z_0-9]+_field\.js|formatters\.js|property_definition|'
    r'call_context_menu|settings_form_view/widgets|install_scoped_app|signature/name_and_signature|rotting_mixin|/tours/|'
    r'field_tooltip|view_button\.xml|views/fields/(?:many2one|domain|float|datetime|badge|json|html|url|integer)|'
    r'fields/html_field\.js')
# The same in Vietnamese: names, marks, and words that officials write as they are.
SAME = {
    'Video', 'Menu', 'Email', 'Emoji', 'GIF', 'KB', 'URL', 'Bot', 'Mail', 'CTRL', 'CMD', 'ms', 'hex', 'px',
    'kMGTPE', 'Radio', 'Instagram', 'Vimeo', 'Youtube', 'Odoo', 'list-item', 'Domain node', '=like', '=ilike',
    'MailDeliveryException', 'option.label', 'optionScope.label', 'props.placeholder', 'Bytes|Kb|Mb|Gb|Tb|Pb|Eb|Zb|Yb',
    '(%(mbLoaded)s/%(mbTotal)sMB)'}
each_addon = pytest.mark.parametrize('addon', ADDONS)


def of_odoo(module, name):
    """Return the catalogue ``name`` of a module of Odoo, None where it is not there."""
    for folder in ODOO:
        file = folder / module / 'i18n' / name
        if file.exists():
            return polib.pofile(file)
    return None


def translated(module):
    """Return ``{source: Vietnamese}`` of Odoo for a module, without what only repeats the source."""
    return {entry.msgid: entry.msgstr for entry in of_odoo(module, 'vi.po') or ()
            if not entry.obsolete and entry.msgstr not in ('', entry.msgid)}


def extra(addon):
    return polib.pofile(ROOT / addon / 'i18n_extra' / 'vi.po')


def modules_of(entry):
    """Return the modules whose words these are; none for a label that a field of Odoo has on a model of ours, which
    Odoo's own file does not reach."""
    if all('__cchc_' in place for place, __ in entry.occurrences):
        return []
    return re.findall(r'\w+', entry.comment.splitlines()[0])[1:]


@each_addon
def test_nothing_that_odoo_has_translated_is_said_again(addon):
    """A later Odoo may know the word: then it is taken out here."""
    modules = {module for entry in extra(addon) for module in modules_of(entry)}
    known = {module: translated(module) for module in modules}
    assert not {entry.msgid: module for entry in extra(addon) for module in modules_of(entry)
                if entry.msgid in known[module]}


@each_addon
def test_each_entry_is_a_word_of_odoo_with_a_translation(addon):
    """Words of the client are in Odoo's template or in its sources; labels belong to a record of Odoo."""
    templates, sources = {}, {}
    for entry in extra(addon):
        assert entry.msgstr
        assert sorted(PLACEHOLDER.findall(entry.msgid)) == sorted(PLACEHOLDER.findall(entry.msgstr)), entry.msgid
        for module in modules_of(entry):
            if module not in templates:
                templates[module] = {word.msgid for word in of_odoo(module, f'{module}.pot')}
            if entry.msgid in templates[module]:
                continue
            if module not in sources:
                sources[module] = '\n'.join(
                    file.read_text() for folder in ODOO for file in (folder / module / 'static/src').rglob('*.js'))
            assert entry.msgid.split(' .')[0] in sources[module], entry.msgid


@each_addon
def test_no_word_of_ours_is_said_in_another_way(addon):
    """The client takes both files of the addon as one."""
    ours = {entry.msgid: entry.msgstr for entry in polib.pofile(ROOT / addon / 'i18n' / 'vi.po')
            if any('/static/' in place for place, __ in entry.occurrences)}
    assert not {entry.msgid for entry in extra(addon)
                if 'odoo-javascript' in entry.comment and ours.get(entry.msgid, entry.msgstr) != entry.msgstr}


def met(module):
    """Return the sources of the client that stand in Odoo's template, and those that its template has missed."""
    yield from (entry.msgid for entry in of_odoo(module, f'{module}.pot')
                if any('/static/' in place and not ELSEWHERE.search(place) for place, __ in entry.occurrences))
    for folder in ODOO:
        for file in (folder / module / 'static/src').rglob('*.js'):
            if not ELSEWHERE.search(str(file)):
                code = re.sub(r'^ *(?:\*|//).*', '', file.read_text(), flags=re.MULTILINE)   # examples in comments
                yield from (words for words in re.findall(r'\b_t\("([^"\\]+)"[,)]', code))


@pytest.mark.parametrize('module', EVERYWHERE)
def test_client_has_no_english_left(module):
    known = translated(module) | {entry.msgid: entry.msgstr for entry in extra('cchc_propaganda')}
    sources = set(met(module))
    assert len(sources) > 100
    assert not [source for source in sources if source not in known and source not in SAME
                and re.search(r'[A-Za-z]{2}', PLACEHOLDER.sub('', source))]
