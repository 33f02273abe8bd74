"""One job: a learner's program is judged by the checks of its file.

The checks are run by a pytest session inside this process, which no conftest,
ini file, plugin or environment variable of anybody else can reach. The plugin
below gives it points, `needs`, outcomes and transcripts; pytest-timeout stands
behind every check as the last resort, since every wait of ours has a deadline.
"""

import contextlib
import os
import random
import threading
import time
from dataclasses import dataclass, field

import pytest

from grader import scratch
from grader.course import layout
from grader.failures import diagnosis
from grader.failures.ended import trace_of
from grader.failures.errors import (
    ConnectionEnded,
    Failure,
    NotHere,
    NothingCame,
    NotPrinted,
    NotStarted,
    ProgramEnded,
    Unusable,
)
from grader.jail.policy import Policy
from grader.launch import launcher
from grader.launch.environment import environment
from grader.launch.program import OutOfTime
from grader.peers.patience import Patience
from grader.peers.ports import Ports
from grader.peers.transcript import Transcript
from grader.report import CheckResult, ProgramResult
from grader.text import clipped, counted, printable, printable_lines, shown_bytes

NO_NETWORK = Policy(sockets="none")
SECONDS_FOR_A_PROGRAM = 30  # in one check, however often it does just enough to be waited for
SECONDS_PER_CHECK = 60  # the last resort: longer than all the deadlines of a check
MOST_SHOWN = 20_000  # characters of output in a report
LONGEST_MESSAGE = 400  # characters
# Failures that a traceback of the program explains better than the wire does.
EXPLAINED_BY_TRACEBACK = (ConnectionEnded, NothingCame, NotPrinted, ProgramEnded)

