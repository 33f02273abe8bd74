"""Unit 3 by UDP: a lookup asks a name server for the addresses of names."""

from dataclasses import dataclass

from grader.dice import Dice
from grader.i18n import gettext
from grader.peers.dns import asked, messages
from grader.subjects.base import Files, apart
from grader.subjects.hosts import Hosts
from grader.subjects.pairs import (
    Apart,
    Call,
    Game,
    Pair,
    Run,
    Seen,
    Words,
    expect_datagram,
    expect_end,
    no_answer,
)

FILE = "hosts.txt"
NXDOMAIN = 3


@dataclass(frozen=True)
class Lookup:
    """A name as the client is given it, and its addresses."""

    name: str
    addresses: tuple[str, ...]


class Names(Game):
    """The client prints the addresses of each name, and fails for one that nobody knows."""

    def __init__(self, dice: Dice) -> None:
        self._hosts = hosts = Hosts(dice)
        names = [hosts.name(addresses=count) for count in (1, 3)]
        known = hosts.known.names
        addresses = [tuple(map(messages.shown_address, known[name])) for name in names]
        self._lookups = [
            Lookup(names[0], addresses[0]),
            Lookup(names[1].upper(), addresses[1]),
            Lookup(hosts.new_name(), ()),
        ]

    @property
    def files(self) -> Files:
        """The hosts file."""
        return {FILE: self._hosts.text.encode()}

    def server_words(self, host: str, port: int) -> Words:
        """Give the server the hosts file, too."""
        return host, port, FILE

    def calls(self, host: str, port: int) -> list[Call]:
        """Give the client each name."""
        return [Call((each.name, host, port)) for each in self._lookups]

    def expect_success(self, seen: Seen) -> None:
        """Demand what the client prints, and how it ends. Raises Apart."""
        for run, lookup in zip(seen.runs, self._lookups, strict=True):
            for address in lookup.addresses:
                if not apart(address).search(run.printed):
                    told = gettext("The client did not print {text}.", text=address)
                    raise Apart(told, "client")
            if lookup.addresses:
                expect_end(run)
            elif run.status == 0 or not run.errors.strip():
                told = gettext("The client did not fail where there is no such name.")
                raise Apart(told, "client")
            elif run.status is None:
                expect_end(run)

    def look_at_the_wire(self, run: Run, seen: Seen) -> None:
        """Demand a query for the name, and the answer that the hosts file gives. Raises Apart."""
        lookup = self._lookups[seen.runs.index(run)]
        expect_datagram(run)
        queries: dict[int, asked.Query] = {}  # by the client's port
        for each in run.datagrams:
            if each.by == "client":
                query = queries[each.port] = asked.read(each.data)
                if why := next(query.faults(lookup.name), None):
                    told = gettext("The client's query is wrong. {why}", why=why)
                    raise Apart(told, "client", query.as_it_should_be(lookup.name), each.data)
            elif each.is_elsewhere:
                told = gettext(
                    "The server answered from another address than the one that was asked."
                )
                raise Apart(told, "server")
            else:
                self._expect_answer(lookup, queries[each.port], each.data)
        if not any(each.by == "server" for each in run.datagrams):
            raise no_answer(run, True, gettext("The server did not answer."))

    def _expect_answer(self, lookup: Lookup, query: asked.Query, data: bytes) -> None:
        answer = messages.read(data)
        code = 0 if lookup.addresses else NXDOMAIN
        if answer.id != query.number:
            told = gettext("The server's answer bears another ID than the query.")
            raise Apart(told, "server", str(query.number), str(answer.id))
        if answer.rcode != code:
            told = gettext("The server's answer has another RCODE than it must.")
            raise Apart(
                told, "server", messages.shown_rcode(code), messages.shown_rcode(answer.rcode)
            )
        came = sorted(
            messages.shown_address(record.data) for record in answer.records if record.is_address
        )
        if came != sorted(lookup.addresses):
            told = gettext("The server's answer has other addresses than its file.")
            raise Apart(told, "server", ", ".join(sorted(lookup.addresses)), ", ".join(came))
        if why := messages.strict_fault(data):
            told = gettext("The server's answer cannot be read by dnspython.")
            raise Apart(told, "server", None, why)


PAIR = Pair("udp_client", "udp_server", "udp", Names)
