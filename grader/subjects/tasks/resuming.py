"""A download that goes on from a part: what a server may answer, and what is in the file then."""

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from grader.failures.diagnosis.calls import of_unraised
from grader.failures.errors import Mismatch, Raised, Unseen
from grader.i18n import gettext, gettext_noop
from grader.peers.http import mistakes
from grader.peers.http.ranges import first_asked, serving, suffix_asked
from grader.peers.http.script import Request, Response, Rule
from grader.peers.http.values import Returned
from grader.subjects.base import Examination, Files
from grader.subjects.functions import InFolder
from grader.subjects.tasks.outcomes import Outcome, once_more, tell
from grader.subjects.web import WebTasks

Case = TypeVar("Case")
FIRST = "resume_continues"  # the check that shows whether a part is asked for at all
FILE = "saved.bin"
MIXED = gettext_noop(
    "Its beginning is that of the page, and its end that of the older file: nobody can tell any more where the one ends."
)
ENOUGH = 48  # bytes by which an older file is known again


def attempt(
    web: WebTasks, examination: Examination, rule: Rule, part: bytes | None = None
) -> Outcome:
    """Call the function on a page with this rule, where the file holds this part, or is missing.

    Raises Unseen where it has lost its first check, and does not come to its end.
    """
    files: Files = {} if part is None else {FILE: part}
    url = web.page(rule)
    arguments = (url, InFolder(FILE))
    web.pauses = 0.0
    return once_more(web, examination, FIRST, "resume_download", *arguments, files=files)


def resume(
    web: WebTasks, examination: Examination, rule: Rule, part: bytes | None = None
) -> Outcome:
    """Call the function as `attempt` does, where it has no reason to raise anything.

    Raises Unseen as well where it has lost its first check, and crashes.
    """
    outcome = attempt(web, examination, rule, part)
    if isinstance(outcome, Raised) and examination.lost(FIRST) and _is_crash(outcome):
        raise Unseen(FIRST)
    return outcome


def usable(
    examination: Examination, cases: Sequence[tuple[Case, bytes | None]]
) -> list[tuple[Case, bytes | None]]:
    """Give those of the cases, each with a part, that show more than the first check has shown.

    A function that has lost it may need a file to be there.
    """
    return [case for case in cases if case[1] is not None or not examination.lost(FIRST)]


def _is_crash(outcome: Raised) -> bool:
    return not (outcome.on_purpose or outcome.is_of_requests("RequestException"))


def expect_continued(
    web: WebTasks,
    examination: Examination,
    data: bytes,
    part: bytes | None,
    when: str,
    *,
    is_there: bool = False,
) -> None:
    """Call the function on a page of these data; demand that it gets what the file lacks.

    The part `is_there` already where the call before has left it.
    """
    before = len(web.site.requests)
    outcome = resume(web, examination, serving(data), None if is_there else part)
    if part and not isinstance(outcome, Raised):
        expect_range(web, part, before)
    expect_resumed(web, examination, outcome, data, part, when)


def expect_resumed(
    web: WebTasks,
    examination: Examination,
    outcome: Outcome,
    data: bytes,
    part: bytes | None,
    when: str,
) -> None:
    """Demand that the file holds all the data now, and that its size came back."""
    if isinstance(outcome, Raised):
        called = gettext("It was called when {when}.", when=when)
        outcome.message = f"{outcome.message.rstrip('.')}. {called}"
        outcome.diagnosis = _of_raised(web, outcome, part) or outcome.diagnosis
        raise outcome
    expect_content(web, data, part, when)
    if outcome.value != len(data) and not examination.lost(FIRST):
        raise Mismatch(
            gettext(
                "Your function returned {shown} for a file of {data} bytes when {when}.",
                shown=outcome.shown(),
                data=len(data),
                when=when,
            ),
            expected=str(len(data)),
            received=outcome.shown(),
            diagnosis=_of_size(outcome.value, data, part or b"") or web.meaning(outcome, len(data)),
        )