PYTEST_ARGUMENTS = (
    "--rootdir",
    str(layout.CHECKS),
    "--confcutdir",
    str(layout.CHECKS),
    "-c",
    str(layout.CHECKS / "pytest.ini"),
    "--import-mode=importlib",
    "--assert=plain",
    "-p",
    "pytest_timeout",
    "--timeout",
    str(SECONDS_PER_CHECK),
    *(
        word
        for name in (
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
        for word in ("-p", f"no:{name}")
    ),
)


@dataclass
class Job:
    """All that judging one program takes; it can travel to another machine."""

    target: layout.Target
    files: dict  # name of a unit's file → its bytes, for those that could be read
    problem: str | None  # why the target's own file could not be read
    seed: int


@dataclass
class Examination:
    """The state of one job while its checks are run. Fixtures reach it as `config.examination`."""

    job: Job
    supervisor: object
    scratch: str
    ports: Ports = field(default_factory=Ports)
    patience: Patience = field(default_factory=Patience)
    results: list = field(default_factory=list)
    stopped_by: CheckResult | None = None  # after which no other check says more
    transcript: Transcript | None = None
    program: object = None
    dice: random.Random | None = None
    _last_moment: float | None = None  # of time.monotonic(), for the programs of this check
    _folder: str | None = None  # prepared for the next run
    _plays: dict = field(default_factory=dict)

    def begin(self, name):
        """A check's own dice, wire and program: nothing of the one before is left."""
        seed = f"{self.job.seed}:{self.job.target}:{name}"
        self.dice = random.Random(seed)
        # their own dice: how many ports are taken must not change a check's words
        self.ports.dice = random.Random(seed + ":ports")
        self.transcript = Transcript()
        self.program = None
        self._last_moment = time.monotonic() + SECONDS_FOR_A_PROGRAM

    def passed(self, name):
        """Whether this check of the job has been passed already."""
        return any(
            result.id == check_id(self.job.target, name) and result.outcome == "passed"
            for result in self.results
        )

    def blocker(self, check):
        """The result because of which this check is not run, or None."""
        if self.stopped_by:
            return self.stopped_by
        needed = {check_id(self.job.target, name) for name in check.needs}
        lost = (r for r in self.results if r.id in needed and r.outcome != "passed")
        return next(lost, None)

    def judge(self, check, raised):
        """The result of a check that raised this, or nothing."""
        if blocker := self.blocker(check):
            return self._blocked(check, blocker)
        if raised is None:
            return _result(self.job, check, "passed", **self._story())
        if isinstance(raised, NotHere):
            return _result(self.job, check, "not_run", max_points=0, message=f"Not run: {raised}.")
        if isinstance(raised, OutOfTime):
            raised = NothingCame(
                f"Your program kept this check busy for {SECONDS_FOR_A_PROGRAM} seconds."
            )
        if isinstance(raised, NotStarted):
            result = _result(self.job, check, "not_started", message="Not started.")
        elif isinstance(raised, Failure):
            result = self._failed(check, raised)
        else:
            return _result(self.job, check, "error", message=_grader_error(raised), **self._story())
        # a program that has passed a check is no stub: what it lacks is one part
        untouched = getattr(raised, "whole", False) and not self._passed_any()
        if isinstance(raised, Unusable) or untouched:
            self.stopped_by = result
        return result

    def _passed_any(self):
        return any(result.outcome == "passed" for result in self.results)

    def _blocked(self, check, blocker):
        outcome = "not_started" if blocker.outcome == "not_started" else "not_run"
        message = f"Not run: it needs “{blocker.title}”."
        return _result(self.job, check, outcome, blocked_by=blocker.id, message=message)

    def _failed(self, check, failure):
        trace = trace_of(self.program) if self.program else None
        meaning = diagnosis.of_death(trace.exception, trace.detail) if trace else None
        told = failure.diagnosis
        if meaning and (told is None or isinstance(failure, EXPLAINED_BY_TRACEBACK)):
            told = meaning
        expected, received = _shown_pair(failure.expected, failure.received)
        return _result(
            self.job,
            check,
            "failed",
            message=clipped(printable(failure.message), LONGEST_MESSAGE),
            expected=expected,
            received=received,
            diagnosis=told and clipped(printable(told), LONGEST_MESSAGE),
            line=trace.line if trace else None,
            traceback="\n".join(printable_lines(trace.text)) if trace else None,
            **self._story(),
        )

    def _story(self):
        output = _output_of(self.program) if self.program else None
        steps, events = list(self.transcript.steps), self.transcript.events
        if self.transcript.left_out:
            steps.append(f"… {counted(self.transcript.left_out, 'more step')}")
        return {"steps": steps, "transcript": events, "output": output}

    def prepare(self, files=()):
        """End the program before; a fresh folder for the next one, with these files as well."""
        self.end()
        self._folder = scratch.make_run(self.scratch, {**self.job.files, **dict(files)})
        return self._folder

    def start(self, arguments=(), stdin=b"", channel=False, policy=NO_NETWORK):
        """Start the learner's program, in the folder that was prepared or a fresh one."""
        folder = self._folder or self.prepare()
        self._folder = None
        path = os.path.join(folder, f"{self.job.target.program}.py")
        self.program = self.supervisor.start(
            path,
            [str(argument) for argument in arguments],
            stdin=stdin,
            channel=channel,
            environment=environment(folder),
            policy=policy,
        )
        self.program.last_moment = self._last_moment
        if not channel:
            self.transcript.step("started   python " + " ".join(self.program.command))
        return self.program

    def once(self, play):
        """What `play()` came to when it was first asked for: a run that several checks look at.

        For scenes that take long by their nature. The check gets the wire and the
        program of that run as well, so that it can tell the story.
        """
        name = play.__name__
        if name not in self._plays:
            try:
                outcome = play(), None
            except Failure as failure:
                outcome = None, failure
            self._plays[name] = (*outcome, self.transcript, self.program)
        elif self.program is not self._plays[name][-1]:
            self.end()  # the check's own program gives way to that of the play
        value, failure, self.transcript, self.program = self._plays[name]
        if failure:
            raise failure
        return value

    def end(self):
        """End the check's program, whatever it is doing."""
        if self.program:
            try:
                self.program.close()
            finally:
                scratch.remove(self.program.folder)


def examine(job):
    """Judge one program; the `ProgramResult`."""
    checks = layout.checks(job.target)
    file, name = job.target.file, job.target.program
    if job.problem:
        return ProgramResult.of(name, file, _unusable(job, checks))
    if f"{name}.py" not in job.files:
        absent = [
            _result(job, check, "not_run", message=f"There is no {file}.") for check in checks
        ]
        return ProgramResult.of(name, file, absent, missing=True)
    with _examination(job) as examination:
        _run_pytest(examination)
    return ProgramResult.of(name, file, _complete(examination, checks))


@contextlib.contextmanager
def _examination(job):
    global _to_clear_up
    with contextlib.ExitStack() as stack:
        folder = scratch.make()
        stack.callback(scratch.remove, folder)
        supervisor = stack.enter_context(
            contextlib.closing(current_launcher().supervisor(web=job.target.is_web))
        )
        examination = Examination(job, supervisor, folder)
        stack.callback(examination.ports.close)
        _to_clear_up = stack
        yield examination


def leave():
    """End this process at once, and with it the program that it is examining."""
    if _leaving.acquire(blocking=False):  # a second signal must not cut the first one short
        _to_clear_up.close()
        os._exit(1)


def _output_of(program):
    """What the program printed, safe to show and bounded; None for nothing."""
    lines = []
    for stream in (program.stdout, program.stderr):
        text = stream.text.replace(program.folder + os.sep, "")
        lines += printable_lines(text[:MOST_SHOWN])
        if len(text) > MOST_SHOWN:
            lines.append(f"… and so on, {counted(stream.total, 'byte')} in all")
    return "\n".join(lines) or None


_launcher = None
_to_clear_up = contextlib.ExitStack()  # of the examination that is going on
_leaving = threading.Lock()


def use_launcher(chosen):
    """Set before workers are forked, so that they all share one warm zygote."""
    global _launcher
    _launcher = chosen


def current_launcher():
    """The shared one, or in a process that was not forked from it, one of its own."""
    if _launcher is None:
        use_launcher(launcher())
    return _launcher


def _run_pytest(examination):
    outside = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("PYTEST")}
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    try:
        pytest.main(
            [*PYTEST_ARGUMENTS, str(examination.job.target.checks_file)],
            plugins=[_Plugin(examination)],
        )
    finally:
        del os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"]
        os.environ.update(outside)


