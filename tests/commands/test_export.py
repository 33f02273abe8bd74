"""The repository that students get: what is in it, what never is, and that it works."""

import ast
import errno
import os
import re
import shutil
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from variants import first_at_once

from conftest import ROOT
from grader.commands import export
from grader.course import layout
from small_course import POINTS, PROGRAMS, make

# The pages between the units are not graded, and show their answers themselves.
SOLUTIONS = sorted((ROOT / "solutions").glob("[0-9]*/*.py"))
NO_BYTECODE = {"PYTHONDONTWRITEBYTECODE": "1"}  # so that the exported tree stays as it was
WORKFLOW = ".github/workflows/grade.yml"


ASSIGNMENTS = {
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "assignments").rglob("*")
    if path.is_file() and "__pycache__" not in path.parts
}


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    folder = tmp_path_factory.mktemp("export") / "students"
    export.export(folder)
    return folder


@pytest.fixture(scope="module")
def small_export(small_course, tmp_path_factory):
    folder = tmp_path_factory.mktemp("small_export") / "students"
    words = [sys.executable, "-m", "grader", "export", folder]
    subprocess.run(words, cwd=small_course, check=True, capture_output=True)
    return folder


@pytest.fixture
def copy(tmp_path):
    """A small course that is in no git repository."""
    return make(tmp_path / "course")


def tree(folder):
    """Each name with its mode and its bytes."""
    return {
        path.relative_to(folder).as_posix(): (
            stat.S_IMODE(path.stat().st_mode),
            path.read_bytes() if path.is_file() else None,
        )
        for path in folder.rglob("*")
    }


# ------------------------------------------------------------------ what is in it


def test_what_is_in_it(exported):
    names = {
        path.relative_to(exported).as_posix() for path in exported.rglob("*") if path.is_file()
    }
    outside = {name for name in names if not name.startswith(("assignments/", "grader/"))}
    assert outside == {".gitignore", "README.md", "pyproject.toml", WORKFLOW}
    assert {name for name in names if name.startswith("assignments/")} == ASSIGNMENTS
    assert {f"grader/checks/{t.unit}/test_{t.program}.py" for t in layout.everything()} < names
    assert "grader/README.md" not in names  # it is about what students do not get


def squeezed(text):
    return re.sub(r"\s+", " ", text).strip()


def bodies(source, *, with_comments=True):
    """What the functions and classes do, without their names and docstrings."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            pieces = [ast.get_source_segment(source, each) for each in body]
            if with_comments:
                pieces = lines[body[0].lineno - 1 : body[-1].end_lineno]
            yield squeezed("\n".join(pieces))


@pytest.mark.parametrize(
    "solution", first_at_once(SOLUTIONS, most=5), ids=lambda path: "/".join(path.parts[-2:])
)
def test_no_solution_is_in_it(exported, solution):
    source = solution.read_text(encoding="utf-8")
    secrets = {squeezed(source), *bodies(source), *bodies(source, with_comments=False)}
    assert len(secrets) > 1
    for path in filter(Path.is_file, exported.rglob("*")):
        text = squeezed(path.read_bytes().decode(errors="replace"))  # catalogs are compiled
        assert not [secret for secret in secrets if secret in text], path


def test_solutions_would_be_found():
    for solution in SOLUTIONS:
        source = solution.read_text(encoding="utf-8")
        assert all(body in squeezed(source) for body in bodies(source)), solution


def test_no_page_is_forgotten():
    """Whatever the course has below assignments/ is handed out, be it a page or a program."""
    assert {f"assignments/{unit}/README.md" for unit in layout.units()} < ASSIGNMENTS
    assert {f"assignments/{target.file}" for target in layout.everything()} < ASSIGNMENTS
    if shutil.which("git") and (ROOT / ".git").exists():
        known = git(ROOT, "ls-files", "-z", "--", "assignments").split("\0")
        assert {name for name in known if (ROOT / name).is_file()} == ASSIGNMENTS


@pytest.mark.long
def test_page_that_is_new_is_taken_along(copy, tmp_path, grader):
    """With git or without it: that of a folder which is no unit's."""
    for name in ("words.md", "bridges/new.md", "bridges/new.py", "hunts/01_a/tcp_server.py"):
        (copy / "assignments" / name).parent.mkdir(exist_ok=True, parents=True)
        (copy / "assignments" / name).write_text("# new")
    (copy / "assignments/bridges/.draft.md").write_text("# draft")
    assert grader("export", tmp_path / "out", cwd=copy, report=False).status == 0
    names = tree(tmp_path / "out")
    assert names["assignments/hunts/01_a/tcp_server.py"][1] == b"# new"
    assert {"assignments/words.md", "assignments/bridges/new.md"} < set(names)
    assert "assignments/bridges/new.py" in names and "assignments/bridges/.draft.md" not in names


