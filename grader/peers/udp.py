"""Reference peers for UDP: clients for learners' servers, a server for their clients.

Readiness needs no sleep here either: while nobody is bound to a port, the kernel
refuses a datagram and does not deliver it, so the check's own first datagram is
sent again until it is taken, and arrives exactly once. It is not sent before the server
waits for it: one that dies behind its bind() has taken none, at whatever moment.

Whatever a program sends to these sockets, it costs us neither an exception nor a time without
an end. It can even have the kernel tell one of them of a refusal, by a datagram in our name:
so a refusal counts only if it names an address that we have sent to, and silence is none of it.
And however many datagrams come, so many are taken at a time, and of a run, and no more.
"""

import socket
import sys
import time
from collections.abc import Callable, Sequence

from grader.failures.diagnosis.first_contact import names_in
from grader.failures.ended import ended_early, of_quiet_end, of_silent_handlers
from grader.failures.errors import (
    Failure,
    NothingCame,
    NotReachable,
    NotStarted,
    ProgramEnded,
    Surplus,
    TooMuch,
)
from grader.i18n import gettext, gettext_noop
from grader.peers import arrivals, segments, sockets
from grader.peers.arrivals import LARGEST, ArrivalClock, receive_with_time
from grader.peers.binding import bound
from grader.peers.patience import Wait
from grader.peers.scene import TICK, Scene, Waited
from grader.peers.transcript import Party, name_of_client
from grader.peers.whereabouts import bound_by, elsewhere, of_connected, shown
from grader.report import Fault

Address = arrivals.Address

BETWEEN_TRIES = 0.0015  # seconds
IP_RECVERR = 11  # <linux/in.h>: tell an unconnected socket, too, that nobody is bound
MOST_AT_ONCE = 200  # datagrams, or refusals, that are taken at one look
MOST_OF_A_RUN = 1000  # datagrams, which no check comes near
ROOM = 1 << 18  # bytes for what waits here: Linux counts more than 800 for a short datagram
TRIES = 20  # of an answer that the system does not let leave: two at once, and one at each tick
# What gives a socket the address at which others find it, by itself or in a library
BINDS = ("bind", "create_server", "create_datagram_endpoint", "UDPServer")


