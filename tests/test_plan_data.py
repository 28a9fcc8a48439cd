# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The 2024 plan of the demonstration compared with the official document, without Odoo."""
import json
import re
from pathlib import Path

import pytest
from lxml import etree

ROOT = Path(__file__).parents[1]
ADDON = ROOT / 'cchc_propaganda'
DATA = Path(__file__).parent / 'data'
FILES = ('data/cchc_genre_data.xml', 'demo/cchc_agency_demo.xml', 'demo/cchc_plan_2024_demo.xml')

EXPECTED = json.loads((DATA / 'plan-2024.expected.json').read_text(encoding='utf-8'))
# Not part of the plan: the header of the table, repeated on each page, and a page number.
TABLE_HEADER = 'STT NỘI DUNG TUYÊN TRUYỀN PHÒNG, ĐƠN VỊ CHỦ TRÌ PHÒNG, ĐƠN VỊ PHỐI HỢP THỜI GIAN THỰC HIỆN'
PAGE_NUMBER = f' 3 {TABLE_HEADER}'
# Printed from the number and the day, which are blank in the draft.
ANNEX_NOTE = '(Kèm theo Kế hoạch số ……./KH-STTTT ngày ……../02/2024 của Sở Thông tin và Truyền thông)'
# Row 1 runs over three pages; its right-hand cells stand at the foot of the first, after this many bullets.
BULLETS_ON_FIRST_PAGE = 3


def one_line(text):
    """Return the text with one space for each run of white space, so that broken lines are joined."""
    return ' '.join((text or '').split())


def records():
    """Return ``{external id: {field: value}}`` in file order; ``_model`` is the model; a record given twice is merged.
    A value is the text, the external id of a ``ref``, the external ids of an ``eval``, or the paragraphs of an Html
    field."""
    found = {}
    for path in FILES:
        for record in etree.parse(ADDON / path).getroot().iterchildren('record'):
            values = found.setdefault(record.get('id'), {'_model': record.get('model')})
            assert values['_model'] == record.get('model'), record.get('id')
            for field in record.iterchildren('field'):
                if field.get('type') == 'html':
                    value = [one_line(''.join(p.itertext())) for p in field.iterchildren('p')]
                elif field.get('ref'):
                    value = field.get('ref')
                elif refs := re.findall(r"ref\('([\w.]+)'\)", field.get('eval', '')):
                    value = refs
                else:
                    value = field.get('eval') or field.text
                values[field.get('name')] = value
    return found


RECORDS = records()


def of_model(model, **criteria):
    """Return ``[(external id, values), …]`` of a model, by ``sequence`` and then in file order."""
    rows = [(xml_id, row) for xml_id, row in RECORDS.items()
            if row['_model'] == model and all(row.get(name) == value for name, value in criteria.items())]
    return sorted(rows, key=lambda row: int(row[1].get('sequence', 0)))


def values(model, **criteria):
    return [row for __, row in of_model(model, **criteria)]


def section(kind):
    [row] = values('cchc.plan.section', kind=kind)
    return row


def rotation(obligation):
    return values('cchc.obligation.rotation', obligation_id=obligation)


def source():
    """Return ``(plan, appendix)`` of the document, each on one line, without headers and page numbers."""
    text = one_line((DATA / 'plan-2024.txt').read_text(encoding='utf-8'))
    plan, appendix = text.split(' PHỤ LỤC ')
    assert appendix.count(TABLE_HEADER) == 4
    assert appendix.count(PAGE_NUMBER) == 1
    return plan, appendix.replace(PAGE_NUMBER, '').replace(f' {TABLE_HEADER}', '')


def printed_plan():
    """Return the text of the plan as printed, built from its records."""
    plan = RECORDS['plan_2024']
    parts = ['KẾ HOẠCH', plan['name']]
    parts.append('; '.join(row['name'] for row in values('cchc.legal.basis')) + '.')
    for row in values('cchc.plan.section'):
        if number := row.get('number'):
            parts.append(f'{number.split(".")[-1]}. {row["title"]}')
        parts += row.get('body', [])
    parts.append('Nơi nhận:')
    parts.append('; '.join(f'- {row["name"]}' for row in values('cchc.plan.recipient')) + '.')
    parts += [plan['signer_title'], plan['signer_name']]
    return one_line(' '.join(parts))


