"""A learner's client that has numbers added by a server, over UDP."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
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
    Unseen,
    WrongStatus,
)
from grader.jail.policy import Policy
from grader.peers.scene import Waited
from grader.peers.sums import Parts, RequestForm, form_of_first, request_form
from grader.peers.udp import UdpListener
from grader.subjects.alone import NO_ANSWER, Alone, outcome_of
from grader.subjects.base import Examination
from grader.subjects.sendings import (
    Greeting,
    Living,
    Resending,
    Sending,
    of_another,
    of_opaque,
    of_other_number,
)
from grader.subjects.udp import UdpClient
from grader.text import shown_bytes

AT_ONCE = 0.05  # seconds after its last sending; who sends again so soon has not waited
LATE = 0.3  # seconds after its answer; a program that asks again later than that does not listen
PROMPT = 0.09  # seconds after its request that an answer of ours leaves, if we get our turn
MOST_SENDINGS = 11  # of one request, before we believe that it never gives up
MOST_REPEATED = 20  # datagrams of an answered request; who sends more of them does not listen


class SumClient(UdpClient):
    """A learner's client that has numbers added, and the server that it talks to."""

    def __init__(self, examination: Examination) -> None:
        super().__init__(examination)
        self._form = examination.dialect(RequestForm)
        self._resending = examination.dialect(Resending)
        self._is_greeting_due = False  # the first request of this run has not come yet
        self._numbers: list[int] = []  # the lines of its input
        self._answered: bytes | None = None  # the last request of this run that was answered
        self._answered_at = 0.0  # by the server's clock
        self._repeated = 0  # datagrams of answered requests
        self.was_late = False  # an answer of ours left so late that a right program may be gone
        self.was_prompt = True  # it left so early that what came at once was sent because of it
        self._strays: dict[int, str] = {}  # totals that must not be taken, and what bore them

    def start(self, text: str) -> None:
        """Start the client with this standard input, and forget the answers to an earlier run."""
        super().start(text)
        self._numbers = [int(line) for line in text.split()]
        self._strays = {}
        self._answered, self._repeated = None, 0
        self._is_greeting_due = self._greets
        self.was_late = False

    def alone(self, numbers: Sequence[int], pauses: float) -> Alone:
        """Run the client where no server is; it may rightly let `pauses` seconds pass until it ends."""
        self._examination.end()
        nobody = self._examination.ports.reserve()
        is_called = self.place.of(nobody) == self._address  # whatever it is told
        if is_called:
            self._server.close()
        text = "".join(f"{number}\n" for number in numbers)
        self.scene.transcript.step(f"its input {text!r}, and a port where nobody receives")
        self._examination.start(nobody, stdin=text.encode(), policy=Policy(sockets="udp"))
        pauses += self.scene.patience.start_up  # that it has begun cannot be seen here
        waited = self.scene.wait(lambda: self.program.ended, "end", pauses=pauses)
        outcome = outcome_of(self.program, has_ended=waited is Waited.DONE)
        if is_called:
            self._examination.end()  # it may have taken the address
            self._server = UdpListener(self.scene, self._address)
        return outcome

    # -------------------------------------------------------------- what can be seen

    def demand_requests(self, readable: bool = True) -> None:
        """Raise Unseen if the program sent no request, or (`readable`) none that can be read."""
        is_right = self._form == RequestForm()
        if is_right and (self.is_elsewhere or self._examination.passed("sends_a_request")):
            return
        if not self._greets and (is_right or (readable and self._form.is_opaque)):
            raise Unseen("sends_a_request")

    @property
    def _greets(self) -> bool:
        return self._examination.dialect(Greeting) != Greeting()

    def demand_resending(self) -> None:
        """Raise Unseen if the program was not seen to send a request again."""
        self.demand_requests(readable=False)
        if not self._examination.passed("sends_again") and self._resending == Resending():
            raise Unseen("sends_again")

    @property
    def known_waits(self) -> tuple[float, ...]:
        """The seconds from each sending to the next, where they are known not to be as asked for."""
        return self._resending.waits

    def demand_known_waits(self) -> None:
        """Raise Unseen if nobody knows how long it waits each time."""
        if not self.known_waits:
            raise Unseen("waits_a_fifth_of_a_second")

    def demand_several_lines(self) -> None:
        """Raise Unseen if the program was not seen to go from one line to the next."""
        goes_on = self._examination.dialect(Living).goes_on
        if not goes_on and not self._examination.passed("sends_every_line"):
            raise Unseen("sends_every_line")

    def demand_life_after_answers(self) -> None:
        """Raise Unseen if the program ends at whatever answer."""
        if self._examination.dialect(Living).dies_of_answers:
            raise Unseen("prints_the_total")

    # -------------------------------------------------------------- requests

    def first_request(self, number: int) -> None:
        """Start with this number as input, and demand a request to add it; learn its form if not.

        Raises Mismatch, NothingCame or what ended the program.
        """
        try:
            data = self.start_and_expect_any_datagram(f"{number}\n")
        except Failure:
            if self._astray:
                self._examination.learn(form_of_first(self._astray, number))
            raise
        parts = RequestForm().read(data)
        if parts and parts.number == number:
            return
        form = form_of_first(data, number)
        failure = self._no_request(data, parts, number, form)
        if form.is_opaque and (right := self._comes_behind(number)):
            self._examination.learn(Greeting(data))
            failure.diagnosis = (
                f"Its request came right after it, {shown_bytes(right)}: send nothing before that."
            )
        else:
            self._examination.learn(form)
        raise failure

    def _comes_behind(self, number: int) -> bytes | None:
        """Look whether the next datagram is the request for this number, and give it."""
        probe = "then the grader looked whether a request comes after it:"
        with self.scene.probe(probe), suppress(NothingCame, ProgramEnded):
            data = self.receive("a request")
            if (parts := RequestForm().read(data)) and parts.number == number:
                return data
        return None

    def request(self, number: int, what: str = "a request") -> Sending:
        """Take the next datagram, which has to be a request to add this number.

        Raises Mismatch, NothingCame or what ended the program.
        """
        sending = self.sending(what)
        if sending.number not in (None, number):
            parts = Parts(sending.name, sending.number)
            raise self._no_request(sending.data, parts, number, self._form, what)
        return sending

    def request_of_line(self, line: int, number: int) -> Sending:
        """Take the next datagram, which has to be the request for this line of the input.

        Raises Mismatch, NothingCame or what ended the program.
        """
        try:
            return self.request(number, f"the request for line {line} of its input")
        except (NothingCame, ProgramEnded) as failure:
            if line > 1 and failure.diagnosis is None:
                failure.diagnosis = f"Line {line - 1} had been answered: the program still has to send the other lines."
            raise

    def sending(self, what: str = "a request") -> Sending:
        """Take the next datagram, which has to be a request, for whatever number.

        The answered one may come again before it, since its answer may have been late on a
        loaded machine.
        Raises Mismatch, NothingCame or what ended the program.
        """
        while self._is_answered(data := self.receive(what)):
            self._note_repeated(data)
        parts = self._read(data)
        is_greeting, self._is_greeting_due = self._is_greeting_due and parts is None, False
        if is_greeting:
            return self.sending(what)
        if parts is None:
            form = request_form(data)
            raise self._no_request(data, None, None, form or RequestForm(is_opaque=True), what)
        return Sending(data, parts.name, parts.number, self._server.arrived, self._server.sender)

    def _read(self, data: bytes) -> Parts | None:
        """Take a request apart, which has more or other bytes where it is sent again like that."""
        parts = self._form.read(data)
        if parts is None and self._resending.changed and (form := request_form(data)):
            return form.parts
        return parts

    def _is_answered(self, data: bytes) -> bool:
        """Tell whether this is the request that was answered last."""
        if not self._resending.changed or self._answered is None:
            return data == self._answered
        parts = self._read(data)
        return parts is not None and parts == self._read(self._answered)

    def _no_request(
        self,
        data: bytes,
        parts: Parts | None,
        number: int | None,
        form: RequestForm,
        what: str = "a request",
    ) -> Mismatch:
        """Make the failure for a datagram that is no request, or not for this number."""
        whole = what if number is None else f"{what} for {number}"
        meaning = (
            of_other_number(parts, number, self._numbers)
            if parts
            else " ".join(form.differences[:2])
        )
        return Mismatch(
            f"Your program sent something else than {whole}.",
            expected="ID ADD N, single spaces between them"
            if parts is None
            else f"ID ADD {number}",
            received=data,
            diagnosis=meaning or of_opaque(data),
        )

    def _note_repeated(self, data: bytes) -> None:
        self._repeated += 1
        if self._repeated > MOST_REPEATED:
            raise Surplus(
                "Your program sent the request again and again although it had been answered.",
                expected=b"",
                received=data,
            )

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
            others[sending.name.decode("ascii", "replace")] = "the ID of its request"
            others[str(sending.number)] = "the number that it had sent"
            told = of_missing_total(total, self.program.stdout.text, others)
            trace = trace_of(self.program)
            if trace and otherwise:
                raise Failure(
                    missing.message,
                    expected=missing.expected,
                    received=missing.received,
                    diagnosis=f"{trace.exception.rpartition('.')[2]} ended it. {otherwise}",
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
            raise Failure(
                f"Your program printed another total than its own for line {late[wrong]} of its input.",
                expected=f"the total in the answer to line {late[wrong]}",
                received=self.program.stdout.text,
                diagnosis=f"For line {late[wrong]} it printed {wrong}, which is the total in a late answer to line {late[wrong] - 1}: the ID in it is that of line {late[wrong] - 1}.",
            ) from None

    def expect_no_answer(self) -> None:
        """Demand that the words `no answer` are printed. Raises NotPrinted."""
        try:
            self.expect_printed(NO_ANSWER)
        except NotPrinted as missing:
            out, err = self.program.stdout.text, self.program.stderr.text
            missing.diagnosis = of_missing_words(NO_ANSWER, out, err) or missing.diagnosis
            raise

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
        second = self.sending("the request again")
        if not self._is_same(first, second):
            raise Mismatch(
                "Your program sent something else than the same datagram again.",
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
                failure.diagnosis = f"It printed {NO_ANSWER} after one sending."
            raise
        except Mismatch as mismatch:
            data = mismatch.received
            if mismatch.received == first.data or not isinstance(data, bytes):
                self._learn(replace(self._resending, from_new_socket=True))
            elif (parts := self._form.read(data)) and parts.number == first.number is not None:
                has_moved = self._server.sender != first.sender
                self._learn(Resending(with_new_id=True, from_new_socket=has_moved))
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
                    "Your program sent the same datagram again, but from another socket.",
                    expected=f"from port {first.sender[1]}, as the first time",
                    received=f"from port {other.sender[1]}",
                    diagnosis="The server knows a client by its address and port: from another one it is a new request.",
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
                after = f"{arrived - self._answered_at:.1f} seconds after"
                raise Surplus(
                    "Your program sent the request again although it had been answered.",
                    expected=b"",
                    received=data,
                    diagnosis=f"It came {'as soon as' if is_at_once else after} the answer had been sent.",
                )
            self._note_repeated(data)
            before = arrived

    def sends_more(self) -> bool:
        """Tell whether another datagram has come than the request that was answered last."""
        while (data := self._server.take()) is not None:
            if not self._is_answered(data):
                return True
        return False

    def expect_nothing_else(self, sendings: Sequence[Sending]) -> None:
        """Demand that nothing but these sendings has come when the program ends. Raises Surplus."""
        self.scene.program_ends()
        while (data := self._server.take()) is not None:
            if not any(data == sending.data for sending in sendings):
                raise Surplus(
                    "Your program sent a datagram that is no request for a line of its input.",
                    expected=b"",
                    received=data,
                    diagnosis="It came after the request for the last line: a line is all that a request is sent for.",
                )

    def sendings_until_another(self, first: Sending) -> tuple[list[Sending], Sending | None]:
        """Take all sendings of the request of `first`; give them, and the next request or None."""
        sendings = [first]
        while len(sendings) < MOST_SENDINGS:
            self._server.lose()
            try:
                sending = self.sending()
            except (NothingCame, ProgramEnded):
                return sendings, None
            if not self._is_same(first, sending):
                return sendings, sending
            sendings.append(sending)
        return sendings, None

    def expect_again_despite(self, first: Sending, stray: str) -> Sending:
        """Take `first` once more after a stray datagram, which must not have been its answer.

        Raises Mismatch, NothingCame or what ended the program.
        """
        try:
            return self.again(first)
        except (NothingCame, ProgramEnded) as failure:
            failure.known = (
                f"After {stray} it did not send its request again, as it does when nothing comes."
            )
            raise
