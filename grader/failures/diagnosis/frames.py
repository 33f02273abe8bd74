"""What it usually means that other bytes came than the frame that was expected.

Whole frames that are written in another way are named by `grader.peers.tcp.framing`; here are
those that cannot be read, or hold something else.
"""

import re
from collections.abc import Callable
from typing import Literal

from grader.failures.diagnosis.differences import NORMALIZED, is_normalized, one_byte
from grader.i18n import gettext, gettext_noop
from grader.text import shown_bytes

# A row: a test of (the payload that was asked for, all that came, the length in what came or
# None, the body in what came), and what it means if that is true.
Row = tuple[Callable[[bytes, bytes, int | None, bytes], object], str]


def of_frame(payload: bytes, received: bytes, table: tuple[Row, ...]) -> str | None:
    """Tell what it usually means that `received` is not the frame of `payload`, or None.

    `table` is ANSWERS or LINES.
    """
    payload, received = bytes(payload), bytes(received)
    length = int.from_bytes(received[:4], "big") if len(received) >= 4 else None
    for applies, meaning in table:
        if applies(payload, received, length, received[4:]):
            return gettext(meaning)
    return None


def _in(encoding: str, text: bytes) -> bytes:
    """Give a text that is UTF-8 in another encoding, `?` where that lacks a letter; or nothing."""
    if text.isascii():
        return b""
    return text.decode("utf-8", "replace").encode(encoding, "replace")


def _goes_on(rest: bytes, received: bytes) -> bool:
    """Tell whether another frame begins here, with the rest of a payload."""
    more = min(int.from_bytes(received[:4], "big"), len(received) - 4)
    return more > 0 and rest[:more] == received[4 : 4 + more]


def of_one_byte(payload: bytes, received: bytes) -> str | None:
    """Name the one byte that is missing, too many or another one in a frame whose length is right."""
    payload, body = bytes(payload), bytes(received[4:])
    if int.from_bytes(received[:4], "big") != len(body):
        return None
    return one_byte(payload, body)


# p is the payload that was asked for, r what came, n the length and b the body in it.
FRAMES: tuple[Row, ...] = (
    (
        lambda p, r, n, b: (
            not p.startswith(b"ready ")
            and (r.startswith(b"ready ") or b.startswith(b"ready "))
            and (not p or p not in r)
        ),
        gettext_noop(
            "This is the greeting: it is sent once, as one frame, when a client connects."
        ),
    ),
    (lambda p, r, n, b: n == len(b) and is_normalized(p, b), NORMALIZED),
    (
        lambda p, r, n, b: p and n == len(p) and b[: len(p)] == p and b[len(p) :] == bytes(4),
        gettext_noop("After the right frame came an empty one."),
    ),
    (
        lambda p, r, n, b: n == 0 and p and b == len(p).to_bytes(4, "big") + p,
        gettext_noop("Before the right frame came an empty one."),
    ),
    (
        lambda p, r, n, b: p and repr(p).encode() in r and not p.isascii(),
        gettext_noop(
            "This is str() of bytes, with quotes and \\x: it is only for looking, decode() turns bytes into text."
        ),
    ),
    (
        lambda p, r, n, b: n is not None and b and n == len(p) % (1 << 16) < len(p),
        gettext_noop(
            "The length is what the last two of its four bytes should be: the first two were left out."
        ),
    ),
    (
        lambda p, r, n, b: n == 0 and p and not b,
        gettext_noop("The frame is empty: its length is 0, and nothing comes after it."),
    ),
)

# For frames that answer a request: p has the request's bytes in reverse order.
ANSWERS: tuple[Row, ...] = (
    (
        lambda p, r, n, b: n and n < len(p) and b[:n] == p[:n] and _goes_on(p[n:], b[n:]),
        gettext_noop(
            "The answer came in more than one frame, the first of which has only its beginning: one frame is answered by one, however long it is."
        ),
    ),
    (
        lambda p, r, n, b: n == len(b) and b != p and b == p.strip(),
        gettext_noop(
            "The blanks and line ends at its ends are missing: they are bytes like any other."
        ),
    ),
    *FRAMES,
    (
        lambda p, r, n, b: n is not None and 0 < n == len(b) < len(p) and p.endswith(b),
        gettext_noop(
            "Only the frame's beginning was answered: the bytes that came last are missing."
        ),
    ),
    (
        lambda p, r, n, b: n is not None and 0 < n == len(b) < len(p) and p.startswith(b),
        gettext_noop("The bytes that came first are missing in the answer."),
    ),
)

