"""What a program's section has to teach, and how a ladder of hints has to climb.

Each finding is a line that says what to do; `verify` puts the file before it. The shape of
a section is the order of PARTS. A section that is no program's is free, and so are parts
that stand between the named ones.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from grader.course import lessons
from grader.course.checks import Check
from grader.course.lessons import Part, Section
from grader.i18n import gettext
from grader.text import joined

PARTS = (
    *("The idea", "A worked example", "Predict, then check", "Steps", "Rules"),
    *("Many people think", "Stuck?", "Now you know"),
)
FEWEST_HINTS = 3
FEWEST_GOALS, MOST_GOALS = 2, 3
FEWEST = 3  # questions, misconceptions, symptoms
LAST_WORDS, LONGEST_LAST_WORDS = 3, 110
CHINESE = re.compile(r"[\u4e00-\u9fff]")
LINK = re.compile(r"\]\(https://(?:www\.rfc-editor\.org/rfc/|docs\.python\.org/)")
FOLDED = re.compile(r"<details>.*?<summary>.*?</summary>.*?</details>", re.DOTALL)
CODE = re.compile(r"`([^`]+)`")
# A blank, a value that is given away, or a call with more in it than a word or a number
MORE_THAN_A_NAME = re.compile(r"\s|=.|\(.*[^\w)].*\)")
WORD = re.compile(r"\w+")
WHOLE_SENTENCES = re.compile(r"[A-Z`].*\.\)?", re.DOTALL)


# ------------------------------------------------------------------ a section


def section(found: Section, checks: Sequence[Check], *, has_steps: bool) -> Iterator[str]:
    """Yield what a program's section lacks; its steps may be left out where it need not have them."""
    yield from _opening(found)
    wanted = [title for title in PARTS if has_steps or title != "Steps"]
    titles = [part.title for part in found.parts if part.title in PARTS]
    missing = [title for title in wanted if title not in titles]
    yield from (gettext("it lacks the part “### {title}”", title=title) for title in missing)
    yield from (
        gettext("“### {title}” is there twice", title=title)
        for title, n in Counter(titles).items()
        if n > 1
    )
    if not missing and titles != sorted(titles, key=PARTS.index):
        yield gettext("its parts stand in another order than {titles}", titles=", ".join(wanted))
    for title, demand in DEMANDS.items():
        if part := found.part(title):
            yield from (f"“{title}”: {finding}" for finding in demand(part))
    names = [check.name for check in checks]
    yield from (f"“Rules”: {finding}" for finding in _rules(found, checks))
    if found.part("Steps"):
        yield from (f"“Steps”: {finding}" for finding in _steps(found, names))


def _opening(found: Section) -> Iterator[str]:
    """Yield what the paragraph about time, needs and words lacks, and the goals after it."""
    first = found.opening.strip().partition("\n\n")[0]
    if not (first.startswith("*About ") and first.endswith("*") and not first.endswith("**")):
        yield gettext(
            "begin with a paragraph in italics, “*About 30 minutes. You need: … New words: …*”"
        )
    for words in ("You need: ", "New words: "):
        if words.strip() not in first:
            yield gettext("its first paragraph does not say “{words}…”", words=words)
    if not CHINESE.search(first.partition("New words:")[2]):
        yield gettext("give the new words of its first paragraph in Chinese as well")
    _, is_there, goals = found.opening.partition("**After this you can**")
    number = len(lessons.bullets(goals))
    if not is_there or not FEWEST_GOALS <= number <= MOST_GOALS:
        yield (
            gettext(
                "put {fewest} or {most} bullets below “**After this you can**” "
                "({number} are there)",
                fewest=FEWEST_GOALS,
                most=MOST_GOALS,
                number=number,
            )
        )


def _idea(part: Part) -> Iterator[str]:
    drawings = [block for block in part.blocks if block.kind == "text"]
    if not drawings:
        yield gettext("draw the exchange in a fenced block of the kind “text”")
    elif not any(_is_told(part.text, block.line, block.text) for block in drawings):
        yield gettext(
            "tell its drawing in a paragraph right after it, for somebody who cannot see it"
        )


def _is_told(text: str, begins: int, drawing: str) -> bool:
    """Tell whether a paragraph follows the block that begins in this line."""
    after = text.splitlines()[begins + drawing.count("\n") + 1 :]
    following = next((line for line in after if line.strip()), "")
    return re.match(r"[\w\"“‘`*(]", following.lstrip()) is not None and following[:2] != "* "


def _example(part: Part) -> Iterator[str]:
    if not any(block.kind == "python" for block in part.blocks):
        yield gettext("show a program in a fenced block of the kind “python”")


def _predictions(part: Part) -> Iterator[str]:
    questions = lessons.items(part.text)
    if len(questions) < FEWEST:
        yield gettext(
            "ask at least {fewest} numbered questions ({number} are there)",
            fewest=FEWEST,
            number=len(questions),
        )
    for number, question in enumerate(questions, 1):
        if not FOLDED.search(question):
            yield gettext(
                "fold the answer to question {number}: <details><summary>Answer</summary> … </details>",
                number=number,
            )


def _misconceptions(part: Part) -> Iterator[str]:
    yield from _bullets(part, gettext("misconceptions"))


def _symptoms(part: Part) -> Iterator[str]:
    yield from _bullets(part, gettext("symptoms"))


def _bullets(part: Part, what: str) -> Iterator[str]:
    number = len(lessons.bullets(part.text))
    if number < FEWEST:
        yield gettext(
            "list at least {fewest} {what} ({number} are there)",
            fewest=FEWEST,
            what=what,
            number=number,
        )


