"""The peers of unit 2: what they do to a program on purpose, and that no program can break them."""

import contextlib
import queue
import random
import select
import shutil
import socket
import sys
import threading
import time

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from grader.failures.diagnosis.frames import ANSWERS, LINES, of_frame
from grader.failures.errors import Failure, Mismatch, NothingCame, Raised
from grader.launch.program import Moment
from grader.peers.http import forms
from grader.peers.http.script import Instead, Request, Response, Site, in_turn
from grader.peers.http.server import HttpServer
from grader.peers.patience import Patience
from grader.peers.ports import Ports
from grader.peers.scene import Scene
from grader.peers.sums import RequestForm
from grader.peers.tcp import gate
from grader.peers.tcp.connect import connect
from grader.peers.tcp.frames import FramedPeer, LinesPeer, frame, greeting
from grader.peers.tcp.framing import LITTLE, TURNS, Lengths, Writing, heard
from grader.peers.tcp.peer import TcpPeer
from grader.peers.tcp.ways import OTHER_READINGS, Answers, Greetings, Lines, Reading
from grader.peers.transcript import Transcript
from grader.peers.udp import Stranger, UdpListener
from grader.subjects.sendings import Resending
from grader.subjects.sums import SumClient
from grader.subjects.web import blame_a_full_disk


class Running:
    """As much of a program as a peer looks at: one that is there and prints nothing."""

    ended = False

    def wait(self, deadline, readable=(), writable=()):
        left = max(0.0, deadline - time.monotonic())
        select.select(readable, writable, [], left)

    def memory(self):
        return None

    def moment(self, where=False):
        return Moment((), 0, 0)


class Hasty(Patience):
    """Waits as long for everything as a program on this machine can need, and no longer."""

    def seconds(self, kind):
        return 0.3


def scene(patience=None):
    """A scene in which a program runs that does nothing."""
    return Scene(Transcript(), patience or Patience(), Running())


@contextlib.contextmanager
def framed_pair():
    """A framed peer and the program's end of its connection."""
    near, far = socket.socketpair()
    with near, far:
        yield FramedPeer(near, scene(Hasty())), far


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


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


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_any_frame_can_be_diagnosed(payload, received):
    for table in (ANSWERS, LINES):
        of_frame(payload, received, table)
    for turn in TURNS:
        way = heard(payload, received, turn)
        assert way is None or isinstance(way.told(turn) + (way.why(turn) or ""), str)


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
    (Writing(lengths=Lengths(4, form="digits", pad="0")), "digits of a number"),
    (Writing(lengths=Lengths(64, form="digits", pad="left")), "digits of a number"),
    (Writing(lengths=Lengths(form="none")), "without the length"),
    (Writing(lengths=Lengths(form="none"), after=b"\n"), "Behind them came a line end"),
    (Writing("in reverse order"), "in reverse order"),
    (Writing("in upper case"), "Only the case"),
    (Writing("in lower case"), "Only the case"),
    (Writing("with the words in reverse order"), "The words are in reverse order"),
    (Writing("with each word turned round by itself"), "Each word was turned round"),
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


@pytest.mark.parametrize("way", OTHER_READINGS)
def test_each_way_of_reading_is_told(way):
    assert way.told()
    assert way.frame(b"abc") != frame(b"abc")


