"""The README's two commands are what CI runs, and what the README shows is so."""

import argparse
import importlib
import re
import shutil
import subprocess
import sys

import pytest

from conftest import ROOT
from grader import commands, i18n, machine
from grader.commands import interop
from grader.examiner import verdict
from grader.grading import cluster
from grader.jail import watch
from grader.launch import program
from grader.renderers.destination import FORMATS
from grader.submissions import archives, folder
from grader.usage import Status
from page_commands import synopsis

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```\w*\n(.*?)^```", README, re.M | re.S)


def test_first_two_blocks_are_the_two_commands():
    grade, test = BLOCKS[:2]
    assert grade.splitlines()[-1] == "python -m grader --submission solutions"
    assert test.splitlines()[-1] == "python -m pytest -q"
    setup = "python3 -m venv .venv\n. .venv/bin/activate\npython -m pip install --quiet --editable "
    assert all(block.startswith(setup) for block in (grade, test))


@pytest.mark.skipif(not shutil.which("bash"), reason="a shell script")
def test_ci_runs_the_second_block():
    words = "awk '/^```/ { n++; next } n == 3' README.md"
    found = subprocess.run(["bash", "-c", words], cwd=ROOT, capture_output=True, text=True).stdout
    assert found == BLOCKS[1]
    assert words in (ROOT / ".ci" / "run").read_text()


def test_story_in_the_readme_is_what_is_printed(grader, submission):
    source = (ROOT / "solutions/01_hello/tcp_server.py").read_text().replace('b"hi"', 'b"hi\\n"')
    run = grader("01/tcp_server", "--submission", submission(tcp_server=source))
    told = [without_time(line.strip()) for line in run.output.splitlines()]
    story = README.partition("what your program printed.")[2].partition("No idea?")[0]
    lesson = (ROOT / "assignments/01_hello/README.md").read_text(encoding="utf-8")
    again = re.search(r"^```text drawing\n(✗.*?)^```", lesson, re.M | re.S)
    assert again, "the first unit shows how a failure is read"
    for line in filter(None, map(str.strip, (story + again[1]).splitlines())):
        if not re.search(r"127\.|after \d+ ms|sent b'|█|^assignments/|received: |peer ", line):
            assert without_time(line) in told, line


def without_time(line):
    """A step without the time at which it was taken."""
    return re.sub(r"^(\d+\.) +\d+\.\d+ s", r"\1", line)


OF_EACH = {"--help", "--lang"}  # of which the README speaks once
COMMAND = re.compile(r"^ {4}python -m grader ?(?P<name>[a-z]*)(?P<told>.*\n(?: {5,}.*\n)*)", re.M)


def told():
    """What the table of options says of each command."""
    found = COMMAND.finditer(synopsis())
    return {match["name"] or commands.GRADE: match["told"] for match in found}


def parser_of(name):
    command = importlib.import_module(f"grader.commands.{name}")
    parser = argparse.ArgumentParser(prog=name)
    command.add_arguments(parser)
    return parser


def options_of(name):
    """Each option of a command that is long, and whether something stands behind it."""
    actions = parser_of(name)._actions
    long = {word: each for each in actions for word in each.option_strings if word[:2] == "--"}
    return {word: each.nargs != 0 for word, each in long.items()}


def test_table_of_options_has_each_command():
    assert set(told()) == {commands.GRADE, *commands.NAMES}


@pytest.mark.parametrize("name", [commands.GRADE, *commands.NAMES])
def test_options_of_the_readme_are_those_of_help(name):
    text, options = told()[name], options_of(name)
    listed = re.findall(r"^ +(--[a-z-]+)( [A-Z]| \[| tcp:)?", text, re.M)  # and what stands behind
    assert {option for option in re.findall(r"--[a-z][a-z-]+", text) if "export" not in text} <= {
        *options,
        *OF_EACH,
    }
    assert set(options) - OF_EACH <= set(re.findall(r"--[a-z][a-z-]+", text))
    for option, value in listed:
        assert option == "--lang" or (option in options and bool(value) == options[option]), option


@pytest.mark.parametrize("name", [commands.GRADE, *commands.NAMES])
def test_arguments_of_the_readme_are_those_of_help(name):
    arguments = [each.metavar for each in parser_of(name)._actions if not each.option_strings]
    shown = told()[name].partition("\n")[0]
    assert re.findall(r"[A-Z]{3,}", re.split(r" {3}|(?<=\w|\]) {2,}", shown)[0]) == arguments


def test_help_lists_the_commands_and_what_the_readme_says_of_the_languages(grader):
    shown = grader("--help", report=False).output
    assert [name for name in commands.NAMES if not re.search(rf"^  {name} ", shown, re.M)] == []
    assert f"{' or '.join(i18n.LANGUAGES)} (default" in synopsis()


def test_formats_of_reports_are_those_there_are():
    said = re.search(r"--report FORMAT=FILE .*?: ([\w, \n]+)\n +--seed", synopsis())
    assert said and tuple(re.split(r",\s+", said[1])) == FORMATS


def test_table_of_exit_statuses_has_each_of_them():
    rows = re.findall(r"^\| (\d+) \| ", README, re.M)
    assert list(map(int, rows)) == sorted(Status)


# ------------------------------------------------------------------ numbers

MIB = 1 << 20
NUMBERS = {
    "at most {} and 1 MiB, without links": folder.MOST_FILES,
    "at most 64 and {} MiB, without links": folder.MOST_BYTES // MIB,
    "prints more than {} MiB": program.MOST_OUTPUT // MIB,
    "makes more than {} sessions": watch.MOST_SESSIONS,
    "may have {} MiB, and be": watch.MOST_BYTES // MIB,
    "96 MiB, and be {}.": watch.MOST_FILES,
    "holds more than {} files": archives.OF_A_LEARNER.members,
    "files or more than {} MiB": archives.OF_A_LEARNER.bytes // MIB,
    "more than {} times its size": archives.MOST_RATIO,
    "up to {} for each core": machine.MOST_SUBMISSIONS_OF_A_CORE,
    "(default: all; {} where there are more than": interop.PARTNERS,
    "where there are more than {} learners)": interop.FEW,
}
WORDS = {
    "a single check busy for three minutes": (verdict.SECONDS_FOR_A_CHECK, 180),
    "waits a minute; others may join": (cluster.SECONDS_WITHOUT_WORKERS, 60),
    "In a class of more than twelve each client meets five": (
        (interop.FEW, interop.PARTNERS),
        (12, 5),
    ),
}


@pytest.mark.parametrize("phrase", NUMBERS)
def test_number_in_the_readme_is_that_of_the_code(phrase):
    assert phrase.format(f"{NUMBERS[phrase]:,}") in " ".join(README.split())


@pytest.mark.parametrize("phrase", WORDS)
def test_number_in_words_is_that_of_the_code(phrase):
    assert phrase in " ".join(README.split())
    value, told = WORDS[phrase]
    assert value == told


# ------------------------------------------------------------------ what it costs

COSTS = README.partition("## What it costs")[2]


def first_cells(text):
    """The first cell of each row of a table, whatever the size of a class."""
    return [re.sub(r"of \d+", "of N", cell) for cell in re.findall(r"^\| (.+?) \|", text, re.M)]


def test_table_of_costs_has_the_columns_of_its_command(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "tests/benchmarks")
    table = importlib.import_module("table")
    assert f"\n{table.line(table.HEAD)}\n" in COSTS


@pytest.mark.long
def test_table_of_costs_has_the_rows_of_its_command():
    words = [sys.executable, "tests/benchmarks/table.py", "--quick"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert first_cells(done.stdout) == first_cells(COSTS)
