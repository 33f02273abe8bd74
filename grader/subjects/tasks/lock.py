"""A function that logs in by basic auth: a page that is locked, and whether it was let in."""

import urllib.parse
from contextlib import suppress
from dataclasses import dataclass

from grader.failures.diagnosis.calls import of_remarks
from grader.failures.diagnosis.parts import of_credentials, of_quoting
from grader.failures.errors import Failure, Mismatch, Raised, Unseen
from grader.i18n import gettext, gettext_noop
from grader.peers.http.pages import UTF8
from grader.peers.http.script import Request, Response
from grader.peers.http.values import Returned
from grader.subjects.base import Examination
from grader.subjects.functions import HttpTasks
from grader.subjects.words import Word

HEADER = "the header "  # begins the name of a place
AUTHORIZATION = f"{HEADER}Authorization"


@dataclass(frozen=True)
class Credentials:
    """The dialect of a login that sends its credentials in another place than it should."""

    place: str = ""  # one of those of `place_of`

    def told(self) -> str:
        """Say where they are; nothing if they are where they should be."""
        if not self.place:
            return ""
        return gettext("login() sends the credentials in {place}", place=in_words(self.place))


def place_of(request: Request, user: str, password: str) -> str:
    """Tell where else than in basic auth both of them stand as they are; empty if nowhere."""
    places = {
        gettext_noop("the URL"): urllib.parse.unquote_plus(
            urllib.parse.urlsplit(request.url).query
        ),
        gettext_noop("the body"): urllib.parse.unquote_plus(request.body.decode("latin-1")),
        AUTHORIZATION: request.headers.get("authorization", ""),
    }
    others = {k: v for k, v in request.headers.items() if k != "authorization"}
    places |= {_place(k): f"{v}\n{unpacked(v)}" for k, v in others.items()}
    places[gettext_noop("other headers")] = "\n".join(others.values())
    return next((name for name, text in places.items() if user in text and password in text), "")


def _place(name: str) -> str:
    return f"{HEADER}{name.title()}"


def in_words(place: str) -> str:
    """Say which place this is, one of those of `place_of`."""
    name = place.removeprefix(HEADER)
    return gettext(place) if name == place else gettext("the header {name}", name=name)


def unpacked(value: str) -> str:
    """Read a header's value as the credentials of basic auth; empty if it has none."""
    return Request("GET", "", {"authorization": value}, b"").credentials() or ""


