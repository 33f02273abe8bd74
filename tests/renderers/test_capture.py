"""The capture for Wireshark: every byte is where it was, and what is read in it is so.

scapy reads what it wrote; where tshark is installed, it reads captures of wrong programs.
"""

import base64
import itertools
import re
import shutil
import subprocess
import tempfile
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scapy.layers.inet import IP, TCP, UDP
from scapy.layers.inet6 import IPv6
from scapy.utils import PcapNgReader

import shelf
from grader.renderers import destination, pcapng
from grader.report import MOST_EVENTS, Words
from grader.text import printable
from samples import HOSTILE, check, program, report, talkative

HERE, THERE = "127.1.2.3:50000", "127.0.0.1:20000"
anything = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(), min_size=1))


def event(name, who="grader", data=b"", **fields):
    """An event of the client, whose data may be more than is kept."""
    kept = base64.b64encode(data).decode()
    usual = {"at": 0.5, "from": who, "peer": "the client", "ours": HERE, "theirs": THERE}
    rest = {"shown": "", "fault": None, "pieces": None, "raw": None, "size": len(data)}
    return {**usual, "event": name, "data": kept, **rest, **fields}


@pytest.fixture
def captured(tmp_path):
    """The packets of a capture of failed checks, of each of which the events are given."""

    def capture(*transcripts):
        checks = [
            check(f"check_{number}", message="It failed.", diagnosis="So it was.", transcript=each)
            for number, each in enumerate(transcripts)
        ]
        file = tmp_path / "failed.pcapng"
        file.write_bytes(pcapng.render(report(program(*checks)), Words()))
        return list(PcapNgReader(str(file)))

    return capture


def comments(packet):
    return [text.decode() for text in packet.comments or []]


def flags(packets):
    return [str(packet[TCP].flags) for packet in packets]


def addresses(packet):
    network = packet[IP] if IP in packet else packet[IPv6]
    transport = network.payload
    return f"{network.src} {transport.sport}", f"{network.dst} {transport.dport}"


# ------------------------------------------------------------------ what is in it


@pytest.mark.parametrize("graded", [report(), report(program(check(outcome="passed")))])
def test_no_failure_is_a_capture_without_packets(graded, tmp_path):
    file = tmp_path / "failed.pcapng"
    file.write_bytes(pcapng.render(graded, Words()))
    assert list(PcapNgReader(str(file))) == []


def test_connection_is_opened_used_and_closed(captured):
    packets = captured(
        [
            event("connect"),
            event("data", data=b"hello"),
            event("data", "program", b"hi"),
            event("end"),
            event("end", "program"),
            event("end", "program"),
        ]
    )
    assert flags(packets) == ["S", "SA", "A", "PA", "A", "PA", "A", "FA", "A", "FA", "A"]
    assert addresses(packets[0]) == ("127.1.2.3 50000", "127.0.0.1 20000")
    assert addresses(packets[5]) == ("127.0.0.1 20000", "127.1.2.3 50000")
    first = packets[0][TCP].seq
    numbers = [(p[TCP].seq - first, p[TCP].ack - first) for p in packets[1:]]
    assert numbers[1:] == [
        *[(1, 1), (1, 1), (1, 6), (1, 6), (6, 3)],
        *[(6, 3), (3, 7), (3, 7), (7, 4)],
    ]
    assert bytes(packets[3][TCP].payload) == b"hello" and bytes(packets[5][TCP].payload) == b"hi"


def test_program_that_connects_opens_the_connection(captured):
    packets = captured([event("connect", "program"), event("reset")])
    assert flags(packets) == ["S", "SA", "A", "RA"]
    assert addresses(packets[0]) == ("127.0.0.1 20000", "127.1.2.3 50000")
    assert addresses(packets[3]) == ("127.1.2.3 50000", "127.0.0.1 20000")


def test_times_are_those_of_the_report(captured):
    first, second = captured([event("datagram", at=0.25)], [event("datagram", at=0.5)])
    noon = 1795348800  # 2026-11-22T12:00:00Z
    assert abs(float(first.time) - (noon + 0.25)) < 1e-5
    assert abs(float(second.time) - (noon + 0.25 + 0.5)) < 1e-5  # the first check has ended


def test_pieces_are_segments_of_their_own(captured):
    packets = captured(
        [event("connect"), event("data", data=b"hello", fault="pieces", pieces=2)],
    )
    pieces = [bytes(packet[TCP].payload) for packet in packets if packet[TCP].flags.P]
    assert pieces == [b"he", b"ll", b"o"]
    assert "In pieces on purpose: the client sent each of them alone." in comments(packets[3])


