"""What it means that a value was not what a line took it for."""

import re

from grader.failures.diagnosis.death import Death, Row, always, says
from grader.failures.diagnosis.deaths_of_lengths import (
    misread_length,
    negative_count,
    negative_size,
    of_struct,
)
from grader.failures.diagnosis.deaths_of_names import A_CALL
from grader.failures.diagnosis.deaths_of_sockets import SENDING
from grader.failures.diagnosis.first_contact import number_of_arguments
from grader.i18n import gettext, gettext_noop, ngettext

A_FUNCTION = re.compile(
    r"\bbuiltin_function_or_method\b|'(method|function)'|not (method|function)$"
)
ALL_WORDS = r"\bargv\b(?!\s*\[\s*1\s*\]\s*\.)"  # not the first one, of which parts are taken
MORE_THAN_A_PAIR = 3  # arguments of sendto(data, host, port): the host is then taken for flags
ANY_VALUE = gettext_noop("Sockets carry bytes: turn the value into bytes first.")
NOTHING = gettext_noop(
    "A value is None here: a function that reaches its end without return gives None, and so does .get() for what is not there."
)
NOT_AWAITED = gettext_noop(
    "An async function was called without await: that gives a coroutine and runs nothing."
)


def not_bytes(death: Death) -> str:
    """Explain `a bytes-like object is required, not '…'`."""
    kind = death.detail.rpartition("not ")[2].strip("'")
    if death.calls("write") and not death.calls("send", "sendall"):
        return gettext("What is written to here takes bytes, and this is a {kind}.", kind=kind)
    if (death.statement or death.around.role is None) and not death.calls(*SENDING):
        if kind == "str":
            return gettext(
                "This line needs bytes where there is text (a str): encode the text, or decode the bytes that it meets."
            )
        return gettext(
            "Bytes are needed in this line, and there is a value of type {kind}.", kind=kind
        )
    if kind == "str":
        return gettext("Sockets carry bytes: a str has to be encoded first.")
    if kind == "tuple" and death.calls("sendto"):
        return gettext("sendto() takes the data first, and then the address, which is one pair.")
    if kind == "NoneType":
        return f"{gettext(ANY_VALUE)} {gettext(NOTHING)}"
    return gettext(ANY_VALUE)


def not_a_number(death: Death) -> str:
    """Explain `'str' object cannot be interpreted as an integer`."""
    if number_of_arguments(death.statement, "sendto") == MORE_THAN_A_PAIR:
        return gettext(
            "The address is one pair. Write sendto(data, (host, port)): two arguments, and the second one has brackets of its own."
        )
    if death.calls("bind", "connect", "sendto", "create_server", "create_connection", "connect_ex"):
        return gettext(
            "A port is a number, and a word of the command line is text: int() makes a number of it."
        )
    return gettext(
        "A number is needed there, and there is text (a str): int() turns a word into one."
    )


def several_values(death: Death) -> str | None:
    """Explain `too many values to unpack` and `not enough values to unpack`."""
    if death.calls("create_connection") or death.calls("create_server"):
        return gettext("The address is one pair, (host, port), and it is the first argument.")
    if death.shows(ALL_WORDS):
        return _words_of_command_line(death)
    if death.calls("split", "rsplit", "partition") and not death.shows(r"^\s*(async )?for\b"):
        if death.detail.startswith("too many"):
            return gettext("The text has more parts than the line has names for.")
        return gettext(
            "The text has fewer parts than the line has names for: {detail}.", detail=death.detail
        )
    if death.shows(r"=\s*[\w.]+\.recv\s*\([^()]*\)\s*$"):
        return gettext(
            "recv() returns bytes alone; it is recvfrom() that tells the sender as well."
        )
    if death.shows(r"=\s*[\w.]+\.(accept|recvfrom)\s*\([^()]*\)\s*$"):
        return gettext("accept() and recvfrom() return a pair: two names take it apart.")
    return None


def _words_of_command_line(death: Death) -> str:
    if not death.shows(r"\bargv\s*\[\s*1\s*:"):
        return gettext("sys.argv holds the name of the program as well, before HOST and PORT.")
    words = death.around.address
    told = gettext("This line has names for more or fewer arguments than the program has.")
    if not words:
        return told
    got = ngettext(
        "It was run with {number} argument.", "It was run with {number} arguments.", len(words)
    )
    return f"{told} {got}"


