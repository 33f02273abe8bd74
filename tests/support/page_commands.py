"""The commands that the pages about the course as a whole show: README.md and those like it.

A command is a line of a fenced `sh` block; or a line of an indented block, or code in a sentence
of at least two words, that begins like one. What stands behind two blanks, or behind ` #`,
explains it. The table of all commands and options shows none.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from conftest import ROOT
from grader.course import lessons

PAGES = sorted(
    page
    for place in (".", ".github", "grader")
    for page in (ROOT / place).glob("*.md" if place == "." else "**/*.md")
)
STARTERS = re.compile(
    r"(?:\S*python3?|py|pip|pytest|ruff|mypy|uv|cd|source|\.|\.ci/run|\.venv\S+|git|gh|act|docker|sudo"
    r"|podman|apt-get|apt|brew|curl|wget|nc|ss|dig|tshark|wireshark|dask|sbatch|srun|kubectl|helm"
    r"|sqlite3|unzip|zip|tar|cp|mv|rm|mkdir|cat|export)(?=\s|$)"
)
EXPLAINED = re.compile(r"(?:\s+#| {2,}).*")
SYNOPSIS = re.compile(
    r"^ {4}python -m grader \[TARGET \.\.\.\](?: .*\n)(?: {4}.*\n)+", re.MULTILINE
)


def commands(page: Path) -> Iterator[str]:
    """Yield each command of a page, without what explains it."""
    text = SYNOPSIS.sub("", page.read_text(encoding="utf-8"))
    text = re.sub(r" *\\\n\s*", " ", text)  # one command on two lines
    for block in lessons.blocks(text):
        if block.kind == "sh":
            yield from (EXPLAINED.sub("", line) for line in block.text.splitlines())
    for line in lessons.prose(text).splitlines():
        if line.startswith("    "):
            found = [EXPLAINED.sub("", line.strip())]
        else:
            found = [
                code for code in re.findall(r"`([^`]+)`", line) if " " in code or code[0] == "."
            ]
        yield from (each for each in found if STARTERS.match(each))


def synopsis() -> str:
    """Give the block of the README in which all commands and options are told."""
    found = SYNOPSIS.search((ROOT / "README.md").read_text(encoding="utf-8"))
    assert found, "the README tells all options in one block"
    return found[0]
