"""The server that web clients are judged by: its answers, what it hears, and what is said of both."""

import io
import re
import socket

import h11
import pytest
from hypothesis import given
from hypothesis import strategies as st
from peers_alone import Hasty, scene

from conftest import ROOT
from grader.course import lessons
from grader.failures.diagnosis.asked import of_host, of_request_line
from grader.failures.diagnosis.bodies import of_body
from grader.failures.errors import Mismatch
from grader.launch.output import KEPT_HEAD, KEPT_TAIL, Output
from grader.peers.http.answers import chunks, head, in_chunks, measured
from grader.peers.http.asked import Asked
from grader.peers.http.asker import WebPeer, ends_of_heads
from grader.subjects.page_ways import Failing, Writing, way_of, way_of_failing

SIZES = st.lists(st.integers(1, 30), max_size=5)
RIGHT = "GET /a%20b?c=d HTTP/1.1"
HOST = "127.1.2.3:8080"


def read_by_h11(data):
    """The status and the body that h11 finds in an answer, and the bytes behind it."""
    client = h11.Connection(h11.CLIENT)
    client.send(h11.Request(method="GET", target="/", headers=[("Host", "x")]))
    client.send(h11.EndOfMessage())
    client.receive_data(data)
    status, body = 0, b""
    while (event := client.next_event()) is not h11.NEED_DATA:
        if isinstance(event, h11.Response):
            status = event.status_code
        elif isinstance(event, h11.Data):
            body += event.data
        elif isinstance(event, h11.EndOfMessage):
            break
    return status, body, client.trailing_data[0]


# ------------------------------------------------------------------ answers


@given(st.binary(max_size=80), SIZES, st.binary(max_size=9))
def test_answers_are_http(body, sizes, more):
    interim = head("Link: <a>", status="103 Early Hints")
    assert read_by_h11(interim + measured(body) + more) == (200, body, more)
    assert read_by_h11(in_chunks(body, sizes=sizes) + more) == (200, body, more)


@given(st.binary(max_size=80), SIZES)
def test_chunks_may_have_extensions_and_trailers(body, sizes):
    start = head("Transfer-Encoding: chunked", status="404 Not Found")
    end = chunks(body, sizes, written="{:04X}", extensions=(";a=b", ""), trailers=("X: y",))
    assert read_by_h11(start + end) == (404, body, b"")


def test_heads_are_found():
    first, answer = head(status="100 Continue"), measured(b"HTTP/1.1 200 OK\r\n\r\n")
    ends = [len(first), len(first) + answer.index(b"\r\n\r\n") + 4]
    assert list(ends_of_heads(first + answer)) == ends


# ------------------------------------------------------------------ requests


@given(
    st.one_of(st.binary(max_size=120), st.from_regex(rb"\A[A-Z]{1,4} /\S{0,9} HTTP/1.[01]\r?\n"))
)
def test_any_bytes_are_heard_as_a_request(sent):
    near, far = socket.socketpair()
    with near, far:
        server = WebPeer(near, scene(Hasty()), "server")
        far.sendall(sent)
        far.shutdown(socket.SHUT_WR)
        asked = server.hear_request()
        assert sent.startswith(asked.data)
    for demand, right in ((asked.demand_line, RIGHT), (asked.demand_host, HOST)):
        try:
            demand(right)
        except Mismatch as failure:
            assert failure.message


@pytest.mark.parametrize("way", [{}, {"has_an_end": False}])
def test_request_without_an_end_is_not_waited_for(way):
    near, far = socket.socketpair()
    with near, far:
        server = WebPeer(near, scene(Hasty()), "server")
        far.sendall(b"GET / HTTP/1.1\r\n")
        assert server.hear_request(**way).data == b"GET / HTTP/1.1\r\n"


def test_endless_request_is_heard_in_part():
    near, far = socket.socketpair()
    with near, far:
        server = WebPeer(near, scene(Hasty()), "server")
        far.setblocking(False)
        for _ in range(20):
            try:
                far.send(b"x" * 50_000)
            except BlockingIOError:
                server._read()
        assert len(server.hear_request().data) == 1 << 16