def own_function(death: Death) -> str | None:
    """Explain a TypeError about the arguments of a function: it names the function."""
    match = re.match(r"(?:\w+\.)*(\w+)\(\) (takes|missing|got)", death.detail)
    if not match:
        return None
    name = match[1]
    if name in ("bind", "connect", "connect_ex") and "exactly one argument (" in death.detail:
        return gettext(
            "The address is one pair. Write {name}((host, port)), with two brackets.", name=name
        )
    if name == "__init__":
        return gettext(
            "The __init__() of this class does not take the arguments that it was called with."
        )
    if match[2] == "missing" and "'self'" in death.detail:
        return gettext(
            "{name}() was called on the class: it belongs to an object that the class makes.",
            name=name,
        )
    return gettext("{name}() does not take the arguments that it was called with.", name=name)


def not_text(death: Death) -> str | None:
    """Explain `write() argument must be str, not bytes`, of a file or of standard output."""
    if "write() argument must be str, not bytes" not in death.detail:
        return None
    return gettext(
        "Bytes are written to what takes text only, as standard output does, and a file without a b in its mode."
    )


def subscripts(death: Death) -> str | None:
    """Explain that a list was asked for a key."""
    if not re.match(r"(list|tuple) indices must be integers or slices, not str", death.detail):
        return None
    kind = death.detail.partition(" ")[0]
    key = re.search(r"""\[\s*(["'][^"']*["'])\s*\]""", death.statement)
    if key:
        return gettext(
            "What was taken for a dict is a {kind}: it has numbers for its items, and no keys, here {key}.",
            kind=kind,
            key=key[1],
        )
    return gettext(
        "What was taken for a dict is a {kind}: it has numbers for its items, and no keys.",
        kind=kind,
    )


def not_awaited(death: Death) -> str | None:
    """Explain what fails because an async function was only called."""
    if not re.search(r"'coroutine'|\bcoroutine object|concat coroutine", death.detail):
        return None
    return gettext(NOT_AWAITED)


def nothing_there(death: Death) -> str | None:
    """Explain what fails because a value is None."""
    return gettext(NOTHING) if "NoneType" in death.detail else None


def added(death: Death) -> str | None:
    """Explain what cannot be added, by the types of both."""
    detail = death.detail
    if match := re.match(r'can only concatenate str \(not "(\w+)"\) to str', detail):
        if match[1] == "bytes":
            return gettext(
                "Text and a value of the type bytes were added: decode() makes text of bytes."
            )
        if match[1] == "tuple":
            return gettext("Text and a value of the type tuple were added, as an address is one.")
        return gettext("Text and a value of the type {kind} were added.", kind=match[1])
    if match := re.match(r"can't concat (\w+) to (bytes|bytearray)", detail):
        if match[1] == "str":
            return gettext("Bytes and text were added: decode the bytes or encode the text first.")
        return gettext("Bytes and a value of the type {kind} were added.", kind=match[1])
    match = re.match(r"unsupported operand type\(s\) for \+=?: '(\w+)' and '(\w+)'", detail)
    kinds = list(match.groups()) if match else []
    number = next((kind for kind in kinds if kind in ("int", "float")), None)
    if not number or "NoneType" in kinds:
        return None
    kinds.remove(number)
    if kinds == ["str"]:
        return gettext(
            "A number was added to a value of the type str: int() makes a number of a word."
        )
    return gettext("A number was added to a value of the type {kind}.", kind=kinds[0])


def called_attribute(death: Death) -> str | None:
    """Explain `'…' object is not callable`."""
    if "object is not callable" not in death.detail:
        return None
    if "'module'" in death.detail:
        return gettext("A module was called. Name the class or the function in it, after a dot.")
    kind = death.detail.partition("'")[2].partition("'")[0]
    return gettext(
        "What was called there is a value of the type {kind}, and no function.", kind=kind
    )


def without_call(death: Death) -> str | None:
    """Explain a method that was used without calling it."""
    if not A_FUNCTION.search(death.detail):
        return None
    told = gettext("A function or method itself was used as a value: it was not called.")
    return f"{told} {gettext(A_CALL)}"


def other_encoding(death: Death) -> str | None:
    """Explain UnicodeDecodeError by the codec, and by how the bytes fail."""
    codec = re.match(r"'([\w-]+)' codec", death.detail)
    if codec and death.around.role is None and codec[1] not in ("utf-8", "utf8"):
        return gettext(
            "The bytes were decoded as {codec}, and they are no text in that charset.",
            codec=codec[1],
        )
    if codec and codec[1] == "ascii":
        return gettext(
            "The bytes were decoded as ASCII, which knows English letters only: text travels as UTF-8 here."
        )
    if codec and codec[1] not in ("utf-8", "utf8"):
        return gettext(
            "The bytes were decoded as {codec}: text travels as UTF-8 here.", codec=codec[1]
        )
    if "unexpected end of data" in death.detail and death.around.role is None:
        return gettext(
            "As UTF-8 these bytes end in the middle of a character: they are a piece of a text, or a text in another charset."
        )
    if "unexpected end of data" in death.detail and death.around.transport == "udp":
        return gettext(
            "These bytes end in the middle of a character: recvfrom(n) keeps n bytes of a datagram, and the others are lost."
        )
    if "unexpected end of data" in death.detail:
        return gettext(
            "These bytes end in the middle of a character: recv() may cut one in two. Collect all bytes of a text, and decode them then."
        )
    return gettext(
        "These bytes are not UTF-8: another encoding, a piece that ends in the middle of a character, or no text at all."
    )


