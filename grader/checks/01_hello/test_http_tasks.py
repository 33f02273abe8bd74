"""Unit 1, the HTTP tasks: forms, headers, bodies, HEAD, basic auth and cookies with requests."""

import codecs
import functools

from grader.course.checks import Kind, check
from grader.failures.errors import Raised, Unseen
from grader.i18n import gettext
from grader.peers.http.pages import json_page, page_of, text_page
from grader.peers.http.script import Rule
from grader.subjects.base import Examination
from grader.subjects.functions import HttpTasks, is_understood, same_value
from grader.subjects.tasks.cookies import carry, carry_anew, carry_to_itself
from grader.subjects.tasks.facts import (
    Downloads,
    described_page,
    expect_facts,
    expect_no_download,
    info,
)
from grader.subjects.tasks.lock import Lock, demand_accepted, expect_truth, sends_credentials
from grader.subjects.tasks.posting import (
    Post,
    Sent,
    expect_form,
    expect_headers,
    expect_no_headers,
    expect_no_swap,
    learn_how_sent,
)
from grader.subjects.tasks.urls import expect_as_given
from grader.subjects.words import Chinese, Phrase, Word

KIND = Kind("module", network="mocked", shares_runs=True)
MANY_REFUSALS = 5  # of one user, who is let in at last


def expect_bodies(http: HttpTasks, function: str, *pages: tuple[Rule, object]) -> None:
    """Demand that a function of a URL gets each of these pages, which stand there in turn."""
    url = http.page(pages[0][0])
    with http.one_process():
        for rule, wanted in pages:
            expect_body(http, function, http.site.page(url, rule), wanted)


def expect_body(http: HttpTasks, function: str, url: str, wanted: object) -> None:
    """Demand that a function of a URL gets the page and returns this value."""
    made, before = len(http.site.requests), len(http.asked(url))
    returned = http.attempt(function, url)
    # who keeps what an earlier call got asks for it no more
    request = http.last_request("GET", url, 0 if before else made)
    expect_as_given(http, url, request)
    if len(http.asked(url)) > before:
        http.expect(returned, wanted)
    else:
        http.expect(returned, wanted, of_memory)


def of_memory(value: object) -> str:
    """Tell what it means that a call which made no request gave a value."""
    return gettext(
        "It made no request: what an earlier call had got from the same URL was kept, and the page has changed since then."
    )


def demand_read(
    http: HttpTasks, examination: Examination, function: str, rule: Rule, value: object
) -> None:
    """Demand that the function, named as its first check is, gives what a plain page holds.

    Raises Unseen where it lost that check by more than what is hard in it.
    """
    if is_understood(examination, function):
        return
    returned = http.attempt_after(function, function, http.page(rule))
    if isinstance(returned, Raised) or not same_value(returned.value, value):
        raise Unseen(function)


# ------------------------------------------------------------------ the body of a GET


@check(points=2)
def test_get_text(http: HttpTasks, word: Word, phrase: Phrase) -> None:
    """get_text returns the body as text.

    Hint: Which form of the body is a str? And does your function return it, or print it?
    Hint: A response has its body as bytes and as text (README, the second table of “The idea”). Use
    the url that the function gets, with its query.
    Hint: `response = requests.get(url, timeout=5)`, then `return response.text`.
    """
    # ASCII: the charset is the next check's concern
    lines = f'{phrase(60)} "{word()}" &lt;b&gt;\n' * 100
    texts = (word(), f"{lines}\n\\n ", f"{word()}\r\n{word()}\n", "")
    expect_bodies(http, "get_text", *((text_page(text), text) for text in texts))
    doubled = word(5)
    query = f"?{word(4).title()}={word()}&{doubled}=%26&{word(4)}=&{doubled}={word(3)}"
    for ending in (query, "/"):
        text = word()
        url = http.page(text_page(text), query=ending)
        expect_body(http, "get_text", url, text)


