"""Several datagrams in one call arrive as several, and nothing of it stays behind."""

import socket
import sys

import pytest

from grader.peers import segments


@pytest.fixture
def pair():
    with (
        socket.socket(type=socket.SOCK_DGRAM) as sender,
        socket.socket(type=socket.SOCK_DGRAM) as receiver,
    ):
        receiver.bind(("127.0.0.1", 0))
        receiver.settimeout(5)
        yield sender, receiver


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="UDP_SEGMENT is Linux")
@pytest.mark.parametrize("data", [b"x", b"a reply", bytes(1024)])
def test_copies_come_as_datagrams_of_their_own(pair, data):
    sender, receiver = pair
    assert segments.are_sent(sender, data, 3, receiver.getsockname())
    receiver.setblocking(False)  # all of them are there
    assert [receiver.recv(2048) for _ in range(3)] == [data] * 3
    sender.sendto(data * 2, receiver.getsockname())  # the next one is not cut
    assert receiver.recv(4096) == data * 2


def test_where_it_is_not_known_nothing_has_left(pair, monkeypatch):
    sender, receiver = pair
    monkeypatch.setattr(segments, "UDP_SEGMENT", 9999)
    assert not segments.are_sent(sender, b"a reply", 2, receiver.getsockname())
    receiver.setblocking(False)
    with pytest.raises(BlockingIOError):
        receiver.recv(1024)
