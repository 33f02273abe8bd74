"""What happens inside the process that runs a learner's program.

This file runs on the untrusted side: whatever it says once the program has begun can
only lower a score. The fork of the warm zygote uses it, and so does `__main__`, where
there is no fork. Either way a program sees what `python tcp_server.py HOST PORT` would
give it: the same `__main__`, `sys.argv`, `sys.path`, exit status and end of its threads.

It imports nothing of the grader, so that a program finds nothing to read.
"""

from __future__ import annotations

import _imp
import _io
import atexit
import faulthandler
import gc
import io
import os
import re
import signal
import sys
import threading
import types

from . import bounds

# PEP 263: the declaration of an encoding, in one of the first two lines
COOKIE = re.compile(rb"[ \t\f]*#.*?coding[:=][ \t]*[-\w.]+")

TYPE_CHECKING = False  # as in typing, whose import would cost every program milliseconds
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, Literal, NoReturn

    # How a process tells the grader how far its launch has come.
    Tell = Callable[[Literal["ready", "begun"]], None]


STARTED_WITH = ("encodings", "importlib")
UNFLUSHED = 120  # Python's exit status where a standard stream cannot be flushed at the end
LINE_ENDS = None if sys.platform == "win32" else "\n"  # of standard input, as Python has them
KEPT = ("multiprocessing", "threading")  # ours are at work: see `semaphores` and `finish`


def leave_the_course() -> None:
    """Take from `sys.path` every folder that holds a checkout of the grader.

    An editable installation puts one there. A program may import what is installed
    beside the grader, and nothing of the grader itself. Where the grader is installed
    among those packages, it is the jail that hides it (see `readable`).
    """
    sys.path[:] = [folder for folder in sys.path if not _holds_the_grader(folder)]


def _holds_the_grader(folder: str) -> bool:
    is_for_packages = os.path.basename(folder) in ("site-packages", "dist-packages")
    return not is_for_packages and os.path.isfile(os.path.join(folder, "grader", "__init__.py"))


def open_standard_streams() -> None:
    """Give the program UTF-8 streams and an unbuffered standard output.

    PYTHONUTF8=1 and PYTHONUNBUFFERED=1 would do as much for a new interpreter: a locale
    must never cost a point, and a print must be seen though the program is killed.
    """
    sys.stdin = open(
        0, encoding="utf-8", errors="surrogateescape", newline=LINE_ENDS, closefd=False
    )
    sys.stdout = _unbuffered(1, "surrogateescape")
    sys.stderr = _unbuffered(2, "backslashreplace")
    for name in ("stdin", "stdout", "stderr"):
        setattr(sys, f"__{name}__", getattr(sys, name))


def _unbuffered(descriptor: int, errors: str) -> io.TextIOWrapper:
    return stream_over(open(descriptor, "wb", buffering=0, closefd=False), errors)


def stream_over(raw: Any, errors: str) -> io.TextIOWrapper:
    """Make a standard stream that writes all at once to this unbuffered binary file."""
    stream = io.TextIOWrapper(raw, "utf-8", errors, write_through=True)
    stream.mode = "w"  # type: ignore[misc]  # as the mode of Python's own stream
    return stream


def show_stacks(number: int, descriptor: int) -> None:
    """Have the stacks of all threads written to the descriptor whenever this signal comes.

    It gets a number that no program meets, which its own limit on open files does not reach.
    """
    import fcntl
    import resource

    highest = min(resource.getrlimit(resource.RLIMIT_NOFILE)[0], 4096) - 1
    hidden = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, highest)
    os.close(descriptor)
    faulthandler.register(number, file=hidden, all_threads=True, chain=False)


def run(
    path: str,
    arguments: Sequence[str],
    tell: Tell,
    out_of_bounds: Sequence[str] = (),
    but_for: Sequence[str] = (),
) -> NoReturn:
    """Run the file as `__main__` and end this process with its exit status.

    Its own files may not import the modules that are `out_of_bounds` (see `bounds`).

    Raises OSError if it cannot be read. What happens after `tell("begun")` is the
    program's doing.
    """
    signal.signal(signal.SIGTERM, _flush_and_die)
    if sys.platform != "win32":
        signal.signal(signal.SIGURG, _wake)
    sys.argv[:] = [os.path.basename(path), *arguments]
    source = read(path)
    module = new_module("__main__", path)
    if out_of_bounds:
        bounds.keep(os.path.dirname(path), out_of_bounds, but_for)
    tell("begun")
    finish(_guarded(lambda: _execute_script(module, path, source)))


def read(path: str) -> bytes:
    """Read the source of a program or module. Raises OSError."""
    with open(path, "rb") as file:
        return file.read()


def new_module(name: str, path: str) -> types.ModuleType:
    """Make an empty module for the file, in its place in `sys.modules`; put its folder first."""
    module = types.ModuleType(name)
    module.__file__ = path
    module.__dict__["__builtins__"] = __builtins__
    if name == "__main__":
        become_main(module)
    folder = os.path.dirname(path)
    _give_way(folder, is_script=name == "__main__")
    sys.modules[name] = module
    sys.path.insert(0, folder)
    sys.dont_write_bytecode = True
    return module


