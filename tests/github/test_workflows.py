"""The workflows: their lint, and each of their steps run here, for honest and hostile learners.

They judge a small course, for they do not know what a course holds.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from variants import first_at_once

import page_commands
from conftest import ROOT
from hostile import evil_program, poison
from runner import commands
from small_course import POINTS, PROGRAMS, UNIT
from workflow import (
    FILES,
    OFFLINE,
    REPOSITORY,
    Job,
    assert_told,
    grade,
    orders,
    read,
    shown,
    small_course_with_workflows,
    solve,
    write_export,
    write_tools,
)

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
ACTION = ROOT / ".github/actions/grade/action.yml"
TEMPLATE = ROOT / "grader/template/grade.yml"
FIVE = ("tcp_server", "tcp_client", "udp_server", "udp_client", "http_tasks")
EACH = 20  # points

needs_bash = pytest.mark.skipif(
    os.name == "nt" or not shutil.which("bash"), reason="the steps are those of a Linux runner"
)
has_jail = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has the jail")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return small_course_with_workflows(tmp_path_factory.mktemp("course") / "small")


@pytest.fixture
def learner(tmp_path):
    """A learner's repository: assignments, with the solutions of some of them."""

    def make(*solved):
        folder = tmp_path / "learner"
        shutil.copytree(ROOT / "assignments" / UNIT, folder / "assignments" / UNIT)
        solve(folder, *solved)
        return folder

    return make


# ------------------------------------------------------------------ lint


