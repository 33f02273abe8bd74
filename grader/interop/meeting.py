"""One meeting: a client and a server, each in a jail and a network of its own, and what came of it.

The grader stands between them and passes on what they say. A program that hangs, dies or floods
costs its own meetings and nothing else: each wait has an end, and so has the whole.
"""

import contextlib
import errno
import math
import os
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from grader import scratch
from grader.course import checks
from grader.course.layout import Target
from grader.dice import Dice
from grader.failures.ended import status_in_words, trace_of
from grader.failures.errors import Failure
from grader.i18n import gettext, gettext_noop, speaking
from grader.interop.pairs import Known
from grader.interop.relay import DatagramRelay, Flood, Relay, StreamRelay
from grader.jail.policy import Policy
from grader.launch import where
from grader.launch.environment import environment
from grader.launch.errors import LaunchError
from grader.launch.program import Launcher, OutOfTime, Program, Supervisor
from grader.matrix import Cell
from grader.peers import sockets
from grader.peers.binding import bound, listen
from grader.peers.patience import Patience, Wait
from grader.peers.ports import Ports
from grader.peers.transcript import Transcript
from grader.subjects.base import LAST_PRINTS, NO_FILES, Files
from grader.subjects.pairs import Apart, Call, Run, Seen, Who, Words
from grader.text import clipped, first_difference, printable, printable_lines, shown_bytes

LAST_STEPS = 3  # of a server, each as long as patience: to answer, to close, to end
BETWEEN_TRIES = 0.0015  # seconds; a refused try on loopback takes a hundredth of that
READ_THE_REST = 1.0  # seconds for the last words of a program that has ended
LONGEST_MEETING = 30.0  # seconds, whatever the two are doing
MOST_SHOWN, MOST_LINES = 2_000, 20  # characters and lines of what a program printed
LONGEST_VALUE = 300  # characters
Address = tuple[str, int]

STARTED = {
    "client": gettext_noop("the client started: python {command}"),
    "server": gettext_noop("the server started: python {command}"),
}
NOT_STARTED = {
    "client": gettext_noop("The client is not started yet: it is still the stub."),
    "server": gettext_noop("The server is not started yet: it is still the stub."),
}


@dataclass(frozen=True)
class Meeting:
    """One client and one server that are to meet, as plain data that can travel.

    The names are those of a cell; the files are what lies beside each program, itself among them.
    `hangs` says that a wait for one of the two was in vain before.
    """

    pair: Known
    client: str | None
    server: str | None
    client_files: Mapping[str, bytes]
    server_files: Mapping[str, bytes]
    seed: int
    language: str
    hangs: bool = False


class _NotPlayed(Exception):
    """The two cannot meet: one of the programs does not even come to the wire."""


def play(meeting: Meeting, launcher: Launcher, held: contextlib.ExitStack) -> Cell:
    """Let the two meet. What that takes is given back at the end, or when `held` is closed."""
    began = time.monotonic()
    with speaking(meeting.language):
        cell = _play(meeting, launcher, held)
    return replace(cell, seconds=round(time.monotonic() - began, 3))


def _play(meeting: Meeting, launcher: Launcher, held: contextlib.ExitStack) -> Cell:
    cell = Cell(meeting.client, meeting.server, "passed")
    stage: _Stage | None = None
    try:
        with held.enter_context(contextlib.ExitStack()) as own:
            stage = _Stage(meeting, launcher, own)
            try:
                stage.play()
            except _NotPlayed as why:
                cell = replace(cell, outcome="not_played", message=str(why))
            except Apart as apart:
                cell = _failed(cell, apart)
            except Flood as flood:
                cell = replace(cell, outcome="failed", message=str(flood))
            except (OutOfTime, Failure) as error:
                stage.in_vain |= isinstance(error, OutOfTime)
                cell = replace(cell, outcome="failed", message=_message_of(error))
            cell = stage.tell(cell)
    except Exception as error:
        told = our_mistake(printable(f"{type(error).__name__}: {error}"))
        cell = replace(cell, outcome="error", message=told)
    return cell


