"""What it means which exception left a learner's function, or that none did."""

import ast
import builtins
import re
import tokenize
from collections.abc import Sequence

from grader.i18n import gettext
from grader.syntax import parsed
from grader.text import joined
from grader.tokens import tokens_of

OF_REQUESTS = "requests."
# What Python raises where a line fails.
OF_A_CRASH = (
    *("NameError", "UnboundLocalError", "AttributeError", "TypeError"),
    *("IndexError", "KeyError", "ValueError", "ZeroDivisionError"),
)
# names that classes of requests share with those of Python or of other libraries
SHARED = ("ConnectionError", "HTTPError", "Timeout", "ReadTimeout", "ConnectTimeout", "SSLError")
# classes of requests that no refusal and no reset is
NO_BROKEN_CONNECTION = (
    *("Timeout", "ConnectTimeout", "ReadTimeout", "HTTPError", "TooManyRedirects"),
    *("InvalidURL", "JSONDecodeError"),
)


def named(kinds: Sequence[str]) -> str:
    """Name an exception's class in full, since several libraries give theirs the same names.

    `kinds` are its class and the bases of that, with their modules.
    """
    kind = kinds[0] if kinds else gettext("an exception")
    name = kind.rpartition(".")[2]
    if kind.startswith(OF_REQUESTS):
        return f"requests.{name}"
    if hasattr(builtins, kind):
        return gettext("{name}, a class of Python's own", name=name)
    return kind


def of_crash(kinds: Sequence[str], diagnosis: str | None) -> str | None:
    """Tell what an exception means that no line raised on purpose, or None for other classes.

    `diagnosis` is what is known of it besides.
    """
    if not kinds or kinds[0] not in OF_A_CRASH:
        return None
    told = gettext("{kind} is what Python raises where a line itself fails.", kind=kinds[0])
    return f"{told} {diagnosis}" if diagnosis else told


def of_other(kinds: Sequence[str], wanted: str) -> str:
    """Tell what it means that an exception of these classes was raised, and not `wanted`."""
    kind = kinds[0] if kinds else gettext("This exception")
    name = kind.rpartition(".")[2]
    if name == "JSONDecodeError" and wanted == "HTTPError":
        return gettext(
            "The page that was read as JSON is not JSON: look at the status of an answer before you read its JSON."
        )
    if kind.startswith(OF_REQUESTS):
        return gettext(
            "requests.{name} is no kind of requests.{wanted}: an except for the one does not catch the other.",
            name=name,
            wanted=wanted,
        )
    if name in SHARED:
        return gettext(
            "There are several classes of the name {name}: this one is not that of requests, and an except for requests.{wanted} does not catch it.",
            name=name,
            wanted=wanted,
        )
    return gettext(
        "{name} is no class of requests: an except for requests.{wanted} does not catch it.",
        name=name,
        wanted=wanted,
    )


def of_none(value: object, pages: Sequence[bytes], printed: str, source: str) -> str:
    """Tell what it means that a function in this source returned a value and raised nothing.

    `pages` are the bodies of the errors that it was answered with.
    """
    if re.search(r"\b[45]\d\d (Client|Server) Error", printed):
        return gettext("The text of the error was printed, and no exception left the function.")
    body = value.encode("utf-8", "replace") if isinstance(value, str) else value
    if body and body in pages:
        return gettext("It returned the body of an error's page, as if it were the page itself.")
    if pages and not _has_words(source, r"raise|except|suppress"):
        return gettext(
            "Nothing in the file raises an exception for the status of an answer, and requests does not by itself."
        )
    return gettext(
        "No exception left the function, so its caller does not learn of the error: the function raised no exception, or caught it itself."
    )


def of_unused(source: str, function: str, position: int) -> str | None:
    """Tell that the function makes no use of this parameter of its own, or None."""
    tree = parsed(source)
    top = tree.body
    found = [each for each in top if isinstance(each, ast.FunctionDef) and each.name == function]
    if not found or len(found[-1].args.args) <= position:
        return None
    name = found[-1].args.args[position].arg
    used = {node.id for node in ast.walk(found[-1]) if isinstance(node, ast.Name)}
    if used & {name, "locals", "vars", "eval", "exec"}:
        return None
    return gettext(
        "{function}() makes no use of its parameter {name}.", function=function, name=name
    )


def _has_words(source: str, pattern: str) -> bool:
    """Tell whether such a word stands in the code of a source: its texts and comments do nothing."""
    try:
        names = [each.string for each in tokens_of(source) if each.type == tokenize.NAME]
    except SyntaxError:
        return re.search(pattern, source) is not None
    return any(re.search(pattern, name) for name in names)


