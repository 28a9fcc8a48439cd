# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The result of a row of the plan, as it is proposed before somebody confirms it.

A row is done when every assignment that it gave out is met. Where it gave out none, nothing says how much is wanted, so
what was done shows only that it is under way; that it is completed is for a person to say.
"""

from collections.abc import Sequence

NOT_STARTED, RUNNING, DONE = 'not_started', 'running', 'done'


def of_links(owed: int, met: int, has_work: bool) -> str:
    """Return the result of a row alone: ``owed`` assignments of which ``met`` are met; ``has_work``: something was
    posted or held for it.

    >>> of_links(0, 0, False), of_links(4, 0, False), of_links(0, 0, True), of_links(4, 1, False), of_links(4, 4, False)
    ('not_started', 'not_started', 'running', 'running', 'done')
    """
    if owed and met >= owed:
        return DONE
    return RUNNING if met or has_work else NOT_STARTED


def of_row(own: str, below: Sequence[str], is_owed: bool) -> str:
    """Return the result of a row with others below it, from its own result and theirs. ``is_owed``: whether the row
    itself gave out assignments.

    >>> of_row('running', [], False), of_row('not_started', ['done', 'done'], False)
    ('running', 'done')
    >>> of_row('not_started', ['done', 'done'], True), of_row('running', ['not_started'], False)
    ('running', 'running')
    >>> of_row('not_started', ['not_started', 'not_started'], True)
    'not_started'
    """
    if not below:
        return own
    if all(result == DONE for result in below) and (own == DONE or not is_owed):
        return DONE
    return RUNNING if {own, *below} != {NOT_STARTED} else NOT_STARTED
