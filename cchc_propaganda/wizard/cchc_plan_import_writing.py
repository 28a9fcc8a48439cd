# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.fields import Command

from ..models.plan.cchc_topic import ARRANGED_LATER
from ..tools import text


class CchcPlanImport(models.TransientModel):
    """How the rows get into the plan: those that it has already are updated, the others are added where they stand in
    the file."""
    _inherit = 'cchc.plan.import'

    def _known_topics(self, rows):
        """Return for each row of the file the id of the row of the draft plan that it is: with the same numbers above
        it and its own, else with the same words; None for a new one."""
        topics = self.plan_id.topic_ids.filtered(lambda topic: topic.code or not topic.parent_id)
        by_path, by_words = {}, {}
        for topic in topics:
            by_path.setdefault(_path_of_topic(topic), topic)
            if topic.name:
                by_words.setdefault(text.title_key(topic.name), topic)
        found, path, taken = [], [], set()
        for row in rows:
            del path[row.level:]
            path += [''] * (row.level - len(path)) + [_number(row.code)]
            topic = row.code and by_path.get(tuple(path)) or by_words.get(text.title_key(row.content))
            if topic and topic.id in taken:
                topic = None
            taken.add(topic.id if topic else None)
            found.append(topic.id if topic else None)
        return found

    def _enter(self):
        """Write the rows and the head into the draft plan, and return it."""
        self.name_ids._remember()
        values = self._prepare_plan_vals()
        if plan := self.plan_id:
            plan._lock_records()
        else:
            plan = self.env['cchc.plan'].create({
                'name': self.env._("Communication on administrative reform %(year)s", year=self.year),
                'year': self.year, 'company_id': self.company_id.id, **values})
            values = {}
        lines = self.line_ids.sorted('number')
        known = {line: line.topic_id for line in lines if line.topic_id and line.topic_id.plan_id == plan}
        order = self._in_order(plan, lines, known)
        commands = []
        for at, line in enumerate(order, start=1):
            if line._name == 'cchc.topic':      # a row of the plan that the file does not have
                commands.append(Command.update(line.id, {'sequence': 10 * at, 'level': line.level}))
            elif line in known:
                commands.append(Command.update(
                    known[line].id, {**line._prepare_topic_vals(), 'sequence': 10 * at}))
            else:
                commands.append(Command.create({**line._prepare_topic_vals(is_new=True), 'sequence': 10 * at}))
        before = plan.topic_ids
        plan.write({**values, 'row_ids': commands})
        new = (plan.topic_ids - before).sorted(lambda topic: topic.id)
        created = dict(zip([line for line in lines if line not in known], new, strict=True))
        self._enter_obligations(known)
        self._enter_bullets(plan, {**known, **created})
        plan.invalidate_recordset(['topic_ids', 'row_ids'])     # rows were put between others
        self._log(plan, len(known), len(created))
        return plan

    def _in_order(self, plan, lines, known):
        """Return the lines in their order, with the rows of the plan that the file does not have after the row that
        they follow now."""
        order, lines_of = list(lines), {topic: line for line, topic in known.items()}
        previous = None
        for topic in plan.topic_ids.filtered(lambda topic: topic.code or not topic.parent_id).sorted('sequence'):
            if topic in lines_of:
                previous = lines_of[topic]
            else:
                order.insert(order.index(previous) + 1 if previous is not None else 0, topic)
                previous = topic
        return order

    def _enter_obligations(self, known):
        """Update the obligations of the rows that the plan had: those on the same channel or in the same form are
        changed, others are added; none is deleted."""
        to_create = []
        for line, topic in known.items():
            present = {(obligation.channel_id.id, obligation.form_id.id): obligation
                       for obligation in topic.obligation_ids}
            for asked in line.obligation_line_ids:
                values = asked._prepare_obligation_vals()
                obligation = present.get((values['channel_id'], values['form_id']))
                if obligation:
                    obligation.write({**values, 'rotation_ids': [Command.clear(), *values['rotation_ids']]})
                else:
                    to_create.append({**values, 'topic_id': topic.id})
        self.env['cchc.obligation'].create(to_create)

    def _enter_bullets(self, plan, topics):
        """Make the dashes inside a cell rows below it without a number; dashes with the same words stay, those that the
        file no longer has go, unless somebody has chosen them."""
        Topic = self.env['cchc.topic'].with_context(cchc_arranged=ARRANGED_LATER)
        to_create, to_delete = [], Topic
        for line, topic in topics.items():
            present = {text.title_key(bullet.name): bullet for bullet in topic.child_ids.filtered(
                lambda child: not child.code)}
            for at, words in enumerate(filter(None, map(str.strip, (line.bullets or '').splitlines())), start=1):
                bullet = present.pop(text.title_key(words), None)
                if bullet:
                    bullet.with_env(Topic.env).sequence = topic.sequence + at
                else:
                    to_create.append({'plan_id': topic.plan_id.id, 'parent_id': topic.id, 'name': words,
                                      'sequence': topic.sequence + at})
            to_delete = to_delete.union(*present.values())
        Topic.create(to_create)
        to_delete.filtered(lambda topic: not (topic.article_ids or topic.outreach_ids)).unlink()
        plan.invalidate_recordset(['topic_ids', 'row_ids'])
        plan.topic_ids._arrange_plan(by_level=False)

    def _log(self, plan, updated, added):
        _ = plan._in_company_language().env._
        plan._message_log(body=_(
            "Read from the file “%(file)s”: %(added)s rows added, %(updated)s updated.",
            file=self.filename or '…', added=added, updated=updated))


def _path_of_topic(topic):
    path = []
    while topic:
        path.insert(0, _number(topic.code))
        topic = topic.parent_id
    return tuple(path)


def _number(code):
    return (code or '').strip().rstrip('.)').casefold()
