"""A function that carries the cookies of one page to another."""

import urllib.parse

from grader.failures.diagnosis.parts import Fields, of_cookies
from grader.failures.errors import Mismatch, Raised, Unseen
from grader.i18n import gettext
from grader.peers.http.pages import UTF8, page_of
from grader.peers.http.script import Answer, Request, Response, Rule
from grader.subjects.base import Examination
from grader.subjects.functions import HttpTasks
from grader.subjects.tasks.urls import expect_as_given

STRANGERS = page_of(b"who are you?", UTF8[1])  # the second page, for those


def carry_anew(http: HttpTasks, examination: Examination, *calls: tuple[Fields, str, str]) -> None:
    """Demand that each call of carry_cookies brings the cookies that the same page sets in it.

    A call is told of by these, the text of the second page, and the query of its URL.
    Raises Mismatch.
    """
    first_url, earlier = None, None
    with http.one_process():
        for cookies, text, query in calls:
            first_url = carry(http, examination, cookies, text, first_url, earlier, query)
            earlier = cookies


def carry(
    http: HttpTasks,
    examination: Examination,
    cookies: Fields,
    text: str,
    first_url: str | None = None,
    earlier: Fields | None = None,
    query: str = "",
) -> str:
    """Demand that carry_cookies brings the cookies of a first page to a second one.

    The first page may be one that has set `earlier` cookies. Gives its URL. Raises Mismatch.
    """
    is_seen = len(cookies) == 1 or examination.passed("carry_cookies")
    methods = ("GET",) if is_seen else ("GET", "POST")  # which one is the first check's concern
    first_page = sets(cookies)
    first_url = http.site.page(first_url or http.page(first_page), first_page, methods)
    before = len(http.asked(first_url))
    second_url = http.page(
        knows(cookies, text, STRANGERS),
        methods,
        query,
        host=urllib.parse.urlsplit(first_url).netloc,
    )
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
            or of_memory(brought == earlier, len(http.asked(first_url)) == before)
            or of_cookies(cookies, brought, request.headers, request.url, http.source),
        )
    if is_seen:
        expect_as_given(http, second_url, request)
        http.expect(returned, text)
    return first_url


def carry_to_itself(http: HttpTasks, cookies: Fields, text: str) -> None:
    """Demand that carry_cookies asks twice for a page that is the first and the second one.

    Raises Mismatch.
    """
    url = http.page(knows(cookies, text, sets(cookies)))
    http.expect(http.attempt("carry_cookies", url, url), text)


def sets(cookies: Fields) -> Rule:
    """Make a page that sets these cookies."""
    setting = [("Set-Cookie", f"{name}={value}; Path=/") for name, value in cookies.items()]
    return page_of(b"first", UTF8[1], *setting)


def knows(cookies: Fields, text: str, else_page: Rule) -> Rule:
    """Make a page that has this text for whoever brings these cookies, and is another one else."""

    def rule(request: Request) -> Answer:
        brought = request.cookies()
        known = all(brought.get(name) == value for name, value in cookies.items())
        return Response(200, text.encode(), (UTF8,)) if known else else_page(request)

    return rule


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


def of_memory(are_earlier_ones: bool, is_unasked: bool) -> str | None:
    """Tell that the cookies of an earlier call came, if they did.

    `is_unasked` says that the first page was not asked for in this call.
    """
    if not are_earlier_ones:
        return None
    if is_unasked:
        return gettext(
            "The first page was not asked for in this call: these are the cookies that it set in the call before it."
        )
    return gettext(
        "These are the cookies of the call before it: what is kept outside of the function, as in a Session, is there in the next call."
    )
