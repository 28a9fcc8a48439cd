# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
def time_left(env, days):
    """Return the words for ``days`` until a deadline (negative: after the deadline), in the user's language."""
    if days < 0:
        return env._("Overdue by %(days)s days", days=-days)
    return env._("%(days)s days left", days=days) if days else env._("Due today")
