# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Run in ``odoo shell``: an agency with work that takes a moment to do. Prints the ids of what the tests act on."""

import json
from datetime import timedelta

from races import Base, RealClock

from odoo.tools import SQL

from odoo.addons.cchc_propaganda.tests.common import CchcMixin

UNITS = ('press', 'digital', 'office')


class Agency(CchcMixin, Base):
    pass


def make(env):
    """Make the agency and its work, as the right people; return ``{name: id or ids}``."""
    Agency.env = env
    Agency.clock = RealClock()
    Agency.setUpClass()
    agency = Agency()
    env['ir.cron'].search([]).active = False    # the tests start them
    today = agency.company._cchc_today()
    issued = agency.plan_in('published', issued=str(today), year=today.year)
    assignments = agency.model('cchc.assignment', 'office').create([{
        'plan_id': issued.id, 'topic_id': issued.topic_ids.id, 'channel_id': agency.channels['page'].id,
        'department_id': agency.units[unit].id, 'date_start': today, 'date_end': today + timedelta(30),
        'date_deadline': today + timedelta(days),
    } for unit in UNITS for days in range(9) for __ in range(8)])
    # In the year to come: 30 obligations a month, each of three units.
    large = agency.plan_in(
        'approved', *({'due_day': day, 'channel_id': agency.channels[channel].id}
                      for day in range(1, 11) for channel in ('portal', 'page', 'closed')),
        issued=str(today), year=today.year + 1, leads=UNITS)
    agency.as_(large, 'office').write({'number': '9/KH-TEST', 'date_issued': today})
    articles = [agency.article_in('submitted', name=f"Forms online, part {number}") for number in range(40)]
    drafts = [agency.article_in('draft', name=f"Draft {number}") for number in range(60)]
    report = agency.model('cchc.report', 'office').create({
        'period_type': 'window', 'window_from': today - timedelta(30), 'window_to': today - timedelta(1),
        'plan_id': issued.id})
    report.action_refresh()
    report.narrative_result = "<p>All went well.</p>"
    users = env['res.users'].search([('login', 'like', 'test.')])
    env.cr.execute(SQL("UPDATE res_users SET password = %s WHERE id IN %s",
                       users._crypt_context().hash('right-password'), tuple(users.ids)))
    env.cr.commit()
    return {
        'large': large.id, 'assignments': assignments.ids, 'report': report.id, 'today': str(today),
        'submitted': [article.id for article in articles], 'drafts': [article.id for article in drafts]}


if 'env' in globals():
    print('RESULT', json.dumps(make(globals()['env'])))    # noqa: T201
