"""The grader on a machine without fork, pidfd and resource, forced here.

A machine that has nothing at all of it, and what Windows lacks beside: tests/proof/plain_path.py.
"""

import os

import pytest
from variants import first_at_once

import shelf
from conftest import ROOT


@pytest.fixture
def poorer():
    """An environment in which Python lacks what Windows and macOS lack."""
    return {"PYTHONPATH": str(ROOT / "tests" / "support" / "lacking" / "fork")}


@pytest.mark.long
def test_solutions_get_full_marks(grader, poorer):
    run = grader("--submission", "solutions", env=poorer, timeout=300)
    programs = [program for unit in run.report["units"] for program in unit["programs"]]
    checks = [check for program in programs for check in program["checks"]]
    assert [check for check in checks if check["outcome"] != "passed"] == []
    assert (run.status, run.errors) == (0, "")
    assert run.report["score"] == run.report["max_score"] > 0
    assert run.report["isolation"]["level"] == "none"
    assert "isolation: none" in run.output


def test_stubs_are_not_started(grader, poorer, small_course):
    run = grader(cwd=small_course, env=poorer)
    assert {p["status"] for u in run.report["units"] for p in u["programs"]} == {"not_started"}


SAMPLES = [
    [
        "tcp_server/right/asyncio_streams",
        "tcp_client/right/own_buffered_stdout",
        "udp_server/right/thread_per_datagram",
        "udp_client/right/asyncio_stdin_pipe",
        "http_tasks/right/simple_cookie_from_raw_headers",
    ],
    [
        "tcp_server/wrong/one_byte_buffer",
        "udp_server/wrong/prints_bytes",
        "http_tasks/wrong/two_sessions",
    ],
]


@pytest.mark.parametrize(
    "names",
    first_at_once(SAMPLES),
    ids=["right", "wrong"],
)
@pytest.mark.long
def test_verdicts_are_those_of_the_shelf(grader, submission, poorer, names):
    """What a program loses does not depend on how it is started."""
    entries = [shelf.entry(shelf.SHELF / "01_hello" / f"{name}.py") for name in names]
    programs = [entry.target.program for entry in entries]
    folder = submission(**{e.target.program: e.path.read_bytes() for e in entries})
    words = [f"01/{program}" for program in programs]
    run = grader(*words, "--submission", folder, env=poorer)
    for entry in entries:
        outcomes = run.outcomes(entry.target.program)
        assert {name for name, what in outcomes.items() if what == "failed"} == entry.loses, entry
        assert "error" not in outcomes.values()
    assert run.errors == ""


@pytest.mark.long
@pytest.mark.skipif(not hasattr(os, "killpg"), reason="process groups")
def test_endless_output_and_hanging_end_in_time(grader, submission, poorer):
    folder = submission(
        tcp_server="while True: print('x' * 1000)\n",
        udp_client="import time\ntime.sleep(600)\n",
    )
    run = grader("01/tcp_server", "01/udp_client", "--submission", folder, env=poorer, timeout=60)
    assert run.report["score"] == 0
    assert {p["status"] for p in run.report["units"][0]["programs"]} == {"failed"}


def test_isolation_that_is_required_is_refused(grader, poorer, small_course):
    run = grader("--submission", "solutions", "--require-isolation", cwd=small_course, env=poorer)
    assert (run.status, run.output) == (2, "")
    assert "isolation is none" in run.errors


@pytest.mark.long
def test_doctor_names_what_is_open(grader, poorer):
    run = grader("doctor", env=poorer, report=False)
    assert run.status == 0
    assert "✗ a program can read a file outside its own folder" in run.output
    assert "isolation: none" in run.output
