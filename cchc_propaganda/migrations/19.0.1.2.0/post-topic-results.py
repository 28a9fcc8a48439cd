# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Keep the results that people entered, as confirmed, and propose the others from what is linked. A result entered
    for a row with others below it was meant for those below it, too."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    below = True
    while below:
        cr.execute("""
            UPDATE cchc_topic below
               SET result_state = above.result_state, write_uid = above.write_uid, write_date = above.write_date
              FROM cchc_topic above
             WHERE above.id = below.parent_id AND above.result_state <> 'not_started'
               AND below.result_state = 'not_started'""")
        below = cr.rowcount
    cr.execute("""
        UPDATE cchc_topic topic
           SET is_result_confirmed = TRUE, result_confirmed_by_id = write_uid, date_result_confirmed = write_date::date
         WHERE result_state <> 'not_started' AND is_result_confirmed IS NOT TRUE
           AND NOT EXISTS (SELECT FROM cchc_topic below WHERE below.parent_id = topic.id)""")
    env.invalidate_all()
    topics = env['cchc.topic'].search([])
    for name in ('linked_result', 'is_owed', 'result_state'):
        env.add_to_compute(topics._fields[name], topics)
    env.flush_all()
