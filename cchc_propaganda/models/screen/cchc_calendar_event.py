# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL


class CchcCalendarEvent(models.Model):
    """One event of a day: a deadline of a plan in force, a posted publication, accepted outreach, or a day on which the
    agency differs from the public calendar. A read-only view over the documents."""
    _name = 'cchc.calendar.event'
    _inherit = ['cchc.unit.mixin']
    _description = "Calendar of Deadlines, Publications and Days Off"
    _auto = False
    _order = 'date, kind, id'
    _rec_names_search = ['name', 'department_id', 'channel_id']
    _depends = {
        'cchc.assignment': [
            'plan_id', 'channel_id', 'form_id', 'company_id', 'department_id', 'date_deadline', 'waiver'],
        'cchc.plan': ['state'],
        'cchc.channel': ['name'],
        'cchc.publication': ['state', 'article_id', 'channel_id', 'company_id', 'department_id', 'date_published'],
        'cchc.article': ['name', 'state'],
        'cchc.outreach.form': ['name'],
        'cchc.outreach': ['name', 'state', 'company_id', 'department_id', 'date'],
        'cchc.special.day': ['company_id', 'date', 'kind', 'name'],
    }

    name = fields.Char(
        readonly=True, help="The channel or form of a deadline, the title of an article, the occasion of a day off.")
    date = fields.Date(readonly=True)
    kind = fields.Selection([
        ('deadline', "Deadline"),
        ('publication', "Posted article"),
        ('outreach', "Outreach"),
        ('day_off', "Day off"),
        ('working_day', "Extra working day"),
    ], readonly=True)
    company_id = fields.Many2one('res.company', "Agency", readonly=True)
    department_id = fields.Many2one('hr.department', "Unit", readonly=True)
    channel_id = fields.Many2one('cchc.channel', readonly=True)
    assignment_id = fields.Many2one('cchc.assignment', readonly=True)
    article_id = fields.Many2one('cchc.article', readonly=True)
    outreach_id = fields.Many2one('cchc.outreach', readonly=True)
    special_day_id = fields.Many2one('cchc.special.day', "Day off or working day", readonly=True)

    @property
    def _table_query(self):
        # The whole agency may read published articles and accepted outreach, so it may see their titles.
        return SQL("""
            SELECT 4 * assignment.id AS id,
                   COALESCE(channel.name, form.name ->> %(lang)s, form.name ->> 'en_US') AS name,
                   assignment.date_deadline AS date, 'deadline' AS kind, assignment.company_id,
                   assignment.department_id, assignment.channel_id, assignment.id AS assignment_id,
                   NULL::integer AS article_id, NULL::integer AS outreach_id, NULL::integer AS special_day_id
              FROM cchc_assignment assignment
              JOIN cchc_plan plan ON plan.id = assignment.plan_id AND plan.state = 'published'
         LEFT JOIN cchc_channel channel ON channel.id = assignment.channel_id
         LEFT JOIN cchc_outreach_form form ON form.id = assignment.form_id
             WHERE assignment.waiver IS NULL
         UNION ALL
            SELECT 4 * publication.id + 1, article.name, publication.date_published, 'publication',
                   publication.company_id, publication.department_id, publication.channel_id, NULL, article.id, NULL,
                   NULL
              FROM cchc_publication publication
              JOIN cchc_article article ON article.id = publication.article_id AND article.state = 'published'
             WHERE publication.state = 'published'
         UNION ALL
            SELECT 4 * outreach.id + 3, outreach.name, outreach.date, 'outreach', outreach.company_id,
                   outreach.department_id, NULL, NULL, NULL, outreach.id, NULL
              FROM cchc_outreach outreach
             WHERE outreach.state = 'approved'
         UNION ALL
            SELECT 4 * day.id + 2, day.name, day.date, CASE day.kind WHEN 'off' THEN 'day_off' ELSE 'working_day' END,
                   day.company_id, NULL, NULL, NULL, NULL, NULL, day.id
              FROM cchc_special_day day
        """, lang=self.env.lang or 'en_US')

    @api.depends('name', 'kind', 'department_id')
    @api.depends_context('lang')
    def _compute_display_name(self):
        for event in self:
            unit = event.department_id.name if event.kind == 'deadline' else False
            event.display_name = ' · '.join(filter(None, [event.name, unit]))

    @api.readonly
    def action_open(self):
        """Open the assignment, the article, the outreach or the special day."""
        self.ensure_one()
        return (self.assignment_id or self.article_id or self.outreach_id or self.special_day_id).get_formview_action()

    @api.model
    @api.readonly
    def get_unusual_days(self, date_from, date_to=None):
        """Return ``{'2024-02-10': True, …}``: whether the user's agency does not work, for each day from ``date_from``
        to ``date_to``, both included (ISO dates or datetimes). Odoo's calendar greys these days."""
        self.browse().check_access('read')
        calendar = self.env.company._cchc_working_calendar()
        first, last = fields.Date.to_date(date_from), fields.Date.to_date(date_to or date_from)
        days = (first + timedelta(days=number) for number in range((last - first).days + 1))
        return {day.isoformat(): not calendar.is_working(day) for day in days}
