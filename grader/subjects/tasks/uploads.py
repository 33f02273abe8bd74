"""A function that uploads a file: its requests, and the form that they bear."""

import os
from collections.abc import Mapping, Set

from grader.failures.errors import Mismatch, Raised
from grader.i18n import gettext
from grader.peers.http import forms, mistakes
from grader.peers.http.pages import json_answer
from grader.peers.http.script import Request
from grader.subjects.base import NO_FILES, Files
from grader.subjects.functions import HttpTasks, InFolder
from grader.subjects.tasks.outcomes import Outcome


def uploaded(
    http: HttpTasks, name: str, data: bytes, answer: object
) -> tuple[list[Request], Outcome]:
    """Call `upload` with this file; give its requests and what came back."""
    answered = json_answer(answer)
    url = http.page(lambda request: answered, methods=("POST",))
    before = len(http.site.requests)
    path = InFolder(name) if os.path.dirname(name) else name
    outcome = http.attempt("upload", url, path, files={name: data})
    return http.site.requests[before:], outcome


def expect_each_file(http: HttpTasks, files: Mapping[str, bytes], answer: object) -> None:
    """Demand that the function sends each of these files, which have one name in other folders.

    Raises Mismatch, or what a call raises.
    """
    answered = json_answer(answer, status=201)
    url = http.page(lambda request: answered, methods=("POST",))
    calls: Files = files
    with http.one_process():
        for path, data in files.items():
            outcome = http.attempt("upload", url, InFolder(path), files=calls)
            if isinstance(outcome, Raised) and outcome.is_of_requests("RequestException"):
                outcome.diagnosis = gettext(
                    "The status of this answer is {status}: that is a success, as 200 is, and the answer has a text, too.",
                    status=answered.status,
                )
            http.expect(outcome, answer)
            request = http.last_request("POST", url)
            expect_no_other(request, data, set(files.values()) - {data})
            expect_file(request, os.path.basename(path), data, path)
            calls = NO_FILES  # they are all there


def expect_no_other(request: Request, data: bytes, others: Set[bytes]) -> None:
    """Demand that not the data of another file of this name was sent. Raises Mismatch."""
    sent = {part.content for part in forms.parts(request)}
    if sent & others:
        raise Mismatch(
            gettext(
                "Your function sent another file than it should, or not in the way that it should."
            ),
            expected=repr(data),
            received=repr(next(iter(sent & others))),
            diagnosis=gettext(
                "These are the bytes of the call before it, whose file has the same name in another folder: what is kept outside of the function is there in the next call."
            ),
        )


def expect_multipart(request: Request, data: bytes) -> None:
    """Demand that the body, which is to bear these data, is a form in parts."""
    if forms.kind(request) != forms.MULTIPART:
        raise Mismatch(
            gettext("Your function did not send multipart/form-data."),
            expected="Content-Type: multipart/form-data",
            received=f"Content-Type: {request.headers.get('content-type') or gettext('(none)')}",
            diagnosis=mistakes.of_no_multipart(request, data),
        )
    if not forms.boundary(request):
        raise Mismatch(
            gettext("Your function sent a Content-Type without a boundary."),
            expected="Content-Type: multipart/form-data; boundary=…",
            received=f"Content-Type: {request.headers['content-type']}",
            diagnosis=gettext(mistakes.NO_BOUNDARY),
        )


def expect_closed(request: Request) -> None:
    """Demand that the form in parts comes to its end, and does not break off after its last part."""
    if not forms.is_closed(request):
        last = f"--{forms.boundary(request)}--"
        raise Mismatch(
            gettext("Your function sent a form in parts that does not come to its end."),
            expected=gettext("{last!r} after the last part", last=last),
            received=repr(request.body[-len(last) - 4 :].decode("latin-1")),
            diagnosis=mistakes.of_framing(request),
        )


def expect_file(request: Request, name: str, data: bytes, path: str) -> None:
    """Demand that the form has one file, in its field and under its own name.

    `path` is where it was found.
    """
    parts = forms.parts(request)
    sent = [part for part in parts if part.filename is not None]
    if [(part.name, part.content) for part in sent] == [("file", data)] and (
        name in sent[0].filenames
    ):
        return
    shown = [
        (part.name, part.filename, gettext("{content} bytes", content=len(part.content)))
        for part in sent
    ]
    raise Mismatch(
        gettext(
            "Your function sent another file than it should, or not in the way that it should."
        ),
        expected=repr(("file", name, gettext("{data} bytes", data=len(data)))),
        received=repr(shown[0] if len(shown) == 1 else shown),
        diagnosis=mistakes.of_upload(name, data, request, path),
    )
