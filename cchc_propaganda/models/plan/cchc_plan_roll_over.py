# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.fields import Command

from ...tools.check.items import items
from ...tools.groups import OFFICE
from ...tools.obligation import Turn, in_periods
from ...tools.year_shift import MOVED, YearShift
from ..core.server import as_server
from .cchc_plan_mark import BASIS

ALIVE = ('draft', 'submitted', 'approved', 'published')


class CchcPlan(models.Model):
    """The draft of the next year's plan, made from this one."""
    _inherit = 'cchc.plan'

    previous_id = fields.Many2one(
        'cchc.plan', "Plan before", readonly=True, copy=False, index='btree_not_null', ondelete='restrict',
        check_company=True, server_only=True, help="The plan from which this one was drafted for another year.")

    _one_rolled_over = models.UniqueIndex(
        f"(previous_id, year) WHERE previous_id IS NOT NULL AND state IN {ALIVE}",
        "Somebody has just drafted the plan of that year from this plan. Reload the page.")

    def action_roll_over(self, year=None):
        """Draft the plan of the next year (or of ``year``) with dates, topics, obligations and rotations of this plan.
        Return the action that opens the draft; a second click opens the same."""
        self.ensure_one()
        if not (self.env.su or self.env.user.has_group(OFFICE)):
            raise AccessError(self.env._("The plan of the next year is drafted by the Office."))
        year = int(year or self.year + 1)
        plan = self.search(
            [('previous_id', '=', self.id), ('year', '=', year), ('state', 'in', ALIVE)], limit=1
        ) or self._roll_over(year)
        return {
            'type': 'ir.actions.act_window', 'res_model': self._name, 'res_id': plan.id, 'views': [(False, 'form')],
        }

    def _roll_over(self, year):
        """Return the draft of that year. ``_prepare_roll_over_vals`` of each part says what the draft copies."""
        shift = YearShift(self.year, year)
        plan = self.create(self._prepare_roll_over_vals(shift))
        plan._with_gate().previous_id = self
        topics = self._copy_rows(
            lambda topic, parent: topic._prepare_roll_over_vals(shift, plan, parent),
            lambda obligation, topic: obligation._prepare_roll_over_vals(shift, topic))
        plan._mark_texts(self, shift, topics)
        plan._tell_what_is_archived()
        return plan

    def _copy_rows(self, topic_vals, obligation_vals):
        """Copy the rows of this plan with their obligations, and return ``{row: its copy}``. ``topic_vals``: the values
        of the copy of a row below the given one; ``obligation_vals``: those of the copy of an obligation in the given
        row."""
        topics = {self.env['cchc.topic']: self.env['cchc.topic']}
        for level in sorted(set(self.topic_ids.mapped('level'))):   # parent rows first
            sources = self.topic_ids.filtered(lambda topic, level=level: topic.level == level)
            copies = self.env['cchc.topic'].create([topic_vals(topic, topics[topic.parent_id]) for topic in sources])
            topics.update(zip(sources, copies, strict=True))
        self.env['cchc.obligation'].create([
            obligation_vals(obligation, topics[obligation.topic_id]) for obligation in self.obligation_ids])
        return topics

    def _mark_texts(self, source, shift, topics):
        """Mark what is to be read again in this draft of the plan ``source``. ``topics``: row -> its copy."""
        vals_list = [vals for name in self._titles() for vals in _marks(shift, name, source[name], is_title=True)]
        for section, copy in zip(source.section_ids, self.section_ids, strict=True):
            vals_list += [{'section_id': copy.id, **vals} for text in section._texts_of_year()
                          for vals in _marks(shift, *text)]
        for topic in source.topic_ids:
            vals_list += [{'topic_id': topics[topic].id, **vals} for text in topic._texts_of_year()
                          for vals in _marks(shift, *text)]
        vals_list += [{'basis_id': basis.id, 'kind': BASIS, 'text_name': 'name', 'before': basis.name,
                       'after': basis.name} for basis in self.legal_basis_ids]
        # Nobody makes marks by hand.
        as_server(self.env['cchc.plan.mark']).create([{'plan_id': self.id, **vals} for vals in vals_list])

    def _tell_what_is_archived(self):
        """Write into the draft's chatter which of its rows name units or channels that are archived by now. The check
        names them until they are replaced."""
        archived = [finding['text'] for finding in self._findings() if finding['about'] == 'archived']
        if archived:
            self.message_post(
                body=Markup("<p>%s</p><ul>%s</ul>") % (
                    self.env._("Taken over from the plan before, yet archived by now. Replace them before the draft is "
                               "submitted:"),
                    Markup().join(Markup("<li>%s</li>") % sentence for sentence in archived)),
                subtype_xmlid='mail.mt_note')

    def _prepare_roll_over_vals(self, shift):
        """Return the values of the draft; ``shift``: a ``YearShift``."""
        self.ensure_one()
        return {
            'name': shift.text(self.name), 'year': shift.target, 'company_id': self.company_id.id,
            'office_id': self.office_id.id, 'appendix_title': shift.text(self.appendix_title),
            'signer_name': self.signer_name, 'signer_title': self.signer_title,
            'date_from': shift.day(self.date_from), 'date_to': shift.day(self.date_to),
            'date_text': shift.text(self.date_text),
            **{name: [Command.create(part._prepare_roll_over_vals(shift)) for part in self[name]]
               for name in ('section_ids', 'legal_basis_ids', 'recipient_ids')},
        }


