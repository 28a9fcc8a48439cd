# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytz

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.base.models.res_partner import _tz_get

from ...tools.working_days import WorkingCalendar


class ResCompany(models.Model):
    _name = 'res.company'
    _inherit = ['res.company', 'cchc.named.mixin']

    cchc_tz = fields.Selection(_tz_get, "Time zone of deadlines", default='Asia/Ho_Chi_Minh', required=True)
    cchc_office_id = fields.Many2one(
        'hr.department', "Office", help="The unit that keeps the plan and collects the reports (Văn phòng).")
    cchc_director_id = fields.Many2one('res.users', "Approving director")
    cchc_allow_self_approval = fields.Boolean(
        "Authors may approve their own articles",
        help="Off in almost every agency. When on, an author who approves must give a reason, and the log says so.")
    cchc_parent_name = fields.Char("Parent body", help="First line of every official document: UBND TỈNH …")
    cchc_symbol = fields.Char("Symbol", help="Follows the number of a document: 30/KH-STTTT")
    cchc_place = fields.Char("Place", help="Precedes the date of a document.")
    cchc_mail_submitted = fields.Boolean("Submitted for review")
    cchc_mail_approved = fields.Boolean("Approved, to be posted")
    cchc_mail_returned = fields.Boolean("Returned", default=True)
    cchc_mail_published = fields.Boolean("Posted", default=True)
    cchc_mail_refused = fields.Boolean("Not accepted by the channel")
    cchc_mail_removed = fields.Boolean("Taken down")
    cchc_mail_corrected = fields.Boolean("Edited during the review, or corrected after posting")
    cchc_mail_cancelled = fields.Boolean("Cancelled")
    cchc_date_records_told = fields.Date(
        "Recorded afterwards: told on", copy=False,
        help="When the Office and the director were last told what had been recorded afterwards in a month.")
    cchc_special_day_ids = fields.One2many('cchc.special.day', 'company_id', "Days off and extra working days")

    @api.constrains('cchc_office_id', 'cchc_director_id')
    def _check_cchc_office_and_director(self):
        for company in self.sudo():     # of another agency, the user may read neither units nor accounts
            director = company.cchc_director_id
            if company.cchc_office_id.company_id - company or (director and company not in director.company_ids):
                raise ValidationError(self.env._(
                    "The Office and the director of “%(agency)s” are a unit and a person of this agency. Choose "
                    "others.", agency=company.name))

    def _cchc_with_dated_names(self):
        # Not other companies of Odoo. An agency elsewhere has no units here, only the link to its parent agency.
        companies = self.sudo()     # only the administrator reads the link
        return self & companies.filtered(lambda company: (
            company.cchc_office_id or company.cchc_profile or company.cchc_parent_id))

    def _cchc_agency(self):
        return self

    def _cchc_today(self):
        """Return today's date in the agency's time zone, by Python's clock (UTC would be wrong before 7 o'clock)."""
        self.ensure_one()
        return datetime.now(ZoneInfo(self.cchc_tz or 'Asia/Ho_Chi_Minh')).date()

    def _cchc_lang(self):
        """Return the language of what the agency keeps, whichever language the writing user has."""
        return self.partner_id.lang or self.env.lang

    def _cchc_day_of(self, moment):
        """Return the date in the agency's time zone at a naive UTC Datetime."""
        self.ensure_one()
        return pytz.utc.localize(moment).astimezone(ZoneInfo(self.cchc_tz or 'Asia/Ho_Chi_Minh')).date()

    def _cchc_midnight(self, day):
        """Return the moment at which a day begins in the agency's time zone, as a naive UTC Datetime."""
        self.ensure_one()
        start = datetime.combine(day, time.min, ZoneInfo(self.cchc_tz or 'Asia/Ho_Chi_Minh'))
        return start.astimezone(pytz.utc).replace(tzinfo=None)

    def _cchc_working_calendar(self):
        """Return the agency's ``WorkingCalendar``: Vietnam's holidays, own days off and extra working days."""
        self.ensure_one()
        special = self.sudo().cchc_special_day_ids   # every user's deadlines depend on them
        return WorkingCalendar(
            days_off={day.date: day.name for day in special if day.kind == 'off'},
            extra_working_days=frozenset(day.date for day in special if day.kind == 'work'))
