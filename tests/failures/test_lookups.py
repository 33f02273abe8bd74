"""A DNS lookup's peer and judge: answers in every form, queries of any bytes, prints of any text."""

import contextlib
import re
import types

import dns.exception
import dns.message
import dns.rdatatype
import pytest
from hypothesis import given
from hypothesis import strategies as st
from peers_alone import scene

import shelf
from conftest import ROOT
from grader.failures.diagnosis import addresses
from grader.failures.errors import Mismatch
from grader.peers.dns.answers import CIRCLES, Answer, a, aaaa, alias, mx, ns, soa, txt
from grader.peers.dns.asked import read, wire_name
from grader.peers.udp import UdpListener
from grader.subjects.impostors import OTHER_QUESTIONS, WRONG_IDS
from grader.subjects.lookups import bytes_taken, how_predictable
from grader.subjects.name_client import NameClient

NAME, ALIAS, FAR = "www.Printer.test", "laser.printer.test", ".".join(["x" * 63] * 3 + ["test"])
LABELS = st.text("abcxyz0189_-", min_size=1, max_size=20)
NAMES = st.lists(LABELS, min_size=1, max_size=5).map(".".join)


def query_for(name, kind="A", **how):
    return read(dns.message.make_query(name, kind, **how).to_wire())


# ------------------------------------------------------------------ answers


@pytest.mark.parametrize("way", ["full", "first", "last", "suffix"])
def test_dnspython_reads_each_way_of_writing_names(way):
    records = [
        *(alias(NAME, FAR), alias(FAR, ALIAS), a(ALIAS, "10.0.0.9"), a(ALIAS, "10.0.0.7")),
        *(mx(NAME, 10, NAME), txt(NAME, b"abc"), aaaa(NAME, bytes(range(16)))),
    ]
    zone = [soa("test", f"ns.{ALIAS}"), ns("test", f"ns.{ALIAS}")]
    data = Answer(records, zone, way=way, has_opt=True).to(query_for(NAME))
    message = dns.message.from_wire(data, one_rr_per_rrset=True)
    told = [
        (str(rrset.name).rstrip(".").lower(), dns.rdatatype.to_text(rrset.rdtype))
        for rrset in message.answer
    ]
    assert told == [(record.owner.lower(), record.told().split()[1]) for record in records]
    assert [rrset[0].to_text() for rrset in message.answer[2:4]] == ["10.0.0.9", "10.0.0.7"]
    assert str(message.answer[1][0].target).rstrip(".").lower() == ALIAS
    assert len(message.authority) == 2
    assert message.edns == 0


def test_each_way_of_writing_names_is_another():
    records = [alias(NAME, FAR), alias(FAR, ALIAS), a(ALIAS, "10.0.0.9"), a(ALIAS, "10.0.0.7")]
    query = query_for(NAME)
    written = {Answer(records, way=way).to(query) for way in ("full", "first", "last", "suffix")}
    assert len(written) == 4
    places = [
        int.from_bytes(pair) & 0x3FFF
        for pair in re.findall(
            rb"[\xc0-\xff][\x00-\xff](?=\x00\x01\x00\x01)", Answer(records).to(query)
        )
    ]
    assert max(places) > 255, "a place of eight bits would do"


@given(NAMES, st.sampled_from(["full", "first", "last", "suffix"]))
def test_an_answer_to_any_name_is_one(name, way):
    message = dns.message.from_wire(Answer([a(name, "10.0.0.9")], way=way).to(query_for(name)))
    assert message.answer[0][0].to_text() == "10.0.0.9"


@pytest.mark.parametrize("what", CIRCLES)
def test_a_circle_is_refused_by_dnspython(what):
    with pytest.raises(dns.exception.DNSException):
        dns.message.from_wire(CIRCLES[what](query_for(NAME)))


@pytest.mark.parametrize("number", [0, 1, 0x0101, 0x1234, 0xFFFF])
def test_a_wrong_id_is_none_of_the_query(number):
    message = dns.message.make_query(NAME, "A")
    message.id = number
    query = read(message.to_wire())
    for make in WRONG_IDS.values():
        assert make(query, [a(NAME, "10.0.0.9")]).to(query)[:2] != query.ident
    for make in OTHER_QUESTIONS.values():
        other = read(make(query, [a(NAME, "10.0.0.9")]).to(query))
        assert other.name and not other.asks_for(NAME)


