# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import pytest

from cchc_propaganda.tools.reorganisation import MOVE, Move, digest, digests_asked, renamed_body, replaced


class Ids(list):
    ids = property(list)


def move(key='a', ids=(1,), **values):
    return Move(key, '_apply', Ids(ids), "What", "now", "after", **values)


def test_checksum_changes_with_what_moves_and_with_nothing_else():
    assert digest([move()]) == digest([Move('a', '_apply', Ids([1]), "Other words", "", "", "detail")])
    assert digest([move(ids=(1, 2)), move('b')]) == digest([move('b'), move(ids=(2, 1))])
    others = ([move(ids=(1, 2))], [move('b')], [], [move(more={'turns': Ids([7])})])
    assert len({digest(rows) for rows in ([move()], *others)}) == 5


def test_a_decision_holds_until_something_else_has_to_be_decided():
    asked = digests_asked([move(), move('b', choice=MOVE), move('c', asks_person=True), move('d', asks_target=True)])
    assert len(asked) == 3
    assert digests_asked([move('e'), move('b', choice=MOVE)]) <= asked
    assert not digests_asked([move('b', (1, 2), choice=MOVE)]) <= asked


def test_new_ones_take_the_place_of_the_old_ones_once():
    assert replaced([1, 2, 3, 4], {2, 4}, [9]) == [1, 9, 3]
    assert replaced([1, 2], {2}, [9, 1]) == [1, 9]
    assert replaced([1, 2], {2}, []) == [1]


@pytest.mark.parametrize(('words', 'old', 'new', 'after'), [
    ("Sở Nội vụ (b/c);", ["sở nội vụ"], ["Sở A"], ["Sở A (b/c);"]),
    ("- Sở TT&TT;", ["Sở TT&TT"], ["Sở A", "Sở B"], ["- Sở A;", "- Sở B;"]),
    ("Huyện ủy (b/c);", ["Huyện ủy"], [], []),
    ("UBND tỉnh, Huyện ủy;", ["Huyện ủy"], [], ["UBND tỉnh, Huyện ủy;"]),
    ("Sở Nội vụ", ["Sở Nội v"], ["Sở A"], ["Sở Nội vụ"]),
    ("Sở Nội vụ", ["Sơ\u0309 Nội vụ"], [r"Sở \1 A"], [r"Sở \1 A"]),
    ("", ["Sở A"], ["Sở B"], [""]),
])
def test_bodies_are_renamed_in_words(words, old, new, after):
    assert renamed_body(words, old, new) == after
