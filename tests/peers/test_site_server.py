"""The reference peers of web servers: a raw client, and clients that nobody here wrote."""

import contextlib
import os
import socket
import threading
import time

import peers_alone
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from variants import first_at_once

from grader.failures.errors import Failure
from grader.peers.http import outside
from grader.peers.http.client import HttpPeer, request
from grader.peers.http.outside import Asked, Understood
from grader.peers.http.received import Answer, head_of
from grader.peers.http.relay import Outside, Relay
from grader.peers.transcript import Party

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: keep-alive, Close\r\n\r\n"
ALIKE = st.sampled_from(
    [
        *(b"HTTP/1.1 200 OK", b"HTTP/1.1 100 Continue", b"\r\n", b"\n", b"\r\n\r\n", b" "),
        *(b"Content-Length: ", b"99999999999999999999", b"5", b"-1"),
        *(b"Transfer-Encoding: chunked", b"fffffff", b"0"),
    ]
)
ANY_BYTES = st.lists(ALIKE | st.binary(max_size=40), max_size=12).map(b"".join)


@contextlib.contextmanager
def pair():
    near, far = socket.socketpair()
    with near, far:
        yield HttpPeer(near, peers_alone.scene(peers_alone.Hasty())), far


def answered(data, method="GET", exactly=False):
    """What the peer reads of these bytes, which are all that comes."""
    with pair() as (peer, far):
        far.sendall(data)
        far.shutdown(socket.SHUT_WR)
        return peer.answer(method, exactly)


@settings(max_examples=40, deadline=2000)
@given(ANY_BYTES, st.sampled_from(["GET", "HEAD"]))
def test_any_bytes_are_an_answer_or_a_failure(data, method):
    with contextlib.suppress(Failure):
        answer = answered(data, method, exactly=True)
        assert len(answer.raw) <= len(data)
        assert answer.told_status and answer.line is not None


@settings(max_examples=60, deadline=1000)
@given(ANY_BYTES)
def test_any_bytes_have_a_head_or_none(data):
    head = head_of(data)
    assert head is None or ((head.size <= len(data) and head.length is None) or head.length >= 0)


@pytest.mark.parametrize(
    ("data", "body", "ending"),
    [
        (HEAD + b"hello", b"hello", "length"),
        (HEAD + b"hel", b"hel", "short"),
        (HEAD.replace(b"\r\n", b"\n") + b"hello", b"hello", "length"),
        (b"HTTP/1.1 200 OK\r\n\r\nhello", b"hello", "end"),
        (b"HTTP/1.1 204 No Content\r\n\r\n", b"", "none"),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n3;x=1\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n",
            b"hello",
            "chunked",
        ),
        (b"HTTP/1.1 100 Continue\r\n\r\n" + HEAD + b"hello", b"hello", "length"),
    ],
)
def test_body_ends_as_its_head_says(data, body, ending):
    answer = answered(data)
    assert (answer.body, answer.ending) == (body, ending)


def test_answers_come_one_by_one():
    with pair() as (peer, far):
        far.sendall(HEAD + b"first" + HEAD + b"other")
        assert [peer.answer().body, peer.answer().body] == [b"first", b"other"]


def test_what_comes_behind_an_answer_is_seen():
    assert answered(HEAD + b"hello, world", exactly=True).more == b", world"
    assert answered(HEAD + b"hello", "HEAD", exactly=True).more == b"hello"


@pytest.mark.parametrize(
    ("head", "fault"),
    [
        (b"\nHTTP/1.1 200 OK\r\n\r\n", "Before the status line"),
        (b"200 OK\r\n\r\n", "a status line is"),
        (b"HTTP 200 OK\r\n\r\n", "a status line is"),
        (b"HTTP 1.1 200 OK\r\n\r\n", "a status line is"),
        (b"HTTP/1.1 20 OK\r\n\r\n", "a status line is"),
        (b"HTTP/2 200 OK\r\n\r\n", "a status line is"),
        (b"HTTP/1.1200 OK\r\n\r\n", "a status line is"),
        (b"HTTP/1.1 200OK\r\n\r\n", "a status line is"),
        (b"HTTP/1.1 OK\r\n\r\n", "a status line is"),
        (b"HTTP/1.1 200 OK\r\nServer\r\n\r\n", "has no colon"),
        (b"HTTP/1.1 200 OK\r\nServer : x\r\n\r\n", "there must be no blanks"),
        (b"HTTP/1.1 200 OK\nServer: x\n\n", "do not all end with"),
    ],
)
def test_faults_of_a_head_are_named(head, fault):
    found = head_of(head)
    assert found is not None
    assert fault in found.faults[0]
    assert found.status == 200


