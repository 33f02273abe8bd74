"""A function that saves a page to a file: what goes wrong there, and what is left then."""

import os.path
import re
from typing import NamedTuple

from grader.failures.diagnosis.calls import of_unraised
from grader.failures.diagnosis.leaving import lines_of
from grader.failures.errors import Failure, Mismatch, Raised, Unseen
from grader.i18n import gettext, ngettext
from grader.peers.http import mistakes
from grader.peers.http.pages import BINARY, error
from grader.peers.http.script import MOST_REQUESTS, Response, in_turn
from grader.peers.http.values import Returned
from grader.subjects.base import NO_FILES, Examination, Files
from grader.subjects.functions import InFolder
from grader.subjects.tasks.outcomes import Outcome, again, of_unasked, tell
from grader.subjects.web import WebTasks

MOST_HELD = 27 << 20  # bytes of memory
OTHER_CLIENT = re.compile(r"\bHTTPConnection\b|\burlopen\b|\burllib3\b|\bsocket\b")


class Trouble(NamedTuple):
    """A page whose download fails, and what happens there."""

    when: str
    answer: Response | None  # None where no connection to the server comes about
    told: str  # what should have told the program

    @property
    def is_of_body(self) -> bool:
        """Whether it comes in the middle of the body, when the file may have been opened."""
        return self.answer is not None and not self.is_of_status

    @property
    def brings_any(self) -> bool:
        """Whether a byte of a body comes, be it of the page or of an error."""
        return self.answer is not None and self.answer.sent != 0

    @property
    def is_of_status(self) -> bool:
        """Whether it is the status of the answer that tells of it."""
        return self.answer is not None and self.answer.status >= 400


def troubles(data: bytes) -> list[Trouble]:
    """Give all that goes wrong with a page that has these data."""
    half = len(data) // 2
    broken = gettext("The connection ended before the body did.")
    return [
        Trouble(
            gettext("the body was shorter than its Content-Length"),
            Response(200, data, (BINARY,), sent=len(data) - 1),
            promised(data, len(data) - 1),
        ),
        Trouble(
            gettext("the connection ended before the first byte of the body"),
            Response(200, data, (BINARY,), sent=0),
            promised(data, 0),
        ),
        Trouble(
            gettext("the page was not there (404)"),
            error(404),
            gettext("The status was that of an error."),
        ),
        Trouble(
            gettext("the connection was reset in the middle of the body"),
            Response(200, data, (BINARY,), sent=half, by_reset=True),
            broken,
        ),
        Trouble(
            gettext("the server had an error (500)"),
            error(500),
            gettext("The status was that of an error."),
        ),
        Trouble(
            gettext("the connection was closed in the middle of the body"),
            Response(200, data, (BINARY,), sent=half, chunked=True),
            broken,
        ),
        Trouble(
            gettext("the connection was refused"),
            None,
            gettext("There was no server, and so no answer."),
        ),
    ]


def promised(data: bytes, came: int) -> str:
    """Say that so many bytes came of the data that the header had promised."""
    return gettext(
        "The Content-Length promised {data} bytes, and {half} came before the end.",
        data=len(data),
        half=came,
    )


def download(web: WebTasks, trouble: Trouble, files: Files = NO_FILES) -> Outcome:
    """Call `download` on a page with this trouble, in a folder with these files."""
    web.refuse(0 if trouble.answer else MOST_REQUESTS)
    url = web.page(in_turn(trouble.answer or Response()))
    try:
        return web.attempt("download", url, InFolder("saved.bin"), files=files)
    finally:
        web.refuse(0)