# For frames that carry a line of the input.
LINES: tuple[Row, ...] = (
    *FRAMES,
    (
        lambda p, r, n, b: (wanted := _in("ascii", p)) and wanted in r,
        gettext_noop(
            "Question marks came in the place of letters: the encoding that was chosen does not have these, UTF-8 has them all."
        ),
    ),
    (
        lambda p, r, n, b: (wanted := _in("gb18030", p)) and wanted in r,
        gettext_noop(
            "The text came in a Chinese encoding (GBK or GB 18030): this course uses UTF-8."
        ),
    ),
    (
        lambda p, r, n, b: p and n == len(b) and b == p[:-1],
        gettext_noop("The last character of the line is missing."),
    ),
    (
        lambda p, r, n, b: n == len(b) and b != p and b.rstrip(b"\r\n") == p,
        gettext_noop("The line end belongs to the input and not to the frame."),
    ),
    (
        lambda p, r, n, b: n == len(b) < len(p) and b in (p.strip(), p.lstrip(), p.rstrip()),
        gettext_noop("Blanks at the ends of a line belong to it: only the newline is taken off."),
    ),
    (
        lambda p, r, n, b: n == len(b) < len(p) and b"\t" in p and b == p.replace(b"\t", b""),
        gettext_noop("The tab in the line is missing: only the newline is taken off."),
    ),
    (
        lambda p, r, n, b: n == len(b) < len(p) and p.startswith(b + b"\f"),
        gettext_noop(
            "The line came only as far as a form feed (\\f): a newline ends a line, and no other character, but splitlines() takes more of them for line ends."
        ),
    ),
    (
        lambda p, r, n, b: n == len(b) < len(p) and p.startswith(b + b"\r"),
        gettext_noop(
            "The line came only as far as a carriage return (\\r): a newline ends a line, and no other character. sys.stdin keeps to that, but a file from open() does so only with newline='\\n'."
        ),
    ),
    (
        lambda p, r, n, b: n is not None and 0 < n == len(b) < len(p) and p.startswith(b),
        gettext_noop(
            "Only the beginning of the line came: its length says so as well, and the rest is missing."
        ),
    ),
)


def of_greeting(greeting: bytes, received: bytes) -> str | None:
    """Tell how a frame differs from the greeting, `ready` and a name, or None."""
    length, text = int.from_bytes(received[:4], "big"), bytes(received[4:])
    word, _, name = bytes(greeting).partition(b" ")
    if length != len(text) or greeting in text:
        return None
    if text.lower() == greeting.lower():
        return gettext("Only the case of the letters differs.")
    if b"".join(text.split()) == b"".join(greeting.split()):
        return gettext(
            "Only the blanks differ: between ready and the name there is one, and no other."
        )
    if text == name:
        return gettext(
            "The name of the machine came alone: the word ready and a blank belong before it."
        )
    if text.strip() == word:
        return gettext("The name of the machine is missing: ready came alone.")
    if text.startswith(word + b" "):
        return gettext(
            "After ready comes {text}, which is not the name of the machine.",
            text=shown_bytes(text[len(word) + 1 :], 40),
        )
    if text.endswith(name):
        return gettext(
            "Before the name of the machine comes {text}, and not ready with one blank.",
            text=shown_bytes(text[: -len(name)], 40),
        )
    return None


# ------------------------------------------------------------------ pieces of a stream

# what a program took for a whole: a piece of a length, a length without its body, a piece of a body
Part = Literal["length", "no body", "body"]
COLLECT = gettext_noop(
    "`recv(n)` may return 1 to n bytes: add each piece to those before it (`data += piece`), until all have come."
)
MOST_LEFT = 4096  # bytes of a client that may stand in front of the next one's
# of a program whose frames are right when they are short
ONE_BYTE = gettext_noop(
    "`recv(1)` takes one byte per call, and a frame of 1 MiB needs a million: ask for all that is missing."
)
WORKS_ON = gettext_noop(
    "It is right so far, and too slow: it was still at work when its time on the processor had run out."
)
# of a program that is busy after the end of a client's stream
NEVER_LOOKS = gettext_noop(
    "By then a client had left, or closed its sending side: `recv` on its connection returns b'' at once, each time. A loop that goes on then never ends."
)
WAITS_IN_TURNS = re.compile(r"\b(setblocking|settimeout|selectors?|select|poll|asyncio)\b")
CALLS = ((r"\brecv\w*\s*\(", "recv(n)"), (r"\.read\s*\(", "read(n)"))


