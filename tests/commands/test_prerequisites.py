"""Started by a Python that is too old or lacks packages, the grader says in two lines what to do."""

import ast
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest
from variants import first_at_once

import small_course
from conftest import ROOT, SYSTEM
from grader import prerequisites

FILES = [ROOT / "grader" / name for name in ("__main__.py", "prerequisites.py", "__init__.py")]
BIN = "Scripts" if os.name == "nt" else "bin"
VENV_PYTHON = os.path.join(".venv", BIN, "python")
TARGET = "01/tcp_client"

# What some Python from 2.7 on does not read.
NEW_SYNTAX = (
    ast.JoinedStr,
    ast.AnnAssign,
    ast.NamedExpr,
    ast.Nonlocal,
    ast.YieldFrom,
    ast.AsyncFunctionDef,
    ast.Await,
    ast.Match,
    ast.MatMult,
    ast.TryStar,
)


def old_pythons():
    """Interpreters of this machine that are too old for the grader."""
    names = ["python2", *(f"python3.{minor}" for minor in range(prerequisites.OLDEST_PYTHON[1]))]
    found = [shutil.which(name) for name in names]
    installed = Path.home() / ".pyenv" / "versions"
    for version in (2, 7), *((3, minor) for minor in range(prerequisites.OLDEST_PYTHON[1])):
        found += installed.glob("{}.{}.*/bin/python".format(*version))
    return sorted({str(path) for path in found if path})


def leads_nowhere(python):
    """Whether it is a shim without a Python behind it."""
    return subprocess.run([python, "-c", ""], capture_output=True).returncode != 0


@pytest.fixture
def course(tmp_path):
    return small_course.make(tmp_path / "course", ["tcp_client"])


