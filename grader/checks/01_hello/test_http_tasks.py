"""Unit 1, the HTTP tasks: forms, headers, bodies, HEAD, basic auth and cookies with requests."""

import json
import urllib.parse
from collections.abc import Mapping

from grader.course.checks import Kind, check
from grader.failures.errors import Failure, Mismatch, Raised
from grader.peers.http import forms
from grader.peers.http.script import Request, Response, Rule
from grader.peers.http.values import Returned
from grader.subjects.base import Examination
from grader.subjects.functions import HttpTasks
from grader.subjects.words import Chinese, Word

Fields = Mapping[str, str]
Facts = dict[str, object]

KIND = Kind("module", network="mocked")
UTF8 = ("Content-Type", "text/plain; charset=utf-8")


def text_page(text: str) -> Rule:
    """Make a page that answers this text in UTF-8, whatever it is asked."""
    return lambda request: Response(200, text.encode(), (UTF8,))


# ------------------------------------------------------------------ the body of a GET


@check(points=2)
def test_get_text(http: HttpTasks, word: Word, chinese: Chinese) -> None:
    """get_text returns the body as text.

    Hint: A response has its body in several forms: which one is a str?
    Hint: The function returns the text to its caller; printing it is something else.
    """
    text = f"{word()} {chinese()}\n" * 100
    url = http.page(text_page(text))
    http.expect(http.call("get_text", url), text)


@check(points=1, needs="get_text")
def test_get_text_in_its_charset(http: HttpTasks, chinese: Chinese) -> None:
    """get_text reads the body in the charset that the server declares.

    Hint: Where does a server say which encoding its text has?
    Hint: requests has read the Content-Type header already: what does resp.text make of it?
    """
    text = chinese(8)
    declared = (("Content-Type", "text/plain; charset=gb18030"),)
    url = http.page(lambda request: Response(200, text.encode("gb18030"), declared))
    http.expect(http.call("get_text", url), text)


@check(points=2)
def test_get_bytes(http: HttpTasks, examination: Examination) -> None:
    """get_bytes returns the body as raw bytes.

    Hint: A picture is no text: which attribute of a response holds the bytes as they came?
    Hint: Beside the text, a response has its content: return that, unchanged.
    """
    data = (
        bytes([0xFF, 0xFE, 0x00, 0x0D, 0x0A, 0x80]) + examination.dice.randbytes(20_000) + b" \r\n"
    )
    headers = (("Content-Type", "application/octet-stream"),)
    url = http.page(lambda request: Response(200, data, headers))
    http.expect(http.call("get_bytes", url), data)


def json_page(value: object) -> Rule:
    headers = (("Content-Type", "application/json"),)
    return lambda request: Response(200, json.dumps(value).encode(), headers)


@check(points=1)
def test_get_json(http: HttpTasks, word: Word) -> None:
    """get_json returns the parsed JSON.

    Hint: JSON is a text that means a value: who turns the one into the other?
    Hint: json is a method of the response: it has to be called.
    """
    value = {word(): [1, 2.5, word()], "ok": True}
    http.expect(http.call("get_json", http.page(json_page(value))), value)


@check(points=1, needs="get_json")
def test_get_json_takes_any_value(http: HttpTasks, word: Word) -> None:
    """get_json returns any JSON value: a list, a number, an empty text, null.

    Hint: Not every JSON text is an object; null, 0 and [] are values as well.
    Hint: Return what json() gave you as it is; an “if” or an “or” loses the values that count as false.
    """
    for value in (None, [], [word(), 7], 0, False, ""):
        http.expect(http.call("get_json", http.page(json_page(value))), value)


# ------------------------------------------------------------------ a form by POST


def expect_form(request: Request, fields: Fields) -> None:
    """Demand that the request carries exactly these fields as a form body."""
    received = forms.fields(request)
    if received == fields:
        return
    raise Mismatch(
        "Your function did not send the fields as a form.",
        expected=repr(fields),
        received=repr(received) if received is not None else shown_body(request),
        diagnosis=no_form(request, fields),
    )


def shown_body(request: Request) -> str:
    kind = request.headers.get("content-type", "no Content-Type")
    return f"{request.body[:100]!r} ({kind})"


