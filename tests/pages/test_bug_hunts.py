"""The bug hunts: each program loses what its page says, the story is the printed one, and the mend mends it."""

import ast
import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import ROOT
from grader.course import layout
from grader.examiner.examination import IN_DOUBT

HUNTS = ROOT / "assignments" / "bug_hunts"
PAGE = (HUNTS / "README.md").read_text(encoding="utf-8")
LONGEST = 60  # lines
AT_ONCE = 5  # programs that are graded: they wait most of their time
# What differs from run to run: addresses, times, words of the grader's, IDs of the program's.
VOLATILE = (
    (r"https?://[\w.:/]+", "URL"),
    (r"127\.[\d.]+(?:[: ]\d+)?", "ADDRESS"),
    (r"\d+ ms", "TIME"),
    (r"\d+\.\d+ s\b", "TIME"),
    (r"b\"[^\"\n]*\"", "bWORDS"),  # bytes with an apostrophe in them
    (r"'[^']*'", "WORDS"),
    (r"\d+\.\d+\.\d+\.\d+", "ADDRESS"),
    (r"\b\w+(?:\.\w+)*\.test\b", "NAME"),
    (r"… \d+ more|\(\d+ bytes\)", "SIZE"),
    (r"Content-Length: \d+", "SIZE"),
    (r"Set-Cookie: [^;]+", "COOKIE"),
    (r"\s*\^(?=\s)", ""),
)


@dataclass(frozen=True)
class Hunt:
    """One section of the page."""

    folder: str
    unit: str
    program: str
    story: str
    pairs: tuple[tuple[str, str], ...]  # lines as they stand, and mended

    @property
    def source(self) -> str:
        """The wrong program."""
        return (HUNTS / self.folder / f"{self.program}.py").read_text(encoding="utf-8")

    @property
    def mended(self) -> str:
        """The program as the folded answer mends it."""
        text = self.source
        for old, new in self.pairs:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        return text


def hunts() -> list[Hunt]:
    """Read the page."""
    found = []
    for section in re.split(r"^## (?=\d)", PAGE, flags=re.MULTILINE)[1:]:
        command = re.search(r"python -m grader (\d\d)/(\w+) --submission (\w+)$", section, re.M)
        story = re.search(r"^```text\n(.*?)^```", section, re.M | re.S)
        blocks = re.findall(r"^```python\n(.*?)^```", section, re.M | re.S)
        assert command and story and blocks, section
        pairs = tuple(zip(blocks[::2], blocks[1::2], strict=True))
        found.append(Hunt(command[3], command[1], command[2], story[1], pairs))
    return found


ALL = hunts()
named = pytest.mark.parametrize("hunt", ALL, ids=lambda hunt: hunt.folder)


def masked(story: str) -> str:
    """Put the same words in the place of all that differs from run to run."""
    for pattern, word in VOLATILE:
        story = re.sub(pattern, word, story)
    return " ".join(story.split())


def story_in(output: str) -> str:
    """Give the story of the check that failed, as it is where no machine was busy."""
    found = re.search(r"^ *✗.*?(?=^\s*$)", output, re.M | re.S)
    assert found, output
    story, count = re.subn(rf"^ *1\. .*{IN_DOUBT}\n", "", found[0], flags=re.M)
    if not count:
        return story
    return re.sub(
        r"^( *)(\d+)\. ", lambda step: f"{step[1]}{int(step[2]) - 1}. ", story, flags=re.M
    )


def test_each_program_has_its_section():
    assert [hunt.folder for hunt in ALL] == sorted(
        path.name for path in HUNTS.iterdir() if path.is_dir() and any(path.glob("*.py"))
    )
    assert len(ALL) == 10
    assert {hunt.program for hunt in ALL} == set(layout.programs(layout.units()[0]))


def test_no_hunt_is_taken_for_a_unit():
    assert not set(layout.units()) & {HUNTS.name, *(hunt.folder for hunt in ALL)}


@named
def test_files_do_not_give_their_mistake_away(hunt):
    (path,) = (HUNTS / hunt.folder).glob("*.py")
    assert path.stem == hunt.program
    assert "#" not in re.sub(r"\"[^\"\n]*\"", "", hunt.source), "no comment"
    docstring = ast.get_docstring(ast.parse(hunt.source))
    assert docstring and "\n" not in docstring
    assert len(hunt.source.splitlines()) <= LONGEST


@named
def test_the_folded_mend_fits_the_program(hunt):
    ast.parse(hunt.mended)
    assert hunt.mended != hunt.source


# ------------------------------------------------------------------ graded


def graded(target: str, submission: Path, folder: Path) -> tuple[str, dict[str, str]]:
    """Grade a folder as a user does; (what was printed, the outcome of each check)."""
    report = folder / f"{submission.name}.json"
    words = [target, "--submission", submission.name, "--report", f"json={report}"]
    command = [sys.executable, "-m", "grader", *words]
    here = submission.parent  # where the commands and paths of the stories are meant
    done = subprocess.run(command, cwd=here, capture_output=True, text=True, encoding="utf-8")
    (unit,) = json.loads(report.read_text(encoding="utf-8"))["units"]
    checks = unit["programs"][0]["checks"]
    return done.stdout, {each["id"].partition("::")[2]: each["outcome"] for each in checks}


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="the stories are those of full isolation")
def test_grader_tells_the_stories_of_the_page(tmp_path):
    """Each program loses one check, and that with the story of its section."""

    def told(hunt: Hunt) -> tuple[str, dict[str, str]]:
        return graded(f"{hunt.unit}/{hunt.program}", HUNTS / hunt.folder, tmp_path)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        all_told = list(pool.map(told, ALL))
    for hunt, (output, outcomes) in zip(ALL, all_told, strict=True):
        (lost,) = (name for name, outcome in outcomes.items() if outcome == "failed")
        assert f"python -m grader hint {hunt.unit[:2]}/" in hunt.story
        assert f"/{hunt.program}::{lost}\n" in hunt.story
        if masked(story_in(output)) != masked(hunt.story):  # as it can be on a machine that is late
            output, _ = told(hunt)
        assert masked(story_in(output)) == masked(hunt.story)


@pytest.mark.long
def test_folded_mends_have_full_marks(tmp_path):
    def outcomes(hunt: Hunt) -> dict[str, str]:
        folder = tmp_path / hunt.folder
        folder.mkdir()
        (folder / f"{hunt.program}.py").write_text(hunt.mended, encoding="utf-8")
        return graded(f"{hunt.unit}/{hunt.program}", folder, tmp_path)[1]

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for hunt, found in zip(ALL, pool.map(outcomes, ALL), strict=True):
            assert set(found.values()) == {"passed"}, hunt.folder
