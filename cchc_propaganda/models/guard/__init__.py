"""Overrides of Odoo's own models, so that no other path gets around our access rights."""

from . import base
from . import cchc_kept_for_others_mixin
from . import ir_attachment
from . import ir_binary
from . import ir_default
from . import ir_embedded_actions
from . import ir_filters
from . import ir_http
from . import ir_websocket
from . import res_partner
from . import mail_activity
from . import mail_followers
from . import mail_link_preview
from . import mail_mail
from . import mail_message
from . import mail_push
from . import mail_scheduled_message
from . import mail_template
from . import mail_thread
