"""The gradebook of a class: each learner's report, one run after the other.

A run is one call of the command that grades a class. What it has graded is committed at once, so
a run that was killed is gone on with where it stood, and whatever did not change since an earlier
run is carried over from there. So a run that was killed and called again leaves the same as one
that was not.
"""

import contextlib
import json
import os
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

import grader
from grader.entry import Entry, Learner
from grader.gradebook import files
from grader.gradebook.files import BadGradebook
from grader.report import Report

__all__ = ["BadGradebook", "Gradebook", "Run"]

COLUMNS = "learner, name, row, place, digest, report, problem, note"  # of an entry, without its run
SAME = "learner, digest, report, problem"  # what one run may have anew against another


@dataclass(frozen=True)
class Run:
    """What a run is known by. It has not `ended` if it was killed, or is still going on."""

    number: int
    began: str  # UTC, ISO 8601, as the end
    ended: str | None
    seed: int
    targets: str
    checks_version: str
    grader: str


class Gradebook:
    """A gradebook that is open; its `with` block closes it.

    All methods raise BadGradebook where the file fails: a full disk, say, or damage.
    """

    def __init__(
        self, path: Path, database: sqlite3.Connection, held: contextlib.ExitStack
    ) -> None:
        """Take over the open database, and whatever is held until it is closed."""
        self._path = path
        self._database = database
        self._held = held

    @classmethod
    def open(cls, path: Path, *, for_grading: bool) -> Self:
        """Open a gradebook; for grading, it is made where there is none, and nobody else may grade.

        Raises BadGradebook.
        """
        path = Path(os.path.realpath(path))  # a link and its file are one gradebook
        files.check_place(path)
        with contextlib.ExitStack() as held:
            if for_grading:
                held.enter_context(files.held(path))
            database = files.opened(path, for_grading=for_grading)
            held.callback(database.close)
            return cls(path, database, held.pop_all())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._held.close()

    # -------------------------------------------------------------- runs

    def runs(self) -> list[Run]:
        """Give all runs, the first one first."""
        rows = self._rows(
            "SELECT number, began, ended, seed, targets, checks_version, grader"
            " FROM run ORDER BY number"
        )
        return [Run(r[0], r[1], r[2], int(r[3]), *r[4:]) for r in rows]

    def begin(self, targets: str, seed: int, checks_version: str) -> Run:
        """Begin a run, or go on with the last one, which keeps its seed.

        That is done if it has not ended and asks for the same.
        """
        last = next(reversed(self.runs()), None)
        if last and not last.ended:
            if (last.targets, last.checks_version) == (targets, checks_version):
                return last
            self._drop_if_empty(last)
        row = (_now(), str(seed), targets, checks_version, grader.__version__)
        with self._change() as database:
            database.execute(
                "INSERT INTO run (began, seed, targets, checks_version, grader)"
                " VALUES (?, ?, ?, ?, ?)",
                row,
            )
        return self.runs()[-1]

    def end(self, run: Run) -> bool:
        """Note that a run has ended, and tell whether it stays.

        One that came to the same as the run before it leaves nothing behind but where the
        submissions lay, and what the roster said.
        """
        before = max((r.number for r in self.runs() if r.number < run.number), default=0)
        with self._change() as database:
            if before and self._is_same(before, run):
                self._rename(before, run)
                return False
            database.execute("UPDATE run SET ended = ? WHERE number = ?", (_now(), run.number))
        return True

    def _is_same(self, before: int, run: Run) -> bool:
        old = next(r for r in self.runs() if r.number == before)
        one, other = (
            self._rows(f"SELECT {SAME} FROM entry WHERE run = ? ORDER BY learner", number)
            for number in (before, run.number)
        )
        return old.ended is not None and old.targets == run.targets and one == other

    def _rename(self, before: int, run: Run) -> None:
        """Have the earlier run say what this one says, whose reports are the same; drop this one."""
        self._database.execute("DELETE FROM entry WHERE run = ?", (before,))
        self._database.execute("UPDATE entry SET run = ? WHERE run = ?", (before, run.number))
        self._database.execute("DELETE FROM run WHERE number = ?", (run.number,))

    def _drop_if_empty(self, run: Run) -> None:
        with self._change() as database:
            database.execute(
                "DELETE FROM run WHERE number = ?1"
                " AND NOT EXISTS (SELECT * FROM entry WHERE run = ?1)",
                (run.number,),
            )

    # -------------------------------------------------------------- while a class is graded

    def done(self, run: Run) -> dict[str, str]:
        """Give whom this run has graded, and need not again: a learner's key → the files' digest.

        Whom it has carried over is not among them: where all are to be graded, they are still left.
        """
        rows = self._rows(
            "SELECT entry.learner, entry.digest FROM entry JOIN report ON report.id = entry.report"
            " WHERE run = ?1 AND is_final AND NOT EXISTS"
            " (SELECT * FROM entry AS before WHERE before.report = report.id AND before.run < ?1)",
            run.number,
        )
        return dict(rows)

    def known(self, key: str, digest: str, targets: str, checks_version: str) -> int | None:
        """Give the id of the report that a learner's files had before, from any run.

        None where there is none, or one that is not final: the grader made an error.
        """
        rows = self._rows(
            "SELECT max(id) FROM report WHERE learner = ? AND digest = ? AND targets = ?"
            " AND checks_version = ? AND is_final",
            *map(_storable, (key, digest, targets, checks_version)),
        )
        found: int | None = rows[0][0]
        return found

    def points(self, report: int) -> tuple[int, int]:
        """Give the points of a report, and of how many they are."""
        ((score, most),) = self._rows("SELECT score, max_score FROM report WHERE id = ?", report)
        return score, most

    def keep(self, run: Run, entry: Entry) -> None:
        """Keep what a learner's submission came to in this run, with its report, at once."""
        with self._change() as database:
            number = None
            if entry.report:
                row = (entry.learner.key, entry.digest, run.targets, run.checks_version)
                points = entry.report.score, entry.report.max_score
                is_final = entry.report.complete and not entry.report.has_errors
                number = database.execute(
                    "INSERT INTO report (learner, digest, targets, checks_version,"
                    " is_final, score, max_score, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (*map(_storable, row), is_final, *points, packed(entry.report)),
                ).lastrowid
            self._enter(run, entry, number)

    def carry_over(
        self,
        run: Run,
        learner: Learner,
        place: str,
        digest: str,
        report: int,
        note: str | None = None,
    ) -> None:
        """Keep that a learner's files are those of an earlier report, which is `known`."""
        with self._change():
            self._enter(run, Entry(learner, place, digest, None, None, note), report)

    def _enter(self, run: Run, entry: Entry, report: int | None) -> None:
        """Write an entry in the place of the one that this run may have of the learner already."""
        learner = entry.learner
        texts = (
            learner.key,
            learner.name,
            json.dumps(dict(learner.row)),
            entry.place,
            entry.digest,
        )
        left = self._rows(
            "SELECT report FROM entry WHERE run = ? AND learner = ?",
            run.number,
            _storable(learner.key),
        )
        self._database.execute(
            f"INSERT OR REPLACE INTO entry (run, {COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                run.number,
                *map(_storable, texts),
                report,
                entry.problem and _storable(entry.problem),
                entry.note and _storable(entry.note),
            ),
        )
        for (old,) in left:  # a report that nobody points to any more
            self._database.execute(
                "DELETE FROM report WHERE id = ?1"
                " AND NOT EXISTS (SELECT * FROM entry WHERE report = ?1)",
                (old,),
            )

    # -------------------------------------------------------------- reading

    def entries(self, run: Run) -> Iterator[Entry]:
        """Yield the entries of a run, by the learners' names; each is read when it is its turn."""
        names = self._rows("SELECT name, learner FROM entry WHERE run = ?", run.number)
        for _, key in sorted(names, key=lambda row: (row[0].casefold(), *row)):
            if entry := self.entry(run, key):
                yield entry

    def entry(self, run: Run, key: str) -> Entry | None:
        """Give what a learner's submission came to in a run; None where the run has none."""
        rows = self._rows(
            f"SELECT {COLUMNS} FROM entry WHERE run = ? AND learner = ?",
            run.number,
            _storable(key),
        )
        return self._entry(*rows[0]) if rows else None

    def learners(self, run: Run) -> Mapping[str, Learner]:
        """Give the learners of a run, by their keys."""
        rows = self._rows("SELECT learner, name, row FROM entry WHERE run = ?", run.number)
        return {key: Learner(key, name, json.loads(row)) for key, name, row in rows}

    def counts(self, run: Run) -> tuple[int, int]:
        """Give how many learners a run has, and how many of them have a report."""
        ((learners, graded),) = self._rows(
            "SELECT count(*), count(report) FROM entry WHERE run = ?", run.number
        )
        return learners, graded

    def _entry(
        self,
        key: str,
        name: str,
        row: str,
        place: str,
        digest: str,
        report: int | None,
        problem: str | None,
        note: str | None,
    ) -> Entry:
        found = None if report is None else self._report(report)
        return Entry(Learner(key, name, json.loads(row)), place, digest, found, problem, note)

    def _report(self, number: int) -> Report:
        ((content,),) = self._rows("SELECT content FROM report WHERE id = ?", number)
        try:
            return unpacked(content)
        except ValueError as error:
            raise files.damaged(self._path, error) from None

    # -------------------------------------------------------------- the database

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with files.explained(self._path):
            return self._database.execute(query, values).fetchall()

    @contextlib.contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        """Have all changes of the block stand in the file at its end, or none of them."""
        with files.explained(self._path), self._database:
            self._database.execute("BEGIN IMMEDIATE")
            yield self._database


def packed(report: Report) -> bytes:
    """Give a report as it is kept: its JSON, which says most things many times.

    A name in it that is no text, as that of a file may be, is kept with `?` for what is none.
    """
    try:
        content = msgspec.json.encode(report)  # in a fiftieth of the time that `to_json` takes
    except UnicodeEncodeError:
        content = json.dumps(report.to_dict(), ensure_ascii=False).encode("utf-8", "replace")
    return zlib.compress(content, zlib.Z_BEST_SPEED)  # a tenth larger, in half the time


def unpacked(content: bytes) -> Report:
    """Give the report that `packed` has made this of. Raises ValueError for anything else."""
    try:
        return msgspec.json.decode(zlib.decompress(content), type=Report)
    except (zlib.error, msgspec.MsgspecError) as error:
        raise ValueError(str(error)) from None


def _storable(text: str) -> str:
    """Give a text as SQLite takes it: the name of a file need not be any text."""
    return text.encode("utf-8", "backslashreplace").decode()


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
