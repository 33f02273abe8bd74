"""What it means that a function returned another value than it should.

Each sentence says what was established from the value, from what the function printed, and
from what its requests sent and got; where nothing was, there is none.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from grader.failures.diagnosis.charsets import charset_of, read_as
from grader.failures.diagnosis.contents import of_changed_bytes, of_changed_text
from grader.failures.diagnosis.names import MOST_NAMES, near, of_keys
from grader.i18n import gettext, gettext_noop, ngettext
from grader.text import clipped

LEAST_TELLING = 6  # characters of a text that does not look like another one by chance


@dataclass(frozen=True)
class Answer:
    """An answer that a request of the function got."""

    url: str
    status: int
    body: bytes
    charset: str | None = None  # that it declared


# What is remarkable in a function's source: its kind, a name or text, and the line where it stands.
Remark = tuple[str, str, int]


@dataclass(frozen=True)
class Came:
    """What came of a call. `stranger` is the type of a value that is no plain one, and its repr."""

    wanted: object
    value: object
    stranger: tuple[str, str] | None = None
    remarks: Sequence[Remark] = ()
    printed: str = ""
    answers: Sequence[Answer] = ()
    sent: Sequence[bytes] = ()  # the bodies of its requests
    kind: str = ""  # "tuple" for a list that was one, the class of a dict that was no dict


def of_value(came: Came) -> str | None:
    """Tell what it means that this value came and not the wanted one, or None."""
    rules = (
        _of_stranger,
        _of_none,
        _of_remark_on_nothing,
        _of_other_type,
        _of_bytes,
        _of_text,
        _of_plain_value,
        _of_remark,
    )
    for rule in rules:
        if meaning := rule(came):
            return meaning
    return None


# ------------------------------------------------------------------ what is no plain value

# The types of what a function returns by mistake, and what that means.
STRANGERS = {
    "coroutine": gettext_noop(
        "A coroutine came back: calling an async function gives one, and its code has not been run."
    ),
    "generator": gettext_noop(
        "A generator came back, and not a value: it gives its pieces only to who goes through it."
    ),
    "async_generator": gettext_noop(
        "A generator came back, and not a value: it gives its pieces only to who goes through it."
    ),
    "function": gettext_noop("A function came back itself, and not what it gives."),
    "type": gettext_noop("A class came back itself, and no object of it."),
    "PreparedRequest": gettext_noop("The request came back, and not what was answered to it."),
    "Request": gettext_noop("The request came back, and not what was answered to it."),
    "Session": gettext_noop("The Session came back, and not what was answered to its request."),
    "HTTPResponse": gettext_noop(
        "The stream from which the body can be read came back, and not what is in it."
    ),
    "RequestsCookieJar": gettext_noop("The jar of cookies came back."),
}
# What of a Response is wanted, by the type of the value.
PARTS = {
    str: gettext_noop("The Response object came back; the text of it is asked for."),
    bytes: gettext_noop("The Response object came back; the bytes of its body are asked for."),
    int: gettext_noop("The Response object came back; a number is asked for."),
    bool: gettext_noop("The Response object came back; True or False is asked for."),
}


def _of_stranger(came: Came) -> str | None:
    if came.stranger is None:
        return None
    kind, shown = came.stranger
    if kind in ("method", "builtin_function_or_method"):
        name = shown.partition(" of ")[0].rpartition(" ")[2].rpartition(".")[2]
        return gettext(
            "The method {name} came back itself. A call has parentheses: {name}().", name=name
        )
    if kind == "Response":
        if told := PARTS.get(type(came.wanted)):
            return gettext(told)
        if came.wanted is None:
            return gettext("The Response object came back; None is asked for.")
        return gettext(
            "The Response object came back; {typed} made from it is asked for.",
            typed=_typed(came.wanted),
        )
    if kind == "generator" and any(remark[0] == "yields" for remark in came.remarks):
        return gettext(
            "There is a yield in the function: calling it gives a generator, and not the value."
        )
    if kind in STRANGERS:
        return gettext(STRANGERS[kind])
    if kind == type(came.wanted).__name__:
        return gettext(
            "What came back is a {kind} of {shown}, far more than was answered.",
            kind=kind,
            shown=shown,
        )
    return gettext(
        "What came back is of the type {kind} ({shown}); {typed} is asked for.",
        kind=kind,
        shown=clipped(shown, 60),
        typed=_typed(came.wanted),
    )


def _of_none(came: Came) -> str | None:
    if came.value is not None or came.wanted is None:
        return None
    if _is_printed(came.wanted, came.printed):
        return gettext(
            "It printed the right value and returned None: a caller gets only what return gives it."
        )
    if any(kind == "no return" for kind, _, _ in came.remarks):
        return gettext(
            "It came to its end without a return that gives a value: such a function returns None."
        )
    return None


def _of_remark(came: Came) -> str | None:
    """Tell what in the source may have led to another value.

    A raise_for_status that is not called matters only where a status was to be told apart.
    """
    is_about_status = isinstance(came.wanted, bool) or any(a.status >= 400 for a in came.answers)
    remarks = [row for row in came.remarks if is_about_status or row[1] != "raise_for_status"]
    return of_remarks(remarks)


def _of_remark_on_nothing(came: Came) -> str | None:
    """Tell what in the source may have led to a value that is as good as none."""
    return None if came.value and not isinstance(came.wanted, bool) else _of_remark(came)


def of_remarks(remarks: Sequence[Remark]) -> str | None:
    """Tell what in a function's source is a mistake, or None."""
    for kind, name, line in remarks:
        if kind == "compared":
            return gettext(
                "Line {line} compares status_code with the text {name!r}: that of a response is a number, which is never equal to a text.",
                line=line,
                name=name,
            )
        if kind == "not called":
            return gettext(
                "Line {line} only names {name} and does not call it, so that nothing is done there.",
                line=line,
                name=name,
            )
    return None


