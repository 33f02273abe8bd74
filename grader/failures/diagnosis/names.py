"""Which names are missing, and what others look like them."""

import difflib
import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from grader.i18n import gettext
from grader.text import clipped

MOST_NAMES = 8
MOST_COMPARED, LONGEST_COMPARED = 100, 60  # names that are compared, and characters of one


def of_keys(wanted: Mapping[Any, object], value: Mapping[Any, object]) -> str | None:
    """Tell which keys of a dict are missing or have another name, or None."""
    missing = [key for key in wanted if key not in value]
    if not missing:
        return None
    others = [key for key in value if key not in wanted]
    told = []
    for key in missing[:MOST_NAMES]:
        alike = near(str(key), [str(other) for other in others[:MOST_COMPARED]])
        told.append(_of_key(key, alike))
    if not value:
        return gettext("The dict lacks the key {keys} (it is empty).", keys="; ".join(told))
    return gettext(
        "The dict lacks the key {keys} (it has {names}).",
        keys="; ".join(told),
        names=_listed(value),
    )


def _of_key(key: object, alike: str | None) -> str:
    if not alike:
        return repr(key)
    return gettext("{key!r}, which may be its {alike!r}", key=key, alike=alike)


def _listed(names: Mapping[Any, object]) -> str:
    shown = [clipped(repr(name), LONGEST_COMPARED) for name in itertools.islice(names, MOST_NAMES)]
    more = ["…"] if len(names) > MOST_NAMES else []
    return ", ".join([*shown, *more])


def near(name: str, names: Sequence[str]) -> str | None:
    """Find the name that looks most like this one, however it is written.

    Among a program's names there may be any number, of any length: few and short ones count.
    """
    short = [other for other in names[:MOST_COMPARED] if len(other) <= LONGEST_COMPARED]
    plain = {other.lower().replace("-", "_"): other for other in short}
    wanted = name[:LONGEST_COMPARED].lower().replace("-", "_")
    found = difflib.get_close_matches(wanted, plain, n=1, cutoff=0.6)
    return plain[found[0]] if found else None
