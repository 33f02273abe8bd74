"""Plays that show several checks at once: they are passed by them, and never lost."""

import contextlib
from types import SimpleNamespace

import pytest

from conftest import ROOT
from grader.course import checks
from grader.course.layout import Target
from grader.examiner.examination import Examination
from grader.examiner.job import Job
from grader.examiner.session import examine
from grader.launch import launcher

CLIENT = Target("01_hello", "tcp_client")
ALL = None


@pytest.fixture(scope="module")
def started():
    with contextlib.closing(launcher(web=False)) as chosen:
        yield chosen


@pytest.fixture
def plays(monkeypatch):
    """The names of the plays that were tried, and whether all was right in them."""
    tried = {}
    really = Examination.scene_of

    def noted(self, play):
        assert play.__name__ not in tried, "it is tried once"
        scene = really(self, play)
        tried[play.__name__] = scene is not None
        return scene

    monkeypatch.setattr(Examination, "scene_of", noted)
    return tried


def judge(target, launched, change=("", ""), chosen=ALL, audience=None):
    source = (ROOT / "solutions" / target.file).read_text(encoding="utf-8")
    assert change[0] in source
    files = {f"{target.program}.py": source.replace(*change).encode()}
    names = chosen and frozenset(chosen.split())
    return examine(Job(target, files, None, 1, names), launched, audience=audience)


def lost(result):
    return [check.id.partition("::")[2] for check in result.checks if check.outcome == "failed"]


def test_checks_have_the_story_of_the_play_that_has_shown_them(started, plays):
    result = judge(CLIENT, started, chosen="connects sends_hello")
    assert result.score == 11 and plays == {"says_hello": True}
    first, second = result.checks
    assert first.transcript == second.transcript != []


END = "\nsys.exit(3)\n"


@pytest.mark.long
def test_what_goes_wrong_in_a_play_costs_its_own_check(started, plays):
    source = (ROOT / "solutions" / CLIENT.file).read_text(encoding="utf-8")
    job = Job(CLIENT, {"tcp_client.py": (source + END).encode()}, None, 1)
    result = examine(job, started)
    assert lost(result) == ["ends_with_status_0"]
    assert plays == {"says_hello": False}  # and nothing more is tried
    said = result.checks[-1]
    assert (said.received, said.expected) == ("status 3", "status 0")


@pytest.mark.long
def test_nothing_is_tried_after_a_check_was_lost(started, plays):
    change = ('b"hello!"', 'b"hello?"')
    assert "sends_hello" in lost(judge(CLIENT, started, change))
    assert plays == {"says_hello": False}


@pytest.mark.long
def test_an_audience_hears_each_check_in_its_order(started, plays):
    class Nobody:
        def begin(self, check): ...
        def hear(self, step, event): ...
        def printed(self, stream, data): ...

    assert judge(CLIENT, started, audience=Nobody()).score == 20
    assert plays == {}


def test_a_checks_file_that_has_changed_is_judged_check_by_check(started, plays, monkeypatch):
    """Nobody has said of what it asks for now that its plays demand as much."""
    monkeypatch.setattr(checks, "stamp", lambda target: "another one")
    checks.plays_hold.cache_clear()
    monkeypatch.setattr(checks, "plays_hold", checks.plays_hold.__wrapped__)
    assert judge(CLIENT, started, chosen="connects sends_hello").score == 11
    assert plays == {}


def test_the_stamp_is_that_of_all_lines_but_its_own(tmp_path):
    file = tmp_path / "test_it.py"
    target = SimpleNamespace(checks_file=file)
    stamps = []
    for text in ("x = 1\nPLAYS = 'a'\n", "x = 1\r\nPLAYS = 'b'\r\n", "x = 2\nPLAYS = 'a'\n"):
        file.write_text(text, newline="")
        stamps.append(checks.stamp(target))
    assert stamps[0] == stamps[1] != stamps[2]
