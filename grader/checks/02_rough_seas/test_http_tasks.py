"""Unit 2, the HTTP tasks: a web with bad days."""

import json
import urllib.parse
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from grader.course.checks import Kind, check
from grader.failures.diagnosis import leaving
from grader.failures.diagnosis.calls import of_unraised
from grader.failures.errors import Failure, Mismatch, NothingCame, Raised, Unseen
from grader.peers.http import forms, mistakes
from grader.peers.http.manners import Searching
from grader.peers.http.script import (
    MOST_REQUESTS,
    Answer,
    Header,
    Instead,
    Request,
    Response,
    in_turn,
)
from grader.peers.http.values import Other, Returned
from grader.subjects.base import NO_FILES, Examination, Files
from grader.subjects.functions import HttpTasks, InFolder
from grader.subjects.web import WebTasks, source_of
from grader.subjects.words import Chinese, Phrase, Word

KIND = Kind("module", network=("mocked", "real"))
UTF8 = ("Content-Type", "text/plain; charset=utf-8")
JSON = ("Content-Type", "application/json")
BINARY = ("Content-Type", "application/octet-stream")
PATIENT = 8  # seconds: a timeout that never matters
SHORT, LATE = 0.3, 0.9  # seconds: a timeout, and when the answer comes then
LARGE = 32 << 20  # bytes of a body, several times what any usual piece and its copies take up
MOST_HELD = 27 << 20  # bytes of memory
LONGEST_PAUSE = 1.45  # seconds; the rule is 1, and a loaded machine adds to it
ATTEMPTS = 4  # that are left over by two troubles
ASKED = 2  # seconds of Retry-After, give or take one
Outcome = Returned | Raised
Params = Mapping[str, object]


def text_answer(text: str, status: int = 200, after: float = 0.0) -> Response:
    return Response(status, text.encode(), (UTF8,), "Scripted", after=after)


def error(status: int, *headers: Header) -> Response:
    return Response(status, error_page(status).encode(), (UTF8, *headers), "Scripted")


def error_page(status: int) -> str:
    return f"This is the page of error {status}."


def raised(outcome: Raised) -> str:
    """Show an exception: its class, with the library that it is of, and its text."""
    _, _, text = outcome.message.partition(": ")
    name = leaving.named(outcome.kinds)
    return f"{name}: {text}" if text else name


def expect_raised(
    tasks: HttpTasks, function: str, outcome: Outcome, family: str, when: str
) -> None:
    """Demand that the call raised an exception of this family of requests'."""
    if isinstance(outcome, Returned):
        tasks.program.drain()
        pages = [
            answer.body
            for _, answer in tasks.site.exchanges
            if isinstance(answer, Response) and answer.status >= 400
        ]
        raise Mismatch(
            f"Your function returned although {when}.",
            expected=f"an exception: requests.{family}",
            received=f"it returned {outcome.shown()}",
            diagnosis=(of_unraised(outcome.remarks) if family == "HTTPError" else None)
            or leaving.of_none(
                outcome.value, pages, tasks.program.stdout.text, source_of(tasks.program)
            ),
        )
    if not outcome.is_of_requests(family):
        raise Mismatch(
            f"Your function raised another exception than it should when {when}.",
            expected=f"requests.{family}",
            received=raised(outcome),
            diagnosis=leaving.of_other(outcome.kinds, family),
        )


def again(
    tasks: HttpTasks, examination: Examination, first: str, function: str, *arguments: object
) -> Outcome:
    """Call a function whose check `first` has been judged before.

    Raises Unseen if that one was lost and this call shows no more than that: the function
    raises what no answer could, does not come to an end, or returns what is no value.
    """
    try:
        outcome = tasks.attempt(function, *arguments)
    except NothingCame:
        if examination.passed(first):
            raise
        raise Unseen(first) from None
    unless_it_crashes(examination, outcome, first)
    return outcome


def unless_it_crashes(examination: Examination, outcome: Outcome, first: str) -> None:
    """Judge no further a function that raises what no answer could, or returns what is no value.

    Raises Unseen if the check `first`, which this mistake costs its points, was lost.
    """
    if isinstance(outcome, Raised):
        says_nothing = not outcome.is_of_requests("RequestException")
    else:
        says_nothing = isinstance(outcome.value, Other)
    if says_nothing and not examination.passed(first):
        raise Unseen(first)


def tell(examination: Examination, step: str) -> None:
    """Add a step of the grader's own to the story of the check."""
    examination.scene.transcript.step(step)


# ------------------------------------------------------------------ search


def search(
    http: HttpTasks, manner: Searching, params: Params, answer: Response
) -> tuple[list[Request], Outcome]:
    """Call `search` on a page that answers this; give its requests for it and what came back."""
    url = http.page_of_any_query(lambda request: answer)
    if manner.method != "GET":
        http.site.page(f"{url}?*", lambda request: answer, methods=("GET", manner.method))
    outcome = http.attempt("search", url, params)
    page = urllib.parse.urlsplit(url).path
    asked = [
        request
        for request in http.site.requests
        if urllib.parse.urlsplit(request.url).path == page and not request.only_looks
    ]
    return asked, outcome


