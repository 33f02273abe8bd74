"""What it means that a name, an attribute or a module is not there."""

import re
import socket
import sys

from grader.failures.diagnosis.death import Death, Row, always, says
from grader.failures.diagnosis.names import near
from grader.i18n import gettext, gettext_noop

PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"  # that the grader runs
A_CALL = gettext_noop("A call has parentheses, also where nothing stands in them.")
OF_PYTHON_2 = frozenset(("raw_input", "unicode", "xrange", "unichr", "basestring"))
# names of functions of Python 2 that may as well be names of a learner's own
CALLED_IN_PYTHON_2 = frozenset(("long", "reduce", "reload", "file"))
MODULES_OF_PYTHON_2 = {
    "SocketServer": "socketserver",
    "Queue": "queue",
    "thread": "_thread",
    "urllib2": "urllib.request",
    "urlparse": "urllib.parse",
    "httplib": "http.client",
    "cookielib": "http.cookiejar",
    "BaseHTTPServer": "http.server",
    "ConfigParser": "configparser",
    "StringIO": "io",
    "cPickle": "pickle",
    "Tkinter": "tkinter",
}
OF_WINDOWS = frozenset(
    (
        *("msvcrt", "winreg", "winsound", "_winapi", "win32api", "win32con", "_overlapped"),
        *("nt", "msilib", "_msi"),
    )
)
REMOVED = {
    "asynchat": "3.12",
    "asyncore": "3.12",
    "distutils": "3.12",
    "imp": "3.12",
    "smtpd": "3.12",
    "cgi": "3.13",
    "cgitb": "3.13",
    "crypt": "3.13",
    "nntplib": "3.13",
    "pipes": "3.13",
    "telnetlib": "3.13",
    "uu": "3.13",
}
OF_REQUESTS = (
    *("get", "post", "head", "put", "request", "Session", "Response", "exceptions"),
    *("RequestException", "HTTPError", "ConnectionError", "Timeout", "TooManyRedirects"),
)
# apart from the modules that it has imported itself
OF_SOCKETS = frozenset(
    name
    for name in dir(socket)
    if not name.startswith("_") and (name not in sys.stdlib_module_names or name == "socket")
)
# names of the module socket that may as well be names of a learner's own
USUAL = frozenset(("close", "dup", "error", "timeout"))
OF_A_SOCKET = frozenset(name for name in dir(socket.socket) if not name.startswith("_"))


def hidden_module(death: Death) -> str | None:
    """Explain what goes wrong because a file of the learner's has the name of a module."""
    patterns = (
        r"module '([\w.]+)' has no attribute",
        r"from '([\w.]+)'",
        r"from partially initialized module '([\w.]+)'",
        r"No module named '(\w+)\.[\w.]+'; '\w+' is not a package",
        r"partially initialized module '([\w.]+)'",
    )
    for pattern in patterns:
        if match := re.search(pattern, death.detail):
            name = match[1].partition(".")[0]
            known = name in sys.stdlib_module_names or name == "requests"
            if known and f"{name}.py" in death.around.files:
                return gettext(
                    "The file {name}.py beside the program hides the module {name} of that name: the import finds the file first. Give the file another name.",
                    name=name,
                )
    return None


def unknown_name(death: Death) -> str | None:
    """Explain NameError by what the name is elsewhere."""
    match = re.match(r"name '(\w+)' is not defined", death.detail)
    if not match:
        return None
    name, source = match[1], death.around.source
    meant = re.search(r"Did you mean: '(\w+)'", death.detail)
    if taken := of_taken_away(name, source):
        return taken
    if name in OF_PYTHON_2 or (name in CALLED_IN_PYTHON_2 and death.calls(name)):
        return gettext("{name} is a name of Python 2: in Python 3 it is another one.", name=name)
    is_of_sockets = name in OF_SOCKETS - USUAL or (name in USUAL and death.shows(r"\bexcept\b"))
    if is_of_sockets and re.search(r"^[ \t]*import socket\b", source, re.MULTILINE):
        return gettext(
            "{name} is a name inside the module socket: after `import socket` write it as socket.{name}.",
            name=name,
        )
    if name == "socket" and re.search(r"^[ \t]*from socket import", source, re.MULTILINE):
        return gettext(
            "`from socket import …` brings names of the module, and not the module itself."
        )
    if is_used_module(name, death):
        return gettext("The module {name} is used and not imported.", name=name)
    if meant and meant[1] != name:
        return gettext(
            "There is no name {name}; the one that looks most like it is {other}.",
            name=name,
            other=meant[1],
        )
    if is_of_sockets:
        return gettext(
            "{name} is a name of the module socket, which is not imported so that it can be used like this.",
            name=name,
        )
    return gettext(
        "There is no name {name}: nothing of this name has been defined or imported that this line can see.",
        name=name,
    )