def own_codec(death: Death) -> str:
    """Explain UnicodeEncodeError by the codec."""
    if "latin-1" in death.detail and death.shows(r"\bheaders\s*=") and not death.calls("encode"):
        return gettext(
            "The value of a header is latin-1 in HTTP, so it can hold no Chinese. Look at what this line gives as headers=: is that the dict of the headers?"
        )
    codec = re.match(r"'([\w-]+)' codec", death.detail)
    encoding = gettext("the encoding that was chosen")
    if codec:
        encoding = gettext("the encoding that was chosen ({codec})", codec=codec[1])
    if death.around.role:
        return gettext(
            "The text does not fit {encoding}: this course uses UTF-8.", encoding=encoding
        )
    return gettext("The text does not fit {encoding}.", encoding=encoding)


def not_json(death: Death) -> str:
    """Explain JSONDecodeError."""
    if "line 1 column 1 (char 0)" in death.detail:
        return gettext("The text that was parsed is not JSON: it does not even begin like it.")
    return gettext("The text that was parsed is not JSON.")


def end_of_input(death: Death) -> str | None:
    """Explain that input() met the end of standard input."""
    if "EOF when reading a line" not in death.detail:
        return None
    if death.around.role == "server":
        return gettext(
            "The program asked for input, and there was no more. Nobody types at a server: it has to do with its clients."
        )
    if re.search(r"\bfor\b.+\bin\s+(sys\.)?stdin\b", death.around.source):
        return gettext(
            "The program asked for input, and there was no more: the for loop over sys.stdin takes lines, and so does input(). One of the two is enough."
        )
    if death.around.role == "client":
        return gettext(
            "The program asked for input, and there was no more: input() then raises EOFError. A client ends quietly at the end of its input."
        )
    return gettext("The program asked for input, and there was no more.")


def missing_key(death: Death) -> str | None:
    """Explain KeyError: which key, and of what."""
    if not death.detail or " empty" in death.detail:
        return None  # of an empty set or dict the text says so, and names no key
    if death.shows(r"\bheaders\b"):
        return gettext(
            "There is no header {detail} among them: for a missing one […] raises KeyError where .get() gives None.",
            detail=death.detail,
        )
    if death.shows(r"\benviron\b"):
        return gettext("There is no environment variable {detail}.", detail=death.detail)
    return gettext("There is no key {text} in what the line takes it from.", text=death.detail)


def out_of_list(death: Death) -> str | None:
    """Explain IndexError."""
    words = len(death.around.address)
    if death.shows(ALL_WORDS if words else r"\bargv\b"):
        if not words:
            return gettext(
                "The line takes more from sys.argv than it holds: argv[0] is the program."
            )
        return ngettext(
            "The line takes more from sys.argv than it holds: argv[0] is the program, and {number} argument follows it.",
            "The line takes more from sys.argv than it holds: argv[0] is the program, and {number} arguments follow it.",
            words,
        )
    is_by_path = words == 1 and "://" not in death.around.address[0]
    if is_by_path and death.shows(r"\[\s*[12]\s*\]"):
        return gettext("The line takes more from a list than it holds: a path alone has no PORT.")
    if death.shows(r"split\s*\([^()]*\)\s*\["):
        return gettext("The text has fewer words than the line takes from it.")
    if "string index" in death.detail and is_by_path and death.around.role == "server":
        return gettext(
            "The text is shorter than that: it may be empty, as the address of a client on a Unix-domain socket is."
        )
    return None


def no_integer(death: Death) -> str | None:
    """Explain a ValueError of int()."""
    match = re.match(r"invalid literal for int\(\) with base \d+: (.*)$", death.detail)
    if match and death.around.address and match[1] == repr(death.around.address[0]):
        return gettext(
            "int() was given {text}, which is the HOST: the command line has HOST first and then PORT.",
            text=match[1],
        )
    if (
        match
        and death.around.role == "client"
        and re.search(r"base 16: b?(['\"])(\\r|\\n)*\1$", death.detail)
    ):
        return gettext(
            "int() was given {text}: an empty line was taken for the size of a chunk. After the bytes of each chunk comes a line end: read it, too, before the next size.",
            text=match[1],
        )
    return gettext("int() was given {text}, which is no number.", text=match[1]) if match else None


