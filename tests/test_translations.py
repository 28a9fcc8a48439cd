# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The Vietnamese of both addons: complete, up to date with the sources, and in the words of an office."""

import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[1]
ADDONS = [name for name in ('cchc_propaganda', 'cchc_propaganda_report') if (ROOT / name / '__manifest__.py').exists()]
each_addon = pytest.mark.parametrize('addon', ADDONS)

PLACEHOLDER = re.compile(r'%\(\w+\)[a-z]|%[ds%]|\{\w*\}')
TAG = re.compile(r'</?[a-z]\w*')
TAGS = re.compile(r'<[^>]*>')
# Words that an office does not use, or not for news items; words of software; the key of a period.
FORBIDDEN = re.compile(
    r'\b(?:phòng ban(?! hành)|công ty|nhân viên|đệ trình|xuất bản|miễn trừ|deadline|hạn chót|bản ghi'
    r'|trễ(?: hạn)?|không đạt|thôi yêu cầu|cho miễn|phần lời|giao chỉ tiêu|đang đến lượt'
    r'|mẫu số|trung vị|mã sha|sha-\d+|sổ (?:báo cáo|excel)|hộp thoại|bung (?:ra|lớn)|khai báo|đời cũ'
    r'|đánh dấu (?:đã )?xong)\b'
    r'|\b\d{4}-(?:M\d\d|Q\d|H\d|9M|Y)\b', re.IGNORECASE)
# Nobody is addressed by a pronoun, or told what to do as by a teacher; “Vui lòng” is for waiting and reloading.
ADDRESS = re.compile(
    r'\b(?:bạn(?! đọc)|anh/chị|ông/bà|anh chị|quý vị|hãy|vui lòng (?!chờ\b|đợi\b|tải lại\b|thử lại\b))', re.IGNORECASE)
# Capitals by Decree 30/2020/NĐ-CP, appendix II; the office is written as the agency writes it.
CAPITALS = re.compile(r'Nguyên Đán|Trung Thu|thứ (?:hai|tư|sáu|bảy)\b|trung ương|ban biên tập|Ban biên tập')
PUNCTUATION = re.compile(r' [,.;:!?](?!\w| _)|[ \u00a0]{2}|\.{3}|"|\( | \)|“ | ”|,(?=[^\W\d])')
# What a list shows above a column is a name, no question.
QUESTION = re.compile(r'\?$|\b(?:gì|đâu|sao)\b|^(?:Ai|Khi nào|Nhắc ai|Việc của ai)\b')

# A technical state has a different word for each kind of document.
STATES = {
    'cchc_plan': {
        'draft': "Dự thảo", 'submitted': "Chờ phê duyệt", 'approved': "Đã phê duyệt", 'published': "Đã ban hành",
        'cancelled': "Đã hủy"},
    'cchc_article': {
        'draft': "Bản thảo", 'submitted': "Chờ duyệt", 'approved': "Đã duyệt, chờ đăng", 'published': "Đã đăng",
        'cancelled': "Đã hủy"},
    'cchc_publication': {
        'pending': "Chưa gửi", 'sent': "Đã gửi, chờ duyệt đăng", 'published': "Đã đăng, phát",
        'refused': "Không được duyệt đăng", 'removed': "Đã gỡ"},
    'cchc_assignment': {
        'open': "Trong hạn", 'done': "Hoàn thành đúng hạn", 'late': "Hoàn thành quá hạn",
        'overdue': "Quá hạn, chưa hoàn thành", 'exempt': "Được miễn", 'waived': "Không còn yêu cầu"},
}
# The words on buttons, and in sentences that name the buttons.
STEPS = {
    "Submit for approval": "Trình phê duyệt", "Recall": "Rút lại", "Approve": "Phê duyệt", "Return": "Trả lại",
    "Issue": "Ban hành", "Cancel": "Hủy", "Terminate": "Chấm dứt thực hiện",
    "Submit for review": "Gửi duyệt", "Approve for posting": "Duyệt đăng", "Post": "Đăng bài",
    "Record as already posted": "Ghi nhận bài đã đăng", "Cancel the article": "Hủy bài",
    "Send to the channel": "Gửi đăng", "Confirm as posted": "Xác nhận đã đăng", "Report the link": "Báo link",
    "Not accepted by the channel": "Kênh không duyệt đăng", "Take down": "Gỡ bài",
    "Exempt from the assignment": "Miễn thực hiện", "Ask no longer": "Không tiếp tục yêu cầu", "Reopen": "Mở lại",
    "Extend the deadline": "Gia hạn", "Reassign to another unit": "Chuyển đơn vị thực hiện", "Explain": "Giải trình",
}


