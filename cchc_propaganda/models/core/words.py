def time_left(env, days):
    """The words for so many days until a deadline (negative: after it), in the language of the environment."""
    if days < 0:
        return env._("Overdue by %(days)s days", days=-days)
    return env._("%(days)s days left", days=days) if days else env._("Due today")
