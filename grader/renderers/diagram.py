"""The wire of a check as a Mermaid sequence diagram.

In Mermaid nearly every sign means something, and the word `end` does, too. So
only letters, digits and the signs of an allow-list are written as they are;
everything else becomes an entity code (`#35;`), which Mermaid shows as the
character itself and never takes for syntax.
"""

import re
import textwrap
from collections.abc import Sequence

from grader.i18n import gettext
from grader.renderers import wire
from grader.renderers.wire import Hidden, Message
from grader.report import CheckResult, ProgramResult
from grader.text import clipped

MOST_MESSAGES = 24
MOST_PEERS = 8  # that have a lifeline of their own
LONGEST_TEXT = 96  # characters
TEXT_WIDTH = 36  # characters in a line
SIGNS = frozenset(" '.,/()_=?!*+-\\…")

# The arrow that an event is drawn with; the other ones have a plain one.
ARROWS = {"datagram": "-)", "end": "-->>", "response": "-->>", "reset": "-x"}
LOST = "-x"
PROGRAM = "program"


def render(program: ProgramResult, check: CheckResult) -> str | None:
    """Give the diagram's source; None for a check in which nothing was on the wire."""
    if not check.transcript:
        return None
    found = wire.messages(check.transcript)
    names = wire.peers(found)
    everybody = f"{_peer(0)},{PROGRAM}"
    drawn = [
        _message(each, names) if isinstance(each, Message) else _hidden(each, everybody)
        for each in wire.bounded(found, MOST_MESSAGES)
    ]
    if check.message:
        drawn.append(_note(everybody, check.message))
    return "\n  ".join(
        [
            "sequenceDiagram",
            *(f"participant {_peer(place)} as {name}" for place, name in enumerate(_heads(names))),
            f"participant {PROGRAM} as {_harmless(program.name + '.py')}",
            *drawn,
        ]
    )


def _peer(place: int) -> str:
    return f"peer{min(place, MOST_PEERS - 1)}"


def _heads(names: Sequence[str]) -> list[str]:
    """Give what stands over the lifelines of the peers; those beyond the last one share it."""
    shown = list(names[:MOST_PEERS])
    if len(names) > MOST_PEERS:
        shown[-1] = gettext("others")
    return [_harmless(clipped(name, TEXT_WIDTH)) for name in shown]


def _message(message: Message, names: Sequence[str]) -> str:
    if message.is_beside:
        return _note(PROGRAM, message.text)
    peer = _peer(names.index(message.peer))
    ends = (PROGRAM, peer) if message.by_program else (peer, PROGRAM)
    arrow = LOST if message.fault == "lost" else ARROWS.get(message.event, "->>")
    fault = f"<br/>({_harmless(message.fault_told)})" if message.fault else ""
    return f"{arrow.join(ends)}: {_text(message.text)}{fault}"


def _hidden(hidden: Hidden, everybody: str) -> str:
    return _note(everybody, hidden.told())


def _note(over: str, text: str) -> str:
    return f"Note over {over}: {_text(text)}"


def _text(text: str) -> str:
    lines = textwrap.wrap(clipped(text, LONGEST_TEXT), TEXT_WIDTH)
    return "<br/>".join(_harmless(line) for line in lines)


def _harmless(text: str) -> str:
    coded = "".join(c if c.isalnum() or c in SIGNS else f"#{ord(c)};" for c in text)
    return re.sub(r"\bend\b", lambda word: f"#{ord(word[0][0])};{word[0][1:]}", coded, flags=re.I)
