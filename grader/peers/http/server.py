"""A real HTTP/1.1 server on loopback, whose bad days are scripted.

It plays the same scripts as requests-mock does (`http.Site`: pages, rules, requests),
for tasks where a right program may work below the point that requests-mock replaces:
timeouts, retries, streams, broken bodies. A rule returns a `Response`, which may be
cut short, chunked or late, or one of the things that can happen instead of one.

h11 knows the protocol; this file moves the bytes. There is no thread: whoever waits
for the program calls `work`, which does what can be done and returns.
"""

import enum
import os
import socket
import struct
import time
from dataclasses import dataclass

import h11

from grader.failures.errors import Failure
from grader.peers.http import script as http

PIECE = 1 << 16  # bytes
MOST_BODY = 1 << 20  # bytes of a request
RESET = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)  # SO_LINGER: on, 0 seconds


class Instead(enum.Enum):
    """What a server may do instead of answering a request: the event, and in words."""

    SILENCE = ("silence", "answers nothing")
    HANG_UP = ("end", "closed the connection without an answer")
    RESET = ("reset", "reset the connection without an answer")


@dataclass(frozen=True)
class Response(http.Response):
    """An answer on a real connection."""

    sent: int | None = None  # bytes of the body that are sent before the connection breaks
    by_reset: bool = False  # it breaks with a reset, not with an orderly end
    chunked: bool = False  # Transfer-Encoding: chunked instead of a Content-Length
    after: float = 0.0  # seconds before the answer


class HttpServer:
    """The pages of `site`, on one loopback address, for one call of a function."""

    def __init__(self, address, site, transcript):
        self.address, self.site = address, site
        self.transcript = transcript
        self._refusals = 0
        self._listener = None
        self._connections = []
        self.begin()

    def begin(self):
        """Get ready for a call; the tries of the one before do not count."""
        self.waits = []  # seconds between the end of one try and the beginning of the next
        self.tries = 0  # requests and refused connections
        self.memory_at_first = None  # bytes, of the program when it first connected
        self._connects = self._accepted = 0
        self._last_end = None

    def url(self, path):
        host, port = self.address
        return f"http://{host}:{port}/{path}"

    def refuse(self, times):
        """Refuse the next connections, as a machine does on which no server runs."""
        self._refusals = times

    def prepare_for_connection(self, program):
        """The program is about to connect, and waits for this to return."""
        self._connects += 1
        if self._connects > http.MOST_REQUESTS:
            raise Failure(f"Your function connected more than {http.MOST_REQUESTS} times.")
        if self._connects == 1:
            self.memory_at_first = (program.memory(afresh=True) or (None,))[0]
        if self._refusals:
            self._refusals -= 1
            self.tries += 1
            self._begin_try()
            self._close_listener()
            self.transcript.grader("reset", said="refused a connection")
            self._end_try()
        elif self._listener is None:
            self._listener = socket.create_server(self.address, backlog=64)
            self._listener.setblocking(False)

    def _begin_try(self):
        if self._last_end is not None:
            self.waits.append(time.monotonic() - self._last_end)
            self._last_end = None

    def _end_try(self):
        self._last_end = time.monotonic()

    def work(self, program, at, readable):
        """Wait until `at` for the program or a connection; True if there was work to do."""
        due = [c.due for c in self._connections if c.due is not None]
        reading = [c.socket for c in self._connections if c.reads]
        writing = [c.socket for c in self._connections if c.unsent]
        listening = [self._listener] if self._listener else []
        program.wait(min([at, *due]), [*readable, *listening, *reading], writing)
        worked = self._accept()
        for connection in list(self._connections):
            worked |= connection.work()
            if connection.gone:
                connection.socket.close()
                self._connections.remove(connection)
        return worked

    def _accept(self):
        try:
            sock, _ = self._listener.accept()
        except (AttributeError, OSError):  # there is no listener, or nobody, or no room
            return False
        self._accepted += 1
        if self._accepted > http.MOST_REQUESTS:
            sock.close()
            raise Failure(f"Your function connected more than {http.MOST_REQUESTS} times.")
        self._begin_try()
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.adopt(sock)
        return True

    def adopt(self, sock):
        """Serve a client that is connected already, on a socket that does not block."""
        self._connections.append(_Connection(sock, self))

    @property
    def is_busy(self):
        """Whether a client is connected."""
        return bool(self._connections)

    def answer(self, request, is_first):
        """What the script says to this request."""
        self.tries += 1
        if not is_first:
            self._begin_try()  # on a connection that was kept open
        self.transcript.program("request", request.body, note=f"{request.method} {request.url}")
        if len(self.site.requests) >= http.MOST_REQUESTS:
            raise Failure(f"Your function made more than {http.MOST_REQUESTS} requests.")
        return self.site.answer(request)

    def finished(self, what):
        """A try has come to this end."""
        if isinstance(what, Instead):
            event, words = what.value
            self.transcript.grader(event, said=words)
        self._end_try()

    def since_last_end(self):
        """Seconds since the last try came to its end, for what should be over soon after it."""
        return 0.0 if self._last_end is None else time.monotonic() - self._last_end

    def _close_listener(self):
        if self._listener:
            self._listener.close()
            self._listener = None

    def close(self):
        self._close_listener()
        for connection in self._connections:
            connection.socket.close()
        self._connections.clear()


