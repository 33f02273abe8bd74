"""A real HTTP/1.1 server on loopback, whose bad days are scripted.

It plays the same scripts as requests-mock does (see `script`), for tasks where a right
program may work below the point that requests-mock stands at: timeouts, broken connections,
streams, broken bodies. A rule returns a `Response`, which may be cut short, chunked or
late, or an `Instead`: one of the things that can happen without an answer.

h11 knows the protocol; this file moves the bytes. There is no thread: the wait loop of
its scene calls `work`, which does what can be done and returns.
"""

import enum
import math
import socket
import sys
import time
from collections.abc import Callable

import h11

from grader.failures.errors import Failure, TooMuch
from grader.i18n import gettext, gettext_noop
from grader.peers.binding import bound, listen
from grader.peers.http.barrier import Barrier
from grader.peers.http.memory import Growth
from grader.peers.http.script import (
    MOST_BODY,
    MOST_HEAD,
    MOST_REQUESTS,
    Answer,
    Instead,
    Request,
    Response,
    Site,
)
from grader.peers.http.tries import Tries
from grader.peers.scene import Interest, Scene
from grader.peers.tcp.speaker import RESET_ON_CLOSE, party_of, set_option
from grader.peers.transcript import Party
from grader.peers.whereabouts import shown
from grader.report import Fault

Address = tuple[str, int]

PIECE = 1 << 16  # bytes
BEGUN = b"HTTP/1.1 "  # a status line that breaks off
# Bytes of an answer's body: above so many it is large, and memory is looked at as often as that.
LARGE, BETWEEN_LOOKS = 4 << 20, 2 << 20
TO_READ_THE_REST = 0.3  # seconds that a client gets for what is under way, before the last look


def reset_on_close(sock: socket.socket) -> None:
    """Have the connection of this socket reset when it is closed."""
    set_option(sock, socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)


class Excess(enum.Enum):
    """What a function may do too often or too much of."""

    CONNECTIONS = gettext_noop("Your function connected more than {most} times.")
    REQUESTS = gettext_noop("Your function made more than {most} requests.")
    BODY = gettext_noop("Your function sent a body of more than a megabyte.")


