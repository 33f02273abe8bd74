"""The rude peers of unit 2: what they do to a program on purpose, and that no program can break them."""

import contextlib
import os
import socket
import sys
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peers_alone import Hasty, Running, scene

from grader.failures.errors import Mismatch, NotReachable
from grader.launch.network import SharedNetwork
from grader.peers.sums import RequestForm
from grader.peers.tcp import gate
from grader.peers.tcp.connect import connect
from grader.peers.tcp.frames import FramedPeer
from grader.peers.tcp.peer import TcpPeer
from grader.peers.udp import Stranger, UdpListener
from grader.subjects.sendings import Resending
from grader.subjects.sums import SumClient


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


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
        assert gate.is_taken(SharedNetwork(), near)
        near.sendall(b"abc")
        assert gate.is_taken(SharedNetwork(), near) is False
        far.recv(2)
        assert gate.is_taken(SharedNetwork(), near) is False
        far.recv(2)
        assert gate.is_taken(SharedNetwork(), near)


def test_gate_tells_it_of_unix_sockets():
    near, far = socket.socketpair()
    with near, far:
        near.sendall(b"abc")
        assert gate.is_taken(SharedNetwork(), near) is False
        far.recv(9)
        assert gate.is_taken(SharedNetwork(), near)


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no Unix-domain sockets here")
@pytest.mark.parametrize("has_descriptors", [True, False])
def test_no_link_leads_a_client_to_another_socket(tmp_path, monkeypatch, has_descriptors):
    """The program made what lies at its path, and may not have us call others for it."""
    if not has_descriptors:
        monkeypatch.delattr(os, "O_PATH", raising=False)
    path, link = str(tmp_path / "socket"), str(tmp_path / "link")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen()
        listener.setblocking(False)
        os.symlink(path, link)
        with pytest.raises(NotReachable, match="Nobody listens at the path link"):
            connect(scene(Hasty()), link, TcpPeer)
        with pytest.raises(BlockingIOError):
            listener.accept()
        connect(scene(), path, TcpPeer).close()
        listener.accept()[0].close()


def test_where_nobody_tells_fragments_leave_all_the_same(listener, monkeypatch):
    monkeypatch.setattr(gate, "is_taken", lambda network, sock: None)
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
