"""The wire of a check as the packets that a capture of it would hold.

A transcript tells what programs do with their sockets. What the systems below them add to that
is added here: the handshake of a connection, the numbers of its bytes, and an acknowledgement
for each piece. Everything else is as it was; where a transcript is silent, a comment says what
stands in for what is not known.
"""

import base64
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import NamedTuple

from grader.i18n import gettext, gettext_noop, ngettext
from grader.renderers.wire import BESIDE
from grader.report import MOST_EVENTS, Event, Fault, Side

# Addresses for documents (RFC 5737, RFC 3849) stand in where there are none.
STAND_INS: dict[int, dict[Side, str]] = {
    4: {"grader": "192.0.2.1", "program": "192.0.2.2"},
    6: {"grader": "2001:db8::1", "program": "2001:db8::2"},
}
HTTP_PORT, OTHER_PORT = 80, 7
FIRST_PORT = 49152  # of those that stand in for a client's
LAST_PORT = 65535
PORTS = LAST_PORT + 1 - FIRST_PORT
OTHER: dict[Side, Side] = {"grader": "program", "program": "grader"}
MOST_OF_SEGMENT, MOST_OF_DATAGRAM = 65495, 65507  # bytes that fit into a packet
NUMBERS = 1 << 32  # of bytes; those of TCP begin anew behind them
BETWEEN_STARTS = 64_000  # bytes from the first number of a connection to that of the next one

WRITTEN = re.compile(r"(?:\[(?P<six>[^]]+)\]|(?P<four>[^:]+)):(?P<port>\d{1,5})")
DATAGRAMS = ("datagram",)
HTTP = ("request", "response")
STREAMS = ("connect", "data", "end", "reset", *HTTP)

# What was on purpose, and what became of a datagram, by who sent it.
TOLD: dict[tuple[Side, Fault], str] = {
    ("program", "lost"): gettext_noop(
        "Lost on purpose: {peer} acts as if this datagram had never come."
    ),
    ("grader", "lost"): gettext_noop("Lost: the system did not let this datagram leave."),
    ("grader", "delayed"): gettext_noop("Late on purpose: {peer} waited before it sent this."),
    ("grader", "copy"): gettext_noop("A copy on purpose: {peer} sent the same datagram before."),
    ("grader", "stray"): gettext_noop(
        "Astray on purpose: nobody asked for this datagram, or it belongs to no request."
    ),
    ("grader", "pieces"): gettext_noop("In pieces on purpose: {peer} sent each of them alone."),
    ("grader", "reset"): gettext_noop("Reset on purpose by {peer}."),
    ("grader", "refused"): gettext_noop("Refused on purpose by {peer}."),
    ("grader", "cut"): gettext_noop("Cut off on purpose: the answer of {peer} was not complete."),
    ("grader", "silent"): gettext_noop("No answer, on purpose: {peer} ends it like this."),
}


class Address(NamedTuple):
    """One end of a conversation."""

    host: str
    port: int


@dataclass
class Packet:
    """What goes from one address to another, by TCP or, without flags, by UDP."""

    at: float
    source: Address
    target: Address
    flags: str = ""  # of TCP: the first letters of their names
    number: int = 0  # of its first byte
    awaited: int = 0  # the number of the byte that comes next from the other side
    data: bytes = b""
    size: int = 0  # bytes of the data; those that were not kept are missing at its end
    comments: list[str] = field(default_factory=list)

    @property
    def is_silent(self) -> bool:
        """Whether it has nothing to say but that it, or another one, has come."""
        return not (self.size or self.is_datagram or set("FR") & set(self.flags))

    @property
    def is_datagram(self) -> bool:
        """Whether it is one of UDP."""
        return not self.flags


class Wires:
    """The conversations of many checks, kept apart: no two of them are taken for one."""

    def __init__(self) -> None:
        self._starts = itertools.count(1)
        self._ports = itertools.count()
        self._pairs: set[frozenset[Address]] = set()  # of the datagrams of earlier checks

    def packets(self, events: Sequence[Event]) -> list[Packet]:
        """Give the packets of one check, in order."""
        check = _Check(self, events)
        half = MOST_EVENTS // 2
        for event in events[:half]:
            check.take(event)
        gap = len(check.packets)
        for event in events[half:]:
            check.take(event)
        check.close()
        if len(events) >= MOST_EVENTS:
            check.tell_of_gap(gap)
        self._pairs.update(check.pairs)
        return check.packets

    def port(self) -> int:
        """Give a port that stands in for one that is not known."""
        return FIRST_PORT + next(self._ports) % PORTS

    def start(self) -> int:
        """Give the first number of a connection."""
        return next(self._starts) * BETWEEN_STARTS % NUMBERS

    def is_taken(self, pair: Iterable[Address]) -> bool:
        """Whether an earlier check had a conversation by UDP between these addresses."""
        return frozenset(pair) in self._pairs


