"""Programs that are rude to our sockets: they cost us no exception, and no time without an end."""

import contextlib
import errno
import itertools
import os
import socket
import struct
import sys
import time

import pytest
from peers_alone import Hasty, Running, scene

from grader.failures.errors import Failure, NotReachable, TookTooMuch, TooMuch
from grader.launch.network import SharedNetwork
from grader.peers.binding import bound
from grader.peers.http.memory import Growth
from grader.peers.http.script import Site
from grader.peers.http.server import HttpServer
from grader.peers.scene import Scene
from grader.peers.tcp import connect as dialling
from grader.peers.tcp import gate
from grader.peers.tcp.frames import FramedPeer
from grader.peers.tcp.peer import TcpPeer
from grader.peers.transcript import Transcript
from grader.peers.udp import MOST_AT_ONCE, MOST_OF_A_RUN, Stranger, UdpListener, UdpPeer

# What a program, or the way to it, can make of a call of a socket.
ERRORS = (
    *(errno.ECONNREFUSED, errno.ECONNRESET, errno.ECONNABORTED, errno.EPIPE, errno.ENOTCONN),
    *(errno.EMSGSIZE, errno.ENOBUFS, errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EPERM),
    *(errno.EINVAL, errno.ETIMEDOUT, errno.EAGAIN),
)
FAILING = ("send", "sendto", "recv", "recvfrom", "recvmsg", "setsockopt", "shutdown", "getpeername")
IP_PKTINFO = 8  # <linux/in.h>


class Troubled:
    """A socket some of whose calls fail: those of these names, as often as is said."""

    def __init__(self, sock, error, names=FAILING, times=10**9):
        self._sock, self._error, self._names, self._left = sock, error, names, times

    def __getattr__(self, name):
        if name in self._names and self._left > 0:
            return self._fails
        return getattr(self._sock, name)

    def _fails(self, *_):
        self._left -= 1
        raise OSError(self._error, os.strerror(self._error))


class Hastiest(Hasty):
    """Waits for nothing: what does not come has been missed before."""

    def __init__(self):
        super().__init__()
        self.lose("answer")

    def seconds(self, kind):
        return 0.01


def named(number):
    return errno.errorcode[number]


@pytest.fixture
def server():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        sock.setblocking(False)
        yield sock


@pytest.fixture
def peer(server):
    peer = UdpPeer(scene(Hasty()), "127.0.0.1", server.getsockname())
    peer._scene.program.folder = "/nowhere"
    yield peer
    peer.close()


@pytest.fixture
def listener():
    listener = UdpListener(scene(Hasty()), ("127.0.0.1", 0))
    yield listener
    listener.close()


# ------------------------------------------------------------------ datagrams


@pytest.mark.parametrize("error", ERRORS, ids=named)
@pytest.mark.parametrize("times", [1, 3])
def test_client_gets_over_what_the_system_says_once_or_more_often(peer, server, error, times):
    peer._socket = Troubled(peer._socket, error, times=times)
    peer.send(b"a")
    peer.expect_silence(ticks=1)
    assert [server.recv(9)] == [b"a"]
    server.sendto(b"b", peer.address)
    peer._socket = Troubled(peer._socket, error, times=times)
    assert peer.receive("an answer")[0] == b"b"
    assert peer.here == []


@pytest.mark.parametrize("error", ERRORS, ids=named)
def test_client_says_so_if_nothing_leaves(peer, error):
    peer._socket = Troubled(peer._socket, error)
    with pytest.raises(NotReachable, match="No datagram could be sent"):
        peer.send(b"a")


@pytest.mark.parametrize("error", ERRORS, ids=named)
@pytest.mark.parametrize("times", [1, 3, 10**9])
def test_reference_server_gets_over_it(listener, server, error, times):
    server.sendto(b"a", listener._socket.getsockname())
    plain = listener._socket
    listener._socket = Troubled(plain, error, times=times)
    came = listener.take()
    assert came == (b"a" if times < MOST_AT_ONCE and error != errno.EAGAIN else came)
    listener.sender = server.getsockname()
    for look in (listener.is_quiet, listener.answer, listener.forget):
        listener._socket = Troubled(plain, error, times=times)
        look(*{listener.is_quiet: [1], listener.answer: [b"b"]}.get(look, []))
    assert listener.refused in (True, False)
    stranger = Stranger(listener._scene, "127.0.0.1")
    stranger._socket = Troubled(stranger._socket, error, times=times)
    stranger.send(b"c", server.getsockname())
    stranger._socket._sock.close()


