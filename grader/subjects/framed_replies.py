"""Frames that a client of framed messages is sent: their names, and what is said of how it took them."""

from typing import Literal

from grader.failures.diagnosis.frames import Part
from grader.i18n import gettext, gettext_noop
from grader.peers.tcp.framing import RULE
from grader.peers.tcp.ways import Reading

Frame = Literal["greeting", "reply"]
Left = Literal["its side", "both sides", "reset"]  # what a server closed when it left, or that
PROBED: dict[Frame, dict[Part, str]] = {
    "greeting": {
        "length": gettext_noop(
            "then, in a new run, the server sent only the first byte of the greeting's length"
        ),
        "no body": gettext_noop("then, in a new run, the server sent only the greeting's length"),
        "body": gettext_noop(
            "then, in a new run, the server sent the greeting's length and 1 byte of its body"
        ),
    },
    "reply": {
        "length": gettext_noop(
            "then, in a new run, the server sent only the first byte of the reply's length"
        ),
        "no body": gettext_noop("then, in a new run, the server sent only the reply's length"),
        "body": gettext_noop(
            "then, in a new run, the server sent the reply's length and 1 byte of its body"
        ),
    },
}
CALLED: dict[Frame, str] = {"greeting": gettext_noop("greeting"), "reply": gettext_noop("reply")}
FRAMES: tuple[Frame, ...] = ("greeting", "reply")
# What is said if it ends with status 0 when the server has left.
NO_GOOD_END: dict[Left, str] = {
    "its side": gettext_noop(
        "recv() returns b'' when the other side has closed: that is an end, and here it came too early."
    ),
    "both sides": gettext_noop(
        "The server had closed both sides: the call that meets that may raise BrokenPipeError or ConnectionResetError, or return b''. It is no good end, a frame was still missing."
    ),
    "reset": gettext_noop(
        "The server reset the connection: the call that meets that raises ConnectionResetError. It is no good end, a frame was still missing."
    ),
}
# What is said if so many bytes of a length were read.
PART_OF_A_LENGTH = {
    1: gettext_noop(
        "Of {size} characters {low} were printed: that is what the last one of the length's four bytes says."
    ),
    2: gettext_noop(
        "Of {size} characters {low} were printed: that is what the last two of the length's four bytes says."
    ),
}


def as_it_was_left(frame: Frame, whole: int, text: str, came: int, left: Left) -> str:
    """Say how much of a frame had come when the server left."""
    size = len(text.encode())
    header = whole - size
    how = gettext("reset the connection") if left == "reset" else gettext("closed its side")
    name = gettext(CALLED[frame])
    if came == 0:
        return gettext(
            "No byte of the {frame} had come when the server {how}.", frame=name, how=how
        )
    if came < header:
        return gettext(
            "Only {came} of the {header} bytes of the {frame}'s length had come when the server {how}.",
            came=came,
            header=header,
            frame=name,
            how=how,
        )
    if came == header:
        return gettext(
            "The {frame}'s length had come, and none of the {size} bytes after it, when the server {how}.",
            frame=name,
            size=size,
            how=how,
        )
    return gettext(
        "{came} of the {frame}'s {size} bytes had come when the server {how}.",
        came=came - header,
        frame=name,
        size=size,
        how=how,
    )


def as_it_was_read(way: Reading) -> str:
    """Say in which way a client has read a greeting that it did not read by the rule."""
    if way.wants and way.lengths == RULE:
        return gettext(
            "It read the greeting when one more byte, a line end, came after it: it waits for more than the length says, and a frame has no line end."
        )
    if way.wants:
        return gettext(
            "It read the greeting when it came as a line, without a length: it reads lines, and a frame is no line."
        )
    return gettext(
        "It read the greeting when it came with {way}: it reads a length so, and here it has four bytes, the most significant first.",
        way=way.lengths.told(),
    )
