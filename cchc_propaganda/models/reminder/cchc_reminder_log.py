# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.dates import in_figures
from ..core.server import as_server
from .cchc_reminder_roster import Roster
from .cchc_reminder_run import Claim

COME_BACK = 62   # days after the deadline during which a settled record may become unsettled again
LINES = 20       # lines of a notice; the rest is counted


class CchcReminderLog(models.Model):
    """Who was reminded of what, and when. The log prevents repeated reminders and remains as proof when activities and
    notices are gone. Only the server writes it."""
    _name = 'cchc.reminder.log'
    _description = "Log of Reminders"
    _order = 'date_reminded desc, id desc'
    _check_company_auto = True
    _rec_name = 'record_name'

    rule_id = fields.Many2one(
        'cchc.reminder.rule', index='btree_not_null', ondelete='restrict', readonly=True,
        help="Empty: a reminder sent by hand, or a notice of a step that could not be sent.")
    kind = fields.Selection(
        lambda self: self.env['cchc.reminder.rule']._fields['kind']._description_selection(self.env), readonly=True)
    days = fields.Integer("Days from the deadline", readonly=True, help="Negative: before the deadline.")
    res_model = fields.Char("Model", required=True, readonly=True)
    res_id = fields.Many2oneReference("Record", model_field='res_model', required=True, readonly=True)
    record_name = fields.Char("Reminded of", readonly=True)
    company_id = fields.Many2one('res.company', required=True, index=True, readonly=True, ondelete='restrict')
    department_id = fields.Many2one('hr.department', "Unit", index=True, readonly=True, ondelete='restrict')
    user_id = fields.Many2one(
        'res.users', "Person reminded", index=True, readonly=True, ondelete='restrict',
        help="Empty: the unit as a whole.")
    sender_id = fields.Many2one(
        'res.users', "Reminded by", readonly=True, ondelete='restrict', help="Empty: the system.")
    date_deadline = fields.Date("Deadline then", readonly=True)
    date_reminded = fields.Datetime("Reminded on", required=True, readonly=True)
    fault = fields.Selection([
        ('person', "The person in charge has left the unit"),
        ('head', "The unit has no head with an account"),
        ('channel', "The channel has no member"),
        ('office', "Nobody has the role of the Office"),
        ('notice', "The notice could not be sent"),
    ], "To mend", readonly=True, help="Why the reminder went to a higher level, or the notice to nobody.")
    text = fields.Text(
        "Words", readonly=True, help="The words of a reminder that somebody copied, or why a notice was not sent.")
    activity_id = fields.Many2one(
        'mail.activity', index='btree_not_null', readonly=True, ondelete='set null', help="While it is open.")
    date_ticked = fields.Datetime("Ticked done on", readonly=True)
    is_closed = fields.Boolean("Closed by itself", readonly=True, help="The system closed it: the record was settled.")
    is_noticed = fields.Boolean("Told", readonly=True, help="The person has received the notice of that run.")

    _once = models.UniqueIndex(
        '(rule_id, res_model, res_id, department_id, user_id, days, date_deadline) NULLS NOT DISTINCT '
        'WHERE rule_id IS NOT NULL',
        "This person has already been reminded of it.")
    _record_index = models.Index('(res_model, res_id)')
    _list_index = models.Index('(company_id, date_reminded DESC, id DESC)')
    _notice_index = models.Index('(company_id) WHERE is_noticed IS NOT TRUE')

    @api.ondelete(at_uninstall=True)
    def _unlink_except_never(self):
        raise UserError(self.env._("The log of reminders is kept."))

    @api.readonly
    def action_open_record(self):
        """Open the record that the reminder is about."""
        self.ensure_one()
        return {'type': 'ir.actions.act_window', 'res_model': self.res_model, 'res_id': self.res_id,
                'views': [(False, 'form')]}

    # ------------------------------------------------------------------
    # Written by the run
    # ------------------------------------------------------------------

    def _key(self, own):
        """Return the key as in ``Claim.key``. ``own``: ``{id of a shared rule: id of the rule that replaces it}``."""
        rule = self.rule_id.id
        return (own.get(rule, rule), self.res_id, self.department_id.id, self.user_id.id, self.days, self.date_deadline)

    @api.model
    def _record(self, pairs, activities):
        """Log that the users of the pairs ``(claim, user)`` were reminded now, each with the opened activity."""
        now = fields.Datetime.now()
        return as_server(self).create([
            {**claim.rule._prepare_log_vals(claim, user), 'date_reminded': now,
             'activity_id': activities[claim.record, claim.unit, user].id} for claim, user in pairs])

    def _notify(self):
        """Send one person a notice of their new reminders, in their language and the way they prefer."""
        user = self.user_id
        activities = self.activity_id.sorted('date_deadline')
        if not activities or not user.active:
            return
        env = self.with_context(lang=user.lang).env
        _ = env._
        names = {
            (model, record.id): record.display_name
            for model, own in activities[:LINES].grouped('res_model').items()
            for record in env[model].browse(own.mapped('res_id'))}
        body = Markup("<ul>%s</ul>") % Markup().join(
            Markup('<li><a href="/mail/view?model=%s&amp;res_id=%s">%s</a> · %s · %s</li>') % (
                activity.res_model, activity.res_id, names[activity.res_model, activity.res_id],
                in_figures(activity.date_deadline), activity.summary)
            for activity in activities[:LINES])
        if len(activities) > LINES:
            body += Markup("<p>%s</p>") % _("… and %(count)s more.", count=len(activities) - LINES)
        self.env['mail.thread'].with_context(lang=user.lang).message_notify(
            partner_ids=user.partner_id.ids, body=body, subject=_("Reminders: %(count)s", count=len(activities)))

    # ------------------------------------------------------------------
    # Closing and reopening
    # ------------------------------------------------------------------

    @api.model
    def _close_settled(self, records):
        """Close the open activities of these records that are no longer needed."""
        logs = self.sudo().search([   # whoever settles a record closes everybody's reminders of it
            ('res_model', '=', records._name), ('res_id', 'in', records.ids), ('activity_id', '!=', False),
            ('date_ticked', '=', False)])
        for company, own in logs.grouped('company_id').items():
            (own - own._standing(Roster(own.env, company)))._close()

    @api.model
    def _search_to_reconcile(self, company):
        """Return the lines with an open activity, and those that the system closed not long ago."""
        since = fields.Date.subtract(company._cchc_today(), days=COME_BACK)
        is_open = Domain('activity_id', '!=', False) & Domain('date_ticked', '=', False)
        return self.sudo().search(   # the run handles everybody's reminders
            Domain('company_id', '=', company.id) & Domain('rule_id', '!=', False)
            & (is_open | Domain('is_closed', '=', True) & Domain('date_deadline', '>=', since)))

    @api.model
    def _reconcile(self, roster, ids):
        """Close reminders of settled records. Reopen those unsettled again, as when a publication was taken down."""
        logs = self.sudo().browse(ids)   # the run handles everybody's reminders
        standing = logs._standing(roster)
        (logs - standing).filtered('activity_id')._close()
        claims = standing.filtered('is_closed').sorted(lambda log: (log.date_reminded, log.id))._claims(roster)
        last = {   # repeat only the last reminder of each person
            (claim.record, claim.unit, log.user_id, claim.rule.kind): (claim, log.user_id) for log, claim in claims}
        activities = self.env['cchc.reminder.rule']._open_activities(last.values(), roster)
        for log, claim in claims:
            log.write({'is_closed': False, 'is_noticed': False,
                       'activity_id': activities[claim.record, claim.unit, log.user_id].id})

    def _claims(self, roster):
        """Return ``[(log, claim)]`` for lines whose record is still unsettled, with the logged deadline and unit."""
        claims = []
        own = self.rule_id._own_copies(roster.company)
        for (kind, model), logs in self.grouped(lambda log: (log.kind, log.res_model)).items():
            Model = self.env[model].with_env(roster.env)
            records = Model.search(Model._reminder_domain(kind) & Domain('id', 'in', logs.mapped('res_id')))
            records = {record.id: record for record in records if record._reminder_stands(kind, roster)}
            claims += [
                (log, Claim(log.rule_id, record, log.department_id, log.date_deadline)) for log in logs
                if (record := records.get(log.res_id)) and own.get(log.rule_id, log.rule_id).active
                and record._reminder_fits(log.rule_id)
                and record._reminder_deadline(kind, roster) == log.date_deadline
                and (log.department_id in record._reminder_units(kind) or not log.department_id)]
        return claims

    def _standing(self, roster):
        """Return the lines that the rule would send to the same person today."""
        claims = self._claims(roster)
        by_model = defaultdict(list)
        for __, claim in claims:
            by_model[claim.record._name].append(claim)
        for own in by_model.values():
            self.env['cchc.reminder.rule']._resolve(own, roster)
        return self.browse(log.id for log, claim in claims if log.user_id in claim.users)

    def _close(self):
        """Close the activities of these lines, except those that other lines still need."""
        activities = self.activity_id
        self.write({'activity_id': False, 'is_closed': True})
        needed = self.search([('activity_id', 'in', activities.ids)]).activity_id
        (activities - needed).with_context(mail_activity_quick_update=True).unlink()
