"""A function that searches: by which method, and with which parameters in its query."""

import urllib.parse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.failures.errors import Mismatch
from grader.i18n import gettext
from grader.peers.http import forms, mistakes
from grader.peers.http.pages import json_answer
from grader.peers.http.script import Request, Response, in_turn
from grader.subjects.base import Examination
from grader.subjects.functions import HttpTasks
from grader.subjects.tasks.outcomes import Outcome, of_unasked, tell

Params = Mapping[str, object]
NO_PARAMS: Params = {}


@dataclass(frozen=True)
class Searching:
    """By which method a search is made, and where its parameters stand."""

    method: str = "GET"
    in_body: bool = False

    def told(self) -> str:
        """Say nothing: the checks of this one function tell of it, and no others."""
        return ""

    def shown(self) -> str:
        """Say for learners how the function searches; nothing if by the rule."""
        if self == Searching():
            return ""
        if self.in_body:
            return gettext(
                "a search by {method}, with its parameters in the body", method=self.method
            )
        return gettext("a search by {method}, with its parameters in the URL", method=self.method)


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


def expect_asked_anew(http: HttpTasks, params: Params, *lists: list[object]) -> None:
    """Demand that each call with the same arguments gives the list that is there by then.

    Raises Mismatch, or what a call raises.
    """
    url = http.page_of_any_query(in_turn(json_answer([])))
    with http.one_process():
        for listed in lists:
            http.site.page_of_any_query(url, in_turn(json_answer(listed)))
            _expect_list(http, url, params, listed)


def _expect_list(http: HttpTasks, url: str, params: Params, listed: list[object]) -> None:
    before = len(http.site.requests)
    outcome = http.attempt("search", url, params)
    http.expect(outcome, listed, lambda value: of_unasked(http, before))


def expect_get(asked: Sequence[Request]) -> None:
    """Demand that a search, if there was one, was made by GET."""
    methods = {request.method for request in asked}
    if methods and "GET" not in methods:
        raise Mismatch(
            gettext("Your function made its search by {methods}.", methods=", ".join(methods)),
            expected="GET",
            received=", ".join(methods),
            diagnosis=gettext("A search changes nothing on the server, and so it is a GET."),
        )


def expect_query(
    request: Request, params: Params, manner: Searching, earlier: Params = NO_PARAMS
) -> None:
    """Demand that a search has these parameters, and no others, as those of an `earlier` one."""
    query = urllib.parse.urlsplit(request.url).query
    received = said(request, manner.in_body)
    wanted = pairs(params)
    if sorted(received) != sorted(wanted) or not in_order(received, wanted):
        raise Mismatch(
            gettext(
                "Your function sent other query parameters. The URL's query was {query!r}.",
                query=query,
            ),
            expected=mistakes.asked_for(wanted, received),
            received=mistakes.differing(wanted, received),
            diagnosis=of_memory(wanted, received, pairs(earlier))
            or mistakes.of_query(wanted, received, query),
        )


def of_memory(
    wanted: Sequence[mistakes.Pair],
    received: Sequence[mistakes.Pair],
    earlier: Sequence[mistakes.Pair],
) -> str | None:
    """Tell that a query has the parameters of an earlier search as well, if it has."""
    more = set(received) - set(wanted)
    if not more or not more <= set(earlier):
        return None
    return gettext(
        "These are parameters of the call before it: what is kept outside of the function, or in the default value of an argument, is there in the next call."
    )


def said(request: Request, in_body: bool) -> list[mistakes.Pair]:
    """Read the parameters of a search: those of the URL's query, or those of its body."""
    text = urllib.parse.urlsplit(request.url).query
    if in_body:
        text = request.body.decode("latin-1")
    if in_body and isinstance(found := forms.as_json(request), dict):
        return pairs(found)
    return forms.pairs(text) or []


def pairs(params: Params) -> list[mistakes.Pair]:
    """Give each key with each of its values."""
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
        tell(examination, gettext("judged in your program's own way: {told}", told=shown))
    return manner


def learn_to_search(examination: Examination, request: Request, params: Params) -> None:
    """Look in which way the parameters came, and understand it from now on."""
    in_body = not urllib.parse.urlsplit(request.url).query and bool(request.body)
    if sorted(said(request, in_body)) == sorted(pairs(params)):
        examination.learn(Searching(request.method, in_body))
