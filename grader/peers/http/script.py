"""What a check scripts for a learner's HTTP requests: pages, rules, responses.

A `Site` is pages at addresses, each with a rule that looks at the request and gives
the response. The oracle is here and nowhere else: whoever plays the script (`call`
for a mocked network, `server` on loopback) asks it, and the learner's process gets
only the response that its request earned.
"""

import base64
import binascii
import email.message
import enum
import functools
import urllib.parse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from grader.i18n import gettext, gettext_noop
from grader.report import EventName

MOST_REQUESTS = 50  # of one call
MOST_HEAD, MOST_BODY = 1 << 16, 1 << 20  # bytes of a request
LOOKS = ("HEAD", "OPTIONS")  # methods by which a client only looks: they use up nothing
Header = tuple[str, str]
# headers of an answer that its step in the story shows, in lower case
TELLING = [
    "retry-after",
    "location",
    "set-cookie",
    "etag",
    "link",
    "www-authenticate",
    "allow",
    "content-type",
    "content-length",
    "content-range",
    "last-modified",
]
# and those of a request
ASKING = (
    "Content-Type",
    "Authorization",
    "Proxy-Authorization",
    "Cookie",
    "Range",
    "If-None-Match",
)


# headers that tell where a body ends
ENDING = ("content-length", "transfer-encoding")


def _written(first: str, headers: Iterable[Header], body: bytes) -> bytes:
    lines = [first, *(f"{name}: {value}" for name, value in headers), "", ""]
    return "\r\n".join(lines).encode("latin-1", "backslashreplace") + body


@dataclass(frozen=True)
class Request:
    """A request as it left the learner's process. Header names are in lower case."""

    method: str
    url: str
    headers: dict[str, str]
    body: bytes

    @functools.cached_property
    def address(self) -> str:
        """The URL without its credentials and its fragment, which are not sent as parts of it."""
        parts = urllib.parse.urlsplit(self.url)
        return parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="").geturl()

    def note(self) -> str:
        """Tell what was asked, with the headers that decide what the answer is."""
        known = [
            f"{name}: {self.headers[name.lower()]}"
            for name in ASKING
            if name.lower() in self.headers
        ]
        return ", ".join([f"{self.method} {self.url}", *known])

    def written(self) -> bytes:
        """Give it as HTTP/1.1 writes it, for a request that went over no wire."""
        parts = urllib.parse.urlsplit(self.address)
        target = parts._replace(scheme="", netloc="").geturl() or "/"
        headers = {"host": parts.netloc, **self.headers}
        return _written(f"{self.method} {target} HTTP/1.1", headers.items(), self.body)

    @property
    def only_looks(self) -> bool:
        """Whether it asks about a page, and not for it: such a request uses up no answer."""
        return self.method in LOOKS

    def cookies(self) -> dict[str, str]:
        """Give the cookies that were sent, by name (RFC 6265, section 4.2.1)."""
        pairs = (part.partition("=") for part in self.headers.get("cookie", "").split(";"))
        return {name.strip(): value.strip() for name, _, value in pairs if name.strip()}

    def credentials(self) -> str | None:
        """Give `user:password` as sent by HTTP basic auth (RFC 7617), or None."""
        scheme, _, value = self.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "basic":
            return None
        try:
            return base64.b64decode(value.strip(), validate=True).decode("latin-1")
        except (binascii.Error, ValueError):
            return None


@dataclass(frozen=True)
class Response:
    """What a page answers, and how it travels.

    On a mocked network a response arrives whole and at once; the last four fields are for
    a real network.
    """

    status: int = 200
    body: bytes = b""
    headers: tuple[Header, ...] = ()
    reason: str = "OK"
    sent: int | None = None  # bytes of the body that are sent before the connection breaks
    by_reset: bool = False  # it breaks with a reset, not with an orderly end
    chunked: bool = False  # Transfer-Encoding: chunked instead of a Content-Length
    after: float = 0.0  # seconds before the answer

    def note(self) -> str:
        """Tell the status, and the headers that decide what a client has to do next."""
        return ", ".join(
            [str(self.status), *(f"{k}: {v}" for k, v in self.headers if k.lower() in TELLING)]
        )

    def written(self, body: bytes) -> bytes:
        """Give it as HTTP/1.1 writes it, for an answer that goes over no wire with this body."""
        headers = list(self.headers)
        if not any(name.lower() in ENDING for name, _ in headers):
            headers.append(("Content-Length", str(len(self.body))))
        return _written(f"HTTP/1.1 {self.status} {self.reason}", headers, body)

    @property
    def charset(self) -> str | None:
        """The charset that the Content-Type declares, or None."""
        message = email.message.Message()
        message["Content-Type"] = dict(self.headers).get("Content-Type", "text/plain")
        declared = message.get_param("charset")
        return declared if isinstance(declared, str) else None

    @property
    def arrives_whole(self) -> bool:
        """Whether a mocked network can deliver this response."""
        return self.sent is None and not (self.by_reset or self.chunked or self.after)


