# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta
from itertools import chain

from odoo import models
from odoo.fields import Command, Domain

from ...tools import text
from ...tools.period import Period
from ...tools.reorganisation import MOVE, Move, replaced
from ..agency.cchc_earlier_name import Since
from ..agency.hr_department import REORGANISED
from ..core.server import as_server
from .cchc_reorganisation_rows import BEFORE_ISSUE, LIVE


class CchcReorganisation(models.Model):
    """Units that are renamed, merged, split or ended. What is open passes to who takes over; what is closed keeps the
    old unit and its name."""
    _inherit = 'cchc.reorganisation'

    # ------------------------------------------------------------------
    # What moves
    # ------------------------------------------------------------------

    def _moves_of_unit(self):
        yield from self._moves_of_renamed_unit() if self.kind == 'rename' else self._moves_of_closed_units()

    def _moves_of_renamed_unit(self):
        _, unit = self.env._, self._old_records()
        yield Move('name', '_apply_unit_name', unit, _("Name"), unit.name, f'→ {self.new_name}',
                   _("the earlier name is kept with its last day"))
        if owed := self._owed('department_id', unit, '>='):
            yield Move('assignment_name', '_apply_assignment_names', owed, _("Open assignments"), unit.name,
                       _("→ the new name, deadlines kept"), self._periods(owed))

    def _moves_of_closed_units(self):
        gone = self._gone()
        yield from self._moves_of_people(gone)
        yield from self._moves_of_waiting_publications(gone)
        yield from self._moves_of_assignments(gone)
        yield from self._moves_of_plan_rows(gone)
        yield from self._moves_of_documents(gone)
        yield from self._moves_of_seats(gone)

    def _moves_of_people(self, gone):
        _, arrow = self.env._, self._arrow()
        people = self.env['hr.employee'].search([('department_id', 'in', gone.ids)])
        yield from self._shared('person', '_apply_people', people, _("People"), self._spread(people, gone),
                                _("%(new)s; accounts and roles stay", new=arrow), _("heads included"))
        yield from self._moves_of_heads(gone, people)
        for unit in gone.filtered('cchc_member_ids') if self._is_shared_out else gone.filtered('cchc_member_ids')[:1]:
            members = unit.cchc_member_ids if self._is_shared_out else gone.cchc_member_ids
            yield Move(f'member,{unit.id}', '_apply_members', members, _("Borrowed members"), unit.name, arrow,
                       asks_target=self._is_shared_out)

    def _moves_of_heads(self, gone, people):
        """Who heads the new unit: the only head that there was, else somebody chooses."""
        _, heads = self.env._, gone.manager_id.filtered('active')
        if self.kind == 'merge':
            new = self._new_record()
            heads |= new.manager_id.filtered('active')
            candidates = (people | new.member_ids | heads).filtered('active')
            if candidates:
                yield Move('head', '_apply_head', heads, _("Head of the new unit"), ', '.join(heads.mapped('name')), '',
                           asks_person=True, person=heads.id if len(heads) == 1 else None, people=candidates.ids)
        elif self.kind == 'split':
            for target in self.target_ids.filtered(lambda target: not target.department_id.manager_id):
                if people:
                    yield Move(f'head,{target.id}', '_apply_head', heads, _("Head of “%(unit)s”", unit=target.name),
                               ', '.join(heads.mapped('name')), '', asks_person=True, people=people.ids)

    def _moves_of_waiting_publications(self, gone):
        """Articles that are posted somewhere and wait on another channel stay with the old unit; what they will count
        for is kept, as its assignment moves."""
        _ = self.env._
        waiting = self.env['cchc.publication'].search([
            ('department_id', 'in', gone.ids), ('article_id.state', '=', 'published'),
            ('state', 'in', ('pending', 'sent'))])
        if waiting:
            yield Move(
                'publication', '_apply_publications', waiting, _("Posted articles that wait on another channel"),
                self._spread(waiting, gone), _("→ with the article; they still count for the earlier assignment"),
                ', '.join(waiting.channel_id.mapped('name')))

    def _moves_of_assignments(self, gone):
        _ = self.env._
        yield from self._moves_of_owed(
            'department_id', gone, _("made up for by %(new)s, and still counted as that of the old unit",
                                     new=self._new_in_words()))

    def _moves_of_plan_rows(self, gone):
        """Turns and rows of the plans of which a unit is in charge, and those in which it helps."""
        _, arrow = self.env._, self._arrow()
        plans = self.env['cchc.plan'].search(LIVE & Domain('company_id', '=', self.company_id.id))
        turns = plans.obligation_ids.rotation_ids.filtered(
            lambda turn: turn.department_id in gone and self._is_running(turn))
        led = plans.topic_ids.filtered(lambda topic: topic.lead_department_ids & gone)
        helped = plans.topic_ids.filtered(lambda topic: topic.coordinator_department_ids & gone)
        printed = _("what is issued is printed as it was signed")
        if not self._is_shared_out:
            if turns:
                yield Move('turn', '_apply_turns', turns, _("Turns in the plan"), self._spread(turns, gone),
                           f'{arrow}; {printed}', self._turns_in_words(turns))
            if led:
                yield Move('lead', '_apply_leads', led, _("Rows of which it is in charge"),
                           self._named(led.lead_department_ids & gone), f'{arrow}; {printed}', self._rows_in_words(led))
        else:
            for topic in led | turns.obligation_id.topic_id:
                own = turns.filtered(lambda turn, topic=topic: turn.obligation_id.topic_id == topic)
                yield Move(f'row,{topic.id}', '_apply_plan_row', topic & led, _(
                    "In charge of: %(row)s", row=topic.display_name), self._named(
                        (topic.lead_department_ids | own.department_id) & gone), printed,
                    self._turns_in_words(own), more={'turns': own}, count=1, asks_target=bool(self._new_names()))
        if helped:
            yield Move('coordination', '_apply_coordination', helped, _("Coordination"),
                       self._named(helped.coordinator_department_ids & gone),
                       _("%(new)s; each named once", new=arrow), self._rows_in_words(helped))
        # What is issued names the unit to which the money was given; the head of the new unit reads it.
        money = self.env['cchc.budget.line'].search(
            Domain('department_id', 'in', gone.ids) & Domain('plan_id.state', 'in', BEFORE_ISSUE))
        yield from self._shared('budget', '_apply_documents', money, _("Budget lines of plans not issued yet"),
                                self._spread(money, gone), arrow, ', '.join(money.plan_id.mapped('name')))

    def _moves_of_documents(self, gone):
        """Articles, outreach and difficulties on their way. In a split, articles go with their authors."""
        _, arrow = self.env._, self._arrow()
        articles = self.env['cchc.article'].search(
            [('department_id', 'in', gone.ids), ('state', 'in', ('draft', 'submitted', 'approved'))])
        with_author = self.env['cchc.article']
        if self._is_shared_out:
            sitting = gone.member_ids.filtered('active').user_id
            with_author = articles.filtered(lambda article: article.author_id in sitting)
        if with_author:
            yield Move(
                'article_author', '_apply_articles_with_authors', with_author, _("Drafts, articles under review"),
                self._spread(with_author, gone), _("→ the unit of their author"), self._states(with_author))
        yield from self._shared('article', '_apply_articles', articles - with_author, _(
            "Drafts, articles under review"), self._spread(articles - with_author, gone),
            _("%(new)s; authors stay the same", new=arrow), self._states(articles - with_author))
        outreach = self.env['cchc.outreach'].search(
            [('department_id', 'in', gone.ids), ('state', 'in', ('draft', 'submitted'))])
        yield from self._shared('outreach', '_apply_documents', outreach, _("Outreach not accepted yet"),
                                self._spread(outreach, gone), arrow, self._states(outreach))
        difficulties = self.env['cchc.difficulty'].search(
            [('department_id', 'in', gone.ids), ('state', '!=', 'resolved')])
        yield from self._shared('difficulty', '_apply_documents', difficulties, _("Difficulties not resolved"),
                                self._spread(difficulties, gone), arrow, self._states(difficulties))

    def _moves_of_seats(self, gone):
        """What a unit is in the agency: its Office, the unit above others."""
        _, arrow = self.env._, self._arrow()
        office = gone & self.company_id.cchc_office_id
        plans = self.env['cchc.plan'].search(LIVE & Domain('office_id', 'in', gone.ids))
        yield from self._shared(
            'office', '_apply_office', office, _("Office of the agency"), self._named(office), arrow)
        if plans and not office:
            yield from self._shared('plan_office', '_apply_plan_office', plans.office_id & gone, _(
                "Plans that it keeps"), self._named(plans.office_id & gone), arrow)
        below = self.env['hr.department'].search([('parent_id', 'in', gone.ids), ('id', 'not in', gone.ids)])
        yield from self._shared('below', '_apply_below', below, _("Units below it"), self._named(gone), arrow)

    def _kept_of_unit(self):
        _, units = self.env._, self._old_records()
        met = self.env['cchc.assignment'].search_count(
            [('department_id', 'in', units.ids), ('state', 'in', ('done', 'late'))])
        posted = self.env['cchc.article'].search_count(
            [('department_id', 'in', units.ids), ('state', '=', 'published')])
        money = self.env['cchc.budget.line'].search_count(
            Domain('department_id', 'in', units.ids) & Domain('plan_id.state', 'not in', BEFORE_ISSUE))
        return [*self._counted((met, _("%(count)s assignments that were met", count=met)),
                               (posted, _("%(count)s articles that are posted", count=posted)),
                               (money, _("%(count)s budget lines of issued plans", count=money))),
                _("issued plans, as they were signed")]

    def _is_running(self, turn):
        """Whether the turn has a period that is not over on the day of the reorganisation."""
        frequency, year = turn.obligation_id.frequency, turn.obligation_id.plan_id.year
        if frequency not in ('month', 'quarter', 'half', 'year'):
            return True
        periods = Period.of_year(frequency, year)
        return turn.period_to > len(periods) or periods[turn.period_to - 1].end >= self.date

    def _missing_of_unit(self):
        _, missing = self.env._, []
        taken = self.env['hr.department'].sudo().with_context(active_test=False).search(  # archived ones, too
            [('company_id', '=', self.company_id.id)])
        names = [self.new_name] if self.kind in ('rename', 'merge') and not self.new_department_id else []
        names += [target.name for target in self.target_ids if not target.department_id]
        for name in filter(None, names):
            same = taken.filtered(lambda unit, name=name: text.fold(unit.name) == text.fold(name))[:1]
            if self.kind == 'rename' and same in self.old_department_ids:
                continue        # only spelt in another way
            if same and same.active:
                missing.append(_("“%(name)s” is a unit of the agency already: choose it as the one that takes over.",
                                 name=same.name))
            elif same:
                missing.append(_("“%(name)s” is an archived unit of the agency. Choose another name.", name=same.name))
        if self.kind == 'rename':
            missing += self._missing_for_a_name(self.old_department_ids)
        if archived := self.old_department_ids.filtered(lambda unit: not unit.active)[:1]:
            missing.append(_("“%(name)s” is archived already.", name=archived.name))
        return missing

    # ------------------------------------------------------------------
    # Moving
    # ------------------------------------------------------------------

    def _make_successors_of_unit(self):
        gone = self._old_records()
        if self.kind == 'merge' and not self.new_department_id:
            self.write({'new_department_id': self._new_unit(self.new_name, gone).id})
        for target in self.target_ids.filtered(lambda target: not target.department_id):
            target.department_id = self._new_unit(target.name, gone)

    def _new_unit(self, name, old):
        parents = old.parent_id
        return as_server(self.env['hr.department'], mail_create_nosubscribe=True).create({
            'name': text.normalize(name), 'company_id': self.company_id.id, 'cchc_kind': old[:1].cchc_kind,
            'parent_id': parents.id if len(parents) == 1 else False, 'cchc_date_from': self.date})

    def _apply_unit_name(self, move, line):
        unit = as_server(move.records, cchc_name_since=Since(self.date))
        for lang in dict.fromkeys((self.company_id._cchc_lang(), 'en_US')):     # another would remain the old one
            unit.with_context(lang=lang).name = text.normalize(self.new_name)

    def _apply_assignment_names(self, move, line):
        move.records.write({'department_name': text.normalize(self.new_name)})

    def _apply_people(self, move, line):
        successor, old = self._successor(line), {person: person.department_id for person in move.records}
        as_server(move.records).write({'department_id': successor.id})
        people = self.env['cchc.person'].with_company(self.company_id)
        people._log('person_move', {person.user_id: f'{unit.name} → {successor.name}' for person, unit in old.items()
                                    if person.user_id})

    def _apply_members(self, move, line):
        self._successor(line).cchc_member_ids |= move.records

    def _apply_head(self, move, line):
        target = int(move.key.partition(',')[2] or 0)
        unit = self.env['cchc.reorganisation.target'].browse(target).department_id or self._new_record()
        as_server(unit).manager_id = line.person_id.id

    def _apply_publications(self, move, line):
        """Let each publication count for the assignment that it would count for now."""
        unchosen = move.records.filtered(lambda publication: not publication.assignment_id)
        for assignment, publications in unchosen.grouped('expected_assignment_id').items():
            if assignment:
                publications.write({'assignment_id': assignment.id})

    def _apply_overdue(self, move, line):
        """The one that takes over makes up for it; it stays what the old unit has missed."""
        by_name = move.records.grouped('department_name')
        self._apply_assignments(move, line)
        if line.choice == MOVE and self.subject == 'unit':
            for name, missed in by_name.items():
                missed.write({'department_name': name})

    def _hand_over_assignments_of_unit(self, assignments, successor):
        in_charge = assignments.grouped('user_id')
        assignments._run_transition('reassign', self._reason(), department=successor)
        for user, owed in in_charge.items():
            if user and user in successor._cchc_users():    # people go along, and stay in charge
                owed.write({'user_id': user.id})

    def _apply_turns(self, move, line):
        self._hand_over_turns(move.records, self._successor(line))

    def _hand_over_turns(self, turns, successor):
        for unit, own in turns.grouped('department_id').items():
            own.filtered(lambda turn: not turn.lead_text and turn.obligation_id.plan_id.state == 'published').write(
                {'lead_text': unit.name})
            own.write({'department_id': successor.id})

    def _apply_leads(self, move, line):
        self._replace_in_rows(move.records, 'lead_department_ids', self._successor(line))

    def _apply_plan_row(self, move, line):
        if successor := self._successor(line):
            self._hand_over_turns(move.more['turns'], successor)
        elif move.more['turns']:
            return      # nobody takes over: what was asked of it is waived row by row
        self._replace_in_rows(move.records, 'lead_department_ids', successor)

    def _apply_coordination(self, move, line):
        self._replace_in_rows(move.records, 'coordinator_department_ids', self._successors())

    def _replace_in_rows(self, topics, name, successors):
        gone = set(self._gone().ids)
        for units, rows in topics.grouped(name).items():
            rows.write({name: [Command.set(replaced(units.ids, gone, successors.ids))]})

    def _apply_articles(self, move, line):
        move.records._write_without_version({'department_id': self._successor(line).id})

    def _apply_articles_with_authors(self, move, line):
        for author, articles in move.records.grouped('author_id').items():
            articles._write_without_version({'department_id': author._cchc_home_department(self.company_id).id})

    def _apply_documents(self, move, line):
        move.records.write({'department_id': self._successor(line).id})

    def _apply_office(self, move, line):
        successor = self._successor(line)
        plans = self.env['cchc.plan'].search(LIVE & Domain('office_id', 'in', move.records.ids))
        plans.write({'office_id': successor.id})
        self.company_id.cchc_office_id = successor

    def _apply_plan_office(self, move, line):
        plans = self.env['cchc.plan'].search(LIVE & Domain('office_id', 'in', move.records.ids))
        plans.write({'office_id': self._successor(line).id})

    def _apply_below(self, move, line):
        as_server(move.records).write({'parent_id': self._successor(line).id})

    def _close_unit(self):
        """Archive what is no more. It keeps its name; who heads the successor deals with what is left of it."""
        gone, successors = as_server(self._gone(), cchc_reorganised=REORGANISED), self._successors()
        if not gone:
            return
        head = self._new_record().manager_id
        gone.write({
            'active': False, 'cchc_date_to': self.date - timedelta(days=1),
            'cchc_successor_ids': [Command.set(successors.ids)], 'cchc_member_ids': [Command.clear()],
            **({'manager_id': head.id} if head else {})})
        if len(successors) == 1:
            self._pass_names_on(gone, successors)

    def _pass_names_on(self, gone, successor):
        """What the old ones were called means the successor from now on, in plans and lists."""
        gone.cchc_alias_ids.write({'department_id': successor.id})
        known = {text.fold(name) for name in chain(
            successor.mapped('name'), self.env['cchc.department.alias'].search(
                [('company_id', '=', self.company_id.id)]).mapped('name'))}
        self.env['cchc.department.alias'].create([
            {'name': unit.name, 'department_id': successor.id} for unit in gone if text.fold(unit.name) not in known])
