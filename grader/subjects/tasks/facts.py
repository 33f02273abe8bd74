"""A function that asks for the headers of a page: pages that have some, and the dict that it gives."""

import ast
import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from grader.failures.diagnosis.names import of_keys
from grader.failures.errors import Mismatch, Raised, Unseen
from grader.i18n import gettext
from grader.peers.http.script import Response
from grader.peers.http.values import Other, Returned
from grader.subjects.base import Examination
from grader.subjects.functions import HttpTasks
from grader.subjects.words import Word
from grader.syntax import parsed

Facts = Mapping[str, object]
NO_FACTS: Facts = {}
Spelling = Callable[[str], str]  # of a header's name

NAMES = ("status", "last_modified", "content_type", "content_length")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
NOW = "Mon, 30 Nov 2026 08:12:31 GMT"  # as a server says in Date, which tells nothing of the page
REASONS = {200: "OK", 404: "Not Found"}


@dataclass(frozen=True)
class Downloads:
    """The dialect of a page_info that asks for the page itself."""

    told_so: bool = False

    def told(self) -> str:
        """Say that it does; nothing if it does not."""
        return gettext("page_info() asks for the whole page") if self.told_so else ""


@dataclass(frozen=True)
class Shape:
    """The dialect of a page_info whose values come in another shape than a dict."""

    kind: Literal["dict", "pairs", "values"] = "dict"

    def told(self) -> str:
        """Say what shape it is; nothing if it is a dict."""
        if self.kind == "pairs":
            return gettext("page_info() returns pairs, each a key and its value")
        return (
            gettext("page_info() returns the four values in order") if self.kind == "values" else ""
        )


def shape_of(value: object) -> Shape:
    """Tell in which shape these values came."""
    if not isinstance(value, list):
        return Shape()
    if value and all(isinstance(pair, list) and len(pair) == 2 for pair in value):
        return Shape("pairs")
    return Shape("values" if len(value) == len(NAMES) else "dict")


def as_dict(value: object, shape: Shape) -> object:
    """Give values that came in this shape as a dict; any others as they are."""
    if shape_of(value) != shape or not isinstance(value, list):
        return value
    if shape.kind == "values":
        return dict(zip(NAMES, value, strict=True))
    if shape.kind == "pairs":
        return {key: item for key, item in value if isinstance(key, str)}
    return value


def described_page(
    http: HttpTasks,
    examination: Examination,
    word: Word,
    status: int = 200,
    others: Facts = NO_FACTS,
    spelled: Spelling = str.title,
    url: str | None = None,
) -> tuple[str, Facts]:
    """Put up a page with the headers that page_info is about; give its URL and the right result.

    It has these `others` for what it would tell, and the names of its headers are `spelled` like
    this. It may take the place of an earlier page, at its `url`.
    """
    day = datetime.datetime(2026, 11, 1, 10) + datetime.timedelta(examination.dice.randrange(27))
    length = examination.dice.randrange(1000, 100000)
    facts: Facts = {
        "last_modified": f"{DAYS[day.weekday()]}, {day.day:02} Nov 2026 10:00:00 GMT",
        "content_type": f"text/x-{word(5)}; charset=utf-8",
        "content_length": length,
        **others,
    }
    headers = tuple(
        (spelled(k.replace("_", "-")), str(v)) for k, v in facts.items() if v is not None
    )
    headers = (*headers, (spelled("Date"), NOW))
    size = facts["content_length"]
    answer = Response(
        status, b"x" * (size if isinstance(size, int) else 10), headers, REASONS[status]
    )
    methods = ("HEAD", "GET")
    url = url or http.page(lambda request: answer)
    return http.site.page(url, lambda request: answer, methods), {"status": status, **facts}


def expect_facts(
    http: HttpTasks,
    examination: Examination,
    returned: Returned | Raised,
    wanted: Facts,
    spelled: Spelling = str.title,
) -> None:
    """Demand that the dict holds these values; further keys are not judged.

    The names of the headers were `spelled` like this.
    """
    if isinstance(returned, Raised):
        raise returned
    received = as_dict(returned.value, examination.dialect(Shape))
    if not isinstance(received, dict):
        examination.learn(shape_of(received))
        raise Mismatch(
            gettext("page_info returned no dict."),
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
            gettext("page_info returned other values."),
            expected=repr(wrong),
            received=repr({k: received.get(k, gettext("(no such key)")) for k in wrong}),
            diagnosis=of_keys(wanted, received)
            or of_facts(wrong, received, http.scene.around.source, spelled),
        )


