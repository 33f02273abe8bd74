"""Tells who a learner is, by the roster of a class or by the name of the submission alone.

A roster is a CSV file as a platform exports it, or one that somebody has typed. Its columns
may stand in any order:

Canvas        Student, ID, SIS User ID, SIS Login ID, Section   (the gradebook)
Moodle        Identifier, Full name, Email address              (the grading worksheet)
              First name, Last name, Username, ID number        (participants)
GitHub        identifier, github_username, github_id, name      (GitHub Classroom)
              username, first_name, last_name, email, github_id (Classroom 50)
typed         name, login, id, …

The name of a submission is compared with all of them: as it is, then without regard to
capitals, then to spaces, signs and accents, and at last as a repository, `hello-ada`: what all
repositories of the class begin with is cut off, and the rest has to be a login.
"""

import codecs
import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import Self

from grader.entry import Learner
from grader.i18n import gettext
from grader.submissions import delivered
from grader.text import clipped, either, printable

LARGEST = 16 << 20  # bytes
SEPARATORS = ",;\t"
WIDEST = 80  # characters of a line of the file, where it is shown
# What columns are called, in small letters and without spaces and signs. What tells learners
# apart best comes first; it is what they are known by in the gradebook.
LOGINS = (
    *("githubusername", "githublogin", "github", "sisloginid", "loginid", "login", "username"),
    *("user", "用户名", "账号"),
)
STUDENTS = ("sisuserid", "idnumber", "studentid", "studentnumber", "matriculationnumber", "学号")
IDENTIFIERS = ("identifier", "标识符")
NUMBERS = (*STUDENTS, "id", "userid", "githubid", *IDENTIFIERS)
ADDRESSES = ("emailaddress", "email", "mail", "邮箱", "电子邮箱", "电子邮件")
NAMES = ("student", "fullname", "name", "studentname", "displayname", "姓名", "全名")
FIRST, LAST = ("firstname", "givenname", "名"), ("lastname", "surname", "familyname", "姓")
KEYS = (*LOGINS, *NUMBERS, *ADDRESSES, *NAMES)
NO_LEARNERS = re.compile(r"\s*points possible\s*|student, test", re.IGNORECASE)
PARTICIPANT = re.compile(r"\D+(?P<number>\d+)")  # as Moodle writes it into `Identifier`
BRANCH = re.compile(r"-(main|master|[0-9a-f]{40})$")


# A name → the learners who go by it, each at its key.
Whose = dict[str, dict[str, Learner]]


class BadRoster(ValueError):
    """A roster that cannot be used, or does not tell who somebody is; the text is one line."""


def learner_of(name: str) -> Learner:
    """Give the learner whose submission has this name, where there is no roster."""
    return Learner(name, name)


class Roster:
    """The learners of a class, and the names that their submissions may have."""

    def __init__(self, learners: Sequence[Learner]) -> None:
        """Make it of all the learners of a class."""
        self.learners = learners
        self._names = _Names(learners)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the roster from a CSV file. Raises BadRoster."""
        try:
            return cls(list(_learners(_rows(_text(path)))))
        except OSError as error:
            reason = error.strerror or error
            text = gettext("{path} cannot be read: {reason}", path=path, reason=reason)
        except (BadRoster, csv.Error) as error:
            text = gettext("{path}: {reason}", path=path, reason=error)
        raise BadRoster(text)

    def learner(self, name: str, of_class: Iterable[str] = ()) -> Learner | None:
        """Give the learner whose submission has this name; None if nobody is named so.

        All names `of_class` tell what is before the logins in those of its repositories. Raises
        BadRoster where several may be.
        """
        found = next(filter(None, self._names.like(name, {name, *of_class})), {})
        if len(found) > 1:
            raise BadRoster(
                gettext(
                    "{name} may be {learners} of the roster",
                    name=printable(name),
                    learners=either(sorted(printable(key) for key in found)),
                )
            )
        return next(iter(found.values()), None)


# ------------------------------------------------------------------ the file


def _text(path: Path) -> str:
    """Read the text of a file in whichever encoding a spreadsheet has saved it. Raises OSError."""
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise BadRoster(gettext("it is larger than {size} MiB", size=LARGEST >> 20))
    is_wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise BadRoster(
            gettext("it is not written in UTF-8 nor UTF-16; save it as “CSV UTF-8”")
        ) from None
    if "\0" in text:
        raise BadRoster(gettext("it is no text; save it as “CSV UTF-8”"))
    return text


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row with its line, as column → cell. Raises BadRoster and csv.Error."""
    lines = text.splitlines(keepends=True)
    if lines and (told := re.fullmatch(r"sep=(.)\s*", lines[0])):  # as Excel writes it
        return _parsed(lines, told[1], 1)
    head = [line for line in lines if line.strip()][:1]
    return _parsed(lines, max(SEPARATORS, key=lambda each: _columns_in(head, each)), 0)


