"""The launcher where there is no fork: one plain subprocess for each run.

Slower and less isolated, and the report says so. Threads carry the pipes'
bytes to sockets, because on Windows only sockets can be waited for; the rest of
the grader then need not know the difference.
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import IO

from grader import scratch
from grader.i18n import gettext
from grader.jail import stacks, turns
from grader.jail.messages import Question, Stand, Told
from grader.jail.policy import Policy
from grader.launch.channel import SocketChannel
from grader.launch.errors import LaunchError
from grader.launch.network import Network, SharedNetwork
from grader.launch.program import Level, Program

PROGRAM = os.path.join(
    os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "jail", "program", "__main__.py"
)
MARK = "<launcher>"  # begins each line in which a program's process says how far it has come
# What an interpreter needs to start on Windows; elsewhere none of these is set.
SYSTEM_VARIABLES = ("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT")

Stream = IO[bytes]


class PlainLauncher:
    """Starts programs as plain subprocesses, on any system. Threads may share it."""

    def supervisor(self, web: bool = False) -> "PlainSupervisor":
        """Make a supervisor for one program; `web` makes no difference here."""
        return PlainSupervisor()

    def remedies(self) -> dict[str, str]:
        """Give the one remedy for all that is missing: Linux."""
        return {"everything": gettext("the jail needs Linux; here programs are plain subprocesses")}

    def isolation(self) -> tuple[Level, list[str]]:
        """Give the level of isolation, which is none, and what is missing: everything."""
        return "none", ["everything: programs are plain subprocesses here"]

    def close(self) -> None:
        """Do nothing: this launcher holds nothing that has to be given back."""


class PlainSupervisor:
    """Runs one learner's program, one run at a time."""

    def __init__(self) -> None:
        self._handle: _PlainHandle | None = None
        self.room = scratch.make()

    def network(self) -> Network:
        """Give this machine's own network: there is no other one here."""
        return SharedNetwork()

    def start(
        self,
        folder: scratch.Folder,
        file: str,
        arguments: Sequence[str],
        *,
        stdin: bytes | None,
        channel: bool,
        environment: Mapping[str, str],
        policy: Policy,
    ) -> Program:
        """Start an interpreter on the file; of `policy` only its bounds for imports are kept here.

        Raises LaunchError.
        """
        path = os.path.join(folder.inside, file)
        bounds = "/".join(",".join(names) for names in (policy.out_of_bounds, policy.but_for))
        mode = "module" if channel else "script"
        system = {name: os.environ[name] for name in SYSTEM_VARIABLES if name in os.environ}
        shown = _Stacks(folder.inside)
        command = [sys.executable, "-s", "-B", PROGRAM, MARK, mode, shown.how, bounds, path]
        try:
            process = subprocess.Popen(
                [*command, *arguments],
                pass_fds=shown.passed,
                cwd=folder.inside,
                env={**system, **environment},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                bufsize=0,
                start_new_session=True,  # makes a process group; does nothing on Windows
            )
        except (OSError, ValueError) as error:
            shown.close()
            raise LaunchError(
                gettext("the program could not be started: {error}", error=error)
            ) from None
        finally:
            shown.close_far()
        try:
            self._handle = _PlainHandle(process, stdin, channel, shown)
        except (OSError, RuntimeError) as error:  # no more sockets, or no more threads
            process.kill()
            process.wait()
            shown.close()
            raise LaunchError(
                gettext("the program could not be started: {error}", error=error)
            ) from None
        program = Program(self._handle, folder, file, arguments)
        program.get_ready()
        return program

    def close(self) -> None:
        """End the run that is going on, and remove the room."""
        if self._handle:
            self._handle.kill()
        scratch.remove(self.room)


