"""Runs the steps of a workflow on this machine, in order, as a runner of GitHub Actions would.

`run:` steps are executed with the files, variables and shell that the runner gives them.
The actions of others are modelled: a checkout puts the learner's repository or the course in
its place, setup-python puts a Python on the PATH, upload-artifact takes the files. Composite
actions of the course itself are taken from a fresh copy of it, which is what `$/` names.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass, field
from pathlib import Path

import yaml

import small_course
from conftest import ROOT
from runner import commands

ACTIONS = [ROOT / ".github/workflows/grade.yml", ROOT / ".github/actions/grade/action.yml"]
COMMIT = "c" * 40  # of the course, in the students' workflow
SHELLS = {None: ["bash", "-e"], "bash": ["bash", "--noprofile", "--norc", "-eo", "pipefail"]}
REPOSITORY = "ada/course-ada"
FILES = ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_ENV", "GITHUB_PATH")
# In place of pip, which takes a second: all is there, and the steps leave for the course.
PIP = """
import sys
assert sys.argv[1:] == ["install", "--quiet", "--editable", "."], sys.argv
"""
# What setup-python leads to, but with the packages that the tests run with, and no network.
PYTHON = f"""#!{sys.executable}
import os, pathlib, subprocess, sys
words = sys.argv[1:]
if words[:2] == ["-m", "venv"]:
    subprocess.run([{sys.executable!r}, *words, "--without-pip"], check=True)
    (site,) = pathlib.Path(words[2]).glob("lib/python*/site-packages")
    (site / "of_the_tests.pth").write_text({sysconfig.get_path("purelib")!r})
    if {{has_real_pip}} is False:
        (site / "pip.py").write_text({PIP!r})
else:
    os.execv({sys.executable!r}, [{sys.executable!r}, *words])
"""
OFFLINE = {
    "PIP_NO_INDEX": "1",
    "PIP_NO_BUILD_ISOLATION": "0",  # 0 means none, as pip's documentation says
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_ROOT_USER_ACTION": "ignore",
}


def write_tools(folder, has_real_pip=False):
    """Write the commands that a job is to find here instead of the machine's own."""
    python = PYTHON.format(has_real_pip=has_real_pip)
    # the machine keeps its settings, whatever a step wants of them
    for name, text in {"python": python, "python3": python, "sudo": "#!/bin/sh\n"}.items():
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)


def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def small_course_with_workflows(folder, programs=small_course.PROGRAMS):
    """Make a small course that can be called from a learner's workflow; return its folder."""
    small_course.make(folder, programs)
    shutil.copytree(ROOT / ".github", folder / ".github")
    shutil.copy(ROOT / "README.md", folder)
    return folder


