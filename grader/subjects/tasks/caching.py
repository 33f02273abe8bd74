"""A page that changes, and a function that keeps what it has read of it with its ETag."""

from dataclasses import dataclass

from grader.failures.errors import Mismatch, Unseen
from grader.i18n import gettext
from grader.peers.http.pages import UTF8, error
from grader.peers.http.script import Request, Response
from grader.peers.http.values import Kept, Returned
from grader.subjects.base import Examination
from grader.subjects.functions import HttpTasks
from grader.subjects.tasks.outcomes import Outcome, of_small_letters, once_more, unless_it_crashes
from grader.subjects.words import Word, chinese_from

FIRST = "cached_get_remembers"  # the check that shows whether ETags are sent at all
HEADER = "if-none-match"


@dataclass(frozen=True)
class SendsEtags:
    """The dialect of a function that sends ETags without some of their marks, or elsewhere."""

    header: str = HEADER
    bare: bool = False

    def told(self) -> str:
        """Say how it sends them; nothing if by the rules."""
        header = self.header.title()
        if self.header == HEADER:
            return (
                gettext("an ETag is understood without its W/, its quotes or its capital letters")
                if self.bare
                else ""
            )
        if self.bare:
            return gettext(
                "an ETag is understood in the header {header} and without its W/, its quotes or its capital letters",
                header=header,
            )
        return gettext("an ETag is understood in the header {header}", header=header)

    def sent(self, request: Request) -> str | None:
        """Give what a request bears as an ETag, or None."""
        return request.headers.get(self.header)

    def knows(self, request: Request, etag: str | None) -> bool:
        """Tell whether a request bears this ETag."""
        sent = self.sent(request)
        if not sent or not etag:  # an empty header says as little as none
            return False
        return sent == etag or (self.bare and bare(sent) == bare(etag))


def bare(etag: str) -> str:
    """Take from an ETag the W/, the quotes and the case of its letters."""
    return etag.removeprefix("W/").strip('"').casefold()


@dataclass(frozen=True)
class GivesBytes:
    """The dialect of a function that returns the bytes of a text."""

    is_spoken: bool = False

    def told(self) -> str:
        """Say what is understood; nothing if by the rules."""
        return gettext("the bytes of a text are taken for the text") if self.is_spoken else ""


def _has(etags: set[str], value: str) -> bool:
    """Tell whether a value is one of these ETags, maybe without its marks."""
    return bare(value) in map(bare, etags)


