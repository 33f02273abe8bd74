"""The report at a terminal: columns that line up at any width, and nothing of a stranger's alive."""

import io
import os
import re
import select
import subprocess
import sys
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from grader.renderers import columns, markdown, story, terminal
from grader.renderers import json as json_report
from grader.report import Lesson, Words
from samples import HOSTILE, UNIT, check, program, report, talkative

CHINESE = "收到一个字节一个字节到来的帧之后用同样的字节回答客户端并且关闭连接"
ACCENTS = (
    "re\u0301pond au client avec e\u0301le\u0301gance, octet par octet, sans rien perdre en route"
)
WIDTHS = (60, 80, 120)


def titled(title, outcome="passed", **fields):
    made = check("x", outcome, **fields)
    made.title = title
    return made


def mixed():
    """A report with titles, output and values in scripts of several widths."""
    return report(
        program(
            titled("Listens"),
            titled(CHINESE),
            titled(ACCENTS),
            titled(
                "Answers " + CHINESE * 2,
                "failed",
                message="它发送了太多的字节。" * 12,
                expected="你好 world",
                received="你好 mars",
                steps=["started   python tcp_server.py 127.0.0.1 20000"],
                output=CHINESE * 3 + "\n" + ACCENTS,
            ),
            titled("Broken", "error", message="Ours."),
        ),
        program(titled("x"), name="a_long_program"),
    )


def painted(a_report, width, color=False, monkeypatch=None, verbose=False):
    stream = io.StringIO()
    monkeypatch.setenv("COLUMNS", str(width))
    terminal.paint(a_report, Words(), stream, color=color, verbose=verbose)
    return stream.getvalue().splitlines()


def shown(*programs, words=Words(), **options):  # noqa: B008  it is frozen
    """The page in a pipe."""
    return terminal.render(report(*programs), words, **options).splitlines()


# ------------------------------------------------------------------ columns


@pytest.mark.parametrize("verbose", [False, True])
@pytest.mark.parametrize("width", WIDTHS)
def test_points_stand_in_one_column(width, verbose, monkeypatch):
    lines = painted(mixed(), width, monkeypatch=monkeypatch, verbose=verbose)
    ends = {cell_len(line) for line in lines if re.match(r"    [✓✗!] .*(/3|graded)$", line)}
    assert len(ends) == 1
    assert ends.pop() <= width
    bars = {
        cell_len(line[: re.search("[█░]", line).start()])
        for line in lines
        if re.search("[█░]", line)
    }
    assert len(bars) == 1


@pytest.mark.parametrize("verbose", [False, True])
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_terminal_but_commands(width, verbose, monkeypatch):
    lines = painted(mixed(), width, monkeypatch=monkeypatch, verbose=verbose)
    whole = [line for line in lines if "python -m grader" not in line]
    assert max(map(cell_len, whole)) <= width


@pytest.mark.parametrize("width", [1, 10, 30])
def test_window_may_be_narrow(width, monkeypatch):
    for verbose in (False, True):
        lines = painted(mixed(), width, monkeypatch=monkeypatch, verbose=verbose)
        assert "".join(lines).count("points") == 1
        for command in ("hint", "peer"):
            assert f"python -m grader {command} 01/tcp_server::x" in lines  # at the margin


def test_window_that_does_not_know_its_width_is_as_wide_as_any(monkeypatch):
    assert painted(mixed(), 0, monkeypatch=monkeypatch) == painted(
        mixed(), 80, monkeypatch=monkeypatch
    )


def test_text_in_a_pipe_is_as_wide_as_it_needs_to_be():
    lines = terminal.render(mixed(), Words(), verbose=True).splitlines()
    titles = [line for line in lines if re.match(r"    [✓✗] ", line)]
    assert len(titles) == 4
    assert len(set(map(cell_len, titles))) == 1
    assert cell_len(titles[0]) >= 80
    assert "        hint      python -m grader hint 01/tcp_server::x" in lines
    assert "        try       python -m grader peer 01/tcp_server::x" in lines


