# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The language in which a document's workflow is declared: one table of transitions for each model.

``models/core/cchc_workflow_mixin.py`` runs a transition (lock, check, write, log); this module only defines the table
and answers questions about it.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass


class WorkflowError(ValueError):
    """The table itself is wrong: a step declared twice, or a state that no step reaches."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One step of a workflow.

    ``who``, ``guard``, ``effect`` and ``after`` are names of methods of the model:

    - ``who``: ``method(step) -> str``, on one record: '' when the user may run the step, else the sentence that says
      who may. Skipped for the superuser.
    - ``guard``: ``method(step) -> list[str]``, on one record: all that is still missing, as sentences. Never skipped.
    - ``effect``: ``method(step, reason) -> dict``, on all records: values that go into the same write.
    - ``after``: ``method(step, reason)``, on all records, once the state is written.
    """

    name: str
    sources: Set[str]
    target: str             # '': the step keeps the state
    groups: str = ''        # as for user.has_groups(); '': no group is needed
    who: str = ''
    guard: str = ''
    effect: str = ''
    after: str = ''
    reason: bool = False


def named(transitions: Iterable[Transition], name: str) -> Transition:
    """Return the step of that name. Raise WorkflowError when the table has none."""
    for step in transitions:
        if step.name == name:
            return step
    raise WorkflowError(f'no step {name!r}')


def between(transitions: Iterable[Transition], source: str, target: str) -> list[Transition]:
    """Return the steps that lead from one state to the other, in the order of the table."""
    return [step for step in transitions if source in step.sources and step.target == target]


def direct(transitions: Iterable[Transition], source: str, target: str) -> Transition | None:
    """Return the step that a plain change of the state (write, import, drag) means: the only step between the two
    states, if it asks for no reason. Return None otherwise."""
    steps = between(transitions, source, target)
    return steps[0] if len(steps) == 1 and not steps[0].reason else None


def check_table(transitions: Iterable[Transition], states: Iterable[str], first: str) -> None:
    """Raise WorkflowError unless every step is named once, joins declared states, and every state can be reached from
    the first one."""
    transitions, states = tuple(transitions), set(states)
    names = [step.name for step in transitions]
    if double := {name for name in names if names.count(name) > 1}:
        raise WorkflowError(f'declared twice: {sorted(double)}')
    for step in transitions:
        if unknown := (set(step.sources) | ({step.target} - {''})) - states:
            raise WorkflowError(f'{step.name}: no such state: {sorted(unknown)}')
    reached, fresh = set(), {first}
    while fresh:
        reached |= fresh
        fresh = {step.target for step in transitions if step.target and step.sources & reached} - reached
    if lost := states - reached:
        raise WorkflowError(f'no step reaches {sorted(lost)}')
