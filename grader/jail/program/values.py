"""Gives the values that travel between the grader and a function, as JSON can carry them.

The other end is `peers/http/values.py`. A value that a function returned may be anything,
and its methods may lie or raise: whatever cannot travel becomes a description of itself.
"""

import base64
import math
from typing import Any

DEEPEST = 100  # levels of lists and dicts in a returned value
MOST_ITEMS = 50_000  # values in a returned value
MOST_TEXT = 500_000  # characters and bytes in a returned value
MOST_KINDS = 40  # an exception's class and its bases
LARGEST_NUMBER = 10_000  # bits: Python writes no decimal digits of much larger ones

Json = Any


def tagged(value: Any) -> Json:
    """Give the value as JSON can carry it: bytes and strangers become tagged dicts."""
    return _Tagging().tagged(value, 0)


def truth(value: Any) -> bool:
    """Give what `bool()` makes of the value; True where it raises."""
    try:
        return bool(value)
    except Exception:
        return True


def kind_of(value: Any) -> str:
    """Name what a value was where JSON has only lists and dicts; nothing for these and others."""
    if isinstance(value, tuple):
        return "tuple"
    is_another = _is_mapping(value) and type(value) is not dict
    return type(value).__name__[:80] if is_another else ""


class _Tagging:
    """The tagging of one value and of all that is in it."""

    def __init__(self) -> None:
        self._items = 0
        self._room = MOST_TEXT

    def tagged(self, value: Any, depth: int) -> Json:
        self._items += 1
        if depth > DEEPEST:
            return _other(value, "nested too deeply")
        if self._items > MOST_ITEMS:
            return _other(value, "one of too many values")
        try:
            return self._tagged(value, depth)
        except Exception:  # of a class of the program's own
            return _other(value, _shown(value))

    def _tagged(self, value: Any, depth: int) -> Json:
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, str):  # by the methods of str: those of a subclass may do anything
            text = str.__str__(value)
            return text if self._fits(len(text)) else _other(value, f"{len(text)} characters")
        if isinstance(value, int):
            number = int.__int__(value)
            too_long = number.bit_length() > LARGEST_NUMBER
            return _other(value, f"{number.bit_length()} bits") if too_long else number
        if isinstance(value, float):
            real = float.__float__(value)
            return real if math.isfinite(real) else _other(value, float.__repr__(real))
        if isinstance(value, (bytes, bytearray, memoryview)):
            data = bytes(memoryview(value))
            if not self._fits(len(data)):
                return _other(value, f"{len(data)} bytes")
            return {"is": "bytes", "data": base64.b64encode(data).decode()}
        if isinstance(value, (list, tuple)):
            return [self.tagged(item, depth + 1) for item in value]
        if _is_mapping(value):
            keys = value.keys()  # a loop over a mapping of the learner's need not give its keys
            items = [
                [self.tagged(key, depth + 1), self.tagged(value[key], depth + 1)] for key in keys
            ]
            return {"is": "dict", "items": items}
        if isinstance(value, BaseException):
            return {
                "is": "exception",
                "kinds": kinds(value),
                "shown": _shown(value)[:200],
                "mark": id(value),
            }
        return _other(value, _shown(value))

    def _fits(self, length: int) -> bool:
        self._room -= length
        return self._room >= 0


def _is_mapping(value: Any) -> bool:
    return hasattr(value, "keys") and hasattr(value, "__getitem__")


def _other(value: Any, shown: str) -> Json:
    return {"is": "other", "type": type(value).__name__[:80], "shown": shown[:200]}


def _shown(value: Any) -> str:
    try:
        return str.__str__(repr(value))
    except Exception:  # a broken __repr__ of the program's own
        return "it cannot be shown"


def kinds(error: BaseException) -> list[str]:
    """Name the class of an exception and the bases of that as a traceback shows them."""
    return [_qualified(kind) for kind in type(error).__mro__[:MOST_KINDS]]


def _qualified(kind: type) -> str:
    name = str(kind.__qualname__)[:80]
    return name if kind.__module__ == "builtins" else f"{str(kind.__module__)[:80]}.{name}"


def untagged(value: Json, kept: dict[str, dict[Any, Any]]) -> Any:
    """Give an argument of the grader's, back from JSON.

    One that it keeps is a dict, empty at first; under the same name it is the same one again.
    """
    if isinstance(value, list):
        return [untagged(item, kept) for item in value]
    if isinstance(value, dict):
        if value["is"] == "bytes":
            return base64.b64decode(value["data"])
        if value["is"] == "kept":
            return kept.setdefault(value["name"], {})
        return {untagged(key, kept): untagged(item, kept) for key, item in value["items"]}
    return value
