"""What the course says beside a report: the ladders of hints, and what follows full marks.

The order of the course is that of its programs. A page that is not graded stands before the
program that the table of assignments/README.md names after it.
"""

import re
from collections.abc import Iterator, Mapping

from grader.course import checks, hints, layout, lessons, models
from grader.course.layout import Target
from grader.i18n import SOURCE, gettext, language
from grader.report import Lesson, Words
from grader.text import joined

# The heading of a program's section in the page of its unit; GitHub drops these signs for its anchor.
HEADING = r"^## ({program}\.py\b.*)$"
DROPPED = re.compile(r"[^\w\- ]")
# A link to a page of the assignments, and to a place in it.
LINK = re.compile(r"\]\(([\w/]+\.md)(?:#([\w-]+))?\)")


def words() -> Words:
    """Give all that the course may have to say; it is read when it is asked for, as little is."""
    return Words(hints.ladders(), _Lessons())


class _Lessons(Mapping[str, Lesson]):
    """The lesson of each program, by its file."""

    def __getitem__(self, file: str) -> Lesson:
        for target in layout.everything():
            if target.file == file:
                return lesson(target)
        raise KeyError(file)

    def __iter__(self) -> Iterator[str]:
        return (target.file for target in layout.everything())

    def __len__(self) -> int:
        return len(layout.everything())


def lesson(target: Target) -> Lesson:
    """Give what a learner hears who has full marks for a program."""
    section = lessons.of(target)
    return Lesson(
        full_marks=sum(check.points for check in checks.load(target)),
        known=lessons.last_words(section) if section else (),
        then=_after(target),
        model=f"python -m grader model {target}" if models.file(target) else None,
    )


def task(target: Target) -> str | None:
    """Give where a program's task is told, as a link from the assignments; None if it is nowhere.

    It is the page in the language that is spoken, if there is one.
    """
    names = ["README.md"] if language() == SOURCE else [f"README.{language()}.md", "README.md"]
    for name in names:
        page = layout.ASSIGNMENTS / target.unit / name
        text = page.read_text(encoding="utf-8", errors="replace") if page.is_file() else ""
        if found := re.search(HEADING.format(program=target.program), text, re.MULTILINE):
            anchor = DROPPED.sub("", found[1].strip().lower()).replace(" ", "-")
            return f"{target.unit}/{name}#{anchor}"
    return None


def _after(target: Target) -> str:
    """Say what comes after a program."""
    everything = layout.everything()
    place = everything.index(target) + 1
    following = everything[place] if place < len(everything) else None
    pages = [_shown(page) for page in pages_before(following)]
    if following is None:
        last = gettext("That was the last program of the course.")
        return f"{last} {gettext('Next: {what}.', what=joined(pages))}" if pages else last
    if pages:
        return gettext(
            "Next: read {pages}, then write {program}.", pages=joined(pages), program=following
        )
    return gettext("Next: {what}.", what=following)


def _shown(page: str) -> str:
    return layout.page(page).relative_to(layout.ASSIGNMENTS.parent).as_posix()


def pages_before(target: Target | None) -> list[str]:
    """Give the pages that are not graded and stand right before a program, or after all (None)."""
    found: list[str] = []
    seen: set[str] = set()
    for page, anchor in _links():
        if named := _named(page, anchor):
            if named == target:
                return found
            found = []
        elif page not in seen:
            seen.add(page)
            found.append(page)
    return found if target is None else []


def _links() -> list[tuple[str, str]]:
    """Give the links in the tables of assignments/README.md: a page, and a place in it or ""."""
    file = layout.ASSIGNMENTS / "README.md"
    if not file.is_file():
        return []
    rows = lessons.rows(file.read_text(encoding="utf-8", errors="replace"))
    return [link for row in rows for link in LINK.findall(row)]


def _named(page: str, anchor: str) -> Target | None:
    """Give the program that a link leads to, which is the first one of a unit where it names none."""
    unit, _, name = page.partition("/")
    if name != "README.md" or unit not in layout.units():
        return None
    programs = layout.programs(unit)
    of_anchor = [program for program in programs if anchor.startswith(f"{program}py")]
    return Target(unit, (of_anchor or programs)[0])
