# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

KINDS = [
    ('assignment', "Assignment not met"),
    ('unassigned', "Assignment without a person in charge"),
    ('unexplained', "Missed assignment without explanation"),
    ('article_waiting', "Article waiting for review"),
    ('publication_sent', "Sent to a channel that does not answer"),
    ('difficulty', "Difficulty waiting for its answer"),
    ('plan_no_obligation', "Issued plan without obligations"),
    ('plan_not_spread', "Issued plan not yet brought to the staff"),
    ('topic_result', "Results of the plan's rows not confirmed"),
]


class CchcReminderRule(models.Model):
    """A reminder: its subject, days from the deadline, recipients and text."""
    _name = 'cchc.reminder.rule'
    _inherit = ['cchc.shared.mixin']
    _description = "Reminder Rule"
    _order = 'kind, frequency, days, id'
    _check_company_auto = True

    name = fields.Char(required=True, translate=True, help="The title of the reminder, as its reader sees it.")
    active = fields.Boolean(default=True)
    kind = fields.Selection(KINDS, "Reminds of", required=True, default='assignment')
    days = fields.Integer(
        "Days from the deadline", required=True, aggregator=None,
        help="Negative: before it; 0: on the day; positive: after it.")
    day_type = fields.Selection([
        ('calendar', "Calendar days"),
        ('working', "Working days"),
    ], "Counted in", required=True, default='calendar',
        help="A reminder never falls on a day off: up to the deadline it comes on the working day before, after the "
             "deadline on the working day that follows.")
    frequency = fields.Selection([
        ('all', "All assignments"),
        ('month', "Monthly assignments"),
        ('longer', "Assignments of a quarter or longer"),
    ], "For", required=True, default='all', help="Applies to assignments only.")
    recipient = fields.Selection([
        ('responsible', "Person in charge"),
        ('head', "Head of the unit"),
        ('channel', "Reviewers and posters of the channel"),
        ('office', "Office"),
        ('director', "Director"),
    ], "Whom", required=True, default='responsible',
        help="If nobody fills the role or may read the record, the next role is reminded: person in charge, head, "
             "Office, director.")
    include_coordinators = fields.Boolean(
        "Coordinating units too", help="The heads of the coordinating units are informed, too; they need not act. "
                                       "Meant for the first reminder of an assignment.")
    activity_type_id = fields.Many2one(
        'mail.activity.type', "Type of activity", ondelete='restrict',
        domain="[('res_model', '=', False)]", help="Empty: To-do.")
    text = fields.Text("What is asked for", translate=True, help="Shown in the note of the activity.")
    replaces_id = fields.Many2one(
        'cchc.reminder.rule', "Stands for", index='btree_not_null', ondelete='restrict', readonly=True, copy=False,
        help="The shared rule that this one replaces in the agency.")

    _days_near = models.Constraint(
        'CHECK (days BETWEEN -366 AND 366)', "A reminder lies within a year of its deadline.")

    @api.ondelete(at_uninstall=True)
    def _unlink_except_used(self):
        used = self.env['cchc.reminder.log'].sudo().search(   # who edits rules may not read the whole log
            [('rule_id', 'in', self.ids)], limit=1).rule_id
        if used:
            raise UserError(self.env._(
                "“%(rule)s” has reminded people and stays as proof. Archive it instead.", rule=used.name))
