"""Names that are nearly right: what a learner has in the place of a missing file or folder."""

import difflib
import re
from collections.abc import Iterable

from grader.i18n import gettext

NEAR = 0.85  # tcp_server and udp_server are at 0.78
ENDINGS = re.compile(r"(\.(py|pyw|py3|txt|text))+$", re.IGNORECASE)
COPY = re.compile(r"^(copyof|copy)|(copy|kopie|副本)$")


def of_file(name: str, paths: Iterable[str], others: Iterable[str]) -> str | None:
    """Say which of the paths may be the file of this name; None if none looks like it.

    `others` are names that other files rightly have.
    """
    taken = {other for other in others if other != name}
    wanted = _letters(name)
    for path in paths:
        folder, _, found = path.rpartition("/")
        if found == name:
            return gettext("there is {path}: move it out of {folder}", path=path, folder=folder)
        ending = ENDINGS.search(found)
        is_text = ending is not None or "." not in found
        if not folder and found not in taken and is_text and _is_near(_letters(found), wanted):
            return gettext("there is {found}: rename it", found=found)
    return None


def of_folder(name: str, folders: Iterable[str], others: Iterable[str]) -> str | None:
    """Say which of the folders may be the one of this name; None if none looks like it."""
    wanted = re.sub(r"\W|_", "", name.lower())
    for found in folders:
        if found not in others and re.sub(r"\W|_", "", found.lower()) in (wanted, wanted[2:]):
            return gettext("there is {found}: rename it", found=found)
    return None


def _letters(name: str) -> str:
    """Give a file's name without what computers and people add: case, numbers, signs, `copy`."""
    letters = re.sub(r"[\W\d_]", "", ENDINGS.sub("", name).lower())
    return COPY.sub("", letters)


def _is_near(found: str, wanted: str) -> bool:
    return bool(difflib.get_close_matches(wanted, [found], cutoff=NEAR))