def found(answer: object) -> Response:
    return Response(200, json.dumps(answer).encode(), (JSON,))


def expect_query(request: Request, params: Params, manner: Searching) -> None:
    query = urllib.parse.urlsplit(request.url).query
    received = said(request, manner.in_body)
    wanted = pairs(params)
    if sorted(received) != sorted(wanted) or not in_order(received, wanted):
        raise Mismatch(
            f"Your function sent other query parameters. The URL's query was {query!r}.",
            expected=mistakes.asked_for(wanted, received),
            received=mistakes.differing(wanted, received),
            diagnosis=mistakes.of_query(wanted, received, query),
        )


def said(request: Request, in_body: bool) -> list[mistakes.Pair]:
    """Read the parameters of a search: those of the URL's query, or those of its body."""
    text = urllib.parse.urlsplit(request.url).query
    if in_body:
        text = request.body.decode("latin-1")
    if in_body and text[:1] == "{":
        return pairs(json.loads(request.body))
    return urllib.parse.parse_qsl(text, keep_blank_values=True)


def pairs(params: Params) -> list[mistakes.Pair]:
    return [
        (key, str(item))
        for key, value in params.items()
        for item in (value if isinstance(value, list) else [value])
    ]


def in_order(received: Sequence[mistakes.Pair], wanted: Sequence[mistakes.Pair]) -> bool:
    """Tell whether the values of each key kept their order; the order of keys does not matter."""
    return all(
        [v for k, v in received if k == key] == [v for k, v in wanted if k == key]
        for key, _ in wanted
    )


def understood(examination: Examination) -> Searching:
    """Give the way in which the program was found to search, and tell of it."""
    manner = examination.dialect(Searching)
    if shown := manner.shown():
        tell(examination, f"judged in your program's own way: {shown}")
    return manner


def learn_to_search(examination: Examination, request: Request, params: Params) -> None:
    """Look in which way the parameters came, and understand it from now on."""
    in_body = not urllib.parse.urlsplit(request.url).query and bool(request.body)
    try:
        if sorted(said(request, in_body)) == sorted(pairs(params)):
            examination.learn(Searching(request.method, in_body))
    except ValueError:  # what looked like JSON is none
        pass


@check(points=1)
def test_search_finds(http: HttpTasks, examination: Examination, word: Word) -> None:
    """search sends the parameters with a GET and returns the JSON list.

    Hint: Which argument of get() takes the query parameters?
    Hint: Which method of a response parses its JSON?
    """
    params: Params = {word(5): word(), word(6): 7}
    listed = [word(), {"name": word()}, 3]
    asked, outcome = search(http, Searching(), params, found(listed))
    if asked:
        learn_to_search(examination, asked[0], params)
    methods = {request.method for request in asked}
    if isinstance(outcome, Raised) and methods <= {"GET"}:
        raise outcome
    if methods and "GET" not in methods:
        raise Mismatch(
            f"Your function made its search by {' and '.join(methods)}.",
            expected="GET",
            received=" and ".join(methods),
            diagnosis="A search changes nothing on the server, and so it is a GET.",
        )
    url = next(iter(http.site.pages)).removesuffix("?*")
    expect_query(http.last_request("GET", url), params, Searching())
    http.expect(outcome, listed)
    _, outcome = search(http, Searching(), {word(5): word()}, found([]))
    http.expect(outcome, [])


@check(points=1, after="search_finds")
def test_search_encodes(
    http: HttpTasks, examination: Examination, word: Word, chinese: Chinese
) -> None:
    """search encodes blanks, &, +, = and Chinese, and repeats the key of a list.

    Hint: & and = have a meaning in a query. What if they are in a value?
    Hint: requests encodes what it gets as params; nobody encodes what you paste into the URL.
    """
    manner = understood(examination)
    for params in (
        {word(5): f"{word(3)}  {word(3)} & {word(3)}=1+1 100%#?/;\"'", word(6): ""},
        {word(5): chinese(), f"{word(3)} {chinese()}&": word()},
        {word(5): [word(), f"{word(2)} & {word(2)}", chinese()], word(6): word()},
    ):
        asked, outcome = search(http, manner, params, found([]))
        if not asked:
            unless_it_crashes(examination, outcome, "search_finds")
            if not examination.passed("search_finds"):
                raise Unseen("search_finds")
            url = list(http.site.pages)[-1].removesuffix("?*")
            http.last_request(manner.method, url)
        expect_query(asked[-1], params, manner)


@check(points=1, after="search_finds")
def test_search_raises(http: HttpTasks, examination: Examination, word: Word) -> None:
    """search raises requests.HTTPError for an error of the server or of ours.

    Hint: Which method of a response raises an exception if the status is an error's?
    Hint: raise_for_status() does nothing for a good status, so it can always be called.
    """
    manner = understood(examination)
    for status in (400, 404, 429, 500, 503, examination.dice.choice((401, 405, 410, 418, 502))):
        is_page = status in (404, 503)  # as most servers answer, whatever was asked for
        answer = error(status) if is_page else Response(status, b"[]", (JSON,), "Scripted")
        _, outcome = search(http, manner, {word(5): word()}, answer)
        unless_it_crashes(examination, outcome, "search_finds")
        expect_raised(http, "search", outcome, "HTTPError", f"the status was {status}")