def _columns_in(head: Sequence[str], separator: str) -> int:
    return sum(len(_known(row)) for row in csv.reader(head, delimiter=separator))


def _parsed(
    lines: Sequence[str], separator: str, first: int
) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(io.StringIO("".join(lines[first:]), newline=""), delimiter=separator)
    filled = (row for row in reader if any(cell.strip() for cell in row))
    header = [cell.strip() for cell in next(filled, [])]
    if not _known(header):
        raise BadRoster(_no_header(header))
    if double := next((name for name in _known(header) if header.count(name) > 1), None):
        raise BadRoster(gettext("two columns are called {name}", name=printable(double)))
    for row in filled:
        line = first + reader.line_num
        if any(cell.strip() for cell in row[len(header) :]):
            raise BadRoster(gettext("line {line} has more cells than the first line", line=line))
        cells = [*row, *[""] * (len(header) - len(row))]
        yield line, dict(zip(header, cells, strict=False))


def _no_header(header: Sequence[str]) -> str:
    if not header:
        return gettext("it is empty")
    return gettext(
        "its first line names no column such as {columns}: {line}",
        columns=either(["name", "login", "github_username", "id", "email"]),
        line=clipped(printable(", ".join(header)), WIDEST),
    )


# ------------------------------------------------------------------ the learners


def _column(name: str) -> str:
    return re.sub(r"[\W_]", "", name).lower()


def _known(header: Iterable[str]) -> list[str]:
    """List the columns that tell learners apart, the best one first."""
    columns = {_column(name): name for name in header}
    return [columns[column] for column in (*KEYS, *FIRST, *LAST) if column in columns]


def _learners(rows: Iterable[tuple[int, dict[str, str]]]) -> Iterator[Learner]:
    """Yield the learners of the rows. Raises BadRoster where two are not told apart."""
    numbered = [(line, row) for line, row in rows if _is_learner(row)]
    if not numbered:
        raise BadRoster(gettext("there is nobody on it"))
    key = _key([row for _, row in numbered])
    lines: dict[str, int] = {}
    for line, row in numbered:
        learner = Learner(key(row), _name(row) or key(row), row)
        if learner.key in lines:
            raise BadRoster(
                gettext(
                    "lines {one} and {other} are both {name}",
                    one=lines[learner.key],
                    other=line,
                    name=printable(learner.key),
                )
            )
        lines[learner.key] = line
        yield learner


def _is_learner(row: Mapping[str, str]) -> bool:
    columns = _known(row)
    return any(row[name].strip() for name in columns) and not any(
        NO_LEARNERS.fullmatch(row[name]) for name in columns
    )


def _key(rows: Sequence[Mapping[str, str]]) -> Callable[[Mapping[str, str]], str]:
    """Choose what the learners are known by: the best column that is filled in for all."""
    columns = [name for name in _known(rows[0]) if _column(name) in KEYS]
    for column in columns:
        if all(row[column].strip() for row in rows):
            return lambda row: row[column].strip()
    return lambda row: _name(row) or next(filter(None, (row[name].strip() for name in columns)), "")


def _name(row: Mapping[str, str]) -> str:
    """Give the name of a learner for people; nothing where the roster has none."""
    return next((name.strip() for name in _cells(row, NAMES) if name.strip()), "") or " ".join(
        part.strip() for part in (*_cells(row, FIRST), *_cells(row, LAST)) if part.strip()
    )


def _cells(row: Mapping[str, str], columns: Sequence[str]) -> Iterator[str]:
    return (cell for name, cell in row.items() if _column(name) in columns)


# ------------------------------------------------------------------ who is who


