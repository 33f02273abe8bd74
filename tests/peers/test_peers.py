"""The peers' own parts: diagnoses, tracebacks, frames from a hostile child, quiet and patience."""

import base64
import itertools
import json
import socket
import time
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.dice import Dice
from grader.failures.diagnosis.deaths import of_death
from grader.failures.errors import Failure, NotStarted
from grader.failures.tracebacks import last_trace
from grader.launch.channel import SocketChannel
from grader.launch.network import SharedNetwork
from grader.launch.program import Moment
from grader.peers import patience
from grader.peers.http.call import _Wire, call
from grader.peers.http.script import Request, Response, Site
from grader.peers.http.values import tagged
from grader.peers.ports import Ports
from grader.peers.scene import Interest, Scene, Waited
from grader.peers.transcript import Party, Transcript
from grader.report import MOST_EVENTS
from grader.scratch import Folder


@pytest.mark.parametrize(
    "source, says",
    [
        ("s.bind(('127.0.0.1', 0)); s.accept()", "opens the door"),
        ("s.recv(10)", "accept() hands you a second socket"),
        ("s.bind('127.0.0.1', 0)", "two brackets"),
        ("s.bind(('127.0.0.1', '0'))", "int() turns"),
        ("a, b = socket.socketpair(); a.send('x')", "encode the text"),
        ("b'x' + 'y'", "Bytes and text were added"),
        ("'x' + b'y'", "Text and a value of the type bytes"),
        ("('x', 1).decode()", "This value is a tuple"),
        ("s.close(); s.send(b'x')", "had been closed"),
        ("socket.socket(type=socket.SOCK_DGRAM).listen()", "belong to TCP"),
        ("socket.socket(type=socket.SOCK_DGRAM).send(b'x')", "needs a connected socket"),
        ("s.connect(('127.0.0.1', 1))", "Nobody listens where"),
        ("s.bind(('192.0.2.1', 1000))", "no such address"),
        ("b'\\xff'.decode()", "not UTF-8"),
        ("raise EOFError('EOF when reading a line')", "there was no more"),
    ],
)
def test_deaths_are_explained(source, says):
    """With the exceptions that this Python really raises."""
    s = socket.socket()
    try:
        exec(source, {"socket": socket, "s": s})
    except Exception as error:
        assert says in of_death(type(error).__name__, str(error))
    else:
        pytest.fail("nothing was raised")
    finally:
        s.close()


TRACE = """noise
Traceback (most recent call last):
  File "/scratch/a/tcp_server.py", line 9, in <module>
    serve()
    ^^^^^^^
  File "/usr/lib/python3.11/socket.py", line 3, in deep
    x
  File "/scratch/a/tcp_server.py", line 5, in serve
    conn.send("hi")
TypeError: a bytes-like object is required, not 'str'
after
"""


def test_trace_is_cut_to_the_program():
    trace = last_trace(TRACE, "/scratch/a", "tcp_server.py")
    assert (trace.exception, trace.line) == ("TypeError", 5)
    assert trace.text.splitlines() == [
        'File "tcp_server.py", line 9, in <module>',
        "  serve()",
        'File "tcp_server.py", line 5, in serve',
        '  conn.send("hi")',
        "TypeError: a bytes-like object is required, not 'str'",
    ]


def test_a_file_that_is_wrong_as_a_whole_has_no_line():
    text = '  File "/scratch/a/words.py", line 0\nSyntaxError: unknown encoding: x\n'
    trace = last_trace(text, "/scratch/a", "tcp_server.py")
    assert (trace.file, trace.place, trace.line) == ("words.py", "", None)
    assert last_trace(text, "/scratch/a", "words.py").line is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "Traceback (most recent call last):",
        "Error: no",
        'Traceback (most recent call last):\n  File "x", line 3\n',
    ],
)
def test_what_is_no_trace_gives_none(text):
    assert last_trace(text, "/scratch", "x.py") is None


@given(st.text())
def test_any_output_can_be_searched_for_a_trace(text):
    last_trace(text, "/scratch", "x.py")


# ------------------------------------------------------------------ hostile frames


