"""What happened and who owes what now, as plain text in the words of the models."""

COLUMNS = ('period_label', 'channel_id', 'date_deadline', 'state')
NEXT = 5   # duties to come that are told


def of_year(plan):
    """The duties of the plan by unit, with what became of each, and how many ended how."""
    duties = _by_deadline(plan.assignment_ids)
    counts = '; '.join(f'{len(group)} {end[:1].lower()}{end[1:]}' for end, group in duties.grouped(_end).items())
    return f"{plan.display_name}\n{plan.next_step}\n\n{_table(duties, _result)}\n\n{len(duties)}: {counts}"


def of_debts(duties):
    """Who owes what now: all that is overdue and the next to fall due, by unit, with the articles under way."""
    unmet = _by_deadline(duties.filtered(lambda duty: duty.state in ('open', 'overdue') and not duty.is_before_issue))
    overdue = unmet.filtered(lambda duty: duty.state == 'overdue')
    return _table(overdue + (unmet - overdue)[:NEXT], _outlook)


def _by_deadline(duties):
    return duties.sorted(lambda duty: (duty.date_deadline, duty.id))


def _table(duties, last_cell):
    rows = {duty: (duty.period_label, duty.channel_id.name, _day(duty.date_deadline), last_cell(duty))
            for duty in duties}
    titles = [_word(duties, name) for name in COLUMNS]
    widths = [max(map(len, column)) for column in zip(titles, *rows.values(), strict=True)]
    lines = [_line(titles, widths)]
    for unit, owed in duties.grouped('department_id').items():
        lines += [unit.name, *(_line(rows[duty], widths) for duty in owed)]
    return '\n'.join(lines)


def _line(cells, widths):
    return '  ' + '  '.join(f'{cell:{width}}' for cell, width in zip(cells, widths, strict=True)).rstrip()


def _end(duty):
    return duty.clock_text if duty.is_waiting_channel or duty.is_before_issue and not duty.date_done else _state(duty)


def _result(duty):
    if duty.date_done:
        return f'{_end(duty)}, {_day(duty.date_done)}'
    if duty.explanation:
        return f'{_end(duty)} ({_word(duty, "explanation")}: {duty.explanation})'
    return _end(duty)


def _outlook(duty):
    parts = [duty.clock_text]
    for row in duty.publication_ids.filtered(lambda row: row.state in ('pending', 'sent')):
        article = row.article_id
        step = _word(article, 'is_returned') if article.is_returned else _state(row if row.state == 'sent' else article)
        parts.append(f'“{article.name}”: {step}')
    if duty.explanation:
        parts.append(f'{_word(duty, "explanation")}: {duty.explanation}')
    return ' · '.join(parts)


def _state(record):
    return record._state_label(record.state)


def _word(records, name):
    return records._fields[name]._description_string(records.env)


def _day(day):
    return f'{day:%d/%m/%Y}'
