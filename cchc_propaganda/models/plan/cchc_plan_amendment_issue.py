# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from markupsafe import Markup

from odoo import models
from odoo.exceptions import UserError

from ...tools import amendment
from ...tools.amendment import Part
from ...tools.dates import in_figures
from .cchc_topic import ARRANGED_LATER

# What an amendment writes into the parts of the plan. What lives on after the issue (results, subjects) is not in it.
OF_ROW = (
    'code', 'name', 'lead_department_ids', 'coordinator_department_ids', 'lead_text', 'coordinator_text', 'time_text',
    'expected_output', 'date_from', 'date_to', 'sequence')
OF_OBLIGATION = (
    'sequence', 'channel_id', 'form_id', 'genre_ids', 'quantity', 'frequency', 'due_day', 'due_month_offset',
    'date_from', 'date_to', 'date_deadline')
OF_TURN = ('name', 'lead_text', 'time_text', 'period_from', 'period_to', 'department_id')


class CchcPlan(models.Model):
    """Issuing an amendment: its difference is written into the rows of the amended plan, which keep their ids, and the
    assignments are given out again. What it leaves out is archived with all that was done for it."""
    _inherit = 'cchc.plan'

    def _apply_amendment(self):
        """Write what this amendment changes into the plan that it amends; one record."""
        plan = self.amends_id
        plan._lock_records()
        changes, units = self._in_company_language()._changes(), self._units_affected()
        before = plan._file_before_amendment()
        self._with_gate()._write_into_amended(plan._with_gate())
        self.env.invalidate_all()       # turns, obligations and counts are computed from rows that are archived now
        plan._generate_assignments()
        self._with_gate().write({'issued_changes': changes})
        plan._tell_of_amendment(self, before, units)

    def _write_into_amended(self, plan):
        """Write the rows, obligations and turns of this amendment into the plan, and archive those that it leaves out.
        Parents come before the rows below them, and turns go before those that take their place."""
        rows = self._pairs_of_rows()
        obligations = self._pairs_of_obligations(rows)
        turns = self._pairs_of_turns(obligations)
        for parts, kept in ((plan.obligation_ids.rotation_ids, turns), (plan.obligation_ids, obligations),
                            (plan.topic_ids, rows)):
            (parts - parts.browse(kept.values())).write({'active': False})
        rows = self._write_rows(plan, rows)
        copies = self.obligation_ids
        obligations = copies._write_into_originals(
            obligations, OF_OBLIGATION, lambda one: {'plan_id': plan.id, 'topic_id': rows[one.topic_id.id]})
        copies.rotation_ids._write_into_originals(
            turns, OF_TURN, lambda turn: {'obligation_id': obligations[turn.obligation_id.id]})

    def _write_rows(self, plan, pairs):
        """Write the rows of this amendment into the plan, level by level, and return ``{row here: row there}``."""
        written = dict(pairs)
        everyone = self.topic_ids.with_context(active_test=False, cchc_arranged=ARRANGED_LATER)
        for level in sorted(set(everyone.mapped('level'))):
            rows = everyone.filtered(lambda row, level=level: row.level == level)
            written |= rows._write_into_originals(pairs, OF_ROW, lambda row, above=dict(written): {
                'plan_id': plan.id, 'parent_id': above.get(row.parent_id.id, False),
                **({} if row.id in pairs else {'subject_ids': row.subject_ids.ids, 'previous_id': row.previous_id.id})})
        return written

    def _pairs_of_turns(self, obligations):
        """Return ``{id of a turn here: id of the turn that it is}``, in obligations that are asked for as often as
        before: turns of months say nothing about quarters."""
        before, after = [], []
        for copy in self.obligation_ids:
            original = copy.browse(obligations.get(copy.id))
            if original.frequency != copy.frequency:
                continue
            for turns, parts, origin in ((original.rotation_ids, before, False), (copy.rotation_ids, after, True)):
                parts += [Part(turn.id, origin and turn.origin_id.id, (
                    original.id, turn.period_from, turn.period_to, turn.department_id.id)) for turn in turns]
        return amendment.paired(before, after)

    # ------------------------------------------------------------------
    # What is kept, and who is told
    # ------------------------------------------------------------------

    def _file_before_amendment(self):
        """Return ``[(file name, content)]``: the plan in Word as it is now, to be read later. Without it, where the
        agency's own template cannot print it: that is no reason not to issue the amendment."""
        try:
            return [(f"{self._file_name('docx')}.docx", self._docx())]
        except UserError:
            return []

    def _tell_of_amendment(self, issued, before, units):
        """Say in the chatter of the amended plan what has amended it, with the plan as it was, and in the log.
        ``units``: those whose assignments change, whose heads are told (``reminder/cchc_plan_notice``)."""
        plan = self._in_company_language()
        note = plan.env._("Amended by plan %(number)s of %(date)s.", number=issued.number,
                          date=in_figures(issued.date_issued))
        link = Markup('<a href="#" data-oe-model="cchc.plan" data-oe-id="%s">%s</a>') % (issued.id, issued.display_name)
        kept = plan.env._("The plan as it was before is attached.") if before else ''
        plan.message_post(
            body=Markup("%s %s. %s") % (note, link, kept), attachments=before, subtype_xmlid='mail.mt_note',
            author_id=self.env.user.partner_id.id)
        plan._log_event('amended', {plan: note})

    def _event_labels(self):
        return {**super()._event_labels(), 'amended': self.env._("Amended")}


class CchcPlanAmendedPart(models.AbstractModel):
    _inherit = 'cchc.plan.amended.part'

    def _write_into_originals(self, pairs, names, places):
        """Write these parts of an amendment into the parts of the plan that they are, and make new ones of the others.
        ``pairs``: ``{id here: id there}``; ``names``: the fields; ``places``: the values that say where a part stands.
        Return ``{id here: id there}`` of all of them."""
        found, new, values_of_new = {}, self.browse(), []
        for part in self:
            values = {**part._values_to_write(names), **places(part)}
            if original := self.browse(pairs.get(part.id)):
                found[part.id] = original.id
                if changed := original._values_that_differ(values):
                    original.write(changed)
            else:
                new += part
                values_of_new.append(values)
        found.update(zip(new.ids, self.create(values_of_new).ids, strict=True))
        for part in self:
            if part.origin_id.id != found[part.id]:
                part.origin_id = found[part.id]     # typed anew: it knows from now on which part of the plan it became
        return found

    def _values_to_write(self, names):
        """Return the values of these fields as ``create`` takes them, links as lists of ids; one record."""
        return {name: self[name].ids if self._fields[name].type == 'many2many' else self._fields[name].convert_to_write(
            self[name], self) for name in names}

    def _values_that_differ(self, values):
        """Return those of the values that this part does not have yet; one record."""
        own = self._values_to_write(values)
        return {name: value for name, value in values.items() if (
            set(own[name]) != set(value) if isinstance(value, list) else own[name] != value)}