def test_lost_datagram_is_there_and_said_to_be_lost(captured):
    packets = captured(
        [
            event("datagram", "program", b"ADD 1", peer="the server", fault="lost"),
            event("datagram", "program", b"ADD 1", peer="the server"),
            event("silence", "program", peer="the server", theirs=None),
        ]
    )
    assert [bytes(packet[UDP].payload) for packet in packets] == [b"ADD 1"] * 2
    told = "Lost on purpose: the server acts as if this datagram had never come."
    assert told in comments(packets[0]) and told not in comments(packets[1])


def test_comments_say_which_check_it_was_and_why_it_failed(captured):
    packets = captured([event("connect"), event("data", data=b"x")], [event("datagram")])
    assert comments(packets[0])[0] == "01_hello/tcp_server::check_0: Title of check_0"
    assert comments(packets[4])[-1] == "This check failed. It failed. So it was."
    assert comments(packets[5])[0] == "01_hello/tcp_server::check_1: Title of check_1"
    assert comments(packets[5])[-1] == "This check failed. It failed. So it was."
    names = [packet.sniffed_on for packet in packets]
    assert names == ["01_hello/tcp_server::check_0"] * 5 + ["01_hello/tcp_server::check_1"]


@pytest.mark.parametrize("name", ["data", "datagram"])
@pytest.mark.parametrize("here", [HERE, "[::1]:50000"])
def test_bytes_that_were_not_kept_are_missing_at_the_end(captured, name, here):
    there = THERE if here == HERE else "[::1]:20000"
    usual = {"ours": here, "theirs": there}
    packets = captured([event(name, data=b"x" * 9, size=60_000, **usual), event(name, **usual)])
    cut = next(packet for packet in packets if comments(packet) and b"x" * 9 in bytes(packet))
    assert "The last 59991 bytes of this were not kept." in comments(cut)
    assert cut.wirelen == len(cut) + 59_991
    told = cut[IPv6].plen + 40 if IPv6 in cut else cut[IP].len
    assert told == cut.wirelen - 14


def test_numbers_go_on_behind_bytes_that_were_not_kept(captured):
    packets = captured(
        [event("connect"), event("data", data=b"x", size=1 << 20), event("data", data=b"y")]
    )
    one, acknowledged, other = packets[3:6]
    assert other[TCP].seq - one[TCP].seq == acknowledged[TCP].ack - one[TCP].seq == 1 << 20


@pytest.mark.parametrize(("count", "told"), [(MOST_EVENTS - 1, []), (MOST_EVENTS, [100])])
def test_where_events_may_be_missing_it_is_said(captured, count, told):
    packets = captured([event("datagram", data=b"x")] * count)
    missing = [any("may be missing" in text for text in comments(packet)) for packet in packets]
    assert [place for place, is_so in enumerate(missing) if is_so] == told


# ------------------------------------------------------------------ what stands in


def test_requests_that_went_over_no_wire_have_addresses_for_documents(captured):
    nowhere = {"peer": "the site", "ours": None, "theirs": None}
    asked, answered = b"GET / HTTP/1.1\r\n\r\n", b"HTTP/1.1 204 No Content\r\n\r\n"
    packets = captured(
        [
            event("request", "program", raw=base64.b64encode(asked).decode(), **nowhere),
            event("response", raw=base64.b64encode(answered).decode(), **nowhere),
            event("response", "program", **{**nowhere, "peer": "the caller"}),
        ]
    )
    assert flags(packets) == ["S", "SA", "A", "PA", "A", "PA", "A", "FA", "A", "FA", "A"]
    assert addresses(packets[0]) == ("192.0.2.2 49152", "192.0.2.1 80")
    assert bytes(packets[3][TCP].payload) == asked and bytes(packets[5][TCP].payload) == answered
    assert "192.0.2.1 stands in for the site: no address is known here." in comments(packets[0])


def test_sockets_with_a_path_have_addresses_for_documents(captured):
    by_path = {"theirs": "server.sock", "ours": None}
    clients = [{**by_path, "peer": f"client {letter}"} for letter in "AB"]
    packets = captured([event("connect", **each) for each in clients])
    opened = [addresses(packet) for packet in packets if packet[TCP].flags == "S"]
    assert opened == [("192.0.2.1 49152", "192.0.2.2 7"), ("192.0.2.1 49153", "192.0.2.2 7")]


