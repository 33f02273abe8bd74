"""The wire as it is told: who is named how, what a probe and a fault look like, and who listens."""

import time

import pytest

from grader.peers.transcript import Party, Transcript
from grader.report import split_step
from samples import words


def said_of(*roles):
    """The steps of a transcript in which each of these sends a datagram."""
    transcript = Transcript()
    for role in roles:
        transcript.grader(role, "datagram", b"x")
    return [each.partition(" sent")[0] for each in words(transcript.steps)]


def test_one_client_is_the_client_and_several_have_letters():
    one, other = Party("client"), Party("client")
    assert said_of(one, one) == ["the client", "the client"]
    assert said_of(one, other, one) == ["client A", "client B", "client A"]
    assert said_of(one, other, Party("client", "A")) == ["client B", "client C", "client A"]
    assert said_of(one, Party("server"), Party("stranger")) == [
        "the client",
        "the server",
        "a stranger",
    ]


def test_letters_do_not_end_at_z():
    assert said_of(*[Party("client") for _ in range(28)])[25:] == [
        "client Z",
        "client AA",
        "client AB",
    ]


def test_event_names_its_peer_as_the_steps_do_and_has_its_addresses():
    transcript = Transcript()
    one = Party("client", ours="127.0.0.2:2000", theirs="127.0.0.1:1000")
    transcript.grader(one, "data", b"x", fault="pieces", pieces=1)
    transcript.program(Party("client"), "silence")
    first, second = transcript.events
    assert (first["peer"], first["ours"], first["theirs"]) == (
        "client A",
        "127.0.0.2:2000",
        "127.0.0.1:1000",
    )
    assert (first["fault"], first["pieces"]) == ("pieces", 1)
    assert (second["peer"], second["ours"], second["theirs"]) == ("client B", None, None)
    assert (second["fault"], second["pieces"]) == (None, None)


def test_what_a_probe_says_and_hears_is_the_graders():
    transcript, client = Transcript(), Party("client")
    transcript.grader(client, "data", b"x")
    transcript.is_probing = True
    transcript.grader(client, "data", b"y")
    transcript.grader(Party("client"), "connect")
    transcript.program(client, "data", b"z")
    transcript.is_probing = False
    transcript.program(client, "end")
    assert words(transcript.steps) == [
        "the client sent b'x'",
        "the grader sent b'y'",
        "the grader connected",
        "the grader received b'z'",
        "your program closed the connection to the client",
    ]
    assert [event["peer"] for event in transcript.events][1:3] == ["the grader", "the grader"]


def test_empty_and_long_data_are_counted():
    transcript, client = Transcript(), Party("client")
    for data in (b"", b"x" * 16, b"x" * 17):
        transcript.grader(client, "datagram", data)
    assert [each.rpartition("datagram ")[2] for each in words(transcript.steps)] == [
        "b'' (0 bytes)",
        f"b'{'x' * 16}'",
        f"b'{'x' * 17}' (17 bytes)",
    ]


@pytest.mark.parametrize(
    "data, is_whole", [(b"a" * 150, True), (b"\0" * 60, True), (b"a" * 160, False)]
)
def test_answer_of_a_few_lines_is_not_cut(data, is_whole):
    transcript = Transcript()
    transcript.grader(Party("client"), "data", data)
    (said,) = words(transcript.steps)
    assert (f"{data!r} ({len(data)} bytes)" in said, "more" in said) == (is_whole, not is_whole)


def test_datagram_that_is_lost_says_so_afterwards():
    transcript, server = Transcript(), Party("server")
    transcript.program(server, "datagram", b"x")
    transcript.grader(server, "datagram", b"y", fault="stray")
    transcript.lost(server, "program")
    transcript.program(server, "datagram", b"x")
    assert [event["fault"] for event in transcript.events] == ["lost", "stray", None]
    assert words(transcript.steps) == [
        "the server received a datagram b'x' and did not answer it",
        "the server sent a stray datagram b'y'",
        "the server received a datagram b'x'",
    ]


def test_who_listens_hears_each_step_and_its_event():
    heard = []
    transcript = Transcript(lambda step, event: heard.append((split_step(step).words, event)))
    transcript.step("started")
    transcript.grader(Party("client"), "data", b"x")
    transcript.anew().remark("again")
    assert [step for step, _ in heard] == ["started", "the client sent b'x'", "again"]
    assert [event and event["peer"] for _, event in heard] == [None, "the client", None]


@pytest.mark.parametrize("is_remark", [False, True])
def test_step_can_be_taken_apart(is_remark):
    transcript = Transcript()
    (transcript.remark if is_remark else transcript.step)("then\n* 0.5 s  it went on")
    taken = split_step(transcript.steps[0])
    assert taken.words == "then\\x0a* 0.5 s  it went on"
    assert (taken.is_remark, taken.time[-2:]) == (is_remark, " s")
    assert split_step("an old step") == ("", "an old step", False)


def test_what_comes_later_is_told_at_its_place():
    transcript = Transcript()
    transcript.step("first")
    before = transcript.length
    transcript.remark("a probe")
    transcript.step("it waits", at=before)
    assert words(transcript.steps) == ["first", "it waits", "a probe"]
    times = [split_step(each).time for each in transcript.steps]
    assert times == sorted(times)


def test_what_was_read_late_has_the_time_when_it_came():
    """It stays behind what was told before it, and no time goes back."""
    transcript, client = Transcript(), Party("client")
    began = time.monotonic()
    transcript.grader(client, "datagram", b"x")
    transcript.program(client, "datagram", b"y", came=began - 5)
    transcript.program(client, "datagram", b"z", came=began + 2)
    transcript.program(client, "silence")
    times = [event["at"] for event in transcript.events]
    assert times[0] == times[1] < 1 < times[2] < 3
    steps = [float(split_step(step).time.split()[0]) for step in transcript.steps]
    assert steps == sorted(steps) and steps[1] < 1 < steps[2]
