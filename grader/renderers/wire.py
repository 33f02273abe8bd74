"""The wire of a check as data for a diagram: who takes part, and what went from whom to whom.

Each peer has a lifeline, and the program has one. A diagram has bounds: of a long transcript
the beginning and the end are drawn, and how much lies between them is said.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.i18n import gettext, gettext_noop, ngettext
from grader.report import Event, Fault

# What each event is called beside its bytes; bytes that are sent need no word.
BY_GRADER = {
    "connect": gettext_noop("connects"),
    "end": gettext_noop("closes its sending side"),
    "reset": gettext_noop("resets the connection"),
    "request": gettext_noop("calls"),
    "response": gettext_noop("answers"),
}
BY_PROGRAM = {
    "connect": gettext_noop("connects"),
    "end": gettext_noop("closes the connection"),
    "reset": gettext_noop("resets the connection"),
    "request": gettext_noop("asks"),
    "response": gettext_noop("returns"),
    "silence": gettext_noop("nothing comes"),
}
# What a peer does on purpose, or what the network may do.
FAULTS: dict[Fault, str] = {
    "lost": gettext_noop("lost"),
    "delayed": gettext_noop("late"),
    "copy": gettext_noop("a copy"),
    "stray": gettext_noop("astray"),
    "pieces": gettext_noop("in pieces"),
    "reset": gettext_noop("reset on purpose"),
    "refused": gettext_noop("refused on purpose"),
    "cut": gettext_noop("cut off on purpose"),
    "silent": gettext_noop("no answer, on purpose"),
}
# What is seen at the program and goes to nobody.
BESIDE = {("program", "silence"), ("program", "response")}


@dataclass(frozen=True)
class Message:
    """One event of a transcript, in words: it goes from a peer to the program, or back."""

    at: float
    peer: str
    by_program: bool
    event: str
    text: str
    fault: Fault | None
    fault_told: str  # what the fault is called; "" where there is none

    @property
    def is_beside(self) -> bool:
        """Whether it is seen at the program, and goes to nobody."""
        return ("program" if self.by_program else "grader", self.event) in BESIDE


@dataclass(frozen=True)
class Hidden:
    """So many messages that a diagram leaves out."""

    number: int

    def told(self) -> str:
        """Say how many they are."""
        return ngettext("… {number} more message", "… {number} more messages", self.number)


def messages(events: Sequence[Event]) -> list[Message]:
    """Give each event as a message."""
    return [_message(event) for event in events]


def bounded(found: Sequence[Message], most: int) -> list[Message | Hidden]:
    """Give at most so many of the messages, the first and the last ones."""
    if len(found) <= most:
        return [*found]
    half = most // 2
    return [*found[:half], Hidden(len(found) - 2 * half), *found[-half:]]


def peers(found: Sequence[Message]) -> list[str]:
    """Give the names of the peers, in the order in which they come in."""
    return list(dict.fromkeys(message.peer for message in found))


def _message(event: Event) -> Message:
    by_program = event["from"] == "program"
    name = event["event"]
    word = (BY_PROGRAM if by_program else BY_GRADER).get(name)
    is_sent = name in ("data", "datagram")
    words = ["" if is_sent else gettext(word) if word else name, event["shown"]]
    return Message(
        at=event["at"],
        peer=event["peer"] or gettext("reference peer"),
        by_program=by_program,
        event=name,
        text=" ".join(filter(None, words)) or "b''",
        fault=event["fault"],
        fault_told=_fault(event),
    )


def _fault(event: Event) -> str:
    """Say what was done on purpose; "" for an event that is as it should be."""
    if event["fault"] == "pieces" and event["pieces"]:
        return ngettext(
            "in pieces of {number} byte", "in pieces of {number} bytes", event["pieces"]
        )
    return gettext(FAULTS[event["fault"]]) if event["fault"] else ""