@check(points=1, after="get_text")
def test_get_text_in_its_charset(
    http: HttpTasks, examination: Examination, word: Word, chinese: Chinese
) -> None:
    """get_text reads the body in the charset that the server declares.

    Hint: Where does a server say in which encoding its text is written?
    Hint: The charset stands in Content-Type, and requests has read it already. Do you decode the
    bytes yourself, or set an encoding?
    Hint: `return response.text`, and no `.decode(...)` of your own.
    """
    text = word()
    demand_read(http, examination, "get_text", text_page(text), text)
    short = chinese(5)
    expect_body(http, "get_text", http.page(text_page(short)), short)
    if examination.passed("get_text"):  # who cuts a long text has lost that one for it
        # of three bytes each: wherever pieces end, some of them do so within a character
        long = word(1) + chinese(7) * 1200
        expect_body(http, "get_text", http.page(text_page(long)), long)
    body, beyond_gbk = chinese(6).encode("gb18030"), "😀".encode("gb18030")
    # the very same bytes begin both: who guesses from them guesses wrong once
    for charset, kind, data in (
        ("gb18030", "text/plain; charset=gb18030", body + beyond_gbk),
        ("iso-8859-1", 'text/plain; format=flowed; charset="iso-8859-1"', body),
    ):
        page = http.page(page_of(data, kind))
        expect_body(http, "get_text", page, data.decode(charset))


@check(points=2, after="get_text")
def test_get_bytes(http: HttpTasks, examination: Examination, word: Word, phrase: Phrase) -> None:
    """get_bytes returns the body as raw bytes.

    Hint: A picture is not text. In which form did the server send it?
    Hint: A response has its body in three forms. One of them is the bytes, as they came.
    Hint: `return requests.get(url, timeout=5).content`, without any encode or decode.
    """
    start = bytes([0xFF, 0xFE, 0x00, 0x0D, 0x0A, 0x80])
    bodies = (
        phrase().encode(),
        start + examination.dice.randbytes(150_000) + b" \r\n",
        codecs.BOM_UTF8 + phrase().encode(),
        b"",
    )
    kind = "application/octet-stream"
    expect_bodies(http, "get_bytes", *((page_of(data, kind), data) for data in bodies))
    if examination.passed("get_text"):  # who changes every URL has lost that one for it
        url = http.page(page_of(start, kind), query=f"?{word(4).title()}={word(4).upper()}")
        expect_body(http, "get_bytes", url, start)


@check(points=1)
def test_get_json(http: HttpTasks, word: Word, phrase: Phrase, chinese: Chinese) -> None:
    """get_json returns the parsed JSON.

    Hint: JSON is text that stands for a value. Which part of a response gives you that value?
    Hint: The name alone is a method: it does nothing until you call it.
    Hint: With brackets: `return requests.get(url, timeout=5).json()`.
    """
    hard = {
        phrase(): {"": [None, -7, 1e-9, [[]]]},
        chinese(): f'"{chinese()}" \\ / \n',
        "no": False,
    }
    plain = {word(): [1, 2.5, word()], "ok": True}
    expect_bodies(http, "get_json", (json_page(plain), plain), (json_page(hard, 2), hard))


@check(points=1, after="get_json")
def test_get_json_takes_any_value(http: HttpTasks, examination: Examination, word: Word) -> None:
    """get_json returns any JSON value: a list, a number, an empty text, null.

    Hint: What does your function return for null, for 0 and for an empty list?
    Hint: These values count as false in Python. A line with "if" or "or" may put something else
    in their place.
    Hint: Return the value as it is: `return response.json()`, without an `or ...` after it.
    """
    plain = {word(): word()}
    demand_read(http, examination, "get_json", json_page(plain), plain)
    as_json = f"[null, {examination.dice.randrange(10, 100)}]"  # a text all the same
    values: tuple[object, ...] = (None, [], [word(), 7], 0, False, "", as_json)
    for value in values:
        expect_body(http, "get_json", http.page(json_page(value)), value)


# ------------------------------------------------------------------ a form by POST


@check(points=2)
def test_post_form(http: HttpTasks, examination: Examination, word: Word) -> None:
    """post_form sends the fields as a form, by POST.

    Hint: Which method sends a form, and in which part of the request does it travel?
    Hint: A form travels in the body. One argument of post takes a dict and makes a form of it;
    another one puts it into the URL, a third one makes JSON.
    Hint: `requests.post(url, data=fields, timeout=5)`.
    """
    fields = {word(): word(), word(): word()}
    post = Post(http, fields, {}, word(), after=None)  # headers are another check's concern
    if post.requests:
        learn_how_sent(examination, post.last, fields)
    request = http.last_request("POST", post.url)
    expect_no_swap(http, request, fields, {f"X-{word(6)}": word()})
    expect_form(request, fields)
    post.expect_one()


