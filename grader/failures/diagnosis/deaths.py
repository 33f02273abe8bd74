"""What an uncaught exception usually means."""

# (the exception's name, part of its text or None, what it means)
DEATHS: tuple[tuple[str, str | None, str], ...] = (
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
    (
        "OSError",
        "Errno 98",
        "The address is already in use. HOST and PORT are the server's: a server binds them, once; a client only sends or connects to them.",
    ),
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
        "'ascii' codec",
        "The bytes were decoded as ASCII, which has no letters but the English ones: this course uses UTF-8.",
    ),
    (
        "UnicodeDecodeError",
        "'gb",
        "The bytes were decoded as GBK or one of its family: this course uses UTF-8.",
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


def of_death(exception: str, detail: str) -> str | None:
    """Tell what it usually means that a program died of this exception, or None.

    `exception` is the name of its class, `detail` its text.
    """
    name = exception.rpartition(".")[2]
    for family, part, meaning in DEATHS:
        if family == name and (part is None or part in detail):
            return meaning
    return None
