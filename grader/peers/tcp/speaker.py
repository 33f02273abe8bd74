"""The side of a TCP connection that speaks to a program: kindly, or rudely on purpose."""

import contextlib
import os
import socket
import struct
import time
from collections.abc import Callable

from grader.failures.errors import NothingCame
from grader.i18n import gettext, gettext_noop, ngettext
from grader.peers import transcript
from grader.peers.scene import Scene, Waited
from grader.peers.tcp import gate
from grader.peers.tcp.probes import Role
from grader.peers.transcript import Party
from grader.peers.whereabouts import shown

# seconds between two looks whether the last piece was taken, or the first one is waited for
BETWEEN_LOOKS = 0.0004
LONGEST_PROGRESS = 20.0  # seconds, for a program that reads slowly
TO_BEGIN = 100  # ticks in which the beginning of an answer is waited for that is read late
RESET_ON_CLOSE = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)  # SO_LINGER: on, 0 seconds


def set_option(sock: socket.socket, level: int, option: int, value: int | bytes) -> None:
    """Set an option of a connection; one that was reset meanwhile refuses it on some systems."""
    with contextlib.suppress(OSError):
        sock.setsockopt(level, option, value)


def party_of(sock: socket.socket, role: transcript.Role) -> Party:
    """Make the party of a connection, whose addresses the socket knows while it is open."""
    return Party(role, ours=_named(sock.getsockname), theirs=_named(sock.getpeername))


def _named(tell: Callable[[], object]) -> str | None:
    """Write an address as `host:port`, or as the name of a path; None for what has none."""
    try:
        address = tell()
    except OSError:
        return None  # the other side has gone already
    if isinstance(address, tuple):
        return shown(address)
    return (
        os.path.basename(os.fsdecode(address)) or None if isinstance(address, str | bytes) else None
    )


class Speaker:
    """Our end of a connection, as far as it sends; `role` is who we are in the steps of the story."""

    def __init__(self, sock: socket.socket, scene: Scene, role: Role) -> None:
        sock.setblocking(False)
        if sock.family == socket.AF_INET:
            # a piece leaves at once
            set_option(sock, socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket, self._scene, self._role = sock, scene, role
        self.party = party_of(sock, role)
        self._said = b""  # what we sent last, and single bytes after it

    @property
    def last_said(self) -> bytes:
        """What we sent last, with the single bytes that were sent after it."""
        return self._said

    def send(self, data: bytes, fragments: int | None = None) -> None:
        """Send all of the data, at once or in fragments of `fragments` bytes each.

        Each fragment but the first leaves when the program has taken the one before it.
        That a program has gone already is no error here: reading tells it.
        Raises NothingCame if the program does not read.
        """
        size = fragments or len(data)
        if data:
            if not self._said:
                self._wait_until_it_waits()
            self._said = bytes(data)
            self._note_sent(data, size)
        for start in range(0, len(data), size or 1):
            if start and not self.wait_until_taken():
                return
            if not self._send_whole(data[start : start + size]):
                return

    def _wait_until_it_waits(self) -> None:
        """Wait until the program waits, as it does for what comes first, or has ended.

        One that looks only once, and does not wait, would find that or not, by the moment.
        """
        self._scene.wait(
            lambda: not self._scene.may_be_leaving,
            "ready",
            every=BETWEEN_LOOKS,
            or_end=True,
            silence_is_right=True,
        )

    def _note_sent(self, data: bytes, size: int) -> None:
        if size >= len(data):
            self._scene.transcript.grader(self.party, "data", data)
            return
        said = gettext_noop("{peer} sent in fragments of {size}: {data}")
        of_bytes = ngettext("{number} byte", "{number} bytes", size)
        self._scene.transcript.grader(
            self.party, "data", data, said=said, fault="pieces", pieces=size, size=of_bytes
        )

    def _send_whole(self, data: bytes) -> bool:
        """Send a piece; tell whether the program is still there. Raises NothingCame."""
        left = memoryview(data)
        has_gone = False

        def is_sent() -> bool:
            nonlocal left, has_gone
            try:
                while left:
                    left = left[self._socket.send(left) :]
            except BlockingIOError:
                return False
            except OSError:  # in whichever way it has gone
                has_gone = True
            return True

        waited = self._scene.wait(
            is_sent,
            "answer",
            writing=[self._socket],
            progress=lambda: len(left),  # it reads, however slowly
            latest=time.monotonic() + LONGEST_PROGRESS,
        )
        if waited is Waited.IN_VAIN:
            raise NothingCame(gettext("Your program does not read what is sent to it."))
        return not has_gone

    def wait_until_taken(self) -> bool:
        """Wait until the program has read all that was sent; tell whether it is still running.

        The wait is short: a program may look at the first bytes without taking
        them (MSG_PEEK), and take all when there is more.
        """

        def is_taken() -> bool:
            taken = gate.is_taken(self._scene.network, self._socket)
            if taken is None:
                # A pause has to do; if it is too short, the program just sees more at once.
                self._scene.is_quiet([], ticks=1)
            return taken is not False

        self._scene.wait(is_taken, "take", every=BETWEEN_LOOKS, or_end=True)
        return not self._scene.program.ended

    def reset(self) -> None:
        """Reset the connection, as a machine does that has crashed and started again."""
        self._scene.transcript.grader(self.party, "reset", fault="reset")
        set_option(self._socket, socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
        self._socket.close()

    def vanish(self) -> None:
        """Close both sides at once, whatever is still on its way to us."""
        said = gettext_noop("{peer} closed both its sides")
        self._scene.transcript.grader(self.party, "end", said=said)
        self._socket.close()

    def half_close(self) -> None:
        """Tell the program that nothing more will come; it may still answer."""
        said = gettext_noop("{peer} closed its side")
        self._scene.transcript.grader(self.party, "end", said=said)
        try:
            self._socket.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # the program was quicker: reading will tell

    def read_late(self) -> None:
        """Read nothing until the program's answer has filled all the room there is.

        All the room is filled when two looks at our receive queue, some ticks apart, find the
        same. Where the system cannot tell how much is there, this returns when something is.
        """
        self._scene.transcript.step(
            gettext("the client reads nothing until no more of the answer fits")
            if self._role == "client"
            else gettext("the server reads nothing until no more of the answer fits")
        )
        self._scene.is_quiet([self._socket], TO_BEGIN)
        before, latest = None, time.monotonic() + LONGEST_PROGRESS
        while before != (waiting := gate.unread(self._socket)) and time.monotonic() < latest:
            before = waiting
            self._scene.is_quiet([], ticks=5)
