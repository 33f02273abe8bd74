"""Datagrams that no resolver sends to a DNS server: loops, nonsense, far too much or nothing."""

import random
import sys
from collections.abc import Iterator

from grader.i18n import gettext, ngettext
from grader.peers.dns.messages import HEADER, LONGEST_LABEL, QR, RD
from grader.peers.dns.queries import Query

# Beyond it macOS lets no datagram leave (net.inet.udp.maxdgram).
FAR_TOO_MUCH = 65000 if sys.platform == "linux" else 9000
RANDOM_ONES, CHANGED_ONES = 24, 24
TYPE_AND_CLASS = b"\0\1\0\1"


def strange_queries(query: Query, dice: random.Random) -> Iterator[Query]:
    """Yield strange datagrams, which have the ID of this query where they have any; `what` names them."""
    header = HEADER.pack(query.id, RD, 1, 0, 0, 0)
    for name, what in (
        (b"\xc0\x0c", gettext("a query with a name that is a pointer to itself")),
        (b"\xc0\x0e\xc0\x0c", gettext("a query with two pointers that point at each other")),
        (
            b"\1a\xc0\x0c",
            gettext("a query with a name that ends in a pointer to its own beginning"),
        ),
        (b"\xc0\xff", gettext("a query with a pointer to a place after the end of the datagram")),
        (b"\xc0\0", gettext("a query with a pointer into the header")),
        (b"\0", gettext("a query for the root")),
        (b"\x80abc\0", gettext("a query with a label that begins with the byte 0x80")),
        (b"\x40abc\0", gettext("a query with a label that begins with the byte 0x40")),
        (b"\4\xff\xfe\0.\0", gettext("a query with a label that is no text")),
        (b"\1a" * 200 + b"\0", gettext("a query with a name of 200 labels")),
        (b"\x3f" + b"a" * LONGEST_LABEL + b"\0", gettext("a query with a label of 63 letters")),
    ):
        yield _odd(header + name + TYPE_AND_CLASS, what)
    question = query.question
    yield _odd(b"", gettext("an empty datagram"))
    yield _odd(header + b"\xc0", gettext("a query with one half of a pointer"))
    many = HEADER.pack(query.id, RD, 65535, 65535, 65535, 65535)
    yield _odd(many + question, gettext("a query with counts of 65535"))
    half = HEADER.pack(query.id, RD, 1, 0, 0, 1)
    yield _odd(half + question + b"\0\0\x29", gettext("a query with an OPT record that is cut off"))
    yield _odd(b"\xff" * 40, gettext("40 bytes 0xFF"))
    yield _odd(bytes(40), gettext("40 bytes 0"))
    yield _odd(
        header + dice.randbytes(FAR_TOO_MUCH),
        ngettext("{number} byte", "{number} bytes", FAR_TOO_MUCH),
    )
    label = bytes([LONGEST_LABEL]) + b"a" * LONGEST_LABEL
    endless = label * ((FAR_TOO_MUCH - HEADER.size) // len(label))
    yield _odd(header + endless, gettext("a query with a name of {size} bytes", size=len(endless)))
    for _ in range(RANDOM_ONES):
        size = dice.randrange(1, 300)
        yield _odd(
            header + dice.randbytes(size),
            ngettext(
                "a header and {number} random byte", "a header and {number} random bytes", size
            ),
        )
    for size in (1, 11, 12, 30, 200, 600):
        # none of them may have the ID of the query that comes after it
        yield _odd(
            (query.data[:2] + dice.randbytes(size))[:size],
            ngettext("{number} random byte", "{number} random bytes", size),
        )
    for _ in range(CHANGED_ONES):
        data = bytearray(query.data)
        at = dice.randrange(4, len(data))
        data[at] = dice.randrange(256)
        yield _odd(
            bytes(data), gettext("a query whose byte {at} is 0x{value:02x}", at=at, value=data[at])
        )


def _odd(data: bytes, what: str) -> Query:
    return Query(data, what=what)


def cut_off(query: Query) -> Iterator[Query]:
    """Yield the query as it is cut off at each byte of its question."""
    end = HEADER.size + len(query.question)
    for size in range(HEADER.size, end):
        missing = end - size
        if size == HEADER.size:
            what = gettext("cut off after the header")
        elif missing > 4:
            what = gettext(
                "cut off in the name, after {size} of its bytes", size=size - HEADER.size
            )
        else:
            what = (
                gettext("cut off after the name"),
                gettext("cut off in the type"),
                gettext("cut off after the type"),
                gettext("cut off in the class"),
            )[4 - missing]
        yield Query(query.data[:size], query.name, what=what)


def without_question(query: Query) -> Query:
    """Take the question out of a query, and leave what stands behind it."""
    header, behind = query.data[: HEADER.size], query.data[HEADER.size + len(query.question) :]
    data = header[:4] + b"\0\0" + header[6:] + behind
    what = gettext("a header with QDCOUNT 0{special} and no question", special=query.what)
    return Query(data, what=what)


def rules_of(data: bytes) -> set[str]:
    """Name the checks whose rules say what becomes of a datagram; none if it is only survived.

    A program may look at its parts in any order: so a name that can be read is always looked up,
    whatever else is odd.
    """
    header = HEADER.unpack(data[: HEADER.size].ljust(HEADER.size, b"\0"))
    if len(data) < HEADER.size:
        return {"keeps_silent"}
    rules = {"keeps_silent"} if header[1] & QR else set()
    rules |= {"says_notimp"} if header[1] & 0x7800 else set()
    end = _end_of_name(data)
    if end is None:
        return rules
    rules |= {"says_nxdomain"}
    if not header[2] or end + len(TYPE_AND_CLASS) > len(data):
        rules |= {"says_formerr"}
    elif data[end : end + 2] != TYPE_AND_CLASS[:2]:
        rules |= {"has_nothing_of_other_types"}
    return rules


def _end_of_name(data: bytes) -> int | None:
    """Give where the name of the question ends, which may be behind the end of the datagram.

    None if it has something in it that is no label.
    """
    at = HEADER.size
    while at < len(data) and data[at]:
        if data[at] > LONGEST_LABEL:
            return None
        at += 1 + data[at]
    return at + 1