def no_form(request: Request, fields: Fields) -> str | None:
    """Tell what it usually means that the request carries no such form, or None."""
    query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(request.url).query))
    if query == fields:
        return "The fields are in the URL: params= puts them there. A form travels in the body."
    try:
        if json.loads(request.body) == fields:
            return (
                "The fields were sent as JSON: another argument than json= makes a form of a dict."
            )
    except ValueError:
        pass
    if "content-type" not in request.headers and request.body:
        return (
            "The body is a ready-made str, and nothing says that it is a form: pass the dict "
            "itself, or name the Content-Type."
        )
    return None


def post(
    http: HttpTasks, word: Word, fields: Fields, headers: Fields
) -> tuple[Request, Returned | Raised, str]:
    """Call post_form on a page that answers a text; give the request, what came back, the text."""
    text = word()
    url = http.page(text_page(text), methods=("POST",))
    returned = http.attempt("post_form", url, fields, headers)
    return http.last_request("POST", url), returned, text


@check(points=2)
def test_post_form(http: HttpTasks, word: Word) -> None:
    """post_form sends the fields as a form, by POST.

    Hint: Which method sends a form, and where in the request does it travel?
    Hint: requests makes a form of a dict; which argument of post() takes it?
    """
    fields = {word(): word(), word(): word()}
    request, _, _ = post(http, word, fields, {})
    expect_form(request, fields)
    posts = [request for request in http.site.requests if request.method == "POST"]
    if len(posts) > 1:
        raise Failure(
            f"Your function sent the form {len(posts)} times.",
            expected="one POST",
            received=f"{len(posts)} POSTs",
        )


@check(points=1, needs="post_form")
def test_post_form_encodes(http: HttpTasks, word: Word, chinese: Chinese) -> None:
    """post_form encodes blanks, &, =, + and Chinese.

    Hint: & and = have a meaning in a form. What if they are in a value?
    Hint: requests encodes the values of a dict; nobody encodes a str that you made yourself.
    """
    fields = {
        word(): f"{word(3)} & {word(3)}=1+1 100%",
        word(): chinese(),
        f"{word(3)} {chinese()}&": word(),
    }
    expect_form(post(http, word, fields, {})[0], fields)


@check(points=1, needs="post_form")
def test_post_form_sends_headers(http: HttpTasks, word: Word) -> None:
    """post_form sends the extra headers.

    Hint: In which order does post() take its arguments? A name is safer: headers=…
    Hint: The headers that you were given go to post() itself, in the same call as the fields.
    """
    extra = {f"X-{name}": word() for name in (word(6), word(6))}
    request = post(http, word, {word(): word()}, extra)[0]
    for name, value in extra.items():
        received = request.headers.get(name.lower())
        if received == value:
            continue
        names = ", ".join(request.headers)
        raise Mismatch(
            "Your function did not send the extra header.",
            expected=f"{name}: {value}",
            received=f"{name}: {received}" if received else f"headers: {names}",
        )


@check(points=1, needs="post_form")
def test_post_form_returns_the_text(http: HttpTasks, word: Word) -> None:
    """post_form returns the response's text.

    Hint: What does post() return, and what does your function return?
    Hint: post() returns a response; your function returns the text of it.
    """
    _, returned, text = post(http, word, {word(): word()}, {})
    http.expect(returned, text)


# ------------------------------------------------------------------ HEAD


def described_page(
    http: HttpTasks, examination: Examination, word: Word, status: int = 200, **absent: object
) -> tuple[str, Facts]:
    """Put up a page with the headers that page_info is about; give its URL and the right result."""
    days = examination.dice.randrange(1, 28)
    facts: Facts = {
        "last_modified": f"Sun, {days:02} Nov 2026 10:00:00 GMT",
        "content_type": f"text/x-{word(5)}; charset=utf-8",
        "content_length": examination.dice.randrange(1000, 100000),
        **absent,
    }
    names = {
        "last_modified": "Last-Modified",
        "content_type": "Content-Type",
        "content_length": "Content-Length",
    }
    headers = tuple((names[k], str(v)) for k, v in facts.items() if v is not None)
    url = http.page(lambda request: Response(status, b"", headers), methods=("HEAD",))
    return url, {"status": status, **facts}