class Instead(enum.Enum):
    """What a real server may do instead of answering a request."""

    SILENCE = gettext_noop("{peer} answers nothing")
    HANG_UP = gettext_noop("{peer} closed the connection without an answer")
    RESET = gettext_noop("{peer} reset the connection without an answer")
    BREAK_OFF = gettext_noop("{peer} closed the connection in the middle of the status line")

    @property
    def ending(self) -> str:
        """How a try ended for which this was done, in words after "after"."""
        return {
            Instead.SILENCE: gettext("a request that gets no answer"),
            Instead.HANG_UP: gettext("a connection that was closed without an answer"),
            Instead.RESET: gettext("a connection that was reset without an answer"),
            Instead.BREAK_OFF: gettext(
                "a connection that was closed in the middle of the status line"
            ),
        }[self]

    @property
    def event(self) -> EventName:
        """The name of this event in the transcript."""
        events: dict[Instead, EventName] = {
            Instead.SILENCE: "silence",
            Instead.HANG_UP: "end",
            Instead.RESET: "reset",
            Instead.BREAK_OFF: "end",
        }
        return events[self]


Answer = Response | Instead
Rule = Callable[[Request], Answer]


def in_turn(*answers: Answer) -> Rule:
    """Make a rule that gives these answers in turn, and the last one from then on.

    Who only looks is shown what comes next, and uses it not up.
    """
    left = list(answers)
    return lambda request: left[0] if len(left) == 1 or request.only_looks else left.pop(0)


@dataclass(frozen=True)
class Page:
    """What is at an address: the methods that it takes, and the rule that answers them."""

    methods: Sequence[str]
    rule: Rule


@dataclass
class Site:
    """The pages of one check, and the requests that were made for any address."""

    pages: dict[str, Page] = field(default_factory=dict)
    exchanges: list[tuple[Request, Answer]] = field(default_factory=list)

    @property
    def requests(self) -> list[Request]:
        """The requests alone, in order."""
        return [request for request, _ in self.exchanges]

    def page(self, url: str, rule: Rule, methods: Sequence[str] = ("GET",)) -> str:
        """Put up a page at `url`, which answers `rule(request)`, or 405 to other methods.

        Gives the URL.
        """
        self.pages[url] = Page(methods, rule)
        return url

    def page_of_any_query(self, url: str, rule: Rule, methods: Sequence[str] = ("GET",)) -> str:
        """Put up a page at `url` that takes any query or none; give the URL."""
        return self.page(f"{url}?*", rule, methods).removesuffix("?*")

    def answer(self, request: Request) -> Answer:
        """Note a request, and give what its page answers; 404 where there is no page.

        HEAD is answered wherever GET is, with the headers that GET would get now.
        """
        answer = self._answer(request)
        self.exchanges.append((request, answer))
        return answer

    def has(self, request: Request) -> bool:
        """Tell whether there is a page where this request goes."""
        return self._page(request) is not None

    def _page(self, request: Request) -> Page | None:
        any_query = f"{request.address.partition('?')[0]}?*"
        return self.pages.get(request.address) or self.pages.get(any_query)

    def _answer(self, request: Request) -> Answer:
        found = self._page(request)
        if not found:
            return Response(404, b"no such page", (("Content-Type", "text/plain"),), "Not Found")
        if request.method in found.methods:
            return found.rule(request)
        if request.method == "HEAD" and "GET" in found.methods:
            return _as_seen_by_head(found.rule(request))
        allowed = (("Allow", ", ".join([*found.methods, *LOOKS])),)
        if request.method == "OPTIONS":
            return Response(200, b"", allowed)
        return Response(405, b"", allowed, "Method Not Allowed")


def _as_seen_by_head(answer: Answer) -> Response:
    """Give the answer to a HEAD where GET would get this one: at once, and whole.

    Where GET would get no answer at all, somebody who only looks has not met the trouble yet.
    """
    if isinstance(answer, Instead):
        return Response()
    return replace(answer, after=0.0, sent=None, by_reset=False)
