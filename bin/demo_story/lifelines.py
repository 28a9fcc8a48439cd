"""How a plan and an article usually go their way. A lifeline yields the day on which it goes on."""

NUMBER = '00/KH-STTTT (minh họa)'


def issue(stage, plan, submitted, approved, issued):
    """The Office submits the plan, the deputy director approves it, the Office numbers and issues it."""
    yield submitted
    stage.as_('vanphong', plan).action_submit()
    yield approved
    stage.as_('phogiamdoc', plan).action_approve()
    yield issued
    plan = stage.as_('vanphong', plan)
    plan.write({'number': NUMBER, 'date_issued': issued})
    plan.action_publish()


def usual(stage, author, piece, assignments=(), channels=(), *, written, submitted, approved, sent=None, posted=None):
    """Written, submitted, approved, sent where a channel is external, posted on each channel: `posted` is
    `{code: day}`. What has no day does not happen. `assignments` may be a function, when they are not yet given out."""
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
