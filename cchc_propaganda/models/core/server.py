# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tools.misc import clean_context

# In the context: scheduling an activity makes nobody a follower. Compared by identity: a client can send any context
# key, but never this object.
QUIET = object()
# In the context: the system wrote the message that is being posted. Compared by identity, too.
WORDED = object()
# In the context: the system writes on its own behalf. Compared by identity, too.
SERVER = object()


def as_server(records, **context):
    """Return the records as superuser, without the defaults that a client put into the context or stored for later
    (``ir_default.py``): for what the system writes or looks up on its own account."""
    return records.sudo().with_context(     # the system acts, not the user
        clean_context(records.env.context), cchc_server=SERVER, **context)