def of_facts(
    wrong: Facts,
    received: Mapping[object, object],
    source: str = "",
    spelled: Spelling = str.title,
) -> str | None:
    """Tell what it means that these facts came out otherwise, or None; `source` is the program's.

    The names of the headers were `spelled` like this.
    """
    for key, value in wrong.items():
        got = received[key]
        if isinstance(got, Other):
            asked = (
                gettext("a number")
                if isinstance(value, int)
                else "None"
                if value is None
                else gettext("a text")
            )
            return gettext(
                "{key} is a {type} here, and {asked} is asked for.",
                key=key,
                type=got.type,
                asked=asked,
            )
        if key == "status" and got in REASONS.values():
            return gettext(
                "{got!r} is the reason that stands beside the status; the number is asked for.",
                got=got,
            )
        if isinstance(value, int) and got == str(value):
            return gettext(
                "{key} is a text here ({got!r}), and a number is asked for.", key=key, got=got
            )
        if value is None:
            return gettext(
                "The server did not say {key}: None should come for it, and {got!r} came.",
                key=key,
                got=got,
            )
        if value == 0 and got is None:
            return gettext(
                "The server said that {key} is 0. That counts as false, but it is an answer.",
                key=key,
            )
        if key == "content_length" and got in (None, 0):
            return gettext(
                "The server said {value} in Content-Length; {got!r} came. The answer to a HEAD has no body that could be counted: only its headers tell.",
                value=value,
                got=got,
            )
        if isinstance(value, str) and isinstance(got, str) and got and value.startswith(got):
            return gettext(
                "Only the beginning of {key} came; the whole value of the header is asked for.",
                key=key,
            )
        if isinstance(value, str) and isinstance(got, str) and got.lower() == value.lower():
            return gettext(
                "Only the case of the letters of {key} differs; the value is asked for as the server said it.",
                key=key,
            )
        if got is None:
            header = spelled(key.replace("_", "-"))
            if header.islower():
                return gettext(
                    "The server wrote the header {header} in small letters here, and None came for it: in the name of a header, small and capital letters mean the same.",
                    header=header,
                )
            if key in _looked_up(source):
                return gettext(
                    "The header is named {header}, and {key} is only the key of your dict: .get({key!r}) finds no header of that name, and gives None.",
                    header=header,
                    key=key,
                )
            return gettext("The server said {header}, and None came for it.", header=header)
    return None


def _looked_up(source: str) -> Iterator[str]:
    """Yield the names that a program gives to a get() as the only argument or the first one."""
    for node in ast.walk(parsed(source)):
        match node:
            case ast.Call(ast.Attribute(attr="get"), [ast.Constant(str(name)), *_]):
                yield name


def expect_no_download(http: HttpTasks, url: str) -> None:
    """Demand that the page itself was not asked for."""
    methods = [request.method for request in http.asked(url)]
    others = [request.method for request in http.asked(url) if not request.only_looks]
    if others:
        raise Mismatch(
            gettext("Your function asked for the page itself with {others}.", others=others[0]),
            expected="HEAD",
            received=", ".join(methods),
            diagnosis=gettext(
                "The answer to {others} has the whole body, which is not wanted here; the answer to HEAD has the same headers without it.",
                others=others[0],
            ),
        )


def info(http: HttpTasks, examination: Examination, url: str) -> Returned | Raised:
    """Call page_info, and demand that it downloads nothing, unless that is lost already."""
    before = len(http.site.requests)
    returned = http.attempt_after("page_info_asks_with_head", "page_info", url)
    if examination.passed("page_info_asks_with_head"):
        http.last_request("HEAD", url, before)
        expect_no_download(http, url)
    elif not http.asked(url):
        raise Unseen("page_info_asks_with_head")
    return returned
