"""What the pages of the course teach: a README as its sections, their parts, rules, steps and last words.

    ## tcp_server.py HOST PORT      a section; the one of a program begins with its file's name
    *About 30 minutes. …*           its opening
    ### Rules                       a part of it
    | rule | check | points |

Headings and list items inside of fenced blocks are none. What a section has to hold is said
in `grader.course.lint`. A page in another language is read just so: its fixed headings have
the English titles here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.course import layout
from grader.course.layout import Target

FENCE = re.compile(r"( *)(`{3,})([^`]*)")
PROGRAM = re.compile(r"(\w+)\.py\b")
ITEM = re.compile(r"\d+\. ")  # of a numbered list
BULLET = re.compile(r"- ")
ROW_OF_A_RULE = re.compile(r"\|(?P<sentence>.*)\|\s*`(?P<check>\w+)`\s*\|\s*(?P<points>\d+)\s*\|")
# What a page in another language calls its fixed parts, and what it says for “Earns”
HEADINGS = {
    "zh": {
        "思路": "The idea",
        "完整示例": "A worked example",
        "先猜再试": "Predict, then check",
        "步骤": "Steps",
        "规则": "Rules",
        "常见误解": "Many people think",
        "卡住了？": "Stuck?",
        "现在你知道了": "Now you know",
    },
}
IN_ENGLISH = {own: english for headings in HEADINGS.values() for own, english in headings.items()}
EARNS = re.compile(r"(?:\bEarns\b|得分：)(.*)", re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A fenced block: the words beside its fence, its text, and where it begins in its page or part."""

    words: tuple[str, ...]
    text: str
    line: int

    @property
    def kind(self) -> str:
        """The first of its words, such as `sh`; "" where there is none."""
        return self.words[0] if self.words else ""


@dataclass(frozen=True)
class Part:
    """A part of a section: its heading, in English where it is a fixed one, and what stands below it."""

    title: str
    text: str

    @property
    def blocks(self) -> list[Block]:
        """Its fenced blocks, in order."""
        return blocks(self.text)


@dataclass(frozen=True)
class Section:
    """A section of a page: its heading, what stands before its first part, and its parts."""

    title: str
    opening: str
    parts: tuple[Part, ...]

    @property
    def program(self) -> str | None:
        """The program that it is about; None for a section that is about none."""
        found = PROGRAM.match(self.title)
        return found[1] if found else None

    @property
    def text(self) -> str:
        """All of it without the headings."""
        return "\n".join([self.opening, *(part.text for part in self.parts)])

    def part(self, title: str) -> Part | None:
        """Give the part with this heading, if it is there."""
        return next((part for part in self.parts if part.title == title), None)


@dataclass(frozen=True)
class Rule:
    """A row of the table of rules: what a program has to do, the check that judges it, its points."""

    sentence: str
    check: str
    points: int


@dataclass(frozen=True)
class Step:
    """A step of the work: its text, and the names of the checks that it earns."""

    text: str
    checks: tuple[str, ...]


# ------------------------------------------------------------------ a page


def sections(page: str) -> list[Section]:
    """Cut a page into its sections; what stands before the first one has the heading ""."""
    return [Section(title, *_cut_parts(text)) for title, text in _cut(page, "## ")]


def _cut_parts(text: str) -> tuple[str, tuple[Part, ...]]:
    (_, opening), *parts = _cut(text, "### ")
    return opening, tuple(Part(IN_ENGLISH.get(title, title), below) for title, below in parts)


def _cut(text: str, mark: str) -> list[tuple[str, str]]:
    """Cut a text at the headings that begin with a mark; the first piece has the heading ""."""
    pieces: list[tuple[str, list[str]]] = [("", [])]
    for line, is_code in marked_lines(text):
        if line.startswith(mark) and not is_code:
            pieces.append((line.removeprefix(mark).strip(), []))
        else:
            pieces[-1][1].append(line)
    return [(title, "\n".join(lines)) for title, lines in pieces]


