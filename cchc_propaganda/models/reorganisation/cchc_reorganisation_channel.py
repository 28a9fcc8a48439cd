# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from itertools import chain

from odoo import models
from odoo.fields import Command

from ...tools import text
from ...tools.reorganisation import KEEP, WAIVE, Move, replaced
from ..agency.cchc_earlier_name import Since
from ..agency.hr_department import REORGANISED
from ..core.server import as_server
from .cchc_reorganisation_rows import LIVE

WAITING = ('pending', 'sent')
SETTINGS = ('is_internal', 'kind', 'owner', 'email', 'lead_days', 'unit_may_send', 'sequence')


class CchcReorganisation(models.Model):
    """Channels that are renamed, merged, split or ended. What waits for a channel passes to the one that takes over;
    what is posted keeps its channel, its link and the old name."""
    _inherit = 'cchc.reorganisation'

    # ------------------------------------------------------------------
    # What moves
    # ------------------------------------------------------------------

    def _moves_of_channel(self):
        _, gone, arrow = self.env._, self._gone(), self._arrow()
        if self.kind == 'rename':
            channel = self._old_records()
            yield Move('name', '_apply_channel_name', channel, _("Name"), channel.name, f'→ {self.new_name}',
                       _("links stay as they are"))
            return
        members = gone.member_ids
        if members and self._new_names():
            yield Move('member', '_apply_channel_members', members, _("Reviewers and posters"),
                       self._named(gone), arrow, ', '.join(members.mapped('name')))
        yield from self._moves_of_owed('channel_id', gone, _("made up for on %(new)s", new=self._new_in_words()))
        yield from self._moves_of_publications(gone)
        obligations = self.env['cchc.obligation'].search(
            [('channel_id', 'in', gone.ids), ('plan_id', 'any', LIVE)])
        yield from self._moves_of_obligations(obligations, gone)
        steps = self.env['cchc.review.step'].with_context(active_test=False).search([('channel_ids', 'in', gone.ids)])
        if steps:
            yield Move('review_step', '_apply_review_steps', steps, _("Review steps"), self._named(gone), arrow,
                       ', '.join(steps.mapped('name')))

    def _moves_of_publications(self, gone):
        _, arrow = self.env._, self._arrow()
        waiting = self.env['cchc.publication'].search([
            ('channel_id', 'in', gone.ids), ('state', 'in', WAITING), ('article_id.state', '!=', 'cancelled')])
        if self.kind == 'end':
            for channel, own in waiting.grouped('channel_id').items():
                yield Move(
                    f'publication,{channel.id}', '_apply_channel_publications', own, _("Articles not posted yet"),
                    channel.name, _("no longer meant for it, or passed on"), self._states(own), choice=WAIVE,
                    is_doubtful=True, asks_target=True)
            return
        yield from self._shared(
            'publication', '_apply_channel_publications', waiting, _("Articles not posted yet"),
            self._spread(waiting, gone, 'channel_id'), _("%(new)s; each article once", new=arrow),
            self._states(waiting))

    def _moves_of_obligations(self, obligations, gone):
        _ = self.env._
        printed = _("what is issued is printed as it was signed")
        if obligations and not self._is_shared_out:
            yield Move('obligation', '_apply_obligations', obligations, _("Rows of plans that ask for it"),
                       self._spread(obligations, gone, 'channel_id'), f'{self._arrow()}; {printed}',
                       self._rows_in_words(obligations.topic_id))
        elif self._new_names():
            for topic, own in obligations.grouped('topic_id').items():
                yield Move(f'obligation,{topic.id}', '_apply_obligations', own, _(
                    "Asked for by: %(row)s", row=topic.display_name), self._spread(own, gone, 'channel_id'), printed,
                    asks_target=True)

    def _kept_of_channel(self):
        _, channels = self.env._, self._old_records()
        posted = self.env['cchc.publication'].search_count(
            [('channel_id', 'in', channels.ids), ('state', '=', 'published')])
        met = self.env['cchc.assignment'].search_count(
            [('channel_id', 'in', channels.ids), ('state', 'in', ('done', 'late'))])
        return [*self._counted((posted, _("%(count)s articles that are posted, with their links", count=posted)),
                               (met, _("%(count)s assignments that were met", count=met))),
                _("issued plans, as they were signed")]

    def _missing_of_channel(self):
        _, missing = self.env._, []
        taken = self.env['cchc.channel'].with_context(active_test=False).search(
            [('company_id', '=', self.company_id.id)])
        names = [self.new_name] if self.kind in ('rename', 'merge') and not self.new_channel_id else []
        names += [target.name for target in self.target_ids if not target.channel_id]
        for name in filter(None, names):
            same = taken.filtered(lambda channel, name=name: text.fold(channel.name) == text.fold(name))[:1]
            if same and not (self.kind == 'rename' and same in self.old_channel_ids):
                missing.append(_("“%(name)s” is a channel of the agency already: choose it as the one that takes over.",
                                 name=same.name))
        if self.kind == 'rename':
            missing += self._missing_for_a_name(self.old_channel_ids)
        if archived := self.old_channel_ids.filtered(lambda channel: not channel.active)[:1]:
            missing.append(_("“%(name)s” is archived already.", name=archived.name))
        return missing

    # ------------------------------------------------------------------
    # Moving
    # ------------------------------------------------------------------

    def _make_successors_of_channel(self):
        old = self._old_records()
        if self.kind == 'merge' and not self.new_channel_id:
            self.write({'new_channel_id': self._new_channel(self.new_name, old).id})
        for target in self.target_ids.filtered(lambda target: not target.channel_id):
            target.channel_id = self._new_channel(target.name, old)

    def _new_channel(self, name, old):
        """Make a channel as the first of the old ones was; links to all of them are accepted."""
        taken = old.with_context(active_test=False).search([('company_id', '=', self.company_id.id)]).mapped('code')
        prefixes = dict.fromkeys(chain.from_iterable((channel.url_prefix or '').splitlines() for channel in old))
        return as_server(old).create({
            **{field: old[0][field] for field in SETTINGS}, 'name': text.normalize(name),
            'code': text.code_of(name, taken), 'company_id': self.company_id.id,
            'url_prefix': '\n'.join(prefixes) if all(old.mapped('url_prefix')) else False})

    def _apply_channel_name(self, move, line):
        move.records.with_context(cchc_name_since=Since(self.date)).name = text.normalize(self.new_name)

    def _apply_channel_members(self, move, line):
        for channel in self._successors():
            channel.member_ids |= move.records

    def _apply_channel_publications(self, move, line):
        """Pass on what waits, unless it stays until the old channel has answered. An article stands on a channel only
        once: where it does already, or nobody takes over, what was not sent is dropped and what was sent is closed."""
        if line.choice == KEEP:
            return
        successor = self._successor(line) if line.choice != WAIVE else self.env['cchc.channel']
        there = self.env['cchc.publication'].search([
            ('article_id', 'in', move.records.article_id.ids), ('channel_id', 'in', successor.ids),
            ('state', 'in', (*WAITING, 'published'))]).article_id
        closed, moved, taken = move.records.browse(), move.records.browse(), set(there.ids)
        for publication in move.records.sorted('id'):
            if successor and publication.article_id.id not in taken:
                taken.add(publication.article_id.id)
                moved |= publication
            else:
                closed |= publication
        closed.filtered(lambda publication: publication.state == 'pending').unlink()
        if sent := closed.exists().filtered(lambda publication: publication.state == 'sent'):
            sent._run_transition('refuse', self._reason())
        for fits, own in moved.grouped(lambda publication: publication.assignment_id.channel_id == successor).items():
            # An assignment that stays with the old channel is not met on another one.
            own.write({'channel_id': successor.id, **({} if fits else {'assignment_id': False})})

    def _hand_over_assignments_of_channel(self, assignments, successor):
        assignments.write({'channel_id': successor.id})
        note = self.env._("Now asked for on: %(channel)s. %(reason)s", channel=successor.name, reason=self._reason())
        assignments._log_event('move_channel', dict.fromkeys(assignments, note))

    def _apply_obligations(self, move, line):
        move.records.write({'channel_id': self._successor(line).id})

    def _apply_review_steps(self, move, line):
        gone, new = set(self._gone().ids), self._successors().ids
        for step in move.records:
            step.channel_ids = [Command.set(replaced(step.channel_ids.ids, gone, new))]

    def _close_channel(self):
        gone, successors = as_server(self._gone(), cchc_reorganised=REORGANISED), self._successors()
        if not gone:
            return
        gone.write({'active': False})
        if len(successors) == 1:
            Alias = self.env['cchc.channel.alias']
            gone.alias_ids.write({'channel_id': successors.id})
            known = {text.fold(name) for name in chain(successors.mapped('name'), Alias.search(
                [('company_id', '=', self.company_id.id)]).mapped('name'))}
            Alias.create([{'name': channel.name, 'channel_id': successors.id} for channel in gone
                          if text.fold(channel.name) not in known])


class CchcAssignment(models.Model):
    _inherit = 'cchc.assignment'

    def _event_labels(self):
        return {**super()._event_labels(), 'move_channel': self.env._("Channel changed")}
