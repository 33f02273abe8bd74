"""What a check came to: what it raised is turned into its result.

A `Failure` is the learner's lost points. `NotStarted` and `NotHere` are nobody's mistake,
`OutOfTime` becomes a `Failure`, and any other exception is an error of ours. A check has
one result, also where it is run for several cases: the worst of them decides.
"""

import ast
import linecache
import os
import re
import traceback
from dataclasses import replace
from pathlib import Path
from typing import Any

from pytest import FixtureLookupError

from grader.course import layout
from grader.course.checks import Check
from grader.course.layout import Target
from grader.examiner.job import Job
from grader.failures.diagnosis.deaths import of_death
from grader.failures.ended import TOO_MUCH, of_broken_pipe, of_unawaited, status_in_words, trace_of
from grader.failures.errors import (
    NOTHING,
    ConnectionEnded,
    Failure,
    Mismatch,
    NotHere,
    NothingCame,
    NotPrinted,
    NotReachable,
    NotStarted,
    ProgramEnded,
    Raised,
    StillRunning,
    Unseen,
    Unusable,
    WrongStatus,
)
from grader.failures.tracebacks import Trace
from grader.i18n import gettext, ngettext, of_course
from grader.launch import where
from grader.launch.program import Moment, OutOfTime, Program
from grader.launch.where import Stop
from grader.peers.scene import Scene
from grader.report import CheckResult, Outcome, ProgramResult
from grader.text import (
    clipped,
    excerpt,
    first_difference,
    printable,
    printable_lines,
    shown_bytes,
)

# Seconds that a check may last, even if the program does just enough to be waited for on and
# on; and how many are left to each check after one has lasted so long.
SECONDS_FOR_A_CHECK, SECONDS_AFTER_THAT = 180, 20
MOST_SHOWN = 20_000  # characters of output in a report
LONGEST_MESSAGE = 400  # characters
# Failures that a traceback of the program explains better than the wire does.
EXPLAINED_BY_TRACEBACK = (ConnectionEnded, NothingCame, NotReachable, ProgramEnded, WrongStatus)
READS_N = re.compile(r"\b(recv|read)\w*\s*\(\s*[^\W\d]")  # a number of bytes that has a name
QUESTION_MARKS = ("?", "？")  # by which a sentence ends in a language of ours
# Failures by something that did not happen, for which it matters where the program stood.
SILENT = (NothingCame, NotPrinted, NotReachable, StillRunning)
# From worst to best: a check with several cases gets the worst outcome among them.
BADNESS: tuple[Outcome, ...] = ("error", "failed", "not_started", "not_run", "passed")