def _of_raised(web: WebTasks, outcome: Raised, part: bytes | None) -> str | None:
    """Tell what it means that the function took what it met for an error, or None."""
    if part is None and "FileNotFoundError" in outcome.families:
        return gettext("The path may name no file yet: then all of the page is missing.")
    if _is_crash(outcome) or not web.site.exchanges:
        return None
    request, answer = web.site.exchanges[-1]
    suffix = suffix_asked(request)
    if suffix:
        return _of_suffix(suffix)
    if not isinstance(answer, Response):
        return None
    told = dict(answer.headers).get("Content-Range") or gettext("(none)")
    if answer.status == 206 and part and first_asked(request) != len(part):
        asked = gettext(
            "It had asked with Range: {asked}, and the file has {size} bytes.",
            asked=request.headers.get("range"),
            size=len(part),
        )
        return " ".join(filter(None, [asked, _of_range(request, len(part))]))
    if answer.status == 206:
        return gettext(
            "It had asked with Range: {asked}, and the answer 206 with Content-Range: {told} is the right one to that.",
            asked=request.headers.get("range"),
            told=told,
        )
    if answer.status == 416:
        return gettext(
            "The answer was 416 with Content-Range: {told}, and the file has {size} bytes: nothing is missing.",
            told=told,
            size=len(part or b""),
        )
    return None


def _of_size(value: object, data: bytes, part: bytes) -> str | None:
    if type(value) is not int:
        return None
    if part and value == len(data) - len(part):
        return gettext(
            "It is the number of bytes that were missing: the size that the file has in the end is asked for."
        )
    if part and value == len(part):
        return gettext("It is the size that the file had before the call.")
    if part and value == len(data) + len(part):
        return gettext(
            "It is the size of the file and that of its part together: the part is in the file already."
        )
    return None


def expect_content(web: WebTasks, data: bytes, part: bytes | None, when: str) -> None:
    """Demand that the file holds these data, and nothing else."""
    saved = web.file(FILE)
    if saved == data:
        return
    answers = [answer for _, answer in web.site.exchanges if isinstance(answer, Response)]
    if saved is None:
        raise Mismatch(
            gettext("There is no file at path when {when}.", when=when),
            expected=gettext("a file of {data} bytes", data=len(data)),
            received=gettext("(no file at path)"),
        )
    raise Mismatch(
        gettext(
            "When {when}, the file did not become the page: it has {saved} bytes, and the page has {data}.",
            saved=len(saved),
            data=len(data),
            when=when,
        ),
        expected=data,
        received=saved,
        diagnosis=of_content(saved, data, part or b"", answers[-1:])
        or mistakes.of_saved(data, saved)
        or _of_appended(saved, data, part or b""),
    )


def _of_appended(saved: bytes, data: bytes, part: bytes) -> str | None:
    """Tell what is the matter with what was written behind the part."""
    if not (saved.startswith(part) and data.startswith(part)) or saved == part:
        return None
    return mistakes.of_saved(data[len(part) :], saved[len(part) :])


def expect_nothing_old(web: WebTasks, outcome: Outcome, old: bytes, when: str) -> None:
    """Demand that a file which was written anew has nothing left of the older one.

    Raises Unseen where there is no file, as the first check has shown that there is none.
    """
    if isinstance(outcome, Raised):
        raise outcome
    if not web.has_file(FILE):
        raise Unseen(FIRST)
    saved = web.file(FILE) or b""
    ends = old[:ENOUGH], old[-ENOUGH:]
    if not saved or any(end in saved for end in ends):
        raise Mismatch(
            gettext("The file was not written anew when {when}.", when=when),
            expected=gettext("a file with nothing of the older one"),
            received=gettext(
                "a file of {saved} bytes, with bytes of the older one", saved=len(saved)
            )
            if saved
            else gettext("no bytes"),
            diagnosis=gettext(
                "The answer was a 200, which is all of the page: nothing of what was in the file belongs to it."
            ),
        )


