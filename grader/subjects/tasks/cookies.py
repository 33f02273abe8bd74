"""A function that carries the cookies of one page to another."""

import urllib.parse

from grader.failures.diagnosis.parts import Fields, of_cookies
from grader.failures.errors import Mismatch, Raised, Unseen
from grader.i18n import gettext
from grader.peers.http.pages import UTF8, page_of
from grader.peers.http.script import Request, Response
from grader.subjects.base import Examination
from grader.subjects.functions import HttpTasks


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
            gettext("The second request did not carry the cookies that the first answer set."),
            expected=repr(cookies),
            received=repr(brought) if brought else gettext("(no cookie)"),
            diagnosis=of_order(http, first_url, second_url)
            or of_cookies(cookies, brought, request.headers, request.url, http.source),
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
    return gettext(
        "The second page was asked for before the first one, whose answer sets the cookies: until then there are no cookies."
    )
