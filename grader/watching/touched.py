"""Which programs may behave otherwise after a change: found by the contents of the files.

An editor moves, truncates and copies files for a save, and leaves others of its own beside
them. None of that counts: what has the same contents as before is the same.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from watchfiles import Change, DefaultFilter

from grader.course import layout
from grader.course.layout import Target
from grader.submissions.folder import Submission, Work

# Vim tries by a file `4913` whether a folder can be written, Emacs keeps `#name#`.
NO_EDITORS = DefaultFilter(
    ignore_entity_patterns=[
        *DefaultFilter.ignore_entity_patterns,
        r"^4913$",
        r"^#.*#$",
        r"\.(bak|orig|tmp)$",
    ]
)


def touched(before: Submission, after: Submission, targets: Iterable[Target]) -> set[Target]:
    """Give those of the programs that a change of their unit's files may touch.

    They are the one whose own file it is, and those that use a module or another file. A file
    that none of the unit seems to use may be used by all of them.
    """
    units = {
        unit: _Change(before.units[unit], work, {f"{name}.py" for name in layout.programs(unit)})
        for unit, work in after.units.items()
    }
    return {target for target in targets if units[target.unit].touches(f"{target.program}.py")}


class _Change:
    """What has changed in the folder of one unit."""

    def __init__(self, before: Work, after: Work, programs: set[str]) -> None:
        self._files = after.files
        self._programs = programs
        self._touched = _differing(before.problems, after.problems)
        self._touched |= _differing(before.neighbours, after.neighbours)
        for name in _differing(before.files, after.files):
            if NO_EDITORS(Change.modified, name):
                self._touched |= self._reach(name)

    def touches(self, program: str) -> bool:
        """Tell whether the change may touch the program in this file."""
        return program in self._touched

    def _reach(self, name: str) -> set[str]:
        """Give a changed file, those that use it, those that use them, and so on."""
        reached, left = {name}, [name]
        while left:
            used = left.pop()
            new = {file for file in self._files if file not in reached and self._uses(file, used)}
            reached |= new
            left += new
        is_known = name in self._programs or reached & self._programs
        return reached if is_known else self._programs

    def _uses(self, file: str, used: str) -> bool:
        """Tell whether a file seems to use another one, of which it says the name."""
        path = PurePosixPath(used)
        name = path.parent.name if path.stem == "__init__" else path.stem
        word = rf"\b{re.escape(name)}\b"
        # a program speaks of others without using them, if only in its first lines
        pattern = rf"^\s*(from|import)\b.*{word}" if used in self._programs else word
        return re.search(pattern.encode(), self._files[file], re.MULTILINE) is not None


def _differing(before: Mapping[str, object], after: Mapping[str, object]) -> set[str]:
    """Give the names under which the two do not hold the same."""
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