class Verdicts:
    """The results of one job, check by check."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._results: dict[str, CheckResult] = {}
        self._stopped_by: CheckResult | None = None  # after this no other check is run
        self.seconds = SECONDS_FOR_A_CHECK  # that the next check may last

    def passed(self, name: str) -> bool:
        """Tell whether this check of the job has been passed already."""
        return name in self._results and self._results[name].outcome == "passed"

    def lost(self, name: str) -> bool:
        """Tell whether this check of the job has been judged already, and was not passed."""
        return name in self._results and not self.passed(name)

    @property
    def have_all_passed(self) -> bool:
        """Whether all checks that have been judged were passed."""
        return all(map(self.passed, self._results))

    def blocker(self, check: Check) -> CheckResult | None:
        """Find the result because of which this check is not run, or None.

        Of several it is one that cost the learner points, if there is any: a check that only
        others block costs nothing.
        """
        if self._stopped_by:
            return self._stopped_by
        needed = [result for name, result in self._results.items() if name in check.needs]
        lost = [result for result in needed if result.outcome != "passed"]
        return next((result for result in lost if result.max_points), lost[0] if lost else None)

    def judge(self, check: Check, raised: BaseException | None, scene: Scene) -> CheckResult:
        """Make the result of one run of a check from what it raised; None means nothing."""
        if blocker := self.blocker(check):
            return self._blocked(check, blocker)
        if raised is None:
            return result(self._target, check, "passed", **_story(scene))
        if isinstance(raised, NotHere):
            return result(
                self._target,
                check,
                "not_run",
                max_points=0,
                message=gettext("Not run: {reason}.", reason=raised),
            )
        if isinstance(raised, NotStarted):
            return result(self._target, check, "not_started", message=gettext("Not started."))
        if isinstance(raised, Unseen):
            shown = self._results.get(raised.because)
            if shown and shown.outcome != "passed":
                return self._blocked(check, self._lost_first(shown))
            raised = raised.__context__ or raised  # what it has seen, after all
        if isinstance(raised, OutOfTime):
            raised = NothingCame(
                gettext(
                    "Your program kept this check busy for {seconds} seconds.", seconds=self.seconds
                )
            )
            self.seconds = SECONDS_AFTER_THAT
        if isinstance(raised, Failure):
            return self._failed(check, raised, scene)
        return result(self._target, check, "error", message=_grader_error(raised), **_story(scene))

    def add(
        self, check: Check, raised: BaseException | None, scene: Scene, seconds: float
    ) -> CheckResult:
        """Judge one run of a check, perhaps one of several cases; keep and give the worst result."""
        # a program that has passed a check is no stub: what it lacks is one part
        may_be_stub = all(known.outcome != "passed" for known in self._results.values())
        if may_be_stub and isinstance(raised, Failure) and _died_as_a_stub(scene):
            raised = NotStarted(whole=True)
        judged = self.judge(check, raised, scene)
        judged.seconds = round(seconds, 4)
        untouched = may_be_stub and isinstance(raised, NotStarted) and raised.whole
        known = self._results.get(check.name)
        self._results[check.name] = worse(known, judged) if known else judged
        if isinstance(raised, Unusable) or untouched:
            self._stopped_by = self._results[check.name]
        return self._results[check.name]

    def is_to_come(self, check: Check) -> bool:
        """Tell whether this check is still to be run, and has passed what it needs."""
        is_open = self._stopped_by is None and check.name not in self._results
        return is_open and all(map(self.passed, check.needs))

    def is_settled(self, check: Check) -> bool:
        """Tell whether a case of this check has shown already that no other check can say more."""
        return self._stopped_by is not None and self._stopped_by.id == check.id(self._target)

    def complete(self, checks: tuple[Check, ...]) -> list[CheckResult]:
        """Give one result for each of these checks, an error for those that were never reached."""
        never = gettext("The grader did not get here.")
        return [
            self._results.get(check.name) or result(self._target, check, "error", message=never)
            for check in checks
        ]

    def _lost_first(self, result: CheckResult) -> CheckResult:
        """Follow what blocked this result to the check that was lost."""
        blocker = self._results.get((result.blocked_by or "").partition("::")[2])
        return self._lost_first(blocker) if blocker else result

    def _blocked(self, check: Check, blocker: CheckResult) -> CheckResult:
        outcome: Outcome = "not_started" if blocker.outcome == "not_started" else "not_run"
        return result(
            self._target,
            check,
            outcome,
            # what is no fault of the learner's blocks nothing at the learner's cost
            max_points=check.points if blocker.max_points else 0,
            blocked_by=blocker.id,
            message=gettext("Not run: it needs “{title}”.", title=blocker.title),
        )

    def _failed(self, check: Check, failure: Failure, scene: Scene) -> CheckResult:
        moment = scene.moment
        until = moment.stderr if moment else None
        if failure.program:
            trace = trace_of(failure.program)
        else:
            trace = trace_of(scene.program, until) if scene.has_program else None
        stops = moment.stops if moment and isinstance(failure, SILENT) else ()
        told = [_why(failure, trace, scene), failure.known]
        if trace and (failure.is_established or isinstance(failure, Mismatch)):
            told.append(_what_it_raised(trace, told[0] or ""))
        if trace is None and scene.has_program and isinstance(failure, (*SILENT, ProgramEnded)):
            told.append(of_unawaited(failure.program or scene.program))
        if stops:
            scene.transcript.step(_step_of(stops), at=scene.probed_at)
            # where it stands is the answer to a question such as "Is there a loop that waits?"
            told = [each for each in told if each and not each.endswith(QUESTION_MARKS)]
            # and stands in the step already: it is no reason beside another one, unless it sleeps
            is_asleep = len(stops) == 1 and stops[0].call == "sleep"
            if is_asleep or not told:
                told.append(_as_sentence(where.told(stops)))
        if trace is None and isinstance(failure, ConnectionEnded):
            told.append(_its_end(failure, scene))
        diagnosis = " ".join(filter(None, told))
        line = trace.line if trace else _line_of(stops)
        expected, received = _shown_pair(failure.expected, failure.received)
        return result(
            self._target,
            check,
            "failed",
            message=clipped(printable(failure.message), LONGEST_MESSAGE),
            expected=expected,
            received=received,
            diagnosis=clipped(printable(diagnosis), LONGEST_MESSAGE) or None,
            line=line,
            traceback="\n".join(printable_lines(trace.text)) if trace else None,
            **_story(scene, isinstance(failure, NotPrinted), failure.program),
        )


def result(target: Target, check: Check, outcome: Outcome, **fields: Any) -> CheckResult:
    """Make the result of a check; `fields` are what its `CheckResult` has beside id and points."""
    return CheckResult(
        id=check.id(target),
        title=of_course(check.title),
        points=check.points if outcome == "passed" else 0,
        outcome=outcome,
        **{"max_points": check.points, **fields},
    )


def _died_as_a_stub(scene: Scene) -> bool:
    """Tell whether the program ended by a stub's exception, whatever the check saw of that."""
    trace = trace_of(scene.program) if scene.has_program and scene.program.ended else None
    return trace is not None and trace.is_unfinished


