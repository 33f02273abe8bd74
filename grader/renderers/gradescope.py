"""The report as Gradescope's results.json.

https://gradescope-autograders.readthedocs.io/en/latest/specs/#output-format
Everything is plain text ("text"), which Gradescope shows as it is. A learner
sees every check. One at which the grader itself failed has no points and no
status, neither passed nor failed, and says so in its name.
"""

import json

from grader.i18n import gettext
from grader.renderers import story
from grader.report import CheckResult, ProgramResult, Report, Words


def render(report: Report, words: Words) -> str:
    """Give the document, with one test for each check."""
    broken = story.not_gradable(report.checks)
    left = story.not_reached(report)
    said = [story.next_step(report), *story.caveats(report), story.circumstances(report)]
    return json.dumps(
        {
            "score": report.score,
            "execution_time": report.seconds,
            "output": "\n".join(filter(None, said)),
            "output_format": "text",
            "test_output_format": "text",
            "test_name_format": "text",
            "visibility": "visible",
            "tests": [
                _without_verdict(program, check)
                if check in left
                else _test(program, check, check in broken)
                for program in report.programs
                for check in program.checks
            ],
        },
        indent=1,
    )


def _without_verdict(program: ProgramResult, check: CheckResult) -> dict[str, object]:
    """Give a test that the run did not come to: neither passed nor failed."""
    return {
        "name": f"{program.file}: {check.title} ({gettext(story.NOT_REACHED)})",
        "score": check.points,
        "max_score": check.max_points,
        "output": check.message or "",
    }


def _test(program: ProgramResult, check: CheckResult, is_broken: bool) -> dict[str, object]:
    name = f"{program.file}: {check.title}"
    test = {"name": name, "score": check.points, "max_score": check.max_points}
    if is_broken:
        said = gettext("This check could not be graded, which is our mistake. It costs no points.")
        name = f"{name} ({gettext(story.NOT_GRADED)})"
        return {**test, "name": name, "output": f"{said}\n\n{story.told(check)}"}
    if check.outcome == "passed":
        return {**test, "status": "passed", "output": ""}
    return {**test, "status": "failed", "output": story.told(check)}
