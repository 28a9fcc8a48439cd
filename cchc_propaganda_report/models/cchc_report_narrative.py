# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from markupsafe import Markup

from odoo import fields, models
from odoo.tools import html2plaintext

from ..tools import narrative
from .cchc_report_workflow import NARRATIVES


class CchcReport(models.Model):
    """The text of a report, in the five sections that officials use. It begins with sentences made from the figures;
    taking the figures again replaces those that nobody changed (``tools/narrative.py``). Two people write it at once
    as they write an article: nothing of either is overwritten."""
    _name = 'cchc.report'
    _inherit = ['cchc.report', 'cchc.version.mixin', 'cchc.presence.mixin']

    _version_fields = tuple(name for name in NARRATIVES if name != 'narrative_result')

    content_version = fields.Integer("Version of the text")
    narrative_source = fields.Json(
        "Ready sentences", readonly=True, copy=False, server_only=True,
        help="Each sentence as it was made from the figures, by its key.")

    def _get_versioned_fields(self):
        return ['narrative_result']

    def _keeps_all_versions(self):
        return bool(self.sudo().date_submitted)     # only whether it was ever submitted

    def _logged_version(self):
        return self.content_version

    def _version_facts(self, names):
        """Compare the sections as they are, show them without markup."""
        return {
            name: (value, html2plaintext(value) if name in NARRATIVES else words)
            for name, (value, words) in super()._version_facts(names).items()}

    def _take_figures(self):
        result = super()._take_figures()
        for report in self.filtered(lambda report: report.state == 'draft'):
            report.write(report._refreshed_narrative())
        return result

    def _refreshed_narrative(self):
        """Return the values of the sections with the ready sentences of now; one record with its figures."""
        source = narrative.sections(self.narrative_source)
        sentences = narrative.sections(self._ready_sentences(self._stored_lines()))
        values = {}
        for section in narrative.SECTIONS:
            name = f'narrative_{section}'
            text = narrative.refreshed(self[name], source[section], sentences[section])
            if text != (self[name] or ''):
                values[name] = text
        return {**values, 'narrative_source': {
            key: sentence for section in sentences.values() for key, sentence in section.items()}}

    def _printed_narrative(self):
        """Return ``{section: HTML}`` as printed, without what only the screen shows; one record."""
        return {
            section: Markup(narrative.printed(self[f'narrative_{section}']))    # noqa: S704 - the field has sanitized it
            for section in narrative.SECTIONS}

    def _nothing(self, sentence):
        """Return the text of a section without anything to report."""
        return Markup('<p class="%s">%s</p>') % (narrative.NOTHING, sentence)
