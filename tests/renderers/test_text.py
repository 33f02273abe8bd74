"""Strangers' text is shown so that nothing of it is alive on a terminal, in a log or in a page."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.text import printable, printable_lines, shown_bytes

HOSTILE = [
    "\x1b]0;title\x07\x1b[2J\x1b[31mPASSED",
    "ok\rPASSED",
    "\u202egnp.exe\u2066",
    "\ud800",
    "a\u2028b",
    "\x85::notice::x",
    "e" + "\u0301" * 500,
    "\u200b\u200d\ufeff",
    "\x9b31m",
    "\u3164\u2800",
    "\x00\x7f",
    "\U000e0041",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_made_visible(text):
    shown = printable(text)
    assert shown.isprintable()
    shown.encode("utf-8")
    assert "\\" in shown


@given(st.text())
def test_anything_becomes_one_printable_line(text):
    shown = printable(text)
    assert shown.isprintable() and not re.search(r"[\r\n\x1b\u2028\u2029\x85]", shown)
    shown.encode("utf-8")


@pytest.mark.parametrize("text", ["plain", "你好，世界", "grüße", "a b", "→ ✓ 😀", "\u3000"])
def test_honest_text_is_left_alone(text):
    assert printable(text) == text


def test_lines_are_bounded():
    lines = printable_lines("x\n" * 100_000 + "y" * 10**6, most_lines=10)
    assert len(lines) == 11
    assert lines[-1] == "… 99991 more lines"
    assert len(printable_lines("y" * 10**6)[0]) == 200


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_two_unequal_values_never_look_equal(one, other):
    if one != other:
        pairs = enumerate(zip(one, other, strict=False))
        differs = next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))
        assert shown_bytes(one, around=differs) != shown_bytes(other, around=differs)


@given(st.binary(min_size=100, max_size=200), st.binary(min_size=1, max_size=200))
def test_a_value_and_a_longer_one_are_shown_from_the_same_place(one, more):
    shorter, longer = (shown_bytes(each, around=len(one)) for each in (one, one + more))
    assert shorter.split("before")[0] == longer.split("before")[0]


@pytest.mark.parametrize("text", ["##[error]x", "a ##[add-mask]b", "##[##[x"])
def test_commands_of_the_old_kind_are_broken(text):
    assert "##[" not in printable(text)
