"""A place at which the examples of the page on the grader are carried out, in a course of their own.

python    a file of the course, which its first line names: `# grader/renderers/tap.py`
diff      what is changed in a file, at the one place where its old lines stand
sh, text  as in the pages of the course (see material.py)
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import material
from conftest import ROOT
from grader.course.lessons import Block
from made_course import Course

PAGE = ROOT / "grader" / "README.md"
NAME = re.compile(r"# ([\w/.]+\.py)\n")
HEAD = re.compile(r"--- a/(.+)\n\+\+\+ b/\1\n")


class Workbench(material.Desk):
    """A course without units, in which a section of the page and those before it are done."""

    def _chosen_place(self) -> Path:
        return self._folder / "course"

    def _furnish(self) -> None:
        self._course = self._place
        Course(self._place)
        (self._place / "tests").mkdir()
        shutil.copy(ROOT / "tests" / "shelf.py", self._place / "tests")

    def _save_example(self, block: Block) -> None:
        if name := named(block):
            (self._place / name).parent.mkdir(parents=True, exist_ok=True)
            self._save(name, block.text)
        elif block.kind == "diff" and (self._place / changed(block)).is_file():
            path = self._place / changed(block)
            path.write_text(patched(path.read_text(encoding="utf-8"), block), encoding="utf-8")


def named(block: Block) -> str | None:
    """Give the path of the file that a block is; None for any other block."""
    found = NAME.match(block.text) if block.kind == "python" else None
    return found[1] if found else None


def changed(block: Block) -> str:
    """Give the path of the file that a diff changes."""
    found = HEAD.match(block.text)
    assert found, f"a diff begins with the two names of its file:\n{block.text}"
    return found[1]


def hunks(block: Block) -> Iterator[tuple[str, str]]:
    """Yield the lines of each place before the change, and after it."""
    for hunk in HEAD.sub("", block.text, count=1).split("@@\n")[1:]:
        lines = [line or " " for line in hunk.splitlines()]
        assert {line[0] for line in lines} <= set(" -+"), hunk
        before, after = (
            "".join(f"{line[1:]}\n" for line in lines if line[0] in signs) for signs in (" -", " +")
        )
        yield before, after


def patched(text: str, block: Block) -> str:
    """Give the text with a diff's changes. Raises AssertionError where its lines are not there once."""
    for before, after in hunks(block):
        places = [
            found.start() for found in re.finditer(f"^{re.escape(before)}", text, re.MULTILINE)
        ]
        assert len(places) == 1, f"in {changed(block)}, once:\n{before}"
        text = text[: places[0]] + after + text[places[0] + len(before) :]
    return text
