"""The wire as it happened: who sent what, when; and the same as numbered steps."""

import base64
import time

from grader.text import clipped, counted, printable, shown_bytes

MOST_EVENTS = 200
MOST_BYTES = 2048  # of one event's data, in the report
MOST_DATA = 64 * 1024  # bytes of all events
LONGEST_STEP = 300  # characters

# Steps know their own English.
SAID_BY_GRADER = {
    "connect": "connected",
    "data": "sent",
    "datagram": "sent a datagram",
    "end": "closed its sending side",
    "reset": "reset the connection",
    "request": "called",
    "response": "answered",
}
SAID_BY_PROGRAM = {
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
    """The events of one check, in order. `at` is in seconds from its beginning."""

    def __init__(self):
        self._began = time.monotonic()
        self.events = []
        self.steps = []
        self.left_out = 0
        self._room = MOST_DATA

    def step(self, text):
        """Add a step that is not on the wire, such as the start of the program."""
        self.steps.append(clipped(printable(text[: 2 * LONGEST_STEP]), LONGEST_STEP))

    def grader(self, event, data=b"", note="", said=None):
        """What a peer of ours did; `said` in other words than usual."""
        self._add("grader", event, data, note, SAID_BY_GRADER if said is None else {event: said})

    def program(self, event, data=b"", note=""):
        self._add("program", event, data, note, SAID_BY_PROGRAM)

    def _add(self, who, event, data, note, words):
        if len(self.events) >= MOST_EVENTS:
            self.left_out += 1
            return
        shown = " ".join(
            filter(
                None,
                [
                    clipped(printable(note[:LONGEST_STEP]), LONGEST_STEP),
                    shown_bytes(data) if data else "",
                ],
            )
        )
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
        self.step(" ".join(filter(None, [words[event], shown])) + size)
