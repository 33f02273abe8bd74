"""Writes the repository that students get.

The assignments with all their pages, the grader for use at home and a workflow that
has the course grade each push; the solutions only where the instructor has models shown
(`--models`). The tree is made beside its place and then moved there, so that a failure leaves nothing
that looks whole; the same course gives the same tree, byte for byte.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from grader import output
from grader.commands import verify
from grader.course import layout
from grader.i18n import LANGUAGES, gettext, gettext_noop
from grader.text import joined, printable
from grader.usage import Status, WrongUse

NAME = "export"
HELP = gettext_noop(
    "Writes the repository that students get: no solutions, no tests of the grader."
)

TEMPLATE = layout.ROOT / "grader" / "template"
FOR_DEVELOPERS = "grader/README.md"  # which names what students do not get
WORKFLOW = ".github/workflows/grade.yml"
UNKNOWN_REPOSITORY, UNKNOWN_COMMIT = "OWNER/COURSE", "COMMIT"  # as in the template
PAGES_OF_A_UNIT = ("README.md", *(f"README.{language}.md" for language in LANGUAGES[1:]))
BARE_KEY = re.compile(r"[\w-]+", re.ASCII)  # one that TOML takes without quotes
GITHUB = re.compile(r"(?:^|[/@])github\.com[:/]([\w.-]+/[\w.-]+?)(\.git)?/?$")


class CannotExport(ValueError):
    """An export that was refused or failed; the text says why."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument("folder", metavar="DIR", help=gettext("a new or empty folder"))
    parser.add_argument(
        "--force",
        action="store_true",
        help=gettext("write over what is in the folder; other files there stay"),
    )
    parser.add_argument(
        "--models",
        action="store_true",
        help=gettext("ship the solutions as well: `model` shows them to those who have full marks"),
    )


def run(options: argparse.Namespace) -> Status:
    """Export, and print what the instructor has to know. Raises WrongUse."""
    folder: str = options.folder
    force: bool = options.force
    models: bool = options.models
    try:
        notes = export(Path(folder), force, models)
    except CannotExport as error:
        raise WrongUse(str(error)) from None
    output.show("\n".join(map(printable, notes)))
    return Status.PASSED


def export(folder: Path, force: bool = False, models: bool = False) -> list[str]:
    """Write the students' repository, with models or without; return lines to tell the instructor.

    Raises CannotExport: for a folder that is not empty, unless `force` is set to
    write over what is there, and where a stub is a solution by now.
    """
    folder = folder.resolve()
    _refuse(folder, force)
    unfit = next(verify.unfit_stubs(), None)
    if unfit:
        raise CannotExport(gettext("nothing is exported: {finding}", finding=unfit))
    repository, commit = _origin(), _commit()
    files = _files(repository or UNKNOWN_REPOSITORY, commit or UNKNOWN_COMMIT, models)
    if link := _link_in_the_way(folder, files):
        raise CannotExport(
            gettext("{link} is a symbolic link, and nothing is written through it", link=link)
        )
    try:
        _write(folder, files)
    except OSError as error:
        raise CannotExport(
            gettext("cannot write {folder}: {reason}", folder=folder, reason=error.strerror)
        ) from None
    return [
        gettext("{number} files are in {folder}.", number=len(files), folder=folder),
        *_notes(repository, commit),
    ]


def _refuse(folder: Path, force: bool) -> None:
    inside = (layout.ASSIGNMENTS, layout.ROOT / "grader", layout.SOLUTIONS)
    if folder in (layout.ROOT, *layout.ROOT.parents) or any(map(folder.is_relative_to, inside)):
        raise CannotExport(
            gettext("{folder} holds the course itself; name another folder", folder=folder)
        )
    if not folder.parent.is_dir():
        raise CannotExport(gettext("there is no folder {folder}", folder=folder.parent))
    if folder.exists() and not folder.is_dir():
        raise CannotExport(gettext("{folder} is a file; name a folder", folder=folder))
    if folder.exists() and any(folder.iterdir()) and not force:
        raise CannotExport(
            gettext("{folder} is not empty; --force writes over what is there", folder=folder)
        )


def _link_in_the_way(folder: Path, names: Iterable[str]) -> Path | None:
    """Find a link that a file would be written through; one at its own place is replaced."""
    steps = {step for name in names for step in Path(name).parents}
    return next((folder / step for step in sorted(steps) if (folder / step).is_symlink()), None)


# ------------------------------------------------------------------ what is in it


def _files(repository: str, commit: str, models: bool) -> dict[str, bytes]:
    """Give each file, name → bytes, in order."""
    names = [".gitignore", *_of_the_course(), *(_models() if models else ())]
    files = {name: (layout.ROOT / name).read_bytes() for name in names}
    if models:
        files[f"{layout.SOLUTIONS.name}/{verify.MODELS}"] = (TEMPLATE / verify.MODELS).read_bytes()
    workflow = (TEMPLATE / "grade.yml").read_text(encoding="utf-8")
    workflow = workflow.replace(UNKNOWN_COMMIT, commit).replace(UNKNOWN_REPOSITORY, repository)
    files[WORKFLOW] = workflow.encode()
    files["README.md"] = (TEMPLATE / "README.md").read_bytes()
    files["pyproject.toml"] = _pyproject().encode()
    return dict(sorted(files.items()))


