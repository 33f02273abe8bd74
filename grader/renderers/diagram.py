"""The wire of a check as a Mermaid sequence diagram.

In Mermaid nearly every sign means something, and the word `end` does, too. So
only letters, digits and the signs of an allow-list are written as they are;
everything else becomes an entity code (`#35;`), which Mermaid shows as the
character itself and never takes for syntax.
"""

import re
import textwrap

from grader.report import CheckResult, Event, ProgramResult
from grader.text import clipped, counted

MOST_MESSAGES = 24
LONGEST_TEXT = 96  # characters
TEXT_WIDTH = 36  # characters in a line
SIGNS = frozenset(" '.,/()_=?!*+-\\…")

# What each event is called, and the arrow that it is drawn with.
GRADER: dict[str, tuple[str, str]] = {
    "connect": ("->>", "connects"),
    "data": ("->>", "sends"),
    "datagram": ("-)", "sends"),
    "end": ("-->>", "closes its sending side"),
    "response": ("-->>", "answers"),
}
PROGRAM: dict[str, tuple[str, str]] = {
    "connect": ("->>", "connects"),
    "data": ("->>", "sends"),
    "datagram": ("-)", "sends"),
    "end": ("-->>", "closes the connection"),
    "reset": ("-x", "resets the connection"),
    "request": ("->>", "asks"),
}
# What is not on the wire stands beside the program's own line.
NOTES: dict[str, str] = {"silence": "nothing comes", "response": "returns"}


def render(program: ProgramResult, check: CheckResult) -> str | None:
    """Give the diagram's source; None for a check in which nothing was on the wire."""
    if not check.transcript:
        return None
    messages = [_message(event) for event in check.transcript]
    if len(messages) > MOST_MESSAGES:
        half = MOST_MESSAGES // 2
        hidden = counted(len(messages) - 2 * half, "more message")
        messages = [*messages[:half], _note("peer,program", f"… {hidden}"), *messages[-half:]]
    if check.message:
        messages.append(_note("peer,program", check.message))
    return "\n  ".join(
        [
            "sequenceDiagram",
            "participant peer as reference peer",
            f"participant program as {_harmless(program.name + '.py')}",
            *messages,
        ]
    )


def _message(event: Event) -> str:
    name, by_grader = event["event"], event["from"] == "grader"
    if not by_grader and name in NOTES:
        return _note("program", f"{NOTES[name]} {event['shown']}")
    arrow, verb = (GRADER if by_grader else PROGRAM).get(name, ("->>", name))
    ends = ("peer", "program") if by_grader else ("program", "peer")
    return arrow.join(ends) + ": " + _text(f"{verb} {event['shown']}")


def _note(over: str, text: str) -> str:
    return f"Note over {over}: {_text(text)}"


def _text(text: str) -> str:
    lines = textwrap.wrap(clipped(text, LONGEST_TEXT), TEXT_WIDTH)
    return "<br/>".join(_harmless(line) for line in lines)


def _harmless(text: str) -> str:
    coded = "".join(c if c.isalnum() or c in SIGNS else f"#{ord(c)};" for c in text)
    return re.sub(r"\bend\b", lambda word: f"#{ord(word[0][0])};{word[0][1:]}", coded, flags=re.I)