class UdpPeer:
    """A client with a socket of its own.

    On Linux its socket is not connected, so that an answer from a wrong address
    is seen and named. Elsewhere only a connected one hears that nobody is bound.
    """

    def __init__(
        self,
        scene: Scene,
        host: str,
        server: Address,
        name: str = "",
        port: int = 0,
        others: Sequence["UdpPeer"] = (),
    ) -> None:
        self._socket = bound(scene.network, socket.SOCK_DGRAM, (host, port))
        self._socket.setblocking(False)
        if sys.platform == "linux":
            self._socket.setsockopt(socket.IPPROTO_IP, IP_RECVERR, 1)
        else:
            self._socket.connect(server)
        self._scene, self._server, self._others = scene, server, others
        self.name = name_of_client(name) if name else ""
        self._party = Party("client", name, shown(self.address), shown(server))
        self._waiting: list[tuple[bytes, Address]] = []
        self.sent: list[bytes] = []
        self.received: list[bytes] = []
        self._was_refused = False  # whether nobody was bound when we sent last

    @property
    def address(self) -> Address:
        """The address that this client sends from."""
        host, port = self._socket.getsockname()
        return host, port

    @property
    def here(self) -> list[bytes]:
        """The datagrams that have come, and that nobody has taken yet."""
        return [data for data, _ in self.waiting]

    @property
    def waiting(self) -> list[tuple[bytes, Address]]:
        """The same datagrams, each with its sender."""
        self._take_waiting()
        return list(self._waiting)

    @property
    def readable(self) -> Sequence[socket.socket]:
        """What is ready when another one has come."""
        return [self._socket]

    def close(self) -> None:
        """Give the socket back."""
        self._socket.close()

    def send(self, data: bytes, note: str = "") -> None:
        """Send one datagram; repeat it until somebody is bound to the port and it arrives.

        `note` says in its step what is in it. Raises NotReachable, or what ended the program.
        """
        is_first = not self._has_taken_one

        def was_taken() -> bool:
            return not (is_first and self._scene.may_be_leaving) and self._was_taken(data)

        waited = self._scene.wait(was_taken, "ready", every=BETWEEN_TRIES, or_end=True)
        if waited is Waited.ENDED:
            raise self._ended(
                gettext("before it took the next datagram")
                if self._has_taken_one
                else gettext("before it received a datagram")
            )
        if waited is Waited.IN_VAIN and not self._was_refused:
            raise NotReachable(
                gettext("No datagram could be sent to {address}.", address=shown(self._server))
            )
        if waited is Waited.IN_VAIN:
            raise self._not_reachable()
        self._party.theirs = shown(self._server)
        fault: Fault | None = "copy" if data and data in self.sent else None
        self._scene.transcript.grader(self._party, "datagram", data, note, fault=fault)
        self.sent.append(data)

    def _ended(self, when: str) -> Failure | NotStarted:
        program, source = self._scene.program, self._scene.around.source
        ended = ended_early(program, when)
        if isinstance(ended, ProgramEnded) and ended.diagnosis is None:
            quiet = of_quiet_end(program, source)
            ended.diagnosis = quiet and (
                f"{quiet} {gettext('A server goes on until it is stopped.')}"
            )
        return ended

    @property
    def _has_taken_one(self) -> bool:
        """Whether the program has taken a datagram before, of whichever client."""
        return any(peer.sent for peer in (self, *self._others))

    def _not_reachable(self) -> NotReachable:
        """Make the failure that says what the program's sockets are bound to, if that is known."""
        held = sockets.held(self._scene)
        if self._has_taken_one:
            return NotReachable(
                self._deaf(shown(self._server)),
                diagnosis=self._deaf_because(held),
            )
        failure = NotReachable(
            gettext("Nobody receives datagrams on {address}.", address=shown(self._server)),
            diagnosis=elsewhere(held, self._server, self._scene.around)
            or gettext(
                "Does the program bind a UDP socket to the HOST and PORT of its command line?"
            ),
        )
        if unbound := self._of_no_bind(held):
            failure.establish(unbound)
        failure.found = bound_by(held)
        return failure

    def _of_no_bind(self, held: Sequence[sockets.Held]) -> str | None:
        """Say that no line gives a socket an address, where the system knows of none that has one."""
        names = " ".join(names_in(self._scene.around.source))
        told = sockets.are_told(self._scene.network)
        if not told or held or any(name in names for name in BINDS):
            return None
        return gettext(
            "Your program has no UDP socket with an address, since it never calls bind(). A server calls bind((host, port)) before it receives."
        )

    def _deaf(self, address: str) -> str:
        if self.name:
            return gettext(
                "Your program takes no more datagrams of {client} on {address}.",
                client=self.name,
                address=address,
            )
        return gettext("Your program takes no more datagrams on {address}.", address=address)

    def _deaf_because(self, held: Sequence[sockets.Held]) -> str | None:
        if connected := of_connected(held, self._server, self._others):
            return connected
        is_held = any(each.local[1] == self._server[1] for each in held)
        if is_held or not sockets.are_told(self._scene.network):
            return None
        return gettext("The socket that received has been closed since then.")

    def _was_taken(self, data: bytes) -> bool:
        self._was_refused = False
        try:
            if sys.platform == "linux":
                self._socket.sendto(data, self._server)
            else:
                self._socket.send(data)
        except OSError:  # of an earlier one, which is told now: this one has not left
            self._note_errors()
            return False
        self._take_waiting()
        return not self._was_refused

    def _take_waiting(self) -> None:
        """Take datagrams that are here, and note whether one of ours was refused."""
        for _ in range(MOST_AT_ONCE - len(self._waiting)):
            try:
                self._waiting.append(self._socket.recvfrom(LARGEST))
            except BlockingIOError:
                return
            except OSError:  # refused; Windows calls it a reset
                self._note_errors()

    def _note_errors(self) -> None:
        if self._server in refusals(self._socket, self._server):
            self._was_refused = True

    def receive(self, what: str) -> tuple[bytes, Address]:
        """Take the next datagram, and give it and its sender; `what` names it in messages.

        Raises NothingCame, or what ended the program.
        """
        waited = self._scene.wait(self._has_come, "answer", reading=[self._socket], or_end=True)
        if waited is Waited.ENDED:
            raise self._ended(gettext("before it sent {what}", what=what))
        if waited is Waited.IN_VAIN:
            self._scene.transcript.program(self._party, "silence")
            nothing = NothingCame(gettext("Your program did not send {what}.", what=what))
            nothing.known = of_silent_handlers(
                self._scene.around.source, goes_on=True, where_it_receives=True
            )
            raise nothing
        return self._next()

    def _next(self) -> tuple[bytes, Address]:
        if len(self.received) >= MOST_OF_A_RUN:
            raise _flood(
                gettext(
                    "Your program sent more than {most} datagrams to {client}.",
                    most=MOST_OF_A_RUN,
                    client=self.name or gettext("one client"),
                )
            )
        data, sender = self._waiting.pop(0)
        self._party.theirs = shown(sender)
        self._scene.transcript.program(self._party, "datagram", data)
        self.received.append(data)
        return data, sender

    def _has_come(self) -> bool:
        if not self._waiting:
            self._take_waiting()
        return bool(self._waiting)

    def expect_silence(self, ticks: int) -> None:
        """Demand that no further datagram is here or comes, for a number of ticks.

        Raises Surplus.
        """
        if not stays_away(self._has_come, self._scene, self._socket, ticks):
            data, _ = self._next()
            raise Surplus(
                gettext("Your program sent a datagram more than it should."),
                expected=gettext("(nothing more)"),
                received=data,
                diagnosis=gettext(
                    "It is the same one that had come before: one datagram has one answer."
                )
                if data in self.received[:-1]
                else None,
            )


