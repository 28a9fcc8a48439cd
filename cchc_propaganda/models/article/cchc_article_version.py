# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime, timedelta

from markupsafe import Markup

from odoo import api, fields, models

from ...tools import text
from ...tools.groups import DIRECTOR, OFFICE

ONE_SITTING = timedelta(hours=1)   # several saves within this time send the authors one notice


class CchcArticle(models.Model):
    """The versions of an article: corrections by the board, changes after a return, corrections after posting."""
    _inherit = 'cchc.article'

    _version_fields = ('name', 'genre_id', 'topic_ids', 'plan_id', 'attachment_ids')
    _gathered_fields = ('attachment_ids',)      # two people who each add a photo do not overwrite each other

    submitted_version = fields.Integer(
        "Version handed in", readonly=True, copy=False, server_only=True,
        help="The version that the authors last submitted.")
    returned_version = fields.Integer(
        "Version sent back", readonly=True, copy=False, server_only=True,
        help="The version of the article when it last went back to its authors.")
    has_changes = fields.Boolean(
        "Changed since", compute='_compute_has_changes', help="Differs from the version that the user last knew.")

    @api.depends('content_version', 'submitted_version', 'returned_version', 'date_submitted', 'state')
    @api.depends_context('uid')
    def _compute_has_changes(self):
        for article in self:
            article.has_changes = (
                article.date_submitted and article.content_version > article._version_to_compare()
                and article._may_see_versions())

    def _keeps_all_versions(self):
        return bool(self.date_submitted)

    def _may_see_versions(self):
        """Everybody in the agency may read a posted article. Only those who could read it before the approval may read
        its earlier versions."""
        article, user = self.sudo(), self.env.user   # only to look up authors, members and heads
        return (
            article.state != 'published' or user in article._involved_users() | article.create_uid
            or user.has_groups(f'{OFFICE},{DIRECTOR}') or article.department_id in user._cchc_departments()
            or self._is_head() or self._is_reviewer(article.publication_ids.channel_id))

    def _version_to_compare(self):
        """Authors compare with the version they submitted, others with the version that was last returned."""
        is_author = self.env.user in self._author_users()
        again = self.submission_count > 1 or self.state == 'draft'
        return self.returned_version if again and not is_author else self.submitted_version

    def _version_marks(self):
        _ = self.env._
        marks = {}
        if self.date_submitted:
            marks.setdefault(self.submitted_version, []).append(_("handed in"))
        if self.submission_count > 1 or self.is_returned:
            marks.setdefault(self.returned_version, []).append(_("sent back"))
        if self.approved_by_id:
            marks.setdefault(self.approved_version, []).append(_("approved"))
        return marks

    def _step_note(self, step):
        """Add the version that the decision is about."""
        note = super()._step_note(step)
        if step.name not in ('approve', 'return'):
            return note
        return ' '.join(filter(None, [self._version_name(self.content_version), note]))

    # ------------------------------------------------------------------
    # While the article waits: corrections by the board
    # ------------------------------------------------------------------

    def _log_versions(self, kept):
        """Write into the chatter what the board changed, for each save, and tell the authors once per sitting."""
        lines, notes, fresh = {}, {}, self.browse()
        for article, (changes, is_text, before) in kept.items():
            if article.state != 'submitted':
                continue
            lines[article] = article._line_of_version(changes, is_text)
            notes[article] = text.plain_text(lines[article])
            if not article._is_same_sitting(before):
                fresh |= article
        self.browse().union(*lines)._post_lines(lines)
        self._log_event('edit', notes)
        fresh._tell_authors_of_correction()
        return super()._log_versions(kept)

    def _line_of_version(self, changes, is_text):
        article = self._in_company_language()
        _ = article.env._
        line = Markup("<b>%s</b>") % _("Corrected while under review: version %(version)s",
                                       version=article.content_version)
        for name, (old, new) in changes.items():
            line += Markup("<br/>%s: %s → %s") % (
                article._field_labels([name])[0], old or _("(empty)"), new or _("(empty)"))
        if is_text:
            line += Markup("<br/>%s") % _("The text was corrected (version %(version)s).",
                                          version=article.content_version)
        return line

    def _is_same_sitting(self, revision):
        """Whether the same person saved that revision within ``ONE_SITTING``, after the last step."""
        if not revision or revision['create_uid'] != self.env.uid:
            return False
        saved = datetime.fromisoformat(revision['create_date'])
        begun = fields.Datetime.now() - ONE_SITTING
        return saved >= max(self.date_last_step or begun, begun)

    def _tell_authors_of_correction(self):
        self._send_notice('corrected', {article: article._author_users() for article in self})

    def _keep_exchanged_files(self, exchanged):
        """Keep a version when the bytes or name of a content file changed; ``exchanged``: ``{article: [words before,
        words now]}``."""
        articles = {article.sudo(): words for article, words in exchanged.items()}   # the file's right was checked
        self._keep_versions(
            {article: {'attachment_ids': words} for article, words in articles.items()},
            {article: article._newest_version() for article in articles})

    # ------------------------------------------------------------------
    # After posting: the correction
    # ------------------------------------------------------------------

    def write(self, vals):
        before = {article: article.correction for article in self} if 'correction' in vals else {}
        res = super().write(vals)
        lines = {
            article: article._line_of_correction(old) for article, old in before.items()
            if (article.correction or '').strip() != (old or '').strip()}
        corrected = self.browse().union(*lines)
        corrected._post_lines(lines)
        corrected._log_event('correct', {article: text.plain_text(line) for article, line in lines.items()})
        corrected._send_notice(
            'post_corrected', {article: article._people_to_tell('post_corrected') for article in corrected})
        return res

    def _line_of_correction(self, old):
        article = self._in_company_language()
        _ = article.env._
        if old and article.correction:
            words = Markup("%s → %s") % (old, article.correction)
        else:
            words = article.correction or _("withdrawn: %(text)s", text=old)
        return Markup("<b>%s</b><br/>%s") % (_("Correction"), words)

    @api.readonly
    def action_correct(self):
        """Return the action that opens the dialog for a correction. Raise AccessError unless the user may write one."""
        self.ensure_one()
        self.check_access('read')
        self._check_may_correct()
        return {
            'type': 'ir.actions.act_window', 'name': self.env._("Correction"), 'res_model': self._name,
            'res_id': self.id, 'view_mode': 'form', 'target': 'new',
            'views': [(self.env.ref('cchc_propaganda.cchc_article_view_form_correction').id, 'form')],
        }