def printed_appendix():
    """Return the text of the appendix, built row by row and cell by cell. The turns of 4.1 are rows."""
    parts = [RECORDS['plan_2024']['appendix_title'], ANNEX_NOTE]
    for xml_id, row in of_model('cchc.topic'):
        if not row.get('code'):
            continue
        bullets = [f'- {child["name"]}' for child in values('cchc.topic', parent_id=xml_id) if not child.get('code')]
        cells = [row.get('lead_text'), row.get('coordinator_text'), row.get('time_text')]
        parts += [row['code'], row.get('name')]
        parts += bullets[:BULLETS_ON_FIRST_PAGE] + cells + bullets[BULLETS_ON_FIRST_PAGE:]
        for obligation, __ in of_model('cchc.obligation', topic_id=xml_id, frequency='quarter')[:1]:
            for turn in rotation(obligation):
                parts += [turn['name'], turn['lead_text'], turn['time_text']]
    return one_line(' '.join(filter(None, parts)))


def test_plan_is_quoted_word_for_word():
    assert printed_plan() == source()[0]


def test_appendix_is_quoted_word_for_word():
    assert printed_appendix() == source()[1]


def test_number_and_day_are_blank_in_the_draft():
    assert not {'number', 'date_issued', 'state'} & RECORDS['plan_2024'].keys()
    assert int(RECORDS['plan_2024']['year']) == EXPECTED['year']


def test_counts():
    counts = EXPECTED['counts']
    bullets = [row for row in values('cchc.topic', parent_id='topic_1') if not row.get('code')]
    assert {
        'legal_basis': len(values('cchc.legal.basis')),
        'objectives': len(section('objective')['body']),
        'requirements': len(section('requirement')['body']),
        'contents': len(section('content')['body']),
        'forms': len(section('form')['body']),
        'organisation': len(section('organisation')['body']),
        'recipients': len(values('cchc.plan.recipient')),
        'appendix_numbered_rows': [row['code'] for row in values('cchc.topic') if row.get('code')],
        'bullets_of_row_1': len(bullets),
        'quarter_rows_of_4.1': len(rotation('obligation_4_1_reform_page')),
    } == counts


def test_a_row_of_bullets_has_no_name_and_its_bullets_inherit():
    assert 'name' not in RECORDS['topic_1']
    for row in values('cchc.topic', parent_id='topic_1'):
        assert row.keys() == {'_model', 'plan_id', 'parent_id', 'sequence', 'name'}


def names_of(model, alias_model, link):
    """Return ``{name or other name: external id}``. Fail if a name means two records."""
    found = {}
    for name, xml_id in [(row['name'], xml_id) for xml_id, row in of_model(model)] + [
            (row['name'], row[link]) for row in values(alias_model)]:
        assert name.lower() not in map(str.lower, found), name
        found[name] = xml_id
    return found


def test_quarterly_assignments():
    channels = names_of('cchc.channel', 'cchc.channel.alias', 'channel_id')
    units = names_of('hr.department', 'cchc.department.alias', 'department_id')
    expected = EXPECTED['quarterly']
    obligations = of_model('cchc.obligation', frequency='quarter')
    assert [row['channel_id'] for __, row in obligations] == [channels[name] for name in expected['channels']]
    for xml_id, obligation in obligations:
        assert obligation['topic_id'] == 'topic_4_1'
        assert (obligation['quantity'], obligation['due_month_offset']) == ('1', '0')
        turns = [(f'2024-Q{turn["period_from"]}', turn['department_id'], int(obligation['due_day']))
                 for turn in rotation(xml_id) if turn['period_from'] == turn['period_to']]
        assert turns == [(row['period'], units[row['unit']], int(row['due'][-2:])) for row in expected['rows']]
        assert [units[turn['lead_text']] for turn in rotation(xml_id)] == [unit for __, unit, __ in turns]
        assert [(turn['name'], turn['time_text']) for turn in rotation(xml_id)] == [
            ('a. Quý 1', 'Chậm nhất 20/3/2024'), ('b. Quý 2', 'Chậm nhất 20/06/2024'),
            ('c. Quý 3', 'Chậm nhất 20/09/2024'), ('d. Quý 4', 'Chậm nhất 20/12/2024')]


def test_monthly_assignments():
    channels = names_of('cchc.channel', 'cchc.channel.alias', 'channel_id')
    units = names_of('hr.department', 'cchc.department.alias', 'department_id')
    expected = EXPECTED['monthly']
    [(xml_id, obligation)] = of_model('cchc.obligation', frequency='month')
    assert obligation['channel_id'] == channels[expected['channel']]
    assert obligation['topic_id'] == 'topic_4_2'
    assert (obligation['quantity'], obligation['due_month_offset']) == ('1', '0')
    assert int(obligation['due_day']) == expected['due_day']
    turns = rotation(xml_id)
    assert [
        ([f'2024-M{month:02}' for month in range(int(turn['period_from']), int(turn['period_to']) + 1)],
         turn['department_id'])
        for turn in turns
    ] == [(row['periods'], units[row['unit']]) for row in expected['rows']]
    assert RECORDS['topic_4_2']['coordinator_department_ids'] == [units[expected['coordinator']]]
    # the cell of the appendix says the same, in its own words
    assert [f'- {turn["name"]}: {turn["lead_text"]}' for turn in turns] == RECORDS['topic_4_2']['lead_text'].split('\n')
    assert [units[turn['lead_text']] for turn in turns] == [turn['department_id'] for turn in turns]


