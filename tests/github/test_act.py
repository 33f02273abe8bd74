"""What a push sets off, run by act: the students' repository as it is exported, and the action.

The same is asserted of these runs as of those of the model (`test_workflows.py`).
"""

import shutil

import pytest

import act
from hostile import evil_program, poison
from small_course import POINTS, PROGRAMS, UNIT
from workflow import COMMIT, assert_told, shown, small_course_with_workflows, solve, write_export

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not act.ACT, reason="act is not installed (the extra `test` has it)"),
    pytest.mark.skipif(not shutil.which("git"), reason="there is no git, by which act is called"),
]
WORKFLOW = ".github/workflows/grade.yml"
# what another job of the student's workflow can do with the outputs of the course's
TELLS = """
  tells:
    needs: grade
    runs-on: ubuntu-24.04
    steps:
      - run: echo "The score is ${{ needs.grade.outputs.score }} of ${{ needs.grade.outputs.max-score }}."
"""
RAISES = "import socket\n\nsocket.socket().send('hello!')\n"
EACH = 20  # points


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return small_course_with_workflows(tmp_path_factory.mktemp("course") / "small")


@pytest.fixture
def students(tmp_path, course):
    """The repository that students get."""
    return write_export(tmp_path / "students", course)


def test_solved_repository_is_green(tmp_path, course, students):
    solve(students, *PROGRAMS)
    with open(students / WORKFLOW, "a", encoding="utf-8") as file:
        file.write(TELLS)
    run = act.push(students, course, tmp_path / "act")
    assert run.results == {"grade": "success", "tells": "success"}
    assert_told(run, run.outputs, POINTS, POINTS)
    assert f"The score is {POINTS} of {POINTS}." in run.log


@pytest.mark.parametrize("fail_under, result", [(None, "failure"), (EACH, "success")])
def test_lost_points_are_annotated(tmp_path, course, students, fail_under, result):
    """What the workflow is content with makes it red or green, and changes nothing else."""
    solve(students, "tcp_server")
    (students / "assignments" / UNIT / "tcp_client.py").write_text(RAISES)
    if fail_under:
        call = f"    with:\n      targets: '01'\n      fail-under: '{fail_under}'\n"
        with open(students / WORKFLOW, "a", encoding="utf-8") as file:
            file.write(call)
    run = act.push(students, course, tmp_path / "act")
    assert run.results == {"grade": result}
    assert_told(run, run.outputs, EACH, POINTS)
    (annotation,) = [command for command in run.commands if command.name == "error"]
    assert annotation.properties["file"] == f"assignments/{UNIT}/tcp_client.py"
    assert annotation.properties["line"] == "3"
    assert annotation.data.startswith("Your program ended (status 1) before it connected")
    assert f"](<https://github.com/{act.REPOSITORY}/blob/" in run.summary  # to the task
    assert f"/assignments/{UNIT}/README.md#tcp_client" in run.summary


def test_hostile_repository_gets_what_its_programs_earn(tmp_path, course, students):
    workflow = (students / WORKFLOW).read_text("utf-8")
    poison(students)
    (students / WORKFLOW).write_text(workflow)  # what a push ruleset forbids to change
    solve(students, "tcp_client")
    evil = evil_program(tmp_path / "act/job")
    (students / "assignments" / UNIT / "tcp_server.py").write_text(evil)
    run = act.push(students, course, tmp_path / "act")
    assert run.results == {"grade": "failure"}
    assert_told(run, run.outputs, EACH, POINTS)
    assert "POISONED" not in run.log + run.summary
    assert "forged" in run.log  # the programs did run


def test_action_in_the_readmes_workflow(tmp_path, course, students):
    """As the README shows it for a workflow of one's own, with what stands around it."""
    solve(students, *PROGRAMS)
    jobs = shown("can stand among other steps:", "#### In a workflow of your own")
    jobs = jobs.replace("ORGANIZATION/COURSE", "ada/course").replace("COMMIT", COMMIT)
    jobs = jobs.replace('fail-under: "60"', f'fail-under: "{EACH}"')  # there are fewer points here
    (students / WORKFLOW).write_text(f"name: Mine\non: push\npermissions: {{}}\n{jobs}")
    run = act.push(students, course, tmp_path / "act")
    assert run.results == {"grade": "success"}
    assert_told(run, run.outputs, POINTS, POINTS)
