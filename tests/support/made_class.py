"""Makes a class on disk: submissions of many learners, the same ones for the same seed.

    python tests/support/made_class.py FOLDER [--learners N] [--units UNIT ...] [--form folder|zip|tar.gz|one-zip]
                               [--shelf] [--hanging EVERY] [--seed N]

Each program is the solution, or with `--shelf` now and then one of the shelf that is right in
its own way or wrong; a remark at its end makes each learner's file another. Every so many
learners have programs that hang everywhere: those of one as soon as they start, those of the next
in each of their functions.
"""

import argparse
import ast
import io
import random
import sys
import tarfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(path) for path in Path(__file__).parents[1:3]]

import shelf
from grader.course import layout
from grader.course.layout import Target

HANG = '__import__("time").sleep(600)'
FORMS = ("folder", "zip", "tar.gz", "one-zip")
LEARNERS_WITH_A_SOLUTION = 0.5  # of each program, in a class from the shelf
Files = Mapping[str, bytes]  # a path in the submission → what the file holds


@dataclass(frozen=True)
class Class:
    """Who is in a class, and what they hand in."""

    learners: int
    units: Sequence[str] = ("01_hello",)
    from_shelf: bool = False
    hanging: int = 0  # every so many learners; 0 is nobody
    seed: int = 1

    def submissions(self) -> Iterator[tuple[str, Files]]:
        """Yield each learner's name and files."""
        for number in range(1, self.learners + 1):
            name = f"learner-{number:04}"
            dice = random.Random(f"{self.seed}:{name}")
            yield name, dict(self._files(name, number, dice))

    def hangs(self, number: int) -> bool:
        """Whether the learner of this number has programs that hang."""
        return bool(self.hanging) and number % self.hanging == 0

    def _files(self, name: str, number: int, dice: random.Random) -> Iterator[tuple[str, bytes]]:
        for unit in self.units:
            for program in layout.programs(unit):
                target = Target(unit, program)
                source = self._source(target, dice)
                if self.hangs(number):
                    source = source if _is_python(source) else _solution(target)
                    at_once = number // self.hanging % 2 == 1
                    source = hanging_at_once(source) if at_once else hanging_in_functions(source)
                remark = f"# handed in by {name}, draft {dice.randint(2, 99)}\n"
                yield target.file, f"{source.rstrip()}\n\n{remark}".encode()

    def _source(self, target: Target, dice: random.Random) -> str:
        if self.from_shelf and dice.random() > LEARNERS_WITH_A_SOLUTION:
            return dice.choice(_single_files(target)).read_text(encoding="utf-8")
        return _solution(target)


def _solution(target: Target) -> str:
    return (layout.SOLUTIONS / target.file).read_text(encoding="utf-8")


def _is_python(source: str) -> bool:
    """Tell whether a program can be changed: some of the shelf are not valid Python."""
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


def _single_files(target: Target) -> list[Path]:
    """Give the programs of the shelf that are one file, in order."""
    place = shelf.SHELF / target.unit / target.program
    return sorted(path for kind in shelf.KINDS[:2] for path in place.glob(f"{kind}/*.py"))


def hanging_at_once(source: str) -> str:
    """Give a program that hangs in its first line, or in the next one that Python allows."""
    module = ast.parse(source)
    body = module.body
    if ast.get_docstring(module) is not None:
        body = body[1:]
    while body and isinstance(body[0], ast.ImportFrom) and body[0].module == "__future__":
        body = body[1:]
    return _with_hangs(source, body[:1])


def hanging_in_functions(source: str) -> str:
    """Give a program that hangs in the first line of each of its functions."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, kinds)]
    return _with_hangs(
        source, [each.body[0] for each in functions if each.body[0].lineno > each.lineno]
    )


def _with_hangs(source: str, places: Sequence[ast.stmt]) -> str:
    """Put a line that hangs before each of these statements."""
    lines = source.splitlines(keepends=True)
    for place in sorted(places, key=lambda place: -place.lineno):
        decorators = getattr(place, "decorator_list", [])
        first = min(node.lineno for node in [place, *decorators])
        lines.insert(first - 1, f"{' ' * place.col_offset}{HANG}\n")
    return "".join(lines)


# ------------------------------------------------------------------ on disk


def make(folder: Path, made: Class, form: str = "folder") -> list[Path]:
    """Write the submissions of a class; give what `batch` gets: a path for each, or one for all."""
    folder.mkdir(parents=True, exist_ok=True)
    if form == "one-zip":
        path = folder / "class.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, files in made.submissions():
                for file, data in files.items():
                    archive.writestr(f"{name}/{file}", data)
        return [path]
    return [_WRITERS[form](folder / name, files) for name, files in made.submissions()]


def _write_folder(place: Path, files: Files) -> Path:
    for file, data in files.items():
        (place / file).parent.mkdir(parents=True, exist_ok=True)
        (place / file).write_bytes(data)
    return place


def _write_zip(place: Path, files: Files) -> Path:
    path = place.with_name(f"{place.name}.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, data in files.items():
            archive.writestr(file, data)
    return path


def _write_tar(place: Path, files: Files) -> Path:
    path = place.with_name(f"{place.name}.tar.gz")
    with tarfile.open(path, "w:gz") as archive:
        for file, data in files.items():
            member = tarfile.TarInfo(file)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path


_WRITERS = {"folder": _write_folder, "zip": _write_zip, "tar.gz": _write_tar}


def main() -> int:
    """Make a class, and say where it is; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--learners", type=int, default=50)
    parser.add_argument("--units", nargs="+", default=["01_hello"], choices=layout.units())
    parser.add_argument("--form", choices=FORMS, default="folder")
    parser.add_argument("--shelf", action="store_true")
    parser.add_argument("--hanging", type=int, default=0, metavar="EVERY")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    made = Class(options.learners, options.units, options.shelf, options.hanging, options.seed)
    paths = make(options.folder, made, options.form)
    print(f"{made.learners} submissions: {paths[0]} …" if paths[1:] else f"{paths[0]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
