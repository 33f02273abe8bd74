"""Unit 2, the HTTP tasks: a web with bad days."""

import json
import urllib.parse
from collections.abc import Iterator, Mapping, Sequence

from grader.course.checks import Kind, check
from grader.failures.errors import Failure, Mismatch, Raised
from grader.peers.http import forms
from grader.peers.http.script import Answer, Header, Instead, Request, Response, in_turn
from grader.peers.http.values import Returned
from grader.subjects.base import Examination
from grader.subjects.functions import HttpTasks, InFolder
from grader.subjects.web import WebTasks
from grader.subjects.words import Chinese, Word

KIND = Kind("module", network=("mocked", "real"))
UTF8 = ("Content-Type", "text/plain; charset=utf-8")
JSON = ("Content-Type", "application/json")
BINARY = ("Content-Type", "application/octet-stream")
PATIENT = 5  # seconds: a timeout that never matters
LARGE = 12 << 20  # bytes of a body
MOST_GROWTH = 10 << 20  # bytes of memory
LONGEST_PAUSE = 1.45  # seconds; the rule is 1, and a loaded machine adds to it
Params = Mapping[str, object]
Pair = tuple[str, str]

LATEST_TIMEOUT = 0.9  # seconds; the rule is 0.3


def text_answer(text: str, status: int = 200, after: float = 0.0) -> Response:
    return Response(status, text.encode(), (UTF8,), "Scripted", after=after)


def error(status: int, *headers: Header) -> Response:
    return Response(status, b"no", (UTF8, *headers), "Scripted")


def expect_raised(outcome: Returned | Raised, family: str, when: str) -> None:
    """Demand that the call raised an exception of this family of requests'."""
    if not isinstance(outcome, Raised):
        raise Mismatch(
            f"Your function returned although {when}.",
            expected=f"requests.{family}",
            received=f"it returned {outcome.shown()}",
            diagnosis="requests raises no exception for an error's status by itself: raise_for_status() does."
            if family == "HTTPError"
            else None,
        )
    if family not in outcome.families:
        raise Mismatch(
            f"Your function raised something else when {when}.",
            expected=f"requests.{family}",
            received=outcome.message.partition(" raised ")[2],
            diagnosis=outcome.diagnosis,
        )


# ------------------------------------------------------------------ search


def search(
    http: HttpTasks, examination: Examination, params: Params, answer: object
) -> tuple[Request, Returned | Raised]:
    """Call `search` on a page that answers this JSON; give the request and what came back."""
    body = json.dumps(answer).encode()
    url = http.page_of_any_query(lambda request: Response(200, body, (JSON,)))
    returned = http.attempt("search", url, params)
    return http.last_request("GET", url), returned


def expect_query(request: Request, params: Params) -> None:
    query = urllib.parse.urlsplit(request.url).query
    received = urllib.parse.parse_qsl(query, keep_blank_values=True)
    wanted = [
        (key, str(item))
        for key, value in params.items()
        for item in (value if isinstance(value, list) else [value])
    ]
    if sorted(received) != sorted(wanted) or not in_order(received, wanted):
        raise Mismatch(
            "Your function sent other query parameters.",
            expected=repr(wanted),
            received=f"{query!r}, which says {received!r}",
            diagnosis=of_query(wanted, received, query),
        )


def in_order(received: Sequence[Pair], wanted: Sequence[Pair]) -> bool:
    """Tell whether the values of each key kept their order; the order of keys does not matter."""
    return all(
        [v for k, v in received if k == key] == [v for k, v in wanted if k == key]
        for key, _ in wanted
    )


def of_query(wanted: Sequence[Pair], received: Sequence[Pair], query: str) -> str | None:
    if not query:
        return "The URL has no query: which argument of get() takes the parameters?"
    if len(received) < len(wanted) and len({key for key, _ in wanted}) < len(wanted):
        return "A list is sent by repeating its key: key=first&key=second."
    if len(received) != len(wanted):
        return "& and = have a meaning in a query. In a value they must be encoded."
    if [(key, urllib.parse.unquote_plus(value)) for key, value in received] == wanted:
        return "The values were encoded twice: once by you, and once by requests."
    if received == [(key, value.replace("+", " ")) for key, value in wanted]:
        return "A plus sign in a query means a blank: a real one must be encoded."
    return "Let requests encode the parameters: it knows which characters are special."


