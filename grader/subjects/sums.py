"""A learner's client that has numbers added by a server, over UDP."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from grader.failures.diagnosis.sums import of_missing_total, of_missing_words
from grader.failures.ended import trace_of
from grader.failures.errors import (
    Failure,
    Mismatch,
    NothingCame,
    NotPrinted,
    ProgramEnded,
    Surplus,
    WrongStatus,
)
from grader.i18n import gettext
from grader.peers.sums import Parts, request_form
from grader.subjects.alone import NO_ANSWER
from grader.subjects.base import apart, pattern_of
from grader.subjects.sendings import (
    Living,
    Resending,
    Sending,
    of_another,
)
from grader.subjects.sum_asker import LATE, SumAsker
from grader.text import end_of

AT_ONCE = 0.05  # seconds after its last sending; who sends again so soon has not waited
PROMPT = 0.09  # seconds after its request that an answer of ours leaves, if we get our turn
OF_A_THREAD = "Exception in thread "  # what Python writes before its traceback
MOST_SENDINGS = 11  # of one request, before we believe that it never gives up
MOST_AT_ONCE = 100  # of one request, those included that come with another one


class SumClient(SumAsker):
    """A learner's client that has numbers added, and the server that it talks to."""

    # -------------------------------------------------------------- answers

    def answer_with(self, sending: Sending, total: int) -> None:
        """Answer a request with this total."""
        self._answered, self._answered_at = sending.data, self._server.now()
        self._repeated = 0
        self.was_late = self.was_late or self._answered_at > sending.arrived + PROMPT
        self._server.answer(sending.reply(total))

    def reply(self, data: bytes) -> None:
        """Send these bytes to where the last datagram came from, as a stray: they are no answer."""
        self._server.answer(data, "stray")

    def note_stray(self, total: int, what: str) -> None:
        """Remember that this total is none of an answer; `what` says what bore it."""
        self._strays[total] = what

    def expect_first_total(self, total: int, sending: Sending) -> None:
        """Demand that this total is printed; learn if the program ends at its answer.

        Raises NotPrinted.
        """
        try:
            self.expect_total(total, sending)
        except NotPrinted:
            if trace_of(self.program):
                self._examination.learn(Living(dies_of_answers=True))
            raise

    def expect_total(self, total: int, sending: Sending, otherwise: str | None = None) -> None:
        """Demand that this total is printed. Raises NotPrinted, which says what was instead.

        `otherwise` is what may be said if nobody knows that.
        """
        try:
            self.expect_printed_apart(str(total))
        except NotPrinted as missing:
            others: dict[str, str] = {str(stray): what for stray, what in self._strays.items()}
            others[sending.name.decode("ascii", "replace")] = gettext("the ID of its request")
            others[str(sending.number)] = gettext("the number that it had sent")
            told = of_missing_total(total, self.program.stdout.text, others)
            trace = trace_of(self.program)
            if trace and otherwise:
                name = trace.exception.rpartition(".")[2]
                ended = (
                    gettext("{exception} ended one of its threads.", exception=name)
                    if OF_A_THREAD in self.program.stderr.text
                    else gettext("{exception} ended it.", exception=name)
                )
                raise Failure(
                    missing.message,
                    expected=missing.expected,
                    received=missing.received,
                    diagnosis=f"{ended} {otherwise}",
                ) from None
            missing.diagnosis = told or otherwise or missing.diagnosis
            raise

    def expect_total_of_line(
        self, line: int, total: int, sending: Sending, late: Mapping[int, int]
    ) -> None:
        """Demand that the total of this line is printed.

        `late` has the totals of late answers, with the line at which each came: where one was
        printed, that line is told. Raises NotPrinted, or Failure.
        """
        try:
            self.expect_total(total, sending)
        except NotPrinted:
            printed = self.program.stdout.text.split()
            wrong = next((wrong for wrong in late if str(wrong) in printed), None)
            if wrong is None:
                raise
            at = late[wrong]
            raise Failure(
                gettext(
                    "Your program printed another total than its own for line {line} of its input.",
                    line=at,
                ),
                expected=gettext("the total in the answer to line {line}", line=at),
                received=self.program.stdout.text,
                diagnosis=gettext(
                    "For line {line} it printed {total}, which is the total in a late answer to line {earlier}: the ID in it is that of line {earlier}.",
                    line=at,
                    total=wrong,
                    earlier=at - 1,
                ),
            ) from None

    def expect_no_answer(self) -> None:
        """Demand that the words `no answer` are printed. Raises NotPrinted."""
        try:
            self.expect_printed(NO_ANSWER)
        except NotPrinted as missing:
            out, err = self.program.stdout.text, self.program.stderr.text
            missing.diagnosis = of_missing_words(NO_ANSWER, out, err) or missing.diagnosis
            raise

    def expect_no_answer_before(self, total: int) -> None:
        """Demand that `no answer`, which was printed for line 1, stands before the total of line 2.

        Whether that total was printed is another check's concern. Raises Mismatch.
        """
        printed = self.program.stdout.text
        told = apart(str(total)).search(printed)
        if told is None or printed.find(NO_ANSWER) < told.start():
            return
        raise Mismatch(
            gettext(
                "Your program printed {words} after the total of a later line.",
                words=repr(NO_ANSWER),
            ),
            expected=f"{NO_ANSWER}, {total}",
            received=end_of(printed, 200),
            diagnosis=gettext(
                "Line 1 of its input had got no answer before line 2 was sent. Line 2 was answered with {total}: what is printed for line 1 stands before that.",
                total=total,
            ),
        )

    def expect_status(self, status: int, diagnosis: str | None = None) -> None:
        """Demand that the program ends by itself with this status, as every subject's does.

        An exception that ended it says more than `diagnosis`.
        """
        try:
            super().expect_status(status, diagnosis)
        except WrongStatus as wrong:
            wrong.diagnosis = None if trace_of(self.program) else diagnosis
            raise

    # -------------------------------------------------------------- sending again

    def again(self, first: Sending) -> Sending:
        """Take the next datagram, which has to be `first` once more, from the same socket.

        Raises Mismatch, NothingCame or what ended the program.
        """
        self._server.lose()
        second = self.sending(gettext("the request again"))
        if not self._is_same(first, second):
            raise Mismatch(
                gettext("Your program sent something other than the same datagram again."),
                expected=first.data,
                received=second.data,
                diagnosis=of_another(first, second),
            )
        self.expect_same_socket(first, second)
        return second

    def first_again(self, first: Sending) -> Sending:
        """Take `first` once more, as `again` does; learn how it is sent again if otherwise.

        Raises Mismatch, NothingCame or what ended the program.
        """
        try:
            return self.again(first)
        except (NothingCame, ProgramEnded) as failure:
            if NO_ANSWER in self.program.stdout.text:
                failure.diagnosis = gettext(
                    "It printed {words} after one sending.", words=NO_ANSWER
                )
            raise
        except Mismatch as mismatch:
            data = mismatch.received
            if mismatch.received == first.data or not isinstance(data, bytes):
                self._learn(replace(self._resending, from_new_socket=True))
            elif (parts := self._form.read(data)) and parts.number == first.number is not None:
                has_moved = self._server.sender != first.sender
                self._learn(Resending(with_new_id=True, from_new_socket=has_moved))
            elif parts and parts.name == first.name:
                self._learn(replace(self._resending, with_other_number=True))
            elif (form := request_form(data)) and form.parts == Parts(first.name, first.number):
                self._learn(replace(self._resending, changed=True))
                mismatch.diagnosis = of_another(first, replace(first, data=data))
            raise

    def _learn(self, resending: Resending) -> None:
        self._resending = resending
        self._examination.learn(resending)

    def _is_same(self, first: Sending, second: Sending) -> bool:
        if self._resending.with_new_id and first.number is not None:
            return first.number == second.number
        if self._resending.with_other_number:
            return first.name == second.name
        if self._resending.changed:
            return (first.name, first.number) == (second.name, second.number)
        return first.data == second.data

    def learn_that_it_sends_again(self) -> None:
        """Remember that the program does send again, though the check for that has failed."""
        self._learn(replace(self._resending, is_seen=True))

    def learn_that_it_goes_on(self) -> None:
        """Remember that each line has its request, though the check for that has failed."""
        self._examination.learn(Living(goes_on=True))

    def learn_its_waits(self, waits: Sequence[float]) -> None:
        """Remember how long its waits are, one after the other."""
        self._learn(replace(self._resending, waits=tuple(waits)))

    def expect_same_socket(self, first: Sending, *others: Sending, learning: bool = False) -> None:
        """Demand that all of these sendings came from one address and port. Raises Mismatch."""
        for other in others:
            if other.sender != first.sender and not self._resending.from_new_socket:
                if learning:
                    self._learn(replace(self._resending, from_new_socket=True))
                raise Mismatch(
                    gettext("Your program sent the same datagram again, but from another socket."),
                    expected=gettext("from port {port}, as the first time", port=first.sender[1]),
                    received=gettext("from port {port}", port=other.sender[1]),
                    diagnosis=gettext(
                        "The server knows a client by its address and port: from another one it is a new request."
                    ),
                )

    def now(self) -> float:
        """Tell the time by the clock of the sendings, in seconds."""
        return self._server.now()

    def let_pass(self, seconds: float) -> None:
        """Wait so many seconds, or until a datagram comes or something happens to the program."""
        self._server.pause(seconds)

    def expect_no_more_of_it(self) -> None:
        """Demand that the answered request does not come again until the program ends.

        A datagram that arrives within LATE seconds of the answer does not count: it may have
        left before the answer was read. Raises Surplus.
        """
        self.scene.program_ends()
        before = self._server.arrived
        self.was_prompt = self._answered_at < before + AT_ONCE / 2
        while (data := self._server.take()) is not None:
            arrived = self._server.arrived
            # who sends so soon after a sending has not waited, but got the answer
            is_at_once = self._answered_at < arrived < before + AT_ONCE
            if self._is_answered(data) and (is_at_once or arrived > self._answered_at + LATE):
                raise Surplus(
                    gettext("Your program sent the request again although it had been answered."),
                    expected=b"",
                    received=data,
                    diagnosis=gettext("It came as soon as the answer had been sent.")
                    if is_at_once
                    else gettext(
                        "It came {seconds:.1f} seconds after the answer had been sent.",
                        seconds=arrived - self._answered_at,
                    ),
                )
            self._note_repeated(data)
            before = arrived

    def others_sent(self) -> int:
        """Count the datagrams that have come and differ from the request that was answered last."""
        came = iter(self._server.take, None)
        return len({data for data in came if not self._is_answered(data)})

    def expect_nothing_else(self, sendings: Sequence[Sending]) -> None:
        """Demand that nothing but these sendings has come when the program ends. Raises Surplus."""
        self.scene.program_ends()
        while (data := self._server.take()) is not None:
            if not any(data == sending.data for sending in sendings):
                raise Surplus(
                    gettext(
                        "Your program sent a datagram that is no request for a line of its input."
                    ),
                    expected=b"",
                    received=data,
                    diagnosis=gettext(
                        "It came after the request for the last line: a line is all that a request is sent for."
                    ),
                )

    def sendings_until_another(self, first: Sending) -> tuple[list[Sending], Sending | None]:
        """Take all sendings of the request of `first`; give them, and the next request or None."""
        sendings, moments = [first], 1
        while moments < MOST_SENDINGS and len(sendings) < MOST_AT_ONCE:
            self._server.lose()
            try:
                sending = self.sending()
            except (NothingCame, ProgramEnded):
                return sendings, None
            if not self._is_same(first, sending):
                return sendings, sending
            moments += sending.arrived > sendings[-1].arrived + AT_ONCE
            sendings.append(sending)
        return sendings, None

    def later_sendings(self, first: Sending) -> list[Sending]:
        """Give the sendings of the request of `first` that have come since the last datagram was taken."""
        found = []
        while (data := self._server.take()) is not None:
            if (parts := self._read(data)) is None:
                continue
            sending = self._taken(data, parts)
            found += [sending] * self._is_same(first, sending)
        return found

    def expect_again_despite(self, first: Sending, stray: str) -> Sending:
        """Take `first` once more after a stray datagram, which must not have been its answer.

        Raises Mismatch, NothingCame or what ended the program.
        """
        try:
            return self.again(first)
        except (NothingCame, ProgramEnded) as failure:
            failure.diagnosis = self._of_printed_stray() or failure.diagnosis
            failure.known = gettext(
                "After {stray} it did not send its request again, as it does when nothing comes.",
                stray=stray,
            )
            raise

    def _of_printed_stray(self) -> str | None:
        """Say that it printed the total of a stray, or None."""
        printed = self.program.stdout.text
        for total, what in self._strays.items():
            if pattern_of(str(total)).search(printed):
                return gettext("It printed {word}, which is {meaning}.", word=total, meaning=what)
        return None
