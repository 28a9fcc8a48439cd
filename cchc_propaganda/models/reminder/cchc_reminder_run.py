# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import logging
from collections import defaultdict

from markupsafe import Markup
from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import split_every

from ...tools import reminder
from ...tools.dates import in_figures
from ...tools.working_days import DAY_OFF, WEEKEND
from ..core.server import QUIET
from .cchc_reminder_mixin import LEVELS
from .cchc_reminder_roster import Roster

_logger = logging.getLogger(__name__)

SLACK = 15   # most days by which days off move a reminder
FAULTS = {'responsible': 'person', 'head': 'head', 'channel': 'channel', 'office': 'office'}


class Claim:
    """A reminder to be sent: rule, record, unit, deadline, and the users to remind. Without a rule (an empty
    ``cchc.reminder.rule``): of which kind and to whom it goes, and who sends it (empty: the system)."""
    __slots__ = ('rule', 'record', 'unit', 'deadline', 'users', 'fault', 'coordinators', 'kind', 'recipient', 'sender')

    def __init__(self, rule, record, unit, deadline, kind='', recipient='', sender=None):
        self.rule, self.record, self.unit, self.deadline = rule, record, unit, deadline
        self.kind, self.recipient = kind or rule.kind, recipient or rule.recipient
        self.sender = sender if sender is not None else record.env['res.users']
        self.users = self.coordinators = record.env['res.users']
        self.fault = False

    def key(self, user):
        """Return the key of what a person is reminded of only once."""
        return self.rule.id, self.record.id, self.unit.id, user.id, self.rule.days, self.deadline