def test_refused_connection_is_tried_and_reset(captured):
    refusal = event("reset", theirs=None, fault="refused", peer="the site")
    packets = captured([refusal, refusal])
    assert flags(packets) == ["S", "RA"] * 2
    assert addresses(packets[1]) == ("127.1.2.3 50000", "192.0.2.2 49152")
    assert addresses(packets[3]) == ("127.1.2.3 50000", "192.0.2.2 49153")
    assert "Refused on purpose by the site." in comments(packets[1])
    assert not any("handshake" in text for text in comments(packets[0]))


def test_connection_of_a_site_ends_behind_its_last_event(captured):
    first, second = (f"127.0.0.1:{port}" for port in (1, 2))
    asked = [event("request", "program", b"GET", theirs=each) for each in (first, second)]
    asked[1]["at"] = 2.0
    packets = captured(asked)
    assert flags(packets) == ["S", "SA", "A", "PA", "A", "FA", "A", "FA", "A"] * 2
    assert "not known: the handshake stands in" in "".join(comments(packets[0]))
    assert [float(packet.time) for packet in packets] == sorted(float(p.time) for p in packets)


def test_ports_that_are_used_again_begin_another_conversation(captured):
    same = [event("connect"), event("datagram", data=b"x"), event("datagram", "program", b"y")]
    packets = captured(same, same)
    starts = [packet[TCP].seq for packet in packets if TCP in packet and packet[TCP].flags == "S"]
    assert len(set(starts)) == 2
    spoken = {frozenset(addresses(packet)) for packet in packets if UDP in packet}
    assert len(spoken) == 2
    told = "An earlier check has used these ports, too: 49152 stands in for port 50000."
    assert [told in comments(packet) for packet in packets if UDP in packet] == [0, 0, 1, 0]


# ------------------------------------------------------------------ what nobody expects


@settings(max_examples=20)
@given(anything)
def test_comments_hold_nothing_that_is_alive(said):
    failed = talkative(said)
    failed.transcript.append(event("end", peer=said, ours=said, theirs=said))
    with tempfile.NamedTemporaryFile() as file:
        file.write(pcapng.render(report(program(failed)), Words()))
        file.flush()
        told = [text for packet in PcapNgReader(file.name) for text in comments(packet)]
    assert len(told) > 3 and "".join(told) == printable("".join(told))


def test_long_words_are_cut(captured, tmp_path):
    file = tmp_path / "long.pcapng"
    file.write_bytes(pcapng.render(report(program(talkative("x" * 100_000))), Words()))
    assert max(len(text) for p in PcapNgReader(str(file)) for text in comments(p)) == 4000


def test_checks_that_have_not_failed_have_no_packets(tmp_path):
    said = [event("datagram", data=b"x")]
    checks = [check(each, each, transcript=said) for each in ("passed", "failed", "not_started")]
    file = tmp_path / "failed.pcapng"
    file.write_bytes(pcapng.render(report(program(*checks)), Words()))
    assert [packet.sniffed_on for packet in PcapNgReader(str(file))] == [checks[1].id]


def test_without_scapy_it_is_refused_before_anything_is_graded(tmp_path, monkeypatch):
    monkeypatch.setitem(destination.NEEDS, "pcapng", ("no_such_module", "wireshark"))
    with pytest.raises(destination.CannotWrite) as refused:
        destination.destination(f"pcapng={tmp_path / 'x'}", tmp_path / "graded")
    assert str(refused.value) == (
        "--report pcapng needs no_such_module; install it: "
        'python -m pip install --editable ".[wireshark]"'
    )
    assert not (tmp_path / "x").exists()


# ------------------------------------------------------------------ tshark

WRONG = (
    "01_hello/http_tasks/wrong/form_as_json",
    "01_hello/tcp_client/wrong/hello_twice",
    "01_hello/udp_server/wrong/answers_twice",
    "02_rough_seas/http_tasks/wrong/tries_500_again",
    "02_rough_seas/tcp_server/wrong/header_in_one_recv",
    "02_rough_seas/udp_client/wrong/four_sendings",
    "03_services/http_tasks/wrong/asks_for_all_of_it",
    "03_services/tcp_client/wrong/takes_short_bodies",
    "03_services/udp_client/wrong/five_sendings",
    "03_services/udp_server/wrong/ttl_of_an_hour",
)