def marked_lines(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each line, and whether it belongs to a fenced block."""
    fence = ""
    for line in text.splitlines():
        found = FENCE.fullmatch(line)
        if not fence and found:
            fence = found[2]
            yield line, True
        elif fence:
            yield line, True
            if line.strip() == fence:
                fence = ""
        else:
            yield line, False


def prose(text: str) -> str:
    """Give a text without its fenced blocks."""
    return "\n".join(line for line, is_code in marked_lines(text) if not is_code)


def blocks(text: str) -> list[Block]:
    """Give the fenced blocks of a text, without their indentation."""
    found: list[Block] = []
    inside: tuple[re.Match[str], int, list[str]] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if inside is None:
            if head := FENCE.fullmatch(line):
                inside = head, number, []
            continue
        head, begins, lines = inside
        if line.strip() == head[2]:
            found.append(Block(tuple(head[3].split()), "\n".join([*lines, ""]), begins))
            inside = None
        else:
            lines.append(line[min(len(head[1]), len(line) - len(line.lstrip(" "))) :])
    return found


# ------------------------------------------------------------------ what a part holds


def items(text: str) -> list[str]:
    """Give the items of the numbered lists of a text, each with all that belongs to it."""
    return _listed(text, ITEM)


def bullets(text: str) -> list[str]:
    """Give the items of the lists of a text that are not numbered, each with all that belongs to it."""
    return _listed(text, BULLET)


def _listed(text: str, mark: re.Pattern[str]) -> list[str]:
    """Give what begins with the mark, up to the next line at the margin that does not go on with it."""
    found: list[list[str]] = []
    is_open, after_blank = False, False
    for line, is_code in marked_lines(text):
        head = None if is_code else mark.match(line)
        if head:
            found.append([line[head.end() :]])
            is_open = True
        elif is_open and after_blank and line[:1] not in ("", " "):
            is_open = False
        elif is_open:
            found[-1].append(line)
        after_blank = not line.strip()
    return ["\n".join(lines).strip() for lines in found]


def rows(text: str) -> list[str]:
    """Give the rows of the tables of a text, without their heads."""
    lines = [line.strip() for line, is_code in marked_lines(text) if not is_code]
    return [
        line
        for line, below in zip(lines, [*lines[1:], ""], strict=False)
        if line.startswith("|") and not _is_rule_line(line) and not _is_rule_line(below)
    ]


def _is_rule_line(line: str) -> bool:
    """Tell whether it is the line below the head of a table."""
    return re.fullmatch(r"\|[\s:|-]*-[\s:|-]*\|", line) is not None


def rule(row: str) -> Rule | None:
    """Read a row of the table of rules; None for one that is none."""
    found = ROW_OF_A_RULE.fullmatch(row)
    return Rule(found["sentence"].strip(), found["check"], int(found["points"])) if found else None


def rules(section: Section) -> list[Rule]:
    """Give the rules of a section, in order."""
    part = section.part("Rules")
    return [each for row in rows(part.text) if (each := rule(row))] if part else []


def steps(section: Section) -> list[Step]:
    """Give the steps of a section, in order."""
    part = section.part("Steps")
    return [Step(item, _earned(item)) for item in items(part.text)] if part else []


def _earned(item: str) -> tuple[str, ...]:
    """Give the checks that a step names after the word “Earns”, up to the end of the paragraph."""
    found = EARNS.search(item)
    return tuple(re.findall(r"`(\w+)`", found[1].partition("\n\n")[0])) if found else ()


def last_words(section: Section) -> tuple[str, ...]:
    """Give the sentences that “Now you know” begins with, each as one line."""
    part = section.part("Now you know")
    before = part.text.partition("\n**")[0] if part else ""
    return tuple(" ".join(bullet.split()) for bullet in bullets(before))


# ------------------------------------------------------------------ of a program


def of(target: Target) -> Section | None:
    """Give the section of a program in its unit's README, in the language that is spoken; None where there is none."""
    return find(layout.page(f"{target.unit}/README.md"), target.program)


def find(page: Path, program: str) -> Section | None:
    """Give the section of a program in a page; None where there is none."""
    if not page.is_file():
        return None
    found = sections(page.read_text(encoding="utf-8", errors="replace"))
    return next((section for section in found if section.program == program), None)