def expect_facts(returned: Returned, wanted: Facts) -> None:
    """Demand that the dict holds these values; further keys are not judged."""
    received = returned.value
    if not isinstance(received, dict):
        raise Mismatch(
            "page_info returned no dict.", expected=repr(wanted), received=returned.shown()
        )
    wrong = {
        k: v
        for k, v in wanted.items()
        if k not in received or received[k] != v or type(received[k]) is not type(v)
    }
    if wrong:
        raise Mismatch(
            "page_info returned other values.",
            expected=repr(wrong),
            received=repr({k: received.get(k, "(no such key)") for k in wrong}),
            diagnosis=other_type(wrong, received),
        )


def other_type(wrong: Facts, received: Mapping[object, object]) -> str | None:
    for key, value in wrong.items():
        if isinstance(value, int) and received.get(key) == str(value):
            return f"{key} is a text here: a header's value is a str, int() makes a number of it."
        if value is None and received.get(key, "") in ("", "None", 0, "0"):
            return f"{key} was not said by the server: None tells so."
    return None


@check(points=1)
def test_page_info_asks_with_head(http: HttpTasks, examination: Examination, word: Word) -> None:
    """page_info asks with HEAD and downloads no body.

    Hint: Which method asks for the headers alone?
    Hint: requests has a function for each method; the one for HEAD bears its name.
    """
    url, _ = described_page(http, examination, word)
    http.attempt("page_info", url)
    http.last_request("HEAD", url)
    expect_only_head(http)


def expect_only_head(http: HttpTasks) -> None:
    if any(request.method != "HEAD" for request in http.site.requests):
        asked = ", ".join(request.method for request in http.site.requests)
        raise Mismatch(
            "Your function asked with another method as well.", expected="HEAD", received=asked
        )


@check(points=1, needs="page_info_asks_with_head")
def test_page_info_tells_what_it_saw(http: HttpTasks, examination: Examination, word: Word) -> None:
    """page_info returns status, last_modified, content_type and content_length.

    Hint: A response has a status_code, and headers that work like a dict.
    Hint: Header values are text; the status and the length are to be numbers.
    """
    url, facts = described_page(http, examination, word)
    expect_facts(http.call("page_info", url), facts)
    url, facts = described_page(http, examination, word, content_length=0)
    expect_facts(http.call("page_info", url), facts)


@check(points=1, needs="page_info_asks_with_head")
def test_page_info_knows_none(http: HttpTasks, examination: Examination, word: Word) -> None:
    """page_info gives None for what the server did not say, also for a missing page.

    Hint: What does headers["…"] do when the header is not there?
    Hint: .get() returns None for a missing key; int(None) is an error, though.
    """
    url, facts = described_page(
        http,
        examination,
        word,
        status=404,
        last_modified=None,
        content_type=None,
        content_length=None,
    )
    expect_facts(http.call("page_info", url), facts)
    expect_only_head(http)


# ------------------------------------------------------------------ basic auth


def locked_page(http: HttpTasks, user: str, password: str) -> str:
    """Put up a page that answers 200 to these credentials, 401 to any others; give its URL."""

    def rule(request: Request) -> Response:
        if request.credentials() == f"{user}:{password}":
            return Response(200, b"welcome", (UTF8,))
        challenge = ("WWW-Authenticate", 'Basic realm="course"')
        return Response(401, b"who are you?", (UTF8, challenge), "Unauthorized")

    return http.page(rule)


def expect_login(http: HttpTasks, user: str, password: str) -> None:
    url = locked_page(http, user, password)
    returned = http.call("login", url, user, password)
    request = http.last_request("GET", url)
    if request.credentials() != f"{user}:{password}":
        raise Mismatch(
            "Your function did not send the credentials by HTTP basic auth.",
            expected=f"{user}:{password}",
            received=request.credentials() or sent_authorization(request),
            diagnosis=no_credentials(request),
        )
    if not returned.truth:
        raise Mismatch(
            "login returned a false value, although the server answered 200.",
            expected="True",
            received=returned.shown(),
        )


def sent_authorization(request: Request) -> str:
    value = request.headers.get("authorization")
    return f"Authorization: {value}" if value else "(no Authorization header)"


