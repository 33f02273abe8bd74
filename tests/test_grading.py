"""The grader's own failures: reported as such, never as lost points, and no other job is touched."""

import contextlib
import os

import pytest

from conftest import ROOT
from grader import cli
from grader.course import layout
from grader.examiner import session as examiner
from grader.grading import collect as grading
from grader.launch import launcher

linux_only = pytest.mark.skipif(not hasattr(os, "fork"), reason="patches reach forked workers only")
really_examine = examiner.examine


def breaks_its_process(job):
    if job.target.program == "tcp_client":
        os._exit(1)
    return really_examine(job)


def raises(job):
    raise RuntimeError("\x1b[31mour bug")


def grade(words):
    targets = layout.targets(words)
    jobs = grading.jobs_for(ROOT / "solutions", targets, seed=1)
    with contextlib.closing(launcher(web=False)) as chosen:
        examiner.use_launcher(chosen)
        return {job.target.program: result for job, result in grading.run(jobs, 2)}


@linux_only
def test_job_that_breaks_its_process_takes_no_other_down(monkeypatch):
    monkeypatch.setattr(examiner, "examine", breaks_its_process)
    results = grade(["01/tcp_server", "01/tcp_client", "01/udp_server"])
    assert results["tcp_client"].status == "error"
    assert {check.outcome for check in results["tcp_client"].checks} == {"error"}
    assert results["tcp_server"].status == results["udp_server"].status == "passed"


@linux_only
def test_exception_of_ours_is_an_error_and_shown_safely(monkeypatch):
    monkeypatch.setattr(examiner, "examine", raises)
    (result,) = grade(["01/tcp_server"]).values()
    assert result.status == "error"
    assert "RuntimeError: \\x1b[31mour bug" in result.checks[0].message


@linux_only
def test_bug_in_a_check_is_status_3_and_costs_nobody_a_point(monkeypatch, capsys):
    def start(self, *arguments, **options):
        raise KeyError("a bug of ours")

    monkeypatch.setattr(examiner.Examination, "start", start)
    status = cli.main(["01/tcp_client", "--submission", str(ROOT / "solutions"), "--jobs", "1"])
    shown = capsys.readouterr().out
    assert status == cli.GRADER_FAILED
    assert "The grader made a mistake, not you: KeyError: 'a bug of ours'" in shown
    assert "Traceback" not in shown


@linux_only
def test_failure_before_any_check_is_one_line_and_status_3(monkeypatch, capsys):
    def find(folder, targets):
        raise RuntimeError("a bug of ours")

    monkeypatch.setattr("grader.submission.find", find)
    assert cli.main(["01/tcp_client"]) == cli.GRADER_FAILED
    assert "failed, which is our mistake: RuntimeError: a bug of ours" in capsys.readouterr().err


def test_report_survives_its_own_json():
    from grader.report import CheckResult, Isolation, ProgramResult, Report, UnitResult

    check = CheckResult("u/p::c", "t", 1, 2, "failed", steps=["x"], transcript=[{"at": 0}])
    unit = UnitResult.of("u", "U", [ProgramResult.of("p", "u/p.py", [check])])
    report = Report("s", "now", 1.0, 2, "0", "3", "linux", Isolation("full", []), 1, 2, [unit])
    assert Report.from_dict(report.to_dict()) == report
    with pytest.raises(ValueError, match="version 1"):
        Report.from_dict({**report.to_dict(), "version": 2})