class UdpListener:
    """The reference server; it answers the address that the last datagram came from.

    `sender` is that address, and `arrived` the time when the datagram came, in seconds of
    time.monotonic(). On Linux the kernel tells it, so that it does not matter how long
    the datagram lay here until we looked. `refused` tells that an answer found nobody.
    """

    def __init__(self, scene: Scene, address: Address) -> None:
        self._scene = scene
        self._socket = bound(scene.network, socket.SOCK_DGRAM, address)
        self._socket.setblocking(False)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, ROOM)
        if sys.platform == "linux":
            self._socket.setsockopt(socket.IPPROTO_IP, IP_RECVERR, 1)
        arrivals.ask_for_times(self._socket)
        self._clock = ArrivalClock()
        self._party = Party("server", ours=shown(address))
        self.sender: Address = address
        self.arrived = 0.0
        self._refused = False
        self._taken = 0  # datagrams of this run
        self._answered: set[Address] = set()  # to whom answers were sent in it
        self._is_first = True  # that no datagram of this run has been waited for

    def close(self) -> None:
        """Give the socket back."""
        self._socket.close()

    def receive(self, what: str, pauses: float = 0.0) -> bytes:
        """Take the next datagram, which messages call `what`.

        The program may rightly pause for `pauses` seconds before it. Raises NothingCame, or
        what ended the program.
        """
        came: list[bytes] = []

        def has_come() -> bool:
            data = self.take()
            if data is not None:
                came.append(data)
            return bool(came)

        # the first one shows that the program has started
        kind: Wait = "ready" if self._is_first else "answer"
        self._is_first = False
        waited = self._scene.wait(
            has_come, kind, reading=[self._socket], or_end=True, pauses=pauses
        )
        if waited is Waited.ENDED:
            raise ended_early(self._scene.program, gettext("before it sent {what}", what=what))
        if waited is Waited.IN_VAIN:
            self._party.theirs = None
            self._scene.transcript.program(self._party, "silence")
            raise NothingCame(gettext("Your program did not send {what}.", what=what))
        return came[0]

    def take(self) -> bytes | None:
        """Take the next datagram if one is here; None if not. Raises TooMuch."""
        data = self._take_unseen()
        if data is not None:
            self._taken += 1
            if self._taken > MOST_OF_A_RUN:
                raise _flood(
                    gettext("Your program sent more than {most} datagrams.", most=MOST_OF_A_RUN)
                )
            self._party.theirs = shown(self.sender)
            self._scene.transcript.program(self._party, "datagram", data, came=self.arrived)
        return data

    def forget(self) -> None:
        """Begin a new run: throw away all datagrams, and that an answer was refused."""
        for _ in range(MOST_OF_A_RUN):  # more than fit into the socket
            if self._take_unseen() is None:
                break
        self._refused = False
        self._taken = 0
        self._answered.clear()
        self._is_first = True

    @property
    def refused(self) -> bool:
        """Whether an answer of ours found nobody, as far as the kernel has told."""
        if self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            self._forget_errors()
        return self._refused

    def _take_unseen(self) -> bytes | None:
        for _ in range(MOST_AT_ONCE):
            try:
                data, self.sender, stamp = receive_with_time(self._socket)
            except BlockingIOError:
                self._clock.nothing_is_here()
                return None
            except OSError:  # an answer of ours found nobody
                self._forget_errors()
                continue
            self.arrived = self._clock.moment(stamp)
            return data
        return None

    def _forget_errors(self) -> None:
        if self._answered & refusals(self._socket, self.sender):
            self._refused = True

    def now(self) -> float:
        """Tell the time by the clock of `arrived`, in seconds."""
        return time.monotonic()

    def pause(self, seconds: float) -> None:
        """Let so many seconds pass, unless a datagram or an event of the program comes before."""
        self._scene.turn(time.monotonic() + seconds, [self._socket])

    def answer(self, data: bytes, fault: Fault | None = None) -> None:
        """Answer the sender of the last datagram, rightly or with a fault that is on purpose."""
        self._party.theirs = shown(self.sender)
        self._scene.transcript.grader(self._party, "datagram", data, fault=fault)
        self._answered.add(self.sender)
        for tries in range(TRIES):
            if tries > 1:
                self._scene.turn(time.monotonic() + TICK)
            try:
                self._socket.sendto(data, self.sender)
                return
            except OSError:  # of an earlier answer that had found nobody, or it is too long
                self._forget_errors()
        self._scene.transcript.lost(self._party, "grader")
        self._scene.transcript.step(gettext("the system did not let this answer leave: it is lost"))

    def answer_each(self, data: bytes, times: int) -> None:
        """Answer the sender of the last datagram so many times, where possible in one call."""
        if times > 1 and segments.are_sent(self._socket, data, times, self.sender):
            self._party.theirs = shown(self.sender)
            self._answered.add(self.sender)
            for number in range(times):
                copy: Fault | None = "copy" if number else None
                self._scene.transcript.grader(self._party, "datagram", data, fault=copy)
        else:
            for _ in range(times):
                self.answer(data)

    def lose(self) -> None:
        """Tell that the last datagram that came is treated as if it had been lost on its way."""
        self._scene.transcript.lost(self._party, "program")

    def is_quiet(self, ticks: int) -> bool:
        """Tell whether no datagram is here or comes for a number of ticks."""
        return stays_away(self._has_datagram, self._scene, self._socket, ticks)

    def _has_datagram(self) -> bool:
        """Tell whether it is a datagram that is here, and not only that an answer was refused."""
        try:
            self._socket.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return False
        except OSError:
            self._forget_errors()
            return False
        return True


