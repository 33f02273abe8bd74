"""Queries of learners' clients, as they came: read leniently, and what is wrong with them.

A query can be answered as soon as its ID can be told: the answer gives the question back as it
came, whatever is wrong with that. Numbers that have their least significant byte first are read
so, and answered so.
"""

import itertools
import re
import struct
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from grader.i18n import gettext, ngettext
from grader.peers.arrivals import Address
from grader.text import clipped, shown_bytes

Order = Literal["!", "<"]  # of the bytes in a number: as the network has it, or turned round

HEADER_SIZE = 12
QUESTION_TAIL = 4  # TYPE and CLASS
RESPONSE, OPCODE, RECURSION_DESIRED = 0x8000, 0x7800, 0x0100
A, NS, CNAME, SOA, MX, TXT, AAAA, OPT = 1, 2, 5, 6, 15, 16, 28, 41
IN = 1
TYPES = {A: "A", NS: "NS", CNAME: "CNAME", MX: "MX", TXT: "TXT", AAAA: "AAAA", 255: "ANY"}
LONGEST_LABEL, LONGEST_NAME = 63, 255  # RFC 1035, section 2.3.4
MOST_GIVEN_BACK = 1000  # bytes of a question that cannot be read
OPT_SIZE = 11  # of a record OPT without options
HEX = re.compile(rb"[0-9a-fA-F\s]{24,}")


def wire_name(name: str) -> bytes:
    """Give a name as it stands in a message, without compression (RFC 1035, section 3.1)."""
    labels = [label.encode() for label in name.split(".")]
    return b"".join(bytes([len(label)]) + label for label in labels) + b"\0"


@dataclass(frozen=True)
class Query:
    """One datagram of a client, read as a query; `arrived` is by the listener's clock."""

    data: bytes  # the datagram
    message: bytes  # in it, as a rule all of it
    order: Order
    flags: int
    counts: tuple[int, ...]  # of the records in the four sections
    labels: tuple[bytes, ...] | None  # None if the name cannot be read
    kind: int | None  # None if TYPE and CLASS are not there
    kind_class: int | None
    end: int  # of the question, or of the datagram
    sender: Address
    arrived: float

    @property
    def is_answerable(self) -> bool:
        """Whether there is a header, and so an ID that an answer can bear."""
        return len(self.message) >= HEADER_SIZE

    @property
    def ident(self) -> bytes:
        """The two bytes of its ID, in the order in which they came."""
        return self.message[:2].ljust(2, b"\0")

    @property
    def number(self) -> int:
        """Its ID as a number."""
        return int(struct.unpack(self.order + "H", self.ident)[0])

    @property
    def question(self) -> bytes:
        """Its question, as it came."""
        return self.message[HEADER_SIZE : self.end]

    @property
    def name(self) -> str | None:
        """The name that it asks for, or None."""
        return None if self.labels is None else ".".join(self.texts)

    @property
    def texts(self) -> list[str]:
        """The labels of its name as text; none if it cannot be read."""
        return [label.decode("latin-1") for label in self.labels or ()]

    @property
    def wants_recursion(self) -> bool:
        """Whether it asks for recursion."""
        return bool(self.flags & RECURSION_DESIRED)

    def asks_the_same(self, other: "Query") -> bool:
        """Tell whether both have one question, in whatever spelling."""
        return self.question.lower() == other.question.lower()

    def asks_for(self, name: str) -> bool:
        """Tell whether it asks for this name, in whatever spelling."""
        labels = [label.lower() for label in self.labels or ()]
        return labels == name.lower().encode().split(b".")

    def as_it_should_be(self, name: str) -> bytes:
        """Give the query for the address of this name, with the ID and the flags of this one."""
        flags = self.flags & ~(RESPONSE | OPCODE)
        head = struct.pack("!5H", flags, 1, 0, 0, 0)
        return self.ident + head + wire_name(name) + struct.pack("!2H", A, IN)

    def repaired(self, name: str) -> "Query":
        """Give the same query with the question for the address of this name, as it should be."""
        return read(self.as_it_should_be(name), self.sender, self.arrived)

    def faults(self, name: str) -> Iterator[str]:
        """Yield what keeps it from being a query for the address of this name."""
        if not self.is_answerable:
            yield _too_short(self.data)
            return
        if HEX.fullmatch(self.data):
            yield gettext(
                "These are hexadecimal digits: bytes.fromhex() makes the bytes from them."
            )
            return
        if self.message != self.data:
            yield gettext(
                "Its first two bytes say how long the rest is: that is asked for over TCP only."
            )
            return
        if self.order == "<":
            yield gettext(
                "Its numbers have the least significant byte first: on the network the most significant one comes first (struct: '!', to_bytes(): 'big')."
            )
        elif self.counts[0] != 1:
            yield ngettext(
                "Its header says that there are {number} question (QDCOUNT, the bytes 4 and 5): one query asks one thing.",
                "Its header says that there are {number} questions (QDCOUNT, the bytes 4 and 5): one query asks one thing.",
                self.counts[0],
            )
        if self.flags & RESPONSE:
            yield gettext("The bit QR is set: that makes it a response, and a query has 0 there.")
        if self.flags & OPCODE:
            yield gettext(
                "Its opcode is {opcode}: of a query it is 0.", opcode=(self.flags & OPCODE) >> 11
            )
        yield from self._faults_of_the_question(name)
        yield from self._faults_of_the_rest()

    def _faults_of_the_question(self, name: str) -> Iterator[str]:
        body = self.message[HEADER_SIZE:]
        if not self.asks_for(name):
            yield _of_the_name(body, self.labels, name)
        elif self.kind is None and body[len(wire_name(name)) - 1 :] == struct.pack("!2H", A, IN):
            yield gettext("The name does not end: a byte 0 has to stand after its last label.")
        elif self.kind is None:
            yield gettext(
                "It ends before the question does: after the name come TYPE and CLASS, two bytes each."
            )
        elif (self.kind, self.kind_class) == (A << 8, IN << 8):
            yield gettext(
                "TYPE and CLASS have the least significant byte first: on the network the most significant one comes first (struct: '!', to_bytes(): 'big')."
            )
        else:
            if self.kind != A:
                yield gettext(
                    "The TYPE in the question is {kind}: IPv4 addresses are in records of the type A, which is 1.",
                    kind=_named(self.kind),
                )
            if self.kind_class != IN:
                yield gettext(
                    "The CLASS in the question is {network}: the Internet's is IN, which is 1.",
                    network=self.kind_class,
                )

    def _faults_of_the_rest(self) -> Iterator[str]:
        rest, records = self.message[self.end :], self.counts[1:]
        if self.order == "<" or self.kind is None or self.counts[0] != 1:
            return
        if records == (0, 0, 0) and rest:
            yield gettext(
                "After the question comes more, {rest}, but the header counts no record there.",
                rest=shown_bytes(rest, 30),
            )
        elif not any(records[:2]) and records[2] and not rest:
            yield ngettext(
                "ARCOUNT says that {number} record comes after the question, and nothing comes.",
                "ARCOUNT says that {number} records come after the question, and nothing comes.",
                records[2],
            )
        elif any(records[:2]) or records[2] > 1 or (records[2] and not _is_opt(rest)):
            yield gettext(
                "Its header counts {counts} (ANCOUNT, NSCOUNT, ARCOUNT), which a query does not have; one OPT is fine.",
                counts=_listed(records),
            )


