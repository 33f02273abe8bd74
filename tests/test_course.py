"""What the course finds by its folders, and how a target is named. (test_verify has the lint.)"""

import re

import pytest

from grader.course import layout


@pytest.mark.parametrize("target", layout.targets([]), ids=str)
def test_titles_fit_into_a_line(target):
    for check in layout.checks(target):
        assert re.fullmatch(r"[A-Za-z_].{8,90}", check.title), check


@pytest.mark.parametrize(
    "word, names",
    [
        ("01_hello/tcp_server", ["tcp_server"]),
        ("01/tcp_server", ["tcp_server"]),
        ("01/tcp_server.py", ["tcp_server"]),
        ("01", layout.programs("01_hello")),
        ("01_hello/", layout.programs("01_hello")),
    ],
)
def test_targets(word, names):
    assert [
        target.program for target in layout.targets([word]) if target.unit == "01_hello"
    ] == names


def test_targets_are_graded_once_and_in_order():
    both = layout.targets(["01/udp_server", "01/tcp_server", "01/tcp_server"])
    assert [target.program for target in both] == ["tcp_server", "udp_server"]


@pytest.mark.parametrize("word", ["09", "hello", "01/none", "", "..", "01/../x"])
def test_unknown_targets_say_what_there_is(word):
    with pytest.raises(layout.UnknownTarget, match="there is no"):
        layout.targets([word])
