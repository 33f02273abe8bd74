"""What a program is judged by is what it did until the moment of the verdict."""

import contextlib
import time
from types import SimpleNamespace

import pytest
from peers_alone import Running

from grader.course import checks as course_checks
from grader.course.layout import Target
from grader.examiner.examination import Examination
from grader.examiner.job import Job
from grader.failures.errors import ConnectionEnded, Mismatch, NothingCame
from grader.jail.policy import Policy
from grader.launch import launcher
from grader.launch.network import SharedNetwork
from grader.launch.output import Output
from grader.peers.patience import Patience
from grader.peers.scene import Scene, Waited
from grader.peers.tcp.connect import connect
from grader.peers.tcp.peer import TcpPeer
from grader.peers.transcript import Transcript
from samples import words

BEGIN = """
import socket, sys
server = socket.create_server((sys.argv[1], int(sys.argv[2])))
print("listens", flush=True)
connection, _ = server.accept()
"""
TARGET = Target("01_hello", "tcp_server")
CHECK = course_checks.load(TARGET)[0]


@pytest.fixture(scope="module")
def launched():
    with contextlib.closing(launcher(web=False)) as chosen:
        yield chosen


@pytest.fixture
def served(launched):
    """Start a server of this source; give the examination and a client's peer."""
    with contextlib.ExitStack() as stack:

        def start(source):
            supervisor = stack.enter_context(contextlib.closing(launched.supervisor()))
            job = Job(TARGET, {"tcp_server.py": (BEGIN + source).encode()}, None, 1)
            examination = Examination(job, supervisor)
            stack.callback(examination.ports.close)
            stack.callback(examination.end)
            host, port = examination.ports.reserve()
            examination.start([host, port], stdin=None, policy=Policy(bind=(port, 0)))
            peer = connect(examination.scene, (host, port), TcpPeer)
            stack.callback(peer.close)
            return examination, peer

        yield start


def judged(examination, failure):
    """The result of the check that fails so, as its verdict has it."""
    examination.scene.failed(failure)
    return examination.verdicts.judge(CHECK, failure, examination.scene)


@pytest.mark.long
def test_silent_program_says_where_it_waits(served):
    examination, peer = served("connection.recv(100)\nprint('got it')\n")
    with pytest.raises(NothingCame) as raised, peer:
        peer.expect(b"hi")
    result = judged(examination, raised.value)
    assert result.line == 6
    said = words(result.steps)
    told = said.index("it waits in recv(), tcp_server.py line 6:  connection.recv(100)")
    assert all(step.startswith(("to see what", "the grader ")) for step in said[told + 1 :])
    assert "It waits in recv(), tcp_server.py line 6." in result.diagnosis


@pytest.mark.long
def test_what_it_prints_after_the_verdict_is_not_shown(served):
    """Nor is a traceback a reason that came only because we hung up."""
    examination, peer = served(
        "try:\n    data = connection.recv(100)\n    print('got', data, flush=True)\n"
        "finally:\n    raise ValueError('too late')\n"
    )
    with pytest.raises(NothingCame) as raised, peer:
        peer.expect(b"hi")
    program = examination.scene.program
    program.wait_for_end(time.monotonic() + 10)
    assert "too late" in program.stderr.text and "got" in program.stdout.text
    result = judged(examination, raised.value)
    assert (result.output, result.traceback) == ("listens", None)


def test_traceback_that_comes_just_after_its_end_is_its_reason(served):
    """A `with` block closes the connection before the exception is printed."""
    examination, peer = served(
        "with connection:\n    connection.recv(100)\n    connection.sendall('hi')\n"
    )
    with pytest.raises(ConnectionEnded) as raised, peer:
        peer.send(b"word")
        peer.expect(b"hi")
    result = judged(examination, raised.value)
    assert result.line == 8
    assert "TypeError" in result.traceback


def test_line_is_not_told_of_what_came_and_is_wrong(served):
    examination, peer = served("connection.sendall(b'ho')\nconnection.recv(100)\n")
    with pytest.raises(Mismatch) as raised, peer:
        peer.expect(b"hi")
    result = judged(examination, raised.value)
    assert result.line is None and not any("waits" in step for step in result.steps)