# ------------------------------------------------------------------ get_or_none


@check(points=1)
def test_get_or_none_reads(web: WebTasks, phrase: Phrase, chinese: Chinese) -> None:
    """get_or_none returns the text of a page, also of one that takes its time.

    Hint: A response has its body in several forms: which one is a str?
    Hint: The timeout is an argument: of your function, and of get().
    """
    text = f"{phrase()} {chinese()}\n" * 50
    url = web.page(in_turn(text_answer(text), text_answer(text, after=0.4)))
    for _ in range(2):
        web.expect(web.call("get_or_none", url, PATIENT), text)
    empty = web.page(in_turn(text_answer("")))
    web.expect(web.call("get_or_none", empty, PATIENT), "")


@check(points=1, after="get_or_none_reads")
def test_get_or_none_404(web: WebTasks, examination: Examination) -> None:
    """get_or_none returns None for a page that is not there.

    Hint: 404 is the one status that is no error here: look at it before you raise.
    Hint: response.status_code is the number.
    """
    url = web.page(in_turn(error(404)))
    outcome = again(web, examination, "get_or_none_reads", "get_or_none", url, PATIENT)
    if isinstance(outcome, Raised):
        raise Mismatch(
            "Your function raised an exception for a page that is not there.",
            expected="it returns None",
            received=raised(outcome),
            diagnosis="The status 404 is the one error that is no exception here: None tells of it.",
        )
    told = None
    if outcome.value == error_page(404):
        told = "What it returned is the body of the error's page: the status says that there is no page."
    web.expect(outcome, None, lambda value: told)


@check(points=1, after="get_or_none_reads")
def test_get_or_none_raises(web: WebTasks, examination: Examination) -> None:
    """get_or_none raises requests.HTTPError for any other error.

    Hint: Which method of a response raises an exception if the status is an error's?
    Hint: Not found is one thing; forbidden, gone and broken are others.
    """
    for status in (400, 401, 403, 405, 410, 429, 500, 503):
        url = web.page(in_turn(error(status)))
        outcome = again(web, examination, "get_or_none_reads", "get_or_none", url, PATIENT)
        when = f"the status was {status}"
        expect_raised(web, "get_or_none", outcome, "HTTPError", when)


@check(points=1, after="get_or_none_reads")
def test_get_or_none_times_out(web: WebTasks, examination: Examination, word: Word) -> None:
    """get_or_none raises requests.Timeout if the server sends nothing within the timeout.

    Hint: Without a timeout requests waits for ever. Which argument of get() sets it?
    Hint: Let the exception pass: whoever called your function wants to know.
    """
    text = word()
    # a machine under load may wake a program late, so what came late has to come again and again
    for _ in range(3):
        url = web.page(in_turn(text_answer(text, after=LATE)))
        outcome = again(web, examination, "get_or_none_reads", "get_or_none", url, SHORT)
        if isinstance(outcome, Raised) or outcome.value != text:
            break
    silent = f"the server sent nothing for {LATE} s, and the timeout was {SHORT} s"
    if isinstance(outcome, Returned) and outcome.value == text:
        raise Failure(
            f"Your function did not raise although {silent}: it waited for the answer and returned it.",
            expected="an exception: requests.Timeout",
            received="it returned the text that came at last",
            diagnosis=leaving.of_unused(source_of(web.program), "get_or_none", 1)
            or "The connection was there at once; the wait for the answer, which came after it, was not ended by that timeout.",
        )
    expect_raised(web, "get_or_none", outcome, "Timeout", silent)
    if web.tries.made > 1:
        raise Failure(
            f"Your function asked {web.tries.made} times although {silent} each time.",
            expected="an exception after the first timeout",
            received=f"{web.tries.made} requests",
        )
    late = LATE + 0.2  # longer than a program can wait that took this timeout for the other
    url = web.page(in_turn(text_answer(text, after=late)))
    outcome = web.attempt("get_or_none", url, PATIENT)
    if isinstance(outcome, Raised):
        raise Failure(
            f"Your function raised an exception although the answer came after {late} s, and the timeout was {PATIENT} s.",
            expected="it returns the text",
            received=raised(outcome),
            diagnosis="It waits for another time than for the timeout that it is given."
            if outcome.is_of_requests("Timeout")
            else outcome.diagnosis,
        )


# ------------------------------------------------------------------ get_with_retries


def expect_tries(web: WebTasks, wanted: int, mixed: bool = False) -> None:
    made = web.tries.made
    if made == wanted:
        return
    told = None
    if abs(made - wanted) == 1:
        told = "`attempts` are all the tries, the first one counts."
    elif mixed and made > wanted:
        told = "Answers with a bad status and broken connections came in turn: `attempts` are the tries of both kinds together."
    raise Failure(
        f"Your function tried {made} times, and was asked for {wanted} tries in all.",
        expected=f"{wanted} tries",
        received=f"{made} tries",
        diagnosis=told,
    )


