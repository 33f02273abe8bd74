"""The pages of the course in another language: each has the shape of its English one, and is as new.

`README.zh.md` stands beside `README.md`. Right below the heading of each of its sections, and
below the line at its top that leads to the English page, a comment says from which English text
the section was translated:

    <!-- en: 1a2b3c4d -->

These are the first digits of the SHA-256 of the English section, with its heading. `stamped`
writes the comment where there is none; one that is older stays, until somebody has looked at the
section and deletes it.
"""

import hashlib
import io
import re
import tokenize
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rich.cells import cell_len

from grader.course import layout, lessons
from grader.course.lessons import Block, Part, Section
from grader.i18n import LANGUAGES, SOURCE, gettext

STAMP = re.compile(r"<!-- en: ([0-9a-f]{8}) -->")
CODE = re.compile(r"(`+)(.+?)\1")
COMMENT_OF_A_PROMPT = re.compile(r"(?m)^((?:>>>|\.\.\.) .*?)\s*  # .*$")
NAME_OF_A_FILE = re.compile(r"# (\w[\w-]*\.py)\b")
WIDEST_DRAWING = 78


def findings() -> Iterator[str]:
    """Yield a line for each thing to mend in the pages of the other languages."""
    for english, own in pairs():
        name = own.relative_to(layout.ASSIGNMENTS.parent).as_posix()
        if own.is_file():
            found = compared(english.read_text("utf-8"), own.read_text("utf-8"))
            yield from (f"{name}: {finding}" for finding in found)
        else:
            yield gettext("{page}: missing, though there is {other}", page=name, other=english.name)


def pairs() -> Iterator[tuple[Path, Path]]:
    """Yield each page in English, and its place in each language that the front page is there in."""
    for language in LANGUAGES:
        front = layout.translated(layout.ASSIGNMENTS / "README.md", language)
        if language != SOURCE and front.is_file():
            for page in sorted(layout.ASSIGNMENTS.rglob("*.md")):
                if "." not in page.stem:
                    yield page, layout.translated(page, language)


# ------------------------------------------------------------------ the shape


def compared(english: str, own: str) -> Iterator[str]:
    """Yield what is another than in the English page."""
    theirs, ours = lessons.sections(english), lessons.sections(own)
    if len(theirs) != len(ours):
        yield gettext(
            "it has {number} sections, and the English page has {english}",
            number=len(ours),
            english=len(theirs),
        )
        return
    stamps = zip(_stamps(english, own), theirs, ours, strict=True)
    for is_as_new, there, here in stamps:
        title = here.title or gettext("its beginning")
        if not is_as_new:
            yield gettext("{section}: it is older than its English", section=title)
        yield from (f"{title}: {finding}" for finding in _section(there, here))


def _section(there: Section, here: Section) -> Iterator[str]:
    if there.program and there.title != here.title:
        yield gettext("its heading has to stay “{heading}”", heading=there.title)
    titles = [_fixed(part) for part in there.parts]
    if titles != [_fixed(part) for part in here.parts]:
        parts = ", ".join(title or "…" for title in titles)
        yield gettext("its parts have to be, in this order: {parts}", parts=parts)
        return
    yield from _rules_and_steps(there, here)
    yield from _lists(there, here)
    openings = (Part("", there.opening), Part("", here.opening))
    for one, other in [openings, *zip(there.parts, here.parts, strict=True)]:
        yield from _blocks(one, other)
    yield from _code(there, here)


def _fixed(part: Part) -> str:
    """Give the heading of a part in English, if it is one that has to stand there; else ""."""
    return part.title if part.title in lessons.IN_ENGLISH.values() else ""


def _rules_and_steps(there: Section, here: Section) -> Iterator[str]:
    rules = [[(rule.check, rule.points) for rule in lessons.rules(each)] for each in (there, here)]
    if rules[0] != rules[1]:
        yield gettext("its rules have other checks or points")
    steps = [[step.checks for step in lessons.steps(each)] for each in (there, here)]
    if steps[0] != steps[1]:
        yield gettext("its steps earn other checks")


def _lists(there: Section, here: Section) -> Iterator[str]:
    counts = [
        (len(lessons.rows(text)), len(lessons.bullets(text)), text.count("<details>"))
        for text in (there.text, here.text)
    ]
    if counts[0] != counts[1]:
        yield gettext(
            "it has (rows of tables, items of lists, folded texts) {own}, the English {english}",
            own=counts[1],
            english=counts[0],
        )


