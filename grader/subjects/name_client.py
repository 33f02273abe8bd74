"""A learner's DNS lookup, and the name server that it asks."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace

from grader.failures.diagnosis.addresses import are_in_lines, form_of, is_printed, of_missing
from grader.failures.diagnosis.prints import of_number
from grader.failures.ended import trace_of
from grader.failures.errors import (
    Failure,
    Mismatch,
    NothingCame,
    NotPrinted,
    ProgramEnded,
    StillRunning,
    Unseen,
)
from grader.peers.dns import asked
from grader.peers.dns.answers import Answer
from grader.peers.dns.asked import Query
from grader.peers.scene import Waited
from grader.peers.udp import Stranger
from grader.subjects.base import Examination
from grader.subjects.lookups import Asking, Printing, Reading, Resending
from grader.subjects.udp import UdpClient
from grader.subjects.words import word_from
from grader.text import clipped

SENDINGS = 3
LONGEST_WAIT = Resending().longest  # that a client may rightly wait before it sends again
TICKS_FOR_ANOTHER = 20  # of quiet; who sends again at once has done so by then
MOST_SENDINGS = 7  # before we believe that it never gives up


def addresses_from(dice: random.Random, count: int) -> list[str]:
    """Draw addresses that no program can guess, and none of which is this machine's own."""
    firsts = dice.sample([*range(11, 100)], count)
    return [
        f"{first}.{dice.randrange(100, 250)}.{dice.randrange(1, 250)}.{dice.randrange(1, 10)}"
        for first in firsts
    ]


def name_from(dice: random.Random) -> str:
    """Draw a name that no system knows."""
    word = word_from(dice)
    return f"{word(5)}.{word(7)}.test"


