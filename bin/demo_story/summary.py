# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A summary in plain text: what happened, and which assignments are owed now."""

COLUMNS = ('period_label', 'channel_id', 'date_deadline', 'state')
NEXT = 5   # number of coming assignments in the summary


def of_year(plan):
    """Return the assignments of the plan by unit with their outcomes, and the number of each outcome."""
    assignments = _by_deadline(plan.assignment_ids)
    counts = '; '.join(f'{len(group)} {end[:1].lower()}{end[1:]}' for end, group in assignments.grouped(_end).items())
    return f"{plan.display_name}\n{plan.next_step}\n\n{_table(assignments, _result)}\n\n{len(assignments)}: {counts}"


def of_debts(assignments):
    """Return the overdue assignments and the next ones due, by unit, with the articles under way."""
    unmet = _by_deadline(assignments.filtered(
        lambda assignment: assignment.state in ('open', 'overdue') and not assignment.is_before_issue))
    overdue = unmet.filtered(lambda assignment: assignment.state == 'overdue')
    return _table(overdue + (unmet - overdue)[:NEXT], _outlook)


def _by_deadline(assignments):
    return assignments.sorted(lambda assignment: (assignment.date_deadline, assignment.id))


def _table(assignments, last_cell):
    rows = {
        assignment: (assignment.period_label, assignment._met_by().name, _day(assignment.date_deadline),
                     last_cell(assignment))
        for assignment in assignments}
    titles = [_word(assignments, name) for name in COLUMNS]
    widths = [max(map(len, column)) for column in zip(titles, *rows.values(), strict=True)]
    lines = [_line(titles, widths)]
    for unit, owed in assignments.grouped('department_id').items():
        lines += [unit.name, *(_line(rows[assignment], widths) for assignment in owed)]
    return '\n'.join(lines)


def _line(cells, widths):
    return '  ' + '  '.join(f'{cell:{width}}' for cell, width in zip(cells, widths, strict=True)).rstrip()


def _end(assignment):
    if assignment.is_waiting_channel or assignment.is_before_issue and not assignment.date_done:
        return assignment.clock_text
    return _state(assignment)


def _result(assignment):
    if assignment.date_done:
        return f'{_end(assignment)}, {_day(assignment.date_done)}'
    if assignment.explanation:
        return f'{_end(assignment)} ({_word(assignment, "explanation")}: {assignment.explanation})'
    return _end(assignment)


def _outlook(assignment):
    parts = [assignment.clock_text]
    under_way = assignment.publication_ids.filtered(lambda publication: publication.state in ('pending', 'sent'))
    for publication in under_way:
        article = publication.article_id
        moving = publication if publication.state == 'sent' else article
        step = _word(article, 'is_returned') if article.is_returned else _state(moving)
        parts.append(f'“{article.name}”: {step}')
    if assignment.explanation:
        parts.append(f'{_word(assignment, "explanation")}: {assignment.explanation}')
    return ' · '.join(parts)


def _state(record):
    return record._state_label(record.state)


def _word(records, name):
    return records._fields[name]._description_string(records.env)


def _day(day):
    return f'{day:%d/%m/%Y}'
