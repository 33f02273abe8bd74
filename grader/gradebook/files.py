"""Opens the file of a gradebook, and says in one line why it cannot be used.

It is SQLite in WAL mode: who reads is not held up by who writes. Its application id says that it
is a gradebook, and its user version how to read it. Of those who grade, only one may have it.
"""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from grader.i18n import gettext

VERSION = 1
APPLICATION = 0x67726164  # "grad"
# A run's seed is text, since it may be larger than SQLite's integers. A report stands there once,
# in the run that made it; the entries of later runs point to it.
SCHEMA = f"""
CREATE TABLE run (
    number INTEGER PRIMARY KEY,
    began TEXT NOT NULL,
    ended TEXT,
    seed TEXT NOT NULL,
    targets TEXT NOT NULL,
    checks_version TEXT NOT NULL,
    grader TEXT NOT NULL
);
CREATE TABLE report (
    id INTEGER PRIMARY KEY,
    learner TEXT NOT NULL,
    digest TEXT NOT NULL,
    targets TEXT NOT NULL,
    checks_version TEXT NOT NULL,
    is_final INTEGER NOT NULL,
    score INTEGER NOT NULL,
    max_score INTEGER NOT NULL,
    content BLOB NOT NULL
);
CREATE INDEX report_known ON report (learner, digest, targets, checks_version);
CREATE TABLE entry (
    run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
    learner TEXT NOT NULL,
    name TEXT NOT NULL,
    row TEXT NOT NULL,
    place TEXT NOT NULL,
    digest TEXT NOT NULL,
    report INTEGER REFERENCES report,
    problem TEXT,
    note TEXT,
    PRIMARY KEY (run, learner)
) WITHOUT ROWID;
CREATE INDEX entry_report ON entry (report);
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {VERSION};
"""


class BadGradebook(Exception):
    """A gradebook that cannot be used; the text says why, and what to do, in one line."""


def opened(path: Path, *, for_grading: bool) -> sqlite3.Connection:
    """Open a gradebook; for grading, one is made where there is none. Raises BadGradebook."""
    with explained(path), contextlib.ExitStack() as undo:
        if not for_grading and not path.exists():
            raise BadGradebook(gettext("there is no gradebook {path}", path=path))
        database = _connected(path, for_grading)
        undo.callback(database.close)
        _check(database, path, for_grading)
        if for_grading:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = NORMAL")  # in this mode nothing gets torn
            database.execute("PRAGMA foreign_keys = ON")
        else:
            database.execute("PRAGMA query_only = ON")
        undo.pop_all()
    return database


