"""The README's two commands are what CI runs, and what the README shows is so."""

import argparse
import importlib
import re
import shutil
import subprocess
import sys

import pytest

from conftest import ROOT
from grader import commands

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


def test_exit_statuses_and_options_are_documented(grader):
    shown = grader("--help", report=False).output
    for option in re.findall(r"--[a-z-]+", shown):
        assert option == "--help" or option in README


@pytest.mark.parametrize("name", [commands.GRADE, *commands.NAMES])
def test_commands_and_their_options_are_documented(name):
    command = importlib.import_module(f"grader.commands.{name}")
    parser = argparse.ArgumentParser(add_help=False)
    command.add_arguments(parser)
    assert name == commands.GRADE or re.search(rf"^    .*python -m grader {name}\b", README, re.M)
    for option in re.findall(r"--[a-z][a-z-]+", parser.format_help()):
        assert f"  {option}" in README, option


# ------------------------------------------------------------------ what it costs

COSTS = README.partition("## What it costs")[2]


def first_cells(text):
    """The first cell of each row of a table, whatever the size of a class."""
    return [
        re.sub(r"of \d[\d,]* ", "of N ", cell) for cell in re.findall(r"^\| (.+?) \|", text, re.M)
    ]


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
