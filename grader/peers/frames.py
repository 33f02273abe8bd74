"""Framed messages on TCP, as unit 2 speaks them.

TCP carries bytes and no messages, so both sides agree where one ends: a frame is
its length N, 4 bytes big-endian without a sign, and then N bytes.
"""

import socket
import struct

from grader.peers import diagnosis
from grader.peers.errors import Mismatch
from grader.peers.patience import quiet
from grader.peers.tcp import TcpPeer

LENGTH = struct.Struct("!I")


def frame(data):
    """The frame that carries `data`."""
    return LENGTH.pack(len(data)) + data


def greeting():
    """The text of a server's first frame."""
    return f"ready {socket.gethostname()}".encode()


class FramedPeer(TcpPeer):
    """One connection to a learner's program that speaks in frames."""

    def send_frames(self, *payloads, fragments=None):
        """One frame for each payload, all of them glued together."""
        self.send(b"".join(map(frame, payloads)), fragments)

    def expect_frame(self, payload, what="the frame"):
        """The next frame carries exactly this. Raises Mismatch, NothingCame, ConnectionEnded."""
        wanted = frame(payload)
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
            diagnosis=diagnosis.of_frame(payload, received),
        )

    def pass_over_greeting(self):
        """Read the greeting, right or wrong: whether it is right is another check's concern.

        A right one is known by its bytes. Of anything else the end cannot be
        known, so it ends where the program falls silent.
        """
        wanted = frame(greeting())
        if not self._gather(len(wanted), wanted):
            self._show_buffer()
            return
        if self._buffer.startswith(wanted):
            self.expect(wanted)
            return
        while self.end is None and not quiet(self._program, [self._socket]):
            self._read()
        self._show_buffer()
