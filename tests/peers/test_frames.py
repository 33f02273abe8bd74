"""Frames: what is understood of them, and what is said of those that are none."""

import socket
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peers_alone import Hasty, framed_pair, scene

from grader.failures.diagnosis.frames import ANSWERS, LINES, of_frame
from grader.failures.errors import Failure, Mismatch, NothingCame
from grader.peers.tcp.frames import LinesPeer, frame, greeting
from grader.peers.tcp.framing import LITTLE, Lengths, Writing, heard
from grader.peers.tcp.turns import TURNS
from grader.peers.tcp.ways import OTHER_READINGS, Answers, Greetings, Lines, Reading

# ------------------------------------------------------------------ frames


@given(st.binary(max_size=60), st.binary(max_size=80))
def test_any_bytes_are_the_frame_or_a_failure(payload, sent):
    with framed_pair() as (peer, program):
        program.sendall(sent)
        program.shutdown(socket.SHUT_WR)
        if sent.startswith(frame(payload[::-1])):
            peer.expect_frame(payload)
        else:
            with pytest.raises(Failure):
                peer.expect_frame(payload)


@given(st.binary(max_size=60), st.booleans(), st.binary(max_size=9) | st.none())
def test_any_greeting_is_passed_over(sent, is_right, known):
    with framed_pair() as (peer, program):
        program.sendall(sent)
        program.shutdown(socket.SHUT_WR)
        peer.pass_over_greeting(is_right, Greetings(what=known))


@pytest.mark.parametrize("known", [Greetings(), Greetings("late", frame(greeting()))])
def test_greeting_that_comes_after_the_question_is_passed_over(known):
    with framed_pair() as (peer, program):
        peer.pass_over_greeting(False, known)
        program.sendall(frame(greeting()) + frame(b"cba"))
        peer.expect_frame(b"abc")


@pytest.mark.parametrize("text", [b"abc", b"ab;", b"ab,", b"ab ", b"ab7", b"ab\n"])
@pytest.mark.parametrize(
    "lengths",
    [
        Lengths(64, form="digits", pad="left"),
        Lengths(8, form="digits"),
        Lengths(8, form="digits", pad="0"),
        Lengths(0, form="digits", mark=b"\n"),
        Lengths(0, form="digits", mark=b" "),
    ],
)
def test_what_a_text_begins_with_belongs_to_no_length(lengths, text):
    """A text that is turned round may begin with the mark that others put behind a length."""
    came = lengths.frame(text[::-1])
    assert heard(text, came, "in reverse order") == Writing("in reverse order", lengths)


@pytest.mark.parametrize("known", [Greetings(what=b"2   hi"), Greetings("late", b"2   hi")])
def test_greeting_that_comes_late_is_no_part_of_what_is_heard_out(known):
    """Else an answer behind it would be taken for one in another way of writing."""
    with framed_pair() as (peer, program):
        peer.pass_over_greeting(False, known)
        program.sendall(b"2   hi" + b"3   cba")
        assert peer.hear_out(ticks=2) == b"3   cba"
        program.sendall(b"2   hi")
        assert peer.hear_out(ticks=2) == b"2   hi"  # it was due once


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_any_frame_can_be_diagnosed(payload, received):
    for table in (ANSWERS, LINES):
        of_frame(payload, received, table)
    for turn in TURNS:
        way = heard(payload, received, turn)
        assert way is None or isinstance(way.told(turn) + (way.why(turn) or ""), str)


def test_what_came_is_a_step_before_it_is_judged():
    with framed_pair() as (peer, program):
        program.sendall(b"hello")
        with pytest.raises(Mismatch):
            peer.expect(b"other")
        assert peer._scene.transcript.steps[-1].endswith("received b'hello'")


def test_reset_is_a_step_where_nothing_came():
    with framed_pair() as (peer, program):
        peer.send(b"unread")
        program.close()
        with pytest.raises(Failure):
            peer.expect(b"x")
        assert "reset" in peer._scene.transcript.steps[-1]