def of_part(part: Part, size: int, source: str) -> str:
    """Say what it means that a program went on with one byte of a length, or of a body of `size`.

    `source` tells which call the program reads with.
    """
    told = _of_call(part, size, source)
    if "MSG_WAITALL" in source and "timeout" in source:
        told += " " + gettext(
            "On a socket that has a timeout, MSG_WAITALL does not wait for all bytes in Python."
        )
    return told


def _of_call(part: Part, size: int, source: str) -> str:
    call = next((call for pattern, call in CALLS if re.search(pattern, source)), "recv(n)")
    if part == "length" and re.search(r"\brecv\s*\(\s*4\s*[,)]", source):
        return gettext(
            "`recv(4)` may return 1 to 4 bytes. Yours got 1 and took it for the whole length."
        )
    if part == "length":
        return gettext(
            "`{call}` may return 1 to n bytes. Yours got the first byte of a length, and did not wait for the rest.",
            call=call,
        )
    if part == "no body":
        return gettext(
            "`{call}` may return 1 to n bytes. Yours got a length and none of the {size} bytes after it, and did not wait for the rest.",
            call=call,
            size=size,
        )
    return gettext(
        "`{call}` may return 1 to n bytes. Yours got 1 of the {size} bytes of a frame, and did not wait for the rest.",
        call=call,
        size=size,
    )


def of_reserved(source: str) -> str:
    """Say which call has reserved memory because a length said so, if the source shows it."""
    told = gettext("A length of over 16 MiB is refused before anything is done with it.")
    lines = enumerate((text.partition("#")[0] for text in source.splitlines()), 1)
    found = [line for line, text in lines if re.search(r"\brecv\s*\(\s*[^\W\d]", text)]
    if len(found) != 1 or "bytearray" in source:
        return told
    line = gettext(
        "`recv(n)` reserves n bytes at once, before any of them has come: line {line} does that.",
        line=found[0],
    )
    return f"{line} {told}"


def of_beginning(payload: bytes, received: bytes) -> str | None:
    """Say that only the first bytes of a large frame were answered, if so; `payload` is its answer.

    The length in the answer may be that of all bytes, or of those that were answered.
    """
    size, body = len(payload), bytes(received[4:])
    promised = int.from_bytes(received[:4], "big")
    is_cut_off = promised == size % (1 << 16)  # it uses two bytes of the length: see FRAMES
    if not body or promised > size or promised == len(body) == size or is_cut_off:
        return None
    place = payload.find(body[:64])
    while place >= 0:
        count = size - place
        if 0 < count < size and body.startswith(payload[place:]) and promised in (count, size):
            return gettext(
                "Your program answered the first {count:,} of {size:,} bytes as if they were all. `recv(n)` may return 1 to n bytes: ask again until all have come.",
                count=count,
                size=size,
            )
        place = payload.find(body[:64], place + 1)
    return None


def of_time(taken: int, size: int, goes_on: bool, source: str) -> str:
    """Say how many bytes of a large frame a program had taken when time was up, and why not more."""
    if not goes_on:
        return gettext(
            "It had taken {taken:,} of {size:,} bytes by then, and takes no more.",
            taken=taken,
            size=size,
        )
    told = gettext(
        "It is right so far, and too slow: it had taken {taken:,} of {size:,} bytes by then, and went on.",
        taken=taken,
        size=size,
    )
    return " ".join([told, *_slow_call(source)])


def of_lost_time(source: str) -> str:
    """Say that a program was ended because it had worked for too long on a large frame."""
    return " ".join([gettext(WORKS_ON), *_slow_call(source)])


def _slow_call(source: str) -> list[str]:
    return [gettext(ONE_BYTE)] if re.search(r"\brecv\s*\(\s*1\s*\)", source) else []


def of_left_over(left: bytes, sent: bytes, received: bytes) -> str | None:
    """Say that what came is the answer to a frame behind the last bytes of the client before, if so.

    The first of its messages has to be of both: one of an earlier client alone may be an old answer.
    """
    for count in range(1, min(len(left), MOST_LEFT) + 1):
        stream = left[-count:] + sent
        end = 4 + int.from_bytes(stream[:4], "big")
        is_of_both = count < end <= len(stream)
        if is_of_both and received.startswith(stream[:4] + stream[4:end][::-1]):
            return gettext(
                "This is the answer to bytes of the client before with this frame behind them: each connection needs a buffer of its own."
            )
    return None


def of_several(sent: bytes, width: int, received: bytes) -> str | None:
    """Say that frames which came together were answered as one, if so."""
    if sent[width:][::-1] not in received:
        return None
    return gettext(
        "Your program took all bytes that came together for one frame. `recv(n)` may return several frames: the length tells where the first one ends, and the next begins there."
    )