def no_credentials(request: Request) -> str:
    value = request.headers.get("authorization", "")
    if not value:
        return "Credentials travel in a header: the auth argument of requests writes it."
    if value.startswith("Basic b'"):
        return "b64encode() returns bytes, and str() of bytes has a b and quotes: decode it."
    return "The header reads Basic, a blank, and the base64 form of user:password."


@check(points=1)
def test_login_accepted(http: HttpTasks, word: Word) -> None:
    """login sends the credentials and is true for 200.

    Hint: Which argument of requests.get() takes a user and a password?
    Hint: auth takes a pair: (user, password).
    """
    expect_login(http, word(), word())


@check(points=1, needs="login_accepted")
def test_login_refused(http: HttpTasks, word: Word) -> None:
    """login is false for 401.

    Hint: requests does not raise for a 401 by itself: look at status_code.
    Hint: Compare the status with a number and return the answer of that comparison.
    """
    url = locked_page(http, word(), word())
    returned = http.call("login", url, word(), word())
    if returned.truth:
        raise Mismatch(
            "login returned a true value, although the server answered 401.",
            expected="False",
            received=returned.shown(),
        )


@check(points=1, needs="login_accepted")
def test_login_with_a_colon(http: HttpTasks, word: Word) -> None:
    """login takes a password that holds a colon.

    Hint: Only the first colon separates the user from the password.
    Hint: In a URL a colon has a meaning, and has to be quoted; auth= needs no quoting.
    """
    expect_login(http, word(), f"{word(4)}:{word(4)}")
    expect_login(http, word(), f"{word(4)}@/#?% {word(4)}")


# ------------------------------------------------------------------ cookies


def carry(http: HttpTasks, word: Word, cookies: Fields) -> None:
    """Demand that carry_cookies brings the cookies of a first page to a second one.

    Raises Mismatch.
    """
    text = word()
    setting = tuple(("Set-Cookie", f"{name}={value}; Path=/") for name, value in cookies.items())
    host = f"http://{word(8)}.test"

    def second(request: Request) -> Response:
        brought = request.cookies()
        if all(brought.get(name) == value for name, value in cookies.items()):
            return Response(200, text.encode(), (UTF8,))
        return Response(200, b"who are you?", (UTF8,))

    first_url = http.site.page(
        f"{host}/{word()}", lambda r: Response(200, b"first", (UTF8, *setting))
    )
    second_url = http.site.page(f"{host}/{word()}", second)
    returned = http.call("carry_cookies", first_url, second_url)
    http.last_request("GET", first_url)
    brought = http.last_request("GET", second_url).cookies()
    if any(brought.get(name) != value for name, value in cookies.items()):
        raise Mismatch(
            "The second request did not carry the cookies that the first answer set.",
            expected=repr(cookies),
            received=repr(brought) if brought else "(no cookie)",
            diagnosis=no_cookies(http.last_request("GET", second_url), brought),
        )
    http.expect(returned, text)


def no_cookies(request: Request, brought: Fields) -> str | None:
    if "set-cookie" in request.headers:
        return "A server sends Set-Cookie; the client's header is called Cookie."
    if "Path" in brought or "path" in brought:
        return "Set-Cookie was copied whole: only name=value goes back, without Path and the like."
    if not brought:
        return (
            "HTTP forgets: a Session keeps cookies for the next request, or pass resp.cookies on."
        )
    return None


@check(points=1)
def test_carry_cookies(http: HttpTasks, word: Word) -> None:
    """carry_cookies brings the cookie of the first page to the second.

    Hint: How does a server know that two requests come from the same visitor?
    Hint: Look at resp.cookies, or at what a Session remembers.
    """
    carry(http, word, {word(): word()})


@check(points=1, needs="carry_cookies")
def test_carry_several_cookies(http: HttpTasks, word: Word) -> None:
    """carry_cookies brings several cookies.

    Hint: Each cookie has a Set-Cookie header of its own; is only one of them carried on?
    Hint: A Session, or the whole jar resp.cookies, carries all of them without a loop of yours.
    """
    carry(http, word, {word(): word(), word(): word() + "=="})
