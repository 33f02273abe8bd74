"""The checks of unit 1's UDP programs, written the usual way."""

import contextlib
import socket
import time

import pytest

from conftest import HOST, PATIENCE, chinese, free_port, phrase, word


def nothing_comes(sock, seconds):
    sock.settimeout(seconds)
    with pytest.raises(TimeoutError):
        sock.recv(2048)
    sock.settimeout(PATIENCE)
    return True


# ------------------------------------------------------------------ udp_server


class UdpServer:
    """A server that may be bound only after a while, and sockets that talk to it."""

    def __init__(self, start):
        self._start, self._sockets = start, []
        self.start_anew()

    def start_anew(self):
        self.port = free_port(socket.SOCK_DGRAM)
        self.program = self._start("udp_server", HOST, self.port)
        self._is_bound = False

    def client(self):
        sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        sock.settimeout(PATIENCE)
        sock.connect((HOST, self.port))
        self._sockets.append(sock)
        return sock

    def send(self, client, text):
        """Send a datagram: the first one again and again, while nobody is bound."""
        client.send(text.encode())
        client.settimeout(0.05)
        while not self._is_bound:
            try:
                client.recv(1, socket.MSG_PEEK)
                self._is_bound = True
            except TimeoutError:
                self._is_bound = True
            except ConnectionRefusedError:
                time.sleep(0.02)
                client.send(text.encode())
        client.settimeout(PATIENCE)

    def ask(self, client, text):
        self.send(client, text)
        assert client.recv(2048).decode() == text.upper()

    def close(self):
        for sock in self._sockets:
            sock.close()


@pytest.fixture
def udp_server(start):
    with contextlib.closing(UdpServer(start)) as server:
        yield server


def test_udp_server_binds(udp_server):
    udp_server.send(udp_server.client(), word())


def test_udp_server_answers(udp_server):
    client = udp_server.client()
    udp_server.send(client, word())
    assert client.recv(2048)


def test_udp_server_raises_letters(udp_server):
    for text in (word(4) + word(4).upper(), f"{word(5)} 42,  {word(4).title()}!", f"  {word()} \n"):
        udp_server.ask(udp_server.client(), text)
        udp_server.start_anew()


def test_udp_server_keeps_chinese(udp_server):
    udp_server.ask(udp_server.client(), chinese() + word(4) + chinese())


def test_udp_server_prints_the_text(udp_server):
    text = f"{word(5)} {phrase(16)}"
    udp_server.send(udp_server.client(), text)
    assert udp_server.program.prints(text)


def test_udp_server_answers_again(udp_server):
    client = udp_server.client()
    for length in (9, 14, 6, 11, 4, 5):
        udp_server.ask(client, word(length))


def test_udp_server_prints_every_text_decoded(udp_server):
    client, text = udp_server.client(), f"{chinese()} {chinese()}{word(4)}"
    other = word()
    for each in (text, other, text):
        udp_server.ask(client, each)
    assert udp_server.program.prints(other)
    assert udp_server.program.prints(text)
    assert udp_server.program.output.count(text) == 2


def test_udp_server_prints_the_sender(udp_server):
    for times in (1, 2):
        client = udp_server.client()
        for _ in range(times):
            udp_server.ask(client, word())
        host, port = client.getsockname()
        assert udp_server.program.prints(str(port))
        assert udp_server.program.output.count(str(port)) == times
        assert host in udp_server.program.output
        udp_server.start_anew()


def test_udp_server_answers_each_client(udp_server):
    one, other = udp_server.client(), udp_server.client()
    first, second = word(), word()
    udp_server.send(one, first)
    udp_server.send(other, second)
    assert one.recv(2048).decode() == first.upper()
    assert other.recv(2048).decode() == second.upper()
    for client in (one, *(udp_server.client() for _ in range(6))):
        udp_server.ask(client, word())


def test_udp_server_answers_once(udp_server):
    client = udp_server.client()
    udp_server.ask(client, word())
    udp_server.ask(client, word())
    assert nothing_comes(client, 0.12)
    texts = [word() for _ in range(3)]
    for text in [*texts, *reversed(texts), *(word(6) for _ in range(60))]:
        udp_server.ask(client, text)


def test_udp_server_answers_from_its_address(udp_server):
    client = udp_server.client()
    udp_server.send(client, word())
    assert client.recvfrom(2048)[1] == (HOST, udp_server.port)