class _Connection:
    """One client's connection: bytes in, h11's events, bytes out."""

    def __init__(self, sock, server):
        self.socket, self._server = sock, server
        self._protocol = h11.Connection(h11.SERVER, max_incomplete_event_size=PIECE)
        self._request, self._body = None, bytearray()
        self._answered = 0
        self.unsent = memoryview(b"")
        self._then = None  # what to do once all is sent
        self._later = None
        self.due = None  # when the answer that waits in `_later` is to be sent
        self._heard_all = self._paused = self.gone = False

    @property
    def reads(self):
        """Whether more is wanted: not while a request waits for its answer."""
        return not (self._heard_all or self._paused)

    def work(self):
        """Do what can be done without waiting; True if anything was."""
        try:
            worked = self._send_later() | self._send()
            return (self.reads and self._read()) or worked
        except OSError:  # the client has gone
            self.gone = True
            return True
        except h11.RemoteProtocolError:
            self._break()  # what it speaks is not HTTP
            return True

    def _read(self):
        try:
            data = self.socket.recv(PIECE)
        except BlockingIOError:
            return False
        self._protocol.receive_data(data)
        if not data:
            self._heard_all = True
            self.gone = not self.unsent and self.due is None
        self._take_events()
        return True

    def _take_events(self):
        while True:
            event = self._protocol.next_event()
            if isinstance(event, h11.Request):
                self._request, self._body = event, bytearray()
            elif isinstance(event, h11.Data):
                self._body += event.data
                if len(self._body) > MOST_BODY:
                    raise Failure("Your function sent a body of more than a megabyte.")
            elif isinstance(event, h11.EndOfMessage):
                self._answer()
            else:  # more is needed, or a pipelined request waits, or it has ended
                self._paused = event is h11.PAUSED
                return

    def _answer(self):
        if not self._request.target.startswith(b"/"):
            self._break()  # an address for a proxy, or none at all
            return
        response = self._server.answer(self._as_request(), is_first=self._answered == 0)
        self._answered += 1
        if isinstance(response, Instead):
            self._do_instead(response)
        elif getattr(response, "after", 0):
            self._later, self.due = response, time.monotonic() + response.after
        else:
            self._begin(response)

    def _as_request(self):
        headers = {k.decode("latin-1"): v.decode("latin-1") for k, v in self._request.headers}
        host, port = self._server.address
        url = f"http://{host}:{port}{self._request.target.decode('latin-1')}"
        return http.Request(self._request.method.decode(), url, headers, bytes(self._body))

    def _do_instead(self, what):
        self._server.finished(what)
        if what is Instead.RESET:
            self._reset()
        elif what is Instead.HANG_UP:
            self._break()

    def _send_later(self):
        if self.due is None or time.monotonic() < self.due:
            return False
        response, self._later, self.due = self._later, None, None
        self._begin(response)
        return True

    def _begin(self, response):
        """Put the answer into the queue."""
        self._server.transcript.grader("response", response.body, note=str(response.status))
        body, cut = response.body, getattr(response, "sent", None)
        headers = [*response.headers, _length_header(response, self._request.method)]
        head = h11.Response(status_code=response.status, reason=response.reason, headers=headers)
        out = self._protocol.send(head)
        if cut is not None:
            out += self._protocol.send(h11.Data(body[:cut]))
            self._then = self._reset if response.by_reset else self._break
        else:
            if body and self._request.method != b"HEAD":
                out += self._protocol.send(h11.Data(body))
            out += self._protocol.send(h11.EndOfMessage())
            self._then = self._next_request
        self.unsent = memoryview(out)
        self._send()

    def _send(self):
        if not self.unsent:
            return False
        try:
            self.unsent = self.unsent[self.socket.send(self.unsent) :]
        except BlockingIOError:
            return False
        if not self.unsent:
            self._server.finished(None)
            self._then()
        return True

    def _next_request(self):
        self._paused = False
        if self._protocol.our_state is h11.MUST_CLOSE or self._heard_all:
            self._break()
        else:
            self._protocol.start_next_cycle()
            self._take_events()

    def _break(self):
        self.gone = True

    def _reset(self):
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        self.gone = True


def _length_header(response, method):
    if getattr(response, "chunked", False):
        return ("Transfer-Encoding", "chunked")
    return ("Content-Length", str(len(response.body)))