def of_taken_away(name: str, source: str) -> str | None:
    """Explain a name that only an `except … as name` gives a value; None for any other."""
    after_as = re.search(rf"^[ \t]*except\b[^\n]* as {name}:", source, re.MULTILINE)
    if not after_as or re.search(rf"\b{name}\b\s*(:[^\n=]*)?=(?!=)", source):
        return None
    return gettext(
        "No value is in {name} here: it stands after `as` in an except, and at the end of that block Python takes the name away.",
        name=name,
    )


def is_used_module(name: str, death: Death) -> bool:
    """Tell whether what the line takes of this name is in the module of the name."""
    used = re.search(rf"\b{name}\.(\w+)", death.statement)
    module = sys.modules.get(name) if name in sys.stdlib_module_names else None
    return used is not None and hasattr(module, used[1])


def unset_local(death: Death) -> str | None:
    """Explain UnboundLocalError."""
    match = re.search(r"local variable '(\w+)'", death.detail)
    if match and (taken := of_taken_away(match[1], death.around.source)):
        return taken
    return (
        gettext(
            "{name} has no value yet where it is used: a name that a function assigns anywhere is the function's own, and here no line has assigned it.",
            name=match[1],
        )
        if match
        else None
    )


def missing_attribute(death: Death) -> str | None:
    """Explain AttributeError by the type of the thing, and by who has such an attribute."""
    match = re.search(
        r"^(?:type object |module )?'([\w.]+)'(?: object)? has no attribute '(\w+)'", death.detail
    )
    if not match:
        return None
    kind, name = match.groups()
    meant = re.search(r"Did you mean: '(\w+)'", death.detail)
    if death.detail.startswith("type object 'socket'") and name in OF_SOCKETS:
        return gettext(
            "After `from socket import …` the name socket is the class: {name} is a name of the module, and stands on its own.",
            name=name,
        )
    if kind == "tuple":
        return of_pair(name, death)
    if (kind, name) == ("bytes", "encode"):
        return gettext(
            "These are bytes already: encode() turns text into bytes, decode() turns them back."
        )
    if (kind, name) == ("str", "decode"):
        return gettext(
            "This is text already: decode() turns bytes into text, encode() turns it back."
        )
    if kind == "bytes" and hasattr(str, name):
        return gettext(
            "These are bytes, and {name}() belongs to text: decode them first.", name=name
        )
    if kind in ("function", "method", "builtin_function_or_method"):
        told = gettext(
            "What has no {name} is a function itself: it was named and not called, so that nothing came of it yet.",
            name=name,
        )
        return f"{told} {gettext(A_CALL)}"
    if (kind, name) == ("str", "read") and death.calls("load"):
        return gettext("load() reads from an open file, and this is a text.")
    if kind == "str" and name in ("json", "text", "content", "status_code", "headers", "cookies"):
        return gettext("This is text, and {name} belongs to a response.", name=name)
    if death.detail.startswith("module 'socket'") and name in OF_A_SOCKET:
        return gettext(
            "{name}() belongs to a socket, which socket.socket() makes, and not to the module.",
            name=name,
        )
    if kind == "NoneType":
        return gettext(
            "A value is None here: a function that reaches its end without return gives None, and so does .get() for what is not there."
        )
    alike = near(name, OF_REQUESTS) if kind == "requests" else None
    if alike:
        return gettext(
            "requests has no {name}; what looks most like it is {alike}.", name=name, alike=alike
        )
    is_module = death.detail.startswith("module ")
    other = meant[1] if meant else None
    if not other and kind == "socket" and not is_module:  # Python's own are very like it
        other = near(name, sorted(OF_A_SOCKET))
    if other:
        return gettext(
            "There is no {name} in it; what looks most like it is {other}.", name=name, other=other
        )
    if kind in ("socket", "Response", "Session") and not is_module:
        return gettext("A {kind} has no {name}.", kind=kind, name=name)
    return None