@pytest.mark.parametrize(
    "payload, received, says",
    [
        (b"olleh", b"\0\0\0\0", "is empty"),
        (b"olleh", frame(greeting()), "This is the greeting"),
        (b"olleh", frame(b"olleh") * 2, "came again"),
        (b"olleh", frame(b"olleh") + frame(b""), "Behind the right frame came an empty one"),
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


# ------------------------------------------------------------------ gated sends


def read_in_a_thread(sock, total):
    """What each recv() of a reader returns, until it has so many bytes; and the thread."""
    pieces = []

    def read():
        while sum(map(len, pieces)) < total:
            pieces.append(sock.recv(1000))

    thread = threading.Thread(target=read)
    thread.start()
    return pieces, thread


@pytest.mark.parametrize("size", [1, 3, 7])
def test_each_fragment_meets_the_program_alone(listener, size):
    """For a reader that is there; otherwise two could come together."""
    here = scene()
    peer = connect(here, listener.getsockname(), TcpPeer)
    with peer, listener.accept()[0] as program:
        pieces, thread = read_in_a_thread(program, 20)
        peer.send(b"x" * 20, fragments=size)
        thread.join()
    assert pieces == [b"x" * min(size, 20 - start) for start in range(0, 20, size)]
    assert f"in fragments of {size} byte" in here.transcript.steps[-1]


def test_gate_tells_what_was_taken(listener):
    with socket.create_connection(listener.getsockname()) as near, listener.accept()[0] as far:
        assert gate.is_taken(near)
        near.sendall(b"abc")
        assert gate.is_taken(near) is False
        far.recv(2)
        assert gate.is_taken(near) is False
        far.recv(2)
        assert gate.is_taken(near)


def test_gate_tells_it_of_unix_sockets():
    near, far = socket.socketpair()
    with near, far:
        near.sendall(b"abc")
        assert gate.is_taken(near) is False
        far.recv(9)
        assert gate.is_taken(near)


def test_where_nobody_tells_fragments_leave_all_the_same(listener, monkeypatch):
    monkeypatch.setattr(gate, "is_taken", lambda sock: None)
    peer = connect(scene(), listener.getsockname(), TcpPeer)
    with peer, listener.accept()[0] as program:
        peer.send(b"abcdef", fragments=2)
        assert program.recv(6, socket.MSG_WAITALL) == b"abcdef"


def test_program_that_only_peeks_gets_all_the_same(listener):
    """MSG_PEEK leaves the bytes in the queue: the next fragment comes nevertheless."""
    peer = connect(scene(), listener.getsockname(), TcpPeer)
    with peer, listener.accept()[0] as program:
        peer.send(b"abcd", fragments=2)
        assert program.recv(9, socket.MSG_PEEK) == b"abcd"


def test_program_that_reads_slowly_gets_all(listener):
    """Patience (0.3 s here) is for one that reads nothing; this one needs longer in all."""
    peer = connect(scene(Hasty()), listener.getsockname(), TcpPeer, narrow=True)
    with peer, listener.accept()[0] as program:
        program.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        peer._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        received = []

        def read_slowly():
            while sum(received) < 200_000:
                received.append(len(program.recv(20_000)))
                Running().wait(time.monotonic() + 0.06)

        thread = threading.Thread(target=read_slowly)
        thread.start()
        peer.send(bytes(200_000))
        thread.join()


# ------------------------------------------------------------------ late reading, reset


def test_late_reader_leaves_no_room(listener):
    """A program that does not wait finds that only a part of its answer fits."""
    peer = connect(scene(), listener.getsockname(), TcpPeer, narrow=True)
    with peer, listener.accept()[0] as program:
        program.setblocking(False)
        sent = 0
        with contextlib.suppress(BlockingIOError):
            while sent < 1 << 20:
                sent += program.send(bytes(1 << 20)[sent:])
        peer.read_late()
        assert 0 < sent < 1 << 19


def test_reset_and_vanish(listener):
    for leave, error in ((FramedPeer.reset, ConnectionResetError), (FramedPeer.vanish, None)):
        peer = connect(scene(), listener.getsockname(), FramedPeer)
        with listener.accept()[0] as program:
            leave(peer)
            with pytest.raises(error) if error else contextlib.nullcontext():
                assert program.recv(9) == b""


# ------------------------------------------------------------------ datagrams


def listening():
    return contextlib.closing(UdpListener(scene(), ("127.0.0.1", 0)))


def test_datagrams_have_the_kernels_time():
    """Not that at which we looked, which a loaded machine delays."""
    with listening() as server, listening() as client:
        address, times = server._socket.getsockname(), []
        for pause in (0.1, 0.2):  # at first the kernel is not yet ready for it
            end = time.monotonic() + pause
            while time.monotonic() < end:
                Running().wait(end)
            client._socket.sendto(b"x", address)
        for _ in range(2):
            assert server.take() == b"x"
            times.append(server.arrived)
        assert 0.19 < times[1] - times[0] < 2


def test_what_an_earlier_run_has_sent_is_forgotten():
    with listening() as server, listening() as client:
        for _ in range(3):
            client._socket.sendto(b"old", server._socket.getsockname())
        server.forget()
        client._socket.sendto(b"new", server._socket.getsockname())
        assert server.take() == b"new"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody is told")
def test_answer_that_finds_nobody_is_known_and_is_no_datagram():
    with listening() as server:
        with listening() as client:
            client._socket.sendto(b"x", server._socket.getsockname())
        assert server.take() == b"x"
        assert not server.refused
        server.answer(b"lost")
        assert server.is_quiet(ticks=1)
        assert server.refused
        server.answer(b"lost, too")
        server.answer(b"and this one")
        assert server.take() is None
        server.forget()
        assert not server.refused


def test_stranger_has_another_address():
    here = scene()
    with listening() as program, contextlib.closing(Stranger(here, "127.0.0.1")) as stranger:
        stranger.send(b"forged", program._socket.getsockname())
        assert program.take() == b"forged"
        assert "somebody else" in here.transcript.steps[0]


@given(
    st.one_of(
        st.binary(max_size=80),
        st.from_regex(rb"\A[!-~]{1,40} ADD [-+]?[0-9]{1,30}\n?\Z"),
    )
)
def test_any_datagram_is_a_request_or_a_mismatch(data):
    client = object.__new__(SumClient)
    client._form = RequestForm()
    client._answered = None
    client._resending = Resending()
    client._is_greeting_due = False
    with listening() as client._server, listening() as sender:
        sender._socket.sendto(data, client._server._socket.getsockname())
        try:
            sending = client.sending()
        except Mismatch:
            return
        assert b"%s ADD" % sending.name in data


# ------------------------------------------------------------------ the web server


class Web:
    """A server that works in a thread of the test, as it does while a call is waited for."""

    def __init__(self):
        self.ports = Ports()
        self.ports.dice = random.Random()
        self.scene = scene()
        self.server = HttpServer(self.scene, self.ports.reserve(), Site())
        self.scene.servers.append(self.server)
        self._stop, self._announced = threading.Event(), queue.Queue()
        self._thread = threading.Thread(target=self._work, daemon=True)

    def __enter__(self):
        self._thread.start()
        self.before_a_connection()
        return self

    def before_a_connection(self):
        """What the program announces, and waits for."""
        self._announced.put(self.server.prepare_for_connection)
        self._announced.join()

    def _work(self):
        while not self._stop.is_set():
            self.scene.turn(time.monotonic() + 0.005)
            with contextlib.suppress(queue.Empty):
                self._announced.get_nowait()()
                self._announced.task_done()

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()
        self.server.close()
        self.ports.close()

    def page(self, *answers):
        left = list(answers)
        return self.server.site.page(
            self.server.url("page"), lambda request: left.pop(0) if len(left) > 1 else left[0]
        )


def test_web_server_answers_in_each_way():
    body = bytes(range(256)) * 500
    with Web() as web, requests.Session() as session:
        for how in ({}, {"chunked": True}, {"after": 0.1}):
            response = session.get(web.page(Response(200, body, **how)))
            assert (response.status_code, response.content) == (200, body)
        assert session.get(web.server.url("other")).status_code == 404
        assert session.post(web.server.url("page"), data=b"x").status_code == 405
        began = time.monotonic()
        session.get(web.page(Response(200, body, after=0.3)))
        assert time.monotonic() - began >= 0.3


@pytest.mark.parametrize(
    "answer, error",
    [
        (Instead.RESET, requests.ConnectionError),
        (Instead.HANG_UP, requests.ConnectionError),
        (Instead.SILENCE, requests.ReadTimeout),
        (Response(200, b"x" * 1000, sent=500), requests.exceptions.ChunkedEncodingError),
        (Response(200, b"x" * 1000, sent=500, by_reset=True), requests.ConnectionError),
        (
            Response(200, b"x" * 1000, sent=500, chunked=True),
            requests.exceptions.ChunkedEncodingError,
        ),
    ],
)
def test_web_server_has_bad_days(answer, error):
    with Web() as web:
        with pytest.raises((error, requests.exceptions.ChunkedEncodingError)):
            requests.get(web.page(answer), timeout=0.3)
        assert requests.get(web.page(Response(200, b"ok"))).text == "ok"


@pytest.mark.parametrize("sent", [None, 500])
def test_web_server_sends_no_chunks_to_http_1_0(sent):
    with Web() as web:
        web.page(Response(200, b"x" * 1000, sent=sent, chunked=True))
        with socket.create_connection(web.server.address) as client:
            client.sendall(b"GET /page HTTP/1.0\r\n\r\n")
            head, _, body = client.makefile("rb").read().partition(b"\r\n\r\n")
    assert body == b"x" * (sent or 1000)
    assert b"content-length: 1000" in head.lower()
    assert not any("chunked" in step for step in web.scene.transcript.steps)


def test_web_server_refuses_and_counts_the_tries():
    with Web() as web:
        url = web.page(Response(503, b""), Response(200, b"ok"))
        web.server.begin()
        web.server.refuse(1)
        web.before_a_connection()
        with pytest.raises(requests.ConnectionError):
            requests.get(url)
        for status in (503, 200):
            web.before_a_connection()
            assert requests.get(url).status_code == status
        assert len(web.server.tries.waits) == 2
        assert any("refused a connection" in step for step in web.scene.transcript.steps)


def test_who_only_looks_uses_up_nothing():
    with Web() as web, requests.Session() as session:
        asked = (("Retry-After", "2"),)
        answers = in_turn(Response(503, b"busy", asked), Instead.RESET, Response(200, b"ok"))
        url = web.server.site.page(web.server.url("page"), answers)
        web.server.begin()
        for _ in range(2):
            head = session.head(url)
            assert (head.status_code, head.headers["Retry-After"]) == (503, "2")
            assert (head.headers["Content-Length"], head.content) == ("4", b"")
        assert "HEAD" in session.options(url).headers["Allow"]
        assert web.server.tries.made == 0
        assert session.get(url).status_code == 503
        assert session.head(url).status_code == 200  # it has not met the trouble yet
        with pytest.raises(requests.ConnectionError):
            session.get(url)
        assert session.get(url).text == "ok"
        assert (web.server.tries.made, len(web.server.tries.waits)) == (3, 2)


def test_full_disk_is_our_fault_and_only_where_it_is_full(monkeypatch, tmp_path):
    full = Raised("download() raised OSError: [Errno 28] No space left on device")
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage._replace(free=4096))
    with pytest.raises(OSError, match="4096 bytes left"):
        blame_a_full_disk(full, str(tmp_path))
    blame_a_full_disk(Raised("download() raised OSError: short"), str(tmp_path))
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage._replace(free=1 << 30))
    blame_a_full_disk(full, str(tmp_path))  # a limit of the program's own


