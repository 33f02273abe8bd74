"""What is said of datagrams and prints that are not as they should be, and from what it is known."""

import contextlib
import os
import socket
import sys
import time

import pytest

from grader.failures.diagnosis import texts
from grader.launch.network import SharedNetwork
from grader.peers import arrivals, sockets
from grader.peers.arrivals import ArrivalClock
from grader.peers.decoys import Decoys
from grader.peers.patience import Patience
from grader.peers.ports import Ports
from grader.peers.scene import Scene
from grader.peers.transcript import Transcript
from grader.peers.whereabouts import of_connected
from grader.scratch import Folder
from grader.subjects.lines import Lines
from grader.subjects.raised import Answers
from grader.subjects.speech import Speech, way_of

CHINESE = "客户端网络编程"


# ------------------------------------------------------------------ dialects


@pytest.mark.parametrize(
    ("came", "way"),
    [
        (b"HELLO  YOU", "plain"),
        (b"Hello  you", "case"),
        (b"HELLO YOU\r\n", "blanks"),
        (b"b'hello  you'", "shown"),
        (b"B'HELLO  YOU'", "shown"),
        (b"echo: HELLO  YOU", "wrapped"),
        (b"'HELLO  YOU'", "wrapped"),
        (b"HELLO  YOU (7)", "wrapped"),
        (b"OK", None),
        (b"", None),
    ],
)
def test_way_of_a_text_is_found_and_understood(came, way):
    text = b"HELLO  YOU"
    assert way_of(text, came) == way
    if way:
        assert Speech(way).understands(text, came)
        assert not Speech(way).understands(b"ANOTHER  ONE", came)


def test_bytes_shown_by_python_are_understood_in_chinese():
    data = CHINESE.encode()
    assert Speech("shown").understands(data, repr(data).upper().encode())
    assert Speech("shown").understands(data, data)  # what is right stays right


@pytest.mark.parametrize("kind", [Answers, Lines])
def test_rules_own_way_is_not_worth_a_word(kind):
    assert kind().told() == ""
    assert "something around it" in kind("wrapped").told()
    assert kind("any") != kind("case")


def test_lines_that_come_again_are_told():
    assert "several times" in Lines(copies="at once").told()
    assert "answered each time" in Lines(copies="answered").told()
    assert "one line more" in Lines(misses_the_last=True).told()
    assert " and " in Lines("case", copies="at once").told()


def test_answers_of_other_kinds_are_told():
    assert "before an answer" in Answers(beside=b"WELCOME").told()
    assert "second answer" in Answers("case", later=True).told()
    assert "PORT + 1" in Answers(aside=1).told() and "PORT - 1" in Answers(aside=-1).told()
    assert "to port PORT," in Answers(aside=0).told()


# ------------------------------------------------------------------ words


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("gbk", "gbk or gb18030"), ("big5", "big5"), ("utf-16-le", "utf-16-le"), ("utf-8", None)],
)
def test_encoding_that_a_text_was_sent_in_is_named(encoding, named):
    assert texts.encoded_otherwise("你好世界", "你好世界".encode(encoding)) == named


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "latin-1", "big5", "shift_jis"])
@pytest.mark.parametrize("errors", ["ignore", "replace"])
def test_encoding_that_a_text_was_read_by_is_named(encoding, errors):
    printed = f"reply: {CHINESE.encode().decode(encoding, errors)}\n"
    assert encoding in (texts.decoded_otherwise(CHINESE, printed) or "")


@pytest.mark.parametrize("printed", [CHINESE, "", "nothing", "hello ???", "客户"])
def test_no_encoding_is_named_without_a_proof(printed):
    assert texts.decoded_otherwise(CHINESE, printed) is None


@pytest.mark.parametrize(
    ("came", "said"),
    [
        ("ABC  DEF!", "in capitals"),
        ("abc def!", "two blanks are not one"),
        (" abc  def!", "at the beginning"),
        ("abc  def! ", "at the end"),
        ("\tabc  def!\n", "at both ends"),
        ("abc  def!\n", "line end"),
        ("echo: abc  def!", "'echo: ' stands before it"),
        ("abc  def! ok", "' ok' stands after it"),
        ("abc  def!abc  def!", "more than once"),
        ("abc", "3 of 9"),
        ("def!", "4 of 9"),
        ("!fed  cba", "in reverse order"),
        ("something else", "has no word of it"),
    ],
)
def test_difference_of_texts_is_told(came, said):
    assert said in (texts.of_changed_text("abc  def!", came) or "")


def test_what_cannot_be_told_is_not():
    assert texts.of_changed_text("abc  def!", "something abc else") is None
    assert texts.of_printed("abc  def!", "something else", "") is None


