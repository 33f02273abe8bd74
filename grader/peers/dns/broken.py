"""What it means that a field of a DNS answer has another value than it should."""

from collections.abc import Iterable, Mapping

import dns.rdatatype

from grader.i18n import gettext, gettext_noop, ngettext
from grader.peers.dns.messages import Order, Record

TTL = 60  # seconds, as the rules want it
OUTCOMES: Mapping[int, str] = {
    1: gettext_noop("FORMERR says that the query cannot be read."),
    2: gettext_noop("SERVFAIL says that the server itself is in trouble."),
    3: gettext_noop("NXDOMAIN says that there is no such name."),
    4: gettext_noop("NOTIMP says that the server cannot do what the opcode asks for."),
    5: gettext_noop("REFUSED says that the server does not want to answer."),
}
# How an address may stand in a record that is none of one.
UNPACKED: Mapping[str, str] = {
    "reversed": gettext_noop(
        "The bytes of the address stand in reverse order: the first number comes first, as it is written."
    ),
    "text": gettext_noop(
        "The address stands in the record as text: a record has its four numbers as four bytes."
    ),
}


def of_outcome(code: int) -> str | None:
    """Say what a code means, if it is one of an outcome that is no answer."""
    return gettext(OUTCOMES[code]) if code in OUTCOMES else None


def of_record(came: bytes, address: bytes, right: bytes, order: Order) -> str | None:
    """Say where a record that has the address in it cannot be read; `right` is what it should be."""
    before = came.partition(address)[0]
    if order == "little":
        return gettext(
            "The numbers of the record stand with the least significant byte first: struct needs `!` for the order of the network."
        )
    if before[:2] == b"\x0c\xc0":
        return gettext(
            "The two bytes of the pointer have changed places: 0xC0 comes first, and then 0x0C."
        )
    if before[:2] == b"\0\x0c":
        return gettext(
            "The offset 12 alone is no pointer: its two highest bits are set, and so it is 0xC00C."
        )
    if before[:1] == b"\x0c":
        return gettext(
            "A pointer has two bytes, 0xC0 and 0x0C for the offset 12: the first one is missing."
        )
    if before[:2] == b"\xc0\x0c":
        return _of_fields(before[2:], len(came) - len(right))
    if came[:4] == right[2:6]:
        return gettext(
            "The record begins with its type: the name comes first, as a pointer or in full."
        )
    return None


def _of_fields(fields: bytes, behind: int) -> str | None:
    """Say what is the matter with the fields between the name and the address, or behind it."""
    if len(fields) == 10:
        size = int.from_bytes(fields[8:], "big")
        if size == 4:
            return ngettext(
                "After the record comes something more that is no record, {number} byte.",
                "After the record comes something more that is no record, {number} bytes.",
                behind,
            )
        return gettext(
            "RDLENGTH, the two bytes before the address, says {size}: an address has 4 bytes.",
            size=size,
        )
    missing = {
        8: gettext(
            "Two bytes are missing between the name and the address: there are the type (2 bytes), the class (2), the TTL (4) and RDLENGTH (2)."
        ),
        6: gettext(
            "Four bytes are missing between the name and the address: there are the type (2 bytes), the class (2), the TTL (4) and RDLENGTH (2)."
        ),
    }
    return missing.get(len(fields))


def of_pointer(start: bytes) -> str:
    """Say where the pointer at the beginning of a record leads."""
    offset = int.from_bytes(start, "big") & 0x3FFF
    return gettext(
        "The pointer says offset {offset}, counted from the beginning of the message; the name of the question is at offset 12.",
        offset=offset,
    )


def of_opt(records: Iterable[Record]) -> str | None:
    """Say what is wrong with a record OPT that has a name (RFC 6891, section 6.1.2)."""
    if any(record.kind == dns.rdatatype.OPT and record.labels != () for record in records):
        return gettext("An OPT record has no name: it begins with a byte 0.")
    return None


def of_ttl(ttl: int) -> str | None:
    """Say what such a time to live comes from."""
    if ttl == int.from_bytes(TTL.to_bytes(4, "big"), "little"):
        return gettext("The four bytes of the TTL stand with the least significant one first.")
    if ttl == 1000 * TTL:
        return gettext("The TTL counts seconds, and not milliseconds.")
    if ttl == TTL << 16:
        return gettext("The TTL has four bytes: 60 stands in the last of them.")
    return None