def our_mistake(error: str) -> str:
    """Say that the grader failed, and nobody's program."""
    return gettext("The grader made a mistake, not the programs: {error}", error=error)


def _message_of(error: OutOfTime | Failure) -> str:
    if isinstance(error, OutOfTime):
        return gettext(
            "The two did not come to an end within {seconds} s.", seconds=LONGEST_MEETING
        )
    return str(error.args[0])


def _failed(cell: Cell, apart: Apart) -> Cell:
    return replace(
        cell,
        outcome="failed",
        by=apart.by,
        message=apart.message,
        expected=_shown(apart.expected, apart.received),
        received=_shown(apart.received, apart.expected),
    )


def _shown(value: str | bytes | None, other: str | bytes | None) -> str | None:
    """Give a value as text; of long bytes the part around where the other one begins to differ."""
    if isinstance(value, bytes) and isinstance(other, bytes):
        return shown_bytes(value, around=first_difference(value, other))
    return None if value is None else clipped(printable(str(value)), LONGEST_VALUE)


class _Actor:
    """One of the two programs: its jail, its network, and its run."""

    def __init__(
        self, who: Who, target: Target, files: Mapping[str, bytes], supervisor: Supervisor
    ) -> None:
        self.who, self.target, self._files, self._supervisor = who, target, files, supervisor
        self.network = supervisor.network()
        self.ports = Ports()
        self.program: Program | None = None
        self.outputs: list[str] = []  # of the runs until now

    def start(
        self, words: Words, stdin: bytes | None, policy: Policy, wire: Transcript, files: Files
    ) -> Program:
        """Start it, in a fresh folder with these files in it as well. Raises LaunchError."""
        self.end()
        folder = scratch.make_run(self._supervisor.room, scratch.over(self._files, files))
        kind = checks.kind(self.target)
        policy = replace(policy, out_of_bounds=kind.out_of_bounds, but_for=kind.but_for)
        self.program = self._supervisor.start(
            folder,
            f"{self.target.program}.py",
            [str(word) for word in words],
            stdin=stdin,
            channel=False,
            environment=environment(folder.inside),
            policy=policy,
        )
        command = " ".join(self.program.command)
        wire.step(gettext(STARTED[self.who], command=command))
        return self.program

    @property
    def is_stub(self) -> bool:
        """Whether the program has ended since it is still the stub."""
        trace = trace_of(self.program) if self.program else None
        return trace is not None and trace.is_unfinished

    def end(self) -> None:
        """End its run, and keep what it printed."""
        program, self.program = self.program, None
        if program is None:
            return
        try:
            program.close()
        finally:
            scratch.remove(program.folder)
            self.outputs += _printed(program)

    def close(self) -> None:
        """End its run, and give its ports back; the supervisor is closed by who made it."""
        with contextlib.suppress(LaunchError):
            self.end()
        self.ports.close()


def _printed(program: Program) -> list[str]:
    """Give the lines that a run printed, safe to show and bounded."""
    folder = program.folder.inside + os.sep
    lines = []
    for stream in (program.stdout, program.stderr):
        text = stream.text.replace(f'File "{folder}', 'File "').replace(folder, "…/")
        lines += printable_lines(text[:MOST_SHOWN], MOST_LINES)
    return lines