class Running:
    """As much of a Program as the wire of HTTP tasks looks at."""

    def __init__(self, channel):
        self.channel, self.ended, self.status = channel, True, 0
        self.folder, self.command, self.traceback = Folder.at("/scratch"), ["http_tasks.py"], None
        self.stderr = type("Output", (), {"text": ""})
        self.too_much = None

    def wait(self, deadline, readable=(), writable=()):
        return True

    def moment(self, where=False):
        return Moment((), 0, 0)

    def wait_for_end(self, deadline):
        return True


def scene(running):
    return Scene(Transcript(), patience.Patience(), SharedNetwork(), running)


def answer_with(data):
    """Call a function whose process sends these bytes and goes."""
    return answer_and_steps(data)[0]


def answer_and_steps(data):
    """Call such a function; what it returned, and the steps of the story."""
    near, far = socket.socketpair()
    with near, far:
        far.sendall(data)
        far.shutdown(socket.SHUT_WR)
        here = scene(Running(SocketChannel(near)))
        return call(here, "get_text", ["http://x.test/"], site=Site()), here.transcript.steps


def framed(data):
    return len(data).to_bytes(4, "big") + data


HOSTILE_FRAMES = {
    "too large": b"\xff\xff\xff\xff",
    "never complete": b"\x00\x00\x10\x00{",
    "not JSON": framed(b"pickle"),
    "not UTF-8": framed(b"\xff\xfe"),
    "no object": framed(b"[1, 2]"),
    "NaN": framed(b'{"type": "returned", "value": NaN}'),
    "deep": framed(b'{"type": "returned", "value": ' + b"[" * 500 + b"]" * 500 + b"}"),
    "very deep": framed(b"[" * 100_000 + b"]" * 100_000),
    "huge number": framed(b'{"type": "returned", "value": 1' + b"0" * 6000 + b"}"),
    "unknown type": framed(b'{"type": "passed"}'),
    "no type": framed(b"{}"),
    "odd request": framed(b'{"type": "request", "method": 1, "headers": 7}'),
    "odd value": framed(b'{"type": "returned", "value": {"is": "dict", "items": 3}}'),
    "odd bytes": framed(b'{"type": "returned", "value": {"is": "bytes", "data": "*"}}'),
    "odd exception within": framed(
        b'{"type": "returned", "value": {"is": "exception", "kinds": 5, "shown": ""}}'
    ),
    "odd exception": framed(b'{"type": "raised", "families": {"a": 1}, "text": []}'),
    "families that are none": framed(b'{"type": "raised", "families": 5}'),
    "loaded twice": framed(b'{"type": "loaded"}') * 2,
    "half a surrogate pair": framed(
        b'{"type": "request", "method": "GET", "headers": [], "body": "",'
        b' "url": "http://x.test/\\ud800"}'
    ),
    "connects to nobody": framed(b'{"type": "connect"}'),
    "nothing": b"",
}


@pytest.mark.parametrize("data", HOSTILE_FRAMES.values(), ids=HOSTILE_FRAMES)
def test_hostile_frame_costs_that_check_only(data):
    with pytest.raises((Failure, NotStarted)):
        answer_with(data)


def test_what_is_no_result_is_called_so():
    with pytest.raises(Failure, match="is no result"):
        answer_with(framed(b"no JSON"))


