"""Learners' web clients: what they write of a page to standard output, and how they end."""

import contextlib
import re
import time

from grader.failures.diagnosis.bodies import of_body
from grader.failures.ended import status_in_words
from grader.failures.errors import (
    NOTHING,
    Failure,
    NotPrinted,
    StillRunning,
    Unseen,
    WrongStatus,
)
from grader.failures.tracebacks import TRACEBACK
from grader.i18n import gettext, gettext_noop
from grader.jail.policy import Policy
from grader.launch.program import Program
from grader.peers.http.asker import WebPeer
from grader.peers.scene import TICK, Waited
from grader.subjects.base import LAST_PRINTS
from grader.subjects.page_statuses import LINE_END, of_status, where_it_is
from grader.subjects.page_visits import PageVisits
from grader.subjects.page_ways import (
    SMALL,
    Arriving,
    Chunks,
    Failing,
    Leaving,
    Writing,
    reading_of,
    way_of,
    way_of_failing,
    without_line_ends,
)
from grader.text import clipped

MOMENT = 12  # ticks
SECONDS_FOR_A_MEBIBYTE = 10.0
WORD = re.compile(r"\w")
GONE = gettext_noop(
    "The server has closed the connection: nothing more can come, and recv() returns b''."
)
NOBODY = gettext_noop(
    "Nobody listens at that address, so connect() raises ConnectionRefusedError: there is no page."
)