class _Stage:
    """Where the two meet: both of them, the relay between, and what was seen."""

    def __init__(self, meeting: Meeting, launcher: Launcher, held: contextlib.ExitStack) -> None:
        known = meeting.pair
        dice = Dice(f"{meeting.seed}:{known}")
        self._pair, self._game = known.pair, known.pair.game(dice)
        self._wire = Transcript()
        self._patience = Patience()
        if meeting.hangs:
            self._patience.lose("answer")
        self._seen = Seen()
        self.in_vain = False  # whether a wait for one of the two was
        self._relay: Relay | None = None
        self._client = self._actor("client", known.client, meeting.client_files, launcher, held)
        self._server = self._actor("server", known.server, meeting.server_files, launcher, held)
        self._last_moment = time.monotonic() + LONGEST_MEETING
        for actor in (self._client, self._server):
            actor.ports.begin(actor.network, Dice(f"{meeting.seed}:{known}:{actor.who}"))

    def _actor(
        self,
        who: Who,
        target: Target,
        files: Mapping[str, bytes],
        launcher: Launcher,
        held: contextlib.ExitStack,
    ) -> _Actor:
        supervisor = launcher.supervisor()
        held.callback(supervisor.close)
        actor = _Actor(who, target, files, supervisor)
        held.callback(actor.close)
        return actor

    def tell(self, cell: Cell) -> Cell:
        """Give the cell with all that is kept of the meeting, whatever came of it."""
        with contextlib.suppress(LaunchError):
            self._client.end()
            self._server.end()
        return replace(
            cell,
            in_vain=self.in_vain,
            steps=self._wire.story(),
            transcript=self._wire.events,
            client_output="\n".join(self._client.outputs) or None,
            server_output="\n".join(self._server.outputs) or None,
        )

    # -------------------------------------------------------------- the acts

    def play(self) -> None:
        """Let the two meet, and judge it. Raises Apart, _NotPlayed, Flood, OutOfTime."""
        there = self._server.ports.reserve()
        here = self._client.ports.reserve()
        first = self._begin_server(there)
        relay = self._relay = self._make_relay(here, there, first)
        try:
            for call in self._game.calls(*here):
                self._run_client(call, here, relay)
            self._see_the_server_off(relay)
        finally:
            relay.close()
        self._game.judge(self._seen)

    def _begin_server(self, there: Address) -> socket.socket | None:
        """Start the server, and wait until it is there; by TCP that gives a connection to it."""
        is_stream = self._pair.transport == "tcp"
        policy = (
            Policy(bind=(there[1], 0)) if is_stream else Policy(sockets="udp", bind=(there[1],))
        )
        words, game = self._game.server_words(*there), self._game
        server = self._server.start(words, game.server_input, policy, self._wire, game.files)
        server.last_moment = self._last_moment
        knock = _Knock(self._server, there) if is_stream else _Look(self._server, there)
        began = time.monotonic()
        while not knock.is_there():
            if server.ended:
                raise self._ended(self._server, _before_it_listened(server))
            if time.monotonic() - began > self._patience.seconds("ready"):
                raise _NotPlayed(
                    gettext(
                        "The server is not at the address of its command line, {address}.",
                        address=f"{there[0]}:{there[1]}",
                    )
                )
            server.wait(time.monotonic() + BETWEEN_TRIES)
        return knock.made

    def _make_relay(self, here: Address, there: Address, first: socket.socket | None) -> Relay:
        network = self._server.network
        if first is None:
            door = bound(self._client.network, socket.SOCK_DGRAM, here)
            door.setblocking(False)
            return DatagramRelay(door, self._client.network, network, there, self._wire)
        door = bound(self._client.network, socket.SOCK_STREAM, here, reuses=True)
        listen(door, self._client.network)
        door.setblocking(False)
        return StreamRelay(door, network, there, first, self._wire, self._game.gathered)

    def _run_client(self, call: Call, here: Address, relay: Relay) -> None:
        """Run the client once, until it ends or nothing happens any more."""
        run, port = Run(), here[1]
        self._seen.runs.append(run)
        relay.begin_run()
        is_stream = self._pair.transport == "tcp"
        policy = (
            Policy(connect=(port,), bind=(0,))
            if is_stream
            else Policy(sockets="udp", connect=(port,))
        )
        client = self._client.start(call.arguments, call.stdin, policy, self._wire, NO_FILES)
        client.last_moment = self._last_moment
        has_ended = self._wait(lambda: client.ended, client, relay)
        client.wait_for_end(time.monotonic() + READ_THE_REST)
        run.connections, run.datagrams = relay.connections, relay.datagrams
        if has_ended:
            run.status = client.status
            told = gettext("the client ended: {status}", status=status_in_words(client.status))
            self._wire.step(told)
        run.printed, run.stdout = client.stdout.text, client.stdout.data or b""
        run.errors = client.stderr.text
        if self._client.is_stub:
            raise _NotPlayed(gettext(NOT_STARTED["client"]))
        if not has_ended:
            self.in_vain = True
            self._say_where_they_stand()

    def _wait(
        self, look: Callable[[], bool], client: Program, relay: Relay, latest: float = math.inf
    ) -> bool:
        """Let time pass until `look` finds what it is for; tell whether it did before patience ended.

        Patience begins anew with each thing that happens, until `latest` (of time.monotonic()).
        """
        server = self._server.program
        assert server
        before, deadline = -1, 0.0
        while not look():
            said = client.stdout.total + client.stderr.total + server.stdout.total
            if relay.passed + said != before:
                before = relay.passed + said
                kind: Wait = "answer" if relay.passed else "ready"
                deadline = min(latest, time.monotonic() + self._patience.seconds(kind))
            if time.monotonic() > deadline:
                return False
            wanted = relay.interest()
            client.wait(
                min(deadline + 0.01, wanted.due),
                [*wanted.reading, *server.sources],
                wanted.writing,
            )
            server.wait(time.monotonic())
            relay.work()
        return True

    def _say_where_they_stand(self) -> None:
        for actor in (self._client, self._server):
            if actor.program is None or actor.program.ended:
                continue
            stops = actor.program.where()
            told = where.told(stops) if stops else gettext("it waits")
            self._wire.step(
                gettext("the client is still there: {where}", where=told)
                if actor.who == "client"
                else gettext("the server is still there: {where}", where=told)
            )

    def _see_the_server_off(self, relay: Relay) -> None:
        """Wait for what the server has to print, and for its end if it has to end; then stop it."""
        server, client = self._server.program, self._client.program
        assert server and client
        game, seen = self._game, self._seen

        def is_done() -> bool:
            has_ended = server.ended if game.server_ends else True
            return server.ended or (has_ended and game.server_is_done(seen, server.stdout.text))

        if not any(run.is_waiting for run in seen.runs):
            latest = time.monotonic() + LAST_STEPS * self._patience.seconds("end")
            self.in_vain |= not self._wait(is_done, client, relay, latest)
        if not server.ended:
            server.stop(LAST_PRINTS)  # its prints may be waiting in a buffer
        else:
            seen.server_status = server.status
            server.wait_for_end(time.monotonic() + READ_THE_REST)
            told = gettext("the server ended: {status}", status=status_in_words(server.status))
            self._wire.step(told)
        server.drain()
        seen.server_printed = server.stdout.text

    def _ended(self, actor: _Actor, why: str) -> _NotPlayed:
        return _NotPlayed(gettext(NOT_STARTED[actor.who]) if actor.is_stub else why)


