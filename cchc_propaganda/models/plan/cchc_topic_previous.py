# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.outcome import EXCUSED, MET
from .cchc_plan_check import CHECKED_STATES


class CchcTopic(models.Model):
    """What became of the same row in the plan before: it helps to decide how much the new plan asks for."""
    _inherit = 'cchc.topic'

    previous_id = fields.Many2one(
        'cchc.topic', "Row of the plan before", index='btree_not_null', ondelete='set null', check_company=True,
        copy=False, domain="[('company_id', '=', company_id), ('plan_id', '!=', plan_id), "
                           "('plan_id.state', 'in', ('published', 'cancelled')), ('plan_id.amends_id', '=', False)]",
        help="Its results are shown while the new plan is drafted.")
    previous_text = fields.Text("Results of the plan before", compute='_compute_previous_text')

    @api.depends('previous_id', 'plan_id.state')
    @api.depends_context('lang', 'uid')
    def _compute_previous_text(self):
        drafted = self.filtered(lambda topic: topic.previous_id and topic.plan_id.state in CHECKED_STATES)
        words = drafted.previous_id._results_in_words()
        for topic in self:
            topic.previous_text = words.get(topic.previous_id._origin.id) if topic in drafted else False

    def _results_in_words(self):
        """Return ``{id: what became of the row}``, in the reader's language."""
        _, found, rows = self.env._, {}, self._origin
        if not rows:
            return found
        outcomes = defaultdict(list)
        today = {company: company._cchc_today() for company in rows.company_id}
        for assignment in self.env['cchc.assignment'].search([('topic_id', 'in', rows.ids)]):
            outcomes[assignment.topic_id.id].append(assignment._outcome(today[assignment.company_id]))
        linked = {model: dict(self.env[model]._read_group(
            Domain('topic_ids', 'in', rows.ids) & Domain('state', '=', state), ['topic_ids'], ['__count']))
            for model, state in (('cchc.article', 'published'), ('cchc.outreach', 'approved'))}
        results = dict(self._fields['result_state']._description_selection(self.env))
        for row in rows:
            owed = [became for became in outcomes[row.id] if became.kind not in EXCUSED | {'before'}]
            counts = [
                (_("%(met)s of %(owed)s assignments met", met=sum(became.kind in MET for became in owed),
                   owed=len(owed)), len(owed)),
                *((words % {'count': count}, count) for words, count in (
                    (_("%(count)s late"), sum(became.kind == 'late' for became in owed)),
                    (_("%(count)s missed"), sum(became.is_missed for became in owed)),
                    (_("%(count)s articles posted"), linked['cchc.article'].get(row, 0)),
                    (_("%(count)s activities"), linked['cchc.outreach'].get(row, 0))))]
            parts = [words for words, count in counts if count]
            if not (parts or row.result) and (row.has_rows or not row.code):
                continue    # there is nothing to say of a bullet, or of a row whose results are those of the rows below
            found[row.id] = _(
                "Year %(year)s: %(counts)s. Result: %(result)s", year=row.plan_id.year,
                counts=', '.join(parts) or _("nothing was owed"),
                result='. '.join(filter(None, [results[row.result_state], row.result])))
        return found
