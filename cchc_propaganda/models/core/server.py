from odoo.tools.misc import clean_context

# In the context: what is scheduled makes nobody a follower. Compared by identity: a client may send any context key,
# never this object.
QUIET = object()
# In the context: the system words the message that is posted. Compared by identity, too.
WORDED = object()


def as_server(records, **context):
    """The same records as superuser, without the defaults that a client has put into the context: for what the system
    writes by itself, and for questions that are asked on its own behalf."""
    return records.sudo().with_context(clean_context(records.env.context), **context)   # see above
