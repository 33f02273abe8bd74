"""Makes the connection to a program: to one that listens, or from one that connects.

Readiness needs no sleep: the connection that a check is about is tried again
until the program listens, and the one that succeeds is the check's own. None is
spent on probing, since the tutorial's server accepts exactly one client.

An address is a (host, port), or the path of a Unix-domain socket.
"""

import contextlib
import errno
import os
import select
import socket
import time
from collections.abc import Iterator
from types import TracebackType
from typing import Generic, Self, TypeVar

from grader.failures.diagnosis.first_contact import of_address
from grader.failures.ended import ended_early, of_quiet_end
from grader.failures.errors import Failure, NotReachable, NotStarted, ProgramEnded, TookTooMuch
from grader.i18n import gettext, gettext_noop
from grader.launch.network import Network
from grader.peers import sockets
from grader.peers.binding import bound, listen
from grader.peers.scene import Scene, Waited
from grader.peers.tcp.peer import TcpPeer
from grader.peers.transcript import Party
from grader.peers.whereabouts import USUAL_HOST, shown

Address = tuple[str, int] | str
Kind = TypeVar("Kind", bound=TcpPeer)

BETWEEN_LOOKS = 0.3  # seconds between two looks at what went elsewhere
# In the place of that, of what is waited already: a look costs the kernel some milliseconds
PART_OF_THE_WAIT = 0.5
BETWEEN_TRIES = 0.0015  # seconds; a refused try on loopback takes a hundredth of that
UNANSWERED = 0.9  # seconds; a try that is refused is so at once
SO_PASSRIGHTS = 83  # asm-generic/socket.h, since Linux 6.16
SMALL_BUFFER = 4096  # bytes; the system may double it
SMALL_SEGMENT = 536  # bytes (RFC 9293, section 3.7.1): the other side's buffer starts small, too
OPEN_FILES = "/proc/self/fd"  # where Linux shows what a process has open (proc(5))
UNDER_WAY = (errno.EINPROGRESS, getattr(errno, "WSAEWOULDBLOCK", -1))  # the latter on Windows


def connect(scene: Scene, address: Address, kind: type[Kind], narrow: bool = False) -> Kind:
    """Connect to the learner's server as soon as it listens, and make a peer of this kind.

    `narrow` leaves as little room as can be for bytes that are sent and not yet read.
    Raises NotReachable, or what ended the program.
    """
    began = time.monotonic()
    dialling = _Dialling(scene.network, address, narrow)
    whereabouts = _Whereabouts(scene, address)

    def has_connected() -> bool:
        whereabouts.look_now_and_then()
        return (scene.was_reached or not scene.may_be_leaving) and dialling.has_connected()

    waited = scene.wait(has_connected, "ready", every=BETWEEN_TRIES, or_end=True)
    if waited is not Waited.DONE:
        dialling.close()
        if waited is Waited.IN_VAIN:
            whereabouts.look()
        if dialling.has_no_port:
            raise TookTooMuch(
                gettext("Your program holds the ports from which a client would connect.")
            )
        if dialling.has_no_room and waited is Waited.IN_VAIN:
            raise _no_room(address)
        ended = _ended_before_it_came(scene) if waited is Waited.ENDED else None
        if isinstance(ended, TookTooMuch):
            raise ended
        if whereabouts.listens_there or (whereabouts.told and waited is Waited.IN_VAIN):
            raise whereabouts.failure()
        if ended:
            raise ended
        raise _not_any_more(address) if scene.was_reached else _nobody_listens(address)
    took = f"{(time.monotonic() - began) * 1000:.0f} ms"
    client = kind(dialling.socket, scene, "client")
    said = gettext_noop("{peer} connected after {took}")
    scene.transcript.grader(client.party, "connect", said=said, took=took)
    scene.was_reached = True
    return client


def _ended_before_it_came(scene: Scene) -> Failure | NotStarted:
    """Make the exception for a program that ended before a client could connect to it."""
    if scene.was_reached:
        return _ended(scene, gettext("before the next client could connect to it"))
    return _ended(scene, gettext("before a client could connect to it"))


