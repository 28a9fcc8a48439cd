# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Units, codes and numbers as a clerk types them into a plan."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_propaganda.tools import text

UNITS = {
    1: ["Văn phòng"], 2: ["Phòng Thông tin – Báo chí – Xuất bản"], 3: ["Phòng Chuyển đổi số"], 4: ["Thanh tra"],
    5: ["Ban Biên tập Cổng TTĐT", "Ban Biên tập Cổng TTĐT của Sở"], 6: ["Trung tâm Công nghệ số"]}
GROUPS = {'phòng': [1, 2, 3, 4], 'đơn vị': [6]}


@pytest.mark.parametrize(('cell', 'units'), [
    ("- Văn phòng.\n- Ban Biên tập Cổng TTĐT của Sở.", [(1,), (5,)]),
    ("- Trung tâm Công nghệ số\n- Văn phòng", [(6,), (1,)]),
    ("- Tháng 1,2,3: Văn phòng\n- Tháng 4,5,6: Phòng Thông tin –\nBáo chí – Xuất bản\n- Tháng 7,8,9: Phòng Chuyển đổi "
     "số\n- Tháng 10,11,12: Phòng Thanh tra", [(1,), (2,), (3,), (4,)]),
    ("Văn phòng; Thanh tra", [(1,), (4,)]),
    ("Văn phòng, Thanh tra và Phòng CĐS", [(1,), (4,), (3,)]),
    ("Phòng TTBCXB", [(2,)]),
    ("VP", [(1,)]),
    ("van phong", [(1,)]),
    ("Các phòng thuộc Sở", [(1, 2, 3, 4)]),
    ("Các phòng và đơn vị thuộc Sở.", [(1, 2, 3, 4, 6)]),
    ("Sở Nội vụ", [()]),
    ("Văn phòng; Sở Nội vụ", [(1,), ()]),
    ("Các cơ quan báo chí", [()]),
    ("", []), (None, []), ("\u200b", []), ("V", [()]), ("Văn phòng " * 1_000, []),
])
def test_units_in_a_cell_are_understood_in_their_order(cell, units):
    assert [meant for __, meant in text.understood_units(cell, UNITS, GROUPS)] == units


def test_names_of_units_are_understood_however_the_letters_are_composed():
    for form in ('NFC', 'NFD'):
        cell = unicodedata.normalize(form, "Phòng Chuyển đổi số\x02; Văn\u200b phòng")
        assert [meant for __, meant in text.understood_units(cell, UNITS)] == [(3,), (1,)]


def test_an_abbreviation_of_two_units_means_neither():
    assert text.understood_units("CĐS", {1: ["Phòng Chuyển đổi số"], 2: ["Ban Cải đổi sách"]}) == [("CĐS", ())]


@given(st.text(max_size=200))
def test_any_cell_is_answered(cell):
    for name, units in text.understood_units(cell, UNITS, GROUPS):
        assert name
        assert set(units) <= UNITS.keys()


@given(st.text(max_size=60), st.sets(st.text(alphabet='ab-12', max_size=4), max_size=6))
def test_a_code_is_short_plain_and_free(name, taken):
    code = text.code_of(name, taken)
    assert code not in taken or not code
    assert re.fullmatch(r'[a-z0-9-]*', code)
    assert len(code) <= 50


def test_the_number_of_a_plan_follows_the_highest_of_the_year():
    assert text.next_number(["9/KH-STTTT", "10/KH-STTTT", "4/KH-STTTT"]) == "11/KH-STTTT"
    assert text.next_number(["No number", "12/QĐ-STTTT"], 'STTTT') == "1/KH-STTTT"
    assert text.next_number(["3 / KH - UBND"]) == "4/ KH - UBND"
    assert text.next_number([]) == ''
