"""Unit 1, the HTTP tasks: forms, headers, bodies, HEAD, basic auth and cookies with requests."""

import json
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass

from grader.course.checks import Kind, check
from grader.failures.diagnosis.calls import of_keys, of_remarks
from grader.failures.diagnosis.parts import (
    of_cookies,
    of_credentials,
    of_form,
    of_headers,
    of_quoting,
)
from grader.failures.errors import Failure, Mismatch, Raised, Unseen
from grader.peers.http import forms
from grader.peers.http.script import Header, Request, Response, Rule
from grader.peers.http.values import Other, Returned
from grader.subjects.base import Examination
from grader.subjects.functions import HttpTasks, Prints
from grader.subjects.words import Chinese, Phrase, Word

Fields = Mapping[str, str]
Facts = dict[str, object]

KIND = Kind("module", network="mocked")
UTF8 = ("Content-Type", "text/plain; charset=utf-8")


def page_of(body: bytes, kind: str, *headers: Header) -> Rule:
    """Make a page that answers these bytes, whatever it is asked."""
    length = ("Content-Length", str(len(body)))
    return lambda request: Response(200, body, (("Content-Type", kind), length, *headers))


def text_page(text: str, charset: str = "utf-8") -> Rule:
    """Make a page that answers this text, whatever it is asked."""
    return page_of(text.encode(charset), f"text/plain; charset={charset}")


def expect_body(http: HttpTasks, function: str, rule: Rule, wanted: object) -> None:
    """Demand that a function of a URL gets a page by GET, and returns this value."""
    url = http.page(rule)
    returned = http.attempt(function, url)
    http.last_request("GET", url)
    http.expect(returned, wanted)


def demand_seen(examination: Examination, first: str, function: str) -> None:
    """Demand that the function returns what it is about, or was found to print it.

    Raises Unseen where it lost its first check and is not understood.
    """
    if not examination.passed(first) and function not in examination.dialect(Prints).functions:
        raise Unseen(first)


# ------------------------------------------------------------------ the body of a GET


@check(points=2)
def test_get_text(http: HttpTasks, word: Word, phrase: Phrase, chinese: Chinese) -> None:
    """get_text returns the body as text.

    Hint: A response has its body in several forms: which one is a str?
    Hint: The function returns the text to its caller; printing it is something else.
    """
    lines = f'{phrase(60)} "{chinese()}"\n' * 100
    for text in (word(), f"{lines}\n\\n ", f"{word()}\r\n{word()}\n", ""):
        expect_body(http, "get_text", text_page(text), text)


@check(points=1, after="get_text")
def test_get_text_in_its_charset(
    http: HttpTasks, examination: Examination, chinese: Chinese
) -> None:
    """get_text reads the body in the charset that the server declares.

    Hint: Where does a server say which encoding its text has?
    Hint: requests has read the Content-Type header already: what does resp.text make of it?
    """
    demand_seen(examination, "get_text", "get_text")
    body = chinese(8).encode("gb18030")
    # the very same bytes: who guesses from them guesses wrong once
    for charset in ("gb18030", "iso-8859-1"):
        page = page_of(body, f"text/plain; charset={charset}")
        expect_body(http, "get_text", page, body.decode(charset))


@check(points=2)
def test_get_bytes(http: HttpTasks, examination: Examination, phrase: Phrase) -> None:
    """get_bytes returns the body as raw bytes.

    Hint: A picture is no text: which attribute of a response holds the bytes as they came?
    Hint: Beside the text, a response has its content: return that, unchanged.
    """
    start = bytes([0xFF, 0xFE, 0x00, 0x0D, 0x0A, 0x80])
    for data in (
        phrase().encode(),
        start + examination.dice.randbytes(20_000) + b" \r\n",
        b"",
    ):
        expect_body(http, "get_bytes", page_of(data, "application/octet-stream"), data)