def of_content(saved: bytes, data: bytes, part: bytes, answers: Sequence[Response]) -> str | None:
    """Tell what is the matter with a file of a resumed download, or None.

    `answers` are those that the function got last.
    """
    for answer in answers:
        if answer.status == 200 and part and saved == part + answer.body:
            return gettext(
                "The whole body was appended to the part. The answer was a 200: that is all of the page, from its first byte on; only a 206 goes on where the part ends."
            )
        if answer.status == 206 and part and saved == part + answer.body:
            told = dict(answer.headers).get("Content-Range", "")
            return gettext(
                "The body was appended to the part, but its Content-Range said where it belongs: {told}.",
                told=told,
            )
        if answer.status >= 400 and answer.body and saved.endswith(answer.body):
            return gettext("The page of the error was written to the file.")
    if part and saved == part:
        return gettext("The file is as it was before the call.")
    if part and data.startswith(part) and saved == data[len(part) :]:
        return gettext(
            'Only the rest is there: the part that was there was overwritten. A file opened with mode "ab" is written to at its end.'
        )
    if data.startswith(came := saved.rstrip(b"\0")) and len(saved) - len(came) >= ENOUGH:
        return gettext(
            "It ends in {number} zero bytes: a file that is made longer, and not written to, is filled with those.",
            number=len(saved) - len(came),
        )
    if len(saved) > len(data) and saved.startswith(data) and part.endswith(saved[len(data) :]):
        return gettext(
            "After the new content stands the end of the older and longer file: empty the file first."
        )
    return None


def ranges_of(web: WebTasks, before: int = 0) -> list[int]:
    """Give the first bytes that were asked for with Range, since so many requests."""
    firsts = (first_asked(request) for request in web.site.requests[before:])
    return [first for first in firsts if first is not None]


def expect_range(web: WebTasks, part: bytes, before: int) -> None:
    """Demand that the rest behind this part was asked for, since so many requests."""
    if len(part) in ranges_of(web, before):
        return
    gets = [each for each in web.site.requests[before:] if each.method == "GET"]
    ranged = [each for each in gets if "range" in each.headers]
    sent = [each.headers["range"] for each in ranged]
    earlier = [each.headers.get("range") for each in web.site.requests[:before]]
    raise Mismatch(
        gettext(
            "Your function did not ask for the rest after the {part} bytes that the file had.",
            part=len(part),
        ),
        expected=f"Range: bytes={len(part)}-",
        received=f"Range: {sent[-1]}" if sent else _without_range(web.site.requests[before:]),
        diagnosis=gettext(
            "An earlier call asked for the same, and the file has grown since then: its size has to be looked at in each call."
        )
        if sent and sent[-1] in earlier
        else _of_range(ranged[-1], len(part))
        if sent
        else gettext("The header Range asks for a part; without it, all of the page is asked for."),
    )


def _without_range(requests: Sequence[Request]) -> str:
    if not requests:
        return gettext("no request at all")
    return gettext("{method} without Range", method=requests[-1].method)


def _of_suffix(count: int) -> str:
    return gettext(
        "bytes=-{count} asks for the last {count} bytes: the number of the first one stands before the -.",
        count=count,
    )


def _of_range(request: Request, size: int) -> str | None:
    sent, first = request.headers["range"], first_asked(request)
    suffix = suffix_asked(request)
    if suffix:
        return _of_suffix(suffix)
    if first is None and sent.startswith(f"{size}-"):
        return gettext("The unit is missing: bytes={size}-.", size=size)
    if first is None:
        return gettext(
            "All bytes from FIRST on are bytes=FIRST-; the server here does not understand {sent!r}.",
            sent=sent,
        )
    if abs(first - size) == 1:
        return gettext(
            "Bytes are counted from 0: a file of {size} bytes has those from 0 to {last}, and byte {size} is the first that it lacks.",
            size=size,
            last=size - 1,
        )
    return None


def _wants_a_part(request: Request) -> bool:
    """Tell whether a request asks with Range, rightly or not, for something other than all."""
    has_range = bool(request.headers.get("range", "").strip())
    return has_range and request.method == "GET" and first_asked(request) != 0


class Shown(NamedTuple):
    """What a function does with a part, as it has shown."""

    wants_a_part: bool  # of the page, whichever
    asks: bool  # for the bytes behind it
    appends: bool  # them, and nothing else, to it


def shown(web: WebTasks, examination: Examination) -> Shown:
    """Tell what the function does with a part; tried if its check was lost.

    Raises Unseen where it raises an exception for each good answer, or asks nobody.
    """
    if examination.passed(FIRST):
        return Shown(True, True, True)
    tell(
        examination,
        gettext("first the grader looked whether your program goes on with a part at all"),
    )
    data = examination.dice.randbytes(2000)
    before = len(web.site.requests)
    outcome = attempt(web, examination, serving(data), data[:700])
    wants_a_part = any(map(_wants_a_part, web.site.requests[before:]))
    asks = 700 in ranges_of(web, before)
    appends = asks and isinstance(outcome, Returned) and web.file(FILE) == data
    if isinstance(outcome, Raised):
        outcome = attempt(web, examination, serving(data))
    if isinstance(outcome, Raised) or len(web.site.requests) == before:
        raise Unseen(FIRST)
    return Shown(wants_a_part, asks, appends)