TEXT = b"Ab, c  de: fgh"
DIALECTS = [
    (Writing(lengths=LITTLE), "big-endian"),
    (Writing(lengths=Lengths(width=1)), "one byte"),
    (Writing(lengths=Lengths(width=2)), "two bytes"),
    (Writing(lengths=Lengths(width=2, order="little")), "two bytes, the least significant first"),
    (Writing(lengths=Lengths(width=3)), "three bytes"),
    (Writing(lengths=Lengths(width=8)), "eight bytes"),
    (Writing(lengths=Lengths(width=8, order="little")), "eight bytes, the least significant first"),
    (Writing(lengths=Lengths(counts="itself")), "its own four bytes"),
    (Writing(lengths=Lengths(0, form="digits")), "digits of a number"),
    (Writing(lengths=Lengths(0, form="digits", mark=b"\n")), "digits of a number"),
    (Writing(lengths=Lengths(0, form="digits", mark=b" ")), "digits of a number"),
    (Writing(lengths=Lengths(4, form="digits", pad="0")), "digits of a number"),
    (Writing(lengths=Lengths(64, form="digits", pad="left")), "digits of a number"),
    (Writing(lengths=Lengths(form="none")), "without the length"),
    (Writing(lengths=Lengths(form="none"), after=b"\n"), "After them came a line end"),
    (Writing("in reverse order"), "in reverse order"),
    (Writing("in upper case"), "Only the case"),
    (Writing("in lower case"), "Only the case"),
    (Writing("with the words in reverse order"), "The words are in reverse order"),
    (Writing("with the letters of each word in reverse order"), "The letters of each word"),
    (Writing("with one blank where there were two"), "Two blanks have become one"),
    (Writing(before=b"b'", after=b"'"), "str() of bytes is only for looking"),
    (Writing(after=b"\r\n"), "a line end too many"),
    (Writing(after=b"\0"), "a zero byte too many"),
    (Writing(before=b"answer: "), "b'answer: ' before it"),
    (Writing(behind=b"\n"), "its length does not count"),
    (Writing(ahead=frame(b"hello")), "which nobody asked for"),
    (Writing(behind=frame(b"hello")), "which nobody asked for"),
    (Writing(times=2), "came 2 times"),
    (Writing("in UTF-16"), "UTF-16"),
    (Writing(lengths=Lengths(plus=1)), "1 too high"),
    (Writing(lengths=Lengths(plus=-2)), "2 too low"),
    (Writing("in upper case", LITTLE, after=b"\n"), "big-endian"),
]


@pytest.mark.parametrize("way, says", DIALECTS)
def test_ways_of_writing_are_heard_and_named(way, says):
    """What is written in a way is heard as that way, and can be told."""
    found = heard(TEXT, way.ahead + way.frame(TEXT), "as they came")
    assert found == way
    assert says in found.why("as they came")
    assert found.told("as they came")
    assert "it sends " in Lines(way).told()


def test_lengths_that_count_characters_are_heard_where_it_matters():
    text = "好你 abc".encode()
    way = Writing(lengths=Lengths(counts="characters"))
    assert heard(text, way.frame(text), "as they came") == way
    assert "counts characters" in way.why("as they came")


def test_the_rules_own_ways_are_not_told():
    for dialect in (Answers(), Lines(), Reading(), Greetings()):
        assert dialect.told() == ""
    assert Writing().why("as they came") is None


def test_programs_that_read_several_frames_first_are_told():
    assert Reading(frames=2).told() == "it reads 2 frames before its first line"


@pytest.mark.parametrize("way", OTHER_READINGS)
def test_each_way_of_reading_is_told(way):
    assert way.told()
    assert way.frame(b"abc") != frame(b"abc")


@pytest.mark.parametrize(
    "payload, received, says",
    [
        (b"olleh", b"\0\0\0\0", "is empty"),
        (b"olleh", frame(greeting()), "This is the greeting"),
        (b"olleh", frame(b"olleh") + frame(b""), "After the right frame came an empty one"),
        (b"olleh", frame(b"") + frame(b"olleh"), "Before the right frame came an empty one"),
        (bytes(range(256)) * 300, b"\xff", None),
    ],
)
def test_frames_are_diagnosed(payload, received, says):
    for table in (ANSWERS, LINES):
        told = of_frame(payload, received, table)
        assert told is None if says is None else says in told


