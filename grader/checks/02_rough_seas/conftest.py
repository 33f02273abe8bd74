"""Unit 2's programs: framed messages, a sum that counts once, a web with bad days."""

import os
import re
import socket
import time
from dataclasses import dataclass

import pytest

from grader import scratch
from grader.failures.errors import Failure, Mismatch, NotHere, NothingCame, ProgramEnded, Surplus
from grader.jail.policy import Policy
from grader.peers.http.server import HttpServer
from grader.peers.ports import MANY_ADDRESSES
from grader.peers.tcp.connect import TcpListener, connect
from grader.peers.tcp.frames import FramedPeer, LinesPeer
from grader.peers.udp import Stranger
from grader.subjects.base import HttpTasks, Subject, UdpClient, UdpServer

PATH = "server.sock"
REQUEST = re.compile(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})")
LATE = 0.3  # seconds after its answer: a program that still asks does not listen
MOST_SENDINGS = 8  # of one request, before we believe that it never gives up


def _unix_socket_path(folder):
    if not hasattr(socket, "AF_UNIX"):
        raise NotHere("this system has no Unix-domain sockets for Python")
    return os.path.join(folder, PATH)


class FramedServer(Subject):
    """The learner's server for framed messages; started when the first client connects."""

    def __init__(self, examination):
        super().__init__(examination)
        self._address = None
        self._clients = []

    def connect(self, greeted=True, anew=False, narrow=False):
        """A client of it, which has passed over the greeting if it is `greeted`.

        `anew`: of a new run of the program, so that nothing before can matter.
        """
        if self.program is None or anew:
            host, port = self._address = self._examination.ports.reserve()
            self.program = self._examination.start([host, port], policy=Policy(bind=(port, 0)))
        return self._connected(greeted, narrow)

    def connect_by_path(self, greeted=True, anew=False, narrow=False):
        """The same for a Unix-domain socket in the program's folder."""
        if self.program is None or anew:
            self._address = _unix_socket_path(self._examination.prepare())
            self.program = self._examination.start(
                [self._address], policy=Policy(bind=(0,), unix="serve")
            )
        return self._connected(greeted, narrow)

    def _connected(self, greeted, narrow):
        client = connect(
            self.program, self._address, self.transcript, self.patience, FramedPeer, narrow
        )
        self._clients.append(client)
        if greeted:
            client.pass_over_greeting(is_right=self._examination.passed("greets"))
        return client

    def close(self):
        for client in self._clients:
            client.close()


class FramedClient(Subject):
    """The learner's client for framed messages; `accept` starts it and gives the server's side."""

    def accept(self, text):
        """Start the client with this standard input, and take its connection."""
        address = self._examination.ports.reserve()
        return self._accept(address, address, text, Policy(connect=(address[1],), bind=(0,)))

    def accept_by_path(self, text):
        """The same for a Unix-domain socket in the program's folder."""
        path = _unix_socket_path(self._examination.prepare())
        return self._accept(path, [path], text, Policy(bind=(0,), unix=True))

    def _accept(self, address, arguments, text, policy):
        self.transcript.step(f"its input {text!r}")
        with TcpListener(address, LinesPeer) as listener:
            self.program = self._examination.start(arguments, stdin=text.encode(), policy=policy)
            return listener.accept(self.program, self.transcript, self.patience)

    def expect_clean_failure(self):
        """It ends, with a status other than 0 and something on standard error."""
        self.expect_end("The server has gone: what is there to wait for?")
        if self.program.status == 0:
            raise Failure(
                "Your program ended with status 0, as if all were well.",
                expected="another status than 0, and a word on standard error",
                received="status 0",
                diagnosis="recv() returns b'' when the other side has closed: that is an end, and here it came too early.",
            )
        if not self.program.stderr.text.strip():
            raise Failure(
                "Your program failed without a word on standard error.",
                expected="something on standard error",
                received="(nothing)",
                diagnosis="Whoever runs it should learn why: an exception that nobody catches says it, sys.exit('…') as well.",
            )


@dataclass(frozen=True)
class Sending:
    """One datagram of a learner's client."""

    data: bytes
    name: bytes
    number: int
    arrived: float  # seconds
    sender: tuple

    def reply(self, total):
        """The answer to it."""
        return b"%s %d" % (self.name, total)


