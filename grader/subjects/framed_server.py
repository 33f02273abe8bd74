"""Learners' servers that speak in frames, on TCP or on a Unix-domain socket."""

import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext, suppress
from dataclasses import replace

from grader.failures.diagnosis.frames import (
    COLLECT,
    of_beginning,
    of_lost_time,
    of_several,
    of_time,
)
from grader.failures.ended import (
    OUT_OF_CPU_TIME,
    status_in_words,
    took_too_much,
)
from grader.failures.errors import ConnectionEnded, Failure, NothingCame, Unseen
from grader.i18n import gettext, gettext_noop
from grader.peers.tcp.frames import FramedPeer, greeting
from grader.peers.tcp.framing import BARE, RULE, Writing, heard
from grader.peers.tcp.ways import Answers, Due, Greetings, Reading, at_first
from grader.subjects.framed import (
    MOMENT,
    PROBE,
    SHORT_MOMENT,
    Way,
    first_part_taken,
)
from grader.subjects.framed_answers import (
    LARGE,
    PROBED,
    WHEN_IT_ANSWERS,
    answers_heard,
    as_it_was_understood,
)
from grader.subjects.framed_visits import FramedVisits
from grader.text import shown_bytes

TO_DIE = 0.5  # seconds, from the end of its connections to its own
NOT_AS_BEFORE = gettext_noop(
    "Frame {number} of this connection was not answered as the one before."
)
SAME_AGAIN = gettext_noop(
    "Frame {number} has the same bytes as the one before: it is a frame like any other."
)