@pytest.fixture
def call(course):
    def run(python, *words, **environment):
        done = subprocess.run(
            [*python, "-m", "grader", *words],
            cwd=course,
            env={"PATH": os.environ["PATH"], **SYSTEM, **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert "Traceback" not in done.stderr and "Error" not in done.stderr
        return done

    return run


def make_venv(folder, with_packages):
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    if with_packages:
        (site,) = {*folder.glob("lib/python*/site-packages"), *folder.glob("Lib/site-packages")}
        (site / "of_the_tests.pth").write_text(sysconfig.get_path("purelib"))


def two_lines(done):
    """The two lines by which the grader refuses to start."""
    assert (done.returncode, done.stdout) == (2, "")
    lines = done.stderr.splitlines()
    assert [line.partition(": ")[0] for line in lines] == ["grader", "grader"]
    return [line.partition(": ")[2] for line in lines]


# ------------------------------------------------------------------ the same as in pyproject.toml


def test_versions_are_those_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert list(prerequisites.REQUIRED) == project["dependencies"]
    assert ">={}.{}".format(*prerequisites.OLDEST_PYTHON) == project["requires-python"]


# ------------------------------------------------------------------ any Python reads it


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_syntax_is_that_of_every_python(file):
    source = file.read_bytes()
    assert source.isascii()
    for node in ast.walk(ast.parse(source)):
        assert not isinstance(node, NEW_SYNTAX), f"line {node.lineno}"
        if isinstance(node, ast.FunctionDef):
            assert not (node.returns or node.args.kwonlyargs or node.args.posonlyargs)
            assert not any(
                each.annotation for each in ast.walk(node.args) if isinstance(each, ast.arg)
            )
        elif isinstance(node, ast.List | ast.Tuple | ast.Set):
            assert not any(isinstance(item, ast.Starred) for item in node.elts)
        elif isinstance(node, ast.Dict):
            assert None not in node.keys
        elif isinstance(node, ast.Raise):
            assert node.cause is None
        elif isinstance(node, ast.ImportFrom):
            assert node.module != "__future__"


@pytest.mark.parametrize("python", first_at_once(old_pythons()))
def test_old_python_is_told_what_to_do(call, course, python):
    if leads_nowhere(python):
        pytest.skip("a shim that leads nowhere")
    what, remedy = two_lines(call([python], TARGET))
    assert what.startswith("Python 3.11 or newer is needed, and this is Python ")
    assert python in what
    assert f"-m venv .venv && {VENV_PYTHON} -m pip install --quiet --editable ." in remedy
    make_venv(course / ".venv", with_packages=True)
    _, remedy = two_lines(call([python], "--seed", "5", "it's", TARGET))
    assert remedy.startswith(f"run: {VENV_PYTHON} -m grader --seed 5 'it'")
    two_lines(call([python], "doctor"))


# ------------------------------------------------------------------ packages


# Without site-packages, and not of an environment: from Python 3.14 on it is that even with -S
BARE = [getattr(sys, "_base_executable", sys.executable), "-S"]


def test_bare_python_is_told_the_lines_of_the_readme(call):
    """But for the activation: its own line works in every shell."""
    what, remedy = two_lines(call(BARE, TARGET))
    assert what.startswith("this Python 3.")
    assert all(name in what for name in ("pytest", "requests", "urllib3", "msgspec", "rich"))
    block = (ROOT / "README.md").read_text(encoding="utf-8").split("```sh\n")[1]
    setup, activate, install = block.split("\n")[:3]
    assert activate.endswith("activate")
    if os.name != "nt":
        assert remedy.partition(": ")[0] == "set it up"
        assert remedy.endswith(f"{setup.partition(' ')[2]} && .venv/bin/{install}")


def test_commands_of_the_remedy_are_one_that_work(call, course):
    """Each word of it, but for the installation, which takes a network."""
    _, remedy = two_lines(call(BARE, TARGET))
    make, _, install = remedy.partition(": ")[2].partition(" && ")
    if os.name == "nt":
        pytest.skip("the commands are joined in another way")
    subprocess.run(f"{make} --without-pip", shell=True, cwd=course, check=True)
    assert subprocess.run([course / install.split()[0], "-c", ""]).returncode == 0


def test_environment_that_works_is_named_with_the_same_arguments(call, course):
    make_venv(course / ".venv", with_packages=True)
    _, remedy = two_lines(call(BARE, TARGET, "--submission", "solutions"))
    assert remedy == f"run: {VENV_PYTHON} -m grader {TARGET} --submission solutions"
    done = subprocess.run(remedy.split()[1:], cwd=course, capture_output=True, encoding="utf-8")
    assert (done.returncode, "20 of 20 points" in done.stdout) == (0, True)


def test_environment_without_packages_needs_them_only(call, course):
    make_venv(course / ".venv", with_packages=False)
    wanted = f"set it up: {VENV_PYTHON} -m pip install --quiet --editable ."
    assert two_lines(call(BARE, TARGET))[1] == wanted
    assert two_lines(call([VENV_PYTHON], TARGET))[1] == wanted


def test_environment_that_is_broken_is_made_again(call, course):
    (course / ".venv" / BIN).mkdir(parents=True)
    remedy = two_lines(call(BARE, TARGET))[1]
    assert " -m venv --clear .venv" in remedy


def test_package_that_is_too_old_is_named(call, tmp_path):
    """urllib3 1.26 is enough for requests, and not for our side."""
    (tmp_path / "old" / "urllib3-1.26.20.dist-info").mkdir(parents=True)
    what, _ = two_lines(call([sys.executable], TARGET, PYTHONPATH=str(tmp_path / "old")))
    assert "lacks urllib3>=2 (it has 1.26.20) (" in what


@pytest.mark.parametrize(
    "version, oldest, enough",
    [
        ("2.34.2", "2.32", True),
        ("10.0", "9", True),
        ("2.0.0rc1", "2", True),
        ("2.33.0.20261030", "2.33", True),
        ("1.26.20", "2", False),
        ("0.9", "0.14", False),
        ("unknown", "1", False),
    ],
)
def test_versions_are_compared_as_numbers(version, oldest, enough):
    assert (prerequisites._numbers(version) >= prerequisites._numbers(oldest)) == enough


@pytest.mark.parametrize(
    "name, found",
    [
        ("requests_mock-1.12.1.dist-info", ("requests_mock", "1.12.1")),
        ("requests-2.28.1.egg-info", ("requests", "2.28.1")),
        ("h11-0.9-py3.9.egg-info", ("h11", "0.9")),
        ("Zope.Interface-5.0+local.dist-info", ("Zope.Interface", "5.0+local")),
        ("pytest", None),
        ("pytest-9.py", None),
    ],
)
def test_packages_are_found_by_their_folders(name, found):
    match = prerequisites.DISTRIBUTION.match(name)
    assert (match and match.groups()) == found


@pytest.mark.long
def test_doctor_runs_without_any_package(call, course):
    done = call(BARE, "doctor")
    assert done.returncode == 2
    lines = done.stdout.splitlines()
    (packages,) = [index for index, line in enumerate(lines) if " packages: " in line]
    assert lines[packages].startswith("  ✗ packages: this Python 3.")
    assert "pip install" in lines[packages + 1]
    assert "  ✓ loopback: TCP and UDP on 127.0.0.1" in lines
    assert "isolation: " in done.stdout


# ------------------------------------------------------------------ another checkout


def test_another_checkout_on_the_path_is_not_used(course, tmp_path):
    """Not by us, and not by workers that are spawned, which find modules by the path alone."""
    other = small_course.make(tmp_path / "other", ["tcp_client"])
    venv = tmp_path / "venv"
    make_venv(venv, with_packages=True)
    (site,) = {*venv.glob("lib/python*/site-packages"), *venv.glob("Lib/site-packages")}
    (site / "course.pth").write_text(str(other))
    script = tmp_path / "script.py"
    script.write_text(
        "import concurrent.futures, multiprocessing\n"
        "import grader.__main__\n"
        "code = \"__import__('grader.cli').cli.__file__\"\n"
        "if __name__ == '__main__':\n"
        "    spawn = multiprocessing.get_context('spawn')\n"
        "    with concurrent.futures.ProcessPoolExecutor(1, mp_context=spawn) as executor:\n"
        "        print(eval(code), executor.submit(eval, code).result(), sep='\\n')\n"
    )
    words = [venv / BIN / "python", "-c", f"exec(open({str(script)!r}).read())"]
    done = subprocess.run(words, cwd=course, capture_output=True, text=True)
    assert done.stdout.splitlines() == [str(course / "grader" / "cli.py")] * 2, done.stderr


# ------------------------------------------------------------------ Ctrl-C

on_unix = pytest.mark.skipif(os.name == "nt", reason="signals as on Unix")


@on_unix
def test_interruption_of_an_import_is_one_line(course):
    (course / "grader/cli.py").write_text("print('importing', flush=True)\ninput()\n")
    process = subprocess.Popen(
        [sys.executable, "-m", "grader"],
        cwd=course,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert process.stdout.readline() == "importing\n"
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    wanted = "grader: interrupted before anything was graded\n"
    assert (process.returncode, errors) == (130, wanted)


INTERRUPTED = """
import os, signal, sys
def interrupt():
    os.kill(os.getpid(), signal.SIGINT)
    os.kill(os.getpid(), signal.SIGINT)
def run(options):
    {body}
NAME, HELP = "grade", ""
def add_arguments(parser):
    parser.add_argument("targets", nargs="*")
"""


@on_unix
@pytest.mark.parametrize(
    "body",
    [
        "interrupt()",
        "exec('interrupt()', globals())",  # Python would die of SIGINT at its end
        "type('Wrapped', (), {'x': type('X', (), {'__set_name__': lambda *_: interrupt()})()})",
    ],
)
def test_interruption_of_a_command_is_one_line(course, body):
    (course / "grader/commands/grade.py").write_text(INTERRUPTED.format(body=body))
    done = subprocess.run(
        [sys.executable, "-m", "grader"],
        cwd=course,
        capture_output=True,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    wanted = "grader: interrupted before anything was graded\n"
    assert (done.returncode, done.stderr) == (130, wanted)


def test_modules_in_the_current_folder_are_not_imported(call, course):
    """Not even by the first lines of the grader. (What Python needs for `-m` is its own affair.)"""
    for name in ("signal", "enum", "re", "subprocess", "argparse", "pytest", "requests"):
        (course / f"{name}.py").write_text("raise SystemExit('a learner wrote this')\n")
    done = call([sys.executable], TARGET, "--submission", "solutions")
    assert (done.returncode, done.stderr) == (0, "")


# ------------------------------------------------------------------ in the process of the tests


READY, LACKS, TOO_OLD = prerequisites.READY, prerequisites.LACKS_PACKAGES, prerequisites.TOO_OLD
OUR_OWN = prerequisites._shown(sys.executable)
INSTALL = f"-m pip install --quiet --editable {prerequisites._shown(prerequisites.COURSE)}"
VENV = prerequisites._shown(prerequisites.VENV)
ITS_PYTHON = prerequisites._shown(prerequisites.VENV_PYTHON)


@pytest.mark.parametrize(
    "is_new, in_venv, pythons, remedy",
    [
        (True, True, {VENV: READY}, f"run: {ITS_PYTHON} -m grader 01 --lang zh"),
        (True, True, {}, f"set it up: {OUR_OWN} {INSTALL}"),
        (True, False, {VENV: LACKS}, f"set it up: {ITS_PYTHON} {INSTALL}"),
        (
            True,
            False,
            {"python3": TOO_OLD, OUR_OWN: LACKS},
            f"set it up: {OUR_OWN} -m venv {VENV} && {ITS_PYTHON} {INSTALL}",
        ),
        (
            False,
            False,
            {VENV: TOO_OLD, "python3": TOO_OLD, "python3.12": READY},
            f"set it up: python3.12 -m venv --clear {VENV} && {ITS_PYTHON} {INSTALL}",
        ),
        (
            False,
            False,
            {"python3": TOO_OLD},
            f"install Python 3.11 or newer, then: python3 -m venv {VENV} && {ITS_PYTHON} {INSTALL}",
        ),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="there the commands are others")
def test_remedy_is_what_this_machine_has(monkeypatch, is_new, in_venv, pythons, remedy):
    def asked(command):
        return pythons.get(VENV if command == [prerequisites.VENV_PYTHON] else command[0])

    monkeypatch.setattr(prerequisites, "_ask", asked)
    monkeypatch.setattr(prerequisites, "is_new_enough", lambda: is_new)
    monkeypatch.setattr(prerequisites, "missing", lambda: ["rich", "h11>=0.14 (it has 0.9)"])
    monkeypatch.setattr(os.path, "exists", lambda path: VENV in pythons)
    monkeypatch.setattr(sys, "prefix", "/venv" if in_venv else sys.base_prefix)
    gap = prerequisites.gap(["01", "--lang", "zh"])
    assert gap.remedy == remedy
    said = "lacks rich, h11>=0.14 (it has 0.9) (" if is_new else "3.11 or newer is needed, and this"
    assert said in gap.text and gap.text.endswith(f"({OUR_OWN})")
    assert prerequisites.answer() == (LACKS if is_new else TOO_OLD)


def test_nothing_is_to_be_done_where_all_is_there():
    assert prerequisites.gap([]) is None and prerequisites.answer() == READY


def test_package_that_is_too_old_is_missing(monkeypatch, tmp_path):
    for name in ("requests-2.31.0.dist-info", "Pytest_Timeout-2.4.0.dist-info", "rich-13.egg-info"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path / "none"), str(tmp_path)])
    wrong = prerequisites.missing()
    assert "requests>=2.32 (it has 2.31.0)" in wrong and "pytest" in wrong
    assert not any(each.startswith(("pytest-timeout", "rich")) for each in wrong)


def test_python_answers_for_itself(monkeypatch, tmp_path):
    assert prerequisites._ask([sys.executable]) == READY
    assert prerequisites._ask([str(tmp_path / "none")]) is None