def _give_way(folder: str, is_script: bool) -> None:
    """Forget what is imported already and a file of the program hides, as `socket.py` does.

    A new interpreter would find that file first. It would also import all else anew, which
    may need what is hidden; only a module's requests stay, through which the grader answers.
    """
    own = {entry.partition(".")[0] for entry in os.listdir(folder)}
    hidden = {name for name in own if name in sys.modules and _can_be_hidden(name)}
    if not hidden:
        return
    for name in list(sys.modules):
        top = name.partition(".")[0]
        if top in hidden or (is_script and top not in KEPT and _can_be_hidden(top)):
            del sys.modules[name]


def _can_be_hidden(name: str) -> bool:
    """Tell whether Python looks for this module on its path, and has not started with it."""
    is_inside = name in sys.builtin_module_names or _imp.is_frozen(name)
    return not is_inside and not name.startswith("_") and name not in STARTED_WITH


def become_main(module: types.ModuleType) -> None:
    """Put the module in the place of the one that this interpreter was started with."""
    for name in ("__main__", "__mp_main__"):  # the second one is multiprocessing's
        if name in sys.modules:
            sys.modules[name] = module


def _execute_script(module: types.ModuleType, path: str, source: bytes) -> None:
    """Run a script as `python file.py` does, which also decodes what stands in comments.

    compile() and import do not, and take any byte there. Raises what `execute` does.
    """
    place = _undecodable(source)
    if place is not None:
        line = source.count(b"\n", 0, place) + 1
        text = (
            f"Non-UTF-8 code starting with '\\x{source[place]:02x}' in file {path} on line {line}, "
            "but no encoding declared; see https://peps.python.org/pep-0263/ for details"
        )
        raise SyntaxError(text, (path, line, None, None))
    execute(module, path, source)


def _undecodable(source: bytes) -> int | None:
    """Find the first byte of a source that declares no encoding and is not UTF-8."""
    try:
        source.decode()
    except UnicodeDecodeError as error:
        cookies = map(COOKIE.match, source.split(b"\n", 2)[:2])
        return None if any(cookies) else error.start
    return None


def execute(module: types.ModuleType, path: str, source: bytes) -> None:
    """Run the source as that module. Raises whatever it raises, SyntaxError first of all."""
    try:
        code = compile(source, path, "exec", dont_inherit=True)
    except ValueError as error:  # zero bytes, before Python 3.11.4
        raise SyntaxError(str(error)) from None
    exec(code, module.__dict__)


def _guarded(action: Callable[[], None]) -> int:
    """Do `action`, and give the exit status by which Python would end after it."""
    try:
        action()
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        print(end.code, file=sys.stderr)
        return 1
    except BaseException as error:
        _print_traceback(error)
        return 1
    return 0


def without_our_frames(
    trace: types.TracebackType | None, *files: str
) -> types.TracebackType | None:
    """Cut the traceback to begin at the first frame that is of neither this file nor `files`.

    It ends where an import was refused: the refusal itself is not the program's (see `bounds`).
    """
    while trace is not None and trace.tb_frame.f_code.co_filename in (__file__, *files):
        trace = trace.tb_next
    last = trace
    while last is not None:
        if last.tb_next and last.tb_next.tb_frame.f_code.co_filename == bounds.__file__:
            last.tb_next = None
        last = last.tb_next
    return trace


def _print_traceback(error: BaseException) -> None:
    """Print an uncaught exception as Python does, without the launcher's frames."""
    trace = error.__traceback__ = without_our_frames(error.__traceback__)
    try:
        sys.excepthook(type(error), error, trace)
    except BaseException:  # a broken hook of the program's own
        sys.__excepthook__(type(error), error, trace)


def finish(status: int) -> NoReturn:
    """End the process as the interpreter does, without the cost of taking its objects apart."""
    end_of_threads: Any = threading  # what Python itself calls there has no public name
    end_of_program: Any = atexit
    steps = (end_of_threads._shutdown, end_of_program._run_exitfuncs, flush_everything)
    for step in steps:
        try:
            step()
        except BaseException as error:
            _print_traceback(error)
    for stream in (sys.stdout, sys.stderr):
        try:
            _flush(stream)
        except BaseException as error:
            status = UNFLUSHED
            _print_ignored(error, stream)
    os._exit(status & 0xFF)


def _flush(stream: Any) -> None:
    """Write out what a standard stream holds. Raises whatever keeps it from that."""
    try:
        is_closed = stream is None or stream.closed
    except BaseException:  # its bytes were taken out of it by detach(), or it is no file
        is_closed = False
    if not is_closed:
        stream.flush()


def _print_ignored(error: BaseException, stream: Any) -> None:
    """Print an exception that changes nothing but the status, as Python does."""
    said = f"Exception ignored in: {stream!r}\n{type(error).__name__}: {error}\n"
    try:
        sys.stderr.write(said)
    except BaseException:  # it is the one that is broken
        pass


def flush_everything() -> None:
    """Write out what programs left in buffers of their own.

    Python does this when it takes a finished program's objects apart; we skip
    that, and a program that is stopped would not get so far.
    """
    for thing in gc.get_objects():
        # not io.IOBase, whose check is a slow Python call; nor what a thing says that it is
        if issubclass(type(thing), _io._IOBase):
            try:
                if not thing.closed and thing.writable():
                    thing.flush()
            except (OSError, ValueError, AttributeError):
                pass  # its other end has gone, or it was never opened


def _wake(number: int, frame: types.FrameType | None) -> None:
    """Do nothing: that there is a handler ends the call that waits, and Python makes it anew."""


def _flush_and_die(number: int, frame: types.FrameType | None) -> None:
    """Die of SIGTERM as a program does by default, but lose no print."""
    flush_everything()
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
