"""Standard output that is closed, full, or not listened to costs no report and no status."""

import json
import os
import subprocess
import sys

import pytest

from conftest import SYSTEM

on_unix = pytest.mark.skipif(os.name == "nt", reason="redirections of a Unix shell")
needs_full = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a full disk")
FULL = "grader: cannot write standard output: No space left on device\n"


@pytest.fixture
def shell(small_course, tmp_path):
    """Call the grader as a line of a shell does; (status, errors, the JSON report)."""

    def call(line):
        file = tmp_path / "report.json"
        done = subprocess.run(
            ["sh", "-c", line.format(python=f"{sys.executable} -m grader", file=file)],
            cwd=small_course,
            env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), **SYSTEM},
            capture_output=True,
            text=True,
        )
        assert "mistake" not in done.stderr and "Traceback" not in done.stderr
        report = json.loads(file.read_text()) if file.exists() else None
        return done.returncode, done.stderr, report

    return call


GRADE = "{python} 01/tcp_client --submission solutions --report json={file} "


@on_unix
@pytest.mark.parametrize(
    "how",
    [
        "<&- >&- 2>&-",
        *(
            pytest.param(h, marks=pytest.mark.long)
            for h in (">&-", "2>&-", "<&-", ">&- 2>/dev/null")
        ),
    ],
)
def test_closed_streams_change_nothing(shell, how):
    status, errors, report = shell(GRADE + how)
    assert (status, errors, report["score"]) == (0, "", 20)


@needs_full
@pytest.mark.parametrize(
    "how, says", [(">/dev/full", f"{FULL[:-1]}; 20 of 20 points\n"), (">/dev/full 2>/dev/full", "")]
)
def test_full_disk_is_one_line_and_costs_nothing(shell, how, says):
    status, errors, report = shell(GRADE + how)
    assert (status, errors, report["score"]) == (0, says, 20)


@needs_full
def test_full_disk_for_errors_changes_nothing(shell):
    assert shell(GRADE + "2>/dev/full")[:2] == (0, "")
    assert shell("{python} xyz 2>/dev/full")[:2] == (2, "")


@on_unix
def test_reader_that_goes_away_wanted_no_more(shell, tmp_path):
    line = f"({GRADE}; echo $? >{tmp_path}/status) | true"
    status, errors, report = shell(line)
    assert (status, errors, report["score"]) == (0, "", 20)
    assert (tmp_path / "status").read_text() == "0\n"


@needs_full
@pytest.mark.parametrize("words", ["--help", "hint 01/tcp_client::connects", "export --help"])
def test_other_commands_say_it_too(shell, words):
    assert shell(f"{{python}} {words} >/dev/full")[:2] == (2, FULL)
