"""DNS messages are read whatever they are, and what is wrong with one is said of its own field."""

import os
import random
import re
import time

import dns.flags
import dns.message
import dns.rrset
import pytest
from hypothesis import given
from hypothesis import strategies as st
from peers_alone import Hasty, scene

import shelf
from conftest import ROOT
from grader.dice import Dice
from grader.peers.dns import dig, faults
from grader.peers.dns.faults import Known
from grader.peers.dns.messages import (
    HEADER,
    LONGEST,
    described,
    read,
    shown_kind,
    shown_name,
    strict_fault,
)
from grader.peers.dns.queries import query
from grader.peers.dns.strange import rules_of, strange_queries, without_question
from grader.subjects.hosts import Hosts, fatal_line

QUERY = query("Printer.home", number=0x2B1F)
ADDRESS = bytes([10, 0, 0, 7])
KNOWN = Known({"printer.home": [ADDRESS], "web.home": [bytes([10, 0, 0, 8])]})
RECORD = b"\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4" + ADDRESS
NAMED_OPT = b"\xc0\x0c\0\x29\x04\xd0" + bytes(6)
NS_AS_TEXT = b"\xc0\x0c\0\2\0\1\0\0\0\x3c\0\2vm"


def answered(*, flags=0x8500, counts=(1, 1, 0, 0), question=QUERY.question, records=RECORD):
    numbers = (QUERY.id, flags, *counts)
    header = b"".join(number.to_bytes(2, "big") for number in numbers)
    return read(header + question + records, QUERY.question)


def of_records(**how):
    return faults.records_fault(answered(**how), QUERY, KNOWN)


def test_an_answer_that_dnspython_makes_has_no_fault():
    message = dns.message.make_response(dns.message.from_wire(QUERY.data))
    message.flags |= dns.flags.AA
    message.answer.append(dns.rrset.from_text("Printer.home.", 60, "IN", "A", "10.0.0.7"))
    answer = read(message.to_wire(), QUERY.question)
    assert answer.addresses == (ADDRESS,)
    assert not faults.records_fault(answer, QUERY, KNOWN)
    for fault in (
        faults.id_fault(answer, QUERY),
        faults.question_fault(answer, QUERY),
        faults.qr_fault(answer),
        faults.aa_fault(answer),
        faults.rd_fault(answer, QUERY),
        faults.opcode_fault(answer, QUERY),
        faults.ttl_fault(faults.ttls(answer, [ADDRESS], "packed")),
    ):
        assert fault is None


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ({"records": b"", "counts": (1, 0, 0, 0), "flags": 0x8583}, "stands in HOSTS_FILE"),
        ({"records": b"", "counts": (1, 0, 0, 0)}, "After the question comes nothing"),
        ({"records": RECORD[:-4] + ADDRESS[::-1]}, "reverse order"),
        ({"records": RECORD[:-4] + bytes([10, 0, 0, 8])}, "address of web.home"),
        ({"records": RECORD[:11] + b"\x08" + b"10.0.0.7"}, "as text"),
        ({"records": b"\xc0\x0d" + RECORD[2:]}, "offset 13"),
        ({"records": b"\xc0\xff" + RECORD[2:]}, "offset 255"),
        ({"records": RECORD[:11] + b"\x10" + ADDRESS}, "says 16"),
        ({"records": RECORD[:10] + ADDRESS}, "Two bytes are missing"),
        ({"records": RECORD[:6] + RECORD[10:]}, "Four bytes are missing"),
        ({"records": RECORD[1:]}, "the first one is missing"),
        ({"records": b"\0" + RECORD[1:]}, "0xC00C"),
        ({"records": b"\x0c\xc0" + RECORD[2:]}, "changed places"),
        ({"records": RECORD[2:]}, "the name comes first"),
        ({"records": RECORD + b"\n"}, "1 byte."),
        ({"records": RECORD + RECORD, "counts": (1, 2, 0, 0)}, "more than once"),
        ({"counts": (1, 0, 1, 0)}, "another section"),
        ({"counts": (1, 1, 0, 1)}, "ARCOUNT came back"),
        ({"records": RECORD + NAMED_OPT, "counts": (1, 1, 0, 1)}, "has no name"),
        ({"records": RECORD + NS_AS_TEXT, "counts": (1, 1, 1, 0)}, "It says BadLabelType"),
        ({"counts": (1, 2, 0, 0)}, "as many records as"),
        ({"counts": (256, 256, 0, 0)}, "struct needs `!`"),
        ({"records": b"\xc0\x0c" + b"\1\0\1\0\x3c\0\0\0\4\0" + ADDRESS}, "struct needs `!`"),
    ],
)
def test_what_is_wrong_with_a_record_is_said(how, says):
    assert says in of_records(**how).why


def test_a_missing_question_is_no_fault_of_the_records():
    answer = answered(question=b"")
    assert not faults.records_fault(answer, QUERY, KNOWN)
    assert "missing" in faults.question_fault(answer, QUERY).why


