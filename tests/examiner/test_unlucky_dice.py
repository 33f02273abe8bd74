"""No check counts on luck: what its dice throw may be the same as what they threw before."""

import random

import pytest
from unlucky import LETTERS, Unlucky

import shelf
from conftest import ROOT
from grader.course import layout
from grader.course.layout import Target
from grader.dice import Dice
from grader.examiner import examination
from grader.examiner.job import Job
from grader.subjects import words
from grader.submissions import folder as submission


@pytest.fixture
def bad_luck(monkeypatch):
    """Have all examinations throw with unlucky dice."""
    monkeypatch.setattr(examination, "Dice", Unlucky)
    monkeypatch.setattr(words, "LETTERS", LETTERS)


def solution(target, seed):
    units = submission.read(ROOT / "solutions", [target.unit]).units
    return Job(target, units[target.unit].files, None, seed)


def lost_by_solutions(targets, seed):
    jobs = [
        (shelf.Entry(ROOT / "solutions" / target.file), solution(target, seed))
        for target in targets
    ]
    results = {job.target: result for _, job, result in shelf.judge_jobs(jobs)}
    found = {target: [*shelf.lost(of), *shelf.errors(of)] for target, of in results.items()}
    return {target: lost for target, lost in found.items() if lost}


def test_solutions_that_words_which_came_twice_cost_points_keep_them(bad_luck):
    unlucky = [Target("02_rough_seas", "udp_server"), Target("02_rough_seas", "http_tasks")]
    assert lost_by_solutions(unlucky, seed=1) == {}


@pytest.mark.long
def test_solutions_keep_every_point_by_bad_luck(bad_luck):
    assert lost_by_solutions(layout.everything(), seed=1) == {}


@pytest.mark.long
def test_right_programs_keep_every_point_by_bad_luck(bad_luck):
    right = [entry for entry in shelf.everything() if entry.place.parent.name == "right"]
    chosen = [entry for entry in random.sample(right, 15) if entry.can_be_judged]
    found = {str(entry): shelf.amiss(entry, result) for entry, result in shelf.judge(chosen)}
    assert {name: amiss for name, amiss in found.items() if amiss} == {}


def test_no_text_comes_twice():
    dice = Dice(1)
    throws = iter(["one", "one", "two", "one", "two", "three"])
    assert [dice.fresh(lambda: next(throws)) for _ in range(3)] == ["one", "two", "three"]


def test_all_letters_come_before_one_comes_again():
    word = words.word_from(Dice(1))
    assert {word(1) for _ in words.LETTERS} == set(words.LETTERS)
    assert word(1) in words.LETTERS
