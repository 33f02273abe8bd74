"""What a symptom usually means: tables of data, one for each kind of failure.

A diagnosis is a sentence for the learner. It never names the fix in code, only
what happened and where to look.
"""

# How a program died: (exception, part of its text or None, what it means).
DEATHS = (
    (
        "OSError",
        "Errno 22",
        "The call does not fit the state of the socket: bind() gives it its address, listen() opens the door, and then comes accept().",
    ),
    (
        "OSError",
        "Errno 107",
        "This socket is not connected, or not any more. On a server, accept() hands you a second socket: talk on that one.",
    ),
    (
        "BrokenPipeError",
        None,
        "Nobody is at the other end of this socket, or not any more. On a server, accept() hands you a second socket: talk on that one.",
    ),
    ("OSError", "Errno 9]", "This socket had been closed before it was used once more."),
    (
        "OSError",
        "Errno 95",
        "This kind of socket cannot do that: listen() and accept() belong to TCP, a UDP socket is bound and receives datagrams.",
    ),
    (
        "OSError",
        "Errno 89",
        "send() needs a connected socket; a UDP socket is told the address with every sendto().",
    ),
    ("OSError", "Errno 98", "The address is already in use: is the socket bound twice?"),
    (
        "OSError",
        "Errno 99",
        "This machine has no such address: bind the HOST from the command line.",
    ),
    (
        "ConnectionRefusedError",
        None,
        "Nobody listens where the program knocked: does it use HOST and PORT from the command line, and TCP where TCP is asked for?",
    ),
    (
        "TypeError",
        "bytes-like object is required, not 'str'",
        "Sockets carry bytes: a str has to be encoded first.",
    ),
    (
        "TypeError",
        "a bytes-like object is required",
        "Sockets carry bytes: turn the value into bytes first.",
    ),
    (
        "TypeError",
        "can only concatenate str",
        "Text and another type were added: the data are bytes and an address is a pair; decode the one, format the other.",
    ),
    (
        "TypeError",
        "can't concat",
        "Bytes and text were added: decode the bytes or encode the text first.",
    ),
    (
        "TypeError",
        "exactly one argument (2 given)",
        "An address is one pair: bind((host, port)) and connect((host, port)) with two brackets.",
    ),
    (
        "TypeError",
        "'str' object cannot be interpreted as an integer",
        "A port is a number: int() turns the word from the command line into one.",
    ),
    (
        "TypeError",
        "AF_INET address must be tuple",
        "An address is one pair, (host, port): data first, then the pair.",
    ),
    (
        "TypeError",
        "'Response' object is not subscriptable",
        "The response is not yet its data: parse it first.",
    ),
    (
        "TypeError",
        "'method' object is not subscriptable",
        "A method was used without calling it: put () after it.",
    ),
    (
        "TypeError",
        "object is not callable",
        "Something that is no function was called: an attribute such as text takes no (), or a name was given another meaning.",
    ),
    (
        "AttributeError",
        "'tuple' object has no attribute",
        "Two values came back together: accept() and recvfrom() return a pair; take it apart first.",
    ),
    (
        "AttributeError",
        "'bytes' object has no attribute 'encode'",
        "These are bytes already: encode() turns text into bytes, decode() turns them back.",
    ),
    (
        "AttributeError",
        "'str' object has no attribute 'decode'",
        "This is text already: decode() turns bytes into text, encode() turns it back.",
    ),
    (
        "PermissionError",
        "only requests can reach",
        "These tasks are judged through requests: requests.get, a Session, any of its calls.",
    ),
    (
        "PermissionError",
        "Errno 13",
        "The grader's sandbox refused this. A program may use the HOST and PORT of its command line, the kind of socket of its task (TCP or UDP), and files in its own folder.",
    ),
    (
        "PermissionError",
        None,
        "The grader's sandbox refused this: a program may use its own sockets, processes and files, and nobody else's.",
    ),
    (
        "UnicodeDecodeError",
        None,
        "These bytes are not UTF-8: another encoding, a piece that ends in the middle of a character, or no text at all.",
    ),
    (
        "UnicodeEncodeError",
        None,
        "The text does not fit the encoding that was chosen: this course uses UTF-8.",
    ),
    ("gaierror", None, "This name has no address: use HOST from the command line as it is."),
    (
        "EOFError",
        "EOF when reading a line",
        "Standard input had come to its end and the program asked for more: a client ends quietly there, and a server never reads the keyboard.",
    ),
    ("TimeoutError", None, "The program's own time limit ran out while it waited."),
    ("BlockingIOError", None, "The socket was told not to wait: a timeout of 0 means not at all."),
    (
        "InvalidHeader",
        None,
        "A header's value must be a str without blanks at its beginning and without line ends.",
    ),
    ("MissingSchema", None, "The URL has to begin with http://."),
    ("JSONDecodeError", None, "The text that was parsed is not JSON: look at what came first."),
    (
        "KeyError",
        None,
        "This key is not there (a server does not send every header): .get() returns None for a missing one.",
    ),
    (
        "SyntaxError",
        "null bytes",
        "The file holds zero bytes: it may have been saved as UTF-16. Save it as UTF-8.",
    ),
    ("SyntaxError", "codec can't decode", "The file is not UTF-8: save it as UTF-8."),
    ("SyntaxError", "Non-UTF-8", "The file is not UTF-8: save it as UTF-8."),
    (
        "NotImplementedError",
        None,
        "This part is still the stub's: replace the line that raises NotImplementedError.",
    ),
)