def tool(name):
    path = shutil.which(name, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    return path or pytest.skip(f"{name} is not installed")


def run(*words):
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


def test_zizmor_finds_nothing():
    run(tool("zizmor"), "--offline", "--strict-collection", ".")


def test_zizmor_finds_nothing_in_the_students_repository(tmp_path, course):
    students = write_export(tmp_path / "students", course)
    run(tool("zizmor"), "--offline", "--strict-collection", students)


def test_workflows_keep_to_their_schema():
    words = [tool("check-jsonschema"), "--builtin-schema", "vendor.github-workflows"]
    run(*words, *WORKFLOWS, TEMPLATE)


def test_action_keeps_to_its_schema():
    run(tool("check-jsonschema"), "--builtin-schema", "vendor.github-actions", ACTION)


def test_permissions_and_limits():
    for path in (*WORKFLOWS, TEMPLATE):
        workflow = read(path)
        assert workflow["permissions"] == {}, path
        assert "pull_request_target" not in workflow[True]
        for job in workflow["jobs"].values():
            assert job["permissions"] == {"contents": "read"}, path
            assert "uses" in job or job["timeout-minutes"] <= 60
        assert "secrets" not in path.read_text(encoding="utf-8")


def test_workflow_and_action_do_the_same():
    workflow = read(ROOT / ".github/workflows/grade.yml")["jobs"]["grade"]["steps"]
    action = read(ACTION)["runs"]["steps"]
    scripts = [[step["run"] for step in steps if "run" in step] for steps in (workflow, action)]
    assert scripts[0] == scripts[1] != []


def test_students_workflow_calls_the_one_that_is_here():
    called = read(TEMPLATE)["jobs"]["grade"]["uses"]
    path, _, commit = called.removeprefix("OWNER/COURSE/").partition("@")
    assert (path, commit) == (".github/workflows/grade.yml", "COMMIT")
    assert "workflow_call" in read(ROOT / path)[True]
    assert len(TEMPLATE.read_text(encoding="utf-8").splitlines()) < 20


def test_ci_on_windows_is_the_readmes_second_command():
    steps = read(ROOT / ".github/workflows/ci.yml")["jobs"]["tests"]["steps"]
    (script,) = [step["run"] for step in steps if step.get("if") == "runner.os == 'Windows'"]
    block = re.findall(r"^```\w*\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.M | re.S)[
        1
    ]
    assert script == block.replace(".venv/bin/", ".venv/Scripts/")


# ------------------------------------------------------------------ the steps


@needs_bash
@pytest.mark.long
def test_ci(tmp_path, course, monkeypatch):
    """Its steps on Linux; of the tests those of one file, and nothing that comes after them."""
    steps = read(ROOT / ".github/workflows/ci.yml")["jobs"]["tests"]["steps"]
    repository = small_course_with_workflows(tmp_path / "repository", FIVE)
    for name in (".ci/run", "tests/conftest.py", "tests/shelf.py", "tests/renderers/test_text.py"):
        (repository / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, repository / name)
    first, _, _ = (ROOT / ".ci/run").read_text("utf-8").partition("\n# 2.")
    (repository / ".ci/run").write_text(first, encoding="utf-8")
    monkeypatch.setenv("PYTEST_ADDOPTS", "tests/renderers/test_text.py")
    job = Job(
        tmp_path / "run", repository, course, passed_on=("PYTEST_ADDOPTS",), has_real_pip=True
    )
    job.run(steps, **{"matrix.python": "3.13"})
    assert not job.failed, job.log
    assert re.search(r"^\d+ passed", job.log, re.M)
    assert job.log.endswith("The course is sound.\n")


@needs_bash
@pytest.mark.long
def test_half_solved(tmp_path, learner, course):
    job, outputs = grade(
        tmp_path / "job", learner("tcp_server"), course, has_real_pip=True, targets="01"
    )
    assert job.failed
    assert_told(job, outputs, EACH, POINTS)
    assert "isolation: " in job.log


@needs_bash
@pytest.mark.parametrize(
    "inputs, solved, score, most",
    [
        ({"targets": "01/tcp_server 01/tcp_client"}, PROGRAMS, POINTS, POINTS),
        ({"targets": "01", "fail-under": str(POINTS)}, PROGRAMS, POINTS, POINTS),
        ({"targets": "01/tcp_server", "fail-under": "0"}, (), 0, EACH),
        ({"fail-under": str(EACH)}, ["tcp_client"], EACH, POINTS),
    ],
)
@pytest.mark.long
def test_inputs(tmp_path, learner, course, inputs, solved, score, most):
    job, outputs = grade(tmp_path / "job", learner(*solved), course, **inputs)
    assert not job.failed, job.log
    assert_told(job, outputs, score, most)


@needs_bash
@pytest.mark.long
def test_job_is_red_below_the_points_that_are_asked_for(tmp_path, learner, course):
    inputs = {"targets": "01", "fail-under": str(EACH + 1)}
    job, outputs = grade(tmp_path / "job", learner("tcp_client"), course, **inputs)
    assert job.failed
    assert_told(job, outputs, EACH, POINTS)


@needs_bash
def test_composite_action_where_the_checkout_is_the_workspace(tmp_path, learner, course):
    """As in a workflow without the reusable one: what Python imports from there is the learner's."""
    folder = learner(*PROGRAMS)
    poison(folder)
    steps = [
        {"uses": f"actions/checkout@{'c' * 40}", "with": {"persist-credentials": False}},
        {
            "id": "grade",
            "uses": "$/.github/actions/grade",
            "with": {"submission": ".", "targets": "01"},
        },
    ]
    job = Job(tmp_path / "job", folder, course)
    known = job.run(steps)
    outputs = {name: known[f"steps.grade.outputs.{name}"] for name in ("score", "max-score")}
    assert not job.failed, job.log
    assert_told(job, outputs, POINTS, POINTS)


# ------------------------------------------------------------------ hostile repositories


@needs_bash
@has_jail
def test_hostile_repository_gets_what_its_programs_earn(tmp_path, learner, course):
    folder = learner("tcp_client")
    poison(folder)
    evil = evil_program(tmp_path / "job")
    (folder / "assignments" / UNIT / "tcp_server.py").write_text(evil)
    job, outputs = grade(tmp_path / "job", folder, course, targets="01")
    assert job.failed
    assert_told(job, outputs, EACH, POINTS)
    assert "POISONED" not in job.log + job.summary
    assert "forged" in job.log  # the programs did run


@needs_bash
@has_jail
def test_hostile_program_would_reach_those_files_without_the_jail(tmp_path):
    """So that the test above fails where the jail does."""
    job = tmp_path / "job"
    (job / "_temp").mkdir(parents=True)
    for name in FILES:
        (job / "_temp" / f"_{name}").write_text("")
    program = tmp_path / "program.py"
    # it is to find what this test made, and not what other processes of the machine have
    program.write_text(evil_program(job).replace("/proc/[0-9]*/environ", "/proc/self/environ"))
    done = subprocess.run([sys.executable, program], capture_output=True, text=True)
    assert all(f"POISONED {job}/_temp/_{name}" in done.stdout for name in FILES)
    assert "score=100" in (job / "_temp/_GITHUB_OUTPUT").read_text()


# ------------------------------------------------------------------ bad repositories


def empty(folder):
    shutil.rmtree(folder / "assignments")


def without_units(folder):
    shutil.rmtree(folder / "assignments" / UNIT)


def linked_unit(folder):
    shutil.rmtree(folder / "assignments" / UNIT)
    (folder / "assignments" / UNIT).symlink_to(ROOT / "solutions" / UNIT)


def file_for_a_folder(folder):
    shutil.rmtree(folder / "assignments")
    (folder / "assignments").write_text("")


@needs_bash
@pytest.mark.parametrize(
    "spoil", first_at_once([linked_unit, empty, without_units, file_for_a_folder])
)
def test_nothing_to_grade_is_one_red_line(tmp_path, learner, course, spoil):
    folder = learner(*PROGRAMS)
    spoil(folder)
    job, outputs = grade(tmp_path / "job", folder, course, targets="01")
    assert job.failed
    assert outputs == {"score": "", "max-score": ""}
    assert "\ngrader: there is no 01_hello in " in f"\n{job.log}"
    assert len(job.log.splitlines()) == 2
    (told,) = commands(job.log)
    assert told.name == "warning"
    assert "No score is published. Not whole: 2 of 2 programs not graded." in told.data
    assert f"there is no 01_hello in {REPOSITORY}, nor in assignments there" in told.data
    report = json.loads(job.artifacts["report"]["report.json"])
    assert (report["complete"], report["score"], report["max_score"]) == (False, 0, POINTS)


@needs_bash
@pytest.mark.parametrize(
    "inputs, says",
    first_at_once(
        [
            ({"targets": "99"}, "there is no unit or program '99'"),
            ({"targets": "--seed 1"}, "there is no unit or program '--seed'"),
            ({"targets": "$(touch x); `id`"}, "there is no unit or program '$(touch'"),
            ({"fail-under": "all"}, "'all' is no number of points"),
        ],
        most=1,
    ),
)
def test_wrong_input_is_one_red_line(tmp_path, learner, course, inputs, says):
    job, _ = grade(tmp_path / "job", learner(), course, **inputs)
    (line,) = job.log.splitlines()
    assert job.failed
    assert line.startswith("grader: ")
    assert says in line


@needs_bash
@pytest.mark.long
def test_odd_files_cost_their_own_points_only(tmp_path, learner):
    course = small_course_with_workflows(tmp_path / "course", FIVE)
    folder = learner(*FIVE)
    unit = folder / "assignments" / UNIT
    for name in ("tcp_server", "tcp_client", "udp_server"):
        (unit / f"{name}.py").unlink()
    with open(unit / "tcp_server.py", "wb") as file:
        file.truncate(1 << 30)
    (unit / "tcp_client.py").symlink_to(ROOT / "solutions" / UNIT / "tcp_client.py")
    os.mkfifo(unit / "udp_server.py")
    os.mkfifo(unit / "fifo")
    (unit / "round").symlink_to(unit)
    with open(folder / "disk.img", "wb") as file:
        file.truncate(1 << 30)
    job, outputs = grade(tmp_path / "job", folder, course, targets="01")
    assert job.failed
    assert_told(job, outputs, 2 * EACH, len(FIVE) * EACH)
    for says in ("is larger than 1 MiB", "is a symbolic link", "is not a regular file"):
        assert says in job.log


@needs_bash
@pytest.mark.long
def test_program_that_is_missing_counts_as_missing(tmp_path, learner, course):
    folder = learner(*PROGRAMS)
    for name in PROGRAMS[1:]:
        (folder / "assignments" / UNIT / f"{name}.py").unlink()
    job, outputs = grade(tmp_path / "job", folder, course, targets="01")
    assert_told(job, outputs, EACH, POINTS)


@needs_bash
def test_grader_that_fails_is_red_and_costs_nothing(tmp_path, learner):
    """Status 3: the other checks stand, and the reports are kept."""
    course = small_course_with_workflows(tmp_path / "course")
    checks = course / "grader/checks" / UNIT / "test_tcp_client.py"
    text = checks.read_text("utf-8").replace("    tcp_client.", "    1 / 0\n    tcp_client.", 1)
    checks.write_text(text, encoding="utf-8")
    job, outputs = grade(tmp_path / "job", learner(*PROGRAMS), course, targets="01")
    assert job.failed
    assert outputs == {"score": "", "max-score": ""}  # none that is not final
    names, notices = orders(job)
    assert "warning" in names and not notices
    assert "The grader made a mistake, not you" in job.log
    assert job.artifacts["report"]


# ------------------------------------------------------------------ what the READMEs show


@pytest.fixture
def machine(tmp_path):
    """A machine with Python and without the network; run scripts on it."""
    tools = tmp_path / "tools"
    tools.mkdir()
    write_tools(tools, has_real_pip=True)
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"

    def call(*words, cwd, **variables):
        environment = {"PATH": path, "HOME": str(tmp_path), **OFFLINE, **variables}
        return subprocess.run(
            words, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8"
        )

    call.tools = tools
    return call


@needs_bash
@pytest.mark.long
def test_students_readme(tmp_path, course, machine):
    folder = write_export(tmp_path / "students", course, "--models")
    text = (folder / "README.md").read_text(encoding="utf-8")
    setup = re.search(r"^```sh\n(.*?)^```", text, re.M | re.S)[1]
    words = [line for line in page_commands.commands(folder / "README.md") if "-m grader" in line]
    assert len(words) == 6
    done = machine("bash", "-e", "-c", setup, cwd=folder)
    assert done.returncode == 0, done.stderr
    for line in words:
        unit = folder / "assignments" / "01_hello"  # where it says that one should go first
        done = machine("bash", "-c", f"source ../../.venv/bin/activate && {line}", cwd=unit)
        assert done.returncode in (0, 1), line + done.stderr
        assert not done.stderr


@needs_bash
@pytest.mark.long
@pytest.mark.parametrize("poisoned", [False, True])
def test_classroom_50(tmp_path, course, machine, learner, poisoned):
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    write_export(bundle / "course", course)
    (bundle / "autograder.py").write_text(shown("autograder.py`:", "#### Classroom 50"))
    work = learner("tcp_server")
    if poisoned:
        poison(work)
        (work / "result.json").write_text('{"score": 100}')
    assert machine("python", "-m", "venv", "venv", cwd=tmp_path).returncode == 0
    done = machine(
        tmp_path / "venv/bin/python",
        bundle / "autograder.py",
        cwd=work,
        CLASSROOM="nets",
        ASSIGNMENT="hello",
        OWNER="ada",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    result = json.loads((work / "result.json").read_text(encoding="utf-8"))
    assert (result["score"], result["max-score"]) == (EACH, POINTS)
    assert (result["classroom"], result["owner"]) == ("nets", "ada")
    assert "POISONED" not in done.stdout + done.stderr


@needs_bash
@pytest.mark.long
def test_gradescope(tmp_path, course, machine, learner):
    place = tmp_path / "autograder"
    place.mkdir()
    (place / "results").mkdir()
    write_export(place / "source", course)
    learner("tcp_client").rename(place / "submission")
    poison(place / "submission")
    (machine.tools / "apt-get").write_text("#!/bin/sh\n")
    (machine.tools / "apt-get").chmod(0o755)
    for name, after in (("setup.sh", "`setup.sh`:"), ("run_autograder", "`run_autograder`:")):
        text = shown(after, "#### Gradescope").replace("/autograder/", f"{place}/")
        (place / name).write_text(text)
        done = machine("bash", place / name, cwd=place)
        assert done.returncode == 0, done.stdout + done.stderr
    results = json.loads((place / "results/results.json").read_text(encoding="utf-8"))
    most = sum(test["max_score"] for test in results["tests"])
    assert (results["score"], most) == (EACH, POINTS)


def test_pins_in_the_readme_are_those_of_the_workflows():
    workflows = "".join(path.read_text(encoding="utf-8") for path in (*WORKFLOWS, ACTION))
    pins = re.findall(r"uses: (actions/\S+ # \S+)", (ROOT / "README.md").read_text("utf-8"))
    assert pins
    assert all(pin in workflows for pin in pins)