def _before_it_listened(server: Program) -> str:
    server.wait_for_end(time.monotonic() + READ_THE_REST)
    status = status_in_words(server.status)
    return gettext("The server ended ({status}) before it was at its address.", status=status)


class _Knock:
    """Connects to a server by TCP, again and again until somebody is there."""

    def __init__(self, server: _Actor, there: Address) -> None:
        self._network, self._there = server.network, there
        self.made: socket.socket | None = None

    def is_there(self) -> bool:
        """Tell whether a connection could be made."""
        sock = self._network.socket(socket.SOCK_STREAM)
        sock.settimeout(1.0)  # a try on loopback is answered at once, or somebody takes no more
        try:
            sock.connect(self._there)
        except OSError:
            sock.close()
            return False
        sock.setblocking(False)
        self.made = sock
        return True


class _Look:
    """Looks in the kernel's tables whether a server has a socket of UDP at its port.

    Where there are none, it asks by an empty datagram, which nobody refuses who is there.
    """

    made: socket.socket | None = None

    def __init__(self, server: _Actor, there: Address) -> None:
        self._network, self._there = server.network, there

    def is_there(self) -> bool:
        """Tell whether somebody has the port."""
        if sockets.are_told(self._network):
            return sockets.is_taken(self._network, "UDP", self._there[1])
        with self._network.socket(socket.SOCK_DGRAM) as sock:
            sock.connect(self._there)
            sock.settimeout(0.05)
            try:
                sock.send(b"")
                sock.recv(1)
            except TimeoutError:
                return True
            except OSError as error:
                return error.errno not in (errno.ECONNREFUSED, errno.ECONNRESET)
        return True
