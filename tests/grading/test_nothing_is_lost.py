"""Whatever happens to a run, the reports that were asked for are there, and say what they lack."""

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ET

import pytest

import samples
from conftest import ROOT
from grader import actions, cli, launch
from grader.launch import LaunchError
from grader.renderers.destination import FORMATS
from grader.report import Words
from runner import commands

UNIT = "01_hello"
SLEEPER = "import time\ntime.sleep(600)\n"
posix = pytest.mark.skipif(os.name == "nt", reason="signals as on Unix")


def solution(program):
    return (ROOT / "solutions" / UNIT / f"{program}.py").read_text()


@pytest.fixture
def reports(tmp_path):
    """The command line's words for a report in each format, and what reads those files."""
    files = {name: tmp_path / f"report.{name}" for name in FORMATS}
    words = [f"--report={name}={file}" for name, file in files.items()]
    return words, lambda: {name: file.read_text(errors="replace") for name, file in files.items()}


def assert_each_says(texts, *sentences, score, most):
    """Each format says these sentences, and that it is not whole."""
    report = json.loads(texts["json"])
    assert (report["complete"], report["score"], report["max_score"]) == (False, score, most)
    assert texts["markdown"].startswith(f"# {score} of {most} points, not final")
    for name in ("json", "markdown", "junit", "gradescope", "classroom50"):
        text = texts[name].replace("\\_", "_").replace("&quot;", '"')
        for sentence in sentences:
            assert sentence in text, name
        assert "Well done" not in text
    assert "Not whole: " in json.loads(texts["gradescope"])["output"]
    properties = ET.fromstring(texts["junit"]).iter("property")
    assert ("complete", "false") in [(p.get("name"), p.get("value")) for p in properties]
    classroom = json.loads(texts["classroom50"])
    assert (classroom["score"], classroom["max-score"]) == (score, most)
    assert any("(not graded)" in test["test-name"] for test in classroom["tests"])


# ------------------------------------------------------------------ a folder that cannot be graded


def empty(folder):
    folder.mkdir()


def another_unit(folder):
    (folder / "09_other").mkdir(parents=True)


def linked(folder):
    folder.mkdir()
    (folder / "assignments").symlink_to(ROOT / "solutions")


def missing(folder):
    pass


def a_file(folder):
    folder.write_text("")


@posix
@pytest.mark.parametrize(
    "make",
    [
        pytest.param(make, marks=[pytest.mark.long] * (make is not linked))
        for make in (empty, another_unit, linked, missing, a_file)
    ],
)
def test_wrong_folder_is_reported_in_each_format(grader, reports, tmp_path, make):
    words, written = reports
    make(tmp_path / "work")
    run = grader("01", "--submission", tmp_path / "work", *words, report=False)
    assert (run.status, run.output) == (2, "")
    (line,) = run.errors.splitlines()
    sentence = line.removeprefix("grader: ")
    assert_each_says(written(), f"Not graded: {sentence}.", score=0, most=100)
    checks = json.loads(written()["json"])["units"][0]["programs"][0]["checks"]
    assert {check["outcome"] for check in checks} == {"not_run"}


def test_targets_that_do_not_exist_are_no_folder(grader, reports, tmp_path):
    words, _ = reports
    assert grader("77", *words, report=False).status == 2
    assert not list(tmp_path.glob("report.*"))


def test_flat_files_are_graded_and_a_line_says_as_what(grader, tmp_path):
    (tmp_path / "flat").mkdir()
    (tmp_path / "flat" / "tcp_client.py").write_text(solution("tcp_client"))
    run = grader("01/tcp_client", "--submission", tmp_path / "flat")
    assert (run.status, run.report["score"]) == (0, 20)
    (line,) = run.errors.splitlines()
    assert "lie in no folder of a unit: they are graded as 01_hello" in line


def test_missing_program_says_what_is_there_in_its_place(grader, submission):
    folder = submission(tcp_client=solution("tcp_client"))
    (folder / UNIT / "tcp_client.py").rename(folder / UNIT / "TCP_Client (1).py")
    run = grader("01/tcp_client", "--submission", folder)
    says = "There is no 01_hello/tcp_client.py; there is TCP_Client (1).py: rename it."
    assert {check["message"] for check in run.program("tcp_client")["checks"]} == {says}
    assert run.program("tcp_client")["status"] == "missing"
    assert "no such file; there is TCP_Client (1).py: rename it" in run.output


# ------------------------------------------------------------------ a run that is cut short