@dataclass
class _Conversation:
    """Two ends that speak with each other."""

    ends: dict[Side, Address]
    remarks: list[str]  # for its first packet

    def packet(self, at: float, by: Side) -> Packet:
        """Give an empty packet from one side to the other."""
        told, self.remarks = self.remarks, []
        return Packet(at, self.ends[by], self.ends[OTHER[by]], comments=told)


@dataclass
class _Stream(_Conversation):
    """A connection of TCP: it knows the number of the next byte of each side."""

    client: Side
    start: int
    is_http: bool
    latest: float  # when something was last heard of it
    _next: dict[Side, int] = field(init=False)
    _ended: set[Side] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._next = dict.fromkeys(OTHER, self.start)

    def connect(self, at: float) -> Iterator[Packet]:
        """Yield the handshake."""
        server = OTHER[self.client]
        yield self._numbered(at, self.client, "S", 1)
        yield self._numbered(at, server, "SA", 1)
        yield self._numbered(at, self.client, "A")

    def refused(self, at: float) -> Iterator[Packet]:
        """Yield what a client hears that nobody listens to."""
        yield self._numbered(at, self.client, "S", 1)
        yield from self.reset(at, OTHER[self.client])

    def send(
        self, at: float, by: Side, data: bytes, size: int, of_piece: int | None
    ) -> Iterator[Packet]:
        """Yield so many bytes, of which these are known, and that they have come."""
        most = min(of_piece or MOST_OF_SEGMENT, MOST_OF_SEGMENT)
        end = (self._next[by] + size) % NUMBERS
        for start in range(0, len(data), most):
            packet = self._numbered(at, by, "PA", min(most, size - start))
            packet.data, packet.size = data[start : start + most], min(most, size - start)
            yield packet
            if start + most >= len(data):  # what is behind it is not known, and has its numbers
                self._next[by] = end
            yield self._numbered(at, OTHER[by], "A")

    def end(self, at: float, by: Side) -> Iterator[Packet]:
        """Yield that a side sends no more, unless it has said so already."""
        if by not in self._ended:
            self._ended.add(by)
            yield self._numbered(at, by, "FA", 1)
            yield self._numbered(at, OTHER[by], "A")

    def reset(self, at: float, by: Side) -> Iterator[Packet]:
        """Yield that a side knows nothing of the connection any more."""
        self._ended.update(OTHER)
        yield self._numbered(at, by, "RA")

    def _numbered(self, at: float, by: Side, flags: str, count: int = 0) -> Packet:
        """Give a packet that takes up so many numbers."""
        self.latest = at
        packet = self.packet(at, by)
        packet.flags, packet.number = flags, self._next[by]
        packet.awaited = self._next[OTHER[by]] if "A" in flags else 0
        self._next[by] = (self._next[by] + count) % NUMBERS
        return packet


