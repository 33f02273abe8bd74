"""Answers of a name server, byte by byte: right ones in each legal form, and wrong ones.

dnspython writes a name in the one way that it finds best, and nothing that is wrong. The
clients here are to meet every way (RFC 1035, section 4.1.4): names written out, pointers to a
whole name, behind some labels, to another pointer, far ahead of it, and pointers in a circle.
"""

import socket
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from grader.i18n import gettext, gettext_noop
from grader.peers.dns.asked import (
    AAAA,
    CNAME,
    HEADER_SIZE,
    IN,
    MX,
    NS,
    OPT,
    SOA,
    TXT,
    TYPES,
    A,
    Order,
    Query,
    wire_name,
)
from grader.text import clipped

# How a name is written that has stood in the message before: in full, as a pointer to where it
# stood first, or last (perhaps a pointer, too), or as a label or more and a pointer to the rest.
Way = Literal["full", "first", "last", "suffix"]

FLAGS = 0x8180  # a response, with recursion desired and available (RFC 1035, section 4.1.1)
FLAGS_OF_AN_AUTHORITY = 0x8500  # authoritative; recursion is desired, and not available
SERVER_FAILED, NO_SUCH_NAME = 2, 3
RARE_ERROR = 8  # all of its three lower bits are 0
RCODES = {SERVER_FAILED: "SERVFAIL", NO_SUCH_NAME: "NXDOMAIN"}
POINTER = 0xC000
TTL = 300
BUFFER_SIZE = 1232  # that an OPT offers (RFC 6891, section 6.2.3)


@dataclass(frozen=True)
class Record:
    """A record: its owner, its TYPE, and its data, of which a part may be a name."""

    owner: str
    kind: int
    data: bytes = b""  # before the name, if there is one
    name: str | None = None
    after: bytes = b""  # the data behind the name

    def told(self) -> str:
        """Say for learners what it says."""
        data = socket.inet_ntoa(self.data) if self.kind == A else self.name or "…"
        return f"{clipped(self.owner, 60)} {TYPES[self.kind]} {clipped(data, 60)}"


def a(owner: str, address: str) -> Record:
    """Make the record of an IPv4 address."""
    return Record(owner, A, socket.inet_aton(address))


def alias(owner: str, target: str) -> Record:
    """Make a CNAME: the owner is another name for the target."""
    return Record(owner, CNAME, name=target)


def without_owner(address: str) -> bytes:
    """Give the record of an address as it stands behind its owner: bytes that may be other data."""
    return struct.pack("!HHIH", A, IN, TTL, 4) + socket.inet_aton(address)


def aaaa(owner: str, data: bytes) -> Record:
    """Make the record of an IPv6 address, which is 16 bytes."""
    return Record(owner, AAAA, data)


def mx(owner: str, preference: int, target: str) -> Record:
    """Make the record of a mail server."""
    return Record(owner, MX, struct.pack("!H", preference), target)


def txt(owner: str, *parts: bytes) -> Record:
    """Make the record of a text, in one part or several, each of which says its length."""
    return Record(owner, TXT, b"".join(bytes([len(part)]) + part for part in parts))


def ns(zone: str, server: str) -> Record:
    """Make the record that names a name server of a zone."""
    return Record(zone, NS, name=server)


def soa(
    zone: str, server: str, numbers: bytes = struct.pack("!5I", 1, 3600, 600, 86400, 60)
) -> Record:
    """Make the record of a zone's own data, which comes with negative answers (RFC 2308)."""
    return Record(zone, SOA, name=server, after=wire_name(f"admin.{zone}") + numbers)


@dataclass(frozen=True)
class Answer:
    """What a name server answers: the records of its sections, and how they are written."""

    records: Sequence[Record] = ()
    authority: Sequence[Record] = ()
    rcode: int = 0
    way: Way | None = None  # the usual one: "first", or what the client reads
    ttl: int = TTL  # of its records
    flags: int = FLAGS
    has_opt: bool = False
    # what is not as in the query
    ident: bytes | None = None
    asked: str | None = None  # the name in the question
    most: int | None = None  # of its bytes are sent, if not all
    is_respelled: bool = (
        False  # the question has capital letters for small ones, and small for capital
    )

    @property
    def addresses(self) -> list[str]:
        """The IPv4 addresses in its answer section."""
        return [socket.inet_ntoa(record.data) for record in self.records if record.kind == A]

    def told(self) -> str:
        """Say for learners what it says."""
        said = [RCODES.get(self.rcode, f"RCODE {self.rcode}")] * bool(self.rcode)
        said += [record.told() for record in self.records]
        if self.most is not None:
            said.append(gettext("{most} bytes of it", most=self.most))
        return gettext("; ").join(said) or gettext("no record")

    def to(self, query: Query) -> bytes:
        """Write it as the answer to this query, in the order of bytes that the query has."""
        question = query.question
        if self.asked is not None:
            question = wire_name(self.asked) + question[-4:]
        if self.is_respelled:  # lengths are no letters: they are below 64
            question = question[:-4].swapcase() + question[-4:]
        counts = (1, len(self.records), len(self.authority), int(self.has_opt))
        head = struct.pack(f"{query.order}5H", self.flags | self.rcode, *counts)
        message = _Message(
            (self.ident or query.ident) + head + question, self.way or "first", query.order
        )
        message.remember(self.asked.split(".") if self.asked else query.texts, HEADER_SIZE)
        for record in (*self.records, *self.authority):
            message.add(record, self.ttl)
        if self.has_opt:
            message.data += struct.pack(f"{query.order}xHHIH", OPT, BUFFER_SIZE, 0, 0)
        return bytes(message.data[: self.most])


