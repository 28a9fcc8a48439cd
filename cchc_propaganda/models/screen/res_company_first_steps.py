# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import AccessError, UserError

from ...tools.groups import ADMIN, CONTRIBUTOR, DIRECTOR, EDITOR, HEAD, OFFICE
from ..core.server import as_server
from ..reminder.cchc_reminder_roster import Roster

OWING = ('division', 'subordinate')    # kinds of units that owe articles
REVIEWERS = 2       # nobody approves an article of their own
NAMES = 3           # shown in one line; the rest is counted
# Whose turn a step is: the group, and what opens the step. Administrator and Office remind each other and the director.
TURN = {'agency': ADMIN, 'people': ADMIN, 'board': ADMIN, 'mail': ADMIN, 'plan': OFFICE}


class ResCompany(models.Model):
    """The guided start: what a new agency still lacks, asked of the data each time (SCREENS §9)."""
    _inherit = 'res.company'

    @api.readonly
    def cchc_first_steps(self):
        """Return the steps in order: ``{key, label, done, optional, text, chip, wait, buttons}``.

        ``text`` says what is there or missing; ``chip`` counts it; ``wait`` is shown instead of buttons. A button is
        ``{label, kind}`` with the kind ``action`` (open ``action``, with ``context``; ``res_id``: that record) or
        ``method`` (call ``method`` of the company with ``args``, after asking ``confirm``).
        """
        self._cchc_check_sees_start()
        roster = self._cchc_roster()
        steps = [self._cchc_step(key, done, roster) for key, done in self._cchc_done(roster).items()]
        mail = self._cchc_step('mail', not self._cchc_refusal_to_mail(), roster)
        return [*steps, {**mail, 'optional': True}]

    def action_remind_of_step(self, key):
        """Ask those whose turn it is to do that step. Return a notice that names them."""
        self._cchc_check_sees_start()
        roster = self._cchc_roster()
        step = next((step for step in self.cchc_first_steps() if step['key'] == key and not step['done']), None)
        people = step and self._cchc_whose_turn(key, roster) - self.env.user
        if not people:
            raise UserError(self.env._("Nobody has to be reminded of this step."))
        lang = self._cchc_lang()
        company = self.with_context(lang=lang)
        _ = company.env._
        step = next(step for step in company.cchc_first_steps() if step['key'] == key)
        # A notice to people, not about a record: the reader of this screen may not read plans.
        as_server(self.env['cchc.plan'], lang=lang).message_notify(
            partner_ids=people.partner_id.ids, author_id=self.env.user.partner_id.id,
            subject=_("To begin: %(step)s", step=step['label']),
            body=Markup('<p>%s</p><p>%s</p><p><a href="/odoo/cchc-my-work">%s</a></p>') % (
                _("%(who)s asks for this step, so that the work can begin: %(step)s.",
                  who=self.env.user.name, step=step['label']), step['text'], _("Open My work")))
        return {'type': 'ir.actions.client', 'tag': 'display_notification', 'params': {
            'type': 'success', 'message': self.env._("Reminded: %(names)s.", names=self._cchc_names(people))}}

    # ------------------------------------------------------------------
    # What is done
    # ------------------------------------------------------------------

    def _cchc_check_sees_start(self):
        self.ensure_one()
        if self not in self.env.user.company_ids or not self.env.user.has_groups(f'{ADMIN},{OFFICE}'):
            raise AccessError(self.env._(
                "Only the administrator of the agency and the Office see what it still lacks."))

    def _cchc_roster(self):
        return Roster(self.sudo().env, self)    # the administrator may not read employees, plans and other users' roles

    def _cchc_owing(self, *more):
        return [('company_id', '=', self.id), ('cchc_kind', 'in', OWING), *more]

    def _cchc_headless(self):
        """Return the domain of the units in which nobody with an account is head."""
        return self._cchc_owing(('manager_id', 'not any', [('active', '=', True), ('user_id.active', '=', True)]))

    def _cchc_done(self, roster):
        """Return ``{step: whether the data say it is done}``, in order, without the optional step."""
        company, env = self.with_env(roster.env), roster.env

        def has(model, *domain):
            return bool(env[model].search_count([('company_id', '=', company.id), *domain], limit=1))

        units = bool(company.cchc_office_id) and bool(env['hr.department'].search_count(company._cchc_owing(), limit=1))
        return {
            'agency': not company._cchc_missing_of_agency(),
            'units': units,
            'people': units and bool(roster.office and roster.director) and not env['hr.department'].search_count(
                company._cchc_headless(), limit=1),
            'board': len(roster.of_group(EDITOR)) >= (1 if company.cchc_allow_self_approval else REVIEWERS),
            'channels': has('cchc.channel', ('member_ids', '!=', False)),
            'plan': has('cchc.plan', ('state', '!=', 'cancelled')),
            'issue': has('cchc.plan', ('state', '=', 'published')),
        }

    def _cchc_missing_of_agency(self):
        """Return the labels of what official documents of the agency need and what is not entered."""
        names = ('cchc_parent_name', 'cchc_symbol', 'cchc_place')
        return [self._fields[name]._description_string(self.env) for name in names if not self[name]]

    def _cchc_whose_turn(self, key, roster):
        """Return the people whose turn the step is."""
        if key == 'issue':
            plan = self._cchc_plan_to_issue(roster)
            return roster.director if plan.state == 'submitted' else roster.office
        return roster.of_group(TURN.get(key, ADMIN))

    def _cchc_plan_to_issue(self, roster):
        """Return the plan that is nearest to being issued."""
        rank = ('approved', 'submitted', 'draft')
        plans = roster.env['cchc.plan'].search(
            [('company_id', '=', self.id), ('state', 'in', rank)], order='year desc, id desc')
        return plans.sorted(lambda plan: rank.index(plan.state))[:1]

    # ------------------------------------------------------------------
    # How it is said
    # ------------------------------------------------------------------

    def _cchc_step(self, key, done, roster):
        _ = self.env._
        labels = {
            'agency': _("Agency"), 'units': _("Units"), 'people': _("People and roles"), 'board': _("Reviewers"),
            'channels': _("Channels"), 'plan': _("Plan of the year"), 'issue': _("Approval, issue"), 'mail': _("Mail"),
        }
        company = self.with_env(self.env(su=True))      # counts and names of the agency's own people and units
        step = {
            'key': key, 'label': labels[key], 'done': done, 'optional': False, 'chip': '', 'wait': '', 'buttons': [],
            **getattr(company, f'_cchc_step_{key}')(done, roster)}
        user = self.env.user
        mine = user.has_group(TURN[key]) if key in TURN else True
        if not mine and not step['wait']:
            step['buttons'] = [] if done else self._cchc_buttons_to_remind(key, roster)
        return step

    def _cchc_buttons_to_remind(self, key, roster):
        people = self._cchc_whose_turn(key, roster) - self.env.user
        if not people:
            return []
        _ = self.env._
        return [self._cchc_call(_("Remind: %(names)s", names=self._cchc_names(people, most=1)),
                                'action_remind_of_step', key)]

    def _cchc_open(self, label, xmlid, **values):
        return {'label': label, 'kind': 'action', 'action': f'cchc_propaganda.{xmlid}', **values}

    def _cchc_call(self, label, method, *args, confirm=''):
        return {'label': label, 'kind': 'method', 'method': method, 'args': args, 'confirm': confirm}

    def _cchc_names(self, records, most=NAMES):
        """Return the names of the first records and how many more there are."""
        names, more = '; '.join(records[:most].mapped('name')), len(records) - most
        return self.env._("%(names)s (+%(count)s)", names=names, count=more) if more > 0 else names

    def _cchc_step_agency(self, done, roster):
        _ = self.env._
        missing = self._cchc_missing_of_agency()
        kind = dict(self._fields['cchc_profile']._description_selection(self.env)).get(self.cchc_profile)
        known = ' · '.join(filter(None, [
            self.name, kind, self.cchc_symbol and _("symbol …/KH-%(symbol)s", symbol=self.cchc_symbol),
            self.cchc_place and _("place: %(place)s", place=self.cchc_place)]))
        text = known if done else _("%(agency)s. Not entered yet: %(names)s.", agency=self.name,
                                    names=', '.join(missing).lower())
        return {'text': text, 'buttons': [self._cchc_open(
            _("Look again") if done else _("Enter"), 'action_cchc_agency_settings')]}

    def _cchc_step_units(self, done, roster):
        _ = self.env._
        units = self.env['hr.department'].search([('company_id', '=', self.id), ('cchc_kind', '!=', False)])
        if done:
            return {'text': _("%(count)s units: %(names)s", count=len(units), names=self._cchc_names(units, most=5)),
                    'buttons': [self._cchc_open(_("Look again"), 'action_cchc_unit')]}
        if units and not self.cchc_office_id:
            return {'text': _("Not chosen yet which unit is the Office: it keeps the plan and collects the reports."),
                    'buttons': [self._cchc_open(_("Choose the Office"), 'action_cchc_agency_settings'),
                                self._cchc_open(_("Look again"), 'action_cchc_unit')]}
        return {
            'text': _("Begin with the usual units of an agency of this kind, then rename, add and archive."),
            'buttons': [
                *(self._cchc_call(label, 'action_apply_profile', key, confirm=self._cchc_what_is_made(key))
                  for key, label in self._fields['cchc_profile']._description_selection(self.env)),
                self._cchc_open(_("Enter one by one"), 'action_cchc_unit'),
            ]}

    def _cchc_what_is_made(self, key):
        """Return the question before the units of that kind of agency are made."""
        company = self.new({'name': self.name, 'cchc_profile': key})
        return self.env._("These units will be made: %(names)s. Units that are there stay as they are.",
                          names='; '.join(unit.name for unit in company._cchc_profile().units))

    def _cchc_step_people(self, done, roster):
        _, units = self.env._, self.env['hr.department']
        total = units.search_count(self._cchc_owing())
        lacking = units.search(self._cchc_headless())
        words = []
        if not total:
            words.append(_("Each unit needs a head and somebody who writes; in a small agency one person is both."))
        elif lacking:
            words.append(_("Nobody heads yet: %(names)s.", names=self._cchc_names(lacking)))
        if not roster.office:
            words.append(_("Nobody has the role of the Office yet."))
        if not roster.director:
            words.append(_("Nobody has the role of the Director yet."))
        return {
            'text': ' '.join(words) or _("Every unit has a head; the Office and the Director are known."),
            'chip': _("%(count)s/%(total)s units have their people", count=total - len(lacking), total=total)
            if total and not done else '',
            'buttons': [self._cchc_open(_("Look again"), 'action_cchc_person')] if done else [
                self._cchc_open(_("Add a person"), 'action_cchc_person_add'),
                self._cchc_open(_("Units and people"), 'action_cchc_person')]}

    def _cchc_step_board(self, done, roster):
        _, board = self.env._, roster.of_group(EDITOR)
        if done:
            text = self._cchc_names(board)
        elif board:
            text = _("Only %(name)s so far. Nobody approves an article of their own, so at least 2 people need the "
                     "role of the editorial board.", name=board.name)
        else:
            text = _("Nobody yet. Nobody approves an article of their own, so at least 2 people need the role of the "
                     "editorial board.")
        return {'text': text, 'buttons': [self._cchc_open(
            _("Look again") if done else _("Choose reviewers"), 'action_cchc_person')]}

    def _cchc_step_channels(self, done, roster):
        _ = self.env._
        channels = self.env['cchc.channel'].search([('company_id', '=', self.id)])
        if done:
            return {'text': self._cchc_names(channels, most=5),
                    'buttons': [self._cchc_open(_("Look again"), 'cchc_channel_action')]}
        by_hand = self._cchc_open(_("Choose other channels"), 'cchc_channel_action')
        if channels:
            return {'text': _("Not chosen yet who reviews and posts on: %(names)s.", names=self._cchc_names(channels)),
                    'buttons': [self._cchc_call(_("Enter the editorial board"), 'action_suggest_channels'), by_hand]
                    if self.cchc_profile and roster.of_group(EDITOR) else [by_hand]}
        if not self.cchc_profile:
            return {'text': _("Where articles are posted, and who reviews them there."),
                    'buttons': [self._cchc_open(_("Enter channels"), 'cchc_channel_action')]}
        names = '; '.join(channel.name for channel in self._cchc_profile().channels)
        return {'text': _("Proposed: %(names)s.", names=names),
                'buttons': [self._cchc_call(_("Take the proposal"), 'action_suggest_channels'), by_hand]}

    def _cchc_step_plan(self, done, roster):
        _ = self.env._
        if done:
            plan = roster.env['cchc.plan'].search(
                [('company_id', '=', self.id), ('state', '!=', 'cancelled'), ('amends_id', '=', False)],
                order='year desc, id desc', limit=1)
            mine = self.env.user.has_group(OFFICE)
            # The administrator may not read a draft.
            words = plan.display_name if mine else _("There is a plan for %(year)s.", year=plan.year)
            return {'text': words, 'buttons': [
                self._cchc_open(_("Look again"), 'cchc_plan_action', res_id=plan.id)] if mine else []}
        office = roster.office
        text = _("The Office types the rows of the appendix and who owes what.") if office else _(
            "Nobody has the role of the Office yet. The Office types the rows of the appendix and who owes what.")
        return {'text': text, 'buttons': [self._cchc_open(_("Draw up the plan"), 'cchc_plan_action', res_id=False)]}

    def _cchc_step_issue(self, done, roster):
        _ = self.env._
        plan = self._cchc_plan_to_issue(roster)
        if done:
            return {'text': _("Each unit sees its assignments and their deadlines.")}
        text = _("As soon as the plan is issued, each unit sees its assignments and their deadlines.")
        if not plan:
            return {'text': text, 'wait': _("after step %(number)s", number=6)}
        words = {
            'draft': _("The plan is a draft: the Office submits it for approval."),
            'submitted': _("The plan waits for the approval of the Director."),
            'approved': _("The plan is approved: the Office numbers and issues it."),
        }
        if self.env.user.has_group(OFFICE):
            buttons = [self._cchc_open(_("Open the plan"), 'cchc_plan_action', res_id=plan.id)]
            if plan.state == 'submitted':
                buttons += self._cchc_buttons_to_remind('issue', roster)
        else:
            buttons = self._cchc_buttons_to_remind('issue', roster)
        return {'text': f'{words[plan.state]} {text}', 'buttons': buttons}

    def _cchc_step_mail(self, done, roster):
        _ = self.env._
        if done:
            return {'text': _("Articles are mailed to channels from %(email)s.", email=self.email),
                    'buttons': [self._cchc_open(_("Test again"), 'cchc_mail_check_action')]}
        return {'text': ' '.join([self._cchc_refusal_to_mail(), _(
            "Reminders appear in the application all the same; only sending articles to channels by mail needs it.")]),
            'buttons': [self._cchc_open(_("Enter and test"), 'cchc_mail_check_action')]}

    # ------------------------------------------------------------------
    # Beside the steps
    # ------------------------------------------------------------------

    def _cchc_start(self):
        """Return what the screen shows of the guided start: the steps, and who has which role. False when all is done,
        except for an administrator without other work here."""
        roster = self._cchc_roster()
        if self.env.user.has_group(CONTRIBUTOR) and all(self._cchc_done(roster).values()):
            return False
        steps = self.cchc_first_steps()
        asked = [step for step in steps if not step['optional']]
        return {
            'company_id': self.id, 'steps': steps, 'total': len(asked), 'done': sum(step['done'] for step in asked),
            'note': self._cchc_note_of_roles(), 'roles': self._cchc_roles(roster),
        }

    def _cchc_note_of_roles(self):
        _ = self.env._
        if self.cchc_profile == 'commune':
            return _(
                "A commune or ward has few people: one person may have several roles. Only an article of one's own is "
                "approved by somebody else; if there are too few people, Settings can allow it, and each time is "
                "logged.")
        return _("One person may have several roles. Only an article of one's own is approved by somebody else.")

    def _cchc_roles(self, roster):
        """Return ``[{label, value, level}]``: who has which role; ``level`` is ``danger`` where nobody has it."""
        _ = self.env._
        units = roster.env['hr.department']
        total = units.search_count(self._cchc_owing())
        headed = total - units.search_count(self._cchc_headless())
        rows = [
            (CONTRIBUTOR, lambda people: _("%(count)s people", count=len(people))),
            (EDITOR, self._cchc_names), (OFFICE, self._cchc_names), (DIRECTOR, self._cchc_names),
            (ADMIN, self._cchc_names),
        ]
        roles = []
        for group, words in rows:
            people = roster.of_group(group)
            few = group == EDITOR and len(people) == 1 and not self.cchc_allow_self_approval
            roles.append({
                'label': self.env.ref(group).sudo().name,      # names of roles are no secret
                'value': words(people) if people else _("! Nobody yet"),
                'level': 'warning' if few else '' if people else 'danger'})
        roles.insert(1, {
            'label': self.env.ref(HEAD).sudo().name,      # names of roles are no secret
            'value': _("%(count)s/%(total)s units", count=headed, total=total),
            'level': 'danger' if total and not headed else 'warning' if headed < total else ''})
        return roles
