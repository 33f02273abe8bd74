"""What is wrong with the answer to a DNS query: one field of it at a time, and in words.

Each function looks at one field, and gives a `Fault`, or None where the field is as it should
be. What comes from the program is a stranger's: it is shown, and never trusted.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from grader.failures.errors import Compared, Mismatch
from grader.i18n import gettext, gettext_noop, ngettext
from grader.peers.dns.broken import TTL, UNPACKED, of_opt, of_outcome, of_pointer, of_record, of_ttl
from grader.peers.dns.messages import (
    AA,
    HEADER,
    POINTER,
    QR,
    RD,
    A,
    Message,
    Record,
    shown_address,
    shown_kind,
    shown_name,
    shown_opcode,
    shown_rcode,
    strict_fault,
)
from grader.peers.dns.queries import Query
from grader.text import shown_bytes

ONE_QUESTION = 1

Field = Literal["id", "question", "qr", "aa", "rd", "opcode", "rcode", "records", "ttl"]
# How a program writes an address into its records
AddressForm = Literal["packed", "reversed", "text"]
FORMS: tuple[AddressForm, ...] = ("packed", "reversed", "text")


TWICE = gettext_noop("An address has one record, and this one came more than once.")


@dataclass(frozen=True)
class Fault:
    """A field of an answer that is not as it should be."""

    field: Field
    message: str
    expected: Compared
    received: Compared
    why: str | None = None

    @property
    def mismatch(self) -> Mismatch:
        """The failure that it is."""
        return Mismatch(
            self.message, expected=self.expected, received=self.received, diagnosis=self.why
        )


def written(address: bytes, form: AddressForm) -> bytes:
    """Write an address in one of the forms."""
    if form == "reversed":
        return address[::-1]
    return shown_address(address).encode() if form == "text" else address


# ------------------------------------------------------------------ the header


def id_fault(answer: Message, query: Query, earlier: Collection[int] = ()) -> Fault | None:
    """Look at the ID; `earlier` are those of the queries before this one."""
    came, asked = answer.data[:2], query.data[:2]
    if came == asked or (answer.header_order == "little" and came == asked[::-1]):
        return None
    why = None
    if came == asked[::-1]:
        why = gettext(
            "The two bytes of the ID have changed places: struct needs `!` for the order of the network."
        )
    elif came == b"\0\0":
        why = gettext("The ID is 0: the client knows its answer by the ID that it chose itself.")
    elif answer.id in earlier:
        why = gettext("This is the ID of an earlier query: each answer has that of its own.")
    return Fault("id", gettext("The answer has another ID than the query."), asked, came, why)


def qr_fault(answer: Message) -> Fault | None:
    """Look whether it says that it is a response."""
    if answer.flags & QR:
        return None
    why = gettext(
        "QR, the highest bit of the flags, is 1 in a response; with 0 this is a query, and no client takes it for its answer."
    )
    return _flag_fault(
        "qr", gettext("The answer does not say that it is a response."), "QR", 1, answer, why
    )


def aa_fault(answer: Message) -> Fault | None:
    """Look whether it says that its server has the name in its own keeping."""
    if answer.flags & AA:
        return None
    why = gettext(
        "AA (0x0400) says that the server itself is the authority for the name, and has not asked another one."
    )
    return _flag_fault(
        "aa", gettext("The answer is not marked as authoritative."), "AA", 1, answer, why
    )


def rd_fault(answer: Message, query: Query) -> Fault | None:
    """Look whether the flag RD came back as it was sent."""
    wanted = query.flags & RD
    if answer.flags & RD == wanted:
        return None
    message = gettext(
        "The query had RD {asked}, and the answer has RD {came}.",
        asked=wanted // RD,
        came=1 - wanted // RD,
    )
    why = gettext("RD (0x0100) is the client's: it is copied from the query, whichever it is.")
    return _flag_fault("rd", message, "RD", wanted // RD, answer, why)


def _flag_fault(
    field: Field, message: str, name: str, wanted: int, answer: Message, why: str
) -> Fault:
    shown = gettext(
        "{name} {came}, in the flags 0x{flags:04x}",
        name=name,
        came=1 - wanted,
        flags=answer.flags,
    )
    return Fault(field, message, f"{name} {wanted}", shown, why)


def opcode_fault(answer: Message, query: Query) -> Fault | None:
    """Look whether the opcode came back as it was sent."""
    wanted = query.flags >> 11 & 0xF
    if answer.opcode == wanted:
        return None
    return Fault(
        "opcode",
        gettext("The answer has another opcode than the query."),
        shown_opcode(wanted),
        shown_opcode(answer.opcode),
        gettext(
            "The opcode (bits 0x7800 of the flags) is copied from the query, even into an error."
        ),
    )


def rcode_fault(
    answer: Message, wanted: Collection[int], usually: Mapping[int, str] | None = None
) -> Fault | None:
    """Look at the code of the outcome; `usually` says what other codes mean."""
    if len(answer.data) < HEADER.size:
        message = ngettext(
            "The answer has {number} byte, and a header alone has 12.",
            "The answer has {number} bytes, and a header alone has 12.",
            len(answer.data),
        )
        return Fault("rcode", message, gettext("a DNS message"), answer.data)
    if answer.rcode in wanted:
        return None
    return Fault(
        "rcode",
        gettext("The answer says {outcome}.", outcome=shown_rcode(answer.rcode)),
        gettext(" or ").join(map(shown_rcode, wanted)),
        shown_rcode(answer.rcode),
        (usually or {}).get(answer.rcode) or of_outcome(answer.rcode),
    )


# ------------------------------------------------------------------ the question


def question_fault(answer: Message, query: Query) -> Fault | None:
    """Look whether the question came back as it was sent, and is counted."""
    asked = query.question
    came = answer.data[HEADER.size : HEADER.size + len(asked)]
    promised = answer.counts[0]
    is_there = came == asked and answer.question is not None
    if is_there and promised == ONE_QUESTION:
        return None
    message, why = gettext("The answer does not have the question as it was sent."), None
    if is_there:
        message = ngettext(
            "The header says {number} question, and there is one.",
            "The header says {number} questions, and there is one.",
            promised,
        )
        return Fault(
            "question",
            message,
            "QDCOUNT 1",
            f"QDCOUNT {promised}",
        )
    if came.lower() == asked.lower() and answer.question:
        why = gettext(
            "The letters of the name are in another case: the question goes back byte for byte, and only for looking up is the case of no matter."
        )
    elif answer.question is None:
        why = gettext(
            "The question is missing: it comes right after the header, and before the records."
        )
        if came == asked:  # so begins the record, whose name is written in full
            return Fault(
                "question",
                message,
                "QDCOUNT 1",
                f"QDCOUNT {promised}",
                why,
            )
    elif answer.question.labels == tuple(query.name.encode().split(b".")):
        kinds = shown_kind(answer.question.kind), shown_kind(query.kind)
        why = gettext(
            "The name is right; the type is {came} and was {asked}, and the class is {network} and was 1.",
            came=kinds[0],
            asked=kinds[1],
            network=answer.question.network,
        )
    else:
        why = gettext("The question in it is one for {name}.", name=answer.question.name)
    return Fault("question", message, asked, came, why)


# ------------------------------------------------------------------ the records


@dataclass(frozen=True)
class Known:
    """What a hosts file says: its names, in lower case, and their addresses."""

    names: Mapping[str, Sequence[bytes]]

    def owner(self, address: bytes) -> str | None:
        """Give a name that has this address, or None."""
        return next((name for name, own in self.names.items() if address in own), None)

    def has_below(self, parent: str) -> bool:
        """Tell whether a name of the file ends with all labels of this one, behind others."""
        return any(name.endswith(f".{parent.lower()}") for name in self.names)

    @property
    def addresses(self) -> list[bytes]:
        """All addresses of the file."""
        return [address for own in self.names.values() for address in own]


def form_of_addresses(answer: Message, wanted: Sequence[bytes]) -> AddressForm | None:
    """Find out how the addresses stand somewhere behind the header, if they are there at all."""
    body = answer.data[HEADER.size :]
    return next((form for form in FORMS if all(written(a, form) in body for a in wanted)), None)


def records_fault(answer: Message, query: Query, known: Known) -> Fault | None:
    """Look at the records of an answer that has one address, field by field."""
    (wanted,) = known.names[query.name.lower()]
    right = b"\xc0\x0c\0\1\0\1" + TTL.to_bytes(4, "big") + b"\0\4" + wanted
    if answer.data == query.data:
        why = gettext(
            "This is the query itself, sent back. An answer has records after the question."
        )
        return _fault(gettext("The answer has no record."), right, _behind(answer, query), why)
    if is_little(answer):
        return counts_fault(answer, query)
    if answer.rcode or len(answer.data) < HEADER.size:
        return rcode_fault(
            answer, (0,), {3: gettext("{name} stands in HOSTS_FILE.", name=query.name)}
        )
    form = form_of_addresses(answer, [wanted])
    if form is None:
        return _other_address(answer, query, known, right)
    if form != "packed":
        said = gettext(UNPACKED[form])
        return _fault(
            gettext("The record is not one of an address."), right, _behind(answer, query), said
        )
    if answer.rest or answer.order == "little":
        came = _behind(answer, query)
        meaning = of_record(came, wanted, right, answer.order)
        return _fault(gettext("The record cannot be read."), right, came, meaning)
    record = next((record for record in answer.records if record.data == wanted), None)
    return (
        (_fault_of(record, answer, query) if record else None)
        or _one_too_many(answer, query, wanted)
        or others_fault(answer)
        or counts_fault(answer, query)
        or unreadable(answer, query)
    )


def _one_too_many(answer: Message, query: Query, wanted: bytes) -> Fault | None:
    came = [record.data for record in _answers(answer) if record.is_address]
    if len(came) <= 1:
        return None
    message = ngettext(
        "The answer has {number} record with an address, and {name} has one.",
        "The answer has {number} records with an address, and {name} has one.",
        len(came),
        name=query.name,
    )
    received = ", ".join(map(shown_address, came[:10]))
    why = gettext(TWICE) if set(came) == {wanted} else None
    return _fault(message, shown_address(wanted), received, why)


def _answers(answer: Message) -> Sequence[Record]:
    """Give the records of the answer section; all of them where the header does not count right."""
    is_counted = sum(answer.counts[1:]) == len(answer.records)
    return answer.records[: answer.counts[1]] if is_counted else answer.records


def others_fault(answer: Message) -> Fault | None:
    """Look whether the answer section has nothing but addresses, one record for each."""
    if sum(answer.counts[1:]) != len(answer.records):
        return None  # which section they are in is not known
    records = _answers(answer)
    others = [record for record in records if not record.is_address]
    if not others:
        return None
    message = ngettext(
        "The answer section has {number} record that nobody asked for.",
        "The answer section has {number} records that nobody asked for.",
        len(others),
    )
    kinds = ", ".join(sorted({shown_kind(record.kind) for record in others}))
    addresses = len(records) - len(others)
    received = ngettext(
        "{number} record of type A, and {others} of type {kinds}",
        "{number} records of type A, and {others} of type {kinds}",
        addresses,
        others=len(others),
        kinds=kinds,
    )
    expected = ngettext("{number} record of type A", "{number} records of type A", addresses)
    why = gettext("There is one record for each address, and no other.")
    return _fault(message, expected, received, why)


def _fault(message: str, expected: Compared, received: Compared, why: str | None) -> Fault:
    return Fault("records", message, expected, received, why)


def _behind(answer: Message, query: Query) -> bytes:
    """Give what stands behind the question, where the records begin."""
    question = answer.question.data if answer.question else b""
    return answer.data[HEADER.size + len(question) :]


def _other_address(answer: Message, query: Query, known: Known, right: bytes) -> Fault:
    """Say that the address is not in the answer, and what is there instead."""
    came = [record.data for record in answer.records if len(record.data) == 4]
    message = gettext("The answer does not have the address of {name}.", name=query.name)
    if not came:
        why = None if answer.rest else gettext("After the question comes nothing.")
        return _fault(message, right, _behind(answer, query), why)
    owner = known.owner(came[0])
    why = gettext("That is the address of {owner}.", owner=owner) if owner else None
    wanted = known.names[query.name.lower()][0]
    return _fault(message, shown_address(wanted), shown_address(came[0]), why)


def _fault_of(record: Record, answer: Message, query: Query) -> Fault | None:
    """Look at the name, the type and the class of a record that has the right address."""
    wanted = tuple(query.name.lower().encode().split(b"."))
    start = answer.whole[record.start : record.start + 2]
    if record.labels is None:
        message = gettext("The name of the record is a pointer that leads to no name.")
        return _fault(message, b"\xc0\x0c", start, of_pointer(start))
    if tuple(label.lower() for label in record.labels) != wanted:
        message = gettext("The record is one of {owner}.", owner=shown_name(record.labels))
        why = of_pointer(start) if start[:1] >= bytes([POINTER]) else None
        return _fault(
            message,
            gettext("one of {name}", name=query.name),
            gettext("one of {owner}", owner=shown_name(record.labels)),
            why,
        )
    if (record.kind, record.network) != (A, 1):
        message = gettext("The record is not one of type A and class IN.")
        received = gettext(
            "type {kind}, class {network}",
            kind=shown_kind(record.kind),
            network=record.network,
        )
        return _fault(message, gettext("type A (1), class 1 (IN)"), received, None)
    return None


def counts_fault(answer: Message, query: Query, has_answers: bool = True) -> Fault | None:
    """Look whether the header says how many records there are, with the address among the answers."""
    promised = answer.counts[1:]
    there = len(answer.records)
    has_address = any(record.is_address for record in answer.records[: promised[0]])
    if sum(promised) == there and (has_address or not (has_answers and answer.addresses)):
        return None
    says = "ANCOUNT {}, NSCOUNT {}, ARCOUNT {}".format(*promised)
    behind = query.data[HEADER.size + len(query.question) :]
    if sum(promised) == there:
        why = gettext(
            "The record with the address is counted in another section than that of the answers."
        )
    elif is_little(answer):
        why = gettext(
            "The numbers of the header stand with the least significant byte first: struct needs `!` for the order of the network."
        )
    elif behind and _behind(answer, query).startswith(behind):
        why = gettext(
            "The bytes after the question came back with it. The question ends after its class: the OPT record is no part of it."
        )
    elif promised[2] and not there - sum(promised[:2]):
        why = gettext(
            "ARCOUNT came back as it was in the query, and the records that it counts did not."
        )
    else:
        why = gettext("A client reads as many records as the header counts, and no more.")
    message = gettext("The header does not count the records that are there.")
    received = ngettext(
        "{counts}, and {number} record", "{counts}, and {number} records", there, counts=says
    )
    return _fault(message, gettext("as many records as are counted"), received, why)


def is_little(answer: Message) -> bool:
    """Tell whether the counts of an answer are right if each is read from its end."""
    there = len(answer.records)
    return 0 < there < 256 and answer.counts[1:] == (there << 8, 0, 0)


def answers_fault(answer: Message, query: Query) -> Fault | None:
    """Look whether an answer that should have no records in its section of answers has none."""
    promised = answer.counts[1]
    if not promised or not answer.records:
        return counts_fault(answer, query, has_answers=False)
    message = gettext(
        "The answer to the query {query} has records. It should have no records.", query=query
    )
    why = None
    kinds = ", ".join(sorted({shown_kind(record.kind) for record in answer.records}))
    received = gettext(
        "ANCOUNT {promised}, and records of type {kinds}", promised=promised, kinds=kinds
    )
    if query.kind != A and answer.addresses:
        why = gettext(
            "An address came, and the query is one for {kind}: the type of the question says what is asked.",
            kind=shown_kind(query.kind),
        )
    elif query.kind != A and any(record.kind == query.kind for record in answer.records):
        why = gettext(
            "The record says that it is of type {kind}, and the file has no address of that type.",
            kind=shown_kind(query.kind),
        )
    return Fault("rcode", message, "ANCOUNT 0", received, why)


def unreadable(answer: Message, query: Query) -> Fault | None:
    """Have dnspython read the answer; a question that is missing is another rule's."""
    data = answer.whole[:4] + b"\0\1" + answer.whole[6:]  # how QDCOUNT is, is another rule's
    if fault := strict_fault(data):
        message = gettext("The answer cannot be read by dnspython.")
        return _fault(
            message,
            gettext("a DNS message"),
            shown_bytes(answer.data),
            of_opt(answer.records) or gettext("It says {fault}.", fault=fault),
        )
    return None


def ttls(answer: Message, addresses: Sequence[bytes], form: AddressForm | None) -> list[int]:
    """List the TTLs of the records that have these addresses, also of records that are broken.

    In these the TTL comes behind the type and the class; none is given that is not sure.
    """
    found = [record.ttl for record in answer.records if record.data in addresses]
    if found or form is None:
        return found
    for address in addresses:
        before = answer.data.partition(written(address, form))[0]
        fields = before.rpartition(b"\0\1\0\1")[2]  # the TTL, and RDLENGTH perhaps
        if len(fields) == 6 or fields == TTL.to_bytes(4, "big"):
            found.append(int.from_bytes(fields[:4], "big"))
    return found


def ttl_fault(ttls: Sequence[int]) -> Fault | None:
    """Look at how long the records may be kept."""
    for ttl in ttls:
        if ttl != TTL:
            message = ngettext(
                "The record has a TTL of {number} second.",
                "The record has a TTL of {number} seconds.",
                ttl,
            )
            return Fault("ttl", message, f"{TTL}", f"{ttl}", of_ttl(ttl))
    return None
