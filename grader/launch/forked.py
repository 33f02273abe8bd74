"""The launcher where there is fork: talks to the zygote and to its supervisors."""

import contextlib
import itertools
import json
import os
import select
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence

from grader import scratch
from grader.i18n import gettext
from grader.jail.messages import LARGEST, ROOM, Found, Order, Question, Told
from grader.jail.policy import Policy
from grader.launch.channel import Channel, Pipe, PipeChannel
from grader.launch.environment import HASH_SEED
from grader.launch.errors import LaunchError
from grader.launch.network import Network, Networks
from grader.launch.program import Feed, Handle, Level, Program

ZYGOTE = os.path.join(
    os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "jail", "__main__.py"
)
# Layers of the jail: one that only root has, and one that is needless where the other is
OWN_UID, PORTS, OWN_NETWORK = "own uid", "tcp ports", "own network"
SECONDS_TO_WARM_UP = 30.0
MOST_IDLE = 3  # supervisors of one kind: as many as an examination has at a time
Idle = tuple["list[ForkSupervisor]", "list[ForkSupervisor]"]  # for scripts, for modules


class ForkLauncher:
    """Starts the zygote at once, so that it warms up while the grader does.

    `web` asks for a second zygote, which has imported requests, for HTTP tasks. Raises
    LaunchError where no zygote can be started.

    Threads may share a launcher, and so may forked processes, as long as one of them alone
    asks for its `isolation()`: a packet reaches the zygote whole, and with its descriptor.
    """

    def __init__(self, web: bool = True) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  what a zygote dies of
        self._place = scratch.make()  # for the supervisors' views of the files: empty for us
        self._control, far = _socket_pair()
        passed = [far]
        self._web: socket.socket | None = None
        if web:
            self._web, far_web = _socket_pair()
            passed.append(far_web)
        # supervisors for the next programs of a process: a fork of ours must not use the same ones
        self._idle: dict[int, Idle] = {}
        self._found: Found | None = None
        self._finding = threading.Lock()
        try:
            self._zygote = subprocess.Popen(
                [
                    # as isolated as by -I, which would take no notice of the hash seed
                    *(sys.executable, "-P", "-s", ZYGOTE, self._place.outside),
                    *(str(sock.fileno()) for sock in passed),
                ],
                pass_fds=[sock.fileno() for sock in passed],
                stdin=subprocess.DEVNULL,
                stderr=self._errors,
                env={
                    "PATH": "/usr/bin:/bin",
                    "LANG": "C.UTF-8",
                    "TMPDIR": tempfile.gettempdir(),
                    # the zygote looks functions up (ld.so(8)), or each of its forks does so anew
                    "LD_BIND_NOW": "1",
                    "PYTHONHASHSEED": HASH_SEED,
                },
                start_new_session=True,  # Ctrl-C reaches the grader alone
            )
        except OSError as error:
            raise LaunchError(
                gettext("the launcher's zygote could not be started: {error}", error=error)
            ) from None
        finally:
            for sock in passed:
                sock.close()

    def supervisor(self, web: bool = False) -> "ForkSupervisor":
        """Give a supervisor to one program; `web` if it is a module. Raises LaunchError.

        It is one that has served another program if there is one, of which nothing is left.
        """
        idle = self._idle.setdefault(os.getpid(), ([], []))[web]
        while idle:
            supervisor = idle.pop()
            if supervisor.is_well():
                supervisor.is_closed = False
                return supervisor
            supervisor.end()
        return self._forked(web, idle)

    def _forked(self, web: bool, idle: "list[ForkSupervisor]") -> "ForkSupervisor":
        """Have a supervisor forked; it joins the idle ones when it is closed."""
        zygote = self._web if web else self._control
        if zygote is None:
            raise LaunchError("this launcher was made for scripts only")
        try:
            near, far = _socket_pair()
            near_network, far_network = _socket_pair()
            with far, far_network:
                ends = [far.fileno(), far_network.fileno()]
                socket.send_fds(zygote, [b"supervise"], ends)
        except OSError as error:
            raise self._broken(error) from None
        return ForkSupervisor(near, near_network, idle)

    def _broken(self, error: OSError | None = None) -> LaunchError:
        """Make the error that says why there is no zygote: by the last line that it wrote."""
        lines = os.pread(self._errors.fileno(), 1 << 16, 0).decode("utf-8", "replace").splitlines()
        why = lines[-1] if lines else error or gettext("it said nothing")
        return LaunchError(gettext("the launcher's zygote has ended: {why}", why=why))

    def _layers(self) -> Found:
        """Give the layers that work, as the zygote has tried, and a remedy for each other one."""
        with self._finding:  # the zygote sends it once
            if self._found is None:
                self._control.settimeout(SECONDS_TO_WARM_UP)
                try:
                    message = self._control.recv(LARGEST)
                except OSError as error:
                    raise self._broken(error) from None
                finally:
                    self._control.settimeout(None)
                if not message:
                    raise self._broken()
                self._found = json.loads(message)
            return self._found

    def remedies(self) -> dict[str, str]:
        """Give a remedy for each layer of the jail that does not work here. Raises LaunchError."""
        # an ordinary user cannot give uids away, and need not
        needless = [OWN_UID] if os.geteuid() != 0 else []
        layers = self._layers()
        if OWN_NETWORK in layers["works"]:  # then nobody else has the ports
            needless.append(PORTS)
        missing = layers["missing"]
        return {layer: help for layer, help in missing.items() if layer not in needless}

    def isolation(self) -> tuple[Level, list[str]]:
        """Give the level of isolation and the missing layers. Raises LaunchError."""
        missing = sorted(self.remedies())
        if not missing:
            return "full", missing
        return "partial" if self._layers()["works"] else "none", missing

    def close(self) -> None:
        """Let the zygote and the idle supervisors end, and wait until the zygote has."""
        for supervisor in itertools.chain(*self._idle.pop(os.getpid(), ())):
            supervisor.end()
        self._control.close()
        if self._web:
            self._web.close()
        self._zygote.wait()
        self._errors.close()
        scratch.remove(self._place)