def template(addon):
    return polib.pofile(ROOT / addon / 'i18n' / f'{addon}.pot')


def vietnamese(addon):
    return polib.pofile(ROOT / addon / 'i18n' / 'vi.po')


def words(addon):
    return {entry.msgid: entry.msgstr for entry in vietnamese(addon)}


@pytest.fixture(scope='module')
def exported(pytestconfig, tmp_path_factory, installed_database):
    """Return, by addon, the template that Odoo exports from its present sources. One at a time: in a template of both,
    a model that the second addon extends is named under one of them."""
    folder, templates = tmp_path_factory.mktemp('i18n'), {}
    for addon in ADDONS:
        file = folder / f'{addon}.pot'
        command = [sys.executable, '-m', 'odoo', 'i18n', 'export', '-c', pytestconfig.getoption('--odoo-config'),
                   '-d', installed_database, '-o', str(file), addon]
        done = subprocess.run(command, cwd=ROOT, env=os.environ, text=True, check=False, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        assert not done.returncode, done.stdout
        templates[addon] = polib.pofile(file)
    return templates


@each_addon
def test_template_is_what_the_sources_say(addon, exported):
    """To renew the template, run `bin/odoo i18n export -d DB ADDON` (DB: a database with the addons installed)."""
    now = {entry.msgid for entry in exported[addon]}
    kept = {entry.msgid for entry in template(addon)}
    assert now
    assert {'not in the template': now - kept, 'no longer in the sources': kept - now} == {
        'not in the template': set(), 'no longer in the sources': set()}


@each_addon
def test_every_source_is_translated(addon):
    po, sources = vietnamese(addon), [entry.msgid for entry in template(addon)]
    assert sorted(entry.msgid for entry in po) == sorted(sources)   # none missing, none stale, none twice
    assert not [entry.msgid for entry in po if not entry.msgstr.strip()]
    assert not [entry.msgid for entry in po if entry.fuzzy or entry.obsolete]


@each_addon
def test_translation_keeps_placeholders_and_markup(addon):
    def parts(text):
        return set(PLACEHOLDER.findall(text)), TAG.findall(text)

    assert not [entry.msgid for entry in vietnamese(addon) if parts(entry.msgid) != parts(entry.msgstr)]


@each_addon
def test_translation_ends_like_its_source(addon):
    """A button that opens a dialog ends in “…”; a sentence ends in a full stop."""
    wrong = {
        msgid: msgstr for msgid, msgstr in words(addon).items()
        if any(msgid.endswith(end) != msgstr.endswith(end) for end in ('…', ':', '?'))
        or (re.search(r'\w{2}\.$', msgid) and ' ' in msgid and not msgstr.endswith('.'))}
    assert not wrong


@each_addon
@pytest.mark.parametrize('rule', [FORBIDDEN, ADDRESS, CAPITALS], ids=['words', 'address', 'capitals'])
def test_translation_speaks_as_an_office_does(addon, rule):
    assert not {msgid: msgstr for msgid, msgstr in words(addon).items() if rule.search(msgstr)}


@each_addon
def test_punctuation_is_that_of_a_printed_page(addon):
    """No blank before a comma, no double blank, “…” and “ ”, each mark once; letters with marks are one character."""
    assert not {msgid: msgstr for msgid, msgstr in words(addon).items()
                if PUNCTUATION.search(TAGS.sub('', msgstr).strip()) and '\n  ' not in msgstr}
    assert not [msgstr for msgstr in words(addon).values() if msgstr != unicodedata.normalize('NFC', msgstr)]


@each_addon
def test_label_of_a_field_is_no_question(addon):
    labels = {entry.msgid: entry.msgstr for entry in vietnamese(addon) for place, __ in entry.occurrences
              if place.startswith('model:ir.model.fields,field_description')}
    assert labels
    assert not {msgid: msgstr for msgid, msgstr in labels.items() if QUESTION.search(msgstr)}


def test_a_source_of_both_addons_has_one_translation():
    one, other = (words(addon) for addon in ADDONS)
    assert not {msgid: (one[msgid], other[msgid]) for msgid in one.keys() & other.keys() if one[msgid] != other[msgid]}


@each_addon
def test_header_names_the_language_and_nobody(addon):
    header = vietnamese(addon).metadata
    assert header['Language'] in ('vi', 'vi_VN')
    assert header['Project-Id-Version'].startswith('Odoo Server 19.0')
    assert not header.get('Last-Translator')
    assert not header.get('Language-Team')


@each_addon
def test_header_says_that_vietnamese_has_one_form_for_any_number(addon):
    assert vietnamese(addon).metadata['Plural-Forms'] == 'nplurals=1; plural=0;'


def test_no_source_leaves_the_plural_to_its_reader(exported):
    """Odoo's translations know one form of a sentence: it reads right for one and for many, as in "Files: 2"."""
    assert not [
        entry.msgid for addon in ADDONS for entry in exported[addon] if re.search(r'\w\(e?s\)', entry.msgid)]


@pytest.mark.parametrize('model', STATES)
def test_states_have_the_words_of_their_document(model):
    prefix = f'model:ir.model.fields.selection,name:cchc_propaganda.selection__{model}__state__'
    found = {place.removeprefix(prefix): entry.msgstr for entry in vietnamese('cchc_propaganda')
             for place, __ in entry.occurrences if place.startswith(prefix)}
    assert found == STATES[model]


def test_buttons_have_the_words_of_the_office():
    translated = words('cchc_propaganda')
    assert {source: translated.get(source) for source in STEPS} == STEPS


def test_menu_is_in_the_words_of_the_office():
    prefix = 'model:ir.ui.menu,name:cchc_propaganda.'
    menu = {place.removeprefix(prefix): entry.msgstr for entry in vietnamese('cchc_propaganda')
            for place, __ in entry.occurrences if place.startswith(prefix)}
    assert menu['cchc_propaganda_menu_root'] == "Tuyên truyền CCHC"
    assert [menu[f'cchc_propaganda_menu_{name}'] for name in ('my_work', 'plan', 'article', 'follow', 'config')] == [
        "Việc của tôi", "Kế hoạch", "Tin, bài", "Theo dõi, đôn đốc", "Cấu hình"]


@pytest.mark.parametrize(('source', 'given', 'printed'), [
    ("Quarter %(quarter)s of %(year)s", {'quarter': 'I', 'year': 2024}, "Quý I năm 2024"),
    ("Month %(month)s of %(year)s", {'month': '02', 'year': 2024}, "Tháng 02 năm 2024"),
    ("First half of %(year)s", {'year': 2024}, "6 tháng đầu năm 2024"),
    ("Nine months of %(year)s", {'year': 2024}, "9 tháng năm 2024"),
    ("Year %(year)s", {'year': 2024}, "Năm 2024"),
    ("M %(number)s", {'number': '1–3'}, "T1–3"),
    ("Q %(number)s", {'number': 'I'}, "Quý I"),
])
def test_periods_are_written_as_officials_write_them(source, given, printed):
    assert words('cchc_propaganda')[source] % given == printed
