"""Dialects of programs that speak in frames: how they greet, read and write (see `framing`)."""

from dataclasses import dataclass
from typing import Literal

from grader.i18n import gettext, gettext_noop
from grader.peers.tcp.framing import BARE, LITTLE, RULE, Lengths, Writing
from grader.text import shown_bytes

# When a server answers a frame: at once; with the next one; both when there are two; or never
# the first one of a connection.
Due = Literal["at once", "late", "in pairs", "not the first"]
DUE: dict[Due, str] = {
    "late": gettext_noop("it answers a frame when the next one has come, so one more follows"),
    "in pairs": gettext_noop("it answers two frames at a time, so there are always two"),
    "not the first": gettext_noop(
        "it does not answer the first frame of a connection, so another one comes before"
    ),
}
TURNED, AS_IT_CAME = Writing("in reverse order"), Writing()  # the rules' own ways
APART = gettext_noop("a length and the bytes after it are sent apart")


@dataclass(frozen=True)
class Greetings:
    """How a server greets."""

    comes: Literal["at once", "late", "never"] = "at once"
    what: bytes | None = None  # all of it, where it is not the right one
    lengths: Lengths = RULE

    def told(self) -> str:
        """Say for learners in which way it greets."""
        if self.comes == "never":
            return gettext("it sends no greeting")
        if self.comes == "late":
            return gettext("its greeting comes with the first answer")
        if not self.what:
            return ""
        return gettext("its greeting is {greeting}", greeting=shown_bytes(self.what, 40))


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
            parts.append(gettext("it reads {way}", way=read))
        if written := self.writes.told("in reverse order"):
            parts.append(gettext("it answers with {way}", way=written))
        if self.wants:
            parts.append(gettext("it wants {data} after a frame", data=shown_bytes(self.wants)))
        if self.apart:
            parts.append(gettext(APART))
        if self.at_end:
            parts.append(gettext("it answers when the client has closed its sending side"))
        if self.due != "at once":
            parts.append(gettext(DUE[self.due]))
        return gettext("; ").join(parts)


@dataclass(frozen=True)
class Lines:
    """How a client writes the lines of its input."""

    writes: Writing = AS_IT_CAME
    is_heard: bool = False  # whether a line was understood after it had been found wrong
    preface: bytes = b""  # what it sends before the first line, and waits for a reply to

    def told(self) -> str:
        """Say for learners in which way it writes."""
        written = self.writes.told("as they came")
        parts = [gettext("it sends {way}", way=written)] if written else []
        if self.preface:
            parts.append(
                gettext("it sends {data} before its first line", data=shown_bytes(self.preface, 30))
            )
        return gettext("; ").join(parts)


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
            parts.append(gettext("it reads {way}", way=read))
        if self.wants:
            parts.append(gettext("it wants {data} after a frame", data=shown_bytes(self.wants)))
        if self.apart:
            parts.append(gettext(APART))
        if not self.is_greeted:
            parts.append(gettext("it reads no greeting, so the grader sends no greeting"))
        if self.frames > 1:
            parts.append(
                gettext("it reads {frames} frames before its first line", frames=self.frames)
            )
        return gettext("; ").join(parts)

    def named(self) -> str:
        """Name the way in words that stand after "with"."""
        if self.wants and not self.lengths.told():
            return gettext("{data} after a frame", data=shown_bytes(self.wants))
        if self.wants:
            data = shown_bytes(self.wants)
            return gettext(
                "{way}; it wants {data} after a frame", way=self.lengths.told(), data=data
            )
        return self.lengths.told()

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
    # who reads lines prints a length in a line, too: that it is no number to it shows without one
    Reading(BARE, wants=b"\n"),
    Reading(Lengths(0, form="digits", mark=b"\n")),
    Reading(RULE, wants=b"\n"),
    Reading(BARE),
    Reading(Lengths(width=1)),
)


def at_first(reading: Reading) -> tuple[Reading, ...]:
    """Give all other ways to read a frame, this one first."""
    ways = [reading] if reading != Reading() else []
    return (*ways, *(other for other in OTHER_READINGS if other != reading))
