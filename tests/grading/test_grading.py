"""Collecting a report: what is in it, our own failures, and runs that are cut short."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from conftest import ROOT
from grader import cli
from grader.course import targets
from grader.examiner.examination import Examination
from grader.grading import progress
from grader.grading.collect import collect
from grader.grading.progress import Watcher
from grader.launch import launcher
from grader.machine import STOPPING
from grader.report import Report
from grader.submissions import folder as submission
from grader.submissions.places import BadSubmission

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="patches reach forked workers only")
SOLUTIONS = ROOT / "solutions"


def collected(*words, folder=SOLUTIONS, watcher=None, workers=2):
    with contextlib.closing(launcher(web=False)) as started:
        choices = targets.choose(words, ROOT)
        watcher = watcher or Watcher()
        handed_in = submission.read(folder, [choice.target.unit for choice in choices])
        return collect(handed_in, choices, started, seed=1, workers=workers, watcher=watcher)


def test_report_is_whole_and_nothing_is_printed(capfd):
    told = []
    report = collected(
        "01/tcp_client",
        "01/tcp_server",
        watcher=Watcher(lambda target, _: told.append(str(target))),
    )
    assert (report.score, report.max_score, report.complete, report.seed) == (40, 40, True, 1)
    assert sorted(told) == ["01_hello/tcp_client", "01_hello/tcp_server"]
    assert [program.name for program in report.programs] == ["tcp_server", "tcp_client"]
    assert Report.from_json(report.to_json()) == report
    assert capfd.readouterr() == ("", "")


def test_chosen_checks_alone_make_the_maximum():
    report = collected("01/tcp_server::listens")
    (check,) = report.checks
    assert check.id == "01_hello/tcp_server::listens"
    assert (report.score, report.max_score) == (check.points, check.max_points)


def test_chosen_checks_of_a_missing_file_are_all_that_is_missed(tmp_path):
    (tmp_path / "01_hello").mkdir()
    report = collected("01/tcp_server::listens", folder=tmp_path)
    assert [(check.outcome, report.programs[0].status) for check in report.checks] == [
        ("not_run", "missing")
    ]


def test_folder_without_units_is_refused(tmp_path):
    with pytest.raises(BadSubmission):
        collected("01", folder=tmp_path)


def test_collecting_in_another_thread():
    reports = []
    thread = threading.Thread(target=lambda: reports.append(collected("01/tcp_client")))
    thread.start()
    thread.join(60)
    assert [report.score for report in reports] == [20]


# ------------------------------------------------------------------ our own failures


@forks
def test_bug_in_a_check_is_status_3_and_costs_nobody_a_point(monkeypatch, capsys):
    def start(self, *arguments, **options):
        raise KeyError("a bug of ours")

    monkeypatch.setattr(Examination, "start", start)
    status = cli.main(["01/tcp_client", "--submission", str(SOLUTIONS), "--jobs", "1"])
    shown = capsys.readouterr().out
    assert status == 3
    assert "The grader made a mistake, not you: KeyError: 'a bug of ours'" in shown
    assert "Traceback" not in shown


@forks
def test_bug_in_a_check_takes_its_points_out_of_the_maximum(monkeypatch):
    def start(self, *arguments, **options):
        raise KeyError("a bug of ours")

    monkeypatch.setattr(Examination, "start", start)
    report = collected("01/tcp_client")
    assert (report.score, report.max_score, report.has_errors) == (0, 0, True)
    assert report.programs[0].status == "error"


@forks
def test_failure_before_any_check_is_one_line_and_status_3(monkeypatch, capsys):
    def read(folder, units, is_named):
        raise RuntimeError("a bug of ours")

    monkeypatch.setattr("grader.submissions.folder.read", read)
    assert cli.main(["01/tcp_client"]) == 3
    assert "failed, which is our mistake: RuntimeError: a bug of ours" in capsys.readouterr().err


# ------------------------------------------------------------------ progress


class Terminal:
    """A terminal that keeps what is written to it."""

    encoding, written = "utf-8", ""

    def isatty(self):
        return True

    def write(self, text):
        self.written += text

    def flush(self):
        pass


def test_progress_is_drawn_without_a_thread():
    terminal, before = Terminal(), threading.active_count()
    with progress.display(2, terminal) as watcher:
        watcher.tick()
        collected("01/tcp_client", watcher=watcher)
        assert threading.active_count() == before
    assert "judged 01_hello/tcp_client" in terminal.written


@pytest.mark.parametrize("of_what", [progress.display, progress.of_class])
def test_nothing_is_drawn_in_the_log_of_a_workflow(of_what, monkeypatch):
    """Some runners give a step a terminal, whose log then has each state of the line."""
    monkeypatch.setenv("CI", "true")
    terminal = Terminal()
    with of_what(2, terminal) as watcher:
        watcher.tick()
    assert terminal.written == ""


# ------------------------------------------------------------------ cut short

# Says "ready" at a moment of the run, and its report at the end.
DRIVER = """
import contextlib, sys
from pathlib import Path

