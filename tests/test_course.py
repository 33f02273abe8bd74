"""The course's own promises: points add up, hints exist, names and READMEs agree."""

import re
from pathlib import Path

import pytest

from grader import course

ROOT = Path(__file__).parent.parent
TARGETS = course.targets([])


@pytest.mark.parametrize("target", TARGETS, ids=str)
def test_points_of_a_program_add_up_to_20(target):
    assert sum(check.points for check in course.checks(target)) == 20


@pytest.mark.parametrize("target", TARGETS, ids=str)
def test_checks_have_a_title_hints_and_known_needs(target):
    earlier = set()
    for check in course.checks(target):
        assert re.fullmatch(r"[A-Za-z_].{8,90}", check.title), check
        assert check.hints, check
        assert set(check.needs) <= earlier, f"{check.name} needs a check that comes later"
        earlier.add(check.name)


@pytest.mark.parametrize("target", TARGETS, ids=str)
def test_three_names_agree(target):
    for folder in ("assignments", "solutions"):
        assert (ROOT / folder / target.file).is_file()


@pytest.mark.parametrize("unit", course.units())
def test_readme_names_the_points_of_every_rule(unit):
    readme = (ROOT / "assignments" / unit / "README.md").read_text(encoding="utf-8")
    for program in course.programs(unit):
        section = re.search(rf"^## {program}\.py.*?(?=^## |\Z)", readme, re.M | re.S)[0]
        points = sorted(int(n) for n in re.findall(r"\| (\d+) \|$", section, re.M))
        assert points == sorted(c.points for c in course.checks(course.Target(unit, program)))


@pytest.mark.parametrize("word, names", [
    ("01_hello/tcp_server", ["tcp_server"]), ("01/tcp_server", ["tcp_server"]),
    ("01/tcp_server.py", ["tcp_server"]), ("01", course.programs("01_hello")),
    ("01_hello/", course.programs("01_hello")),
])  # fmt: skip
def test_targets(word, names):
    assert [
        target.program for target in course.targets([word]) if target.unit == "01_hello"
    ] == names


def test_targets_are_graded_once_and_in_order():
    both = course.targets(["01/udp_server", "01/tcp_server", "01/tcp_server"])
    assert [target.program for target in both] == ["tcp_server", "udp_server"]


@pytest.mark.parametrize("word", ["09", "hello", "01/none", "", "..", "01/../x"])
def test_unknown_targets_say_what_there_is(word):
    with pytest.raises(course.UnknownTarget, match="there is no"):
        course.targets([word])