def test_the_readmes_message_is_what_it_says():
    text = (ROOT / "assignments/03_services/README.md").read_text(encoding="utf-8")
    data = b""
    for line in text.partition("### Compressed names")[2].partition("\n## ")[0].split("\n"):
        if found := re.match(r" {0,5}(\d+)  ((?:[0-9a-f]{2} {1,2})+)", line):
            assert int(found[1]) == len(data), line
            data += bytes.fromhex(found[2])
    message = dns.message.from_wire(data)
    assert [str(rrset) for rrset in message.answer] == [
        "www.printer.home. 60 IN CNAME laser.home.",
        "laser.home. 60 IN A 10.0.0.9",
    ]


# ------------------------------------------------------------------ queries


@pytest.mark.parametrize("how", [{}, {"use_edns": 0}, {"use_edns": 0, "payload": 4096}])
def test_a_query_of_dnspython_has_no_fault(how):
    query = query_for(NAME, **how)
    assert not list(query.faults(NAME.lower()))
    assert query.wants_recursion
    assert query.as_it_should_be(NAME) == query_for(NAME, id=query.number).data


QUERY = query_for(NAME, id=0x1234).data
HEAD, QUESTION, TAIL = QUERY[:12], QUERY[12:-4], QUERY[-4:]
FAULTS = [
    (b"", "has 0 bytes"),
    (QUERY[:7], "has 7 bytes"),
    (QUERY.hex().encode(), "hexadecimal digits"),
    (len(QUERY).to_bytes(2) + QUERY, "over TCP"),
    (QUERY[:4] + b"\0\2" + QUERY[6:], "2 questions"),
    (QUERY[:4] + b"\0\0" + QUERY[6:], "0 questions"),
    (QUERY[:4] + b"\1\0" + QUERY[6:], "least significant byte first"),
    (QUERY[:2] + b"\x81\0" + QUERY[4:], "QR"),
    (QUERY[:2] + b"\x29\0" + QUERY[4:], "opcode is 5"),
    (HEAD + QUESTION[:-1] + TAIL, "does not end"),
    (HEAD + bytes([len(NAME)]) + NAME.encode() + b"\0" + TAIL, "dots in it"),
    (HEAD + b"3www7printer4test\0" + TAIL, "as a digit"),
    (HEAD + b"\xff" * 20, "cannot be read"),
    (HEAD + wire_name("other.test") + TAIL, "other.test"),
    (QUERY[:-1], "before the question does"),
    (HEAD + QUESTION + b"\0\x1c\0\1", "28 (AAAA)"),
    (HEAD + QUESTION + b"\1\0\1\0", "TYPE and CLASS have the least"),
    (HEAD + QUESTION + b"\0\1\0\3", "CLASS in the question is 3"),
    (QUERY + b"\n", "After the question comes more"),
    (QUERY[:11] + b"\1" + QUERY[12:], "1 record comes after the question"),
    (QUERY[:11] + b"\2" + QUERY[12:] + bytes(11), "0, 0, 2"),
    (QUERY[:7] + b"\1" + QUERY[8:], "1, 0, 0"),
]


@pytest.mark.parametrize(("data", "said"), FAULTS)
def test_what_is_wrong_with_a_query_is_said(data, said):
    assert said in next(read(data).faults(NAME))


@given(st.one_of(st.binary(max_size=80), st.binary(max_size=60).map(lambda end: HEAD + end)))
def test_any_datagram_can_be_read_and_answered(data):
    query = read(data)
    assert all(isinstance(fault, str) for fault in query.faults(NAME))
    for way in ("full", "suffix"):
        answer = Answer([alias(NAME, ALIAS), a(ALIAS, "10.0.0.9")], way=way, has_opt=True)
        assert answer.to(query)[:2] == query.ident
    for make in (*WRONG_IDS.values(), *OTHER_QUESTIONS.values()):
        make(query, [a(NAME, "10.0.0.9")]).to(query)
    for message in CIRCLES.values():
        assert len(message(query)) < 65_536