def _code(there: Section, here: Section) -> Iterator[str]:
    """Yield the pieces of code in its sentences that are missing, or too many."""
    english, own = (Counter(_spans(each)) for each in (there, here))
    for code in english - own:
        yield gettext("it lacks the code {code}", code=f"`{code}`")
    for code in own - english:
        yield gettext("it has the code {code} more often than the English", code=f"`{code}`")


def _spans(section: Section) -> list[str]:
    prose = " ".join(lessons.prose(section.text).split())
    return [code.strip() for _, code in CODE.findall(prose)]


# ------------------------------------------------------------------ fenced blocks


def _blocks(there: Part, here: Part) -> Iterator[str]:
    if [block.words for block in there.blocks] != [block.words for block in here.blocks]:
        yield gettext("{part}: its fenced blocks are of other kinds", part=f"“{here.title}”")
        return
    is_output = False
    for one, other in zip(there.blocks, here.blocks, strict=True):
        if one.kind in ("sh", "pycon"):
            is_output = one.kind == "sh"
        is_drawing = one.kind == "text" and ("drawing" in one.words or not is_output)
        if is_drawing and "stays" not in one.words:
            yield from _drawing(other)
        elif _compared_as(one) != _compared_as(other):
            first = next(iter(other.text.splitlines()), "")
            yield gettext("a block is another one than in English: {line}", line=first)


def _drawing(block: Block) -> Iterator[str]:
    for line in block.text.splitlines():
        if cell_len(line) > WIDEST_DRAWING:
            yield gettext(
                "a line of a drawing is wider than {number} columns: {line}",
                number=WIDEST_DRAWING,
                line=line.strip(),
            )


def _compared_as(block: Block) -> object:
    """Give what has to be the same in each language: all but comments and docstrings."""
    if block.kind == "pycon":
        return COMMENT_OF_A_PROMPT.sub(r"\1", block.text)
    if block.kind == "python":
        name = NAME_OF_A_FILE.match(block.text)
        return name and name[1], _tokens(block.text)
    return block.text


def _tokens(source: str) -> list[str]:
    """Give the tokens of a piece of Python without comments, docstrings and the layout of lines."""
    found: list[str] = []
    begins = True  # a statement
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type in (tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.DEDENT):
                continue
            if not (begins and token.type == tokenize.STRING):
                found.append(token.string)
            begins = token.type == tokenize.NEWLINE
    except (tokenize.TokenError, IndentationError):
        return source.splitlines()
    return found


# ------------------------------------------------------------------ stamps


def stamped(english: str, own: str) -> str:
    """Give a page with the stamp of the English text in each section that has none.

    Raises ValueError if the pages do not have the same number of sections.
    """
    pieces = zip(_pieces(english), _pieces(own), strict=True)
    return "".join(
        text if STAMP.search(text) else _with_stamp(text, _digest(source), is_first=number == 0)
        for number, (source, text) in enumerate(pieces)
    )


def _with_stamp(text: str, digest: str, *, is_first: bool) -> str:
    """Put the stamp below the first line; at the top of a page below the line of the languages."""
    lines = text.splitlines(keepends=True)
    place = next(
        n for n, line in enumerate(lines, 1) if not is_first or line.startswith("[English]")
    )
    return "".join([*lines[:place], f"<!-- en: {digest} -->\n", *lines[place:]])


def _stamps(english: str, own: str) -> list[bool]:
    """Tell of each section whether it was translated from the English text of now."""
    pieces = zip(_pieces(english), _pieces(own), strict=True)
    return [
        (found := STAMP.search(text)) is not None and found[1] == _digest(source)
        for source, text in pieces
    ]


def _digest(text: str) -> str:
    return hashlib.sha256(text.strip().encode()).hexdigest()[:8]


def _pieces(page: str) -> list[str]:
    """Cut a page before each heading of a section; together the pieces are the page."""
    pieces = [""]
    for line, is_code in lessons.marked_lines(page):
        if line.startswith("## ") and not is_code:
            pieces.append("")
        pieces[-1] += f"{line}\n"
    return pieces
