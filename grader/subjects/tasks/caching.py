"""A page that changes, and a function that keeps what it has read of it with its ETag."""

from dataclasses import dataclass

from grader.failures.errors import Mismatch, Unseen
from grader.peers.http.pages import UTF8, error
from grader.peers.http.script import Request, Response
from grader.peers.http.values import Kept
from grader.subjects.base import Examination
from grader.subjects.functions import HttpTasks
from grader.subjects.tasks.outcomes import Outcome, once_more, unless_it_crashes
from grader.subjects.words import Word

FIRST = "cached_get_remembers"  # the check that shows whether ETags are sent at all
HEADER = "if-none-match"


@dataclass(frozen=True)
class SendsEtags:
    """The dialect of a function that sends ETags without some of their marks, or elsewhere."""

    header: str = HEADER
    bare: bool = False

    def told(self) -> str:
        """Say how it sends them; nothing if by the rules."""
        ways = [f"in the header {self.header.title()}"] * (self.header != HEADER)
        ways += ["without its W/ or its quotes"] * self.bare
        return f"an ETag is understood {' and '.join(ways)}" if ways else ""

    def sent(self, request: Request) -> str | None:
        """Give what a request bears as an ETag, or None."""
        return request.headers.get(self.header)

    def knows(self, request: Request, etag: str | None) -> bool:
        """Tell whether a request bears this ETag."""
        sent = self.sent(request)
        if sent is None or etag is None:
            return False
        return sent == etag or (self.bare and bare(sent) == bare(etag))


def bare(etag: str) -> str:
    """Take from an ETag the W/ and the quotes."""
    return etag.removeprefix("W/").strip('"')


class Changing:
    """A page with a text and an ETag, or none; both may change, and it may be in trouble."""

    def __init__(
        self, http: HttpTasks, examination: Examination, word: Word, host: str = "", path: str = ""
    ) -> None:
        self._word, self._etags = word, examination
        self.text, self.etag = "", ""
        self.given: set[str] = set()  # all ETags that it has given
        self.trouble: int | None = None  # the status of an error
        self.change()
        host, path = host or f"{word(8)}.test", path or word(8)
        self.url = http.site.page(f"http://{host}/{path}", self._answer)

    def change(self, form: str | None = '"{}"') -> None:
        """Give the page another text, and an ETag of this form or none."""
        word = self._word
        self.text = f"{word(5)} {word(7)}\n{word(12)}"
        self.etag = form.format(f"{word(6)}-{word(3)}:{word(2)}=") if form else ""

    def _answer(self, request: Request) -> Response:
        etag = f'"{self._word(9)}"' if self.trouble else self.etag
        self.given |= {etag} - {""}
        told = (("ETag", etag),) if etag else ()
        if self.trouble:
            return error(self.trouble, *told)
        if self._etags.dialect(SendsEtags).knows(request, self.etag):
            return Response(304, b"", told, "Not Modified")
        return Response(200, self.text.encode(), (UTF8, *told))


class Reader:
    """The function, called again and again in one process with a cache of its caller's."""

    def __init__(self, http: HttpTasks, examination: Examination) -> None:
        self._http, self._examination = http, examination
        self._requests: list[Request] = []  # of the last call
        self._pages: list[Changing] = []
        self._is_judged = not examination.lost(FIRST)

    def read(self, page: Changing, cache: str = "cache") -> Outcome:
        """Call the function. Raises Unseen where it crashes, or asks nobody, and has lost its first check."""
        before = len(self._http.site.requests)
        self._pages.append(page)
        arguments = (page.url, Kept(cache))
        outcome = once_more(self._http, self._examination, FIRST, "cached_get", *arguments)
        if not self._is_judged:
            unless_it_crashes(self._examination, outcome, FIRST)
        self._requests = self._http.site.requests[before:]
        if not self._requests and not self._is_judged:
            raise Unseen(FIRST)
        return outcome

    def expect(self, outcome: Outcome, text: str, told: str | None = None) -> None:
        """Demand that a call returned this text; where an empty one came, `told` tells why.

        What comes of a 304 is not judged where the first check was lost, which is about that.
        """
        answers = [answer for _, answer in self._http.site.exchanges[-1:]]
        is_304 = any(isinstance(answer, Response) and answer.status == 304 for answer in answers)
        if is_304 and not self._is_judged:
            return
        self._http.expect(outcome, text, lambda value: None if value else told)

    def expect_known(self, page: Changing, etag: str, why: str) -> None:
        """Demand that the last call has sent this ETag.

        Raises Mismatch, or Unseen where none of any page was sent, and the first check was lost.
        """
        if any(self._dialect.knows(request, etag) for request in self._requests):
            return
        sent = [value for each in self._requests if (value := self._dialect.sent(each))]
        told = self._of_unknown(etag, sent)
        if not self._is_judged and not any(map(self._was_given, sent)):
            raise Unseen(FIRST)
        raise Mismatch(
            f"Your function did not send the ETag of the page, {why}.",
            expected=f"If-None-Match: {etag}",
            received=f"If-None-Match: {sent[0]}" if sent else self._instead(page),
            diagnosis=told,
        )

    def expect_none_known(self, why: str) -> None:
        """Demand that the last call has sent no ETag.

        Where it has lost its first check it may send what is none, which that one has shown.
        """
        sent = [value for each in self._requests if (value := self._dialect.sent(each))]
        if not self._is_judged:
            sent = list(filter(self._was_given, sent))
        if sent:
            raise Mismatch(
                f"Your function sent an ETag, {why}.",
                expected="If-None-Match: (none)",
                received=f"If-None-Match: {sent[0]}",
                diagnosis="An ETag belongs to one answer: to its page, to its text, and to the cache that it is kept in.",
            )

    @property
    def _dialect(self) -> SendsEtags:
        return self._examination.dialect(SendsEtags)

    def _was_given(self, value: str) -> bool:
        """Tell whether a value is an ETag that one of the pages has given."""
        return any(bare(value) == bare(etag) for page in self._pages for etag in page.given)

    def _instead(self, page: Changing) -> str:
        if not self._requests:
            return "no request at all"
        return f"{self._requests[-1].method} {page.url} without If-None-Match"

    def _of_unknown(self, etag: str, sent: list[str]) -> str | None:
        """Tell what it means that an ETag was not sent as it came; learn the dialect."""
        if not self._requests:
            return "Nobody but the server knows whether the text is still the same: it has to be asked each time."
        if any(bare(value) == bare(etag) for value in sent):
            self._learn(SendsEtags(bare=True))
            return "The W/ and the quotes belong to an ETag: it goes back just as it came."
        for request in self._requests:
            for name, value in request.headers.items():
                if bare(value) == bare(etag):
                    self._learn(SendsEtags(name, value != etag))
                    return f"The ETag was sent in the header {name}: the one for this is If-None-Match."
        return None

    def _learn(self, dialect: SendsEtags) -> None:
        self._examination.learn(dialect)
