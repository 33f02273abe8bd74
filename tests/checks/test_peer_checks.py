"""`peer CHECK` shows the failure of every check of the course: what a report says to try is true.

For each check there is a program on the shelf that loses it. All of them are played in a few
processes, since they wait most of their time; three of them are played as a learner does it.
"""

import contextlib
import functools
import io
import multiprocessing
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

import shelf
from conftest import ROOT
from grader.byhand import replay
from grader.byhand.screen import Screen
from grader.course import checks, layout, targets
from grader.launch import Launcher, launcher
from grader.renderers import story
from grader.report import CheckResult, short, split_step
from shelf import Entry

WORKERS = 24  # they wait most of their time
CHECKS = [check.id(target) for target in layout.everything() for check in checks.load(target)]
started: list[Launcher] = []  # the one of this process
TRIES = 3  # of what was lucky: on a busy machine a program may look better or worse than it is


@dataclass(frozen=True)
class Shown:
    """What somebody sees who plays a check, and its result."""

    status: int
    text: str
    result: CheckResult


@functools.cache
def losers() -> dict[str, Entry]:
    """For each check one of the programs that lose it, and few others with it."""
    found: dict[str, Entry] = {}
    for entry in sorted(shelf.everything(), key=lambda entry: -len(entry.loses)):
        if entry.can_be_judged:
            found.update({f"{entry.target}::{name}": entry for name in entry.loses})
    return found


def play(check_id: str) -> Shown:
    """Play a check against its loser, as the command does."""
    entry, name = losers()[check_id], check_id.partition("::")[2]
    (choice,) = targets.choose([check_id], layout.ROOT)
    job = replace(entry.job(seed=1), chosen=choice.checks)
    kept: list[CheckResult] = []
    really = replay.session.examine

    def examine(*arguments, **options):
        result = really(*arguments, **options)
        kept.extend(check for check in result.checks if check.id == check_id)
        return result

    replay.session.examine = examine
    try:
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            status = replay.play(job, name, started[0], Screen(), "program.py")
    finally:
        replay.session.examine = really
    return Shown(status, printed.getvalue(), kept[0])


def begin_worker() -> None:
    started.append(launcher())


@pytest.fixture(scope="module")
def plays() -> Iterator[dict[str, Shown]]:
    """What is shown for each check, all of them played by a few processes."""
    losers()
    with ProcessPoolExecutor(WORKERS, multiprocessing.get_context("fork"), begin_worker) as pool:
        shown = dict(zip(CHECKS, pool.map(play, CHECKS), strict=True))
        for _ in range(TRIES):
            lucky = [each for each in CHECKS if shown[each].result.outcome != "failed"]
            shown |= {each: pool.submit(play, each).result() for each in lucky}  # one by one
    yield shown


def words(text: str | None) -> str:
    """A text without its line breaks, since what is shown is wrapped."""
    return "".join((text or "").split())


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("check_id", CHECKS)
def test_every_check_can_be_seen_failing(check_id: str, plays: dict[str, Shown]) -> None:
    shown = plays[check_id]
    assert shown.result.outcome == "failed", losers()[check_id]
    assert shown.status == 1
    assert words(shown.result.message) in words(shown.text)
    assert words(shown.result.diagnosis) in words(shown.text)
    assert all(words(step) in words(shown.text) for step in shown.result.steps[:1])
    assert (f"hint {short(check_id)}" in shown.text) == story.hints_help(shown.result)


# ------------------------------------------------------------------ as a learner does it


@pytest.fixture
def handed_in(tmp_path: Path) -> Callable[[str], Path]:
    """A submission that holds one program of the shelf."""

    def hand_in(name: str) -> Path:
        entry = shelf.entry(shelf.SHELF / f"{name}.py")
        file = tmp_path / "work" / entry.target.file
        file.parent.mkdir(parents=True)
        shutil.copy(entry.path, file)
        return tmp_path / "work"

    return hand_in


def test_pasted_command_shows_the_same_failure_again(grader, handed_in) -> None:
    """The seed is that of the last run, so that the same words are said."""
    work = handed_in("01_hello/tcp_server/wrong/answer_with_newline")
    place = ("--submission", work)
    state = {"XDG_STATE_HOME": str(work.parent / "state")}
    graded = grader("01/tcp_server::answers_hi", *place, env=state)
    (check,) = [c for c in graded.program("tcp_server")["checks"] if c["outcome"] == "failed"]
    played = grader("peer", check["id"], *place, report=False, env=state)
    assert played.status == 1
    assert f"seed {graded.report['seed']}:" in played.output
    assert check["message"] in played.output
    sent = next(split_step(step).words for step in check["steps"] if "client sent" in step)
    assert sent in played.output
    prints = played.output.index("│ received: ")
    assert played.output.index(sent) < prints < played.output.index(check["message"])
    assert f"python -m grader hint {short(check['id'])}" in played.output


@pytest.mark.long
def test_traceback_is_shown_as_it_is_printed(grader, handed_in) -> None:
    """Its lines keep their blanks, and a file has the name that the learner knows."""
    work = handed_in("01_hello/tcp_server/wrong/answer_is_text")
    played = grader("peer", "01/tcp_server::answers", "--submission", work, report=False)
    assert '│   File "tcp_server.py", line ' in played.output


@pytest.mark.long
def test_check_that_is_blocked_shows_the_other_one(grader, handed_in) -> None:
    work = handed_in("01_hello/tcp_server/wrong/socket_of_ipv6")
    played = grader("peer", "01/tcp_server::answers_hi", "--submission", work, report=False)
    assert played.status == 1
    assert "it needs another one" in played.output
    assert "hint 01/tcp_server::listens" in played.output
    assert "AF_INET" in played.output


@pytest.mark.long
def test_check_that_passes_says_so(grader) -> None:
    """What it needs is played without a word, also where it is a function that is called."""
    solutions = ("--submission", ROOT / "solutions")
    words = ("peer", "01/http_tasks::get_json_takes_any_value", *solutions, "--seed", "7")
    played = grader(*words, report=False)
    assert played.status == 0
    assert "passes now" in played.output
    assert "seed 7:" in played.output
    assert "get_json(" in played.output


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="has no head")
def test_reader_that_goes_away_changes_no_verdict(handed_in) -> None:
    work = handed_in("01_hello/tcp_server/wrong/answer_with_newline")
    command = f"{sys.executable} -m grader peer 01/tcp_server::answers_hi --submission {work}"
    done = subprocess.run(
        ["bash", "-c", f"{command} | head -1; exit ${{PIPESTATUS[0]}}"],
        cwd=ROOT,
        capture_output=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout.count(b"\n"), done.stderr) == (1, 1, b"")


@pytest.mark.long
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["peer"], "TARGET"),
        (["peer", "nothing"], "no unit or program"),
        (["peer", "01"], "name one, such as 01_hello/tcp_server"),
        (["peer", "01/tcp_server::nothing"], "no check 'nothing'"),
        (["peer", "01/tcp_server::listens", "--port", "80"], "--port goes with a program"),
        (["peer", "01/tcp_server::listens", "--submission", "/nowhere"], "/nowhere"),
        (["peer", "01/tcp_server", "--submission", "solutions"], "--submission goes with a check"),
    ],
)
def test_wrong_use_is_one_line(grader, words: list[str], said: str) -> None:
    run = grader(*words, report=False)
    assert run.status == 2
    assert said in run.errors
    assert run.errors.count("\n") == 1
    assert run.output == ""