class _Check:
    """The conversations of one check, while its events are taken one after the other."""

    def __init__(self, wires: Wires, events: Sequence[Event]) -> None:
        self._wires = wires
        self.packets: list[Packet] = []
        self.pairs: set[frozenset[Address]] = set()
        self._streams: dict[tuple[str | None, ...], _Stream] = {}
        self._datagrams: dict[tuple[str | None, ...], _Conversation] = {}
        # Where the transcript has lost the beginning of a connection, it was made like others.
        connects = (event["from"] for event in events if event["event"] == "connect")
        self._usual: Side = next(connects, "program")

    def take(self, event: Event) -> None:
        """Add the packets of an event, if it is on a wire."""
        new = len(self.packets)
        if (event["from"], event["event"]) in BESIDE:
            return
        if event["event"] in DATAGRAMS:
            self._take_datagram(event)
        elif event["event"] in STREAMS:
            self._take_of_stream(event)
        # what an event does is done by no handshake before it, and by no answer behind it
        of_event = sorted(self.packets[new:], key=lambda each: each.is_silent)
        for packet in of_event[:1]:
            packet.comments += _told(event)

    def tell_of_gap(self, place: int) -> None:
        """Say at this packet, if there is one, that there may have been others before it."""
        for packet in self.packets[place : place + 1]:
            packet.comments.append(
                gettext(
                    "Packets may be missing before this one: a report keeps the first and the last {half} events of a check.",
                    half=MOST_EVENTS // 2,
                )
            )

    def close(self) -> None:
        """End the connections of which the transcript tells no end: those of a site."""
        for stream in self._streams.values():
            if stream.is_http:
                self.packets += stream.end(stream.latest, "program")
                self.packets += stream.end(stream.latest, "grader")
        self.packets.sort(key=lambda packet: packet.at)

    def _take_datagram(self, event: Event) -> None:
        key = _key(event)
        if key not in self._datagrams:
            ends, remarks = self._ends(event, "program")
            if self._wires.is_taken(ends.values()):
                remarks.append(self._moved(ends))
            self.pairs.add(frozenset(ends.values()))
            self._datagrams[key] = _Conversation(ends, remarks)
        packet = self._datagrams[key].packet(event["at"], event["from"])
        packet.data, size = _bytes(event)
        packet.size = min(size, MOST_OF_DATAGRAM)
        self.packets.append(packet)

    def _moved(self, ends: dict[Side, Address]) -> str:
        """Have our side speak from another port, and say so."""
        host, port = ends["grader"]
        other = self._wires.port()
        ends["grader"] = Address(host, other)
        return gettext(
            "An earlier check has used these ports, too: {other} stands in for port {port}.",
            other=other,
            port=port,
        )

    def _take_of_stream(self, event: Event) -> None:
        name, by, at = event["event"], event["from"], event["at"]
        key = _key(event)
        if event["fault"] == "refused" and event["theirs"] is None:
            self.packets += self._connected(event).refused(at)
            return
        if name == "connect" or key not in self._streams:
            self._streams[key] = self._connected(event)
            self.packets += self._streams[key].connect(at)
        stream = self._streams[key]
        if name == "end":
            self.packets += stream.end(at, by)
        elif name == "reset":
            self.packets += stream.reset(at, by)
        elif name != "connect":
            data, size = _bytes(event)
            self.packets += stream.send(at, by, data, size, event["pieces"])

    def _connected(self, event: Event) -> "_Stream":
        is_http = event["event"] in HTTP
        usual: Side = "program" if is_http else self._usual
        client = event["from"] if event["event"] == "connect" else usual
        ends, remarks = self._ends(event, client, HTTP_PORT if is_http else OTHER_PORT)
        if event["event"] != "connect" and event["fault"] != "refused":
            remarks.append(
                gettext("When this connection was opened is not known: the handshake stands in.")
            )
        return _Stream(ends, remarks, client, self._wires.start(), is_http, event["at"])

    def _ends(
        self, event: Event, client: Side, service: int = OTHER_PORT
    ) -> tuple[dict[Side, Address], list[str]]:
        """Give both addresses of the conversation that an event begins, and what is to be said."""
        known: dict[Side, Address | None] = {
            "grader": _address(event["ours"]),
            "program": _address(event["theirs"]),
        }
        version = max((ip_address(each.host).version for each in known.values() if each), default=4)
        ends: dict[Side, Address] = {}
        names: dict[Side, str] = {"grader": event["peer"], "program": gettext("your program")}
        remarks = [gettext("This is between {peer} and your program.", peer=event["peer"])]
        for side, name in names.items():
            address = known[side]
            if not address:
                port = self._wires.port() if side == client else service
                address = Address(STAND_INS[version][side], port)
                remarks.append(
                    gettext(
                        "{address} stands in for {name}: no address is known here.",
                        address=address.host,
                        name=name,
                    )
                )
            ends[side] = _of_version(version, address)
        return ends, remarks


def _key(event: Event) -> tuple[str | None, ...]:
    """Give what tells a conversation from others; where there are no addresses, the peer's name does."""
    ours, theirs = event["ours"], event["theirs"]
    has_addresses = _address(ours) and _address(theirs)
    return (ours, theirs) if has_addresses else (event["peer"], ours, theirs)


def _address(written: str | None) -> Address | None:
    """Read an address of the internet; None for any other one."""
    found = WRITTEN.fullmatch(written or "")
    if not found or int(found["port"]) > LAST_PORT:
        return None
    host, _, _ = (found["six"] or found["four"]).partition("%")  # without its interface
    try:
        return Address(str(ip_address(host)), int(found["port"]))
    except ValueError:
        return None


def _of_version(version: int, address: Address) -> Address:
    """Give the address as one of this version: that of IPv4 has a form in IPv6 (RFC 4291, 2.5.5.2)."""
    if ip_address(address.host).version == version:
        return address
    return Address(f"::ffff:{address.host}", address.port)


def _bytes(event: Event) -> tuple[bytes, int]:
    """Give the bytes of an event that are kept, and how many there were on the wire."""
    raw = event["raw"]
    kept = base64.b64decode(event["data"] if raw is None else raw)
    return kept, max(event["size"], len(kept))


def _told(event: Event) -> list[str]:
    """Say of an event what its bytes do not show."""
    told = []
    fault = event["fault"]
    if fault and (words := TOLD.get((event["from"], fault))):
        told.append(gettext(words, peer=event["peer"]))
    kept, size = _bytes(event)
    if missing := size - len(kept):
        told.append(
            ngettext(
                "The last {number} byte of this was not kept.",
                "The last {number} bytes of this were not kept.",
                missing,
            )
        )
    return told
