"""A site with a login, for a function that reads a page for members only."""

import urllib.parse
from collections.abc import Mapping

from grader.failures.errors import Mismatch, Raised
from grader.i18n import gettext
from grader.peers.http import forms, mistakes
from grader.peers.http.pages import UTF8
from grader.peers.http.script import Request, Response
from grader.peers.http.values import Returned
from grader.subjects.functions import HttpTasks
from grader.subjects.tasks.outcomes import Outcome, expect_raised, raised
from grader.subjects.words import Phrase, Word


def has_fields(request: Request, fields: Mapping[str, str]) -> bool:
    """Tell whether the body is a form with these fields; it may have others beside them."""
    return fields.items() <= (forms.fields(request) or {}).items()


class Members:
    """A site with a login: a form, a cookie on a redirect, and a page for members."""

    def __init__(self, http: HttpTasks, word: Word, phrase: Phrase, status: int = 302) -> None:
        self.http, self.status = http, status
        self.user, self.password = f" {phrase(14)}", f"{word(4)} &={word(4)}+% "
        self.cookie, self.value, self.text = word(6), f"{word()}==", phrase(40)
        self.welcome = http.page(lambda request: Response(200, b"welcome", (UTF8,)))
        host = urllib.parse.urlsplit(self.welcome).netloc
        self.login = http.page(self._log_in, methods=("POST",), host=host)
        self.page = http.page(self._read, host=host)

    @property
    def fields(self) -> dict[str, str]:
        """The fields of the login's form."""
        return {"user": self.user, "password": self.password}

    def refuse(self, status: int) -> None:
        """Refuse all logins from now on."""
        refusal = Response(status, b"no", (UTF8,), "No")
        self.http.site.page(self.login, lambda request: refusal, methods=("POST",))

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


def expect_fields(request: Request, site: Members) -> None:
    """Demand that a login has the fields of this site's form."""
    if not has_fields(request, site.fields):
        raise Mismatch(
            gettext("Your function did not post the fields user and password as a form."),
            expected=repr(site.fields),
            received=repr(forms.fields(request) or request.body),
            diagnosis=mistakes.of_form(request, site.fields),
        )


def expect_cookie(request: Request, site: Members) -> None:
    """Demand that a request brings the cookie that the login has set."""
    if request.cookies().get(site.cookie) != site.value:
        raise Mismatch(
            gettext("Your function asked for page_url without the cookie of the login."),
            expected=f"Cookie: {site.cookie}={site.value}",
            received=f"Cookie: {request.headers.get('cookie') or gettext('(none)')}",
            diagnosis=of_order(site) or mistakes.of_cookie(site.cookie, site.value, request),
        )


def of_order(site: Members) -> str | None:
    """Tell that the page was asked for before the login was posted, and not after it, if so."""
    asked = [each.address for each in site.http.site.requests if not each.only_looks]
    if site.login in asked and site.page not in asked[asked.index(site.login) :]:
        return gettext(
            "page_url was asked for before the login was posted, whose answer sets the cookie: until then there is no cookie."
        )
    return None


def expect_refusal_after_login(http: HttpTasks, site: Members) -> None:
    """Demand that a function whose login goes well raises when the same one is refused after that.

    Raises Mismatch.
    """
    arguments = (site.login, site.user, site.password, site.page)
    with http.one_process():
        http.attempt("login_and_read", *arguments)
        site.refuse(401)
        before, asked = len(http.asked(site.login)), len(http.site.requests)
        outcome = http.attempt("login_and_read", *arguments)
    when = gettext("the login was refused with {status}", status=401)
    if isinstance(outcome, Returned) and len(http.asked(site.login)) == before:
        raise Mismatch(
            gettext("Your function returned although {when}.", when=when),
            expected=gettext("an exception: requests.{family}", family="HTTPError"),
            received=gettext("it returned {value}", value=outcome.shown()),
            diagnosis=gettext(
                "It posted no login: that of the call before it had gone well, and was kept."
            )
            if len(http.site.requests) > asked
            else gettext(
                "It asked the site for nothing: what the call before it had got was kept, and returned."
            ),
        )
    expect_raised(http, outcome, "HTTPError", when)


def expect_page_read(http: HttpTasks, site: Members, outcome: Outcome) -> None:
    """Demand that page_url was asked for."""
    if any(request.address == site.page for request in http.site.requests):
        return
    if isinstance(outcome, Raised) and not outcome.is_of_requests("RequestException"):
        raise outcome
    told = gettext(
        "The login was answered with {status}, which is a redirect and no refusal.",
        status=site.status,
    )
    if isinstance(outcome, Returned):
        told = gettext("The redirect does not lead to page_url.")
    raise Mismatch(
        gettext(
            "Your function did not ask for page_url after the login was answered with {status}.",
            status=site.status,
        ),
        expected=f"GET {site.page}",
        received=raised(outcome)
        if isinstance(outcome, Raised)
        else gettext("it returned {value}", value=outcome.shown()),
        diagnosis=told,
    )