class CchcReminderRule(models.Model):
    """The daily run: find what is due, and remind each person once."""
    _inherit = 'cchc.reminder.rule'

    @api.model
    def _kind_models(self):
        """Return ``{kind: name of the model that it reminds of}``."""
        assignment = 'cchc.assignment'
        return {
            'assignment': assignment, 'unassigned': assignment, 'unexplained': assignment,
            'article_waiting': 'cchc.article', 'publication_sent': 'cchc.publication',
            'difficulty': 'cchc.difficulty', 'plan_no_obligation': 'cchc.plan', 'plan_not_spread': 'cchc.plan',
            'topic_result': 'cchc.plan',
        }

    @api.model
    def _cron_run(self, batch=500):
        """Send the reminders of today, agency by agency, each by its own calendar day. A second run changes nothing.
        Each batch is committed with its log, so that an interrupted run continues where it stopped. After missed days,
        only the last reminder of each record is sent."""
        plans = self.env['cchc.plan']._read_group([('state', '=', 'published')], ['company_id'])
        for [company] in plans:
            rules = self.sudo().with_context(   # the daily run acts for the agency, not for a user
                lang=company._cchc_lang(), allowed_company_ids=company.ids)._in_use(company)[company]
            rules = rules.with_context(active_test=True)
            if not rules._run_company(company.with_env(rules.env), batch):
                return

    def _run_company(self, company, batch):
        """Close or reopen reminders, remind, send notices. Return whether there was time for everything."""
        Log = self.env['cchc.reminder.log']
        todo = [(Log._reconcile, ids) for ids in split_every(batch, Log._search_to_reconcile(company).ids)]
        models_ = self._kind_models()
        for rules in self.grouped(lambda rule: models_[rule.kind]).values():
            near = rules._search_near(Roster(self.env, company))
            todo += [(rules._remind, ids) for ids in split_every(batch, near.ids)]
        remaining = sum(len(ids) for __, ids in todo)
        for work, ids in todo:
            self._one_by_one(lambda ids, work=work: work(Roster(self.env, company), ids), ids)
            remaining -= len(ids)
            if not self._commit_progress(len(ids), remaining):
                return False
        self._send_notices(company)
        return bool(self._commit_progress(0, 0))

    def _commit_progress(self, done, remaining):
        return self.env['ir.cron']._commit_progress(done, remaining=remaining)

    def _one_by_one(self, work, ids):
        """Do the work on all ids. If it fails, do it on each id alone, and log those that fail."""
        try:
            with self.env.cr.savepoint():
                work(ids)
        except OperationalError:    # a fault of the database, not of the record: try the whole run again
            raise
        except Exception:
            if len(ids) == 1:
                _logger.exception("Reminders: %s is skipped", ids)
                return
            _logger.warning("Reminders: a batch of %s failed, each is tried alone", len(ids), exc_info=True)
            for id_ in ids:
                self._one_by_one(work, (id_,))

    # ------------------------------------------------------------------
    # What is due
    # ------------------------------------------------------------------

    def _record_model(self):
        """Return the model that the rules, all of one model, remind of."""
        return self.env[self._kind_models()[self[:1].kind]].sudo()   # a run reminds of records of every unit

    def _search_near(self, roster):
        """Return the unsettled records of which one of the rules may remind today."""
        Model = self._record_model()
        domain = Domain.OR(Model._reminder_domain(kind) for kind in set(self.mapped('kind')))
        domain &= Domain('company_id', '=', roster.company.id)
        if name := Model._reminder_date:
            ahead, behind = (   # doubled, because five working days make a week
                max(0, *(sign * rule.days * (2 if rule.day_type == 'working' else 1) for rule in self)) + SLACK
                for sign in (-1, 1))
            domain &= Domain(name, '<=', fields.Date.add(roster.today, days=ahead))
            domain &= Domain(name, '>=', fields.Date.subtract(roster.today, days=behind + reminder.MAKE_UP))
        return Model.search(domain)

    def _remind(self, roster, ids):
        """Send the reminders of these records that were not sent yet."""
        Model, claims = self._record_model(), []
        for kind, rules in self.grouped('kind').items():
            for record in Model.search(Model._reminder_domain(kind) & Domain('id', 'in', ids)):
                deadline = record._reminder_deadline(kind, roster)
                if record._reminder_stands(kind, roster) and (due := rules._latest(record, deadline, roster)):
                    units = record._reminder_units(kind)
                    claims += [Claim(rule, record, unit, deadline) for rule in due for unit in units]
        self._resolve(claims, roster)
        if lost := [claim.record.display_name for claim in claims if not claim.users]:
            _logger.warning("Reminders: nobody in %s to remind of %s", roster.company.name, ', '.join(lost))
        # The agency's rule does not repeat reminders of the shared rule that it replaces.
        own = {rule.replaces_id.id: rule.id for rule in self if rule.replaces_id}
        done = {log._key(own) for log in self.env['cchc.reminder.log'].sudo().search_fetch([   # users may not read it
            ('rule_id', 'in', [*self.ids, *own]), ('res_model', '=', Model._name), ('res_id', 'in', ids)])}
        pairs = [(claim, user) for claim in claims for user in claim.users if claim.key(user) not in done]
        activities = self._open_activities(pairs, roster)
        self.env['cchc.reminder.log']._record(pairs, activities)

    def _latest(self, record, deadline, roster):
        """Return the rules whose reminder of this record is the last one due so far."""
        fitting = self.filtered(record._reminder_fits)
        key = (deadline, fitting._ids)
        if key not in roster.latest:
            last = reminder.latest([rule._offset() for rule in fitting], deadline, roster.today, roster.calendar)
            roster.latest[key] = fitting.filtered(lambda rule: rule._offset() == last)
        return roster.latest[key]

    def _offset(self):
        return reminder.Offset(self.days, self.day_type == 'working')

    # ------------------------------------------------------------------
    # To whom
    # ------------------------------------------------------------------

    @api.model
    def _resolve(self, claims, roster):
        """Set the users of each claim: those of the first level with somebody who may read the record. Each level is
        tried for all claims together, so that each person's rights are looked up once."""
        pending = [(claim, iter(claim.record._reminder_chain(claim.kind, claim.recipient)))
                   for claim in claims]
        while pending:
            asked = [(claim, chain, level, self._users_of(claim, level, roster))
                     for claim, chain in pending if (level := next(chain, None))]
            readable = self._readable([(claim, users) for claim, __, __, users in asked], roster)
            pending = []
            for (claim, chain, level, __), users in zip(asked, readable, strict=True):
                claim.users = users
                if not claim.users:
                    if level != 'responsible' or claim.record._reminder_is_given():
                        claim.fault = FAULTS.get(level)
                    pending.append((claim, chain))
        told = [(claim, roster.reached(self.env['res.users'].union(*map(roster.head, units)))) for claim in claims
                if claim.rule.include_coordinators and claim.users
                and (units := claim.record._reminder_coordinators())]
        for (claim, __), users in zip(told, self._readable(told, roster), strict=True):
            claim.coordinators = users - claim.users
            claim.users |= claim.coordinators

    @api.model
    def _users_of(self, claim, level, roster):
        if level == 'head':
            users = roster.head(claim.unit)
        elif level in LEVELS[2:]:
            users = getattr(roster, level)
        else:
            users = claim.record._reminder_users(claim.kind, level, roster)
        return roster.reached(users)

    @api.model
    def _readable(self, asked, roster):
        """Return, for each ``(claim, users)``, the users who may read the document that carries the activity: a list
        in the same order."""
        targets = [claim.record._reminder_target() for claim, __ in asked]
        by_user = defaultdict(set)
        for target, (__, users) in zip(targets, asked, strict=True):
            for user in users:
                by_user[user].add(target.id)
        allowed = {user: roster.readable(user, targets[0].browse(ids)) for user, ids in by_user.items()}
        return [
            users.filtered(lambda user, target=target: target.id in allowed[user])
            for target, (__, users) in zip(targets, asked, strict=True)]

    @api.model
    def _remind_without_rule(self, roster, records, kind, recipient, sender=None):
        """Remind of these records now, whatever the rules say: when they begin, or because ``sender`` asks. Return the
        lines of the log, one for each person and record."""
        claims = [
            Claim(self.browse(), record, unit, record._reminder_deadline(kind, roster), kind, recipient, sender)
            for record in records for unit in record._reminder_units(kind)]
        self._resolve(claims, roster)
        pairs = [(claim, user) for claim in claims for user in claim.users]
        return self.env['cchc.reminder.log']._record(pairs, self._open_activities(pairs, roster))

    # ------------------------------------------------------------------
    # Activities and notices
    # ------------------------------------------------------------------

    @api.model
    def _open_activities(self, pairs, roster):
        """Return ``{(record, unit, user): activity}`` for the pairs ``(claim, user)``. Each person has one activity for
        a record and unit (of a plan, for each kind); a later reminder replaces its words. Nobody is mailed or becomes a
        follower."""
        by_model = defaultdict(lambda: defaultdict(list))
        for claim, user in pairs:
            by_model[claim.record._name][claim.record, claim.unit, user].append(claim)
        activities = {}
        for by_key in by_model.values():
            activities |= self._open_activities_of_model(by_key, roster)
        return activities

    @api.model
    def _open_activities_of_model(self, by_key, roster):
        Activity = self.env['mail.activity'].sudo().with_context(   # a run writes to-dos of every user
            mail_activity_quick_update=True, cchc_reminding=QUIET)
        records = next(iter(by_key))[0].browse({record.id for record, __, __ in by_key})
        records._reminder_target().mapped('display_name')   # compute all names at once
        asked = [('kind', 'in', list({claim.kind for claims in by_key.values() for claim in claims}))]
        found = self.env['cchc.reminder.log'].sudo().search_fetch([   # users may not read the log of others
            ('res_model', '=', records._name), ('res_id', 'in', records.ids), ('activity_id', '!=', False),
            ('date_ticked', '=', False), *(asked if records._reminder_kinds_apart else ())])
        open_ = {(log.res_id, log.department_id.id, log.user_id.id): log.activity_id.id for log in found}
        todo = self.env.ref('mail.mail_activity_data_todo', raise_if_not_found=False) or Activity.activity_type_id
        model_id = self.env['ir.model']._get_id(records._reminder_target()._name)
        words, to_create, to_update, activities = {}, {}, defaultdict(list), {}
        for key, claims in by_key.items():
            record, unit, user = key
            said = (user.lang, *(
                (claim.rule, claim.sender, claim.deadline, claim.fault, user in claim.coordinators and unit)
                for claim in claims), record._reminder_of_unit and unit, claims[0].fault and unit)
            if said not in words:
                words[said] = self._words(claims, user, roster)
            if existing := open_.get((record.id, unit.id, user.id)):
                to_update[said].append(existing)
                activities[key] = Activity.browse(existing)
                continue
            to_create[key] = words[said] | claims[0].rule._prepare_activity_vals(claims[0], user, model_id, todo)
        for said, ids in to_update.items():
            Activity.browse(ids).write(words[said])
        created = Activity.create(list(to_create.values()))
        created.mapped('res_name')   # compute now, because it is stored in the agency's language
        return activities | dict(zip(to_create, created, strict=True))

    def _prepare_activity_vals(self, claim, user, model_id, todo):
        """Return the values of the activity for the user, without its words (``_words``). ``todo``: the type of
        activity if the rule names none."""
        target = claim.record._reminder_target()
        return {
            'user_id': user.id, 'res_model_id': model_id, 'res_id': target.id, 'automated': True,
            'date_deadline': claim.deadline, 'activity_type_id': (self.activity_type_id or todo).id,
        }

    def _prepare_log_vals(self, claim, user):
        """Return the values of the log line for the user, without date and activity."""
        return {
            'rule_id': self.id, 'kind': claim.kind, 'days': self.days, 'sender_id': claim.sender.id,
            'fault': user not in claim.coordinators and claim.fault,
            'res_model': claim.record._name, 'res_id': claim.record.id, 'record_name': claim.record.display_name,
            'company_id': claim.record.company_id.id, 'department_id': claim.unit.id, 'user_id': user.id,
            'date_deadline': claim.deadline,
        }

    @api.model
    def _words(self, claims, user, roster):
        """Return summary and note of an activity, in the language of its reader."""
        lines, titles = [], []
        for claim in claims:
            rule = claim.rule.with_context(lang=user.lang)
            title, text = (rule.name, rule.text) if rule else (
                claim.record.with_context(lang=user.lang)._reminder_words_without_rule(claim.sender))
            titles.append(title)
            if claim.record._reminder_of_unit:
                titles.append(claim.unit.with_context(lang=user.lang).name)
            lines += [text, rule and rule._why_moved(claim.deadline, roster), rule._why_this_person(claim, user)]
        return {
            'summary': ' · '.join(dict.fromkeys(titles)),
            'note': Markup().join(Markup("<p>%s</p>") % line for line in dict.fromkeys(filter(None, lines))),
        }

    def _why_moved(self, deadline, roster):
        """Return the sentence that says which day off moved the reminder, '' if none did."""
        planned = self._offset().planned(deadline, roster.calendar)
        reason = roster.calendar.reason(planned)
        if not reason:
            return ''
        reason = {WEEKEND: self.env._("weekend"), DAY_OFF: self.env._("day off")}.get(reason, reason)
        return self.env._("This reminder was due on %(date)s, a day off (%(reason)s), and comes on a working day.",
                          date=in_figures(planned), reason=reason)

    def _why_this_person(self, claim, user):
        """Return why the user is reminded without being responsible: the unit coordinates, or a role is not filled."""
        _ = self.env._
        unit = claim.unit.with_context(lang=self.env.lang).name
        if user in claim.coordinators:
            return _("For your information, because your unit coordinates: “%(unit)s” is to act.", unit=unit)
        return {
            'person': _("The person in charge has left the unit: name somebody else."),
            'head': _("“%(unit)s” has no head with an account: enter the head of the unit.", unit=unit),
            'channel': _("Nobody reviews and posts on the channel: enter its members."),
            'office': _("Nobody has the role of the Office: ask the administrator."),
        }.get(claim.fault, '')

    @api.model
    def _send_notices(self, company):
        """Send each person one notice of all reminders of this run, or of an interrupted one."""
        logs = self.env['cchc.reminder.log'].sudo().search_fetch([   # a run sends the notices of every user
            ('company_id', '=', company.id), ('is_noticed', '=', False), ('user_id', '!=', False)], order='id')
        by_user = {user.id: own for user, own in logs.grouped('user_id').items()}
        self._one_by_one(lambda ids: [by_user[id_]._notify() for id_ in ids], tuple(by_user))
        logs.write({'is_noticed': True})
