# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from markupsafe import Markup

from odoo import models

SAME_SETTING = {
    'agreed': 'submitted', 'agreed_returned': 'returned', 'post_corrected': 'corrected', 'amended': 'published'}
SHOWN = 20   # documents listed in one notice; the rest is counted


class CchcNoticeMixin(models.AbstractModel):
    """A document with notices of its steps: each reader gets one, in their language, by mail only if the agency
    wishes. List it before the model itself in ``_inherit``.

    Odoo's notifications carry the notices. Users who read in Odoo find them in the inbox. Users who prefer mail get
    mails of the kinds that the agency mails (``res.company.cchc_mail_<kind>``) and find the others under the bell.
    """
    _name = 'cchc.notice.mixin'
    _description = "Document with Notices"

    def _send_notice(self, kind, users, reason='', **words):
        """Queue a notice about the records, sent as soon as the step is committed (``cchc.notice``). Nobody becomes a
        follower.

        ``kind``: one of ``_notice_words``. ``users``: whom to tell, the same for all records, or ``{record: users}``.
        ``reason`` and ``words`` (plain values, ids instead of records): passed to ``_notice_lines`` for each record.
        Not told: the actor, and users without an account in the agency or the right to read the record. Users with the
        same notices share a message; a notice about several records lists them.
        """
        people = users if isinstance(users, dict) else dict.fromkeys(self, users)
        people = {record.id: (own - self.env.user).ids for record, own in people.items()}
        vals_list = [{
            'kind': kind, 'res_model': self._name, 'res_id': record.id, 'company_id': record.company_id.id,
            'actor_id': self.env.uid, 'reader_ids': people[record.id], 'reason': reason, 'words': words,
        } for record in self.sudo() if people.get(record.id)]    # the step may have taken it from the actor's sight
        if vals_list:
            self.env['cchc.notice']._leave(vals_list)

    def _notice_words(self):
        """Return ``{kind: (title, sentence)}`` in the context's language. A sentence has ``%(who)s``, ``%(what)s``."""
        _ = self.env._
        return {
            'submitted': (_("For review"), _("%(who)s has submitted %(what)s for review.")),
            'returned': (_("Returned"), _("%(who)s has returned %(what)s.")),
            'agreed_returned': (_("Returned"), _("%(who)s has returned %(what)s, to which you had agreed.")),
            'approved': (_("Approved"), _("%(who)s has approved %(what)s.")),
            'published': (_("Posted"), _("%(who)s has confirmed that %(what)s is posted.")),
            'refused': (
                _("Not accepted by the channel"), _("%(who)s has recorded that a channel does not accept %(what)s.")),
            'removed': (_("Taken down"), _("%(who)s has taken down %(what)s.")),
            'corrected': (_("Edited"), _("%(who)s has edited %(what)s while reviewing it.")),
            'cancelled': (_("Cancelled"), _("%(who)s has cancelled %(what)s.")),
        }

    def _notice_lines(self, kind, reason='', **words):
        """Return the sentences about one record below the main one, as a list in the language of the context."""
        return [self.env._("Reason: %(reason)s", reason=reason)] if reason else []

    def _notice_stands(self, kind):
        """Whether the notice still applies; one record."""
        return True

    def _notice_is_mailed(self, kind):
        """Whether people who prefer mail are mailed this kind of notice."""
        return bool(self.company_id[f'cchc_mail_{SAME_SETTING.get(kind, kind)}'])

    # ------------------------------------------------------------------
    # The message
    # ------------------------------------------------------------------

    def _tell(self, notices, readers):
        """Send one message with the notices of these records, in the language of the context and the actor's name."""
        _ = self.env._
        kind = notices[:1].kind
        label, sentence = self._notice_words()[kind]
        lines = {record: list(dict.fromkeys(
            line for notice in notices.filtered(lambda notice, record=record: notice.res_id == record.id)
            for line in record._notice_lines(kind, notice.reason, **notice.words or {}))) for record in self}
        name, more = self[:1].display_name, len(self) - 1
        if more:
            subject = _("%(kind)s: %(name)s and %(count)s more", kind=label, name=name, count=more)
            said = [sentence % {'who': self.env.user.name, 'what': _("what follows")}]
        else:
            subject = _("%(kind)s: %(name)s", kind=label, name=name)
            said = [sentence % {'who': self.env.user.name, 'what': _("“%(name)s”", name=name)}, *lines[self]]
        body = Markup().join(Markup("<p>%s</p>") % line for line in said)
        thread = self.browse() if more else self   # a list is attached to none of its documents
        thread.message_notify(
            partner_ids=readers.partner_id.ids, subject=subject, body=body + self._notice_list(lines) if more else body,
            cchc_inbox_only=not self._notice_is_mailed(kind))

    def _notice_list(self, lines):
        """Return the records as a list of links, each with its lines."""
        items = [
            Markup("<br/>").join([
                Markup('<a href="/mail/view?model=%s&amp;res_id=%s">%s</a>') % (
                    record._name, record.id, record.display_name), *lines[record]])
            for record in self[:SHOWN]]
        if len(self) > SHOWN:
            items.append(self.env._("… and %(count)s more.", count=len(self) - SHOWN))
        return Markup("<ul>%s</ul>") % Markup().join(Markup("<li>%s</li>") % item for item in items)

    def _get_notify_valid_parameters(self):
        return super()._get_notify_valid_parameters() | {'cchc_inbox_only'}

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        recipients = super()._notify_get_recipients(message, msg_vals=msg_vals, **kwargs)
        if kwargs.get('cchc_inbox_only'):
            for recipient in recipients:
                recipient['notif'] = 'inbox'
        return recipients