class FramedServer(FramedVisits):
    """A learner's server for framed messages; started when the first client connects."""

    def expect_served(
        self,
        message: bytes,
        by_path: bool = False,
        fragments: int | None = None,
        greeted_rightly: bool = False,
    ) -> None:
        """Demand that the next client is served: answered or, where no answer is understood, greeted.

        Raises Unseen where nothing can be seen of that, or what is wrong.
        """
        connect = self.connect_by_path if by_path else self.connect
        is_first = not self._clients
        with (
            nullcontext() if is_first else self.telling_of_the_end(),
            connect(greeted=not greeted_rightly) as client,
        ):
            if greeted_rightly:
                client.expect_greeting()
            if self.is_understood:
                with self.telling_what_was_left(client):
                    client.ask(message, fragments=fragments)
            elif not greeted_rightly:
                self._demand_greeting_of(client)

    def _demand_greeting_of(self, client: FramedPeer) -> None:
        if not self.greets_somehow:
            raise Unseen("answers_a_frame")
        if not client.has_greeted:
            raise NothingCame(gettext("Your program did not greet the next client."))

    def expect_refusal(self, length: int, client: FramedPeer, fragments: int | None = None) -> None:
        """Demand that the program hangs up when a length promises so many bytes.

        Raises Unseen where its lengths cannot say so, or NothingCame.
        """
        lengths = client.reads.lengths
        if lengths == BARE or length > lengths.most:
            raise Unseen("answers_a_frame")
        client.introduce()
        client.send(lengths.promise(length), fragments)
        before = len(self.scene.transcript.events)
        try:
            client.expect_gone(
                trickle=True,
                diagnosis=gettext(
                    "The length promised {length:,} bytes. A server refuses more than 16,777,216 at once: it closes the connection.",
                    length=length,
                ),
            )
            self._has_refused = True
        except NothingCame as failure:
            if any(event["event"] == "data" for event in self.scene.transcript.events[before:]):
                told = [
                    gettext(
                        "It answered, and left the connection open: a length that is too high is refused by closing the connection."
                    )
                ]
                if length >> 31 and self._has_refused:
                    told.append(
                        gettext(
                            "Lower ones that are too high were refused. This one has its first bit set: read with a sign it is a negative number, and a length has no sign."
                        )
                    )
                failure.diagnosis = " ".join(told)
            self.tell_what_holds_it(failure)
            raise

    # ------------------------------------------------------------------ clients that go away

    def expect_to_survive(self, ways: Sequence[Way], message: bytes) -> None:
        """Demand that it serves the next client after others have gone in each of these ways.

        All go away from one run. If it does not survive that, each has a run of its own, so that
        the story tells of the one that ends it. Raises what is wrong.
        """
        tried: list[Way] = []
        try:
            for way in ways:
                tried.append(way)
                self._go(way)
            self.expect_served(message)
        except Failure:
            scene = self.scene
            scene.failed()
            program, transcript, moment = scene.program, scene.transcript, scene.moment
            for way in reversed(tried):
                scene.transcript = transcript.anew()
                self._expect_to_survive_one(way, message)
            self._examination.end()  # the run that is put back is over, and so has this one to be
            scene.program, scene.transcript, scene.moment = program, transcript, moment
            raise

    def come_and_go(self, leave: Callable[[FramedPeer], None]) -> None:
        """Connect another client, which leaves before it has read anything."""
        with self.connect(greeted=False) as client:
            leave(client)

    def _go(self, way: Way, anew: bool = False) -> None:
        with self.connect(greeted=way.is_greeted, anew=anew, narrow=True) as client:
            if way.is_greeted and self.greets_somehow:
                self._demand_greeting_of(client)
            way.go(client)
            if way.waits:
                self.wait_to_be_let_go(client, way.told)
        self._owed = way.owed

    def _expect_to_survive_one(self, way: Way, message: bytes) -> None:
        self._clients.clear()
        self._go(way, anew=True)
        try:
            self.expect_served(message)
        except Failure as failure:
            program = self.scene.program
            what = failure.message
            is_cut = isinstance(failure, ConnectionEnded)
            if is_cut and program.wait_for_end(time.monotonic() + TO_DIE) and program.status:
                # the system ends the connections of a program that has died
                what = gettext(
                    "Your program ended ({status}) before the next client was served.",
                    status=status_in_words(program.status),
                )
                if stopped := took_too_much(program):
                    what = stopped.message
            failure.message = gettext("A client {told}. {what}", told=way.told, what=what)
            raise

    # ------------------------------------------------------------------ how it speaks

    def expect_greeting(self) -> None:
        """Demand the greeting and nothing more; learn how it greets otherwise.

        Raises what is wrong.
        """
        with self.connect(greeted=False) as client:
            try:
                client.expect_greeting(ticks=MOMENT)
            except Failure as failure:
                self._learn_the_greeting(client, failure)
                raise

    def _learn_the_greeting(self, client: FramedPeer, failure: Failure) -> None:
        came = client.came
        if came:
            way = heard(greeting(), came, "as they came")
            lengths = way.lengths if way and way.lengths != BARE else RULE
            self._examination.learn(Greetings(what=came, lengths=lengths))
        elif isinstance(failure, NothingCame):
            self._learn_when_it_greets(client, failure)

    def _learn_when_it_greets(self, client: FramedPeer, failure: Failure) -> None:
        message = b"abc"
        with self.scene.probe(
            gettext("then, to see whether it greets later, the client sent a frame")
        ):
            client.send(RULE.frame(message))
            came = client.hear_out(MOMENT)
        place = came.find(b"ready ")
        if place < 0:
            self._examination.learn(Greetings("never"))
            if came:
                failure.establish(
                    gettext(
                        "It answered a frame, and sent no greeting: the server speaks first here, when a client connects."
                    )
                )
            return
        end = place + len(greeting())
        self._examination.learn(Greetings("late", came[:end]))
        failure.establish(
            gettext(
                "The greeting came only after the client had sent a frame: the server speaks first here, when a client connects."
            )
        )

    def expect_answer(self, message: bytes) -> None:
        """Demand the answer to a frame and nothing more; learn how it answers otherwise.

        Raises what is wrong.
        """
        with self.connect(anew=True) as client:
            client.send_frames(message)
            try:
                client.expect_frame(message, gettext("the answer"), ticks=SHORT_MOMENT)
            except Failure as failure:
                self._learn_how_it_answers(client, message, failure)
                raise

    def expect_every_answer(self, messages: Sequence[bytes]) -> None:
        """Demand an answer to each of these frames, which come one after the other.

        Raises what is wrong.
        """
        with self.connect() as client:
            if client.at_end:
                client.ask(*messages)
                return
            for number, message in enumerate(messages, 1):
                try:
                    client.ask(message)
                except Failure as failure:
                    self._learn_what_it_wants(messages[:2], failure)
                    if number > 1 and failure.diagnosis is None:
                        told = SAME_AGAIN if message == messages[number - 2] else NOT_AS_BEFORE
                        failure.diagnosis = gettext(told, number=number)
                    raise

    def _learn_what_it_wants(self, messages: Sequence[bytes], failure: Failure) -> None:
        """Send frames with a line end behind each: perhaps all are answered then."""
        wanted = replace(self._examination.dialect(Answers), wants=b"\n")
        try:
            with self._client_aside() as client:
                client.speak(wanted)
                for message in messages:
                    client.ask(message)
        except Failure:
            return
        self._examination.learn(wanted)
        self.scene.transcript.remark(
            gettext(
                "then, in a new run, frames were sent with a line end after each: they were answered"
            )
        )
        failure.establish(
            gettext(
                "It answers every frame when a line end comes after each: it takes more than the length says."
            )
        )

    def expect_answers_together(self, messages: Sequence[bytes]) -> None:
        """Demand the answers to frames that come glued together.

        Raises what is wrong, or Unseen where not even a length and its bytes may come so.
        """
        if self._examination.dialect(Answers).apart:
            raise Unseen("answers_a_frame")
        with self.connect(anew=True) as client:
            sent = b"".join(map(self.framed, messages))
            try:
                client.ask(*messages)
            except Failure as failure:
                became = of_several(sent, client.reads.lengths.width, client.came)
                if not became and isinstance(failure, NothingCame):
                    became = self._what_became_of(client, messages)
                if became:
                    failure.establish(became)
                raise

    def expect_answer_to_pieces(self, message: bytes, size: int) -> None:
        """Demand the answer to a frame that comes in pieces of this size, from a new run.

        Raises what is wrong; with what the program took for a whole, where that can be found out.
        """
        with self.connect(anew=True) as client:
            message = message[: client.most]
            try:
                client.ask(message, fragments=size)
            except Failure as failure:
                told = of_beginning(message[::-1], client.came) if len(message) > LARGE else None
                told = told or self._how_far_it_came(client, message, failure)
                if told := told or self._what_it_takes_for_a_whole():
                    failure.establish(told)
                elif isinstance(failure, NothingCame) and not failure.diagnosis:
                    is_of_pieces = self._answers_in_one_piece(message)
                    failure.diagnosis = gettext(COLLECT) if is_of_pieces else None
                raise

    def _how_far_it_came(self, client: FramedPeer, message: bytes, failure: Failure) -> str | None:
        """Tell how much of a large frame was taken by a program that collects short ones rightly."""
        if not self._examination.passed("takes_fragments") or len(message) <= LARGE:
            return None
        if isinstance(failure, ConnectionEnded):
            self.scene.failed(failure)  # its end is told a moment later
            is_lost = self.program.status == -OUT_OF_CPU_TIME
            return of_lost_time(self.scene.around.source) if is_lost else None
        if not isinstance(failure, NothingCame):
            return None
        left, size = client.left_untaken(SHORT_MOMENT), len(self.framed(message))
        if left is None or failure.received or not left[0]:
            return None
        return of_time(size - left[0], size, left[1], self.scene.around.source)

    def _answers_in_one_piece(self, message: bytes) -> bool:
        """Tell whether a new run answers the same frame when it comes in one piece."""
        with suppress(Failure), self._client_aside() as client:
            client.ask(message)
            return True
        return False

    def _what_it_takes_for_a_whole(self) -> str | None:
        """Send a frame byte by byte to a new run, and wait each time: with what does it go on?"""
        known, found = self._examination.dialect(Answers), None
        if known.at_end or known.due != "at once" or not known.reads.width or known.apart:
            return None
        with suppress(Failure), self._client_aside() as client:
            found = first_part_taken(client, PROBE, self.ticks)
        return self.told_of_part(found, PROBED)

    def _what_became_of(self, client: FramedPeer, messages: Sequence[bytes]) -> str | None:
        """Send one more frame: are those that came together kept, or lost?"""
        one_more = b"one more"
        with self.scene.probe(
            gettext(
                "to see what became of the others, the grader then spoke in the client's place:"
            )
        ):
            client.send_frames(one_more)
            came = client.hear_out(self.ticks)
        if came.startswith(client.writes.frame(one_more)):
            return gettext(
                "One more frame was answered, and those that had come together with the first never were: what had arrived after the first frame is lost."
            )
        if any(came.startswith(client.writes.frame(message)) for message in messages[1:]):
            if not self._examination.passed("answers_every_frame"):
                return gettext("When one more frame arrived, one of those before it was answered.")
            return gettext(
                "When one more frame arrived, one of those before it was answered: those that had come together are kept, and only one is looked at for each arrival."
            )
        return None

    def _learn_how_it_answers(self, client: FramedPeer, message: bytes, failure: Failure) -> None:
        if answers := answers_heard(message, client.came, Reading()):
            self._learn(answers, failure)
            return
        if not client.came and message[::-1].decode() in self.program.stdout.text:
            failure.diagnosis = gettext("The answer was printed, and never sent to the client.")
            return
        if client.end is None and not self.program.ended:
            with self.scene.probe(
                gettext("to see what it waits for, the grader then spoke in the client's place:")
            ):
                client.half_close()
                came = client.came + client.hear_out(self.ticks)
            if answers := answers_heard(message, came, Reading(), at_end=True):
                failure.establish(
                    gettext(
                        "It answered only when the client had closed its sending side: an answer is due when a frame is there, and the client keeps its side open for the next one."
                    )
                )
                self._examination.learn(answers)
                return
        if due := self._when_it_answers(message):
            self._examination.learn(Answers(due=due, is_heard=True))
            failure.establish(gettext(WHEN_IT_ANSWERS[due]))
            return
        if self._answers_apart(message):
            failure.establish(
                gettext(
                    "It answered when the length came alone, and the bytes after it later: the bytes that come together with a length are lost, as by a recv() that asks for more than the four bytes."
                )
            )
            return
        self._try_other_ways(message, failure)

    def _when_it_answers(self, message: bytes) -> Due | None:
        """Send two more frames after this one, one by one; tell which of them bring answers.

        A second one alone would not do: it may also be bytes that the program waits for.
        """
        second, third = b"the second", b"and a third"
        came = []
        try:
            with self._client_aside() as client:
                client.send_frames(message)
                for more in (second, third):
                    client.send_frames(more)
                    came.append(client.hear_out(self.ticks))
        except Failure:
            return None
        first, then, last = (Writing("in reverse order").frame(m) for m in (message, second, third))
        ways: dict[Due, list[bytes]] = {
            "late": [first, then],
            "in pairs": [first + then, b""],
            "not the first": [then, last],
        }
        due = next((due for due, answers in ways.items() if came == answers), None)
        if due:
            self.scene.transcript.remark(
                gettext(
                    "then, in a new run, two more frames followed the first one: {second} came after the second, and {third} after the third",
                    second=shown_bytes(came[0], 40),
                    third=shown_bytes(came[1], 40),
                )
            )
        return due

    def _answers_apart(self, message: bytes) -> bool:
        """Send a length and its bytes apart, to a new run; tell whether they are answered then."""
        way = Reading(apart=True)
        answers = answers_heard(message, self._answer_to(message, way), way)
        if answers is None:
            return False
        self._examination.learn(replace(answers, apart=True))
        self.scene.transcript.remark(
            gettext(
                "then, in a new run, the length was sent alone, and the bytes when it had been taken: they were answered"
            )
        )
        return True

    def _learn(self, answers: Answers, failure: Failure) -> None:
        self._examination.learn(answers)
        if answers.reads == BARE:
            failure.diagnosis = gettext(
                "The bytes of the length are in the answer as well: they say where a message ends, and are no part of it."
            )

    def _try_other_ways(self, message: bytes, failure: Failure) -> None:
        """Send the message in other ways, each to a new run, until one is answered."""
        ways = at_first(Reading(self._examination.dialect(Greetings).lengths))
        for way in ways:
            came = self._answer_to(message, way)
            if answers := answers_heard(message, came, way):
                self._examination.learn(answers)
                self.scene.transcript.remark(
                    gettext(
                        "then, to see how it reads a length, the same message was sent in other ways, each to a new run: with {way} it was answered, by {data}",
                        way=way.named(),
                        data=shown_bytes(came),
                    )
                )
                read, written = as_it_was_understood(way), answers.writes.why("in reverse order")
                is_the_same = answers.writes.lengths == way.lengths
                failure.establish(read if is_the_same or not written else f"{read} {written}")
                return

    def _answer_to(self, message: bytes, way: Reading) -> bytes:
        """Give what comes from a new run for a message that is sent in some way."""
        try:
            with self._client_aside() as client:
                client.reads = way
                client.send_frames(message)
                return client.hear_out(self.ticks)
        except Failure:
            return b""
