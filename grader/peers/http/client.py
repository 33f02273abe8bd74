"""A raw web client: it sends the bytes that it is told, and reads the answers leniently."""

import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from grader.peers.http.received import (
    LONGEST_HEAD,
    NO_BODY,
    OK,
    Answer,
    Chunks,
    Ending,
    Head,
    head_of,
)
from grader.peers.tcp.peer import TcpPeer
from grader.peers.tcp.probes import Woken
from grader.peers.tcp.speaker import LONGEST_PROGRESS, set_option

MOST_UNREAD = 20 << 20  # bytes; the largest file has 8 MiB
QUIET = 25  # ticks after which a body without a length is over
MORE = 12  # ticks in which it is seen whether something comes behind an answer
MOST_INTERIM = 8  # answers 1xx before the one that counts
FOR_A_MEBIBYTE = 10.0  # seconds
QUICK_ACK = getattr(socket, "TCP_QUICKACK", None)  # on Linux

Header = tuple[str, str]


def request(
    target: str,
    headers: Sequence[Header],
    method: str = "GET",
    version: str = "HTTP/1.1",
) -> bytes:
    """Write a request (RFC 9112, section 2.1)."""
    lines = [f"{method} {target} {version}", *(f"{name}: {value}" for name, value in headers)]
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode("latin-1")


class HttpPeer(TcpPeer):
    """One connection of a web client to a learner's server.

    Where the server is known to say wrong lengths it `trusts_lengths` not: then an answer is
    over when nothing more comes. The status that `says_ok` stands for 200.
    """

    most_unread = MOST_UNREAD
    trusts_lengths = True
    says_ok = OK

    def send(self, data: bytes, fragments: int | None = None) -> None:
        """Send as others do, and acknowledge at once what comes next.

        A server that sends a head and then a body waits for that, in between (RFC 896).
        """
        super().send(data, fragments)
        if QUICK_ACK is not None:
            set_option(self._socket, socket.IPPROTO_TCP, QUICK_ACK, 1)

    def answer(self, method: str = "GET", exactly: bool = False) -> Answer:
        """Read the next answer, which is one to this method, whatever its form is.

        `exactly` looks for something behind it, until the connection ends or is quiet. Raises
        NothingCame and ConnectionEnded where not a byte comes.
        """
        for _ in range(MOST_INTERIM):
            answer = self._answer(method)
            if answer.status is None or answer.status >= 200:
                break
        if exactly and answer.ending not in ("quiet", "end"):
            return self.with_more(answer)
        return answer

    def with_more(self, answer: Answer) -> Answer:
        """Give this answer with what comes behind it, until the connection ends or is quiet."""
        self._read_until_quiet(MORE, self._is_full, "answer")
        more = bytes(self._buffer)
        self._show_buffer()
        return replace(
            answer,
            raw=answer.raw + more,
            more=answer.more + more,
            was_reset=answer.ending == "short" and self.end == "reset",
        )

    def give_socket(self) -> socket.socket:
        """Give the connection to somebody else, who speaks on it from now on, and closes it."""
        return self._socket

    def everything(self) -> bytes:
        """Take what comes until the connection ends or is quiet. Raises what `answer` does."""
        self._collect(1)
        self._rest()
        came = bytes(self._buffer)
        self._show_buffer()
        return came

    def _answer(self, method: str) -> Answer:
        self._collect(1)
        if not self._buffer:
            raise self._incomplete(b"", b"")
        head: Head | None = None

        def has_head() -> bool:
            nonlocal head
            head = head_of(self._buffer)
            return head is not None or len(self._buffer) > LONGEST_HEAD

        self._wait_for(has_head)
        if head is None:
            body, ending, size = b"", self._rest(), len(self._buffer)
        else:
            body, ending, size = self._body(method, head)
        raw = bytes(self._buffer[:size])
        del self._buffer[:size]
        self._show(raw)
        if self.end and not self._buffer:
            self._show_buffer()  # the end itself
        return Answer(raw, head, body, ending, was_reset=self.end == "reset", says_ok=self.says_ok)

    def _body(self, method: str, head: Head) -> tuple[bytes, Ending, int]:
        """Read the body; give it, how it came to its end, and how many bytes the answer has."""
        start, status = head.size, head.status or 0
        if method == "HEAD" or status in NO_BODY or 100 <= status < 200:
            return b"", "none", start
        if head.is_chunked:
            return self._chunked(start)
        if head.length is None or not self.trusts_lengths:
            ending = self._rest()
            return bytes(self._buffer[start:]), ending, len(self._buffer)
        whole = start + head.length
        self._wait_for(lambda: len(self._buffer) >= whole or self._is_full(), head.length)
        body = bytes(self._buffer[start:whole])
        return body, "length" if len(body) == head.length else "short", start + len(body)

    def _chunked(self, start: int) -> tuple[bytes, Ending, int]:
        chunks = Chunks(start)

        def has_ended() -> bool:
            chunks.read(self._buffer)
            return chunks.is_over or self._is_full()

        self._wait_for(has_ended, MOST_UNREAD)
        if not chunks.is_over:
            return bytes(chunks.body), "short", len(self._buffer)
        return bytes(chunks.body), "chunked", chunks.end

    def _rest(self) -> Ending:
        """Read until the connection ends or is quiet, and tell which."""
        self._read_until_quiet(QUIET, self._is_full, "answer")
        return "quiet" if self.end is None else "end"

    def _is_full(self) -> bool:
        return len(self._buffer) > LONGEST_HEAD + MOST_UNREAD // 2

    def _wait_for(self, is_there: Callable[[], bool], due: int = 0) -> None:
        """Read until `is_there`, the connection ends, or patience does; so many bytes are due."""
        seconds = 2 * self._scene.patience.seconds("answer") + FOR_A_MEBIBYTE * due / (1 << 20)

        def is_over() -> bool:
            if is_there():
                return True
            if self.end is None:
                self._read()
            return is_there() or self.end is not None

        self._scene.wait(
            is_over,
            "answer",
            reading=[self._socket],
            progress=lambda: len(self._buffer),
            latest=time.monotonic() + min(seconds, LONGEST_PROGRESS),
        )

    def _second_probe(self) -> Woken | None:
        return None  # bytes that are no HTTP would show nothing