class NameClient(UdpClient):
    """A learner's client that looks up a name, and the name server that it asks."""

    rule = "sends_a_query"

    def __init__(self, examination: Examination) -> None:
        super().__init__(examination)
        self._strays: dict[str, str] = {}  # addresses that must not be printed, and what bore them
        self._answer: Callable[[Query], bytes] | None = None  # the right one, for whoever asks
        self._answered = 0  # queries of this run
        self._asked: Query | None = None  # the first query of this run
        self._other: str | None = None  # what it asked for besides

    # -------------------------------------------------------------- runs

    def start(self, text: str) -> None:
        """Start the client with this NAME, and forget all of an earlier run."""
        super().start(text)
        self._strays.clear()
        self._answer, self._answered = None, 0
        self._asked = self._other = None

    def start_alone(self, name: str) -> None:
        """Start the client with this NAME where nobody receives."""
        self.demand_place()
        self._examination.end()
        self._server.close()
        self.scene.transcript.step("a port where nobody receives")
        self._launch(name)

    def _launch(self, text: str) -> None:
        self._run((text, *self._told), "\n")

    def _is_of_the_input(self, data: bytes) -> bool:
        label = self._lines[0].partition(".")[0] if self._lines else ""
        return bool(label) and label.lower().encode() in data.lower()

    # -------------------------------------------------------------- what can be seen

    def demand_queries(self) -> None:
        """Raise Unseen if the program was not seen to send a query that can be answered."""
        is_understood = self._examination.passed(self.rule) or self.is_elsewhere
        if not is_understood and not self._examination.dialect(Asking).is_other:
            raise Unseen(self.rule)

    def demand_names(self) -> None:
        """Raise Unseen if the program was not seen to ask for NAME, as other names may be told."""
        self.demand_queries()
        if self._examination.dialect(Asking).has_other_name:
            raise Unseen(self.rule)

    @property
    def prints(self) -> bool:
        """Whether the program was seen to print the address of an answer, in whatever form."""
        is_seen = self._examination.dialect(Printing).is_seen
        return is_seen or self._examination.passed("prints_the_addresses")

    @property
    def prints_all(self) -> bool:
        """Whether the program was seen to print all addresses of an answer."""
        return self._examination.passed("prints_the_addresses")

    def demand_prints(self) -> None:
        """Raise Unseen if the program was not seen to print an address."""
        self.demand_queries()
        if not self.prints:
            raise Unseen("prints_the_addresses")

    def demand_life_after_answers(self) -> None:
        """Raise Unseen if the program was seen to hang after a right answer."""
        self.demand_queries()
        if self._examination.dialect(Printing).hangs:
            raise Unseen("prints_the_addresses")

    def demand_life_without_answers(self) -> None:
        """Raise Unseen if the program was seen to hang when no answer came."""
        self.demand_queries()
        if self._examination.dialect(Resending).hangs:
            raise Unseen("asks_again")

    @property
    def longest_try(self) -> float:
        """The seconds that may rightly pass until it gives up, or has given up before."""
        sendings = SENDINGS if self._examination.passed("asks_again") else 1
        return sendings * self.longest_wait

    @property
    def longest_wait(self) -> float:
        """The seconds that may pass until it sends again."""
        return max(LONGEST_WAIT, self._examination.dialect(Resending).longest)

    # -------------------------------------------------------------- queries

    def first_query(self, name: str) -> None:
        """Start, and demand a query for the address of this name; learn how it asks if not.

        Raises Mismatch, NothingCame or what ended the program.
        """
        try:
            data = self.start_and_expect_any_datagram(name)
        except Failure:
            if self._astray and any(asked.read(self._astray).faults(name)):
                self._learn_how_it_asks(asked.read(self._astray), name)
            raise
        query = asked.read(data)
        if faults := list(query.faults(name)):
            self._learn_how_it_asks(query, name)
            raise _no_query(query, name, faults)

    def _learn_how_it_asks(self, query: Query, name: str) -> None:
        if query.is_answerable:
            self._examination.learn(Asking(True, query.order == "<", not query.asks_for(name)))

    def ask(self, name: str) -> Query:
        """Start the client with this NAME, and take its first query.

        Raises Unseen, NothingCame or what ended the program.
        """
        self.demand_queries()
        self.start(name)
        self._asked = self.query(name)
        return self._asked

    def query(self, name: str, what: str = "a query", pauses: float = 0.0) -> Query:
        """Take the next datagram, which has to be a query that can be answered.

        Raises Mismatch, NothingCame or what ended the program.
        """
        query = self._read(self._server.receive(what, pauses))
        if not query.is_answerable:
            raise _no_query(query, name, list(query.faults(name)))
        return query

    def _read(self, data: bytes) -> Query:
        return asked.read(data, self._server.sender, self._server.arrived)

    def query_again(self, first: Query) -> Query:
        """Take the next datagram, which has to ask the same as `first`.

        Raises Mismatch, NothingCame or what ended the program.
        """
        try:
            query = self.query(first.name or "", "its query again", self.longest_wait)
        except (NothingCame, ProgramEnded) as failure:
            if trace_of(self.program) is None:
                failure.diagnosis = "Its query had got no answer: it may have been lost on the way, and is asked again."
            raise
        if not query.asks_the_same(first):
            raise Mismatch(
                "Your program sent another question than the first time.",
                expected=first.data,
                received=query.data,
                diagnosis="The first question had not been answered: it is asked again as it was.",
            )
        return query

    def sendings_after(self, first: Query) -> list[Query]:
        """Take all queries until the program ends; there are MOST_SENDINGS at most with the first.

        Raises Mismatch.
        """
        sendings = [first]
        with suppress(NothingCame, ProgramEnded):
            while len(sendings) < MOST_SENDINGS:
                sendings.append(self.query_again(first))
        return sendings

    # -------------------------------------------------------------- answers

    def write(self, query: Query, answer: Answer) -> bytes:
        """Write an answer to this query, in the way that the program reads."""
        way = self._examination.dialect(Reading).way
        if answer.way == "first":
            answer = replace(answer, way=way)
        return answer.to(query)

    def answer_with(self, query: Query, answer: Answer) -> None:
        """Answer a query, and each one that comes after it while something is waited for."""
        self._answer = lambda again: self.write(again, answer)
        self.scene.transcript.step(f"its answer: {answer.told()}")
        self.reply(self.write(query, answer))

    def in_some_form(self, play: Callable[[], None]) -> None:
        """Play; where that fails, play with names that are written out, if that is new.

        Raises what the first play raised, if the second one fails as well.
        """
        try:
            play()
        except Failure:
            if not self.reads_in_full(play):
                raise

    def reads_in_full(self, play: Callable[[], None]) -> bool:
        """Tell whether a play goes well if names are written out in full; learn it if so."""
        usual = self._examination.dialect(Reading)
        if usual.way == "full":
            return False
        self._examination.learn(Reading("full"))
        if not self.goes_well(play):
            self._examination.learn(usual)
            return False
        self.scene.transcript.step(
            "then, in a new run, the names in the answer were written out in full: all went well"
        )
        return True

    def goes_well(self, play: Callable[[], None]) -> bool:
        """Tell whether nothing fails in a play that is no part of the story."""
        try:
            with self.aside():
                play()
        except Failure:
            return False
        return True

    def latest(self, query: Query) -> Query:
        """Give the last query that comes within a while, or this one if none does."""
        while not self._server.is_quiet(TICKS_FOR_ANOTHER):
            query = self.query(query.name or "")
        return query

    def reply(self, data: bytes) -> None:
        """Send these bytes to where the last datagram came from."""
        self._server.answer(data)

    def send_stray(
        self, query: Query, answer: Answer, what: str, by: Stranger | None = None
    ) -> None:
        """Send what is no answer to this query, and whose addresses must not be printed."""
        self._strays.update((address, what) for address in answer.addresses)
        self.scene.transcript.step(f"{what}: {answer.told()}")
        data = self.write(query, answer)
        if by is None:
            self.reply(data)
        else:
            by.send(data, query.sender)

    def forbid(self, texts: Mapping[str, str]) -> None:
        """Note addresses that must not be printed; each has what it would be instead."""
        self._strays.update(texts)

    def _serve(self) -> None:
        """Answer the queries that have come meanwhile: the first answer may have been too late."""
        while (data := self._server.take()) is not None:
            query = self._read(data)
            if not self._is_asked_before(query):
                self._other = query.name
                continue
            self._answered += 1
            if self._answer and query.is_answerable:
                self.reply(self._answer(query))

    def _is_asked_before(self, query: Query) -> bool:
        return self._asked is None or query.asks_the_same(self._asked)

    # -------------------------------------------------------------- prints

    def expect_addresses(self, *addresses: str) -> None:
        """Demand that each of these addresses is printed in a line, in this order, and no stray.

        Raises NotPrinted or Mismatch.
        """
        form = self._examination.dialect(Printing).form

        def are_there(printed: str) -> bool:
            self._serve()
            return are_in_lines(addresses, printed, form)

        if not self._comes(are_there):
            raise self._missing(addresses)
        self._expect_no_stray()

    def _missing(self, addresses: Sequence[str]) -> Failure:
        printed = self.program.stdout.text
        form = self._examination.dialect(Printing).form
        if stray := self._stray_in(printed):
            return stray
        if any(is_printed(address, printed, form) for address in addresses) and len(addresses) > 1:
            message, meaning = of_missing(addresses, printed, form)
            return Mismatch(
                message,
                expected=", ".join(addresses),
                received=clipped(printed[-200:], 200),
                diagnosis=meaning,
            )
        meaning = of_number(addresses[0], printed, self.program.stderr.text)
        missing = self._not_printed(addresses[0], meaning)
        self._explain(missing, addresses[0])
        return missing

    def _explain(self, missing: NotPrinted, address: str) -> None:
        """Say of an address that is not there what was seen besides."""
        form = form_of(address, self.program.stdout.text)
        if form and form != "dotted":
            as_it_is = Printing(True, form).told().partition("printed ")[2]
            missing.establish(f"It was printed {as_it_is}.")
        elif self._other:
            missing.known = f"When it had been answered, it sent a query for {clipped(self._other, 80)}: what it looks for stood in the answer."
        elif self._answered:
            missing.known = "It sent its query again after it had been answered: it did not take the answer for one."

    @contextmanager
    def telling(self, known: str) -> Iterator[None]:
        """Say with a failure what is known already, unless it was told of a stray instead."""
        try:
            yield
        except Failure as failure:
            if not self._stray_in(self.program.stdout.text):
                failure.known = " ".join(filter(None, [failure.known, known]))
            raise

    def learn_how_it_prints(self, address: str) -> None:
        """Remember the form in which this address was printed, or that the program hangs instead."""
        moment = self.scene.moment
        if form := form_of(address, self.program.stdout.text):
            self._examination.learn(Printing(True, form))
        elif moment and moment.status is None:
            self._examination.learn(Printing(hangs=True))

    def _expect_no_stray(self) -> None:
        """Demand that no address of a stray is printed, until the program ends. Raises Mismatch."""
        if self._strays:
            self.scene.program_ends()
            if stray := self._stray_in(self.program.stdout.text):
                raise stray

    def _stray_in(self, printed: str) -> Mismatch | None:
        for address, what in self._strays.items():
            if is_printed(address, printed, self._examination.dialect(Printing).form):
                return Mismatch(
                    f"Your program printed {address}, which is no address of the name.",
                    expected=f"no {address}",
                    received=clipped(printed[-200:], 200),
                    diagnosis=f"It stood in {what}.",
                )
        return None

    # -------------------------------------------------------------- ends

    def expect_failed_lookup(self, why: str, pauses: float) -> None:
        """Demand that the program fails cleanly, and may rightly take so many seconds for that.

        `why` says why there is no address. Raises StillRunning, Mismatch or Failure.
        """

        def has_ended() -> bool:
            self._serve()
            return self.program.ended

        if self.scene.wait(has_ended, "end", pauses=pauses) is not Waited.DONE:
            raise StillRunning("Your program is still running.", diagnosis=why)
        self.expect_clean_failure(
            why, f"{why} Whoever started the program learns that by its status."
        )

    def expect_life_after(self, query: Query, data: bytes, what: str, answer: Answer) -> None:
        """Demand that the program reads on or ends after these bytes, which `what` names.

        A right answer comes behind them. Raises StillRunning.
        """
        self._answer = lambda again: self.write(again, answer)
        self.scene.transcript.step(what)
        self.reply(data)
        self.reply(self.write(query, answer))
        form = self._examination.dialect(Printing).form

        def has_gone_on() -> bool:
            self._serve()
            printed = self.program.stdout.text
            there = [is_printed(each, printed, form) for each in answer.addresses]
            return self.program.ended or all(there)

        if self.scene.wait(has_gone_on, "answer", pauses=LONGEST_WAIT) is not Waited.DONE:
            raise StillRunning(
                f"Your program neither went on nor ended after {what}.",
                diagnosis="Who follows pointers without end never comes out of a circle: each has to lead further back than the one before, or there are only so many.",
            )


def _no_query(query: Query, name: str, faults: Sequence[str]) -> Mismatch:
    """Make the failure for a datagram that is no query for the address of this name."""
    return Mismatch(
        f"Your program sent something else than a query for the address of {clipped(name, 80)}.",
        expected=query.as_it_should_be(name),
        received=query.data,
        diagnosis=" ".join(faults[:2]),
    )
