# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from odoo import api, models
from odoo.exceptions import UserError

NAMED = 3   # records named in a sentence; the rest is counted


class CchcOpenWork(models.AbstractModel):
    """What is still open at a unit, on a channel or with a person. Each room adds what its documents leave open. A unit
    or channel is archived only when nothing is open there; the work of a person who leaves is handed over."""
    _name = 'cchc.open.work'
    _description = "What Is Still Open"

    @api.model
    def _check_nothing_open(self, records):
        """Raise UserError if anything is open at one of these units or on one of these channels, saying what."""
        records.check_access('write')   # nobody else learns what is open
        found = self._open_at(records.sudo())   # whoever archives learns how much is open
        for record in records:
            if sentences := found[record.id]:
                raise UserError(self.env._(
                    "“%(name)s” cannot be archived yet. Still open there:", name=record.display_name
                ) + ''.join(f'\n- {sentence}' for sentence in sentences))

    @api.model
    def _open_at(self, records):
        """Return ``{id: [sentences]}`` of what is open at each of the units (``hr.department``) or on each of the
        channels (``cchc.channel``)."""
        found = defaultdict(list)
        if records._name != 'hr.department':
            return found
        for unit in records:
            people = unit.member_ids.filtered('active')
            if people:
                self._add(found, unit, people.mapped('name'), self.env._("people who sit in it"))
            if unit.company_id.cchc_office_id == unit:
                found[unit.id].append(self.env._("it is the Office of the agency: choose another one in the settings"))
        return found

    @api.model
    def _add(self, found, record, names, what):
        """Add a sentence such as “3 people who sit in it: A, B, C” about the record."""
        shown = ', '.join(names[:NAMED]) + (' …' if len(names) > NAMED else '')
        found[record.id].append(self.env._("%(count)s %(what)s: %(names)s", count=len(names), what=what, names=shown))

    @api.model
    def _add_groups(self, found, documents, field, what):
        """Add for each unit or channel in ``field`` a sentence about the documents that name it."""
        for record in documents[field]:
            own = documents.filtered(lambda document, record=record: record in document[field])
            self._add(found, record, own.mapped('display_name'), what)

    @api.model
    def _held_by(self, user):
        """Return sentences about what the person holds in the active agency: seats, channels, open work."""
        _, sentences = self.env._, []
        for records, words in (
                (self._headed_by(user), _("Head of %(names)s")), (self._borrowing(user), _("Member of %(names)s")),
                (self._channels_of(user), _("Reviews and posts on %(names)s"))):
            if records:
                sentences.append(words % {'names': ', '.join(records.mapped('name'))})
        if self.env.company.sudo().cchc_director_id == user:    # users may not read every field of the agency
            sentences.append(_("Approving director in the settings"))
        return sentences

    @api.model
    def _hand_over(self, user, successor):
        """Give what the person holds to the successor, or to nobody."""
        self._headed_by(user).manager_id = self.env['cchc.person']._employees_of(successor).get(successor.id, False)
        for records, field in ((self._borrowing(user), 'cchc_member_ids'), (self._channels_of(user), 'member_ids')):
            for record in records:
                record[field] = record[field] - user | successor
        company = self.env.company.sudo()   # the administrator has no rights on the agency itself
        if company.cchc_director_id == user:
            company.cchc_director_id = successor

    @api.model
    def _headed_by(self, user):
        return self._of_agency('hr.department', [('manager_id.user_id', '=', user.id)])

    @api.model
    def _borrowing(self, user):
        return self._of_agency('hr.department', [('cchc_member_ids', 'in', user.ids)])

    @api.model
    def _channels_of(self, user):
        return self._of_agency('cchc.channel', [('member_ids', 'in', user.ids)])

    @api.model
    def _of_agency(self, model, domain):
        """Return records of the active agency as the server, which changes them on the administrator's order."""
        return self.env['cchc.person']._clean(self.env[model]).with_context(active_test=False).search(
            [('company_id', '=', self.env.company.id), *domain])