@pytest.mark.parametrize(
    ("text", "printed", "said"),
    [
        (CHINESE, f"got {CHINESE.encode()!r}", "The bytes were printed"),
        (CHINESE, ascii(CHINESE), "escapes"),
        (f"{CHINESE} pqr", " pqr", "Only its ASCII characters"),
        ("one two, three", "ONE TWO, THREE", "in capitals"),
        ("one  two, three", "one two, three", "two blanks are not one"),
        ("one two, three", "> one t\n", "5 of 14"),
        ("oneone two, three", "oneone\ntwo,\nthree", "All of its words"),
        ("oneone", "got 6 letters", "its length"),
    ],
)
def test_what_became_of_a_print_is_told(text, printed, said):
    assert said in (texts.of_printed(text, printed, "") or "")


def test_print_on_standard_error_is_told():
    assert "standard error" in (texts.of_printed("abcdef", "", "INFO abcdef") or "")


def test_long_texts_are_cut_to_where_they_differ():
    text = "".join(chr(ord("g") + i % 20) for i in range(1024))
    expected, received = texts.where_it_ends(text, f"> {text[:512]}\n") or ("", "")
    assert len(expected) < 70 and received.endswith("\n")
    assert expected.startswith(received.rstrip("\n"))
    assert texts.where_it_ends("short", "sho") is None


# ------------------------------------------------------------------ times of arrival


@pytest.fixture
def clocks(monkeypatch):
    """The two clocks, as a test sets them."""
    now = {"wall": 1000.0, "steady": 50.0}
    monkeypatch.setattr(arrivals.time, "time", lambda: now["wall"])
    monkeypatch.setattr(arrivals.time, "monotonic", lambda: now["steady"])
    return now


def pass_time(clocks, seconds):
    clocks["wall"] += seconds
    clocks["steady"] += seconds


@pytest.mark.parametrize("step", [0.0, 3600.0, -3600.0, 0.5, -0.5])
@pytest.mark.parametrize("stepped_before_it_came", [True, False])
def test_stepped_wall_clock_does_not_matter(clocks, step, stepped_before_it_came):
    clock = ArrivalClock()
    pass_time(clocks, 1.0)
    clock.nothing_is_here()
    pass_time(clocks, 0.2)
    if stepped_before_it_came:
        clocks["wall"] += step
    stamp, arrived = clocks["wall"], clocks["steady"]
    if not stepped_before_it_came:
        clocks["wall"] += step
    pass_time(clocks, 0.1)
    assert clock.moment(stamp) == pytest.approx(arrived)


def test_datagram_without_a_stamp_came_now(clocks):
    assert ArrivalClock().moment(None) == clocks["steady"]


# ------------------------------------------------------------------ sockets


def udp(address=("127.0.0.1", 0)):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(address)
    return contextlib.closing(sock)


class Working:
    """As much of a program as is looked at: the folder that it works in."""

    def __init__(self, folder):
        self.folder = Folder.at(folder)


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_sockets_of_a_program_are_found():
    """This process is the program: it works in a folder, too."""
    with udp() as bound, udp() as connected, socket.create_server(("127.0.0.1", 0)) as listener:
        connected.connect(bound.getsockname())
        here = Scene(Transcript(), Patience(), SharedNetwork(), Working(os.getcwd()))
        held = {each.local: each for each in sockets.held(here)}
        assert held[bound.getsockname()].remote is None
        assert held[connected.getsockname()].remote == bound.getsockname()
        found = held[listener.getsockname()]
        assert (found.kind, found.listens) == ("TCP", True)


def test_socket_that_is_connected_is_told_where_it_is_the_servers():
    server, client, other = (("127.1.2.3", port) for port in (2345, 40001, 40002))
    connected = sockets.Held("UDP", server, client, False)
    assert "connected to 127.1.2.3:40001" in of_connected([connected], server, [])
    assert of_connected([connected], other, []) is None
    assert of_connected([sockets.Held("UDP", server, None, False)], server, []) is None
    assert of_connected([sockets.Held("TCP", server, client, False)], server, []) is None


def test_nobody_works_in_a_folder_that_is_not_there():
    here = Scene(Transcript(), Patience(), SharedNetwork(), Working("/nowhere/at/all"))
    assert sockets.held(here) == []


def test_decoys_tell_what_went_astray():
    with (
        contextlib.closing(Ports()) as ports,
        contextlib.closing(
            Decoys(SharedNetwork(), [address := ports.reserve()], tcp=[address])
        ) as decoys,
        udp() as sender,
    ):
        assert decoys.datagram() is None
        assert not decoys.connection()
        sender.sendto(b"lost", address)
        with socket.create_connection(address):
            assert decoys.connection()
        assert decoys.datagram() == (address, b"lost")


def test_decoys_leave_out_what_is_in_use():
    with udp() as used, contextlib.closing(Decoys(SharedNetwork(), [used.getsockname()])) as decoys:
        assert decoys.datagram() is None


def test_arrivals_are_told_by_the_steady_clock():
    with udp() as server, udp() as client:
        arrivals.ask_for_times(server)
        clock, before = ArrivalClock(), time.monotonic()
        client.sendto(b"x", server.getsockname())
        _, _, stamp = arrivals.receive_with_time(server)
        assert before - 0.1 <= clock.moment(stamp) <= time.monotonic()