def read(data: bytes, sender: Address = ("", 0), arrived: float = 0.0) -> Query:
    """Read whatever came as a query, as far as that goes."""
    message = _unwrapped(data)
    # a query has one question: the number tells in which order its bytes are
    order: Order = "<" if message[4:6] == b"\x01\x00" else "!"
    head = message[:HEADER_SIZE].ljust(HEADER_SIZE, b"\0")
    _, flags, *counts = struct.unpack(f"{order}6H", head)
    labels, at = _labels(message)
    tail = message[at : at + QUESTION_TAIL]
    kind = kind_class = None
    end = min(len(message), HEADER_SIZE + MOST_GIVEN_BACK)
    if labels is not None and len(tail) == QUESTION_TAIL:
        kind, kind_class = struct.unpack(f"{order}2H", tail)
        end = at + QUESTION_TAIL
    return Query(
        data,
        message,
        *(order, flags, tuple(counts), labels, kind, kind_class, end, sender, arrived),
    )


def _unwrapped(data: bytes) -> bytes:
    """Give the message in a datagram: it may be written in hexadecimal, or behind its length."""
    if HEX.fullmatch(data):
        with suppress(ValueError):
            return bytes.fromhex(data.decode())
    is_length = int.from_bytes(data[:2]) == len(data) - 2
    one = b"\0\1"  # question: by that number it is seen where the header begins
    return data[2:] if is_length and data[6:8] == one != data[4:6] else data


def _labels(data: bytes) -> tuple[tuple[bytes, ...] | None, int]:
    """Read the name of the question; give its labels and where it ends, or None."""
    labels, at = [], HEADER_SIZE
    longest = data[: HEADER_SIZE + LONGEST_NAME]
    while at < len(longest) and 0 < data[at] <= LONGEST_LABEL:
        labels.append(data[at + 1 : at + 1 + data[at]])
        at += 1 + data[at]
    if at >= len(longest) or data[at]:
        return None, len(data)
    return tuple(labels), at + 1


def _is_opt(rest: bytes) -> bool:
    """Tell whether this is one record OPT (RFC 6891, section 6.1.2), and nothing more."""
    if len(rest) < OPT_SIZE or rest[:3] != b"\0\0\x29":
        return False
    return len(rest) == OPT_SIZE + int.from_bytes(rest[9:11])


def _too_short(data: bytes) -> str:
    return ngettext(
        "A message begins with a header of {size} bytes, and this datagram has {number} byte.",
        "A message begins with a header of {size} bytes, and this datagram has {number} bytes.",
        len(data),
        size=HEADER_SIZE,
    )


def _named(kind: int) -> str:
    return f"{kind} ({TYPES[kind]})" if kind in TYPES else str(kind)


def _listed(counts: Sequence[int]) -> str:
    return ", ".join(map(str, counts))


def _of_the_name(body: bytes, labels: Sequence[bytes] | None, name: str) -> str:
    """Say what is wrong with the name in the question, which begins in `body`."""
    lower, labels_of_it = body.lower(), name.lower().split(".")
    if any(".".join(pair).encode() in lower for pair in itertools.pairwise(labels_of_it)):
        return gettext(
            "The name stands there with dots in it. A message has no dots in names: before each label stands a byte, the length of the label."
        )
    digits = "".join(f"{len(label)}{label}" for label in labels_of_it)
    if digits.encode() in lower:
        return gettext(
            "The length of a label stands there as a digit, a character: it is a byte of that value, as bytes([3]) is."
        )
    if labels is None:
        return gettext(
            "The name in the question cannot be read. Before each label stands a byte, the length of the label, and after the last label a byte 0."
        )
    came = ".".join(label.decode("latin-1") for label in labels)
    return gettext(
        "It asks for the name {asked}, and NAME was {name}.",
        asked=clipped(came, 80) or gettext("(the root)"),
        name=clipped(name, 80),
    )