def json_page(value: object) -> Rule:
    return page_of(json.dumps(value, ensure_ascii=False).encode(), "application/json")


@check(points=1)
def test_get_json(http: HttpTasks, word: Word, phrase: Phrase, chinese: Chinese) -> None:
    """get_json returns the parsed JSON.

    Hint: JSON is a text that means a value: who turns the one into the other?
    Hint: json is a method of the response: it has to be called.
    """
    hard = {
        phrase(): {"": [None, -7, 1e-9, [[]]]},
        chinese(): f'"{chinese()}" \\ / \n',
        "no": False,
    }
    for value in ({word(): [1, 2.5, word()], "ok": True}, hard):
        expect_body(http, "get_json", json_page(value), value)


@check(points=1, after="get_json")
def test_get_json_takes_any_value(http: HttpTasks, examination: Examination, word: Word) -> None:
    """get_json returns any JSON value: a list, a number, an empty text, null.

    Hint: Not every JSON text is an object; null, 0 and [] are values as well.
    Hint: Return what json() gave you as it is; an “if” or an “or” loses the values that count as false.
    """
    demand_seen(examination, "get_json", "get_json")
    values: tuple[object, ...] = (None, [], [word(), 7], 0, False, "", word())
    for value in values:
        expect_body(http, "get_json", json_page(value), value)


# ------------------------------------------------------------------ a form by POST


@dataclass(frozen=True)
class Sent:
    """How post_form was found to send its fields: by which method, and in which form."""

    method: str = "POST"
    kind: str = "form"  # or query, json, text: those of `fields_of`

    def told(self) -> str:
        """Say what is not as it should be; nothing if all is."""
        method = [f"sends with {self.method}"] if self.method != "POST" else []
        kinds = {
            "query": "puts the fields into the URL",
            "json": "sends the fields as JSON",
            "text": "sends a form that does not say that it is one",
        }
        told = [*method, *filter(None, [kinds.get(self.kind)])]
        return f"post_form() {' and '.join(told)}" if told else ""


def fields_of(request: Request, kind: str) -> Mapping[str | None, object] | None:
    """Read the fields where they are sent in this way; None if they are not."""
    if kind == "query":
        query = urllib.parse.urlsplit(request.url).query
        return dict(urllib.parse.parse_qsl(query, keep_blank_values=True))
    if kind == "json":
        try:
            found = json.loads(request.body)
        except ValueError:
            return None
        return found if isinstance(found, dict) else None
    if kind == "text":
        as_form = {"content-type": forms.URLENCODED}
        return forms.fields(Request(request.method, request.url, as_form, request.body))
    return forms.fields(request)


def expect_form(request: Request, fields: Fields, headers: Fields, kind: str = "form") -> None:
    """Demand that the request carries exactly these fields, as a form body or in another way."""
    received = fields_of(request, kind)
    if received == fields:
        return
    as_kind = [kind for kind in ("query", "json", "text") if fields_of(request, kind) == fields]
    raise Mismatch(
        "Your function did not send the fields as a form.",
        expected=repr(fields),
        received=repr(received) if received is not None else shown_body(request),
        diagnosis=of_form(fields, headers, received, request.body, as_kind[0] if as_kind else None),
    )


def shown_body(request: Request) -> str:
    kind = request.headers.get("content-type", "no Content-Type")
    return f"{request.body[:100]!r} ({kind})"


class Post:
    """One call of post_form, on a page that answers a text to whatever method it is asked by."""

    def __init__(
        self,
        http: HttpTasks,
        fields: Fields,
        headers: Fields,
        text: str,
        after: str | None = "post_form",
    ) -> None:
        self.url = http.page_of_any_query(text_page(text), ("POST", "GET", "PUT", "PATCH"))
        self.returned = http.attempt_after(after, "post_form", self.url, fields, headers)
        self.requests = [each for each in http.asked(self.url) if not each.only_looks]
        self._http = http

    def request(self, examination: Examination) -> Request:
        """Give its last request, which is to be a POST unless that is lost already.

        Raises Failure, or Unseen where that is lost and no request was made.
        """
        if examination.passed("post_form"):
            return self._http.last_request("POST", self.url)
        if not self.requests:
            raise Unseen("post_form")
        return self.requests[-1]


