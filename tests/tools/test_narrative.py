# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import doctest

from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_propaganda_report.tools import narrative
from cchc_propaganda_report.tools.narrative import paragraphs, printed, ready, refreshed, taken

OLD = {'result_a': "Một.", 'result_b': "Hai.", 'result_c': "Ba."}
NEW = {'result_a': "01.", 'result_b': "02.", 'result_c': "03.", 'result_d': "04."}
SENTENCES = st.text(st.characters(codec='utf-8', exclude_categories=('Cs', 'Cc')), min_size=1, max_size=40)


def shown(text):
    return [paragraph.words for paragraph in paragraphs(text)]


def section(*keys):
    return ''.join(ready(key, OLD[key]) for key in keys)


def test_examples():
    assert not doctest.testmod(narrative).failed


def test_unchanged_sentences_are_replaced_and_new_ones_come_in_their_place():
    assert shown(refreshed(section('result_a', 'result_b', 'result_c'), OLD, NEW)) == ["01.", "02.", "03.", "04."]


def test_changed_sentences_are_spared_whatever_was_changed():
    for changed in ("Hai, đã sửa.", "<b>Hai.</b>", 'Hai.<a href="x">thêm</a>'):
        text = section('result_a') + f'<p class="o_cchc_auto k-result_b">{changed}</p>'
        found = paragraphs(refreshed(text, OLD, NEW))
        assert found[0].words == "01."
        assert changed in found[1].source


def test_an_added_sentence_keeps_its_place():
    text = section('result_a') + '<p>Tự gõ.</p>' + section('result_b', 'result_c')
    assert shown(refreshed(text, OLD, NEW)) == ["01.", "Tự gõ.", "02.", "03.", "04."]


def test_a_dropped_sentence_does_not_come_back():
    text = section('result_a', 'result_c')
    again = refreshed(text, OLD, NEW)
    assert shown(again) == ["01.", "03.", "04."]
    assert shown(refreshed(again, NEW, NEW)) == shown(again)


def test_a_sentence_that_no_longer_holds_goes_unless_it_was_changed():
    left = {'result_a': "01."}
    assert shown(refreshed(section('result_a', 'result_b'), OLD, left)) == ["01."]
    changed = section('result_a') + '<p class="o_cchc_auto k-result_b">Hai, đã sửa.</p>'
    assert shown(refreshed(changed, OLD, left)) == ["01.", "Hai, đã sửa."]


def test_nothing_to_report_goes_when_there_is_something_and_stays_otherwise():
    nothing = '<p class="o_cchc_nothing">Không phát sinh.</p>'
    assert shown(refreshed(nothing, {}, NEW)) == ["01.", "02.", "03.", "04."]
    assert shown(refreshed(nothing, {}, {})) == ["Không phát sinh."]
    assert shown(refreshed(nothing, NEW, NEW)) == ["Không phát sinh."]


def test_what_is_taken_names_its_origin_once_and_is_printed_without():
    other = section('result_a') + '<p>Tự <b>gõ</b></p><p class="o_cchc_nothing">Không phát sinh.</p>'
    text = taken('<p class="o_cchc_nothing">Không phát sinh.</p>', other, "Thanh tra <Sở>", 7)
    assert shown(text) == ["Một.", "Tự gõ"]
    assert text.count("Thanh tra &lt;Sở&gt;") == 2
    assert taken(text, other, "Thanh tra <Sở>", 7) == text
    assert printed(text) == "<p>Một.</p><p>Tự <b>gõ</b></p>"
    assert shown(taken(text, other, "Văn phòng", 8)) == ["Một.", "Tự gõ"] * 2


@settings(deadline=None, derandomize=True, database=None, max_examples=60)
@given(*[st.dictionaries(st.sampled_from(sorted(NEW)), SENTENCES)] * 2, SENTENCES)
def test_refreshing_twice_is_refreshing_once_and_typed_words_stay(first, second, typed):
    typed = ' '.join(typed.replace('<', '').replace('&', '').split()) or 'x'
    text = refreshed('', {}, first) + f'<p>{typed}</p>'
    once = refreshed(text, first, second)
    assert refreshed(once, second, second) == once
    assert shown(f'<p>{typed}</p>')[0] in shown(once)