REQUESTS = [
    (f"{RIGHT}\r\nHost: {HOST}\r\n\r\n", None),
    (f"{RIGHT}\r\nX: y\r\nhOST:{HOST} \r\n\r\n", None),
    (f"{RIGHT}\nHost: {HOST}\n\n", "alone"),
    (f"{RIGHT}\r\nHost: {HOST}\r\n", "blank line"),
    (f"GET /a%20b HTTP/1.1\r\nHost: {HOST}\r\n\r\n", "query is missing"),
    (f"GET /a b?c=d HTTP/1.1\r\nHost: {HOST}\r\n\r\n", "decoded"),
    (f"GET /a%2520b?c=d HTTP/1.1\r\nHost: {HOST}\r\n\r\n", "a second time"),
    (f"GET http://{HOST}/a%20b?c=d HTTP/1.1\r\nHost: {HOST}\r\n\r\n", "whole URL"),
    (f"GET / HTTP/1.1\r\nHost: {HOST}\r\n\r\n", "asks for /"),
    (f"GET a%20b?c=d HTTP/1.1\r\nHost: {HOST}\r\n\r\n", "lost its /"),
    (f"GET /a HTTP/1.1\r\nHost: {HOST}\r\n\r\n", "The end of the path is missing: %20b"),
    (f"GET 20b HTTP/1.1\r\nHost: {HOST}\r\n\r\n", "The beginning of the path is missing: /a%"),
    (f"GET /?c=d HTTP/1.1\r\nHost: {HOST}\r\n\r\n", "path is missing"),
    (f"GET ?c=d HTTP/1.1\r\nHost: {HOST}\r\n\r\n", "Only the query"),
    (f"GET /a%20b?c=d HTTP/1.0\r\nHost: {HOST}\r\n\r\n", "HTTP/1.0"),
    (f"GET /a%20b?c=d\r\nHost: {HOST}\r\n\r\n", "version is missing"),
    (f"get /a%20b?c=d HTTP/1.1\r\nHost: {HOST}\r\n\r\n", "upper case"),
    (f"HEAD /a%20b?c=d HTTP/1.1\r\nHost: {HOST}\r\n\r\n", "method is HEAD"),
    (f"{RIGHT}\r\n\r\n", "no Host header"),
    (f"{RIGHT}\r\nHost: 127.1.2.3\r\n\r\n", "port is missing"),
    (f"{RIGHT}\r\nHost: 127.1.2.3:80\r\n\r\n", "The port is another one"),
    (f"{RIGHT}\r\nHost: a:8080\r\n\r\n", "The host is another one"),
    (f"{RIGHT}\r\nHost: http://{HOST}\r\n\r\n", "without http://"),
    (f"{RIGHT}\r\nHost: {HOST}/a\r\n\r\n", "without the path"),
    (f"{RIGHT}\r\nHost: {HOST}\r\nHost: {HOST}\r\n\r\n", "2 Host headers"),
]


@pytest.mark.parametrize("request_, why", REQUESTS)
def test_requests_are_explained(request_, why):
    asked = Asked(request_.encode())
    if why is None:
        asked.demand_line(RIGHT)
        asked.demand_host(HOST)
        return
    with pytest.raises(Mismatch) as caught:
        asked.demand_line(RIGHT)
        asked.demand_host(HOST)
    assert why in (caught.value.diagnosis or "")


def test_request_for_another_path_is_not_explained():
    assert of_request_line(RIGHT, "GET /else HTTP/1.1") is None


@given(st.text(max_size=60), st.text(max_size=60), st.lists(st.text(max_size=20), max_size=3))
def test_any_request_can_be_diagnosed(right, came, hosts):
    of_request_line(right, came)
    of_host(right, hosts)


# ------------------------------------------------------------------ bodies

BODY = b"Ab\r\ncd  \xc3\xa9\xff e\n"
PLAIN = b"just some words"
HEADED, CHUNKED = measured(PLAIN, "X: yes"), in_chunks(PLAIN, sizes=(4, 6))
IN_CHUNKS = head("Transfer-Encoding: chunked")
EXTENDED = IN_CHUNKS + chunks(PLAIN, (4,), extensions=(";a=b",))
TRAILED = IN_CHUNKS + chunks(PLAIN, (4,), extensions=("", ";c"), trailers=("X-Sum: 1", "Y: z"))
BODIES = [
    (BODY, BODY + b"\n", measured(BODY), "print() adds one"),
    (BODY, repr(BODY).encode() + b"\n", measured(BODY), "b and quotes"),
    (BODY, BODY.strip(), measured(BODY), "strip()"),
    (BODY, BODY.replace(b"\r\n", b"\n"), measured(BODY), "Line ends were changed"),
    (BODY, BODY.decode("utf-8", "replace").encode(), measured(BODY), "decoded as utf-8"),
    (BODY, BODY.decode("utf-8", "ignore").encode(), measured(BODY), "decoded as utf-8"),
    (BODY, BODY.decode("latin-1").encode(), measured(BODY), "decoded as latin-1"),
    (PLAIN, PLAIN[:4], HEADED, "4 of 15 bytes"),
    (PLAIN, HEADED, HEADED, "status line and the headers"),
    (PLAIN, b"X: yes\r\n\r\n" + PLAIN, HEADED, "Headers of the answer"),
    (PLAIN, PLAIN + b" and more", HEADED + b" and more", "bytes after the body"),
    (PLAIN, b"now: " + PLAIN, HEADED, "More than the body"),
    (PLAIN, CHUNKED.partition(b"\r\n\r\n")[2], CHUNKED, "as it is on the wire"),
    (PLAIN, b"just\r\n some \r\nwords\r\n", CHUNKED, "between the chunks"),
    (PLAIN, HEADED, head(status="103 Early Hints") + HEADED, "An answer with 1xx"),
    (PLAIN, b"just;a=b some words", EXTENDED, "Extensions of chunks"),
    (PLAIN, b"justsomewords", EXTENDED, "Only blanks"),
    (PLAIN, PLAIN + b"X-Sum: 1", TRAILED, "trailers were written"),
    (PLAIN, PLAIN[:-1] + b"X", TRAILED, "One byte differs"),
]


