"""The values that travel to a learner's function and back, as JSON with tags.

JSON carries no bytes, and no dict whose keys are not text. So these become dicts with
the key `is`; what cannot travel at all comes back as its type's name and a description.
The other end is `untagged` and `tagged` of `jail/program/calls.py`.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from grader.failures.diagnosis.calls import Remark
from grader.failures.errors import Mismatch
from grader.i18n import gettext
from grader.text import clipped, printable

LONGEST_SHOWN = 400  # characters of a returned value
MOST_KINDS = 40  # classes of an exception: its own and its bases
DEEPEST = 120  # levels of lists and dicts


@dataclass(frozen=True)
class Other:
    """A returned value that JSON cannot carry: its type's name and a description."""

    type: str
    shown: str

    def __repr__(self) -> str:
        return self.shown


@dataclass(frozen=True)
class Thrown:
    """An exception that was returned, by itself or within a value, and not raised.

    `kinds` are its class and the bases of that, with their modules. What bears the same `mark` in
    one value is the very same object.
    """

    kinds: Sequence[str]
    shown: str
    mark: str = ""

    def is_of(self, kind: str) -> bool:
        """Tell whether it is of this class or of one that is based on it."""
        return kind in self.kinds

    def __repr__(self) -> str:
        return self.shown


@dataclass(frozen=True)
class Kept:
    """An argument that is a dict of the caller's: the same one in all calls of one process."""

    name: str

    def __repr__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Returned:
    """The value that a function returned. `truth` is what `bool()` made of it.

    `remarks` are what is remarkable in the function's source: see `failures.diagnosis.calls`.
    `kind` is "tuple" for a list that was one, and the class of a dict that was another mapping;
    `kept` is how much was in the dicts then that are `Kept`.
    """

    value: object
    truth: bool
    remarks: Sequence[Remark] = ()
    kind: str = ""
    kept: int | None = None

    def shown(self) -> str:
        """Show the value in a line, bounded."""
        value = tuple(self.value) if isinstance(self.value, list) and self.kind else self.value
        return printable(clipped(show(value), LONGEST_SHOWN))


class Spoilt(Mismatch):
    """The function's process sent back something that is no result."""

    def __init__(self, file: str) -> None:
        super().__init__(
            gettext("What came back from the process of {file} is no result.", file=file),
            diagnosis=gettext(
                "The channel by which the grader hears of the function was written to or closed: a program has to do with what it has opened itself."
            ),
        )


def show(value: object) -> str:
    """Show a value as Python writes it."""
    if isinstance(value, Other):
        return f"a {value.type}: {value.shown}"
    return repr(value)


def tagged(value: object) -> object:
    """Make an argument ready to travel."""
    if isinstance(value, bytes):
        return {"is": "bytes", "data": base64.b64encode(value).decode()}
    if isinstance(value, dict):
        return {"is": "dict", "items": [[tagged(k), tagged(v)] for k, v in value.items()]}
    if isinstance(value, (list, tuple)):
        return [tagged(item) for item in value]
    if isinstance(value, Kept):
        return {"is": "kept", "name": value.name}
    return value


def untagged(value: object) -> object:
    """Read a value that has travelled; what cannot be one is an `Other`.

    Raises ValueError, KeyError or TypeError for what `tagged` has not made.
    """
    if isinstance(value, list):
        return [untagged(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value["is"] == "bytes":
        return base64.b64decode(value["data"], validate=True)
    if value["is"] == "dict":
        return {_key(untagged(k)): untagged(v) for k, v in value["items"]}
    if value["is"] == "exception":
        kinds = [str(kind)[:160] for kind in list(value["kinds"])[:MOST_KINDS]]
        return Thrown(tuple(kinds), str(value["shown"])[:200], str(value["mark"])[:40])
    return Other(str(value["type"])[:80], str(value["shown"])[:200])


def kind_among(value: object, kind: object) -> str:
    """Read what a value that has travelled as a list or a dict was before; nothing if that."""
    if isinstance(value, list):
        return "tuple" if kind == "tuple" else ""
    is_name = isinstance(value, dict) and isinstance(kind, str) and kind.isidentifier()
    return str(kind)[:80] if is_name else ""


def _key(value: object) -> object:
    return repr(value) if isinstance(value, (list, dict)) else value


def depth(value: object) -> int:
    """Count the levels of lists and dicts; stop at one more than DEEPEST."""
    levels, level = 0, [value]
    while level and levels <= DEEPEST:
        levels += 1
        level = [
            item
            for thing in level
            if isinstance(thing, (list, dict))
            for item in (thing.values() if isinstance(thing, dict) else thing)
        ]
    return levels
