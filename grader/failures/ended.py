"""What it means that a program has ended although more was expected of it."""

import ast
import re
import time

from grader.failures.diagnosis.deaths import of_death
from grader.failures.diagnosis.deaths_of_values import NOT_AWAITED
from grader.failures.diagnosis.idle import of_source
from grader.failures.errors import Failure, NotStarted, ProgramEnded, TookTooMuch, Unusable
from grader.failures.tracebacks import TRACEBACK, Trace, last_trace
from grader.i18n import gettext, gettext_noop
from grader.launch.program import Program
from grader.syntax import parsed, written
from grader.text import clipped

# What a program was ended for (`Program.too_much`)
TOO_MUCH = {
    "output": gettext_noop("Your program printed many megabytes and was stopped."),
    "disk": gettext_noop(
        "Your program wrote many megabytes, or thousands of files, and was stopped."
    ),
    "sockets": gettext_noop("Your program opened thousands of sockets and was stopped."),
    "sessions": gettext_noop(
        "Your program started many processes with a session of their own each and was stopped."
    ),
}
READ_THE_REST = 2.0  # seconds for the last words of a program that has already ended
LOOPS = (ast.For, ast.While)
LOOP = gettext_noop("Is there a loop that never waits?")
UNAWAITED = re.compile(r"RuntimeWarning: coroutine '[^'\n]*' was never awaited")
OF_A_WAIT = re.compile(r"(?i)timeout|BlockingIOError|InterruptedError|KeyboardInterrupt")
UNFLUSHED = 120  # Python's own status where a standard stream cannot be flushed at the end
IGNORED = "Exception ignored in:"  # begins what Python says of that
OUT_OF_CPU_TIME = 24  # SIGXCPU on Linux and macOS; Windows has none
BROKEN_PIPE = 13  # SIGPIPE there, as well
ALARM = 14  # SIGALRM


def trace_of(program: Program, until: int | None = None) -> Trace | None:
    """Give the traceback of a called function, or the one on standard error, or None.

    With `until`, only that many bytes of standard error count.
    """
    errors = program.stderr
    text = program.traceback or (errors.text if until is None else errors.text_of(until))
    return last_trace(text, program.folder.inside, program.command[0])


def ended_early(program: Program, when: str) -> Failure | NotStarted:
    """Make the exception for a program that ended too early; `when` completes its sentence, translated."""
    program.wait_for_end(time.monotonic() + READ_THE_REST)
    if stopped := took_too_much(program):
        return stopped
    trace = trace_of(program)
    if trace and trace.is_unfinished:
        return NotStarted(whole=True)
    if trace and trace.is_not_python:
        return Unusable(
            not_python(trace.file or program.command[0], trace.place, trace.detail),
            diagnosis=of_death(trace.exception, trace.detail, trace.statement),
        )
    # a module's lines are run by us, and whoever does nothing prints nothing
    is_idle = program.channel is None and program.status == 0 and not program.stdout.total
    idle = of_source(program.folder.outside, program.command[0]) if is_idle else None
    has_own = (program.status or 0) > 0 or program.status in (-OUT_OF_CPU_TIME, -BROKEN_PIPE)
    own = why_this_status(program) if has_own and not program.channel else None
    return ProgramEnded(
        gettext(
            "Your program ended ({status}) {when}.",
            status=status_in_words(program.status),
            when=when,
        ),
        diagnosis=idle or own,
    )


def took_too_much(program: Program) -> TookTooMuch | None:
    """Make the exception for a program that we have stopped for what it took, if that was so."""
    if program.too_much is None:
        return None
    return TookTooMuch(gettext(TOO_MUCH[program.too_much]), diagnosis=gettext(LOOP))


def not_python(file: str, place: str, detail: str) -> str:
    """Say that a file does not compile, for this reason; the `place` in it is empty if none is known."""
    detail = detail.rstrip(".")
    if place:
        return gettext("{place}, is not valid Python: {detail}.", place=place, detail=detail)
    return gettext("{file} is not valid Python: {detail}.", file=file, detail=detail)


def of_unawaited(program: Program) -> str | None:
    """Tell of an async function that was called and not run, by Python's warning, or None."""
    return gettext(NOT_AWAITED) if UNAWAITED.search(program.stderr.text) else None