def expect_started_over_or_raised(
    web: WebTasks,
    examination: Examination,
    outcome: Outcome,
    data: bytes,
    part: bytes,
    when: str,
    told: str,
) -> None:
    """Demand an exception, or the file as it should be; what is left after one is free.

    It may be the old part, a beginning of the data, or nothing; `told` explains another end.
    A function that has lost its first check need only have done something about the file.
    """
    if isinstance(outcome, Returned):
        saved = web.file(FILE)
        if saved == part:
            raise Mismatch(
                gettext(
                    "Your function returned {shown} although {when}.",
                    shown=outcome.shown(),
                    when=when,
                ),
                expected=gettext("an exception, or a file with all of the page"),
                received=gettext(
                    "it returned {shown}, and the file is as it was", shown=outcome.shown()
                ),
                diagnosis=told,
            )
        if saved == data or (saved and examination.lost(FIRST)):
            return
        try:
            expect_resumed(web, examination, outcome, data, part, when)
        except Mismatch as failure:
            failure.diagnosis = failure.diagnosis or told
            raise
    if web.has_file(FILE):
        expect_unharmed(web, data, part, when)


def expect_failed(web: WebTasks, outcome: Outcome, when: str, status: bool) -> None:
    """Demand that the call raised an exception, whichever; `status` tells if that was the cause."""
    if isinstance(outcome, Returned):
        raise Mismatch(
            gettext("Your function returned although {when}.", when=when),
            expected=gettext("an exception"),
            received=gettext("it returned {value}", value=outcome.shown()),
            diagnosis=(of_unraised(outcome.remarks) if status else None)
            or (
                gettext(
                    "The status was that of an error: raise_for_status() raises an exception for it."
                )
                if status
                else gettext(
                    "The Content-Length promised more bytes than came before the end of the connection."
                )
            ),
        )


def expect_as_before(web: WebTasks, part: bytes | None, when: str) -> None:
    """Demand that the file is as it was: it holds this part, or is not there."""
    left = web.file(FILE) if web.has_file(FILE) else None
    if left == part:
        return
    answers = [answer for _, answer in web.site.exchanges if isinstance(answer, Response)]
    raise Mismatch(
        gettext("The file is not as it was, although {when}.", when=when),
        expected=gettext("no file")
        if part is None
        else gettext("the file of {part} bytes, untouched", part=len(part)),
        received=gettext("no file")
        if left is None
        else gettext("a file of {left} bytes", left=len(left)),
        diagnosis=_of_change(left, part, answers[-1].body if answers else b""),
    )


def _of_change(left: bytes | None, part: bytes | None, page: bytes) -> str | None:
    if left is None:
        return gettext(
            "The part is gone: the bytes that were there already have to be loaded once more."
        )
    if page and left.endswith(page):
        return gettext("The page of the error was written to the file.")
    if not left and part:
        return gettext('The part is gone: open(path, "wb") empties a file at once.')
    if not left:
        return gettext("An empty file was made, although there is nothing to write.")
    return None


def expect_unharmed(web: WebTasks, data: bytes, part: bytes | None, when: str) -> None:
    """Demand that the file is what it was, or a beginning of the data.

    A part that is no beginning of them is worth nothing: the file may then be gone as well.
    """
    left = web.file(FILE) if web.has_file(FILE) else None
    is_worthless = part is not None and not data.startswith(part)
    if left == part or (data.startswith(left) if left is not None else is_worthless):
        return
    raise Mismatch(
        gettext(
            "The file is neither what it was nor a beginning of the page, when {when}.", when=when
        ),
        expected=data if left else gettext("a file"),
        received=left or gettext("no file"),
        diagnosis=gettext("The file is gone, and what was loaded before with it.")
        if left is None
        else gettext(MIXED)
        if part and data.startswith(left[:ENOUGH]) and left.endswith(part[-ENOUGH:])
        else of_content(
            left,
            data,
            part or b"",
            [answer for _, answer in web.site.exchanges[-1:] if isinstance(answer, Response)],
        ),
    )
