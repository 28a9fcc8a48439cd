import re

from odoo import models

SERVED_FILE = re.compile(r'/web/(?:image|content)\b[^\s"\'<>]*')   # a file that this server hands out, …
BODY_FILE = re.compile(r'/web/(?:image|content)(?:/ir\.attachment)?/(\d+)\b')   # … and one that is named by its id


class CchcArticle(models.Model):
    """What an approval names: the version of the text, the pictures in it and the files beside it."""
    _inherit = 'cchc.article'

    def _keep_pictures(self):
        """Tie the pictures uploaded into the text to the article: they are read, and freeze, with it."""
        for article in self:
            pictures = article._pictures_in_text()
            if pictures != article.sudo().picture_ids:
                article._with_gate().picture_ids = pictures

    def _pictures_in_text(self):
        """The files shown in the text that are the article's own, or fresh uploads of the user; as superuser."""
        ids = {int(number) for number in BODY_FILE.findall(self.body or '')}
        return self.env['ir.attachment'].sudo().browse(ids).exists().filtered(lambda file: (
            (file.res_model, file.res_id) == (self._name, self._origin.id)
            or (not file.res_id and file.create_uid == self.env.user)))

    def _shows_foreign_file(self):
        """Whether the text shows a file that would not freeze with it: its owner could exchange it after approval."""
        shown = [BODY_FILE.match(address) for address in SERVED_FILE.findall(self.body or '')]
        own = shown and self._pictures_in_text().ids
        return any(found is None or int(found[1]) not in own for found in shown)

    def _get_versioned_fields(self):
        return ['body']

    def _files_are_frozen(self):
        return self.state in ('approved', 'published', 'cancelled')

    def _refusal_to_change_files(self):
        return self._refusal_to_edit()

    def _content_version(self):
        """The number of the text's latest version, 0 before its first change; one record."""
        revisions = (self.html_field_history or {}).get('body') or []
        return revisions[0]['revision_id'] if revisions else 0

    def _content_checksums(self):
        """``{id: SHA-1}`` of all files that are content, the ids as text (what Json keeps); one record."""
        return {str(file.id): file.checksum for file in self._content_files()}

    def _keep_what_is_approved(self):
        """Write down which version and which files the approval is of; through the gate."""
        self._keep_pictures()
        for article in self:
            article.write({
                'approved_version': article._content_version(),
                'approved_checksums': article._content_checksums(),
            })
