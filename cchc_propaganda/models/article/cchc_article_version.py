from datetime import datetime, timedelta

from markupsafe import Markup

from odoo import api, fields, models

from ...tools import text
from ...tools.groups import DIRECTOR, OFFICE

ONE_SITTING = timedelta(hours=1)   # an editor who saves again and again has one thing to tell the authors


class CchcArticle(models.Model):
    """The versions of an article: what the board corrected, what the authors did after a return, what was wrong once it
    was posted."""
    _inherit = 'cchc.article'

    _version_fields = ('name', 'genre_id', 'topic_ids', 'plan_id', 'attachment_ids')

    submitted_version = fields.Integer(
        "Version handed in", readonly=True, copy=False, server_only=True,
        help="The version that its authors last handed in.")
    returned_version = fields.Integer(
        "Version sent back", readonly=True, copy=False, server_only=True,
        help="The version that the board had before it last went back to its authors.")
    has_changes = fields.Boolean(
        "Changed since", compute='_compute_has_changes', help="It differs from the version that the user knows.")

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
        """A posted article is read by everybody in the agency; what stood there before it was approved, by those who
        could read it then."""
        article, user = self.sudo(), self.env.user   # only to see who has a part in it
        return (
            article.state != 'published' or user in article._involved_users() | article.create_uid
            or user.has_groups(f'{OFFICE},{DIRECTOR}') or article.department_id in user._cchc_departments()
            or self._is_head() or self._is_reviewer(article.publication_ids.channel_id))

    def _version_to_compare(self):
        """Authors know what they handed in, everybody else what the board had before it was last returned."""
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
        """The line of a decision names the version that was decided about."""
        note = super()._step_note(step)
        if step.name not in ('approve', 'return'):
            return note
        return ' '.join(filter(None, [self._version_name(self.content_version), note]))

    # ------------------------------------------------------------------
    # While it waits: the board's corrections
    # ------------------------------------------------------------------

    def _log_versions(self, kept):
        """Say in the chatter what the board changed, once for each save, and tell the authors, once for a sitting."""
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
        """Whether the same person saved that revision a moment ago, since the last step."""
        if not revision or revision['create_uid'] != self.env.uid:
            return False
        saved = datetime.fromisoformat(revision['create_date'])
        begun = fields.Datetime.now() - ONE_SITTING
        return saved >= max(self.date_last_step or begun, begun)

    def _tell_authors_of_correction(self):
        self._send_notice('corrected', {article: article._author_users() for article in self})

    def _keep_exchanged_files(self, exchanged):
        """A file whose bytes or name were changed where it lies is a change of the content too; ``exchanged``:
        ``{article: [words before, words now]}``."""
        articles = {article.sudo(): words for article, words in exchanged.items()}   # whoever may change its files, may
        self._keep_versions(
            {article: {'attachment_ids': words} for article, words in articles.items()},
            {article: article._newest_version() for article in articles})

    # ------------------------------------------------------------------
    # Once it is posted: the correction
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
            words = article.correction or _("taken back: %(text)s", text=old)
        return Markup("<b>%s</b><br/>%s") % (_("Correction"), words)

    def action_correct(self):
        """Open the dialog in which the correction is written. Raises AccessError for those who may not."""
        self.ensure_one()
        self.check_access('read')
        self._check_may_correct()
        return {
            'type': 'ir.actions.act_window', 'name': self.env._("Correction"), 'res_model': self._name,
            'res_id': self.id, 'view_mode': 'form', 'target': 'new',
            'views': [(self.env.ref('cchc_propaganda.cchc_article_view_form_correction').id, 'form')],
        }