def expect_saved(web: WebTasks, body: bytes, name: str = "saved.bin") -> None:
    """Demand that the file of this name holds this body."""
    saved = web.file(name)
    if saved is None:
        last = os.path.basename(name)
        is_elsewhere = last != name and web.has_file(last)
        raise Mismatch(
            gettext("There is no file at path."),
            expected=gettext("a file of {body} bytes", body=len(body)),
            received=gettext("(no file at path)"),
            diagnosis=gettext(
                "A file of this name is in the current folder, and path names another one: its folders belong to it."
            )
            if is_elsewhere
            else of_no_file(web)
            or (
                None
                if body
                else gettext(
                    "The page was empty: its file has 0 bytes, and should be there all the same."
                )
            ),
        )
    if saved != body:
        raise Mismatch(
            gettext(
                "The file of {saved} bytes does not hold the body of {body} bytes.",
                saved=len(saved),
                body=len(body),
            ),
            expected=body,
            received=saved,
            diagnosis=mistakes.of_saved(body, saved),
        )


def expect_saved_anew(web: WebTasks, url: str, body: bytes) -> None:
    """Demand that a call with the arguments of the one before saves what the page has by now.

    Raises Mismatch, or what the call raises.
    """
    web.site.page(url, in_turn(Response(200, body, (BINARY,))))
    before = len(web.site.requests)
    outcome = web.call("download", url, InFolder("saved.bin"))
    try:
        expect_saved(web, body)
        expect_size(web, outcome, body)
    except Mismatch as failure:
        failure.diagnosis = of_unasked(web, before) or failure.diagnosis
        raise


def of_no_file(web: WebTasks) -> str | None:
    """Tell what it means that there is no file after a download that went well, or None."""
    web.scene.transcript.remark(
        gettext("then the grader laid an older file there, to see what becomes of it")
    )
    if not replaces_a_file(web) or web.has_file("saved.bin"):
        return None
    return gettext(
        "An older file is gone as well after a download: the function removes or moves away what lies at path."
    )


def keeps_a_file(web: WebTasks, trouble: Trouble) -> bool:
    """Tell whether a download with this trouble leaves an older file at its path as it was."""
    older = b"older"
    return isinstance(download(web, trouble, {"saved.bin": older}), Raised) and (
        web.file("saved.bin") == older
    )


def replaces_a_file(web: WebTasks) -> bool:
    """Tell whether a download that goes well does anything to an older file at its path."""
    older, url = b"older", web.page(in_turn(Response(200, b"x" * 1000, (BINARY,))))
    try:
        outcome = web.attempt("download", url, InFolder("saved.bin"), files={"saved.bin": older})
    except Failure:
        return False
    return isinstance(outcome, Returned) and web.file("saved.bin") != older


def expect_size(web: WebTasks, outcome: Returned, body: bytes) -> None:
    """Demand that the function returned the number of bytes of this body."""
    size = len(body)
    if type(outcome.value) is int and outcome.value != size:
        told = gettext("The number of bytes of the whole body is asked for.")
        if outcome.value in map(len, mistakes.texts_of(body)):
            told = gettext("It is the number of characters of the body's text.")
        raise Mismatch(
            gettext(
                "Your function returned {value} for a body of {size} bytes.",
                value=outcome.value,
                size=size,
            ),
            expected=str(size),
            received=str(outcome.value),
            diagnosis=told,
        )
    web.expect(outcome, size)


def expect_streamed(web: WebTasks, size: int) -> None:
    """Demand that the function had only pieces of a body of this size in memory."""
    held = web.growth()
    if held is not None and held > MOST_HELD:
        raise Failure(
            gettext("Your function held the body in memory."),
            expected=gettext("a few pieces of the {size} MiB at a time", size=size >> 20),
            received=gettext("{size} MiB more memory in use", size=held >> 20),
            diagnosis=mistakes.of_held(web.source),
        )