def of_unraised(remarks: Sequence[Remark]) -> str | None:
    """Tell what in a function's source is why no exception left it for a status, or None."""
    return of_remarks([row for row in remarks if row[1] != "json"])


def _of_guess(remarks: Sequence[Remark]) -> str | None:
    """Tell where a charset is guessed, for a body that was read in another one than its own."""
    for kind, name, line in remarks:
        if kind == "guessed":
            return gettext(
                "Line {line} takes {name}, which is a guess from the bytes.", line=line, name=name
            )
    return None


def _is_printed(wanted: object, printed: str) -> bool:
    forms = [str(wanted), repr(wanted)]
    if isinstance(wanted, (dict, list)):
        forms.append(json.dumps(wanted, default=str))
    lines = printed.replace("\r\n", "\n")
    if not lines.strip():
        return False
    if lines.strip() in forms:
        return True
    long_enough = [form.strip() for form in forms if len(form.strip()) >= LEAST_TELLING]
    return any(form in lines for form in long_enough)


# ------------------------------------------------------------------ another type


def _typed(value: object) -> str:
    """Name the type of a value, with its article."""
    if value is None:
        return "None"
    name = type(value).__name__
    return gettext("an {name}", name=name) if name[0] in "aeiou" else gettext("a {name}", name=name)


def _of_other_type(came: Came) -> str | None:
    wanted, value = came.wanted, came.value
    if type(wanted) is type(value):
        return None
    if isinstance(value, dict) and came.kind in STRANGERS:
        return gettext(STRANGERS[came.kind])
    if isinstance(wanted, str) and isinstance(value, bytes):
        if value in _bodies(came):
            return gettext(
                "These are bytes (the content of the response); a text, a str, is asked for."
            )
        return gettext("These are bytes; a text, a str, is asked for.")
    if isinstance(wanted, bytes) and isinstance(value, str):
        return _of_text_for_bytes(value, came)
    if isinstance(value, str) and not isinstance(wanted, str):
        return _of_text_for_value(value, wanted)
    if value is not None and wanted is not None:
        if str(value) == str(wanted) or value == wanted:
            return _of_type(value, wanted)
        if not wanted and not isinstance(wanted, (bytes, str)):
            return _of_false_one(came)
        return _of_kinds(came.kind or type(value).__name__, wanted)
    return _of_false_one(came)


