"""A way to a learner's server for clients that nobody here wrote.

The server may be in a network of its own, where only the sockets of its scene lead. So such a
client connects to a Unix-domain socket, and what it says is passed on, both ways, by the wait
loop of the scene. The client itself blocks, in a thread or a program of its own.
"""

import os
import socket
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import Generic, Self, TypeVar

from grader import scratch
from grader.peers.scene import Interest, Scene, Waited
from grader.peers.tcp.connect import UNDER_WAY
from grader.peers.transcript import Party
from grader.peers.whereabouts import shown

PIECE = 1 << 16  # bytes
MOST_ASKED = 16 << 20  # bytes that a client may say on one connection
BETWEEN_LOOKS = 0.003  # seconds between two looks whether a client has come to its end
TO_END = 5.0  # seconds for the thread of a client whose connections are gone

Address = tuple[str, int]
Outcome = TypeVar("Outcome")


class Relay:
    """A Unix-domain socket that leads to one address of a scene's network.

    The `first` connection to there has been made already, by this party. On each no more than `most` bytes come
    back: a client may need hours for a head of many mebibytes, and its thread cannot be stopped.
    """

    def __init__(
        self, scene: Scene, address: Address, first: socket.socket, party: Party, most: int
    ) -> None:
        self._scene, self._address, self._most = scene, address, most
        self.is_flooded = False  # whether more would have come back
        first.setblocking(False)
        self._first: tuple[socket.socket, Party] | None = first, party
        self._pairs: list[_Pair] = []
        self.passed = 0  # bytes, in both directions
        room = scratch.SHORT if scratch.is_too_long(tempfile.gettempdir()) else None
        self._folder = tempfile.TemporaryDirectory(prefix=scratch.PREFIX, dir=room)
        self.path = os.path.join(self._folder.name, "relay")
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(self.path)
        self._door.listen()
        self._door.setblocking(False)
        scene.servers.append(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._scene.servers.remove(self)
        self.hang_up()
        self._folder.cleanup()

    def hang_up(self) -> None:
        """End all connections; no other one is made."""
        self._door.close()
        for pair in self._pairs:
            pair.close()
        self._pairs.clear()

    def interest(self) -> Interest:
        """Tell what to wake it for: a client that comes, and bytes that can be passed on."""
        ways = [way for pair in self._pairs for way in pair.ways if not way.is_over]
        return Interest(
            reading=[self._door, *(way.source for way in ways if not way.held)],
            writing=[way.sink for way in ways if way.held],
        )

    def work(self) -> bool:
        """Do what can be done without waiting; tell whether anything was."""
        worked = self._accept()
        for pair in list(self._pairs):
            count = pair.pass_on()
            self.passed += count
            self.is_flooded |= pair.is_flooded
            worked |= count > 0
            if pair.is_over:
                pair.close()
                self._pairs.remove(pair)
        return worked

    def _accept(self) -> bool:
        try:
            near, _ = self._door.accept()
        except OSError:
            return False
        near.setblocking(False)
        if far := self._far():
            self._pairs.append(_Pair(near, *far, self._scene, self._most))
        else:
            near.close()
        return True

    def _far(self) -> tuple[socket.socket, Party] | None:
        """Give a connection to the address, or one that is under way; None if it is refused."""
        if first := self._first:
            self._first = None
            return first
        far = self._scene.network.socket(socket.SOCK_STREAM)
        far.setblocking(False)
        if far.connect_ex(self._address) not in (0, *UNDER_WAY):
            far.close()
            return None
        party = Party("client", ours=shown(far.getsockname()), theirs=shown(self._address))
        self._scene.transcript.grader(party, "connect")
        return far, party


class _Way:
    """One direction of a connection; it passes on no more than `most` bytes."""

    def __init__(
        self, source: socket.socket, sink: socket.socket, note: Callable[..., None], most: int
    ) -> None:
        self.source, self.sink, self._note, self._left = source, sink, note, most
        self.held = b""  # what was read and not yet written
        self.is_over = self.is_flooded = False

    def pass_on(self) -> int:
        """Pass on what is there; give the number of bytes that were read."""
        count = 0
        try:
            if not self.held and not self.is_over:
                count = self._read()
            self._write()
        except BlockingIOError:
            pass
        except OSError:
            self.is_over = True
        return count

    def _read(self) -> int:
        came = self.source.recv(PIECE)
        self.is_flooded = len(came) > self._left
        self._left -= len(came)
        if came:
            self._note("data", came)
        else:
            self._note("end")
        if not came or self.is_flooded:
            self.is_over = True
            self.sink.shutdown(socket.SHUT_WR)
        else:
            self.held = came
        return len(came)

    def _write(self) -> None:
        if self.held:
            self.held = self.held[self.sink.send(self.held) :]


class _Pair:
    """One connection: of the client to here, and from here to the program."""

    def __init__(
        self, near: socket.socket, far: socket.socket, party: Party, scene: Scene, most: int
    ) -> None:
        self._near, self._far = near, far
        wire = scene.transcript
        there = _Way(near, far, partial(wire.grader, party), MOST_ASKED)
        back = _Way(far, near, partial(wire.program, party), most)
        self.ways = (there, back)

    def pass_on(self) -> int:
        """Pass on what is there, both ways; give the number of bytes."""
        return sum(way.pass_on() for way in self.ways)

    @property
    def is_flooded(self) -> bool:
        """Whether more would have come back than may."""
        return self.ways[1].is_flooded

    @property
    def is_over(self) -> bool:
        """Whether the program's side has ended, or both have."""
        return self.ways[1].is_over and not self.ways[1].held

    def close(self) -> None:
        """Give both sockets back."""
        self._near.close()
        self._far.close()


class Outside(Generic[Outcome]):
    """A client that blocks, in a thread of its own."""

    def __init__(self, play: Callable[[], Outcome]) -> None:
        self._play = play
        self.outcome: Outcome | None = None
        self.error: Exception | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        try:
            self.outcome = self._play()
        except Exception as error:  # whatever a stranger's library raises
            self.error = error

    @property
    def is_alive(self) -> bool:
        """Whether its thread runs."""
        return self._thread.is_alive()

    def run(self, scene: Scene, relay: Relay, answers: int = 1) -> bool:
        """Let it play while time passes in the scene; tell whether it came to its end in time.

        It waits for so many answers.
        """
        seconds = (answers + 1) * scene.patience.seconds("answer")
        self._thread.start()
        waited = scene.wait(
            lambda: not self.is_alive,
            "answer",
            every=BETWEEN_LOOKS,
            progress=lambda: relay.passed,
            latest=time.monotonic() + seconds,
        )
        if waited is Waited.IN_VAIN:
            relay.hang_up()
        self._thread.join(TO_END)
        return waited is Waited.DONE
