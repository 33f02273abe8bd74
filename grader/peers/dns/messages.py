"""A DNS message as a stranger wrote it, read as far as that goes (RFC 1035, section 4).

`read` never raises, and looks at no more bytes than a message of the rules comes near. What
it finds is what is there: how many records the header promises is one thing, and how many
follow is another. Where the numbers stand with the least significant byte first, it says so.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import dns.exception
import dns.message
import dns.opcode
import dns.rcode
import dns.rdatatype

from grader.i18n import gettext, ngettext
from grader.text import clipped, printable

HEADER = struct.Struct("!6H")
LITTLE_HEADER = struct.Struct("<6H")
QR, AA, TC, RD = 0x8000, 0x0400, 0x0200, 0x0100
FLAGS = {"QR": QR, "AA": AA, "TC": TC, "RD": RD, "RA": 0x0080}
MOST_DESCRIBED = 4  # records
POINTER = 0xC0  # the two highest bits of a byte that is one half of a pointer
LONGEST_LABEL, LONGEST_NAME = 63, 255
LONGEST = 4096  # bytes of a message that are looked into
WIDEST_NAME = 80  # characters that are shown of a name
A, IN = 1, 1

Order = Literal["big", "little"]
Labels = tuple[bytes, ...]


class Unreadable(Exception):
    """There is no name, no question or no record here."""


@dataclass(frozen=True)
class Question:
    """What a message asks."""

    data: bytes  # as it stands in the message
    labels: Labels
    kind: int
    network: int  # its class

    @property
    def name(self) -> str:
        """The name as learners write it."""
        return shown_name(self.labels)


@dataclass(frozen=True)
class Record:
    """One record; a name that cannot be read is None."""

    start: int  # its offset in the message
    labels: Labels | None
    kind: int
    network: int  # its class
    ttl: int
    data: bytes

    @property
    def is_address(self) -> bool:
        """Whether it bears an address of IPv4, as its type and class say."""
        return (self.kind, self.network, len(self.data)) == (A, IN, 4)


@dataclass(frozen=True)
class Message:
    """A message as it was read; where it is shorter than a header, that is filled up with zeros."""

    data: bytes
    whole: bytes = b""  # the same, with the question put in where it is missing
    question: Question | None = None
    records: tuple[Record, ...] = ()
    rest: bytes = b""  # what stands behind the last record that can be read
    order: Order = "big"  # in which the bytes of its records' numbers stand
    header_order: Order = "big"

    def _header(self) -> tuple[int, ...]:
        form = HEADER if self.header_order == "big" else LITTLE_HEADER
        return form.unpack(self.data[: HEADER.size].ljust(HEADER.size, b"\0"))

    @property
    def id(self) -> int:
        """The ID in its header."""
        return self._header()[0]

    @property
    def flags(self) -> int:
        """The word of flags in its header."""
        return self._header()[1]

    @property
    def counts(self) -> tuple[int, ...]:
        """How many entries the header promises in each of the four sections."""
        return self._header()[2:]

    @property
    def opcode(self) -> int:
        """What kind of query it is; 0 is the usual one."""
        return self.flags >> 11 & 0xF

    @property
    def rcode(self) -> int:
        """The code of its outcome; 0 is a good one."""
        return self.flags & 0xF

    @property
    def addresses(self) -> tuple[bytes, ...]:
        """The addresses that its records bear, in their order."""
        return tuple(record.data for record in self.records if record.is_address)


def read(data: bytes, asked: bytes = b"", header_order: Order = "big") -> Message:
    """Read a message, whatever it is; `asked` is the question, as it was sent, that it answers.

    That question is known even where the header promises none, and the other way round.
    """
    bare = Message(data, data, header_order=header_order)
    best: Message | None = None
    orders: tuple[Order, ...] = ("big", "little")
    for question, whole, start in _beginnings(data[:LONGEST], bare.counts[0], asked):
        for order in orders:
            records, end = _records(whole, start, order)
            found = replace(
                bare, whole=whole, question=question, records=records, rest=whole[end:], order=order
            )
            if not found.rest and (question or not _has(bare, asked) or found.addresses):
                return found
            best = best or found
    return best or replace(bare, rest=data[HEADER.size :])


def _has(message: Message, question: bytes) -> bool:
    """Tell whether these bytes stand where the question belongs, which a record may begin with."""
    return message.data[HEADER.size :].lower().startswith(question.lower())


def _beginnings(
    data: bytes, promised: int, asked: bytes
) -> Iterator[tuple[Question | None, bytes, int]]:
    """Yield what may be the question, the message with it, and where the records then begin.

    Where the question is missing, pointers to it lead where it should be.
    """
    question = None
    try:
        question, end = read_question(data, HEADER.size)
    except Unreadable:
        pass
    else:
        if promised or question.data.lower() == asked.lower():
            yield question, data, end
    if len(data) >= HEADER.size:
        header, rest = data[: HEADER.size], data[HEADER.size :]
        yield None, header + asked + rest, HEADER.size + len(asked)


def _records(data: bytes, start: int, order: Order) -> tuple[tuple[Record, ...], int]:
    """Read records to the end of the message, or to the first that cannot be read."""
    records: list[Record] = []
    while start < len(data):
        try:
            record, start = read_record(data, start, order)
        except Unreadable:
            break
        records.append(record)
    return tuple(records), start


def read_question(data: bytes, start: int) -> tuple[Question, int]:
    """Read a question, and give where it ends. Raises Unreadable."""
    labels, end = read_name(data, start)
    kind, network = _unpacked("!2H", data, end)
    return Question(data[start : end + 4], labels, kind, network), end + 4


def read_record(data: bytes, start: int, order: Order = "big") -> tuple[Record, int]:
    """Read a record, and give where it ends; its name may be unreadable. Raises Unreadable."""
    labels: Labels | None
    try:
        labels, end = read_name(data, start)
    except Unreadable:
        if data[start : start + 1] < bytes([POINTER]):
            raise
        labels, end = None, start + 2  # a pointer that leads nowhere
    kind, network, ttl, size = _unpacked("!2HIH" if order == "big" else "<2HIH", data, end)
    end += 10
    if end + size > len(data):
        raise Unreadable
    return Record(start, labels, kind, network, ttl, data[end : end + size]), end + size


def _unpacked(form: str, data: bytes, start: int) -> tuple[int, ...]:
    try:
        return struct.unpack_from(form, data, start)
    except struct.error:
        raise Unreadable from None


def read_name(data: bytes, start: int) -> tuple[Labels, int]:
    """Read a name with its pointers, and give its labels and where it ends. Raises Unreadable.

    A pointer leads backwards, and a name has 255 bytes at most: so it comes to an end.
    """
    labels: list[bytes] = []
    at, end, size = start, None, 0
    while True:
        if at >= len(data):
            raise Unreadable
        length = data[at]
        if length >= POINTER:
            (target,) = _unpacked("!H", data, at)
            end = end or at + 2
            if (target := target & 0x3FFF) >= at:
                raise Unreadable
            at = target
            continue
        size += 1 + length
        if length > LONGEST_LABEL or size > LONGEST_NAME or at + length >= len(data):
            raise Unreadable
        at += 1 + length
        if not length:
            return tuple(labels), end or at
        labels.append(data[at - length : at])


def strict_fault(data: bytes) -> str | None:
    """Say in dnspython's words what it finds wrong with a message, or None."""
    try:
        dns.message.from_wire(data[:LONGEST])
    except Exception as error:  # whatever it raises about a stranger's bytes
        said = " ".join(str(error).split()).rstrip(".")
        return printable(f"{type(error).__name__}: {said}"[:200])
    return None


