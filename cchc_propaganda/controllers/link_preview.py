# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from lxml import html

from odoo import http

from odoo.addons.html_editor.controllers.main import HTML_Editor
from odoo.addons.mail.tools.link_preview import get_link_preview_from_url

from ..models.core.internet import session


class CchcHtmlEditor(HTML_Editor):
    """Preview links for logged-in users, only from the internet. Odoo fetches any address, for anybody."""

    @http.route(auth='user')
    def link_preview_metadata(self, preview_url):
        with session() as made:
            found = get_link_preview_from_url(preview_url, made)
        if found and found.get('og_description'):
            found['og_description'] = html.fromstring(found['og_description']).text_content()
        return found
