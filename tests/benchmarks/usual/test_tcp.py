"""The checks of unit 1's TCP programs, written the usual way."""

import contextlib
import socket

import pytest

from conftest import HOST, PATIENCE, connect, free_port, phrase, word

TRICKY = "bxyz, Ab  CD: e% {f} <&>\\nq\"w'"


def nothing_comes(sock, seconds):
    """Whether nothing comes for so long; the end of the stream is nothing."""
    sock.settimeout(seconds)
    try:
        return sock.recv(4096) == b""
    except TimeoutError:
        return True
    finally:
        sock.settimeout(PATIENCE)


def until_the_end(sock):
    came = b""
    while piece := sock.recv(4096):
        came += piece
    return came


# ------------------------------------------------------------------ tcp_server


@pytest.fixture
def tcp_server(start):
    @contextlib.contextmanager
    def begun():
        port = free_port(socket.SOCK_STREAM)
        program = start("tcp_server", HOST, port)
        with connect(port) as client:
            yield program, client

    return begun


def served(server, message):
    """Serve one client that says this, and give the program."""
    with server() as (program, client):
        client.sendall(message.encode())
        until_the_end(client)
    return program


def test_tcp_server_listens(tcp_server):
    with tcp_server():
        pass


def test_tcp_server_waits_for_the_client(tcp_server):
    with tcp_server() as (_, client):
        assert nothing_comes(client, 0.25)
        client.sendall(word().encode())
        assert client.recv(2)


def test_tcp_server_answers(tcp_server):
    for message in (word(), phrase()):
        with tcp_server() as (_, client):
            client.sendall(message.encode())
            assert client.recv(1024)


def test_tcp_server_answers_hi(tcp_server):
    for message in (word(), phrase(1024)):
        with tcp_server() as (_, client):
            client.sendall(message.encode())
            assert until_the_end(client) == b"hi"


def test_tcp_server_hangs_up(tcp_server):
    with tcp_server() as (_, client):
        client.sendall(word().encode())
        until_the_end(client)


def test_tcp_server_prints_the_message(tcp_server):
    for message in (word(), TRICKY):
        assert served(tcp_server, message).prints(message, repr(message.encode()))


def test_tcp_server_takes_1024_bytes(tcp_server):
    for message in (word(1024), phrase(1024)):
        assert served(tcp_server, message).prints(message)


def test_tcp_server_ends_with_status_0(tcp_server):
    for message in (word(), phrase(1024)):
        assert served(tcp_server, message).wait() == 0


def test_tcp_server_waits_for_a_slow_client(tcp_server):
    with tcp_server() as (_, client):
        assert nothing_comes(client, 2.2)
        client.sendall(word().encode())
        assert client.recv(2)


# ------------------------------------------------------------------ tcp_client


@pytest.fixture
def tcp_client(start):
    @contextlib.contextmanager
    def begun():
        with socket.create_server((HOST, 0)) as listener:
            listener.settimeout(PATIENCE)
            program = start("tcp_client", HOST, listener.getsockname()[1])
            server, _ = listener.accept()
        with server:
            server.settimeout(PATIENCE)
            yield program, server

    return begun


def answered(client, answer):
    """Answer one client with this, and give the program."""
    with client() as (program, server):
        assert server.recv(1024) == b"hello!"
        server.sendall(answer.encode())
        server.shutdown(socket.SHUT_WR)
        assert program.prints(answer, repr(answer.encode()))
    return program


def test_tcp_client_connects(tcp_client):
    with tcp_client():
        pass


def test_tcp_client_sends_hello(tcp_client):
    with tcp_client() as (_, server):
        assert server.recv(1024) == b"hello!"
        assert nothing_comes(server, 0.12)


def test_tcp_client_prints_the_answer(tcp_client):
    for answer in (word(), TRICKY):
        answered(tcp_client, answer)


def test_tcp_client_prints_1024_bytes(tcp_client):
    for answer in (word(1024), phrase(1024)):
        answered(tcp_client, answer)


def test_tcp_client_sends_nothing_more(tcp_client):
    with tcp_client() as (_, server):
        assert server.recv(1024) == b"hello!"
        server.sendall(phrase().encode())
        server.shutdown(socket.SHUT_WR)
        assert until_the_end(server) == b""


def test_tcp_client_ends_with_status_0(tcp_client):
    for answer in (word(), phrase(1024)):
        assert answered(tcp_client, answer).wait() == 0