@check(points=1)
def test_search_finds(http: HttpTasks, examination: Examination, word: Word) -> None:
    """search sends the parameters with a GET and returns the JSON list.

    Hint: Which argument of get() takes the query parameters?
    Hint: Which method of a response parses its JSON?
    """
    params, found = {word(5): word(), word(6): 7}, [word(), {"name": word()}, 3]
    request, returned = search(http, examination, params, found)
    expect_query(request, params)
    http.expect(returned, found)
    url = http.page_of_any_query(lambda request: Response(200, b"[]", (JSON,)))
    http.expect(http.call("search", url, {word(5): word()}), [])


@check(points=1, needs="search_finds")
def test_search_encodes(
    http: HttpTasks, examination: Examination, word: Word, chinese: Chinese
) -> None:
    """search encodes blanks, &, +, = and Chinese, and repeats the key of a list.

    Hint: & and = have a meaning in a query. What if they are in a value?
    Hint: requests encodes what it gets as params; nobody encodes what you paste into the URL.
    """
    for params in (
        {word(5): f"{word(3)} & {word(3)}=1+1 100%#?/", word(6): ""},
        {word(5): chinese(), f"{word(3)} {chinese()}&": word()},
        {word(5): [word(), f"{word(2)} & {word(2)}", chinese()], word(6): word()},
    ):
        request, _ = search(http, examination, params, [])
        expect_query(request, params)


@check(points=1, needs="search_finds")
def test_search_raises(http: HttpTasks, examination: Examination, word: Word) -> None:
    """search raises requests.HTTPError for an error of the server or of ours.

    Hint: Which method of a response raises an exception if the status is an error's?
    Hint: raise_for_status() does nothing for a good status, so it can always be called.
    """
    for status in (400, 404, 429, 500, 503, examination.dice.choice((401, 405, 410, 418, 502))):
        url = http.page_of_any_query(in_turn(Response(status, b"[]", (JSON,), "Scripted")))
        outcome = http.attempt("search", url, {word(5): word()})
        expect_raised(outcome, "HTTPError", f"the status was {status}")


# ------------------------------------------------------------------ get_or_none


@check(points=1)
def test_get_or_none_reads(web: WebTasks, word: Word, chinese: Chinese) -> None:
    """get_or_none returns the text of a page, also of one that takes its time.

    Hint: A response has its body in several forms: which one is a str?
    Hint: The timeout is an argument: of your function, and of get().
    """
    text = f"{word()} {chinese()}\n" * 50
    url = web.page(in_turn(text_answer(text), text_answer(text, after=0.4)))
    for _ in range(2):
        web.expect(web.call("get_or_none", url, PATIENT), text)
    empty = web.page(in_turn(text_answer("")))
    web.expect(web.call("get_or_none", empty, PATIENT), "")


@check(points=1, needs="get_or_none_reads")
def test_get_or_none_404(web: WebTasks, word: Word) -> None:
    """get_or_none returns None for a page that is not there.

    Hint: 404 is the one status that is no error here: look at it before you raise.
    Hint: response.status_code is the number.
    """
    url = web.page(in_turn(text_answer(word(), 404)))
    web.expect(web.call("get_or_none", url, PATIENT), None)


@check(points=1, needs="get_or_none_reads")
def test_get_or_none_raises(web: WebTasks, word: Word) -> None:
    """get_or_none raises requests.HTTPError for any other error.

    Hint: Which method of a response raises an exception if the status is an error's?
    Hint: Not found is one thing; forbidden, gone and broken are others.
    """
    for status in (400, 401, 403, 405, 410, 429, 500, 503):
        outcome = web.attempt("get_or_none", web.page(in_turn(error(status))), PATIENT)
        expect_raised(outcome, "HTTPError", f"the status was {status}")


