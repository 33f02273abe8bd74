"""What is demanded of one answer of a learner's web server."""

from collections.abc import Sequence
from pathlib import Path

from grader.failures.diagnosis.sites import of_length, of_method, of_missing
from grader.failures.errors import ConnectionEnded, Mismatch, NothingCame, Unseen
from grader.i18n import gettext
from grader.peers.http.client import Header
from grader.peers.http.received import Answer
from grader.subjects.framed import meaning
from grader.subjects.site_server import SiteServer, demand_file
from grader.text import clipped, printable

ERROR = 400
METHOD_NOT_ALLOWED = 405
NOT_IMPLEMENTED = 501


def expect_status(server: SiteServer, target: str, status: int) -> None:
    """Demand that a GET is answered with this status. Raises Mismatch."""
    answer = server.ask(target)
    if answer.status != status:
        raise Mismatch(
            gettext(
                "Your program answered {request} with {status}, not with {wanted}.",
                request=f"GET {target}",
                status=answer.told_status,
                wanted=status,
            ),
            expected=gettext("the status {status}", status=status),
            received=answer.line,
            diagnosis=of_missing(answer.status),
        )


def expect_its_own_letters(server: SiteServer, name: str) -> None:
    """Demand that a file is not served by its name in small letters. Raises Mismatch.

    Where the file system takes both for one name, nothing is demanded.
    """
    small = name.lower()
    if Path(server.program.folder.outside, server.root, small).exists():
        return
    known = gettext(
        "The name of the file is {name}, and the target is /{small}: no file has that name.",
        name=name,
        small=small,
    )
    with meaning(known):
        expect_status(server, f"/{small}", 404)


# ------------------------------------------------------------------ lengths


def expect_exact_length(
    server: SiteServer, target: str, data: bytes, characters: int | None = None
) -> None:
    """Demand that an answer says how many bytes its body has, and has so many.

    A text may have other `characters` than bytes. Raises what is wrong.
    """
    _demand_exact_length(server.ask(target, exactly=True), server, target, data, characters)


def expect_lengths_to_be_right(server: SiteServer, target: str, data: bytes) -> None:
    """Demand what `expect_exact_length` does, of an ordinary text; learn to go on without lengths.

    Raises what is wrong.
    """
    answer = server.ask(target, exactly=True)
    try:
        _demand_exact_length(answer, server, target, data)
    except Mismatch:
        server.learn_wrong_lengths(answer, data)
        raise


def _demand_exact_length(
    answer: Answer, server: SiteServer, target: str, data: bytes, characters: int | None = None
) -> None:
    if answer.status != 200:
        demand_file(answer, target, data)
    said = demand_length(answer, f"GET {target}")
    came, wanted = len(answer.body) + len(answer.more), len(server.contents(data))
    if came == wanted and said in (wanted, len(data)):
        return
    failure = Mismatch(
        gettext(
            "Your program's answer to {request} says another length than its body has.",
            request=f"GET {target}",
        )
        if said != came
        else gettext(
            "Your program's answer to {request} has another length than the file.",
            request=f"GET {target}",
        ),
        expected=gettext(
            "{header}, and {number} bytes", header=f"Content-Length: {wanted}", number=wanted
        ),
        received=gettext(
            "{header}, and {number} bytes", header=f"Content-Length: {said}", number=came
        ),
        diagnosis=gettext(
            "Your program reset the connection: what was still under way then is lost."
        )
        if answer.was_reset and came < said
        else of_length(said, came, wanted, characters, server.scene.around.source),
    )
    if came < said:  # some servers close before all has left
        failure.known = gettext("The request said {words}.", words="Connection: close")
    raise failure


def demand_length(answer: Answer, asked: str) -> int:
    """Give the Content-Length of an answer. Raises Mismatch where there is none."""
    value = answer.value("Content-Length")
    if value is None:
        raise Mismatch(
            gettext("Your program's answer to {request} has no Content-Length.", request=asked),
            expected=gettext("a header Content-Length"),
            received=names_of(answer),
            diagnosis=gettext("It comes in chunks, and this task asks for a Content-Length.")
            if answer.head and answer.head.is_chunked
            else gettext(
                "Without it a client cannot know where the body ends, unless the connection ends there."
            ),
        )
    length = answer.head.length if answer.head else None
    if length is None:
        raise Mismatch(
            gettext(
                "The Content-Length of your program's answer to {request} is no number.",
                request=asked,
            ),
            expected=gettext("digits"),
            received=f"Content-Length: {value}",
        )
    return length


def names_of(answer: Answer) -> str:
    """Name the headers of an answer."""
    names = ", ".join(name for name, _ in answer.head.headers) if answer.head else ""
    return gettext("headers: {names}", names=names or gettext("(none)"))


def expect_length_of_errors(
    server: SiteServer, name: str, missing: Sequence[str], word: str
) -> None:
    """Demand that each error that can be seen says its length, and has so many bytes.

    Errors are the answers to targets that are `missing`, to a POST of the file of this `name`,
    and to a line of one `word`. Raises Mismatch, or Unseen where no error could be seen.
    """
    seen = [
        *(
            _expect_length_of_error(server, f"GET {target}", server.ask_or_none(target))
            for target in missing
        ),
        _expect_length_of_error(server, f"POST {name}", server.ask_or_none(name, "POST")),
        _expect_length_of_error(
            server, gettext("a line of one word, {word}", word=word), _answer_to(server, word)
        ),
    ]
    if not any(seen):
        raise Unseen("says_not_found")


