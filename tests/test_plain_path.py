"""The grader on a machine without fork, pidfd, resource and fcntl, forced here."""

import os

import pytest

from conftest import ROOT
from grader.course import layout

WITHOUT = """
import os, sys

for name in ("fork", "forkpty", "pidfd_open", "posix_spawn", "posix_spawnp"):
    if hasattr(os, name):
        delattr(os, name)

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name in ("resource", "fcntl"):
            raise ImportError(name)

sys.meta_path.insert(0, Missing())
for name in ("resource", "fcntl"):
    sys.modules.pop(name, None)
"""


@pytest.fixture
def poorer(tmp_path):
    """An environment in which Python lacks what Windows and macOS lack."""
    folder = tmp_path / "poorer"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(WITHOUT)
    return {"PYTHONPATH": str(folder)}


def test_solutions_get_full_marks(grader, poorer):
    run = grader("--submission", "solutions", env=poorer)
    assert (run.status, run.report["score"], run.errors) == (0, 100 * len(layout.units()), "")
    assert run.report["isolation"]["level"] == "none"
    assert "isolation: none" in run.output


def test_stubs_are_not_started(grader, poorer):
    run = grader(env=poorer)
    assert {p["status"] for u in run.report["units"] for p in u["programs"]} == {"not_started"}


SAMPLES = [
    ("tcp_server", "right", "asyncio_streams"),
    ("tcp_server", "wrong", "one_byte_buffer"),
    ("tcp_client", "right", "own_buffered_stdout"),
    ("udp_server", "right", "thread_per_datagram"),
    ("udp_server", "wrong", "prints_bytes"),
    ("udp_client", "right", "asyncio_stdin_pipe"),
    ("http_tasks", "right", "simple_cookie_from_raw_headers"),
    ("http_tasks", "wrong", "two_sessions"),
]


@pytest.mark.parametrize("program, kind, name", SAMPLES)
def test_verdicts_are_the_same(grader, submission, poorer, program, kind, name):
    path = ROOT / "tests/submissions/01_hello" / program / kind / f"{name}.py"
    folder = submission(**{program: path.read_bytes()})
    forked = grader(f"01/{program}", "--submission", folder)
    plain = grader(f"01/{program}", "--submission", folder, env=poorer)
    assert plain.outcomes(program) == forked.outcomes(program)
    assert plain.errors == ""


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="process groups")
def test_endless_output_and_hanging_end_in_time(grader, submission, poorer):
    folder = submission(
        tcp_server="while True: print('x' * 1000)\n",
        udp_client="import time\ntime.sleep(600)\n",
    )
    run = grader("01/tcp_server", "01/udp_client", "--submission", folder, env=poorer, timeout=60)
    assert run.report["score"] == 0
    assert {p["status"] for p in run.report["units"][0]["programs"]} == {"failed"}


def test_isolation_that_is_required_is_refused(grader, poorer):
    run = grader("01", "--submission", "solutions", "--require-isolation", env=poorer)
    assert (run.status, run.output) == (2, "")
    assert "isolation is none" in run.errors


def test_doctor_names_what_is_open(grader, poorer):
    run = grader("doctor", env=poorer, report=False)
    assert run.status == 0
    assert "✗ a program can read a file outside its own folder" in run.output
    assert "isolation: none" in run.output