@check(points=1, needs="get_or_none_reads")
def test_get_or_none_times_out(web: WebTasks) -> None:
    """get_or_none raises requests.Timeout if the server sends nothing within the timeout.

    Hint: Without a timeout requests waits for ever. Which argument of get() sets it?
    Hint: Let the exception pass: whoever called your function wants to know.
    """
    url = web.page(in_turn(Instead.SILENCE))
    outcome = web.attempt("get_or_none", url, 0.3)
    seconds = web.since_last_end()
    expect_raised(outcome, "Timeout", "the server had sent nothing for 0.3 seconds")
    if seconds > LATEST_TIMEOUT:
        raise Failure(
            "Your function waited much longer than the timeout it was given.",
            expected="0.3 s",
            received=f"{seconds:.1f} s",
        )


# ------------------------------------------------------------------ get_with_retries


def expect_tries(web: WebTasks, wanted: int) -> None:
    made = web.tries
    if made != wanted:
        raise Failure(
            f"Your function tried {made} times.",
            expected=f"{wanted} tries",
            received=f"{made} tries",
            diagnosis="`attempts` are all the tries, the first one counts."
            if abs(made - wanted) == 1
            else None,
        )


@check(points=1)
def test_retries_errors(web: WebTasks, word: Word) -> None:
    """get_with_retries tries again after 502, 503 and 504.

    Hint: Which statuses heal by waiting? A loop around the request, and the text at its end.
    Hint: A pause between the tries may be short: a second at most.
    """
    for statuses in ((503,), (502, 504), (504, 503, 502)):
        text = word()
        url = web.page(in_turn(*map(error, statuses), text_answer(text)))
        web.expect(web.call("get_with_retries", url, len(statuses) + 2), text)
        expect_tries(web, len(statuses) + 1)


@check(points=1, needs="retries_errors")
def test_retries_broken_connections(web: WebTasks, word: Word) -> None:
    """get_with_retries tries again after a connection that was refused or broke.

    Hint: There is no status without an answer, there is an exception: which one?
    Hint: requests.ConnectionError is what both raise.
    """
    for trouble in (Instead.RESET, Instead.HANG_UP):
        text = word()
        url = web.page(in_turn(trouble, trouble, text_answer(text)))
        web.expect(web.call("get_with_retries", url, 4), text)
    text = word()
    web.refuse(2)
    web.expect(web.call("get_with_retries", web.page(in_turn(text_answer(text))), 4), text)


@check(points=1, needs="retries_errors")
def test_retries_only_so_often(web: WebTasks, examination: Examination, word: Word) -> None:
    """get_with_retries makes so many tries in all, and raises the last error.

    Hint: What does the loop do when the last try has failed?
    Hint: raise_for_status() raises for a status; an exception that you caught can be raised again.
    """
    troubles: list[tuple[int, list[Answer]]] = [(3, [error(503)]), (1, [error(502)])]
    if examination.passed("retries_broken_connections"):
        troubles += [
            (2, [Instead.RESET]),
            (3, [error(503), Instead.RESET, error(504), Instead.RESET]),
        ]
    for attempts, trouble in troubles:
        rule = in_turn(*trouble)
        outcome = web.attempt("get_with_retries", web.page(rule), attempts)
        expect_raised(outcome, "RequestException", "all tries had failed")
        expect_tries(web, attempts)
    text = word()
    url = web.page(in_turn(error(503), text_answer(text)))
    web.expect(web.call("get_with_retries", url, 2), text)  # the last try counts


@check(points=1, needs="retries_errors")
def test_retries_raise_at_once(web: WebTasks) -> None:
    """get_with_retries raises requests.HTTPError at once for any other error.

    Hint: Will a page that is forbidden be allowed a second later?
    Hint: 429 says: too many requests. Here it is one of those that are raised at once.
    """
    soon = ("Retry-After", "0")
    for status, *headers in (
        (400,),
        (403,),
        (404,),
        (408,),
        (413, soon),
        (425,),
        (429,),
        (429, soon),
        (500,),
        (501,),
        (505,),
        (507,),
        (522,),
    ):
        rule = in_turn(error(status, *headers))
        outcome = web.attempt("get_with_retries", web.page(rule), 3)
        expect_raised(outcome, "HTTPError", f"the status was {status}")
        if web.tries > 1:
            raise Failure(
                f"Your function tried again after status {status}.",
                expected="one try",
                received=f"{web.tries} tries",
                diagnosis="This status does not heal by waiting a moment: 502, 503 and 504 do.",
            )


