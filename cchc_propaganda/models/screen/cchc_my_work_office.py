# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.fields import Domain

from ...tools.dates import without_year
from ...tools.groups import OFFICE
from ...tools.outcome import OWED

UNIT_DIALOG = 'cchc_propaganda.cchc_department_wizard_action'


class CchcMyWork(models.AbstractModel):
    """What only the Office has on its first screen: explanations without its note, and what stands still because nobody
    may act on it."""
    _inherit = 'cchc.my.work'

    def _office_lines(self):
        if not self.env.user.has_group(OFFICE):
            return []
        return [*self._note_lines(), *self._unreviewed_lines(), *self._unposted_lines(), *self._unmanned_lines()]

    def _note_lines(self):
        """Return lines for the explanations to which the Office has not added its note."""
        _ = self.env._
        assignments = self.env['cchc.assignment'].search(
            Domain('company_id', '=', self.env.company.id) & Domain('explanation', 'not in', (False, ''))
            & Domain('office_note', 'in', (False, '')) & Domain('waiver', '=', False)
            & Domain('plan_id', 'any', [('state', '=', 'published'), ('date_closed', '=', False)]))
        return [self._line(
            assignment, 'todo', False, since=assignment.date_last_step,
            name=f'{assignment.department_id.name} · {assignment._title()}',
            why=_("Explained: “%(text)s”", text=assignment.explanation),
            buttons=[{'kind': 'form', 'label': _("Add the note of the Office")}]) for assignment in assignments]

    def _unreviewed_lines(self):
        """Return lines for the articles in review that nobody may approve."""
        articles = self.env['cchc.article'].search(
            Domain('company_id', '=', self.env.company.id) & Domain('state', '=', 'submitted'))
        return [self._line(
            article, 'stuck', False, since=article.review_since, name=article.display_name,
            why=article.why_no_reviewer, buttons=[{'kind': 'form', 'label': self.env._("Open")}])
            for article in articles.filtered('why_no_reviewer')]

    def _unposted_lines(self):
        """Return a line for each channel with approved articles and without members who could post them."""
        _ = self.env._
        channels = self.env['cchc.channel'].search([('company_id', '=', self.env.company.id)])
        deserted = channels.filtered(lambda channel: not channel.sudo().member_ids._cchc_present())   # only whether any
        if not deserted:
            return []
        publications = self.env['cchc.publication'].search(
            Domain('channel_id', 'in', deserted.ids) & self.env['cchc.publication']._to_be_posted())
        return [self._line(
            channel, 'stuck', False, since=min(filter(None, waiting.article_id.mapped('approved_date')), default=False),
            name=channel.name, why=_(
                "Approved articles that nobody can post: %(count)s. Enter who reviews and posts on this channel.",
                count=len(waiting)), buttons=[{'kind': 'form', 'label': _("Enter the members")}])
            for channel, waiting in publications.grouped('channel_id').items()]

    def _unmanned_lines(self):
        """Return a line for each unit that owes something and has nobody with an account, or no head with one."""
        _, today = self.env._, self.env.company._cchc_today()
        owing = self.env['cchc.assignment']._read_group(
            Domain('company_id', '=', self.env.company.id) & Domain('plan_id.state', '=', 'published')
            & Domain('is_current', '=', True) & self.env['cchc.assignment']._outcome_domain(*OWED),
            ['department_id'], ['__count', 'date_deadline:min'])
        self.env['hr.department'].union(*(unit for unit, *__ in owing))._cchc_load_people()
        lines = []
        for unit, count, deadline in owing:
            if not unit._cchc_users():
                why = _("Assignments that nobody can write for: %(count)s, the next due %(date)s. The unit has nobody "
                        "with an account: ask the administrator to add one.", count=count, date=without_year(deadline))
            elif not unit._cchc_head_user():
                why = _("Assignments that nobody can give out or explain: %(count)s, the next due %(date)s. The unit "
                        "has no head with an account and that role.", count=count, date=without_year(deadline))
            else:
                continue
            lines.append({**self._line(
                unit, 'stuck', deadline, name=unit.name, why=why, buttons=[
                    {'kind': 'dialog', 'action': UNIT_DIALOG, 'label': _("Settings of the unit")}]),
                'clock': _("Nobody"), 'level': 'danger' if deadline < today else 'warning',
                'form': {'model': unit._name, 'id': unit.id, 'action': UNIT_DIALOG}})
        return lines
