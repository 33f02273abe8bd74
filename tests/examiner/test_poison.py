"""Nothing that lies in a submission or in the user's environment reaches the examiner."""

import os

import pytest

from conftest import ROOT

LACKING = ROOT / "tests" / "support" / "lacking"
EVIL = "import os\nos.write(2, b'POISON')\nos._exit(0)\n"
NAMES = [
    "conftest",
    "pytest",
    "requests",
    "requests_mock",
    "socket",
    "json",
    "sitecustomize",
    "usercustomize",
    "pytest_timeout",
    "grader",
    "child",
    "calls",
]


# In a unit's folder these come along with a program, and hide Python's own as they do by hand.
HIDING = {"requests", "socket", "json"}


def solution(program):
    return (ROOT / "solutions/01_hello" / f"{program}.py").read_bytes()


@pytest.fixture
def poisoned(submission):
    """Right programs, of both kinds, among files that would take over an unwary grader."""
    folder = submission(**{name: solution(name) for name in ("tcp_client", "http_tasks")})
    for place in (folder, folder / "01_hello"):
        for name in NAMES:
            if place == folder or name not in HIDING:
                (place / f"{name}.py").write_text(EVIL)
        (place / "pytest.ini").write_text("[pytest]\naddopts = -p evil --collect-only\n")
        (place / "pyproject.toml").write_text('[tool.pytest.ini_options]\naddopts = "-p evil"\n')
        (place / "setup.cfg").write_text("[tool:pytest]\naddopts = -p evil\n")
    return folder


def test_poisoned_folder_changes_nothing(grader, poisoned):
    run = grader("01/tcp_client", "01/http_tasks", "--submission", poisoned)
    assert (run.status, run.report["score"], run.errors) == (0, run.report["max_score"], "")


def test_who_hides_a_module_harms_that_program_alone(grader, poisoned):
    (poisoned / "01_hello/socket.py").write_text(EVIL)
    run = grader("01/tcp_client", "01/http_tasks", "--submission", poisoned)
    assert (run.status, run.errors) == (1, "")
    assert run.program("tcp_client")["score"] == 0
    assert run.program("http_tasks")["score"] == 20


def test_pytest_variables_change_nothing(grader, poisoned):
    env = {
        "PYTEST_ADDOPTS": "--collect-only -p evil",
        "PYTEST_PLUGINS": "evil",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "",
        "PYTEST_TIMEOUT": "0.001",
    }
    run = grader("01/tcp_client", "--submission", poisoned, env=env)
    assert (run.status, run.report["score"]) == (0, run.report["max_score"])


@pytest.mark.parametrize("lacking", [[], [LACKING / "fork"]], ids=["forks", "spawns"])
def test_cwd_is_not_imported_from(grader, poisoned, lacking):
    """The package is found through the path; everything else beside the user is not.

    Not by the processes of multiprocessing either, which are new interpreters where it does not fork.
    """
    (poisoned / "grader.py").unlink()  # which Python would take for the course's own
    (poisoned / "sitecustomize.py").unlink()  # not found there, but by Python itself, before us
    env = {"PYTHONPATH": os.pathsep.join(map(str, [*lacking, ROOT]))}
    run = grader("01/tcp_client", "--submission", ".", cwd=poisoned, env=env)
    assert (run.status, run.errors) == (0, "")
    assert run.program("tcp_client")["score"] == 20


def test_secrets_of_the_environment_do_not_reach_programs(grader, submission):
    source = "import os\nprint(sorted(os.environ))\nprint(os.environ.get('SECRET_TOKEN'))\n"
    env = {"SECRET_TOKEN": "hunter2", "http_proxy": "http://127.0.0.1:1", "LC_ALL": "C"}
    run = grader("01/tcp_client", "--submission", submission(tcp_client=source), env=env)
    output = run.program("tcp_client")["checks"][0]["output"]
    assert "SECRET_TOKEN" not in output
    assert "proxy" not in output
    assert output.endswith("None")


@pytest.mark.long
def test_locale_and_proxies_cost_nothing(grader):
    env = {
        "LC_ALL": "C",
        "LANG": "C",
        "http_proxy": "http://127.0.0.1:1",
        "PYTHONUTF8": "0",
        "PYTHONIOENCODING": "ascii",
    }
    run = grader("01", "--submission", "solutions", env=env)
    assert (run.status, run.report["score"]) == (0, run.report["max_score"])
