"""The ladder of hints: one rung per request, a question before any answer."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from grader.course import checks, layout, targets
from grader.course.checks import Check
from grader.course.layout import Target
from grader.i18n import of_course


class UnknownCheck(ValueError):
    """A word that names no check, or one without hints; the text says what there is."""


def next_hint(word: str, here: Path) -> str:
    """Give the next rung for a check as text; after the last one the ladder begins again.

    The word names a check as `targets.choose` reads it. Raises UnknownCheck.
    """
    target, check = _find(word, here)
    if not check.hints:
        raise UnknownCheck(f"{check.id(target)} has no hints")
    seen = _seen()
    rung = seen.get(check.id(target), 0) % len(check.hints)
    _remember({**seen, check.id(target): rung + 1})
    left = len(check.hints) - rung - 1
    more = f"{left} more: ask again." if left else "This was the last one."
    return f"{of_course(check.title)}\n\n  Hint {rung + 1} of {len(check.hints)}: {of_course(check.hints[rung])}\n\n{more}"


def ladders() -> Mapping[str, Sequence[str]]:
    """Give the ladder of each check of the course, by the check's id."""
    return _Ladders()


class _Ladders(Mapping[str, Sequence[str]]):
    """All ladders; a checks file is imported when one of its ladders is asked for, as few are."""

    def __getitem__(self, check_id: str) -> Sequence[str]:
        unit, _, program = check_id.partition("::")[0].partition("/")
        target = Target(unit, program)
        if target in layout.everything():
            for check in checks.load(target):
                if check.id(target) == check_id:
                    return [of_course(hint) for hint in check.hints]
        raise KeyError(check_id)

    def __iter__(self) -> Iterator[str]:
        for target in layout.everything():
            yield from (check.id(target) for check in checks.load(target))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _find(word: str, here: Path) -> tuple[Target, Check]:
    place, _, name = word.partition("::")
    try:
        found = [choice.target for choice in targets.choose([place], here)]
    except targets.UnknownTarget as error:
        raise UnknownCheck(str(error)) from None
    if len(found) != 1 or not name:
        raise UnknownCheck(f"name one check, such as {checks.load(found[0])[0].id(found[0])}")
    for check in checks.load(found[0]):
        if check.name == name.removeprefix("test_"):
            return found[0], check
    names = ", ".join(check.name for check in checks.load(found[0]))
    raise UnknownCheck(f"there is no check {name!r} of {found[0]}; there are {names}")


def _file() -> Path:
    """Give the place of the user's own state: the course's folder may not be theirs to write."""
    import platformdirs  # here, since most runs give no hint

    return platformdirs.user_state_path("network-course", appauthor=False) / "hints.json"


def _seen() -> dict[str, int]:
    try:
        seen = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    counts = seen.items() if isinstance(seen, dict) else ()
    return {name: count for name, count in counts if isinstance(count, int) and count >= 0}


def _remember(seen: dict[str, int]) -> None:
    try:
        _file().parent.mkdir(parents=True, exist_ok=True)
        _file().write_text(json.dumps(seen), encoding="utf-8")
    except OSError:
        pass  # then the ladder begins at its first rung each time
