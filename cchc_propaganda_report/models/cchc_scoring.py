# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import formatLang

from odoo.addons.cchc_propaganda.models.core.server import as_server
from odoo.addons.cchc_propaganda.models.core.words import time_left
from odoo.addons.cchc_propaganda.tools.dates import in_figures
from odoo.addons.cchc_propaganda.tools.decree import within_sentence
from odoo.addons.cchc_propaganda.tools.groups import OFFICE
from odoo.addons.cchc_propaganda.tools.obligation import FIRST_YEAR, LAST_YEAR
from odoo.addons.cchc_propaganda.tools.workflow import Transition

from ..tools.scoring import total, year_to_score
from .cchc_scoring_scheme import LEVELS


class CchcScoring(models.Model):
    """The pack with which an agency is scored for a year: for each criterion of the scheme its self-score, what proves
    it, and what is missing. Score and evidence are found, never typed, but for what no program can know
    (``cchc_scoring_finders.py``). From closing on the pack does not change."""
    _name = 'cchc.scoring'
    _inherit = ['cchc.workflow.mixin', 'mail.thread', 'mail.activity.mixin']
    _description = "Evidence Pack"
    _order = 'year desc, id desc'
    _check_company_auto = True

    _transitions = (
        Transition('close', {'draft'}, 'closed', groups=OFFICE, effect='_closed_values'),
        Transition('submit', {'closed'}, 'submitted', groups=OFFICE, effect='_submitted_values'),
        Transition('reopen', {'closed', 'submitted'}, 'draft', groups=OFFICE, effect='_reopened_values', reason=True),
    )
    _frozen_fields = {'closed': frozenset({'scheme_id'}), 'submitted': frozenset({'scheme_id', 'date_deadline'})}

    name = fields.Char(compute='_compute_name', store=True, precompute=True, server_only=True)
    year = fields.Integer(
        required=True, aggregator=None, settled=True,
        default=lambda self: year_to_score(self.env.company._cchc_today()))
    level = fields.Selection(
        LEVELS, "Scored as", required=True, settled=True,
        default=lambda self: self.env.company.cchc_profile or 'department')
    company_id = fields.Many2one(
        'res.company', "Agency", required=True, index=True, default=lambda self: self.env.company, settled=True)
    scheme_id = fields.Many2one(
        'cchc.scoring.scheme', required=True, index=True, ondelete='restrict', check_company=True,
        compute='_compute_scheme_id', store=True, readonly=False, precompute=True,
        domain="[('is_in_use', '=', True), ('year', '=', year), ('level', '=', level)]")
    date_deadline = fields.Date("To be handed in by")
    state = fields.Selection([
        ('draft', "Being prepared"),
        ('closed', "Closed"),
        ('submitted', "Handed in"),
    ], required=True, default='draft', readonly=True, index=True, copy=False)
    line_ids = fields.One2many('cchc.scoring.line', 'scoring_id', "Criteria", copy=False)
    gap_ids = fields.One2many(
        'cchc.scoring.gap', 'scoring_id', "Missing documents", copy=False, readonly=True, server_only=True)
    open_gap_ids = fields.One2many('cchc.scoring.gap', string="Still missing", compute='_compute_missing')
    date_found = fields.Datetime("Evidence looked for on", readonly=True, copy=False, server_only=True)
    date_closed = fields.Datetime("Closed on", readonly=True, copy=False, server_only=True)
    date_submitted = fields.Datetime("Handed in on", readonly=True, copy=False, server_only=True)
    score = fields.Float("Self-score", compute='_compute_score', store=True, server_only=True, digits=(8, 2))
    max_score = fields.Float("Maximum score", compute='_compute_score', store=True, server_only=True, digits=(8, 2))
    proven_score = fields.Float("Proven", compute='_compute_missing', digits=(8, 2))
    appraised_score = fields.Float("Appraised score", compute='_compute_appraised_score', digits=(8, 2))
    is_appraised = fields.Boolean("Appraised", compute='_compute_appraised_score')
    score_text = fields.Char("Points", compute='_compute_missing')
    missing_count = fields.Integer("Documents missing", compute='_compute_missing')
    asked_count = fields.Integer("Units to be asked", compute='_compute_missing')
    remind_text = fields.Char("Words of the button", compute='_compute_missing')
    other_scheme_id = fields.Many2one(
        'cchc.scoring.scheme', "Scheme in use now", compute='_compute_other_scheme_id')
    package_text = fields.Text("In the ZIP", compute='_compute_package_text')
    can_close = fields.Boolean("May close the pack", compute='_compute_can_transitions')
    can_submit = fields.Boolean("May hand in the pack", compute='_compute_can_transitions')
    can_reopen = fields.Boolean("May reopen the pack", compute='_compute_can_transitions')

    _once = models.UniqueIndex('(company_id, year, level)', "There is a pack of this year already.")

    # ------------------------------------------------------------------
    # What follows from other data
    # ------------------------------------------------------------------

    @api.depends('year', 'company_id')
    def _compute_name(self):
        for scoring in self:
            scoring.name = scoring._in_company_language().env._("Self-scoring of %(year)s", year=scoring.year)

    @api.depends('year', 'level', 'company_id')
    def _compute_scheme_id(self):
        """Propose the scheme in use; a chosen one of the same year and level stays."""
        for scoring in self:
            chosen = scoring.scheme_id
            if (chosen.year, chosen.level) == (scoring.year, scoring.level):
                continue
            scoring.scheme_id = self.env['cchc.scoring.scheme']._for(
                scoring.company_id or self.env.company, scoring.year, scoring.level)[:1].sudo(False)

    @api.depends('scheme_id', 'state', 'year', 'level')
    def _compute_other_scheme_id(self):
        for scoring in self:
            used = self.env['cchc.scoring.scheme']._for(scoring.company_id, scoring.year, scoring.level)[:1].sudo(False)
            asked = bool(scoring._origin) and scoring.state == 'draft'
            scoring.other_scheme_id = asked and used - scoring.scheme_id

    @api.depends('line_ids.score', 'line_ids.max_score', 'line_ids.rule')
    def _compute_score(self):
        for scoring in self:
            lines = scoring.line_ids.filtered(lambda line: line.rule != 'sum')
            scoring.score, scoring.max_score = total(lines.mapped('score')), total(lines.mapped('max_score'))

    @api.depends('line_ids.score', 'line_ids.gap_ids.is_open', 'gap_ids.is_open')
    @api.depends_context('lang')
    def _compute_missing(self):
        for scoring in self:
            gaps = scoring.gap_ids.filtered('is_open')
            proven = scoring.line_ids.filtered(lambda line: line.rule != 'sum' and not line.gap_ids.filtered('is_open'))
            scoring.open_gap_ids = gaps
            scoring.missing_count = len(gaps)
            scoring.asked_count = len(gaps._to_be_asked().department_id)
            scoring.proven_score = total(proven.mapped('score'))
            scoring.score_text = self.env._(
                "%(score)s / %(most)s points", score=scoring._points(scoring.score), most=scoring._points(
                    scoring.max_score))
            scoring.remind_text = self.env._("Remind %(count)s units", count=scoring.asked_count)

    @api.depends('line_ids.appraised_score', 'line_ids.is_appraised', 'line_ids.rule')
    def _compute_appraised_score(self):
        for scoring in self:
            lines = scoring.line_ids.filtered(lambda line: line.is_appraised and line.rule != 'sum')
            scoring.is_appraised = bool(lines)
            scoring.appraised_score = total(lines.mapped('appraised_score'))

    def _points(self, points):
        """Return points as the reader's language writes them: 0,94."""
        return formatLang(self.env, points or 0.0, digits=2)

    @api.constrains('year')
    def _check_year(self):
        for scoring in self:
            if not FIRST_YEAR <= scoring.year <= LAST_YEAR:
                raise ValidationError(self.env._(
                    "There is no pack of the year %(year)s. Write the year with four digits.", year=scoring.year))

    @api.constrains('scheme_id', 'year', 'level')
    def _check_scheme(self):
        for scoring in self:
            scheme = scoring.scheme_id
            if (scheme.year, scheme.level) != (scoring.year, scoring.level):
                raise ValidationError(self.env._(
                    "“%(scheme)s” is not a scheme of %(year)s for this kind of agency. Choose another.",
                    scheme=scheme.display_name, year=scoring.year))

    # ------------------------------------------------------------------
    # Create, write
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        if not self._through_gate():
            self._check_creation(vals_list)
        for vals in vals_list:
            self._check_scheme_exists(vals)
        packs = super().create(vals_list)
        packs._check_scheme_in_use()
        packs._with_gate()._take_evidence()
        return packs

    def _check_scheme_exists(self, vals):
        """Raise UserError, saying who enters a scheme, when there is none for the year."""
        values = {**self.default_get(['year', 'level', 'company_id', 'scheme_id']), **vals}
        year, company = values.get('year'), self.env['res.company'].browse(values.get('company_id'))
        if values.get('scheme_id') or not isinstance(year, int) or not company:
            return
        if not self.env['cchc.scoring.scheme']._for(company, year, values.get('level')):
            raise UserError(self.env._(
                "No scoring scheme is in use for %(year)s and this kind of agency. The administrator enters one under "
                "Configuration, Scoring schemes, and switches it on.", year=year))

    def _check_scheme_in_use(self):
        for scheme in self.scheme_id:
            if not scheme.sudo().active:    # whether it is in use does not depend on the reader
                raise UserError(self.env._(
                    "“%(scheme)s” is not in use: the administrator switches it on first.", scheme=scheme.display_name))

    def write(self, vals):
        result = super().write(vals)
        if 'scheme_id' in vals and not self._through_gate():
            self._check_scheme_in_use()
            self._with_gate()._take_evidence()
        return result

    @api.ondelete(at_uninstall=True)
    def _unlink_except_closed(self):
        for scoring in self:
            if scoring.state != 'draft':
                raise UserError(self.env._(
                    "“%(name)s” was closed and is kept. Use “Reopen…” first.", name=scoring.display_name))
        as_server(self.gap_ids).unlink()    # with the reminders of them, which the database would leave behind

    # ------------------------------------------------------------------
    # Buttons and steps
    # ------------------------------------------------------------------

    def action_refresh(self):
        """Look for the evidence again, and score anew. Return True. Raise UserError for a closed pack."""
        self.check_access('write')
        self._lock_records()
        for scoring in self:
            if scoring.state != 'draft':
                raise UserError(self.env._(
                    "“%(name)s” is closed: its score and evidence no longer change. Use “Reopen…” first.",
                    name=scoring.display_name))
        self._with_gate()._take_evidence()
        return True

    def action_switch_scheme(self):
        """Score by the scheme that is in use now. Return True."""
        self.check_access('write')
        for scoring in self:
            if scoring.other_scheme_id:
                scoring.scheme_id = scoring.other_scheme_id
        return True

    def action_close(self):
        return self._run_transition('close')

    def action_submit(self):
        return self._run_transition('submit')

    def action_reopen(self, reason=''):
        return self._run_transition('reopen', reason)

    def action_remind(self):
        """Remind all units that have documents which are missing, and say how many people were reminded."""
        self.check_access('write')
        gaps = self.gap_ids._to_be_asked()
        if not gaps:
            raise UserError(self.env._("No unit has a document that is missing."))
        return gaps.action_remind()

    def _closed_values(self, step, reason):
        """Look once more: what is closed is what is there now."""
        self._with_gate()._take_evidence()
        return {'date_closed': fields.Datetime.now()}

    def _submitted_values(self, step, reason):
        return {'date_submitted': fields.Datetime.now()}

    def _reopened_values(self, step, reason):
        return {'date_closed': False, 'date_submitted': False}

    def _step_labels(self):
        _ = self.env._
        return {'close': _("Close the pack"), 'submit': _("Handed in"), 'reopen': _("Reopen")}

    def _step_note(self, step):
        return self._in_company_language().score_text if step.name == 'close' else ''

    def _instead_of_editing(self):
        return self.env._("Use “Reopen…” first.")

    def _transition_depends(self):
        return ('state', 'score', 'date_deadline', 'date_found', 'gap_ids.is_open')

    def _next_step_sentence(self):
        if not self._origin:
            return False
        _, words = self.env._, []
        if not self.missing_count:
            words.append(_("The documents for all %(score)s points are there.", score=self._points(self.score)))
        else:
            words.append(_(
                "Documents are there for %(proven)s of %(score)s self-scored points; %(count)s documents are missing.",
                proven=self._points(self.proven_score), score=self._points(self.score), count=self.missing_count))
        if self.state == 'draft' and self.missing_count:
            words.append(_("The ZIP can be downloaded any time: its index names what is missing."))
        if self.state == 'draft' and self.date_deadline:
            left = (self.date_deadline - self.company_id._cchc_today()).days
            words.append(_("To be handed in by %(date)s: %(left)s.", date=in_figures(self.date_deadline),
                           left=within_sentence(time_left(self.env, left))))
        if self.state == 'closed':
            words.append(_("Closed at %(when)s: hand it in, or use “Reopen…”.", when=self._format_moment(
                self.date_closed)))
        if self.state == 'submitted':
            words.append(_("Handed in at %(when)s.", when=self._format_moment(self.date_submitted)))
        return ' '.join(words)

    # ------------------------------------------------------------------
    # The lines
    # ------------------------------------------------------------------

    def _take_evidence(self):
        """Find evidence and gaps of each criterion, and score; through the gate. What the Office typed and attached,
        and what units gave, stays with its criterion."""
        for scoring in self:
            scoring = scoring._in_company_language()
            found = {row: scoring._find(row) for row in scoring.scheme_id.criterion_ids.sorted()}
            lines = scoring._keep_lines(found)
            gaps = scoring._keep_gaps(found, lines)
            scoring._score_lines(found, lines, gaps)
            scoring.write({'date_found': fields.Datetime.now()})

    def _day(self):
        """Return the day in the agency on which the evidence was looked for; one record."""
        company = self.company_id
        return company._cchc_day_of(self.date_found) if self.date_found else company._cchc_today()

    def _keep_lines(self, found):
        """Return ``{criterion: its line}``: lines that are there stay, by their criterion or, in another scheme, by
        number and rule; one record."""
        known = {line.criterion_id: line for line in self.line_ids if line.criterion_id in found}
        rest = {(line.code, line.rule): line for line in self.line_ids - self.line_ids.browse().union(*known.values())}
        for row in found:
            if row not in known and (line := rest.pop((row.code, row.rule), None)):
                known[row] = line
        unused = self.line_ids - self.line_ids.browse().union(*known.values())
        if own := unused.filtered('evidence_ids')[:1]:
            raise UserError(self.env._(
                "“%(line)s” has files of its own, and the scheme no longer has this criterion. Remove the files first.",
                line=own.display_name))
        unused.unlink()
        created = self.line_ids.create([
            {'scoring_id': self.id, 'criterion_id': row.id, 'name': row.name} for row in found if row not in known])
        return known | {line.criterion_id: line for line in created}

    def _keep_gaps(self, found, lines):
        """Return ``{(model, record, key): missing document}``. What is not missing any more goes; a file that was
        given for it stays as long as the record itself has none; one record."""
        wanted, office = {}, self.company_id.cchc_office_id
        for row, one in found.items():
            for gap in one.gaps:
                wanted.setdefault((gap.model, gap.record, gap.key), (gap, []))[1].append(lines[row].id)
        known = {(gap.res_model, gap.res_id, gap.key): gap for gap in self.gap_ids}
        kept, to_create = {}, []
        for key, (gap, of_lines) in wanted.items():
            values = {'name': gap.name, 'department_id': gap.unit or office.id, 'takes_file': gap.takes_file}
            if key not in known:
                to_create.append({
                    **values, 'line_ids': [fields.Command.set(of_lines)], 'scoring_id': self.id, 'res_model': gap.model,
                    'res_id': gap.record, 'key': gap.key})
                continue
            kept[key] = one = known[key]
            if (one.name, one.department_id.id, one.takes_file) != tuple(values.values()):
                one.write(values)
            if set(one.line_ids.ids) != set(of_lines):
                one.line_ids = [fields.Command.set(of_lines)]
        (self.gap_ids - self.gap_ids.browse().union(*kept.values())).unlink()
        quiet = self.gap_ids.with_context(
            tracking_disable=True, mail_create_nolog=True, mail_create_nosubscribe=True)
        for gap in quiet.create(to_create):
            kept[gap.res_model, gap.res_id, gap.key] = gap
        return kept

    def _score_lines(self, found, lines, gaps):
        """Write score, explanation and evidence of each line; one record."""
        scores = {}
        for row, one in found.items():
            line = lines[row]
            evidence = [*one.evidence]
            for gap in one.gaps:
                evidence += gaps[gap.model, gap.record, gap.key]._evidence()
            evidence += line._own_evidence()
            scores[row] = line._score(row, one)
            line.write({
                'criterion_id': row.id, 'sequence': row.sequence, 'code': row.code, 'name': row.name,
                'is_part': row.is_part, 'rule': row.rule, 'max_score': row.shown_score, 'done': one.done,
                'planned': one.planned, 'score': scores[row], 'explanation': line._explanation(row, one),
                'evidence_text': '\n'.join(one.notes), 'evidence': [piece.values() for piece in evidence],
                'guidance': row.guidance})
        for head, parts in self.scheme_id._parts().items():
            lines[head].score = total(scores[row] for row in parts)
