# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from ..tools.scoring import MOST_POINTS, Threshold

RULES = [
    ('sum', "Sum of the parts below"),
    ('plan', "Plan of the year issued in time"),
    ('completion', "Assignments met ÷ assignments of the year"),
    ('reports', "Reports sent ÷ reports due"),
    ('forms', "Spread over forms and channels"),
    ('hand', "Entered by the Office"),
]
AWARDS = [
    ('full', "The maximum score"),
    ('share', "The same share of the maximum"),
    ('points', "These points"),
    ('none', "0 points"),
]
KINDS = ('website', 'social', 'broadcast', 'other')     # of channels, as ``cchc.channel`` has them


class CchcScoringPart(models.AbstractModel):
    """A part of a scheme: it changes until a pack is closed by the scheme."""
    _name = 'cchc.scoring.part'
    _inherit = ['cchc.text.mixin']
    _description = "Part of a Scoring Scheme"

    def _scheme(self):
        raise NotImplementedError

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts._scheme()._check_not_closed()
        return parts

    def write(self, vals):
        self._scheme()._check_not_closed()
        result = super().write(vals)
        schemes = self._scheme()    # the row may have moved into another one
        schemes._check_not_closed()
        schemes._check_shared()     # before the access rules, because this message says more
        schemes.check_access('write')
        return result

    def _update_field_translations(self, field_name, translations, digest=None, source_lang=''):
        self._scheme()._check_not_closed()
        return super()._update_field_translations(field_name, translations, digest, source_lang)

    @api.ondelete(at_uninstall=True)
    def _unlink_except_closed(self):
        self._scheme()._check_not_closed()


class CchcScoringCriterion(models.Model):
    """A criterion: its maximum, by which rule it is measured, and what the measure is worth (``threshold_ids``)."""
    _name = 'cchc.scoring.criterion'
    _inherit = ['cchc.scoring.part']
    _description = "Scoring Criterion"
    _order = 'scheme_id, sequence, id'
    _check_company_auto = True

    scheme_id = fields.Many2one('cchc.scoring.scheme', required=True, index=True, ondelete='cascade')
    company_id = fields.Many2one(related='scheme_id.company_id', store=True, index=True, precompute=True)
    sequence = fields.Integer(default=10)
    code = fields.Char("No.", help="As printed: 1, 3a.")
    name = fields.Char("Criterion", required=True, translate=True)
    is_part = fields.Boolean("Part of the sum above")
    rule = fields.Selection(RULES, "How it is measured", required=True, default='completion')
    max_score = fields.Float("Maximum score", digits=(8, 2))
    shown_score = fields.Float("Maximum", compute='_compute_shown_score', digits=(8, 2))
    threshold_ids = fields.One2many(
        'cchc.scoring.threshold', 'criterion_id', "Thresholds", copy=True,
        help="Empty: the share of the maximum that was done of what was planned.")
    guidance = fields.Text("Evidence asked for", translate=True, help="As the scheme says it.")
    count_late = fields.Boolean(
        "Late counts, too", default=True, help="What was met or sent after its deadline counts as done.")
    due_day = fields.Integer("Issued by: day", aggregator=None, help="31: the last day of the month.")
    due_month = fields.Integer("Issued by: month", aggregator=None, help="0: any day.")
    due_year_before = fields.Boolean("Of the year before")
    least_forms = fields.Integer(
        "Forms that suffice", aggregator=None, help="0: each of the forms and channels named here is needed.")
    least_items = fields.Integer("Items of each", default=1, aggregator=None)
    form_ids = fields.Many2many(
        'cchc.outreach.form', 'cchc_scoring_criterion_form_rel', 'criterion_id', 'form_id', "Forms of communication",
        check_company=True)
    genre_ids = fields.Many2many(
        'cchc.genre', 'cchc_scoring_criterion_genre_rel', 'criterion_id', 'genre_id', "Genres of articles",
        check_company=True)
    with_website = fields.Boolean("Websites, portals")
    with_social = fields.Boolean("Social networks")
    with_broadcast = fields.Boolean("Radio, television")
    with_other = fields.Boolean("Other channels")

    _score_possible = models.Constraint(
        f'CHECK (max_score BETWEEN 0 AND {MOST_POINTS})', "A criterion has 0 to 1,000 points.")
    _day_possible = models.Constraint(
        'CHECK (due_day BETWEEN 0 AND 31 AND due_month BETWEEN 0 AND 12)',
        "The plan is issued by a day from 1 to 31 of a month from 1 to 12. 0: any day.")
    _least_possible = models.Constraint(
        'CHECK (least_forms BETWEEN 0 AND 1000 AND least_items BETWEEN 1 AND 100000)',
        "Ask for at least one item of each form, and for 0 to 1,000 forms.")

    @api.depends('max_score', 'rule', 'is_part', 'sequence', 'scheme_id.criterion_ids.max_score',
                 'scheme_id.criterion_ids.rule', 'scheme_id.criterion_ids.is_part')
    def _compute_shown_score(self):
        parts = {}
        for scheme in self.scheme_id:
            parts |= scheme._parts()
        for row in self:
            row.shown_score = sum(parts.get(row, self.browse()).mapped('max_score')) if row.rule == 'sum' else (
                row.max_score)

    @api.depends('code', 'name')
    def _compute_display_name(self):
        for row in self:
            row.display_name = row._label()

    @api.constrains('is_part', 'rule', 'sequence', 'max_score', 'form_ids', 'genre_ids', 'with_website', 'with_social',
                    'with_broadcast', 'with_other')
    def _check_scheme_usable(self):
        self.scheme_id._check_usable()

    def _scheme(self):
        return self.scheme_id

    def _label(self):
        return '. '.join(filter(None, (self.code, self.name)))

    def _kinds(self):
        """Return the kinds of channels that the criterion is about; one record."""
        return [kind for kind in KINDS if self[f'with_{kind}']]

    def _number_of_forms(self):
        """Return how many forms, genres and kinds of channels the criterion names; one record."""
        return len(self.form_ids) + len(self.genre_ids) + len(self._kinds())

    def _thresholds(self):
        """Return the thresholds of the criterion (``tools/scoring.py``); one record."""
        return [Threshold(row.percent, row.award, row.points) for row in self.threshold_ids]


class CchcScoringThreshold(models.Model):
    """From which share on what is awarded. The highest threshold that was reached decides."""
    _name = 'cchc.scoring.threshold'
    _inherit = ['cchc.scoring.part']
    _description = "Threshold of a Criterion"
    _order = 'criterion_id, percent desc, id'

    criterion_id = fields.Many2one('cchc.scoring.criterion', required=True, index=True, ondelete='cascade')
    company_id = fields.Many2one(related='criterion_id.company_id', store=True, index=True, precompute=True)
    percent = fields.Float("From (%)", required=True, digits=(5, 2), aggregator=None)
    award = fields.Selection(AWARDS, required=True, default='full')
    points = fields.Float(digits=(8, 2), aggregator=None, help="Never more than the maximum of the criterion.")

    _percent_once = models.UniqueIndex('(criterion_id, percent)', "There is a threshold at this share already.")
    _percent_possible = models.Constraint('CHECK (percent BETWEEN 0 AND 100)', "A threshold lies from 0 to 100 %.")
    _points_possible = models.Constraint(
        f'CHECK (points BETWEEN 0 AND {MOST_POINTS})', "A threshold awards 0 to 1,000 points.")

    def _scheme(self):
        return self.criterion_id.scheme_id
