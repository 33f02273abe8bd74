"""The ladder of hints: one rung per request, a question before any answer."""

import json
import os
from pathlib import Path

from grader.course import layout


class UnknownCheck(ValueError):
    """There is no such check; the text says which ones there are."""


def next_hint(check_id):
    """The next rung for a check as text; after the last one the ladder begins again."""
    target, check = _find(check_id)
    name = f"{target}::{check.name}"
    seen = _seen()
    rung = seen.get(name, 0) % len(check.hints)
    seen[name] = rung + 1
    _remember(seen)
    left = len(check.hints) - rung - 1
    more = f"{left} more: ask again." if left else "This was the last one."
    return (
        f"{check.title}\n\n  Hint {rung + 1} of {len(check.hints)}: {check.hints[rung]}\n\n{more}"
    )


def ladder(check_id):
    """All hints of a check, in order; none for a check that this course does not have."""
    try:
        return _find(check_id)[1].hints
    except UnknownCheck:
        return ()


def _find(check_id):
    place, _, name = check_id.partition("::")
    name = name.removeprefix("test_")
    try:
        found = layout.targets([place])
    except layout.UnknownTarget as error:
        raise UnknownCheck(str(error)) from None
    if len(found) != 1:
        raise UnknownCheck(f"name one check, such as {found[0]}::{layout.checks(found[0])[0].name}")
    for check in layout.checks(found[0]):
        if check.name == name:
            return found[0], check
    names = ", ".join(check.name for check in layout.checks(found[0]))
    raise UnknownCheck(f"there is no check {name!r} of {found[0]}; there are {names}")


def _file():
    """Beside the user's other caches: the course's folder may not be theirs to write."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "network-course" / "hints.json"


def _seen():
    try:
        seen = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    counts = seen.items() if isinstance(seen, dict) else ()
    return {name: count for name, count in counts if isinstance(count, int) and count >= 0}


def _remember(seen):
    try:
        _file().parent.mkdir(parents=True, exist_ok=True)
        _file().write_text(json.dumps(seen), encoding="utf-8")
    except OSError:
        pass  # then the ladder begins at its first rung each time
