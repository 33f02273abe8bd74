"""The server's side of a connection on which a learner's web client asks for a page.

Whatever comes is heard as bytes: a check looks at how a request is spelled, and the others take
it as it is. An answer is whatever bytes a check wants to send.
"""

import re
import time

from grader.peers.scene import Waited
from grader.peers.tcp.peer import TcpPeer
from grader.peers.tcp.speaker import LONGEST_PROGRESS

MOST_HEARD = 1 << 16  # bytes of a request
BLANK_LINE = re.compile(rb"\r?\n\r?\n")
MOMENT = 12  # ticks


class WebPeer(TcpPeer):
    """A web server that sends what it is told to, to a client that has asked."""

    def hear_request(self, has_an_end: bool = True) -> bytes:
        """Take a request up to its blank line, or as much as comes of it.

        Of a client whose requests have no blank line, the request is what comes at once.
        """
        waited = self._scene.wait(
            lambda: self._is_heard(BLANK_LINE if has_an_end else re.compile(rb".", re.DOTALL)),
            "answer",
            reading=[self._socket],
            progress=lambda: len(self._buffer),
            latest=time.monotonic() + LONGEST_PROGRESS,
        )
        if not has_an_end:
            self._read_until_quiet(MOMENT, lambda: len(self._buffer) > MOST_HEARD)
        request = bytes(self._buffer[:MOST_HEARD])
        if waited is Waited.IN_VAIN:
            self._scene.transcript.program("silence")
        self._show_buffer()
        return request

    def _is_heard(self, mark: re.Pattern[bytes]) -> bool:
        if self.end is None:
            self._read()
        is_over = self.end is not None or len(self._buffer) > MOST_HEARD
        return is_over or mark.search(self._buffer) is not None

    def send_pieces(self, *pieces: bytes) -> None:
        """Send these pieces, each when the program has taken the one before. Raises NothingCame."""
        for number, piece in enumerate(pieces):
            if number and not self.wait_until_taken():
                return
            self.send(piece)
