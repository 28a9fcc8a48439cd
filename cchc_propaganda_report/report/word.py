# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The data of a report's Word file, out of its snapshot alone."""

from types import SimpleNamespace

from odoo.addons.cchc_propaganda.tools.decree import (
    BLANK,
    decree_day,
    listed_lines,
    roman,
    signing_title,
    within_sentence,
)
from odoo.addons.cchc_propaganda.tools.document_text import lines, paragraph
from odoo.addons.cchc_propaganda.tools.plan_document import (
    Agency,
    Section,
    number_and_day,
    printed_sections,
    title_on_lines,
)

from ..tools.figures import COLUMNS, figure_text
from ..tools.snapshot import Agency as AgencyBelow
from ..tools.snapshot import Column, Figure, FigureTable, Head, Row, Summary, Told
from ..tools.snapshot import Section as Text

RESULT = 'narrative_result'     # the section below which the figures stand
# What is printed in the text; the work of the board and the details are in the workbook alone.
MAIN = frozenset(f'section_{name}' for name in ('assignments', 'publications', 'outreach', 'difficulties', 'budget'))
LYING_DOWN = 230                # millimetres for the title of the appendix


def report_data(snapshot, env):
    """Return what the template of a report can print, in the language of the snapshot. Number and day are blank: the
    clerk writes them."""
    _, head = env._, snapshot.head
    above, body = (head.body, head.unit) if head.unit else (head.parent, head.agency)
    agency = Agency(body, above, head.place, head.symbol)
    period = within_sentence(head.period)
    return {
        'agency': {**agency.data(), 'parent': above.upper(), 'short_name': head.unit or head.body},
        'document': {
            **number_and_day(_("RPT"), agency, '', None, head.day),
            'title': '\n'.join(map(title_on_lines, (
                _("Results of communication on administrative reform"), period)))},
        'opening': _(
            "Carrying out the plan of communication on administrative reform of %(year)s, %(body)s reports the results "
            "of %(period)s as follows:", year=head.plan_year, body=head.unit or head.body, period=period),
        'sections': _sections(snapshot, env),
        'agencies': _agencies(snapshot, env),
        'recipients': listed_lines(head.recipients, '- '),
        'signer': {'titles': [signing_title(line.strip()) for line in head.signer_title if line.strip()],
                   'name': head.signer},
        'appendix': {
            'title': title_on_lines(_(
                "PROGRESS OF THE CONTENTS OF COMMUNICATION ON ADMINISTRATIVE REFORM OF %(year)s", year=head.plan_year),
                LYING_DOWN),
            'day': decree_day(head.end), 'rows': [_row(row) for row in snapshot.rows]},
    }


def _sections(snapshot, env):
    """Return the sections as written, or the sentences that the figures give; the figures stand below the results."""
    _, head = env._, snapshot.head
    written = [section for section in snapshot.sections if section.paragraphs]
    texts = [Section('', section.heading.upper(), section.html) for section in written] or [
        Section('', '', ''.join(f'<p>{number}. {_escaped(sentence)}</p>'
                                for number, sentence in enumerate(snapshot.summary.sentences, start=1)))]
    closing = _("Data from %(start)s to %(end)s. Details are in the tables attached to this report./.",
                start=decree_day(head.start), end=decree_day(head.end))
    printed = printed_sections([*texts, Section('', '', f'<p>{_escaped(closing)}</p>')])
    names = [section.name for section in written]
    below = names.index(RESULT) if RESULT in names else max(len(printed) - 2, 0)
    tables = [_table(table, env) for table in snapshot.figures]
    return [{**section, 'figures': tables if at == below else []} for at, section in enumerate(printed)]


def _escaped(text):
    return text.replace('&', '&amp;').replace('<', '&lt;')


