"""The course in another language: its pages, its catalogs, and a report in which nothing is English."""

import pytest

from grader import i18n
from grader.course import layout, lessons, words
from grader.course.layout import Target

SERVER = Target("01_hello", "tcp_server")


@pytest.fixture
def chinese():
    with i18n.speaking("zh"):
        yield


# ------------------------------------------------------------------ pages


@pytest.mark.parametrize("target", layout.everything(), ids=str)
def test_lesson_is_the_same_in_chinese(target):
    english = lessons.of(target)
    with i18n.speaking("zh"):
        own = lessons.of(target)
    assert own and english and own.opening != english.opening
    assert [rule.check for rule in lessons.rules(own)] == [
        rule.check for rule in lessons.rules(english)
    ]
    assert [step.checks for step in lessons.steps(own)] == [
        step.checks for step in lessons.steps(english)
    ]
    assert len(lessons.last_words(own)) == 3


def test_pages_are_those_of_the_language(chinese):
    assert layout.title("01_hello") == "你好，网络"
    then = words.lesson(Target("01_hello", "udp_client")).then
    assert "assignments/bridges/http_by_hand.zh.md" in then


def test_page_that_is_not_translated_is_the_english_one(chinese, tmp_path, monkeypatch):
    (tmp_path / "01_hello").mkdir()
    (tmp_path / "01_hello" / "README.md").write_text("# Hello\n\n## tcp_server.py\n", "utf-8")
    monkeypatch.setattr(layout, "ASSIGNMENTS", tmp_path)
    assert layout.title("01_hello") == "Hello"
    assert lessons.of(SERVER).title == "tcp_server.py"
