"""The report as Classroom 50's result.json.

https://github.com/foundation50/classroom50/wiki/Advanced-Autograding
Whose work this is does not come from the submission: Classroom 50 names it in
the environment of the autograder that it runs. Outside of it these fields are
empty. The autograder exits with 0 when it graded, whatever the score:
`--fail-under 0` does that, and leaves 3 for a mistake of the grader.
"""

import json
import os

SCHEMA = "classroom50/result/v1"


def render(report, environment=os.environ):
    """The result; all points are integers."""
    return json.dumps(
        {
            "schema": SCHEMA,
            "classroom": environment.get("CLASSROOM", ""),
            "assignment": environment.get("ASSIGNMENT", ""),
            "assignment_type": environment.get("ASSIGNMENT_TYPE", "individual"),
            "owner": environment.get("OWNER", ""),
            "submission": environment.get("SUBMISSION_TAG", ""),
            "commit": environment.get("COMMIT_URL", ""),
            "release": environment.get("RELEASE_URL", ""),
            "review": environment.get("REVIEW_URL") or environment.get("COMMIT_URL", ""),
            "datetime": report.graded_at,  # Classroom 50 puts the commit's own time here
            "graded_at": report.graded_at,
            "score": report.score,
            "max-score": report.max_score,
            "tests": [_test(check) for check in report.checks],
        },
        indent=1,
    )


def _test(check):
    return {
        "test-name": f"{check.id.partition('::')[0]}: {check.title}",
        "passed": check.outcome == "passed",
        "score": check.points,
        "max-score": check.max_points,
    }
