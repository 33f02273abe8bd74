"""Dialects of programs that speak in frames: how they greet, read and write (see `framing`)."""

from dataclasses import dataclass
from typing import Literal

from grader.peers.tcp.framing import BARE, LITTLE, RULE, Lengths, Writing
from grader.text import shown_bytes

# When a server answers a frame: at once; with the next one; both when there are two; or never
# the first one of a connection.
Due = Literal["at once", "late", "in pairs", "not the first"]
DUE: dict[Due, str] = {
    "late": "it answers a frame when the next one has come, so one more follows",
    "in pairs": "it answers two frames at a time, so there are always two",
    "not the first": "it does not answer the first frame of a connection, so another one comes before",
}
TURNED, AS_IT_CAME = Writing("in reverse order"), Writing()  # the rules' own ways
APART = "a length and the bytes after it are sent apart"


@dataclass(frozen=True)
class Greetings:
    """How a server greets."""

    comes: Literal["at once", "late", "never"] = "at once"
    what: bytes | None = None  # all of it, where it is not the right one
    lengths: Lengths = RULE

    def told(self) -> str:
        """Say for learners in which way it greets."""
        if self.comes == "never":
            return "it sends no greeting"
        if self.comes == "late":
            return "its greeting comes with the first answer"
        return f"its greeting is {shown_bytes(self.what, 40)}" if self.what else ""


@dataclass(frozen=True)
class Answers:
    """How a server reads requests and writes answers."""

    reads: Lengths = RULE
    writes: Writing = TURNED
    wants: bytes = b""  # what it waits for behind each request
    at_end: bool = False  # it answers when the client has closed its sending side
    apart: bool = False  # it loses what comes together with a length
    due: Due = "at once"  # when it answers a frame
    is_heard: bool = False  # whether an answer was understood after it had been found wrong

    def told(self) -> str:
        """Say for learners in which way it answers."""
        parts = []
        if read := self.reads.told():
            parts.append(f"it reads {read}")
        if written := self.writes.told("in reverse order"):
            parts.append(f"it answers with {written}")
        if self.wants:
            parts.append(f"it wants {shown_bytes(self.wants)} after a frame")
        if self.apart:
            parts.append(APART)
        if self.at_end:
            parts.append("it answers when the client has closed its sending side")
        if self.due != "at once":
            parts.append(DUE[self.due])
        return "; ".join(parts)


@dataclass(frozen=True)
class Lines:
    """How a client writes the lines of its input."""

    writes: Writing = AS_IT_CAME
    is_heard: bool = False  # whether a line was understood after it had been found wrong
    preface: bytes = b""  # what it sends before the first line, and waits for a reply to

    def told(self) -> str:
        """Say for learners in which way it writes."""
        written = self.writes.told("as they came")
        parts = [f"it sends {written}"] if written else []
        if self.preface:
            parts.append(f"it sends {shown_bytes(self.preface, 30)} before its first line")
        return "; ".join(parts)


@dataclass(frozen=True)
class Reading:
    """How a client reads the greeting and the replies."""

    lengths: Lengths = RULE
    wants: bytes = b""  # what it waits for behind each frame
    is_greeted: bool = True
    frames: int = 1  # how many it reads before its first line
    apart: bool = False  # it loses what comes together with a length

    def told(self) -> str:
        """Say for learners in which way it reads."""
        parts = []
        if read := self.lengths.told():
            parts.append(f"it reads {read}")
        if self.wants:
            parts.append(f"it wants {shown_bytes(self.wants)} after a frame")
        if self.apart:
            parts.append(APART)
        if not self.is_greeted:
            parts.append("it reads no greeting, so the grader sends no greeting")
        if self.frames > 1:
            parts.append(f"it reads {self.frames} frames before its first line")
        return "; ".join(parts)

    def named(self) -> str:
        """Name the way in words that stand after "with"."""
        return self.told().removeprefix("it reads ").removeprefix("it wants ")

    def frame(self, data: bytes) -> bytes:
        """Make a frame that it can read."""
        return self.lengths.frame(data) + self.wants


# The ways in which a program may read a frame that it does not understand by the rule.
OTHER_READINGS = (
    Reading(LITTLE),
    Reading(Lengths(width=2)),
    Reading(Lengths(width=8)),
    Reading(Lengths(width=8, order="little")),
    Reading(Lengths(counts="itself")),
    Reading(Lengths(width=2, order="little")),
    Reading(Lengths(0, form="digits", mark=b"\n")),
    Reading(BARE, wants=b"\n"),
    Reading(RULE, wants=b"\n"),
    Reading(BARE),
    Reading(Lengths(width=1)),
)


def at_first(reading: Reading) -> tuple[Reading, ...]:
    """Give all other ways to read a frame, this one first."""
    ways = [reading] if reading != Reading() else []
    return (*ways, *(other for other in OTHER_READINGS if other != reading))