@check(points=2)
def test_post_form(http: HttpTasks, examination: Examination, word: Word) -> None:
    """post_form sends the fields as a form, by POST.

    Hint: Which method sends a form, and where in the request does it travel?
    Hint: requests makes a form of a dict; which argument of post() takes it?
    """
    fields, headers = {word(): word(), word(): word()}, {f"X-{word(6)}": word()}
    post = Post(http, fields, headers, word(), after=None)
    if post.requests:
        learn_how_sent(examination, post.requests[-1], fields)
    request = http.last_request("POST", post.url)
    expect_form(request, fields, headers)
    if len(post.requests) > 1:
        raise Failure(
            f"Your function sent {len(post.requests)} requests with a form's answer.",
            expected="one POST",
            received=", ".join(each.method for each in post.requests),
            diagnosis="Each POST sends the form once more: a server would take two orders for one."
            if [each.method for each in post.requests].count("POST") > 1
            else None,
        )


def learn_how_sent(examination: Examination, request: Request, fields: Fields) -> None:
    kinds = ("form", "query", "json", "text")
    kind = next((kind for kind in kinds if fields_of(request, kind) == fields), "form")
    if request.method != "POST" or kind != "form":
        examination.learn(Sent(request.method, kind))


@check(points=1, after="post_form")
def test_post_form_encodes(
    http: HttpTasks, examination: Examination, word: Word, chinese: Chinese
) -> None:
    """post_form encodes blanks, &, =, + and Chinese.

    Hint: & and = have a meaning in a form. What if they are in a value?
    Hint: requests encodes the values of a dict; nobody encodes a str that you made yourself.
    """
    fields = {
        word(): f"{word(3)} & {word(3)}=1+1 100%",
        word(): chinese(),
        f"{word(3)} {chinese()}&": word(),
        word(): "",
    }
    sent = examination.dialect(Sent)
    if not examination.passed("post_form") and sent == Sent():
        raise Unseen("post_form")
    expect_form(Post(http, fields, {}, word()).request(examination), fields, {}, sent.kind)


@check(points=1, after="post_form")
def test_post_form_sends_headers(
    http: HttpTasks, examination: Examination, word: Word, phrase: Phrase
) -> None:
    """post_form sends the extra headers.

    Hint: In which order does post() take its arguments? A name is safer: headers=…
    Hint: The headers that you were given go to post() itself, in the same call as the fields.
    """
    odd = {f"x-{word(4)}-ODD-{word(3).title()}": f'"{phrase()}" a=b, c'}
    for extra in ({f"X-{name}": word() for name in (word(6), word(6))}, odd):
        request = Post(http, {word(): word()}, extra, word()).request(examination)
        for name, value in extra.items():
            received = request.headers.get(name.lower())
            if received != value:
                raise Mismatch(
                    "Your function did not send the extra header.",
                    expected=f"{name}: {value}",
                    received=f"{name}: {received}" if received is not None else "(no such header)",
                    diagnosis=of_headers(extra, request.headers, request.body),
                )


@check(points=1, after="post_form")
def test_post_form_returns_the_text(
    http: HttpTasks, examination: Examination, word: Word, phrase: Phrase, chinese: Chinese
) -> None:
    """post_form returns the response's text.

    Hint: What does post() return, and what does your function return?
    Hint: post() returns a response; your function returns the text of it.
    """
    for text in (word(), f"{phrase()}\n{chinese()} "):
        post = Post(http, {word(): word()}, {}, text)
        post.request(examination)
        http.expect(post.returned, text)


