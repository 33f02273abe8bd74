"""What is said of frames that are not what was expected, and of programs that read a piece of one."""

import pytest

from grader.failures.diagnosis.frames import of_beginning, of_greeting, of_part, of_reserved
from grader.peers.tcp.frames import frame

GREETING = b"ready kaya"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"READY kaya", "Only the case"),
        (b"ready  kaya", "Only the blanks differ"),
        (b"kaya", "the word ready and a blank belong before it"),
        (b"ready ", "ready came alone"),
        (b"ready mary", "After ready comes b'mary', which"),
        (b"hi from kaya", "Before the name of the machine comes b'hi from ', and"),
        (b"hello", None),
        (GREETING, None),
        (b"so ready kaya", None),
    ],
)
def test_greetings_are_told_apart(text, says):
    told = of_greeting(GREETING, frame(text))
    assert told is None if says is None else says in (told or "")


def test_greeting_of_another_length_is_not_explained_by_its_text():
    assert of_greeting(GREETING, b"\0\0\0\x09READY kaya") is None


@pytest.mark.parametrize(
    ("part", "source", "says"),
    [
        ("length", "c.recv(4)", "`recv(4)` may return 1 to 4 bytes"),
        ("length", "c.recv(n)", "`recv(n)` may return 1 to n bytes. Yours got the first byte"),
        ("length", "f.read(4)", "`read(n)` may return 1 to n bytes. Yours got the first byte"),
        ("no body", "c.recv(n)", "Yours got a length and none of the 9 bytes"),
        ("body", "c.recv(4)", "Yours got 1 of the 9 bytes"),
    ],
)
def test_piece_that_was_taken_for_the_whole_is_named(part, source, says):
    assert says in of_part(part, 9, source)


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("x = 1\ndata = c.recv(length)\n", "line 2"),
        ("data = c.recv(4096)\n", None),
        ("# c.recv(length)\n", None),
        ("c.recv(length)\nc.recv(length)\n", None),
        ("c.recv(length)\nbytearray(length)\n", None),
    ],
)
def test_line_that_reserves_memory_is_named(source, line):
    told = of_reserved(source)
    assert told.endswith("before anything is done with it.")
    assert ("reserves n bytes" in told) is bool(line) and (line or "") in told


@pytest.mark.parametrize("promised", ["all", "answered"])
def test_first_bytes_of_a_large_frame_are_recognised(promised):
    payload = bytes(number % 251 for number in range(70_000))[::-1]
    body = payload[-400:]
    length = len(payload) if promised == "all" else len(body)
    assert "the first 400 of 70,000 bytes" in of_beginning(payload, length.to_bytes(4) + body)


def test_length_that_was_cut_to_two_bytes_is_another_mistake():
    payload = bytes(70_000)
    assert of_beginning(payload, (70_000 % (1 << 16)).to_bytes(4) + payload[-4464:]) is None


def test_first_bytes_that_look_like_the_last_ones_are_recognised():
    payload, body = b"x" * 300, b"x" * 100
    assert "the first 100 of 300 bytes" in of_beginning(payload, frame(body))


@pytest.mark.parametrize("body", [b"", bytes(range(100)), bytes(range(60)), bytes(range(40, 101))])
def test_what_is_no_beginning_is_not_taken_for_one(body):
    assert of_beginning(bytes(range(100)), frame(body)) is None
