"""A learner's DNS server, the hosts file that it reads, and the queries that it is sent."""

import time
from collections.abc import Sequence

import dns.edns

from grader.failures.errors import (
    Failure,
    NothingCame,
    ProgramEnded,
    Unseen,
)
from grader.i18n import gettext
from grader.peers.dns import faults, queries
from grader.peers.dns.answering import Answering
from grader.peers.dns.faults import written
from grader.peers.dns.messages import (
    HEADER,
    LITTLE_HEADER,
    A,
    Message,
    described,
    read,
)
from grader.peers.dns.queries import Query
from grader.peers.udp import UdpPeer
from grader.subjects.base import Examination
from grader.subjects.hosts import Hosts, fatal_line
from grader.subjects.udp import UdpServer
from grader.subjects.words import word_from

# Of an ID; that a datagram may begin with white space is for one check to see.
FIRST_BYTES = [byte for byte in range(1, 256) if not chr(byte).isspace()]


class QueriedServer(UdpServer):
    """A learner's DNS server: it is given a hosts file, and queries; what is known of it."""

    def __init__(self, examination: Examination) -> None:
        super().__init__(examination)
        self.word = word_from(examination.dice)
        self.hosts = Hosts(examination.dice)
        self._used: set[int] = set()  # IDs
        self._has_answered = False  # the program that runs
        self._asked: set[str] = set()  # names, in small letters, for which it has got a query

    # -------------------------------------------------------------- the hosts file

    def _more_arguments(self) -> Sequence[str]:
        """Write the hosts file into the folder of the next run, and give its path."""
        text = self.hosts.text
        name = f"{self.word(4)}/{self.word(6)}.txt"  # another one each time
        names = filter(None, [name, self.way.opens])
        return [self._examination.prepare(dict.fromkeys(names, text.encode())).join(name).inside]

    # -------------------------------------------------------------- what can be seen

    @property
    def way(self) -> Answering:
        """How the program was found to answer."""
        return self._examination.dialect(Answering)

    def _learn(self, way: Answering) -> None:
        self._examination.learn(way)

    def demand_answers(self) -> None:
        """Raise Unseen if the program was not seen to answer anything."""
        answers = self.is_elsewhere or self.way.from_another_socket or self.way.opens
        if not answers and not self._examination.passed("answers"):
            raise Unseen("answers")

    def demand_addresses(self) -> None:
        """Raise Unseen if its answers were not seen to have the addresses of the file in them."""
        self.demand_answers()
        if self.way.addresses is None:
            raise Unseen("gives_the_address")

    def demand_recognizable_answers(self) -> None:
        """Raise Unseen if nobody can tell which query an answer belongs to."""
        self.demand_answers()
        if "id" in self.way.wrong:
            self.demand_addresses()
        if self.way.once == "is lost":
            raise Unseen("returns_the_id")

    # -------------------------------------------------------------- queries

    def query(
        self,
        name: str,
        kind: int = A,
        *,
        number: int | None = None,
        recursive: bool = True,
        options: Sequence[dns.edns.Option] | None = None,
        what: str = "",
    ) -> Query:
        """Make a query with an ID that was not used before.

        Where a server is known to answer no query for an address, it asks for another name.
        """
        is_known = name.lower() in self.hosts.known.names
        if self.way.knows_no_address and kind == A and is_known:
            name = name[::-1]  # in capital and small letters as before
        return self._query(name, kind, number, recursive, options, what)

    def _query(
        self,
        name: str,
        kind: int = A,
        number: int | None = None,
        recursive: bool = True,
        options: Sequence[dns.edns.Option] | None = None,
        what: str = "",
    ) -> Query:
        """Make a query for this very name, with an ID that was not used before."""
        while number is None or (number in self._used and len(self._used) < 60000):
            dice = self._examination.dice
            number = dice.choice(FIRST_BYTES) << 8 | dice.randrange(256)
        self._used.add(number)
        return queries.query(
            name, kind, number=number, recursive=recursive, options=options, what=what
        )

    def start_anew(self) -> None:
        """End the server: the next query starts another run of it."""
        super().start_anew()
        self._has_answered = False
        self._asked.clear()

    def send(self, query: Query, client: UdpPeer | None = None) -> UdpPeer:
        """Send a query; give the client that did, which is a new one if the server is."""
        if self.way.once and self._has_answered:
            self.start_anew()
            client = None
        if client is None:
            client = self._clients[0] if self._clients else self.client()
        client.send(self._as_read(query.data), note=f"({query})")
        self._asked.add(query.name.lower())
        return client

    def _as_read(self, data: bytes) -> bytes:
        """Give a message as the program reads it, with the numbers of its header in its own order."""
        if self.way.reads_header == "big" or len(data) < HEADER.size:
            return data
        return LITTLE_HEADER.pack(*HEADER.unpack_from(data)) + data[HEADER.size :]

    def ask(self, query: Query, client: UdpPeer | None = None, patiently: bool = False) -> Message:
        """Send a query, and take its answer, whatever it is.

        `patiently` passes over answers to other queries. Raises Mismatch for one that comes from
        another address, NothingCame or what ended the program.
        """
        try:
            return self.answer_to(query, self.send(query, client), patiently)
        except ProgramEnded as end:
            line = None if self._has_answered else self._of_the_file()
            letters = self.hosts.told_of_letters(query.name)
            last = gettext("The last query was {query}.", query=query)
            end.known = line or f"{last} {letters}".strip()
            raise

    def _of_the_file(self) -> str | None:
        """Name the line of the hosts file with which the program ends, if new runs show one."""
        hosts = self.hosts
        with self.aside():
            line = fatal_line(hosts.lines, self._ends_with)
        self.hosts = hosts
        if line is None:
            return None
        shown = repr(line) if line else gettext("an empty line")
        self.scene.transcript.remark(
            gettext("new runs with fewer lines end as soon as they have {line}", line=shown)
        )
        return gettext(
            "One line of HOSTS_FILE ends it, as runs with and without it have shown: {line}.",
            line=shown,
        )

    def _ends_with(self, lines: Sequence[str]) -> bool:
        """Tell whether a new run ends that has these lines behind a usual one, and is asked for that."""
        self.start_anew()
        self.hosts = Hosts(self._examination.dice)
        query = self.query(self.hosts.name())
        self.hosts.lines += lines
        try:
            self.answer_to(query, self.send(query))
        except Failure as failure:
            return isinstance(failure, ProgramEnded)
        return False

    def answer_to(self, query: Query, client: UdpPeer, patiently: bool = False) -> Message:
        """Take the answer to a query that was sent, as `ask` does."""
        end = time.monotonic() + 2 * self.scene.patience.seconds("answer")
        while True:
            data, sender = client.receive(gettext("an answer to {query}", query=query.told))
            self._has_answered = True
            self._expect_own_socket(sender)
            is_copy = "id" not in self.way.wrong and data in client.received[:-1]
            answer = read(data, query.question, self.way.header)
            if not is_copy and (not patiently or self.is_for(answer, query)):
                self.scene.transcript.step(gettext("it says  {answer}", answer=described(answer)))
                return answer
            if time.monotonic() > end:
                raise NothingCame(
                    gettext("Your program did not send an answer to {query}.", query=query.told),
                    diagnosis=gettext("Answers to other queries came, again and again."),
                )

    def is_for(self, answer: Message, query: Query) -> bool:
        """Tell whether this is the answer to that query, which is one for a known name."""
        if "id" not in self.way.wrong:
            return faults.id_fault(answer, query) is None
        form = self.way.addresses
        wanted = self.hosts.known.names[query.name.lower()]
        return form is not None and written(wanted[0], form) in answer.data

    def _expect_own_socket(self, sender: tuple[str, int]) -> None:
        if not self.way.from_another_socket:
            self.expect_own_address(sender)