def worse(first: CheckResult, second: CheckResult) -> CheckResult:
    """Choose the worse of two cases of a check, or the first of equals; add up their seconds."""
    found = min(first, second, key=lambda one: BADNESS.index(one.outcome))
    found.seconds = round(first.seconds + second.seconds, 4)
    return found


# ------------------------------------------------------------------ programs that are not run


def of_missing_file(job: Job) -> ProgramResult:
    """Make the result of a program whose file was not handed in."""
    text = gettext("There is no {file}.", file=job.target.file)
    there = printable(job.neighbour) if job.neighbour else None
    if there:
        text = gettext("There is no {file}; {neighbour}.", file=job.target.file, neighbour=there)
    return _without_a_run(job, "not_run", text, missing=True, diagnosis=there)


def of_unread_file(job: Job) -> ProgramResult:
    """Make the result of an unreadable program: its first check fails and blocks the others."""
    first, *others = job.checks
    failed = result(job.target, first, "failed", message=printable(job.problem or ""))
    blocked = [result(job.target, each, "not_run", blocked_by=failed.id) for each in others]
    return ProgramResult.of(job.target.program, job.target.file, [failed, *blocked])


def of_ungraded(job: Job, why: str) -> ProgramResult:
    """Make the result of a program that the run did not come to; it keeps its maximum."""
    return _without_a_run(job, "not_run", gettext("Not graded: {reason}.", reason=printable(why)))


def of_broken(job: Job, error: BaseException) -> ProgramResult:
    """Make the result of a program at which the grader failed: errors, and no lost points."""
    text = printable(
        gettext(
            "The grader failed at this program: {name}: {error}",
            name=type(error).__name__,
            error=error,
        )
    )
    return _without_a_run(job, "error", text)


def of_unloadable(job: Job, error: Exception) -> ProgramResult:
    """Make the result of a program whose checks file is broken: an error, without any points."""
    broken = CheckResult(
        id=f"{job.target}::{job.target.checks_file.stem}",
        title=gettext("Its checks can be loaded"),
        points=0,
        max_points=0,
        outcome="error",
        message=_grader_error(error),
    )
    return ProgramResult.of(job.target.program, job.target.file, [broken])