@given(st.binary(max_size=200))
def test_any_frame_is_a_result_or_a_failure(data):
    try:
        answer_with(framed(data))
    except (Failure, NotStarted):
        pass


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text() | st.binary(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_values_come_back_as_they_were(value):
    data = json.dumps({"type": "returned", "value": tagged(value), "truth": True}).encode()
    assert answer_with(framed(data)).value == value


def test_what_a_function_returned_is_a_step():
    data = b'{"type": "returned", "value": "hello", "truth": true}'
    assert "'hello'" in answer_and_steps(framed(data))[1][-1]


def test_credentials_and_cookies_are_read_as_a_server_would():
    token = base64.b64encode(b"me:a:b").decode()
    request = Request(
        "GET",
        "http://me:a%3Ab@x.test/p?q=1#f",
        {"authorization": f"basic {token}", "cookie": "a=1; b=x=y;c"},
        b"",
    )
    assert request.credentials() == "me:a:b"
    assert request.cookies() == {"a": "1", "b": "x=y", "c": ""}
    assert request.address == "http://x.test/p?q=1"
    assert Request("GET", "u", {"authorization": "Basic b'xx'"}, b"").credentials() is None


# ------------------------------------------------------------------ waiting


# "take" decides nothing: a piece that is not taken in time is followed by the next.
@pytest.mark.parametrize("kind", [kind for kind in patience.PROMISED if kind != "take"])
def test_patience_shrinks_with_each_wait_in_vain(kind):
    one = patience.Patience()
    waits = []
    for _ in range(4):
        waits.append(one.seconds(kind))
        one.lose(kind)
    assert waits[0] > patience.PROMISED[kind]
    assert waits == sorted(waits, reverse=True)
    assert waits[-1] == waits[-2] >= 1


def test_patience_does_not_shrink_below_what_a_slow_program_needs():
    one = patience.Patience()
    one.gain(1.2)
    one.gain(0.3)
    for _ in range(3):
        one.lose("answer")
    assert one.seconds("answer") == pytest.approx(2.4)
    one.gain(3)
    assert one.seconds("answer") == patience.Patience().seconds("answer")


def test_patience_for_one_thing_is_not_that_for_another():
    one = patience.Patience()
    one.lose("print")
    assert one.seconds("ready") == patience.Patience().seconds("ready")


def test_time_in_which_nobody_was_run_is_given_back():
    deadline = patience.Patience().deadline("answer")
    before = deadline.at
    deadline.put_off(patience.STALL / 2)
    assert deadline.at == before
    deadline.put_off(4)
    assert deadline.at == before + 4
    deadline._began -= patience.LONGEST_STALL
    deadline.put_off(4)
    assert deadline.at == before + 4


def test_deadline_is_booked_once():
    one = patience.Patience()
    deadline = one.deadline("print")
    deadline.at = 0
    assert deadline.missed() and deadline.missed()
    assert one.seconds("print") == patience.AFTER_ONE
    assert not one.deadline("print").missed()


def test_transcript_is_bounded_and_says_so():
    transcript = Transcript()
    for _ in range(MOST_EVENTS + 7):
        transcript.grader(Party("client"), "data", b"x" * 5000)
    assert (len(transcript.events), transcript.left_out) == (MOST_EVENTS, 7)
    assert len(base64.b64decode(transcript.events[0]["data"])) == 2048


def test_ports_are_reserved_across_jobs():

    one, other = Ports(), Ports()
    one.dice, other.dice = Dice(1), Dice(1)
    try:
        taken = {one.reserve()[1] for _ in range(20)} | {other.reserve()[1] for _ in range(20)}
        assert len(taken) == 40
        assert all(5000 <= port < 32768 for port in taken)
    finally:
        one.close()
        other.close()


def test_a_port_in_use_is_passed_over():
    import random

    first = random.Random(1).choice(range(20000, 32768))
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", first))
        ports = Ports()
        ports.dice = Dice(1)
        assert ports.reserve()[1] != first
        ports.close()


def test_clock_of_quiet_counts_turns():
    near, far = socket.socketpair()
    with near, far:
        running = Running(None)
        running.wait = lambda deadline, readable=(), writable=(): time.sleep(0.001)
        assert scene(running).is_quiet([near], ticks=3)
        far.send(b"x")
        assert not scene(running).is_quiet([near], ticks=3)


# ------------------------------------------------------------------ the wait loop


class Clockless(patience.Patience):
    """Patience whose waits are as long as a test says."""

    def __init__(self, seconds):
        super().__init__()
        self._seconds = seconds

    def seconds(self, kind):
        return self._seconds


def waiting(seconds=0.05, running=None):
    return Scene(Transcript(), Clockless(seconds), SharedNetwork(), running or Running(None))


def test_wait_is_done_when_it_sees_what_it_is_for():
    looks = iter([False, False, True])
    assert waiting(60).wait(lambda: next(looks), "answer") is Waited.DONE


def test_wait_in_vain_is_booked():
    here = waiting()
    assert here.wait(lambda: False, "answer") is Waited.IN_VAIN
    assert here.patience._in_vain["answer"] == 1


def test_what_is_only_tried_is_given_up_at_the_first_wait_in_vain_that_tells_something():
    here = waiting(0.01)
    here.patience.gives_up = True
    assert here.wait(lambda: False, "take") is Waited.IN_VAIN
    assert here.wait(lambda: False, "answer", silence_is_right=True) is Waited.IN_VAIN
    with pytest.raises(patience.GivenUp):
        here.wait(lambda: False, "answer")


def test_looks_get_rarer_the_longer_a_wait_is_and_a_ready_program_is_seen_soon(monkeypatch):
    here, now, looks = waiting(10), [0.0], []
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    here.program.wait = lambda deadline, *_: now.__setitem__(0, deadline)
    assert here.wait(lambda: looks.append(now[0]), "ready", every=0.0015) is Waited.IN_VAIN
    pauses = [after - before for before, after in itertools.pairwise(looks)]
    assert pauses[0] < 0.0016 < max(pauses) < 0.0201
    assert len(looks) < 1000


def test_end_of_the_program_ends_a_wait_after_one_more_look():
    looks = []
    assert waiting(60).wait(lambda: looks.append(1), "answer", or_end=True) is Waited.ENDED
    assert len(looks) == 1


def test_progress_and_a_busy_program_renew_patience():
    counter = iter(range(100))
    here = waiting(0.02)
    seen = [next(counter)]

    def look():
        seen[0] = next(counter)
        return seen[0] == 30

    here.program.wait = lambda *_: time.sleep(0.005)
    assert here.wait(look, "answer", progress=lambda: seen[0]) is Waited.DONE
    busy = iter([True, True, False])
    assert here.wait(lambda: False, "answer", is_busy=lambda: next(busy)) is Waited.IN_VAIN


def test_nothing_renews_patience_beyond_the_latest_moment():
    here, counter = waiting(0.02), iter(range(10**9))
    latest = time.monotonic() + 0.1
    here.wait(lambda: False, "answer", progress=lambda: next(counter), latest=latest)
    assert time.monotonic() >= latest


class Scripted:
    """A server of the scene that has so many things to do."""

    def __init__(self, things):
        self.things = things

    def interest(self):
        return Interest(due=time.monotonic())

    def work(self):
        self.things -= 1
        return self.things >= 0


def test_servers_of_the_scene_work_while_anything_is_waited_for():
    here, server = waiting(60), Scripted(5)
    here.servers.append(server)
    assert here.wait(lambda: server.things <= 0, "print") is Waited.DONE


def test_program_that_was_not_started_is_our_mistake():
    with pytest.raises(RuntimeError, match="not started"):
        Scene(Transcript(), patience.Patience(), SharedNetwork()).program  # noqa: B018


# ------------------------------------------------------------------ what a mock can deliver


@pytest.mark.parametrize(
    "how", [{"sent": 1}, {"chunked": True}, {"after": 0.1}, {"by_reset": True}]
)
def test_mocked_network_refuses_what_it_cannot_deliver(how):
    """It is a mistake in a check, and must not pass for a whole answer."""
    near, far = socket.socketpair()
    site = Site()
    url = site.page("http://x.test/", lambda request: Response(200, b"body", **how))
    message = {"type": "request", "method": "GET", "url": url, "headers": [], "body": ""}
    with near, far:
        far.sendall(framed(json.dumps(message).encode()))
        with pytest.raises(ValueError, match="cannot deliver"):
            call(scene(Running(SocketChannel(near))), "get_text", [url], site=site)


def test_process_that_ends_while_it_is_called_is_no_error_of_ours():
    """What it said before its end is still read, and tells what became of it."""

    def send(data):
        raise BrokenPipeError

    looks = []
    scene = SimpleNamespace(
        program=SimpleNamespace(channel=SimpleNamespace(send=send, into=None)),
        wait=lambda look, kind, writing: looks.append(look()),
    )
    _Wire(scene, "search", 0.0).send({"function": "search"})
    assert looks == [True]


@pytest.mark.parametrize(
    "said, message",
    [
        ([], "Importing http_tasks.py did not come to an end."),
        ([{"type": "loaded"}], "get_text() did not come to an end."),
    ],
)
def test_process_that_used_up_its_processor_time_did_not_come_to_an_end(said, message):
    """The jail ended it; on a busy machine that may be before our time is up."""
    near, far = socket.socketpair()
    with near, far:
        far.sendall(b"".join(framed(json.dumps(each).encode()) for each in said))
        far.shutdown(socket.SHUT_WR)
        running = Running(SocketChannel(near))
        running.status = -24
        with pytest.raises(Failure) as raised:
            call(scene(running), "get_text", ["http://x.test/"], site=Site())
    assert raised.value.message == message