def _table(table, env):
    """Return the main figures of a period: without the parts of a figure and without lines that have nothing in any
    column."""
    headings = {column.name: env._("Since the new year") if column.name == 'cumulative' else column.heading
                for column in table.columns}
    rows, noted, section, number, is_main = [], set(), None, 0, False
    for line in table.lines:
        if line.is_section:
            section, number, is_main = line, 0, line.code in MAIN
        elif is_main and not line.is_part and any(line.values.get(name) for name in COLUMNS):
            if section is not None:
                count = sum(row['is_section'] for row in rows) + 1
                rows.append({'number': roman(count), 'name': section.name,
                             'is_section': True, **dict.fromkeys(COLUMNS, '')})
                section = None
            number += 1
            noted.add(line.note)
            name = f'{line.name} ({line.note})' if line.note else line.name
            rows.append({'number': str(number), 'name': name, 'is_section': False, **{
                column: _figure(line, column) for column in COLUMNS}})
    notes = [note for at, note in enumerate(table.notes, start=1) if at in noted]
    return {'period': within_sentence(table.period), 'headings': headings, 'rows': rows, 'notes': notes}


def _agencies(snapshot, env):
    """Return the table of the agencies that report to this one, as a list: empty where there are none."""
    _, agencies = env._, snapshot.agencies
    if not agencies:
        return []

    def row(number, name, report, one, is_total=False):
        return {'number': number, 'name': name, 'report': report, 'is_total': is_total,
                'met': '–' if one['due'] is None else f"{one['met'] or 0}/{one['due']}",
                **{column: figure_text(one[column]) for column in ('on_time', 'articles', 'outreach')}}

    columns = ('due', 'met', 'on_time', 'articles', 'outreach')
    rows = [row(str(number), one.name, one.report, {column: getattr(one, column) for column in columns})
            for number, one in enumerate(agencies, start=1)]
    sent = sum(one.is_sent for one in agencies)
    sums = {column: sum(getattr(one, column) or 0 for one in agencies) for column in columns}
    return [{
        'title': _("Results of the agencies, %(period)s", period=within_sentence(snapshot.head.period)),
        'rows': [*rows, row('', _("Sum"), f'{sent}/{len(agencies)}', sums, is_total=True)],
        'notes': [_("Figures since the new year, of the reports that the agencies have sent; “–”: the report is not "
                    "sent.")]}]


def _figure(line, column):
    """Return a figure as printed: as in the workbook, but numbers below ten have two digits, as in any paper."""
    value = line.values.get(column)
    if line.unit == 'percent' and value is not None and line.texts.get(column):
        return line.texts[column]       # of few assignments no percentage is printed: 2/3
    return f'{value:02.0f}' if line.unit == 'count' and value and 0 < value < 10 else figure_text(value, line.unit)


def _row(row):
    return {
        'code': row.code, 'content': [_bold(line) if row.is_heading else line for line in lines(row.content)],
        'lead': lines(row.lead), 'coordinator': lines(row.coordinator), 'time': lines(row.time),
        'result': [
            paragraph(' '.join(filter(None, [one.words, one.day and f'({one.day})'])), 'b' if one.is_bold else '')
            for one in row.told]}


def _bold(line):
    return {**line, 'runs': [{**run, 'look': 'b'} for run in line['runs']]}


def examples(env, day):
    """Return the data of a full report and of an empty one, which a template must print."""
    words, texts = "Văn phòng & <Phòng>", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")

    def head(full):
        return Head(
            language=env.lang or 'en_US', title=words, level='agency', agency=words, parent=words * full, body=words,
            unit='', symbol='SNV' * full, place=words * full, plan=words, plan_year=day.year, period_key='2024-Q1',
            period_type='quarter', period=words, version=1, start=day, end=day, year_start=day, as_of=day, day=day,
            recipients=(words,) * full, signer_title=texts * full, signer=words * full)

    columns = tuple(Column(name, words, day, day) for name in COLUMNS)
    figures = FigureTable('2024-Q1', words, columns, (
        Figure('section_assignments', words, 'plan', words, 'count', True, False, {}),
        Figure('line', words, 'plan', words, 'count', False, False, dict.fromkeys(COLUMNS, 1.0), note=1)), (words,))
    full = SimpleNamespace(
        head=head(True), summary=Summary(()), figures=[figures],
        sections=[Text(RESULT, words, f'<p>{BLANK}a</p><table><tr><td>b</td></tr></table>', ('a', 'b'))],
        agencies=[AgencyBelow(words, words, True, 1, 1, 1, 1, 1)],
        rows=[Row('1', words, words, words, words, (Told(words, '01/3', is_bold=True),), is_heading=True)])
    empty = SimpleNamespace(head=head(False), summary=Summary(()), figures=[], sections=[], rows=[], agencies=[])
    return [report_data(snapshot, env) for snapshot in (full, empty)]
