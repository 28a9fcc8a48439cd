# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
PNG = (b'\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89'
       b'\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa75\x81\x84\x00\x00\x00\x00IEND\xaeB`\x82')


class OutreachMixin:
    """Outreach in every state, which the right people bring there by its steps."""

    def form(self, code='integrated'):
        return self.env.ref(f'cchc_propaganda.outreach_form_{code}')

    def outreach_in(self, state='draft', by='author', **values):
        """Return a conference of the unit ``press``, held today unless ``date`` is given."""
        outreach = self.model('cchc.outreach', by).create({
            'name': "Conference on the reform", 'form_id': self.form().id, 'place': "Hall A", 'participants': 40,
            'department_id': self.units['press'].id, **values})
        if state == 'cancelled':
            outreach.action_cancel("Written twice")
        if state in ('submitted', 'approved'):
            outreach.action_submit()
        if state == 'approved':
            self.as_(outreach, 'office').action_approve()
        return outreach.with_env(self.env)