def test_answer_that_is_too_long_is_lost(listener, server):
    """It has a name in it that the program made, which fills a datagram by itself."""
    listener.sender = server.getsockname()
    listener.answer(b"x" * 65_508)
    assert listener._scene.transcript.steps[-1].endswith("it is lost")
    listener.answer(b"b")
    assert server.recv(9) == b"b"


def spoof_a_refusal(named_as, refused_at):
    """Send to where nobody is, in the name of this address: the kernel tells that one of it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.222.1.1", named_as[1]))
        told = struct.pack("i4s4s", 0, socket.inet_aton(named_as[0]), bytes(4))
        sock.sendmsg([b"x"], [(socket.IPPROTO_IP, IP_PKTINFO, told)], 0, refused_at)


linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets programs do this")


@linux
@pytest.mark.parametrize("times", [1, 50])
def test_refusal_in_our_name_is_nothing(peer, server, listener, times):
    peer.send(b"a")
    for _ in range(times):
        spoof_a_refusal(peer.address, ("127.0.0.1", 9))
        peer.expect_silence(ticks=1)
        spoof_a_refusal(peer.address, ("127.0.0.1", 9))
        assert peer.here == []
    spoof_a_refusal(peer.address, ("127.0.0.1", 9))
    peer.send(b"b")
    assert [server.recv(9), server.recv(9)] == [b"a", b"b"]
    with pytest.raises(BlockingIOError):
        server.recv(9)
    spoof_a_refusal(listener._socket.getsockname(), ("127.0.0.1", 9))
    assert listener.is_quiet(1)
    spoof_a_refusal(listener._socket.getsockname(), ("127.0.0.1", 9))
    assert not listener.refused and listener.take() is None


@linux
def test_silence_is_no_shorter_for_refusals(peer, monkeypatch):
    spoof = lambda: spoof_a_refusal(peer.address, ("127.0.0.1", 9))  # noqa: E731
    turn = peer._scene.turn
    monkeypatch.setattr(peer._scene, "turn", lambda *given: (spoof(), turn(*given)))
    began = time.monotonic()
    peer.expect_silence(ticks=5)
    assert time.monotonic() - began >= 0.05


def test_a_flood_of_datagrams_comes_to_an_end(peer, listener, server, monkeypatch):
    """However they are passed over: there are always more."""
    endless = itertools.repeat((b"x", server.getsockname()))
    peer._socket = Troubled(peer._socket, errno.EAGAIN, names=())
    monkeypatch.setattr(peer._socket, "recvfrom", lambda size: next(endless), raising=False)
    assert len(peer.here) == len(peer.here) == MOST_AT_ONCE
    with pytest.raises(TooMuch, match=f"more than {MOST_OF_A_RUN} datagrams"):
        while True:
            peer.receive("an answer")
    came = lambda sock: (*next(endless), None)  # noqa: E731
    monkeypatch.setattr("grader.peers.udp.receive_with_time", came)
    listener.forget()
    with pytest.raises(TooMuch, match=f"more than {MOST_OF_A_RUN} datagrams"):
        while listener.take() is not None:
            pass


# ------------------------------------------------------------------ connections


@contextlib.contextmanager
def pair(kind):
    near, far = socket.socketpair()
    with near, far:
        yield kind(near, scene(Hastiest())), far


@pytest.mark.parametrize(
    "error, names",
    [*((error, FAILING) for error in ERRORS), *((errno.ENOTCONN, (name,)) for name in FAILING)],
)
@pytest.mark.long
def test_connection_gets_over_what_becomes_of_it(error, names):
    acts = (
        lambda peer: peer.send(b"abc", fragments=1),
        lambda peer: peer.expect_silence(ticks=1),
        lambda peer: peer.expect(b"abc"),
        lambda peer: peer.expect_gone(trickle=True),
        lambda peer: peer.read_late(),
        lambda peer: peer.wait_for_end(ticks=1),
        lambda peer: peer.half_close(),
        lambda peer: (peer.was_left_unread, peer.was_read_to_the_end),
        lambda peer: peer.reset(),
        lambda peer: peer.send_and_vanish(b"abc"),
    )
    for act in acts:
        with pair(FramedPeer) as (peer, _):
            peer._socket = Troubled(peer._socket, error, names)
            with contextlib.suppress(Failure):
                act(peer)
    with pair(TcpPeer) as (peer, _):  # as it was when it was accepted
        TcpPeer(Troubled(peer._socket, error, names), peer._scene)


@pytest.mark.parametrize("error", (errno.ECONNABORTED, errno.ECONNRESET, errno.EAGAIN), ids=named)
def test_client_that_has_gone_before_it_is_accepted_is_nobody(error):
    with socket.socket() as sock:
        assert dialling._accepted(Troubled(sock, error, names=("accept",))) is None


def test_server_that_resets_at_once_is_tried_again():
    """Between two looks at the connection: it was there at the first one."""
    with socket.create_server(("127.0.0.1", 0)) as sock:
        dial = dialling._Dialling(SharedNetwork(), sock.getsockname(), narrow=False)
        while not dial.has_connected():
            pass
        dial.socket = Troubled(dial.socket, errno.ENOTCONN, names=("getpeername",))
        assert not dial._leads_to_another()
        dial.close()


class OfTheProgram(SharedNetwork):
    """A network of the program's own: what is taken there, the program has taken."""

    is_own = True