@pytest.mark.long
def test_nothing_foreign_is_taken_along(copy, tmp_path, grader):
    (copy / "assignments/01_hello/my_answer.py").write_text("print()")
    (copy / "assignments/01_hello/notes.md").write_text("hi = answer")
    (copy / "grader/.secret").write_text("token")
    (copy / "grader/__pycache__").mkdir(exist_ok=True)
    (copy / "grader/__pycache__/cli.pyc").write_bytes(b"\0")
    before = copy / "assignments/01_hello/tcp_server.py"
    assert grader("export", tmp_path / "out", cwd=copy, report=False).status == 0
    names = {path.name for path in (tmp_path / "out").rglob("*")}
    assert not names & {"my_answer.py", "notes.md", ".secret", "cli.pyc", "solutions", "tests"}
    assert before.name in names


def test_dependencies_are_those_of_the_course(exported):
    ours, theirs = (
        tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))
        for folder in (ROOT, exported)
    )
    assert theirs["project"]["dependencies"] == ours["project"]["dependencies"]
    assert theirs["build-system"] == ours["build-system"]
    assert set(theirs["tool"]) == {"hatch"}
    assert "optional-dependencies" not in theirs["project"]


@pytest.mark.long
def test_any_toml_of_the_course_stays_what_it_was(copy, tmp_path, grader):
    file = copy / "pyproject.toml"
    odd = """
description = '''A "course" \\ [project]'''
authors = [{name = "Ada 你好", email = "ada@example.org"}]

[project.scripts]
"my grader" = "grader.cli:main"
"""
    text = file.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("description")]
    text = "\n".join(lines).replace("\n\n[project.optional", f"{odd}\n[project.optional", 1)
    file.write_text(text, encoding="utf-8")
    assert grader("export", tmp_path / "out", cwd=copy, report=False).status == 0
    ours, theirs = (
        tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))
        for folder in (copy, tmp_path / "out")
    )
    assert ours["project"]["scripts"]
    del ours["project"]["optional-dependencies"]
    assert theirs["project"] == ours["project"]


def test_links_of_its_pages_lead_somewhere(exported):
    for page in exported.rglob("*.md"):
        if page.parent.name != "template":
            for link in re.findall(r"\]\((?!http)([^)#]+)\)", page.read_text(encoding="utf-8")):
                assert (page.parent / link).exists(), f"{page}: {link}"


# ------------------------------------------------------------------ the tree


@pytest.mark.long
def test_same_course_same_tree(grader, small_course, tmp_path):
    umask = os.umask(0o077)
    try:
        assert grader("export", tmp_path / "a", cwd=small_course, report=False).status == 0
    finally:
        os.umask(umask)
    assert grader("export", tmp_path / "b", cwd=small_course, report=False).status == 0
    assert tree(tmp_path / "a") == tree(tmp_path / "b")
    if os.name != "nt":
        assert {mode for mode, _ in tree(tmp_path / "a").values()} == {0o644, 0o755}
        assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o755


@pytest.mark.long
def test_folder_that_is_not_empty(grader, small_course, small_export, tmp_path):
    folder = tmp_path / "class"
    folder.mkdir()
    (folder / "README.md").write_text("mine")
    (folder / "roster.csv").write_text("ada")
    before = tree(folder)
    run = grader("export", folder, cwd=small_course, report=False)
    assert (run.status, run.output) == (2, "")
    assert f"{folder} is not empty; --force writes over what is there" in run.errors
    assert tree(folder) == before
    assert grader("export", folder, "--force", cwd=small_course, report=False).status == 0
    after = tree(folder)
    assert after.pop("roster.csv")[1] == b"ada"
    assert after == tree(small_export)


@pytest.mark.skipif(os.name == "nt", reason="Windows makes links for few users")
@pytest.mark.parametrize(
    "link",
    ["assignments/01_hello", "grader", ".github"],
)
@pytest.mark.long
def test_nothing_is_written_through_a_link(grader, small_course, tmp_path, link):
    """What has come back from a class may hold links; one in the place of a file is replaced."""
    folder, away = tmp_path / "class", tmp_path / "away"
    away.mkdir()
    (away / "README.md").write_text("mine")
    (folder / link).parent.mkdir(parents=True)
    (folder / link).symlink_to(away)
    (folder / "README.md").symlink_to(away / "README.md")
    run = grader("export", folder, "--force", cwd=small_course, report=False)
    assert (run.status, run.output) == (2, "")
    assert f"{folder / link} is a symbolic link, and nothing is written through it" in run.errors
    (folder / link).unlink()
    assert grader("export", folder, "--force", cwd=small_course, report=False).status == 0
    assert tree(away).keys() == {"README.md"}
    assert (away / "README.md").read_text() == "mine"
    assert not (folder / "README.md").is_symlink()


