# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

from odoo.addons.cchc_propaganda.tools.dates import in_figures
from odoo.addons.cchc_propaganda.tools.decree import within_sentence

from ..tools.figures import figure_text

SENT = ('on_time', 'late')      # the states of a report that was sent
NAMED = 2                       # so many agencies without a plan are named, more are counted only


class CchcReportAgency(models.Model):
    """What stands above the list of the agencies: how many have sent the report whose figures are shown, and the sums
    of their figures."""
    _inherit = 'cchc.report.agency'

    @api.model
    @api.readonly
    def get_summary(self, domain):
        """Return what stands above and below the list that the domain finds: ``{tiles: [{key, label, value, hint}],
        note}``; no tiles where the list is empty or of several years."""
        found = self._read_group(domain, ['year', 'part'])
        if len(found) != 1:
            return {'tiles': [], 'note': ''}
        [(year, part)] = found
        figures = ('due', 'met', 'articles')
        rows = self._read_group(domain, [f'{part}_state', 'kind'], [
            '__count', f'{part}_deadline:min', *(f'{name}:sum' for name in figures)])
        lines = self.search([*domain, ('plan_state', '=', 'none')])
        # The lines of the same agencies in the year before, and the same part of it.
        before = self.with_context(cchc_part=part).search(
            [('id', 'in', [id_ - 1 for id_ in self.search(domain).ids]), ('has_figures', '=', True)])
        return {'tiles': self._tiles(part, rows, lines, year - 1, before), 'note': self._note(part)}

    def _tiles(self, part, rows, without_plan, year_before, before):
        _, today = self.env._, self.env.company._cchc_today()
        states, kinds, deadlines = {}, {}, []
        due = met = articles = 0
        for state, kind, count, deadline, *sums in rows:
            states[state] = states.get(state, 0) + count
            kinds[kind] = kinds.get(kind, 0) + count
            due, met, articles = (have + (more or 0) for have, more in zip((due, met, articles), sums, strict=True))
            if state not in SENT and deadline:
                deadlines.append(deadline)
        sent = sum(states.get(state, 0) for state in SENT)
        deadline, missing = min(deadlines, default=None), sum(kinds.values()) - sent
        words = {'date': deadline and in_figures(deadline), 'days': deadline and (today - deadline).days}
        period = self._part_in_words(part)
        labels = dict(self._fields['kind']._description_selection(self.env))
        return [
            {'key': 'agencies', 'label': _("Agencies"), 'value': f'{sum(kinds.values())}', 'hint': ' · '.join(
                f'{count} {within_sentence(labels[kind])}' for kind in labels if (count := kinds.get(kind)))},
            {'key': 'sent', 'label': _("Sent the report of %(period)s", period=period), 'value': f'{sent}',
             'hint': _("%(on_time)s in time, %(late)s late", on_time=states.get('on_time', 0),
                       late=states.get('late', 0)) if sent else ''},
            {'key': 'missing', 'label': _("Have not sent the report of %(period)s", period=period),
             'value': f'{missing}', 'hint': '' if not (missing and deadline) else _(
                 "due %(date)s, %(days)s days overdue", **words) if deadline < today else _("due %(date)s", **words)},
            {'key': 'met', 'label': _("Assignments met"), 'value': f'{met}/{due}' if sent else '–', 'hint': _(
                "%(share)s of what %(count)s agencies have reported", count=sent,
                share=figure_text(met / due, 'percent', due)) if due else ''},
            {'key': 'articles', 'label': _("Articles posted"), 'value': f'{articles}' if sent else '–',
             'hint': _("same days of %(year)s: %(count)s", year=year_before,
                       count=sum(before.mapped('articles'))) if before else ''},
            {'key': 'plan', 'label': _("Without a plan of the year"), 'value': f'{len(without_plan)}',
             'hint': ', '.join(without_plan.mapped('name')) if len(without_plan) <= NAMED else ''},
        ]

    def _note(self, part):
        return self.env._(
            "The figures are those since the new year in the reports on %(period)s that were sent; click a name to "
            "read the report. “–”: not sent, and what is not approved is not counted.",
            period=self._part_in_words(part))

    def _part_in_words(self, part):
        return within_sentence(dict(self._fields['part']._description_selection(self.env))[part])

    def _expand_standing(self, values, domain):
        """Return the groups that there are in the order of the selection: who has not sent comes first."""
        return [value for value, __ in self._fields['standing'].selection if value in values]
