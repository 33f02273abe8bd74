"""Framed messages on TCP, as unit 2 speaks them.

TCP carries bytes and no messages, so both sides agree where one ends: a frame is
its length N, 4 bytes big-endian without a sign, and then N bytes.
"""

import socket
import struct
from typing import ClassVar

from grader.failures.diagnosis.frames import ANSWERS, LINES, Row, of_frame
from grader.failures.errors import Mismatch
from grader.peers.scene import TICKS_OF_QUIET
from grader.peers.tcp.peer import TcpPeer

LENGTH = struct.Struct("!I")
LONGEST_GREETING = 1000  # bytes


def frame(data: bytes) -> bytes:
    """Make the frame that carries `data`."""
    return LENGTH.pack(len(data)) + data


def greeting() -> bytes:
    """Give the text of a server's first frame."""
    return f"ready {socket.gethostname()}".encode()


class FramedPeer(TcpPeer):
    """One connection to a learner's program that speaks in frames."""

    # what a wrong frame of the program usually means
    diagnoses: ClassVar[tuple[Row, ...]] = ANSWERS
    _greeting_is_due = False  # the program kept silent when it should have greeted

    def send_frames(self, *payloads: bytes, fragments: int | None = None) -> None:
        """Send one frame for each payload, all of them glued together."""
        self.send(b"".join(map(frame, payloads)), fragments)

    def expect_frame(self, payload: bytes, what: str = "the frame") -> None:
        """Take the next frame, which has to carry exactly this payload.

        Raises Mismatch, NothingCame or ConnectionEnded.
        """
        wanted = frame(payload)
        self._collect(len(wanted), wanted)
        if self._greeting_is_due and self._buffer.startswith(frame(greeting())):
            del self._buffer[: len(frame(greeting()))]
            self._collect(len(wanted), wanted)
        if self._buffer.startswith(wanted):
            self.expect(wanted)
            return
        self._look_for_more()
        received = bytes(self._buffer)
        self._show_buffer()
        if wanted.startswith(received):
            raise self._incomplete(wanted, received)
        raise Mismatch(
            f"Your program sent something else than {what}.",
            expected=wanted,
            received=received,
            diagnosis=of_frame(payload, received, self.diagnoses),
        )

    def pass_over_greeting(self, is_right: bool) -> None:
        """Read the greeting, right or wrong: whether it is right is another check's concern.

        A right one ends where its length says; a wrong one where the program falls silent.
        """
        wanted = frame(greeting())
        came = self._gather(len(wanted), wanted)
        if is_right and self._buffer.startswith(wanted):
            self.expect(wanted)
            return
        self._greeting_is_due = not came
        told = int.from_bytes(self._buffer[: LENGTH.size], "big")
        if told < LONGEST_GREETING:
            self._gather(LENGTH.size + told)
        self._read_until_quiet(TICKS_OF_QUIET, lambda: False, "answer")
        self._show_buffer()

    def _second_probe(self) -> None:
        """Probe nothing: the program would take another byte for a part of the next frame."""
        return


class LinesPeer(FramedPeer):
    """A server's side of a connection: the frames of the program are lines of its input."""

    diagnoses = LINES
