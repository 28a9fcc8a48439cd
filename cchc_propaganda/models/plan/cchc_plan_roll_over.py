from odoo import fields, models
from odoo.exceptions import AccessError

from ...tools import text
from ...tools.groups import OFFICE


class CchcPlan(models.Model):
    """The draft of the next year's plan, made from this one."""
    _inherit = 'cchc.plan'

    def action_roll_over(self, year=None):
        """Draft the plan of the next year (or of ``year``) from this one: its dates, topics, obligations and rotation.
        Returns the action that opens it."""
        self.ensure_one()
        if not (self.env.su or self.env.user.has_group(OFFICE)):
            raise AccessError(self.env._("The plan of the next year is drafted by the Office."))
        plan = self._roll_over(int(year or self.year + 1))
        return {
            'type': 'ir.actions.act_window', 'res_model': self._name, 'res_id': plan.id, 'views': [(False, 'form')],
        }

    def _roll_over(self, year):
        moved = self._mover_of_texts(year)
        plan = self.create({
            'name': moved(self.name), 'year': year, 'company_id': self.company_id.id, 'office_id': self.office_id.id,
            'appendix_title': moved(self.appendix_title), 'signer_name': self.signer_name,
            'signer_title': self.signer_title,
            'date_from': self._move_date(self.date_from, year), 'date_to': self._move_date(self.date_to, year),
        })
        topics = {}
        for depth in sorted(set(self.topic_ids.mapped('depth'))):   # rows above before the rows below them
            sources = self.topic_ids.filtered(lambda topic, depth=depth: topic.depth == depth)
            copies = self.env['cchc.topic'].create([{
                'plan_id': plan.id, 'parent_id': topics[topic.parent_id].id if topic.parent_id else False,
                'sequence': topic.sequence, 'code': topic.code, 'name': moved(topic.name),
                'lead_department_ids': topic.lead_department_ids.ids,
                'coordinator_department_ids': topic.coordinator_department_ids.ids,
                'lead_text': topic.lead_text, 'coordinator_text': topic.coordinator_text,
                'time_text': moved(topic.time_text), 'expected_output': topic.expected_output,
                'date_from': self._move_date(topic.date_from, year), 'date_to': self._move_date(topic.date_to, year),
            } for topic in sources])
            topics.update(zip(sources, copies, strict=True))
        self.env['cchc.obligation'].create([{
            'plan_id': plan.id, 'topic_id': topics[obligation.topic_id].id, 'sequence': obligation.sequence,
            'channel_id': obligation.channel_id.id, 'genre_ids': obligation.genre_ids.ids,
            'quantity': obligation.quantity, 'frequency': obligation.frequency, 'due_day': obligation.due_day,
            'due_month_offset': obligation.due_month_offset,
            'date_from': self._move_date(obligation.date_from, year),
            'date_to': self._move_date(obligation.date_to, year),
            'date_deadline': self._move_date(obligation.date_deadline, year),
            'rotation_ids': [fields.Command.create({
                'name': turn.name, 'lead_text': turn.lead_text, 'time_text': moved(turn.time_text),
                'period_from': turn.period_from, 'period_to': turn.period_to, 'department_id': turn.department_id.id,
            }) for turn in obligation.rotation_ids],
        } for obligation in self.obligation_ids])
        return plan

    def _mover_of_texts(self, year):
        return lambda words: text.move_year(words, self.year, year) if words else words

    def _move_date(self, day, year):
        """The same day that many years later; 29 February becomes the 28th."""
        return day and fields.Date.add(day, years=year - self.year)