@pytest.mark.parametrize("width", [None, *WIDTHS])
def test_caret_stands_under_the_character_that_differs(width, monkeypatch):
    lines = (
        painted(mixed(), width, monkeypatch=monkeypatch)
        if width
        else terminal.render(mixed(), Words()).splitlines()
    )
    caret = next(index for index, line in enumerate(lines) if line.strip() == "^")
    before = lines[caret - 1].partition("mars")[0]
    assert cell_len(lines[caret]) == cell_len(before) + 1


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))), st.integers(2, 100))
def test_wrapped_text_fits_and_loses_nothing(text, width):
    lines = columns.wrapped(text, width)
    assert all(columns.width(line) <= width for line in lines)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))), st.integers(1, 100))
def test_clipped_text_fits(text, width):
    shown = columns.clipped(text, width)
    assert columns.width(shown) <= width
    assert shown == text or shown.endswith("…")


def test_no_columns_are_as_good_as_one():
    assert columns.wrapped("字 a", 0) == ["字", "a"]
    assert columns.clipped("字 a", 1) == "…"


def test_words_are_kept_whole():
    assert columns.wrapped("one two three", 8) == ["one two", "three"]
    assert columns.wrapped("字字 ab 字字", 5) == ["字字", "ab 字", "字"]
    assert columns.wrapped("abcdefgh", 3) == ["abc", "def", "gh"]


# ------------------------------------------------------------------ nothing is alive


@pytest.mark.parametrize("said", ["[bold]x[/bold]", "[/]", "[red", ":smile:", "[link=x]y[/link]"])
def test_markup_is_no_markup(said, monkeypatch):
    a_report = report(program(talkative(said)))
    for color in (False, True):
        text = "\n".join(painted(a_report, 120, color, monkeypatch))
        assert text.count(said) >= 4


@pytest.mark.parametrize("said", HOSTILE)
def test_painted_text_says_what_plain_text_says(said, monkeypatch):
    """But for control characters, which nobody has made printable here."""
    a_report = report(program(talkative("".join(filter(str.isprintable, said)))))
    wide = max(map(cell_len, terminal.render(a_report, Words()).splitlines())) + 10
    assert (
        painted(a_report, wide, monkeypatch=monkeypatch)
        == terminal.render(a_report, Words()).splitlines()
    )


def test_sentences_are_those_of_the_other_reports():
    failed = mixed().programs[0].checks[3]
    shown = terminal.render(mixed(), Words())
    assert all(line in shown for line in story.lines(failed))


# ------------------------------------------------------------------ one failure at a time


def wrong(name, **fields):
    return check(name, message=f"Wrong {name}.", steps=["0.001 s  started"], **fields)


def waits(name, needed, program="tcp_server"):
    return check(
        name,
        "not_run",
        program=program,
        blocked_by=f"{UNIT}/{program}::{needed}",
        message="Not run.",
    )


def test_first_failure_is_told_in_full_and_the_others_in_a_line():
    other = program(wrong("c", program="tcp_client"), name="tcp_client")
    lines = shown(program(check("ok", "passed"), wrong("a"), wrong("b")), other)
    assert [line.strip() for line in lines if "Wrong" in line] == ["what      Wrong a."]
    titles = [line.split()[3] for line in lines if line.startswith("    ✗ Title of")]
    assert titles == ["a", "b", "c"]
    assert not any("Title of ok" in line for line in lines)
    assert lines.index(f"  {UNIT}/tcp_server.py") < lines.index(f"  {UNIT}/tcp_client.py")
    assert "  --verbose tells every check, and each failure in full" in lines


def test_verbose_tells_every_failure_and_every_check():
    lines = shown(program(check("ok", "passed"), wrong("a"), wrong("b")), verbose=True)
    assert [line.split()[2] for line in lines if "Wrong" in line] == ["a.", "b."]
    assert any(line.startswith("    ✓ Title of ok") for line in lines)
    assert not any("--verbose" in line for line in lines)


def test_checks_that_wait_are_counted_and_not_told():
    made = program(wrong("a"), waits("b", "a"), waits("c", "b"), wrong("d"), waits("e", "d"))
    lines = shown(made)
    assert "      2 more checks wait for this one" in lines
    assert "      1 more check waits for this one" in lines
    assert not any("Title of b" in line for line in lines)


