"""The ladder of hints: one rung per request, a question before any answer."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from grader import state
from grader.course import checks, layout, targets
from grader.course.checks import Check
from grader.course.layout import Target
from grader.i18n import gettext, ngettext, of_course
from grader.report import short
from grader.text import printable


class UnknownCheck(ValueError):
    """A word that names no check, or one without hints; the text says what there is."""


def next_hint(word: str, here: Path) -> str:
    """Give the next rung for a check as text; after the last one the ladder begins again.

    Where it cannot be kept which rungs were given, all are. The word names a check as
    `targets.choose` reads it. Raises UnknownCheck.
    """
    target, check = _find(word, here)
    if not check.hints:
        raise UnknownCheck(gettext("{check} has no hints", check=check.id(target)))
    rung = state.hints_given(layout.ROOT, check.id(target)) % len(check.hints)
    obstacle = state.give_hint(layout.ROOT, check.id(target), rung + 1)
    run = state.last(layout.ROOT)
    has_passed = run is not None and check.id(target) in run.passed
    parts = [f"{short(check.id(target))}: {of_course(check.title)}"]
    if has_passed:
        parts.append(gettext("This check passed in the last run."))
    if obstacle is None:
        parts += [_hint(check, rung), _more(len(check.hints) - rung - 1)]
    else:
        parts += [_hint(check, each) for each in range(len(check.hints))]
        parts.append(
            gettext(
                "These are all: which ones were given cannot be kept here ({reason}).",
                reason=printable(obstacle),
            )
        )
    return "\n\n".join(parts)


def _hint(check: Check, rung: int) -> str:
    hint = gettext(
        "Hint {number} of {all}: {hint}",
        number=rung + 1,
        all=len(check.hints),
        hint=of_course(check.hints[rung]),
    )
    return f"  {hint}"


def _more(left: int) -> str:
    if left:
        return ngettext("{number} more: ask again.", "{number} more: ask again.", left)
    return gettext("This was the last one.")


def first_of(target: Target) -> str:
    """Name the first check of a program, as an example of how checks are named."""
    return checks.load(target)[0].id(target)


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
        raise UnknownCheck(gettext("name one check, such as {check}", check=first_of(found[0])))
    for check in checks.load(found[0]):
        if check.name == name.removeprefix("test_"):
            return found[0], check
    names = ", ".join(check.name for check in checks.load(found[0]))
    raise UnknownCheck(
        gettext(
            "there is no check {check} of {program}; there are {names}",
            check=repr(name),
            program=found[0],
            names=names,
        )
    )