# ------------------------------------------------------------------ in words


def shown_name(labels: Labels) -> str:
    """Write a name as learners do, with full stops between its labels."""
    text = ".".join(label.decode("ascii", "backslashreplace") for label in labels)
    return clipped(printable(text), WIDEST_NAME) or "."


def shown_kind(kind: int) -> str:
    """Name a type of records, `A` or `TYPE65280`."""
    return str(dns.rdatatype.to_text(dns.rdatatype.RdataType.make(kind)))


def described(message: Message) -> str:
    """Say what an answer says, in a line: its outcome, its flags, its first records."""
    if len(message.data) < HEADER.size:
        return gettext("less than a header")
    flags = [name for name, flag in FLAGS.items() if message.flags & flag]
    told = [shown_rcode(message.rcode), " ".join(flags) or gettext("no flag")]
    told += [_described(record) for record in message.records[:MOST_DESCRIBED]]
    left = len(message.records) - MOST_DESCRIBED
    shown = gettext(", ").join(told)
    if left <= 0:
        return shown
    return ngettext(
        "{records} and {number} more record",
        "{records} and {number} more records",
        left,
        records=shown,
    )


def _described(record: Record) -> str:
    size = ngettext("{number} byte", "{number} bytes", len(record.data))
    return f"{shown_kind(record.kind)} {shown_address(record.data) if record.is_address else size}"


def shown_rcode(code: int) -> str:
    """Name the outcome, as `NXDOMAIN (3)`."""
    return f"{dns.rcode.to_text(dns.rcode.Rcode.make(code))} ({code})"


def shown_opcode(code: int) -> str:
    """Name the kind of query, as `STATUS (2)`."""
    return f"{dns.opcode.to_text(dns.opcode.Opcode.make(code))} ({code})"


def listed(addresses: Sequence[bytes]) -> str:
    """List addresses of four bytes, in words if there is none."""
    return ", ".join(map(shown_address, addresses)) or gettext("(no address)")


def shown_address(data: bytes) -> str:
    """Write an address of four bytes with full stops."""
    return ".".join(map(str, data))
