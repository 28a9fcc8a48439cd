# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The yearly scoring: the administrator enters a scheme, the Office begins the pack of the current year.

Points and criteria are an illustration, as the scheme itself says."""

from datetime import date

from odoo.fields import Command

SOURCE = "Minh họa: tiêu chí và điểm không lấy từ quyết định nào. Nhập bộ tiêu chí theo quyết định đang áp dụng."
NAME = "Chỉ số CCHC cấp sở: tuyên truyền (minh họa)"


def criteria(env):
    """Return the values of the criteria, in order."""
    forms = [env.ref(f'cchc_propaganda.outreach_form_{code}').id for code in ('integrated', 'notice', 'party')]
    return [
        {'code': '1', 'name': "Ban hành kế hoạch tuyên truyền năm", 'rule': 'plan', 'max_score': 0.5, 'due_day': 31,
         'due_month': 3},
        {'code': '2', 'name': "Mức độ hoàn thành kế hoạch", 'rule': 'completion', 'max_score': 1, 'threshold_ids': [
            Command.create({'percent': percent, 'award': award})
            for percent, award in ((100, 'full'), (90, 'share'), (0, 'none'))]},
        {'code': '3', 'name': "Sự đa dạng của hình thức tuyên truyền", 'rule': 'sum'},
        {'code': '3a', 'name': "Trên môi trường mạng", 'rule': 'forms', 'is_part': True, 'max_score': 0.5,
         'with_website': True, 'with_social': True},
        {'code': '3b', 'name': "Truyền thống", 'rule': 'forms', 'is_part': True, 'max_score': 0.5,
         'form_ids': [Command.set(forms)]},
        {'code': '4', 'name': "Báo cáo định kỳ đầy đủ, đúng hạn", 'rule': 'reports', 'max_score': 0.5,
         'count_late': False},
    ]


def begin(stage):
    """Enter the scheme of the current year and begin its pack."""
    year = stage.today.year
    scheme = stage.as_('quantri', stage.env['cchc.scoring.scheme']).create({
        'name': NAME, 'year': year, 'level': 'department', 'source_note': SOURCE, 'criterion_ids': [
            Command.create({'sequence': at, **values}) for at, values in enumerate(criteria(stage.env), start=1)]})
    scheme.action_use()
    stage.as_('vanphong', stage.env['cchc.scoring']).create({
        'year': year, 'level': 'department', 'date_deadline': date(year + 1, 1, 15)})
