"""A silent program is probed: what wakes it is named, and only if it brings what should have come."""

import contextlib
import socket
import threading

import pytest
from peers_alone import Hasty, Running, scene

from grader.failures.errors import ConnectionEnded, NothingCame, NotReachable, Surplus
from grader.launch.network import SharedNetwork
from grader.peers.patience import Patience
from grader.peers.scene import Scene
from grader.peers.tcp import peer as peers
from grader.peers.tcp.connect import TcpListener, connect
from grader.peers.tcp.peer import TcpPeer
from grader.peers.tcp.probes import KeptSilent
from grader.peers.transcript import Transcript
from grader.report import split_step
from grader.scratch import Folder
from samples import words

HI = b"hi"


@contextlib.contextmanager
def talking(program, role="client"):
    """A peer, and a program's end of its connection in a thread."""
    near, far = socket.socketpair()
    thread = threading.Thread(target=program, args=(far,))
    thread.start()
    try:
        yield TcpPeer(near, scene(Hasty()), role)
    finally:
        near.close()
        thread.join()
        far.close()


@pytest.fixture
def hasty(monkeypatch):
    """Wait for a late answer no longer than a tick."""
    monkeypatch.setattr(peers, "LATE", 1)


def reads_twice(sock):
    sock.recv(100), sock.recv(100)
    sock.sendall(HI)


def reads_a_line(sock):
    with sock.makefile("rb") as file:
        file.readline()
    sock.sendall(HI)


def reads_to_the_end(sock):
    while sock.recv(100):
        pass
    sock.sendall(HI)


def answers_something_else_to_a_line(sock):
    with sock.makefile("rb") as file:
        file.readline()
    sock.sendall(b"what?")


def keeps_silent(sock):
    while sock.recv(100):
        pass


@pytest.mark.parametrize(
    "program, wakes",
    [
        (reads_twice, "another byte"),
        (reads_a_line, "a line end"),
        (reads_to_the_end, "the end"),
    ],
)
def test_what_wakes_a_server_is_named(hasty, program, wakes):
    with talking(program) as client, pytest.raises(KeptSilent) as raised:
        client.send(b"hello")
        client.expect(HI)
    assert raised.value.woken.by == wakes


@pytest.mark.parametrize("program", [answers_something_else_to_a_line, keeps_silent])
def test_probe_that_brings_something_else_explains_nothing(hasty, program):
    with talking(program) as client, pytest.raises(NothingCame, match="sent nothing") as raised:
        client.send(b"hello")
        client.expect(HI)
    assert raised.value.diagnosis is None and not isinstance(raised.value, KeptSilent)


def test_client_that_waits_to_be_spoken_to_is_named(hasty):
    def program(sock):
        sock.recv(100)
        sock.sendall(b"hello!")

    with talking(program, "server") as server, pytest.raises(KeptSilent) as raised:
        server.expect(b"hello!")
    assert raised.value.woken.by == "a greeting"
    assert "waits for the server to speak first" in raised.value.diagnosis


def test_late_is_another_mistake_than_never():
    """It answers before any probe, so none is made, and the next wait is longer."""
    spoken = threading.Event()

    def program(sock):
        sock.recv(100)
        spoken.wait(0.6)
        sock.sendall(HI)

    with (
        talking(program) as client,
        pytest.raises(NothingCame, match="until it sent something") as raised,
    ):
        client.send(b"hello")
        client.expect(HI)
    assert "only after" in raised.value.diagnosis
    assert not any("to see" in step for step in client._scene.transcript.steps)


@pytest.mark.parametrize(
    "after, says",
    [
        (lambda sock: [sock.sendall(b"hi") for _ in range(300)], "goes on sending"),
        (lambda sock: sock.sendall(b"bye"), "sent b'bye' when the client had closed its side"),
        (lambda sock: sock.close(), "only after the client had closed its side"),
        (lambda sock: None, "left the connection open"),
    ],
)
def test_what_ends_an_open_connection(after, says):
    def program(sock):
        while sock.recv(100):
            pass
        after(sock)

    with talking(program) as client:
        assert says in client.what_ends_it()
        told = [split_step(each) for each in client._scene.transcript.steps]
        assert ("to see what it waits for, the grader then spoke in the client's place:", True) in [
            (each.words, each.is_remark) for each in told
        ]
        assert told[-1].words.startswith(("the grader ", "your program closed"))


def test_steps_name_who_did_it():
    with talking(keeps_silent, "server") as server:
        server.send(b"x")
        server.half_close()
        said = server._scene.transcript.steps
    assert words(said) == ["the server sent b'x'", "the server closed its side"]


def test_what_came_before_is_not_forgotten():
    """Nothing more is another thing than nothing."""

    def program(sock):
        sock.sendall(HI)
        sock.shutdown(socket.SHUT_WR)

    with talking(program) as client:
        client.expect(HI)
        with pytest.raises(ConnectionEnded, match="closed the connection, and sent nothing more"):
            client.expect(HI)


def test_what_comes_back_after_an_answer_is_named():
    def program(sock):
        said = sock.recv(100)
        sock.sendall(HI + said)
        sock.shutdown(socket.SHUT_WR)

    with talking(program) as client, pytest.raises(Surplus) as raised:
        client.send(b"hello")
        client.expect(HI)
        client.expect_nothing_more(after=HI, ticks=20)
    assert "the bytes that it had received came back" in raised.value.diagnosis


def test_client_that_goes_to_another_host_is_seen():
    here = scene(Hasty())
    with socket.socket() as free:
        free.bind(("127.7.7.7", 0))
        port = free.getsockname()[1]
    with (
        TcpListener(SharedNetwork(), ("127.7.7.7", port), TcpPeer) as listener,
        socket.socket() as client,
    ):
        client.connect(("127.0.0.1", port))
        client.sendall(b"hello!")
        with pytest.raises(NotReachable, match=f"did not connect to 127.7.7.7:{port}") as raised:
            listener.accept(here)
    assert f"connected to 127.0.0.1:{port}, but" in raised.value.diagnosis


class Briefly(Patience):
    def seconds(self, kind):
        return 1.1


class Nowhere(Running):
    folder = Folder.at("/nowhere")


@pytest.mark.parametrize(
    "is_open, says", [(True, "no room for another client"), (False, "listening socket was closed")]
)
def test_full_queue_is_not_taken_for_a_closed_door(is_open, says):
    here = Scene(Transcript(), Briefly(), SharedNetwork(), Nowhere())
    here.was_reached = True
    with contextlib.ExitStack() as stack:
        door = stack.enter_context(socket.socket())
        door.bind(("127.0.0.1", 0))
        address = door.getsockname()
        if is_open:
            door.listen(0)
        for _ in range(4 * is_open):  # more than there is room for
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(address)
        with pytest.raises(NotReachable) as raised:
            connect(here, address, TcpPeer)
    assert says in raised.value.diagnosis
