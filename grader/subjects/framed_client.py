"""Learners' clients that speak in frames, on TCP or on a Unix-domain socket."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace

from grader.failures.diagnosis.frames import COLLECT
from grader.failures.diagnosis.prints import SOMETHING_ELSE, written_by_itself
from grader.failures.diagnosis.texts import CUT_IN_TWO, of_lost_characters
from grader.failures.errors import (
    Failure,
    NothingCame,
    NotPrinted,
    StillRunning,
    Unseen,
    WrongStatus,
)
from grader.i18n import gettext
from grader.jail.policy import Policy
from grader.peers.tcp.connect import Address, TcpListener
from grader.peers.tcp.frames import LinesPeer
from grader.peers.tcp.framing import RULE, heard
from grader.peers.tcp.ways import Lines, Reading, at_first
from grader.subjects.base import first_out_of_turn
from grader.subjects.framed import (
    MOMENT,
    PATH,
    PROBE,
    SHORT_MOMENT,
    Framed,
    Taken,
    first_part_taken,
    meaning,
    prepare_for_socket,
)
from grader.subjects.framed_replies import (
    CALLED,
    FRAMES,
    NO_GOOD_END,
    PART_OF_A_LENGTH,
    PROBED,
    Frame,
    Left,
    as_it_was_left,
    as_it_was_read,
)
from grader.subjects.words import as_shown
from grader.text import clipped, shown_bytes

UNSEEN = "\0\ufeff"  # characters that no terminal shows


class FramedClient(Framed):
    """A learner's client for framed messages; `accept` starts it and gives the server's side."""

    rule, does = "connects", "calls"
    _listener: TcpListener[LinesPeer] | None = None
    _doors: ExitStack | None = None  # which closes listeners later than at their first connection

    def accept(self, text: str) -> LinesPeer:
        """Start the client with this standard input, and take its connection.

        Raises NotReachable, what ended the program, or Unseen if it called nobody before.
        """
        told = self.reserve()
        host, port = self.place.of(told)
        policy = Policy(connect=(port,), bind=(0,))

        def start() -> None:
            self._examination.start(told, stdin=text.encode(), policy=policy)

        with self.finding_its_calls(told, start):
            return self._accept((host, port), start, text)

    def accept_by_path(self, text: str) -> LinesPeer:
        """Start the client with the path of a Unix-domain socket in its folder (see `accept`).

        Raises NotHere where this system has no such sockets, or Unseen, as `accept` does.
        """
        self.demand_place()
        path = prepare_for_socket(self._examination)
        policy = Policy(bind=(0,), unix=True)
        return self._accept(
            path.outside,
            # a path need not hold a /
            lambda: self._examination.start([PATH], stdin=text.encode(), policy=policy),
            text,
        )

    def _accept(self, address: Address, start: Callable[[], object], text: str) -> LinesPeer:
        self.scene.transcript.step(gettext("its input {text!r}", text=text))
        with ExitStack() as doors:
            listener = TcpListener(self.scene.network, address, LinesPeer)
            self._listener = (self._doors or doors).enter_context(listener)
            start()
            server = listener.accept(self.scene)
        server.follow(self._examination.dialect(Lines), self._examination.dialect(Reading))
        return server

    @contextmanager
    def listening_on(self) -> Iterator[None]:
        """Go on listening when it has connected; where it fails then, say if it came once more."""
        with ExitStack() as self._doors:
            try:
                yield
            except StillRunning as failure:
                if self._listener and self._listener.is_called:
                    failure.diagnosis = gettext(
                        "It has connected to the server a second time. A reply that was cut is a failure: the program ends, and does not ask again."
                    )
                raise
            finally:
                self._doors = None

    # ------------------------------------------------------------------ what can be seen of it

    @property
    def is_understood(self) -> bool:
        """Whether its lines come as they should, or are understood all the same."""
        passed = self._examination.passed("sends_a_line")
        return passed or self._examination.dialect(Lines).is_heard

    def need_lines(self) -> None:
        """Demand that lines which this program sends can be judged. Raises Unseen."""
        if not self.is_understood:
            raise Unseen("sends_a_line")

    @property
    def most(self) -> int:
        """The most bytes that a frame can carry in the way in which this program writes."""
        return self._examination.dialect(Lines).writes.lengths.most

    def framed(self, text: bytes) -> bytes:
        """Give the frame of a text, as this program reads it."""
        return self._examination.dialect(Reading).frame(text)

    def expect_reply_printed(self, text: str) -> None:
        """Demand that a reply is printed, if this program prints replies at all.

        Raises NotPrinted.
        """
        if self._examination.passed("prints_the_reply"):
            self.demand_reply_printed(text)

    def demand_reply_printed(self, text: str, line: str = "") -> None:
        """Demand that the reply to a line is printed; whether as text, only letters of others show.

        What no font shows may be written as Python does, too.

        Raises NotPrinted.
        """
        try:
            has_forms = text.isascii() or not text.isprintable()
            self.expect_printed(text, *(as_shown(text) if has_forms else ()))
        except NotPrinted as failure:
            if told := self._instead_of(text):
                failure.diagnosis = told
            elif failure.diagnosis != gettext(SOMETHING_ELSE):
                pass  # it says more
            elif line and line in self.program.stdout.text:
                failure.diagnosis = gettext(
                    "The line that was sent is printed, and not what came back."
                )
            else:
                failure.diagnosis = self._last_words() or failure.diagnosis
            raise

    def _last_words(self) -> str | None:
        """Tell what a program wrote to standard error that has not printed a reply, or None."""
        said = self.program.stderr.text.strip()
        if not said or "Traceback" in said:
            return None
        return gettext(
            "No part of it was printed; on standard error stands {said!r}.",
            said=clipped(said.splitlines()[-1], 80),
        )

    @contextmanager
    def reading(self, reply: str) -> Iterator[None]:
        """Have the program read this reply; where it fails then, say which part it has printed."""
        try:
            yield
        except Failure as failure:
            self.program.drain()
            failure.diagnosis = self._instead_of(reply) or failure.diagnosis
            raise

    @contextmanager
    def in_pieces(self) -> Iterator[None]:
        """Send it frames in pieces; where it fails then, find out what it takes for a whole."""
        try:
            yield
        except Failure as failure:
            if told := self._what_it_takes_for_a_whole():
                failure.establish(told)
            elif isinstance(failure, NothingCame) and not failure.diagnosis:
                failure.diagnosis = gettext(COLLECT)
            raise

    def _what_it_takes_for_a_whole(self) -> str | None:
        """Send the greeting and a reply byte by byte to a new run: with what does it go on?"""
        reads = self._examination.dialect(Reading)
        if not reads.is_greeted or reads.apart or reads.frames > 1 or not reads.lengths.width:
            return None
        found: Taken | None = None
        frame: Frame = "greeting"
        with suppress(Failure), self.aside(), self.accept("a line\n") as server:
            for frame in FRAMES:
                said = server.hear_out(self.ticks)
                if server.end or (said and frame == "greeting"):
                    break  # it waits for nothing
                if found := first_part_taken(server, PROBE, self.ticks):
                    break
        return self.told_of_part(found, PROBED[frame])

    def expect_replies_in_order(self, replies: Sequence[str]) -> None:
        """Demand that all replies are printed one after the other, if it prints replies at all.

        All of them have been printed somewhere. Raises NotPrinted.
        """
        if not self._examination.passed("prints_the_reply"):
            return
        if self._comes(lambda printed: first_out_of_turn(replies, printed) is None):
            return
        printed = self.program.stdout.text
        number = (first_out_of_turn(replies, printed) or 0) + 1
        twin = replies.index(replies[number - 1]) + 1
        raise NotPrinted(
            gettext(
                "Your program did not print the reply to line {line} after those before it.",
                line=number,
            ),
            expected="\n".join(replies),
            received=printed,
            diagnosis=gettext(
                "Line {line} has the same reply as line {earlier}, and it was not printed again: each line has a reply of its own.",
                line=number,
                earlier=twin,
            )
            if twin < number
            else gettext("All replies were printed, in another order than that of the lines."),
        )

    def _instead_of(self, text: str) -> str | None:
        """Tell what was printed instead of a reply, or None."""
        printed = self.program.stdout.text
        has_read_such = self._examination.passed("sends_utf8")  # when it came in one piece
        if has_read_such and of_lost_characters(text, printed, self.scene.around.source):
            return gettext(CUT_IN_TWO)
        size = len(text.encode())
        for width, told in PART_OF_A_LENGTH.items():
            low = size % 256**width
            if 0 < low < size and text[:low] in printed and text[: low + 1] not in printed:
                return gettext(told, size=size, low=low)
        if re.search(rf"(?<!\d){size}(?!\d)", printed) and text[:4] not in printed:
            return gettext(
                "The number of its bytes is printed ({size}), and not its text.", size=size
            )
        letters = text.strip(UNSEEN)
        if letters != text and re.search(rf"{re.escape(letters)}\s*$", printed, re.M):
            return gettext("Its letters were printed, and the rest of it was not.")
        return None

    def expect_good_end(self) -> None:
        """Demand that it ends by itself with status 0. Raises StillRunning or WrongStatus."""
        try:
            self.expect_status(0)
        except WrongStatus as failure:
            said = self.program.stderr.text.strip()
            if said and self.program.status == 1 and "Traceback" not in said:
                failure.diagnosis = gettext(
                    "It wrote {said!r} to standard error and ended with status 1, as sys.exit() does with a text: 0 means that all was well.",
                    said=clipped(said, 40),
                )
            raise

    # ------------------------------------------------------------------ how it speaks

    def expect_greeting_printed(self, text: str, line: str, reply: str) -> None:
        """Demand that it prints this greeting; learn how it reads frames otherwise.

        Raises what is wrong.
        """
        with self.accept(line + "\n") as server:
            server.greet(text.encode())
            said = server.hear_out(MOMENT)  # whether it is right is another check's concern
            has_left = server.end is not None
            server.send_frames(reply.encode())  # it may print everything at its end
            server.part(ticks=MOMENT)
            try:
                self.expect_printed(text)
            except Failure as failure:
                self._learn_how_it_reads(text, line, reply, bool(said), failure)
                raise
        if has_left and said:
            self._expect_greeting_to_be_one(text, line, reply)

    def _learn_how_it_reads(
        self, text: str, line: str, reply: str, has_spoken: bool, failure: Failure
    ) -> None:
        """Find out how this program reads frames, since it has not printed the greeting."""
        if text in written_by_itself(self.program.stderr.text):
            failure.diagnosis = gettext(
                "The text came on standard error: print() without a file writes to standard output."
            )
            return
        if has_spoken and not self._speaks_after(text, line, None):
            read = gettext("It has read the greeting, since its line came only after it.")
            failure.diagnosis = " ".join(filter(None, [failure.diagnosis, read]))
            return
        apart = Reading(apart=True)
        if self._prints(text, line, reply, apart):
            self._examination.learn(apart)
            self.scene.transcript.remark(
                gettext(
                    "then, in a new run, the length was sent alone, and the bytes when it had been taken: the greeting was printed"
                )
            )
            failure.establish(
                gettext(
                    "It printed the greeting when the length came alone, and the bytes after it later: the bytes that come together with a length are lost, as by a recv() that asks for more than the four bytes."
                )
            )
            return
        for way in at_first(Reading()):
            if self._prints(text, line, reply, way):
                self._examination.learn(way)
                self.scene.transcript.remark(
                    gettext(
                        "then, to see how it reads a length, the server greeted in other ways, each a new run: with {way} the greeting was printed",
                        way=way.named(),
                    )
                )
                failure.establish(as_it_was_read(way))
                return

    def _expect_greeting_to_be_one(self, text: str, line: str, reply: str) -> None:
        """Look closer at a client that has left without a reply: what did it print as the greeting?

        Raises Failure.
        """
        before = self._speaks_after(text, line, 0)
        if not before and not self._prints_what_follows(text, line):
            return  # it reads the greeting first; that it waits for no reply is another rule
        failure = Failure(
            gettext("Your program printed the greeting where a reply belongs."),
            expected=gettext("the greeting first, and then a line and its reply"),
            received=gettext(
                "a line before the greeting had come, then the greeting as its reply, and an end"
            )
            if before
            else gettext(
                "a line when only the greeting's length had come, then the greeting as its reply, and an end"
            ),
            diagnosis=gettext(
                "It reads no greeting before its line: the first frame that it reads is the greeting, and the reply to its line comes after that."
            )
            if before
            else None,  # how it reads a length is found out below
        )
        self.scene.transcript.remark(
            gettext("then, in a new run, it sent its line before the greeting had come")
            if before
            else gettext(
                "then, in a new run, it sent its line when only the greeting's length had come"
            )
        )
        if before:
            self._examination.learn(Reading(is_greeted=False))
        else:
            self._learn_how_it_reads(text, line, reply, False, failure)
        raise failure

    def _speaks_after(self, text: str, line: str, count: int | None) -> bool:
        """Tell whether it speaks when so many bytes of the greeting have come; None: its length."""
        whole = RULE.frame(text.encode())
        piece = whole[: RULE.width if count is None else count]
        try:
            with self.aside(), self.accept(line + "\n") as server:
                server.send(piece)
                return bool(server.hear_out(self.ticks))
        except Failure:
            return False

    def _prints_what_follows(self, text: str, line: str) -> bool:
        """Tell whether it speaks after the greeting's length, and prints the text that comes then."""
        whole = RULE.frame(text.encode())
        try:
            with self.aside(), self.accept(line + "\n") as server:
                server.send(whole[: RULE.width])
                has_spoken = bool(server.hear_out(self.ticks))
                server.send(whole[RULE.width :])
                server.part(ticks=SHORT_MOMENT)
                self.expect_printed(text)
                return has_spoken
        except Failure:
            return False

    def _prints(self, text: str, line: str, reply: str, way: Reading) -> bool:
        """Tell whether it prints a greeting that comes in some way, and then waits for the reply."""
        try:
            with self.aside(), self.accept(line + "\n") as server:
                server.reads = way
                server.send_frames(text.encode())
                server.hear_out(self.ticks)
                has_left = server.end is not None
                server.send_frames(reply.encode())
                server.part(ticks=SHORT_MOMENT)
                self.expect_printed(text)
                return not has_left
        except Failure:
            return False

    def expect_line(self, greeting: str, line: str) -> None:
        """Demand the frame of a line and nothing more; learn how it sends lines otherwise.

        Raises what is wrong.
        """
        with self.accept(line + "\n") as server:
            server.greet(greeting.encode())
            try:
                server.expect_frame(line.encode(), gettext("the line's frame"), ticks=SHORT_MOMENT)
            except Failure as failure:
                if way := heard(line.encode(), server.came, LinesPeer.turn):
                    self._examination.learn(Lines(way, is_heard=True))
                elif server.came and server.end is None:
                    self._learn_its_preface(server, line.encode(), failure)
                elif isinstance(failure, NothingCame):
                    self._learn_what_it_waits_for(server, line.encode(), failure)
                raise

    def _learn_what_it_waits_for(self, server: LinesPeer, line: bytes, failure: Failure) -> None:
        """Send a second frame behind the greeting: perhaps the line comes then."""
        with self.scene.probe(
            gettext("to see what it waits for, the grader then spoke in the server's place:")
        ):
            server.send_frames(b"and welcome")
            came = server.hear_out(self.ticks)
        if way := heard(line, came, LinesPeer.turn):
            self._examination.learn(Lines(way, is_heard=True))
            self._examination.learn(replace(self._examination.dialect(Reading), frames=2))
            failure.establish(
                gettext(
                    "The line came when a second frame had followed the greeting: the server sends one frame when a client connects, and then it is the client's turn."
                )
            )

    def _learn_its_preface(self, server: LinesPeer, line: bytes, failure: Failure) -> None:
        """Answer what came instead of a line: perhaps the line comes then."""
        preface = server.came
        with self.scene.probe(
            gettext("to see what comes next, the grader then spoke in the server's place:")
        ):
            server.send_frames(b"well")
            came = server.hear_out(self.ticks)
        if way := heard(line, came, LinesPeer.turn):
            self._examination.learn(Lines(way, is_heard=True, preface=preface))
            failure.establish(
                gettext(
                    "The line came after {data} had been answered: a client sends the lines of its input, and nothing before them.",
                    data=shown_bytes(preface, 30),
                )
            )

    def expect_failure_as_it_was_left(
        self, frame: Frame, text: str, came: int, left: Left = "its side"
    ) -> None:
        """Demand a clean failure of a client whose server has gone. Raises StillRunning or Failure.

        So many bytes of the `frame` with this text had come by then.
        """
        with meaning(as_it_was_left(frame, len(self.framed(text.encode())), text, came, left)):
            self.expect_clean_failure(
                gettext("The server has gone, and nothing more can come."),
                self._what_it_made_of_the_end(frame, text, came, left),
            )

    def _what_it_made_of_the_end(self, frame: Frame, text: str, came: int, left: Left) -> str:
        """Explain, if it ends with status 0, why this end was not a good one."""
        self.expect_end(gettext("The server has gone, and nothing more can come."))
        header = len(self.framed(text.encode())) - len(text.encode())
        beginning = text.encode()[: max(0, came - header)].decode("utf-8", "ignore")
        told = []
        if beginning and re.search(rf"{re.escape(beginning)}\s*$", self.program.stdout.text, re.M):
            told.append(
                gettext(
                    "It printed the part of the {frame} that had come, and ended as it does when all has come: compare the number of bytes that you have with the length.",
                    frame=gettext(CALLED[frame]),
                )
            )
        if left != "its side" or not told:
            told.append(gettext(NO_GOOD_END[left]))
        return " ".join(told)
