"""`dig`, a client that nobody here wrote, where this machine has it.

A learner's server may be in a network of its own, so dig asks a socket of ours, and what it sends
is passed on by hand. It makes a query as the world makes them, and shows how it reads the answer.
It asks before the server is started, which never waits for dig then: some end when nobody speaks.
It is given good answers only, and its words are a step of the story, never a verdict.
"""

import select
import shutil
import socket
import subprocess
import time
from types import TracebackType
from typing import Self

from grader.launch.network import SharedNetwork
from grader.peers.arrivals import LARGEST
from grader.peers.dns.messages import HEADER, Unreadable, read_question, shown_name
from grader.peers.scene import TICK, Scene

DIG = shutil.which("dig")
HOST = "127.0.0.1"
SECONDS = 3.0  # to begin, and to end; where it takes longer, it is done without
PATIENCE = 20  # seconds that it waits for its answer: the server is started behind its back
MOST_SHOWN = 2000  # characters of its output


class Dig:
    """One run of dig, which asks for the addresses of a name; `query` is what it sends, if it does."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.query: bytes | None = None
        self._socket = SharedNetwork().socket(socket.SOCK_DGRAM)
        self._socket.bind((HOST, 0))
        self._socket.setblocking(False)
        self._client: tuple[str, int] | None = None
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self.query = self._asked()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._socket.close()
        if self._process:
            self._process.kill()
            with self._process:  # waits for its end, and closes the pipe
                pass

    def _asked(self) -> bytes | None:
        """Start it, and give its query; None if there is no dig, or it does not ask in time."""
        if DIG is None:
            return None
        port = self._socket.getsockname()[1]
        words = ["-p", str(port), "+tries=1", f"+time={PATIENCE}", "+noall", "+answer"]
        try:
            self._process = subprocess.Popen(
                [DIG, f"@{HOST}", *words, self._name, "A"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={"LC_ALL": "C", "HOME": "/nowhere"},  # no options of this machine's user
                text=True,
                errors="replace",
            )
        except OSError:
            return None
        end = time.monotonic() + SECONDS
        while time.monotonic() < end and self._process.poll() is None:
            try:
                data, self._client = self._socket.recvfrom(LARGEST)
                return data if self._is_for_the_name(data) else None
            except OSError:
                select.select([self._socket], [], [], TICK)
        return None

    def _is_for_the_name(self, data: bytes) -> bool:
        try:
            return shown_name(read_question(data, HEADER.size)[0].labels) == self._name
        except Unreadable:
            return False

    def shown(self, answer: bytes, scene: Scene) -> str | None:
        """Give it the answer; what it shows of that, if it comes to its end in time."""
        if self._client is None or self._process is None or self._process.stdout is None:
            return None
        self._socket.sendto(answer, self._client)
        end = time.monotonic() + SECONDS
        while self._process.poll() is None:
            if time.monotonic() > end:
                return None
            scene.turn(time.monotonic() + TICK)
        return " ".join(self._process.stdout.read(MOST_SHOWN).split()) or None