class Full(OfTheProgram):
    """One in which no port is left."""

    def socket(self, kind):
        return Troubled(super().socket(kind), errno.EADDRNOTAVAIL, names=("connect_ex",))


def test_port_that_only_the_program_can_have_taken_is_its_failure(server):
    taken = server.getsockname()
    with pytest.raises(TookTooMuch, match=f"itself holds port {taken[1]},"):
        bound(OfTheProgram(), socket.SOCK_DGRAM, taken)
    with pytest.raises(OSError):
        bound(SharedNetwork(), socket.SOCK_DGRAM, taken)


def test_program_that_leaves_no_port_to_its_clients_is_told_so():
    of_it = Scene(Transcript(), Hastiest(), Full(), Running())
    with pytest.raises(TookTooMuch, match="holds the ports"):
        dialling.connect(of_it, ("127.0.0.1", 9), TcpPeer)


def test_what_waits_is_looked_at_for_a_while_only(monkeypatch):
    """A program that sends byte after byte, while nobody reads."""
    monkeypatch.setattr("grader.peers.tcp.speaker.LONGEST_PROGRESS", 0.2)
    number = itertools.count()
    monkeypatch.setattr(gate, "unread", lambda sock: next(number))
    with pair(FramedPeer) as (peer, _):
        peer.read_late()


@pytest.mark.parametrize("error", ERRORS, ids=named)
@pytest.mark.parametrize("names", [("send",), ("recv",), ("setsockopt",)])
def test_web_server_gets_over_what_becomes_of_a_connection(error, names):
    near, far = socket.socketpair()
    with near, far:
        near.setblocking(False)
        far.sendall(b"GET /page HTTP/1.1\r\nHost: x\r\n\r\n")
        server = HttpServer(scene(Hasty()), ("127.0.0.1", 1), Site())
        server.adopt(Troubled(near, error, names))
        for _ in range(3):
            server.work()
        server.close()


# ------------------------------------------------------------------ memory

MIB = 1 << 20


def growth(*looks, peak=0):
    """The growth in MiB, of looks at the memory of processes by their pids."""
    seen = Growth()
    for look in looks:
        seen.look({pid: (most * MIB, now * MIB) for pid, (most, now) in look.items()})
    return seen.until_the_end(peak * MIB) // MIB


def both(memory):
    return (memory, memory)


def test_memory_that_was_taken_up_before_the_body_hides_nothing():
    given_back_at_once = [{"1": both(20)}, {"1": both(60)}, {"1": (60, 22)}, {"1": both(54)}]
    bit_by_bit = [{"1": both(20)}, *({"1": both(60)} for _ in range(16))]
    assert growth(*given_back_at_once) >= 32
    assert growth(*bit_by_bit) >= 32


def test_a_body_that_goes_from_process_to_process_is_seen():
    relay = [{"1": both(20), str(2 + n): both(20 + 2 * n)} for n in range(17)]
    assert growth({"1": both(20)}, *relay) >= 30


def test_a_new_python_is_no_body():
    child = {"1": both(21), "2": both(12), "3": both(28)}
    assert growth({"1": both(20)}, child, {**child, "3": (36, 30)}, peak=36) <= 16