@pytest.fixture
def running(submission, tmp_path, reports):
    """Start a run of which one program is done soon and another one hangs; wait for that."""
    words, _ = reports
    folder = submission(tcp_server=SLEEPER, tcp_client=solution("tcp_client"))
    command = [sys.executable, "-m", "grader", "01/tcp_server", "01/tcp_client", "--jobs", "2"]
    process = subprocess.Popen(
        [*command, "--submission", folder, *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
        # a shell's background job is born with Ctrl-C ignored, and these tests may be one
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    last, end = tmp_path / f"report.{FORMATS[-1]}", time.monotonic() + 30
    while not (last.exists() and '"score": 20' in last.read_text()):
        assert process.poll() is None and time.monotonic() < end
        time.sleep(0.01)
    yield process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("to_all", [False, True])
@pytest.mark.long
def test_end_by_a_signal_is_reported_in_each_format(running, reports, number, to_all):
    (os.killpg if to_all else os.kill)(running.pid, number)
    output, errors = running.communicate(timeout=30)
    assert running.returncode == 130
    assert errors == "grader: interrupted; not graded: 1 of 2 programs\n"
    assert "20 of 40 points" in output
    assert "Not whole: 1 of 2 programs not graded." in output
    assert "Well done" not in output
    sentence = "Not graded: the run was interrupted."
    assert_each_says(reports[1](), sentence, score=20, most=40)


@posix
def test_killed_run_has_left_its_last_reports(running, reports):
    running.kill()
    running.communicate(timeout=30)
    sentence = "Not graded: the run has not come to this program."
    assert_each_says(reports[1](), sentence, score=20, most=40)


@posix
def test_ignored_hangup_ends_nothing(grader, submission):
    """As with nohup."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        folder = submission(tcp_client=solution("tcp_client"))
        assert grader("01/tcp_client", "--submission", folder).status == 0
    finally:
        signal.signal(signal.SIGHUP, before)


# ------------------------------------------------------------------ where reports go


@pytest.mark.parametrize("other", ["same", "./same", "link"])
def test_two_reports_cannot_be_one_file(grader, tmp_path, other):
    if other == "link":
        (tmp_path / "link").symlink_to("same")
    words = [f"--report=json={tmp_path / 'same'}", f"--report=junit={tmp_path}/{other}"]
    run = grader("01/tcp_client", "--submission", "solutions", *words, report=False)
    assert (run.status, run.output) == (2, "")
    assert "two reports cannot be one file" in run.errors
    assert not (tmp_path / "same").exists()


@posix
def test_devices_take_any_number_of_reports(grader):
    words = ["--report=json=/dev/null", "--report=junit=/dev/null"]
    assert grader("01/tcp_client", "--submission", "solutions", *words, report=False).status == 0


def test_no_report_is_ever_half_written(grader, submission, tmp_path):
    """Each version replaces the one before it, and nothing else is left in the folder."""
    (tmp_path / "out").mkdir()
    file = tmp_path / "out" / "report.json"
    folder = submission(tcp_client=solution("tcp_client"))
    grader("01/tcp_client", "--submission", folder, f"--report=json={file}", report=False)
    assert json.loads(file.read_text())["complete"]
    assert list(file.parent.iterdir()) == [file]


# ------------------------------------------------------------------ a run that hardly begins


@posix
def test_terminal_that_goes_away_ends_the_run_with_its_report(submission, reports):
    """Both happen: SIGHUP comes, and nothing can be written to the terminal any more."""
    import pty

    words, written = reports
    folder = submission(tcp_server=SLEEPER, tcp_client=solution("tcp_client"))
    command = [sys.executable, "-m", "grader", "01/tcp_server", "01/tcp_client", "--jobs", "2"]
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(ROOT)
        os.execv(sys.executable, [*command, "--submission", str(folder), *words])
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.02)[0]:
            os.read(terminal, 1 << 16)
        with contextlib.suppress(FileNotFoundError):
            if '"score": 20' in written()[FORMATS[-1]]:
                break
    os.close(terminal)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 130
    assert_each_says(written(), "Not graded: the run was interrupted.", score=20, most=40)


def test_interruption_before_the_first_program(monkeypatch, capsys, reports):
    def launcher(web):
        raise KeyboardInterrupt

    monkeypatch.setattr(launch, "launcher", launcher)
    words, written = reports
    assert cli.main(["01/tcp_client", "--submission", str(ROOT / "solutions"), *words]) == 130
    assert capsys.readouterr().err == "grader: interrupted before anything was graded\n"
    assert_each_says(written(), "Not graded: the run was interrupted.", score=0, most=20)


def test_launcher_that_cannot_start(monkeypatch, capsys, reports):
    def launcher(web):
        raise LaunchError("the zygote has gone")

    monkeypatch.setattr(launch, "launcher", launcher)
    words, written = reports
    assert cli.main(["01/tcp_client", "--submission", str(ROOT / "solutions"), *words]) == 3
    assert "our mistake: LaunchError: the zygote has gone" in capsys.readouterr().err
    assert_each_says(written(), "Not graded: the zygote has gone.", score=0, most=20)


def test_workflow_is_told_of_an_incomplete_report_without_a_score(tmp_path, monkeypatch):
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "output"))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary"))
    left = samples.program(
        samples.check(outcome="not_run", message="Not graded: the run was interrupted."),
        name="udp_client",
    )
    a_report = samples.report(
        samples.program(samples.check(outcome="passed")), left, complete=False
    )
    actions.write_files(a_report, Words(), tmp_path)
    assert not (tmp_path / "output").exists()
    assert "not final" in (tmp_path / "summary").read_text()
    (told,) = commands(actions.orders(a_report, Words(), tmp_path))
    assert (told.name, told.data) == (
        "warning",
        "No score is published. Not whole: 1 of 2 programs not graded. "
        "Not graded: the run was interrupted.",
    )