VALUES: dict[str, tuple[Row, ...]] = {
    "TypeError": (
        not_awaited,
        without_call,
        lambda d: not_bytes(d) if "a bytes-like object is required" in d.detail else None,
        lambda d: (
            gettext("Bytes and text were compared: decode the bytes, or write the text as bytes.")
            if re.search(r"first arg must be bytes .*not str$", d.detail)
            else None
        ),
        says(
            "requires string as left operand, not bytes",
            gettext_noop("Bytes were looked for in text: decode the bytes first."),
        ),
        says(
            "expected str instance, bytes found",
            gettext_noop(
                "Pieces of bytes were joined by text: join them by b'' and decode the whole."
            ),
        ),
        says(
            "expected a bytes-like object, str found",
            gettext_noop(
                "Pieces of text were joined by bytes: encode them first, or join them by ''."
            ),
        ),
        added,
        lambda d: (
            not_a_number(d)
            if "'str' object cannot be interpreted as an integer" in d.detail
            else None
        ),
        says(
            "AF_INET address must be",
            gettext_noop("An address is one pair, (host, port), in brackets of its own."),
        ),
        says(
            "'Response' object is not subscriptable",
            gettext_noop(
                "A response is not its data: they are in it as a text, as bytes, or as JSON."
            ),
        ),
        called_attribute,
        own_function,
        says(
            "string argument without an encoding",
            gettext_noop("bytes() of text has to be told the encoding; encode() does the same."),
        ),
        says(
            "type bytes is not JSON serializable",
            gettext_noop("JSON has no bytes: decode them first."),
        ),
        says(
            "the JSON object must be str, bytes or bytearray, not Response",
            gettext_noop("A response was parsed as JSON: its text can be parsed."),
        ),
        not_text,
        subscripts,
        says(
            "unhashable type: 'dict'",
            gettext_noop(
                "A dict stands where only a value that cannot change may be: in a set, which curly brackets without a colon make, or as a key."
            ),
        ),
        nothing_there,
    ),
    "ValueError": (
        lambda d: (
            gettext(
                "files takes a dict, or a list of pairs: the name of a field, and the file. The value here is neither."
            )
            if "to unpack (expected 2" in d.detail
            and d.shows(r"\bfiles\s*=\s*(open\s*\(|\w+\s*[,)])")
            else None
        ),
        says(
            "malformed node or string",
            gettext_noop(
                "literal_eval() reads what Python would write, and this is none of that: JSON has true, false and null where Python has True, False and None."
            ),
        ),
        lambda d: several_values(d) if "to unpack" in d.detail else None,
        no_integer,
        negative_size,
        negative_count,
        says(
            "file descriptor cannot be a negative integer",
            gettext_noop(
                "A socket that has been closed is still among those that select() watches."
            ),
        ),
        says(
            "I/O operation on closed file",
            gettext_noop("A file had been closed before it was used once more."),
        ),
    ),
    "error": (of_struct,),
    "MemoryError": (misread_length,),
    "OverflowError": (
        says("int too big to convert", gettext_noop("The number does not fit so few bytes.")),
        says(
            "can't convert negative int",
            gettext_noop("A negative number does not fit an unsigned one."),
        ),
        misread_length,
    ),
    "UnicodeDecodeError": (other_encoding,),
    "UnicodeEncodeError": (own_codec,),
    "EOFError": (end_of_input,),
    "AttributeError": (not_awaited,),
    "KeyError": (missing_key,),
    "IndexError": (out_of_list,),
    "InvalidHeader": (
        always(
            gettext_noop(
                "A header's name and its value must be text (or bytes) without blanks at the beginning and without line ends."
            )
        ),
    ),
    "MissingSchema": (
        always(
            gettext_noop("A URL begins with http:// (or https://): that of this request does not.")
        ),
    ),
    "JSONDecodeError": (not_json,),
    "IncompleteReadError": (
        always(gettext_noop("The stream ended before all the bytes had come that were asked for.")),
    ),
    "RecursionError": (
        always(
            gettext_noop(
                "Calls went too deep: a function calls itself again and again, or others that call it."
            )
        ),
    ),
    "RuntimeError": (
        says(
            "changed size during iteration",
            gettext_noop("A set or dictionary was changed in a loop that goes through it."),
        ),
        says(
            "no running event loop",
            gettext_noop("This works only while an event loop runs: in an async function."),
        ),
        says("StopIteration", gettext_noop("A generator ends by return, not by StopIteration.")),
        says("can't start new thread", gettext_noop("Too many threads are running at once.")),
    ),
    "NotImplementedError": (
        always(
            gettext_noop(
                "This part is still the stub's: replace the line that raises NotImplementedError."
            )
        ),
    ),
}