def _socket_pair() -> tuple[socket.socket, socket.socket]:
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


class ForkSupervisor:
    """Runs one learner's program, one run at a time. Raises LaunchError if it does not begin.

    One that is closed joins the `idle` ones, if nothing of its program is left: to make another
    one costs more than a run. Its next program has no more to do with the last one than two
    runs of a program have with each other. One with a folder on the disk does not stay: nobody
    would remove that when a process of ours ends.
    """

    def __init__(
        self, control: socket.socket, network: socket.socket, idle: "list[ForkSupervisor]"
    ) -> None:
        self._control, self._idle = control, idle
        self._latest: Program | None = None
        self.is_closed = False  # since the last program that it was given to
        try:
            self._networks = Networks(network)
        except OSError as error:
            broken = self._broken(error)
            for sock in (network, control):
                sock.close()
            raise broken from None
        self._made: scratch.Folder | None = None  # on the disk, if it is not in a view
        if self._networks.room is None:
            self.room = self._made = scratch.make()
        else:
            self.room = scratch.Folder(ROOM, f"/proc/self/fd/{self._networks.room}")

    def network(self) -> Network:
        """Give a network with nothing of its last runs in it, for all runs until the next call."""
        return self._networks.new()

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
        """Fork and run the file; see `Program` for what comes back. Raises LaunchError."""
        if policy.sockets != "none":
            self._networks.begin()
        order: Order = {
            "start": {
                "path": os.path.join(folder.inside, file),
                "arguments": list(arguments),
                "channel": channel,
                "environment": dict(environment),
                "policy": vars(policy),
            }
        }
        message = json.dumps(order).encode()
        if len(message) > LARGEST:
            raise LaunchError(gettext("the program's arguments are too long"))
        try:
            handle = self._send(message, stdin, channel)
        except OSError as error:
            raise self._broken(error) from None
        program = self._latest = Program(handle, folder, file, arguments)
        program.get_ready()
        return program

    def _send(self, message: bytes, stdin: bytes | None, channel: bool) -> Handle:
        """Send the order with its descriptors, and give our ends of them. Raises OSError."""
        with contextlib.ExitStack() as passed, contextlib.ExitStack() as ours:
            stdin_there, stdin_here = _pipe(passed, ours, to_program=True)
            out_there, out_here = _pipe(passed, ours)
            errors_there, errors_here = _pipe(passed, ours)
            theirs = [stdin_there, out_there, errors_there]
            feed = None if stdin is None else Feed(stdin_here, stdin)
            near: PipeChannel | None = None
            if channel:
                calls_there, calls_here = _pipe(passed, ours, to_program=True)
                answers_there, answers_here = _pipe(passed, ours)
                theirs += [calls_there, answers_there]
                near = PipeChannel(answers_here, calls_here)
            if feed:
                feed.go_on()
            socket.send_fds(self._control, [message], theirs)
            return _ForkHandle(self._control, feed, out_here, errors_here, near, ours.pop_all())

    def _broken(self, error: OSError) -> LaunchError:
        """Make the error that says why there is no supervisor: by its last message, if any."""
        with contextlib.suppress(OSError, ValueError):
            told: Told = json.loads(self._control.recv(LARGEST, socket.MSG_DONTWAIT))
            if "broken" in told:
                return LaunchError(
                    gettext("the program could not be started: {error}", error=told["broken"])
                )
        return LaunchError(gettext("the program could not be started: {error}", error=error))

    def close(self) -> None:
        """Leave the supervisor to another program, or end it if anything of this one is left.

        It is left once, however often it is closed: two programs would get it else.
        """
        if self.is_closed:
            return
        self.is_closed = True
        may_stay = self._made is None and len(self._idle) < MOST_IDLE
        if may_stay and self._is_as_new():
            self._latest = None
            self._networks.leave()
            self._idle.append(self)
        else:
            self.end()

    def _is_as_new(self) -> bool:
        is_over = self._latest is None or self._latest.is_over
        return is_over and not os.listdir(self.room.outside)

    def is_well(self) -> bool:
        """Tell whether the supervisor waits for orders: it has not ended, and has nothing to say."""
        return not select.select([self._control], [], [], 0)[0] and self._networks.is_well()

    def end(self) -> None:
        """Close the supervisor's sockets, by which it ends, and with it all that it started."""
        self._control.close()
        self._networks.close()
        if self._made:
            scratch.remove(self._made)


