"""What it means that a function which was called raised an exception."""

import re
from dataclasses import dataclass

from grader.failures.diagnosis.calls import near
from grader.text import clipped, counted

ARGUMENTS = [
    "method",
    "url",
    "params",
    "data",
    "headers",
    "cookies",
    "files",
    "auth",
    "timeout",
    "allow_redirects",
    "proxies",
    "hooks",
    "stream",
    "verify",
    "cert",
    "json",
]
OF_A_RESPONSE = [
    "status_code",
    "headers",
    "text",
    "content",
    "json",
    "encoding",
    "apparent_encoding",
    "cookies",
    "url",
    "reason",
    "history",
    "elapsed",
    "ok",
    "raw",
    "request",
    "links",
    "iter_content",
    "iter_lines",
    "raise_for_status",
    "close",
]


@dataclass(frozen=True)
class Death:
    """An exception that a function raised: its class's name and its text, and where it was.

    `inside` is the file in which it was raised, with its folder; empty for the call itself.
    `code` is the line of the learner's file from which that was reached.
    """

    name: str
    text: str
    inside: str
    code: str = ""
    signature: str = ""
    arguments: int = 0  # with how many the function was called


def of_exception(raised: Death) -> str | None:
    """Tell what it means that a call of a function raised this, or None."""
    rules = (
        _of_arguments,
        _of_key,
        _of_library_argument,
        _of_auth,
        _of_attribute,
        _of_called_value,
        _of_status,
        _of_own,
    )
    for rule in rules:
        if meaning := rule(raised):
            return meaning
    return None


def _of_arguments(raised: Death) -> str | None:
    if raised.name != "TypeError" or raised.inside or not raised.signature:
        return None
    return f"The grader calls it with {counted(raised.arguments, 'argument')}; the parameters in the file are {raised.signature}."


def _of_key(raised: Death) -> str | None:
    if raised.name != "KeyError":
        return None
    if raised.inside.endswith("requests/structures.py"):
        return f"The answer has no header {raised.text}: a server does not send every header, and for a missing one […] raises KeyError where .get() gives None."
    if raised.inside.endswith("requests/cookies.py"):
        return "There is no cookie of this name in the jar."
    return f"The key {raised.text} is not in the dict that was asked for it."


def _of_library_argument(raised: Death) -> str | None:
    _, found, rest = raised.text.partition("got an unexpected keyword argument ")
    if raised.name != "TypeError" or not found or "requests" not in raised.inside:
        return None
    name = rest.strip("'\" ")
    alike = near(name, ARGUMENTS)
    like = f"; there is one that is called {alike}" if alike else ""
    return f"requests knows no argument {name}{like}."


def _of_auth(raised: Death) -> str | None:
    if "object is not callable" not in raised.text or not raised.inside.startswith("requests/"):
        return None
    return "What was given as auth is no pair: requests takes only a tuple of two for user and password, and tries to call anything else."


def _of_attribute(raised: Death) -> str | None:
    _, found, name = raised.text.partition("'Response' object has no attribute ")
    if raised.name != "AttributeError" or not found:
        return None
    name = name.strip("' ")
    if name in ("get", "post", "head", "put", "request", "send"):
        return f"A Response has no {name}(): the name that should stand for a Session (or for requests) stands for a response here."
    alike = near(name, OF_A_RESPONSE)
    like = f"; it has {alike}" if alike else ""
    return f"A Response has no {name}{like}."


def _of_called_value(raised: Death) -> str | None:
    found = re.search(r"\.(text|content|status_code|headers|cookies|url|ok|reason)\(", raised.code)
    if raised.name != "TypeError" or "object is not callable" not in raised.text or not found:
        return None
    return f"{found[1]} is a value of the response and no method: here it was called like one."


def _of_status(raised: Death) -> str | None:
    if raised.name != "HTTPError" or not raised.inside.endswith("requests/models.py"):
        return None
    return f"raise_for_status() raised this, as it does for every status of 400 and more: {raised.text[:3]} was one."


def _of_own(raised: Death) -> str | None:
    if not re.match(r"raise\b", raised.code):
        return None
    return f"The function raises this itself: {clipped(raised.code, 80)}"
