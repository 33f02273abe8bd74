"""The examples of `grader/README.md` work: each is carried out in a copy of the course.

(What a block is, and how a diff is read, stands in support/workbench.py.)
"""

import os
import shutil
from pathlib import Path

import pytest

import material
from conftest import ROOT
from grader.course.lessons import Block
from material import Lesson
from workbench import PAGE, Workbench, changed, hunks, named, patched

LESSONS = material.lessons_of(PAGE)
BLOCKS = [block for lesson in LESSONS for _, block in lesson.blocks()]
WORKED = [each for each in LESSONS if any(block.kind == "sh" for _, block in each.blocks())]
KINDS = {*material.KINDS, ("diff",)}
pytestmark = pytest.mark.skipif(
    os.name == "nt" or not shutil.which("bash") or not Path("/proc/net/tcp").exists(),
    reason="commands for Linux",
)


@pytest.mark.long
@pytest.mark.parametrize("lesson", WORKED, ids=lambda lesson: lesson.section.title)
def test_what_a_section_says_can_be_done(lesson: Lesson, tmp_path: Path) -> None:
    bench = Workbench(lesson, tmp_path)
    try:
        bench.do_all()
    finally:
        bench.close()
    assert not bench.skipped


def test_each_way_to_add_something_is_worked_out() -> None:
    things = [lesson.section.title for lesson in WORKED]
    assert things == [
        f"Add a{n}" for n in ("n exercise", " check", " peer", " renderer", " language")
    ]


def test_blocks_say_what_they_are() -> None:
    assert [block for block in BLOCKS if block.words not in KINDS] == []
    assert all(named(block) for block in BLOCKS if block.kind == "python")


def test_python_is_python() -> None:
    assert all(material.compiles(block.text) for block in BLOCKS if block.kind == "python")


def test_diffs_fit_the_files_of_this_course() -> None:
    """Those of files that the page itself has made are tried when it is carried out."""
    ours = [block for block in BLOCKS if block.kind == "diff" and (ROOT / changed(block)).is_file()]
    assert ours
    for block in ours:
        text = (ROOT / changed(block)).read_text(encoding="utf-8")
        assert patched(text, block) != text


DIFF = Block(("diff",), "--- a/x.py\n+++ b/x.py\n@@\n one\n-two\n+2\n@@\n+0\n zero\n", 1)


def test_diff_is_applied_where_its_lines_stand() -> None:
    assert list(hunks(DIFF)) == [("one\ntwo\n", "one\n2\n"), ("zero\n", "0\nzero\n")]
    assert patched("one\ntwo\n\nzero\n", DIFF) == "one\n2\n\n0\nzero\n"


@pytest.mark.parametrize("text", ["one\n", "one\ntwo\none\ntwo\nzero\n", "an one\ntwo\nzero\n"])
def test_diff_that_does_not_fit_is_seen(text: str) -> None:
    with pytest.raises(AssertionError, match=r"in x\.py, once"):
        patched(text, DIFF)
