"""The web server of unit 2, and the forms that it is sent."""

import base64
import contextlib
import queue
import shutil
import socket
import threading
import time
from types import SimpleNamespace

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st
from peers_alone import Hasty, scene

from grader.dice import Dice
from grader.failures.errors import Raised
from grader.peers.http import forms
from grader.peers.http.barrier import Barrier
from grader.peers.http.script import Instead, Request, Response, Site, in_turn
from grader.peers.http.server import HttpServer
from grader.peers.ports import Ports
from grader.scratch import Folder
from grader.subjects.web import WebTasks, blame_a_full_disk

# ------------------------------------------------------------------ the web server


class Web:
    """A server that works in a thread of the test, as it does while a call is waited for."""

    def __init__(self):
        self.ports = Ports()
        self.ports.dice = Dice(1)
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


def test_connection_that_speaks_no_http_is_broken_off():
    with Web() as web, socket.create_connection(web.server.address) as client:
        client.settimeout(20)
        client.sendall(b"hello\r\n\r\n")
        with contextlib.suppress(ConnectionResetError):
            assert client.recv(1) == b""


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


def test_events_have_what_was_on_the_wire():
    """A capture needs the heads as well, and the client's port; a step shows what matters."""
    with Web() as web, requests.Session() as session:
        url = web.page(Response(200, b"x" * 3000))
        for text in (b"one", b"two"):
            session.get(url, data=text)
    one, answer, two, _ = web.scene.transcript.events
    raw = [base64.b64decode(event["raw"]) for event in (one, answer, two)]
    assert [each[:5] for each in raw] == [b"GET /", b"HTTP/", b"GET /"]
    assert raw[0].endswith(b"\r\n\r\none") and raw[2].endswith(b"\r\n\r\ntwo")
    assert one["size"] == len(raw[0])
    assert answer["size"] > 3000 > len(raw[1])
    assert one["theirs"] == answer["theirs"] != one["ours"]


def test_message_that_went_over_no_wire_is_written_as_one_that_did():
    request = Request("POST", "http://u:p@a.test:80/b?c=d#e", {"content-length": "2"}, b"hi")
    lines = request.written().split(b"\r\n")
    assert lines == [b"POST /b?c=d HTTP/1.1", b"host: a.test:80", b"content-length: 2", b"", b"hi"]
    assert Request("GET", "http://a.test", {}, b"").written().startswith(b"GET / HTTP/1.1\r\n")
    answer = Response(404, b"none", (("Allow", "GET"),), "Not Here").written(b"")
    lines = [b"HTTP/1.1 404 Not Here", b"Allow: GET", b"Content-Length: 4", b"", b""]
    assert answer.split(b"\r\n") == lines


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


# ------------------------------------------------------------------ a barrier


def ask_together(web, count):
    """So many clients ask for a page at once; the barrier that saw them, when all are answered."""
    url = web.page(Response(200, b"ok"))
    clients = [threading.Thread(target=requests.get, args=(url,)) for _ in range(count)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return web.server.barrier


@pytest.mark.parametrize("wanted, count", [(3, 3), (2, 4), (3, 2)])
def test_barrier_tells_how_many_wait_together(wanted, count):
    with Web() as web:
        web.server.barrier = Barrier(wanted, Hasty(), web.scene.transcript)
        barrier = ask_together(web, count)
        assert (barrier.together, barrier.most, barrier.due) == (count, count, None)
        assert (
            f"until {wanted} would wait; {count} waited" in web.scene.transcript.steps[-1 - count]
        )


def test_barrier_opens_for_one_that_comes_alone_and_holds_no_look():
    with Web() as web, requests.Session() as session:
        patience = Hasty()
        web.server.barrier = Barrier(2, patience, web.scene.transcript)
        url = web.page(Response(200, b"ok"))
        assert session.head(url).status_code == 200
        assert not web.server.barrier.is_open
        assert [session.get(url).text for _ in range(3)] == ["ok"] * 3
        assert (web.server.barrier.together, web.server.barrier.most) == (1, 1)
        assert not patience.is_whole("answer")


def test_barrier_gives_time_back_after_a_stall(monkeypatch):
    now = [100.0]
    monkeypatch.setattr("grader.peers.http.barrier.time.monotonic", lambda: now[0])
    here, released = scene(), []

    class Waiting:
        def release(self):
            released.append(self)

    barrier = Barrier(2, here.patience, here.transcript)
    barrier.hold(Waiting())
    now[0] = barrier.due + 5  # the machine stood still, and the program with it
    assert not barrier.work()
    barrier.hold(Waiting())
    now[0] = barrier.due
    assert barrier.work()
    assert (len(released), barrier.together) == (2, 2)


def test_full_disk_is_our_fault_and_only_where_it_is_full(monkeypatch, tmp_path):
    full = Raised("download() raised OSError: [Errno 28] No space left on device")
    usage, here = shutil.disk_usage(tmp_path), Folder.at(str(tmp_path))
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage._replace(free=4096))
    with pytest.raises(OSError, match="4096 bytes left"):
        blame_a_full_disk(full, here)
    blame_a_full_disk(Raised("download() raised OSError: short"), here)
    blame_a_full_disk(full, Folder("/room", here.outside))  # its own room is full
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage._replace(free=1 << 30))
    blame_a_full_disk(full, here)  # a limit of the program's own


def test_of_what_calls_leave_only_so_many_bytes_are_read(tmp_path, monkeypatch):
    class Left(WebTasks):
        program = SimpleNamespace(folder=Folder.at(str(tmp_path)))

        def __init__(self):
            self._given = {"given"}

    (tmp_path / "given").touch()
    (tmp_path / "folder").mkdir()
    for name in ("a", "b", "c"):
        (tmp_path / name).write_bytes(b"12345")
    with (tmp_path / "d").open("wb") as sparse:
        sparse.truncate(1 << 40)
    assert Left().left(15) == {**dict.fromkeys("abc", b"12345"), "d": b""}
    assert Left().left(7) == {"a": b"12345", "b": b"12", "c": b"", "d": b""}
    assert len(Left().left(100)["d"]) == 85


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
    data=st.one_of(
        st.binary(max_size=200),
        st.binary(max_size=60).map(lambda rest: b"GET /page HTTP/1.1\r\nHost: x\r\n" + rest),
        st.binary(max_size=60).map(
            lambda rest: b"POST /page HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n" + rest
        ),
        st.sampled_from((b"GET " + b"x" * 100_000, b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 20_000)),
    ),
    holds=st.booleans(),
)
def test_any_bytes_leave_the_web_server_well(data, holds):
    near, far = socket.socketpair()
    here = scene()
    server = HttpServer(here, ("127.0.0.1", 1), Site())
    server.barrier = Barrier(1, here.patience, here.transcript) if holds else None
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
