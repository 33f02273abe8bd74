"""A function that posts a form: its requests, and how it was found to send its fields."""

import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass

from grader.failures.diagnosis.parts import Fields, of_form, of_headers
from grader.failures.errors import Failure, Mismatch, Unseen
from grader.i18n import gettext
from grader.peers.http import forms
from grader.peers.http.pages import text_page
from grader.peers.http.script import Request
from grader.subjects.base import Examination
from grader.subjects.functions import HttpTasks
from grader.text import joined


@dataclass(frozen=True)
class Sent:
    """How post_form was found to send its fields: by which method, and in which form."""

    method: str = "POST"
    kind: str = "form"  # or query, json, text: those of `fields_of`

    def told(self) -> str:
        """Say what is not as it should be; nothing if all is."""
        kinds = {
            "query": gettext("post_form() puts the fields into the URL"),
            "json": gettext("post_form() sends the fields as JSON"),
            "text": gettext("post_form() sends a form that does not say that it is one"),
        }
        told = [kinds[self.kind]] if self.kind in kinds else []
        if self.method != "POST":
            told.insert(0, gettext("post_form() sends with {method}", method=self.method))
        return "; ".join(told)


def fields_of(request: Request, kind: str) -> Mapping[str | None, object] | None:
    """Read the fields where they are sent in this way; None if they are not."""
    if kind == "query":
        return dict(forms.pairs(urllib.parse.urlsplit(request.url).query) or [])
    if kind == "json":
        found = forms.as_json(request)
        return found if isinstance(found, dict) else None
    if kind == "text":
        as_form = {"content-type": forms.URLENCODED}
        return forms.fields(Request(request.method, request.url, as_form, request.body))
    return forms.fields(request)


def expect_form(request: Request, fields: Fields, kind: str = "form") -> None:
    """Demand that the request carries exactly these fields, as a form body or in another way."""
    received = fields_of(request, kind)
    if received == fields:
        return
    as_kind = [kind for kind in ("query", "json", "text") if fields_of(request, kind) == fields]
    raise Mismatch(
        gettext("Your function sent a form with other fields than it should.")
        if received and kind == "form"
        else gettext("Your function did not send the fields as a form."),
        expected=repr(fields),
        received=repr(received) if received is not None else shown_body(request),
        diagnosis=of_form(fields, received, request.body, as_kind[0] if as_kind else None),
    )


def expect_headers(request: Request, extra: Fields) -> None:
    """Demand that the request has these extra headers."""
    for name, value in extra.items():
        received = request.headers.get(name.lower())
        if received != value:
            raise Mismatch(
                gettext("Your function did not send the extra header.")
                if received is None
                else gettext("Your function sent the extra header with another value."),
                expected=f"{name}: {value}",
                received=f"{name}: {received}"
                if received is not None
                else gettext("(no such header)"),
                diagnosis=of_headers(extra, request.headers, request.body),
            )


def expect_no_headers(request: Request, earlier: Fields) -> None:
    """Demand that the request has none of the extra headers of an earlier call. Raises Mismatch."""
    for name, value in earlier.items():
        if request.headers.get(name.lower()) == value:
            raise Mismatch(
                gettext("Your function sent an extra header of an earlier call once more."),
                expected=gettext("(no such header)"),
                received=f"{name}: {value}",
                diagnosis=gettext(
                    "What is kept outside of the function, as in a Session's headers, is there in the next call."
                ),
            )


def expect_no_swap(http: HttpTasks, request: Request, fields: Fields, headers: Fields) -> None:
    """Demand that a function whose request had no such form sends not the extra headers as one.

    Raises Mismatch.
    """
    if forms.fields(request) == fields:
        return
    http.scene.transcript.remark(
        gettext("then the grader gave extra headers, to see where they travel")
    )
    post = Post(http, fields, headers, "answer", after=None)
    if any(forms.fields(each) == headers for each in post.requests):
        raise Mismatch(
            gettext("Your function did not send the fields as a form."),
            expected=repr(fields),
            received=repr(headers),
            diagnosis=gettext(
                "The extra headers were sent as the form, in the place of the fields."
            ),
        )


def shown_body(request: Request) -> str:
    """Show a body that is no form, and what the request says that it is."""
    kind = request.headers.get("content-type") or gettext("no Content-Type")
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
        status: int = 200,
    ) -> None:
        page = text_page(text, status=status)
        self.url = http.page_of_any_query(page, ("POST", "GET", "PUT", "PATCH"))
        self.returned = http.attempt_after(after, "post_form", self.url, fields, headers)
        self.requests = [each for each in http.asked(self.url) if not each.only_looks]
        self._http = http

    @property
    def last(self) -> Request:
        """Its last POST, or its last request if there is no POST; there is to be one."""
        return next(
            (each for each in reversed(self.requests) if each.method == "POST"), self.requests[-1]
        )

    def request(self, examination: Examination) -> Request:
        """Give its last POST; where that is lost already, another request if there is no POST.

        Raises Failure, or Unseen where that is lost and no request was made.
        """
        if examination.passed("post_form"):
            return self._http.last_request("POST", self.url)
        if not self.requests:
            raise Unseen("post_form")
        return self.last

    def expect_one(self) -> None:
        """Demand that one request was made."""
        if len(self.requests) > 1:
            methods = [each.method for each in self.requests]
            raise Failure(
                gettext(
                    "Your function sent {methods} requests with a form's answer.",
                    methods=len(methods),
                ),
                expected=gettext("one POST"),
                received=", ".join(methods),
                diagnosis=gettext(
                    "Each POST sends the form once more: a server would take two orders for one."
                )
                if methods.count("POST") > 1
                else gettext(
                    "The page was asked for with {methods}; this task is one for {method}.",
                    methods=joined(dict.fromkeys(methods)),
                    method="POST",
                ),
            )


def learn_how_sent(examination: Examination, request: Request, fields: Fields) -> None:
    """Look in which way the fields came, and understand it from now on."""
    kinds = ("form", "query", "json", "text")
    kind = next((kind for kind in kinds if fields_of(request, kind) == fields), "form")
    if request.method != "POST" or kind != "form":
        examination.learn(Sent(request.method, kind))
