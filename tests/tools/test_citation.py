# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Documents as officials cite them in the first lines of a plan."""

from datetime import date

import pytest

from cchc_propaganda.tools.citation import Citation, read_citation

CITED = {
    'Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ ban hành Chương trình tổng thể;':
        Citation('resolution', '76/NQ-CP', date(2021, 7, 15), 'Chính phủ', 'ban hành Chương trình tổng thể'),
    'Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16/6/2025;':
        Citation('law', '72/2025/QH15', date(2025, 6, 16), 'Quốc hội', 'Luật Tổ chức chính quyền địa phương'),
    'Căn cứ Luật Thanh tra ngày 25 tháng 6 năm 2025;': Citation('law', '', date(2025, 6, 25), '', 'Luật Thanh tra'),
    'Nghị định 42/2022/NĐ-CP ngày 24/6/2022 quy định về việc cung cấp thông tin':
        Citation('decree', '42/2022/NĐ-CP', date(2022, 6, 24), 'Chính phủ', 'quy định về việc cung cấp thông tin'),
    'Thực hiện Chương trình số 30-CTr/TU ngày 05/3/2021 của Tỉnh ủy về chuyển đổi số':
        Citation('other', '30-CTr/TU', date(2021, 3, 5), 'Tỉnh ủy', 'về chuyển đổi số'),
    'Quyết định số 5/2020/QĐ-TTg ngày 1/2/2020, về việc áp dụng': Citation(
        'decision', '5/2020/QĐ-TTg', date(2020, 2, 1), 'Thủ tướng Chính phủ', 'về việc áp dụng'),
    'Nghị định sửa đổi Nghị định số 63/2010/NĐ-CP': Citation(
        'decree', '63/2010/NĐ-CP', None, 'Chính phủ', ''),
    'Luật số 80/2015/QH13 của Quốc hội': Citation('law', '80/2015/QH13', None, 'Quốc hội', ''),
    'Căn cứ chức năng, nhiệm vụ của Sở': Citation(issuer='Sở'),
    '': Citation(),
}


@pytest.mark.parametrize('words', CITED)
def test_what_a_citation_says(words):
    assert read_citation(words) == CITED[words]