def test_empty_folder_is_filled(grader, small_course, small_export, tmp_path):
    (tmp_path / "class").mkdir()
    assert grader("export", tmp_path / "class", cwd=small_course, report=False).status == 0
    assert tree(tmp_path / "class") == tree(small_export)


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("fails", ["write_bytes", "mkdir", "chmod", "replace"])
def test_failed_export_leaves_nothing_that_looks_whole(monkeypatch, tmp_path, force, fails):
    folder = tmp_path / "class"
    if force:
        folder.mkdir()
        (folder / "pyproject.toml").write_text("old")
    owner = os if fails == "replace" else Path
    original, left = getattr(owner, fails), [5]

    def full(*arguments, **options):
        left[0] -= 1
        if not left[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        return original(*arguments, **options)

    monkeypatch.setattr(export.verify, "unfit_stubs", lambda: iter(()))
    monkeypatch.setattr(owner, fails, full)
    if fails == "replace" and not force:
        export.export(folder, force)  # a new folder appears at once
        return
    with pytest.raises(export.CannotExport, match="No space left on device"):
        export.export(folder, force)
    monkeypatch.undo()
    assert [path.name for path in tmp_path.iterdir()] == (["class"] if force else [])
    if force and fails == "replace":
        assert not (folder / "pyproject.toml").exists()
    elif force:
        assert (folder / "pyproject.toml").read_text() == "old"


# ------------------------------------------------------------------ models


@pytest.mark.long
def test_models_are_shipped_if_the_instructor_wants_that(grader, copy, tmp_path):
    (copy / "solutions/01_hello/words.py").write_text("HI = b'hi'\n")
    (copy / "solutions/01_hello/notes.txt").write_text("not for students")
    out = tmp_path / "out"
    assert grader("export", out, "--models", cwd=copy, report=False).status == 0
    there = {path.relative_to(out).as_posix() for path in (out / "solutions").rglob("*.*")}
    programs = {f"solutions/01_hello/{name}.py" for name in (*PROGRAMS, "words")}
    assert there == {*programs, f"solutions/{export.verify.MODELS}"}
    shutil.copy(copy / "solutions/01_hello/tcp_server.py", out / "assignments/01_hello")
    run = grader("model", "01/tcp_server", cwd=out, report=False)
    assert run.status == 0
    assert (out / "solutions/01_hello/tcp_server.py").read_text("utf-8").strip() in run.output
    assert grader("verify", cwd=out, report=False).status == 2


# ------------------------------------------------------------------ refused


@pytest.mark.parametrize(
    "folder, says",
    [
        (".", "holds the course itself"),
        ("..", "holds the course itself"),
        ("/", "holds the course itself"),
        ("assignments/01_hello/new", "holds the course itself"),
        ("grader/new", "holds the course itself"),
        ("README.md", "README.md is a file; name a folder"),
        ("/nowhere/at/all", "there is no folder"),
    ],
)
@pytest.mark.long
def test_folder_that_is_none(grader, folder, says):
    for force in ([], ["--force"]):
        run = grader("export", folder, *force, report=False)
        assert (run.status, run.output) == (2, "")
        assert says in run.errors
        assert len(run.errors.splitlines()) == 1


def test_wrong_use(grader):
    run = grader("export", report=False)
    assert (run.status, run.errors.count("\n")) == (2, 1)
    assert "required: DIR" in run.errors


@pytest.mark.long
def test_stub_that_is_a_solution_is_not_handed_out(grader, copy, tmp_path):
    shutil.copy(copy / "solutions/01_hello/tcp_client.py", copy / "assignments/01_hello")
    run = grader("export", tmp_path / "out", cwd=copy, report=False)
    assert (run.status, run.output) == (2, "")
    assert "nothing is exported: assignments/01_hello/tcp_client.py: a stub is" in run.errors
    assert not (tmp_path / "out").exists()


# ------------------------------------------------------------------ the workflow's pin


def git(folder, *words):
    identity = [
        "-c",
        "user.name=Ada",
        "-c",
        "user.email=ada@example.org",
        "-c",
        "commit.gpgsign=no",
    ]
    done = subprocess.run(["git", "-C", folder, *identity, *words], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


needs_git = pytest.mark.skipif(not shutil.which("git"), reason="needs git")


def uses(folder):
    return re.search(r"uses: (\S+)", (folder / WORKFLOW).read_text(encoding="utf-8"))[1]


@needs_git
@pytest.mark.parametrize(
    "url, repository",
    [
        ("https://github.com/ada/net-course", "ada/net-course"),
        ("https://github.com/ada/net.course.git", "ada/net.course"),
        ("https://ada:ghp_TOKEN@github.com/ada/course.git/", "ada/course"),
        ("git@github.com:ada/course.git", "ada/course"),
        ("ssh://git@github.com/ada/course", "ada/course"),
        ("https://notgithub.com/ada/course", None),
        ("https://example.org/ada/course.git", None),
        (None, None),
    ],
)
def test_origin(monkeypatch, tmp_path, url, repository):
    git(tmp_path, "init", "-q")
    if url:
        git(tmp_path, "remote", "add", "origin", url)
    monkeypatch.setattr(layout, "ROOT", tmp_path)
    assert export._origin() == repository


@pytest.mark.long
@needs_git
def test_workflow_calls_the_course_at_its_commit(grader, copy, tmp_path):
    git(copy, "init", "-q")
    git(copy, "remote", "add", "origin", "https://ada:ghp_TOKEN@github.com/ada/course.git")
    git(copy, "add", "-A")
    git(copy, "commit", "-qm", "The course")
    commit = git(copy, "rev-parse", "HEAD")
    run = grader("export", tmp_path / "out", cwd=copy, report=False)
    assert uses(tmp_path / "out") == f"ada/course/{WORKFLOW}@{commit}"
    assert f"Its workflow calls ada/course at {commit}: push that commit" in run.output
    assert "not committed" not in run.output
    assert not [
        name for name, (_, data) in tree(tmp_path / "out").items() if data and b"ghp_" in data
    ]
    (copy / "grader/new.py").write_text("")
    run = grader("export", tmp_path / "again", cwd=copy, report=False)
    assert "The course has changes that are not committed" in run.output


@pytest.mark.long
@pytest.mark.parametrize("around", [False, True])
def test_without_git_there_is_something_to_fill_in(grader, copy, tmp_path, around):
    if around:  # another project's repository is not the course's
        if not shutil.which("git"):
            pytest.skip("needs git")
        git(tmp_path, "init", "-q")
        git(tmp_path, "remote", "add", "origin", "git@github.com:ada/home.git")
    run = grader("export", tmp_path / "out", cwd=copy, report=False)
    assert run.status == 0
    assert uses(tmp_path / "out") == f"OWNER/COURSE/{WORKFLOW}@COMMIT"
    assert f"Fill in OWNER/COURSE and COMMIT in {WORKFLOW}" in run.output


@pytest.mark.long
def test_without_the_program_git_too(grader, copy, tmp_path):
    run = grader("export", tmp_path / "out", cwd=copy, report=False, env={"PATH": str(tmp_path)})
    assert (run.status, run.errors) == (0, "")
    assert uses(tmp_path / "out") == f"OWNER/COURSE/{WORKFLOW}@COMMIT"


# ------------------------------------------------------------------ it works


@pytest.mark.long
def test_grader_in_it_works(grader, small_course, tmp_path):
    """Run with only the exported repository to import from."""
    work = tmp_path / "work"
    assert grader("export", work, cwd=small_course, report=False, env=NO_BYTECODE).status == 0
    run = grader(cwd=work)
    assert (run.status, run.report["score"], run.errors) == (1, 0, "")
    assert {p["status"] for u in run.report["units"] for p in u["programs"]} == {"not_started"}
    for solution in (small_course / "solutions/01_hello").glob("*.py"):
        shutil.copy(solution, work / "assignments/01_hello")
    run = grader("01", cwd=work)
    assert (run.status, run.report["score"], run.report["max_score"]) == (0, POINTS, POINTS)
    assert "Hint 1 of" in grader("hint", "01/tcp_server::answers_hi", cwd=work, report=False).output


def test_verify_is_not_for_it(grader, exported):
    run = grader("verify", cwd=exported, report=False, env=NO_BYTECODE)
    assert (run.status, run.output) == (2, "")
    assert "this is a learner's copy" in run.errors


def test_modules_of_it_are_its_own(exported):
    words = [sys.executable, "-c", "import grader.__main__, grader.cli; print(grader.cli.__file__)"]
    env = {**os.environ, **NO_BYTECODE}
    done = subprocess.run(words, cwd=exported, capture_output=True, text=True, env=env)
    assert Path(done.stdout.strip()) == exported / "grader" / "cli.py", done.stderr