@check(points=1, after="post_form")
def test_post_form_encodes(
    http: HttpTasks, examination: Examination, word: Word, chinese: Chinese
) -> None:
    """post_form encodes spaces, &, =, + and Chinese.

    Hint: What do & and = mean in a form? And if they stand in a value?
    Hint: requests encodes the names and values of a dict. Nobody encodes a str that you glue
    together yourself.
    Hint: Give it the dict itself: `data=fields`, not an f-string of names and values.
    """
    fields = {
        word(): f"{word(3)} & {word(3)}=1+1 100%  ",
        word(): chinese(),
        f"{word(3)} {chinese()}&": word(),
        word(): "",
    }
    sent = examination.dialect(Sent)
    if not examination.passed("post_form") and sent == Sent():
        raise Unseen("post_form")
    expect_form(Post(http, fields, {}, word()).request(examination), fields, sent.kind)


@check(points=1, after="post_form")
def test_post_form_sends_headers(
    http: HttpTasks, examination: Examination, word: Word, phrase: Phrase
) -> None:
    """post_form sends the extra headers.

    Hint: In which order does post take its arguments? What does the mirror of the tea shop show?
    Hint: The headers that your function gets belong in the same call as the fields, under their
    own name.
    Hint: `requests.post(url, data=fields, headers=headers, timeout=5)`.
    """
    odd = {f"x-{word(4)}-ODD-{word(3).title()}": f'"{phrase()}" a=b, c', f"X-{word(6)}": ""}
    usual = {"User-Agent": word(), "Accept": f"text/x-{word(5)}"}  # requests has its own ones
    earlier: dict[str, str] = {}
    with http.one_process():
        for extra in ({f"X-{name}": word() for name in (word(6), word(6))}, odd, usual):
            request = Post(http, {word(): word()}, extra, word()).request(examination)
            expect_headers(request, extra)
            expect_no_headers(request, earlier)
            earlier |= extra


@check(points=1, after="post_form")
def test_post_form_returns_the_text(
    http: HttpTasks, examination: Examination, word: Word, phrase: Phrase, chinese: Chinese
) -> None:
    """post_form returns the text of the answer.

    Hint: What does post return, and what does your function return?
    Hint: post returns a response. The caller of your function wants a str, so choose the right part
    of it.
    Hint: `return response.text`, as the last line of the function.
    """
    for text, status in ((word(), 200), (word(), 201), (f"{phrase()}\n{chinese()} ", 200)):
        post = Post(http, {word(): word()}, {}, text, status=status)
        post.request(examination)
        http.expect(post.returned, text, functools.partial(of_status, status))
        if examination.passed("post_form"):
            post.expect_one()


def of_status(status: int, value: object) -> str | None:
    """Tell what the status has to do with another value than the text of the answer, or None."""
    if status == 200:
        return None
    return gettext(
        "The status of this answer is {status}: that is a success, as 200 is, and the answer has a text, too.",
        status=status,
    )


# ------------------------------------------------------------------ HEAD


@check(points=1)
def test_page_info_asks_with_head(http: HttpTasks, examination: Examination, word: Word) -> None:
    """page_info asks with HEAD and downloads no body.

    Hint: Which method asks for the headers alone?
    Hint: requests has a function for each method, and it has the name of the method. Do you call
    another one before or after it?
    Hint: One request: `response = requests.head(url, timeout=5)`.
    """
    url, _ = described_page(http, examination, word)
    http.attempt("page_info", url)
    if any(not request.only_looks for request in http.asked(url)):
        examination.learn(Downloads(True))
    http.last_request("HEAD", url)
    expect_no_download(http, url)


@check(points=1, after="page_info_asks_with_head")
def test_page_info_tells_what_it_saw(http: HttpTasks, examination: Examination, word: Word) -> None:
    """page_info returns status, last_modified, content_type and content_length.

    Hint: Which two of the four values are numbers? What does type() say of yours?
    Hint: A response has a number for the status, and headers that work like a dict. Values of
    headers are always str.
    Hint: `{"status": response.status_code, ..., "content_length":
    int(response.headers["Content-Length"])}`.
    """
    kind = f"Text/X-{word(5).title()}; Charset=UTF-8"
    with http.one_process():
        url, facts = described_page(http, examination, word)
        expect_facts(http, examination, info(http, examination, url), facts)
        _, facts = described_page(
            http,
            examination,
            word,
            200,
            {"content_type": kind, "content_length": 0},
            str.lower,
            url,
        )
        expect_facts(http, examination, info(http, examination, url), facts, str.lower)


