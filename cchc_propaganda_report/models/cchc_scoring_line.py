# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import formatLang

from odoo.addons.cchc_propaganda.tools.groups import OFFICE

from ..tools.scoring import FILE, LINK, MOST_POINTS, NONE, Evidence, capped, score, threshold_of
from .cchc_scoring_criterion import RULES

TYPED = frozenset({'entered_score', 'note', 'evidence_ids'})        # by the Office, while the pack is prepared
APPRAISED = frozenset({'appraised_score', 'is_appraised'})          # by the Office, once it is handed in
SHOWN = 200     # links and files that the dialog shows; the index in the ZIP has them all


class CchcScoringLine(models.Model):
    """A criterion in a pack, with the words that the scheme had when the evidence was looked for."""
    _name = 'cchc.scoring.line'
    _inherit = ['cchc.text.mixin', 'cchc.files.mixin']
    _description = "Criterion of a Pack"
    _order = 'scoring_id, sequence, id'
    _check_company_auto = True
    _file_fields = ('evidence_ids',)

    scoring_id = fields.Many2one('cchc.scoring', required=True, index=True, ondelete='cascade', readonly=True)
    company_id = fields.Many2one(related='scoring_id.company_id', store=True, index=True, precompute=True)
    state = fields.Selection(related='scoring_id.state')
    criterion_id = fields.Many2one(
        'cchc.scoring.criterion', "Criterion of the scheme", index='btree_not_null', ondelete='set null', readonly=True)
    sequence = fields.Integer(readonly=True)
    code = fields.Char("No.", readonly=True)
    name = fields.Char("Criterion", required=True, readonly=True)
    is_part = fields.Boolean("Part of the sum above", readonly=True)
    rule = fields.Selection(RULES, "How it is measured", readonly=True)
    max_score = fields.Float("Maximum", readonly=True, digits=(8, 2), aggregator=None)
    done = fields.Integer(readonly=True, aggregator=None)
    planned = fields.Integer(readonly=True, aggregator=None)
    score = fields.Float("Self-score", readonly=True, digits=(8, 2), aggregator=None)
    explanation = fields.Text("How it was scored", readonly=True)
    guidance = fields.Text("Evidence asked for", readonly=True)
    evidence_text = fields.Text("Evidence found", readonly=True)
    evidence = fields.Json(readonly=True, prefetch=False)
    evidence_html = fields.Html("Links and files", compute='_compute_evidence_html', sanitize=False)
    title_html = fields.Html("Criterion and score", compute='_compute_shown', sanitize=False)
    proof_html = fields.Html("Evidence found, and missing", compute='_compute_shown', sanitize=False)
    gap_ids = fields.Many2many(
        'cchc.scoring.gap', 'cchc_scoring_gap_line_rel', 'line_id', 'gap_id', "Missing documents", readonly=True)
    gap_text = fields.Text("Missing", compute='_compute_status')
    status = fields.Selection([
        ('complete', "Complete"),
        ('missing', "Documents missing"),
        ('nothing', "No points"),
    ], "Completeness", compute='_compute_status')
    status_text = fields.Char("Status", compute='_compute_status')
    entered_score = fields.Float(
        "Points entered", digits=(8, 2), aggregator=None, help="For a criterion that the Office scores itself.")
    note = fields.Text("Explanation", help="Printed in the index below the criterion.")
    evidence_ids = fields.Many2many(
        'ir.attachment', 'cchc_scoring_line_evidence_rel', 'line_id', 'attachment_id', "Files of the Office",
        copy=False, bypass_search_access=True,
        help="What else proves it. The documents of party meetings are not attached.")
    is_appraised = fields.Boolean("Appraised")
    appraised_score = fields.Float("Appraised score", digits=(8, 2), aggregator=None)

    _appraisal_possible = models.Constraint(
        f'CHECK (appraised_score BETWEEN 0 AND {MOST_POINTS})', "A criterion has 0 to 1,000 points.")

    # ------------------------------------------------------------------
    # What follows from other data
    # ------------------------------------------------------------------

    @api.depends('code', 'name')
    def _compute_display_name(self):
        for line in self:
            line.display_name = '. '.join(filter(None, (line.code, line.name)))

    @api.depends('gap_ids.is_open', 'score', 'rule')
    @api.depends_context('lang')
    def _compute_status(self):
        _ = self.env._
        for line in self:
            gaps = line.gap_ids.filtered('is_open')
            line.gap_text = '\n'.join(gap._line() for gap in gaps)
            if line.rule == 'sum':
                line.status, line.status_text = False, False
            elif gaps:
                line.status, line.status_text = 'missing', _("%(count)s documents missing", count=len(gaps))
            elif line.score:
                line.status, line.status_text = 'complete', _("Complete")
            else:
                line.status, line.status_text = 'nothing', _("No points")

    @api.depends('name', 'explanation', 'rule', 'evidence_text', 'gap_text')
    @api.depends_context('lang')
    def _compute_shown(self):
        """Show a criterion with its reason, and what was found with what is missing, in a cell each."""
        missing = self.env._("Missing:")
        for line in self:
            name = Markup('<b>%s</b>') % line.name if line.rule == 'sum' else line.name
            reason = Markup('<div class="small text-muted">%s</div>') % line.explanation if line.explanation else ''
            line.title_html = Markup('<div class="text-wrap%s">%s%s</div>') % (
                ' ps-3' if line.is_part else '', name, reason)
            found = [Markup('<div class="text-wrap">%s</div>') % words
                     for words in (line.evidence_text or '').splitlines()]
            gaps = [Markup('<div class="text-wrap text-danger"><b>%s</b> %s</div>') % (missing, words)
                    for words in (line.gap_text or '').splitlines()]
            line.proof_html = Markup().join((*found, *gaps)) or False

    @api.depends('evidence')
    @api.depends_context('lang')
    def _compute_evidence_html(self):
        for line in self:
            pieces = line._pieces()
            items = [Markup('<li><a href="%s" target="_blank" rel="noopener noreferrer">%s</a>%s</li>') % (
                one.url if one.kind == LINK else f'/web/content/{one.file}?download=true', one.name,
                f' · {one.unit}' if one.unit else '') for one in pieces[:SHOWN]]
            if len(pieces) > SHOWN:
                items.append(Markup('<li>%s</li>') % self.env._(
                    "… and %(count)s more, in the index.", count=len(pieces) - SHOWN))
            line.evidence_html = Markup('<ul>%s</ul>') % Markup().join(items) if items else False

    def _pieces(self):
        """Return the stored evidence (``tools.scoring.Evidence``); one record."""
        return [Evidence(**values) for values in self.evidence or ()]

    @api.constrains('entered_score', 'max_score')
    def _check_entered_score(self):
        for line in self:
            if line.rule == 'hand' and not 0 <= line.entered_score <= line.max_score:
                raise ValidationError(self.env._(
                    "“%(name)s” has 0 to %(most)s points.", name=line.display_name,
                    most=line.scoring_id._points(line.max_score)))

    @api.constrains('appraised_score', 'is_appraised')
    def _check_appraised_score(self):
        for line in self:
            if line.is_appraised and line.rule == 'sum':
                raise ValidationError(self.env._(
                    "“%(name)s” is a sum: enter the appraised score of each of its parts.", name=line.display_name))
            if line.appraised_score > line.max_score:
                raise ValidationError(self.env._(
                    "“%(name)s” has 0 to %(most)s points.", name=line.display_name,
                    most=line.scoring_id._points(line.max_score)))

    # ------------------------------------------------------------------
    # Who writes what
    # ------------------------------------------------------------------

    def write(self, vals):
        if not self.env.su:
            self.scoring_id._lock_records()     # nobody closes it meanwhile
            for line in self:
                line._check_writer(vals)
        result = super().write(vals)
        if not self.env.su and vals.keys() & {'entered_score', 'evidence_ids'}:
            self.scoring_id._with_gate()._take_evidence()
        return result

    def _check_writer(self, vals):
        """Raise UserError for what is found, and for what may not be typed in the present state; one record."""
        names = vals.keys() & self._fields.keys()
        words = {'name': self.display_name, 'state': self._state_label(self.state)}
        if found := names - TYPED - APPRAISED:
            raise UserError(self.env._(
                "“%(name)s”: %(fields)s cannot be entered by hand: the system finds them.", name=words['name'],
                fields=', '.join(sorted(self._fields[one]._description_string(self.env) for one in found))))
        if names & TYPED and self.state != 'draft':
            raise UserError(self.env._(
                "The pack of “%(name)s” is “%(state)s”: it no longer changes. Use “Reopen…” first.", **words))
        if names & APPRAISED and self.state != 'submitted':
            raise UserError(self.env._(
                "“%(name)s”: the appraised score is entered once the pack is handed in; it is “%(state)s”.", **words))

    def _state_label(self, state):
        return self.env['cchc.scoring']._state_label(state)

    def _files_are_frozen(self):
        return self.state != 'draft'

    def _refusal_to_change_files(self):
        return '' if self.env.su or self.env.user.has_group(OFFICE) else self.env._(
            "The files of “%(name)s” are attached by the Office.", name=self.display_name)

    @api.readonly
    def action_download_zip(self):
        """Return the action that downloads the ZIP of this criterion alone."""
        self.ensure_one()
        return self.scoring_id._package_action(self)

    # ------------------------------------------------------------------
    # Score and explanation
    # ------------------------------------------------------------------

    def _score(self, criterion, found):
        """Return the points of the criterion by what was found, never above its maximum; one record."""
        if criterion.rule == 'sum':
            return 0.0      # added up from its parts
        if criterion.rule == 'hand':
            return capped(self.entered_score, criterion.max_score)
        return score(found.done, found.planned, criterion.max_score, criterion._thresholds())

    def _explanation(self, criterion, found):
        """Return how the score follows from what was found, as sentences; one record."""
        _, sentences = self.env._, [*found.basis]
        points = self.scoring_id._points
        if criterion.rule in ('sum', 'hand'):
            return ' '.join(sentences)
        thresholds = criterion._thresholds()
        reached = threshold_of(found.done, found.planned, thresholds)
        above = min((row.percent for row in thresholds if reached is None or row.percent > reached.percent), default=0)
        if not found.planned:
            sentences.append(_("Nothing was to be done: no points."))
        elif not thresholds:
            if found.done < found.planned and criterion.rule != 'plan':
                sentences.append(_("Points by the share that was done."))
        elif above and (reached is None or reached.award == NONE):
            sentences.append(_("Below %(percent)s %%: no points.", percent=self._percent(above)))
        else:
            words = {
                'full': _("the maximum score"), 'share': _("the same share of the maximum"),
                'points': _("%(points)s points", points=points(reached.points)), 'none': _("no points")}
            sentences.append(_(
                "From %(percent)s %% on: %(award)s.", percent=self._percent(reached.percent),
                award=words[reached.award]))
        return ' '.join(sentences)

    def _percent(self, percent):
        """Return a share as the reader's language writes it: 90, 66,67."""
        return formatLang(self.env, percent, digits=0 if percent == int(percent) else 2)

    def _own_evidence(self):
        """Return the files that the Office attached here, as evidence; one record."""
        return self._file_evidence(self.evidence_ids, self.name, self._name, self.id)

    @api.model
    def _file_evidence(self, files, name, model, record, unit='', day=None):
        """Return files as ``tools.scoring.Evidence``."""
        return [Evidence(
            FILE, f'{name} ({at})' if len(files) > 1 else name, unit, day.isoformat() if day else '', file=file.id,
            file_name=file.name or '', size=file.file_size or 0, checksum=file.checksum or '', model=model,
            record=record) for at, file in enumerate(files.sudo(), start=1)]    # who reads the document reads its files
