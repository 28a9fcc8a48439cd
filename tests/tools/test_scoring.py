# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re

import pytest

from odoo.addons.cchc_propaganda_report.tools.scoring import (
    FILE,
    FULL,
    LINK,
    NONE,
    POINTS,
    SHARE,
    Evidence,
    Threshold,
    capped,
    folder_of,
    packed_names,
    score,
    threshold_of,
    total,
)

XUAN_LOC = [Threshold(100, FULL), Threshold(90, SHARE), Threshold(0, NONE)]
STEPS = [Threshold(80, POINTS, 0.75), Threshold(50, POINTS, 9), Threshold(100, FULL)]


@pytest.mark.parametrize('done, planned, most, thresholds, points', [
    (18, 18, 1, XUAN_LOC, 1), (17, 18, 1, XUAN_LOC, 0.94), (9, 10, 1, XUAN_LOC, 0.9), (16, 18, 1, XUAN_LOC, 0),
    (4, 5, 1, XUAN_LOC, 0),             # as its table says
    (4, 5, 1, [], 0.8),                 # as its own example awards: another setting
    (4, 5, 1, STEPS, 0.75), (1, 2, 1, STEPS, 1), (1, 3, 1, STEPS, 0), (3, 2, 0.5, [], 0.5), (0, 0, 1, XUAN_LOC, 0),
    (899, 1000, 1, XUAN_LOC, 0), (2, 3, 0.25, [], 0.17),
])
def test_thresholds_are_settings_and_no_score_is_above_the_maximum(done, planned, most, thresholds, points):
    """DOMAIN 4: index of communes of Xuân Lộc, 2022, whose table and example contradict each other."""
    assert score(done, planned, most, thresholds) == points <= most


def test_a_share_just_below_a_threshold_does_not_reach_it():
    """No binary rounding: 2/3 is 66.67 % on paper, and less than 66.67 %."""
    assert threshold_of(2, 3, [Threshold(66.67, FULL)]) is None
    assert threshold_of(6667, 10000, [Threshold(66.67, FULL)]).award == FULL
    assert threshold_of(0, 5, XUAN_LOC).award == NONE


def test_points_are_added_on_paper():
    assert total([0.1, 0.2]) == 0.3
    assert capped(2.675, 9) == 2.68


def file(number, name='Ảnh', file_name='a.jpg', folder=''):
    return Evidence('file', name, file=number, file_name=file_name)


def test_names_are_those_that_any_windows_unpacks():
    """Plain letters, no reserved name, no ending dot, short; one name for one file."""
    names = packed_names([
        (folder_of('1', 'Ban hành: kế hoạch "năm" / quý?'), [
            file(1, 'Kế hoạch số 30/KH-STTTT'), file(2, 'con', 'x.PDF'), file(3, '日本', 'khong-duoi'), file(1)]),
        (folder_of('3b', 'Truyền thống ' + 'dài ' * 50), [file(1), file(4, 'x' * 300, 'ảnh.jpeg'), file(5, '', '..')]),
    ])
    assert list(names) == [1, 2, 3, 4, 5], "a file is packed once"
    for name in names.values():
        assert re.fullmatch(r'[A-Za-z0-9_-]+/[0-9]{2}_[A-Za-z0-9_-]+(\.[a-z0-9]+)?', name), name
        assert len(name) <= 135
    assert names[1] == '1_Ban-hanh-ke-hoach-nam-quy/01_Ke-hoach-so-30-KH-STTTT.jpg'
    assert names[2].endswith('.pdf') and len({name.casefold() for name in names.values()}) == 5


def test_links_are_not_packed_and_evidence_is_kept_without_what_is_empty():
    link = Evidence(LINK, 'Tin', url='https://a.vn/1')
    assert packed_names([('1', [link])]) == {}
    assert link.values() == {'kind': LINK, 'name': 'Tin', 'url': 'https://a.vn/1'}
    assert Evidence(**link.values()) == link


def test_criteria_of_one_folder_go_on_counting():
    """Windows knows no capital letters: two of these folders are one, and no file takes the place of another."""
    files = [[Evidence(FILE, 'Photo', file=number, file_name='a.jpg')] for number in (1, 2, 3)]
    assert packed_names(zip(('1_Online', '1_ONLINE', '2_Print'), files, strict=True)) == {
        1: '1_Online/01_Photo.jpg', 2: '1_ONLINE/02_Photo.jpg', 3: '2_Print/01_Photo.jpg'}