# ------------------------------------------------------------------ HEAD


@dataclass(frozen=True)
class Downloads:
    """The dialect of a page_info that asks for the page itself."""

    told_so: bool = False

    def told(self) -> str:
        """Say that it does; nothing if it does not."""
        return "page_info() asks for the whole page" if self.told_so else ""


def described_page(
    http: HttpTasks, examination: Examination, word: Word, status: int = 200, **absent: object
) -> tuple[str, Facts]:
    """Put up a page with the headers that page_info is about; give its URL and the right result."""
    days = examination.dice.randrange(1, 28)
    length = examination.dice.randrange(1000, 100000)
    facts: Facts = {
        "last_modified": f"Sun, {days:02} Nov 2026 10:00:00 GMT",
        "content_type": f"text/x-{word(5)}; charset=utf-8",
        "content_length": length,
        **absent,
    }
    names = {
        "last_modified": "Last-Modified",
        "content_type": "Content-Type",
        "content_length": "Content-Length",
    }
    headers = tuple((names[k], str(v)) for k, v in facts.items() if v is not None)
    size = facts["content_length"]
    answer = Response(
        status, b"x" * (size if isinstance(size, int) else 10), headers, REASONS[status]
    )
    return http.page(lambda request: answer, methods=("HEAD", "GET")), {"status": status, **facts}


REASONS = {200: "OK", 404: "Not Found"}


def expect_facts(http: HttpTasks, returned: Returned | Raised, wanted: Facts) -> None:
    """Demand that the dict holds these values; further keys are not judged."""
    if isinstance(returned, Raised):
        raise returned
    received = returned.value
    if not isinstance(received, dict):
        raise Mismatch(
            "page_info returned no dict.",
            expected=repr(wanted),
            received=returned.shown(),
            diagnosis=http.meaning(returned, wanted),
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
            diagnosis=of_keys(wanted, received) or of_facts(wrong, received),
        )


def of_facts(wrong: Facts, received: Mapping[object, object]) -> str | None:
    """Tell what it means that these facts came out otherwise, or None."""
    for key, value in wrong.items():
        got = received[key]
        if isinstance(got, Other):
            return f"{key} is a {got.type} here, and {'a number' if key == 'status' else 'a value of its own'} is asked for."
        if key == "status" and got in REASONS.values():
            return f"{got!r} is the reason that stands beside the status; the number is asked for."
        if isinstance(value, int) and got == str(value):
            return f"{key} is a text here ({got!r}), and a number is asked for."
        if value is None:
            return f"The server did not say {key}: for that None is asked for, and {got!r} came."
        if value == 0 and got is None:
            return f"The server said that {key} is 0. That counts as false, but it is an answer."
        if key == "content_length" and got in (None, 0):
            return f"The server said {value} in Content-Length; {got!r} came. The answer to a HEAD has no body that could be counted: only its headers tell."
        if isinstance(value, str) and isinstance(got, str) and got and value.startswith(got):
            return f"Only the beginning of {key} came; the whole value of the header is asked for."
        if got is None:
            return f"The server said {key}, and None came for it."
    return None


@check(points=1)
def test_page_info_asks_with_head(http: HttpTasks, examination: Examination, word: Word) -> None:
    """page_info asks with HEAD and downloads no body.

    Hint: Which method asks for the headers alone?
    Hint: requests has a function for each method; the one for HEAD bears its name.
    """
    url, _ = described_page(http, examination, word)
    http.attempt("page_info", url)
    if any(not request.only_looks for request in http.asked(url)):
        examination.learn(Downloads(True))
    http.last_request("HEAD", url)
    expect_no_download(http, url)


def expect_no_download(http: HttpTasks, url: str) -> None:
    methods = [request.method for request in http.asked(url)]
    others = [request.method for request in http.asked(url) if not request.only_looks]
    if others:
        raise Mismatch(
            f"Your function asked for the page itself with {others[0]}.",
            expected="HEAD",
            received=", ".join(methods),
            diagnosis=f"The answer to {others[0]} has the whole body, which is not wanted here; the answer to HEAD has the same headers without it.",
        )


