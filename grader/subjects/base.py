"""A learner's program as the checks see it, each kind with its reference peer at hand."""

import os
import re
from dataclasses import dataclass

from grader.failures.diagnosis import of_bytes, of_print
from grader.failures.ended import status_in_words
from grader.failures.errors import Failure, Mismatch, NotPrinted, Raised, StillRunning, WrongStatus
from grader.jail.policy import Policy
from grader.peers.http import script as web
from grader.peers.tcp.connect import TcpListener, connect
from grader.peers.udp import UdpListener, UdpPeer
from grader.text import clipped

LETTERS = "ghijklmnopqrstuvwxyz"  # in no number, and never at the end of a command
LAST_PRINTS = 0.5  # seconds between SIGTERM and SIGKILL


class Subject:
    """A learner's program under examination: its output and its end."""

    def __init__(self, examination):
        self._examination = examination
        self.transcript, self.patience = examination.transcript, examination.patience
        self.program = None

    def expect_printed(self, text):
        """`text` is or comes on standard output; waits for it before and after a stop."""
        if not self._wait_for(lambda printed: text in printed):
            raise self._not_printed(text)

    def expect_printed_apart(self, text):
        """The same for a number or an address, which is not part of a longer one."""
        pattern = re.compile(rf"(?<!\d)(?<!\d\.){re.escape(text)}(?!\d|\.\d)")
        if not self._wait_for(pattern.search):
            raise self._not_printed(text)

    def _not_printed(self, text):
        printed = self.program.stdout.text
        return NotPrinted(
            f"Your program did not print {clipped(text, 60)}.",
            expected=text,
            received=printed[-200:] or "(nothing)",
            diagnosis=of_print(text, printed),
        )

    def _wait_for(self, is_there):
        """Wait until the output satisfies, the program has ended, or patience has."""
        deadline = self.patience.deadline("print")
        program = self.program
        while not is_there(program.stdout.text) and not program.is_silent:
            program.wait(deadline.at)
            if deadline.missed():
                break
        if not is_there(program.stdout.text):
            program.stop(LAST_PRINTS)  # its prints may be waiting in a buffer
            program.drain()
        return is_there(program.stdout.text)

    def expect_status(self, status, diagnosis=None):
        """The program ends by itself, with this status."""
        self.expect_end("Is there a loop that waits for more, although nothing more can come?")
        if self.program.status != status:
            raise WrongStatus(
                f"Your program ended with {status_in_words(self.program.status)}.",
                expected=f"status {status}",
                received=status_in_words(self.program.status),
                diagnosis=diagnosis,
            )

    def expect_end(self, diagnosis):
        """The program ends by itself; `diagnosis` is for one that does not."""
        if not self.wait_for_end():
            raise StillRunning("Your program is still running.", diagnosis=diagnosis)

    def wait_for_end(self):
        """Whether the program ends by itself before our patience does."""
        deadline = self.patience.deadline("end")
        ended = self.program.wait_for_end(deadline.at)
        if not ended:
            deadline.missed()
        return ended


class TcpServer(Subject):
    """The learner's TCP server; `connect` starts it and gives a client."""

    def connect(self):
        host, port = self._examination.ports.reserve()
        self.program = self._examination.start([host, port], policy=Policy(bind=(port, 0)))
        return connect(self.program, (host, port), self.transcript, self.patience)


class TcpClient(Subject):
    """The learner's TCP client; `accept` starts it and gives the server's side."""

    def accept(self):
        host, port = self._examination.ports.reserve()
        with TcpListener((host, port)) as listener:
            self.program = self._examination.start(
                [host, port], policy=Policy(connect=(port,), bind=(0,))
            )
            return listener.accept(self.program, self.transcript, self.patience)


class UdpServer(Subject):
    """The learner's UDP server; `client` starts it when it is first called."""

    def __init__(self, examination):
        super().__init__(examination)
        self.address = None
        self._clients = []

    def client(self, name="", host=None, port=0):
        """A client at an address of its own, or at this one."""
        if self.program is None:
            self.address = self._examination.ports.reserve()
            self.program = self._examination.start(self.address, policy=Policy(sockets="udp"))
        # from another address than the server's own, so that printing HOST is not enough
        host = host or self._examination.ports.host()
        peer = UdpPeer(host, self.address, self.program, self.transcript, self.patience, name, port)
        self._clients.append(peer)
        return peer

    def close(self):
        for client in self._clients:
            client.close()