def _ended(scene: Scene, when: str) -> Failure | NotStarted:
    ended = ended_early(scene.program, when)
    if isinstance(ended, ProgramEnded) and ended.diagnosis is None:
        ended.diagnosis = of_quiet_end(scene.program, scene.around.source)
    return ended


class _Dialling:
    """One connection that is tried again and again, each time with a new socket."""

    def __init__(self, network: Network, address: Address, narrow: bool) -> None:
        self._network, self._address, self._narrow = network, address, narrow
        self.socket = self._new()
        self._is_under_way = False
        self._began = time.monotonic()  # when the last try did
        self._code = 0  # what came of it

    def has_connected(self) -> bool:
        """Try once, or look at the try that is under way; tell whether one has succeeded."""
        code = self._outcome() if self._is_under_way else self._dial()
        if code in UNDER_WAY and not self._is_under_way:
            code = self._outcome()  # on loopback, a try is mostly answered by now
        self._code, self._is_under_way = code, code in UNDER_WAY
        if self._is_under_way:
            return False
        if code == 0 and self._leads_to_another():
            return True
        self.close()
        self.socket = self._new()
        return False

    def _leads_to_another(self) -> bool:
        """Tell whether somebody else is at the other end, and still there.

        A port in the ephemeral range can answer itself; ours lie below it.
        """
        try:
            return bool(self.socket.getsockname() != self.socket.getpeername())
        except OSError:
            return False  # it has reset the connection since

    @property
    def has_no_room(self) -> bool:
        """Whether nobody has refused the last try: somebody listens there, and takes no more."""
        waited = time.monotonic() - self._began
        return self._code == errno.EAGAIN or (self._is_under_way and waited > UNANSWERED)

    @property
    def has_no_port(self) -> bool:
        """Whether the last try found no port to connect from: the program holds them all."""
        return self._network.is_own and self._code == errno.EADDRNOTAVAIL

    def _new(self) -> socket.socket:
        sock = new_socket(self._network, self._address)
        sock.setblocking(False)
        if self._narrow:
            _make_narrow(sock)
        return sock

    def _dial(self) -> int:
        self._began = time.monotonic()
        try:
            with _no_link(self._address) as address:
                code = self.socket.connect_ex(address)
        except OSError as error:  # the path is too long, or leads to no socket
            return error.errno or errno.EINVAL
        # the program may have reset the connection as soon as it had accepted it
        return errno.ECONNRESET if code == 0 and not _is_connected(self.socket) else code

    def _outcome(self) -> int:
        code = self.socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        return code or (0 if _is_connected(self.socket) else errno.EINPROGRESS)

    def close(self) -> None:
        """Give the socket of the last try back."""
        self.socket.close()


def _nobody_listens(address: Address) -> NotReachable:
    if isinstance(address, str):
        return NotReachable(
            gettext("Nobody listens at the path {path}.", path=os.path.basename(address)),
            diagnosis=gettext(
                "One argument is a path: does the program make an AF_UNIX socket, bind it to that path, and listen?"
            ),
        )
    return NotReachable(
        gettext("Nobody listens on {address}.", address=_named(address)),
        diagnosis=gettext(
            "Does the program bind the HOST and PORT of its command line, both of them, and listen?"
        ),
    )


