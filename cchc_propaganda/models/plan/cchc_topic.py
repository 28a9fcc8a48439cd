# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from textwrap import shorten

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools import outline, text
from ...tools.groups import OFFICE

# In the context: the plan that is being saved arranges its rows once all of them are stored. Compared by identity: a
# client can send any context key, but never this object.
ARRANGED_LATER = object()
PLACES = frozenset({'level', 'parent_id', 'sequence', 'code'})     # what decides where a row stands
PICKER_WIDTH = 90   # characters of a topic that a tag or a drop-down shows


class CchcTopic(models.Model):
    """A row of the plan's appendix, in the words and order of the printed plan. A bullet in a cell is a child without
    code; it takes lead and time from its row. A row that consists of bullets has no name."""
    _name = 'cchc.topic'
    _inherit = ['cchc.plan.amended.part']
    _description = "Communication Topic"
    _order = 'plan_id, sequence, id'
    _parent_store = True
    _check_company_auto = True
    _rec_names_search = ['name', 'code']

    plan_id = fields.Many2one('cchc.plan', required=True, index=True, ondelete='cascade', check_company=True)
    origin_id = fields.Many2one(
        'cchc.topic', "Row that it amends", index='btree_not_null', ondelete='set null', readonly=True, copy=False,
        check_company=True, help="In an amendment: the row of the amended plan. Empty: a new row.")
    company_id = fields.Many2one(related='plan_id.company_id', store=True, index=True, precompute=True)
    parent_id = fields.Many2one(
        'cchc.topic', "Row above", index=True, ondelete='cascade', check_company=True,
        domain="[('plan_id', '=', plan_id)]")
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many('cchc.topic', 'parent_id', "Rows below")
    has_rows = fields.Boolean("Heads other rows", compute='_compute_has_rows')
    level = fields.Integer(
        compute='_compute_level', store=True, readonly=False, recursive=True, precompute=True,
        help="How far the row is indented. The row above it is found by level and order.")
    is_to_place = fields.Boolean("Number just typed", store=False)
    sequence = fields.Integer(default=10)
    code = fields.Char("No.", help="STT as printed. A bullet in a cell has none.")
    name = fields.Text("Content")
    printed_name = fields.Text("Content as shown", compute='_compute_printed_name')
    lead_department_ids = fields.Many2many(
        'hr.department', 'cchc_topic_lead_rel', 'topic_id', 'department_id', "Lead units", check_company=True)
    coordinator_department_ids = fields.Many2many(
        'hr.department', 'cchc_topic_coordinator_rel', 'topic_id', 'department_id', "Coordinating units",
        check_company=True)
    lead_text = fields.Text("Lead, as printed")
    lead_understood = fields.Char("Lead, as understood", compute='_compute_understood')
    coordinator_text = fields.Text("Coordination, as printed")
    coordinator_understood = fields.Char("Coordination, as understood", compute='_compute_understood')
    time_text = fields.Text("Time, as printed")
    expected_output = fields.Char()
    date_from = fields.Date("From")
    date_to = fields.Date("To")
    obligation_ids = fields.One2many('cchc.obligation', 'topic_id', "Obligations")
    obligation_text = fields.Text("Obligations in words", compute='_compute_obligation_text')
    article_ids = fields.Many2many(
        'cchc.article', 'cchc_article_topic_rel', 'topic_id', 'article_id', "Articles", readonly=True)
    outreach_ids = fields.Many2many(
        'cchc.outreach', 'cchc_outreach_topic_rel', 'topic_id', 'outreach_id', "Other outreach", readonly=True)
    assignment_ids = fields.One2many('cchc.assignment', 'topic_id', "Assignments", readonly=True)
    _dates_ordered = models.Constraint('CHECK (date_from <= date_to)', "A topic cannot end before it begins.")

    @api.depends('child_ids.code')
    def _compute_has_rows(self):
        for topic in self:
            topic.has_rows = any(topic.child_ids.mapped('code'))

    @api.depends('parent_id.level')
    def _compute_level(self):
        for topic in self:
            topic.level = topic.parent_id.level + 1 if topic.parent_id else 0

    @api.depends('lead_text', 'coordinator_text', 'lead_department_ids', 'coordinator_department_ids')
    def _compute_understood(self):
        known = {company: self.env['hr.department']._cchc_names(company) for company in {
            topic._agency() for topic in self if topic.lead_text or topic.coordinator_text}}
        for topic in self:
            names = known.get(topic._agency())
            topic.lead_understood = names and topic._in_words('lead', *names)
            topic.coordinator_understood = names and topic._in_words('coordinator', *names)

    @api.depends('obligation_ids.display_name', 'obligation_ids.quantity', 'obligation_ids.frequency',
                 'obligation_ids.due_text', 'obligation_ids.rotation_text')
    @api.depends_context('lang')
    def _compute_obligation_text(self):
        for topic in self:
            topic.obligation_text = '\n'.join(obligation._in_words() for obligation in topic.obligation_ids)

    @api.depends('name', 'child_ids.name')
    @api.depends_context('lang')
    def _compute_printed_name(self):
        for topic in self:
            bullets = topic.child_ids.filtered(lambda child: not child.code)
            if topic.name or not bullets:
                topic.printed_name = topic.name
            elif len(bullets) == 1:
                topic.printed_name = bullets.name
            else:
                topic.printed_name = self.env._(
                    "%(first)s + %(count)s more contents", first=bullets[0].name, count=len(bullets) - 1)

    @api.depends('code', 'parent_id.code', 'printed_name')
    def _compute_display_name(self):
        for topic in self:
            words = shorten(topic.printed_name or '', PICKER_WIDTH, placeholder='…')
            topic.display_name = '. '.join(filter(None, [topic.code or topic.parent_id.code, words]))

    @api.constrains('parent_id', 'plan_id')
    def _check_parent(self):
        if self._has_cycle():
            raise ValidationError(self.env._("A row of the appendix cannot stand below itself."))
        for topic in self:
            if topic.parent_id and topic.parent_id.plan_id != topic.plan_id:
                raise ValidationError(self.env._(
                    "“%(name)s” and the row above it belong to different plans. Choose a row of the same plan.",
                    name=topic.display_name))

    # ------------------------------------------------------------------
    # While a row is typed
    # ------------------------------------------------------------------

    @api.onchange('code')
    def _onchange_code(self):
        self.is_to_place = bool(self.code)     # the plan knows the rows above: it proposes the level

    @api.onchange('level')
    def _onchange_level(self):
        self.is_to_place = False    # somebody moved the row by hand

    @api.onchange('lead_text')
    def _onchange_lead_text(self):
        self.lead_department_ids = self._understood_units(self.lead_text)

    @api.onchange('coordinator_text')
    def _onchange_coordinator_text(self):
        self.coordinator_department_ids = self._understood_units(self.coordinator_text)

    def _understood_units(self, cell):
        """Return the units that the words of a cell mean, in their order."""
        names, groups = self.env['hr.department']._cchc_names(self._agency())
        ids = [unit for __, units in text.understood_units(cell, names, groups) for unit in units]
        return self.env['hr.department'].browse(dict.fromkeys(ids))

    def _agency(self):
        return self.company_id or self.plan_id.company_id or self.env.company

    def _in_words(self, part, names, groups):
        """Return what was understood of the lead or the coordination as typed, by the names of the agency's units:
        units with ✓, the rest with a question mark; '' where nothing was typed."""
        units, cell = self[f'{part}_department_ids'], self[f'{part}_text']
        if not cell:
            return ''
        unknown = [name for name, known in text.understood_units(cell, names, groups) if not known]
        return ' · '.join([
            *(f'✓ {unit.name}' for unit in units), *(f'? {name}' for name in unknown)])

    # ------------------------------------------------------------------
    # Order and level
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_links_untouched(vals)
        above = self.browse(vals['parent_id'] for vals in vals_list if vals.get('parent_id'))
        plans = {row.id: row.plan_id.id for row in above}    # a form that is not saved yet cannot name the plan itself
        topics = super().create([
            {**self._numbered(vals), 'plan_id': plans[vals['parent_id']]}
            if vals.get('parent_id') in plans and not vals.get('plan_id') else self._numbered(vals)
            for vals in vals_list])
        topics._arrange({key for vals in vals_list for key in vals})
        return topics

    @api.model
    def _numbered(self, vals):
        """Return the values of a new row. A row typed below another without a number is a dash: without one, it would
        be a bullet inside the cell of that row."""
        is_below = isinstance(vals.get('level'), int) and vals['level'] > 0 and not vals.get('parent_id')
        return {**vals, 'code': '-'} if is_below and not vals.get('code') else vals

    def _arrange(self, changed):
        """Bring level, row above and order of the plans' rows in line with each other, after these fields were written.
        A row that was given a row above moves to the end of the rows there; otherwise order and level decide."""
        if not self or not changed & PLACES or self.env.context.get('cchc_arranged') is ARRANGED_LATER:
            return
        for rows in self.plan_id.topic_ids.grouped('plan_id').values():
            rows._arrange_plan(by_level='level' in changed and 'parent_id' not in changed)

    def _arrange_plan(self, by_level):
        """Arrange all the rows of one plan: by level and order, or by the row above that each of them has."""
        rows = self.with_context(cchc_arranged=ARRANGED_LATER).sorted(lambda row: (row.sequence, row.id))
        bullets = rows.filtered(lambda row: row.parent_id and not row.code)
        if by_level:
            lines = rows - bullets
            for row, (level, above) in zip(lines, outline.outline(lines.mapped('level')), strict=True):
                parent = lines[above] if above is not None else lines.browse()
                if row.parent_id != parent:
                    row.parent_id = parent
                if row.level != level:
                    row.level = level
        below = rows.sorted(lambda row: bool(row.code)).grouped('parent_id')    # bullets stand in the row's own cell
        rows.plan_id.invalidate_recordset(['row_ids'])
        pending, number = list(reversed(below.get(rows.browse(), ()))), 0
        while pending:
            row = pending.pop()
            number += 1
            if row.sequence != 10 * number:
                row.sequence = 10 * number
            pending += reversed(below.get(row, ()))

    def write(self, vals):
        self._check_links_untouched(vals)
        if (not self.env.su and not self.env.user.has_group(OFFICE)
                and not vals.keys() <= self._living_fields):
            raise UserError(self.env._(
                "Only the Office changes rows of the appendix, in a draft plan. A lead unit enters only the result."))
        res = super().write(vals)
        self._arrange(vals.keys())
        return res

    def _check_links_untouched(self, vals):
        if 'article_ids' in vals:   # the topics of an article freeze with the article
            raise UserError(self.env._("Choose the topics of an article on the article itself."))
        if 'outreach_ids' in vals or 'assignment_ids' in vals:
            raise UserError(self.env._("Choose the row of the plan on the outreach or the assignment itself."))

    @api.ondelete(at_uninstall=True)
    def _unlink_except_chosen(self):
        """Deleting the topic would silently remove it from articles, approved ones included."""
        topics = self.sudo().search([('id', 'child_of', self.ids)])     # the Office may not read all articles
        for topic in topics.filtered('article_ids'):
            raise UserError(self.env._(
                "“%(topic)s” has articles (%(articles)s): change its words instead of deleting it, or let their "
                "authors or the editorial board choose another content first.",
                topic=topic.display_name, articles=', '.join(topic.article_ids[:3].mapped('display_name'))))
        for topic in topics.filtered('outreach_ids'):
            raise UserError(self.env._(
                "“%(topic)s” has outreach (%(outreach)s): change its words instead of deleting it, or let those who "
                "recorded it choose another content first.",
                topic=topic.display_name, outreach=', '.join(topic.outreach_ids[:3].mapped('display_name'))))

    def _leads(self):
        """Return the lead units of this row; if it names none, those of the row above. No row has no units."""
        return self._units_of_row('lead_department_ids')

    def _coordinators(self):
        """Return the coordinating units of this row; if it names none, those of the row above. No row has no units."""
        return self._units_of_row('coordinator_department_ids')

    def _row_with_leads(self):
        """Return this row, or the row above from which it takes its lead units."""
        return self._row_that_names('lead_department_ids')

    def _units_of_row(self, name):
        return self._row_that_names(name)[name]

    def _row_that_names(self, name):
        topic, seen = self, set()   # a form may show a row below itself until it is saved
        while topic.parent_id and not topic[name] and topic.id not in seen:
            seen.add(topic.id)
            topic = topic.parent_id
        return topic
