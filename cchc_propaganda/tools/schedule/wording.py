# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A schedule in the words of a plan."""

from .values import ONGOING, Schedule

_UNITS = {'month': 'tháng', 'quarter': 'quý', 'half': '6 tháng', 'nine': '9 tháng', 'year': 'năm'}


def format_schedule(schedule: Schedule) -> str:
    """Return the schedule in the words of a plan; :func:`parse_schedule` reads them back, whatever the plan's year.

    >>> format_schedule(Schedule('quarter', due_day=20, count=2))
    '02 lần/quý, chậm nhất ngày 20 của tháng cuối kỳ'
    >>> format_schedule(Schedule('month', due_day=31))
    'Hằng tháng, chậm nhất ngày cuối cùng của tháng'
    """
    parts = []
    if schedule.frequency == ONGOING:
        parts.append('thường xuyên')
    elif schedule.count:
        parts.append(f'{schedule.count:02} lần/{_UNITS[schedule.frequency]}')
    elif schedule.frequency in _UNITS:
        parts.append(f'hằng {_UNITS[schedule.frequency]}')
    if schedule.date_from and schedule.date_to:
        parts.append(f'từ ngày {schedule.date_from:%d/%m/%Y} đến ngày {schedule.date_to:%d/%m/%Y}')
    elif schedule.date_from:
        parts.append(f'bắt đầu từ ngày {schedule.date_from:%d/%m/%Y}')
    elif schedule.date_to:
        parts.append(f'đến hết ngày {schedule.date_to:%d/%m/%Y}')
    if schedule.due:
        parts.append(f'chậm nhất ngày {schedule.due:%d/%m/%Y}')
    elif schedule.due_day:
        day = 'ngày cuối cùng' if schedule.due_day == 31 else f'ngày {schedule.due_day:02}'
        month = ('tháng sau kỳ báo cáo' if schedule.due_month_offset
                 else 'tháng' if schedule.frequency == 'month' else 'tháng cuối kỳ')
        parts.append(f'chậm nhất {day} của {month}')
    words = ', '.join(parts)
    return words[:1].upper() + words[1:]
