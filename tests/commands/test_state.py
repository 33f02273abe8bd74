"""What is kept from one call to the next: the last run, and which hints were given."""

import json
import os
import re

import pytest

from conftest import ROOT
from grader import cli, state
from grader.course import hints, layout
from samples import UNIT, check, of_every_kind, program, report

CHECK = f"{UNIT}/tcp_server::answers_hi"
PASSED = [f"{UNIT}/tcp_server::listens", f"{UNIT}/tcp_server::answers_hi"]  # of another program

on_xdg = pytest.mark.skipif(os.name == "nt", reason="XDG")


@pytest.fixture
def file(own_state):
    """The file that the state of this copy of the course is kept in."""
    state.give_hint(layout.ROOT, "x", 1)
    (found,) = (own_state / "network-course").iterdir()
    found.unlink()
    return found


def test_last_run_is_kept_for_each_copy_of_the_course(tmp_path):
    assert state.last(tmp_path) is None
    state.remember(tmp_path, of_every_kind())
    state.remember(tmp_path / "other", report(program(check("a", "passed"))))
    folder = os.path.realpath("x")
    assert state.last(tmp_path) == state.Run(7, folder, [CHECK], PASSED, "en")
    assert state.last(tmp_path / "other") == state.Run(
        7, folder, [], [f"{UNIT}/tcp_server::a"], "en"
    )


def test_hints_and_the_last_run_do_not_push_each_other_out(tmp_path):
    state.give_hint(tmp_path, "a", 2)
    state.remember(tmp_path, of_every_kind())
    state.give_hint(tmp_path, "b", 1)
    assert [state.hints_given(tmp_path, name) for name in "abc"] == [2, 1, 0]
    assert state.last(tmp_path).failed == [CHECK]


def test_link_to_a_copy_is_that_copy(tmp_path):
    (tmp_path / "course").mkdir()
    (tmp_path / "link").symlink_to("course")
    state.give_hint(tmp_path / "link", "a", 1)
    assert state.hints_given(tmp_path / "course", "a") == 1


@on_xdg
@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{", b"\xff", b'{"hints": {"a": "x"}}', b'{"run": {"seed": 1}}', b"[" * 10**5],
)
def test_state_that_cannot_be_read_is_none(file, content):
    file.write_bytes(content)
    assert state.last(layout.ROOT) is None
    assert "Hint 1 of" in hints.next_hint(CHECK, ROOT)
    assert json.loads(file.read_bytes())["hints"] == {CHECK: 1}


@on_xdg
def test_where_nothing_can_be_kept_all_hints_are_given_and_that_is_said(own_state, capsys):
    own_state.write_text("a file where the folder should be")
    state.remember(layout.ROOT, of_every_kind())
    for _ in range(2):
        assert re.findall("Hint (.) of 3", hints.next_hint(CHECK, ROOT)) == ["1", "2", "3"]
    assert "cannot be kept here" in hints.next_hint(CHECK, ROOT)
    assert state.last(layout.ROOT) is None
    assert cli.main(["hint"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert re.search(r"no run can be kept here \(.*network-course: .*\): name a check", line)


@on_xdg
@pytest.mark.timeout(20)
@pytest.mark.parametrize("lay", [os.mkfifo, lambda file: file.symlink_to("/dev/zero")])
def test_what_has_no_end_is_not_read_to_its_end(file, lay):
    lay(file)
    assert state.last(layout.ROOT) is None
    assert "Hint 1 of" in hints.next_hint(CHECK, ROOT)
    assert "Hint 2 of" in hints.next_hint(CHECK, ROOT)


def test_hint_says_that_its_check_passes_by_now():
    passes = "This check passed in the last run."
    assert passes not in hints.next_hint(CHECK, ROOT)
    state.remember(layout.ROOT, report(program(check("answers_hi", "passed"))))
    assert passes in hints.next_hint(CHECK, ROOT)
    state.remember(layout.ROOT, report(program(check("answers_hi"))))
    assert passes not in hints.next_hint(CHECK, ROOT)


# ------------------------------------------------------------------ `hint` without an argument


def test_hint_is_for_the_first_check_that_failed(capsys):
    state.remember(layout.ROOT, of_every_kind())
    assert cli.main(["hint"]) == 0
    assert "Hint 1 of" in capsys.readouterr().out
    assert state.hints_given(layout.ROOT, CHECK) == 1


@pytest.mark.parametrize(
    "last, says",
    [
        (None, "no last run is known: run python -m grader first"),
        (
            report(program(check("a", "passed"))),
            "to get its hint, such as 01_hello/tcp_server::listens",
        ),
        (report(program(check("gone"))), "there is no check 'gone' of 01_hello/tcp_server"),
    ],
)
def test_hint_for_no_check_says_what_to_do(capsys, last, says):
    if last:
        state.remember(layout.ROOT, last)
    assert cli.main(["hint"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert says in line
