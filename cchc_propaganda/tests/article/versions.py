# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from ..common import CchcCommon


class VersionCase(CchcCommon):

    def versions(self, article):
        """Return the history of the article, newest first."""
        return (article.with_env(self.env).html_field_history or {}).get('body') or []

    def corrected(self, **values):
        """Return a submitted article with a correction by the board (by default, of its text)."""
        article = self.article_in('submitted')
        self.as_(article, 'editor').write(values or {'body': "<p>The forms are online now.</p>"})
        return article

    def last_words(self, article):
        return str(self.lines(article)[-1:].body)