def _answer_to(server: SiteServer, word: str) -> Answer | None:
    try:
        with server.connect() as client:
            server.say(client, f"{word}\r\n\r\n".encode())
            return client.answer(exactly=True)
    except (NothingCame, ConnectionEnded):
        return None


def _expect_length_of_error(server: SiteServer, asked: str, answer: Answer | None) -> bool:
    if answer is None or answer.was_reset or (answer.status or 0) < ERROR:
        return False
    said = demand_length(answer, asked)
    body = answer.body + answer.more
    came = len(body)
    if came - said not in (0, server.around):
        raise Mismatch(
            gettext(
                "Your program's answer to {request} says another length than its body has.",
                request=asked,
            ),
            expected=f"Content-Length: {came}",
            received=f"Content-Length: {said}",
            diagnosis=of_length(said, came, came, _characters_of(body)),
        )
    return True


def _characters_of(body: bytes) -> int | None:
    try:
        return len(body.decode())
    except UnicodeDecodeError:
        return None


# ------------------------------------------------------------------ types, HEAD, methods


def expect_type(server: SiteServer, target: str, kind: str) -> None:
    """Demand that the answer for a file has this Content-Type, with a charset or without.

    Raises what is wrong.
    """
    answer = server.ask(target)
    value = answer.value("Content-Type")
    if answer.status == 200 and (value or "").partition(";")[0].strip().lower() == kind:
        return
    raise Mismatch(
        gettext(
            "Your program's answer to {request} says the type {type}: it is {right}.",
            request=f"GET {target}",
            type=clipped(printable(value), 60),
            right=kind,
        )
        if value
        else gettext(
            "Your program's answer to {request} has no Content-Type: it is {right}.",
            request=f"GET {target}",
            right=kind,
        ),
        expected=f"200, Content-Type: {kind}",
        received=f"{answer.line}, Content-Type: {value or gettext('(none)')}",
    )


def expect_as_head(server: SiteServer, target: str) -> None:
    """Demand that HEAD is answered like GET, without a body. Raises what is wrong."""
    got = server.ask(target)
    answer = server.ask(target, "HEAD", exactly=True)
    if answer.status != got.status:
        raise Mismatch(
            gettext(
                "Your program answered {request} with {status}, and GET with {other}.",
                request=f"HEAD {target}",
                status=answer.told_status,
                other=got.told_status,
            ),
            expected=gettext("the status {status}", status=got.told_status),
            received=answer.line,
            diagnosis=gettext("It refuses the method HEAD.")
            if answer.status in (METHOD_NOT_ALLOWED, NOT_IMPLEMENTED)
            else None,
        )
    if len(answer.more) > server.around:
        raise Mismatch(
            gettext("Your program's answer to {request} has a body.", request=f"HEAD {target}"),
            expected=b"",
            received=answer.more[:1000],
            diagnosis=gettext(
                "A client would take these bytes for the beginning of the next answer: to HEAD only the head is sent."
            ),
        )
    for what, mine, others in (
        ("Content-Length", answer.value("Content-Length"), got.value("Content-Length")),
        ("Content-Type", answer.value("Content-Type"), got.value("Content-Type")),
    ):
        if mine != others and got.status == 200:
            raise Mismatch(
                gettext(
                    "Your program's answer to {request} has another {header} than that to GET.",
                    request=f"HEAD {target}",
                    header=what,
                ),
                expected=f"{what}: {others}",
                received=f"{what}: {mine or gettext('(none)')}",
                diagnosis=gettext(
                    "HEAD tells what GET would get: the length is that of the body which is not sent."
                )
                if what == "Content-Length"
                else None,
            )


def expect_not_allowed(
    server: SiteServer, method: str, target: str, data: bytes, headers: Sequence[Header]
) -> None:
    """Demand that a method is refused for a file with this data, and that the answer names others.

    Raises Mismatch.
    """
    answer = server.ask(target, method, headers=headers)
    if answer.status != METHOD_NOT_ALLOWED:
        raise Mismatch(
            gettext(
                "Your program answered {request} with {status}, not with {wanted}.",
                request=f"{method} {target}",
                status=answer.told_status,
                wanted=METHOD_NOT_ALLOWED,
            ),
            expected=gettext("the status {status}", status=METHOD_NOT_ALLOWED),
            received=answer.line,
            diagnosis=of_method(method, answer.status, answer.has(server.contents(data))),
        )
    allowed = answer.head.words("Allow") if answer.head else set()
    if not {"get", "head"} <= allowed:
        raise Mismatch(
            gettext(
                "Your program's answer to {request} does not name GET and HEAD in a header Allow.",
                request=f"{method} {target}",
            ),
            expected="Allow: GET, HEAD",
            received=f"Allow: {answer.value('Allow')}" if allowed else names_of(answer),
            diagnosis=gettext(
                "Allow names what may be asked of this file, and not what was refused."
            )
            if method.lower() in allowed
            else None,
        )