def info(http: HttpTasks, examination: Examination, url: str) -> Returned | Raised:
    """Call page_info, and demand that it downloads nothing, unless that is lost already."""
    returned = http.attempt_after("page_info_asks_with_head", "page_info", url)
    if examination.passed("page_info_asks_with_head"):
        http.last_request("HEAD", url)
        expect_no_download(http, url)
    elif not http.asked(url):
        raise Unseen("page_info_asks_with_head")
    return returned


@check(points=1, after="page_info_asks_with_head")
def test_page_info_tells_what_it_saw(http: HttpTasks, examination: Examination, word: Word) -> None:
    """page_info returns status, last_modified, content_type and content_length.

    Hint: A response has a status_code, and headers that work like a dict.
    Hint: Header values are text; the status and the length are to be numbers.
    """
    url, facts = described_page(http, examination, word)
    expect_facts(http, info(http, examination, url), facts)
    url, facts = described_page(http, examination, word, content_length=0)
    expect_facts(http, info(http, examination, url), facts)


@check(points=1, after=("page_info_asks_with_head", "page_info_tells_what_it_saw"))
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
    if not examination.passed("page_info_tells_what_it_saw"):
        del facts["status"]  # it is that check's concern
    expect_facts(http, info(http, examination, url), facts)


# ------------------------------------------------------------------ basic auth


@dataclass(frozen=True)
class Credentials:
    """The dialect of a login that sends its credentials in another place than it should."""

    place: str = ""  # one of those of `place_of`

    def told(self) -> str:
        """Say where they are; nothing if they are where they should be."""
        return f"login() sends the credentials in {self.place}" if self.place else ""


def place_of(request: Request, user: str, password: str) -> str:
    """Tell where else than in basic auth both of them stand as they are; empty if nowhere."""
    places = {
        "the URL": urllib.parse.unquote_plus(urllib.parse.urlsplit(request.url).query),
        "the body": urllib.parse.unquote_plus(request.body.decode("latin-1")),
        "the header Authorization": request.headers.get("authorization", ""),
        "other headers": "\n".join(v for k, v in request.headers.items() if k != "authorization"),
    }
    return next((name for name, text in places.items() if user in text and password in text), "")


class Lock:
    """A page that answers 200 to these credentials, and 401 to any others."""

    def __init__(self, http: HttpTasks, examination: Examination, user: str, password: str) -> None:
        self._http, self._examination = http, examination
        self._user, self._password = user, password
        self.challenge = 'Basic realm="course"'
        self.outcome: Returned | Raised | None = None  # of the call that was judged
        self.url = http.page_of_any_query(self._rule)

    def _rule(self, request: Request) -> Response:
        place = self._examination.dialect(Credentials).place
        known = place and place_of(request, self._user, self._password) == place
        if known or request.credentials() == f"{self._user}:{self._password}":
            return Response(200, b"welcome", (UTF8, ("Content-Length", "7")))
        headers = (UTF8, ("WWW-Authenticate", self.challenge), ("Content-Length", "12"))
        return Response(401, b"who are you?", headers, "Unauthorized")

    def expect_credentials(self) -> None:
        """Call login, and demand that it sends the right ones by HTTP basic auth."""
        outcome = self.outcome = self._http.attempt("login", self.url, self._user, self._password)
        if isinstance(outcome, Raised) and "InvalidURL" in outcome.families:
            outcome.diagnosis = of_quoting(self._password, outcome.message)
        request = self._http.last_request("GET", self.url)
        wanted, sent = f"{self._user}:{self._password}", request.credentials()
        if sent == wanted:
            return
        place = place_of(request, self._user, self._password)
        authorization = request.headers.get("authorization", "")
        if place and not self._examination.passed("login_accepted"):
            self._examination.learn(Credentials(place))
        if not authorization and not place:
            authorization = self._digest()
        raise Mismatch(
            "Your function did not send the credentials by HTTP basic auth.",
            expected=wanted,
            received=sent
            or (
                f"Authorization: {authorization}" if authorization else "(no Authorization header)"
            ),
            diagnosis=of_credentials(authorization, wanted, place, sent),
        )

    def _digest(self) -> str:
        """Ask for digest auth instead, to see whether that is what it waits for."""
        self._http.scene.transcript.step(
            "then the grader asked for Digest, to see whether it answers that"
        )
        self.challenge = f'Digest realm="course", nonce="{self._user}", qop="auth", algorithm=MD5'
        self._http.attempt("login", self.url, self._user, self._password)
        asked = self._http.asked(self.url)
        sent = asked[-1].headers.get("authorization", "") if asked else ""
        return sent if sent.startswith("Digest ") else ""