def _marks(shift, name, words, is_title):
    """Return the values of the marks of one text. Another year in a title or a deadline is a finding of the check."""
    return [{'text_name': name, 'kind': mark.kind, 'before': mark.before, 'after': mark.after}
            for mark in shift.marks(words) if mark.kind == MOVED or not is_title]


class CchcPlanSection(models.Model):
    _inherit = 'cchc.plan.section'

    def _prepare_roll_over_vals(self, shift):
        """Return the values of this section in the draft."""
        self.ensure_one()
        return {
            'sequence': self.sequence, 'number': self.number, 'kind': self.kind, 'title': shift.text(self.title),
            'body': shift.text(self.body),
        }

    def _texts_of_year(self):
        """Return ``[(field, words, whether it is a title or a deadline)]`` of what may name a year."""
        return [('title', self.title, True), *(('body', words, False) for __, words in items(self.body))]


class CchcLegalBasis(models.Model):
    _inherit = 'cchc.legal.basis'

    def _prepare_roll_over_vals(self, shift):
        """Return the values of this legal basis in the draft. Its years are those of a document: they stay."""
        self.ensure_one()
        return {name: self[name] for name in ('sequence', 'name', 'number', 'date', 'issuer')}


class CchcPlanRecipient(models.Model):
    _inherit = 'cchc.plan.recipient'

    def _prepare_roll_over_vals(self, shift):
        """Return the values of this recipient in the draft."""
        self.ensure_one()
        return {'sequence': self.sequence, 'name': self.name}


class CchcTopic(models.Model):
    _inherit = 'cchc.topic'

    def _prepare_roll_over_vals(self, shift, plan, parent):
        """Return the values of this row in the draft ``plan``, below its row ``parent`` (empty at the top)."""
        self.ensure_one()
        everyone = self.with_context(active_test=False)     # archived units, too: the check of the draft names them
        return {
            'plan_id': plan.id, 'parent_id': parent.id, 'sequence': self.sequence, 'code': self.code,
            'name': shift.text(self.name), 'lead_department_ids': everyone.lead_department_ids.ids,
            'coordinator_department_ids': everyone.coordinator_department_ids.ids, 'lead_text': self.lead_text,
            'coordinator_text': self.coordinator_text, 'time_text': shift.text(self.time_text),
            'expected_output': self.expected_output, 'date_from': shift.day(self.date_from),
            'date_to': shift.day(self.date_to), 'subject_ids': everyone.subject_ids.ids, 'previous_id': self.id,
        }

    def _texts_of_year(self):
        """Return ``[(field, words, whether it is a title or a deadline)]`` of what may name a year."""
        times = dict.fromkeys([self.time_text, *self.obligation_ids.rotation_ids.mapped('time_text')])
        return [('name', self.name, False), *(('time_text', time, True) for time in times)]


class CchcObligation(models.Model):
    _inherit = 'cchc.obligation'

    def _prepare_roll_over_vals(self, shift, topic):
        """Return the values of this obligation, turns included, for the row ``topic`` of the draft."""
        self.ensure_one()
        return {
            'plan_id': topic.plan_id.id, 'topic_id': topic.id, 'sequence': self.sequence,
            'channel_id': self.channel_id.id, 'form_id': self.form_id.id,
            'genre_ids': self.genre_ids.ids, 'quantity': self.quantity,
            'frequency': self.frequency, 'due_day': self.due_day, 'due_month_offset': self.due_month_offset,
            'date_from': shift.day(self.date_from), 'date_to': shift.day(self.date_to),
            'date_deadline': shift.day(self.date_deadline),
            'rotation_ids': [
                Command.create({**turn._prepare_roll_over_vals(shift), **periods})
                for turn, periods in self._turns_in_periods()],
        }

    def _turns_in_periods(self):
        """Return ``[(turn, its periods as values)]``. Older plans may have months in a quarterly obligation: they
        become quarters where they make up whole ones; others are left out, and the check names what nobody owes."""
        turns = [Turn(turn.period_from, turn.period_to, turn.id) for turn in self.rotation_ids]
        return [(self.rotation_ids.browse(turn.unit), {'period_from': turn.first, 'period_to': turn.last})
                for turn in in_periods(self.frequency, turns)]


class CchcObligationRotation(models.Model):
    _inherit = 'cchc.obligation.rotation'

    def _prepare_roll_over_vals(self, shift):
        """Return the values of this turn in the draft."""
        self.ensure_one()
        return {
            'name': self.name, 'lead_text': self.lead_text, 'time_text': shift.text(self.time_text),
            'period_from': self.period_from, 'period_to': self.period_to, 'department_id': self.department_id.id,
        }
