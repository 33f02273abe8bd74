"""A function of a URL: whether it asked for the one that it was given."""

import urllib.parse
from collections import Counter

from grader.failures.diagnosis.texts import of_changed_text
from grader.failures.errors import Mismatch
from grader.i18n import gettext
from grader.peers.http.script import Request
from grader.subjects.functions import HttpTasks


def expect_as_given(http: HttpTasks, url: str, request: Request) -> None:
    """Demand that a request for this page, but for the query, has the query as well."""
    if http.site.has(request):
        return
    raise Mismatch(
        gettext("Your function asked for another URL than the one that it was given."),
        expected=f"GET {url}",
        received=f"GET {request.url}",
        diagnosis=of_changed_text(url, request.url)
        if request.url.lower() == url.lower()
        else of_query(url, request.address),
    )


def of_query(url: str, asked: str) -> str | None:
    """Tell what became of the query of this URL in the one that was asked for, or None."""
    wanted, came = (urllib.parse.urlsplit(each).query for each in (url, asked))
    if wanted and not came:
        return gettext("The part after the ? belongs to the URL, too: it is the query.")
    if came == urllib.parse.unquote(wanted) != wanted:
        return gettext(
            "Its query came with the escapes decoded: the & of a value is written %26, since a bare & divides the query."
        )
    missing = list((Counter(wanted.split("&")) - Counter(came.split("&"))).elements())
    if not missing:
        return None
    return gettext(
        "These parts of its query did not come as they stand there: {missing}.",
        missing=", ".join(missing),
    )