class _PlainHandle:
    """A `Handle` of one run: its process, and the threads that carry what it says and hears."""

    feed = None

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        stdin: bytes | None,
        channel: bool,
        shown: "_Stacks",
    ) -> None:
        self._process, self._stacks = process, shown
        self._telling = threading.Lock()
        self._launch_is_over = threading.Event()
        self._has_begun = False
        self._last_line = ""  # that it wrote to standard error before it began
        self.control = _Messages()
        self.stdout, self.stderr = _Source(), _Source()
        self.channel: SocketChannel | None = None
        self._silent_stdin: Stream | None = None
        into, out, errors = _pipes_of(process)
        if channel:
            near, far = socket.socketpair()
            self.channel = SocketChannel(near)
            _start(_socket_to_file, far.dup(), into)
            _start(_file_to_socket, out, far)
            self.stdout.far.close()  # its prints come on standard error
        else:
            if stdin is None:
                self._silent_stdin = into
            else:
                _start(_feed, into, stdin)
            _start(_file_to_socket, out, self.stdout.far)
        _start(self._carry_errors, errors)
        self._reporter = _start(self._report_exit)

    def _carry_errors(self, errors: Stream) -> None:
        """Tell how far the launch comes; then pass on what the program writes as its errors."""
        for line in iter(errors.readline, b""):
            text = line.decode("utf-8", "replace").strip()
            if text.startswith(MARK):
                self._tell({"stage": "ready" if text.endswith("ready") else "begun"})
                self._has_begun = text.endswith("begun")
            else:
                self._last_line = text or self._last_line
            if self._has_begun:
                break
        self._launch_is_over.set()
        _file_to_socket(errors, self.stderr.far)

    def _report_exit(self) -> None:
        status = self._process.wait()
        self._launch_is_over.wait()
        if self._has_begun:
            self._tell({"ended": status})
        else:
            self._tell({"broken": self._last_line or f"its process ended with status {status}"})

    def _tell(self, message: Told) -> None:
        with self._telling:
            self.control.far.sendall(json.dumps(message).encode() + b"\n")

    def stop(self) -> None:
        self._signal(signal.SIGTERM)

    def wake(self) -> None:
        if sys.platform != "win32":  # where SIGTERM is the end at once
            self._signal(signal.SIGURG)

    def ask(self, what: Question) -> None:
        if what == "where":
            self._tell({"where": self._stacks.ask(self._process)})
        elif what == "turns":
            self._tell({"turns": turns.of_processes([self._process.pid])})
        else:
            self._tell({"memory": None} if what == "memory" else {"held": {}})

    def finish(self) -> None:
        self.kill()
        self._reporter.join()
        self._tell({"finished": 0})

    def kill(self) -> None:
        """End the process, and all of its process group where the system has groups."""
        self._signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)

    def _signal(self, number: int) -> None:
        try:
            if sys.platform == "win32":
                self._process.send_signal(number)
            else:
                os.killpg(self._process.pid, number)
        except (ProcessLookupError, PermissionError):
            pass  # all of it has ended already

    def close(self) -> None:
        # A thread closes what it reads and writes itself: it may be about to use a descriptor
        # whose number the next run would get.
        if self._silent_stdin:
            self._silent_stdin.close()
        for source in (self.stdout, self.stderr, self.control, self._stacks):
            source.close()
        if self.channel:
            self.channel.close()


def _pipes_of(process: subprocess.Popen[bytes]) -> tuple[Stream, Stream, Stream]:
    """Give a process's standard input, output and error."""
    assert process.stdin and process.stdout and process.stderr, "each of them is a pipe"
    return process.stdin, process.stdout, process.stderr


def _start(target: Callable[..., None], *arguments: object) -> threading.Thread:
    thread = threading.Thread(target=target, args=arguments, daemon=True)
    thread.start()
    return thread


class _Stacks:
    """The pipe on which a program shows its stacks, where the system has a signal for that."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._near: int | None = None
        self.passed: tuple[int, ...] = ()  # what the program's process inherits
        self.how = ""  # what it is told about that
        if stacks.ASK is None:
            return
        with contextlib.suppress(OSError):  # no more files: then it is not told where it stands
            self._near, far = os.pipe()
            os.set_blocking(far, False)  # what nobody reads must not hold the program up
            os.set_blocking(self._near, False)
            self.passed, self.how = (far,), f"{stacks.ASK},{far}"

    def ask(self, process: subprocess.Popen[bytes]) -> list[Stand]:
        if self._near is None or process.poll() is not None:
            return []
        return stacks.ask(process.pid, self._near, self._folder)

    def close_far(self) -> None:
        for descriptor in self.passed:
            os.close(descriptor)
        self.passed = ()

    def close(self) -> None:
        if self._near is not None:
            os.close(self._near)
            self._near = None


class _Source:
    """A `Source` that a thread fills: a socket pair, whose near end is read from.

    Its far end belongs to the thread.
    """

    def __init__(self) -> None:
        self._near, self.far = socket.socketpair()

    def fileno(self) -> int:
        return self._near.fileno()

    def read(self, count: int) -> bytes:
        return self._near.recv(count)

    def close(self) -> None:
        self._near.close()


class _Messages(_Source):
    """A `Source` of messages, one a line, since this socket is a stream; no thread has it alone."""

    def read(self, count: int) -> bytes:
        line = b""
        while not line.endswith(b"\n") and (byte := self._near.recv(1)):
            line += byte
        return line

    def close(self) -> None:
        super().close()
        self.far.close()


def _file_to_socket(file: Stream, sock: socket.socket) -> None:
    """Pass on what comes, to the end, and close both."""
    with file, sock, contextlib.suppress(OSError):  # nobody reads it any more: the run is over
        while data := file.read(1 << 16):
            sock.sendall(data)


def _socket_to_file(sock: socket.socket, file: Stream) -> None:
    """Pass on what comes, to the end, and close both."""
    with sock, file, contextlib.suppress(OSError):  # the program does not read it
        while data := sock.recv(1 << 16):
            _write(file, data)


def _feed(file: Stream, data: bytes) -> None:
    """Write these bytes, and then close the file."""
    with file, contextlib.suppress(OSError):  # the program does not read it
        _write(file, data)


def _write(file: Stream, data: bytes) -> None:
    while data:
        data = data[file.write(data) :]