def stopped_early(web: WebTasks, outcome: Outcome, url: str, attempts: int) -> Failure:
    """Make the failure of a function that ends after a try although there are more."""
    made = web.tries.made
    if isinstance(outcome, Raised) and not outcome.is_of_requests("RequestException"):
        return outcome
    source = source_of(web.program)
    how = raised(outcome) if isinstance(outcome, Raised) else f"it returned {outcome.shown()}"
    told = leaving.of_mounts(source, "get_with_retries", url) if made == 1 else None
    if not told and isinstance(outcome, Raised) and outcome.is_of_requests("ConnectionError"):
        told = leaving.of_uncaught(source, "get_with_retries")
    return Failure(
        f"Your function did not try again after {web.tries.last}, "
        f"although it had made {made} of {attempts} tries.",
        expected="another try",
        received=how,
        diagnosis=told,
    )


def expect_text(web: WebTasks, examination: Examination, outcome: Outcome, text: str) -> None:
    """Demand the text of the last try, unless the first check has shown that it is lost."""
    if isinstance(outcome, Raised) or examination.passed("retries_errors"):
        web.expect(outcome, text)


def of_lost_text(value: object) -> str | None:
    """Tell what it means that a function gave nothing after a try that went well."""
    if value is not None:
        return None
    return "Its last try was answered with the text, and None came back: that text did not get from there to the caller."


def errors_that_heal(examination: Examination, web: WebTasks, word: Word) -> tuple[int, ...]:
    """Give the statuses after which the program tries again.

    Raises Unseen if `retries_errors` has shown that there are none.
    """
    statuses = (503, 502, 504)
    if examination.passed("retries_errors"):
        return statuses
    tell(examination, "first the grader looked after which errors your program tries again")
    healing = []
    for status in statuses:
        url = web.page(in_turn(error(status), text_answer(word())))
        again(web, examination, "retries_errors", "get_with_retries", url, 3)
        healing += [status] if web.tries.made > 1 else []
    if not healing:
        raise Unseen("retries_errors")
    tell(examination, f"it does so after {' and '.join(map(str, healing))}: these are used here")
    return tuple(healing)


@check(points=1)
def test_retries_errors(web: WebTasks, phrase: Phrase, chinese: Chinese) -> None:
    """get_with_retries tries again after 502, 503 and 504.

    Hint: Which statuses heal by waiting? A loop around the request, and the text at its end.
    Hint: A pause between the tries may be short: a second at most.
    """
    for statuses in ((503,), (502, 504), (504, 503, 502)):
        text, attempts = f"{phrase()} {chinese()}", len(statuses) + 2
        url = web.page(in_turn(*map(error, statuses), text_answer(text)))
        outcome = web.attempt("get_with_retries", url, attempts)
        if web.tries.made <= len(statuses):
            raise stopped_early(web, outcome, url, attempts)
        web.expect(outcome, text, of_lost_text)
        expect_tries(web, len(statuses) + 1)


@check(points=1, after="retries_errors")
def test_retries_broken_connections(web: WebTasks, examination: Examination, word: Word) -> None:
    """get_with_retries tries again after a connection that was refused or broke.

    Hint: There is no status without an answer, there is an exception: which one?
    Hint: requests.ConnectionError is what both raise.
    """
    for trouble in (Instead.RESET, Instead.HANG_UP, None):
        text = word()
        url, outcome = after_two(web, examination, trouble, text)
        if web.tries.made <= 2 and not examination.passed("retries_errors"):
            errors_that_heal(examination, web, word)
            url, outcome = after_two(web, examination, trouble, text)
        if web.tries.made <= 2:
            raise stopped_early(web, outcome, url, ATTEMPTS)
        expect_text(web, examination, outcome, text)


def after_two(
    web: WebTasks, examination: Examination, trouble: Instead | None, text: str
) -> tuple[str, Outcome]:
    """Call the function on a page that gives this text after two of a trouble, or two refusals.

    Gives the page's URL, and what came of the call.
    """
    answers: list[Answer] = [trouble, trouble] if trouble else []
    web.refuse(0 if trouble else 2)
    url = web.page(in_turn(*answers, text_answer(text)))
    return url, again(web, examination, "retries_errors", "get_with_retries", url, ATTEMPTS)


@check(points=1, after=("retries_errors", "retries_broken_connections"))
def test_retries_only_so_often(web: WebTasks, examination: Examination, word: Word) -> None:
    """get_with_retries makes so many tries in all, and raises the last error.

    Hint: What does the loop do when the last try has failed?
    Hint: raise_for_status() raises for a status; an exception that you caught can be raised again.
    """
    first, *others = errors_that_heal(examination, web, word)
    troubles: list[tuple[int, list[Answer]]] = [(3, [error(first)]), (1, [error(first)])]
    if examination.passed("retries_broken_connections"):
        troubles += [
            (2, [Instead.RESET]),
            (3, [error(first), Instead.RESET, error([first, *others][-1]), Instead.RESET]),
        ]
    for attempts, trouble in troubles:
        url = web.page(in_turn(*trouble))
        outcome = again(web, examination, "retries_errors", "get_with_retries", url, attempts)
        expect_tries(web, attempts, mixed=len(trouble) > 1)
        expect_raised(
            web,
            "get_with_retries",
            outcome,
            "RequestException",
            f"all of its {attempts} tries had failed",
        )
    text = word()
    url = web.page(in_turn(error(first), text_answer(text)))
    outcome = web.attempt("get_with_retries", url, 2)
    if web.tries.made < 2:
        raise stopped_early(web, outcome, url, 2)  # the last try counts
    expect_text(web, examination, outcome, text)


