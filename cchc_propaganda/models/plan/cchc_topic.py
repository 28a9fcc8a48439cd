# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from textwrap import shorten

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.groups import OFFICE

PICKER_WIDTH = 90   # characters of a topic that a tag or a drop-down shows


class CchcTopic(models.Model):
    """A row of the plan's appendix, in the words and order of the printed plan. A bullet in a cell is a child without
    code; it takes lead and time from its row. A row that consists of bullets has no name."""
    _name = 'cchc.topic'
    _inherit = ['cchc.plan.part']
    _description = "Communication Topic"
    _order = 'plan_id, sequence, id'
    _parent_store = True
    _check_company_auto = True
    _rec_names_search = ['name', 'code']

    _living_fields = frozenset({'result_state', 'result'})

    plan_id = fields.Many2one('cchc.plan', required=True, index=True, ondelete='cascade', check_company=True)
    company_id = fields.Many2one(related='plan_id.company_id', store=True, index=True, precompute=True)
    parent_id = fields.Many2one(
        'cchc.topic', "Row above", index=True, ondelete='cascade', check_company=True,
        domain="[('plan_id', '=', plan_id)]")
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many('cchc.topic', 'parent_id', "Rows below")
    has_rows = fields.Boolean("Heads other rows", compute='_compute_has_rows')
    depth = fields.Integer(compute='_compute_depth', recursive=True)
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
    coordinator_text = fields.Text("Coordination, as printed")
    time_text = fields.Text("Time, as printed")
    expected_output = fields.Char()
    date_from = fields.Date("From")
    date_to = fields.Date("To")
    obligation_ids = fields.One2many('cchc.obligation', 'topic_id', "Obligations")
    article_ids = fields.Many2many(
        'cchc.article', 'cchc_article_topic_rel', 'topic_id', 'article_id', "Articles", readonly=True)
    result_state = fields.Selection([
        ('not_started', "Not started"),
        ('running', "Under way"),
        ('done', "Completed"),
    ], default='not_started', required=True, copy=False)
    result = fields.Text("Result so far", copy=False)

    _dates_ordered = models.Constraint('CHECK (date_from <= date_to)', "A topic cannot end before it begins.")

    @api.depends('child_ids.code')
    def _compute_has_rows(self):
        for topic in self:
            topic.has_rows = any(topic.child_ids.mapped('code'))

    @api.depends('parent_id.depth')
    def _compute_depth(self):
        for topic in self:
            topic.depth = topic.parent_id.depth + 1 if topic.parent_id else 0

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

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_articles_untouched(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_articles_untouched(vals)
        if (not self.env.su and not self.env.user.has_group(OFFICE)
                and not vals.keys() <= self._living_fields):
            raise UserError(self.env._(
                "Only the Office changes rows of the appendix, in a draft plan. A lead unit enters only the result."))
        return super().write(vals)

    def _check_articles_untouched(self, vals):
        if 'article_ids' in vals:   # the topics of an article freeze with the article
            raise UserError(self.env._("Choose the topics of an article on the article itself."))

    @api.ondelete(at_uninstall=True)
    def _unlink_except_chosen(self):
        """Deleting the topic would silently remove it from articles, approved ones included."""
        topics = self.sudo().search([('id', 'child_of', self.ids)])     # the Office may not read all articles
        for topic in topics.filtered('article_ids'):
            raise UserError(self.env._(
                "“%(topic)s” has articles (%(articles)s): change its words instead of deleting it, or let their "
                "authors or the editorial board choose another content first.",
                topic=topic.display_name, articles=', '.join(topic.article_ids[:3].mapped('display_name'))))

    def _leads(self):
        """Return the lead units of this row; if it names none, those of the row above. No row has no units."""
        return self._units_of_row('lead_department_ids')

    def _coordinators(self):
        """Return the coordinating units of this row; if it names none, those of the row above. No row has no units."""
        return self._units_of_row('coordinator_department_ids')

    def _units_of_row(self, name):
        topic, seen = self, set()   # a form may show a row below itself until it is saved
        while topic.parent_id and not topic[name] and topic.id not in seen:
            seen.add(topic.id)
            topic = topic.parent_id
        return topic[name]
