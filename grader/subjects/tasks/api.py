"""A service that wants a token, and the server that gives tokens to who knows a secret."""

import base64
import json
import sys
import urllib.parse
from dataclasses import dataclass

from grader.failures.errors import Failure, Mismatch, Raised, Unseen
from grader.i18n import gettext
from grader.peers.http import forms, mistakes
from grader.peers.http.pages import JSON, error, json_answer
from grader.peers.http.script import Request, Response
from grader.peers.http.values import Returned
from grader.subjects.base import Examination
from grader.subjects.functions import HttpTasks
from grader.subjects.tasks.outcomes import (
    Outcome,
    expect_raised,
    once_more,
    unless_it_crashes,
)
from grader.subjects.words import Word

FIRST = "call_api_gets"
GRANT = {"grant_type": "client_credentials"}


@dataclass(frozen=True)
class Anywhere:
    """The dialect of a function that sends credentials or a token in another form than it should.

    Or it asks for the page with another method.
    """

    credentials: bool = False
    token: bool = False
    posts: bool = False

    def told(self) -> str:
        """Say what is understood; nothing if by the rules."""
        told = []
        if self.credentials and self.token:
            told.append(gettext("credentials are and a token is understood wherever in a request"))
        elif self.credentials:
            told.append(gettext("credentials are understood wherever in a request"))
        elif self.token:
            told.append(gettext("a token is understood wherever in a request"))
        if self.posts:
            told.append(gettext("url may be asked for with POST"))
        return "; ".join(told)


