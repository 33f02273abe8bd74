"""What the course finds by its folders, and how a target is named. (test_verify has the lint.)"""

import re
from itertools import pairwise

import pytest

from conftest import ROOT
from grader.course import checks, hints, layout, targets, words
from grader.course.layout import Target
from grader.submissions import folder as submission

UNIT, OTHER = layout.units()[:2]
SERVER = Target(UNIT, "tcp_server")


def chosen(*words, here=ROOT):
    return targets.choose(words, here)


@pytest.mark.parametrize("target", layout.everything(), ids=str)
def test_titles_fit_into_a_line(target):
    for check in checks.load(target):
        assert re.fullmatch(r"[A-Za-z_].{8,90}", check.title), check


CONCEPTS = (
    *("socket()", "AF_INET", "SOCK_STREAM", "SOCK_DGRAM", "AF_UNIX", "bind()", "listen()"),
    *("accept()", "connect()", "send()", "recv()", "sendto()", "recvfrom()", "close()"),
    *("gethostname()", "DNS", "POST a form", "HEAD", "basic auth", "cookies"),
    *("text", "content", "json()", "headers", "one to one", "many to one"),
)


def test_table_of_concepts_names_checks_that_exist():
    page = (layout.ASSIGNMENTS / "README.md").read_text(encoding="utf-8")
    table = page.partition("## Where each concept")[2]
    rows = re.findall(r"^\| (.+?) \| (.+?) \| `(.+?)` \|$", table, re.MULTILINE)
    known = {check.id(target) for target in layout.everything() for check in checks.load(target)}
    assert [name for _, _, name in rows if name not in known] == []
    concepts = " ".join(concept for concept, _, _ in rows)
    assert [word for word in CONCEPTS if word not in concepts] == []
    for _, where, name in rows:
        assert not re.search(r"units? \d", where) or name[1] in where, where


# ------------------------------------------------------------------ targets


@pytest.mark.parametrize("word", ["01", "01_hello", "01_hello/", "assignments/01_hello", "./01"])
def test_unit(word):
    assert [choice.target.program for choice in chosen(word)] == layout.programs(UNIT)
    assert {choice.checks for choice in chosen(word)} == {None}


@pytest.mark.parametrize(
    "word",
    [
        "01_hello/tcp_server",
        "01/tcp_server",
        "01/tcp_server.py",
        "assignments/01_hello/tcp_server.py",
        "./assignments/01_hello/tcp_server.py",
        "assignments\\01_hello\\tcp_server.py",
        ".\\assignments\\01_hello\\tcp_server.py",
        "01_hello\\tcp_server.py",
        "solutions/01_hello/tcp_server.py",
        str(ROOT / "assignments/01_hello/tcp_server.py"),
    ],
)
def test_program(word):
    assert chosen(word) == [targets.Choice(SERVER)]


@pytest.mark.parametrize(
    "word", ["tcp_server", "tcp_server.py", "./tcp_server.py", "../01_hello/tcp_server.py"]
)
def test_program_of_the_unit_whose_folder_we_are_in(word):
    assert chosen(word, here=ROOT / "assignments" / UNIT) == [targets.Choice(SERVER)]
    if ".." not in word:
        other = chosen(word, here=ROOT / "assignments" / OTHER)
        assert other == [targets.Choice(Target(OTHER, "tcp_server"))]


def test_folder_we_are_in():
    here = ROOT / "assignments" / UNIT
    assert chosen(".", here=here) == chosen("01")
    assert chosen("../02_rough_seas", here=here) == chosen("02")
    assert chosen(here=here) == chosen()


def test_program_in_a_learners_repository(tmp_path):
    """Which has no grader beside its assignments."""
    (tmp_path / "assignments" / UNIT).mkdir(parents=True)
    word = str(tmp_path / "assignments" / UNIT / "tcp_server.py")
    assert chosen(word, here=tmp_path) == [targets.Choice(SERVER)]


def test_name_that_only_one_unit_has(tmp_path, monkeypatch):
    for unit, program in ((UNIT, "tcp_server"), ("05_x", "tcp_server"), ("05_x", "rare")):
        (tmp_path / unit).mkdir(exist_ok=True)
        (tmp_path / unit / f"test_{program}.py").touch()
    monkeypatch.setattr(layout, "CHECKS", tmp_path)
    assert chosen("rare") == [targets.Choice(Target("05_x", "rare"))]
    with pytest.raises(targets.UnknownTarget, match="write 01_hello/tcp_server or 05_x/tcp_server"):
        chosen("tcp_server")


def test_targets_are_graded_once_and_in_order():
    both = chosen("01/udp_server", "01/tcp_server", "01_hello/tcp_server.py")
    assert [choice.target.program for choice in both] == ["tcp_server", "udp_server"]


@pytest.mark.parametrize(
    "word", ["09", "hello", "01/none", "", "..", "01/../x", "/", "x/01_hello/tcp_server.py"]
)
def test_unknown_targets_say_what_there_is(word):
    with pytest.raises(targets.UnknownTarget, match="there is no") as raised:
        chosen(word)
    assert "tcp_server" in str(raised.value) and "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "word, meant",
    [
        ("verfy", "verify"),
        ("01_helo", UNIT),
        ("tcp_sever", "tcp_server"),
        ("01/tcp_sever", "tcp_server"),
        ("01_helo/tcp_server", str(SERVER)),
        ("01/tcp_server::answers_him", "answers_hi"),
    ],
)
def test_did_you_mean(word, meant):
    with pytest.raises(targets.UnknownTarget, match=re.escape(f"(did you mean '{meant}'?)")):
        targets.choose([word], ROOT, ["verify", "hint"])


