# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the plan's text leaves open: a report without the day by which it is sent, money without figures."""

import re

from ..text import fold

_REPORT = re.compile(r'\bbao cao\b')
_RHYTHM = re.compile(r'\bdinh ky\b|\bhang (?:tuan|thang|quy|nam)\b|\b(?:6|sau) thang\b')
_DAY = re.compile(r'\bngay (?:thu )?\d|\d{1,2}\s*/\s*\d{1,2}|\bngay (?:cuoi|dau)\b|\bcham nhat\b|\btruoc ngay\b')
_MONEY = re.compile(r'\bkinh phi\b')
_AMOUNT = re.compile(r'\d[.,]?\s*(?:dong|trieu|ty|nghin|vnd)\b')
_SENTENCE = re.compile(r'(?<=[.;])\s+(?=[^\W\d_a-zđ])')


def reports_without_day(words: str | None) -> list[str]:
    """Return the sentences that ask for periodic reports and name no day by which they are sent.

    >>> reports_without_day('Văn phòng báo cáo định kỳ hàng quý về Sở Nội vụ.')
    ['Văn phòng báo cáo định kỳ hàng quý về Sở Nội vụ.']
    >>> reports_without_day('Báo cáo hàng tháng chậm nhất ngày 05.'), reports_without_day('Báo cáo Giám đốc.')
    ([], [])
    """
    return [sentence for sentence in _SENTENCE.split(words or '')
            if _REPORT.search(fold(sentence)) and _RHYTHM.search(fold(sentence)) and not _DAY.search(fold(sentence))]


def is_money_without_figures(words: str | None) -> bool:
    """Whether the words speak of money and name no amount.

    >>> is_money_without_figures('Kinh phí thực hiện trích từ nguồn chi thường xuyên.')
    True
    >>> is_money_without_figures('Kinh phí: 20.000.000 đồng.'), is_money_without_figures('Chi phí không chính thức')
    (False, False)
    """
    words = fold(words)
    return bool(_MONEY.search(words)) and not _AMOUNT.search(words)
