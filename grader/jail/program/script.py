"""What happens inside the process that runs a learner's program.

This file runs on the untrusted side: whatever it says can only lower a score.
It is used twice: the fork of the warm zygote calls its functions, and where
there is no fork it is itself the script that a plain subprocess runs. Either
way a program sees what `python tcp_server.py HOST PORT` would give it: the
same `__main__`, `sys.argv`, `sys.path`, exit status and end of its threads.

It imports nothing of the grader, so that a program finds nothing to read.
"""

import _io
import atexit
import gc
import io
import os
import signal
import sys
import threading
import types


def open_standard_streams():
    """Give the program UTF-8 streams and an unbuffered standard output.

    The same as PYTHONUTF8=1 and PYTHONUNBUFFERED=1 would give: a locale must
    never cost a point, and a print must be seen though the program is killed.
    """
    sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", errors="surrogateescape", closefd=False)
    sys.stdout = sys.__stdout__ = _unbuffered(1, "surrogateescape")
    sys.stderr = sys.__stderr__ = _unbuffered(2, "backslashreplace")


def _unbuffered(descriptor, errors):
    raw = open(descriptor, "wb", buffering=0, closefd=False)
    stream = io.TextIOWrapper(raw, "utf-8", errors, write_through=True)
    stream.mode = "w"
    return stream


def run_script(path, arguments):
    """Run the file as `__main__` and end this process with its exit status."""
    signal.signal(signal.SIGTERM, _flush_and_die)
    sys.argv[:] = [os.path.basename(path), *arguments]
    module = _new_module("__main__", path)
    finish(_guarded(lambda: _execute(module, path)))


def _new_module(name, path):
    module = types.ModuleType(name)
    module.__file__ = path
    module.__builtins__ = __builtins__
    sys.modules[name] = module
    sys.path.insert(0, os.path.dirname(path))
    sys.dont_write_bytecode = True
    return module


def _execute(module, path):
    with open(path, "rb") as file:
        source = file.read()
    try:
        code = compile(source, path, "exec", dont_inherit=True)
    except ValueError as error:  # zero bytes, before Python 3.11.4
        raise SyntaxError(str(error)) from None
    exec(code, module.__dict__)


def _guarded(action):
    """The exit status that Python gives to how `action` ends."""
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


def _print_traceback(error):
    """As Python does, from the first frame that is not the launcher's."""
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename == __file__:
        trace = trace.tb_next
    error.__traceback__ = trace
    try:
        sys.excepthook(type(error), error, trace)
    except BaseException:  # a broken hook of the program's own
        sys.__excepthook__(type(error), error, trace)


def finish(status):
    """End as the interpreter would, without the cost of taking it apart."""
    for step in (threading._shutdown, atexit._run_exitfuncs, flush_everything):
        try:
            step()
        except BaseException as error:
            _print_traceback(error)
    os._exit(status & 0xFF)


def flush_everything():
    """Write out what programs left in buffers of their own.

    Python does this when it takes a finished program's objects apart; we skip
    that, and a program that is stopped would not get so far.
    """
    for thing in gc.get_objects():
        if isinstance(thing, _io._IOBase):  # not io.IOBase, whose check is a slow Python call
            try:
                if not thing.closed and thing.writable():
                    thing.flush()
            except (OSError, ValueError, AttributeError):
                pass  # its other end is gone, or it was never opened


def _flush_and_die(number, frame):
    """SIGTERM's default, except that no print is lost with it."""
    flush_everything()
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
