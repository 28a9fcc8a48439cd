# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.cchc_propaganda.tools.dates import in_figures
from odoo.addons.cchc_propaganda.tools.groups import DIRECTOR, HEAD, OFFICE
from odoo.addons.cchc_propaganda.tools.text import has_text
from odoo.addons.cchc_propaganda.tools.workflow import Transition

NARRATIVES = (
    'narrative_direction', 'narrative_result', 'narrative_assessment', 'narrative_next', 'narrative_proposal')
CONTENT = frozenset({*NARRATIVES, 'signer_name', 'signer_title', 'recipient_ids', 'with_agencies'})
SENT = CONTENT | {'number', 'date_sent', 'date_deadline'}
OF_OFFICE = frozenset({'number', 'date_sent', 'date_deadline', 'recipient_ids'})


class CchcReport(models.Model):
    """The steps of a report. A unit's report goes to the Office and ends there; the agency's is approved by
    the director and sent by the Office. From submission on its content does not change; a return frees it."""
    _name = 'cchc.report'
    _inherit = ['cchc.report', 'cchc.files.mixin', 'cchc.unit.mixin']

    _transitions = (
        Transition('submit', {'draft'}, 'submitted', who='_refusal_to_submit', guard='_missing_to_submit',
                   effect='_submitted_values', after='_after_submit'),
        Transition('recall', {'submitted'}, 'draft', who='_refusal_to_submit', effect='_recalled_values',
                   after='_after_reopening'),
        Transition('approve', {'submitted'}, 'approved', who='_refusal_to_decide', effect='_approved_values'),
        Transition('return', {'submitted', 'approved'}, 'draft', who='_refusal_to_decide', effect='_returned_values',
                   after='_after_reopening', reason=True),
        Transition('publish', {'approved'}, 'published', groups=OFFICE, guard='_missing_to_publish'),
        Transition('cancel', {'draft', 'submitted'}, 'cancelled', groups=OFFICE, guard='_missing_to_cancel',
                   reason=True),
        Transition('unlock', {'draft'}, '', who='_refusal_to_unlock', guard='_missing_to_unlock',
                   effect='_unlocked_values', reason=True),
    )
    _frozen_fields = {'submitted': CONTENT, 'approved': CONTENT, 'published': SENT, 'cancelled': SENT}
    _file_fields = ('signed_document_ids',)

    is_returned = fields.Boolean("Returned", readonly=True, copy=False, server_only=True)
    return_reason = fields.Text("Reason of the return", readonly=True, copy=False, server_only=True)
    submitted_by_id = fields.Many2one('res.users', "Submitted by", readonly=True, copy=False, server_only=True)
    date_submitted = fields.Datetime(
        "Submitted on", readonly=True, copy=False, server_only=True,
        help="When it was first submitted. A return keeps this moment, recalling the report removes it.")
    approved_by_id = fields.Many2one('res.users', "Approved by", readonly=True, copy=False, server_only=True)
    approved_date = fields.Datetime("Approved on", readonly=True, copy=False, server_only=True)
    date_sent = fields.Date("Sent on", copy=False, help="The day of the signed report.")
    signed_document_ids = fields.Many2many(
        'ir.attachment', 'cchc_report_signed_document_rel', 'report_id', 'attachment_id', "Signed copies", copy=False,
        bypass_search_access=True)
    can_edit = fields.Boolean("May write it", compute='_compute_can_edit')
    can_enter = fields.Boolean("May enter number and days", compute='_compute_can_edit')
    can_refresh = fields.Boolean(compute='_compute_can_refresh')
    can_report_nothing = fields.Boolean(compute='_compute_can_report_nothing')
    can_submit = fields.Boolean(compute='_compute_can_transitions')
    can_recall = fields.Boolean(compute='_compute_can_transitions')
    can_approve = fields.Boolean(compute='_compute_can_transitions')
    can_return = fields.Boolean(compute='_compute_can_transitions')
    can_publish = fields.Boolean(compute='_compute_can_transitions')
    can_cancel = fields.Boolean(compute='_compute_can_transitions')

    # ------------------------------------------------------------------
    # What the user may do
    # ------------------------------------------------------------------

    @api.depends('state', 'level', 'department_id')
    @api.depends_context('uid')
    def _compute_can_edit(self):
        office = self.env.user.has_group(OFFICE)
        for report in self:
            report.can_edit = report.state == 'draft' and not report._refusal_to_write()
            report.can_enter = office and report.state not in ('published', 'cancelled')

    @api.depends('state', 'level', 'department_id')
    @api.depends_context('uid')
    def _compute_can_refresh(self):
        for report in self:
            report.can_refresh = report.state == 'draft' and not report._refusal_to_refresh()

    @api.depends('state', 'level', 'department_id', 'date_figures', 'figure_ids.value')
    @api.depends_context('uid')
    def _compute_can_report_nothing(self):
        for report in self:
            report.can_report_nothing = bool(
                report.level == 'department' and report.can_edit and report.date_figures
                and not report._counted_figures() and not report._missing_for_period())

    def _counted_figures(self):
        """Return the figures of the period that are not 0; one record."""
        return self.sudo().figure_ids.filtered(     # whoever reads the report reads its figures
            lambda figure: not figure.is_section and figure.has_value and figure.value)

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------

    def action_submit(self):
        return self._run_transition('submit')

    def action_recall(self):
        return self._run_transition('recall')

    def action_approve(self):
        return self._run_transition('approve')

    def action_return(self, reason=''):
        return self._run_transition('return', reason)

    def action_publish(self):
        return self._run_transition('publish')

    def action_cancel(self, reason=''):
        return self._run_transition('cancel', reason)

    def action_nothing_to_report(self):
        """Submit the reports of units in which nothing happened: count again, and if every figure is 0, say so in each
        section and submit. Return True. Raise UserError naming the figures that are not 0."""
        self.check_access('read')
        self._lock_records()
        for report in self:
            if report.level != 'department':
                raise UserError(self.env._(
                    "“%(name)s” is the agency's report: only a unit reports that it has nothing to report.",
                    name=report.display_name))
            if report.state != 'draft':
                raise UserError(report._refusal_of_state(self._transitions[0]))
            if refusal := report._refusal_to_submit(self._transitions[0]):
                raise AccessError(refusal)
        self.action_refresh()
        for report in self:
            if counted := report._counted_figures():
                raise UserError(self.env._(
                    "“%(name)s” has something to report: %(figures)s. Use “Send to the Office”.",
                    name=report.display_name, figures=report._figures_in_words(counted)))
            report._with_gate().write(report._nothing_to_report_values())   # may also replace ready sentences
        return self.action_submit()

    def _nothing_to_report_values(self):
        """Return the sections of a report without anything to report, in the agency's language; one record."""
        report = self._in_company_language()
        nothing = report.env._("Nothing to report.")
        sentence = report.env._(
            "In %(period)s, %(unit)s had nothing to report on the communication of administrative reform.",
            period=report._period_within(report.period_key), unit=report._name_then(report.department_id))
        return {name: report._nothing(sentence if name == 'narrative_result' else nothing) for name in NARRATIVES}

    def _step_labels(self):
        _, of_unit = self.env._, self[:1].level == 'department'
        return {
            'submit': _("Send to the Office") if of_unit else _("Submit for approval"),
            'approve': _("Accept the report") if of_unit else _("Approve"),
            'publish': _("Send the report"), 'return': _("Return"), 'recall': _("Recall"), 'cancel': _("Cancel"),
        }

    def _transition_depends(self):
        return ('state', 'level', 'department_id', 'date_figures', 'date_deadline', 'date_end', 'narrative_result',
                'number', 'date_sent', 'is_returned')

    # ------------------------------------------------------------------
    # Who may
    # ------------------------------------------------------------------

    def _refusal_to_write(self):
        """Return '' when the user writes and submits this report, else a sentence saying who does: of a unit its head,
        of a unit without a head, and of the agency, the Office."""
        if self.env.su:
            return ''
        _, user = self.env._, self.env.user
        if self.level == 'agency':
            return '' if user.has_group(OFFICE) else _("“%(name)s” is written by the Office.", name=self.display_name)
        unit = self.department_id
        if user.has_group(HEAD) and unit._cchc_is_headed():
            return ''
        head = unit._cchc_head_user()
        if not head:
            return '' if user.has_group(OFFICE) else _(
                "“%(name)s” is written by the Office, because “%(unit)s” has no head with an account.",
                name=self.display_name, unit=unit.name)
        return _("“%(name)s” is written by the head of “%(unit)s” (%(head)s).",
                 name=self.display_name, unit=unit.name, head=head.name)

    def _refusal_to_submit(self, step):
        if not (refusal := self._refusal_to_write()):
            return ''
        return self.env._("“%(step)s”: %(why)s", step=self._step_label(step), why=refusal)

    def _refusal_to_decide(self, step):
        """A unit's report is accepted and returned by the Office, the agency's approved and returned by the
        director."""
        group = OFFICE if self.level == 'department' else DIRECTOR
        if self.env.su or self.env.user.has_group(group):
            return ''
        words = {'step': self._step_label(step), 'name': self.display_name}
        return self.env._("“%(step)s” of “%(name)s” is up to the Office.", **words) if group == OFFICE else self.env._(
            "“%(step)s” of “%(name)s” is up to the director.", **words)

    def _refusal_to_refresh(self):
        """Return '' when the user may count the figures again, else a sentence saying who may."""
        if self.env.su or self.env.user.has_groups(f'{OFFICE},{DIRECTOR}') or not self._refusal_to_write():
            return ''
        return self.env._(
            "Only the Office, the director or the head of the unit can refresh the figures of “%(name)s”.",
            name=self.display_name)

    @api.model_create_multi
    def create(self, vals_list):
        """A report has no signed copy yet, and the text of a unit with a head is the head's from the beginning."""
        reports = super().create(vals_list)
        if not (self._through_gate() or self.env.su):
            for report in reports:
                if report.signed_document_ids:
                    raise UserError(report._refusal_of_signed_copy())
                if any(report[name] for name in NARRATIVES) and (refusal := report._refusal_to_write()):
                    raise AccessError(refusal)
        return reports

    def write(self, vals):
        if not (self._through_gate() or self.env.su):
            for report in self:
                report._check_writer(vals)
        return super().write(vals)

    def _check_writer(self, vals):
        """Raise unless the user may write these values: the text is its writer's, number, days and recipients are the
        Office's; one record."""
        _, office = self.env._, self.env.user.has_group(OFFICE)
        own = self._changed_names((CONTENT - OF_OFFICE) & vals.keys(), vals)
        if own and self.state == 'draft' and (refusal := self._refusal_to_write()):
            raise AccessError(refusal)
        kept = self._changed_names((OF_OFFICE | {'signed_document_ids'}) & vals.keys(), vals)
        if kept and not office:
            raise AccessError(_("%(fields)s of “%(name)s”: entered by the Office.",
                                fields=', '.join(self._field_labels(kept)), name=self.display_name))
        if 'signed_document_ids' in kept and self.state not in ('approved', 'published'):
            raise UserError(self._refusal_of_signed_copy())

    def _refusal_of_signed_copy(self):
        return self.env._("The signed copy of “%(name)s” is attached once the report is approved.",
                          name=self.display_name)

    def _refusal_to_change_files(self):
        return '' if self.env.su or self.env.user.has_group(OFFICE) else self.env._(
            "The signed copies of “%(name)s” are attached by the Office.", name=self.display_name)

    # ------------------------------------------------------------------
    # What is missing, and what a step writes
    # ------------------------------------------------------------------

    def _missing_for_period(self):
        """Return what keeps any report of this period from being submitted now, as sentences; one record."""
        missing = []
        if self.date_end and self.company_id._cchc_today() < self.date_end:
            missing.append(self.env._("The period runs until %(date)s: submit it then.",
                                      date=in_figures(self.date_end)))
        if locked := self._refusal_when_locked():
            missing.append(locked)
        return missing

    def _missing_to_submit(self, step):
        _, missing = self.env._, self._missing_for_period()
        if not self.date_figures:
            missing.append(_("Use “Refresh the figures” first: the report is submitted with its figures."))
        if not has_text(self.narrative_result):
            missing.append(_("Write section II, the results."))
        return missing

    def _missing_to_publish(self, step):
        _, missing = self.env._, []
        if self.level == 'department':
            return [_("A unit's report ends when the Office accepts it; it is not sent on.")]
        if not self.number:
            missing.append(_("Enter the number and symbol of the report."))
        elif self._same_number():
            missing.append(_("Correct the number: another report of that year has it already."))
        if not self.date_sent:
            missing.append(_("Enter the day of sending."))
        elif self.date_sent > self.company_id._cchc_today():
            missing.append(_("Correct the day of sending: it lies in the future."))
        elif self.date_sent < self.date_end:
            missing.append(_("Correct the day of sending: it lies before the end of the period, %(date)s.",
                             date=in_figures(self.date_end)))
        return missing

    def _same_number(self):
        """Return a sent report with the same number and year of sending; one record."""
        if not self.date_sent:
            return self.browse()
        year = self.date_sent.year
        return self.sudo().search(      # only whether there is one
            Domain('company_id', '=', self.company_id.id) & Domain('number', '=', self.number)
            & Domain('state', '=', 'published') & Domain('date_sent', '>=', f'{year}-01-01')
            & Domain('date_sent', '<=', f'{year}-12-31') & Domain('id', '!=', self._origin.id), limit=1)

    def _missing_to_cancel(self, step):
        if self.level == 'department':
            return [self.env._("A unit's report is not cancelled: the Office returns it with the reason.")]
        return []

    def _submitted_values(self, step, reason):
        now = fields.Datetime.now()
        self.filtered(lambda report: not report.date_submitted).write({'date_submitted': now})
        return {'submitted_by_id': self.env.uid, 'is_returned': False, 'return_reason': False}

    def _recalled_values(self, step, reason):
        return {'submitted_by_id': False, 'date_submitted': False}

    def _approved_values(self, step, reason):
        return {'approved_by_id': self.env.uid, 'approved_date': fields.Datetime.now()}

    def _returned_values(self, step, reason):
        return {'is_returned': True, 'return_reason': reason, 'approved_by_id': False, 'approved_date': False}

    def _after_submit(self, step, reason):
        for report in self:
            report._freeze_files()

    def _after_reopening(self, step, reason):
        self._release_files()

    def _instead_of_editing(self):
        _ = self.env._
        if self.state == 'submitted':
            return _("Recall it first, or have it returned.")
        if self.state == 'approved':
            return _("Have it returned first.")
        if self.state == 'published':
            return _("Use “Corrected version”: it stands beside the report that was sent.")
        return ''

    # ------------------------------------------------------------------
    # Deletion
    # ------------------------------------------------------------------

    @api.ondelete(at_uninstall=True)
    def _unlink_except_decided(self):
        for report in self:
            if report.state != 'draft' or report.last_step_by_id:
                raise UserError(self.env._(
                    "“%(name)s” is no longer a draft and cannot be deleted.", name=report.display_name))

    # ------------------------------------------------------------------
    # Counting again
    # ------------------------------------------------------------------

    def action_refresh(self):
        """Count the figures again, while the report is a draft: the Office, the director, and the head of the unit.
        Return True."""
        self.check_access('read')
        self._lock_records()
        for report in self:
            if refusal := report._refusal_to_refresh():
                raise AccessError(refusal)
            if report.state != 'draft':
                raise UserError(self.env._(
                    "“%(name)s” is “%(state)s”: its figures no longer change.",
                    name=report.display_name, state=report._state_label(report.state)))
        self._with_gate()._take_figures()   # no user may write figures
        return True
