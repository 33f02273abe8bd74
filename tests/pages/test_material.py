"""What the pages of the course tell a learner to do works, and what they show is what comes.

(The rules of their fenced blocks are in material.py.)
"""

import os
import re
import shutil
from pathlib import Path

import pytest

import material
from conftest import ROOT
from doctester import matches
from grader.course import checks, layout, lessons
from grader.renderers import columns
from material import Desk, Lesson

LESSONS = material.all_lessons()
WIDEST_DRAWING = 78
TRIES_OF_A_CLOCK = 3
HAS_WORK = [each for each in LESSONS if any(block.kind != "text" for _, block in each.blocks())]
needs_linux = pytest.mark.skipif(
    os.name == "nt" or not shutil.which("bash") or not Path("/proc/net/tcp").exists(),
    reason="commands for Linux",
)


@pytest.mark.long
@needs_linux
@pytest.mark.parametrize("lesson", HAS_WORK, ids=lambda lesson: lesson.name)
def test_all_that_a_section_says_can_be_done(lesson, tmp_path):
    tries = TRIES_OF_A_CLOCK if is_by_the_clock(lesson) else 1
    for number in range(1, tries + 1):
        try:
            return do(lesson, tmp_path / str(number))
        except AssertionError:
            if number == tries:
                raise


def is_by_the_clock(lesson):
    """Whether a command of it waits for a time, within which a busy machine may not do the rest."""
    return any(block.kind == "sh" and "sleep" in block.text for _, block in lesson.blocks())


def do(lesson, folder):
    """Do it; a test is skipped in the end if a command of it needs a tool that is not here."""
    desk = Desk(lesson, folder)
    try:
        desk.do_all()
    finally:
        desk.close()
    if desk.skipped:
        pytest.skip(f"{len(desk.skipped)} commands were not run: {'; '.join(desk.skipped)}")


# ------------------------------------------------------------------ what can be read


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_blocks_say_what_they_are(lesson):
    assert [block for _, block in lesson.blocks() if block.words not in material.KINDS] == []


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_python_is_python(lesson):
    for _, block in lesson.blocks():
        if block.kind == "python":
            assert material.compiles(block.text), block.text


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_drawings_fit_into_a_terminal(lesson):
    for block in material.drawings(lesson.section):
        for line in block.text.splitlines():
            assert columns.width(line) <= WIDEST_DRAWING, line


# Words that readers of English as a second language stumble over; how to say it better.
STUMBLING_BLOCKS = {
    r"turn(?:ed|s)? round": "in reverse order",
    r"pass(?:ed|es)? over": "ignore",
    r"what is no\b": "digits, spaces and punctuation",
    r"(?:has|have) (?:it|them|one) judged": "run the grader",
    r"so many": "that many, the number",
    r"is to be": "has to be, or say who does it",
    r"as if all were well": "ignores the error",
    r"who wants": "a program that needs",
    r"whoever": "a program that, the client that",
    r"also if": "even if",
    r"in good order": "say what the other side sees",
    r"others in each run": "different in each run",
    r"out of bounds are": "subject first",
    r"simply": "leave it out",
    r"just": "leave it out",
    r"obviously": "leave it out",
}


def stumbling(text):
    """Each of those words that stands in a text, outside of code."""
    prose = re.sub(r"`[^`]*`", "`code`", text)
    found = [
        (word, better)
        for word, better in STUMBLING_BLOCKS.items()
        if re.search(rf"\b{word}\b", prose, re.IGNORECASE)
    ]
    return [(word, better) for word, better in found]