def _last_part(part: Part) -> Iterator[str]:
    words = lessons.last_words(Section("", "", (part,)))
    if len(words) != LAST_WORDS:
        yield gettext(
            "begin with exactly {right} bullets ({number} are there)",
            right=LAST_WORDS,
            number=len(words),
        )
    for line in words:
        if len(line) > LONGEST_LAST_WORDS or "](" in line or not line.endswith("."):
            yield (
                gettext(
                    "a bullet at its beginning is one sentence of at most {most} characters, "
                    "without a link: {line}…",
                    most=LONGEST_LAST_WORDS,
                    line=line[:40],
                )
            )
    places = [
        part.text.find(f"**{head}.**") for head in ("Say it back", "In real software", "Read on")
    ]
    if -1 in places or places != sorted(places):
        yield gettext(
            "go on with “**Say it back.**”, “**In real software.**”, “**Read on.**”, in this order"
        )
        return
    questions = part.text[places[0] : places[1]]
    asked = lessons.items(questions.partition("<details>")[0])
    if len(asked) < FEWEST or not FOLDED.search(questions):
        yield gettext(
            "ask at least {fewest} numbered questions in “Say it back”, and fold the answers",
            fewest=FEWEST,
        )
    if not LINK.search(part.text[places[2] :]):
        yield gettext(
            "link an RFC at https://www.rfc-editor.org/rfc/… or a page of docs.python.org in “Read on”"
        )


DEMANDS: dict[str, Callable[[Part], Iterator[str]]] = {
    "The idea": _idea,
    "A worked example": _example,
    "Predict, then check": _predictions,
    "Many people think": _misconceptions,
    "Stuck?": _symptoms,
    "Now you know": _last_part,
}


# ------------------------------------------------------------------ rules and steps


def _rules(found: Section, checks: Sequence[Check]) -> Iterator[str]:
    """Yield what is wrong in the table: each check is one row of whole sentences with its points."""
    part = found.part("Rules")
    if not part:
        return
    for row in lessons.rows(part.text):
        if not lessons.rule(row):
            yield gettext(
                "write each row as | rule | `check` | points |, and not as {row}", row=row[:60]
            )
    said = lessons.rules(found)
    yield from _once(
        [rule.check for rule in said], [check.name for check in checks], gettext("row")
    )
    points = {check.name: check.points for check in checks}
    for rule in said:
        if rule.points != points.get(rule.check, rule.points):
            yield gettext(
                "`{check}` has {right} points, and not {points}",
                check=rule.check,
                right=points[rule.check],
                points=rule.points,
            )
        if "…" in rule.sentence or not WHOLE_SENTENCES.fullmatch(rule.sentence):
            yield (
                gettext(
                    "write the rule of `{check}` as whole sentences, from a capital letter to a "
                    "full stop, without “…”",
                    check=rule.check,
                )
            )


def _steps(found: Section, names: Sequence[str]) -> Iterator[str]:
    steps = lessons.steps(found)
    for number, step in enumerate(steps, 1):
        if not step.checks:
            yield gettext(
                "say at the end of step {number} which checks it earns: Earns `name`, `name`.",
                number=number,
            )
    yield from _once([name for step in steps for name in step.checks], names, gettext("step"))


def _once(said: Sequence[str], names: Sequence[str], place: str) -> Iterator[str]:
    """Yield each check that has no place or several, and each name that is no check's."""
    counts = Counter(said)
    for name in names:
        if counts[name] != 1:
            yield gettext(
                "put the check `{name}` into exactly one {place} ({number} have it)",
                name=name,
                place=place,
                number=counts[name],
            )
    yield from (
        gettext("there is no check `{name}`", name=name) for name in counts if name not in names
    )


# ------------------------------------------------------------------ ladders


def ladders(checks: Sequence[Check]) -> Iterator[str]:
    """Yield what is wrong with the ladders of a program's checks, each line with the check's name."""
    for check in checks:
        yield from (f"{check.name} {problem}" for problem in ladder(check.hints))
    owners: dict[str, list[str]] = {}
    for check in checks:
        for rung in dict.fromkeys(check.hints):
            owners.setdefault(rung.casefold(), []).append(check.name)
    for rung, names in owners.items():
        if len(names) > 1:
            yield gettext(
                "{names} share a hint; each speaks of its own case: {hint}",
                names=joined(names),
                hint=rung[:50],
            )


def ladder(hints: Sequence[str]) -> Iterator[str]:
    """Yield what is wrong with one ladder: a question, a pointer, and the shape of the answer."""
    if len(hints) < FEWEST_HINTS:
        yield gettext(
            "has {number} of at least {fewest} hints",
            number=len(hints),
            fewest=FEWEST_HINTS,
        )
    if not hints:
        return
    *earlier, last = hints
    if "?" not in hints[0]:
        yield gettext("has a first hint that asks nothing")
    for number, rung in enumerate(earlier, 1):
        if code := next(filter(is_code, CODE.findall(rung)), None):
            yield gettext(
                "shows code before its last hint: `{code}` in hint {number}",
                code=code,
                number=number,
            )
    shown = CODE.findall(last)
    if all(WORD.fullmatch(code) for code in shown):
        yield gettext("has a last hint without code in backticks")
    for code in filter(is_code, shown):
        if any(code in rung for rung in earlier):
            yield gettext("gives its last hint away in an earlier one: `{code}`", code=code)


def is_code(span: str) -> bool:
    """Tell whether a span in backticks is more than a name or a value, as `recv(4)` and `b""` are."""
    return MORE_THAN_A_NAME.search(span.strip()) is not None
