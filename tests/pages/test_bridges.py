"""The ungraded pages between the units: what they promise is so, and a learner finds them."""

import ast
import doctest
import importlib.util
import itertools
import re
import textwrap
from pathlib import Path

import pytest
import requests

from conftest import ROOT
from links import links

ASSIGNMENTS = ROOT / "assignments"
BRIDGES = ASSIGNMENTS / "bridges"
GLANCE = ASSIGNMENTS / "README.md"
WORDS = ASSIGNMENTS / "words.md"
STUB = BRIDGES / "frames_on_paper.py"
SOLUTION = ROOT / "solutions" / "bridges" / STUB.name
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def pages() -> list[Path]:
    """All pages that a learner reads."""
    return sorted(ASSIGNMENTS.rglob("*.md"))


def lessons() -> list[Path]:
    """The pages between the units, in English."""
    return [page for page in sorted(BRIDGES.glob("*.md")) if not page.stem.endswith(".zh")]


def named(path: Path) -> str:
    return path.relative_to(ASSIGNMENTS).as_posix()


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def module(path: Path):
    """Import a program that is not in a package."""
    spec = importlib.util.spec_from_file_location(f"{path.parent.parent.name}_{path.stem}", path)
    assert spec and spec.loader
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


# ------------------------------------------------------------------ frames on paper


def test_solution_passes_its_examples_and_the_stub_none():
    assert doctest.testmod(module(SOLUTION)).failed == 0
    found = doctest.DocTestFinder().find(module(STUB))
    runner = doctest.DocTestRunner(verbose=False)
    shown = []
    for test in found:
        runner.run(test, out=shown.append)
    assert runner.tries == runner.failures > 0
    assert "write take()" in "".join(shown)


def test_stub_and_solution_promise_the_same():
    for name in ("pack", "take"):
        said = [getattr(module(path), name).__doc__ for path in (STUB, SOLUTION)]
        assert said[0] == said[1]


def test_solution_is_folded_into_the_page():
    """An exported course has no other."""
    shown = re.search(
        r"```python\n(def pack.*?)^```", text_of(BRIDGES / "frames_on_paper.md"), re.M | re.S
    )
    ours = ast.parse(text_of(SOLUTION))
    for function in ast.walk(ours):
        if isinstance(function, ast.FunctionDef):
            del function.body[0]  # its docstring
    del ours.body[0]
    assert ast.dump(ast.parse(shown[1])) == ast.dump(ours)


def test_solution_takes_the_same_frames_out_of_any_pieces():
    frames = module(SOLUTION)
    sent = [b"hi", b"", b"abc"]
    stream = b"".join(map(frames.pack, sent))
    for cuts in itertools.combinations(range(1, len(stream)), 2):
        taken, buffer = [], b""
        for start, end in itertools.pairwise((0, *cuts, len(stream))):
            data, buffer = frames.take(buffer + stream[start:end])
            while data is not None:
                taken.append(data)
                data, buffer = frames.take(buffer)
        assert (taken, buffer) == (sent, b""), cuts


# ------------------------------------------------------------------ what the pages say


def sections_with_sessions():
    """Each section of a page between the units that has doctests, with them."""
    for page in lessons():
        for section in re.split(r"^(?=## )", text_of(page), flags=re.MULTILINE):
            sessions = re.findall(r"^ *```pycon\n(.*?)^ *```$", section, re.MULTILINE | re.DOTALL)
            if sessions:
                heading = section.partition("\n")[0].lstrip("# ")
                yield pytest.param("\n".join(map(textwrap.dedent, sessions)), id=heading)


@pytest.mark.parametrize("session", list(sections_with_sessions()))
def test_sessions_of_a_page_show_what_comes(session):
    test = doctest.DocTestParser().get_doctest(session, {}, "session", None, 0)
    shown = []
    assert doctest.DocTestRunner(verbose=False).run(test, out=shown.append).failed == 0, shown


