# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import models
from odoo.fields import Domain

from ...tools.dates import in_figures
from ...tools.decree import within_sentence
from ...tools.reorganisation import KEEP, MOVE, WAIVE, Move

BEFORE_ISSUE = ('draft', 'submitted', 'approved')
# Plans whose rows still ask for something; the rows of an issued amendment are in the plan that it amends.
LIVE = Domain('state', 'in', BEFORE_ISSUE) | (
    Domain('state', '=', 'published') & Domain('date_closed', '=', False) & Domain('amends_id', '=', False))
OPEN = Domain('state', 'in', ('open', 'overdue')) & Domain('is_before_issue', '=', False) & Domain(
    'plan_id', 'any', [('state', '=', 'published'), ('date_closed', '=', False)])


class CchcReorganisation(models.Model):
    """What units and channels have in common: rows, one for all or one for each where somebody says who takes over, and
    what is still owed."""
    _inherit = 'cchc.reorganisation'

    @property
    def _is_shared_out(self):
        """Whether somebody says row by row who takes over."""
        return self.kind in ('split', 'end')

    def _shared(self, key, apply, records, what, now, after, detail=''):
        """Yield one row, or one for each record where somebody says who takes over; none without records."""
        if not records:
            return
        if not self._is_shared_out:
            yield Move(key, apply, records, what, now, after, detail)
            return
        for record in records:
            yield Move(f'{key},{record.id}', apply, record, f'{what}: {record.display_name}', now, '', asks_target=True)

    # ------------------------------------------------------------------
    # What is owed
    # ------------------------------------------------------------------

    def _owed(self, link, gone, due):
        """Return the open assignments whose unit or channel (``link``) is one of these, due before (``<``) the day of
        the reorganisation or not (``>=``)."""
        return self.env['cchc.assignment'].search(
            OPEN & Domain(link, 'in', gone.ids) & Domain('date_deadline', due, self.date))

    def _moves_of_owed(self, link, gone, made_up_for):
        """Yield what is owed: what is due before the day and not met each by itself, the others together, or row by row
        of the plan where somebody says who takes over."""
        _ = self.env._
        for owed in self._owed(link, gone, '<'):
            yield Move(
                f'overdue,{owed.id}', '_apply_overdue', owed,
                _("Not met: %(assignment)s", assignment=f'{owed.period_label} · {owed._met_by().name}'),
                owed[link].name, made_up_for,
                ' · '.join(filter(None, [_("due %(date)s", date=in_figures(owed.date_deadline)),
                                         _("explained") if owed.explanation else ''])),
                choice=KEEP if self.kind == 'end' else MOVE, is_doubtful=True, asks_target=self._is_shared_out)
        owed = self._owed(link, gone, '>=')
        if owed and not self._is_shared_out:
            yield Move('assignment', '_apply_assignments', owed, _("Open assignments"), self._spread(owed, gone, link),
                       _("%(new)s, deadlines kept", new=self._arrow()), self._periods(owed))
        if self._is_shared_out:
            for (topic, means), rows in owed.grouped(lambda one: (one.topic_id, one._met_by())).items():
                yield Move(
                    f'assignment,{topic.id},{means._key()}', '_apply_assignments', rows, _(
                        "Open assignments: %(row)s", row=topic.display_name or _("given out ad hoc")),
                    self._spread(rows, gone, link), _("deadlines kept"), self._periods(rows), asks_target=True,
                    choice=WAIVE if self.kind == 'end' else '', is_doubtful=self.kind == 'end', must_move=True)

    def _apply_assignments(self, move, line):
        if line.choice == WAIVE:
            move.records._run_transition('waive', self._reason())
        elif line.choice != KEEP and (successor := self._successor(line)):
            getattr(self, f'_hand_over_assignments_of_{self.subject}')(move.records, successor)

    def _successors(self):
        """Return all who take over."""
        return self.target_ids[self._target_field()] if self._is_shared_out else self._new_record()

    def _missing_for_a_name(self, record):
        """Return what keeps a unit or channel from bearing another name from the day on."""
        kept = self.env['cchc.earlier.name']._kept_of(record._name).get(record.id)
        if not kept or kept[-1][0] < self.date - timedelta(days=1):
            return []
        return [self.env._("“%(name)s” was renamed on %(date)s: choose a later day.", name=record.name,
                           date=in_figures(kept[-1][0] + timedelta(days=1)))]

    # ------------------------------------------------------------------
    # Words of the table
    # ------------------------------------------------------------------

    def _new_in_words(self):
        return ', '.join(self._new_names()) or self.env._("who takes over")

    def _arrow(self):
        return f'→ {self._new_in_words()}'

    def _named(self, units):
        return ', '.join(units.mapped('name'))

    def _spread(self, records, gone, link='department_id'):
        """Return which of the units or channels (``link``) the records are of, with their numbers if there are several.
        """
        own = records.grouped(link)
        units = [unit for unit in gone if unit in own]
        if len(units) == 1:
            return units[0].name
        return ', '.join(f'{unit.name} ({len(own[unit])})' for unit in units)

    def _periods(self, assignments):
        periods = dict.fromkeys(assignments.mapped('period_label'))
        return ', '.join(within_sentence(period) for period in periods if period)

    def _states(self, documents):
        return ', '.join(
            f'{len(own)} × {within_sentence(documents._state_label(state))}'
            for state, own in documents.grouped('state').items())

    def _rows_in_words(self, topics):
        return ', '.join(dict.fromkeys(filter(None, (topic._number() for topic in topics))))

    def _counted(self, *sentences):
        """Return the sentences of ``(how many, sentence)``, without those about none."""
        return [sentence for count, sentence in sentences if count]

    def _turns_in_words(self, turns):
        return ', '.join(filter(None, (turn.name for turn in turns)))