@pytest.mark.parametrize("body, written, sent, why", BODIES)
def test_other_bytes_than_the_body_are_explained(body, written, sent, why):
    assert why in (of_body(body, written, sent) or "")


@given(st.binary(max_size=90), st.binary(max_size=90), st.binary(max_size=90))
def test_anything_written_can_be_explained(body, written, sent):
    of_body(body, written, sent)
    of_body(body, written, measured(body) + sent)
    of_body(body, written, in_chunks(body, sizes=(3,)) + sent)


def test_long_bodies_are_explained_in_no_time():
    body = b"ab" * (1 << 19)
    for written in (body[:-1], body + b"\n", body[::-1], measured(body)):
        of_body(body, written, measured(body))


WAYS = [
    (PLAIN, "as it is"),
    (PLAIN + b"\r\n", "with a line end"),
    (PLAIN[:3] + b"\n" + PLAIN[3:] + b"\n", "with a line end"),
    (PLAIN[:3] + b"\r\n" + PLAIN[3:] + b"\n", "without blanks"),
    (repr(PLAIN).encode(), "shown"),
    (b"page: " + PLAIN, "among others"),
    (b"justsome words", "without blanks"),
    (b"", "not"),
    (PLAIN[1:], "not"),
]


@pytest.mark.parametrize("written, way", WAYS)
def test_way_in_which_a_body_is_written_is_found(written, way):
    assert way_of(PLAIN, written) == Writing(way)


FAILURES = [
    (1, "", "", "without a word"),
    (1, "it failed", "", "cleanly"),
    (0, "", "", "cleanly"),
    (0, "it failed", "", "with status 0"),
    (0, "it failed", "received 9 bytes\nit failed", "cleanly"),
    (0, "received 8 bytes: b'wor'", "received 9 bytes: b'word'", "cleanly"),
    (-11, "", "", "cleanly"),
    (None, "", "", "cleanly"),
]


@pytest.mark.parametrize("status, said, usual, way", FAILURES)
def test_way_in_which_a_client_fails_is_found(status, said, usual, way):
    found = way_of_failing(status, said, usual)
    assert found == Failing(way)
    assert found.fits(status, said) == (way != "cleanly")


# ------------------------------------------------------------------ output as bytes


@pytest.mark.parametrize("size", [0, 10, KEPT_HEAD, KEPT_HEAD + KEPT_TAIL])
def test_output_is_kept_as_bytes(size):
    output, written = Output(), io.BytesIO(bytes(range(256)) * (size // 256 + 1)).read(size)
    for start in range(0, size, 65_536):
        output.add(written[start : start + 65_536])
    assert output.data == written


def test_too_much_output_is_not_kept_as_bytes():
    output = Output()
    for _ in range(4):
        output.add(b"x" * KEPT_TAIL)
    assert output.data is None


# ------------------------------------------------------------------ the pictures of the page


def drawn(part):
    """The pictures of one part of “HTTP on the wire”."""
    page = (ROOT / "assignments/03_services/README.md").read_text(encoding="utf-8")
    (section,) = [each for each in lessons.sections(page) if each.title == "HTTP on the wire"]
    return [block.text for block in section.part(part).blocks if block.kind == "text"]


def as_bytes(picture):
    """What a picture shows without its notes, its line ends written as on the wire."""
    lines = [re.split(r" {3,}", line)[0] for line in picture.splitlines()]
    return "".join(lines).replace(r"\r", "\r").replace(r"\n", "\n").encode()


def test_pictures_of_answers_are_answers():
    _, answer, _, _ = drawn("A request and its answer")
    assert read_by_h11(as_bytes(answer)) == (200, b"hello\n", b"")
    (interim,) = drawn("An answer before the answer")
    assert read_by_h11(as_bytes(interim)) == (200, b"hello\n", b"")
    chunked, _ = drawn("Chunked")
    assert read_by_h11(as_bytes(chunked)) == (200, b"hello, chunked world", b"")


def test_pictures_in_hexadecimal_are_those_of_the_text():
    def numbers(picture):
        return bytes.fromhex("".join(re.findall(r" {3}((?:[0-9a-f]{2} ?)+)$", picture, re.M)))

    _, answer, in_numbers, _ = drawn("A request and its answer")
    assert numbers(in_numbers) == as_bytes(answer)
    chunked, first_chunk = drawn("Chunked")
    assert as_bytes(chunked).partition(b"\r\n\r\n")[2].startswith(numbers(first_chunk))