def test_request_that_is_drawn_is_what_requests_writes():
    drawn = re.search(
        r"```text drawing\n(POST .*?)\n```", text_of(BRIDGES / "http_by_hand.md"), re.S
    )
    head, _, body = drawn[1].replace("\\r\\n\n", "\n").partition("\n\n")
    form = {"name": "Ada", "city": "北京"}
    written = requests.Request("POST", "http://127.0.0.1:9000/say", data=form).prepare()
    line, *headers = head.splitlines()
    assert line == f"{written.method} {written.path_url} HTTP/1.1"
    said = dict(header.split(": ") for header in headers)
    assert said.pop("Host") == "127.0.0.1:9000"
    assert (said, body) == (dict(written.headers), written.body)


@pytest.mark.parametrize("page", lessons(), ids=named)
def test_page_has_the_shape_of_a_lesson(page):
    text = text_of(page)
    opening = re.search(
        r"\A# .+\n\n(?:\*\*English\*\* · .+\n\n)?"
        r"\*(About \d+ minutes\. You need: .*?New words:\s.*?\.)\*\n\n",
        text,
        re.S,
    )
    assert opening and CHINESE.search(opening[1])
    assert (
        2
        <= len(
            re.search(r"\*\*After this you can\*\*\n\n((?:- .*\n|  .*\n)+)", text)[1].split("\n- ")
        )
        <= 3
    )
    last = text.partition("\n## Now you know\n\n")[2]
    three, _, rest = last.partition("\n\n**Say it back.**\n\n")
    assert [len(line) <= 110 for line in three.splitlines()] == [True] * 3
    assert rest.index("1. ") < rest.index("<details>") < rest.index("**In real software.**")
    assert "https://www.rfc-editor.org/rfc/rfc" in rest.partition("**Read on.** ")[2]


# ------------------------------------------------------------------ a learner finds them


def test_each_page_is_linked_from_the_first_one():
    fronts = [GLANCE, GLANCE.with_suffix(".zh.md")]  # each for the pages in its language
    linked = {file for front in fronts for file, _ in links(front)}
    hunts = ASSIGNMENTS / "bug_hunts"  # its own first page leads on
    assert [
        page for page in pages() if page not in linked | {GLANCE} and page.parent.parent != hunts
    ] == []


def words_of(page: Path) -> list[str]:
    """The new words that the lessons of a page announce, each in English and Chinese."""
    found = []
    for said in re.findall(
        r"New words?:(?:\*\*)?\s(.+?)\.(?=\*?$)", text_of(page), re.MULTILINE | re.DOTALL
    ):
        found += [word.strip() for word in re.split("[,;]", " ".join(said.split()))]
    return [word for word in found if CHINESE.search(word)]


def rows() -> list[list[str]]:
    """The rows of the table of words."""
    table = text_of(WORDS).partition("| --- ")[2].splitlines()[1:]
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in table]


@pytest.mark.parametrize("page", pages(), ids=named)
def test_each_new_word_of_a_lesson_is_in_the_table(page):
    unknown = [said for said in words_of(page) if not any(fits(said, *row[:2]) for row in rows())]
    assert not unknown, f"{named(WORDS)} lacks these words, or has other Chinese for them"


def fits(said: str, word: str, chinese: str) -> bool:
    """Whether this row of the table is that of a word as a lesson announces it."""
    if CHINESE.match(said):  # it has no English, such as 粘包
        return said.startswith(chinese)
    return said.lower().startswith(f"{word.lower()} ") and said[len(word) :].strip() in chinese


def test_table_of_words_is_in_order_and_whole():
    names = [row[0] for row in rows()]
    english = [name.lower() for name in names if name.isascii() or not CHINESE.match(name)]
    assert english == sorted(english) and len(set(names)) == len(names)
    for word, chinese, meaning, link in rows():
        assert CHINESE.search(chinese), word
        assert meaning[0].isupper() and meaning.endswith((".", "…", ")")), word
        assert link.startswith("["), word