def test_probe_is_a_step_and_leaves_nothing_behind(served):
    examination, peer = served("print(connection.recv(100), flush=True)\nconnection.recv(1)\n")
    scene = examination.scene
    assert scene.wait(lambda: False, "print") is Waited.IN_VAIN
    with scene.probe("then the grader sent a word, to see whether that wakes it"):
        peer.send(b"probe")
        stdout = scene.program.stdout
        assert scene.wait(lambda: "probe" in stdout.text, "print") is Waited.DONE
    failure = NothingCame("Your program said nothing.", diagnosis="A word woke it.")
    result = judged(examination, failure)
    assert (result.output, result.line) == ("listens", 6)
    assert result.diagnosis == "A word woke it."  # a step says where it waits
    assert "then the grader sent a word, to see whether that wakes it" in words(result.steps)
    assert words(result.steps)[-1] == "the grader sent b'probe'"


@pytest.mark.parametrize("count", [0, 5, 70_000, 3_000_000])
def test_beginning_of_a_long_output_can_be_cut(count):
    output = Output()
    for _ in range(3):
        output.add(b"x" * 1_000_000)
    assert len(output.text_of(count).replace("\n", "")) <= count
    assert output.text_of(output.total) == output.text


# ------------------------------------------------------------------ last words


class Leaving(Running):
    """A program that has closed its connection, and says why after some looks, or never."""

    def __init__(self, turns, at=None):
        self.had, self.at, self.looks = turns, at, 0
        self.stderr = SimpleNamespace(total=0)

    def wait_for_end(self, deadline):
        self.looks += 1
        return self.looks == self.at

    def turns(self):
        return self.had


STARVED, BUSY, IDLE = (0.1, 2.0, True), (9.0, 0.1, True), (0.1, 0.0, False)


@pytest.mark.parametrize(
    "turns, at, looks",
    [(STARVED, 4, 4), (STARVED, None, 6), (BUSY, 4, 1), (IDLE, 4, 1), (None, 4, 1), (IDLE, 1, 1)],
)
def test_who_waits_for_a_processor_may_still_say_why_it_left(turns, at, looks):
    program = Leaving(turns, at)
    here = Scene(Transcript(), Patience(), SharedNetwork(), program)
    here.failed(ConnectionEnded("Your program closed the connection."))
    assert program.looks == looks


@pytest.mark.long
def test_end_of_a_program_is_known_when_its_connection_ends_after_a_wait_in_vain(served):
    examination, peer = served(
        "connection.recv(1); connection.close(); sys.stderr.close(); sys.exit(7)"
    )
    with pytest.raises(NothingCame):
        peer.expect(b"x")  # it waits for a byte, and we for one of it
    moment = examination.scene.moment
    assert moment is not None and moment.status is None
    peer.send(b"x")
    with pytest.raises(ConnectionEnded) as caught:
        peer.expect(b"x")
    examination.scene.moment = moment  # as in one wait that has gone on
    examination.scene.failed(caught.value)
    assert examination.scene.program.status == 7
    assert examination.scene.moment is moment  # what was seen then is what it is judged by


# ---------------------------------------------------------------- first contact


class Starting(Running):
    """A server that is this old, and has had these turns by now."""

    def __init__(self, turns, age, ended):
        self.had, self.started, self.ended = turns, time.monotonic() - age, ended

    def turns(self):
        return self.had


@pytest.mark.parametrize(
    "turns, age, ended, may_be",
    [
        ((0.02, 0.0, True), 0.02, False, True),  # between two calls
        ((0.02, 3.0, True), 3.1, False, True),  # for want of a processor
        ((0.02, 0.0, False), 0.03, False, False),  # it waits, for whoever comes
        ((0.5, 0.0, True), 0.5, False, False),  # it asks again and again whether somebody is there
        ((0.02, 9.0, True), 9.1, False, False),
        (None, 0.02, False, False),  # where nobody counts
        ((0.02, 0.0, True), 0.02, True, False),
    ],
)
def test_nobody_comes_to_a_server_that_may_be_about_to_end(turns, age, ended, may_be):
    here = Scene(Transcript(), Patience(), SharedNetwork(), Starting(turns, age, ended))
    assert here.may_be_leaving is may_be
