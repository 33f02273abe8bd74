"""What a learner has in the place of files of ours costs no check, and spares none."""

import pytest

from conftest import ROOT
from grader.course.layout import Target
from grader.examiner.job import Job
from grader.examiner.session import examine
from grader.launch import launcher

SHELF = ROOT / "tests" / "submissions"


@pytest.fixture(scope="module")
def started():
    chosen = launcher()
    yield chosen
    chosen.close()


@pytest.mark.parametrize(
    ("unit", "program", "path", "checks"),
    [
        ("03_services", "http_tasks", "saved.bin/x.py", {"resume_continues", "resume_raises"}),
        ("02_rough_seas", "http_tasks", "saved.bin.older/x.py", {"download_saves"}),
        ("02_rough_seas", "http_tasks", "saved.bin/x.py", {"download_saves"}),
        ("02_rough_seas", "tcp_client", "meeting:point", {"uses_a_unix_socket"}),
        (
            "02_rough_seas",
            "tcp_server",
            "meeting:point",
            {"greets", "answers_a_frame", "serves_a_unix_socket"},
        ),
    ],
)
def test_right_program_loses_nothing(started, unit, program, path, checks):
    target = Target(unit, program)
    solutions = (ROOT / "solutions" / unit).glob("*.py")
    files = {each.name: each.read_bytes() for each in solutions} | {path: b""}
    result = examine(Job(target, files, None, 1, frozenset(checks)), started)
    told = {check.title: check.message for check in result.checks if check.outcome != "passed"}
    assert len(result.checks) == len(checks) and not told


def test_server_that_ignores_root_is_judged(started):
    target = Target("03_services", "tcp_server")
    source = SHELF / target.unit / target.program / "wrong" / "serves_the_working_directory.py"
    files = {"tcp_server.py": source.read_bytes(), "index.html/a.py": b""}
    result = examine(Job(target, files, None, 1), started)
    assert "error" not in {check.outcome for check in result.checks}