class SumClient(UdpClient):
    """The learner's client of the sum, and its server."""

    def __init__(self, examination):
        super().__init__(examination)
        self._strangers = []
        self._answered = self._answered_at = None  # the last request of this run that was

    def start(self, text):
        super().start(text)
        self._answered = None

    def request(self, number, what="a request"):
        """The next datagram, which is a request to add this number."""
        sending = self.sending(what)
        if sending.number != number:
            raise Mismatch(
                f"Your program sent something else than {what} for {number}.",
                expected=f"ID ADD {number}",
                received=sending.data,
            )
        return sending

    def sending(self, what="a request"):
        """The next datagram, which is any request.

        The last one may come again: its answer was late, on a loaded machine.
        """
        while (data := self.receive(what)) == self._answered:
            pass
        return self._read(data, what)

    def _read(self, data, what):
        match = REQUEST.fullmatch(data)
        if not match:
            raise Mismatch(
                f"Your program sent something else than {what}.",
                expected="ID ADD N, single spaces between them",
                received=data,
                diagnosis=_of_request(data),
            )
        return Sending(data, match[1], int(match[2]), self._server.arrived, self._server.sender)

    def answer(self, sending, total):
        """Answer a request with this total."""
        self._answered, self._answered_at = sending.data, self._server.now()
        self.reply(sending.reply(total))

    def reply(self, data):
        """Send this to where the last datagram came from."""
        self._server.answer(data, self.transcript)

    def again(self, first):
        """The next datagram, which is that sending once more, from the same socket."""
        second = self.sending("the request again")
        if second.data != first.data:
            raise Mismatch(
                "Your program sent something else than the same datagram again.",
                expected=first.data,
                received=second.data,
                diagnosis="With a new ID the server takes it for a new request, and adds the number twice.",
            )
        self.expect_same_socket(first, second)
        return second

    def let_pass(self, seconds):
        """Wait, unless a datagram or the program's end comes before."""
        self._server.wait(self.program, time.monotonic() + seconds)

    def expect_no_more_of_it(self):
        """Until the program ends, the request that was answered does not come once more.

        One that had left before the answer was read does not count.
        """
        self.wait_for_end()
        while (data := self._server.take(self.transcript)) is not None:
            if data == self._answered and self._server.arrived > self._answered_at + LATE:
                raise Surplus(
                    "Your program sent the request again although it had been answered.",
                    expected=b"",
                    received=data,
                )

    def sendings_until_another(self, first):
        """All sendings of the request that began with `first`, and the next request or None."""
        sendings = [first]
        while len(sendings) < MOST_SENDINGS:
            try:
                sending = self.sending()
            except (NothingCame, ProgramEnded):
                return sendings, None
            if sending.data != first.data:
                return sendings, sending
            sendings.append(sending)
        return sendings, None

    def expect_same_socket(self, first, *others):
        """All of these sendings came from one address and port."""
        for other in others:
            if other.sender != first.sender:
                raise Mismatch(
                    "Your program sent the same datagram again, but from another socket.",
                    expected=f"from port {first.sender[1]}, as the first time",
                    received=f"from port {other.sender[1]}",
                    diagnosis="The server knows a client by its address and port: from another one it is a new request.",
                )

    def other_addresses(self):
        """Another port of the server's host, and the same port of another host if there is one."""
        host, port = self._address
        yield host, 0
        if MANY_ADDRESSES:
            yield self._examination.ports.host(), port

    def stranger(self, host, port):
        """Somebody at this address."""
        stranger = Stranger(host, port)
        self._strangers.append(stranger)
        return stranger

    def close(self):
        super().close()
        for stranger in self._strangers:
            stranger.close()


def _of_request(data):
    words = data.split()
    if len(words) == 3 and words[1].upper() == b"ADD" and words[1] != b"ADD":
        return "The word ADD is in capitals."
    if len(words) == 3 and words[1] == b"ADD" and data.count(b" ") != 2:
        return "Between the words stands one space each, and nothing before them."
    if data != data.rstrip():
        return "A line that was read ends with a line end; the request does not."
    if words and words[0] == b"ADD":
        return "The ID comes first, then ADD, then the number."
    if len(words) == 1:
        return "A request has three words: an ID of your own making, ADD, and the number."
    return None


class WebTasks(HttpTasks):
    """The learner's module, and a real server on loopback that has bad days."""

    def __init__(self, examination):
        super().__init__(examination)
        self._server = HttpServer(examination.ports.reserve(), self.site, self.transcript)

    def page(self, rule, methods=("GET",)):
        """A page of the server at an address that cannot be guessed; its URL."""
        return self.site.page(self._server.url(self._name()), rule, methods)

    @property
    def waits(self):
        """Of the last call: seconds between the end of each try and the beginning of the next."""
        return self._server.waits

    @property
    def tries(self):
        """Of the last call: the requests that came, and the connections that were refused."""
        return self._server.tries

    def since_last_end(self):
        return self._server.since_last_end()

    def refuse(self, times):
        """Refuse the connections of so many tries."""
        self._server.refuse(times)

    def call(self, function, *arguments, files=()):
        self._server.begin()
        return super().call(function, *arguments, files=files)

    def has_file(self, name):
        """Whether anything lies at this name in the folder of the last call."""
        return os.path.lexists(os.path.join(self.program.folder, name))

    def file(self, name, most=1 << 24):
        """What lies in the folder of the last call at this name, or None."""
        return scratch.read(self.program.folder, name, most)

    def growth(self):
        """Bytes of memory by which the process grew after it first connected, or None."""
        self.program.wait_for_end(time.monotonic() + self.patience.seconds("end"))
        before, after = self._server.memory_at_first, self.program.peak
        return None if before is None or after is None else after - before

    def _policy(self):
        return Policy(connect=(self._server.address[1],), bind=(0,))

    def close(self):
        self._server.close()


@pytest.fixture
def framed_server(examination):
    server = FramedServer(examination)
    yield server
    server.close()


@pytest.fixture
def framed_client(examination):
    return FramedClient(examination)


@pytest.fixture
def sum_server(examination):
    server = UdpServer(examination)
    yield server
    server.close()


@pytest.fixture
def sum_client(examination):
    client = SumClient(examination)
    yield client
    client.close()


@pytest.fixture
def web(examination):
    tasks = WebTasks(examination)
    yield tasks
    tasks.close()