def test_the_longest_datagram_is_read_at_once():
    data = HEAD + (b"\x3f" + b"x" * 63) * 1020
    query = read(data)
    assert query.labels is None
    assert len(Answer([a(NAME, "10.0.0.9")]).to(query)) < 2000


def test_a_query_with_turned_numbers_is_answered_in_its_way():
    turned = b"\x12\x34\0\1\1\0" + bytes(6) + QUESTION + b"\1\0\1\0"
    query = read(turned)
    assert query.wants_recursion
    assert Answer([a(NAME, "10.0.0.9")]).to(query)[2:8] == b"\x80\x81\1\0\1\0"


@pytest.mark.parametrize("data", [len(QUERY).to_bytes(2) + QUERY, QUERY.hex(" ").encode()])
def test_a_query_that_is_wrapped_is_answered(data):
    query = read(data)
    assert (query.ident, query.question) == (QUERY[:2], QUERY[12:])
    assert list(query.faults(NAME))
    assert query.repaired(NAME).data == QUERY


def test_an_id_that_is_the_length_of_the_rest_is_one():
    query = query_for(NAME, id=len(QUERY) - 2)
    assert not list(query.faults(NAME))


def test_pointers_lead_to_labels_that_stand_there():
    """A query whose name is one label with dots in it gets no pointer into the middle of that."""
    query = read(HEAD + bytes([len(NAME)]) + NAME.encode() + b"\0" + TAIL)
    data = Answer([a(NAME, "10.0.0.9"), a(ALIAS, "10.0.0.7")], way="suffix").to(query)
    rest = data[len(query.data) :]
    assert rest.startswith(wire_name(NAME)), "the name as it should be stands nowhere before"


@pytest.mark.long
def test_what_a_query_has_wrong_costs_its_own_rule():
    names = ("asks_for_ipv6", "native_numbers", "hexadecimal_text", "name_without_its_end")
    chosen = [entry for entry in shelf.entries("03_services") if entry.place.stem in names]
    for entry, result in shelf.judge(chosen):
        blocked = [check.id for check in result.checks if check.outcome == "not_run"]
        assert (result.score, blocked) == (18, []), entry


@given(st.binary(max_size=60))
def test_any_datagram_is_a_query_or_a_mismatch(data):
    client = object.__new__(NameClient)
    client._examination = types.SimpleNamespace(dialect=lambda kind: kind())
    with (
        contextlib.closing(UdpListener(scene(), ("127.0.0.1", 0))) as client._server,
        contextlib.closing(UdpListener(scene(), ("127.0.0.1", 0))) as sender,
    ):
        sender._socket.sendto(data, client._server._socket.getsockname())
        with contextlib.suppress(Mismatch):
            assert client.query(NAME).is_answerable


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        ((7, 7, 7, 7), "the same"),
        ((65534, 65535, 0, 1), "up by one"),
        ((7, 7, 7, 8), "up by 1 at most"),
        ((65530, 65531, 2, 18), "up by 16 at most"),  # a clock of seconds on a busy machine
        ((7, 9, 11, 28), None),
        ((13, 11, 9, 7), None),
    ],
)
def test_ids_that_can_be_foreseen_are_told(ids, said):
    told = how_predictable(ids)
    assert told is None if said is None else said in told


# ------------------------------------------------------------------ prints

ONE, TWO, THREE = "10.20.30.40", "11.2.3.4", "192.0.2.7"


@pytest.mark.parametrize(
    ("printed", "form"),
    [
        ("Address: 10.20.30.40\n", "dotted"),
        ("10.20.30.40.\n", "dotted"),
        ("110.20.30.40 10.20.30.401 1.10.20.30.40\n", None),
        ("40.30.20.10", "reversed"),
        ("010.020.030.040", "padded"),
        ("0a141e28", "hexadecimal"),
        ("0x0A 0x14 0x1E 0x28", "hexadecimal"),
        ("(10, 20, 30, 40)", "numbers"),
        ("169090601", None),
        (str(int.from_bytes(bytes([10, 20, 30, 40]), "big")), "number"),
        (repr(bytes([10, 20, 30, 40])), "bytes"),
        ("", None),
    ],
)
def test_form_of_a_printed_address(printed, form):
    assert addresses.form_of(ONE, printed) == form