def of_uncaught(source: str, function: str) -> str:
    """Tell what it means that requests.ConnectionError left a function that should go on."""
    own = r"^\s*except\b[^#]*(?<![\w.])ConnectionError\b"
    if not _binds(source, "ConnectionError"):
        for number, line in lines_of(source, function):
            of_requests = r"\.(ConnectionError|RequestException)\b"
            if re.search(own, line) and not re.search(of_requests, line):
                return gettext(
                    "The ConnectionError in line {number} is Python's own class. requests raises requests.ConnectionError, which is another class.",
                    number=number,
                )
    if named := _named_except(source, function):
        number, name = named
        return gettext(
            "The exception left the function. Line {number} catches requests.{name}, which is another class.",
            number=number,
            name=name,
        )
    return gettext(
        "The exception left the function: nothing caught it, or it was raised once more."
    )


def _named_except(source: str, function: str) -> tuple[int, str] | None:
    """Give the first line of a function that catches one class of requests alone, and that class.

    None if any of its lines might catch a ConnectionError as well.
    """
    caught = [
        handler
        for top in parsed(source).body
        if isinstance(top, ast.FunctionDef) and top.name == function
        for handler in ast.walk(top)
        if isinstance(handler, ast.ExceptHandler)
    ]
    named = [
        (handler.lineno, handler.type.attr)
        for handler in caught
        if isinstance(handler.type, ast.Attribute) and handler.type.attr in NO_BROKEN_CONNECTION
    ]
    return named[0] if named and len(named) == len(caught) else None


def _binds(source: str, name: str) -> bool:
    """Tell whether a file may give this name a meaning of its own."""
    tree = parsed(source)
    if not tree.body:
        return True
    for node in ast.walk(tree):
        if isinstance(node, ast.alias) and (node.asname or node.name) in (name, "*"):
            return True
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store):
            return True
        if isinstance(node, ast.ClassDef) and node.name == name:
            return True
    return False


def of_mounts(source: str, function: str, url: str) -> str | None:
    """Tell which adapters are mounted at prefixes where they are not used for this URL, or None.

    A function with a loop of its own may have no need of them.
    """
    if any(re.match(r"\s*(for|while)\b", line) for _, line in lines_of(source, function)):
        return None
    found = re.findall(r"""\.mount\(\s*['"]([^'"]*)['"]""", source)
    if len(found) < source.count(".mount(") or not found:  # some prefix is no plain text
        return None
    if any(url.startswith(prefix) and len(prefix) >= len("http://") for prefix in found):
        return None
    where = joined([repr(prefix) for prefix in dict.fromkeys(found)])
    return gettext(
        "The adapter is mounted at {where}. For a URL that begins with http:// requests takes the one with the longest prefix that fits, which is its own at 'http://'.",
        where=where,
    )


def of_methods(source: str) -> str | None:
    """Tell where an adapter is told by name which methods it tries again, without GET, or None."""
    tree = parsed(source)
    for node in ast.walk(tree):
        if not (isinstance(node, ast.keyword) and node.arg == "allowed_methods"):
            continue
        if not isinstance(node.value, (ast.List, ast.Tuple, ast.Set)):
            return None
        named = [getattr(each, "value", None) for each in node.value.elts]
        if named and all(isinstance(name, str) and name.upper() != "GET" for name in named):
            return gettext(
                "The methods that are tried again are named in line {line}, and GET, which this request is made by, is not among them.",
                line=node.value.lineno,
            )
    return None


def of_statuses(source: str) -> str | None:
    """Tell that a Retry of urllib3 is given no statuses after which it tries again, or None."""
    if not _has_words(source, r"^Retry$") or _has_words(source, r"^status_forcelist$"):
        return None
    return gettext(
        "A Retry of urllib3 takes an answer without Retry-After as it is unless its status_forcelist names the status. The file gives it no such list."
    )


def of_compared(source: str, function: str) -> str | None:
    """Tell where a function compares a status with a text, or None."""
    for number, line in lines_of(source, function):
        if re.search(r"""\bstatus_code\s*(==|!=|is\b)\s*(not\b)?\s*["']\d""", line):
            return gettext(
                "Line {number} compares status_code with a text: that of a response is a number, which is never equal to a text.",
                number=number,
            )
    return None


def of_slowness(source: str, size: int) -> str | None:
    """Tell where download() takes a body of this size byte by byte, or None."""
    for number, line in lines_of(source, "download"):
        if re.search(r"\biter_content\(\s*(chunk_size\s*=\s*)?(1\s*[,)]|\))", line):
            return gettext(
                "Line {number} takes the body by iter_content() one byte at a time, as it does where no size is given: that is {size} turns of a loop, and a call may take 10 s.",
                number=number,
                size=size,
            )
    return None


def lines_of(source: str, function: str) -> list[tuple[int, str]]:
    """Give the lines of a function at the top of a module, with their numbers."""
    lines = list(enumerate(source.splitlines(), 1))
    starts = [n for n, line in lines if re.match(rf"(async )?def {function}\b", line)]
    if not starts:
        return []
    body = lines[starts[-1] :]
    ends = [n for n, line in body if line and not line[0].isspace() and line[0] not in "#)]}"]
    return [(n, line) for n, line in body if not ends or n < ends[0]]