def check_place(path: Path) -> None:
    """Make sure that a gradebook may lie here. Raises BadGradebook.

    One with two names would have two logs and two locks, each known by one of its names only.
    """
    with explained(path):
        if path.is_dir():
            raise BadGradebook(
                gettext("{path} is a folder; name the file of a gradebook", path=path)
            )
        if not path.parent.is_dir():
            raise BadGradebook(gettext("there is no folder {folder}", folder=path.parent))
        if path.exists() and path.stat().st_nlink > 1:
            raise BadGradebook(
                gettext(
                    "{path} has a second name (a hard link), and only one of them would be locked: "
                    "remove one of the names, or copy the file",
                    path=path,
                )
            )


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Raise BadGradebook for whatever is wrong with this file in the block."""
    try:
        yield
    except sqlite3.Error as error:
        raise BadGradebook(_reason(error, path)) from None
    except OSError as error:
        raise BadGradebook(_unusable(path, error.strerror)) from None


def _reason(error: sqlite3.Error, path: Path) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # what is above says more of the same
    if code == sqlite3.SQLITE_FULL:
        return gettext(
            "the disk is full: {path} takes no more; all that was graded before is in it",
            path=path,
        )
    if code == sqlite3.SQLITE_NOTADB:
        return gettext("{path} is no gradebook; name another file", path=path)
    if code == sqlite3.SQLITE_CORRUPT:
        return str(damaged(path, error))
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return _not_ours(path)
    return _unusable(path, error)


def damaged(path: Path, reason: object) -> BadGradebook:
    """Make the error of a gradebook in which something stands that nobody of ours has written."""
    return BadGradebook(
        gettext(
            "{path} is damaged ({reason}): restore a copy, or name another file",
            path=path,
            reason=reason,
        )
    )


def _not_ours(path: Path) -> str:
    return gettext(
        "{path} cannot be opened: you need the right to read and write it, and to write in its folder",
        path=path,
    )


def _unusable(path: Path, reason: object) -> str:
    return gettext("{path} cannot be used: {reason}", path=path, reason=reason)


def _connected(path: Path, for_grading: bool) -> sqlite3.Connection:
    """Connect to the file, and have it read at once: SQLite opens it only then."""
    if for_grading:
        if path.exists() and not os.access(path, os.W_OK):  # SQLite says so only later
            raise BadGradebook(_not_ours(path))
        return _tried(path, "mode=rwc")
    is_ours = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    if is_ours or path.with_name(f"{path.name}-wal").exists():
        return _tried(path, "mode=rw")
    return _tried(path, "immutable=1")  # else SQLite leaves files beside it, or cannot


def _tried(path: Path, way: str) -> sqlite3.Connection:
    address = f"file:{quote(str(path).encode('utf-8', 'surrogateescape'))}?{way}"
    database = sqlite3.connect(address, uri=True, isolation_level=None)
    try:
        database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error:
        database.close()
        raise
    return database


def _check(database: sqlite3.Connection, path: Path, for_grading: bool) -> None:
    """Make sure that it is a gradebook of this version; an empty file becomes one."""
    (application,) = database.execute("PRAGMA application_id").fetchone()
    (version,) = database.execute("PRAGMA user_version").fetchone()
    (tables,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if for_grading and not (application or version or tables):
        database.executescript(f"BEGIN IMMEDIATE; {SCHEMA} COMMIT;")
        return
    if application != APPLICATION:
        raise BadGradebook(gettext("{path} is no gradebook; name another file", path=path))
    if version != VERSION:
        raise BadGradebook(
            gettext(
                "{path} is a gradebook of version {other}, and this grader's are of version "
                "{version}: name another file, or use the grader that made it",
                path=path,
                other=version,
                version=VERSION,
            )
        )


# ------------------------------------------------------------------ one at a time


@contextlib.contextmanager
def held(path: Path) -> Iterator[None]:
    """Be the only one who grades into this gradebook. Raises BadGradebook where another one does.

    The lock is SQLite's own, on an empty file beside the gradebook. It works on every system, dies
    with this process, however that ends, and does not live on in the processes that it has forked.
    """
    file = path.with_name(f"{path.name}-lock")
    with explained(path):
        lock = _locked(path, file)
    try:
        yield
    finally:
        # While it is locked, so that nobody holds one without a name. Windows keeps the empty file.
        with contextlib.suppress(OSError):
            file.unlink()
        lock.close()


def _locked(path: Path, file: Path) -> sqlite3.Connection:
    """Lock the file that has the name: whoever had it before may just have removed it."""
    while True:
        number = _number(file)
        lock = sqlite3.connect(file, isolation_level=None, timeout=0)
        try:
            lock.execute("PRAGMA journal_mode = OFF")  # a killed process leaves one file, not two
            lock.execute("BEGIN EXCLUSIVE")
            if number is not None and _number(file) == number:
                return lock
        except sqlite3.OperationalError as error:
            lock.close()
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            raise BadGradebook(
                gettext(
                    "{path} is in use: another run grades into it; wait until it has ended",
                    path=path,
                )
            ) from None
        lock.close()


def _number(file: Path) -> int | None:
    """Give the number by which the system knows the file; None where there is none yet."""
    try:
        return file.stat().st_ino
    except FileNotFoundError:
        return None