class HttpServer:
    """A server of the pages of `site` on one loopback address."""

    def __init__(self, scene: Scene, address: Address, site: Site) -> None:
        self._scene = scene
        self.address, self.site = address, site
        self._refusals = 0
        self._door: socket.socket | None = None  # the socket that listens, or has listened
        self._listens = False
        self._connections: list[_Connection] = []
        self.barrier: Barrier | None = None  # at which the answers to a call are held
        self.begin()

    def begin(self) -> None:
        """Get ready for a call, and begin to count its tries anew; the last call is over."""
        self._hang_up_on_all()
        self.tries = Tries(self._scene.transcript)
        self.growth = Growth()  # of the program's memory, while it reads a large body
        self._connects = self._accepted = 0
        self._before = len(self.site.requests)  # those of earlier calls

    def url(self, path: str) -> str:
        """Make the URL of a path on this server."""
        host, port = self.address
        return f"http://{host}:{port}/{path}"

    def refuse(self, times: int) -> None:
        """Refuse the next `times` connections, as a machine does on which no server runs."""
        self._refusals = times

    def listen(self) -> None:
        """Listen for connections from now on, also of whoever does not announce that it connects.

        Another program, as a child, cannot be refused in time: it is reset as soon as it has connected.
        """
        network = self._scene.network
        if self._door is None:
            reuses = sys.platform != "win32"  # as create_server() does it
            self._door = bound(network, socket.SOCK_STREAM, self.address, reuses)
            self._door.setblocking(False)
        if not self._listens:
            listen(self._door, network, 64)
            self._listens = True

    def prepare_for_connection(self) -> None:
        """Listen, or refuse: the program is about to connect, and waits for this to return.

        Raises Failure if it has connected too often.
        """
        self._connects += 1
        if self._connects > MOST_REQUESTS:
            raise self._too_much(Excess.CONNECTIONS)
        if self._refusals:
            self._stop_listening()
            said = gettext_noop("{peer} refused a connection")
            self._note_refusal(
                Party("site", ours=shown(self.address)), said, gettext("a refused connection")
            )
        else:
            self.listen()

    def _note_refusal(self, party: Party, said: str, how: str) -> None:
        self._refusals -= 1
        self.tries.begin(time.monotonic())
        self._scene.transcript.grader(party, "reset", said=said, fault="refused")
        self.tries.end(how)

    # ------------------------------------------------------------------ in the wait loop

    def interest(self) -> Interest:
        """Tell what to wake this server for: a client that connects, speaks or takes its answer."""
        held = self.barrier.due if self.barrier else None
        dues = [connection.due for connection in self._connections]
        return Interest(
            reading=[
                *([self._door] if self._door and self._listens else []),
                *(connection.socket for connection in self._connections if connection.reads),
            ],
            writing=[connection.socket for connection in self._connections if connection.unsent],
            due=min([math.inf if held is None else held, *dues]),
        )

    def work(self) -> bool:
        """Do what can be done without waiting; tell whether anything was."""
        worked = self._accept()
        for connection in list(self._connections):
            worked |= connection.work()
            if connection.gone:
                connection.socket.close()
                self._connections.remove(connection)
        return worked | (self.barrier.work() if self.barrier else False)

    def _accept(self) -> bool:
        if self._door is None or not self._listens:
            return False
        try:
            sock, _ = self._door.accept()
        except OSError:  # there is nobody, or no room
            return False
        self._accepted += 1
        if self._accepted > MOST_REQUESTS:
            sock.close()
            raise self._too_much(Excess.CONNECTIONS)
        if self._refusals:
            said = gettext_noop("{peer} reset a connection as soon as it was made")
            self._note_refusal(party_of(sock, "site"), said, Instead.RESET.ending)
            reset_on_close(sock)
            sock.close()
            return True
        sock.setblocking(False)
        set_option(sock, socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.adopt(sock)
        return True

    def adopt(self, sock: socket.socket) -> None:
        """Serve a client that is connected already, on a socket that does not block."""
        self._connections.append(_Connection(sock, self))

    @property
    def is_busy(self) -> bool:
        """Whether a client is connected."""
        return bool(self._connections)

    # ------------------------------------------------------------------ what happens

    def answer(self, party: Party, request: Request, raw: bytes, began: float) -> Answer:
        """Give what the script says to this request. Raises Failure for one too many.

        `raw` is what came. It `began` with its connection, or on one that was kept open when it came.
        """
        if not request.only_looks:
            self.tries.begin(began)
        self._scene.transcript.program(party, "request", request.body, note=request.note(), raw=raw)
        if len(self.site.requests) - self._before >= MOST_REQUESTS:
            raise self._too_much(Excess.REQUESTS)
        return self.site.answer(request)

    def note_answer(
        self, party: Party, response: Response, body: bytes, length: tuple[str, str], raw: bytes
    ) -> None:
        """Note in the transcript that this answer begins, with so much of its body."""
        note = f"{response.note()}, {': '.join(length)}"
        if response.sent is not None:
            note = gettext(
                "{answer}, of which {number} bytes are sent", answer=note, number=len(body)
            )
        fault: Fault | None = "delayed" if response.after else None
        self._scene.transcript.grader(party, "response", body, note, fault=fault, raw=raw)

    def note_break(self, party: Party, response: Response) -> None:
        """Note in the transcript that the connection breaks in the middle of this answer."""
        what = Instead.RESET if response.by_reset else Instead.HANG_UP
        said = "" if response.by_reset else gettext_noop("{peer} closed the connection")
        self._scene.transcript.grader(party, what.event, said=said, fault="cut")

    def look_at_memory(self) -> None:
        """Look how much memory the program takes up now."""
        self.growth.look(self._scene.program.held())

    def note_instead(self, party: Party, what: Instead) -> None:
        """Note the end of a try that got no answer."""
        fault: Fault = "cut" if what is Instead.BREAK_OFF else "silent"
        self._scene.transcript.grader(party, what.event, said=what.value, fault=fault)
        self.tries.end(what.ending)

    def _too_much(self, excess: Excess) -> TooMuch:
        told = gettext(excess.value, most=MOST_REQUESTS)
        if self.tries.last:
            last = gettext("The last time came after {ending}.", ending=self.tries.last)
            told = f"{told} {last}"
        return TooMuch(told)

    def refuse_body(self) -> Failure:
        """Make the failure of a client whose request has too large a body."""
        return self._too_much(Excess.BODY)

    def _stop_listening(self) -> None:
        if self._door and self._listens and self._scene.network.is_own:
            # On Linux it keeps its port, which the program could take meanwhile.
            self._door.shutdown(socket.SHUT_RDWR)
        elif self._door:
            self._door.close()
            self._door = None
        self._listens = False

    def close(self) -> None:
        """Give all sockets back."""
        if self._door:
            self._door.close()
        self._hang_up_on_all()

    def _hang_up_on_all(self) -> None:
        for connection in self._connections:
            connection.socket.close()
        self._connections.clear()


class _Connection:
    """One client's connection: bytes in, h11's events, bytes out."""

    def __init__(self, sock: socket.socket, server: HttpServer) -> None:
        self.socket, self._server = sock, server
        self._party = party_of(sock, "site")
        self._began: float | None = time.monotonic()  # None once a request has been answered
        self._protocol = h11.Connection(h11.SERVER, max_incomplete_event_size=MOST_HEAD)
        self._request = h11.Request(method="GET", target="/", headers=[("Host", "none")])
        self._body = bytearray()
        self._heard = bytearray()  # since the last request
        self.unsent = memoryview(b"")
        self._then: Callable[[], None] = self._break  # what to do once all is sent
        self._counts = True  # whether the request that is being answered is a try
        self._ending = ""  # how its try will have ended
        # the end of a large answer, which is held back until the rest has been read
        self._last = memoryview(b"")
        self._looked_at = 0  # bytes that were unsent at the last look at the memory
        self._later: Response | None = None
        self.due = math.inf  # when the answer that waits in `_later` is to be sent
        self._heard_all = self._paused = self.gone = False

    @property
    def reads(self) -> bool:
        """Whether more is to be read: not while a request is unanswered, nor after the end."""
        return not (self._heard_all or self._paused)

    def work(self) -> bool:
        """Do what can be done without waiting; tell whether anything was."""
        try:
            worked = self._send_later() | self._send_last() | self._send()
            return (self.reads and self._read()) or worked
        except OSError:  # the client has gone
            self.gone = True
            return True
        except h11.ProtocolError:
            self._break()  # what it speaks is not HTTP
            return True

    def _read(self) -> bool:
        try:
            data = self.socket.recv(PIECE)
        except BlockingIOError:
            return False
        self._protocol.receive_data(data)
        self._heard += data
        if not data:
            self._heard_all = True
            self.gone = not (self.unsent or self._last) and self._later is None
        self._take_events()
        return True

    def _take_events(self) -> None:
        while True:
            event = self._protocol.next_event()
            if isinstance(event, h11.Request):
                self._request, self._body = event, bytearray()
            elif isinstance(event, h11.Data):
                self._body += event.data
                if len(self._body) > MOST_BODY:
                    raise self._server.refuse_body()
            elif isinstance(event, h11.EndOfMessage):
                self._answer()
            else:  # more is needed, or a pipelined request waits, or it has ended
                self._paused = event is h11.PAUSED
                return

    def _answer(self) -> None:
        if not self._request.target.startswith(b"/"):
            self._break()  # the target is an URL as for a proxy, or none at all
            return
        request = self._as_request()
        response = self._server.answer(
            self._party, request, bytes(self._heard), self._began or time.monotonic()
        )
        self._heard.clear()
        self._began, self._counts = None, not request.only_looks
        if isinstance(response, Instead):
            self._do_instead(response)
        elif self._server.barrier and self._counts:
            self._later = response
            self._server.barrier.hold(self)
        elif response.after:
            self._later, self.due = response, time.monotonic() + response.after
        else:
            self._begin(response)

    def _as_request(self) -> Request:
        headers = {k.decode("latin-1"): v.decode("latin-1") for k, v in self._request.headers}
        host, port = self._server.address
        url = f"http://{host}:{port}{self._request.target.decode('latin-1')}"
        return Request(self._request.method.decode(), url, headers, bytes(self._body))

    def _do_instead(self, what: Instead) -> None:
        self._server.note_instead(self._party, what)
        if what is Instead.RESET:
            self._reset()
        elif what is Instead.HANG_UP:
            self._break()
        elif what is Instead.BREAK_OFF:
            self.unsent, self._then, self._counts = memoryview(BEGUN), self._break, False

    def _send_later(self) -> bool:
        if self._later is None or time.monotonic() < self.due:
            return False
        response, self._later, self.due = self._later, None, math.inf
        self._begin(response)
        return True

    def release(self) -> None:
        """Let an answer go that was held back."""
        self.due = time.monotonic()

    def _begin(self, response: Response) -> None:
        """Begin to send this answer, or as much of it as it says."""
        body = b"" if self._request.method == b"HEAD" else response.body[: response.sent]
        length = _length_header(response, self._request.http_version)
        headers = [*response.headers, length]
        head = h11.Response(status_code=response.status, reason=response.reason, headers=headers)
        out = self._protocol.send(head)
        if body:
            out += self._protocol.send(h11.Data(body))
        self._ending = gettext("the answer {status}", status=response.status)
        for name, value in response.headers:
            if name.lower() == "retry-after":
                self._ending = gettext(
                    "the answer {status} with {header}",
                    status=response.status,
                    header=f"{name}: {value}",
                )
        if response.sent is not None:
            self._then = lambda: self._break_off(response)
        else:
            out += self._protocol.send(h11.EndOfMessage())
            self._then = self._next_request
        self._server.note_answer(self._party, response, body, length, out)
        self.unsent = memoryview(out)
        if len(out) > LARGE:
            self.unsent, self._last = self.unsent[:-PIECE], self.unsent[-PIECE:]
            self._look()
        self._send()

    def _look(self) -> None:
        self._server.look_at_memory()
        self._looked_at = len(self.unsent)

    def _send(self) -> bool:
        if not self.unsent:
            return False
        # Before it leaves: a program may begin its pause while we wait for our turn of the
        # processor, and a pause must never look shorter than it was.
        at = time.monotonic()
        try:
            self.unsent = self.unsent[self.socket.send(self.unsent) :]
        except BlockingIOError:
            return False
        if self._last and self._looked_at - len(self.unsent) >= BETWEEN_LOOKS:
            self._look()
        if self._last and not self.unsent:
            self.due = time.monotonic() + TO_READ_THE_REST
        elif not self.unsent:
            if self._counts:
                self._server.tries.end(self._ending, at, was_answered=True)
            self._then()
        return True

    def _send_last(self) -> bool:
        """Send the end of a large answer when the client has had time to read the rest."""
        if not self._last or self.unsent or time.monotonic() < self.due:
            return False
        self._look()
        self.unsent, self._last, self.due = self._last, memoryview(b""), math.inf
        return True

    def _next_request(self) -> None:
        self._paused = False
        if self._protocol.our_state is h11.MUST_CLOSE or self._heard_all:
            self._break()
        else:
            self._protocol.start_next_cycle()
            self._take_events()

    def _break_off(self, response: Response) -> None:
        self._server.note_break(self._party, response)
        (self._reset if response.by_reset else self._break)()

    def _break(self) -> None:
        self.gone = True

    def _reset(self) -> None:
        reset_on_close(self.socket)
        self.gone = True


def _length_header(response: Response, version: bytes) -> tuple[str, str]:
    """Give the header that tells where the body ends: HTTP/1.0 knows no chunks."""
    if response.chunked and version != b"1.0":
        return ("Transfer-Encoding", "chunked")
    return ("Content-Length", str(len(response.body)))