def test_answers_and_lines_go_wrong_in_their_own_ways():
    part = frame(b"leh")
    assert "Only the frame's beginning" in of_frame(b"olleh", part, ANSWERS)
    assert of_frame(b"olleh", part, LINES) is None
    stripped, ended = frame(b"a  b"), frame(b" a  b \r\n")
    assert "Blanks at the ends" in of_frame(b" a  b ", stripped, LINES)
    assert "The line end belongs" in of_frame(b" a  b ", ended, LINES)


@pytest.mark.parametrize(
    "encoding, says",
    [("gbk", "Chinese encoding"), ("ascii", "Question marks")],
)
def test_encodings_of_lines_are_named(encoding, says):
    line = "你好世界 abc"
    assert says in of_frame(line.encode(), frame(line.encode(encoding, "replace")), LINES)


def test_answers_in_another_order_or_with_older_bytes_are_named():
    with framed_pair() as (peer, program):
        program.sendall(frame(b"fed") + frame(b"cba"))
        with pytest.raises(Mismatch) as raised:
            peer.ask(b"abc", b"def")
        assert "in the order of the requests" in raised.value.diagnosis
    with framed_pair() as (peer, program):
        program.sendall(frame(b"cba") + frame(b"fedcba"))
        with pytest.raises(Mismatch) as raised:
            peer.ask(b"abc", b"def")
        assert "an earlier frame" in raised.value.diagnosis
    for together in (b"fedcba", b"ihgfedcba"):
        with framed_pair() as (peer, program):
            program.sendall(frame(together))
            with pytest.raises(Mismatch) as raised:
                peer.ask(b"abc", b"def", b"ghi")
            assert "a frame that comes after it" in raised.value.diagnosis


@pytest.mark.parametrize(
    "sent, says",
    [
        (b"\0\0", "Only 2 of the 4 bytes of a length came."),
        (b"\0\0\0\x03c", "The length had promised 3 bytes, and 1 of them came."),
    ],
)
def test_how_much_of_a_frame_came_is_told(sent, says):
    for ends in (False, True):
        with framed_pair() as (peer, program):
            program.sendall(sent)
            if ends:
                program.shutdown(socket.SHUT_WR)
            with pytest.raises(Failure) as raised:
                peer.ask(b"abc")
            assert raised.value.diagnosis == says


def test_client_that_repeats_its_line_is_not_told_that_it_sent_the_next_one():
    for more, says in ((b"abc", "the same line again"), (b"xyz", "the next line")):
        near, far = socket.socketpair()
        with near, far:
            far.sendall(frame(b"abc") + frame(more))
            peer = LinesPeer(near, scene(Hasty()))
            peer.expect_frame(b"abc")
            with pytest.raises(Failure, match=says):
                peer.expect_to_be_waited_for(b"abc")


def test_program_that_never_falls_silent_is_heard_out_with_patience():
    def goes_on(program: socket.socket, is_over: threading.Event) -> None:
        while not is_over.wait(0.002):
            program.send(b".")

    is_over = threading.Event()
    with framed_pair() as (peer, program):
        talker = threading.Thread(target=goes_on, args=(program, is_over))
        talker.start()
        try:
            assert set(peer.hear_out(ticks=50)) == {ord(".")}
        finally:
            is_over.set()
            talker.join()


def test_silence_is_told_as_such():
    with framed_pair() as (peer, _), pytest.raises(NothingCame, match="sent nothing"):
        peer.expect_frame(b"abc")


@pytest.mark.parametrize("way", ["as they came", "in reverse order"])
@pytest.mark.parametrize(("lost", "left"), [("first", TEXT[1:]), ("last", TEXT[:-1])])
def test_byte_that_is_missing_makes_a_dialect(way, lost, left):
    found = heard(TEXT, frame(left if way == "as they came" else left[::-1]), way)
    assert found is not None
    assert found.turn.startswith(way)
    assert f"The {lost} of the bytes is missing" in found.why(way)
    as_it_came = "in the order in which they came" in found.why("in reverse order")
    assert as_it_came == (way == "as they came")


def test_byte_that_was_changed_is_not_taken_for_a_missing_one():
    assert heard(TEXT, frame(TEXT[:-1] + b"?"), "as they came") is None
