"""The wire as it happened: who sent what and when, as events and as steps of a story."""

import base64
import itertools
import string
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from grader.i18n import gettext, gettext_noop, ngettext
from grader.report import MOST_EVENTS, Event, EventName, Fault, Side, step
from grader.text import SHOWN_WHOLE, clipped, printable, shown_bytes

MOST_BYTES = 2048  # of one event's data that are kept for the report
MOST_DATA = 64 * 1024  # bytes of all events that are kept for the report
LONGEST_STEP = 300  # characters
LONGEST_UNCOUNTED = 16  # bytes that a step shows without saying how many they are
LONGEST_WHOLE = 160  # characters of bytes that are not cut in a step: a small answer of HTTP

Role = Literal["client", "server", "site", "stranger", "caller", "grader"]

# Steps know their own words. Their fields are `peer` and `data`, and whatever else is given.
SAID_BY_GRADER: dict[EventName, str] = {
    "connect": gettext_noop("{peer} connected"),
    "data": gettext_noop("{peer} sent {data}"),
    "datagram": gettext_noop("{peer} sent a datagram {data}"),
    "end": gettext_noop("{peer} closed its sending side"),
    "reset": gettext_noop("{peer} reset the connection"),
    "response": gettext_noop("{peer} answered {data}"),
}
SAID_BY_PROGRAM: dict[EventName, str] = {
    "connect": gettext_noop("your program connected to {peer}"),
    "data": gettext_noop("{peer} received {data}"),
    "datagram": gettext_noop("{peer} received a datagram {data}"),
    "end": gettext_noop("your program closed the connection to {peer}"),
    "reset": gettext_noop("your program reset the connection to {peer}"),
    "request": gettext_noop("your program asked {peer}: {data}"),
    "response": gettext_noop("your program returned {data}"),
    "silence": gettext_noop("nothing came to {peer}"),
}
NO_MORE = gettext_noop("nothing more came to {peer}")
# What a fault that is on purpose makes of them.
SAID_OF_FAULTS: dict[tuple[Side, EventName, Fault | None], str] = {
    ("grader", "datagram", "copy"): gettext_noop("{peer} sent the same datagram again: {data}"),
    ("grader", "datagram", "stray"): gettext_noop("{peer} sent a stray datagram {data}"),
    ("program", "datagram", "lost"): gettext_noop(
        "{peer} received a datagram {data} and did not answer it"
    ),
}
NAMES: dict[Role, str] = {
    "client": gettext_noop("the client"),  # where there is one
    "server": gettext_noop("the server"),
    "site": gettext_noop("the site"),
    "stranger": gettext_noop("a stranger"),
    "caller": gettext_noop("the caller"),
    "grader": gettext_noop("the grader"),
}


@dataclass(eq=False)
class Party:
    """Who speaks with the program: one socket of ours, or one connection of it.

    `ours` and `theirs` are its addresses, as far as there are any. Of a datagram socket the
    latter is whoever it speaks with at the moment. A client without a letter gets one from the
    transcript where there are several.
    """

    role: Role
    letter: str = ""
    ours: str | None = None
    theirs: str | None = None


Listener = Callable[[str, Event | None], None]


@dataclass
class _Step:
    """One step: when it was, and its words, which may know later how many clients there are."""

    at: float
    words: Callable[[], str]
    is_remark: bool
    asked: str | None = None  # the request, if it is one of the program

    @property
    def text(self) -> str:
        """The step as the report has it."""
        return step(self.at, _bounded(self.words()), self.is_remark)


