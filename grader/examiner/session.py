"""Examines one job: a pytest session inside this process runs the checks of its file.

No conftest, ini file, plugin or environment variable of anybody else can reach the
session. The plugin below gives pytest's items points, `needs`, outcomes and
transcripts; pytest-timeout stands behind every check as the last resort, since every
wait of ours has a deadline.
"""

import contextlib
import io
import os
import signal
import threading
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from _pytest._io import TerminalWriter

from grader import machine
from grader.course import checks, layout
from grader.course.checks import Check, SitOut
from grader.examiner import verdict
from grader.examiner.ahead import Ahead
from grader.examiner.audience import Audience
from grader.examiner.examination import Examination
from grader.examiner.job import Job
from grader.failures.errors import Failure
from grader.i18n import speaking
from grader.launch.program import Launcher, OutOfTime
from grader.report import CheckResult, ProgramResult

Judged = Callable[[CheckResult], None]
SECONDS_PER_CHECK = 300  # the last resort: longer than all the deadlines of a check

NEEDLESS_PLUGINS = (
    "terminal",
    "capture",
    "cacheprovider",
    "logging",
    "warnings",
    "faulthandler",
    "doctest",
    "junitxml",
    "pastebin",
    "setuponly",
    "setupplan",
    "stepwise",
    "debugging",
    "tmpdir",
    "monkeypatch",
    "recwarn",
    "unittest",
    "legacypath",
    "reports",
    "unraisableexception",
    "threadexception",
    "subtests",
)
# pytest works with things of the whole process: its environment, its handlers of signals
_one_at_a_time = threading.Lock()


class Busy(RuntimeError):
    """An attempt to examine two programs at a time in one process."""


def examine(
    job: Job,
    launcher: Launcher,
    held: contextlib.ExitStack | None = None,
    audience: Audience | None = None,
    judged: Judged | None = None,
) -> ProgramResult:
    """Judge one program. Raises Busy if this process is examining another one.

    What the examination takes (processes, ports, a folder) is given back when it ends, or
    before by whoever closes `held`, for instance because the process has to end. An `audience`
    follows it; then nothing is done ahead, so that all happens in the order in which it is told.
    `judged` gets the result of each check at once; of one with several cases the worst until then.
    """
    with speaking(job.language):
        return _examine(job, launcher, held, audience, judged)


def warm_up() -> None:
    """Import what every examination imports, so that processes forked from now on need not."""
    with _environment_of_ours():
        pytest.main([*_arguments(layout.CHECKS), "--collect-only", "--ignore-glob=*"])


def _examine(
    job: Job,
    launcher: Launcher,
    held: contextlib.ExitStack | None,
    audience: Audience | None,
    judged: Judged | None,
) -> ProgramResult:
    if job.problem:
        return verdict.of_unread_file(job)
    if job.file not in job.files:
        return verdict.of_missing_file(job)
    if not _one_at_a_time.acquire(blocking=False):
        raise Busy("a process examines one program at a time: use an executor of processes")
    try:
        with contextlib.ExitStack() as own:
            stack = own if held is None else held.enter_context(own)
            examination = _begin(job, launcher, stack, audience)
            ahead = Ahead(examination, launcher, may_begin=audience is None)
            stack.callback(ahead.close)
            _run_pytest(examination, ahead, judged)
            results = examination.verdicts.complete(job.checks)
    finally:
        _one_at_a_time.release()
    return ProgramResult.of(job.target.program, job.target.file, results)


def _begin(
    job: Job, launcher: Launcher, held: contextlib.ExitStack, audience: Audience | None
) -> Examination:
    with machine.signals_wait():  # a signal between the two would leave its folder behind
        supervisor = launcher.supervisor(web=job.kind.form == "module")
        held.callback(supervisor.close)
    examination = Examination(job, supervisor, audience)
    held.callback(examination.ports.close)
    return examination


def _run_pytest(examination: Examination, ahead: Ahead, judged: Judged | None) -> None:
    with _environment_of_ours():
        plugin = _Plugin(examination, ahead, judged)
        pytest.main(_arguments(examination.job.target.checks_file), plugins=[plugin])
        if plugin.was_interrupted:
            raise KeyboardInterrupt