class Service:
    """A server of tokens, and one with a page for those that have one, on two hosts."""

    def __init__(
        self,
        http: HttpTasks,
        examination: Examination,
        word: Word,
        value: object = None,
        *,
        expired: int = 0,
        status: int | None = None,
        token_status: int | None = None,
    ) -> None:
        """Put both up. The first tokens are `expired`; the statuses are those of their errors.

        An error comes once: who asks again gets what is asked for. That of the tokens' server
        comes when the expired ones have been given.
        """
        self._http, self._examination, self._word = http, examination, word
        self.client, self.secret = word(9), word(16)
        self.value = value
        self.expired = expired
        self._troubles = [status] if status else []
        self._token_troubles = [token_status] if token_status else []
        self._is_open = False  # the page, for those without a token
        self.tokens: list[str] = []
        self._of_others = 0  # how many of them were given to other clients
        self._before = self._given = 0  # requests and tokens before the last call
        self.token_url = http.page_of_any_query(self._give, methods=("POST", "GET"))
        page = http.page_of_any_query(self._serve, methods=("GET", "POST"))
        self.url = f"{page}?{word(4)}={word(5)}&n=7"

    def call(self) -> Outcome:
        """Call the function. Raises Unseen where it crashes and has lost its first check."""
        self._before, self._given = len(self._http.site.requests), len(self.tokens)
        arguments = (self.url, self.token_url, self.client, self.secret)
        outcome = once_more(self._http, self._examination, FIRST, "call_api", *arguments)
        if self._examination.lost(FIRST):
            unless_it_crashes(self._examination, outcome, FIRST)
        return outcome

    def change_client(self) -> None:
        """Have the next call made by a client that has got no token yet."""
        self.client, self.secret = self._word(9), self._word(16)
        self._of_others = len(self.tokens)

    def expire(self, *, for_good: bool = False) -> None:
        """Refuse all tokens that were given; `for_good`, all that will be as well."""
        self.expired = sys.maxsize if for_good else len(self.tokens)

    @property
    def asked(self) -> list[Request]:
        """The last call's requests for the page, without those that only look."""
        made = self._http.asked(self.url, self._before)
        return [each for each in made if not each.only_looks]

    @property
    def posted(self) -> list[Request]:
        """The last call's requests for a token."""
        made = self._http.asked(self.token_url, self._before)
        return [each for each in made if each.method == "POST"]

    @property
    def got(self) -> list[str]:
        """The tokens that the last call has got."""
        return self.tokens[self._given :]

    def last_request(self, method: str, url: str) -> Request:
        """Give the last call's last request for one of the two by this method; raise if there is none."""
        return self._http.last_request(method, url, self._before)

    def is_of_another(self, request: Request) -> bool:
        """Tell whether a request bears the token of another client."""
        number = self.number_of(request)
        return number is not None and number < self._of_others

    def _give(self, request: Request) -> Response:
        anywhere = self._examination.dialect(Anywhere).credentials
        if self._token_troubles and len(self.tokens) >= self.expired and not request.only_looks:
            self._is_open = True  # to see who goes on without one
            return _trouble(self._token_troubles.pop())
        if not (anywhere and self.holds_credentials(request)):
            if request.method != "POST":
                return error(405)
            if (forms.fields(request) or {}).get("grant_type") != GRANT["grant_type"]:
                return _trouble(400, "unsupported_grant_type")
            if not self.is_known(request):
                return _trouble(401, "invalid_client")
        self.tokens.append(f"{self._word(10)}+{self._word(8)}/==")
        answer = {"access_token": self.tokens[-1], "token_type": "Bearer", "expires_in": 3600}
        return Response(200, json.dumps(answer).encode(), (JSON, ("Cache-Control", "no-store")))

    def is_known(self, request: Request) -> bool:
        """Tell whether a request bears the credentials, as form fields or as basic auth."""
        fields = forms.fields(request) or {}
        as_fields = (fields.get("client_id"), fields.get("client_secret"))
        as_basic = request.credentials() == f"{self.client}:{self.secret}"
        return as_basic or as_fields == (self.client, self.secret)

    def holds_credentials(self, request: Request) -> bool:
        """Tell whether the identifier and the secret stand anywhere in a request."""
        text = _all_of(request)
        return self.client in text and self.secret in text

    def is_given_away(self, text: str) -> bool:
        """Tell whether a text has the secret in it, as it is or as basic auth spells it, maybe escaped."""
        basic = base64.b64encode(f"{self.client}:{self.secret}".encode()).decode()
        return any(
            secret in each
            for secret in (self.secret, basic)
            for each in (text, urllib.parse.unquote_plus(text))
        )

    def _serve(self, request: Request) -> Response:
        if request.method == "POST" and not self._examination.dialect(Anywhere).posts:
            return error(405)
        number = self.number_of(request)
        if self._is_open:
            return json_answer(self.value)
        if number is None or number < self.expired:
            challenge = ("WWW-Authenticate", 'Bearer error="invalid_token"')
            return Response(401, b'{"error": "invalid_token"}', (JSON, challenge), "Unauthorized")
        if self._troubles and not request.only_looks:
            return _trouble(self._troubles.pop())
        return json_answer(self.value)

    def number_of(self, request: Request) -> int | None:
        """Tell which of the tokens a request bears, or None."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and token.strip() in self.tokens:
            return self.tokens.index(token.strip())
        if self._examination.dialect(Anywhere).token:
            return self.held_token(request)
        return None

    def held_token(self, request: Request) -> int | None:
        """Tell which of the tokens stands anywhere in a request, or None."""
        text = _all_of(request)
        return next((n for n, token in enumerate(self.tokens) if token in text), None)


def _trouble(status: int, word: str = "temporarily_unavailable") -> Response:
    return Response(status, json.dumps({"error": word}).encode(), (JSON,), "Scripted")


def _all_of(request: Request) -> str:
    """Give all that a request says, as one text; what is encoded in it as well."""
    parts = [request.url, *request.headers.values(), request.body.decode("latin-1")]
    plain = [urllib.parse.unquote_plus(part) for part in parts]
    return "\n".join([*parts, *plain, request.credentials() or ""])


def expect_token_asked(http: HttpTasks, examination: Examination, service: Service) -> None:
    """Demand that a token was asked for by a form with the right fields and credentials."""
    _expect_no_other_client(service)
    try:
        request = service.last_request("POST", service.token_url)
    except Failure:
        asked = http.asked(service.token_url)
        if any(service.holds_credentials(each) for each in asked):
            learn(examination, Anywhere(credentials=True))
        raise
    fields = forms.fields(request) or {}
    if GRANT.items() <= fields.items() and service.is_known(request):
        return
    if service.holds_credentials(request):
        learn(examination, Anywhere(credentials=True))
    by_fields = {"client_id": service.client, "client_secret": service.secret}
    wanted = GRANT if service.is_known(request) else GRANT | by_fields
    raise Mismatch(
        gettext("Your function did not ask for a token as it should.")
        if service.is_known(request)
        else gettext("Your function did not send the credentials as it should."),
        expected=gettext("the form {wanted!r}", wanted=wanted)
        if wanted is GRANT
        else gettext("the form {wanted!r}, or the credentials as basic auth", wanted=wanted),
        received=repr(forms.fields(request) or request.body),
        diagnosis=_of_credentials(request, service) or mistakes.of_form(request, wanted),
    )


def _expect_no_other_client(service: Service) -> None:
    for request in filter(service.is_of_another, service.asked):
        raise Mismatch(
            gettext("Your function did not send the token as it should."),
            expected=gettext("a token that came for the credentials of this call"),
            received=f"Authorization: {request.headers.get('authorization')}",
            diagnosis=gettext(
                "This token came in an earlier call, for other credentials: a token that is kept is for the client that asked for it, and for nobody else."
            ),
        )


def _of_credentials(request: Request, service: Service) -> str | None:
    """Tell where a request has the credentials, or what it has instead, or None."""
    if service.is_known(request):
        return None
    given = request.credentials()
    header = request.headers.get("authorization", "")
    if given == f"{service.secret}:{service.client}":
        return gettext(
            "Basic auth came with the two in the wrong order: it is CLIENT_ID:CLIENT_SECRET."
        )
    if given is not None:
        return gettext(
            "Basic auth came with {given!r}, and not with CLIENT_ID:CLIENT_SECRET.", given=given
        )
    if service.secret in header:
        return gettext(
            "The header Authorization is {header!r}. After Basic stands the base64 of CLIENT_ID:CLIENT_SECRET, as auth=(client_id, client_secret) makes it.",
            header=header,
        )
    if service.secret in urllib.parse.urlsplit(request.url).query:
        return gettext(
            "The credentials stand in the query of the URL: they are fields of the form, which travels in the body, or basic auth."
        )
    return None


def expect_bearer(http: HttpTasks, examination: Examination, service: Service) -> None:
    """Demand that the page was asked for with the token."""
    try:
        request = service.last_request("GET", service.url)
    except Failure:
        if any(each.method == "POST" for each in service.asked):
            learn(examination, Anywhere(posts=True))
        raise
    if service.number_of(request) is not None:
        _expect_query(request, service)
        return
    if service.held_token(request) is not None:
        learn(examination, Anywhere(token=True))
    token = service.tokens[-1] if service.tokens else "TOKEN"
    raise Mismatch(
        gettext("Your function did not send the token as it should."),
        expected=f"Authorization: Bearer {token}",
        received=f"Authorization: {request.headers.get('authorization') or gettext('(none)')}",
        diagnosis=_of_bearer(request, service),
    )


def _expect_query(request: Request, service: Service) -> None:
    """Demand that a request for the page has the query of its URL."""
    query = urllib.parse.urlsplit(service.url).query
    if query not in request.url:
        raise Mismatch(
            gettext(
                "Your function did not make the request {method} {url}.",
                method=request.method,
                url=service.url,
            ),
            expected=f"{request.method} {service.url}",
            received=f"{request.method} {request.url}",
            diagnosis=gettext(
                "The part after the ? belongs to the URL: here it tells which page is meant."
            ),
        )


def _of_bearer(request: Request, service: Service) -> str | None:
    sent = request.headers.get("authorization", "")
    if service.tokens and sent == service.tokens[-1]:
        return gettext(
            "The header has the token alone: the word Bearer and a blank stand before it, and tell what it is."
        )
    if sent.lower().startswith("basic "):
        return gettext(
            "These are the credentials as basic auth, and not the token. A Session that has an auth sends that with each request, whatever the headers say."
        )
    if sent.startswith("Bearer {") and service.tokens and service.tokens[-1] in sent:
        return gettext(
            "The whole answer stands there, which is JSON: the token is its access_token."
        )
    if sent and service.tokens and service.tokens[-1] in sent:
        return gettext(
            "The token is there, and something other than “Bearer ” around it: {sent!r}.", sent=sent
        )
    if service.tokens and service.tokens[-1] in urllib.parse.unquote(sent):
        return gettext(
            "The token was escaped, as it is done in a URL: in a header it stands just as it came."
        )
    if service.held_token(request) is not None:
        return gettext("The token is in the request, but not in the header Authorization.")
    return None


def learn(examination: Examination, dialect: Anywhere) -> None:
    """Understand from now on what this dialect says, beside what was understood before."""
    known = examination.dialect(Anywhere)
    examination.learn(
        Anywhere(
            known.credentials or dialect.credentials,
            known.token or dialect.token,
            known.posts or dialect.posts,
        )
    )


def comes_to_the_page(
    http: HttpTasks, examination: Examination, service: Service, outcome: Outcome
) -> None:
    """Judge no further a function that never came to the page. Raises Unseen, or what it raised.

    Where the first check has shown that it bears no token, coming there shows no more.
    """
    bears_token = any(service.number_of(request) is not None for request in service.asked)
    if examination.lost(FIRST) and not bears_token:
        raise Unseen(FIRST)
    if service.asked:
        return
    if isinstance(outcome, Raised):
        raise outcome
    service.last_request("GET", service.url)


def expect_fresh_token(
    http: HttpTasks, examination: Examination, service: Service, outcome: Outcome
) -> None:
    """Demand that the page was asked for with a token that was refused, and then with a fresh one.

    A later call may begin with the fresh one.
    """
    tries = _tries(service)
    numbers = [service.number_of(request) for request in tries]
    is_later = len(service.tokens) > len(service.got)
    if is_later and numbers[:1] == [service.expired]:
        return
    if len(tries) < 2 and 0 < len(service.got) < len(service.posted):
        expect_token_asked(http, examination, service)  # the last one, which was refused
    if len(tries) < 2:
        if isinstance(outcome, Raised) and not outcome.is_of_requests("RequestException"):
            raise outcome
        raise Mismatch(
            gettext("Your function did not try again after its token was refused with 401."),
            expected=gettext("a fresh token, and GET once more"),
            received=gettext("{number} tokens, one GET", number=len(service.got))
            if len(service.got) > 1
            else gettext("one GET"),
            diagnosis=gettext(
                "A token is good for a while only: a 401 says that this one is no longer."
            ),
        )
    if numbers[1] != service.expired:
        is_same = numbers[1] == numbers[0]
        fresh = [*service.tokens[service.expired :], gettext("(another token)")][0]
        raise Mismatch(
            gettext("Your function tried again without a fresh token."),
            expected=f"Authorization: Bearer {fresh}",
            received=f"Authorization: {tries[1].headers.get('authorization') or gettext('(none)')}",
            diagnosis=gettext(
                "The second try bore the same token as the first, which had been refused."
            )
            if is_same
            else None,
        )


def _tries(service: Service) -> list[Request]:
    """Give the requests for the page from the first one on that bears a token."""
    bearing = [service.number_of(request) is not None for request in service.asked]
    return service.asked[bearing.index(True) :] if any(bearing) else []


def expect_one_more_try(service: Service) -> None:
    """Demand that the page was not asked for more than twice."""
    made = len(_tries(service))
    if made > 2:
        raise Failure(
            gettext(
                "Your function asked for the page {made} times, each time refused with 401.",
                made=made,
            ),
            expected=gettext("2 times: with a token, and with one fresh token"),
            received=gettext("{made} times", made=made),
            diagnosis=gettext("Who is refused with a fresh token as well will be refused again."),
        )


def expect_secret_kept(http: HttpTasks, examination: Examination, service: Service) -> None:
    """Call the function, and demand that no request for the page's host has the secret in it.

    How the call ends is the concern of other checks.
    """
    try:
        outcome = service.call()
    except Failure:
        if not service.asked:
            raise
    else:
        knows = any(map(service.holds_credentials, http.site.requests))
        if examination.lost(FIRST) and not (service.asked and service.tokens and knows):
            raise Unseen(FIRST)  # what it does not use, it cannot give away
        if not service.asked and isinstance(outcome, Raised):
            raise outcome
        if not service.asked:
            service.last_request("GET", service.url)
    host = urllib.parse.urlsplit(service.url).netloc
    for request in http.site.requests:
        if urllib.parse.urlsplit(request.address).netloc != host:
            continue
        if service.is_given_away(_all_of(request)):
            raise Mismatch(
                gettext("Your function sent the secret to the host of url."),
                expected=gettext("a request with the token, and without the secret"),
                received=request.note(),
                diagnosis=_where(request, service),
            )


def _where(request: Request, service: Service) -> str | None:
    if service.secret in (request.credentials() or ""):
        return gettext(
            "It stands in the header Authorization, as basic auth. A Session that has an auth sends it with each request, to whichever host."
        )
    if service.is_given_away(request.url):
        return gettext("It stands in the URL.")
    if service.is_given_away(request.body.decode("latin-1")):
        return gettext("It stands in the body.")
    for name, value in request.headers.items():
        if service.is_given_away(value):
            return gettext("It stands in the header {named}.", named=name.title())
    return None  # it is escaped more often than a server reads it


def expect_no_retry(http: HttpTasks, service: Service, outcome: Outcome, when: str) -> None:
    """Demand requests.HTTPError for an error that is none of those which are tried again."""
    try:
        expect_raised(http, outcome, "HTTPError", when)
    except Mismatch as failure:
        answers = [answer for _, answer in http.site.exchanges[-1:]]
        is_well = any(isinstance(answer, Response) and answer.status == 200 for answer in answers)
        asked_again = len(service.asked) > 1 or len(service.posted) > 1
        if isinstance(outcome, Returned) and asked_again and is_well:
            failure.diagnosis = gettext(
                "Your function asked again, and that answer was a 200. Only a 401 of url is tried again: any other error raises at once."
            )
        raise