def expect_truth(
    http: HttpTasks, returned: Returned | Raised | None, wanted: bool, status: int
) -> None:
    """Demand that login returned a value that counts as this."""
    if isinstance(returned, Raised):
        raise returned
    if returned and returned.truth is not wanted:
        raise Mismatch(
            f"login returned a {'false' if wanted else 'true'} value, although the server answered {status}.",
            expected=repr(wanted),
            received=returned.shown(),
            diagnosis=of_remarks(returned.remarks)
            or of_truth(returned.value, status)
            or http.meaning(returned, wanted),
        )


def of_truth(value: object, status: int) -> str | None:
    """Tell what it means that a value counts as true or false against its will, or None."""
    if isinstance(value, str) and value:
        return f"{value!r} is a text, and every text that is not empty counts as true."
    if value == status:
        return f"The status itself came back: {value} is a number, and every number but 0 counts as true."
    if value is True:
        return f"True came back for the status {status} as well: an answer with it is a response like any other to requests, which raises no exception by itself."
    return None


@check(points=1)
def test_login_accepted(http: HttpTasks, examination: Examination, word: Word) -> None:
    """login sends the credentials and is true for 200.

    Hint: Which argument of requests.get() takes a user and a password?
    Hint: auth takes a pair: (user, password).
    """
    lock = Lock(http, examination, word(), word())
    lock.expect_credentials()
    expect_truth(http, lock.outcome, True, 200)


@check(points=1, after="login_accepted")
def test_login_refused(http: HttpTasks, examination: Examination, word: Word) -> None:
    """login is false for 401.

    Hint: requests does not raise for a 401 by itself: look at status_code.
    Hint: Compare the status with a number and return the answer of that comparison.
    """
    if not examination.passed("login_accepted"):
        demand_accepted(http, examination, word)
    url = Lock(http, examination, word(), word()).url
    expect_truth(http, http.attempt("login", url, word(), word()), False, 401)


def demand_accepted(http: HttpTasks, examination: Examination, word: Word) -> None:
    """Demand that a login counts as true where it is understood: else a refusal tells nothing."""
    user, password = word(), word()
    lock = Lock(http, examination, user, password)
    outcome = http.attempt_after("login_accepted", "login", lock.url, user, password)
    if not (isinstance(outcome, Returned) and outcome.truth):
        raise Unseen("login_accepted")


@check(points=1, after="login_accepted")
def test_login_with_a_colon(http: HttpTasks, examination: Examination, word: Word) -> None:
    """login takes a password that holds a colon.

    Hint: Only the first colon separates the user from the password.
    Hint: In a URL a colon has a meaning, and has to be quoted; auth= needs no quoting.
    """
    if not examination.passed("login_accepted") and not sends_credentials(http, examination, word):
        raise Unseen("login_accepted")
    for password in (f"{word(4)}:{word(4)}", f":{word(4)}@/#?% {word(4)}:", f'%41+"{word(4)}\\'):
        Lock(http, examination, word(), password).expect_credentials()