@check(points=1, needs="retries_errors")
def test_retries_wait_as_asked(web: WebTasks, word: Word) -> None:
    """get_with_retries waits as long as Retry-After asks for, up to 2 seconds, else 1 at most.

    Hint: response.headers["Retry-After"] is a text: a number of seconds. It may be missing.
    Hint: time.sleep() waits; min() keeps it from waiting too long.
    """
    text = word()
    answers = [
        error(503, ("Retry-After", "0")),
        error(504, ("Retry-After", "30")),
        error(502),
        error(503),
        text_answer(text),
    ]
    returned = web.call("get_with_retries", web.page(in_turn(*answers)), len(answers))
    told = ["Retry-After: 0", "Retry-After: 30", "no Retry-After", "no Retry-After"]
    for number, (wait, asked) in enumerate(zip(web.waits, told, strict=False)):
        least, most = (1.98, 2.9) if asked == told[1] else (0, LONGEST_PAUSE)
        if not least <= wait <= most:
            raise Mismatch(
                f"Your function waited {wait:.1f} s after answer {number + 1}, which had {asked}.",
                expected="2 s" if asked == told[1] else "a second at most",
                received=f"{wait:.1f} s",
            )
    web.expect(returned, text)


# ------------------------------------------------------------------ download


def expect_file(web: WebTasks, wanted: bytes) -> None:
    saved = web.file("saved.bin")
    if saved != wanted:
        raise Mismatch(
            "The file does not hold what it should." if saved is not None else "There is no file.",
            expected=wanted,
            received=saved if saved is not None else "(no file at path)",
            diagnosis=None
            if saved is None or len(saved) != len(wanted)
            else "A body is bytes: open the file with mode 'wb' and write response.content or its chunks.",
        )


def failing_pages(web: WebTasks, data: bytes) -> Iterator[tuple[str, str]]:
    """Put up pages whose downloads fail; yield for each what happens there, and its URL."""
    some = len(data) // 2
    yield (
        "the body was shorter than its Content-Length",
        web.page(in_turn(Response(200, data, (BINARY,), sent=some))),
    )
    yield "the page was not there", web.page(in_turn(error(404)))
    yield (
        "the connection was reset in the middle of the body",
        web.page(in_turn(Response(200, data, (BINARY,), sent=some, by_reset=True))),
    )
    yield "the server had an error", web.page(in_turn(error(500)))
    yield (
        "a chunked body broke off",
        web.page(in_turn(Response(200, data, (BINARY,), sent=some, chunked=True))),
    )


@check(points=1)
def test_download_saves(web: WebTasks, examination: Examination) -> None:
    """download saves the body and returns its number of bytes.

    Hint: A file for bytes is opened with mode "wb".
    Hint: What does write() return, and what does len() of a chunk?
    """
    for size, chunked in ((200_000, False), (0, False), (70_000, True)):
        data = examination.dice.randbytes(size)
        url = web.page(in_turn(Response(200, data, (BINARY,), chunked=chunked)))
        returned = web.call("download", url, InFolder("saved.bin"))
        expect_file(web, data)
        web.expect(returned, size)


@check(points=1, needs="download_saves")
def test_download_streams(web: WebTasks, examination: Examination) -> None:
    """download does not hold a large body in memory.

    Hint: stream=True leaves the body on the wire until you ask for it.
    Hint: response.iter_content(65536) gives it piece by piece.
    """
    data = examination.dice.randbytes(LARGE)
    url = web.page(in_turn(Response(200, data, (BINARY,))))
    returned = web.call("download", url, InFolder("saved.bin"))
    grown = web.growth()
    web.expect(returned, LARGE)
    if grown is not None and grown > MOST_GROWTH:
        raise Failure(
            "Your function held the body in memory.",
            expected=f"a few pieces of the {LARGE >> 20} MiB at a time",
            received=f"{grown >> 20} MiB more memory in use",
            diagnosis="Without stream=True the whole body is read before get() returns; .content reads it, too.",
        )


