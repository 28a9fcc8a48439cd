# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import SUPERUSER_ID, api
from odoo.tools import SQL

from odoo.addons.cchc_propaganda.tools.obligation import turns_outside


def migrate(cr, version):
    """Put the rows of each appendix in the order of the tree that they make up, as the list shows them; and turn months
    that were typed into a quarterly obligation of a draft into the quarters that they make up. Issued plans keep their
    turns: their assignments were given out by them."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    plans = env['cchc.plan'].search([])._with_gate()
    for plan in plans:
        plan.topic_ids._arrange_plan(by_level=False)
    env.flush_all()
    for obligation in plans.filtered(lambda plan: plan.state == 'draft').obligation_ids:
        if turns_outside(obligation.frequency, [turn for __, turn in obligation._known_turns()]):
            for turn, periods in obligation._turns_in_periods():
                cr.execute(SQL("UPDATE cchc_obligation_rotation SET period_from = %s, period_to = %s WHERE id = %s",
                               periods['period_from'], periods['period_to'], turn.id))
    env.invalidate_all()
