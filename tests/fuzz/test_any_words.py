"""Any words on the command line: a status of the documented ones, and one line for what is wrong.

Nothing is graded here: the machine is said to be unfit for it.
"""

import contextlib
import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import cli, commands, machine
from grader.commands import doctor, export, verify
from grader.text import printable
from grader.usage import Status
from small_course import UNIT
from strategies import HOSTILE

UNFIT = "no room for a single program"
# What has a meaning to some command, and what comes near.
OPTIONS = (
    *("--help", "--verbose", "--submission", "--report", "--seed", "--jobs", "--fail-under"),
    *("--require-isolation", "--lang", "--lang=zh", "--lang=tlh", "--port", "--path", "--fragment"),
    *("--drop", "--delay", "--reset-after", "--force", "--models", "--gradebook", "--only"),
    *("--roster", "--csv", "--csv-format", "--csv-name", "--html", "--json", "--cluster"),
    *("--partners", "--client", "--server", "--run", "--runs", "--compare", "--ver", "--", "-"),
    *("--seed=", "--jobs=0", "--delay=nan", "--drop=1,,2", "--report=html", "-h", "-x", "--no"),
)
WORDS = (
    *("01", "01_hello", "01/tcp_server", "tcp_server", "01/tcp_server::answers_hi", "01::hi"),
    *("tcp_server.py", "assignments", "assignments/01_hello/tcp_server.py", "", ".", "::", "a::b"),
    *("0", "1", "-1", "7", "65536", "9" * 5000, "1e9", "inf", "nan", "1,2", "١", "²", "0x10", " 1"),
    *(
        "json=a.json",
        "html=",
        "=",
        "pdf=a",
        "junit=01_hello/tcp_server.py",
        "json=none/a",
        "markdown=b",
    ),
    *(
        "marks.sqlite",
        "roster.csv",
        "here.zip",
        "ada",
        "plain",
        "canvas",
        "moodle",
        "xml",
        "tcp://x:1",
    ),
    *("\udcff", "a\nb", "\x1b[2J", "x" * 5000, *HOSTILE),
)
STRANGE = st.characters(exclude_categories=["Cs"], exclude_characters="/\0")


def _is_harmless(word: str) -> bool:
    """Whether a word names nothing outside of the folder that a test is in."""
    return not ("/" in word and (word.startswith("/") or "=/" in word or ".." in word))


words = st.one_of(
    st.sampled_from(OPTIONS),
    st.sampled_from([word for word in WORDS if "\0" not in word and _is_harmless(word)]),
    st.text(STRANGE, max_size=12).filter(lambda word: ".." not in word),
).filter(lambda word: not any("\ud800" <= sign < "\udc80" for sign in word))
lines = st.builds(
    lambda command, rest: [*command, *rest],
    st.sampled_from([(), *((name,) for name in commands.NAMES)]),
    st.lists(words, max_size=6),
)


@pytest.fixture
def somewhere(tmp_path, monkeypatch):
    """A folder with a bit of everything that a word may name, on a machine that grades nothing."""
    (tmp_path / "assignments" / UNIT).mkdir(parents=True)
    (tmp_path / "marks.sqlite").write_bytes(b"")
    (tmp_path / "roster.csv").write_text("login,name\nada,Ada\n", encoding="utf-8")
    (tmp_path / "here.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    monkeypatch.chdir(tmp_path)

    def is_unfit(_: int) -> None:
        raise machine.UnfitMachine(UNFIT)

    def exports_nothing(*_: object) -> list[str]:
        raise export.CannotExport("not here")

    monkeypatch.setattr(machine, "prepare", is_unfit)
    monkeypatch.setattr(export, "export", exports_nothing)
    monkeypatch.setattr("grader.byhand.beside.play", lambda *_, **__: Status.PASSED)
    for command in (doctor, verify):  # which ask no one for anything
        monkeypatch.setattr(command, "run", lambda _: Status.PASSED)
    return tmp_path


def called(line: list[str]) -> tuple[int, str, str]:
    """The status of a call, and what it prints."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = cli.main(line)
        except SystemExit as error:  # as --help ends
            status = int(error.code or 0)
    return status, out.getvalue(), err.getvalue()


@given(line=lines)
def test_any_words_are_answered(somewhere: Path, line: list[str]) -> None:
    there = sorted(path.name for path in somewhere.parent.iterdir())
    status, _, errors = called(line)
    assert status in set(Status)
    assert "our mistake" not in errors and "Traceback" not in errors
    told = errors.splitlines()
    assert all(each.startswith("grader: ") and each == printable(each) for each in told)
    if status in (Status.WRONG_USE, Status.GRADER_FAILED):
        assert told
    if status == Status.WRONG_USE:
        assert len(told) == 1
    assert sorted(path.name for path in somewhere.parent.iterdir()) == there
    assert os.getcwd() == str(somewhere)
