# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from contextlib import contextmanager
from contextvars import ContextVar

from odoo import api, models

from odoo.addons.mail.models import mail_push, mail_thread

from ..core import internet

_internet_only = ContextVar('notices are sent for a database with this addon', default=False)
_push = mail_push.push_to_end_point


@contextmanager
def internet_only():
    """In the block, notices are sent to addresses of the internet only."""
    token = _internet_only.set(True)
    try:
        yield
    finally:
        _internet_only.reset(token)


def _push_over_the_internet(*args, session, **kwargs):
    if not _internet_only.get():
        return _push(*args, session=session, **kwargs)
    with internet.session() as ours:
        return _push(*args, session=ours, **kwargs)


# Odoo's methods make the session themselves and hand it to this function.
mail_push.push_to_end_point = mail_thread.push_to_end_point = _push_over_the_internet


class MailPush(models.Model):
    """Send notices to browsers over the internet only, whatever they are about: each user registers the address to
    which the server sends."""
    _inherit = 'mail.push'

    @api.model
    def _push_notification_to_endpoint(self, batch_size=50):
        with internet_only():
            return super()._push_notification_to_endpoint(batch_size=batch_size)