def test_errors_of_the_grader_are_told_in_full_once():
    lines = shown(
        program(check("a", "error", message="Ours."), check("b", "error", message="Ours.")),
        program(wrong("c"), wrong("d"), name="tcp_client"),
    )
    assert [line.strip() for line in lines if "what" in line] == [
        "what      Ours.",
        "what      Wrong c.",
    ]


def test_functions_that_are_not_started_are_counted():
    begun = program(wrong("a"), check("b", "not_started"), check("c", "not_started"))
    assert "    – 2 checks are not started yet" in shown(begun)


def test_program_costs_one_line_if_nothing_is_wrong_or_nothing_begun():
    programs = [program(check("a", outcome)) for outcome in ("passed", "not_started")]
    lines = shown(*programs)
    assert not any(f"  {UNIT}/tcp_server.py" == line for line in lines)
    assert [bool(re.search("[█░]", line)) for line in lines[2:6]] == [False, True, True, False]


def test_commands_find_the_program_that_was_graded():
    words = Words(
        options=" --submission 'my work'", paths={f"{UNIT}/tcp_server.py": "my work/tcp_server.py"}
    )
    lines = shown(program(wrong("a", line=3)), words=words)
    command = "python -m grader peer 01/tcp_server::a --submission 'my work'"
    assert f"        try       {command}" in lines
    assert "        where     my work/tcp_server.py:3" in lines
    assert "  my work/tcp_server.py" in lines


# ------------------------------------------------------------------ the parts of a story


def test_steps_have_their_time_in_a_column(monkeypatch):
    steps = [
        "0.001 s  started",
        "12.345 s  client A sent b'hi'",
        "and no time",
        "1.000 s  " + CHINESE,
    ]
    made = program(check("a", message="Wrong.", steps=steps))
    lines = painted(report(made), 60, monkeypatch=monkeypatch)
    place = next(index for index, line in enumerate(lines) if "started" in line)
    assert lines[place : place + 3] == [
        "      1.  0.001 s  started",
        "      2. 12.345 s  client A sent b'hi'",
        "      3.           and no time",
    ]
    assert lines[place + 4].startswith(" " * 19 + CHINESE[20])  # below the words before it


def test_place_is_a_path_that_can_be_opened():
    trace = (
        'File "helper.py", line 2, in ask\n    sock.send(x)\n'
        'File "tcp_server.py", line 9, in <module>\n    ask()\nTypeError: no'
    )
    assert story.lines(check(message="Wrong.", traceback=trace))[1:] == [
        f"   where     {UNIT}/helper.py:2, in ask",
        "               sock.send(x)",
        f"             {UNIT}/tcp_server.py:9, in <module>",
        "               ask()",
        "             TypeError: no",
    ]


@pytest.mark.parametrize(
    "output, shown",
    [
        ("hello\n{trace}", "hello"),
        ("{trace}", ""),
        ("{trace}\nbye", "{trace}\nbye"),  # what came later would have no place
        ("{trace}\n\nDuring that:\n\n{trace}", "{trace}\n\nDuring that:\n\n{trace}"),
    ],
)
def test_traceback_is_told_once(output, shown):
    frames = 'File "tcp_server.py", line 9\n    ask()\nTypeError: no'
    trace = f"Traceback (most recent call last):\n  {frames}"
    failed = check(output=output.format(trace=trace), traceback=frames)
    assert story.said(failed) == shown.format(trace=trace)
    failed.traceback = None
    assert story.said(failed) == failed.output


def test_printed_text_is_shown_as_lines():
    failed = check(expected="one\ntwo\nthree", received="one\ntwe\n::error::x")
    assert story.lines(failed) == [
        "   expected  │ one",
        "             │ two",
        "             │ three",
        "   received  │ one",
        "             │ twe",
        "                 ^",
        "             │ ::error::x",
    ]


def test_line_end_is_a_line_only_where_it_is_the_difference():
    assert len(story.lines(check(expected="a\nb", received="a\nb\n"))) == 5
    assert len(story.lines(check(expected="a\nb", received="a\nc\n"))) == 4


def test_long_printed_text_is_shown_around_the_difference():
    before = "".join(f"{number}\n" for number in range(50))
    lines = story.lines(check(expected=before + "end\n" + before, received=before))
    assert lines[0] == "   expected  … 46 more lines"
    assert "             │ end" in lines
    assert len(lines) <= 2 * (story.MOST_LINES + 3)