def _without_a_run(
    job: Job,
    outcome: Outcome,
    message: str,
    missing: bool = False,
    diagnosis: str | None = None,
) -> ProgramResult:
    results = [
        result(job.target, check, outcome, message=message, diagnosis=diagnosis)
        for check in job.checks
    ]
    return ProgramResult.of(job.target.program, job.target.file, results, missing)


# ------------------------------------------------------------------ what is shown


def _line_of(stops: tuple[Stop, ...]) -> int | None:
    """Give the line at which a program stands; of several threads one that does not wait for clients."""
    busy = [stop for stop in stops if stop.call != "accept"] or stops
    return busy[0].line if busy else None


def _step_of(stops: tuple[Stop, ...]) -> str:
    """Say where a program stood when patience with it had ended, with the text of the line."""
    return where.told(stops) + (f":  {stops[0].source}" if len(stops) == 1 else "")


def _why(failure: Failure, trace: Trace | None, scene: Scene) -> str | None:
    """Give what is known of the reason: the exception that nobody caught, if that explains it."""
    if trace is None or failure.is_established or not _is_explained_by(trace, failure):
        return failure.diagnosis
    around = replace(scene.around, has_connected=scene.was_reached)
    meaning = of_death(trace.exception, trace.detail, trace.statement, around, trace.inside)
    sentence = _raised(trace)
    if isinstance(failure, ConnectionEnded) and failure.received and failure.diagnosis:
        return f"{failure.diagnosis} {meaning or sentence}"  # what came, and why no more did
    if isinstance(failure, NotPrinted):  # that nothing was printed is known already
        return meaning or " ".join(filter(None, [failure.diagnosis, sentence]))
    return meaning or failure.diagnosis or sentence


def _raised(trace: Trace) -> str:
    name = f"{trace.exception}: {trace.detail}" if trace.detail else trace.exception
    if trace.line:
        return gettext("Line {line} raised {name}.", line=trace.line, name=name.rstrip("."))
    return gettext("It raised {name}.", name=name.rstrip("."))


def _what_it_raised(trace: Trace, told: str) -> str | None:
    """Name the exception that is shown beside an explanation by what came, if that does not."""
    if trace.exception in told:
        return None
    if not trace.line:
        return None
    reads_too_much = trace.exception in ("MemoryError", "OverflowError")
    if reads_too_much and READS_N.search(trace.statement):
        return gettext(
            "Line {line} raised {name}: it asked for too many bytes. From which bytes did it take that number?",
            line=trace.line,
            name=trace.exception,
        )
    return gettext("Line {line} raised {name}.", line=trace.line, name=trace.exception)


def _is_explained_by(trace: Trace, failure: Failure) -> bool:
    if isinstance(failure, NotPrinted):
        # what was printed instead says more; and the end of the input ends many a client
        printed_nothing = failure.received == NOTHING or failure.diagnosis is None
        return printed_nothing and not trace.detail.startswith("EOF when reading")
    if isinstance(failure, Raised):
        return failure.diagnosis is None
    return isinstance(failure, EXPLAINED_BY_TRACEBACK)


def _its_end(failure: Failure, scene: Scene) -> str | None:
    """Say that the program itself has ended, and not only a connection, if that is news."""
    moment = scene.moment
    if moment is None or moment.status is None or (moment.status == 0 and failure.diagnosis):
        return None
    if scene.program.too_much:
        return gettext(TOO_MUCH[scene.program.too_much])
    status = status_in_words(moment.status)
    ended = gettext("The program itself has ended: {status}.", status=status)
    is_told = status in failure.message
    return " ".join(filter(None, ["" if is_told else ended, of_broken_pipe(moment.status)])) or None


def _as_sentence(text: str) -> str:
    return gettext("{clause}.", clause=f"{text[0].upper()}{text[1:]}")