def test_a_name_in_full_does_not_look_like_the_question_that_is_missing():
    in_full = QUERY.question[:-4] + RECORD[2:]
    fault = faults.question_fault(
        answered(counts=(0, 1, 0, 0), question=b"", records=in_full), QUERY
    )
    assert (fault.expected, fault.received) == ("QDCOUNT 1", "QDCOUNT 0")
    assert "missing" in fault.why


def test_addresses_of_other_sections_are_none_of_the_name():
    glue = b"\2ns\0\0\1\0\1\0\0\0\x3c\0\4" + bytes([127, 0, 0, 1])
    assert of_records(records=RECORD + glue, counts=(1, 1, 0, 1)) is None
    assert "2 records" in of_records(records=RECORD + glue, counts=(1, 2, 0, 0)).message


def test_records_that_are_no_addresses_have_no_place_among_the_answers():
    text = b"\xc0\x0c\0\x10\0\1\0\0\0\x3c\0\2\1a"
    assert of_records(records=RECORD + text, counts=(1, 1, 0, 1)) is None
    fault = of_records(records=RECORD + text + text, counts=(1, 3, 0, 0))
    assert "2 records that nobody asked for" in fault.message
    assert fault.received == "1 record of type A, and 2 of type TXT"


@pytest.mark.parametrize(
    ("records", "form", "ttls"),
    [
        (RECORD, "packed", [60]),
        (RECORD[:9] + b"\x3d" + RECORD[10:-4] + ADDRESS[::-1], "reversed", [61]),
        (b"\x0c\xc0" + RECORD[2:], "packed", [60]),
        (RECORD[:10] + ADDRESS, "packed", [60]),  # no RDLENGTH
        (RECORD[:6] + RECORD[8:], "packed", []),  # a TTL of two bytes
        (RECORD[:6] + RECORD[10:], "packed", []),
        (RECORD[:-4], None, []),
    ],
)
def test_the_ttl_of_a_broken_record_is_read_where_it_is_sure(records, form, ttls):
    assert faults.ttls(answered(records=records), [ADDRESS], form) == ttls


@given(st.integers(0, 20), st.integers(0, 20))
def test_the_line_that_ends_a_program_is_found(fatal, count):
    lines = [f"line {number}" for number in range(count)]
    runs = []

    def ends_with(some):
        runs.append(some)
        return f"line {fatal}" in some

    assert fatal_line(lines, ends_with) == (f"line {fatal}" if fatal < count else None)
    assert len(runs) <= 7


def test_a_program_that_always_ends_has_no_such_line():
    assert fatal_line(["a", "b", "c"], lambda lines: True) is None


def test_a_hosts_file_tells_where_and_how_a_name_stands_in_it():
    hosts = Hosts(Dice(1))
    hosts.lines = ["10.0.0.7\tPrinter.home", "10.0.0.8 my-printer.home", "#10.0.0.9 printer.home"]
    told = r"HOSTS_FILE has the lines '10.0.0.7\tPrinter.home' and '#10.0.0.9 printer.home'"
    assert hosts.told_of("PRINTER.home") == told
    assert hosts.told_of("home") == "HOSTS_FILE has no line with home"
    assert hosts.told_of_letters("MY-printer.home").endswith(" stands as my-printer.home.")
    assert hosts.told_of_letters("printer.home") == hosts.told_of_letters("home") == ""


def test_only_the_question_is_taken_out_of_a_query():
    whole = query("printer.home", number=1, options=(), what=", an OPT record")
    empty = without_question(whole)
    assert empty.data == whole.data[:4] + b"\0\0" + whole.data[6:12] + whole.data[30:]
    assert str(empty) == empty.told == "a header with QDCOUNT 0, an OPT record and no question"


@pytest.mark.long
def test_a_program_that_is_found_elsewhere_is_judged_by_all_other_checks():
    folder = shelf.SHELF / "03_services/udp_server/wrong"
    names = "binds_all_interfaces", "a_file_of_its_own", "answers_from_another_socket"
    entries = [shelf.entry(folder / f"{name}.py") for name in names]
    for entry, result in shelf.judge(
        [entry for entry in entries if entry.can_be_judged], workers=2
    ):
        assert {check.outcome for check in result.checks} == {"failed", "passed"}, str(entry)


def test_a_question_that_is_there_is_not_missing_for_what_comes_behind():
    for size in range(20, 600, 7):
        answer = answered(records=RECORD + bytes(size))
        assert not faults.question_fault(answer, QUERY)


def test_a_short_answer_is_called_short():
    answer = read(b"hello", QUERY.question)
    assert "5 bytes" in faults.records_fault(answer, QUERY, KNOWN).message


def test_only_the_letters_of_the_question_differ():
    fault = faults.question_fault(answered(question=QUERY.question.lower()), QUERY)
    assert "another case" in fault.why


