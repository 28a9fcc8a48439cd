# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What two kinds of agency usually begin with: their units, the channels they post on, the periods they owe for. The
names are those of Vietnamese offices and therefore not translated."""

import re
from dataclasses import dataclass

from .text import fold


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: ``kind`` as in ``hr.department.cchc_kind``; ``is_office``: it keeps the plan and collects the reports."""

    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    is_office: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel: ``owner`` is empty for a channel of the agency itself."""

    code: str
    name: str
    kind: str = 'website'
    owner: str = ''
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """``frequency`` and ``due_day`` are proposed for a new obligation."""

    units: tuple[Unit, ...]
    channels: tuple[Channel, ...]
    frequency: str
    due_day: int


_CCHC_PAGE = Channel(
    'cchc', "Chuyên trang CCHC tỉnh", owner="Sở Nội vụ",
    aliases=("Trang CCHC tỉnh", "Chuyên trang cải cách hành chính"))
_PROVINCE_PORTAL = Channel(
    'tinh', "Cổng TTĐT tỉnh", owner="Văn phòng UBND tỉnh", aliases=("Cổng thông tin điện tử tỉnh",))
_DEPARTMENT = Profile(
    units=(
        Unit("Lãnh đạo Sở", 'leadership', ("Ban Giám đốc",)),
        Unit("Văn phòng", 'division', ("Văn phòng Sở",), is_office=True),
        Unit("Phòng Kế hoạch – Tài chính", 'division', ("Phòng KH – TC",)),
        Unit("Ban Biên tập", 'board', ("Ban Biên tập Trang TTĐT",)),
    ),
    channels=(
        Channel('trang-so', "Trang TTĐT Sở", aliases=("Trang thông tin điện tử Sở", "Cổng TTĐT Sở")),
        _CCHC_PAGE,
        _PROVINCE_PORTAL,
    ),
    frequency='quarter', due_day=20)
_PLACES = (('đặc khu', 'dac khu'), ('phường', 'phuong'), ('xã', 'xa'))


def profile(key: str, agency: str) -> Profile:
    """Return the profile ``department`` or ``commune``; ``agency``: its name, which says whether it is a ward.

    >>> [unit.name for unit in profile('commune', 'UBND xã Đồng Xanh').units][2:]
    ['Phòng Kinh tế', 'Phòng Văn hóa – Xã hội', 'Trung tâm Phục vụ hành chính công']
    """
    return _commune(_place(agency)) if key == 'commune' else _DEPARTMENT


def _place(agency):
    """Return what the agency governs, in one word.

    >>> _place('UBND phường Sông Xanh'), _place('UBND xã A'), _place('Ủy ban nhân dân')
    ('phường', 'xã', 'xã, phường')
    """
    words = fold(agency)
    return next((word for word, plain in _PLACES if re.search(rf'\b{plain}\b', words)), 'xã, phường')


def _commune(place):
    economy = Unit("Phòng Kinh tế", 'division') if place == 'xã' else Unit(
        "Phòng Kinh tế, Hạ tầng và Đô thị", 'division', ("Phòng KT, HT và ĐT",))
    return Profile(
        units=(
            Unit("Thường trực UBND", 'leadership', ("Lãnh đạo UBND",)),
            Unit("Văn phòng HĐND và UBND", 'division', ("Văn phòng",), is_office=True),
            economy,
            Unit("Phòng Văn hóa – Xã hội", 'division', ("Phòng VH – XH",)),
            Unit("Trung tâm Phục vụ hành chính công", 'subordinate', ("TT Phục vụ HCC",)),
        ),
        channels=(
            Channel('trang-xp', f"Trang TTĐT {place}", aliases=(f"Trang thông tin điện tử {place}",)),
            Channel('truyen-thanh', f"Đài truyền thanh {place}", kind='broadcast', aliases=("Truyền thanh cơ sở",)),
            _CCHC_PAGE,
        ),
        frequency='month', due_day=25)