class PageClient(PageVisits):
    """A learner's web client: what it writes of the pages that it is given, and how it ends."""

    _stopped: Program | None = None  # the last run that did not end by itself

    def call_nobody(self) -> None:
        """Start the client with a URL where nobody listens, and demand that it fails cleanly.

        Nothing is seen of it before its end, so it has the time to start as well. Raises a Failure.
        """
        told = self.reserve()
        policy = Policy(connect=(self.place.of(told)[1],), bind=(0,))
        self._examination.start([f"http://{told[0]}:{told[1]}/"], stdin=b"\n", policy=policy)
        self.scene.transcript.step(gettext("nobody listens there"))
        start_up = self.scene.patience.start_up
        self.scene.wait(lambda: self.program.ended, "end", pauses=start_up)
        said = clipped(self.program.stdout.text.strip(), 80)
        nobody = gettext(NOBODY)
        stands = gettext("On standard output stands {said!r}.", said=said)
        self._expect_failure(nobody, f"{nobody} {stands}" if said else nobody)

    # ------------------------------------------------------------------ what it writes

    def demand(self, *, end: bool = False, chunks: bool = False, bounds: bool = False) -> None:
        """Demand that what it writes is understood, and that other things can be seen, if need be.

        They are that it ends after a good answer, that it reads chunks, and the bounds of a body:
        who writes all that comes looks for none. Raises Unseen.
        """
        way = self._examination.dialect(Writing).way
        if way == "not" or (bounds and way == "all that comes"):
            raise Unseen("writes_the_body")
        if end and not self._examination.dialect(Leaving).ends:
            raise Unseen("ends_with_status_0")
        if chunks and not self.reads_chunks:
            raise Unseen("reads_chunks")

    @property
    def reads_chunks(self) -> bool:
        """Whether it reads chunks, at least small ones."""
        return self._examination.dialect(Chunks).reads != "none"

    @property
    def reads_to_the_last_chunk(self) -> bool:
        """Whether it reads one chunk after the other."""
        return self._examination.dialect(Chunks).reads not in ("none", "one")

    def sizes(self, *sizes: int) -> tuple[int, ...]:
        """Give sizes of chunks that this client reads, instead of these."""
        reads = self._examination.dialect(Chunks).reads
        if reads == "small":
            return tuple(min(size, SMALL) for size in sizes) + (SMALL,) * SMALL
        return () if reads == "one" else sizes

    def learn_chunks(self, body: bytes, first: int) -> None:
        """Remember which chunks it reads, after this body, whose first one has so many bytes."""
        self._examination.learn(reading_of(body, first, self.program.stdout.data or b""))

    def learn_small_chunks(self, failure: Failure) -> None:
        """Remember that it reads small chunks, and not the larger ones of this failure."""
        self._examination.learn(Chunks("small"))
        failure.establish(
            gettext(
                "Chunks of up to {number} bytes were read before, and larger ones are not: the size of the first one here is written 10, which is 16 in hexadecimal.",
                number=SMALL,
            )
        )

    def learn_writing(self, body: bytes, sent: bytes, failure: Failure) -> None:
        """Remember how this body, which should have been written, was written.

        If it was not, see whether it is when the head of the answer comes in a piece of its own.
        """
        way = way_of(body, self.program.stdout.data or b"")
        if way.way == "not":
            way = self._way_when_apart(body, sent)
            if way.way != "not":
                self._examination.learn(Arriving(heads_alone=True))
                self.scene.transcript.remark(
                    gettext(
                        "then, in a new run, the headers were sent alone, and the body when they had been taken: it was written"
                    )
                )
                failure.establish(
                    gettext(
                        "It wrote the body when that came after the headers, in a piece of its own: the bytes that come in one piece with the blank line are lost."
                    )
                )
        if way.way in ("shown", "among others") and self._writes_all(sent):
            way = Writing("all that comes")
        self._examination.learn(way)

    def _writes_all(self, sent: bytes) -> bool:
        """See in a run aside whether it writes all that comes: headers, and what follows the body."""
        status_line = sent.partition(b"\r\n")[0]
        if status_line not in (self.program.stdout.data or b""):
            return False
        more = b"these letters follow the body"
        try:
            with self.aside(), self.visit() as server:
                server.answer(sent + more)
                server.half_close()
                self.scene.program_ends()
                return more in (self.program.stdout.data or b"")
        except Failure:
            return False

    def learn_blanks(self, body: bytes) -> None:
        """Remember if this body was written but for its blanks and line ends."""
        way = Writing("without blanks")
        if way.fits(body, self.program.stdout.data or b""):
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
        program = self.program

        def is_there() -> bool:
            written = program.stdout.total >= len(body) > 0
            return written and self._fits(body, program.stdout.data or b"", sent)

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
            ends_well = self._examination.passed("ends_with_status_0")
            if ends_well and (is_there() or not program.stdout.total):
                self.expect_end(f"{known} {gettext(GONE)}".strip())
            program.stop(LAST_PRINTS)  # the body may be waiting in a buffer
            program.drain()
            self._stopped = program
        self._compare(body, sent, known)

    def _compare(self, body: bytes, sent: bytes, known: str) -> None:
        written = self.program.stdout.data
        if written is not None and self._fits(body, written, sent):
            return
        written = self.program.stdout.text.encode() if written is None else written
        failure = NotPrinted(
            gettext("Your program wrote something other than the body to standard output.")
            if written
            else gettext("Your program wrote nothing to standard output."),
            expected=body,
            received=written,
            diagnosis=self._why_nothing(body) if not written else of_body(body, written, sent),
        )
        failure.known = known or None
        raise failure

    def _fits(self, body: bytes, written: bytes, sent: bytes) -> bool:
        """Tell whether this is the body of the answer, as the program reads and writes it."""
        keeps_line_ends = self._examination.dialect(Chunks).reads == "with line ends"
        if keeps_line_ends and b"chunked" in sent.partition(b"\r\n\r\n")[0].lower():
            written = without_line_ends(written)
        return self._examination.dialect(Writing).fits(body, written)

    def _why_nothing(self, body: bytes) -> str | None:
        """Say what is known of a program that has written nothing; None if an exception says more."""
        if body and body in (self.program.stderr.data or b""):
            return gettext(
                "The body stands on standard error: sys.stdout.buffer.write(body) writes to standard output."
            )
        if not self.program.stderr.text.strip():
            return gettext("Nothing stands on standard error either.")
        return self._last_words()

    def _last_words(self) -> str | None:
        """Quote the last words on standard error; None if there are none, or an exception."""
        said = self.program.stderr.text
        words = [line for line in said.splitlines() if WORD.search(line)]
        if not words or TRACEBACK in said:
            return None
        return gettext("On standard error stands {said!r}.", said=clipped(words[-1].strip(), 80))

    def _expect_end_before_the_close(
        self, server: WebPeer, known: str, is_followed: bool = False
    ) -> None:
        """Demand that the program ends while the connection is open, perhaps `is_followed` by more.

        `known` says how it could know that the answer was complete. Raises StillRunning.
        """

        def has_ended() -> bool:
            if is_followed:
                server.trickle()
            return self.program.ended

        if self.scene.wait(has_ended, "end", every=TICK) is Waited.DONE:
            self.scene.program_ends()
            return
        failure = StillRunning(
            gettext("Your program has the whole answer, and is still running."), diagnosis=known
        )
        with self.scene.probe(
            gettext("to see what it waits for, the grader then spoke in the server's place:")
        ):
            server.half_close()
            has_waited_for_that = self.scene.program_ends()
        if has_waited_for_that:
            told = gettext("It ended when the server had closed the connection, and not before.")
            failure.establish(f"{told} {known}")
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

    def answer_and_stay(self, sent: bytes, body: bytes, known: str, more: bytes = b"") -> None:
        """Send this answer to a new run of the client, and keep the connection open.

        What is sent `more` is no part of the answer, and bytes go on to come behind it. For a
        client that waits for the close anyway it is closed: that costs another check. Raises a
        Failure.
        """
        if not self.leaves_by_itself:
            self.answer(sent + more, body, known)
            return
        with self.visit() as server:
            server.answer(sent + more)
            self._expect_end_before_the_close(server, known, is_followed=bool(more))
            self.finish(body, sent + more, known)

    def expect_no_wait(self, sent: bytes, body: bytes | None, known: str) -> None:
        """Demand that the client ends when this answer has come, though nobody closes.

        Whether it writes the `body` is judged as well, unless that is None. Raises a Failure.
        """
        with self.visit() as server:
            server.answer(sent)
            self._expect_end_before_the_close(server, known)
            if body is not None:
                self._compare(body, sent, known)

    def expect_trouble(self, sent: bytes, body: bytes, status: str, known: str = "") -> None:
        """Demand that the body of an answer with this status is written, and the status told.

        What else is `known` of the body is told if it is not written. Raises a Failure.
        """
        code, _, reason = status.partition(" ")
        with self.visit() as server:
            server.answer(sent)
            server.half_close()
            written = gettext(
                "The status of the answer is {status}, and its body is written all the same.",
                status=status,
            )
            self.expect_written(body, sent, f"{written} {known}".strip())
            self.expect_told(int(code), reason)

    def expect_failure(self, sent: bytes, known: str) -> None:
        """Demand a clean failure when this was sent, and then the connection closed.

        `known` says what is wrong with it. Raises a Failure.
        """
        with self.visit() as server:
            server.answer(sent)
            server.half_close()
            self._expect_failure(f"{known} {gettext(GONE)}", known)

    def _expect_failure(self, gone: str, known: str) -> None:
        """Demand a clean failure, or one of the way in which this client was found to fail.

        `gone` says why there is nothing left to wait for, and `known` what is wrong. Raises
        StillRunning or Failure, and Unseen if it ends so after good answers as well.
        """
        self.expect_end(gone)
        self.scene.transcript.step(
            gettext("your program ended: {status}", status=status_in_words(self.program.status))
        )
        usual = self._examination.dialect(Leaving).status
        if usual and self.program.status == usual:  # as after a good answer
            raise Unseen("ends_with_status_0")
        way = self._examination.dialect(Failing)
        if way.fits(self.program.status, self.program.stderr.text):
            return
        try:
            self.expect_clean_failure(gone, known)
        except Failure as failure:
            failure.known = None if failure.diagnosis == known else known
            raise

    def learn_failing(self, whole: bytes) -> None:
        """Remember how it has failed, against what it says after this answer, which is whole."""
        status, said = self.program.status, self.program.stderr.text
        with contextlib.suppress(Failure), self.aside(), self.visit() as server:
            server.answer(whole)
            server.half_close()
            self.scene.program_ends()
            self._examination.learn(way_of_failing(status, said, self.program.stderr.text))

    @property
    def leaves_by_itself(self) -> bool:
        """Whether it is not known to wait until the server closes the connection."""
        return not self._examination.lost("does_not_wait_for_the_close")

    # ------------------------------------------------------------------ how it ends

    def expect_end(self, diagnosis: str) -> None:
        """Demand that the program ends by itself, as `Subject.expect_end` does.

        Raises Unseen of a client that is known not to end after good answers, if it does not.
        """
        ends = self._examination.dialect(Leaving).ends
        if not ends and (self._stopped is self.program or not self.scene.program_ends()):
            raise Unseen("ends_with_status_0")
        super().expect_end(diagnosis)

    def expect_good_end(self, known: str = "", is_first: bool = False) -> None:
        """Demand that it ends with status 0, which it did before unless this `is_first`.

        Raises a Failure.
        """
        try:
            self.expect_status(0)
        except WrongStatus as failure:
            failure.known = " ".join(filter(None, (known, self._last_words()))) or None
            if failure.known and not is_first:
                failure.diagnosis = None  # by what means it ends so is no news
            raise

    def learn_leaving(self) -> None:
        """Remember how it has ended, or that it has not, after a good answer."""
        self._examination.learn(Leaving(self.program.ended, self.program.status or 0))

    def expect_told(self, code: int, reason: str) -> None:
        """Demand a line on standard error with this status and reason, and exit status 1.

        Raises a Failure.
        """
        self.expect_end(gettext(GONE))
        said, status = self.program.stderr.text, self.program.status
        number = re.compile(rf"(?<!\d){code}(?!\d)")
        lines = LINE_END.split(said.lower())
        if not any(number.search(line) and reason.lower() in line for line in lines):
            raise NotPrinted(
                gettext(
                    "No line on standard error holds {code} and {reason!r}.",
                    code=code,
                    reason=reason,
                ),
                expected=f"{code} {reason}",
                received=clipped(said, 300) or NOTHING,
                diagnosis=where_it_is(code, reason, said, self.program),
            )
        if status != 1:
            raise WrongStatus(
                gettext(
                    "Your program ended with {status} after an answer with status {code}.",
                    status=status_in_words(status),
                    code=code,
                ),
                expected=status_in_words(1),
                received=status_in_words(status),
                diagnosis=of_status(code, status),
            )
