"""The wire as it happened: who sent what and when, as events and as steps in English."""

import base64
import time

from grader.report import Event, EventName, Side
from grader.text import clipped, counted, printable, shown_bytes

MOST_EVENTS = 200  # and as many steps
MOST_BYTES = 2048  # of one event's data that are kept for the report
MOST_DATA = 64 * 1024  # bytes of all events that are kept for the report
LONGEST_STEP = 300  # characters

# Steps know their own English.
SAID_BY_GRADER: dict[EventName, str] = {
    "connect": "connected",
    "data": "sent",
    "datagram": "sent a datagram",
    "end": "closed its sending side",
    "reset": "reset the connection",
    "request": "called",
    "response": "answered",
}
SAID_BY_PROGRAM: dict[EventName, str] = {
    "connect": "your program connected",
    "data": "received",
    "datagram": "received a datagram",
    "end": "your program closed the connection",
    "reset": "your program reset the connection",
    "request": "your program asked",
    "response": "your program returned",
    "silence": "nothing came",
}


class Transcript:
    """The events of one check, in order; their times are in seconds from its beginning."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self.events: list[Event] = []
        self.steps: list[str] = []
        self.left_out = 0  # steps, between the first and the last half of those that are kept
        self._room = MOST_DATA

    def step(self, text: str, at: int | None = None) -> None:
        """Add a step that is not on the wire, such as the start of the program.

        It is the last one, or comes before those that were added after the first `at`.
        """
        shown = clipped(printable(text[: 2 * LONGEST_STEP]), LONGEST_STEP)
        self.steps.insert(len(self.steps) if at is None else at, shown)
        if len(self.steps) > MOST_EVENTS:
            del self.steps[MOST_EVENTS // 2]
            self.left_out += 1

    def story(self) -> list[str]:
        """Give the steps; where some were left out, one says how many. The last ones are there."""
        if not self.left_out:
            return list(self.steps)
        gap = f"… {counted(self.left_out, 'more step')}"
        middle = MOST_EVENTS // 2
        return [*self.steps[:middle], gap, *self.steps[middle:]]

    def grader(
        self, event: EventName, data: bytes = b"", note: str = "", said: str | None = None
    ) -> None:
        """Add an event of our peer and its step; `said` replaces the usual words of the step."""
        self._add("grader", event, data, note, said or SAID_BY_GRADER[event])

    def program(
        self, event: EventName, data: bytes = b"", note: str = "", said: str | None = None
    ) -> None:
        """Add an event of the program and its step; `said` replaces the usual words of the step."""
        self._add("program", event, data, note, said or SAID_BY_PROGRAM[event])

    def _add(self, who: Side, event: EventName, data: bytes, note: str, said: str) -> None:
        if len(self.events) >= MOST_EVENTS:
            del self.events[MOST_EVENTS // 2]  # the last ones tell how it ended
        shown_note = clipped(printable(note[:LONGEST_STEP]), LONGEST_STEP)
        shown = " ".join(filter(None, [shown_note, shown_bytes(data) if data else ""]))
        kept = data[: min(MOST_BYTES, self._room)]
        self._room -= len(kept)
        self.events.append(
            {
                "at": round(time.monotonic() - self._began, 4),
                "from": who,
                "event": event,
                "data": base64.b64encode(bytes(kept)).decode(),
                "shown": shown,
            }
        )
        size = f"  ({counted(len(data), 'byte')})" if len(data) > 16 else ""
        self.step(" ".join(filter(None, [said, shown])) + size)
