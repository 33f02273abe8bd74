"""A learner's server that keeps a sum, over UDP, and the sum that it should keep."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from grader.failures.diagnosis.sums import of_answer, of_wrong_number
from grader.failures.errors import (
    Failure,
    Mismatch,
    NothingCame,
    NotReachable,
    ProgramEnded,
    Unseen,
)
from grader.i18n import gettext, ngettext
from grader.peers.ports import MANY_ADDRESSES
from grader.peers.sum_answers import AnswerForm, bears
from grader.peers.sums import OTHER_REQUESTS, Memory, RequestForm, Serving
from grader.peers.udp import Address, UdpPeer
from grader.subjects.answers import (
    bytes_of,
    form_of,
    said_of_numbers,
    say_though,
)
from grader.subjects.base import Examination
from grader.subjects.udp import UdpServer
from grader.subjects.words import word_from


class SumKeeper(UdpServer):
    """A learner's server: makes requests with new IDs, and demands the answers to them."""

    def __init__(self, examination: Examination) -> None:
        super().__init__(examination)
        self.word = word_from(examination.dice)
        self.form = examination.dialect(AnswerForm)
        self.total = self.form.start
        self._serving = examination.dialect(Serving)
        self._is_used = False  # the program that runs has got a datagram
        self._is_copy = False  # what was received last was there for the second time
        self._given: dict[bytes, UdpPeer] = {}  # the answers that came, and to whom

    # -------------------------------------------------------------- what can be seen

    def demand_answers(self) -> None:
        """Raise Unseen if the program was not seen to answer anything."""
        answers = self.is_elsewhere or self._serving.from_another_socket
        if not answers and not self._examination.passed("answers"):
            raise Unseen("answers")

    def demand_sums(self, of_totals: bool = True) -> None:
        """Raise Unseen if its answers cannot be read, or (`of_totals`) bear no total."""
        self.demand_answers()
        if self._examination.passed("adds"):
            return
        if self._serving.answers_twice or self._serving.requests != RequestForm():
            return  # what its answers are like has been seen all the same
        has_totals = self.form.counted in (
            "the total",
            "the total before",
            "minus the total",
        )
        if self.form == AnswerForm() or (of_totals and not has_totals):
            raise Unseen("adds")

    def demand_a_second_datagram(self) -> None:
        """Raise Unseen if the program ends after one datagram."""
        if self._serving.once:
            raise Unseen("adds")

    def demand_known_totals(self) -> None:
        """Raise Unseen if nobody knows which of its clients share a total."""
        known = self._serving.a_total_for_each_sender or self._examination.passed(
            "shares_the_total"
        )
        if not known:
            raise Unseen("shares_the_total")

    def remembers(self, others: int) -> bool:
        """Tell whether a request that comes again after so many others is known to the program.

        One that was seen to forget is asked for no more than it was seen to remember.
        """
        return self._examination.dialect(Memory).covers(others)

    def demand_a_memory(self, client: UdpPeer, request: bytes) -> None:
        """Raise Unseen if this request, which was answered last, is added when it comes again.

        To a program that takes every request for a new one, all senders are different.
        """
        self.scene.transcript.remark(
            gettext("first the grader looked whether your program knows a request again:")
        )
        client.send(request)
        number = 3
        try:
            self.add(client, number, patiently=True)
        except Failure:
            raise Unseen("counts_a_request_once") from None

    # -------------------------------------------------------------- requests

    def send(self, client: UdpPeer, data: bytes) -> UdpPeer:
        """Send a datagram; give the client that did, which is a new one if the server is."""
        if self._serving.once and self._is_used:
            client = self.restarted()
        self._is_used = True
        client.send(data)
        return client

    def restarted(self) -> UdpPeer:
        """Start the program anew, and give a client for it."""
        self.start_anew()
        self._is_used = False
        self.total = self.form.start
        return self.client()

    def new_id(self) -> str:
        """Make an ID that no request of this check had; its senders are not those of other checks."""
        return self.word(6)

    def request(self, name: str, number: int, written: str = "") -> bytes:
        """Make a request, in the form that the program understands.

        The number may be `written` otherwise than Python does.
        """
        return self._serving.requests.write(name.encode(), (written or str(number)).encode())

    def add(
        self,
        client: UdpPeer,
        number: int,
        name: str | None = None,
        patiently: bool = False,
        usually: Mapping[int, str] | None = None,
        though: str | None = None,
        written: str = "",
    ) -> tuple[bytes, bytes]:
        """Send a new request, and demand the new total; give the request and its answer.

        `patiently` passes over answers to other requests. `usually` says what a wrong number
        means, `though` what is special in the request, should it be refused; the number may be
        `written` otherwise than Python does. Raises Mismatch, NothingCame or what ended the
        program.
        """
        name = name or self.new_id()
        request = self.request(name, number, written)
        client = self.send(client, request)
        self.total += number
        answer = self.form.write(name, b"%d" % self.form.number(self.total, number))
        by_the_rules = AnswerForm().write(name, b"%d" % self.total)
        try:
            came = self._expect(
                client, (answer, by_the_rules), name, gettext("the total"), patiently, usually or {}
            )
        except Failure as failure:
            say_though(failure, though, name)
            raise
        self._given.setdefault(came, client)
        return request, came

    def add_at_once(self, clients: Sequence[UdpPeer], numbers: Iterator[int]) -> None:
        """Have each of these clients add one of the numbers, all at once, whatever the answers are.

        Raises NothingCame or what ended the program.
        """
        for client in clients:
            number = next(numbers)
            client.send(self.request(self.new_id(), number))
            self.total += number
        for client in clients:
            self._receive(client, gettext("an answer"))

    def turn_to_another_sender(self) -> None:
        """Expect of a sender that has not spoken yet what the program makes of its numbers."""
        if self._serving.a_total_for_each_sender:
            self.total = self.form.start

    def learn_whose_totals(self, client: UdpPeer, total: int) -> None:
        """Learn whether each sender, an address and a port, has a total of its own.

        That of this client has begun anew, and is `total` now.
        """
        host, port = client.address
        start, number = self.form.start, 2000
        senders = [(self.client(host=host), start)]
        if MANY_ADDRESSES:
            senders.append((self.client(port=port), start))
        with (
            self.scene.probe(gettext("then the grader looked which senders have a total:")),
            suppress(Failure),
        ):
            for sender, before in (*senders, (client, total)):
                sender.send(self.request(self.new_id(), number))
                data, _ = sender.receive(gettext("the total"))
                if not bears(data, self.form.number(before + number, number)):
                    return
            self._examination.learn(replace(self._serving, a_total_for_each_sender=True))

    def takes_for_new(self, client: UdpPeer, name: str, total: int) -> bool:
        """Probe whether this ID makes a new request if it comes from this client; `total` is the sum."""
        with (
            self.scene.probe(gettext("then the grader asked with it from another one:")),
            suppress(Failure),
        ):
            client.send(self.request(name, 1))
            wanted = self.form.number(total + 1, 1)
            data, _ = client.receive(gettext("the total"))
            return bears(data, wanted)
        return False

    def repeat(
        self, client: UdpPeer, request: bytes, answer: bytes, usually: Mapping[int, str]
    ) -> None:
        """Send the request again, and demand the same answer; `usually` explains other numbers.

        Raises Mismatch, NothingCame or what ended the program.
        """
        client.send(request)
        name = request.split()[0].decode()
        try:
            self._expect(client, (answer,), name, gettext("the same answer again"), False, usually)
        except NothingCame as silence:
            silence.diagnosis = gettext(
                "The same request had come again, and got no answer: its first answer may have been lost."
            )
            raise

    def number_from(self, client: UdpPeer) -> int | None:
        """Take the next answer, whatever it says, and give its number if it has one.

        Raises NothingCame or what ended the program.
        """
        data, _ = self._receive(client, gettext("an answer"))
        return self.form.number_in(data)

    def _receive(self, client: UdpPeer, what: str) -> tuple[bytes, Address]:
        """Take the next datagram, but not the second copy where each answer comes twice."""
        data, sender = client.receive(what)
        is_copy = client.received[-2:-1] == [data] and self.form.is_answer(data)
        self._is_copy = self._serving.answers_twice and is_copy and not self._is_copy
        return self._receive(client, what) if self._is_copy else (data, sender)

    def _expect(
        self,
        client: UdpPeer,
        right: Sequence[bytes],
        name: str,
        what: str,
        patiently: bool,
        usually: Mapping[int, str],
    ) -> bytes:
        """Take one of the right answers, and give it; the first is the one of its own form."""
        wanted = right[0]
        passed_over: bytes | None = None
        while True:
            try:
                data, sender = self._receive(client, what)
            except NothingCame as silence:
                if passed_over is None or self.form.has_id:
                    last = passed_over and gettext("What came last was {data!r}.", data=passed_over)
                    silence.diagnosis = silence.diagnosis or last or self._went_astray(client)
                    raise
                data = passed_over  # without an ID, nobody knows whose answer it is
                break
            self._expect_own_socket(sender)
            if self.form.evened(data) in right or data in right or self._is_as_good(name, data):
                return data
            if not patiently or (self.form.has_id and self.form.is_for(name, data)):
                break
            passed_over = data
        raise Mismatch(
            gettext("Your program sent something other than {what}.", what=what),
            expected=wanted,
            received=data,
            diagnosis=of_wrong_number(self.form.evened(data), self.form.evened(wanted), usually)
            or self._of_an_earlier(data)
            or of_answer(data, wanted, name),
        )

    def _of_an_earlier(self, data: bytes) -> str | None:
        """Say that this is the answer to an earlier request, if its ID shows that it is."""
        if data not in self._given or not self.form.has_id:
            return None
        whose = self._given[data].name
        return (
            gettext("This is the answer to an earlier request, of {client}.", client=whose)
            if whose
            else gettext("This is the answer to an earlier request.")
        )

    def _is_as_good(self, name: str, data: bytes) -> bool:
        """Tell whether this is an answer of a program whose numbers nobody can tell."""
        return self.form.counted == "another number" and self.form.is_for(name, data)

    def _went_astray(self, client: UdpPeer) -> str | None:
        """Say which of the other clients got what this one should have, or None."""
        for other in self._clients:
            if other is not client and other.here:
                return gettext(
                    "It was sent to another one: {client} received {data!r}.",
                    client=other.name or gettext("another client"),
                    data=other.here[0],
                )
        return None

    def _expect_own_socket(self, sender: Address) -> None:
        if not self._serving.from_another_socket:
            self.expect_own_address(sender)

    def expect_life(self, seconds: float, since: float, after: str) -> None:
        """Demand that the program does not end by itself in so many seconds of silence.

        They begin at `since` (of time.monotonic()); `after` says what was before, in a sentence.
        Raises what ended it.
        """
        try:
            self.keep_silent(seconds, since)
        except ProgramEnded as end:
            end.diagnosis = " ".join(filter(None, [after, end.diagnosis]))
            raise

    # -------------------------------------------------------------- the first ones

    def first_answer(self, client: UdpPeer) -> None:
        """Demand any answer to a first request, from the server's port; learn if it is another.

        Raises Mismatch, NothingCame or what ended the program.
        """
        name = self.new_id()
        try:
            client.send(self.request(name, 7))
        except NotReachable as failure:
            sender = self.look_for_answers(failure, self.request(self.new_id(), 7))
            if sender not in (None, failure.found):
                self._examination.learn(replace(self._serving, from_another_socket=True))
            raise
        try:
            _, sender = client.receive(gettext("an answer"))
        except NothingCame as silence:
            if f"{name} 7" in self.program.stdout.text:
                silence.diagnosis = gettext(
                    "It printed the answer, and sent nothing: print() writes to the server's own screen."
                )
            raise
        try:
            self._expect_own_socket(sender)
        except Mismatch:
            self._examination.learn(replace(self._serving, from_another_socket=True))
            raise

    def first_sums(self, client: UdpPeer, numbers: Sequence[int]) -> None:
        """Demand the totals of these numbers; learn how the program answers if they do not come.

        Raises Mismatch, NothingCame or what ended the program.
        """
        failed: Failure | None = None
        heard: list[tuple[str, int, bytes]] = []
        for number in numbers:
            name = self.new_id()
            try:
                _, data = self.add(client, number, name)
            except Mismatch as mismatch:
                if failed is None:
                    self.scene.transcript.remark(
                        gettext("then more requests, to see how it answers them:")
                    )
                failed, data = failed or mismatch, bytes_of(mismatch.received)
            except Failure as end:
                failed = failed or end
                if isinstance(end, ProgramEnded) and heard:
                    self._examination.learn(replace(self._serving, once=True))
                    end.diagnosis = ngettext(
                        "It ended after its first answer: a server goes on until it is stopped.",
                        "It ended after {number} answers: a server goes on until it is stopped.",
                        len(heard),
                    )
                    heard = heard[:1]
                break
            if any(data == earlier and other.encode() in data for other, _, earlier in heard):
                self._learn_of_copies(client, name)
                break
            heard.append((name, number, data))
        if failed:
            self._learn_from(heard, failed, client)
            raise failed

    def _learn_of_copies(self, client: UdpPeer, name: str) -> None:
        """An earlier answer has come once more: learn whether that is all, or this one comes, too."""
        with (
            self.scene.probe(gettext("then the grader looked for the answer itself:")),
            suppress(Failure),
        ):
            if name.encode() in client.receive(gettext("the answer itself"))[0]:
                self._examination.learn(replace(self._serving, answers_twice=True))

    def _learn_from(
        self, heard: Sequence[tuple[str, int, bytes]], failed: Failure, client: UdpPeer
    ) -> None:
        form = form_of(heard)
        if form and isinstance(failed, ProgramEnded):
            form = replace(form, counted="the number")
        if form == AnswerForm() and isinstance(failed, Mismatch):
            if self._examination.dialect(Serving).answers_twice:
                failed.diagnosis = gettext(
                    "Each answer came twice: this is the one to the request before."
                )
        elif form:
            self._examination.learn(form)
            said = [*form.differences[:2], *said_of_numbers(form)]
            if not isinstance(failed, ProgramEnded) and not form.is_the_request:
                failed.diagnosis = " ".join(said)
        elif len({data for *_, data in heard}) == 1 and isinstance(failed, Mismatch):
            self._learn_requests(failed, client)

    def _learn_requests(self, failed: Failure, client: UdpPeer) -> None:
        """Find out which other requests a program takes that answers the right ones alike."""
        for other in OTHER_REQUESTS:
            name, number = self.new_id(), 21
            request = other.write(name.encode(), b"%d" % number)
            self.scene.transcript.remark(
                gettext("then a request of another form, to see if it takes that:")
            )
            try:
                client.send(request)
                data, _ = client.receive(gettext("an answer"))
            except Failure:
                return
            if form := form_of([(name, number, data)]):
                self._examination.learn(replace(self._serving, requests=other))
                self._examination.learn(form)
                failed.diagnosis = gettext(
                    "It does not take the request, and it did take {request!r}: a request is ID ADD N, and nothing else.",
                    request=request,
                )
                return
