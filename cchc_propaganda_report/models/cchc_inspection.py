# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.cchc_propaganda.models.core.server import QUIET, as_server
from odoo.addons.cchc_propaganda.models.reminder.cchc_reminder_roster import Roster
from odoo.addons.cchc_propaganda.tools.dates import in_figures
from odoo.addons.cchc_propaganda.tools.groups import DIRECTOR, OFFICE
from odoo.addons.cchc_propaganda.tools.workflow import Transition

from .res_users import INSPECTOR

GRANTED = frozenset({'user_id', 'date_start', 'date_end', 'date_until', 'basis'})
DAYS_TO_ANSWER = 3


class CchcInspection(models.Model):
    """What the director of an agency lets one account read, and until which day: the sent reports, the evidence and the
    log of one period (``cchc.inspection.item``). It opens no document of the agency itself, and the inspector need not
    belong to the agency."""
    _name = 'cchc.inspection'
    _inherit = ['cchc.workflow.mixin', 'mail.thread', 'mail.activity.mixin']
    _description = "Inspection"
    _order = 'date_until desc, id desc'
    _check_company_auto = True

    _transitions = (
        Transition('grant', {'draft'}, 'granted', groups=DIRECTOR, guard='_missing_to_grant', after='_after_grant'),
        Transition('ask', {'granted'}, '', who='_refusal_to_ask', effect='_asked_values', after='_after_ask',
                   reason=True),
        Transition('answer', {'granted'}, '', groups=OFFICE, guard='_missing_to_answer', effect='_answered_values',
                   after='_after_answer', reason=True),
        Transition('end', {'granted'}, 'ended', groups=DIRECTOR, after='_after_answer', reason=True),
    )
    _frozen_fields = {'granted': GRANTED, 'ended': GRANTED}

    user_id = fields.Many2one(
        'res.users', "Inspector", required=True, index=True, ondelete='restrict',
        domain="[('id', 'in', candidate_ids)]",
        help="An account with the role “Inspector”. The administrator of the inspector's own agency gives it.")
    candidate_ids = fields.Many2many('res.users', compute='_compute_candidate_ids')
    company_id = fields.Many2one(
        'res.company', "Agency", required=True, index=True, default=lambda self: self.env.company, settled=True)
    date_start = fields.Date("Period from", required=True)
    date_end = fields.Date("Period to", required=True)
    date_until = fields.Date("Access until", required=True, help="The last day on which the inspector can read.")
    basis = fields.Char("Decision or letter", help="By which the inspection is held.")
    state = fields.Selection([
        ('draft', "Access being prepared"),
        ('granted', "Access granted"),
        ('ended', "Access ended"),
    ], required=True, default='draft', readonly=True, index=True, copy=False)
    is_open = fields.Boolean("May read now", compute='_compute_is_open', search='_search_is_open')
    request = fields.Text("Document asked for", readonly=True, copy=False, server_only=True)
    date_request = fields.Date("Asked for on", readonly=True, copy=False, server_only=True)
    answer = fields.Text("Answer of the Office", readonly=True, copy=False, server_only=True)
    report_count = fields.Integer("Sent reports", compute='_compute_counts')
    publication_count = fields.Integer("Posted articles", compute='_compute_counts')
    outreach_count = fields.Integer("Other outreach", compute='_compute_counts')
    log_count = fields.Integer("Log", compute='_compute_counts')
    # The chatter is the agency's own: a search of the inspector finds nothing by it either.
    message_ids = fields.One2many(bypass_search_access=False)
    website_message_ids = fields.One2many(bypass_search_access=False)
    activity_ids = fields.One2many(bypass_search_access=False)
    can_grant = fields.Boolean(compute='_compute_can_transitions')
    can_ask = fields.Boolean(compute='_compute_can_transitions')
    can_answer = fields.Boolean(compute='_compute_can_transitions')
    can_end = fields.Boolean(compute='_compute_can_transitions')

    _period_ordered = models.Constraint('CHECK (date_start <= date_end)', "The period cannot end before it begins.")

    # ------------------------------------------------------------------
    # What follows from other data
    # ------------------------------------------------------------------

    @api.depends('user_id', 'date_start', 'date_end')
    @api.depends_context('lang')
    def _compute_display_name(self):
        for inspection in self:
            days = {'first': inspection.date_start and in_figures(inspection.date_start),
                    'last': inspection.date_end and in_figures(inspection.date_end)}
            inspection.display_name = self.env._(
                "Inspection by %(user)s, %(first)s – %(last)s", user=inspection.user_id.sudo().name, **days  # is named
            ) if all(days.values()) else self.env._("New inspection")

    @api.depends_context('uid')
    def _compute_candidate_ids(self):
        role = self.env.ref(INSPECTOR)
        candidates = as_server(self.env['res.users']).search(
            [('all_group_ids', 'in', role.ids), ('share', '=', False)])._cchc_present()
        self.candidate_ids = candidates.ids

    @api.depends('state', 'date_until', 'company_id')
    def _compute_is_open(self):
        for inspection in self:
            # An inspector of another agency may not read this one.
            today = (inspection.company_id or self.env.company).sudo()._cchc_today()
            inspection.is_open = bool(
                inspection.state == 'granted' and inspection.date_until and inspection.date_until >= today)

    @api.model
    def _search_is_open(self, operator, value):
        if operator != 'in':
            return NotImplemented
        zones = self.env['res.company'].sudo()._read_group([], ['cchc_tz'], ['id:recordset'])  # each has its own day
        is_open = Domain('state', '=', 'granted') & Domain.OR(
            Domain('company_id', 'in', companies.ids) & Domain('date_until', '>=', companies[0]._cchc_today())
            for __, companies in zones)
        return is_open if True in value else ~is_open

    @api.depends('company_id', 'date_start', 'date_end', 'state')
    def _compute_counts(self):
        found = self.env['cchc.inspection.item']._read_group(
            [('inspection_id', 'in', self.ids)], ['inspection_id', 'kind'], ['__count'])
        counts = {(inspection.id, kind): count for inspection, kind, count in found}
        for inspection in self:
            for kind in ('report', 'publication', 'outreach', 'log'):
                inspection[f'{kind}_count'] = counts.get((inspection.id, kind), 0)

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------

    def action_grant(self):
        return self._run_transition('grant')

    def action_ask(self, reason=''):
        """Ask the Office for a document that is missing. Return True."""
        return self._run_transition('ask', reason)

    def action_answer(self, reason=''):
        """Answer what the inspector asked for. Return True."""
        return self._run_transition('answer', reason)

    def action_end(self, reason=''):
        """End the access before its last day. Return True."""
        return self._run_transition('end', reason)

    def _open_items(self, kind, name):
        self.ensure_one()
        self.check_access('read')
        words = {'first': in_figures(self.date_start), 'last': in_figures(self.date_end)}
        return {
            'type': 'ir.actions.act_window', 'name': name, 'res_model': 'cchc.inspection.item',
            'view_mode': 'list,kanban,form', 'domain': [('inspection_id', '=', self.id), ('kind', '=', kind)],
            'context': {'items_of': kind}, 'help': Markup(
                '<p class="o_view_nocontent_smiling_face">%s</p><p>%s</p>') % (
                self.env._("There is nothing of this kind from %(first)s to %(last)s", **words),
                self.env._("Only what was sent, posted or accepted in that period is shown. Is a document missing? Ask "
                           "the Office for it in the inspection."))}

    @api.readonly
    def action_open_reports(self):
        return self._open_items('report', self.env._("Sent reports"))

    @api.readonly
    def action_open_publications(self):
        return self._open_items('publication', self.env._("Posted articles"))

    @api.readonly
    def action_open_outreach(self):
        return self._open_items('outreach', self.env._("Other outreach"))

    @api.readonly
    def action_open_log(self):
        return self._open_items('log', self.env._("Log of steps"))

    def _step_labels(self):
        _ = self.env._
        return {'grant': _("Grant access"), 'ask': _("Ask for a document"), 'answer': _("Answer the inspector"),
                'end': _("End the access")}

    def _event_labels(self):
        return {**super()._event_labels(), 'open': self.env._("File opened")}

    def _transition_depends(self):
        return ('state', 'user_id', 'date_start', 'date_end', 'date_until', 'request', 'answer')

    def _refusal_to_ask(self, step):
        """Documents are asked for by the named inspector, while access lasts."""
        if self.env.user != self.user_id:
            return self.env._("Only the inspector, %(user)s, asks for documents.", user=self._name_of_inspector())
        return '' if self.is_open else self.env._(
            "Access ended on %(date)s.", date=in_figures(self.date_until))

    def _missing_to_grant(self, step):
        _, missing = self.env._, []
        inspector = self.user_id.sudo()     # the director may not read accounts
        if not (inspector._cchc_present() and inspector.has_group(INSPECTOR)):
            missing.append(self._refusal_of_account())
        if inspector == self.env.user:
            missing.append(_("Nobody grants access to themselves."))
        if self.date_until and self.date_until < self.company_id._cchc_today():
            missing.append(_("The last day of access, %(date)s, is over: enter a later one.",
                             date=in_figures(self.date_until)))
        return missing

    def _log_opened(self, document, file):
        """Log that the inspector has opened a file of a document. Whom the agency has on its own side is not logged."""
        self.ensure_one()
        if self.env.user == self.user_id:
            self._log_event('open', {self: f'{document}: {file}'})

    def _missing_to_answer(self, step):
        return [] if self.request and not self.answer else [self.env._("The inspector has asked for nothing new.")]

    def _asked_values(self, step, reason):
        return {'request': reason, 'answer': False, 'date_request': self[:1].company_id._cchc_today()}

    def _answered_values(self, step, reason):
        return {'answer': reason}

    def _next_step_sentence(self):
        _ = self.env._
        if self.state == 'draft':
            return ' '.join([*self._missing_to_grant(None), _("The director grants the access.")])
        if self.state != 'granted':
            return False
        if not self.is_open:
            return _("Access ended on %(date)s.", date=in_figures(self.date_until))
        if self.request and not self.answer:
            return _("The inspector asks for a document: the Office answers.")
        return _("%(user)s reads until %(date)s.", user=self._name_of_inspector(), date=in_figures(self.date_until))

    # ------------------------------------------------------------------
    # After a step
    # ------------------------------------------------------------------

    def _after_grant(self, step, reason):
        for inspection in self:
            user = inspection.user_id
            inspection = inspection.with_context(lang=user.lang)
            _ = inspection.env._
            inspection.message_notify(
                partner_ids=user.partner_id.ids, subject=_("Access for an inspection"), body=_(
                    "%(agency)s lets you read its sent reports, evidence and log of %(first)s – %(last)s, until "
                    "%(until)s.", agency=inspection.company_id.name, first=in_figures(inspection.date_start),
                    last=in_figures(inspection.date_end), until=in_figures(inspection.date_until)))

    def _after_ask(self, step, reason):
        """Give each person of the Office a to-do; without any, the director."""
        for inspection in self:
            inspection = inspection.with_context(cchc_reminding=QUIET)
            roster = Roster(inspection.env, inspection.company_id)
            day = inspection._day_to_answer()
            for user in roster.office or roster.director:
                _ = inspection.with_context(lang=user.lang).env._
                inspection.activity_schedule(
                    'mail.mail_activity_data_todo', day, user_id=user.id,
                    summary=_("The inspector asks for a document"), note=reason)

    def _day_to_answer(self):
        """Return by which day the Office answers what was asked for; one record."""
        return min(self.date_request + timedelta(days=DAYS_TO_ANSWER), self.date_until)

    def _after_answer(self, step, reason):
        self.activity_ids.unlink()

    # ------------------------------------------------------------------
    # Who may
    # ------------------------------------------------------------------

    @api.constrains('user_id')
    def _check_inspector(self):
        for inspection in self:
            if not inspection.user_id.has_group(INSPECTOR):
                raise UserError(inspection._refusal_of_account())

    def _refusal_of_account(self):
        return self.env._("“%(user)s” does not have the role “Inspector”: the administrator gives it to the account.",
                          user=self._name_of_inspector())

    def _name_of_inspector(self):
        return self.user_id.sudo().name     # whoever reads the inspection reads whom it names

    @api.ondelete(at_uninstall=True)
    def _unlink_except_granted(self):
        for inspection in self:
            if inspection.state != 'draft':
                raise UserError(self.env._("“%(name)s” was granted and is kept.", name=inspection.display_name))

    def _mail_get_operation_for_mail_message_operation(self, message_operation):
        """The chatter is the agency's own: the inspector, who only reads the inspection, does not read it."""
        operations = super()._mail_get_operation_for_mail_message_operation(message_operation)
        return dict.fromkeys(operations, 'write')

    def _instead_of_editing(self):
        return self.env._("End it, and grant another one.")
