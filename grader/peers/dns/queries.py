"""DNS queries, made with dnspython: as resolvers send them, and bent where a check bends them."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, replace

import dns.edns
import dns.flags
import dns.message
import dns.rdatatype

from grader.i18n import gettext
from grader.peers.dns.messages import HEADER, A, shown_kind

OPT = struct.Struct("!xHHIH")  # a record without options (RFC 6891, section 6.1.2)
LARGEST_ANSWER = 1232  # bytes, as resolvers say in their OPT records (DNS Flag Day 2020)


@dataclass(frozen=True)
class Query:
    """A datagram with a query, and what stands in it; one that is no query has no name."""

    data: bytes
    name: str = ""
    kind: int = A
    what: str = ""  # what is special in it, for messages

    @property
    def id(self) -> int:
        """Its ID."""
        return int.from_bytes(self.data[:2], "big")

    @property
    def flags(self) -> int:
        """Its word of flags."""
        return int.from_bytes(self.data[2:4], "big")

    @property
    def question(self) -> bytes:
        """Its question, as it is sent: the name, the type and the class."""
        size = len(self.name) + 2 + 4 if self.name else 0
        return self.data[HEADER.size : HEADER.size + size]

    def __str__(self) -> str:
        if not self.name:
            return self.what
        told = f"{shown_kind(self.kind)} {self.name}"
        return f"{told}, {self.what}" if self.what else told

    @property
    def told(self) -> str:
        """What it is, in the middle of a sentence."""
        return gettext("the query {query}", query=self) if self.name else self.what

    def with_flags(self, flags: int, what: str) -> "Query":
        """Give the same query with this word of flags."""
        data = self.data[:2] + flags.to_bytes(2, "big") + self.data[4:]
        return replace(self, data=data, what=what)

    def with_opt(self, what: str, size: int = LARGEST_ANSWER, flags: int = 0) -> "Query":
        """Give the same query with an OPT record that has this size and these flags."""
        counts = self.data[4:10] + b"\0\1"
        opt = OPT.pack(dns.rdatatype.OPT, size, flags, 0)
        data = self.data[:4] + counts + self.data[HEADER.size :] + opt
        return replace(self, data=data, what=what)


def query(
    name: str,
    kind: int = A,
    *,
    number: int,
    recursive: bool = True,
    options: Sequence[dns.edns.Option] | None = None,
    what: str = "",
) -> Query:
    """Make a query with this ID; the spelling of the name is kept.

    With `options`, even none, it has an OPT record (RFC 6891).
    """
    message = dns.message.make_query(
        name,
        dns.rdatatype.RdataType.make(kind),
        flags=dns.flags.RD if recursive else 0,
        use_edns=False if options is None else 0,
        payload=LARGEST_ANSWER,
        options=None if options is None else list(options),
    )
    message.id = number
    return Query(message.to_wire(), name, kind, what)