@check(points=1, after="retries_errors")
def test_retries_raise_at_once(web: WebTasks, examination: Examination) -> None:
    """get_with_retries raises requests.HTTPError at once for any other error.

    Hint: Will a page that is forbidden be allowed a second later?
    Hint: 429 says: too many requests. Here it is one of those that are raised at once.
    """
    for status in (400, 403, 404, 408, 413, 425, 429, 500, 501, 505, 507, 522):
        url = web.page(in_turn(error(status)))
        outcome = again(web, examination, "retries_errors", "get_with_retries", url, 3)
        if web.tries.made > 1:
            raise Failure(
                f"Your function tried again after status {status}.",
                expected="one try",
                received=f"{web.tries.made} tries",
                diagnosis="This status does not heal by waiting a moment: 502, 503 and 504 do.",
            )
        when = f"the status was {status}"
        expect_raised(web, "get_with_retries", outcome, "HTTPError", when)


class Pause(NamedTuple):
    """What an answer asks for before the next try: seconds, or nothing; None is a reset."""

    status: int | None
    asked: int | None

    @property
    def answer(self) -> Answer:
        """The answer that asks for it."""
        if self.status is None:
            return Instead.RESET
        return error(
            self.status, *([] if self.asked is None else [("Retry-After", str(self.asked))])
        )

    def told(self, number: int) -> str:
        """Tell after what the pause began."""
        if self.status is None:
            return Instead.RESET.ending
        asked = "no Retry-After" if self.asked is None else f"Retry-After: {self.asked}"
        return f"answer {number}, a {self.status} with {asked}"

    @property
    def rule(self) -> str:
        """The rule for this pause, in words."""
        asked = self.asked
        return f"{asked} s, give or take one" if asked else "a second at most"

    def is_kept(self, wait: float) -> bool:
        """Tell whether this wait is in the bounds of the rule; a loaded machine adds to a wait."""
        asked = self.asked or 0
        return asked - 1.02 <= wait <= asked + LONGEST_PAUSE


@check(points=1, after=("retries_errors", "retries_broken_connections"))
def test_retries_wait_as_asked(web: WebTasks, examination: Examination, word: Word) -> None:
    """get_with_retries waits as long as Retry-After asks for, else a second at most.

    Hint: response.headers["Retry-After"] is a text: a number of seconds. It may be missing.
    Hint: time.sleep() waits; but not for a text.
    """
    statuses = errors_that_heal(examination, web, word)
    asked = (0, ASKED, None, None)
    pauses = [Pause(statuses[-n % len(statuses)], wait) for n, wait in enumerate(asked)]
    if examination.passed("retries_broken_connections"):
        pauses[-1] = Pause(None, None)
    attempts = len(pauses) + 2
    for _ in range(2):  # what lasted too long has to do so once more
        answers = [pause.answer for pause in pauses]
        url = web.page(in_turn(*answers, text_answer(word())))
        try:
            outcome = again(web, examination, "retries_errors", "get_with_retries", url, attempts)
        except NothingCame:
            broken = broken_pauses(pauses, web.tries.waits)
            if not broken:
                raise
            break
        if web.tries.made <= len(pauses):
            raise stopped_early(web, outcome, url, attempts)
        broken = broken_pauses(pauses, web.tries.waits)
        if not broken:
            return
    n, waits = broken[0], web.tries.waits
    raise Mismatch(
        f"Your function let {waits[n]:.1f} s pass after {pauses[n].told(n + 1)}.",
        expected=pauses[n].rule,
        received=f"{waits[n]:.1f} s; all pauses were {', '.join(f'{wait:.1f}' for wait in waits)} s",
        diagnosis=of_pause(waits[n], pauses[n].asked, [pause.asked for pause in pauses[:n]]),
    )


def broken_pauses(pauses: Sequence[Pause], waits: Sequence[float]) -> list[int]:
    """Tell which of the pauses, as far as there were any, are out of bounds."""
    pairs = zip(pauses, waits, strict=False)
    return [n for n, (pause, wait) in enumerate(pairs) if not pause.is_kept(wait)]


def of_pause(wait: float, asked: int | None, before: Sequence[int | None]) -> str | None:
    """Tell what a pause means that is out of bounds, if it can be told."""
    if asked and 1.9 * asked < wait < 2.3 * asked:
        return "It is twice as long as was asked for."
    if asked and wait < asked:
        return "The answer said how long to wait, and that was not waited for."
    if not asked and before and before[-1] and abs(wait - before[-1]) < 0.3:
        return "It is as long as the answer before had asked for: each answer speaks for its own pause."
    return None


# ------------------------------------------------------------------ download


class Trouble(NamedTuple):
    """A page whose download fails, and what happens there."""

    when: str
    answer: Response | None  # None where no connection to the server comes about
    told: str  # what should have told the program

    @property
    def is_of_status(self) -> bool:
        """Whether it is the status of the answer that tells of it."""
        return self.answer is not None and self.answer.status >= 400


