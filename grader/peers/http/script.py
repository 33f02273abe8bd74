"""What a check scripts for a learner's HTTP requests: pages, rules, responses.

A `Site` is pages at addresses, each with a rule that looks at the request and gives
the response. The oracle is here and nowhere else: whoever plays the script (`call`
for a mocked network, `server` on loopback) asks it, and the learner's process gets
only the response that its request earned.
"""

import base64
import binascii
import enum
import urllib.parse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from grader.report import EventName

MOST_REQUESTS = 50  # of one call
Header = tuple[str, str]


@dataclass(frozen=True)
class Request:
    """A request as it left the learner's process. Header names are in lower case."""

    method: str
    url: str
    headers: dict[str, str]
    body: bytes

    @property
    def address(self) -> str:
        """The URL without its credentials and its fragment, which are not sent as parts of it."""
        parts = urllib.parse.urlsplit(self.url)
        return parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="").geturl()

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

    @property
    def arrives_whole(self) -> bool:
        """Whether a mocked network can deliver this response."""
        return self.sent is None and not (self.by_reset or self.chunked or self.after)


class Instead(enum.Enum):
    """What a real server may do instead of answering a request."""

    SILENCE = "answers nothing"
    HANG_UP = "closed the connection without an answer"
    RESET = "reset the connection without an answer"

    @property
    def event(self) -> EventName:
        """The name of this event in the transcript."""
        events: dict[Instead, EventName] = {
            Instead.SILENCE: "silence",
            Instead.HANG_UP: "end",
            Instead.RESET: "reset",
        }
        return events[self]


Answer = Response | Instead
Rule = Callable[[Request], Answer]


@dataclass(frozen=True)
class Page:
    """What is at an address: the methods that it takes, and the rule that answers them."""

    methods: Sequence[str]
    rule: Rule


@dataclass
class Site:
    """The pages of one check, and the requests that were made for any address."""

    pages: dict[str, Page] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)

    def page(self, url: str, rule: Rule, methods: Sequence[str] = ("GET",)) -> str:
        """Put up a page at `url`, which answers `rule(request)`, or 405 to other methods.

        Gives the URL.
        """
        self.pages[url] = Page(methods, rule)
        return url

    def page_of_any_query(self, url: str, rule: Rule) -> str:
        """Put up a page that answers GETs of `url` with any query or none; give the URL."""
        return self.page(f"{url}?*", rule).removesuffix("?*")

    def answer(self, request: Request) -> Answer:
        """Note a request, and give what its page answers; 404 where there is no page."""
        self.requests.append(request)
        found = self.pages.get(request.address) or self.pages.get(
            f"{request.address.partition('?')[0]}?*"
        )
        if not found:
            return Response(404, b"no such page", (("Content-Type", "text/plain"),), "Not Found")
        if request.method not in found.methods:
            allowed = ("Allow", ", ".join(found.methods))
            return Response(405, b"", (allowed,), "Method Not Allowed")
        answer = found.rule(request)
        if request.method == "HEAD" and isinstance(answer, Response):
            return Response(answer.status, b"", answer.headers, answer.reason)
        return answer
