"""The report as Gradescope's results.json.

https://gradescope-autograders.readthedocs.io/en/latest/specs/#output-format
Everything is plain text ("text"), which Gradescope shows as it is. A learner
sees every check, also those at which the grader itself failed.
"""

import json

from grader.renderers import story


def render(report):
    """One test for each check."""
    output = f"{story.next_step(report)}\n{story.circumstances(report)}"
    return json.dumps(
        {
            "score": report.score,
            "execution_time": report.seconds,
            "output": output,
            "output_format": "text",
            "test_output_format": "text",
            "test_name_format": "text",
            "visibility": "visible",
            "tests": [
                _test(program, check) for program in report.programs for check in program.checks
            ],
        },
        indent=1,
    )


def _test(program, check):
    return {
        "name": f"{program.file}: {check.title}",
        "score": check.points,
        "max_score": check.max_points,
        "status": "passed" if check.outcome == "passed" else "failed",
        "output": "" if check.outcome == "passed" else story.told(check),
    }