def _of_type(value: object, wanted: object) -> str:
    return gettext(
        "The value {value!r} is of another type: {typed} is asked for.",
        value=value,
        typed=_typed(wanted),
    )


def _equals(wanted: object, value: object) -> Iterator[tuple[object, object]]:
    """Yield the values in two lists or dicts that are equal, and of different types."""
    if type(wanted) is not type(value):
        if wanted == value:
            yield wanted, value
    elif isinstance(wanted, list) and isinstance(value, list):
        for pair in zip(wanted, value, strict=False):
            yield from _equals(*pair)
    elif isinstance(wanted, dict) and isinstance(value, dict):
        for key in wanted:
            yield from _equals(wanted[key], value.get(key))


def _of_kinds(kind: str, wanted: object) -> str:
    if kind[0] in "aeiou":
        return gettext(
            "An {kind} came back; {typed} is asked for.", kind=kind, typed=_typed(wanted)
        )
    return gettext("A {kind} came back; {typed} is asked for.", kind=kind, typed=_typed(wanted))


def _bodies(came: Came) -> list[bytes]:
    return [answer.body for answer in came.answers]


def _of_text_for_bytes(value: str, came: Came) -> str:
    if value == str(came.wanted):
        return gettext(
            "str() of bytes is only for looking: a text came back that begins with b and a quote. The bytes themselves are asked for."
        )
    return gettext("A text (a str) came back; the bytes of the body as they came are asked for.")


def _of_text_for_value(value: str, wanted: object) -> str | None:
    if wanted is not None and value == str(wanted):
        return gettext(
            "{value} is a text (a str); {typed} is asked for.",
            value=clipped(repr(value), 80),
            typed=_typed(wanted),
        )
    try:
        parsed = json.loads(value)
    except (ValueError, RecursionError):
        return gettext("A text (a str) came back; {typed} is asked for.", typed=_typed(wanted))
    if parsed == wanted and type(parsed) is type(wanted):
        return gettext(
            "The JSON came back as a text (a str); the value that it stands for is asked for."
        )
    return gettext("A text (a str) came back; {typed} is asked for.", typed=_typed(wanted))


def _of_false_one(came: Came) -> str | None:
    """Tell of a value that counts as false, which another one came for."""
    if came.wanted or isinstance(came.wanted, bytes):
        return None
    return gettext(
        "{wanted!r} is a value like any other, although it counts as false; {value} came back for it.",
        wanted=came.wanted,
        value=clipped(repr(came.value), 60),
    )


# ------------------------------------------------------------------ other bytes


def _of_bytes(came: Came) -> str | None:
    wanted, value = came.wanted, came.value
    if not (isinstance(wanted, bytes) and isinstance(value, bytes)):
        return None
    if not value:
        told = gettext("No bytes came back, although the body has {number}.", number=len(wanted))
        return " ".join(filter(None, [told, _of_raw(came.remarks)]))
    return of_changed_bytes(wanted, value) or _of_other_answer(value, came)


def _of_raw(remarks: Sequence[Remark]) -> str | None:
    for kind, _, line in remarks:
        if kind == "raw":
            return gettext(
                "Line {line} takes raw, and nothing is said of stream: so requests has read the body before, and raw is empty already.",
                line=line,
            )
    return None


# ------------------------------------------------------------------ other text


def _of_text(came: Came) -> str | None:
    wanted, value = came.wanted, came.value
    if not (isinstance(wanted, str) and isinstance(value, str)):
        return None
    if not value:
        return " ".join(filter(None, [gettext("An empty text came back."), _of_raw(came.remarks)]))
    return (
        _of_charset(wanted, value, came)
        or _of_other_answer(value.encode("utf-8", "replace"), came)
        or of_changed_text(wanted, value)
    )