@check(points=1, after=("page_info_asks_with_head", "page_info_tells_what_it_saw"))
def test_page_info_knows_none(http: HttpTasks, examination: Examination, word: Word) -> None:
    """page_info gives None for what the server did not say, even for a missing page.

    Hint: What happens if you ask a dict for a key that it does not have?
    Hint: A dict has a method that returns None for a missing key. But None is not a number: the
    length needs a case of its own.
    Hint: `length = response.headers.get("Content-Length")`, then `None if length is None else
    int(length)`.
    """
    with http.one_process():
        for status, unsaid in (
            (404, ("last_modified", "content_type", "content_length")),
            (404, ("last_modified",)),
            (200, ("content_type", "content_length")),
        ):
            absent = dict.fromkeys(unsaid)
            url, facts = described_page(http, examination, word, status, absent)
            if not examination.passed("page_info_tells_what_it_saw"):
                facts = dict(absent)  # what was said is that check's concern
            expect_facts(http, examination, info(http, examination, url), facts)


# ------------------------------------------------------------------ basic auth


@check(points=1)
def test_login_accepted(http: HttpTasks, examination: Examination, word: Word) -> None:
    """login sends the credentials and is true for 200.

    Hint: Which argument of get takes a user and a password?
    Hint: They travel in the header Authorization, and requests writes it for you from one pair.
    Hint: `response = requests.get(url, auth=(user, password), timeout=5)`, and then look at its
    status.
    """
    with http.one_process():
        lock = Lock(http, examination, word(), word(), welcome=b"")
        lock.expect_credentials()
        expect_truth(http, lock.outcome, True, 200)
        mixed = word().title(), f"{word(6)}{word(6).upper()}"
        Lock(http, examination, *mixed).expect_credentials(before=lock)


@check(points=1, after="login_accepted")
def test_login_refused(http: HttpTasks, examination: Examination, word: Word) -> None:
    """login is false for 401.

    Hint: Does requests raise an exception for a 401? Try the cellar of the tea shop with a wrong
    password.
    Hint: It returns a response like any other. Its number tells you whether the server let you in.
    Hint: `return response.status_code == 200`.
    """
    if not examination.passed("login_accepted"):
        demand_accepted(http, examination, word)
    lock = Lock(http, examination, word(), word())
    expect_truth(http, http.attempt("login", lock.url, word(), word()), False, 401)
    lock.expect_no_memory(word(), word())
    if examination.passed("login_accepted"):
        lock.expect_no_grudge(*(word() for _ in range(MANY_REFUSALS)))


@check(points=1, after="login_accepted")
def test_login_with_a_colon(http: HttpTasks, examination: Examination, word: Word) -> None:
    """login takes a password that holds a colon.

    Hint: Which colon separates the user from the password?
    Hint: It is the first one. In a URL, a colon and other signs have a meaning of their own. In a
    pair they have no such meaning.
    Hint: `auth=(user, password)` takes both as they are; do not build the URL or the header
    yourself.
    """
    if not examination.passed("login_accepted") and not sends_credentials(http, examination, word):
        raise Unseen("login_accepted")
    for password in (
        f"{word(4)}:{word(4)}",
        f":{word(4)}@/#???% ~~~{word(4)}:",
        f' %41+"{word(60)}\\ ',
        "",
    ):
        Lock(http, examination, word(), password).expect_credentials()


# ------------------------------------------------------------------ cookies


@check(points=1, after="get_text")
def test_carry_cookies(
    http: HttpTasks, examination: Examination, word: Word, phrase: Phrase
) -> None:
    """carry_cookies brings the cookie of the first page to the second.

    Hint: How does a server know that two requests come from the same visitor?
    Hint: The first response sets a cookie, and the second request has to send it back. requests
    forgets it between two calls, unless you carry it or let somebody remember it.
    Hint: `session = requests.Session()`, then `session.get(...)` twice. Or `cookies=first.cookies`
    in the second call.
    """
    name = word()
    texts = (word(), f" {phrase()}\n")
    queries = ("", f"?{word(5)}={word(3)}" if examination.passed("get_text") else "")
    calls = [({name: word()}, *each) for each in zip(texts, queries, strict=True)]
    carry_anew(http, examination, *calls)
    carry_to_itself(http, {name: word()}, word())


@check(points=1, after="carry_cookies")
def test_carry_several_cookies(http: HttpTasks, examination: Examination, word: Word) -> None:
    """carry_cookies brings several cookies.

    Hint: How many cookies did the first page set, and how many does your second request send?
    Hint: Each cookie has a Set-Cookie header of its own. Do you pick one of them by its name?
    Hint: Carry all of them at once: one `requests.Session()` for both requests, or
    `cookies=first.cookies`.
    """
    for cookies in (
        {word(): word(), word(): word()},
        {
            word(): word(),
            f"{word(3)}-{word(3).upper()}_{word(2)}.7": f"{word()}==",
            word(): f"a.{word()}%20_7",
        },
    ):
        carry(http, examination, cookies, word())
