# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Who fills which role in an agency today. Each piece of work makes a new roster, so that its data are current."""

from functools import cached_property

from ...tools.groups import DIRECTOR, OFFICE
from ..core.readers import readable


class Roster:
    """The people of one agency by role, each looked up once. ``env`` has the rights of the superuser."""

    def __init__(self, env, company):
        self.env = env(context={**env.context, 'allowed_company_ids': company.ids})
        self.company = company.with_env(self.env)
        self.today = company._cchc_today()
        self.latest = {}   # the rules that remind today, by deadline
        self._members, self._reached, self._of_group = {}, {}, {}

    @cached_property
    def calendar(self):
        return self.company._cchc_working_calendar()

    @cached_property
    def office(self):
        """The users with the role of the Office, whatever their unit."""
        return self.of_group(OFFICE)

    @cached_property
    def director(self):
        """The approving director; without one, all directors."""
        return self.reached(self.company.cchc_director_id) or self.of_group(DIRECTOR)

    def head(self, unit):
        """Return the user of the head of the unit, unless the head has left or has no account."""
        return unit.manager_id.filtered('active').user_id

    def members(self, unit):
        """Return the ids of the members of the unit."""
        if unit.id not in self._members:
            self._members[unit.id] = frozenset(unit._cchc_users().ids)
        return self._members[unit.id]

    def reached(self, users):
        """Return those of the users who have a working account in this agency."""
        for user in users:
            if user.id not in self._reached:
                self._reached[user.id] = (
                    bool(user._cchc_present()) and not user.share and self.company in user.company_ids)
        return users.filtered(lambda user: self._reached[user.id])

    def readable(self, user, records):
        """Return the ids of the records that the user may read."""
        return frozenset(readable(records, user, self.company)._ids)

    def of_group(self, group):
        """Return the users with a role, looked up once."""
        if group not in self._of_group:
            self._of_group[group] = self._find(group)
        return self._of_group[group]

    def _find(self, group):
        return self.env['res.users'].search([
            ('all_group_ids', 'in', self.env.ref(group).ids), ('company_ids', 'in', self.company.ids),
            ('share', '=', False)])._cchc_present()
