"""Requests to the web server that functions are judged by: each is heard once, in any pieces."""

import contextlib
import socket
import urllib.parse
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from peers_alone import Acting, Timeless, timeless

from grader.failures.errors import Failure
from grader.peers.http.script import MOST_HEAD, Instead, Request, Response, Site
from grader.peers.http.server import HttpServer
from strategies import cuts

ANSWERS = (
    Response(200, b"page"),
    Response(200, b"x" * 3000, chunked=True),
    Response(503, b"", (("Retry-After", "1"),), "Busy", after=2.0),
    Response(200, b"whole", sent=2),
    Response(200, b"whole", sent=2, by_reset=True),
    *Instead,
)


class Asking(Timeless):
    """As much of a program as the server looks at."""

    channel = None


def heard(
    pieces: Sequence[bytes], site: Site, ends: bool = True
) -> tuple[list[Request], bytes, Failure | None]:
    """What a site hears of a client that sends these pieces, and what it answers; or a failure."""
    near, far = socket.socketpair()
    far.setblocking(False)
    near.setblocking(False)
    failed = None
    with far, timeless(Asking()) as here:
        server = HttpServer(here, ("127.0.0.1", 1), site)
        here.servers.append(server)
        server.adopt(near)
        end = [lambda: far.shutdown(socket.SHUT_WR)] if ends else []
        Acting(here, *(lambda piece=piece: _send(far, piece) for piece in pieces), *end)
        came = b""
        try:
            for _ in range(300):
                here.turn(here.program.now + 0.1)
                with contextlib.suppress(OSError):
                    came += far.recv(1 << 20)
        except Failure as failure:
            failed = failure
        server.close()
    return site.requests, came, failed


def _send(sock: socket.socket, data: bytes) -> None:
    with contextlib.suppress(OSError):  # the server has gone, or reads no more
        sock.send(data)


TARGETS = st.from_regex(r"\A/[a-z0-9?=&%+.:@/-]{0,12}\Z")
FIELDS = st.dictionaries(
    st.from_regex(r"\AX-[a-z]{1,5}\Z"), st.from_regex(r"\A[!-~]{0,9}\Z"), max_size=3
)
BODIES = st.none() | st.binary(max_size=40)


def written(target: str, fields: dict[str, str], body: bytes | None, in_chunks: bool) -> bytes:
    """A request as HTTP/1.1 writes it."""
    lines = [f"{'GET' if body is None else 'POST'} {target} HTTP/1.1", "Host: x"]
    lines += [f"{name}: {value}" for name, value in fields.items()]
    if body is not None:
        lines.append("Transfer-Encoding: chunked" if in_chunks else f"Content-Length: {len(body)}")
    if body and in_chunks:
        body = b"%X\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    elif in_chunks and body is not None:
        body = b"0\r\n\r\n"
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode() + (body or b"")


@given(
    st.lists(st.tuples(TARGETS, FIELDS, BODIES, st.booleans()), min_size=1, max_size=4), st.data()
)
def test_right_requests_are_heard_as_they_were_sent(asked, data):
    sent = b"".join(written(*each) for each in asked)
    requests, came, failed = heard(data.draw(cuts(sent)), Site())
    assert failed is None
    assert [(r.method, r.url, r.body) for r in requests] == [
        ("GET" if body is None else "POST", "http://127.0.0.1:1" + target, body or b"")
        for target, _, body, _ in asked
    ]
    for request, (_, fields, _, _) in zip(requests, asked, strict=True):
        assert {
            name.lower(): value for name, value in fields.items()
        }.items() <= request.headers.items()
    for told in (b"HTTP/1.1 404 Not Found\r\n", b"\r\n\r\nno such page"):
        assert came.count(told) == len(asked)


PARTS = st.sampled_from(
    [
        *(b"GET / HTTP/1.1", b"POST /page HTTP/1.1", b"GET /page HTTP/1.0", b"HEAD /page HTTP/1.1"),
        *(
            b"\r\n",
            b"\r\n\r\n",
            b"\n",
            b"Host: x",
            b"Content-Length: 5",
            b"hello",
            b"5\r\nhello\r\n",
        ),
        *(
            b"Transfer-Encoding: chunked",
            b"0\r\n\r\n",
            b"Expect: 100-continue",
            b"Connection: close",
        ),
        *(b"GET http://[x HTTP/1.1", b"Upgrade: h2c", b"CONNECT x:1 HTTP/1.1", b"a" * MOST_HEAD),
        b"GET /page HTTP/1.1\r\nHost: x\r\n\r\n",
    ]
)


@given(
    st.lists(PARTS | st.binary(max_size=20), max_size=10).map(b"".join),
    st.sampled_from(ANSWERS),
    st.booleans(),
    st.data(),
)
def test_any_bytes_are_requests_or_none_whatever_is_answered(sent, answer, ends, data):
    def site() -> Site:
        made = Site()
        made.page("http://127.0.0.1:1/page", lambda request: answer, ("GET", "POST"))
        return made

    requests, _, failed = heard(data.draw(cuts(sent)), site(), ends)
    whole, _, failed_too = heard([sent] if sent else [], site(), ends)
    if len(sent) < MOST_HEAD and not isinstance(answer, Instead):
        assert (requests, type(failed)) == (whole, type(failed_too))
    for request in requests:
        urllib.parse.urlsplit(request.url), request.note(), request.cookies(), request.written()