def test_large_answer_comes_whole_and_memory_is_looked_at():
    body = bytes(range(256)) * (5 << 12)
    with Web() as web:
        held = iter(range(1000))
        web.scene.program.held = lambda: {"1": (next(held), next(held))}
        web.server.begin()
        assert requests.get(web.page(Response(200, body))).content == body
        assert next(held) >= 4
        assert web.server.growth.until_the_end(500) == 500 - 1


@given(
    st.one_of(
        st.binary(max_size=200),
        st.binary(max_size=60).map(lambda rest: b"GET /page HTTP/1.1\r\nHost: x\r\n" + rest),
        st.binary(max_size=60).map(
            lambda rest: b"POST /page HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n" + rest
        ),
        st.sampled_from((b"GET " + b"x" * 100_000, b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 20_000)),
    )
)
def test_any_bytes_leave_the_web_server_well(data):
    near, far = socket.socketpair()
    here = scene()
    server = HttpServer(here, ("127.0.0.1", 1), Site())
    here.servers.append(server)
    near.setblocking(False)
    server.adopt(near)
    with far:
        far.settimeout(5)
        writer = threading.Thread(target=_pour, args=(far, data))
        writer.start()
        for _ in range(200):
            here.turn(time.monotonic() + 0.001)
            if not server.is_busy:
                break
        server.close()
        writer.join()


