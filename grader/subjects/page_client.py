"""Learners' web clients: scripts that are given a URL, and write its page to standard output."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from grader.failures.diagnosis.bodies import of_body
from grader.failures.ended import status_in_words
from grader.failures.errors import (
    ConnectionEnded,
    Failure,
    NothingCame,
    NotPrinted,
    StillRunning,
    Unseen,
    WrongStatus,
)
from grader.jail.policy import Policy
from grader.peers.http.asked import Asked
from grader.peers.http.asker import WebPeer
from grader.peers.tcp.connect import TcpListener
from grader.subjects.base import LAST_PRINTS
from grader.subjects.page_ways import SMALL, Arriving, Asking, Chunks, Leaving, Writing, way_of
from grader.subjects.places import Addressed
from grader.text import clipped

MOMENT = 12  # ticks
SECONDS_FOR_A_MEBIBYTE = 10.0
LINE_END = re.compile(r"[\r\n]")
GONE = "The server has closed the connection, and nothing more can come."
NOBODY = (
    "Nobody listens at that address, so connect() raises ConnectionRefusedError: there is no page."
)


class PageClient(Addressed):
    """A learner's web client; `visit` starts it with a URL and gives the server's side."""

    rule, does = "connects", "calls"

    def accept(self, target: str = "/") -> WebPeer:
        """Start the client with the URL of this target, and take its connection.

        Raises NotReachable, what ended the program, or Unseen if it called nobody before.
        """
        told = self.reserve()
        address = self.place.of(told)
        policy = Policy(connect=(address[1],), bind=(0,))
        self.host = f"{told[0]}:{told[1]}"

        def start() -> None:
            self._examination.start([f"http://{self.host}{target}"], stdin=b"\n", policy=policy)

        with (
            self.finding_its_calls(told, start),
            TcpListener(self.scene.network, address, WebPeer) as listener,
        ):
            start()
            return listener.accept(self.scene)

    def call_nobody(self) -> None:
        """Start the client with a URL where nobody listens, and demand that it fails cleanly.

        Nothing is seen of it before its end, so it has the time to start as well. Raises a Failure.
        """
        told = self.reserve()
        policy = Policy(connect=(self.place.of(told)[1],), bind=(0,))
        self._examination.start([f"http://{told[0]}:{told[1]}/"], stdin=b"\n", policy=policy)
        start_up = self.scene.patience.start_up
        self.scene.wait(lambda: self.program.ended, "end", pauses=start_up)
        self.expect_clean_failure("Nobody listens where it called.", NOBODY)

    @contextmanager
    def visit(self, target: str = "/") -> Iterator[WebPeer]:
        """Have the client ask for this target, in whichever way it asks.

        Raises what `accept` does, and Unseen if it is known to ask nothing.
        """
        with self._asked(target) as (server, _):
            server.heads_alone = self._examination.dialect(Arriving).heads_alone
            yield server

    @contextmanager
    def _asked(self, target: str) -> Iterator[tuple[WebPeer, Asked]]:
        way = self._examination.dialect(Asking).way
        if way == "never":
            raise Unseen("asks_for_the_page")
        with self.accept(target) as server:
            yield server, server.hear_request(has_an_end=way == "by the rules")

    # ------------------------------------------------------------------ how it asks

    def expect_request(self, server: WebPeer, target: str) -> None:
        """Demand a request for this target; learn how the client asks otherwise. Raises a Failure."""
        asked = server.hear_request()
        if not asked.data:
            self._examination.learn(Asking("never"))
            raise self._silence(server)
        if not asked.has_an_end:
            self._examination.learn(Asking("without an end"))
        asked.demand_line(f"GET {target} HTTP/1.1")

    def _silence(self, server: WebPeer) -> Failure:
        told = "In HTTP it is the client who speaks first: it sends its request as soon as it is connected."
        if server.end is None:
            return NothingCame("Your program connected, and sent nothing.", diagnosis=told)
        how = "reset" if server.end == "reset" else "closed"
        return ConnectionEnded(f"Your program {how} the connection, and had sent nothing.")

    def expect_host(self, target: str) -> None:
        """Start the client with this target, and demand the right Host. Raises Mismatch, or as `visit`."""
        with self._asked(target) as (_, asked):
            asked.demand_host(self.host)

    # ------------------------------------------------------------------ what it writes

    def demand(self, *, end: bool = False, status: bool = False, chunks: bool = False) -> None:
        """Demand that what it writes is understood, and that other things can be seen, if need be.

        They are that it ends after a good answer, with status 0, and that it reads chunks. Raises
        Unseen.
        """
        leaving = self._examination.dialect(Leaving)
        if self._examination.dialect(Writing).way == "not":
            raise Unseen("writes_the_body")
        if (end and not leaving.ends) or (status and leaving != Leaving()):
            raise Unseen("ends_with_status_0")
        if chunks and not self.reads_chunks:
            raise Unseen("reads_chunks")

    @property
    def reads_chunks(self) -> bool:
        """Whether it reads chunks, at least small ones."""
        return self._examination.dialect(Chunks).reads != "none"

    def sizes(self, *sizes: int) -> tuple[int, ...]:
        """Give sizes of chunks that this client reads, instead of these."""
        if self._examination.dialect(Chunks).reads == "all":
            return sizes
        return tuple(min(size, SMALL) for size in sizes) + (SMALL,) * SMALL

    def learn_chunks(self, reads: Literal["small", "none"]) -> None:
        """Remember which chunks it reads."""
        self._examination.learn(Chunks(reads))

    def learn_writing(self, body: bytes, sent: bytes, failure: Failure) -> None:
        """Remember how this body, which should have been written, was written.

        If it was not, see whether it is when the head of the answer comes in a piece of its own.
        """
        way = way_of(body, self.program.stdout.data or b"")
        if way.way == "not":
            way = self._way_when_apart(body, sent)
            if way.way != "not":
                self._examination.learn(Arriving(heads_alone=True))
                self.scene.transcript.step(
                    "then, in a new run, the headers were sent alone, and the body when they had been taken: it was written"
                )
                failure.establish(
                    "It wrote the body when that came after the headers, in a piece of its own: what comes in one piece with the blank line is lost."
                )
        self._examination.learn(way)

    def _way_when_apart(self, body: bytes, sent: bytes) -> Writing:
        try:
            with self.aside(), self.visit() as server:
                server.heads_alone = True
                server.answer(sent)
                server.half_close()
                self.scene.program_ends()
                return way_of(body, self.program.stdout.data or b"")
        except Failure:
            return Writing("not")

    def expect_written(self, body: bytes, sent: bytes, known: str = "") -> None:
        """Demand that exactly this body is written, at the latest when the program ends.

        `sent` is the answer that it is in. Raises NotPrinted.
        """
        writing = self._examination.dialect(Writing)
        program = self.program

        def is_there() -> bool:
            written = program.stdout.total >= len(body) > 0
            return written and writing.fits(body, program.stdout.data or b"")

        pauses = SECONDS_FOR_A_MEBIBYTE * len(body) / (1 << 20)
        self.scene.wait(
            lambda: program.is_silent or is_there(),
            "print",
            pauses=pauses,
            progress=lambda: program.stdout.total,
            latest=time.monotonic() + 2 * self.scene.patience.seconds("print") + pauses,
        )
        if is_there() and self.scene.patience.is_whole("end"):
            self.scene.program_ends()  # it may write more
        elif is_there():
            self.scene.is_quiet([], MOMENT)
        if not program.ended:
            program.stop(LAST_PRINTS)  # the body may be waiting in a buffer
            program.drain()
        self._compare(body, sent, known)

    def _compare(self, body: bytes, sent: bytes, known: str) -> None:
        written = self.program.stdout.data
        if written is not None and self._examination.dialect(Writing).fits(body, written):
            return
        written = self.program.stdout.text.encode() if written is None else written
        failure = NotPrinted(
            "Your program wrote something else than the body to standard output."
            if written
            else "Your program wrote nothing to standard output.",
            expected=body,
            received=written,
            diagnosis=self._why_nothing() if not written else of_body(body, written, sent),
        )
        failure.known = known or None
        raise failure

    def _why_nothing(self) -> str | None:
        """Say what is known of a program that has written nothing; None if an exception says more."""
        said = self.program.stderr.text.strip()
        if "Traceback" in said:
            return None
        if said:
            return f"On standard error stands {clipped(said.splitlines()[-1], 80)!r}."
        return "Nothing was written at all."

    def expect_written_at_once(self, server: WebPeer, body: bytes, sent: bytes, known: str) -> None:
        """Demand that the body is written, and the program ends, while the connection is open.

        `known` says how the client could know that the body was complete. Raises a Failure.
        """
        self._expect_end_before_the_close(server, known)
        self._compare(body, sent, known)

    def _expect_end_before_the_close(self, server: WebPeer, known: str) -> None:
        if self.scene.program_ends():
            return
        failure = StillRunning(
            "Your program has the whole answer, and is still running.", diagnosis=known
        )
        with self.scene.probe("to see what it waits for, the server then closed its side"):
            server.half_close()
            has_ended = self.scene.program_ends()
        if has_ended:
            failure.establish(
                f"It ended when the server had closed the connection, and not before. {known}"
            )
        raise failure

    def answer(
        self, sent: bytes, body: bytes, known: str = "", fragments: int | None = None
    ) -> None:
        """Send this answer to a new run of the client, close, and demand that its body is written.

        A client that was found to end well has to do so here. Raises a Failure.
        """
        with self.visit() as server:
            if fragments:
                server.send(sent, fragments)
            else:
                server.answer(sent)
            server.half_close()
            self.finish(body, sent, known)

    def finish(self, body: bytes, sent: bytes, known: str = "") -> None:
        """Demand the body, and a good end of a client that is known to end well. Raises a Failure."""
        self.expect_written(body, sent, known)
        if self._examination.passed("ends_with_status_0"):
            self.expect_good_end(known)

    def answer_and_stay(self, sent: bytes, body: bytes, known: str) -> None:
        """Send this answer to a new run of the client, and keep the connection open.

        For a client that waits for the close anyway it is closed: that costs another check.
        Raises a Failure.
        """
        if not self.leaves_by_itself:
            self.answer(sent, body, known)
            return
        with self.visit() as server:
            server.answer(sent)
            self.expect_written_at_once(server, body, sent, known)
            self.finish(body, sent, known)

    def expect_no_wait(self, sent: bytes, known: str) -> None:
        """Demand that the client ends when this has come, whatever it says of it. Raises a Failure.

        Nothing can be seen of one that waits for the close anyway.
        """
        if self.leaves_by_itself:
            with self.visit() as server:
                server.answer(sent)
                self._expect_end_before_the_close(server, known)

    def expect_trouble(self, sent: bytes, body: bytes, status: str) -> None:
        """Demand that the body of an answer with this status is written, and the status told.

        Raises a Failure.
        """
        code, _, reason = status.partition(" ")
        with self.visit() as server:
            server.answer(sent)
            server.half_close()
            self.expect_written(body, sent, f"The status of the answer is {status}.")
            self.expect_told(int(code), reason)

    def expect_failure(self, sent: bytes, known: str) -> None:
        """Demand a clean failure when this was sent, and then the connection closed.

        `known` says what is wrong with it. Raises a Failure.
        """
        with self.visit() as server:
            server.answer(sent)
            server.half_close()
            self.expect_clean_failure(GONE, known)

    @property
    def leaves_by_itself(self) -> bool:
        """Whether it is not known to wait until the server closes the connection."""
        return not (
            self._examination.lost("does_not_wait_for_the_close")
            or self._examination.lost("ends_with_status_0")
        )

    # ------------------------------------------------------------------ how it ends

    def expect_good_end(self, known: str = "") -> None:
        """Demand that it ends with status 0; learn how it ends otherwise. Raises a Failure."""
        try:
            self.expect_status(0)
        except WrongStatus as failure:
            failure.known = known or None
            raise

    def learn_leaving(self) -> None:
        """Remember how it has ended, or that it has not, after a good answer."""
        self._examination.learn(Leaving(self.program.ended, self.program.status or 0))

    def expect_told(self, code: int, reason: str) -> None:
        """Demand a line on standard error with this status and reason, and exit status 1.

        Raises a Failure.
        """
        self.expect_end(GONE)
        said, status = self.program.stderr.text, self.program.status
        number = re.compile(rf"(?<!\d){code}(?!\d)")
        if not any(number.search(line) and reason in line for line in LINE_END.split(said)):
            raise NotPrinted(
                f"No line on standard error holds {code} and {reason!r}.",
                expected=f"{code} {reason}",
                received=clipped(said, 300) or "(nothing)",
                diagnosis=_where_it_is(code, reason, said, self.program.stdout.text),
            )
        if status != 1:
            raise WrongStatus(
                f"Your program ended with {status_in_words(status)} after an answer with status {code}.",
                expected="status 1",
                received=status_in_words(status),
                diagnosis=_of_status(code, status),
            )


def _where_it_is(code: int, reason: str, said: str, written: str) -> str:
    """Say where the status and the reason of an answer are, if not in a line of standard error."""
    if str(code) in said and reason in said:
        return "Both are there, and not in one line."
    if str(code) in said:
        first = reason.split()[0]
        if first in said:
            return "The status is there, and only the first word of the reason: a reason may have several words, and goes to the end of the line."
        return "The status is there, and the reason is not: it is the rest of the status line, in the server's own words."
    if reason in said:
        return "The reason is there, and the status is not."
    if str(code) in written and reason in written:
        return "They stand on standard output, where only the body belongs: print(…, file=sys.stderr) writes to standard error."
    if "Traceback" in said:
        return "On standard error stands an exception that does not name them."
    return "Whoever runs it should learn why: print(status, reason, file=sys.stderr)."


def _of_status(code: int, status: int | None) -> str | None:
    if status == 0:
        return "Other programs see the status alone: 0 means that all was well."
    if status == code % 256:
        return f"An exit status has eight bits: of {code} the system keeps {code % 256}."
    return None
