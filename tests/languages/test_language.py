"""Which language is spoken: the one that is asked for, or that of the environment where it can be printed."""

import io
import re
import sys

import pytest

from grader import cli, i18n, output


@pytest.fixture
def spoken(monkeypatch):
    """The languages in which commands have been run."""
    found = []
    monkeypatch.setattr(cli, "_run", lambda words: found.append((i18n.language(), words)) or 0)
    return found


@pytest.mark.parametrize(
    "words, rest",
    [
        (["--lang", "zh", "hint", "x"], ["hint", "x"]),
        (["hint", "--lang=zh", "x"], ["hint", "x"]),
        (["hint", "x", "--seed", "1", "--lang", "zh"], ["hint", "x", "--seed", "1"]),
    ],
)
def test_language_is_asked_for_anywhere(spoken, words, rest):
    assert cli.main(words) == 0
    assert spoken == [("zh", rest)]
    assert i18n.language() == "en"  # it is that of the command


@pytest.mark.parametrize("encoding, language", [("utf-8", "zh"), ("gb2312", "zh"), ("ascii", "en")])
def test_language_of_the_environment_is_spoken_where_it_can_be_printed(
    spoken, monkeypatch, encoding, language
):
    monkeypatch.setattr(i18n.preferred, "__defaults__", ({"LANG": "zh_CN"},))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding=encoding))
    cli.main(["hint"])
    cli.main(["hint", "--lang", "zh"])
    assert spoken == [(language, ["hint"]), ("zh", ["hint"])]


def test_signs_that_an_encoding_lacks_have_others_in_their_place(monkeypatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="latin-1"))
    output.prepare()
    output.show("✓ ██░ “x” … 你é")
    assert raw.getvalue() == b'+ ##. "x" ... \\u4f60\xe9\n'


@pytest.mark.long
def test_commands_that_are_shown_speak_the_language_that_was_asked_for(grader, submission):
    words = "01/tcp_server", "--submission", submission(tcp_server="x = 1")
    command = "grader peer 01/tcp_server::listens --submission .* --lang zh$"
    assert re.search(command, grader(*words, "--lang", "zh").output, re.M)
    assert "--lang" not in grader(*words).output
    assert "--lang" not in grader(*words, env={"LANG": "zh_CN.UTF-8"}).output