def test_assignments_of_the_year():
    """Each rotation covers its year once, and together they make the assignments of the whole plan."""
    total = 0
    for xml_id, obligation in of_model('cchc.obligation'):
        periods = [period for turn in rotation(xml_id)
                   for period in range(int(turn['period_from']), int(turn['period_to']) + 1)]
        assert periods == list(range(1, {'month': 12, 'quarter': 4}[obligation['frequency']] + 1))
        assert obligation['genre_ids'] == ['genre_news', 'genre_article', 'genre_reportage']
        total += len(periods)
    assert total == EXPECTED['assignments_total']


def test_printed_units_are_the_linked_units():
    """The words of a cell name its linked units. "Các phòng (và đơn vị) thuộc Sở" means all units of a kind."""
    units = names_of('hr.department', 'cchc.department.alias', 'department_id')
    kinds = {xml_id: row['cchc_kind'] for xml_id, row in of_model('hr.department')}
    groups = {
        'Các phòng thuộc Sở': [unit for unit, kind in kinds.items() if kind == 'division'],
        'Các phòng và đơn vị thuộc Sở': [unit for unit, kind in kinds.items() if kind in ('division', 'subordinate')],
    }
    checked = 0
    for row in values('cchc.topic'):
        for text, link in [('lead_text', 'lead_department_ids'), ('coordinator_text', 'coordinator_department_ids')]:
            linked = []
            for line in (row.get(text) or '').splitlines():
                name = line.removeprefix('- ').rsplit(': ', 1)[-1].rstrip('.')
                linked += groups[name] if name in groups else [units[name]]
            assert linked == row.get(link, []), (row.get('code'), text)
            checked += len(linked)
    assert checked


@pytest.mark.parametrize(('kind', 'names'), [
    ('leadership', ['Ban Giám đốc']),
    ('division', ['Văn phòng', 'Phòng Thông tin – Báo chí – Xuất bản', 'Phòng Chuyển đổi số', 'Thanh tra']),
    ('subordinate', ['Trung tâm Công nghệ số']),
    ('board', ['Ban Biên tập Cổng TTĐT của Sở']),
    ('party', ['Đảng bộ Sở', 'Chi bộ 1', 'Chi bộ 2']),
    ('union', ['Công đoàn', 'Đoàn Thanh niên']),
])
def test_units_by_kind(kind, names):
    assert [row['name'] for row in values('hr.department', cchc_kind=kind)] == names


def test_every_unit_has_a_head_and_every_division_someone_to_write():
    groups = {xml_id: row['group_ids'][0] for xml_id, row in of_model('res.users')}
    staff = [(row['department_id'], groups[row['user_id']]) for row in values('hr.employee')]
    for xml_id, unit in of_model('hr.department'):
        assert unit['manager_id'] in RECORDS, unit['name']
        if unit['cchc_kind'] in ('division', 'subordinate'):
            assert staff.count((xml_id, 'group_contributor')) == 1, unit['name']
            assert staff.count((xml_id, 'group_unit_head')) == 1, unit['name']


def test_accounts_are_roles_without_a_password():
    for xml_id, user in of_model('res.users'):
        assert xml_id == 'user_' + user['login'].replace('.', '_')
        assert 'password' not in user
        assert user['email'].endswith('.example')
        assert (user['company_id'], user['company_ids'], user['lang']) == ('company_stttt', ['company_stttt'], 'vi_VN')


def test_channels_lie_on_example_hosts_and_name_their_owner():
    editors = ['user_bientap1', 'user_bientap2']
    for row in values('cchc.channel'):
        assert row['member_ids'] == editors
        assert row['owner']
        assert row['email'].endswith('.example')
        for address in row['url_prefix'].splitlines():
            assert re.fullmatch(r'https://([a-z]+\.)*example/\S*', address), address
    internal = {row['name'] for row in values('cchc.channel', is_internal='True')}
    assert internal == {'Cổng TTĐT Sở', 'Zalo OA của Sở'}
    assert len(values('cchc.channel')) == 8


def test_every_reference_is_defined():
    links = {value for row in RECORDS.values() for field, content in row.items() if field.endswith(('_id', '_ids'))
             for value in (content if isinstance(content, list) else [content])}
    groups = {f'group_{role}' for role in ('contributor', 'unit_head', 'editor', 'office', 'director', 'admin')}
    assert groups <= links, "every role has an account"
    assert {link for link in links - groups if '.' not in link} <= RECORDS.keys()