def _pipe(
    theirs: contextlib.ExitStack, ours: contextlib.ExitStack, to_program: bool = False
) -> tuple[int, Pipe]:
    """Make a pipe from a program, or to it; give its end, a descriptor, and ours. Raises OSError."""
    reading, writing = os.pipe()
    there, here = (reading, writing) if to_program else (writing, reading)
    theirs.callback(os.close, there)
    near = Pipe(here)
    ours.callback(near.close)
    return there, near


class _ForkHandle:
    """A `Handle` of one run: our ends of its pipes, which `held` closes, and its supervisor."""

    def __init__(
        self,
        control: socket.socket,
        feed: Feed | None,
        stdout: Pipe,
        stderr: Pipe,
        channel: Channel | None,
        held: contextlib.ExitStack,
    ) -> None:
        self._socket, self._held = control, held
        self.control = _Packets(control)
        self.feed, self.stdout, self.stderr, self.channel = feed, stdout, stderr, channel

    def stop(self) -> None:
        self._order({"do": "stop"})

    def wake(self) -> None:
        self._order({"do": "wake"})

    def ask(self, what: Question) -> None:
        self._order({"do": what})

    def finish(self) -> None:
        self._order({"do": "finish"})

    def _order(self, order: Order) -> None:
        try:
            self._socket.send(json.dumps(order).encode())
        except OSError as error:
            raise LaunchError(
                gettext("the launcher's supervisor has ended: {error}", error=error)
            ) from None

    def close(self) -> None:
        self._held.close()


class _Packets:
    """The supervisor's socket as a `Source` of messages."""

    def __init__(self, control: socket.socket) -> None:
        self._socket = control

    def fileno(self) -> int:
        return self._socket.fileno()

    def read(self, count: int) -> bytes:
        for _ in range(2):
            try:
                return self._socket.recv(count)
            except ConnectionResetError:
                pass  # its end closed with an order of ours unread; what it said is still there
        return b""
