"""The warm fork server: one interpreter that is ready, so that a run costs a fork.

Started once by the grader (`__main__.py PLACE CONTROL [WEB]`) with an environment
made from nothing and before the grader has any thread. It forks a supervisor for
each program to be judged, or several. It never holds a secret: no check, no expected answer.

    grader ──Popen──▶ zygote ──fork──▶ supervisor ──fork──▶ the learner's program
                        │        (a program at a time)      (one a run)
                        └──fork──▶ web zygote, the same with requests imported

PLACE is an empty folder, at which a supervisor may mount its view of the files. CONTROL and
WEB are descriptors of sockets, one for each of the two zygotes. The
second one is there because requests takes a tenth of a second to import and
makes each fork dearer: socket programs need not wait and pay for it.

Everything that is waited for here is an event on a socket; the end of a socket
means that the grader has gone, and ends this side too. What breaks a zygote itself
goes to its standard error, which the grader keeps; what breaks a supervisor is told
to the grader by the supervisor's socket.
"""

import contextlib
import functools
import gc
import json
import os
import signal
import socket
import sys
from typing import NoReturn

from . import layers, sandbox
from .messages import Found, Told
from .program import script, semaphores
from .supervisor import Answer, Supervisor, in_one_line


def main(place: str, control: str, web: str | None = None) -> None:
    """Serve the grader on these descriptors, until it has gone."""
    found = sandbox.protect_self()
    semaphores.install()
    _set_signals_as_a_new_interpreter()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the zygote waits for none of its children
    script.leave_the_course()
    if web is None or os.fork() != 0:
        answer: Answer = functools.partial(_fail, RuntimeError("this zygote calls no functions"))
        mine, other = control, web
    else:
        answer = _load_calls()  # for all the forks to share
        mine, other = web, control
    forget_the_jail()
    if other is not None:
        os.close(int(other))
    with socket.socket(fileno=int(mine)) as grader:
        if mine == control:
            grader.send(_told(found))
        gc.collect()
        gc.freeze()  # what is loaded now is shared by every fork: leave it untouched
        _serve(grader, place, answer)
    with contextlib.suppress(OSError):  # the other zygote was first, or a supervisor still ends
        os.rmdir(place)  # here, since a grader that was killed does not do it


def _load_calls() -> Answer:
    """Give what calls functions in the web zygote's forks; without its packages it fails then."""
    try:
        from .program import calls

        calls.rehearse()
    except Exception as error:
        return functools.partial(_fail, error)
    return calls.answer_calls


def _fail(error: Exception, *_: object) -> NoReturn:
    raise error


def _serve(grader: socket.socket, place: str, answer: Answer) -> None:
    """Fork a supervisor for each message, until the grader has gone."""
    while True:
        try:
            message, descriptors, _, _ = socket.recv_fds(grader, 1024, 2)
        except ConnectionResetError:
            return  # the grader has gone without reading our first message
        if not message:
            return
        ends = [socket.socket(fileno=descriptor) for descriptor in descriptors]
        try:
            if len(ends) == 2:  # fewer if too many files are open: the grader sees an end
                control, network = ends
                _fork_supervisor(grader, control, network, place, answer)
        finally:
            for end in ends:
                end.close()


def _fork_supervisor(
    grader: socket.socket,
    control: socket.socket,
    network: socket.socket,
    place: str,
    answer: Answer,
) -> None:
    try:
        if os.fork() != 0:
            return
    except OSError as error:
        _tell_broken(control, error)
        return
    try:
        grader.close()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        Supervisor(control, network, place, answer).serve()
    except BaseException as error:
        _tell_broken(control, error)
    finally:
        os._exit(0)


def _tell_broken(control: socket.socket, error: BaseException) -> None:
    told: Told = {"broken": in_one_line(error)}
    try:
        control.send(json.dumps(told).encode())
    except OSError:
        pass  # the grader has gone


def forget_the_jail() -> None:
    """Leave none of our modules in `sys.modules` for a program to find or import."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "jail"]:
        del sys.modules[name]


def _told(found: layers.Probe) -> bytes:
    told: Found = {
        "works": sorted(layer.value for layer in found.works),
        "missing": {layer.value: remedy for layer, remedy in found.missing.items()},
    }
    return json.dumps(told).encode()


def _set_signals_as_a_new_interpreter() -> None:
    """Handle signals as a new interpreter does: who started us (nohup) may have some ignored."""
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
