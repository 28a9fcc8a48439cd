from odoo.tools.misc import clean_context

# In the context: what is scheduled makes nobody a follower. Compared by identity: a client may send any context key,
# never this object.
QUIET = object()
# In the context: the system words the message that is posted. Compared by identity, too.
WORDED = object()
# In the context: the system writes on its own behalf. Compared by identity, too.
SERVER = object()


def as_server(records, **context):
    """The same records as superuser, without the defaults that a client has put into the context or has kept for later
    (``ir_default.py``): for what the system writes by itself, and for questions that are asked on its own behalf."""
    return records.sudo().with_context(     # see above
        clean_context(records.env.context), cchc_server=SERVER, **context)