def _of_charset(wanted: str, value: str, came: Came) -> str | None:
    """Tell in which charset the body was read, if that is what makes the difference."""
    for answer in came.answers:
        if read_as(answer.body, answer.charset or "utf-8", "strict") != wanted:
            continue
        if answer.charset and (charset := charset_of(answer.body, value)):
            told = gettext(
                "The body was read as {charset}; the charset that it declared is {declared}.",
                charset=charset,
                declared=answer.charset,
            )
            return " ".join(filter(None, [told, _of_guess(came.remarks)]))
        if value == str(answer.body):
            return gettext(
                "str() of bytes is only for looking: the text begins with b and a quote. The body has to be decoded."
            )
    return None


def _of_other_answer(value: bytes, came: Came) -> str | None:
    """Tell whose body came back, if it is that of another answer or of a request."""
    for answer in came.answers:
        if answer.body == value and answer.status >= 400:
            return gettext(
                "This is the body of an answer with status {status}, an error's page (of {url}).",
                status=answer.status,
                url=answer.url,
            )
        if answer.body == value and _is_json_of(answer.body, came.wanted):
            return gettext("The JSON itself came back; the value that it stands for is asked for.")
        if answer.body == value and any(_is_of(came.wanted, other) for other in came.answers):
            return gettext(
                "This is the body of the answer to another request, that for {url}.",
                url=answer.url,
            )
    if value in [body for body in came.sent if body]:
        return gettext("This is what the function itself had sent, and not the answer.")
    return None


def _is_of(wanted: object, answer: Answer) -> bool:
    """Tell whether the wanted value is the body of this answer."""
    return wanted in (answer.body, read_as(answer.body, answer.charset or "utf-8", "strict"))


def _is_json_of(body: bytes, wanted: object) -> bool:
    try:
        return bool(json.loads(body) == wanted)
    except (ValueError, RecursionError):
        return False


# ------------------------------------------------------------------ other plain values


def _without_null(value: object) -> object:
    """Put None in the place of each text "null"."""
    if isinstance(value, list):
        return list(map(_without_null, value))
    if isinstance(value, dict):
        return {key: _without_null(item) for key, item in value.items()}
    return None if value == "null" else value


def _of_plain_value(came: Came) -> str | None:
    wanted, value = came.wanted, came.value
    if wanted == value:  # and yet they differ
        pair = next(_equals(wanted, value), None)
        return _of_type(pair[1], pair[0]) if pair else None
    if _without_null(value) == wanted:
        return gettext("The null of JSON is None in Python; here it became the text 'null'.")
    if isinstance(wanted, Mapping) and isinstance(value, Mapping):
        return of_keys(wanted, value)
    if isinstance(wanted, list) and isinstance(value, list) and len(wanted) != len(value):
        return ngettext(
            "It has {number} item, and should have {wanted}.",
            "It has {number} items, and should have {wanted}.",
            len(value),
            wanted=len(wanted),
        )
    return _of_false_one(came)


def of_missing(name: str, functions: Sequence[str], remarks: Sequence[Remark] = ()) -> str | None:
    """Tell which functions a file has, where this one is missing.

    `remarks` tell what the name stands for instead, or where a function of the name is written.
    """
    for kind, other, line in remarks:
        if kind == "shadowed":
            return gettext(
                "In the end {name} is a value of the type {other} there: a line gives the name to it, and a function that had it before cannot be called by it any more.",
                name=name,
                other=other,
            )
        if kind == "inside":
            return gettext(
                "{name}() is written inside of {other} (line {line}), and not at the top of the file, where others find it.",
                name=name,
                other=other,
                line=line,
            )
    if not functions:
        return gettext("The file defines no function.")
    alike = near(name, functions)
    names = ", ".join(f"{each}()" for each in functions[:MOST_NAMES])
    if alike:
        return gettext("The file has {names}; {alike}() looks like it.", names=names, alike=alike)
    return gettext("The file has {names}.", names=names)