def troubles(data: bytes) -> list[Trouble]:
    half = len(data) // 2
    broken = "The connection ended before the body did."
    return [
        Trouble(
            "the body was shorter than its Content-Length",
            Response(200, data, (BINARY,), sent=half),
            f"The Content-Length promised {len(data)} bytes, and {half} came before the end.",
        ),
        Trouble("the page was not there (404)", error(404), "The status was that of an error."),
        Trouble(
            "the connection was reset in the middle of the body",
            Response(200, data, (BINARY,), sent=half, by_reset=True),
            broken,
        ),
        Trouble("the server had an error (500)", error(500), "The status was that of an error."),
        Trouble(
            "a chunked body broke off",
            Response(200, data, (BINARY,), sent=half, chunked=True),
            broken,
        ),
        Trouble("the connection was refused", None, "There was no server, and so no answer."),
    ]


def download(web: WebTasks, trouble: Trouble, files: Files = NO_FILES) -> Outcome:
    """Call `download` on a page with this trouble, in a folder with these files."""
    web.refuse(0 if trouble.answer else MOST_REQUESTS)
    url = web.page(in_turn(trouble.answer or Response()))
    try:
        return web.attempt("download", url, InFolder("saved.bin"), files=files)
    finally:
        web.refuse(0)


def expect_saved(web: WebTasks, body: bytes) -> None:
    """Demand that the file holds this body."""
    saved = web.file("saved.bin")
    if saved is None:
        raise Mismatch(
            "There is no file.",
            expected=f"a file of {len(body)} bytes",
            received="(no file at path)",
        )
    if saved != body:
        raise Mismatch(
            f"The file of {len(saved)} bytes does not hold the body of {len(body)} bytes.",
            expected=body,
            received=saved,
            diagnosis=mistakes.of_saved(body, saved),
        )


def expect_a_saver(web: WebTasks, examination: Examination) -> None:
    """Look whether the function saves anything at all, if it has lost the check for that.

    Raises Unseen if it does not: such a function leaves no file in any case.
    """
    if examination.passed("download_saves"):
        return
    tell(examination, "first the grader looked whether your program saves a file at all")
    url = web.page(in_turn(Response(200, b"x" * 1000, (BINARY,))))
    outcome = again(web, examination, "download_saves", "download", url, InFolder("saved.bin"))
    if isinstance(outcome, Raised) or not web.has_file("saved.bin"):
        raise Unseen("download_saves")


@check(points=1)
def test_download_saves(web: WebTasks, examination: Examination) -> None:
    """download saves the body and returns its number of bytes.

    Hint: A file for bytes is opened with mode "wb".
    Hint: What does write() return, and what does len() of a chunk?
    """
    for size, chunked in ((200_000, False), (0, False), (70_000, True)):
        data = examination.dice.randbytes(size)
        url = web.page(in_turn(Response(200, data, (BINARY,), chunked=chunked)))
        outcome = web.attempt("download", url, InFolder("saved.bin"))
        if isinstance(outcome, Raised):
            if chunked and not outcome.is_of_requests("RequestException"):
                outcome.diagnosis = "This answer was chunked: such a one has no Content-Length."
            raise outcome
        expect_saved(web, data)
        text = data.decode("utf-8", "replace")
        told = (
            "It is the number of characters of the body's text."
            if outcome.value == len(text)
            else None
        )
        if type(outcome.value) is int and outcome.value != size:
            raise Mismatch(
                f"Your function returned {outcome.value} for a body of {size} bytes.",
                expected=str(size),
                received=str(outcome.value),
                diagnosis=told or "The number of bytes of the whole body is asked for.",
            )
        web.expect(outcome, size)


@check(points=1, after="download_saves")
def test_download_streams(web: WebTasks, examination: Examination) -> None:
    """download does not hold a large body in memory.

    Hint: stream=True leaves the body on the wire until you ask for it.
    Hint: response.iter_content(65536) gives it piece by piece.
    """
    data = examination.dice.randbytes(LARGE)
    url = web.page(in_turn(Response(200, data, (BINARY,))))
    outcome = again(web, examination, "download_saves", "download", url, InFolder("saved.bin"))
    held = web.growth()
    if isinstance(outcome, Raised):
        raise outcome
    if examination.passed("download_saves"):
        web.expect(outcome, LARGE)
    if held is not None and held > MOST_HELD:
        raise Failure(
            "Your function held the body in memory.",
            expected=f"a few pieces of the {LARGE >> 20} MiB at a time",
            received=f"{held >> 20} MiB more memory in use",
            diagnosis=mistakes.of_held(source_of(web.program)),
        )


@check(points=1, after="download_saves")
def test_download_leaves_nothing(web: WebTasks, examination: Examination) -> None:
    """download raises and leaves no file if anything fails.

    Hint: A body may end too early. How many bytes did Content-Length promise?
    Hint: An error's page is no file that anybody asked for: look at the status first.
    Hint: Write to another name, and give the file its own name when all of it is there.
    """
    expect_a_saver(web, examination)
    data = examination.dice.randbytes(300_000)
    for trouble in troubles(data):
        outcome, when = download(web, trouble), trouble.when
        if isinstance(outcome, Returned):
            raise Mismatch(
                f"Your function returned although {when}.",
                expected="an exception",
                received=f"it returned {outcome.shown()}",
                diagnosis=(of_unraised(outcome.remarks) if trouble.is_of_status else None)
                or trouble.told,
            )
        if web.has_file("saved.bin"):
            left = web.file("saved.bin") or b""
            raise Failure(
                f"Your function left a file at path although {when}.",
                expected="no file at path",
                received=f"a file of {len(left)} bytes",
                diagnosis=mistakes.of_leftover(
                    left, data, trouble.answer.body if trouble.answer else b""
                ),
            )