def of_death(exception, detail):
    """What an uncaught exception usually means, or None."""
    name = exception.rpartition(".")[2]
    for family, part, meaning in DEATHS:
        if family == name and (part is None or part in detail):
            return meaning
    return None


def of_bytes(expected, received):
    """What a difference between two byte strings usually means, or None."""
    for applies, meaning in DIFFERENCES:
        if applies(bytes(expected), bytes(received)):
            return meaning
    return None


def of_frame(payload, received, table):
    """What it usually means that `received` is not the frame of `payload`, or None.

    `table` is ANSWERS or LINES.
    """
    payload, received = bytes(payload), bytes(received)
    length = int.from_bytes(received[:4], "big") if len(received) >= 4 else None
    for applies, meaning in table:
        if applies(payload, received, length, received[4:]):
            return meaning
    return None


def of_print(expected, printed):
    """What it usually means that a text is not in what a program printed, or None."""
    if not printed.strip():
        return "Nothing was printed at all."
    if not expected.isascii() and "\\x" in printed:
        return "The bytes were printed: decode() turns them into text, and returns it."
    if expected.upper() != expected and expected.upper() in printed:
        return "The text was printed after it had been changed: print it as it came."
    if len(expected) > 100 and expected[:20] in printed:
        return "Only the beginning was printed: is the buffer large enough for all of it?"
    return None


def _as_repr(data):
    return (repr(data).encode(), repr(data.decode("utf-8", "replace")).encode())