def _pour(sock, data):
    with contextlib.suppress(OSError):
        sock.sendall(data)
        sock.shutdown(socket.SHUT_WR)


# ------------------------------------------------------------------ forms


@given(st.text(max_size=60), st.binary(max_size=200))
def test_any_body_can_be_looked_at(kind, body):
    request = Request("POST", "http://x/", {"content-type": kind}, body)
    forms.fields(request)
    forms.parts(request)


@given(st.text(max_size=40), st.binary(max_size=100))
def test_any_multipart_body_can_be_looked_at(boundary, body):
    kind = f'multipart/form-data; boundary="{boundary}"'
    request = Request("POST", "http://x/", {"content-type": kind}, b"--" + body)
    assert forms.fields(request) is not None


@pytest.mark.parametrize(
    "name",
    [
        "filename*=idna''x",
        "filename*=nonsense''%ff",
        'name="a"; name="b"',
        "filename*0*=a''b; filename*1=c",
    ],
)
def test_odd_names_are_read_or_passed_over(name):
    body = f"--b\r\nContent-Disposition: form-data; {name}\r\n\r\nx\r\n--b--".encode()
    kind = "multipart/form-data; boundary=b"
    request = Request("POST", "http://x/", {"content-type": kind}, body)
    assert [part.content for part in forms.parts(request)] == [b"x"]


