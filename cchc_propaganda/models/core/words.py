# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from ...tools.decree import within_sentence


def in_days(env, days):
    """Return “1 day” or “3 days”, in the user's language."""
    return env._("1 day") if days == 1 else env._("%(days)s days", days=days)


def time_left(env, days):
    """Return the words for ``days`` until a deadline (negative: after the deadline), in the user's language."""
    if days < 0:
        return env._("Overdue by %(time)s", time=in_days(env, -days))
    return env._("%(time)s left", time=in_days(env, days)) if days else env._("Due today")


def waiting_for(env, days):
    """Return the words for a wait of so many days, in the user's language."""
    return env._("Waiting for %(time)s", time=in_days(env, days)) if days else env._("Waiting since today")


def listed(sentences):
    """Return what is to be done as the end of a sentence that has a colon: “enter the title; choose the genre.”"""
    return '; '.join(within_sentence(words).removesuffix('.') for words in sentences) + '.'