@pytest.mark.parametrize(
    "printed",
    [
        f"{ONE}\n{TWO}\n{THREE}",
        f"{ONE} {TWO} {THREE}\n{ONE}\n{TWO}\n{THREE}\n",
        f"{THREE}\n{ONE}\n{TWO}\n\n{THREE}\n",
        f"from 127.0.0.1:53\n1. {ONE}\n2. {TWO}\n3. {THREE} (3 in all)\n",
    ],
)
def test_addresses_in_lines_are_found_among_others(printed):
    assert addresses.are_in_lines([ONE, TWO, THREE], printed)


@pytest.mark.parametrize(
    ("printed", "message", "meaning"),
    [
        (f"{ONE} {TWO} {THREE}", "in one line", "line of its own"),
        (f"{THREE}\n{TWO}\n{ONE}", "another order", "The last came first"),
        (f"{TWO}\n{ONE}\n{THREE}", "another order", "They stand in the order"),
        (f"{ONE}", "1 of the 3", "Only the first"),
        (f"{THREE}", "1 of the 3", "Only the last"),
        (f"{ONE}\n{TWO}", "2 of the 3", "but the last"),
        (f"{TWO}\n{THREE}", "2 of the 3", "but the first"),
        (f"{ONE}\n{THREE}", "2 of the 3", None),
    ],
)
def test_missing_addresses_are_explained(printed, message, meaning):
    assert not addresses.are_in_lines([ONE, TWO, THREE], printed)
    said, why = addresses.of_missing([ONE, TWO, THREE], printed)
    assert message in said
    assert why is None if meaning is None else meaning in why


def test_neighbour_that_is_missing_is_told():
    neighbour = f"{TWO.rpartition('.')[0]}.77"
    shown = f"{ONE}\n{neighbour}\n{THREE}"
    said, why = addresses.of_missing([ONE, TWO, neighbour, THREE], shown)
    assert "3 of the 4" in said
    assert f"{neighbour} is there and {TWO} is not: they differ in their last number" in why


def test_sorted_addresses_are_told():
    said, why = addresses.of_missing([TWO, THREE, ONE], f"{ONE}\n{TWO}\n{THREE}")
    assert "another order" in said and "They were sorted" in why


@pytest.mark.parametrize("source", ["found = set()", "{a for a in found}", "x = {first, second}"])
def test_line_of_a_set_is_named_where_there_is_one(source):
    _, why = addresses.of_missing([ONE, TWO, THREE], f"{TWO}\n{ONE}\n{THREE}", source=f"\n{source}")
    assert why.endswith("answer's records. Line 2 makes a set, and a set keeps no order.")


@pytest.mark.parametrize("source", ["x = {}", "seen = set()\nfound = set()", "def"])
def test_no_set_is_blamed_where_there_is_none_or_several(source):
    _, why = addresses.of_missing([ONE, TWO, THREE], f"{TWO}\n{ONE}\n{THREE}", source=source)
    assert why == "They stand in the order of the answer's records."


@given(st.text(alphabet="10.2\n, 34x'", max_size=200))
def test_any_print_is_looked_at(printed):
    for form in addresses.PATTERNS:
        addresses.are_in_lines([ONE, TWO], printed, form)
    addresses.form_of(ONE, printed)
    addresses.of_missing([ONE, TWO], printed)


@pytest.mark.parametrize(
    ("source", "size"),
    [
        ("data = s.recv(128)", 128),
        ("ROOM: int = 200  # bytes\ns.recvfrom(ROOM)", 200),
        ("s.recvfrom(64)\ns.recvfrom(4096)", 4096),
        ("s.recvfrom(size)", None),
        ("s.recvfrom(1" + "0" * 5000 + ")", None),
        ("", None),
    ],
)
def test_how_much_a_program_takes_is_read_from_its_source(source, size):
    assert bytes_taken(source) == size
