"""Forks the runs of one learner's program, and ends all that they leave behind.

The supervisor is a trusted process between the zygote and the program; `messages` has what
it and the grader say to each other. On the same socket the program's process says that its
launch broke, or that it has come to the learner's first line. With that it closes the
socket, so that nothing that the learner's code does can look like a launch that failed.
"""

import contextlib
import fcntl
import json
import os
import select
import signal
import socket
import time
from collections.abc import Callable
from io import RawIOBase
from typing import NoReturn

from . import proc, reaper, sandbox, stacks, turns, watch
from .layers import Layer
from .messages import LARGEST, Order, Stage, Stand, Start, Told
from .policy import Policy
from .program import script
from .sockets import SocketMaker

# The type of `calls.answer_calls`, which calls functions of the file for the grader.
Answer = Callable[[str, RawIOBase, RawIOBase, Callable[[Stage], None]], NoReturn]
MOST_HELD = 300  # processes whose memory is told of: as many as a packet has room for
LOWEST = 16  # number of a descriptor that is in the way of none of a program's first ones
# Made beforehand: a fork that uses JSON's machinery has to copy it first.
STAGES: dict[Stage, bytes] = {
    "ready": b'{"stage": "ready"}',
    "begun": b'{"stage": "begun"}',
}


class Supervisor:
    """Serves the grader on `control`, one run at a time; `answer` is for runs with a channel.

    On `network` it makes the sockets that the grader wants in the runs' network. `place` is
    where the view of the files lies, if there is one. Raises OSError where what works here
    fails now.
    """

    def __init__(
        self, control: socket.socket, network: socket.socket, place: str, answer: Answer
    ) -> None:
        self.control, self.answer = control, answer
        self.uid = sandbox.spare_uid()
        self.own = sandbox.enter_namespaces(place)
        self.owns_domain = reaper.enter_own_domain()
        self.rulesets = sandbox.Rulesets()
        self.sockets = SocketMaker(network, self.own)  # tells the grader that all is well
        self.pid = 0
        self.exit: int | None = None  # a pidfd of the run's process, until it is reaped
        self.folder = ""  # of the run
        # when to look at what the run takes, by time.monotonic(); None if there is no run
        self.next_look: float | None = None
        self.stacks: int | None = None  # the reading end of the pipe on which it shows its stacks
        # of the control socket: for the program's process, until that has begun
        self.to_grader = fcntl.fcntl(control.fileno(), fcntl.F_DUPFD_CLOEXEC, LOWEST)
        self.has_begun = False

    def serve(self) -> None:
        """Do what the grader asks for, until it closes its end of the socket."""
        try:
            while self._turn():
                pass
        finally:
            reaper.end_everything(self.owns_domain)
            self.sockets.end_connections()

    def _turn(self) -> bool:
        watched = [self.control.fileno(), self.sockets.fileno()]
        patience = None
        if self.exit is not None:
            watched.append(self.exit)
        if self.next_look is not None:
            patience = max(0.0, self.next_look - time.monotonic())
        ready, _, _ = select.select(watched, [], [], patience)
        if self.next_look is not None and time.monotonic() >= self.next_look:
            self._look_after_the_run()
        if self.exit in ready:
            self._report_exit()
        if self.sockets.fileno() in ready and not self.sockets.serve():
            return False
        if self.control.fileno() not in ready:
            return True
        try:
            message, descriptors, _, _ = socket.recv_fds(self.control, LARGEST, 8)
        except ConnectionResetError:
            return False
        if not message:
            return False
        self._obey(json.loads(message), descriptors)
        return True

    def _obey(self, order: Order, descriptors: list[int]) -> None:
        if "start" in order:
            self._start(order["start"], descriptors)
        elif order["do"] == "stop":
            self._signal(signal.SIGTERM)
        elif order["do"] == "wake":
            self._signal(signal.SIGURG)
        elif order["do"] == "memory":
            self._tell({"memory": self._memory()})
        elif order["do"] == "held":
            self._tell({"held": self._held()})
        elif order["do"] == "where":
            self._tell({"where": self._where()})
        elif order["do"] == "turns":
            self._tell({"turns": self._turns()})
        else:
            self._finish()

    def _start(self, start: Start, descriptors: list[int]) -> None:
        wanted = 5 if start["channel"] else 3
        self.folder = os.path.dirname(start["path"])
        try:
            if len(descriptors) != wanted:
                raise OSError("too many files are open here to receive the program's")
            confinement = self._get_ready(start, descriptors)
            self.pid = os.fork()
            if self.pid == 0:
                self._become_the_program(start, descriptors, confinement)
            self.exit = os.pidfd_open(self.pid)
            self.next_look = time.monotonic() + watch.SECONDS_BETWEEN
        except Exception as error:  # this run fails; the next one may well be possible
            self._tell({"broken": in_one_line(error)})
        finally:
            for descriptor in descriptors:
                os.close(descriptor)

    def _get_ready(self, start: Start, descriptors: list[int]) -> sandbox.Confinement:
        """Do what can be done before the fork: the child would have to copy the memory for it.

        To the descriptors come that on which the program shows its stacks, and the ruleset of its
        confinement, if there is one.
        """
        if self.uid is not None:
            for descriptor in descriptors[:3]:  # so that it may open /dev/stdout and its like
                os.fchown(descriptor, self.uid, -1)
        self._forget_stacks()
        self.stacks, showing = os.pipe()
        descriptors.append(showing)
        os.set_blocking(showing, False)  # what nobody reads must not hold the program up
        os.set_blocking(self.stacks, False)
        _set_environment(start["environment"])
        policy = Policy(**start["policy"])  # type: ignore[arg-type]  # made of a Policy
        confinement = sandbox.Confinement(policy, self.folder, self.uid, self.own, self.rulesets)
        if confinement.ruleset is not None:
            descriptors.append(confinement.ruleset)
            confinement.ruleset = len(descriptors) - 1  # the number that it gets in the child
        for index, descriptor in enumerate(descriptors):
            if descriptor < len(descriptors):  # one of the numbers that these get in the child
                descriptors[index] = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, LOWEST)
                os.close(descriptor)
        return confinement

    def _become_the_program(
        self, start: Start, descriptors: list[int], confinement: sandbox.Confinement
    ) -> NoReturn:
        """Run the learner's code in this forked child, after all that is done for it.

        Whatever fails before that is told to the grader; afterwards there is nobody to
        tell, and no need to.
        """
        try:
            os.setsid()
            for number, descriptor in enumerate(descriptors):
                os.dup2(descriptor, number)
            _close_all_from(len(descriptors), but=self.to_grader)
            if stacks.ASK is not None:
                script.show_stacks(stacks.ASK, 5 if start["channel"] else 3)
            confinement.enforce()
            os.chdir(self.folder)  # as its own user; a failure is our fault
            script.open_standard_streams()
            path = start["path"]
            if start["channel"]:
                receiving, sending = (open(3, "rb", buffering=0), open(4, "wb", buffering=0))
                self.answer(path, receiving, sending, self._tell_stage)
            modules = confinement.policy.out_of_bounds, confinement.policy.but_for
            script.run(path, start["arguments"], self._tell_stage, *modules)
        except BaseException as error:
            if not self.has_begun:
                os.write(self.to_grader, json.dumps({"broken": in_one_line(error)}).encode())
        finally:
            os._exit(1)

    def _tell_stage(self, stage: Stage) -> None:
        """Tell the grader from the child how far it has come; after "begun", hang up for good."""
        os.write(self.to_grader, STAGES[stage])
        if stage == "begun":
            self.has_begun = True
            os.close(self.to_grader)

    def _look_after_the_run(self) -> None:
        """End the run if it takes too much of what the machine's other users need.

        What the program has left behind when it ended still belongs to it.
        """
        folder = self.folder if self.own.room is None else None
        too_much = watch.too_much(folder, Layer.NETWORK in self.own.layers)
        if too_much is None:
            self.next_look = time.monotonic() + watch.SECONDS_BETWEEN
            return
        self.next_look = None
        if self.exit is not None:
            os.kill(self.pid, signal.SIGKILL)
            self._report_exit(too_much)
        reaper.end_everything(self.owns_domain)

    def _report_exit(self, too_much: watch.TooMuch | None = None) -> None:
        had = turns.of_processes([self.pid])  # while it is still there to be asked about
        _, status, usage = os.wait4(self.pid, 0)
        self._forget_the_run()
        told: Told = {
            "ended": os.waitstatus_to_exitcode(status),
            "peak": usage.ru_maxrss * 1024,
            "turns": had,
        }
        if too_much is not None:
            told["too_much"] = too_much
        self._tell(told)

    def _forget_the_run(self) -> None:
        if self.exit is not None:
            os.close(self.exit)
            self.exit = None
            self.pid = 0  # the number may soon be a stranger's

    def _signal(self, number: int) -> None:
        if self.exit is not None:
            try:
                os.killpg(self.pid, number)
            except OSError:
                pass  # it has just ended

    def _finish(self) -> None:
        self.next_look = None
        self._forget_the_run()
        self._tell({"finished": reaper.end_everything(self.owns_domain)})

    def _forget_stacks(self) -> None:
        if self.stacks is not None:
            os.close(self.stacks)
            self.stacks = None

    def _where(self) -> list[Stand]:
        if self.exit is None or self.stacks is None:
            return []
        return stacks.ask(self.pid, self.stacks, self.folder)

    def _turns(self) -> turns.Turns | None:
        """Read for how long the program and its children have run, and have waited to."""
        if self.exit is None:
            return None
        try:
            return turns.of_processes({self.pid, *reaper.family()})
        except (OSError, RuntimeError):  # no /proc here, or none of ours
            return None

    def _held(self) -> dict[str, list[int]]:
        """Read the memory of the program and of its children: the most since the last time, and now."""
        held: dict[str, list[int]] = {}
        with contextlib.suppress(OSError, RuntimeError):  # no /proc here, or none of ours
            # the program itself comes first, and each one once: what was read is forgotten
            for pid in list(dict.fromkeys([self.pid, *reaper.family()]))[:MOST_HELD]:
                with contextlib.suppress(OSError, KeyError, ValueError):  # it has just ended
                    most, _ = proc.memory(pid)
                    proc.forget_most_memory(pid)
                    now, _ = proc.memory(pid)
                    held[str(pid)] = [most, now]
        return held

    def _memory(self) -> list[int] | None:
        """Read the most bytes of memory and of address space that the program itself has had."""
        try:
            return proc.memory(self.pid)
        except (OSError, KeyError, ValueError):  # no /proc here, or it has just ended
            return None

    def _tell(self, message: Told) -> None:
        try:
            self.control.send(json.dumps(message).encode())
        except (BrokenPipeError, ConnectionResetError):
            pass  # the grader has gone, as the next look at the socket will tell


def in_one_line(error: BaseException) -> str:
    """Give the error's type and its text, as a `broken` message holds them."""
    return f"{type(error).__name__}: {error}".replace("\n", " ")[:1000]


def _set_environment(wanted: dict[str, str]) -> None:
    """Have these environment variables and no other ones, here and in what is forked from now on."""
    for name in [name for name in os.environ if name not in wanted]:
        del os.environ[name]
    for name, value in wanted.items():
        if os.environ.get(name) != value:
            os.environ[name] = value


def _close_all_from(lowest: int, but: int) -> None:
    os.closerange(lowest, but)
    os.closerange(but + 1, os.sysconf("SC_OPEN_MAX"))