@pytest.mark.parametrize("page", material.pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_pages_are_in_plain_english(page):
    text = " ".join(lessons.prose(page.read_text(encoding="utf-8")).split())
    assert stumbling(text) == []


STUBS = sorted((ROOT / "assignments").glob("*/*.py"))


@pytest.mark.parametrize("stub", STUBS, ids=lambda path: str(path.relative_to(ROOT)))
def test_stubs_are_in_plain_english(stub):
    assert stumbling(" ".join(stub.read_text(encoding="utf-8").split())) == []


@pytest.mark.parametrize("target", layout.everything(), ids=str)
def test_checks_speak_plain_english(target):
    said = [text for check in checks.load(target) for text in (check.title, *check.hints)]
    assert [(text, stumbling(text)) for text in said if stumbling(text)] == []


def test_what_is_wrong_in_a_page_is_seen():
    wide = f"```text\n{'—' * 79}\n```\n"
    page = f"## a\n### b\n{wide}\n```sh\nls\n```\n```text\noutput\n```\n### c\n{wide}"
    (_, section) = lessons.sections(page)
    assert [columns.width(block.text.strip()) for block in material.drawings(section)] == [79, 79]
    assert not material.compiles("def (:\n")
    assert material.compiles("    return await thing\n")
    assert lessons.blocks("```shell\nls\n```\n")[0].words not in material.KINDS


# ------------------------------------------------------------------ the desk itself

PAGE = """
## greet.py PORT

```python
# greet.py: says hello to each client
import socket, sys
door = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    client, address = door.accept()
    print("port", address[1], flush=True)
    client.sendall(b"hello 9000\\n")
    client.close()
```

### Predict

```sh stays
python greet.py 9000
```

1. What comes?

   ```sh
   python -c 'import socket; s = socket.create_connection(("127.0.0.1", 9000)); print(s.recv(99))'
   ```

   <details><summary>Answer</summary>

   ```text
   b'hello 9000\\n'
   ```

   </details>

```text stays
port …
```

```sh fails
python -c 'print("out"); raise SystemExit("err")'
```

```text
out
…
```

```text drawing
any picture
```

```pycon
>>> door = "open"
```

```pycon
>>> door, 9000
('open', 9000)
>>> print("a long line")
a … line
```

```sh by-hand
exit 1
```

```text
what it would show
```
"""

CHANGES = [
    ("b'hello 9000\\n'", "b'hello'", "the page shows"),
    ("port …", "door …", "the page shows"),
    ("```sh fails", "```sh", "ended with status 1"),
    ("```sh\n", "```sh fails\n", "ended with status 0"),
    ("out\n…", "out", "the page shows"),
    ("('open', 9000)", "('shut', 9000)", "Expected:"),
    ("a … line", "a … word", "Expected:"),
    ("by-hand\nexit 1", "\nexit 1", "ended with status 1"),
]


def lesson_of(text):
    _, section = lessons.sections(text)
    return Lesson(ROOT / "assignments" / layout.units()[0] / "README.md", section, ())


@needs_linux
def test_desk_does_all_that_a_page_says(tmp_path):
    do(lesson_of(PAGE), tmp_path)


@needs_linux
@pytest.mark.long
@pytest.mark.parametrize("old, new, says", CHANGES)
def test_desk_sees_what_is_not_so(tmp_path, old, new, says):
    lesson = lesson_of(changed(PAGE, old, new))
    with pytest.raises(AssertionError, match=says):
        do(lesson, tmp_path)


def changed(text, old, new):
    position = text.rindex(old) if old.startswith("```sh\n") else text.index(old)
    return text[:position] + new + text[position + len(old) :]


@needs_linux
def test_command_that_needs_a_missing_tool_is_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(material.shutil, "which", lambda tool: None)
    page = "## a\n```sh\ncurl -m 1 http://127.0.0.1:8000/\n```\n```text\nnever looked at\n```\n"
    with pytest.raises(pytest.skip.Exception, match="1 commands were not run: curl"):
        do(lesson_of(page), tmp_path)


@needs_linux
def test_what_needs_a_skipped_command_is_skipped_as_well(tmp_path, monkeypatch):
    monkeypatch.setattr(material.shutil, "which", lambda tool: None)
    page = "## a\n```sh stays\nnc -l 9000\n```\n```text stays\nhello\n```\n"
    with pytest.raises(pytest.skip.Exception, match="1 commands were not run: nc"):
        do(lesson_of(page), tmp_path)


@pytest.mark.parametrize(
    "shown, got, same",
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\nb\n", "a\nb\nc\n", False),
        ("a …\n", "a b\n", True),
        ("a …\n", "a b\nc\n", False),
        ("a\n…\nd\n", "a\nb\nc\nd\n", True),
        ("a\n…\nd\n", "a\nd\n", True),
        ("…\n", "", True),
        ("a.c\n", "abc\n", False),
        ("a  \n\n", "a\r\n", True),
    ],
)
def test_what_is_shown_may_leave_something_out(shown, got, same):
    assert matches(shown, got) == same


@pytest.mark.parametrize("word", ["It is turned round.", "JUST do it", "passed\nover"])
def test_stumbling_blocks_are_found(word):
    assert stumbling(" ".join(word.split()))
    assert not stumbling("`just` a `turned round`".replace("just", "x"))