class UdpClient(Subject):
    """The learner's UDP client, and the server that it talks to."""

    def __init__(self, examination):
        super().__init__(examination)
        address = examination.ports.reserve()
        self._server = UdpListener(address)
        self._address = address

    def start(self, text):
        """Start the client with this standard input; nothing of a run before lies here."""
        self._examination.end()
        self._server.forget()
        self.transcript.step(f"its input {text!r}")
        self.program = self._examination.start(
            self._address, stdin=text.encode(), policy=Policy(sockets="udp")
        )

    def receive(self, what):
        return self._server.receive(self.program, self.transcript, self.patience, what)

    def answer(self, text):
        self._server.answer(text.encode(), self.transcript)

    def expect(self, line, what):
        """The next datagram is exactly this line in UTF-8."""
        wanted, received = line.encode(), self.receive(what)
        if received != wanted:
            raise Mismatch(
                f"Your program sent something else than {what}.",
                expected=wanted,
                received=received,
                diagnosis=of_bytes(wanted, received),
            )

    def expect_silence(self, ticks):
        self._server.expect_silence(self.program, self.transcript, ticks)

    def close(self):
        self._server.__exit__()


@dataclass(frozen=True)
class InFolder:
    """An argument that is the path of a file in the folder of the run."""

    name: str

    def __repr__(self):
        return repr(self.name)


class HttpTasks(Subject):
    """The learner's module, and the site that its functions are let loose on."""

    _server = None  # the network is mocked

    def __init__(self, examination):
        super().__init__(examination)
        self.site = web.Site()

    def page(self, rule, methods=("GET",), query="", host=None):
        """A page at an address that cannot be guessed, on a host of its own or this one; its URL."""
        host = host or f"{self._name()}.test"
        return self.site.page(f"http://{host}/{self._name()}{query}", rule, methods)

    def page_of_any_query(self, rule):
        """A page that takes a query, whatever it is; its URL without one."""
        return self.site.page_of_any_query(f"http://{self._name()}.test/{self._name()}", rule)

    def _name(self):
        return "".join(self._examination.dice.choices(LETTERS, k=8))

    def call(self, function, *arguments, files=()):
        """Call the function, in a folder that holds these files (name → bytes)."""
        folder = self._examination.prepare(files)
        arguments = [
            os.path.join(folder, argument.name) if isinstance(argument, InFolder) else argument
            for argument in arguments
        ]
        self.program = self._examination.start(channel=True, policy=self._policy())
        return web.call(
            self.program,
            self.site,
            function,
            arguments,
            self.transcript,
            self.patience,
            self._server,
        )

    def _policy(self):
        return Policy(sockets="none")

    def expect(self, returned, wanted, diagnose=lambda value: None):
        """The function returned exactly this value."""
        if isinstance(returned, Raised):
            raise returned
        if not same_value(returned.value, wanted):
            raise Mismatch(
                "Your function returned something else than it should.",
                expected=repr(wanted),
                received=returned.shown(),
                diagnosis=diagnose(returned.value),
            )

    def attempt(self, function, *arguments, files=()):
        """Like `call`, for checks of something else: an exception is returned as it is."""
        try:
            return self.call(function, *arguments, files=files)
        except Raised as error:
            return error

    def last_request(self, method, url):
        """The last request for this page by this method. Raises Failure if there is none.

        Whatever query it bears: that of a page is another check's concern.
        """
        page = url.partition("?")[0]
        matching = [
            request
            for request in self.site.requests
            if request.method == method and request.address.partition("?")[0] == page
        ]
        if matching:
            return matching[-1]
        made = [f"{request.method} {request.url}" for request in self.site.requests]
        raise Failure(
            f"Your function did not make the request {method} {url}.",
            expected=f"{method} {url}",
            received=", ".join(made) or "(no request)",
            diagnosis=_why_not(method, url, self.site.requests),
        )


def _why_not(method, url, requests):
    if not requests:
        return "No request left the function: does it use requests, and the URL that it is given?"
    other = next((r for r in requests if r.address == url), None)
    if other:
        return f"The page was asked for with {other.method}; this task is one for {method}."
    return None


def same_value(value, wanted):
    """Equal, and of the same JSON types all the way down: 1 is neither 1.0 nor True."""
    if type(value) is not type(wanted):
        return False
    if isinstance(wanted, dict):
        return value.keys() == wanted.keys() and all(
            same_value(value[k], wanted[k]) for k in wanted
        )
    if isinstance(wanted, list):
        return len(value) == len(wanted) and all(map(same_value, value, wanted))
    return value == wanted
