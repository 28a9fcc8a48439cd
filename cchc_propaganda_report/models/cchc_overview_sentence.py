# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta
from math import ceil
from statistics import median

from odoo import models

from odoo.addons.cchc_propaganda.models.core.words import in_days
from odoo.addons.cchc_propaganda.tools.dates import in_figures

from ..tools.overview import CHANNEL, HOLDING, REVIEW, WRITING, cases_at, main_cause, main_place, sums


class CchcOverview(models.AbstractModel):
    """The sentence of the overview: how the year stands, where and why assignments are behind, and what helps. Nothing
    that the data do not say: without a common place or cause the sentence ends there (``tools/overview.py``)."""
    _inherit = 'cchc.overview'

    def _sentence(self, counted, given, means, units, causes, waits, plan, today):
        """Return ``{result, reason, link, domain}``. ``waits``: see ``cchc.dashboard._days_waited``."""
        _, cases = self.env._, self._cases(counted, causes)
        behind = [one.id for one in counted if one.id in causes]
        return {
            'result': self._result(counted, plan, today), 'domain': [('id', 'in', behind)],
            'reason': self._reason(cases, counted, given, means, units, waits, today) if behind else '',
            'link': behind and _("See the %(count)s assignments late or overdue", count=len(behind)) or ''}

    def _result(self, counted, plan, today):
        _, found = self.env._, sums(one.outcome for one in counted)
        words = {'met': found.met, 'due': found.due, 'date': in_figures(today)}
        if not counted:
            return _("No assignment counts in this year.")
        if not found.due:
            return _("No assignment has fallen due yet; the first is due on %(date)s.",
                     date=in_figures(min(one.deadline for one in counted)))
        whole = today > plan.date_to or not found.ahead
        if found.done == found.due:
            return _("The whole year: all %(due)s assignments were met on time.", **words) if whole else _(
                "By %(date)s, all %(due)s assignments due were met on time.", **words)
        return _("The whole year: %(met)s of %(due)s assignments were met.", **words) if whole else _(
            "By %(date)s, %(met)s of %(due)s assignments due were met.", **words)

    def _reason(self, cases, counted, given, means, units, waits, today):
        """Return where the assignments behind are, why, and what helps, as one sentence."""
        _, place = self.env._, main_place(cases)
        here = cases_at(cases, place)
        channel = means.get(here[0].means) if len({case.means for case in here}) == 1 else None
        where = self._where(place, here, means, units)
        why = main_cause(here)
        if not why:
            if left := sum(case.is_overdue for case in here):
                return _("%(where)s; %(count)s of them are still to be met.", where=where, count=f'{left:02}')
            return f'{where}.'
        why, is_whole = why
        ahead = given.browse([
            square.id for square in counted if square.outcome.kind == 'open' and (
                place is None or getattr(square, place[0]) == place[1])])
        words = {
            'where': where, 'why': self._why(why, channel, waits),
            'remedy': self._remedy(why, channel, waits, ahead, today)}
        return _("%(where)s, because %(why)s; %(remedy)s.", **words) if is_whole else _(
            "%(where)s, for the most part because %(why)s; %(remedy)s.", **words)

    def _where(self, place, here, means, units):
        _ = self.env._
        names = {unit.id: unit.name for unit in units}
        if len(here) == 1:
            return _("Behind is %(unit)s on %(means)s", unit=names.get(here[0].unit, ''),
                     means=means[here[0].means].name)
        if not place:
            return _("The %(count)s assignments behind are spread over units and channels", count=f'{len(here):02}')
        kind, key, count, of = place
        if kind == 'means':
            return _("Mostly behind are those on %(means)s (%(count)s of %(of)s assignments)", means=means[key].name,
                     count=count, of=of)
        return _("Mostly behind are those of %(unit)s (%(count)s of %(of)s assignments)", unit=names.get(key, ''),
                 count=count, of=of)

    def _why(self, why, channel, waits):
        _ = self.env._
        if why == CHANNEL:
            days = self._usual(channel, waits)
            return _("the channel posts %(time)s after it receives an article", time=in_days(self.env, days)) if (
                days) else _("the channel posts after the deadline what it receives in time")
        return {
            REVIEW: _("articles sent for review in time were approved after the deadline"),
            WRITING: _("no article was sent for review by the deadline"),
            HOLDING: _("nothing was held by the deadline"),
        }[why]

    def _remedy(self, why, channel, waits, ahead, today):
        """Return what helps next time, for the assignments that are still open there."""
        _ = self.env._
        if why == HOLDING:
            return _("hold it and record it before the deadline")
        if why == WRITING:
            if nobody := len(ahead.filtered(lambda one: not one.user_id)):
                return _("put somebody in charge of the %(count)s open assignments that have nobody",
                         count=f'{nobody:02}')
            return _("remind the unit from the beginning of the period")
        days = self._usual(channel, waits) + (self._usual_review(waits) if why == REVIEW else 0)
        if not days:
            return _("post articles as soon as they are approved")
        coming = [one.date_deadline for one in ahead if one.date_deadline - timedelta(days=days) >= today]
        if coming:
            words = {'date': in_figures(min(coming) - timedelta(days=days)), 'due': in_figures(min(coming))}
            return _("send the next article for review by %(date)s to meet the deadline of %(due)s", **words) if (
                why == REVIEW) else _(
                "send the next article to the channel by %(date)s to meet the deadline of %(due)s", **words)
        time = in_days(self.env, days)
        return _("send articles for review at least %(time)s before the deadline", time=time) if why == REVIEW else _(
            "send articles to the channel at least %(time)s before the deadline", time=time)

    def _usual(self, channel, waits):
        """Return how many days the channel usually takes; 0 for several channels, and where nothing is known."""
        if not channel or channel._name != 'cchc.channel':
            return 0
        posted = waits[1][channel.id]
        return max(ceil(median(posted)), 0) if posted else channel._usual_days()

    def _usual_review(self, waits):
        """Return how many days all steps of the review usually take together."""
        return sum(max(ceil(median(days)), 0) for days in waits[0].values() if days)
