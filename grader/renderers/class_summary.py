"""What is said at the end about a class: how many were graded, who was not, and where it stands."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field

from grader.i18n import gettext, ngettext
from grader.renderers import columns
from grader.text import listed, printable

INDENT = "  "
MOST_NAMED = 20  # of those who have handed in nothing; they are no trouble of anybody's


@dataclass
class Summary:
    """What a run over a class came to.

    `not_graded` has who could not be graded and why, `scores` the points of all others, of
    `maximum`. `files` tells what each file is and where it lies; the `command` shows one report.
    """

    graded: int = 0
    unchanged: int = 0
    not_graded: list[tuple[str, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    scores: list[int] = field(default_factory=list)
    maximum: int = 0
    seconds: float = 0.0
    files: list[tuple[str, str]] = field(default_factory=list)
    command: str = ""


def render(summary: Summary, width: int) -> str:
    """Give the text for a terminal so many columns wide."""
    parts = [_counts(summary, width), _not_graded(summary, width), _missing(summary, width)]
    return "\n\n".join(filter(None, [*parts, _places(summary, width)]))


def _counts(summary: Summary, width: int) -> str:
    counts = [ngettext("{number} graded", "{number} graded", summary.graded)]
    if summary.unchanged:
        counts.append(ngettext("{number} unchanged", "{number} unchanged", summary.unchanged))
    if summary.not_graded:
        failed = len(summary.not_graded)
        counts.append(ngettext("{number} not graded", "{number} not graded", failed))
    counts.append(_duration(summary.seconds))
    lines = columns.wrapped("  ".join(counts), None)
    if summary.scores:
        mean, median = statistics.fmean(summary.scores), statistics.median(summary.scores)
        lines += columns.wrapped(
            gettext(
                "mean {mean}, median {median} of {maximum} points",
                mean=f"{mean:.1f}",
                median=f"{median:g}",
                maximum=summary.maximum,
            ),
            width,
        )
    return "\n".join(lines)


def _duration(seconds: float) -> str:
    if seconds < 60:
        return gettext("in {seconds} s", seconds=f"{seconds:.1f}")
    return gettext(
        "in {minutes} min {seconds} s", minutes=int(seconds // 60), seconds=int(seconds % 60)
    )


def _not_graded(summary: Summary, width: int) -> str:
    if not summary.not_graded:
        return ""
    lines = [gettext("Not graded:")]
    for name, why in summary.not_graded:
        lines += _hanging(f"{printable(name)}: {printable(why)}", width)
    return "\n".join(lines)


def _missing(summary: Summary, width: int) -> str:
    if not summary.missing:
        return ""
    names = listed([printable(name) for name in summary.missing[:MOST_NAMED]])
    more = len(summary.missing) - MOST_NAMED
    if more > 0:
        names = ngettext(
            "{names}, and {number} other", "{names}, and {number} others", more, names=names
        )
    return "\n".join([gettext("On the roster, and nothing handed in:"), *_hanging(names, width)])


def _places(summary: Summary, width: int) -> str:
    rows = list(summary.files)
    if summary.command:
        rows.append((gettext("one report"), summary.command))
    lead = max((columns.width(what) for what, _ in rows), default=0) + 2
    return "\n".join(columns.padded(what, lead) + printable(where) for what, where in rows)


def _hanging(text: str, width: int) -> Sequence[str]:
    """Give the text as lines that are indented, all but the first one more so."""
    first, *others = columns.wrapped(text, width - 2 * len(INDENT)) or [""]
    return [INDENT + first, *(2 * INDENT + line for line in others)]