def of_quiet_end(program: Program, source: str) -> str | None:
    """Tell of a program that has come to its end without an error, although more was to be done."""
    if program.status != 0 or trace_of(program) is not None:
        return None
    told = [gettext("It came to its end, and no error left it.")]
    if re.search(r"\bdaemon\s*=\s*True", source):
        told.append(
            gettext("A daemon thread ends with the main thread, if that does not wait for it.")
        )
    return " ".join(filter(None, [*told, of_silent_handlers(source)]))


def of_silent_handlers(
    source: str, goes_on: bool = False, where_it_receives: bool = False
) -> str | None:
    """Tell of the first `except` that raises nothing, calls nothing and keeps no error, or None.

    Of a program that `goes_on` it is one that does nothing at all, and not what ends a wait. It
    may have to stand in a loop that receives.
    """
    handlers = sorted(
        _silent_handlers(source, where_it_receives), key=lambda handler: handler.lineno
    )
    for handler in handlers:
        if not goes_on or _passes_over(handler):
            return gettext(
                "The except in line {line} prints nothing: if it has caught an error, nobody has seen that.",
                line=handler.lineno,
            )
    return None


def _silent_handlers(source: str, where_it_receives: bool) -> list[ast.ExceptHandler]:
    nodes = list(ast.walk(parsed(source)))
    if where_it_receives:
        loops = [node for node in nodes if isinstance(node, LOOPS) and _receives(node)]
        nodes = [node for loop in loops for node in ast.walk(loop)]
    handlers = [node for node in nodes if isinstance(node, ast.ExceptHandler)]
    return [handler for handler in handlers if not _may_tell(handler)]


def _receives(loop: ast.AST) -> bool:
    return any(
        isinstance(node, ast.Attribute) and node.attr.startswith("recv") for node in ast.walk(loop)
    )


def _passes_over(handler: ast.ExceptHandler) -> bool:
    does_nothing = all(isinstance(part, ast.Pass | ast.Continue) for part in handler.body)
    caught = written(handler.type) if handler.type else ""
    return does_nothing and OF_A_WAIT.search(caught) is None


def _may_tell(handler: ast.ExceptHandler) -> bool:
    return any(
        isinstance(node, ast.Call | ast.Raise)
        or (isinstance(node, ast.Name) and node.id == handler.name)
        for part in handler.body
        for node in ast.walk(part)
    )


def of_broken_pipe(status: int | None) -> str | None:
    """Say why a program was ended by SIGPIPE, if this status says that it was."""
    if status != -BROKEN_PIPE:
        return None
    return gettext(
        "Python ignores this signal, SIGPIPE, and raises BrokenPipeError, which can be caught, unless a program sets the signal to SIG_DFL."
    )


def why_this_status(program: Program) -> str | None:
    """Say what a program's status means where no exception explains it."""
    status = program.status or 0
    if status == -OUT_OF_CPU_TIME:
        return gettext(LOOP)
    if status < 0:
        return of_broken_pipe(status) or gettext(
            "A signal has ended it: a program that reaches its last line ends with status 0."
        )
    if status > 0 and TRACEBACK not in program.stderr.text:
        said = program.stderr.text.strip()
        told = [_of_own_status(status, said)]
        if said:
            last = clipped(said.splitlines()[-1], 80)
            told.insert(0, gettext("Its last line on standard error is {last!r}.", last=last))
        return " ".join(told)
    return None


def _of_own_status(status: int, said: str) -> str:
    """Say where a status comes from that no traceback explains, only what was said beside it."""
    if status == UNFLUSHED and IGNORED in said:
        return gettext(
            "It reached its end, where Python writes out what sys.stdout and sys.stderr still hold. That failed, and so Python made {status} of its status.",
            status=status,
        )
    if status == 1 and said:
        return gettext(
            "No traceback stands on standard error: sys.exit() ends a program without one, and gives such a status if it is called with a text, with True or with a number other than 0."
        )
    return gettext(
        "No traceback stands on standard error: sys.exit() ends a program without one, and gives this status if it is called with {status}.",
        status=status,
    )


def status_in_words(status: int | None) -> str:
    """Name an exit status, as what a program ended with: `status 1`, `signal 9`."""
    if status is None:
        return gettext("still running")
    if status >= 0:
        return gettext("status {number}", number=status)
    if status == -OUT_OF_CPU_TIME:
        return gettext("signal {number}, since its processor time was used up", number=-status)
    if status == -BROKEN_PIPE:
        return gettext(
            "signal {number}, since it wrote where nobody reads any more", number=-status
        )
    if status == -ALARM:
        return gettext("signal {number}, which an alarm sends", number=-status)
    return gettext("signal {number}", number=-status)
