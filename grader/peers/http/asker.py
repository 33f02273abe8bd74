"""The server's side of a connection on which a learner's web client asks for a page.

Whatever comes is heard as bytes: a check looks at how a request is spelled, and the others take
it as it is. An answer is whatever bytes a check wants to send.
"""

import itertools
import re
import time
from collections.abc import Iterable, Iterator

from grader.peers.http.asked import BLANK_LINE, Asked
from grader.peers.scene import Waited
from grader.peers.tcp.peer import TcpPeer
from grader.peers.tcp.speaker import LONGEST_PROGRESS

MOST_HEARD = 1 << 16  # bytes of a request
ANYTHING = re.compile(rb".", re.DOTALL)
MOMENT = 12  # ticks


class WebPeer(TcpPeer):
    """A web server that sends what it is told to, to a client that has asked."""

    heads_alone = False  # whether the head of an answer leaves in a piece of its own

    def hear_request(self, has_an_end: bool = True) -> Asked:
        """Take a request up to its blank line, or as much as comes of it.

        Of a client whose requests have no blank line, the request is what comes at once.
        """
        waited = self._scene.wait(
            lambda: self._is_heard(BLANK_LINE if has_an_end else ANYTHING),
            "answer",
            reading=[self._socket],
            progress=lambda: len(self._buffer),
            latest=time.monotonic() + LONGEST_PROGRESS,
        )
        if not has_an_end:
            self._read_until_quiet(MOMENT, lambda: len(self._buffer) > MOST_HEARD)
        request = bytes(self._buffer[:MOST_HEARD])
        if waited is Waited.IN_VAIN:
            self._scene.transcript.program(self.party, "silence")
        self._show_buffer()
        return Asked(request)

    def _is_heard(self, mark: re.Pattern[bytes]) -> bool:
        if self.end is None:
            self._read()
        is_over = self.end is not None or len(self._buffer) > MOST_HEARD
        return is_over or mark.search(self._buffer) is not None

    def answer(self, answer: bytes, cuts: Iterable[int] = ()) -> None:
        """Send an answer, cut at these places: each piece leaves when the one before was taken.

        Raises NothingCame if the program does not read.
        """
        ends = ends_of_heads(answer) if self.heads_alone else ()
        places = sorted({0, *cuts, *ends, len(answer)})
        for start, end in itertools.pairwise(places):
            if start and not self.wait_until_taken():
                return
            self.send(answer[start:end])

    def trickle(self) -> None:
        """Send one more byte, if the program is still there."""
        self._trickle()


def ends_of_heads(answer: bytes) -> Iterator[int]:
    """Find where the heads of an answer end: those of 1xx, and its own."""
    at = 0
    while answer.startswith(b"HTTP/", at) and (end := answer.find(b"\r\n\r\n", at)) >= 0:
        is_interim = answer.startswith(b"HTTP/1.1 1", at)
        at = end + 4
        yield at
        if not is_interim:
            return
