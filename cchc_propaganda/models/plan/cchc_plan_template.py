# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ...tools import amendment, text
from ...tools.amendment import Part, Row
from ...tools.groups import OFFICE
from ...tools.text import fold
from ...tools.year_shift import YearShift
from .cchc_plan_roll_over import ALIVE

COMPARED = ('code', 'content', 'time', 'output')    # who does it, and where it is posted, is each agency's own
CUT_OFF = 90        # how alike the name of a unit, channel or form has to be


class CchcPlan(models.Model):
    """An issued plan that a parent agency offers to its agencies as a template. Each drafts its own plan from it, with
    its own units and channels, adapts the draft, and sees where its rows differ from those of the template."""
    _inherit = 'cchc.plan'

    is_template = fields.Boolean(
        "Offered as a template", readonly=True, copy=False, server_only=True,
        help="The agencies that report to this one may draft their own plan from it.")
    template_id = fields.Many2one(
        'cchc.plan', "Drafted from", readonly=True, copy=False, index='btree_not_null', ondelete='restrict',
        server_only=True, groups=fields.NO_ACCESS)
    template_name = fields.Char("Template", compute='_compute_template_name')
    template_html = fields.Html("Compared with the template", compute='_compute_template_html', sanitize=False)
    can_offer = fields.Boolean("May be offered", compute='_compute_can_offer')

    _one_from_template = models.UniqueIndex(
        f"(template_id, company_id) WHERE template_id IS NOT NULL AND state IN {ALIVE}",
        "Somebody has just drafted a plan from this template. Reload the page.")

    @api.depends('state', 'is_template', 'amends_id')
    @api.depends_context('uid')
    def _compute_can_offer(self):
        is_office = self.env.user.has_group(OFFICE)
        for plan in self:
            plan.can_offer = is_office and not plan.is_template and not plan._obstacle_to_offer()

    def _compute_template_name(self):
        for plan in self:
            source = plan.sudo().template_id    # who reads the plan may know which template it was drafted from
            plan.template_name = self.env._(
                "%(name)s (%(number)s, %(agency)s)", name=source.name, number=source.number,
                agency=source.company_id.name) if source else False

    @api.depends('topic_ids.name', 'topic_ids.code', 'topic_ids.time_text', 'topic_ids.expected_output')
    @api.depends_context('lang')
    def _compute_template_html(self):
        for plan in self:
            plan.template_html = plan._compared_with_template() if plan.sudo().template_id else False     # only whether

    # ------------------------------------------------------------------
    # Offering it
    # ------------------------------------------------------------------

    def _obstacle_to_offer(self):
        """Return '' when the plan can be offered, else a sentence saying why not; one record."""
        _ = self.env._
        if self.state != 'published' or self.amends_id:
            return _("“%(name)s” is not an issued plan: only such a plan is offered.", name=self.display_name)
        if not self.company_id._cchc_agencies():
            return _("No agency reports to “%(agency)s”. The system administrator enters which ones do.",
                     agency=self.company_id.name)
        return ''

    def action_offer(self):
        """Offer the plan to the agencies that report to this one. Return True."""
        self.ensure_one()
        self._check_may_offer()
        if obstacle := self._obstacle_to_offer():
            raise UserError(obstacle)
        if self.is_template:
            raise UserError(self.env._("“%(name)s” is offered already.", name=self.display_name))
        self._with_gate().is_template = True
        self._log_event('offer', {self: self.env._("The agencies may draft their own plan from it.")})
        return True

    def action_take_back_offer(self):
        """Offer the plan no longer. What was drafted from it stays. Return True."""
        self.ensure_one()
        self._check_may_offer()
        if not self.is_template:
            raise UserError(self.env._("“%(name)s” is not offered.", name=self.display_name))
        self._with_gate().is_template = False
        self._log_event('take_back', {self: self.env._("The agencies can no longer draft their own plan from it.")})
        return True

    def _check_may_offer(self):
        self.check_access('read')
        if not (self.env.su or self.env.user.has_group(OFFICE)):
            raise AccessError(self.env._("A plan is offered to the agencies by the Office."))

    def _event_labels(self):
        return {**super()._event_labels(), 'offer': self.env._("Offered to the agencies"),
                'take_back': self.env._("Offer taken back")}

    # ------------------------------------------------------------------
    # Drafting a plan from it
    # ------------------------------------------------------------------

    @api.model
    def _get_view_cache_key(self, view_id=None, view_type='form', **options):
        key = super()._get_view_cache_key(view_id, view_type, **options)
        return (*key, bool(self._offered())) if view_type == 'list' else key

    @api.model
    def _get_view(self, view_id=None, view_type='form', **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        if view_type == 'list' and not self._offered():
            for button in arch.xpath("//button[@name='action_draft_from_template']"):
                button.getparent().remove(button)
        return arch, view

    @api.model
    def _offered(self):
        """Return the latest plan that the parent agency of the current agency offers, as superuser; none without."""
        # Only the administrator reads which agency is the parent; what it offers, its agencies may read.
        plans, parent = self.env['cchc.plan'].sudo(), self.env.company.sudo().cchc_parent_id
        return plans.search([('company_id', '=', parent.id), ('is_template', '=', True), ('state', '=', 'published')],
                            order='year desc, id desc', limit=1) if parent else plans

    def action_draft_from_template(self):
        """Draft the plan of this agency from the latest one that its parent agency offers, and return the action that
        opens the draft. The records are not used: the button stands in the header of the list."""
        _, company = self.env._, self.env.company
        if not self.env.user.has_group(OFFICE):
            raise AccessError(_("The plan is drafted by the Office."))
        offered = self._offered()
        if not offered:
            raise UserError(_(
                "The parent agency offers no plan as a template. Begin an empty one, or enter yours from a file."))
        if there := self.search([('company_id', '=', company.id), ('year', '=', offered.year), ('state', 'in', ALIVE)],
                                limit=1):
            raise UserError(_(
                "There is a plan of %(year)s already: “%(name)s”. Go on with that one, or cancel it first.",
                year=offered.year, name=there.display_name))
        plan = self._draft_from(offered, company)
        return {'type': 'ir.actions.act_window', 'res_model': self._name, 'res_id': plan.id, 'views': [(False, 'form')]}

    @api.model
    def _draft_from(self, offered, company):
        """Return the draft of the agency, made from a plan that its parent agency offers."""
        same = YearShift(offered.year, offered.year)
        plan = self.create({
            'name': offered.name, 'year': offered.year, 'company_id': company.id,
            'appendix_title': offered.appendix_title, 'date_from': offered.date_from, 'date_to': offered.date_to,
            **{name: [Command.create(part._prepare_roll_over_vals(same)) for part in offered[name]]
               for name in ('section_ids', 'legal_basis_ids')}})
        own = _Own(self.env, company)
        rows = {self.env['cchc.topic']: self.env['cchc.topic']}
        sources = offered.topic_ids.filtered('active')
        for level in sorted(set(sources.mapped('level'))):      # parent rows first
            here = sources.filtered(lambda row, level=level: row.level == level)
            copies = self.env['cchc.topic'].create(
                [own.row_vals(row, plan, rows[row.parent_id.sudo(False)]) for row in here])
            rows |= dict(zip((row.sudo(False) for row in here), copies, strict=True))
        for row, copy in rows.items():
            copy.sudo().template_topic_id = row     # no client writes it
        self.env['cchc.obligation'].create([
            vals for one in sources.obligation_ids if (vals := own.obligation_vals(
                one, plan, rows[one.topic_id.sudo(False)]))])
        plan._with_gate().sudo().template_id = offered      # no client writes it
        plan._tell_what_to_adapt(own)
        return plan

    def _tell_what_to_adapt(self, own):
        """Write into the draft's chatter what could not be taken over as it stands."""
        parts = [
            (self.env._("Led by the Office for now, because no unit of that name was found:"), own.unknown_units),
            (self.env._("Without an obligation, because no channel or form of that name was found:"),
             own.unknown_means)]
        lines = Markup().join(
            Markup("<p>%s</p><ul>%s</ul>") % (
                title, Markup().join(Markup("<li>%s</li>") % words for words in dict.fromkeys(found)))
            for title, found in parts if found)
        if lines:
            self.message_post(body=lines, subtype_xmlid='mail.mt_note')

    # ------------------------------------------------------------------
    # Compared with it
    # ------------------------------------------------------------------

    def _compared_with_template(self):
        """Return where the rows of the plan differ from those of its template, as HTML; one record."""
        source = self.sudo().template_id    # the parent agency offered it to this one
        rows = self.topic_ids.sudo()        # of which row of the template each was made
        pairs = amendment.paired(
            [Part(row.id, identity=fold(row.name or '')) for row in source.topic_ids],
            [Part(row.id, row.template_topic_id.id, fold(row.name or '')) for row in rows])
        changes = amendment.changes(_rows(source), _rows(self), pairs)
        return self.env['ir.qweb']._render('cchc_propaganda.plan_compared', {
            'plan': self, 'rows': [
                {'kind': change.kind, 'code': change.code, 'title': change.title, 'cells': change.cells}
                for change in changes]})


def _rows(plan):
    """Return the rows of a plan as ``tools.amendment.Row``, with the cells that are compared."""
    return [Row(row.id, (row.code or row.parent_id.code or '').strip(), text.shortened(row.printed_name or ''),
                {name: cell for name, cell in row._cells_to_compare().items() if name in COMPARED})
            for row in plan.topic_ids.filtered('active').sorted('sequence')]


class CchcTopic(models.Model):
    _inherit = 'cchc.topic'

    template_topic_id = fields.Many2one(
        'cchc.topic', "Row of the template", index='btree_not_null', copy=False, ondelete='set null',
        groups=fields.NO_ACCESS)


class _Own:
    """The units, channels and forms of an agency that stand for those of a template, found by their names. What is not
    found is collected."""

    def __init__(self, env, company):
        self.env, self.office = env, company.cchc_office_id
        self.units = env['hr.department']._cchc_names_by_unit(company)
        self.channels = env['cchc.channel'].search([('company_id', '=', company.id)])
        self.forms = env['cchc.outreach.form']._in_use(company)[company].sudo(False)
        self.genres = env['cchc.genre']._in_use(company)[company].sudo(False)
        self.unknown_units, self.unknown_means = [], []

    def row_vals(self, row, plan, parent):
        return {
            'plan_id': plan.id, 'parent_id': parent.id, 'sequence': row.sequence, 'code': row.code, 'name': row.name,
            'time_text': row.time_text, 'expected_output': row.expected_output, 'date_from': row.date_from,
            'date_to': row.date_to, 'subject_ids': row.subject_ids.filtered(lambda one: not one.company_id).ids,
            'lead_department_ids': self._leads(row).ids,
            'coordinator_department_ids': self._found(row.coordinator_department_ids).ids}

    def _leads(self, row):
        """Return the units that lead the row here: those of the same names, else the Office."""
        if parent_leads := not row.lead_department_ids and row.parent_id:
            return self._leads(parent_leads) if parent_leads.lead_department_ids else self.env['hr.department']
        leads = self._found(row.lead_department_ids)
        if not leads and row.lead_department_ids:
            self.unknown_units.append(row.printed_name or row.name)
        return leads or (self.office if row.lead_department_ids else leads)

    def _found(self, units):
        matches = [next(iter(text.match_units(unit.name, self.units, CUT_OFF)), None) for unit in units]
        return self.env['hr.department'].browse(dict.fromkeys(match.id for match in matches if match))

    def obligation_vals(self, one, plan, row):
        """Return the values of an obligation of the template here, None where the agency has no such channel or form;
        each lead of the row owes it."""
        channel, form = self._channel(one.channel_id), self._named(one.form_id, self.forms)
        if not (channel or form):
            self.unknown_means.append(f'{row.printed_name or row.name}: {one._met_by().name}')
            return None
        return {
            'plan_id': plan.id, 'topic_id': row.id, 'sequence': one.sequence, 'channel_id': channel.id,
            'form_id': form.id, 'genre_ids': self._several(one.genre_ids, self.genres).ids, 'quantity': one.quantity,
            'frequency': one.frequency, 'due_day': one.due_day, 'due_month_offset': one.due_month_offset,
            'date_from': one.date_from, 'date_to': one.date_to, 'date_deadline': one.date_deadline}

    def _channel(self, channel):
        """Return the channel here of that name or code; for an own channel, the own channel of that kind."""
        found = self._named(channel, self.channels)
        if found or not channel.is_internal:
            return found
        return self.channels.filtered(lambda one: one.is_internal and one.kind == channel.kind)[:1]

    def _several(self, wanted, known):
        return known.browse(self._named(one, known).id for one in wanted if self._named(one, known))

    @staticmethod
    def _named(wanted, known):
        """Return the record that is wanted itself (a shared one), or that stands for it here, or has its code or
        name."""
        if not wanted:
            return known.browse()
        return known.filtered(lambda one: one.id == wanted.id) or known.filtered(
            lambda one: fold(one.name) == fold(wanted.name) or one.code == wanted.code)[:1]