class _Plugin:
    """Turns pytest's items into the check results of one examination."""

    def __init__(self, examination):
        self.examination = examination
        self.raised = None

    def pytest_configure(self, config):
        config.examination = self.examination

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item, nextitem):
        check = item.function.check
        self.raised = None
        self.examination.begin(check.name)
        began = time.monotonic()
        done = yield
        result = self.examination.judge(check, self.raised)
        result.seconds = round(time.monotonic() - began, 4)
        self.examination.results.append(result)
        return done

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item):
        if self.examination.blocker(item.function.check):
            pytest.skip()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item, call):
        if call.excinfo and self.raised is None and call.excinfo.type is not pytest.skip.Exception:
            self.raised = call.excinfo.value


def _complete(examination, checks):
    """One result for each check, also for those that pytest never came to."""
    results = {result.id: result for result in examination.results}
    for check in checks:
        missing = _result(examination.job, check, "error", message="The grader did not get here.")
        results.setdefault(missing.id, missing)
    return [results[check_id(examination.job.target, check.name)] for check in checks]


def _unusable(job, checks):
    """A file that cannot be read fails its first check, which blocks the others."""
    first, *others = checks
    blocker = check_id(job.target, first.name)
    return [
        _result(job, first, "failed", message=printable(job.problem)),
        *(_result(job, check, "not_run", blocked_by=blocker) for check in others),
    ]


def check_id(target, name):
    return f"{target}::{name}"


def _result(job, check, outcome, **fields):
    return CheckResult(
        id=check_id(job.target, check.name),
        title=check.title,
        points=check.points if outcome == "passed" else 0,
        outcome=outcome,
        **{"max_points": check.points, **fields},
    )


def _grader_error(error):
    """Where it happened, in one line: enough for a report to us, no wall for a learner."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = ""
    if trace:
        name = os.path.basename(trace.tb_frame.f_code.co_filename)
        where = f" ({name}, line {trace.tb_lineno})"
    text = str(error).partition("\n")[0]
    return printable(f"The grader made a mistake, not you: {type(error).__name__}: {text}{where}")


def _shown_pair(expected, received):
    """Both values as text; long ones show the part around their first difference."""
    if not (isinstance(expected, bytes) and isinstance(received, bytes)):
        return tuple(None if value is None else _shown(value) for value in (expected, received))
    pairs = enumerate(zip(expected, received, strict=False))
    shorter = min(len(expected), len(received))
    differs = next((index for index, (a, b) in pairs if a != b), shorter)
    return shown_bytes(expected, around=differs), shown_bytes(received, around=differs)


def _shown(value):
    if isinstance(value, bytes):
        return shown_bytes(value)
    return clipped(printable(str(value)[:LONGEST_MESSAGE]), LONGEST_MESSAGE)
