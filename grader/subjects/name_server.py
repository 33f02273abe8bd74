"""A learner's DNS server, the hosts file that it reads, and queries that demand what stands there."""

import re
import time
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

import dns.edns

from grader.failures.ended import trace_of
from grader.failures.errors import (
    Failure,
    Mismatch,
    NothingCame,
    NotReachable,
    ProgramEnded,
    Surplus,
    Unseen,
)
from grader.peers.dns import faults, queries
from grader.peers.dns.answering import FIELDS_SAID, Answering
from grader.peers.dns.dig import Dig
from grader.peers.dns.faults import Fault, Field, written
from grader.peers.dns.messages import (
    HEADER,
    LITTLE_HEADER,
    RD,
    A,
    Message,
    Order,
    described,
    listed,
    read,
    shown_address,
)
from grader.peers.dns.queries import Query
from grader.peers.udp import UdpPeer
from grader.subjects.base import Examination
from grader.subjects.hosts import Hosts, fatal_line
from grader.subjects.udp import UdpServer
from grader.subjects.words import word_from

TICKS_FOR_THE_REST = 4  # until a second answer, where there is one, is here


class NameServer(UdpServer):
    """A learner's DNS server: it is given a hosts file, and asked for what is in it."""

    def __init__(self, examination: Examination) -> None:
        super().__init__(examination)
        self.word = word_from(examination.dice)
        self.hosts = Hosts(examination.dice)
        self._used: set[int] = set()  # IDs
        self._has_answered = False  # the program that runs

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
        """Make a query with an ID that was not used before."""
        while number is None or (number in self._used and len(self._used) < 60000):
            number = self._examination.dice.randrange(1, 1 << 16)
        self._used.add(number)
        return queries.query(
            name, kind, number=number, recursive=recursive, options=options, what=what
        )

    def start_anew(self) -> None:
        """End the server: the next query starts another run of it."""
        super().start_anew()
        self._has_answered = False

    def send(self, query: Query, client: UdpPeer | None = None) -> UdpPeer:
        """Send a query; give the client that did, which is a new one if the server is."""
        if self.way.once and self._has_answered:
            self.start_anew()
            client = None
        if client is None:
            client = self._clients[0] if self._clients else self.client()
        client.send(self._as_read(query.data), note=f"({query})")
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
            end.known = line or f"The last query was {query}.{letters}"
            raise

    def _of_the_file(self) -> str | None:
        """Name the line of the hosts file with which the program ends, if new runs show one."""
        hosts = self.hosts
        with self.aside():
            line = fatal_line(hosts.lines, self._ends_with)
        self.hosts = hosts
        if line is None:
            return None
        shown = repr(line) if line else "an empty line"
        self.scene.transcript.remark(f"new runs with fewer lines end as soon as they have {shown}")
        return f"One line of HOSTS_FILE ends it, as runs with and without it have shown: {shown}."

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
            data, sender = client.receive(f"an answer to {query.told}")
            self._has_answered = True
            self._expect_own_socket(sender)
            is_copy = "id" not in self.way.wrong and data in client.received[:-1]
            answer = read(data, query.question, self.way.header)
            if not is_copy and (not patiently or self.is_for(answer, query)):
                self.scene.transcript.step(f"it says  {described(answer)}")
                return answer
            if time.monotonic() > end:
                raise NothingCame(
                    f"Your program did not send an answer to {query.told}.",
                    diagnosis="Answers to other queries came, again and again.",
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

    # -------------------------------------------------------------- the first ones

    def first_answer(self, query: Query) -> None:
        """Demand any answer to a first query, from the server's port; learn if it is another.

        Raises Mismatch, NothingCame or what ended the program.
        """
        try:
            _, sender = self.send(query).receive("an answer")
        except ProgramEnded as end:
            self._learn_what_it_opens(end)
            raise
        except NotReachable as failure:
            answering = self.look_for_answers(failure, query.data)
            if answering not in (None, failure.found):
                self._learn(replace(self.way, from_another_socket=True))
            raise
        try:
            self._expect_own_socket(sender)
        except Mismatch:
            self._learn(replace(self.way, from_another_socket=True))
            raise

    def _learn_what_it_opens(self, end: ProgramEnded) -> None:
        """Learn it if the program ended since there is no file of the name that it opens."""
        trace = trace_of(self.program)
        if trace is None or trace.exception != "FileNotFoundError":
            return
        missing = re.search(r"directory: '(\w[\w.-]{0,60})'$", trace.detail)
        own = {file.partition("/")[0] for file in self.scene.around.files}
        if missing and missing[1] not in own:
            self._learn(replace(self.way, opens=missing[1]))
            end.establish(
                f"It opens {missing[1]}, which is not there: the path of the hosts file is the third word of the command line."
            )

    def first_address(self, name: str) -> None:
        """Demand the one address of this name; learn how the program gives it if otherwise.

        Raises Mismatch, NothingCame or what ended the program.
        """
        query = self.query(name)
        try:
            answer = self.ask(query)
        except Failure:
            self._learn(replace(self.way, addresses=None))
            raise
        if fault := faults.records_fault(answer, query, self.hosts.known):
            form = faults.form_of_addresses(answer, self.hosts.known.names[name])
            order: Order = "little" if faults.is_little(answer) else "big"
            records: Field = "records"
            wrong = self.way.wrong | {records}
            self._learn(replace(self.way, wrong=wrong, addresses=form, header=order))
            if order == "little":
                self._learn_how_it_reads(name)
            raise fault.mismatch

    def _learn_how_it_reads(self, name: str) -> None:
        """Find out whether the program reads a header in the order in which it writes one.

        Then it copies RD from where that flag is in this order.
        """
        usual = self.way
        with self.scene.probe("then a query with its header in that order:"), suppress(Failure):
            self._learn(replace(usual, reads_header="little"))
            if not self.ask(self.query(name)).flags & RD:
                self._learn(usual)

    # -------------------------------------------------------------- what is demanded

    def demand(self, fault: Fault | None) -> None:
        """Raise Mismatch for a fault, unless it is one that has cost a check before; learn of it."""
        if fault is None or fault.field in self.way.wrong:
            return
        if fault.field in FIELDS_SAID:
            self._learn(replace(self.way, wrong=self.way.wrong | {fault.field}))
        raise fault.mismatch

    def addresses_in(self, answer: Message) -> list[bytes]:
        """List the addresses that an answer gives, in order of their numbers."""
        if "records" not in self.way.wrong:
            records = answer.records[: answer.counts[1]]
            return sorted(record.data for record in records if record.is_address)
        form, body = self.way.addresses, answer.data[HEADER.size :]
        known = set(self.hosts.known.addresses)
        return sorted(each for each in known if form and written(each, form) in body)

    def expect_addresses(
        self, query: Query, client: UdpPeer | None = None, usually: str | None = None
    ) -> None:
        """Demand all addresses of the query's name, in any order, and no others.

        `usually` says what it means if the name is not known. Raises Mismatch, NothingCame or
        what ended the program.
        """
        self.scene.transcript.step(self.hosts.told_of(query.name))
        try:
            answer = self.ask(query, client)
        except NothingCame as silence:
            silence.diagnosis = silence.diagnosis or usually
            raise
        self.expect_those_addresses(answer, query, usually)

    def expect_those_addresses(
        self, answer: Message, query: Query, usually: str | None = None
    ) -> None:
        """Demand of an answer all addresses of the query's name, as `expect_addresses` does."""
        is_loose = "records" in self.way.wrong
        if not is_loose:
            codes = dict.fromkeys(range(1, 16), usually or f"{query.name} stands in HOSTS_FILE.")
            self.demand(faults.rcode_fault(answer, (0,), codes))
            self.demand(faults.counts_fault(answer, query))
        wanted, came = sorted(self.hosts.known.names[query.name.lower()]), self.addresses_in(answer)
        if came != wanted:
            raise Mismatch(
                f"The answer does not have the addresses of {query.name}.",
                expected=listed(wanted),
                received=listed(came),
                diagnosis=self._of_addresses(wanted, came) or usually,
            )
        if not is_loose:
            self.demand(faults.others_fault(answer) or faults.unreadable(answer, query))

    def _of_addresses(self, wanted: Sequence[bytes], came: Sequence[bytes]) -> str | None:
        if strange := [address for address in came if address not in wanted]:
            owner = self.hosts.known.owner(strange[0])
            return owner and f"{shown_address(strange[0])} is an address of {owner}."
        if set(came) == set(wanted):
            return faults.TWICE
        if came and len(came) < len(wanted):
            told = f"The name has {len(wanted)} addresses in the file, and {len(came)} came."
            try:
                self.expect_no_more()
            except Surplus:
                told += " Another datagram came after this one: all records stand in one answer."
            return told
        return None

    def expect_addresses_by_dig(self, name: str, dig: Dig, usually: str) -> None:
        """Pass on what dig asks for this name, if it does, and demand what `expect_addresses` does."""
        if dig.query is None:
            return
        query = Query(dig.query, name, what="by dig")
        answer = self.ask(query)
        self.expect_those_addresses(answer, query, usually)
        if "records" not in self.way.wrong and (shown := dig.shown(answer.data, self.scene)):
            self.scene.transcript.step(f"dig shows  {shown}")

    def expect_ttl(self, name: str) -> None:
        """Demand that the record of this name may be kept as long as the rules say.

        Raises Unseen if there is no record that could be read.
        """
        answer = self.ask(self.query(name))
        ttls = faults.ttls(answer, self.hosts.known.names[name], self.way.addresses)
        if not ttls:
            raise Unseen("gives_the_address")
        self.demand(faults.ttl_fault(ttls))

    def expect_unknown(self, query: Query, why: str = "") -> None:
        """Demand NXDOMAIN for this name; `why` says what is special in it."""
        codes = {
            0: f"NOERROR says that the name is there, and it does not stand in HOSTS_FILE. {why}".strip(),
            2: "SERVFAIL says that the server itself is in trouble. It knows all its names, and this is no name of its.",
            5: "REFUSED says that the server does not want to answer. It knows all its names, and this is no name of its.",
        }
        silence = "Silence says nothing: the client waits, asks again, and at last gives up."
        self.expect_outcome(query, (3,), codes, in_silence=silence)

    def says_no_such_name(self, name: str) -> bool:
        """Tell whether the answer about this name, if one comes, is NXDOMAIN."""
        with suppress(Failure):
            return self.ask(self.query(name)).flags & 15 == 3
        return False

    def expect_no_address(self, name: str, why: str) -> None:
        """Demand that this name, which is not in the file, has no address there; `why` says so.

        How that is said, if at all, is not looked at. Raises Mismatch.
        """
        self.scene.transcript.step(self.hosts.told_of(name))
        try:
            came = self.addresses_in(self.ask(self.query(name)))
        except Failure:
            return
        if came:
            message = f"The answer has an address of {name}."
            raise Mismatch(message, expected=listed([]), received=listed(came), diagnosis=why)

    def expect_no_more(self) -> None:
        """Demand that no client gets a further datagram, for a moment. Raises Surplus."""
        for client in self._clients:
            client.expect_silence(TICKS_FOR_THE_REST)

    def expect_outcome(
        self,
        query: Query,
        codes: Collection[int],
        usually: Mapping[int, str],
        *,
        is_error: bool = False,
        in_silence: str = "",
        client: UdpPeer | None = None,
    ) -> None:
        """Demand an answer of which one of these codes is the outcome, and that has no answers.

        `usually` says what other codes mean, `in_silence` what it means if nothing comes. The
        question of an error is not looked at. Raises Mismatch, NothingCame or what ended the
        program.
        """
        try:
            answer = self.ask(query, client)
        except NothingCame as silence:
            silence.diagnosis = silence.diagnosis or in_silence or None
            raise
        self.demand(faults.rcode_fault(answer, codes, usually))
        self.demand(faults.id_fault(answer, query))
        self.demand(faults.qr_fault(answer))
        self.demand(faults.opcode_fault(answer, query))
        if is_error:
            return
        self.demand(faults.question_fault(answer, query))
        self.demand(faults.answers_fault(answer, query))

    def expect_only_answer(self, odd: Query, query: Query, why: str) -> None:
        """Send what gets no answer, for that reason, and then a query: its answer comes first.

        Raises Mismatch, NothingCame or what ended the program.
        """
        client = self.send(odd)
        try:
            answer = self.ask(query, client)
        except (NothingCame, ProgramEnded) as failure:
            if self._ended_as_ever(failure):
                return
            failure.known = f"Before the last query, what came was {odd.what}."
            raise
        if not self.is_for(answer, query):
            raise Mismatch(
                f"Your program answered {odd.what}.",
                expected="(no answer)",
                received=answer.data,
                diagnosis=why,
            )

    def expect_known(
        self, query: Query, client: UdpPeer | None = None, usually: str | None = None
    ) -> None:
        """Demand the addresses of a name; where they cannot be read in answers, any answer.

        Answers to other queries are passed over. Raises Mismatch, NothingCame or what ended the
        program.
        """
        answer = self.ask(query, client, patiently=True)
        if self.way.addresses is not None:
            self.expect_those_addresses(answer, query, usually)

    def expect_life(self, odd: Query, query: Query) -> None:
        """Send whatever bytes, and then a query, which has to be answered.

        Raises Mismatch, NothingCame or what ended the program.
        """
        client = self.send(odd)
        try:
            self.expect_known(query, client)
        except Failure as failure:
            if self._ended_as_ever(failure):
                return
            failure.known = f"Before the last query, what came was {odd.what}."
            raise

    def _ended_as_ever(self, failure: Failure) -> bool:
        """Tell whether the program ended after one datagram, as it always does; leave it then."""
        if is_usual := bool(self.way.once) and self._has_ended_quietly(failure):
            self.start_anew()
        return is_usual

    def learn_that_it_stops(self, failure: Failure, answers: int) -> None:
        """Remember that the program has stopped after so many answers, and say so if it has ended."""
        if ends := self._has_ended_quietly(failure):
            failure.diagnosis = (
                f"It ended after {answers} of the answers: a server goes on until it is stopped."
            )
        if ends or answers == 1:
            self._learn(replace(self.way, once="ends" if ends else "is lost"))

    def _has_ended_quietly(self, failure: Failure) -> bool:
        return isinstance(failure, ProgramEnded) and trace_of(self.program) is None

    def went_astray(self, client: UdpPeer) -> str | None:
        """Say which of the other clients got what this one should have, or None."""
        for other in self._clients:
            if other is not client and other.here:
                return f"An answer came to {other.name or 'the client that asked before'} instead."
        return None
