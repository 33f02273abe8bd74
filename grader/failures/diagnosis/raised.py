"""What it means that a function which was called raised an exception."""

import re
from dataclasses import dataclass

from grader.failures.diagnosis.names import near
from grader.i18n import gettext, ngettext
from grader.text import clipped

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

# The values of a response, by the type of each.
VALUES_OF_A_RESPONSE = {
    "text": "str",
    "url": "str",
    "reason": "str",
    "content": "bytes",
    "status_code": "int",
    "ok": "bool",
    "headers": "CaseInsensitiveDict",
    "cookies": "RequestsCookieJar",
}
# What a line raises that names what is not there.
FAILURES_OF_A_LINE = ("NameError", "UnboundLocalError", "AttributeError", "TypeError", "IndexError")


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


def is_refused_at_import(text: str) -> bool:
    """Tell whether this is the text of an exception by which a request of an import is refused."""
    return "no request is answered while the module is imported" in text


def of_import(text: str, line: int | None) -> str | None:
    """Tell of a request that this line makes while the file is imported, which nobody answers; or None."""
    if not is_refused_at_import(text) or line is None:
        return None
    return gettext(
        'The grader imports the file first, and then calls its functions. Line {line} makes a request during the import. Move that line into a function, or below `if __name__ == "__main__":`.',
        line=line,
    )


def of_exception(raised: Death) -> str | None:
    """Tell what it means that a call of a function raised this, or None."""
    rules = (
        _of_arguments,
        _of_class,
        _of_cookies,
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
    return ngettext(
        "The grader calls it with {number} argument; the parameters in the file are {signature}.",
        "The grader calls it with {number} arguments; the parameters in the file are {signature}.",
        raised.arguments,
        signature=raised.signature,
    )


def _of_class(raised: Death) -> str | None:
    """Tell of a method that was called on the class: its first argument was taken for the object."""
    missing = r"(\w+)\.(\w+)\(\) missing \d+ required positional arguments?: .*'(\w+)'$"
    found = re.match(missing, raised.text)
    if raised.name != "TypeError" or not found:
        return None
    kind, method, argument = found.groups()
    if kind != "Session" or not re.search(rf"\.{method}\(\s*(?!\w+\s*=[^=])[^\s)*]", raised.code):
        return None
    return gettext(
        "{method}() was called on the class {kind}, and not on an object that the class makes when it is called: what came first was taken for that object, so that the {argument} is missing.",
        method=method,
        kind=kind,
        argument=argument,
    )


def _of_cookies(raised: Death) -> str | None:
    is_given = re.search(r"\bcookies\s*=", raised.code)
    if raised.inside != "requests/cookies.py" or not is_given or "'Response'" not in raised.text:
        return None
    return gettext(
        "A whole response was given as cookies: requests needs a jar or a dict of cookies."
    )


def _of_key(raised: Death) -> str | None:
    if raised.name != "KeyError" or is_own(raised) or " empty" in raised.text:
        return None  # of an empty set or dict the text says so, and names no key
    if raised.inside.endswith("requests/structures.py"):
        return gettext(
            "These headers have no header {text}: for a missing one […] raises KeyError, where .get() gives None.",
            text=raised.text,
        )
    if raised.inside.endswith("requests/cookies.py"):
        return gettext("There is no cookie of this name in the jar.")
    return gettext("There is no key {text} in what the line takes it from.", text=raised.text)


def _of_library_argument(raised: Death) -> str | None:
    found = re.match(r"([\w.<>]+)\(\) got an unexpected keyword argument '([^']+)'", raised.text)
    if raised.name != "TypeError" or not found or "requests" not in raised.inside:
        return None
    called, name = found.groups()
    if called not in ("request", "Session.request", "Session.send", "HTTPAdapter.send"):
        return gettext(
            "requests itself calls {called}() with an argument {name}, which it does not take.",
            called=called,
            name=name,
        )
    alike = near(name, ARGUMENTS)
    if alike:
        return gettext(
            "requests knows no argument {name}; there is one that is called {alike}.",
            name=name,
            alike=alike,
        )
    return gettext("requests knows no argument {name}.", name=name)


def _of_auth(raised: Death) -> str | None:
    if "object is not callable" not in raised.text or raised.inside != "requests/models.py":
        return None
    return gettext(
        "auth should be a tuple of two, a user and a password: requests tries to call anything else."
    )


def _of_attribute(raised: Death) -> str | None:
    _, found, name = raised.text.partition("'Response' object has no attribute ")
    if raised.name != "AttributeError" or not found:
        return None
    name = name.strip("' ")
    if name == "get":
        return gettext(
            "A Response has no get(): a Session and requests have one, and so has a dict, as its headers and its cookies are."
        )
    if name in ("post", "head", "put", "send"):
        return gettext(
            "A Response has no {name}(): a Session and requests have one, and what it was called on is a response.",
            name=name,
        )
    alike = near(name, OF_A_RESPONSE)
    if alike:
        return gettext("A Response has no {name}; it has {alike}.", name=name, alike=alike)
    return gettext("A Response has no {name}.", name=name)


def _of_called_value(raised: Death) -> str | None:
    """Tell of a value that was called: its type has to be that of the one in the line."""
    called = re.match(r"'(\w+)' object is not callable", raised.text)
    if raised.name != "TypeError" or not called:
        return None
    for name in re.findall(r"\.(\w+)\(", raised.code):
        if VALUES_OF_A_RESPONSE.get(name) == called[1]:
            return gettext(
                "{name} is a value of a response and no method: here it was called like one.",
                name=name,
            )
    return None


def _of_status(raised: Death) -> str | None:
    if raised.name != "HTTPError" or not raised.inside.endswith("requests/models.py"):
        return None
    return gettext(
        "raise_for_status() raised this, as it does for every status of 400 and more: {status} was one.",
        status=raised.text[:3],
    )


def _of_own(raised: Death) -> str | None:
    if "No active exception to reraise" in raised.text:
        return gettext(
            "A raise without an exception raises again what an except has caught. Here no except had caught anything."
        )
    if "exceptions must derive from BaseException" in raised.text:
        return gettext(
            "A raise takes an exception, and this is no exception: {code}",
            code=clipped(raised.code, 80),
        )
    if not is_own(raised):
        return None
    return gettext("The function raises this itself: {code}", code=clipped(raised.code, 80))


def is_own(raised: Death) -> bool:
    """Tell whether the line raises this exception, and does not fail at doing so."""
    found = re.match(r"raise\b\s*([\w.]*)(\s*\()?", raised.code)
    if not found:
        return False
    name, is_made = found.groups()
    if name.rpartition(".")[2] == raised.name:
        return True
    # what was caught before, or given a name: but the line may fail at that name as well
    return not is_made and raised.name not in FAILURES_OF_A_LINE