@check(points=1, needs="download_saves")
def test_download_leaves_nothing(web: WebTasks, examination: Examination) -> None:
    """download raises and leaves no file if anything fails.

    Hint: A body may end too early. How many bytes did Content-Length promise?
    Hint: An error's page is no file that anybody asked for: look at the status first.
    Hint: Write to another name, and give the file its own name when all of it is there.
    """
    data = examination.dice.randbytes(300_000)
    for when, url in failing_pages(web, data):
        outcome = web.attempt("download", url, InFolder("saved.bin"))
        if not isinstance(outcome, Raised):
            raise Mismatch(
                f"Your function returned although {when}.",
                expected="an exception",
                received=f"it returned {outcome.shown()}",
            )
        if web.has_file("saved.bin"):
            raise Failure(
                f"Your function left a file although {when}.",
                expected="no file at path",
                received=f"a file of {len(web.file('saved.bin') or b'')} bytes",
                diagnosis="Half a file looks like a file: remove it when something fails.",
            )


@check(points=1, needs="download_leaves_nothing")
def test_download_keeps_the_older_file(web: WebTasks, examination: Examination) -> None:
    """download leaves an older file as it was if anything fails, and replaces it if not.

    Hint: open(path, "wb") empties a file at once, before the first byte has come.
    Hint: Write to another name; os.replace() puts it in the place of the older one.
    """
    old = {"saved.bin": examination.dice.randbytes(5000)}
    data = examination.dice.randbytes(300_000)
    for when, url in failing_pages(web, data):
        web.attempt("download", url, InFolder("saved.bin"), files=old)
        if web.file("saved.bin") != old["saved.bin"]:
            raise Failure(
                f"The older file is not as it was, although {when}.",
                expected="the older file, untouched",
                received="another file" if web.has_file("saved.bin") else "no file",
                diagnosis="Nothing may happen to the older file until the new one is whole.",
            )
    url = web.page(in_turn(Response(200, data, (BINARY,))))
    web.call("download", url, InFolder("saved.bin"), files=old)
    expect_file(web, data)


# ------------------------------------------------------------------ login_and_read


def has_fields(request: Request, fields: Mapping[str, str]) -> bool:
    """Tell whether the body is a form with these fields; it may have others beside them."""
    return fields.items() <= (forms.fields(request) or {}).items()


class Members:
    """A site with a login: a form, a cookie on a redirect, and a page for members."""

    def __init__(self, http: HttpTasks, word: Word, status: int = 302) -> None:
        self.http, self.status = http, status
        self.user, self.password = word(), f"{word(4)} &={word(4)}"
        self.fields = {"user": self.user, "password": self.password}
        self.cookie, self.value, self.text = word(6), word(), word(40)
        self.welcome = http.page(lambda request: Response(200, b"welcome", (UTF8,)))
        host = urllib.parse.urlsplit(self.welcome).netloc
        self.login = http.page(self._log_in, methods=("POST",), host=host)
        self.page = http.page(self._read, host=host)

    def _log_in(self, request: Request) -> Response:
        if not has_fields(request, self.fields):
            return Response(403, b"wrong", (UTF8,), "Forbidden")
        cookie = ("Set-Cookie", f"{self.cookie}={self.value}; Path=/")
        path = urllib.parse.urlsplit(self.welcome).path
        return Response(self.status, b"", (cookie, ("Location", path)), "Found")

    def _read(self, request: Request) -> Response:
        if request.cookies().get(self.cookie) != self.value:
            return Response(403, b"members only", (UTF8,), "Forbidden")
        return Response(200, self.text.encode(), (UTF8,))


@check(points=1)
def test_login_reads(http: HttpTasks, word: Word) -> None:
    """login_and_read posts the form, and reads the page with the cookie that it got.

    Hint: A Session keeps cookies from one request to the next, and those of a redirect, too.
    Hint: The form's fields are called user and password; which argument of post() takes them?
    """
    for status in (302, 303):
        site = Members(http, word, status)
        returned = http.attempt("login_and_read", site.login, site.user, site.password, site.page)
        request = http.last_request("POST", site.login)
        if not has_fields(request, site.fields):
            raise Mismatch(
                "Your function did not post the fields user and password as a form.",
                expected=repr(site.fields),
                received=repr(request.body),
            )
        page = http.last_request("GET", site.page)
        if page.cookies().get(site.cookie) != site.value:
            raise Mismatch(
                "Your function asked for the page without the cookie of the login.",
                expected=f"Cookie: {site.cookie}={site.value}",
                received=f"Cookie: {page.headers.get('cookie', '(none)')}",
                diagnosis="The cookie was set by the redirect: the last response does not have it. A Session keeps it.",
            )
        http.expect(returned, site.text)