def _story(scene: Scene, hears_all: bool = True, earlier: Program | None = None) -> dict[str, Any]:
    """Give the fields of a result that tell what happened.

    What was printed after the moment of a failure is left out, unless `hears_all`. The words are
    those of an `earlier` run if that is the one that failed.
    """
    until = None if hears_all or earlier else scene.moment
    program = earlier or (scene.program if scene.has_program else None)
    output = _output_of(program, until) if program else None
    return {
        "steps": scene.transcript.story(),
        "transcript": scene.transcript.events,
        "output": output,
    }


def _output_of(program: Program, until: Moment | None) -> str | None:
    """Give what the program printed until a moment, safe to show and bounded; None for nothing."""
    lines: list[str] = []
    for stream, count in (
        (program.stdout, until.stdout if until else program.stdout.total),
        (program.stderr, until.stderr if until else program.stderr.total),
    ):
        folder = program.folder.inside + os.sep
        text = stream.text_of(count).replace(f'File "{folder}', 'File "').replace(folder, "…/")
        lines += printable_lines(text[:MOST_SHOWN])
        if len(text) > MOST_SHOWN:
            lines.append(
                ngettext(
                    "… and so on, {number} byte in all", "… and so on, {number} bytes in all", count
                )
            )
    return "\n".join(lines) or None


def _grader_error(error: BaseException) -> str:
    """Say what broke and where, in one line: enough for us, and no wall of text for a learner."""
    text, where = str(error).partition("\n")[0], ""
    if isinstance(error, FixtureLookupError):
        text = gettext("there is no fixture {name!r}", name=error.argname)
    frames = traceback.extract_tb(error.__traceback__)
    if frames:
        # what a check asked for says more than where our own code noticed it
        checks = [frame for frame in frames if Path(frame.filename).is_relative_to(layout.CHECKS)]
        frame = (checks or frames)[-1]
        file, line = frame.filename, frame.lineno or 0
        where = gettext("{file}, line {line}", file=os.path.basename(file), line=line)
        if isinstance(error, AssertionError):
            text = f"{text} [{_assertion_at(file, line)}]" if text else _assertion_at(file, line)
    named = clipped(f"{type(error).__name__}: {text}", LONGEST_MESSAGE)
    if where:
        return printable(
            gettext(
                "The grader made a mistake, not you: {error} ({where})", error=named, where=where
            )
        )
    return printable(gettext("The grader made a mistake, not you: {error}", error=named))


def _assertion_at(file: str, line: int) -> str:
    """Give the source of the assertion that this line of a file belongs to, on one line."""
    source = "".join(linecache.getlines(file))
    try:
        found = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Assert)]
    except SyntaxError:
        found = []
    for node in found:
        if node.lineno <= line <= (node.end_lineno or node.lineno):
            return " ".join((ast.get_source_segment(source, node) or "").split())
    return linecache.getline(file, line).strip()


def _shown_pair(expected: object, received: object) -> tuple[str | None, str | None]:
    """Give both values as text; long ones show the part around their first difference."""
    if isinstance(expected, bytes) and isinstance(received, bytes):
        differs = first_difference(expected, received)
        return shown_bytes(expected, around=differs), shown_bytes(received, around=differs)
    if isinstance(expected, str) and isinstance(received, str):
        differs = first_difference(expected, received)
        return _shown(expected, differs), _shown(received, differs)
    return _shown(expected), _shown(received)


def _shown(value: object, around: int = 0) -> str | None:
    """Give a value as text, of a long one the part that holds the index `around`."""
    if value is None:
        return None
    if isinstance(value, bytes):
        return shown_bytes(value)
    if value == NOTHING:
        return gettext(NOTHING)
    text = str(value)
    start = max(0, around - LONGEST_MESSAGE // 2) if len(text) > LONGEST_MESSAGE else 0
    part = text[start : start + LONGEST_MESSAGE + 1]
    shown = "\n".join(map(printable, part.split("\n")))  # what was printed may have lines
    return excerpt(clipped(shown, LONGEST_MESSAGE), start, 0)