class Lock:
    """A page that answers 200 to these credentials, and 401 to any others."""

    def __init__(
        self,
        http: HttpTasks,
        examination: Examination,
        user: str,
        password: str,
        welcome: bytes = b"welcome",
    ) -> None:
        self._http, self._examination, self._welcome = http, examination, welcome
        self._user, self._password = user, password
        self.challenge = 'Basic realm="course"'
        self.outcome: Returned | Raised | None = None  # of the call that was judged
        self.url = http.page_of_any_query(self._rule)

    def _rule(self, request: Request) -> Response:
        place = self._examination.dialect(Credentials).place
        known = place and place_of(request, self._user, self._password) == place
        if known or request.credentials() == self.wanted:
            length = str(len(self._welcome))
            return Response(200, self._welcome, (UTF8, ("Content-Length", length)))
        headers = (UTF8, ("WWW-Authenticate", self.challenge), ("Content-Length", "12"))
        return Response(401, b"who are you?", headers, "Unauthorized")

    @property
    def wanted(self) -> str:
        """The credentials as HTTP basic auth joins them (RFC 7617, section 2)."""
        return f"{self._user}:{self._password}"

    def expect_credentials(self, before: "Lock | None" = None) -> None:
        """Call login, and demand that it sends the right ones by HTTP basic auth.

        The call `before` it had other ones. Raises Mismatch.
        """
        asked = len(self._http.site.requests)
        outcome = self.outcome = self._http.attempt("login", self.url, self._user, self._password)
        if isinstance(outcome, Raised) and "InvalidURL" in outcome.families:
            outcome.diagnosis = of_quoting(self._password, outcome.message)
        request = self._http.last_request("GET", self.url, asked)
        wanted, sent = self.wanted, request.credentials()
        if sent == wanted:
            return
        place = place_of(request, self._user, self._password)
        authorization = request.headers.get("authorization", "")
        if place and not self._examination.passed("login_accepted"):
            self._examination.learn(Credentials(place))
        if not authorization and not place:
            authorization = self._digest()
        elsewhere = "" if place in ("", AUTHORIZATION) else in_words(place)
        raise Mismatch(
            gettext("Your function sent other credentials than it should.")
            if sent
            else gettext("Your function did not send the credentials by HTTP basic auth."),
            expected=wanted,
            received=sent or shown(request, authorization, place),
            diagnosis=gettext(
                "These are the credentials of the call before it: what is kept outside of the function, as in a Session, is there in the next call."
            )
            if before and sent == before.wanted
            else of_credentials(authorization, wanted, elsewhere, sent),
        )

    def expect_no_memory(self, user: str, password: str) -> None:
        """Demand that login is false for these credentials, too, after a call with the right ones.

        What it sends is not looked at. Raises Mismatch if a value was kept.
        """
        with self._http.one_process():
            with suppress(Failure):  # that they are accepted is another check's concern
                self.expect_credentials()
            before = len(self._http.asked(self.url))
            outcome = self._http.attempt("login", self.url, user, password)
        made = len(self._http.asked(self.url)) - before
        if isinstance(outcome, Returned) and outcome.truth and not made:
            raise Mismatch(
                gettext("login returned a true value for wrong credentials."),
                expected=repr(False),
                received=outcome.shown(),
                diagnosis=gettext(
                    "It made no request: the call before it had the right credentials for the same page, and its value was kept."
                ),
            )

    def expect_no_grudge(self, *passwords: str) -> None:
        """Demand that the right credentials let the user in after calls with these wrong passwords.

        Raises Mismatch or Failure.
        """
        with self._http.one_process():
            for password in passwords:
                self._http.attempt("login", self.url, self._user, password)
            self.expect_credentials()
        expect_truth(self._http, self.outcome, True, 200)

    def _digest(self) -> str:
        """Ask for digest auth instead, to see whether that is what it waits for."""
        self._http.scene.transcript.remark(
            gettext("then the grader asked for Digest, to see whether it answers that")
        )
        self.challenge = f'Digest realm="course", nonce="{self._user}", qop="auth", algorithm=MD5'
        self._http.attempt("login", self.url, self._user, self._password)
        asked = self._http.asked(self.url)
        sent = asked[-1].headers.get("authorization", "") if asked else ""
        return sent if sent.startswith("Digest ") else ""


def shown(request: Request, authorization: str, place: str) -> str:
    """Show the header that bears the credentials, or what stands in its place."""
    for name, value in request.headers.items():
        if place == _place(name):
            return f"{name.title()}: {value}"
    return (
        f"Authorization: {authorization}" if authorization else gettext("(no Authorization header)")
    )


def expect_truth(
    http: HttpTasks, returned: Returned | Raised | None, wanted: bool, status: int
) -> None:
    """Demand that login returned a value that counts as this."""
    if isinstance(returned, Raised):
        raise returned
    if returned and returned.truth is not wanted:
        raise Mismatch(
            gettext(
                "login returned a false value, although the server answered {status}.",
                status=status,
            )
            if wanted
            else gettext(
                "login returned a true value, although the server answered {status}.", status=status
            ),
            expected=repr(wanted),
            received=returned.shown(),
            diagnosis=of_remarks(returned.remarks)
            or of_truth(returned.value, status)
            or http.meaning(returned, wanted),
        )


def of_truth(value: object, status: int) -> str | None:
    """Tell what it means that a value counts as true or false against its will, or None."""
    if isinstance(value, str) and value:
        return gettext(
            "{value!r} is a text, and every text that is not empty counts as true.", value=value
        )
    if value == "":
        return gettext("'' is an empty text, and that counts as false.")
    if value == status:
        return gettext(
            "The status itself came back: {value} is a number, and every number but 0 counts as true.",
            value=value,
        )
    if value is True:
        return gettext(
            "True came back for the status {status} as well: to requests, an answer with this status is a response like any other, and it raises no exception by itself.",
            status=status,
        )
    return None


def demand_accepted(http: HttpTasks, examination: Examination, word: Word) -> None:
    """Demand that a login counts as true where it is understood: else a refusal tells nothing."""
    user, password = word(), word()
    lock = Lock(http, examination, user, password)
    outcome = http.attempt_after("login_accepted", "login", lock.url, user, password)
    if not (isinstance(outcome, Returned) and outcome.truth):
        raise Unseen("login_accepted")


def sends_credentials(http: HttpTasks, examination: Examination, word: Word) -> bool:
    """Tell whether login sends what it should, if there is nothing to be quoted in it."""
    try:
        Lock(http, examination, word(), word()).expect_credentials()
    except Failure:
        return False
    return True