from grader.course import targets
from grader.grading import collect, pool
from grader.grading.progress import Watcher
from grader.launch import launcher
from grader.launch.program import Program
from grader.submissions import folder

moment, submission = sys.argv[1:]
said = []

def ready():
    if not said:
        said.append(print("ready", flush=True))

jobs_for = collect.jobs_for
def jobs_and_say(*arguments):
    if moment == "at first":
        ready()
    return jobs_for(*arguments)
collect.jobs_for = jobs_and_say

hangs = Path(submission).parent / "hangs"
get_ready = Program.get_ready
def get_ready_and_say(self):
    get_ready(self)
    if self.command[0] == "tcp_server.py":
        hangs.touch()  # it may be in another process than the watcher
Program.get_ready = get_ready_and_say

def is_running():
    if moment == "while it hangs" and hangs.exists():
        ready()

def result(target, _):
    if moment == "after a result":
        ready()

if __name__ == "__main__":
    with contextlib.closing(launcher(web=False)) as started:
        choices = targets.choose(["01/tcp_server", "01/tcp_client", "01/udp_client"], Path())
        handed_in = folder.read(Path(submission), ["01_hello"])
        report = collect.collect(handed_in, choices, started, seed=1, workers=3,
                                 watcher=Watcher(result, is_running))
    print(report.to_json())
"""
HANGS = "import time\ntime.sleep(600)\n"


@pytest.fixture
def driven(tmp_path):
    """Start a run of which one program is right and two hang; once it is ready, yield it."""
    unit = tmp_path / "submission" / "01_hello"
    unit.mkdir(parents=True)
    (unit / "tcp_client.py").write_bytes((SOLUTIONS / "01_hello/tcp_client.py").read_bytes())
    for name in ("tcp_server", "udp_client"):
        (unit / f"{name}.py").write_text(HANGS)
    (tmp_path / "driver.py").write_text(DRIVER)
    (tmp_path / "tmp").mkdir()
    processes = []

    def start(moment):
        process = subprocess.Popen(
            [sys.executable, str(tmp_path / "driver.py"), moment, str(unit.parent)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "TMPDIR": str(tmp_path / "tmp"), "PYTHONPATH": str(ROOT)},
            start_new_session=True,
            # a shell's background job is born with Ctrl-C ignored, and these tests may be one
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        processes.append(process)
        assert process.stdout.readline() == "ready\n", process.stderr.read()
        return process

    yield start
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def alive(marker):
    """The processes whose environment holds this text."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            if marker.encode() in path.read_bytes():
                found.append(path.parent.name)
    return found


def gone(marker, seconds=10):
    """Whether the processes of a run end by themselves."""
    end = time.monotonic() + seconds
    while alive(marker) and time.monotonic() < end:
        threading.Event().wait(0.02)
    return not alive(marker)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("moment", ["at first", "while it hangs", "after a result"])
@pytest.mark.parametrize(
    "signals, to_all",
    [
        ([signal.SIGTERM], False),
        ([signal.SIGTERM], True),  # as timeout(1) does it
        pytest.param([signal.SIGHUP], True, marks=pytest.mark.long),
        pytest.param([signal.SIGINT], True, marks=pytest.mark.long),
        ([signal.SIGINT, signal.SIGINT, signal.SIGTERM], True),
    ],
)
@pytest.mark.long
def test_run_that_is_cut_short_is_reported_and_leaves_nothing(
    driven, tmp_path, moment, signals, to_all
):
    process = driven(moment)
    for number in signals:
        if to_all:  # as a terminal does it
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)
    output, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (0, "")
    report = Report.from_json(output)
    assert not report.complete
    assert [program.max_score for program in report.programs] == [20, 20, 20]
    server = report.programs[0]
    assert {(check.outcome, check.message) for check in server.checks} == {
        ("not_run", "Not graded: the run was interrupted.")
    }
    assert server in report.not_graded
    if moment == "after a result":
        assert report.score == 20
    assert gone(str(tmp_path / "tmp"))
    assert not list((tmp_path / "tmp").iterdir())


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_run_whose_parent_is_killed_leaves_no_process(driven, tmp_path):
    process = driven("while it hangs")
    process.kill()
    process.wait()
    assert gone(str(tmp_path / "tmp"))


def test_handlers_are_as_before():
    before = [signal.getsignal(number) for number in STOPPING]
    collected("01/tcp_client")
    assert [signal.getsignal(number) for number in STOPPING] == before
