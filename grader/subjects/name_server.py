"""A learner's DNS server, and what is demanded of its answers."""

import re
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

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
from grader.i18n import gettext
from grader.peers.dns import faults
from grader.peers.dns.answering import FIELDS_SAID
from grader.peers.dns.dig import Dig
from grader.peers.dns.faults import Fault, Field, written
from grader.peers.dns.messages import (
    HEADER,
    RD,
    Message,
    Order,
    listed,
    shown_address,
)
from grader.peers.dns.queries import Query
from grader.peers.udp import UdpPeer
from grader.subjects.framed import meaning
from grader.subjects.name_queries import QueriedServer

TICKS_FOR_THE_REST = 4  # until a second answer, where there is one, is here


class NameServer(QueriedServer):
    """A learner's DNS server: its answers have to give what stands in its hosts file."""

    # -------------------------------------------------------------- the first ones

    def first_answer(self, name: str) -> None:
        """Demand any answer to a first query, for this name or else for one that is unknown.

        Raises Mismatch, NothingCame or what ended the program.
        """
        try:
            self._first_answer(self.query(name))
        except (NothingCame, ProgramEnded):
            if self.way.opens or not self._answers_unknown_names_alone(name):
                raise

    def _answers_unknown_names_alone(self, known: str) -> bool:
        """Tell whether new runs answer where no address is due, and only there; learn it if so."""
        if not self._answers_anew(self.hosts.new_name()) or self._answers_anew(known):
            return False
        self._learn(replace(self.way, addresses=None, knows_no_address=True))
        told = gettext("then, in a new run, it answered a query for a name that is not in the file")
        self.scene.transcript.remark(told)
        return True

    def _answers_anew(self, name: str) -> bool:
        """Tell whether a new run answers a query for this name."""
        self.start_anew()
        with self.aside(), suppress(Failure):
            self._first_answer(self.query(name))
            return True
        return False

    def _first_answer(self, query: Query) -> None:
        """Demand any answer, from the server's port; learn if it is another.

        Raises Mismatch, NothingCame or what ended the program.
        """
        try:
            _, sender = self.send(query).receive(gettext("an answer"))
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
                gettext(
                    "It opens {name}, which is not there: the path of the hosts file is the third word of the command line.",
                    name=missing[1],
                )
            )

    def first_address(self, name: str) -> None:
        """Demand the one address of this name; learn how the program gives it if otherwise.

        Raises Mismatch, NothingCame or what ended the program.
        """
        query = self._query(name)
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
        with (
            self.scene.probe(gettext("then a query with its header in that order:")),
            suppress(Failure),
        ):
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
            stands = gettext("{name} stands in HOSTS_FILE.", name=query.name)
            codes = dict.fromkeys(range(1, 16), usually or stands)
            self.demand(faults.rcode_fault(answer, (0,), codes))
            self.demand(faults.counts_fault(answer, query))
        wanted, came = sorted(self.hosts.known.names[query.name.lower()]), self.addresses_in(answer)
        if came != wanted:
            raise Mismatch(
                gettext("The answer has more than the addresses of {name}.", name=query.name)
                if set(wanted) <= set(came)
                else gettext("The answer does not have the addresses of {name}.", name=query.name),
                expected=listed(wanted),
                received=listed(came),
                diagnosis=self._of_addresses(query.name, wanted, came) or usually,
            )
        if not is_loose:
            self.demand(faults.others_fault(answer) or faults.unreadable(answer, query))

    def _of_addresses(
        self, name: str, wanted: Sequence[bytes], came: Sequence[bytes]
    ) -> str | None:
        if strange := [address for address in came if address not in wanted]:
            owner = self.hosts.known.owner(strange[0])
            address = shown_address(strange[0])
            if owner in self._asked:
                return gettext(
                    "{address} is an address of {name}, which had been asked for before.",
                    address=address,
                    name=owner,
                )
            return owner and gettext(
                "{address} is an address of {name}.", address=address, name=owner
            )
        if set(came) == set(wanted):
            return gettext(faults.TWICE)
        if came and len(came) < len(wanted):
            told = [
                gettext(
                    "The name has {number} addresses in the file, and {came} came.",
                    number=len(wanted),
                    came=len(came),
                ),
                self.hosts.told_of_spellings(name),
            ]
            try:
                self.expect_no_more()
            except Surplus:
                told.append(
                    gettext(
                        "Another datagram came after this one: all records stand in one answer."
                    )
                )
            return " ".join(filter(None, told))
        return None

    def expect_addresses_by_dig(self, name: str, dig: Dig, usually: str) -> None:
        """Pass on what dig asks for this name, if it does, and demand what `expect_addresses` does."""
        if dig.query is None:
            return
        query = Query(dig.query, name, what=gettext("by dig"))
        answer = self.ask(query)
        self.expect_those_addresses(answer, query, usually)
        if "records" not in self.way.wrong and (shown := dig.shown(answer.data, self.scene)):
            self.scene.transcript.step(gettext("dig shows  {answer}", answer=shown))

    def expect_ttl(self, name: str) -> None:
        """Demand that the record of this name may be kept as long as the rules say.

        Raises Unseen if there is no record that could be read.
        """
        if not self.demand_ttls(self.ask(self.query(name)), name):
            raise Unseen("gives_the_address")

    def demand_ttls(self, answer: Message, name: str) -> bool:
        """Demand what `expect_ttl` does of an answer about this name; tell whether it has records."""
        ttls = faults.ttls(answer, self.hosts.known.names[name], self.way.addresses)
        self.demand(faults.ttl_fault(ttls))
        return bool(ttls)

    def expect_unknown(self, query: Query, why: str = "") -> None:
        """Demand NXDOMAIN for this name; `why` says what is special in it.

        The parent of a name exists (RFC 8020), so that NOERROR without records is as good for it.
        """
        is_there = gettext(
            "NOERROR says that the name is there, and it does not stand in HOSTS_FILE."
        )
        codes = {
            0: f"{is_there} {why}".strip(),
            2: gettext(
                "SERVFAIL says that the server itself is in trouble. It knows all its names, and this is no name of its."
            ),
            5: gettext(
                "REFUSED says that the server does not want to answer. It knows all its names, and this is no name of its."
            ),
        }
        silence = gettext(
            "Silence says nothing: the client waits, asks again, and at last gives up."
        )
        is_parent = self.hosts.known.has_below(query.name)
        outcomes = (3, 0) if is_parent else (3,)
        with meaning(why if is_parent else ""):
            self.expect_outcome(query, outcomes, codes, in_silence=silence)

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
            message = gettext("The answer has an address of {name}.", name=name)
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
            failure.known = _of_the_one_before(odd)
            raise
        if not self.is_for(answer, query):
            raise Mismatch(
                gettext("Your program answered {what}.", what=odd.what),
                expected=gettext("(no answer)"),
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
            self._explain_its_end(failure, odd)
            failure.known = _of_the_one_before(odd)
            raise

    def _explain_its_end(self, failure: Failure, odd: Query) -> None:
        """Say of a program that has ended at these bytes what is known of them."""
        if not isinstance(failure, ProgramEnded):
            return
        trace = trace_of(self.program)
        if trace and trace.exception == "UnicodeDecodeError":
            failure.establish(
                gettext(
                    "Bytes were decoded as text, and not every byte is text: a stranger may send any bytes."
                )
            )
        elif trace is None and self.program.status == 0 and not odd.data:
            failure.diagnosis = gettext(
                "It came to its end, and no error left it. UDP has no end of a stream: an empty datagram is a datagram like any other."
            )

    def _ended_as_ever(self, failure: Failure) -> bool:
        """Tell whether the program ended after one datagram, as it always does; leave it then."""
        if is_usual := bool(self.way.once) and self._has_ended_quietly(failure):
            self.start_anew()
        return is_usual

    def learn_that_it_stops(self, failure: Failure, answers: int) -> None:
        """Remember that the program has stopped after so many answers, and say so if it has ended."""
        if ends := self._has_ended_quietly(failure):
            failure.diagnosis = gettext(
                "It ended after {number} of the answers: a server goes on until it is stopped.",
                number=answers,
            )
        if ends or answers == 1:
            self._learn(replace(self.way, once="ends" if ends else "is lost"))

    def _has_ended_quietly(self, failure: Failure) -> bool:
        return isinstance(failure, ProgramEnded) and trace_of(self.program) is None

    def went_astray(self, client: UdpPeer) -> str | None:
        """Say which of the other clients got what this one should have, or None."""
        for other in self._clients:
            if other is not client and other.here:
                name = other.name or gettext("the client that asked before")
                return gettext("An answer came to {client} instead.", client=name)
        return None


def _of_the_one_before(odd: Query) -> str:
    return gettext("Before the last query, what came was {what}.", what=odd.what)