@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_are_read_and_judged(data, has_header):
    if has_header:
        data = QUERY.data[:2] + b"\x85\0\0\1\0\1\0\0\0\0" + QUERY.question + data
    answer = read(data, QUERY.question)
    faults.records_fault(answer, QUERY, KNOWN)
    for fault in (
        faults.id_fault(answer, QUERY),
        faults.question_fault(answer, QUERY),
        faults.ttl_fault(faults.ttls(answer, [ADDRESS], "packed")),
        faults.answers_fault(answer, QUERY),
        faults.opcode_fault(answer, QUERY),
        faults.rcode_fault(answer, (0,)),
    ):
        assert fault is None or fault.message.isprintable()
    strict_fault(data)
    assert described(answer).isprintable()


def test_an_answer_is_described_in_a_line():
    assert described(answered()) == "NOERROR (0), QR AA RD, A 10.0.0.7"
    many = described(answered(flags=3, records=RECORD * 9, counts=(1, 9, 0, 0)))
    assert many.startswith("NXDOMAIN (3), no flag, A 10.0.0.7, ")
    assert many.endswith("and 5 more records")


@given(st.binary(max_size=60))
def test_any_name_can_be_shown(label):
    assert shown_name((label, label)).isprintable()


def test_any_type_has_a_name():
    assert shown_kind(28) == "AAAA"
    assert shown_kind(65280) == "TYPE65280"


def test_a_long_message_takes_no_time():
    header = QUERY.data[:2] + b"\x85\0" + b"\xff" * 8
    name = b"\1a" * 126 + b"\0"
    before = time.monotonic()
    for data in (
        header + name + RECORD * 5000,
        header + b"\xc0\x0c" * 30000,
        header + bytes(65000),
    ):
        answer = read(data, QUERY.question)
        assert len(answer.records) <= LONGEST
        strict_fault(data)
    assert time.monotonic() - before < 2


def test_strange_queries_are_known_to_the_rule_that_they_are_about():
    rules = {odd.what: rules_of(odd.data) for odd in strange_queries(QUERY, random.Random(1))}
    assert rules["an empty datagram"] == {"keeps_silent"}
    assert rules["40 bytes 0xFF"] == {"keeps_silent", "says_notimp"}
    assert rules["40 bytes 0"] == {"says_formerr", "says_nxdomain"}
    assert rules["a query for the root"] == {"says_nxdomain"}
    assert rules["a query with a name that is a pointer to itself"] == set()
    assert len(rules) > 40


def test_a_name_that_is_cut_short_by_a_changed_byte_is_an_unknown_one_of_another_type():
    changed = bytearray(QUERY.data)
    changed[HEADER.size + 1 + len("printer")] = 0
    assert rules_of(bytes(changed)) == {"says_nxdomain", "has_nothing_of_other_types"}


def test_the_picture_in_the_readme_is_a_query_and_its_answer():
    page = (ROOT / "assignments/03_services/README.md").read_text(encoding="utf-8")
    section = page.partition("## DNS on the wire")[2].partition("\n**Names**")[0]
    lines = re.findall(r"^[ \d]\d  ((?:[0-9a-f]{2} {1,2})*[0-9a-f]{2})(?: |$)", section, re.M)
    data = bytes.fromhex("".join(lines))
    asked, answer = data[:30], read(data[30:], data[12:30])
    assert asked == query("printer.home", number=0x2B1F).data
    assert (
        dns.message.from_wire(answer.data).answer[0].to_text() == "printer.home. 60 IN A 10.0.0.7"
    )


@pytest.mark.skipif(os.name != "posix", reason="the stand-ins for dig are scripts of a shell")
@pytest.mark.parametrize("script", [None, "exit 1", "exec sleep 60", "exec cat /dev/zero"])
def test_what_is_no_dig_is_done_without(monkeypatch, tmp_path, script):
    path = tmp_path / "dig"
    if script:
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
    monkeypatch.setattr(dig, "DIG", str(path))
    monkeypatch.setattr(dig, "SECONDS", 0.2)
    with dig.Dig("printer.home") as run:
        assert run.query is None
        assert run.shown(b"", scene(Hasty())) is None


# ------------------------------------------------------------------ records that should not be there

AAAA = query("printer.home", kind=28, number=0x2B1F)
RECORD_AAAA = b"\xc0\x0c\0\x1c\0\1\0\0\0\x3c\0\x10" + bytes(16)


@pytest.mark.parametrize(
    ("asked", "records", "says"),
    [
        (AAAA, RECORD, "the query is one for AAAA"),
        (AAAA, RECORD_AAAA, "it is of type AAAA, and the file has no address"),
        (QUERY, RECORD, None),  # the name is not in the file: why it was answered is not known
        (AAAA, NAMED_OPT, None),
    ],
)
def test_records_of_an_answer_that_has_none_are_told_by_their_type(asked, records, says):
    fault = faults.answers_fault(answered(question=asked.question, records=records), asked)
    assert fault.expected == "ANCOUNT 0" and (says in fault.why if says else fault.why is None)