class _Names:
    """The names that submissions may have, and whose they are."""

    def __init__(self, learners: Sequence[Learner]) -> None:
        self._keys = {learner.key: learner for learner in learners}
        self._exact: Whose = {}
        self._any_case: Whose = {}
        self._folded: Whose = {}
        self._logins: Whose = {}
        self._numbers: Whose = {}
        self._counted: tuple[Set[str], Mapping[str, tuple[int, int]]] = frozenset(), {}
        for learner in learners:
            self._add(learner)

    def _add(self, learner: Learner) -> None:
        for number in _numbers_of(learner):
            _put(self._numbers, number, learner)
        for login in _cells(learner.row, (*LOGINS, *STUDENTS)):
            _put(self._logins, login.strip().lower(), learner)
        for cell in _cells(learner.row, KEYS):
            _put(self._exact, cell.strip(), learner)
            _put(self._any_case, cell.strip().casefold(), learner)
        for name in _names_of(learner):
            _put(self._folded, folded(name), learner)

    def like(self, name: str, of_class: Set[str]) -> Iterator[dict[str, Learner]]:
        """Yield the learners whose submission may have this name, the surest first."""
        yield {name: self._keys[name]} if name in self._keys else {}
        yield self._exact.get(name, {})
        delivery = delivered.owner_and_number(name)
        if delivery:
            yield self._of_a_platform(*delivery)
        yield self._any_case.get(name.casefold(), {})
        yield self._folded.get(folded(name), {})
        if not delivery:
            yield self._of_a_repository(name, of_class)

    def _of_a_platform(self, owner: str, number: str) -> dict[str, Learner]:
        """Find whom a platform means: the number and the name, or the one of them that is known.

        A number alone is nobody's who is called quite otherwise: a roster may have it from
        another assignment.
        """
        by_number = self._numbers.get(number, {})
        by_name = self._of_a_member(owner)
        both = {key: by_number[key] for key in by_number if key in by_name}
        alone = {key: each for key, each in by_number.items() if _may_be_called(each, owner)}
        return both or by_name or alone

    def _of_a_member(self, owner: str) -> dict[str, Learner]:
        """Find a learner by name, also behind the one of a group: `Group 1-Ada Lovelace`."""
        parts = owner.split("-")
        owners = ("-".join(parts[number:]) for number in range(len(parts)))
        found = (self._folded.get(folded(each), {}) for each in owners)
        return next(filter(None, found), {})

    def _of_a_repository(self, name: str, of_class: Set[str]) -> dict[str, Learner]:
        """Find whose login stands behind what the repositories of the class begin with.

        Of the ways to cut a name, that one counts by which most repositories are somebody's:
        behind `hello-` comes a login, also where it ends in a dash and the login of another.
        """
        beginnings = self._beginnings(of_class)
        cuts = list(_cuts(name))
        best = max(beginnings[beginning] for beginning, _ in cuts)
        ends = (end for beginning, end in cuts if beginnings[beginning] == best)
        return {key: each for end in ends for key, each in self._logins.get(end, {}).items()}

    def _beginnings(self, of_class: Set[str]) -> Mapping[str, tuple[int, int]]:
        """Count how many names of a class are a login behind a beginning, and how many have it."""
        if self._counted[0] != of_class:
            every = [cut for name in of_class for cut in _cuts(name)]
            having = Counter(beginning for beginning, _ in every)
            known = Counter(beginning for beginning, end in every if end in self._logins)
            self._counted = of_class, {each: (known[each], having[each]) for each in having}
        return self._counted[1]


def _cuts(name: str) -> Iterator[tuple[str, str]]:
    """Yield all ways to cut the name of a repository behind a dash, or before its first letter."""
    parts = BRANCH.sub("", name.lower()).split("-")
    for number in range(len(parts)):
        yield "-".join(parts[:number]), "-".join(parts[number:])


def _may_be_called(learner: Learner, owner: str) -> bool:
    """Tell whether a name has a word of a learner's, or the roster has no name to compare it with."""
    if not any(_cells(learner.row, (*NAMES, *FIRST, *LAST))):
        return True
    cells = _cells(learner.row, (*NAMES, *FIRST, *LAST, *IDENTIFIERS))
    words = (folded(word) for cell in cells for word in re.findall(r"[^\W\d_]+", cell))
    return any(len(word) > 1 and word in folded(owner) for word in words)


def _numbers_of(learner: Learner) -> Iterator[str]:
    """Yield the numbers that platforms put into the names of what they deliver of a learner."""
    if any(True for _ in _cells(learner.row, ("student",))):  # only Canvas calls it so
        yield from (cell.strip() for cell in _cells(learner.row, ("id",)))
    for cell in _cells(learner.row, IDENTIFIERS):
        if found := PARTICIPANT.fullmatch(cell.strip()):
            yield found["number"]


def _put(names: Whose, name: str, learner: Learner) -> None:
    if name:
        names.setdefault(name, {})[learner.key] = learner


def _names_of(learner: Learner) -> Iterator[str]:
    """Yield all names that a learner may go by."""
    row = learner.row
    yield from (cell.strip() for cell in _cells(row, KEYS))
    yield from (cell.partition("@")[0].strip() for cell in _cells(row, KEYS))
    for cell in _cells(row, NAMES):
        last, _, first = cell.partition(",")
        yield f"{first} {last}".strip()
    for first in _cells(row, FIRST):
        for last in _cells(row, LAST):
            yield from (f"{first} {last}".strip(), f"{last} {first}".strip())


def folded(name: str) -> str:
    """Give the letters and digits of a name alone, small and without accents."""
    bare = (c for c in unicodedata.normalize("NFKD", name.casefold()) if c.isalnum())
    return "".join(bare)
