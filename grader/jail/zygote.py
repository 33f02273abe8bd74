"""The warm fork server: one interpreter that is ready, so that a run costs a fork.

Started once by the grader (`__main__.py CONTROL [WEB]`) with an environment
made from nothing and before the grader has any thread. It forks a supervisor for
each program to be judged. It never holds a secret: no check, no expected answer.

    grader ──Popen──▶ zygote ──fork──▶ supervisor ──fork──▶ the learner's program
                        │              (one a program)      (one a run)
                        └──fork──▶ web zygote, the same with requests imported

CONTROL and WEB are descriptors of sockets, one for each of the two zygotes. The
second one is there because requests takes a tenth of a second to import and
makes each fork dearer: socket programs need not wait and pay for it.

Everything that is waited for here is an event on a socket; the end of a socket
means that the grader has gone, and ends this side too.
"""

import gc
import json
import os
import signal
import socket
import sys

from . import sandbox, supervisor
from .program import semaphores


def main(control, web=None):
    found = sandbox.protect_self()
    semaphores.install()
    _set_signals_as_a_new_interpreter()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody here is waited for
    first = web is None or os.fork() != 0
    calls = None
    if not first:
        from .program import calls  # for all the forks to share
    forget_the_jail()
    mine, other = (control, web) if first else (web, control)
    if other is not None:
        os.close(int(other))
    mine = socket.socket(fileno=int(mine))
    if first:
        mine.send(_layers(found))
    gc.collect()
    gc.freeze()  # what is loaded now is shared by every fork: leave it untouched
    _serve(mine, calls)


def _serve(control, calls):
    """Fork a supervisor for each message, until the grader has gone."""
    while True:
        try:
            message, descriptors, _, _ = socket.recv_fds(control, 1024, 1)
        except ConnectionResetError:
            return  # it has gone without reading our first message
        if not message:
            return
        if os.fork() == 0:
            control.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            supervisor.Supervisor(socket.socket(fileno=descriptors[0]), calls).serve()
            os._exit(0)
        os.close(descriptors[0])


def forget_the_jail():
    """Leave no module of ours for a program to import, or to find in its own process."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "jail"]:
        del sys.modules[name]


def _layers(found):
    """The launcher's first message: which layers of the jail work here, and what would help."""
    told = {
        "works": sorted(layer.value for layer in found.works),
        "missing": {layer.value: remedy for layer, remedy in found.missing.items()},
    }
    return json.dumps(told).encode()


def _set_signals_as_a_new_interpreter():
    """Whoever started the grader may have ignored some (nohup does); programs inherit ours."""
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
