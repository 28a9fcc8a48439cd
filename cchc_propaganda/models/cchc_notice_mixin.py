from collections import defaultdict

from markupsafe import Markup

from odoo import models
from odoo.tools.misc import clean_context

from .cchc_reminder_roster import Roster

SHOWN = 20   # documents named in one notice; what is more is counted


class CchcNoticeMixin(models.AbstractModel):
    """A document of whose steps people are told: in their own language, once, by mail only where the agency wishes it.
    Stands before the model itself in ``_inherit``.

    Odoo's own notifications carry a notice. Who reads in Odoo finds it in the inbox; who prefers mail is mailed the
    kinds that the agency mails (``res.company.cchc_mail_<kind>``) and finds the others under the bell.
    """
    _name = 'cchc.notice.mixin'
    _description = "Document with Notices"

    def _send_notice(self, kind, users, reason='', **words):
        """Tell people what has happened to the records; they follow nothing by it.

        ``kind``: one of ``_notice_words``. ``users``: whom to tell, the same for all records, or ``{record: users}``.
        ``reason`` and ``words``: what ``_notice_lines`` says of each record.
        Not told: whoever did it, and who has no account in the agency or may not read the record. People with the same
        news share a message; of several records a person gets one notice, with a list.
        """
        records = self.sudo()   # the actor may have lost sight of it by the step; each reader is asked for below
        users = users if isinstance(users, dict) else dict.fromkeys(self, users)
        users = {record.id: own.sudo() for record, own in users.items()}
        for company, own in records.grouped('company_id').items():
            for (lang, about), readers in own._news(users, Roster(records.env, company)).items():
                about.with_context(clean_context(self.env.context), lang=lang)._tell(kind, readers, reason, words)

    def _news(self, users, roster):
        """``{(language, records): users}``: who is told of which records together, out of ``{id: users}``."""
        everybody = self.env['res.users'].union(*map(users.get, self.ids)) - self.env.user
        news = defaultdict(everybody.browse)
        for user in roster.reached(everybody):
            about = self.filtered(lambda record, user=user: user in users[record.id])
            readable = roster.readable(user, about)
            if readable:
                about = about.filtered(lambda record, ids=readable: record.id in ids)
                news[user.lang or self.env.lang, about] |= user
        return news

    def _tell(self, kind, readers, reason, words):
        """Send one message about these records of one agency, in the language of the context."""
        _ = self.env._
        label, sentence = self._notice_words()[kind]
        name, more = self[:1].display_name, len(self) - 1
        if more:
            subject = _("%(kind)s: %(name)s and %(count)s more", kind=label, name=name, count=more)
            lines = [sentence % {'who': self.env.user.name, 'what': _("what follows")}]
            lines.append(self._notice_list(kind, reason, words))
        else:
            subject = _("%(kind)s: %(name)s", kind=label, name=name)
            lines = [sentence % {'who': self.env.user.name, 'what': _("“%(name)s”", name=name)}]
            lines += self._notice_lines(kind, reason, **words)
        body = Markup().join(Markup("<p>%s</p>") % line for line in lines)
        thread = self.browse() if more else self   # a list belongs to none of its documents
        thread.message_notify(
            partner_ids=readers.partner_id.ids, subject=subject, body=body,
            cchc_inbox_only=not self._notice_is_mailed(kind))

    def _notice_list(self, kind, reason, words):
        """The records as a list of links, each with its lines."""
        items = [
            Markup("<br/>").join([
                Markup('<a href="/mail/view?model=%s&amp;res_id=%s">%s</a>') % (
                    record._name, record.id, record.display_name),
                *record._notice_lines(kind, reason, **words)])
            for record in self[:SHOWN]]
        if len(self) > SHOWN:
            items.append(self.env._("… and %(count)s more.", count=len(self) - SHOWN))
        return Markup("<ul>%s</ul>") % Markup().join(Markup("<li>%s</li>") % item for item in items)

    def _notice_words(self):
        """``{kind: (title, sentence)}``, in the language of the context; a sentence has ``%(who)s``, ``%(what)s``."""
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
        """What is said of one record below the sentence, in the language of the context: a list of sentences."""
        return [self.env._("Reason: %(reason)s", reason=reason)] if reason else []

    def _notice_is_mailed(self, kind):
        """Whether people who prefer mail are mailed this kind of notice."""
        kind = 'returned' if kind == 'agreed_returned' else kind
        return bool(self.company_id[f'cchc_mail_{kind}'])

    # ------------------------------------------------------------------
    # Odoo's notifications
    # ------------------------------------------------------------------

    def _get_notify_valid_parameters(self):
        return super()._get_notify_valid_parameters() | {'cchc_inbox_only'}

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        recipients = super()._notify_get_recipients(message, msg_vals=msg_vals, **kwargs)
        if kwargs.get('cchc_inbox_only'):
            for recipient in recipients:
                recipient['notif'] = 'inbox'
        return recipients
