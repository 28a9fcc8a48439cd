# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...tools import text
from ...tools.dates import in_figures
from ...tools.groups import ADMIN
from ...tools.reorganisation import KEEP, MOVE, WAIVE, Move
from ..agency.cchc_earlier_name import Since
from ..core.server import as_server
from .takeover import Takeover

SYSTEM = 'base.group_system'


class CchcReorganisation(models.Model):
    """Agencies that are merged, or dissolved into several. The system administrator carries it out: it changes accounts
    and more than one agency (``takeover``)."""
    _inherit = 'cchc.reorganisation'

    subject = fields.Selection(selection_add=[('agency', "Agencies")], ondelete={'agency': 'cascade'})
    old_company_ids = fields.Many2many(
        'res.company', 'cchc_reorganisation_company_rel', 'reorganisation_id', 'company_id', "Old agencies",
        domain="[('cchc_date_ended', '=', False)]")
    new_company_id = fields.Many2one(
        'res.company', "Agency that takes over", index='btree_not_null', ondelete='restrict',
        domain="[('cchc_date_ended', '=', False)]",
        help="It has an issued plan and an administrator. A new agency is made under Settings first.")

    @api.model_create_multi
    def create(self, vals_list):
        reorganisations = super().create(vals_list)
        reorganisations._check_may_prepare()
        return reorganisations

    def write(self, vals):
        self._check_may_prepare()
        res = super().write(vals)
        self._check_may_prepare()       # it may have become one of agencies
        return res

    @api.onchange('subject')
    def _onchange_subject(self):
        self._check_may_prepare()
        if self.subject == 'agency' and self.kind == 'end':
            self.kind = 'merge'     # the work of an agency always goes to another one

    def _check_may_prepare(self):
        """Raise AccessError for a reorganisation of agencies, unless the user is the system administrator."""
        if not (self.env.su or self.env.user.has_group(SYSTEM)) and 'agency' in self.mapped('subject'):
            raise AccessError(self.env._(
                "Agencies are merged or dissolved by the system administrator: it changes more than one agency."))

    def _group_that_decides(self):
        return SYSTEM if self.subject == 'agency' else super()._group_that_decides()

    def _refusal_to_decide(self, step):
        refusal = super()._refusal_to_decide(step)
        return refusal and self.subject == 'agency' and self.env._(
            "“%(step)s” of “%(name)s” is up to the system administrator.", step=self._step_label(step),
            name=self.display_name) or refusal

    def _refusal_of_preview(self):
        refusal = super()._refusal_of_preview()
        return refusal and self.subject == 'agency' and self.env._(
            "What moves in “%(name)s” is shown to the system administrator.", name=self.display_name) or refusal

    def _subject_fields(self):
        return {**super()._subject_fields(), 'agency': ('old_company_ids', 'new_company_id', 'agency_id')}

    @api.depends('old_company_ids.name', 'new_company_id.name')
    def _compute_display_name(self):
        return super()._compute_display_name()

    def _old_names(self):
        return super(CchcReorganisation, self._with_all_agencies())._old_names()

    def _new_names(self):
        return super(CchcReorganisation, self._with_all_agencies())._new_names()

    def _with_all_agencies(self):
        """Return a reorganisation of agencies as superuser: the name of an agency is no secret; one record."""
        return self.sudo() if self.subject == 'agency' else self    # its readers may not read other agencies

    def _missing_of_agency(self):
        _ = self.env._
        if self.kind == 'rename':
            return []
        if self.kind == 'end':
            return [_("An agency that ends leaves its work to another one: choose “Merge” or “Split”. A plan alone is "
                      "ended by the director, with “Terminate”.")]
        reorganisation = self._with_all_agencies()
        old, successors = reorganisation._gone(), reorganisation._successors()
        if not successors or self.kind == 'split' and not all(target.agency_id for target in reorganisation.target_ids):
            return [_("Choose the agencies that take over. A new agency is made under Settings first.")]
        if self.kind == 'split' and not old:
            return [_("Choose agencies that take over other than the old one.")]
        own = old | successors if self.env.su else self.env.user.company_ids
        missing = [_("“%(name)s” is not among your agencies: add it to your account.", name=agency.name)
                   for agency in (old | successors) - own]
        for agency in old.filtered('cchc_date_ended'):
            missing.append(_("“%(name)s” was taken over on %(date)s already.", name=agency.name,
                             date=in_figures(agency.cchc_date_ended)))
        for agency in successors:
            if not Takeover.plan_of(agency, self.date):
                missing.append(_("“%(name)s” has no issued plan under which the open assignments could be given out: "
                                 "issue it first.", name=agency.name))
            if not agency.env['cchc.person'].with_company(agency)._holders(ADMIN.rpartition('group_')[2]):
                missing.append(_("“%(name)s” has no administrator who could give the newcomers their roles.",
                                 name=agency.name))
        return missing

    # ------------------------------------------------------------------
    # What moves
    # ------------------------------------------------------------------

    def _moves_of_agency(self):
        _, old = self.env._, self._gone()
        if self.kind == 'rename':
            [agency] = self._old_records()
            yield Move('name', '_apply_agency_name', agency, _("Name"), agency.name, f'→ {self.new_name}',
                       _("the earlier name is kept with its last day"))
            return
        open_ = Takeover.open_at(old, self.date)
        missed = open_.filtered(lambda owed: Takeover.is_asked(owed, self.date))
        yield from self._moves_of_old_units(old, open_ - missed)
        for owed in missed:
            waits = owed.is_waiting_channel
            yield Move(
                f'missed,{owed.id}', '_apply_with_all', owed,
                _("Handed in, not answered: %(assignment)s", assignment=owed.display_name) if waits else
                _("Overdue: %(assignment)s", assignment=owed.display_name), owed.company_id.name,
                _("given anew with the same deadline, if it passes"),
                ' · '.join(filter(None, [_("due %(date)s", date=in_figures(owed.date_deadline)),
                                         owed.explanation and _("explained")])),
                choice=KEEP, is_doubtful=True)
        articles = Takeover.articles_to_begin_anew(old, Takeover.staff_of(old, self._successors())[0])
        if articles:
            yield Move(
                'article', '_apply_with_all', articles, _("Drafts, articles under review"),
                self._names_of(articles.company_id), _("begun anew as drafts of their authors, and cancelled here"),
                self._states(articles))
        for (channel, agency), heir in Takeover.channels_by_name(
                open_.channel_id | articles.channel_ids, self._successors()).items():
            yield Move(f'channel,{channel.id},{agency.id}', '_apply_with_all', channel, _(
                "Channel: %(name)s", name=channel.name), channel.company_id.name, self._heir_in_words(heir, agency))
        plans = Takeover.plans_to_end(old, self.date)
        if plans:
            yield Move('plan', '_apply_with_all', plans, _("Plans"), self._names_of(plans.company_id), _(
                "end, with this decision as the reason"), self._names_of(plans))

    def _moves_of_old_units(self, old, owed):
        """What is not due yet, and people, by unit; then people without a unit."""
        _, successors = self.env._, self._successors()
        staff, others = Takeover.staff_of(old, successors)
        home = {employee.user_id: employee.department_id for employee in self.env['hr.employee'].search(
            [('user_id', 'in', staff.ids), ('company_id', 'in', old.ids)])}
        units = Takeover.units_of(old, self.date)
        by_name = Takeover.units_by_name(units, successors)
        for unit in units.sorted(lambda unit: (unit.company_id.id, unit.name)):
            own = owed.filtered(lambda one, unit=unit: one.department_id == unit)
            people = staff.filtered(lambda user, unit=unit: home.get(user) == unit)
            if not (own or people or unit.cchc_member_ids & staff):
                continue
            agency = Takeover.agency_of(unit, by_name)
            yield Move(
                f'unit,{unit.id}', '_apply_with_all', own, _("Unit: %(name)s", name=unit.name), unit.company_id.name,
                self._heir_in_words(by_name[unit, agency], agency) if agency else _("the unit of this name there"),
                _("open assignments: %(owed)s · people: %(people)s", owed=len(own), people=len(people)),
                more={'people': people}, count=len(own) + len(people), asks_target=not agency)
        for agency in old:
            people = staff.filtered(lambda user, agency=agency: agency in user.company_ids and not home.get(user))
            if people:
                yield Move(
                    f'people,{agency.id}', '_apply_with_all', people, _("People without a unit"), agency.name,
                    f'→ {self._names_of(successors)}', self._names_of(people), asks_target=len(successors) > 1)
        if others:
            yield Move(
                'others', '_apply_with_all', others, _("Accounts with rights elsewhere"), self._names_of(old),
                _("stay as they are: you decide in the settings of the accounts"), self._names_of(others))

    def _heir_in_words(self, heir, agency):
        if heir:
            return self.env._("→ “%(name)s”, %(agency)s", name=heir.name, agency=agency.name)
        return self.env._("→ %(agency)s, where one of this name is made", agency=agency.name)

    def _names_of(self, records):
        return ', '.join(records.mapped('name'))

    def _kept_of_agency(self):
        _, old = self.env._, self._gone()
        if self.kind == 'rename':
            return [_("all that was printed before that day")]
        met = self.env['cchc.assignment'].search_count(
            [('company_id', 'in', old.ids), ('state', 'in', ('done', 'late'))])
        articles = self.env['cchc.article'].search_count(
            [('company_id', 'in', old.ids), ('state', '=', 'published')])
        owed = len(Takeover.owed_of_earlier_years(old, self.date))
        readers = self._names_of(self._successors())
        return [
            *self._counted((met, _("%(count)s assignments that were met", count=met)),
                           (articles, _("%(count)s articles that are posted", count=articles)),
                           (owed, _("%(count)s assignments not met of years that are over", count=owed))),
            _("plans and reports: the Office and the directors of %(agencies)s read them, and finish the reports",
              agencies=readers),
            _("people keep the old agency beside the new one; the administrator there gives their roles",)]

    # ------------------------------------------------------------------
    # Moving
    # ------------------------------------------------------------------

    def _make_successors_of_agency(self):
        """Agencies are made before, by the system administrator."""

    def _apply_agency_name(self, move, line):
        as_server(move.records, cchc_name_since=Since(self.date)).name = text.normalize(self.new_name)

    def _apply_with_all(self, move, line):
        """The whole takeover follows when the agencies are closed: its parts depend on each other."""

    def _close_agency(self):
        if self.kind == 'rename':
            return
        old, lines = as_server(self._gone()), {line.key: line for line in self.line_ids}
        successors = as_server(self._successors())
        units = Takeover.units_of(old, self.date)
        by_name = Takeover.units_by_name(units, successors)
        agencies = {unit: self._chosen(lines.get(f'unit,{unit.id}')) or Takeover.agency_of(unit, by_name)
                    or successors[:1] for unit in units}
        for agency in old:
            agencies[agency] = self._chosen(lines.get(f'people,{agency.id}')) or successors[:1]
        answers = {int(line.key.partition(',')[2]): line.choice for line in self.line_ids
                   if line.key.startswith('missed,')}
        missed = {choice: old.env['cchc.assignment'].browse(
            id_ for id_, chosen in answers.items() if chosen == choice) for choice in (MOVE, WAIVE)}
        Takeover(old, self.date, self.basis, agencies, missed[MOVE], missed[WAIVE]).apply()

    def _chosen(self, line):
        """Return the agency that somebody chose for the row; none where nobody was asked."""
        return as_server(line.target_id.agency_id if line else self.new_company_id.browse())


class CchcReorganisationTarget(models.Model):
    _inherit = 'cchc.reorganisation.target'

    agency_id = fields.Many2one(
        'res.company', "Existing agency", index='btree_not_null', ondelete='restrict',
        domain="[('cchc_date_ended', '=', False)]")

    @api.depends('agency_id')
    def _compute_name(self):
        result = super()._compute_name()
        for target in self.filtered('agency_id'):
            target.name = target.agency_id.name
        return result