@check(points=1, after="download_leaves_nothing")
def test_download_keeps_the_older_file(web: WebTasks, examination: Examination) -> None:
    """download leaves an older file as it was if anything fails, and replaces it if not.

    Hint: open(path, "wb") empties a file at once, before the first byte has come.
    Hint: Write to another name; os.replace() puts it in the place of the older one.
    """
    expect_a_saver(web, examination)
    older = examination.dice.randbytes(5000)
    data = examination.dice.randbytes(300_000)
    for trouble in cleaned_up(web, examination, data):
        download(web, trouble, {"saved.bin": older})
        kept = web.file("saved.bin")
        if kept != older:
            raise Failure(
                f"The older file is not as it was, although {trouble.when}.",
                expected="the older file, untouched",
                received="no file" if kept is None else f"a file of {len(kept)} bytes",
                diagnosis=of_older(kept, data),
            )
    url = web.page(in_turn(Response(200, data, (BINARY,))))
    outcome = web.attempt("download", url, InFolder("saved.bin"), files={"saved.bin": older})
    if isinstance(outcome, Raised):
        outcome.message = f"Where an older file is, {outcome.message}"
        raise outcome
    if examination.passed("download_saves"):
        expect_saved(web, data)
    elif web.file("saved.bin") == older:
        raise Failure("The older file was not replaced by the body that came whole.")


def cleaned_up(web: WebTasks, examination: Examination, data: bytes) -> list[Trouble]:
    """Give the troubles after which the function raises and leaves no file.

    Raises Unseen if there are none, as `download_leaves_nothing` has shown.
    """
    known = troubles(data)
    if examination.passed("download_leaves_nothing"):
        return known
    tell(examination, "first the grader looked after which failures no file is left")
    clean = []
    for trouble in known:
        outcome = download(web, trouble)
        if isinstance(outcome, Raised) and not web.has_file("saved.bin"):
            clean.append(trouble)
    if not clean:
        raise Unseen("download_leaves_nothing")
    tell(examination, f"only these are used here: {'; '.join(each.when for each in clean)}")
    return clean


def of_older(kept: bytes | None, body: bytes) -> str | None:
    """Tell what has become of an older file."""
    if kept is None:
        return "The older file is gone: it was removed or moved before the new one was there, or when the download failed."
    if not kept:
        return "The older file was emptied: opening it for writing does that at once."
    if body.startswith(kept):
        return "In its place is the beginning of the body that broke off."
    return None


# ------------------------------------------------------------------ login_and_read


def has_fields(request: Request, fields: Mapping[str, str]) -> bool:
    """Tell whether the body is a form with these fields; it may have others beside them."""
    return fields.items() <= (forms.fields(request) or {}).items()


class Members:
    """A site with a login: a form, a cookie on a redirect, and a page for members."""

    def __init__(self, http: HttpTasks, word: Word, phrase: Phrase, status: int = 302) -> None:
        self.http, self.status = http, status
        self.user, self.password = phrase(14), f"{word(4)} &={word(4)}+%"
        self.fields = {"user": self.user, "password": self.password}
        self.cookie, self.value, self.text = word(6), word(), phrase(40)
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
def test_login_reads(http: HttpTasks, word: Word, phrase: Phrase) -> None:
    """login_and_read posts the form, and reads the page with the cookie that it got.

    Hint: A Session keeps cookies from one request to the next, and those of a redirect, too.
    Hint: The form's fields are called user and password; which argument of post() takes them?
    """
    for status in (302, 303):
        site = Members(http, word, phrase, status)
        outcome = http.attempt("login_and_read", site.login, site.user, site.password, site.page)
        request = http.last_request("POST", site.login)
        if not has_fields(request, site.fields):
            raise Mismatch(
                "Your function did not post the fields user and password as a form.",
                expected=repr(site.fields),
                received=repr(forms.fields(request) or request.body),
                diagnosis=mistakes.of_form(request, site.fields),
            )
        expect_page_read(http, site, outcome)
        page = http.last_request("GET", site.page)
        if page.cookies().get(site.cookie) != site.value:
            raise Mismatch(
                "Your function asked for page_url without the cookie of the login.",
                expected=f"Cookie: {site.cookie}={site.value}",
                received=f"Cookie: {page.headers.get('cookie', '(none)')}",
                diagnosis=mistakes.of_cookie(site.cookie, site.value, page),
            )
        http.expect(outcome, site.text)