@check(points=1, needs="login_reads")
def test_login_refused(http: HttpTasks, word: Word) -> None:
    """login_and_read raises requests.HTTPError if the login is refused.

    Hint: Which method of a response raises an exception if the status is an error's?
    Hint: It is the answer to the login that has to be looked at, before the page is asked for.
    """
    for status in (401, 403):
        site = Members(http, word)
        refusing = http.page(in_turn(Response(status, b"no", (UTF8,), "No")), methods=("POST",))
        open_page = http.page(lambda request: Response(200, b"anybody", (UTF8,)))
        for page in (site.page, open_page):
            outcome = http.attempt("login_and_read", refusing, site.user, site.password, page)
            expect_raised(outcome, "HTTPError", f"the login was refused with {status}")


# ------------------------------------------------------------------ upload


def uploaded(
    http: HttpTasks, name: str, data: bytes, answer: object
) -> tuple[Request, Returned | Raised]:
    """Call `upload` with this file; give the request and what came back."""
    body = json.dumps(answer).encode()
    url = http.page(lambda request: Response(200, body, (JSON,)), methods=("POST",))
    returned = http.attempt("upload", url, InFolder(name), files={name: data})
    return http.last_request("POST", url), returned


def expect_multipart(request: Request) -> None:
    if forms.kind(request) != forms.MULTIPART:
        raise Mismatch(
            "Your function did not send multipart/form-data.",
            expected="Content-Type: multipart/form-data",
            received=f"Content-Type: {request.headers.get('content-type', '(none)')}",
            diagnosis="Which argument of post() sends files? It makes the whole body, and its header.",
        )


@check(points=1)
def test_upload_sends(http: HttpTasks, examination: Examination, word: Word) -> None:
    """upload posts the file as multipart/form-data, in the field file, under its own name.

    Hint: files={"file": …}: which argument of post() sends files?
    Hint: Open the file for reading bytes: mode "rb".
    Hint: os.path.basename() takes the folders off a path.
    """
    binary = bytes(range(256)) + b"\r\n--" + examination.dice.randbytes(3000) + b"\r\n"
    for data in (f"{word()}\n".encode(), binary):
        name = f"{word(6)}.bin"
        request, _ = uploaded(http, name, data, {})
        expect_multipart(request)
        wanted = forms.Part("file", name, data)
        parts = [part for part in forms.parts(request) if part.filename is not None]
        if parts == [wanted]:
            continue
        shown = [(part.name, part.filename, f"{len(part.content)} bytes") for part in parts]
        raise Mismatch(
            "Your function sent another file than it should.",
            expected=repr(("file", name, f"{len(data)} bytes")),
            received=repr(shown[0] if len(shown) == 1 else shown),
            diagnosis=of_upload(wanted, parts),
        )


def of_upload(wanted: forms.Part, parts: Sequence[forms.Part]) -> str | None:
    if not parts:
        return "The body has no part that is a file."
    if parts[0].name != wanted.name:
        return "The field has to be called file."
    if parts[0].filename != wanted.filename:
        return "The file's name is the last part of its path."
    if parts[0].content != wanted.content:
        return "The bytes are not those of the file: open it with mode 'rb' and leave them as they are."
    return None


@check(points=1, needs="upload_sends")
def test_upload_returns(http: HttpTasks, word: Word) -> None:
    """upload returns the JSON of the answer.

    Hint: What does post() return, and what does your function return?
    Hint: The text of an answer and the value that its JSON stands for are two things.
    """
    answer = {"id": word(), "size": 17, "tags": [word(), None]}
    _, returned = uploaded(http, f"{word(6)}.txt", word().encode(), answer)
    http.expect(returned, answer)
