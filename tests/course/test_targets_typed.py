"""Targets and commands as they are typed: with a slip, tab-completed, or from inside a unit's folder."""

import pytest
from variants import first_at_once

from grader import commands
from small_course import PROGRAMS, UNIT

WORDS = f"the programs are {', '.join(PROGRAMS)}; the commands are {', '.join(commands.NAMES)}"


@pytest.mark.parametrize(
    "typed, meant",
    [("verfy", "verify"), ("doctr", "doctor"), ("hnt", "hint"), ("tcp_servr", "tcp_server")],
)
def test_slip_is_answered_by_what_was_meant(grader, small_course, typed, meant):
    run = grader(typed, cwd=small_course, report=False)
    assert (run.status, run.output) == (2, "")
    (line,) = run.errors.splitlines()
    assert f"{typed!r} (did you mean {meant!r}?)" in line


@pytest.mark.parametrize("typed", ["xyzzy", "09", "--", "grade me"])
def test_unknown_first_word_names_targets_and_commands(grader, small_course, typed):
    run = grader("--", typed, cwd=small_course, report=False)
    assert run.status == 2
    (line,) = run.errors.splitlines()
    assert line.endswith(WORDS), line


@pytest.mark.parametrize("words", [["01/xyzzy"], ["01", "xyzzy"], ["xyzzy/tcp_server"]])
def test_commands_are_not_named_where_none_was_meant(grader, small_course, words):
    run = grader(*words, cwd=small_course, report=False)
    assert run.status == 2
    assert "there is no " in run.errors
    assert "commands" not in run.errors


@pytest.mark.parametrize(
    "folder, typed",
    first_at_once(
        [
            (".", f"assignments/{UNIT}/tcp_client.py"),
            (".", f"./assignments/{UNIT}/tcp_client.py"),
            (".", "tcp_client"),
            ("assignments", f"{UNIT}/tcp_client.py"),
            (f"assignments/{UNIT}", "tcp_client.py"),
            (f"assignments/{UNIT}", "tcp_client"),
            (f"assignments/{UNIT}", "01/tcp_client"),
        ],
        most=3,
    ),
)
def test_program_is_found_from_where_it_is_typed(grader, small_course, folder, typed):
    env = {"PYTHONPATH": str(small_course)}
    run = grader(typed, cwd=small_course / folder, env=env)
    assert (run.status, run.errors) == (1, "")
    (unit,) = run.report["units"]
    assert [(each["name"], each["status"]) for each in unit["programs"]] == [
        ("tcp_client", "not_started")
    ]


def test_one_check_comes_with_what_it_needs(grader, small_course):
    word = "01/tcp_client::sends_hello"
    run = grader(word, "--submission", "solutions", cwd=small_course)
    assert run.status == 0
    assert run.outcomes("tcp_client") == {"connects": "passed", "sends_hello": "passed"}


@pytest.mark.parametrize("width", first_at_once([60, 80, 120]))
@pytest.mark.parametrize("words", [[], ["hint"], ["doctor"], ["verify"], ["export"]])
def test_help_fits_its_terminal(grader, small_course, words, width):
    env = {"COLUMNS": str(width)}
    run = grader(*words, "--help", cwd=small_course, report=False, env=env)
    assert (run.status, run.errors) == (0, "")
    assert max(map(len, run.output.splitlines())) <= width
    if not words:
        for name in ("hint", "doctor", "verify", "export"):
            assert f"\n  {name} " in run.output