def _of_the_course() -> Iterator[str]:
    """Yield the assignments by their names and the grader; nothing hidden, nothing compiled."""
    yield from (name for name in _assignments() if _is_to_hand_out(name))
    yield from (name for name in _all_in(layout.ROOT / "grader") if name != FOR_DEVELOPERS)


def _assignments() -> list[str]:
    """Give what lies in assignments/ and belongs to the course: all that git knows there.

    Without git nobody can tell a new page from an answer that somebody has left in the folder of
    a unit: there it is the README in each language and the stubs, elsewhere all that is there.
    """
    folder = layout.ASSIGNMENTS.name
    if known := _git("ls-files", "-z", "--", folder):
        return [name for name in known.split("\0") if (layout.ROOT / name).is_file()]
    own = {f"{folder}/{unit}/{name}" for unit in layout.units() for name in PAGES_OF_A_UNIT}
    own |= {f"{folder}/{target.file}" for target in layout.everything()}
    units = tuple(f"{folder}/{unit}/" for unit in layout.units())
    return [
        name for name in _all_in(layout.ASSIGNMENTS) if name in own or not name.startswith(units)
    ]


def _models() -> Iterator[str]:
    """Yield the solutions, with the modules that they import."""
    yield from (name for name in _all_in(layout.SOLUTIONS) if name.endswith(".py"))


def _all_in(folder: Path) -> Iterator[str]:
    """Yield the names of all files below a folder of the course; nothing hidden, nothing compiled."""
    for path in folder.rglob("*"):
        name = path.relative_to(layout.ROOT).as_posix()
        if path.is_file() and _is_to_hand_out(name):
            yield name


def _is_to_hand_out(name: str) -> bool:
    return not any(part.startswith((".", "__pycache__")) for part in name.split("/"))


def _pyproject() -> str:
    """Give what a learner's copy needs of pyproject.toml: how it is built, and installed."""
    whole = tomllib.loads((layout.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = {k: v for k, v in whole["project"].items() if k != "optional-dependencies"}
    wheel = whole["tool"]["hatch"]["build"]["targets"]["wheel"]
    tables = {
        "build-system": whole["build-system"],
        "project": project,
        "tool.hatch.build.targets.wheel": wheel,
    }
    return "\n".join(_table(name, table) for name, table in tables.items())


def _table(name: str, table: Mapping[str, object]) -> str:
    return "\n".join([f"[{name}]", *_pairs(table), ""])


def _pairs(table: Mapping[str, object]) -> list[str]:
    return [
        f"{key if BARE_KEY.fullmatch(key) else _value(key)} = {_value(value)}"
        for key, value in table.items()
    ]


def _value(value: object) -> str:
    """Give what tomllib has read as TOML again; strings and numbers are written as in JSON."""
    if isinstance(value, dict):
        return f"{{{', '.join(_pairs(value))}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return json.dumps(value, ensure_ascii=False)


# ------------------------------------------------------------------ how it is written


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    staged = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        for name, data in files.items():
            path = staged / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            path.chmod(0o644)
        for path in (staged, *(path for path in staged.rglob("*") if path.is_dir())):
            path.chmod(0o755)
        if folder.exists():
            _move(staged, folder, files)
        else:
            staged.rename(folder)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _move(staged: Path, folder: Path, names: Iterable[str]) -> None:
    """Move the files, pyproject.toml last: without it nobody takes the tree for a whole one."""
    last = "pyproject.toml"
    (folder / last).unlink(missing_ok=True)
    for name in (*(name for name in names if name != last), last):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        os.replace(staged / name, folder / name)


# ------------------------------------------------------------------ where the course is


def _origin() -> str | None:
    """Give OWNER/REPOSITORY on GitHub, or None; never more of a URL, which may hold a token."""
    found = GITHUB.search(_git("remote", "get-url", "origin") or "")
    return found[1] if found else None


def _commit() -> str | None:
    return _git("rev-parse", "--verify", "HEAD") or None


def _git(*words: str) -> str | None:
    """Give what git says of the course's repository; None without git or outside of one."""
    try:
        top, told = (
            subprocess.run(
                ["git", "-C", layout.ROOT, *command],
                capture_output=True,
                text=True,
                encoding="utf-8",
                check=True,
            ).stdout.strip()
            for command in (("rev-parse", "--show-cdup"), words)
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return None if top else told  # a repository around the course is another one


def _notes(repository: str | None, commit: str | None) -> Iterator[str]:
    unknown = [UNKNOWN_REPOSITORY] * (not repository) + [UNKNOWN_COMMIT] * (not commit)
    if unknown:
        yield gettext(
            "Fill in {names} in {file}; git does not know them.",
            names=joined(unknown),
            file=WORKFLOW,
        )
    else:
        yield gettext(
            "Its workflow calls {repository} at {commit}: push that commit before students begin.",
            repository=repository,
            commit=commit,
        )
    if _git("status", "--porcelain"):
        yield gettext(
            "The course has changes that are not committed; the workflow does not know them."
        )