class _Whereabouts:
    """Looks now and then where the sockets of a program are to whom no connection leads."""

    def __init__(self, scene: Scene, address: Address) -> None:
        self._scene, self._address = scene, address
        self._began = time.monotonic()
        self._next_look = self._began + BETWEEN_LOOKS
        self.told: str | None = None  # what there was to tell at the last look
        self.listens_there = False  # and it is that it listens elsewhere
        self._elsewhere: tuple[str, int] | None = None

    def look_now_and_then(self) -> None:
        """Look, unless it is too early for the next look."""
        now = time.monotonic()
        if now >= self._next_look:
            self.look()
            self._next_look = now + max(BETWEEN_LOOKS, PART_OF_THE_WAIT * (now - self._began))

    def look(self) -> None:
        """Note what the program's sockets are."""
        if isinstance(self._address, str):
            return
        for held in sorted(sockets.held(self._scene), key=lambda held: held.listens):
            self._note(held)  # what is noted last is told: one that listens, if there is any

    def _note(self, held: sockets.Held) -> None:
        assert isinstance(self._address, tuple)  # a path is looked for nowhere else
        there, (host, port) = _named(held.local), held.local
        is_there = port == self._address[1] and host in (self._address[0], *sockets.EVERYWHERE)
        if held.remote or (held.listens and is_there):
            return
        if held.kind == "UDP":
            self.told = gettext(
                "Your program has a UDP socket, bound to {address}. A client comes by TCP.",
                address=there,
            )
        else:
            self.told = of_address(gettext("listens on"), there, self._address, self._scene.around)
        self.listens_there, self._elsewhere = held.listens, held.local

    def failure(self) -> NotReachable:
        """Make the failure that tells it."""
        failure = NotReachable(
            gettext("Nobody listens on {address}.", address=_named(self._address)),
            expected=_named(self._address),
            received=self._elsewhere and _named(self._elsewhere),
            diagnosis=self.told,
        )
        if self.listens_there and self._elsewhere:
            host, port = self._elsewhere
            failure.found = str(self._address[0]) if host in sockets.EVERYWHERE else host, port
        return failure


def _no_room(address: Address) -> NotReachable:
    return NotReachable(
        gettext("A client could not connect to {address}.", address=_named(address)),
        diagnosis=gettext(
            "A socket listens there, and has no room for another client: a connection waits there until accept() takes it."
        ),
    )


def _not_any_more(address: Address) -> NotReachable:
    return NotReachable(
        gettext(
            "Nobody listens on {address} any more, and the next client is there.",
            address=_named(address),
        ),
        diagnosis=gettext(
            "A client has connected there, and then its listening socket was closed."
        ),
    )


def _named(address: Address) -> str:
    """Give an address as it is written: `host:port`, or the name of a path."""
    return os.path.basename(address) if isinstance(address, str) else shown(address)


def new_socket(network: Network, address: Address) -> socket.socket:
    """Make a stream socket of the family of this address; a path belongs to no network."""
    if isinstance(address, str):
        return _unix_socket()
    return network.socket(socket.SOCK_STREAM)


def _unix_socket() -> socket.socket:
    """Make a Unix-domain socket to which, where the system can, no descriptor can be sent.

    What we received and did not want, our process would have to close, which can take long
    (see `grader.launch.channel`). Where that cannot be, the jail allows a run with Unix-domain
    sockets no others.
    """
    sock = socket.socket(socket.AF_UNIX)
    with contextlib.suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, SO_PASSRIGHTS, 0)  # accepted ones inherit it
    return sock


@contextlib.contextmanager
def _no_link(address: Address) -> Iterator[Address]:
    """Yield the address; of a path the socket that lies there, and not one that a link leads to.

    The program made what lies there, and a link could have the grader speak to a service that
    the program itself may not reach. Raises OSError.
    """
    if isinstance(address, tuple):
        yield address
    elif not (hasattr(os, "O_PATH") and os.path.isdir(OPEN_FILES)):
        if os.path.islink(address):
            raise ConnectionRefusedError(errno.ECONNREFUSED, "a link")
        yield address
    else:
        descriptor = os.open(address, os.O_PATH | os.O_NOFOLLOW)
        try:
            yield f"{OPEN_FILES}/{descriptor}"
        finally:
            os.close(descriptor)


def _make_narrow(sock: socket.socket) -> None:
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
    if sock.family == socket.AF_INET and hasattr(socket, "TCP_MAXSEG"):
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, SMALL_SEGMENT)


def _is_connected(sock: socket.socket) -> bool:
    try:
        sock.getpeername()
    except OSError:
        return False
    return True


