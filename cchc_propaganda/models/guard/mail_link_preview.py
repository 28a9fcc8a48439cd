# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.fields import Domain

from odoo.addons.mail.tools.link_preview import get_link_preview_from_url

from ..core.internet import session

ENOUGH = 5      # Odoo looks no further once a message has more previews
# In the context; compared by identity: a client can send any context key, but never one of these objects.
_FETCHING = object()    # Odoo is about to fetch
_ASKING = object()      # whether an address may be fetched now


class MailLinkPreview(models.Model):
    """Previews of links come from the internet only. Odoo fetches whatever address somebody writes into a message, from
    where the server stands, and shows them what answers. Since that opens the agency's network whatever the message is
    about, this guard holds for the messages of every app."""
    _inherit = 'mail.link.preview'

    @api.model
    def _create_from_message_and_notify(self, message, request_url=None):
        return super(MailLinkPreview, self.with_context(cchc_fetching=_FETCHING))._create_from_message_and_notify(
            message, request_url=request_url)

    @api.model
    def _search_or_create_from_url(self, url):
        return super(MailLinkPreview, self.with_context(cchc_fetching=_FETCHING))._search_or_create_from_url(url)

    @api.model
    def search(self, domain, offset=0, limit=None, order=None):
        """Fetch here what Odoo, about to fetch, looks for and does not find."""
        found = super().search(domain, offset=offset, limit=limit, order=order)
        if self.env.context.get('cchc_fetching') is not _FETCHING:
            return found
        asked = [address for condition in Domain(domain).iter_conditions() if condition.field_expr == 'source_url'
                 for address in ([condition.value] if isinstance(condition.value, str) else condition.value)]
        known = set(found.mapped('source_url'))
        return found + self._cchc_fetch([address for address in asked if address not in known], ENOUGH - len(found))

    def _is_domain_thottled(self, url):
        """Odoo asks before it fetches an address that ``search`` has not found: keep it from fetching."""
        return self.env.context.get('cchc_fetching') is not _ASKING or super()._is_domain_thottled(url)

    @api.model
    def _cchc_fetch(self, addresses, enough):
        """Create and return the previews of those addresses that are on the internet and not asked too often."""
        asking, values_list = self.with_context(cchc_fetching=_ASKING), []
        with session() as made:
            for address in addresses:
                if len(values_list) > enough:
                    break
                if not asking._is_domain_thottled(address) and (values := get_link_preview_from_url(address, made)):
                    values_list.append(values)
        return self.create(values_list)