def test_head_by_the_rules_has_no_faults():
    found = head_of(HEAD)
    assert found is not None
    assert (found.faults, found.status, found.length) == ((), 200, 5)
    assert found.ends_connection


# ------------------------------------------------------------------ clients from outside


MOST = 32 << 10  # bytes that come back
# one of them quickly, the others in the long proof
BY_MANY = pytest.mark.parametrize("name", first_at_once(outside.CLIENTS or [""]))


class Answering:
    """A server in a thread that sends the same to each client, and closes."""

    def __init__(self, data):
        self.data = data
        self.door = socket.create_server(("127.0.0.1", 0))
        self.address = self.door.getsockname()
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        with contextlib.suppress(OSError):
            while True:
                sock, _ = self.door.accept()
                with sock:
                    sock.recv(4096)
                    sock.sendall(self.data)

    def ask(self, name, asked):
        """Have a client ask this server; what it understood, or the exception that it raised."""
        scene = peers_alone.scene(peers_alone.Hasty())
        first = socket.create_connection(self.address)
        with Relay(scene, self.address, first, Party("client"), MOST) as relay:
            client = Outside(lambda: outside.CLIENTS[name](relay.path, self.address, asked))
            began = time.monotonic()
            client.run(scene, relay)
            assert time.monotonic() - began < 5
        assert not client.is_alive  # nothing of it goes on when its check is over
        self.has_flooded = relay.is_flooded
        return client.outcome or client.error

    def close(self):
        self.door.close()


ODD = [
    HEAD + b"hello",
    HEAD + b"hel",
    b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999\r\n\r\nx",
    b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nno gzip at all",
    b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"\0\xff" * 5000,
    b"",
]


@BY_MANY
def test_clients_survive_whatever_comes(name):
    for data in ODD:
        with contextlib.closing(Answering(data)) as server:
            came = server.ask(name, [Asked("/x"), Asked("/x")][: 1 + (data == ODD[0])])
        assert came is not None
    with contextlib.closing(Answering(ODD[0])) as server:
        came = server.ask(name, [Asked("/x"), Asked("/x")])
        assert [(each.status, each.body) for each in came] == [(200, b"hello")] * 2


# Python's reader of headers needs time that grows with the square of such a value's length.
FOR_HOURS = b'HTTP/1.1 200 OK\r\nContent-Type: multipart/mixed; x="' + (
    (b"\r\n " + b";" * 65_000) * 90 + b"\r\n\r\n"
)


@BY_MANY
def test_clients_are_given_no_head_that_takes_hours(name):
    with contextlib.closing(Answering(FOR_HOURS)) as server:
        assert isinstance(server.ask(name, [Asked("/x")]), Exception)
        assert server.has_flooded


def test_client_that_waits_in_vain_is_ended():
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as door:
        scene = peers_alone.scene(peers_alone.Hasty())
        first = socket.create_connection(door.getsockname())
        with Relay(scene, door.getsockname(), first, Party("client"), MOST) as relay:
            client = Outside(
                lambda: outside.by_http_client(relay.path, door.getsockname(), [Asked("/")])
            )
            assert not client.run(scene, relay)
            assert not client.is_alive
        assert isinstance(client.error, Exception)


@pytest.mark.parametrize(
    ("length", "data", "has"),
    [(5, b"hello", True), (2, b"hello", True), (5, b"hell", False), (2, b"hellO", False)],
)
def test_body_is_known_also_where_its_length_is_wrong(length, data, has):
    head = head_of(b"HTTP/1.1 200 OK\r\n\r\n")
    assert Answer(b"", head, b"hello"[:length], more=b"hello"[length:]).has(data) is has


def test_request_is_written_by_the_rules():
    assert request("/a", [("Host", "x")], "HEAD") == b"HEAD /a HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.mark.skipif(os.name == "nt", reason="the curl of this test is a script")
@pytest.mark.parametrize(
    "status, came", [(0, Understood(200, b"a page")), (52, "(52) Empty reply")]
)
def test_curl_tells_why_it_failed(monkeypatch, tmp_path, status, came):
    curl = tmp_path / "curl"
    said = "curl: (52) Empty reply\\n000" if status else "200"
    curl.write_text(f"#!/bin/sh\nprintf 'a page'\nprintf '{said}' >&2\nexit {status}\n")
    curl.chmod(0o755)
    monkeypatch.setattr(outside, "CURL", str(curl))
    try:
        assert outside.by_curl("socket", ("127.0.0.1", 1), [Asked("/")]) == [came]
    except outside.CurlFailed as failure:
        assert str(failure) == came
