"""A learner's DNS lookup: what is known of it, its runs and its queries."""

from collections.abc import Sequence
from contextlib import suppress

from grader.dice import Dice
from grader.failures.ended import trace_of
from grader.failures.errors import (
    Failure,
    Mismatch,
    NothingCame,
    ProgramEnded,
    Unseen,
)
from grader.i18n import gettext
from grader.peers.dns import asked
from grader.peers.dns.asked import Query
from grader.subjects.base import Examination
from grader.subjects.lookups import Asking, Printing, Resending
from grader.subjects.udp import UdpClient
from grader.subjects.words import word_from
from grader.text import clipped

SENDINGS = 3
LONGEST_WAIT = Resending().longest  # that a client may rightly wait before it sends again
MOST_SENDINGS = 7  # before we believe that it never gives up


def addresses_from(dice: Dice, count: int) -> list[str]:
    """Draw addresses that no program can guess, and none of which is this machine's own.

    The last byte is no white space: that it may be some is for one check to see.
    """
    firsts = dice.sample([*range(11, 100)], count)
    return [
        f"{first}.{dice.randrange(100, 250)}.{dice.randrange(1, 250)}.{dice.randrange(1, 9)}"
        for first in firsts
    ]


def name_from(dice: Dice) -> str:
    """Draw a name that no system knows."""
    word = word_from(dice)
    return f"{word(5)}.{word(7)}.test"


class NameAsker(UdpClient):
    """A learner's client that looks up a name, as far as it asks, and what is known of it."""

    rule = "sends_a_query"

    def __init__(self, examination: Examination) -> None:
        super().__init__(examination)
        self.scene.strain.has_clock = True
        self._name = ""  # NAME of this run
        self._asked: Query | None = None  # the first query of this run

    # -------------------------------------------------------------- runs

    def start(self, text: str) -> None:
        """Start the client with this NAME, and forget all of an earlier run."""
        self._name, self._asked = text, None
        super().start(text)

    def demand_place(self) -> None:
        """Raise Unseen if the program was seen nowhere; what it asks may be wrong."""
        if not self._examination.dialect(Asking).is_other:
            super().demand_place()

    def start_alone(self, name: str) -> None:
        """Start the client with this NAME where nobody receives."""
        self.demand_place()
        self._examination.end()
        self._server.close()
        self.scene.transcript.step(gettext("a port where nobody receives"))
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

    def demand_success(self) -> None:
        """Raise Unseen if the program was not seen to make anything of a right answer.

        That it fails after another answer tells nothing of one that always fails.
        """
        self.demand_queries()
        if not self.prints and not self._examination.dialect(Printing).ends_well:
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
            if self._astray and self.is_elsewhere and any(asked.read(self._astray).faults(name)):
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

    def query(self, name: str, what: str = "", pauses: float = 0.0) -> Query:
        """Take the next datagram, which has to be a query that can be answered.

        Raises Mismatch, NothingCame or what ended the program.
        """
        query = self._read(self._server.receive(what or gettext("a query"), pauses))
        if not query.is_answerable:
            raise _no_query(query, name, list(query.faults(name)))
        return query

    def _read(self, data: bytes) -> Query:
        query = asked.read(data, self._server.sender, self._server.arrived)
        is_repaired = self._examination.dialect(Asking).is_repaired and query.is_answerable
        return query.repaired(self._name) if is_repaired else query

    def query_again(self, first: Query) -> Query:
        """Take the next datagram, which has to ask the same as `first`.

        Raises Mismatch, NothingCame or what ended the program.
        """
        self._server.lose()
        try:
            query = self.query(first.name or "", gettext("its query again"), self.longest_wait)
        except (NothingCame, ProgramEnded) as failure:
            if trace_of(self.program) is None:
                failure.diagnosis = gettext(
                    "Its query had got no answer: it may have been lost on the way, and is asked again."
                )
            raise
        if not query.asks_the_same(first):
            raise Mismatch(
                gettext("Your program sent another question than the first time."),
                expected=first.data,
                received=query.data,
                diagnosis=gettext(
                    "The first question had not been answered: it is asked again as it was."
                ),
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


def _no_query(query: Query, name: str, faults: Sequence[str]) -> Mismatch:
    """Make the failure for a datagram that is no query for the address of this name."""
    return Mismatch(
        gettext(
            "Your program sent something other than a query for the address of {name}.",
            name=clipped(name, 80),
        ),
        expected=query.as_it_should_be(name),
        received=query.data,
        diagnosis=" ".join(faults[:2]),
    )