def stays_away(has_come: Callable[[], bool], scene: Scene, sock: socket.socket, ticks: int) -> bool:
    """Tell whether nothing has come to this socket, nor comes for a number of ticks.

    What only wakes us is nothing: `has_come` takes a refusal from it. Ticks are the scene's.
    """
    for _ in range(ticks):
        end = time.monotonic() + TICK
        while time.monotonic() < end:
            if has_come():
                return False
            scene.turn(end, [sock])
    return not has_come()


def refusals(sock: socket.socket, usual: Address) -> set[Address]:
    """Take from a socket what it was told of datagrams that found nobody; give where they went.

    Where the system does not tell that, it is `usual`.
    """
    if sys.platform != "linux":
        return {usual}
    found: set[Address] = set()
    for _ in range(MOST_AT_ONCE):
        try:
            found.add(sock.recvmsg(0, 1024, socket.MSG_ERRQUEUE)[3])
        except OSError:
            break
    return found


def _flood(message: str) -> TooMuch:
    return TooMuch(
        message,
        diagnosis=gettext("Is there a loop that sends and never waits?"),
    )


class Stranger:
    """A stranger, who sends to a program that expects an answer from our server."""

    def __init__(self, scene: Scene, host: str, port: int = 0) -> None:
        self._scene = scene
        self._socket = bound(scene.network, socket.SOCK_DGRAM, (host, port))
        self._party = Party("stranger", ours=shown(self._socket.getsockname()))

    def send(self, data: bytes, to: Address) -> None:
        """Send a datagram to the program."""
        self._party.theirs = shown(to)
        said = gettext_noop("{peer}, somebody else, sent a datagram {data}")
        self._scene.transcript.grader(self._party, "datagram", data, said=said, fault="stray")
        try:
            self._socket.sendto(data, to)
        except OSError:  # it is too long: the program's own words are in it
            self._scene.transcript.lost(self._party, "grader")
            self._scene.transcript.step(gettext("the system did not let it leave: it is lost"))

    def close(self) -> None:
        """Give the socket back."""
        self._socket.close()
