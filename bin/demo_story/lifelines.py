# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The usual course of a plan and of an article. A lifeline is a generator that yields the day of its next step."""

NUMBER = '00/KH-STTTT (minh họa)'


def issue(stage, plan, submitted, approved, issued):
    """The Office submits the plan, the deputy director approves it, the Office enters the number and issues it."""
    yield submitted
    stage.as_('vanphong', plan).action_submit()
    yield approved
    stage.as_('phogiamdoc', plan).action_approve()
    yield issued
    plan = stage.as_('vanphong', plan)
    plan.write({'number': NUMBER, 'date_issued': issued})
    plan.action_publish()


def usual(stage, author, piece, assignments=(), channels=(), *, written, submitted, approved, sent=None, posted=None):
    """An article is written, submitted, approved, sent to external channels, posted on each channel (`posted`: `{code:
    day}`). A step without a day does not happen. `assignments` is a function if they are not given out yet."""
    yield written
    article = stage.write(author, piece, assignments() if callable(assignments) else assignments, channels)
    yield submitted
    article.action_submit()
    yield approved
    stage.approve(article)
    if sent:
        yield sent
        stage.send(article)
    for code, day in sorted((posted or {}).items(), key=lambda item: item[1]):
        yield day
        stage.post(article, code, piece.slug)
