# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from markupsafe import Markup
from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import AccessError, ConcurrencyError, UserError

from ...tools.groups import OFFICE
from ...tools.workflow import Transition
from ..article.cchc_article_channels import LIVE


class CchcPublication(models.Model):
    """The steps of a publication: who may take them, what they require, what they change."""
    _inherit = 'cchc.publication'

    _transitions = (
        Transition('send', {'pending'}, 'sent', who='_refusal_to_send', guard='_missing_to_send',
                   effect='_sent_values'),
        Transition('publish', {'pending', 'sent'}, 'published', who='_refusal_of_stranger', guard='_missing_to_publish',
                   effect='_published_values', after='_after_publish'),
        Transition('refuse', {'sent'}, 'refused', who='_refusal_of_stranger', effect='_reason_values', reason=True),
        Transition('remove', {'published'}, 'removed', who='_refusal_to_remove', effect='_reason_values', reason=True),
    )

    can_send = fields.Boolean(compute='_compute_can_transitions')
    can_publish = fields.Boolean(compute='_compute_can_transitions')
    can_refuse = fields.Boolean(compute='_compute_can_transitions')
    can_remove = fields.Boolean(compute='_compute_can_transitions')

    def action_send(self):
        """Hand the article over to an external channel; after a refusal, as a new publication. Return True."""
        refused = self.filtered(lambda publication: publication.state == 'refused')
        for publication in refused:
            if sibling := publication._live_sibling():
                raise UserError(self.env._(
                    "“%(name)s” is already on its way again: %(state)s.",
                    name=publication.display_name, state=publication._state_label(sibling.state)))
            if not self.env.su and (refusal := publication._refusal_to_send(None)):
                raise AccessError(refusal)
        refused.flush_recordset(['state'])   # the unique index must see a refusal of this transaction
        again = refused._with_gate().create([{
            'article_id': publication.article_id.id, 'channel_id': publication.channel_id.id,
            'assignment_id': publication.assignment_id.id,
        } for publication in refused]).with_env(self.env)
        return ((self - refused) | again)._run_transition('send')

    def action_publish(self):
        return self._run_transition('publish')

    def action_refuse(self, reason=''):
        return self._run_transition('refuse', reason)

    def action_remove(self, reason=''):
        return self._run_transition('remove', reason)

    @api.readonly
    def action_enter_link(self):
        """Open the dialog in which link, day and file are entered."""
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window', 'name': self.display_name, 'res_model': self._name, 'res_id': self.id,
            'views': [(self.env.ref('cchc_propaganda.cchc_publication_view_form_link').id, 'form')], 'target': 'new',
        }

    def _step_labels(self):
        _ = self.env._
        return {
            'send': _("Send to the channel"), 'publish': _("Confirm as posted"),
            'refuse': _("Not accepted by the channel"), 'remove': _("Take down"),
        }

    def _transition_depends(self):
        return ('state', 'article_id.state', 'article_id.approved_date', 'channel_id', 'url', 'evidence_ids',
                'date_published')

    def _lock_records(self):
        self.article_id._lock_records()   # always first, so that two people never wait for each other
        self.invalidate_recordset(['same_link_id'])     # somebody may have recorded the same link since
        return super()._lock_records()

    def _refusal_of_stranger(self, step):
        if self.env.su or self._is_member():
            return ''
        return self.env._(
            "“%(name)s”: only those who post on %(channel)s can do this (%(members)s).",
            name=self.display_name, channel=self.channel_id.name, members=self.channel_id._member_names())

    def _refusal_to_send(self, step):
        if self.channel_id.unit_may_send and self._is_of_unit():
            return ''
        return self._refusal_of_stranger(step)

    def _refusal_to_remove(self, step):
        return '' if self.env.user.has_group(OFFICE) else self._refusal_of_stranger(step)

    def _missing_article(self):
        if self.article_state in ('approved', 'published'):
            return []
        return [self.env._("The article must be approved first; it is “%(state)s”.",
                           state=self.article_id._state_label(self.article_state))]

    def _missing_to_send(self, step):
        missing = self._missing_article()
        if self.is_internal:
            missing.append(self.env._("%(channel)s is the agency's own channel: post there, without sending.",
                                      channel=self.channel_id.name))
        return missing

    def _missing_to_publish(self, step):
        _ = self.env._
        missing = self._missing_article()
        if not self.url and not self.evidence_ids:
            missing.append(_("Enter the link of the publication, or attach a file as evidence."))
        elif self.url and not self.channel_id._accepts_url(self.url):
            missing.append(_(
                "The link %(url)s is not an address of %(channel)s. It begins with: %(prefix)s", url=self.url,
                channel=self.channel_id.name,
                prefix=', '.join((self.channel_id.url_prefix or 'https://').split())))
        elif self.url and (other := self.sudo().same_link_id):   # the user may not read the other one
            missing.append(_(
                "The link %(url)s is already recorded for “%(other)s”.", url=self.url, other=other.display_name))
        return missing + self._missing_of_day()

    def _write_step(self, step, values):
        """Write the step. Raise ConcurrencyError when somebody recorded the same link at the same moment: the unique
        index refuses the second one, Odoo tries the request again, and ``_missing_to_publish`` names the article that
        has the link."""
        if step.name != 'publish':
            return super()._write_step(step, values)
        try:
            done = super()._write_step(step, values)
            self.flush_recordset(['state', 'url'])
        except UniqueViolation as error:
            if error.diag.constraint_name == self._url_once.full_name(self):
                raise ConcurrencyError("the link was recorded by somebody else just now") from error
            raise
        return done

    def _sent_values(self, step, reason):
        self._keep_sent_for()
        return {'date_sent': fields.Datetime.now(), 'reason': False}

    def _published_values(self, step, reason):
        by_link = self.filtered('url').grouped(lambda publication: (publication.company_id, publication.url))
        for (__, url), publications in by_link.items():
            if len(publications) > 1:
                raise UserError(self.env._(
                    "The link %(url)s is entered more than once: %(names)s. Enter a different link for each.", url=url,
                    names=', '.join(f'“{publication.display_name}”' for publication in publications)))
        undated = self.filtered(lambda publication: not publication.date_published)
        for company, publications in undated.grouped('company_id').items():
            publications.write({'date_published': company._cchc_today()})
        return {}

    def _reason_values(self, step, reason):
        return {'reason': reason, 'date_answered': fields.Datetime.now()}

    def _after_publish(self, step, reason):
        self._match_assignments()
        self.article_id.filtered(lambda article: article.state == 'approved')._run_transition('publish')

    def _post_lines(self, lines):
        """Post the log of each publication in the chatter of its article."""
        by_article = {}
        for publication, line in lines.items():
            line = publication.channel_id.name + ' · ' + line   # line is Markup, which escapes the name
            earlier = by_article.get(publication.article_id)
            by_article[publication.article_id] = earlier + Markup("<br/>") + line if earlier else line
        self.article_id._post_lines(by_article)

    def _logged_version(self):
        return self.article_id._logged_version()   # channels post the approved version

    def _live_sibling(self):
        return self.article_id.publication_ids.filtered(
            lambda publication: publication.channel_id == self.channel_id and publication.state in LIVE)[:1]

    def _day_sent(self):
        """Return the day of sending in the time zone of the agency."""
        return self.company_id._cchc_day_of(self.date_sent)