class Changing:
    """A page with a text and an ETag, or none; both may change, and it may be in trouble."""

    def __init__(
        self, http: HttpTasks, examination: Examination, word: Word, host: str = "", path: str = ""
    ) -> None:
        self._word, self._etags = word, examination
        self._chinese = chinese_from(examination.dice)
        self.header = "ETag"  # as this page writes it
        self.text, self.etag = "", ""
        self.given: set[str] = set()  # all ETags that it has given
        self.of_errors: set[str] = set()  # those of its errors among them
        self.texts: list[str] = []  # all that it has had
        self.trouble: int | None = None  # the status of an error
        self.change()
        host, path = host or f"{word(8)}.test", path or word(8)
        self.url = http.site.page(f"http://{host}/{path}", self._answer)

    def change(self, form: str | None = '"{}"', *, is_empty: bool = False) -> None:
        """Give the page another text, maybe an empty one, and an ETag of this form or none."""
        word = self._word
        self._before = self.text, self.etag
        self.text = "" if is_empty else f" {word(5)} {self._chinese()}\r\n{word(12)}\n"
        self.texts.append(self.text)
        self.etag = form.format(f"{word(6)}-{word(3).upper()}:{word(2)}=") if form else ""

    def go_back(self) -> None:
        """Give the page again what it had before it changed."""
        self.text, self.etag = self._before

    def _answer(self, request: Request) -> Response:
        etag = f'"{self._word(9)}"' if self.trouble else self.etag
        self.given |= {etag} - {""}
        self.of_errors |= {etag} if self.trouble else set()
        told = ((self.header, etag),) if etag else ()
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
        self._is_empty = False  # the cache, after the last call
        self._cache = ""  # the one of the last call
        self._got: dict[str, str] = {}  # the cache with which each text came first

    def read(self, page: Changing, cache: str = "cache") -> Outcome:
        """Call the function. Raises Unseen where it crashes, or asks nobody, and has lost its first check."""
        before = len(self._http.site.requests)
        self._pages.append(page)
        self._cache = cache
        self._got.setdefault(page.text, cache)
        arguments = (page.url, Kept(cache))
        outcome = once_more(self._http, self._examination, FIRST, "cached_get", *arguments)
        if not self._is_judged:
            unless_it_crashes(self._examination, outcome, FIRST)
        self._is_empty = isinstance(outcome, Returned) and outcome.kept == 0
        self._requests = self._http.site.requests[before:]
        if not self._requests and not self._is_judged:
            raise Unseen(FIRST)
        return outcome

    def expect(self, outcome: Outcome, page: Changing, told: str | None = None) -> None:
        """Demand that a call returned the page's text; where an empty one came, `told` tells why.

        What comes of a 304 is not judged where the first check was lost, which is about that.
        """
        answers = [answer for _, answer in self._http.site.exchanges[-1:]]
        is_304 = any(isinstance(answer, Response) and answer.status == 304 for answer in answers)
        if is_304 and not self._is_judged:
            return
        is_text = isinstance(outcome, Returned) and outcome.value == page.text.encode()
        if is_text and self._examination.dialect(GivesBytes).is_spoken:
            return
        if is_text:
            self._examination.learn(GivesBytes(True))
        self._http.expect(
            outcome, page.text, lambda value: self._of_text(value, page) if value else told
        )

    def _of_text(self, value: object, page: Changing) -> str | None:
        if isinstance(value, str) and self._got.get(value, self._cache) != self._cache:
            return gettext(
                "It is the text of an answer that came when another cache was given: your function keeps something outside of the dict cache."
            )
        if value in page.texts:
            return gettext(
                "This is an earlier text of this page: the text of each 200 is stored with its ETag, in the place of what was there."
            )
        if any(value in other.texts for other in self._pages):
            return gettext(
                "This is the text of another page in the same cache: each URL has an entry of its own."
            )
        return None

    @property
    def sends_none(self) -> bool:
        """Whether the last call has sent no ETag, and the check that demands one was lost."""
        return not self._is_judged and not any(map(self._dialect.sent, self._requests))

    def expect_known(self, page: Changing, why: str, told: str | None = None) -> None:
        """Demand that the last call has sent the page's ETag; `told` tells why it may have not.

        Raises Mismatch, or Unseen where none of any page was sent, and the first check was lost.
        """
        etag = page.etag
        if any(self._dialect.knows(request, etag) for request in self._requests):
            return
        sent = [value for each in self._requests if (value := self._dialect.sent(each))]
        told = (
            self._of_unknown(page, etag, sent)
            or told
            or gettext("No header of its request has it.")
        )
        if not self._is_judged and not any(map(self._was_given, sent)):
            raise Unseen(FIRST)
        raise Mismatch(
            gettext("Your function did not send the ETag of {why}.", why=why),
            expected=f"If-None-Match: {etag}",
            received=f"If-None-Match: {sent[0]}" if sent else self._instead(page),
            diagnosis=told,
        )

    def expect_none_known(self, why: str, is_new_cache: bool = False) -> None:
        """Demand that the last call has sent no ETag.

        Where it has lost its first check it may send what is none, which that one has shown.
        """
        sent = [value for each in self._requests if (value := self._dialect.sent(each))]
        if not self._is_judged:
            sent = list(filter(self._was_given, sent))
        if sent:
            what = gettext("an ETag") if self._was_given(sent[0]) else "If-None-Match"
            raise Mismatch(
                gettext("Your function sent {what}, {why}.", what=what, why=why),
                expected=gettext("no If-None-Match"),
                received=f"If-None-Match: {sent[0]}",
                diagnosis=self._of_sent(sent[0], is_new_cache),
            )

    def _of_sent(self, value: str, is_new_cache: bool) -> str:
        """Tell what it means that this was sent where no ETag is known."""
        if value == "*":
            return gettext(
                "The * means: whichever version there is. Who has no text stored gets a 304 for it, and no text."
            )
        if value == "None":
            return gettext(
                "None is what Python has for an ETag that is missing; here it was sent, as a word."
            )
        if not self._was_given(value):
            return gettext("No page has given the ETag that was sent.")
        if is_new_cache:
            return gettext(
                "It is the ETag of an answer that came when another cache was given: your function keeps something outside of the dict cache."
            )
        if _has(self._pages[-1].of_errors, value):
            return gettext(
                "It is the ETag of the page of the error: the status is looked at before anything is stored."
            )
        return gettext(
            "It is the ETag of an answer before: after a 200 without an ETag there is no ETag."
        )

    @property
    def _dialect(self) -> SendsEtags:
        return self._examination.dialect(SendsEtags)

    def _was_given(self, value: str) -> bool:
        """Tell whether a value is an ETag that one of the pages has given."""
        return any(_has(page.given, value) for page in self._pages)

    def _instead(self, page: Changing) -> str:
        if not self._requests:
            return gettext("no request at all")
        request = f"{self._requests[-1].method} {page.url}"
        return gettext("{request} without If-None-Match", request=request)

    def _of_unknown(self, page: Changing, etag: str, sent: list[str]) -> str | None:
        """Tell what it means that an ETag was not sent as it came; learn the dialect."""
        if not self._requests:
            return gettext(
                "Only the server knows whether the text is still the same: ask it each time."
            )
        if any(bare(value) == bare(etag) for value in sent):
            self._learn(SendsEtags(bare=True))
            if any(value in (etag.lower(), etag.upper()) for value in sent):
                return gettext("Its letters have another case: an ETag goes back just as it came.")
            return gettext("The W/ and the quotes belong to an ETag: it goes back just as it came.")
        if any(etag in value for value in sent):
            return gettext(
                "It stands there among others: the one that is known is that of the text which is stored, and no other."
            )
        for request in self._requests:
            for name, value in request.headers.items():
                if bare(value) == bare(etag):
                    self._learn(SendsEtags(name, value != etag))
                    return gettext(
                        "The ETag was sent in the header {name}: the one for this is If-None-Match.",
                        name=name,
                    )
        return self._of_another(page, sent[0]) if sent else self._of_none(page)

    def _of_another(self, page: Changing, value: str) -> str | None:
        if _has(page.given, value):
            return gettext(
                "This is the ETag of an answer before that: each 200 replaces what is stored."
            )
        if self._was_given(value):
            return gettext(
                "This is the ETag of another page in the same cache: each URL has an entry of its own."
            )
        return None

    def _of_none(self, page: Changing) -> str | None:
        """Tell what it means that no header of the requests had the page's ETag, or None."""
        if page.header.islower():
            return of_small_letters(page.header)
        if any("if-modified-since" in each.headers for each in self._requests):
            return gettext(
                "It sent If-Modified-Since, which goes with Last-Modified: an ETag goes back in If-None-Match."
            )
        if self._is_empty:
            return gettext(
                "The dict that it was given is still empty when it returns. An assignment to the name cache itself, such as cache = …, does not change the caller's dict."
            )
        return None

    def _learn(self, dialect: SendsEtags) -> None:
        self._examination.learn(dialect)
