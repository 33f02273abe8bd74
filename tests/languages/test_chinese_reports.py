"""What a learner is told in Chinese: of the same verdicts, and without a sentence in English."""

import contextlib
import dataclasses
import re

import pytest

import shelf
from grader import commands, i18n
from grader.course import hints, layout
from grader.grading import pool
from grader.launch import launcher
from grader.report import split_step

SEED = 20
WORKERS = 12
OF_A_PROGRAM = 2  # wrong ones from its shelf

# What is in quotes (the end of which may have been left out), is code or an exception's own text,
# or is a line of a protocol may be in any language.
QUOTED = re.compile(
    r"(?<![A-Za-z])b?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")|`[^`]*`|“[^”]*”|‘[^’]*’"
    r"|(?<![A-Za-z])['\"].*?(?:…|$)|(?:Error|Exception|Exit|Timeout): [^。]*|[:：]  .*"
    r"|python3? [^，。；]*|(?:GET|HEAD|POST|PUT) \S+ HTTP/\S+",
    re.DOTALL,
)
WORD = r"[A-Za-z][a-z]+(?:'[a-z]+)?"
ENGLISH = re.compile(rf"\b{WORD}(?: +{WORD}){{2,}}")


def english(text):
    """The first three words of English in a row, outside of quotes and code; None without any."""
    found = ENGLISH.search(QUOTED.sub("“”", text))
    return found and found[0]


@pytest.mark.parametrize(
    "text, found",
    [
        ("你的程序发送的比 b'three more English words' 多。", None),
        ("第 3 行调用了 `a call of mine`，见 RFC 9110。", None),
        ("服务器关闭了连接 Your program sent nothing.", "Your program sent nothing"),
        ("started   python tcp_server.py 127.0.0.1 8898 and some more", None),
        ("收到 ERROR too long", None),
        ("第 3 行抛出了 EOFError: a line is missing。", None),
        ("它在第 16 行等待:  for line in the stream:", None),
        ("你的程序返回了 {'a': 'and many more words … 200 more", None),
        ("the server's own words; the client's", "the server's own words"),
        ("FORMAT：json, markdown, html, junit", None),
        ("the client sent b'hi'", "the client sent"),
    ],
)
def test_english_is_found(text, found):
    assert english(text) == found


def chosen():
    """Some wrong programs of each program's shelf, from all over it."""
    found = []
    for target in layout.everything():
        wrong = [e for e in shelf.entries(target.unit) if e.target == target and e.loses]
        fit = [entry for entry in wrong if entry.can_be_judged]
        step = max(1, len(fit) // OF_A_PROGRAM)
        found += fit[step // 2 :: step][:OF_A_PROGRAM]
    return found


def judged_in_chinese(entries):
    jobs = [dataclasses.replace(entry.job(SEED), language="zh") for entry in entries]
    names = {id(job): entry for job, entry in zip(jobs, entries, strict=True)}
    with (
        contextlib.closing(launcher()) as started,
        pool.Workers(started, WORKERS) as executor,
    ):
        for job, result in pool.run(jobs, executor, at_once=WORKERS):
            yield names[id(job)], result


def told(check):
    """All that is said of a check in the grader's own words."""
    yield from filter(None, (check.title, check.message, check.diagnosis))
    yield from (split_step(step).words for step in check.steps)


@pytest.mark.long
def test_reports_are_the_same_in_chinese():
    amiss = []
    for entry, result in judged_in_chinese(chosen()):
        if shelf.lost(result) != entry.loses or shelf.errors(result):
            amiss.append(f"{entry}: lost {shelf.lost(result)}, {shelf.errors(result)}")
        if entry.points not in (None, result.score):
            amiss.append(f"{entry}: has {result.score} points")
        for check in result.checks:
            amiss += [f"{check.id} ({entry}): {t}" for t in told(check) if english(t)]
    assert amiss == []


def test_hints_are_in_chinese():
    with i18n.speaking("zh"):
        ladders = hints.ladders()
        found = [hint for ladder in ladders.values() for hint in ladder if english(hint)]
    assert found == []


@pytest.mark.long
@pytest.mark.parametrize("words", [(), ("--verbose",)])
@pytest.mark.parametrize("unit", layout.units())
def test_whole_report_is_in_chinese(grader, tmp_path, unit, words):
    (tmp_path / unit).mkdir()
    own = set()  # lines of the programs
    for entry in chosen():
        if entry.target.unit == unit and entry.place == entry.path:
            place = tmp_path / unit / f"{entry.target.program}.py"
            place.write_bytes(entry.path.read_bytes())
            own.update(line.strip() for line in entry.path.read_text("utf-8").splitlines())
    run = grader(unit, "--submission", tmp_path, "--lang", "zh", *words, report=False)
    assert run.status == 1
    shown = [line.strip() for line in run.output.splitlines()]
    lines = [line for line in shown if line not in own and line[:1] != "│"]  # that is its output
    assert [line for line in lines if english(line)] == []


@pytest.mark.long
@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        *([name, "--help"] for name in commands.NAMES),
        ["hint", "01/tcp_server::nothing"],
        ["model", "04"],
        ["--submission", "nowhere"],
        ["--seed", "many"],
        ["--report", "no=file"],
        ["--nothing"],
    ],
    ids=" ".join,
)
def test_commands_speak_chinese(grader, words):
    run = grader("--lang", "zh", *words, report=False)
    assert [line for line in (run.output + run.errors).splitlines() if english(line)] == []