class TcpListener(Generic[Kind]):
    """The listening socket of a reference server; `accept` waits for the learner's client.

    Where it can, it listens on the usual loopback address as well, to see a client come that
    has another HOST than it was told.
    """

    def __init__(self, network: Network, address: Address, kind: type[Kind]) -> None:
        self._address, self._kind = address, kind
        self._socket = _listening(network, address)
        self._usual = _listening_on_the_usual_host(network, address)
        self._went_astray: socket.socket | None = None  # a connection to the usual address

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for sock in (self._socket, self._usual, self._went_astray):
            if sock:
                sock.close()

    @property
    def is_called(self) -> bool:
        """Whether a connection waits here to be taken."""
        return bool(select.select([self._socket], [], [], 0)[0])

    def accept(self, scene: Scene) -> Kind:
        """Take the client's connection, and make a peer of it.

        Raises NotReachable, or what ended the program.
        """
        accepted: socket.socket | None = None

        def is_over() -> bool:
            nonlocal accepted
            accepted = _accepted(self._socket)
            if self._usual and not self._went_astray:
                self._went_astray = _accepted(self._usual)
            return accepted is not None or self._has_talked_astray()

        sockets = [sock for sock in (self._socket, self._usual) if sock]
        waited = scene.wait(is_over, "ready", reading=sockets, every=BETWEEN_LOOKS, or_end=True)
        if accepted:
            server = self._kind(accepted, scene, "server")
            scene.transcript.program(server.party, "connect")
            scene.was_reached = True
            return server
        if self._went_astray:
            raise self._elsewhere(self._went_astray.getsockname(), scene)
        if waited is Waited.ENDED:
            raise _ended(
                scene, gettext("before it connected to {address}", address=_named(self._address))
            )
        scene.transcript.program(Party("server", ours=_named(self._address)), "silence")
        raise NotReachable(
            gettext(
                "Your program did not connect: nobody came to {address}.",
                address=_named(self._address),
            ),
            diagnosis=self._of_datagrams(scene)
            or gettext("Does it connect to the HOST and PORT of its command line, by TCP?"),
        )

    def _of_datagrams(self, scene: Scene) -> str | None:
        """Say that the client has a UDP socket for the server's address, if it has one."""
        if any(each.remote == self._address for each in sockets.held(scene) if each.kind == "UDP"):
            return gettext(
                "Your program has a UDP socket (SOCK_DGRAM), connected to {address}: a client of TCP needs one of SOCK_STREAM.",
                address=_named(self._address),
            )
        return None

    def _has_talked_astray(self) -> bool:
        """Tell whether the connection to the usual address is the one that the program talks on."""
        return self._went_astray is not None and bool(
            select.select([self._went_astray], [], [], 0)[0]
        )

    def _elsewhere(self, called: tuple[str, int], scene: Scene) -> NotReachable:
        assert isinstance(self._address, tuple)  # a path is called nowhere else
        went = _named(called)
        failure = NotReachable(
            gettext("Your program did not connect to {address}.", address=_named(self._address)),
            expected=_named(self._address),
            received=went,
        )
        failure.found = called
        failure.establish(of_address(gettext("connected to"), went, self._address, scene.around))
        return failure


def _listening(network: Network, address: Address) -> socket.socket:
    if isinstance(address, str):
        sock = _unix_socket()
        sock.bind(address)
    else:
        sock = bound(network, socket.SOCK_STREAM, address)
    listen(sock, network)
    sock.setblocking(False)
    return sock


def _listening_on_the_usual_host(network: Network, address: Address) -> socket.socket | None:
    if isinstance(address, str) or address[0] == USUAL_HOST:
        return None
    try:
        return _listening(network, (USUAL_HOST, address[1]))
    except (OSError, TookTooMuch):
        return None  # somebody else is there: then nothing is known of who goes there


def _accepted(listener: socket.socket) -> socket.socket | None:
    """Take a connection; None if nobody waits, or who waited has gone again (accept(2))."""
    try:
        return listener.accept()[0]
    except (BlockingIOError, ConnectionError):
        return None