@dataclass
class Job:
    """A job under way: where it runs, what it has told, how it ended."""

    folder: Path  # an empty one, for all that belongs to the job
    learner: Path  # the repository that the workflow belongs to; a checkout moves it
    course: Path  # the one that `$/` names; the job has a copy of its own
    has_real_pip: bool = False
    passed_on: tuple = ()  # variables of this process that the steps get as well
    log: str = ""
    summary: str = ""
    failed: bool = False
    artifacts: dict = field(default_factory=dict)  # name → {file: bytes}

    def __post_init__(self):
        self.workspace, self.temp, self.tools = (
            self.folder / name for name in ("workspace", "_temp", "tools")
        )
        for folder in (self.workspace, self.temp, self.tools):
            folder.mkdir(parents=True)
        self.course = shutil.copytree(self.course, self.folder / "_actions" / "course")
        self.path = os.environ["PATH"]
        self.variables = {
            "github.workspace": str(self.workspace),
            "runner.temp": str(self.temp),
            "runner.os": "Linux",
            "job.workflow_repository": "ada/course",
            "job.workflow_sha": COMMIT,
        }

    def run(self, steps, **variables):
        """Run the steps of a workflow or an action; what is known at their end."""
        known = self.variables | variables
        for step in steps:
            if _wanted(step.get("if", "success()"), known, self.failed):
                given = {n: expand(value, known) for n, value in step.get("with", {}).items()}
                if "run" in step:
                    outputs = self._execute(step, known)
                else:
                    outputs = self._use(step["uses"], given)
                known |= {f"steps.{step.get('id')}.outputs.{n}": v for n, v in outputs.items()}
        return known

    # -------------------------------------------------------------- run

    def _execute(self, step, known):
        script = self.temp / "script.sh"
        script.write_text(step["run"], encoding="utf-8")
        files = {name: self.temp / f"_{name}" for name in FILES}
        for file in files.values():
            file.write_text("")
        environment = {
            "HOME": str(self.folder),
            "PATH": self.path,
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(self.temp),
            **OFFLINE,
            **{name: os.environ[name] for name in self.passed_on},
            **{name: str(file) for name, file in files.items()},
            **{name: expand(value, known) for name, value in step.get("env", {}).items()},
        }
        assert "${{" not in step["run"], "what others write goes to a shell as a variable only"
        done = subprocess.run(
            [*SHELLS[step.get("shell")], script],
            cwd=self.workspace,
            env=environment,
            stdin=subprocess.DEVNULL,
            timeout=240,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self.log += done.stdout
        told = {name: file.read_text(encoding="utf-8") for name, file in files.items()}
        assert not told["GITHUB_ENV"] + told["GITHUB_PATH"]
        self.summary += told["GITHUB_STEP_SUMMARY"]
        self.failed = self.failed or done.returncode != 0
        return dict(line.split("=", 1) for line in told["GITHUB_OUTPUT"].splitlines())

    # -------------------------------------------------------------- uses

    def _use(self, name, given):
        if name.startswith("$/"):
            return self._use_of_the_course(name, given)
        action, _, commit = name.partition("@")
        assert re.fullmatch(r"[0-9a-f]{40}", commit), f"{name} is not pinned"
        model = {
            "actions/checkout": self._check_out,
            "actions/setup-python": self._set_up_python,
            "actions/upload-artifact": self._upload,
        }[action]
        model(given)
        return {}

    def _use_of_the_course(self, name, given):
        folder = self.course / name.removeprefix("$/")
        action = read(folder / "action.yml")
        inputs = {key: value["default"] for key, value in action["inputs"].items()}
        assert set(given) <= set(inputs), "an action gets only inputs that it declares"
        values = {f"inputs.{key}": value for key, value in (inputs | given).items()}
        values["github.action_path"] = str(folder)
        known = self.run(action["runs"]["steps"], **values)
        return {key: expand(output["value"], known) for key, output in action["outputs"].items()}

    def _check_out(self, given):
        assert given["persist-credentials"] == "False", "the token would stay on the disk"
        place = self.workspace / given.get("path", ".")
        if "repository" in given:
            assert (given["repository"], given["ref"]) == ("ada/course", COMMIT)
            shutil.copytree(self.course, place, symlinks=True)
            return
        if place == self.workspace:
            place.rmdir()
        self.learner.rename(place)

    def _set_up_python(self, given):
        assert given["python-version"]
        write_tools(self.tools, self.has_real_pip)
        self.path = f"{self.tools}{os.pathsep}{os.environ['PATH']}"

    def _upload(self, given):
        root = Path(given["path"])
        files = {p.relative_to(root): p for p in root.rglob("*") if p.is_file()}
        shown = {
            name.as_posix(): path.read_bytes()
            for name, path in files.items()
            if not any(part.startswith(".") for part in name.parts)
        }
        assert shown or given["if-no-files-found"] == "ignore"
        self.artifacts[given["name"]] = shown


def expand(text, known):
    """A value with its `${{ … }}`; only an output may be unknown, of a step that did not get there."""

    def value(match):
        name = match[1]
        return known.get(name, "") if name.startswith("steps.") else known[name]

    return re.sub(r"\$\{\{ ([\w.-]+) \}\}", value, str(text))


def _wanted(condition, known, failed):
    if condition in ("always()", "success()"):
        return condition == "always()" or not failed
    name, operator, word = re.fullmatch(r"([\w.]+) (==|!=) '(\w+)'", condition).groups()
    return not failed and (known[name] == word) == (operator == "==")


def grade(folder, learner, course, has_real_pip=False, **inputs):
    """Run the job of grade.yml for a learner's repository; the job and the workflow's outputs."""
    workflow = read(course / ".github/workflows/grade.yml")
    declared = workflow[True]["workflow_call"]["inputs"]  # YAML 1.1 reads “on” as true
    assert set(inputs) <= set(declared)
    values = {
        f"inputs.{name}": inputs.get(name, each["default"]) for name, each in declared.items()
    }
    job = Job(folder, learner, course, has_real_pip)
    known = job.run(workflow["jobs"]["grade"]["steps"], **values)
    outputs = workflow["jobs"]["grade"]["outputs"]
    return job, {name: expand(value, known) for name, value in outputs.items()}


# ------------------------------------------------------------------ repositories


def solve(repository, *programs):
    """Put the solutions of some programs into a learner's repository."""
    for name in programs:
        solution = ROOT / "solutions" / small_course.UNIT / f"{name}.py"
        shutil.copy(solution, repository / "assignments" / small_course.UNIT)


def write_export(folder, course, *options):
    """Write what students get, as an instructor does whose course is on GitHub."""
    words = [sys.executable, "-m", "grader", "export", folder, *options]
    subprocess.run(words, cwd=course, check=True, stdout=subprocess.DEVNULL)
    workflow = folder / ".github/workflows/grade.yml"
    text = workflow.read_text("utf-8").replace("OWNER/COURSE", "ada/course")
    workflow.write_text(text.replace("COMMIT", COMMIT), encoding="utf-8")
    return folder


def shown(after, name):
    """The first indented block after a phrase of the README, as a script."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"\n\n((?: {4}.*\n|\n)+)", text[text.index(after, text.index(name)) :])[1]
    return re.sub(r"^ {4}", "", block, flags=re.M).strip() + "\n"


# ------------------------------------------------------------------ what was told


def orders(job):
    """What the runner obeyed in the log, by name."""
    obeyed = commands(job.log)
    return {command.name for command in obeyed}, [
        command.data for command in obeyed if command.name == "notice"
    ]


def assert_told(job, outputs, score, most):
    """The score stands in each place where it is told, and no other does."""
    assert outputs == {"score": str(score), "max-score": str(most)}, job.log
    names, notices = orders(job)
    assert names <= {"remove-matcher", "stop-commands", "resume", "notice", "error"}
    points = {"totalPoints": score, "maxPoints": most}
    assert notices == [f"Points {score}/{most}", json.dumps(points, separators=(",", ":"))]
    assert set(job.artifacts["report"]) == {"report.json", "report.md", "report.html"}
    report = json.loads(job.artifacts["report"]["report.json"])
    assert (report["score"], report["max_score"]) == (score, most)
    unlinked = re.sub(r"\[(.+?)\]\(<https://.+?>\)", r"\1", job.summary)  # a file links to nothing
    assert unlinked == job.artifacts["report"]["report.md"].decode()
    assert re.findall(r"\b\d+ of \d+ points\b", job.summary)[0] == f"{score} of {most} points"
    assert "Traceback (most recent call last)" not in job.log
