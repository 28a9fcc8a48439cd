# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...tools.groups import OFFICE
from .cchc_topic_result import CchcTopic as TopicResult


class CchcTopic(models.Model):
    """The subjects of a row, so that a report on some subjects counts what belongs to them. They are not printed: the
    Office may enter them after the plan is issued, too."""
    _inherit = 'cchc.topic'

    _living_fields = TopicResult._living_fields | {'subject_ids'}

    subject_ids = fields.Many2many(
        'cchc.subject', 'cchc_topic_subject_rel', 'topic_id', 'subject_id', "Subjects", check_company=True,
        help="What the row is about. Without any, those of the row above. A report on some subjects counts only what "
             "belongs to such rows.")
    counted_subject_ids = fields.Many2many(
        'cchc.subject', 'cchc_topic_counted_subject_rel', 'topic_id', 'subject_id', "Subjects, with the row above",
        compute='_compute_counted_subject_ids', store=True, recursive=True)

    @api.depends('subject_ids', 'parent_id.counted_subject_ids')
    def _compute_counted_subject_ids(self):
        for topic in self:
            topic.counted_subject_ids = topic.subject_ids or topic.parent_id.counted_subject_ids

    @api.model_create_multi
    def create(self, vals_list):
        self._check_counted_untouched(set().union(*vals_list))
        return super().create(vals_list)

    def write(self, vals):
        self._check_counted_untouched(vals.keys())
        if 'subject_ids' in vals and not (self.env.su or self.env.user.has_group(OFFICE)):
            raise AccessError(self.env._("The subjects of a plan's rows are entered by the Office."))
        return super().write(vals)

    @api.model
    def _check_counted_untouched(self, names):
        if 'counted_subject_ids' in names:
            raise UserError(self.env._("Enter the subjects of the row itself, or of the row above."))

    @api.model
    def _subject_domain(self, subjects, company):
        """Return the domain of the agency's rows about one of the subjects; without any, of all rows."""
        return Domain('counted_subject_ids', 'in', subjects._same_in(company).ids) if subjects else Domain.TRUE
