"""The page on how the grader is built names what is there: rooms, files, functions, tests."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT
from grader.course import lessons
from house import GRADER, ROOMS, imported, room_of
from workbench import PAGE

TEXT = PAGE.read_text(encoding="utf-8")
SECTIONS = {section.title: section for section in lessons.sections(TEXT)}
BESIDE_THE_ROOMS = ["template"]  # no Python of ours
TABLE_ROW = re.compile(r"^\| (\d+) \| `(grader/\S+)` \| (.+?) \| .+ \|$", re.MULTILINE)


# ------------------------------------------------------------------ the map


def mapped() -> Iterator[str]:
    """Yield each path of the map, in its order."""
    parents: list[str] = []
    for line in SECTIONS["The map"].opening.splitlines():
        if found := re.match(r"    ( *)(\S+?)(/?)(?:  .*|$)", line):
            depth = len(found[1]) // 2
            parents[depth:] = [found[2]]
            yield "/".join(parents) + found[3]


def described() -> dict[str, str]:
    """What the map says of each path."""
    found = re.findall(r"^ {4,}(\S+?)/? {2,}(.+)$", SECTIONS["The map"].opening, re.MULTILINE)
    return dict(found)


def test_map_has_what_is_there() -> None:
    for path in mapped():
        assert (ROOT / path).is_dir() if path.endswith("/") else (ROOT / path).is_file(), path


def test_map_has_each_room_in_the_order_of_the_house() -> None:
    drawn = [path for path in mapped() if re.fullmatch(r"grader/[^/]+/?", path)]
    rooms = [Path(path).stem for path in drawn]
    assert rooms == [*(room for room in ROOMS if room != "grader"), *BESIDE_THE_ROOMS]


def test_map_has_each_folder_of_a_room_that_holds_much() -> None:
    inside = {
        f"{path.relative_to(ROOT).as_posix()}/"
        for path in GRADER.glob("*/*/")
        if (path / "__init__.py").is_file()
    }
    assert inside <= set(mapped())


def test_map_says_something_of_each() -> None:
    names = {path.rstrip("/").rpartition("/")[2] for path in mapped()} - {"grader", "tests"}
    assert names == set(described())


def test_map_has_each_folder_of_the_tests_that_is_not_called_like_a_room() -> None:
    drawn = {path.split("/")[1] for path in mapped() if re.fullmatch(r"tests/[^/]+/", path)}
    folders = {path.name for path in (ROOT / "tests").glob("[a-z]*/")}
    assert folders - {*ROOMS} == drawn - {*ROOMS}


# ------------------------------------------------------------------ names


def names_in(path: Path) -> set[str]:
    """The functions and classes of a file, and `Class.method`."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        if isinstance(node, ast.ClassDef):
            methods = [each for each in node.body if isinstance(each, ast.FunctionDef)]
            found |= {f"{node.name}.{method.name}" for method in methods}
    return found


STEPS = TABLE_ROW.findall(SECTIONS["The life of a check"].opening)


def test_life_of_a_check_is_told_step_by_step() -> None:
    assert [int(number) for number, _, _ in STEPS] == list(range(1, len(STEPS) + 1))
    assert len(STEPS) > 20


@pytest.mark.parametrize("number, file, functions", STEPS)
def test_step_of_the_life_of_a_check_is_there(number: str, file: str, functions: str) -> None:
    assert (ROOT / file).is_file()
    named = re.findall(r"`([\w.]+)`", functions)
    assert named and set(named) <= names_in(ROOT / file)


def test_life_of_a_check_passes_each_room_that_judging_takes() -> None:
    """As the imports say it, from the command that grades to the jail."""
    passed = {room_of(file.removesuffix(".py").replace("/", ".")) for _, file, _ in STEPS}
    grade = imported(GRADER / "commands" / "grade.py") | imported(GRADER / "grading" / "pool.py")
    work = {"course", "submissions", "launch", "grading", "examiner"}
    assert work <= {room_of(module) for module in grade}
    assert passed >= {*work, "cli", "commands", "checks", "subjects", "peers", "failures", "jail"}


PATH = re.compile(r"`((?:[\w-]+/)*[\w-]+(?:\.py|/))`")
PLACES = (ROOT, GRADER)  # from which the page names a file
OF_A_PATTERN = re.compile(r"UNIT|NAME|PROGRAM")


@pytest.mark.parametrize("path", sorted(set(PATH.findall(TEXT))))
def test_path_that_the_page_names_is_there(path: str) -> None:
    """Or it is one of an example's, or stands for many."""
    is_of_an_example = re.search(rf"^# (\S+/)?{re.escape(path)}$", TEXT, re.MULTILINE)
    is_there = any((place / path).exists() for place in PLACES)
    assert is_there or is_of_an_example or OF_A_PATTERN.search(path), path
