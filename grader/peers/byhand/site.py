"""A web site by hand: the pages of a script, for any client, on connections that are kept.

h11 reads the requests. The answers are written here, since some of them are to be cut short.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

import h11

from grader.i18n import gettext, ngettext
from grader.peers.byhand.hand import Hand
from grader.peers.byhand.streams import Wire, serve
from grader.peers.http.answers import chunks, head
from grader.peers.http.script import MOST_BODY, MOST_HEAD, Instead, Request, Response, Site

PIECES = (100, 7)  # bytes of the first chunks
MOST_LINES, WIDEST = 12, 200  # of a head that is shown


@dataclass(frozen=True)
class Written:
    """An answer of which each byte counts; the connection ends with it, or is left open."""

    data: bytes
    closes: bool = False


Raw = Callable[[Request], Written | None]


async def serve_site(hand: Hand, site: Site, raw: Raw = lambda request: None) -> None:
    """Answer every client for ever; where `raw` gives an answer, it is sent as it is."""
    await serve(hand, lambda wire: _Visit(hand, wire, site, raw).talk(), "site")


class _Visit:
    """One connection of a web client."""

    def __init__(self, hand: Hand, wire: Wire, site: Site, raw: Raw) -> None:
        self._hand, self._wire, self._site, self._raw = hand, wire, site, raw
        self._protocol = h11.Connection(h11.SERVER, max_incomplete_event_size=MOST_HEAD)

    async def talk(self) -> None:
        """Answer request after request. Raises Broken, and OSError."""
        try:
            while (request := await self._request()) is not None:
                if not await self._answer(request):
                    break
                if self._protocol.our_state is h11.MUST_CLOSE:
                    break
                self._protocol.start_next_cycle()
        except h11.RemoteProtocolError as error:
            self._hand.transcript.step(gettext("that is no request of HTTP: {why}", why=error))
            await self._wire.send(head("Content-Length: 0", "Connection: close", status="400 Bad"))

    async def _request(self) -> Request | None:
        """Read the next request; None where the client has closed. Raises h11's errors."""
        asked: h11.Request | None = None
        body = bytearray()
        while True:
            event = self._protocol.next_event()
            if event is h11.NEED_DATA:
                self._protocol.receive_data(await self._wire.receive())
            elif isinstance(event, h11.Request):
                asked = event
            elif isinstance(event, h11.Data):
                body += event.data[: MOST_BODY - len(body)]
            elif isinstance(event, h11.EndOfMessage) and asked:
                return self._shown(asked, bytes(body))
            else:  # it has closed
                return None

    def _shown(self, asked: h11.Request, body: bytes) -> Request:
        headers = {k.decode("latin-1"): v.decode("latin-1") for k, v in asked.headers}
        host = headers.get("host", ":".join(self._hand.address))
        target = asked.target.decode("latin-1")
        lines = [f"{asked.method.decode()} {target} HTTP/{asked.http_version.decode()}"]
        raw = asked.headers.raw_items()  # as they were spelled
        lines += [f"{k.decode('latin-1')}: {v.decode('latin-1')}" for k, v in raw]
        show_head(self._hand, lines, len(body))
        return Request(asked.method.decode(), f"http://{host}{target}", headers, body)

    async def _answer(self, request: Request) -> bool:
        """Answer, and tell whether the connection goes on. Raises Broken, and OSError."""
        written = self._raw(request)
        if written is not None:
            await self._wire.send(written.data)
            while not written.closes and await self._wire.receive():
                pass  # a client that knows where the answer ends does not wait for our end
            return False
        answer = self._site.answer(request)
        if isinstance(answer, Instead):
            return await self._do_instead(answer)
        if answer.after:
            self._hand.transcript.step(
                gettext(
                    "this page waits {seconds} s before it answers", seconds=f"{answer.after:g}"
                )
            )
            await asyncio.sleep(answer.after)
        return await self._send(request, answer)

    async def _do_instead(self, what: Instead) -> bool:
        if what is Instead.RESET:
            await self._wire.reset()
        if what is Instead.SILENCE:
            self._hand.transcript.step(gettext("this page never answers"))
            while await self._wire.receive():
                pass
        return False

    async def _send(self, request: Request, answer: Response) -> bool:
        body = b"" if request.method == "HEAD" else answer.body
        lines = [f"{k}: {v}" for k, v in answer.headers if k.lower() != "content-length"]
        if answer.chunked:
            length, body = "Transfer-Encoding: chunked", body and chunks(body, PIECES)
        else:
            length = f"Content-Length: {len(answer.body)}"
        written = head(*lines, length, status=f"{answer.status} {HTTPStatus(answer.status).phrase}")
        if answer.sent is not None:
            self._hand.transcript.step(
                ngettext(
                    "only {number} byte of the body is sent, on purpose",
                    "only {number} bytes of the body are sent, on purpose",
                    answer.sent,
                )
            )
        # h11 has to know that an answer was given: then the next request may come
        self._protocol.send(
            h11.Response(status_code=answer.status, headers=[("content-length", "0")])
        )
        self._protocol.send(h11.EndOfMessage())
        await self._wire.send(written + body[: answer.sent])
        show_head(self._hand, written.decode("latin-1").split("\r\n")[:-2], len(body))
        return answer.sent is None


def show_head(hand: Hand, lines: list[str], size: int) -> None:
    """Show the first lines of a request or an answer as lines, and how long its body is."""
    for line in lines[:MOST_LINES]:
        hand.note(f"  {line[:WIDEST]}")
    if size:
        hand.note(
            ngettext("  … and a body of {number} byte", "  … and a body of {number} bytes", size)
        )
