# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ...tools import text
from ...tools.groups import EDITOR, OFFICE
from ...tools.workflow import Transition
from ..agency.hr_department import REORGANISED
from ..core.words import listed

MAX_TITLE = 300


class CchcArticle(models.Model):
    """The steps of an article: who may take them, what they need, what they write."""
    _inherit = 'cchc.article'

    _transitions = (
        Transition('submit', {'draft'}, 'submitted', who='_refusal_to_submit', guard='_missing_to_submit',
                   effect='_submitted_values'),
        Transition('recall', {'submitted'}, 'draft', who='_refusal_to_recall', guard='_missing_to_recall',
                   effect='_recalled_values'),
        Transition('approve', {'submitted'}, 'approved', who='_refusal_to_approve', guard='_missing_to_submit',
                   effect='_approved_values'),
        Transition('return', {'submitted', 'approved'}, 'draft', who='_refusal_to_return', guard='_missing_to_return',
                   effect='_returned_values', reason=True),
        Transition('publish', {'approved'}, 'published', who='_refusal_to_publish', guard='_missing_to_publish'),
        Transition('register', {'draft'}, 'published', groups=f'{EDITOR},{OFFICE}', who='_refusal_to_register',
                   guard='_missing_to_register', effect='_registered_values', after='_after_register'),
        Transition('cancel', {'draft', 'submitted', 'approved'}, 'cancelled', who='_refusal_to_cancel',
                   guard='_missing_to_cancel', after='_after_cancel', reason=True),
    )

    registered_by_id = fields.Many2one(
        'res.users', "Recorded as already posted by", readonly=True, copy=False, ondelete='restrict', server_only=True)
    can_submit = fields.Boolean(compute='_compute_can_transitions')
    can_recall = fields.Boolean(compute='_compute_can_transitions')
    can_approve = fields.Boolean(compute='_compute_can_transitions')
    can_return = fields.Boolean(compute='_compute_can_transitions')
    can_publish = fields.Boolean(compute='_compute_can_transitions')
    can_register = fields.Boolean(compute='_compute_can_transitions')
    can_cancel = fields.Boolean(compute='_compute_can_transitions')

    def action_submit(self):
        return self._run_transition('submit')

    def action_recall(self):
        return self._run_transition('recall')

    def action_approve(self, reason=''):
        return self._run_transition('approve', reason)

    def action_return(self, reason=''):
        return self._run_transition('return', reason)

    def action_publish(self):
        """Post on the agency's own channels that have a link. The first posting makes the article posted."""
        self.check_access('read')
        for article in self:
            publications = article._ready_publications()
            own = article._live_publications().filtered(
                lambda publication: publication.state == 'pending' and publication.is_internal)
            if not publications and own and not (
                    self.env.su or any(publication._is_member() for publication in own)):
                raise AccessError(own[0]._refusal_of_stranger(None))
            if not publications:
                raise UserError(self.env._(
                    "“%(name)s”: enter the link (or a file) at one of the agency's own channels first.",
                    name=article.display_name))
            publications.action_publish()
        return True

    def action_register(self):
        return self._run_transition('register')

    def action_cancel(self, reason=''):
        return self._run_transition('cancel', reason)

    def _step_labels(self):
        _ = self.env._
        return {
            'submit': _("Submit for review"), 'recall': _("Recall"), 'approve': _("Approve for posting"),
            'return': _("Return"), 'publish': _("Post"), 'register': _("Record as already posted"),
            'cancel': _("Cancel the article"),
        }

    def _transition_depends(self):
        return ('state', 'name', 'body', 'genre_id', 'attachment_ids', 'channel_ids', 'department_id', 'author_id',
                'contributor_ids', 'publication_ids.state', 'publication_ids.url', 'publication_ids.evidence_ids',
                'publication_ids.date_published', 'review_step_id', 'drafter_ids')

    def _refusal_to_submit(self, step):
        user = self.env.user
        if user in self._author_users() or self._is_head() or user.has_group(OFFICE):
            return ''
        return self.env._("“%(name)s” is submitted by its author, the head of its unit or the Office.",
                          name=self.display_name)

    def _refusal_to_recall(self, step):
        if self.env.user == self.author_id:
            return ''
        return self.env._(
            "“%(name)s” is recalled by its author; the editorial board returns it.", name=self.display_name)

    def _refusal_to_publish(self, step):
        publications = self._ready_publications()
        if not publications or any(publication._is_member() for publication in publications):
            return ''
        return publications[0]._refusal_of_stranger(step)

    def _refusal_to_register(self, step):
        if self.env.user not in self._author_users():
            return ''
        return self.env._("“%(name)s” is your own: only another member of the board or the Office can record it.",
                          name=self.display_name)

    def _refusal_to_cancel(self, step):
        user = self.env.user
        if self.state == 'draft' and user == self.author_id:
            return ''
        if self.state != 'draft' and user.has_groups(f'{EDITOR},{OFFICE}'):
            return ''
        return self.env._("A draft is cancelled by its author; “%(name)s”, once submitted, by the board or the Office.",
                          name=self.display_name)

    def _asks_reason(self, step):
        """An agency may allow authors to approve their own article: then they must give a reason."""
        own = step.name == 'approve' and not self.env.su and self.env.user in self._barred_users()
        return own or super()._asks_reason(step)

    def _missing_to_submit(self, step):
        """Return all that is missing before the review: title, genre, channel, and real text (a file or
        link, if the genre needs no text)."""
        _ = self.env._
        missing = self._missing_of_title()
        # The user may read the article: skip a second check for the body, which Odoo loads separately.
        genre, has_text = self.genre_id, text.has_text(self.sudo().body)
        if not genre:
            missing.append(_("Choose the genre."))
        if not has_text and genre.requires_body:
            missing.append(_("Write the text: a “%(genre)s” needs one.", genre=genre.name))
        elif not (has_text or self.attachment_ids or any(self.publication_ids.mapped('url'))):
            missing.append(_("Write the text, or attach a file or a link."))
        missing += self._missing_of_pictures()
        if not self.channel_ids:
            missing.append(_("Choose at least one channel."))
        if not self.department_id:
            missing.append(_("Choose the unit."))
        return missing

    def _missing_of_title(self):
        title = (self.name or '').strip()
        if not text.normalize(title):      # a title of characters that print nothing is none
            return [self.env._("Enter the title.")]
        if len(title) > MAX_TITLE:
            return [self.env._("Shorten the title: it has %(count)s characters, %(most)s at most.",
                               count=len(title), most=MAX_TITLE)]
        return []

    def _missing_to_return(self, step):
        missing = []
        if self._posted_publications():
            missing.append(self.env._("The article is already posted: take it down instead."))
        return missing + self._missing_to_cancel(step)

    def _missing_to_cancel(self, step):
        sent = self.publication_ids.filtered(lambda publication: publication.state == 'sent')
        return [self.env._("The article was sent to %(channel)s: first record that the channel does not accept it.",
                           channel=publication.channel_id.name) for publication in sent]

    def _missing_to_publish(self, step):
        if self._posted_publications() or self._ready_publications():
            return []
        return [self.env._("Enter the link (or a file) at one of the agency's own channels.")]

    def _missing_to_register(self, step):
        _ = self.env._
        missing = self._missing_of_title()
        if not self.department_id:
            missing.append(_("Choose the unit."))
        publications = self.publication_ids.filtered(lambda publication: publication.url or publication.evidence_ids)
        if not self.channel_ids:
            missing.append(_("Choose at least one channel."))
        elif not publications:
            missing.append(_("Enter the link of the publication, or attach a file as evidence."))
        missing += [_("Enter the day it was posted on %(channel)s.", channel=publication.channel_id.name)
                    for publication in publications if not publication.date_published]
        return missing

    def _submitted_values(self, step, reason):
        self._keep_pictures()
        for article in self:
            article.write({
                'submission_count': article.submission_count + 1, 'submitted_version': article.content_version})
        return {'submitted_by_id': self.env.uid, 'date_submitted': fields.Datetime.now(), 'is_returned': False}

    def _recalled_values(self, step, reason):
        for article in self:
            article.returned_version = article.content_version
        return {}

    def _registered_values(self, step, reason):
        return {'is_registered': True, 'registered_by_id': self.env.uid}

    def _after_register(self, step, reason):
        publications = self.publication_ids.filtered(lambda publication: (
            publication.state == 'pending' and (publication.url or publication.evidence_ids)))
        publications._run_transition('publish')

    def _after_cancel(self, step, reason):
        if self.env.context.get('cchc_reorganised') is REORGANISED:
            return  # it goes on in another agency; where it was to be posted stays readable, and so do the figures
        self.publication_ids.filtered(lambda publication: publication.state == 'pending').unlink()

    def _instead_of_editing(self):
        if self.state == 'published':
            return self.env._("Write a correction instead.")
        return super()._instead_of_editing()

    def _next_step_sentence(self):
        _ = self.env._
        publications = self._live_publications()
        if self.state == 'draft':
            refusal = not self.env.su and self._refusal_to_submit(None)
            missing = not refusal and self._missing_to_submit(None)
            missing = missing and _("To submit it: %(missing)s", missing=listed(missing))
            if self.is_returned:
                return _("Returned: “%(reason)s”. %(sentence)s", reason=self.return_reason.rstrip('.'),
                         sentence=refusal or missing or _("Correct it and submit it again."))
            if self.can_register:
                return _("Links and days are complete: record it as already posted.")
            return refusal or missing or False
        if self.state == 'submitted':
            return self._review_sentence()
        if self.state == 'approved':
            sent = publications.filtered(lambda publication: publication.state == 'sent')
            waiting = ', '.join(sent.channel_id.mapped('name'))
            sentence = _("Approved. Waiting for %(channels)s to answer.", channels=waiting) if waiting else _(
                "Approved. Next: post it and enter the link, or send it to the channel.")
            return ' '.join(filter(None, [sentence, self._refusal_to_post()]))
        if self.state == 'published':
            if self.is_withdrawn:
                return _("Withdrawn from every channel: it no longer counts anywhere.")
            posted = self._posted_publications()
            sentence = _("Posted on %(count)s of %(total)s channels.", count=len(posted), total=len(publications))
            sent = (publications - posted).filtered(lambda publication: publication.state == 'sent')
            waiting = ', '.join(sent.channel_id.mapped('name'))
            if waiting:
                sentence += ' ' + _("Waiting for %(channels)s to answer.", channels=waiting)
            return sentence + ' ' + _(
                "The article can no longer be returned. If it is wrong, take it down or write a correction.")
        if self.last_step_by_id:
            return _("Cancelled at %(when)s (%(who)s). It can no longer be used: write a new one, or copy it.",
                     when=self._format_moment(self.date_last_step),
                     who=self.last_step_by_id.sudo().name)   # the name of a colleague is no secret in the agency
        return False

    def _refusal_to_post(self):
        """Return '' when the user may post or send the article on one of its channels, else who may on each channel."""
        publications = self._live_publications().filtered(lambda publication: publication.state != 'published')
        if self.env.su or any(not publication._refusal_of_stranger(None) or (
                publication.state == 'pending' and not publication.is_internal
                and not publication._refusal_to_send(None)) for publication in publications):
            return ''
        return ' '.join(publication._refusal_of_stranger(None) for publication in publications)
