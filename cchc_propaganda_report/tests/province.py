# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import new_test_user

from .common import ReportCommon


class ProvinceCommon(ReportCommon):
    """The agency of the tests reports to a parent agency, beside another that has done nothing and one elsewhere."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        companies = cls.env['res.company'].with_context(tracking_disable=True)
        cls.parent, cls.ward, cls.elsewhere = companies.create([
            {'name': name, 'partner_id': cls.env['res.partner'].create({'name': name, 'lang': 'en_US'}).id, **values}
            for name, values in (
                ("Home Affairs", {}), ("Ward of the East", {'cchc_profile': 'commune'}),
                ("Police of the Province", {'cchc_by_file': True}))])
        (cls.company | cls.ward | cls.elsewhere).cchc_parent_id = cls.parent
        cls.company.cchc_profile = 'department'
        cls.users = {**cls.users, **{
            f'parent_{group}': new_test_user(
                cls.env, f'test.parent.{group}', f'cchc_propaganda.group_{group}', name=f"Parent's {group}",
                lang='en_US', tz='Asia/Ho_Chi_Minh', notification_type='inbox', company_id=cls.parent.id)
            for group in ('contributor', 'unit_head', 'editor', 'office', 'director', 'admin')}}

    def lines(self, login='parent_office', **context):
        """Return ``{name of the agency: its line of this year}`` as that user sees them."""
        return {line.name: line for line in self.model('cchc.report.agency', login, **context).search(
            [('is_this_year', '=', True)])}

    def sent(self, plan, key='2024-Q1', **values):
        """Return the report of the agency for that period, sent as the right people do."""
        return self.report_in('published', self.report_of(plan, key, **values))
