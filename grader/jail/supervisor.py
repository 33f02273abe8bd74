"""Forks the runs of one learner's program, and ends all that they leave behind.

A trusted process between the zygote and the program. Messages are JSON on a
SOCK_SEQPACKET socket, one object a packet:

    grader → supervisor   {"do": "start", …} with descriptors, "stop", "memory", "finish"
    supervisor → grader   {"ended": exit status, "peak": bytes of memory}, {"broken": why},
                          {"memory": [bytes of memory, of address space]}, {"finished": leftovers}

The end of that socket means that the grader has gone: everything is ended.
"""

import fcntl
import json
import os
import select
import signal
import socket

from . import reaper, sandbox
from .policy import Policy
from .program import script

LARGEST_MESSAGE = 1 << 16


class Supervisor:
    def __init__(self, control, calls):
        self.control, self.calls = control, calls
        self.owns_domain = reaper.enter_own_domain()
        self.uid = sandbox.spare_uid()
        self.pid = self.exit = None

    def serve(self):
        """Until the grader closes its end of the control socket."""
        try:
            while self._turn():
                pass
        finally:
            reaper.end_everything(self.owns_domain)

    def _turn(self):
        watched = [self.control] + ([self.exit] if self.exit is not None else [])
        ready, _, _ = select.select(watched, [], [])
        if self.exit in ready:
            self._report_exit()
        if self.control not in ready:
            return True
        try:
            message, descriptors, _, _ = socket.recv_fds(self.control, LARGEST_MESSAGE, 8)
        except ConnectionResetError:
            return False
        if not message:
            return False
        order = json.loads(message)
        getattr(self, "_" + order.pop("do"))(descriptors, **order)
        return True

    def _start(self, descriptors, policy, **request):
        self.pid = os.fork()
        if self.pid == 0:
            self._become_the_program(descriptors, Policy(**policy), **request)
        self.exit = os.pidfd_open(self.pid)
        for descriptor in descriptors:
            os.close(descriptor)

    def _become_the_program(self, descriptors, policy, path, arguments, channel, environment):
        """In the child: never returns."""
        try:
            os.setsid()
            control, *moved = map(_out_of_the_way, (self.control.fileno(), *descriptors))
            for number, descriptor in enumerate(moved):
                os.dup2(descriptor, number)
            _close_all_from(len(descriptors), but=control)
            os.environ.clear()
            for name, value in environment.items():
                os.environ[name] = value
            sandbox.confine(policy, os.path.dirname(path), self.uid)
            os.chdir(os.path.dirname(path))  # as its own user: what it cannot reach is our fault
            script.open_standard_streams()
        except BaseException as error:
            broken = json.dumps({"broken": f"{type(error).__name__}: {error}"})
            socket.socket(fileno=control).send(broken.encode())
            os._exit(1)
        os.close(control)
        if not channel:
            script.run_script(path, arguments)
        wire = open(3, "r+b", buffering=0)
        self.calls.answer_one_call(path, wire, wire)

    def _report_exit(self):
        _, status, usage = os.wait4(self.pid, 0)
        os.close(self.exit)
        self.exit = None
        self._tell({"ended": os.waitstatus_to_exitcode(status), "peak": usage.ru_maxrss * 1024})

    def _stop(self, descriptors):
        if self.exit is not None:
            os.killpg(self.pid, signal.SIGTERM)

    def _finish(self, descriptors):
        if self.exit is not None:
            os.close(self.exit)
            self.exit = None
        left = reaper.end_everything(self.owns_domain)
        self._tell({"finished": left})

    def _memory(self, descriptors, afresh):
        """The most that the program itself has had so far (proc(5): VmHWM, VmPeak).

        `afresh` sets the first of them back to what it has now (clear_refs).
        """
        try:
            if afresh:
                with open(f"/proc/{self.pid}/clear_refs", "wb", buffering=0) as file:
                    file.write(b"5")
            with open(f"/proc/{self.pid}/status", "rb") as file:
                told = dict(line.split(b":", 1) for line in file)
            most = [int(told[name].split()[0]) * 1024 for name in (b"VmHWM", b"VmPeak")]
        except (OSError, KeyError):  # no /proc here, or it has just ended
            most = None
        self._tell({"memory": most})

    def _tell(self, message):
        self.control.send(json.dumps(message).encode())


def _out_of_the_way(descriptor):
    """A copy with a high number, so that no dup2 to a low one overwrites it."""
    return fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 64)


def _close_all_from(lowest, but):
    os.closerange(lowest, but)
    os.closerange(but + 1, os.sysconf("SC_OPEN_MAX"))