def test_did_you_mean_a_command_in_a_units_folder():
    with pytest.raises(targets.UnknownTarget, match=re.escape("(did you mean 'verify'?)")):
        targets.choose(["verfy"], ROOT / "assignments" / UNIT, ["verify", "hint"])


# ------------------------------------------------------------------ single checks


@pytest.mark.parametrize("word", ["assignments", "assignments/", "./solutions/"])
def test_folder_of_all_units_is_everything(word):
    """As a shell completes a path, one level too early."""
    assert chosen(word) == chosen()


@pytest.mark.parametrize("name", ["answers_hi", "test_answers_hi"])
def test_check_and_all_that_it_needs(name):
    (choice,) = chosen(f"01/tcp_server::{name}")
    needs = {check.name: set(check.needs) for check in checks.load(SERVER)}
    assert "answers_hi" in choice.checks
    assert all(needs[one] <= choice.checks for one in choice.checks)
    assert choice.checks < set(needs)


def test_checks_add_up_and_the_whole_is_the_whole():
    names = [check.name for check in checks.load(SERVER)]
    (both,) = chosen(f"01/tcp_server::{names[0]}", f"01/tcp_server::{names[-1]}")
    assert {names[0], names[-1]} <= both.checks
    for both_ways in ([f"01/tcp_server::{names[0]}", "01"], ["01", f"01/tcp_server::{names[0]}"]):
        assert chosen(*both_ways) == chosen("01")


def test_check_of_several_programs_is_none():
    with pytest.raises(targets.UnknownTarget, match="write 01_hello/tcp_server::answers_hi"):
        chosen("01::answers_hi")


# ------------------------------------------------------------------ hints


def test_rungs_are_remembered():
    first = hints.next_hint("01/tcp_server::answers_hi", ROOT)
    second = hints.next_hint("tcp_server::test_answers_hi", ROOT / "assignments" / UNIT)
    assert "Hint 1 of" in first and "Hint 2 of" in second


def test_ladders_are_found_by_the_checks_id():
    ladders = hints.ladders()
    first = checks.load(SERVER)[0]
    assert ladders[first.id(SERVER)] == [*first.hints]
    assert (
        len(ladders) == len(set(ladders)) == sum(len(checks.load(t)) for t in layout.everything())
    )
    for unknown in ("", "x", "09/x::y", f"{SERVER}::none", f"../{SERVER}::answers_hi"):
        assert unknown not in ladders


@pytest.mark.parametrize("word", ["01", "01/tcp_server", "01/tcp_server::none", "09::x"])
def test_hint_for_no_check_says_so(word):
    with pytest.raises(hints.UnknownCheck):
        hints.next_hint(word, ROOT)


# ------------------------------------------------------------------ the submission


def test_submission_is_found_above(tmp_path):
    unit = tmp_path / "assignments" / UNIT
    unit.mkdir(parents=True)
    for here in (unit, unit.parent):
        assert submission.default(here) == unit.parent
    assert str(submission.default(tmp_path)) == "assignments"


def test_folder_that_only_has_the_name_is_no_submission(tmp_path):
    here = tmp_path / "assignments" / "network" / "notes"
    here.mkdir(parents=True)
    assert str(submission.default(here)) == "assignments"


# ------------------------------------------------------------------ lessons

PAGE = """# The order

| step | time |
| --- | --- |
| [Unit 1](01_hello/README.md) | 1 h |
| [By hand](pages/by_hand.md), [again](pages/again.md) | 1 h |
| [Unit 1](01_hello/README.md#http_taskspy): again | 1 h |
| [Paper](pages/paper.md) | 1 h |
| [Unit 2](02_rough_seas/README.md), see [By hand](pages/by_hand.md) | 1 h |
| [Hunts](hunts/README.md) | 1 h |

[Later](pages/later.md)
"""


def test_pages_stand_before_the_program_that_the_table_names_next(tmp_path, monkeypatch):
    (tmp_path / "assignments").mkdir()
    (tmp_path / "assignments/README.md").write_text(PAGE)
    monkeypatch.setattr(layout, "ASSIGNMENTS", tmp_path / "assignments")
    before = {str(target): words.pages_before(target) for target in layout.everything()}
    assert {target: pages for target, pages in before.items() if pages} == {
        f"{UNIT}/http_tasks": ["pages/by_hand.md", "pages/again.md"],
        f"{OTHER}/tcp_server": ["pages/paper.md"],
    }
    last = words.lesson(layout.everything()[-1]).then
    assert last == "That was the last program of the course. Next: assignments/hunts/README.md."


def test_what_comes_next_is_said_of_every_program():
    everything = layout.everything()
    said = words.words().lessons
    assert list(said) == [target.file for target in everything]
    for target, following in pairwise(everything):
        assert str(following) in said[target.file].then
        assert said[target.file].full_marks == 20
    assert said[everything[-1].file].then.startswith("That was the last program of the course.")
    assert said.get("01_hello/nothing.py") is None


def test_course_without_a_page_of_its_order_says_what_is_next(tmp_path, monkeypatch):
    monkeypatch.setattr(layout, "ASSIGNMENTS", tmp_path)
    lesson = words.lesson(SERVER)
    assert (lesson.known, lesson.then) == ((), f"Next: {UNIT}/tcp_client.")