@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc"))),
    st.text(st.characters(exclude_categories=("Cs", "Cc"))),
    st.integers(1, 100),
)
def test_compared_values_fit_and_the_caret_is_right(expected, received, width):
    lines = story.told_lines(check(expected=expected, received=received), width)
    room = max(8, width - story.MARGIN - story.label_width())
    values = [story.plain(line)[story.MARGIN + story.label_width() :] for line in lines]
    assert all(columns.width(value) <= room for value in values)


def test_labels_of_any_width_line_up(monkeypatch):
    words = {"what": "出了什么问题", "received": "收到", "expected": "应当是"}
    monkeypatch.setattr(story, "gettext", lambda text, **fields: words.get(text, text))
    lines = story.lines(check(message="Wrong.", expected="a", received="b", steps=["x"]))
    places = [
        cell_len(line.partition(said)[0])
        for line, said in zip(lines[1:], ("Wrong.", "a", "b"), strict=True)
    ]
    assert places == [3 + 12 + 2] * 3


# ------------------------------------------------------------------ a real terminal

on_unix = pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")


def seen_at_a_terminal(course, width, **environment):
    """What a terminal of so many columns gets."""
    import fcntl
    import struct
    import termios

    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    env = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "HOME": str(course), **environment}
    words = [sys.executable, "-m", "grader", "01/tcp_client"]
    process = subprocess.Popen(words, cwd=course, env=env, stdout=theirs, stderr=theirs)
    os.close(theirs)
    data, end = b"", time.monotonic() + 60
    while time.monotonic() < end and select.select([ours], [], [], 60)[0]:
        try:
            data += os.read(ours, 1 << 16)
        except OSError:  # nobody has the other end any more
            break
    os.close(ours)
    assert process.wait() == 1
    return data.decode().replace("\r\n", "\n")


@on_unix
@pytest.mark.parametrize(
    "environment, styled",
    [
        ({}, True),
        pytest.param({"NO_COLOR": "1"}, False, marks=pytest.mark.long),
        pytest.param({"TERM": "dumb"}, False, marks=pytest.mark.long),
        ({"TERM": ""}, False),
    ],
)
def test_styles_are_for_terminals_that_want_them(small_course, environment, styled):
    text = seen_at_a_terminal(small_course, 60, **environment)
    page = text[text.index("01_hello  Hello") :]  # after the line that moves
    assert ("\x1b[" in page) == styled
    assert "not started" in page


@on_unix
def test_width_is_that_of_the_terminal(small_course):
    text = seen_at_a_terminal(small_course, 40, NO_COLOR="1")
    last = text[text.index("20 points") :].splitlines()
    assert last[0].startswith("20 points   Next: open")
    assert len(last) > 2  # the sentence goes on below


# ------------------------------------------------------------------ what is shown of a failure


@pytest.mark.parametrize(
    "death, helps",
    [
        ("SyntaxError: invalid syntax", False),
        ("IndentationError: unexpected indent", False),
        ("TabError: inconsistent use of tabs", False),
        ("ModuleNotFoundError: No module named 'sockets'", False),
        ("ImportError: cannot import name 'x' from 'y'", False),
        ("TypeError: a bytes-like object is required", True),
        ("my.SyntaxError: of a protocol", True),
    ],
)
def test_hints_are_offered_to_a_program_that_begins(death, helps):
    trace = f'File "tcp_server.py", line 1\n  x\n{death}'
    failed = check(message="Wrong.", steps=["started   python tcp_server.py"], traceback=trace)
    text = terminal.render(report(program(failed)), Words())
    page = markdown.render(report(program(failed)), Words({failed.id: ("Think.", "Think again.")}))
    assert ("python -m grader hint" in text) == helps
    assert ("Hint 1 of 2" in page) == helps


def test_hints_are_not_offered_for_a_file_that_cannot_be_read():
    failed = check(message="tcp_server.py is a folder. It has to be a Python file.")
    assert "grader hint" not in terminal.render(report(program(failed)), Words())
    page = markdown.render(report(program(failed)), Words({failed.id: ("Think.",)}))
    assert "Hint 1 of 1" not in page