def of_pair(name: str, death: Death) -> str:
    """Explain a tuple that was taken for another value, by where the source gets it."""
    call = r"[\w.]+\.(accept|recvfrom)\s*\("
    owner = re.search(rf"\b(\w+)\.{name}\b", death.statement)
    is_whole = owner and re.search(rf"^[ \t]*{owner[1]}\s*=\s*{call}", death.around.source, re.M)
    if is_whole or death.shows(rf"{call}[^()]*\)\.{name}\b"):
        return gettext(
            "Two values came back together: accept() and recvfrom() return a pair; take it apart first."
        )
    second = owner and re.search(rf",\s*{owner[1]}\s*(?:\)\s*)?=\s*{call}", death.around.source)
    if owner and second:
        if second[1] == "accept":
            return gettext(
                "{name} is an address, itself a pair, of host and port: accept() gives a socket first, and then the address.",
                name=owner[1],
            )
        return gettext(
            "{name} is an address, itself a pair, of host and port: recvfrom() gives the data first, and then the address.",
            name=owner[1],
        )
    return gettext(
        "This value is a tuple, several values together, which has no {name}.", name=name
    )


def missing_module(death: Death) -> str | None:
    """Explain ModuleNotFoundError: of which kind the module is."""
    match = re.match(r"No module named '([\w.]+)'", death.detail)
    if not match:
        return None
    name = match[1].partition(".")[0]
    paths = [match[1].replace(".", "/") + ending for ending in (".py ", "/")]
    behind = [file for file in death.around.behind if file.startswith(tuple(paths))]
    if behind:
        return gettext("Not copied, so not beside the program: {file}.", file=behind[0])
    if "." in match[1]:
        return gettext(
            "There is no module {inner}: {name} is there, and has no module of that name in it.",
            inner=match[1],
            name=name,
        )
    if name in MODULES_OF_PYTHON_2:
        return gettext(
            "{name} is a module of Python 2: in Python 3 it is {now}.",
            name=name,
            now=MODULES_OF_PYTHON_2[name],
        )
    if name in OF_WINDOWS:
        return gettext(
            "The module {name} is there on Windows only, and the grader runs on another system.",
            name=name,
        )
    if name in REMOVED:
        return gettext(
            "The module {name} was removed from Python in {version}; the grader runs Python {python}.",
            name=name,
            version=REMOVED[name],
            python=PYTHON,
        )
    if name in sys.stdlib_module_names:
        return gettext(
            "The module {name} of Python is not there on the grader's system (Python {python}).",
            name=name,
            python=PYTHON,
        )
    return gettext(
        "There is no module {name} here: a file {name}.py of your own has to lie beside the program, and other packages are not installed.",
        name=name,
    )


def wrong_import(death: Death) -> str | None:
    """Explain ImportError."""
    if match := re.match(r"([\w.]+) is out of bounds in this exercise: (only )?", death.detail):
        if match[2]:
            return gettext(
                "The unit's README names what is out of bounds, and {name} is: only modules that come with Python, and your own, are fine there. The program was not run any further.",
                name=match[1],
            )
        return gettext(
            "The unit's README names what is out of bounds, and {name} is: it does what you are asked to write. The program was not run any further.",
            name=match[1],
        )
    if "win32 only" in death.detail:
        return gettext(
            "This module is there on Windows only, and the grader runs on another system."
        )
    if "attempted relative import" in death.detail:
        return gettext(
            "A program that is run as a script is in no package: an import of a file beside it has no dot."
        )
    match = re.match(
        r"cannot import name '(\w+)' from (?:partially initialized module )?'([\w.]+)'",
        death.detail,
    )
    if match and match[2].partition(".")[0] in sys.stdlib_module_names:
        return gettext(
            "The module {module} of this Python ({python}) has no {name}.",
            module=match[2],
            python=PYTHON,
            name=match[1],
        )
    return (
        gettext("There is no {name} in {module}.", name=match[1], module=match[2])
        if match
        else None
    )


NAMES: dict[str, tuple[Row, ...]] = {
    "NameError": (unknown_name,),
    "UnboundLocalError": (unset_local,),
    "AttributeError": (hidden_module, missing_attribute),
    "ModuleNotFoundError": (hidden_module, missing_module),
    "ImportError": (hidden_module, wrong_import),
    "KeyboardInterrupt": (always(gettext_noop("The program was interrupted, as by Ctrl-C.")),),
}

# ------------------------------------------------------------------ what is not Python

