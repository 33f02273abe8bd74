"""A learner's client that has numbers added: what is known of it, its runs and its requests."""

from collections.abc import Sequence
from contextlib import suppress

from grader.failures.errors import (
    Failure,
    Mismatch,
    NothingCame,
    ProgramEnded,
    Surplus,
    Unseen,
)
from grader.i18n import gettext
from grader.jail.policy import Policy
from grader.peers import sockets
from grader.peers.scene import TICK, Waited
from grader.peers.sums import Parts, RequestForm, form_of_first, request_form
from grader.peers.udp import UdpListener
from grader.subjects.alone import Alone, outcome_of
from grader.subjects.base import Examination
from grader.subjects.sendings import (
    Greeting,
    Living,
    Resending,
    Sending,
    of_opaque,
    of_other_number,
)
from grader.subjects.udp import UdpClient
from grader.text import shown_bytes

LATE = 0.3  # seconds after its answer; a program that asks again later than that does not listen
MOST_REPEATED = 20  # datagrams of an answered request; who sends more of them does not listen


class SumAsker(UdpClient):
    """A learner's client that has numbers added, as far as it asks, and what is known of it."""

    def __init__(self, examination: Examination) -> None:
        super().__init__(examination)
        self.scene.strain.has_clock = True
        self._form = examination.dialect(RequestForm)
        self._resending = examination.dialect(Resending)
        self._is_greeting_due = False  # the first request of this run has not come yet
        self._numbers: list[int] = []  # the lines of its input
        self._refused_before = 0  # datagrams
        self._is_open = False  # the last of them has no newline at its end
        self.last_name = b""  # the ID of the request that came last
        self._answered: bytes | None = None  # the last request of this run that was answered
        self._answered_at = 0.0  # by the server's clock
        self._repeated = 0  # datagrams of answered requests
        self.was_late = False  # an answer of ours left so late that a right program may be gone
        self.was_prompt = True  # it left so early that what came at once was sent because of it
        self._strays: dict[int, str] = {}  # totals that must not be taken, and what bore them

    def start(self, text: str) -> None:
        """Start the client with this standard input, and forget the answers to an earlier run."""
        super().start(text)
        self._begin(text)

    def start_unheard(self, text: str) -> None:
        """Start the client where nobody receives until one of its datagrams has been refused.

        That a refusal has come is seen only in a network of the program's own.
        """
        self._examination.end()
        self._server.close()
        self._refused_before = sockets.refused(self.scene.network) or 0
        self._lines = text.splitlines()
        self._printed.clear()
        self._begin(text)
        self._launch(text)
        self.scene.wait(lambda: self.refused > 0, "ready", every=TICK, or_end=True)
        self._server = UdpListener(self.scene, self._address)
        self.scene.transcript.step(
            gettext("nobody received until now, and the server does from now on")
        )

    @property
    def can_be_unheard(self) -> bool:
        """Whether it can be seen that the program is refused, and where it sends to."""
        return sockets.refused(self.scene.network) is not None and not self.is_elsewhere

    @property
    def refused(self) -> int:
        """How many datagrams have been refused since the server was closed, as far as is known."""
        return (sockets.refused(self.scene.network) or 0) - self._refused_before

    def _begin(self, text: str) -> None:
        """Note what the input of a run is, and forget what came of an earlier one."""
        self._numbers = [int(line) for line in text.split()]
        self._is_open = not text.endswith("\n")
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
        self.scene.transcript.step(
            gettext("its input {text!r}, and a port where nobody receives", text=text)
        )
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

    @property
    def can_be_answered(self) -> bool:
        """Whether the ID can be told in its requests, which an answer has to bear."""
        return not self._form.is_opaque

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
            failure.diagnosis = gettext(
                "Its request came right after it, {data}: send nothing before that.",
                data=shown_bytes(right),
            )
        else:
            self._examination.learn(form)
        raise failure

    def _comes_behind(self, number: int) -> bytes | None:
        """Look whether the next datagram is the request for this number, and give it."""
        probe = gettext("then the grader looked whether a request comes after it:")
        with self.scene.probe(probe), suppress(NothingCame, ProgramEnded):
            data = self.receive(gettext("a request"))
            if (parts := RequestForm().read(data)) and parts.number == number:
                return data
        return None

    def request(self, number: int, what: str = "") -> Sending:
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
            return self.request(
                number, gettext("the request for line {line} of its input", line=line)
            )
        except (NothingCame, ProgramEnded) as failure:
            if line > 1 and failure.diagnosis is None:
                failure.diagnosis = gettext(
                    "Line {line} had been answered: the program still has to send the other lines.",
                    line=line - 1,
                )
            raise

    def sending(self, what: str = "") -> Sending:
        """Take the next datagram, which has to be a request, for whatever number.

        The answered one may come again before it, since its answer may have been late on a
        loaded machine.
        Raises Mismatch, NothingCame or what ended the program.
        """
        what = what or gettext("a request")
        while self._is_answered(data := self.receive(what)):
            self._note_repeated(data)
        parts = self._read(data)
        is_greeting, self._is_greeting_due = self._is_greeting_due and parts is None, False
        if is_greeting:
            return self.sending(what)
        if parts is None:
            form = request_form(data)
            raise self._no_request(data, None, None, form or RequestForm(is_opaque=True), what)
        return self._taken(data, parts)

    def _taken(self, data: bytes, parts: Parts) -> Sending:
        """Make the sending of the datagram that was taken last."""
        self.last_name = parts.name
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
        what: str = "",
    ) -> Mismatch:
        """Make the failure for a datagram that is no request, or not for this number."""
        what = what or gettext("a request")
        meaning = (
            of_other_number(parts, number, self._numbers, self._is_open)
            if parts
            else " ".join(form.differences[:2])
        )
        return Mismatch(
            gettext("Your program sent something other than {what}.", what=what)
            if number is None
            else gettext(
                "Your program sent something other than {what} for {number}.",
                what=what,
                number=number,
            ),
            expected=gettext("ID ADD N, single spaces between them")
            if parts is None
            else f"ID ADD {number}",
            received=data,
            diagnosis=meaning or of_opaque(data),
        )

    def _note_repeated(self, data: bytes) -> None:
        if self._server.arrived < self._answered_at + LATE:
            return  # it may have left before the answer was read, and many may have left at once
        self._repeated += 1
        if self._repeated > MOST_REPEATED:
            raise Surplus(
                gettext(
                    "Your program sent the request again and again although it had been answered."
                ),
                expected=b"",
                received=data,
            )