def expect_page_read(http: HttpTasks, site: Members, outcome: Outcome) -> None:
    """Demand that page_url was asked for."""
    asked = [(request.method, request.address) for request in http.site.requests]
    if any(address == site.page for _, address in asked):
        return
    if isinstance(outcome, Raised) and not outcome.is_of_requests("RequestException"):
        raise outcome
    told = f"The login was answered with {site.status}, which is a redirect and no refusal."
    if isinstance(outcome, Returned):
        told = "What the redirect leads to is not page_url."
    raise Mismatch(
        f"Your function did not ask for page_url after the login was answered with {site.status}.",
        expected=f"GET {site.page}",
        received=raised(outcome)
        if isinstance(outcome, Raised)
        else f"it returned {outcome.shown()}",
        diagnosis=told,
    )


@check(points=1, after="login_reads")
def test_login_refused(
    http: HttpTasks, examination: Examination, word: Word, phrase: Phrase
) -> None:
    """login_and_read raises requests.HTTPError if the login is refused.

    Hint: Which method of a response raises an exception if the status is an error's?
    Hint: It is the answer to the login that has to be looked at, before the page is asked for.
    """
    for status in (401, 403):
        site = Members(http, word, phrase)
        refusing = http.page(in_turn(Response(status, b"no", (UTF8,), "No")), methods=("POST",))
        open_page = http.page(lambda request: Response(200, b"anybody", (UTF8,)))
        for page in (site.page, open_page):
            arguments = (refusing, site.user, site.password, page)
            outcome = again(http, examination, "login_reads", "login_and_read", *arguments)
            when = f"the login was refused with {status}"
            expect_raised(http, "login_and_read", outcome, "HTTPError", when)


# ------------------------------------------------------------------ upload


def uploaded(
    http: HttpTasks, name: str, data: bytes, answer: object
) -> tuple[list[Request], Outcome]:
    """Call `upload` with this file; give its requests and what came back."""
    body = json.dumps(answer).encode()
    url = http.page(lambda request: Response(200, body, (JSON,)), methods=("POST",))
    before = len(http.site.requests)
    outcome = http.attempt("upload", url, InFolder(name), files={name: data})
    return http.site.requests[before:], outcome


def expect_multipart(request: Request, data: bytes) -> None:
    if forms.kind(request) != forms.MULTIPART:
        raise Mismatch(
            "Your function did not send multipart/form-data.",
            expected="Content-Type: multipart/form-data",
            received=f"Content-Type: {request.headers.get('content-type', '(none)')}",
            diagnosis=mistakes.of_no_multipart(request, data),
        )
    if not forms.boundary(request):
        raise Mismatch(
            "Your function sent a Content-Type without a boundary.",
            expected="Content-Type: multipart/form-data; boundary=…",
            received=f"Content-Type: {request.headers['content-type']}",
            diagnosis=mistakes.NO_BOUNDARY,
        )


@check(points=1)
def test_upload_sends(
    http: HttpTasks, examination: Examination, word: Word, chinese: Chinese
) -> None:
    """upload posts the file as multipart/form-data, in the field file, under its own name.

    Hint: files={"file": …}: which argument of post() sends files?
    Hint: Open the file for reading bytes: mode "rb".
    Hint: os.path.basename() takes the folders off a path.
    """
    binary = bytes(range(256)) + b"\r\n--" + examination.dice.randbytes(3000) + b"\r\n"
    files = [
        (f"{word(6)}.bin", f"{word()}\n".encode()),
        (f"{word(6)}.bin", binary),
        (f"{word(3)} {word(3)}.{word(2)}; '{word(3)}'.txt", word().encode()),
        (f"{chinese()} {word(3)} {chinese()}.txt", chinese().encode()),
        (f'{word(3)} "{word(3)}".txt', word().encode()),
    ]
    for name, data in files:
        requests, outcome = uploaded(http, name, data, {})
        posts = [request for request in requests if request.method == "POST"]
        if not posts and isinstance(outcome, Raised):
            raise outcome
        request = posts[-1] if posts else http.last_request("POST", list(http.site.pages)[-1])
        expect_multipart(request, data)
        parts = forms.parts(request)
        sent = [part for part in parts if part.filename is not None]
        if [(part.name, part.content) for part in sent] == [("file", data)] and (
            name in sent[0].filenames
        ):
            continue
        shown = [(part.name, part.filename, f"{len(part.content)} bytes") for part in sent]
        raise Mismatch(
            "Your function sent another file than it should, or not in the way that it should.",
            expected=repr(("file", name, f"{len(data)} bytes")),
            received=repr(shown[0] if len(shown) == 1 else shown),
            diagnosis=mistakes.of_upload(name, data, parts, f"{http.program.folder}/{name}"),
        )


@check(points=1, after="upload_sends")
def test_upload_returns(http: HttpTasks, examination: Examination, word: Word) -> None:
    """upload returns the JSON of the answer.

    Hint: What does post() return, and what does your function return?
    Hint: The text of an answer and the value that its JSON stands for are two things.
    """
    answer = {"id": word(), "size": 17, "tags": [word(), None]}
    requests, outcome = uploaded(http, f"{word(6)}.txt", word().encode(), answer)
    if isinstance(outcome, Raised) and not examination.passed("upload_sends"):
        raise Unseen("upload_sends")
    if not any(request.method == "POST" for request in requests):
        raise Unseen("upload_sends")
    http.expect(outcome, answer)