@given(st.binary(max_size=300))
def test_multipart_is_read_byte_for_byte(content):
    prepared = requests.Request(
        "POST", "http://x/", files={"file": ("a.bin", content)}, data={"k": "v"}
    ).prepare()
    request = Request(
        "POST", "http://x/", {k.lower(): v for k, v in prepared.headers.items()}, prepared.body
    )
    assert forms.parts(request) == [
        forms.Part("k", (), b"v"),
        forms.Part("file", ("a.bin",), content),
    ]


NAME = 'a "b"; 你好.txt'


@pytest.mark.parametrize(
    "written",
    [
        'filename="a %22b%22; 你好.txt"',
        'filename="a \\"b\\"; 你好.txt"',
        'filename="a "b"; 你好.txt"',
        "filename*=UTF-8''a%20%22b%22%3B%20%E4%BD%A0%E5%A5%BD.txt",
        "filename=\"?\"; filename*=utf-8''a%20%22b%22%3B%20%E4%BD%A0%E5%A5%BD.txt",
        'filename="a%20%22b%22%3B%20%E4%BD%A0%E5%A5%BD.txt"',
        'filename="a &quot;b&quot;; &#20320;&#22909;.txt"',
        'filename="=?utf-8?b?YSAiYiI7IOS9oOWlvS50eHQ=?="',
    ],
)
def test_file_name_is_read_however_it_is_written(written):
    head = f'--b\r\nContent-Disposition: form-data; name="file"; {written}\r\n\r\n'
    headers = {"content-type": "multipart/form-data; boundary=b"}
    request = Request("POST", "http://x.test/", headers, head.encode() + b"data\r\n--b--\r\n")
    (part,) = forms.parts(request)
    assert (part.name, part.content) == ("file", b"data")
    assert NAME in part.filenames


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


def test_byte_that_was_changed_is_not_taken_for_a_missing_one():
    assert heard(TEXT, frame(TEXT[:-1] + b"?"), "as they came") is None