DIFFERENCES = (
    (
        lambda e, r: r in _as_repr(e) or r.lower() in [form.lower() for form in _as_repr(e)],
        "str() of bytes is only for looking: the quotes (and the b) were sent as well. decode() turns bytes into text.",
    ),
    (
        lambda e, r: r != e and r.rstrip(b"\r\n") == e,
        "It ends with a line end that nobody asked for.",
    ),
    (
        lambda e, r: r != e and r.strip() == e.strip(),
        "Only blanks or line ends at its ends differ.",
    ),
    (
        lambda e, r: r != e and r.lower() == e.lower() and e == e.upper(),
        "The letters are not in upper case: upper() returns a new value and leaves the old one as it was.",
    ),
    (lambda e, r: r != e and r.lower() == e.lower(), "Only the case of the letters differs."),
    (
        lambda e, r: r and r == e[::-1],
        "The bytes are in reverse order: network byte order is big-endian.",
    ),
    (
        lambda e, r: r and len(r) < len(e) and e.startswith(r),
        "Only the beginning came: the rest was cut off, perhaps by too small a buffer.",
    ),
    (
        lambda e, r: r and len(r) > len(e) and r == e * (len(r) // len(e)) if e else False,
        "It came more than once.",
    ),
    (
        lambda e, r: len(r) > len(e) and e != b"" and r.startswith(e),
        "The right bytes came, and then more.",
    ),
    (lambda e, r: e != b"" and e in r, "The right bytes are in it, with something around them."),
)

# Of frames: p is the payload that was asked for, r what came, n the length and b the body in it.
FRAMES = (
    (
        lambda p, r, n, b: p and r[:4] == len(p).to_bytes(4, "little"),
        "The length came with its bytes in reverse order: the network's order is big-endian, the most significant byte first.",
    ),
    (lambda p, r, n, b: p and r.startswith(p), "The bytes came without the length before them."),
    (
        lambda p, r, n, b: p and r.startswith(p[::-1]),
        "The bytes came in their old order, and without the length before them.",
    ),
    (
        lambda p, r, n, b: (
            r.startswith(b"ready ") or (b.startswith(b"ready ") and not p.startswith(b"ready "))
        ),
        "This is the greeting: it is sent once, as one frame, when a client connects.",
    ),
    (
        lambda p, r, n, b: n == len(p) + 4,
        "The length counts its own four bytes as well: it should count only what comes after them.",
    ),
    (
        lambda p, r, n, b: n is not None and n == _characters(p) != len(p),
        "The length counts characters: it should count the bytes after encoding.",
    ),
    (
        lambda p, r, n, b: (
            p
            and r.startswith(
                (len(p).to_bytes(8, "big") + p[:1], len(p).to_bytes(8, "little") + p[:1])
            )
        ),
        "The length has eight bytes: it should have four.",
    ),
    (
        lambda p, r, n, b: (
            0 < len(p) < 65536
            and r.startswith(
                (len(p).to_bytes(2, "big") + p[:1], len(p).to_bytes(2, "little") + p[:1])
            )
        ),
        "The length has two bytes: it should have four.",
    ),
    (
        lambda p, r, n, b: r[:1].isdigit() and r.lstrip(b" 0").startswith(str(len(p)).encode()),
        "The length came as the digits of a number: it should be four bytes with the number's value.",
    ),
    (
        lambda p, r, n, b: n == len(p) + 1 and b[:-1] == p and b[-1:] in b"\n\0",
        "The frame has one byte too many at its end: its length says already where it ends.",
    ),
    (
        lambda p, r, n, b: n == len(p) and b.lower() == p.lower(),
        "Only the case of the letters differs.",
    ),
    (
        lambda p, r, n, b: n == 0 and p,
        "The frame is empty: was it sent before its bytes were there?",
    ),
)

# … that answer a request: p is the request turned round.
ANSWERS = (
    *FRAMES,
    (
        lambda p, r, n, b: p and n == len(p) and b == p[::-1],
        "The bytes are in the order in which they came: they should be turned round.",
    ),
    (
        lambda p, r, n, b: n is not None and 0 < n == len(b) < len(p) and p.endswith(b),
        "Only the frame's beginning was answered: recv(n) returns at most n bytes, often fewer. Who needs n bytes must collect them.",
    ),
)

# … that carry a line of the input.
LINES = (
    *FRAMES,
    (
        lambda p, r, n, b: n == len(b) and b.rstrip(b"\r\n") == p,
        "The line end belongs to the input and not to the frame.",
    ),
    (
        lambda p, r, n, b: n == len(b) and b.strip() == p.strip(),
        "Blanks at the ends of a line belong to it: only the newline is taken off.",
    ),
)


def _characters(data):
    return len(data.decode("utf-8", "replace"))