class Transcript:
    """The events of one check, in order; their times are in seconds from its beginning.

    `listen` is called with each step as it happens, and with its event if it is on the wire.
    """

    def __init__(self, listen: Listener | None = None) -> None:
        self._began = time.monotonic()
        self._listen = listen
        self._events: list[tuple[Event, Party, bool]] = []  # and whether it is a probe's
        self._steps: list[_Step] = []
        self._clients: list[Party] = []
        self.left_out = 0  # steps, between the first and the last half of those that are kept
        self.is_probing = False  # whether what happens now is a try of the grader's
        self._room = MOST_DATA

    def anew(self) -> "Transcript":
        """Give another one, for a story that begins anew."""
        return Transcript(self._listen)

    @property
    def events(self) -> list[Event]:
        """What was on the wire."""
        return [
            {**event, "peer": self._name(party, is_probe)}
            for event, party, is_probe in self._events
        ]

    @property
    def steps(self) -> list[str]:
        """The steps that are kept."""
        return [each.text for each in self._steps]

    @property
    def length(self) -> int:
        """How many steps are kept."""
        return len(self._steps)

    def step(self, text: str, at: int | None = None) -> None:
        """Add a step that is not on the wire, such as the start of the program.

        It is the last one, or comes before those that were added after the first `at`.
        """
        self._add_step(lambda: text, at=at)

    def remark(self, text: str) -> None:
        """Add a step by which the others are understood, such as that what follows is a new run."""
        self._add_step(lambda: text, is_remark=True)

    def requests(self, url: str) -> list[int]:
        """Give the places of the steps in which the program asked for this."""
        return [place for place, each in enumerate(self._steps) if each.asked and url in each.asked]

    def cut(self, length: int) -> None:
        """Leave out of the story what came behind so many steps."""
        del self._steps[length:]

    def begin_at(self, length: int) -> None:
        """Leave out of the story the first so many steps: what follows says it alone."""
        del self._steps[:length]

    def story(self) -> list[str]:
        """Give the steps; where some were left out, one says how many. The last ones are there."""
        if not self.left_out:
            return self.steps
        middle = MOST_EVENTS // 2
        words = ngettext("… {number} more step", "… {number} more steps", self.left_out)
        gap = step(self._steps[middle].at, words)
        return [*self.steps[:middle], gap, *self.steps[middle:]]

    def grader(
        self,
        party: Party,
        event: EventName,
        data: bytes = b"",
        note: str = "",
        said: str = "",
        fault: Fault | None = None,
        pieces: int | None = None,
        raw: bytes | None = None,
        **fields: object,
    ) -> None:
        """Add an event of our peer and its step.

        `said` replaces the usual words of the step, as a message that is translated here; its
        fields are `peer`, `data`, and those that are given. `raw` is what was on the wire, where
        that is more than the data.
        """
        self._add("grader", party, event, data, note, said, fields, fault, pieces, raw)

    def program(
        self,
        party: Party,
        event: EventName,
        data: bytes = b"",
        note: str = "",
        said: str = "",
        raw: bytes | None = None,
        came: float | None = None,
        **fields: object,
    ) -> None:
        """Add an event of the program at this peer, and its step (see `grader`).

        It came at the moment `came` of time.monotonic(), or now; in the story it stands behind
        what was added before.
        """
        if event == "silence" and not said and self._has_come_to(party):
            said = NO_MORE
        self._add("program", party, event, data, note, said, fields, raw=raw, came=came)

    def _has_come_to(self, party: Party) -> bool:
        """Tell whether the program has sent this peer anything."""
        return any(
            (whose, event["from"]) == (party, "program") and event["event"] in ("data", "datagram")
            for event, whose, _ in self._events
        )

    def lost(self, party: Party, side: Side) -> None:
        """Tell that the last datagram is lost that came from this side, at this peer."""
        for event, whose, _ in reversed(self._events):
            if (whose, event["from"], event["event"]) == (party, side, "datagram"):
                event["fault"] = "lost"
                break

    def _add(
        self,
        side: Side,
        party: Party,
        name: EventName,
        data: bytes,
        note: str,
        said: str,
        fields: Mapping[str, object],
        fault: Fault | None = None,
        pieces: int | None = None,
        raw: bytes | None = None,
        came: float | None = None,
    ) -> None:
        if len(self._events) >= MOST_EVENTS:
            del self._events[MOST_EVENTS // 2]  # the last ones tell how it ended
        is_probe = self.is_probing
        if party.role == "client" and not is_probe and party not in self._clients:
            self._clients.append(party)
        shown_note = clipped(printable(note[:LONGEST_STEP]), LONGEST_STEP)
        is_shown = data or name == "datagram"
        shown = " ".join(filter(None, [shown_note, shown_bytes(data) if is_shown else ""]))
        event: Event = {
            "at": round(self._moment(came), 4),
            "from": side,
            "peer": "",
            "ours": party.ours,
            "theirs": party.theirs,
            "event": name,
            "data": self._kept(data),
            "shown": shown,
            "fault": fault,
            "pieces": pieces,
            "raw": None if raw is None else self._kept(raw),
            "size": len(data if raw is None else raw),
        }
        self._events.append((event, party, is_probe))
        if is_shown and len(data) > SHOWN_WHOLE:  # else all of them are shown already
            whole = shown_bytes(data[:LONGEST_WHOLE], LONGEST_WHOLE)
            if len(whole) <= LONGEST_WHOLE:
                shown = " ".join(filter(None, [shown_note, whole]))
        if is_shown and not 0 < len(data) <= LONGEST_UNCOUNTED:
            shown = ngettext(
                "{data} ({number} byte)", "{data} ({number} bytes)", len(data), data=shown
            )

        def words() -> str:
            name = self._name(party, is_probe)
            return gettext(said or _usual_words(event), peer=name, data=shown, **fields).rstrip()

        self._add_step(words, event=event)

    def _moment(self, came: float | None) -> float:
        """Give the time of an event that came then, or comes now, after all that were added."""
        last = max((event["at"] for event, _, _ in self._events[-1:]), default=0.0)
        return self._now if came is None else max(last, came - self._began)

    def _kept(self, data: bytes) -> str:
        kept = data[: min(MOST_BYTES, self._room)]
        self._room -= len(kept)
        return base64.b64encode(bytes(kept)).decode()

    @property
    def _now(self) -> float:
        return time.monotonic() - self._began

    def _add_step(
        self,
        words: Callable[[], str],
        is_remark: bool = False,
        at: int | None = None,
        event: Event | None = None,
    ) -> None:
        place = len(self._steps) if at is None else at
        if place < len(self._steps):
            moment = self._steps[place].at
        else:
            last = max((each.at for each in self._steps[-1:]), default=0.0)
            moment = max(last, event["at"]) if event else self._now
        asked = event["shown"] if event and event["event"] == "request" else None
        new = _Step(moment, words, is_remark, asked)
        self._steps.insert(place, new)
        if self._listen:
            # the moment of one that comes before others has gone by for those who listen
            told = new.text if place == len(self._steps) - 1 else _bounded(words())
            self._listen(told, self.events[-1] if event else None)
        if len(self._steps) > MOST_EVENTS:
            del self._steps[MOST_EVENTS // 2]
            self.left_out += 1

    def _name(self, party: Party, is_probe: bool) -> str:
        """Name a peer: what a probe says or hears is told as the grader's own."""
        if is_probe:
            return gettext(NAMES["grader"])
        if party.role == "client" and (party.letter or len(self._clients) > 1):
            return name_of_client(party.letter or self._letter(party))
        return gettext(NAMES[party.role])

    def _letter(self, party: Party) -> str:
        """Give a client that has no letter of its own the first one that is free."""
        taken = {each.letter for each in self._clients}
        free = (letter for letter in _letters() if letter not in taken)
        nameless = [each for each in self._clients if not each.letter]
        return next(itertools.islice(free, nameless.index(party), None))


def _usual_words(event: Event) -> str:
    """Give the message for this event, whose fault may become known later."""
    side, name = event["from"], event["event"]
    usual = SAID_BY_GRADER if side == "grader" else SAID_BY_PROGRAM
    return SAID_OF_FAULTS.get((side, name, event["fault"])) or usual[name]


def name_of_client(letter: str) -> str:
    """Name one of several clients."""
    return gettext("client {letter}", letter=letter)


def _letters() -> Iterator[str]:
    """Yield A to Z, and then AA, AB and so on."""
    for length in itertools.count(1):
        yield from map("".join, itertools.product(string.ascii_uppercase, repeat=length))


def _bounded(text: str) -> str:
    return clipped(printable(text[: 2 * LONGEST_STEP]), LONGEST_STEP)