def expect_nothing_left(web: WebTasks, outcome: Outcome, trouble: Trouble, body: bytes) -> None:
    """Demand that the function raised an exception because of this, and left no file."""
    if isinstance(outcome, Returned):
        unraised = of_unraised(outcome.remarks) if trouble.is_of_status else None
        raise Mismatch(
            gettext("Your function returned although {when}.", when=trouble.when),
            expected=gettext("an exception"),
            received=gettext("it returned {value}", value=outcome.shown()),
            diagnosis=unraised or of_trouble(web, trouble),
        )
    if web.has_file("saved.bin"):
        left = web.file("saved.bin") or b""
        page = trouble.answer.body if trouble.answer else b""
        raise Failure(
            gettext("Your function left a file at path although {when}.", when=trouble.when),
            expected=gettext("no file at path"),
            received=gettext("a file of {left} bytes", left=len(left)),
            diagnosis=mistakes.of_leftover(left, body, page),
        )


def of_trouble(web: WebTasks, trouble: Trouble) -> str:
    """Say what should have told a function of this trouble, and what lies at the path now."""
    left = web.file("saved.bin") if web.has_file("saved.bin") else None
    if left is None:
        return trouble.told
    if trouble.is_of_status and trouble.answer and left == trouble.answer.body:
        if not OTHER_CLIENT.search("\n".join(line for _, line in lines_of(web.source, "download"))):
            now = gettext(
                "The page of this error lies at path now: requests.get() raises nothing for a status, raise_for_status() does."
            )
        else:
            now = gettext("The page of this error lies at path now.")
        return f"{trouble.told} {now}"
    now = ngettext(
        "A file of {number} byte lies at path now.",
        "A file of {number} bytes lies at path now.",
        len(left),
    )
    return f"{trouble.told} {now}"


def expect_kept(web: WebTasks, older: bytes, trouble: Trouble, body: bytes) -> None:
    """Demand that the older file is as it was, although a download of this body has failed."""
    kept = web.file("saved.bin")
    if kept != older:
        raise Failure(
            gettext("The older file is not as it was, although {when}.", when=trouble.when),
            expected=gettext("the older file, untouched"),
            received=gettext("no file")
            if kept is None
            else gettext("a file of {kept} bytes", kept=len(kept)),
            diagnosis=mistakes.of_older(kept, body),
        )


def expect_a_saver(web: WebTasks, examination: Examination) -> None:
    """Look whether the function saves anything at all, if it has lost the check for that.

    It does if it removes what it has saved. Raises Unseen if it does not: such a function leaves
    no file in any case.
    """
    if examination.passed("download_saves"):
        return
    tell(examination, gettext("first the grader looked whether your program saves a file at all"))
    url = web.page(in_turn(Response(200, b"x" * 1000, (BINARY,))))
    outcome = again(web, examination, "download_saves", "download", url, InFolder("saved.bin"))
    if isinstance(outcome, Returned) and (web.has_file("saved.bin") or replaces_a_file(web)):
        return
    raise Unseen("download_saves")


def cleaned_up(web: WebTasks, examination: Examination, data: bytes) -> list[Trouble]:
    """Give the troubles that are fair to a function, which may have been seen to leave files.

    These are all after which it raises and leaves none, and all in the middle of a body after
    which it raises: whether an older file is still there then, is another rule. If it leaves
    one in any case, and yet keeps an older one, these are all after which it raises. Raises
    Unseen if there are none, as `download_leaves_nothing` has shown.
    """
    known = troubles(data)
    if examination.passed("download_leaves_nothing"):
        return known
    tell(examination, gettext("first the grader looked which failures your program notices"))
    clean: list[Trouble] = []
    raising: list[Trouble] = []
    for trouble in known:
        if isinstance(download(web, trouble), Raised):
            leaves = web.has_file("saved.bin") and not trouble.is_of_body
            (raising if leaves else clean).append(trouble)
    if not clean and raising and keeps_a_file(web, raising[0]):
        clean = raising
    if not clean:
        raise Unseen("download_leaves_nothing")
    tell(
        examination,
        gettext(
            "only these are used here: {troubles}", troubles="; ".join(each.when for each in clean)
        ),
    )
    return clean
