"""How a server for framed messages was found to answer: read from what came, and said in words."""

from grader.failures.diagnosis.frames import Part
from grader.i18n import gettext, gettext_noop
from grader.peers.tcp.frames import FramedPeer
from grader.peers.tcp.framing import BARE, RULE, Writing, heard
from grader.peers.tcp.ways import Answers, Due, Reading

LARGE = 1000  # bytes; a shorter frame's answer may look like a part by chance
PROBED: dict[Part, str] = {
    "length": gettext_noop("then, in a new run, the client sent only the first byte of a length"),
    "no body": gettext_noop("then, in a new run, the client sent only the length of a frame"),
    "body": gettext_noop("then, in a new run, the client sent a length and 1 byte of its body"),
}


WHEN_IT_ANSWERS: dict[Due, str] = {
    "late": gettext_noop(
        "It answered each frame only after the next frame had come: an answer is due as soon as its frame is there."
    ),
    "in pairs": gettext_noop(
        "It answered when a second frame had come, both at once, and left a third one without an answer: an answer is due when its frame is there."
    ),
    "not the first": gettext_noop(
        "It never answered the first frame of the connection, but it answered the later ones: each frame gets an answer."
    ),
}


def answers_heard(
    message: bytes, came: bytes, way: Reading, at_end: bool = False
) -> Answers | None:
    """Give the way in which a server answers, from what came for a message; or None."""
    writes = heard(message, came, FramedPeer.turn)
    if writes is None:
        return None
    header = way.lengths.header(message)
    if header and (writes.after == header[::-1] or writes.before == header):
        return Answers(BARE, Writing(writes.turn, writes.lengths), way.wants, at_end, is_heard=True)
    return Answers(way.lengths, writes, way.wants, at_end, is_heard=True)


def as_it_was_understood(way: Reading) -> str:
    """Say in which way a program has understood what it did not understand by the rule."""
    if way.wants and way.lengths == RULE:
        return gettext(
            "It answered when one more byte, a line end, came after the frame: it waits for more than the length says, and a frame has no line end."
        )
    if way.wants:
        return gettext(
            "It answered when the text came as a line, without a length: it reads lines, and a frame is no line."
        )
    return gettext(
        "It understood the same message when it came with {way}: it reads a length so, and here it has four bytes, the most significant first.",
        way=way.lengths.told(),
    )