FIELDS = "{'status': 200, 'modified': 'Sun, 06 Nov 1994', 'type': 'text/html; charset=utf-8', 'length': 4711}"


@pytest.mark.parametrize(
    "expected, received, shown",
    [
        ("b'hi'", "b'ho'", ("b'hi'", "b'ho'")),
        (
            FIELDS,
            FIELDS.replace("4711", "'4711'"),
            ("… 'length': 4711}", "… 'length': '4711'}"),
        ),
        ("x" * 300 + "a", "x" * 300 + "b", (f"… {'x' * 22}a", f"… {'x' * 22}b")),
        ("y" * 300, "z" * 300, ("y" * 87 + "…", "z" * 87 + "…")),
        ("word " * 60 + "end", "word " * 60 + "e", None),
    ],
)
def test_long_values_are_cut_to_the_part_that_differs(expected, received, shown):
    first, second, *caret = story.lines(check(expected=expected, received=received))
    before = story.MARGIN + story.label_width()
    values = [line[before:] for line in (first, second)]
    assert values[0] != values[1]
    assert shown is None or tuple(values) == shown
    assert all(len(value) <= story.TEXT_WIDTH for value in values)
    if caret:
        place = caret[0].index("^") - before
        assert values[0][:place] == values[1][:place]
        assert values[0][place:][:1] != values[1][place:][:1]


# ------------------------------------------------------------------ full marks

LESSON = Lesson(
    full_marks=3,
    known=("`accept` returns another socket.", "A long line " * 8 + "ends."),
    then="Next: 01_hello/tcp_client.",
    model="python -m grader model 01_hello/tcp_server",
)
LESSONS = Words(lessons={f"{UNIT}/{name}.py": LESSON for name in ("tcp_server", "tcp_client")})
PASSED = program(check("a", "passed"))


def test_full_marks_say_what_is_known_and_what_is_next():
    lines = terminal.render(report(PASSED), LESSONS).splitlines()
    place = lines.index("  Now you know")
    assert lines[place - 2].startswith("  3 of 3 points")
    assert lines[place + 1] == "    - `accept` returns another socket."
    assert lines[place + 3 : -2] == [
        "  Next: 01_hello/tcp_client.",
        "  The model solution: python -m grader model 01_hello/tcp_server",
    ]
    assert lines[-1].startswith("  --seed 7 repeats this run")
    page = markdown.render(report(PASSED), LESSONS)
    assert "<summary>Now you know</summary>" in page and "<li>`accept` returns" in page
    assert "Now you know" not in json_report.render(report(PASSED), LESSONS)


def test_what_is_known_fits_into_the_terminal(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setenv("COLUMNS", "40")
    terminal.paint(report(PASSED), LESSONS, stream, color=False)
    place = stream.getvalue().index("Now you know")
    assert (
        max(map(cell_len, stream.getvalue()[place:].partition("The model")[0].splitlines())) <= 40
    )


@pytest.mark.parametrize(
    "programs",
    [
        (PASSED, program(check("a", "passed"), name="tcp_client")),  # a wall, in a class
        (program(check("a", "passed"), check("b")),),
        (program(check("a", "not_started")),),
        (program(check("a", "passed"), name="udp_server"),),  # of which nothing is said
    ],
)
def test_nothing_is_known_without_full_marks_of_the_one_program(programs):
    for render in (terminal.render, markdown.render):
        assert "Now you know" not in render(report(*programs), LESSONS)


def test_part_of_a_program_is_not_the_whole():
    words = Words(lessons={f"{UNIT}/tcp_server.py": replace(LESSON, full_marks=20)})
    assert "Now you know" not in terminal.render(report(PASSED), words)


@pytest.mark.parametrize("width", range(24, 90))
@pytest.mark.parametrize("same", [5, 60])
def test_no_escape_is_cut_in_two(width, same):
    before = "b'" + r"\x01\n" * same
    expected, received = before + r"\xff\x80" * 20, before + r"\xfe\x80" * 20
    told = story.told_lines(check(expected=expected, received=received), width)
    values = [story.plain(line)[story.MARGIN + story.label_width() :] for line in told[:2]]
    assert all(re.fullmatch(r"(b'|… )(\\x[0-9a-f]{2}|\\n)*…", value) for value in values), values