def sends_credentials(http: HttpTasks, examination: Examination, word: Word) -> bool:
    """Tell whether login sends what it should, if there is nothing to be quoted in it."""
    try:
        Lock(http, examination, word(), word()).expect_credentials()
    except Failure:
        return False
    return True


# ------------------------------------------------------------------ cookies


def carry(http: HttpTasks, examination: Examination, cookies: Fields, text: str) -> None:
    """Demand that carry_cookies brings the cookies of a first page to a second one.

    Raises Mismatch.
    """
    setting = [("Set-Cookie", f"{name}={value}; Path=/") for name, value in cookies.items()]

    def second(request: Request) -> Response:
        brought = request.cookies()
        known = all(brought.get(name) == value for name, value in cookies.items())
        return Response(200, text.encode() if known else b"who are you?", (UTF8,))

    is_seen = len(cookies) == 1 or examination.passed("carry_cookies")
    methods = ("GET",) if is_seen else ("GET", "POST")  # which one is the first check's concern
    first_url = http.page(page_of(b"first", UTF8[1], *setting), methods)
    second_url = http.page(second, methods, host=urllib.parse.urlsplit(first_url).netloc)
    after = None if is_seen else "carry_cookies"
    returned = http.attempt_after(after, "carry_cookies", first_url, second_url)
    if isinstance(returned, Raised) and not is_seen:
        raise Unseen("carry_cookies")
    request = asked_last(http, first_url, second_url, by_get=is_seen)
    brought = request.cookies()
    if not brought and not is_seen:
        raise Unseen("carry_cookies")
    if any(brought.get(name) != value for name, value in cookies.items()):
        raise Mismatch(
            "The second request did not carry the cookies that the first answer set.",
            expected=repr(cookies),
            received=repr(brought) if brought else "(no cookie)",
            diagnosis=of_order(http, first_url, second_url)
            or of_cookies(cookies, brought, request.headers, request.url),
        )
    if is_seen:
        http.expect(returned, text)


def asked_last(http: HttpTasks, first_url: str, second_url: str, by_get: bool) -> Request:
    """Give the last request for the second page. Raises Failure if one of both is missing."""
    if by_get or not (http.asked(first_url) and http.asked(second_url)):
        http.last_request("GET", first_url)
        return http.last_request("GET", second_url)
    return http.asked(second_url)[-1]


def of_order(http: HttpTasks, first_url: str, second_url: str) -> str | None:
    """Tell that the second page was asked for first, if it was."""
    urls = [request.url for request in http.site.requests if not request.only_looks]
    if urls != [second_url, first_url]:
        return None
    return "The second page was asked for before the first one, whose answer sets the cookies: until then there are none."


@check(points=1)
def test_carry_cookies(
    http: HttpTasks, examination: Examination, word: Word, phrase: Phrase
) -> None:
    """carry_cookies brings the cookie of the first page to the second.

    Hint: How does a server know that two requests come from the same visitor?
    Hint: Look at resp.cookies, or at what a Session remembers.
    """
    carry(http, examination, {word(): word()}, word())
    carry(http, examination, {word(): word()}, f" {phrase()}\n")


@check(points=1, after="carry_cookies")
def test_carry_several_cookies(http: HttpTasks, examination: Examination, word: Word) -> None:
    """carry_cookies brings several cookies.

    Hint: Each cookie has a Set-Cookie header of its own; is only one of them carried on?
    Hint: A Session, or the whole jar resp.cookies, carries all of them without a loop of yours.
    """
    for cookies in (
        {word(): word(), word(): word()},
        {
            word(): word(),
            f"{word(3)}-{word(3)}_{word(2)}.7": f"{word()}==",
            word(): f"a.{word()}%20_7",
        },
    ):
        carry(http, examination, cookies, word())