class Tshark:
    """What tshark reads in the capture of these wrong programs."""

    def __init__(self, file):
        chosen = [each for each in shelf.everything() if str(each) in WRONG]
        assert len(chosen) == len(WRONG)
        programs = [result for _, result in shelf.judge(chosen)]
        self.failed = [c for each in programs for c in each.checks if c.outcome == "failed"]
        self.events = [event for each in self.failed for event in each.transcript]
        self._file = file
        file.write_bytes(pcapng.render(report(*programs), Words()))

    def __call__(self, *words):
        command = ["tshark", "-r", self._file, *words]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def fields(self, shown, *names):
        """The values of these fields in each packet that is shown."""
        words = itertools.chain.from_iterable(("-e", name) for name in names)
        lines = self("-Y", shown, "-T", "fields", *words).splitlines()
        return [tuple(line.split("\t")) for line in lines]

    def followed(self, protocol, number):
        """The bytes that both sides of a stream have sent, by their addresses."""
        said = self("-q", "-z", f"follow,{protocol},raw,{number}")
        nodes = re.findall(r"^Node \d: (.+)$", said, re.M)
        found = dict.fromkeys(nodes, b"")
        for tab, line in re.findall(r"^(\t?)([0-9a-f]+)$", said, re.M):
            found[nodes[len(tab)]] += bytes.fromhex(line)
        return found


@pytest.fixture(scope="module")
def tshark(tmp_path_factory):
    if not shutil.which("tshark"):
        pytest.skip("needs tshark")
    return Tshark(tmp_path_factory.mktemp("capture") / "failed.pcapng")


def sent(events):
    """The bytes that went over each connection, from each address, as far as there are addresses."""
    streams = defaultdict(lambda: defaultdict(bytes))
    for each in events:
        if each["ours"] and each["theirs"]:
            source = each["theirs" if each["from"] == "program" else "ours"]
            data = each["data"] if each["raw"] is None else each["raw"]
            streams[each["ours"], each["theirs"]][source] += base64.b64decode(data)
    return {ends: dict(said) for ends, said in streams.items()}


@pytest.mark.long
@pytest.mark.parametrize(("protocol", "names"), [("tcp", None), ("udp", ("datagram",))])
def test_tshark_follows_each_conversation(tshark, protocol, names):
    of_udp = [each for each in tshark.events if each["event"] == "datagram"]
    of_tcp = [each for each in tshark.events if each["event"] not in ("datagram", "silence")]
    expected = sent(of_udp if names else of_tcp)
    numbers = {number for (number,) in tshark.fields(protocol, f"{protocol}.stream")}
    followed = [tshark.followed(protocol, number) for number in sorted(numbers)]
    for ends, said in expected.items():
        whole = {address: said.get(address, b"") for address in ends}
        assert whole in followed, ends
    stand_ins = [each for each in followed if any("192.0.2." in node for node in each)]
    assert len(followed) == len(expected) + len(stand_ins)


@pytest.mark.long
def test_tshark_finds_nothing_malformed(tshark):
    assert tshark.fields("_ws.malformed", "frame.number") == []
    checksums = ("ip", "tcp", "udp")
    words = itertools.chain.from_iterable(("-o", f"{p}.check_checksum:TRUE") for p in checksums)
    assert tshark(*words, "-Y", "_ws.expert.severity == error") == ""


@pytest.mark.long
def test_tshark_decodes_http_and_dns_at_any_port(tshark):
    asked = [each for each in tshark.events if each["event"] == "request"]
    assert len(tshark.fields("http.request", "http.request.uri")) >= len(asked) > 0
    names = {name for (name,) in tshark.fields("dns", "dns.qry.name")}
    assert names and all(re.fullmatch(r"[\w.-]+", name) for name in names)


@pytest.mark.long
def test_tshark_shows_what_was_on_purpose_and_why_it_failed(tshark):
    told = "\n".join(text for (text,) in tshark.fields("frame.comment", "frame.comment"))
    for each in tshark.failed:
        if each.transcript:
            assert f"{each.id}: {each.title}" in told and each.message in told
    lost = sum(each["fault"] == "lost" for each in tshark.events)
    assert told.count("Lost on purpose: the server acts as if") == lost > 0
    pieces = [each for each in tshark.events if each["fault"] == "pieces"]
    assert told.count("In pieces on purpose: ") == len(pieces) > 0