@contextlib.contextmanager
def _environment_of_ours() -> Iterator[None]:
    """Hide what the user's environment tells pytest, and load no plugin that is installed."""
    outside = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("PYTEST")}
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    try:
        yield
    finally:
        del os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"]
        os.environ.update(outside)


def _arguments(place: Path) -> list[str]:
    is_main = threading.current_thread() is threading.main_thread()
    return [
        *("--rootdir", str(layout.CHECKS)),
        *("--confcutdir", str(layout.CHECKS)),
        *("-c", str(layout.CHECKS / "pytest.ini")),
        "--import-mode=importlib",
        "--assert=plain",
        *("-p", "pytest_timeout"),
        *("--timeout", str(SECONDS_PER_CHECK)),
        # "signal" works in the main thread only
        *("--timeout-method", "signal" if is_main and hasattr(signal, "SIGALRM") else "thread"),
        *(word for name in NEEDLESS_PLUGINS for word in ("-p", f"no:{name}")),
        str(place),
    ]


class _ChecksFile(pytest.Module):
    """A checks file for pytest, as `grader.course.checks` has imported it and not anew."""

    loaded: ModuleType

    def _getobj(self) -> ModuleType:
        return self.loaded


class _NoTerminal:
    """Takes the place of pytest's terminal, to which pytest-timeout writes before it ends a check."""

    def __init__(self) -> None:
        self._tw = TerminalWriter(io.StringIO())


class _Plugin:
    """Turns pytest's items into the results of one examination."""

    def __init__(self, examination: Examination, ahead: Ahead, judged: Judged | None) -> None:
        self._examination, self._ahead, self._judged = examination, ahead, judged
        self._raised: BaseException | None = None
        self.was_interrupted = False  # by Ctrl-C, which pytest keeps for itself

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        self.was_interrupted = isinstance(excinfo.value, KeyboardInterrupt)

    def pytest_configure(self, config: pytest.Config) -> None:
        config.pluginmanager.register(_NoTerminal(), "terminalreporter")

    @pytest.fixture
    def examination(self) -> Iterator[Examination]:
        """Give the current examination; end its program after the check."""
        yield self._examination
        self._examination.end()

    @pytest.fixture
    def sit_out(self, examination: Examination) -> SitOut:
        """Give what plays silent runs to their end (see `grader.examiner.ahead`)."""
        return self._ahead.sit_out

    def pytest_pycollect_makemodule(
        self, module_path: Path, parent: pytest.Collector
    ) -> _ChecksFile:
        collector = _ChecksFile.from_parent(parent, path=module_path)
        collector.loaded = checks.module(self._examination.job.target)
        return collector

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the checks of the job, in their file's order, with the cases of a check together."""
        order = {check: place for place, check in enumerate(self._examination.job.checks)}
        judged = [item for item in items if checks.of(_function(item)) in order]
        items[:] = sorted(judged, key=lambda item: order[_check(item)])

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        examination, check = self._examination, _check(item)
        self._raised = None
        is_settled = examination.verdicts.is_settled(check)
        # each case of a check has dice of its own
        examination.begin(item.name.removeprefix("test_"))
        began = time.monotonic()
        done = yield
        if not is_settled:
            seconds = time.monotonic() - began
            result = examination.verdicts.add(check, self._raised, examination.scene, seconds)
            if self._judged:
                self._judged(result)
        self._ahead.drop(check)
        self._ahead.begin()
        return done

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        if self._examination.verdicts.blocker(_check(item)):
            pytest.skip()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, call: pytest.CallInfo[None]) -> None:
        if call.excinfo and self._raised is None:
            self._raised = call.excinfo.value
            if isinstance(self._raised, Failure | OutOfTime):
                self._examination.scene.failed(self._raised)


def _function(item: pytest.Item) -> object:
    return getattr(item, "function", None)


def _check(item: pytest.Item) -> Check:
    check = checks.of(_function(item))
    assert check, f"{item.name} is no check, and should have been left out"
    return check
