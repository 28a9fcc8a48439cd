# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools.mimetypes import guess_mimetype

from odoo.addons.cchc_propaganda.models.core.server import as_server
from odoo.addons.cchc_propaganda.models.outreach.cchc_outreach import EVIDENCE_TYPES
from odoo.addons.cchc_propaganda.tools import files
from odoo.addons.cchc_propaganda.tools.dates import in_figures, without_year
from odoo.addons.cchc_propaganda.tools.groups import OFFICE

TYPED = frozenset({'evidence_ids'})
OF_ODOO = ('message_', 'activity_', 'website_message_', 'my_activity_')     # what chatter and reminders write
KIND = 'scoring_gap'


class CchcScoringGap(models.Model):
    """A document that is missing in a pack, and the unit that has it. The unit is reminded and gives the file here.
    What belongs to a plan or a report is attached there."""
    _name = 'cchc.scoring.gap'
    _inherit = ['cchc.reminder.mixin', 'cchc.files.mixin', 'cchc.unit.mixin', 'mail.thread', 'mail.activity.mixin']
    _description = "Missing Document"
    _order = 'scoring_id, department_id, id'
    _check_company_auto = True
    _mail_post_access = 'read'      # the unit may say why it has none
    _file_fields = ('evidence_ids',)
    _reminder_date = 'date_deadline'

    scoring_id = fields.Many2one('cchc.scoring', required=True, index=True, ondelete='cascade', readonly=True)
    company_id = fields.Many2one(related='scoring_id.company_id', store=True, index=True, precompute=True)
    state = fields.Selection(related='scoring_id.state', store=True)     # people of the unit do not read the pack
    year = fields.Integer(related='scoring_id.year')
    date_deadline = fields.Date(related='scoring_id.date_deadline', store=True, string="To be handed in by")
    name = fields.Char("What is missing", required=True, readonly=True)
    department_id = fields.Many2one(
        'hr.department', "Unit", index=True, ondelete='restrict', readonly=True, help="Who has the document.")
    line_ids = fields.Many2many(
        'cchc.scoring.line', 'cchc_scoring_gap_line_rel', 'gap_id', 'line_id', "Criteria", readonly=True)
    res_model = fields.Char("Model", required=True, readonly=True)
    res_id = fields.Many2oneReference("Record", model_field='res_model', readonly=True)
    key = fields.Char("Which one", readonly=True, default='')
    takes_file = fields.Boolean("The file is given here", readonly=True)
    evidence_ids = fields.Many2many(
        'ir.attachment', 'cchc_scoring_gap_evidence_rel', 'gap_id', 'attachment_id', "File", copy=False,
        bypass_search_access=True, help="A photo, the minutes or the programme: JPG, PNG, PDF, DOCX.")
    is_open = fields.Boolean("Still missing", compute='_compute_is_open', store=True, precompute=True)
    date_reminded = fields.Datetime("Reminded on", readonly=True)
    reminded_text = fields.Char("Reminded", compute='_compute_reminded_text')
    is_of_office = fields.Boolean("The Office has it", compute='_compute_can_give')
    can_give = fields.Boolean("May give the file", compute='_compute_can_give')
    can_remind = fields.Boolean("May be reminded of", compute='_compute_can_give')

    _once = models.UniqueIndex('(scoring_id, res_model, res_id, key)', "This document is named already.")

    # ------------------------------------------------------------------
    # What follows from other data
    # ------------------------------------------------------------------

    @api.depends('evidence_ids')
    def _compute_is_open(self):
        for gap in self:
            gap.is_open = not gap.sudo().evidence_ids   # only whether there is one

    @api.depends('date_reminded')
    @api.depends_context('lang')
    def _compute_reminded_text(self):
        for gap in self:
            gap.reminded_text = gap.date_reminded and self.env._("reminded on %(day)s", day=without_year(
                gap.company_id._cchc_day_of(gap.date_reminded)))

    @api.depends('department_id', 'state', 'takes_file', 'is_open', 'date_deadline')
    @api.depends_context('uid')
    def _compute_can_give(self):
        office = self.env.user.has_group(OFFICE)
        for gap in self:
            gap.is_of_office = gap in gap._of_office()
            gap.can_give = gap.takes_file and gap.state == 'draft' and not gap._refusal_to_change_files()
            gap.can_remind = office and gap in gap._to_be_asked() and bool(gap.date_deadline)

    def _of_office(self):
        """Return those of the gaps that the Office has itself."""
        return self.filtered(lambda gap: gap.department_id in (
            self.env['hr.department'], gap.company_id.sudo().cchc_office_id))   # a setting that everybody may know

    def _to_be_asked(self):
        """Return those of the gaps whose unit can be reminded now: still missing, and not the Office's own."""
        return self.filtered(lambda gap: gap.is_open and gap.state == 'draft') - self._of_office()

    def _line(self):
        """Return “Photo of the conference, 22/08/2024 (Digital)”; one record."""
        unit = self.department_id._cchc_name_on(self.scoring_id._day())
        return f'{self.name} ({unit})' if unit else self.name

    # ------------------------------------------------------------------
    # Who writes what
    # ------------------------------------------------------------------

    def write(self, vals):
        if self.env.su or not (vals.keys() & self._fields.keys()):
            return super().write(vals)
        if 'evidence_ids' in vals:
            as_server(self).scoring_id._lock_records()      # nobody closes it meanwhile
        for gap in self:
            gap._check_writer(vals)
        result = super().write(vals)
        if 'evidence_ids' in vals:
            as_server(self)._tell_lines()
            self._close_reminders()
        return result

    def _check_writer(self, vals):
        """Raise unless the user may write these values; one record."""
        refused = {name for name in vals.keys() & self._fields.keys() if not name.startswith(OF_ODOO)} - TYPED
        if refused:
            raise UserError(self.env._(
                "“%(name)s”: %(fields)s cannot be entered by hand: the system finds them.", name=self.name,
                fields=', '.join(sorted(self._fields[one]._description_string(self.env) for one in refused))))
        if 'evidence_ids' not in vals:
            return
        if self.state != 'draft':
            raise UserError(self.env._(
                "“%(name)s”: the pack of %(year)s is “%(state)s” and takes no more files.", name=self.name,
                year=self.year, state=self._state_label(self.state)))
        if not self.takes_file:
            raise UserError(self.env._(
                "“%(name)s”: the file is attached to the plan or report itself, by the Office.", name=self.name))
        if refusal := self._refusal_to_change_files():
            raise AccessError(refusal)

    def _refusal_to_change_files(self):
        if self.env.su or self.is_my_unit or self.is_headed_by_me or self.env.user.has_group(OFFICE):
            return ''
        return self.env._(
            "The file of “%(name)s” is given by the people of “%(unit)s” or the Office.", name=self.name,
            unit=self.sudo().department_id.name)    # the name of a unit is no secret

    def _files_are_frozen(self):
        return self.state != 'draft'

    def _state_label(self, state):
        return self.env['cchc.scoring']._state_label(state)

    def _check_kind_of_file(self, attachment):
        result = super()._check_kind_of_file(attachment)
        found, ending = guess_mimetype(attachment.raw), files.ending_of(attachment.name)
        if found not in EVIDENCE_TYPES or ending and ending not in EVIDENCE_TYPES[found]:
            raise UserError(self.env._(
                "“%(file)s” cannot be evidence of “%(name)s”: allowed are %(types)s.", file=attachment.name,
                name=self.name, types='JPG, PNG, PDF, DOCX'))
        return result

    def _evidence(self):
        """Return the files given here as evidence (``tools.scoring.Evidence``); one record."""
        gap = self.sudo()   # the pack's readers read its files
        return gap.env['cchc.scoring.line']._file_evidence(
            gap.evidence_ids, gap.name, gap._name, gap.id, gap.department_id.name or '')

    def _tell_lines(self):
        """Put the files given here into the evidence of their lines, or take them out; as the server."""
        for gap in self:
            given = [one.values() for one in gap._evidence()]
            for line in gap.line_ids:
                kept = [one for one in line.evidence or () if (one.get('model'), one.get('record')) != (
                    gap._name, gap.id)]
                line.evidence = [*kept, *given]

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    @api.readonly
    def action_open_record(self):
        """Open what the document belongs to, for whoever may read it."""
        self.ensure_one()
        self.check_access('read')
        record = self.env[self.res_model].browse(self.res_id).exists() if self.res_id else None
        if not record:
            raise UserError(self.env._("“%(name)s”: there is nothing to open yet.", name=self.name))
        record.check_access('read')
        return {'type': 'ir.actions.act_window', 'res_model': self.res_model, 'res_id': self.res_id,
                'views': [(False, 'form')]}

    def action_remind(self):
        """Remind the heads of the units now, each by an activity, and say how many people were reminded."""
        self.check_access('read')
        if not self.env.user.has_group(OFFICE):
            raise AccessError(self.env._("Units are asked for missing documents by the Office."))
        gaps = self._to_be_asked()
        if not gaps:
            raise UserError(self.env._(
                "“%(name)s” is there, or the Office has it itself: nobody is to be reminded.", name=self[:1].name))
        if undated := gaps.filtered(lambda gap: not gap.date_deadline)[:1]:
            raise UserError(self.env._(
                "Enter by which day the pack of %(year)s is to be handed in: the reminder names it.",
                year=undated.year))
        reminded = gaps._remind_now(KIND).user_id
        as_server(gaps).date_reminded = fields.Datetime.now()
        return {
            'type': 'ir.actions.client', 'tag': 'display_notification', 'params': {
                'type': 'success', 'message': self.env._("People reminded: %(count)s", count=len(reminded)),
                'next': {'type': 'ir.actions.client', 'tag': 'soft_reload'}}}

    # ------------------------------------------------------------------
    # Reminders
    # ------------------------------------------------------------------

    def _reminder_domain(self, kind):
        return Domain('is_open', '=', True) & Domain('date_deadline', '!=', False) & Domain('state', '=', 'draft')

    def _reminder_units(self, kind):
        return self.department_id or self.company_id.cchc_office_id

    def _reminder_users(self, kind, level, roster):
        """The head of the unit, who has somebody look for it."""
        return roster.head(self._reminder_units(kind)) if level == 'responsible' else self.env['res.users']

    def _reminder_words_without_rule(self, sender):
        _ = self.env._
        title = _("Missing for the yearly scoring: %(name)s", name=self.name)
        text = _("Needed by %(date)s. Attach the photo, the minutes or the programme here.",
                 date=in_figures(self.date_deadline))
        return title, _("%(who)s asks for it.", who=sender.name) + ' ' + text if sender else text