class _Message:
    """A message to which records are added; it knows where names stand in it."""

    def __init__(self, head: bytes, way: Way, order: Order) -> None:
        self.data = bytearray(head)
        self._way, self._order = way, order
        self._places: dict[str, int] = {}

    def remember(self, labels: Sequence[str], at: int) -> None:
        """Note that a name, and with it each of its ends, stands at this place."""
        for index in range(len(labels)):
            name = ".".join(labels[index:]).lower()
            self._places.setdefault(name, at)
            if self._way == "last":
                self._places[name] = at
            if self._way != "suffix":
                break  # only whole names are pointed at
            at += 1 + len(labels[index])

    def add(self, record: Record, ttl: int) -> None:
        """Add a record, which may be kept for so many seconds."""
        self._add_name(record.owner)
        self.data += struct.pack(f"{self._order}HHI", record.kind, IN, ttl)
        size_at = len(self.data)
        self.data += b"\0\0" + record.data
        if record.name is not None:
            self._add_name(record.name)
        self.data += record.after
        struct.pack_into(f"{self._order}H", self.data, size_at, len(self.data) - size_at - 2)

    def _add_name(self, name: str) -> None:
        at = len(self.data)
        labels = name.split(".")
        for index in range(int(self._way == "suffix"), len(labels) + 1):
            rest = ".".join(labels[index:])
            place = None if self._way == "full" else self._places.get(rest.lower())
            if place is not None:
                if index:
                    self.data += wire_name(".".join(labels[:index]))[:-1]
                self.data += struct.pack("!H", POINTER | place)
                break
            if self._way != "suffix" or not rest:
                self.data += wire_name(name)
                break
        self.remember(labels, at)


# ------------------------------------------------------------------ pointers in a circle


def _with_owner(query: Query, owner: bytes, kind: int = A, data: bytes = bytes(4)) -> bytes:
    """Write an answer whose one record has these bytes for its owner."""
    head = struct.pack(f"{query.order}5H", FLAGS, 1, 1, 0, 0)
    fixed = struct.pack(f"{query.order}HHIH", kind, IN, TTL, len(data))
    return query.ident + head + query.question + owner + fixed + data


def _place_behind(query: Query) -> int:
    """Give the place at which the first record of an answer to this query begins."""
    return HEADER_SIZE + len(query.question)


def pointer_to_itself(query: Query) -> bytes:
    """Answer with a record whose owner is a pointer to that very place."""
    return _with_owner(query, struct.pack("!H", POINTER | _place_behind(query)))


def two_pointers(query: Query) -> bytes:
    """Answer with a record whose owner points at its data, where a pointer leads back."""
    at = _place_behind(query)
    there = struct.pack("!H", POINTER | at + 12)
    return _with_owner(query, there, data=struct.pack("!H", POINTER | at) + bytes(2))


def label_and_pointer(query: Query) -> bytes:
    """Answer with a record whose owner is a label and a pointer to that label."""
    return _with_owner(query, b"\x01a" + struct.pack("!H", POINTER | _place_behind(query)))


def alias_to_itself(query: Query) -> bytes:
    """Answer with an alias of the name whose target is a pointer to that very place."""
    owner = struct.pack("!H", POINTER | HEADER_SIZE)
    target = struct.pack("!H", POINTER | _place_behind(query) + 12)
    return _with_owner(query, owner, CNAME, target)


CIRCLES = {
    gettext_noop("a name that is a pointer to itself"): pointer_to_itself,
    gettext_noop("a name that is a label and a pointer back to it"): label_and_pointer,
    gettext_noop("a name that is a pointer to a pointer back to it"): two_pointers,
    gettext_noop("an alias whose target is a pointer to itself"): alias_to_itself,
}