# (what the line looks like, part of the message or "", the version that brought it)
NEWER: tuple[tuple[str, str, tuple[int, int], str], ...] = (
    (
        r"""\b[fF][rR]?(["'])[^{]*\{[^}]*\1.*\}""",
        "f-string: ",
        (3, 12),
        gettext_noop("an f-string with its own quotes inside its brackets"),
    ),
    (
        "",
        "f-string expression part cannot include",
        (3, 12),
        gettext_noop("an f-string with a backslash or a comment inside its brackets"),
    ),
    (r"^\s*type\s+\w+.*=", "invalid syntax", (3, 12), gettext_noop("a `type` statement")),
    (
        r"^\s*(async\s+)?def\s+\w+\s*\[",
        "",
        (3, 12),
        gettext_noop("type parameters in square brackets"),
    ),
    (r"^\s*class\s+\w+\s*\[", "", (3, 12), gettext_noop("type parameters in square brackets")),
    (
        r"""(?:^|[\s(=,\[])[tT][rR]?["']""",
        "invalid syntax",
        (3, 14),
        gettext_noop("a template string"),
    ),
)
PRINTS = gettext_noop("a print without brackets")
PYTHON_2 = (
    (r"^\s*print\s+[^(=]", PRINTS),
    (r"^\s*print\s*>>", PRINTS),
    (r"^\s*exec\s+[^(=]", gettext_noop("an exec without brackets")),
    (r"^\s*raise\s+\w+\s*,", gettext_noop("a raise with a comma")),
    (r"<>", gettext_noop("the operator <>")),
    (r"\b\d+[lL]\b", gettext_noop("a number that ends with L")),
    (r"\b0\d+\b", gettext_noop("a number that begins with 0")),
    (r"\bur[\"']", gettext_noop("the prefix ur")),
)


def not_python(death: Death) -> str | None:
    """Explain SyntaxError and its kin: other versions of Python, other characters, layout."""
    line, detail = death.statement, death.detail
    if "multiple exception types must be parenthesized" in detail:
        as_name = re.search(r"except\s+[\w.]+\s*,\s*[a-z]\w*\s*:", line)
        if as_name:
            return gettext(
                "In Python 2 an exception was named after a comma; in Python 3 it is named after `as`, and the grader runs Python {python}.",
                python=PYTHON,
            )
        return gettext(
            "Several exceptions without brackets are syntax of Python 3.14 and newer; the grader runs Python {python}.",
            python=PYTHON,
        )
    for pattern, part, version, what in NEWER:
        if part in detail and re.search(pattern, line) and sys.version_info < version:
            return gettext(
                "This line has {what}: that is syntax of Python {version} and newer; the grader runs Python {python}.",
                what=gettext(what),
                version=".".join(map(str, version)),
                python=PYTHON,
            )
    is_old_call = "Missing parentheses in call to" in detail
    old = next((what for pattern, what in PYTHON_2 if re.search(pattern, line)), None)
    if is_old_call or (old and ("invalid" in detail or "leading zeros" in detail)):
        return gettext(
            "This line is Python 2 ({what}): this course uses Python 3, and the grader runs Python {python}.",
            what=gettext(old or PRINTS),
            python=PYTHON,
        )
    if "`" in line and "invalid syntax" in detail:
        return gettext(
            "There is a backquote in this line: outside of texts and comments it is no sign of Python."
        )
    if match := re.match(r"invalid character '(.)' \(U\+", detail):
        return gettext(
            "The character {character} is not one of Python's: brackets, commas, colons and quotes are those of an English keyboard.",
            character=match[1],
        )
    if "non-printable character" in detail:
        return gettext(
            "There is an invisible character in this line, perhaps from a web page or a chat: type the line anew."
        )
    return None


def layout(death: Death) -> str | None:
    """Explain an error of indentation."""
    if "expected an indented block" in death.detail:
        return gettext(
            "The line before it ends with a colon: what belongs to it stands further to the right."
        )
    if "unindent does not match" in death.detail:
        return gettext("This line begins at another column than the lines that it belongs with.")
    if "unexpected indent" in death.detail:
        return gettext(
            "This line stands further to the right, and the line before it does not ask for that."
        )
    return None


SYNTAX: dict[str, tuple[Row, ...]] = {
    "SyntaxError": (
        says(
            "null bytes",
            gettext_noop(
                "The file holds zero bytes: it may have been saved as UTF-16. Save it as UTF-8."
            ),
        ),
        says("codec can't decode", gettext_noop("The file is not UTF-8: save it as UTF-8.")),
        says(
            "Non-UTF-8",
            gettext_noop(
                "The file is not UTF-8, and that counts in comments, too: save it as UTF-8."
            ),
        ),
        *(
            says(
                part,
                gettext_noop(
                    "The file declares an encoding that it is not in, or that there is not."
                ),
            )
            for part in ("encoding problem", "unknown encoding")
        ),
        not_python,
    ),
    "IndentationError": (layout, not_python),
    "TabError": (
        always(
            gettext_noop(
                "Tabs and blanks are mixed at the beginnings of the lines: use blanks only."
            )
        ),
    ),
}
