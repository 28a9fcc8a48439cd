# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from ...tools.dates import in_figures

TOLD = {'submit': 'submitted', 'approve': 'approved', 'return': 'returned', 'cancel': 'cancelled'}
WITH_DEADLINE = ('submitted', 'agreed', 'returned')   # the reader still has something to do


class CchcArticle(models.Model):
    """Notices of the steps of an article."""
    _name = 'cchc.article'
    _inherit = ['cchc.notice.mixin', 'cchc.article']

    def _tell_of_step(self, step, reason, before):
        if not (kind := TOLD.get(step.name)):
            return
        waiting = self.filtered(lambda article: kind == 'approved' and article.state == 'submitted')
        for what, articles in (('agreed', waiting), (kind, self - waiting)):
            articles._send_notice(what, {article: article._people_to_tell(what) for article in articles}, reason)
        if kind == 'returned':
            self._send_notice('agreed_returned', {
                article: article._agreements().user_id - article._people_to_tell(kind) for article in self}, reason)

    def _people_to_tell(self, kind):
        """Return the people whom a notice of this kind concerns, whoever took the step; one record."""
        if kind in ('submitted', 'agreed'):
            return self._reviewers()    # only those whose turn it is
        people = self._involved_users()
        if kind == 'approved':
            people |= self.sudo().channel_ids.member_ids   # they post; the actor may not read them
        elif kind == 'refused':
            # Not every user may read employees.
            people |= self.department_id.sudo().manager_id.filtered('active').user_id
        return people

    def _notice_words(self):
        _ = self.env._
        return {
            **super()._notice_words(),
            'agreed': (_("For review"), _("%(who)s has agreed to %(what)s: it is your turn to review it.")),
            'approved': (_("Approved, to be posted"), _("%(who)s has approved %(what)s for posting.")),
            'unsent': (_("Not sent"), _("The mail with %(what)s did not leave.")),
            'post_corrected': (_("Correction"), _("%(who)s has corrected %(what)s after it was posted.")),
        }

    def _notice_stands(self, kind):
        return self.state == 'submitted' if kind in ('submitted', 'agreed') else super()._notice_stands(kind)

    def _notice_is_mailed(self, kind):
        return kind != 'unsent' and super()._notice_is_mailed(kind)     # mails do not leave

    def _notice_lines(self, kind, reason='', **words):
        publications = self.env['cchc.publication'].browse(words.pop('publication_ids', ())).exists()
        lines = super()._notice_lines(kind, reason, **words)
        for publication in publications.filtered(lambda publication: publication.article_id == self):
            name, url = publication.channel_id.name, publication.url
            lines.append(self.env._("%(channel)s: %(link)s", channel=name, link=url) if url else name)
        if kind == 'post_corrected' and self.correction:
            lines.append(self.env._("Correction: %(text)s", text=self.correction))
        if kind in WITH_DEADLINE and self.date_deadline:
            lines.append(self.env._("Deadline: %(date)s", date=in_figures(self.date_deadline)))
        return lines
