"""Probes: what is tried on a program that has failed already, to find out what it waits for.

The verdict is clear before a probe begins. A probe is a step of the story, and what a program
does after it is never taken for what it does by itself. It is believed only where what it brings is
what should have come in the first place, and comes directly after it.
"""

import re
import socket
from dataclasses import dataclass
from typing import Literal

from grader.failures.errors import NothingCame
from grader.i18n import gettext, gettext_noop
from grader.peers.scene import TICK, Scene
from grader.peers.transcript import Party
from grader.peers.whereabouts import shown
from grader.text import shown_bytes

Role = Literal["client", "server"]
Wakes = Literal["another byte", "a line end", "hello!", "the end", "a greeting"]

DIRECTLY = 30  # ticks
MOST_READ = 1 << 16  # bytes of what a probe brings
MORE = b"."
USUAL = b"hello!"  # what the client of this unit says
GREETING = b"hello, client\n"
HELD_BACK = gettext_noop(
    "It sent that when something more had come, and not before: a file of makefile() sends its bytes when it is flushed or closed."
)
FOR_THE_NEXT = 100  # ticks in which another client is answered, or not at all
SENDS_ON = 200  # bytes; who sends so many after the end of the stream is in a loop
NEVER_LOOKS = gettext_noop(
    "It goes on sending after the client has closed its side: recv() gives b'' then, which is the end of the stream, and the program does not look for it."
)
LEFT_OPEN = gettext_noop("It left the connection open even when the client had closed its side.")
CLOSED_SECOND = gettext_noop(
    "It closed the connection only after the client had closed its side: it waits for the client, and the client waits for it."
)
IN_PLACE: dict[Role, str] = {
    "client": gettext_noop(
        "to see what it waits for, the grader then spoke in the client's place:"
    ),
    "server": gettext_noop(
        "to see what it waits for, the grader then spoke in the server's place:"
    ),
}

# What may wake a server that keeps silent, and what a client; in this order.
TRIES: dict[Role, tuple[tuple[Wakes, bytes], ...]] = {
    "client": (("another byte", MORE), ("a line end", b"\n"), ("hello!", USUAL), ("the end", b"")),
    "server": (("a greeting", GREETING),),
}
MEANS: dict[Wakes, str] = {
    "another byte": gettext_noop(
        "It answered once another byte had come: it waits for more than the client says, as a second recv() does, or a loop that collects a number of bytes."
    ),
    "a line end": gettext_noop(
        "It answered once a line end had come: it reads a line, and this message has no line end, or it waits for still more bytes."
    ),
    "hello!": gettext_noop(
        "It answered once hello! had come: it waits for these words, for how they end, or for that many bytes, and a client may say something else."
    ),
    "the end": gettext_noop(
        "It answered once the client had closed its side, and not before: it waits for the end of the stream, or for more than the client says, which keeps it open for the answer."
    ),
    "a greeting": gettext_noop(
        "It spoke once the server had sent something: it waits for the server to speak first, and here the client does."
    ),
}


@dataclass(frozen=True)
class Woken:
    """What has woken a silent program, and what it sent then."""

    by: Wakes
    received: bytes

    def brought(self, likely: bytes) -> bool:
        """Tell whether that is what should have come before, but for case and ends."""
        return self.received.strip().lower() == likely.lower()


class KeptSilent(NothingCame):
    """The program kept silent, and a probe has shown what it waits for."""

    def __init__(self, message: str, woken: Woken, source: str = "") -> None:
        holds_back = re.search(r"\bmakefile\([^)]{0,200}w", source) and "flush" not in source
        super().__init__(message, diagnosis=gettext(HELD_BACK if holds_back else MEANS[woken.by]))
        self.woken = woken


class Prober:
    """Probes the program at the other end of a connection."""

    def __init__(self, sock: socket.socket, scene: Scene, party: Party) -> None:
        self._socket, self._scene, self._party = sock, scene, party

    def wake(self, role: Role) -> Woken | None:
        """Try one thing after the other, until the program sends something; None if it never does."""
        with self._scene.probe(gettext(IN_PLACE[role])):
            for wakes, data in TRIES[role]:
                self._send(data)
                if received := self._what_comes():
                    return Woken(wakes, received)
        return None

    def close_first(self) -> str:
        """Close the client's side, and tell in a sentence what the server does then."""
        with self._scene.probe(gettext(IN_PLACE["client"])):
            self._send(b"")
            received = self._what_comes()
            if received == b"":
                self._scene.transcript.program(self._party, "end")
        if received and len(received) > SENDS_ON:
            return gettext(NEVER_LOOKS)
        if received:
            return gettext(
                "It sent {data} when the client had closed its side, which waits for the end of the stream.",
                data=shown_bytes(received, 30),
            )
        return gettext(LEFT_OPEN if received is None else CLOSED_SECOND)

    def _send(self, data: bytes) -> None:
        """Send these bytes, or the end of the stream if there are none."""
        self._scene.transcript.grader(self._party, "data" if data else "end", data)
        try:
            if data:
                self._socket.send(data)
            else:
                self._socket.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # it has gone: nothing will come

    def _what_comes(self) -> bytes | None:
        """Read what comes directly: b"" is the end of the stream, None is nothing at all."""
        received: bytes | None = None
        ticks = DIRECTLY
        while not self._scene.is_quiet([self._socket], ticks):
            try:
                data = self._socket.recv(MOST_READ)
            except OSError:
                data = b""
            received = (received or b"") + data
            ticks = 2
            if not data or len(received) > MOST_READ:
                break
        if received:
            self._scene.transcript.program(self._party, "data", received)
        return received


def is_served_as_well(scene: Scene, address: tuple[str, int]) -> bool:
    """Tell whether another client is answered, by a program that should have ended."""
    with (
        scene.probe(gettext("to see what it waits for, the grader then came as another client:")),
        scene.network.socket(socket.SOCK_STREAM) as sock,
    ):
        sock.settimeout(FOR_THE_NEXT * TICK)
        try:
            sock.connect(address)
            party = Party("client", ours=shown(sock.getsockname()), theirs=shown(address))
            scene.transcript.grader(party, "connect")
            scene.transcript.grader(party, "data", USUAL)
            sock.sendall(USUAL)
            if scene.is_quiet([sock], FOR_THE_NEXT):
                return False
            received = sock.recv(MOST_READ)
        except OSError:
            return False
        if received:
            scene.transcript.program(party, "data", received)
    return bool(received)
