# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Agencies that others take over: two become one, or one is dissolved into several. What was done stays where it is."""

from odoo.fields import Command, Domain

from ...tools import text
from ...tools.dates import in_figures
from ...tools.groups import CONTRIBUTOR
from ...tools.outcome import OWED
from ..agency.hr_department import REORGANISED
from ..core.server import as_server
from .takeover_articles import TakeoverArticles

QUIET = {'tracking_disable': True, 'mail_create_nolog': True, 'mail_create_nosubscribe': True}


class Takeover(TakeoverArticles):
    """The takeover of agencies from a day on.

    ``old``: the agencies that end, as the server. ``basis``: the decision, in words. ``agencies``: ``{unit: agency}``,
    which one takes over from the unit, and ``{old agency: agency}``, from people without a unit. Of the assignments
    missed before the day, or handed in and not answered: ``again`` are given anew, too, and ``dropped`` are waived.

    Within an agency, the unit or channel that has the old one's name among its names takes over. Where there is none, a
    unit or channel of that name is made when it is needed.
    """

    def __init__(self, old, day, basis, agencies, again, dropped):
        self.env = as_server(old, **QUIET).env
        self.old, self.day, self.basis = old.with_env(self.env), day, basis
        self.agencies, self.again, self.dropped = agencies, again.with_env(self.env), dropped.with_env(self.env)
        self.new = self.old.browse().union(*agencies.values())
        self.plans = {agency: self.plan_of(agency, day) for agency in self.new}
        self.rows = {agency: {self._key_of_row(row): row.id for row in plan.topic_ids if row.name}
                     for agency, plan in self.plans.items()}
        units = self.env['hr.department'].union(*(unit for unit in agencies if unit._name == 'hr.department'))
        self.units = self.units_by_name(units, self.new)
        staff, __ = self.staff_of(self.old, self.new)
        self.articles = self.articles_to_begin_anew(self.old, staff)
        self.channels = self.channels_by_name(
            self.open_at(self.old, day).channel_id | self.articles.channel_ids, self.new)

    # ------------------------------------------------------------------
    # What there is
    # ------------------------------------------------------------------

    @classmethod
    def open_at(cls, old, day):
        """Return the assignments of these agencies that are not met yet, of plans that are in force on that day or
        later. What an earlier year still owes stays with that year (``owed_of_earlier_years``)."""
        return cls._owed(old, ('date_to', '>=', day))

    @classmethod
    def owed_of_earlier_years(cls, old, day):
        """Return what plans that were over before that day still owe."""
        return cls._owed(old, ('date_to', '<', day))

    @classmethod
    def _owed(cls, old, when):
        return old.env['cchc.assignment'].search(
            Domain('company_id', 'in', old.ids)
            & Domain('plan_id', 'any', [('state', '=', 'published'), ('date_closed', '=', False), when])
            & old.env['cchc.assignment']._outcome_domain(*OWED))

    @classmethod
    def is_asked(cls, assignment, day):
        """Whether somebody decides if the assignment is given anew: it was missed before that day, or what was handed
        in has not been answered. All others are given anew."""
        return assignment.date_deadline < day or assignment.is_waiting_channel

    @classmethod
    def plans_to_end(cls, old, day):
        """Return the plans of these agencies that would be in force on that day or later. An issued amendment ends with
        the plan that it amends."""
        return old.env['cchc.plan'].search(
            Domain('company_id', 'in', old.ids) & Domain('date_to', '>=', day) & Domain('state', '!=', 'cancelled')
            & Domain('date_closed', '=', False) & ~(
                Domain('amends_id', '!=', False) & Domain('state', '=', 'published')))

    @classmethod
    def staff_of(cls, old, new):
        """Return the accounts that come along, and those on which the system administrator decides: they have rights
        in third agencies or other applications, which would hold in the successor, too."""
        staff = old.env['res.users'].search(
            [('company_ids', 'in', old.ids), ('share', '=', False)])._cchc_present()
        people = old.env['cchc.person']
        coming = staff.filtered(lambda user: not user.company_ids - old - old._cchc_predecessors() - new
                                and not people._other_rights(user))
        return coming, staff - coming

    @classmethod
    def units_of(cls, old, day):
        """Return the units of these agencies that people or assignments have."""
        return old.env['hr.department'].search(
            [('company_id', 'in', old.ids), ('cchc_kind', '!=', False)]) | cls.open_at(old, day).department_id

    @classmethod
    def units_by_name(cls, units, agencies):
        """Return ``{(unit, agency): unit there}`` of the same name; none where there is none."""
        known = {agency: {name: unit for name, unit in agency._cchc_names_of_units().items() if unit.active}
                 for agency in agencies}
        return {(unit, agency): cls._named(known[agency], unit.browse(), [
            unit._cchc_in_company_language().name, *unit.cchc_alias_ids.mapped('name')])
            for unit in units for agency in agencies}

    @classmethod
    def channels_by_name(cls, channels, agencies):
        """Return ``{(channel, agency): channel there}`` of the same name; none where there is none."""
        known = {agency: {
            text.fold(name): channel for channel in channels.search([('company_id', '=', agency.id)])
            for name in channel._names()} for agency in agencies}
        return {(channel, agency): cls._named(known[agency], channel.browse(), channel._names())
                for channel in channels for agency in agencies}

    @classmethod
    def _named(cls, known, none, names):
        return next((known[text.fold(name)] for name in names if text.fold(name) in known), none)

    @classmethod
    def agency_of(cls, unit, by_name):
        """Return the agency that takes over from the unit: the only one, or the only one that has a unit of that name
        (``by_name``: ``units_by_name``). None where somebody has to choose."""
        agencies = [agency for one, agency in by_name if one == unit]
        named = [agency for agency in agencies if by_name[unit, agency]]
        found = agencies if len(agencies) == 1 else named
        return found[0] if len(found) == 1 else unit.env['res.company']

    @classmethod
    def plan_of(cls, agency, day):
        """Return the issued plan of a successor under which the assignments are given out."""
        plans = agency.env['cchc.plan']
        plan = plans._plan_of(agency, day) or plans._plan_of(agency, agency._cchc_today())
        return plan if not plan.date_closed else plans

    # ------------------------------------------------------------------
    # The takeover
    # ------------------------------------------------------------------

    def apply(self):
        """Take over."""
        open_ = self.open_at(self.old, self.day)
        plans = self.plans_to_end(self.old, self.day)
        plans._lock_records()
        moved = open_.filtered(lambda owed: not self.is_asked(owed, self.day) or owed in self.again)
        self._move_people()
        given = self._give_anew(moved)
        self._begin_anew(self.articles, given)
        self._run(self.articles.with_context(cchc_reorganised=REORGANISED), 'cancel')
        self._run(moved | self.dropped & open_, 'waive')
        issued = plans.filtered(lambda plan: plan.state == 'published')
        for step, ended in (('terminate', issued), ('cancel', plans - issued)):
            self._run(ended, step)
        self._end_agencies()

    def _run(self, documents, step):
        """Run the step with the decision as its reason, in the language of each old agency."""
        for agency, own in documents.grouped('company_id').items():
            own._run_transition(step, self._reason(agency, agency))

    def _reason(self, old, reader):
        """Return the sentence that says who takes over from the old agency, in the language of the reading one."""
        return reader.with_context(lang=reader._cchc_lang()).env._(
            "%(new)s takes over from %(old)s as of %(day)s. %(basis)s", old=old.name, day=in_figures(self.day),
            new=', '.join(self._successors_of(old).mapped('name')), basis=self.basis)

    def _successors_of(self, old):
        return self.new.browse().union(*(
            new for one, new in self.agencies.items() if old in (one, one._name == 'hr.department' and one.company_id))
        ).sorted('id')

    def _end_agencies(self):
        for agency in self.old:
            agency.write({'cchc_date_ended': self.day, 'cchc_successor_ids': [
                Command.link(new.id) for new in self._successors_of(agency)]})
        for agency in self.new:
            people = self._people_of(agency)
            people._share_history(self.env['res.users'].search([
                ('company_ids', 'in', agency.ids), ('all_group_ids', 'in', people._roles_with_history().ids),
                ('share', '=', False)]))

    # ------------------------------------------------------------------
    # Units and people
    # ------------------------------------------------------------------

    def _people_of(self, agency):
        return self.env['cchc.person'].with_company(agency)

    def _unit_of(self, unit):
        """Return the unit that takes over, made if there is none yet."""
        agency = self.agencies[unit]
        heir = self.units[unit, agency]
        if not heir:
            heir = unit.with_context(lang=agency._cchc_lang()).create({
                'name': unit._cchc_in_company_language().name, 'cchc_kind': unit.cchc_kind, 'company_id': agency.id,
                'parent_id': False, 'manager_id': False,
                'cchc_alias_ids': [Command.create({'name': alias.name}) for alias in unit.cchc_alias_ids],
            }).with_env(self.env)
            self.units[unit, agency] = heir
        return heir

    def _move_people(self):
        """Let the people of the old agencies work in the successors as well, without the roles that they had: the
        administrator there gives them."""
        staff, __ = self.staff_of(self.old, self.new)
        employees = self.env['hr.employee'].search(
            [('user_id', 'in', staff.ids), ('company_id', 'in', self.old.ids)])
        seat_of = {employee.user_id: employee for employee in employees}
        going = {}
        for user in staff:
            unit = seat_of[user].department_id if user in seat_of else self.env['hr.department']
            agency = self.agencies.get(unit) or self.agencies[(user.company_ids & self.old)[:1]]
            going.setdefault(agency, []).append((user, unit, seat_of[user].job_title if user in seat_of else False))
        for agency, seats in going.items():
            self._join(agency, seats)
        self._move_heads_and_members(staff)

    def _join(self, agency, seats):
        """Let these people, ``[(account, old unit, position)]``, belong to the agency."""
        people = self._people_of(agency)
        users = people._union(user for user, __, __ in seats)
        newcomers = users.filtered(lambda user: agency not in user.company_ids)
        roles = people._roles()
        had = {user: people._names(user.group_ids & roles) for user in newcomers}
        writer = people._role(CONTRIBUTOR.rpartition('group_')[2])
        for home, own in users.grouped(lambda user: user.company_id in self.old).items():
            own.write({
                'company_ids': [Command.link(agency.id)], **({'company_id': agency.id} if home else {})})
        newcomers.write({'group_ids': people._group_commands(writer, roles - writer)})
        people._seat([(user, self._unit_of(unit) if unit in self.agencies else unit.browse(), job)
                      for user, unit, job in seats if user in newcomers])
        for employee in people._employees_of(newcomers).values():
            if not employee.active:     # who worked there before and left
                employee.active = True
        people._log('person_come', {user: f'{(user.company_ids & self.old)[:1].name}: {had[user]}'
                                    for user in newcomers})
        people._tell_of_newcomers(had)

    def _move_heads_and_members(self, staff):
        """Heads go on where the new unit has none, members of boards and of other bodies where the body goes on."""
        for (unit, agency), heir in list(self.units.items()):
            if agency != self.agencies[unit]:
                continue
            head = unit.manager_id.user_id & staff
            if heir and head and not heir.manager_id:
                self._people_of(agency)._become_heads([(head, heir)])
            members = unit.cchc_member_ids & staff
            if members:
                body = self._unit_of(unit)
                body.cchc_member_ids |= members.filtered(lambda user, agency=agency: agency in user.company_ids)

    # ------------------------------------------------------------------
    # Assignments
    # ------------------------------------------------------------------

    def _give_anew(self, assignments):
        """Give out what is still missing of these assignments, with the same deadline, under the plans of the
        successors. Return ``{old assignment: new one}``."""
        vals_list, given = [], []
        for agency, owed in assignments.grouped(lambda one: self.agencies[one.department_id]).items():
            plan, rows = self.plans[agency], self.rows[agency]
            forms = self._own_or_shared(agency, owed.form_id)
            words = owed.with_context(lang=agency._cchc_lang()).env._
            notes = {old: self._reason(old, agency) for old in owed.company_id}
            users = {unit: self._unit_of(unit)._cchc_users() for unit in owed.department_id}
            given += owed
            for one in owed:
                in_charge = one.user_id & users[one.department_id]
                vals_list.append({
                    'company_id': agency.id, 'plan_id': plan.id, 'user_id': in_charge.id,
                    'department_id': self._unit_of(one.department_id).id,
                    'topic_id': rows.get(self._key_of_row(one.topic_id), False),
                    'channel_id': self._channel_of(one.channel_id, agency).id if one.channel_id else False,
                    'form_id': forms[one.form_id].id if one.form_id else False,
                    'quantity': one.quantity - one.done_quantity, 'date_start': one.date_start,
                    'date_end': one.date_end, 'date_deadline': one.date_deadline,
                    'office_note': words("Was an assignment of %(unit)s. %(reason)s", unit=one.department_name,
                                         reason=notes[one.company_id]),
                })
        new = self.env['cchc.assignment']
        created = new._create_generated([new._prepare_ad_hoc_vals(vals) for vals in vals_list])
        return dict(zip(given, created, strict=True))

    @classmethod
    def _key_of_row(cls, topic):
        """Return by what a row of the old plan is found in the successor's: its words. None without words."""
        return text.title_key(topic.name or '') or None

    def _channel_of(self, channel, agency):
        """Return the channel of the successor that stands for one of the old agency, made if there is none yet."""
        heir = self.channels.get((channel, agency), channel.browse())
        if not heir:
            taken = channel.with_context(active_test=False).search([('company_id', '=', agency.id)]).mapped('code')
            heir = channel.create({
                **{name: channel[name] for name in (
                    'name', 'is_internal', 'kind', 'url_prefix', 'owner', 'email', 'lead_days', 'unit_may_send')},
                'code': text.code_of(channel.name, taken) if channel.code in taken else channel.code,
                'company_id': agency.id,
                'alias_ids': [Command.create({'name': alias.name}) for alias in channel.alias_ids],
                'member_ids': [Command.set(channel.member_ids.filtered(
                    lambda user: agency in user.company_ids).ids)],
            })
            self.channels[channel, agency] = heir
        return heir

    def _own_or_shared(self, agency, records):
        """Return ``{form or genre: the successor's}``: the same, if all agencies share it, or one of that code; else a
        copy."""
        in_use = records._in_use(agency)[agency]
        found = {}
        for record in records:
            shared = record._with_shared().filtered(lambda one: not one.company_id)
            found[record] = (in_use.filtered(lambda one, record=record, shared=shared: (
                one in shared or one.replaces_id & shared or one.code == record.code))[:1]
                or record.copy({'company_id': agency.id, 'name': record.name, 'code': record.code, 'active': True}))
        return found
