"""Each exit status that a command may end with is seen at its command line, here or in the test that is named."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from classroom import hand_in

from conftest import ROOT, Run
from grader import cli, commands, launch
from grader.interop import tournament
from grader.launch import LaunchError
from grader.usage import Status

TESTS = ROOT / "tests"
HERE = "commands/test_statuses.py"
CLI, MODEL, VERIFY = "commands/test_cli.py", "course/test_model.py", "course/test_verify.py"
BATCH, BOOK = "grading/test_batch.py", "gradebook/test_gradebook_shown.py"
INTEROP, PEER = "commands/test_interop.py", "checks/test_peer_checks.py"
EXPORT, WATCH = "commands/test_export.py", "watching/test_watch.py"

# Where it is seen: by command and status. What a command never ends with has no place.
SEEN: dict[str, dict[int, str]] = {
    "grade": {
        0: f"{CLI}::test_solutions_get_full_marks",
        1: f"{CLI}::test_stubs_are_not_started_in_one_line_each",
        2: f"{CLI}::test_wrong_use_is_one_line_and_status_2",
        3: "grading/test_graders_errors.py::test_error_costs_no_points_and_is_status_3",
        130: f"{CLI}::test_interruption_leaves_nothing_behind",
    },
    "watch": {
        0: f"{WATCH}::test_learner_goes_from_stub_to_full_marks",
        2: f"{WATCH}::test_wrong_use_is_a_line",
        130: f"{WATCH}::test_window_is_redrawn_and_the_terminal_given_back",
    },
    "hint": {
        0: f"{CLI}::test_hints_are_a_ladder",
        2: f"{CLI}::test_wrong_use_is_one_line_and_status_2",
    },
    "peer": {
        0: f"{PEER}::test_check_that_passes_says_so",
        1: f"{PEER}::test_traceback_is_shown_as_it_is_printed",
        2: f"{PEER}::test_wrong_use_is_one_line",
        3: f"{HERE}::test_check_cannot_be_played_where_no_program_can_be_started",
        130: f"{HERE}::test_check_that_is_played_can_be_interrupted",
    },
    "model": {
        0: f"{MODEL}::test_model_and_its_modules_are_shown_at_full_marks",
        1: f"{MODEL}::test_without_full_marks_one_line_is_said",
        2: f"{MODEL}::test_wrong_use",
        3: f"{MODEL}::test_broken_grader_shows_no_model",
        130: f"{MODEL}::test_interruption_shows_no_model",
    },
    "doctor": {
        0: f"{CLI}::test_doctor_tells_what_this_machine_can_do",
        2: f"{CLI}::test_doctor_says_where_no_program_can_be_started",
    },
    "verify": {
        0: f"{VERIFY}::test_this_course_is_sound",
        1: f"{VERIFY}::test_missing_file",
        2: f"{VERIFY}::test_copy_of_a_learner_is_not_verified",
        3: f"{HERE}::test_course_cannot_be_verified_where_no_program_can_be_started",
    },
    "export": {
        0: f"{EXPORT}::test_folder_that_is_not_empty",
        2: f"{EXPORT}::test_folder_that_is_not_empty",
    },
    "batch": {
        0: f"{BATCH}::test_only_what_has_changed_is_graded_again",
        2: f"{BATCH}::test_wrong_use_is_one_line",
        3: f"{BATCH}::test_what_cannot_be_graded_is_named_and_the_others_are_graded",
        130: f"{BATCH}::test_interrupted_run_is_gone_on_with",
    },
    "interop": {
        0: f"{HERE}::test_class_that_understands_each_other",
        2: f"{INTEROP}::test_wrong_use_is_one_line",
        3: f"{INTEROP}::test_what_only_a_classmate_notices_is_interesting",
        130: f"{HERE}::test_meetings_can_be_interrupted",
    },
    "gradebook": {
        0: f"{BOOK}::test_the_latest_run_is_listed_with_who_is_gone",
        2: f"{BOOK}::test_what_cannot_be_is_one_line",
    },
}
PLACES = sorted({place for statuses in SEEN.values() for place in statuses.values()})


def test_each_command_has_its_statuses() -> None:
    assert set(SEEN) == {commands.GRADE, *commands.NAMES}
    for statuses in SEEN.values():
        assert {Status.PASSED, Status.WRONG_USE} <= set(statuses) <= set(Status)


@pytest.mark.parametrize("name", SEEN)
def test_statuses_of_a_command_are_all_that_its_file_gives(name: str) -> None:
    source = (ROOT / "grader" / "commands" / f"{name}.py").read_text(encoding="utf-8")
    given = {status for status in Status if f"Status.{status.name}" in source}
    assert given <= set(SEEN[name])


@pytest.mark.parametrize("place", PLACES)
def test_place_where_a_status_is_seen_is_there(place: str) -> None:
    file, _, name = place.partition("::")
    assert f"def {name}(" in (TESTS / file).read_text(encoding="utf-8")


# ------------------------------------------------------------------ what no other test sees


def no_launcher(web: bool = True) -> None:
    raise LaunchError("the zygote has gone")


def test_check_cannot_be_played_where_no_program_can_be_started(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(launch, "launcher", no_launcher)
    words = ["peer", "01/tcp_server::listens", "--submission", "solutions"]
    assert cli.main(words) == Status.GRADER_FAILED
    assert capsys.readouterr().err == "grader: the zygote has gone\n"


@pytest.mark.long
def test_course_cannot_be_verified_where_no_program_can_be_started(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(launch, "launcher", no_launcher)
    assert cli.main(["verify"]) == Status.GRADER_FAILED
    assert "the zygote has gone" in capsys.readouterr().err


SILENT = "import time\ntime.sleep(600)\n"


def interrupted(
    words: Sequence[str], ready: Callable[[str], bool], folder: Path
) -> tuple[int, str]:
    """Call the grader, press Ctrl-C when a line says that it is under way; give status and errors."""
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", *words],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(folder), "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        # a shell's background job is born with Ctrl-C ignored, and these tests may be one
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert process.stdout
    try:
        while line := process.stdout.readline():
            if ready(line):
                break
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    finally:
        process.kill()
    return process.returncode, errors


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="signals as on Unix")
def test_check_that_is_played_can_be_interrupted(
    submission: Callable[..., Path], tmp_path: Path
) -> None:
    folder = submission(tcp_server=SILENT)
    words = ["peer", "01/tcp_server::listens", "--submission", str(folder)]
    status, errors = interrupted(words, lambda line: "started" in line, tmp_path)
    assert status == Status.INTERRUPTED
    assert errors == "grader: interrupted: the check was not played to its end\n"


@pytest.fixture
def two_learners(tmp_path: Path) -> Path:
    """A class of two whose clients and servers are the solutions of unit 1."""
    source = (ROOT / "solutions/01_hello/tcp_server.py").read_text(encoding="utf-8")
    client = (ROOT / "solutions/01_hello/tcp_client.py").read_text(encoding="utf-8")
    folder = hand_in(tmp_path / "class", ada=client, bob=client)
    for name in ("ada", "bob"):
        (folder / name / "01_hello" / "tcp_server.py").write_text(source, encoding="utf-8")
    return folder


@pytest.mark.long
def test_class_that_understands_each_other(two_learners: Path, grader: Callable[..., Run]) -> None:
    run = grader("interop", two_learners, "--only", "01/tcp", report=False)
    assert (run.status, run.errors) == (Status.PASSED, "")


@pytest.mark.long
def test_meetings_can_be_interrupted(
    two_learners: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    @contextlib.contextmanager
    def came() -> Iterator[Callable[[], bool]]:
        yield lambda: True

    monkeypatch.setattr(tournament, "stop_signals", came)
    monkeypatch.chdir(ROOT)
    assert cli.main(["interop", str(two_learners), "--only", "01/tcp"]) == Status.INTERRUPTED
    assert "interrupted: not all of them were played" in capsys.readouterr().out