def test_udp_server_takes_1024_bytes(udp_server):
    udp_server.ask(udp_server.client(), word(1024))


def test_udp_server_survives_an_empty_datagram(udp_server):
    client = udp_server.client()
    udp_server.ask(client, word())
    udp_server.send(client, "")
    text = word()
    udp_server.send(client, text)
    came = client.recv(2048)
    assert (came or client.recv(2048)).decode() == text.upper()


def test_udp_server_runs_until_stopped(udp_server):
    client = udp_server.client()
    time.sleep(2.2)
    udp_server.ask(client, word())
    time.sleep(2.2)
    udp_server.ask(client, word())


# ------------------------------------------------------------------ udp_client


class UdpClient:
    """A client that gets lines, and the socket that it talks to."""

    def __init__(self, start):
        self._start = start
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.sock.bind((HOST, 0))
        self.sock.settimeout(PATIENCE)

    def start(self, text):
        self.program = self._start("udp_client", HOST, self.sock.getsockname()[1], stdin=text)

    def receive(self):
        data, self.sender = self.sock.recvfrom(2048)
        return data.decode()

    def answer(self, text):
        self.sock.sendto(text.encode(), self.sender)

    def end(self):
        """End the program, and throw away what it has sent."""
        self.program.close()
        self.sock.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            while True:
                self.sock.recv(2048)
        self.sock.settimeout(PATIENCE)


@pytest.fixture
def udp_client(start):
    client = UdpClient(start)
    with client.sock:
        yield client


def test_udp_client_sends(udp_client):
    udp_client.start(f"{word()}\n{word()}\n")
    udp_client.receive()


def test_udp_client_sends_the_line(udp_client):
    for line in (word(), f"{word(5)}  {phrase(200)}"):
        udp_client.start(f"{line}\n{word()}\n")
        assert udp_client.receive() == line
        udp_client.end()


def test_udp_client_sends_every_line(udp_client):
    lines = [word(), word(), word()]
    lines += [lines[1], word()]
    udp_client.start("".join(f"{line}\n" for line in lines))
    for line in lines:
        assert udp_client.receive() == line
        udp_client.answer(word())
    assert nothing_comes(udp_client.sock, 0.12)


def test_udp_client_prints_the_reply(udp_client):
    for reply in (word(), f"{word(5)} {phrase(16)}"):
        udp_client.start(f"{word()}\n")
        udp_client.receive()
        udp_client.answer(reply)
        assert udp_client.program.prints(reply)


def test_udp_client_strips_lines(udp_client):
    for before, line, after in (("  ", word(), " \t\n"), ("", word(), "")):
        udp_client.start(f"{before}{line}{after}")
        assert udp_client.receive() == line
        udp_client.end()


def test_udp_client_sends_utf8(udp_client):
    line = chinese(6)
    udp_client.start(f"{line}\n{word()}\n")
    assert udp_client.receive() == line


def test_udp_client_prints_every_reply_decoded(udp_client):
    replies = [f"{chinese(3)} {chinese(3)}", word(), word()]
    replies += [replies[-1], replies[0]]
    udp_client.start("".join(f"{word()}\n" for _ in replies))
    for reply in replies:
        udp_client.receive()
        udp_client.answer(reply)
    assert udp_client.program.wait() == 0
    places = [udp_client.program.output.find(reply) for reply in replies[:3]]
    assert -1 not in places and places == sorted(places)


def test_udp_client_takes_1024_bytes(udp_client):
    reply = phrase(1024)
    udp_client.start(f"{word()}\n")
    udp_client.receive()
    udp_client.answer(reply)
    assert udp_client.program.prints(reply)


def test_udp_client_waits_for_each_reply(udp_client):
    udp_client.start(f"{word()}\n{word()}\n")
    udp_client.receive()
    assert nothing_comes(udp_client.sock, 0.6)
    udp_client.answer(word())
    udp_client.receive()


def test_udp_client_survives_a_blank_line(udp_client):
    first, last = word(), word()
    udp_client.start(f"{first}\n\n{last}\n")
    assert udp_client.receive() == first
    udp_client.answer(word())
    came = udp_client.receive()
    if not came:
        udp_client.answer(word())
        came = udp_client.receive()
    assert came == last


def test_udp_client_ends_with_status_0(udp_client):
    udp_client.start(f"{word()}\n")
    udp_client.receive()
    udp_client.answer(word())
    assert udp_client.program.wait() == 0
    assert "Traceback" not in udp_client.program.output
